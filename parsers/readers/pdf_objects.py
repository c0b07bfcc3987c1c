"""What a PDF page draws besides text: rulings of tables, pictures, invisible text."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import repeat

from pypdfium2 import raw

from parsers.readers import pdf_calls
from parsers.readers.layout_tables import Ruling

_MAX_DEPTH = 12  # forms inside forms
_MAX_OBJECTS = 200_000  # on one page
_MAX_SEGMENTS = 20_000  # of all paths of a page
_THIN = 3.5  # points: a path this flat is a ruling, drawn as a line or as a filled bar
_SHORT = 4.0  # points: shorter strokes are no rulings
_INVISIBLE = (3, 7)  # text rendering modes that leave no ink

_Matrix = tuple[float, float, float, float, float, float]
_Box = tuple[float, float, float, float]  # left, bottom, right, top
_IDENTITY: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(slots=True)
class Drawn:
    """In the page's own coordinates, y upwards.

    ``strokes`` are x0, y0, x1, y1, level from left to right or upright from below.
    """

    strokes: list[tuple[float, float, float, float]] = field(default_factory=list)
    pictures: list[_Box] = field(default_factory=list)
    paths: int = 0
    has_invisible_text: bool = False
    too_much: bool = False


def drawn_on(page: int) -> Drawn:
    """All objects of the page, those inside forms too, up to the limits of this module."""
    drawn = Drawn()
    budget = [_MAX_OBJECTS, _MAX_SEGMENTS]
    ask = pdf_calls.calls()
    count = ask.count_objects(page)
    drawn.too_much = count > _MAX_OBJECTS
    objects = pdf_calls.ask_all(ask.object, page, min(count, _MAX_OBJECTS))
    _walk(objects, _IDENTITY, drawn, budget, 0)
    return drawn


def _walk(objects: list[int], matrix: _Matrix, drawn: Drawn, budget: list[int], depth: int) -> None:
    ask = pdf_calls.calls()
    budget[0] -= len(objects)
    if budget[0] < 0:
        drawn.too_much = True
        return
    for item, kind in zip(objects, map(ask.kind, objects), strict=True):
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            if not drawn.has_invisible_text and ask.render_mode(item) in _INVISIBLE:
                drawn.has_invisible_text = True
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            drawn.paths += 1
            _path(item, matrix, drawn, budget)
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            drawn.pictures.append(_moved(pdf_calls.rectangle(ask.bounds, item), matrix))
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _MAX_DEPTH:
            count = ask.count_in_form(item)
            if count > budget[0]:
                drawn.too_much = True
            elif count > 0:
                inner = pdf_calls.floats(ask.object_matrix, 6, item)
                inside = list(map(ask.in_form, repeat(item), range(count)))
                _walk(inside, _product(inner, matrix), drawn, budget, depth + 1)


def _path(item: int, matrix: _Matrix, drawn: Drawn, budget: list[int]) -> None:
    ask = pdf_calls.calls()
    box = _moved(pdf_calls.rectangle(ask.bounds, item), matrix)
    thickness = min(box[2] - box[0], box[3] - box[1])
    if thickness <= _THIN:
        _bar(box, drawn)
        return
    if thickness > 1e5:
        return
    count = ask.count_segments(item)
    budget[1] -= count
    if budget[1] < 0:
        drawn.too_much = True
        return
    modes = (ctypes.c_int * 2)()
    start = ctypes.addressof(modes)
    ask.draw_mode(item, start, start + 4)
    filled, stroked = modes[0], modes[1]
    if not filled and not stroked:  # a clipping path
        return
    inner: _Matrix = tuple(pdf_calls.floats(ask.object_matrix, 6, item))  # type: ignore[assignment]
    for corners, closed in _outlines(item, count, _product(inner, matrix)):
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        outline = (min(xs), min(ys), max(xs), max(ys))
        if min(outline[2] - outline[0], outline[3] - outline[1]) <= _THIN:
            _bar(outline, drawn)
        elif stroked:
            ends = corners[1:] + (corners[:1] if closed else [])
            for (x0, y0), (x1, y1) in zip(corners, ends, strict=False):
                if min(abs(x1 - x0), abs(y1 - y0)) <= 1.0:
                    _bar((min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)), drawn)


def _bar(box: _Box, drawn: Drawn) -> None:
    left, bottom, right, top = box
    if max(right - left, top - bottom) > _SHORT:
        if right - left >= top - bottom:
            drawn.strokes.append((left, (bottom + top) / 2, right, (bottom + top) / 2))
        else:
            drawn.strokes.append(((left + right) / 2, bottom, (left + right) / 2, top))


def _outlines(
    item: int, count: int, matrix: _Matrix
) -> Iterator[tuple[list[tuple[float, float]], bool]]:
    """The corners of each outline of a path; curves go straight to their end."""
    ask = pdf_calls.calls()
    corners: list[tuple[float, float]] = []
    closed = False
    point = (ctypes.c_float * 2)()
    start = ctypes.addressof(point)
    a, b, c, d, e, f = matrix
    for index in range(count):
        segment = ask.segment(item, index)
        if not segment:
            continue
        ask.segment_point(segment, start, start + 4)
        if ask.segment_kind(segment) == raw.FPDF_SEGMENT_MOVETO and corners:
            yield corners, closed
            corners, closed = [], False
        x, y = point[0], point[1]
        corners.append((a * x + c * y + e, b * x + d * y + f))
        closed = closed or bool(ask.segment_closes(segment))
    if corners:
        yield corners, closed


def _product(first: _Matrix | object, then: _Matrix) -> _Matrix:
    a, b, c, d, e, f = first  # type: ignore[misc]
    g, h, i, j, k, m = then
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def _moved(box: _Box, matrix: _Matrix) -> _Box:
    if matrix is _IDENTITY:
        return box
    a, b, c, d, e, f = matrix
    xs = [a * x + c * y + e for x in (box[0], box[2]) for y in (box[1], box[3])]
    ys = [b * x + d * y + f for x in (box[0], box[2]) for y in (box[1], box[3])]
    return min(xs), min(ys), max(xs), max(ys)


def rulings(drawn: Drawn, upright: Upright) -> list[Ruling]:
    """The strokes as rulings of the upright page."""
    if upright.quarter == 0:
        left, top = upright.box[0], upright.box[3]
        return [
            Ruling(True, top - y0, x0 - left, x1 - left)
            if y0 == y1
            else Ruling(False, x0 - left, top - y1, top - y0)
            for x0, y0, x1, y1 in drawn.strokes
        ]
    found: list[Ruling] = []
    for x0, y0, x1, y1 in drawn.strokes:
        (left, top), (right, bottom) = upright.point(x0, y0), upright.point(x1, y1)
        lies = abs(right - left) >= abs(bottom - top)
        if lies:
            found.append(Ruling(True, (top + bottom) / 2, min(left, right), max(left, right)))
        else:
            found.append(Ruling(False, (left + right) / 2, min(top, bottom), max(top, bottom)))
    return found


@dataclass(frozen=True, slots=True)
class Upright:
    """Turns the page so that its text stands upright: ``quarter`` turns of 90° to the left."""

    quarter: int
    box: _Box

    @property
    def size(self) -> tuple[float, float]:
        width, height = self.box[2] - self.box[0], self.box[3] - self.box[1]
        return (height, width) if self.quarter % 2 else (width, height)

    @property
    def origin(self) -> tuple[float, float]:
        """The upper left corner: how far along and how far up in the direction of writing."""
        left, bottom, right, top = self.box
        return ((left, top), (bottom, -left), (-right, -bottom), (-top, right))[self.quarter]

    def point(self, x: float, y: float) -> tuple[float, float]:
        left, bottom, right, top = self.box
        if self.quarter == 0:
            return x - left, top - y
        if self.quarter == 1:
            return y - bottom, x - left
        if self.quarter == 2:
            return right - x, y - bottom
        return top - y, right - x

    def page_point(self, x: float, y: float) -> tuple[float, float]:
        """Back from the upright page to the page's own coordinates."""
        left, bottom, right, top = self.box
        if self.quarter == 0:
            return x + left, top - y
        if self.quarter == 1:
            return y + left, x + bottom
        if self.quarter == 2:
            return right - x, y + bottom
        return right - y, top - x

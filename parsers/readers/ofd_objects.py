"""OFD 页面对象：text, strokes and pictures of a page with their places (GB/T 33190 clauses 8–13).

Places leave here in points, x to the right and y downwards, as ``layout`` wants them; a page
in OFD counts millimetres the same way.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from lxml import etree

from parsers.errors import UnreadableError
from parsers.readers.layout_tables import Ruling
from parsers.readers.layout_text import Piece, is_wide
from parsers.readers.reading import MAX_DEPTH
from parsers.readers.xml_parts import local

POINTS = 72 / 25.4  # in a millimetre
MAX_CHARACTERS = 2_000_000  # on one page
_MAX_SEGMENTS = 200_000  # of paths on one page

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

_SHORT = 6.0  # points: strokes below this are no ruling
_THIN = 1.5  # points: a filled bar up to this is a stroke
_STRAIGHT = 0.6  # points that a ruling may lean
_OPERATION = re.compile(r"[SMLQBACsmlqbac]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_ARGUMENTS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture by the id of its resource, and the area it takes in square points."""

    resource: str
    area: float


@dataclass(slots=True)
class Drawn:
    """What stands on a page. ``turned`` is text that runs down or up, ``slanted`` at an angle."""

    pieces: list[Piece] = field(default_factory=list)
    turned: list[Piece] = field(default_factory=list)
    slanted: list[Piece] = field(default_factory=list)
    rulings: list[Ruling] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    paths: int = 0
    characters: int = 0
    unmapped: int = 0


@dataclass(slots=True)
class Walker:
    """Goes through the objects of a page; ``composite`` finds a composite object's content."""

    composite: Callable[[str], etree._Element | None]
    drawn: Drawn = field(default_factory=Drawn)
    _segments: int = 0

    def walk(self, block: etree._Element, matrix: Matrix = IDENTITY, depth: int = 0) -> None:
        if depth > MAX_DEPTH:
            return
        for element in block:
            if element.get("Visible") == "false":
                text = "".join(code.text or "" for code in element.iter("{*}TextCode")).strip()
                if text:
                    self.drawn.hidden.append(text)
                continue
            match local(element):
                case "Layer" | "PageBlock" | "Content":
                    self.walk(element, matrix, depth + 1)
                case "TextObject":
                    self._text(element, matrix)
                case "PathObject":
                    self._path(element, matrix)
                case "ImageObject":
                    self._picture(element, matrix)
                case "CompositeObject":
                    content = self.composite(element.get("ResourceID") or "")
                    if content is not None:
                        self.walk(content, placed(element, matrix), depth + 1)
                case _:
                    pass

    # --- text -----------------------------------------------------------------------------

    def _text(self, element: etree._Element, matrix: Matrix) -> None:
        inner = placed(element, matrix)
        size = number(element.get("Size"), 0.0)
        stretch = number(element.get("HScale"), 1.0) or 1.0
        across = _box(element)
        for code in element.iterchildren("{*}TextCode"):
            text = code.text or ""
            if not text.strip():
                continue
            self.drawn.characters += len(text)
            if self.drawn.characters > MAX_CHARACTERS:
                raise UnreadableError(f"一页的文字超过{MAX_CHARACTERS}个，不像一份公文。")
            self.drawn.unmapped += sum(map(_is_unmapped, text))
            xs, ys = _places(code, len(text))
            self._code(text, xs, ys, inner, size, stretch, across)

    def _code(
        self,
        text: str,
        xs: list[float],
        ys: list[float],
        inner: Matrix,
        size: float,
        stretch: float,
        box: tuple[float, float],
    ) -> None:
        """Cuts the characters of one ``TextCode`` where they leave their line."""
        a, b, c, d, _, _ = inner
        scale_x, scale_y = math.hypot(a, b), math.hypot(c, d)
        em = size * scale_y * POINTS
        if em <= 0 or not math.isfinite(em) or scale_x <= 0:
            return
        width = size * stretch
        first = 0
        for at in range(1, len(text) + 1):
            if at < len(text) and _runs_on(text[at - 1], xs, ys, at, size, stretch):
                continue
            self._piece(text[first:at], xs[first:at], ys[first], inner, (width, em, box[0]))
            first = at

    def _piece(
        self,
        text: str,
        xs: list[float],
        y: float,
        inner: Matrix,
        measures: tuple[float, float, float],
    ) -> None:
        width, em, box_width = measures
        if not text.strip():
            return
        a, b, _, _, _, _ = inner
        last = xs[-1]
        end = last + width
        if not is_wide(text[-1]):
            # Half an em, unless the object's own box tells how wide its last letter is.
            rest = box_width - last
            end = last + (rest if 0.2 * width < rest < width else 0.5 * width)
        angle = math.degrees(math.atan2(b, a)) % 360
        quarter = round(angle / 90) % 4
        left_x, left_y = _apply(inner, xs[0], y)
        right_x, right_y = _apply(inner, end, y)
        if abs(angle - 90 * quarter) % 360 > 3 and abs(angle - 360) > 3:
            self.drawn.slanted.append(
                Piece(text, left_x, max(right_x, left_x), left_y - 0.38 * em, em)
            )
        elif quarter == 0:
            lefts = [_apply(inner, x, y)[0] for x in xs]
            self.drawn.pieces.append(
                Piece(text, left_x, right_x, left_y - 0.38 * em, em, tuple(lefts))
            )
        else:
            x, y_middle = (left_x + right_x) / 2, (left_y + right_y) / 2
            self.drawn.turned.append(Piece(text, x - em / 2, x + em / 2, y_middle, em))

    def _picture(self, element: etree._Element, matrix: Matrix) -> None:
        box = numbers(element.get("Boundary"))
        a, b, c, d, _, _ = matrix
        share = abs(a * d - b * c) * POINTS**2
        area = abs(box[2] * box[3]) * share if len(box) >= 4 else 0.0
        self.drawn.pictures.append(Picture(element.get("ResourceID") or "", area))

    # --- strokes --------------------------------------------------------------------------

    def _path(self, element: etree._Element, matrix: Matrix) -> None:
        data = element.findtext("{*}AbbreviatedData") or ""
        inner = placed(element, matrix)
        strokes = element.get("Stroke") != "false"
        fills = element.get("Fill") == "true"
        self.drawn.paths += 1
        for outline in _outlines(data[: 1 << 20]):
            self._segments += len(outline)
            if self._segments > _MAX_SEGMENTS:
                return
            corners = [_apply(inner, x, y) for x, y in outline]
            xs, ys = [x for x, _ in corners], [y for _, y in corners]
            if min(max(xs) - min(xs), max(ys) - min(ys)) <= _THIN:
                if strokes or fills:
                    self._ruling(min(xs), min(ys), max(xs), max(ys))
            elif strokes:
                for (x0, y0), (x1, y1) in pairwise(corners):
                    if min(abs(x1 - x0), abs(y1 - y0)) <= _STRAIGHT:
                        self._ruling(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))

    def _ruling(self, left: float, top: float, right: float, bottom: float) -> None:
        if right - left >= bottom - top and right - left > _SHORT:
            self.drawn.rulings.append(
                Ruling(lies=True, at=(top + bottom) / 2, start=left, end=right)
            )
        elif bottom - top > _SHORT:
            self.drawn.rulings.append(
                Ruling(lies=False, at=(left + right) / 2, start=top, end=bottom)
            )


def number(text: str | None, otherwise: float) -> float:
    try:
        value = float(text) if text else otherwise
    except ValueError:
        return otherwise
    return value if math.isfinite(value) and abs(value) < 1e7 else otherwise


def numbers(text: str | None) -> list[float]:
    return [number(part, 0.0) for part in (text or "").split()]


def placed(element: etree._Element, outer: Matrix) -> Matrix:
    """From an object's own coordinates to the page's: its CTM, then its box's corner."""
    box = numbers(element.get("Boundary"))
    ctm = numbers(element.get("CTM"))
    inner: Matrix = (ctm[0], ctm[1], ctm[2], ctm[3], ctm[4], ctm[5]) if len(ctm) >= 6 else IDENTITY
    x, y = (box[0], box[1]) if len(box) >= 2 else (0.0, 0.0)
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    e, f = e + x, f + y
    return (
        a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j,
        e * g + f * i + k, e * h + f * j + m,
    )  # fmt: skip


def _box(element: etree._Element) -> tuple[float, float]:
    box = numbers(element.get("Boundary"))
    if element.get("CTM") or len(box) < 4:
        return 0.0, 0.0
    return box[2], box[3]


def _apply(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return (a * x + c * y + e) * POINTS, (b * x + d * y + f) * POINTS


def _places(code: etree._Element, count: int) -> tuple[list[float], list[float]]:
    """Where each character stands, in the object's own coordinates."""
    return (
        _steps(number(code.get("X"), 0.0), deltas(code.get("DeltaX"), count - 1), count),
        _steps(number(code.get("Y"), 0.0), deltas(code.get("DeltaY"), count - 1), count),
    )


def _steps(start: float, steps: list[float], count: int) -> list[float]:
    out = [start]
    for at in range(count - 1):
        out.append(out[-1] + (steps[at] if at < len(steps) else 0.0))
    return out


def deltas(text: str | None, most: int) -> list[float]:
    """Distances between characters; ``g 3 5.6`` says 5.6 three times (clause 11.3)."""
    parts = (text or "").split()
    out: list[float] = []
    at = 0
    while at < len(parts) and len(out) < most:
        if parts[at] == "g" and at + 2 < len(parts):
            times = int(parts[at + 1][:9]) if parts[at + 1].isdecimal() else 0
            out += [number(parts[at + 2], 0.0)] * min(times, most - len(out))
            at += 3
        else:
            out.append(number(parts[at], 0.0))
            at += 1
    return out


def _runs_on(
    before: str, xs: list[float], ys: list[float], at: int, size: float, stretch: float
) -> bool:
    """Whether a character goes on the piece of the one before it.

    Without distances all characters have one place: then they are written side by side.
    """
    step, drop = xs[at] - xs[at - 1], ys[at] - ys[at - 1]
    if abs(drop) > 0.05 * size or step < 0:
        return False
    room = (1.15 if is_wide(before) else 1.05) * size * stretch
    return step <= room


def _is_unmapped(character: str) -> bool:
    return "\ue000" <= character <= "\uf8ff" or character == "\ufffd" or character < " "


def _outlines(data: str) -> Iterator[list[tuple[float, float]]]:
    """The corners of each outline of a path; curves go straight to their end."""
    corners: list[tuple[float, float]] = []
    tokens = _OPERATION.findall(data)
    at = 0
    while at < len(tokens):
        operation = tokens[at].upper()
        count = _ARGUMENTS.get(operation)
        at += 1
        if count is None:
            continue
        values = [number(token, 0.0) for token in tokens[at : at + count]]
        at += len(values)
        if operation == "C":
            if corners:
                corners.append(corners[0])
        elif len(values) == count:
            if operation in "SM" and corners:
                yield corners
                corners = []
            corners.append((values[-2], values[-1]))
    if corners:
        yield corners

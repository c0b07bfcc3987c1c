"""The characters of a PDF page with their places, as PDFium has them, put into pieces.

PDFium's own line text cannot be used: it orders fallback fonts wrongly, drops hyphens at line
ends and puts a space wherever a program spread its letters. Its characters are exact.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import NamedTuple

from parsers.readers import pdf_calls
from parsers.readers.layout_text import Piece, merged
from parsers.readers.pdf_objects import Upright

MAX_CHARACTERS = 1_000_000  # on one page

_JUMP = 1.6  # em: a character further on than this begins another piece
_BASELINE_TO_MIDDLE = 0.36  # em from the baseline to half the height of letters
_AFTER_BLANK = 1.1  # em from a real space to what follows it
_LEVEL = 0.02  # sine of the slant that still counts as straight
_BLANKS = frozenset(("", " ", "\u00a0", "\u3000"))
_INVISIBLE = (3, 7)
_HYPHEN = 2  # what PDFium makes of a hyphen at the end of a line
_SURROGATES = range(0xD800, 0xE000)


@dataclass(slots=True)
class Glyphs:
    """``pieces`` by direction in quarter turns (0 upright, 1 upwards, 2 upside down, 3 down).

    ``slanted`` are pieces at any other angle, ``hidden`` the text that leaves no ink and
    ``beyond`` the text off the page; ``unmapped`` counts characters without a known meaning, and
    ``odd`` those of them that cannot even be what their codes look like;
    ``too_many`` is true where the page holds more characters than are read.
    """

    upright: Upright
    pieces: tuple[list[Piece], list[Piece], list[Piece], list[Piece]] = field(
        default_factory=lambda: ([], [], [], [])
    )
    slanted: list[Piece] = field(default_factory=list)
    hidden: str = ""
    beyond: str = ""
    visible: int = 0
    unmapped: int = 0
    odd: int = 0
    too_many: bool = False


def glyphs_of(
    page: int, box: tuple[float, float, float, float], *, some_hidden: bool, keep_hidden: bool
) -> Glyphs:
    """The characters of a loaded text page; coordinates of ``pieces[q]`` are those of frame q."""
    ask = pdf_calls.calls()
    glyphs = Glyphs(Upright(0, box))
    count = ask.count_chars(page)
    glyphs.too_many = count > MAX_CHARACTERS
    count = min(count, MAX_CHARACTERS)
    if count <= 0:
        return glyphs
    codes = pdf_calls.ask_all(ask.unicode, page, count)
    xs, ys = pdf_calls.points(ask.origin, page, count)
    unmapped = pdf_calls.ask_all(ask.is_unmapped, page, count)
    characters = [
        chr(code) if 32 <= code < 127 or 160 <= code < 0xD800 else _character(page, index, code)
        for index, code in enumerate(codes)
    ]
    if any(code in _SURROGATES for code in codes):
        _join_surrogates(codes, characters)
    hidden = _hidden(page, codes) if some_hidden else set()
    if hidden and not keep_hidden:
        glyphs.hidden = "".join(characters[i] for i in sorted(hidden))
        for index in hidden:
            characters[index] = ""
    _collect(page, characters, xs, ys, unmapped, glyphs)
    quarter = max(range(4), key=lambda q: sum(len(piece.text) for piece in glyphs.pieces[q]))
    glyphs.upright = Upright(quarter, box)
    return glyphs


def _character(page: int, index: int, code: int) -> str:
    """What an unusual code stands for: U+FFFD for ink without a meaning, nothing for no ink."""
    if code == _HYPHEN and pdf_calls.calls().is_hyphen(page, index):
        return "-"
    if code in (9, 10, 13):
        return " " if code == 9 else ""
    if 0x80 <= code < 0xA0:  # Windows' quotation marks and dashes by their old codes
        return bytes([code]).decode("cp1252", "replace")
    if 0xE000 <= code < 0xFEFF or 0xFF00 <= code < 0xFFFE or 0x10000 <= code < 0x110000:
        return chr(code)
    if code in _SURROGATES or code == 0xFEFF:
        return ""
    left, bottom, right, top = pdf_calls.char_rectangle(page, index)
    return "\ufffd" if (right - left) * (top - bottom) > 0.1 else ""


def _join_surrogates(codes: list[int], characters: list[str]) -> None:
    """Where wchar_t has 16 bits, characters beyond the basic plane come in two halves."""
    for at in range(len(codes) - 1):
        high, low = codes[at], codes[at + 1]
        if 0xD800 <= high < 0xDC00 <= low < 0xE000:
            characters[at] = chr(0x10000 + ((high - 0xD800) << 10) + low - 0xDC00)


def _hidden(page: int, codes: list[int]) -> set[int]:
    ask = pdf_calls.calls()
    modes: dict[int, bool] = {}
    hidden: set[int] = set()
    for index, code in enumerate(codes):
        item = ask.text_object(page, index) if code > 32 else None
        if item:
            if item not in modes:
                modes[item] = ask.render_mode(item) in _INVISIBLE
            if modes[item]:
                hidden.add(index)
    return hidden


def _collect(
    page: int,
    characters: list[str],
    xs: list[float],
    ys: list[float],
    unmapped: list[int],
    glyphs: Glyphs,
) -> None:
    """Cuts the stream of characters into pieces: same baseline, no gap, no jump back.

    PDFium marks every gap by a space of its own making, so only those and real spaces are
    asked about; a real space stays in its piece.
    """
    is_generated = pdf_calls.calls().is_generated
    tracks = _Tracks(xs, ys)
    beyond: list[str] = []
    count = len(characters)
    start = 0
    while start < count:
        if characters[start] in _BLANKS:
            start += 1
            continue
        shape = _shape(page, start)
        along, across = tracks.of(shape)
        reach = _JUMP * shape.size
        x, y = along[start], across[start]
        solid = end = start + 1
        while end < count:
            next_x = along[end]
            if across[end] != y or not x <= next_x <= x + reach:
                break
            character = characters[end]
            if character in _BLANKS:
                if not character or is_generated(page, end):
                    break
                reach = _AFTER_BLANK * shape.size
                end += 1
            else:
                reach = _JUMP * shape.size
                end += 1
                solid = end
            x = next_x
        run = slice(start, solid)
        lefts = along[run]
        shape = _body_shape(page, run, characters, shape)
        _add(page, run, shape, "".join(characters[run]), lefts, y, unmapped[run], glyphs, beyond)
        start = end
    glyphs.beyond = "".join(beyond)


class _Shape(NamedTuple):
    """Size and direction of a character."""

    size: float
    cos: float
    sin: float

    @property
    def quarter(self) -> int | None:
        """Quarter turns to the left, None for a slant."""
        if abs(self.sin) <= _LEVEL:
            return 0 if self.cos > 0 else 2
        if abs(self.cos) <= _LEVEL:
            return 1 if self.sin > 0 else 3
        return None


@dataclass(slots=True)
class _Tracks:
    """Where the characters stand along and across a direction of writing."""

    xs: list[float]
    ys: list[float]
    known: dict[tuple[float, float], tuple[list[float], list[float]]] = field(default_factory=dict)

    def of(self, shape: _Shape) -> tuple[list[float], list[float]]:
        quarter = shape.quarter
        if quarter == 0:
            return self.xs, self.ys
        if quarter is None:
            return self._turned(shape.cos, shape.sin)
        return self._turned(*((0.0, 1.0), (-1.0, 0.0), (0.0, -1.0))[quarter - 1])

    def _turned(self, cos: float, sin: float) -> tuple[list[float], list[float]]:
        key = round(cos, 3), round(sin, 3)
        if key not in self.known:
            pairs = list(zip(self.xs, self.ys, strict=True))
            self.known[key] = (
                [x * cos + y * sin for x, y in pairs],
                [y * cos - x * sin for x, y in pairs],
            )
        return self.known[key]


def _shape(page: int, index: int) -> _Shape:
    ask = pdf_calls.calls()
    a, b, c, d, _, _ = pdf_calls.floats(ask.matrix, 6, page, index)
    along = math.hypot(a, b)
    set_size = ask.font_size(page, index)
    if set_size < 0:  # a way to draw upside down
        a, b = -a, -b
    size = abs(set_size) * math.hypot(c, d)
    if not 1.0 <= size <= 2000.0:  # Type 3 fonts count in units of their own
        left, bottom, right, top = pdf_calls.floats(ask.loose_box, 4, page, index)[:4]
        size = max(abs(top - bottom), abs(right - left), 1.0)
    return _Shape(size, a / along, b / along) if along else _Shape(size, 1.0, 0.0)


def _body_shape(page: int, run: slice, characters: list[str], first: _Shape) -> _Shape:
    """The shape of most of a run: a number Word counts may be smaller than the text behind it.

    Asked of a letter in the middle, for marks may be set smaller to fill the line.
    """
    middle = (run.start + run.stop) // 2
    if middle == run.start:
        return first
    letters = (at for at in range(middle, run.stop) if characters[at].isalnum())
    shape = _shape(page, next(letters, middle))
    return shape if shape.quarter == first.quarter else first


def _add(
    page: int,
    run: slice,
    shape: _Shape,
    text: str,
    lefts: list[float],
    across: float,
    unmapped: list[int],
    glyphs: Glyphs,
    beyond: list[str],
) -> None:
    """Adds one run as a piece, in the coordinates of a page turned to stand upright."""
    last = run.stop - 1
    box = _loose(page, last)
    if len(lefts) > 1 and lefts[-1] == lefts[-2]:  # /ActualText: all on the object's origin
        box = _of_object(page, last, box)
    quarter = shape.quarter
    frame = glyphs.upright if not quarter else Upright(quarter, glyphs.upright.box)
    if quarter is None:
        origin, mid = 0.0, -across
        right = lefts[-1] + shape.size
        width = height = math.inf
    else:
        origin, top = frame.origin
        mid = top - across
        right = frame.point(box[2], box[3])[0]
        if quarter:
            right = max(right, frame.point(box[0], box[1])[0])
        width, height = frame.size
    mid -= _BASELINE_TO_MIDDLE * shape.size
    lefts = [left - origin for left in lefts]
    doubts = _doubts(text, unmapped)
    piece = Piece(text, lefts[0], max(right, lefts[-1]), mid, shape.size, lefts, doubts)
    if quarter is not None and not (
        piece.right > 0 and lefts[0] < width and -shape.size < mid < height + shape.size
    ):
        beyond.append(text)
        return
    glyphs.visible += len(text)
    for first, end in doubts:
        glyphs.unmapped += end - first
        # Latin fonts without a table mostly use the usual codes; Chinese ones never do.
        glyphs.odd += sum(not (c.isascii() and c.isalnum()) for c in text[first:end])
    (glyphs.slanted if quarter is None else glyphs.pieces[quarter]).append(piece)


def _loose(page: int, index: int) -> tuple[float, float, float, float]:
    left, top, right, bottom = pdf_calls.floats(pdf_calls.calls().loose_box, 4, page, index)
    return left, bottom, right, top


def _of_object(
    page: int, index: int, box: tuple[float, float, float, float]
) -> tuple[float, float, float, float]:
    ask = pdf_calls.calls()
    item = ask.text_object(page, index)
    if not item:
        return box
    bounds = pdf_calls.rectangle(ask.bounds, item)
    return box[0], box[1], max(box[2], bounds[2]), box[3]


def _doubts(text: str, unmapped: list[int]) -> tuple[tuple[int, int], ...]:
    """Characters without a meaning that could be relied on: no mapping, or a private one."""
    if not any(unmapped) and text.isascii():
        return ()
    doubtful = (
        (at, at + 1)
        for at, (character, bad) in enumerate(zip(text, unmapped, strict=False))
        if (bad and not character.isspace())
        or "\ue000" <= character <= "\uf8ff"
        or character == "\ufffd"
    )
    return merged(doubtful)

"""版面：pieces of text with places → lines → paragraphs, tables, running headers and footers.

Shared by the PDF reader and the scan reader. Everything here decides by geometry – left and
right edges, distances, sizes, repetition from page to page – and never by what a line says.
Coordinates are points in an upright page: x to the right, y downwards from the top.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import NamedTuple, TypeAlias

from parsers.readers.layout_tables import JoinedRow, Table, join_tables
from parsers.readers.layout_text import Piece, TextLine, is_wide, lines_of, needed_width
from parsers.source import Cell, Layer, Line, Row, Span, Start
from parsers.text import fold, squeeze

__all__ = ["Composed", "Piece", "Sheet", "TextLine", "compose", "in_reading_order", "lines_of"]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page: ``blocks`` in reading order, ``aside`` what stands across the page's direction.

    ``aside`` holds text at right angles to the page (a page number on the short side of a
    landscape table); ``marks`` text at a slant (a watermark).
    """

    number: int
    width: float
    height: float
    blocks: tuple[TextLine | Table, ...]
    aside: tuple[TextLine, ...] = ()
    marks: tuple[TextLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Composed:
    """The lines, where their text is doubtful, and what was decided about broken tables.

    ``joined`` are rows put together over a page break; ``carried`` cells that were taken to go
    on from the page before although the page does not show it; ``open`` empty cells that might.
    """

    lines: tuple[Line, ...]
    doubts: tuple[Span, ...] = ()
    joined: tuple[Span, ...] = ()
    carried: tuple[Span, ...] = ()
    open: tuple[Span, ...] = ()


def in_reading_order(
    lines: Sequence[TextLine], tables: Iterable[Table]
) -> tuple[TextLine | Table, ...]:
    """The lines with each table before the first line that stands under it."""
    blocks: list[TextLine | Table] = list(lines)
    for table in tables:
        below = (at for at, block in enumerate(blocks) if _is_under(block, table))
        blocks.insert(next(below, len(blocks)), table)
    return tuple(blocks)


def _is_under(block: TextLine | Table, table: Table) -> bool:
    if isinstance(block, Table):
        return block.ys[0] > table.ys[0]
    beside = block.column and (block.right < table.xs[0] or block.left > table.xs[-1])
    return block.mid > table.ys[0] and not beside


def compose(sheets: Sequence[Sheet]) -> Composed:
    """All sheets as numbered lines: paragraphs told by geometry, tables joined over pages."""
    layers = _furniture(sheets)
    body = [
        (sheet, block)
        for sheet in sheets
        for at, block in enumerate(sheet.blocks)
        if (sheet.number, at) not in layers
    ]
    starts = _starts(body)
    rows = join_tables([block for _, block in body])
    writer = _Writer()
    position = 0
    for sheet in sheets:
        footers: list[TextLine] = []
        for at, block in enumerate(sheet.blocks):
            layer = layers.get((sheet.number, at), Layer.BODY)
            if isinstance(block, Table):
                for row in rows[position]:
                    writer.row(row, sheet.number)
            elif layer is Layer.FOOTER:
                footers.append(block)
            elif layer is Layer.HEADER:
                writer.text(block, sheet.number, layer, Start.PARAGRAPH)
            else:
                writer.text(block, sheet.number, layer, starts[position])
            position += layer is Layer.BODY
        for line in sheet.aside:
            layer = Layer.FOOTER if _PAGE_NUMBER.fullmatch(_bare(line.text)) else Layer.BODY
            writer.text(line, sheet.number, layer, Start.PARAGRAPH)
        for line in footers:
            writer.text(line, sheet.number, Layer.FOOTER, Start.PARAGRAPH)
        for line in sheet.marks:
            writer.text(line, sheet.number, Layer.FURNITURE, Start.PARAGRAPH)
    return writer.composed()


@dataclass(slots=True)
class _Writer:
    """Numbers the lines and moves places inside a piece of text to places in the source."""

    lines: list[Line] = field(default_factory=list)
    doubts: list[Span] = field(default_factory=list)
    joined: list[Span] = field(default_factory=list)
    carried: list[Span] = field(default_factory=list)
    open: list[Span] = field(default_factory=list)
    _origins: dict[object, Span] = field(default_factory=dict)

    def text(self, line: TextLine, page: int, layer: Layer, start: Start) -> None:
        number = len(self.lines) + 1
        self.lines.append(Line(number, line.text, page, layer, start))
        self.doubts += (Span(number, first, end) for first, end in line.doubts)

    def row(self, row: JoinedRow, page: int) -> None:
        number = len(self.lines) + 1
        cells: list[Cell] = []
        texts: list[str] = []
        at = 0
        for cell in row.cells:
            text = "" if cell.carried else cell.text
            if cell.carried and cell.key in self._origins:
                cells.append(Cell(cell.column, cell.width, self._origins[cell.key], carried=True))
            else:
                span = Span(number, at, at + len(text))
                self._origins[cell.key] = span
                cells.append(Cell(cell.column, cell.width, span))
                self.doubts += (Span(number, at + a, at + b) for a, b in cell.doubts)
            if cell.guessed:
                self.carried.append(Span(number, at, at + len(text)))
            if cell.open:
                self.open.append(Span(number, at, at + len(text)))
            texts.append(text)
            at += len(text) + 1
        line = "\t".join(texts)
        self.lines.append(
            Line(
                number,
                line,
                page,
                Layer.BODY,
                Start.PARAGRAPH,
                Row(row.table, tuple(cells), row.header),
            )
        )
        if row.joined:
            self.joined.append(Span(number, 0, len(line)))

    def composed(self) -> Composed:
        return Composed(
            tuple(self.lines),
            tuple(self.doubts),
            tuple(self.joined),
            tuple(self.carried),
            tuple(self.open),
        )


# --- running headers and footers ----------------------------------------------------------

# 一 is what recognition makes of a dash
_PAGE_NUMBER = re.compile(
    r"[-一·]{0,3}\d{1,4}[-一·]{0,3}|第\d{1,4}页(?:[,/]?共\d{1,4}页)?|\d{1,4}/\d{1,4}"
)
_DIGITS = re.compile(r"\d+")
_ANNEX = re.compile(r"附件[\d一二三四五六七八九十]*[:.]?")  # at the top of each annex's first page
_SAME_HEIGHT = 5.0  # points that a running header may move from page to page
_RUNNING_LINES = 3  # lines a running header or footer may have


class _Edge(NamedTuple):
    """A line at the top or bottom of a page that may be repeated on others."""

    sheet: Sheet
    at: int
    line: TextLine
    distance: float  # from the top or bottom edge of the page
    masked: str
    figures: tuple[int, ...]


def _furniture(sheets: Sequence[Sheet]) -> dict[tuple[int, int], Layer]:
    """Which blocks (page, place in its blocks) are running headers or footers.

    A line counts when it stands at the same height of other pages with the same words, figures
    aside, and either counts the pages or is set off from the text; line by line from outside.
    """
    found: dict[tuple[int, int], Layer] = {}
    size = _body_size([b for s in sheets for b in s.blocks if isinstance(b, TextLine)])
    for layer in (Layer.HEADER, Layer.FOOTER):
        open_sheets = list(sheets)
        for _ in range(_RUNNING_LINES):
            edges = [e for s in open_sheets if (e := _edge(s, layer, found)) is not None]
            running = _running(edges, layer, len(sheets), size)
            for edge in running:
                found[edge.sheet.number, edge.at] = layer
            open_sheets = [edge.sheet for edge in running]
    return found


def _edge(sheet: Sheet, layer: Layer, found: dict[tuple[int, int], Layer]) -> _Edge | None:
    order = range(len(sheet.blocks))
    for at in order if layer is Layer.HEADER else reversed(order):
        if (sheet.number, at) in found:
            continue
        block = sheet.blocks[at]
        if isinstance(block, Table):
            return None
        bare = _bare(block.text)
        distance = block.mid if layer is Layer.HEADER else sheet.height - block.mid
        figures = tuple(int(figure) for figure in _DIGITS.findall(bare)[:4] if len(figure) < 6)
        masked = _DIGITS.sub("#", bare).strip("-一·")
        return _Edge(sheet, at, block, distance, masked, figures)
    return None


def _running(edges: list[_Edge], layer: Layer, count: int, size: float) -> list[_Edge]:
    groups: dict[str, list[_Edge]] = {}
    for edge in edges:
        groups.setdefault(edge.masked, []).append(edge)
    running: list[_Edge] = []
    for group in groups.values():
        if _ANNEX.fullmatch(_bare(group[0].line.text)):
            continue
        for same in _at_one_height(group):
            if _counts_pages(same) or (len(same) * 5 >= count * 2 and len(same) > 1):
                running += (e for e in same if _counts_pages(same) or _set_off(e, layer, size))
            else:
                running += (
                    e
                    for e in same
                    if _PAGE_NUMBER.fullmatch(_bare(e.line.text)) and _set_off(e, layer, size)
                )
    return running


def _at_one_height(group: list[_Edge]) -> Iterator[list[_Edge]]:
    ordered = sorted(group, key=lambda edge: edge.distance)
    same = ordered[:1]
    for edge in ordered[1:]:
        if edge.distance - same[0].distance > _SAME_HEIGHT:
            yield sorted(same, key=lambda e: e.sheet.number)
            same = []
        same.append(edge)
    yield sorted(same, key=lambda e: e.sheet.number)


def _counts_pages(same: list[_Edge]) -> bool:
    """Whether one of the figures goes up by the page."""
    if len(same) < 2 or not same[0].figures:
        return False
    steps = Counter(
        (place, figure - edge.sheet.number)
        for edge in same
        for place, figure in enumerate(edge.figures)
    )
    return max(steps.values()) * 5 >= len(same) * 4


def _set_off(edge: _Edge, layer: Layer, size: float) -> bool:
    """Whether the line stands apart from the text: a wider gap, or letters of another size."""
    if abs(edge.line.size - size) > size * 0.08:
        return True
    step = 1 if layer is Layer.HEADER else -1
    at = edge.at + step
    if not 0 <= at < len(edge.sheet.blocks):
        return True
    beyond = edge.sheet.blocks[at]
    if isinstance(beyond, Table):
        return True
    return abs(beyond.mid - edge.line.mid) > 2.2 * edge.line.size


def _bare(text: str) -> str:
    return squeeze(fold(text)).replace(" ", "")


# --- paragraphs ---------------------------------------------------------------------------


class _Frame(NamedTuple):
    """The text block of pages of one shape."""

    left: float
    right: float
    pitch: float  # distance of lines inside a paragraph, in units of their size


_Placed: TypeAlias = tuple[Sheet, TextLine | Table]

_NO_INDENT = 0.6  # em: what a line may stand away from the left edge and not be indented
_UNLIKE_MARGINS = 3.0  # em by which the right margin may be wider than the left
_HANGING = "，。、；：,.;:"
_SLACK = 0.25  # em: what may be missing at the right edge beyond the next word
_FURTHEST = 8  # em that lines below a mark may be set in
_SEVERAL = 2


class _Indents(NamedTuple):
    """What the lines set in show elsewhere, by where they begin (as ``_bucket`` counts it).

    ``returns``: how often a full line that begins here is followed by one at the left edge.
    ``hung``: how often a line that begins at the first is the start of one set in at the second.
    """

    returns: Counter[int]
    hung: Counter[tuple[int, int]]

    def hangs(self, above: TextLine, line: TextLine) -> bool:
        """Whether others that begin like ``above`` go on where ``line`` begins.

        All labels of a list may be set for the widest: 责任单位： as 牵头责任单位：.
        """
        here = _bucket(above.left, above.size), _bucket(line.left, above.size)
        return self.hung[here] >= _SEVERAL


def _starts(body: Sequence[_Placed]) -> list[Start]:
    """For every block of the body: whether a paragraph begins with it."""
    size = _body_size([block for _, block in body if isinstance(block, TextLine)])
    frames = _frames(body, size)
    indents = _indents(body, frames)
    starts: list[Start] = []
    before: _Placed | None = None
    for placed in body:
        start = Start.PARAGRAPH
        sheet, block = placed
        if before is not None and isinstance(block, TextLine) and isinstance(before[1], TextLine):
            frame, frame_before = frames[_area(placed)], frames[_area(before)]
            width = frame.right - frame.left
            if abs(frame_before.right - frame_before.left - width) < 2 * block.size and _goes_on(
                # As if it stood in this line's column, for text goes on from column to column.
                _moved(before[1], frame.left - frame_before.left),
                block,
                frame,
                size,
                indents,
                same_page=before[0] is sheet and before[1].column == block.column,
                begins=starts[-1] is Start.PARAGRAPH,
            ):
                start = Start.WRAP
        starts.append(start)
        before = placed
    return starts


def _moved(line: TextLine, by: float) -> TextLine:
    return line._replace(left=line.left + by, right=line.right + by) if by else line


def _goes_on(
    above: TextLine,
    line: TextLine,
    frame: _Frame,
    body_size: float,
    indents: _Indents,
    *,
    same_page: bool,
    begins: bool,
) -> bool:
    size = above.size
    if abs(line.size - size) > size * 0.12:
        return False
    if same_page and not 0 < line.mid - above.mid <= 1.35 * frame.pitch * size:
        return False
    if same_page and _centred(above, frame, body_size) and _centred(line, frame, body_size):
        # Centred lines that one line would have held are separate.
        return above.right - above.left + line.right - line.left > frame.right - frame.left
    if not _full(above, line, frame):
        return False
    if line.left - frame.left <= _NO_INDENT * size:
        return True
    if size > 1.15 * body_size and _centred(line, frame, body_size):
        return True  # the last line of a title whose first line fills the width
    step = line.left - above.left
    if step < -_NO_INDENT * size:
        return True  # a paragraph whose first line is indented, the whole set inwards
    if step <= _NO_INDENT * size:
        # The same indent twice: a block set inwards, unless lines that begin here go back to
        # the left edge elsewhere, which makes it the indent of first lines.
        return not begins or not _returned(indents.returns, above.left, size)
    hanging = (
        begins and step <= _FURTHEST * size and not _returned(indents.returns, line.left, size)
    )
    return hanging and (_is_stop(above, step) or indents.hangs(above, line))


def _full(above: TextLine, line: TextLine, frame: _Frame) -> bool:
    """Whether the next word would not have fitted on the line above."""
    if above.right - above.left < 0.5 * (frame.right - frame.left):
        return False
    missing = frame.right - above.right
    return missing < (needed_width(line.text) + _SLACK) * above.size


def _is_stop(above: TextLine, step: float) -> bool:
    """Whether a mark such as “1．” or “附件：” ends where the lines below are set in."""
    width = 0.0
    for character in above.text:
        if width >= step - 0.3 * above.size:
            return False
        width += above.size * (1.0 if is_wide(character) else 0.5)
        if character in "：:．.、)） \t" and abs(width - step) <= 0.8 * above.size:
            return True
    return False


def _centred(line: TextLine, frame: _Frame, body_size: float) -> bool:
    size = line.size
    if abs(line.left + line.right - frame.left - frame.right) > 1.2 * size:
        return False
    # In the size of the text, a first-line indent and as much white at the end look centred.
    margin = 0.5 if size > 1.15 * body_size else 4.0
    return line.left - frame.left > margin * size


_Area: TypeAlias = tuple[int, int, int]


def _area(placed: _Placed) -> _Area:
    """What text blocks have in common: the page's shape and the column."""
    sheet, block = placed
    column = block.column if isinstance(block, TextLine) else 0
    return round(sheet.width), round(sheet.height), column


def _frames(body: Sequence[_Placed], size: float) -> dict[_Area, _Frame]:
    by_area: dict[_Area, list[_Placed]] = {}
    for placed in body:
        by_area.setdefault(_area(placed), []).append(placed)
    return {area: _frame(placed, size) for area, placed in by_area.items()}


def _frame(placed: list[_Placed], size: float) -> _Frame:
    lines = [block for _, block in placed if isinstance(block, TextLine)]
    usual = [line for line in lines if abs(line.size - size) <= size * 0.15] or lines
    if not usual:
        return _Frame(0.0, 0.0, 1.8)
    right = _right_edge(usual, size)
    left = _outermost([line.left for line in usual], size * 0.4)
    # Where no line reaches the edge, margins are about alike on both sides.
    if not usual[0].column:
        right = max(right, placed[0][0].width - left - _UNLIKE_MARGINS * size)
    rough = _Frame(left, right, 99.0)
    inside: list[float] = []
    steps: list[float] = []
    for (sheet, above), (next_sheet, below) in itertools.pairwise(placed):
        if not (isinstance(above, TextLine) and isinstance(below, TextLine)):
            continue
        step = (below.mid - above.mid) / max(above.size, 1.0)
        if sheet is next_sheet and abs(below.size - above.size) < size * 0.12 and step > 0.5:
            steps.append(step)
            if _full(above, below, rough) and below.left - left <= _NO_INDENT * size:
                inside.append(step)
    pitch = median(inside or steps or [1.8])
    return _Frame(left, right, pitch)


def _right_edge(lines: Sequence[TextLine], size: float) -> float:
    """Where lines end; a mark that hangs over the edge, as Word lets it, does not move the edge."""
    edge = -_outermost([-line.right for line in lines], size)
    inner = -_outermost([size * (line.text[-1] in _HANGING) - line.right for line in lines], size)
    plain = [line.right for line in lines if line.text[-1] not in _HANGING]
    reached = sum(inner - 0.6 * size < right <= inner + 0.1 * size for right in plain)
    return inner if reached > 1 and edge - inner <= 1.1 * size else edge


def _outermost(edges: list[float], size: float) -> float:
    """The smallest edge that a second line shares within ``size``; the smallest if none does."""
    ordered = sorted(edges)
    return next((a for a, b in itertools.pairwise(ordered) if b - a <= size), ordered[0])


def _indents(body: Sequence[_Placed], frames: dict[_Area, _Frame]) -> _Indents:
    """Counted by the indents, measured from the page's edge."""
    returns: Counter[int] = Counter()
    hung: Counter[tuple[int, int]] = Counter()
    for before, after in itertools.pairwise(body):
        above, below = before[1], after[1]
        if not (isinstance(above, TextLine) and isinstance(below, TextLine)):
            continue
        frame = frames[_area(before)]
        little = _NO_INDENT * above.size
        if not _full(above, below, frame):
            continue
        step = below.left - above.left
        if above.left - frame.left > little >= below.left - frame.left:
            returns[_bucket(above.left, above.size)] += 1
        elif little < step <= _FURTHEST * above.size and _is_stop(above, step):
            hung[_bucket(above.left, above.size), _bucket(below.left, above.size)] += 1
    return _Indents(returns, hung)


def _returned(returns: Counter[int], left: float, size: float) -> bool:
    """Whether lines that begin about here go back to the left edge; on scans edges waver."""
    here = _bucket(left, size)
    return any(returns[near] for near in (here - 1, here, here + 1))


def _bucket(left: float, size: float) -> int:
    return round(left / max(size * 0.5, 1.0))


def _body_size(lines: Iterable[TextLine]) -> float:
    """The size most characters have."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size * 2) / 2] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 12.0

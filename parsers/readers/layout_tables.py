"""表格：ruled lines on a page → cells, and tables that go on over pages."""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import NamedTuple

from parsers.readers.layout_text import Piece, TextLine, is_ideograph, lines_of, needed_width

_SNAP = 2.5  # points between rulings that are one (double lines, borders of two cells)
_GAP = 3.5  # points between strokes that are one ruling (dashes, corners)
_OVERHANG = 6.0  # points a ruling runs on beyond the last crossing one where a side is open
_COVERED = 0.6  # share of a cell's side that a ruling must cover to close it
_MAX_RULINGS = 1500  # more on one page is a drawing
_MAX_CELLS = 20_000
_OFF_CENTRE = 0.4  # em by which the white on both sides of a centred line may differ
_NO_LINE = 0.9  # lines: less white than this has no room for another
_ROUNDING = 0.03  # em that the same characters in two lines may differ by
_STRETCHED = 0.12  # em by which a line set to both edges shows that it is


class Ruling(NamedTuple):
    """A straight line: ``at`` is its y where it lies, its x where it stands."""

    lies: bool
    at: float
    start: float
    end: float


class Region(NamedTuple):
    r"""One cell of one page's table: its place in the grid and its text.

    ``\v`` parts the paragraphs of the text. ``beside`` is the white beside its last line in em,
    ``above`` and ``below`` are the white over and under it in lines.
    """

    column: int
    row: int
    width: int
    height: int
    text: str
    doubts: tuple[tuple[int, int], ...] = ()
    beside: float = 0.0
    above: float = 0.0
    below: float = 0.0


@dataclass(frozen=True, slots=True)
class Table:
    """A table, or the part of it that stands on one page."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    regions: tuple[Region, ...]

    @property
    def mid(self) -> float:
        return (self.ys[0] + self.ys[-1]) / 2


# --- from rulings to cells ----------------------------------------------------------------


def tables_of(
    rulings: Iterable[Ruling], pieces: Sequence[Piece]
) -> tuple[list[Table], list[Piece]]:
    """The tables that the rulings make, from the top, and the pieces that stand in none."""
    grids: list[_Grid] = []
    for lying, standing in _crossing(_merged(rulings)):
        grid = _grid(lying, standing)
        if grid is not None and not any(grid.inside(other) for other in grids):
            grids.append(grid)
    outside = list(pieces)
    tables: list[Table] = []
    for grid in grids:
        inside, outside = _parted(outside, grid)
        table = _table(grid, inside)
        if table is None:
            outside += inside
        else:
            tables.append(table)
    return sorted(tables, key=lambda table: table.ys[0]), outside


def _merged(rulings: Iterable[Ruling]) -> list[Ruling]:
    """Strokes along one line put together."""
    merged: list[Ruling] = []
    for lies in (True, False):
        chosen = sorted((r for r in rulings if r.lies is lies), key=lambda r: r.at)
        for level in _levels(chosen):
            at = median(r.at for r in level)
            level.sort(key=lambda r: r.start)
            start, end = level[0].start, level[0].end
            for ruling in level[1:]:
                if ruling.start - end > _GAP:
                    merged.append(Ruling(lies, at, start, end))
                    start, end = ruling.start, ruling.end
                end = max(end, ruling.end)
            merged.append(Ruling(lies, at, start, end))
    return [ruling for ruling in merged if ruling.end - ruling.start > _OVERHANG]


def _levels(ordered: list[Ruling]) -> Iterator[list[Ruling]]:
    level: list[Ruling] = []
    for ruling in ordered:
        if level and ruling.at - level[0].at > _SNAP:
            yield level
            level = []
        level.append(ruling)
    if level:
        yield level


def _crossing(rulings: list[Ruling]) -> list[tuple[list[Ruling], list[Ruling]]]:
    """Groups of rulings that hold together, the widest first: lying ones, standing ones."""
    if not 4 <= len(rulings) <= _MAX_RULINGS:
        return []
    lying = [r for r in rulings if r.lies]
    standing = [r for r in rulings if not r.lies]
    group = list(range(len(rulings)))

    def root(at: int) -> int:
        while group[at] != at:
            group[at] = group[group[at]]
            at = group[at]
        return at

    for i, h in enumerate(lying):
        for j, v in enumerate(standing, len(lying)):
            if h.start - _GAP <= v.at <= h.end + _GAP and v.start - _GAP <= h.at <= v.end + _GAP:
                group[root(i)] = root(j)
    groups: dict[int, tuple[list[Ruling], list[Ruling]]] = {}
    for at, ruling in enumerate([*lying, *standing]):
        groups.setdefault(root(at), ([], []))[0 if ruling.lies else 1].append(ruling)
    found = [(hs, vs) for hs, vs in groups.values() if len(hs) > 1 and vs]
    return sorted(found, key=lambda g: -max(r.end - r.start for r in g[0]))


@dataclass(slots=True)
class _Grid:
    """The smallest cells and, for each, the number of the region it belongs to (-1: outside)."""

    xs: list[float]
    ys: list[float]
    owner: list[list[int]] = field(default_factory=list)
    boxes: list[tuple[int, int, int, int]] = field(default_factory=list)  # column, row, w, h

    def inside(self, other: _Grid) -> bool:
        return (
            other.xs[0] <= self.xs[0]
            and self.xs[-1] <= other.xs[-1]
            and other.ys[0] <= self.ys[0]
            and self.ys[-1] <= other.ys[-1]
        )

    def region_at(self, x: float, y: float) -> int:
        column = bisect_right(self.xs, x) - 1
        row = bisect_right(self.ys, y) - 1
        if 0 <= column < len(self.xs) - 1 and 0 <= row < len(self.ys) - 1:
            return self.owner[row][column]
        return -1


def _grid(lying: list[Ruling], standing: list[Ruling]) -> _Grid | None:
    xs = _positions(standing, lying)
    ys = _positions(lying, standing)
    columns, rows = len(xs) - 1, len(ys) - 1
    if columns < 1 or rows < 1 or columns * rows < 2 or columns * rows > _MAX_CELLS:
        return None
    closed_left = _closed(standing, xs, ys)  # (x, row): a ruling stands left of the cell
    closed_above = _closed(lying, ys, xs)  # (y, column)
    for row in range(rows):  # an open side is a side all the same
        closed_left |= {(0, row), (columns, row)}
    for column in range(columns):
        closed_above |= {(0, column), (rows, column)}
    grid = _Grid(xs, ys, [[-1] * columns for _ in range(rows)])
    for row in range(rows):
        owner = grid.owner[row]
        for column in range(columns):
            if owner[column] >= 0:
                continue
            if (
                (column, row) in closed_left
                and (column + 1, row) in closed_left
                and (row, column) in closed_above
                and (row + 1, column) in closed_above
            ):
                owner[column] = len(grid.boxes)  # most cells stand alone
                grid.boxes.append((column, row, 1, 1))
            else:
                _spread(grid, row, column, closed_left, closed_above)
    return grid if len(grid.boxes) > 1 else None


def _positions(across: list[Ruling], along: list[Ruling]) -> list[float]:
    """Where rulings part the table, with the open ends of those that cross them."""
    positions = [level[0].at for level in _levels(sorted(across, key=lambda r: r.at))]
    for ends, side in (([r.start for r in along], 0), ([r.end for r in along], -1)):
        outer = positions[side]
        beyond = [e for e in ends if (outer - e if side == 0 else e - outer) > _OVERHANG]
        if len(beyond) > 1 and len(beyond) * 2 >= len(ends):
            open_end = median(beyond)
            positions.insert(0 if side == 0 else len(positions), open_end)
    return positions


def _closed(
    rulings: list[Ruling], positions: list[float], steps: list[float]
) -> set[tuple[int, int]]:
    closed: set[tuple[int, int]] = set()
    sides = [(step, start, end) for step, (start, end) in enumerate(itertools.pairwise(steps))]
    for ruling in rulings:
        at = _nearest(positions, ruling.at)
        first, last = ruling.start, ruling.end
        for step, start, end in sides:
            covered = min(end, last) - max(start, first)
            if covered >= _COVERED * (end - start):
                closed.add((at, step))
    return closed


def _nearest(positions: Sequence[float], x: float) -> int:
    """Which of the ascending positions is nearest; the first of two as near."""
    above = bisect_left(positions, x)
    if above == 0:
        return 0
    if above == len(positions) or x - positions[above - 1] <= positions[above] - x:
        return above - 1
    return above


def _spread(
    grid: _Grid,
    row: int,
    column: int,
    closed_left: set[tuple[int, int]],
    closed_above: set[tuple[int, int]],
) -> None:
    """Gives the cell and all it is open to one region; a region that is no rectangle is parted."""
    columns, rows = len(grid.xs) - 1, len(grid.ys) - 1
    seen = {(row, column)}
    waiting = [(row, column)]
    while waiting:
        r, c = waiting.pop()
        neighbours = (
            (r, c + 1, (c + 1, r) not in closed_left),
            (r, c - 1, (c, r) not in closed_left),
            (r + 1, c, (r + 1, c) not in closed_above),
            (r - 1, c, (r, c) not in closed_above),
        )
        for next_row, next_column, is_open in neighbours:
            place = (next_row, next_column)
            if (
                is_open
                and place not in seen
                and 0 <= next_row < rows
                and 0 <= next_column < columns
            ):
                seen.add(place)
                waiting.append(place)
    top, bottom = min(r for r, _ in seen), max(r for r, _ in seen)
    left, right = min(c for _, c in seen), max(c for _, c in seen)
    if len(seen) == (bottom - top + 1) * (right - left + 1):
        _own(grid, left, top, right - left + 1, bottom - top + 1)
        return
    for r, c in sorted(seen):
        if grid.owner[r][c] < 0:
            width = 1
            while (r, c + width) in seen and grid.owner[r][c + width] < 0:
                width += 1
            _own(grid, c, r, width, 1)


def _own(grid: _Grid, column: int, row: int, width: int, height: int) -> None:
    number = len(grid.boxes)
    grid.boxes.append((column, row, width, height))
    for r in range(row, row + height):
        grid.owner[r][column : column + width] = [number] * width


def _parted(pieces: list[Piece], grid: _Grid) -> tuple[list[Piece], list[Piece]]:
    inside: list[Piece] = []
    outside: list[Piece] = []
    left, right, top, bottom = grid.xs[0], grid.xs[-1], grid.ys[0], grid.ys[-1]
    for piece in pieces:
        centre = (piece.left + piece.right) / 2
        within = left <= centre <= right and top <= piece.mid <= bottom
        (inside if within else outside).append(piece)
    return inside, outside


def _table(grid: _Grid, pieces: list[Piece]) -> Table | None:
    texts: list[list[Piece]] = [[] for _ in grid.boxes]
    for piece in pieces:
        for number, part in _split(piece, grid):
            texts[number].append(part)
    lines = [lines_of(own, wide=" ") for own in texts]
    if sum(map(bool, lines)) < 2:
        return None
    padding = _padding(grid, lines)
    pitch = _pitch(lines)
    settings = _settings(grid, lines)
    regions: list[Region] = []
    for (column, row, width, height), own in zip(grid.boxes, lines, strict=True):
        room = grid.xs[column] + padding, grid.xs[column + width] - padding
        if not own:
            regions.append(Region(column, row, width, height, ""))
            continue
        first, last = own[0], own[-1]
        text, doubts = _cell_text(own, room, pitch, settings[column, width])
        beside = _white(last, room, centred=_are_centred(own, room)) / last.size
        above = (first.mid - grid.ys[row]) / (pitch * first.size) - 0.5
        below = (grid.ys[row + height] - last.mid) / (pitch * last.size) - 0.5
        regions.append(Region(column, row, width, height, text, doubts, beside, above, below))
    return Table(tuple(grid.xs), tuple(grid.ys), tuple(regions))


def _split(piece: Piece, grid: _Grid) -> Iterator[tuple[int, Piece]]:
    """The piece by the regions its characters stand in."""
    centre = (piece.left + piece.right) / 2
    inset = min(0.5 * piece.size, centre - piece.left)
    ends = (
        grid.region_at(piece.left + inset, piece.mid),
        grid.region_at(piece.right - inset, piece.mid),
    )
    if ends[0] == ends[1] or len(piece.lefts) != len(piece.text):
        yield max(grid.region_at(centre, piece.mid), 0), piece
        return
    rights = (*piece.lefts[1:], piece.right)
    first, region = 0, ends[0]
    for at, (left, right) in enumerate(zip(piece.lefts, rights, strict=True)):
        here = grid.region_at((left + right) / 2, piece.mid)
        if here != region and here >= 0:
            if at > first:
                yield max(region, 0), _part(piece, first, at, rights)
            first, region = at, here
    yield max(region, 0), _part(piece, first, len(piece.text), rights)


def _part(piece: Piece, first: int, end: int, rights: Sequence[float]) -> Piece:
    doubts = tuple(
        (max(a - first, 0), min(b, end) - first) for a, b in piece.doubts if a < end and b > first
    )
    return piece._replace(
        text=piece.text[first:end],
        left=piece.lefts[first],
        right=rights[end - 1],
        lefts=piece.lefts[first:end],
        doubts=doubts,
    )


def _padding(grid: _Grid, lines: list[list[TextLine]]) -> float:
    """The white that the table keeps between its rulings and the text."""
    white = [
        min(line.left - grid.xs[column], grid.xs[column + width] - line.right)
        for (column, _, width, _), own in zip(grid.boxes, lines, strict=True)
        for line in own
    ]
    return min(max(min(white, default=0.0), 0.0), 8.0)


def _pitch(lines: list[list[TextLine]]) -> float:
    """The distance of lines in the table's cells, in em; most breaks are wraps."""
    steps = [
        (below.mid - above.mid) / max(above.size, 1.0)
        for own in lines
        for above, below in itertools.pairwise(own)
    ]
    return median(steps) if steps else 1.5


class _Setting(NamedTuple):
    """What the lines of a column's cells show of its room and of how they are set.

    ``right`` and ``width`` are the furthest a line of nothing but ideographs reaches; marks may
    hang over the edge. ``justified``: wrapped lines are spread to end at ``right``.
    """

    right: float
    width: float
    justified: bool


def _settings(grid: _Grid, lines: list[list[TextLine]]) -> dict[tuple[int, int], _Setting]:
    """By column and width of the cells."""
    columns: dict[tuple[int, int], list[list[TextLine]]] = {}
    for (column, _, width, _), own in zip(grid.boxes, lines, strict=True):
        plain = [line for line in own if all(map(is_ideograph, line.text))]
        columns.setdefault((column, width), []).append(plain)
    return {place: _setting(cells) for place, cells in columns.items()}


def _setting(cells: list[list[TextLine]]) -> _Setting:
    plain = [line for cell in cells for line in cell]
    right = max((line.right for line in plain), default=0.0)
    width = max((line.right - line.left for line in plain), default=0.0)
    spread = sum(
        _spread_by(line) > _STRETCHED and right - line.right < 2 * _ROUNDING * line.size
        for line in plain
    )
    return _Setting(right, width, spread > 1)


def _spread_by(line: TextLine) -> float:
    """How much wider than its ideographs a line of them is, in em."""
    return (line.right - line.left) / line.size - len(line.text)


def _cell_text(
    lines: list[TextLine], room: tuple[float, float], pitch: float, setting: _Setting
) -> tuple[str, tuple[tuple[int, int], ...]]:
    r"""The cell's lines in one text: wrapped lines joined, paragraphs parted by ``\v``."""
    if len(lines) == 1:
        return lines[0].text, lines[0].doubts
    text = ""
    doubts: list[tuple[int, int]] = []
    above: TextLine | None = None
    edge = min((line.left for line in lines), default=0.0)
    centred = _are_centred(lines, room)
    for line in lines:
        if above is not None:
            text += _between(above, line, room, pitch, edge, setting, centred=centred)
        doubts += ((a + len(text), b + len(text)) for a, b in line.doubts)
        text += line.text
        above = line
    return text, tuple(doubts)


def _are_centred(lines: Sequence[TextLine], room: tuple[float, float]) -> bool:
    """Whether all lines of a cell have the same white on both sides, and one of them has some."""
    return all(
        abs((line.left - room[0]) - (room[1] - line.right)) <= _OFF_CENTRE * line.size
        for line in lines
    ) and any(line.left - room[0] > _OFF_CENTRE * line.size for line in lines)


def _between(
    above: TextLine,
    line: TextLine,
    room: tuple[float, float],
    pitch: float,
    edge: float,
    setting: _Setting,
    *,
    centred: bool,
) -> str:
    size = above.size
    if _stacked(above, line):
        return ""
    off_centre = abs(line.left + line.right - room[0] - room[1]) > 2 * size
    indented = line.left - edge > 1.5 * size and off_centre
    apart = line.mid - above.mid > 1.35 * pitch * size
    needed = needed_width(line.text, above.text)
    fits = needed + 0.1 <= _white(above, room, centred=centred) / size
    if indented or apart or fits or _ends(above, needed, setting, centred=centred):
        return "\v"
    return join_wrapped(above.text, line.text)


def _ends(line: TextLine, needed: float, setting: _Setting, *, centred: bool) -> bool:
    """Whether other cells of the column prove that a line ends its paragraph.

    A line that reaches further shows that the next word had room; and where wrapped lines are
    spread to the edge, one that is neither spread nor at the edge was not wrapped.
    """
    width = line.right - line.left
    left_over = setting.width - width if centred else setting.right - line.right
    if needed - _ROUNDING <= left_over / line.size:
        return True
    spread = abs(_spread_by(line)) > 2 * _ROUNDING
    tells = setting.justified and len(line.text) > 2 and all(map(is_ideograph, line.text))
    return tells and not spread and left_over > _STRETCHED * line.size


def _stacked(above: TextLine, line: TextLine) -> bool:
    """Whether two characters stand one below the other, as words do in narrow cells."""
    return (
        len(above.text) == 1 == len(line.text)
        and is_ideograph(above.text)
        and is_ideograph(line.text)
        and abs(above.left - line.left) < 0.3 * above.size
    )


def join_wrapped(above: str, below: str) -> str:
    """What stands between a line and the line it wraps to: a space between Latin words."""
    a, b = above[-1:], below[:1]
    return " " if a.isascii() and b.isascii() and a.isalpha() and b.isalpha() else ""


def _white(line: TextLine, room: tuple[float, float], *, centred: bool) -> float:
    """The room a line has left: to its right, or on both sides of a centred one."""
    both = room[1] - room[0] - (line.right - line.left)
    return both if centred else min(room[1] - line.right, both)


# --- tables over pages --------------------------------------------------------------------


class JoinedCell(NamedTuple):
    """A cell of a joined row. ``key`` is the same for a cell and where it is carried to.

    ``guessed`` is true where a cell was taken to go on from the page before, unproved, and
    ``open`` where an empty cell was left empty though it might go on.
    """

    column: int
    width: int
    text: str
    doubts: tuple[tuple[int, int], ...]
    carried: bool
    key: object
    guessed: bool = False
    open: bool = False


class JoinedRow(NamedTuple):
    """A row of a table that may go over pages; ``joined`` if a page break parted it."""

    table: int
    cells: tuple[JoinedCell, ...]
    header: bool
    joined: bool


def join_tables(blocks: Sequence[TextLine | Table]) -> list[list[JoinedRow]]:
    """The rows for every block (none for a line of text), tables over pages being one table."""
    rows: list[list[JoinedRow]] = [[] for _ in blocks]
    number = 0
    chain: list[int] = []
    for at, block in enumerate(blocks):
        if not isinstance(block, Table):
            continue
        before = blocks[chain[-1]] if chain and chain[-1] == at - 1 else None
        if isinstance(before, Table) and _same_columns(before, block):
            chain.append(at)
            continue
        number += _finish(chain, blocks, rows, number)
        chain = [at]
    _finish(chain, blocks, rows, number)
    return rows


def _finish(
    chain: list[int],
    blocks: Sequence[TextLine | Table],
    rows: list[list[JoinedRow]],
    number: int,
) -> int:
    if not chain:
        return 0
    parts = [block for at in chain if isinstance(block := blocks[at], Table)]
    for at, joined in zip(chain, _joined_rows(parts, number + 1), strict=True):
        rows[at] = joined
    return 1


def _same_columns(a: Table, b: Table) -> bool:
    """Whether two parts stand on the same columns, some of which may be merged away in one."""
    near = 4.0
    if abs(a.xs[0] - b.xs[0]) > near or abs(a.xs[-1] - b.xs[-1]) > near:
        return False
    few, many = sorted((a.xs, b.xs), key=len)
    return len(few) > 2 and all(min(abs(x - y) for y in many) <= near for x in few)


def _joined_rows(parts: list[Table], number: int) -> list[list[JoinedRow]]:
    xs = max((part.xs for part in parts), key=len)
    written = [_rows(part, at, xs) for at, part in enumerate(parts)]
    repeated = _repeated(written)
    merging = {
        cell.column for rows in written for row in rows for cell in row if cell.region.height > 1
    }
    blank = _sometimes_blank(written, repeated)
    drafts: list[list[_Draft]] = []
    last: _Draft | None = None  # the last row that is no repeated header
    above: list[_Placed] = []
    for at, rows in enumerate(written):
        own: list[_Draft] = []
        drafts.append(own)
        for position, row in enumerate(rows):
            header = position < repeated
            if at and position == repeated and last is not None:
                if _broken(last.cells, row):
                    last.take(row)
                    above = row
                    continue
                _carry_over(last, row, merging, blank)
            else:
                _follow(above, row)
            above = row
            draft = _Draft(row, header)
            own.append(draft)
            if not header:
                last = draft
    return [[draft.row(number) for draft in own] for own in drafts]


@dataclass(slots=True)
class _Placed:
    """A region as it stands in one row."""

    column: int
    width: int
    region: Region
    key: object
    carried: bool
    text: str
    doubts: tuple[tuple[int, int], ...]
    guessed: bool = False
    open: bool = False
    origin: _Placed | None = None  # where the text of a carried cell stands

    def take(self, rest: _Placed) -> None:
        """Adds the text that the next page has of this cell."""
        if rest.text:
            glue = join_wrapped(self.text, rest.text) if self.text else ""
            shift = len(self.text) + len(glue)
            self.doubts += tuple((a + shift, b + shift) for a, b in rest.doubts)
            self.text += glue + rest.text

    def go_on_from(self, above: _Placed) -> None:
        """Makes this the same cell as the one above."""
        self.key, self.carried, self.text, self.doubts = above.key, True, "", ()
        self.origin = above.origin or above


@dataclass(slots=True)
class _Draft:
    cells: list[_Placed]
    header: bool
    joined: bool = False

    def take(self, row: list[_Placed]) -> None:
        """Adds the rest of this row that stands on the next page."""
        self.joined = True
        below = {cell.column: cell for cell in row}
        for cell in self.cells:
            rest = below.get(cell.column)
            if rest is not None:
                cell.take(rest)
                rest.go_on_from(cell)

    def row(self, number: int) -> JoinedRow:
        cells = tuple(
            JoinedCell(c.column, c.width, c.text, c.doubts, c.carried, c.key, c.guessed, c.open)
            for c in self.cells
        )
        return JoinedRow(number, cells, self.header, self.joined)


def _rows(part: Table, at: int, xs: tuple[float, ...]) -> list[list[_Placed]]:
    """The part's rows from the top, on the columns of the whole table."""
    places = [_nearest(xs, x) for x in part.xs]
    rows: list[list[_Placed]] = [[] for _ in range(len(part.ys) - 1)]
    for order, region in enumerate(part.regions):
        first = places[region.column]
        width = max(places[region.column + region.width] - first, 1)
        key = (at, order)
        origin = _Placed(first, width, region, key, False, region.text, region.doubts)
        rows[region.row].append(origin)
        for row in range(region.row + 1, region.row + region.height):
            rows[row].append(_Placed(first, width, region, key, True, "", (), origin=origin))
    for cells in rows:
        cells.sort(key=lambda cell: cell.column)
    return [cells for cells in rows if any(not cell.carried for cell in cells)]


def _repeated(written: list[list[list[_Placed]]]) -> int:
    """How many rows at the top every part of the table repeats."""
    count = 0
    if len(written) > 1:
        for rows in zip(*written, strict=False):
            # one page may part the lines of a cell and another join them
            texts = {tuple("".join(cell.text.split()) for cell in row) for row in rows}
            if len(texts) > 1 or not any(texts.pop()):
                break
            count += 1
    return count if all(len(rows) > count for rows in written[:-1]) else 0


def _broken(above: list[_Placed], row: list[_Placed]) -> bool:
    """Whether a row is the rest of the row that the page above ends with.

    So it is where its first written cells are empty, and every cell with text goes on from one
    that had run out of room.
    """
    before = {cell.column: cell for cell in above}
    own = [cell for cell in above if not cell.carried and cell.text]
    written = [cell for cell in row if cell.text]
    if not written or not own or {cell.column for cell in row} != set(before):
        return False
    first = min(cell.column for cell in own)
    goes_on = all(
        cell.column > first
        and not before[cell.column].carried
        and _runs_on(before[cell.column], cell)
        for cell in written
    )
    # Cells that are centred have white above and below; the fullest one has none.
    return goes_on and any(_ran_out(before[cell.column], cell) for cell in written)


def _runs_on(above: _Placed, cell: _Placed) -> bool:
    """Whether the text above would have had the next word on its last line, had there been room."""
    return (
        bool(above.region.text)
        and above.region.beside < needed_width(cell.text, above.region.text) + 0.1
    )


def _ran_out(above: _Placed, cell: _Placed) -> bool:
    """Whether text breaks off at the foot of a page and goes on at the head of the next."""
    white = above.region.above + above.region.below  # a centred line has it on both sides
    return _runs_on(above, cell) and white < _NO_LINE and cell.region.above < _NO_LINE


def _carry_over(last: _Draft, row: list[_Placed], merging: set[int], blank: set[int]) -> None:
    """The first row of a page: cells merged downwards go on from the page before.

    An empty cell there goes on if the page shows it to be merged, if all cells to the left go
    on too, or – a guess – if its column has merged cells and nowhere else an empty one.
    """
    before = {cell.column: cell for cell in last.cells}
    leading = True  # whether all cells further left go on
    alike = all(c.column in before and before[c.column].width == c.width for c in row)
    for cell in row:
        above = before.get(cell.column)
        if above is None or above.width != cell.width or cell.column not in merging:
            leading = False
            continue
        source = above.origin or above
        merged = above.region.height > 1 or cell.region.height > 1
        if cell.text and merged and _ran_out(above, cell):
            source.take(cell)
            last.joined = True
        elif cell.text or not source.text:
            leading = False
            continue
        elif merged or leading or (alike and cell.column not in blank):
            cell.guessed = not (cell.region.height > 1 or leading)
        else:
            cell.open = alike
            continue
        cell.go_on_from(above)


def _sometimes_blank(written: list[list[list[_Placed]]], header: int) -> set[int]:
    """Columns with an empty cell of its own in a usual row that no page begins with."""
    usual = max(len(row) for rows in written for row in rows)
    return {
        cell.column
        for at, rows in enumerate(written)
        for row in rows[header + bool(at) :]
        for cell in row
        if len(row) == usual and not cell.carried and not cell.text
    }


def _follow(above: list[_Placed], row: list[_Placed]) -> None:
    """Cells carried down inside a page take the key their own first row was given."""
    keys = {id(cell.region): cell for cell in above}
    for cell in row:
        source = keys.get(id(cell.region))
        if cell.carried and source is not None:
            cell.key, cell.origin = source.key, source.origin or cell.origin

"""工作表：the cells of a sheet as title lines and table rows. Shared by xlsx and xls."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from parsers import codes
from parsers.diagnostics import Code, Diagnostic
from parsers.errors import UnreadableError
from parsers.readers.reading import MAX_CELLS, MAX_CHARACTERS, MAX_LINES
from parsers.readers.tables import Grid, GridCell
from parsers.source import Layer, Line, Span, Start

_MOST_BLANK = 20  # blank rows kept as blank lines, so that a line's number is the row's
_MOST = 20  # findings of one kind for a sheet


@dataclass(frozen=True, slots=True)
class Merge:
    """Merged cells, first and last row and column (1-based, both included)."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class Sheet:
    """A sheet as its file has it; rows and columns count from 1.

    ``cells`` maps a row to its columns' texts as displayed. ``floating`` are text boxes, each
    with the row it is anchored to; ``problems`` are findings at a cell, with what they need.
    """

    name: str
    hidden: bool = False
    cells: dict[int, dict[int, str]] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    repeated: tuple[int, int] | None = None
    header: str = ""
    footer: str = ""
    floating: list[tuple[int, str]] = field(default_factory=list)
    comments: list[tuple[int, int, str]] = field(default_factory=list)
    problems: list[tuple[Code, int, int, dict[str, str]]] = field(default_factory=list)
    pictures: int = 0

    @property
    def is_empty(self) -> bool:
        return not self.cells and not self.floating


def column_name(column: int) -> str:
    """1 → A, 28 → AB."""
    out = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        out = chr(ord("A") + rest) + out
    return out


def lines_of(name: str, sheets: Sequence[Sheet]) -> tuple[tuple[Line, ...], tuple[Diagnostic, ...]]:
    """The visible sheets one after the other, and what in them is hidden or doubtful."""
    writer = _Writer(name)
    visible = [sheet for sheet in sheets if not sheet.hidden and not sheet.is_empty]
    for sheet in visible:
        if len(visible) > 1:
            writer.plain(sheet.name, Layer.SHEET)
        writer.sheet(sheet)
    for sheet in sheets:
        if sheet.hidden and not sheet.is_empty:
            texts = _texts(sheet, sorted(sheet.cells))
            writer.say_hidden(sheet, "整张工作表", texts)
    return tuple(writer.lines), tuple(writer.findings)


@dataclass(slots=True)
class Allowance:
    """How much the sheets of a workbook may hold; cells may share one text many times over."""

    file: str
    cells: int = field(default_factory=lambda: MAX_CELLS)
    characters: int = field(default_factory=lambda: MAX_CHARACTERS)

    def take(self, text: str) -> None:
        """Counts one cell; raises UnreadableError where the workbook holds too much."""
        self.cells -= 1
        self.characters -= len(text)
        if self.cells < 0:
            raise UnreadableError(
                f"“{self.file}”的单元格超过{MAX_CELLS}个，请只保留需要的工作表后再试。"
            )
        if self.characters < 0:
            raise UnreadableError(
                f"“{self.file}”的文字超过{MAX_CHARACTERS // 10_000}万字，不像一份公文，已停止读取。"
                "请只保留需要的工作表后再试。"
            )


class _Writer:
    def __init__(self, file: str) -> None:
        self.file = file
        self.lines: list[Line] = []
        self.findings: list[Diagnostic] = []
        self.tables = 0
        self.cells = 0

    def plain(self, text: str, layer: Layer = Layer.BODY) -> None:
        """A text that is no table row, one line for each line in it."""
        start = Start.PARAGRAPH
        for piece in text.replace("\t", " ").split("\v"):
            if piece.strip() or start is Start.PARAGRAPH:
                self.lines.append(Line(len(self.lines) + 1, piece, None, layer, start))
                start = Start.BREAK

    def sheet(self, sheet: Sheet) -> None:
        if sheet.header:
            self.plain(sheet.header, Layer.HEADER)
        places = self._rows(sheet)
        if sheet.footer:
            self.plain(sheet.footer, Layer.FOOTER)
        self._say(sheet, places)

    def _rows(self, sheet: Sheet) -> dict[int, int]:
        """Writes the rows; returns the line of each row of the sheet."""
        view = _View(sheet)
        floating = sorted(sheet.floating)
        places: dict[int, int] = {}
        grid: Grid | None = None
        last = 0
        for row in view.rows:
            gap = sum(between not in sheet.hidden_rows for between in _few(last + 1, row - 1))
            while floating and floating[0][0] <= row:
                anchor, text = floating.pop(0)
                span = Span(len(self.lines) + 1, 0, 0)
                self.plain(text)
                self.findings.append(
                    codes.FLOATING_TEXT.at(span, sheet=sheet.name, row=max(anchor, 1))
                )
            self._blank(row - last - 1)
            last = row
            cells, carried = view.row(row)
            filled = [cell for cell in cells if cell.text.strip()]
            places[row] = len(self.lines) + 1
            if len(filled) == 1 and not carried and (grid is None or gap > 0):
                grid = None
                self.plain(filled[0].text)
            else:
                if grid is None:
                    self.tables += 1
                    grid = Grid(self.tables)
                first_last = sheet.repeated
                header = first_last is not None and first_last[0] <= row <= first_last[1]
                line = grid.line(len(self.lines) + 1, cells, header=header)
                if line is not None and line.row is not None:
                    self.lines.append(line)
                    self._count(len(line.row.cells))
        for _, text in floating:
            span = Span(len(self.lines) + 1, 0, 0)
            self.plain(text)
            self.findings.append(codes.FLOATING_TEXT.at(span, sheet=sheet.name, row=last + 1))
        for _, _, text in sorted(sheet.comments):
            self.plain(text, Layer.COMMENT)
        return places

    def _blank(self, gap: int) -> None:
        for _ in range(min(gap, _MOST_BLANK)):
            self.lines.append(Line(len(self.lines) + 1, "", start=Start.PARAGRAPH))

    def _count(self, cells: int) -> None:
        self.cells += cells
        if self.cells > MAX_CELLS or len(self.lines) > MAX_LINES:
            raise UnreadableError(
                f"“{self.file}”的表格过大（单元格超过{MAX_CELLS}个），请只保留需要的工作表后再试。"
            )

    def _say(self, sheet: Sheet, places: dict[int, int]) -> None:
        rows = [row for row in sorted(sheet.hidden_rows) if sheet.cells.get(row)]
        if rows:
            what = f"{_listed(map(str, rows))}行"
            self.say_hidden(sheet, what, _texts(sheet, rows), _before(places, rows[0]))
        self._say_hidden_columns(sheet)
        shown: dict[str, int] = {}
        for code, row, column, values in sheet.problems:
            shown[code.id] = shown.get(code.id, 0) + 1
            if shown[code.id] > _MOST:
                continue
            place = _before(places, row)
            cell = f"{column_name(column)}{row}"
            self.findings.append(
                code.at(*place, indicator=None, sheet=sheet.name, cell=cell, **values)
            )
        if sheet.pictures:
            where = f"工作表“{sheet.name}”中"
            self.findings.append(codes.PICTURES_UNREAD.at(where=where, count=sheet.pictures))

    def _say_hidden_columns(self, sheet: Sheet) -> None:
        texts: list[str] = []
        columns: set[int] = set()
        for row in sorted(sheet.cells):
            for column, text in sorted(sheet.cells[row].items()):
                if column in sheet.hidden_columns:
                    columns.add(column)
                    texts.append(text)
        if columns:
            names = _listed(map(column_name, sorted(columns)))
            self.say_hidden(sheet, f"{names}列", texts)

    def say_hidden(
        self, sheet: Sheet, what: str, texts: Iterable[str], place: tuple[Span, ...] = ()
    ) -> None:
        text = " ".join(" ".join(text.split()) for text in texts)
        if text:
            shown = text if len(text) <= 200 else f"{text[:200]}……（共{len(text)}字）"
            self.findings.append(
                codes.CELLS_HIDDEN.at(*place, sheet=sheet.name, what=what, text=shown)
            )


def _before(places: dict[int, int], row: int) -> tuple[Span, ...]:
    """The line of the row, or of the last one above it that is shown."""
    line = max((line for above, line in places.items() if above <= row), default=None)
    return () if line is None else (Span(line, 0, 0),)


def _listed(names: Iterable[str]) -> str:
    every = list(names)
    return "第" + "、".join(every[:20]) + (f"等{len(every)}" if len(every) > 20 else "")


def _texts(sheet: Sheet, rows: Iterable[int]) -> list[str]:
    return [text for row in rows for _, text in sorted(sheet.cells[row].items())]


class _View:
    """The sheet as it is seen: hidden rows and columns gone, merged cells clipped to the rest."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        cells = sheet.cells
        self._merges = {
            (merge.top, merge.left): merge
            for merge in sheet.merges
            if (merge.bottom, merge.right) != (merge.top, merge.left)
        }
        self._moved: dict[tuple[int, int], str] = {}
        self._uncover(cells)
        self.rows = self._visible_rows()
        shown = set(self.rows)
        columns = {column for row in shown for column in cells.get(row, ())}
        columns |= {column for row, column in self._moved if row in shown}
        self._columns = sorted(columns - sheet.hidden_columns)
        self._areas = self._by_row()

    def _uncover(self, cells: dict[int, dict[int, str]]) -> None:
        """A merged cell whose first row or column is hidden shows its text in the next one."""
        sheet = self._sheet
        for (top, left), merge in list(self._merges.items()):
            text = cells.get(top, {}).get(left)
            row = next((r for r in _few(top, merge.bottom) if r not in sheet.hidden_rows), None)
            column = next(
                (c for c in _few(left, merge.right) if c not in sheet.hidden_columns), None
            )
            if text and row and column and (row, column) != (top, left):
                self._moved[row, column] = text
                del self._merges[top, left]
                self._merges[row, column] = Merge(row, column, merge.bottom, merge.right)

    def _visible_rows(self) -> list[int]:
        hidden, columns = self._sheet.hidden_rows, self._sheet.hidden_columns
        rows = {
            row
            for row, cells in self._sheet.cells.items()
            if row not in hidden
            and any(text.strip() and column not in columns for column, text in cells.items())
        }
        return sorted(rows | {row for row, _ in self._moved})

    def _by_row(self) -> dict[int, list[Merge]]:
        """The merged areas that reach each visible row, each listed once per row."""
        out: dict[int, list[Merge]] = {}
        total = 0
        for merge in self._merges.values():
            first, last = (
                bisect_left(self.rows, merge.top),
                bisect_left(self.rows, merge.bottom + 1),
            )
            total += last - first
            if total > MAX_CELLS:
                raise UnreadableError("表格中合并单元格过多，无法读取。请取消合并后另存再试。")
            for row in self.rows[first:last]:
                out.setdefault(row, []).append(merge)
        return out

    def row(self, row: int) -> tuple[list[GridCell], bool]:
        """The cells that begin in this row, and whether cells from above reach into it."""
        texts = self._sheet.cells.get(row, {})
        covered: dict[int, Merge] = {}
        for merge in self._areas.get(row, ()):
            first = bisect_left(self._columns, merge.left)
            last = bisect_left(self._columns, merge.right + 1)
            for column in self._columns[first:last]:
                covered.setdefault(column, merge)
        out: list[GridCell] = []
        carried = False
        begun: set[int] = set()
        for column in self._columns:
            area = covered.get(column)
            if area is None:
                out.append(GridCell(texts.get(column, "")))
            elif area.top < row and self._begins_above(area, row):
                carried = True
            elif id(area) not in begun:
                begun.add(id(area))
                width = sum(other is area for other in covered.values())
                height = bisect_left(self.rows, area.bottom + 1) - bisect_left(self.rows, row)
                text = self._moved.get((row, column)) or texts.get(area.left, "")
                out.append(GridCell(text, width, height))
        return out, carried

    def _begins_above(self, merge: Merge, row: int) -> bool:
        """False in the first visible row of an area that begins in a blank row."""
        return self.rows[bisect_left(self.rows, merge.top)] < row


def _few(first: int, last: int) -> range:
    return range(first, min(last, first + 5000) + 1)

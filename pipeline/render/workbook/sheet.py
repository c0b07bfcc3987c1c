"""One sheet filled: its rows written out, everything that points at rows moved along."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import IO

from lxml import etree

from parsers.errors import TemplateError
from pipeline.render.workbook import cells, heights
from pipeline.render.workbook.cells import Tag, TagError
from pipeline.render.workbook.content import Scope, Trouble, Value
from pipeline.render.workbook.package import MAIN, OFFICE
from pipeline.render.workbook.references import (
    Layout,
    ModelSheetError,
    Pieces,
    RowMap,
    column_letters,
    moved,
    moved_area,
    moved_text,
    top_left,
)
from pipeline.render.workbook.styles import Styles
from pipeline.render.workbook.template import (
    ROWS_GO_HERE,
    CellModel,
    RowModel,
    SheetModel,
    fault,
)

_Record = tuple[Value, ...]
_NO_RECORD: _Record = ()
_OWN_ROW = "\ue001"  # a character no formula holds
_CHUNK = 256  # rows written at a time


@dataclass(slots=True)
class SheetJob:
    """What one produced sheet is made from; ``cut`` and ``tall`` are gathered while writing.

    ``dropped`` are the ids of relations that the template's sheet has and this one has not.
    """

    template: str
    model: SheetModel
    name: str
    scope: Scope
    layout: Layout
    styles: Styles
    hidden: frozenset[str]
    selected: bool
    dropped: frozenset[str]
    cut: list[Trouble] = field(default_factory=list)
    tall: list[Trouble] = field(default_factory=list)

    @property
    def rows(self) -> RowMap:
        return self.layout.of(self.model.name)


def row_map(model: SheetModel, scope: Scope) -> RowMap:
    """How many rows each model row becomes; an empty table leaves one empty row."""
    return RowMap(
        tuple(
            (row.number, max(1, len(scope.tables[row.table].rows)))
            for row in model.rows
            if row.table is not None and row.table in scope.tables
        )
    )


def field_faults(template: str, model: SheetModel, scope: Scope) -> Iterator[TemplateError]:
    """An error for each field in the sheet's cells that ``scope`` does not know."""
    for row in model.rows:
        for cell in row.cells:
            for tag in cell.tags:
                if tag.table is None:
                    known = list(scope.values)
                elif tag.table in scope.tables:
                    known = [f"{tag.table}.{name}" for name in scope.tables[tag.table].fields]
                else:
                    known = [f"{name}.…" for name in scope.tables]
                if str(tag) not in known:
                    place = f"单元格 {column_letters(cell.column)}{row.number}"
                    yield fault(template, model.name, place, _unknown(tag, known))


def _unknown(tag: Tag, known: Iterable[str]) -> str:
    return f"没有字段 {{{{{tag}}}}}，可用的有：{'、'.join(known)}"


def write_sheet(out: IO[bytes], job: SheetJob) -> None:
    """The sheet's XML, written row by row. Raises TemplateError."""
    root = copy.deepcopy(job.model.root)
    hidden = _hidden_by_field(job)
    if hidden:
        _hide(root, hidden, job.model)
    _move_references(root, job)
    text = etree.tostring(root, encoding="unicode")
    head, _, tail = text.partition(ROWS_GO_HERE)
    out.write(b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + head.encode())
    merges = _merged_widths(job.model)
    for row in job.model.rows:
        binder = _Binder(job, row, hidden | job.model.hidden, merges)
        for chunk in _chunks(binder.lines()):
            out.write("".join(chunk).encode("utf-8", "surrogatepass"))
    out.write(tail.encode())


# --- rows ---------------------------------------------------------------------------------


@dataclass(slots=True)
class _Field:
    """A cell whose value differs from record to record (or is a value of the sheet)."""

    letters: str
    style: int
    value: Callable[[_Record], Value]
    blank: str  # the cell's style where there is no value
    quoted: Callable[[], int]
    halves: int | None  # width for wrapping, None where text does not wrap
    font_size: float

    def xml(self, row: str, value: Value) -> str:
        if value is None or value == "":
            return f'<c r="{self.letters}{row}" s="{self.blank}"/>'
        if isinstance(value, str):
            style = self.quoted() if cells.reads_as_formula(value) else self.style
            inside = cells.text_xml(value)
            return f'<c r="{self.letters}{row}" s="{style}" t="inlineStr">{inside}</c>'
        return f'<c r="{self.letters}{row}" s="{self.style}"><v>{cells.number(value)}</v></c>'


@dataclass(slots=True)
class _Formula:
    """A formula cell with the value it shows until it is recalculated."""

    letters: str
    style: int
    pieces: Pieces
    in_own_row: str | None  # where all that moves is the formula's own row: that row as a mark
    shown: Callable[[_Record], Value] | None
    halves: int | None
    font_size: float
    array: str = ""

    def xml(self, number: int, shown: Value) -> str:
        if self.in_own_row is not None:
            formula = self.in_own_row.replace(_OWN_ROW, str(number))
        else:
            formula = "".join(p if isinstance(p, str) else str(number + p) for p in self.pieces)
        kind, value = "", ""
        if self.shown is not None:
            if shown is None or isinstance(shown, str):
                kind, value = ' t="str"', f"<v>{cells.escaped(shown or '')}</v>"
            else:
                value = f"<v>{cells.number(shown)}</v>"
        start = f'<c r="{self.letters}{number}" s="{self.style}"{kind}>'
        return f"{start}<f{self.array}>{formula}</f>{value}</c>"


class _Binder:
    """One template row bound to its values: yields the XML of every row it becomes."""

    def __init__(
        self,
        job: SheetJob,
        row: RowModel,
        hidden: set[int],
        merges: Mapping[tuple[int, int], float],
    ) -> None:
        self._job, self._row, self._hidden, self._merges = job, row, hidden, merges
        table = job.scope.tables.get(row.table) if row.table else None
        self._fields = {name: i for i, name in enumerate(table.fields)} if table else {}
        self._records = (table.rows or (None,)) if table else (_NO_RECORD,)

    def lines(self) -> Iterator[str]:
        number = self._job.rows.first(self._row.number)
        pieces = self._pieces()
        base, switches = self._row.height or 0.0, self._row.switches
        for record in self._records:
            text = str(number)
            height = base
            out: list[str] = []
            for piece in pieces:
                if isinstance(piece, str):
                    out.append(piece)
                elif piece is None:
                    out.append(text)
                elif isinstance(piece, _Field):
                    value = None if record is None else piece.value(record)
                    if isinstance(value, str):
                        value = self._fitting(piece, value, text)
                        if piece.halves is not None:
                            height = max(height, self._height(piece, value, text))
                    out.append(piece.xml(text, value))
                elif record is not None:
                    shown = piece.shown(record) if piece.shown else None
                    if isinstance(shown, str) and piece.halves is not None:
                        height = max(height, self._height(piece, shown, text))
                    out.append(piece.xml(number, shown))
            size = f' ht="{height:.4g}"' if height else ""
            fixed = ' customHeight="1"' if self._row.fixed and height == base else ""
            yield f'<row r="{text}"{size}{fixed}{switches}>{"".join(out)}</row>'
            number += 1

    def _fitting(self, cell: _Field, value: str, row: str) -> str:
        if len(value) <= cells.MAX_TEXT:
            return value
        place = f"{self._job.name}!{cell.letters}{row}"
        self._job.cut.append(Trouble(place, len(value)))
        return value[: cells.MAX_TEXT - 1] + "…"

    def _height(self, cell: _Field | _Formula, value: str, row: str) -> float:
        lines = heights.line_count(value, cell.halves or 2)
        needed = heights.height(lines, cell.font_size)
        if needed > heights.GREATEST:
            place = f"{self._job.name}!{cell.letters}{row}"
            self._job.tall.append(Trouble(place, len(value)))
        return min(needed, heights.GREATEST)

    def _pieces(self) -> list[str | _Field | _Formula | None]:
        """The row's cells, everything constant already in one string; None is the row number."""
        out: list[str | _Field | _Formula | None] = []
        for cell in self._row.cells:
            if cell.formula is not None:
                out.append(self._formula(cell))
            elif cell.text:
                out.append(self._field(cell))
            else:
                inside = f">{cell.plain}</c>" if cell.plain else "/>"
                start = f'<c r="{column_letters(cell.column)}'
                out += [start, None, f'" s="{cell.style}"{cell.kind}{inside}']
        merged: list[str | _Field | _Formula | None] = []
        for piece in out:
            if isinstance(piece, str) and merged and isinstance(merged[-1], str):
                merged[-1] += piece
            else:
                merged.append(piece)
        return merged

    def _field(self, cell: CellModel) -> _Field:
        styles, style = self._job.styles, cell.style
        found = styles.formats[style]
        opened = self._row.table and self._job.model.protected and found.locked
        blank = styles.variant(style, unlocked=True) if opened else style
        return _Field(
            letters=column_letters(cell.column),
            style=style,
            value=self._value(cell.text),
            blank=str(blank),
            quoted=lambda: styles.variant(style, quoted=True),
            halves=self._halves(cell),
            font_size=found.font_size,
        )

    def _halves(self, cell: CellModel) -> int | None:
        """The cell's width for wrapping, in half-width characters; None where nothing wraps."""
        found = self._job.styles.formats[cell.style]
        if not found.wraps or cell.column in self._hidden:
            return None
        width = self._merges.get((self._row.number, cell.column))
        if width is None:
            width = self._job.model.width(cell.column)
        return heights.width_in_halves(width, found.font_size)

    def _formula(self, cell: CellModel) -> _Formula:
        row = self._row.number
        model_row = row if self._row.table else None
        try:
            pieces = moved(cell.formula or "", self._job.layout, model_row)
        except ModelSheetError as error:
            message = f"公式引用了按份复制的工作表“{error}”，不知道指哪一份"
            place = f"单元格 {column_letters(cell.column)}{row}"
            raise fault(self._job.template, self._job.model.name, place, message) from error
        array = f' t="array" ref="{moved_area(cell.array, self._job.rows)}"' if cell.array else ""
        pieces = tuple(cells.escaped(p) if isinstance(p, str) else p for p in pieces)
        own = all(isinstance(p, str) or p == 0 for p in pieces)
        return _Formula(
            letters=column_letters(cell.column),
            style=cell.style,
            pieces=pieces,
            in_own_row="".join(_OWN_ROW if p == 0 else str(p) for p in pieces) if own else None,
            shown=self._value((cell.shown,)) if cell.shown else None,
            halves=self._halves(cell),
            font_size=self._job.styles.formats[cell.style].font_size,
            array=array,
        )

    def _value(self, parts: tuple[str | Tag, ...]) -> Callable[[_Record], Value]:
        """How a cell's value is had from a record; a lone field keeps its type."""
        if len(parts) == 1 and isinstance(parts[0], Tag):
            return self._lookup(parts[0])
        lookups = [self._lookup(part) if isinstance(part, Tag) else part for part in parts]
        return lambda record: "".join(
            part if isinstance(part, str) else cells.words(part(record)) for part in lookups
        )

    def _lookup(self, tag: Tag) -> Callable[[_Record], Value]:
        if tag.table is None:
            value = self._job.scope.values[tag.field]
            return lambda _record: value
        index = self._fields[tag.field]
        return lambda record: record[index]


def _chunks(lines: Iterator[str]) -> Iterator[list[str]]:
    chunk: list[str] = []
    for line in lines:
        chunk.append(line)
        if len(chunk) == _CHUNK:
            yield chunk
            chunk = []
    yield chunk


# --- what points at rows ------------------------------------------------------------------


def _hidden_by_field(job: SheetJob) -> set[int]:
    """The columns whose model cell holds a field that is not to be shown."""
    return {
        cell.column
        for row in job.model.rows
        for cell in row.cells
        if any(str(tag) in job.hidden for tag in cell.tags)
    }


def _merged_widths(model: SheetModel) -> dict[tuple[int, int], float]:
    """The whole width of cells merged within their row, by row and first column.

    A cell merged over several rows has room of its own and asks for no height: width 0 would
    ask for much, so it gets a line's worth.
    """
    found: dict[tuple[int, int], float] = {}
    for merge in model.root.iterfind(f"{MAIN}mergeCells/{MAIN}mergeCell"):
        first, _, last = merge.get("ref", "A1").partition(":")
        (row, left), (bottom, right) = top_left(first), top_left(last or first)
        width = sum(model.width(column) for column in range(left, right + 1))
        found[row, left] = width if row == bottom else 10_000.0
    return found


def _move_references(root: etree._Element, job: SheetJob) -> None:
    _set_dimension(root, job)
    _select(root, job)
    _move_merges(root, job.rows)
    _repeat_hyperlinks(root, job)
    for element in root.iter():
        name = _local(element)
        if name in {"mergeCell", "hyperlink", "dimension", "selection", "sheetData"}:
            continue
        if name in {"conditionalFormatting", "dataValidation"}:
            _move_rule(element, job)
            continue
        if element.get(f"{OFFICE}id") in job.dropped:
            del element.attrib[f"{OFFICE}id"]
        for key in ("ref", "sqref"):
            if element.get(key):
                element.set(key, moved_area(element.get(key, ""), job.rows))
        if name == "pane" and element.get("topLeftCell"):
            element.set("topLeftCell", _first_cell(element.get("topLeftCell", ""), job.rows))
        if name == "brk":
            element.set("id", str(job.rows.last(int(element.get("id", "1")))))
        if name in _HEADER_FOOTER and element.text:
            element.text = _page_text(element.text, job)


_HEADER_FOOTER = {
    f"{which}{what}" for which in ("odd", "even", "first") for what in ("Header", "Footer")
}


def _page_text(text: str, job: SheetJob) -> str:
    """A page header or footer with its fields filled in (& is written twice there)."""
    values = {name: cells.words(v).replace("&", "&&") for name, v in job.scope.values.items()}
    return _filled_in(text, values, job, "页眉页脚")


def _filled_in(text: str, values: Mapping[str, str], job: SheetJob, place: str) -> str:
    """Text outside cells with its fields filled in. Raises TemplateError naming the place."""
    if not cells.has_braces(text):
        return text
    try:
        parts = cells.parts_of(text)
    except TagError as error:
        raise fault(job.template, job.model.name, place, str(error)) from error
    for part in parts:
        if isinstance(part, Tag) and str(part) not in values:
            raise fault(job.template, job.model.name, place, _unknown(part, values))
    return "".join(values[str(part)] if isinstance(part, Tag) else part for part in parts)


def _first_cell(place: str, rows: RowMap) -> str:
    row, column = top_left(place)
    return f"{column_letters(column)}{rows.first(row)}"


def _move_rule(element: etree._Element, job: SheetJob) -> None:
    """A conditional format or drop-down: its range grows, its formulas keep their sense."""
    extended = next((child for child in element if _local(child) == "sqref"), None)
    area = element.get("sqref") or ((extended.text or "") if extended is not None else "")
    top, _ = top_left(area)
    if element.get("sqref"):
        element.set("sqref", moved_area(area, job.rows))
    if extended is not None:
        extended.text = moved_area(area, job.rows)
    for formula in element.iter():
        is_formula = _local(formula) in {"formula", "formula1", "formula2", "f"}
        if is_formula and formula.text and not len(formula):
            formula.text = moved_text(formula.text, job.layout, top)


def _local(element: etree._Element) -> str:
    """The element's name without namespace; comments and the like have none."""
    return str(element.tag).rpartition("}")[2]


def _set_dimension(root: etree._Element, job: SheetJob) -> None:
    columns = [cell.column for row in job.model.rows for cell in row.cells]
    element = root.find(f"{MAIN}dimension")
    if element is None or not columns:
        return
    filled = [row.number for row in job.model.rows if row.cells]
    first, last = job.rows.first(min(filled)), job.rows.last(max(filled))
    left, right = column_letters(min(columns)), column_letters(max(columns))
    start, end = f"{left}{first}", f"{right}{last}"
    element.set("ref", start if start == end else f"{start}:{end}")


def _select(root: etree._Element, job: SheetJob) -> None:
    """Only one sheet is selected; the cursor stands where the template has it."""
    for view in root.iterfind(f"{MAIN}sheetViews/{MAIN}sheetView"):
        view.attrib.pop("tabSelected", "")
        if job.selected:
            view.set("tabSelected", "1")
        for selection in view.iterfind(f"{MAIN}selection"):
            cell = _first_cell(selection.get("activeCell", "A1"), job.rows)
            selection.set("activeCell", cell)
            selection.set("sqref", cell)
            selection.attrib.pop("activeCellId", "")


def _move_merges(root: etree._Element, rows: RowMap) -> None:
    merges = root.find(f"{MAIN}mergeCells")
    if merges is None:
        return
    copies = dict(rows.blocks)
    for merge in list(merges):
        first, _, last = merge.get("ref", "A1").partition(":")
        (row, left), (bottom, right) = top_left(first), top_left(last or first)
        if row != bottom or row not in copies:
            merge.set("ref", moved_area(merge.get("ref", ""), rows))
            continue
        merges.remove(merge)
        start = rows.first(row)
        for number in range(start, start + copies[row]):
            ref = f"{column_letters(left)}{number}:{column_letters(right)}{number}"
            etree.SubElement(merges, f"{MAIN}mergeCell", ref=ref)
    merges.set("count", str(len(merges)))


def _repeat_hyperlinks(root: etree._Element, job: SheetJob) -> None:
    """Links in a model row are made for every row, fields in their target filled in."""
    links = root.find(f"{MAIN}hyperlinks")
    if links is None:
        return
    tables = {row.number: row.table for row in job.model.rows if row.table}
    for link in list(links):
        row, column = top_left(link.get("ref", "A1"))
        table = job.scope.tables.get(tables.get(row, ""))
        if table is None:
            link.set("ref", moved_area(link.get("ref", "A1"), job.rows))
            continue
        links.remove(link)
        for number, record in enumerate(table.rows, job.rows.first(row)):
            one = copy.deepcopy(link)
            one.set("ref", f"{column_letters(column)}{number}")
            values = {
                f"{tables[row]}.{name}": cells.words(value)
                for name, value in zip(table.fields, record, strict=True)
            }
            quoted = {name: value.replace("'", "''") for name, value in values.items()}
            for key, known in (("location", quoted), ("display", values), ("tooltip", values)):
                if one.get(key):
                    one.set(key, _filled_in(one.get(key, ""), known, job, "超链接"))
            links.append(one)
    if not len(links):
        root.remove(links)


def _hide(root: etree._Element, hidden: set[int], model: SheetModel) -> None:
    """``cols`` written anew: ranges are cut where they hold a column to be hidden."""
    columns = root.find(f"{MAIN}cols")
    if columns is None:
        columns = etree.Element(f"{MAIN}cols")
        data = root.find(f"{MAIN}sheetData")
        root.insert(0 if data is None else root.index(data), columns)
    left = set(hidden)
    spans: list[tuple[int, int, dict[str, str]]] = []
    for column in list(columns):
        settings = {str(key): str(value) for key, value in column.attrib.items()}
        first, last = int(settings["min"]), int(settings["max"])
        for cut in sorted(number for number in hidden if first <= number <= last):
            spans += [(first, cut - 1, settings), (cut, cut, settings | {"hidden": "1"})]
            first = cut + 1
            left.discard(cut)
        spans.append((first, last, settings))
        columns.remove(column)
    width = {"width": str(model.default_width), "customWidth": "1", "hidden": "1"}
    spans += [(number, number, width) for number in left]
    for first, last, settings in sorted(spans, key=lambda span: span[0]):
        if first <= last:
            place = {"min": str(first), "max": str(last)}
            etree.SubElement(columns, f"{MAIN}col", settings | place)

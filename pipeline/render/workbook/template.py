"""模板工作簿: a real workbook read once, so that it can be filled many times.

- ``{{年度}}`` in a cell is a value.
- A row holding ``{{项.指标}}`` is a model row: it is repeated for every row of the table 项.
- A sheet named ``{{单位}}`` is a model sheet: it is copied for every entry of that name.

Everything else – formats, widths, print set-up, charts, drop-downs – is the template's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from parsers.errors import TemplateError
from pipeline.render.workbook import cells
from pipeline.render.workbook.cells import Tag, TagError
from pipeline.render.workbook.package import (
    MAIN,
    OFFICE,
    Relation,
    new_root,
    parse_xml,
    read_parts,
    relations,
    xml_bytes,
)
from pipeline.render.workbook.references import column_letters, top_left, translated
from pipeline.render.workbook.styles import Styles

ROWS_GO_HERE = "\ue000"
"""Stands in a sheet's tree where its rows are written."""

_MODEL_SHEET = re.compile(r"\{\{\s*([^{}\s]+)\s*\}\}")
_PLACES = ("ref", "sqref", "activeCell", "topLeftCell")
_ROW_SWITCHES = ("s", "customFormat", "hidden", "outlineLevel", "collapsed", "thickTop", "thickBot")


@dataclass(frozen=True, slots=True)
class CellModel:
    """A cell of the template.

    ``plain`` is the XML of its inside where it stays as it is, with the attribute ``t`` in
    ``kind``; otherwise it has ``text`` with fields, or a ``formula`` with the field it shows.
    """

    column: int
    style: int
    kind: str = ""
    plain: str = ""
    text: tuple[str | Tag, ...] = ()
    formula: str | None = None
    shown: Tag | None = None
    array: str | None = None

    @property
    def tags(self) -> tuple[Tag, ...]:
        found = tuple(part for part in self.text if isinstance(part, Tag))
        return (*found, self.shown) if self.shown else found


@dataclass(frozen=True, slots=True)
class RowModel:
    """A row of the template; ``table`` is the table it is repeated for, None if it stays one.

    ``fixed``: its height was set by hand. Repeated rows are never fixed, so that they grow when
    someone types into them.
    """

    number: int
    switches: str
    height: float | None
    fixed: bool
    cells: tuple[CellModel, ...]
    table: str | None


@dataclass(frozen=True, slots=True)
class SheetModel:
    """A sheet of the template; ``copies`` is the word in a model sheet's name."""

    name: str
    part: str
    state: str | None
    copies: str | None
    root: etree._Element
    rows: tuple[RowModel, ...]
    relations: tuple[Relation, ...]
    widths: dict[int, float]
    default_width: float
    hidden: frozenset[int]
    protected: bool

    def width(self, column: int) -> float:
        return self.widths.get(column, self.default_width)


@dataclass(frozen=True, slots=True)
class WorkbookTemplate:
    """A template ready to be filled."""

    name: str
    parts: dict[str, bytes]
    workbook_part: str
    sheets: tuple[SheetModel, ...]
    styles_part: str
    styles: Styles

    def tags(self) -> frozenset[str]:
        """Every field the template uses."""
        return frozenset(
            str(tag)
            for sheet in self.sheets
            for row in sheet.rows
            for cell in row.cells
            for tag in cell.tags
        )


def compile_workbook(data: bytes, name: str) -> WorkbookTemplate:
    """The template made ready; ``name`` is its file name, for messages.

    Raises TemplateError, naming sheet and cell, where it cannot be used.
    """
    parts = read_parts(data, name)
    try:
        return _compiled(parts, name)
    except (etree.XMLSyntaxError, KeyError, IndexError, ValueError) as error:
        raise damaged(name) from error


def damaged(template: str) -> TemplateError:
    """The error for a template whose parts contradict one another."""
    return TemplateError(f"模板“{template}”的内容已损坏，请在 Excel 或 WPS 中打开并重新另存。")


def fault(template: str, sheet: str, place: str, message: str) -> TemplateError:
    """The error for one place of a sheet: 单元格 C4, 页眉页脚."""
    return TemplateError(f"模板“{template}”的工作表“{sheet}”{place}：{message}。")


def _compiled(parts: dict[str, bytes], name: str) -> WorkbookTemplate:
    for part, data in parts.items():
        if part.endswith((".xml", ".rels")):
            parse_xml(data)  # filling can then rely on every part
    workbook = next((r.target for r in relations(parts, "") if r.kind == "officeDocument"), "")
    if workbook not in parts:
        raise TemplateError(f"模板“{name}”不是 xlsx 文件。请在 Excel 或 WPS 中另存为 xlsx。")
    if b"sheet.macroEnabled" in parts["[Content_Types].xml"]:
        raise TemplateError(f"模板“{name}”带有宏。请在 Excel 或 WPS 中另存为不带宏的 xlsx。")
    found = {r.id: r for r in relations(parts, workbook)}
    by_kind = {r.kind: r.target for r in found.values()}
    if by_kind.get("styles") not in parts:
        raise TemplateError(f"模板“{name}”缺少格式部分，请在 Excel 或 WPS 中打开并重新另存。")
    shared = _shared_strings(parts, by_kind.get("sharedStrings"))
    sheets = tuple(
        _sheet(parts, name, element, found[element.get(f"{OFFICE}id", "")].target, shared)
        for element in parse_xml(parts[workbook]).iterfind(f"{MAIN}sheets/{MAIN}sheet")
    )
    styles = Styles(parts[by_kind["styles"]])
    for sheet in sheets:
        for row in sheet.rows:
            for cell in row.cells:
                styles.formats[cell.style]  # a format that is not there is damage
    return WorkbookTemplate(name, parts, workbook, sheets, by_kind["styles"], styles)


def _shared_strings(parts: dict[str, bytes], part: str | None) -> list[str]:
    """The shared texts. Those with fields are emptied in ``parts``: nothing refers to them."""
    if part not in parts:
        return []
    root = parse_xml(parts[part])
    texts = []
    for item in root.iterfind(f"{MAIN}si"):
        text = _rich_text(item)
        texts.append(text)
        if cells.has_braces(text):
            for child in item:
                item.remove(child)
            etree.SubElement(item, f"{MAIN}t")
    for counter in ("count", "uniqueCount"):  # no longer true once cells are filled
        root.attrib.pop(counter, "")
    parts[part] = xml_bytes(root)
    return texts


def _rich_text(item: etree._Element) -> str:
    """The text of a shared or inline string, without its reading aids (rPh)."""
    found = (*item.iterfind(f"{MAIN}t"), *item.iterfind(f"{MAIN}r/{MAIN}t"))
    return "".join(text.text or "" for text in found)


def _sheet(
    parts: dict[str, bytes], template: str, element: etree._Element, part: str, shared: list[str]
) -> SheetModel:
    name = element.get("name", "")
    model = _MODEL_SHEET.fullmatch(name)
    root = _with_default_namespace(parse_xml(parts[part]))
    data = root.find(f"{MAIN}sheetData")
    rows: tuple[RowModel, ...] = ()
    if data is not None:  # a chart sheet has none
        rows = tuple(_Reader(template, name, shared).rows(data))
        for row in list(data):
            data.remove(row)
        data.text = ROWS_GO_HERE
    for item in root.iter():
        for key in _PLACES:
            for area in item.get(key, "").split():
                top_left(area)  # a place that cannot be read is damage
    settings = root.find(f"{MAIN}sheetFormatPr")
    default = 9.0 if settings is None else float(settings.get("defaultColWidth", "9"))
    return SheetModel(
        name=name,
        part=part,
        state=element.get("state"),
        copies=model[1] if model else None,
        root=root,
        rows=rows,
        relations=relations(parts, part),
        widths=_widths(root),
        default_width=default,
        hidden=_hidden(root),
        protected=root.find(f"{MAIN}sheetProtection") is not None,
    )


def _with_default_namespace(root: etree._Element) -> etree._Element:
    """The same sheet with its elements unprefixed; some programs write ``x:worksheet``."""
    if root.nsmap.get(None) == MAIN[1:-1]:
        return root
    others = {prefix: uri for prefix, uri in root.nsmap.items() if prefix and uri != MAIN[1:-1]}
    bare = new_root(root.tag, others)
    for key, value in root.attrib.items():
        bare.set(key, value)
    bare.extend(list(root))
    return bare


def _widths(root: etree._Element) -> dict[int, float]:
    widths: dict[int, float] = {}
    for column in root.iterfind(f"{MAIN}cols/{MAIN}col"):
        if "width" not in column.attrib:
            continue
        for number in range(int(column.get("min", "1")), _last_column(column) + 1):
            widths[number] = float(column.get("width", "9"))
    return widths


def _hidden(root: etree._Element) -> frozenset[int]:
    """The columns hidden in the template itself, up to where tables reach."""
    return frozenset(
        number
        for column in root.iterfind(f"{MAIN}cols/{MAIN}col")
        if column.get("hidden") in {"1", "true"}
        for number in range(int(column.get("min", "1")), _last_column(column) + 1)
    )


def _last_column(column: etree._Element) -> int:
    """Excel lets a range of columns run to the end of the sheet; nothing is filled in there."""
    return min(int(column.get("max", "1")), 1024)


class _Reader:
    """Reads the rows of one sheet."""

    def __init__(self, template: str, sheet: str, shared: list[str]) -> None:
        self._template, self._sheet, self._shared = template, sheet, shared
        self._formulas: dict[str, tuple[str, int, int]] = {}  # shared formulas by number

    def rows(self, data: etree._Element) -> Iterator[RowModel]:
        number = 0
        for row in data.iterfind(f"{MAIN}row"):
            number = int(row.get("r", number + 1))
            found = tuple(self._cells(row, number))
            height, table = row.get("ht"), self._table(found, number)
            yield RowModel(
                number=number,
                switches="".join(f' {k}="{row.get(k)}"' for k in _ROW_SWITCHES if row.get(k)),
                height=float(height) if height else None,
                fixed=table is None and row.get("customHeight") in {"1", "true"},
                cells=found,
                table=table,
            )

    def _cells(self, row: etree._Element, number: int) -> Iterator[CellModel]:
        column = 0
        for cell in row.iterfind(f"{MAIN}c"):
            place = cell.get("r")
            column = top_left(place)[1] if place else column + 1
            try:
                yield self._cell(cell, number, column)
            except TagError as error:
                raise self._fault(number, column, str(error)) from error

    def _cell(self, cell: etree._Element, row: int, column: int) -> CellModel:
        style, kind = int(cell.get("s", "0")), cell.get("t", "")
        formula = cell.find(f"{MAIN}f")
        if formula is not None:
            text = self._formula(formula, row, column)
            written, shown = cells.shown_value(text)
            array = formula.get("ref") if formula.get("t") == "array" else None
            return CellModel(column, style, formula=written, shown=shown, array=array)
        value = cell.findtext(f"{MAIN}v") or ""
        if kind == "s":
            text = self._shared[int(value)]
        elif kind == "inlineStr":
            inline = cell.find(f"{MAIN}is")
            text = "" if inline is None else _rich_text(inline)
        else:
            text = value
        if cells.has_braces(text):
            return CellModel(column, style, text=cells.parts_of(text))
        if kind == "inlineStr":
            return CellModel(column, style, ' t="inlineStr"', cells.text_xml(text))
        if not value:
            return CellModel(column, style)
        attribute = f' t="{kind}"' if kind else ""
        return CellModel(column, style, attribute, f"<v>{cells.escaped(value)}</v>")

    def _formula(self, element: etree._Element, row: int, column: int) -> str:
        """The cell's own formula, also where the file shares one among neighbours."""
        text = element.text or ""
        if element.get("t") != "shared":
            return text
        key = element.get("si", "")
        if text:
            self._formulas[key] = (text, row, column)
            return text
        if key not in self._formulas:
            return text
        model, model_row, model_column = self._formulas[key]
        return translated(model, row - model_row, column - model_column)

    def _table(self, found: tuple[CellModel, ...], number: int) -> str | None:
        """The one table whose fields the row uses."""
        tables: dict[str, int] = {}
        for cell in found:
            for tag in cell.tags:
                if tag.table:
                    tables.setdefault(tag.table, cell.column)
        if len(tables) > 1:
            first, second = list(tables)[:2]
            message = f"同一行用了“{first}”和“{second}”两张表的字段，一行只能用一张表"
            raise self._fault(number, tables[second], message)
        return next(iter(tables), None)

    def _fault(self, row: int, column: int, message: str) -> TemplateError:
        return fault(self._template, self._sheet, f"单元格 {column_letters(column)}{row}", message)

"""A whole workbook filled: sheets copied, names and charts moved along, the package written."""

from __future__ import annotations

import copy
import posixpath
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from lxml import etree

from parsers.errors import TemplateError
from pipeline.render.workbook.content import Content, Copy, Filled, Scope
from pipeline.render.workbook.package import (
    MAIN,
    OFFICE,
    ContentTypes,
    Relation,
    Writer,
    new_root,
    parse_xml,
    relations,
    relations_part,
    relations_xml,
    xml_bytes,
)
from pipeline.render.workbook.references import Layout, ModelSheetError, RowMap, moved_text
from pipeline.render.workbook.sheet import (
    SheetJob,
    field_faults,
    row_map,
    write_sheet,
)
from pipeline.render.workbook.template import SheetModel, WorkbookTemplate, damaged

_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_DC = "http://purl.org/dc/elements/1.1/"
_APP = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"

_COPIED = {"drawing", "vmlDrawing", "comments", "chart", "chartUserShapes", "image", "hyperlink"}
_COPIED |= {"chartStyle", "chartColorStyle", "style", "colors"}
_DROPPED = {"printerSettings"}
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


@dataclass(slots=True)
class _Produced:
    """A sheet of the result; ``number`` is None for a sheet that is not a copy."""

    model: SheetModel
    name: str
    part: str
    scope: Scope
    rows: RowMap
    number: int | None
    relation: str
    layout: Layout = field(default_factory=lambda: Layout("", {}, {}))
    dropped: frozenset[str] = frozenset()


def fill_workbook(template: WorkbookTemplate, content: Content) -> Filled:
    """The template filled; the same template and content give the same bytes.

    Raises TemplateError where the template uses a field that ``content`` does not have.
    """
    try:
        return _Filling(template, content).done()
    except (IndexError, ValueError) as error:  # a number or place that only filling looks at
        raise damaged(template.name) from error


def sheet_names(wanted: Sequence[str], taken: Sequence[str] = ()) -> tuple[str, ...]:
    """A name that Excel accepts for each of the wanted ones: at most 31 characters, all different.

    Characters that may not stand in a sheet's name become full-width ones.
    """
    seen = {name.casefold() for name in (*taken, "History")}
    names = []
    for name in wanted:
        clean = _FORBIDDEN.sub(lambda m: _WIDE.get(m[0], " "), name).strip(" '") or "未命名"
        chosen, number = _shortened(clean, 31), 1
        while chosen.casefold() in seen:
            number += 1
            mark = f"（{number}）"
            chosen = _shortened(clean, 31 - len(mark)) + mark
        seen.add(chosen.casefold())
        names.append(chosen)
    return tuple(names)


_WIDE = {"[": "［", "]": "］", ":": "：", "*": "＊", "?": "？", "/": "／", "\\": "＼"}


def _shortened(name: str, most: int) -> str:
    """At most so many UTF-16 units, which is how Excel counts."""
    while len(name.encode("utf-16-le")) // 2 > most:
        name = name[:-1]
    return name.strip(" '")


class _Filling:
    def __init__(self, template: WorkbookTemplate, content: Content) -> None:
        self._template, self._content = template, content
        self._types = ContentTypes(template.parts["[Content_Types].xml"])
        self._styles = template.styles.fresh()
        self._sheets = self._produced()
        self._writer = Writer()
        self._parts: dict[str, bytes] = {}  # parts that differ from the template's, or are new
        self._gone: set[str] = set()

    def done(self) -> Filled:
        template = self._template
        for sheet in self._sheets:
            self._bring_along(sheet)
        workbook_relations = self._workbook_relations()
        self._parts[template.workbook_part] = self._workbook()
        self._parts[relations_part(template.workbook_part)] = relations_xml(workbook_relations)
        self._set_properties()
        for model in template.sheets:
            if model.copies:
                self._gone |= {model.part, relations_part(model.part)}
        self._types.without(self._gone)
        jobs = [self._job(sheet, first=not i) for i, sheet in enumerate(self._sheets)]
        self._write("[Content_Types].xml", self._types.data())
        own = {sheet.part for sheet in self._sheets} | {template.styles_part, "[Content_Types].xml"}
        for part in sorted((template.parts.keys() | self._parts.keys()) - own - self._gone):
            self._write(part, self._parts.get(part) or template.parts[part])
        for sheet, job in zip(self._sheets, jobs, strict=True):
            with self._writer.open(sheet.part) as out:
                write_sheet(out, job)
        self._write(template.styles_part, self._styles.data())
        cut = tuple(trouble for job in jobs for trouble in job.cut)
        tall = tuple(trouble for job in jobs for trouble in job.tall)
        return Filled(self._writer.data(), cut, tall)

    def _write(self, part: str, data: bytes) -> None:
        self._writer.add(part, data)

    def _job(self, sheet: _Produced, *, first: bool) -> SheetJob:
        return SheetJob(
            template=self._template.name,
            model=sheet.model,
            name=sheet.name,
            scope=sheet.scope,
            layout=sheet.layout,
            styles=self._styles,
            hidden=self._content.hidden,
            selected=first,
            dropped=sheet.dropped,
        )

    # --- which sheets there will be ---

    def _produced(self) -> list[_Produced]:
        template, content = self._template, self._content
        numbers = (int(n) for s in template.sheets for n in re.findall(r"\d+", s.part))
        number = max(numbers, default=0)
        sheets: list[_Produced] = []
        for model in template.sheets:
            for one in self._copies(model):
                scope = content.scope if one is None else one.scope.over(content.scope)
                for error in field_faults(template.name, model, scope):
                    raise error
                part, own = model.part, None
                if one is not None:
                    number += 1
                    own = number
                    part = f"{posixpath.dirname(model.part)}/sheet{number}.xml"
                    self._types.like(part, model.part)
                name = model.name if one is None else one.sheet
                rows = row_map(model, scope)
                relation = f"rId{len(sheets) + 1}"
                sheets.append(_Produced(model, name, part, scope, rows, own, relation))
        self._check_names(sheets)
        single = {s.model.name: s.rows for s in sheets if s.number is None}
        models = frozenset(model.name for model in template.sheets if model.copies)
        for sheet in sheets:
            own_name = sheet.model.name
            sheet.layout = Layout(
                own=own_name,
                names={own_name: sheet.name},
                rows={**single, own_name: sheet.rows},
                models=models - {own_name},
            )
        return sheets

    def _copies(self, model: SheetModel) -> Sequence[Copy | None]:
        if model.copies is None:
            return (None,)
        if model.copies not in self._content.copies:
            known = "、".join(f"{{{{{name}}}}}" for name in self._content.copies) or "（无）"
            raise TemplateError(
                f"模板“{self._template.name}”的工作表名“{model.name}”不认识，"
                f"可以按份复制的工作表名有：{known}。"
            )
        return self._content.copies[model.copies]

    def _check_names(self, sheets: list[_Produced]) -> None:
        if all(sheet.model.state in {"hidden", "veryHidden"} for sheet in sheets):
            raise TemplateError(f"模板“{self._template.name}”里没有可见的工作表。")
        names = [sheet.name for sheet in sheets]
        if tuple(names) != sheet_names(names):
            doubtful = next(a for a, b in zip(names, sheet_names(names), strict=True) if a != b)
            raise TemplateError(
                f"模板“{self._template.name}”：工作表名“{doubtful}”重复或 Excel 不接受，"
                "请在模板中改名。"
            )

    # --- the workbook's own parts ---

    def _workbook(self) -> bytes:
        root = parse_xml(self._template.parts[self._template.workbook_part])
        sheets = root.find(f"{MAIN}sheets")
        if sheets is None:
            raise TemplateError(f"模板“{self._template.name}”没有工作表。")
        for element in list(sheets):
            sheets.remove(element)
        for number, sheet in enumerate(self._sheets, 1):
            element = etree.SubElement(
                sheets, f"{MAIN}sheet", {"name": sheet.name, "sheetId": str(number)}
            )
            if sheet.model.state:
                element.set("state", sheet.model.state)
            element.set(f"{OFFICE}id", sheet.relation)
        self._move_names(root)
        for view in root.iterfind(f"{MAIN}bookViews/{MAIN}workbookView"):
            view.attrib.pop("firstSheet", "")
            view.attrib.pop("activeTab", "")
        calculation = root.find(f"{MAIN}calcPr")
        if calculation is None:
            calculation = etree.Element(f"{MAIN}calcPr")
            before = ("definedNames", "externalReferences", "functionGroups", "sheets")
            after = next(e for name in before if (e := root.find(f"{MAIN}{name}")) is not None)
            root.insert(root.index(after) + 1, calculation)
        calculation.set("fullCalcOnLoad", "1")
        return xml_bytes(root)

    def _move_names(self, root: etree._Element) -> None:
        """Defined names, print titles, print areas: those of a model sheet once per copy."""
        names = root.find(f"{MAIN}definedNames")
        if names is None:
            return
        models = self._template.sheets
        for element in list(names):
            names.remove(element)
            local = element.get("localSheetId")
            owner = models[int(local)] if local is not None else None
            for index, sheet in enumerate(self._sheets):
                if owner is not None and sheet.model is not owner:
                    continue
                one = copy.deepcopy(element)
                layout = sheet.layout if owner else self._book_layout()
                try:
                    one.text = moved_text(one.text or "", layout)
                except ModelSheetError as error:
                    raise TemplateError(
                        f"模板“{self._template.name}”的名称“{element.get('name')}”"
                        f"指向按份复制的工作表“{error}”，请把它的范围改为该工作表。"
                    ) from error
                if owner is not None:
                    one.set("localSheetId", str(index))
                names.append(one)
                if owner is None:
                    break
        if not len(names):
            root.remove(names)

    def _book_layout(self) -> Layout:
        layout = self._sheets[0].layout
        models = frozenset(model.name for model in self._template.sheets if model.copies)
        rows = {s.model.name: s.rows for s in self._sheets if s.number is None}
        return replace(layout, own="", names={}, rows=rows, models=models)

    def _workbook_relations(self) -> Iterator[Relation]:
        template = self._template
        found = relations(template.parts, template.workbook_part)
        sheet_type = next(r.type for r in found if r.kind in {"worksheet", "chartsheet"})
        for sheet in self._sheets:
            kind = next((r.type for r in found if r.target == sheet.model.part), sheet_type)
            yield Relation(sheet.relation, "worksheet", kind, sheet.part)
        number = len(self._sheets)
        for relation in found:
            if relation.kind == "calcChain":
                self._gone.add(relation.target)
            elif relation.kind not in {"worksheet", "chartsheet"}:
                number += 1
                yield replace(relation, id=f"rId{number}")

    def _set_properties(self) -> None:
        """Who made the file and from what; no time, so that the same input gives the same."""
        for relation in relations(self._template.parts, ""):
            if relation.kind == "core-properties":
                self._parts[relation.target] = _core_properties(self._content)
            elif relation.kind == "extended-properties":
                root = new_root(f"{{{_APP}}}Properties")
                etree.SubElement(root, f"{{{_APP}}}Application").text = "fenjie"
                self._parts[relation.target] = xml_bytes(root)

    # --- drawings, charts, comments ---

    def _bring_along(self, sheet: _Produced) -> None:
        """The parts a sheet refers to: moved in place, or copied for a copy of the sheet."""
        kept: list[Relation] = []
        dropped: set[str] = set()
        for relation in sheet.model.relations:
            if relation.external:
                kept.append(relation)
            elif relation.kind in _DROPPED and sheet.number is not None:
                dropped.add(relation.id)
            elif relation.kind in _COPIED or sheet.number is None:
                kept.append(replace(relation, target=self._along(relation, sheet)))
            else:
                raise TemplateError(
                    f"模板“{self._template.name}”：按份复制的工作表“{sheet.model.name}”"
                    f"里不能有“{_KINDS.get(relation.kind, relation.kind)}”，请改为普通区域。"
                )
        if kept:
            self._parts[relations_part(sheet.part)] = relations_xml(kept)
        sheet.dropped = frozenset(dropped)

    def _along(self, relation: Relation, sheet: _Produced) -> str:
        source = relation.target
        if relation.kind == "image" or source not in self._template.parts:
            return source
        target = source
        if sheet.number is not None:
            stem, dot, ending = source.rpartition(".")
            target = f"{stem}_{sheet.number}{dot}{ending}"
            self._types.like(target, source)
        data = self._template.parts[source]
        if relation.kind in _MOVED:
            root = parse_xml(data)
            _MOVED[relation.kind](root, sheet)
            data = xml_bytes(root)
        self._parts[target] = data
        found = relations(self._template.parts, source)
        if found:
            moved = [r if r.external else replace(r, target=self._along(r, sheet)) for r in found]
            self._parts[relations_part(target)] = relations_xml(moved)
        if sheet.number is not None:
            self._gone |= {source, relations_part(source)}
        return target


_KINDS = {"table": "表格（插入—表格）", "pivotTable": "数据透视表", "slicer": "切片器"}


def _move_drawing(root: etree._Element, sheet: _Produced) -> None:
    """Pictures and charts below a model row move down with what stands beside them."""
    for row in root.iter(f"{_DRAWING}row"):
        row.text = str(sheet.rows.first(int(row.text or "0") + 1) - 1)


def _move_chart(root: etree._Element, sheet: _Produced) -> None:
    """A chart shows all rows; its remembered figures are the template's and go."""
    for formula in root.iter(f"{_CHART}f"):
        formula.text = moved_text(formula.text or "", sheet.layout)
    for cache in [
        *root.iter(f"{_CHART}numCache", f"{_CHART}strCache", f"{_CHART}multiLvlStrCache")
    ]:
        parent = cache.getparent()
        if parent is not None:
            parent.remove(cache)


def _move_cells(root: etree._Element, sheet: _Produced) -> None:
    """The cells of notes and the ranges of tables."""
    for element in root.iter():
        if element.get("ref"):
            layout = Layout("", {}, {"": sheet.rows})
            single = ":" not in element.get("ref", "")
            moved = moved_text(element.get("ref", ""), layout)
            element.set("ref", moved.partition(":")[0] if single else moved)


_MOVED = {"drawing": _move_drawing, "chart": _move_chart, "comments": _move_cells}
_MOVED |= {"table": _move_cells}


def _core_properties(content: Content) -> bytes:
    root = etree.Element(f"{{{_CORE}}}coreProperties", nsmap={"cp": _CORE, "dc": _DC})
    for name in ("title", "subject", "creator", "description"):
        if content.properties.get(name):
            etree.SubElement(root, f"{{{_DC}}}{name}").text = content.properties[name]
    if content.properties.get("keywords"):
        etree.SubElement(root, f"{{{_CORE}}}keywords").text = content.properties["keywords"]
    return xml_bytes(root)

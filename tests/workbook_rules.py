"""What Excel insists on in a workbook, as far as it goes beyond being a zip of XML.

``faults`` gives a sentence for each rule broken: order of elements (ECMA-376 part 1, annex A),
references between parts, unique names and ids, cells in order, ranges inside the sheet, formats
and shared texts that exist, the limits of drop-downs, what drawings and charts hang on. The
schema itself is asked in ``test_schema``; most of this no schema says.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator

from lxml import etree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"

_ORDERS = {
    "worksheet": (
        "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection "
        "protectedRanges scenarios autoFilter sortState dataConsolidate customSheetViews "
        "mergeCells phoneticPr conditionalFormatting dataValidations hyperlinks printOptions "
        "pageMargins pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches "
        "ignoredErrors smartTags drawing legacyDrawing legacyDrawingHF drawingHF picture "
        "oleObjects controls webPublishItems tableParts extLst"
    ),
    "workbook": (
        "fileVersion fileSharing workbookPr workbookProtection bookViews sheets functionGroups "
        "externalReferences definedNames calcPr oleSize customWorkbookViews pivotCaches "
        "smartTagPr smartTagTypes webPublishing fileRecoveryPr webPublishObjects extLst"
    ),
    "styleSheet": (
        "numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles colors extLst"
    ),
    "xf": "alignment protection extLst",
    "sheetView": "pane selection pivotSelection extLst",
    "dataValidation": "formula1 formula2",
    "c": "f v is extLst",
}
ORDERS = {name: tuple(order.split()) for name, order in _ORDERS.items()}
COUNTED = {"cellXfs", "cellStyleXfs", "fonts", "fills", "borders", "dxfs", "mergeCells"}
COUNTED |= {"dataValidations"}


def faults(data: bytes) -> list[str]:
    """Every rule the workbook breaks; an empty list is what a test wants."""
    return list(_Check(data).all())


class _Check:
    def __init__(self, data: bytes) -> None:
        self._zip = zipfile.ZipFile(io.BytesIO(data))
        self._names = self._zip.namelist()
        self._trees = {
            name: etree.fromstring(self._zip.read(name))
            for name in self._names
            if name.endswith((".xml", ".rels"))
        }
        self._styles = next(t for n, t in self._trees.items() if n.endswith("styles.xml"))

    def all(self) -> Iterator[str]:
        if len(set(self._names)) != len(self._names):
            yield "a part is in the zip twice"
        yield from self._package()
        yield from self._workbook()
        yield from self._formats()
        for name, tree in self._trees.items():
            yield from (f"{name}: {fault}" for fault in _order(tree))
            if "{{" in etree.tostring(tree, encoding="unicode"):
                yield f"{name}: a field is left"
            if tree.tag == f"{MAIN}worksheet":
                yield from (f"{name}: {fault}" for fault in self._sheet(name, tree))
            if tree.tag == f"{DRAWING}wsDr":
                yield from (f"{name}: {fault}" for fault in self._drawing(name, tree))
            if tree.tag == f"{CHART}chartSpace":
                yield from (f"{name}: {fault}" for fault in _chart(tree))
            for formula in tree.iter(f"{MAIN}f", f"{MAIN}formula", f"{MAIN}formula1", f"{CHART}f"):
                yield from (f"{name}: {fault}" for fault in self._formula(formula.text or ""))

    def _package(self) -> Iterator[str]:
        types = self._trees["[Content_Types].xml"]
        parts = [item.get("PartName", "")[1:] for item in types if "PartName" in item.attrib]
        endings = {item.get("Extension") for item in types if "Extension" in item.attrib}
        if len(set(parts)) != len(parts):
            yield "a part has two content types"
        yield from (f"content type for missing part {p}" for p in parts if p not in self._names)
        for name in self._names:
            plain = name.rpartition(".")[2] == "xml" and name != "[Content_Types].xml"
            if plain and name not in parts:
                yield f"{name} has no content type"
            if name.rpartition(".")[2] not in endings and name not in parts:
                yield f"{name} has no content type at all"
        for name, target in self._targets():
            if target not in self._names:
                yield f"{name} refers to {target}, which is missing"
        reached = {target for _, target in self._targets()}
        for name in self._names:
            if not name.endswith(".rels") and name != "[Content_Types].xml" and name not in reached:
                yield f"{name} is referred to by nothing"

    def _targets(self) -> Iterator[tuple[str, str]]:
        for name in self._names:
            if not name.endswith(".rels"):
                continue
            base = posixpath.dirname(posixpath.dirname(name))
            ids = [item.get("Id") for item in self._trees[name]]
            assert len(set(ids)) == len(ids), name
            for item in self._trees[name]:
                if item.get("TargetMode") != "External":
                    path = posixpath.join("/", base, item.get("Target", ""))
                    yield name, posixpath.normpath(path)[1:]

    def _workbook(self) -> Iterator[str]:
        book = self._trees["xl/workbook.xml"]
        sheets = book.findall(f"{MAIN}sheets/{MAIN}sheet")
        names = [sheet.get("name", "") for sheet in sheets]
        if len({name.casefold() for name in names}) != len(names):
            yield "two sheets have one name"
        for name in names:
            if not 1 <= len(name) <= 31 or re.search(r"[\[\]:*?/\\]|^'|'$", name):
                yield f"sheet name {name!r}"
        if len({sheet.get("sheetId") for sheet in sheets}) != len(sheets):
            yield "two sheets have one id"
        defined = [
            (item.get("name"), item.get("localSheetId")) for item in book.iter(f"{MAIN}definedName")
        ]
        if len(set(defined)) != len(defined):
            yield "a name is defined twice"
        if any(local and int(local) >= len(sheets) for _, local in defined):
            yield "a name belongs to no sheet"
        for called, _ in defined:
            if not re.fullmatch(r"[^\W\d][\w.]{0,254}", called or ""):
                yield f"no proper name: {called!r}"
        self._sheet_names = set(names)
        for item in book.iter(f"{MAIN}definedName"):
            yield from self._formula(item.text or "")
        calculation = book.find(f"{MAIN}calcPr")
        if calculation is None or calculation.get("fullCalcOnLoad") != "1":
            yield "the workbook is not recalculated when opened"

    def _formats(self) -> Iterator[str]:
        """Every format is made of fonts, fills, borders and number formats that there are."""

        def count(name: str) -> int:
            found = self._styles.find(f"{MAIN}{name}")
            return 0 if found is None else len(found)

        own = {item.get("numFmtId") for item in self._styles.iter(f"{MAIN}numFmt")}
        parts = (("fontId", "fonts"), ("fillId", "fills"), ("borderId", "borders"))
        for kind in ("cellStyleXfs", "cellXfs"):
            for format_ in self._styles.iterfind(f"{MAIN}{kind}/{MAIN}xf"):
                for key, table in parts:
                    if int(format_.get(key, "0")) >= count(table):
                        yield f"a format with {key} {format_.get(key)}"
                number = format_.get("numFmtId", "0")
                if int(number) >= 164 and number not in own:
                    yield f"a format with numFmtId {number}"
                if int(format_.get("xfId", "0")) >= max(count("cellStyleXfs"), 1):
                    yield f"a format with xfId {format_.get('xfId')}"

    def _drawing(self, name: str, tree: etree._Element) -> Iterator[str]:
        ids = [item.get("id") for item in tree.iter(f"{DRAWING}cNvPr")]
        if len(set(ids)) != len(ids):
            yield "two drawings have one id"
        known = self._relations(name)
        for chart in tree.iter(f"{CHART}chart"):
            if chart.get(f"{OFFICE}id") not in known:
                yield "a chart that does not exist"
        for anchor in tree.iter(f"{DRAWING}twoCellAnchor"):
            start, end = (
                (
                    int(corner.findtext(f"{DRAWING}row", "0")),
                    int(corner.findtext(f"{DRAWING}col", "0")),
                )
                for corner in (anchor.find(f"{DRAWING}from"), anchor.find(f"{DRAWING}to"))
                if corner is not None
            )
            if not (start[0] <= end[0] <= 1_048_575 and start[1] <= end[1] <= 16_383):
                yield f"a drawing from {start} to {end}"

    def _relations(self, name: str) -> set[str | None]:
        rels = posixpath.join(posixpath.dirname(name), "_rels", posixpath.basename(name) + ".rels")
        return {item.get("Id") for item in self._trees[rels]} if rels in self._trees else set()

    def _formula(self, formula: str) -> Iterator[str]:
        if len(formula) > 8192:
            yield f"formula of {len(formula)} characters"
        bare = re.sub(r'"(?:[^"]|"")*"', '""', formula)
        if bare.count("(") != bare.count(")") or formula.startswith("="):
            yield f"formula {formula!r}"
        for quoted, plain in re.findall(r"'((?:[^']|'')+)'!|([^\W\d][\w.]*)!", bare):
            name = quoted.replace("''", "'") or plain
            if name not in self._sheet_names:
                yield f"formula {formula!r} names no sheet"

    def _sheet(self, name: str, tree: etree._Element) -> Iterator[str]:
        yield from self._cells(tree)
        formats = self._styles.find(f"{MAIN}dxfs")
        most = 0 if formats is None else len(formats)
        for rule in tree.iter(f"{MAIN}cfRule"):
            if "dxfId" in rule.attrib and int(rule.get("dxfId", "0")) >= most:
                yield "a conditional format that does not exist"
        for link in tree.iter(f"{MAIN}hyperlink"):
            location = link.get("location")
            if location:
                yield from self._formula(location)
        yield from _rules(tree)
        yield from _lists(tree)
        yield from _columns(tree)
        known = self._relations(name)
        used = {e.get(f"{OFFICE}id") for e in tree.iter() if e.get(f"{OFFICE}id")}
        if used - known:
            yield f"relations that do not exist: {used - known}"
        seen: set[tuple[int, int]] = set()
        for merge in tree.iter(f"{MAIN}mergeCell"):
            cells = set(_cells_of(merge.get("ref", "")))
            if cells & seen:
                yield f"merged cells overlap at {merge.get('ref')}"
            seen |= cells

    def _cells(self, tree: etree._Element) -> Iterator[str]:
        styles = self._styles.find(f"{MAIN}cellXfs")
        shared = self._trees.get("xl/sharedStrings.xml")
        last_row, places = 0, []
        for row in tree.iter(f"{MAIN}row"):
            number = int(row.get("r", "0"))
            if number <= last_row:
                yield f"row {number} after row {last_row}"
            last_row, last_column = number, 0
            if float(row.get("ht", "0")) > 409.5:
                yield f"row {number} is too high"
            for cell in row:
                at, column = _place(cell.get("r", ""))
                if at != number or column <= last_column:
                    yield f"cell {cell.get('r')} is out of order"
                last_column = column
                places.append((at, column))
                if styles is None or int(cell.get("s", "0")) >= len(styles):
                    yield f"cell {cell.get('r')} has no format"
                yield from _value(cell, 0 if shared is None else len(shared))
        dimension = tree.find(f"{MAIN}dimension")
        if dimension is not None and places:
            rows, columns = zip(*places, strict=True)
            first, last = (min(rows), min(columns)), (max(rows), max(columns))
            stated = list(_cells_of(dimension.get("ref", "")))
            if (stated[0], stated[-1]) != (first, last):
                yield f"dimension {dimension.get('ref')} for {first} to {last}"


def _rules(tree: etree._Element) -> Iterator[str]:
    """Conditional formats: each has a rank of its own, and what its kind needs."""
    rules = list(tree.iter(f"{MAIN}cfRule"))
    ranks = [rule.get("priority", "0") for rule in rules]
    if len(set(ranks)) != len(ranks) or "0" in ranks:
        yield f"conditional formats ranked {ranks}"
    for rule in rules:
        kind = rule.get("type")
        if kind in {"expression", "cellIs"} and rule.find(f"{MAIN}formula") is None:
            yield f"a conditional format of kind {kind} without a formula"


def _lists(tree: etree._Element) -> Iterator[str]:
    """Drop-downs: Excel repairs a file whose texts are longer than it lets one type."""
    seen: set[tuple[int, int]] = set()
    for rule in tree.iter(f"{MAIN}dataValidation"):
        for key, most in (("prompt", 255), ("error", 255), ("promptTitle", 32), ("errorTitle", 32)):
            if len(rule.get(key, "")) > most:
                yield f"a drop-down whose {key} is too long"
        for formula in rule:
            written = formula.text or ""
            if written.startswith('"') and len(written) > 257:
                yield "a drop-down whose list is too long"
        for area in rule.get("sqref", "").split():
            cells = set(_cells_of(area))
            if cells & seen:
                yield f"two drop-downs at {area}"
            seen |= cells


def _columns(tree: etree._Element) -> Iterator[str]:
    last = 0
    for column in tree.iter(f"{MAIN}col"):
        first, end = int(column.get("min", "0")), int(column.get("max", "0"))
        if not last < first <= end <= 16_384 or not 0 <= float(column.get("width", "0")) <= 255:
            yield f"columns {first} to {end}"
        last = end


def _chart(tree: etree._Element) -> Iterator[str]:
    """Every series has its own number; every axis that is used is there, and crosses another."""
    for kind in ("idx", "order"):
        numbers = [e.get("val") for e in tree.iterfind(f".//{CHART}ser/{CHART}{kind}")]
        if len(set(numbers)) != len(numbers):
            yield f"two series have one {kind}"
    axes = {
        axis.get("val")
        for name in ("catAx", "valAx", "dateAx", "serAx")
        for axis in tree.iterfind(f".//{CHART}{name}/{CHART}axId")
    }
    used = [
        a.get("val") for p in tree.iter(f"{CHART}plotArea") for a in p.iterfind(f"*/{CHART}axId")
    ]
    crossed = [axis.get("val") for axis in tree.iter(f"{CHART}crossAx")]
    if not {*used, *crossed} <= axes:
        yield f"axes {sorted({*used, *crossed} - axes, key=str)} that do not exist"


def _value(cell: etree._Element, shared: int) -> Iterator[str]:
    kind, value = cell.get("t", "n"), cell.findtext(f"{MAIN}v")
    if kind not in {"n", "s", "str", "inlineStr", "b", "e", "d"}:
        yield f"cell {cell.get('r')} is of kind {kind!r}"
    if kind == "s" and not (value or "").isdecimal():
        yield f"cell {cell.get('r')} has shared text {value!r}"
    elif kind == "s" and int(value or "0") >= shared:
        yield f"cell {cell.get('r')} has shared text {value}, of {shared}"
    if kind == "n" and value is not None:
        try:
            float(value)
        except ValueError:
            yield f"cell {cell.get('r')} holds no number: {value!r}"
    text = cell.findtext(f"{MAIN}is/{MAIN}t")
    if kind == "inlineStr" and (text is None or len(text) > 32767):
        yield f"cell {cell.get('r')} holds no proper text"


def _order(tree: etree._Element) -> Iterator[str]:
    for element in tree.iter():
        name = str(element.tag).rpartition("}")[2]
        if not str(element.tag).startswith(MAIN):
            continue
        if name in ORDERS:
            order = ORDERS[name]
            found = [str(child.tag).rpartition("}")[2] for child in element]
            if any(child not in order for child in found):
                yield f"{name} holds {sorted(set(found) - set(order))}"
            elif found != sorted(found, key=order.index):
                yield f"children of {name} are out of order: {found}"
        if name in COUNTED and element.get("count", str(len(element))) != str(len(element)):
            yield f"{name} counts wrongly"


def _place(place: str) -> tuple[int, int]:
    letters, row = re.fullmatch(r"([A-Z]+)(\d+)", place).groups()  # type: ignore[union-attr]
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(row), column


def _cells_of(area: str) -> Iterator[tuple[int, int]]:
    first, _, last = area.partition(":")
    (top, left), (bottom, right) = _place(first), _place(last or first)
    for row in range(top, bottom + 1):
        for column in range(left, right + 1):
            yield row, column

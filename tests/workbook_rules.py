"""What Excel insists on in a workbook, as far as it goes beyond being a zip of XML.

``faults`` gives a sentence for each rule broken: order of elements (ECMA-376 part 1, annex A),
references between parts, unique names, cells in order, ranges inside the sheet.
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
        for name, tree in self._trees.items():
            yield from (f"{name}: {fault}" for fault in _order(tree))
            if "{{" in etree.tostring(tree, encoding="unicode"):
                yield f"{name}: a field is left"
            if tree.tag == f"{MAIN}worksheet":
                yield from (f"{name}: {fault}" for fault in self._sheet(name, tree))
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
        self._sheet_names = set(names)
        for item in book.iter(f"{MAIN}definedName"):
            yield from self._formula(item.text or "")
        calculation = book.find(f"{MAIN}calcPr")
        if calculation is None or calculation.get("fullCalcOnLoad") != "1":
            yield "the workbook is not recalculated when opened"

    def _formula(self, formula: str) -> Iterator[str]:
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
        rels = posixpath.join(posixpath.dirname(name), "_rels", posixpath.basename(name) + ".rels")
        known = {item.get("Id") for item in self._trees[rels]} if rels in self._trees else set()
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
                yield from _value(cell)
        dimension = tree.find(f"{MAIN}dimension")
        if dimension is not None and places:
            rows, columns = zip(*places, strict=True)
            first, last = (min(rows), min(columns)), (max(rows), max(columns))
            stated = list(_cells_of(dimension.get("ref", "")))
            if (stated[0], stated[-1]) != (first, last):
                yield f"dimension {dimension.get('ref')} for {first} to {last}"


def _value(cell: etree._Element) -> Iterator[str]:
    kind, value = cell.get("t", "n"), cell.findtext(f"{MAIN}v")
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

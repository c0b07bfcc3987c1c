"""Excel 表格（xlsx）：cells as they are displayed, merged cells, text boxes, what is hidden.

The parts are read as ECMA-376 part 1 §18 has them; values are those the last program stored.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import cast

from lxml import etree

from parsers import codes
from parsers.diagnostics import Code
from parsers.errors import UnreadableError
from parsers.readers import number_format, sheets
from parsers.readers.package import Package
from parsers.readers.reading import Reading
from parsers.readers.sheets import Allowance, Merge, Sheet
from parsers.readers.xml_parts import local, refuse_entities, tree

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})", re.IGNORECASE)
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
_HEADER_CODE = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f]{6}|\d+|[LCRPNDTAFGZBIUSEXYHO&])')
_ROW_RANGE = re.compile(r"\$(\d{1,7}):\$(\d{1,7})\s*$")
_IMAGE_FORMULA = re.compile(r"=?(?:_xlfn\.)?DISPIMG\(", re.IGNORECASE)  # WPS: a picture in a cell


@dataclass(slots=True)
class _Book:
    package: Package
    allowance: Allowance
    strings: list[tuple[str, bool]] = field(default_factory=list)
    formats: list[str] = field(default_factory=list)  # by style of cell
    struck: list[bool] = field(default_factory=list)
    from_1904: bool = False

    def format(self, style: int) -> str:
        return self.formats[style] if 0 <= style < len(self.formats) else number_format.GENERAL

    def is_struck(self, style: int) -> bool:
        return 0 <= style < len(self.struck) and self.struck[style]


def read(name: str, data: bytes) -> Reading:
    """The visible sheets in order. Raises UnreadableError for damage and for an empty book."""
    package = Package(name, data)
    book = _Book(package, Allowance(name))
    workbook = _workbook(package)
    if workbook is None:
        raise UnreadableError(f"“{name}”不完整（缺少工作簿），请重新索取。")
    root = tree(package, workbook)
    relations = _relations(package, workbook)
    for kind, part in relations.values():
        if kind == "sharedStrings":
            book.strings = list(_strings(package, part))
        elif kind == "styles":
            _read_styles(book, part)
    properties = root.find("{*}workbookPr")
    book.from_1904 = properties is not None and properties.get("date1904") in {"1", "true"}
    titles = _print_titles(root)
    found: list[Sheet] = []
    for position, entry in enumerate(root.iterfind("{*}sheets/{*}sheet")):
        kind, part = relations.get(_relation_id(entry), ("", ""))
        if kind != "worksheet":
            continue
        sheet = Sheet(entry.get("name") or f"工作表{position + 1}")
        sheet.hidden = (entry.get("state") or "visible") != "visible"
        sheet.repeated = titles.get(position)
        _read_sheet(book, part, sheet)
        found.append(sheet)
    if all(sheet.is_empty for sheet in found):
        only = "只有图片，没有文字" if any(sheet.pictures for sheet in found) else "没有内容"
        raise UnreadableError(f"“{name}”中{only}。请核对文件是否给错。")
    lines, findings = sheets.lines_of(name, found)
    return Reading("xlsx", None, lines, findings)


def _workbook(package: Package) -> str | None:
    """The main part, wherever the package puts it."""
    if package.find("_rels/.rels") is not None:
        for kind, part in _relations(package, "").values():
            if kind == "officeDocument":
                return part
    return package.find("xl/workbook.xml")


def _relation_id(element: etree._Element) -> str:
    return next((str(v) for k, v in element.attrib.items() if str(k).endswith("}id")), "")


def _relations(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """What a part refers to: id → (kind, name of the part); external targets are left out."""
    folder, base = posixpath.split(part)
    listed = package.find(f"/{folder}/_rels/{base}.rels".replace("//", "/"))
    if listed is None:
        return {}
    out: dict[str, tuple[str, str]] = {}
    for relation in tree(package, listed).iterchildren("{*}Relationship"):
        if relation.get("TargetMode") == "External":
            continue
        target = package.find(relation.get("Target") or "", part)
        if target is not None:
            kind = (relation.get("Type") or "").rpartition("/")[2]
            out[relation.get("Id") or ""] = (kind, target)
    return out


def _parts(package: Package, part: str, tags: tuple[str, ...]) -> Iterator[etree._Element]:
    """The elements of a large part, one at a time; what was read is let go."""
    parser = etree.XMLPullParser(
        events=("end",),
        tag=[f"{{*}}{tag}" for tag in tags],
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
    )
    edge = b""
    try:
        for piece in package.stream(part):
            refuse_entities(package.name, edge + piece)
            edge = piece[-40:]
            parser.feed(piece)
            for _, found in parser.read_events():
                element = cast("etree._Element", found)
                yield element
                _free(element)
        parser.close()
    except etree.XMLSyntaxError as error:
        raise UnreadableError(f"“{package.name}”已损坏（“{part}”有错），请重新索取。") from error


def _free(element: etree._Element) -> None:
    """Lets go of an element and of all before it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _strings(package: Package, part: str) -> Iterator[tuple[str, bool]]:
    for item in _parts(package, part, ("si",)):
        yield _rich(item)


def _rich(item: etree._Element) -> tuple[str, bool]:
    """The text of a string without its phonetic guide, and whether any of it is struck out."""
    pieces: list[str] = []
    struck = False
    for child in item:
        if local(child) == "t":
            pieces.append(child.text or "")
        elif local(child) == "r":
            pieces += [text.text or "" for text in child.iterchildren("{*}t")]
            strike = child.find("{*}rPr/{*}strike")
            struck |= strike is not None and strike.get("val") not in {"0", "false"}
    return _clean("".join(pieces)), struck


def _clean(text: str) -> str:
    """Escapes undone; a line end inside a cell becomes a vertical tab."""
    if "_x" in text:
        text = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
    if "\n" in text or "\r" in text:
        text = text.replace("\r\n", "\v").replace("\n", "\v").replace("\r", "\v")
    return text


def _read_styles(book: _Book, part: str) -> None:
    root = tree(book.package, part)
    codes_by_id = dict(number_format.BUILT_IN)
    for entry in root.iterfind("{*}numFmts/{*}numFmt"):
        codes_by_id[_integer(entry.get("numFmtId"))] = entry.get("formatCode") or ""
    struck = [
        (strike := font.find("{*}strike")) is not None and strike.get("val") not in {"0", "false"}
        for font in root.iterfind("{*}fonts/{*}font")
    ]
    for style in root.iterfind("{*}cellXfs/{*}xf"):
        code = codes_by_id.get(_integer(style.get("numFmtId")), number_format.GENERAL)
        book.formats.append(code)
        font = _integer(style.get("fontId"))
        book.struck.append(0 <= font < len(struck) and struck[font])


def _print_titles(workbook: etree._Element) -> dict[int, tuple[int, int]]:
    """打印标题: the rows that each sheet repeats on every page."""
    out: dict[int, tuple[int, int]] = {}
    for name in workbook.iterfind("{*}definedNames/{*}definedName"):
        found = _ROW_RANGE.search(name.text or "")
        if name.get("name") == "_xlnm.Print_Titles" and found:
            out[_integer(name.get("localSheetId"))] = (int(found[1]), int(found[2]))
    return out


def _integer(text: str | None, otherwise: int = 0) -> int:
    try:
        return int(text) if text else otherwise
    except ValueError:
        return otherwise


def _place(reference: str | None) -> tuple[int, int] | None:
    """B3 → (3, 2)."""
    found = _REFERENCE.fullmatch(reference or "")
    if not found:
        return None
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]), column


def _read_sheet(book: _Book, part: str, sheet: Sheet) -> None:
    last = 0
    all_hidden = False
    stated: set[int] = set()
    wanted = ("sheetFormatPr", "col", "row", "mergeCell", "oddHeader", "oddFooter")
    for element in _parts(book.package, part, wanted):
        match local(element):
            case "sheetFormatPr":
                all_hidden = element.get("zeroHeight") in {"1", "true"}
            case "col":
                _note_column(element, sheet)
            case "row":
                last = _integer(element.get("r"), last + 1)
                stated.add(last)
                _read_row(book, element, last, sheet)
            case "mergeCell":
                _note_merge(element, sheet)
            case "oddHeader":
                sheet.header = _header_text(element)
            case _:
                sheet.footer = _header_text(element)
    if all_hidden:
        sheet.hidden_rows |= sheet.cells.keys() - stated
    for kind, related in _relations(book.package, part).values():
        if kind == "drawing":
            _read_drawing(book.package, related, sheet)
        elif kind == "comments":
            _read_comments(book.package, related, sheet)


def _note_column(element: etree._Element, sheet: Sheet) -> None:
    if element.get("hidden") in {"1", "true"} or element.get("width") in {"0", "0.0"}:
        first, last = _integer(element.get("min"), 1), _integer(element.get("max"), 1)
        sheet.hidden_columns |= set(range(max(first, 1), min(last, 16384) + 1))


def _note_merge(element: etree._Element, sheet: Sheet) -> None:
    first, _, last = (element.get("ref") or "").partition(":")
    start, end = _place(first), _place(last)
    if start and end:
        sheet.merges.append(
            Merge(
                min(start[0], end[0]),
                min(start[1], end[1]),
                max(start[0], end[0]),
                max(start[1], end[1]),
            )
        )


def _header_text(element: etree._Element) -> str:
    text = _HEADER_CODE.sub(" ", element.text or "")
    return "\v".join(filter(None, (" ".join(line.split()) for line in text.splitlines())))


def _read_row(book: _Book, element: etree._Element, row: int, sheet: Sheet) -> None:
    if element.get("hidden") in {"1", "true"} or element.get("ht") in {"0", "0.0"}:
        sheet.hidden_rows.add(row)
    column = 0
    for cell in element.iterchildren("{*}c"):
        place = _place(cell.get("r"))
        column = place[1] if place else column + 1
        text = _cell_text(book, cell, row, column, sheet)
        if text:
            book.allowance.take(text)
            sheet.cells.setdefault(row, {})[column] = text


def _cell_text(book: _Book, cell: etree._Element, row: int, column: int, sheet: Sheet) -> str:
    """The cell as displayed; what stands in the way of reading it becomes a problem."""

    def note(code: Code, **values: str) -> None:
        sheet.problems.append((code, row, column, values))

    style = _integer(cell.get("s"))
    text, struck = _stored(book, cell)
    if not text:
        if cell.find("{*}f") is not None and (cell.get("t") or "n") == "n":
            note(codes.FORMULA_WITHOUT_VALUE)
        return ""
    match cell.get("t") or "n":
        case "n":
            shown = number_format.shown(text, book.format(style), from_1904=book.from_1904)
        case "b":
            shown = "TRUE" if text in {"1", "true"} else "FALSE"
        case "e":
            shown = text
            note(codes.CELL_ERROR, value=text)
        case _ if _IMAGE_FORMULA.match(text):
            sheet.pictures += 1
            return ""
        case _:
            shown = number_format.shown_text(text, book.format(style))
    if text.strip() and not shown:
        note(codes.CELL_BLANKED, value=text[:60].replace("\v", " "))
    if (struck or book.is_struck(style)) and shown.strip():
        note(codes.CELL_STRUCK, text=shown[:60].replace("\v", " "))
    return shown


def _stored(book: _Book, cell: etree._Element) -> tuple[str, bool]:
    """What the file holds for the cell, and whether any of it is struck out."""
    kind = cell.get("t") or "n"
    if kind == "inlineStr":
        inline = cell.find("{*}is")
        return _rich(inline) if inline is not None else ("", False)
    value = next((child.text or "" for child in cell if local(child) == "v"), "")
    if kind == "s" and value:
        at = _integer(value, -1)
        return book.strings[at] if 0 <= at < len(book.strings) else ("\ufffd", False)
    return (_clean(value), False) if kind == "str" else (value.strip(), False)


def _read_drawing(package: Package, part: str, sheet: Sheet) -> None:
    """Text boxes and shapes, in the order of the rows they are anchored to."""
    for anchor in tree(package, part):
        row = _integer(anchor.findtext("{*}from/{*}row"), 0) + 1
        sheet.pictures += sum(1 for _ in anchor.iter("{*}pic"))
        for body in anchor.iter("{*}txBody"):
            if any(local(above) == "Fallback" for above in body.iterancestors()):
                continue  # the same shape again, for older programs
            paragraphs = [
                "".join(text.text or "" for text in paragraph.iter("{*}t"))
                for paragraph in body.iterchildren("{*}p")
            ]
            text = "\v".join(filter(str.strip, paragraphs))
            if text:
                sheet.floating.append((row, text))


def _read_comments(package: Package, part: str, sheet: Sheet) -> None:
    for comment in tree(package, part).iter("{*}comment"):
        place = _place(comment.get("ref"))
        body = comment.find("{*}text")
        if place and body is not None:
            text = _rich(body)[0]
            if text.strip():
                sheet.comments.append((*place, text))

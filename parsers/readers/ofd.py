"""OFD 版式文件（GB/T 33190）：a zip of pages; text is laid out as in a PDF.

Reads every document in the file, pages in order, with their templates and annotations.
"""

from __future__ import annotations

import importlib
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from parsers import codes
from parsers.diagnostics import Diagnostic
from parsers.errors import MissingPartError, UnreadableError
from parsers.readers import scan
from parsers.readers.layout import Sheet, compose
from parsers.readers.layout_tables import Table, tables_of
from parsers.readers.layout_text import TextLine, lines_of
from parsers.readers.ofd_objects import IDENTITY, POINTS, Drawn, Walker, numbers, placed
from parsers.readers.package import Package
from parsers.readers.reading import MAX_CHARACTERS, Reading
from parsers.readers.xml_parts import tree

MAX_PAGES = 20_000
_A4 = (0.0, 0.0, 210.0, 297.0)
_DRAWN_TEXT = 50  # paths on a page without text: letters drawn as outlines
_PICTURE_WITH_TEXT = 0.06  # of the page's area; a seal takes about 0.03
_MAX_PIXELS = 120_000_000


@dataclass(slots=True)
class _Document:
    """One document of the file: its parts, and what pages share."""

    package: Package
    part: str
    box: tuple[float, ...]
    pages: list[tuple[str, str]]  # id and location
    templates: dict[str, str]
    resources: list[str]
    annotations: dict[str, str] = field(default_factory=dict)
    _composites: dict[str, etree._Element] | None = None

    def picture(self, wanted: str) -> bytes | None:
        """The file of a picture (clause 7.9)."""
        for part in self.resources:
            root = tree(self.package, part)
            for media in root.iter("{*}MultiMedia"):
                if media.get("ID") == wanted:
                    folder, file = root.get("BaseLoc") or "", media.findtext("{*}MediaFile") or ""
                    found = self.package.find(f"{folder}/{file.strip()}".lstrip("/"), part)
                    found = found or self.package.find(file.strip(), part)
                    return self.package.read(found) if found else None
        return None

    def composite(self, wanted: str) -> etree._Element | None:
        """The content of a composite object (clause 13)."""
        if self._composites is None:
            self._composites = {}
            for part in self.resources:
                for unit in tree(self.package, part).iter("{*}CompositeGraphicUnit"):
                    content = unit.find("{*}Content")
                    if content is not None:
                        self._composites[unit.get("ID") or ""] = content
        return self._composites.get(wanted)


def read(name: str, data: bytes) -> Reading:
    """The lines of all pages. Raises UnreadableError for damage, encryption and pictures only."""
    package = Package(name, data)
    findings: list[Diagnostic] = []
    documents = list(_documents(package, findings))
    pages = sum(len(document.pages) for document in documents)
    if not pages:
        raise UnreadableError(f"“{name}”里没有一页，文件可能已损坏或已加密，请重新索取。")
    if pages > MAX_PAGES:
        raise UnreadableError(f"“{name}”有{pages}页，超过上限{MAX_PAGES}页，请拆分后再试。")
    sheets: list[Sheet] = []
    number = characters = 0
    for document in documents:
        for page in document.pages:
            number += 1
            sheet = _sheet(document, page, number, findings)
            if sheet is not None:
                sheets.append(sheet)
                characters += _length(sheet)
            if characters > MAX_CHARACTERS:
                raise UnreadableError(
                    f"“{name}”超过{MAX_CHARACTERS // 10_000}万字，不像一份公文，请拆分后再试。"
                )
    composed = compose(sheets)
    if not composed.lines:
        raise _nothing(name, findings)
    findings += scan.doubtful(codes.RECOGNISED_WITH_DOUBT, composed.lines, composed.doubts)
    findings += scan.about_tables(composed)
    return Reading("ofd", pages, composed.lines, tuple(findings))


def _length(sheet: Sheet) -> int:
    """How many characters stand on a page."""
    return sum(
        sum(len(region.text) for region in block.regions)
        if isinstance(block, Table)
        else len(block.text)
        for block in (*sheet.blocks, *sheet.aside, *sheet.marks)
    )


def _nothing(name: str, findings: list[Diagnostic]) -> Exception:
    """Why there is no line: damage, a missing part for recognition, or drawn letters."""
    damaged = [finding for finding in findings if finding.code is codes.PAGE_DAMAGED]
    if damaged:
        return UnreadableError(f"“{name}”已损坏（{damaged[0].message}）。请重新索取。")
    if not scan.is_installed():
        return MissingPartError(f"“{name}”是扫描件，须做文字识别。{scan.what_to_do()}")
    return UnreadableError(
        f"“{name}”中没有文字，可能是扫描件。请用 OFD 阅读器导出为 PDF 或图片后，作为扫描件读取。"
    )


def _documents(package: Package, findings: list[Diagnostic]) -> Iterator[_Document]:
    entry = package.find("OFD.xml")
    if entry is None:
        raise UnreadableError(f"“{package.name}”不完整（缺少 OFD.xml），请重新索取。")
    for body in tree(package, entry).iter("{*}DocBody"):
        location = (body.findtext("{*}DocRoot") or "").strip()
        part = package.find(location, entry)
        if part is None:
            raise UnreadableError(
                f"“{package.name}”已损坏或已加密（找不到“{location or '文档'}”）。"
                "请用 OFD 阅读器打开，另存为不加密的文件后再试。"
            )
        yield _document(package, part, findings)


def _document(package: Package, part: str, findings: list[Diagnostic]) -> _Document:
    root = tree(package, part)
    common = root.find("{*}CommonData")
    if common is None:
        common = root
    box = numbers(common.findtext("{*}PageArea/{*}PhysicalBox"))
    document = _Document(
        package,
        part,
        tuple(box) if len(box) >= 4 else _A4,
        [
            (page.get("ID") or "", page.get("BaseLoc") or "")
            for page in root.iterfind("{*}Pages/{*}Page")
        ],
        {
            template.get("ID") or "": template.get("BaseLoc") or ""
            for template in common.iterchildren("{*}TemplatePage")
        },
        [
            found
            for tag in ("PublicRes", "DocumentRes")
            for element in common.iterchildren(f"{{*}}{tag}")
            if (found := package.find((element.text or "").strip(), part)) is not None
        ],
    )
    listed = package.find((root.findtext("{*}Annotations") or "\0").strip(), part)
    if listed is not None:
        for page in tree(package, listed).iter("{*}Page"):
            found = package.find((page.findtext("{*}FileLoc") or "\0").strip(), listed)
            if found is not None:
                document.annotations[page.get("PageID") or ""] = found
    attached = package.find((root.findtext("{*}Attachments") or "\0").strip(), part)
    if attached is not None:
        findings += (
            codes.ATTACHMENT_INSIDE.at(file=package.name, name=one.get("Name") or "未命名")
            for one in tree(package, attached).iter("{*}Attachment")
            if one.get("Visible") != "false"
        )
    return document


def _sheet(
    document: _Document, page: tuple[str, str], number: int, findings: list[Diagnostic]
) -> Sheet | None:
    """One page laid out; None, with a finding, where it cannot be read."""
    identity, location = page
    part = document.package.find(location, document.part)
    if part is None:
        findings.append(codes.PAGE_DAMAGED.at(page=number, reason=f"找不到“{location}”"))
        return None
    try:
        root = tree(document.package, part)
        drawn = _drawn(document, root, identity)
    except UnreadableError as error:
        findings.append(codes.PAGE_DAMAGED.at(page=number, reason=error))
        return None
    box = numbers(root.findtext("{*}Area/{*}PhysicalBox"))
    width, height = (box if len(box) >= 4 else document.box)[2:4]
    page_area = width * height * POINTS**2
    large = [one.resource for one in drawn.pictures if one.area > _PICTURE_WITH_TEXT * page_area]
    if not (drawn.pieces or drawn.turned or drawn.slanted) and len(large) == 1:
        recognised = _recognised(document, large[0], number)
        if recognised is not None:
            findings.append(codes.PAGE_RECOGNISED.at(page=number))
            return recognised
    _tell(drawn, number, len(large), findings)
    return _laid_out(drawn, number, width * POINTS, height * POINTS)


def _recognised(document: _Document, resource: str, number: int) -> Sheet | None:
    """A page that is one picture, read by recognition where that is installed."""
    data = document.picture(resource)
    if data is None or not scan.is_installed():
        return None
    image: Any = importlib.import_module("PIL.Image")
    numpy: Any = importlib.import_module("numpy")
    try:
        with image.open(io.BytesIO(data)) as picture:
            if picture.width * picture.height > _MAX_PIXELS:
                return None
            pixels = numpy.asarray(picture.convert("RGB"))
    except (*scan.PICTURE_DAMAGE, image.DecompressionBombError):
        return None
    return scan.sheet_of(pixels, number)


def _drawn(document: _Document, root: etree._Element, identity: str) -> Drawn:
    """The page's objects: its background templates, its own, its annotations."""
    walker = Walker(document.composite)
    own = root.findall("{*}Content")
    under: list[etree._Element] = []
    over: list[etree._Element] = []
    for use in root.iterchildren("{*}Template"):
        location = document.templates.get(use.get("TemplateID") or "")
        part = document.package.find(location, document.part) if location else None
        if part is not None:
            content = tree(document.package, part).findall("{*}Content")
            (over if use.get("ZOrder") == "Foreground" else under).extend(content)
    for block in (*under, *own, *over):
        walker.walk(block)
    notes = document.annotations.get(identity)
    if notes is not None:
        for note in tree(document.package, notes).iter("{*}Annot"):
            if note.get("Visible") == "false":
                continue
            for appearance in note.iterchildren("{*}Appearance"):
                walker.walk(appearance, placed(appearance, IDENTITY))
    return walker.drawn


def _tell(drawn: Drawn, number: int, pictures: int, findings: list[Diagnostic]) -> None:
    if drawn.unmapped:
        findings.append(codes.GLYPHS_UNMAPPED.at(page=number, count=drawn.unmapped))
    findings += (
        codes.HIDDEN_TEXT.at(text=re.sub(r"\s+", " ", text)[:60]) for text in drawn.hidden[:20]
    )
    has_text = drawn.pieces or drawn.turned or drawn.slanted
    if not has_text and (drawn.pictures or drawn.paths > _DRAWN_TEXT):
        findings.append(codes.PAGE_WITHOUT_TEXT.at(page=number))
    elif pictures:
        findings.append(codes.PICTURES_UNREAD.at(where=f"第{number}页", count=pictures))


def _laid_out(drawn: Drawn, number: int, width: float, height: float) -> Sheet:
    pieces = drawn.pieces
    turned = drawn.turned
    tables: list[Table] = []
    if drawn.rulings:
        across = {id(piece) for piece in turned}
        tables, left_over = tables_of(drawn.rulings, [*pieces, *turned])
        pieces = [piece for piece in left_over if id(piece) not in across]
        turned = [piece for piece in left_over if id(piece) in across]
    blocks: list[TextLine | Table] = [*lines_of(pieces), *tables]
    blocks.sort(key=lambda block: block.ys[0] if isinstance(block, Table) else block.mid)
    aside = tuple(lines_of(turned))
    return Sheet(number, width, height, tuple(blocks), aside, tuple(lines_of(drawn.slanted)))

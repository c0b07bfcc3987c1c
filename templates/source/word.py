"""Word 部件: paragraphs, tables and the package around them, as strings."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape

from templates.source.geometry import FANG, FONTS, Page

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMESPACES = f'xmlns:w="{_W}" xmlns:r="{_R}"'
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style; ``paragraph`` and ``run`` are OOXML in schema order.

    ``font`` and ``size`` (half points) say what most styles need.
    """

    id: str
    name: str
    paragraph: str = ""
    font: str = FANG
    size: int = 32
    run: str = ""
    based_on: str = "Normal"

    def xml(self, *, default: bool = False) -> str:
        kind = 'w:default="1" ' if default else ""
        base = "" if default else f'<w:basedOn w:val="{self.based_on}"/>'
        return (
            f'<w:style w:type="paragraph" {kind}w:styleId="{self.id}">'
            f'<w:name w:val="{self.name}"/>{base}<w:qFormat/>'
            f"<w:pPr>{self.paragraph}</w:pPr>"
            f"<w:rPr>{fonts(self.font)}{self.run}"
            f'<w:sz w:val="{self.size}"/><w:szCs w:val="{self.size}"/></w:rPr></w:style>'
        )


def fonts(name: str) -> str:
    """One face for every script.

    A missing w:eastAsia would leave Chinese to chance, a missing hint would set “ ” and — in
    the Latin face.
    """
    return (
        f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}"'
        ' w:hint="eastAsia"/>'
    )


def run(text: str, properties: str = "") -> str:
    r"""A run; ``\t`` is a tab."""
    parts = [f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in text.split("\t")]
    set_apart = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f"<w:r>{set_apart}{'<w:tab/>'.join(parts)}</w:r>"


def paragraph(style: str, *runs: str, properties: str = "") -> str:
    """A paragraph of plain texts or ready runs."""
    inside = "".join(part if part.startswith("<w:") else run(part) for part in runs)
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{inside}</w:p>'


def tag(text: str) -> str:
    """A paragraph that holds nothing but a template tag."""
    return paragraph("Normal", text)


def cell(width: int, *paragraphs: str, span: int = 1, properties: str = "") -> str:
    over = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{over}{properties}</w:tcPr>'
        f"{''.join(paragraphs)}</w:tc>"
    )


def row(*cells: str, header: bool = False, height: int = 0) -> str:
    """A row that never breaks over pages; a header row is repeated on each."""
    least = f'<w:trHeight w:val="{height}" w:hRule="atLeast"/>' if height else ""
    repeated = "<w:tblHeader/>" if header else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{least}{repeated}</w:trPr>{''.join(cells)}</w:tr>"


def table(
    widths: Iterable[int], *rows: str, properties: str = "", borders: str = "", inside: int = 57
) -> str:
    """A fixed table. Word goes by tblW and tcW, WPS by gridCol, so all agree.

    ``inside`` is left blank at both sides of a cell, in twips.
    """
    columns = tuple(widths)
    centred = "" if "w:tblpPr" in properties else '<w:jc w:val="center"/>'
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in columns)
    return (
        f'<w:tbl><w:tblPr>{properties}<w:tblW w:w="{sum(columns)}" w:type="dxa"/>'
        f'{centred}{borders or BORDERS}<w:tblLayout w:type="fixed"/>'
        f'<w:tblCellMar><w:left w:w="{inside}" w:type="dxa"/>'
        f'<w:right w:w="{inside}" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>"
        f"{''.join(rows)}</w:tbl>"
    )


def lines(**sizes: int) -> str:
    """Table borders by side, in 1/8 pt; 0 draws none."""
    drawn = "".join(
        f'<w:{side} w:val="{kind}" w:sz="{size}" w:space="0" w:color="000000"/>'
        for side, size in sizes.items()
        for kind in ("single" if size else "nil",)
    )
    return f"<w:tblBorders>{drawn}</w:tblBorders>"


BORDERS = lines(top=4, left=4, bottom=4, right=4, insideH=4, insideV=4)


def section(page: Page, references: str, *, first_differs: bool = False) -> str:
    """The page: size, margins, and the grid that puts 28 characters on a line."""
    title_page = "<w:titlePg/>" if first_differs else ""
    return (
        f'<w:sectPr>{references}<w:pgSz w:w="{page.width}" w:h="{page.height}"/>'
        f'<w:pgMar w:top="{page.top}" w:right="{page.right}" w:bottom="{page.bottom}"'
        f' w:left="{page.left}" w:header="{page.header}" w:footer="{page.footer}" w:gutter="0"/>'
        f"<w:cols/>{title_page}"
        f'<w:docGrid w:type="linesAndChars" w:linePitch="{page.line}"'
        f' w:charSpace="{page.character_space}"/></w:sectPr>'
    )


def page_number(style: str) -> str:
    """— 1 —, the number being Word's own field."""
    field = "".join(
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>{inside}'
        for kind, inside in (
            ("begin", '<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'),
            ("separate", "<w:r><w:t>1</w:t></w:r>"),
            ("end", ""),
        )
    )
    return paragraph(style, run("— "), field, run(" —"))


def document(body: str) -> str:
    return f"{_HEAD}<w:document {_NAMESPACES}><w:body>{body}</w:body></w:document>"


def footer(body: str) -> str:
    return f"{_HEAD}<w:ftr {_NAMESPACES}>{body}</w:ftr>"


def header(body: str) -> str:
    return f"{_HEAD}<w:hdr {_NAMESPACES}>{body}</w:hdr>"


def references(*kinds: tuple[str, str]) -> str:
    """Headers and footers of a section by kind and place among the parts: (footer:even, rId5)."""
    out = []
    for kind, target in kinds:
        part, _, pages = kind.partition(":")
        out.append(f'<w:{part}Reference w:type="{pages}" r:id="{target}"/>')
    return "".join(out)


def styles(normal: Style, others: Iterable[Style]) -> str:
    return (
        f"{_HEAD}<w:styles {_NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr>{fonts(FANG)}"
        '<w:sz w:val="32"/><w:szCs w:val="32"/>'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
        f"{normal.xml(default=True)}{''.join(style.xml() for style in others)}"
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
        '<w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:tblPr>'
        '<w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
        '<w:left w:w="57" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="57" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style></w:styles>'
    )


def settings() -> str:
    return (
        f'{_HEAD}<w:settings {_NAMESPACES}><w:zoom w:percent="100"/><w:bordersDoNotSurroundHeader/>'
        '<w:bordersDoNotSurroundFooter/><w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/>'
        '<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:spaceForUL/>'
        "<w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/><w:ulTrailSpace/>"
        "<w:doNotExpandShiftReturn/><w:useFELayout/>"
        '<w:compatSetting w:name="compatibilityMode"'
        ' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
    )


def font_table() -> str:
    entries = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:panose1 w:val="{panose}"/>'
        f'<w:charset w:val="86"/><w:family w:val="{family}"/><w:pitch w:val="default"/></w:font>'
        for name, other, panose, family in FONTS
    )
    return f"{_HEAD}<w:fonts {_NAMESPACES}>{entries}</w:fonts>"


_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_KINDS = {
    "styles": f"{_MAIN}.styles+xml",
    "settings": f"{_MAIN}.settings+xml",
    "fontTable": f"{_MAIN}.fontTable+xml",
    "footer": f"{_MAIN}.footer+xml",
    "header": f"{_MAIN}.header+xml",
}


def package(body: str, parts: Mapping[str, str]) -> bytes:
    """A docx: ``parts`` by name without ending (styles, footer1); rIds are rId1… in order."""
    overrides, relations = [], []
    for number, name in enumerate(parts, 1):
        kind = name.rstrip("0123456789")
        overrides.append(f'<Override PartName="/word/{name}.xml" ContentType="{_KINDS[kind]}"/>')
        relations.append(f'<Relationship Id="rId{number}" Type="{_R}/{kind}" Target="{name}.xml"/>')
    types = (
        f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_MAIN}.document.main+xml"/>'
        f"{''.join(overrides)}</Types>"
    )
    files = {
        "[Content_Types].xml": types,
        "_rels/.rels": _relationships(
            f'<Relationship Id="rId1" Type="{_R}/officeDocument" Target="word/document.xml"/>'
        ),
        "word/document.xml": document(body),
        "word/_rels/document.xml.rels": _relationships("".join(relations)),
        **{f"word/{name}.xml": text for name, text in parts.items()},
    }
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path, text in files.items():
            archive.writestr(_entry(path), text.encode(), zipfile.ZIP_DEFLATED)
    return held.getvalue()


def _relationships(entries: str) -> str:
    return (
        f'{_HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        f'relationships">{entries}</Relationships>'
    )


def _entry(path: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(path, (1980, 1, 1, 0, 0, 0))
    entry.create_system = 0
    return entry

"""公文样张: makes the sample notice as Word and PDF from its plain text.

    python samples/make_notices.py            # the docx, and the PDF where LibreOffice is installed
    python samples/make_notices.py --docx     # the docx only

The docx is laid out as an office would issue it (GB/T 9704-2012): red letterhead and rule, title
over several lines in 小标宋, body in 三号仿宋, headings in 黑体, ``— 1 —`` outside left and right,
版记 at the foot of the last page. The same text gives the same bytes. The PDF is printed by
LibreOffice from the same document in typefaces that Debian has, so that its text is embedded whole.
"""

from __future__ import annotations

import argparse
import io
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

NOTICES = Path(__file__).parent / "notices"
RED = RGBColor(0xE0, 0x00, 0x00)
LINE = Pt(28.95)  # 22 lines to a page of 225 mm
ERHAO, SANHAO, SIHAO = Pt(22), Pt(16), Pt(14)

OFFICE_FACES = {"title": "方正小标宋简体", "body": "仿宋_GB2312", "heading": "黑体", "page": "宋体"}
DEBIAN_FACES = {
    "title": "Noto Serif CJK SC",
    "body": "Noto Serif CJK SC",
    "heading": "Noto Sans CJK SC",
    "page": "Noto Serif CJK SC",
}

HEADING = re.compile(r"[一二三四五六七八九十]+、")
DATE = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")


@dataclass(frozen=True, slots=True)
class Manuscript:
    """The parts of a plain-text notice that are laid out differently."""

    document_number: str
    title: tuple[str, ...]  # as broken in the source; the issuing office is its first line
    addressees: str
    body: tuple[str, ...]
    date: str
    printed_by: str
    printed_on: str

    @classmethod
    def read(cls, text: str) -> Manuscript:
        number, *rest = [line.strip() for line in text.splitlines() if line.strip()]
        to = next(n for n, line in enumerate(rest) if line.endswith("："))
        office, printed = re.split(r"\s{2,}", rest[-1])
        return cls(
            document_number=number,
            title=tuple(rest[:to]),
            addressees=rest[to],
            body=tuple(rest[to + 1 : -2]),
            date=rest[-2],
            printed_by=office,
            printed_on=printed,
        )


def element(tag: str, **attributes: str) -> BaseOxmlElement:
    node = cast("BaseOxmlElement", OxmlElement(tag))
    for name, value in attributes.items():
        node.set(qn(f"w:{name}"), value)
    return node


def write(
    paragraph: Paragraph, text: str, face: str, size: Pt = SANHAO, *, red: bool = False
) -> None:
    run = paragraph.add_run(text)
    run.font.size = size
    fonts = run._r.get_or_add_rPr().get_or_add_rFonts()
    for slot in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{slot}"), face)
    fonts.set(qn("w:hint"), "eastAsia")  # else “ ” and — are set in a Latin face
    if red:
        run.font.color.rgb = RED


def line(
    document: Document,
    text: str,
    face: str,
    size: Pt = SANHAO,
    *,
    align: WD_ALIGN_PARAGRAPH | None = None,
    indented: bool = False,
    red: bool = False,
    before: float = 0,
    spacing: Pt = LINE,
) -> Paragraph:
    paragraph = document.add_paragraph()
    if align is not None:
        paragraph.alignment = align
    shape = paragraph.paragraph_format
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, spacing
    shape.space_before, shape.space_after = Pt(before), Pt(0)
    if spacing != LINE:  # larger type stands free of the grid of body lines
        off = element("w:snapToGrid", val="0")
        paragraph._p.get_or_add_pPr().insert_element_before(off, "w:spacing", "w:ind", "w:jc")
    if indented:
        indent(paragraph, firstLineChars="200", firstLine="640")
    write(paragraph, text, face, size, red=red)
    return paragraph


def border(paragraph: Paragraph, **edges: tuple[int, int, str]) -> None:
    """Rules beside a paragraph: edge=(eighths of a point, distance in points, colour)."""
    rules = element("w:pBdr")
    for edge, (weight, space, colour) in edges.items():
        rules.append(
            element(f"w:{edge}", val="single", sz=str(weight), space=str(space), color=colour)
        )
    properties = paragraph._p.get_or_add_pPr()
    following = ("w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")
    properties.insert_element_before(rules, *following)


def indent(paragraph: Paragraph, **sides: str) -> None:
    """Indents in their place by the schema."""
    following = ("w:contextualSpacing", "w:jc", "w:rPr", "w:sectPr")
    paragraph._p.get_or_add_pPr().insert_element_before(element("w:ind", **sides), *following)


def page_number(paragraph: Paragraph, face: str, align: WD_ALIGN_PARAGRAPH) -> None:
    """``— 1 —`` one character in from the outer edge."""
    paragraph.alignment = align
    side = "right" if align is WD_ALIGN_PARAGRAPH.RIGHT else "left"
    indent(paragraph, **{f"{side}Chars": "100", side: "280"})
    write(paragraph, "— ", face, SIHAO)
    for kind in ("begin", "code", "separate", "shown", "end"):
        write(paragraph, "1" if kind == "shown" else "", face, SIHAO)
        run = paragraph.runs[-1]._r
        if kind == "code":
            code = element("w:instrText")
            code.text = " PAGE "
            run.append(code)
        elif kind != "shown":
            run.append(element("w:fldChar", fldCharType=kind))
    write(paragraph, " —", face, SIHAO)


def blank_page(document: Document, faces: Mapping[str, str]) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(23)
    grid = section._sectPr.find(qn("w:docGrid"))
    if grid is not None:
        section._sectPr.remove(grid)
    section._sectPr.append(element("w:docGrid", type="lines", linePitch="579"))
    normal = document.styles["Normal"]
    normal.font.size = SANHAO
    fonts = normal.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]  # theme fonts beat named ones
    for slot in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{slot}"), faces["body"])
    # 28 characters of 三号 in 156 mm: a quarter of a point closer than they would stand
    normal.element.rPr.append(element("w:spacing", val="-5"))
    document.settings.odd_and_even_pages_header_footer = True
    for footer, align in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
    ):
        footer.is_linked_to_previous = False
        page_number(footer.paragraphs[0], faces["page"], align)


def lay_out(text: Manuscript, faces: Mapping[str, str]) -> bytes:
    """The notice as a docx file."""
    document = docx.Document()
    blank_page(document, faces)
    centre = WD_ALIGN_PARAGRAPH.CENTER
    line(
        document,
        f"{text.title[0]}文件",
        faces["title"],
        Pt(32),
        align=centre,
        red=True,
        before=88,  # top of the characters 35 mm below the top of the type area
        spacing=Pt(46),
    )
    number = line(document, text.document_number, faces["body"], align=centre, before=2 * 28.95)
    border(number, bottom=(12, 11, "E00000"))
    for n, part in enumerate(text.title):
        line(
            document,
            part,
            faces["title"],
            ERHAO,
            align=centre,
            before=0 if n else 2 * 28.95,
            spacing=Pt(34),
        )
    line(document, text.addressees, faces["body"], before=28.95)
    for part in text.body:
        line(
            document,
            part,
            faces["heading" if HEADING.match(part) else "body"],
            align=WD_ALIGN_PARAGRAPH.JUSTIFY,
            indented=True,
        )
    signed = line(
        document,
        text.date,
        faces["body"],
        align=WD_ALIGN_PARAGRAPH.RIGHT,
        before=2 * 28.95,  # room for the seal
    )
    indent(signed, rightChars="400", right="1280")
    colophon(document, text, faces)
    return fixed(document)


def colophon(document: Document, text: Manuscript, faces: Mapping[str, str]) -> None:
    """版记 between two rules, floating at the foot of the page the text ends on."""
    paragraph = line(document, text.printed_by, faces["body"], SIHAO)
    properties = paragraph._p.get_or_add_pPr()
    frame = element(
        "w:framePr",
        w="8844",
        hSpace="0",
        wrap="around",
        vAnchor="margin",
        hAnchor="margin",
        xAlign="left",
        yAlign="bottom",
    )
    properties.insert(0, frame)
    border(paragraph, top=(8, 1, "auto"), bottom=(8, 1, "auto"))
    tabs = element("w:tabs")
    tabs.append(element("w:tab", val="right", pos="8564"))
    properties.insert_element_before(tabs, "w:spacing", "w:ind", "w:jc", "w:rPr")
    indent(paragraph, firstLineChars="100", firstLine="280")  # the rules are not indented
    write(paragraph, f"\t{text.printed_on}", faces["body"], SIHAO)


def fixed(document: Document) -> bytes:
    """The package with its dates fixed: the same text, the same bytes."""
    properties = document.core_properties
    properties.author = properties.comments = properties.last_modified_by = ""
    properties.title = ""
    properties.created = properties.modified = datetime(2021, 5, 17, tzinfo=UTC)
    raw, out = io.BytesIO(), io.BytesIO()
    document.save(raw)
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name == "docProps/thumbnail.jpeg":  # python-docx's own cover picture
                continue
            part = old.read(name)
            if name == "_rels/.rels":
                part = re.sub(rb"<Relationship [^>]*thumbnail[^>]*/>", b"", part)
            new.writestr(zipfile.ZipInfo(name, (2021, 5, 17, 0, 0, 0)), part, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def print_pdf(document: bytes, target: Path) -> None:
    """Prints with LibreOffice."""
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch) / target.with_suffix(".docx").name
        source.write_bytes(document)
        command = [
            "soffice",
            "--headless",
            f"-env:UserInstallation={Path(scratch).as_uri()}/profile",
        ]
        subprocess.run(
            [*command, "--convert-to", "pdf", "--outdir", scratch, source],
            check=True,
            capture_output=True,
            timeout=300,
        )
        target.write_bytes(source.with_suffix(".pdf").read_bytes())


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--docx", action="store_true", help="make the docx only")
    wanted = parser.parse_args()
    for source in sorted(NOTICES.glob("*.txt")):
        text = Manuscript.read(source.read_text(encoding="utf-8"))
        source.with_suffix(".docx").write_bytes(lay_out(text, OFFICE_FACES))
        if wanted.docx:
            continue
        if shutil.which("soffice") is None:
            print("LibreOffice is not installed: the PDF was left as it is", file=sys.stderr)
            continue
        print_pdf(lay_out(text, DEBIAN_FACES), source.with_suffix(".pdf"))
    return 0


if __name__ == "__main__":
    sys.exit(main())

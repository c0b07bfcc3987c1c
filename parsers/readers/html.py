"""网页：a saved page of a government site, or a document that was saved as a web page."""

from __future__ import annotations

import re

from lxml import etree

from parsers import codes
from parsers.diagnostics import Diagnostic
from parsers.errors import UnreadableError
from parsers.readers import html_article, html_page
from parsers.readers.encoding import decode, lost_characters
from parsers.readers.html_page import Block, Page
from parsers.readers.reading import MAX_CELLS, MAX_MARKUP_BYTES, Reading
from parsers.readers.tables import Grid
from parsers.source import Layer, Line, Span, Start

_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_ICON = re.compile(
    r"icon|ico[_./-]|logo|share|qrcode|ewm|print|spacer|blank|loading|arrow|line\.|bg\.|data:image/gif",
    re.IGNORECASE,
)
_HAN = re.compile("[\u3400-\u9fff]")
_MOST = 20  # findings of one kind


def read(name: str, data: bytes) -> Reading:
    """The article as BODY, the table of facts as METADATA, all else as FURNITURE.

    Raises UnreadableError for a page without text and for frames.
    """
    if len(data) > MAX_MARKUP_BYTES:
        raise UnreadableError(f"“{name}”超过{MAX_MARKUP_BYTES >> 20}MB，不像一个网页，未读取。")
    declared = _DECLARED.search(data[:4096])
    decoded = decode(data, declared[1].decode("ascii") if declared else None)
    root = _parse(name, decoded.text)
    frames = [frame.get("src") or "" for frame in root.iter("frame")]
    page = html_page.page_of(root)
    if not page.blocks:
        raise UnreadableError(_empty(name, frames))
    sorted_ = html_article.sort(page.blocks, root, _titles(root))
    lines, placed = _lines(name, page.blocks, sorted_)
    if not any(line.layer is Layer.BODY for line in lines):
        raise UnreadableError(_empty(name, frames))
    findings = [*_findings(page, sorted_, placed), *lost_characters(lines)]
    if decoded.doubtful:
        findings.insert(0, codes.ENCODING_DOUBTFUL.at(file=name, encoding=decoded.encoding))
    return Reading("html", None, tuple(lines), tuple(findings))


def _parse(name: str, text: str) -> etree._Element:
    text = text.replace("\0", "\ufffd")
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=True, remove_pis=True, remove_comments=False
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError) as error:
        raise UnreadableError(
            f"“{name}”已损坏，不能作为网页读取。请重新保存网页后再试。"
        ) from error
    if any("depth" in entry.message for entry in parser.error_log):
        # The parser drops whatever lies deeper, which must not pass for the whole page.
        raise UnreadableError(
            f"“{name}”的标签嵌套过深，读不完整。请在浏览器中打开，选中正文复制到 Word 保存后再试。"
        )
    if root is None:
        raise UnreadableError(_empty(name, []))
    return root


def _empty(name: str, frames: list[str]) -> str:
    if frames:
        addresses = "、".join(frame for frame in frames if frame)[:200]
        return f"“{name}”是框架页，正文在另外的页面（{addresses}）。请打开正文页另存后再试。"
    return (
        f"“{name}”中没有正文（可能由脚本显示）。请在浏览器中打开网页，"
        "选中正文复制到 Word 或记事本，保存后再试。"
    )


def _titles(root: etree._Element) -> list[str]:
    titles = [html_page.visible_text(title) for title in root.iter("title")]
    named = {"articletitle", "og:title"}
    titles += [
        meta.get("content") or ""
        for meta in root.iter("meta")
        if (meta.get("name") or meta.get("property") or "").lower() in named
    ]
    return titles


def _lines(
    name: str, blocks: list[Block], sorted_: html_article.Sorted
) -> tuple[list[Line], dict[int, int]]:
    """All lines in the order of the page, and the first line of each block."""
    lines: list[Line] = []
    placed: dict[int, int] = {}
    tables = cells = skip = 0
    for at, block in enumerate(blocks):
        placed[at] = placed[at - 1] if skip else len(lines) + 1
        if skip:
            skip -= 1
            continue
        layer = sorted_.layers[at]
        if at in sorted_.facts:
            count, pairs = sorted_.facts[at]
            skip = count - 1
            lines += [
                Line(len(lines) + 1 + n, f"{label}：{_flat(value)}", None, layer, Start.PARAGRAPH)
                for n, (label, value) in enumerate(pairs)
            ]
        elif block.rows is not None:
            tables += 1
            grid = Grid(tables)
            for row in block.rows:
                line = grid.line(len(lines) + 1, row.cells, header=row.header, layer=layer)
                if all(not cell.text.strip() and cell.height == 1 for cell in row.cells):
                    continue  # Word and Excel write such rows to hold the widths of columns
                if line is not None and line.row is not None:
                    lines.append(line)
                    cells += len(line.row.cells)
                if cells > MAX_CELLS:
                    raise UnreadableError(
                        f"“{name}”的表格过大（单元格超过{MAX_CELLS}个），请拆分后再试。"
                    )
        else:
            text = block.text.replace("\v", " ")
            lines.append(Line(len(lines) + 1, text, None, layer, block.start))
    return lines, placed


def _flat(value: str) -> str:
    return value.replace("\v", " ").replace("\t", " ")


def _findings(page: Page, sorted_: html_article.Sorted, placed: dict[int, int]) -> list[Diagnostic]:
    def place(at: int) -> Span:
        return Span(placed[at], 0, 0)

    inside = set(sorted_.roots)
    findings = [
        codes.LEFT_OUT.at(place(at), text=_excerpt(page.blocks[at].text))
        for at in sorted_.outside[:_MOST]
    ]
    hidden = [one for one in page.hidden if _matters(one, inside)]
    findings += [codes.HIDDEN_TEXT.at(text=_excerpt(one.text)) for one in hidden[:_MOST]]
    findings += [codes.STRUCK_TEXT.at(text=_excerpt(text)) for text in page.struck[:_MOST] if text]
    seen: set[str] = set()
    for at, block in enumerate(page.blocks):
        for label, address in block.files:
            if address not in seen and len(seen) < 5 * _MOST:
                seen.add(address)
                findings.append(codes.ATTACHMENT_LINKED.at(place(at), name=label, address=address))
    pictures = sum(_is_content(image) for top in sorted_.roots for image in top.iter("img"))
    if pictures:
        findings.append(codes.PICTURES_UNREAD.at(where="网页正文中", count=pictures))
    for top in sorted_.roots:
        for frame in top.iter("iframe"):
            address = frame.get("src") or ""
            if address and not address.startswith(("about:", "javascript:")):
                findings.append(codes.FRAME_UNREAD.at(address=address[:200]))
    return findings


def _excerpt(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 60 else f"{flat[:60]}……"


def _matters(hidden: html_page.Hidden, roots: set[etree._Element]) -> bool:
    """Hidden words inside the article, or so many that they could be the article."""
    count = len(_HAN.findall(hidden.text))
    if count >= 200:
        return True
    element: etree._Element | None = hidden.element
    while element is not None and element not in roots:
        element = element.getparent()
    return count >= 4 and element is not None


def _is_content(image: etree._Element) -> bool:
    """Whether a picture may hold words: not an icon, not a thing of the site."""
    for side in ("width", "height"):
        size = re.match(r"\d+", image.get(side) or "")
        if size and int(size.group()) < 60:
            return False
    source = image.get("src") or ""
    return bool(source) and not _ICON.search(source[:200])

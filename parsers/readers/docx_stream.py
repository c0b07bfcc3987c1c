"""A part of a docx, block by block, in little memory: each block is freed when it has been read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple, cast

from lxml import etree

from parsers.errors import UnreadableError
from parsers.readers.docx_inline import SPECIAL
from parsers.readers.docx_names import (
    ALTERNATE,
    DEL,
    MOVE_FROM,
    RSTYLE,
    SECTPR,
    TC,
    TR,
    Element,
    P,
    w,
)
from parsers.readers.docx_package import Document, PartError

MAX_BLOCK_BYTES: Final = 32 * 1024 * 1024  # one paragraph or table row, as XML

ALT_CHUNK: Final = w("altChunk")
# What is handed on whole. A table is handed on row by row: one table may be the whole notice.
BLOCKS: Final = frozenset({P, TR, ALTERNATE, DEL, MOVE_FROM, ALT_CHUNK})


class Block(NamedTuple):
    """An outermost block. ``plain``: nothing but runs of text, no field, drawing or revision."""

    element: Element
    plain: bool


def blocks(document: Document, part: str, *, hidden_styles: bool = False) -> Iterator[Block]:
    """The outermost blocks of a part, and its sectPr elements (each before the block it is in).

    A block must be done with before the next is asked for. ``hidden_styles``: some character
    style hides text, so that a run with a style is not plain. Raises PartError where the XML
    breaks off, UnreadableError where one block is larger than the limit.
    """
    special = (RSTYLE,) if hidden_styles else ()
    parser = etree.XMLPullParser(
        events=("end",),
        tag=(*BLOCKS, SECTPR, *SPECIAL, *special),
        resolve_entities=False,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
    )
    plain, open_bytes, parent, started = True, 0, None, False
    for chunk in document.chunks(part):
        _feed(parser, chunk)
        open_bytes += len(chunk)
        for _, element in cast("Iterator[tuple[str, Element]]", parser.read_events()):
            if not started:
                document.refuse_doctype(element)
                started = True
            tag = element.tag
            if tag == SECTPR:
                yield Block(element, plain=False)
                continue
            if tag not in BLOCKS:
                plain = False
                continue
            above = element.getparent()
            if above is not parent:  # the parent of the last outermost block; the body, mostly
                if above is not None and above.tag == TC and tag == P:
                    continue
                if _inside_block(element):
                    plain = plain and tag in (P, TR)
                    continue
                parent = above
            yield Block(element, plain)
            _free(element)
            plain, open_bytes = True, 0
        if open_bytes > MAX_BLOCK_BYTES:
            raise UnreadableError(
                f"“{document.name}”中有一段或一行表格超过{MAX_BLOCK_BYTES >> 20}MB，已停止读取。"
                "如整篇套在一个大表格里，请在 Word 或 WPS 中把外层表格转换为文本，另存再试。"
            )
    try:
        root = parser.close()
    except etree.XMLSyntaxError as error:
        raise PartError("XML 不完整") from error
    document.refuse_doctype(root)


def _feed(parser: etree.XMLPullParser, chunk: bytes) -> None:
    try:
        parser.feed(chunk)
    except etree.XMLSyntaxError as error:
        raise PartError("XML 不完整") from error


def _inside_block(element: Element) -> bool:
    return any(above.tag in BLOCKS for above in element.iterancestors())


def _free(element: Element) -> None:
    """Forget a block and what stands before it, at every depth."""
    element.clear(keep_tail=True)  # type: ignore[call-arg] # lxml-stubs
    node: Element | None = element
    while node is not None:
        above = node.getparent()
        if above is not None:
            while node.getprevious() is not None:
                del above[0]
        node = above

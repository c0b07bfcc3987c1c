"""合订: several documents of one template as the sections of one.

Each begins on an odd page and counts its pages from 1, so that a printed pile can be parted;
each begins with a bookmark, so that a PDF made of it tells on which page that is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from parsers.errors import TemplateError

MARK = "letter"
"""The bookmarks' names begin so; the number of the document follows, from 1."""

_FIRST_PARAGRAPH = re.compile(r"<w:p(?:\s[^>/]*)?>(?:<w:pPr>.*?</w:pPr>)?", re.DOTALL)
_BODY = re.compile(r"<w:body>(?P<inside>.*)</w:body>", re.DOTALL)
_SECTION = re.compile(
    r"<w:sectPr(?P<attributes>\s[^>]*)?(?:/>|>(?P<inside>(?:(?!<w:sectPr\b).)*?)</w:sectPr>)\s*$",
    re.DOTALL,
)
_TYPE = re.compile(r"<w:type\s[^>]*/>")
_NUMBERING = re.compile(r'<w:pgNumType(?P<rest>(?:\s(?!w:start=)[\w:]+="[^"]*")*)[^>]*/>')
# What stands before w:type and behind w:pgNumType in a section (ECMA-376, 17.6.17).
_BEFORE_TYPE = re.compile(
    r"(?:<w:(?:headerReference|footerReference)\s[^>]*/>"
    r"|<w:(footnotePr|endnotePr)\b.*?(?:/>|</w:\1>))*",
    re.DOTALL,
)
_BEHIND_NUMBERING = re.compile(
    r"<w:(?:cols|formProt|vAlign|noEndnote|titlePg|textDirection|bidi|rtlGutter|docGrid)\b"
)


def bound(documents: Iterable[str]) -> Iterator[str]:
    """The XML of one document holding all, piece by piece; ``documents`` are whole parts.

    The last section is the body's own, every other ends in a paragraph 1 pt high.
    """
    head, tail, last = "", "", None
    for number, xml in enumerate(documents, 1):
        body = _BODY.search(xml)
        section = _SECTION.search(body["inside"]) if body else None
        if body is None or section is None:
            raise TemplateError("模板正文没有页面设置，不能合订，请用 Word 或 WPS 打开后另存再试。")
        if last is None:
            head, tail = xml[: body.start("inside")], xml[body.end("inside") :]
            yield head
        else:
            yield _ending(last)
        yield _marked(body["inside"][: section.start()], number)
        last = _restarted(section)
    if last is not None:
        yield last
    yield tail


def _marked(body: str, number: int) -> str:
    """The body with a bookmark in its first paragraph.

    Between paragraphs LibreOffice would give it to the one before. Its id is higher than a
    template's own are likely to be.
    """
    first = _FIRST_PARAGRAPH.search(body)
    if first is None:
        return body
    at = f'w:id="{100_000 + number}"'
    mark = f'<w:bookmarkStart {at} w:name="{MARK}{number}"/><w:bookmarkEnd {at}/>'
    return f"{body[: first.end()]}{mark}{body[first.end() :]}"


def on_next_pages(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The parts of a bound docx for LibreOffice, which begins page 1 on an odd page anyhow.

    Told to begin on an odd page, it gives page 2 the header of a first page as well.
    """
    document = "word/document.xml"
    told = parts[document].replace(b'<w:type w:val="oddPage"/>', b'<w:type w:val="nextPage"/>')
    return {**parts, document: told}


def _restarted(section: re.Match[str]) -> str:
    """The section beginning on an odd page that is page 1."""
    inside = _TYPE.sub("", section["inside"] or "")
    at = len(_BEFORE_TYPE.match(inside)[0])  # type: ignore[index]  # it matches nothing, too
    inside = f'{inside[:at]}<w:type w:val="oddPage"/>{inside[at:]}'
    numbered = _NUMBERING.search(inside)
    if numbered:
        number = f'<w:pgNumType{numbered["rest"]} w:start="1"/>'
        inside = inside[: numbered.start()] + number + inside[numbered.end() :]
    else:
        behind = _BEHIND_NUMBERING.search(inside)
        at = behind.start() if behind else len(inside)
        inside = f'{inside[:at]}<w:pgNumType w:start="1"/>{inside[at:]}'
    return f"<w:sectPr{section['attributes'] or ''}>{inside}</w:sectPr>"


def _ending(section: str) -> str:
    return (
        '<w:p><w:pPr><w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" w:line="20"'
        f' w:lineRule="exact"/><w:rPr><w:sz w:val="2"/></w:rPr>{section}</w:pPr></w:p>'
    )

"""合订: several documents of one template as the sections of one.

Each begins on an odd page and counts its pages from 1, so that a printed pile can be parted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from parsers.errors import TemplateError

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
    for xml in documents:
        body = _BODY.search(xml)
        section = _SECTION.search(body["inside"]) if body else None
        if body is None or section is None:
            raise TemplateError("模板正文没有页面设置，不能合订，请用 Word 或 WPS 打开后另存再试。")
        if last is None:
            head, tail = xml[: body.start("inside")], xml[body.end("inside") :]
            yield head
        else:
            yield _ending(last)
        yield body["inside"][: section.start()]
        last = _restarted(section)
    if last is not None:
        yield last
    yield tail


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

"""句中的责任单位: units that a sentence names among its other words, not as a clause of its own.

``…8%以上，由A牵头，B配合；新增企业10家，由C负责`` · ``A牵头引进项目12个，B配合`` ·
``由A会同B研究提出``. Who does which
part of the text is for the reader of the text; here they are only found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from parsers.fields.units import (
    Name,
    looks_like_units,
    names_in,
    surely_units,
    verb_names,
)
from parsers.model import Role
from parsers.patterns import late
from parsers.wording import role_of

_PART = re.compile(r"[^,;:。!?()]+")
_DOING = re.compile(r"牵头|负责|配合|承办|主办|落实|实施|会同|协助|协同|由")
# 县商务局牵头引进…, 县民政局负责新建…; not 负责人, 负责解释, 牵头单位
_LEADING = late(
    r"\s*由?(?P<units>[^,;。]{2,40}?)(?P<verb>牵头负责|牵头|负责|主办|承办|配合)"
    r"(?!人|同志|单位|部门|解释|制|任)(?=[\u4e00-\u9fff\d]{2})"
)
_BY = late(  # 由县发改局会同县财政局研究提出
    r"由(?P<units>[^,;。]{2,60}?)"
    r"(?:研究|制[定订]|提出|统筹|组织|编制|出台|印发|建立|汇总|审核|审定|办理|推进|推动|完成|开展|另行)"
)


def names_in_midst(folded: str, start: int, end: int, *, deeds: bool = True) -> list[Name]:
    """Whoever the sentences between two columns name, each part of a sentence for itself.

    Only what is plainly a unit, or a collective, counts: the words around it are no list.
    ``deeds`` takes A负责统筹协调 too, where what is done follows; a requirement says that as well.
    """
    if not _DOING.search(folded, start, end):
        return []
    return [
        name
        for match in _PART.finditer(folded, start, end)
        for name in _of_part(folded, *match.span(), deeds=deeds)
    ]


def _of_part(folded: str, start: int, end: int, *, deeds: bool) -> Iterator[Name]:
    names = verb_names(folded, start, end)
    if names is None and deeds and (match := _LEADING.match(folded, start, end)):
        first, last = match.span("units")
        if looks_like_units(folded, first, last):
            names = names_in(folded, first, last, role_of(match["verb"]))
    if names is None and deeds and (match := _BY.search(folded, start, end)):
        first, last = match.span("units")
        if looks_like_units(folded, first, last):
            names = names_in(folded, first, last, Role.RESPONSIBLE)
    if names and all(surely_units(folded[name.start : name.end].strip()) for name in names):
        yield from names

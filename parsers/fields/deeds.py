"""责任分工：A负责编制规划，B组织实施，C配合: who does which part, behind a label.

Each part between commas says who and what; the words for what is done are no units.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from parsers.fields.units import Name, is_time, looks_like_units, names_in
from parsers.model import Role
from parsers.patterns import late
from parsers.wording import role_of

_PARTS = re.compile(r"[,;。]")
_HOW = r"(?:具体|全力|业务|积极|共同|密切|统一|主要|分别|各自|统筹|认真|全面|严格|检查|日常)*"
_DOES = late(
    rf"\s*(?P<verb>{_HOW}(?:总?牵头|负责|组织实施|实施|配合|指导|协助|协同|参与|承担|落实|支持|做好|抓好|推进|承办|协办|主办)"
    r"|作为(?:业主|建设|责任|实施|牵头|配合)(?:单位|主体))"
)
_AS = late(r"作为[\u4e00-\u9fff]{2}(?:单位|主体)\s*$")
_LEAD_IN = late(r"\s*(?:[^,;。]{0,12}?由|并由|并|由|其中)?\s*(?=\S)")
_BASIS = late(r"\s*(?:按照|根据|依据|结合|按)[^,;。]{2,30}$")
_ANOTHER = late(
    r"(?:局|委|办|部|政府|公司|中心|单位|部门|街道|[镇乡村]|办事处|管委会)(?:具体|共同|组织)?(?:牵头|负责|配合|落实|协助|参与|实施|承担)"
)
_CUT_LABEL = late(r"\s*(?:单位?|部门?|领导?|责任人?)\s*")
_LONGEST_DEED = 40  # characters


class Deeds(NamedTuple):
    """The units of such parts; ``said`` where one of them says what is to be done."""

    names: list[Name]
    said: bool


def names_of_deeds(folded: str, start: int, end: int, bare: Role) -> Deeds | None:
    """The units of such parts, each with the role of its verb; None if a part is of another form.

    Units without a verb have the role ``bare``.
    """
    found: list[Name] = []
    done = said = False
    for first, last in _parts(folded, start, end):
        if looks_like_units(folded, first, last) and not _AS.search(folded, first, last):
            found += names_in(folded, first, last, bare)
        elif (part := _names_of_part(folded, first, last)) is not None:
            found += part.names
            done, said = True, said or part.said
        elif not (_BASIS.match(folded, first, last) or is_time(folded[first:last].strip())):
            return None
    return Deeds(found, said) if done else None


def _parts(folded: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for mark in _PARTS.finditer(folded, start, end):
        if folded[at : mark.start()].strip():
            yield at, mark.start()
        at = mark.end()
    if folded[at:end].strip():
        yield at, end


def _names_of_part(folded: str, start: int, end: int) -> Deeds | None:
    """The units before the first verb of a part, if nothing else stands before it."""
    lead = _LEAD_IN.match(folded, start, end)
    firsts = {lead.end() if lead is not None else start, start}
    for match in _DOES.finditer(folded, start, end):
        if end - match.end() > _LONGEST_DEED or _ANOTHER.search(folded, match.end(), end):
            return None  # 县住建局负责县财政局配合: a comma is lost
        if _CUT_LABEL.fullmatch(folded, match.end(), end):
            return None  # 牵头单位：县水利局  配合单
        for first in sorted(firsts, reverse=True):
            if first < match.start() and looks_like_units(folded, first, match.start()):
                names = names_in(folded, first, match.start(), role_of(match["verb"].strip()))
                return Deeds(names, bool(folded[match.end() : end].strip()))
    return None

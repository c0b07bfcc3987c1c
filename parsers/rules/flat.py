"""整篇一行: a notice copied from a web page into one line is parted where numbers follow in order.

一、产业发展1.稳定粮食…。责任单位：…各村。2.完成… — a number opens an item only where the one
before it has ended, and only the one that is due: 1.5万亩 and “3.15” open none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from parsers.blocks import Block
from parsers.fields.units import (
    is_collective,
    looks_like_units,
    names_in,
    units_before_number,
)
from parsers.model import Role
from parsers.numbering import label_of
from parsers.numerals import CHINESE, to_int
from parsers.patterns import late
from parsers.wording import ASKING_HEADING, TITLE_END

_GROUP_OPENS = late(r"^\s*(?:第\s*\d|\d{1,3}\s*[、至到~-]\s*\d{1,3}\s*项)")
_GROUP_PART = late(
    r"[,;。](?=\s*(?:第\s*\d[\d、,和至到~第\s-]*|\d{1,3}(?:\s*[、至到~-]\s*\d{1,3})?\s*)项)"
)
_GROUP_CUT = late(  # …。以上2项由A牵头。, …。第19至21项责任单位为A。, 二、乡村振兴本节各项均由A负责
    r"(?<=[。;)])\s*(?:(?:以上|上述)\s*(?:第?\d{1,3}|[一二两三四五六七八九十]{1,3}|各)\s*项"
    r"|第\s*\d{1,3}\s*项?(?:\s*[、,和至到~-]\s*第?\s*\d{1,3}\s*项?)*(?<=项)\s*(?=由|责任|牵头|的|均))"
    r"|(?<=[\u4e00-\u9fff。;)])本(?:部分|节|类|章)\s*(?:各|\d{1,3})\s*项"
)
_LONG = 120  # columns; a shorter line holds no whole notice
_ADDRESSED = 200  # characters in which the addressees end
_GLUED = 60  # characters in which number and issuer end
_FEWEST = 2  # clauses that show a line to hold several items
_SECTION = late(rf"(?P<number>[{CHINESE}]{{1,3}})\s*、(?!\s*\d)")
_ARABIC = late(r"(?<![\d.])(?P<number>\d{1,3})\s*[.、](?!\d)")
_ARABIC_DIGIT = late(r"(?<![\d.])(?P<number>\d{1,3})\s*[.、](?=\d)")
_ENDED = late(r"[。;:)!?】]\s*$")
_HEADING = late(rf"[{CHINESE}]{{1,3}}\s*、[^。;:,!?]{{2,40}}[:]?\s*$")
_TITLE = late(
    rf"(?P<issuer>[\u4e00-\u9fff]{{2,30}}?)?(?P<about>关于(?:(?!关于)[^。]){{4,80}}?的(?:实施|指导|若干)?{TITLE_END})"
)
_NUMBER_AS = r"[\u4e00-\u9fff]{2,12}?[\[(]\d{4}[\])]\d{1,4}号"
_NUMBER = late(_NUMBER_AS)
# 云政办〔2018〕17号云溪县人民政府关于…的通知各乡镇人民政府：现印发…
_GLUED_HEAD = late(
    rf"\s*(?:{_NUMBER_AS})?[\u4e00-\u9fff]{{2,30}}关于(?:(?!关于)[^。:]){{4,80}}?的(?:实施|指导|若干)?{TITLE_END}"
    r"(?=[\u4e00-\u9fff][^。:]{1,120}:)"
)
_RESTS = re.compile(r"\s*(?:按照?|根据|依据|为|现|落实|贯彻|依照|对照|遵照|经)")
_ADDRESSED_FIRST = late(
    r"\s*各[^:。]{2,180}:(?=\s*(?:为|按照?|根据|依据|现[将就]|落实|贯彻|经)[^:]{20})"
)
_IMPRINT_BEHIND = late(
    r"\s*[\u4e00-\u9fff]{3,30}\s*(?P<date>\d{4}\s*年\d{1,2}月\d{1,2}日)"
    r"\s*[\u4e00-\u9fff]{3,30}\s*\d{4}\s*年\d{1,2}月\d{1,2}日\s*印发\s*$"
)
_SIGNED = late(
    r"(?<=[。!])\s*(?P<office>[\u4e00-\u9fff]{2,30}(?:政府|办公室|委员会|局|厅)\s*\d{4}\s*年\d{1,2}月\d{1,2}日)"
)
_SIGNATURE_TAIL = late(
    r"[\u4e00-\u9fff]{2,30}(?:政府|办公室|委员会|局|厅)\s*(?:\d{4}\s*年\d{1,2}月\d{1,2}日|[二〇○Oo零一三四五六七八九]{4}年[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{1,3}日)(?!印|前|至|以)"
)
_ASKING_TAIL = late(rf"(?:{ASKING_HEADING})\s*:")
_TAILS = (
    late(r"特此(?:通知|通告)"),
    _ASKING_TAIL,
    late(r"各(?:单位|乡镇|部门|牵头单位|责任单位|有关单位)[^。:]{0,10}(?:要|应|须)"),
    _SIGNATURE_TAIL,
    late(r"抄送\s*:"),
    late(r"附件\s*\d?\s*:"),
    late(r"[(]此件"),
)
_ISSUE_DATE = late(
    r"\d{4}\s*年\d{1,2}月\d{1,2}日"
    r"|[二〇○Oo零一三四五六七八九]{4}年[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{1,3}日"
)


def unflattened(block: Block) -> Iterator[Block]:
    """The block itself, or the paragraphs it would have been had it not lost its line ends."""
    folded = block.folded
    ahead = units_before_number(folded) if block.row is None and ":" in folded else 0
    if ahead:  # 各基层所：29.…；30.…
        number = label_of(folded[ahead:])
        last = number.value - 1 if number is not None and number.value is not None else 0
        listed = [at for at, _ in _run(folded, ahead, len(folded), last)] or [ahead]
        for start, end in pairwise([0, *listed, len(folded)]):
            yield block.part(start, end)
        return
    parts = [m.start() for m in _GROUP_PART.finditer(folded)] if _GROUP_OPENS.match(folded) else []
    if parts:
        for start, end in pairwise([0, *(at + 1 for at in parts), len(folded)]):
            yield block.part(start, end)
        return
    run_in = _run_in(folded) if block.row is None else 0
    if run_in:
        yield block.part(0, run_in)
        yield from unflattened(block.part(run_in, len(folded)))
        return
    glued = block.row is None and "关于" in folded[:_GLUED] and _is_glued_head(folded)
    clauses = folded.count("单位:") + folded.count("部门:")
    if block.row is not None or (not glued and len(folded) < _LONG and clauses < _FEWEST):
        yield block
        return
    cuts = _cuts(folded)
    if not cuts and glued:
        cuts = _glued_head(folded)
    elif len(cuts) < 3 and not (cuts and clauses >= len(cuts) > 1 and cuts[0] > 0):
        yield block
        return
    bounds = [0, *cuts, len(block.text)]
    for start, end in pairwise(bounds):
        if block.text[start:end].strip():
            yield block.part(start, end)


def _run_in(folded: str) -> int:
    """Where another line begins that was run into the first.

    各村（社区），县直派驻机构：|为推动工作落实…, and a signature with its date before the imprint.
    """
    if folded.rstrip().endswith("印发"):
        found = _IMPRINT_BEHIND.match(folded)
        return found.end("date") if found is not None else 0
    found = _ADDRESSED_FIRST.match(folded) if ":" in folded[:_ADDRESSED] else None
    if found is None or not looks_like_units(folded, 0, found.end() - 1):
        return 0
    names = names_in(folded, 0, found.end() - 1, Role.RESPONSIBLE)
    return found.end() if names and is_collective(folded[: names[0].end]) else 0


def _is_glued_head(folded: str) -> bool:
    """Whether a line begins with a title, its number perhaps before it, and addressees."""
    match = _GLUED_HEAD.match(folded)
    if match is None or _RESTS.match(folded):
        return False
    colon = folded.index(":", match.end())
    names = names_in(folded, match.end(), colon, Role.RESPONSIBLE)
    first = folded[names[0].start : names[0].end] if names else ""
    return looks_like_units(folded, match.end(), colon) or is_collective(first)


def _glued_head(folded: str) -> list[int]:
    """Number, title, addressees and perhaps signature of a head on one line, the items below it."""
    cuts = _head_cuts(folded, len(folded))
    signed = _SIGNED.search(folded, max(cuts))
    return sorted({*cuts, *({signed.start("office")} if signed is not None else ())} - {0})


def _cuts(folded: str) -> list[int]:
    """Where paragraphs begin, by the order of their numbers."""
    sections = _chain(folded, _SECTION, 0)
    items: list[int] = []
    bounds = [*sections, len(folded)]
    if not sections:
        items = _chain(folded, _ARABIC, 0)
    last = 0
    for start, end in pairwise(bounds):
        found = _run(folded, start, end, last) or _run(folded, start, end, 0)
        if found:
            items += [at for at, _ in found]
            last = found[-1][1]
    cuts = sorted(set(sections) | set(items))
    if len(cuts) < _FEWEST:
        return []
    groups = [m.start() for m in _GROUP_CUT.finditer(folded, cuts[0])]
    return sorted(
        {*_head_cuts(folded, cuts[0]), *cuts, *groups, *_tail_cuts(folded, cuts[-1])} - {0}
    )


def _chain(folded: str, pattern: re.Pattern[str], start: int) -> list[int]:
    found: list[int] = []
    due = 1
    for match in pattern.finditer(folded, start):
        above = folded[: match.start()]
        if to_int(match["number"]) == due and (not above.strip() or _ENDED.search(above)):
            found.append(match.start())
            due += 1
    return found


def _run(folded: str, start: int, end: int, last: int) -> list[tuple[int, int]]:
    """Items of one section, numbered on from ``last``."""
    found: list[tuple[int, int]] = []
    due = last + 1
    at = start
    while True:
        best = None
        for pattern in (_ARABIC, _ARABIC_DIGIT):
            for match in pattern.finditer(folded, at, end):
                if int(match["number"]) != due:
                    continue
                above = folded[start : match.start()]
                if (
                    _ENDED.search(above)
                    or (not found and _HEADING.search(above))
                    or not above.strip()
                ):
                    best = min(best, match.start()) if best is not None else match.start()
                    break
        if best is None:
            return found
        found.append((best, due))
        due += 1
        at = best + 2


def _head_cuts(folded: str, end: int) -> set[int]:
    """Page furniture, title, number, addressees and preamble, glued before the first number."""
    cuts: set[int] = set()
    title = None
    for match in _TITLE.finditer(folded, 0, end):
        about = match.start("about")
        if folded.rfind("《", 0, about) <= folded.rfind("》", 0, about):  # not one that is cited
            title = match
            break
    if title is None:
        colon = folded.find(":", 0, min(end, _ADDRESSED))
        if colon > 0 and looks_like_units(folded, 0, colon):  # 各县政府，市直各部门：为贯彻…
            cuts.add(colon + 1)
        return cuts
    about = title.start("about")
    issuer = re.search(r"[\u4e00-\u9fff]{2,30}$", folded[:about])
    begin = issuer.start() if issuer else about
    own = _NUMBER.search(folded, 0, about)  # 云政办〔2018〕17号云溪县人民政府关于…
    if own is not None and begin < own.end():
        begin = own.end()
    cuts |= {begin, title.end()}
    number = _NUMBER.search(folded, title.end(), end)
    at = title.end()
    if number is not None and number.start() - title.end() < 10:
        cuts.add(number.end())
        at = number.end()
    colon = folded.find(":", at, end)
    if 0 <= colon < at + 200:
        cuts.add(colon + 1)
    return cuts


def _tail_cuts(folded: str, last: int) -> set[int]:
    """Closing words, signature and page furniture glued behind the last item."""
    cuts: set[int] = set()
    for pattern in _TAILS:
        for match in pattern.finditer(folded, last):
            if (
                match.start() > last and _ENDED.search(folded[: match.start()])
            ) or pattern is _SIGNATURE_TAIL:
                cuts.add(match.start())
                if pattern is _ASKING_TAIL:  # 工作要求：1.各单位…；2.…
                    cuts |= {at for at, _ in _run(folded, match.end(), len(folded), 0)}
                day = _ISSUE_DATE.search(folded, match.start(), match.end())
                if day:
                    cuts.add(day.end())
    return cuts

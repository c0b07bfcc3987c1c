"""一句话管几项: 以上4项的责任单位均为A。 第5、6两项由A牵头，B配合。 本部分3项任务由A牵头。"""

from __future__ import annotations

import re

from parsers.blocks import Block
from parsers.fields.units import looks_like_units
from parsers.items import GroupClause, Item
from parsers.numerals import CHINESE, to_int
from parsers.rules.before import Before

_COUNT = rf"(?P<count>\d{{1,3}}|[{CHINESE}]{{1,3}})"
_THINGS = r"(?:个)?\s*(?:项目(?!标)|工程|实事|项|条|件)"
_NUMBER = r"[(]?(?:[A-HJ-NP-Z]{1,2}-?)?\d{1,3}[)]?"
_GROUPS = (
    (
        "numbers",
        re.compile(
            rf"^\s*[(]?\s*(?:以上|上述|前述|本部分|本类|本节|其中)?\s*第?\s*(?P<list>{_NUMBER}(?:\s*项?\s*(?:[、,至到~-]|和|以?及|与|(?=[(]))\s*第?\s*{_NUMBER})*)\s*(?:(?:[两二三四五六七八九十\d]{{1,3}})?\s*项|(?<=[A-Z]\d)(?=的|由|均|都)|(?<=[A-Z]\d\d)(?=的|由|均|都))"
        ),
    ),
    (
        "above",
        re.compile(
            rf"^\s*[(]?\s*(?:以上|上述|前述|上列)(?!\s*各[项条])\s*(?:第?\s*)?{_COUNT}?\s*(?:{_THINGS}|类)?"
        ),
    ),
    (
        "above",
        re.compile(rf"^\s*{_COUNT}\s*项(?=(?:目标|指标|任务|工作)的?(?:责任|牵头)(?:单位|部门))"),
    ),
    ("below", re.compile(rf"^\s*[(]?\s*(?:以下|下列)\s*{_COUNT}\s*{_THINGS}")),
    (
        "part",
        re.compile(
            rf"^\s*[(]?\s*(?:本部分|本类|本章|本节|本表|本清单|本附件|该部分|该类|本项目类|本大类|本板块|本领域|此类|以上各项|上述各项)\s*{_COUNT}?\s*(?:{_THINGS})?"
            rf"|^\s*[(]?\s*(?:本项|该项|此项)\s*(?P<inside>\d{{1,3}}|[{CHINESE}]{{1,3}})\s*个?(?:项|条|件|款)"
        ),
    ),
    ("rest", re.compile(r"^\s*[(]?\s*(?:其余|其他)\s*各?\s*(?:项|条|指标|任务|目标)")),
    ("this", re.compile(r"^\s*[(]?\s*(?:本项|该项|此项|本条|(?:该|此)(?=目标|指标|任务|工作))")),
)
_TAIL = re.compile(
    r"^\s*(?:所列|各)?\s*(?:项|条)?\s*(?:重点)?\s*(?:指标|任务|目标|工作|事项|内容)?(?:任务|目标|指标)?\s*(?:的)?\s*(?:,|均|都)*\s*"
    r"(?P<body>.*(?:责任|牵头|配合|负责|主办|承办|承担|协助|落实|实施|单位|部门|领导|时限|来源|考核|考评|评价|督办|督导|督查|监督).*)$"
)
_SEVERAL = re.compile(r"第|\d\D+\d")  # 3项 alone is a count, 第3项 a number
_ONE = re.compile(r"^\s*\d{1,3}\s*项\s*(?:由|的?(?:责任|牵头)(?:单位|部门))")  # …；3项责任单位：A
_BELOW = re.compile(
    r"^\s*[(]?\s*(?:以下|下列)\s*(?:各项(?=\s*(?:均|都|由|的))|(?:各项)?\s*(?:任务|指标|工作|事项|目标))(?:任务|指标)?\s*(?:均|都)?\s*(?P<body>(?:由|的?责任|的?牵头).*)$"
)
_UNIT_FIRST = re.compile(
    r"^\s*(?P<units>[^:。;]{2,60}?)\s*[:]?\s*(?:共同|分别|具体|牵头|联合|各自|主要){0,2}\s*(?:承担|负责|完成|落实|牵头)"
    r"\s*(?P<list>(?:以下|下列|如下)\s*(?P<count>\d{1,3}|[两二三四五六七八九十]{1,3})?[^。;:,]{0,10}(?:指标|任务|目标|事项|工作|项目|实事)[^。;:,]{0,6})"
    r"(?P<others>,[^。;:]{2,80}(?:配合|协助|参与|协同|支持|考核|督办|督查))?[:;。]?\s*$"
)
_LONGEST = 300  # characters
# Without one of these a line speaks for no group; the patterns are dear on lines of blanks.
_SPOKEN = re.compile(
    r"[以下前]下|以上|[下上]列|如下|上述|前述|本|该|此|第|其余|其他|[A-Z]\d|\d+\D{0,8}项"
)
_NOTE = re.compile(r"^\s*(?:注|备注|说明)\s*:\s*(?:\d[.、]\s*)?(?=第\s*[(]?\d)")
# what tells that somebody is named: 按月调度、年终考核 and 由各单位提出意见 name nobody
_NAMES = re.compile(
    r"(?:责任|牵头|配合|主办|承办|协办|考核|监考)[^,。;:]{0,6}?(?:单位|部门|站所|处室|科室)[^,。;:]{0,4}?(?:为|是|:|由)"
    r"|(?:不|未|暂不)(?:指定|明确|确定|设)[^,。;:]{0,6}(?:单位|部门|站所)"
    r"|(?:领导|责任人|时限|期限|时间|来源)[^,。;:]{0,6}?(?:为|是|:)"
    r"|(?:牵头|负责|承担|落实|配合|考核|实施|督办|督导|督查|主办|承办|协办|评价|考评|监督|提供数据)\s*(?:[,;。)]|$)"
)
_EACH_NUMBER = re.compile(
    r"(?P<join>[至到~-])?\s*第?\s*[(]?(?:(?P<letters>[A-Z]+)-?)?(?P<n>\d{1,3})[)]?\s*项?\s*"
)
_RULE = re.compile(r"第一位|首位|排名第一|列第一|不再(?:单独|逐|另行|一一)")


def group_clause(block: Block, before: Before) -> Item | None:
    """A sentence that gives (or refuses) units to several items at once."""
    folded = block.folded
    if len(folded) > _LONGEST or not _SPOKEN.search(folded):
        return None
    first = _UNIT_FIRST.match(folded)
    if first is not None and looks_like_units(folded, *first.span("units")):
        return _unit_first(block, first)
    below = _BELOW.match(folded)
    if below is not None and not _RULE.search(folded):
        return GroupClause(block, "until", None, (), below.start("body"))
    note = _NOTE.match(folded)
    if note is not None:  # 注：第2、5项由A牵头。
        folded = " " * note.end() + folded[note.end() :]
    for which, pattern in _GROUPS:
        match = pattern.match(folded)
        if match is None or (
            which == "numbers" and not (_SEVERAL.search(match[0]) or _ONE.match(folded))
        ):
            continue
        tail = _TAIL.match(folded[match.end() :])
        if (
            tail is None
            or _RULE.search(tail["body"])
            or not _NAMES.search(tail["body"].split("。")[0])
        ):
            return None
        groups = match.groupdict()
        written = groups.get("count") or groups.get("inside")
        count = to_int(written) if written else None
        listed = _numbers(groups["list"]) if groups.get("list") else []
        kind = "part" if which == "above" and count is None else which
        body = match.end() + tail.start("body")
        numbers, letters = (tuple(n for _, n in listed), tuple(c for c, _ in listed))
        return GroupClause(block, kind, count, numbers, body, letters=letters)
    return None


def _unit_first(block: Block, found: re.Match[str]) -> GroupClause:
    """A承担下列指标：, and A承担下列3项任务，B配合：, which says how many they are."""
    count = to_int(found["count"]) if found["count"] else None
    which = "until" if count is None else "below"
    if found["others"] is None:
        return GroupClause(block, which, count, (), found.start("units"), found.end("units"))
    return GroupClause(block.without([found.span("list")]), which, count, (), found.start("units"))


def noted_group(block: Block, before: Before) -> Item | None:
    """Such a sentence as a note below the list, which else would be a remark of the last item."""
    return group_clause(block, before) if _NOTE.match(block.folded) else None


def _numbers(text: str) -> list[tuple[str, int]]:
    """The letters and figures of 第1、3至5项 and A1至A3, in order."""
    found: list[tuple[str, int]] = []
    for match in _EACH_NUMBER.finditer(text):
        value, letters = int(match["n"]), match["letters"] or ""
        if match["join"] and found:
            code, last = found[-1]
            found.extend((code, n) for n in range(last + 1, value + 1))
        else:
            found.append((letters, value))
    return found

"""通知自称的数: what is claimed beside what was read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from parsers.assembly.draft import Node
from parsers.blocks import Block
from parsers.model import Claim, Indicator, PointsKind, Section, Text
from parsers.numerals import CHINESE, to_int
from parsers.patterns import late

_N = rf"(?P<n>\d{{1,4}}|[{CHINESE}]{{1,4}})"
_OF_ITEMS = r"指标|任务|目标|实事|工作|项目|事项|措施|问题|要点"
_SECTIONS = late(
    rf"(?<![\d.{CHINESE}]){_N}\s*(?:个)?\s*(?:大类|类(?!水|项)|个?方面|个?部分|大项|个?板块|个?领域|个?一级指标)"
    rf"|一级指标\s*(?:共|有|为)?\s*{_N.replace('<n>', '<m>')}\s*[个项]"
)
_ITEMS = late(
    rf"(?<![\d.月第{CHINESE}])(?<!\d年){_N}\s*(?:小项|项|件|条|个(?=二级指标|指标|任务|目标|问题))"
    rf"(?P<what>[^,。;、()]{{0,12}}?(?:{_OF_ITEMS}))?"
    rf"|(?<!级)(?P<second>二级)指标\s*(?:共|有|为)?\s*{_N.replace('<n>', '<m>')}\s*[个项]"
)
_YEAR_AND_ITEMS = late(rf"(?<=\d年){_N}\s*[项件条](?P<what>[^,。;、()]{{0,12}}?(?:{_OF_ITEMS}))")
_BARE_COUNT = late(rf"\s*{_N}\s*[个项条件](?![\u4e00-\u9fff])")  # 2类5个
_THIRD = late(r"三级指标")
_POINTS = late(
    r"(?:满分|总分|基础分|标准分|共计|合计|计)\s*(?:为|是)?\s*(?P<n>\d{1,4}(?:\.\d+)?)\s*分"
)
_SETTING = (
    "安排|列入|列出|分解下达|分解|下达|确定|明确|设置|设立|设定|设|梳理|形成|制定|部署|提出|涉及|包括|"
    "纳入|筛选|选定|细化"
)
_TOGETHER = late(
    r"(?:(?<![公中])共(?![同享建])|总计|合计|计|共计|包括|分为|明确|确定|涉及|形成)\s*(?:有|了)?"
    rf"\s*(?:(?:{_SETTING})(?:出|了|有)?(?:[^,。;、()\d]{{0,8}}(?:{_OF_ITEMS}))?|(?:{_OF_ITEMS}))?\s*$"
)
_PART = late(r"其中[^。;]*$|约束性[^。;]{0,12}$|计分[^。;]{0,8}$")
_POINTS_OF_A_PART = late(r"[(]\s*$|项\s*$|该项|本项|类")
_TAKEN_FROM = late(r"(?:扣减|扣除|核减|倒扣|扣)[^,。;\d]{0,8}$")  # 扣减单位总分10分
_ANNOUNCING = late(r"(?:现将|将|推进的|确定的|下达|分解|报告|下列|提出)[^。]{0,60}$")
_ANNOUNCED = late(r"[^。;]{0,40}(?:如下|分解|分工|印发|下达|进行|列入)")
_BONUS_HEADING = re.compile(r"加分|附加")
_BESIDE_HEADING = re.compile(r"加分|附加|扣分|减分|加减分|一票否决|否决")


def claims_of(
    spoken: Iterable[Block],
    indicators: Sequence[Indicator],
    sections: Sequence[Section],
    tasks: Sequence[Node],
) -> tuple[Claim, ...]:
    """Each claim once, with the figure found. A claim of a part (其中约束性4项) is left out.

    Where a notice has several lists, a count that is not the total is that of the next list.
    """
    lists = [sum(1 for t in tasks if t.series == n) for n in sorted({t.series for t in tasks})]
    counts = {
        "sections": Decimal(sum(1 for s in sections if s.level == 1)),
        "indicators": Decimal(len(indicators)),
        "points": _full_mark(indicators, sections),
    }
    apart, heads = _less_bonus(indicators, sections), _heads_of_lists(sections)
    found: list[Claim] = []
    seen: set[tuple[str, Decimal]] = set()
    said = list(_apart(spoken, counts["indicators"]))
    for what, stated, text, partial in _of_sections(said, counts, sections):
        if partial or (what == "points" and not counts["points"]):
            continue
        read = counts[what]
        if stated != read and stated == apart.get(what):
            read = stated  # 4大类27项，另设加分项6项
        elif what == "sections" and stated != read and stated in heads:
            read = stated  # those of one list among several, or below its headings
        elif what == "indicators" and len(lists) > 1 and stated != read:
            nth = sum(1 for c in found if c.what == what)
            read = Decimal(lists[min(nth, len(lists) - 1)])
        elif (what, stated) in seen:
            continue
        seen.add((what, stated))
        found.append(Claim(what, stated, read, text))
    return tuple(found)


def _less_bonus(indicators: Sequence[Indicator], sections: Sequence[Section]) -> dict[str, Decimal]:
    """The counts without what only adds to the points or takes from them."""
    beside = {s.id for s in sections if _BESIDE_HEADING.search(s.title.value)}
    if not beside:
        return {}
    return {
        "sections": Decimal(sum(1 for s in sections if s.level == 1 and s.id not in beside)),
        "indicators": Decimal(sum(1 for i in indicators if not beside & set(i.section))),
    }


def _heads_of_lists(sections: Sequence[Section]) -> set[Decimal]:
    """How many headings stand at each level, and in each list where annexes' titles are above."""
    lists = Counter(s.parent for s in sections if s.level > 1)
    levels = Counter(s.level for s in sections if s.level > 1)
    titled = [s for s in sections if s.level == 1]
    if len(titled) > 1 and all(s.label is None for s in titled):
        return {Decimal(n) for n in (*lists.values(), *levels.values())}
    return {Decimal(n) for n in levels.values()}


def _of_sections(
    said: Sequence[tuple[str, Decimal, Text, bool]],
    counts: dict[str, Decimal],
    sections: Sequence[Section],
) -> Iterator[tuple[str, Decimal, Text, bool]]:
    """The claims; 十件实事分解为27项 counts the headings first, as 10个问题 above measures does."""
    told = any(c[0] == "indicators" and c[1] == counts["indicators"] for c in said)
    levels = {Decimal(n) for n in Counter(s.level for s in sections).values()}
    for what, stated, text, partial in said:
        heads = what == "indicators" and stated in levels and stated != counts["indicators"]
        heads = heads and (told or "问题" in text.value)
        yield ("sections" if heads else what), stated, text, partial


def _apart(spoken: Iterable[Block], total: Decimal) -> Iterator[tuple[str, Decimal, Text, bool]]:
    """The claims; those of one paragraph that add up to all items are each of a part.

    分解为2项工作目标和3项工作任务.
    """
    for block in spoken:
        said = list(claims_in([block]))
        parts = [
            stated for what, stated, _, partial in said if what == "indicators" and not partial
        ]
        adds_up = len(parts) > 1 and sum(parts) == total
        for what, stated, text, partial in said:
            yield what, stated, text, partial or (adds_up and what == "indicators")


def _full_mark(indicators: Sequence[Indicator], sections: Sequence[Section]) -> Decimal:
    """All awards but the bonus, which comes on top of the full mark."""
    bonus = {s.id for s in sections if _BONUS_HEADING.search(s.title.value)}

    def counts(indicator: Indicator) -> bool:
        points = indicator.points
        return (
            points is not None
            and points.kind is PointsKind.AWARD
            and not bonus & set(indicator.section)
            and not points.text.value.startswith(("加", "+", "＋"))
        )

    return _sum(indicators, counts)


def _sum(indicators: Iterable[Indicator], chosen: Callable[[Indicator], bool]) -> Decimal:
    values = (i.points.value for i in indicators if chosen(i) and i.points is not None)
    return sum((value for value in values if value is not None), Decimal(0))


class Said(NamedTuple):
    """One claim as it stands; ``partial`` where it counts only some of the items."""

    at: int
    what: str
    figure: Decimal
    span: tuple[int, int]
    partial: bool


def claims_in(blocks: Iterable[Block]) -> Iterator[tuple[str, Decimal, Text, bool]]:
    """What is claimed: (what, figure, words, whether of a part only), in order."""
    for block in blocks:
        folded = block.folded
        sections = list(_SECTIONS.finditer(folded))
        said = [
            *_sections_said(folded, sections),
            *_items_said(folded, sections),
            *_points_said(folded),
        ]
        for claim in sorted(said):
            yield claim.what, claim.figure, block.cut(*claim.span), claim.partial


def _sections_said(folded: str, sections: Sequence[re.Match[str]]) -> Iterator[Said]:
    for match in sections:
        items = _ITEMS.search(folded, match.end(), match.end() + 14)
        bare = _BARE_COUNT.match(folded, match.end())
        if items is None and bare is None and not _TOGETHER.search(folded, 0, match.start()):
            continue
        yield Said(match.start(), "sections", _figure(match), match.span(), False)


def _items_said(folded: str, sections: Sequence[re.Match[str]]) -> Iterator[Said]:
    found = [*_ITEMS.finditer(folded), *_YEAR_AND_ITEMS.finditer(folded)]
    found += [bare for s in sections if (bare := _BARE_COUNT.match(folded, s.end()))]
    counted: set[int] = set()
    for match in found:
        start, end = match.span()
        after_sections = any(0 <= start - s.end() <= 4 for s in sections)
        together = _TOGETHER.search(folded, 0, start) is not None
        second = match.groupdict().get("second") is not None or "二级" in match[0]
        what = match.groupdict().get("what")
        if second and _THIRD.search(folded):
            continue
        ends = folded[end : end + 1] in ("", ")", "(", ",", "。", ";")
        if not (after_sections or what or second or (together and ends)):
            continue
        announced = _ANNOUNCING.search(folded, 0, start) and _ANNOUNCED.match(folded, end)
        if not (after_sections or together or second or announced):
            continue
        if start not in counted:
            counted.add(start)
            partial = _PART.search(folded, 0, start) is not None
            yield Said(start, "indicators", _figure(match), match.span(), partial)


def _points_said(folded: str) -> Iterator[Said]:
    for match in _POINTS.finditer(folded):
        if _TAKEN_FROM.search(folded, 0, match.start()):
            continue
        before = max(0, match.start() - 4)
        partly = _POINTS_OF_A_PART.search(folded, before, match.start()) is not None
        partial = partly and "满分" not in match[0] and "总分" not in match[0]
        yield Said(match.start(), "points", Decimal(match["n"]), match.span(), partial)


def _figure(match: re.Match[str]) -> Decimal:
    groups = match.groupdict()
    return Decimal(to_int(groups.get("n") or groups.get("m") or "") or 0)

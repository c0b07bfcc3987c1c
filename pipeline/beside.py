"""加分项、扣分项: sections beside the ordinary ones, which only add to points or take from them.

What stands there is often left out of a notice's own counts, and often nobody is to do it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from parsers.model import Claim, Indicator, Notice, PointsKind, Role
from parsers.text import fold

_BESIDE = re.compile(r"加分|附加|扣分|减分|否决")
_MOVING = re.compile(r"[加减扣奖]分|否决")
_BONUS = re.compile(r"加分|加减分|附加分|奖分")

BASIC, BONUS, DEDUCTION = "基本分", "加分", "减分"


def counted_apart(notice: Notice, claims: Iterable[Claim]) -> bool:
    """Whether one of the claims, which agree, is right only without the sections beside."""
    beside = _below(notice, _BESIDE)
    heads = {i.section[0] for i in notice.indicators if i.section}
    apart = {s.id for s in notice.sections if s.id in heads and _titled(s.title.value, _BESIDE)}
    counts = {
        "indicators": (len(notice.indicators), len(beside)),
        "sections": (len(heads), len(apart)),
    }
    return any(
        claim.what in counts
        and claim.stated == claim.found
        and claim.found != counts[claim.what][0]
        and claim.found == counts[claim.what][0] - counts[claim.what][1]
        for claim in claims
    )


def for_nobody(notice: Notice) -> frozenset[str]:
    """The items of a section beside that names nobody for any of its items; judges do not count."""
    titles = {section.id: section.title.value for section in notice.sections}
    below: dict[str, list[Indicator]] = defaultdict(list)
    for item in notice.indicators:
        if item.section and _titled(titles[item.section[-1]], _MOVING):
            below[item.section[-1]].append(item)
    return frozenset(
        item.id for items in below.values() if not any(map(_has_doers, items)) for item in items
    )


def bonus_items(notice: Notice) -> frozenset[str]:
    """The items whose points are on top of ordinary ones; empty where there is only one kind."""
    bonus = _below(notice, _BONUS)
    ordinary = any(_award(item) and item.id not in bonus for item in notice.indicators)
    on_top = any(_award(item) and item.id in bonus for item in notice.indicators)
    return frozenset(bonus) if ordinary and on_top else frozenset()


def nature(item: Indicator, bonus: frozenset[str]) -> str | None:
    """基本分, 加分 or 减分; without bonus items beside, all that is not taken away is 加分."""
    if item.points is None:
        return None
    if item.points.kind is PointsKind.DEDUCTION:
        return DEDUCTION
    return BASIC if bonus and item.id not in bonus else BONUS


def sums(items: Iterable[Indicator], bonus: frozenset[str]) -> dict[str, Decimal]:
    """The single figures of each nature, added; a nature without any is left out."""
    found: dict[str, Decimal] = {}
    for item in items:
        kind = nature(item, bonus)
        if kind is not None and item.points is not None and item.points.value is not None:
            found[kind] = found.get(kind, Decimal(0)) + item.points.value
    return {kind: found[kind] for kind in (BASIC, BONUS, DEDUCTION) if kind in found}


def _titled(title: str, pattern: re.Pattern[str]) -> bool:
    return pattern.search(fold(title)) is not None


def _below(notice: Notice, pattern: re.Pattern[str]) -> set[str]:
    heads = {s.id for s in notice.sections if _titled(s.title.value, pattern)}
    return {item.id for item in notice.indicators if heads & set(item.section)}


def _has_doers(item: Indicator) -> bool:
    return bool(item.implied) or any(m.role is not Role.ASSESS for m in item.mentions)


def _award(item: Indicator) -> bool:
    points = item.points
    return points is not None and points.kind is PointsKind.AWARD and bool(points.value)

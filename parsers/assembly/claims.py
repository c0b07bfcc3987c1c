"""通知自称的数: what is claimed beside what was read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from parsers.assembly.draft import Node
from parsers.assembly.statements import claims_in
from parsers.blocks import Block
from parsers.model import Claim, Indicator, PointsKind, Section

_BONUS_HEADING = re.compile(r"加分|附加")


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
    found: list[Claim] = []
    seen: set[tuple[str, Decimal]] = set()
    for what, stated, text, partial in claims_in(spoken):
        if partial or (what == "points" and not counts["points"]):
            continue
        read = counts[what]
        if what == "indicators" and len(lists) > 1 and stated != read:
            nth = sum(1 for c in found if c.what == what)
            read = Decimal(lists[min(nth, len(lists) - 1)])
        elif (what, stated) in seen:
            continue
        seen.add((what, stated))
        found.append(Claim(what, stated, read, text))
    return tuple(found)


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

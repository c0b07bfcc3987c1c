"""分值相加: a heading's points against those of its items."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from parsers.diagnostics import Diagnostic
from parsers.model import Indicator, Notice, PointsKind
from pipeline import codes


def points(notice: Notice) -> Iterator[Diagnostic]:
    """A heading states points and its items, where all state theirs, do not add up to them."""
    below: dict[str, list[Indicator]] = defaultdict(list)
    for indicator in notice.indicators:
        for name in indicator.section:
            below[name].append(indicator)
    for section in notice.sections:
        stated = section.points.value if section.points is not None else None
        items = below[section.id]
        if stated is None or not items or section.points is None:
            continue
        if any(i.points is None or i.points.value is None for i in items):
            continue
        total = sum(
            (
                i.points.value or Decimal(0)
                for i in items
                if i.points and i.points.kind is PointsKind.AWARD
            ),
            Decimal(0),
        )
        if total not in (stated, Decimal(0)):
            yield codes.SECTION_POINTS.at(
                *section.points.text.spans,
                section=section.heading,
                stated=f"{stated:g}",
                found=f"{total:g}",
            )

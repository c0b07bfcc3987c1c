"""分值相加: a heading's points against those of its items."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from parsers.diagnostics import Diagnostic
from parsers.model import Indicator, Notice, PointsKind
from pipeline import codes

_FEW = 5


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


def outliers(notice: Notice) -> Iterator[Diagnostic]:
    """No points at all, or over three times what any other item has: a lost decimal point."""
    scored = [(i, i.points) for i in notice.indicators if i.points is not None]
    values = sorted((p.value for _, p in scored if p.value is not None), reverse=True)
    for indicator, found in scored:
        value = found.value
        alone = len(values) > _FEW and value == values[0] and value > 3 * values[1]
        if value is not None and (value == 0 or alone):
            number = indicator.number.value if indicator.number is not None else "？"
            yield codes.POINTS_ODD.at(
                *found.text.spans, indicator=indicator.id, number=number, value=f"{value:g}"
            )

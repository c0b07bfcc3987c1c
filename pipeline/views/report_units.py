"""谁来办: who is meant by each mention, and each unit's share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal

from parsers.model import Indicator, Mention, PointsKind
from pipeline.assign import Assignment, Assignments, OpenPlace
from pipeline.views.report_rows import UnitRow


class Named:
    """Who is meant by each mention, and the units with an ordinal each."""

    def __init__(self, assignments: Assignments) -> None:
        self.items: dict[str, list[Assignment]] = {}
        for item in assignments.items:
            self.items.setdefault(item.indicator.id, []).append(item)
        self.open: dict[tuple[str, Mention], OpenPlace] = {}
        self._waiting: dict[str, list[OpenPlace]] = {}
        for place in assignments.open:
            self.open[place.indicator.id, place.mention] = place
            self._waiting.setdefault(place.indicator.id, []).append(place)
        ordered = dict.fromkeys(unit.name for unit in assignments.book.units)
        meant = {item.unit.name: item.unit for item in assignments.items}
        names = [name for name in ordered if name in meant]
        names += [name for name in meant if name not in ordered]
        pending = dict.fromkeys(p.group or p.mention.name.value for p in assignments.open)
        self.units = {name: n for n, name in enumerate(names, 1)}
        self.pending = {name: n for n, name in enumerate(pending, len(names) + 1)}
        self._meant = meant
        self._open = assignments.open

    def ordinals(self, indicator: str, mention: Mention) -> tuple[int, ...]:
        place = self.open.get((indicator, mention))
        waiting = (self.pending[place.group or mention.name.value],) if place else ()
        return tuple(self.units[i.unit.name] for i in self.of(indicator, mention)) + waiting

    def of(self, indicator: str, mention: Mention) -> list[Assignment]:
        return [item for item in self.items.get(indicator, ()) if item.mention == mention]

    def mentions(self, indicator: str) -> tuple[Mention, ...]:
        """Every mention through which an indicator was assigned or waits to be."""
        assigned = [item.mention for item in self.items.get(indicator, ())]
        waiting = [place.mention for place in self._waiting.get(indicator, ())]
        return tuple(dict.fromkeys((*assigned, *waiting)))

    def kinds(self) -> tuple[str, ...]:
        """How many units of each kind: ``政府部门 18``."""
        counts = Counter(unit.kind.value for unit in self._meant.values())
        return tuple(f"{kind} {count}" for kind, count in counts.items())

    def rows(self) -> tuple[UnitRow, ...]:
        own: dict[str, dict[str, Indicator]] = {name: {} for name in self.units}
        led: dict[str, set[str]] = {name: set() for name in self.units}
        for indicator, items in self.items.items():
            for item in items:
                own[item.unit.name][indicator] = item.indicator
                if item.lead:
                    led[item.unit.name].add(indicator)
        waiting: dict[str, dict[str, Indicator]] = {name: {} for name in self.pending}
        for place in self._open:
            name = place.group or place.mention.name.value
            waiting[name][place.indicator.id] = place.indicator
        return tuple(
            _unit_row(n, name, self._meant[name].kind.value, own[name], len(led[name]))
            for name, n in self.units.items()
        ) + tuple(
            _unit_row(n, name, "待定", waiting[name], 0, is_open=True)
            for name, n in self.pending.items()
        )


def _unit_row(
    ordinal: int,
    name: str,
    kind: str,
    indicators: Mapping[str, Indicator],
    leads: int,
    *,
    is_open: bool = False,
) -> UnitRow:
    award, deduction = totals(indicators.values())
    return UnitRow(
        ordinal, name, kind, len(indicators), leads, figure(award), figure(deduction), is_open
    )


def figure(value: Decimal) -> str:
    """A number as a clerk writes it: ``1.50`` is 1.5, ``1E+2`` is 100."""
    return format(value.normalize(), "f") if value else "0"


def totals(indicators: Iterable[Indicator]) -> tuple[Decimal, Decimal]:
    award = deduction = Decimal(0)
    for indicator in indicators:
        points = indicator.points
        if points is not None and points.value is not None:
            if points.kind is PointsKind.AWARD:
                award += points.value
            else:
                deduction += points.value
    return award, deduction

"""谁多了、谁少了: per unit and per section what was gained, lost and kept, in items and points."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from parsers.model import Indicator, Notice, PointsKind, Role
from pipeline.changes import Amount, Balance, Pair
from pipeline.diff_units import Bodies, unit_names
from pipeline.match_sections import Sections, title_key
from pipeline.names import is_collective

NO_SECTION = "（不分类）"


@dataclass(slots=True)
class _Account:
    """What one unit or section has on either side while it is being counted."""

    gained: list[Indicator] = field(default_factory=list)
    lost: list[Indicator] = field(default_factory=list)
    kept_before: list[Indicator] = field(default_factory=list)
    kept: list[Indicator] = field(default_factory=list)

    def put(self, old: Sequence[Indicator], new: Sequence[Indicator]) -> None:
        """The items of one pair that are on this account, of each year."""
        if old and new:
            self.kept_before += old
            self.kept += new
        else:
            self.lost += old
            self.gained += new

    def balance(self, name: str, **more: object) -> Balance:
        return Balance(
            name,
            amount(self.lost + self.kept_before),
            amount(self.gained + self.kept),
            amount(self.gained),
            amount(self.lost),
            amount(self.kept_before),
            amount(self.kept),
            gained_items=tuple(self.gained),
            lost_items=tuple(self.lost),
            **more,  # type: ignore[arg-type]  # the caller's keywords are Balance's own
        )


def amount(items: Iterable[Indicator]) -> Amount:
    """Items counted, their points added up apart by award and deduction."""
    count, sums = 0, {PointsKind.AWARD: Decimal(), PointsKind.DEDUCTION: Decimal()}
    for item in items:
        count += 1
        if item.points is not None and item.points.value is not None:
            sums[item.points.kind] += item.points.value
    return Amount(count, sums[PointsKind.AWARD], sums[PointsKind.DEDUCTION])


Sides = tuple[tuple[Indicator, ...], tuple[Indicator, ...]]


def _sides(
    pairs: Sequence[Pair], added: Sequence[Indicator], removed: Sequence[Indicator]
) -> list[Sides]:
    one_sided: list[Sides] = [((), (item,)) for item in added]
    one_sided += [((item,), ()) for item in removed]
    return [*((pair.old, pair.new) for pair in pairs), *one_sided]


def unit_balances(
    pairs: Sequence[Pair],
    added: Sequence[Indicator],
    removed: Sequence[Indicator],
    bodies: Bodies,
) -> tuple[Balance, ...]:
    """One per unit of either year, in the new notice's order, those that are gone last."""
    accounts: dict[str, _Account] = {}
    led: dict[tuple[str, int], int] = {}
    names: dict[tuple[str, int], str] = {}
    for old, new in _sides(pairs, added, removed):
        keys = [[bodies.keys(item, year) for item in side] for year, side in enumerate((old, new))]
        for key in sorted(frozenset[str]().union(*keys[0], *keys[1])):
            account = accounts.setdefault(key, _Account())
            mine = [
                [item for item, held in zip(side, keys[year], strict=True) if key in held]
                for year, side in enumerate((old, new))
            ]
            account.put(*mine)
        for year, side in enumerate((old, new)):
            for item in side:
                for name in unit_names(item):
                    names[bodies.key(name, year), year] = name
                for key in leading(item, bodies, year):
                    led[key, year] = led.get((key, year), 0) + 1
    order = bodies.in_order()
    return tuple(
        accounts[key].balance(
            names.get((key, 1)) or names[key, 0],
            led_before=led.get((key, 0), 0),
            led=led.get((key, 1), 0),
            old_name=_other(names.get((key, 0)), names.get((key, 1))),
            collective=is_collective(bodies.shown(key)),
        )
        for key in order
        if key in accounts
    )


def leading(item: Indicator, bodies: Bodies, year: int) -> dict[str, str]:
    """Who leads, by body: as stated, else the first listed unit that is no group."""
    names = [m.name.value for m in item.mentions if m.lead or m.role is Role.LEAD]
    doing = [m for m in item.mentions if m.role is not Role.ASSESS]
    if not names and doing and not doing[0].collective:
        names = [doing[0].name.value]
    return {bodies.key(name, year): name for name in names}


def _other(old: str | None, new: str | None) -> str | None:
    return old if old and new and old != new else None


def section_balances(
    old: Notice,
    new: Notice,
    pairs: Sequence[Pair],
    added: Sequence[Indicator],
    removed: Sequence[Indicator],
    sections: Sections,
) -> tuple[Balance, ...]:
    """One per outermost section, in the new notice's order; those that are gone last.

    Several sections that go on in one share its line.
    """
    headings = [_headings(notice) for notice in (old, new)]
    heir = {
        title: next((t for t in headings[1] if sections.related((title,), (t,))), title)
        for title in headings[0]
    }
    accounts: dict[str, _Account] = {}
    for before, after in _sides(pairs, added, removed):
        rows: dict[str, tuple[list[Indicator], list[Indicator]]] = {}
        for item in before:
            title = _outermost(old, item)
            rows.setdefault(heir.get(title, title), ([], []))[0].append(item)
        for item in after:
            rows.setdefault(_outermost(new, item), ([], []))[1].append(item)
        for title, mine in rows.items():
            accounts.setdefault(title, _Account()).put(*mine)
    shown = []
    for title in (*headings[1], *(t for t in headings[0] if t not in headings[1])):
        if title in accounts:
            former = [name for t, name in headings[0].items() if heir[t] == title]
            name = headings[1].get(title) or headings[0].get(title) or NO_SECTION
            shown.append(
                accounts.pop(title).balance(name, old_name=_other("、".join(former), name))
            )
    shown += [account.balance(NO_SECTION) for account in accounts.values()]
    return tuple(shown)


def _headings(notice: Notice) -> dict[str, str]:
    """The outermost sections with items, by the title they are compared by."""
    found: dict[str, str] = {}
    for item in notice.indicators:
        for section in notice.path(item)[:1]:
            found.setdefault(title_key(section.title.value), section.title.value)
    return found


def _outermost(notice: Notice, item: Indicator) -> str:
    path = notice.path(item)
    return title_key(path[0].title.value) if path else ""

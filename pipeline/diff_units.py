"""同一单位在两年里的名称: which names of two notices are one body, and how they differ.

区农业农村水利局 and 区农业农村和水利局 are one name written otherwise (respelt). 国土分局 and
自然资源和规划分局 are one body under its successor's name (renamed): no change of duty. Who
succeeded whom is what the notice says (原由…承担，由…继续承担), what the register says, and what
the reforms known everywhere say where the one name is gone and the other is new.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from parsers.model import Indicator, Notice, Role
from parsers.text import fold
from pipeline.directory import Directory
from pipeline.knowledge import Reform, knowledge
from pipeline.names import Place, body_of, collective_key, forms, is_collective, place_of, tidy
from pipeline.units import Certainty, UnitBook

_SUCCESSOR = re.compile(
    r"原由(?P<old>[^。;,]{2,30}?)承担.*?由(?P<new>[^。;,由]{2,30}?)(?:继续|接续)?承担"
)
_TAILS = ("局", "委", "办", "分局", "所", "厅")


class Kept(Enum):
    """How a body that both years name is named."""

    SAME = "same"
    RESPELT = "unit_respelt"
    RENAMED = "unit_renamed"


@dataclass(frozen=True, slots=True)
class UnitChange:
    """What became of the units of an item; names as each notice writes them, in its order."""

    joined: tuple[str, ...]
    left: tuple[str, ...]
    renamed: tuple[tuple[str, str], ...]
    respelt: tuple[tuple[str, str], ...]


class Bodies:
    """The units of two notices, each body with one key in both."""

    def __init__(self, old: Notice, new: Notice, book: UnitBook | None = None) -> None:
        self._place = _place(old, new)
        self._directory = Directory(book, self._place) if book is not None else None
        self._spelling: dict[tuple[int, str], str] = {}
        self._parent: dict[str, str] = {}
        self._shown: dict[str, str] = {}
        self._why: dict[tuple[str | None, str | None], str] = {}
        self._forms: dict[tuple[str | None, str], str] = {}
        self._open: set[tuple[str, str]] = set()
        sides = tuple(dict.fromkeys(_names(notice)) for notice in (old, new))
        for year, (notice, names) in enumerate(zip((old, new), sides, strict=True)):
            for name in names:
                self._spelling[year, name] = self._spell(name, notice)
        self._join_stated((old, new))
        self._join_reformed(
            [{self._spelling[year, name] for name in sides[year]} for year in (0, 1)]
        )
        for year, names in enumerate(sides):
            for name in names:  # the new year's first way of writing it is shown
                self._shown[self.key(name, year)] = name

    def key(self, name: str, year: int) -> str:
        """The body a name of the old (0) or new (1) notice stands for."""
        return self._root(self._spelling[year, name])

    def shown(self, key: str) -> str:
        """How a body is called in an overview of both years."""
        return self._shown[key]

    def in_order(self) -> tuple[str, ...]:
        """Every body once, in the order of the new notice, then those only the old one has."""
        named = ((year, self.key(name, year)) for year, name in self._spelling)
        years = sorted(named, key=lambda item: -item[0])  # stable: reading order within a year
        return tuple(dict.fromkeys(key for _, key in years))

    def why_renamed(self, old: str, new: str) -> str:
        """Why two names are taken for one body, as a Chinese clause."""
        for one in old.split("、"):
            for other in new.split("、"):
                pair = (self._spelling.get((0, one)), self._spelling.get((1, other)))
                if pair in self._why:
                    return self._why[pair]
        return "名录中是同一单位"

    def keys(self, indicator: Indicator, year: int) -> frozenset[str]:
        return frozenset(self.key(name, year) for name in unit_names(indicator))

    def change(self, old: Iterable[Indicator], new: Iterable[Indicator]) -> UnitChange:
        """What became of the units; those of several items are taken together."""
        before = self._by_key(old, 0)
        after = self._by_key(new, 1)
        joined = tuple(n for key, names in after.items() if key not in before for n in names)
        left = tuple(n for key, names in before.items() if key not in after for n in names)
        renamed, respelt = [], []
        for key in before.keys() & after.keys():
            gone = _without(before[key], after[key]) or before[key]
            come = _without(after[key], before[key]) or after[key]
            pair = ("、".join(gone), "、".join(come))
            if self._apart(gone, come):
                renamed.append((key, pair))
            elif not set(map(tidy, before[key])) & set(map(tidy, after[key])):
                respelt.append((key, pair))
        order = {key: at for at, key in enumerate(before)}
        renamed.sort(key=lambda item: order[item[0]])
        respelt.sort(key=lambda item: order[item[0]])
        return UnitChange(
            joined, left, tuple(pair for _, pair in renamed), tuple(pair for _, pair in respelt)
        )

    def _apart(self, old: Iterable[str], new: Iterable[str]) -> bool:
        """Whether the names differ in more than their spelling."""
        return not {self._spelling[0, n] for n in old} & {self._spelling[1, n] for n in new}

    def _by_key(self, indicators: Iterable[Indicator], year: int) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for indicator in indicators:
            for name in named_units(indicator):
                key = self.key(name, year)
                if name not in found.get(key, ()):
                    found[key] = (*found.get(key, ()), name)
        return found

    # --- one name, written one way or the other ---

    def _spell(self, name: str, notice: Notice) -> str:
        if self._directory is not None:
            found = self._directory.resolve(name, notice.date_of_issue)
            if found.unit is not None:
                own = found.holder or found.unit.name
                if found.certainty is not Certainty.FORMER:
                    return self._kept(f"={own}", name)
                former = self._kept(f"-{tidy(name)}", name)
                self._link(former, f"={found.unit.name}")
                return former
        if is_collective(name):
            return self._kept(f"~{collective_key(name)}", name)
        level = self._place.level if self._place else None
        keys = [
            (level if form.owner is None else form.owner, form.body)
            for form in forms(name, self._place)
        ]
        known = next((self._forms[key] for key in keys if key in self._forms), f"={tidy(name)}")
        for key in keys:
            self._forms.setdefault(key, known)
        return self._kept(known, name)

    def _kept(self, spelling: str, name: str) -> str:
        self._parent.setdefault(spelling, spelling)
        self._shown.setdefault(spelling, name)
        return spelling

    # --- one body, under another name ---

    def _root(self, spelling: str) -> str:
        while self._parent.setdefault(spelling, spelling) != spelling:
            spelling = self._parent[spelling]
        return spelling

    def _link(self, one: str, other: str) -> None:
        first, second = sorted((self._root(one), self._root(other)))
        self._parent[second] = first

    def _join_stated(self, notices: tuple[Notice, Notice]) -> None:
        for notice in notices:
            for rule in notice.rules:
                found = (
                    _SUCCESSOR.search(fold(rule.text.value)) if rule.kind == "successor" else None
                )
                if found is None:
                    continue
                for old in (
                    re.split(r"[、和]", found["old"]) if "、" in found["old"] else [found["old"]]
                ):
                    one, other = self._spell(old, notice), self._spell(found["new"], notice)
                    self._link(one, other)
                    self._why[one, other] = self._why[other, one] = "通知写明"

    def _join_reformed(self, spellings: list[set[str]]) -> None:
        """Reforms count where one name is gone, the other is new, and there is only one heir."""
        known = [{self._root(s) for s in side} for side in spellings]
        gone = sorted(known[0] - known[1])
        come = sorted(known[1] - known[0])
        pairs = [(one, other) for one in gone for other in come]
        succession = [(a, b) for a, b in pairs if self._succeeds(a, b)]
        succession += [(b, a) for a, b in pairs if self._succeeds(b, a)]  # years turned round
        for before, after in succession:
            if len([heir for one, heir in succession if one == before]) == 1:
                self._link_reformed(before, after)
            else:
                self._open |= {(before, after), (after, before)}

    def _link_reformed(self, one: str, other: str) -> None:
        self._link(one, other)
        self._why[one, other] = self._why[other, one] = "机构改革"

    def settle(self, pairs: Iterable[tuple[Iterable[Indicator], Iterable[Indicator]]]) -> None:
        """Where a reform leaves several heirs: the one that stands in the place of the old name.

        扶贫办 went on as 乡村振兴局 here and as 农业农村局 there; which it is, the items tell.
        """
        votes: Counter[tuple[str, str]] = Counter()
        for old, new in pairs:
            before = {self._root(self._spelling[0, n]) for item in old for n in unit_names(item)}
            after = {self._root(self._spelling[1, n]) for item in new for n in unit_names(item)}
            votes.update(
                (one, other)
                for one, other in self._open
                if one in before - after and other in after - before
            )
        for one, other in sorted(votes):
            if not [pair for pair in votes if pair != (one, other) and {one, other} & {*pair}]:
                self._link_reformed(one, other)

    def _succeeds(self, old: str, new: str) -> bool:
        before, after = (forms(self._shown[key], self._place) for key in (old, new))
        level = self._place.level if self._place else None
        return any(
            (a.owner or level) == (b.owner or level) and b.body in set(heirs(a.body))
            for a in before
            for b in after
        )


def _without(names: Iterable[str], others: Iterable[str]) -> tuple[str, ...]:
    known = set(map(tidy, others))
    return tuple(name for name in names if tidy(name) not in known)


def named_units(indicator: Indicator) -> tuple[str, ...]:
    """All units an item names, as written, those that judge it included."""
    return tuple(dict.fromkeys(mention.name.value for mention in indicator.mentions))


def unit_names(indicator: Indicator) -> tuple[str, ...]:
    """The units that have to do an item, as written; who judges it is none of them."""
    return tuple(
        dict.fromkeys(m.name.value for m in indicator.mentions if m.role is not Role.ASSESS)
    )


def heirs(body: str) -> Iterator[str]:
    """What a body may be called after the reforms known everywhere."""
    for reform in knowledge().reforms:
        yield from _heirs(body, reform)


def _heirs(body: str, reform: Reform) -> Iterator[str]:
    for old in reform.old:
        for old_body in body_of(old):
            tail = body.removeprefix(old_body)
            if reform.whole and body == old_body:
                yield from (heir for new in reform.new for heir in body_of(new))
            elif not reform.whole and body.startswith(old_body) and tail in _TAILS:
                for new in reform.new:
                    yield from body_of(f"{new}{'局' if tail == '委' else tail}")


def _names(notice: Notice) -> Iterator[str]:
    for indicator in notice.indicators:
        yield from named_units(indicator)


def _place(*notices: Notice) -> Place | None:
    places = (place_of(notice.issuer.value) for notice in notices if notice.issuer)
    return next((place for place in places if place is not None), None)

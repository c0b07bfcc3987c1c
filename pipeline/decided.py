"""人工决定: who 各有关单位 is for one indicator, that X means Y, that a person is no unit.

A decision is found again by the indicator's id or text, never by its number. Decisions made for
another notice are offered, not applied.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from parsers.diagnostics import Diagnostic
from parsers.model import Indicator, Mention, Notice
from parsers.text import fold
from pipeline import codes
from pipeline.directory import Directory
from pipeline.names import tidy


@dataclass(frozen=True, slots=True)
class PlaceDecision:
    """Who ``name`` is in one indicator. ``units`` is None while nobody has said; () is nobody."""

    name: str
    text: str
    indicator: str | None = None  # the indicator's id
    number: str | None = None  # for people to find it; plays no part
    units: tuple[str, ...] | None = None
    line: int = 0


@dataclass(frozen=True, slots=True)
class NameDecision:
    """What ``written`` means wherever it stands; () is no unit at all."""

    written: str
    units: tuple[str, ...] | None = None
    line: int = 0


@dataclass(frozen=True, slots=True)
class Decisions:
    """What people decided for one notice, known by its 发文字号."""

    places: tuple[PlaceDecision, ...] = ()
    names: tuple[NameDecision, ...] = ()
    notice: str | None = None
    file: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """The units decided on for a mention, as the register names them.

    ``place`` tells that it was decided for this one place; ``offered`` that it was decided for
    another notice and is only a suggestion here.
    """

    units: tuple[str, ...]
    place: bool
    offered: bool = False


@dataclass(slots=True)
class DecisionsAtWork:
    """Decisions applied to one notice; keeps count of those that were of use."""

    decisions: Decisions
    notice: Notice
    directory: Directory
    foreign: bool = False
    _by_place: dict[tuple[str, str], _Decision] = field(default_factory=dict)
    _by_name: dict[tuple[str, str], _Decision] = field(default_factory=dict)
    _remarks: list[Diagnostic] = field(default_factory=list)
    _used: set[_Decision] = field(default_factory=set)
    _known: dict[_Decision, tuple[str, ...] | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        number = self.notice.document_number
        said = self.decisions.notice
        self.foreign = bool(said and number and _plain(said) != _plain(number.value))
        if self.foreign and (self.decisions.places or self.decisions.names):
            self._remarks.append(
                codes.DECISIONS_OF_ANOTHER.at(file=self.decisions.file or "", notice=said)
            )
        texts: dict[str, set[str]] = {}
        for indicator in self.notice.indicators:
            texts.setdefault(_plain(indicator.text.value), set()).add(indicator.id)
        ids = {indicator.id for indicator in self.notice.indicators}
        for place in self.decisions.places:
            if place.units is None:
                continue
            name, text = tidy(place.name), _plain(place.text)
            if place.indicator in ids and place.indicator not in texts.get(text, ()):
                self._used.add(place)
                self._remarks.append(
                    codes.DECISION_MISPLACED.at(file=self._file, line=place.line, text=place.text)
                )
            elif place.indicator in ids:
                self._keep(self._by_place, (place.indicator or "", name), place)
            elif len(here := tuple(texts.get(text, ()))) == 1:
                self._keep(self._by_place, (here[0], name), place)
        for decision in self.decisions.names:
            if decision.units is not None:
                self._keep(self._by_name, ("", tidy(decision.written)), decision)

    def _keep(
        self, table: dict[tuple[str, str], _Decision], key: tuple[str, str], one: _Decision
    ) -> None:
        """The first decision on a place counts; another that says otherwise is reported."""
        first = table.setdefault(key, one)
        if first is not one:
            self._used.add(one)
            if first.units != one.units:
                self._remarks.append(
                    codes.DECISION_TWICE.at(
                        file=self._file, line=one.line, first=first.line, name=key[1]
                    )
                )

    def about(self, indicator: Indicator, mention: Mention) -> Answer | None:
        """What was decided about a mention; the place counts before the name."""
        name = tidy(mention.name.value)
        place = self._by_place.get((indicator.id, name))
        decision = place or self._by_name.get(("", name))
        if decision is None:
            return None
        self._used.add(decision)
        if decision not in self._known:
            self._known[decision] = self._units(decision)
        units = self._known[decision]
        return None if units is None else Answer(units, place is not None, self.foreign)

    def findings(self) -> tuple[Diagnostic, ...]:
        """What there is to say once the whole notice was assigned."""
        return (*self._remarks, *self._idle())

    @property
    def _file(self) -> str:
        return self.decisions.file or "待明确"

    def _units(self, decision: _Decision) -> tuple[str, ...] | None:
        """The register's units for the names a person wrote; None if it knows none of them."""
        found: dict[str, None] = {}
        for name in decision.units or ():
            members = self._members(name)
            if not members and not self.foreign:
                offered = self.directory.resolve(name, self.notice.date_of_issue).candidates
                like = f"，是不是“{offered[0].unit}”" if offered else ""
                if self.directory.groups(name):
                    like = "（它是名录中没有成员的集合，请填具体的单位）"
                self._remarks.append(
                    codes.DECIDED_UNIT_UNKNOWN.at(
                        file=self._file, line=decision.line, name=name, like=like
                    )
                )
            found |= dict.fromkeys(members)
        return None if decision.units and not found else tuple(found)

    def _members(self, name: str) -> tuple[str, ...]:
        """A unit as the register names it; of a group, its members."""
        on = self.notice.date_of_issue
        if unit := self.directory.resolve(name, on).unit:
            return (unit.name,)
        groups = self.directory.groups(name)
        members = groups[0].members if len(groups) == 1 else None
        units = [self.directory.resolve(member, on).unit for member in members or ()]
        return tuple(unit.name for unit in units if unit is not None)

    def _idle(self) -> Iterator[Diagnostic]:
        if self.foreign:
            return
        for place in self.decisions.places:
            if place.units is not None and place not in self._used:
                yield codes.DECISION_UNUSED.at(
                    file=self._file, line=place.line, name=place.name, text=place.text
                )
        for decision in self.decisions.names:
            if decision.units is not None and decision not in self._used:
                yield codes.NAME_DECISION_UNUSED.at(
                    file=self._file, line=decision.line, name=decision.written
                )


_Decision = PlaceDecision | NameDecision


def _plain(text: str) -> str:
    """What is compared of a text: its words and figures, whatever the punctuation."""
    return re.sub(r"[\W_]", "", fold(text))

"""查名录: whom a written name stands for, always with how sure that is and why.

In this order: the name itself; an alias or the full name; a former name, if it was held at the
notice's date; a safe folding (``pipeline.names``). What none of these answers gets candidates,
which are offered and never taken. Two units that answer are no answer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from pipeline.names import (
    LEVELS,
    Form,
    Place,
    collective_key,
    difference,
    forms,
    place_of,
    tidy,
    without_bracket,
)
from pipeline.similar import Similar
from pipeline.units import Candidate, Certainty, Group, Resolution, Unit, UnitBook


def resolve(book: UnitBook, name: str, on: date | None) -> Resolution:
    """Whom one name stands for on a day; for many names make one ``Directory``."""
    return Directory(book).resolve(name, on)


@dataclass(frozen=True, slots=True)
class _Entry:
    """One way a unit may be written. ``held`` is set for a former name: its first and last day."""

    unit: str
    written: str
    certainty: Certainty
    held: tuple[date | None, date | None] | None = None

    def holds(self, on: date | None) -> bool:
        if self.held is None or on is None:
            return True
        start, end = self.held
        return (start is None or start <= on) and (end is None or on <= end)


class Directory:
    """A register made ready for looking names up; the order of its entries plays no part."""

    def __init__(self, book: UnitBook, place: Place | None = None) -> None:
        """``place`` is used where the register does not say where its office is."""
        self.book = _once(book)
        self.units = {unit.name: unit for unit in self.book.units}
        self.place = place_of(book.place) or place or _usual_level(self.units)
        self._exact: dict[str, list[_Entry]] = {}
        self._folded: dict[str, list[tuple[str | None, _Entry]]] = {}
        self._groups: dict[str, list[Group]] = {}
        self._answers: dict[tuple[str, date | None, str | None], Resolution] = {}
        self._similar: Similar | None = None
        for unit in self.book.units:
            for entry in _entries(unit):
                self._exact.setdefault(tidy(entry.written), []).append(entry)
                for form in _all_forms(entry.written, self.place):
                    owner = self._level if form.owner is None else form.owner
                    self._folded.setdefault(form.body, []).append((owner, entry))
        for group in self.book.groups:
            for written in dict.fromkeys(map(tidy, (group.name, *group.aliases))):
                self._groups.setdefault(written, []).append(group)
            for key in dict.fromkeys(map(collective_key, (group.name, *group.aliases))):
                self._groups.setdefault(f"~{key}", []).append(group)

    @property
    def _level(self) -> str | None:
        return self.place.level if self.place else None

    def groups(self, name: str) -> tuple[Group, ...]:
        """The groups a name means: one, or several if the register contradicts itself."""
        found = self._groups.get(tidy(name)) or self._groups.get(f"~{collective_key(name)}") or ()
        return tuple(found)

    def resolve(self, name: str, on: date | None, inherited: str | None = None) -> Resolution:
        """Whom a name stands for on a day.

        ``inherited`` is the level of the name before it in the same list (省 in 省商务厅、财政厅);
        it counts for a name that states none.
        """
        key = (tidy(name), on, inherited)
        if key not in self._answers:
            self._answers[key] = self._resolve(name, on, inherited)
        return self._answers[key]

    def named_exactly(self, name: str) -> bool:
        """Whether the register itself contains the name, in whatever capacity."""
        return tidy(name) in self._exact

    def _resolve(self, name: str, on: date | None, inherited: str | None) -> Resolution:
        entries = self._exact.get(tidy(name), ())
        for certainty in (Certainty.EXACT, Certainty.ALIAS, Certainty.FORMER):
            fitting = [e for e in entries if e.certainty is certainty and e.holds(on)]
            if fitting:
                return self._answer(name, fitting, on, certainty)
        for former in (False, True):
            fitting = [
                e for e in self._same_body(name, inherited) if (e.held is not None) is former
            ]
            fitting = [e for e in fitting if e.holds(on)]
            if fitting:
                return self._answer(name, fitting, on, Certainty.FOLDED)
        return Resolution(name, candidates=self._candidates(name, on, inherited))

    def _same_body(self, name: str, inherited: str | None) -> tuple[_Entry, ...]:
        """Entries that share a form with a name.

        A second plate in brackets answers for no one, but where it is a unit of its own it is
        a rival: 市农业农村局（市乡村振兴局） with both in the register.
        """
        found = tuple(self._fitting(forms(name, self.place), inherited))
        _, plate = without_bracket(tidy(name))
        if found and plate and len(plate) > 2:
            found += tuple(self._fitting(forms(plate, self.place), inherited))
        return found

    def _fitting(self, written: Iterable[Form], inherited: str | None) -> Iterator[_Entry]:
        for form in written:
            wanted = form.owner if form.owner is not None else inherited or self._level
            for owner, entry in self._folded.get(form.body, ()):
                if wanted is None or owner is None or owner == wanted:
                    yield entry

    def _answer(
        self, name: str, entries: list[_Entry], on: date | None, certainty: Certainty
    ) -> Resolution:
        """The one unit that the entries lead to, or the rivals."""
        heirs = {entry.unit: self._heir(entry.unit) for entry in entries}
        if len(set(heirs.values())) > 1:
            return Resolution(name, rivals=tuple(sorted(set(heirs.values()))))
        holder, heir = next(iter(sorted(heirs.items())))
        entry = min(entries, key=lambda entry: (entry.unit, entry.written))
        reasons = []
        if certainty is Certainty.FOLDED:
            reasons.append(difference(name, entry.written, self.place))
        if entry.held is not None:
            certainty = Certainty.FORMER
            reasons.append(f"“{entry.written}”是“{entry.unit}”的曾用名{_period(entry, on)}")
        if heir != holder:
            certainty = Certainty.FORMER
            reasons.append(f"“{holder}”的工作已由“{heir}”承接")
        if certainty is Certainty.ALIAS:
            reasons.append(f"名录中“{heir}”的别名或全称")
        return Resolution(
            name,
            self.units[heir],
            certainty,
            "；".join(reasons),
            holder=holder if heir != holder else None,
        )

    def _heir(self, name: str) -> str:
        """The unit that goes on with the work; a circle of successors leads nowhere."""
        seen = [name]
        while (following := self.units[seen[-1]].successor) in self.units and following is not None:
            if following in seen:
                return name
            seen.append(following)
        return seen[-1]

    def _candidates(
        self, name: str, on: date | None, inherited: str | None
    ) -> tuple[Candidate, ...]:
        offered: dict[str, str] = {}
        lapsed = [*self._exact.get(tidy(name), ()), *self._same_body(name, inherited)]
        for entry in sorted(lapsed, key=lambda entry: (entry.unit, entry.written)):
            if not entry.holds(on):
                reason = (
                    f"“{entry.written}”是“{entry.unit}”的曾用名，但不在所用期间{_period(entry, on)}"
                )
                offered.setdefault(self._heir(entry.unit), reason)
        if self._similar is None:
            written = [(e.unit, e.written) for listed in self._exact.values() for e in listed]
            self._similar = Similar(written, self.place)
        for candidate in self._similar.to(name, inherited):
            offered.setdefault(self._heir(candidate.unit), candidate.reason)
        return tuple(Candidate(unit, reason) for unit, reason in offered.items())[:3]


def _entries(unit: Unit) -> Iterator[_Entry]:
    yield _Entry(unit.name, unit.name, Certainty.EXACT)
    for written in (unit.full_name, unit.addressee, *unit.aliases):
        if written:
            yield _Entry(unit.name, written, Certainty.ALIAS)
    for former in unit.former:
        yield _Entry(unit.name, former.name, Certainty.FORMER, (former.start, former.end))


def _all_forms(written: str, place: Place | None) -> tuple[Form, ...]:
    """The forms of a register's name and of the plate in its brackets, each once."""
    found = forms(written, place)
    _, plate = without_bracket(tidy(written))
    if plate and len(plate) > 2:
        found += forms(plate, place)
    return tuple(dict.fromkeys(found))


def _once(book: UnitBook) -> UnitBook:
    """The book with every name once: entries of the same name together say who is meant."""
    merged: dict[str, Unit] = {}
    for unit in book.units:
        first = merged.setdefault(unit.name, unit)
        if first != unit:
            full = [name for name in (unit.full_name, unit.addressee) if name]
            merged[unit.name] = replace(
                first,
                aliases=tuple(dict.fromkeys((*first.aliases, *unit.aliases, *full))),
                former=tuple(dict.fromkeys((*first.former, *unit.former))),
                successor=first.successor or unit.successor,
            )
    if len(merged) == len(book.units):
        return book
    return replace(book, units=tuple(merged.values()))


def _usual_level(names: Iterable[str]) -> Place | None:
    """The level most names of the register begin with, where nothing says what the place is."""
    owners = (form.owner for name in names for form in forms(name, None)[:1])
    counted = Counter(owner for owner in owners if owner is not None and owner in (*LEVELS,))
    if not counted:
        return None
    (level, most), *others = counted.most_common()
    if others and others[0][1] == most:
        return None
    return Place("", level, "", ())


def _period(entry: _Entry, on: date | None) -> str:
    if entry.held is None or entry.held == (None, None):
        return ""
    start, end = entry.held
    first, last = (day.isoformat() if day else "" for day in (start, end))
    unknown = "，通知没有日期，未能核对" if on is None else ""
    return f"（{first or '……'}至{last or '今'}{unknown}）"

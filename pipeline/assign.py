"""归口: from what a notice writes to who is meant.

Every mention of every indicator ends in one of four ways: it is assigned, it is open, a person
has decided that it is nobody, or it repeats a unit the indicator already has – and the last two
are findings. Nothing is dropped.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from parsers.diagnostics import Code, Diagnostic
from parsers.model import Indicator, LeadBasis, Mention, Notice, Role, Text
from parsers.source import Span
from pipeline import codes
from pipeline.beside import for_nobody
from pipeline.decided import Answer, Decisions, DecisionsAtWork
from pipeline.directory import Directory
from pipeline.names import (
    LEVELS,
    difference,
    forms,
    is_collective,
    is_person,
    is_post,
    is_surely_collective,
    is_temporary,
    kinds_of,
    place_of,
    tidy,
)
from pipeline.register.propose import groups_defined, propose_register
from pipeline.units import Certainty, Group, Resolution, Unit, UnitBook

__all__ = ["Assignment", "Assignments", "Certainty", "OpenPlace", "assign"]


@dataclass(frozen=True, slots=True)
class Assignment:
    """One indicator given to one unit; ``reason`` is a Chinese clause for the check report."""

    indicator: Indicator
    mention: Mention
    unit: Unit
    role: Role
    lead: bool
    lead_basis: LeadBasis | None
    certainty: Certainty
    reason: str
    group: str | None = None  # the group through which the unit was reached


UNSTATED = "（未写责任单位）"


@dataclass(frozen=True, slots=True)
class OpenPlace:
    """A mention nobody can assign yet.

    ``group`` is the open group's name (各有关单位) or None for a name no unit answers to;
    ``candidates`` are unit names offered, best first, never taken.
    """

    indicator: Indicator
    mention: Mention
    group: str | None
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Assignments:
    """Every mention of the notice once: assigned, or open. Judges (考核) are in neither.

    ``registered`` is false where there was no register and ``book`` was made of the names.
    ``settled`` are the ids of items that have nobody and need nobody: a person said so, or they
    stand with others that nobody does, such as 加分项.
    """

    notice: Notice
    book: UnitBook
    items: tuple[Assignment, ...]
    open: tuple[OpenPlace, ...]
    registered: bool = True
    settled: frozenset[str] = frozenset()

    def by_unit(self) -> dict[Unit, tuple[Assignment, ...]]:
        """Units with at least one item, in the register's order, items in the notice's."""
        found: dict[str, list[Assignment]] = {}
        for item in self.items:
            found.setdefault(item.unit.name, []).append(item)
        known = [unit for unit in self.book.units if unit.name in found]
        return {unit: tuple(found[unit.name]) for unit in known}


def assign(
    notice: Notice,
    book: UnitBook | None,
    decisions: Decisions | None = None,
    *,
    first_leads: bool | None = None,
) -> tuple[Assignments, tuple[Diagnostic, ...]]:
    """Who has to do what, and what there is to say about it.

    Without a register names stand for themselves: variants that are certainly one body are put
    together, collectives stay open. ``first_leads`` says whether the first-listed unit leads
    where the notice says nothing of it; None leaves that to the register. A collective leads
    only where the notice says so of it; where one stands first nobody leads, neither by
    convention nor by a rule on the first-listed: to pick the next would be a guess.
    """
    asked = book if book is not None else propose_register(notice)
    place = place_of(notice.issuer.value if notice.issuer else None)
    directory = Directory(_with_groups_of(notice, asked), place)
    some = any(m.role is not Role.ASSESS for i in notice.indicators for m in _mentions(i))
    unasked = for_nobody(notice)
    desk = _Desk(directory, notice.date_of_issue, book is not None, asks=some, unasked=unasked)
    desk.others = next((rule.others for rule in notice.rules if rule.others), None)
    desk.decided = DecisionsAtWork(decisions or Decisions(), notice, directory)
    leading = asked.first_leads if first_leads is None else first_leads
    items: list[Assignment] = []
    opened: list[OpenPlace] = []
    settled: set[str] = set()
    for indicator in notice.indicators:
        given, left = desk.indicator(indicator, leading)
        items += given
        opened += left
        if not (given or left) and (some or indicator.id in unasked):
            settled.add(indicator.id)
    findings = (*desk.findings(), *desk.decided.findings())
    made = Assignments(
        notice,
        directory.book,
        tuple(items),
        tuple(opened),
        book is not None,
        frozenset(settled),
    )
    if book is None and notice.indicators:
        counted = len({item.unit.name for item in items})
        findings = (codes.NO_REGISTER.at(units=counted), *findings)
    return made, findings


@dataclass(frozen=True, slots=True)
class _Reached:
    """A unit reached through a mention."""

    unit: Unit
    certainty: Certainty
    reason: str
    group: str | None = None


@dataclass(slots=True)
class _Desk:
    """The desk at which one notice is assigned; gathers findings, one per distinct remark."""

    directory: Directory
    on: date | None
    registered: bool
    asks: bool = False  # who does an item that names nobody, where others do
    unasked: frozenset[str] = frozenset()  # the items of which it is not asked all the same
    others: Role | None = None  # what the notice makes of those behind the first, who leads
    decided: DecisionsAtWork = field(init=False)
    _remarks: dict[object, Diagnostic] = field(default_factory=dict)

    def findings(self) -> tuple[Diagnostic, ...]:
        return tuple(self._remarks.values())

    def indicator(
        self, indicator: Indicator, first_leads: bool
    ) -> tuple[list[Assignment], list[OpenPlace]]:
        """One indicator: a unit reached twice is given it once, in its stronger role."""
        given: dict[str, Assignment] = {}
        opened: list[OpenPlace] = []
        mentions = [m for m in _mentions(indicator) if m.role is not Role.ASSESS]
        if not mentions and self.asks:
            question = unstated(indicator)
            answered = self.decided.about(indicator, question) is not None
            mentions = [question] if answered or indicator.id not in self.unasked else []
        first = self._first_to_lead(indicator, mentions) if first_leads else None
        inherited: str | None = None
        for mention in mentions:
            reached = self._whom(indicator, mention, inherited)
            inherited = self._level_of(mention) or inherited
            if isinstance(reached, OpenPlace):
                opened.append(reached)
                if reached.group is not None and mention.lead_basis is LeadBasis.RULE:
                    self._say_no_lead(indicator, mention, mentions)
                continue
            basis = self._lead_of(indicator, mention, len(reached), mention is first, mentions)
            for one in reached:
                new = _given(indicator, mention, one, basis)
                old = given.get(one.unit.name)
                if old is not None:
                    self._twice(old, new)
                given[one.unit.name] = new if old is None else _stronger(old, new)
        return self._by_rule(list(given.values())), opened

    def _by_rule(self, given: list[Assignment]) -> list[Assignment]:
        """其余为配合单位: those named with the one who leads by the notice's rule."""
        others = self.others
        if others is None or not any(item.lead_basis is LeadBasis.RULE for item in given):
            return given
        return [
            replace(item, role=others)
            if item.role is Role.RESPONSIBLE
            and not item.lead
            and item.mention in item.indicator.mentions
            else item
            for item in given
        ]

    # --- whom a mention means ---

    def _whom(
        self, indicator: Indicator, mention: Mention, inherited: str | None
    ) -> tuple[_Reached, ...] | OpenPlace:
        name = mention.name.value
        answer = self.decided.about(indicator, mention)
        if answer is not None and not answer.offered:
            self._remark_on_overruling(indicator, mention, answer)
            return self._as_decided(indicator, mention, answer)
        offered = answer.units if answer is not None else ()
        if self._means_several(mention):
            if groups := self.directory.groups(name):
                return self._group(indicator, mention, groups, offered)
            return self._collective(indicator, mention, offered)
        found = self.directory.resolve(name, self.on, inherited)
        if found.unit is None:
            return self._unresolved(indicator, mention, found, offered)
        self._remark_on(indicator, mention, found, found.unit)
        if not self.registered:
            return (_Reached(found.unit, Certainty.AS_WRITTEN, "没有名录，按原文"),)
        certainty = found.certainty or Certainty.EXACT
        return (_Reached(found.unit, certainty, found.reason or "与名录一致"),)

    def _means_several(self, mention: Mention) -> bool:
        """The register decides: its units, its groups; only then what the name looks like."""
        name = mention.name.value
        if self.directory.named_exactly(name):
            return False
        if self.directory.groups(name):
            return True
        if not is_collective(name, mention.collective):
            return False
        return is_surely_collective(name) or self.directory.resolve(name, self.on).unit is None

    def _remark_on_overruling(self, indicator: Indicator, mention: Mention, answer: Answer) -> None:
        """A person may decide otherwise than the notice says, but not unnoticed."""
        if not self.registered or not answer.place or self._means_several(mention):
            return
        named = self.directory.resolve(mention.name.value, self.on).unit
        if named is not None and answer.units != (named.name,):
            units = "、".join(f"“{name}”" for name in answer.units) or "不分给任何单位"
            self._say(
                codes.DECIDED_AGAINST_THE_NOTICE,
                indicator,
                mention,
                name=mention.name.value,
                units=units,
            )

    def _as_decided(
        self, indicator: Indicator, mention: Mention, answer: Answer
    ) -> tuple[_Reached, ...]:
        if not answer.units:
            self._say(codes.DECIDED_NOBODY, indicator, mention, name=mention.name.value)
        group = mention.name.value if answer.place else None
        units = self.directory.units
        if group is not None and self._means_several(mention):
            for name in answer.units:
                if units[name].kind not in kinds_of(group):
                    self._say(
                        codes.DECIDED_AGAINST_THE_NAME, indicator, mention, name=group, unit=name
                    )
        return tuple(
            _Reached(units[name], Certainty.DECIDED, f"“{mention.name.value}”由人工指定", group)
            for name in answer.units
        )

    def _group(
        self,
        indicator: Indicator,
        mention: Mention,
        groups: tuple[Group, ...],
        offered: tuple[str, ...],
    ) -> tuple[_Reached, ...] | OpenPlace:
        written = mention.name.value
        members = {group.members for group in groups}
        group = groups[0]
        if len(members) > 1:
            names = "、".join(sorted(f"“{g.name}”" for g in groups))
            self._say(
                codes.GROUP_AMBIGUOUS, indicator, mention, together=True, name=written, groups=names
            )
        elif not all(_in_force(g, self.on) for g in groups):
            self._say(
                codes.GROUP_NOT_IN_FORCE,
                indicator,
                mention,
                together=True,
                name=written,
                group=group.name,
            )
        elif group.members:
            known = self.directory.resolve
            found = [(name, known(name, self.on)) for name in group.members]
            missing = [name for name, answer in found if answer.unit is None]
            if missing:
                self._say(
                    codes.MEMBER_UNKNOWN,
                    indicator,
                    mention,
                    together=True,
                    group=group.name,
                    names="、".join(missing),
                )
            else:
                heirs = {answer.unit.name: answer.unit for _, answer in found if answer.unit}
                reason = f"名录中“{group.name}”共{len(heirs)}个单位"
                return tuple(
                    _Reached(unit, Certainty.MEMBER, reason, group.name) for unit in heirs.values()
                )
        elif group.members is None:
            self._say(codes.GROUP_OPEN, indicator, mention, name=written)
        else:
            self._say(
                codes.GROUP_EMPTY_HERE,
                indicator,
                mention,
                together=True,
                name=written,
            )
        return OpenPlace(indicator, mention, written, offered)

    def _collective(
        self, indicator: Indicator, mention: Mention, offered: tuple[str, ...]
    ) -> OpenPlace:
        written = mention.name.value
        if written != UNSTATED:  # that nobody is named was told when the notice was read
            self._say(codes.GROUP_UNKNOWN, indicator, mention, name=written)
        return OpenPlace(indicator, mention, written, offered)

    def _unresolved(
        self, indicator: Indicator, mention: Mention, found: Resolution, offered: tuple[str, ...]
    ) -> OpenPlace:
        name = mention.name.value
        candidates = tuple(
            dict.fromkeys((*offered, *found.rivals, *(c.unit for c in found.candidates)))
        )
        if found.rivals:
            rivals = "、".join(found.rivals)
            self._say(codes.NAME_AMBIGUOUS, indicator, mention, name=name, units=rivals)
        elif is_post(name) or is_person(name):
            what = "职务" if is_post(name) else "人名"
            self._say(codes.NOT_A_UNIT, indicator, mention, name=name, what=what)
        elif is_temporary(name):
            self._say(codes.TEMPORARY_BODY, indicator, mention, name=name)
        else:
            like = "；".join(f"{c.unit}（{c.reason}）" for c in found.candidates)
            offer = f"；相近的有：{like}" if like else ""
            self._say(codes.NAME_UNKNOWN, indicator, mention, name=name, offer=offer)
        return OpenPlace(indicator, mention, None, candidates)

    def _remark_on(
        self, indicator: Indicator, mention: Mention, found: Resolution, unit: Unit
    ) -> None:
        """Says so when the unit is not simply the one written."""
        name, reason = mention.name.value, found.reason
        if not self.registered and is_temporary(unit.name):
            self._say(codes.TEMPORARY_BODY, indicator, mention, together=True, name=name)
        match found.certainty:
            case Certainty.FORMER:
                code = codes.NAME_FORMER
            case Certainty.FOLDED:
                code = codes.NAME_FOLDED
            case Certainty.ALIAS if not self.registered:  # the program's alias, not the office's
                code = codes.NAME_FOLDED
                reason = difference(name, unit.name, self.directory.place)
            case _:
                return
        self._say(code, indicator, mention, together=True, name=name, unit=unit.name, reason=reason)

    # --- who leads ---

    def _first_to_lead(self, indicator: Indicator, mentions: list[Mention]) -> Mention | None:
        """The first-listed, if nobody is said to lead; never a collective or a nobody."""
        if any(mention.lead or mention.role is Role.LEAD for mention in mentions):
            return None
        for mention in mentions:
            if mention.role is not Role.RESPONSIBLE:
                continue
            answer = self.decided.about(indicator, mention)
            if answer is not None and not answer.offered and not answer.units:
                continue
            if self._means_several(mention):
                self._say_no_lead(indicator, mention, mentions)
                return None
            return mention
        return None

    def _lead_of(
        self,
        indicator: Indicator,
        mention: Mention,
        reached: int,
        first: bool,
        mentions: list[Mention],
    ) -> LeadBasis | None:
        """Why whoever a mention reached leads; being first-listed singles out one unit only."""
        if mention.lead_basis is LeadBasis.RULE and reached > 1:
            self._say_no_lead(indicator, mention, mentions)
            return None
        if mention.lead or mention.role is Role.LEAD:
            return mention.lead_basis or LeadBasis.STATED
        return LeadBasis.FIRST if first and reached == 1 else None

    def _say_no_lead(self, indicator: Indicator, mention: Mention, mentions: list[Mention]) -> None:
        """Those who are the only ones named share the item; there is nobody to lead."""
        if len(mentions) > 1:
            basis = "通知的规定" if mention.lead_basis is LeadBasis.RULE else "惯例"
            self._say(codes.NO_LEAD, indicator, mention, name=mention.name.value, basis=basis)

    def _level_of(self, mention: Mention) -> str | None:
        """The level a name states, which names without one after it share."""
        if self._means_several(mention):
            return None
        owner = forms(mention.name.value, self.directory.place)[0].owner
        return owner if owner is not None and owner in LEVELS and owner else None

    # --- remarks ---

    def _twice(self, old: Assignment, new: Assignment) -> None:
        """Points at both mentions: only one of them shows in the assignments."""
        one, other = old.mention.name, new.mention.name
        key = (codes.UNIT_REACHED_TWICE.id, new.indicator.id, other.spans, new.unit.name)
        self._remarks[key] = codes.UNIT_REACHED_TWICE.at(
            *_union(other.spans, one.spans),
            indicator=new.indicator.id,
            unit=new.unit.name,
            one=one.value,
            other=other.value,
        )

    def _say(
        self,
        code: Code,
        indicator: Indicator,
        mention: Mention,
        *,
        together: bool = False,
        **values: object,
    ) -> None:
        """A finding at the mention. ``together``: one for all mentions of this wording."""
        spans = mention.name.spans
        where = None if together else (indicator.id, spans)
        key = (code.id, where, tuple(values.values()))
        if key in self._remarks:
            old = self._remarks[key]
            self._remarks[key] = replace(old, spans=_union(old.spans, spans))
        else:
            self._remarks[key] = code.at(*spans, indicator=indicator.id, **values)


def _union(old: tuple[Span, ...], new: tuple[Span, ...]) -> tuple[Span, ...]:
    return tuple(dict.fromkeys((*old, *new)))


def unstated(indicator: Indicator) -> Mention:
    """What stands for the units of an item that names none: a question to the office."""
    return Mention(Text(UNSTATED, indicator.text.spans[:1]), Role.RESPONSIBLE, collective=True)


def _mentions(indicator: Indicator) -> Iterator[Mention]:
    """The mentions as written, then those a rule of the notice adds to every item."""
    yield from indicator.mentions
    for text in indicator.implied:
        yield Mention(text, Role.RESPONSIBLE, collective=is_collective(text.value), cause=text)


def _given(
    indicator: Indicator, mention: Mention, one: _Reached, basis: LeadBasis | None
) -> Assignment:
    return Assignment(
        indicator,
        mention,
        one.unit,
        mention.role,
        basis is not None,
        basis,
        one.certainty,
        one.reason,
        one.group,
    )


_STRENGTH = {Role.LEAD: 3, Role.RESPONSIBLE: 2, Role.SUPPORT: 1, Role.ASSESS: 0}


def _stronger(old: Assignment, new: Assignment) -> Assignment:
    """The one with the heavier duty; of equals the one named rather than reached by a group."""

    def weight(item: Assignment) -> tuple[bool, int, bool]:
        return item.lead, _STRENGTH[item.role], item.group is None

    return new if weight(new) > weight(old) else old


def _in_force(group: Group, on: date | None) -> bool:
    if on is None:
        return True
    return (group.start is None or group.start <= on) and (group.end is None or on <= group.end)


def _with_groups_of(notice: Notice, book: UnitBook) -> UnitBook:
    """The book and the groups the notice itself defines, unless the office has its own."""
    known = {tidy(written) for group in book.groups for written in (group.name, *group.aliases)}
    found = tuple(group for group in groups_defined(notice) if tidy(group.name) not in known)
    return replace(book, groups=(*book.groups, *found)) if found else book

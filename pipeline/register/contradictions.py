"""名录自相矛盾之处: findings with the line of the file, or the row of the sheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from parsers.diagnostics import Diagnostic
from pipeline import codes
from pipeline.names import tidy
from pipeline.toml_file import Row
from pipeline.units import Group, Unit

_NO_UNIT = "每个成员都要有自己的一段 [[unit]]，请补上，或改正名称"
_NO_GROUPS = "它是另一个集合，集合不能作成员，请逐个写出其中的单位"


def contradictions(
    file: str, units: Sequence[tuple[Unit, Row]], groups: Sequence[tuple[Group, Row]]
) -> Iterator[Diagnostic]:
    """What is doubtful in a register; each entry comes with the row it was read from."""
    listed = [unit for unit, _ in units]
    if not units:
        yield codes.REGISTER_EMPTY.at(file=file)
    yield from _repeated_units(file, units)
    yield from _names_of_two(file, units)
    yield from _units_alone(file, units)
    yield from _groups(file, groups, {unit.name for unit in listed}, _answers(listed))


def _answers(units: Iterable[Unit]) -> dict[str, set[str]]:
    """Each written name with the units that answer to it."""
    found: dict[str, set[str]] = {}
    for unit in units:
        for written in (unit.name, *_others(unit)):
            found.setdefault(tidy(written), set()).add(unit.name)
    return found


def _others(unit: Unit) -> tuple[str, ...]:
    return tuple(name for name in (unit.full_name, unit.addressee, *unit.aliases) if name)


def _repeated_units(file: str, units: Sequence[tuple[Unit, Row]]) -> Iterator[Diagnostic]:
    first: dict[str, int] = {}
    for unit, row in units:
        if unit.name in first:
            yield codes.UNIT_REPEATED.at(
                file=file, line=row.at("name"), first=first[unit.name], name=unit.name
            )
        first.setdefault(unit.name, row.at("name"))


def _names_of_two(file: str, units: Sequence[tuple[Unit, Row]]) -> Iterator[Diagnostic]:
    """A name or alias that two units claim."""
    owner: dict[str, tuple[str, int]] = {}
    for unit, row in units:
        for key, written in (
            ("name", unit.name),
            *(("full_name", name) for name in (unit.full_name,) if name),
            *(("aliases", name) for name in unit.aliases),
        ):
            line = row.at(key, written)
            other, at = owner.setdefault(tidy(written), (unit.name, line))
            if other != unit.name:
                yield codes.NAME_OF_TWO.at(
                    file=file, line=line, name=written, unit=unit.name, other=other, first=at
                )


def _units_alone(file: str, units: Sequence[tuple[Unit, Row]]) -> Iterator[Diagnostic]:
    by_name = {unit.name: unit for unit, _ in units}
    for unit, row in units:
        for former in unit.former:
            if former.start and former.end and former.end < former.start:
                yield codes.DATES_REVERSED.at(
                    file=file, line=row.at("former", former.name), name=former.name
                )
        if unit.successor is None:
            continue
        line = row.at("successor")
        if unit.successor not in by_name:
            yield codes.SUCCESSOR_UNKNOWN.at(
                file=file, line=line, name=unit.name, successor=unit.successor
            )
        elif _runs_in_a_circle(unit, by_name):
            yield codes.SUCCESSOR_CIRCLE.at(file=file, line=line, name=unit.name)


def _runs_in_a_circle(unit: Unit, by_name: dict[str, Unit]) -> bool:
    seen, at = {unit.name}, unit
    while at.successor is not None and at.successor in by_name:
        if at.successor in seen:
            return True
        at = by_name[at.successor]
        seen.add(at.name)
    return False


def _groups(
    file: str, groups: Sequence[tuple[Group, Row]], names: set[str], answers: dict[str, set[str]]
) -> Iterator[Diagnostic]:
    owner: dict[str, tuple[str, int]] = {}
    known = {tidy(name) for group, _ in groups for name in (group.name, *group.aliases)}
    for group, row in groups:
        for written in (group.name, *group.aliases):
            key = "name" if written == group.name else "aliases"
            line = row.at(key, written)
            if tidy(written) in answers:
                yield codes.GROUP_IS_UNIT.at(file=file, line=line, name=written)
            other, at = owner.setdefault(tidy(written), (group.name, line))
            if at != line or other != group.name:
                yield codes.GROUP_REPEATED.at(file=file, line=line, name=written, first=at)
        if group.members == ():
            yield codes.GROUP_EMPTY.at(file=file, line=row.at("members"), name=group.name)
        if row.flag("open") and row.words("members"):
            yield codes.GROUP_OPEN_AND_FILLED.at(file=file, line=row.at("open"), name=group.name)
        if group.start and group.end and group.end < group.start:
            yield codes.DATES_REVERSED.at(file=file, line=row.at("to"), name=group.name)
        for member in group.members or ():
            answering = answers.get(tidy(member), set())
            if member not in names and len(answering) != 1:
                yield codes.MEMBER_NOT_LISTED.at(
                    file=file,
                    line=row.at("members", member),
                    group=group.name,
                    name=member,
                    advice=_NO_GROUPS if tidy(member) in known else _NO_UNIT,
                )

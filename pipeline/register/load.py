"""读名录: TOML to a UnitBook, with findings for what contradicts itself, each with its line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from parsers.diagnostics import Diagnostic
from parsers.errors import UnreadableError
from pipeline import codes
from pipeline.names import place_of, tidy
from pipeline.register.fields import TABLES
from pipeline.toml_file import Row, TomlFile, read_toml
from pipeline.units import FormerName, Group, LetterForm, Unit, UnitBook, UnitKind


def load_register(path: Path) -> tuple[UnitBook, tuple[Diagnostic, ...]]:
    """The register of a file, and what is doubtful in it.

    Raises UnreadableError, naming line and key, for what cannot be read at all. A name that
    stands twice counts once; a name of two units stays with both, so that it answers nobody.
    """
    file = read_toml(path, "单位名录", TABLES)
    rows = file.rows
    office = (*rows.get("office", ()), Row(1, {}, {}))[0]
    place = office.text("place")
    if place is not None and place_of(place) is None:
        raise UnreadableError(
            f"单位名录“{file.name}”第 {office.at('place')} 行：“place”应为所在地的全称，"
            f"如“平顶山市卫东区”，现为“{place}”。"
        )
    first_leads = office.flag("first_leads")
    book = UnitBook(
        tuple(map(_unit, rows.get("unit", ()))),
        tuple(map(_group, rows.get("group", ()))),
        file.name,
        place,
        True if first_leads is None else first_leads,
    )
    findings = (*file.findings, *_contradictions(file, book))
    once = {unit.name: unit for unit in reversed(book.units)}
    if len(once) < len(book.units) and all(once[unit.name] == unit for unit in book.units):
        units = tuple({unit.name: unit for unit in book.units}.values())
        book = UnitBook(units, book.groups, book.file, book.place, book.first_leads)
    return book, findings


def _unit(row: Row) -> Unit:
    form = row.text("form")
    return Unit(
        name=row.text("name") or "",
        kind=UnitKind(row.text("kind")),
        full_name=row.text("full_name"),
        aliases=row.words("aliases"),
        former=tuple(FormerName(*one) for one in row.former),
        successor=row.text("successor"),
        level=row.text("level"),
        addressee=row.text("addressee"),
        contact=row.text("contact"),
        phone=row.text("phone"),
        form=LetterForm(form) if form else None,
        guessed=bool(row.flag("guessed")),
        code=row.text("code"),
        note=row.text("note"),
    )


def _group(row: Row) -> Group:
    members = None if row.flag("open") or "members" not in row.values else row.words("members")
    return Group(
        name=row.text("name") or "",
        members=members,
        aliases=row.words("aliases"),
        start=row.day("from"),
        end=row.day("to"),
        note=row.text("note"),
    )


def _contradictions(file: TomlFile, book: UnitBook) -> Iterator[Diagnostic]:
    units = list(zip(book.units, file.rows.get("unit", ()), strict=True))
    groups = list(zip(book.groups, file.rows.get("group", ()), strict=True))
    if not units:
        yield codes.REGISTER_EMPTY.at(file=file.name)
    yield from _repeated_units(file.name, units)
    yield from _names_of_two(file.name, units)
    yield from _units_alone(file.name, units)
    yield from _groups(file.name, groups, {unit.name for unit in book.units}, _answers(book.units))


def _answers(units: Iterable[Unit]) -> dict[str, set[str]]:
    """Each written name with the units that answer to it."""
    found: dict[str, set[str]] = {}
    for unit in units:
        for written in (unit.name, *_others(unit)):
            found.setdefault(tidy(written), set()).add(unit.name)
    return found


def _others(unit: Unit) -> tuple[str, ...]:
    return tuple(name for name in (unit.full_name, unit.addressee, *unit.aliases) if name)


def _repeated_units(file: str, units: list[tuple[Unit, Row]]) -> Iterator[Diagnostic]:
    first: dict[str, int] = {}
    for unit, row in units:
        if unit.name in first:
            yield codes.UNIT_REPEATED.at(
                file=file, line=row.at("name"), first=first[unit.name], name=unit.name
            )
        first.setdefault(unit.name, row.at("name"))


def _names_of_two(file: str, units: list[tuple[Unit, Row]]) -> Iterator[Diagnostic]:
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


def _units_alone(file: str, units: list[tuple[Unit, Row]]) -> Iterator[Diagnostic]:
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
    file: str, groups: list[tuple[Group, Row]], names: set[str], answers: dict[str, set[str]]
) -> Iterator[Diagnostic]:
    owner: dict[str, tuple[str, int]] = {}
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
                    file=file, line=row.at("members", member), group=group.name, name=member
                )

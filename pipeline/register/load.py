"""读名录: TOML to a UnitBook, with findings for what contradicts itself, each with its line."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from parsers.diagnostics import Diagnostic
from parsers.errors import UnreadableError
from pipeline.names import place_of
from pipeline.register.contradictions import contradictions
from pipeline.register.fields import TABLES
from pipeline.toml_file import Row, read_toml
from pipeline.units import FormerName, Group, LetterForm, Unit, UnitBook, UnitKind


def load_register(path: Path) -> tuple[UnitBook, tuple[Diagnostic, ...]]:
    """The register of a file (TOML, or a workbook of the same columns), and what is doubtful.

    Raises UnreadableError, naming line and key, for what cannot be read at all. A name that
    stands twice counts once; a name of two units stays with both, so that it answers nobody.
    """
    if path.suffix.lower() in (".xlsx", ".xlsm", ".xls", ".et"):
        from pipeline.register.sheet import load_sheet

        return load_sheet(path)
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
    units = [(_unit(row), row) for row in rows.get("unit", ())]
    groups = [(_group(row), row) for row in rows.get("group", ())]
    found = UnitBook(
        _once(unit for unit, _ in units),
        tuple(group for group, _ in groups),
        file.name,
        place,
        True if first_leads is None else first_leads,
    )
    return found, (*file.findings, *contradictions(file.name, units, groups))


def _once(units: Iterable[Unit]) -> tuple[Unit, ...]:
    """Without exact repetitions; entries that differ stay, a finding tells of them."""
    return tuple(dict.fromkeys(units))


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

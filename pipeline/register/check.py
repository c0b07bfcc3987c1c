"""核名录: what is doubtful in a register, and what of it a notice does not use."""

from __future__ import annotations

from collections.abc import Iterator

from parsers.diagnostics import Diagnostic
from parsers.model import Notice
from pipeline import codes
from pipeline.directory import Directory
from pipeline.knowledge import knowledge
from pipeline.names import Form, forms, is_person, is_post, is_temporary
from pipeline.register.propose import kind_of
from pipeline.units import Unit, UnitBook, UnitKind

_PLAIN_TO_SEE = frozenset({UnitKind.STREET, UnitKind.TOWNSHIP, UnitKind.PARTY, UnitKind.MASS})


def check_register(book: UnitBook, notice: Notice | None = None) -> tuple[Diagnostic, ...]:
    """Findings on a register that can be read; against a notice also what it leaves unused.

    Contradictions that have a line in the file are found by ``load_register``.
    """
    found = [*_alike(book), *_odd(book)]
    guessed = [unit.name for unit in book.units if unit.guessed]
    if guessed:
        found.append(codes.UNITS_GUESSED.at(count=len(guessed), names=_listed(guessed)))
    if notice is not None:
        found += _against(book, notice)
    return tuple(found)


def _alike(book: UnitBook) -> Iterator[Diagnostic]:
    """Two units that a folded name could both mean."""
    place = Directory(book).place
    owner: dict[Form, str] = {}
    for unit in book.units:
        for written in (unit.name, *((unit.full_name,) if unit.full_name else ()), *unit.aliases):
            for form in forms(written, place):
                other = owner.setdefault(form, unit.name)
                if other != unit.name:
                    yield codes.UNITS_ALIKE.at(name=unit.name, other=other)
                    owner[form] = unit.name


def _odd(book: UnitBook) -> Iterator[Diagnostic]:
    place = Directory(book).place
    for unit in book.units:
        form = forms(unit.name, place)[0]
        if is_post(unit.name) or is_person(unit.name):
            yield codes.UNIT_IS_PERSON.at(name=unit.name)
        elif is_temporary(unit.name):
            yield codes.UNIT_IS_TEMPORARY.at(name=unit.name)
        kind = kind_of(unit.name, form)
        if kind in _PLAIN_TO_SEE and unit.kind is not kind and unit.kind is not UnitKind.OTHER:
            yield codes.KIND_DOUBTFUL.at(name=unit.name, kind=unit.kind.value, likely=kind.value)
        if not unit.successor and (new := _renamed(form.body)):
            yield codes.NAME_BEFORE_REFORM.at(name=unit.name, year=new[0], new=new[1])


def _renamed(body: str) -> tuple[int, str] | None:
    """The year and the new name, if the body's name is one that a reform ended."""
    for reform in knowledge().reforms:
        for old in reform.old:
            if old in reform.new or reform.varies:
                continue
            ended = body == old if reform.whole else body in (f"{old}局", f"{old}分局", f"{old}委")
            if ended:
                return reform.year, "、".join(new.removeprefix("委") for new in reform.new)
    return None


def _against(book: UnitBook, notice: Notice) -> Iterator[Diagnostic]:
    """What assigning the notice finds, and the units and groups that it never names."""
    from pipeline.assign import assign

    assignments, findings = assign(notice, book)
    yield from findings
    used = {item.unit.name for item in assignments.items}
    idle = [unit.name for unit in book.units if unit.name not in used and not _past(unit)]
    if idle:
        yield codes.UNITS_UNUSED.at(count=len(idle), names=_listed(idle))
    directory = Directory(book)
    written = {mention.name.value for item in notice.indicators for mention in item.mentions}
    named = {group.name for name in written for group in directory.groups(name)}
    unnamed = [group.name for group in book.groups if group.name not in named]
    if unnamed:
        yield codes.GROUPS_UNUSED.at(count=len(unnamed), names=_listed(unnamed))


def _past(unit: Unit) -> bool:
    return unit.successor is not None


def _listed(names: list[str]) -> str:
    shown = "、".join(names[:20])
    return f"{shown}等" if len(names) > 20 else shown

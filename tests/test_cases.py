"""Cases as text: what must be read from one line, and what must not.

A file in tests/cases/ holds title, dot, line, dot, what it is, dot. A clerk can add one.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from parsers.assembly.claims import claims_in
from parsers.blocks import of_line
from parsers.fields.labels import Kind
from parsers.fields.peel import peel
from parsers.fields.targets import targets_in
from parsers.fields.units import is_empty, names_in
from parsers.model import Comparator, Role
from parsers.numbering import Surety, label_of
from parsers.source import Line
from parsers.text import fold

CASES = Path(__file__).parent / "cases"


def number(line: str) -> str:
    label = label_of(fold(line))
    if label is None:
        return "-"
    value = "-" if label.value is None else str(label.value)
    doubts = " EXPECTED" * (label.surety is Surety.EXPECTED) + " damaged" * label.damaged
    return f"{label.form.name} {value}{doubts} | {line[label.rest :]}"


def item(line: str) -> str:
    block = of_line(Line(1, line), 0)
    peeled = peel(block)
    parts = [block.join(peeled.text).value]
    if peeled.points is not None:
        parts.append(line[slice(*peeled.points.inner)])
    names = [n for c in peeled.clauses if c.kind is Kind.UNITS for n in c.names]
    if names:
        parts.append(" ".join(f"{line[n.start : n.end]}/{n.role.value}" for n in names))
    parts += [f"领导 {line[c.start : c.end]}" for c in peeled.clauses if c.kind is Kind.LEADERS]
    parts += [f"时限 {line[c.start : c.end]}" for c in peeled.clauses if c.kind is Kind.DEADLINE]
    return " | ".join(parts)


def units(line: str) -> str:
    block = of_line(Line(1, line), 0)
    if is_empty(block.folded, 0, len(line)):
        return ""
    names = names_in(block.folded, 0, len(line), Role.RESPONSIBLE)
    return "|".join(block.cut(n.start, n.end).value for n in names)


def targets(line: str) -> str:
    block = of_line(Line(1, line), 0)
    told = []
    for target in targets_in(block, [(0, len(line))]):
        figure = "" if target.value is None else f" {target.value}"
        if target.comparator is Comparator.RANGE:
            figure += f"–{target.value2}"
        direction = f" {target.direction.value}" if target.direction is not None else ""
        told.append(f"{target.comparator.value}{figure}{target.unit or ''}{direction}")
    return "; ".join(told)


def claims(line: str) -> str:
    found = claims_in([of_line(Line(1, line), 0)])
    return (
        " | ".join(f"{what} {figure}" + " (part)" * partial for what, figure, _, partial in found)
        or "-"
    )


READ: dict[str, Callable[[str], str]] = {
    "claims": claims,
    "number": number,
    "item": item,
    "units": units,
    "targets": targets,
}


def cases() -> list[tuple[str, str, str, str]]:
    found = []
    for path in sorted(CASES.glob("*.txt")):
        if path.stem not in READ:
            continue
        parts = path.read_text(encoding="utf-8").split("\n.\n")
        assert len(parts) % 3 == 1, f"{path.name}: a case is title, dot, line, dot, reading, dot"
        for n in range(0, len(parts) - 1, 3):
            title, line, reading = parts[n].strip(), parts[n + 1], parts[n + 2].strip()
            found.append((path.stem, title, line, reading))
    return found


@pytest.mark.parametrize(("kind", "title", "line", "reading"), cases())
def test_a_line_is_read_as_its_case_says(kind: str, title: str, line: str, reading: str) -> None:
    assert READ[kind](line) == reading, title


def test_every_kind_has_cases() -> None:
    assert {kind for kind, *_ in cases()} == set(READ)

"""One content in ever other styles is read as it was written, whatever the style."""

from __future__ import annotations

from pathlib import Path

import pytest

from parsers import parse_notice
from parsers.model import Indicator, Notice, PointsKind
from parsers.text import unspaced
from styles_made import CLAUSES, Said, written
from tables_made import KINDS, made

PER_CLAUSE = 12
PER_KIND = 20
SEEDS_TRIED = 1200


def _seeds() -> list[int]:
    """Some seeds of every form of clause."""
    left = dict.fromkeys(CLAUSES, PER_CLAUSE)
    chosen = []
    for seed in range(SEEDS_TRIED):
        clause = written(seed)[2].clause
        if left[clause]:
            left[clause] -= 1
            chosen.append(seed)
    return chosen


def _plain(text: str) -> str:
    return unspaced(text).rstrip("。")


def _read(item: Indicator, notice: Notice) -> Said:
    sections = {section.id: section for section in notice.sections}
    points = None
    if item.points is not None and item.points.value is not None:
        sign = -1 if item.points.kind is PointsKind.DEDUCTION else 1
        points = sign * int(item.points.value)
    return Said(
        number=item.number.value if item.number is not None else "",
        section=_plain(sections[item.section[-1]].heading) if item.section else "",
        text=_plain(item.text.value),
        units=[(_plain(m.name.value), m.role.value) for m in item.mentions],
        points=points,
        deadline=item.deadline.value if item.deadline is not None else None,
        leaders=[_plain(leader.value) for leader in item.leaders],
    )


def test_every_form_of_clause_is_tried() -> None:
    tried = [written(seed)[2].clause for seed in _seeds()]
    assert {clause: tried.count(clause) for clause in CLAUSES} == dict.fromkeys(CLAUSES, PER_CLAUSE)


@pytest.mark.parametrize("seed", _seeds())
def test_a_style_changes_nothing_of_what_is_read(seed: int, tmp_path: Path) -> None:
    text, said, style = written(seed)
    path = tmp_path / "通知.txt"
    path.write_text(text, encoding="utf-8")
    notice = parse_notice(path).notice
    for one in said:
        one.section, one.text = _plain(one.section), _plain(one.text or "")
    assert [_read(item, notice) for item in notice.indicators] == said, f"{style}\n{text}"


def _tables() -> list[int]:
    """Some seeds of every kind of table."""
    left = dict.fromkeys(KINDS, PER_KIND)
    chosen = []
    for seed in range(SEEDS_TRIED):
        if not any(left.values()):
            break
        kind = made(seed).kind
        if left[kind]:
            left[kind] -= 1
            chosen.append(seed)
    return chosen


@pytest.mark.parametrize("seed", _tables())
def test_a_table_is_read_cell_by_cell_whatever_its_columns(seed: int, tmp_path: Path) -> None:
    table = made(seed)
    path = tmp_path / table.name
    path.write_bytes(table.data)
    notice = parse_notice(path).notice
    read = [_read(item, notice) for item in notice.indicators]
    goals = [i.target_text and i.target_text.value for i in notice.indicators]
    for one in table.said:
        one.text = _plain(one.text or "")
    assert (read, goals) == (table.said, table.goals), f"{table.kind} {table.header}"

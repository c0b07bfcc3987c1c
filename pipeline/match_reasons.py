"""把握与依据: why two items are taken for one, and what speaks against it.

A pair that nothing speaks against is certain; any doubt makes it 疑似. The clauses are read by
people: 文字相近（78%）, 类别相同, “养老”换成了“托育”, 原第12项也相近.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.match_desk import MARGIN, OPEN_SCORE, SURE_TEXT, Desk, Entry, Link
from pipeline.match_text import replaced, rivals_of, subject

SURE = 0.70
REPLACED = 0.12  # the share of a text that a core word has, where another took its place
FEW_UNITS = 0.3
_FAR = 0.25  # a score that much lower is no rival


def links_of(desk: Desk) -> list[Link]:
    """The pairs of the desk, each with its score, its certainty and why."""
    around = _Around(desk)
    return [_link(desk, around, a, b) for a, b in desk.pairs()]


def _link(desk: Desk, around: _Around, a: int, b: int) -> Link:
    equal = desk.subjects_old[a] == desk.subjects_new[b]
    doubts = tuple(_doubts_of_equal(desk, a, b) if equal else _doubts(desk, a, b))
    doubts += tuple(around.rivals(a, b))
    score = 1.0 if equal and not doubts else desk.score(a, b)
    return Link((a,), (b,), score, not doubts, (*_reasons(desk, a, b, equal=equal), *doubts))


def _doubts_of_equal(desk: Desk, a: int, b: int) -> Iterator[str]:
    if desk.section_likeness(a, b) == 0.0 and _other_units(desk, a, b):
        yield "文字相同，但类别、单位都不同"


def _doubts(desk: Desk, a: int, b: int) -> Iterator[str]:
    if not (desk.text_likeness(a, b) >= SURE_TEXT and desk.score(a, b) >= SURE):
        yield "文字差别较大"
    for one, other in rivals_of(desk.subjects_old[a], desk.subjects_new[b]):
        yield f"“{one}”与“{other}”可能是两回事"
    yield from _replaced(desk, a, b)
    if desk.section_likeness(a, b) == 0.0 and _other_units(desk, a, b):
        yield "类别、单位都不同"


def _other_units(desk: Desk, a: int, b: int) -> bool:
    units = desk.unit_likeness(a, b)
    return units is not None and units < FEW_UNITS


def _replaced(desk: Desk, a: int, b: int) -> Iterator[str]:
    """A core word that gave way to another: 养老服务… and 托育服务… are hardly one item."""
    one, other = desk.subjects_old[a], desk.subjects_new[b]
    weight_of = desk.words.weight_of
    least = max(min(weight_of(one), weight_of(other)), 1)
    for gone, come in replaced(one, other):
        if min(weight_of(gone), weight_of(come)) / least > REPLACED:
            yield f"“{gone}”换成了“{come}”"


class _Around:
    """Items that could as well stand in a place of a pair."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._new: dict[int, list[int]] = {}
        self._old: dict[int, list[int]] = {}
        for a, b in desk.texts:
            self._new.setdefault(a, []).append(b)
            self._old.setdefault(b, []).append(a)

    def rivals(self, a: int, b: int) -> Iterator[str]:
        desk = self._desk
        for other in sorted(self._old.get(b, ())):
            heir = desk.forward.get(other)
            if other != a and self._close(a, b, (other, b), other, heir, heir is not None):
                yield f"原{_named(desk.old[other])}也相近"
        for other in sorted(self._new.get(a, ())):
            holder = desk.backward.get(other)
            if other != b and self._close(a, b, (a, other), holder, other, holder is not None):
                yield f"现{_named(desk.new[other])}也相近"

    def _close(
        self,
        a: int,
        b: int,
        rival: tuple[int, int],
        one: int | None,
        other: int | None,
        taken: bool,
    ) -> bool:
        """Whether the rival pair is hardly worse; where its item is paired, both exchanged."""
        score = self._desk.score
        mine = score(a, b)
        if self._desk.fixed_score(*rival) + OPEN_SCORE < mine - _FAR:
            return False
        if not taken or one is None or other is None:
            return mine - score(*rival) < MARGIN
        crossed = (a, other) if rival[1] == b else (one, b)
        return mine + score(one, other) - score(*rival) - score(*crossed) < MARGIN


def _reasons(desk: Desk, a: int, b: int, *, equal: bool) -> Iterator[str]:
    if desk.plain_old[a] == desk.plain_new[b]:
        yield "文字相同"
    elif equal:
        words = [subject(item.text, literally=True) for item in (desk.old[a], desk.new[b])]
        yield "除数字外文字相同" if words[0] == words[1] else "换了同义的说法"
    else:
        yield f"文字相近（{desk.text_likeness(a, b):.0%}）"
    if desk.section_likeness(a, b) == 1.0:
        yield "类别相同"
    one, other = desk.old[a], desk.new[b]
    if one.units and one.units == other.units:
        yield "单位相同"
    if one.points is not None and one.points == other.points:
        yield "分值相同"
    if desk.neighbours(a, b) == 1.0:
        yield "前后项对应"
    if one.number is not None and one.number == other.number:
        yield "序号相同"


def _named(entry: Entry) -> str:
    text = entry.text if len(entry.text) <= 18 else f"{entry.text[:17]}…"
    return f"第{entry.number}项" if entry.number else f"“{text}”"

"""拆分与合并: one old item that goes on as several new ones, several that go on as one.

Three things tell of it. The text: what is left over stands in the one item, in words that its
partner does not cover. The books: the points of the parts make up those of the whole, and so do
their units. The place: parts usually stand side by side. Read from the new year to the old, a
merger is a split; the same rules serve both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipeline.match_desk import MARGIN, Desk, Entry, Link
from pipeline.match_text import Grams

ENOUGH = 0.5
# How much of a part must stand in the whole: less where points and place already speak for it.
_IN_WHOLE = {True: 0.5, False: 0.66}
_SURE_IN_WHOLE = {True: 0.66, False: 0.76}
_LEAST_IN_WHOLE = (0.08, 0.5)  # with points that may add up, without
_GAIN = 0.10  # of the whole, what no other part covers
_SURE_GAIN = {True: 0.10, None: 0.15, False: 0.20}  # by whether the points add up


@dataclass(frozen=True, slots=True)
class _Side:
    """One direction: ``whole`` is the list with the one item, ``parts`` that with several."""

    desk: Desk
    split: bool

    @property
    def wholes(self) -> Sequence[Entry]:
        return self.desk.old if self.split else self.desk.new

    @property
    def parts(self) -> Sequence[Entry]:
        return self.desk.new if self.split else self.desk.old

    @property
    def whole_grams(self) -> Sequence[Grams]:
        return self.desk.words.old if self.split else self.desk.words.new

    @property
    def part_grams(self) -> Sequence[Grams]:
        return self.desk.words.new if self.split else self.desk.words.old

    @property
    def whole_masses(self) -> Sequence[int]:
        return self.desk.words.mass_old if self.split else self.desk.words.mass_new

    @property
    def part_masses(self) -> Sequence[int]:
        return self.desk.words.mass_new if self.split else self.desk.words.mass_old

    @property
    def partner(self) -> dict[int, int]:
        """The part that a whole is paired with."""
        return self.desk.forward if self.split else self.desk.backward

    @property
    def whole_of(self) -> dict[int, int]:
        return self.desk.backward if self.split else self.desk.forward

    @property
    def likely(self) -> dict[int, dict[int, int]]:
        """For each part that is left the wholes it shares words with, and how much in weight."""
        return self.desk.likely_old if self.split else self.desk.likely_new

    def free(self) -> list[int]:
        return self.desk.free_new() if self.split else self.desk.free_old()

    def is_free(self, part: int) -> bool:
        closed = self.desk.closed_new if self.split else self.desk.closed_old
        return part not in self.whole_of and part not in closed

    def pair(self, whole: int, part: int) -> tuple[int, int]:
        return (whole, part) if self.split else (part, whole)


@dataclass(frozen=True, slots=True)
class _Proposal:
    """That ``extra`` is a further part of ``whole``."""

    side: _Side
    whole: int
    extra: int
    score: float
    certain: bool
    why: tuple[str, ...]

    @property
    def order(self) -> tuple[float, int, int, int, int]:
        a, b = self.whole, self.extra
        return -self.score, abs(a - b), min(a, b), max(a, b), 0


@dataclass(slots=True)
class _Group:
    """A whole with its parts, and the least that any of them was sure of."""

    side: _Side
    whole: int
    parts: list[int]
    score: float
    certain: bool
    why: dict[str, None]

    def link(self) -> Link:
        whole, parts = (self.whole,), tuple(sorted(self.parts))
        old, new = (whole, parts) if self.side.split else (parts, whole)
        return Link(old, new, self.score, self.certain, tuple(self.why))


def groups(desk: Desk) -> list[Link]:
    """Splits and mergers among the pairs of the desk; their items are settled there."""
    desk.look_back()
    sides = (_Side(desk, split=True), _Side(desk, split=False))
    made: dict[tuple[bool, int], _Group] = {}
    taken: set[tuple[int, int]] = set()
    best = {
        (side.split, extra): _proposal(side, extra, made) for side in sides for extra in side.free()
    }
    while True:
        touched = _accept(desk, best, made, taken)
        if not touched:
            break
        best = {
            (split, extra): _proposal(sides[not split], extra, made)
            if any((split, whole) in touched for whole in sides[not split].likely[extra])
            else proposal
            for (split, extra), proposal in best.items()
            if sides[not split].is_free(extra)
        }
    for group in made.values():
        _close(desk, group)
    return [group.link() for group in made.values()]


def _join(desk: Desk, made: dict[tuple[bool, int], _Group], proposal: _Proposal, part: int) -> None:
    side, key = proposal.side, (proposal.side.split, proposal.whole)
    group = made.get(key)
    if group is None:
        group = _Group(side, proposal.whole, [part], 1.0, True, {})
        made[key] = group
    group.parts.append(proposal.extra)
    group.score = round(min(group.score, proposal.score), 4)
    group.certain = group.certain and proposal.certain
    group.why |= dict.fromkeys(proposal.why)
    (desk.closed_new if side.split else desk.closed_old).add(proposal.extra)


def _close(desk: Desk, group: _Group) -> None:
    """The pair a group grew from is no longer a pair of its own."""
    desk.version += 1
    part = group.side.partner.pop(group.whole)
    group.side.whole_of.pop(part)
    (desk.closed_old if group.side.split else desk.closed_new).add(group.whole)
    (desk.closed_new if group.side.split else desk.closed_old).add(part)


def _accept(
    desk: Desk,
    best: Mapping[tuple[bool, int], _Proposal | None],
    made: dict[tuple[bool, int], _Group],
    taken: set[tuple[int, int]],
) -> set[tuple[bool, int]]:
    """Takes the best proposals, one per whole; returns the wholes that have grown."""
    touched: set[tuple[bool, int]] = set()
    ranked = sorted((p for p in best.values() if p is not None), key=lambda p: p.order)
    for proposal in ranked:
        side = proposal.side
        key = (side.split, proposal.whole)
        part = side.partner[proposal.whole]
        pair = side.pair(proposal.whole, part)
        if key in touched or not side.is_free(proposal.extra):
            continue
        if pair in taken and key not in made:
            continue  # the pair already is a merger the other way round
        taken.add(pair)
        touched.add(key)
        _join(desk, made, proposal, part)
    return touched


def _proposal(side: _Side, extra: int, made: Mapping[tuple[bool, int], _Group]) -> _Proposal | None:
    """The best whole that a free item may be a part of."""
    partner = side.partner
    found = []
    for whole, mass in side.likely[extra].items():
        if whole not in partner or not _worth_weighing(side, whole, extra, mass):
            continue
        if side.pair(whole, extra) in side.desk.verdicts.different:
            continue
        group = made.get((side.split, whole))
        parts = group.parts if group else [partner[whole]]
        proposal = _weighed(side, whole, parts, extra)
        if proposal is not None:
            found.append(proposal)
    if not found:
        return None
    found.sort(key=lambda proposal: proposal.order)
    rival = len(found) > 1 and found[0].score - found[1].score < MARGIN
    return _doubted(found[0]) if rival else found[0]


def _worth_weighing(side: _Side, whole: int, extra: int, mass: int) -> bool:
    """Whether any of the rules could hold: nearly all pairs are out of the question."""
    in_whole = mass / max(side.part_masses[extra], 1)
    if in_whole >= _LEAST_IN_WHOLE[1]:
        return True
    total = side.wholes[whole].points
    part = side.parts[extra].points
    smaller = total is not None and part is not None and abs(part) < abs(total)
    return smaller and in_whole >= _LEAST_IN_WHOLE[0]


def _doubted(proposal: _Proposal) -> _Proposal:
    return _Proposal(
        proposal.side,
        proposal.whole,
        proposal.extra,
        proposal.score,
        certain=False,
        why=(*proposal.why, "也可能属于另一项"),
    )


def _weighed(side: _Side, whole: int, parts: Sequence[int], extra: int) -> _Proposal | None:
    """How much speaks for ``extra`` being a part of ``whole`` beside the parts it has."""
    words = side.desk.words
    text = set(side.whole_grams[whole])
    mine = set(side.part_grams[extra])
    covered = {gram for part in parts for gram in side.part_grams[part]}
    in_whole = words.mass(text & mine) / max(side.part_masses[extra], 1)
    gain = words.mass((text & mine) - covered) / max(side.whole_masses[whole], 1)
    stays = _stays(side, whole, (*parts, extra))
    beside = min(abs(part - extra) for part in parts) == 1
    sums = _sums(side, whole, parts, extra)
    units = _units(side, whole, parts, extra)
    score = (
        0.40 * in_whole
        + 0.25 * min(1.0, gain / 0.25)
        + 0.15 * {True: 1.0, None: 0.5, False: 0.0}[sums]
        + 0.08 * units
        + 0.06 * beside
        + 0.06 * stays
    )
    made_up = sums is True and beside and stays
    by_text = in_whole >= _IN_WHOLE[made_up] and gain >= _GAIN and score >= ENOUGH
    by_books = (
        sums is True
        and stays
        and units == 1.0
        and in_whole >= _LEAST_IN_WHOLE[0]
        and _divided(side, whole, parts, extra)
    )
    by_sisters = made_up and in_whole >= _LEAST_IN_WHOLE[1] and units >= 0.5
    if not (by_text or by_books or by_sisters):
        return None
    certain = by_text and in_whole >= _SURE_IN_WHOLE[made_up] and gain >= _SURE_GAIN[sums] and stays
    why = tuple(_why(side, in_whole, gain, sums=sums is True, units=units == 1.0, beside=beside))
    if not certain:
        why = (*why, "是否拆并请核对" if by_text else "文字联系不多，请核对")
    return _Proposal(side, whole, extra, round(max(score, ENOUGH), 4), certain, why)


def _why(
    side: _Side, in_whole: float, gain: float, *, sums: bool, units: bool, beside: bool
) -> Iterator[str]:
    whole, parts = ("原", "现") if side.split else ("现", "原")
    if in_whole >= _IN_WHOLE[True] and gain >= _GAIN:
        yield f"{parts}各项的文字合起来是{whole}的一项"
    if sums:
        yield "分值合计相等"
    if units:
        yield "单位合起来相同"
    if beside:
        yield "各项相邻"


def _stays(side: _Side, whole: int, parts: Iterable[int]) -> bool:
    pairs = (side.pair(whole, part) for part in parts)
    return all(side.desk.section_likeness(a, b) != 0.0 for a, b in pairs)


def _sums(side: _Side, whole: int, parts: Sequence[int], extra: int) -> bool | None:
    """Whether the points add up with ``extra`` and would not without; None if there are none."""
    total = side.wholes[whole].points
    each = [side.parts[part].points for part in (*parts, extra)]
    if total is None and all(points is None for points in each):
        return None
    if total is None or any(points is None for points in each):
        return False
    known = [points for points in each if points is not None]
    return sum(known, Decimal()) == total


def _units(side: _Side, whole: int, parts: Sequence[int], extra: int) -> float:
    """How far the units of all parts are those of the whole."""
    wanted = side.wholes[whole].units
    together = frozenset[str]().union(*(side.parts[part].units for part in (*parts, extra)))
    if not wanted or not together:
        return 0.5
    return len(wanted & together) / len(wanted | together)


def _divided(side: _Side, whole: int, parts: Sequence[int], extra: int) -> bool:
    """Whether the parts shared the units out among them, so that their union says something."""
    wanted = side.wholes[whole].units
    before = frozenset[str]().union(*(side.parts[part].units for part in parts))
    return before != wanted and side.parts[extra].units != wanted

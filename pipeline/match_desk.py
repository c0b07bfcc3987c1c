"""对照的工作台: two lists being matched – what is settled, what could yet be, how well it fits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeVar

from pipeline.match_sections import Path, Sections
from pipeline.match_text import Grams, Vocabulary, likeness, plain, subject

_K = TypeVar("_K", bound=Hashable)

FULL = 40_000  # as many possible pairs are all looked at; beyond, only the likeliest of each item
LEAST_TEXT = 0.25
LONE, LONE_TEXT = 0.33, 0.42
SURE_TEXT = 0.62
MARGIN = 0.06
OUTDONE = 0.4  # a text that much less alike than the best is not looked at
OPEN_SCORE = 0.18  # what sections and neighbours can add, once they are known


@dataclass(frozen=True, slots=True)
class Entry:
    """What matching looks at in one indicator.

    ``section`` are titles by ``title_key``, outermost first; ``units`` names under which a body
    is known in both years; ``points`` is negative for a deduction.
    """

    text: str
    number: str | None = None
    section: Path = ()
    units: frozenset[str] = frozenset()
    points: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """One or several old items that are one or several new ones, by position in their lists.

    ``score`` is 0–1; ``why`` are Chinese clauses; ``decided`` is set where a person said so.
    """

    old: tuple[int, ...]
    new: tuple[int, ...]
    score: float
    certain: bool
    why: tuple[str, ...]
    decided: bool = False


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What people decided: groups that are one thing, and pairs that are not, by position."""

    same: tuple[tuple[tuple[int, ...], tuple[int, ...]], ...] = ()
    different: frozenset[tuple[int, int]] = frozenset()


@dataclass(slots=True)
class Desk:
    """The desk at which two lists are matched: what is settled, and what could yet be."""

    old: Sequence[Entry]
    new: Sequence[Entry]
    verdicts: Verdicts
    full: bool | None
    sections: Sections = field(init=False)
    words: Vocabulary = field(init=False)
    decided: list[Link] = field(default_factory=list)
    forward: dict[int, int] = field(default_factory=dict)
    backward: dict[int, int] = field(default_factory=dict)
    texts: dict[tuple[int, int], float] = field(default_factory=dict)
    plain_old: list[str] = field(default_factory=list)
    plain_new: list[str] = field(default_factory=list)
    subjects_old: list[str] = field(default_factory=list)
    subjects_new: list[str] = field(default_factory=list)
    likely_old: dict[int, dict[int, int]] = field(default_factory=dict)  # by new position
    likely_new: dict[int, dict[int, int]] = field(default_factory=dict)  # by old position
    closed_old: set[int] = field(default_factory=set)  # in a decided or grouped link
    closed_new: set[int] = field(default_factory=set)
    version: int = 0  # changes whenever what is settled does
    _learned: int = -1
    _fixed: dict[tuple[int, int], float] = field(default_factory=dict)
    _unit_weight: dict[str, int] = field(default_factory=dict)
    _around: tuple[list[_Around], list[_Around]] = field(default_factory=lambda: ([], []))

    def __post_init__(self) -> None:
        self.plain_old = [plain(entry.text) for entry in self.old]
        self.plain_new = [plain(entry.text) for entry in self.new]
        self.subjects_old = [subject(entry.text) for entry in self.old]
        self.subjects_new = [subject(entry.text) for entry in self.new]
        self.words = Vocabulary(self.subjects_old, self.subjects_new)
        self.sections = Sections(
            (entry.section for entry in self.old), (entry.section for entry in self.new)
        )
        counted = [
            _counted(unit for entry in side for unit in entry.units)
            for side in (self.old, self.new)
        ]
        for unit in counted[0].keys() | counted[1].keys():
            most = max(counted[0].get(unit, 0), counted[1].get(unit, 0))
            self._unit_weight[unit] = 1_000_000 // most

    # --- what is settled ---

    def pairs(self) -> list[tuple[int, int]]:
        """One to one, in the order of the new list."""
        return [(a, b) for b, a in sorted(self.backward.items())]

    def free_old(self) -> list[int]:
        return [
            a for a in range(len(self.old)) if a not in self.forward and a not in self.closed_old
        ]

    def free_new(self) -> list[int]:
        return [
            b for b in range(len(self.new)) if b not in self.backward and b not in self.closed_new
        ]

    def settle(self, pairs: Iterable[tuple[int, int]]) -> None:
        for a, b in pairs:
            self.forward[a], self.backward[b] = b, a
            self.version += 1

    def take_decided(self) -> None:
        for old, new in self.verdicts.same:
            self.decided.append(Link(old, new, 1.0, True, ("人工确认",), decided=True))
            self.closed_old |= set(old)
            self.closed_new |= set(new)

    def take_equal(self) -> None:
        """Equal texts that stand once in each list, then once under one heading of each."""
        for old, new in ((self.plain_old, self.plain_new), (self.subjects_old, self.subjects_new)):
            self._take_unique(old, new)
            self._take_unique(
                [(text, entry.section) for text, entry in zip(old, self.old, strict=True)],
                [(text, entry.section) for text, entry in zip(new, self.new, strict=True)],
            )
        self._learn()

    def _take_unique(self, old: Sequence[Hashable], new: Sequence[Hashable]) -> None:
        here, there = _once(old, self.free_old()), _once(new, self.free_new())
        self.settle(
            (a, there[key])
            for key, a in here.items()
            if key in there and (a, there[key]) not in self.verdicts.different
        )

    # --- what is alike ---

    def take_alike(self, rounds: Sequence[float]) -> None:
        """Best score first, from round to round with lower demands and more context."""
        edges = self.candidates()
        for least in rounds:
            while True:
                self._learn()
                ranked = sorted(
                    (
                        (-score, abs(a - b), min(a, b), max(a, b), a, b)
                        for a, b in edges
                        if a not in self.forward
                        and b not in self.backward
                        and self.fixed_score(a, b) + OPEN_SCORE >= least
                        and (score := self.score(a, b)) >= least
                    )
                )
                taken = self._best_first([(a, b, -minus) for minus, *_, a, b in ranked])
                if not taken:
                    break
                self.settle(taken)
        self._learn()

    def look(self) -> None:
        """For each free item of the new list the old items that are at all like it."""
        among = [a for a in range(len(self.old)) if not self._unchanged(a)]
        words = self.words
        self.likely_old = self._likely(self.free_new(), words.new, words.old, among)

    def look_back(self) -> None:
        """For each old item that is left the new ones that are at all like it, for mergers."""
        among = [b for b in range(len(self.new)) if not self._stays_whole(b)]
        words = self.words
        left = [a for a in self.free_old() if a not in self.likely_new]
        self.likely_new |= self._likely(left, words.old, words.new, among)

    def _likely(
        self,
        free: Sequence[int],
        mine: Sequence[Grams],
        others: Sequence[Grams],
        among: Sequence[int],
    ) -> dict[int, dict[int, int]]:
        """By position, what each shares in weight; items that go on unchanged are left out."""
        index = self.words.index(others, among)
        if self.full if self.full is not None else len(free) * len(among) <= FULL:
            return {at: self.words.shared(mine[at], index) for at in free}
        return {at: self.words.likeliest(mine[at], index, others) for at in free}

    def _unchanged(self, a: int) -> bool:
        """Same words, same points, same units: such an item was neither split nor merged."""
        b = self.forward.get(a)
        if b is None:
            return a in self.closed_old
        one, other = self.old[a], self.new[b]
        return (
            one.points == other.points
            and one.units == other.units
            and self.plain_old[a] == self.plain_new[b]
        )

    def _stays_whole(self, b: int) -> bool:
        a = self.backward.get(b)
        return b in self.closed_new if a is None else self._unchanged(a)

    def candidates(self) -> list[tuple[int, int]]:
        """Pairs of free items whose texts share enough, and that are not outdone on both sides."""
        here, there = set(self.free_old()), set(self.free_new())
        words, texts = self.words, self.texts
        best_old: dict[int, float] = {}
        best_new: dict[int, float] = {}
        found = []
        for b in sorted(there):
            for a, mass in self.likely_old[b].items():
                if a not in here:
                    continue
                text = likeness(mass, words.mass_old[a], words.mass_new[b])
                if text >= LEAST_TEXT and (a, b) not in self.verdicts.different:
                    texts.setdefault((a, b), text)
                    best_old[a] = max(text, best_old.get(a, 0.0))
                    best_new[b] = max(text, best_new.get(b, 0.0))
                    found.append((a, b, text))
        return [
            (a, b)
            for a, b, text in found
            if text > best_old[a] - OUTDONE or text > best_new[b] - OUTDONE
        ]

    def _best_first(self, ranked: Sequence[tuple[int, int, float]]) -> list[tuple[int, int]]:
        """The best pairs that leave each item once; near ties are settled for both pairs together.

        A pair gives way only if it is hardly better than its two rivals and the exchange is
        better for the pairs together.
        """
        scores = {(a, b): score for a, b, score in ranked}
        taken: dict[int, int] = {}
        used: set[int] = set()
        for a, b, _ in ranked:
            if a not in taken and b not in used:
                taken[a] = b
                used.add(b)
        order = sorted(taken)
        holders = {b: a for a, b in taken.items()}
        by_old: dict[int, list[int]] = defaultdict(list)
        for a, b in scores:
            by_old[a].append(b)
        for a in order:
            for b2 in sorted(by_old[a]):
                b, a2 = taken[a], holders.get(b2)
                if a2 is None or a2 == a or (a2, b) not in scores:
                    continue
                now = (scores[a, b], scores[a2, b2])
                then = (scores[a, b2], scores[a2, b])
                if sum(then) > sum(now) + 1e-9 and max(now) - max(then) < MARGIN / 2:
                    taken[a], taken[a2] = b2, b
                    holders[b2], holders[b] = a, a2
        return sorted(taken.items())

    def take_lone(self) -> None:
        """What is left and has no rival on either side, though it is moved and reworded."""
        edges = [
            (a, b)
            for a, b in self.candidates()
            if self.texts[a, b] >= LONE_TEXT and self.score(a, b) >= LONE
        ]
        old, new = _counted(a for a, _ in edges), _counted(b for _, b in edges)
        self.settle((a, b) for a, b in edges if old[a] == new[b] == 1)
        self._learn()

    # --- how well two items fit ---

    def text_likeness(self, a: int, b: int) -> float:
        if (a, b) not in self.texts:
            if self.subjects_old[a] == self.subjects_new[b]:
                self.texts[a, b] = 1.0
            else:
                shared = self.words.mass(set(self.words.old[a]) & set(self.words.new[b]))
                self.texts[a, b] = likeness(shared, self.words.mass_old[a], self.words.mass_new[b])
        return self.texts[a, b]

    def unit_likeness(self, a: int, b: int) -> float | None:
        """How far the same units have it; a unit with few items counts for more."""
        one, other = self.old[a].units, self.new[b].units
        if not one or not other:
            return None
        weight = self._unit_weight
        both = sum(weight[unit] for unit in one & other)
        return both / sum(weight[unit] for unit in one | other)

    def points_likeness(self, a: int, b: int) -> float | None:
        one, other = self.old[a].points, self.new[b].points
        if one is None or other is None:
            return None
        if (one < 0) is not (other < 0):
            return 0.0
        most = max(abs(one), abs(other))
        return float(1 - abs(one - other) / most) if most else 1.0

    def section_likeness(self, a: int, b: int) -> float | None:
        one, other = self.old[a].section, self.new[b].section
        if not one or not other:
            return None
        if self.sections.related(one, other):
            return 1.0
        return None if self.sections.open(one, other) else 0.0

    def neighbours(self, a: int, b: int) -> float:
        """How many of the settled neighbours on either side belong together: 0, 0.5 or 1."""
        if not self._around[0]:
            return 0.0
        one, other = self._around[0][a], self._around[1][b]
        before = one.before is not None and one.before == other.before
        after = one.after is not None and one.after == other.after
        return (before + after) / 2

    def score(self, a: int, b: int) -> float:
        """0–1, the same in both directions."""
        section = self.section_likeness(a, b)
        return round(
            self.fixed_score(a, b)
            + 0.10 * (0.5 if section is None else section)
            + 0.08 * self.neighbours(a, b),
            4,
        )

    def fixed_score(self, a: int, b: int) -> float:
        """The part of the score that does not depend on what is settled."""
        known = self._fixed.get((a, b))
        if known is None:
            parts = (
                (0.10, self.unit_likeness(a, b)),
                (0.06, self.points_likeness(a, b)),
                (0.02, self._number(a, b)),
            )
            known = sum(weight * (0.5 if value is None else value) for weight, value in parts)
            known += 0.02 * (1 - abs(a / len(self.old) - b / len(self.new)))
            known += 0.62 * self.text_likeness(a, b)
            self._fixed[a, b] = known
        return known

    def _number(self, a: int, b: int) -> float | None:
        one, other = self.old[a].number, self.new[b].number
        return None if one is None or other is None else float(one == other)

    def _learn(self) -> None:
        """What the settled pairs tell of sections and neighbours."""
        if self._learned == self.version:
            return
        self._learned = self.version
        pairs = [(a, b) for a, b in self.pairs() if self.text_likeness(a, b) > SURE_TEXT]
        pairs += [(a, b) for link in self.decided for a in link.old for b in link.new]
        self.sections.learn([(self.old[a].section, self.new[b].section) for a, b in pairs])
        names_old = {a: n for n, (a, _) in enumerate(self.pairs())}
        names_new = {b: n for n, (_, b) in enumerate(self.pairs())}
        self._around = (_around(names_old, len(self.old)), _around(names_new, len(self.new)))


@dataclass(frozen=True, slots=True)
class _Around:
    """The settled pairs before and after an item."""

    before: int | None
    after: int | None


def _around(names: Mapping[int, int], count: int) -> list[_Around]:
    before: list[int | None] = []
    last: int | None = None
    for position in range(count):
        before.append(last)
        last = names.get(position, last)
    after: list[int | None] = []
    last = None
    for position in reversed(range(count)):
        after.append(last)
        last = names.get(position, last)
    after.reverse()
    return [_Around(b, a) for b, a in zip(before, after, strict=True)]


def _once(keys: Sequence[Hashable], among: Iterable[int]) -> dict[Hashable, int]:
    """Keys that one of the items has, and only one of the whole list."""
    counted = _counted(keys)
    return {keys[position]: position for position in among if counted[keys[position]] == 1}


def _counted(keys: Iterable[_K]) -> dict[_K, int]:
    found: dict[_K, int] = {}
    for key in keys:
        found[key] = found.get(key, 0) + 1
    return found

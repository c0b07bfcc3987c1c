"""两年对照: from two notices to what is new, what went, and what changed in what goes on.

    Notice, Notice ─match→ links ─changes→ pairs ─balance→ roll-ups

Which item is which says ``match``; here is what that means in changes of each kind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from parsers.model import Comparator, Indicator, Notice, PointsKind, Target
from parsers.text import fold
from pipeline.changes import Change, Comparison, Kind, Pair, TargetStep
from pipeline.diff_balance import leading, section_balances, unit_balances
from pipeline.diff_findings import findings_of
from pipeline.diff_text import said, same_figure, same_number, same_years, total
from pipeline.diff_units import Bodies
from pipeline.match import Entry, Link, Verdicts, match
from pipeline.match_sections import Sections, title_key
from pipeline.match_text import plain
from pipeline.units import UnitBook

Items = tuple[Indicator, ...]


def compare(
    old: Notice, new: Notice, book: UnitBook | None = None, verdicts: Verdicts | None = None
) -> Comparison:
    """What changed from the old notice to the new one; ``compare(n, n)`` has no change.

    With a register unit names are resolved by it. ``verdicts`` are people's decisions on pairs,
    by position.
    """
    bodies = Bodies(old, new, book)
    links = match(entries(old, bodies, 0), entries(new, bodies, 1), verdicts)
    bodies.settle(
        ([old.indicators[a] for a in link.old], [new.indicators[b] for b in link.new])
        for link in links
    )
    judge = _Judge(old, new, bodies, links)
    pairs = tuple(judge.pair(link) for link in links)
    known_old = {id(item) for pair in pairs for item in pair.old}
    known_new = {id(item) for pair in pairs for item in pair.new}
    added = tuple(item for item in new.indicators if id(item) not in known_new)
    removed = tuple(item for item in old.indicators if id(item) not in known_old)
    return Comparison(
        old,
        new,
        pairs,
        added,
        removed,
        unit_balances(pairs, added, removed, bodies),
        section_balances(old, new, pairs, added, removed, judge.sections),
        findings_of(old, new, pairs, bodies),
        bodies,
    )


def entries(notice: Notice, bodies: Bodies, year: int) -> tuple[Entry, ...]:
    """What matching looks at, item by item."""
    titles = {section.id: title_key(section.title.value) for section in notice.sections}
    return tuple(
        Entry(
            item.text.value,
            item.number.value if item.number else None,
            tuple(titles[key] for key in item.section),
            bodies.keys(item, year),
            signed_points(item),
        )
        for item in notice.indicators
    )


def signed_points(item: Indicator) -> Decimal | None:
    """分值, negative for a deduction; None where there is no single figure."""
    if item.points is None or item.points.value is None:
        return None
    return -item.points.value if item.points.kind is PointsKind.DEDUCTION else item.points.value


class _Judge:
    """Judges one pair after the other; knows both notices and how their sections go on."""

    def __init__(self, old: Notice, new: Notice, bodies: Bodies, links: Sequence[Link]) -> None:
        self._old, self._new = old, new
        self._bodies = bodies
        self._titles = tuple(
            {section.id: title_key(section.title.value) for section in notice.sections}
            for notice in (old, new)
        )
        paths = [[self._path(item, y) for item in n.indicators] for y, n in enumerate((old, new))]
        self.sections = Sections(*paths)
        self.sections.learn(
            [(paths[0][a], paths[1][b]) for link in links for a in link.old for b in link.new]
        )
        self._step = new.year - old.year if old.year and new.year else None
        self._has_points = all(any(i.points for i in n.indicators) for n in (old, new))

    def pair(self, link: Link) -> Pair:
        old = tuple(self._old.indicators[at] for at in link.old)
        new = tuple(self._new.indicators[at] for at in link.new)
        changes = tuple(change for rule in _RULES for change in rule(self, old, new))
        return Pair(old, new, link.score, link.certain, link.why, changes, link.decided)

    def _path(self, item: Indicator, year: int) -> tuple[str, ...]:
        return tuple(self._titles[year][key] for key in item.section)

    # --- one rule per kind ---

    def grouped(self, old: Items, new: Items) -> Iterator[Change]:
        if len(old) > 1:
            yield Change(Kind.MERGED, _numbers(old), _numbers(new))
        elif len(new) > 1:
            yield Change(Kind.SPLIT, _numbers(old), _numbers(new))

    def moved(self, old: Items, new: Items) -> Iterator[Change]:
        """Of a split or merger it is said where any of its items left the section."""
        if all(self.sections.related(self._path(a, 0), self._path(b, 1)) for a in old for b in new):
            return
        yield Change(Kind.MOVED, _headings(self._old, old), _headings(self._new, new))

    def renumbered(self, old: Items, new: Items) -> Iterator[Change]:
        if len(old) == len(new) == 1 and not same_number(old[0], new[0]):
            yield Change(Kind.RENUMBERED, _numbers(old), _numbers(new))

    def reworded(self, old: Items, new: Items) -> Iterator[Change]:
        if len(old) == len(new) == 1:
            texts = _texts(old[0], new[0])
            one, other = said(texts[0], old[0].targets), said(texts[1], new[0].targets)
            if one.words != other.words:
                yield Change(Kind.REWORDED, texts[0], texts[1])

    def target(self, old: Items, new: Items) -> Iterator[Change]:
        if len(old) == len(new) == 1 and plain(_with_cell(old[0])) == plain(_with_cell(new[0])):
            return  # a column 目标值 one year and the same words in the text the next
        before = [target for item in old for target in item.targets]
        after = [target for item in new for target in item.targets]
        steps = tuple(_steps(before, after))
        if steps or self._other_figures(old, new):
            yield Change(Kind.TARGET, _figures(old), _figures(new), targets=steps)

    def _other_figures(self, old: Items, new: Items) -> bool:
        """Figures that are no target of their own (50万元以上的村), and cells without a figure."""
        if not len(old) == len(new) == 1:
            return False
        texts = _texts(old[0], new[0])
        one, other = said(texts[0], old[0].targets), said(texts[1], new[0].targets)
        if one.words == other.words and old[0].targets == new[0].targets == ():
            return one.figures != other.figures or not same_years(one, other, self._step)
        if one.words == other.words and not same_years(one, other, self._step):
            return True
        cells = (old[0].target_text, new[0].target_text)
        if cells[0] is None or cells[1] is None:
            return False
        first = said(cells[0].value, old[0].targets)
        second = said(cells[1].value, new[0].targets)
        return first.words != second.words

    def points(self, old: Items, new: Items) -> Iterator[Change]:
        if not self._has_points:
            return
        before, after = _sum(old), _sum(new)
        if before is not None and after is not None:
            if abs(before) != abs(after):
                yield Change(
                    Kind.POINTS, _points(old), _points(new), delta=abs(after) - abs(before)
                )
        elif _points(old) != _points(new):
            yield Change(Kind.POINTS, _points(old) or None, _points(new) or None)

    def points_kind(self, old: Items, new: Items) -> Iterator[Change]:
        one, other = ({item.points.kind for item in side if item.points} for side in (old, new))
        if one and other and one != other:
            yield Change(Kind.POINTS_KIND, _kinds(old), _kinds(new))

    def deadline(self, old: Items, new: Items) -> Iterator[Change]:
        one, other = _deadlines(old), _deadlines(new)
        if plain(one or "") == plain(other or ""):
            return
        first, second = said(one or "", ()), said(other or "", ())
        moved_on = (
            first.words == second.words
            and first.figures == second.figures
            and bool(first.years)
            and all(b - a == self._step for a, b in zip(first.years, second.years, strict=False))
        )
        if not moved_on:
            yield Change(Kind.DEADLINE, one, other)

    def lead(self, old: Items, new: Items) -> Iterator[Change]:
        one, other = self._leads(old, 0), self._leads(new, 1)
        if one and other and not one.keys() & other.keys():
            yield Change(Kind.LEAD, "、".join(one.values()), "、".join(other.values()))

    def _leads(self, items: Items, year: int) -> dict[str, str]:
        """Who leads, by body: as stated, else the first listed unit that is no group."""
        found: dict[str, str] = {}
        for item in items:
            found = leading(item, self._bodies, year) | found
        return found

    def units(self, old: Items, new: Items) -> Iterator[Change]:
        change = self._bodies.change(old, new)
        if change.joined or change.left:
            yield Change(Kind.UNITS, joined=change.joined, left=change.left)
        if change.renamed:
            yield Change(Kind.UNIT_RENAMED, renames=change.renamed)
        if change.respelt:
            yield Change(Kind.UNIT_RESPELT, renames=change.respelt)


_Rule = Callable[[_Judge, Items, Items], Iterator[Change]]

_RULES: tuple[_Rule, ...] = (
    _Judge.grouped,
    _Judge.moved,
    _Judge.renumbered,
    _Judge.reworded,
    _Judge.target,
    _Judge.points,
    _Judge.points_kind,
    _Judge.deadline,
    _Judge.lead,
    _Judge.units,
)


# --- what each year says, in words --------------------------------------------------------


def _numbers(items: Items) -> str:
    return "、".join(item.number.value for item in items if item.number) or "（无序号）"


def _headings(notice: Notice, items: Items) -> str:
    paths = dict.fromkeys(
        " / ".join(section.title.value for section in notice.path(item)) for item in items
    )
    return "、".join(path or "（不分类）" for path in paths)


def _texts(old: Indicator, new: Indicator) -> tuple[str, str]:
    """The wordings to compare; a 目标值 column counts as text where only one year has it."""
    if (old.target_text is None) is (new.target_text is None):
        return old.text.value, new.text.value
    return _with_cell(old), _with_cell(new)


def _with_cell(item: Indicator) -> str:
    return item.text.value + (item.target_text.value if item.target_text else "")


def _sum(items: Items) -> Decimal | None:
    values = [signed_points(item) for item in items]
    known = [value for value in values if value is not None]
    return total(known) if len(known) == len(values) else None


def _points(items: Items) -> str:
    """2.5+1.5, or the words where there is no figure."""
    shown = []
    for item in items:
        if item.points is not None:
            value = item.points.value
            shown.append(item.points.text.value if value is None else plain_number(value))
    return "+".join(shown)


def plain_number(value: Decimal) -> str:
    """4 for 4.0 and 4.00, 1.5 for 1.50."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _kinds(items: Items) -> str:
    words = {PointsKind.AWARD: "得分", PointsKind.DEDUCTION: "扣分"}
    return "、".join(dict.fromkeys(words[item.points.kind] for item in items if item.points))


def _deadlines(items: Items) -> str | None:
    found = dict.fromkeys(fold(item.deadline.value) for item in items if item.deadline)
    return "、".join(found) or None


def _figures(items: Items) -> str | None:
    """The targets as written: 增长8%以上；占比提高0.5个百分点."""
    found = []
    for item in items:
        if item.target_text is not None:
            found.append(item.target_text.value)
        else:
            found += [target.text.value for target in item.targets]
    return "；".join(found) or None


# --- figures against figures --------------------------------------------------------------


def _steps(old: Sequence[Target], new: Sequence[Target]) -> Iterator[TargetStep]:
    """Figures that differ, each beside the one whose place it takes; equal ones are left out."""
    before, after = list(old), list(new)
    for target in old:
        same = next((t for t in after if same_figure(target, t)), None)
        if same is not None:
            before.remove(target)
            after.remove(same)
    for fits in (_one_metric, _one_measure):
        for target in tuple(before):
            partner = next((t for t in after if fits(target, t)), None)
            if partner is not None:
                before.remove(target)
                after.remove(partner)
                yield _step(target, partner)
    yield from (TargetStep(target, None) for target in before)
    yield from (TargetStep(None, target) for target in after)


def _one_metric(old: Target, new: Target) -> bool:
    return plain(old.metric) == plain(new.metric) and (old.unit is None) is (new.unit is None)


def _one_measure(old: Target, new: Target) -> bool:
    return old.unit == new.unit and old.direction is new.direction and old.value is not None


def _step(old: Target, new: Target) -> TargetStep:
    comparable = (
        old.value is not None
        and new.value is not None
        and old.unit == new.unit
        and old.direction is new.direction
        and Comparator.RANGE not in (old.comparator, new.comparator)
    )
    if not comparable or old.value is None or new.value is None:
        return TargetStep(old, new)
    measure = "个百分点" if old.unit in ("%", "％") else old.unit
    return TargetStep(old, new, new.value - old.value, measure)

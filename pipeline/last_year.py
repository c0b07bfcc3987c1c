"""上年: what last year's notice says of each indicator of this year's, for letters and ledger."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from parsers.model import Indicator, PointsKind
from pipeline.changes import Comparison, Kind, Pair
from pipeline.diff import plain_number

_SMALL = frozenset({Kind.RENUMBERED, Kind.UNIT_RENAMED, Kind.UNIT_RESPELT})


@dataclass(frozen=True, slots=True)
class LastYear:
    """``mark`` is 新增, 调整, 拆分, 合并 or empty where nothing changed.

    ``number``, ``points`` and ``target`` are last year's, as shown; empty for a new item.
    ``certain`` is false where a person has yet to say that it is the same item.
    """

    mark: str
    number: str = ""
    text: str = ""
    points: str = ""
    target: str = ""
    certain: bool = True


def last_year(comparison: Comparison) -> Mapping[str, LastYear]:
    """By the id of this year's indicator; every one of them has an entry."""
    found = {item.id: LastYear("新增") for item in comparison.added}
    for pair in comparison.pairs:
        for item in pair.new:
            found[item.id] = LastYear(
                _mark(pair),
                "、".join(old.number.value for old in pair.old if old.number),
                "；".join(old.text.value for old in pair.old),
                "+".join(filter(None, map(_points, pair.old))),
                _targets(pair.old),
                pair.certain,
            )
    return found


def _mark(pair: Pair) -> str:
    for kind in (Kind.SPLIT, Kind.MERGED):
        if pair.change(kind):
            return kind.chinese
    return "调整" if any(change.kind not in _SMALL for change in pair.changes) else ""


def _points(item: Indicator) -> str:
    if item.points is None:
        return ""
    if item.points.value is None:
        return item.points.text.value
    sign = "−" if item.points.kind is PointsKind.DEDUCTION else ""
    return f"{sign}{plain_number(item.points.value)}"


def _targets(items: Sequence[Indicator]) -> str:
    """The cell 目标值 where there is one, else the figures of the text."""
    found: list[str] = []
    for item in items:
        if item.target_text is not None:
            found.append(item.target_text.value)
        else:
            found += [target.text.value for target in item.targets]
    return "；".join(found)

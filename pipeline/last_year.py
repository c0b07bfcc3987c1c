"""上年: what last year's notice says of each indicator of this year's, for letters and ledger."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from parsers import parse_notice
from parsers.diagnostics import Diagnostic, Severity
from parsers.errors import UnreadableError
from parsers.model import Indicator, Notice, PointsKind
from pipeline import codes
from pipeline.changes import Comparison, Kind, Pair
from pipeline.diff import compare, plain_number
from pipeline.units import UnitBook

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

    def __str__(self) -> str:
        """新增, or what it was: （调整）第3项，4分，8%以上."""
        if not self.number and not self.text:
            return self.mark
        marks = [mark for mark in (self.mark, "" if self.certain else "疑似") if mark]
        points = f"{self.points}分" if self.points[-1:].isdigit() else self.points
        told = (f"第{self.number}项" if self.number else "", points, self.target)
        return (f"（{'，'.join(marks)}）" if marks else "") + "，".join(filter(None, told))


def read_last_year(
    path: Path, notice: Notice, book: UnitBook | None
) -> tuple[Mapping[str, LastYear], tuple[Diagnostic, ...]]:
    """Last year's notice read and set against this year's, and what there is to say of it.

    Raises UnreadableError for a file that cannot be read or has no indicators.
    """
    parsed = parse_notice(path)
    if not parsed.notice.indicators:
        raise UnreadableError(
            f"上年通知“{path.name}”中没有读出任何指标，无法对照。请用 fenjie parse 看看读到了什么。"
        )
    said = []
    if errors := [f for f in parsed.findings if f.severity is Severity.ERROR]:
        first = errors[0].message
        said.append(codes.READ_WITH_ERRORS.at(file=path.name, count=len(errors), first=first))
    comparison = compare(parsed.notice, notice, book)
    wrong = (codes.SAME_FILE, codes.YEARS_REVERSED)
    said += [finding for finding in comparison.findings if finding.code in wrong]
    found = last_year(comparison)
    if doubtful := sum(not one.certain for one in found.values()):
        said.append(codes.LAST_YEAR_DOUBTFUL.at(file=path.name, count=doubtful))
    return found, tuple(said)


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

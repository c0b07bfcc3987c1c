"""检查结论: what one clause asks for, what was measured, and what follows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum


class Verdict(Enum):
    """合格, 不合格, 文件无法证明; 提示 where the standard recommends or is read differently."""

    MET = "pass"
    BROKEN = "fail"
    UNPROVEN = "unproven"
    NOTE = "note"

    @property
    def chinese(self) -> str:
        names = {"pass": "合格", "fail": "不合格", "unproven": "文件无法证明", "note": "提示"}
        return names[self.value]


@dataclass(frozen=True, slots=True)
class Result:
    """One thing checked. ``clause`` is its number in GB/T 9704—2012, ``place`` where it stands."""

    clause: str
    item: str
    expected: str
    measured: str
    verdict: Verdict
    tolerance: str = "—"
    place: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """A document's results, in the order of the standard."""

    file: str
    kind: str  # 文件式, 信函格式, 没有版头
    results: tuple[Result, ...]

    @property
    def sound(self) -> bool:
        """Whether nothing fails."""
        return all(result.verdict is not Verdict.BROKEN for result in self.results)

    def counts(self) -> dict[Verdict, int]:
        found = Counter(result.verdict for result in self.results)
        return {verdict: found[verdict] for verdict in Verdict}


def judged(
    clause: str,
    item: str,
    expected: str,
    measured: str,
    good: bool,
    *,
    place: str = "",
    otherwise: Verdict = Verdict.BROKEN,
    tolerance: str = "—",
) -> Result:
    """A result that passes or, where it does not, is ``otherwise``."""
    verdict = Verdict.MET if good else otherwise
    return Result(clause, item, expected, measured, verdict, tolerance, place)


def near(
    clause: str,
    item: str,
    expected: float,
    measured: float,
    tolerance: float,
    unit: str,
    *,
    place: str = "",
    otherwise: Verdict = Verdict.BROKEN,
) -> Result:
    """A length against what it should be; differences of the last shown digit do not count."""
    good = abs(measured - expected) <= tolerance + 0.051
    return Result(
        clause,
        item,
        f"{round(expected, 2):g} {unit}",
        f"{measured:.1f} {unit}",
        Verdict.MET if good else otherwise,
        f"±{tolerance:g} {unit}",
        place,
    )


def unproven(clause: str, item: str, expected: str, why: str, place: str = "") -> Result:
    return Result(clause, item, expected, why, Verdict.UNPROVEN, place=place)


@dataclass(frozen=True, slots=True)
class Seen:
    """What one of several places has, and whether that is right."""

    place: str
    value: str
    good: bool


def all_alike(
    clause: str,
    item: str,
    expected: str,
    seen: Iterable[Seen],
    *,
    otherwise: Verdict = Verdict.BROKEN,
    tolerance: str = "—",
) -> Iterator[Result]:
    """One result for several places: right if all are, else what the wrong ones have."""
    places = tuple(seen)
    if not places:
        return
    wrong = [one for one in places if not one.good]
    if not wrong:
        values = "、".join(dict.fromkeys(one.value for one in places))
        counted = f"（{len(places)} 处）" if len(places) > 1 else ""
        place = places[0].place if len(places) == 1 else ""
        yield Result(clause, item, expected, f"{values}{counted}", Verdict.MET, tolerance, place)
        return
    values = "、".join(list(dict.fromkeys(one.value for one in wrong))[:4])
    counted = f"（{len(places)} 处中 {len(wrong)} 处）" if len(places) > 1 else ""
    where = "、".join(one.place for one in wrong[:3]) + (" 等" if len(wrong) > 3 else "")
    yield Result(clause, item, expected, f"{values}{counted}", otherwise, tolerance, where)

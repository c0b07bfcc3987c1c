"""历年沿革: more than two years as one story per indicator.

Pairs of neighbouring years are strung together. Where an item was split or merged the strand of
the first part goes on and the others begin or end there; that is said in the cell.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from parsers.model import Indicator, Notice
from pipeline.changes import Comparison, Kind, Pair


@dataclass(frozen=True, slots=True)
class Stage:
    """An indicator in one year, and how it came to be there (``pair`` of the year before)."""

    item: Indicator
    pair: Pair | None


@dataclass(frozen=True, slots=True)
class Strand:
    """One indicator through the years; None where a year does not have it."""

    stages: tuple[Stage | None, ...]

    @property
    def last(self) -> Indicator:
        return next(stage.item for stage in reversed(self.stages) if stage is not None)


@dataclass(frozen=True, slots=True)
class History:
    """All years, oldest first, and every strand in the order of the newest year."""

    notices: tuple[Notice, ...]
    labels: tuple[str, ...]
    strands: tuple[Strand, ...]


def history(comparisons: Sequence[Comparison]) -> History:
    """The strands of all years; every item of every year stands in exactly one."""
    notices = (comparisons[0].old, *(comparison.new for comparison in comparisons))
    strands: list[list[Stage | None]] = [
        [Stage(item, None)] for item in comparisons[0].old.indicators
    ]
    for year, comparison in enumerate(comparisons, 1):
        at = {id(strand[-1].item): strand for strand in strands if strand[-1] is not None}
        origin = {id(pair.new[0]): pair for pair in comparison.pairs}
        parts = {id(item): pair for pair in comparison.pairs for item in pair.new}
        for item in comparison.new.indicators:
            pair = origin.get(id(item))
            strand = at.get(id(pair.old[0])) if pair else None
            if strand is None or len(strand) > year:
                strand = [None] * year
                strands.append(strand)
            strand.append(Stage(item, parts.get(id(item))))
        for short in strands:
            short.extend([None] * (year + 1 - len(short)))
    return History(
        notices, _labels(notices), tuple(Strand(tuple(s)) for s in _ordered(strands, notices))
    )


def _ordered(
    strands: list[list[Stage | None]], notices: Sequence[Notice]
) -> list[list[Stage | None]]:
    """By place in the newest year that has the item, newest years first."""
    place = {
        id(item): (-year, at)
        for year, notice in enumerate(notices)
        for at, item in enumerate(notice.indicators)
    }

    def key(strand: list[Stage | None]) -> tuple[int, int]:
        return place[id(Strand(tuple(strand)).last)]

    return sorted(strands, key=key)


def _labels(notices: Sequence[Notice]) -> tuple[str, ...]:
    years = [notice.year for notice in notices]
    if None not in years and len(set(years)) == len(years):
        return tuple(f"{year}年" for year in years)
    return tuple(f"第{at}份" for at in range(1, len(notices) + 1))


def how(stage: Stage) -> str:
    """拆分自…, 合并自…, 疑似: what is to be known of the step to this year; else empty."""
    if stage.pair is None:
        return ""
    said = []
    if stage.pair.change(Kind.SPLIT):
        said.append("拆分")
    if stage.pair.change(Kind.MERGED):
        said.append("合并")
    if stage.pair.change(Kind.MOVED):
        said.append("移类")
    if not stage.pair.certain:
        said.append("疑似")
    return "、".join(said)

"""变化: what became of an indicator from one year to the next. These types do nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum

from parsers.diagnostics import Diagnostic
from parsers.model import Indicator, Notice, Target
from pipeline.diff_units import Bodies


class Kind(Enum):
    """变化种类; the values are those of ``fenjie diff --json``."""

    SPLIT = "split"
    MERGED = "merged"
    MOVED = "moved"
    RENUMBERED = "renumbered"
    REWORDED = "reworded"
    TARGET = "target"
    POINTS = "points"
    POINTS_KIND = "points_kind"
    DEADLINE = "deadline"
    LEAD = "lead"
    UNITS = "units"
    UNIT_RENAMED = "unit_renamed"
    UNIT_RESPELT = "unit_respelt"

    @property
    def chinese(self) -> str:
        return _CHINESE[self]


_CHINESE = {
    Kind.SPLIT: "拆分",
    Kind.MERGED: "合并",
    Kind.MOVED: "移类",
    Kind.RENUMBERED: "序号",
    Kind.REWORDED: "表述",
    Kind.TARGET: "目标值",
    Kind.POINTS: "分值",
    Kind.POINTS_KIND: "加减分",
    Kind.DEADLINE: "时限",
    Kind.LEAD: "牵头单位",
    Kind.UNITS: "责任单位",
    Kind.UNIT_RENAMED: "单位更名",
    Kind.UNIT_RESPELT: "单位写法",
}


@dataclass(frozen=True, slots=True)
class TargetStep:
    """One figure of last year beside the one that takes its place; None where there is none.

    ``delta`` is the difference of the values, ``measure`` what it is measured in; None where
    the figures cannot be compared.
    """

    old: Target | None
    new: Target | None
    delta: Decimal | None = None
    measure: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a pair. ``old`` and ``new`` are what each year says, as shown to people.

    ``delta`` is new less old of points; ``joined``, ``left``, ``renames`` concern units;
    ``targets`` the figures.
    """

    kind: Kind
    old: str | None = None
    new: str | None = None
    delta: Decimal | None = None
    joined: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    renames: tuple[tuple[str, str], ...] = ()
    targets: tuple[TargetStep, ...] = ()


@dataclass(frozen=True, slots=True)
class Pair:
    """Old items that are new items: one to one, a split, or a merger.

    ``certain`` is false for 疑似; ``why`` are Chinese clauses; ``decided``: a person said so.
    """

    old: tuple[Indicator, ...]
    new: tuple[Indicator, ...]
    score: float
    certain: bool
    why: tuple[str, ...]
    changes: tuple[Change, ...]
    decided: bool = False

    def change(self, kind: Kind) -> Change | None:
        return next((change for change in self.changes if change.kind is kind), None)


@dataclass(frozen=True, slots=True)
class Amount:
    """How many items, and how many points to win and to lose with them."""

    items: int = 0
    award: Decimal = Decimal()
    deduction: Decimal = Decimal()


@dataclass(frozen=True, slots=True)
class Balance:
    """What a unit or a section had, has, gained, lost and kept.

    ``kept_before`` and ``kept`` are the same items with last year's and this year's points;
    ``led_before`` and ``led`` count the items a unit leads. ``old_name`` is given where the
    name is another one now; ``collective`` marks 各街道办事处 and the like.
    """

    name: str
    old: Amount
    new: Amount
    gained: Amount
    lost: Amount
    kept_before: Amount
    kept: Amount
    led_before: int = 0
    led: int = 0
    old_name: str | None = None
    collective: bool = False
    gained_items: tuple[Indicator, ...] = ()
    lost_items: tuple[Indicator, ...] = ()

    @property
    def is_new(self) -> bool:
        return self.old.items == 0

    @property
    def is_gone(self) -> bool:
        return self.new.items == 0


@dataclass(frozen=True, slots=True)
class Comparison:
    """One year against the next; everything in reading order of its notice."""

    old: Notice
    new: Notice
    pairs: tuple[Pair, ...]
    added: tuple[Indicator, ...]
    removed: tuple[Indicator, ...]
    units: tuple[Balance, ...]
    sections: tuple[Balance, ...]
    findings: tuple[Diagnostic, ...]
    bodies: Bodies = field(compare=False, repr=False)

    @property
    def labels(self) -> tuple[str, str]:
        """How the two years are called: 2021年 and 2022年, or 原 and 现 where that says nothing."""
        old, new = self.old.year, self.new.year
        return (f"{old}年", f"{new}年") if old and new and old != new else ("原", "现")

    @property
    def doubtful(self) -> tuple[Pair, ...]:
        """疑似: pairs for a person to decide."""
        return tuple(pair for pair in self.pairs if not pair.certain)

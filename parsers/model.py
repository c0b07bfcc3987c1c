"""通知与指标: what a notice says. These types do nothing.

``None`` means "the notice does not say"; ``()`` means "it says: none".
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum

from parsers.source import Source, Span


@dataclass(frozen=True, slots=True)
class Text:
    """A value and the places it was cut from; places take no part in equality.

    ``value`` is as written less white space; where reading mended it (a date, 〔 for [)
    ``source.cut(*spans)`` still gives what was written.
    """

    value: str
    spans: tuple[Span, ...] = field(default=(), compare=False, repr=False)


class Role(Enum):
    """What a unit has to do with an indicator, as stated."""

    LEAD = "lead"  # 牵头、主办、主责
    SUPPORT = "support"  # 配合、协同、参与
    RESPONSIBLE = "responsible"  # 责任单位、负责、落实
    ASSESS = "assess"  # 考核、监考、数据来源: they judge, they do not do

    @property
    def chinese(self) -> str:
        return {"lead": "牵头", "support": "配合", "responsible": "责任", "assess": "考核"}[
            self.value
        ]


class LeadBasis(Enum):
    """Why a unit is taken to lead."""

    STATED = "stated"  # 牵头单位：A
    RULE = "rule"  # the notice says: 列第一位的为牵头单位
    FIRST = "first"  # the office's convention: first-listed leads


class PointsKind(Enum):
    AWARD = "award"  # 分值、加分
    DEDUCTION = "deduction"  # 减分项、扣分


@dataclass(frozen=True, slots=True)
class Points:
    """分值. ``value`` is positive; None where there is no single figure (扣5—10分)."""

    value: Decimal | None
    kind: PointsKind
    text: Text


class Comparator(Enum):
    AT_LEAST = ">="
    OVER = ">"
    AT_MOST = "<="
    UNDER = "<"
    EXACTLY = "="
    ABOUT = "~"  # 左右
    RANGE = "range"
    SAME = "same"  # 与经济增长同步、持平
    KEEP = "keep"  # 保持稳定、不发生、动态清零


class Direction(Enum):
    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Target:
    """目标值: one figure an indicator must reach. ``unit`` is the unit of measure, as written."""

    metric: str
    comparator: Comparator
    value: Decimal | None
    value2: Decimal | None
    unit: str | None
    direction: Direction | None
    text: Text


@dataclass(frozen=True, slots=True)
class Mention:
    """A unit as a notice writes it, with its role for one indicator.

    ``lead`` is what the notice itself states or rules (basis STATED or RULE); the office's
    convention is applied when units are assigned. ``collective`` marks 各街道办事处 and the
    like. ``cause`` is the sentence elsewhere that gave the item this unit (以上3项均为…).
    """

    name: Text
    role: Role
    lead: bool = False
    lead_basis: LeadBasis | None = None
    collective: bool = False
    cause: Text | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """章节: ``label`` 一 or （一） as in the number only; ``level`` from 1; ``parent`` an id."""

    id: str
    label: Text | None
    title: Text
    level: int
    parent: str | None
    heading: str  # label and title as written, less white space, points and final punctuation
    points: Points | None = None


@dataclass(frozen=True, slots=True)
class Indicator:
    """指标: one numbered task. ``section`` lists the ids of the headings above, outermost first.

    ``extras`` holds further columns of its table row by their header (备注、上年完成值 …).
    """

    id: str
    number: Text | None
    section: tuple[str, ...]
    text: Text
    points: Points | None = None
    targets: tuple[Target, ...] = ()
    target_text: Text | None = None
    deadline: Text | None = None
    leaders: tuple[Text, ...] = ()
    mentions: tuple[Mention, ...] = ()
    implied: tuple[Text, ...] = ()
    extras: tuple[tuple[str, Text], ...] = ()
    line: int = field(default=0, compare=False)
    end_line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Citation:
    """引用的文件: 《…》 and its number."""

    title: Text
    document_number: Text | None


@dataclass(frozen=True, slots=True)
class Claim:
    """What the notice says of itself: ``what`` is indicators, sections or points."""

    what: str
    stated: Decimal
    found: Decimal
    text: Text


@dataclass(frozen=True, slots=True)
class ReadingRule:
    """A statement that changes how clauses are read (列第一位的为牵头单位，下同).

    ``others`` is what it makes of those behind the first: SUPPORT where it says 其余为配合单位.
    """

    kind: str
    text: Text
    others: Role | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """通知: everything read from one source. ``roles`` says what each source line was taken
    for, in line order; ``unread`` where nothing knew it.
    """

    source: Source = field(compare=False, repr=False)
    document_number: Text | None
    issuer: Text | None
    title: Text | None
    year: int | None
    addressees: tuple[Text, ...]
    date_of_issue: date | None
    date_text: Text | None
    printed_by: Text | None
    printed_on: date | None
    copied_to: tuple[Text, ...]
    citations: tuple[Citation, ...]
    claims: tuple[Claim, ...]
    rules: tuple[ReadingRule, ...]
    sections: tuple[Section, ...]
    indicators: tuple[Indicator, ...]
    attachments: tuple[Text, ...]
    roles: tuple[str, ...] = field(compare=False, repr=False)

    def path(self, indicator: Indicator) -> tuple[Section, ...]:
        """The headings above an indicator, outermost first."""
        by_id = {section.id: section for section in self.sections}
        return tuple(by_id[key] for key in indicator.section)

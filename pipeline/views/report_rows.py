"""核对报告的行: what the report is made of. These types do nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from parsers.diagnostics import Severity
from pipeline.views.marks import SourceLine

# The kinds of value, in the order of the legend.
KINDS = {
    "section": "章节",
    "number": "序号",
    "text": "指标",
    "points": "分值",
    "target": "目标值",
    "deadline": "时限",
    "leader": "领导",
    "unit": "单位",
    "head": "通知要素",
    "rule": "读法与数目",
    "extra": "其他栏",
}
DERIVED = "derived"  # the kind of a value that is computed and stands nowhere as such


@dataclass(frozen=True, slots=True)
class Value:
    """A value of the reading; ``lines`` are the source lines it was cut from, () for none."""

    key: str
    kind: str
    text: str
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """A labelled value or several: 发文字号, 主送机关 …"""

    label: str
    values: tuple[Value, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class TargetRow:
    """目标值: the words, and what they were taken to mean."""

    value: Value
    meaning: str


@dataclass(frozen=True, slots=True)
class MentionRow:
    """A unit as written, whom it stands for, and why.

    ``rules`` are the sentences elsewhere that made it so: the rule by which it leads, the
    clause that names it for several items. ``state`` is ``sure``, ``look`` (matched by more
    than its name), ``open`` (a person must say who) or ``judge`` (考核单位: gets no task).
    """

    value: Value
    role: str
    lead: str | None
    state: str
    meant: tuple[str, ...]
    certainty: str
    reasons: tuple[str, ...]
    candidates: tuple[str, ...] = ()
    rules: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """指标 as read. ``ordinal`` runs from 1; ``reading`` changes whenever the reading does."""

    ordinal: int
    id: str
    reading: str
    section: str
    number: Value | None
    text: Value
    points: Value | None
    figure: str
    deduction: bool
    targets: tuple[TargetRow, ...]
    fields: tuple[Field, ...]
    mentions: tuple[MentionRow, ...]
    units: tuple[int, ...]
    findings: tuple[int, ...]
    doubtful: bool
    first_line: int
    last_line: int


@dataclass(frozen=True, slots=True)
class Group:
    """A heading and the indicators that directly follow it; no heading where there is none."""

    heading: Value | None
    level: int
    stated: Value | None
    count: str
    indicators: tuple[IndicatorRow, ...]


@dataclass(frozen=True, slots=True)
class FindingRow:
    """检查结果 with its place; ``before``, ``at`` and ``after`` show the words it is about."""

    ordinal: int
    severity: Severity
    code: str
    message: str
    line: int | None
    lines: tuple[int, ...]
    page: int | None
    indicators: tuple[int, ...]
    number: str
    units: tuple[int, ...]
    before: str = ""
    at: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """What the notice says of itself against what was read."""

    value: Value
    what: str
    stated: str
    found: str
    agrees: bool


@dataclass(frozen=True, slots=True)
class UnitRow:
    """归口单位 and its share; ``open`` marks a name or group nobody has decided yet."""

    ordinal: int
    name: str
    kind: str
    items: int
    leads: int
    award: str
    deduction: str
    open: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure of the overview: ``任务函 35 封``."""

    label: str
    figure: str
    note: str = ""
    claims: tuple[ClaimRow, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportView:
    """The whole report.

    ``storage`` tells this source from others in the browser's memory; ``scored`` is false where
    no indicator has points, so that their absence is nothing to remark on.
    """

    title: str
    document_number: str
    files: tuple[str, ...]
    storage: str
    facts: tuple[Fact, ...]
    kinds: tuple[str, ...]
    severities: Mapping[Severity, int]
    codes: tuple[tuple[str, str, int], ...]
    findings: tuple[FindingRow, ...]
    unread: tuple[tuple[int, str], ...]
    units: tuple[UnitRow, ...]
    head: tuple[Field, ...]
    groups: tuple[Group, ...]
    lines: tuple[SourceLine, ...]
    doubtful: int
    scored: bool

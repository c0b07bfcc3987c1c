"""核对报告: everything a clerk needs to check one reading, as plain rows.

Each value of the reading has a key; the source lines carry the same keys where the value was
cut, so that either side can light the other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from hashlib import blake2b

from parsers.diagnostics import Diagnostic, Severity
from parsers.model import (
    Claim,
    Comparator,
    Direction,
    Indicator,
    LeadBasis,
    Mention,
    Notice,
    Points,
    PointsKind,
    Role,
    Section,
    Target,
    Text,
)
from parsers.source import Source, Span
from pipeline.assign import Assignment, Assignments, Certainty, OpenPlace
from pipeline.views.marks import Flag, Mark, SourceLine, Standing, source_lines

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

_COMPARATORS = {
    Comparator.AT_LEAST: "不低于",
    Comparator.OVER: "超过",
    Comparator.AT_MOST: "不高于",
    Comparator.UNDER: "低于",
    Comparator.EXACTLY: "达到",
    Comparator.ABOUT: "约",
    Comparator.RANGE: "介于",
    Comparator.SAME: "同步或持平",
    Comparator.KEEP: "保持",
}
_DIRECTIONS = {Direction.UP: "上升", Direction.DOWN: "下降"}
_LEAD_BASES = {
    LeadBasis.STATED: "原文写明牵头",
    LeadBasis.RULE: "按通知规定牵头",
    LeadBasis.FIRST: "按惯例牵头（排在首位）",
}
_CLAIMS = {"indicators": ("指标", "项"), "sections": ("章节", "类"), "points": ("分值", "分")}
_RULES = {
    "first_listed_leads": "列第一位的牵头",
    "responsible_leads_if_no_lead": "无牵头单位的由责任单位牵头",
    "default_units": "各项都有的单位",
    "short_name": "简称",
}
_AROUND, _AT_MOST = 14, 40  # characters of an excerpt beside and at a finding's place


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

    ``state`` is ``sure``, ``look`` (matched by more than its name), ``open`` (a person must say
    who) or ``judge`` (考核单位: gets no task).
    """

    value: Value
    role: str
    lead: str | None
    state: str
    meant: tuple[str, ...]
    certainty: str
    reasons: tuple[str, ...]
    candidates: tuple[str, ...] = ()
    cause: Value | None = None


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
    """The whole report. ``storage`` tells this source from others in the browser's memory."""

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


def report_view(
    notice: Notice, assignments: Assignments, findings: Sequence[Diagnostic]
) -> ReportView:
    """The rows of the check report: source, reading, and findings, most serious first."""
    marks = _Marks(notice.source)
    named = _Named(assignments)
    ranked = _ranked(findings)
    head = _head(notice, marks)
    claims = tuple(_claim(marks, n, claim) for n, claim in enumerate(notice.claims, 1))
    headings = {
        section.id: _heading(marks, n, section) for n, section in enumerate(notice.sections, 1)
    }
    drafts = [
        _indicator(notice, named, marks, n, indicator)
        for n, indicator in enumerate(notice.indicators, 1)
    ]
    places = _Places(notice, marks.by_line)
    rows = tuple(_finding(notice, named, places, n, each) for n, each in enumerate(ranked, 1))
    indicators = _with_findings(drafts, rows)
    lines = source_lines(notice.source, notice.roles, marks.by_line, _flags(ranked))
    return ReportView(
        title=notice.title.value if notice.title else notice.source.file,
        document_number=notice.document_number.value if notice.document_number else "",
        files=tuple(part.file for part in notice.source.parts),
        storage=_digest(part.sha256 for part in notice.source.parts),
        facts=_facts(notice, named, lines, claims),
        kinds=marks.kinds(),
        severities={s: sum(row.severity is s for row in rows) for s in Severity},
        codes=_codes(ranked),
        findings=rows,
        unread=tuple(
            (line.number, notice.source.lines[line.number - 1].text.strip())
            for line in lines
            if line.standing == Standing.UNREAD
        ),
        units=named.rows(),
        head=head,
        groups=_groups(notice, headings, indicators),
        lines=lines,
        doubtful=sum(row.doubtful for row in indicators),
    )


def figure(value: Decimal) -> str:
    """A number as a clerk writes it: ``1.50`` is 1.5, ``1E+2`` is 100."""
    return format(value.normalize(), "f") if value else "0"


class _Marks:
    """Collects a mark for every place a value was cut from, while the values are read."""

    def __init__(self, source: Source) -> None:
        self._count = len(source.lines)
        self.by_line: dict[int, list[Mark]] = {}

    def value(self, text: Text, kind: str, key: str) -> Value:
        return Value(key, kind, text.value, self.places(text.spans, kind, key))

    def kinds(self) -> tuple[str, ...]:
        seen = {mark.kind for line in self.by_line.values() for mark in line}
        return tuple(kind for kind in KINDS if kind in seen)

    def places(self, spans: Iterable[Span], kind: str, key: str) -> tuple[int, ...]:
        lines: dict[int, None] = {}
        for span in spans:
            if 0 < span.line <= self._count:
                mark = Mark(span.start, span.end, kind, key)
                self.by_line.setdefault(span.line, []).append(mark)
                lines[span.line] = None
        return tuple(lines)

    def values(self, texts: Iterable[Text], kind: str, prefix: str) -> tuple[Value, ...]:
        return tuple(self.value(text, kind, f"{prefix}{n}") for n, text in enumerate(texts, 1))


class _Named:
    """Who is meant by each mention, and the units with an ordinal each."""

    def __init__(self, assignments: Assignments) -> None:
        self.items: dict[str, list[Assignment]] = {}
        for item in assignments.items:
            self.items.setdefault(item.indicator.id, []).append(item)
        self.open: dict[tuple[str, Mention], OpenPlace] = {}
        for place in assignments.open:
            self.open[place.indicator.id, place.mention] = place
        ordered = dict.fromkeys(unit.name for unit in assignments.book.units)
        meant = {item.unit.name: item.unit for item in assignments.items}
        names = [name for name in ordered if name in meant]
        names += [name for name in meant if name not in ordered]
        pending = dict.fromkeys(p.group or p.mention.name.value for p in assignments.open)
        self.units = {name: n for n, name in enumerate(names, 1)}
        self.pending = {name: n for n, name in enumerate(pending, len(names) + 1)}
        self._meant = meant
        self._open = assignments.open

    def ordinals(self, indicator: str, mention: Mention) -> tuple[int, ...]:
        place = self.open.get((indicator, mention))
        waiting = (self.pending[place.group or mention.name.value],) if place else ()
        return tuple(self.units[i.unit.name] for i in self.of(indicator, mention)) + waiting

    def of(self, indicator: str, mention: Mention) -> list[Assignment]:
        return [item for item in self.items.get(indicator, ()) if item.mention == mention]

    def kinds(self) -> tuple[str, ...]:
        """How many units of each kind: ``政府部门 18``."""
        counts = Counter(unit.kind.value for unit in self._meant.values())
        return tuple(f"{kind} {count}" for kind, count in counts.items())

    def rows(self) -> tuple[UnitRow, ...]:
        own: dict[str, dict[str, Indicator]] = {name: {} for name in self.units}
        led: dict[str, set[str]] = {name: set() for name in self.units}
        for indicator, items in self.items.items():
            for item in items:
                own[item.unit.name][indicator] = item.indicator
                if item.lead:
                    led[item.unit.name].add(indicator)
        waiting: dict[str, dict[str, Indicator]] = {name: {} for name in self.pending}
        for place in self._open:
            name = place.group or place.mention.name.value
            waiting[name][place.indicator.id] = place.indicator
        return tuple(
            _unit_row(n, name, self._meant[name].kind.value, own[name], len(led[name]))
            for name, n in self.units.items()
        ) + tuple(
            _unit_row(n, name, "待定", waiting[name], 0, is_open=True)
            for name, n in self.pending.items()
        )


def _unit_row(
    ordinal: int,
    name: str,
    kind: str,
    indicators: Mapping[str, Indicator],
    leads: int,
    *,
    is_open: bool = False,
) -> UnitRow:
    award, deduction = _totals(indicators.values())
    return UnitRow(
        ordinal, name, kind, len(indicators), leads, figure(award), figure(deduction), is_open
    )


@dataclass
class _Places:
    """Which indicators a place belongs to."""

    notice: Notice
    marks: Mapping[int, Sequence[Mark]]
    by_id: dict[str, int] = field(default_factory=dict)
    by_line: dict[int, list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for n, indicator in enumerate(self.notice.indicators, 1):
            self.by_id.setdefault(indicator.id, n)
            for line in range(indicator.line, indicator.end_line + 1):
                self.by_line.setdefault(line, []).append(n)

    def of(self, finding: Diagnostic) -> tuple[int, ...]:
        if finding.indicator is not None:
            return (self.by_id[finding.indicator],) if finding.indicator in self.by_id else ()
        if not finding.spans:
            return ()
        here = self.by_line.get(finding.spans[0].line, [])
        if len(here) < 2:
            return tuple(here)
        # several indicators in one line: those whose own words the finding touches
        touched = {key.partition(".")[0] for key in self.keys(finding.spans[:1])}
        return tuple(n for n in here if f"i{n}" in touched)

    def keys(self, spans: Iterable[Span]) -> list[str]:
        return [
            mark.key
            for span in spans
            for mark in self.marks.get(span.line, ())
            if mark.start < span.end and span.start < mark.end
        ]


def _ranked(findings: Sequence[Diagnostic]) -> list[Diagnostic]:
    order = list(Severity)
    return sorted(
        findings,
        key=lambda each: (
            order.index(each.severity),
            each.line or 0,
            each.spans[0].start if each.spans else 0,
            each.code.id,
        ),
    )


def _flags(findings: Sequence[Diagnostic]) -> dict[int, list[Flag]]:
    flags: dict[int, list[Flag]] = {}
    for n, finding in enumerate(findings, 1):
        for span in finding.spans:
            flag = Flag(span.start, span.end, finding.severity, n)
            flags.setdefault(span.line, []).append(flag)
    return flags


def _codes(findings: Sequence[Diagnostic]) -> tuple[tuple[str, str, int], ...]:
    """Each code that occurs: its number, its sentence with the particulars left out, how often."""
    counts = Counter(each.code.id for each in findings)
    labels = {each.code.id: each.code.message for each in findings}
    return tuple((code, _without_values(labels[code]), n) for code, n in sorted(counts.items()))


def _without_values(template: str) -> str:
    said = "".join(
        part if n == 0 else "…" + part.partition("}")[2]
        for n, part in enumerate(template.split("{"))
    )
    return said if len(said) <= 30 else said[:29] + "…"


def _finding(
    notice: Notice, named: _Named, places: _Places, ordinal: int, finding: Diagnostic
) -> FindingRow:
    inside = [span for span in finding.spans if 0 < span.line <= len(notice.source.lines)]
    indicators = places.of(finding)
    before = at = after = ""
    page = None
    if inside:
        line = notice.source.lines[inside[0].line - 1]
        page = line.page
        before, at, after = _excerpt(line.text, inside[0])
    numbers = [notice.indicators[n - 1].number for n in indicators]
    return FindingRow(
        ordinal=ordinal,
        severity=finding.severity,
        code=finding.code.id,
        message=finding.message,
        line=inside[0].line if inside else None,
        lines=tuple(dict.fromkeys(span.line for span in inside)),
        page=page,
        indicators=indicators,
        number="、".join(number.value for number in numbers if number),
        units=_units_concerned(notice, named, places, indicators, inside),
        before=before,
        at=at,
        after=after,
    )


def _units_concerned(
    notice: Notice,
    named: _Named,
    places: _Places,
    indicators: Sequence[int],
    spans: Sequence[Span],
) -> tuple[int, ...]:
    """The units a finding points at; all units of its indicators where it points at none."""
    touched = set(places.keys(spans))
    all_units: dict[int, None] = {}
    pointed: dict[int, None] = {}
    for n in indicators:
        indicator = notice.indicators[n - 1]
        for k, mention in enumerate(indicator.mentions, 1):
            ordinals = dict.fromkeys(named.ordinals(indicator.id, mention))
            all_units |= ordinals
            if f"i{n}.u{k}" in touched:
                pointed |= ordinals
    return tuple(pointed or all_units)


def _excerpt(text: str, span: Span) -> tuple[str, str, str]:
    text = text.replace("\t", " ").replace("\v", " ")
    before, at, after = text[: span.start], text[span.start : span.end], text[span.end :]
    return (
        ("…" if len(before) > _AROUND else "") + before[-_AROUND:].lstrip(),
        at if len(at) <= _AT_MOST else at[: _AT_MOST - 1] + "…",
        after[:_AROUND].rstrip() + ("…" if len(after) > _AROUND else ""),
    )


def _head(notice: Notice, marks: _Marks) -> tuple[Field, ...]:
    """通知要素: what the notice says of itself, in the order of a notice's page."""

    def one(label: str, text: Text | None, key: str) -> Field:
        return Field(label, (marks.value(text, "head", key),) if text else ())

    def several(label: str, texts: Sequence[Text], prefix: str) -> Field:
        return Field(label, marks.values(texts, "head", prefix))

    def derived(label: str, said: object | None, key: str) -> Field:
        return Field(label, (Value(key, DERIVED, str(said), ()),) if said is not None else ())

    citations = [
        text
        for citation in notice.citations
        for text in (citation.title, citation.document_number)
        if text is not None
    ]
    shown = (
        one("发文字号", notice.document_number, "h.number"),
        one("发文机关", notice.issuer, "h.issuer"),
        one("标题", notice.title, "h.title"),
        derived("年度", notice.year, "h.year"),
        several("主送机关", notice.addressees, "h.to"),
        several("引用文件", citations, "h.cited"),
        several("附件", notice.attachments, "h.attachment"),
        one("成文日期", notice.date_text, "h.date")
        if notice.date_text
        else derived("成文日期", notice.date_of_issue, "h.date"),
        one("印发机关", notice.printed_by, "h.printer"),
        derived("印发日期", notice.printed_on, "h.printed"),
        several("抄送", notice.copied_to, "h.copied"),
    )
    rules = tuple(
        Field("读法", (marks.value(rule.text, "rule", f"h.rule{n}"),), _RULES.get(rule.kind, ""))
        for n, rule in enumerate(notice.rules, 1)
    )
    needed = {"发文字号", "发文机关", "标题", "成文日期"}
    return tuple(row for row in shown if row.values or row.label in needed) + rules


def _claim(marks: _Marks, ordinal: int, claim: Claim) -> ClaimRow:
    what, measure = _CLAIMS.get(claim.what, (claim.what, ""))
    return ClaimRow(
        marks.value(claim.text, "rule", f"h.claim{ordinal}"),
        what,
        f"{figure(claim.stated)} {measure}".strip(),
        f"{figure(claim.found)} {measure}".strip(),
        claim.stated == claim.found,
    )


def _heading(marks: _Marks, ordinal: int, section: Section) -> tuple[Value, Value | None]:
    spans = (*(section.label.spans if section.label else ()), *section.title.spans)
    key = f"s{ordinal}"
    heading = Value(key, "section", section.heading, marks.places(spans, "section", key))
    stated = marks.value(section.points.text, "points", f"{key}.p") if section.points else None
    return heading, stated


def _indicator(
    notice: Notice, named: _Named, marks: _Marks, ordinal: int, indicator: Indicator
) -> IndicatorRow:
    key = f"i{ordinal}"
    number = marks.value(indicator.number, "number", f"{key}.n") if indicator.number else None
    text = marks.value(indicator.text, "text", f"{key}.t")
    points = marks.value(indicator.points.text, "points", f"{key}.p") if indicator.points else None
    targets = tuple(
        TargetRow(marks.value(target.text, "target", f"{key}.g{n}"), _meaning(target))
        for n, target in enumerate(indicator.targets, 1)
    )
    fields = _fields(indicator, marks, key)
    mentions = tuple(
        _mention(named, marks, indicator.id, mention, f"{key}.u{n}")
        for n, mention in enumerate(indicator.mentions, 1)
    ) + _implied(named, marks, indicator, key)
    units = dict.fromkeys(
        unit for mention in indicator.mentions for unit in named.ordinals(indicator.id, mention)
    ) | dict.fromkeys(named.units[i.unit.name] for i in named.items.get(indicator.id, ()))
    return IndicatorRow(
        ordinal=ordinal,
        id=indicator.id,
        reading=_digest(_said(indicator, targets, mentions)),
        section=" › ".join(section.heading for section in notice.path(indicator)),
        number=number,
        text=text,
        points=points,
        figure=_points_figure(indicator.points),
        deduction=bool(indicator.points and indicator.points.kind is PointsKind.DEDUCTION),
        targets=targets,
        fields=fields,
        mentions=mentions,
        units=tuple(units),
        findings=(),
        doubtful=any(mention.state == "open" for mention in mentions),
        first_line=indicator.line,
        last_line=max(indicator.line, indicator.end_line),
    )


def _fields(indicator: Indicator, marks: _Marks, key: str) -> tuple[Field, ...]:
    shown: list[Field] = []
    if indicator.target_text:
        value = marks.value(indicator.target_text, "target", f"{key}.c")
        shown.append(Field("目标值栏", (value,)))
    if indicator.deadline:
        value = marks.value(indicator.deadline, "deadline", f"{key}.d")
        shown.append(Field("完成时限", (value,)))
    if indicator.leaders:
        values = marks.values(indicator.leaders, "leader", f"{key}.l")
        shown.append(Field("责任领导", values))
    shown += [
        Field(label, (marks.value(text, "extra", f"{key}.x{n}"),))
        for n, (label, text) in enumerate(indicator.extras, 1)
    ]
    return tuple(shown)


def _mention(
    named: _Named, marks: _Marks, indicator: str, mention: Mention, key: str
) -> MentionRow:
    value = marks.value(mention.name, "unit", key)
    cause = marks.value(mention.cause, "rule", f"{key}.cause") if mention.cause else None
    items = named.of(indicator, mention)
    place = named.open.get((indicator, mention))
    if items:
        return _resolved(value, mention, items, cause)
    stated = mention.lead_basis if mention.lead else None
    judge = mention.role is Role.ASSESS
    waiting = "一名多解，待人工指定" if place and place.group is None else "待人工指明"
    return MentionRow(
        value=value,
        role=mention.role.chinese,
        lead=_LEAD_BASES[stated] if stated else None,
        state="judge" if judge else "open",
        meant=(),
        certainty="只考核，不承担任务" if judge else waiting if place else "没有归口",
        reasons=(),
        candidates=place.candidates if place else (),
        cause=cause,
    )


def _resolved(
    value: Value, mention: Mention, items: Sequence[Assignment], cause: Value | None
) -> MentionRow:
    sure = {Certainty.EXACT, Certainty.MEMBER, Certainty.DECIDED}
    leading = next((item for item in items if item.lead), None)
    guessed = any(item.unit.guessed for item in items)
    certainties = dict.fromkeys(item.certainty.value for item in items)
    return MentionRow(
        value=value,
        role=mention.role.chinese,
        lead=_LEAD_BASES[leading.lead_basis] if leading and leading.lead_basis else None,
        state="sure" if not guessed and all(i.certainty in sure for i in items) else "look",
        meant=tuple(dict.fromkeys(item.unit.name for item in items)),
        certainty="、".join(certainties) + ("（单位待确认）" if guessed else ""),
        reasons=tuple(dict.fromkeys(item.reason for item in items if item.reason)),
        cause=cause,
    )


def _implied(
    named: _Named, marks: _Marks, indicator: Indicator, key: str
) -> tuple[MentionRow, ...]:
    """Units a rule of the notice adds, and whatever else was assigned without a mention here."""
    implied = {text.value: text for text in indicator.implied}
    own = set(indicator.mentions)
    others: dict[str, list[Assignment]] = {}
    for item in named.items.get(indicator.id, ()):
        if item.mention not in own:
            others.setdefault(item.mention.name.value, []).append(item)
    rows = []
    for n, name in enumerate(dict.fromkeys((*implied, *others)), 1):
        text = implied.get(name) or others[name][0].mention.name
        value = marks.value(text, "unit", f"{key}.m{n}")
        if name in others:
            row = _resolved(value, others[name][0].mention, others[name], None)
        else:
            row = MentionRow(value, "责任", None, "look", (), "按通知规则加入", ())
        rows.append(row)
    return tuple(rows)


def _said(
    indicator: Indicator, targets: Iterable[TargetRow], mentions: Iterable[MentionRow]
) -> Iterable[str]:
    yield indicator.number.value if indicator.number else ""
    yield indicator.text.value
    yield indicator.points.text.value if indicator.points else ""
    yield indicator.deadline.value if indicator.deadline else ""
    yield from (leader.value for leader in indicator.leaders)
    yield from (target.meaning for target in targets)
    for mention in mentions:
        yield f"{mention.value.text}{mention.role}{mention.lead}{'、'.join(mention.meant)}"


def _digest(texts: Iterable[str]) -> str:
    joined = "\x1f".join(texts).encode("utf-8", "surrogatepass")
    return blake2b(joined, digest_size=6).hexdigest()


def _points_figure(points: Points | None) -> str:
    """The points as a figure, "" where the words already say just that."""
    if points is None or points.value is None:
        return ""
    sign = "−" if points.kind is PointsKind.DEDUCTION else ""
    said = f"{sign}{figure(points.value)}分"
    return "" if said == points.text.value else said


def _meaning(target: Target) -> str:
    """A target as it was understood: ``规上工业增加值：上升，不低于 8%``."""
    words = _COMPARATORS[target.comparator]
    if target.value is not None:
        words += f" {figure(target.value)}"
        if target.value2 is not None:
            words += f"—{figure(target.value2)}"
        words += target.unit or ""
    if target.direction is not None:
        words = f"{_DIRECTIONS[target.direction]}，{words}"
    return f"{target.metric}：{words}" if target.metric else words


def _with_findings(
    rows: Sequence[IndicatorRow], findings: Sequence[FindingRow]
) -> tuple[IndicatorRow, ...]:

    here: dict[int, list[FindingRow]] = {}
    for finding in findings:
        for n in finding.indicators:
            here.setdefault(n, []).append(finding)
    return tuple(
        replace(
            row,
            findings=tuple(f.ordinal for f in here[row.ordinal]),
            doubtful=row.doubtful
            or any(f.severity is not Severity.INFO for f in here[row.ordinal]),
        )
        if row.ordinal in here
        else row
        for row in rows
    )


def _groups(
    notice: Notice,
    headings: Mapping[str, tuple[Value, Value | None]],
    rows: Sequence[IndicatorRow],
) -> tuple[Group, ...]:
    """Headings in reading order, each with what directly follows; none is left out."""
    inside: dict[str, list[Indicator]] = {section.id: [] for section in notice.sections}
    for indicator in notice.indicators:
        for key in indicator.section:
            inside[key].append(indicator)
    waiting = list(notice.sections)
    groups: list[tuple[Section | None, list[IndicatorRow]]] = []
    current: str | None = None
    for indicator, row in zip(notice.indicators, rows, strict=True):
        home = indicator.section[-1] if indicator.section else None
        if home != current or not groups:
            while home is not None and any(section.id == home for section in waiting):
                groups.append((waiting.pop(0), []))
            if not groups or (groups[-1][0].id if groups[-1][0] else None) != home:
                groups.append((next((s for s in notice.sections if s.id == home), None), []))
            current = home
        groups[-1][1].append(row)
    groups += [(section, []) for section in waiting]
    return tuple(
        Group(
            heading=headings[section.id][0] if section else None,
            level=section.level if section else 1,
            stated=headings[section.id][1] if section else None,
            count=_summary(inside[section.id]) if section else f"{len(own)} 项",
            indicators=tuple(own),
        )
        for section, own in groups
    )


def _summary(indicators: Sequence[Indicator]) -> str:
    award, deduction = _totals(indicators)
    points = [f"{figure(award)} 分"] if award else []
    points += [f"减 {figure(deduction)} 分"] if deduction else []
    return "，".join((f"{len(indicators)} 项", *points))


def _totals(indicators: Iterable[Indicator]) -> tuple[Decimal, Decimal]:
    award = deduction = Decimal(0)
    for indicator in indicators:
        points = indicator.points
        if points is not None and points.value is not None:
            if points.kind is PointsKind.AWARD:
                award += points.value
            else:
                deduction += points.value
    return award, deduction


def _facts(
    notice: Notice, named: _Named, lines: Sequence[SourceLine], claims: Sequence[ClaimRow]
) -> tuple[Fact, ...]:
    award, deduction = _totals(notice.indicators)
    vague = sum(i.points is not None and i.points.value is None for i in notice.indicators)
    without = sum(i.points is None for i in notice.indicators)
    notes = [f"{vague} 项不是单一数值"] if vague else []
    notes += [f"{without} 项未写分值"] if without and without < len(notice.indicators) else []
    tops = [section for section in notice.sections if section.parent is None]

    def stated(what: str) -> tuple[ClaimRow, ...]:
        return tuple(claim for claim in claims if claim.what == what)

    named_elsewhere = {"章节", "指标"}
    return (
        Fact("章节", f"{len(tops)} 类", claims=stated("章节")),
        Fact("指标", f"{len(notice.indicators)} 项", claims=stated("指标")),
        Fact("加分", f"{figure(award)} 分", "，".join(notes)),
        Fact("减分", f"{figure(deduction)} 分"),
        *(
            Fact(f"{claim.what}（文中所称）", claim.found, claims=(claim,))
            for claim in claims
            if claim.what not in named_elsewhere
        ),
        Fact("归口单位", f"{len(named.units)} 个", "　".join(named.kinds())),
        Fact("任务函", f"{len(named.units)} 封", _pending(named)),
        Fact("原文", f"{len(lines)} 行", _accounted(lines)),
    )


def _accounted(lines: Sequence[SourceLine]) -> str:
    """How many lines were read, are beside the matter, empty, or belong to nothing."""
    standing = [line.standing for line in lines]
    counts = (
        ("读取", standing.count(Standing.BODY)),
        ("页眉页脚等", standing.count(Standing.ASIDE)),
        ("空行", standing.count(Standing.BLANK)),
    )
    said = [f"{name} {count}" for name, count in counts if count]
    return "，".join((*said, f"没有归属 {standing.count(Standing.UNREAD)}"))


def _pending(named: _Named) -> str:
    return f"另有 {len(named.pending)} 个称谓待定" if named.pending else ""

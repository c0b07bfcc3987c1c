"""读法: what was read, value by value, each with a key that its place in the source shares."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b

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
from pipeline.assign import Assignment, Certainty
from pipeline.views.marks import Mark
from pipeline.views.report_rows import (
    DERIVED,
    KINDS,
    ClaimRow,
    Field,
    Group,
    IndicatorRow,
    MentionRow,
    TargetRow,
    Value,
)
from pipeline.views.report_units import Named, figure, totals

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
    "successor": "职责变动",
    "successor_leader": "领导变动",
}
_LEADING = frozenset({"first_listed_leads", "responsible_leads_if_no_lead"})


class Marks:
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


def head_fields(notice: Notice, marks: Marks) -> tuple[Field, ...]:
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


def claim_row(marks: Marks, ordinal: int, claim: Claim) -> ClaimRow:
    what, measure = _CLAIMS.get(claim.what, (claim.what, ""))
    return ClaimRow(
        marks.value(claim.text, "rule", f"h.claim{ordinal}"),
        what,
        f"{figure(claim.stated)} {measure}".strip(),
        f"{figure(claim.found)} {measure}".strip(),
        claim.stated == claim.found,
    )


def heading_of(marks: Marks, ordinal: int, section: Section) -> tuple[Value, Value | None]:
    spans = (*(section.label.spans if section.label else ()), *section.title.spans)
    key = f"s{ordinal}"
    heading = Value(key, "section", section.heading, marks.places(spans, "section", key))
    stated = marks.value(section.points.text, "points", f"{key}.p") if section.points else None
    return heading, stated


def indicator_row(
    notice: Notice, named: Named, marks: Marks, ordinal: int, indicator: Indicator
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
    own = frozenset(indicator.mentions)
    others = [mention for mention in named.mentions(indicator.id) if mention not in own]
    mentions = tuple(
        _mention(notice, named, marks, indicator.id, mention, f"{key}.u{n}")
        for n, mention in enumerate(indicator.mentions, 1)
    ) + _implied(notice, named, marks, indicator, others, key)
    units = dict.fromkeys(
        unit
        for mention in (*indicator.mentions, *others)
        for unit in named.ordinals(indicator.id, mention)
    )
    return IndicatorRow(
        ordinal=ordinal,
        id=indicator.id,
        reading=digest(_said(indicator, targets, mentions)),
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


def _fields(indicator: Indicator, marks: Marks, key: str) -> tuple[Field, ...]:
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
    notice: Notice, named: Named, marks: Marks, indicator: str, mention: Mention, key: str
) -> MentionRow:
    value = marks.value(mention.name, "unit", key)
    items = named.of(indicator, mention)
    rules = _rules_behind(notice, marks, mention, items, key)
    place = named.open.get((indicator, mention))
    if items:
        return _resolved(value, items, rules)
    stated = mention.lead_basis if mention.lead else None
    if place and place.group is not None and stated is LeadBasis.RULE:
        stated = None  # several that stand first: none of them leads
    judge = mention.role is Role.ASSESS
    waiting = "没有对上名录，待人工指定" if place and place.group is None else "待人工指明"
    return MentionRow(
        value=value,
        role=mention.role.chinese,
        lead=_LEAD_BASES[stated] if stated else None,
        state="judge" if judge else "open",
        meant=(),
        certainty="只考核，不承担任务" if judge else waiting if place else "没有归口",
        reasons=(),
        candidates=place.candidates if place else (),
        rules=rules,
    )


def _rules_behind(
    notice: Notice, marks: Marks, mention: Mention, items: Sequence[Assignment], key: str
) -> tuple[Value, ...]:
    """The sentences that gave a mention its place, lead or part, each with a key of its own."""
    texts = [mention.cause] if mention.cause else []
    leads = mention.lead and mention.lead_basis is LeadBasis.RULE
    if leads or any(item.role is not mention.role for item in items):
        texts += [rule.text for rule in notice.rules if rule.kind in _LEADING]
    return marks.values(texts, "rule", f"{key}.r")


def _resolved(
    value: Value, items: Sequence[Assignment], rules: tuple[Value, ...] = ()
) -> MentionRow:
    sure = {Certainty.EXACT, Certainty.MEMBER, Certainty.DECIDED, Certainty.AS_WRITTEN}
    leading = next((item for item in items if item.lead), None)
    guessed = any(item.unit.guessed for item in items)
    certainties = dict.fromkeys(item.certainty.value for item in items)
    return MentionRow(
        value=value,
        role=items[0].role.chinese,
        lead=_LEAD_BASES[leading.lead_basis] if leading and leading.lead_basis else None,
        state="sure" if not guessed and all(i.certainty in sure for i in items) else "look",
        meant=tuple(dict.fromkeys(item.unit.name for item in items)),
        certainty="、".join(certainties) + ("（单位待确认）" if guessed else ""),
        reasons=tuple(dict.fromkeys(item.reason for item in items if item.reason)),
        rules=rules,
    )


def _implied(
    notice: Notice,
    named: Named,
    marks: Marks,
    indicator: Indicator,
    others: Sequence[Mention],
    key: str,
) -> tuple[MentionRow, ...]:
    """Units that a rule of the notice adds: they stand in no clause of the indicator's own."""
    rows = [
        _mention(notice, named, marks, indicator.id, mention, f"{key}.m{n}")
        for n, mention in enumerate(others, 1)
    ]
    answered = {mention.name.value for mention in others}
    for n, text in enumerate(indicator.implied, len(rows) + 1):
        if text.value not in answered:
            value = marks.value(text, "unit", f"{key}.m{n}")
            rows.append(
                MentionRow(value, "责任", None, "open", (), "没有归口", ("按通知规则加入",))
            )
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


def groups_of(
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
    award, deduction = totals(indicators)
    points = [f"{figure(award)} 分"] if award else []
    points += [f"减 {figure(deduction)} 分"] if deduction else []
    return "，".join((f"{len(indicators)} 项", *points))


def digest(texts: Iterable[str]) -> str:
    joined = "\x1f".join(texts).encode("utf-8", "surrogatepass")
    return blake2b(joined, digest_size=6).hexdigest()

"""检查结果: findings with their places, most serious first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from parsers.diagnostics import Diagnostic, Severity
from parsers.model import Notice
from parsers.source import Span
from pipeline.views.marks import Flag, Mark
from pipeline.views.report_rows import FindingRow
from pipeline.views.report_units import Named

_AROUND, _AT_MOST = 14, 40  # characters of an excerpt beside and at a finding's place


def ranked(findings: Sequence[Diagnostic]) -> list[Diagnostic]:
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


def flags_of(findings: Sequence[Diagnostic]) -> dict[int, list[Flag]]:
    flags: dict[int, list[Flag]] = {}
    for n, finding in enumerate(findings, 1):
        for span in finding.spans:
            flag = Flag(span.start, span.end, finding.severity, n)
            flags.setdefault(span.line, []).append(flag)
    return flags


def codes_of(findings: Sequence[Diagnostic]) -> tuple[tuple[str, str, int], ...]:
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


@dataclass
class Places:
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
        found: dict[int, None] = {}
        for span in finding.spans:
            here = self.by_line.get(span.line, [])
            if len(here) > 1:  # several in one line: those whose own words the finding touches
                touched = {key.partition(".")[0] for key in self.keys((span,))}
                here = [n for n in here if f"i{n}" in touched]
            found |= dict.fromkeys(here)
        return tuple(found)

    def keys(self, spans: Iterable[Span]) -> list[str]:
        return [
            mark.key
            for span in spans
            for mark in self.marks.get(span.line, ())
            if mark.start < span.end and span.start < mark.end
        ]


def finding_row(
    notice: Notice, named: Named, places: Places, ordinal: int, finding: Diagnostic
) -> FindingRow:
    inside = [span for span in finding.spans if 0 < span.line <= len(notice.source.lines)]
    indicators = places.of(finding)
    before = at = after = ""
    page = None
    if inside:
        line = notice.source.lines[inside[0].line - 1]
        page = line.page
        before, at, after = _excerpt(line.text, inside[0])
    return FindingRow(
        ordinal=ordinal,
        severity=finding.severity,
        code=finding.code.id,
        message=finding.message,
        line=inside[0].line if inside else None,
        lines=tuple(dict.fromkeys(span.line for span in inside)),
        page=page,
        indicators=indicators,
        number=_numbers(notice, indicators),
        units=_units_concerned(notice, named, places, indicators, inside),
        before=before,
        at=at,
        after=after,
    )


def _numbers(notice: Notice, indicators: Sequence[int]) -> str:
    """The numbers of a few indicators, or of the first few and how many there are."""
    numbers = [notice.indicators[n - 1].number for n in indicators]
    said = "、".join(number.value for number in numbers[:3] if number)
    return said if len(numbers) <= 3 else f"{said}等{len(numbers)}项"


def _units_concerned(
    notice: Notice,
    named: Named,
    places: Places,
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

"""核对报告: everything a clerk needs to check one reading, as plain rows.

Each value of the reading has a key; the source lines carry the same keys where the value was
cut, so that either side can light the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from parsers.diagnostics import Diagnostic, Severity
from parsers.model import Notice
from pipeline.assign import Assignments
from pipeline.beside import BASIC, BONUS, bonus_items, sums
from pipeline.views.marks import SourceLine, Standing, source_lines
from pipeline.views.report_findings import Places, codes_of, finding_row, flags_of, ranked
from pipeline.views.report_reading import (
    Marks,
    claim_row,
    digest,
    groups_of,
    head_fields,
    heading_of,
    indicator_row,
)
from pipeline.views.report_rows import ClaimRow, Fact, FindingRow, IndicatorRow, ReportView
from pipeline.views.report_units import Named, figure, totals


def report_view(
    notice: Notice, assignments: Assignments, findings: Sequence[Diagnostic]
) -> ReportView:
    """The rows of the check report: source, reading, and findings, most serious first."""
    marks = Marks(notice.source)
    named = Named(assignments)
    in_order = ranked(findings)
    head = head_fields(notice, marks)
    claims = tuple(claim_row(marks, n, claim) for n, claim in enumerate(notice.claims, 1))
    headings = {
        section.id: heading_of(marks, n, section) for n, section in enumerate(notice.sections, 1)
    }
    drafts = [
        indicator_row(notice, named, marks, n, indicator)
        for n, indicator in enumerate(notice.indicators, 1)
    ]
    places = Places(notice, marks.by_line)
    rows = tuple(finding_row(notice, named, places, n, each) for n, each in enumerate(in_order, 1))
    indicators = _with_findings(drafts, rows)
    lines = source_lines(notice.source, notice.roles, marks.by_line, flags_of(in_order))
    return ReportView(
        title=notice.title.value if notice.title else notice.source.file,
        document_number=notice.document_number.value if notice.document_number else "",
        files=tuple(part.file for part in notice.source.parts),
        storage=digest(part.sha256 for part in notice.source.parts),
        facts=_facts(notice, named, lines, claims),
        kinds=marks.kinds(),
        severities={s: sum(row.severity is s for row in rows) for s in Severity},
        codes=codes_of(in_order),
        findings=rows,
        unread=tuple(
            (line.number, notice.source.lines[line.number - 1].text.strip())
            for line in lines
            if line.standing == Standing.UNREAD
        ),
        units=named.rows(),
        head=head,
        groups=groups_of(notice, headings, indicators),
        lines=lines,
        scored=any(indicator.points for indicator in notice.indicators),
        doubtful=sum(row.doubtful for row in indicators),
    )


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


def _facts(
    notice: Notice, named: Named, lines: Sequence[SourceLine], claims: Sequence[ClaimRow]
) -> tuple[Fact, ...]:
    tops = [section for section in notice.sections if section.parent is None]

    def stated(what: str) -> tuple[ClaimRow, ...]:
        return tuple(claim for claim in claims if claim.what == what)

    return (
        Fact("章节", f"{len(tops)} 类", claims=stated("章节")),
        Fact("指标", f"{len(notice.indicators)} 项", claims=stated("指标")),
        *_points_facts(notice, stated("分值")),
        *(
            Fact(claim.what, claim.found, claims=(claim,))
            for claim in claims
            if claim.what not in {"章节", "指标", "分值"}
        ),
        Fact("归口单位", f"{len(named.units)} 个", "　".join(named.kinds())),
        Fact("任务函", f"{len(named.units)} 封", _pending(named)),
        Fact("原文", f"{len(lines)} 行", _accounted(lines)),
    )


def _points_facts(notice: Notice, claims: tuple[ClaimRow, ...]) -> Iterator[Fact]:
    """基本分, 加分, 减分, or 分值 where nothing is deducted; nothing where no item has points."""
    scored = [indicator.points for indicator in notice.indicators if indicator.points]
    award, deduction = totals(notice.indicators)
    apart = sums(notice.indicators, bonus_items(notice))
    vague = sum(points.value is None for points in scored)
    without = len(notice.indicators) - len(scored)
    notes = [f"{vague} 项不是单一数值"] if vague else []
    notes += [f"{without} 项未写分值"] if without else []
    if BASIC in apart:
        yield Fact(BASIC, f"{figure(apart[BASIC])} 分", "，".join(notes), claims)
        yield Fact(BONUS, f"{figure(apart[BONUS])} 分")
    elif scored or claims:
        yield Fact("加分" if deduction else "分值", f"{figure(award)} 分", "，".join(notes), claims)
    if deduction:
        yield Fact("减分", f"{figure(deduction)} 分")


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


def _pending(named: Named) -> str:
    return f"另有 {len(named.pending)} 个称谓待定" if named.pending else ""

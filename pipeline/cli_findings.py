"""Findings on the terminal: the most serious first, each with its place."""

from __future__ import annotations

import sys

from parsers.diagnostics import Diagnostic, Severity
from parsers.source import Source

OF_ONE_KIND = 3  # findings of a kind printed of a run; all of them are in its report


def print_findings(
    findings: tuple[Diagnostic, ...],
    source: Source,
    of_one_kind: int | None = OF_ONE_KIND,
    report: str = "核对报告",
) -> None:
    """Messages, so to stderr; the most serious first, the tail of each kind only counted."""
    from pipeline.summary import finding_lines

    order = list(Severity)
    ranked = sorted(findings, key=lambda finding: order.index(finding.severity))
    kinds: dict[str, list[Diagnostic]] = {}
    for finding in ranked:
        kinds.setdefault(finding.code.id, []).append(finding)
    for code, alike in kinds.items():
        shown = alike[:of_one_kind]
        for finding in shown:
            print("\n".join(finding_lines(finding, source)), file=sys.stderr)
        if len(alike) > len(shown):
            print(f"    {code} 另有 {len(alike) - len(shown)} 处，见{report}", file=sys.stderr)


def errors_of(findings: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    return tuple(finding for finding in findings if finding.severity is Severity.ERROR)


def exit_code(findings: tuple[Diagnostic, ...]) -> int:
    """1 where something is missing from the output, else 0."""
    return int(bool(errors_of(findings)))

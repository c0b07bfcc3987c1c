"""Findings on the terminal: the most serious first, each with its place."""

from __future__ import annotations

import sys

from parsers.diagnostics import Diagnostic, Severity
from parsers.source import Source

SHOWN = 20  # findings printed of a run; all of them are in its report


def print_findings(findings: tuple[Diagnostic, ...], source: Source, shown: int = SHOWN) -> None:
    """Messages, so to stderr; the most serious first, the long tail left to the report."""
    from pipeline.summary import finding_lines

    order = list(Severity)
    ranked = sorted(findings, key=lambda finding: order.index(finding.severity))
    for finding in ranked[:shown]:
        print("\n".join(finding_lines(finding, source)), file=sys.stderr)
    if len(ranked) > shown:
        print(f"……另有 {len(ranked) - shown} 条，见核对报告。", file=sys.stderr)


def exit_code(findings: tuple[Diagnostic, ...]) -> int:
    """1 where something is missing from the output, else 0."""
    return int(any(finding.severity is Severity.ERROR for finding in findings))

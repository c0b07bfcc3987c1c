"""对照几年的通知: from files to a comparison and its outputs. The flow of ``fenjie diff``.

files ─parse→ Notices ─compare→ Comparisons ─views→ rows ─render→ files ─write→ folder
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from parsers import Parsed, parse_notice
from parsers.diagnostics import Diagnostic, Severity
from parsers.errors import UnreadableError, UsageError
from pipeline import codes
from pipeline.changes import Comparison
from pipeline.diff import compare
from pipeline.diff_decisions import (
    NAME,
    PairDecisions,
    load_pair_decisions,
    pair_sheet,
    verdicts,
)
from pipeline.files import File
from pipeline.output import Written, write

Stage = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class DiffJob:
    """Which notices, oldest first; the rest may be left out.

    ``units`` is a register, ``decisions`` a filled-in 对照决定.toml, ``templates`` a folder with
    the office's own templates.
    """

    notices: tuple[Path, ...]
    units: Path | None = None
    decisions: Path | None = None
    templates: Path | None = None


@dataclass(frozen=True, slots=True)
class DiffOutcome:
    """Each year against the one before it, everything there is to say, what became of files."""

    comparisons: tuple[Comparison, ...]
    findings: tuple[Diagnostic, ...]
    written: Written | None = None


def compare_files(job: DiffJob, stage: Stage = lambda _: None) -> DiffOutcome:
    """Reads and compares; nothing is written.

    Raises UsageError for less than two notices, UnreadableError for one that cannot be read or
    has no indicators.
    """
    if len(job.notices) < 2:
        raise UsageError(
            "对照需要至少两份通知，先写早的一年。例：fenjie diff 2021年通知 2022年通知"
        )
    from pipeline.register import load_register

    stage("正在读取通知")
    book, said = load_register(job.units) if job.units else (None, ())
    decided, filled_in = load_pair_decisions(job.decisions) if job.decisions else (None, ())
    read = [_read(path) for path in job.notices]
    findings = [*said, *filled_in]
    for parsed in read:
        findings += _trouble(parsed)
    stage("正在对照")
    comparisons = []
    for old, new in pairwise(parsed.notice for parsed in read):
        known, remarks = verdicts(
            decided or PairDecisions(), old, new, unused=len(job.notices) == 2
        )
        comparison = compare(old, new, book, known)
        comparisons.append(comparison)
        findings += [*remarks, *comparison.findings]
    return DiffOutcome(tuple(comparisons), tuple(findings))


def diff(
    job: DiffJob, out: Path | None, *, force: bool = False, stage: Stage = lambda _: None
) -> DiffOutcome:
    """Compares, renders and writes; all files or none. Without ``out`` nothing is written."""
    outcome = compare_files(job, stage)
    files = tuple(produce(outcome, job, stage))
    if out is None:
        return outcome
    written = write(files, out, force=force, never_replace=frozenset({NAME}))
    return DiffOutcome(outcome.comparisons, outcome.findings, written)


def produce(outcome: DiffOutcome, job: DiffJob, stage: Stage) -> Iterator[File]:
    """The files of a comparison, in a fixed order."""
    from pipeline.render.changes import render_changes

    yield from render_changes(outcome.comparisons, outcome.findings, job.templates, stage)
    if any(comparison.doubtful for comparison in outcome.comparisons):
        yield File(NAME, pair_sheet(outcome.comparisons).encode())


def _read(path: Path) -> Parsed:
    parsed = parse_notice(path)
    if not parsed.notice.indicators:
        raise UnreadableError(
            f"“{path.name}”中没有读出任何指标，无法对照。请用 fenjie parse 看看读到了什么；"
            "如果是扫描件，请先识别成文字，或改用 Word 版。"
        )
    return parsed


def _trouble(parsed: Parsed) -> Iterator[Diagnostic]:
    errors = [f for f in parsed.findings if f.severity is Severity.ERROR]
    if errors:
        yield codes.READ_WITH_ERRORS.at(
            file=parsed.notice.source.file, count=len(errors), first=errors[0].message
        )

"""读懂一份通知: from its files to who has to do what. The first half of a run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from parsers import parse_notice
from parsers.diagnostics import Diagnostic
from parsers.model import Notice
from pipeline.assign import Assignments, assign
from pipeline.checks import check
from pipeline.decisions import load_decisions
from pipeline.register import load_register

Stage = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Understanding:
    """What was read, who is meant, and what there is to say about either."""

    notice: Notice
    assignments: Assignments
    of_reading: tuple[Diagnostic, ...]
    of_naming: tuple[Diagnostic, ...]

    @property
    def findings(self) -> tuple[Diagnostic, ...]:
        return (*self.of_reading, *self.of_naming)


def understand(
    files: tuple[Path, ...],
    units: Path | None = None,
    decisions: Path | None = None,
    stage: Stage = lambda _: None,
) -> Understanding:
    """Reads one notice (of one or several files) and assigns its indicators.

    Without ``units`` names stand as written; ``decisions`` says who an open group is.
    Raises FenjieError when a file cannot be read.
    """
    stage("正在读取通知")
    parsed = parse_notice(*files)
    book, registered = load_register(units) if units else (None, ())
    decided, filled_in = load_decisions(decisions) if decisions else (None, ())
    stage("正在归口单位")
    assignments, assigned = assign(parsed.notice, book, decided)
    of_reading = (*parsed.findings, *check(parsed.notice, registered=book is not None))
    of_naming = (*registered, *filled_in, *assigned)
    return Understanding(parsed.notice, assignments, of_reading, of_naming)

"""分解一份通知: the whole flow on one screen. Read this first.

    bytes ─readers→ Source ─rules→ Items ─assemble→ Notice ─assign→ Assignments
                                                 views→ rows ─render→ files ─write→ folder

``understand`` is the first line, ``produce`` the second. As a library::

    from pathlib import Path
    from pipeline.run import Job, run

    outcome = run(Job((Path("通知.docx"),), units=Path("单位名录.toml")), Path("out"))
    for finding in outcome.findings:
        print(finding.line, finding.severity.chinese, finding.message)
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from parsers.diagnostics import Diagnostic
from parsers.errors import FenjieError, UsageError
from parsers.model import Notice
from pipeline import __version__
from pipeline.codes import LETTER_BLANKS, LETTER_REPORTS_ASKED
from pipeline.contract import dump, notice_json
from pipeline.decisions import decision_sheet, load_decisions
from pipeline.files import File
from pipeline.last_year import LastYear, read_last_year
from pipeline.office import load_office
from pipeline.outgoing import Letters, Outgoing, outgoing_files, templates_for
from pipeline.output import Written, write
from pipeline.register import propose_register, units_to_xlsx, write_register
from pipeline.render.ledger import checked_ledger, render_unit_ledgers
from pipeline.render.report import render_report
from pipeline.template_files import LEDGER, UNIT_LEDGER, template
from pipeline.understand import Stage, Understanding, understand
from pipeline.views.ledger import LedgerView, ledger_view
from pipeline.views.letters import letter_findings, letter_views
from pipeline.views.report import report_view

DECISIONS = "待明确.toml"
REGISTER, REGISTER_SHEET = "单位名录.toml", "单位名录.xlsx"  # the same, for Notepad and Excel
FILLED_BY_HAND = frozenset(
    {DECISIONS, REGISTER, REGISTER_SHEET}
)  # never overwritten once a person changed them
FILLED_ALL_YEAR = frozenset({LEDGER})  # a new one goes beside it


@dataclass(frozen=True, slots=True)
class Job:
    """What is wanted. ``notice`` may be several files of one notice; the rest may be left out.

    Without ``units`` names stand as written and a register is proposed; without ``office``
    nothing is set; ``templates`` is a folder with the office's own templates, or the name of a
    shipped set. ``last_year`` is last year's notice, for what is new and what changed;
    ``unit_ledgers`` asks for a workbook per unit to send along. ``outgoing`` says what is to go
    out, and in which forms.
    """

    notice: tuple[Path, ...]
    units: Path | None = None
    decisions: Path | None = None
    office: Path | None = None
    templates: Path | None = None
    last_year: Path | None = None
    unit_ledgers: bool = False
    outgoing: Outgoing = field(default_factory=Outgoing)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A finished run: what was understood, everything there is to say, what became of each file.

    ``findings`` are those of understanding and, behind them, those of rendering; ``written`` is
    None where nothing was to be written.
    """

    understanding: Understanding
    findings: tuple[Diagnostic, ...]
    written: Written | None


def run(
    job: Job, out: Path | None, *, force: bool = False, stage: Stage = lambda _: None
) -> Outcome:
    """Reads, assigns, renders and writes; all files or none. Without ``out`` nothing is written.

    Raises FenjieError (its message is Chinese and says what to do) when something cannot be
    read, rendered or written. ``stage`` is told what is being done now.
    """
    if job.outgoing.pdf:
        from pipeline.pdf import require_libreoffice

        require_libreoffice()
    if out is not None and job.decisions is None and not force:
        _without_answers(out / DECISIONS)
    understanding = understand(job.notice, job.units, job.decisions, stage)
    said: list[Diagnostic] = []
    files = produce(understanding, job, stage, said)
    if out is None:
        written = None
        deque(files, maxlen=0)
    else:
        written = write(
            files, out, force=force, never_replace=FILLED_BY_HAND, put_beside=FILLED_ALL_YEAR
        )
    return Outcome(understanding, (*understanding.findings, *said), written)


def produce(read: Understanding, job: Job, stage: Stage, said: list[Diagnostic]) -> Iterator[File]:
    """The files of a run, one at a time and in a fixed order; nothing is written.

    What rendering has to say is added to ``said`` as it comes; the report holds all of it.
    """
    office = job.outgoing.settings(load_office(job.office))
    of_letters = letter_findings(read.assignments, office)
    task = job.outgoing.letters is Letters.TASK  # of what others leave blank, nothing is to say
    left_open = (LETTER_BLANKS, LETTER_REPORTS_ASKED)
    said += (found for found in of_letters if task or found.code not in left_open)
    before: Mapping[str, LastYear] = {}
    if job.last_year is not None:
        stage("正在对照上年通知")
        book = read.assignments.book if job.units else None
        before, seen = read_last_year(job.last_year, read.notice, book)
        said += seen
    letters = letter_views(read.assignments, office, before)
    templates = templates_for(job.outgoing, office, letters, job.templates, said)
    made_from = _made_from(read.notice)
    yield from outgoing_files(letters, job.outgoing, templates, made_from, said, stage)
    stage(f"正在生成台账{'及其 PDF' if job.outgoing.pdf else ''}")
    ledgers = _ledgers(ledger_view(read.assignments, office, before), job, said)
    if job.outgoing.pdf:
        from pipeline.pdf import with_pdf

        ledgers = with_pdf(ledgers)
    yield from ledgers
    stage("正在生成核对报告")
    report = report_view(read.notice, read.assignments, (*read.findings, *said))
    yield render_report(report, job.templates)
    described = notice_json(read.notice, read.assignments, read.findings)
    yield File("notice.json", dump(described).encode())
    if read.assignments.open:
        yield File(DECISIONS, decision_sheet(read.assignments).encode())
    if job.units is None:
        proposed = propose_register(read.notice)
        yield File(REGISTER, write_register(proposed).encode())
        yield File(REGISTER_SHEET, units_to_xlsx(proposed))


def _ledgers(view: LedgerView, job: Job, said: list[Diagnostic]) -> Iterator[File]:
    """The ledger of the notice and, where asked for, one for each unit."""
    ledger, seen = checked_ledger(view, template(LEDGER, job.templates))
    said += seen
    yield ledger
    if job.unit_ledgers:
        for file, seen in render_unit_ledgers(view, template(UNIT_LEDGER, job.templates)):
            said += seen
            yield file


def _without_answers(sheet: Path) -> None:
    """Raises UsageError where the answers of a former run would be undone by this one."""
    try:
        if not sheet.is_file():
            return
        answers, _ = load_decisions(sheet)
    except (FenjieError, OSError):
        return
    given = [one.units for one in answers.places] + [one.units for one in answers.names]
    if any(units is not None for units in given):
        raise UsageError(
            f"“{sheet}”已经填写，这次却没有用它：照此生成，填过的决定都不起作用。"
            f"请加上 --decisions {sheet}；确实不用的，加 --force，或用 --out 另选一个文件夹。"
        )


def _made_from(notice: Notice) -> dict[str, str]:
    """What each letter says, in its properties, of its own making."""
    parts = notice.source.parts
    return {
        "生成程序": f"fenjie {__version__}",
        "来源文件": "、".join(part.file for part in parts),
        "来源校验（SHA-256）": "、".join(part.sha256 for part in parts),
    }

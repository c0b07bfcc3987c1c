"""Golden notices: what each sample is read as, and what is made of it, as text.

`make golden` writes them anew; a person reads `git diff tests/golden`, and they go into the commit
of the change that moved them. A notice is added by putting it into tests/notices/ (or
samples/notices/); NAME.units.toml beside it is its register.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from as_text import docx_text, xlsx_text
from command_line import ROOT
from parsers.diagnostics import Diagnostic
from parsers.source import Source
from pipeline.contract import notice_json
from pipeline.run import Job, produce
from pipeline.summary import finding_lines, overview
from pipeline.understand import Understanding, understand

GOLDEN = ROOT / "tests" / "golden"
SAMPLE = ROOT / "samples" / "notices" / "weidong-2021.txt"
REGISTERS = {SAMPLE: ROOT / "samples" / "units" / "weidong.toml"}
NOTICES = [
    SAMPLE,
    *(
        path
        for path in sorted((ROOT / "tests" / "notices").glob("*"))
        if not path.name.endswith(".toml")
    ),
]


def register_of(notice: Path) -> Path | None:
    beside = notice.with_name(f"{notice.stem}.units.toml")
    return REGISTERS.get(notice, beside if beside.exists() else None)


def read_as(read: Understanding) -> dict[str, str]:
    """What a notice is read as, by the name of the golden file."""
    described = notice_json(read.notice, read.assignments, ())
    lines = described.pop("lines")
    assert isinstance(lines, list)
    return {
        "notice.json": json.dumps(described, ensure_ascii=False, indent=1) + "\n",
        "lines.txt": "".join(f"{line['role']:<16} {line['text']}\n" for line in lines),
        "findings.txt": told(read.findings, read.notice.source),
        "summary.txt": "".join(f"{line}\n" for line in overview(read.notice, read.assignments)),
    }


def made_of(read: Understanding, job: Job) -> dict[str, str]:
    """What is made of a notice, by the name of the golden file."""
    files = list(produce(read, job, lambda _: None, []))
    letters = [file for file in files if file.path.startswith("任务函/")]
    return {
        "letters.txt": "\n".join(f"=== {f.path}\n{docx_text(f.data)}" for f in letters),
        "ledger.txt": "".join(xlsx_text(f.data) for f in files if f.path == "台账.xlsx"),
        "待明确.toml": "".join(f.data.decode() for f in files if f.path == "待明确.toml"),
    }


def told(findings: tuple[Diagnostic, ...], source: Source) -> str:
    return "".join(f"{line}\n" for finding in findings for line in finding_lines(finding, source))


@pytest.mark.parametrize("notice", NOTICES, ids=lambda path: path.stem)
def test_a_notice_is_read_and_rendered_as_before(notice: Path, golden: bool) -> None:
    register = register_of(notice)
    read = understand((notice,), register)
    folder = GOLDEN / notice.stem
    now = read_as(read)
    if notice == SAMPLE:  # one notice is enough to show a change of letters and ledger
        now |= made_of(read, Job((notice,), register))
    if golden:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in now.items():
            (folder / name).write_text(text, encoding="utf-8", newline="\n")

    for name, text in now.items():
        before = (folder / name).read_text(encoding="utf-8")
        assert text == before, f"{notice.stem}/{name}: run `make golden` and read the diff"


def test_no_golden_folder_is_left_over() -> None:
    assert {path.name for path in GOLDEN.iterdir()} == {notice.stem for notice in NOTICES}

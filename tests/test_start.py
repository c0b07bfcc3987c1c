"""Start-up stays short: nothing heavy is loaded before it is needed. Counted, not timed."""

from __future__ import annotations

import subprocess
import sys

import pytest

from command_line import ROOT, fenjie
from pipeline import __version__

HEAVY = {
    "docx",
    "jinja2",
    "lxml",
    "numpy",
    "openpyxl",
    "pdfminer",
    "pdfplumber",
    "pypdfium2",
    "python_calamine",
    "rapidfuzz",
    "rapidocr",
    "xlsxwriter",
}


def modules_after(*words: str) -> set[str]:
    """Top-level names of the modules loaded once ``fenjie words`` has run."""
    program = (
        "import sys\n"
        "from pipeline.__main__ import main\n"
        "code = main()\n"
        "print(*sys.modules, sep='\\n', file=sys.stderr)\n"
        "sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *words],
        cwd=ROOT,
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert done.returncode in (0, 1), done.stderr
    return set(done.stderr.split())


def test_the_version_loads_next_to_nothing() -> None:
    loaded = modules_after("--version")

    assert not loaded & (HEAVY | {"argparse", "dataclasses", "re", "pathlib", "json"})


def test_help_loads_nothing_heavy() -> None:
    assert not modules_after("--help") & (HEAVY | {"argparse"})


def test_reading_text_loads_no_other_reader_and_no_renderer() -> None:
    loaded = modules_after("parse", "--json", "samples/notices/weidong-2021.txt")

    assert not loaded & (HEAVY - {"rapidfuzz"})


@pytest.mark.parametrize("ending", ["txt", "docx"])
def test_a_run_on_text_or_word_loads_no_pdf_library(ending: str, tmp_path: object) -> None:
    notice = f"samples/notices/weidong-2021.{ending}"
    loaded = modules_after("run", notice, "--out", f"{tmp_path}/out", "--quiet")

    assert not loaded & {"docx", "numpy", "openpyxl", "pdfminer", "pdfplumber", "pypdfium2"}


def test_a_format_check_loads_lxml_and_no_renderer() -> None:
    loaded = modules_after("format", "check", "samples/notices/weidong-2021.docx", "--brief")

    assert not loaded & (HEAVY - {"lxml"})


def test_the_version_is_printed() -> None:
    for words in (("--version",), ("-V",)):
        assert fenjie(*words).stdout == f"fenjie {__version__}\n"

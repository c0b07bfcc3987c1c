"""The sample notice: made from its text, and the same Notice whichever file it is read from."""

from __future__ import annotations

import dataclasses
import importlib.util
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from command_line import ROOT
from parsers import parse_notice
from parsers.model import Text
from parsers.text import fold, squeeze

NOTICES = ROOT / "samples" / "notices"
TXT, DOCX, PDF = (NOTICES / f"weidong-2021.{ending}" for ending in ("txt", "docx", "pdf"))


@pytest.fixture(scope="module")
def maker() -> ModuleType:
    path = ROOT / "samples" / "make_notices.py"
    spec = importlib.util.spec_from_file_location("make_notices", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["make_notices"] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


def test_the_docx_is_what_its_text_makes(maker: ModuleType) -> None:
    text = maker.Manuscript.read(TXT.read_text(encoding="utf-8"))

    assert maker.lay_out(text, maker.OFFICE_FACES) == DOCX.read_bytes(), "run `make samples`"


@pytest.mark.parametrize("file", [DOCX, PDF], ids=lambda path: path.suffix)
def test_word_and_pdf_give_the_same_notice_as_the_text(file: Path) -> None:
    assert parse_notice(file).notice == parse_notice(TXT).notice


def texts(value: object) -> Iterator[Text]:
    """Every Text in a value, however deep."""
    if isinstance(value, Text):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from texts(item)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from texts(getattr(value, field.name))


@pytest.mark.parametrize("file", [TXT, DOCX, PDF], ids=lambda path: path.suffix)
def test_every_value_can_be_cut_from_the_source_again(file: Path) -> None:
    notice = parse_notice(file).notice
    values = [text for text in texts(dataclasses.replace(notice, roles=())) if text.value]

    assert len(values) > 300
    for text in values:
        assert text.spans, text
        assert fold(squeeze(notice.source.cut(*text.spans))) == fold(text.value)


@pytest.mark.parametrize("file", [TXT, DOCX, PDF], ids=lambda path: path.suffix)
def test_every_line_has_a_role(file: Path) -> None:
    notice = parse_notice(file).notice

    assert len(notice.roles) == len(notice.source.lines)
    assert "unread" not in notice.roles


@pytest.mark.parametrize("file", [TXT, DOCX, PDF], ids=lambda path: path.suffix)
def test_the_score_of_the_sample_is_without_an_error(
    file: Path, shared_corpus: Path, tmp_path: Path
) -> None:
    shutil.copy(file, tmp_path)
    shutil.copy(shared_corpus / "weidong-2021.gold.json", tmp_path)
    score = shared_corpus.parent / "score.py"
    gold = tmp_path / "weidong-2021.gold.json"
    reader = [sys.executable, "-m", "pipeline", "parse", "--json"]
    done = subprocess.run(
        [sys.executable, str(score), str(gold), "--max-errors", "0", "-v", "--", *reader],
        cwd=ROOT,
        capture_output=True,
        check=False,
        encoding="utf-8",
    )

    assert done.returncode == 0, done.stdout
    assert " 0 errors, 0 silent" in done.stdout.splitlines()[-1]
    assert json.loads(gold.read_text(encoding="utf-8"))["indicators"]

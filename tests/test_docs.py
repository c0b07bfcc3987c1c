"""Documentation that cannot lag: codes, exit codes, commands, links."""

from __future__ import annotations

import importlib.util
import re
from collections import Counter
from pathlib import Path

import pytest

import parsers.codes
import pipeline.codes
from command_line import ROOT
from parsers import errors
from parsers.diagnostics import Code
from pipeline.cli import COMMANDS

READMES = (ROOT / "README.md", ROOT / "README.zh-CN.md")


def all_codes() -> dict[str, Code]:
    members = (vars(parsers.codes) | vars(pipeline.codes)).items()
    return {name: value for name, value in members if isinstance(value, Code)}


def test_the_page_of_codes_is_current() -> None:
    path = ROOT / "docs" / "make_codes.py"
    spec = importlib.util.spec_from_file_location("make_codes", path)
    assert spec is not None
    assert spec.loader is not None
    maker = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(maker)

    assert (ROOT / "docs" / "codes.md").read_text(encoding="utf-8") == maker.page(), (
        "run `make docs`"
    )


def test_every_code_has_its_own_number_and_a_meaning() -> None:
    codes = all_codes()

    twice = [number for number, n in Counter(c.id for c in codes.values()).items() if n > 1]
    assert not twice
    for name, code in codes.items():
        assert re.fullmatch(r"FJ[1-7]\d\d", code.id), name
        assert code.meaning, f"{name} says nothing to developers"
        assert re.search(r"[\u4e00-\u9fff]|^\{\w+\}$", code.message), f"{name} is no sentence"


def test_every_code_occurs_in_a_test_a_case_or_a_golden_file() -> None:
    texts = [
        path.read_text(encoding="utf-8", errors="replace")
        for path in (ROOT / "tests").rglob("*")
        if path.suffix in {".py", ".txt", ".json", ".toml"} and path != Path(__file__)
    ]
    everything = "\n".join(texts)
    unseen = [
        f"{name} ({code.id})"
        for name, code in all_codes().items()
        if not re.search(rf"\b({name}|{code.id})\b", everything)
    ]
    assert not unseen


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_both_readmes_name_every_command_and_every_exit_code(readme: Path) -> None:
    text = readme.read_text(encoding="utf-8")

    for command in COMMANDS:
        assert f"fenjie {command.name}" in text
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type)]
    for code in {0, 1, 70, 130, *(k.exit_code for k in kinds if issubclass(k, errors.FenjieError))}:
        assert re.search(rf"^\| {code} \|", text, re.MULTILINE), f"exit code {code}"


def test_the_two_readmes_have_the_same_parts() -> None:
    english, chinese = (path.read_text(encoding="utf-8") for path in READMES)

    def skeleton(text: str) -> list[str]:
        return [
            re.split(r"[\[ ]", line)[0] if line[0] != "`" else "```"
            for line in text.splitlines()
            if line.startswith(("#", "```", "!["))
        ]

    assert skeleton(english) == skeleton(chinese)


def test_every_link_in_the_documentation_leads_somewhere() -> None:
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]
    assert pages
    for page in pages:
        for target in re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text(encoding="utf-8")):
            if "://" not in target:
                assert (page.parent / target).exists(), f"{page.name}: {target}"

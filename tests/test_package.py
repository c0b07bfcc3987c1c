"""The package: every import is declared, and a wheel holds all a run needs."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from command_line import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
# the name to install where it is not the name to import
DISTRIBUTIONS = {"python_calamine": "python-calamine"}


def declared(requirements: list[str]) -> set[str]:
    return {re.split(r"[<>=!~\[; ]", text, maxsplit=1)[0].lower() for text in requirements}


def imported(package: str) -> set[str]:
    """Top-level names of everything the package imports, anywhere in its code."""
    names = set()
    for path in (ROOT / package).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names.add(node.module.split(".")[0])
    return names


def test_what_is_imported_is_declared_and_what_is_declared_is_imported() -> None:
    found = imported("parsers") | imported("pipeline")
    foreign = found - set(sys.stdlib_module_names) - {"parsers", "pipeline", "templates"}
    wanted = {DISTRIBUTIONS.get(name, name).lower() for name in foreign}
    required = declared(PROJECT["dependencies"])
    optional = declared(PROJECT["optional-dependencies"]["ocr"])
    optional |= declared(PROJECT["optional-dependencies"].get("xls", []))

    assert wanted <= required | optional
    assert required <= wanted


def test_every_dependency_is_bounded_and_pinned_for_repeatable_builds() -> None:
    pinned = {
        line.split("==")[0].lower()
        for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
        if "==" in line
    }
    groups = PROJECT["optional-dependencies"]
    for requirement in (*PROJECT["dependencies"], *groups["ocr"], *groups["dev"]):
        assert ">=" in requirement
        assert declared([requirement]) <= pinned, requirement
    for requirement in PROJECT["dependencies"]:
        assert "<" in requirement or "regex" in requirement  # regex is dated, not versioned


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    setuptools = pytest.importorskip("setuptools")
    if int(setuptools.__version__.split(".")[0]) < 77:
        pytest.skip("setuptools is too old to build without a network")
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-index"]
    options = ["--no-build-isolation", "--wheel-dir", str(folder), str(ROOT)]
    done = subprocess.run([*command, *options], capture_output=True, check=False, text=True)
    assert done.returncode == 0, done.stderr
    return next(folder.glob("fenjie-*.whl"))


def test_the_wheel_holds_code_and_templates_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as package:
        names = set(package.namelist())

    assert {"templates/任务函.docx", "templates/台账.xlsx", "templates/report/page.html"} <= names
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {
        "parsers",
        "pipeline",
        "templates",
    }
    data = {path.relative_to(ROOT).as_posix() for path in (ROOT / "pipeline").rglob("*.toml")}
    assert data <= names


def test_a_run_works_from_the_wheel_alone(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as package:
        package.extractall(tmp_path / "site")
    notice = ROOT / "samples" / "notices" / "weidong-2021.docx"
    done = subprocess.run(
        [sys.executable, "-P", "-c", _RUN, str(tmp_path / "site"), str(notice)],
        cwd=tmp_path,
        capture_output=True,
        check=False,
        encoding="utf-8",
    )

    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out" / "台账.xlsx").exists()


_RUN = """
import sys
site, notice = sys.argv[1:]
sys.path.insert(0, site)
sys.argv[1:] = ["run", notice, "--out", "out", "--quiet"]
import pipeline
assert pipeline.__file__.startswith(site)
from pipeline.__main__ import main
sys.exit(main())
"""

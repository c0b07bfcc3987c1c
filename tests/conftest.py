"""What every test may use: the repository's places, `--golden`, and tools that may be absent."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from command_line import ROOT


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--golden", action="store_true", help="write tests/golden anew instead of comparing"
    )


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are to be written anew."""
    return bool(request.config.getoption("--golden"))


@pytest.fixture(scope="session")
def shared_corpus() -> Path:
    """The corpus beside the repository; tests that need it are skipped where it is absent."""
    corpus = ROOT.parent / "shared" / "corpus"
    if not corpus.is_dir():
        pytest.skip("the shared corpus is not beside the repository")
    return corpus


@pytest.fixture(scope="session")
def soffice() -> str:
    """LibreOffice, where it is installed."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed")
    return program

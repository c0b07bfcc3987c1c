"""One sound notice, damaged in one place at a time: each damage is told by its own code.

tests/cases/findings.txt opens with the notice. Each case is title, dot, changes (old → new, ¶ for
the end of a line), dot, the code, dot.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from parsers import parse_notice
from parsers.diagnostics import Severity
from pipeline.checks import check

CASES = Path(__file__).parent / "cases" / "findings.txt"


def triples() -> list[tuple[str, str, str]]:
    """Title, middle and end of each case."""
    parts = CASES.read_text(encoding="utf-8").split("\n.\n")
    return list(zip(parts[0::3], parts[1::3], parts[2::3], strict=False))


SOUND = triples()[0][1] + "\n"
DAMAGES = triples()[1:]


def told(text: str, folder: Path) -> dict[str, Severity]:
    """The codes of the findings on a text."""
    path = folder / "通知.txt"
    path.write_text(text, encoding="utf-8")
    parsed = parse_notice(path)
    findings = (*parsed.findings, *check(parsed.notice))
    return {finding.code.id: finding.severity for finding in findings}


def test_of_a_sound_notice_there_is_nothing_to_tell(tmp_path: Path) -> None:
    assert told(SOUND, tmp_path) == {}


@pytest.mark.parametrize(
    ("title", "changes", "code"), DAMAGES, ids=[f"{code}-{title}" for title, _, code in DAMAGES]
)
def test_each_damage_is_told_by_its_code(
    title: str, changes: str, code: str, tmp_path: Path
) -> None:
    text = SOUND
    for change in changes.split("\n"):
        old, new = (side.replace("¶", "\n") for side in change.split(" → "))
        assert old in text, title
        text = text.replace(old, new, 1)

    assert code in told(text, tmp_path)


def test_the_cases_are_read() -> None:
    assert len(DAMAGES) >= 40

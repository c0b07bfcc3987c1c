"""Tables in plain text with one line damaged: what is read otherwise is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from parsers import parse_notice
from parsers.diagnostics import Severity

NOTICES = Path(__file__).parent / "notices"


def warned(path: Path) -> set[str]:
    found = parse_notice(path).findings
    return {f.code.id for f in found if f.code.severity is not Severity.INFO}


@pytest.mark.parametrize(
    ("name", "line", "text", "code"),
    [
        (
            "laid-out-pages",
            22,
            "            配中心      万立方米",
            "FJ235",
        ),  # not below its columns
        ("tabs-quoted", 15, None, "FJ211"),  # the end of a cell in quotation marks
        ("boxes", 14, None, "FJ236"),  # the line with the number
        ("boxes", 8, None, "FJ214"),  # the header
    ],
)
def test_a_damaged_line_is_told(
    tmp_path: Path, name: str, line: int, text: str | None, code: str
) -> None:
    whole = NOTICES / f"{name}.txt"
    lines = whole.read_text(encoding="utf-8").split("\n")
    lines[line - 1 : line] = [] if text is None else [text]
    damaged = tmp_path / whole.name
    damaged.write_text("\n".join(lines), encoding="utf-8")

    assert code in warned(damaged) - warned(whole)


def test_a_row_that_was_set_in_is_still_a_row(tmp_path: Path) -> None:
    whole = NOTICES / "laid-out.txt"
    lines = whole.read_text(encoding="utf-8").split("\n")
    at = next(n for n, text in enumerate(lines) if text.startswith("5 "))
    lines[at] = "    " + lines[at]
    moved = tmp_path / whole.name
    moved.write_text("\n".join(lines), encoding="utf-8")

    numbers = [i.number.value for i in parse_notice(moved).notice.indicators if i.number]
    assert numbers == ["1", "2", "3", "4", "5", "6", "7"]

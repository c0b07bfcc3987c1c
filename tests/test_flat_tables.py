"""Tables in plain text with one line damaged: what is read otherwise is told."""

from __future__ import annotations

import random
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


def test_two_tasks_under_one_number_of_a_scattered_table_are_two(tmp_path: Path) -> None:
    path = tmp_path / "通知.txt"
    cells = (
        ("序号", "民生实事", "责任单位", "完成时限"),
        ("1", "修建人行天桥2座。", "县住建局", "9月底前"),
        ("2", "开工建设养老护理楼。", "县民政局", "5月底前"),
        ("开工建设老年大学教学楼。", "12月底前"),
        ("3", "迁建政务服务大厅。", "县政务服务中心", "县代建中心", "12月底前"),
    )
    lines = ["关于下达2024年民生实事的通知", "各乡镇人民政府：", "附件", "分解表"]
    path.write_text("\n\n".join([*lines, *(c for row in cells for c in row)]), encoding="utf-8")

    items = parse_notice(path).notice.indicators
    told = [(i.number, i.text, i.deadline) for i in items]
    assert [tuple(one and one.value for one in parts) for parts in told] == [
        ("1", "修建人行天桥2座", "9月底前"),
        ("2", "开工建设养老护理楼", "5月底前"),
        (None, "开工建设老年大学教学楼", "12月底前"),
        ("3", "迁建政务服务大厅", "12月底前"),
    ]
    assert {"FJ219", "FJ308"} <= warned(path)


BY_BLANKS = ("laid-out", "laid-out-pages", "boxes", "headed-tables", "scattered-table")
STRAY = ("①", "①①①", "1.1", "（", "|", "\t", "— 3 —", "。", "前。")


@pytest.mark.parametrize("name", BY_BLANKS)
def test_lines_lost_cut_and_strewn_in_a_table_are_read_or_told(tmp_path: Path, name: str) -> None:
    """Whatever is done to its lines, a table is read to the end and each line has a role."""
    lines = (NOTICES / f"{name}.txt").read_text(encoding="utf-8").split("\n")
    chosen = random.Random(name)
    damaged = tmp_path / "damaged.txt"
    for _ in range(60):
        text = list(lines)
        for _ in range(chosen.randint(1, 3)):
            at = chosen.randrange(len(text))
            kept = text[at][: chosen.randrange(len(text[at]) + 1)]
            text[at : at + 1] = chosen.choice(
                ([], [kept], [text[at], chosen.choice(STRAY)], [text[at] + chosen.choice(STRAY)])
            )
        damaged.write_text("\n".join(text), encoding="utf-8")
        notice = parse_notice(damaged).notice
        assert len(notice.roles) == len(notice.source.lines)


@pytest.mark.parametrize("deadline", ["全年", "长期", "12月", "6月底", "年底前"])
def test_a_whole_row_without_number_is_apart_and_told(tmp_path: Path, deadline: str) -> None:
    rows = ("｜序号｜工作任务｜责任单位｜完成时限｜", "｜1｜修路｜县交通局｜6月底前｜")
    cells = (f"｜2｜修公园｜县城管局｜{deadline}｜", f"｜ ｜修广场｜县住建局｜{deadline}｜")
    head = ("某县人民政府关于下达2024年目标任务的通知", "各乡镇人民政府：", "附件", "任务表")
    path = tmp_path / "通知.txt"
    path.write_text("\n".join((*head, *rows, *cells)), encoding="utf-8")

    found = [
        (i.text.value, i.deadline.value) for i in parse_notice(path).notice.indicators if i.deadline
    ]
    assert found[1:] == [("修公园", deadline), ("修广场", deadline)]
    assert "FJ236" in warned(path)


def test_no_bracket_left_open_joins_line_after_line_without_end(tmp_path: Path) -> None:
    path = tmp_path / "通知.txt"
    head = (
        "某县人民政府关于下达2024年目标任务的通知",
        "各乡镇人民政府：",
        "1.完成投资20亿元（含技改",
    )
    path.write_text("\n".join((*head, *["其中设备更新（含信息化投资"] * 3000)), encoding="utf-8")

    parsed = parse_notice(path)
    (one,) = parsed.notice.indicators
    assert one.end_line < 1500
    assert "FJ222" in warned(path)

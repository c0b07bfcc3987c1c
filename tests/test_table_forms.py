"""表格的各种写法: what stands in the cells of a table and under which head, read from a docx."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from docx_made import docx, p, tbl, tc, tr
from parsers import Parsed, parse_notice
from parsers.model import Target


def _cell(text: str) -> str:
    """⏎ is a line break; ↓ goes on from the cell above, and a cell before it begins with ↧."""
    merge = {"↓": "<w:vMerge/>", "↧": '<w:vMerge w:val="restart"/>'}.get(text[:1], "")
    runs = "<w:br/>".join(f"<w:t>{part}</w:t>" for part in text.strip("↓↧").split("⏎"))
    return tc(p(f"<w:r>{runs}</w:r>"), properties=merge)


def table(tmp_path: Path, *rows: Sequence[str], above: str = "") -> Parsed:
    """A notice whose annex is a table, below one line if ``above`` says so."""
    path = tmp_path / "通知.docx"
    lead = ("某县人民政府关于下达2024年目标任务的通知", "各乡镇人民政府：", "附件", "任务分解表")
    body = "".join(p(line) for line in (*lead, *filter(None, [above])))
    path.write_bytes(docx(body + tbl(*(tr(*map(_cell, row)) for row in rows))))
    return parse_notice(path)


def figures(targets: Sequence[Target]) -> str:
    """=3.5万亩 >=9%up: each target with what compares it, its unit and direction."""
    return " ".join(
        f"{t.comparator.value}{'' if t.value is None else f'{t.value:f}'}{t.unit or ''}"
        f"{t.direction.value if t.direction is not None else ''}"
        for t in targets
    )


def codes_told(read: Parsed) -> set[str]:
    return {f.code.id for f in read.findings}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("新建高标准农田3.5万⏎亩", "=3.5万亩"),
        ("实际利用外资1.6亿⏎美元", "=1.6亿美元"),
        ("治理水土流失35平方公⏎里以上", ">=35平方公里"),
        ("年接待游客120万人⏎次", "=120万人次"),
        ("PM2.5浓度不高于38微克/立⏎方米", "<=38微克/立方米"),
        ("PM2.5浓度不高于38微⏎克/立方米", "<=38微克/立方米"),
        ("森林覆盖率提高0.3个百分⏎点", "=0.3个百分点up"),
        ("完成投资12⏎亿元以上", ">=12亿元"),
        ("固定资产投资增长9⏎%", "=9%up"),
        ("新增企业5家；⏎改造危桥6座", "=5家up =6座"),
    ],
)
def test_a_line_end_inside_an_amount_parts_nothing(
    tmp_path: Path, text: str, wanted: str
) -> None:
    read = table(tmp_path, ("序号", "工作任务", "责任单位"), ("1", text, "县发改局"))

    assert figures(read.notice.indicators[0].targets) == wanted
    assert "FJ240" not in codes_told(read)


@pytest.mark.parametrize(
    ("text", "value", "wanted"),
    [
        ("新增学位90⏎0个", "新增学位900个", "=900个up"),
        ("生产总值增长6.⏎5%", "生产总值增长6.5%", "=6.5%up"),
        ("一般公共预算收入增长6⏎.5%", "一般公共预算收入增长6.5%", "=6.5%up"),
    ],
)
def test_digits_parted_by_a_line_end_are_one_number_and_told(
    tmp_path: Path, text: str, value: str, wanted: str
) -> None:
    read = table(tmp_path, ("序号", "工作任务", "责任单位"), ("1", text, "县发改局"))
    one = read.notice.indicators[0]

    assert one.text.value == value
    assert figures(one.targets) == wanted
    assert "FJ240" in codes_told(read)


@pytest.mark.parametrize(
    ("goal", "wanted"),
    [
        ("12,500", "=12500万元"),
        ("1，200以上", ">=1200万元"),
        ("3.5万⏎亩", "=3.5万亩"),
        ("30，增长5%", "=30万元 =5%up"),
        ("184⏎7%", "=184万元 =7%"),
    ],
)
def test_a_goal_with_separators_and_line_ends(tmp_path: Path, goal: str, wanted: str) -> None:
    head = ("序号", "指标名称", "计量单位", "2024年目标", "责任单位")
    read = table(tmp_path, head, ("1", "某项任务", "万元", goal, "县统计局"))

    assert figures(read.notice.indicators[0].targets) == wanted

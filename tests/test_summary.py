"""What the terminal shows: counts against claims, findings with their places, aligned tables."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from parsers.diagnostics import Severity
from parsers.model import Claim, Indicator, Points, PointsKind, Text
from parsers.source import Line, Span
from pipeline.assign import Assignments
from pipeline.listing import reading_table
from pipeline.output import Written
from pipeline.summary import finding_lines, outcome_lines, overview, severities
from pipeline.width import columns_of, folded, padded
from test_contract import CODE, INDICATOR, LINES, NOTICE, SOURCE, assignments


def counted(*claims: Claim) -> str:
    notice = replace(NOTICE, claims=claims)
    known = assignments()
    return overview(notice, Assignments(notice, known.book, known.items, known.open))[2]


def claim(stated: int, found: int, text: str, start: int) -> Claim:
    place = Span(1, start, start + len(text))
    return Claim("indicators", Decimal(stated), Decimal(found), Text(text, (place,)))


def test_claims_that_stand_together_are_said_together() -> None:
    nine, fifty_eight = claim(9, 9, "九大类", 3), claim(58, 58, "58项高质量发展指标", 6)

    assert counted(nine, fifty_eight) == "1 类 1 项，与“九大类58项”一致"


def test_a_claim_that_does_not_hold_is_said_with_both_figures() -> None:
    assert counted(claim(2, 1, "共2项", 0)) == "1 类 1 项，与“共2项”不符（读到 1），请核对"


def test_a_notice_that_claims_nothing_is_only_counted() -> None:
    assert counted() == "1 类 1 项"


def test_points_by_kind_and_those_that_are_no_single_figure() -> None:
    def item(value: str | None, kind: PointsKind) -> Indicator:
        points = Points(Decimal(value) if value else None, kind, Text("x"))
        return replace(INDICATOR, points=points)

    stated = (
        item("4", PointsKind.AWARD),
        item("1.50", PointsKind.AWARD),
        item("2.0", PointsKind.DEDUCTION),
        item(None, PointsKind.DEDUCTION),
    )
    notice = replace(NOTICE, indicators=stated)

    assert overview(notice, assignments())[3] == (
        "加分 5.5 分，减分 2 分，1 项的分值不是单个数字，未计入"
    )


def test_units_streets_letters_and_open_places() -> None:
    lines = overview(NOTICE, assignments())

    assert "1 个单位、1 个街道办事处；2 封任务函" in lines
    assert "待明确 1 处：各有关单位 1 处" in lines
    assert "1 个单位、1 个街道办事处；2 份责任书" in overview(NOTICE, assignments(), "责任书")
    assert "1 个单位、1 个街道办事处" in overview(NOTICE, assignments(), None)  # parse makes none


def test_findings_are_counted_by_severity_even_where_there_are_none() -> None:
    assert severities(()) == "检查结果：错误 0，注意 0，提示 0"
    assert severities((CODE.at(stated=2, found=1),)) == "检查结果：错误 0，注意 1，提示 0"


def test_a_finding_shows_the_words_it_is_about() -> None:
    start = LINES[3].index("各街道办事处")
    finding = CODE.at(Span(4, start, start + 6), stated=2, found=1)

    assert finding_lines(finding, SOURCE) == (
        "某.txt:4:11 X301 注意 共2项，读到1项",
        "    责任单位：区发改委、各街道办事处、各有关单位",
        "    　　　　　　　　　　～～～～～～",
    )


def test_marks_stand_under_the_words_whatever_their_width() -> None:
    text = "28.PM2.5、PM10\t年平均浓度。（4分）" + "很长" * 40
    source = replace(SOURCE, lines=(Line(1, text),))
    for start, end in ((0, 2), (9, 13), (14, 19), (len(text) - 2, len(text))):
        _, shown, marks = finding_lines(CODE.at(Span(1, start, end), stated=1, found=1), source)
        upto = marks.index(marks.lstrip(" 　")[0])
        assert columns_of(marks[:upto]) == columns_of(
            shown[: shown.rindex(text[start:end].replace("\t", " ")) if start else 4]
        )


def test_a_finding_without_a_place_is_one_line() -> None:
    assert finding_lines(CODE.at(stated=2, found=1), SOURCE) == ("某.txt X301 注意 共2项，读到1项",)


def test_what_became_of_the_files() -> None:
    out = Path("结果")

    assert outcome_lines(Written(out, new=("a", "b"))) == ("结果在 结果：2 个文件（新写 2）",)
    assert outcome_lines(Written(out, unchanged=("a",), left=("c",), kept=("d",))) == (
        "结果在 结果：2 个文件（未变 1）",
        "已填写过，保留不动：d",
        "以前生成、这次不再生成，仍在文件夹中，请核对后删除：c",
    )


def test_of_many_files_no_longer_made_none_is_left_out() -> None:
    left = tuple(f"任务函/{n:02}-某局.docx" for n in range(1, 31))
    (_, said) = outcome_lines(Written(Path("结果"), unchanged=("a",), left=left))

    assert "（30 个）" in said
    assert all(name in said for name in left)


@pytest.mark.parametrize("width", [40, 80, 120])
def test_the_table_is_aligned_and_keeps_within_the_terminal(width: int) -> None:
    long = replace(
        INDICATOR, text=Text("完成市定依法行政和普法宣传目标任务" * 4), number=Text("12")
    )
    notice = replace(NOTICE, indicators=(INDICATOR, long))
    lines = reading_table(notice, width)

    head = lines[0]
    column = columns_of(head[: head.index("分值")])
    row = next(line for line in lines if "-1.5" in line)
    assert columns_of(row[: row.index("-1.5")]) == column
    if width >= 80:
        assert max(map(columns_of, lines)) <= width + 2
    assert lines[2] == "一、综合"
    shown = "".join("".join(line.split()) for line in lines)
    assert "年底前" in shown


def test_columns_nobody_fills_are_left_out() -> None:
    bare = replace(INDICATOR, deadline=None, leaders=(), points=None)

    assert reading_table(replace(NOTICE, indicators=(bare,)), 80)[0].split() == [
        "序号",
        "指标",
        "单位",
        "行",
    ]


def test_width_of_chinese() -> None:
    assert columns_of("区发改委ab") == 10
    assert padded("区", 4) == "区  "
    assert folded("区发改委", 4) == ["区发", "改委"]
    assert folded("", 4) == [""]
    assert folded("区发改委、县", 8) == ["区发改", "委、县"]  # no line begins with a mark
    assert folded("区、、、", 2) == ["区", "、", "、", "、"]  # unless there is no other place
    assert Severity.WARNING.chinese == "注意"


def test_a_notice_without_indicators_has_an_empty_table() -> None:
    assert reading_table(replace(NOTICE, indicators=()), 80) == ("（没有读出任何指标）",)

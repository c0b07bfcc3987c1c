"""What letters say of an item beside its text: the goal, and what other columns hold."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from parsers import parse_notice
from parsers.model import Indicator, Text
from pipeline.views.goals import goal_of, remarks_of

TABLE = "云川县2024年考核评分表\n\n序号\t考核指标\t目标值\t计量单位\t责任单位\t评分办法\t建设地点\n"


def item(folder: Path, row: str) -> Indicator:
    """The item of a table with one row."""
    path = folder / "notice.txt"
    path.write_text(f"{TABLE}{row}\n", encoding="utf-8")
    [found] = parse_notice(path).notice.indicators
    return found


@pytest.mark.parametrize(
    ("written", "goal"),
    [("98以上", "98%以上"), ("≥95", "≥95%"), ("不低于88", "不低于88%"), ("持续提高", "持续提高")],
)
def test_a_goal_gets_the_measure_that_stands_in_another_column(
    tmp_path: Path, written: str, goal: str
) -> None:
    found = item(tmp_path, f"1\t消火栓完好率\t{written}\t%\t县城管局\t\t")
    assert goal_of(found) == goal


def test_what_columns_in_no_list_say_goes_with_the_item(tmp_path: Path) -> None:
    found = item(tmp_path, "1\t新建消防站\t3\t座\t县住建局\t未开工的每座扣2分\t城东")
    assert remarks_of(found) == "评分办法：未开工的每座扣2分；建设地点：城东"


def test_blank_cells_and_parts_of_the_year_are_no_remarks(tmp_path: Path) -> None:
    found = item(tmp_path, "1\t新建消防站\t3\t座\t县住建局\t——\t")
    told = replace(found, extras=(*found.extras, ("一季度", Text("1座")), ("上年完成", Text("2"))))
    assert remarks_of(told) == ""
    assert [target.value for target in told.targets] == [Decimal(3)]


@pytest.mark.parametrize(
    ("text", "goal"),
    [
        ("违法占耕比例低于5%", "低于5%"),
        ("毕业生去向落实率高于88%", "高于88%"),
        ("制种产量提升至120吨", "提升至120吨"),
        ("加工业产值与农业总产值之比达到2.6:1", "达到2.6:1"),
    ],
)
def test_a_goal_keeps_the_words_that_say_which_way(tmp_path: Path, text: str, goal: str) -> None:
    path = tmp_path / "notice.txt"
    path.write_text(f"1.{text}。\n责任单位：县农业农村局\n", encoding="utf-8")
    [found] = parse_notice(path).notice.indicators
    assert goal_of(found) == goal

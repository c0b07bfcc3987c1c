"""Whatever is doubtful is told: a notice with one thing wrong in it, and the finding for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from parsers.fields.glued import is_glued
from pipeline.understand import Understanding, understand

HEAD = """\
测试县人民政府
关于下达2024年目标任务的通知
测政发〔2024〕1号
各乡镇人民政府：
"""
SOUND = """\
1.规上工业增加值增长8%。（2分）
责任单位：县工信局
2.技改投资增长9%。（2分）
责任单位：县发改局
3.新增企业5家。（2分）
责任单位：县统计局
"""
FOOT = "测试县人民政府\n2024年1月2日\n"
SHORT_ROW = """\
序号
指标
目标
牵头单位
1
新建学校
3所
县教育局
2
新建医院
县卫健局
3
新建公园
4处
县住建局
4
新建广场
2处
县住建局
"""


TOTALLED = "1\t新建学校3所\t5\t县教育局\n2\t新建医院2所\t6\t县卫健局\n"


def read(tmp_path: Path, text: str) -> Understanding:
    path = tmp_path / "通知.txt"
    path.write_text(text, encoding="utf-8")
    return understand((path,), None, None)


def told(tmp_path: Path, text: str) -> dict[str, str]:
    """The findings that have a place, by code: the words they are about."""
    understood = read(tmp_path, text)
    lines = understood.notice.source.lines
    return {
        finding.code.id: lines[finding.spans[0].line - 1].text if finding.spans else ""
        for finding in understood.findings
    }


def repeated(units: str, last: str) -> str:
    lines = [f"{n}.新建学校{n}所。\n责任单位：{units}\n" for n in range(1, 6)]
    return "".join(lines) + f"6.新建医院1所。\n责任单位：{last}\n"


def section(title: str) -> str:
    return f"{title}\n1.新建学校3所。\n责任单位：县教育局\n2.新建医院3所。\n责任单位：县卫健局\n"


def test_a_sound_notice_has_only_the_missing_register_to_tell(tmp_path: Path) -> None:
    assert set(told(tmp_path, HEAD + SOUND + FOOT)) == {"FJ409"}


@pytest.mark.parametrize(
    ("code", "fourth"),
    [
        ("FJ204", "4.完成投资5亿元（责任单位：县财政局、县教育局。"),
        ("FJ208", "4.完成投资5亿元。（2分）\n分值：3分\n责任单位：县财政局"),
        ("FJ209", "4.完成投资5亿元。\n分值：若干\n责任单位：县财政局"),
        ("FJ216", "4.完成投资5亿元。（2分）\n责任单位：不指定责任单位"),
        ("FJ216", "4.完成投资5亿元。（2分）\n本项不指定责任单位，由各单位自行申报。"),
        ("FJ217", "4.完成投资5亿元。5.新建厂房3栋。（2分）\n责任单位：县财政局"),
        ("FJ224", "4.完成投资5亿元。（2分）\n责任单位：县财政局\n完成时限：尽快推进落实到位"),
        ("FJ227", "4.完成投资5亿元。（2分）\n责任单位：县财政局；挂钩机构：县工信局"),
        ("FJ206", "4.完成投资5亿元。（2分）\n责任单位：——"),
        ("FJ308", "4.完成投资5亿元。（2分）"),
        ("FJ309", "4.完成投资5亿元。\n责任单位：县财政局"),
        ("FJ211", "4.完成投资5亿元。（2分）\n责任单位：县财政局、1.县统计局"),
        ("FJ211", "4.完成投资5亿元。（2分）\n责任单位：县财政局（9月起）"),
        ("FJ228", "4.完成投资5亿元。（2分）\n责任单位：县财政局，不含县统计局"),
        ("FJ228", "4.完成投资5亿元。（2分）\n责任单位：县人社局（县就业局除外）"),
        ("FJ224", "4.完成投资5亿元。（2分）\n责任单位：县财政局，时限：6月底，城关镇、东河镇"),
        ("FJ512", "4.完成投资5亿元。（2分）\n责任单位：县财政局\n完成时限：2024年2月30日"),
        ("FJ512", "4.完成投资5亿元。（2分）\n责任单位：县财政局\n完成时限：2023年10月底"),
        ("FJ514", "4.完成投资5亿元。（2分）\n责任单位：县林业局（张三）"),
        ("FJ220", "4.完成投资5亿元。（2分）\n责任单位：县财政局县工信局"),
    ],
)
def test_what_is_wrong_with_an_item_is_told_at_its_place(
    code: str, fourth: str, tmp_path: Path
) -> None:
    found = told(tmp_path, HEAD + SOUND + fourth + "\n" + FOOT)

    assert found[code] in fourth.splitlines()


@pytest.mark.parametrize(
    ("code", "body", "line"),
    [
        ("FJ219", SHORT_ROW, "2"),
        ("FJ301", SOUND + FOOT + "县政府办公室　2024年13月42日印发\n", "县政府办公室"),
        ("FJ312", repeated("县教育局\n配合单位：县财政局", "县卫健局"), "6.新建医院1所。"),
        ("FJ214", SOUND + "县住建局、县交通局\n" + FOOT, "县住建局"),
        ("FJ214", "各乡镇人民政府，县政府各部门：\n" + SOUND + FOOT, "各乡镇人民政府，"),
        ("FJ320", SOUND + "县住建局\n" + FOOT, "县住建局"),
        ("FJ513", section("一、教育（3项）") + section("二、其他（2项）"), "一、教育（3项）"),
        ("FJ321", "序号\t任务\t分值\t责任单位\n" + TOTALLED + "合计\t\t15\t\n", "合计"),
        ("FJ315", section("一、教育") + section("卫生") + section("三、其他"), "卫生"),
        ("FJ508", repeated("县教育中心、省道养护中心", "县教育中心省道养护中心"), "责任单位："),
        ("FJ509", repeated("县教育局、各有关乡镇", "县卫健局、各有关"), "责任单位："),
    ],
)
def test_what_only_the_whole_notice_shows_is_told(
    code: str, body: str, line: str, tmp_path: Path
) -> None:
    assert told(tmp_path, HEAD + body)[code].startswith(line)


def test_a_notice_that_names_nobody_is_an_error_and_not_an_empty_result(tmp_path: Path) -> None:
    text = "1.规上工业增加值增长8%。（2分）\n2.技改投资增长9%。（2分）\n"

    assert "FJ311" in told(tmp_path, HEAD + text + FOOT)


def test_a_total_that_is_right_is_not_told(tmp_path: Path) -> None:
    table = "序号\t任务\t分值\t责任单位\n" + TOTALLED + "合计\t\t11\t\n"

    assert "FJ321" not in told(tmp_path, HEAD + table + FOOT)


def units_of(folder: Path, items: str) -> list[list[tuple[str, str]]]:
    path = folder / "通知.txt"
    path.write_text(HEAD + items + FOOT, encoding="utf-8")
    indicators = understand((path,), None).notice.indicators
    return [[(m.name.value, m.role.value) for m in item.mentions] for item in indicators]


def test_the_same_as_above_are_the_units_of_the_item_above(tmp_path: Path) -> None:
    items = "1.任务一。\n责任单位：县工信局、县财政局\n2.任务二。\n责任单位：同上\n"

    first, second = units_of(tmp_path, items)

    assert first == second == [("县工信局", "responsible"), ("县财政局", "responsible")]


def test_all_others_are_those_that_no_other_clause_speaks_of(tmp_path: Path) -> None:
    items = "1.任务一。\n责任单位：县工信局\n2.任务二。\n3.任务三。\n其余各项由县发改局牵头。\n"

    assert units_of(tmp_path, items) == [
        [("县工信局", "responsible")],
        [("县发改局", "lead")],
        [("县发改局", "lead")],
    ]


def test_who_watches_all_items_is_no_doer_of_any(tmp_path: Path) -> None:
    items = "1.任务一。\n责任单位：县工信局\n以上各项由县政府督查室督办。\n"

    assert units_of(tmp_path, items) == [
        [("县工信局", "responsible"), ("县政府督查室", "assess")],
    ]


def page_of(folder: Path, rows: str) -> Understanding:
    path = folder / "通知.html"
    head = "".join(f"<p>{line}</p>" for line in HEAD.splitlines())
    path.write_text(f"<html><body>{head}<table>{rows}</table></body></html>", encoding="utf-8")
    return understand((path,), None)


def row_of(*cells: str) -> str:
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


def test_two_tables_side_by_side_are_two_tables(tmp_path: Path) -> None:
    header = ("序号", "目标任务", "责任单位")
    rows = row_of(*header, *header)
    rows += row_of("1", "新建学校3所", "县教育局", "3", "改造小区6个", "县住建局")
    rows += row_of("2", "新建公厕9座", "县城管局", "", "", "")

    read = page_of(tmp_path, rows).notice.indicators

    assert [(i.number.value, i.text.value) for i in read if i.number] == [
        ("1", "新建学校3所"),
        ("2", "新建公厕9座"),
        ("3", "改造小区6个"),
    ]
    assert [[m.name.value for m in i.mentions] for i in read] == [
        ["县教育局"],
        ["县城管局"],
        ["县住建局"],
    ]


def test_points_of_a_merged_cell_are_not_given_twice(tmp_path: Path) -> None:
    rows = row_of("序号", "目标任务", "分值", "责任单位")
    rows += "<tr><td>1</td><td>新增企业5家</td><td rowspan=2>10</td><td>县工信局</td></tr>"
    rows += row_of("2", "技改投资增长9%", "县工信局")

    read = page_of(tmp_path, rows)

    assert [i.points is not None for i in read.notice.indicators] == [True, False]
    assert "FJ232" in {finding.code.id for finding in read.findings}


def test_a_leader_and_a_deadline_that_lost_their_colon_are_read_and_told(tmp_path: Path) -> None:
    items = "1.任务一。\n责任单位：县工信局\n分管领导 陈芷若\n完成时限 10月底前\n"
    path = tmp_path / "通知.txt"
    path.write_text(HEAD + items + FOOT, encoding="utf-8")
    read = understand((path,), None)
    (item,) = read.notice.indicators

    assert [leader.value for leader in item.leaders] == ["陈芷若"]
    assert item.deadline is not None
    assert item.deadline.value == "10月底前"
    assert [f.code.id for f in read.findings].count("FJ203") == 2


def test_numbers_inside_the_cells_of_tasks_are_numbers(tmp_path: Path) -> None:
    rows = row_of("目标任务", "责任单位")
    rows += row_of("1.新增企业5家", "县工信局") + row_of("2.造林1000亩", "县林业局")
    rows += row_of("4.新建学校1所", "县教育局")

    read = page_of(tmp_path, rows)

    said = [(i.number and i.number.value, i.text.value) for i in read.notice.indicators]
    assert said == [("1", "新增企业5家"), ("2", "造林1000亩"), ("4", "新建学校1所")]
    assert "FJ303" in {finding.code.id for finding in read.findings}


def test_one_unnumbered_task_below_a_heading_is_no_part_of_the_heading(tmp_path: Path) -> None:
    items = "一、工业\n1.任务一。（县工信局负责）\n2.任务二。（县工信局负责）\n"
    items += "二、农业\n造林1000亩。（县林业局负责）\n"

    assert units_of(tmp_path, items)[-1] == [("县林业局", "responsible")]
    read = understand((tmp_path / "通知.txt",), None).notice
    assert read.indicators[-1].text.value == "造林1000亩"
    assert read.sections[-1].title.value == "农业"


@pytest.mark.parametrize(
    ("name", "two"),
    [
        ("区交通局区住建局", True),
        ("县水利局各乡镇", True),
        ("区自然资源局北岭镇人民政府", True),
        ("工业园区管委会城关镇", True),
        ("人行平湖支行平湖银保监分局", True),
        ("团市委市妇联", True),
        ("县教育局团县委", True),
        ("东湖镇西湖镇", True),
        ("县住建局·县城管局", True),
        ("县住建局和城关镇", True),
        ("县公安局交警大队", False),
        ("人民银行平湖市中心支行", False),
        ("各社区居委会", False),
        ("区政府各部门", False),
        ("区农业农村和水利局", False),
        ("中国铁路平湖局集团公司", False),
        ("市生态环境局清溪分局", False),
        ("自由贸易试验区管委会", False),
    ],
)
def test_two_names_run_together_are_known_from_one(name: str, two: bool) -> None:
    assert is_glued(name) is two

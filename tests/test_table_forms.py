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
        f"{t.comparator.value}{'' if t.value is None else f'{t.value:f}'}"
        f"{'' if t.value2 is None else f'–{t.value2:f}'}{t.unit or ''}"
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
def test_a_line_end_inside_an_amount_parts_nothing(tmp_path: Path, text: str, wanted: str) -> None:
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


@pytest.mark.parametrize(
    ("goal", "wanted"),
    [
        ("480—500", "range480–500亿元"),
        ("增长6～7", "range6–7亿元up"),
        ("1,200-1,500", "range1200–1500亿元"),
        ("480至500以上", "range480–500亿元"),
        ("由30到20", "=30亿元 =20亿元"),
        ("1—6月完成30", "=30亿元"),
        ("20、30", "=20亿元 =30亿元"),
    ],
)
def test_a_range_whose_measure_stands_in_a_column(tmp_path: Path, goal: str, wanted: str) -> None:
    head = ("序号", "指标名称", "计量单位", "2024年目标", "责任单位")
    read = table(tmp_path, head, ("1", "某项任务", "亿元", goal, "县统计局"))

    assert figures(read.notice.indicators[0].targets) == wanted


@pytest.mark.parametrize(
    ("units", "wanted"),
    [
        ("市生态环境局⏎城南分局", "市生态环境局城南分局"),
        ("国家统计局⏎柳津调查队⏎县财政局", "国家统计局柳津调查队 县财政局"),
        ("县农商银行⏎城东支行、县财政局", "县农商银行城东支行 县财政局"),
        ("县自然资源局⏎城关分局⏎东关分局", "县自然资源局城关分局 东关分局"),
        ("县应急管理局⏎公安分局", "县应急管理局 公安分局"),
        ("县财政局⏎县公安局城关分局", "县财政局 县公安局城关分局"),
        ("县水利局⏎县林业局", "县水利局 县林业局"),
        ("县农业农村局⏎（县乡村振兴局）⏎县林业局", "县农业农村局（县乡村振兴局） 县林业局"),
    ],
)
def test_a_line_end_before_a_branch_named_by_its_place_parts_nothing(
    tmp_path: Path, units: str, wanted: str
) -> None:
    read = table(tmp_path, ("序号", "工作任务", "责任单位"), ("1", "修路5公里", units))

    assert [m.name.value for m in read.notice.indicators[0].mentions] == wanted.split()


# --- 增长（%） beside the goal -----------------------------------------------------------

GOALS = ("序号", "指标名称", "计量单位", "2023年完成", "2024年目标", "增长（%）", "责任单位")


@pytest.mark.parametrize(
    ("goal", "growth", "wanted"),
    [
        ("184", "7", "=184亿元 =7%up"),
        ("—", "10", "=10%up"),
        ("—", "下降3", "=3%down"),
        ("—", "与经济增长同步", "same"),
        ("—", "持平", "same"),
        ("36", "+2.9%", "=36亿元 =2.9%up"),
        ("36", "－3.8%", "=36亿元 =3.8%down"),
        ("20", "9左右", "=20亿元 ~9%up"),
        ("20", "8以上", "=20亿元 >=8%up"),
        ("20", "0.5个百分点", "=20亿元 =0.5个百分点up"),
        ("20", "—", "=20亿元"),
    ],
)
def test_growth_beside_a_goal_is_a_target_too(
    tmp_path: Path, goal: str, growth: str, wanted: str
) -> None:
    row = ("1", "某项收入", "亿元", "168.5", goal, growth, "县统计局")
    one = table(tmp_path, GOALS, row).notice.indicators[0]

    assert figures(one.targets) == wanted
    assert [t.metric for t in one.targets] == ["某项收入"] * len(one.targets)


@pytest.mark.parametrize(
    "words", ["增长（%）", "比上年增长（%）", "同比增减", "增幅", "±%", "同比"]
)
def test_heads_of_growth(tmp_path: Path, words: str) -> None:
    head = ("序号", "指标名称", "2024年目标", words, "责任单位")
    one = table(tmp_path, head, ("1", "某项收入", "184亿元", "7", "县统计局")).notice.indicators[0]

    assert figures(one.targets) == "=184亿元 =7%up"


def test_what_grew_last_year_is_no_target(tmp_path: Path) -> None:
    head = (
        "指标名称",
        "2023年完成（亿元）",
        "增长（%）",
        "2024年目标",
        "比上年增长（%）",
        "责任单位",
    )
    row = ("某项收入", "168.5", "6.2", "184亿元", "7", "县统计局")
    read = table(tmp_path, head, row)

    assert figures(read.notice.indicators[0].targets) == "=184亿元 =7%up"
    assert "FJ241" not in codes_told(read)


def test_growth_behind_what_was_reached_is_doubtful(tmp_path: Path) -> None:
    head = ("指标名称", "2024年目标", "2023年完成", "增长（%）", "责任单位")
    read = table(tmp_path, head, ("某项收入", "184亿元", "168.5", "7", "县统计局"))

    assert figures(read.notice.indicators[0].targets) == "=184亿元 =7%up"
    assert "FJ241" in codes_told(read)


# --- 单位：亿元 above the table -----------------------------------------------------------


@pytest.mark.parametrize(
    ("above", "head", "name", "wanted", "told"),
    [
        ("单位：亿元", "2024年目标", "某项收入", "=184亿元", False),
        ("（计量单位：万元）", "2024年目标", "某项收入", "=184万元", False),
        ("单位：亿元", "2024年目标", "某项收入（万元）", "=184万元", False),
        ("单位：亿元", "2024年目标（万户）", "某项收入", "=184万户", False),
        ("单位：亿元", "2024年目标", "某项完成率", "=184", True),
        ("单位：亿元、%", "2024年目标", "某项收入", "=184", True),
        ("单位：%", "2024年目标", "某项完成率", "=184%", False),
        ("填报单位：县统计局", "2024年目标", "某项收入", "=184", False),
    ],
)
def test_the_measure_above_a_table(
    tmp_path: Path, above: str, head: str, name: str, wanted: str, told: bool
) -> None:
    rows = [("序号", "指标名称", head, "责任单位"), ("1", name, "184", "县统计局")]
    read = table(tmp_path, *rows, above=above)

    assert figures(read.notice.indicators[0].targets) == wanted
    assert ("FJ242" in codes_told(read)) is told


# --- posts and names ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        ("副县长 韩 梅", "副县长韩梅"),
        ("副县长　陈　曦", "副县长陈曦"),
        ("副县长⏎童越", "副县长童越"),
        ("常务副县长 刘振海", "常务副县长刘振海"),
        ("县委常委、副县长 佟立群", "县委常委、副县长佟立群"),
        ("副县长、县公安局局长 赵刚", "副县长、县公安局局长赵刚"),
        ("副县长 韩梅⏎副县长 童越", "副县长韩梅 副县长童越"),
        ("韩 梅 副县长", "韩梅副县长"),
        ("副县长 韩梅、副县长 童越", "副县长韩梅 副县长童越"),
        ("王 伟、李小明", "王伟 李小明"),
        ("县长、副县长", "县长 副县长"),
        ("县委书记；童越", "县委书记 童越"),
        ("俞 悦 陆 明", "俞悦 陆明"),
        ("县委书记王平 县长李丽", "县委书记王平 县长李丽"),
        ("县委书记 欧阳文静 县长 李丽", "县委书记欧阳文静 县长李丽"),
    ],
)
def test_a_leader_with_a_post_is_one(tmp_path: Path, cell: str, wanted: str) -> None:
    head = ("序号", "工作任务", "分管领导", "责任单位")
    read = table(tmp_path, head, ("1", "改造危桥6座", cell, "县交通局"))

    assert " ".join(t.value for t in read.notice.indicators[0].leaders) == wanted
    assert "FJ244" not in codes_told(read)


def test_posts_that_nobody_holds_together_are_told(tmp_path: Path) -> None:
    head = ("序号", "工作任务", "分管领导", "责任单位")
    read = table(tmp_path, head, ("1", "改造危桥6座", "县长、副县长 韩梅", "县交通局"))

    assert [t.value for t in read.notice.indicators[0].leaders] == ["县长", "副县长韩梅"]
    assert "FJ244" in codes_told(read)


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        (
            "牵头单位：县司法局⏎配合单位：县公安局、县财政局",
            "县司法局lead 县公安局support 县财政局support",
        ),
        ("责任单位：县政府办公室、各承办单位", "县政府办公室responsible 各承办单位responsible"),
        ("牵头单位：县司法局；配合单位：县公安局", "县司法局lead 县公安局support"),
        ("县司法局⏎配合单位：县公安局", "县司法局responsible 县公安局support"),
    ],
)
def test_labels_inside_a_cell_say_who_does_what(tmp_path: Path, cell: str, wanted: str) -> None:
    read = table(
        tmp_path,
        ("重点领域", "序号", "工作措施", "责任分工", "县级领导"),
        ("一、法治", "1", "修建驿站5座", cell, "——"),
    )
    one = read.notice.indicators[0]

    assert " ".join(f"{m.name.value}{m.role.value}" for m in one.mentions) == wanted
    assert not one.leaders
    assert outline(read) == ["一、法治 1 修建驿站5座"]


# --- rows that are headings, cells that hold several items --------------------------------


def outline(read: Parsed) -> list[str]:
    """Each item: headings, number, text, points."""
    titles = {s.id: s.heading for s in read.notice.sections}
    return [
        " ".join(
            [
                *(titles[s] for s in one.section),
                one.number.value if one.number else "–",
                one.text.value,
                *([f"{one.points.value}分"] if one.points else []),
            ]
        )
        for one in read.notice.indicators
    ]


@pytest.mark.parametrize("mark", ["一", "一、", "（一）"])
def test_headings_counted_in_the_column_of_numbers(tmp_path: Path, mark: str) -> None:
    read = table(
        tmp_path,
        ("序号", "指标名称", "分值", "责任单位"),
        (mark, "经济发展", "30", ""),
        ("1", "固定资产投资增长10%", "20", "县发改局"),
        ("2", "新增企业6家", "10", "县工信局"),
        (mark.replace("一", "二"), "生态环保", "20", "—"),
        ("3", "优良天数达到300天", "20", "县环境局"),
        ("经济与生态小计", "", "50", ""),
    )
    first = "一、经济发展" if mark == "一" else f"{mark}经济发展"

    assert outline(read) == [
        f"{first} 1 固定资产投资增长10% 20分",
        f"{first} 2 新增企业6家 10分",
        f"{first.replace('一', '二').replace('经济发展', '生态环保')} 3 优良天数达到300天 20分",
    ]
    assert [s.points.value for s in read.notice.sections if s.points] == [30, 20]


def test_a_heading_whose_title_stands_in_the_column_of_projects(tmp_path: Path) -> None:
    read = table(
        tmp_path,
        ("序号", "考核项目", "分值", "考核指标", "考核部门"),
        ("四、", "专项整治", "9", "", ""),
        ("12", "水质治理", "4", "无不达标水库，得4分", "县环保局"),
        ("13", "采砂整治", "5", "建立采砂台账，得5分", "县水利局"),
    )

    assert outline(read) == [
        "四、专项整治 水质治理 12 无不达标水库，得4分 4分",
        "四、专项整治 采砂整治 13 建立采砂台账，得5分 5分",
    ]
    assert "FJ245" not in codes_told(read)


def test_chinese_numbers_of_rows_that_somebody_does_are_items(tmp_path: Path) -> None:
    read = table(
        tmp_path,
        ("序号", "工作任务", "责任单位"),
        ("一", "改造危桥6座", "县交通局"),
        ("二", "新建公路12公里", "县交通局"),
    )

    assert outline(read) == ["一 改造危桥6座", "二 新建公路12公里"]


def test_headings_for_which_somebody_is_named_are_doubtful(tmp_path: Path) -> None:
    read = table(
        tmp_path,
        ("序号", "工作任务", "责任单位"),
        ("一", "抓工业", "县工信局"),
        ("1", "新增企业5家", "县工信局"),
        ("二", "抓交通", ""),
        ("2", "改造危桥6座", "县交通局"),
    )

    assert len(read.notice.indicators) == 4
    assert [f.line for f in read.findings if f.code.id == "FJ245"] == [6, 8]


def test_headings_of_two_levels_among_rows_of_text(tmp_path: Path) -> None:
    path = tmp_path / "通知.txt"
    path.write_text(
        "任务分解表\n序号\t工作任务\t分值\t责任单位\t完成时间\n"
        "一\t经济发展（30分）\t\t\t\n（一）\t工业\t\t\t\n"
        "1\t新增企业5家\t5\t县工信局\t6月底前\n2\t改造危桥6座\t25\t县交通局\t同上\n",
        encoding="utf-8",
    )
    read = parse_notice(path)

    assert outline(read) == [
        "一、经济发展 （一）工业 1 新增企业5家 5分",
        "一、经济发展 （一）工业 2 改造危桥6座 25分",
    ]
    assert [s.points.value for s in read.notice.sections if s.points] == [30]


TASKS = ("类别", "工作任务", "牵头单位", "责任单位", "完成时限")


def test_numbers_that_count_on_from_cell_to_cell_count_items(tmp_path: Path) -> None:
    read = table(
        tmp_path,
        TASKS,
        ("↧平安", "1.命案破案率达到100%；⏎2.新建小区20个。", "县公安局", "县工信局", "12月底前"),
        ("↓", "3.化解率不低于90%；4.不发生重大事件。", "县信访局", "县司法局", "全年"),
    )

    assert outline(read) == [
        "平安 1 命案破案率达到100%",
        "平安 2 新建小区20个",
        "平安 3 化解率不低于90%",
        "平安 4 不发生重大事件",
    ]
    assert [one.deadline.value for one in read.notice.indicators if one.deadline] == [
        *("12月底前", "12月底前", "全年", "全年")
    ]
    assert [m.name.value for m in read.notice.indicators[1].mentions] == ["县公安局", "县工信局"]


def test_numbered_parts_with_points_of_their_own_are_items(tmp_path: Path) -> None:
    text = "1.命案破案率达到100%（2分）；⏎2.新建小区20个（3分）。"
    read = table(tmp_path, TASKS, ("平安", text, "县公安局", "县工信局", "全年"))

    assert outline(read) == ["平安 1 命案破案率达到100% 2分", "平安 2 新建小区20个 3分"]


def test_numbers_that_begin_anew_in_each_cell_count_parts_of_an_item(tmp_path: Path) -> None:
    read = table(
        tmp_path,
        TASKS,
        ("平安", "1.健全机制；⏎2.开展排查。", "县公安局", "县工信局", "全年"),
        ("平安", "1.加强宣传；⏎2.开展培训。", "县司法局", "县工信局", "全年"),
    )

    assert [one.text.value for one in read.notice.indicators] == [
        "1.健全机制；2.开展排查",
        "1.加强宣传；2.开展培训",
    ]


def test_points_of_a_row_with_several_items_are_nobodys(tmp_path: Path) -> None:
    head = ("工作任务", "分值", "目标值", "责任单位")
    read = table(
        tmp_path,
        head,
        ("1.命案破案率；2.新建小区。", "5", "100%，20个", "县公安局"),
        ("3.化解率。", "2", "90%", "县信访局"),
    )

    assert [one.points is None for one in read.notice.indicators] == [True, True, False]
    assert {"FJ232", "FJ219"} <= codes_told(read)


def test_a_column_of_numbers_may_count_the_categories(tmp_path: Path) -> None:
    read = table(
        tmp_path,
        ("序号", "主要任务", "具体措施", "完成时限", "责任单位"),
        ("↧1", "↧推进生态建设", "1、成立领导小组", "3月", "区经发局"),
        ("↓", "↓", "2、完成环保投资0.2亿元", "12月", "区环土局"),
        ("2", "加强保护", "3、完成造林5.7万亩", "12月", "区林业局"),
    )

    assert outline(read) == [
        "推进生态建设 1 成立领导小组",
        "推进生态建设 2 完成环保投资0.2亿元",
        "加强保护 3 完成造林5.7万亩",
    ]


# --- heads, 同上, names ------------------------------------------------------------------


@pytest.mark.parametrize(
    "words", ["工作任务及分值", "考核内容及分值", "目标值及分值", "项目（分值）", "指标（权重）"]
)
def test_a_head_may_join_what_to_do_and_its_points(tmp_path: Path, words: str) -> None:
    head = ("序号", words, "牵头单位", "责任单位")
    row = ("1", "新建高标准农田2万亩（3分）", "县农业农村局", "县水利局")

    assert outline(table(tmp_path, head, row)) == ["1 新建高标准农田2万亩 3分"]


def test_points_behind_a_goal_under_a_joint_head(tmp_path: Path) -> None:
    head = ("序号", "指标名称", "目标值及分值", "责任单位")
    one = table(tmp_path, head, ("1", "某项完成率", "98%（3分）", "县水利局")).notice.indicators[0]

    assert one.target_text is not None
    assert (one.target_text.value, figures(one.targets)) == ("98%", "=98%")
    assert one.points is not None
    assert one.points.value == 3


def test_as_above_in_columns_of_time_leaders_and_units(tmp_path: Path) -> None:
    read = table(
        tmp_path,
        ("序号", "工作任务", "分管领导", "责任单位", "完成时限"),
        ("1", "改造危桥6座", "副县长 韩梅", "县交通局", "9月底前"),
        ("2", "新建公路12公里", "同上", "同上", "同上"),
        ("3", "建成客运站1个", "〃", "″", "″"),
        ("交通小计", "", "", "", ""),
        ("4", "新建泵站2座", "童越", "县水利局", "同 上"),
    )
    last = read.notice.indicators

    assert [one.deadline.value for one in last if one.deadline] == ["9月底前"] * 4
    assert [[t.value for t in one.leaders] for one in last] == [["副县长韩梅"]] * 3 + [["童越"]]
    assert [m.name.value for m in last[2].mentions] == ["县交通局"]
    assert "FJ243" not in codes_told(read)


def test_as_above_below_nothing_is_told(tmp_path: Path) -> None:
    head = ("序号", "工作任务", "责任单位", "完成时限")
    read = table(tmp_path, head, ("1", "改造危桥6座", "县交通局", "同上"))

    assert read.notice.indicators[0].deadline is None
    assert "FJ243" in codes_told(read)


def test_whichever_town_or_street_a_project_lies_in_is_one_name(tmp_path: Path) -> None:
    head = ("序号", "工作任务", "责任单位")
    row = ("1", "改造危桥6座", "县交通局、项目所在镇、街道")
    one = table(tmp_path, head, row).notice.indicators[0]

    assert [m.name.value for m in one.mentions] == ["县交通局", "项目所在镇、街道"]


def test_a_column_that_is_none_of_these_is_told(tmp_path: Path) -> None:
    head = ("序号", "工作任务", "责任单位", "任务来源")
    read = table(tmp_path, head, ("1", "改造危桥6座", "县交通局", "政府工作报告"))

    assert "FJ234" in codes_told(read)


def test_a_row_of_bars_without_its_merged_cells_goes_where_it_fits(tmp_path: Path) -> None:
    path = tmp_path / "绩效.txt"
    path.write_text(
        "某中心2023年度绩效目标表\n"
        "一级指标 | 二级指标 | 三级指标 | 指标值 | 计量单位 | 评分标准 | 备注 |\n"
        "产出指标 | 数量指标 | 认定案件数 | 28 | 件 | 未达标酌情扣分 | |\n"
        "质量指标 | 认定到位率 | 100 | % | 未达标酌情扣分 | |\n"
        "时效指标 | 按时办结率 | 95 | % | 未达标酌情扣分 | |\n"
        "效益指标 | 社会效益 | 满意度 | 90 | % | 未达标酌情扣分 | |\n",
        encoding="utf-8",
    )
    read = parse_notice(path)

    assert outline(read) == [
        "产出指标 数量指标 – 认定案件数",
        "产出指标 质量指标 – 认定到位率",
        "产出指标 时效指标 – 按时办结率",
        "效益指标 社会效益 – 满意度",
    ]
    assert [figures(one.targets) for one in read.notice.indicators] == [
        "=28件",
        *("=100%", "=95%", "=90%"),
    ]


@pytest.mark.parametrize(
    "row",
    [
        "2｜县水利局｜县财政局｜12月底前",  # the task is left out
        "2｜新建泵站2座｜5｜县水利局｜县财政局｜12月底前｜另一格",
    ],
)
def test_a_row_of_bars_that_does_not_fit_is_told(tmp_path: Path, row: str) -> None:
    path = tmp_path / "通知.txt"
    path.write_text(
        "任务分解表\n序号｜工作任务｜分值｜牵头单位｜配合单位｜完成时限\n"
        f"1｜改造危桥6座｜5｜县交通局｜县财政局｜9月底前\n{row}\n"
        "3｜建成客运站1个｜5｜县交通局｜县财政局｜9月底前\n",
        encoding="utf-8",
    )

    assert [f.line for f in parse_notice(path).findings if f.code.id == "FJ219"] == [4]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("新增规上工业企业10家⏎新增高企5家", "=10家up =5家up"),
        ("完成投资20亿元以上⏎新建厂房3栋⏎改造危桥2座", ">=20亿元 =3栋 =2座"),
        ("完成投资20亿元，新开工⏎亿元以上项目5个", "=20亿元 =5个"),
        ("建成⏎高标准农田3万亩", "=3万亩"),
        ("新增专精特新企业10家⏎以上", ">=10家up"),
    ],
)
@pytest.mark.parametrize("bars", [True, False])
def test_an_amount_at_the_end_of_a_line_and_a_deed_below_are_two(
    tmp_path: Path, text: str, wanted: str, bars: bool
) -> None:
    if bars and text.count("⏎") < 2:
        path = tmp_path / "通知.txt"
        rows = (
            "｜序号｜工作任务｜责任单位｜",
            f"｜1｜{text}｜县工信局｜",
            "｜2｜修渠3条｜县水利局｜",
        )
        head = ("某县人民政府关于下达2024年目标任务的通知", "各乡镇人民政府：", "附件", "任务表")
        path.write_text("\n".join((*head, *rows)).replace("⏎", "\n"), encoding="utf-8")
        read = parse_notice(path)
    else:
        read = table(tmp_path, ("序号", "工作任务", "责任单位"), ("1", text, "县工信局"))

    assert figures(read.notice.indicators[0].targets) == wanted

"""按序号分工的表: rows that name by number the items of a list elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from docx_made import docx, p, tbl, tc, tr
from parsers import Parsed, parse_notice

HEAD = ("任务序号", "牵头领导", "牵头单位", "责任单位")
TASKS = ("一、工业", "1.新增企业6家。", "2.技改投资增长12%。", "二、城建", "3.改造危桥4座。")


def _cell(text: str) -> str:
    """↓ goes on from the cell above, and a cell before it begins with ↧."""
    merge = {"↓": "<w:vMerge/>", "↧": '<w:vMerge w:val="restart"/>'}.get(text[:1], "")
    return tc(p(f"<w:r><w:t>{text.strip('↓↧')}</w:t></w:r>"), properties=merge)


def read(
    tmp_path: Path, *rows: Sequence[str], tasks: Sequence[str] = TASKS, behind: str = ""
) -> Parsed:
    """附件1 counts the tasks, 附件2 is a table."""
    head = ("某县人民政府关于下达2024年重点任务的通知", "各乡镇人民政府：", "现将任务印发给你们。")
    lines = (*head, *filter(None, [behind]), "附件1", "重点任务", *tasks, "附件2", "责任分工表")
    path = tmp_path / "通知.docx"
    path.write_bytes(docx("".join(map(p, lines)) + tbl(*(tr(*map(_cell, row)) for row in rows))))
    return parse_notice(path)


def outline(parsed: Parsed) -> list[str]:
    """Each item: number, text, who does it."""
    return [
        " ".join(
            [
                one.number.value if one.number else "–",
                one.text.value,
                *(m.name.value + m.role.value[0] for m in one.mentions),
                *(leader.value for leader in one.leaders),
            ]
        )
        for one in parsed.notice.indicators
    ]


def told(parsed: Parsed, *wanted: str) -> list[tuple[str, int | None]]:
    return [(f.code.id, f.line) for f in parsed.findings if f.code.id in wanted]


def test_units_and_leaders_of_a_row_are_those_of_the_items_it_names(tmp_path: Path) -> None:
    parsed = read(
        tmp_path,
        HEAD,
        ("1、3", "↧韩梅", "县工信局", "县统计局、县交通局"),
        ("2", "↓", "县发改局", "——"),
    )

    assert outline(parsed) == [
        "1 新增企业6家 县工信局l 县统计局r 县交通局r 韩梅",
        "2 技改投资增长12% 县发改局l 韩梅",
        "3 改造危桥4座 县工信局l 县统计局r 县交通局r 韩梅",
    ]
    assert [s.heading for s in parsed.notice.sections] == ["一、工业", "二、城建"]
    assert "unread" not in parsed.notice.roles
    assert not told(parsed, "FJ218", "FJ322", "FJ328", "FJ329", "FJ330", "FJ331")


@pytest.mark.parametrize("numbers", ["1—3", "1至3", "第1项、第2—3项", "1、2、3", "1,2,3"])
def test_numbers_in_one_cell(tmp_path: Path, numbers: str) -> None:
    parsed = read(tmp_path, HEAD, (numbers, "韩梅", "县工信局", "县统计局"))

    assert [line.split()[-3:] for line in outline(parsed)] == [
        ["县工信局l", "县统计局r", "韩梅"]
    ] * 3


def test_numbers_that_no_item_or_several_rows_have_are_told(tmp_path: Path) -> None:
    parsed = read(
        tmp_path,
        HEAD,
        ("1、2", "韩梅", "县工信局", "县统计局"),
        ("2", "李雷", "县发改局", "县财政局"),
        ("4", "李雷", "县水利局", "县林业局"),
    )

    assert outline(parsed)[1:] == [
        "2 技改投资增长12% 县工信局l 县统计局r 县发改局l 县财政局r 韩梅 李雷",
        "3 改造危桥4座",
    ]
    assert told(parsed, "FJ308", "FJ328", "FJ330") == [
        ("FJ330", 15),
        ("FJ308", 10),
        ("FJ328", 16),
    ]


def test_numbers_that_begin_anew_name_nobody_surely(tmp_path: Path) -> None:
    tasks = (
        "一、工业",
        "1.新增企业6家。",
        "2.技改投资增长12%。",
        "3.建园区2个。",
        "二、城建",
        "1.改造危桥4座。",
    )
    parsed = read(
        tmp_path,
        HEAD,
        ("1", "韩梅", "县工信局", "县统计局"),
        ("2、3", "李雷", "县发改局", "县财政局"),
        tasks=tasks,
    )

    assert outline(parsed)[0] == "1 新增企业6家"
    assert told(parsed, "FJ329") == [("FJ329", 15)]


def test_a_table_may_count_the_tasks(tmp_path: Path) -> None:
    path = tmp_path / "通知.docx"
    tasks = tbl(
        *(
            tr(*map(_cell, row))
            for row in (
                ("序号", "工作任务", "完成时限"),
                ("1", "新增企业6家", "6月底前"),
                ("2", "改造危桥4座", "9月底前"),
            )
        )
    )
    doers = tbl(
        *(
            tr(*map(_cell, row))
            for row in (("任务编号", "牵头单位"), ("1", "县工信局"), ("2", "县交通局"))
        )
    )
    lead = "".join(
        map(
            p, ("某县人民政府关于下达2024年重点任务的通知", "各乡镇人民政府：", "附件1", "重点任务")
        )
    )
    path.write_bytes(docx(lead + tasks + "".join(map(p, ("附件2", "责任分工表"))) + doers))

    assert outline(parse_notice(path)) == ["1 新增企业6家 县工信局l", "2 改造危桥4座 县交通局l"]


def test_plain_numbers_are_matched_where_all_agree_and_that_is_told(tmp_path: Path) -> None:
    head = ("序号", "牵头单位", "责任单位")
    rows = (("1", "县工信局", "县统计局"), ("2", "县发改局", "县财政局"))
    whole = read(tmp_path, head, *rows, ("3", "县交通局", "县水利局"))
    some = read(tmp_path, head, *rows)
    said = read(tmp_path, head, *rows, behind="分工表中的序号与任务清单一致。")

    assert outline(whole)[2] == "3 改造危桥4座 县交通局l 县水利局r"
    assert told(whole, "FJ331") == [("FJ331", 14)]
    assert "FJ218" in {f.code.id for f in some.findings}
    assert outline(said)[1] == "2 技改投资增长12% 县发改局l 县财政局r"
    assert not told(said, "FJ331")


def test_a_table_of_telephones_names_no_items(tmp_path: Path) -> None:
    tasks = [f"{line}（县工信局牵头）" if line[0].isdigit() else line for line in TASKS]
    head = ("序号", "责任单位", "联系人", "电话")
    rows = (("1", "县工信局", "韩梅", "612345"), ("2", "县交通局", "李雷", "612346"))
    parsed = read(tmp_path, head, *rows, ("3", "县水利局", "王芳", "612347"), tasks=tasks)

    assert outline(parsed)[:3] == [
        "1 新增企业6家 县工信局l",
        "2 技改投资增长12% 县工信局l",
        "3 改造危桥4座 县工信局l",
    ]


PAGE = (
    "某县人民政府关于下达2024年重点任务的通知",
    "各乡镇人民政府：",
    "现将任务印发给你们。",
)


def read_text(tmp_path: Path, *lines: str) -> Parsed:
    path = tmp_path / "通知.txt"
    path.write_text("\n".join((*PAGE, *lines)), encoding="utf-8")
    return parse_notice(path)


@pytest.mark.parametrize("above", [(), ("责任分工表",), ("分工如下：",)])
def test_the_item_above_such_a_table_stays_an_item(tmp_path: Path, above: Sequence[str]) -> None:
    tasks = ("一、工业", "1.新增企业6家。", "二、城建", "2.改造危桥4座。", "3.建公园1个。")
    rows = ("任务序号｜牵头单位｜责任单位", "1｜县工信局｜县统计局", "2—3｜县交通局｜县城管局")
    parsed = read_text(tmp_path, *tasks, *above, *rows)

    assert outline(parsed) == [
        "1 新增企业6家 县工信局l 县统计局r",
        "2 改造危桥4座 县交通局l 县城管局r",
        "3 建公园1个 县交通局l 县城管局r",
    ]
    assert [s.heading for s in parsed.notice.sections] == ["一、工业", "二、城建"]
    assert "unread" not in parsed.notice.roles
    assert not told(parsed, "FJ214", "FJ328")


def test_the_item_above_keeps_its_own_units_and_needs_no_row(tmp_path: Path) -> None:
    tasks = ("1.新增企业6家。（县工信局牵头）", "2.改造危桥4座。责任单位：县交通局", "")
    rows = ("任务序号｜督查单位｜督查领导", "1｜县委督查室｜韩梅")
    parsed = read_text(tmp_path, *tasks, *rows)

    assert outline(parsed) == [
        "1 新增企业6家 县工信局l 县委督查室a 韩梅",
        "2 改造危桥4座 县交通局r",
    ]


def test_a_title_above_the_table_is_no_item_though_it_is_counted(tmp_path: Path) -> None:
    tasks = ("1.新增企业6家。", "2.改造危桥4座。", "3.责任分工表")
    rows = ("任务序号｜牵头单位｜责任单位", "1｜县工信局｜县统计局", "2｜县交通局｜县城管局")

    assert outline(read_text(tmp_path, *tasks, *rows)) == [
        "1 新增企业6家 县工信局l 县统计局r",
        "2 改造危桥4座 县交通局l 县城管局r",
    ]


@pytest.mark.parametrize("word", ["任务序号", "任务编号", "承担任务编号", "对应的任务序号"])
@pytest.mark.parametrize("last", [True, False])
def test_of_two_numbers_that_of_the_tasks_counts(tmp_path: Path, word: str, last: bool) -> None:
    cells = [("1", "县工信局", "3"), ("2", "县交通局", "1、2")]
    rows = [c if last else (c[0], c[2], c[1]) for c in cells]
    head = ("序号", "责任单位", word) if last else ("序号", word, "责任单位")
    parsed = read(tmp_path, head, *rows)

    assert outline(parsed) == [
        "1 新增企业6家 县交通局r",
        "2 技改投资增长12% 县交通局r",
        "3 改造危桥4座 县工信局r",
    ]


def test_of_two_numbers_that_differ_and_no_word_none_is_taken(tmp_path: Path) -> None:
    rows = (("1", "县工信局", "3"), ("2", "县交通局", "2"), ("3", "县水利局", "1"))
    parsed = read(tmp_path, ("序号", "责任单位", "对应序号"), *rows)

    assert not [line for line in outline(parsed) if "新增企业" in line]
    assert told(parsed, "FJ218")
    assert told(parsed, "FJ322")


def test_two_such_tables_side_by_side(tmp_path: Path) -> None:
    head = ("任务序号", "责任单位", "任务序号", "责任单位")
    parsed = read(tmp_path, head, ("1", "县工信局", "2", "县发改局"), ("3", "县交通局", "", ""))

    assert outline(parsed) == [
        "1 新增企业6家 县工信局r",
        "2 技改投资增长12% 县发改局r",
        "3 改造危桥4座 县交通局r",
    ]


@pytest.mark.parametrize(
    "rows",
    [
        ("任务序号｜督查责任单位", "1、2｜县委督查室", "3｜县政府督查室"),
        ("督查责任单位｜任务编号", "县委督查室｜1、2", "县政府督查室｜3"),
        ("｜任务序号｜督查责任单位｜", "｜1—2｜县委督查室｜", "｜3｜县政府督查室｜"),
        ("任务序号\t督查责任单位", "1、2\t县委督查室", "3\t县政府督查室"),
        ("任务序号  督查责任单位", "1、2  县委督查室", "3  县政府督查室"),
        ("任务序号 督查责任单位", "1、2 县委督查室", "3 县政府督查室"),
        ("任务序号 督查责任单位", "1 县委督查室", "2 县委督查室", "3 县政府督查室"),
    ],
)
def test_two_columns_tell_enough_where_one_names_the_tasks(
    tmp_path: Path, rows: Sequence[str]
) -> None:
    parsed = read_text(tmp_path, "附件1", "重点任务", *TASKS, "附件2", "督查分工", *rows)

    assert outline(parsed) == [
        "1 新增企业6家 县委督查室a",
        "2 技改投资增长12% 县委督查室a",
        "3 改造危桥4座 县政府督查室a",
    ]
    assert "unread" not in parsed.notice.roles

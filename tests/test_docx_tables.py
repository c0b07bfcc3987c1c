"""表格 in a docx: a row is a line, its cells parted by tabs; merged cells know their origin."""

from __future__ import annotations

import pytest

from docx_made import docx, p, r, tbl, tc, tr
from parsers.readers.docx import read
from parsers.source import Line, Source, Start

DOWN, GO_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def lines(body: str) -> tuple[Line, ...]:
    return read("通知.docx", docx(body)).lines


def cells(body: str) -> list[list[tuple[int, int, str, bool]]]:
    """Column, width, text and whether it is carried, of every cell of every row."""
    found = lines(body)
    source = Source((), found)
    return [
        [(c.column, c.width, source.cut(c.span), c.carried) for c in line.row.cells]
        for line in found
        if line.row is not None
    ]


def span(width: int) -> str:
    return f'<w:gridSpan w:val="{width}"/>'


def test_a_row_is_a_line() -> None:
    found = lines(p("前") + tbl(tr("序号", "指标"), tr("1", "增速")) + p("后"))

    assert [line.text for line in found] == ["前", "序号\t指标", "1\t增速", "后"]
    assert [line.row.table if line.row else None for line in found] == [None, 1, 1, None]
    assert {line.start for line in found} == {Start.PARAGRAPH}


def test_tables_are_numbered_in_their_order() -> None:
    found = lines(tbl(tr("甲")) + tbl(tr("乙")) + p() + tbl(tr("丙")))

    assert [line.row.table for line in found if line.row] == [1, 2, 3]


def test_inside_a_cell_paragraphs_and_breaks_are_parted_by_vt_and_a_tab_is_a_blank() -> None:
    cell = tc(p("分"), p("<w:r><w:t>管</w:t><w:br/><w:t>领</w:t><w:tab/><w:t>导</w:t></w:r>"), p())
    page = tc(p('<w:r><w:t>前</w:t><w:br w:type="page"/><w:t>后</w:t></w:r>'))

    assert lines(tbl(tr(cell, page)))[0].text == "分\v管\v领 导\t前\v后"


def test_a_tab_in_plain_text_does_not_make_a_cell() -> None:
    assert cells(tbl(tr(tc(p(r("甲\t乙"))), "丙"))) == [
        [(0, 1, "甲 乙", False), (1, 1, "丙", False)]
    ]


def test_every_cell_can_be_cut_from_its_line() -> None:
    assert cells(tbl(tr("一", "", "三三", ""))) == [
        [(0, 1, "一", False), (1, 1, "", False), (2, 1, "三三", False), (3, 1, "", False)]
    ]


def test_a_cell_over_several_columns_and_columns_left_out() -> None:
    body = tbl(
        tr(tc("宽", properties=span(3)), "窄"),
        tr("右", properties='<w:gridBefore w:val="2"/>'),
    )

    assert cells(body) == [[(0, 3, "宽", False), (3, 1, "窄", False)], [(2, 1, "右", False)]]


def test_a_cell_merged_downwards_is_carried_and_empty_in_the_text() -> None:
    body = tbl(
        tr(tc("一、综合", properties=DOWN), "1"),
        tr(tc(properties=GO_ON), "2"),
        tr(tc(properties=GO_ON), "3"),
        tr("二、创新", "4"),
    )

    assert [line.text for line in lines(body)] == ["一、综合\t1", "\t2", "\t3", "二、创新\t4"]
    assert [row[0] for row in cells(body)] == [
        (0, 1, "一、综合", False),
        (0, 1, "一、综合", True),
        (0, 1, "一、综合", True),
        (0, 1, "二、创新", False),
    ]


def test_merges_in_several_columns_do_not_mix() -> None:
    body = tbl(
        tr(tc("甲", properties=DOWN), tc("A", properties=DOWN)),
        tr(tc(properties=GO_ON), tc("B", properties=DOWN)),
        tr(tc("乙", properties=DOWN), tc(properties=GO_ON)),
    )

    assert [[cell[2:] for cell in row] for row in cells(body)] == [
        [("甲", False), ("A", False)],
        [("甲", True), ("B", False)],
        [("乙", False), ("B", True)],
    ]


def test_a_merge_ends_where_another_cell_comes_between() -> None:
    body = tbl(
        tr(tc("甲", properties=DOWN), "1"),
        tr(tc("合计", properties=span(2))),
        tr(tc("乙", properties=GO_ON), "2"),
    )

    assert cells(body)[2][0] == (0, 1, "乙", False)


def test_a_merge_without_beginning_is_a_cell_of_its_own_and_may_go_on() -> None:
    body = tbl(tr(tc("甲", properties=GO_ON)), tr(tc(properties=GO_ON)))

    assert [row[0][2:] for row in cells(body)] == [("甲", False), ("甲", True)]


def test_merges_do_not_reach_the_next_table() -> None:
    body = tbl(tr(tc("甲", properties=DOWN))) + tbl(tr(tc("乙", properties=GO_ON)))

    assert [row[0][2:] for row in cells(body)] == [("甲", False), ("乙", False)]


def test_text_left_in_a_cell_merged_into_another_is_quoted() -> None:
    body = tbl(tr(tc("甲", properties=DOWN)), tr(tc("残留", properties=GO_ON)))
    findings = read("通知.docx", docx(body)).findings

    assert [line.text for line in lines(body)] == ["甲", ""]
    assert [(f.code.id, f.line) for f in findings] == [("FJ101", 2)]
    assert "残留" in findings[0].message


def test_cells_merged_to_the_right_in_the_old_way_are_one() -> None:
    body = tbl(
        tr(
            tc("甲", properties='<w:hMerge w:val="restart"/>'),
            tc(properties="<w:hMerge/>"),
            "乙",
        )
    )

    assert cells(body) == [[(0, 2, "甲", False), (2, 1, "乙", False)]]


@pytest.mark.parametrize(
    ("properties", "header"),
    [("<w:tblHeader/>", True), ('<w:tblHeader w:val="0"/>', False), ("<w:hidden/>", False)],
)
def test_a_repeated_header_row_is_known(properties: str, header: bool) -> None:
    row = lines(tbl(tr("序号", properties=properties)))[0].row

    assert row is not None
    assert row.header is header


def test_a_table_in_a_cell_follows_its_row_as_a_table_of_its_own() -> None:
    inner = tbl(tr("内1", "内2"), tr(tc(tbl(tr("最内"))), "内4"))
    found = lines(tbl(tr(tc(p("外"), inner, p("外后")), "右"), tr("下", "末")))

    assert [(line.text, line.row.table if line.row else 0) for line in found] == [
        ("外\v外后\t右", 1),
        ("内1\t内2", 2),
        ("\t内4", 2),
        ("最内", 3),
        ("下\t末", 1),
    ]


def test_rows_and_cells_in_content_controls_are_read() -> None:
    def control(inside: str) -> str:
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{inside}</w:sdtContent></w:sdt>"

    body = tbl(tr("甲", control(tc("乙"))), control(tr("丙", "丁")), control(control(tr("戊"))))

    assert [line.text for line in lines(body)] == ["甲\t乙", "丙\t丁", "戊"]
    assert {line.row.table for line in lines(body) if line.row} == {1}


def test_a_content_control_in_a_cell_is_read() -> None:
    inside = f"<w:sdt><w:sdtContent>{p('甲')}{p('乙')}</w:sdtContent></w:sdt>"

    assert lines(tbl(tr(f"<w:tc>{inside}{p('丙')}</w:tc>")))[0].text == "甲\v乙\v丙"


def test_a_text_box_in_a_cell_is_read_after_the_row() -> None:
    inside = f"<w:txbxContent>{p('框')}</w:txbxContent>"
    box = f"<w:r><w:pict><v:textbox>{inside}</v:textbox></w:pict></w:r>"

    assert [line.text for line in lines(tbl(tr(tc(p(r("格"), box)), "右")))] == ["格\t右", "框"]


def test_a_row_without_cells_is_no_line() -> None:
    assert [line.text for line in lines(tbl("<w:tr/>", tr("甲")))] == ["甲"]


def test_rows_read_alike_beside_something_special() -> None:
    """The fast way through a row gives what the thorough one gives."""
    rows = [tr("1", "增速 ", tc(p("甲"), p("乙"))), tr("1", "增速 ", tc(p("甲"), p("乙<"[:1])))]
    special = tr(tc(p(r("1"), "<w:r><w:softHyphen/></w:r>")), "增速 ", tc(p("甲"), p("乙")))
    found = lines(tbl(rows[0], special))

    assert found[0].text == found[1].text == "1\t增速 \t甲\v乙"

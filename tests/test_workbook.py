"""Workbook templates: everything an office set up survives, and nothing from a notice runs."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from openpyxl.utils.escape import unescape
from openpyxl.worksheet.worksheet import Worksheet

from parsers.errors import TemplateError
from pipeline.render.workbook import (
    Content,
    Copy,
    Filled,
    Scope,
    Table,
    Value,
    compile_workbook,
    fill_workbook,
    sheet_names,
)
from pipeline.render.workbook.heights import line_count
from workbook_rules import faults

FIELDS = ("序号", "指标", "分值")
ROWS: tuple[tuple[Value, ...], ...] = (
    (1, "粮食产量", Decimal("0.50")),
    (2, "研发投入", 4),
    (3, "信访", -1),
)
VALUES: dict[str, Value] = {
    "年度": 2021,
    "标题": "责任目标",
    "总分": Decimal("3.5"),
    "日期": date(2021, 5, 17),
}


def template(fill: Callable[[Any, Any], None]) -> bytes:
    """A workbook with one sheet 表, set up by ``fill(book, sheet)``."""
    data = io.BytesIO()
    book = xlsxwriter.Workbook(data)
    fill(book, book.add_worksheet("表"))
    book.close()
    return data.getvalue()


def filled(data: bytes, content: Content | None = None) -> Filled:
    """The template filled with three items; the result keeps Excel's rules."""
    content = content or Content(Scope(VALUES, {"项": Table(FIELDS, ROWS)}))
    result = fill_workbook(compile_workbook(data, "模板.xlsx"), content)
    assert faults(result.data) == []
    return result


def opened(data: bytes) -> Worksheet:
    return openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]


def rows(sheet: Worksheet) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def footer(sheet: Worksheet) -> str | None:
    center = sheet.oddFooter.center if sheet.oddFooter else None
    return center.text if center else None


def plain(_book: Any, sheet: Any) -> None:
    sheet.write_row("A1", ["{{年度}}年{{标题}}", "{{总分}}", "{{日期}}"])
    sheet.write_row("A2", ["序号", "指标", "分值"])
    sheet.write_row("A3", ["{{项.序号}}", "{{ 项.指标 }}", "{{项.分值}}"])
    sheet.write_row("A4", ["合计", "", "完"])
    sheet.write_formula("C5", "=SUM(C3)")


def test_a_model_row_becomes_a_row_for_each_record() -> None:
    assert rows(opened(filled(template(plain)).data)) == [
        ["2021年责任目标", 3.5, 44333],
        ["序号", "指标", "分值"],
        [1, "粮食产量", 0.5],
        [2, "研发投入", 4],
        [3, "信访", -1],
        ["合计", None, "完"],
        [None, None, "=SUM(C3:C5)"],
    ]


def test_an_empty_table_leaves_one_empty_row_so_that_formulas_keep_their_range() -> None:
    content = Content(Scope(VALUES, {"项": Table(FIELDS, ())}))

    found = rows(opened(filled(template(plain), content).data))

    assert found[2] == [None, None, None]
    assert found[4][2] == "=SUM(C3)"


def test_the_same_template_and_content_give_the_same_bytes() -> None:
    data = template(plain)

    assert filled(data).data == filled(data).data
    moments = {info.date_time for info in zipfile.ZipFile(io.BytesIO(filled(data).data)).infolist()}
    assert moments == {(1980, 1, 1, 0, 0, 0)}


def test_a_compiled_template_can_be_filled_again_and_again() -> None:
    compiled = compile_workbook(template(everything), "模板.xlsx")
    content = Content(Scope(VALUES, {"项": Table(FIELDS, ROWS)}))

    assert fill_workbook(compiled, content).data == fill_workbook(compiled, content).data


# --- text is text -------------------------------------------------------------------------

HOSTILE = (
    "=1+1",
    "+86",
    "-5",
    "@SUM(A1)",
    "＝1",
    '=HYPERLINK("http://x","y")',
    "<b>&amp;</b>",
    "bell\x07 tab\tvt\x0b",
    "_x0041_",
    " 前后有空格 ",
    "两\n行",
    "\ud800",
    "0001",
    "{{项.指标}}",
    "]]>",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_text_from_a_notice_is_never_a_formula_and_comes_back_whole(text: str) -> None:
    content = Content(Scope(VALUES, {"项": Table(FIELDS, ((1, text, 2),))}))
    result = fill_workbook(compile_workbook(template(plain), "模板.xlsx"), content)

    cell = opened(result.data)["B3"]

    expected = text.replace("\x0b", "\n").replace("\ud800", "�")
    assert cell.data_type == "s"
    assert unescape(str(cell.value)) == expected
    reads_as_formula = text[0] in "=+-@＝"
    assert cell.quotePrefix is reads_as_formula


def test_text_longer_than_excel_allows_is_cut_and_said_so() -> None:
    content = Content(Scope(VALUES, {"项": Table(FIELDS, ((1, "长" * 40_000, 2),))}))

    result = filled(template(plain), content)

    assert len(str(opened(result.data)["B3"].value)) == 32_767
    assert [(t.place, t.characters) for t in result.cut] == [("表!B3", 40_000)]


# --- what an office set up ----------------------------------------------------------------


def everything(book: Any, sheet: Any) -> None:
    """One of each thing that points at rows, around a model row 3."""
    cell = book.add_format({"text_wrap": True, "font_size": 10, "border": 1, "bold": True})
    sheet.set_column("A:A", 6)
    sheet.set_column("B:B", 12)
    sheet.merge_range("A1:D1", "{{年度}}年", book.add_format({"align": "center"}))
    sheet.write_row("A2", ["序号", "指标", "分值", "状态"])
    for column, text in enumerate(["{{项.序号}}", "{{项.指标}}", "{{项.分值}}", ""]):
        sheet.write(2, column, text, cell)
    sheet.merge_range("E3:F3", "{{项.指标}}", cell)
    sheet.write_formula("G3", "=C3*2", cell)
    sheet.write("A5", "末行")
    red = book.add_format({"bg_color": "#FF0000"})
    sheet.conditional_format("A3:D3", {"type": "formula", "criteria": "=$C3<0", "format": red})
    sheet.data_validation("D3", {"validate": "list", "source": ["是", "否"]})
    sheet.autofilter("A2:D3")
    sheet.freeze_panes(2, 1)
    sheet.repeat_rows(1)
    sheet.set_landscape()
    sheet.set_paper(8)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C第 &P 页")
    sheet.set_h_pagebreaks([4])
    sheet.write_comment("C3", "批注")
    sheet.protect("", {"sort": True, "autofilter": True})
    book.define_name("分值列", "=表!$C$3:$C$3")
    chart = book.add_chart({"type": "bar"})
    chart.add_series({"categories": "=表!$B$3", "values": "=表!$C$3"})
    sheet.insert_chart("A8", chart)


def test_formats_filters_rules_and_print_set_up_survive_and_reach_every_row() -> None:
    result = filled(template(everything))
    book = openpyxl.load_workbook(io.BytesIO(result.data))
    sheet = book.worksheets[0]

    assert [sheet[f"G{row}"].value for row in (3, 4, 5)] == ["=C3*2", "=C4*2", "=C5*2"]
    assert all(sheet[f"B{row}"].font.bold for row in (3, 4, 5))
    assert sheet["A7"].value == "末行"
    assert {str(area) for area in sheet.merged_cells.ranges} == {"A1:D1", "E3:F3", "E4:F4", "E5:F5"}
    assert [str(area.sqref) for area in sheet.conditional_formatting] == ["A3:D5"]
    assert [str(v.sqref) for v in sheet.data_validations.dataValidation] == ["D3:D5"]
    assert sheet.auto_filter.ref == "A2:D5"
    assert sheet.freeze_panes == "B3"
    assert sheet.print_title_rows == "$2:$2"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 8)
    assert sheet.page_setup.fitToHeight == 0
    assert footer(sheet) == "第 &P 页"
    assert [b.id for b in sheet.row_breaks.brk] == [6]
    assert book.defined_names["分值列"].value == "表!$C$3:$C$5"
    assert sheet.protection.sheet
    assert sheet.column_dimensions["B"].width == pytest.approx(12, abs=1)


def test_charts_show_every_row_and_move_below_the_table() -> None:
    package = zipfile.ZipFile(io.BytesIO(filled(template(everything)).data))
    chart = package.read("xl/charts/chart1.xml").decode()
    drawing = package.read("xl/drawings/drawing1.xml").decode()

    assert "表!$B$3:$B$5" in chart
    assert "表!$C$3:$C$5" in chart
    assert "<xdr:row>9</xdr:row>" in drawing  # A8 becomes A10


def test_hidden_columns_are_those_that_hold_a_hidden_field() -> None:
    content = Content(
        Scope(VALUES, {"项": Table(FIELDS, ROWS)}), hidden=frozenset({"项.分值", "项.没有"})
    )

    sheet = opened(filled(template(everything), content).data)

    assert [sheet.column_dimensions[c].hidden for c in "ABC"] == [False, False, True]


def test_an_empty_locked_cell_of_a_protected_sheet_is_opened_for_filling_in() -> None:
    content = Content(Scope(VALUES, {"项": Table(FIELDS, ((1, None, 2), (2, "有", None)))}))

    sheet = opened(filled(template(everything), content).data)

    assert not sheet["B3"].protection.locked
    assert sheet["B4"].protection.locked
    assert sheet["B3"].font.bold


def test_a_formula_shows_the_value_its_field_gives_until_it_is_recalculated() -> None:
    def fill(_book: Any, sheet: Any) -> None:
        sheet.write_formula("A1", '=SUM(B2)+N("{{总分}}")')
        sheet.write_string("B2", "{{项.分值}}")
        sheet.write_formula("C2", '=IF(B2>1,"高","")&T("{{项.指标}}")')

    data = filled(template(fill)).data

    formulas = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    shown = openpyxl.load_workbook(io.BytesIO(data), data_only=True).worksheets[0]
    assert (formulas["A1"].value, shown["A1"].value) == ("=SUM(B2:B4)", 3.5)
    assert (formulas["C3"].value, shown["C3"].value) == ('=IF(B3>1,"高","")', "研发投入")


def test_tables_and_rules_in_extensions_reach_every_row() -> None:
    def fill(_book: Any, sheet: Any) -> None:
        sheet.write_row("A2", ["{{项.序号}}", "{{项.指标}}", "{{项.分值}}"])
        sheet.add_table("A1:C2", {"columns": [{"header": name} for name in FIELDS], "data": []})
        sheet.write_row("A2", ["{{项.序号}}", "{{项.指标}}", "{{项.分值}}"])
        sheet.conditional_format("C2", {"type": "data_bar", "data_bar_2010": True})

    package = zipfile.ZipFile(io.BytesIO(filled(template(fill)).data))

    table = package.read("xl/tables/table1.xml").decode()
    assert table.count('ref="A1:C4"') == 2  # the table and its filter
    assert "<xm:sqref>C2:C4</xm:sqref>" in package.read("xl/worksheets/sheet1.xml").decode()


# --- model sheets -------------------------------------------------------------------------


def with_model_sheet(book: Any, sheet: Any) -> None:
    sheet.write_row("A1", ["{{单.名}}", "=1"])
    sheet.write_url("A1", "internal:'{{单.页}}'!A1", None, "{{单.名}}")
    model = book.add_worksheet("{{单位}}")
    model.write("A1", "{{单位名}}：{{标题}}")
    model.write("A2", "{{项.指标}}")
    model.write_formula("B2", "=$A$1&'{{单位}}'!A2&表!$A$1")
    model.autofilter("A1:B2")
    model.repeat_rows(0)
    model.set_footer("&C{{单位名}}")
    chart = book.add_chart({"type": "bar"})
    chart.add_series({"values": "='{{单位}}'!$B$2"})
    model.insert_chart("D2", chart)
    book.add_worksheet("末").write("A1", "末")


def copies_content() -> Content:
    names = ("区发改委", "区's 局", "第三局")
    table = Table(("名", "页"), tuple((name, name) for name in names))
    copies = [
        Copy(name, Scope({"单位名": name}, {"项": Table(FIELDS, ROWS[:n])}))
        for n, name in enumerate(names, 1)
    ]
    return Content(Scope(VALUES, {"单": table}), {"单位": copies})


def test_a_model_sheet_is_copied_with_all_that_belongs_to_it() -> None:
    data = filled(template(with_model_sheet), copies_content()).data
    book = openpyxl.load_workbook(io.BytesIO(data))

    assert book.sheetnames == ["表", "区发改委", "区's 局", "第三局", "末"]
    second = book["区's 局"]
    assert second["A1"].value == "区's 局：责任目标"
    assert second["B3"].value == "=$A$1&'区''s 局'!A3&表!$A$1:$A$3"
    assert second.auto_filter.ref == "A1:B3"
    assert second.print_title_rows == "$1:$1"
    assert footer(second) == "区's 局"
    assert [book["表"][f"A{row}"].hyperlink.location for row in (1, 2, 3)] == [
        "'区发改委'!A1",
        "'区''s 局'!A1",
        "'第三局'!A1",
    ]
    package = zipfile.ZipFile(io.BytesIO(data))
    charts = [package.read(n).decode() for n in package.namelist() if "/charts/chart" in n]
    assert sorted("'区''s 局'!$B$2:$B$3" in chart for chart in charts) == [False, False, True]


def test_sheet_names_are_such_as_excel_accepts() -> None:
    wanted = [
        "区发改委",
        "区发改委",
        "a/b:c",
        "A／B：C",
        "长" * 40,
        "长" * 41,
        "",
        "'引'",
        "History",
    ]

    names = sheet_names(wanted, taken=["总台账"])

    assert names[:4] == ("区发改委", "区发改委（2）", "a／b：c", "A／B：C（2）")
    assert names[6:] == ("未命名", "引", "History（2）")
    assert all(len(name) <= 31 for name in names)
    assert len({name.casefold() for name in names}) == len(names)


# --- templates with faults ----------------------------------------------------------------


def cell_holding(text: str) -> bytes:
    return template(lambda _book, sheet: sheet.write_string("C4", text))


FAULTY = [
    (
        "{{项.没有}}",
        "工作表“表”单元格 C4：没有字段 {{项.没有}}，可用的有：项.序号、项.指标、项.分值",
    ),
    ("{{没有}}", "工作表“表”单元格 C4：没有字段 {{没有}}，可用的有：年度、标题、总分、日期"),
    ("{{表.没有}}", "没有字段 {{表.没有}}，可用的有：项.…"),
    ("{{项.序号", "C4：“{{项.序号”中的花括号不成对"),
    ("｛｛项.序号｝｝", "请用半角花括号"),
    ("{{a.b.c}}", "花括号不成对或字段名写法不对"),
    ("{{项.指标}}{{单.名}}", "一行只能用一张表"),
]


@pytest.mark.parametrize(("text", "message"), FAULTY)
def test_a_fault_in_a_template_is_told_with_sheet_and_cell(text: str, message: str) -> None:
    with pytest.raises(TemplateError) as error:
        filled(cell_holding(text))

    assert str(error.value).startswith("模板“模板.xlsx”的工作表“表”单元格 C4：")
    assert message in str(error.value)


def test_a_field_in_the_middle_of_a_formula_is_refused() -> None:
    data = template(lambda _book, sheet: sheet.write_formula("A1", '="{{年度}}"&"年"'))

    with pytest.raises(TemplateError, match="公式里的字段只能写在末尾"):
        filled(data)


def test_a_formula_that_names_a_model_sheet_from_outside_is_refused() -> None:
    def fill(book: Any, sheet: Any) -> None:
        with_model_sheet(book, sheet)
        sheet.write_formula("C1", "='{{单位}}'!A1")

    with pytest.raises(TemplateError, match="不知道指哪一份"):
        filled(template(fill), copies_content())


def test_a_sheet_that_nobody_can_copy_is_refused() -> None:
    with pytest.raises(TemplateError, match=r"工作表名“\{\{单位\}\}”不认识"):
        filled(template(with_model_sheet), Content(copies_content().scope))


def test_an_unknown_field_in_a_footer_is_refused() -> None:
    with pytest.raises(TemplateError, match=r"“表”页眉页脚：没有字段 \{\{没有\}\}"):
        filled(template(lambda _book, sheet: sheet.set_footer("&C{{没有}}")))


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0" * 200])
def test_what_is_no_workbook_is_told_so(data: bytes) -> None:
    with pytest.raises(TemplateError, match="另存为“Excel 工作簿"):
        compile_workbook(data, "模板.xlsx")


def test_a_workbook_with_damaged_xml_is_told_so() -> None:
    whole = zipfile.ZipFile(io.BytesIO(template(plain)))
    damaged = io.BytesIO()
    with zipfile.ZipFile(damaged, "w") as package:
        for name in whole.namelist():
            data = whole.read(name)
            package.writestr(name, data[:-9] if name.endswith("sheet1.xml") else data)

    with pytest.raises(TemplateError, match="内容已损坏"):
        compile_workbook(damaged.getvalue(), "模板.xlsx")


def damaged(part: str, old: str, new: str) -> bytes:
    """The plain template with one word of a part changed."""
    whole = zipfile.ZipFile(io.BytesIO(template(plain)))
    changed = io.BytesIO()
    with zipfile.ZipFile(changed, "w") as package:
        for name in whole.namelist():
            text = whole.read(name).decode()
            assert part != name or old in text
            package.writestr(name, text.replace(old, new) if name == part else text)
    return changed.getvalue()


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("xl/worksheets/sheet1.xml", "<v>0</v>", "<v>99</v>"),
        ("xl/worksheets/sheet1.xml", "<v>0</v>", "<v>x</v>"),
        ("xl/worksheets/sheet1.xml", '<c r="A1"', '<c s="7" r="A1"'),
        ("xl/worksheets/sheet1.xml", 'r="A1"', 'r="?"'),
        ("xl/workbook.xml", 'r:id="rId1"', 'r:id="rId77"'),
        ("xl/_rels/workbook.xml.rels", "worksheets/sheet1.xml", "worksheets/sheet9.xml"),
        ("[Content_Types].xml", "</Types>", ""),
    ],
)
def test_a_workbook_that_contradicts_itself_is_told_so(part: str, old: str, new: str) -> None:
    with pytest.raises(TemplateError, match="内容已损坏"):
        filled(damaged(part, old, new))


# --- other programs' workbooks ------------------------------------------------------------


def test_a_template_saved_by_another_program_fills_the_same() -> None:
    resaved = io.BytesIO()
    openpyxl.load_workbook(io.BytesIO(template(plain))).save(resaved)

    assert rows(opened(filled(resaved.getvalue()).data)) == rows(
        opened(filled(template(plain)).data)
    )


def test_prefixed_elements_and_missing_places_are_read() -> None:
    whole = zipfile.ZipFile(io.BytesIO(template(plain)))
    changed = io.BytesIO()
    with zipfile.ZipFile(changed, "w") as package:
        for name in whole.namelist():
            text = whole.read(name).decode()
            if name.endswith("sheet1.xml"):
                main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
                text = text.replace(f'xmlns="{main}"', f'xmlns:x="{main}"')
                text = text.replace("<", "<x:").replace("<x:/", "</x:").replace("<x:?", "<?")
                text = text.replace(' r="A2"', "").replace(' r="B2"', "").replace(' r="C2"', "")
            package.writestr(name, text)

    assert rows(opened(filled(changed.getvalue()).data))[2:4] == [
        [1, "粮食产量", 0.5],
        [2, "研发投入", 4],
    ]


# --- heights ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "halves", "lines"),
    [
        ("四个汉字", 8, 1),
        ("五个汉字了", 8, 2),
        ("一\n二\n三", 8, 3),
        ("汉字，汉字，", 12, 1),
        ("一二三四，五", 8, 2),
        ("word word", 6, 2),
        ("a" * 30, 10, 4),
        ("", 8, 1),
    ],
)
def test_lines_are_counted_as_they_wrap(text: str, halves: int, lines: int) -> None:
    assert line_count(text, halves) == lines


def test_rows_are_as_high_as_their_text_needs() -> None:
    texts = ("短", "十二个半角宽的栏里放得下" * 4)
    content = Content(Scope(VALUES, {"项": Table(FIELDS, tuple((1, t, 2) for t in texts))}))

    sheet = opened(filled(template(everything), content).data)

    low, high = (sheet.row_dimensions[row].height for row in (3, 4))
    assert low < 30 < high


def test_a_row_too_high_for_excel_is_told() -> None:
    content = Content(Scope(VALUES, {"项": Table(FIELDS, ((1, "很长的文字" * 100, 2),))}))

    result = filled(template(everything), content)

    assert opened(result.data).row_dimensions[3].height == 409
    assert ("表!B3", 500) in [(t.place, t.characters) for t in result.tall]

"""Excel 表格: cells as a person sees them, titles as text, and nothing hidden without a word."""

from __future__ import annotations

import datetime as dt
import io
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font

from parsers import parse_notice, readers
from parsers.diagnostics import Severity
from parsers.errors import UnreadableError
from parsers.readers import READERS, number_format, package, sheets, xls, xlsx
from parsers.readers.number_format import shown, shown_text
from parsers.readers.reading import Reading
from parsers.readers.sniff import Content
from parsers.source import Layer, Start
from readings import assert_sound, assert_survives, body, cells, codes_of, layer, zipped


def made(fill: Callable[[Any], object]) -> bytes:
    book: Any = openpyxl.Workbook()
    fill(book.active)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def reading(fill: Callable[[Any], object]) -> Reading:
    found = xlsx.read("表.xlsx", made(fill))
    assert_sound(found)
    return found


HEADER = ["类别", "序号", "指标", "分值", "牵头单位"]


def annex(sheet: Any) -> None:
    sheet["A1"] = "附件1"
    sheet["A2"] = "2023年目标任务\n分解表"
    sheet.merge_cells("A2:E2")
    rows: list[list[Any]] = [
        HEADER,
        ["一、综合", 1, "生产总值增长7%", 4, "县发改委"],
        [None, 2, "投资增长9%", 3.5, "县发改委"],
        ["二、创新"],
        ["研发", 3, "研发\n投入", 2, "县科技局"],
        [None, 4, "专利", 1, None],
    ]
    for at, row in enumerate(rows, 3):
        for column, value in enumerate(row, 1):
            sheet.cell(at, column, value)
    for merged in ("A4:A5", "E4:E5", "A6:E6", "A7:A8", "E7:E8"):
        sheet[merged.split(":")[1]].value = None
        sheet.merge_cells(merged)
    sheet["A11"] = "注：本表自印发之日起执行。"
    sheet.print_title_rows = "3:3"


def test_an_annex_reads_as_a_person_reads_it() -> None:
    found = reading(annex)
    assert body(found) == [
        "附件1",
        "2023年目标任务",
        "分解表",
        "类别\t序号\t指标\t分值\t牵头单位",
        "一、综合\t1\t生产总值增长7%\t4\t县发改委",
        "\t2\t投资增长9%\t3.5\t",
        "二、创新",
        "研发\t3\t研发\v投入\t2\t县科技局",
        "\t4\t专利\t1\t",
        "",
        "",
        "注：本表自印发之日起执行。",
    ]
    rows = [line for line in found.lines if line.row]
    assert cells(rows[2], found.lines) == ["一、综合", "2", "投资增长9%", "3.5", "县发改委"]
    assert [line.row.header for line in rows if line.row] == [True] + [False] * 5
    assert {line.row.table for line in rows if line.row} == {1}
    assert [cell.width for cell in rows[3].row.cells if rows[3].row] == [5]  # type: ignore[union-attr]
    assert found.lines[2].start is Start.BREAK
    assert found.findings == ()


def test_a_sheet_of_one_column_is_text() -> None:
    def fill(sheet: Any) -> None:
        for at, text in enumerate(("一、综合", "1.增长7%", "责任单位：县发改委"), 1):
            sheet.cell(at, 1, text)

    found = reading(fill)
    assert body(found) == ["一、综合", "1.增长7%", "责任单位：县发改委"]
    assert not any(line.row for line in found.lines)


def test_a_title_after_a_blank_row_opens_another_table() -> None:
    def fill(sheet: Any) -> None:
        for row in (["甲", "乙"], [1, 2], [], ["第二张表"], ["甲", "乙"], [3, 4]):
            sheet.append(row)

    found = reading(fill)
    assert [line.row.table if line.row else 0 for line in found.lines] == [1, 1, 0, 0, 2, 2]


def test_sheets_are_named_where_there_are_several() -> None:
    def fill(sheet: Any) -> None:
        sheet.title = "重点项目"
        sheet.append(["甲", "乙"])
        sheet.parent.create_sheet("Sheet2").append(["丙", "丁"])
        sheet.parent.create_sheet("空")

    found = reading(fill)
    assert body(found) == ["甲\t乙", "丙\t丁"]
    assert layer(found, Layer.SHEET) == ["重点项目", "Sheet2"]
    assert [line.row.table for line in found.lines if line.row] == [1, 2]


LISTS = (
    ("主要指标", "新增企业3家", "县工信局"),
    ("重点任务", "改造危桥6座", "县交通局"),
)


def headings(path: Path, rows: dict[str, list[list[str]]]) -> list[tuple[str, ...]]:
    """The headings above each item of a workbook, and all warnings, which must be none."""
    book: Any = openpyxl.Workbook()
    book.remove(book.active)
    for name, above in rows.items():
        sheet = book.create_sheet(name)
        for row in above:
            sheet.append(row)
    book.save(path)
    parsed = parse_notice(path)
    warned = [f.code.id for f in parsed.findings if f.code.severity is not Severity.INFO]
    assert warned == []
    by_id = {section.id: section for section in parsed.notice.sections}
    return [tuple(by_id[s].heading for s in i.section) for i in parsed.notice.indicators]


@pytest.mark.parametrize("above", [[], ["附件{n}"], ["附件{n}", "安河县2023年{name}分解表"]])
@pytest.mark.parametrize("titled", [True, False])
@pytest.mark.parametrize("dull", [True, False])
def test_a_sheet_is_a_list_of_its_own(
    tmp_path: Path, above: list[str], titled: bool, dull: bool
) -> None:
    sheets: dict[str, list[list[str]]] = {}
    for n, (name, task, unit) in enumerate(LISTS, 1):
        head = above if len(above) < 2 or titled else above[:1]
        head = [*head, "安河县2023年{name}分解表"] if titled and len(head) < 2 else head
        lines = [line.format(n=n, name=name) for line in head]
        table = [["序号", "工作任务", "责任单位"], ["1", task, unit]]
        sheets[f"Sheet{n}" if dull else name] = [*([line] for line in lines), ["单位：项"], *table]
    name_of = "安河县2023年{}分解表" if titled else "{}"
    expected = [() if dull and not titled else (name_of.format(name),) for name, *_ in LISTS]
    assert headings(tmp_path / "表.xlsx", sheets) == expected


def test_a_list_counts_on_over_the_sheets(tmp_path: Path) -> None:
    header = ["序号", "工作任务", "责任单位"]
    sheets = {
        "工业": [header, ["1", "新增企业3家", "县工信局"], ["2", "技改投资增长9%", "县工信局"]],
        "交通": [header, ["3", "改造危桥6座", "县交通局"]],
    }
    assert headings(tmp_path / "表.xlsx", sheets) == [("工业",), ("工业",), ("交通",)]


def test_what_is_hidden_is_told_with_its_text() -> None:
    def fill(sheet: Any) -> None:
        for row in (["甲", "乙", "丙"], [1, "隐藏列", 2], ["隐藏行", 3, 4], [5, 6, 7]):
            sheet.append(row)
        sheet.column_dimensions["B"].hidden = True
        sheet.row_dimensions[3].hidden = True
        other = sheet.parent.create_sheet("旧稿")
        other["B2"] = "去年的数"
        other.sheet_state = "veryHidden"

    found = reading(fill)
    assert [line.text for line in found.lines if line.row] == ["甲\t丙", "1\t2", "5\t7"]
    assert codes_of(found) == ["FJ154"] * 3
    said = "".join(finding.message for finding in found.findings)
    for word in ("第3行", "隐藏行", "第B列", "隐藏列", "旧稿", "去年的数"):
        assert word in said


def test_a_merged_cell_that_begins_in_a_hidden_row_is_still_seen() -> None:
    def fill(sheet: Any) -> None:
        for row in (["类别", "项"], ["综合", "甲"], [None, "乙"], [None, "丙"]):
            sheet.append(row)
        sheet.merge_cells("A2:A4")
        sheet.row_dimensions[2].hidden = True

    found = reading(fill)
    rows = [line for line in found.lines if line.row]
    assert [cells(line, found.lines) for line in rows] == [
        ["类别", "项"],
        ["综合", "乙"],
        ["综合", "丙"],
    ]


def test_values_are_shown_as_the_sheet_shows_them() -> None:
    def fill(sheet: Any) -> None:
        values = [
            (0.07, "0%"), (0.285, "General"), (0.1 + 0.2, "General"), (1234567.5, "#,##0.00"),
            (dt.date(2023, 6, 30), 'yyyy"年"m"月"d"日"'), (dt.date(2023, 6, 30), "yyyy/m/d"),
            (True, "General"), (5, '0"项"'), ("00123", "@"), (123456789012345, "0"),
        ]  # fmt: skip
        for column, (value, code) in enumerate(values, 1):
            sheet.cell(1, column, value).number_format = code

    assert body(reading(fill)) == [
        "7%\t0.285\t0.3\t1,234,567.50\t2023年6月30日\t2023/6/30\tTRUE\t5项\t00123\t123456789012345"
    ]


def test_formulas_comments_errors_and_strokes_are_told() -> None:
    def fill(sheet: Any) -> None:
        sheet.append(["甲", "乙", "=1+1"])
        sheet.append(["#REF!", "取消的任务", "写明的"])
        sheet["A2"].data_type = "e"
        sheet["B2"].font = Font(strike=True)
        sheet["C2"].number_format = ";;;"
        sheet["B1"].comment = Comment("请核实口径", "某人")

    found = reading(fill)
    assert codes_of(found) == ["FJ155", "FJ156", "FJ165", "FJ164"]
    assert layer(found, Layer.COMMENT) == ["请核实口径"]
    assert "C1" in found.findings[0].message
    assert found.findings[0].line == 1


def replaced(data: bytes, changes: dict[str, bytes | str]) -> bytes:
    """A package with parts put in or exchanged."""
    whole = package.Package("x", data)
    parts: dict[str, bytes | str] = {name: whole.read(name) for name in whole.names}
    return zipped(parts | changes)


NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def raw(rows: str, after: str = "", strings: str = "") -> Reading:
    """A sheet written by hand."""
    sheet = f"<worksheet {NS}><sheetData>{rows}</sheetData>{after}</worksheet>"
    changes: dict[str, bytes | str] = {"xl/worksheets/sheet1.xml": sheet}
    start = made(lambda sheet: sheet.append([1]))
    if strings:
        changes["xl/sharedStrings.xml"] = f"<sst {NS}>{strings}</sst>"
        relations = package.Package("x", start).read("xl/_rels/workbook.xml.rels").decode()
        more = '<Relationship Id="s" Type="urn:x/sharedStrings" Target="sharedStrings.xml"/>'
        relations = relations.replace("</Relationships>", f"{more}</Relationships>")
        changes["xl/_rels/workbook.xml.rels"] = relations
    found = xlsx.read("表.xlsx", replaced(start, changes))
    assert_sound(found)
    return found


def test_strings_in_every_form() -> None:
    strings = (
        "<si><t>甲</t></si><si><r><t>乙</t></r><r><rPr><b/></rPr><t>丙</t></r>"
        "<rPh sb='0' eb='1'><t>yi</t></rPh></si><si><t>一_x000D_&#10;二_x005F_三</t></si>"
    )
    row = (
        "<row><c t='s'><v>0</v></c><c t='s'><v>1</v></c><c t='s'><v>2</v></c>"
        "<c t='inlineStr'><is><t>丁</t></is></c><c t='str'><f>x</f><v>戊</v></c><c><v>6</v></c>"
        "<c t='s'><v>99</v></c></row>"
    )
    assert body(raw(row, strings=strings)) == ["甲\t乙丙\t一\v二_三\t丁\t戊\t6\t\ufffd"]


def test_cells_without_places_follow_one_another() -> None:
    rows = "<row><c><v>1</v></c><c r='C1'><v>3</v></c></row><row><c r='B2'><v>2</v></c></row>"
    assert body(raw(rows)) == ["1\t\t3", "\t2\t"]


def test_a_picture_in_a_cell_is_told() -> None:
    value = '=DISPIMG("ID_1",1)'.replace('"', "&quot;")
    found = raw(f"<row><c><v>1</v></c><c t='str'><f>x</f><v>{value}</v></c><c><v>2</v></c></row>")
    assert codes_of(found) == ["FJ151"]


def test_running_headers_are_kept_apart() -> None:
    headers = '<headerFooter><oddHeader>&amp;C&amp;"宋体"内部资料</oddHeader><oddFooter>第&amp;P页'
    found = raw(
        "<row><c><v>1</v></c><c><v>2</v></c></row>", f"{headers}</oddFooter></headerFooter>"
    )
    assert layer(found, Layer.HEADER) == ["内部资料"]
    assert layer(found, Layer.FOOTER) == ["第 页"]


def test_text_boxes_stand_before_their_row() -> None:
    drawing = (
        '<d:wsDr xmlns:d="urn:d" xmlns:a="urn:a"><d:twoCellAnchor><d:from><d:row>1</d:row></d:from>'
        "<d:sp><d:txBody><a:p><a:r><a:t>浮动</a:t></a:r><a:r><a:t>标题</a:t></a:r></a:p></d:txBody>"
        "</d:sp></d:twoCellAnchor></d:wsDr>"
    )
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Type="urn:x/drawing" Target="../drawings/d.xml"/></Relationships>'
    )
    start = made(lambda sheet: [sheet.append([1, 2]), sheet.append([3, 4])])
    data = replaced(
        start,
        {"xl/drawings/d.xml": drawing, "xl/worksheets/_rels/sheet1.xml.rels": relations},
    )
    found = xlsx.read("表.xlsx", data)
    assert body(found) == ["1\t2", "浮动标题", "3\t4"]
    assert codes_of(found) == ["FJ157"]


@pytest.mark.parametrize(
    "merges",
    ["A1:XFD1048576", "A1:A1048576", "B1:A1", "A1", "x:y", "A1:B2 C1:D2", ""],
)
def test_odd_merges_do_no_harm(merges: str) -> None:
    rows = "".join(f"<row><c><v>{at}</v></c><c><v>2</v></c></row>" for at in range(300))
    raw(rows, f'<mergeCells><mergeCell ref="{merges}"/></mergeCells>' * 3)


def test_cells_far_apart_take_no_room() -> None:
    rows = (
        "<row r='1'><c r='A1'><v>1</v></c><c r='XFD1'><v>2</v></c></row>"
        "<row r='1048576'><c r='A1048576'><v>3</v></c><c r='B1048576'><v>3</v></c></row>"
    )
    assert len(raw(rows).lines) < 50


def test_parts_may_stand_anywhere_in_the_package() -> None:
    whole = package.Package("x", made(annex))
    parts: dict[str, bytes | str] = {
        name.replace("xl/", "表/"): whole.read(name).replace(b"/xl/", "/表/".encode())
        for name in whole.names
    }
    for listed in ("_rels/.rels", "[Content_Types].xml"):
        parts[listed] = whole.read(listed).replace(b"xl/", "表/".encode())
    data = zipped(parts)
    content = Content("a", data)
    assert readers.reader_of(content) == next(one for one in READERS if one.format == "xlsx")
    assert body(xlsx.read("表.xlsx", data)) == body(reading(annex))


def test_an_empty_book_is_refused() -> None:
    with pytest.raises(UnreadableError, match="没有内容"):
        xlsx.read("表.xlsx", made(lambda _: None))


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(part: str, encoding: str) -> None:
    bomb = (
        f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///x">]>'
        f"<worksheet {NS}><sheetData><row><c><v>&b;</v></c></row></sheetData></worksheet>"
    )
    data = replaced(made(lambda sheet: sheet.append([1])), {part: bomb.encode(encoding)})
    with pytest.raises(UnreadableError, match="实体"):
        xlsx.read("表.xlsx", data)


def test_one_text_in_very_many_cells_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MAX_CHARACTERS", 10_000)
    assert xlsx.read("表.xlsx", made(lambda sheet: sheet.append(["甲" * 1000] * 10))).lines
    with pytest.raises(UnreadableError, match="万字"):
        xlsx.read("表.xlsx", made(lambda sheet: sheet.append(["甲" * 1000] * 11)))


def test_damage_is_read_or_refused() -> None:
    assert_survives(xlsx.read, made(annex), 80)


def test_damage_inside_a_part_is_read_or_refused() -> None:
    data = made(annex)
    part = package.Package("x", data).read("xl/worksheets/sheet1.xml")

    def read(name: str, broken: bytes) -> Reading:
        return xlsx.read(name, replaced(data, {"xl/worksheets/sheet1.xml": broken}))

    assert_survives(read, part, 80)


# --- xls ----------------------------------------------------------------------------------


def test_an_old_book_reads_like_a_new_one(soffice: str, tmp_path: Path) -> None:
    pytest.importorskip("xlrd")
    (tmp_path / "a.xlsx").write_bytes(made(annex))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [soffice, profile, "--headless", "--convert-to", "xls", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "a.xlsx")], check=True, capture_output=True)
    old = (tmp_path / "a.xls").read_bytes()
    found = xls.read("表.xls", old)
    assert_sound(found)
    assert body(found) == body(reading(annex))
    assert_survives(xls.read, old, 40)


# --- number formats -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        ("0.075", "0.0%", "7.5%"),
        ("0.28499999999999998", "General", "0.285"),
        ("3.3333333333333335", "General", "3.333333333"),
        ("1E-3", "General", "0.001"),
        ("12345678901", "General", "12345678901"),
        ("-5", "General", "-5"),
        ("2.5", "0", "3"),
        ("-2.5", "0", "-3"),
        ("0.5", "#.##", ".5"),
        ("1234.5", "#,##0", "1,235"),
        ("1234567", '0.0,"千"', "1234.6千"),
        ("5", "00", "05"),
        ("7", "(0)", "(7)"),
        ("8", '"第"0"项"', "第8项"),
        ("-3", "0.00_);(0.00)", "(3.00)"),
        ("-3", "0.00_ ;[Red]-0.00\\ ", "-3.00"),
        ("0", '0;-0;"—"', "—"),
        ("4", ";;;", ""),
        ("60", '[>=60]"达标";"未达标"', "达标"),
        ("59", '[>=60]"达标";"未达标"', "未达标"),
        ("0.25", "# ?/?", "1/4"),
        ("2.5", "# ?/?", "2 1/2"),
        ("12345", "0.00E+00", "1.23E+04"),
        ("1234", '[$¥-804]#,##0.00', "¥1,234.00"),
        ("13800138000", "000-0000-0000", "138-0013-8000"),
        ("12", "[DBNum1]General", "十二"),
        ("2023", "[DBNum2]0", "贰仟零贰拾叁"),
        ("45107", "yyyy/m/d", "2023/6/30"),
        ("45107", "yyyy-mm-dd", "2023-06-30"),
        ("45107", '[$-804]yyyy"年"m"月"d"日";@', "2023年6月30日"),
        ("45107", 'yyyy"年"m"月"', "2023年6月"),
        ("45107", "[DBNum1][$-804]yyyy年m月d日", "二〇二三年六月三十日"),
        ("45107", "m月d日", "6月30日"),
        ("45107.5", "yyyy/m/d h:mm", "2023/6/30 12:00"),
        ("0.75", "h:mm AM/PM", "6:00 PM"),
        ("1.5", "[h]:mm:ss", "36:00:00"),
        ("45107", "aaaa", "星期五"),
        ("60", "yyyy/m/d", "1900/2/28"),
        ("61", "yyyy/m/d", "1900/3/1"),
        ("1", "yyyy/m/d", "1900/1/1"),
        ("99999999999", "yyyy/m/d", "99999999999"),
        ("-1", "yyyy/m/d", "-1"),
        ("无", "0.00", "无"),
        ("1e999999", "0.00", "1e999999"),
    ],
)  # fmt: skip
def test_number_formats(value: str, code: str, text: str) -> None:
    assert shown(value, code) == text


def test_the_other_beginning_of_time() -> None:
    assert shown("0", "yyyy/m/d", from_1904=True) == "1904/1/1"


@pytest.mark.parametrize(
    ("text", "code", "expected"),
    [("甲", "General", "甲"), ("甲", '0;0;0;"见"@', "见甲"), ("甲", ";;;", ""), ("甲", "@", "甲"),
     ("甲", "0.00_ ;[Red]-0.00", "甲")],
)  # fmt: skip
def test_text_formats(text: str, code: str, expected: str) -> None:
    assert shown_text(text, code) == expected


def test_every_built_in_format_shows_something() -> None:
    for code in number_format.BUILT_IN.values():
        assert shown("45107.25", code)

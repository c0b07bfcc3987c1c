"""自动编号 as Word shows it (ECMA-376 Part 1, 17.9): it stands in the line as if it were typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from docx_made import abstract, docx, lvl, num, numpr, p, restart, simple_list, style, tbl, tc, tr
from parsers import parse_notice
from parsers.readers.docx import read
from parsers.readers.docx_numerals import written

NOTHING = '<w:suff w:val="nothing"/>'
SPACE = '<w:suff w:val="space"/>'
OFFICE = abstract(
    0,
    lvl(0, "chineseCountingThousand", "%1、", NOTHING),
    lvl(1, "chineseCountingThousand", "（%2）", NOTHING),
    lvl(2, "decimal", "%3.", NOTHING),
    lvl(3, "decimalEnclosedCircle", "%4", NOTHING),
) + num(1, 0)


def texts(data: bytes) -> list[str]:
    return [line.text for line in read("通知.docx", data).lines]


def numbers(body: str, numbering: str, styles: str = "") -> list[str]:
    """What stands before ``x`` in every paragraph."""
    found = texts(docx(body, numbering=numbering, styles=styles))
    return [text.removesuffix("x") for text in found]


def levels(*places: int | str) -> str:
    """One paragraph per place: a level of list 1, or "list/level"."""
    return "".join(p("x", num=f"1/{at}" if isinstance(at, int) else at) for at in places)


def test_levels_of_an_office_restart_below_each_heading() -> None:
    shown = numbers(levels(0, 1, 2, 2, 3, 3, 1, 2, 0, 1, 2), OFFICE)

    assert shown == ["一、", "（一）", "1.", "2.", "①", "②", "（二）", "1.", "二、", "（一）", "1."]


@pytest.mark.parametrize(
    ("fmt", "shown"),
    [
        ("decimal", {1: "1", 10: "10", 121: "121"}),
        ("decimalZero", {1: "01", 9: "09", 10: "10", 100: "100"}),
        ("decimalHalfWidth", {12: "12"}),
        ("decimalFullWidth", {12: "１２"}),
        ("decimalFullWidth2", {30: "３０"}),
        ("decimalEnclosedCircle", {1: "①", 20: "⑳", 21: "21"}),
        ("decimalEnclosedCircleChinese", {1: "①", 10: "⑩"}),
        ("decimalEnclosedParen", {1: "⑴", 20: "⒇", 21: "21"}),
        ("decimalEnclosedFullstop", {1: "⒈", 20: "⒛"}),
        (
            "chineseCounting",
            {1: "一", 10: "十", 11: "十一", 20: "二十", 99: "九十九", 101: "一○一"},
        ),
        ("chineseCountingThousand", {10: "十", 19: "十九", 21: "二十一", 110: "一百一十"}),
        (
            "chineseCountingThousand",
            {100: "一百", 105: "一百○五", 1010: "一千○一十", 10000: "一万"},
        ),
        ("chineseLegalSimplified", {1: "壹", 10: "壹拾", 23: "贰拾叁", 105: "壹佰零伍"}),
        ("taiwaneseCounting", {12: "十二", 120: "一二○"}),
        ("taiwaneseCountingThousand", {20000: "二萬"}),
        ("taiwaneseDigital", {20: "二○"}),
        ("ideographLegalTraditional", {2: "貳", 16: "壹拾陸"}),
        ("ideographDigital", {10: "一〇", 25: "二五"}),
        ("ideographTraditional", {1: "甲", 10: "癸", 11: "11"}),
        ("ideographZodiac", {1: "子", 12: "亥", 13: "13"}),
        ("ideographZodiacTraditional", {1: "甲子", 60: "癸亥"}),
        ("ideographEnclosedCircle", {1: "㊀", 10: "㊉", 11: "11"}),
        ("japaneseCounting", {10: "十", 100: "百", 111: "百十一", 1000: "千"}),
        ("japaneseLegal", {1: "壱", 10: "壱拾"}),
        ("japaneseDigitalTenThousand", {10: "一〇"}),
        ("upperLetter", {1: "A", 26: "Z", 27: "AA", 53: "AAA"}),
        ("lowerLetter", {2: "b", 28: "bb"}),
        ("upperRoman", {4: "IV", 9: "IX", 40: "XL", 1994: "MCMXCIV"}),
        ("lowerRoman", {14: "xiv"}),
        ("ordinal", {1: "1st", 2: "2nd", 3: "3rd", 11: "11th", 21: "21st", 112: "112th"}),
        ("numberInDash", {3: "- 3 -"}),
        ("hex", {255: "FF"}),
        ("chicago", {1: "*", 5: "**"}),
        ("none", {5: ""}),
        ("bullet", {5: ""}),
    ],
)
def test_a_style_of_number_is_written_as_word_writes_it(fmt: str, shown: dict[int, str]) -> None:
    assert {value: written(value, fmt) for value in shown} == shown


@pytest.mark.parametrize("value", [-1, 0, 10**5, 10**9, (1 << 31) - 1])
def test_no_number_is_too_odd_to_be_written(value: int) -> None:
    for fmt in (
        "chineseCounting",
        "chineseCountingThousand",
        "upperRoman",
        "lowerLetter",
        "ordinal",
    ):
        assert written(value, fmt)


def test_a_style_of_number_nobody_knows_is_written_in_digits_and_reported() -> None:
    reading = read("通知.docx", docx(levels(0), numbering=simple_list("thaiCounting", "%1.")))

    assert reading.lines[0].text == "1. x"
    assert [finding.code.id for finding in reading.findings] == ["FJ113"]


@pytest.mark.parametrize(("suffix", "shown"), [("", "1. x"), (SPACE, "1. x"), (NOTHING, "1.x")])
def test_tab_and_space_after_a_number_are_one_space(suffix: str, shown: str) -> None:
    assert texts(docx(levels(0), numbering=simple_list("decimal", "%1.", suffix))) == [shown]


def test_a_template_may_show_several_levels() -> None:
    lists = abstract(
        0, lvl(0, "decimal", "%1", SPACE), lvl(1, "lowerLetter", "%1.%2)", NOTHING)
    ) + num(1, 0)

    assert numbers(levels(0, 1, 1, 0, 1), lists) == ["1 ", "1.a)", "1.b)", "2 ", "2.a)"]


def test_a_legal_level_shows_all_its_numbers_in_digits() -> None:
    lists = abstract(
        0,
        lvl(0, "chineseCounting", "第%1章", NOTHING),
        lvl(1, "decimal", "%1.%2", f"<w:isLgl/>{NOTHING}"),
    ) + num(1, 0)

    assert numbers(levels(0, 0, 1), lists) == ["第一章", "第二章", "2.1"]


def test_a_legal_level_keeps_the_zeros_of_its_digits() -> None:
    lists = abstract(
        0,
        lvl(0, "upperRoman", "第%1条", NOTHING),
        lvl(1, "decimalZero", "%1.%2", f"<w:isLgl/>{NOTHING}"),
    ) + num(1, 0)

    assert numbers(levels(0, 1), lists) == ["第I条", "1.01"]


def test_a_level_without_number_of_its_own_shows_nothing_in_a_template() -> None:
    lists = abstract(
        0,
        lvl(0, "decimal", "%1.", NOTHING),
        lvl(1, "bullet", "—", NOTHING),
        lvl(2, "decimal", "%1.%2%3.", NOTHING),
    ) + num(1, 0)

    assert numbers(levels(0, 1, 2), lists) == ["1.", "—", "1.1."]


def test_a_skipped_level_counts_as_begun() -> None:
    lists = abstract(
        0, lvl(0, "decimal", "%1.", NOTHING), lvl(1, "decimal", "%1.%2.", NOTHING)
    ) + num(1, 0)

    assert numbers(levels(1, 1, 0, 1), lists) == ["1.1.", "1.2.", "2.", "2.1."]


@pytest.mark.parametrize(
    ("rule", "shown"),
    [
        ("", ["1", "1", "1"]),  # after any level above
        ('<w:lvlRestart w:val="0"/>', ["1", "2", "3"]),  # never
        ('<w:lvlRestart w:val="1"/>', ["1", "1", "2"]),  # after the first level only
    ],
)
def test_a_level_restarts_after_the_level_it_names(rule: str, shown: list[str]) -> None:
    lists = abstract(
        0,
        lvl(0, "decimal", "一%1", NOTHING),
        lvl(1, "decimal", "二%2", NOTHING),
        lvl(2, "decimal", "%3", f"{rule}{NOTHING}"),
    ) + num(1, 0)

    found = numbers(levels(0, 1, 2, 0, 1, 2, 1, 2), lists)

    assert [number for number in found if number.isdecimal()] == shown


def test_two_lists_over_one_definition_count_on_together() -> None:
    lists = simple_list("decimal", "%1.", NOTHING) + num(2, 0)

    assert numbers(levels("1/0", "1/0", "2/0", "1/0"), lists) == ["1.", "2.", "3.", "4."]


def test_a_list_that_overrides_its_start_begins_anew_once() -> None:
    lists = (
        simple_list("decimal", "%1.", NOTHING) + num(2, 0, restart(0, 1)) + num(3, 0, restart(0, 7))
    )

    found = numbers(levels("1/0", "1/0", "2/0", "2/0", "3/0", "2/0"), lists)

    assert found == ["1.", "2.", "1.", "2.", "7.", "8."]


def test_an_overridden_start_also_holds_where_the_level_restarts() -> None:
    lists = abstract(0, lvl(0, "decimal", "%1.", NOTHING), lvl(1, "decimal", "%2)", NOTHING)) + num(
        1, 0, restart(1, 5)
    )

    assert numbers(levels(0, 1, 0, 1), lists) == ["1.", "5)", "2.", "5)"]


def test_a_list_may_replace_a_level() -> None:
    replaced = f'<w:lvlOverride w:ilvl="0">{lvl(0, "upperRoman", "%1.", NOTHING)}</w:lvlOverride>'
    lists = abstract(0, lvl(0, "decimal", "%1.", NOTHING)) + num(1, 0, replaced)

    assert numbers(levels(0, 0), lists) == ["I.", "II."]


def test_lists_of_their_own_count_by_themselves() -> None:
    lists = (
        simple_list("decimal", "%1.", NOTHING)
        + abstract(1, lvl(0, "decimal", "%1)", NOTHING, start=3))
        + num(2, 1)
    )

    assert numbers(levels("1/0", "2/0", "1/0", "2/0"), lists) == ["1.", "3)", "2.", "4)"]


STYLED = abstract(
    0,
    lvl(0, "chineseCounting", "%1、", f'<w:pStyle w:val="H1"/>{NOTHING}'),
    lvl(1, "chineseCounting", "（%2）", f'<w:pStyle w:val="H2"/>{NOTHING}'),
) + num(1, 0)


def in_ppr(numbering: str) -> str:
    return f"<w:pPr>{numbering}</w:pPr>"


def test_a_style_numbers_its_paragraphs_at_the_level_that_names_it() -> None:
    styles = style("H1", in_ppr(numpr("1"))) + style("H2", in_ppr(numpr("1")), based_on="H1")
    body = p("x", style="H1") + p("x", style="H2") + p("x", style="H2") + p("x", style="H1")

    assert numbers(body, STYLED, styles) == ["一、", "（一）", "（二）", "二、"]


def test_list_and_level_are_inherited_each_on_its_own() -> None:
    styles = (
        style("H1", in_ppr(numpr("1")))
        + style("Sub", in_ppr(numpr("/1")), based_on="H1")
        + style("Sub2", based_on="Sub")
        + style("Off", in_ppr(numpr("0")), based_on="H1")
    )
    body = p("x", style="H1") + p("x", style="Sub2") + p("x", style="Off")

    assert numbers(body, STYLED, styles) == ["一、", "（一）", ""]


def test_a_paragraph_overrules_its_style_and_list_0_switches_numbers_off() -> None:
    styles = style("H1", in_ppr(numpr("1")))
    body = (
        p("x", style="H1")
        + p("x", style="H1", num="1/1")
        + p("x", style="H1", num="0")
        + p("x", style="H1")
    )

    assert numbers(body, STYLED, styles) == ["一、", "（一）", "", "二、"]


def test_the_default_style_may_number_too() -> None:
    styles = style("Normal", in_ppr(numpr("1"))).replace("w:styleId", 'w:default="1" w:styleId')

    assert numbers(p("x") + p("x"), STYLED, styles) == ["一、", "二、"]


def test_a_numbering_style_defines_the_lists_that_point_to_it() -> None:
    lists = (
        '<w:abstractNum w:abstractNumId="0"><w:styleLink w:val="Own"/>'
        + lvl(0, "decimal", "%1）", NOTHING)
        + "</w:abstractNum>"
        + '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="Own"/></w:abstractNum>'
        + num(1, 0)
        + num(2, 1)
    )
    styles = style("Own", in_ppr(numpr("1")), kind="numbering")

    assert numbers(levels("1/0", "2/0"), lists, styles) == ["1）", "2）"]
    assert numbers(levels("2/0", "1/0"), lists) == ["1）", "2）"]


@pytest.mark.parametrize(
    "styles",
    [
        style("A", in_ppr(numpr("/0")), based_on="B") + style("B", based_on="A"),
        style("A", based_on="A"),
    ],
)
def test_styles_that_go_round_in_a_circle_do_no_harm(styles: str) -> None:
    lists = '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="A"/></w:abstractNum>' + num(
        1, 0
    )

    assert numbers(p("x", style="A") + levels(0), lists, styles) == ["", ""]


def test_a_list_stated_twice_as_wps_does_counts_once() -> None:
    styles = style("H1", in_ppr(numpr("1")))
    doubled = p("x", style="H1", properties=numpr("1/0") + numpr("1/0"))

    assert numbers(doubled + doubled, STYLED, styles) == ["一、", "二、"]


def test_a_former_list_kept_by_a_revision_is_not_read() -> None:
    former = f"<w:pPrChange><w:pPr>{numpr('1/1')}</w:pPr></w:pPrChange>"

    assert numbers(p("x", num="1/0") + p("x", properties=former), OFFICE) == ["一、", ""]


@pytest.mark.parametrize(
    ("text", "font", "shown"),
    [
        ("\uf0b7", "Symbol", "•"),
        ("\uf06c", "Wingdings", "●"),
        ("\uf06e", "Wingdings", "■"),
        ("\uf075", "Wingdings", "◆"),
        ("\uf0d8", "Wingdings", "➢"),
        ("\uf0fc", "Wingdings", "✓"),
        ("\uf070", "Wingdings 3", "▲"),
        ("\uf0ff", "Nobody knows", "•"),
        ("▲", "", "▲"),
        ("o", "Courier New", "○"),
        ("l", "Wingdings", "●"),
    ],
)
def test_a_bullet_is_an_ordinary_character(text: str, font: str, shown: str) -> None:
    look = f'<w:rPr><w:rFonts w:ascii="{font}"/></w:rPr>' if font else ""
    level = f'<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="{text}"/>{look}</w:lvl>'

    assert numbers(levels(0), abstract(0, level) + num(1, 0)) == [f"{shown} "]


def test_a_pattern_of_its_own_keeps_its_zeros() -> None:
    choice = (
        '<mc:AlternateContent><mc:Choice Requires="w14">'
        '<w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice>'
        '<mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent>'
    )
    level = f'<w:lvl w:ilvl="0"><w:start w:val="9"/>{choice}<w:lvlText w:val="%1."/></w:lvl>'

    assert numbers(levels(0, 0), abstract(0, level) + num(1, 0)) == ["009. ", "010. "]


def test_an_empty_numbered_paragraph_shows_its_number_and_counts() -> None:
    assert numbers(p(num="1/0") + p("x", num="1/0"), simple_list("decimal", "%1.")) == ["1.", "2. "]


def test_a_column_of_automatic_numbers_is_read_in_its_cells() -> None:
    lists = simple_list("decimal", "%1")
    rows = [tr(tc(p(num="1/0")), tc("内容")) for _ in range(3)]

    assert texts(docx(tbl(*rows), numbering=lists)) == ["1\t内容", "2\t内容", "3\t内容"]


def test_counting_follows_the_order_of_reading_in_nested_tables() -> None:
    lists = simple_list("decimal", "%1.", NOTHING)
    inner = tbl(tr(tc(p("b", num="1/0"))))
    body = tbl(tr(tc(p("a", num="1/0"), inner, p("c", num="1/0")))) + p("d", num="1/0")

    assert texts(docx(body, numbering=lists)) == ["1.a\v3.c", "2.b", "4.d"]


def test_text_of_a_merged_cell_that_is_not_shown_does_not_count() -> None:
    lists = simple_list("decimal", "%1", NOTHING)
    begin, go_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = tbl(
        tr(tc(p(num="1/0"), properties=begin), "甲"),
        tr(tc(p(num="1/0"), properties=go_on), "乙"),
        tr(tc(p(num="1/0")), "丙"),
    )

    assert texts(docx(body, numbering=lists)) == ["1\t甲", "\t乙", "2\t丙"]


def test_the_number_stands_on_the_first_line_of_a_paragraph_only() -> None:
    body = p("<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t></w:r>", num="1/0")

    assert texts(docx(body, numbering=simple_list("decimal", "%1."))) == ["1. 甲", "乙"]


def test_the_number_stands_with_its_text_behind_a_page_break() -> None:
    body = p('<w:r><w:br w:type="page"/><w:t>甲</w:t></w:r>', num="1/0")

    assert texts(docx(body, numbering=simple_list("decimal", "%1."))) == ["1. 甲"]


def test_a_hidden_number_counts_and_is_not_shown() -> None:
    hidden = "<w:rPr><w:vanish/></w:rPr>"
    lists = abstract(
        0, lvl(0, "decimal", "%1.", NOTHING + hidden), lvl(1, "decimal", "%1.%2", NOTHING)
    ) + num(1, 0)

    assert numbers(levels(0, 0, 1), lists) == ["", "", "2.1"]


def test_lists_that_do_not_exist_number_nothing() -> None:
    assert numbers(levels("9/0", "1/8", "1/99"), OFFICE) == ["", "", ""]
    assert texts(docx(levels(0))) == ["x"]


def test_a_counted_number_ends_where_the_file_says(tmp_path: Path) -> None:
    """4. before 10件实事: typed it could be 4.10, counted it cannot."""
    tasks = ("新建学校2所", "新建道路3条", "10件民生实事办结", "5G基站新增100个")
    after = p("按季度考核")  # without its stop a typed 3.10 would go on
    body = "".join(p(f"{task}（县教育局负责）", num="1/2") + after for task in tasks)
    head = p("云溪县人民政府关于下达2024年目标的通知") + p("各乡镇人民政府：")
    path = tmp_path / "通知.docx"
    path.write_bytes(docx(head + body, numbering=OFFICE))

    read_as = [
        (item.number.value, item.text.value)
        for item in parse_notice(path).notice.indicators
        if item.number is not None
    ]

    assert read_as == [(str(n), task) for n, task in enumerate(tasks, 1)]


def test_a_counted_line_says_how_long_its_number_is() -> None:
    found = read("通知.docx", docx(levels(0, 2) + p("10.x"), numbering=OFFICE)).lines

    assert [line.counted for line in found] == [2, 2, 0]

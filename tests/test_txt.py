"""纯文本: every encoding and line end an office sends, and nothing that is no text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.errors import UnreadableError
from parsers.readers import txt
from parsers.readers.encoding import decode
from parsers.source import Start
from readings import assert_sound, assert_survives, body, codes_of

NOTICE = (
    "平卫政〔2021〕9号\n\n一、综合\n1.地区生产总值增速。（4分）\n责任单位：区发改委、区统计局\n"
)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_every_encoding_gives_the_same_lines(encoding: str) -> None:
    reading = txt.read("通知.txt", NOTICE.encode(encoding))
    assert body(reading) == NOTICE.split("\n")[:-1]
    assert reading.findings == ()
    assert_sound(reading)


def test_big_endian_with_its_mark() -> None:
    data = b"\xfe\xff" + NOTICE.encode("utf-16-be")
    assert body(txt.read("通知.txt", data)) == NOTICE.split("\n")[:-1]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x85", "\u2028", "\u2029"])
def test_every_line_end_counts_once(end: str) -> None:
    reading = txt.read("通知.txt", f"一{end}{end}二{end}三".encode())
    assert body(reading) == ["一", "", "二", "三"]


def test_a_form_feed_ends_a_line_but_adds_none_beside_a_line_end() -> None:
    assert body(txt.read("a.txt", "一\f二\n\f三\f\n四".encode())) == ["一", "二", "三", "四"]


def test_a_vertical_tab_is_a_line_break_inside_a_paragraph() -> None:
    lines = txt.read("a.txt", "责任单位：\v区发改委\n下一段".encode()).lines
    assert [line.start for line in lines] == [Start.UNKNOWN, Start.BREAK, Start.UNKNOWN]


def test_tabs_and_blanks_stay_as_they_are() -> None:
    assert body(txt.read("a.txt", "　　1\t指标 \xa0\n".encode())) == ["　　1\t指标 \xa0"]


def test_a_cell_in_quotation_marks_is_one_cell() -> None:
    table = '序号\t任务\t单位\n1\t"甲\n乙"\t"丙\n\n丁"\n2\t戊\t己\n"三、庚\n辛"\t壬\t癸\n尾\n'
    lines = body(txt.read("a.txt", table.encode()))
    whole = ["序号\t任务\t单位", '1\t"甲\v乙"\t"丙\v\v丁"', "", "", "", "2\t戊\t己"]
    assert lines == [*whole, '"三、庚\v辛"\t壬\t癸', "", "尾"]
    assert_sound(txt.read("a.txt", table.encode()))


@pytest.mark.parametrize(
    "table",
    [
        '1\t"甲\n乙\n2\t丙"\n',  # another row before it ends
        '1\t"\n2\t"\n',  # as above, twice
        '1\t"三个100"行动\n2\t乙"\n',
        '1\t"甲\n' + "乙\n" * 60 + '"\n',
        '"甲\n乙"\n',  # no table
    ],
)
def test_quotation_marks_that_hold_no_cell(table: str) -> None:
    assert body(txt.read("a.txt", table.encode())) == table.split("\n")[:-1]


def test_a_damaged_byte_is_shown_and_placed() -> None:
    data = NOTICE.encode().replace("发改".encode(), "发".encode() + b"\xff")
    reading = txt.read("通知.txt", data)
    assert codes_of(reading) == ["FJ147"]
    (span,) = reading.findings[0].spans
    assert reading.lines[span.line - 1].text[span.start : span.end] == "\ufffd"


def test_a_truncated_character_at_the_end_does_not_change_the_encoding() -> None:
    reading = txt.read("通知.txt", (NOTICE + "区").encode()[:-1])
    assert reading.lines[3].text == "1.地区生产总值增速。（4分）"
    assert codes_of(reading) == ["FJ147"]


def test_a_foreign_encoding_is_doubted() -> None:
    reading = txt.read("通知.txt", "責任單位：發展改革委員會、財政局、農業農村局".encode("big5"))
    assert "FJ146" in codes_of(reading)


def test_a_declared_encoding_helps_where_the_bytes_do_not_say() -> None:
    text = "責任單位：財政局"
    assert decode(text.encode("big5"), "big5").text == text
    assert decode(text.encode(), "big5").text == text  # strict UTF-8 is never met by accident


@pytest.mark.parametrize(
    "data", [b"\0" * 400, b" \r\n\t\n", bytes(range(256)) * 20, b"\x7fELF" + b"\1\2\3\4" * 100]
)
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableError, match=r"不是|没有"):
        txt.read("a.txt", data)


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=200))
def test_any_text_comes_back(text: str) -> None:
    text = "各街道办事处：" + text
    assert "\n".join(body(txt.read("a.txt", text.encode()))) == "\n".join(text.splitlines())


def test_damage_is_read_or_refused() -> None:
    for encoding in ("utf-8", "gb18030", "utf-16"):
        assert_survives(txt.read, (NOTICE * 5).encode(encoding))

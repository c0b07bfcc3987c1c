"""PDF files that are damaged or made to harm: read, or refused in Chinese, with bounded effort."""

from __future__ import annotations

import re

import pytest

from parsers.errors import FenjieError, UnreadableError
from parsers.readers import layout_tables, pdf, pdf_glyphs, pdf_objects, scan
from parsers.source import Layer
from pdf_made import Page
from pdf_made import pdf as made
from readings import assert_sound, assert_survives, body, codes_of


@pytest.fixture(autouse=True)
def without_recognition(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "is_installed", lambda: False)


def sample() -> bytes:
    table = Page().table(
        (80, 200, 400), (100, 130, 160), [(0, 0, "指标"), (1, 0, "单位"), (0, 1, "产值")]
    )
    table.text(300, 400, "旋转", angle=90).text(100, 500, "隐藏", mode=3)
    return made(Page().lines(["　　一、综合", "1.人均产值。（4分）"]), table)


def test_bits_turned_over_and_pieces_missing() -> None:
    assert_survives(pdf.read, sample(), times=300)


def test_damaged_text_is_told() -> None:
    whole = sample()
    texts = body(pdf.read("通知.pdf", whole))
    for match in re.finditer(rb"stream\n(.+?)\nendstream", whole, re.DOTALL):
        for at in range(match.start(1), match.end(1), 5):
            broken = bytearray(whole)
            broken[at] ^= 0x10
            try:
                reading = pdf.read("通知.pdf", bytes(broken))
            except FenjieError:
                continue
            assert body(reading) == texts or "FJ135" in codes_of(reading)


def test_a_page_that_is_its_own_parent() -> None:
    data = made(Page().lines(["一"])).replace(b"/Kids[5 0 R]", b"/Kids[2 0 R]")
    with pytest.raises(UnreadableError):
        pdf.read("循环.pdf", data)


def test_a_count_of_pages_that_is_not_true() -> None:
    data = made(Page().lines(["一、综合"])).replace(b"/Count 1/", b"/Count 9999999/")
    assert body(pdf.read("页数.pdf", data)) == ["一、综合"]
    reading = pdf.read("页数.pdf", data.replace(b"/Count 9999999/", b"/Count 3/"))
    assert codes_of(reading) == ["FJ122", "FJ122"]


def test_a_page_that_cannot_be_loaded_is_named_and_the_others_are_read() -> None:
    data = made(Page().lines(["一、综合"]), Page().lines(["二、创新"]))
    # The second page's own object number becomes one that is not there.
    broken = data.replace(b"/Kids[5 0 R 7 0 R]", b"/Kids[5 0 R 9 0 R]")
    assert broken != data
    reading = pdf.read("缺页.pdf", broken)
    assert body(reading) == ["一、综合"]
    assert codes_of(reading) == ["FJ122"]
    assert "第2页" in reading.findings[0].message


def test_a_drawing_of_very_many_strokes_is_no_table_and_takes_no_time() -> None:
    page = Page().lines(["一、综合"])
    for at in range(layout_tables._MAX_RULINGS):
        page.rule(10, at * 0.5 + at % 7 * 60, 580, at * 0.5 + at % 7 * 60)
        page.rule(10 + at * 0.4, 10, 10 + at * 0.4, 800)
    assert body(pdf.read("图.pdf", made(page))) == ["一、综合"]


def test_more_objects_than_a_page_may_have_are_not_looked_at(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pdf_objects, "_MAX_OBJECTS", 5)
    page = Page().lines(["一、综合"])
    for at in range(20):
        page.rule(10, 10 + at, 500, 10 + at)
    reading = pdf.read("图.pdf", made(page))
    assert body(reading) == ["一、综合"]
    assert "FJ134" in codes_of(reading)


def test_more_characters_than_a_page_may_have_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_glyphs, "MAX_CHARACTERS", 4)
    reading = pdf.read("长.pdf", made(Page().lines(["一、综合与创新"])))
    assert body(reading) == ["一、综合"]
    assert "FJ134" in codes_of(reading)


def test_places_that_are_no_numbers_to_reckon_with() -> None:
    page = Page().lines(["一、综合"]).text(1e9, 100, "远").text(80, 300, "大", 1e7)
    page.text(80, 400, "小", 1e-6).rule(-1e9, 50, 1e9, 50).box(0, 0, 1e12, 1e12)
    reading = pdf.read("数.pdf", made(page))
    assert_sound(reading)
    assert any("一、综合" in line.text for line in reading.lines if line.layer is Layer.BODY)

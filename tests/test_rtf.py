"""RTF: a number that is counted is read as the file shows it."""

from __future__ import annotations

import pytest

from parsers.readers import office
from parsers.readers.rtf import spelled_out
from readings import assert_sound, body, damaged

HEAD = (
    rb"{\rtf1\ansi\ansicpg1252\uc1\deff0{\fonttbl{\f0\fnil\fcharset134 SimSun;}}"
    rb"{\*\listtable{\list\listtemplateid1{\listlevel\levelnfc39\leveljc0\levelstartat1\levelfollow2"
    rb"{\leveltext \'02\'00\u12289\'3f;}{\levelnumbers\'01;}}\listid1}}"
    rb"{\listoverridetable{\listoverride\listid1\listoverridecount0\ls1}}"
)
FIRST = rb"{\listtext\pard\plain \u19968\'3f\u12289\'3f\tab}"
SECOND = rb"{\listtext\pard\plain \u20108\'3f\u12289\'3f\tab}"
WORDS = rb"\u32463\'3f\u27982\'3f"  # 经济


def made(*paragraphs: bytes) -> bytes:
    return HEAD + b"".join(text + rb"\par " for text in paragraphs) + b"}"


@pytest.mark.parametrize(
    "paragraphs",
    [
        (rb"\pard\plain " + FIRST + rb"\ilvl0\ls1 " + WORDS, SECOND + WORDS),  # LibreOffice
        (rb"\pard\plain\ls1 " + FIRST + WORDS, rb"\pard\plain\ls1 " + SECOND + WORDS),  # Word
        (rb"\pard{\pntext\pard \u19968\'3f\u12289\'3f\tab}{\*\pn\pnlvlbody\pndec}" + WORDS,
         rb"{\pntext\pard \u20108\'3f\u12289\'3f\tab}" + WORDS),  # Word 95
    ],
)  # fmt: skip
def test_counted_numbers_are_read_as_they_are_shown(
    paragraphs: tuple[bytes, ...], soffice: str
) -> None:
    assert soffice
    reading = office.read("通知.rtf", made(*paragraphs, rb"\pard " + WORDS))
    assert_sound(reading)
    assert [line.replace("\t", "") for line in body(reading)] == ["一、经济", "二、经济", "经济"]


def test_a_paragraph_without_its_number_leaves_the_counting_to_libreoffice() -> None:
    data = made(rb"\pard\plain " + FIRST + rb"\ls1 " + WORDS, rb"\pard\plain\ls1 " + WORDS)
    assert spelled_out(data) == data


def test_paragraphs_that_are_not_counted_need_no_number() -> None:
    data = made(rb"\pard\plain\ls1 " + FIRST + WORDS, rb"\pard " + WORDS, rb"\pard\ls0 " + WORDS)
    assert rb"\listtext" not in spelled_out(data)


def test_raw_pictures_are_passed_over() -> None:
    raw = rb"{\pict\bin8 {{{}\ls1 " + b"}"
    data = made(rb"\pard\plain\ls1 " + FIRST + WORDS, raw)
    assert raw in spelled_out(data)


def test_damage_never_raises() -> None:
    for broken in damaged(made(rb"\pard\ls1 " + FIRST + WORDS, SECOND + WORDS), 300):
        assert isinstance(spelled_out(broken), bytes)

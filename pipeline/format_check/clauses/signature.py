"""7.3.5 发文机关署名、成文日期和印章."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.format_check.clauses.faces import face_and_size
from pipeline.format_check.clauses.head import gap
from pipeline.format_check.document import Paragraph
from pipeline.format_check.elements import DATE, Letter
from pipeline.format_check.measures import THREE, Face
from pipeline.format_check.result import Result, judged, unproven
from pipeline.width import columns_of

_NEAR = 0.6  # characters
_NO_TEXT = re.compile(r"此页无正文")


def check(letter: Letter) -> Iterator[Result]:
    empty = next((p for p in letter.document.paragraphs if _NO_TEXT.search(p.text)), None)
    if empty is not None:
        yield judged("7.3.5.5", "署名页", "不得用“此页无正文”", empty.text.strip(), False,
                     place=empty.place)  # fmt: skip
    if letter.date is None:
        yield judged("7.3.5", "成文日期", "应有成文日期", "没有找到", False)
        return
    yield from date_form("7.3.5.4", "成文日期的写法", letter.date.text, letter.date.place)
    if not letter.signer:
        yield unproven("7.3.5", "发文机关署名", "成文日期之上", "没有找到", letter.date.place)
        return
    yield from face_and_size("7.3.5", "署名和日期", (*letter.signer, letter.date),
                             Face.FANG, THREE)  # fmt: skip
    if re.search(r"\d|[一二三四五六七八九十]", letter.date.text):
        yield from _places(letter, letter.signer[-1], letter.date)
    else:
        yield unproven(
            "7.3.5", "署名和日期的位置", "随日期的长短", "日期留空待填", letter.date.place
        )
    yield unproven("7.3.5.1", "印章", "红色，端正、居中下压署名和日期", "文件中看不到实物印章")


def date_form(clause: str, item: str, text: str, place: str) -> Iterator[Result]:
    """Arabic digits, the year in full, nothing padded (not 05月)."""
    found = DATE.fullmatch(text.replace("印发", ""))
    expected = "阿拉伯数字，年份写全，月、日不编虚位"
    if found is None:
        yield judged(clause, item, expected, text.strip(), False, place=place)
        return
    parts = (found["year"].strip(), found["month"].strip(), found["day"].strip())
    if not any(parts):
        yield unproven(clause, item, expected, "留空待填", place)
        return
    year, month, day = parts
    good = (
        bool(re.fullmatch(r"[0-9]{4}", year))
        and bool(re.fullmatch(r"[1-9]|1[0-2]", month))
        and bool(re.fullmatch(r"[1-9]|[12]\d|3[01]", day))
    )
    yield judged(clause, item, expected, text.strip(), good, place=place)


def _places(letter: Letter, signer: Paragraph, date: Paragraph) -> Iterator[Result]:
    """Either of the two ways: with a seal (7.3.5.1) or without (7.3.5.2)."""
    whole = 28.0
    name_left, name_right = _edges(letter, signer)
    date_left, date_right = _edges(letter, date)
    middle = abs((name_left + name_right) - (date_left + date_right)) / 2
    pushed = whole - name_right < 1 and name_right - name_left > 8 + date_right - date_left
    sealed = middle <= 1 and (abs(whole - date_right - 4) <= _NEAR or pushed)
    shown = f"署名右空 {whole - name_right:.1f} 字，日期右空 {whole - date_right:.1f} 字"
    longer = date_right - date_left > name_right - name_left
    last = date_right if longer else name_right
    plain = abs(whole - last - 2) <= _NEAR and abs(date_left - name_left - 2) <= _NEAR
    place = f"{signer.place}、{date.place}"
    if plain and not sealed:
        yield judged("7.3.5.2", "署名和日期的位置（不盖章）", "署名右空 2 字，日期比署名右移 2 字",
                     shown, True, place=place)  # fmt: skip
        yield from gap("7.3.5.2", "正文与署名之间的空行", 1, letter, letter.signer[0])
        return
    yield judged(
        "7.3.5.1", "署名和日期的位置（盖章）",
        "日期右空 4 字，署名在其上居中（不盖章：署名右空 2 字，日期再右移 2 字）",
        f"{shown}，中线相差 {middle:.1f} 字", sealed, place=place, tolerance=f"±{_NEAR} 字",
    )  # fmt: skip


def _edges(letter: Letter, paragraph: Paragraph) -> tuple[float, float]:
    """Where the words begin and end, in characters from the left of a line of 28."""
    layout, character = paragraph.layout, letter.character
    text = paragraph.text
    blank_before = columns_of(text[: len(text) - len(text.lstrip())]) / 2
    blank_after = columns_of(text[len(text.rstrip()) :]) / 2
    width = columns_of(text.strip()) / 2
    left, right = (layout.left + layout.first) / character, 28 - layout.right / character
    if layout.align == "right":
        end = right - blank_after
        return end - width, end
    if layout.align == "center":
        start = (left + right - width - blank_before - blank_after) / 2 + blank_before
        return start, start + width
    return left + blank_before, left + blank_before + width

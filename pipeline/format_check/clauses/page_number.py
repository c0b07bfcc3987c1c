"""7.5 页码: — 1 — in 四号宋体, 7 mm below 版心, odd pages right and even left, one character in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.format_check.clauses.faces import face_and_size
from pipeline.format_check.document import Paragraph, Section
from pipeline.format_check.elements import Kind, Letter
from pipeline.format_check.measures import FOUR, Face, mm
from pipeline.format_check.result import Result, judged, near, unproven

_FORM = re.compile(r"\s*—\s*(?:\d+)?\s*—\s*")
_BELOW = 7.0  # mm from the foot of 版心


def check(letter: Letter) -> Iterator[Result]:
    section = letter.section
    odd, even = _number(section, "default"), _number(section, "even")
    both = letter.document.even_and_odd
    if odd is None:
        yield judged("7.5", "页码", "版心下边缘之下", "没有找到页码域", False)
        return
    numbers = [number for number in (odd, even if both else None) if number is not None]
    yield from face_and_size("7.5", "页码", numbers, Face.SONG, FOUR)
    for number in numbers:
        text = number.text.strip()
        yield judged("7.5", "页码的写法", "数字左右各一条一字线，如 — 1 —", text,
                     bool(_FORM.fullmatch(text)), place=number.place)  # fmt: skip
    yield from _sides(letter, odd, even if both else None)
    yield from _height(section, odd)
    first = _number(section, "first") if section.first_differs else odd
    hidden = first is None
    if letter.kind is not Kind.FORMAL:
        if hidden:
            yield judged("7.5", "首页的页码", "首页有页码", "首页没有页码", False)
    else:
        yield judged("10.1", "信函首页的页码", "首页不显示", "不显示" if hidden else "显示", hidden)


def _number(section: Section, pages: str) -> Paragraph | None:
    """The paragraph of a footer that counts pages."""
    footer = section.footers.get(pages, ())
    return next((p for p in footer if "PAGE" in p.fields), None)


def _sides(letter: Letter, odd: Paragraph, even: Paragraph | None) -> Iterator[Result]:
    side, away = _side(odd, "right", letter)
    yield judged("7.5", "单页码的位置", "居右空一字", _said(side, away),
                 side == "right" and abs(away - 1) <= 0.3, place=odd.place,
                 tolerance="±0.3 字")  # fmt: skip
    if even is None:
        outside = odd.layout.frame == "outside"
        yield judged(
            "7.5", "双页码的位置", "居左空一字",
            "随装订边在外侧" if outside else "与单页相同（没有区分奇偶页）", outside,
            place=odd.place,
        )  # fmt: skip
        return
    side, away = _side(even, "left", letter)
    yield judged("7.5", "双页码的位置", "居左空一字", _said(side, away),
                 side == "left" and abs(away - 1) <= 0.3, place=even.place,
                 tolerance="±0.3 字")  # fmt: skip


def _side(number: Paragraph, wanted: str, letter: Letter) -> tuple[str, float]:
    """The side a number stands on, and its characters from it."""
    layout, text = number.layout, number.text
    character = number.look.size * 20
    frame = layout.frame
    if frame in {"outside", "inside"}:
        side = wanted if frame == "outside" else {"left": "right", "right": "left"}[wanted]
    else:
        side = frame or {"both": "left"}.get(layout.align, layout.align)
    if side == "right":
        typed = len(text) - len(text.rstrip())
        return side, layout.right / character + _typed(text[len(text) - typed :])
    typed = len(text) - len(text.lstrip())
    if side == "left" and layout.left + layout.first > letter.section.text_width / 2:
        return "right", 0.0  # pushed over by an indent: measured as nothing else
    return side, (layout.left + layout.first) / character + _typed(text[:typed])


def _typed(blanks: str) -> float:
    return sum(1.0 if blank == "\u3000" else 0.5 for blank in blanks)


def _said(side: str, away: float) -> str:
    names = {"right": f"居右空 {away:.1f} 字", "left": f"居左空 {away:.1f} 字", "center": "居中"}
    return names.get(side, side)


def _height(section: Section, number: Paragraph) -> Iterator[Result]:
    """The digits' top below 版心, by the footer's distance and the height of its line."""
    footer = section.footers.get("default", ())
    layout = number.layout
    if layout.frame or layout.rule != "exact" or footer[-1] is not number:
        why = "页脚的行高随字体而定，或页码在图文框中"
        yield unproven("7.5", "一字线至版心下边缘", f"{_BELOW:g} mm", why, number.place)
        return
    line = mm(layout.line)
    digits = mm(number.look.size * 20) * 0.7  # digits are 0.7 em high and stand in the middle
    # 35 mm is the foot of 版心 whichever way the margin is counted (GB/T 33476.2)
    top = 35 - mm(section.footer + layout.after) - line + (line - digits) / 2
    yield near("7.5", "一字线至版心下边缘", _BELOW, top, 2, "mm", place=number.place)

"""7.2 版头: 份号、密级、紧急程度、发文机关标志、发文字号、签发人、分隔线."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.format_check.clauses.faces import face_and_size
from pipeline.format_check.document import Border, Paragraph
from pipeline.format_check.elements import NUMBER, Kind, Letter, is_red, line_height
from pipeline.format_check.measures import THREE, Face, mm
from pipeline.format_check.result import Result, judged, near, unproven

_SIGNED_BY = re.compile(r"签\s*发\s*人")
_FROM_TOP = 35.0  # mm from the top of the text area to the top of the mark
_TO_RULE = 4.0  # mm from 发文字号 to the rule
_LEADING = 2.5  # mm: programs differ in how much of an exact line's leading stands below the text


def check(letter: Letter) -> Iterator[Result]:
    yield from _marks(letter)
    if letter.kind is Kind.PLAIN:
        yield unproven(
            "7.2.4", "发文机关标志", "红色小标宋，居中", "没有找到，可能印在专用纸上或在图片中"
        )
    elif letter.head is not None:
        yield from _mark(letter, letter.head)
    if letter.number is None:
        yield unproven("7.2.5", "发文字号", "如 ×政办〔2021〕9号", "没有找到")
        return
    yield from _number(letter, letter.number)
    if letter.kind is not Kind.FORMAL:
        yield from _rule(letter, letter.number)


def _marks(letter: Letter) -> Iterator[Result]:
    for mark in letter.marks:
        text = mark.text.strip()
        if text.isdecimal():
            yield judged("7.2.1", "份号", "6位阿拉伯数字", text, len(text) == 6, place=mark.place)
            yield from _at_left("7.2.1", "份号", mark)
        elif text[0] in "绝机秘":
            yield from face_and_size("7.2.2", "密级和保密期限", (mark,), Face.HEI, THREE)
            yield from _at_left("7.2.2", "密级和保密期限", mark)
        elif text[0] in "特加平紧":
            yield from face_and_size("7.2.3", "紧急程度", (mark,), Face.HEI, THREE)
            yield from _at_left("7.2.3", "紧急程度", mark)


def _at_left(clause: str, item: str, mark: Paragraph) -> Iterator[Result]:
    at_left = mark.layout.align in {"left", "both"} and mark.layout.left + mark.layout.first < 60
    yield judged(clause, f"{item}的位置", "顶格", "顶格" if at_left else "不顶格", at_left,
                 place=mark.place)  # fmt: skip


def _mark(letter: Letter, head: Paragraph) -> Iterator[Result]:
    yield from face_and_size("7.2.4", "发文机关标志", (head,), Face.TITLE, None, recommended=True)
    colour = head.look.colour
    yield judged(
        "7.2.4", "发文机关标志的颜色", "红色", f"#{colour}" if colour else "黑色", is_red(colour),
        place=head.place,
    )  # fmt: skip
    yield judged(
        "7.2.4", "发文机关标志的位置", "居中", _aligned(head),
        head.layout.align == "center", place=head.place,
    )  # fmt: skip
    if letter.kind is Kind.FORMAL:
        return
    height = _top_of(letter, head)
    if height is None:
        why = "其上的高度不是固定值，或在文本框、表格、图片中"
        yield unproven("7.2.4", "发文机关标志上边缘至版心上边缘", f"{_FROM_TOP:g} mm", why)
    else:
        yield near(
            "7.2.4", "发文机关标志上边缘至版心上边缘", _FROM_TOP, height, 2, "mm",
            place=head.place,
        )  # fmt: skip


def _top_of(letter: Letter, head: Paragraph) -> float | None:
    """From 版心's top (37 mm from the paper's edge) to the characters' top, in mm."""
    section = letter.section
    height = mm(section.top) - 37
    for block in letter.document.blocks:
        if not isinstance(block, Paragraph) or block.boxed:
            return None
        line = line_height(block, section)
        if block is head:
            inside = (line - block.look.size * 20) / 2 if line else 0
            return height + mm(block.layout.before + inside)
        if not line:
            return None
        height += mm(line + block.layout.before + block.layout.after)
    return None


def _aligned(paragraph: Paragraph) -> str:
    names = {"left": "居左", "right": "居右", "center": "居中", "both": "两端对齐"}
    return names.get(paragraph.layout.align, paragraph.layout.align)


def _number(letter: Letter, number: Paragraph) -> Iterator[Result]:
    text, *signed = _SIGNED_BY.split(number.text.strip(), maxsplit=1)
    found = NUMBER.fullmatch(text.strip())
    assert found is not None  # noqa: S101 - that is how it was told to be the number
    faults = tuple(_faults(found))
    blank = not found["year"].strip() or not found["number"].strip()
    if blank and not faults:
        yield unproven("7.2.5", "发文字号的写法", "如 ×政办〔2021〕9号", "留空待填", number.place)
    else:
        yield judged(
            "7.2.5", "发文字号的写法", "年份全称，六角括号〔〕，不编虚位，不加“第”，后加“号”",
            "；".join(faults) or text.strip(), not faults, place=number.place,
        )  # fmt: skip
    yield from face_and_size("7.2.5", "发文字号", (number,), Face.FANG, THREE)
    upward = bool(signed) or any(_SIGNED_BY.match(mark.text.strip()) for mark in letter.marks)
    if letter.kind is Kind.FORMAL:
        wanted, good = "居右", number.layout.align == "right"
    elif upward:
        indent = (number.layout.left + number.layout.first) / letter.character
        wanted, good = "居左空一字（上行文）", abs(indent - 1) <= 0.3
    else:
        wanted, good = "居中", number.layout.align == "center"
    clause = "10.1" if letter.kind is Kind.FORMAL else "7.2.5"
    yield judged(clause, "发文字号的位置", wanted, _aligned(number), good, place=number.place)
    if letter.kind is Kind.FILE and letter.head in letter.document.paragraphs:
        yield from gap("7.2.5", "发文机关标志下空行", 2, letter, number)


def _faults(found: re.Match[str]) -> Iterator[str]:
    if (found["open"], found["close"]) != ("〔", "〕"):
        yield f"括号为{found['open']}{found['close']}，不是六角括号〔〕"
    if found["year"].strip() and len(found["year"]) != 4:
        yield f"年份“{found['year']}”不是全称"
    if found["ordinal"]:
        yield "有“第”字"
    if found["number"].startswith("0"):
        yield f"编了虚位“{found['number']}”"
    if not found["hao"]:
        yield "没有“号”字"


def gap(
    clause: str, item: str, wanted: float, letter: Letter, paragraph: Paragraph
) -> Iterator[Result]:
    """Blank lines above an element."""
    if paragraph.boxed or not any(p is paragraph for p in letter.document.paragraphs):
        return
    lines = letter.gap(paragraph)
    if lines is None:
        yield unproven(clause, item, f"{wanted:g} 行", "行距随字体而定", paragraph.place)
    else:
        yield near(clause, item, wanted, lines, 0.4, "行", place=paragraph.place)


def _rule(letter: Letter, number: Paragraph) -> Iterator[Result]:
    """7.2.7 版头中的分隔线: the border under 发文字号, or over what follows."""
    paragraphs = letter.document.paragraphs
    at = next(i for i, p in enumerate(paragraphs) if p is number)
    following = paragraphs[at + 1 : at + 4]
    border, away = _border_after(number, following)
    if border is None:
        shapes = any(p.drawn for p in (*paragraphs[: at + 4],))
        if shapes:
            why = "可能是画的线，长短、颜色和位置请对照打印件"
            yield unproven("7.2.7", "版头分隔线", "与版心等宽的红色线", why)
        elif letter.kind is Kind.FILE:
            yield judged("7.2.7", "版头分隔线", "与版心等宽的红色线", "没有找到", False,
                         place=number.place)  # fmt: skip
        return
    yield judged(
        "7.2.7", "版头分隔线的颜色", "红色", f"#{border.colour}" if border.colour else "黑色",
        is_red(border.colour), place=number.place,
    )  # fmt: skip
    yield near(
        "7.2.7", "分隔线至发文字号", _TO_RULE, mm(away + _below(number, letter)), _LEADING,
        "mm",
        place=number.place,
    )  # fmt: skip
    sides = number.layout.left + number.layout.right
    width = letter.section.text_width
    yield near("7.2.7", "版头分隔线的长", round(mm(width), 1), mm(width - sides), 1, "mm",
               place=number.place)  # fmt: skip


def _below(number: Paragraph, letter: Letter) -> float:
    """From the characters' foot to the foot of their line, in twips."""
    line = line_height(number, letter.section)
    return (line - number.look.size * 20) / 2 if line else 0


def _border_after(
    number: Paragraph, following: tuple[Paragraph, ...]
) -> tuple[Border | None, float]:
    """The rule and its distance from the line of 发文字号, in twips."""
    if number.layout.bottom is not None:
        return number.layout.bottom, number.layout.bottom.space * 20
    away = float(number.layout.after)
    for paragraph in following:
        if paragraph.layout.top is not None:
            return paragraph.layout.top, away + paragraph.layout.before
        line = paragraph.layout.line if paragraph.layout.rule == "exact" else 0
        away += paragraph.layout.before + line
        if paragraph.layout.bottom is not None and paragraph.blank:
            return paragraph.layout.bottom, away + paragraph.layout.bottom.space * 20
        if not paragraph.blank:
            break
    return None, 0

"""7.3.3 正文: 三号仿宋, each paragraph two characters in; 一、黑体 （一）楷体 1. （1）仿宋."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.format_check.clauses.faces import face_and_size
from pipeline.format_check.document import Look, Paragraph
from pipeline.format_check.elements import LEVELS, Letter, level_of
from pipeline.format_check.measures import THREE, Face, face_of, size_name
from pipeline.format_check.result import Result, Seen, Verdict, all_alike, judged, unproven

_HEADINGS = (("一、", Face.HEI), ("（一）", Face.KAI), ("1.", Face.FANG), ("（1）", Face.FANG))


def check(letter: Letter) -> Iterator[Result]:
    body = letter.body
    if not body:
        yield judged("7.3.3", "正文", "首页必须显示正文", "没有找到正文", False)
        return
    yield unproven("7.3.3", "首页显示正文", "首页必须显示正文", "分页由程序决定，请看打印件")
    plain = tuple(p for p in body if level_of(p) not in {1, 2})
    yield from face_and_size("7.3.3", "正文", plain, Face.FANG, None)
    yield from all_alike(
        "7.3.3",
        "正文的字号",
        "三号（16 磅）",
        (
            Seen(p.place, f"{size_name(run.look.size)}（{run.look.size:g} 磅）",
                 abs(run.look.size - THREE) <= 0.25)
            for p in body for run in p.runs if run.text.strip()
        ),
    )  # fmt: skip
    yield from all_alike(
        "7.3.3",
        "自然段首行缩进",
        "2 字，回行顶格",
        (_indent(p) for p in body if p.layout.align != "center"),
        tolerance="±0.3 字",
    )
    for level, (form, face) in enumerate(_HEADINGS, 1):
        if level in {3, 4}:  # in 仿宋 as the text is, and judged with it
            continue
        looks = [(p, look) for p in body if level_of(p) == level for look in (_of_number(p),)]
        yield from all_alike(
            "7.3.3",
            f"“{form}”层次的字体",
            face.value,
            (Seen(p.place, look.face or "未指定", face_of(look.face) is face)
             for p, look in looks),
        )  # fmt: skip
    yield from _order(body)
    bold = [p for p in body if any(run.look.bold and run.text.strip() for run in p.runs)]
    if bold:
        yield Result(
            "7.3.3", "加粗", "层次用字体区分", f"{len(bold)} 段有加粗的字", Verdict.NOTE,
            place=bold[0].place,
        )  # fmt: skip


def _of_number(paragraph: Paragraph) -> Look:
    """The look of the character behind the number: a heading may run on into text."""
    level = level_of(paragraph)
    found = next(form.match(paragraph.text) for number, form in LEVELS if number == level)
    at = found.end() if found else 0
    passed = 0
    for run in paragraph.runs:
        passed += len(run.text)
        if passed > at and run.text.strip():
            return run.look
    return paragraph.look


def _indent(paragraph: Paragraph) -> Seen:
    """By indent or by blanks typed in front, wrapped lines flush."""
    layout = paragraph.layout
    character = paragraph.look.size * 20
    typed = sum(
        1.0 if c == "\u3000" else 0.5
        for c in paragraph.text[: len(paragraph.text) - len(paragraph.text.lstrip())]
    )
    first = (layout.left + layout.first) / character + typed
    hanging = layout.left / character
    good = abs(first - 2) <= 0.3 and abs(hanging) <= 0.3
    shown = f"首行 {first:.1f} 字" + (f"、回行 {hanging:.1f} 字" if abs(hanging) > 0.3 else "")
    return Seen(paragraph.place, shown if not good else "2 字", good)


def _order(body: tuple[Paragraph, ...]) -> Iterator[Result]:
    """层次序数依次可以用 一、 （一） 1. （1）; two levels may go from 一、 to 1."""
    levels = [(p, level) for p in body if (level := level_of(p))]
    found = dict.fromkeys(level for _, level in levels)
    if not found or list(found) == [3]:
        return
    ordered = list(found)
    good = ordered == sorted(ordered) and ordered[0] == 1
    names = " ".join(_HEADINGS[level - 1][0] for level in ordered)
    yield judged(
        "7.3.3", "层次序数", "依次 一、 （一） 1. （1）", names, good,
        place=levels[0][0].place, otherwise=Verdict.NOTE,
    )  # fmt: skip
    wrong = [
        p for p in body if re.match(r"\s*（[一二三四五六七八九十]+）\s*、|\s*\d+\s*、", p.text)
    ]
    if wrong:
        yield Result(
            "7.3.3", "层次序数后的标点", "（一）后不加顿号，1 后用圆点", wrong[0].text.strip()[:6],
            Verdict.NOTE, place=wrong[0].place,
        )  # fmt: skip

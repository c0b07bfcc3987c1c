"""5.1、5.2.1 幅面和版面: A4, 天头 37 mm, 订口 28 mm, 版心 156 × 225 mm.

GB/T 33476.2—2016 states the same page for programs, which count from the line and not from the
character: 34.58 mm and 32.58 mm. A document may follow either.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.format_check.document import Section
from pipeline.format_check.elements import Letter
from pipeline.format_check.measures import TEXT_HEIGHT_MM, TEXT_WIDTH_MM, mm
from pipeline.format_check.result import (
    Result,
    Seen,
    Verdict,
    all_alike,
    judged,
    near,
    unproven,
)

_STRICT = ("37、35 mm（GB/T 9704）", 37.0, 35.0)
_ON_SCREEN = ("34.58、32.58 mm（GB/T 33476.2）", 34.58, 32.58)


def check(letter: Letter) -> Iterator[Result]:
    seen: set[tuple[int, ...]] = set()
    for number, section in enumerate(letter.document.sections, 1):
        page = (section.width, section.height, section.top, section.bottom)
        if (*page, section.left, section.right) in seen:
            continue
        seen.add((*page, section.left, section.right))
        yield from _page(section, f"第{number}节" if len(letter.document.sections) > 1 else "")
    width = letter.section.text_width
    yield from all_alike(
        "5.2.1",
        "表格不出版心",
        f"≤{TEXT_WIDTH_MM:g} mm",
        (
            Seen(table.place, f"{mm(table.width):.1f} mm", table.width <= width + 57)
            for table in letter.document.tables
            if table.width and not letter.document.sections[table.section].landscape
        ),
        tolerance="+1 mm",
    )


def _page(section: Section, place: str) -> Iterator[Result]:
    short, long = sorted((mm(section.width), mm(section.height)))
    yield judged(
        "5.1", "用纸幅面", "A4，210×297 mm", f"{short:.1f}×{long:.1f} mm",
        abs(short - 210) <= 1 and abs(long - 297) <= 1, place=place, tolerance="±1 mm",
    )  # fmt: skip
    if section.landscape:
        yield unproven("5.2.1", "页边", "随装订边", "横排版面，请对照相邻页核对", place)
        return
    top, bottom = mm(section.top), mm(section.bottom)
    _, *wanted = min((_STRICT, _ON_SCREEN), key=lambda p: abs(top - p[1]) + abs(bottom - p[2]))
    yield near("5.2.1", "天头（上边距）", wanted[0], top, 1, "mm", place=place)
    yield near("5.2.1", "订口（左边距）", 28, mm(section.left), 1, "mm", place=place)
    yield near("5.2.1", "版心宽", TEXT_WIDTH_MM, mm(section.text_width), 1, "mm", place=place)
    height = TEXT_HEIGHT_MM + 37 + 35 - wanted[0] - wanted[1]
    yield near("5.2.1", "版心高", height, mm(section.text_height), 1, "mm", place=place)
    if wanted[0] != 37:
        yield Result(
            "5.2.1", "上下边距的算法", _STRICT[0], _ON_SCREEN[0], Verdict.NOTE,
            place=place,
        )  # fmt: skip

"""10.1 信函格式: the name 30 mm from the paper's edge, red double rules of 170 mm."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.format_check.document import Border, Paragraph
from pipeline.format_check.elements import Kind, Letter, is_red
from pipeline.format_check.measures import mm
from pipeline.format_check.result import Result, judged, near, unproven


def check(letter: Letter) -> Iterator[Result]:
    if letter.kind is not Kind.FORMAL:
        return
    section, head = letter.section, letter.head
    assert head is not None  # noqa: S101 - else it would not be told to be a letter
    headers = section.headers.get("first", section.headers.get("default", ()))
    if any(p is head for p in headers) and head.layout.rule == "exact":
        above = 0.0
        for paragraph in headers:
            if paragraph is head:
                break
            above += paragraph.layout.before + paragraph.layout.line + paragraph.layout.after
        inside = (head.layout.line - head.look.size * 20) / 2
        top = mm(section.header + above + head.layout.before + inside)
        yield near("10.1", "发文机关标志上边缘至上页边", 30, top, 2, "mm", place=head.place)
    else:
        yield unproven("10.1", "发文机关标志上边缘至上页边", "30 mm", "不在页眉中或行高不固定")
    footers = section.footers.get("first", section.footers.get("default", ()))
    yield from _double(letter, "首页上方的红色双线", headers, thick_first=True)
    yield from _double(letter, "首页下方的红色双线", footers, thick_first=False)


def _double(
    letter: Letter, item: str, paragraphs: tuple[Paragraph, ...], *, thick_first: bool
) -> Iterator[Result]:
    ruled = next((p for p in paragraphs if p.layout.top and p.layout.bottom), None)
    kind = "上粗下细" if thick_first else "上细下粗"
    expected = f"红色，{kind}，长 170 mm，居中"
    if ruled is None or ruled.layout.top is None or ruled.layout.bottom is None:
        drawn = any(p.drawn for p in (*paragraphs, *letter.document.paragraphs[:6]))
        if drawn:
            yield unproven("10.1", item, expected, "可能是画的线，请看打印件")
        else:
            yield judged("10.1", item, expected, "没有找到", False)
        return
    upper, lower = ruled.layout.top, ruled.layout.bottom
    order = upper.size > lower.size if thick_first else upper.size < lower.size
    red = is_red(upper.colour) and is_red(lower.colour)
    faults = [word for word, good in (("粗细", order), ("颜色", red)) if not good]
    shown = f"{'、'.join(faults)}不对" if faults else f"红色，{kind}"
    yield judged("10.1", item, f"红色，{kind}", f"{shown}（{_sizes(upper, lower)}）", not faults)
    section, layout = letter.section, ruled.layout
    width = mm(section.text_width - layout.left - layout.right)
    yield near("10.1", f"{item}的长", 170, width, 1, "mm")
    left = mm(section.left + layout.left)
    yield near("10.1", f"{item}左端至纸边", 20, left, 1, "mm")


def _sizes(upper: Border, lower: Border) -> str:
    return f"{upper.size / 8:g}、{lower.size / 8:g} 磅"

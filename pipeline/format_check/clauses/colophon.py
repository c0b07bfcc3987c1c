"""7.4 版记: 分隔线、抄送机关、印发机关和印发日期, at the foot of the last page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.format_check.clauses.faces import face_and_size
from pipeline.format_check.clauses.signature import date_form
from pipeline.format_check.document import Border, Cell, Paragraph, Table
from pipeline.format_check.elements import Kind, Letter, is_colophon_line
from pipeline.format_check.measures import FOUR, Face, mm
from pipeline.format_check.result import Result, Verdict, judged, near, unproven

_COPIED = re.compile(r"\s*(?:抄送|主送|分送)\s*[：:]")
_PRINTED = re.compile(r"(?P<date>\d{2,4}\s*年.*?日|[\s　]*年[\s　]*月[\s　]*日)\s*印发\s*$")
_THICK, _THIN = 8, 6  # 1/8 pt: 0.35 mm and 0.25 mm


def check(letter: Letter) -> Iterator[Result]:
    table = letter.colophon
    if table is None:
        expected = "末页版心下缘：抄送机关、印发机关和印发日期"
        boxed = [p for p in letter.document.paragraphs if p.boxed and is_colophon_line(p)]
        if boxed:
            yield unproven("7.4", "版记", expected, "在文本框中，请看打印件", boxed[0].place)
        elif letter.kind is Kind.FILE:
            yield Result("7.4", "版记", expected, "没有找到", Verdict.NOTE)
        return
    rows = [
        (number, cell, paragraph)
        for number, row in enumerate(table.rows)
        for cell in row
        for paragraph in cell.paragraphs
        if not paragraph.blank
    ]
    paragraphs = [paragraph for *_, paragraph in rows]
    yield from face_and_size("7.4", "版记", paragraphs, Face.FANG, FOUR)
    if letter.kind is Kind.FORMAL:
        yield from _formal(table, paragraphs)
    else:
        yield from _rules(letter, table)
    yield from _copied(rows)
    if letter.kind is not Kind.FORMAL:
        yield from _printed(rows)
    if table.at_foot:
        yield judged("7.4", "版记的位置", "末页版心下缘", "定位在版心下缘", True, place=table.place)
    else:
        yield unproven("7.4", "版记的位置", "末页版心下缘", "随正文排，请看打印件", table.place)
    blocks = letter.document.blocks
    last = next(i for i, block in enumerate(blocks) if block is letter.end)
    behind = [block for block in blocks[last + 1 :] if not _is_blank(block)]
    yield judged("7.4", "版记在最后", "其后没有别的内容", "其后有内容" if behind else "在最后",
                 not behind, place=table.place)  # fmt: skip


def _is_blank(block: Paragraph | Table) -> bool:
    return isinstance(block, Paragraph) and block.blank


def _formal(table: Table, paragraphs: list[Paragraph]) -> Iterator[Result]:
    """10.1: 版记不加印发机关和印发日期、分隔线."""
    printed = any(_PRINTED.search(p.text) for p in paragraphs)
    yield judged("10.1", "信函版记的印发行", "不加", "有" if printed else "无", not printed,
                 place=table.place)  # fmt: skip
    drawn = [table.rule(0, "top"), table.rule(len(table.rows) - 1, "bottom")]
    drawn += [border for row in table.rows for cell in row for border in cell.borders.values()]
    yield judged("10.1", "信函版记的分隔线", "不加", "有" if any(drawn) else "无", not any(drawn),
                 place=table.place)  # fmt: skip


def _rules(letter: Letter, table: Table) -> Iterator[Result]:
    first, last = table.rule(0, "top"), table.rule(len(table.rows) - 1, "bottom")
    between = [table.rule(row, "bottom") for row in range(len(table.rows) - 1)]
    for name, border in (("首条", first), ("末条", last)):
        yield _drawn(f"{name}分隔线", border, _THICK, table)
    for border in between[:1]:
        yield _drawn("中间的分隔线", border, _THIN, table)
    if first and last and between and between[0]:
        good = between[0].size < min(first.size, last.size)
        sizes = "、".join(f"{border.size / 8 * 0.3528:.2f}" for border in (first, between[0], last))
        yield judged("7.4.1", "分隔线的粗细", "首末粗、中间细", f"{sizes} mm", good,
                     place=table.place)  # fmt: skip
    if table.width is None:
        yield unproven("7.4.1", "分隔线的长", "与版心等宽", "随页面而定", table.place)
    else:
        wanted = round(mm(letter.section.text_width), 1)
        yield near("7.4.1", "分隔线的长", wanted, mm(table.width), 2, "mm", place=table.place)


def _drawn(item: str, border: Border | None, wanted: int, table: Table) -> Result:
    """A missing rule fails; its thickness is a recommendation."""
    expected = f"{wanted / 8 * 0.3528:.2f} mm（推荐）"
    if border is None:
        return judged("7.4.1", item, expected, "没有", False, place=table.place)
    return judged(
        "7.4.1", item, expected, f"{border.size / 8 * 0.3528:.2f} mm",
        abs(border.size - wanted) <= 1, place=table.place, otherwise=Verdict.NOTE,
        tolerance="±0.05 mm",
    )  # fmt: skip


def _copied(rows: list[tuple[int, Cell, Paragraph]]) -> Iterator[Result]:
    for _, cell, paragraph in rows:
        text = paragraph.text.strip()
        if not _COPIED.match(text):
            continue
        yield judged("7.4.2", "抄送机关后的标点", "全角冒号；末尾句号",
                     f"“{text[2:3]}”、“{text[-1]}”", text[2:3] == "：" and text[-1] == "。",
                     place=paragraph.place)  # fmt: skip
        left, right = _inside(cell, paragraph)
        yield judged(
            "7.4.2", "抄送机关的位置", "左右各空一字", f"左空 {left:.1f} 字、右空 {right:.1f} 字",
            abs(left - 1) <= 0.35 and abs(right - 1) <= 0.35, place=paragraph.place,
            tolerance="±0.3 字",
        )  # fmt: skip


def _printed(rows: list[tuple[int, Cell, Paragraph]]) -> Iterator[Result]:
    last = rows[-1][0] if rows else 0
    lines = [(row, cell, p) for row, cell, p in rows if _PRINTED.search(p.text)]
    if not lines:
        padded = [(row, cell, p) for row, cell, p in rows if p.text.rstrip().endswith("印发")]
        if not padded:
            expected = "如 ×××办公室　2021年5月7日印发"
            yield Result("7.4.3", "印发机关和印发日期", expected, "没有找到", Verdict.NOTE)
            return
        lines = padded
    row, cell, paragraph = lines[-1]
    text = paragraph.text.strip()
    found = _PRINTED.search(text)
    yield from date_form("7.4.3", "印发日期的写法", found["date"] if found else text,
                         paragraph.place)  # fmt: skip
    shown = "末行" if row == last else "不在末行"
    yield judged("7.4.3", "印发行在版记末行", "末条分隔线之上", shown, row == last,
                 place=paragraph.place)  # fmt: skip
    office = next((p for r, _, p in rows if r == row and p is not paragraph), None)
    if office is None:
        yield unproven("7.4.3", "印发行的位置", "印发机关左空一字，日期右空一字",
                       "机关和日期在一段中", paragraph.place)  # fmt: skip
        return
    office_cell = next(c for _, c, p in rows if p is office)
    left, right = _inside(office_cell, office)[0], _inside(cell, paragraph)[1]
    good = abs(left - 1) <= 0.35 and abs(right - 1) <= 0.35 and paragraph.layout.align == "right"
    yield judged("7.4.3", "印发行的位置", "印发机关左空一字，日期右空一字",
                 f"左空 {left:.1f} 字、右空 {right:.1f} 字", good, place=paragraph.place,
                 tolerance="±0.3 字")  # fmt: skip


def _inside(cell: Cell, paragraph: Paragraph) -> tuple[float, float]:
    """Room left and right of a cell's text, in its characters."""
    character = paragraph.look.size * 20
    layout = paragraph.layout
    return (
        (cell.margins[0] + layout.left + layout.first) / character,
        (cell.margins[1] + layout.right) / character,
    )

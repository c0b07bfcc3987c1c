"""One notice in every form it may arrive in: text, Word, web page, OFD, workbook, tables.

A ``Tree`` is the notice as its author thinks of it – head, headings, items with their clauses,
foot. It is read from a manuscript by the few lines below, which know no more than this module
needs, and never by the readers under test.
"""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

import openpyxl

import docx_made as word
import ofd_made as ofd


class Kind(Enum):
    """How an office sets a paragraph."""

    CENTRED = "centred"  # letterhead, title
    NUMBER = "number"  # 发文字号, centred in the size of the text
    FLUSH = "flush"  # addressees
    BODY = "body"
    HEADING = "heading"
    ITEM = "item"
    SIGNED = "signed"  # signature and date, to the right
    COLOPHON = "colophon"  # office and date at both edges


@dataclass(frozen=True, slots=True)
class Form:
    """How a label looks and how Word counts it; ``{}`` stands for the number."""

    look: str
    counts: str
    value: str

    @property
    def pattern(self) -> re.Pattern[str]:
        before, after = self.look.split("{}")
        return re.compile(f"{re.escape(before)}({self.value}){re.escape(after)}(?!\\d)")


CHINESE = "[一二三四五六七八九十]+"
FORMS = (
    Form("{}、", "chineseCountingThousand", CHINESE),
    Form("（{}）", "chineseCounting", CHINESE),
    Form("{}.", "decimal", r"\d+"),
    Form("{}．", "decimal", r"\d+"),
    Form("{}、", "decimal", r"\d+"),
)
DATE = re.compile(r"[\d二〇○Ｏ]{4}年[\d一二三四五六七八九十Ｏ]+月[\d一二三四五六七八九十Ｏ]+日$")
CLAUSE = re.compile(r"【(\w+)】|(\w{2}(?:单位|部门|领导|时限)|协同责任单位)：")
POINTS = re.compile(r"（(?:标准分)?((?:扣)?[\d.]+)分）。?$")


@dataclass(frozen=True, slots=True)
class Paragraph:
    kind: Kind
    text: str  # without its label
    form: Form | None = None
    number: str = ""
    clauses: tuple[str, ...] = ()  # lines of their own below an item

    @property
    def label(self) -> str:
        return self.form.look.format(self.number) if self.form else ""

    @property
    def whole(self) -> str:
        return self.label + self.text

    def cells(self) -> dict[str, str]:
        """An item as the columns of a table."""
        points = POINTS.search(self.text)
        text = POINTS.sub("", self.text).rstrip("。")
        cells = {"序号": self.number, "指标": text, "分值": points[1] if points else ""}
        for line in self.clauses:
            found = list(CLAUSE.finditer(line))
            ends = [*(match.start() for match in found[1:]), len(line)]
            for match, end in zip(found, ends, strict=True):
                cells[match[1] or match[2]] = line[match.end() : end].strip()
        return cells


@dataclass(frozen=True, slots=True)
class Tree:
    paragraphs: tuple[Paragraph, ...]

    @classmethod
    def read(cls, manuscript: str) -> Tree:
        lines = [line.strip() for line in manuscript.splitlines() if line.strip()]
        body = next((at for at, line in enumerate(lines) if line.endswith("：")), -1)
        found: list[Paragraph] = []
        for at, line in enumerate(lines):
            paragraph = _paragraph(line, at, body, lines[at + 1 : at + 2])
            if paragraph.kind is Kind.ITEM and not any(p.kind is Kind.HEADING for p in found):
                paragraph = Paragraph(Kind.BODY, line)  # the list of annexes
            if CLAUSE.match(line) and found and found[-1].kind is Kind.ITEM:
                found[-1] = replace(found[-1], clauses=(*found[-1].clauses, line))
            else:
                found.append(paragraph)
        return cls(tuple(found))

    def lines(self) -> Iterator[tuple[Kind, str]]:
        """Every paragraph as it is seen."""
        for paragraph in self.paragraphs:
            yield paragraph.kind, paragraph.whole
            for clause in paragraph.clauses:
                yield Kind.BODY, clause

    def columns(self) -> tuple[str, ...]:
        """The header of the notice as a table."""
        names = dict.fromkeys(name for item in self.items() for name, text in item.cells().items()
                              if text)  # fmt: skip
        return ("类别", *names)

    def items(self) -> list[Paragraph]:
        return [paragraph for paragraph in self.paragraphs if paragraph.kind is Kind.ITEM]

    def around(self) -> tuple[list[Paragraph], list[Paragraph]]:
        """What stands before and after the items and their headings."""
        listed = [at for at, p in enumerate(self.paragraphs) if p.kind is Kind.ITEM]
        first = next(at for at, p in enumerate(self.paragraphs) if p.kind is Kind.HEADING)
        return list(self.paragraphs[:first]), list(self.paragraphs[listed[-1] + 1 :])

    def rows(self) -> list[tuple[str, int, list[str]]]:
        """The table: category, how many rows its cell covers (0 below the first), other cells."""
        rows: list[tuple[str, int, list[str]]] = []
        category = ""
        for paragraph in self.paragraphs:
            if paragraph.kind is Kind.HEADING:
                category, first = paragraph.whole, len(rows)
            elif paragraph.kind is Kind.ITEM:
                cells = paragraph.cells()
                rows.append((category, 0, [cells.get(name, "") for name in self.columns()[1:]]))
                rows[first] = (category, len(rows) - first, rows[first][2])
        return rows


def _paragraph(line: str, at: int, body: int, following: Sequence[str]) -> Paragraph:
    if at < body:
        return Paragraph(Kind.NUMBER if line.endswith(("号", "号）")) else Kind.CENTRED, line)
    if at == body:
        return Paragraph(Kind.FLUSH, line)
    if re.search(r"\S\s{2,}\S+印发$", line):
        return Paragraph(Kind.COLOPHON, line)
    if DATE.match(line) or (following and DATE.match(following[0]) and not line.endswith("。")):
        return Paragraph(Kind.SIGNED, line)
    for form in FORMS:
        if match := form.pattern.match(line):
            text = line[match.end() :].lstrip()
            short = form.value is CHINESE and len(text) < 24
            return Paragraph(Kind.HEADING if short else Kind.ITEM, text, form, match[1])
    return Paragraph(Kind.BODY, line)


# --- text ---------------------------------------------------------------------------------


def as_text(tree: Tree) -> str:
    return "".join(f"{line}\n" for _, line in tree.lines())


# --- Word ---------------------------------------------------------------------------------

FONT = (
    '<w:rFonts w:ascii="Noto Serif CJK SC" w:hAnsi="Noto Serif CJK SC" '
    'w:eastAsia="Noto Serif CJK SC" w:hint="eastAsia"/><w:sz w:val="{}"/>'
)
ALIGNED = {
    Kind.CENTRED: '<w:jc w:val="center"/>',
    Kind.NUMBER: '<w:jc w:val="center"/>',
    Kind.FLUSH: "",
    Kind.SIGNED: '<w:ind w:right="1280"/><w:jc w:val="right"/>',
    Kind.COLOPHON: '<w:tabs><w:tab w:val="right" w:pos="8844"/></w:tabs>',
}
# Not justified: from justified lines LibreOffice drops a mark that hangs over the edge.
INDENTED = '<w:ind w:firstLineChars="200" w:firstLine="640"/>'
PAGE = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588"/></w:sectPr>'
)


def _set(kind: Kind, text: str, num: str = "") -> str:
    """A paragraph as it is set in Word; ``num`` is its list."""
    if kind is Kind.COLOPHON:
        text = re.sub(r" {2,}", "\t", text)
    look = FONT.format(44 if kind is Kind.CENTRED else 32)
    runs = "<w:r><w:tab/></w:r>".join(word.r(html.escape(part), look) for part in text.split("\t"))
    properties = (word.numpr(num) if num else "") + ALIGNED.get(kind, INDENTED)
    return word.p(runs, properties=properties)


def as_docx(tree: Tree) -> bytes:
    """All text typed."""
    return word.docx("".join(_set(*line) for line in tree.lines()) + PAGE)


def as_numbered_docx(tree: Tree) -> bytes:
    """Word counts the headings and items itself; a list that begins anew is a new list."""
    lists: list[str] = []
    newest: dict[Form, tuple[int, int]] = {}  # the list in use and the number it gives next
    body: list[str] = []
    for paragraph in tree.paragraphs:
        form, num = paragraph.form, ""
        if form is not None:
            value = _value(paragraph.number)
            use, due = newest.get(form, (0, 0))
            if due != value:
                use = len(lists) + 1
                level = word.lvl(0, form.counts, form.look.format("%1"), _suffix(form), start=value)
                lists.append(word.abstract(use, level))
            newest[form] = (use, value + 1)
            num = f"{use}/0"
        body.append(_set(paragraph.kind, paragraph.text, num))
        body += [_set(Kind.BODY, clause) for clause in paragraph.clauses]
    numbers = (word.num(use, use) for use in range(1, len(lists) + 1))
    return word.docx("".join(body) + PAGE, numbering="".join((*lists, *numbers)))


def _suffix(form: Form) -> str:
    """Headings as WPS counts them, items as Word does: a tab stands after the number."""
    return '<w:suff w:val="nothing"/>' if form.value is CHINESE else ""


def _value(number: str) -> int:
    if number.isdecimal():
        return int(number)
    tens, _, ones = number.rpartition("十")
    digits = " 一二三四五六七八九"
    ten = 10 * max(digits.index(tens or "一"), 1) if "十" in number else 0
    return ten + (digits.index(ones) if ones else 0)


def as_table_docx(tree: Tree) -> bytes:
    """The items as a table; the category's cell goes down over its rows."""
    before, after = tree.around()
    rows = [word.tr(*tree.columns(), properties="<w:tblHeader/>")]
    for category, covers, cells in tree.rows():
        merge = '<w:vMerge w:val="restart"/>' if covers else "<w:vMerge/>"
        first = word.tc(html.escape(category) if covers else "", properties=merge)
        rows.append(word.tr(first, *map(html.escape, cells)))
    body = [_set(p.kind, p.whole) for p in before], [_set(p.kind, p.whole) for p in after]
    return word.docx("".join((*body[0], word.tbl(*rows), *body[1])) + PAGE)


# --- web page -----------------------------------------------------------------------------

_SITE = """<!DOCTYPE html><html><head><meta charset="utf-8">
<title>{title}_政务公开</title></head><body>
<div class="header"><a href="/">首页</a><a href="/zwgk">政务公开</a><a href="/hd">互动交流</a></div>
<div class="position">当前位置：<a href="/">首页</a> &gt; <a href="/wj">文件</a></div>
<table class="xxgk"><tr><td>索 引 号：</td><td>QW0100-2021-00012</td>
<td>主题分类：</td><td>综合政务</td></tr>
<tr><td>发布日期：</td><td>2025-06-03</td><td>公开方式：</td><td>主动公开</td></tr></table>
<div class="article" id="UCAP-CONTENT">
{body}
</div>
<div class="bdsharebuttonbox">分享到：<a href="#">微信</a><a href="#">微博</a></div>
<div class="related"><h3>相关文档</h3><ul><li><a href="/1.html">关于做好防汛工作的通知</a></li>
<li><a href="/2.html">关于2019年重点工作的通报</a></li></ul></div>
<div class="footer">主办：人民政府办公室　网站标识码：4104030001　<a href="/map">网站地图</a></div>
</body></html>
"""
_ALIGN = {Kind.CENTRED: "center", Kind.NUMBER: "center", Kind.SIGNED: "right", Kind.FLUSH: "left"}


def _html(kind: Kind, text: str) -> str:
    text = html.escape(text)
    if kind in _ALIGN:
        return f'<p style="text-align: {_ALIGN[kind]};"><span>{text}</span></p>'
    if kind is Kind.COLOPHON:
        text = text.replace("  ", "&nbsp; ")
    return f"<p>&emsp;&emsp;<span>{text}</span></p>"


def _page(tree: Tree, body: Iterator[str]) -> bytes:
    title = "".join(p.text for p in tree.paragraphs if p.kind is Kind.CENTRED)
    return _SITE.format(title=html.escape(title), body="\n".join(body)).encode()


def as_html(tree: Tree) -> bytes:
    return _page(tree, (_html(*line) for line in tree.lines()))


def as_table_html(tree: Tree) -> bytes:
    return _page(tree, _table_html(tree))


def _table_html(tree: Tree) -> Iterator[str]:
    before, after = tree.around()
    yield from (_html(p.kind, p.whole) for p in before)
    yield "<table border='1'><tr>" + "".join(f"<th>{name}</th>" for name in tree.columns())
    for category, covers, cells in tree.rows():
        first = f"<td rowspan='{covers}'>{html.escape(category)}</td>" if covers else ""
        yield "</tr><tr>" + first + "".join(f"<td>{html.escape(cell)}</td>" for cell in cells)
    yield "</tr></table>"
    yield from (_html(p.kind, p.whole) for p in after)


# --- workbook -----------------------------------------------------------------------------


def as_xlsx(tree: Tree) -> bytes:
    """The items as an annex: a title over all columns, the header, the rows."""
    book: Any = openpyxl.Workbook()
    sheet = book.active
    columns = tree.columns()
    sheet.append(["2021年度责任目标分解表"])
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=len(columns))
    sheet.append(columns)
    for at, (category, covers, cells) in enumerate(tree.rows(), 3):
        values = [float(cell) if re.fullmatch(r"[\d.]+", cell) else cell for cell in cells]
        sheet.append([category if covers else None, *values])
        if covers > 1:
            sheet.merge_cells(start_row=at, end_row=at + covers - 1, start_column=1, end_column=1)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


# --- OFD ----------------------------------------------------------------------------------

_PER_LINE, _PER_PAGE = 28, 22  # characters, lines
_TOP, _PITCH = 47.0, 10.2  # millimetres
_TITLE = 7.76  # 二号
_HANGS = "，。；：、"  # over the right edge, as Word lets it
_UNBROKEN = re.compile(r"[（《【“]*(?:[A-Za-z0-9.]+|.)[！？）】》”％%]*[，。；：、]?")


def as_ofd(tree: Tree) -> bytes:
    """Pages of 22 lines of 28 characters, as an office's software prints them."""
    lines = [placed for kind, text in tree.lines() for placed in _broken(kind, text)]
    pages: list[str] = []
    for start in range(0, len(lines), _PER_PAGE):
        page = lines[start : start + _PER_PAGE]
        objects = [
            _typed(x, _TOP + at * _PITCH, text, size) for at, (x, text, size) in enumerate(page)
        ]
        number = _typed(95, 280, f"— {len(pages) + 1} —", ofd.SIZE)
        pages.append("".join((*objects, number)))
    return ofd.made(pages)


def _typed(x: float, y: float, text: str, size: float) -> str:
    """A line at its place; wide blanks only move what follows, as such software writes them."""
    parts: list[str] = []
    for match in re.finditer(r"\S+(?: \S+)*", text):
        left = x + _width(text[: match.start()], size)
        widths = [_width(character, size) for character in match[0]]
        parts.append(ofd.text(left, y, html.escape(match[0]), size=size, widths=widths))
    return "".join(parts)


def _width(text: str, size: float = ofd.SIZE) -> float:
    return sum(size if ord(c) > 0x2E7F or c in "—“”·…" else size / 2 for c in text)


def _broken(kind: Kind, text: str) -> Iterator[tuple[float, str, float]]:
    """The lines of a paragraph, where each begins and its size."""
    size = _TITLE if kind is Kind.CENTRED else ofd.SIZE
    full = _PER_LINE * ofd.SIZE
    first = 0.0 if kind in _ALIGN or kind is Kind.COLOPHON else 2 * size
    if kind is Kind.COLOPHON:
        office, date = re.split(r"\s{2,}", text)
        blanks = round((full - _width(office) - _width(date)) / _width(" "))
        text = office + " " * blanks + date
    line, room = "", full - first
    lines: list[str] = []
    for piece in _UNBROKEN.findall(text):
        if _width(line + piece.rstrip(_HANGS), size) > room + 0.1:
            lines.append(line)
            line, room = "", full
        line += piece
    lines.append(line)
    for at, line in enumerate(lines):
        x = ofd.LEFT + (0 if at else first)
        if kind in (Kind.CENTRED, Kind.NUMBER):
            x = ofd.LEFT + (full - _width(line, size)) / 2
        elif kind is Kind.SIGNED:
            x = ofd.RIGHT - 4 * size - _width(line)
        yield x, line, size

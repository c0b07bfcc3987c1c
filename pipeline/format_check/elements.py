"""公文要素: which paragraph is 标题, which 主送, which 版记.

Told by what stands where and what is written, not by styles: any office's document, whoever set
it, and one whose fault is the look of the very element that is to be found.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise, takewhile

from pipeline.format_check.document import Block, Cell, Document, Paragraph, Section, Table


class Kind(Enum):
    """格式 of a document, told by its head."""

    FILE = "文件式"
    FORMAL = "信函格式"
    PLAIN = "没有版头"


NUMBER = re.compile(
    r"(?P<code>[^\s，。；：、〔\[（(【]{2,24}|\s*)\s*(?P<open>[〔﹝\[［(（【])\s*(?P<year>\d{2,4}|\s{2,})\s*"
    r"(?P<close>[〕﹞\]］)）】])\s*(?P<ordinal>第?)\s*(?P<number>\d+|\s{1,}|[X×xX]+)\s*(?P<hao>号?)"
)
DATE = re.compile(
    r"\s*(?P<year>[\d０-９〇○零一二三四五六七八九]{2,4}|\s*)\s*年\s*(?P<month>[^\s年月日]{1,3}|)\s*月"
    r"\s*(?P<day>[^\s年月日]{1,3}|)\s*日\s*"
)
_COPY_NUMBER = re.compile(r"\d{1,8}")
_SECRET = re.compile(r"(?:绝密|机密|秘密)(?:★.*)?")
_URGENT = re.compile(r"特\s*急|加\s*急|平\s*急|紧\s*急")
_SIGNED_BY = re.compile(r"签\s*发\s*人\s*[：:].*")
_ANNEX = re.compile(r"附\s*件\s*[\d一二三四五六七八九十]*\s*[：:]?")
_NOTE = re.compile(r"\s*附\s*件\s*[：:].*", re.DOTALL)
_NOTE_ITEM = re.compile(r"\s*\d+\s*[.．、].*", re.DOTALL)
_TABLE_NOTE = re.compile(r"\s*(?:注|备注|说明|资料来源|单位)\s*[：:]", re.DOTALL)
_REMARK = re.compile(r"\s*[（(].*[）)]\s*", re.DOTALL)
_SENTENCE = ("。", "；", "！", "？", "!", ";")
_COLON = ("：", ":")
_TITLE = 20  # pt; a centred line of this size above a table is a title, not its caption
_COLOPHON_LINE = re.compile(r"\s*(?:抄送|主送|分送)\s*[：:].*|.*日\s*印发\s*", re.DOTALL)
_FAR = 30  # paragraphs with text among which the head and 主送 are looked for
LEVELS = (
    (1, re.compile(r"\s*[一二三四五六七八九十百]+\s*、")),
    (2, re.compile(r"\s*[（(]\s*[一二三四五六七八九十百]+\s*[）)]")),
    (3, re.compile(r"\s*\d+\s*[.．](?!\d)")),
    (4, re.compile(r"\s*[（(]\s*\d+\s*[）)]")),
)


@dataclass(frozen=True, slots=True)
class Letter:
    """A document and the elements found in it; None or () where there is no such element."""

    document: Document
    kind: Kind
    marks: tuple[Paragraph, ...]  # 份号、密级、紧急程度、签发人
    head: Paragraph | None
    number: Paragraph | None
    title: tuple[Paragraph, ...]
    addressee: Paragraph | None
    body: tuple[Paragraph, ...]
    note: tuple[Paragraph, ...]
    signer: tuple[Paragraph, ...]
    date: Paragraph | None
    remark: Paragraph | None
    annexes: tuple[tuple[Paragraph, Paragraph | None], ...]  # 附件标识 and 附件标题
    colophon: Table | None
    end: Block | None  # the last block of 版记

    @property
    def section(self) -> Section:
        return self.document.sections[0]

    @property
    def character(self) -> float:
        """The width of one of 28 characters, in twips."""
        return self.section.text_width / 28

    @property
    def line(self) -> int:
        """The height of a line of text, in twips; 0 where the file does not fix it."""
        heights = [height for p in self.body if (height := line_height(p, self.section))]
        return max(set(heights), key=heights.count) if heights else 0

    def gap(self, paragraph: Paragraph) -> float | None:
        """Blank lines above a paragraph; None where its height cannot be told."""
        if not self.line:
            return None
        paragraphs = self.document.paragraphs
        at = next(i for i, other in enumerate(paragraphs) if other is paragraph)
        blank = list(takewhile(lambda p: p.blank and not p.drawn, reversed(paragraphs[:at])))
        above = paragraphs[at - len(blank) - 1] if at > len(blank) else None
        height = paragraph.layout.before + (above.layout.after if above else 0)
        for other in blank:
            own = line_height(other, self.section)
            height += (own or self.line) + other.layout.before + other.layout.after
        return height / self.line


def line_height(paragraph: Paragraph, section: Section) -> int:
    """A line's height in twips where the file fixes it; 0 where a font decides."""
    layout = paragraph.layout
    if layout.rule == "exact":
        return layout.line
    grid = section.grid in {"lines", "linesAndChars", "snapToChars"} and section.pitch
    if grid and layout.on_grid and layout.rule == "auto" and paragraph.look.size <= 16:
        return round(section.pitch * layout.line / 240)
    return 0


def level_of(paragraph: Paragraph) -> int:
    """1 to 4 for 一、 （一） 1. （1）; 0 for plain text."""
    return next((level for level, form in LEVELS if form.match(paragraph.text)), 0)


def elements(document: Document) -> Letter:
    """The document with its elements told apart."""
    of_tables = _of_tables(document)
    flow = [p for p in document.paragraphs if not p.blank and id(p) not in of_tables]
    table = next((t for t in reversed(document.tables) if _is_colophon(t)), None)
    lines = () if table else _colophon_lines(flow)
    flow = flow[: len(flow) - len(lines)]
    colophon = _as_table(lines, document) if lines else table
    head, number, marks, start = _head(document, flow)
    rest = flow[start:]
    title, addressee, rest = _opening(rest)
    end = _date_in(rest)
    date = rest[end] if end is not None else None
    before, after = (rest[:end], rest[end + 1 :]) if end is not None else (rest, [])
    if end is None:
        cut = next((i for i, p in enumerate(before) if _is_annex(p)), len(before))
        before, after = before[:cut], before[cut:]
    signer = _signer(before) if date is not None else ()
    before = before[: len(before) - len(signer)]
    note_at = next((i for i, p in enumerate(before) if _NOTE.fullmatch(p.text)), len(before))
    note = _note(before[note_at:])
    annex_at = [i for i, p in enumerate(after) if _is_annex(p)]
    annexes = tuple((after[i], after[i + 1] if i + 1 < len(after) else None) for i in annex_at)
    main = after[: annex_at[0]] if annex_at else after
    return Letter(
        document,
        _kind(document, head, number),
        marks,
        head,
        number,
        title,
        addressee,
        tuple(before[:note_at]),
        note,
        signer,
        date,
        next((p for p in main if _REMARK.fullmatch(p.text)), None),
        annexes,
        colophon,
        lines[-1] if lines else table,
    )


def _of_tables(document: Document) -> set[int]:
    """Captions above tables and notes under them: set as the table is, not as the text."""
    found: set[int] = set()
    blocks = [b for b in document.blocks if isinstance(b, Table) or not b.blank]
    for before, after in pairwise(blocks):
        if isinstance(before, Table) and isinstance(after, Paragraph):
            if _TABLE_NOTE.match(after.text):
                found.add(id(after))
        elif isinstance(before, Paragraph) and isinstance(after, Table):
            caption = before.layout.align in {"center", "right"} and before.look.size < _TITLE
            if _TABLE_NOTE.match(before.text) or caption:
                found.add(id(before))
    return found


def _kind(document: Document, head: Paragraph | None, number: Paragraph | None) -> Kind:
    if head is None:
        return Kind.PLAIN
    in_header = any(head is p for part in document.sections[0].headers.values() for p in part)
    aside = number is not None and number.layout.align == "right"
    if in_header or (aside and not head.text.strip().endswith("文件")):
        return Kind.FORMAL
    return Kind.FILE


def _head(
    document: Document, flow: Sequence[Paragraph]
) -> tuple[Paragraph | None, Paragraph | None, tuple[Paragraph, ...], int]:
    """发文机关标志, 发文字号, the marks above, and where the rest begins."""
    at = next(
        (i for i, p in enumerate(flow[:_FAR]) if NUMBER.fullmatch(_number_part(p.text))), None
    )
    above = list(flow[:at]) if at is not None else []
    in_header = [p for part in document.sections[0].headers.values() for p in part if not p.blank]
    marks = tuple(p for p in (*above, *flow[(at or 0) : (at or 0) + 1]) if _is_mark(p))
    large = [p for p in above if not _is_mark(p)]
    red = [p for p in in_header if is_red(p.look.colour)]
    if at is None:  # a head without a number: a first line in red
        red += [p for p in flow[:3] if is_red(p.look.colour)]
    candidates = large or red
    head = max(candidates, key=lambda p: p.look.size, default=None)
    last = at if at is not None else next((i for i, p in enumerate(flow) if p is head), -1)
    return head, flow[at] if at is not None else None, marks, last + 1


def _number_part(text: str) -> str:
    """发文字号 without the 签发人 on the same line."""
    return re.split(r"签\s*发\s*人", text)[0].strip("\t\n ")


def _is_mark(paragraph: Paragraph) -> bool:
    text = paragraph.text.strip()
    return any(form.fullmatch(text) for form in (_COPY_NUMBER, _SECRET, _URGENT, _SIGNED_BY))


def is_red(colour: str | None) -> bool:
    """Red as offices set it: FF0000, E60000, C00000."""
    if colour is None or not re.fullmatch("[0-9A-F]{6}", colour):
        return False
    red, green, blue = (int(colour[i : i + 2], 16) for i in (0, 2, 4))
    return red >= 0xB0 and green <= 0x40 and blue <= 0x40


def _opening(
    rest: Sequence[Paragraph],
) -> tuple[tuple[Paragraph, ...], Paragraph | None, list[Paragraph]]:
    """标题, 主送, and the text behind them."""
    for i, paragraph in enumerate(rest[:_FAR]):
        text = paragraph.text.rstrip()
        if text.endswith(_COLON) and i and not _NOTE.fullmatch(text) and not level_of(paragraph):
            return tuple(rest[:i]), paragraph, list(rest[i + 1 :])
        if text.endswith(_SENTENCE) or (i and level_of(paragraph)):
            break
    first = rest[0] if rest else None
    title = tuple(
        takewhile(
            lambda p: p.layout.align == "center" or p is first,
            (p for p in rest[:_FAR] if not p.text.rstrip().endswith(_SENTENCE)),
        )
    )
    return title, None, list(rest[len(title) :])


def _date_in(rest: Sequence[Paragraph]) -> int | None:
    """Where 成文日期 stands: the first date alone in its paragraph before any annex."""
    for i, paragraph in enumerate(rest):
        if DATE.fullmatch(paragraph.text):
            return i
        if i and _is_annex(paragraph):
            return None
    return None


def _is_annex(paragraph: Paragraph) -> bool:
    return bool(_ANNEX.fullmatch(paragraph.text.strip()))


def _signer(before: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """The lines right above the date that are no sentence."""
    found = takewhile(
        lambda p: (
            not p.text.rstrip().endswith((*_SENTENCE, *_COLON))
            and not _NOTE.fullmatch(p.text)
            and not _NOTE_ITEM.fullmatch(p.text)
            and len(p.text.strip()) <= 40
            and "：" not in p.text
        ),
        reversed(before[-4:]),
    )
    return tuple(reversed(list(found)))


def _note(paragraphs: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """附件说明: its first line and the numbered ones behind it."""
    if not paragraphs:
        return ()
    more = takewhile(lambda p: _NOTE_ITEM.fullmatch(p.text), paragraphs[1:])
    return (paragraphs[0], *more)


def is_colophon_line(paragraph: Paragraph) -> bool:
    """抄送 or 印发."""
    return bool(_COLOPHON_LINE.fullmatch(paragraph.text))


def _colophon_lines(flow: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """版记 set as paragraphs: the last ones, from 抄送 to 印发."""
    found = takewhile(lambda p: is_colophon_line(p) and not p.boxed, reversed(flow))
    return tuple(reversed(list(found)))


def _as_table(lines: Sequence[Paragraph], document: Document) -> Table:
    """版记's lines as the rows of a table, with the rules over and under them."""
    rows = []
    for line, after in zip(lines, (*lines[1:], None), strict=True):
        below = line.layout.bottom or (after.layout.top if after else None)
        rows.append((Cell((line,), {"top": line.layout.top, "bottom": below}, (0, 0)),))
    section = document.sections[lines[0].section]
    # rules of paragraphs keep to the indents of both sides
    inset = max(min(p.layout.left, p.layout.left + p.layout.first) for p in lines)
    inset += max(p.layout.right for p in lines)
    return Table(
        tuple(rows),
        {},
        round(section.text_width - inset),
        all(line.layout.at_foot for line in lines),
        f"{lines[0].place}起",
        lines[0].section,
    )


def _is_colophon(table: Table) -> bool:
    text = re.sub(r"\s", "", table.text)
    short = len(table.rows) <= 6
    return short and (text.startswith(("抄送", "主送", "分送")) or text.endswith("印发"))

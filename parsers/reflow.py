"""From lines to paragraphs: what the page or the copying broke is put together again."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Collection, Sequence
from itertools import takewhile

from parsers.blocks import Block, joined, of_line
from parsers.columns import scattered_header, spaced_header
from parsers.continuation import BARS, DATE_LINE, Layout, bars_in, goes_on, may_end
from parsers.numbering import Form, Surety, label_of
from parsers.site_lines import site_lines
from parsers.source import Layer, Line, Source, Start
from parsers.text import fold
from parsers.wording import TOTAL_LINE
from parsers.wrapping import wrap_width

PAGE_NUMBER = re.compile(
    r"\s*(?:[-一·~]+\s*[\dlIO]{1,4}\s*[-一·~]+|第\s*\d{1,4}\s*页(?:\s*[,/]?\s*共\s*\d{1,4}\s*页)?|\d{1,4}\s*/\s*\d{1,4})\s*$"
)
_BARE_NUMBER = re.compile(r"\s*\d{1,3}\s*$")
_EMPTY_CELL = re.compile(r"\s*(?:-{1,2}|/)\s*")
# ├────┼──┤, +----+--+, | --- | --- | and ------ between the rows of a table
_RULING = re.compile(
    r"(?=[ |│┃:]*[-=+\u2504-\u257f])(?=[-=: ]*[|+\u2500-\u257f])[-=:|+\u2500-\u257f ]+|[-=_]{6,}"
)
_LONGEST_RULING = 400  # characters
NO_WORDS = re.compile(r"[\W_]*$")
_SIGNATURE = re.compile(
    r"\s*(?:中共)?[\u4e00-\u9fff]{3,28}(?:政府|办公室|委员会|委|局|厅|院|部|会|指挥部)\s*$"
)
_WHOLE = (Start.UNKNOWN, Start.PARAGRAPH)  # lines that may be paragraphs of their own
_MOST_SIGNATURES = 4  # offices that issue a notice together, one a line
_SPACED_ROW = re.compile(r"\s*\d{1,3} +\S+ +\S")  # 2 新建学校3所 县教育局
_TWO_CELLS = re.compile(r"\s*\d[\d、,~至到项-]* +\S+\s*$")  # 3 县教育局 below 任务序号 责任单位
_HEADER_CELL = 8  # characters at most of 责任单位 and its like
_WIDELY = 0.9  # share of lines with a blank one above, in a text with blank lines throughout


def reflow(source: Source, apart: Collection[int] = ()) -> tuple[tuple[Block, ...], dict[int, str]]:
    """The paragraphs and table rows of the body, and the roles of lines that belong to none.

    Roles given here: ``blank``, ``page_number``, ``ornament``, and the layer's name for a line
    outside the body. No line of ``apart`` is joined with another. Joined again, blocks hold every
    other body line exactly once, in order.
    """
    roles: dict[int, str] = {}
    blocks: list[Block] = []
    lines = [(line, fold(line.text)) for line in source.lines]
    scattered = _scattered(lines)
    layout = Layout(wrap_width(source.lines), scattered, _framed(lines))
    spaced = any(line.row is None and spaced_header(folded) for line, folded in lines)
    signed = _signed(lines)
    site = _site(lines)
    between = _spacing(source.lines)
    gap, previous, last = -between, None, 0
    ruled = False
    for line, folded in lines:
        if line.layer is not Layer.BODY:
            if line.layer is Layer.SHEET:
                blocks.append(of_line(line, 0, folded))
                gap, previous = -between, None
            else:
                roles[line.number] = line.layer.value
            continue
        if line.number in apart and not line.text.isspace():
            blocks.append(of_line(line, max(gap, 0), folded, ruled=ruled))
            gap, previous, ruled = -between, None, False
            continue
        if line.number in site:
            roles[line.number] = Layer.FURNITURE.value
            continue
        if line.row is None and (role := _idle(line.text, folded, scattered)):
            roles[line.number] = role
            gap += role == "blank"
            ruled = ruled or _is_ruling(folded)
            continue
        block, ruled = of_line(line, max(gap, 0), folded, ruled=ruled), False
        if (
            previous is not None
            and blocks
            and not (
                spaced and (_may_be_row(folded, blocks[-1]) or TOTAL_LINE.fullmatch(folded.strip()))
            )
            and not (
                line.number in signed and (may_end(blocks[-1]) or line.start is Start.PARAGRAPH)
            )
            and goes_on(blocks[-1], previous, line, block, last, layout)
        ):
            blocks[-1] = joined(blocks[-1], block)
        else:
            blocks.append(block)
            last = _counted(block.folded, last)
        gap, previous = -between, line
    return tuple(blocks), roles


def _may_be_row(folded: str, above: Block) -> bool:
    """Whether a line may be a row below a header whose columns blanks part."""
    if _SPACED_ROW.match(folded):
        return True
    two = _TWO_CELLS.match(folded) is not None
    return two and (bool(_TWO_CELLS.match(above.folded)) or spaced_header(above.folded))


def _signed(lines: Sequence[tuple[Line, str]]) -> frozenset[int]:
    """Lines that are an office's name and stand right above a date."""
    found: set[int] = set()
    above: deque[tuple[int, str]] = deque(maxlen=_MOST_SIGNATURES)
    for line, folded in lines:
        if line.layer is not Layer.BODY or line.start not in _WHOLE or line.row is not None:
            above.clear()
        elif not line.text.isspace() and line.text:
            if "日" in folded and DATE_LINE.match(folded):
                signing = takewhile(lambda one: _SIGNATURE.match(one[1]), reversed(above))
                found.update(number for number, _ in signing)
            above.append((line.number, folded))
    return frozenset(found)


def _spacing(lines: Sequence[Line]) -> int:
    """The blank lines that stand between any two lines of a text set at wide spacing."""
    spaced = written = 0
    blank = False
    for line in lines:
        if not line.text or line.text.isspace():
            blank = True
            continue
        written += 1
        spaced += blank
        blank = False
    return int(spaced > (written - 1) * _WIDELY)


def _site(lines: Sequence[tuple[Line, str]]) -> frozenset[int]:
    """Lines of the site around a notice that was copied from a web page."""
    plain = [one for one in lines if one[0].layer is Layer.BODY and one[0].row is None]
    return frozenset(plain[at][0].number for at in site_lines([folded for _, folded in plain]))


def _scattered(lines: Sequence[tuple[Line, str]]) -> bool:
    """Whether a table stands one cell a line, so that a bare number is a cell and no page."""
    texts = [
        folded.strip(" |│")
        for line, folded in lines
        if line.layer is Layer.BODY and line.row is None
    ]
    texts = [t for t in texts if t]
    owned = any(len(t) <= _HEADER_CELL and t.endswith(("单位", "部门")) for t in texts)
    return any(
        len(t) <= 10 and scattered_header(texts, n)
        for n, t in enumerate(texts)
        if "序" in t or "号" in t or (owned and len(t) <= _HEADER_CELL)
    )


def _framed(lines: Sequence[tuple[Line, str]]) -> int | None:
    """The bars of most rows that open and close with one; None where there is no such table."""
    rows = (folded.strip() for line, folded in lines if line.row is None and "|" in folded)
    counts = Counter(bars_in(row) for row in rows if row[0] in BARS and row[-1] in BARS)
    return max(counts, key=lambda n: counts[n]) if counts else None


def _is_ruling(folded: str) -> bool:
    return len(folded) < _LONGEST_RULING and _RULING.fullmatch(folded.strip()) is not None


def _idle(text: str, folded: str, scattered: bool) -> str | None:
    if not text or text.isspace():
        return "blank"
    if _is_ruling(folded):
        return "ornament"
    if len(text.strip()) > 40:
        return None
    if not folded.strip():
        return "blank"
    if PAGE_NUMBER.match(folded) or (_BARE_NUMBER.match(folded) and not scattered):
        return "page_number"
    if scattered and _EMPTY_CELL.fullmatch(folded):
        return None
    return "ornament" if NO_WORDS.match(folded) else None


def _counted(folded: str, last: int) -> int:
    """The last Arabic number of an item, with a paragraph more."""
    label = label_of(folded)
    if label is None or label.form is not Form.ARABIC or label.value is None:
        return last
    due = label.surety is Surety.PLAIN or label.value in (1, last + 1)
    return label.value if due else last

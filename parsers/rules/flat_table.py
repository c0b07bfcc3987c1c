"""散开的表格: a table copied so that every cell stands on a line of its own.

The header is known by its words (序号 / 工作任务 / 牵头单位 …, one a line); a record begins at the
number that is due. Where a record has fewer lines than columns the cells are placed by what they
look like, and the row is marked doubtful.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from parsers.blocks import Block
from parsers.columns import scattered_header
from parsers.fields.units import looks_like_units
from parsers.items import CellText, Column, Item, TableHeader, TableRow
from parsers.numbering import Form, label_of

_LONGEST = 400  # characters of a cell
_FEWEST = 2  # cells of a record
_MOST_BETWEEN = 20  # lines between two records: headings, a repeated header
_NO_CELL = re.compile(
    r"^(?:注|备注|抄送|附件)\s*[:\d]|印发$|^\d{4}年\d{1,2}月\d{1,2}日$|^合\s*计|^总\s*计"
)
_LOOKS: dict[str, Callable[[str], bool]] = {
    "units": lambda t: looks_like_units(t, 0, len(t)),
    "points": lambda t: bool(re.fullmatch(r"\s*[-扣减加]?\d+(?:\.\d+)?\s*(?:分|%)?\s*", t)),
    "deadline": lambda t: bool(re.search(r"\d+月|年底|季度|全年|长期|持续|前$", t)) and len(t) < 16,
    "leaders": lambda t: bool(
        re.fullmatch(
            r"\s*[\u4e00-\u9fff]\s?[\u4e00-\u9fff]{1,3}(?:[、 ]\s*[\u4e00-\u9fff]{2,4})*\s*", t
        )
    ),
    "target": lambda t: bool(re.search(r"\d|以上|完成", t)) and len(t) < 30,
    "text": lambda t: len(t) > 4 and not looks_like_units(t, 0, len(t)),
    "weak_text": lambda t: len(t) > 1,
    "section": lambda t: len(t) < 24,
}


def regroup(blocks: Sequence[Block]) -> list[Block | Item]:
    """The blocks, those of a scattered table put together as header and rows."""
    texts = [b.folded if b.row is None and len(b.text) < _LONGEST else "" for b in blocks]
    out: list[Block | Item] = []
    at = 0
    while at < len(blocks):
        columns = scattered_header(texts, at) if blocks[at].row is None else ()
        first = at + len(columns)
        if columns and _next_record(texts, first, first + _MOST_BETWEEN, columns, 1) is not None:
            out.append(TableHeader(_whole(blocks[at:first]), columns))
            at = _records(blocks, texts, first, columns, out)
        else:
            out.append(blocks[at])
            at += 1
    return out


def _next_record(
    texts: Sequence[str], low: int, high: int, columns: Sequence[Column], due: int
) -> int | None:
    """Where the record with the number that is due begins: ``low`` if it can, else nearest."""
    offset = next(n for n, c in enumerate(columns) if c.kind == "number")
    for at in range(low, min(high, len(texts) - offset)):
        if texts[at + offset].strip().rstrip(".、") == str(due):
            return at
    return None


def _records(
    blocks: Sequence[Block],
    texts: Sequence[str],
    first: int,
    columns: tuple[Column, ...],
    out: list[Block | Item],
) -> int:
    """Adds the rows from ``first`` on; returns where the table has ended."""
    width = len(columns)
    at, due = _between(blocks, texts, first, columns, out), 1
    while True:
        high = at + 2 * width + _MOST_BETWEEN
        following = _next_record(texts, at + width, high, columns, due + 1)
        if following is None or following > at + width + _MOST_BETWEEN:
            shorter = _next_record(texts, at + _FEWEST, at + width, columns, due + 1)
            following = shorter if shorter is not None else following
        end = _end(texts, at, width, following)
        out.append(_row(blocks[at:end], columns))
        if following is None:
            return end
        at, due = _between(blocks, texts, end, columns, out), due + 1
        out.extend(blocks[at:following])
        at = following


def _between(
    blocks: Sequence[Block],
    texts: Sequence[str],
    at: int,
    columns: tuple[Column, ...],
    out: list[Block | Item],
) -> int:
    """Adds headings and repeated headers that stand between records; returns what follows."""
    while at < len(blocks):
        if len(again := scattered_header(texts, at)) >= len(columns) - 1 and again:
            out.append(TableHeader(_whole(blocks[at : at + len(again)]), columns))
            at += len(again)
        elif _heading(texts[at]):
            out.append(_lone(blocks[at]))
            at += 1
        else:
            return at
    return at


def _end(texts: Sequence[str], at: int, width: int, following: int | None) -> int:
    """Where a record ends: before the next one, and before what plainly belongs to no cell."""
    last = min(following if following is not None else at + width, len(texts))
    for n in range(at + 1, last):
        words = texts[n].strip()
        if _NO_CELL.search(words) or _heading(words) or len(scattered_header(texts, n)) >= _FEWEST:
            return n
    return min(last, at + max(width, _FEWEST)) if following is not None else last


def _heading(text: str) -> bool:
    label = label_of(text)
    return label is not None and label.form in (Form.CHINESE, Form.CHINESE_BRACKET)


def _row(cells: Sequence[Block], columns: tuple[Column, ...]) -> TableRow:
    if len(cells) == len(columns):
        placed, doubtful = list(range(len(columns))), False
    else:
        placed, doubtful = _placed(cells, columns), True
    found = tuple(
        CellText(at, 1, cell, 0, len(cell.text)) for at, cell in zip(placed, cells, strict=True)
    )
    return TableRow(_whole(cells), found, doubtful)


def _fit(kind: str, text: str) -> int:
    """How well a cell suits a column; a number is the surest sign."""
    if kind == "number":
        return 3 if text.isdigit() else 0
    looks = _LOOKS.get(kind)
    return 2 if looks is not None and looks(text) else 0


def _placed(cells: Sequence[Block], columns: tuple[Column, ...]) -> list[int]:
    """A column for each cell, in order, by what it looks like; too many cells share the last."""
    best: dict[tuple[int, int], tuple[int, list[int]]] = {}

    def place(cell: int, column: int) -> tuple[int, list[int]]:
        if cell == len(cells):
            return 0, []
        if column >= len(columns):
            return 0, [len(columns) - 1] * (len(cells) - cell)
        key = (cell, column)
        if key not in best:
            fits = _fit(columns[column].kind, cells[cell].folded.strip())
            taken = place(cell + 1, column + 1)
            skipped = place(cell, column + 1)
            best[key] = max((taken[0] + fits, [column, *taken[1]]), skipped, key=lambda r: r[0])
        return best[key]

    return place(0, 0)[1]


def _lone(block: Block) -> TableRow:
    return TableRow(block, (CellText(0, 99, block, 0, len(block.text)),))


def _whole(cells: Sequence[Block]) -> Block:
    return Block("".join(c.text for c in cells), tuple(p for c in cells for p in c.pieces))

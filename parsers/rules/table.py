"""表格: the row that names the columns, and the rows under it.

A row is cells from a Word, PDF, Excel or web table, or a text line parted by tabs, bars or wide
blanks where the line above named as many columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from parsers.blocks import Block
from parsers.columns import column_kind
from parsers.items import CellText, Column, Item, TableHeader, TableRow
from parsers.rules.before import Before
from parsers.source import Source

_BARS = re.compile(r"\s*[|｜│┃]\s*")
_WIDE = re.compile(r"\t+| {2,}")


def cells_of(block: Block, source: Source) -> tuple[CellText, ...]:
    """The cells of a table row, carried ones with the text of the row that wrote them."""
    if block.row is None:
        return tuple(_text_cells(block))
    found = []
    for cell in block.row.cells:
        span = cell.span
        if span.line == block.line:
            found.append(
                CellText(cell.column, cell.width, block, span.start, span.end, cell.carried)
            )
        else:
            origin = Block(source.cut(span), (span,))
            found.append(CellText(cell.column, cell.width, origin, 0, len(origin.text), True))
    return tuple(found)


def table_header(block: Block, cells: tuple[CellText, ...], before: Before) -> Item | None:
    """序号｜指标｜分值｜责任单位: at least two known columns, one of them the tasks'."""
    if len(cells) < 2 or sum(len(cell.folded) for cell in cells) > 200:
        return None
    columns = []
    for cell in cells:
        words = re.sub(r"\s", "", cell.folded)
        columns.append(Column(column_kind(words), words, cell.column, cell.column + cell.width - 1))
    columns = _settled(columns)
    kinds = [c.kind for c in columns if c.kind]
    known = set(kinds)
    under = (
        bool(before.columns)
        and block.row is not None
        and len(known & {"units", "quarter", "target", "points"}) > 0
    )
    tasks = known & {"text", "weak_text", "target"}
    enough = len(kinds) * 2 >= sum(1 for c in columns if c.words) and len(known) >= 2
    if block.row is None and len(kinds) < 3:
        return None
    if enough and (tasks or {"number", "units"} <= known):
        return TableHeader(block, tuple(columns))
    if under and enough and all(c.kind or not c.words for c in columns):
        return TableHeader(block, tuple(columns))
    return None


def _settled(columns: list[Column]) -> list[Column]:
    """单位 alone is the unit of measure, or in front or beside 计量单位 whoever is responsible."""
    kinds = [c.kind for c in columns]
    bare = [n for n, c in enumerate(columns) if c.words in ("单位", "部门")]
    if len(bare) != 1 or "units" in kinds:
        return columns
    at = bare[0]
    if kinds.count("measure") > 1 or at == 0 or at == len(columns) - 1:
        columns[at] = replace(columns[at], kind="units")
    return columns


def table_row(block: Block, cells: tuple[CellText, ...], before: Before) -> Item | None:
    """A row under named columns."""
    if not before.columns:
        return None
    if block.row is not None:
        return TableRow(block, cells) if block.row.table == before.table else None
    if len(cells) >= 2 and (
        len(cells) == len(before.columns) or "|" in block.folded or "\t" in block.text
    ):
        return TableRow(block, cells)
    return None


def _text_cells(block: Block) -> Iterator[CellText]:
    folded = block.folded
    pattern = _BARS if "|" in folded or "│" in folded else _WIDE
    start, end = 0, len(folded.rstrip())
    while start < end and folded[start] in " |│┃":
        start += 1
    while end > start and folded[end - 1] in " |│┃":
        end -= 1
    column = 0
    for match in pattern.finditer(folded, start, end):
        yield CellText(column, 1, block, start, match.start())
        start = match.end()
        column += 1
    yield CellText(column, 1, block, start, end)

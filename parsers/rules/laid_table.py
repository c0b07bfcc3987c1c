"""用空格排齐的表格: its header and records as items."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from parsers.blocks import Block
from parsers.items import CellText, Item, TableHeader, TableRow
from parsers.laid_out import Alone, Header, Part, Record, Table
from parsers.rules.wrapped import merged


def with_laid_tables(blocks: Sequence[Block], tables: Sequence[Table]) -> Iterator[Block | Item]:
    """The blocks, those of laid-out tables as header and rows."""
    opened = {next(table.lines): table for table in tables}
    taken = {line for table in tables for line in table.lines}
    by_line = {block.line - 1: block for block in blocks}
    for block in blocks:
        table = opened.get(block.line - 1)
        if table is not None:
            yield from _items(table, by_line)
        elif block.line - 1 not in taken:
            yield block


def _items(table: Table, blocks: dict[int, Block]) -> Iterator[Block | Item]:
    for row in table.rows:
        if isinstance(row, Alone):
            yield from (blocks[line] for line in row.lines)
        elif isinstance(row, Header):
            yield TableHeader(_whole([blocks[line] for line in row.lines]), table.columns)
        else:
            yield _record(table, row, blocks)


def _record(table: Table, record: Record, blocks: dict[int, Block]) -> TableRow:
    first, *more = record.parts
    whole = _row(first, blocks, doubtful=not first.sure)
    for part in more:
        line = _row(part, blocks)
        whole = merged(whole, line, table.columns, sure=part.sure, widest=table.widest)
    return whole


def _row(part: Part, blocks: dict[int, Block], *, doubtful: bool = False) -> TableRow:
    block = blocks[part.line]
    cells = tuple(CellText(p.column, 1, block, p.start, p.end) for p in part.pieces)
    return TableRow(block, cells, doubtful)


def _whole(blocks: Sequence[Block]) -> Block:
    return Block("".join(b.text for b in blocks), tuple(p for b in blocks for p in b.pieces))

"""What each paragraph is: an ordered table of rules, one file per shape.

The order is the meaning. A rule recognises; it never complains and never raises. What no rule
knows is Prose.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from parsers.blocks import Block
from parsers.columns import spaced_header
from parsers.fields.labels import ends_with_a_unit
from parsers.items import (
    Addressees,
    AttachmentMark,
    ClauseLine,
    Item,
    Numbered,
    Prose,
    SheetStart,
    TableHeader,
    TableRow,
)
from parsers.laid_out import Table, laid_out
from parsers.numbering import Form, label_of
from parsers.reflow import reflow
from parsers.rules.attachment import attachment_mark, attachment_note, sheet_start
from parsers.rules.before import Before
from parsers.rules.clause import clause_line, verb_line
from parsers.rules.flat import unflattened
from parsers.rules.flat_table import regroup
from parsers.rules.foot import copied_to, date_line, printed, public_note
from parsers.rules.group import group_clause, noted_group
from parsers.rules.head import addressees, document_number
from parsers.rules.laid_table import with_laid_tables
from parsers.rules.metadata import facts_of
from parsers.rules.numbered import numbered
from parsers.rules.table import cells_of, settled, table_header, table_row
from parsers.rules.wrapped import unwrapped
from parsers.source import Layer, Source
from parsers.wrapping import columns_of

Rule = Callable[[Block, Before], Item | None]

RULES: tuple[Rule, ...] = (
    public_note,
    document_number,  # before numbered: a document number never opens with one, a head line may
    noted_group,  # before clause_line: 备注 is a label too
    clause_line,
    numbered,
    addressees,
    attachment_mark,
    attachment_note,
    printed,
    copied_to,
    date_line,
    group_clause,
    verb_line,  # behind group_clause: 以上3项由A牵头 ends as such a line does
)
# Two cells of their own, parted by a tab as the cells of a row are: never a row.
_FOOT: tuple[Rule, ...] = (printed, copied_to)
_DEPTH = (Form.CHINESE, Form.CHINESE_BRACKET, Form.ARABIC, Form.ARABIC_BRACKET, Form.CIRCLED)
_ABOVE_DECIMALS = (Form.CHINESE, Form.ARABIC)
_HEADINGS = (Form.PART, Form.CHINESE, Form.CHINESE_BRACKET)
_WIDE_APART = re.compile(r"\S {2,}\S.*\S {2,}\S")
_STOPS = "。;!?:）)]"
_LONG_LINE = 44  # columns; what is shorter has not run out of width


def classify(source: Source) -> tuple[tuple[Item, ...], dict[int, str]]:
    """Every paragraph of the body as an item, in order, and the roles of all other lines."""
    tables = laid_out(source.lines)
    blocks, roles = reflow(source, {line + 1 for table in tables for line in table.lines})
    before = Before()
    ended = False  # a laid-out table stood above; a row of it may have gone astray
    ends = {max(table.lines) + 1 for table in tables}
    sheets = {line.number for line in source.lines if line.layer is Layer.SHEET}
    items: list[Item] = [*facts_of(source.lines)]
    for part in _parts(blocks, tables):
        whole = sheet_start(part) if isinstance(part, Block) and part.line in sheets else part
        if not isinstance(whole, Block):
            items.append(whole)
            _remember(before, whole)
            ended = whole.block.end_line in ends
            continue
        if ended and not _may_be_row(whole):
            before.columns, ended = (), False
        for piece in unflattened(whole):
            item = _item(piece, before, source)
            items.append(item)
            _remember(before, item)
    return tuple(settled(list(unwrapped(items)))), roles


def _may_be_row(block: Block) -> bool:
    label = label_of(block.folded)
    heading = label is not None and label.form in _HEADINGS
    return heading or _WIDE_APART.search(block.folded) is not None


def _parts(blocks: Sequence[Block], tables: Sequence[Table]) -> Iterator[Block | Item]:
    """The blocks, those of laid-out and of scattered tables put together as header and rows."""
    if not tables:
        yield from regroup(blocks)
        return
    for plain, run in groupby(with_laid_tables(blocks, tables), lambda p: isinstance(p, Block)):
        if plain:
            yield from regroup([part for part in run if isinstance(part, Block)])
        else:
            yield from run


def _item(block: Block, before: Before, source: Source) -> Item:
    if block.row is None and before.columns:
        foot = next((item for rule in _FOOT if (item := rule(block, before)) is not None), None)
        if foot is not None:
            return foot
    tabular = _is_tabular(block.folded) or spaced_header(block.folded)
    if block.row is not None or before.columns or tabular:
        cells = cells_of(block, source, before)
        found = table_header(block, cells, before) or table_row(block, cells, before)
        if found is not None:
            return found
    for rule in RULES:
        item = rule(block, before)
        if item is not None:
            return item
    return Prose(block)


def _is_tabular(folded: str) -> bool:
    return (
        "\t" in folded
        or any(bar in folded for bar in "|│┃")
        or ("  " in folded and _WIDE_APART.search(folded) is not None)
    )


def _remember(before: Before, item: Item) -> None:
    """What later rules may know of this item."""
    if isinstance(item, TableHeader):
        row = item.block.row
        before.columns = item.columns
        before.table = row.table if row is not None else None
        before.head = False
        before.spaced = row is None and spaced_header(item.block.folded)
    elif isinstance(item, Numbered):
        label = item.label
        if label.value is not None:
            before.last[label.form] = label.value
        if label.form in _DEPTH:
            for deeper in _DEPTH[_DEPTH.index(label.form) + 1 :]:
                if deeper is not Form.ARABIC:
                    before.last.pop(deeper, None)
        before.decimals = before.decimals or label.form is Form.DECIMAL
        if label.form in _ABOVE_DECIMALS:
            before.last.pop(Form.DECIMAL, None)
        if label.form in (*_ABOVE_DECIMALS, Form.DECIMAL):
            before.last.pop(Form.DECIMAL_BELOW, None)
        before.head = False
        if before.table is None and label.form not in _HEADINGS:
            before.columns = ()
    elif isinstance(item, Addressees):
        before.head = False
    elif isinstance(item, AttachmentMark | SheetStart):
        before.last.clear()
        before.head = before.head and isinstance(item, SheetStart)
        before.columns = ()
    before.addressed = isinstance(item, Addressees)
    before.after_header = isinstance(item, TableHeader)
    before.in_rows = isinstance(item, TableRow)
    open_ended = not isinstance(item, ClauseLine | TableHeader | TableRow)
    before.unfinished = (
        open_ended
        and item.block.folded.rstrip()[-1:] not in _STOPS
        and columns_of(item.block.text) >= _LONG_LINE
        and not ends_with_a_unit(item.block.folded)
    )

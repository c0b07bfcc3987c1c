"""续行: a row of a table in plain text whose cells go on in the row below it.

｜1｜新增“小巨人”企业3家、省级｜县工信局｜ above ｜｜专精特新企业15家｜｜ is one row. The row below
has no number; where ruled lines part the rows, they tell. What is not certain is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from parsers.blocks import Block, joined
from parsers.fields.units import is_unit_name
from parsers.items import CellText, Column, Item, TableHeader, TableRow
from parsers.laid_out import width_of
from parsers.wording import TOTAL_ROW

_MOST_LINES = 40  # of one row
_RULED = 2  # rows below a ruled line that show that every row has one
_BESIDE = ("content", "section", "remark", "scoring", "quarter", "last_year", "")
_FIXED = ("number", "points", "section_points", "measure", "bonus")  # never wrapped
_GOES_ON = re.compile(r"[、,(\[“《:/+~≥≤>-]$|[和与及或的为至到由在对将]$|\d$")
_MUST_GO_ON = re.compile(
    r"[、,。;:)\]”》%‰]|(?:以上|以下|以内|以外|左右|达到|不低于|不高于|不超过|不少于)"
)
_SEPARATOR = re.compile(r"[、,;]")
_SCRAP = 2  # characters that are no cell of their own
_DITTO = re.compile(r"同上|同前|〃|″|\"")
_TIME_END = re.compile(r"(?:底|末|初|前|年|日|月|全年|季度|长期|持续|推进|坚持)$")
_WHOLE_TIME = re.compile(r"全年|常年|长期|每?[年月][内底末初]前?|\d{1,2}月[底末初]?前?")  # no scrap
Cells = dict[int, list[CellText]]


class _Join(NamedTuple):
    """A cell with what goes on below it; ``sure`` if it was plainly cut, None if it cannot be."""

    cells: list[CellText]
    sure: bool | None


def unwrapped(items: Sequence[Item]) -> Iterator[Item]:
    """The items, rows of one record that stand in several lines put together."""
    out: list[Item] = []
    columns: tuple[Column, ...] = ()
    at: int | None = None  # the last row of the open table
    ruled = False
    for n, item in enumerate(items):
        if isinstance(item, TableHeader):
            at = at if [c.words for c in item.columns] == [c.words for c in columns] else None
            columns = item.columns
            ruled = _is_ruled(items, n, columns)
        elif isinstance(item, TableRow) and _is_drawn(item.block):
            above = out[at] if at is not None else None
            lost = ruled and _unnumbered(item, columns)
            if isinstance(above, TableRow) and len(above.block.pieces) < _MOST_LINES:
                whole = _record(above, item, columns) if ruled else _one(above, item, columns)
                if isinstance(whole, TableRow) and at is not None:
                    out[at] = replace(whole, unsure=ruled and _unnumbered(whole, columns))
                    continue
                out.append(replace(item, unsure=lost or whole is None))
            else:
                out.append(replace(item, unsure=lost))
            at = len(out) - 1
            continue
        else:
            at = None
        out.append(item)
    yield from out


def _unnumbered(row: TableRow, columns: Sequence[Column]) -> bool:
    """Whether a record of several lines has no number although a column holds them."""
    number = next((c.first for c in columns if c.kind == "number"), None)
    return number is not None and number not in _written(row)


def _is_drawn(block: Block) -> bool:
    return block.row is None and any(bar in block.folded for bar in "|│┃")


def _is_ruled(items: Sequence[Item], header: int, columns: Sequence[Column]) -> bool:
    """Whether a ruled line stands above every record of a table, and nowhere else."""
    groups: list[list[TableRow]] = []
    for item in items[header + 1 :]:
        if not isinstance(item, TableRow) or not _is_drawn(item.block):
            break
        if item.block.ruled or not groups:
            groups.append([])
        groups[-1].append(item)
    ruled = len(groups) >= _RULED and groups[0][0].block.ruled
    return ruled and all(_is_record(group, columns) for group in groups)


def _is_record(rows: Sequence[TableRow], columns: Sequence[Column]) -> bool:
    """Whether rows may be lines of one: at most one has a number, or else fills all its columns."""
    number = next((c.first for c in columns if c.kind == "number"), None)
    filled = [set(_written(row)) for row in rows]
    every = set().union(*filled)
    whole = [f for f in filled if (number in f if number is not None else f == every)]
    return len(rows) == 1 or len(whole) <= 1


def _record(above: TableRow, row: TableRow, columns: Sequence[Column]) -> TableRow | bool:
    """Two rows with no ruled line between them."""
    if row.block.ruled:
        return False
    return merged(above, row, columns, sure=True)


def _one(above: TableRow, row: TableRow, columns: Sequence[Column]) -> TableRow | bool | None:
    """A row without number as what goes on from the row above; None if that is not certain."""
    kinds = {c.first: c.kind for c in columns}
    upper, lower = _written(above), _written(row)
    number = next((at for at, kind in kinds.items() if kind == "number"), None)
    if number is None or number in lower or not lower:
        return False
    if any(TOTAL_ROW.match(cells[0].folded.strip()) for cells in lower.values()):
        return False
    if any(kinds.get(at) in _FIXED for at in lower) or len(row.cells) < 2:
        return False
    joins = {at: _join(upper[at], lower[at], kinds.get(at, "")) for at in lower if at in upper}
    cut = any(join.sure for join in joins.values())
    if any(join.sure is None for join in joins.values()):
        return None if cut else False
    units = [at for at in upper if kinds.get(at) == "units"]
    tasks = [at for at in lower if kinds.get(at) in ("text", "weak_text")]
    complete = bool(tasks) and bool(units) and all(at in lower for at in units)
    if complete and not cut:
        return False if set(upper) - {number} <= set(lower) else None
    if number not in upper:
        return None if tasks else False
    if set(lower) - set(upper) and not cut:
        return None if tasks else False
    return merged(above, row, columns, sure=cut and set(lower) <= set(upper))


def merged(
    above: TableRow,
    row: TableRow,
    columns: Sequence[Column],
    *,
    sure: bool,
    widest: dict[int, int] | None = None,
) -> TableRow:
    """Two rows as one, cell by cell.

    With ``widest``, how wide the cells of each column are, a cell goes on for certain where it
    had no room for the next character.
    """
    kinds = {c.first: c.kind for c in columns}
    upper, lower = _written(above), _written(row)
    cells: list[CellText] = []
    for at in sorted({*upper, *lower}):
        if at not in upper or at not in lower:
            cells += upper.get(at, []) or lower.get(at, [])
            sure = sure and (widest is None or at in upper)
            continue
        full = widest is not None and _is_full(upper[at][-1], lower[at][0], widest.get(at, 0))
        join = _join(upper[at], lower[at], kinds.get(at, ""), full=full)
        cells += join.cells
        loose = kinds.get(at, "") in _BESIDE or (widest is None and kinds.get(at) != "units")
        sure = sure and (bool(join.sure) or loose)
    blocks = (above.block, row.block)
    whole = Block(
        "".join(b.text for b in blocks), tuple(p for b in blocks for p in b.pieces), None,
        above.block.gap, above.block.indent, "".join(b.folded for b in blocks), above.block.ruled,
    )  # fmt: skip
    told = above.wrapped if sure else (*above.wrapped, row.block)
    return replace(above, block=whole, cells=tuple(cells), wrapped=told)


def _written(row: TableRow) -> Cells:
    found: Cells = {}
    for cell in row.cells:
        if cell.folded.strip():
            found.setdefault(cell.column, []).append(cell)
    return found


def _is_full(upper: CellText, lower: CellText, widest: int) -> bool:
    first, last = (c.block.value(c.start, c.end) for c in (upper, lower))
    last_line = upper.block.spans(upper.start, upper.end)[-1]
    return width_of(first[-(last_line.end - last_line.start) :]) + width_of(last[:1]) > widest


def _join(upper: list[CellText], lower: list[CellText], kind: str, *, full: bool = False) -> _Join:
    """The words of a column in two rows as one cell, or as two where each is a name of its own."""
    first, last = upper[-1].folded.strip(), lower[0].folded.strip()
    if _DITTO.fullmatch(first) or _DITTO.fullmatch(last):
        return _Join([*upper, *lower], None)
    whole = len(last) > _SCRAP or (_WHOLE_TIME.fullmatch(last) and _WHOLE_TIME.fullmatch(first))
    if kind == "deadline" and _TIME_END.search(first) and whole and not full:
        return _Join([*upper, *lower], None)
    one = [*upper[:-1], _as_one(upper[-1], lower[0]), *lower[1:]]
    if kind in ("units", "leaders"):
        return _names(first, last, one, [*upper, *lower], kind, full=full)
    cut = _GOES_ON.search(first) or _MUST_GO_ON.match(last) or len(last) <= _SCRAP
    cut = cut or any(first.count(a) > first.count(b) for a, b in ("()", "“”", "《》", "[]"))
    return _Join(one, bool(cut) or full)


def _names(
    first: str, last: str, one: list[CellText], two: list[CellText], kind: str, *, full: bool
) -> _Join:
    """Names of units or persons: cut names are one, whole ones below one another two."""
    if _SEPARATOR.match(first[-1]) or _SEPARATOR.match(last):
        return _Join(one, True)
    if first.count("(") > first.count(")") or len(last) < _SCRAP:
        return _Join(one, True)
    above, below = _SEPARATOR.split(first)[-1], _SEPARATOR.split(last)[0]
    if kind == "leaders":
        return _Join(two, False)
    if not is_unit_name(above):
        return _Join(one, True)
    if is_unit_name(below) and below[0] in ("各", above[0]):
        return _Join(two, not full)
    return _Join(one, full or not is_unit_name(below))


def _as_one(upper: CellText, lower: CellText) -> CellText:
    parts = [cell.block.part(cell.start, cell.end) for cell in (upper, lower)]
    block = joined(*parts)
    return replace(upper, block=block, start=0, end=len(block.text))

"""表格各行的关系: which rows are headings, and which hold several items in one cell.

A single row does not tell: 一｜经济发展｜30 is a heading where other rows count 1, 2, 3; and
1.…；2.… in one cell are items of their own where the rows below count on, or each has points.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from parsers.fields.units import is_empty
from parsers.items import CellText, Column, TableRow
from parsers.numerals import CHINESE

_CHINESE = re.compile(rf"\s*[{CHINESE}]{{1,4}}\s*[、.]?\s*$")
_BRACKET = re.compile(rf"\s*\(\s*[{CHINESE}]{{1,4}}\s*\)\s*[、.]?\s*$")
_ARABIC = re.compile(r"\s*\(?\d{1,3}\)?\s*[、.]?\s*$")
_FORMS = {"chinese": _CHINESE, "bracket": _BRACKET, "arabic": _ARABIC}
_DOING = ("units", "leaders", "deadline", "measure", "growth")
_NAMES = ("text", "weak_text", "target")
_TITLES = (*_NAMES, "section")  # where the title of a heading among the rows may stand
_LABEL = re.compile(r"(?:^|[。;\v])\s*(?P<number>\(?(?P<value>\d{1,3})(?:\)|[.、](?!\d)))\s*(?=\S)")
_POINTS = re.compile(r"\(\s*[^()]{0,4}\d+(?:\.\d+)?\s*分?\s*\)\s*[。;]?\s*$")
_SEVERAL = 2


def _cell(row: TableRow, column: Column | None) -> CellText | None:
    """What a row has in a column, the blank left out."""
    if column is None:
        return None
    found = (c for c in row.cells if column.first <= c.column <= column.last)
    return next((c for c in found if c.folded.strip()), None)


def _of_kind(columns: Iterable[Column], *kinds: str) -> Column | None:
    """The column of the first of these kinds that the table has."""
    columns = tuple(columns)
    return next((c for kind in kinds for c in columns if c.kind == kind), None)


# --- headings among the rows --------------------------------------------------------------


def with_categories(columns: tuple[Column, ...], rows: Sequence[TableRow]) -> list[TableRow]:
    """The rows, those marked that the 序号 column counts as headings: 一｜经济发展｜30｜｜.

    None of their form says who does it or by when, and another form counts the items. Where some
    of them do, it is not sure what they are.
    """
    number, names = _of_kind(columns, "number"), _of_kind(columns, *_NAMES)
    if number is None or names is None:
        return list(rows)
    titles = [c for c in columns if c.kind in _TITLES]
    forms = [_form(_cell(row, number)) for row in rows]
    others = {form for form in forms if form}
    if len(others) < _SEVERAL:
        return list(rows)
    above = {f for f in ("chinese", "bracket") if f in others and others - {f}}
    plain = set(above)
    kinds = [c for c in columns if c.kind in _DOING]
    for row, form in zip(rows, forms, strict=True):
        untitled = all(_cell(row, title) is None for title in titles)
        if form in plain and (untitled or _does(row, kinds)):
            plain.discard(form)
    return [
        replace(row, category=form in plain, maybe_category=form in above - plain)
        for row, form in zip(rows, forms, strict=True)
    ]


def _form(cell: CellText | None) -> str:
    if cell is None or cell.carried:
        return ""
    return next((name for name, form in _FORMS.items() if form.match(cell.folded)), "")


def _does(row: TableRow, columns: Iterable[Column]) -> bool:
    """Whether a row says something in one of the columns, and not just what its title says."""
    cells = [c for column in columns if (c := _cell(row, column)) is not None]
    return any(not is_empty(c.block.folded, c.start, c.end) for c in cells if c.width == 1)


# --- several items in one cell ------------------------------------------------------------


def items_apart(columns: tuple[Column, ...], rows: Sequence[TableRow]) -> list[TableRow]:
    """The rows, those whose cell holds several numbered items as a row for each of these.

    So they are where the rows count on, or where each has points of its own; otherwise the
    numbers count what one item consists of.
    """
    if _of_kind(columns, "number") is not None:
        return list(rows)
    column = _of_kind(columns, *_NAMES)
    tasks = [c for c in columns if column is not None and c.kind == column.kind]
    column = tasks[-1] if tasks else None
    cells = [_cell(row, column) for row in rows]
    parts = [list(_parts(cell)) if cell is not None and not cell.carried else [] for cell in cells]
    several = [p for p in parts if len(p) >= _SEVERAL]
    if not several:
        return list(rows)
    counting = _count_on([p for p in parts if p])
    out: list[TableRow] = []
    for row, cell, found in zip(rows, cells, parts, strict=True):
        scored = all(_POINTS.search(cell.folded[slice(*p[1:])]) for p in found) if cell else False
        if cell is None or len(found) < _SEVERAL or not (counting or scored):
            out.append(row)
        else:
            out += _split(row, cell, found, columns)
    return out


def _parts(cell: CellText) -> Iterator[tuple[int, int, int]]:
    """The numbered parts of a cell: number, first and last column; none if they do not count up."""
    folded = cell.folded
    labels = list(_LABEL.finditer(folded))
    if not labels or labels[0].start() or not _counts_up([int(m["value"]) for m in labels]):
        return
    starts = [m.start("number") for m in labels]
    for match, start, end in zip(labels, starts, [*starts[1:], len(folded)], strict=True):
        yield int(match["value"]), start, end


def _counts_up(values: Sequence[int]) -> bool:
    return all(b == a + 1 for a, b in pairwise(values))


def _count_on(parts: Sequence[Sequence[tuple[int, int, int]]]) -> bool:
    """Whether each cell begins with the number behind the last one of the cell above, or with 1."""
    pairs = [(a[-1][0], b[0][0]) for a, b in pairwise(parts)]
    on = [b == a + 1 for a, b in pairs]
    return any(on) and all(goes or b == 1 for goes, (_, b) in zip(on, pairs, strict=True))


def _split(
    row: TableRow,
    cell: CellText,
    parts: Sequence[tuple[int, int, int]],
    columns: tuple[Column, ...],
) -> Iterator[TableRow]:
    """A row for each part; the other cells hold for all of them, save points and goals.

    Whose points or goals those are, nobody says: the points are taken as merged ones, and a row
    with goals is doubtful.
    """
    goal = _cell(row, _of_kind(columns, "target")) not in (None, cell)
    points = _of_kind(columns, "points")
    for _, start, end in parts:
        one = replace(cell, start=cell.start + start, end=cell.start + end)
        cells = tuple(
            one
            if c is cell
            else replace(c, carried=True)
            if points is not None and points.first <= c.column <= points.last
            else c
            for c in row.cells
        )
        yield replace(row, cells=cells, doubtful=row.doubtful or goal)


# --- numbers of categories ----------------------------------------------------------------


def numbers_of_categories(
    columns: tuple[Column, ...], rows: Sequence[TableRow]
) -> tuple[Column, ...]:
    """The columns, 序号 told to count the categories where the cells of the tasks count on.

    序号｜主要任务｜具体措施: 1｜甲｜1、…, then ｜｜2、…, then 2｜乙｜3、….
    """
    number, tasks = _of_kind(columns, "number"), _of_kind(columns, "text", "weak_text")
    if number is None or tasks is None:
        return columns
    cells = [(_cell(row, tasks), _cell(row, number)) for row in rows]
    parts = [list(_parts(cell)) if cell is not None else [] for cell, _ in cells]
    bare = any(part and (n is None or n.carried) for part, (_, n) in zip(parts, cells, strict=True))
    if not bare or not all(parts) or not _count_on(parts):
        return columns
    return tuple(replace(c, kind="section_number") if c == number else c for c in columns)

"""表格: the row that names the columns, and the rows under it.

A row is cells from a Word, PDF, Excel or web table, or a text line parted by tabs, bars or wide
blanks where the line above named as many columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from parsers.blocks import Block
from parsers.columns import OF_TASKS, column_kind, of_this_year, spaced_header, under
from parsers.fields.units import looks_like_units
from parsers.items import CellText, Column, Item, TableHeader, TableRow
from parsers.model import Role
from parsers.numbering import Surety, label_of
from parsers.placing import fit, placing
from parsers.rules.before import Before
from parsers.rules.table_rows import items_apart, numbers_of_categories, with_categories
from parsers.source import Source
from parsers.wording import TOTAL_LINE, TOTAL_ROW, role_of

_BARS = re.compile(r"\s*[|｜│┃]\s*")
_FRAMED = re.compile(r"\s*[|│┃].*[|│┃]\s*$")  # bars at both ends
_NUMBER = re.compile(r"\(?\d{1,3}\)?[.、]?")
_SEVERAL = 2
_STRICT = ("number", "points", "units", "measure")  # one sees what belongs there
_LEVEL = re.compile(r"[一二三四]级(?:指标|目标)")
_LONGEST_HEADER = 200  # characters
_PLACE = re.compile(r"地点|地址|地区|所在|位置|来源|对象|范围|性质|属性|类型")
_DRAWN = ("|", "│", "┃")
_FEWEST = 3  # known columns that make a line of text a header
_QUOTED = re.compile(r'"(?:[^"]|"")+"')  # a cell of several lines, copied from Excel
_TABS = re.compile(r" *\t *")  # two of them hold an empty cell
_WIDE, _BLANKS = re.compile(r" {2,}"), re.compile(r" +")
_FIGURE = re.compile(r"\d\S*")


def cells_of(block: Block, source: Source, before: Before) -> tuple[CellText, ...]:
    """The cells of a table row, carried ones with the text of the row that wrote them."""
    if block.row is None:
        spaced = before.spaced or spaced_header(block.folded)
        return tuple(_text_cells(block, len(before.columns) or None, spaced=spaced))
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
    """序号｜指标｜分值｜责任单位: at least two known columns, one of them the tasks'.

    A row right below that only parts its columns is a header too; its columns are both rows'.
    """
    if len(cells) < 2 or sum(len(cell.folded) for cell in cells) > _LONGEST_HEADER:
        return None
    two = block.row is None and len(cells) < _FEWEST and not before.after_header
    if two and not OF_TASKS.search(block.folded):
        return None
    columns = [_column(cell) for cell in cells]
    if two and {c.kind for c in columns} != {"number", "units"}:
        return None
    if before.after_header and _parts(columns, cells, before):
        return TableHeader(block, tuple(of_this_year(under(before.columns, columns))))
    if before.after_header and block.row is None and (upper := _spread(before.columns, columns)):
        return TableHeader(block, tuple(of_this_year(under(upper, columns))))
    if any(c.words.isdigit() for c in columns) or not _again(columns, before):
        return None
    columns = of_this_year(_measured(columns))
    kinds = [c.kind for c in columns if c.kind]
    known = set(kinds)
    if block.row is None and len(kinds) < _FEWEST and not two:
        return None
    enough = len(kinds) * 2 >= sum(1 for c in columns if c.words) and len(known) >= 2
    tasks = known & {"text", "weak_text", "target"}
    if enough and (tasks or {"number", "units"} <= known):
        return TableHeader(block, tuple(columns))
    return None


def _again(columns: list[Column], before: Before) -> bool:
    """Inside a table only the header itself comes again: a task may be called 一票否决事项.

    A line with 序号 opens another table.
    """
    if columns[0].kind == "number":
        return True
    known = {c.words for c in before.columns}
    same = sum(1 for c in columns if c.words in known)
    return not known or not before.in_rows or same * 2 >= len(columns)


def _column(cell: CellText) -> Column:
    words = "" if cell.carried else re.sub(r"\s", "", cell.folded)
    return Column(column_kind(words), words, cell.column, cell.column + cell.width - 1)


def _parts(columns: list[Column], cells: tuple[CellText, ...], before: Before) -> bool:
    """Whether a row below a header names parts of its columns: no figures, the rest carried."""
    fresh = [c for c in columns if c.words]
    wide = any(c.last > c.first for c in before.columns)
    carried = any(cell.carried for cell in cells) or len(fresh) < len(cells)
    return bool(fresh) and wide and carried and not any(c.words.isdigit() for c in fresh)


def _spread(upper: Sequence[Column], lower: Sequence[Column]) -> tuple[Column, ...]:
    """The columns of a header in plain text, those widened whose parts the row below names.

    季度目标 with blank cells behind it, and below them 一季度 to 四季度; () where it is none such.
    """
    named = {c.first: c for c in lower if c.words}
    wide: list[Column] = []
    for column in upper:
        if not column.words and wide and wide[-1].words and column.first in named:
            wide[-1] = replace(wide[-1], last=column.last)
        else:
            wide.append(column)
    held = [c for c in wide if c.last > c.first]
    below = {at for c in held for at in range(c.first, c.last + 1)}
    figures = any(re.fullmatch(r"[\d.%]+", c.words) for c in named.values())
    return tuple(wide) if below and set(named) == below and not figures else ()


def _measured(columns: list[Column]) -> list[Column]:
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
    drawn = any(bar in block.folded for bar in "|│┃") or "\t" in block.text
    if _set_in(block, before.columns):
        return None
    if before.table is not None and len(cells) != len(before.columns):
        return None  # text below a real table
    if not drawn and TOTAL_LINE.fullmatch(block.folded.strip()):
        return _total(block, before.columns)
    if len(cells) == 1 and _FRAMED.match(block.folded):  # ｜一、降低准入门槛｜ fills the row
        return TableRow(block, (replace(cells[0], width=len(before.columns)),))
    if len(cells) >= 2 and (drawn or len(cells) == len(before.columns)):
        return _shifted(block, cells, before.columns)
    return _placed(block, cells, before)


def _set_in(block: Block, columns: Sequence[Column]) -> bool:
    """Whether a tab sets in a numbered paragraph, below a table that counts its rows."""
    if columns[0].kind != "number" or not block.text.startswith("\t"):
        return False
    words = block.folded.strip()
    label = label_of(words) if "\t" not in words and words[:1] not in _DRAWN else None
    return label is not None and label.surety is Surety.PLAIN


def _shifted(block: Block, cells: tuple[CellText, ...], columns: tuple[Column, ...]) -> TableRow:
    """A row whose first cells are missing, as below a category that is merged over several rows.

    The cells go as far to the right as they suit those columns better; the row is doubtful where
    what is missing is no category, where a cell does not suit its column, and where there are more
    cells than columns.
    """
    framed = _FRAMED.match(block.folded) is not None
    if framed and len(cells) == len(columns):
        return TableRow(block, cells)
    texts = [cell.folded.strip() for cell in cells]
    while texts and not texts[-1]:  # behind a bar that closes the row
        texts.pop()
    missing = len(columns) - len(texts)
    if missing < 0:
        return TableRow(block, cells, doubtful=True)
    if missing == 0 or len(texts) < 2:
        return TableRow(block, cells)

    def suits(shift: int) -> int:
        return sum(fit(c, t) for c, t in zip(columns[shift:], texts, strict=False) if t)

    shift = 0
    for other in (missing, *range(1, missing)):
        if suits(other) > suits(shift):
            shift = other
    if not shift:
        short = len(cells) < len(columns)  # not just empty cells at the end
        return TableRow(block, cells, doubtful=short and _ill(columns, texts))
    moved = [replace(c, column=c.column + shift) for c in cells[: len(texts)]]
    merged = all(c.kind in ("section", "weak_text", "") for c in columns[:shift])
    return TableRow(block, tuple(moved), doubtful=not merged or _ill(columns[shift:], texts))


def _ill(columns: Sequence[Column], texts: Sequence[str]) -> bool:
    """Whether a text stands in a column of another kind: a unit under 分值, a number under 单位."""
    pairs = zip(columns, texts, strict=False)
    return any(c.kind in _STRICT and t and fit(c, t) < 0 for c, t in pairs)


def _total(block: Block, columns: tuple[Column, ...]) -> TableRow:
    """合计 100 under blanks: one figure is that of the points, if any column holds points."""
    start = len(block.folded) - len(block.folded.lstrip())
    name = TOTAL_ROW.match(block.folded, start)
    end = name.end() if name is not None else start
    words = [(start, end), *(match.span() for match in _FIGURE.finditer(block.folded, end))]
    points = [c.first for c in columns if c.kind == "points"]
    placed = points if len(words) == 2 and len(points) == 1 else []
    places = [0, *placed, *range(len(columns), len(columns) + len(words))]
    cells = zip(places, words, strict=False)
    return TableRow(block, tuple(CellText(at, 1, block, *word) for at, word in cells))


def _placed(block: Block, cells: tuple[CellText, ...], before: Before) -> Item | None:
    """A row parted by blanks, an empty cell of which left no trace: cells go where they suit."""
    number = before.columns[0].kind == "number" and _NUMBER.fullmatch(cells[0].folded.strip())
    missing = len(before.columns) - len(cells)
    spare = before.spaced and len(cells) > len(before.columns)  # a blank inside a cell
    if not number or not (0 < missing <= len(cells) or spare):
        return None
    columns = placing(tuple(c.folded.strip() for c in cells), before.columns)[1]
    placed = tuple(replace(c, column=at) for c, at in zip(cells, columns, strict=True))
    return TableRow(block, placed, doubtful=True)


def _text_cells(block: Block, width: int | None, *, spaced: bool) -> Iterator[CellText]:
    """The cells of a text line; ``width`` is the number of columns that are named above.

    Bars at both ends are a border, unless a row needs them for its first and last cell.
    """
    folded = block.folded
    drawn = any(bar in folded for bar in "|│┃")
    pattern = _BARS if drawn else _TABS if "\t" in block.text else _WIDE
    if spaced and pattern is _WIDE:
        pattern = _BLANKS
    start, end = len(folded) - len(folded.lstrip(" ")), len(folded.rstrip(" "))
    bounds = [start, *(at for m in pattern.finditer(folded, start, end) for at in m.span()), end]
    cells = list(zip(bounds[::2], bounds[1::2], strict=True))
    alone = [span for span in cells if folded[slice(*span)].strip()]
    if drawn and len(cells) == 3 and alone == cells[1:2]:  # ｜一、降低准入门槛｜
        cells = alone
    if drawn and (width is None or len(cells) > width):
        if len(cells) > 2 and not folded[slice(*cells[0])].strip():
            cells = cells[1:]
        if not folded[slice(*cells[-1])].strip() and (width is None or len(cells) > width):
            cells = cells[:-1]
    for column, (first, last) in enumerate(cells):
        quoted = pattern is _TABS and _QUOTED.fullmatch(folded, first, last) is not None
        yield CellText(column, 1, block, first + quoted, last - quoted)


def settled(items: Sequence[Item]) -> Iterator[Item]:
    """The items, the columns and rows of tables told by the whole of their rows."""
    header: TableHeader | None = None
    rows: list[TableRow] = []
    for item in _columns_told(items):
        if isinstance(item, TableRow):
            rows.append(item)
            continue
        yield from _told_rows(header, rows)
        rows = []
        if isinstance(item, TableHeader):
            header = item
        yield item
    yield from _told_rows(header, rows)


def _told_rows(header: TableHeader | None, rows: Sequence[TableRow]) -> Iterator[TableRow]:
    """Rows of one stretch: what a row is, and how many items it holds, others show."""
    if header is None:
        return iter(rows)
    return iter(items_apart(header.columns, with_categories(header.columns, rows)))


def _columns_told(items: Sequence[Item]) -> Iterator[Item]:
    """The items, columns of tasks beside one another told by their rows.

    Of several the last names the items; one before it whose cells are merged downwards (一级指标,
    项目名称) names categories. 项目名称 beside 建设内容, not merged, names the items.
    """
    for at, item in enumerate(items):
        if not isinstance(item, TableHeader):
            yield item
            continue
        tasks = [c for c in item.columns if c.kind in ("text", "weak_text")]
        nobody = all(c.kind != "units" or role_of(c.words) is Role.ASSESS for c in item.columns)
        if len(tasks) < _SEVERAL and not nobody:
            yield item
            continue
        rows = [i for i in takewhile(_is_row, items[at + 1 :]) if isinstance(i, TableRow)]
        known = tuple(_kindred(c, rows) for c in item.columns) if nobody else item.columns
        told: dict[int, str] = {}
        for column in tasks[:-1]:
            if _LEVEL.match(column.words) or any(_is_merged(r, column, tasks[-1]) for r in rows):
                told[column.first] = "section"
            elif column.kind == "weak_text":
                told |= {c.first: "content" for c in tasks if c.kind == "text"}
                told[column.first] = "text"
        columns = tuple(replace(c, kind=told.get(c.first, c.kind)) for c in known)
        if "section" in told.values():
            columns = numbers_of_categories(columns, rows)
        yield replace(item, columns=columns)


def _kindred(column: Column, rows: Sequence[TableRow]) -> Column:
    """A column in no list of words, with nothing but units below it: 具体牵办, 责任田主."""
    cells = [c for r in rows for c in r.cells if c.column == column.first and c.folded.strip()]
    if column.kind or not column.words or _PLACE.search(column.words) or len(cells) < _SEVERAL:
        return column
    if all(looks_like_units(c.block.folded, c.start, c.end) for c in cells):
        return replace(column, kind="units", kindred=True)
    return column


def _is_row(item: Item) -> bool:
    return isinstance(item, TableRow)


def _is_merged(row: TableRow, column: Column, tasks: Column) -> bool:
    """Whether a row that names a task leaves another column to the row above."""
    written = {c.column for c in row.cells if c.folded.strip() and not c.carried}
    return tasks.first in written and column.first not in written

"""散开的表格: a table copied so that every cell stands on a line of its own.

The header is known by its words (序号 / 工作任务 / 牵头单位 …); a record is known by the
number that is due, or by the count of columns where none is numbered. Where lines and columns do
not agree the cells are placed by what they look like, and the row is marked doubtful.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from parsers.blocks import Block, joined
from parsers.columns import scattered_header
from parsers.items import CellText, Column, Item, TableHeader, TableRow
from parsers.numbering import Form, label_of
from parsers.placing import fit, placing

_LONGEST = 400  # characters of a cell
_FEWEST = 2  # cells of a record
_MOST_BETWEEN = 20  # lines between two records: headings, a repeated header
_DIGITS = 3  # of a number
_FAR = 0.05  # what a line between two records costs
_DUE = 2.0  # what speaks for the number that is due
_EDGE = " |│"
_NO_CELL = re.compile(
    r"^(?:注|备注|抄送|附件)\s*[:\d]|印发$|^\d{4}年\d{1,2}月\d{1,2}日$|^[(]此件|^合\s*计|^总\s*计|:$"
)
_SQUARED = re.compile(r"\[[\u4e00-\u9fff][^\[\]:]{1,19}\]")
_PROSE = re.compile(r".{80}。$")  # a cell only where the task stands
_TASKS = ("text", "weak_text", "content", "target", "section")
_PLAIN_KINDS = ("units", "deadline", "leaders", "points")  # of cells that look like no others
_CATEGORY = -1  # the column of a line that names what the rows below have in common
Cells = dict[int, int]  # line -> column


def _between(
    blocks: Sequence[Block], texts: Sequence[str], at: int, end: int, columns: tuple[Column, ...]
) -> Iterator[Block | Item]:
    """Headings and repeated headers that stand between two records."""
    while at < end:
        header = scattered_header(texts[:end], at)
        if header:
            yield TableHeader(_whole(blocks[at : at + len(header)]), columns)
        else:
            yield _lone(blocks[at]) if _heading(texts[at]) else blocks[at]
        at += max(len(header), 1)


def regroup(blocks: Sequence[Block]) -> list[Block | Item]:
    """The blocks, those of a scattered table put together as header and rows."""
    texts = [
        b.folded.strip(_EDGE) if b.row is None and len(b.text) < _LONGEST else "" for b in blocks
    ]
    out: list[Block | Item] = []
    at = 0
    while at < len(blocks):
        columns = scattered_header(texts, at) if blocks[at].row is None else ()
        rows = list(_rows(texts, at + len(columns), columns)) if columns else []
        if not rows:
            out.append(blocks[at])
            at += 1
            continue
        out.append(TableHeader(_whole(blocks[at : at + len(columns)]), columns))
        at += len(columns)
        for cells in rows:
            out.extend(_between(blocks, texts, at, min(cells), columns))
            alone = _CATEGORY in cells.values()
            out.append(_lone(blocks[min(cells)]) if alone else _row(blocks, cells, columns))
            at = max(cells) + 1
    return out


def _rows(texts: Sequence[str], first: int, columns: Sequence[Column]) -> Iterator[Cells]:
    """The records from line ``first`` on."""
    offset = next((n for n, c in enumerate(columns) if c.kind == "number"), None)
    if offset is None:
        yield from _by_count(texts, first, columns)
    else:
        yield from _by_number(texts, first, columns, offset)


def _by_count(texts: Sequence[str], first: int, columns: Sequence[Column]) -> Iterator[Cells]:
    """Records of a table without numbers: as many lines as columns, each fitting its column.

    Where the last column names the units they end a record that has more or fewer lines, as under
    a category that is merged over several rows.
    """
    at, width = first, len(columns)
    while at < len(texts):
        record = texts[at : at + width]
        plain = len(record) == width and not any(
            _NO_CELL.search(t) or _heading(t) or (_PROSE.match(t) and c.kind not in _TASKS)
            for c, t in zip(columns, record, strict=True)
        )
        named = [fit(c, t) for c, t in zip(columns, record, strict=False) if c.kind == "units"]
        if plain and all(fit > 0 for fit in named):
            yield {at + n: n for n in range(width)}
            at += width
            continue
        end = _units_end(texts, at, columns)
        if end is None:
            return
        lines = range(at, end + 1)
        if len(lines) > width and _score(texts, lines[1:], columns) > _score(texts, lines, columns):
            yield {at: _CATEGORY}
            lines = lines[1:]
        yield _place(texts, lines, columns, 0)
        at = end + 1


def _units_end(texts: Sequence[str], at: int, columns: Sequence[Column]) -> int | None:
    """The line with the units that end the record which begins at a line."""
    if columns[-1].kind != "units":
        return None
    for n in range(at, min(at + 2 * len(columns), len(texts))):
        if _NO_CELL.search(texts[n]) or _heading(texts[n]):
            return None
        if _PROSE.match(texts[n]) and n - at > len(columns):
            return None
        if n > at and fit(columns[-1], texts[n]) > 1:
            return n
    return None


def _by_number(
    texts: Sequence[str], first: int, columns: Sequence[Column], offset: int
) -> Iterator[Cells]:
    """Records that begin ``offset`` cells before the number that is due."""
    width = len(columns)
    window = range(first, min(first + offset + _MOST_BETWEEN, len(texts)))
    here = next((n for n in window if _number(texts[n]) is not None), None)
    if here is None:
        return
    front = list(range(max(first, here - offset), here))
    while here is not None:
        window = range(here + _FEWEST, min(here + 2 * width + _MOST_BETWEEN, len(texts)))
        following = _next(texts, here, window, columns, offset)
        last = _end(texts, here, columns, offset, following)
        body, coming = _parted(texts, list(range(here + 1, last)), columns, offset)
        behind = columns[offset + 1 :]
        body, second = _second_task(texts, body, behind)
        yield (
            _place(texts, front, columns[:offset], 0)
            | {here: offset}
            | _place(texts, body, behind, offset + 1)
        )
        if second:
            yield _place(texts, second, behind, offset + 1)
        front = coming or _behind_header(texts, last, following, columns, offset)
        here = following


def _second_task(
    texts: Sequence[str], lines: list[int], columns: Sequence[Column]
) -> tuple[list[int], list[int]]:
    """The lines of a record, and those of a second task under the same number, merged over both.

    5 / 开工建设养老楼。 / 县民政局 / 5月底前 / 开工建设老年大学。 / 12月底前: two sentences.
    """
    if len(lines) <= len(columns) or columns[0].kind not in ("text", "weak_text"):
        return lines, []
    whole = _score(texts, lines, columns)
    for at in range(2, len(lines) - 1):
        first, text = texts[lines[0]], texts[lines[at]]
        if first.endswith("。") and text.endswith("。") and fit(columns[0], text) > 0:
            parts = lines[:at], lines[at:]
            if sum(_score(texts, part, columns) for part in parts) > whole:
                return lines[:at], lines[at:]
    return lines, []


def _behind_header(
    texts: Sequence[str], start: int, following: int | None, columns: Sequence[Column], offset: int
) -> list[int]:
    """The lines before a number that stand below a header which came again."""
    if following is None:
        return []
    headers = [(n, scattered_header(texts, n)) for n in range(start, following)]
    ends = [n + len(found) for n, found in headers if len(found) > _FEWEST]
    if not ends or not following - offset <= ends[-1] < following:
        return []
    return [n for n in range(ends[-1], following) if not _heading(texts[n])]


def _number(text: str) -> int | None:
    digits = text.rstrip(".、")
    return int(digits) if digits.isdecimal() and len(digits) <= _DIGITS else None


def _next(
    texts: Sequence[str], here: int, window: range, columns: Sequence[Column], offset: int
) -> int | None:
    """The line with the next number which leaves the best record before it.

    A cell may hold a figure too: 分值 6 in the row before the sixth. In an extract numbers jump.
    """
    now = _number(texts[here]) or 0
    scores = {
        n: _score_of(texts, here, n, columns, offset) + (_DUE if value == now + 1 else 0.0)
        for n in window
        if (value := _number(texts[n])) is not None and value > now
    }
    return max(scores, key=lambda n: scores[n]) if scores else None


def _score_of(
    texts: Sequence[str], here: int, following: int, columns: Sequence[Column], offset: int
) -> float:
    """How well a record fits that begins at one number and ends before another."""
    last = _end(texts, here, columns, offset, following)
    body, coming = _parted(texts, list(range(here + 1, last)), columns, offset)
    far = following - last  # headings and stray lines between
    return (
        _score(texts, body, columns[offset + 1 :])
        + _score(texts, coming, columns[:offset])
        - far * _FAR
    )


def _end(
    texts: Sequence[str], here: int, columns: Sequence[Column], offset: int, following: int | None
) -> int:
    """Where a record ends: before the next one, and before what plainly belongs to no cell."""
    last = min(following if following is not None else _usual_end(texts, here, columns), len(texts))
    tasks = [at - offset for at, column in enumerate(columns) if column.kind in _TASKS]
    longest = here + max(tasks, default=0) + 1  # behind the task a whole paragraph is no cell
    for n in range(here + 1, last):
        header = scattered_header(texts, n)
        prose = _PROSE.match(texts[n]) is not None and n > longest
        if prose or _NO_CELL.search(texts[n]) or _heading(texts[n]) or len(header) > _FEWEST:
            return n
    return last


def _usual_end(texts: Sequence[str], here: int, columns: Sequence[Column]) -> int:
    """Where the last record ends: a line for each column, and one more for each further unit."""
    last, units = here + len(columns), [c for c in columns if c.kind == "units"]
    if not units:
        return last
    named = len(units)
    while sum(1 for text in texts[here + 1 : last] if fit(units[0], text) > 1) > named:
        named, last = named + 1, last + 1
    return last


def _parted(
    texts: Sequence[str], lines: list[int], columns: Sequence[Column], offset: int
) -> tuple[list[int], list[int]]:
    """The lines behind a number, and those that already belong before the next number."""
    after, before = columns[offset + 1 :], columns[:offset]

    def score(coming: int) -> float:
        cut = len(lines) - coming
        return _score(texts, lines[:cut], after) + _score(texts, lines[cut:], before)

    cut = len(lines) - max(range(min(offset, len(lines)) + 1), key=score)
    return lines[:cut], lines[cut:]


def _score(texts: Sequence[str], lines: Sequence[int], columns: Sequence[Column]) -> float:
    return placing(tuple(texts[n] for n in lines), tuple(columns))[0]


def _place(
    texts: Sequence[str], lines: Sequence[int], columns: Sequence[Column], shift: int
) -> Cells:
    """A column for each line, in order, by what it looks like."""
    found = placing(tuple(texts[n] for n in lines), tuple(columns))[1]
    return {line: column + shift for line, column in zip(lines, found, strict=True)}


def _heading(text: str) -> bool:
    label = label_of(text)
    if label is not None:
        return label.form in (Form.PART, Form.CHINESE, Form.CHINESE_BRACKET)
    return _SQUARED.fullmatch(text) is not None


def _row(blocks: Sequence[Block], cells: Cells, columns: Sequence[Column]) -> TableRow:
    lines = sorted(cells)
    found = tuple(_cells_of(blocks, lines, cells, columns))
    placed = [cells[n] for n in lines]
    astray = any(
        columns[at].kind in _PLAIN_KINDS and fit(columns[at], blocks[n].folded.strip(_EDGE)) < 0
        for n, at in zip(lines, placed, strict=True)
        if 0 <= at < len(columns)
    )
    doubtful = astray or not _is_plain(placed, columns)
    return TableRow(_whole([blocks[n] for n in lines]), found, doubtful)


def _is_plain(placed: Sequence[int], columns: Sequence[Column]) -> bool:
    """Whether the lines of a record can stand in no other columns: one each, as a rule.

    A category stands once for several records; the only column of units may have several lines.
    """
    units = [n for n, c in enumerate(columns) if c.kind == "units"]
    several = units[0] if len(units) == 1 else None
    once = [n for at, n in enumerate(placed) if n != several or placed[at - 1 : at] != [n]]
    number = next((n for n, c in enumerate(columns) if c.kind == "number"), 0)
    front = sum(1 for c in columns[:number] if c.kind == "section")
    return once == list(range(len(columns))) or (
        front == number and once == list(range(number, len(columns)))
    )


def _cells_of(
    blocks: Sequence[Block], lines: Sequence[int], cells: Cells, columns: Sequence[Column]
) -> Iterator[CellText]:
    """A cell for each line; the lines of one task are one cell."""
    at = 0
    while at < len(lines):
        column, last = cells[lines[at]], at + 1
        block = blocks[lines[at]]
        if 0 <= column < len(columns) and columns[column].kind in ("text", "weak_text"):
            while last < len(lines) and cells[lines[last]] == column:
                block = joined(block, blocks[lines[last]])
                last += 1
        yield CellText(column, 1, block, *_bounds(block))
        at = last


def _bounds(block: Block) -> tuple[int, int]:
    """Where the text of a cell stands, without the bars that part it."""
    words = block.folded.strip(_EDGE)
    start = block.folded.index(words) if words else 0
    return start, start + len(words)


def _lone(block: Block) -> TableRow:
    return TableRow(block, (CellText(0, 99, block, *_bounds(block)),))


def _whole(cells: Sequence[Block]) -> Block:
    return Block("".join(c.text for c in cells), tuple(p for c in cells for p in c.pieces))

"""按序号分工的表: rows that say who does the items of a list elsewhere, which they name by number.

附件1 counts the tasks, 附件2 is 任务序号｜牵头领导｜牵头单位 with 2、3 in one cell. Such a row is
no item: it belongs to those it names. A table of units may count its own rows as well, with
their telephones or their shares; where nothing says whose numbers they are, they must be those of
a list that names nobody, all of them, and that is told. Otherwise the rows stay what they are,
items without text, which is told too.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from typing import NamedTuple

from parsers import codes
from parsers.assembly.draft import Node, Tree
from parsers.assembly.gather import brief
from parsers.diagnostics import Diagnostic
from parsers.fields.peel import peel
from parsers.items import CellText, Column, TableRow
from parsers.numbering import Form
from parsers.patterns import late

_TASKS = ("text", "weak_text", "target", "content", "section")
_COUNTED = (Form.ARABIC, Form.ARABIC_BRACKET, Form.NONE)  # NONE: a row of a table
_DETAILS = (Form.ARABIC_BRACKET, Form.CIRCLED, Form.BULLET)
_NUMBERS = re.compile(r"\s*(?:第?\s*\d{1,3}\s*项?\s*(?:[-~至到、,;/.\v\s]\s*|$))+")
_ONE = re.compile(r"(?P<first>\d{1,3})(?:\s*项?\s*(?:-|~|至|到)\s*第?\s*(?P<last>\d{1,3}))?")
_LONGEST = 40  # items that 1—40 may mean
_OF_TASKS = re.compile(
    r"(?:任务|项目|指标|事项|工作|实事|目标|措施|要点|清单)[^序编]{0,2}(?:序号|编号|号)"
)
_TITLE = late(  # 2.责任分工表 is no item, nor is it a paragraph of the item above
    r"[^。;,:!?]{0,24}(?:分工|责任|职责|领导|督[查办导]|包[联保抓]|联系|任务)[^。;,:!?]{0,8}"
    r"(?:表|分解|安排|一览|名单|清单|方案)\s*$|[^。;,:!?]{0,24}(?:分工|责任人)\s*$"
)
_ANNOUNCES = late(r"[^。;]{0,40}(?::|如下(?:表|[:。])?)\s*$")  # 分工如下：
_SAME_NUMBERS = late(r"序号[^。;]{0,16}(?:一致|相同|对应)")


class _List(NamedTuple):
    """Items of one form that stand together, by number; ``named`` if they say who does them."""

    items: dict[int, list[Node]]
    named: bool
    order: int


def names_items(columns: Sequence[Column]) -> bool:
    """Whether a table has numbers and who does what, and nothing that says what is to be done."""
    kinds = {column.kind for column in columns}
    return {"number", "units"} <= kinds and not kinds & set(_TASKS)


def give_by_number(tree: Tree) -> None:
    """Takes the rows out of the tree that name items by number, and gives them to these."""
    rows = [n for n in tree.nodes if n.row is not None and names_items(n.columns)]
    for series in dict.fromkeys(row.series for row in rows):
        _give(tree, [row for row in rows if row.series == series])


def _give(tree: Tree, rows: Sequence[Node]) -> None:
    numbers = [_numbers(row.row, row.columns) for row in rows if row.row is not None]
    wanted = {number for some in numbers for number in some}
    best = _best_list(tree, rows, wanted)
    if best is None or not all(numbers) or _two_counts(rows):
        return
    if not (any(len(some) > 1 for some in numbers) or _says_whose(tree, rows[0])):
        alike = wanted == set(best.items) and not best.named
        if not alike or not all(column.kind for column in rows[0].columns if column.words):
            return
        tree.matched.append(rows[0])
    for row, some in zip(rows, numbers, strict=True):
        for number in some:
            found = best.items.get(number, [])
            if len(found) == 1:
                found[0].assigned.append(row)
            else:
                tree.misnumbered.append((row, number, len(found)))
    _take_out(tree, rows, {id(item) for items in best.items.values() for item in items})


def _says_whose(tree: Tree, row: Node) -> bool:
    """Whether the header calls them numbers of tasks, or a sentence says that they are."""
    if any(_OF_TASKS.search(column.words) for column in _number_columns(row.columns)):
        return True
    return any(_SAME_NUMBERS.search(block.folded) for block in tree.loose if "序号" in block.folded)


def _best_list(tree: Tree, rows: Sequence[Node], wanted: set[int]) -> _List | None:
    """The list that has most of the numbers; of two as good the one that names nobody itself."""
    lists = list(_lists(tree, rows, wanted))
    if not lists or not wanted:
        return None
    here = rows[0].order

    def fits(one: _List) -> tuple[int, bool, bool, int]:
        common = sum(1 for number in wanted if len(one.items.get(number, ())) == 1)
        return common, not one.named, one.order < here, -abs(here - one.order)

    best = max(lists, key=fits)
    return best if fits(best)[0] * 2 > len(wanted) else None


def _lists(tree: Tree, rows: Sequence[Node], wanted: Container[int]) -> Iterator[_List]:
    apart = {id(row) for row in rows}
    kept: dict[tuple[int, Form], list[Node]] = {}
    for node in tree.nodes:
        if id(node) not in apart and node.form in _COUNTED and _may_be_item(node, apart, wanted):
            kept.setdefault((node.series, node.form), []).append(node)
    for nodes in kept.values():
        items: dict[int, list[Node]] = {}
        for node in nodes:
            for number in _own_number(node):
                items.setdefault(number, []).append(node)
        if items:
            named = 2 * sum(map(_is_named, nodes)) > len(nodes)
            yield _List(items, named, nodes[0].order)


def _may_be_item(node: Node, apart: Container[int], wanted: Container[int]) -> bool:
    """Whether nothing but details stands below a node; rows right below a list are none of it."""
    below = [child for child in node.children if id(child) not in apart]
    if node.children and not below:
        titled = _TITLE.match(node.own.folded[node.start :]) is not None
        return node.form is not Form.NONE and (node.value in wanted or not titled)
    return not below or below[0].form in _DETAILS


def _own_number(node: Node) -> tuple[int, ...]:
    if node.row is not None:
        return _numbers(node.row, node.columns)[:1]
    return () if node.value is None else (node.value,)


def _is_named(node: Node) -> bool:
    """Whether an item says itself who does it."""
    if node.row is not None:
        return any(column.kind == "units" for column in node.columns)
    return any(is_clause for is_clause, _ in node.more) or peel(node.own, node.start).units


def _number_columns(columns: Sequence[Column]) -> list[Column]:
    """The columns of numbers: 任务序号 beside a 序号 that counts the rows themselves."""
    kept = [column for column in columns if column.kind == "number"]
    return [column for column in kept if _OF_TASKS.search(column.words)] or kept


def _two_counts(rows: Sequence[Node]) -> bool:
    """Whether the rows have two numbers that differ, and no word says which is a task's."""
    for node in rows:
        kept = _number_columns(node.columns)
        cells = node.row.cells if node.row is not None else ()
        said = {c.folded.strip() for k in kept for c in cells if k.first <= c.column <= k.last}
        if len(said - {""}) > 1:
            return True
    return False


def _number_cell(row: TableRow, columns: Sequence[Column]) -> CellText | None:
    kept = _number_columns(columns)
    cells = (c for k in kept for c in row.cells if k.first <= c.column <= k.last)
    return next((c for c in cells if c.folded.strip()), None)


def _numbers(row: TableRow, columns: Sequence[Column]) -> tuple[int, ...]:
    """The numbers that a cell holds: 3, 2、3, 5—8, 第1项; () where it holds anything else."""
    cell = _number_cell(row, columns)
    if cell is None or not _NUMBERS.fullmatch(cell.folded):
        return ()
    found: list[int] = []
    for match in _ONE.finditer(cell.folded):
        first, last = int(match["first"]), int(match["last"] or match["first"])
        if not first <= last < first + _LONGEST:
            return ()
        found += range(first, last + 1)
    return tuple(dict.fromkeys(found))


def _take_out(tree: Tree, rows: Sequence[Node], items: Container[int]) -> None:
    """The tree without the rows, and without headings that stood above nothing but such rows.

    An item of the list that they name (``items``), or that says who does it, stays when they are
    gone from below it; the line that announces the table is none of its paragraphs.
    """
    gone = {id(row) for row in rows}
    for row in rows:
        for part in (row.row, *row.continued):
            if part is not None:
                tree.told.append((part.block, "units"))
    heads = {id(row.parent): row.parent for row in rows if row.parent is not None}
    while heads:
        above: dict[int, Node] = {}
        for head in heads.values():
            head.children = [child for child in head.children if id(child) not in gone]
            if head.children:
                continue
            if id(head) in items or _is_named(head):
                _without_announcement(tree, head)
                continue
            gone.add(id(head))
            tree.told.append((head.own, "section"))
            if head.parent is not None:
                above[id(head.parent)] = head.parent
        heads = above
    tree.nodes = [node for node in tree.nodes if id(node) not in gone]


def _without_announcement(tree: Tree, item: Node) -> None:
    """The item less 责任分工表, 分工如下：, which stand between it and the table."""
    is_clause, last = item.more[-1] if item.more else (True, item.own)
    words = last.folded.strip()
    if not is_clause and (_TITLE.match(words) or _ANNOUNCES.match(words)):
        item.more.pop()
        tree.told.append((last, "section"))


def misnumbered(tree: Tree) -> Iterator[Diagnostic]:
    """Numbers in such a table that no item has, or several; tables whose numbers are a guess."""
    for row, number, found in tree.misnumbered:
        spans = row.own.spans(0, len(row.own.text))
        code = codes.NUMBER_OF_SEVERAL if found else codes.NUMBER_OF_NONE
        yield code.at(*spans, number=number, text=brief(row.own))
    for row in tree.matched:
        yield codes.NUMBERS_MATCHED.at(*row.own.spans(0, len(row.own.text)))


def named_twice(tasks: Sequence[Node]) -> Iterator[tuple[Node, Diagnostic]]:
    """Items that several rows of such a table name."""
    for node in tasks:
        if len(node.assigned) > 1:
            last = node.assigned[-1].own
            spans = last.spans(0, len(last.text))
            number = next(iter(_own_number(node)), "")
            yield node, codes.ITEM_NAMED_TWICE.at(*spans, number=number, count=len(node.assigned))

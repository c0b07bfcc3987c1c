"""缺号、重号、倒号: whether the numbers of headings and items count on.

The whole tree is looked at, headings and requirements too: 一、三、 means a heading was lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from parsers import codes
from parsers.assembly.draft import Node, Tree
from parsers.diagnostics import Diagnostic
from parsers.items import CellText, TableRow
from parsers.numbering import Form, Surety, label_of
from parsers.source import Span

_MOST_DIGITS = 5
_INSIDE = (Form.ARABIC_BRACKET, Form.CIRCLED)  # counted where they are tasks
_COUNTED = (Form.CHINESE, Form.CHINESE_BRACKET, Form.ARABIC, Form.CODE, Form.ARTICLE, Form.PART)


def numbers(tree: Tree, tasks: Sequence[Node]) -> Iterator[tuple[Node, Diagnostic]]:
    """Numbers that are missing, stand twice, go backwards, or are not there at all."""
    for form in _COUNTED:
        nodes = [n for n in tree.nodes if n.form is form and n.value is not None and n.row is None]
        yield from _sequence(nodes, runs_on=form is Form.ARABIC or _runs_on(nodes))
    for form in _INSIDE:
        own = [n for n in tasks if n.form is form and n.value is not None and n.row is None]
        yield from _sequence(own, runs_on=_runs_on(own))
    yield from _rows([(n, n.row) for n in tasks if n.row is not None])
    yield from _unnumbered(tasks)
    yield from _unnumbered_headings(tree, tasks)


def _unnumbered(tasks: Sequence[Node]) -> Iterator[tuple[Node, Diagnostic]]:
    """An item without number among numbered ones."""
    if sum(1 for n in tasks if n.value is not None) * 2 <= len(tasks):
        return
    for node in tasks:
        if node.value is None and node.row is None and node.form is not Form.BULLET:
            text = node.own.cut(node.start, len(node.own.text))
            yield node, codes.NUMBER_NONE.at(*text.spans, text=text.value[:30])


def _unnumbered_headings(tree: Tree, tasks: Sequence[Node]) -> Iterator[tuple[Node, Diagnostic]]:
    """A heading without number where the others have one: its number was lost."""
    if not any(n.form is Form.CHINESE and n.children for n in tree.nodes):
        return
    heads = {id(t.parent): t.parent for t in tasks if t.parent is not None and t.row is None}
    for head in heads.values():
        square = head.own.folded.strip().startswith("[")  # 【教育助学】 is no heading with a number
        if head.form is Form.NONE and head.own.row is None and not square:
            title = head.own.cut(head.start, len(head.own.text))
            yield head, codes.SECTION_NUMBER_NONE.at(*title.spans, title=title.value[:30])


def _runs_on(nodes: Sequence[Node]) -> bool:
    """Whether a form counts on across its parents: （一）… under 一、, （四）… under 二、."""
    changes = [(a, b) for a, b in pairwise(nodes) if a.parent is not b.parent]
    return bool(changes) and sum(b.value == (a.value or 0) + 1 for a, b in changes) * 2 > len(
        changes
    )


def _sequence(nodes: Sequence[Node], *, runs_on: bool) -> Iterator[tuple[Node, Diagnostic]]:
    before: Node | None = None
    for node in nodes:
        value = node.value or 0
        if before is None or before.series != node.series:
            if value != 1:
                yield node, codes.NUMBER_START.at(*place(node), number=written_number(node))
        elif value == (before.value or 0) + 1 and (runs_on or node.parent is before.parent):
            pass
        elif value == 1 and (node.parent is not before.parent or _apart(before, node)):
            pass  # counting begins anew under another heading
        elif node.parent is not before.parent and not runs_on:
            yield node, codes.NUMBER_START.at(*place(node), number=written_number(node))
        elif value == before.value:
            yield node, codes.NUMBER_TWICE.at(*place(node), number=written_number(node))
        elif value > (before.value or 0):
            missing = lines_of((before.value or 0) + 1, value - 1)
            yield (
                node,
                codes.NUMBER_GAP.at(
                    *place(node),
                    before=written_number(before),
                    after=written_number(node),
                    missing=missing,
                ),
            )
        else:
            yield (
                node,
                codes.NUMBER_BACK.at(
                    *place(node), before=written_number(before), after=written_number(node)
                ),
            )
        before = node


def _apart(before: Node, node: Node) -> bool:
    """Two lists under one heading: requirements behind tasks."""
    return before.task is not node.task or node.parent is None


def _rows(rows: Sequence[tuple[Node, TableRow]]) -> Iterator[tuple[Node, Diagnostic]]:
    before: tuple[int, Node] | None = None
    for node, row in rows:
        value = _row_value(node, row)
        if value is None:
            continue
        if before is None or before[1].series != node.series:
            if value != 1 and (before is None or value != before[0] + 1):
                yield node, codes.NUMBER_START.at(*place(node), number=value)
        elif value == before[0]:
            yield node, codes.NUMBER_TWICE.at(*place(node), number=value)
        elif value > before[0] + 1:
            missing = lines_of(before[0] + 1, value - 1)
            yield (
                node,
                codes.NUMBER_GAP.at(*place(node), before=before[0], after=value, missing=missing),
            )
        elif value < before[0] and not (value == 1 and node.parent is not before[1].parent):
            yield node, codes.NUMBER_BACK.at(*place(node), before=before[0], after=value)
        before = value, node


def _row_value(node: Node, row: TableRow) -> int | None:
    at = [c for c in node.columns if c.kind == "number"]
    for cell in row.cells:
        if any(c.first <= cell.column <= c.last for c in at):
            if cell.carried:
                return None  # one number for several rows
            digits = re.sub(r"\D", "", cell.folded)
            return int(digits) if digits and len(digits) < _MOST_DIGITS else None
    if at:
        return None
    task = next((c for c in row.cells if _holds_task(node, c)), None)  # 1.新增企业5家
    label = label_of(task.folded) if task is not None else None
    return label.value if label is not None and label.surety is Surety.PLAIN else None


def _holds_task(node: Node, cell: CellText) -> bool:
    kinds = {c.kind for c in node.columns if c.first <= cell.column <= c.last}
    return bool(kinds & {"text", "weak_text"})


def place(node: Node) -> tuple[Span, ...]:
    if node.label is not None:
        return node.own.spans(node.label.start, node.label.end)
    return node.own.spans(0, len(node.own.text))


def written_number(node: Node) -> str:
    label = node.label
    return node.own.cut(label.start, label.end).value if label is not None else "？"


def lines_of(first: int, last: int) -> str:
    return f"{first}" if first == last else f"{first}—{last}"

"""章节: the headings that have tasks below them, and the annexes where there are several lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from parsers.assembly.draft import Node, Tree
from parsers.assembly.gather import trimmed
from parsers.blocks import Block
from parsers.fields.points import each_in, points_in, points_of_cell
from parsers.model import Points, Section
from parsers.numbering import Form

_END = "。；，.;,:： \t\u3000\v"


@dataclass(slots=True)
class Sections:
    """``all`` in reading order; ``above`` gives a task's headings, outermost first.

    ``each`` are the points that a heading gives every item below it, by the heading's id.
    """

    all: list[Section] = field(default_factory=list)
    each: dict[str, Points] = field(default_factory=dict)
    _annexes: dict[int, Section] = field(default_factory=dict)
    _made: dict[int, Section] = field(default_factory=dict)  # by identity of the heading's node

    def above(self, task: Node) -> tuple[Section, ...]:
        chain = [self._made[id(node)] for node in _ancestors(task)]
        if task.series in self._annexes:
            chain.append(self._annexes[task.series])
        return tuple(reversed(chain))


def sections_of(tree: Tree, tasks: Sequence[Node]) -> Sections:
    """An annex's title is the section of its items only where the notice has several lists."""
    sections = Sections(_annexes=_annexes(tree, tasks))
    opened: set[int] = set()
    for task in tasks:
        annex = sections._annexes.get(task.series)
        if annex is not None and task.series not in opened:
            opened.add(task.series)
            sections.all.append(annex)
        for node in reversed(_ancestors(task)):
            if id(node) in sections._made:
                continue
            parent = sections._made[id(node.parent)] if node.parent is not None else annex
            number = len(sections._made) + 1
            sections._made[id(node)] = made = _section(node, f"s{number}", parent, sections.each)
            sections.all.append(made)
    return sections


def _ancestors(node: Node) -> list[Node]:
    """The headings above, innermost first."""
    found = []
    at = node.parent
    while at is not None:
        found.append(at)
        at = at.parent
    return found


def _annexes(tree: Tree, tasks: Sequence[Node]) -> dict[int, Section]:
    series = sorted({task.series for task in tasks})
    titles = {n: tree.annexes.get(n) for n in series}
    if len(series) < 2:
        return {}
    return {n: _annex(title, f"s{n}a") for n, title in titles.items() if title is not None}


def _annex(block: Block, name: str) -> Section:
    title = trimmed(block.cut(0, len(block.text)))
    return Section(name, None, title, 1, None, title.value)


def _section(node: Node, name: str, parent: Section | None, each: dict[str, Points]) -> Section:
    block, folded = node.own, node.own.folded
    end = len(folded.rstrip(_END))
    if node.peeled and node.peeled[0].units and node.peeled[0].text:
        end = node.peeled[0].text[0][1]  # what the clause behind the title says is for the items
    scored = block
    points = points_in(folded, node.start, end, heading=True)
    if points is not None and points.value is None and each_in(folded, points) is None:
        points = None  # （扣5-10分） says nothing of the heading; it stays in its title
    ranges = [(node.start, end)]
    if points is not None:
        ranges = [(node.start, points.start), (points.end, end)]
        if (one := each_in(folded, points)) is not None:
            each[name] = Points(one.value, one.kind, block.cut(*one.inner))
    if points is None and node.scored is not None:
        cell = node.scored
        points = points_of_cell(cell.block.folded, cell.start, cell.end)
        scored = cell.block
    title = trimmed(block.join(r for r in ranges if folded[slice(*r)].strip(_END)))
    label = node.label
    numbered = label is not None and label.value is not None
    begin = len(folded) - len(folded.lstrip())
    return Section(
        id=name,
        label=block.cut(label.start, label.end) if label is not None and numbered else None,
        title=title,
        level=parent.level + 1 if parent else 1,
        parent=parent.id if parent else None,
        heading=_number_before(block.cut(begin, node.start).value, node) + title.value,
        points=Points(points.value, points.kind, scored.cut(*points.inner)) if points else None,
    )


def _number_before(written: str, node: Node) -> str:
    """一 in a cell of its own stands before the title as 一、 does."""
    return f"{written}、" if node.form is Form.CHINESE and written.isalnum() else written

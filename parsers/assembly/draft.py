"""Drafts: what a heading, task or row gathers while a notice is read. Mutable, inside only."""

from __future__ import annotations

from dataclasses import dataclass, field

from parsers.blocks import Block
from parsers.fields.peel import Peeled
from parsers.items import CellText, Column, GroupClause, TableRow
from parsers.numbering import Form, Label


@dataclass(slots=True, eq=False)
class Node:
    """A heading or a task; which of them shows when its children and clauses are known.

    ``own`` is the paragraph it begins with (text from ``start``); ``more`` what follows it before
    the next node: (is a clause line, block) in reading order.
    """

    form: Form
    label: Label | None
    own: Block
    start: int
    level: int
    parent: Node | None
    series: int
    order: int
    children: list[Node] = field(default_factory=list)
    more: list[tuple[bool, Block]] = field(default_factory=list)
    sentence: bool = False  # one sentence of a paragraph in which each names who does it
    row: TableRow | None = None
    columns: tuple[Column, ...] = ()
    measures: tuple[str, ...] = ()  # 单位：亿元 above its table
    scored: CellText | None = None  # the points' cell of a heading that is a row
    continued: list[TableRow] = field(default_factory=list)
    section_cells: tuple[CellText, ...] = ()
    assigned: list[Node] = field(default_factory=list)  # rows elsewhere that name it by number
    # filled in when the node is judged
    peeled: list[Peeled] = field(default_factory=list)
    description: list[Block] = field(default_factory=list)
    closing: list[Block] = field(default_factory=list)
    details: list[Node] = field(default_factory=list)
    groups: list[GroupClause] = field(default_factory=list)
    overruled: list[GroupClause] = field(default_factory=list)
    miscounted: list[tuple[GroupClause, int]] = field(default_factory=list)
    task: bool = False

    @property
    def value(self) -> int | None:
        return self.label.value if self.label is not None else None

    @property
    def units(self) -> bool:
        """Whether the item itself says who does it (an empty clause counts)."""
        return any(p.units for p in self.peeled) or any(
            p.units for d in self.details for p in d.peeled
        )

    @property
    def points(self) -> bool:
        return any(p.points is not None for p in self.peeled)

    @property
    def evidence(self) -> bool:
        """Whether anything marks it as a task rather than a heading or a requirement."""
        told = self.units or self.points or bool(self.groups) or bool(self.assigned)
        return told or self.row is not None


@dataclass(slots=True)
class Tree:
    """All nodes in reading order, the sentences for groups, and what belongs to no node."""

    nodes: list[Node] = field(default_factory=list)
    loose: list[Block] = field(default_factory=list)
    annexes: dict[int, Block | None] = field(default_factory=dict)
    groups: list[tuple[int, GroupClause]] = field(default_factory=list)
    strays: list[Block] = field(default_factory=list)  # clause lines above any item
    told: list[tuple[Block, str]] = field(default_factory=list)  # roles settled while building
    totals: list[tuple[int, Block]] = field(default_factory=list)  # 合计: nodes above, its points
    # rows that name an item by a number, the number, and how many items have it: none or several
    misnumbered: list[tuple[Node, int, int]] = field(default_factory=list)
    matched: list[Node] = field(default_factory=list)  # first rows of tables whose numbers fit

    @property
    def end(self) -> int:
        """Behind the order of the last node."""
        return self.nodes[-1].order + 1 if self.nodes else 0

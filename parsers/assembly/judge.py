"""哪些编号是任务: leaves of the tree with units or points, and the runs they stand in.

Numbered paragraphs that are requirements (一、高度重视…) look like tasks; what tells them apart is
that nobody is named and nothing is scored in their whole run.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from parsers.assembly.draft import Node, Tree
from parsers.assembly.heading_units import apply_headings
from parsers.assembly.reach import apply_groups
from parsers.assembly.run_points import points_of_runs
from parsers.fields.peel import (
    ends_in_names,
    peel,
    peel_clause_line,
)
from parsers.fields.units import (
    surely_units,
)
from parsers.numbering import Form
from parsers.patterns import late
from parsers.text import fold
from parsers.wording import ASKING_HEADING, REQUIREMENT_HEADING

_DETAIL = (Form.ARABIC_BRACKET, Form.CIRCLED, Form.BULLET)


def judge(tree: Tree) -> None:
    """Marks the tasks of the tree; afterwards every paragraph under a task has its part."""
    for node in tree.nodes:  # one step for all of them is faster than all steps for each
        if node.row is None:
            node.peeled = [peel(node.own, node.start, bare=node.sentence)]
    for node in tree.nodes:
        _gather(node)
    for node in tree.nodes:
        _take_details(node)
    for node in tree.nodes:
        _take_only_detail(node)
    details = {id(detail) for node in tree.nodes for detail in node.details}
    leaves = [n for n in tree.nodes if id(n) not in details and _is_leaf(n)]
    runs = list(_runs(leaves))
    _bare_brackets(runs)
    points_of_runs(tree, runs)
    apply_groups(tree, leaves)
    apply_headings(runs)
    some = any(node.evidence for run in runs for node in run)
    last: Node | None = None
    for run in runs:
        if (
            any(node.evidence for node in run)
            or (not some and _could_be(run))
            or (some and (_follows(last, run) or _scored(run)))
        ):
            for node in run:
                node.task = True
            last = run[-1]


def _is_leaf(node: Node) -> bool:
    """A node with nothing below it; one without a number only if somebody is named for it."""
    if node.row is not None or node.sentence:
        return True
    if node.children:
        return False
    return node.form is not Form.NONE or any(p.units for p in node.peeled)


def _gather(node: Node) -> None:
    """Peels the paragraphs below a node and parts what describes it from what merely follows."""
    if node.row is not None:
        return
    first = node.peeled[0]
    clauses_at = [n for n, (is_clause, _) in enumerate(node.more) if is_clause]
    inline = (
        [] if clauses_at else [n for n, (_, block) in enumerate(node.more) if peel(block).units]
    )
    last = clauses_at[-1] if clauses_at else inline[-1] if inline and not first.units else -1
    for n, (is_clause, block) in enumerate(node.more):
        if is_clause:
            node.peeled.append(peel_clause_line(block))
        elif n <= last:
            part = peel(block)
            node.peeled.append(part)
            node.description.append(block)
        else:
            node.closing.append(block)


def _take_details(node: Node) -> None:
    """（1） and ① below an item are part of it where only the item as a whole has units."""
    children = node.children
    if not children or any(child.children for child in children):
        return
    own = bool(node.assigned) or any(p.units for p in node.peeled)
    with_units = [c for c in children if c.units]
    shared_at_end = (
        len(children) > 1
        and with_units == [children[-1]]
        and any(is_clause for is_clause, _ in children[-1].more)
    )
    if (own and not with_units) or (shared_at_end and children[0].form in _DETAIL and not own):
        if own and children[0].form not in _DETAIL:
            return
        node.details, node.children = children, []
        for child in children:
            child.parent = node


def _take_only_detail(node: Node) -> None:
    """A single （1） with the units below it, where the items beside it have several and share."""
    if len(node.children) != 1 or node.children[0].form not in _DETAIL or node.parent is None:
        return
    only = node.children[0]
    shared = any(n.details and n.form is node.form for n in node.parent.children)
    if shared and any(is_clause for is_clause, _ in only.more) and not only.children:
        node.details, node.children, only.parent = [only], [], node


def _runs(leaves: Sequence[Node]) -> Iterator[list[Node]]:
    """Neighbouring leaves of one parent and form whose numbers rise."""
    run: list[Node] = []
    for node in leaves:
        if run and (
            node.parent is not run[-1].parent
            or node.series != run[-1].series
            or node.form is not run[-1].form
            or (
                node.value is not None
                and run[-1].value is not None
                and node.value <= run[-1].value
                and node.value == 1
            )
        ):
            yield run
            run = []
        run.append(node)
    if run:
        yield run


def _bare_brackets(runs: Sequence[list[Node]]) -> None:
    """（A、B） at the end names the units: where most of a run ends so, or the names are known.

    （团队） and （街道） end like units too, so a single bracket proves nothing by itself.
    """
    ended_so = [
        [n for n in run if n.peeled and not n.units and ends_in_names(n.own, n.start) is not None]
        for run in runs
    ]
    known = _names_told(runs) if any(ended_so) else frozenset()
    for run, ended in zip(runs, ended_so, strict=True):
        usual = len(ended) * 2 >= len(run) > 1
        for node in ended:
            names = ends_in_names(node.own, node.start) or ()
            sure = all(name in known or surely_units(fold(name)) for name in names)
            if usual or sure:
                node.peeled[0] = peel(node.own, node.start, bare=True)


def _names_told(runs: Sequence[list[Node]]) -> frozenset[str]:
    return frozenset(
        part.block.cut(name.start, name.end).value
        for run in runs
        for node in run
        for part in node.peeled
        for clause in part.clauses
        for name in clause.names
    )


def _could_be(run: Sequence[Node]) -> bool:
    """In a notice that names and scores nothing: numbered leaves that are no requirements."""
    parent = run[0].parent
    heading = parent.own.folded[parent.start :] if parent is not None else ""
    plain = not REQUIREMENT_HEADING.search(heading)
    return (
        plain and (run[0].form is not Form.CHINESE or len(run) > 3) and run[0].form is not Form.NONE
    )


def _scored(run: Sequence[Node]) -> bool:
    """Whether a heading above has points: （二）安全生产（8分） / 1.… without points or units."""
    at = run[0].parent
    while at is not None:
        if at.points and not REQUIREMENT_HEADING.search(at.own.folded, at.start):
            return True
        at = at.parent
    return False


_NO_TASKS = late(rf"(?:{ASKING_HEADING}|附\s*则|罚\s*则)$")


def _follows(last: Node | None, run: Sequence[Node]) -> bool:
    """Whether a run without units goes on counting where the tasks above left off.

    三、保障措施 / （五）加强组织领导。 goes on counting and sets no tasks.
    """
    first = run[0]
    heading = first.parent.own.folded.rstrip(" 。:") if first.parent is not None else ""
    if heading and _NO_TASKS.search(heading):
        return False
    return (
        last is not None
        and last.value is not None
        and first.form is last.form
        and first.series == last.series
        and first.value == last.value + 1
    )

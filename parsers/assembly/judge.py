"""哪些编号是任务: leaves of the tree with units or points, and the runs they stand in.

Numbered paragraphs that are requirements (一、高度重视…) look like tasks; what tells them apart is
that nobody is named and nothing is scored in their whole run.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from parsers.assembly.draft import Node, Tree
from parsers.fields.peel import peel, peel_clause_line
from parsers.fields.units import looks_like_units
from parsers.numbering import Form
from parsers.wording import REQUIREMENT_HEADING

_DETAIL = (Form.ARABIC_BRACKET, Form.CIRCLED, Form.BULLET)


def judge(tree: Tree) -> None:
    """Marks the tasks of the tree; afterwards every paragraph under a task has its part."""
    for node in tree.nodes:
        _gather(node)
    for node in tree.nodes:
        _take_details(node)
    leaves = [n for n in tree.nodes if not n.children and n.form is not Form.NONE or n.row or _lone(n)]
    runs = list(_runs(leaves))
    _bare_brackets(runs)
    _apply_groups(tree, leaves)
    some = any(node.evidence for run in runs for node in run)
    last: Node | None = None
    for run in runs:
        if any(node.evidence for node in run) or (not some and _could_be(run)) or (some and _follows(last, run)):
            for node in run:
                node.task = True
            last = run[-1]


def _lone(node: Node) -> bool:
    """A task without a number."""
    return node.form is Form.NONE and not node.children and any(is_clause for is_clause, _ in node.more) or (
        node.form is Form.NONE and not node.children and node.row is None and bool(node.peeled) and node.peeled[0].units
    )


def _gather(node: Node) -> None:
    """Peels the node's paragraphs and parts what describes it from what merely follows."""
    if node.row is not None:
        return
    first = peel(node.own, node.start)
    node.peeled = [first]
    clauses_at = [n for n, (is_clause, _) in enumerate(node.more) if is_clause]
    inline = [] if clauses_at else [n for n, (_, block) in enumerate(node.more) if peel(block).units]
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
    own = node.peeled and any(p.units for p in node.peeled)
    with_units = [c for c in children if c.units]
    shared_at_end = len(children) > 1 and with_units == [children[-1]] and any(is_clause for is_clause, _ in children[-1].more)
    if (own and not with_units) or (shared_at_end and children[0].form in _DETAIL and not own):
        if own and children[0].form not in _DETAIL:
            return
        node.details, node.children = children, []
        for child in children:
            child.parent = node


def _runs(leaves: Sequence[Node]) -> Iterator[list[Node]]:
    """Neighbouring leaves of one parent and form whose numbers rise."""
    run: list[Node] = []
    for node in leaves:
        if run and (
            node.parent is not run[-1].parent
            or node.list != run[-1].list
            or node.form is not run[-1].form
            or (node.value is not None and run[-1].value is not None and node.value <= run[-1].value and node.value == 1)
        ):
            yield run
            run = []
        run.append(node)
    if run:
        yield run


def _bare_brackets(runs: Sequence[list[Node]]) -> None:
    """（A、B） at the end names the units only where most of a run ends so and nothing else does."""
    for run in runs:
        if any(node.units for node in run):
            continue
        ended = [n for n in run if n.peeled and _ends_in_names(n)]
        if ended and len(ended) * 2 >= len(run):
            for node in ended:
                node.peeled[0] = peel(node.own, node.start, bare=True)


def _ends_in_names(node: Node) -> bool:
    folded = node.own.folded.rstrip(" 。;,")
    if not folded.endswith(")"):
        return False
    depth = 0
    for i in range(len(folded) - 1, -1, -1):
        depth += (folded[i] == ")") - (folded[i] == "(")
        if depth == 0:
            return looks_like_units(folded, i + 1, len(folded) - 1) and len(folded) - i > 4
    return False


def _apply_groups(tree: Tree, leaves: Sequence[Node]) -> None:
    for position, group in tree.groups:
        above = [n for n in leaves if n.order < position]
        if group.which == "this":
            targets = above[-1:]
        elif group.which == "above":
            targets = above[-(group.count or 0) :] if group.count else []
        elif group.which == "numbers":
            targets = [n for n in _same_list(above) if n.value in group.numbers]
        elif group.which == "below":
            below = [n for n in leaves if n.order >= position]
            targets = below[: group.count or 0]
        else:
            heads = [n for n in tree.nodes if n.order < position and n not in leaves]
            head = heads[-1] if heads else None
            inside = [n for n in leaves if head is not None and _under(n, head)]
            targets = inside if inside else above[-(group.count or 0) :]
        for node in targets:
            node.groups.append(group)


def _same_list(nodes: Sequence[Node]) -> list[Node]:
    return [n for n in nodes if n.list == nodes[-1].list] if nodes else []


def _under(node: Node, head: Node) -> bool:
    at: Node | None = node
    while at is not None:
        if at is head:
            return True
        at = at.parent
    return False


def _could_be(run: Sequence[Node]) -> bool:
    """In a notice that names and scores nothing: numbered leaves that are no requirements."""
    parent = run[0].parent
    heading = parent.own.folded[parent.start :] if parent is not None else ""
    plain = not REQUIREMENT_HEADING.search(heading)
    return plain and (run[0].form is not Form.CHINESE or len(run) > 3) and run[0].form is not Form.NONE


def _follows(last: Node | None, run: Sequence[Node]) -> bool:
    """Whether a run without units goes on counting where the tasks above left off."""
    first = run[0]
    return (
        last is not None
        and last.value is not None
        and first.form is last.form
        and first.list == last.list
        and first.value == last.value + 1
    )

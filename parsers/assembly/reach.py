"""一句话管到哪几项: the items that a sentence for several items speaks of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from parsers.assembly.draft import Node, Tree
from parsers.fields.units import (
    verb_names,
)
from parsers.items import GroupClause
from parsers.patterns import late

_SO_FAR = late(r"\s*[(]?\s*(?:以上|上述)")
_ASSESSED = late(r"考核|考评|评价|督办|督导|督查|监督")
_JUDGED = late(r"考核|考评|评价|督办|督导|督查|监督|配合|协同|协助")
_EACH = late(r"分别\s*(?:由|为|是)")


def apply_groups(tree: Tree, leaves: Sequence[Node]) -> None:
    # 其余各项 are those that no other sentence speaks of
    ordered = sorted(enumerate(tree.groups), key=lambda pair: pair[1][1].which == "rest")
    for nth, (position, group) in ordered:
        if group.which == "until":
            stop = _until(tree, leaves, position, nth)
            targets = [n for n in leaves if position <= n.order < stop]
        elif group.which == "part":
            targets = _of_part(tree, leaves, position, group)
        else:
            targets = _counted(leaves, position, group)
        shared = _respectively(group, len(targets))
        for at, node in enumerate(targets):
            if group.which in ("numbers", "above", "below"):  # says more than a whole part's
                node.overruled += [g for g in node.groups if g.which == "until"]
                node.groups = [g for g in node.groups if g.which != "until"]
            node.groups.append(replace(group, only=at) if shared else group)
        if targets and group.count is not None and group.count != len(targets):
            targets[-1].miscounted.append((group, len(targets)))
        if not targets:
            tree.strays.append(group.block)


def _counted(leaves: Sequence[Node], position: int, group: GroupClause) -> list[Node]:
    """The items that a sentence counts or names by number, or that no other speaks of."""
    above = [n for n in leaves if n.order < position]
    if group.which == "rest":
        series = above[-1].series if above else None
        return [n for n in leaves if n.series == series and not (n.units or n.groups or n.row)]
    if group.which == "numbers":
        below = _first_below(leaves, position, group.numbers)
        opens = not above or above[-1].order < position - 1  # a heading stands right above
        if opens and len(below) == len(group.numbers):
            return below
        return _nearest(above, group.numbers) or below
    if group.which == "below":
        return [n for n in leaves if n.order >= position][: group.count or 0]
    count = 1 if group.which == "this" else group.count
    return above[-count:] if count else []


def _of_part(tree: Tree, leaves: Sequence[Node], position: int, group: GroupClause) -> list[Node]:
    """The items below the heading above a sentence; 以上各项 are those since the last sentence."""
    heads = [n for n in tree.nodes if n.order < position and n not in leaves]
    heads = [n for n in heads if n.series == group.series]
    inside = [n for n in leaves if heads and _under(n, heads[-1])]
    targets = inside or _of_stretch(tree, leaves, position, group)
    targets = targets or _of_list(leaves, position, group)
    if _SO_FAR.match(group.block.folded) and not _JUDGED.search(group.block.folded):
        return [n for n in targets if not n.groups] or targets
    return targets


def _until(tree: Tree, leaves: Sequence[Node], position: int, nth: int) -> int:
    """Where what a sentence governs ends: at the next such sentence, or the next heading."""
    ends = [tree.groups[nth + 1][0]] if nth + 1 < len(tree.groups) else []
    first = next((n.order for n in leaves if n.order >= position), position)
    ends += [n.order for n in tree.nodes if n.order > first and n.children]
    return min(ends, default=tree.end)


def _nearest(above: Sequence[Node], numbers: Sequence[int]) -> list[Node]:
    """The items with the numbers, the nearest above: counting may begin anew under headings."""
    found: dict[int, Node] = {}
    for node in reversed(above):
        if node.value in numbers and node.series == above[-1].series:
            found.setdefault(node.value or 0, node)
    return [found[number] for number in numbers if number in found]


def _of_stretch(
    tree: Tree, leaves: Sequence[Node], position: int, group: GroupClause
) -> list[Node]:
    """The items between two sentences such as 本部分任务由A牵头, where a list has no headings.

    The first of them stands above the first item, or the last one below the last; a list with
    both, or with a single one, is not parted by them.
    """
    own = [n.order for n in leaves if n.series == group.series]
    judged = bool(_ASSESSED.search(group.block.folded))
    places = sorted(
        {
            at
            for at, other in tree.groups
            if other.which == "part"
            and other.series == group.series
            and bool(_ASSESSED.search(other.block.folded)) is judged
        }
    )
    opening = bool(own) and places[0] <= own[0]
    closing = bool(own) and places[-1] > own[-1]
    if len(places) < 2 or opening is closing:
        return []
    at = places.index(position)
    first = position if opening else places[at - 1] if at else 0
    ends = places[at + 1 : at + 2] if opening else [position]
    stop = ends[0] if ends else own[-1] + 1
    return [n for n in leaves if n.series == group.series and first <= n.order < stop]


def _of_list(leaves: Sequence[Node], position: int, group: GroupClause) -> list[Node]:
    """The items of a list without headings that a sentence in it, or above it, speaks of."""
    own = [n for n in leaves if n.series == group.series]
    above = [n for n in own if n.order < position]
    return above[-(group.count or 0) :] or own


def _first_below(leaves: Sequence[Node], position: int, numbers: Sequence[int]) -> list[Node]:
    """The items with the numbers below the sentence, where none above has them."""
    below = [n for n in leaves if n.order >= position]
    return [
        node
        for number in numbers
        if (node := next((n for n in below if n.value == number), None)) is not None
    ]


def _respectively(group: GroupClause, count: int) -> bool:
    """上述3项分别由A、B、C负责: one each, in order, where the counts agree."""
    folded = group.block.folded
    if count < 2 or not _EACH.search(folded, group.body):
        return False
    names = verb_names(folded, _EACH.search(folded, group.body).end(), len(folded.rstrip(" 。")))  # type: ignore[union-attr]
    return names is not None and sum(n.role is names[0].role for n in names) == count


def _under(node: Node, head: Node) -> bool:
    at: Node | None = node
    while at is not None:
        if at is head:
            return True
        at = at.parent
    return False

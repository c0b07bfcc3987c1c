"""一句话管到哪几项: the items that a sentence for several items speaks of."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from parsers.assembly.draft import Node, Tree
from parsers.items import GroupClause
from parsers.numbering import Form
from parsers.patterns import late

_SO_FAR = late(r"\s*[(]?\s*(?:以上|上述)")
_ASSESSED = late(r"考核|考评|评价|督办|督导|督查|监督")
_JUDGED = late(r"考核|考评|评价|督办|督导|督查|监督|配合|协同|协助")
_RESPECTIVELY = late(r"(?<!分工)(?<!职责)分别")


def apply_groups(tree: Tree, leaves: Sequence[Node]) -> None:
    """Gives each sentence to the items it speaks of; 其余各项 are those no other speaks of."""
    reach = _Reach(tree, leaves)
    ordered = sorted(enumerate(tree.groups), key=lambda pair: pair[1][1].which == "rest")
    for nth, (position, group) in ordered:
        targets = reach.of(nth, position, group)
        shared = len(targets) > 1 and _RESPECTIVELY.search(group.block.folded, group.body)
        for at, node in enumerate(targets):
            if group.which in ("numbers", "above", "below"):  # says more than a whole part's
                node.overruled += [g for g in node.groups if g.which == "until"]
                node.groups = [g for g in node.groups if g.which != "until"]
            own = replace(group, only=at, among=len(targets)) if shared else group
            node.groups.append(own)
        if targets and group.count is not None and group.count != len(targets):
            targets[-1].miscounted.append((group, len(targets)))
        if not targets:
            tree.strays.append(group.block)


class _Reach:
    """The leaves of a tree, ordered once for all its sentences."""

    def __init__(self, tree: Tree, leaves: Sequence[Node]) -> None:
        self.tree, self.leaves = tree, leaves
        self.orders = [n.order for n in leaves]
        ids = {id(n) for n in leaves}
        self.heads = [n for n in tree.nodes if id(n) not in ids]
        self.parents = [n.order for n in tree.nodes if n.children]
        self.below: dict[int, list[Node]] = {}  # the leaves under each heading
        self.series: dict[int, list[Node]] = {}
        for leaf in leaves:
            self.series.setdefault(leaf.series, []).append(leaf)
            at = leaf.parent
            while at is not None:
                self.below.setdefault(id(at), []).append(leaf)
                at = at.parent
        self.places: dict[tuple[int, bool], list[int]] = {}  # of sentences for a part, in order
        for position, group in tree.groups:
            if group.which == "part":
                places = self.places.setdefault((group.series, _judges(group)), [])
                if not places or places[-1] != position:
                    places.append(position)

    def of(self, nth: int, position: int, group: GroupClause) -> list[Node]:
        """The items one sentence, which stands before the node ``position``, speaks of."""
        if group.which == "until":
            return self.leaves_between(position, self._until(position, nth))
        if group.which == "part":
            return self._of_part(position, group)
        return self._counted(position, group)

    def leaves_between(self, first: int, stop: int) -> list[Node]:
        """The leaves from one place in the tree to another."""
        return list(self.leaves[bisect_left(self.orders, first) : bisect_left(self.orders, stop)])

    def _counted(self, position: int, group: GroupClause) -> list[Node]:
        """The items that a sentence counts or names by number, or that no other speaks of."""
        above = self.leaves[: bisect_left(self.orders, position)]
        below = self.leaves[len(above) :]
        if group.which == "rest":
            series = above[-1].series if above else None
            own = self.series.get(series, []) if series is not None else []
            return [n for n in own if not (n.units or n.groups or n.row)]
        if group.which == "numbers":
            ahead = _first_below(below, group)
            opens = not above or above[-1].order < position - 1  # a heading stands right above
            if opens and len(ahead) == len(group.numbers):
                return ahead
            return _nearest(above, group) or ahead
        if group.which == "below":
            return list(below[: group.count or 0])
        count = 1 if group.which == "this" else group.count
        return list(above[-count:]) if count else []

    def _of_part(self, position: int, group: GroupClause) -> list[Node]:
        """The items below the heading above a sentence; 以上各项 are those since the last one."""
        head = next(
            (h for h in reversed(self.heads) if h.order < position and h.series == group.series),
            None,
        )
        targets = self.below.get(id(head), []) if head is not None else []
        targets = targets or self._of_stretch(position, group) or self._of_list(position, group)
        if not _SO_FAR.match(group.block.folded):
            return targets
        targets = [n for n in targets if n.order < position] or targets  # 以上, not what follows
        if not _JUDGED.search(group.block.folded):
            return [n for n in targets if not n.groups] or targets
        return targets

    def _until(self, position: int, nth: int) -> int:
        """Where what a sentence governs ends: at the next such sentence, or the next heading."""
        groups = self.tree.groups
        ends = [groups[nth + 1][0]] if nth + 1 < len(groups) else []
        at = bisect_left(self.orders, position)
        first = self.orders[at] if at < len(self.orders) else position
        after = bisect_left(self.parents, first + 1)
        ends += self.parents[after : after + 1]
        return min(ends, default=self.tree.end)

    def _of_stretch(self, position: int, group: GroupClause) -> list[Node]:
        """The items between two sentences such as 本部分任务由A牵头, in a list without headings.

        The first of them stands above the first item, or the last one below the last; a list with
        both, or with a single one, is not parted by them.
        """
        own = self.series.get(group.series, [])
        places = self.places[group.series, _judges(group)]
        opening = bool(own) and places[0] <= own[0].order
        closing = bool(own) and places[-1] > own[-1].order
        if len(places) < 2 or opening is closing:
            return []
        at = bisect_left(places, position)
        first = position if opening else places[at - 1] if at else 0
        ends = places[at + 1 : at + 2] if opening else [position]
        stop = ends[0] if ends else own[-1].order + 1
        return [n for n in self.leaves_between(first, stop) if n.series == group.series]

    def _of_list(self, position: int, group: GroupClause) -> list[Node]:
        """The items of a list without headings that a sentence in it, or above it, speaks of."""
        own = self.series.get(group.series, [])
        above = [n for n in own if n.order < position]
        return above[-(group.count or 0) :] or own


def _judges(group: GroupClause) -> bool:
    return _ASSESSED.search(group.block.folded) is not None


def _named(node: Node) -> tuple[str, int | None]:
    """The letters and the figure of an item's number: A and 1 of A1."""
    label = node.label
    written = node.own.folded[label.start : label.end] if label is not None else ""
    return re.sub(r"[^A-Z]", "", written), node.value


def _wanted(group: GroupClause) -> list[tuple[str, int]]:
    letters = group.letters or ("",) * len(group.numbers)
    return list(zip(letters, group.numbers, strict=True))


def _nearest(above: Sequence[Node], group: GroupClause) -> list[Node]:
    """The items with the numbers, the nearest above: counting may begin anew under headings.

    第2项 is 2. rather than 二、 where both stand: 二、任务分工 heads such sentences.
    """
    wanted = _wanted(group)
    found: dict[tuple[str, int], Node] = {}
    numbered = [n for n in above if n.value in group.numbers and n.series == above[-1].series]
    for node in sorted(numbered, key=lambda node: (node.form is Form.CHINESE, -node.order)):
        letters, value = _named(node)
        for key in {(letters, value or 0), ("", value or 0)} & set(wanted):
            found.setdefault(key, node)
    return [found[key] for key in wanted if key in found]


def _first_below(below: Sequence[Node], group: GroupClause) -> list[Node]:
    """The items with the numbers below the sentence, where none above has them."""
    found: list[Node] = []
    for letters, number in _wanted(group):
        node = next((n for n in below if n.value == number and letters in ("", _named(n)[0])), None)
        found += [node] if node is not None else []
    return found

"""各项写法一致的分值: points that only the items beside one another prove."""

from __future__ import annotations

import re
from collections.abc import Sequence

from parsers.assembly.draft import Node, Tree
from parsers.fields.peel import (
    score_behind_comma,
    score_by_weight,
    score_of_a_move,
)
from parsers.fields.points import weight_in

_FEWEST_ALIKE = 2  # items that show how a run of them closes
_MOVES = re.compile(r"[^,。;:]{0,10}[加减扣奖]分[^,。;:()]{0,8}(?:\([^()]*\))?$")


def points_of_runs(tree: Tree, runs: Sequence[list[Node]]) -> None:
    """Takes for points what neighbouring items show to be points."""
    _usual_points(runs)
    _weights(tree, runs)
    _moving_points(runs)


def _usual_points(runs: Sequence[list[Node]]) -> None:
    """…，2分 as the points of every item of a run most of which close so."""
    for run in runs:
        read = [n.peeled[0] for n in run if n.peeled]
        usual = [
            part.points.value
            for part in read
            if part.points is not None
            and part.points.value is not None
            and part.block.folded.startswith(",", part.points.start)
        ]
        if len(usual) >= _FEWEST_ALIKE and 2 * len(usual) > len(read):
            for part in read:
                score_behind_comma(part, max(usual))


def _weights(tree: Tree, runs: Sequence[list[Node]]) -> None:
    """增速（6%） as weights, where most of a run have such a bracket.

    They add up to the figure of their heading, （45%）, or the notice says what the brackets hold.
    """
    told: bool | None = None
    for run in runs:
        first = [n.peeled[0] for n in run if n.peeled]
        open_ones = [p for p in first if p.points is None and "%)" in p.block.folded]
        if len(open_ones) < _FEWEST_ALIKE or 3 * len(open_ones) < 2 * len(first):
            continue
        found = [w for p in open_ones for r in p.text[:1] if (w := weight_in(p.block.folded, *r))]
        head = run[0].parent
        if 3 * len(found) < 2 * len(first) or head is None:
            continue
        whole = weight_in(head.own.folded, head.start, len(head.own.folded))
        summed = sum(w.value or 0 for w in found)
        if whole is None or whole.value != summed:
            told = _tells_weights(tree) if told is None else told
            if not told:
                continue
        for part in open_ones:
            score_by_weight(part)


def _tells_weights(tree: Tree) -> bool:
    """Whether the notice says that brackets hold weights: （指标名称后括号内为权重）."""
    blocks = [*tree.loose, *(block for block, _ in tree.told)]
    return any("权重" in b.folded and "括号" in b.folded for b in blocks)


def _moving_points(runs: Sequence[list[Node]]) -> None:
    """…的，扣1.5分 as the points of what stands under 扣分事项 or 加分项目."""
    for run in runs:
        head = run[0].parent
        if head is not None and _MOVES.match(head.own.folded.rstrip(" :。"), head.start):
            for node in run:
                for part in node.peeled[:1]:
                    score_of_a_move(part)

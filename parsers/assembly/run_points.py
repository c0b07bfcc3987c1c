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
from parsers.model import PointsKind
from parsers.numbering import Form
from parsers.patterns import late

_FEWEST_ALIKE = 2  # items that show how a run of them closes
_HOLD_WEIGHTS = late(
    r"括号[^,。;]{0,10}(?:为|是|系|即)[^,。;]{0,12}(?:权重|分值)|(?:权重|分值)[^,。;]{0,6}括号"
)
_HOLD_GOALS = late(
    r"括号[^,。;]{0,10}(?:为|是|系|即)[^,。;]{0,12}(?:目标|任务|增长|增速|计划|完成)"
)
_TAKES = late(r"[扣减]分")
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
    told = _tells_weights(tree)
    for run in runs if told is not False else ():
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
        if not told and (whole is None or whole.value != summed):
            continue
        for part in open_ones:
            score_by_weight(part)


def _tells_weights(tree: Tree) -> bool | None:
    """Whether the notice says that brackets hold weights, or (False) that they hold goals.

    （指标名称后括号内为权重） or 括号内为2024年增长目标; None where it says neither.
    """
    blocks = [*tree.loose, *(block for block, _ in tree.told)]
    blocks += [node.own for node in tree.nodes if node.form is Form.NONE]
    texts = [block.folded for block in blocks if "括号" in block.folded]
    if any(_HOLD_GOALS.search(text) for text in texts):
        return False
    return True if any(_HOLD_WEIGHTS.search(text) for text in texts) else None


def _moving_points(runs: Sequence[list[Node]]) -> None:
    """…的，扣1.5分 as the points of what stands under 扣分事项 or 加分项目."""
    for run in runs:
        head = run[0].parent
        if head is not None and _MOVES.match(head.own.folded.rstrip(" :。"), head.start):
            takes = _TAKES.search(head.own.folded) and "加" not in head.own.folded
            for node in run:
                for part in node.peeled[:1]:
                    score_of_a_move(part)
                    if takes and part.points is not None:  # 扣分项 / …（5分）
                        part.points = part.points._replace(kind=PointsKind.DEDUCTION)

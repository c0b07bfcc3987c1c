"""合计、小计行: what a table adds up to, against the points of its rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import product

from parsers import codes
from parsers.assembly.draft import Node, Tree
from parsers.diagnostics import Diagnostic
from parsers.model import Indicator, PointsKind

_FIGURE = re.compile(r"\s*(\d+(?:\.\d+)?)\s*分?\s*$")


def totals(
    tree: Tree, tasks: Sequence[Node], indicators: Sequence[Indicator]
) -> Iterator[Diagnostic]:
    """A total that is neither that of the rows since the last one, nor of all above, nor of all.

    Where a row states no single figure nothing can be said. Deductions may count as such, as
    points of their own, or not at all.
    """
    if len(tasks) != len(indicators):
        return
    scored = [(task.order, item.points) for task, item in zip(tasks, indicators, strict=True)]
    if any(points is None or points.value is None for _, points in scored):
        return
    begin = 0
    for end, block in tree.totals:
        stated = _FIGURE.match(block.folded)
        ranges = ((begin, end), (0, end), (0, tree.end))
        sums = {
            sum(
                (
                    points.value * (factor if points.kind is PointsKind.DEDUCTION else 1)
                    for order, points in scored
                    if first <= order < last and points is not None and points.value is not None
                ),
                Decimal(0),
            )
            for (first, last), factor in product(ranges, (0, 1, -1))
        }
        begin = end
        if stated is not None and scored and Decimal(stated[1]) not in sums:
            yield codes.TOTAL_DIFFERS.at(
                *block.spans(0, len(block.text)),
                stated=stated[1],
                found="、".join(f"{value.normalize():f}" for value in sorted(sums)),
            )

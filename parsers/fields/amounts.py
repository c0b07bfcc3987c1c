"""断行的数量: 3.5万⏎亩, 38微克/立⏎方米, 90⏎0个 – a line end inside an amount parts nothing.

A blank may stand inside its unit of measure as well (38微 克/立方米).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from parsers.blocks import Block
from parsers.fields.targets import FIXED_MEASURE

_BREAK = re.compile(r"(?<=\S)[ \v]+(?=\S)")
_MAY_BREAK = re.compile(r"\d\S{0,8}[ \v]")
_AMOUNT = re.compile(r"(?<![A-Za-z\d])\d[\d.,]*(?P<unit>[^\d\s,;。、:()]{0,8})$")
_DIGITS = re.compile(rf"(?!\d{{1,3}}[.、](?!\d))[\d.,]*\d(?=\s*(?:{FIXED_MEASURE.pattern}))")
_NUMBER = re.compile(r"\d[\d.,]*")
_POINT = re.compile(r"\d\.$")
_LONGEST = 9  # characters of a unit of measure
_BEHIND = re.compile(r"(?:以上|以下|以内|之内|及以|左右|上下)|[^\u4e00-\u9fff]|$")


class Whole(NamedTuple):
    """A block whose amounts stand on one line, the ranges in it, and the numbers joined."""

    block: Block
    ranges: list[tuple[int, int]]
    numbers: tuple[tuple[int, int], ...] = ()


def whole_amounts(block: Block, ranges: Sequence[tuple[int, int]], *, digits: bool = True) -> Whole:
    """The block without the breaks inside amounts; ``digits`` says whether 90⏎0 is one number.

    Every value cut from it leads to its places in the source, as from the block itself. The
    joined digits are columns of the result.
    """
    if not _MAY_BREAK.search(block.folded):
        return Whole(block, list(ranges))
    breaks = list(_breaks(block.folded, digits=digits))
    if not breaks:
        return Whole(block, list(ranges))
    cuts = [span for span, _ in breaks]

    def moved(column: int) -> int:
        return column - sum(min(column, j) - i for i, j in cuts if i < column)

    found = block.without(cuts)
    joints = [moved(i) for (i, _), parted in breaks if parted]
    numbers = tuple(n.span() for n in _NUMBER.finditer(found.folded) if _held(joints, n))
    return Whole(found, [(moved(a), moved(b)) for a, b in ranges], numbers)


def _held(joints: Sequence[int], number: re.Match[str]) -> bool:
    return any(number.start() < at < number.end() for at in joints)


def _breaks(folded: str, *, digits: bool) -> Iterator[tuple[tuple[int, int], bool]]:
    """The blanks and line ends inside amounts, and whether they part the digits of a number."""
    for match in _BREAK.finditer(folded):
        start, end = match.span()
        line = "\v" in match[0]
        amount = _AMOUNT.search(folded, max(start - 24, 0), start)
        if amount is None:
            continue
        if not amount["unit"]:
            point = bool(_POINT.search(folded, max(start - 2, 0), start)) or folded[end] == "."
            if line and (digits or point) and _DIGITS.match(folded, end):
                yield (start, end), True
        elif _goes_on(amount["unit"], folded[end : end + _LONGEST + 2]):
            yield (start, end), False


def _goes_on(unit: str, rest: str) -> bool:
    """Whether what follows a break completes a unit of measure: 万 + 亩, 人 + 次, 微克/立 + 方米.

    Behind one that is complete by itself (人) no further word may follow the longer one.
    """
    last = max(
        (n for n in range(1, _LONGEST) if FIXED_MEASURE.fullmatch(unit + rest[:n])), default=0
    )
    if not last or " " in rest[:last] or "\v" in rest[:last]:
        return False
    return not FIXED_MEASURE.fullmatch(unit) or bool(_BEHIND.match(rest, last))

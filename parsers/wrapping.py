"""换行的宽度: how wide a line is, and where a plain text was wrapped by hand or machine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from parsers.source import Line, Start

_FEWEST_FULL, WIDEST = 4, 110  # lines at full width that show wrapping; columns
_SLACK = 4  # columns that may be free at the end of a full line
_JOINED = 0.03  # share of lines that may be wider than the width of wrapping


class Width(NamedTuple):
    """Where lines were wrapped: at so many columns, or at so many characters of any width."""

    columns: int
    characters: int | None

    def full(self, text: str) -> bool:
        """Whether a line has no room for another wide character."""
        exact = self.characters is not None and len(text.rstrip()) >= self.characters - 1
        return exact or columns_of(text) >= self.columns - _SLACK


def columns_of(text: str) -> int:
    """The columns a line takes: two for each wide character."""
    return sum(2 if ord(c) > 0x2E7F or c in "“”—…·" else 1 for c in text.rstrip())


def wrap_width(lines: Sequence[Line]) -> Width | None:
    """The width at which plain text was wrapped by hand or machine, or None where it was not."""
    texts = [line.text for line in lines if line.start is Start.UNKNOWN and line.row is None]
    columns = _usual_width([columns_of(text) for text in texts], _SLACK)
    if columns is not None and (
        characters := _usual_width([2 * len(text.rstrip()) for text in texts], 2)
    ):
        return Width(columns, characters // 2)
    return Width(columns, None) if columns is not None else None


def _usual_width(widths: Sequence[int], slack: int) -> int | None:
    """The width that many lines have, or nearly have, and hardly any exceeds."""
    long = [w for w in widths if w >= 30]
    if len(long) < 4:
        return None
    enough = max(_FEWEST_FULL, len(widths) // 10)
    longer = 0  # lines wider than the page: two that were joined
    for top, times in sorted(Counter(long).items(), reverse=True):
        if longer > len(widths) * _JOINED:
            return None
        if top <= WIDEST and sum(top - slack <= w <= top for w in long) >= enough:
            return top
        longer += times
    return None

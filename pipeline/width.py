"""字宽: how many columns a terminal needs; a Chinese character takes two."""

from __future__ import annotations

import unicodedata


def wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"


def columns_of(text: str) -> int:
    """How many columns a terminal needs for the text."""
    return sum(
        2 if wide(character) else 0 if unicodedata.combining(character) else 1 for character in text
    )


_NEVER_FIRST = frozenset("，。、；：！？）》〉”’】〕")


def folded(text: str, width: int) -> list[str]:
    """The text in pieces of at most ``width`` columns; an empty text is one empty piece.

    No piece begins with a mark that closes, where there is another place to part.
    """
    lines, used = [""], 0
    for character in text:
        step = columns_of(character)
        if used + step > width:
            before = lines[-1]
            keeps = character in _NEVER_FIRST and before[-2:-1].strip() and width > 4
            lines[-1:] = [before[:-1], before[-1]] if keeps else [before, ""]
            used = columns_of(lines[-1])
        lines[-1] += character
        used += step
    return lines


def padded(text: str, width: int) -> str:
    """The text with blanks behind it, ``width`` columns wide where it is not wider."""
    return text + " " * (width - columns_of(text))

"""目标值怎样写给人看: the goal of an item as letters and ledgers print it."""

from __future__ import annotations

import re

from parsers.model import Indicator
from parsers.text import fold

_BARE = re.compile(r"\s*(?:[≥≤><=]|不低于|不超过|不少于)?\s*[\d.,]+(?:\s*[-~]\s*[\d.,]+)?\s*")
_PARTS = re.compile(r"季度|上半年|下半年|半年|月份|\d月")  # 2024年上半年, 一季度: parts of the year
_LONGEST = 24  # characters of what a part of the year asks


def goal_of(item: Indicator) -> str:
    """The goal as written, with its unit of measure where that stands in another column.

    Goals for parts of the year (上半年 8%) follow in brackets. Empty where the item has none.
    """
    if item.target_text is None:
        return "；".join(target.text.value for target in item.targets)
    words = item.target_text.value
    unit = next((target.unit for target in item.targets if target.unit), None)
    if unit is not None and _BARE.fullmatch(fold(words)):
        words += unit
    parts = [
        f"{_part(head)}{text.value}"
        for head, text in item.extras
        if _PARTS.search(head) and re.search(r"\d", text.value) and len(text.value) <= _LONGEST
    ]
    return words + (f"（{'，'.join(parts)}）" if parts else "")


def _part(head: str) -> str:
    """上半年 for 目标值（上半年）."""
    inside = re.search(r"[（(]([^（）()]+)[）)]$", head)
    return inside[1] if inside is not None and _PARTS.search(inside[1]) else head

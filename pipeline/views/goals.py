"""目标值怎样写给人看: the goal of an item as letters and ledgers print it."""

from __future__ import annotations

import re

from parsers.model import Indicator
from parsers.text import fold

_BARE = re.compile(
    r"\s*(?:[≥≤><=]|不低于|不超过|不少于)?\s*[\d.,]+(?:\s*[-~]\s*[\d.,]+)?\s*(?P<bound>以上|以下|以内|左右)?\s*"
)
_PARTS = re.compile(r"季度|上半年|下半年|半年|月份|\d月")  # 2024年上半年, 一季度: parts of the year
_ELSEWHERE = re.compile(rf"{_PARTS.pattern}|上年|去年|基数|基期|完成值|实绩|\d{{4}}年")
_NOTHING = " \u3000—-/无\v\n。"
_LONGEST = 24  # characters of what a part of the year asks


def goal_of(item: Indicator) -> str:
    """The goal as written, with its unit of measure where that stands in another column.

    Goals for parts of the year (上半年 8%) follow in brackets. Empty where the item has none.
    """
    if item.target_text is None:
        return "；".join(target.text.value for target in item.targets)
    words = item.target_text.value
    unit = next((target.unit for target in item.targets if target.unit), None)
    bare = _BARE.fullmatch(fold(words)) if unit is not None else None
    if unit is not None and bare is not None:  # 98以上 with % in another column: 98%以上
        cut = len(words.rstrip()) - len(bare["bound"] or "")
        words = words[:cut].rstrip() + unit + (bare["bound"] or "")
    parts = [
        f"{_part(head)}{text.value}"
        for head, text in item.extras
        if _PARTS.search(head) and re.search(r"\d", text.value) and len(text.value) <= _LONGEST
    ]
    return words + (f"（{'，'.join(parts)}）" if parts else "")


def remarks_of(item: Indicator) -> str:
    """What columns and labels in no list say of an item, each with its head; "" for nothing.

    评分办法：每少1个百分点扣1分；建设地点：城东. Goals and last year's figures are told elsewhere.
    """
    return "；".join(
        f"{head}：{text.value.strip()}"
        for head, text in item.extras
        if head and text.value.strip(_NOTHING) and not _ELSEWHERE.search(head)
    )


def _part(head: str) -> str:
    """上半年 for 目标值（上半年）."""
    inside = re.search(r"[（(]([^（）()]+)[）)]$", head)
    return inside[1] if inside is not None and _PARTS.search(inside[1]) else head

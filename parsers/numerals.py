"""二十三 ↔ 23, ① ↔ 1, and digits that a scan misread (l for 1, O for 0)."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from parsers.text import unspaced

_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {
    "〇": 0, "○": 0, "Ｏ": 0, "O": 0, "o": 0, "0": 0, "◯": 0, "两": 2, "兩": 2,
    "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9,
}  # fmt: skip
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_MISREAD = str.maketrans({"l": "1", "I": "1", "|": "1", "O": "0", "o": "0", "〇": "0", "○": "0"})
_PLAIN = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_ENCLOSED = (
    (0x2460, 1, 20), (0x2474, 1, 20), (0x2488, 1, 20), (0x3251, 21, 15), (0x32B1, 36, 15),
    (0x2776, 1, 10), (0x2780, 1, 10), (0x278A, 1, 10), (0x3220, 1, 10), (0x3280, 1, 10),
)  # fmt: skip

CHINESE = "零〇○一二三四五六七八九十百千两"


def chinese_to_int(text: str) -> int | None:
    """二十三 → 23, 二〇二一 → 2021, 廿 is not read; None for what is no number."""
    if not text:
        return None
    if not any(c in _UNITS for c in text):
        value = 0
        for c in text:
            if c not in _DIGITS:
                return None
            value = value * 10 + _DIGITS[c]
        return value
    total = digit = 0
    for c in text:
        if c in _DIGITS:
            digit = _DIGITS[c]
        elif c in _UNITS:
            total += (digit or 1) * _UNITS[c]
            digit = 0
        else:
            return None
    return total + digit


def enclosed_to_int(character: str) -> int | None:
    """① → 1, ⑴ → 1, ㈠ → 1; None for any other character."""
    code = ord(character)
    for first, value, count in _ENCLOSED:
        if first <= code < first + count:
            return value + code - first
    return None


def mended(text: str) -> str:
    """The digits a careful person reads in a scan: l5 → 15, 2O → 20."""
    return text.translate(_MISREAD)


def to_int(text: str) -> int | None:
    """Any of the forms above, or Arabic digits (misread ones mended)."""
    digits = mended(text.strip())
    if digits.isdigit() and digits.isascii():
        return int(digits)
    if len(text) == 1 and (value := enclosed_to_int(text)) is not None:
        return value
    return chinese_to_int(text.strip())


def to_decimal(text: str) -> Decimal | None:
    """A figure as written in folded text: 1.5, 12,000, l.5 (misread) or 三; else None."""
    if _PLAIN.fullmatch(text):
        return Decimal(text)
    plain = mended(unspaced(text).replace(",", ""))
    try:
        value = Decimal(plain)
        return value if value.is_finite() else None
    except InvalidOperation:
        whole = chinese_to_int(plain)
        return None if whole is None else Decimal(whole)

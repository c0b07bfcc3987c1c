"""日期: 2021年5月17日, 二○二一年五月十七日 with any of three zeros, 2O18年4月l2日."""

from __future__ import annotations

import re
from datetime import date

from parsers.numerals import chinese_to_int, mended

_YEAR = r"[\d二〇○零OoIl◯一三四五六七八九十]\s*(?:[\d〇○零OoIl◯一二三四五六七八九十]\s*){3}"
_PART = r"[\dOoIl一二三四五六七八九十〇○]\s*(?:[\dOoIl一二三四五六七八九十]\s*){0,2}"
DATE = rf"(?P<year>{_YEAR})\s*年\s*(?P<month>{_PART})月\s*(?P<day>{_PART})日"
_DATE = re.compile(DATE)
_DASHED = re.compile(
    r"(?P<year>\d{4})\s*[-./]\s*(?P<month>\d{1,2})\s*[-./]\s*(?P<day>\d{1,2})(?!\d)"
)


def date_in(folded: str, start: int = 0) -> tuple[date, int, int] | None:
    """The first date and its columns; None where none stands or it is no day of the calendar."""
    match = _DATE.search(folded, start) or _DASHED.search(folded, start)
    if match is None:
        return None
    parts = [_figure(match[name]) for name in ("year", "month", "day")]
    if any(p is None for p in parts):
        return None
    try:
        return date(*(p or 0 for p in parts)), match.start(), match.end()
    except ValueError:
        return None


def _figure(written: str) -> int | None:
    text = re.sub(r"\s", "", written)
    digits = mended(text)
    if digits.isdigit():
        return int(digits)
    return chinese_to_int(text.replace("l", "一").replace("I", "一"))

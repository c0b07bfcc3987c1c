"""同文指标: one text twice under one heading."""

from __future__ import annotations

from collections.abc import Iterator

from parsers.diagnostics import Diagnostic
from parsers.model import Notice
from parsers.text import fold
from pipeline import codes


def duplicates(notice: Notice) -> Iterator[Diagnostic]:
    """Two items with the same text under the same heading: most likely one was copied twice."""
    seen: dict[tuple[tuple[str, ...], str], str] = {}
    for indicator in notice.indicators:
        key = indicator.section, fold(indicator.text.value)
        number = indicator.number.value if indicator.number is not None else "（无序号）"
        if key in seen and key[1]:
            yield codes.TEXT_TWICE.at(
                *indicator.text.spans,
                indicator=indicator.id,
                number=number,
                first=seen[key],
                text=indicator.text.value[:30],
            )
        seen.setdefault(key, number)

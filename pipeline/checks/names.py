"""疑似误写的单位名称: a name written once that is nearly one written often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from parsers.diagnostics import Diagnostic
from parsers.model import Notice, Text
from pipeline import codes

_LONG = 6  # shorter names differ by one character rightly: 市财政局, 市公安局


def names(notice: Notice) -> Iterator[Diagnostic]:
    """Names that one character parts from a more frequent one, and two names run together."""
    first: dict[str, tuple[Text, str]] = {}
    counted: Counter[str] = Counter()
    for indicator in notice.indicators:
        for mention in indicator.mentions:
            counted[mention.name.value] += 1
            first.setdefault(mention.name.value, (mention.name, indicator.id))
    frequent = sorted(name for name, times in counted.items() if times > 1)
    for name, (text, indicator) in first.items():
        if counted[name] > 1:
            continue
        near = [other for other in frequent if _nearly(name, other)]
        if near:
            yield codes.NAME_NEARLY.at(*text.spans, indicator=indicator, name=name, other=near[0])
            continue
        parts = next(((a, name[len(a) :]) for a in frequent if name.startswith(a) and name[len(a) :] in counted), None)
        if parts is not None:
            yield codes.NAME_TWO.at(*text.spans, indicator=indicator, name=name, first=parts[0], second=parts[1])


def _nearly(name: str, other: str) -> bool:
    """One character changed in a long name, or one lost or put in."""
    if len(name) == len(other):
        return len(name) >= _LONG and sum(a != b for a, b in zip(name, other, strict=True)) == 1
    short, long = sorted((name, other), key=len)
    if len(long) - len(short) != 1 or len(short) < _LONG - 2:
        return False
    return any(long[:n] + long[n + 1 :] == short for n in range(len(long)))

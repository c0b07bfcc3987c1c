"""疑似误写的单位名称: a name written once that is nearly one written often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from parsers.diagnostics import Diagnostic
from parsers.model import Notice, Text
from pipeline import codes

_LONG = 6  # shorter names differ by one character rightly: 市财政局, 市公安局
_OFTEN = 2
# Characters in which two bodies differ rightly: 省/市 above a notice's own level, 东城/西城,
# 第一/第二, 市政府/市政协.
_APART = (set("国省市"), set("东西南北中上下"), set("一二三四五六七八九十"), set("府协"))


def names(notice: Notice) -> Iterator[Diagnostic]:
    """Names that one character parts from a more frequent one, and two names run together."""
    first: dict[str, tuple[Text, str, bool]] = {}
    counted: Counter[str] = Counter()
    groups: Counter[str] = Counter()
    first_group: dict[str, tuple[Text, str]] = {}
    for indicator in notice.indicators:
        for mention in indicator.mentions:
            if mention.collective:
                groups[mention.name.value] += 1
                first_group.setdefault(mention.name.value, (mention.name, indicator.id))
                continue
            counted[mention.name.value] += 1
            opens = mention is indicator.mentions[0]
            first.setdefault(mention.name.value, (mention.name, indicator.id, opens))
    for name, times in groups.items():
        longer = next(
            (g for g in sorted(groups) if g != name and g.startswith(name) and groups[g] > _OFTEN),
            None,
        )
        if times == 1 and longer is not None:
            whole, concerned = first_group[name]
            yield codes.NAME_CUT.at(*whole.spans, indicator=concerned, name=name, other=longer)
    frequent = sorted(name for name, times in counted.items() if times > 1)
    for name, (text, item, opens) in first.items():
        if counted[name] > 1:
            continue
        near = [
            other
            for other in frequent
            if _nearly(name, other)
            and ((opens and len(name) < len(other)) or not _inherits(name, other))
        ]
        if near:
            yield codes.NAME_NEARLY.at(*text.spans, indicator=item, name=name, other=near[0])
            continue
        parts = next(
            (
                (a, name[len(a) :])
                for a in frequent
                if name.startswith(a) and name[len(a) :] in counted
            ),
            None,
        )
        if parts is not None:
            yield codes.NAME_TWO.at(
                *text.spans, indicator=item, name=name, first=parts[0], second=parts[1]
            )


def _inherits(name: str, other: str) -> bool:
    """市商务局、财政局: within a list the level may stand before the first name only."""
    short, long = sorted((name, other), key=len)
    return len(long) == len(short) + 1 and long.endswith(short)


def _nearly(name: str, other: str) -> bool:
    """One character changed in a long name, or one lost or put in."""
    if len(name) == len(other):
        apart = [{a, b} for a, b in zip(name, other, strict=True) if a != b]
        rightly = any(apart[0] <= kind for kind in _APART) if len(apart) == 1 else True
        return len(name) >= _LONG and not rightly
    short, long = sorted((name, other), key=len)
    if len(long) - len(short) != 1 or len(short) < _LONG - 2:
        return False
    return any(long[:n] + long[n + 1 :] == short for n in range(len(long)))

"""没有格线的表格: which column a text belongs to, by what it looks like."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from parsers.fields.units import looks_like_units
from parsers.items import Column
from parsers.numerals import CHINESE
from parsers.patterns import late

_PERSON = late(r"[\u4e00-\u9fff]\s?[\u4e00-\u9fff]{1,3}(?:[、 ]\s*[\u4e00-\u9fff]{2,4})*")
_POINTS = late(r"[-扣减加]?\d+(?:\.\d+)?\s*(?:分|%)?")
_TIME = late(r"\d+月|年底|季度|全年|长期|持续|前$")
_POST = late(
    r"(?:副|常务|^)[\u4e00-\u9fff]?(?:省长|市长|州长|县长|区长|镇长|乡长)|(?:书记|主任|部长|局长|常委)$"
)
_GOAL = late(r"\d|以上|完成|不发生|清零|达到|不低于|不超过|控制|保持|同步")
_MEASURE = late(r"[%‰]|[万亿千百十]*[\u4e00-\u9fff]{1,3}(?:/[\u4e00-\u9fff]{1,3})?")
_ORDINAL = late(rf"\(?[{CHINESE}]{{1,3}}\)?[、.]?")
_EMPTY = late(r"[-—/无]+")


def _is_units(text: str) -> bool:
    """A task may end as units do (建成政务服务中心。); only its full stop tells them apart."""
    return not text.endswith("。") and looks_like_units(text, 0, len(text))


_LOOKS: dict[str, Callable[[str], bool]] = {
    "number": lambda t: t.isdigit() or bool(_ORDINAL.fullmatch(t)),
    "units": _is_units,
    "points": lambda t: bool(_POINTS.fullmatch(t)),
    "deadline": lambda t: bool(_TIME.search(t)) and len(t) < 16,
    "leaders": lambda t: bool(_PERSON.fullmatch(t) or _POST.search(t)) and not _is_units(t),
    "target": lambda t: bool(_GOAL.search(t)) and len(t) < 30,
    "growth": lambda t: bool(_GOAL.search(t)) and len(t) < 30,
    "measure": lambda t: bool(_MEASURE.fullmatch(t)) and not _is_units(t),
    "text": lambda t: len(t) > 4 and not _is_units(t),
    "weak_text": lambda t: len(t) > 1 and not _is_units(t),
    "section": lambda t: len(t) < 24 and not (_is_units(t) or t.isdigit() or _POST.search(t)),
}
_SKIP, _STRAY = 0.5, 1.5  # what an empty cell costs, and a text that is one too many
_WRAPPED = 1.25  # what a task in two lines costs
_STOPS = ("。", ".", "!", "?")


def fit(column: Column, text: str) -> int:
    """How well a text suits a column; a number is the surest sign."""
    if _EMPTY.fullmatch(text):
        return 1
    looks = _LOOKS.get(column.kind)
    if looks is None:
        return 0
    if not looks(text):
        return -1
    return 3 if column.kind == "number" else 2


def _goes_on(column: Column, texts: tuple[str, ...]) -> bool:
    """Whether a task may go on in the next line: it has no stop, and no unit's name follows."""
    task = column.kind in ("text", "weak_text") and fit(column, texts[0]) > 0
    return task and not texts[0].endswith(_STOPS) and not _is_units(texts[1])


@lru_cache(maxsize=4096)
def placing(texts: tuple[str, ...], columns: tuple[Column, ...]) -> tuple[float, tuple[int, ...]]:
    """The best placing of texts into columns, in order; a cell of units may take several lines."""
    if not texts:
        return -_SKIP * len(columns), ()
    if not columns:
        return -2 * _STRAY * len(texts), (0,) * len(texts)
    head, rest = columns[0], columns[1:]
    suits = fit(head, texts[0])
    after, places = placing(texts[1:], rest)
    choices = [(after + suits, (0, *(c + 1 for c in places)))] if rest or len(texts) == 1 else []
    if rest:
        skipped, places = placing(texts, rest)
        choices.append((skipped - _SKIP, tuple(c + 1 for c in places)))
    if len(texts) > 1:
        more, places = placing(texts[1:], columns)
        listed = head.kind == "units" and suits > 0 and fit(head, texts[1]) > 0
        cost = 0.0 if listed else _WRAPPED if _goes_on(head, texts) else _STRAY
        cost += max(0, -suits)
        choices.append((more - cost, (0, *places)))
    return max(choices, key=lambda choice: choice[0])

"""正文里的时限: 6月底前, 10月1日前, 年底前, where one holds for the whole item."""

from __future__ import annotations

import re

_WHEN = re.compile(
    r"(?:(?:20\d\d年|今年|本年)?\s*(?:1[0-2]|[1-9])\s*月\s*(?:\d{1,2}\s*日|底|中旬|上旬|下旬|初|末)?\s*(?:之?前|以前)?|(?:20\d\d)?年底(?:之?前)?"
    r"|年内|(?:上|下)半年|第?[一二三四]季度(?:末|底)?(?:之?前)?|\d{1,2}月\d{1,2}日(?:之?前))"
)
_STOPS = "。;；,，"
_STOP = re.compile(f"[{_STOPS}]")
_SET_IN = re.compile(
    rf"(?<![\d至到—~-])(?:{_WHEN.pattern})(?<=[前内底末])(?![^,;。]{{0,6}}的)"
)  # not 6月底前建成的
_MAY_BE_SET_IN = re.compile("[年月日度][前内底末]|半年")
_WHOLE = re.compile(r"全面|全部|如期|按期")


def deadline_in(folded: str, start: int, end: int) -> tuple[int, int] | None:
    """The columns of a date that holds for all an item asks, or None.

    A date that opens the item (10月底前完成培训…) or stands in a last clause that sums it up
    (…，5月底前全面完成) holds for the whole, as the only one does in a text of one clause
    (城北水厂力争6月底前建成); one beside a single figure among several does not.
    """
    text_end = end
    while text_end > start and folded[text_end - 1] in _STOPS + " ":
        text_end -= 1
    match = _WHEN.match(folded, _skip(folded, start))
    clauses = _STOP.split(folded[start:text_end])
    alone = match is not None and folded[match.end() : match.end() + 1] in (",", ":")
    opens = match is not None and match.end() <= text_end and _bound(match[0])
    if match is not None and opens and (len(clauses) == 1 or alone):
        return match.span()
    if len(clauses) == 2 and _WHOLE.search(clauses[-1]):
        at = text_end - len(clauses[-1])
        match = _WHEN.match(folded, _skip(folded, at))
        if match is not None and match.end() <= text_end and _bound(match[0]):
            return match.span()
    if len(clauses) == 1 and _MAY_BE_SET_IN.search(folded, start, text_end):
        dates = list(_SET_IN.finditer(folded, start, text_end))
        if len(dates) == 1 and dates[0].end() < text_end:
            return dates[0].span()
    return None


def _bound(words: str) -> bool:
    return bool(re.search(r"前|底|末|年内", words))


def _skip(folded: str, start: int) -> int:
    while start < len(folded) and folded[start] == " ":
        start += 1
    return start

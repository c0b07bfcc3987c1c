"""正文里的时限: 6月底前, 10月1日前, 年底前, where one holds for the whole item."""

from __future__ import annotations

import re

from parsers.patterns import late

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
# 排查率100% measures what was said before; 新建公园5个 is a task of its own
_ANOTHER_TASK = late(
    r"\s*(?:\d|新|建|完成|改|推|启|开|实施|培|引|打造|发|创|全[面部]|力争|确保|基本|同步|年|其中)|.*\d月"
)
_PUSHED = late(r"\s*(?:推进|加快|推动|启动|实施|抓好|做好|继续|全力|加速)[^\d]*$")
_WHOLE = re.compile(r"全面|全部|如期|按期")


def deadline_in(folded: str, start: int, end: int) -> tuple[int, int] | None:
    """The columns of a date that holds for all an item asks, or None.

    A date that opens the item (10月底前完成培训…) or stands in a last clause that sums it up
    (…，5月底前全面完成) holds for the whole, as the only one does in a text of one clause
    (城北水厂力争6月底前建成). So does one before a task whose figure the second clause gives
    (7月底前完成排查，排查率100%), and one by which what the first clause names is done
    (推进新馆建设，年底前完成封顶); one beside a single figure among several does not.
    """
    text_end = end
    while text_end > start and folded[text_end - 1] in _STOPS + " ":
        text_end -= 1
    match = _WHEN.match(folded, _skip(folded, start))
    clauses = _STOP.split(folded[start:text_end])
    alone = match is not None and folded[match.end() : match.end() + 1] in (",", ":")
    opens = match is not None and match.end() <= text_end and _bound(match[0])
    measured = len(clauses) == 2 and not _ANOTHER_TASK.match(clauses[1])
    if match is not None and opens and (len(clauses) == 1 or alone or measured):
        return match.span()
    named = len(clauses) == 2 and _PUSHED.match(clauses[0]) is not None
    if len(clauses) == 2 and (named or _WHOLE.search(clauses[-1])):
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

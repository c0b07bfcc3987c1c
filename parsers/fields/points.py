"""分值: （4分） （扣1.3分） (250分) 权重40% 标准分60分, and what only looks like them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from parsers.model import PointsKind
from parsers.numerals import to_decimal
from parsers.patterns import late


class FoundPoints(NamedTuple):
    """Points at columns ``start``–``end`` (brackets included), the words at ``inner``.

    ``value`` is None where the words name no single figure; ``damaged`` tells of a lost bracket
    or a misread digit.
    """

    start: int
    end: int
    inner: tuple[int, int]
    value: Decimal | None
    kind: PointsKind
    damaged: bool = False


_NUMBER = r"[\dlIoO〇]+(?:\s*\.\s*[\dlIoO〇]+)?"
_WORD = r"(?:标准分值?|分值|满分|权重|基础分|基本分|赋分|计|共|总分|合计|考核分值?|分数)"
_MAY_HOLD = re.compile(r"[分%]|权重")
_PLAIN = re.compile(r"[\d.]+")
_TAKEN = ("扣", "减", "倒扣", "扣减", "-")
_SIMPLE = re.compile(
    rf"\s*(?:{_WORD}\s*[:为]?)?\s*(?P<sign>倒扣|扣减|扣|减|加|奖|-|\+)?\s*(?P<value>{_NUMBER})\s*分\s*(?:值)?\s*$"
)
_COUNTED = re.compile(
    rf"\s*(?:共|计|合计)?\s*\d{{1,3}}\s*(?:项|条|个)[^,、;\d]{{0,4}}[,、;]\s*(?:{_WORD}\s*)?(?P<value>{_NUMBER})\s*分\s*$"
)
_WEIGHT = re.compile(rf"\s*(?:{_WORD}\s*[:为]?)?\s*(?P<value>{_NUMBER})\s*%\s*$")
_SEVERAL = re.compile(
    r"(?:扣|减|加|奖|记|得|计)[^()]{0,24}分|分[^()]{0,12}(?:封顶|为止)|\d\s*-\s*\d[\d.]*\s*分"
)
_BRACKETS = (
    re.compile(r"\((?P<body>[^()]{1,60})\)"),
    re.compile(r"\[(?P<body>[^\[\]]{1,60})\]"),
)
_LOST_CLOSE = re.compile(rf"\(\s*(?P<body>(?:扣|加|减)?\s*{_NUMBER}\s*分?)\s*[>》\]}}。.;]*\s*$")
_LOST_OPEN = re.compile(
    rf"(?:(?<=[。;,])|(?<=[^\d.]))\s*(?P<body>(?:扣|加|减)?\s*{_NUMBER}\s*分)\s*[)>》\]]\s*[。;.]?\s*$"
)
_GLUED = re.compile(
    rf"[\s,。;]*(?P<body>(?:(?:标准分|分值|权重|满分|基础分)\s*[:为]?|(?<=[:]))\s*{_NUMBER}\s*(?:分|%)?)\s*[。;]?\s*$"
)
_BARE = late(
    rf"(?:(?P<stop>[。;!:])|(?P<comma>,)|(?<=\S)(?P<blank>\s)|(?P<glued>(?<=[^\d.\s到达得过于第约以每至])))"
    rf"\s*(?P<body>(?:(?P<word>{_WORD}|占|得|记|赋|扣|加)\s*:?)?\s*{_NUMBER}\s*分)\s*[。;]?\s*$"
)
_AMID = late(
    rf"(?<=[^,。;:])[,。;:]\s*(?P<body>(?:满分|基本分|基础分|标准分|分值)\s*[:为]?\s*{_NUMBER}\s*分)(?=\s*[,。;])"
)
_BARE_WIDTH = 32  # columns from the end in which bare points may stand
_WEIGHT_BEHIND = late(r"\(\s*(?P<body>(?P<value>\d{1,3}(?:\.\d+)?)\s*%)\s*\)\s*$")
_WEIGHT_AMID = late(r"\(\s*(?P<body>(?P<value>\d{1,2}(?:\.\d+)?)\s*%)\s*\)")
_DEALT = ("扣", "加", "减", "奖", "得", "补")  # 倒扣基础分10分
_SCORED = late(r"得分|评分|成绩|测评|评价|均分|考试|打分|满意|指数|知晓|达标|平均|中考|高考")
_MOVES_WHOLE = late(r"\s*(?:并|另|再)?(?:倒扣|扣减|扣除|核减|扣)")  # 扣减单位总分10分
_MOVING = late(rf"[,。;]\s*(?P<body>(?:倒扣|扣减|扣|减|加|奖)\s*{_NUMBER}\s*分)\s*[。;]?\s*$")
_IN_POINTS = late(r"\d\s*分(?!钟|之)")
_ONE_CASE = late(r"每|最[多高]|不超过|扣$|加$")
_EACH_ITEM = (
    rf"每(?:小?项|个|条)(?:指标|任务|工作)?\s*(?:各|计|得|为|均为)?\s*(?P<value>{_NUMBER})\s*分"
)
_EACH = late(_EACH_ITEM)
_EACH_MOVES = late(  # （每项扣2分，扣完为止）, （每项加2分，最高加10分）
    rf"\s*每(?:小?项|个|条)(?:指标|任务|工作)?\s*(?P<sign>倒扣|扣减|扣|减|加|奖)\s*(?P<value>{_NUMBER})\s*分"
    r"\s*(?:[,、;]\s*(?:扣完为止|[^,;。()]{0,3}(?:最[多高]|不超过|累计|合计|封顶)[^()]{0,10}))?\s*$"
)
_WITH_EACH = late(
    rf"\s*(?:{_EACH_ITEM}\s*(?:[,、;]\s*(?:{_WORD})\s*(?P<sum>{_NUMBER})\s*分\s*)?|"
    rf"(?:{_WORD})?\s*(?P<first>{_NUMBER})\s*分\s*[,、;]\s*{_EACH_ITEM.replace('value', 'later')}\s*)$"
)
_ODD_BRACKET = re.compile(
    rf"[(\[<{{]\s*(?P<body>(?:扣|加|减)?\s*{_NUMBER}\s*分)\s*[)\]>}}〉》]\s*[。;]?\s*$"
)


def points_in(folded: str, start: int, end: int, *, heading: bool = False) -> FoundPoints | None:
    """The points of an item or ``heading`` whose text stands between two columns, or None.

    The last bracket of points at the end counts, else the first that stands before a colon or
    a stop (细颗粒物年均浓度（8分）：控制在…). Rates inside the text are left alone.
    """
    if not _MAY_HOLD.search(folded, start, end):
        return None
    found = list(_bracketed(folded, start, end))
    for points in reversed(found):
        if not folded[points.end : end].strip(" 。;,.:"):
            return points
    for points in found:
        after = folded[points.end : end].lstrip()
        opens = not folded[start : points.start].strip()
        if opens or after.startswith((":", "。", ";", ",", "(", "-")):
            return points
    if found:
        return found[0]
    if heading and (weight := _WEIGHT_BEHIND.search(folded, start, end)):  # 经营效益（40%）
        value = to_decimal(weight["value"])
        return FoundPoints(*weight.span(), weight.span("body"), value, PointsKind.AWARD)
    return (
        _damaged(folded, start, end)
        or _bare(folded, start, end, heading)
        or (None if heading else _amid(folded, start, end))
    )


def each_in(folded: str, found: FoundPoints) -> FoundPoints | None:
    """What the points of a heading give to every item below it: （每项3分，共6分）, （每项扣2分）."""
    moved = _EACH_MOVES.match(folded, *found.inner)
    match = moved or _EACH.search(folded, *found.inner)
    if match is None:
        return None
    taken = moved is not None and moved["sign"] in _TAKEN
    kind = PointsKind.DEDUCTION if taken else PointsKind.AWARD
    return FoundPoints(*match.span(), match.span(), to_decimal(match["value"]), kind)


def _bracketed(folded: str, start: int, end: int) -> Iterator[FoundPoints]:
    for pattern in _BRACKETS if folded.find("[", start, end) >= 0 else _BRACKETS[:1]:
        for match in pattern.finditer(folded, start, end):
            read = _read(folded, *match.span("body"))
            if read is not None:
                value, kind, damaged = read
                yield FoundPoints(*match.span(), match.span("body"), value, kind, damaged)


def _damaged(folded: str, start: int, end: int) -> FoundPoints | None:
    """Points at the end that lost a bracket, or never had any (标准分60分)."""
    for pattern in (_ODD_BRACKET, _LOST_CLOSE, _LOST_OPEN, _GLUED):
        if pattern is _LOST_OPEN and folded.count("(", start, end) >= folded.count(")", start, end):
            continue
        match = pattern.search(folded, start, end)
        if match is not None and folded[start : match.start("body")].rstrip().endswith(_DEALT):
            continue
        read = _read(folded, *match.span("body")) if match is not None else None
        if match is not None and read is not None:
            value, kind, _ = read
            mended = pattern is not _GLUED
            return FoundPoints(*match.span(), match.span("body"), value, kind, mended)
    return None


def _bare(folded: str, start: int, end: int, heading: bool) -> FoundPoints | None:
    """Points at the end without brackets: …7%以上。10分, 社会事业，60分, …2所，计30分.

    Behind a comma, or at once behind the words, a figure is points in a heading only, or where
    nothing before it speaks of a score that is to be reached (测评得分，90分).
    """
    last = len(folded[start:end].rstrip(" 。;")) + start
    if not folded.endswith("分", start, last):
        return None
    match = _BARE.search(folded, max(start, last - _BARE_WIDTH), last)
    if match is None or match.start() <= start:
        return None
    if match["glued"] is not None and not heading and match["word"] is None:
        return None
    before = folded[start : match.start()]
    if heading and _ONE_CASE.search(re.split("[,。;:]", folded[start : match.start("body")])[-1]):
        return None
    if heading and match["word"] in ("扣", "加"):
        return None
    if match["word"] == "得" and match["glued"] is not None:  # 力争得95分
        return None
    if folded.count("满分", start, end) > 1:
        return None
    if not heading and (_only_a_rule(before, match) or before.rstrip().endswith(_DEALT)):
        return None
    read = _read(folded, *match.span("body"))
    if read is None:
        return None
    value, kind, damaged = read
    first = match.start() if match["stop"] is None else match.end("stop")
    return FoundPoints(first, end, match.span("body"), value, kind, damaged)


def behind_comma(folded: str, start: int, end: int, most: Decimal) -> FoundPoints | None:
    """Points that stand as …达到98%以上，2分 does, in a list where most items close so.

    What else is taken for a score to be reached (测评得分，90分) is then told by its like, if it
    is no higher than the highest of them.
    """
    last = len(folded[start:end].rstrip(" 。;")) + start
    match = _BARE.search(folded, max(start, last - _BARE_WIDTH), last)
    if match is None or match["comma"] is None or match["word"] or match.start() <= start:
        return None
    read = _read(folded, *match.span("body"))
    if read is None or read[0] is None or read[0] > most:
        return None
    return FoundPoints(match.start(), end, match.span("body"), *read)


def weight_in(folded: str, start: int, end: int) -> FoundPoints | None:
    """（6%） behind the name of an indicator, in a list where such brackets hold the weights."""
    match = _WEIGHT_AMID.search(folded, start, end)
    if match is None:
        return None
    value = to_decimal(match["value"])
    return FoundPoints(*match.span(), match.span("body"), value, PointsKind.AWARD)


def moving(folded: str, start: int, end: int) -> FoundPoints | None:
    """What an item under 加分事项 or 扣分事项 earns or costs: …未完成任务的，扣1.5分.

    None where it does so for each case, or names several figures.
    """
    match = _MOVING.search(folded, start, end)
    if match is None or len(_IN_POINTS.findall(folded, start, end)) > 1:
        return None
    if "每" in re.split("[。;]", folded[start : match.start("body")])[-1]:
        return None
    read = _read(folded, *match.span("body"))
    return FoundPoints(match.start(), end, match.span("body"), *read) if read is not None else None


def _amid(folded: str, start: int, end: int) -> FoundPoints | None:
    """Points that a word names in the middle of a text: …，满分5分。没有新增的，记满分."""
    match = _AMID.search(folded, start, end)
    if match is not None and _SCORED.search(folded, start, match.start()):
        return None  # 中考平均分，满分700分，达到500分
    read = _read(folded, *match.span("body")) if match is not None else None
    if match is None or read is None:
        return None
    value, kind, damaged = read
    return FoundPoints(*match.span(), match.span("body"), value, kind, damaged)


def _only_a_rule(before: str, match: re.Match[str]) -> bool:
    """Whether the figure at the end is a score to reach, or what one case costs or earns."""
    if match["word"] is None:
        return _SCORED.search(before) is not None
    sentence = re.split("[。;!]", before)[-1]
    apart = match["stop"] is not None or match["blank"] is not None
    if match["word"] in ("扣", "加"):
        return not apart
    if _MOVES_WHOLE.match(re.split("[,。;!:]", before)[-1]):
        return True
    return not apart and ("每" in sentence or sentence.endswith(("的", "者")))


def points_of_cell(folded: str, start: int, end: int) -> FoundPoints | None:
    """The points in a cell of a 分值 or 权重 column: 4, 0.5, 4分, 40%, 扣2分."""
    text = folded[start:end].strip()
    if not text:
        return None
    first = folded.index(text, start, end)
    last = first + len(text)
    read = _read(folded, first, last)
    if read is None and (
        plain := re.fullmatch(r"(?P<sign>[-+扣减加])?\s*(\d+(?:\.\d+)?)\s*%?", text)
    ):
        value = to_decimal(plain[2])
        kind = PointsKind.DEDUCTION if plain["sign"] in ("-", "扣", "减") else PointsKind.AWARD
        return FoundPoints(first, last, (first, last), value, kind)
    if read is None:
        return None
    value, kind, damaged = read
    return FoundPoints(first, last, (first, last), value, kind, damaged)


def _read(folded: str, start: int, end: int) -> tuple[Decimal | None, PointsKind, bool] | None:
    body = folded[start:end]
    if not _MAY_HOLD.search(body):
        return None
    match = _SIMPLE.match(body) or _WEIGHT.match(body)
    if match is not None:
        if match.re is _WEIGHT and "权" not in body and re.search(r"[^\d.%\s]", body):
            return None
        if match.re is _WEIGHT and not re.search(r"权重|分值|占", body):
            return None
        taken = match.re is _SIMPLE and match["sign"] in _TAKEN
        kind = PointsKind.DEDUCTION if taken else PointsKind.AWARD
        written = match["value"]
        return to_decimal(written), kind, not _PLAIN.fullmatch(written)
    counted = _COUNTED.match(body)  # （共5项，计20分）
    if counted is not None:
        written = counted["value"]
        return to_decimal(written), PointsKind.AWARD, not re.fullmatch(r"[\d.]+", written)
    shared = _WITH_EACH.match(body)  # （每项3分，共6分）
    if shared is not None:
        written = shared["sum"] or shared["first"]
        value = to_decimal(written) if written else None
        return value, PointsKind.AWARD, written is not None and not _PLAIN.fullmatch(written)
    lead, comma, _ = body.partition(",")
    if comma and (first := _SIMPLE.match(lead)):  # （5分，每少1处扣1分）
        kind = PointsKind.DEDUCTION if first["sign"] in _TAKEN else PointsKind.AWARD
        return to_decimal(first["value"]), kind, False
    if "分" in body and _SEVERAL.search(body) and re.search(r"\d", body):
        kind = PointsKind.DEDUCTION if re.search(r"扣|减", body) else PointsKind.AWARD
        return None, kind, False
    return None

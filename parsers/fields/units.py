"""单位: lists of names, and the sentences that say who does what.

``A、B，C等`` · ``A牵头，B、C按职责分工负责`` · ``由A负责落实``. Names are cut as written; a level
that stands only before the first of a list (市A局、B局) is not added here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from parsers.model import Role
from parsers.patterns import late
from parsers.text import unspaced
from parsers.wording import COLLECTIVE, UNIT_END, role_of


class Name(NamedTuple):
    """A unit name at columns ``start``–``end`` with the role its clause gives it.

    ``open_ended`` tells that 等 followed: others are meant and not named.
    """

    start: int
    end: int
    role: Role
    open_ended: bool = False


_SEPARATORS = "、,;/\v\t丶`"
_SEPARATOR = re.compile(rf"[{_SEPARATORS}]")
_IN_NAMES = ("\v", "会同")  # a line broken inside a name, 人社会同…
_PARTING = re.compile(rf"[()\[\]{_SEPARATORS}]|会同")
_ET_CETERA = re.compile(
    r"\s*等\s*(?:[省市县区镇州盟旗]级?直?)?(?:有关|相关|各有关|各相关|其他|各)?"
    r"\s*(?:\d+个)?(?:部门|单位|部门单位|责任单位|成员单位|部门和单位|市直部门|县直部门|区直部门|处室|科室|股室|站所|镇街|县区)?\s*$"
)
_LEVELS = (  # 设区市, 县, 市（州）, 县〔市、区、特区〕, 市州, 县市区
    r"(?:设区的?市|地级以?上?市|县级市|自治[区县州旗]|直辖市|特区|街道|社区|乡镇|[省盟县市州区旗乡镇村街地]{1,3})"
    r"(?:\s*[(\[][^()\[\]]*[)\]])?"
)
_QUANTIFIED = re.compile(
    r"\s*(?:各|有关|各有关|[\u4e00-\u9fff]{0,8}所在(?:地|的)?|属地|相关|各相关|沿[江河湖线]各?|全[市县区]各?|\d+个|其他|其他有关)"
    rf"\s*{_LEVELS}\s*$"
)
_ADMINISTRATIVE = re.compile(
    rf"\s*{_LEVELS}\s*(?:人民政府|政府|办事处|管委会|委员会|行署)?(?:\s*[(\[][^()\[\]]*[)\]])?\s*$"
)
_BLANKS = re.compile(r"\s+")
_EMPTY = re.compile(r"\s*(?:[-—/无\\]+|——)?\s*$")
_LEAD_IN = re.compile(r"\s*(?:会同|联合|分别由|并由|均由|由|并|及|和|以及|其中)\s*")

_VERB_WORDS = (
    r"按照?\s*各自\s*职责|按照?\s*职责\s*分工|按照?\s*职能\s*分工|按照?\s*分工|根据\s*职责\s*分工|依职责|按职责|各负其责|各司其职|结合\s*(?:各自|自身)?(?:工作|职能)?\s*实际"
    r"|分别|共同|具体|密切|积极|抓总|督导|督查|督办|指导|总牵头|牵头|组织|配合|协同|协助|参与|参加|负责|落实|实施|推进|承担|主办|协办|会办|分办|承办|考核|监考|考评|评价|评分|抓好|督促|分工|主责|支持|做好|会同|提供数据"
)
_NAMED_AS = r"(?<![位的])为(?:责任|牵头|配合)(?:主体|单位|部门)"
_VERB_FIRST = re.compile(f"[为{''.join({word[0] for word in _VERB_WORDS.split('|')})}]")
_VERBS = re.compile(rf"(?P<verb>(?:\s*(?:{_VERB_WORDS}|{_NAMED_AS}))+)\s*(?=[,;。)、]|\s|$)")
_VERB_NEXT = late(rf"、\s*(?:{_VERB_WORDS})")
TIME_TAIL = re.compile(
    r"(?:完成时限\s*[:为]?)?\s*(?:\d{4}年(?![底内])|\d{4}(?=年[底内]))?(?:\d{1,2}月(?:\d{1,2}日|底|中旬|上旬|下旬|初|末)?|年底|年内|[一二三四上下]?半?[季年]度?[末底]?)(?:之?前|以前)?(?:完成|全面完成)?"
)
_TIME_REST = re.compile(  # 年内持续推进; 6月底前出台政策，年内持续推进
    r"(?:(?:^|[,;])\s*(?:\d{4}年(?![底内])|\d{4}(?=年[底内]))?(?:\d{1,2}月(?:\d{1,2}日|底|中旬|上旬|下旬|初|末)?|年[底内]|全年|长期|持续|分阶段|常态化?|每[年月季]度?|[一二三四上下]半?[季年]度?[末底]?)"
    r"(?:之?前|以前)?(?![^,;]{0,16}(?:牵头|负责|配合))[^,;、]{0,16})+"
)
_TIME_HEAD = re.compile(rf"\s*{TIME_TAIL.pattern}\s*[,;]\s*")
_LEADS_AND_WATCHES = re.compile(r"总?牵头(?:督导|督促|督查|督办|指导|抓总)+")
_RULE_WORDS = re.compile(r"第一位|首位|下同|排名第一|第一个(?:单位|部门)?为|第一名|为牵头")


def names_in(folded: str, start: int, end: int, role: Role) -> list[Name]:
    """The names of one list, in order; brackets and 各县、市、区政府 stay whole."""
    return [
        Name(start + name.start, start + name.end, role, name.open_ended)
        for name in _names(folded[start:end])
    ]


@lru_cache(maxsize=4096)  # the same lists of units come back all through a notice
def _names(folded: str) -> tuple[Name, ...]:
    found: list[Name] = []
    pieces = list(_split(folded, 0, len(folded)))
    for first, last in _merge(folded, pieces):
        inside = _inside(folded, first, last)
        if inside is not None:  # 县住建局 / （县财政局、各乡镇）
            found.extend(
                n._replace(start=n.start + inside[0], end=n.end + inside[0])
                for n in _names(folded[slice(*inside)])
            )
            continue
        cetera = _ET_CETERA.search(folded, first, last) if "等" in folded else None
        end = cetera.start() if cetera is not None else last
        if end > first:
            listed = len(pieces) > 1
            for begin, stop in _blank_parted(folded, *_trim(folded, first, end), listed=listed):
                found.append(Name(begin, stop, Role.RESPONSIBLE, cetera is not None))
        elif found:  # 等 stands alone behind a separator
            found[-1] = found[-1]._replace(open_ended=True)
    return tuple(found)


def _inside(folded: str, start: int, end: int) -> tuple[int, int] | None:
    """What a piece holds that is nothing but a bracket of several names."""
    if folded.find("(", start, end) < 0:
        return None
    start, end = _trim(folded, start, end)
    if end - start < 5 or folded[start] != "(" or folded[end - 1] != ")":
        return None
    inner = folded[start + 1 : end - 1]
    several = _SEPARATOR.search(inner) is not None
    return (start + 1, end - 1) if several and looks_like_units(inner, 0, len(inner)) else None


def is_empty(folded: str, start: int, end: int) -> bool:
    """Whether a cell or clause says that there is none: blank, —, /, 无."""
    return bool(_EMPTY.match(folded[start:end]))


def looks_like_units(folded: str, start: int, end: int) -> bool:
    """Whether every part of a stretch of text reads as the name of a unit."""
    names = names_in(folded, start, end, Role.RESPONSIBLE)
    return bool(names) and _all_units(folded, names)


_AHEAD_OF_NUMBER = late(r"\s*(?P<units>[^:。;\d][^:。;]{1,60}):\s*(?=\d{1,3}\s*[.、](?!\d))")


def units_before_number(folded: str) -> int:
    """Where the number begins in 各基层所：29.每月开展检查; 0 where no list of units stands before it."""
    colon = folded.find(":")
    if colon < 0 or not folded[colon + 1 : colon + 3].lstrip()[:1].isdigit():
        return 0
    match = _AHEAD_OF_NUMBER.match(folded)
    return (
        match.end() if match is not None and looks_like_units(folded, *match.span("units")) else 0
    )


_SHARED_TAIL = re.compile(
    r"(?:街道(?:办事处)?|[镇乡](?:人民政府|政府)?|村|社区|管委会|管理委员会|分局|支行|[市县区](?:人民政府|政府))$"
)
_HEAD_ONLY = re.compile(r"\s*[\u4e00-\u9fff]{2,4}\s*$")


def _all_units(folded: str, names: Sequence[Name]) -> bool:
    """Whether all names are units', or the heads of a row whose tail stands once.

    东风、新华、桥北街道办事处.
    """
    shared = False  # whether the name behind ends as several may
    for name in reversed(names):
        written = folded[name.start : name.end]
        if is_unit_name(written):
            shared = bool(_SHARED_TAIL.search(written.rstrip()))
        elif not shared or not _HEAD_ONLY.match(written):
            return False
    return True


_FIGURE = re.compile(
    r"[。:!?%]|\d+(?:\.\d+)?(?:分|万|亿)|\d+(?:处|个|项|家|座|条|所|户|人|名|台|套|站|场|间|辆|支|队|部|村|县|区|市|园|室|行)$"
)
_NOTE = re.compile(r"\([^()]*\)$")
_NO_BODY = (
    "网站",
    "门户网",
    "网页",
    *"布局 格局 结局 战局 僵局 困局 变局 棋局".split(),
)


@lru_cache(maxsize=4096)
def is_unit_name(folded: str) -> bool:
    """Whether a name ends as units' names do (局、委、办、街道 …)."""
    name = unspaced(folded)
    name = _NOTE.sub("", name)
    if name.endswith(_NO_BODY):
        return False
    return 1 < len(name) <= 40 and bool(UNIT_END.search(name)) and not _FIGURE.search(name)


_PLAINLY = late(
    r"^[\u4e00-\u9fff]{2,}(?:局|委|办|部|厅|署|政府|办公室|办事处|管委会|委员会|中心|公司|集团|分局|支行|银行|海关|支队|大队|总队|法院|检察院|联合会|总工会)$|^[省市州盟县区旗镇乡](?:妇联|残联|侨联|科协|文联|工商联|法院|检察院|总工会|人大|政协|纪委|团委)$|^团[省市州县区旗镇乡]委$|^(?:共青)?团中央$"
)


@lru_cache(maxsize=4096)
def is_plainly_a_unit(name: str) -> bool:
    """Whether a name cannot well be anything else, wherever it stands."""
    return bool(_PLAINLY.search(name)) and not name.endswith(_NO_BODY)


def surely_units(name: str) -> bool:
    """Whether a name is plainly that of one unit or of several, among whatever words."""
    return is_plainly_a_unit(name) or is_collective(name)


_ONE_BODY = re.compile(
    r"^[省市区县州]直(?:属)?机关(?:党)?(?:工委|工作委员会|党校|事务[^、]*(?:局|中心))$"
)


@lru_cache(maxsize=4096)
def is_collective(name: str) -> bool:
    """Whether a name means several units: 各街道办事处, 各有关单位, 市直有关部门."""
    return bool(COLLECTIVE.search(name)) and not _ONE_BODY.search(name)


def verb_names(
    folded: str, start: int, end: int, bare: Role = Role.RESPONSIBLE, *, labelled: bool = False
) -> list[Name] | None:
    """The names of ``A牵头，B、C配合`` with their roles; None if it is not of that form.

    A statement of rule behind it (列第一位的为牵头单位，下同) is left to the reading rules.
    ``bare`` is the role of names before a semicolon that no verb follows; behind a label a comma
    parts them as well.
    """
    found: list[Name] = []
    if not _VERB_FIRST.search(folded, start, end):
        return None
    opening = _TIME_HEAD.match(folded, start, end)
    at = opening.end() if opening is not None else start
    for match in _VERBS.finditer(folded, start, end):
        first = _past_separators(folded, at, match.start())
        lead_in = _LEAD_IN.match(folded, first, match.start())
        first = _past_separators(folded, lead_in.end() if lead_in else first, match.start())
        timed = _TIME_HEAD.match(folded, first, match.start()) if found else None
        if timed is not None:  # A牵头，9月底前完成；B配合
            first = timed.end()
        if first >= match.start():
            if found:
                continue
            return None
        if found and is_time(folded[first:end].strip(" ,;、。")):
            break  # 年内持续推进 names nobody
        if not found and _VERB_NEXT.match(folded, match.end(), end):
            return None  # 牵头、配合 as a word pair
        role = role_of(_verb(match["verb"]))
        parted = folded.rfind(";", first, match.start()) + 1
        if not parted and labelled and not found:  # 牵头单位：A，B、C配合
            parted = folded.rfind(",", first, match.start()) + 1
        if parted and role is Role.SUPPORT:  # A；B配合: A has no verb
            found += names_in(folded, first, parted - 1, bare)
            first = parted
        names = names_in(folded, first, match.start(), role)
        if not names or not _all_units(folded, names):
            return None
        found += names
        at = match.end()
    rest = folded[at:end].strip(" ,;、").partition("。")[0].strip(" ,;、")
    if not found or (rest and not _RULE_WORDS.search(rest) and not is_time(rest)):
        return None
    return found


def _past_separators(folded: str, start: int, end: int) -> int:
    while start < end and folded[start] in ",;、。 ":
        start += 1
    return start


def is_time(words: str) -> bool:
    """Whether words behind the last unit say no more than by when: 6月底前完成, 年内持续推进."""
    return bool(TIME_TAIL.fullmatch(words) or _TIME_REST.fullmatch(words))


def _verb(written: str) -> str:
    """A牵头督导: whoever leads what others do, leads."""
    verb = unspaced(written)
    return "牵头" if _LEADS_AND_WATCHES.fullmatch(verb) else verb


def _split(folded: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    depth, at = 0, start
    for mark in _PARTING.finditer(folded, start, end):
        sign, (left, right) = mark[0], mark.span()
        if sign in "([":
            depth += 1
        elif sign in ")]":
            depth = max(depth - 1, 0)
        elif depth == 0 and (sign not in _IN_NAMES or _complete(folded, at, left)):
            if left > at:
                yield at, left
            at = right
    if end > at:
        yield at, end


def _complete(folded: str, start: int, end: int) -> bool:
    name = folded[start:end]
    return is_unit_name(name) and len(name.strip()) >= 3 and not _goes_on(folded, name, end)


_BRANCH_OF = {  # how the names of branches end, and the names of whom they are branches of
    "分局": "局",
    "调查队": "统计局",
    "支行": "银行",
    "分行": "银行",
    "分公司": "公司",
    "支公司": "公司",
    "供电公司": "公司",
}
_BRANCH = late(
    r"\s*(?![各省市州盟县区旗镇乡]|第[\d一二三四五六])(?P<place>[\u4e00-\u9fff]{2,4}?[县市区]?)"
    rf"(?P<kind>{'|'.join(_BRANCH_OF)})\s*(?=[、,;\v\s()]|$)"
)
_TRADE = late(  # a branch by what it does, not by where it is: 公安分局
    r"公安|税|环境|环保|监管|监督|资源|规划|国土|交通|交警|城管|执法|工商|质监|烟草|邮政|气象|供电|电力|水|海事|路政|银行|保险|通信|电信|移动|联通"
)


_NOTE_BEHIND = late(r"\s*\([^()、,;/\v\s]{2,30}\)\s*(?=[、,;\v]|$)")


def _goes_on(folded: str, name: str, end: int) -> bool:
    """Whether a branch by its place stands behind the break: 市生态环境局 | 清漪分局."""
    if _NOTE_BEHIND.match(folded, end):  # 县农业农村局 | （县乡村振兴局）
        return True
    whole = name.rstrip()
    if not whole.endswith(("局", "银行", "公司")) or whole.endswith(("分局", "分公司")):
        return False
    match = _BRANCH.match(folded, end)
    if match is None or _TRADE.search(match["place"]):
        return False
    return whole.endswith(_BRANCH_OF[match["kind"]])


def _merge(folded: str, pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """各县、市、区政府 is one name."""
    out: list[tuple[int, int]] = []
    chain = False
    for first, last in _and_parted(folded, pieces):
        if not folded[first:last].strip():
            continue
        offices = bool(_EVERY_OFFICE.search(folded[slice(*out[-1])])) if out else False
        if offices and _OFFICE_WORD.match(folded[first:last]):  # 市政府各委、办、局
            out[-1] = (out[-1][0], last)
            continue
        if out and _one_name(folded, out[-1], (first, last)):
            out[-1] = (out[-1][0], last)
            chain = False
            continue
        if (
            out
            and _LEVEL_ONLY.fullmatch(folded[slice(*out[-1])])
            and _STATIONED.match(folded, first, last)
        ):  # 中央、省属驻市各单位
            while len(out) > 1 and _LEVEL_ONLY.fullmatch(folded[slice(*out[-2])]):
                del out[-1]
            out[-1] = (out[-1][0], last)
            continue
        if chain and (
            _ADMINISTRATIVE.match(folded, first, last) or _OF_A_LEVEL.fullmatch(folded, first, last)
        ):
            out[-1] = (out[-1][0], last)
            chain = not re.search(r"政府|办事处|委员会|管委会", folded[first:last])
            continue
        out.append((first, last))
        chain = _QUANTIFIED.match(folded, first, last) is not None
    return out


def _one_name(folded: str, left: tuple[int, int], right: tuple[int, int]) -> bool:
    """Whether 、 stands inside one name: 区委、区政府办公室, 有关部门、单位."""
    if folded[left[1] : right[0]].strip() != "、":
        return False
    above, below = folded[slice(*left)].strip(), folded[slice(*right)].strip()
    return (_PARTY.search(above) is not None and _JOINT_OFFICE.fullmatch(below) is not None) or (
        _BODIES.search(above) is not None and _BODY_WORD.fullmatch(below) is not None
    )


_PARTY = re.compile(r"(?:(?<!机关)(?<!公司)(?<!集团)党委|党工委|(?<!团)[省市县区州旗]委)$")
_JOINT_OFFICE = re.compile(  # of the party's committee and the government together
    r"(?:[省市县区州旗镇乡]|开发区)?(?:人民政府|政府|管委会)(?:办公室|办|督查室|督查局|目标办|信访局|研究室)"
)
_BODIES = re.compile(r"(?:各|有关|相关|所属|直属)(?:有关|相关|职能)?(?:部门|单位)$")
_BODY_WORD = re.compile(r"单位|部门|企业|机构")
_OF_A_LEVEL = re.compile(r"\s*(?:办事处|街道办|办)\s*")
_EVERY_OFFICE = re.compile(r"各\s*(?:部门|部|委|办|局|厅)(?:\s*、\s*(?:部|委|办|局|厅))*\s*$")
_LEVEL_ONLY = re.compile(r"\s*各?(?:中央|国家|部|省|市|区|县)(?:属|直|级)?\s*")
_STATIONED = re.compile(
    r"\s*(?:部|省|市|区|县)?(?:属|直|级)?\s*(?:驻|在)[^、]{1,12}(?:单位|部门|机构|企业)"
)
_OFFICE_WORD = re.compile(r"\s*(?:部|委|办|局|厅|委办局|部门|直属机构|单位)\s*$")
_AND = re.compile(
    r"(?:和|与|及|以及)"
    r"(?=(?:各|有关|相关|[市县区镇乡省州盟旗](?![域内级直])|[市县区镇省州盟旗]直(?:各|有关|相关))[\u4e00-\u9fff])"
    r"|(?<=\))\s*(?:和|与|及|以及)(?=[\u4e00-\u9fff]{3})"
)


def _and_parted(folded: str, pieces: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """市财政局和市发改委 are two; 区农业农村和水利局 and 各镇党委和人民政府 are one."""
    if not _AND.search(folded):
        yield from pieces
        return
    for first, last in pieces:
        at = first
        for match in _AND.finditer(folded, first, last):
            left, right = folded[at : match.start()].rstrip(), folded[match.end() : last]
            closed = left.endswith("等")  # …、共青团中央等和各省级人民政府
            if (closed or _whole(left)) and _other(right, noted=left.endswith(")")):
                yield at, match.start()
                at = match.end()
        yield at, last


def _whole(left: str) -> bool:
    """Whether a name is complete before 和; one with a bracket only if the bracket is its end."""
    if "(" not in left:
        return is_unit_name(left) or _ADMINISTRATIVE.match(left) is not None
    plain = is_collective(left) or is_plainly_a_unit(_NOTE.sub("", left).strip())
    return left.count("(") == left.count(")") and plain


def _other(right: str, *, noted: bool) -> bool:
    """Whether what stands behind 和 is a name of its own; plainly, where a bracket parts them."""
    if noted:
        return is_plainly_a_unit(_NOTE.sub("", right).strip()) or is_collective(right)
    return is_unit_name(right) or is_collective(right)


_BROKEN = re.compile(r"[省市县区旗镇乡村街道社]$")  # 县住房城乡 建设局, 各乡镇 人民政府
_FRAGMENT = re.compile(r"(?![省市县区旗镇乡州街]|各|有关|相关|国家|中国)")


def _blank_parted(folded: str, start: int, end: int, *, listed: bool) -> list[tuple[int, int]]:
    """Names parted only by blanks; a blank inside a word (县交通运 输局) parts nothing.

    Nor does one behind a level where the names are ``listed`` with other separators and what
    follows names no level of its own.
    """
    parts, at = [], start
    for match in _BLANKS.finditer(folded, start, end):
        i, j = match.span()
        broken = listed and _BROKEN.search(folded[at:i]) and _FRAGMENT.match(folded, j)
        if (
            not broken
            and _complete(folded, at, i)
            and is_unit_name(right := folded[j:end].split(" ", maxsplit=1)[0])
            and (len(right) > 2 or right[0] == "各")  # 街道办 事处; 推广站 各村
            and folded[j] != "("
        ):
            parts.append((at, i))
            at = j
    if at < end:
        parts.append((at, end))
    return parts


def _trim(folded: str, start: int, end: int) -> tuple[int, int]:
    while start < end and folded[start] in " \t\v。.,;:":
        start += 1
    while end > start and folded[end - 1] in " \t\v。.,;:":
        end -= 1
    return start, end

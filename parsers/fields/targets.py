"""目标值: 增长8%以上, 不低于70%, 控制在5.5%以内, 7.5%—8%, 不发生…, as data.

Changes have a direction (增长、新增、下降 …); 达到、建成、完成 have none. Dates, ordinals, model
numbers, thresholds inside a metric (50万元以上的村) and rates of scoring are no targets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from parsers.blocks import Block
from parsers.model import Comparator, Direction, Target, Text
from parsers.numerals import to_decimal
from parsers.patterns import late
from parsers.text import fold, unspaced

_MEASURES = """
    个百分点 百分点 个工作日 工作日 批次/千人 吨标准煤 平方公里 平方千米 千瓦时 千伏安
    标准箱 立方米 平方米 微克/立方米 毫克/升 公斤 公里 千米 公顷 千瓦 兆瓦 人次 户次 家次 轮次 班次 频次
    件次 批次 航次 场次 节 栋 小时 分钟 个月 美元 欧元 元 人 户 家 个 项 件 条 所 座 处 套 间 台 辆 张
    亩 米 吨 斤 头 只 羽 株 棵 袋 度 天 日 年 岁 分 次 场 期 名 位 对 支 部 本 册 类 种 艘
    架 TEU ㎡ % ‰ 倍 篇 例 宗 起 片 班 组 床 门 村 镇 方 升 秒 轮 届 站 桩 根 枚 箱 担 克 师
    路 校 企 人天 学时 课时 款 剂次 剂 万路 分贝 毫克 微克 千克 厘米 毫米 摄氏度 ℃ 平米 车次 列次 亩次 标段 轮次 班次 架次 台次
""".split()
# What closes a clause behind a figure is its measure (72学时, 30款), but not these.
_NO_MEASURE = (
    "[号级类型版代强楼路街线月底初末中前后内外后多余来整的得了并及和或等与以左上下不第点时届批折局委办厅"
    "部会院馆站所网员成为到至起止分%]|周年|世纪|热线|计划|工程|行动|标准|文件"
)
_LATIN = "[μµu]g/m[3³]|mg/m[3³]|mg/L|g/kWh|ppm|ppb|DDDs|DDD|TEU|kWh|MWh|GWh|kW|MW|GW|kV|km|mm|kg|mg|dB|TB|PB|Mbps|Gbps"
_TIMES, _KNOWN = (
    r"(?:[千百十]?[万亿]{0,2}|千|百)?",
    "|".join(map(re.escape, sorted(_MEASURES, key=len, reverse=True))),
)
_MEASURE = (
    rf"{_TIMES}(?:{_KNOWN}|(?:{_LATIN})(?![A-Za-z])"
    rf"|(?:(?!{_NO_MEASURE})[\u4e00-\u9fff]){{1,2}}(?=\s*(?:及?以上|以下|以内|左右)?\s*(?:[,;。、:!?)]|$))"
    r")(?:\([间个户人套]\))?(?:/(?:立方米|平方米|平方公里|千人|万人|人|天|年|亩|户|升|月|日|小时|吨|个|件))?"
)
FIXED_MEASURE = re.compile(  # of the list, whatever stands behind it
    rf"{_TIMES}(?:{_KNOWN})(?:/(?:立方米|平方米|平方公里|千人|万人|人|天|年|亩|户|升|月|日|小时|吨|个|件))?"
)
_NUMBER = rf"(?<![\dA-Za-z.+])(?P<value>(?:\d{{1,3}}(?: \d{{3}})+(?!\d)|[\d〇OlI]*\d[\d〇OlI]*(?:,\d{{3}})*|[〇OlI](?=\.\d))(?:\.[\d〇OlI]+)?)(?![\d.]*(?!(?:{_LATIN})(?![A-Za-z]))[A-Za-z+])"
_RANGE = r"\s*[万亿]?\s*(?:-|~|至|到)\s*(?P<value2>\d+(?:,\d{3})*(?:\.\d+)?)\s*"
_MEASURE_AGAIN = rf"(?P<unit2>(?(unit)(?P=unit)|{_MEASURE}))"
_SUFFIX = r"\s*(?P<suffix>(?:及?以上|以下|及以下|以内|之内|左右|上下))?"
_FIGURE = re.compile(rf"{_NUMBER}\s*(?P<unit>{_MEASURE})?(?:{_RANGE}{_MEASURE_AGAIN})?{_SUFFIX}")
# 480—500 | 亿元: in a cell the measure may stand in another column
_CELL_FIGURE = late(
    rf"{_NUMBER}\s*(?P<unit>{_MEASURE})?(?:{_RANGE}(?:{_MEASURE_AGAIN}|(?(unit)(?!)|(?<=\d))(?![\d.]*[\d年月日季号-])))?{_SUFFIX}"
)
_CLAUSE = re.compile(r"(?:[^,;。:!?]|(?<=\d),(?=\d{3}(?!\d)))+")  # 1,200万元 stays whole
_CELL_CLAUSE = re.compile(r"(?:[^,;。\v]|(?<=\d),(?=\d{3}(?!\d)))+")
_AT_LEAST = re.compile(
    r"(?:不(?:得|能|应)?(?:低|少|小)于|[至最]少(?:[\u4e00-\u9fff]{0,4})|≥|>=|不下于|达到或超过|最低)\s*$"
)
_AT_MOST = re.compile(
    r"(?:不(?:得|能|应|可)?(?:超过?|高于|多于|大于)|≤|<=|控制(?:在|到|为)?|最多|最高|严控在|压减在)\s*(?:在)?\s*$"
)
_OVER = re.compile(r"(?:突破|超过|超|高于|大于|多于|>)\s*$")
_UNDER = re.compile(r"(?:低于|小于|少于|<)\s*$")
_ABOUT = re.compile(r"(?<![签履预节违条合集])约$")  # 签约2100户 is no estimate
_CLOSE = r"(?:了|(?<![签履预节违条合集])约|近|幅度?)?\s*(?:不低于|不少于|至少|超过|突破|不超过|控制在|力争)?\s*$"  # the figure follows
_UP = re.compile(
    rf"(?:新增|净增|增加)(?!到|至|率|速|值|量|达)|(?:增长|提高|(?<!改造)(?<!巩固)(?<!优化)(?<!完善)(?<!整治)(?<!更新)(?<!治理)(?<!绿化)提升|上升|递增|增幅|上浮){_CLOSE}"
)
_DOWN = re.compile(
    rf"(?:减少|压减|削减|净减)(?!到|至|率|为|量)|(?:下降|降低|压缩|缩短|压降|递减|精简|减|降|下浮){_CLOSE}"
)
_CHANGES = (  # what the pattern cannot do without, the pattern, and what it tells
    (re.compile("[增提上]"), _UP, Direction.UP),
    (re.compile("[减降缩精下]"), _DOWN, Direction.DOWN),
)
_ANEW = re.compile(  # 新增线路60条、更新公交车1200辆: a deed of its own
    r"、(?:更新|改造|改建|建成|建设|新建|改扩建|完成|整治|修复|培育|打造|创建|引进|实施|开展|举办|发放|培训|筹集)"
)
_BOUNDS = tuple("控制在 不低于 不少于 不超过 不高于 达到 提高到 ≥ ≤ 突破 稳定在 保持在".split())
_REACHED = (Comparator.EXACTLY, Comparator.AT_LEAST, Comparator.OVER, Comparator.ABOUT)
_NET = re.compile(r"(?:新增|净增)(?!.*(?:率|比重|占比|速|及))")  # 城镇新增就业 | 1.1万人
_RISE = re.compile(r"(?:增长|增速|增幅|增长率|增长速度|提高|提升)(?:\([^()]*\))?\s*$")
_FALL = re.compile(
    r"(?:降低|下降|降幅|下降率|降低率|降低幅度|下降幅度|压减|减少)(?:\([^()]*\))?\s*$"
)
_WORK, _RATE = re.compile(r"(?:提升|提高|压减|减少)$"), re.compile(r"[%‰]|百分点|万|亿|元")
_SETTLED = re.compile(r"达到|达|稳定|保持|控制|覆盖|占|完成率|为$")
_VERBS = re.compile(
    r"^(?:继续|全面|深入|积极|大力|切实|着力|加快|持续|力争|确保|努力|年度|全年|当年|其中|推动|推进|实施|组织|开展|实现|完成|建成(?!区)|建设|新建和改造提升|新建改造|新改建|改扩建|新建改扩建|新建|改建|改造提升|改造|创建|打造|培育"
    r"|新培育|新认定|新认证|认定|引进|引导|落实|发放|举办|新增|净增|减少|增加|扩大|提高|提升|盘活|清理|整治|修复|归集|推出|设立|评选|争取|兑现|组建|加装|更新|筹集|新开工|开工|新登记|新签约|新开|新签|签约|到位|稳定|保持|发展|办结|接待|采购|安置|推广|编制完成|编制|培养|选拔|扶持|淘汰|遴选|选派|对|为|年)+"
)
_SEVERAL_VERBS = re.compile(rf"{_VERBS.pattern}(?:[和及、]{_VERBS.pattern[1:]})*")  # 引进和培养
_LINK, _TRAILING_LINK = (
    re.compile(r"^\s*(?:、|以及|和|及|与)\s*"),
    re.compile(r"(?:以及|和|及|与)$"),
)
_TRAILED = r"全部|总数|数量|力争|基本|约|比上年|同比|较上年|比去年|年均|要|应|均|都|分别|实现|增长|下降|降低|提高|提升|减少|压缩|缩短|压降|上升|新增|净增|达到?|完成|稳定在?|保持在?|控制在?|突破|超过|为|到|至|不低于|不少于|不超过|不高于|至少|高于|低于|压缩至?|提高到|增加|≥|≤|<=|>=|<|>|在|:"
_TRAILING = re.compile(rf"(?:{_TRAILED})+$")
_TRAILED_CHARACTERS = "".join(set(_TRAILED) - set("|?"))
_MAY_KEEP = re.compile(r"不|清零|稳定|同步|持平")
_MAY_HOLD = re.compile(rf"\d|{_MAY_KEEP.pattern}")  # nearly all clauses without are no targets
_SCORING = re.compile(
    r"^\s*每(?:少|多|低|高|差|超|降低|增加|减少|提高)|按\s*[\d.]+\s*(?:%\s*计|分/)"
    r"|^\s*(?:每|未|出现|发现|低于|超过|凡|被).{0,40}?(?:扣|(?<!增)(?<!参)加|(?<![压削缩])减(?![少排])|不得)|(?:扣|加|减|得|记|计)\s*[\d.]+(?:-[\d.]+)?\s*分(?!\s*以上)|的得|的不得|不得分|倒扣|^\s*(?:低于|不足|未达|超过|高于).{0,20}?的?按比例"
    r"|(?:得分|加分|扣分|减分|计分|累计)[^\d]{0,4}(?:最高|最多)[^\d]{0,4}\d+(?:\.\d+)?分"
)
_CJK = r"(?P<metric>[\u4e00-\u9fff]{2,20}?)"
_KEEP = (  # a word without which the pattern cannot match, and the pattern
    (
        "不",
        re.compile(
            r"不(?:再)?(?:发生|出现)(?P<metric>[^,;。、]{2,30}?)(?:底线|问题)?(?=[,;。、]|$)"
        ),
    ),
    ("清零", re.compile(rf"{_CJK}(?:实现|全部|基本|保持|持续|稳定)?(?:动态)?清零")),
    ("稳定", re.compile(rf"^{_CJK}保持(?:总体|基本|大局|持续)?稳定$")),
)
_SAME = re.compile(
    r"(?P<metric>[^,;。]{2,30}?)(?:增长|增速|增幅)?(?:与|和|同)(?P<other>[^,;。]{2,20}?)(?:保持)?(?:基本)?(?:同步(?=[,;。、)]|增长|提高|提升|增加|$)|持平)"
)
_ALONE = late(  # in a cell of its own: 与全市平均水平同步, 动态清零, 保持稳定
    r"\s*(?P<words>(?P<same>(?:增长|增速|增幅)?(?:与|和|同)[^,;。]{2,20}?(?:同步|持平))|(?:保持|实现|持续)?(?:总体|基本)?(?:稳定|动态清零|清零|不变))\s*$"
)
_BOTH = re.compile(r"(?P<names>[^,;。]+?)\s*(?:均|都|各(?=\d|\s*$))")
_WORDS = re.compile(r"[\u4e00-\u9fff“”A-Za-z]{2,20}")
_PHRASE = re.compile(
    r"(?:增长|新增|净增|提高到?|达到|完成|稳定在|保持在?|控制在|突破|超过|不低于|不少于|不超过|不高于|不小于|不大于|不多于|低于|高于|少于|多于|小于|大于|下降|降低|减少|压缩至?|缩短|压减|压降|削减|净减|提升(?:至|到)|增加(?:至|到)|至少|≥|≤|>|<|力争)+\s*[^,;。、\d]{0,24}$"
)
_DATE_FIRST = frozenset("年到全上下第一二三四今本") | frozenset("0123456789")
_BY_WHEN = late(  # 年底前优良天数比例, 6月底前完成技改投资
    r"到?(?:(?:20\d\d|今|本)年)?(?:年底|年内|年末|全年|[上下]半年|第?[一二三四]季度[末底]?|\d{1,2}月(?:\d{1,2}日|底|末|初|[上中下]旬)?)(?:之?前|以前)?(?:[,，])?"
)
_TO_ONE = re.compile(r"\s*:\s*\d+(?:\.\d+)?")
_NO_FIGURE = re.compile(r"\s*(?:(?:(?:-|~|至|到)\s*\d{1,2}\s*)?月|日前|号|年[^限均])")
_CAPACITY = re.compile(r"[^,;。、\d]{0,20}(?:项目|工程|生产线|基地|电站|机组)")
_FROM = re.compile(r"\s*(?:提高|增加|压减|压缩|减少|降|缩短)(?:到|至|为)")
_BY_WHOM = late(r"^由?[^,;。]{2,40}?(?:牵头负责|牵头|负责(?!人))(?=.{2})")  # 县商务局牵头引进…项目
_WHENCE = re.compile(  # 森林覆盖率由35%提高到36.5%
    r"(?:由|从)[\d.]+[^\d]{0,6}?(?:提高|提升|增加|增长|下降|降低|降|压减|减少|缩短)(?:到|至|为)?$"
)
_SCORE = late(r"得分|评分|成绩|测评|评价|均分|考试|打分|指数|满意|分数线|总分|考核")
_REACHING = late(r"达到|提高|以上|不低于|突破")
_CAPACITY_UNITS = ("吨", "瓦", "千瓦", "兆瓦", "立方米", "GW", "MW", "kW")
_AND = re.compile(r"、|和(?!谐|平)|以及|及|与")
_RESPECTIVE = late(  # 能耗、水耗分别下降3.2%、2.1%; 从600元、300元分别提高到650元、340元
    r"(?P<names>[^,;。:]{2,60}?)(?:[从由][\d.]+[^分]{0,20})?(?:比[^分]{1,14})?分别(?P<verb>[^\d分]{0,10})(?P<values>\d.*)"
)
_NO_NAMES = late(r"\s*(?:同比|比上年|较上年)?分别")
_IN_YEAR = late(r"^\s*到?20\d\d年底?")
_RESPECTIVE_TOO = late(r"\s*(?:分别|同比|比上年|较上年){0,2}(?P<verb>[^\d,]{0,8})(?P<values>\d.*)")
_ONE_VALUE = re.compile(
    rf"\s*(?P<value>\d+(?:\.\d+)?)\s*(?P<unit>{_MEASURE})?\s*(?P<suffix>以上|左右|以内|以下)?\s*$"
)
_THRESHOLD = re.compile(r"\s*(?:的|[\u4e00-\u9fffA-Za-z“]|、[^,;。、\d]{2,10}的[\u4e00-\u9fff])")
_ABOUT = re.compile(r"(?<![签履节预邀违契条])约$")  # 签约2100户 is as many
_FIRST_YEAR = 1900


_LONGEST_AMOUNT = 24  # characters
_ENDS_IN_AMOUNT = late(rf"\d\s*{FIXED_MEASURE.pattern}(?:及?以上|以内|左右)?\s*$")
_NEW, _SHARE = re.compile(r"新增|净增"), re.compile(r"(?:率|比例|占比|比重)$")
_JOINING = ("、", "和", "及", "与", "以及")
_APART_BEHIND_SUFFIX: tuple[str, ...] = ("得", "的得", "(")  # behind these no noun follows
_APART: tuple[str, ...] = ("得", "的得", "至", "到", "和", "及", "与", "以及")
_ACHIEVED = late(r"(?:完成|实现|达到|确保|覆盖)\s*$")  # 完成75%以上的确权登记
_AND_SO_ON = late(r"\s*等(?!级|次|分|额|距|效)")  # …居民消费价格涨幅2%左右等预期目标
_DAY_AND_NIGHT, _WITHIN = 24, late(r"\s*(?:以|之)?内")
_SHARE_UNIT = late(r"[%％‰]|百分点")
_IS_A_RATE = late(r"(?:率|幅|比|比例|比重|占比)$")
_LONGEST_NOUN = 14  # characters between two figures of a list
_DEED = 2  # characters of a verb before a figure: 选拔, 扶持


class _Figure(NamedTuple):
    start: int
    end: int
    value: Decimal
    value2: Decimal | None
    unit: tuple[int, int] | None
    suffix: str
    noun: bool  # a noun follows: 23个贫困村


def by_lines(block: Block, start: int, end: int) -> list[tuple[int, int]]:
    """The range, parted where a line of a cell ends with an amount and the next begins a deed.

    新增规上工业企业10家 | 新增高企5家: nothing else stops there.
    """
    cuts = [
        at
        for at in block.line_ends(start, end)
        if _ENDS_IN_AMOUNT.search(block.folded, max(start, at - _LONGEST_AMOUNT), at)
        and (deed := _VERBS.match(block.folded[at:end])) is not None
        and re.search(r"\d", block.folded[at + deed.end() : end])
    ]
    bounds = [start, *cuts, end]
    return list(pairwise(bounds))


def targets_in(block: Block, ranges: Sequence[tuple[int, int]]) -> list[Target]:
    """The targets in the text of an item, in order; [] for 非量化."""
    found: list[Target] = []
    last_metric = last_clause = ""
    paired: list[str] = []  # the names of a clause with 分别
    for start, end in ranges:
        for clause in _CLAUSE.finditer(block.folded, start, end):
            words = clause[0]
            if not _MAY_HOLD.search(words):
                last_clause = words
                continue
            if _SCORING.search(words):
                continue
            above = last_metric or (_metric(last_clause) if last_clause else "")
            named = "分别" in words and not _NO_NAMES.match(words)
            targets = _respectively(block, *clause.span(), paired) if paired and not named else []
            targets = targets or list(_in_clause(block, clause.start(), clause.end(), above))
            if named:
                paired = [t.metric for t in targets] if len(targets) > 1 else []
            targets = [t for t in targets if not _is_points(t)]
            found += targets
            last_metric, last_clause = (targets[-1].metric, "") if targets else ("", words)
    return found


def _is_points(target: Target) -> bool:
    """满分5分, 基础分为50分: what an item counts, unless a score is what has to be reached."""
    counts = target.unit is not None and re.match(r"分(?:/|$)", target.unit) is not None
    reached = _SCORE.search(target.metric) or _REACHING.search(target.text.value)
    return counts and reached is None


def targets_of_cell(
    block: Block, start: int, end: int, metric: str, measure: str | None
) -> list[Target]:
    """The targets in a cell of its own, the metric standing in another one.

    A bare figure takes its unit of measure from the 计量单位 column or the metric's brackets.
    """
    found = []
    for clause in _CELL_CLAUSE.finditer(block.folded, start, end):
        if _SCORING.search(clause[0]):
            continue
        found += list(_in_clause(block, clause.start(), clause.end(), metric, cell=True))
        if not found and (alone := _ALONE.match(clause[0])):
            text = block.cut(clause.start() + alone.start("words"), clause.start() + alone.end())
            compared = Comparator.SAME if alone["same"] else Comparator.KEEP
            found.append(Target(metric, compared, None, None, None, None, text))
    if measure is None and (inside := re.search(rf"[(（]({_MEASURE})[)）]\s*$", metric)):
        measure = inside[1]
    out = []
    for target in found:
        unit = measure if target.unit is None and target.value is not None else target.unit
        own = target.metric if target.metric and target.metric != metric else metric
        direction = target.direction
        if direction is None and target.value is not None:
            direction = _named_direction(fold(metric), target.comparator, unit)
        out.append(
            Target(
                own, target.comparator, target.value, target.value2, unit, direction, target.text
            )
        )
    return out


def _named_direction(metric: str, comparator: Comparator, unit: str | None) -> Direction | None:
    """城镇新增就业 | 1.1万人 and 地区生产总值增速 | 6.5%: the change is named in the metric's cell.

    背街小巷整治提升 | 60条 names what is done to so many, and no change of a figure.
    """
    if comparator in _REACHED and _NET.search(metric):
        return Direction.UP
    if unit is not None and _WORK.search(metric) and not _RATE.search(unit):
        return None
    if _RISE.search(metric):
        return Direction.UP
    return Direction.DOWN if _FALL.search(metric) else None


def _in_clause(
    block: Block, start: int, end: int, metric: str, *, cell: bool = False
) -> Iterator[Target]:
    folded = block.folded
    yield from _kept(block, start, end)
    if "分别" in folded[start:end] and (paired := _respectively(block, start, end)):
        yield from paired
        return
    figures = list(_figures(folded, start, end, cell))
    outside = [f for f in figures if not _bracketed(folded, start, f.start)]
    if outside and all(f.noun for f in outside):  # 4.5万亩高标准农田（含示范区0.8万亩）
        kept = [f for n, f in enumerate(outside) if not n or _coordinate(folded, outside, n)]
        figures = [f for f in figures if f in kept or (f not in outside and not f.noun)]
    else:
        figures = [f for f in figures if not f.noun or _listed(folded, f, end)]
    at, direction, name, last_unit = start, None, metric, None
    for figure in figures:
        before = folded[at : figure.start].replace(" ", "")  # 增 长10%
        cut = before.rfind("、")
        own = _direction(
            before[cut + 1 :] if cut >= 0 and _direction(before[cut + 1 :]) else before
        )
        follows = at > start and before.lstrip().startswith(_JOINING)
        unit = block.value(*figure.unit) if figure.unit is not None else None
        if own is not None or not follows:
            direction = own
        elif _SETTLED.search(before) or _ANEW.match(before) or not _like(before, unit, last_unit):
            direction = None
        last_unit = unit
        comparator = _comparator(before, figure)
        words = _metric(before.lstrip("、 ") if not follows else _LINK.sub("", before))
        deed = figure.noun and (
            (at == start and len(before) <= _DEED) or (at > start and before.endswith(_JOINING))
        )
        if figure.noun and (not words or deed):  # 选拔100名正职、200名副职
            words = _noun(folded, figure.end, end) or words
        name = words or name
        if direction is Direction.UP and _SHARE.search(name) and _NEW.search(before):
            direction = None  # 新增用地“标准地”出让比例不低于90% is no growth
        text = _phrase(block, at, figure, start)
        for one in _several(before, name):
            yield Target(one, comparator, figure.value, figure.value2, unit, direction, text)
        at = figure.end


def _like(before: str, unit: str | None, above: str | None) -> bool:
    """Whether a figure behind 、 changes as the one before it: 增长5%、6%, 新增学位300个、床位50张.

    固定资产投资增长4%、城镇调查失业率5.5%左右 does not: a rate of its own, or another kind of unit.
    """
    own = _LINK.sub("", before)
    if not own:
        return True
    shares = [one is not None and _SHARE_UNIT.search(one) is not None for one in (unit, above)]
    return shares[0] == shares[1] and not (shares[0] and _IS_A_RATE.search(_metric(own)))


def _is_a_day(match: re.Match[str], before: str, value: Decimal, *, cell: bool) -> bool:
    """第3, 前5, 2024年, 2012~2015年, 5月20日: an ordinal or a date."""
    unit = match["unit"] or match["unit2"]
    year = unit == "年" and not cell and value > _FIRST_YEAR
    return before.endswith(("第", "前")) or year or (unit == "日" and before.endswith("月"))


def _is_name(folded: str, at: int, value: Decimal, unit: str, *, noun: bool) -> bool:
    """Whether a figure is part of a name: 24小时值班制度, 30万吨级航道."""
    around = unit == "小时" and value == _DAY_AND_NIGHT and not _WITHIN.match(folded, at)
    return (noun and around) or folded.startswith("级", at)


def _figures(folded: str, start: int, end: int, cell: bool) -> Iterator[_Figure]:
    for match in (_CELL_FIGURE if cell else _FIGURE).finditer(folded, start, end):
        unit, unit2 = match["unit"], match["unit2"]
        bare = unit is None and unit2 is None
        if (
            bare
            and not cell
            and not match["suffix"]
            and not folded[start : match.start()].rstrip().endswith(_BOUNDS)
        ):
            continue
        value = to_decimal(match["value"])
        if value is None:
            continue
        before, at = folded[max(start, match.start() - 2) : match.start()], match.end()
        if _is_a_day(match, before, value, cell=cell) or _NO_FIGURE.match(
            folded, match.end("value"), end
        ):
            continue
        suffix = match["suffix"] or ""
        apart = _APART_BEHIND_SUFFIX if suffix else _APART
        if folded[at:end].lstrip().startswith("和谐"):
            apart = _APART_BEHIND_SUFFIX
        noun = _THRESHOLD.match(folded, at, end) is not None
        noun = noun and not folded[at:end].lstrip().startswith(apart)
        noun = noun and not _AND_SO_ON.match(folded, at, end)
        if unit is not None and _is_name(folded, at, value, unit, noun=noun):
            continue
        share = unit == "%" and _ACHIEVED.search(folded, start, match.start()) is not None
        if suffix and noun and suffix not in ("左右", "上下") and not share:
            continue
        if noun and before.endswith("的"):
            continue  # 已完成治理的9条水体
        if _quoted(folded, start, match.start(), end):
            continue  # “15分钟养老服务圈” is a name
        if before.endswith(("×", "*")) or _FROM.match(folded, at, end):
            continue  # 由20天压减为10天: the first is where it stood
        opens = match.start() == start or (
            match.start() - start <= _DEED and (unit or "").endswith(_CAPACITY_UNITS)
        )
        if noun and opens and not cell and _CAPACITY.match(folded, at, end):
            continue  # 12万吨生物质燃料项目建成投产: how large what is built is
        yield from _ends(match, value, suffix, noun=noun)


def _ends(match: re.Match[str], value: Decimal, suffix: str, *, noun: bool) -> Iterator[_Figure]:
    """A figure or a range; 由30到20 is none, but two figures."""
    unit, unit2 = match["unit"], match["unit2"]
    named = unit2 if unit is None and unit2 else unit
    place = match.span("unit2") if named is unit2 and unit2 else match.span("unit")
    value2 = to_decimal(match["value2"]) if match["value2"] else None
    if named is None and value2 is not None and value2 <= value:
        yield _Figure(match.start(), match.end("value"), value, None, None, "", False)
        yield _Figure(match.start("value2"), match.end(), value2, None, None, suffix, noun)
    else:
        yield _Figure(
            match.start(), match.end(), value, value2, place if named else None, suffix, noun
        )


def _coordinate(folded: str, figures: Sequence[_Figure], nth: int) -> bool:
    """Whether a figure is one of a list: 100名正职后备人才、200名副职后备人才."""
    between = folded[figures[nth - 1].end : figures[nth].start].rstrip()
    return between.endswith(_JOINING) and len(between) <= _LONGEST_NOUN


def _respectively(block: Block, start: int, end: int, above: Sequence[str] = ()) -> list[Target]:
    """A、B分别增长6%和8%: one target for each name, or for each value of the one name.

    A clause that names none takes those of the clause ``above``: …，同比增长8%、6%.
    """
    folded = block.folded
    pattern = _RESPECTIVE_TOO if above else _RESPECTIVE
    match = pattern.match(folded, start, end)
    if match is None:
        return []
    cuts = [m.span() for m in _AND.finditer(folded, *match.span("values"))]
    bounds = [match.start("values"), *(at for cut in cuts for at in cut), match.end("values")]
    values = [_ONE_VALUE.match(folded, *b) for b in zip(bounds[::2], bounds[1::2], strict=True)]
    last = values[-1]
    if len(values) < 2 or last is None or any(v is None for v in values):
        return []
    whole = "" if above else _IN_YEAR.sub("", match["names"])
    names = list(above) or [n.strip() for n in _AND.split(whole) if n.strip()]
    if above and len(names) != len(values):
        return []
    if len(names) != len(values):
        names = [whole] * len(values)
    found = []
    before = folded[match.start() : match.start("values")]
    for name, value in zip(names, (v for v in values if v is not None), strict=True):
        unit = value if value["unit"] else last
        if value["unit"] == "个" and last["unit"] == "个百分点":  # 提高1个和0.8个百分点
            unit = last
        place = unit.span("unit") if unit["unit"] else None
        suffix = value["suffix"] or last["suffix"] or ""
        figure = _Figure(*value.span(), Decimal(value["value"]), None, place, suffix, False)
        written = block.value(*place) if place is not None else None
        text = block.cut(*value.span())
        way = _direction(before)
        compared = _comparator(before, figure)
        metric = _metric(name) or name
        found.append(Target(metric, compared, figure.value, None, written, way, text))
    return found


def _bracketed(folded: str, start: int, at: int) -> bool:
    """Whether a column stands in a bracket that opens in its clause."""
    return folded.rfind("(", start, at) > folded.rfind(")", start, at)


def _quoted(folded: str, start: int, at: int, end: int) -> bool:
    """Whether a column stands between quotation marks of its clause."""
    opened = folded.rfind("“", start, at)
    return opened > folded.rfind("”", start, at) and folded.find("”", at, end) > 0


def _listed(folded: str, figure: _Figure, end: int) -> bool:
    return folded[figure.end : end].lstrip().startswith("、")


def _comparator(before: str, figure: _Figure) -> Comparator:
    if figure.value2 is not None:
        return Comparator.RANGE
    if figure.suffix in ("左右", "上下") or _ABOUT.search(before):
        return Comparator.ABOUT
    if _AT_MOST.search(before) or figure.suffix in ("以内", "之内", "以下", "及以下"):
        return Comparator.AT_MOST
    if _AT_LEAST.search(before) or figure.suffix in ("以上", "及以上"):
        return Comparator.AT_LEAST
    if _OVER.search(before):
        return Comparator.OVER
    return Comparator.UNDER if _UNDER.search(before) else Comparator.EXACTLY


def _direction(before: str) -> Direction | None:
    best: tuple[int, Direction] | None = None
    for sign, pattern, direction in _CHANGES:
        for match in pattern.finditer(before) if sign.search(before) else ():
            if best is None or match.start() >= best[0]:
                best = (match.end(), direction)
    if best is None or _SETTLED.search(before[best[0] :]):
        return None
    return best[1]


def _several(before: str, name: str) -> list[str]:
    """A、B均下降5%: one target each."""
    match = _BOTH.search(before) if any(word in before for word in "均都各") else None
    if match is None or "、" not in match["names"]:
        return [name]
    return [_metric(part) or part for part in match["names"].split("、") if part.strip()]


def _metric(words: str) -> str:
    text = unspaced(words)
    if any(word in text for word in "由从"):
        text = _WHENCE.sub("", text)
    if "牵头" in text or "负责" in text:
        text = _BY_WHOM.sub("", text)
    if text[:1] in _DATE_FIRST and (when := _BY_WHEN.match(text)) is not None:
        text = text[when.end() :]
    end = _TRAILING.search(text, len(text.rstrip(_TRAILED_CHARACTERS)))
    begin = _SEVERAL_VERBS.match(text[: end.start()] if end is not None else text)
    return text[begin.end() if begin else 0 : end.start() if end else None].strip("、“”()★☆▲△●*")


def _noun(folded: str, start: int, end: int) -> str:
    match = _WORDS.match(folded, start, end)
    return _TRAILING_LINK.sub("", match[0]) if match else ""


def _phrase(block: Block, at: int, figure: _Figure, start: int) -> Text:
    folded = block.folded
    match = _PHRASE.search(folded[at : figure.start])
    begin = at + match.start() if match else figure.start
    ratio = _TO_ONE.match(folded, figure.end) if figure.unit is None else None  # 2.6:1
    return block.cut(max(begin, start), ratio.end() if ratio is not None else figure.end)


def _kept(block: Block, start: int, end: int) -> Iterator[Target]:
    words = block.folded[start:end]
    if not _MAY_KEEP.search(words):
        return
    same = _SAME.search(words) if "同步" in words or "持平" in words else None
    if same is not None:
        text = block.cut(start + same.start(), start + same.end())
        yield Target(_metric(same["metric"]), Comparator.SAME, None, None, None, None, text)
    for word, pattern in _KEEP:
        found = list(pattern.finditer(words.strip())) if word in words else []
        for match in found:  # 不发生较大事故、不发生群体性事件
            offset = len(words) - len(words.lstrip())
            text = block.cut(start + offset + match.start(), start + offset + match.end())
            yield Target(_metric(match["metric"]), Comparator.KEEP, None, None, None, None, text)
        if found:
            return

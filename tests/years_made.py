"""Made years: a list of indicators, the list of the next year, and what became of which.

Every kind of edit is made on purpose and kept, so that a comparison can be judged.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random

from pipeline.match import Entry, Link

SECTIONS = """
    综合 创新 协调 绿色 开放 共享 民生保障 乡村振兴 营商环境 安全生产 党的建设 减分项
""".split()
WHO = """
    规模以上工业 民营 外商投资 战略性新兴产业 数字经济核心产业 服务业 建筑业 现代农业 文化产业
    旅游 住宿餐饮 批发零售 高新技术 科技型中小 专精特新 农村居民 城镇居民 困难群体 高校毕业生
    退役军人 残疾人 老年人 婴幼儿 妇女 流动人口 新型农业经营主体 村集体 园区 开发区 重点项目
    省级重点 专项债券 招商引资 跨境电商 物流 金融机构 小微 普惠型 直接融资 上市挂牌 固定资产
    民间 工业技改 房地产 基础设施 水利 交通 公路 城市公园 绿化 污水处理 生活垃圾 黑臭水体
    大气污染 土壤 节能 碳排放 矿山 林地 耕地 高标准农田 粮食 生猪 蔬菜 水产 食品药品 特种设备
    道路交通 消防 信访 矛盾纠纷 法治政府 政务公开 政务服务 数据共享 社会保险 医疗保险 养老服务
    托育 义务教育 学前教育 职业教育 公共图书馆 体育场地 文物 非遗 双拥 人才 专利 商标 标准 质量
    信用
""".split()
WHAT = """
    增加值增长速度 营业收入增长率 投资增速 完成率 覆盖率 占比及提高幅度 总量及增长速度
    建设任务完成情况 达标率 满意度 合格率 入库数量 新增数量 人均水平 保障水平 整治提升 改造任务
    示范创建 化解率 办结率 发展水平 培育数量 资金到位率 税收贡献
""".split()
FRAMES = """
    {}{} 完成市定{}{}目标任务 {}{} {}{}达到市定目标 确保{}{}稳步提升 推进{}{}工作
""".split()
EXTRAS = "全年|省定口径|同比|争先进位|持续|全市排名|按季度|统计内".split("|")
SWAPS = (
    ("增长速度", "增速"),
    ("占比", "比重"),
    ("完成情况", "进展情况"),
    ("数量", "总数"),
    ("保障水平", "保障能力"),
    ("目标任务", "任务"),
    ("提升", "提高"),
    ("新增", "净增"),
)
UNITS = """
    发改 工信 财政 科技 教体 民政 人社 住建 交通 农业农村 商务 文旅 卫健 应急 审计 统计 市场监管
    医保 税务 信访 司法 城管 生态环境 自然资源
""".split()
TWIN = "其他重要指标"


@dataclass(frozen=True, slots=True)
class Years:
    """Two lists and the truth: groups of positions that are one thing."""

    old: tuple[Entry, ...]
    new: tuple[Entry, ...]
    truth: frozenset[tuple[tuple[int, ...], tuple[int, ...]]]


@dataclass(slots=True)
class _Item:
    """An item of the new year while it is made: the old positions it comes from."""

    entry: Entry
    origin: tuple[int, ...]


def years(seed: int, count: int, *, change: float = 0.5) -> Years:
    """``count`` items and their next year; ``change`` is the share of items that are touched.

    Some years have few subjects, so that everything resembles something; some come in another
    order, with new titles and sections put together, without points, units or sections.
    """
    random = Random(seed)
    subjects = 14 if count < 150 and random.random() < 0.25 else len(WHO)
    return _Maker(random, subjects, count).years(count, change)


class _Maker:
    def __init__(self, random: Random, subjects: int, count: int) -> None:
        self.random = random
        made = [(who, what) for who in random.sample(WHO, subjects) for what in WHAT]
        random.shuffle(made)
        self.topics = iter(made)
        self.sections = random.sample(SECTIONS, min(len(SECTIONS), 2 + count // 12))

    def years(self, count: int, change: float) -> Years:
        random = self.random
        old = [self._entry(self._text(), random.choice(self.sections)) for _ in range(count)]
        old += [self._entry(TWIN, section) for section in self.sections]
        old.sort(key=lambda entry: self.sections.index(entry.section[0]))
        old = [replace(entry, number=str(at)) for at, entry in enumerate(old, 1)]
        items: list[_Item] = []
        kept = list(enumerate(old))
        while kept:
            at, entry = kept.pop(0)
            if entry.text == TWIN or random.random() > change:
                items.append(_Item(entry, (at,)))
            else:
                items += self._edited(at, entry, kept)
        for _ in range(random.randint(0, max(1, count // 8))):
            fresh = self._entry(self._topic(), random.choice(self.sections))
            items.insert(random.randint(0, len(items)), _Item(fresh, ()))
        self._arrange(items)
        new = tuple(replace(item.entry, number=str(at)) for at, item in enumerate(items, 1))
        return Years(tuple(old), new, _truth(items))

    def _arrange(self, items: list[_Item]) -> None:
        random = self.random
        if random.random() < 0.2:
            random.shuffle(items)
        items.sort(key=lambda item: self.sections.index(item.entry.section[0]))
        if random.random() < 0.3:
            titles = {
                name: name + random.choice(("发展", "建设", "工作")) for name in self.sections
            }
            titles[self.sections[0]] = titles[self.sections[-1]] = "高质量发展"
            for item in items:
                item.entry = replace(item.entry, section=(titles[item.entry.section[0]],))
        if random.random() < 0.15:
            without = random.choice(("points", "units", "section"))
            for item in items:
                item.entry = _without(without, item.entry)

    # --- one item ---

    def _topic(self) -> str:
        who, what = next(self.topics)
        return self.random.choice(FRAMES).format(who, what)

    def _text(self) -> str:
        """One topic, seldom two in one item, so that there is something to split."""
        first = self._topic()
        return f"{first}、{self._topic()}" if self.random.random() < 0.08 else first

    def _entry(self, text: str, section: str) -> Entry:
        units = frozenset((*self.random.sample(UNITS, self.random.randint(1, 3)), "~各街道"))
        return Entry(text, None, (section,), units, self._points())

    def _points(self) -> Decimal:
        return Decimal(self.random.randint(1, 10)) / 2

    # --- what became of it ---

    def _edited(self, at: int, entry: Entry, kept: list[tuple[int, Entry]]) -> list[_Item]:
        """What one item became; a merger takes the next item of the section too."""
        kind = self.random.choices(
            ("removed", "several", "split", "merged", *_SIMPLE), (2, 2, 1, 1, *_SIMPLE.values())
        )[0]
        if kind == "removed":
            return []
        if kind == "split":
            return _split(at, entry)
        if kind == "merged" and kept and self._may_join(entry, kept[0][1]):
            other_at, other = kept.pop(0)
            return [_Item(_joined(entry, other), (at, other_at))]
        kinds = self.random.sample(sorted(_SIMPLE), 3) if kind == "several" else [kind]
        for one in kinds:
            entry = self._changed(one, entry)
        return [_Item(entry, (at,))]

    def _may_join(self, entry: Entry, other: Entry) -> bool:
        return other.section == entry.section and other.text != TWIN

    def _changed(self, kind: str, entry: Entry) -> Entry:
        random = self.random
        if kind == "reworded":
            return replace(entry, text=self._reworded(entry.text))
        if kind == "points":
            return replace(entry, points=self._points())
        if kind == "units":
            stay = random.sample(sorted(entry.units), max(1, len(entry.units) - 1))
            return replace(entry, units=frozenset((*stay, random.choice(UNITS))))
        if kind == "figure":
            bound = random.choice(("达到", "增长", "不低于"))
            return replace(entry, text=f"{entry.text}{bound}{random.randint(2, 99)}%以上")
        if kind == "moved":
            return replace(entry, section=(random.choice(self.sections),))
        return entry

    def _reworded(self, text: str) -> str:
        swaps = [swap for swap in SWAPS if swap[0] in text]
        if swaps and self.random.random() < 0.6:
            text = text.replace(*self.random.choice(swaps))
        if self.random.random() < 0.6 or not swaps:
            text = self.random.choice(EXTRAS) + text
        return text


_SIMPLE = {"reworded": 4, "points": 3, "units": 3, "moved": 1, "figure": 3}


def _joined(one: Entry, other: Entry) -> Entry:
    points = (one.points or Decimal()) + (other.points or Decimal())
    return replace(
        one, text=f"{one.text}、{other.text}", units=one.units | other.units, points=points
    )


def _split(at: int, entry: Entry) -> list[_Item]:
    """An item of two topics goes on as two, the points divided."""
    parts = entry.text.split("、")
    points = (entry.points or Decimal()) / len(parts)
    return [_Item(replace(entry, text=part, points=points), (at,)) for part in parts]


def _without(what: str, entry: Entry) -> Entry:
    if what == "points":
        return replace(entry, points=None)
    return replace(entry, units=frozenset()) if what == "units" else replace(entry, section=())


def _truth(items: Sequence[_Item]) -> frozenset[tuple[tuple[int, ...], tuple[int, ...]]]:
    groups: dict[int, tuple[tuple[int, ...], list[int]]] = {}
    for at, item in enumerate(items):
        if item.origin:
            groups.setdefault(item.origin[0], (item.origin, []))[1].append(at)
    return frozenset((origin, tuple(found)) for origin, found in groups.values())


def wrong(found: Sequence[Link], made: Years) -> tuple[list[Link], int]:
    """Links that are not the truth, and how many of the truth are missing."""
    known = {(link.old, link.new) for link in found}
    false = [link for link in found if (link.old, link.new) not in made.truth]
    return false, len(made.truth - known)

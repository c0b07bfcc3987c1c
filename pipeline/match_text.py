"""两年指标的文字有多像: weighted pairs of characters, and who could be like whom at all.

Words that every second item has (及提高幅度, 目标任务) say little of which item it is; words that
one item has say nearly all. So each pair of characters weighs by how rare it is in the lists.
Weights are whole numbers: sums do not depend on the order they are made in.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from math import log2

from parsers.text import fold

_NOT_WORDS = re.compile(r"[\W_]+")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d年度?")
_FIGURE = re.compile(
    r"(?<![A-Za-z\d.])\d+(?:\.\d+)?(?:个?百分点|[万亿千百]*[%‰元人户家个项件亩吨])?"
    r"(?:及?以[上下]|以内|之内|左右)?"
)

# Words that offices write for one another: told apart in wordings, not in what an item is about.
_SAME_WORDS = (
    ("增速", "增长速度", "增长率", "增幅"),
    ("比重", "占比"),
    ("服务业", "第三产业", "三产"),
    ("规模以上", "规上"),
    ("地区生产总值", "GDP"),
    ("一般公共预算收入", "公共财政预算收入"),
    ("固定资产投资", "固投"),
    ("社会消费品零售总额", "社零总额"),
    ("研发经费", "研发费用", "R&D经费"),
)
_SAME = {word: words[0] for words in _SAME_WORDS for word in words[1:]}
_OTHER_WORDS = re.compile("|".join(sorted(map(re.escape, _SAME), key=len, reverse=True)))

BUDGET, LIKELIEST = 250, 8

Grams = tuple[int, ...]


def plain(text: str) -> str:
    """What is compared: words and figures, whatever the width, the blanks and the punctuation."""
    return _NOT_WORDS.sub("", fold(text))


def subject(text: str, *, literally: bool = False) -> str:
    """What an item is about: its words less years, figures and their bounds.

    An item made of figures alone keeps them; ``literally`` keeps its very words.
    """
    folded = fold(text)
    if not literally:
        folded = _OTHER_WORDS.sub(lambda found: _SAME[found[0]], folded)
    if any(character.isdigit() for character in folded):
        return _NOT_WORDS.sub("", _FIGURE.sub("", _YEAR.sub("", folded))) or plain(text)
    return _NOT_WORDS.sub("", folded)


class Vocabulary:
    """The pairs of characters of both lists as numbers, each with its weight."""

    def __init__(self, old: Sequence[str], new: Sequence[str]) -> None:
        self._ids: dict[str, int] = {}
        self.old = [self._grams(text) for text in old]
        self.new = [self._grams(text) for text in new]
        counts = [
            Counter(gram for grams in side for gram in grams) for side in (self.old, self.new)
        ]
        most = max(len(old), len(new), 1)
        self.weight = [
            round(100 * log2(1 + most / max(counts[0][gram], counts[1][gram])) ** 2)
            for gram in range(len(self._ids))
        ]
        self.mass_old = [self.mass(grams) for grams in self.old]
        self.mass_new = [self.mass(grams) for grams in self.new]

    def _grams(self, text: str) -> Grams:
        ids = self._ids
        pairs = {*text, *map("".join, pairwise(text))}
        return tuple(ids.setdefault(pair, len(ids)) for pair in sorted(pairs))

    def mass(self, grams: Iterable[int]) -> int:
        """How much the pairs weigh together."""
        weight = self.weight
        return sum(map(weight.__getitem__, grams))

    def weight_of(self, text: str) -> int:
        """How much single characters weigh together; one that neither list has weighs nothing."""
        return sum(self.weight[self._ids[c]] for c in text if c in self._ids)

    def index(self, side: Sequence[Grams], among: Iterable[int]) -> dict[int, list[int]]:
        """For each pair of characters the items that have it."""
        found: dict[int, list[int]] = defaultdict(list)
        for position in among:
            for gram in side[position]:
                found[gram].append(position)
        return found

    def shared(self, grams: Grams, index: dict[int, list[int]]) -> dict[int, int]:
        """What the items of an index share with an item, in weight: all that share anything."""
        found: dict[int, int] = {}
        weight = self.weight
        for gram in grams:
            heavy = weight[gram]
            for position in index.get(gram, ()):
                found[position] = found.get(position, 0) + heavy
        return found

    def likeliest(
        self, grams: Grams, index: dict[int, list[int]], side: Sequence[Grams]
    ) -> dict[int, int]:
        """As ``shared``, but only the likeliest few: bounded work for lists of any length.

        The rarest pairs of characters are looked up first, and no more than ``BUDGET`` items
        are met; what those share with the item is then added up in full.
        """
        weight = self.weight
        found: dict[int, int] = {}
        met = 0
        for gram in sorted(grams, key=weight.__getitem__, reverse=True):
            listed = index.get(gram, ())
            met += len(listed)
            if met > BUDGET and found:
                break
            heavy = weight[gram]
            for position in listed[:BUDGET]:
                found[position] = found.get(position, 0) + heavy
        if not found:
            return found
        least = max(found.values()) // 3
        near = sorted((-mass, position) for position, mass in found.items() if mass >= least)
        mine = frozenset(grams)
        return {
            position: self.mass(mine.intersection(side[position]))
            for _, position in near[:LIKELIEST]
        }


def likeness(shared: int, one: int, other: int) -> float:
    """0–1 from what two items share and what each weighs: half overlap, half containment."""
    if not shared:
        return 0.0
    overlap = 2 * shared / (one + other)
    contained = shared / min(one, other)
    return (overlap + contained) / 2


# 占比及提高幅度 becomes 占比达到45%以上: how a figure is put is not what the item is about
_HOW_MUCH = re.compile(
    r"(?:及|和)?(?:提高|增长|降低|下降|改善|提升)?(?:幅度|速度|增速|率)?"
    r"|(?:力争|确保)?(?:达到?|控制在|保持在?|稳定在|不低于|不少于|不高于|不超过)"
)


def replaced(old: str, new: str) -> Iterable[tuple[str, str]]:
    """Runs of words that stand in one another's place and have nothing in common."""
    start = _run(old, new)
    end = _run(old[start:][::-1], new[start:][::-1])
    old, new = old[start : len(old) - end], new[start : len(new) - end]
    if not old or not new:
        return
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        one, other = old[i1:i2], new[j1:j2]
        if tag != "replace" or min(len(one), len(other)) < 2 or set(one) & set(other):
            continue
        if not (_HOW_MUCH.fullmatch(one) or _HOW_MUCH.fullmatch(other)):
            yield one, other


def _run(one: str, other: str) -> int:
    """How many characters both begin with."""
    for at, (a, b) in enumerate(zip(one, other, strict=False)):
        if a != b:
            return at
    return min(len(one), len(other))


# Words that part one indicator from its sister: where one text has the one and the other text
# the other, they are hardly the same indicator, however much else they share.
_SISTERS = (
    ("农村", "城镇", "城市", "城乡"),
    ("第一产业", "第二产业", "第三产业"),
    ("大气", "水环境", "土壤"),
    ("进口", "出口"),
    ("省外", "境外", "市外"),
    ("新增", "存量"),
    ("国内", "国外"),
    ("学前", "义务教育", "高中", "高等教育"),
    ("小学", "初中"),
    ("一般", "重大", "特大"),
    ("工业", "农业", "服务业", "建筑业"),
    ("生产", "生活"),
    ("养老", "医疗", "失业", "工伤"),
    ("省级", "市级", "国家级"),
    ("新建", "改建"),
    ("地表水", "地下水", "饮用水"),
    ("一季度", "二季度", "三季度", "四季度"),
)


def rivals_of(old: str, new: str) -> Iterable[tuple[str, str]]:
    """Sister words of which each text has only its own: 农村 here and 城镇 there."""
    for sisters in _SISTERS:
        here = {word for word in sisters if word in old}
        there = {word for word in sisters if word in new}
        if here and there and not here & there:
            yield min(here), min(there)

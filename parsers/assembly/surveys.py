"""What the items of a whole notice say of single lines: asked once, before the tree is built."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from parsers.fields.labels import own_label
from parsers.fields.peel import closes_with_units, peel
from parsers.fields.units import is_plainly_a_unit, looks_like_units
from parsers.items import (
    AttachmentMark,
    ClauseLine,
    GroupClause,
    Item,
    Numbered,
    Prose,
    SheetStart,
    TableHeader,
)
from parsers.numbering import Form
from parsers.wording import TITLE_END

HEADINGLIKE = re.compile(r"^[^。;,:!?]{2,32}[。]?$")
ANNOUNCES = re.compile(  # 现将13项任务分解如下。
    r"^(?:现将|现就|根据|按照|经(?![济营贸费开典]))|如下"
)
AMOUNT = re.compile(  # 新建养老院2所 heads nothing
    r"\d\s*(?:%|‰|个百分点|[万亿千]?[家户人个件所座处台辆套亩吨元米张项条次场名栋栋站支期])"
)
_LONGEST_UNIT = 30  # characters of a line of units that heads tasks
_LONGEST_PLACE = 8  # characters of the name of a town, a station
# 美丽乡村, 经济运行, 住房出行
NO_PLACE = ("乡村", "运行", "先行", "推行", "出行", "通行", "执行", "履行", "前行", "发行")
TITLE = re.compile(rf"{TITLE_END}$|年度?|附件|任务书")


def above_tables(items: Sequence[Item]) -> frozenset[int]:
    """The lines right above the headers of several tables: 创新驱动 / 序号 任务 单位."""
    found = [
        item.block.line
        for item, below in pairwise(items)
        if isinstance(item, Prose)
        and isinstance(below, TableHeader)
        and item.block.row is None
        and HEADINGLIKE.match(words := item.block.folded.strip())
        and not TITLE.search(words)
        and not like_a_unit(words)
    ]
    return frozenset(found) if len(found) > 1 else frozenset()


def like_a_unit(folded: str) -> bool:
    """A short name; 建设宜居宜业和美乡村 is none, whatever it ends with."""
    if folded.endswith(NO_PLACE):
        return False
    return len(folded) <= _LONGEST_PLACE and looks_like_units(folded, 0, len(folded))


def own_labels(items: Sequence[Item]) -> frozenset[str]:
    """The labels in no list of words that open more than one line."""
    lines = (item.block.folded for item in items if isinstance(item, Prose))
    said = Counter(label.word for line in lines if (label := own_label(line)) is not None)
    return frozenset(word for word, times in said.items() if times > 1)


def above_chinese_items(items: Sequence[Item]) -> frozenset[int]:
    """The lines without number that head tasks counted 一、二、: 环境质量 / 一、优良天数…（A负责）.

    一、 is a heading as a rule. It counts tasks where most of what it counts names who does it,
    and such a line stands between two of them.
    """
    counted = [n for n, item in enumerate(items) if _is_chinese(item)]
    tasks = [n for n in counted if _names_somebody(items, n)]
    if 2 * len(tasks) <= len(counted):
        return frozenset()
    found = [n - 1 for n in counted if n > 0 and _may_head(items[n - 1])]
    if counted[0] - 1 not in found:  # what stands below each, and above none, is of the one above
        return frozenset()
    between = [n for n in found if any(at < n for at in tasks)]
    return frozenset(items[n].block.line for n in found) if between else frozenset()


def above_first_items(items: Sequence[Item]) -> frozenset[int]:
    """The line without number above the first task of a list, if others of its kind stand below.

    县农业农村局 / 1.改造户厕 / 县生态环境局 / 1.…: by itself the first might end the preamble.
    """
    found: set[int] = set()
    first: tuple[int, Form, bool] | None = None  # a line that may head, and what stands below it
    fresh = True
    for n, (item, below) in enumerate(pairwise(items)):
        if isinstance(item, AttachmentMark | SheetStart):
            first, fresh = None, True
        elif isinstance(item, Numbered):
            fresh = False
        elif isinstance(below, Numbered) and (kind := _kind_of_head(item)) is not None:
            form, named = below.label.form, kind
            if fresh and below.label.value == 1 and form is not Form.CHINESE:
                first = (item.block.line, form, named)
                continue
            above = items[n - 1] if n else None
            if (
                first is not None
                and first[1:] == (form, named)
                and isinstance(above, Numbered | ClauseLine | GroupClause)
            ):
                found.add(first[0])
    return frozenset(found)


def _kind_of_head(item: Item) -> bool | None:
    """Whether a line that may head tasks is nothing but a unit; None if it may not."""
    if not isinstance(item, Prose) or item.block.row is not None:
        return None
    words = item.block.folded.strip()
    if len(words) <= _LONGEST_UNIT and all(map(is_plainly_a_unit, words.split("、"))):
        return True
    return False if _may_head(item) else None


def _is_chinese(item: Item) -> bool:
    return isinstance(item, Numbered) and item.label.form is Form.CHINESE


def _names_somebody(items: Sequence[Item], n: int) -> bool:
    """Whether a numbered paragraph, or the clause line below it, says who does it."""
    item = items[n]
    below = items[n + 1] if n + 1 < len(items) else None
    if not isinstance(item, Numbered):
        return False
    if isinstance(below, ClauseLine | GroupClause) or (below is not None and _is_chinese(below)):
        return True  # nothing stands below it but who does it, or the next
    return peel(item.block, item.label.rest).units or closes_with_units(item.block)


def _may_head(item: Item) -> bool:
    """A few words that announce nothing and are no title and no name."""
    if not isinstance(item, Prose) or item.block.row is not None:
        return False
    words = item.block.folded.strip()
    return (
        HEADINGLIKE.match(words) is not None
        and not words.startswith(("(", "["))
        and not words.endswith("。")
        and not ANNOUNCES.search(words)
        and not TITLE.search(words)
        and not like_a_unit(words)
        and not AMOUNT.search(words)
    )

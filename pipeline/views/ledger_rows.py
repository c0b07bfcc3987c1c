"""台账各表的行: what each table of the ledger says, field by field.

Points are counted twice, and both figures are shown: an indicator that several units share
counts in full for each of them, and once in the totals. Deductions are negative.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from parsers.model import (
    Comparator,
    Direction,
    Indicator,
    Mention,
    Notice,
    Points,
    PointsKind,
    Role,
    Text,
)
from parsers.text import fold
from pipeline.assign import Assignment, Assignments, Certainty, OpenPlace, unstated
from pipeline.beside import BASIC, BONUS, bonus_items, nature, sums
from pipeline.last_year import LastYear
from pipeline.units import Unit
from pipeline.views.goals import goal_of

Value: TypeAlias = str | int | float | Decimal | date | None
Record: TypeAlias = tuple[Value, ...]

COLUMNS = (
    *("序号", "类别", "指标", "分值", "性质", "目标值", "上年", "牵头单位", "配合单位"),
    *("责任领导", "完成时限", "一季度进展", "二季度进展", "三季度进展", "四季度进展"),
    *("完成值", "完成率", "序时", "状态", "存在问题", "下一步措施", "填报人", "电话", "更新日期"),
)
"""The columns an office can choose from, in the order of the template."""

ITEM_FIELDS = (*COLUMNS, "编号", "目标数", "位置", "本单位角色", "原文行")
_COUNTS = ("项数", "分值", "减分", "合计", "已完成", "达序时", "略滞后", "滞后", "其他")
CLASS_FIELDS = ("序号", "名称", *_COUNTS)
UNIT_FIELDS = ("序号", "名称", "全称", "单位性质", "工作表", "牵头", "配合", *_COUNTS)
DETAIL_FIELDS = (
    *("行次", "编号", "序号", "类别", "指标", "单位", "角色", "分值", "经由", "认定", "状态"),
)
OPEN_FIELDS = ("序号", "指标", "原文", "事项", "候选", "原文行")


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of one kind with the names of their fields."""

    fields: tuple[str, ...]
    rows: tuple[Record, ...]

    def column(self, name: str) -> tuple[Value, ...]:
        index = self.fields.index(name)
        return tuple(row[index] for row in self.rows)


@dataclass(slots=True)
class Share:
    """One unit's part in one indicator, however often the unit is named there."""

    first: Assignment
    lead: bool
    groups: list[str] = field(default_factory=list)

    @property
    def role(self) -> str:
        return "牵头" if self.lead else self.first.role.chinese


def rows_of(fields: tuple[str, ...], records: Iterable[Mapping[str, Value]]) -> Rows:
    """Records as rows; what a record does not name is empty."""
    return Rows(fields, tuple(tuple(map(record.get, fields)) for record in records))


def value(text: Text | None) -> str | None:
    return text.value if text else None


def category(notice: Notice, item: Indicator) -> str:
    """类别: the headings above an indicator."""
    return key(" / ".join(s.heading for s in notice.path(item)) or "（未分类）")


def key(name: str) -> str:
    """A name as a criterion of COUNTIF: what that function reads as a pattern made full-width."""
    name = name.translate(_PATTERN)
    return name.translate(_COMPARISON) if name[:1] in "<>=" else name


_PATTERN = str.maketrans("*?~", "＊？～")
_COMPARISON = str.maketrans("<>=", "＜＞＝")


def shares(assignments: Assignments) -> dict[Unit, tuple[Share, ...]]:
    """Each unit's part in each of its indicators, once per indicator."""
    out: dict[Unit, tuple[Share, ...]] = {}
    for unit, found in assignments.by_unit().items():
        by_item: dict[str, Share] = {}
        for one in found:
            share = by_item.setdefault(one.indicator.id, Share(one, one.lead))
            share.lead = share.lead or one.lead
            if one.group and one.group not in share.groups:
                share.groups.append(one.group)
        out[unit] = tuple(by_item.values())
    return out


def totals(items: Iterable[Indicator]) -> dict[str, Value]:
    """项数、分值、减分、合计 of some indicators, none of them reported yet."""
    figures = [signed(item.points) for item in items]
    counted = [figure for figure in figures if isinstance(figure, Decimal)]
    return {
        "项数": len(figures),
        "分值": sum((f for f in counted if f > 0), Decimal(0)),
        "减分": sum((f for f in counted if f < 0), Decimal(0)),
        "合计": sum(counted, Decimal(0)),
        **dict.fromkeys(("已完成", "达序时", "略滞后", "滞后"), 0),
        "其他": len(figures),
    }


def apart(items: Iterable[Indicator], bonus: frozenset[str]) -> dict[str, Value]:
    """基本分 and 加分 of some indicators, as they are called where both exist."""
    found = sums(items, bonus)
    return {name: found.get(name, Decimal(0)) for name in (BASIC, BONUS)}


# --- 总台账 -------------------------------------------------------------------------------


def item_rows(assignments: Assignments, before: Mapping[str, LastYear]) -> Rows:
    """One row per indicator; the columns that are filled in during the year are empty.

    上年 is what the notice itself says of last year, else what ``before`` says, by indicator.
    """
    notice = assignments.notice
    by_mention: dict[tuple[str, Mention], list[Assignment]] = {}
    for one in assignments.items:
        by_mention.setdefault((one.indicator.id, one.mention), []).append(one)
    for place in assignments.open:
        by_mention.setdefault((place.indicator.id, place.mention), [])
    return rows_of(ITEM_FIELDS, _item_records(notice, by_mention, before))


def _item_records(
    notice: Notice,
    by_mention: Mapping[tuple[str, Mention], list[Assignment]],
    before: Mapping[str, LastYear],
) -> Iterator[Mapping[str, Value]]:
    bonus = bonus_items(notice)
    for position, item in enumerate(notice.indicators, 1):
        leads, others = _partners(item, by_mention)
        yield {
            "序号": number(item.number),
            "类别": category(notice, item),
            "指标": item.text.value,
            "分值": signed(item.points),
            "性质": nature(item, bonus),
            "目标值": goal_of(item),
            "上年": _last_year(item, before),
            "牵头单位": "、".join(leads),
            "配合单位": "、".join(others),
            "责任领导": "、".join(leader.value for leader in item.leaders),
            "完成时限": value(item.deadline),
            "编号": item.id,
            "目标数": _countable(item),
            "位置": position,
            "原文行": item.line or None,
        }


def _last_year(item: Indicator, before: Mapping[str, LastYear]) -> Value:
    stated = next((text.value for head, text in item.extras if "上年" in head), None)
    if stated is not None or item.id not in before:
        return stated
    return str(before[item.id]) or None


def _partners(
    item: Indicator, by_mention: Mapping[tuple[str, Mention], list[Assignment]]
) -> tuple[list[str], list[str]]:
    """Leading and other units in written order, a group under its own name."""
    leads: list[str] = []
    others: list[str] = []
    for mention in (*item.mentions, unstated(item)):
        if mention.role is Role.ASSESS:
            continue
        found = by_mention.get((item.id, mention))
        if found is None:
            continue  # a person has said that nobody is meant
        for one in found:
            decided = one.certainty is Certainty.DECIDED
            name = one.unit.name if decided else one.group or one.unit.name
            if name not in (*leads, *others):
                (leads if one.lead else others).append(name)
        if not found:
            others.append(f"{mention.name.value}（待明确）")
    return leads, [*others, *(f"{text.value}（通知统一规定）" for text in item.implied)]


def number(written: Text | None) -> Value:
    """序号 as a number where it is one, so that the column sorts."""
    if written is None:
        return None
    text = written.value
    plain = text.isascii() and text.isdigit() and len(text) < 10 and not text.startswith("0")
    return int(text) if plain else text


def signed(points: Points | None) -> Decimal | str | None:
    """分值 with deductions negative; the words where there is no single figure."""
    if points is None:
        return None
    if points.value is None:
        return points.text.value
    return -points.value if points.kind is PointsKind.DEDUCTION else points.value


_REACHED_BY_COUNTING = {Comparator.AT_LEAST, Comparator.OVER, Comparator.EXACTLY}


_FEWER = re.compile(
    r"(?:整合|精简|压缩|压减|压降|缩短|减少|降低|合并|撤并|减)[^,。;]{0,6}(?:至|为|到)"
)


def _countable(item: Indicator) -> Decimal | None:
    """The figure by which 完成值 can be divided, where doing so is surely right.

    That is a single target counted upwards. Rates are left out: 8.5 typed for 8% and 8.5% typed
    for 8% would give different results.
    """
    if len(item.targets) != 1:
        return None
    target = item.targets[0]
    if _FEWER.search(fold(f"{item.text.value}{goal_of(item)}")):
        return None  # 由9家整合至4家: less is more
    rate = target.unit is not None and ("%" in target.unit or "百分" in target.unit)
    if target.comparator not in _REACHED_BY_COUNTING or target.direction is Direction.DOWN or rate:
        return None
    return target.value if target.value and target.value > 0 else None


# --- 单位、类别、归口明细 -----------------------------------------------------------------


def unit_record(position: int, unit: Unit, parts: tuple[Share, ...]) -> dict[str, Value]:
    """One unit's line of 单位汇总."""
    leads = sum(share.lead for share in parts)
    return {
        "序号": position,
        "名称": key(unit.name),
        "全称": unit.full_name or unit.name,
        "单位性质": unit.kind.value,
        "工作表": unit.name,
        "牵头": leads,
        "配合": len(parts) - leads,
        **totals(share.first.indicator for share in parts),
    }


def unit_items(parts: tuple[Share, ...], items: Rows) -> Rows:
    """The rows of 总台账 that concern one unit, with its part in them."""
    position = {identity: i for i, identity in enumerate(items.column("编号"))}
    role = items.fields.index("本单位角色")
    rows = (items.rows[position[share.first.indicator.id]] for share in parts)
    return Rows(
        items.fields,
        tuple(
            (*row[:role], share.role, *row[role + 1 :])
            for row, share in zip(rows, parts, strict=True)
        ),
    )


def class_rows(notice: Notice) -> Rows:
    """One row per 类别, in the notice's order."""
    groups: dict[str, list[Indicator]] = {}
    for item in notice.indicators:
        groups.setdefault(category(notice, item), []).append(item)
    return rows_of(
        CLASS_FIELDS,
        (
            {"序号": position, "名称": name, **totals(found)}
            for position, (name, found) in enumerate(groups.items(), 1)
        ),
    )


def detail_rows(notice: Notice, parts: Mapping[Unit, tuple[Share, ...]]) -> Rows:
    """归口明细: one row per indicator and unit; the summaries count these."""
    records = [
        {
            "编号": share.first.indicator.id,
            "序号": number(share.first.indicator.number),
            "类别": category(notice, share.first.indicator),
            "指标": share.first.indicator.text.value,
            "单位": key(unit.name),
            "角色": share.role,
            "分值": signed(share.first.indicator.points),
            "经由": "、".join(share.groups),
            "认定": share.first.certainty.value,
        }
        for unit, found in parts.items()
        for share in found
    ]
    return rows_of(DETAIL_FIELDS, ({"行次": i, **r} for i, r in enumerate(records, 1)))


# --- 待明确 -------------------------------------------------------------------------------


def open_rows(assignments: Assignments) -> Rows:
    """What a person must still say, indicator by indicator; one line saying so if nothing."""
    records = sorted(_open_records(assignments), key=lambda record: record[0])
    rows = [record for _, record in records] or [{"事项": "没有待明确的事项。"}]
    return rows_of(OPEN_FIELDS, rows)


def _open_records(assignments: Assignments) -> Iterator[tuple[int, Mapping[str, Value]]]:
    order = {item.id: i for i, item in enumerate(assignments.notice.indicators)}
    held = {one.indicator.id for one in assignments.items}
    held |= {place.indicator.id for place in assignments.open}
    for place in assignments.open:
        spans = place.mention.name.spans
        yield (
            order[place.indicator.id],
            {
                **_about(place.indicator),
                "原文": place.mention.name.value,
                "事项": _question(place),
                "候选": "、".join(place.candidates),
                "原文行": spans[0].line if spans else place.indicator.line or None,
            },
        )
    for item in assignments.notice.indicators:
        if item.id not in held and item.id not in assignments.settled:
            yield order[item.id], {**_about(item), "事项": "没有责任单位，请补上。"}
        if item.points is not None and item.points.value is None:
            words = item.points.text.value
            question = "分值不是一个确定的数，未计入合计，请核定。"
            yield order[item.id], {**_about(item), "原文": words, "事项": question}


def _about(item: Indicator) -> dict[str, Value]:
    return {"序号": number(item.number), "指标": item.text.value, "原文行": item.line or None}


def _question(place: OpenPlace) -> str:
    if place.group is not None or place.mention.collective:
        return f"“{place.group or place.mention.name.value}”指哪些单位，通知没有写明，请指定。"
    return f"单位名录里没有“{place.mention.name.value}”，请指定单位或补入名录。"

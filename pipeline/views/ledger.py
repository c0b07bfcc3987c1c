"""台账的数据: the whole ledger as plain values and tables, under the names a template may use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

import pipeline
from parsers.errors import UsageError
from parsers.model import Notice
from pipeline.assign import Assignments, Certainty
from pipeline.beside import BASIC, BONUS, bonus_items, counted_apart
from pipeline.last_year import LastYear
from pipeline.views.ledger_rows import (
    COLUMNS,
    UNIT_FIELDS,
    Rows,
    Value,
    apart,
    category,
    class_rows,
    detail_rows,
    item_rows,
    open_rows,
    rows_of,
    shares,
    totals,
    unit_items,
    unit_record,
    value,
)

_SHOWN_ONLY_IF_STATED = ("分值", "性质", "上年", "责任领导")
_SUMMED = ("项数", "牵头", "分值", "减分", "合计")

RULE = (
    "序时进度=统计月份÷12。完成率达到100%为已完成（蓝）；不低于序时为达序时（绿）；"
    "低于序时不超过10个百分点为略滞后（黄）；低于10个百分点以上为滞后（红）。"
)
"""The rule of the lights as it is printed on the ledger."""


class LedgerSettings(Protocol):
    """What an office may set."""

    @property
    def ledger_columns(self) -> tuple[str, ...]:
        """The columns to show; empty for all that say something or are to be filled in."""


@dataclass(frozen=True, slots=True)
class UnitLedger:
    """One unit's part of the ledger; ``values`` and ``items`` come before those of the whole."""

    name: str
    values: Mapping[str, Value]
    items: Rows


@dataclass(frozen=True, slots=True)
class LedgerView:
    """The whole ledger: single values, tables by name (项、单位、类别、明细、待明确、说明).

    ``hidden`` are the columns of 项 not to be shown; ``source`` describes, for the file's
    properties, what the ledger was made from.
    """

    values: Mapping[str, Value]
    tables: Mapping[str, Rows]
    units: tuple[UnitLedger, ...]
    hidden: frozenset[str]
    source: str


def ledger_view(
    assignments: Assignments,
    settings: LedgerSettings | None = None,
    before: Mapping[str, LastYear] | None = None,
) -> LedgerView:
    """The ledger of a notice; ``before`` says, by indicator, what it was last year.

    Raises UsageError where the settings name a column that does not exist.
    """
    notice = assignments.notice
    parts = shares(assignments)
    bonus = bonus_items(notice)
    items = item_rows(assignments, before or {})
    records = [unit_record(i, unit, found) for i, (unit, found) in enumerate(parts.items(), 1)]
    units = tuple(
        UnitLedger(
            unit.name,
            {
                **_of_unit(unit.name, record),
                **apart((share.first.indicator for share in found), bonus),
            },
            unit_items(found, items),
        )
        for record, (unit, found) in zip(records, parts.items(), strict=True)
    )
    values: dict[str, Value] = {
        "年度": notice.year,
        "台账标题": f"{notice.year}年度目标任务落实台账" if notice.year else "目标任务落实台账",
        "通知标题": value(notice.title),
        "发文字号": value(notice.document_number),
        "发文机关": value(notice.issuer),
        "依据": _basis(notice),
        "规则": RULE,
        **totals(notice.indicators),
        **apart(notice.indicators, bonus),
        "单位数": len(units),
        "类别数": len({category(notice, item) for item in notice.indicators}),
        **{f"各单位{name}": _sum(record[name] for record in records) for name in _SUMMED},
    }
    tables = {
        "项": items,
        "单位": rows_of(UNIT_FIELDS, records),
        "类别": class_rows(notice),
        "明细": detail_rows(notice, parts),
        "待明确": open_rows(assignments),
    }
    tables["说明"] = Rows(("项目", "内容"), tuple(_notes(assignments, values, tables)))
    hidden = _hidden(settings.ledger_columns if settings else (), items)
    return LedgerView(values, tables, units, hidden, _source(notice))


def _basis(notice: Notice) -> str:
    """《标题》（发文字号）, as far as the notice has them."""
    title = f"《{notice.title.value}》" if notice.title else ""
    written = f"（{notice.document_number.value}）" if notice.document_number else ""
    return title + written


def _source(notice: Notice) -> str:
    files = "；".join(f"{part.file} SHA-256 {part.sha256}" for part in notice.source.parts)
    return f"fenjie {pipeline.__version__} 由 {files} 生成"


def _sum(figures: Iterable[Value]) -> Value:
    found = [figure for figure in figures if isinstance(figure, int | Decimal)]
    return sum(found, Decimal(0)) if any(isinstance(f, Decimal) for f in found) else sum(found)


def _of_unit(name: str, record: Mapping[str, Value]) -> dict[str, Value]:
    """The values of one unit's sheet, with a sentence that sums them up."""
    award, deduction = record["分值"], record["减分"]
    summary = f"本单位承担{record['项数']}项，其中牵头{record['牵头']}项、"
    summary += f"配合（责任）{record['配合']}项"
    summary += f"；涉及分值{_plain(award)}分" if award else ""
    summary += f"，减分项{_plain(deduction).lstrip('-')}分" if deduction else ""
    return {**record, "单位": name, "小结": f"{summary}。"}


def _plain(figure: Value) -> str:
    """114, not 114.0."""
    return f"{figure.normalize():f}" if isinstance(figure, Decimal) else str(figure)


_CLAIMED = {"indicators": "指标数", "sections": "类别数", "points": "分值"}


def _hidden(chosen: tuple[str, ...], items: Rows) -> frozenset[str]:
    if unknown := [name for name in chosen if name not in COLUMNS]:
        raise UsageError(
            f"台账栏目“{'、'.join(unknown)}”不认识。可以选的栏目有：{'、'.join(COLUMNS)}。"
        )
    if chosen:
        return frozenset(COLUMNS) - set(chosen)
    return frozenset(name for name in _SHOWN_ONLY_IF_STATED if not any(items.column(name)))


def _notes(
    assignments: Assignments, values: Mapping[str, Value], tables: Mapping[str, Rows]
) -> Iterable[tuple[Value, Value]]:
    """生成说明: what the ledger was made from and how to read it; no time of day."""
    notice = assignments.notice
    yield "依据通知", values["依据"]
    for part in notice.source.parts:
        yield "来源文件", part.file
        yield "文件校验（SHA-256）", part.sha256
    yield "生成程序", f"fenjie {pipeline.__version__}"
    yield "单位名录", assignments.book.file or "未使用名录，单位按原文"
    decided = sum(one.certainty is Certainty.DECIDED for one in assignments.items)
    yield "人工指定", f"{decided}条" if decided else "无"
    yield "指标", f"{values['类别数']}类{values['项数']}项"
    for claim in notice.claims:
        agrees = "一致" if claim.stated == claim.found else f"不一致，读得{_plain(claim.found)}"
        agrees += "（加分、扣分等另计）" if counted_apart(notice, (claim,)) else ""
        said = f"通知写“{claim.text.value}”"
        yield "与通知自述核对", f"{said}：{_CLAIMED.get(claim.what, claim.what)}{agrees}"
    basic, award, deduction, total = (
        _plain(values[name]) for name in (BASIC, BONUS, "减分", "合计")
    )
    first = f"基本分{basic}分，" if values[BASIC] else ""
    yield "分值", f"{first}加分{award}分，减分{deduction}分（减分记负数），合计{total}分"
    shared = f"归口{len(tables['明细'].rows)}条，{values['单位数']}个单位"
    yield "归口", shared
    undecided = len(assignments.open)
    yield "待明确", f"{undecided}处，见“待明确”表" if undecided else "无"
    yield (
        "分值怎样合计",
        ("几个单位共同承担的指标，在各单位名下各算一次全分，在总计中只算一次；两种合计都列出。"),
    )
    yield "进度怎样判定", f"{values['规则']}“状态”栏按此自动判定，也可从下拉表中改选。"
    yield (
        "在哪里填",
        (
            "只在“总台账”的浅黄色栏目里填写；统计月份填在“总台账”右上角。"
            "各单位表、单位汇总、类别汇总自动带出，不必另填。"
        ),
    )
    yield (
        "行高",
        ("自动带出的文字较长、显示不全时，选中这些行，双击行号之间的分隔线，行高即随文字调整。"),
    )
    yield (
        "保护",
        ("白色栏目已锁定以防误改，未设密码：审阅—撤消工作表保护，即可修改。排序也须先撤消保护。"),
    )

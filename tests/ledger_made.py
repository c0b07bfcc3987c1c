"""Assignments made by hand from a few words, for tests of the ledger."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from parsers.model import (
    Indicator,
    LeadBasis,
    Mention,
    Notice,
    Points,
    PointsKind,
    Role,
    Section,
    Target,
    Text,
)
from parsers.source import Line, Part, Source
from pipeline.assign import Assignment, Assignments, Certainty, OpenPlace
from pipeline.units import Unit, UnitBook, UnitKind

STREETS = ("东河街道办事处", "西河街道办事处", "北河街道办事处")
EVERY_STREET, SOME_UNITS = "各街道办事处", "各有关单位"


@dataclass(frozen=True)
class Item:
    """An indicator in short: points as written (4, -1.3, 扣5—10分), units, the first leads."""

    section: str
    text: str
    points: str | None
    units: tuple[str, ...]
    targets: tuple[Target, ...] = ()
    number: str | None = None


ITEMS = (
    Item("一、综合", "人均生产总值", "4", ("区发改委", EVERY_STREET)),
    Item("一、综合", "营商环境便利度", "2.5", ("区发改委", "区政务局", SOME_UNITS, EVERY_STREET)),
    Item("二、创新", "研发投入强度", "1.5", ("区科技局", "区发改委")),
    Item("二、创新", "高新技术企业数", None, ("区科技局",)),
    Item("三、减分项", "发生失信事件", "-1.3", ("区发改委", EVERY_STREET)),
    Item("三、减分项", "发生责任事故", "扣5—10分", ("区应急局",)),
)


def assignments(items: Iterable[Item] = ITEMS) -> Assignments:
    """What assigning would give; every unit named is in the register, streets last."""
    items = tuple(items)
    headings = tuple(dict.fromkeys(item.section for item in items))
    sections = tuple(
        Section(f"s{i}", Text(heading[:1]), Text(heading[2:]), 1, None, heading)
        for i, heading in enumerate(headings)
    )
    indicators = tuple(
        _indicator(i, item, f"s{headings.index(item.section)}") for i, item in enumerate(items, 1)
    )
    names = dict.fromkeys(n for item in items for n in item.units if not n.startswith("各"))
    units = {name: Unit(name, UnitKind.DEPARTMENT) for name in names}
    units |= {name: Unit(name, UnitKind.STREET) for name in STREETS}
    given = tuple(one for i in indicators for m in i.mentions for one in _given(i, m, units))
    undecided = tuple(
        OpenPlace(i, m, SOME_UNITS)
        for i in indicators
        for m in i.mentions
        if m.name.value == SOME_UNITS
    )
    book = UnitBook(tuple(units.values()), file="单位名录.toml")
    return Assignments(_notice(sections, indicators), book, given, undecided)


def _given(item: Indicator, mention: Mention, units: dict[str, Unit]) -> Iterable[Assignment]:
    name = mention.name.value
    if name == SOME_UNITS:
        return
    for unit in STREETS if name == EVERY_STREET else (name,):
        group = EVERY_STREET if name == EVERY_STREET else None
        lead = mention is item.mentions[0]
        yield Assignment(
            item,
            mention,
            units[unit],
            mention.role,
            lead,
            LeadBasis.FIRST if lead else None,
            Certainty.MEMBER if group else Certainty.EXACT,
            "",
            group,
        )


def _indicator(position: int, item: Item, section: str) -> Indicator:
    return Indicator(
        id=f"i{position:04}",
        number=Text(item.number or str(position)),
        section=(section,),
        text=Text(item.text),
        points=_points(item.points),
        targets=item.targets,
        mentions=tuple(
            Mention(Text(name), Role.RESPONSIBLE, collective=name.startswith("各"))
            for name in item.units
        ),
        line=position,
        end_line=position,
    )


def _points(written: str | None) -> Points | None:
    if written is None:
        return None
    try:
        value = Decimal(written)
    except ArithmeticError:
        return Points(None, PointsKind.DEDUCTION, Text(written))
    kind = PointsKind.DEDUCTION if value < 0 else PointsKind.AWARD
    return Points(abs(value), kind, Text(f"{abs(value)}分"))


def _notice(sections: tuple[Section, ...], indicators: tuple[Indicator, ...]) -> Notice:
    return Notice(
        source=Source((Part("通知.txt", "txt", "ab" * 32, None, 1),), (Line(1, "通知"),)),
        document_number=Text("青政〔2021〕7号"),
        issuer=Text("青河区人民政府"),
        title=Text("关于分解落实2021年度责任目标的通知"),
        year=2021,
        addressees=(),
        date_of_issue=None,
        date_text=None,
        printed_by=None,
        printed_on=None,
        copied_to=(),
        citations=(),
        claims=(),
        rules=(),
        sections=sections,
        indicators=indicators,
        attachments=(),
        roles=("title",),
    )

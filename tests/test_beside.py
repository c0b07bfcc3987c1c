"""加分项 and 扣分项 beside ordinary items: counted apart, added apart, and nobody is asked for."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from ledger_made import Item, assignments
from parsers.model import Claim, Mention, Notice, Role, Text
from pipeline.assign import UNSTATED, assign
from pipeline.beside import bonus_items, counted_apart, for_nobody, sums
from pipeline.decided import Decisions, PlaceDecision
from pipeline.summary import overview
from pipeline.views.ledger import ledger_view
from units_made import book

ORDINARY = (
    Item("一、经济", "规上工业增加值", "60", ("区工信局",)),
    Item("二、民生", "新增就业人数", "40", ("区人社局",)),
)
BESIDE = (
    Item("三、加分项", "获得国家级表彰", "3", ()),
    Item("四、扣分项", "被通报批评", "-2", ()),
)
BOOK = book("区工信局", "区人社局", "区委组织部")


def made(*items: Item) -> Notice:
    return assignments(items).notice


def claim(what: str, figure: int) -> Claim:
    return Claim(what, Decimal(figure), Decimal(figure), Text(f"{figure}项"))


def open_questions(notice: Notice, decisions: Decisions | None = None) -> list[str]:
    found, _ = assign(notice, BOOK, decisions)
    rows = ledger_view(found).tables["待明确"]
    return [str(question) for question in rows.column("事项")]


def test_points_on_top_are_added_apart() -> None:
    notice = made(*ORDINARY, *BESIDE)

    assert sums(notice.indicators, bonus_items(notice)) == {"基本分": 100, "加分": 3, "减分": 2}
    assert overview(notice, assignments((*ORDINARY, *BESIDE)))[3] == (
        "基本分 100 分，加分 3 分，减分 2 分"
    )


def test_where_nothing_is_on_top_all_points_are_of_one_kind() -> None:
    for items in (ORDINARY, BESIDE, (*ORDINARY, BESIDE[1])):
        assert bonus_items(made(*items)) == frozenset()


def test_the_ledger_calls_them_apart() -> None:
    view = ledger_view(assignments((*ORDINARY, *BESIDE)))

    assert view.tables["项"].column("性质") == ("基本分", "基本分", "加分", "减分")
    assert [view.values[name] for name in ("基本分", "加分", "减分", "合计")] == [100, 3, -2, 101]
    assert ("分值", "基本分100分，加分3分，减分-2分（减分记负数），合计101分") in (
        view.tables["说明"].rows
    )


def test_a_count_without_them_is_said_to_be_one() -> None:
    notice = made(*ORDINARY, *BESIDE)

    assert counted_apart(notice, [claim("indicators", 2)])
    assert counted_apart(notice, [claim("sections", 2)])
    assert not counted_apart(notice, [claim("indicators", 4)])
    told = overview(replace(notice, claims=(claim("indicators", 2),)), assignments(ORDINARY))
    assert told[2] == "4 类 4 项，与“2项”一致（加分、扣分等另计）"


def test_nobody_is_asked_for_where_only_judges_are_named() -> None:
    notice = made(*ORDINARY, *BESIDE)
    *ordinary, bonus, deduction = notice.indicators
    judged = replace(bonus, mentions=(Mention(Text("区委组织部"), Role.ASSESS),))
    notice = replace(notice, indicators=(*ordinary, judged, deduction))
    found, _ = assign(notice, BOOK)

    assert for_nobody(notice) == {judged.id, deduction.id}
    assert found.open == ()
    assert found.settled == {judged.id, deduction.id}
    assert open_questions(notice) == ["没有待明确的事项。"]


def test_where_one_of_them_has_somebody_the_others_are_asked_for() -> None:
    other = Item("三、加分项", "招商引资突破", "2", ("区工信局",))
    found, _ = assign(made(*ORDINARY, BESIDE[0], other), BOOK)

    assert [place.indicator.text.value for place in found.open] == ["获得国家级表彰"]


def test_what_a_person_decided_for_them_counts() -> None:
    notice = made(*ORDINARY, *BESIDE)
    bonus = notice.indicators[2]
    given = PlaceDecision(UNSTATED, bonus.text.value, bonus.id, units=("区委组织部",))
    found, findings = assign(notice, BOOK, Decisions((given,)))

    assert [i.unit.name for i in found.items if i.indicator == bonus] == ["区委组织部"]
    assert findings == ()


def test_what_a_person_gave_to_nobody_is_not_asked_again() -> None:
    alone = Item("二、民生", "平安建设", "5", ())
    notice = made(*ORDINARY, alone)
    item = notice.indicators[2]
    nobody = PlaceDecision(UNSTATED, item.text.value, item.id, units=())

    assert open_questions(notice) != ["没有待明确的事项。"]
    assert open_questions(notice, Decisions((nobody,))) == ["没有待明确的事项。"]

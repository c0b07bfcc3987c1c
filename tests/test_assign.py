"""归口: every mention ends somewhere, and everything that is not plain is said."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers import parse_notice
from parsers.diagnostics import Diagnostic
from parsers.model import LeadBasis, Notice, ReadingRule, Role, Text
from pipeline import codes
from pipeline.assign import UNSTATED, Assignments, Certainty, assign
from pipeline.register import load_register
from pipeline.units import Group, UnitBook, UnitKind
from units_made import SEED, WEIDONG, book, notice, seed, unit

STREETS = ("甲街道办事处", "乙街道办事处")
ALL_STREETS = Group("各街道办事处", STREETS)
SOME = Group("各有关单位", None)
BOOK = book("区发改委", "区财政局", "区司法局", *STREETS, groups=(ALL_STREETS, SOME))


def told(findings: tuple[Diagnostic, ...]) -> list[str]:
    return [finding.code.id for finding in findings]


def given_to(assignments: Assignments) -> list[tuple[str, str, Role, bool]]:
    return [(i.indicator.id, i.unit.name, i.role, i.lead) for i in assignments.items]


def ruled(units: str) -> Notice:
    """One item of a notice that says 列第一位的为牵头单位."""
    made = notice(units)
    first, *others = made.indicators[0].mentions
    leading = replace(first, lead=True, lead_basis=LeadBasis.RULE)
    item = replace(made.indicators[0], mentions=(leading, *others))
    return replace(made, indicators=(item,))


class TestTheOthersOfARule:
    """列首位的为牵头单位，其余为配合单位: what those behind the first are to do."""

    @pytest.fixture(autouse=True)
    def folder(self, tmp_path: Path) -> None:
        self.path = tmp_path / "通知.txt"

    def read(self, rule: str, *units: str) -> list[tuple[str, Role, bool]]:
        text = "\n".join(
            (
                "甲县人民政府办公室\n关于分解2024年重点工作的通知\n甲政办〔2024〕1号\n",
                f"各乡镇人民政府：\n\n现将任务分解如下。{rule}\n\n一、经济\n",
                *(f"{n}.完成工业投资{n}0亿元。{said}" for n, said in enumerate(units, 1)),
            )
        )
        self.path.write_text(text, encoding="utf-8")
        made, _ = assign(parse_notice(self.path).notice, None)
        return [(item.unit.name, item.role, item.lead) for item in made.items]

    def test_the_first_leads_and_the_others_support(self) -> None:
        assert self.read(
            "责任单位中列首位的为牵头单位，其余为配合单位。",
            "责任单位：县发改局、县工信局",
        ) == [("县发改局", Role.RESPONSIBLE, True), ("县工信局", Role.SUPPORT, False)]

    def test_nothing_said_of_the_others_leaves_them_as_written(self) -> None:
        assert self.read("责任单位中列首位的为牵头单位。", "责任单位：县发改局、县工信局") == [
            ("县发改局", Role.RESPONSIBLE, True),
            ("县工信局", Role.RESPONSIBLE, False),
        ]

    def test_where_a_leader_is_written_the_rule_is_silent(self) -> None:
        assert self.read(
            "责任单位中列首位的为牵头单位，其余为配合单位。",
            "牵头单位：县发改局；责任单位：县工信局",
        ) == [("县发改局", Role.LEAD, True), ("县工信局", Role.RESPONSIBLE, False)]


class TestTheSeed:
    """平卫政〔2021〕9号 with the office's register."""

    def test_names_units_groups_and_letters(self) -> None:
        written = {m.name.value for i in seed().indicators for m in i.mentions}
        register, doubtful = load_register(WEIDONG)
        assignments, findings = assign(seed(), register)

        assert len(written) == 28
        assert doubtful == ()
        units = list(assignments.by_unit())
        assert Counter(unit.kind is UnitKind.STREET for unit in units) == {False: 23, True: 12}
        assert len(register.groups) == 3
        assert Counter(told(findings)) == {"FJ402": 2, "FJ404": 17}

    def test_both_variants_are_reported_where_they_stand(self) -> None:
        source = seed().source
        _, findings = assign(seed(), load_register(WEIDONG)[0])

        folded = [finding for finding in findings if finding.code is codes.NAME_FOLDED]
        assert [source.cut(*finding.spans) for finding in folded] == [
            "市场监督管理局",
            "区农业农村水利局",
        ]
        assert [finding.message for finding in folded] == [
            "“市场监督管理局”按“区市场监督管理局”处理（原文未写“区”），请核对",
            "“区农业农村水利局”按“区农业农村和水利局”处理（仅差“和”“与”一类的字），请核对",
        ]

    def test_open_places(self) -> None:
        assignments, findings = assign(seed(), load_register(WEIDONG)[0])

        opened = Counter(place.group for place in assignments.open)
        assert opened == {"各有关街道办事处": 11, "各有关单位": 6}
        asked = [f for f in findings if f.code is codes.GROUP_OPEN]
        assert {f.indicator for f in asked} == {p.indicator.id for p in assignments.open}
        assert all(f.spans for f in asked)

    def test_without_a_register(self) -> None:
        assignments, findings = assign(seed(), None)

        assert len(assignments.by_unit()) == 23
        assert {item.certainty for item in assignments.items} == {Certainty.AS_WRITTEN}
        assert Counter(place.group for place in assignments.open)["各街道办事处"] == 47
        assert Counter(told(findings)) == {"FJ402": 2, "FJ404": 17, "FJ409": 1, "FJ413": 1}
        assert assignments.registered is False

    def test_the_sample_exists(self) -> None:
        assert SEED.exists()


class TestGroups:
    def test_a_closed_group_is_its_members(self) -> None:
        assignments, findings = assign(notice("区发改委、各街道办事处"), BOOK)

        assert findings == ()
        assert [item.unit.name for item in assignments.items] == ["区发改委", *STREETS]
        last = assignments.items[-1]
        assert (last.certainty, last.group) == (Certainty.MEMBER, "各街道办事处")
        assert "2个单位" in last.reason

    def test_an_open_group_is_never_expanded(self) -> None:
        assignments, findings = assign(notice("区发改委、各有关单位"), BOOK)

        assert [item.unit.name for item in assignments.items] == ["区发改委"]
        assert [place.group for place in assignments.open] == ["各有关单位"]
        assert told(findings) == ["FJ404"]

    def test_a_collective_unknown_to_the_register_stays_open(self) -> None:
        assignments, findings = assign(notice("区发改委、沿河各乡镇"), BOOK)

        assert [place.group for place in assignments.open] == ["沿河各乡镇"]
        assert told(findings) == ["FJ410"]

    def test_a_group_written_otherwise(self) -> None:
        register = book("甲镇", groups=(Group("各镇（街道）", ("甲镇",)),))

        assignments, _ = assign(notice("各镇街道"), register)

        assert [item.unit.name for item in assignments.items] == ["甲镇"]

    @pytest.mark.parametrize("members", [(), None])
    def test_a_group_nobody_filled_in_stays_open(self, members: tuple[str, ...] | None) -> None:
        register = book("区发改委", groups=(Group("各街道办事处", members),))

        assignments, findings = assign(notice("各街道办事处"), register)

        assert len(assignments.open) == 1
        assert told(findings) == ["FJ404" if members is None else "FJ413"]

    def test_a_group_with_a_member_that_is_no_unit_is_not_expanded_at_all(self) -> None:
        register = book("甲街道", groups=(Group("各街道", ("甲街道", "丙所")),))

        assignments, findings = assign(notice("各街道"), register)

        assert (assignments.items, len(assignments.open)) == ((), 1)
        assert told(findings) == ["FJ414"]
        assert "丙所" in findings[0].message

    def test_a_group_nobody_filled_in_is_told_once_for_all_its_places(self) -> None:
        register = book("区发改委", groups=(Group("各街道办事处", ()),))

        _, findings = assign(notice("各街道办事处", "各街道办事处"), register)

        assert told(findings) == ["FJ413"]
        assert [span.line for span in findings[0].spans] == [1, 2]

    def test_a_place_name_that_looks_like_a_collective(self) -> None:
        assignments, findings = assign(notice("沿江街道"), book("沿江街道办事处"))

        assert [item.unit.name for item in assignments.items] == ["沿江街道办事处"]
        assert told(findings) == ["FJ402"]

    def test_one_body_for_all_of_the_level(self) -> None:
        made = notice("市直机关工委")
        marked = replace(made.indicators[0].mentions[0], collective=True)
        item = replace(made.indicators[0], mentions=(marked,))

        assignments, _ = assign(replace(made, indicators=(item,)), None)

        assert [item.unit.name for item in assignments.items] == ["市直机关工委"]

    def test_a_group_out_of_force(self) -> None:
        old = replace(ALL_STREETS, end=date(2020, 12, 31))

        _, findings = assign(notice("各街道办事处"), replace(BOOK, groups=(old,)))

        assert told(findings) == ["FJ411"]

    def test_two_groups_that_disagree(self) -> None:
        other = Group("各街道", ("甲街道办事处",), aliases=("各街道办事处",))

        _, findings = assign(notice("各街道办事处"), replace(BOOK, groups=(ALL_STREETS, other)))

        assert told(findings) == ["FJ412"]

    def test_a_collective_that_the_notice_defines(self) -> None:
        rule = ReadingRule("short_name", Text("甲街道办事处、乙街道办事处（以下统称各城区街道）"))

        assignments, _ = assign(notice("各城区街道", rules=[rule]), BOOK)

        assert [item.unit.name for item in assignments.items] == list(STREETS)

    def test_a_member_that_was_merged_gives_its_successor(self) -> None:
        units = (unit("甲所", successor="乙所"), unit("乙所"))
        register = UnitBook(units, (Group("各所", ("甲所", "乙所")),))

        assignments, _ = assign(notice("各所"), register)

        assert [item.unit.name for item in assignments.items] == ["乙所"]


class TestLead:
    def test_as_stated(self) -> None:
        assignments, _ = assign(notice("区财政局、+区发改委、-区司法局"), BOOK)

        assert given_to(assignments) == [
            ("i1", "区财政局", Role.RESPONSIBLE, False),
            ("i1", "区发改委", Role.LEAD, True),
            ("i1", "区司法局", Role.SUPPORT, False),
        ]
        assert assignments.items[1].lead_basis is LeadBasis.STATED

    def test_the_first_listed_by_convention(self) -> None:
        assignments, _ = assign(notice("区财政局、区发改委"), BOOK)

        assert [item.lead_basis for item in assignments.items] == [LeadBasis.FIRST, None]

    def test_the_convention_can_be_switched_off(self) -> None:
        for made in (
            assign(notice("区财政局、区发改委"), BOOK, first_leads=False),
            assign(notice("区财政局、区发改委"), replace(BOOK, first_leads=False)),
        ):
            assert not any(item.lead for item in made[0].items)

    def test_a_collective_never_leads_and_nobody_else_is_guessed(self) -> None:
        assignments, findings = assign(notice("各街道办事处、区发改委"), BOOK)

        assert not any(item.lead for item in assignments.items)
        assert told(findings) == ["FJ415"]

    def test_several_that_stand_first_do_not_lead_by_a_rule_either(self) -> None:
        assignments, findings = assign(ruled("各街道办事处、区发改委"), BOOK)

        assert not any(item.lead for item in assignments.items)
        assert told(findings) == ["FJ415"]
        assert "按通知的规定不能确定谁牵头" in findings[0].message

    def test_an_open_group_that_stands_first_is_told_too(self) -> None:
        assignments, findings = assign(ruled("各有关单位、区发改委"), BOOK)

        assert not any(item.lead for item in assignments.items)
        assert sorted(told(findings)) == ["FJ404", "FJ415"]

    def test_one_unit_that_stands_first_leads_by_the_rule(self) -> None:
        assignments, findings = assign(ruled("区财政局、区发改委"), BOOK)

        assert [item.lead_basis for item in assignments.items] == [LeadBasis.RULE, None]
        assert findings == ()

    def test_those_who_are_named_alone_share_the_item(self) -> None:
        assignments, findings = assign(ruled("各街道办事处"), BOOK)

        assert [item.lead for item in assignments.items] == [False, False]
        assert findings == ()

    def test_a_first_listed_name_nobody_knows_passes_nothing_on(self) -> None:
        assignments, findings = assign(notice("区天文局、区发改委"), BOOK)

        assert not any(item.lead for item in assignments.items)
        assert told(findings) == ["FJ401"]

    def test_supporting_units_do_not_lead(self) -> None:
        assignments, _ = assign(notice("-区财政局、-区发改委"), BOOK)

        assert not any(item.lead for item in assignments.items)


class TestNames:
    def test_judges_are_left_out(self) -> None:
        assignments, findings = assign(notice("区财政局、?市统计局"), BOOK)

        assert [item.unit.name for item in assignments.items] == ["区财政局"]
        assert (assignments.open, findings) == ((), ())

    def test_an_unknown_name_is_an_error_at_every_place(self) -> None:
        assignments, findings = assign(notice("区天文局", "区天文局、区财政局"), BOOK)

        assert told(findings) == ["FJ401", "FJ401"]
        assert [finding.indicator for finding in findings] == ["i1", "i2"]
        assert [place.group for place in assignments.open] == [None, None]

    def test_what_is_offered_is_named(self) -> None:
        assignments, findings = assign(notice("区财政服务局"), BOOK)

        assert assignments.open[0].candidates == ("区财政局",)
        assert "区财政局" in findings[0].message

    def test_a_folded_name_is_reported_once_with_all_its_places(self) -> None:
        _, findings = assign(notice("财政局", "财政局、区发改委"), BOOK)

        assert told(findings) == ["FJ402"]
        assert [span.line for span in findings[0].spans] == [1, 2]

    def test_a_registered_alias_is_accepted_in_silence(self) -> None:
        register = UnitBook((unit("区财政局", aliases=("区国库局",)),))

        assignments, findings = assign(notice("区国库局"), register)

        assert findings == ()
        assert assignments.items[0].certainty is Certainty.ALIAS

    def test_a_former_name_goes_to_the_successor_and_says_so(self) -> None:
        register = UnitBook((unit("区老局", successor="区新局"), unit("区新局")))

        assignments, findings = assign(notice("区老局"), register)

        assert assignments.items[0].unit.name == "区新局"
        assert told(findings) == ["FJ405"]

    def test_rivals_are_an_error(self) -> None:
        register = UnitBook((unit("甲局", aliases=("丙局",)), unit("乙局", aliases=("丙局",))))

        assignments, findings = assign(notice("丙局"), register)

        assert assignments.open[0].candidates == ("乙局", "甲局")
        assert told(findings) == ["FJ403"]

    @pytest.mark.parametrize("register", [BOOK, None], ids=["register", "none"])
    @pytest.mark.parametrize("name", ["王伟", "常务副市长"])
    def test_people_get_no_letters(self, name: str, register: UnitBook | None) -> None:
        assignments, findings = assign(notice(f"区财政局、{name}"), register)

        assert [item.unit.name for item in assignments.items] == ["区财政局"]
        assert len(assignments.open) == 1
        assert "FJ406" in told(findings)

    def test_a_task_force_without_a_register_is_pointed_out(self) -> None:
        assignments, findings = assign(notice("区防汛指挥部"), None)

        assert len(assignments.items) == 1
        assert "FJ407" in told(findings)

    def test_a_unit_named_twice_is_given_the_item_once(self) -> None:
        assignments, findings = assign(notice("-区财政局、区财政局"), BOOK)

        assert given_to(assignments) == [("i1", "区财政局", Role.RESPONSIBLE, True)]
        assert told(findings) == ["FJ408"]

    def test_a_unit_named_and_in_a_group_keeps_the_stronger_role(self) -> None:
        assignments, _ = assign(notice("-甲街道办事处、各街道办事处"), BOOK, first_leads=False)

        assert given_to(assignments) == [
            ("i1", "甲街道办事处", Role.RESPONSIBLE, False),
            ("i1", "乙街道办事处", Role.RESPONSIBLE, False),
        ]

    def test_a_list_shares_the_level_of_the_name_before(self) -> None:
        register = book("市财政局", "区财政局", "市商务局")

        assignments, _ = assign(notice("市商务局、财政局", "财政局"), register)

        assert [item.unit.name for item in assignments.items] == [
            "市商务局",
            "市财政局",
            "区财政局",
        ]

    def test_implied_units_are_assigned_too(self) -> None:
        made = notice("区财政局")
        item = replace(made.indicators[0], implied=(Text("各街道办事处"),))

        assignments, _ = assign(replace(made, indicators=(item,)), BOOK)

        assert [item.unit.name for item in assignments.items] == ["区财政局", *STREETS]


def test_without_a_register_letters_are_in_the_order_of_the_notice() -> None:
    assignments, _ = assign(notice("区乙局、区甲局", "区丙局"), None)

    assert [unit.name for unit in assignments.by_unit()] == ["区乙局", "区甲局", "区丙局"]


def test_with_a_register_letters_are_in_its_order() -> None:
    assignments, _ = assign(notice("区司法局、区财政局", "区发改委"), BOOK)

    assert [unit.name for unit in assignments.by_unit()] == ["区发改委", "区财政局", "区司法局"]


# --- properties ---------------------------------------------------------------------------
WORDS = (
    *(
        "区发改委",
        "区发展和改革委员会",
        "区财政局",
        "财政局",
        "区司法局",
        "王伟",
        "区天文局",
        "甲街道",
    ),
    *("各街道办事处", "各有关单位", "各镇", "-区财政局", "+区司法局", "?区发改委", "区防汛指挥部"),
)
LISTS = st.lists(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map("、".join), min_size=1, max_size=4
)


def _mentioned(made: Notice) -> Counter[tuple[str, str]]:
    return Counter(
        (item.id, mention.name.value)
        for item in made.indicators
        for mention in item.mentions
        if mention.role is not Role.ASSESS
    )


@given(LISTS, st.booleans())
def test_a_mention_is_never_lost(lists: list[str], registered: bool) -> None:
    made = notice(*lists)
    assignments, findings = assign(made, BOOK if registered else None)

    accounted = {(i.indicator.id, i.mention.name.value) for i in assignments.items}
    accounted |= {(p.indicator.id, p.mention.name.value) for p in assignments.open}
    spans = {span for finding in findings for span in finding.spans}
    for item in made.indicators:
        for mention in item.mentions:
            if mention.role is not Role.ASSESS:
                known = (item.id, mention.name.value) in accounted
                assert known or set(mention.name.spans) <= spans
    twice = Counter((i.indicator.id, i.unit.name) for i in assignments.items)
    assert all(count == 1 for count in twice.values())
    asked = [p.indicator.id for p in assignments.open if p.mention.name.value == UNSTATED]
    assert sum(_mentioned(made).values()) >= len(assignments.open) - len(asked)
    doing = {item_id for item_id, _ in _mentioned(made)}
    assert asked == [i.id for i in made.indicators if i.id not in doing and doing]


@given(LISTS, st.permutations(BOOK.units), st.integers(0, len(BOOK.units)))
def test_order_and_repetition_in_the_register_change_nobodys_letter(
    lists: list[str], units: list[object], repeated: int
) -> None:
    made = notice(*lists)
    shuffled = replace(BOOK, units=(*units, *BOOK.units[:repeated]))  # type: ignore[arg-type]

    one, first = assign(made, BOOK)
    two, second = assign(made, shuffled)

    assert sorted(map(str, given_to(one))) == sorted(map(str, given_to(two)))
    assert sorted(finding.message for finding in first) == sorted(f.message for f in second)
    assert len(two.by_unit()) == len({item.unit.name for item in two.items})


@given(LISTS)
def test_a_unit_by_another_name_gets_what_it_got(lists: list[str]) -> None:
    """The old name stays as an alias, as an office does it."""
    made = notice(*lists)
    new = {"区财政局": "区钱粮局", "甲街道办事处": "丁街道办事处"}
    units = tuple(
        replace(u, name=new[u.name], aliases=(u.name,)) if u.name in new else u for u in BOOK.units
    )
    groups = tuple(
        replace(g, members=tuple(new.get(m, m) for m in g.members)) if g.members else g
        for g in BOOK.groups
    )

    before, _ = assign(made, BOOK)
    after, _ = assign(made, replace(BOOK, units=units, groups=groups))

    expected = [(i, new.get(name, name), role, lead) for i, name, role, lead in given_to(before)]
    assert given_to(after) == expected


def test_a_notice_without_a_date_is_assigned() -> None:
    assignments, findings = assign(notice("区财政局", day=None), BOOK)

    assert (len(assignments.items), findings) == (1, ())

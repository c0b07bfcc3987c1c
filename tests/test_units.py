"""查名录: the order of resolution, its reasons, and what is offered."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pipeline.directory import Directory, resolve
from pipeline.knowledge import knowledge
from pipeline.names import body_of
from pipeline.units import Certainty, FormerName, Unit, UnitBook
from units_made import DAY, book, unit

LAND = unit(
    "区自然资源局",
    full_name="东山区自然资源局",
    aliases=("区资源局",),
    former=(FormerName("区国土资源局", date(2004, 1, 1), date(2019, 3, 15)),),
)
BOOK = UnitBook((LAND, unit("区财政局"), unit("区教育局")), place="南平市东山区")


def test_the_name_itself() -> None:
    found = resolve(BOOK, "区财政局", DAY)

    assert found.unit == BOOK.units[1]
    assert (found.certainty, found.reason) == (Certainty.EXACT, "")


def test_blanks_and_width_are_no_difference() -> None:
    names = UnitBook((unit("区市场监管局（区知识产权局）"),))

    assert resolve(names, "区市场监管局(区 知识产权局)", DAY).certainty is Certainty.EXACT


@pytest.mark.parametrize("written", ["区资源局", "东山区自然资源局"])
def test_an_alias_and_the_full_name(written: str) -> None:
    found = resolve(BOOK, written, DAY)

    assert found.unit is LAND
    assert found.certainty is Certainty.ALIAS
    assert "别名或全称" in found.reason


def test_a_name_goes_before_an_alias_of_another() -> None:
    names = UnitBook((unit("甲局"), unit("乙局", aliases=("甲局",))))

    assert resolve(names, "甲局", DAY).unit == names.units[0]


@pytest.mark.parametrize("on", [date(2004, 1, 1), date(2010, 5, 1), date(2019, 3, 15)])
def test_a_former_name_while_it_was_held(on: date) -> None:
    found = resolve(BOOK, "区国土资源局", on)

    assert found.unit is LAND
    assert found.certainty is Certainty.FORMER
    assert "2004-01-01至2019-03-15" in found.reason


@pytest.mark.parametrize("on", [date(2003, 12, 31), date(2019, 3, 16)])
def test_a_former_name_at_another_time_is_only_offered(on: date) -> None:
    found = resolve(BOOK, "区国土资源局", on)

    assert found.unit is None
    assert found.candidates[0].unit == "区自然资源局"
    assert "不在所用期间" in found.candidates[0].reason


def test_a_former_name_without_a_date_to_check_says_so() -> None:
    found = resolve(BOOK, "区国土资源局", None)

    assert found.unit is LAND
    assert "未能核对" in found.reason


def test_a_former_name_may_itself_be_abbreviated() -> None:
    found = resolve(BOOK, "区国土局", date(2010, 5, 1))

    assert found.unit is LAND
    assert found.certainty is Certainty.FORMER
    assert "简称" in found.reason


def test_a_successor_gets_the_letter_and_it_is_said() -> None:
    names = UnitBook((unit("甲局", successor="乙局"), unit("乙局", successor="丙局"), unit("丙局")))

    found = resolve(names, "甲局", DAY)

    assert found.unit == names.units[2]
    assert (found.certainty, found.holder) == (Certainty.FORMER, "甲局")
    assert found.reason == "“甲局”的工作已由“丙局”承接"


def test_successors_in_a_circle_lead_nowhere() -> None:
    names = UnitBook((unit("甲局", successor="乙局"), unit("乙局", successor="甲局")))

    assert resolve(names, "甲局", DAY).unit == names.units[0]


def test_two_units_that_answer_are_no_answer() -> None:
    names = UnitBook((unit("甲局", aliases=("丙局",)), unit("乙局", aliases=("丙局",))))

    found = resolve(names, "丙局", DAY)

    assert found.unit is None
    assert found.rivals == ("乙局", "甲局")


def test_an_alias_of_a_merged_unit_and_of_its_successor_is_one_answer() -> None:
    names = UnitBook(
        (unit("甲局", aliases=("丙局",), successor="乙局"), unit("乙局", aliases=("丙局",)))
    )

    assert resolve(names, "丙局", DAY).unit == names.units[1]


class TestLevels:
    """Whose a name is that does not say it."""

    DIRECTORY = Directory(book("省商务厅", "省财政厅", "区财政局", "市财政局", "区商务局"))

    def test_the_offices_own_level(self) -> None:
        found = self.DIRECTORY.resolve("财政局", DAY)

        assert found.unit is not None
        assert found.unit.name == "区财政局"
        assert found.reason == "原文未写“区”"

    def test_the_level_of_the_list(self) -> None:
        of_the_province = self.DIRECTORY.resolve("财政厅", DAY, "省")
        of_the_city = self.DIRECTORY.resolve("财政局", DAY, "市")

        assert of_the_province.unit is not None
        assert of_the_province.unit.name == "省财政厅"
        assert of_the_city.unit is not None
        assert of_the_city.unit.name == "市财政局"

    def test_a_level_without_such_a_body_takes_none_of_another(self) -> None:
        found = self.DIRECTORY.resolve("商务局", DAY, "市")

        assert found.unit is None
        assert found.candidates[0].unit == "区商务局"
        assert "层级不同" in found.candidates[0].reason

    def test_a_body_of_another_level_is_never_taken_for_the_own(self) -> None:
        assert Directory(book("市教育局")).resolve("教育局", DAY).unit is None

    def test_without_a_place_the_usual_level_of_the_register_counts(self) -> None:
        directory = Directory(book("县财政局", "县教育局", "市税务局", place=None))

        assert (found := directory.resolve("教育局", DAY)).unit is not None
        assert found.unit.name == "县教育局"

    def test_without_any_level_two_bodies_are_rivals(self) -> None:
        directory = Directory(book("市教育局", "区教育局", place=None))

        assert directory.resolve("教育局", DAY).rivals == ("区教育局", "市教育局")


class TestTheOrderOfEntriesPlaysNoPart:
    UNITS = (
        LAND,
        unit("区财政局"),
        unit("区教育局", aliases=("区教体局",)),
        unit("区文化和旅游局"),
    )
    NAMES = ("财政局", "区资源局", "区教体局", "区文广新局", "区国土局", "区某某局", "文旅局")

    def answers(self, units: tuple[Unit, ...]) -> list[tuple[str | None, tuple[str, ...]]]:
        directory = Directory(UnitBook(units, place="南平市东山区"))
        found = [directory.resolve(name, DAY) for name in self.NAMES]
        return [
            (f.unit.name if f.unit else None, tuple(c.unit for c in f.candidates)) for f in found
        ]

    def test_reversed(self) -> None:
        assert self.answers(self.UNITS) == self.answers(self.UNITS[::-1])

    def test_doubled(self) -> None:
        assert self.answers(self.UNITS) == self.answers(self.UNITS * 2)

    def test_aliases_of_a_second_entry_count(self) -> None:
        more = replace(LAND, aliases=("区林地局",))

        found = Directory(UnitBook((LAND, more))).resolve("区林地局", DAY)

        assert found.unit is not None
        assert found.unit.name == LAND.name


def test_candidates_are_at_most_three_and_never_without_a_reason() -> None:
    directory = Directory(book(*(f"区{n}管理服务中心" for n in "公路河道林地湿地")))

    found = directory.resolve("区管理服务中心", DAY)

    assert found.unit is None
    assert 1 <= len(found.candidates) <= 3
    assert all(candidate.reason for candidate in found.candidates)


def test_nothing_like_it_is_offered_nothing() -> None:
    assert Directory(book("区发改委")).resolve("海事法院", DAY).candidates == ()


class TestKnowledge:
    def test_canonical_words_stay_what_they_are(self) -> None:
        known = knowledge()

        for word in known.words.values():
            assert known.pattern.sub(lambda found: known.words[found[0]], word) == word

    def test_every_reform_has_its_source_and_changes_something(self) -> None:
        for reform in knowledge().reforms:
            assert 2008 <= reform.year <= 2024
            assert reform.source
            assert reform.old
            assert reform.new

    def test_the_business_of_reforms_is_written_as_it_is_compared(self) -> None:
        for reform in knowledge().reforms:
            for word in () if reform.whole else (*reform.old, *reform.new):
                assert body_of(f"{word}局") == (f"{word}局",), word

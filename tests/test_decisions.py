"""待明确.toml: asked, filled in, replayed, offered again next year, reported when idle."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from parsers.diagnostics import Diagnostic
from parsers.errors import UnreadableError
from parsers.model import Notice, Text
from pipeline.assign import Assignments, Certainty, assign
from pipeline.decided import Decisions, NameDecision, PlaceDecision
from pipeline.decisions import decision_sheet, load_decisions
from pipeline.register import load_register
from pipeline.understand import understand
from pipeline.units import Group, Unit, UnitBook, UnitKind
from units_made import WEIDONG, book, notice, seed, write

GROUPS = (Group("各街道办事处", ("甲街道办事处", "乙街道办事处")), Group("各有关单位", None))
BOOK = replace(
    book("区发改委", "区财政局", "区司法局", groups=GROUPS),
    units=(
        *book("区发改委", "区财政局", "区司法局").units,
        Unit("甲街道办事处", UnitKind.STREET),
        Unit("乙街道办事处", UnitKind.STREET),
    ),
)
ASKED = "区发改委、各有关单位"


def place(*units: str, text: str = "第1项任务", name: str = "各有关单位") -> PlaceDecision:
    return PlaceDecision(name, text, None, None, units, 9)


def decided(
    made: Notice,
    *places: PlaceDecision,
    names: tuple[NameDecision, ...] = (),
    of: str | None = None,
) -> tuple[Assignments, list[str]]:
    number = made.document_number.value if made.document_number else None
    assignments, findings = assign(
        made, BOOK, Decisions(places, names, of or number, "待明确.toml")
    )
    return assignments, [finding.code.id for finding in findings]


def names(assignments: Assignments) -> list[str]:
    return [item.unit.name for item in assignments.items]


class TestTheSeed:
    def register(self) -> UnitBook:
        return load_register(WEIDONG)[0]

    def filled(self, folder: Path) -> tuple[Decisions, tuple[Diagnostic, ...]]:
        """The sheet as a clerk fills it in: the first two choices of each entry."""
        sheet = decision_sheet(assign(seed(), self.register())[0])
        lines = []
        choices: list[str] = []
        for line in sheet.splitlines():
            if line.startswith("#   可填："):
                choices = re.findall(r'"[^"]+"', line)[:2]
            lines.append(f"units = [{', '.join(choices)}]" if line == "units = []" else line)
        return load_decisions(write(folder, "\n".join(lines), "待明确.toml"))

    def test_the_sheet_asks_seventeen_questions(self) -> None:
        sheet = decision_sheet(assign(seed(), self.register())[0])

        asked = Counter(re.findall(r'^name = "(.+)"$', sheet, re.MULTILINE))
        assert asked == {"各有关街道办事处": 11, "各有关单位": 6}
        assert 'number = "8"\ntext = "营商环境便利度"\nname = "各有关单位"' in sheet

    def test_an_empty_sheet_changes_nothing(self, tmp_path: Path) -> None:
        sheet = decision_sheet(assign(seed(), self.register())[0])
        decisions, findings = load_decisions(write(tmp_path, sheet, "待明确.toml"))

        assert findings == ()
        assert assign(seed(), self.register(), decisions) == assign(seed(), self.register())

    def test_after_the_answers_every_assignment_is_in_one_row(self, tmp_path: Path) -> None:
        decisions, findings = self.filled(tmp_path)
        assignments, said = assign(seed(), self.register(), decisions)

        assert findings == ()
        assert assignments.open == ()
        assert {finding.code.id for finding in said} <= {"FJ402", "FJ408"}
        rows = Counter(
            (u.name, item.indicator.id)
            for u, items in assignments.by_unit().items()
            for item in items
        )
        assert set(rows.values()) == {1}
        assert rows.total() == len(assignments.items)
        assert len(assignments.by_unit()) == 35


class TestTheSheet:
    def test_choices_are_of_the_kind_asked_for(self) -> None:
        register = replace(BOOK, groups=(*GROUPS, Group("各有关街道办事处", None)))
        sheet = decision_sheet(assign(notice(f"{ASKED}、各有关街道办事处"), register)[0])

        departments, streets = re.findall(r"可填：(.+)", sheet)
        assert departments == '"区财政局", "区司法局"'
        assert streets == '"甲街道办事处", "乙街道办事处"'

    def test_unknown_names_are_asked_once_with_what_is_like_them(self) -> None:
        sheet = decision_sheet(assign(notice("区财政服务局", "区财政服务局"), BOOK)[0])

        assert sheet.count("[[name]]") == 1
        assert 'written = "区财政服务局"\n#   相近的："区财政局"\nmeans = []' in sheet

    def test_what_the_register_answers_once_is_not_asked_item_by_item(self) -> None:
        sheet = decision_sheet(assign(notice("各街道办事处", "各街道办事处"), None)[0])

        assert "[[item]]" not in sheet
        assert "# 各街道办事处：请在单位名录" in sheet

    def test_a_text_with_quotes_reads_back(self, tmp_path: Path) -> None:
        made = notice(ASKED)
        item = replace(made.indicators[0], text=Text('创建"双\\创"城市'))
        sheet = decision_sheet(assign(replace(made, indicators=(item,)), BOOK)[0])

        decisions, _ = load_decisions(write(tmp_path, sheet, "待明确.toml"))

        assert decisions.places[0].text == '创建"双\\创"城市'
        assert decisions.notice == "东政〔2021〕1号"


class TestApplying:
    def test_an_answer_for_one_place(self) -> None:
        assignments, said = decided(notice(ASKED, ASKED), place("区司法局", "区财政局"))

        assert names(assignments) == ["区发改委", "区司法局", "区财政局", "区发改委"]
        item = assignments.items[1]
        assert (item.certainty, item.group) == (Certainty.DECIDED, "各有关单位")
        assert not item.lead
        assert [p.indicator.id for p in assignments.open] == ["i2"]
        assert said == ["FJ404"]

    def test_it_is_found_by_text_whatever_the_number_and_punctuation(self) -> None:
        made = notice("区财政局", ASKED)
        moved = replace(made.indicators[1], text=Text("第１项 任务。"), number=Text("99"))

        assignments, said = decided(replace(made, indicators=(moved,)), place("区司法局"))

        assert names(assignments) == ["区发改委", "区司法局"]
        assert said == []

    def test_it_is_found_by_id_where_two_texts_are_the_same(self) -> None:
        made = notice(ASKED, ASKED)
        items = tuple(replace(i, text=Text("其他指标")) for i in made.indicators)
        answer = replace(place("区司法局", text="其他指标"), indicator="i2")

        assignments, _ = decided(replace(made, indicators=items), answer)

        assert [p.indicator.id for p in assignments.open] == ["i1"]

    def test_a_text_that_stands_twice_is_not_guessed_at(self) -> None:
        made = notice(ASKED, ASKED)
        items = tuple(replace(i, text=Text("其他指标")) for i in made.indicators)

        assignments, said = decided(
            replace(made, indicators=items), place("区司法局", text="其他指标")
        )

        assert len(assignments.open) == 2
        assert said == ["FJ404", "FJ404", "FJ450"]

    def test_a_group_may_be_the_answer(self) -> None:
        assignments, _ = decided(notice(ASKED), place("各街道办事处"))

        assert names(assignments) == ["区发改委", "甲街道办事处", "乙街道办事处"]

    def test_nobody_may_be_the_answer(self) -> None:
        assignments, said = decided(notice(ASKED), place())

        assert (names(assignments), assignments.open) == (["区发改委"], ())
        assert said == ["FJ416"]

    def test_a_name_means_a_unit_everywhere(self) -> None:
        meaning = NameDecision("区天文局", ("区司法局",), 5)

        assignments, said = decided(notice("区天文局、区发改委", "区天文局"), names=(meaning,))

        assert names(assignments) == ["区司法局", "区发改委", "区司法局"]
        assert assignments.items[0].lead
        assert said == []

    def test_a_name_that_is_no_unit(self) -> None:
        nobody = NameDecision("王伟", (), 5)

        assignments, said = decided(notice("王伟、区发改委、区财政局"), names=(nobody,))

        assert names(assignments) == ["区发改委", "区财政局"]
        assert assignments.items[0].lead, "the first that is a unit leads"
        assert said == ["FJ416"]

    def test_a_unit_the_register_does_not_know(self) -> None:
        assignments, said = decided(notice(ASKED), place("区司法局", "区天文局"))

        assert names(assignments) == ["区发改委", "区司法局"]
        assert said == ["FJ452"]

    def test_only_unknown_units_leave_the_place_open(self) -> None:
        assignments, said = decided(notice(ASKED), place("区天文局"))

        assert len(assignments.open) == 1
        assert sorted(said) == ["FJ404", "FJ452"]

    def test_a_decision_that_no_longer_applies_is_reported(self) -> None:
        gone = NameDecision("区天文局", ("区司法局",), 5)

        _, said = decided(notice("区发改委"), place("区司法局"), names=(gone,))

        assert said == ["FJ450", "FJ451"]

    def test_two_decisions_that_disagree(self) -> None:
        assignments, said = decided(notice(ASKED), place("区司法局"), place("区财政局"))

        assert names(assignments) == ["区发改委", "区司法局"]
        assert said == ["FJ454"]

    def test_last_years_answers_are_offered_and_not_applied(self) -> None:
        made = notice(ASKED)

        assignments, said = decided(made, place("区司法局"), of="东政〔2020〕3号")

        assert names(assignments) == ["区发改委"]
        assert assignments.open[0].candidates == ("区司法局",)
        assert said == ["FJ404", "FJ453"]
        assert "以前填的是" in decision_sheet(assignments)

    def test_without_a_number_the_text_alone_counts(self) -> None:
        assignments, _ = decided(
            notice(ASKED, number=None), place("区司法局"), of="东政〔2020〕3号"
        )

        assert names(assignments) == ["区发改委", "区司法局"]


class TestReading:
    def test_both_kinds_of_entries(self, tmp_path: Path) -> None:
        decisions, findings = load_decisions(
            write(
                tmp_path,
                """\
notice = "东政〔2021〕1号"
[[item]]
number = "8"
text = "营商环境"
name = "各有关单位"
units = ["区财政局"]
id = "i8"
[[item]]
text = "乙"
name = "各有关单位"
units = []
[[item]]
text = "丙"
name = "各有关单位"
nobody = true
[["名称"]]
"写法" = "市监局"
"指" = "区市场监督管理局"
[[name]]
written = "王伟"
not_a_unit = true
""",
                "待明确.toml",
            )
        )

        assert findings == ()
        assert decisions == Decisions(
            (
                PlaceDecision("各有关单位", "营商环境", "i8", "8", ("区财政局",), 6),
                PlaceDecision("各有关单位", "乙", None, None, None, 11),
                PlaceDecision("各有关单位", "丙", None, None, (), 12),
            ),
            (
                NameDecision("市监局", ("区市场监督管理局",), 18),
                NameDecision("王伟", (), 19),
            ),
            "东政〔2021〕1号",
            "待明确.toml",
        )

    def test_an_entry_that_contradicts_itself_is_left_out(self, tmp_path: Path) -> None:
        text = '[[item]]\ntext = "甲"\nname = "各局"\nunits = ["乙局"]\nnobody = true\n'

        decisions, findings = load_decisions(write(tmp_path, text, "待明确.toml"))

        assert decisions.places[0].units is None
        assert [f.code.id for f in findings] == ["FJ455"]
        assert "第 5 行" in findings[0].message

    def test_a_fault_is_told_with_its_line(self, tmp_path: Path) -> None:
        path = write(
            tmp_path, '[[item]]\ntext = "甲"\nname = "各局"\nunits = [“乙局”]\n', "待明确.toml"
        )

        with pytest.raises(UnreadableError, match="第 4 行用了中文标点"):
            load_decisions(path)

    def test_another_kind_of_file(self, tmp_path: Path) -> None:
        with pytest.raises(UnreadableError, match="不认识“unit”"):
            load_decisions(write(tmp_path, '[[unit]]\nname = "甲"\n', "单位名录.toml"))


def test_a_decision_against_the_collectives_own_words_is_carried_out_and_told() -> None:
    made = notice("区发改委、各有关街道办事处")
    answer = place("区财政局", "甲街道办事处", name="各有关街道办事处")

    assignments, codes = decided(made, answer)

    assert "FJ456" in codes
    assert {"区财政局", "甲街道办事处"} <= set(names(assignments))


def test_an_open_group_is_no_answer_and_the_line_of_the_answer_is_named(tmp_path: Path) -> None:
    sheet = '[[item]]\ntext = "第1项任务"\nname = "各有关单位"\nunits = ["各有关单位"]\n'
    answers, _ = load_decisions(write(tmp_path, sheet, "待明确.toml"))

    _, findings = assign(notice(ASKED), BOOK, answers)

    told = [f.message for f in findings if f.code.id == "FJ452"]
    assert len(told) == 1
    assert "第 4 行" in told[0]
    assert "请填具体的单位" in told[0]


@pytest.mark.parametrize("units", [("区财政局",), ()])
def test_what_the_notice_names_is_not_overruled_unnoticed(units: tuple[str, ...]) -> None:
    assignments, codes = decided(notice("区发改委、区司法局"), place(*units, name="区发改委"))

    assert "FJ457" in codes
    assert set(names(assignments)) == {*units, "区司法局"}


def test_a_decision_whose_id_and_text_disagree_is_not_applied() -> None:
    made = notice(ASKED)
    answer = replace(place("区财政局", text="别的任务"), indicator=made.indicators[0].id)

    assignments, codes = decided(made, answer)

    assert "FJ458" in codes
    assert names(assignments) == ["区发改委"]


def test_an_item_that_names_nobody_is_asked_about_and_can_be_answered(tmp_path: Path) -> None:
    source = tmp_path / "通知.txt"
    source.write_text(
        "清政发〔2024〕6号\n清溪县人民政府关于下达2024年度目标任务的通知\n各乡镇人民政府：\n"
        "1.新增企业5家。\n责任单位：县工信局\n2.造林1000亩。\n3.新建学校1所。\n责任单位：县教育局\n",
        encoding="utf-8",
    )
    read = understand((source,), None)
    sheet = decision_sheet(read.assignments)
    assert 'text = "造林1000亩"' in sheet
    answers = tmp_path / "待明确.toml"
    answers.write_text(sheet.replace("units = []", 'units = ["县教育局"]'), encoding="utf-8")

    decisions, _ = load_decisions(answers)
    made, _ = assign(read.notice, read.assignments.book, decisions)

    assert [(i.unit.name, i.indicator.text.value) for i in made.items] == [
        ("县工信局", "新增企业5家"),
        ("县教育局", "造林1000亩"),
        ("县教育局", "新建学校1所"),
    ]
    assert not made.open

"""核对报告: what stands in the page, whatever stood in the notice."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from html import unescape
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

import report_sample as sample
from parsers.diagnostics import Severity
from parsers.errors import TemplateError
from parsers.model import LeadBasis, Role, Text
from parsers.source import Line, Part, Source, Span
from pipeline.assign import Assignments
from pipeline.render.escape import attribute, escape
from pipeline.render.report import render_report
from pipeline.units import UnitBook
from pipeline.views.marks import Flag, Mark, Standing, segments, source_lines
from pipeline.views.report import report_view
from pipeline.views.report_rows import MentionRow, ReportView

VIEW = report_view(sample.NOTICE, sample.assigned(), sample.FINDINGS)
FILE = render_report(VIEW)
PAGE: Any = html.fromstring(FILE.data.decode())  # typed as anything an XPath may return


def texts_of_class(word: str) -> list[str]:
    having = f"//*[contains(concat(' ', @class, ' '), ' {word} ')]"
    return [node.text_content() for node in PAGE.xpath(having)]


def mentions(view: ReportView, ordinal: int) -> tuple[MentionRow, ...]:
    return next(r for g in view.groups for r in g.indicators if r.ordinal == ordinal).mentions


# --- source -------------------------------------------------------------------------------


def test_every_source_line_stands_in_the_page_with_its_number() -> None:
    lines = PAGE.xpath("//div[@class='block']/p")
    assert [line.find("b").text for line in lines] == [str(line.number) for line in sample.LINES]
    for node, line in zip(lines, sample.LINES, strict=True):
        said = node.find("span").text_content().replace("↑二、民生", "")
        assert said == line.text.replace("\t", "").replace("\v", "")


def test_what_a_key_marks_in_the_source_is_what_was_cut() -> None:
    marked: dict[str, str] = {}
    for link in PAGE.xpath("//div[@class='block']//a[contains(@class, 'm ')]"):
        for key in [link.get("href")[1:], *(link.get("data-k") or "").split()]:
            marked[key] = marked.get(key, "") + link.text_content()
    placed = PAGE.xpath("//a[contains(@class, 'v ')]")
    assert {link.get("id") for link in placed} == marked.keys()
    shown = {link.get("id"): link.text_content() for link in placed}
    assert all(marked[key] == shown[key] for key in marked if key[0] == "i")
    assert marked["i1.t"] == "规模以上工业增加值增长8%以上，力争达到9%"
    assert marked["i1.g1"] == "增长8%以上"  # a target inside its indicator


def test_a_place_shared_by_two_indicators_leads_to_both() -> None:
    link = PAGE.xpath("//p[@id='L18']//a[text()='区科技局']")[0]
    keys = {link.get("href")[1:], *link.get("data-k").split()}
    assert {"i4.u1", "i5.u1", "i4.u1.r1", "i5.u1.r1"} == keys


def test_lines_say_what_they_were_taken_for() -> None:
    standing = {line.number: (line.standing, line.role) for line in VIEW.lines}
    assert standing[1] == (Standing.ASIDE, "页眉")
    assert standing[6] == (Standing.BLANK, "")
    assert standing[12] == (Standing.UNREAD, "没有归属")
    assert standing[13] == (Standing.ASIDE, "页码")
    assert standing[9] == (Standing.BODY, "责任单位")
    assert VIEW.unread == ((12, "注意：此行谁也不认识"),)


def test_a_role_nobody_has_a_word_for_is_shown_as_it_is() -> None:
    notice = replace(sample.NOTICE, roles=("new_role",))
    lines = report_view(notice, sample.assigned(notice), ()).lines
    assert lines[0].role == "new_role"
    assert lines[1].standing == Standing.UNREAD  # a line without a role was not read


def test_pages_and_carried_cells_are_told() -> None:
    assert [(line.number, line.new_page) for line in VIEW.lines if line.new_page] == [
        (1, 1),
        (14, 2),
    ]
    carried = VIEW.lines[20].cells[0]
    assert (carried.segments[0].text, carried.carried_from) == ("二、民生", 20)
    widths = {tuple(cell.width for cell in line.cells) for line in VIEW.lines if line.table}
    assert len(widths) == 1, "the rows of a table have the same columns"


def test_parts_of_a_notice_in_several_files_are_told_apart() -> None:
    parts = (Part("正文.txt", "txt", "1", None, 1), Part("附件.txt", "txt", "2", None, 2))
    lines = source_lines(Source(parts, (Line(1, "甲"), Line(2, "乙"))), ("prose", "prose"), {}, {})
    assert [line.new_part for line in lines] == ["正文.txt", "附件.txt"]


@given(st.text(max_size=30), st.lists(st.tuples(st.integers(-3, 33), st.integers(-3, 33))))
def test_segments_joined_are_the_line(text: str, places: list[tuple[int, int]]) -> None:
    marks = [Mark(a, b, "text", f"i{n}") for n, (a, b) in enumerate(places[::2])]
    flags = [Flag(a, b, Severity.INFO, n) for n, (a, b) in enumerate(places[1::2])]
    found = segments(text, marks, flags)
    assert "".join(each.text for each in found) == text
    for mark in marks:
        covered = "".join(each.text for each in found if mark.key in each.keys)
        assert covered == text[max(mark.start, 0) : max(mark.end, 0)]


def test_the_narrowest_of_nested_marks_comes_first() -> None:
    found = segments("abcdef", [Mark(0, 6, "text", "out"), Mark(2, 4, "target", "in")], [])
    assert [(each.text, each.kind, each.keys) for each in found] == [
        ("ab", "text", ("out",)),
        ("cd", "target", ("in", "out")),
        ("ef", "text", ("out",)),
    ]


def test_a_whole_notice_in_one_line_is_cut_without_comparing_every_mark_with_every_other() -> None:
    count = 20_000
    marks = [Mark(n * 5, n * 5 + 4, "text", f"i{n}") for n in range(count)]
    assert len(segments("一二三四 " * count, marks, [])) == 2 * count


# --- reading ------------------------------------------------------------------------------


def test_indicators_stand_under_their_headings_with_their_totals() -> None:
    headings = [group.heading.text if group.heading else None for group in VIEW.groups]
    assert headings == ["一、综合", "二、民生"]
    assert [[row.ordinal for row in group.indicators] for group in VIEW.groups] == [
        [1, 2, 3, 4, 5],
        [6, 7],
    ]
    assert [group.count for group in VIEW.groups] == ["5 项，16 分，减 1.5 分", "2 项，5 分"]


def test_headings_without_indicators_and_indicators_without_heading_are_shown() -> None:
    first = replace(sample.NOTICE.indicators[0], section=())
    again = sample.NOTICE.indicators[5]
    notice = replace(
        sample.NOTICE, indicators=(first, again, replace(first, id="back", section=()))
    )
    groups = report_view(notice, sample.assigned(notice), ()).groups
    assert [group.heading.text if group.heading else None for group in groups] == [
        None,
        "一、综合",
        "二、民生",
        None,
    ]
    assert sum(len(group.indicators) for group in groups) == 3


def test_a_mention_says_whom_it_stands_for_and_why() -> None:
    plain, alias, streets = mentions(VIEW, 1)
    assert (plain.state, plain.meant, plain.lead) == (
        "sure",
        ("区工信局",),
        "按惯例牵头（排在首位）",
    )
    assert (alias.state, alias.meant, alias.certainty, alias.reasons) == (
        "look",
        ("区市场监管局",),
        "别名",
        ("名录第2个单位的别名",),
    )
    assert (streets.certainty, len(streets.meant)) == ("集合成员", 3)
    (judge,) = mentions(VIEW, 3)
    assert (judge.state, judge.role) == ("judge", "考核")
    (shared,) = mentions(VIEW, 4)
    assert [rule.text for rule in shared.rules] == ["以上2项责任单位均为区科技局"]
    (stated,) = mentions(VIEW, 7)
    assert stated.lead == "原文写明牵头"
    assert "待确认" in stated.certainty


def test_a_unit_that_leads_by_a_rule_names_the_rule() -> None:
    first = sample.NOTICE.indicators[0]
    leads = replace(first.mentions[0], lead=True, lead_basis=LeadBasis.RULE)
    item = replace(first, mentions=(leads, *first.mentions[1:]))
    notice = replace(sample.NOTICE, indicators=(item, *sample.NOTICE.indicators[1:]))
    lead = mentions(report_view(notice, sample.assigned(notice), ()), 1)[0]
    assert lead.lead == "按通知规定牵头"
    assert [(rule.text, rule.lines) for rule in lead.rules] == [
        ("列第一位的为牵头单位，下同", (5,))
    ]


def test_a_mention_nobody_assigned_is_doubtful_even_without_a_finding() -> None:
    nobody = Assignments(sample.NOTICE, UnitBook(()), (), ())
    view = report_view(sample.NOTICE, nobody, ())
    rows = [row for group in view.groups for row in group.indicators]
    assert {row.ordinal for row in rows if row.doubtful} == {1, 2, 4, 5, 6, 7}
    assert mentions(view, 1)[0].certainty == "没有归口"


def test_units_a_rule_adds_are_shown_whether_assigned_or_not() -> None:
    first = sample.NOTICE.indicators[0]
    added = sample.done_by(11, "区农业农村局", "各有关单位")
    item = replace(first, implied=(added[0].name, added[1].name, Text("各科室")))
    notice = replace(sample.NOTICE, indicators=(item, *sample.NOTICE.indicators[1:]))
    assigned = sample.assigned(notice)
    one = replace(assigned.items[0], mention=added[0], unit=sample.BOOK.units[2])
    waiting = replace(assigned.open[0], indicator=item, mention=added[1])
    assigned = replace(assigned, items=(*assigned.items, one), open=(*assigned.open, waiting))
    view = report_view(notice, assigned, ())
    assert [(row.value.text, row.state, row.meant) for row in mentions(view, 1)[-3:]] == [
        ("区农业农村局", "sure", ("区农业农村局",)),
        ("各有关单位", "open", ()),
        ("各科室", "open", ()),
    ]
    pending = next(unit.ordinal for unit in view.units if unit.name == "各有关单位")
    assert pending in view.groups[0].indicators[0].units


def test_targets_and_points_say_what_they_were_taken_to_mean() -> None:
    rows = [row for group in VIEW.groups for row in group.indicators]
    assert [target.meaning for target in rows[0].targets] == [
        "规模以上工业增加值：上升，不低于 8%",
        "达到 9%",
    ]
    assert [row.figure for row in rows] == ["", "", "−1.5分", "", "", "5分", ""]


def test_a_value_without_a_place_says_so_but_a_derived_one_does_not() -> None:
    assert texts_of_class("unplaced") == ["没有出处的文件", "全年"]
    assert texts_of_class("derived") == ["2023", "2023-03-06"]


def test_the_reading_of_an_item_has_a_mark_that_changes_with_it() -> None:
    rows = {row.id: row.reading for group in VIEW.groups for row in group.indicators}
    assigned = sample.assigned()
    other = replace(assigned.items[0], unit=sample.BOOK.units[1])
    view = report_view(
        sample.NOTICE, replace(assigned, items=(other, *assigned.items[1:])), sample.FINDINGS
    )
    again = {row.id: row.reading for group in view.groups for row in group.indicators}
    assert {key for key in rows if rows[key] != again[key]} == {"grow"}


# --- findings and counts ------------------------------------------------------------------


def test_findings_come_most_serious_first_and_in_the_order_of_the_notice() -> None:
    assert [(row.severity.value, row.line) for row in VIEW.findings] == [
        ("error", 12),
        ("error", 14),
        ("warning", 5),
        ("warning", 9),
        ("warning", 11),
        ("info", None),
        ("info", 8),
    ]
    assert VIEW.severities == {Severity.ERROR: 2, Severity.WARNING: 3, Severity.INFO: 2}


def test_a_finding_knows_its_indicator_its_words_and_the_units_it_points_at() -> None:
    row = VIEW.findings[3]
    assert (row.indicators, row.number) == ((1,), "1")
    assert (row.before, row.at, row.after) == (
        "责任单位：区工信局、",
        "市场监督管理局",
        "、各街道办事处",
    )
    names = {unit.ordinal: unit.name for unit in VIEW.units}
    assert [names[n] for n in row.units] == ["区市场监管局"]
    assert VIEW.findings[6].indicators == (1,), "found by its line"


def test_in_a_line_with_several_indicators_a_finding_belongs_to_the_one_it_touches() -> None:
    rows = [replace(item, line=8, end_line=11) for item in sample.NOTICE.indicators[:2]]
    notice = replace(sample.NOTICE, indicators=tuple(rows))
    found = sample.OPEN.at(*sample.cut(11, "各有关单位").spans, written="x")
    view = report_view(notice, sample.assigned(notice), (found,))
    assert view.findings[0].indicators == (2,)


def test_a_finding_with_several_places_belongs_to_every_indicator_there() -> None:
    places = [Span(line, 0, 4) for line in (8, 10, 14, 16)]
    row = report_view(sample.NOTICE, sample.assigned(), (sample.UNREAD.at(*places),)).findings[0]
    assert (row.indicators, row.number) == ((1, 2, 3, 4), "1、2、3等4项")
    assert row.lines == (8, 10, 14, 16)


@pytest.mark.parametrize("span", [Span(0, 0, 1), Span(99, 0, 1), Span(8, 90, 99), Span(8, 3, 2)])
def test_a_finding_whose_place_is_not_in_the_source_is_still_listed(span: Span) -> None:
    view = report_view(sample.NOTICE, sample.assigned(), (sample.UNREAD.at(span, indicator="?"),))
    assert "这一行没有读懂" in render_report(view).data.decode()


def test_items_with_a_finding_or_an_open_unit_are_doubtful() -> None:
    rows = [row for group in VIEW.groups for row in group.indicators]
    assert [row.ordinal for row in rows if row.doubtful] == [1, 2, 3]
    assert VIEW.doubtful == 3


def test_the_counts_stand_against_the_claims() -> None:
    facts = {fact.label: fact for fact in VIEW.facts}
    labels = ("章节", "指标", "加分", "减分", "归口单位", "任务函")
    figures = [facts[label].figure for label in labels]
    assert figures == ["2 类", "7 项", "21 分", "1.5 分", "9 个", "9 封"]
    assert [(c.stated, c.found, c.agrees) for c in facts["指标"].claims] == [
        ("6 项", "7 项", False)
    ]
    assert texts_of_class("claim") == ["称 2 类，一致", "称 6 项，读到 7 项，不一致"]
    assert facts["原文"].note == "读取 18，页眉页脚等 2，空行 1，没有归属 1"


def test_units_have_their_share_and_names_nobody_decided_are_listed() -> None:
    rows = {unit.name: (unit.items, unit.leads, unit.award, unit.open) for unit in VIEW.units}
    assert rows["区科技局"] == (2, 2, "6", False)
    assert rows["东风街道办事处"] == (1, 0, "8", False)
    assert rows["各有关单位"] == (1, 0, "2", True)
    assert "区政务局" not in rows, "a judge gets no task"


def test_only_kinds_that_occur_stand_in_the_legend() -> None:
    assert "extra" not in VIEW.kinds
    (legend,) = PAGE.xpath("//div[@class='legend']")
    assert [label.text_content() for label in legend][:3] == ["章节", "序号", "指标"]


# --- the file -----------------------------------------------------------------------------


def test_the_page_is_one_file_that_asks_for_nothing() -> None:
    assert FILE.path == "核对报告.html"
    said = FILE.data.decode()
    assert not re.search(r"""(?:src|href)=["']?(?!#)[^"'>\s]""", said.split("<script>")[0])
    assert "http" not in said.replace('http-equiv="Content-Security-Policy"', "")
    assert "default-src 'none'" in said


def test_ids_are_unique_and_every_link_has_its_end() -> None:
    ids = [node.get("id") for node in PAGE.xpath("//*[@id]")]
    assert len(ids) == len(set(ids))
    ends = {link.get("href") for link in PAGE.xpath("//a[@href]")}
    assert ends <= {f"#{each}" for each in ids}


def test_equal_input_gives_equal_bytes() -> None:
    again = report_view(sample.NOTICE, sample.assigned(), sample.FINDINGS)
    assert render_report(again).data == FILE.data


HOSTILE = (
    "</script><script>window.broken=1</script>",
    "\"><img src=x onerror='window.broken=1'>",
    "' onclick=window.broken=1 x='",
    "</style></textarea></title></select><h1>假标题</h1>",
    "<!-- {{reading}} {{nothing}} -->",
    "&lt;&amp;&#60;",
    "\u202e右到左\u2066شركة\u2069\u200f",
    "\x00\x08\x1b\x7f\x85\u2028\u2029\ufeff\u200b\ufffe\ud800",
    "\t\v\n\r",
)


@pytest.mark.parametrize("words", HOSTILE)
def test_no_text_breaks_out_of_the_page(words: str) -> None:
    said = render_report(report_view(*sample.hostile(words))).data.decode()
    page: Any = html.fromstring(said)
    assert len(page.xpath("//script")) == len(page.xpath("//h1")) == 1
    assert not page.xpath("//img | //@onerror | //@onclick")
    assert len(page.xpath("//article")) == 1
    assert not re.search(
        "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069]", said
    )


@given(st.text())
def test_escaped_text_is_the_text_with_what_cannot_be_seen_made_visible(text: str) -> None:
    said = escape(text)
    assert not set("<>\"'") & set(re.sub(r"<br>|<i class=\"c\">|</i>", "", said))
    seen = unescape(re.sub('<br>|<i class="c">U\\+[0-9A-F]+</i>', "", said))
    assert seen == "".join(c for c in text if not escape(c).startswith(("<br>", "<i")))
    assert not set("<>\"'") & set(attribute(text))


# --- the template -------------------------------------------------------------------------


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """An office's own templates: a copy of the page shipped, to be changed."""
    with resources.as_file(resources.files("templates") / "report") as shipped:
        shutil.copytree(shipped, tmp_path / "report")
    return tmp_path


def test_an_office_can_change_the_style_alone(office: Path) -> None:
    for name in ("page.html", "report.js"):
        (office / "report" / name).unlink()
    css = office / "report" / "report.css"
    css.write_bytes("\ufeffbody { color: teal }\r\n".encode())
    assert "<style>body { color: teal }\n</style>" in render_report(VIEW, office).data.decode()


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("page.html", "{{findings}}", "", "缺少 {{findings}}"),
        ("page.html", "{{findings}}", "{{findings}}{{新字段}}", "{{新字段}} 不是可用的字段"),
        ("report.css", "body {", "/* </STYLE> */ body {", "不能出现"),
        ("report.js", '"use strict"', "/*</script>*/", "不能出现"),
    ],
)
def test_a_faulty_template_is_told_by_file_and_place(
    office: Path, name: str, old: str, new: str, said: str
) -> None:
    path = office / "report" / name
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(TemplateError, match=re.escape(said)) as caught:
        render_report(VIEW, office)
    assert name in str(caught.value)


def test_a_template_in_another_encoding_is_named(office: Path) -> None:
    (office / "report" / "report.css").write_bytes("正文".encode("gb18030"))
    with pytest.raises(TemplateError, match=r"report\.css.*UTF-8"):
        render_report(VIEW, office)


def test_a_notice_without_indicators_says_so() -> None:
    notice = replace(sample.NOTICE, indicators=(), sections=())
    nobody = Assignments(notice, UnitBook(()), (), ())
    assert "没有读到指标" in render_report(report_view(notice, nobody, ())).data.decode()


def test_every_role_of_a_unit_has_a_chinese_word() -> None:
    assert all(role.chinese for role in Role)

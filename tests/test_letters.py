"""任务函: what each unit's letter says, and that nothing of its duties is lost or doubled."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from command_line import ROOT
from ledger_made import EVERY_STREET, STREETS, Item, assignments
from made_docx import docx, part, table, text
from parsers import parse_notice
from parsers.errors import TemplateError
from parsers.model import LeadBasis, Role, Text
from pipeline.assign import Assignments, Certainty, assign
from pipeline.office import Office
from pipeline.render.document.fields import leaves
from pipeline.render.letters import (
    check_template,
    render_bundles,
    render_dispatch_list,
    render_letters,
)
from pipeline.units import Group, LetterForm
from pipeline.views.letter_fields import DISPATCH_EXAMPLE, EXAMPLE, FIELDS
from pipeline.views.letters import LetterView, dispatch_fields, letter_findings, letter_views
from pipeline.views.titles import subject_of, title_lines
from templates.source import word
from templates.source.__main__ import TEMPLATES

NOTICE = (ROOT / "templates" / "任务函.docx").read_bytes()
FORMAL = (ROOT / "templates" / "信函.docx").read_bytes()
DISPATCH = (ROOT / "templates" / "发文清单.docx").read_bytes()


def views(office: Office | None = None, of: Assignments | None = None) -> dict[str, LetterView]:
    found = letter_views(of or assignments(), office or Office())
    return {view.unit: view for view in found}


def changed(**notice: object) -> Assignments:
    made = assignments()
    return replace(made, notice=replace(made.notice, **notice))  # type: ignore[arg-type]


# --- the views ------------------------------------------------------------------------------


def test_letters_are_numbered_in_the_registers_order() -> None:
    made = assignments()
    names = [unit.name for unit in made.by_unit()]
    assert [view.stem for view in letter_views(made, Office())] == [
        f"{position:02}-{name}" for position, name in enumerate(names, 1)
    ]


def test_more_than_ninety_nine_letters_get_three_digits() -> None:
    many = assignments(Item("一、综合", f"任务{n}", None, (f"单位{n}",)) for n in range(120))
    assert {len(view.stem.split("-")[0]) for view in letter_views(many, Office())} == {3}


@pytest.mark.parametrize("name", ['区:改/革*委?"<>|', "区发改委.", "a\\b", "超" * 200])
def test_file_names_are_fit_for_windows(name: str) -> None:
    made = assignments([Item("一、综合", "任务", None, (name,))])
    (view,) = letter_views(made, Office())
    assert not set('<>:"/\\|?*') & set(view.stem)
    assert not view.stem.endswith((".", " "))
    assert len(view.stem) < 70


def test_every_assignment_is_in_exactly_one_row_of_its_units_letter() -> None:
    made = assignments()
    for unit, items in made.by_unit().items():
        rows = views(of=made)[unit.name].fields["指标"]
        assert [row["内容"] for row in rows] == list(
            dict.fromkeys(item.indicator.text.value for item in items)
        )
        grouped = [
            row for group in views(of=made)[unit.name].fields["分类"] for row in group["指标"]
        ]
        assert grouped == list(rows)


def test_a_unit_named_twice_for_one_item_has_one_row_with_the_stronger_part() -> None:
    made = assignments([Item("一、综合", "任务", "4分", ("甲局", "乙局"))])
    again = replace(made.items[1], unit=made.items[0].unit)
    rows = views(of=replace(made, items=(*made.items, again)))["甲局"].fields["指标"]
    assert [row["本单位角色"] for row in rows] == ["牵头"]


def test_the_lead_says_why_it_leads() -> None:
    made = assignments([Item("一、综合", "任务", "4分", ("甲局",))])
    for basis, said in (
        (LeadBasis.FIRST, "按首位惯例"),
        (LeadBasis.RULE, "按通知规定"),
        (LeadBasis.STATED, ""),
    ):
        item = replace(made.items[0], lead=True, lead_basis=basis)
        (row,) = views(of=replace(made, items=(item,)))["甲局"].fields["指标"]
        assert (row["本单位角色"], row["角色依据"]) == ("牵头", said)
    for written, said in ((Role.SUPPORT, ""), (Role.RESPONSIBLE, "按通知规定")):
        mention = replace(made.items[0].mention, role=written)
        item = replace(made.items[0], mention=mention, lead_basis=None, lead=False)
        item = replace(item, role=Role.SUPPORT)
        (row,) = views(of=replace(made, items=(item,)))["甲局"].fields["指标"]
        assert (row["本单位角色"], row["角色依据"]) == ("配合", said)


def test_partners_are_the_others_and_groups_stay_groups() -> None:
    found = views()
    led = {row["内容"]: row["其他单位"] for row in found["区发改委"].fields["指标"]}
    assert led["营商环境便利度"] == "区政务局、各有关单位、各街道办事处"
    street = {row["内容"]: row["其他单位"] for row in found["东河街道办事处"].fields["指标"]}
    assert street["营商环境便利度"] == "区发改委（牵头）、区政务局、各有关单位、其他街道办事处"


def test_a_group_that_a_person_decided_is_written_out() -> None:
    made = assignments()
    items = tuple(replace(i, certainty=Certainty.DECIDED) if i.group else i for i in made.items)
    (row, *_) = views(of=replace(made, items=items))["区发改委"].fields["指标"]
    assert row["其他单位"] == "东河街道办事处、西河街道办事处、北河街道办事处"


def test_all_of_a_group_that_a_person_named_are_the_group_again() -> None:
    made = assignments()
    items = tuple(replace(i, certainty=Certainty.DECIDED) if i.group else i for i in made.items)
    book = replace(made.book, groups=(Group(EVERY_STREET, STREETS),))
    found = views(of=replace(made, items=items, book=book))
    assert found["区发改委"].fields["指标"][0]["其他单位"] == "各街道办事处"
    assert "其他街道办事处" in found[STREETS[0]].fields["指标"][0]["其他单位"]


def test_judges_are_no_partners() -> None:
    made = assignments([Item("一、综合", "任务", "4分", ("甲局", "考核办"))])
    first, judge = made.notice.indicators[0].mentions
    indicator = replace(
        made.notice.indicators[0], mentions=(first, replace(judge, role=Role.ASSESS))
    )
    item = replace(made.items[0], indicator=indicator)
    (row,) = views(of=replace(made, items=(item,)))["甲局"].fields["指标"]
    assert row["其他单位"] == ""


def test_counts_and_points() -> None:
    total = views()["区发改委"].fields["合计"]
    assert total["说明"] == "承担指标4项，其中牵头3项，涉及分值8分、减分项1项扣1.3分"
    assert (total["项数"], total["牵头项数"], total["其他项数"]) == (4, 3, 1)
    assert (total["分值"], total["减分项数"], total["减分"]) == ("8", 1, "1.3")


def test_points_that_are_no_single_figure_are_said_not_to_be_counted() -> None:
    total = views()["区应急局"].fields["合计"]
    assert total["说明"] == "承担指标1项，其中牵头1项，涉及减分项1项、1项分值不是单一数值，未计入"


def test_no_points_are_no_points() -> None:
    made = assignments([Item("一、综合", "任务", None, ("甲局",))])
    fields = views(of=made)["甲局"].fields
    assert fields["合计"]["说明"] == "承担指标1项，其中牵头1项"
    assert fields["指标"][0]["分值"] == ""


@given(st.lists(st.decimals(min_value="0.1", max_value="30", places=1), min_size=1, max_size=9))
def test_points_add_up(values: list[object]) -> None:
    items = [Item("一、综合", f"任务{n}", str(v), ("甲局",)) for n, v in enumerate(values)]
    total = views(of=assignments(items))["甲局"].fields["合计"]["分值"]
    assert float(total) == pytest.approx(sum(float(str(value)) for value in values))


def test_deductions_are_marked() -> None:
    rows = {row["内容"]: row for row in views()["区发改委"].fields["指标"]}
    assert rows["发生失信事件"]["是减分项"]
    assert rows["发生失信事件"]["分值"].startswith(("扣", "-"))
    assert not rows["人均生产总值"]["是减分项"]


def test_headings_group_the_rows() -> None:
    groups = views()["区发改委"].fields["分类"]
    assert [(group["名称"], group["项数"]) for group in groups] == [
        ("一、综合", 2),
        ("二、创新", 1),
        ("三、减分项", 1),
    ]


def test_the_basis_is_the_whole_title_and_number() -> None:
    made = changed(
        title=Text("关于分解2021年目标的通知"),
        issuer=Text("某区人民政府"),
        document_number=Text("某政〔2021〕9号"),
        date_of_issue=date(2021, 5, 7),
    )
    basis = views(of=made)["区发改委"].fields["依据"]
    assert basis["引用"] == "《某区人民政府关于分解2021年目标的通知》（某政〔2021〕9号）"
    assert basis["日期"] == "2021年5月7日"


def test_what_nobody_says_stays_blank_and_is_told() -> None:
    made = changed(title=None, printed_by=None, issuer=None)
    fields = views(of=made)["区发改委"].fields
    assert fields["依据"]["引用"].startswith("《　")
    assert fields["发文"]["日期"] == "　　　　年　　月　　日"
    assert fields["要求"]["方案时限"] == "　　月　　日"
    assert not fields["要求"]["联系人"].strip()
    told = {finding.code.id: finding.message for finding in letter_findings(made, Office())}
    assert set(told) == {"FJ700", "FJ701"}
    assert "署名" in told["FJ700"]
    assert "联系电话" in told["FJ700"]
    numberless = changed(title=Text("甲"), document_number=None)
    assert "FJ702" in {finding.code.id for finding in letter_findings(numberless, Office())}


def test_letters_dated_before_their_notice_and_numbers_without_a_year_are_told() -> None:
    made = changed(date_of_issue=date(2024, 4, 22))
    office = Office(date=date(2021, 5, 20), number="某政办函2021{n}号")
    told = {f.code.id: f.message for f in letter_findings(made, office)}
    assert "2024年4月22日" in told["FJ710"]
    assert "缺少年份" in told["FJ761"]


def test_a_full_office_leaves_nothing_blank() -> None:
    made = changed(title=Text("关于印发2021年目标的通知"), document_number=Text("某政〔2021〕9号"))
    assert letter_findings(made, FULL) == ()
    shown = str(views(FULL, made)["区发改委"].fields)
    assert "　　" not in shown.replace("\u3000\u3000号", "")


FULL = Office(
    signer="某区人民政府办公室",
    number="某政办〔2021〕{n}号",
    start=12,
    date=date(2021, 5, 20),
    contact="张三",
    phone="0000-1234567",
    return_to="区政府督查室",
    plan_by="6月10日",
    progress_by="每月25日",
    copied_to=("区委办公室", "区人大常委会办公室"),
)


def test_numbers_count_on_from_the_start() -> None:
    numbers = [view.fields["发文"]["字号"] for view in views(FULL).values()]
    assert numbers[:2] == ["某政办〔2021〕12号", "某政办〔2021〕13号"]
    assert len(set(numbers)) == len(numbers)


def test_the_register_says_which_form_and_the_office_may_overrule() -> None:
    made = assignments()
    unit = next(iter(made.by_unit()))
    formal = replace(unit, form=LetterForm.LETTER)
    of = replace(
        made,
        items=tuple(replace(i, unit=formal) if i.unit == unit else i for i in made.items),
        book=replace(made.book, units=tuple(formal if u == unit else u for u in made.book.units)),
    )
    forms = {name: view.form for name, view in views(of=of).items()}
    assert forms.pop(unit.name) is LetterForm.LETTER
    assert set(forms.values()) == {LetterForm.NOTICE}
    assert views(of=of)[unit.name].fields["发文"]["标题"].endswith("函")
    overruled = views(Office(form=LetterForm.NOTICE), of)
    assert {view.form for view in overruled.values()} == {LetterForm.NOTICE}


# --- titles ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "subject"),
    [
        (
            "关于分解落实2021年度某市经济社会发展责任目标的通知",
            "2021年度某市经济社会发展责任目标任务",
        ),
        ("关于下达2021年重点工作任务的通知", "2021年重点工作任务"),
        ("关于印发2021年考核指标的意见", "2021年考核指标"),
        ("关于印发《2021年工作要点》的通知", "2021年度目标任务"),
        ("关于印发2021年任务分工方案的通知", "2021年度目标任务"),
        (None, "2021年度目标任务"),
    ],
)
def test_the_subject_is_the_notices_own_where_it_is_a_task(title: str | None, subject: str) -> None:
    assert subject_of(title, 2021) == subject
    assert subject_of(None, None) == "目标任务"


@given(st.text("关于交办年度目标任务的通知0123456789平顶山市卫东区（）、《》", max_size=80))
def test_a_broken_title_is_the_same_title(title: str) -> None:
    lines = title_lines(title)
    assert "".join(lines) == title
    assert all(not line.startswith(("、", "）", "》", "的")) for line in lines[1:])


def test_a_title_breaks_between_words_into_like_lines() -> None:
    assert title_lines("关于交办2021年度目标任务的通知") == ("关于交办2021年度目标任务的通知",)
    assert title_lines("关于交办2021年度某市经济社会发展责任目标任务的通知") == (
        "关于交办2021年度某市经济",
        "社会发展责任目标任务的通知",
    )


def test_a_title_of_any_length_is_broken_at_once() -> None:
    lines = title_lines("关于交办" + "某市经济社会发展责任目标" * 200 + "任务的通知", above="甲局")
    assert max(map(len, lines)) <= 19
    assert "".join(lines).endswith("任务的通知")


@pytest.mark.parametrize(
    "signer", ["甲局", "某区人民政府办公室", "平顶山市卫东区人民政府办公室", "某" * 18]
)
@pytest.mark.parametrize("form", ["通知", "函"])
def test_no_line_of_a_title_is_shorter_than_both_around_it(signer: str, form: str) -> None:
    title = f"关于交办2021年度平顶山市经济社会发展责任目标任务的{form}"
    lines = title_lines(title, above=signer)
    assert "".join(lines) == title
    lengths = [sum(0.5 if c.isascii() else 1 for c in line) for line in (signer, *lines)]
    assert not any(
        lengths[i] < lengths[i - 1] and lengths[i] < max(lengths[i + 1 :])
        for i in range(1, len(lengths) - 1)
    )


# --- the files ------------------------------------------------------------------------------


def rendered(office: Office | None = None, of: Assignments | None = None) -> dict[str, bytes]:
    made = letter_views(of or assignments(), office or Office())
    return {file.path: file.data for file in render_letters(made, NOTICE, FORMAL)}


def words(data: bytes) -> str:
    return re.sub(r"<[^>]+>", "", part(data).replace("</w:p>", "\n"))


def test_one_file_per_unit_in_one_folder() -> None:
    assert next(iter(rendered())) == "任务函/01-区发改委.docx"
    assert len(rendered()) == len(assignments().by_unit())


def test_a_letter_says_it_all() -> None:
    said = words(rendered(FULL)["任务函/01-区发改委.docx"])
    for wanted in (
        "区发改委：",
        "某政办〔2021〕12号",
        "你单位承担指标4项，其中牵头3项，涉及分值8分、减分项1项扣1.3分。",
        "一、综合（2项）",
        "人均生产总值",
        "减分项",
        "按首位惯例",
        "于6月10日前将落实方案报送区政府督查室",
        "联系人：张三",
        "2021年5月20日",
        "抄送：区委办公室，区人大常委会办公室。",
        "某区人民政府办公室",
    ):
        assert wanted in said, wanted
    assert "{" not in said
    assert "None" not in said


def test_without_points_and_numbers_there_is_no_column_for_them() -> None:
    made = assignments([Item("一、综合", f"任务{n}", None, ("甲局",)) for n in (1, 2)])
    bare = tuple(replace(i, number=None) for i in made.notice.indicators)
    items = tuple(replace(item, indicator=bare[n]) for n, item in enumerate(made.items))
    made = replace(made, notice=replace(made.notice, indicators=bare), items=items)
    fields = views(of=made)["甲局"].fields
    assert [row["序号"] for row in fields["指标"]] == ["1", "2"]
    said = words(rendered(FULL, made)["任务函/01-甲局.docx"])
    assert "分值" not in said
    assert "序号照原通知" not in said
    assert "任务2" in said


def test_what_is_asked_fits_what_a_unit_leads() -> None:
    leads, rest = "统一报送进展", "请按职责配合牵头单位落实"
    items = [Item("一、综合", f"任务{n}", "4", units) for n, units in enumerate(
        [("甲局", "乙局"), ("乙局", "丙局")])]  # fmt: skip
    views = letter_views(assignments(items), FULL)
    asked = {v.unit: next(p for p in words(f.data).split("\n") if p.startswith("2."))
             for v, f in zip(views, render_letters(views, NOTICE), strict=True)}  # fmt: skip
    assert {unit: (leads in said, rest in said) for unit, said in asked.items()} == {
        "甲局": (True, False),
        "乙局": (True, True),
        "丙局": (False, True),
    }


def test_same_input_same_bytes() -> None:
    assert rendered(FULL) == rendered(FULL)


def test_units_of_the_other_form_get_the_other_template() -> None:
    made = letter_views(assignments(), Office(form=LetterForm.LETTER))
    first = next(render_letters(made, NOTICE, FORMAL)).data
    assert "贵单位" in words(first)
    assert "文件" not in words(first).split("一、")[0]
    alone = next(render_letters(made, NOTICE)).data
    assert "你单位" in words(alone)


def test_letters_are_made_one_at_a_time() -> None:
    def endless() -> Iterator[LetterView]:
        while True:
            yield from letter_views(assignments(), Office())

    letters = render_letters(endless(), NOTICE)
    assert [next(letters).path for _ in range(3)]


def test_word_reads_the_letters() -> None:
    import docx as python_docx

    for data in rendered(FULL).values():
        document = python_docx.Document(io.BytesIO(data))
        assert document.tables[0].rows[0].cells[0].text == "序号"


# --- checking a template --------------------------------------------------------------------


def test_shipped_templates_have_no_fault() -> None:
    for template in (NOTICE, FORMAL):
        assert {finding.code.id for finding in check_template(template)} <= {"FJ705"}


def test_unknown_fields_are_listed_with_place_and_a_guess() -> None:
    body = text("致{{ 单位.称胡 }}") + table(
        ("{%tr for 项 in 指标 %}", ""), ("{{ 项.序号 }}", "{{ 项.分数 }}"), ("{%tr endfor %}", "")
    )
    found = [
        finding.message for finding in check_template(docx(body)) if finding.code.id == "FJ704"
    ]
    assert found == [
        "模板第1段用了没有的字段“单位.称胡”，是否应为“单位.称呼”",
        "模板第1个表格第2行第2格第1段用了没有的字段“项.分数”，是否应为“项.分值”",
    ]


def test_unknown_fields_stop_everything_before_the_first_file() -> None:
    made = letter_views(assignments(), Office())
    with pytest.raises(TemplateError, match=r"称胡.*分数"):
        render_letters(made, docx(text("{{ 单位.称胡 }}{{ 发文.分数 }}")))


def test_a_fault_is_a_finding_not_a_traceback() -> None:
    (found,) = check_template(docx(text("{{ 单位.称呼")))
    assert found.code.id == "FJ703"
    assert "第1段" in found.message
    assert check_template(b"")[0].code.id == "FJ703"


def test_a_template_without_indicators_is_told() -> None:
    assert "FJ706" in {f.code.id for f in check_template(docx(text("{{ 单位.称呼 }}")))}


def test_unused_fields_are_named() -> None:
    (unused,) = [f for f in check_template(NOTICE) if f.code.id == "FJ705"]
    assert "单位.全称" in unused.message
    assert "单位.称呼" not in unused.message


# --- the list of fields ---------------------------------------------------------------------


def test_the_list_of_fields_is_what_letters_have() -> None:
    listed = {path for path, _ in leaves(EXAMPLE)}
    assert {path for path, _ in leaves(views(FULL)["区发改委"].fields)} == listed
    assert len({field.name for field in FIELDS}) == len(FIELDS)


def test_examples_are_of_the_kind_letters_have() -> None:
    real = dict(leaves(views(FULL)["区发改委"].fields))
    assert {path: type(value) for path, value in leaves(EXAMPLE)} == {
        path: type(value) for path, value in real.items()
    }


def test_the_page_of_fields_is_current() -> None:
    import runpy

    made = runpy.run_path(str(ROOT / "docs" / "make_fields.py"))
    assert (ROOT / "docs" / "template-fields.md").read_text(encoding="utf-8") == made["page"]()


@pytest.mark.parametrize("name", TEMPLATES)
def test_shipped_templates_are_what_their_source_makes(name: str) -> None:
    shipped = (ROOT / "templates" / name).read_bytes()
    assert _parts(TEMPLATES[name]()) == _parts(shipped)


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


# --- bundles and the list -------------------------------------------------------------------


def test_a_bundle_holds_every_letter_each_from_an_odd_page_one() -> None:
    made = letter_views(assignments(), FULL)
    (bundle,) = render_bundles(made, NOTICE, FORMAL)
    file = bundle.file
    assert bundle.stems == tuple(view.stem for view in made)
    assert file.path == "任务函合订本-通知.docx"
    xml = part(file.data)
    assert xml.count('<w:type w:val="oddPage"/>') == len(made)
    assert xml.count('<w:pgNumType w:start="1"/>') == len(made)
    assert len(re.findall(r"<w:sectPr\b", xml)) == len(made)
    apart = [word for f in render_letters(made, NOTICE) for word in words(f.data).split()]
    assert words(file.data).split() == apart


def test_a_bundle_keeps_the_sections_schema_order() -> None:
    (bundle,) = render_bundles(letter_views(assignments(), FULL), NOTICE)
    for inside in re.findall(r"<w:sectPr[^>]*>(.*?)</w:sectPr>", part(bundle.file.data), re.DOTALL):
        names = list(dict.fromkeys(re.findall(r"<w:(\w+)", inside)))
        assert names == ["footerReference", "type", "pgSz", "pgMar", "pgNumType", "cols", "docGrid"]


def test_the_two_forms_are_bound_apart() -> None:
    notices = letter_views(assignments(), Office(form=LetterForm.NOTICE))
    formal = letter_views(assignments(), Office(form=LetterForm.LETTER))
    paths = [bundle.file.path for bundle in render_bundles((*notices, *formal), NOTICE, FORMAL)]
    assert paths == ["任务函合订本-通知.docx", "任务函合订本-函.docx"]


def test_a_footer_that_differs_cannot_be_bound() -> None:
    footers = {"footer1": word.footer(text("{{ 单位.称呼 }}"))}
    template = word.package(f"{text('{{ 单位.称呼 }}')}<w:sectPr/>", footers)
    with pytest.raises(TemplateError, match="页眉、页脚"):
        list(render_bundles(letter_views(assignments(), FULL), template))


def test_a_section_without_content_and_one_that_counts_can_be_bound() -> None:
    made = letter_views(assignments(), FULL)
    body = text("{{ 单位.称呼 }}")
    (bundle,) = render_bundles(made, word.package(f"{body}<w:sectPr/>", {}))
    assert bundle.file.path == "任务函合订本.docx"
    assert part(bundle.file.data).count('<w:pgNumType w:start="1"/>') == len(made)
    numbered = '<w:sectPr><w:pgNumType w:fmt="numberInDash" w:start="5"/></w:sectPr>'
    (bundle,) = render_bundles(made, word.package(body + numbered, {}))
    assert part(bundle.file.data).count('<w:pgNumType w:fmt="numberInDash" w:start="1"/>') == len(
        made
    )


def test_the_dispatch_list_has_a_row_for_every_letter() -> None:
    made = letter_views(assignments(), FULL)
    file = render_dispatch_list(made, DISPATCH)
    said = words(file.data)
    assert file.path == "发文清单.docx"
    assert f"共{len(made)}封" in said
    assert all(view.unit in said and view.fields["发文"]["字号"] in said for view in made)
    assert {finding.code.id for finding in check_template(DISPATCH)} <= {"FJ705"}


def test_the_lists_fields_are_what_it_has() -> None:
    made = dispatch_fields(letter_views(assignments(), FULL))
    assert {path: type(value) for path, value in leaves(made)} == {
        path: type(value) for path, value in leaves(DISPATCH_EXAMPLE)
    }


def test_what_a_run_would_reject_the_check_rejects() -> None:
    body = text("{{ 单位.称呼 }}") + text("{{ ().__class__.__mro__[1].__subclasses__() }}")

    assert "FJ703" in {finding.code.id for finding in check_template(docx(body))}


class TestWhatTheNoticeAsksToBeReported:
    """FJ708 names the sentence, where the office's settings leave the letters open."""

    def said(self, folder: Path, body: str, office: Office) -> list[tuple[int, str]]:
        path = folder / "通知.txt"
        head = "甲县人民政府办公室\n关于分解2024年重点工作的通知\n甲政办〔2024〕1号\n"
        path.write_text(head + body, encoding="utf-8")
        made, _ = assign(parse_notice(path).notice, None)
        found = letter_findings(made, office)
        return [
            (f.spans[0].line, f.message.partition("：")[2]) for f in found if f.code.id == "FJ708"
        ]

    ITEM = "一、经济\n1.完成工业投资20亿元，每月25日前报送县发改局审核。责任单位：县发改局\n"

    def test_each_sentence_is_named_once_with_its_place(self, tmp_path: Path) -> None:
        body = (
            "各单位：\n现将任务分解如下。各单位要在5月10日前将落实方案报县政府\n督查室。\n"
            + self.ITEM
            + "二、工作要求\n各单位于每月25日前报送进展情况，逾期的予以通报。\n"
        )
        assert self.said(tmp_path, body, Office()) == [
            (5, "各单位要在5月10日前将落实方案报县政府督查室"),
            (10, "各单位于每月25日前报送进展情况，逾期的予以通报"),
        ]

    def test_nothing_is_said_where_the_settings_know_or_the_notice_asks_nothing(
        self, tmp_path: Path
    ) -> None:
        asks = "各单位：\n各单位要在5月10日前将落实方案报县政府督查室。\n" + self.ITEM
        known = Office(plan_by="5月10日", progress_by="每月25日", return_to="县政府督查室")
        assert self.said(tmp_path, asks, known) == []
        assert self.said(tmp_path, "各单位：\n现将任务分解如下。\n" + self.ITEM, Office()) == []

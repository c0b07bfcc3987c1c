"""The ledger: every indicator once, every figure the same however it is counted."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from importlib import resources
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from ledger_made import EVERY_STREET, ITEMS, STREETS, Item, assignments
from parsers.errors import UsageError
from parsers.model import Comparator, Direction, Target, Text
from pipeline.render.ledger import (
    check_ledger_template,
    checked_ledger,
    render_ledger,
    render_unit_ledgers,
)
from pipeline.render.workbook import compile_workbook
from pipeline.views.ledger import LedgerView, ledger_view
from pipeline.views.ledger_fields import FIELDS
from pipeline.views.ledger_rows import COLUMNS, Rows
from workbook_rules import faults

TEMPLATE = resources.files("templates").joinpath("台账.xlsx").read_bytes()
UNIT_TEMPLATE = resources.files("templates").joinpath("单位台账.xlsx").read_bytes()


@dataclass(frozen=True)
class Settings:
    ledger_columns: tuple[str, ...] = ()


def records(rows: Rows) -> list[dict[str, Any]]:
    return [dict(zip(rows.fields, row, strict=True)) for row in rows.rows]


def workbook(view: LedgerView, *, shown: bool = False) -> Workbook:
    data = render_ledger(view, TEMPLATE).data
    assert faults(data) == []
    return openpyxl.load_workbook(io.BytesIO(data), data_only=shown)


# --- rows ---------------------------------------------------------------------------------


def test_every_indicator_is_one_row_with_its_units_and_signed_points() -> None:
    found = records(ledger_view(assignments()).tables["项"])

    assert [(r["序号"], r["类别"], r["指标"]) for r in found[:2]] == [
        (1, "一、综合", "人均生产总值"),
        (2, "一、综合", "营商环境便利度"),
    ]
    assert [r["分值"] for r in found] == [
        *(Decimal(4), Decimal("2.5"), Decimal("1.5"), None, Decimal("-1.3"), "扣5—10分")
    ]
    assert [r["性质"] for r in found] == ["加分", "加分", "加分", None, "减分", "减分"]
    assert (found[1]["牵头单位"], found[1]["配合单位"]) == (
        "区发改委",
        "区政务局、各有关单位（待明确）、各街道办事处",
    )


def test_shared_indicators_count_in_full_for_each_unit_and_once_in_the_totals() -> None:
    view = ledger_view(assignments())
    units = {r["名称"]: r for r in records(view.tables["单位"])}

    counts = {name: (r["项数"], r["牵头"], r["分值"], r["减分"]) for name, r in units.items()}
    assert counts == {
        "区发改委": (4, 3, Decimal("8.0"), Decimal("-1.3")),
        "区政务局": (1, 0, Decimal("2.5"), 0),
        "区科技局": (2, 2, Decimal("1.5"), 0),
        "区应急局": (1, 1, 0, 0),
        **dict.fromkeys(STREETS, (3, 0, Decimal("6.5"), Decimal("-1.3"))),
    }
    assert (view.values["项数"], view.values["合计"]) == (6, Decimal("6.7"))
    assert view.values["各单位分值"] == Decimal("31.5")
    assert view.values["各单位项数"] == len(view.tables["明细"].rows) == 17


def test_a_unit_is_told_in_a_sentence_what_it_has() -> None:
    sentences = {u.name: u.values["小结"] for u in ledger_view(assignments()).units}

    assert sentences["区发改委"] == (
        "本单位承担4项，其中牵头3项、配合（责任）1项；涉及分值8分，减分项1.3分。"
    )
    assert sentences["区应急局"] == "本单位承担1项，其中牵头1项、配合（责任）0项。"


def test_a_unit_named_twice_for_one_indicator_has_it_once() -> None:
    view = ledger_view(assignments([Item("一、综合", "甲", "2", (STREETS[0], EVERY_STREET))]))

    first = records(view.tables["单位"])[0]
    assert (first["名称"], first["项数"], first["牵头"], first["分值"]) == (STREETS[0], 1, 1, 2)


def test_what_a_person_must_still_say_is_listed() -> None:
    items = [*ITEMS, Item("三、减分项", "没有单位的", "1", ())]

    found = records(ledger_view(assignments(items)).tables["待明确"])

    assert [(r["序号"], r["原文"], r["事项"]) for r in found] == [
        (2, "各有关单位", "“各有关单位”指哪些单位，通知没有写明，请指定。"),
        (6, "扣5—10分", "分值不是一个确定的数，未计入合计，请核定。"),
        (7, None, "没有责任单位，请补上。"),
    ]


def test_a_ledger_with_nothing_open_says_so() -> None:
    view = ledger_view(assignments([Item("一、综合", "甲", "2", ("区发改委",))]))

    assert [r["事项"] for r in records(view.tables["待明确"])] == ["没有待明确的事项。"]


@pytest.mark.parametrize(("written", "expected"), [("12", 12), ("十二", "十二"), ("03", "03")])
def test_a_number_is_a_number_where_it_can_be(written: str, expected: object) -> None:
    view = ledger_view(assignments([Item("一、综合", "甲", "2", ("局",), number=written)]))

    assert records(view.tables["项"])[0]["序号"] == expected


def _target(
    value: str, unit: str | None, comparator: Comparator, direction: Direction | None = None
) -> Target:
    return Target("甲", comparator, Decimal(value), None, unit, direction, Text(value))


@pytest.mark.parametrize(
    ("targets", "expected"),
    [
        ((_target("500", "人", Comparator.AT_LEAST, Direction.UP),), Decimal(500)),
        ((_target("8", "%", Comparator.AT_LEAST),), None),
        ((_target("500", "起", Comparator.AT_MOST),), None),
        ((_target("5", "人", Comparator.AT_LEAST, Direction.DOWN),), None),
        ((_target("0", "起", Comparator.EXACTLY),), None),
        ((_target("1", "个", Comparator.EXACTLY), _target("2", "个", Comparator.EXACTLY)), None),
    ],
)
def test_a_rate_is_computed_only_where_dividing_is_surely_right(
    targets: tuple[Target, ...], expected: Decimal | None
) -> None:
    item = Item("一、综合", "甲", "2", ("局",), targets)

    assert records(ledger_view(assignments([item])).tables["项"])[0]["目标数"] == expected


def test_chosen_columns_are_shown_and_an_unknown_one_is_refused() -> None:
    view = ledger_view(assignments(), Settings(("序号", "指标", "状态")))

    assert view.hidden == frozenset(COLUMNS) - {"序号", "指标", "状态"}
    with pytest.raises(UsageError, match="台账栏目“进度”不认识。可以选的栏目有：序号、类别"):
        ledger_view(assignments(), Settings(("进度",)))


def test_columns_nobody_states_are_hidden_unless_they_are_to_be_filled_in() -> None:
    assert ledger_view(assignments()).hidden == {"上年", "责任领导"}
    unscored = assignments([Item("一、综合", "甲", None, ("局",))])
    assert ledger_view(unscored).hidden == {"上年", "责任领导", "分值", "性质"}


# --- the workbook -------------------------------------------------------------------------


def test_the_workbook_has_every_sheet_in_order() -> None:
    assert workbook(ledger_view(assignments())).sheetnames == [
        *("总台账", "单位汇总", "类别汇总", "待明确"),
        *("区发改委", "区政务局", "区科技局", "区应急局", *STREETS),
        *("归口明细", "生成说明"),
    ]


def test_the_main_sheet_is_ready_to_be_kept_all_year() -> None:
    sheet = workbook(ledger_view(assignments()))["总台账"]

    assert sheet.freeze_panes == "D5"
    assert sheet.auto_filter.ref == "A4:X10"
    assert sheet.print_title_rows == "$4:$4"
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (8, "landscape")
    lists = {str(v.sqref): v.formula1 for v in sheet.data_validations.dataValidation}
    assert lists["S5:S10"].startswith('"未开始,达序时,')
    assert sheet.protection.sheet
    locked = {c: sheet[f"{c}5"].protection.locked for c in "ABCDELMNOPQSTUVWX"}
    assert [c for c, is_locked in locked.items() if is_locked] == list("ABCDE")
    assert not sheet["F5"].protection.locked  # the notice states no target: open to be filled in
    assert [c for c in "ABCDEFGHIJK" if sheet.column_dimensions[c].hidden] == ["G", "J"]


def test_formulas_show_the_programs_own_figures_before_they_are_recalculated() -> None:
    view = ledger_view(assignments())

    assert _figures(workbook(view, shown=True)) == _expected(view)


def test_the_same_assignments_give_the_same_bytes() -> None:
    first, second = (render_ledger(ledger_view(assignments()), TEMPLATE) for _ in range(2))

    assert first == second
    assert first.path == "台账.xlsx"


def test_the_file_says_what_it_was_made_from() -> None:
    properties = workbook(ledger_view(assignments())).properties

    assert properties.title == "2021年度目标任务落实台账"
    assert "通知.txt SHA-256 abab" in str(properties.description)
    assert properties.creator == "fenjie"


def test_hostile_text_stays_text_on_every_sheet() -> None:
    items = [Item("=一、综合*", "=1+1", "2", ("=区发改委", "a:b/c?[d]")), *ITEMS]

    book = workbook(ledger_view(assignments(items)))

    assert book["总台账"]["C5"].data_type == "s"
    assert book["总台账"]["B5"].value == "＝一、综合＊"
    assert "a：b／c？［d］" in book.sheetnames


def test_a_text_too_long_for_a_cell_is_a_finding() -> None:
    item = Item("一、综合", "长" * 40_000, "2", ("区发改委",))

    _, findings = checked_ledger(ledger_view(assignments([item])), TEMPLATE)

    assert [f.code.id for f in findings] == ["FJ720", "FJ721"]
    assert "“台账.xlsx”的 总台账!C5 等3处 有40000字" in findings[0].message


def test_a_unit_gets_its_own_workbook_with_hidden_ids() -> None:
    files = [file for file, _ in render_unit_ledgers(ledger_view(assignments()), UNIT_TEMPLATE)]

    assert [f.path for f in files][:2] == ["台账/区发改委.xlsx", "台账/区政务局.xlsx"]
    assert [f for file in files for f in faults(file.data)] == []
    sheet = openpyxl.load_workbook(io.BytesIO(files[0].data))["填报"]
    assert sheet["A1"].value == "区发改委2021年度目标任务落实台账"
    assert [sheet[f"Y{row}"].value for row in range(5, 9)] == ["i0001", "i0002", "i0003", "i0005"]
    assert [sheet[f"G{row}"].value for row in range(5, 9)] == ["牵头", "牵头", "责任", "牵头"]
    assert sheet.column_dimensions["Y"].hidden


def test_a_ledger_without_indicators_or_units_still_opens() -> None:
    book = workbook(ledger_view(replace(assignments([]), open=())))

    assert "总台账" in book.sheetnames


def test_the_shipped_templates_are_those_the_program_makes(tmp_path: Path) -> None:
    ledger = pytest.importorskip("templates.source.ledger")
    ledger.whole_ledger(tmp_path / "a.xlsx")
    ledger.one_units_ledger(tmp_path / "b.xlsx")

    assert (tmp_path / "a.xlsx").read_bytes() == TEMPLATE
    assert (tmp_path / "b.xlsx").read_bytes() == UNIT_TEMPLATE


def test_the_template_uses_every_column_an_office_can_choose() -> None:
    used = compile_workbook(TEMPLATE, "台账.xlsx").tags()

    assert {f"项.{name}" for name in COLUMNS} <= used


@pytest.mark.parametrize("template", [TEMPLATE, UNIT_TEMPLATE], ids=["台账", "单位台账"])
def test_the_shipped_templates_are_sound(template: bytes) -> None:
    said = check_ledger_template(template, "台账.xlsx")
    left_out = [] if template is TEMPLATE else ["项.上年"]  # what a unit has no use for
    assert [f.message.rpartition("：")[2] for f in said] == left_out


def test_every_fault_of_a_template_is_told_with_its_place() -> None:
    book = openpyxl.load_workbook(io.BytesIO(TEMPLATE))
    book["总台账"]["A5"] = "{{项.编码}}"
    book["单位汇总"]["A1"] = "{{单位}}"  # a field of one unit, on a sheet of all
    saved = io.BytesIO()
    book.save(saved)

    found = check_ledger_template(saved.getvalue(), "我的.xlsx")

    assert [f.code.id for f in found] == ["FJ722", "FJ722"]
    assert found[0].message.startswith(
        "模板“我的.xlsx”的工作表“总台账”单元格 A5：没有字段 {{项.编码}}，可用的有：项.序号、项.类别"
    )
    assert "工作表“单位汇总”单元格 A1：没有字段 {{单位}}" in found[1].message


def test_the_list_of_fields_is_that_of_the_ledger() -> None:
    view = ledger_view(assignments())
    tables = {f"{table}.{name}" for table, rows in view.tables.items() for name in rows.fields}

    assert {f.name for f in FIELDS if not f.of_unit} == tables | set(view.values)
    assert {f.name for f in FIELDS if f.of_unit} == set(view.units[0].values)


def test_the_documentation_lists_every_field() -> None:
    text = (Path(__file__).parents[1] / "docs" / "ledger-template.md").read_text(encoding="utf-8")
    listed = [line for line in text.splitlines() if line.startswith("| `")]

    assert listed == [f"| `{{{{{f.name}}}}}` | {f.meaning} |" for f in FIELDS]


# --- LibreOffice --------------------------------------------------------------------------

SOFFICE = shutil.which("soffice")
needs_soffice = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")


def through_libreoffice(data: bytes, folder: Path) -> bytes:
    """The workbook opened, recalculated and saved by LibreOffice."""
    (folder / "in").mkdir()
    source = folder / "in" / "ledger.xlsx"
    source.write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [str(SOFFICE), "--headless", profile, "--convert-to", "xlsx", "--outdir", str(folder)]
    subprocess.run([*command, str(source)], check=True, capture_output=True, timeout=180)
    return (folder / "ledger.xlsx").read_bytes()


@needs_soffice
def test_libreoffice_recalculates_the_programs_own_figures(tmp_path: Path) -> None:
    view = ledger_view(assignments())
    data = _without_shown_values(render_ledger(view, TEMPLATE).data)

    book = openpyxl.load_workbook(io.BytesIO(through_libreoffice(data, tmp_path)), data_only=True)

    assert _figures(book) == _expected(view)


@needs_soffice
def test_what_is_filled_in_reaches_the_summaries_and_the_units(tmp_path: Path) -> None:
    item = Item("一、综合", "新增就业", "4", ("区人社局", EVERY_STREET), _TWO_HUNDRED)
    book = openpyxl.load_workbook(
        io.BytesIO(render_ledger(ledger_view(assignments([item, *ITEMS])), TEMPLATE).data)
    )
    sheet = book["总台账"]
    sheet["Q2"] = 6
    sheet["P5"] = 120  # of 200: 60 %, half a year gone
    sheet["L5"], sheet["M5"] = "一季度开工", "二季度过半"
    sheet["Q6"] = 0.45
    sheet["Q7"] = 0.2
    sheet["S10"] = "未扣分"
    saved = io.BytesIO()
    book.save(saved)

    result = openpyxl.load_workbook(
        io.BytesIO(through_libreoffice(saved.getvalue(), tmp_path)), data_only=True
    )

    main = result["总台账"]
    assert [main[f"{c}5"].value for c in "QRS"] == [0.6, 0.5, "达序时"]
    assert [main[f"S{row}"].value for row in (6, 7, 10)] == ["略滞后", "滞后", "未扣分"]
    unit = result["区人社局"]
    assert [unit[f"{c}5"].value for c in "JKL"] == ["二季度过半", 0.6, "达序时"]
    done = {
        row[1].value: [c.value for c in row[9:14]]
        for row in result["单位汇总"].iter_rows(min_row=4)
    }
    assert done["区人社局"] == [0, 1, 0, 0, 0]
    assert done["区发改委"] == [1, 0, 1, 1, 1]
    classes = {
        r[1].value: [c.value for c in r[6:11]] for r in result["类别汇总"].iter_rows(min_row=4)
    }
    assert classes["一、综合"] == [0, 1, 1, 1, 0]
    assert classes["合计"] == [1, 1, 1, 1, 3]


@needs_soffice
def test_a_target_that_the_office_types_is_what_the_value_is_divided_by(tmp_path: Path) -> None:
    items = [Item("一、综合", f"任务{n}", "4", ("区人社局",)) for n in range(3)]
    view = ledger_view(assignments(items))
    book = openpyxl.load_workbook(io.BytesIO(render_ledger(view, TEMPLATE).data))
    sheet = book["总台账"]
    sheet["F5"], sheet["P5"] = 50, 40
    sheet["F6"], sheet["P6"] = "全部完成", 40
    sheet["F7"], sheet["P7"] = 0, 40
    saved = io.BytesIO()
    book.save(saved)

    result = openpyxl.load_workbook(
        io.BytesIO(through_libreoffice(saved.getvalue(), tmp_path)), data_only=True
    )

    rates = [result["总台账"][f"Q{row}"].value for row in (5, 6, 7)]
    assert [rate or None for rate in rates] == [0.8, None, None]


_TWO_HUNDRED = (_target("200", "人", Comparator.AT_LEAST, Direction.UP),)


@needs_soffice
def test_a_template_restyled_in_libreoffice_gives_the_same_ledger(tmp_path: Path) -> None:
    view = ledger_view(assignments())
    restyled = through_libreoffice(TEMPLATE, tmp_path)

    result = render_ledger(view, restyled).data

    assert faults(result) == []
    book = openpyxl.load_workbook(io.BytesIO(result), data_only=True)
    assert _figures(book) == _expected(view)
    assert _texts(book) == _texts(workbook(view, shown=True))


def _texts(book: Workbook) -> list[tuple[Any, ...]]:
    rows = (row for sheet in book.worksheets for row in sheet.iter_rows(values_only=True))
    return [tuple(cell or None for cell in row) for row in rows if any(row)]


def _without_shown_values(data: bytes) -> bytes:
    """The same workbook with every formula's remembered value gone."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def _figures(book: Workbook) -> dict[str, list[Any]]:
    """What the summaries show: a line's name and its figures."""
    return dict(_lines(book))


def _lines(book: Workbook) -> Iterator[tuple[str, list[Any]]]:
    for sheet, first in (("单位汇总", 3), ("类别汇总", 2)):
        for row in book[sheet].iter_rows(min_row=4):
            if row[1].value:
                found = [cell.value for cell in row[first:]]
                yield f"{sheet} {row[1].value}", [f for f in found if f not in {None, ""}]
    main = book["总台账"]
    yield "总台账", [main[place].value for place in ("C3", "D3", "H3", "I3")]


def _expected(view: LedgerView) -> dict[str, list[Any]]:
    """The same figures from the view."""
    progress = ("已完成", "达序时", "略滞后", "滞后", "其他")
    lines: dict[str, list[Any]] = {}
    points = ("分值", "减分", "合计")
    for unit in records(view.tables["单位"]):
        fields = ("项数", "牵头", "配合", *points, *progress)
        lines[f"单位汇总 {unit['名称']}"] = [unit[name] for name in fields]
    added = ("各单位项数", "各单位牵头", "各单位分值", "各单位减分", "各单位合计")
    lines["单位汇总 各单位相加（共担的各计一次）"] = [view.values[name] for name in added]
    once = ("项数", *points)
    lines["单位汇总 实有（共担的只计一次）"] = [view.values[name] for name in once]
    for one in records(view.tables["类别"]):
        lines[f"类别汇总 {one['名称']}"] = [one[name] for name in ("项数", *points, *progress)]
    lines["类别汇总 合计"] = [view.values[name] for name in ("项数", *points, *progress)]
    lines["总台账"] = [view.values[name] for name in ("项数", "合计", "分值", "减分")]
    return {
        name: [pytest.approx(float(f)) if isinstance(f, Decimal) else f for f in figures]
        for name, figures in lines.items()
    }

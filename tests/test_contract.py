"""CONTRACT: what `parse --json` prints, key by key."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

from parsers.diagnostics import Code, Severity
from parsers.model import (
    Citation,
    Claim,
    Comparator,
    Direction,
    Indicator,
    LeadBasis,
    Mention,
    Notice,
    Points,
    PointsKind,
    ReadingRule,
    Role,
    Section,
    Target,
    Text,
)
from parsers.source import Line, Part, Source, Span
from pipeline.assign import Assignment, Assignments, Certainty, OpenPlace
from pipeline.contract import SCHEMA, dump, notice_json, number
from pipeline.units import Unit, UnitBook, UnitKind

LINES = (
    "某政〔2024〕3号",
    "一、综合",
    "1.粮食产量增长3%以上。（扣1.5分）",
    "责任单位：区发改委、各街道办事处、各有关单位",
)
SOURCE = Source(
    (Part("某.txt", "txt", "ab", None, 1),),
    tuple(Line(n, text) for n, text in enumerate(LINES, 1)),
)


def cut(line: int, value: str) -> Text:
    """The value with the place where it stands."""
    start = LINES[line - 1].index(value)
    return Text(value, (Span(line, start, start + len(value)),))


PLANNER = Mention(cut(4, "区发改委"), Role.RESPONSIBLE)
STREETS = Mention(cut(4, "各街道办事处"), Role.RESPONSIBLE, collective=True)
OTHERS = Mention(cut(4, "各有关单位"), Role.RESPONSIBLE, collective=True)

INDICATOR = Indicator(
    id="i1",
    number=cut(3, "1"),
    section=("s1",),
    text=cut(3, "粮食产量增长3%以上"),
    points=Points(Decimal("1.50"), PointsKind.DEDUCTION, cut(3, "扣1.5分")),
    targets=(
        Target(
            "粮食产量",
            Comparator.AT_LEAST,
            Decimal(3),
            None,
            "%",
            Direction.UP,
            cut(3, "增长3%以上"),
        ),
    ),
    deadline=Text("年底前"),
    leaders=(Text("张某"),),
    mentions=(PLANNER, STREETS, OTHERS),
    implied=(Text("区统计局"),),
    line=3,
    end_line=4,
)
NOTICE = Notice(
    source=SOURCE,
    document_number=cut(1, "某政〔2024〕3号"),
    issuer=Text("某区人民政府"),
    title=None,
    year=2024,
    addressees=(Text("各街道办事处"),),
    date_of_issue=date(2024, 3, 1),
    date_text=None,
    printed_by=None,
    printed_on=None,
    copied_to=(),
    citations=(Citation(Text("某通知"), None),),
    claims=(Claim("indicators", Decimal(2), Decimal(1), Text("共2项")),),
    rules=(ReadingRule("first_listed_leads", Text("列第一位的为牵头单位")),),
    sections=(Section("s1", cut(2, "一"), cut(2, "综合"), 1, None, "一、综合"),),
    indicators=(INDICATOR,),
    attachments=(),
    roles=("document_number", "section", "indicator", "units"),
)
CODE = Code("X301", Severity.WARNING, "共{stated}项，读到{found}项")


def assignments() -> Assignments:
    street = Unit("甲街道", UnitKind.STREET)
    planner = Unit("区发展改革委", UnitKind.DEPARTMENT)

    def given(mention: Mention, unit: Unit, certainty: Certainty, *, lead: bool) -> Assignment:
        basis = LeadBasis.FIRST if lead else None
        return Assignment(INDICATOR, mention, unit, mention.role, lead, basis, certainty, "")

    return Assignments(
        NOTICE,
        UnitBook((planner, street)),
        (
            given(PLANNER, planner, Certainty.ALIAS, lead=True),
            given(STREETS, street, Certainty.MEMBER, lead=False),
        ),
        (OpenPlace(INDICATOR, OTHERS, "各有关单位"),),
    )


def test_keys_come_in_the_order_of_the_contract() -> None:
    described = notice_json(NOTICE, None, ())

    assert list(described) == [
        "schema",
        "source",
        "document_number",
        "issuer",
        "title",
        "year",
        "addressees",
        "date_of_issue",
        "printed_by",
        "printed_on",
        "copied_to",
        "citations",
        "claims",
        "rules",
        "sections",
        "indicators",
        "attachments",
        "findings",
        "lines",
    ]
    (indicator,) = json.loads(dump(described))["indicators"]
    assert list(indicator) == [
        "id",
        "number",
        "section",
        "text",
        "points",
        "points_kind",
        "points_text",
        "targets",
        "target_text",
        "deadline",
        "leaders",
        "units",
        "implied_units",
        "line",
        "end_line",
    ]
    assert list(indicator["units"][0]) == [
        "name",
        "role",
        "unit",
        "lead",
        "lead_basis",
        "group",
        "members",
        "line",
        "start",
        "end",
    ]


def test_the_values_of_an_indicator() -> None:
    (indicator,) = json.loads(dump(notice_json(NOTICE, assignments(), ())))["indicators"]

    assert indicator["points"] == 1.5
    assert indicator["points_kind"] == "deduction"
    assert indicator["points_text"] == "扣1.5分"
    assert indicator["section"] == ["一、综合"]
    assert indicator["targets"] == [
        {
            "metric": "粮食产量",
            "comparator": ">=",
            "value": 3,
            "value2": None,
            "unit": "%",
            "direction": "up",
            "text": "增长3%以上",
        }
    ]
    assert indicator["implied_units"] == ["区统计局"]


def test_a_unit_a_group_and_an_open_group() -> None:
    (indicator,) = json.loads(dump(notice_json(NOTICE, assignments(), ())))["indicators"]
    planner, streets, others = indicator["units"]

    assert planner == {
        "name": "区发改委",
        "role": "responsible",
        "unit": "区发展改革委",
        "lead": True,
        "lead_basis": "first",
        "group": False,
        "members": None,
        "line": 4,
        "start": 5,
        "end": 9,
    }
    assert (streets["unit"], streets["group"], streets["members"]) == (None, True, ["甲街道"])
    assert (others["unit"], others["group"], others["members"]) == (None, True, None)
    assert not others["lead"]


def test_without_a_register_nobody_is_a_registered_unit() -> None:
    described = notice_json(NOTICE, replace(assignments(), registered=False), ())
    planner, streets, _ = json.loads(dump(described))["indicators"][0]["units"]

    assert (planner["unit"], planner["lead"]) == (None, True)
    assert streets["members"] is None


def test_the_head_claims_rules_and_lines() -> None:
    described = json.loads(dump(notice_json(NOTICE, None, ())))

    assert described["schema"] == SCHEMA == "fenjie.notice/1"
    assert described["source"] == {"file": "某.txt", "format": "txt", "sha256": "ab", "pages": None}
    assert described["title"] is None
    assert described["date_of_issue"] == "2024-03-01"
    assert described["claims"] == [{"what": "indicators", "stated": 2, "found": 1, "text": "共2项"}]
    assert described["rules"] == [{"kind": "first_listed_leads", "text": "列第一位的为牵头单位"}]
    assert described["citations"] == [{"title": "某通知", "document_number": None}]
    assert [line["n"] for line in described["lines"]] == [1, 2, 3, 4]
    assert [line["text"] for line in described["lines"]] == list(LINES)
    assert described["lines"][3]["role"] == "units"


def test_a_notice_in_two_files_names_both() -> None:
    second = Part("附件.docx", "docx", "cd", 3, 3)
    source = replace(SOURCE, parts=(*SOURCE.parts, second))
    described = notice_json(replace(NOTICE, source=source), None, ())["source"]

    assert isinstance(described, dict)
    assert described["file"] == "某.txt"
    assert [part["file"] for part in described["parts"]] == ["某.txt", "附件.docx"]


def test_a_finding() -> None:
    finding = CODE.at(Span(3, 0, 1), indicator="i1", stated=2, found=1)

    assert notice_json(NOTICE, None, (finding,))["findings"] == [
        {
            "code": "X301",
            "severity": "warning",
            "message": "共2项，读到1项",
            "line": 3,
            "indicator": "i1",
        }
    ]


def test_figures_are_json_numbers() -> None:
    assert number(None) is None
    assert number(Decimal("4.0")) == 4
    assert isinstance(number(Decimal("4.0")), int)
    assert number(Decimal("1.30")) == 1.3
    assert number(Decimal("1E+3")) == 1000

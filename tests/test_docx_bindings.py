"""Content controls bound to data: what Word shows is read, and every difference is told."""

from __future__ import annotations

import pytest

from docx_made import docx, p, r, tbl, tc, tr
from parsers.readers.docx import read
from parsers.readers.reading import Reading

ID = "{0C1F2A3B-0000-4000-8000-0123456789AB}"
_LINK = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Target="props.xml" Type="http://schemas.openxmlformats.org/'
    'officeDocument/2006/relationships/customXmlProps"/></Relationships>'
)
_PROPS = (
    f'<ds:datastoreItem ds:itemID="{ID.lower()}" '
    'xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"/>'
)


def reading(body: str, data: str) -> Reading:
    form = f'<form xmlns="urn:form">{data}</form>'
    parts = {"item1.xml": form, "_rels/item1.xml.rels": _LINK, "props.xml": _PROPS}
    links = {"rId9": ("customXml", "item1.xml")}
    return read("通知.docx", docx(body, parts=parts, links=links))


def control(content: str, kind: str = "<w:text/>", path: str = "/f:form[1]/f:unit[1]") -> str:
    binding = (
        f'<w:dataBinding w:prefixMappings="xmlns:f=\'urn:form\'" w:xpath="{path}" '
        f'w:storeItemID="{ID}"/>'
    )
    return (
        f"<w:sdt><w:sdtPr>{binding}{kind}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"
    )


def texts(found: Reading) -> list[str]:
    return [line.text for line in found.lines]


def told(found: Reading) -> list[str]:
    return [finding.message for finding in found.findings if finding.code.id == "FJ119"]


@pytest.mark.parametrize(
    "body",
    [
        p(r("责任单位："), control(r("区财") + r("政局"))),
        control(p("区财政局")),
        tbl(tr(control(tc(p("区财政局"))))),
        p(control("")),
    ],
    ids=["in a paragraph", "around a paragraph", "around a cell", "without a text yet"],
)
def test_the_data_are_read_where_they_differ(body: str) -> None:
    found = reading(body, "<unit>区审计局</unit>")
    assert texts(found)[0].removeprefix("责任单位：") == "区审计局"
    (message,) = told(found)
    assert "照绑定的数据读作“区审计局”" in message


def test_data_that_say_the_same_are_not_told() -> None:
    found = reading(p(control(r("区财政局"))), "<unit>区财政局\n</unit>")
    assert (texts(found), told(found)) == (["区财政局"], [])


def test_the_chosen_entry_is_shown_by_its_name() -> None:
    kind = '<w:dropDownList><w:listItem w:displayText="区财政局" w:value="7"/></w:dropDownList>'
    found = reading(p(control(r("选择一项"), kind)), "<unit>7</unit>")
    assert texts(found) == ["区财政局"]
    found = reading(p(control(r("区财政局"), kind)), "<unit>8</unit>")
    assert (texts(found), told(found)) == (["区财政局"], [])


@pytest.mark.parametrize(
    ("data", "said"), [("2021-03-05T00:00:00", ""), ("2022-03-05", "绑定的日期是“2022-03-05”")]
)
def test_a_date_is_left_as_it_is_written_and_told(data: str, said: str) -> None:
    kind = '<w:date w:fullDate="2021-03-05T00:00:00Z"/>'
    found = reading(p(control(r("2021年3月5日"), kind)), f"<unit>{data}</unit>")
    assert texts(found) == ["2021年3月5日"]
    assert said in "".join(told(found))
    assert bool(told(found)) is bool(said)


def test_nothing_is_emptied() -> None:
    found = reading(p(control(r("区财政局"))), "<unit/>")
    assert texts(found) == ["区财政局"]
    assert "空的" in told(found)[0]
    hint = "<w:showingPlcHdr/><w:text/>"
    assert told(reading(p(control(r("单击此处输入"), hint)), "<unit/>")) == []


@pytest.mark.parametrize("path", ["//f:unit", "/g:form/g:unit", "/f:form/f:none", "count(//*)"])
def test_a_path_that_leads_nowhere_leaves_the_text(path: str) -> None:
    found = reading(p(control(r("区财政局"), path=path)), "<unit>区审计局</unit>")
    assert (texts(found), told(found)) == (["区财政局"], [])


def test_lines_of_the_data_are_lines() -> None:
    found = reading(p(control(r("一"), '<w:text w:multiLine="1"/>')), "<unit>一、\n二、</unit>")
    assert texts(found) == ["一、", "二、"]

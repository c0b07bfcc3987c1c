"""模板引擎: what docxtpl gives, ours gives; what would go wrong silently is refused, by place."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from command_line import ROOT
from made_docx import docx, part, table, text
from parsers.errors import TemplateError
from pipeline.render.document.template import DocxTemplate
from pipeline.views.letter_fields import EXAMPLE

docxtpl = pytest.importorskip("docxtpl")

FIELDS: dict[str, Any] = {
    "名": "区发改委",
    "真": True,
    "假": False,
    "空": (),
    "数": 3,
    "色": "FFCC00",
    "险": """<w:p>&amp; "引" '号' </w:p>""",
    "行": "第一行\n第二行\t后面",
    "段": "甲\a乙\n丙",
    "项": ({"号": "1", "文": "甲<乙"}, {"号": "2", "文": "丙&丁"}, {"号": "3", "文": ""}),
    "列": ("一", "二", "三"),
}

SAME_AS_DOCXTPL = {
    "a value": text("致{{ 名 }}："),
    "no blanks within": text("{{名}}"),
    "a tag over three runs": text("前{", "{ 名 ", "}}后", "尾"),
    "braces parted": text("{", "{ 名 }", "} 后"),
    "two tags in one paragraph": text("{{ 名 }}与{{ 数 }}"),
    "spelling marks between runs": "<w:p><w:r><w:t>{{ </w:t></w:r>"
    '<w:proofErr w:type="spellStart"/><w:r><w:rPr><w:b/></w:rPr><w:t>名</w:t></w:r>'
    "<w:r><w:t> }}，好</w:t></w:r></w:p>",
    "characters of XML": text("{{ 险 }}") + text("{{ 险 }}"),
    "line break and tab": text("前{{ 行 }}后"),
    "line break with properties": '<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:b/>'
    '</w:rPr><w:t xml:space="preserve">前{{ 行 }}</w:t></w:r></w:p>',
    "new paragraph": '<w:p><w:pPr><w:jc w:val="right"/></w:pPr><w:r><w:rPr><w:i/></w:rPr>'
    "<w:t>{{ 段 }}</w:t></w:r></w:p>",
    "condition within a text": text("甲{% if 真 %}乙{% else %}丙{% endif %}丁"),
    "condition over runs": text("甲{% if 假 %}乙", "丙{% endif %}丁"),
    "comparison": text("{% if 数 &gt; 2 and 数 &lt; 9 %}中{% endif %}"),
    "curly quotes": text("{% if 名 == “区发改委” %}是{% endif %}"),
    "comment": text("甲{# 说明 #}乙"),
    "paragraphs": text("{%p if 假 %}")
    + text("不见")
    + text("{%p else %}")
    + text("见")
    + text("{%p endif %}"),
    "paragraph tag over runs": text("{%p for x ", "in 项 %}")
    + text("{{ x.文 }}")
    + text("{%p endfor %}"),
    "rows": table(
        ("号", "文"),
        ("{%tr for x in 项 %}", ""),
        ("{{ x.号 }}", "{{ x.文 }}"),
        ("{%tr endfor %}", ""),
    ),
    "rows of nothing": table(
        ("号", "文"), ("{%tr for x in 空 %}", ""), ("{{ x }}", ""), ("{%tr endfor %}", "")
    ),
    "cells": table(("{%tc for x in 列 %}", "{{ x }}", "{%tc endfor %}"), ("甲", "乙", "丙")),
    "fewer cells": table(("{%tc if 假 %}", "{{ 名 }}", "{%tc endif %}", "甲")),
    "merged down": table(
        ("{%tr for x in 项 %}", ""), ("{% vm %}{{ 名 }}", "{{ x.文 }}"), ("{%tr endfor %}", "")
    ),
    "merged across": table(("{%tc for x in 列 %}", "{% hm %}{{ 名 }}", "{%tc endfor %}")),
    "cell colour": table(("{% cellbg 色 %}{{ 名 }}", "乙")),
    "runs": "<w:p><w:r><w:t>甲</w:t></w:r><w:r><w:t>{%r if 真 %}</w:t></w:r>"
    "<w:r><w:rPr><w:b/></w:rPr><w:t>乙</w:t></w:r><w:r><w:t>{%r endif %}</w:t></w:r></w:p>",
    "blanks kept before a tag": "<w:p><w:r><w:t>甲</w:t></w:r></w:p>"
    '<w:p><w:r><w:t xml:space="preserve"> {{ 名 }} </w:t></w:r></w:p>',
    "loop counters": text(
        "{% for x in 列 %}{{ loop.index }}{{ x }}{% if not loop.last %}、{% endif %}{% endfor %}"
    ),
    "filters": text("{{ 列|join('、') }}{{ 列|length }}{{ 空|default('无', true) }}"),
    "escaped braces": text("写作 {_{ 名 }_}"),
    "drawings": '<w:p xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/'
    'wordprocessingDrawing"><w:r><w:drawing><wp:inline><wp:docPr id="7" name="图"/></wp:inline>'
    "</w:drawing></w:r></w:p>" + text("{{ 名 }}"),
    "no tag at all": text("甲乙"),
}


@pytest.mark.parametrize("body", SAME_AS_DOCXTPL.values(), ids=SAME_AS_DOCXTPL.keys())
def test_document_is_what_docxtpl_gives(body: str) -> None:
    assert _canonical(DocxTemplate(docx(body)).render(FIELDS)) == _canonical(
        _by_docxtpl(body, FIELDS)
    )


@pytest.mark.parametrize("name", ["任务函.docx", "信函.docx", "目标责任书.docx", "反馈表.docx"])
def test_a_shipped_template_gives_what_docxtpl_gives(name: str) -> None:
    data = (ROOT / "templates" / name).read_bytes()
    document = docxtpl.DocxTemplate(io.BytesIO(data))
    document.render(EXAMPLE, autoescape=True)
    held = io.BytesIO()
    document.save(held)
    assert _canonical(DocxTemplate(data).render(EXAMPLE)) == _canonical(held.getvalue())


values = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t&<>\"'"))


@given(values, st.lists(values, max_size=4))
def test_any_text_is_what_docxtpl_gives(value: str, rows: list[str]) -> None:
    rows_of = (("{%tr for x in 项 %}",), ("{{ x }}",), ("{%tr endfor %}",))
    body = text("致{{ 名 }}：") + table(("表头",), *rows_of)
    fields = {"名": value, "项": tuple(rows)}
    assert _canonical(DocxTemplate(docx(body)).render(fields)) == _canonical(
        _by_docxtpl(body, fields)
    )


@given(st.text(st.characters(codec=None)))
def test_any_characters_give_xml(value: str) -> None:
    etree.fromstring(part(DocxTemplate(docx(text("{{ 名 }}"))).render({"名": value})).encode())


def _by_docxtpl(body: str, fields: dict[str, Any]) -> bytes:
    document = docxtpl.DocxTemplate(io.BytesIO(docx(body)))
    document.render(fields, autoescape=True)
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def _canonical(data: bytes) -> bytes:
    root = etree.fromstring(part(data).encode())
    for properties in root.iter("{*}tcPr"):  # docxtpl puts what it adds first or last
        properties[:] = sorted(properties, key=lambda element: element.tag)
    etree.cleanup_namespaces(root)
    return etree.tostring(root, method="c14n")


# --- what is refused ------------------------------------------------------------------------

REFUSED = {
    "unfinished": (
        text("甲") + text("致{{ 名"),
        "模板第2段的标签没有写完整：“…致{{ 名…”。标签须在同一段内",
    ),
    "over two paragraphs": (text("{{ 名") + text("}}"), "模板第1段的标签没有写完整"),
    "not closed": (
        text("{%p for x in 项 %}"),
        "第1段的标签“{%p for x in 项 %}”没有结束标签（endfor）",
    ),
    "nothing to close": (text("{% endif %}"), "第1段的标签“{% endif %}”前面没有与它成对的标签"),
    "crossed": (
        text("{% if 真 %}{% for x in 项 %}{% endif %}{% endfor %}"),
        "“{% endif %}”前面没有",
    ),
    "other level": (
        text("{%p if 真 %}") + table(("{%tr endif %}",)),
        "第1个表格第1行第1格第1段的标签“{%tr endif %}”",
    ),
    "text beside": (
        table(("{%tr for x in 项 %}", "合计"), ("{%tr endfor %}", "")),
        "第1个表格第1行第1格第1段的标签“{%tr for x in 项 %}”会取代所在的一行，但其中还有“合计”",
    ),
    "row tag outside": (text("{%tr if 真 %}"), "不在表格内"),
    "cell tag outside": (text("{% vm %}"), "只能放在表格内"),
    "blank before tr": (table(("{% tr for x in 项 %}",)), "紧接在 {% 之后"),
    "unknown word": (text("{% include 'x' %}"), "“{% include 'x' %}”不认识"),
    "macro": (text("{% macro x() %}{% endmacro %}"), "不认识"),
    "minus": (text("{%- if 真 %}{% endif %}"), "不要用减号"),
    "bad syntax": (text("甲") + text("{{ 名 名 }}"), "模板第2段的标签“{{ 名 名 }}”写法有误"),
    "a loop that calls itself": (
        text("甲") + text("{% for x in 项 recursive %}{{ loop(项) }}{% endfor %}"),
        "模板第2段的标签“{% for x in 项 recursive %}”写法有误",
    ),
    "brackets without end": (
        text("{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}"),
        "模板中有的标签套得太深",
    ),
    "an attribute before anything is filled in": (
        text("{{ 1 if ''.join else 2 }}"),
        "用了不允许的写法",
    ),
    "empty cell": (
        table(("{%p if 假 %}",)).replace("</w:p></w:tc>", f"</w:p>{text('{%p endif %}')}</w:tc>"),
        "一段不剩",
    ),
}


@pytest.mark.parametrize(("body", "message"), REFUSED.values(), ids=REFUSED.keys())
def test_refused_with_its_place(body: str, message: str) -> None:
    with pytest.raises(TemplateError, match=_plain(message)):
        DocxTemplate(docx(body))


FAILS = {
    "unknown field": (text("甲") + text("{{ 无此 }}"), "模板第2段的标签“{{ 无此 }}”用了没有的字段"),
    "not a number": (text("{{ 名 + 数 }}"), "第1段的标签“{{ 名 + 数 }}”无法计算"),
    "Python's attributes": (text("{{ 名.__class__ }}"), "“{{ 名.__class__ }}”用了"),
    "Python's methods": (text("{{ 名.format(1) }}"), "“{{ 名.format(1) }}”用了"),
    "a loop's inside": (text("{% for x in 列 %}{{ loop.__init__ }}{% endfor %}"), "用了"),
    "mappings' methods": (text("{{ 项[0].keys() }}"), "用了没有的字段"),
    "a long text": (text("{{ 'x' * 999999999 }}"), "用了不允许的写法"),
    "a power": (text("{{ 9 ** 99 }}"), "用了不允许的写法"),
    "a long loop": (text("{% for x in range(999999999) %}{% endfor %}"), "无法计算"),
    "loops in loops": (text("{% for x in range(9999) %}" * 3 + "{% endfor %}" * 3), "要算的太多"),
    "loops that write": (
        text(
            "{% for x in range(9999) %}{% for y in range(99) %}" + "长" * 999 + "{% endfor %}" * 2
        ),
        "要算的太多",
    ),
    "sums in a loop": (text("{% for x in range(9999) %}{{ range(9999)|sum }}{% endfor %}"), "太多"),
    "Python's formatting": (text("{{ '%999999999d' % 1 }}"), "用了不允许的写法"),
    "a text that doubles": (
        text("{% set x = 'x' %}" + "{% set x = x ~ x %}" * 40 + "{{ x }}"),
        "要算的太多",
    ),
    "texts added": (text("{% set x = 'x' %}" + "{% set x = x + x %}" * 40), "要算的太多"),
    "a text put in a text": (
        text("{% set x = 'x' %}" + f"{{% set x = x|replace('x', '{'x' * 99}') %}}" * 9),
        "要算的太多",
    ),
    "a text between many": (
        text("{{ range(9999)|join(名|join('x' ~ 名 ~ '" + "x" * 999 + "')) }}"),
        "要算的太多",
    ),
    "numbers that square": (text("{% set x = 9 %}" + "{% set x = x * x %}" * 99), "要算的太多"),
    "a list": (text("{{ 列 }}"), "“{{ 列 }}”不是文字（一组内容请用 for 逐项写）"),
    "the template itself": (text("{{ self }}"), "不是文字"),
}


@pytest.mark.parametrize(("body", "message"), FAILS.values(), ids=FAILS.keys())
def test_fails_with_its_place(body: str, message: str) -> None:
    template = DocxTemplate(docx(body))
    with pytest.raises(TemplateError, match=_plain(message)):
        template.render(FIELDS)


@pytest.mark.parametrize("filter_name", ["safe", "attr('x')", "tojson", "groupby('x')", "format"])
def test_filters_that_reach_too_far_are_unknown(filter_name: str) -> None:
    with pytest.raises(TemplateError, match="第1段"):
        DocxTemplate(docx(text(f"{{{{ 名|{filter_name} }}}}")))


NOT_TEMPLATES = {
    "empty": b"",
    "a picture": b"\xff\xd8\xff\xe0" * 20,
    "an empty zip": b"PK\x05\x06" + bytes(18),
    "cut off": docx(text("{{ 名 }}"))[:300],
}


@pytest.mark.parametrize("data", NOT_TEMPLATES.values(), ids=NOT_TEMPLATES.keys())
def test_not_a_template(data: bytes) -> None:
    with pytest.raises(TemplateError, match=r"\.docx"):
        DocxTemplate(data)


def test_document_types_are_refused() -> None:
    whole = part(docx(text("&a;{{ 名 }}")))
    hostile = whole.replace("<w:document", '<!DOCTYPE x [<!ENTITY a "b">]><w:document')
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", hostile)
    with pytest.raises(TemplateError, match="DTD"):
        DocxTemplate(held.getvalue())


# --- the file -------------------------------------------------------------------------------


def test_same_fields_same_bytes() -> None:
    data = docx(text("{{ 名 }}"))
    first, second = DocxTemplate(data, {"甲": "乙"}), DocxTemplate(data, {"甲": "乙"})
    assert first.render(FIELDS) == second.render(FIELDS) == first.render(FIELDS)


def test_the_zip_is_whole_and_without_dates() -> None:
    rendered = DocxTemplate(docx(text("{{ 名 }}"))).render(FIELDS)
    with zipfile.ZipFile(io.BytesIO(rendered)) as archive:
        assert archive.testzip() is None
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist()[0] == "[Content_Types].xml"


def test_properties_are_the_documents_own() -> None:
    import docx as python_docx

    rendered = DocxTemplate(docx(text("{{ 名 }}")), {"来源": "甲&乙.docx"}).render(FIELDS)
    properties = python_docx.Document(io.BytesIO(rendered)).core_properties
    assert (properties.author, properties.last_modified_by) == ("fenjie", "")
    assert "甲&amp;乙.docx" in part(rendered, "docProps/custom.xml")


def test_footers_are_rendered() -> None:
    from templates.source import word as made

    parts = {"footer1": made.footer(text("{{ 名 }}"))}
    rendered = DocxTemplate(made.package(text("甲"), parts)).render(FIELDS)
    assert "区发改委" in part(rendered, "word/footer1.xml")


def test_fields_are_traced_through_loops() -> None:
    body = text(
        "{{ 名 }}{% for x in 项|sort %}{{ x.号 }}{% endfor %}{% set y = 项|first %}{{ y.文 }}"
    )
    body += text("{% for n in range(3) %}{{ n }}{% endfor %}")  # blank rows, say
    body += text("{% if 有 is defined %}{% endif %}{{ 无|default('') }}{{ loop }}")
    found = [(use.written, use.path) for use in DocxTemplate(docx(body)).uses()]
    assert found == [
        ("名", ("名",)),
        ("项", ("项",)),
        ("x.号", ("项", "[]", "号")),
        ("项", ("项",)),
        ("y.文", ("项", "[]", "文")),
        ("loop", ("loop",)),
    ]


def _plain(message: str) -> str:
    return re.escape(message)

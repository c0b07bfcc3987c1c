"""What a paragraph of a docx says, whatever Word wraps it in; what is not read is reported."""

from __future__ import annotations

import pytest

from docx_made import abstract, docx, element, lvl, num, p, r, style, tbl, tc, tr
from parsers.diagnostics import Diagnostic, Severity
from parsers.readers.docx import read
from parsers.readers.docx_fields import shown
from parsers.readers.reading import Reading
from parsers.source import Layer, Start

VANISH = "<w:vanish/>"
TEXT_BOX = (
    '<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx><w:txbxContent>{0}'
    "</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>"
    "<w:txbxContent>{0}</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
)


def reading(body: str, **more: object) -> Reading:
    return read("通知.docx", docx(body, **more))  # type: ignore[arg-type]


def texts(body: str, **more: object) -> list[str]:
    return [line.text for line in reading(body, **more).lines]


def found(body: str, code: str, **more: object) -> list[Diagnostic]:
    return [finding for finding in reading(body, **more).findings if finding.code.id == code]


def field(code: str, result: str | None = None) -> str:
    """A complex field in one run."""
    shows = "" if result is None else f'<w:fldChar w:fldCharType="separate"/><w:t>{result}</w:t>'
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>{code}</w:instrText>{shows}'
        '<w:fldChar w:fldCharType="end"/></w:r>'
    )


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (r("责任单位：") + r("区财政局"), "责任单位：区财政局"),
        ("<w:r><w:t>一</w:t><w:tab/><w:t>二</w:t><w:ptab/><w:t>三</w:t></w:r>", "一\t二\t三"),
        ("<w:r><w:t>A</w:t><w:noBreakHyphen/><w:t>B</w:t></w:r>", "A-B"),
        ("<w:r><w:t>可</w:t><w:softHyphen/><w:t>断</w:t></w:r>", "可断"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>', "✓"),
        ('<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>', "≥"),
        ('<w:r><w:sym w:font="宋体" w:char="2460"/></w:r>', "①"),
        (r("\uf06c", '<w:rFonts w:ascii="Wingdings"/>'), "●"),
        (f'<w:hyperlink r:id="x">{r("链接")}</w:hyperlink>', "链接"),
        (f"<w:smartTag><w:smartTag>{r('智能')}</w:smartTag></w:smartTag>{r('标记')}", "智能标记"),
        (f"<w:customXml>{r('自定义')}</w:customXml>", "自定义"),
        (
            f"<w:sdt><w:sdtPr><w:alias/></w:sdtPr><w:sdtContent>{r('控件')}</w:sdtContent></w:sdt>",
            "控件",
        ),
        (f"<w:dir><w:bdo>{r('方向')}</w:bdo></w:dir>", "方向"),
        (f"<x:neu xmlns:x='urn:x'>{r('未知的外壳')}</x:neu>", "未知的外壳"),
        (f'<w:fldSimple w:instr="PAGE">{r("3")}</w:fldSimple>', "3"),
        (f"第{field('PAGE', '3')}页", "第{field}页"),
        ("<w:r><w:t>  甲  </w:t></w:r>", "甲"),
        ('<w:r><w:t xml:space="preserve"> 甲 </w:t></w:r>', " 甲 "),
        ("<w:r><w:t>\n甲\n乙\n</w:t></w:r>", "甲 乙"),
        ("<w:r><w:t>甲<!-- 注 -->乙</w:t></w:r>", "甲乙"),
        ("<w:r><w:t><![CDATA[<甲>]]></w:t></w:r>", "<甲>"),
        ("<w:r><w:lastRenderedPageBreak/><w:t>甲</w:t></w:r>", "甲"),
    ],
)
def test_the_text_one_sees_is_read(content: str, text: str) -> None:
    if text == "第{field}页":
        content, text = r("第") + field("PAGE", "3") + r("页"), "第3页"

    assert texts(p(content)) == [text]


def test_a_soft_break_begins_a_line_and_a_page_break_parts_text() -> None:
    body = (
        p("<w:r><w:t>题</w:t><w:br/><w:t>目</w:t><w:cr/><w:t>三</w:t></w:r>")
        + p('<w:r><w:br w:type="page"/><w:t>新页</w:t></w:r>')
        + p('<w:r><w:t>前</w:t><w:br w:type="column"/><w:t>后</w:t></w:r>')
        + p()
    )
    lines = reading(body).lines

    assert [line.text for line in lines] == ["题", "目", "三", "新页", "前", "后", ""]
    assert [line.start for line in lines] == [
        Start.PARAGRAPH,
        Start.BREAK,
        Start.BREAK,
        Start.PARAGRAPH,
        Start.PARAGRAPH,
        Start.BREAK,
        Start.PARAGRAPH,
    ]
    assert [line.number for line in lines] == list(range(1, 8))
    assert {line.page for line in lines} == {None}


def test_a_document_may_keep_its_blanks_throughout() -> None:
    plain = "<w:r><w:t> 甲 </w:t></w:r>"

    assert texts(
        p(plain) + p(plain + "<w:r><w:tab/></w:r>"), attributes='xml:space="preserve"'
    ) == [
        " 甲 ",
        " 甲 \t",
    ]


# --- fields -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (field("REF a", "第3条"), "第3条"),
        (field("XE 索引"), ""),
        (
            '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>IF </w:instrText></w:r>'
            + field("MERGEFIELD x", "条件")
            + '<w:r><w:instrText> = 1</w:instrText><w:fldChar w:fldCharType="separate"/></w:r>'
            + r("结果")
            + '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
            "结果",
        ),
        (
            field("TOC", "目录" + "</w:t></w:r>" + field("PAGEREF a", "5") + "<w:r><w:t>完"),
            "目录5完",
        ),
        (r"<w:r><w:fldChar w:fldCharType='end'/><w:t>无头</w:t></w:r>", "无头"),
        (field(r"EQ \o\ac(○,1)"), "①"),
        (r'<w:fldSimple w:instr="EQ \o\ac(○,7)"/>', "⑦"),
        (field("MACROBUTTON NoMacro [单击此处]"), "[单击此处]"),
    ],
)
def test_of_a_field_the_result_is_read(content: str, text: str) -> None:
    assert texts(p(content)) == [text]


def test_a_field_may_run_over_paragraphs() -> None:
    body = (
        p('<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>TOC</w:instrText></w:r>')
        + p(r("不显示"), '<w:r><w:fldChar w:fldCharType="separate"/></w:r>', r("一、目标"))
        + p(r("二、任务"), '<w:r><w:fldChar w:fldCharType="end"/></w:r>')
        + p("正文")
    )

    assert texts(body) == ["", "一、目标", "二、任务", "正文"]


def test_a_field_drawn_from_its_code_is_told() -> None:
    assert "①" in found(p(field(r"EQ \o\ac(○,1)")), "FJ114")[0].message


def test_a_field_whose_end_is_missing_still_shows_its_result() -> None:
    begun = '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>TOC</w:instrText>'
    result = reading(p(begun + '<w:fldChar w:fldCharType="separate"/></w:r>') + p("甲") * 2)

    assert [line.text for line in result.lines] == ["", "甲", "甲"]
    assert result.findings == ()


def test_what_a_field_without_end_swallows_is_reported() -> None:
    body = p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>') + p("责任单位：区财政局")
    findings = found(body, "FJ115")

    assert "责任单位：区财政局" in findings[0].message
    assert findings[0].severity is Severity.WARNING


@pytest.mark.parametrize(
    ("code", "text"),
    [
        (r"eq \o\ac(○,12)", "⑫"),
        (r"EQ \o\ac(○,三)", "㊂"),
        (r"EQ \o\ac(□,甲)", "□甲"),
        (r"EQ \f(1,2)", "1/2"),
        (r"EQ \r(2,x)", "2√x"),
        (r"EQ x\s\up5(2)", "x^2"),
        (r"EQ \* jc2 \o\ad(\s\up 9(pīn),拼)", "拼"),
        (r"EQ \b(a;b)", "(a,b)"),
        ("SYMBOL 183 \\f Symbol", "•"),
        ("SYMBOL abc", None),
        ("GOTOBUTTON a 去", "去"),
        ("PAGE", None),
        ("", None),
    ],
)
def test_what_a_field_shows_may_stand_in_its_code(code: str, text: str | None) -> None:
    assert shown(code, None) == text


@pytest.mark.parametrize("piece", [r"\o(", r"\o1", "(", r"\a\a ", "1", ",", "\\"])
def test_no_field_code_is_too_odd(piece: str) -> None:
    for times in (1, 30, 600, 100_000):
        shown("EQ " + piece * times, None)
        shown("SYMBOL " + piece * times, None)


@pytest.mark.parametrize(
    ("name", "form", "text"),
    [
        ("FORMDROPDOWN", '<w:ddList><w:result w:val="1"/>{0}</w:ddList>', "乙"),
        ("FORMDROPDOWN", "<w:ddList>{0}</w:ddList>", "甲"),
        ("FORMDROPDOWN", '<w:ddList><w:result w:val="9"/>{0}</w:ddList>', ""),
        ("FORMCHECKBOX", "<w:checkBox><w:checked/></w:checkBox>", "☒"),
        ("FORMCHECKBOX", '<w:checkBox><w:default w:val="0"/></w:checkBox>', "☐"),
    ],
)
def test_a_form_field_shows_what_is_chosen(name: str, form: str, text: str) -> None:
    entries = '<w:listEntry w:val="甲"/><w:listEntry w:val="乙"/>'
    content = (
        f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{form.format(entries)}</w:ffData>'
        f"</w:fldChar><w:instrText>{name}</w:instrText>"
        '<w:fldChar w:fldCharType="end"/></w:r>'
    )

    assert texts(p(content)) == [text]


# --- revisions ----------------------------------------------------------------------------


def test_revisions_are_read_as_accepted_and_told() -> None:
    body = p("不变") + p(
        r("责任单位："),
        f"<w:del><w:r><w:delText>区工信局</w:delText></w:r></w:del><w:ins>{r('区科技局')}</w:ins>",
        r("、区财政局"),
    )
    result = reading(body)
    told = [finding for finding in result.findings if finding.code.id == "FJ100"]

    assert [line.text for line in result.lines] == ["不变", "责任单位：区科技局、区财政局"]
    assert len(told) == 1
    assert told[0].severity is Severity.WARNING
    assert told[0].line == 2
    assert "插入“区科技局”" in told[0].message
    assert "删除“区工信局”" in told[0].message


def test_moved_text_is_read_once_where_it_went() -> None:
    body = p(
        "<w:moveFromRangeStart/>", f"<w:moveFrom>{r('移动的一句。')}</w:moveFrom>", r("留下。")
    ) + p("<w:moveToRangeStart/>", f"<w:moveTo>{r('移动的一句。')}</w:moveTo>")

    assert texts(body) == ["留下。", "移动的一句。"]
    assert "移动1处" in found(body, "FJ100")[0].message


DELETED_MARK = '<w:rPr><w:del w:id="1"/></w:rPr>'


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    body = p("责任单位：", properties=DELETED_MARK) + p("区财政局") + p("下一段")

    assert texts(body) == ["责任单位：区财政局", "下一段"]


def test_joined_paragraphs_are_numbered_once() -> None:
    lists = abstract(0, lvl(0, "decimal", "%1.", '<w:suff w:val="nothing"/>')) + num(1, 0)
    numbered = '<w:numPr><w:numId w:val="1"/></w:numPr>'
    gone = f"<w:del>{r('整段删除').replace('w:t', 'w:delText')}</w:del>"
    body = (
        p("甲", properties=numbered)
        + p(gone, properties=numbered + DELETED_MARK)
        + p("乙", properties=numbered + DELETED_MARK)
        + p("丙", properties=numbered)
    )

    assert texts(body, numbering=lists) == ["1.甲", "2.乙丙"]


def test_a_deleted_mark_before_a_table_or_at_the_end_loses_nothing() -> None:
    last = p("末段", properties=DELETED_MARK)

    assert texts(last + tbl(tr("格")) + last) == ["末段", "格", "末段"]
    assert texts(tbl(tr(tc(last), "乙"))) == ["末段\t乙"]


def test_deleted_rows_and_cells_are_left_out() -> None:
    body = tbl(
        tr("甲", "乙"),
        tr("丙", "丁", properties="<w:del/>"),
        tr("戊", tc("己", properties="<w:cellDel/>"), "庚"),
        tr("新", properties="<w:ins/>"),
    )

    assert texts(body) == ["甲\t乙", "戊\t庚", "新"]
    assert "插入1处，删除2处" in found(body, "FJ100")[0].message


def test_a_document_without_revisions_says_nothing_of_them() -> None:
    formatted = p("甲", properties="<w:rPr><w:rPrChange/></w:rPr><w:pPrChange/>")

    assert reading(formatted).findings == ()


# --- hidden text --------------------------------------------------------------------------

HIDDEN_STYLES = (
    style("Secret", f"<w:rPr>{VANISH}</w:rPr>", kind="character")
    + style("Deeper", based_on="Secret", kind="character")
    + style("Open", '<w:rPr><w:vanish w:val="0"/></w:rPr>', based_on="Secret", kind="character")
    + style("Hidden", f"<w:rPr>{VANISH}</w:rPr>")
)


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (r("看") + r("不见", VANISH) + r("见"), "看见"),
        (r("看") + r("得见", '<w:vanish w:val="0"/>'), "看得见"),
        (r("看") + r("不见", '<w:rStyle w:val="Secret"/>'), "看"),
        (r("看") + r("不见", '<w:rStyle w:val="Deeper"/>'), "看"),
        (r("看") + r("得见", '<w:rStyle w:val="Open"/>'), "看得见"),
        (
            r("看")
            + r(
                "得见",
                '<w:rStyle w:val="Secret"/><w:vanish w:val="0"/>',
            ),
            "看得见",
        ),
        (r("看") + r("得见", "<w:webHidden/>"), "看得见"),
    ],
)
def test_hidden_text_is_not_read_but_quoted(content: str, text: str) -> None:
    result = reading(p(content), styles=HIDDEN_STYLES)
    quoted = [finding.message for finding in result.findings if finding.code.id == "FJ101"]

    assert [line.text for line in result.lines] == [text]
    assert any("“不见”" in message for message in quoted) == ("不见" in content)


def test_hidden_twice_is_shown() -> None:
    shown_again = p(r("甲", '<w:rStyle w:val="Secret"/>'), style="Hidden")

    assert texts(shown_again + p("乙"), styles=HIDDEN_STYLES) == ["甲乙"]


def test_a_paragraph_hidden_to_its_mark_leaves_no_line_and_does_not_count() -> None:
    lists = abstract(0, lvl(0, "decimal", "%1.", '<w:suff w:val="nothing"/>')) + num(1, 0)
    body = (
        p("甲", num="1")
        + p(
            r("窗体顶端", VANISH),
            properties=f'<w:numPr><w:numId w:val="1"/></w:numPr><w:rPr>{VANISH}</w:rPr>',
        )
        + p("乙", num="1")
    )
    result = reading(body, numbering=lists)

    assert [line.text for line in result.lines] == ["1.甲", "2.乙"]
    assert [(f.code.id, f.line) for f in result.findings] == [("FJ101", 2)]


def test_a_hidden_mark_runs_two_paragraphs_together_as_on_the_page() -> None:
    body = p("（一）标题。", properties=f"<w:rPr>{VANISH}<w:specVanish/></w:rPr>") + p("正文")

    assert texts(body) == ["（一）标题。正文"]


def test_many_hidden_places_are_listed_up_to_a_limit_and_then_counted() -> None:
    findings = reading(p(r("甲", VANISH) + r("乙")) * 60).findings

    assert [finding.code.id for finding in findings] == ["FJ101"] * 50 + ["FJ102"]
    assert "10处" in findings[-1].message


# --- text boxes, drawings, equations --------------------------------------------------------


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    body = p(r("前"), f"<w:r>{TEXT_BOX.format(p('框内一') + p('框内二'))}</w:r>", r("后")) + p(
        "下段"
    )

    assert texts(body) == ["前后", "框内一", "框内二", "下段"]
    assert found(body, "FJ105")[0].line == 2


def test_a_fallback_is_read_where_the_choice_holds_no_text() -> None:
    only = TEXT_BOX.replace("{0}", "", 1)

    assert texts(p(f"<w:r>{only.format(p('旧式文本框'))}</w:r>")) == ["", "旧式文本框"]


def test_a_box_in_a_box_and_a_table_in_a_box_are_read() -> None:
    inner = p(f"<w:r>{TEXT_BOX.format(tbl(tr('甲', '乙')))}</w:r>")
    result = reading(p(f"<w:r>{TEXT_BOX.format(inner)}</w:r>"))

    assert [line.text for line in result.lines if line.text] == ["甲\t乙"]


def test_alternate_content_around_paragraphs_is_read_once() -> None:
    body = (
        f'<mc:AlternateContent><mc:Choice Requires="w14">{p("新")}</mc:Choice>'
        f"<mc:Fallback>{p('旧')}</mc:Fallback></mc:AlternateContent>"
    )

    assert texts(body + p("后")) == ["新", "后"]


@pytest.mark.parametrize(
    ("drawing", "text"),
    [
        ('<w:pict><v:shape><v:textpath string="内部资料"/></v:shape></w:pict>', "内部资料"),
        (
            "<w:drawing><a:txBody><a:p><a:r><a:t>画布</a:t></a:r></a:p></a:txBody></w:drawing>",
            "画布",
        ),
    ],
)
def test_text_drawn_in_a_shape_is_read(drawing: str, text: str) -> None:
    assert texts(p(r("甲"), f"<w:r>{drawing}</w:r>")) == ["甲", text]


def test_a_chart_and_smartart_are_quoted_as_unread() -> None:
    body = p(
        '<w:r><w:drawing><c:chart r:id="rIdC"/></w:drawing></w:r>'
        '<w:r><w:drawing><dgm:relIds r:dm="rIdD"/></w:drawing></w:r>'
    ) + p("正文")
    data = {
        "chart1.xml": element("c:chartSpace", "<c:v>增速</c:v><a:t>图1</a:t>"),
        "data1.xml": element("dgm:dataModel", "<a:t>区委</a:t><a:t>区政府</a:t>"),
    }
    links = {"rIdC": ("chart", "chart1.xml"), "rIdD": ("diagramData", "data1.xml")}
    message = found(body, "FJ106", parts=data, links=links)[0].message

    assert "增速 图1" in message
    assert "区委 区政府" in message


def test_pictures_embedded_files_and_alternative_text_are_told() -> None:
    body = p(
        '<w:r><w:drawing><wp:docPr descr="流程图"/><a:blip/></w:drawing></w:r>'
        '<w:r><w:object><o:OLEObject ProgID="Excel.Sheet.12"/></w:object></w:r>'
    ) + p("正文")
    told = {finding.code.id: finding.message for finding in reading(body).findings}

    assert set(told) == {"FJ107", "FJ108", "FJ118"}
    assert "Excel.Sheet.12" in told["FJ107"]
    assert "流程图" in told["FJ118"]


def test_a_file_inserted_whole_is_told() -> None:
    links = {"rIdA": ("aFChunk", "附件.html")}
    body = p("前") + '<w:altChunk r:id="rIdA"/>' + p("后")
    findings = found(body, "FJ107", parts={"附件.html": "<p>甲</p>"}, links=links)

    assert [finding.line for finding in findings] == [2]
    assert "附件.html" in findings[0].message


def test_a_document_of_pictures_only_says_what_to_do() -> None:
    picture = p("<w:r><w:drawing><a:blip/></w:drawing></w:r>")
    findings = reading(picture * 2).findings

    assert [finding.code.id for finding in findings] == ["FJ109"]
    assert findings[0].severity is Severity.ERROR
    assert "2张图片" in findings[0].message


def test_a_document_without_text_says_so() -> None:
    assert [finding.code.id for finding in reading(p() + p(" ")).findings] == ["FJ110"]


def test_ruby_reads_the_character_and_tells_the_reading() -> None:
    ruby = f"<w:r><w:ruby><w:rt>{r('pīn')}</w:rt><w:rubyBase>{r('拼')}</w:rubyBase></w:ruby></w:r>"
    body = p(ruby, r("音"))

    assert texts(body) == ["拼音"]
    assert "pīn" in found(body, "FJ116")[0].message


@pytest.mark.parametrize(
    ("equation", "text"),
    [
        ("<m:f><m:num>{a}</m:num><m:den>{b}</m:den></m:f>", "a/b"),
        ("<m:f><m:num>{a}{b}</m:num><m:den><m:r><m:t>x+1</m:t></m:r></m:den></m:f>", "ab/(x+1)"),
        ("<m:sSup><m:e>{a}</m:e><m:sup>{b}</m:sup></m:sSup>", "a^b"),
        ("<m:sSubSup><m:e>{a}</m:e><m:sub>{b}</m:sub><m:sup>{a}</m:sup></m:sSubSup>", "a_b^a"),
        ("<m:rad><m:deg/><m:e>{a}</m:e></m:rad>", "√a"),
        (
            '<m:d><m:dPr><m:begChr m:val="["/><m:endChr m:val="]"/></m:dPr><m:e>{a}</m:e></m:d>',
            "[a]",
        ),
        (
            (
                '<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:sub>{a}</m:sub>'
                "<m:e>{b}</m:e></m:nary>"
            ),
            "∑_ab",
        ),
        ("<m:func><m:fName>{a}</m:fName><m:e>{b}</m:e></m:func>", "ab"),
    ],
)
def test_an_equation_is_written_on_one_line(equation: str, text: str) -> None:
    inside = equation.format(a="<m:r><m:t>a</m:t></m:r>", b="<m:r><m:t>b</m:t></m:r>")
    body = p(r("指数="), f"<m:oMath>{inside}</m:oMath>")

    assert texts(body) == [f"指数={text}"]
    assert found(body, "FJ117")


def test_a_symbol_nobody_knows_is_kept_and_told() -> None:
    body = p(r("\ue5e5甲")) + p('<w:r><w:sym w:font="方正特殊" w:char="F041"/></w:r>')

    assert texts(body) == ["\ue5e5甲", "\uf041"]
    assert ["U+E5E5" in f.message or "方正特殊" in f.message for f in found(body, "FJ112")] == [
        True,
        True,
    ]


# --- other layers ---------------------------------------------------------------------------


def test_notes_and_comments_stand_after_the_body_in_layers_of_their_own() -> None:
    body = p(
        r("正文"),
        '<w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:endnoteReference w:id="3"/></w:r>'
        '<w:r><w:commentReference w:id="0"/></w:r>',
    )
    separator = (
        '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    )
    parts = {
        "footnotes": element(
            "w:footnotes",
            f'{separator}<w:footnote w:id="2">{p("脚注")}</w:footnote>'
            f'<w:footnote w:id="9">{p("没有引用")}</w:footnote>',
        ),
        "endnotes": element("w:endnotes", f'<w:endnote w:id="3">{p("尾注")}</w:endnote>'),
        "comments": element(
            "w:comments",
            f'<w:comment w:id="0">{p("批注")}</w:comment>'
            f'<w:comment w:id="1">{p("已删")}</w:comment>',
        ),
    }
    result = reading(body, parts=parts)

    assert [(line.text, line.layer) for line in result.lines] == [
        ("正文", Layer.BODY),
        ("脚注", Layer.NOTE),
        ("尾注", Layer.NOTE),
        ("批注", Layer.COMMENT),
    ]
    assert [finding.code.id for finding in result.findings] == ["FJ103", "FJ104"]
    assert result.findings[0].line == 1


def test_headers_and_footers_are_read_once_each_where_they_are_shown() -> None:
    def section(title_page: str) -> str:
        return (
            '<w:sectPr><w:headerReference w:type="default" r:id="rIdH"/>'
            '<w:headerReference w:type="first" r:id="rIdF"/>'
            '<w:headerReference w:type="even" r:id="rIdE"/>'
            f'<w:footerReference w:type="default" r:id="rIdP"/>{title_page}</w:sectPr>'
        )

    links = {
        "rIdH": ("header", "header1.xml"),
        "rIdF": ("header", "header2.xml"),
        "rIdE": ("header", "header3.xml"),
        "rIdP": ("footer", "footer1.xml"),
    }
    parts = {
        "header1.xml": element("w:hdr", p("区政府文件")),
        "header2.xml": element("w:hdr", p("首页")),
        "header3.xml": element("w:hdr", p("偶数页")),
        "footer1.xml": element("w:ftr", p(r("— "), field("PAGE", "1"), r(" —"))),
    }
    twice = p("甲", properties=section("")) + p("乙") + section("")
    shown_edges = [
        (line.text, line.layer)
        for line in reading(twice, parts=parts, links=links).lines
        if line.layer is not Layer.BODY
    ]
    assert shown_edges == [("区政府文件", Layer.HEADER), ("— 1 —", Layer.FOOTER)]

    with_title = [
        line.text for line in reading(section("<w:titlePg/>"), parts=parts, links=links).lines
    ]
    assert with_title == ["区政府文件", "首页", "— 1 —"]

    settings = {"settings": element("w:settings", "<w:evenAndOddHeaders/>")}
    all_three = reading(section(""), parts=parts | settings, links=links).lines
    assert [line.text for line in all_three] == ["区政府文件", "偶数页", "— 1 —"]


def test_a_page_number_in_a_text_box_as_wps_makes_it_is_no_finding() -> None:
    footer = element("w:ftr", p(f"<w:r>{TEXT_BOX.format(p(field('PAGE', '— 1 —')))}</w:r>"))
    section = '<w:sectPr><w:footerReference w:type="default" r:id="rIdP"/></w:sectPr>'
    result = reading(
        p("正文") + section,
        parts={"footer1.xml": footer},
        links={"rIdP": ("footer", "footer1.xml")},
    )

    assert [line.text for line in result.lines if line.layer is Layer.FOOTER] == ["", "— 1 —"]
    assert result.findings == ()


def test_a_block_of_content_control_is_read_like_the_body() -> None:
    inside = p("甲") + tbl(tr("乙")) + p("丙")
    control = "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>"

    assert texts(control.format(control.format(inside)) + p("丁")) == ["甲", "乙", "丙", "丁"]


def test_a_plain_paragraph_reads_the_same_beside_a_special_one() -> None:
    """The fast way of reading gives what the thorough one gives."""
    plain = p(r("责任单位： "), r(" 区财政局"), "<w:r><w:t> 、区税务局 </w:t></w:r>", num="1")
    special = plain.replace("</w:p>", "<w:r><w:softHyphen/></w:r></w:p>")
    lists = abstract(0, lvl(0, "chineseCounting", "%1、")) + num(1, 0)
    fast, slow = texts(plain + special, numbering=lists)

    assert fast.removeprefix("一、") == slow.removeprefix("二、")

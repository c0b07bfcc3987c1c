"""网页: the article and nothing but the article, whatever a site builds around it."""

from __future__ import annotations

from pathlib import Path

import pytest

from parsers.errors import UnreadableError
from parsers.readers import html, mht
from parsers.readers.reading import Reading
from parsers.source import Layer, Start
from readings import assert_sound, assert_survives, body, cells, codes_of, layer

NOTICE = [
    "云溪县人民政府关于下达2023年度目标任务的通知",
    "云政发〔2023〕5号",
    "各乡镇人民政府，县政府各部门：",
    "现将2023年度目标任务下达给你们，请认真组织实施，确保完成全年各项任务。",
    "一、经济发展",
    "1.地区生产总值增长7%以上。（5分）",
    "责任单位：县发改委、县统计局",
    "2.一般公共预算收入增长8%，税收占比不低于70%；规模以上工业增加值增长9%。（4分）",
    "责任单位：县财政局、县税务局",
    "云溪县人民政府",
    "2023年3月1日",
]
TITLE = NOTICE[0]


def page(inside: str, head: str = "") -> Reading:
    reading = html.read(
        "页.html", f"<html><head>{head}</head><body>{inside}</body></html>".encode()
    )
    assert_sound(reading)
    return reading


def paragraphs(tag: str = "p") -> str:
    return "".join(f"<{tag}>{text}</{tag}>\n" for text in NOTICE)


SITE_TOP = """<div class="header"><a href="/">首页</a><a href="/zwgk">政务公开</a>
<a href="/hd">互动交流</a></div><div>您现在的位置：<a>首页</a> &gt; <a>政府文件</a></div>"""
SITE_FOOT = """<div class="bdsharebuttonbox">分享到：<a>微信</a><a>微博</a></div>
<div>【打印】【关闭】</div><ul><li><a href="/1">关于做好防汛工作的通知</a></li></ul>
<div class="bottom">主办：云溪县人民政府办公室　地址：云溪县人民路1号　版权所有</div>"""

HARD_BREAK = "<br/>\n&nbsp;&nbsp;&nbsp;&nbsp;"
LAYOUTS = {
    "paragraphs": f"<div id='zoom'>{paragraphs()}</div>",
    "boxes instead of paragraphs": f"<div><div><div>{paragraphs('div')}</div></div></div>",
    "spans parted by breaks": "<div class='x'>" + "<br>".join(NOTICE) + "</div>",
    "breaks and hard blanks": f"<div>{HARD_BREAK.join(NOTICE)}</div>",
    "a page laid out by tables": "<table><tr><td><table><tr><td><a>导航</a></td></tr></table></td>"
    f"<td><table><tr><td>{paragraphs()}</td></tr></table></td></tr></table>",
    "one layout cell per paragraph": "<table>"
    + "".join(f"<tr><td>{text}</td></tr>" for text in NOTICE)
    + "</table>",
    "preformatted": "<pre>" + "\n".join(NOTICE) + "</pre>",
    "new elements": f"<main><article><section>{paragraphs()}</section></article></main>",
    "fonts and spans inside": "".join(
        f"<P style='text-indent:2em'><FONT face=仿宋><SPAN>{t[:3]}</SPAN><B>{t[3:]}</B></FONT></P>"
        for t in NOTICE
    ),
    "a page that is one form": f"<form id='aspnetForm'><div>{paragraphs()}</div></form>",
    "unclosed paragraphs": "<p>" + "<p>".join(NOTICE),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_article_is_found_in_every_layout(layout: str) -> None:
    reading = page(f"{SITE_TOP}{LAYOUTS[layout]}{SITE_FOOT}", f"<title>{TITLE}_云溪县</title>")
    found = [line.replace("\xa0", "") for line in body(reading)]
    assert found == NOTICE
    assert "政务公开" in "".join(layer(reading, Layer.FURNITURE))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_page_without_a_site_around_it(layout: str) -> None:
    found = [line.replace("\xa0", "") for line in body(page(LAYOUTS[layout]))]
    assert found == NOTICE


@pytest.mark.parametrize(
    ("charset", "declared"),
    [("utf-8", "utf-8"), ("gb18030", "gb2312"), ("gbk", "GBK"), ("utf-8", "gb2312"),
     ("gb18030", "")],
)  # fmt: skip
def test_the_bytes_decide_where_the_declaration_is_wrong(charset: str, declared: str) -> None:
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">'
    data = f"<html><head>{meta if declared else ''}</head><body>{paragraphs()}</body>".encode(
        charset
    )
    assert body(html.read("a.htm", data)) == NOTICE


def test_a_title_above_the_article_is_part_of_the_notice() -> None:
    info = "发布时间：2023-03-02 来源：县政府办 浏览次数：5"
    text = f"<div class='t'><h1>{TITLE}</h1><p>{info}</p></div>"
    rest = "".join(f"<p>{line}</p>" for line in NOTICE[1:])
    reading = page(f"{text}<div id='zoom'>{rest}</div>", f"<title>{TITLE}</title>")
    assert body(reading) == NOTICE
    assert layer(reading, Layer.FURNITURE) == [info]


def test_a_title_that_the_article_repeats_is_not_read_twice() -> None:
    reading = page(f"<h1>{TITLE}</h1><div class='TRS_Editor'>{paragraphs()}</div>")
    assert body(reading) == NOTICE


FACTS = [("索引号", "1-2/2023-01"), ("发文机关", "云溪县人民政府"), ("成文日期", "2023年3月1日"),
         ("标题", TITLE), ("发文字号", "云政发〔2023〕5号")]  # fmt: skip
FACT_FORMS = {
    "table": "<table>"
    + "".join(f"<tr><td><b>{a[0]}&nbsp;{a[1:]}：</b></td><td>{b}</td></tr>" for a, b in FACTS)
    + "</table>",
    "table of four columns": "<table><tr>"
    + "</tr><tr>".join(
        "".join(f"<th>{a}</th><td>{b}</td>" for a, b in FACTS[at : at + 2]) for at in (0, 2, 4)
    )
    + "</tr></table>",
    "definition list": "<dl>" + "".join(f"<dt>{a}:</dt><dd>{b}</dd>" for a, b in FACTS) + "</dl>",
    "list": "<ul>" + "".join(f"<li><b>{a}：</b>{b}</li>" for a, b in FACTS) + "</ul>",
    "boxes": "".join(f"<div><span>[{a}]</span><span>{b}</span></div>" for a, b in FACTS),
    "boxes of their own": "".join(f"<div>{a}：</div><div>{b}</div>" for a, b in FACTS),
    "one line": "<p>" + "　　".join(f"{a}：{b}" for a, b in FACTS) + "</p>",
}


@pytest.mark.parametrize("form", FACT_FORMS)
def test_the_table_of_facts_becomes_labels_and_values(form: str) -> None:
    reading = page(f"{SITE_TOP}{FACT_FORMS[form]}<div id='zoom'>{paragraphs()}</div>{SITE_FOOT}")
    assert layer(reading, Layer.METADATA) == [f"{label}：{value}" for label, value in FACTS]
    assert body(reading) == NOTICE


def test_a_fact_without_a_value_keeps_its_label() -> None:
    facts = "<table><tr><td>索引号</td><td></td><td>文号</td><td>甲〔1〕2号</td></tr></table>"
    assert layer(page(facts + paragraphs()), Layer.METADATA) == ["索引号：", "文号：甲〔1〕2号"]


TABLE = """<table border=1><thead><tr><th>序号</th><th>指标</th><th>牵头<br>单位</th></tr></thead>
<tr><td>1</td><td>生产总值增长7%</td><td rowspan=2>县发改委</td></tr>
<tr><td>2</td><td>投资&nbsp;增长9%</td></tr><tr><td colspan=3>二、创新</td></tr>
<tr><td>3</td><td><p>研发投入</p><p>增长5%</p></td><td>县科技局</td></tr></table>"""


def test_tables_keep_their_columns() -> None:
    reading = page(f"<p>{NOTICE[3]}</p>{TABLE}")
    rows = [line for line in reading.lines if line.row]
    assert [line.text for line in rows] == [
        "序号\t指标\t牵头\v单位",
        "1\t生产总值增长7%\t县发改委",
        "2\t投资\xa0增长9%\t",
        "二、创新",
        "3\t研发投入\v增长5%\t县科技局",
    ]
    assert [line.row.header for line in rows if line.row] == [True, False, False, False, False]
    assert cells(rows[2], reading.lines)[2] == "县发改委"
    found = [line.row.cells for line in rows if line.row]
    assert [cell.carried for cell in found[2]] == [False, False, True]
    assert [cell.width for cell in found[3]] == [3]


def test_rows_that_only_hold_widths_are_no_lines() -> None:
    table = TABLE.replace("</table>", "<tr height=0><td></td><td></td><td></td></tr></table>")
    assert len([line for line in page(table).lines if line.row]) == 5


def test_a_document_that_word_saved_as_a_page() -> None:
    listed = (
        "<p style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>一、"
        "</span><![endif]><span lang=EN-US>综合<o:p></o:p></span></p><p><o:p>&nbsp;</o:p></p>"
        "<!--[if gte mso 9]><xml><o:Author>某人</o:Author></xml><![endif]-->"
    )
    assert body(page(f"<div class=Section1>{listed}<p>{NOTICE[3]}</p></div>")) == [
        "一、综合",
        NOTICE[3],
    ]


@pytest.mark.parametrize(
    ("attribute", "carried"),
    [("rowspan=0", 2), ("rowspan=99999", 2), ("rowspan='x'", 0), ("rowspan=-3", 0), ("rowspan", 0)],
)
def test_odd_spans_do_no_harm(attribute: str, carried: int) -> None:
    reading = page(
        f"<table><tr><td>甲</td><td {attribute}>乙</td></tr><tr><td>丙</td></tr>"
        "<tr><td>丁</td></tr></table>"
    )
    found = [cell for line in reading.lines if line.row for cell in line.row.cells if cell.carried]
    assert len(found) == carried


def test_a_wide_span_takes_no_room() -> None:
    row = "<tr><td colspan=100000 rowspan=60000>甲</td><td>乙</td></tr>"
    reading = page(f"<table>{row * 300}</table>")
    assert len(reading.lines) == 300


def test_a_table_that_grows_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html, "MAX_CELLS", 1000)
    with pytest.raises(UnreadableError, match="表格过大"):
        page("<table>" + "<tr><td rowspan=60000>甲</td><td>乙</td></tr>" * 100 + "</table>")


def test_hidden_text_is_not_read_but_told() -> None:
    hidden = (
        "<p style='DISPLAY : none'>旧版第一条不再执行</p><p hidden>隐藏的责任单位</p>"
        "<p class='away'>样式隐藏的段落</p><p style='font-size:0px'>干扰文字干扰</p>"
        "<script>document.write('脚本')</script><noscript>请开启脚本</noscript>"
    )
    style = "<style>@media print{.no{display:none}} p.away{color:red;display:none}</style>"
    reading = page(f"<div id=zoom>{paragraphs()}{hidden}<p class=no>尾声</p></div>", style)
    assert body(reading) == [*NOTICE, "尾声"]
    assert codes_of(reading) == ["FJ149"] * 4
    assert "旧版第一条不再执行" in reading.findings[0].message


def test_text_hidden_from_readers_of_screens_is_still_read() -> None:
    assert body(page(f"<p aria-hidden=true>{NOTICE[3]}</p>")) == [NOTICE[3]]


def test_deletions_that_word_tracked_are_left_out_and_told() -> None:
    text = "责任单位：<del cite='x' datetime='2023-01-01'>县经信委会</del><ins>县工信局</ins>"
    reading = page(f"<p>{NOTICE[3]}</p><p>{text}</p>")
    assert body(reading)[1] == "责任单位：县工信局"
    assert codes_of(reading) == ["FJ149"]


def test_struck_text_is_read_and_told() -> None:
    reading = page(f"<p>{NOTICE[3]}</p><p>3.<s>取消的任务</s></p>")
    assert body(reading)[1] == "3.取消的任务"
    assert codes_of(reading) == ["FJ162"]


def test_numbers_that_a_browser_counts_are_written_out() -> None:
    items = "".join(f"<li>{text}</li>" for text in ("增长7%", "增长8%"))
    lists = {
        "<ol>": ["1. 增长7%", "2. 增长8%"],
        "<ol start=5>": ["5. 增长7%", "6. 增长8%"],
        "<ol style='list-style-type:cjk-ideographic'>": ["一、增长7%", "二、增长8%"],
        "<ol type=A>": ["A. 增长7%", "B. 增长8%"],
        "<ol type=i>": ["i. 增长7%", "ii. 增长8%"],
        "<ol style='list-style:none'>": ["增长7%", "增长8%"],
        "<ul>": ["增长7%", "增长8%"],
    }
    for opening, expected in lists.items():
        assert body(page(f"<p>{NOTICE[3]}</p>{opening}{items}</{opening[1:3]}>"))[1:] == expected


def test_written_numbers_are_not_counted_again() -> None:
    lines = body(page(f"<p>{NOTICE[3]}</p><ol><li>1.增长7%</li><li>（二）增长8%</li></ol>"))
    assert lines[1:] == ["1.增长7%", "（二）增长8%"]


def test_starts_of_lines() -> None:
    reading = page(f"<p>{NOTICE[3]}<br>第二行<br>　　第三段<br><br>第四段</p><p>第五段</p>")
    assert [line.start for line in reading.lines] == [
        Start.PARAGRAPH, Start.BREAK, Start.PARAGRAPH, Start.PARAGRAPH, Start.PARAGRAPH,
    ]  # fmt: skip


def test_attachments_are_listed() -> None:
    links = "<p>附件：<a href='/f/P1.xlsx'>任务分解表.xlsx</a> <a href='/x.htm'>解读</a></p>"
    reading = page(f"<div id=zoom>{paragraphs()}{links}</div>")
    (finding,) = reading.findings
    assert finding.code.id == "FJ150"
    assert "任务分解表.xlsx" in finding.message
    assert "/f/P1.xlsx" in finding.message
    assert finding.line == len(reading.lines)


def test_pictures_and_inline_frames_in_the_article_are_told() -> None:
    inside = "<img src='/a/table.jpg'><img src='/i/icon_pdf.gif'><iframe src='/v.html'></iframe>"
    reading = page(f"<div id=zoom>{paragraphs()}{inside}</div>")
    assert codes_of(reading) == ["FJ151", "FJ153"]
    assert "1张" in reading.findings[0].message


def test_long_text_outside_the_article_is_told() -> None:
    extra = (
        "本站原创评论：" + "这是一段与通知无关但是相当长的文字，读者应当知道它没有当作正文。" * 2
    )
    reading = page(f"<div id=zoom>{paragraphs() * 4}</div><div><p>{extra}</p></div>")
    assert codes_of(reading) == ["FJ152"]
    assert reading.findings[0].line == len(reading.lines)


def test_an_article_in_a_misnamed_box_is_told() -> None:
    extra = "本项任务由各有关单位按照职责分工负责落实，并于每季度末报送进展情况；" * 5
    reading = page(f"<div>{paragraphs() * 4}</div><div class='footer'><p>{extra}</p></div>")
    assert codes_of(reading) == ["FJ152"]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ("<html><frameset><frame src='main.htm'></frameset></html>", "main.htm"),
        ("<html><body><div id=app></div><script src=a.js></script></body></html>", "浏览器"),
        ("<html><body><div class=nav><a>首页</a></div></body></html>", "浏览器"),
    ],
)
def test_pages_without_text_are_refused(data: str, says: str) -> None:
    with pytest.raises(UnreadableError, match=says):
        html.read("a.html", data.encode())


@pytest.mark.parametrize("tag", ["div", "table><tr><td", "b", "span", "blockquote", "ol><li"])
def test_deep_nesting_is_read_or_refused(tag: str) -> None:
    reading = page(f"<p>{NOTICE[3]}</p>" + f"<{tag}>" * 600 + "最里面的文字")
    assert "最里面的文字" in "".join(body(reading))
    with pytest.raises(UnreadableError, match="嵌套过深"):
        page(f"<p>{NOTICE[3]}</p>" + f"<{tag}>" * 3000 + "最里面的文字")


def test_entities_are_not_expanded() -> None:
    bomb = '<!DOCTYPE html [<!ENTITY a "啊啊"><!ENTITY b "&a;&a;">]>'
    reading = html.read("a.html", f"{bomb}<p>{NOTICE[3]}&b;</p>".encode())
    assert "啊啊" not in "".join(body(reading)[-1:])


def test_a_web_archive_holds_a_page() -> None:
    data = (
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n--x\r\n'
        b'Content-Type: text/html; charset="gb2312"\r\nContent-Transfer-Encoding: 8bit\r\n\r\n'
    ) + f"<html><body>{paragraphs()}</body></html>\r\n--x--\r\n".encode("gb18030")
    reading = mht.read("a.mht", data)
    assert body(reading) == NOTICE
    assert reading.format == "mht"


def test_a_web_archive_without_a_page_is_refused() -> None:
    with pytest.raises(UnreadableError, match="没有网页"):
        mht.read("a.mht", b"MIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nx")


def test_damage_is_read_or_refused() -> None:
    facts = FACT_FORMS["table"]
    data = f"<html><body>{SITE_TOP}{facts}{paragraphs()}{TABLE}{SITE_FOOT}</body></html>".encode()
    assert_survives(html.read, data)


def test_a_real_kind_of_page(shared_corpus: Path) -> None:
    data = (shared_corpus / "wangchuan-2023.html").read_bytes()
    reading = html.read("wangchuan-2023.html", data)
    assert_sound(reading)
    assert len(layer(reading, Layer.METADATA)) == 9
    assert sum(line.row is not None for line in reading.lines) == 42
    assert body(reading)[0] == "望川市人民政府办公室关于印发望川市2023年"
    assert not any("版权所有" in text or "分享" in text for text in body(reading))
    assert codes_of(reading) == ["FJ149", "FJ150", "FJ150"]


HOSTED = ["主办单位：县经开区管委会", "协办单位：县自然资源局、县住建局"]


@pytest.mark.parametrize("at", [9, 10, len(NOTICE)], ids=["inside", "below a clause", "at the end"])
def test_who_hosts_a_task_is_not_who_runs_the_site(at: int) -> None:
    lines = [*NOTICE[:at], *HOSTED, *NOTICE[at:]]
    inside = "".join(f"<p>{line}</p>" for line in lines)
    assert body(page(f"{SITE_TOP}<div id='zoom'>{inside}</div>{SITE_FOOT}")) == lines


def test_who_runs_the_site_is_not_the_article() -> None:
    foot = "<p>主办：云溪县人民政府办公室</p><p>网站标识码：4104030001</p>"
    inside = "".join(f"<p>{line}</p>" for line in NOTICE)
    for made in (f"<div>{inside}</div><div>{foot}</div>", f"<div>{inside}{foot}</div>"):
        reading = page(made)
        assert body(reading) == NOTICE
        assert "主办：云溪县人民政府办公室" in layer(reading, Layer.FURNITURE)

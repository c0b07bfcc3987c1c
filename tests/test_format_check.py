"""fenjie format check: our own letters pass, and each damage fails by the clause it breaks."""

from __future__ import annotations

import importlib.util
import io
import json
import re
import zipfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from command_line import ROOT, fenjie
from ledger_made import Item, assignments
from made_docx import docx, text
from parsers.errors import UnreadableError
from pipeline.format_check import CLAUSES, check_format
from pipeline.format_check.measures import Face, face_of
from pipeline.format_check.result import Report, Verdict
from pipeline.office import Digits, Office
from pipeline.outgoing import Outgoing, outgoing_files, templates_for
from pipeline.units import LetterForm
from pipeline.views.letters import letter_views
from templates.source import word
from templates.source.geometry import STANDARD
from templates.source.letter import NUMBERED, normal, parts
from test_letters import FULL


def letter(form: LetterForm, office: Office = FULL, items: int = 12, of_set: str = "标准") -> bytes:
    """One unit's letter."""
    made = assignments(
        Item(f"{'一二三四五六七八九'[n // 7]}、类别", f"第{n + 1}项指标", "4分", ("甲局", "乙局"))
        for n in range(items)
    )
    views = letter_views(made, replace(office, form=form))[:1]
    wanted = Outgoing()
    templates = templates_for(wanted, office, views, Path(of_set), [])
    (file,) = outgoing_files(views, wanted, templates, {}, [])
    return file.data


def broken(report: Report) -> set[str]:
    """The clauses that fail."""
    return {r.clause for r in report.results if r.verdict is Verdict.BROKEN}


def told(report: Report, verdict: Verdict) -> dict[str, str]:
    return {r.item: r.measured for r in report.results if r.verdict is verdict}


# --- ours -------------------------------------------------------------------------------------


@pytest.mark.parametrize("of_set", ["标准", "gbt33476"])
@pytest.mark.parametrize("items", [1, 12, 58])
@pytest.mark.parametrize("form", list(LetterForm))
def test_our_letters_pass(form: LetterForm, items: int, of_set: str) -> None:
    report = check_format("函.docx", letter(form, items=items, of_set=of_set))
    assert told(report, Verdict.BROKEN) == {}
    assert report.kind == {"通知": "文件式", "函": "信函格式"}[form.value]
    assert report.counts()[Verdict.MET] > 50
    assert set(told(report, Verdict.NOTE)) <= {"上下边距的算法"}


@pytest.mark.parametrize("form", list(LetterForm))
@pytest.mark.parametrize("digits", list(Digits))
@pytest.mark.parametrize("seal", [True, False])
@pytest.mark.parametrize(
    "signer", ["甲局", "某市某区人民政府办公室", "某市某区经济社会高质量发展工作领导小组办公室"]
)
def test_our_letters_pass_with_every_switch(
    form: LetterForm, digits: Digits, seal: bool, signer: str
) -> None:
    office = replace(FULL, digits=digits, seal=seal, signer=signer, letterhead=None)
    report = check_format("函.docx", letter(form, office))
    assert told(report, Verdict.BROKEN) == {}


@pytest.mark.parametrize("office", [FULL, replace(FULL, number=None)], ids=["numbered", "not"])
def test_a_plain_notice_passes(office: Office) -> None:
    report = check_format("通知.docx", letter(LetterForm.NOTICE, office, of_set="无红头"))
    assert told(report, Verdict.BROKEN) == {}
    assert "发文机关标志的字体" not in {result.item for result in report.results}


def test_the_sample_notice_passes() -> None:
    sample = ROOT / "samples" / "notices" / "weidong-2021.docx"
    assert told(check_format(sample.name, sample.read_bytes()), Verdict.BROKEN) == {}


def test_what_a_letter_leaves_blank_is_unproven() -> None:
    report = check_format("函.docx", letter(LetterForm.NOTICE, Office()))
    assert told(report, Verdict.BROKEN) == {}
    blank = [item for item, m in told(report, Verdict.UNPROVEN).items() if m == "留空待填"]
    assert blank == ["发文字号的写法", "成文日期的写法", "印发日期的写法"]


# --- several in one file ----------------------------------------------------------------------


def bundle(form: LetterForm, of_set: str = "标准") -> bytes:
    """Letters to 甲局, 乙局, 丙局 and 丁局, bound in one file."""
    wanted, office = Outgoing(form=form, bundle=True), replace(FULL, form=form)
    items = [Item("一、综合", f"任务{n}", "4", (f"{c}局",)) for n, c in enumerate("甲乙丙丁")]
    views = letter_views(assignments(items), office)
    templates = templates_for(wanted, office, views, Path(of_set), [])
    files = {f.path: f.data for f in outgoing_files(views, wanted, templates, {}, [])}
    return files[f"任务函合订本-{form.value}.docx"]


@pytest.mark.parametrize("form", list(LetterForm))
def test_every_letter_of_a_bundle_is_checked(form: LetterForm) -> None:
    report = check_format("合订本.docx", bundle(form))
    assert told(report, Verdict.BROKEN) == {}
    assert report.kind.endswith("，合订 4 份")
    of_one = check_format("函.docx", letter(form, items=1))
    assert [r.item for r in report.results] == [r.item for r in of_one.results]


def test_every_plain_notice_of_a_bundle_is_checked() -> None:
    report = check_format("合订本.docx", bundle(LetterForm.NOTICE, "无红头"))
    assert report.kind == "没有版头，合订 4 份"
    assert told(report, Verdict.BROKEN) == {}


@pytest.mark.parametrize("form", list(LetterForm))
def test_a_fault_in_one_letter_of_a_bundle_says_in_which(form: LetterForm) -> None:
    def edit(xml: str) -> str:
        style = '<w:pStyle w:val="SignDate"/>'
        third = [found.start() for found in re.finditer(style, xml)][2]
        moved = xml[third:].replace(style, f'{style}<w:jc w:val="right"/>', 1)
        return xml[:third] + moved.replace("丁局：", "丁局:", 1)

    report = check_format("合订本.docx", damaged(bundle(form), "document", edit))
    found = {r.item: r.place for r in report.results if r.verdict is Verdict.BROKEN}
    assert set(found) == {"署名和日期的位置（盖章）", "主送机关后的冒号"}
    assert found["署名和日期的位置（盖章）"].startswith("第3份第")
    assert found["主送机关后的冒号"].startswith("第4份第")


def test_an_annex_that_counts_its_pages_anew_is_no_letter() -> None:
    section = '<w:sectPr><w:pgNumType w:start="1"/></w:sectPr>'
    body = text("某政〔2021〕9号") + text("关于甲的通知") + text("各局：") + text("请办理。")
    body += f"<w:p><w:pPr>{section}</w:pPr></w:p>" + text("附件") + text("一览表") + section
    assert "合订" not in check_format("通知.docx", docx(body)).kind


# --- damage -----------------------------------------------------------------------------------

Edit = Callable[[str], str]


def swap(old: str, new: str, times: int = 0) -> Edit:
    """Every (or the first ``times``) ``old``, which must be there, made ``new``."""

    def edit(xml: str) -> str:
        made, count = re.subn(old, new, xml, count=times, flags=re.DOTALL)
        assert count, f"{old} is not there"
        return made

    return edit


def in_style(name: str, old: str, new: str) -> Edit:
    """A change inside one style."""

    def edit(xml: str) -> str:
        found = re.search(rf'<w:style [^>]*><w:name w:val="{name}"/>.*?</w:style>', xml)
        assert found, name
        return xml.replace(found[0], swap(old, new)(found[0]))

    return edit


def damaged(data: bytes, part: str, edit: Edit) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, edit(content.decode()) if name == f"word/{part}.xml" else content)
    return made.getvalue()


FANG, HEI, KAI, SONG = "仿宋_GB2312", "黑体", "楷体_GB2312", "宋体"

# What is done to a letter, in which part, and the clauses that then fail.
DAMAGE: tuple[tuple[str, str, Edit, set[str]], ...] = (
    ("paper", "document", swap('w:w="11906" w:h="16838"', 'w:w="12240" w:h="15840"'),
     {"5.1", "5.2.1", "5.2.3", "7.4.1"}),
    ("margin above", "document", swap('w:top="2098"', 'w:top="1440"'), {"5.2.1", "5.2.3", "7.2.4"}),
    ("margin at the left", "document", swap('w:left="1587"', 'w:left="1797"'),
     {"5.2.1", "5.2.3", "7.4.1"}),
    ("line of 33 pt", "styles", in_style("Normal", 'w:line="579"', 'w:line="660"'),
     {"5.2.3"}),
    ("one line off", "document",
     swap('(<w:pStyle w:val="BodyText1"/>)', r'\1<w:spacing w:line="500" w:lineRule="exact"/>', 1),
     {"5.2.3"}),
    ("27 characters", "styles", in_style("Normal", '<w:spacing w:val="-6"/>', ""), {"5.2.3"}),
    ("Chinese in Calibri", "styles", in_style("公文正文", "<w:rPr>.*?</w:rPr>",
     '<w:rPr><w:rFonts w:eastAsia="Calibri"/></w:rPr>'), {"5.2.2", "7.3.3"}),
    ("a word in blue", "document",
     swap('(?<=现将)你单位', '</w:t></w:r><w:r><w:rPr><w:color w:val="0000FF"/></w:rPr><w:t>你单位', 1),
     {"5.2.4"}),
    ("a black head", "styles", in_style("发文机关标志", 'w:val="FF0000"', 'w:val="000000"'), {"7.2.4"}),
    ("a head at the left", "styles", in_style("发文机关标志", 'w:val="center"', 'w:val="left"'),
     {"7.2.4"}),
    ("a head too high", "styles", in_style("发文机关标志", 'w:before="1900"', 'w:before="900"'),
     {"7.2.4"}),
    ("square brackets", "document", swap("〔2021〕12号", "[2021]12号", 1), {"7.2.5"}),
    ("a padded number", "document", swap("〔2021〕12号", "〔2021〕012号", 1), {"7.2.5"}),
    ("第", "document", swap("〔2021〕12号", "〔2021〕第12号", 1), {"7.2.5"}),
    ("a short year", "document", swap("〔2021〕12号", "〔21〕12号", 1), {"7.2.5"}),
    ("a number at the right", "styles", in_style("发文字号", '"center"', '"right"'), {"7.2.5"}),
    ("a black rule", "styles", in_style("发文字号", "FF0000", "000000"), {"7.2.7"}),
    ("no rule", "styles", in_style("发文字号", "<w:pBdr>.*?</w:pBdr>", ""), {"7.2.7"}),
    ("a rule far below", "styles", in_style("发文字号", 'w:space="7"', 'w:space="20"'), {"7.2.7"}),
    ("a title of 三号", "styles", in_style("公文标题", 'w:sz w:val="44"', 'w:sz w:val="32"'), {"7.3.1"}),
    ("a title in 黑体", "styles", in_style("公文标题", "方正小标宋简体", HEI), {"7.3.1"}),
    ("a title at the left", "styles", in_style("公文标题", '"center"', '"left"'), {"7.3.1"}),
    ("no room above the title", "styles", in_style("公文标题首行", 'w:before="1158"', 'w:before="0"'),
     {"7.3.1"}),
    ("an indented 主送", "styles", in_style("主送机关", "</w:pPr>", '<w:ind w:firstLine="640"/></w:pPr>'),
     {"7.3.2"}),
    ("a narrow colon", "document", swap("甲局：</w:t>", "甲局:</w:t>", 1), {"7.3.2"}),
    ("no room above 主送", "styles", in_style("主送机关", 'w:before="579"', 'w:before="0"'), {"7.3.2"}),
    ("text of 四号", "styles", in_style("公文正文", 'w:sz w:val="32"', 'w:sz w:val="28"'),
     {"5.2.3", "7.3.3"}),
    ("text in 宋体", "styles", in_style("公文正文", FANG, SONG), {"7.3.3"}),
    ("text not indented", "styles", in_style("公文正文", "<w:ind [^>]*/>", ""), {"7.3.3"}),
    ("一、 in 仿宋", "styles", in_style("公文一级标题", HEI, FANG), {"7.3.3"}),
    ("（一） in 仿宋", "document", swap("1.请逐项", "（一）请逐项", 1), {"7.3.3"}),
    ("a stop behind 附件", "document", swap("反馈表</w:t>", "反馈表。</w:t>", 1), {"7.3.4", "7.3.7"}),
    ("附件 with a narrow colon", "document", swap("附件：目标", "附件:目标", 1), {"7.3.4"}),
    ("附件 flush", "styles", in_style("附件说明", "<w:ind [^>]*/>", '<w:ind w:left="0"/>'), {"7.3.4"}),
    ("a padded date", "document", swap("2021年5月20日</w:t>", "2021年05月20日</w:t>", 1), {"7.3.5.4"}),
    ("a date in Chinese", "document", swap("2021年5月20日</w:t>", "二〇二一年五月二十日</w:t>", 1),
     {"7.3.5.1", "7.3.5.4"}),  # it is longer, too
    ("a date at the right edge", "styles",
     in_style("成文日期", "<w:ind [^>]*/><w:jc [^>]*/>", '<w:jc w:val="right"/>'), {"7.3.5.1"}),
    ("此页无正文", "document", swap("联系人：", "（此页无正文）联系人：", 1), {"7.3.5.5"}),
    ("no date", "document", swap("2021年5月20日</w:t>", "</w:t>", 1), {"7.3.5"}),
    ("an annex on the same page", "styles", in_style("附件标识", "<w:pageBreakBefore/>", ""), {"7.3.7"}),
    ("附件： above the annex", "document", swap(">附件</w:t>", ">附件：</w:t>", 1), {"7.3.7"}),
    ("附件 in 仿宋", "styles", in_style("附件标识", HEI, FANG), {"7.3.7"}),
    ("another name in the note", "document", swap("附件：目标任务", "附件：年度任务", 1), {"7.3.7"}),
    ("版记 of 三号", "styles", in_style("版记", 'w:sz w:val="28"', 'w:sz w:val="32"'), {"7.4"}),
    ("no last rule", "document", swap('<w:bottom w:val="single" w:sz="8"', '<w:bottom w:val="nil" w:sz="8"'),
     {"7.4.1"}),
    ("a thick rule between", "document", swap('(<w:insideH w:val="single" w:sz=)"6"', r'\1"12"'),
     {"7.4.1"}),
    ("抄送 without a stop", "document", swap("人大常委会办公室。", "人大常委会办公室", 1), {"7.4.2"}),
    ("抄送 flush", "styles", in_style("版记", "<w:ind [^>]*/>", '<w:ind w:left="0"/>'), {"7.4.2"}),
    ("a padded 印发", "document", swap("2021年5月20日印发", "2021年05月20日印发", 1), {"7.4.3"}),
    ("印发 flush", "styles", in_style("印发日期", 'w:right="280"', 'w:right="0"'), {"7.4.3"}),
    ("page number of 小四", "styles", in_style("页码单页", 'w:sz w:val="28"', 'w:sz w:val="24"'), {"7.5"}),
    ("page number in 仿宋", "styles", in_style("页码双页", SONG, FANG), {"7.5"}),
    ("page number with hyphens", "footer1", swap("—", "-"), {"7.5"}),
    ("odd pages at the left", "styles", in_style("页码单页", '<w:jc w:val="right"/>', ""), {"7.5"}),
    ("even pages in the middle", "styles", in_style("页码双页", '"left"', '"center"'), {"7.5"}),
    ("even like odd", "settings", swap("<w:evenAndOddHeaders/>", ""), {"7.5"}),
    ("page number too low", "document", swap('w:footer="1304"', 'w:footer="850"'), {"7.5"}),
    ("no number on page one", "document", swap("<w:cols/>", "<w:cols/><w:titlePg/>"), {"7.5"}),
    ("no page number", "footer1", swap(" PAGE ", " DATE "), {"7.5"}),
)  # fmt: skip


@pytest.mark.parametrize(
    ("part", "edit", "clauses"), [row[1:] for row in DAMAGE], ids=[row[0] for row in DAMAGE]
)
def test_damage_fails_by_its_clause(part: str, edit: Edit, clauses: set[str]) -> None:
    report = check_format("函.docx", damaged(letter(LetterForm.NOTICE), part, edit))
    assert broken(report) == clauses
    assert not report.sound


FORMAL_DAMAGE: tuple[tuple[str, str, Edit, set[str]], ...] = (
    ("a number in the middle", "styles", in_style("信函发文字号", '"right"', '"center"'), {"10.1"}),
    ("the head too high", "document", swap('w:header="1621"', 'w:header="900"'), {"10.1"}),
    ("thin over thick", "styles",
     in_style("信函首页上线", 'w:sz="18"(.*?)w:sz="6"', r'w:sz="6"\1w:sz="18"'), {"10.1"}),
    ("a short rule", "styles", in_style("信函首页下线", "<w:ind [^>]*/>", ""), {"10.1"}),
    ("numbers from page one", "document", swap("<w:titlePg/>", ""), {"10.1"}),
    ("rules in 版记", "document",
     swap('<w:top w:val="nil" w:sz="0"', '<w:top w:val="single" w:sz="8"'), {"10.1"}),
    ("a padded date", "document", swap("2021年5月20日</w:t>", "2021年05月20日</w:t>", 1), {"7.3.5.4"}),
)  # fmt: skip


@pytest.mark.parametrize(
    ("part", "edit", "clauses"),
    [row[1:] for row in FORMAL_DAMAGE],
    ids=[row[0] for row in FORMAL_DAMAGE],
)
def test_damage_to_a_formal_letter_fails_by_its_clause(
    part: str, edit: Edit, clauses: set[str]
) -> None:
    report = check_format("函.docx", damaged(letter(LetterForm.LETTER), part, edit))
    assert broken(report) == clauses


def test_what_is_only_recommended_is_a_note() -> None:
    notice = letter(LetterForm.NOTICE)
    for part, edit, item in (
        ("styles", in_style("发文机关标志", "方正小标宋简体", SONG), "发文机关标志的字体"),
        ("styles", in_style("公文一级标题", "<w:rPr>", "<w:rPr><w:b/>"), "加粗"),
        ("document", swap('(w:(?:top|bottom) w:val="single" w:sz=)"8"', r'\1"12"'), "首条分隔线"),
        ("document", swap("请逐项明确", "请逐项明确,逐", 1), "标点"),
    ):
        report = check_format("函.docx", damaged(notice, part, edit))
        assert item in told(report, Verdict.NOTE), item
        assert report.sound, item


def test_a_fault_names_its_place() -> None:
    edit = swap(
        '(<w:pStyle w:val="BodyText1"/>)', r'\1<w:ind w:firstLineChars="0" w:firstLine="0"/>', 1
    )
    report = check_format("函.docx", damaged(letter(LetterForm.NOTICE), "document", edit))
    (fault,) = (r for r in report.results if r.verdict is Verdict.BROKEN)
    assert (fault.clause, fault.item) == ("7.3.3", "自然段首行缩进")
    assert fault.place.startswith("第6段“根据")
    assert fault.measured.startswith("首行 0.0 字")


# --- other offices' ways ----------------------------------------------------------------------


def page(*paragraphs: str, section: str | None = None) -> bytes:
    ending = section or word.section(STANDARD, word.references(*NUMBERED))
    return word.package("".join(paragraphs) + ending, parts(STANDARD, ()))


def para(words: str, paragraph: str = "", run: str = "") -> str:
    return (
        f'<w:p><w:pPr>{paragraph}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t xml:space="preserve">'
        f"{words}</w:t></w:r></w:p>"
    )


BLANK = "<w:p/>"
TITLE = '<w:jc w:val="center"/>', f'{word.fonts("方正小标宋_GBK")}<w:sz w:val="44"/>'


def test_blank_lines_and_typed_blanks_do_as_well_as_spacing() -> None:
    """A notice without a head, set by hand: blank paragraphs, two full-width blanks."""
    data = page(
        para("某区人民政府办公室", *TITLE),
        para("关于报送工作总结的通知", *TITLE),
        BLANK,
        para("各街道办事处，区直各单位："),
        para("　　现将有关事项通知如下。"),
        para("　　一、时间要求", run=word.fonts("SimHei")),
        para("　　请于6月10日前报送。"),
        para("　　（一）内容", run=word.fonts("KaiTi")),
        para("　　请写明完成情况。"),
        BLANK,
        para("某区人民政府办公室　　", '<w:jc w:val="right"/>'),
        para("2021年5月7日", '<w:ind w:left="6001"/><w:jc w:val="left"/>'),
        para("　　（联系人：张三）"),
    )
    report = check_format("通知.docx", data)
    assert report.kind == "没有版头"
    assert told(report, Verdict.BROKEN) == {}
    assert "发文机关标志" in told(report, Verdict.UNPROVEN)
    assert "署名和日期的位置（不盖章）" in told(report, Verdict.MET)


def colophon_line(words: str, borders: str, indent: str = "") -> str:
    foot = '<w:framePr w:w="8845" w:vAnchor="margin" w:hAnchor="margin" w:yAlign="bottom"/>'
    size = '<w:sz w:val="28"/>'
    return para(words, f"{foot}<w:pBdr>{borders}</w:pBdr>{indent}", size)


def test_a_colophon_of_paragraphs_is_one() -> None:
    rule = '<w:{} w:val="single" w:sz="{}" w:space="1" w:color="auto"/>'
    copied = "　抄送：区委办公室，区人大常委会办公室。"
    wide = '<w:ind w:right="280"/>'
    texts = (
        para("关于某事的通知", *TITLE), BLANK, para("各单位："), para("　　正文。"),
        para("　　2021年5月7日"),
    )  # fmt: skip
    over = rule.format("top", 8) + rule.format("bottom", 6)
    printed = "　某区人民政府办公室　　2021年05月7日印发"
    data = page(
        *texts,
        colophon_line(copied, over),
        colophon_line(printed, rule.format("bottom", 8), wide),
    )
    report = check_format("通知.docx", data)
    assert {"7.4.1", "7.4.3"} <= broken(report)  # shorter than the text by an indent; padded
    met = told(report, Verdict.MET)
    assert met["分隔线的粗细"] == "0.35、0.26、0.35 mm"
    assert met["版记的位置"] == "定位在版心下缘"
    assert met["印发行在版记末行"] == "末行"


def test_what_stands_in_a_text_box_is_unproven() -> None:
    box = (
        '<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox>'
        f"<w:txbxContent>{para('某区人民政府办公室　2021年5月7日印发')}</w:txbxContent>"
        "</v:textbox></v:shape></w:pict></w:r></w:p>"
    )
    data = page(para("关于某事的通知", *TITLE), BLANK, para("各单位："), para("　　正文。"), box)
    report = check_format("通知.docx", data)
    assert told(report, Verdict.UNPROVEN)["版记"] == "在文本框中，请看打印件"
    assert not {clause for clause in broken(report) if clause.startswith("7.4")}


def test_a_theme_stands_before_nothing_and_styles_before_it() -> None:
    """Headings set in the theme's Chinese font, which is 等线: no face of the standard."""
    theme = (
        '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:minorFont>'
        '<a:latin typeface="Calibri"/><a:ea typeface=""/><a:font script="Hans" typeface="等线"/>'
        "</a:minorFont></a:theme>"
    )
    data = page(
        para("关于某事的通知", *TITLE), BLANK, para("各单位："),
        para("　　正文。", run='<w:rFonts w:eastAsiaTheme="minorEastAsia"/>'),
    )  # fmt: skip
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            content = old.read(name).decode()
            if name == "word/_rels/document.xml.rels":
                kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/theme"
                link = f'<Relationship Id="rId99" Type="{kind}" Target="theme/theme1.xml"/>'
                content = content.replace("</Relationships>", f"{link}</Relationships>")
            new.writestr(name, content)
        new.writestr("word/theme/theme1.xml", theme)
    report = check_format("通知.docx", made.getvalue())
    assert told(report, Verdict.BROKEN)["中文字体"].startswith("等线")


def test_an_automatic_number_is_a_number() -> None:
    numbering = (
        '<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="chineseCounting"/>'
        '<w:lvlText w:val="%1、"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="7"/></w:numPr>'
    indent = '<w:ind w:firstLineChars="200"/>'
    body = "".join(
        (para("关于某事的通知", *TITLE), BLANK, para("各单位："), para("　　正文。"),
         para("时间要求", numbered + indent))
    )  # fmt: skip
    ending = word.section(STANDARD, word.references(*NUMBERED))
    named = {**parts(STANDARD, ()), "numbering": numbering}
    word_kinds: dict[str, Any] = word._KINDS
    word_kinds.setdefault("numbering", "application/xml")
    report = check_format("通知.docx", word.package(body + ending, named))
    assert told(report, Verdict.BROKEN)["“一、”层次的字体"] == FANG


def test_spacing_that_a_font_decides_is_unproven() -> None:
    loose = replace(normal(STANDARD), paragraph='<w:spacing w:line="360" w:lineRule="auto"/>')
    styles = word.styles(loose, ())
    section = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
    body = para("关于某事的通知", *TITLE) + para("各单位：") + para("　　正文。") + section
    report = check_format("通知.docx", word.package(body, {"styles": styles}))
    assert "每页行数" in told(report, Verdict.UNPROVEN)
    assert {"5.2.1", "7.5", "7.3.5"} <= broken(report)


@pytest.mark.parametrize(
    "body", ["", text("一句话"), text("附件"), text("2021年5月7日"), text("附件："), text("：")]
)
def test_any_document_can_be_checked(body: str) -> None:
    assert check_format("某.docx", docx(body)).results


@pytest.mark.parametrize("data", [b"", b"PK\3\4broken", b"\xd0\xcf\x11\xe0"])
def test_what_is_no_docx_is_told(data: bytes) -> None:
    with pytest.raises(UnreadableError, match=r"另存为 \.docx"):
        check_format("某.docx", data)


@pytest.mark.parametrize(
    ("font", "face"),
    [
        ("仿宋_GB2312", Face.FANG), ("FangSong", Face.FANG), ("方正小标宋_GBK", Face.TITLE),
        ("华文楷体", Face.KAI), ("SimHei", Face.HEI), ("宋体", Face.SONG), ("华文仿宋", Face.FANG),
        ("Times New Roman", None), ("等线", None), (None, None),
    ],
)  # fmt: skip
def test_faces_are_known_by_their_fonts_names(font: str | None, face: Face | None) -> None:
    assert face_of(font) is face


# --- the command ------------------------------------------------------------------------------


def test_the_command_prints_a_table_and_its_code_says_whether_all_is_well(tmp_path: Path) -> None:
    sound = tmp_path / "好.docx"
    sound.write_bytes(letter(LetterForm.NOTICE))
    done = fenjie("format", "check", sound)
    assert (done.returncode, done.stderr) == (0, "")
    assert "结论" in done.stdout.splitlines()[1]
    assert "不合格 0" in done.stdout.splitlines()[-1]
    unsound = tmp_path / "坏.docx"
    edit = swap('w:top="2098"', 'w:top="1440"')
    unsound.write_bytes(damaged(letter(LetterForm.NOTICE), "document", edit))
    done = fenjie("format", "check", sound, unsound, "--brief")
    assert done.returncode == 1
    assert re.search(r"^不合格 +5\.2\.1 +天头", done.stdout, re.MULTILINE)
    assert not re.search("^合格 ", done.stdout, re.MULTILINE)


def test_json_says_all_there_is(tmp_path: Path) -> None:
    path = tmp_path / "函.docx"
    path.write_bytes(letter(LetterForm.LETTER))
    done = fenjie("format", "check", path, "--json")
    described = json.loads(done.stdout)
    assert described["schema"] == "fenjie.format/1"
    (document,) = described["documents"]
    assert document["sound"] is True
    assert document["counts"]["fail"] == 0
    keys = ("clause", "item", "expected", "measured", "tolerance", "verdict", "conclusion", "place")
    assert all(tuple(result) == keys for result in document["results"])
    assert {result["verdict"] for result in document["results"]} <= {v.value for v in Verdict}


def test_a_missing_file_is_told() -> None:
    done = fenjie("format", "check", "没有.docx")
    assert done.returncode == 3
    assert "无法读取“没有.docx”" in done.stderr


def test_the_page_of_what_is_checked_is_current() -> None:
    spec = importlib.util.spec_from_file_location("make_format", ROOT / "docs" / "make_format.py")
    assert spec is not None
    assert spec.loader is not None
    maker = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(maker)
    written = (ROOT / "docs" / "format-check.md").read_text(encoding="utf-8")
    assert written == maker.page(), "run `make docs`"
    assert all(f"### {name}" in written for name, _ in CLAUSES)


_VALUE = re.compile(r'(?<==")[^"<]*(?=")')
_TAG = re.compile(r"<w:(?!body|document|styles|settings|ftr|hdr)[A-Za-z]+ [^>]*/>")
SOUND_LETTERS = {form: letter(form, items=2) for form in LetterForm}
VALUES = ("", "0", "-1", "9999999999", "1e999", "nan", "一", "true", "Normal", "50%", "none")


@settings(max_examples=60, deadline=None)
@given(
    form=st.sampled_from(LetterForm),
    part=st.sampled_from(["document", "styles", "settings", "footer1"]),
    at=st.lists(st.tuples(st.integers(0, 10_000), st.sampled_from((*VALUES, None))), min_size=1),
)
def test_damage_of_any_kind_is_reported_or_refused(
    form: LetterForm, part: str, at: list[tuple[int, str | None]]
) -> None:
    def edit(xml: str) -> str:
        for place, value in at:  # a value that cannot be, or an element gone
            found = list((_TAG if value is None else _VALUE).finditer(xml))
            if found:
                one = found[place % len(found)]
                xml = xml[: one.start()] + (value or "") + xml[one.end() :]
        return xml

    with suppress(UnreadableError):
        assert check_format("函.docx", damaged(SOUND_LETTERS[form], part, edit)).results

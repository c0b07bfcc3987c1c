"""核对报告 as a clerk meets it: opened, clicked and typed at in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

import chromium
import report_sample as sample
from parsers.model import Indicator, Text
from parsers.source import Line, Span
from pipeline.assign import Assignments
from pipeline.render.report import render_report
from pipeline.units import UnitBook
from pipeline.views.report import report_view

pytestmark = pytest.mark.skipif(
    chromium.found() is None, reason="Chromium and chromedriver are not installed"
)


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[chromium.Browser]:
    with chromium.browser(tmp_path_factory.mktemp("profile")) as browser:
        yield browser


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    view = report_view(sample.NOTICE, sample.assigned(), sample.FINDINGS)
    path = tmp_path_factory.mktemp("report") / "核对报告.html"
    path.write_bytes(render_report(view).data)
    return path


@pytest.fixture
def page(window: chromium.Browser, written: Path) -> Iterator[chromium.Browser]:
    """The sample's report, opened as if for the first time; nothing may go wrong in it."""
    window.open(written)
    window.run("localStorage.clear()")
    window.open(written)
    yield window
    assert window.errors() == []
    assert window.requested() == []


def test_opening_asks_for_nothing_but_the_file_itself(
    window: chromium.Browser, written: Path
) -> None:
    window.open(written)
    window.settle()
    assert window.requested() == []
    assert window.errors() == []
    assert window.run("return document.body.className") == "ready"


def test_clicking_a_marked_value_lights_its_reading(page: chromium.Browser) -> None:
    page.click("#L9 a[href='#i1.u2']")
    page.settle()
    assert page.texts("#reading .v.on") == ["市场监督管理局"]
    assert page.lit() == ["9:市场监督管理局"]
    assert page.texts("article.on div.number") == ["1"]
    assert page.in_view("#i1\\.u2")
    assert page.texts("#status") == ["第9行　指标1　单位　市场监督管理局"]


def test_clicking_a_value_of_the_reading_lights_its_place(page: chromium.Browser) -> None:
    page.click("#i7\\.u1")
    page.settle()
    assert page.lit() == ["21:区统计局"]
    assert page.in_view("#L21")
    page.click("#i1\\.t")
    page.settle()
    assert "".join(said.partition(":")[2] for said in page.lit()) == (
        "规模以上工业增加值增长8%以上，力争达到9%"
    ), "all of the text, through the targets inside it"


def test_a_target_inside_its_indicator_can_be_told_from_it(page: chromium.Browser) -> None:
    page.click("#L8 a[href='#i1.g2']")
    assert page.lit() == ["8:9%"]
    assert page.texts("#reading .v.on") == ["9%"]


def test_a_place_that_belongs_to_two_indicators_lights_both(page: chromium.Browser) -> None:
    page.click("#L18 a[href='#i4.u1']")
    assert page.texts("article.on div.number") == ["4", "5"]


def test_a_finding_lights_its_words_and_its_indicator(page: chromium.Browser) -> None:
    page.click("#f4 a")
    page.settle()
    assert page.lit() == ["9:市场监督管理局"]
    assert page.texts("article.on div.number") == ["1"]
    page.click("#f1 a")
    page.settle()
    assert page.lit() == ["12:注意：此行谁也不认识"]
    assert page.texts("article.on") == []


def test_it_can_be_worked_without_a_mouse(page: chromium.Browser) -> None:
    page.press("j", "j", "j", "j")
    assert page.texts("#findings-list li.on .code") == ["FJ402"]
    assert page.lit() == ["9:市场监督管理局"]
    page.press("k")
    assert page.texts("#findings-list li.on .code") == ["FJ501"]
    page.press("ArrowDown")
    assert page.texts("#findings-list li.on .code") == ["FJ402"], "the list has the focus"
    page.press("n")
    assert page.texts("article.on div.number") == ["2"]
    page.press("ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight")
    assert page.lit() == ["11:区农业农村局"]
    page.press("Enter")
    assert page.lit() == ["11:区农业农村局"]
    page.press("ArrowDown")
    assert page.texts("article.on div.number") == ["3"]
    page.press("u")
    assert page.run("return document.querySelector('.block p.on').id") == "L12"
    page.press("Escape")
    assert page.lit() == page.texts("article.on") == []


def test_the_keys_are_listed_and_the_list_closes_again(page: chromium.Browser) -> None:
    assert not page.run("return document.getElementById('help').offsetHeight")
    page.press("?")
    assert page.run("return document.getElementById('help').offsetHeight")
    page.press("j")
    assert page.texts("#findings-list li.on") == [], "keys are for the open sheet only"
    page.press("Escape")
    assert not page.run("return document.getElementById('help').offsetHeight")


def test_what_has_the_focus_can_be_seen(page: chromium.Browser) -> None:
    page.press("j")
    style = "return getComputedStyle(document.activeElement).outlineStyle"
    assert page.run(style) == "solid"


def choose(page: chromium.Browser, selector: str, value: str) -> None:
    page.run(
        "const e = document.querySelector(arguments[0]); e.value = arguments[1];"
        "e.dispatchEvent(new Event('change', {bubbles: true}))",
        selector,
        value,
    )


SHOWN = "article:not([hidden]) div.number"


def test_findings_and_items_can_be_filtered(page: chromium.Browser) -> None:
    page.click("label.sev.info")
    assert len(page.texts("#findings-list li:not([hidden])")) == 5
    choose(page, "#by-code", "FJ402")
    assert page.texts("#findings-list li:not([hidden]) .code") == ["FJ402"]
    choose(page, "#by-code", "")
    page.click("[data-tab=units-list]")
    page.click("[data-unit='4']")
    assert page.texts(SHOWN) == ["4", "5"]
    assert page.texts("#shown") == ["显示 2 / 7 项"]
    page.click("[data-do=clear]")
    assert len(page.texts(SHOWN)) == 7
    choose(page, "#show", "doubtful")
    assert page.texts(SHOWN) == ["1", "2", "3"]


def test_a_search_finds_items_by_any_of_their_words(page: chromium.Browser) -> None:
    page.press("/", *"jobs")
    assert page.run("return document.activeElement.value") == "jobs", "letters are not keys here"
    page.run(
        "const e = document.activeElement; e.value = '区人社局';"
        "e.dispatchEvent(new Event('input', {bubbles: true}))"
    )
    page.run("return new Promise(done => setTimeout(done, 200))")
    assert page.texts(SHOWN) == ["6"]


def test_following_a_finding_to_a_hidden_item_shows_it(page: chromium.Browser) -> None:
    page.click("[data-tab=units-list]")
    page.click("[data-unit='4']")
    page.click("#L10 a[href='#i2.t']")
    page.settle()
    assert page.texts("article.on:not([hidden]) div.number") == ["2"]


def test_doubtful_items_come_first_until_one_asks_for_the_notices_order(
    page: chromium.Browser, written: Path
) -> None:
    assert page.texts("#doubts article div.number") == ["1", "2", "3"]
    assert page.texts("article div.number") == list("1234567")
    choose(page, "#order", "notice")
    assert page.texts("#doubts article") == []
    page.open(written)
    assert page.run("return document.getElementById('order').value") == "notice", "remembered"


def test_marks_of_a_kind_can_be_switched_off(page: chromium.Browser) -> None:
    colour = "return getComputedStyle(document.querySelector('#L9 a.unit')).backgroundColor"
    before = page.run(colour)
    page.run("document.querySelector('[name=kind][value=unit]').click()")
    assert page.run(colour) != before


def test_ticks_are_counted_remembered_and_exported(page: chromium.Browser, written: Path) -> None:
    page.click("#r4 input")
    page.press("j")
    page.press("x")
    assert page.texts("#done") == ["1"], "no item is lit: there is nothing to tick"
    page.press("n", "x")
    assert page.texts("#done") == ["2"]
    page.open(written)
    assert page.texts("#done") == ["2"]
    assert page.texts("article.done div.number") == ["1", "4"]
    page.click("[data-do=export]")
    said = page.run("return document.querySelector('#record textarea').value")
    assert "已核对 2 项\r\n" in said.replace("\n", "\r\n").replace("\r\r", "\r")
    assert "全员劳动生产率" in said
    assert "FJ402" in said
    page.press("Escape")


def test_the_sure_ones_are_ticked_in_one_sweep_and_that_can_be_undone(
    page: chromium.Browser,
) -> None:
    choose(page, "#show", "sure")
    page.click("[data-do=sweep]")
    assert page.texts("article.done div.number") == ["4", "5", "6", "7"]
    page.press("z")
    assert page.texts("#done") == ["0"]


def test_a_tick_falls_when_the_reading_has_changed(page: chromium.Browser, written: Path) -> None:
    page.click("#r4 input")
    page.click("#r5 input")
    assigned = sample.assigned()
    items = tuple(
        replace(item, unit=sample.BOOK.units[0]) if item.indicator.id == "labour" else item
        for item in assigned.items
    )
    view = report_view(sample.NOTICE, replace(assigned, items=items), sample.FINDINGS)
    other = written.with_name("再次.html")
    other.write_bytes(render_report(view).data)
    page.open(other)
    assert page.texts("article.done div.number") == ["5"]
    assert "1 项的读法与上次核对时不同" in page.texts("#status")[0]


def test_it_works_where_the_browser_remembers_nothing(
    page: chromium.Browser, written: Path
) -> None:
    said = written.read_text(encoding="utf-8")
    denied = "Object.defineProperty(window,'localStorage',{get(){throw new Error('denied')}});"
    policy, _, rest = said.partition("script-src 'sha256-")
    other = written.with_name("无记忆.html")
    unlocked = f"{policy}script-src 'unsafe-inline' 'x-{rest}"
    other.write_text(unlocked.replace("<script>", f"<script>{denied}</script><script>"))
    page.open(other)
    page.click("#r4 input")
    assert page.texts("#done") == ["1"]
    assert [e for e in page.errors() if "x-" not in e] == []
    page.open(written)


def test_the_print_has_findings_and_reading_on_a4_and_not_the_source(
    page: chromium.Browser,
) -> None:
    sheets = list(pypdfium2.PdfDocument(page.pdf()))
    assert all(sheet.get_size() == pytest.approx((595.3, 841.9), abs=1) for sheet in sheets)
    said = "".join(sheet.get_textpage().get_text_bounded() for sheet in sheets)
    for words in ("没有指明是哪些单位", "没有归属的行", "归口单位", "营商环境便利度", "读到 7 项"):
        assert words in said.replace("\r\n", "")
    assert "完成时限：" not in said, "the source stays on the screen"


@pytest.mark.parametrize("width", [400, 1280, 1920])
def test_nothing_is_cut_off_sideways(page: chromium.Browser, width: int) -> None:
    page.resize(width, 900)
    page.settle()
    assert page.run("return document.documentElement.scrollWidth - innerWidth") <= 0
    page.resize(1280, 800)


HOSTILE = (
    "</script><script>window.broken=1</script><img src=x onerror=window.broken=1>"
    "<svg onload=window.broken=1>\"'><a href=javascript:alert(1)>x</a>\u202e\x00&lt;{{script}}"
)


def test_a_hostile_notice_stays_text(window: chromium.Browser, tmp_path: Path) -> None:
    path = tmp_path / "hostile.html"
    path.write_bytes(render_report(report_view(*sample.hostile(HOSTILE))).data)
    window.open(path)
    window.click("#f1 a")
    window.click("#L2 a")
    window.settle()
    assert window.run("return window.broken === undefined")
    assert window.run("return document.querySelectorAll('img, svg, main script').length") == 0
    assert "</script><script>" in window.texts("#L2 span")[0]
    assert window.requested() == []
    assert window.errors() == []


def test_thousands_of_items_stay_usable(window: chromium.Browser, tmp_path: Path) -> None:
    count = 6000
    lines = tuple(Line(n, f"{n}.第{n}项工作完成情况") for n in range(1, count + 1))
    indicators = tuple(
        Indicator(
            f"i{n}", Text(str(n), (Span(n, 0, len(str(n))),)), (),
            Text(line.text, (Span(n, len(str(n)) + 1, len(line.text)),)), line=n, end_line=n,
        )
        for n, line in enumerate(lines, 1)
    )  # fmt: skip
    notice = replace(
        sample.NOTICE, source=replace(sample.SOURCE, lines=lines), roles=("indicator",) * count,
        indicators=indicators, sections=(), claims=(), rules=(), citations=(),
    )  # fmt: skip
    nobody = Assignments(notice, UnitBook(()), (), ())
    path = tmp_path / "large.html"
    path.write_bytes(render_report(report_view(notice, nobody, ())).data)
    window.open(path)
    window.run("document.getElementById('L5990').scrollIntoView()")
    window.click("#L5990 a[href='#i5990.t']")
    window.settle()
    assert window.in_view("#i5990\\.t")
    window.click("#i5990\\.t")
    assert window.lit() == ["5990:第5990项工作完成情况"]
    assert window.errors() == []

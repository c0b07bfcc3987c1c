"""公文版面: measured on the page that LibreOffice draws, not in the docx (GB/T 9704—2012)."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Iterator
from typing import Any

import pytest

from command_line import ROOT
from ledger_made import Item, assignments
from pipeline.files import File
from pipeline.pdf import with_pdf
from pipeline.render.letters import render_letters
from pipeline.units import LetterForm
from pipeline.views.letters import letter_views
from templates.source import word
from templates.source.geometry import ON_SCREEN, STANDARD
from templates.source.letter import NUMBERED, parts
from test_letters import FULL

pdfplumber = pytest.importorskip("pdfplumber")

MM = 72 / 25.4
TOP, LEFT, BOTTOM, RIGHT = 37, 28, 297 - 35, 210 - 26  # the text area's edges, mm from the paper's
NEARLY_A_PAGE = range(10, 15)  # so many rows fill the page of the return form, or not quite
CHARACTER = 14 / MM  # one 四号 character

Page = list[dict[str, Any]]


@pytest.fixture(scope="module")
def pages(soffice: str) -> Iterator[dict[str, list[Any]]]:
    """Each document's pages, drawn as --pdf draws them."""
    assert soffice
    if not _lists_chinese_fonts():
        pytest.skip("no Chinese font is installed")
    files = with_pdf(File(f"{name}.docx", data) for name, data in _documents().items())
    drawn = [file for file in files if file.path.endswith(".pdf")]
    opened = {file.path[:-4]: pdfplumber.open(io.BytesIO(file.data)) for file in drawn}
    yield {name: pdf.pages for name, pdf in opened.items()}
    for pdf in opened.values():
        pdf.close()


def _lists_chinese_fonts() -> bool:
    program = shutil.which("fc-list")
    if program is None:
        return False
    listed = subprocess.run([program, ":lang=zh"], capture_output=True, check=False)
    return bool(listed.stdout.strip())


def _documents() -> dict[str, bytes]:
    text = "".join(word.paragraph("Normal", "国" * 28 * 11) for _ in range(5))
    documents = {
        name: word.package(text + word.section(page, word.references(*NUMBERED)), parts(page, ()))
        for name, page in (("plain", STANDARD), ("plain33476", ON_SCREEN))
    }
    long = (f"第{n}项指标的名称比较长要在表格中折成两行才写得下" for n in range(80))
    items = [Item(f"{n // 9}、类别", name, "4", ("甲局", "乙局")) for n, name in enumerate(long)]
    items.append(Item("九、减分", "唯一的一项", "-1.2", ("丙局",)))
    items += [Item("十、其他", f"十二项中的第{n}项", "1", ("丁局", "丙局办")) for n in range(12)]
    notice, formal = ((ROOT / "templates" / n).read_bytes() for n in ("任务函.docx", "信函.docx"))
    for form, office in ((f, _office(f)) for f in LetterForm):
        for view in letter_views(assignments(items), office):
            (file,) = render_letters([view], notice, formal)
            documents[f"{form.value}{view.unit}"] = file.data
        for count in NEARLY_A_PAGE:
            some = [Item("一、类别", f"第{n}项", "1", ("甲局",)) for n in range(count)]
            (file,) = render_letters(letter_views(assignments(some), office), notice, formal)
            documents[f"{form.value}{count}"] = file.data
    return documents


def _office(form: LetterForm) -> Any:
    from dataclasses import replace

    return replace(FULL, form=form)


def lines(page: Any) -> list[Page]:
    """The characters of each line, top to bottom, left to right."""
    found: dict[int, Page] = {}
    for character in sorted(page.chars, key=lambda c: c["x0"]):
        if character["text"].strip():
            found.setdefault(round(character["bottom"] / 3), []).append(character)
    return [found[key] for key in sorted(found)]


def said(line: Page) -> str:
    return "".join(character["text"] for character in line)


def mm(points: float) -> float:
    return points / MM


@pytest.mark.parametrize("profile", ["plain", "plain33476"])
def test_twenty_two_lines_of_twenty_eight_characters(
    pages: dict[str, list[Any]], profile: str
) -> None:
    *text, number = lines(pages[profile][0])
    assert [len(line) for line in text] == [28] * 22
    assert said(number) == "—1—"


def test_the_text_area_has_its_place(pages: dict[str, list[Any]]) -> None:
    text = lines(pages["plain"][0])[:-1]
    characters = [character for line in text for character in line]
    assert mm(min(c["x0"] for c in characters)) == pytest.approx(LEFT, abs=1)
    assert mm(max(c["x1"] for c in characters)) == pytest.approx(RIGHT, abs=1)
    # a glyph stands in the middle of its line, whose height is 10.2 mm
    assert TOP <= mm(text[0][0]["top"]) <= TOP + 4
    assert BOTTOM - 4 <= mm(text[-1][0]["bottom"]) <= BOTTOM


def test_page_numbers_stand_outside_one_character_in(pages: dict[str, list[Any]]) -> None:
    odd, even = (lines(page)[-1] for page in pages["plain"][:2])
    assert (said(odd), said(even)) == ("—1—", "—2—")
    assert mm(odd[-1]["x1"]) == pytest.approx(RIGHT - CHARACTER, abs=1.5)
    assert mm(even[0]["x0"]) == pytest.approx(LEFT + CHARACTER, abs=1.5)
    assert mm(odd[1]["top"]) == pytest.approx(BOTTOM + 7, abs=2)


def test_the_red_head_and_its_rule(pages: dict[str, list[Any]]) -> None:
    first = pages["通知甲局"][0]
    head, number, *_ = lines(first)
    assert said(head) == f"{FULL.signer}文件"
    assert mm(min(c["top"] for c in head)) == pytest.approx(TOP + 35, abs=3)
    assert said(number).startswith("某政办")
    rule = next(line for line in _rules(first) if line["bottom"] > number[0]["bottom"])
    assert mm(rule["top"] - number[0]["bottom"]) == pytest.approx(4, abs=1.5)
    assert mm(rule["x1"] - rule["x0"]) == pytest.approx(156, abs=1)


def test_the_first_page_shows_body_text(pages: dict[str, list[Any]]) -> None:
    for name in (f"{form}{unit}局" for form in ("通知", "函") for unit in "甲丙丁"):
        assert "根据" in (pages[name][0].extract_text() or "")


def test_tables_repeat_their_head_and_never_part_a_row(pages: dict[str, list[Any]]) -> None:
    for name in ("通知甲局", "函甲局"):
        with_rows = [page for page in pages[name] if "项指标的名称" in (page.extract_text() or "")]
        assert len(with_rows) > 4
        for page in with_rows:
            assert "序号指标内容" in (page.extract_text() or "").replace(" ", "")
            for table in page.find_tables():
                texts = [
                    (row[1] or "").replace("\n", "") for row in table.extract() if len(row) > 2
                ]
                assert not [text for text in texts if text.startswith("第") and text[-1] != "下"]


@pytest.mark.parametrize("form", list(LetterForm))
@pytest.mark.parametrize("count", NEARLY_A_PAGE)
def test_the_return_form_begins_under_its_title_and_no_page_is_empty(
    pages: dict[str, list[Any]], form: LetterForm, count: int
) -> None:
    texts = [_close(page) for page in pages[f"{form.value}{count}"]]
    (annex,) = [text for text in texts if "反馈表\n填报单位" in text]
    assert "第0项" in annex
    assert all(len(text) > len("—1—") for text in texts)
    assert "抄送：" in texts[-1]
    (signed,) = [text for text in texts if "附件：目标任务" in text]
    assert "联系人：" in signed  # never a signature alone
    assert "2021年5月20日" in signed


def test_every_item_is_on_paper(pages: dict[str, list[Any]]) -> None:
    whole = "".join(page.extract_text() or "" for page in pages["通知甲局"])
    whole = whole.replace("\n", "").replace(" ", "")
    assert all(f"第{n}项指标" in whole for n in range(80))


def test_the_date_stands_four_characters_in_and_the_signer_over_it(
    pages: dict[str, list[Any]],
) -> None:
    page = next(p for p in pages["通知丙局"] if "2021年5月20日\n" in _close(p) + "\n")
    date = next(line for line in lines(page) if said(line) == "2021年5月20日")
    signer = next(line for line in lines(page) if said(line) == FULL.signer)
    # by the middle: digits of a substitute font are wider than half a character
    middle = RIGHT - (4 + 6.5 / 2) * 156 / 28
    assert mm(_middle(date)) == pytest.approx(middle, abs=1)
    assert mm(_middle(signer)) == pytest.approx(middle, abs=1)


def test_the_colophon_ends_where_the_text_area_ends(pages: dict[str, list[Any]]) -> None:
    for name in ("通知甲局", "通知丙局"):
        last = pages[name][-1]
        copied, printed, _ = lines(last)[-3:]
        assert said(copied).startswith("抄送：")
        assert said(printed).endswith("印发")
        first, between, lowest = sorted(_rules(last), key=lambda line: line["top"])[-3:]
        assert mm(lowest["bottom"]) == pytest.approx(BOTTOM, abs=1)
        for rule in (first, between, lowest):
            assert mm(rule["x0"]) == pytest.approx(LEFT, abs=0.3)
            assert mm(rule["x1"]) == pytest.approx(RIGHT, abs=0.3)
        assert first["linewidth"] == lowest["linewidth"] > between["linewidth"]
        assert mm(copied[0]["x0"]) == pytest.approx(LEFT + CHARACTER, abs=0.5)
        assert mm(printed[-1]["x1"]) == pytest.approx(RIGHT - CHARACTER, abs=0.5)


def test_a_formal_letter_has_its_double_rules_and_no_first_number(
    pages: dict[str, list[Any]],
) -> None:
    first, second, *_ = pages["函甲局"]
    head = lines(first)[0]
    assert said(head) == FULL.signer
    assert mm(min(c["top"] for c in head)) == pytest.approx(30, abs=2)
    red = [line for line in _rules(first) if mm(line["x1"] - line["x0"]) > 165]
    assert [round(mm(line["x1"] - line["x0"])) for line in red] == [170] * 4
    assert mm(red[0]["top"] - max(c["bottom"] for c in head)) == pytest.approx(4, abs=2)
    assert mm(red[-1]["bottom"]) == pytest.approx(297 - 20, abs=1)
    weights = [line["linewidth"] for line in red]
    assert weights[0] > weights[1]
    assert weights[2] < weights[3]
    assert "—1—" not in _close(first)
    assert said(lines(second)[-1]) == "—2—"
    # its footers hang lower for the rule at the foot of page 1, its numbers do not
    assert mm(lines(second)[-1][1]["top"]) == pytest.approx(BOTTOM + 7, abs=2)
    number = next(line for line in lines(first) if said(line).startswith("某政办"))
    assert mm(number[-1]["x1"]) == pytest.approx(RIGHT, abs=1.5)


def _rules(page: Any) -> list[dict[str, Any]]:
    """Horizontal lines as long as the text is wide or longer, top to bottom."""
    long = (mark for mark in (*page.rects, *page.lines) if mark["x1"] - mark["x0"] > 150 * MM)
    by_height = {round(m["top"], 1): m for m in long if m["bottom"] - m["top"] < 5}
    return [by_height[top] for top in sorted(by_height)]


def _close(page: Any) -> str:
    return (page.extract_text() or "").replace(" ", "")


def _middle(line: Page) -> float:
    return float(line[0]["x0"] + line[-1]["x1"]) / 2

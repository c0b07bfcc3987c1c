"""一份通知、多种格式: one notice in every form it may arrive in is one and the same Notice."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import forms_made as forms
from command_line import ROOT, fenjie
from forms_made import Tree
from parsers import Parsed, parse_notice
from parsers.diagnostics import Severity
from parsers.model import Indicator, Notice
from readings import zipped
from test_reading_properties import meaning

SEED = ROOT / "samples" / "notices" / "weidong-2021.txt"
OWN = ROOT / "tests" / "notices"
TABLES = [SEED, OWN / "square-labels-joint.txt", OWN / "labels-on-one-line.txt"]
NOTICES = [*TABLES, OWN / "mixed-levels.txt"]
# Further manuscripts whose lines are whole paragraphs, and not the rows of a table.
OTHERS = (
    "a-section-a-line", "articles", "bare-brackets", "bonus-and-deduction", "bullets",
    "codes-and-weights", "details", "excerpt-half-width", "sections-as-items", "unit-first",
)  # fmt: skip
CORPUS = ("anhe-2024", "hexi-2023", "lingang-2022", "linjiang-2023", "qinghe-2022",
          "tongshan-2020", "weidong-2022", "yunling-2022", "yuntai-2022")  # fmt: skip

FORMS: dict[str, Callable[[Tree], bytes]] = {
    "utf-8.txt": lambda tree: forms.as_text(tree).encode(),
    "gb18030.txt": lambda tree: forms.as_text(tree).encode("gb18030"),
    "utf-16.txt": lambda tree: forms.as_text(tree).encode("utf-16"),
    "typed.docx": forms.as_docx,
    "counted.docx": forms.as_numbered_docx,
    "page.html": forms.as_html,
    "page.ofd": forms.as_ofd,
}
TABLE_FORMS = {
    "table.docx": forms.as_table_docx,
    "table.html": forms.as_table_html,
    "annex.xlsx": forms.as_xlsx,
}


@cache
def tree(path: Path) -> Tree:
    return Tree.read(path.read_text(encoding="utf-8"))


@cache
def original(path: Path) -> Notice:
    return parse_notice(path).notice


def written(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def name(path: Path) -> str:
    return path.stem


# --- forms made here ----------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("path", [*NOTICES, *(OWN / f"{name}.txt" for name in OTHERS)], ids=name)
def test_text_word_web_and_ofd_give_the_same_notice(path: Path, form: str, tmp_path: Path) -> None:
    found = parse_notice(written(tmp_path, form, FORMS[form](tree(path)))).notice

    assert meaning(found) == meaning(original(path))
    assert found == original(path)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("notice", CORPUS)
def test_so_do_the_notices_of_the_corpus(
    notice: str, form: str, shared_corpus: Path, tmp_path: Path
) -> None:
    path = shared_corpus / f"{notice}.txt"
    found = parse_notice(written(tmp_path, form, FORMS[form](tree(path)))).notice

    assert meaning(found) == meaning(original(path))
    assert found == original(path)


@pytest.mark.parametrize("form", TABLE_FORMS)
@pytest.mark.parametrize("path", TABLES, ids=name)
def test_a_table_says_what_the_text_says(path: Path, form: str, tmp_path: Path) -> None:
    found = parse_notice(written(tmp_path, form, TABLE_FORMS[form](tree(path)))).notice
    notice = original(path)

    assert meaning(found) == meaning(notice)
    if form == "annex.xlsx":  # holds the table alone
        return
    for field in ("document_number", "title", "issuer", "year", "addressees", "date_of_issue",
                  "printed_by", "printed_on", "attachments"):  # fmt: skip
        assert getattr(found, field) == getattr(notice, field), field


# --- forms LibreOffice makes and reads ----------------------------------------------------

CONVERTED = [
    *((path, "counted", ending) for path in NOTICES[:2] for ending in ("pdf", "doc", "rtf", "odt")),
    *((NOTICES[3], "counted", ending) for ending in ("pdf", "doc", "rtf", "odt")),
    *((path, "typed", "pdf") for path in NOTICES),
    (SEED, "typed", "doc"),
]


@pytest.fixture(scope="module")
def converted(soffice: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every notice typed and counted, and what LibreOffice makes of them."""
    folder = tmp_path_factory.mktemp("forms")
    for path in NOTICES:
        written(folder, f"{path.stem}.typed.docx", forms.as_docx(tree(path)))
        written(folder, f"{path.stem}.counted.docx", forms.as_numbered_docx(tree(path)))
    for ending in ("pdf", "doc", "rtf", "odt"):
        wanted = [folder / f"{p.stem}.{kind}.docx" for p, kind, to in CONVERTED if to == ending]
        subprocess.run(
            [soffice, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
             "--convert-to", ending, "--outdir", folder, *wanted],
            check=True, capture_output=True, timeout=180,
        )  # fmt: skip
    return folder


@pytest.mark.parametrize(
    ("path", "kind", "ending"), CONVERTED, ids=lambda part: getattr(part, "stem", part)
)
def test_pdf_and_older_formats_give_the_same_notice(
    path: Path, kind: str, ending: str, converted: Path
) -> None:
    found = parse_notice(converted / f"{path.stem}.{kind}.{ending}").notice

    assert meaning(found) == meaning(original(path))
    assert found == original(path)


# --- scans --------------------------------------------------------------------------------


def scanned(pdf: Path, kind: str) -> bytes:
    """The pages as pictures of 200 dpi."""
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as document:
        pages: list[Any] = [
            document[at].render(scale=200 / 72).to_pil() for at in range(len(document))
        ]
    out = io.BytesIO()
    pages[0].save(out, kind, save_all=True, append_images=pages[1:], resolution=200)
    return out.getvalue()


def told(parsed: Parsed, item: Indicator) -> bool:
    """Whether a finding asks a person to look at this indicator."""
    return any(
        finding.severity is not Severity.INFO
        and any(item.line <= span.line <= item.end_line for span in finding.spans)
        for finding in parsed.findings
    )


@pytest.mark.parametrize(
    ("path", "kind"), [(SEED, "PDF"), (NOTICES[1], "TIFF"), (NOTICES[3], "PDF")],
    ids=lambda part: getattr(part, "stem", part),
)  # fmt: skip
def test_a_scan_says_the_same_or_says_where_it_may_not(
    path: Path, kind: str, converted: Path, tmp_path: Path
) -> None:
    pytest.importorskip("rapidocr", reason="the part for scans is not installed")
    pdf = converted / f"{path.stem}.typed.pdf"
    parsed = parse_notice(written(tmp_path, f"scan.{kind.lower()}", scanned(pdf, kind)))

    want = dict(zip(numbers(original(path)), meaning_of(original(path)), strict=True))
    got = dict(zip(numbers(parsed.notice), meaning_of(parsed.notice), strict=True))
    assert list(got) == list(want)
    items = dict(zip(numbers(parsed.notice), parsed.notice.indicators, strict=True))
    silent = {n: got[n] for n in want if got[n] != want[n] and not told(parsed, items[n])}
    assert not silent


def meaning_of(notice: Notice) -> list[Any]:
    found = meaning(notice)
    assert isinstance(found, list)
    return found


def numbers(notice: Notice) -> list[tuple[str, ...]]:
    """What tells the items apart: the numbers of their headings and their own."""
    return [
        (*(s.label.value if s.label else "" for s in notice.path(item)),
         item.number.value if item.number else "")
        for item in notice.indicators
    ]  # fmt: skip


# --- several files ------------------------------------------------------------------------

COVER = """云溪县人民政府文件
云政发〔2021〕5号
云溪县人民政府关于下达2021年度责任目标的通知
各乡镇人民政府，县政府各部门：
现将2021年度责任目标分解下达给你们，请认真组织实施。
附件：2021年度责任目标分解表
云溪县人民政府
2021年3月1日
"""


def assert_one_notice(notice: Notice) -> None:
    assert notice.title is not None
    assert notice.title.value == "云溪县人民政府关于下达2021年度责任目标的通知"
    assert notice.document_number is not None
    assert notice.document_number.value == "云政发〔2021〕5号"
    assert [text.value for text in notice.attachments] == ["2021年度责任目标分解表"]
    seed = original(SEED)
    sections = [section.heading for section in seed.sections]
    assert [section.heading for section in notice.sections][-len(sections) :] == sections
    without_sections = [[*item[:1], *item[2:]] for item in meaning_of(notice)]
    assert without_sections == [[*item[:1], *item[2:]] for item in meaning_of(seed)]


def test_a_notice_and_its_annex_are_one_notice(tmp_path: Path) -> None:
    cover = forms.as_docx(Tree.read(COVER))
    annex = forms.as_xlsx(tree(SEED))
    files = [written(tmp_path, "通知.docx", cover), written(tmp_path, "附件1.xlsx", annex)]
    packed = written(tmp_path, "资料.zip", zipped({"附件.xlsx": annex, "通知.docx": cover}))

    for given in (files, files[::-1], [packed]):
        assert_one_notice(parse_notice(*given).notice)


def test_the_command_reads_them_as_one(tmp_path: Path) -> None:
    written(tmp_path, "通知.docx", forms.as_docx(Tree.read(COVER)))
    written(tmp_path, "附件1.xlsx", forms.as_xlsx(tree(SEED)))
    done = fenjie("parse", "--json", "通知.docx", "附件1.xlsx", cwd=tmp_path)

    assert done.returncode in (0, 1), done.stderr
    assert '"document_number": "云政发〔2021〕5号"' in done.stdout
    assert done.stdout.count('"points_text"') == 58


# --- where a paragraph ends ---------------------------------------------------------------


def test_lines_without_blank_lines_between_end_where_a_person_ends_them(tmp_path: Path) -> None:
    text = """云溪县人民政府办公室关于下达2023年度目标任务的通知
各乡镇人民政府：
一、经济发展
1.地区生产总值增长7%以上。
责任单位：县发改委
完成时限：12月底
工作要求
各单位要认真组织实施。
附件：1.任务表
2.责任单位通讯录
云溪县委办公室
云溪县人民政府办公室
2023年3月1日
"""
    notice = parse_notice(written(tmp_path, "通知.txt", text.encode())).notice

    (item,) = notice.indicators
    assert item.deadline is not None
    assert item.deadline.value == "12月底"
    assert [attachment.value for attachment in notice.attachments] == ["任务表", "责任单位通讯录"]


@pytest.mark.parametrize("form", ["typed.docx", "page.html", "page.ofd"])
def test_a_list_broken_by_enter_goes_on_in_the_next_paragraph(form: str, tmp_path: Path) -> None:
    lines = [
        "云溪县人民政府关于下达2023年度目标任务的通知", "各乡镇人民政府：", "一、经济发展",
        "1.地区生产总值增长7%以上。（4分）", "责任单位：县发改委、县统计局、",
        "县财政局、城关镇人民政府",
        "2.新增企业8家。（3分）", "责任单位：县工信局、", "云溪县人民政府", "2023年3月1日",
    ]  # fmt: skip
    tree = Tree.read("\n".join(lines))
    parsed = parse_notice(written(tmp_path, form, FORMS[form](tree)))

    first, last = parsed.notice.indicators
    assert [mention.name.value for mention in first.mentions] == [
        "县发改委", "县统计局", "县财政局", "城关镇人民政府",
    ]  # fmt: skip
    # Right above the date stands who signs, and the list that asks for more is told.
    assert [mention.name.value for mention in last.mentions] == ["县工信局"]
    assert "FJ221" in [finding.code.id for finding in parsed.findings]


def test_tabbed_text_below_a_table_is_no_row_of_it(tmp_path: Path) -> None:
    found = parse_notice(written(tmp_path, "表.docx", forms.as_table_docx(tree(SEED)))).notice

    assert len(found.indicators) == 58
    assert found.printed_by is not None
    assert found.printed_by.value == "平顶山市卫东区人民政府办公室"

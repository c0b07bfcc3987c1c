"""发出去的文件: numbers, forms, switches, bundles and PDF as the command line takes them."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from command_line import ROOT, fenjie
from ledger_made import Item, assignments
from parsers import libreoffice
from parsers.diagnostics import Code, Diagnostic
from parsers.errors import MissingPartError, OutputError, UsageError
from pipeline.codes import (
    BUNDLE_PAGES_UNKNOWN,
    BUNDLE_WITHOUT_BLANK_PAGES,
    LETTER_NUMBER_FORM,
    LETTERS_SHARE_A_NUMBER,
    LIST_WITHOUT_PAGES,
    TEMPLATE_WITHOUT_FANG,
    TEMPLATE_WITHOUT_SIGNATURE_STYLES,
)
from pipeline.files import File
from pipeline.office import Digits, Office
from pipeline.outgoing import Letters, Outgoing, outgoing_files, templates_for
from pipeline.pdf import with_pdf
from pipeline.render.document.switches import Signature
from pipeline.typefaces import FACES, stand_ins
from pipeline.units import LetterForm
from pipeline.views.letters import letter_findings, letter_views
from templates.source import word
from templates.source.geometry import STANDARD
from test_letters import FULL

NOTICE = ROOT / "samples" / "notices" / "weidong-2021.docx"
UNITS = ROOT / "samples" / "units" / "weidong.toml"


def made(
    wanted: Outgoing, office: Office = FULL, folder: Path | None = None
) -> tuple[dict[str, bytes], list[Diagnostic]]:
    """The files that go out, by path, and what was said of the templates."""
    said: list[Diagnostic] = []
    office = wanted.settings(office)
    views = letter_views(assignments(), office)
    templates = templates_for(wanted, office, views, folder, said)
    return {f.path: f.data for f in outgoing_files(views, wanted, templates, {}, said)}, said


def part(docx: bytes, name: str = "word/document.xml") -> str:
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return archive.read(name).decode()


def style(docx: bytes, name: str) -> str:
    found = re.search(
        rf'<w:style [^>]*><w:name w:val="{name}"/>.*?</w:style>', part(docx, "word/styles.xml")
    )
    assert found
    return found[0]


# --- what is asked for stands before what the office has set ----------------------------------


def test_number_start_and_form_stand_before_the_settings() -> None:
    office = Office(number="甲〔2021〕{n}号", start=3, form=LetterForm.NOTICE)
    wanted = Outgoing(number="乙〔2021〕{n}号", start=0, form=LetterForm.LETTER)
    assert wanted.settings(office) == Office(
        number="乙〔2021〕{n}号", start=0, form=LetterForm.LETTER
    )
    assert Outgoing().settings(office) == office


def test_letters_are_numbered_in_turn() -> None:
    files, _ = made(Outgoing(number="某函〔2021〕{n}号", start=12))
    numbers = [
        number[0]
        for data in files.values()
        if (number := re.search(r"某函〔2021〕\d+号", part(data)))
    ]
    assert numbers == [f"某函〔2021〕{n}号" for n in range(12, 12 + len(files))]


def test_one_number_for_all_letters_is_told() -> None:
    (said,) = (
        finding
        for finding in letter_findings(assignments(), replace(FULL, number="某函〔2021〕5号"))
        if finding.code is LETTERS_SHARE_A_NUMBER
    )
    assert "{n}" in said.message
    assert "某函〔2021〕5号" in said.message
    alone = assignments([Item("一、综合", "任务", "4分", ("甲局",))])
    codes = [f.code for f in letter_findings(alone, replace(FULL, number="某函〔2021〕5号"))]
    assert LETTERS_SHARE_A_NUMBER not in codes


@pytest.mark.parametrize(
    ("number", "fault"),
    [
        ("某函[2021]{n}号", "六角括号"),
        ("某函（2021）{n}号", "六角括号"),
        ("某函〔21〕{n}号", "四位"),
        ("某函〔2021〕第{n}号", "“第”"),
        ("某函〔2021〕0{n}号", "虚位"),
        ("某函〔2021〕{n}", "“号”"),
    ],
)
def test_a_number_that_breaks_the_standard_is_told(number: str, fault: str) -> None:
    found = [
        finding.message
        for finding in letter_findings(assignments(), replace(FULL, number=number))
        if finding.code is LETTER_NUMBER_FORM
    ]
    assert len(found) == 1
    assert fault in found[0]


def test_a_sound_number_is_not_told() -> None:
    codes = {finding.code for finding in letter_findings(assignments(), FULL)}
    assert not codes & {LETTER_NUMBER_FORM, LETTERS_SHARE_A_NUMBER}


# --- kinds and bundles ------------------------------------------------------------------------


def test_pledges_are_made_in_place_of_letters() -> None:
    files, _ = made(Outgoing(Letters.PLEDGE, bundle=True))
    units = len(assignments().by_unit())
    assert [path.split("/")[0] for path in files] == ["目标责任书"] * units + [
        "目标责任书合订本.docx"
    ]
    assert "目标责任书" in part(files["目标责任书/01-区发改委.docx"])


def test_return_forms_are_made_by_themselves() -> None:
    files, _ = made(Outgoing(Letters.RETURN, bundle=True))
    assert list(files)[-1] == "反馈表合订本.docx"
    form = part(files["反馈表/01-区发改委.docx"])
    for words in ("2021年度目标任务进展情况反馈表", "填报单位（盖章）：区发改委", "人均生产总值"):
        assert words in form
    assert "根据" not in form


def test_a_bundle_comes_with_the_list_of_what_goes_out() -> None:
    files, said = made(Outgoing(bundle=True))
    assert list(files)[-2:] == ["任务函合订本-通知.docx", "发文清单.docx"]
    assert "起始页" not in part(files["发文清单.docx"])
    assert [finding.code for finding in said] == [LIST_WITHOUT_PAGES]


def test_a_shipped_set_is_chosen_by_its_name() -> None:
    files, _ = made(Outgoing(), folder=Path("gbt33476"))
    assert 'w:top="1960"' in part(files["任务函/01-区发改委.docx"])
    plain, _ = made(Outgoing(), folder=Path("无红头"))
    assert "某区人民政府办公室文件" not in part(plain["任务函/01-区发改委.docx"])
    assert "某政办〔2021〕12号" in part(plain["任务函/01-区发改委.docx"])
    assert 'w:top="2098"' in part(made(Outgoing())[0]["任务函/01-区发改委.docx"])


# --- switches ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("digits", "face"), [(Digits.TIMES, "Times New Roman"), (None, None)])
def test_digits_change_their_face_where_the_text_is_in_fang(
    digits: Digits | None, face: str | None
) -> None:
    files, said = made(Outgoing(), replace(FULL, digits=digits))
    letter = files["任务函/01-区发改委.docx"]
    wanted = face or "仿宋_GB2312"
    assert f'w:ascii="{wanted}" w:hAnsi="{wanted}"' in style(letter, "Normal")
    assert 'w:eastAsia="仿宋_GB2312"' in style(letter, "Normal")
    assert 'w:ascii="宋体"' in style(letter, "页码单页")
    assert 'w:ascii="方正小标宋简体"' in style(letter, "公文标题")
    assert not said


def test_digits_can_be_set_back_to_fang(tmp_path: Path) -> None:
    times, _ = made(Outgoing(), replace(FULL, digits=Digits.TIMES))
    template = (ROOT / "templates" / "任务函.docx").read_bytes()
    with zipfile.ZipFile(io.BytesIO(template)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    fonts = 'w:ascii="仿宋_GB2312" w:hAnsi="仿宋_GB2312"'
    styles = parts["word/styles.xml"].decode()
    parts["word/styles.xml"] = styles.replace(fonts, 'w:ascii="Arial" w:hAnsi="Arial"').encode()
    with zipfile.ZipFile(tmp_path / "任务函.docx", "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    files, _ = made(Outgoing(), replace(FULL, digits=Digits.FANG), tmp_path)
    normal = style(files["任务函/01-区发改委.docx"], "Normal")
    assert fonts in normal
    assert "Arial" not in normal
    assert times.keys() == files.keys()


@pytest.mark.parametrize(
    ("signature", "places"),
    [
        # with a seal: the date ends 4 from the right, the name is centred over it
        (Signature(9, 6.5, seal=True), (28 - 4 - 3.25 - 4.5, 28 - 4 - 6.5)),
        # a name of 24 would stand out to the right, so both go left
        (Signature(24, 6.5, seal=True), (4, 16 - 3.25)),
        # without: the name ends 2 from the right, the date begins 2 behind it
        (Signature(9, 6.5, seal=False), (28 - 2 - 9, 28 - 9)),
        # a date longer than the name ends 2 from the right, the name begins 2 before it
        (Signature(4, 6.5, seal=False), (28 - 4 - 6.5, 28 - 2 - 6.5)),
        (Signature(40, 6.5, seal=False), (0, 0)),
    ],
)
def test_signature_and_date_have_their_places(
    signature: Signature, places: tuple[float, float]
) -> None:
    assert signature.places() == places


@pytest.mark.parametrize("seal", [True, False])
def test_the_seal_moves_the_styles(seal: bool) -> None:
    files, said = made(Outgoing(), replace(FULL, seal=seal))
    letter = files["任务函/01-区发改委.docx"]
    signer, date = Signature(9, 6.5, seal).places()  # 某区人民政府办公室, 2021年5月20日
    character = STANDARD.text_width / 28
    signer_style, date_style = style(letter, "署名"), style(letter, "成文日期")
    assert f'w:left="{round(signer * character)}"' in signer_style
    assert f'w:left="{round(date * character)}"' in date_style
    assert '<w:jc w:val="left"/>' in signer_style
    assert f'w:before="{579 * (2 if seal else 1)}"' in signer_style
    assert not said


def test_a_template_with_nothing_to_switch_is_told(tmp_path: Path) -> None:
    body = word.paragraph("Normal", "{{ 单位.称呼 }}{% for 项 in 指标 %}{{ 项.内容 }}{% endfor %}")
    (tmp_path / "任务函.docx").write_bytes(word.package(f"{body}<w:sectPr/>", {}))
    _, said = made(Outgoing(), replace(FULL, seal=True, digits=Digits.TIMES), tmp_path)
    assert {finding.code for finding in said} == {
        TEMPLATE_WITHOUT_FANG,
        TEMPLATE_WITHOUT_SIGNATURE_STYLES,
    }
    assert all("任务函.docx" in finding.message for finding in said)


# --- PDF --------------------------------------------------------------------------------------


def test_without_libreoffice_pdf_is_refused_before_anything_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from pipeline import pdf
    from pipeline.run import Job, run

    monkeypatch.setattr(pdf, "program", lambda: None)
    with pytest.raises(MissingPartError) as caught:
        run(Job((Path("没有这个文件.docx"),), outgoing=Outgoing(pdf=True)), None)
    for words in ("--pdf", "LibreOffice", "apt install", "另存为 PDF"):
        assert words in str(caught.value)


@pytest.mark.parametrize(
    ("failure", "message"),
    [
        ((b"%PDF", b""), "没有把“2.xlsx”转换成 PDF"),
        (libreoffice.TooSlowError(), "122 秒内没有把“1.xlsx”等 2 个文件转换成 PDF"),
        (libreoffice.CannotStartError("没有权限"), "没有权限"),
    ],
)
def test_what_libreoffice_cannot_do_is_told(
    monkeypatch: pytest.MonkeyPatch, failure: Exception | tuple[bytes, ...], message: str
) -> None:
    from pipeline import pdf

    def convert(*_: object) -> tuple[bytes, ...]:
        if isinstance(failure, Exception):
            raise failure
        return failure

    monkeypatch.setattr(pdf, "program", lambda: Path("soffice"))
    monkeypatch.setattr(pdf, "_convert", convert)
    with pytest.raises(OutputError, match=message):
        list(with_pdf(File(f"台账/{n}.xlsx", b"") for n in (1, 2)))


def test_files_go_to_libreoffice_many_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline import pdf

    calls: list[int] = []

    def convert(_: object, __: object, files: tuple[File, ...], ___: int) -> tuple[bytes, ...]:
        calls.append(len(files))
        return tuple(b"%PDF " + file.data for file in files)

    monkeypatch.setattr(pdf, "program", lambda: Path("soffice"))
    monkeypatch.setattr(pdf, "_convert", convert)
    monkeypatch.setattr(pdf, "AT_ONCE", 3)
    found = list(with_pdf(File(f"任务函/{n}.docx", str(n).encode()) for n in range(7)))
    assert calls == [3, 3, 1]
    assert found[:4] == [File(f"任务函/{n}.docx", str(n).encode()) for n in range(3)] + [
        File("任务函/0.pdf", b"%PDF 0")
    ]
    assert sorted(file.path for file in found) == sorted(
        f"任务函/{n}.{ending}" for n in range(7) for ending in ("docx", "pdf")
    )


def test_each_letter_has_its_own_pdf(soffice: str) -> None:
    assert soffice
    pdfium = pytest.importorskip("pypdfium2")
    files, _ = made(Outgoing(pdf=True))
    letters = [path for path in files if path.startswith("任务函/") and path.endswith(".docx")]
    assert len(letters) == len(assignments().by_unit())
    for path in letters:
        document = pdfium.PdfDocument(files[path.replace(".docx", ".pdf")])
        text = document[0].get_textpage().get_text_range()
        document.close()
        assert f"{path[len('任务函/01-') : -len('.docx')]}：" in text


@pytest.mark.parametrize("elsewhere", [None, "/nowhere"])
def test_a_face_that_is_missing_has_the_nearest_stand_in(
    tmp_path: Path, elsewhere: str | None
) -> None:
    matcher = shutil.which("fc-match")
    if matcher is None:
        pytest.skip("fontconfig is not installed")
    stand_ins(tmp_path)
    home = {**os.environ, "HOME": str(tmp_path)}
    home.pop("XDG_CONFIG_HOME", None)
    home |= {"XDG_CONFIG_HOME": elsewhere} if elsewhere else {}

    def face(name: str) -> str:
        command = [matcher, "--format", "%{family[0]}", name]
        return subprocess.run(command, env=home, capture_output=True, check=True).stdout.decode()

    listed = subprocess.run(["fc-list", "--format", "%{family}\n"], capture_output=True, check=True)
    installed = set(listed.stdout.decode().replace("\n", ",").split(","))
    for names, nearest in FACES:
        best = next((name for name in (*names, *nearest) if name in installed), None)
        if best is not None and names[0] not in installed:
            assert face(names[0]) == best


@pytest.mark.parametrize(
    ("pages", "code"),
    [((), BUNDLE_PAGES_UNKNOWN), (((1, 3), (4, 4), (8, 1)), BUNDLE_WITHOUT_BLANK_PAGES)],
)
def test_a_pdf_that_cannot_be_parted_is_told(
    monkeypatch: pytest.MonkeyPatch, pages: tuple[tuple[int, int], ...], code: Code
) -> None:
    from pipeline import pdf

    monkeypatch.setattr(pdf, "as_pdf", lambda file, _=1: replace(file, path="合订本.pdf"))
    monkeypatch.setattr(pdf, "with_pdf", lambda files: files)
    monkeypatch.setattr(pdf, "pages_of", lambda *_: pages)
    _, said = made(Outgoing(pdf=True))
    assert [finding.code for finding in said] == [code]
    assert "合订本.pdf" in said[0].message


def test_what_would_come_to_nothing_is_refused() -> None:
    with pytest.raises(UsageError, match="--number"):
        Outgoing(start=12).settings(Office())
    assert Outgoing(start=12).settings(Office(number="某〔2021〕{n}号")).start == 12
    for kind in (Letters.PLEDGE, Letters.RETURN):
        for wanted in (Outgoing(kind, number="某〔2021〕{n}号"),
                       Outgoing(kind, form=LetterForm.LETTER)):  # fmt: skip
            with pytest.raises(UsageError, match=kind.value):
                wanted.settings(Office())


@pytest.mark.parametrize("form", list(LetterForm))
def test_the_list_says_on_which_page_of_the_bundle_a_letter_begins(
    soffice: str, form: LetterForm
) -> None:
    assert soffice
    pdfium = pytest.importorskip("pypdfium2")
    wanted = Outgoing(form=form, bundle=True, pdf=True)
    files, _ = made(wanted)
    bundle = files[f"任务函合订本-{form.value}.pdf"]
    assert files["发文清单.pdf"].startswith(b"%PDF")
    listing = part(files["发文清单.docx"])
    rows = [re.sub("<[^>]+>", "|", row) for row in re.findall(r"<w:tr>.*?</w:tr>", listing)[1:]]
    starts = [int([c for c in row.split("|") if c][5]) for row in rows]
    document = pdfium.PdfDocument(bundle)
    texts = [page.get_textpage().get_text_range() for page in document]
    document.close()
    assert len(starts) == len(assignments().by_unit())
    for start, unit in zip(starts, assignments().by_unit(), strict=True):
        assert start % 2 == 1
        assert f"{unit.name}：" in texts[start - 1]
        # the head of a first page is on no other
        assert FULL.signer is not None
        assert texts[start].startswith(FULL.signer) is False
    again, _ = made(wanted)
    assert again == files


def test_the_options_are_taken_from_the_command_line(tmp_path: Path) -> None:
    done = fenjie(
        "run", NOTICE, "--units", UNITS, "--number", "某函〔2021〕{n}号", "--start", "12",
        "--form", "函", "--bundle", "--quiet", "--out", tmp_path / "out",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out" / "任务函合订本-函.docx").is_file()
    first = next((tmp_path / "out" / "任务函").iterdir())
    assert re.search(r"某函〔2021〕\d+号", part(first.read_bytes()))


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--number", "某函{x}号"), "--number 中只能用 {n}"),
        (("--start", "-1"), "--start 应为不小于 0 的整数"),
        (("--start", "十二"), "--start"),
        (("--form", "令"), "可用：'通知', '函'"),
        (("--letters", "信"), "--letters"),
        (("--templates", "没有"), "gbt33476"),
    ],
)
def test_a_wrong_option_is_told(tmp_path: Path, words: tuple[str, str], message: str) -> None:
    done = fenjie("run", NOTICE, *words, "--out", tmp_path / "out")
    assert done.returncode in (2, 4)
    assert message in done.stderr
    assert not (tmp_path / "out").exists()

"""``fenjie units``, ``fenjie template check`` and ``fenjie doctor`` from outside."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from command_line import ROOT, fenjie
from made_docx import docx, table, text
from pipeline.register import load_register, units_from_xlsx
from pipeline.width import columns_of

NOTICE = ROOT / "samples" / "notices" / "weidong-2021.txt"
REGISTER = ROOT / "samples" / "units" / "weidong.toml"


def test_a_proposed_register_is_printed_or_written(tmp_path: Path) -> None:
    printed = fenjie("units", "propose", NOTICE)
    assert printed.returncode == 0
    assert 'name = "区发改委"' in printed.stdout

    target = tmp_path / "单位名录.toml"
    written = fenjie("units", "propose", NOTICE, "--out", target)
    assert (written.returncode, written.stdout) == (0, "")
    assert target.read_text(encoding="utf-8") == printed.stdout
    assert "23 个单位" in written.stderr


def test_a_register_goes_to_excel_and_back_without_loss(tmp_path: Path) -> None:
    sheet, back = tmp_path / "名录.xlsx", tmp_path / "名录.toml"

    assert fenjie("units", "export", REGISTER, sheet).returncode == 0
    assert fenjie("units", "import", sheet, back).returncode == 0

    before, after = load_register(REGISTER)[0], load_register(back)[0]
    assert (after.units, after.groups) == (before.units, before.groups)
    assert units_from_xlsx(sheet).units == before.units


def test_an_existing_file_is_not_overwritten(tmp_path: Path) -> None:
    target = tmp_path / "名录.xlsx"
    target.write_bytes(b"mine")

    refused = fenjie("units", "export", REGISTER, target)
    assert refused.returncode == 5
    assert "--force" in refused.stderr
    assert target.read_bytes() == b"mine"

    assert fenjie("units", "export", REGISTER, target, "--force").returncode == 0
    assert target.read_bytes() != b"mine"


def test_the_sample_register_is_sound_and_fits_its_notice() -> None:
    checked = fenjie("units", "check", REGISTER, "--notice", NOTICE)

    assert checked.returncode == 0
    assert "35 个单位" in checked.stdout
    assert "错误" not in checked.stdout


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"[[unit]]\nname = ", "第 2 行"),
        ("[[unit]]\nname = “区发改委”\n".encode(), "引号"),
        (b"", "名录.toml"),
    ],
)
def test_a_register_with_errors_names_the_line(
    content: bytes, message: str, tmp_path: Path
) -> None:
    register = tmp_path / "名录.toml"
    register.write_bytes(content)

    checked = fenjie("units", "check", register)

    assert checked.returncode in (0, 1, 3)
    assert message in checked.stdout + checked.stderr


@pytest.mark.parametrize("name", ["任务函.docx", "信函.docx", "台账.xlsx", "单位台账.xlsx"])
def test_the_templates_shipped_are_sound(name: str) -> None:
    checked = fenjie("template", "check", ROOT / "templates" / name)

    assert checked.returncode == 0
    assert name in checked.stdout


def test_a_faulty_template_is_code_4(tmp_path: Path) -> None:
    for name in ("任务函.docx", "台账.xlsx"):
        template = tmp_path / name
        template.write_bytes(b"no template")

        assert fenjie("template", "check", template).returncode == 4
    assert fenjie("template", "check", tmp_path / "没有.docx").returncode == 4

    sample = ROOT / "samples" / "notices" / "weidong-2021.docx"
    out = tmp_path / "out"
    done = fenjie("run", sample, "--templates", tmp_path, "--out", out)
    assert done.returncode == 4
    assert not out.exists()


def test_what_the_check_of_a_template_says_can_be_read(tmp_path: Path) -> None:
    fault, ledger = tmp_path / "任务函.docx", tmp_path / "台账.xlsx"
    fault.write_bytes(docx(text("{{ 单位.名 }}") + table(("{{ 无此 }}", "{{ 单位.称呼 }}"))))
    book = openpyxl.load_workbook(ROOT / "templates" / "台账.xlsx")
    for column in "ABC":
        book["总台账"][f"{column}5"] = f"{{{{项.{column}}}}}"
    book.save(ledger)
    said = fenjie("template", "check", fault, ledger).stdout
    lines = said.splitlines()
    assert lines[:3] == [
        "任务函.docx：错误 2 处，改正后才能用",
        "  错误 模板第1段用了没有的字段“单位.名”，是否应为“单位.名称”",
        "  错误 模板第1个表格第1行第1格第1段用了没有的字段“无此”",
    ]
    assert "台账.xlsx：错误 3 处，改正后才能用" in lines
    assert said.count("  可用的字段 ") == 1  # not with every fault
    assert max(map(columns_of, lines)) <= 100
    fault.write_bytes(docx(text("{% for 项 in 指标 %}{{ 项.内容 }}{% endfor %}{{ 指标 }}")))
    heads = [line[:5] for line in fenjie("template", "check", fault).stdout.splitlines()[1:3]]
    assert heads == ["  错误 ", "  提示 "]  # what must be mended stands first
    sound = fenjie("template", "check", ROOT / "templates" / "任务函.docx").stdout
    assert sound.startswith("任务函.docx：可以用")


def test_the_fields_of_a_template_are_listed_with_examples() -> None:
    listed = fenjie("template", "check", "--fields").stdout

    assert "单位.称呼" in listed
    assert "例：区发改委" in listed


def test_the_doctor_names_fonts_and_readers() -> None:
    done = fenjie("doctor")

    assert done.returncode == 0
    for word in ("小标宋", "LibreOffice", "文字识别"):
        assert word in done.stdout

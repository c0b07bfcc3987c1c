"""本单位设置: what office.toml may say, and what is said when it says something else."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest

from command_line import ROOT
from parsers.errors import UnreadableError
from pipeline.office import Office, load_office
from pipeline.units import LetterForm


def written(folder: Path, text: str) -> Path:
    path = folder / "office.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_without_a_file_nothing_is_said() -> None:
    assert load_office(None) == Office()


def test_the_sample_has_every_setting_and_leaves_it_blank() -> None:
    sample = ROOT / "samples" / "office.toml"
    assert load_office(sample) == Office()
    text = sample.read_text(encoding="utf-8")
    assert all(f"\n{field.name} = " in text for field in fields(Office))


def test_settings_are_read(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        'signer = " 区政府办公室 "\nnumber = "政办〔2021〕{n}号"\nstart = 12\ndate = 2021-05-20\n'
        'form = "函"\ncopied_to = ["区委办"]\nplan_by = 2021-06-10\nprogress_by = "每月25日"\n',
    )
    assert load_office(path) == Office(
        signer="区政府办公室",
        number="政办〔2021〕{n}号",
        start=12,
        date=date(2021, 5, 20),
        form=LetterForm.LETTER,
        copied_to=("区委办",),
        plan_by="2021年6月10日",
        progress_by="每月25日",
    )


@pytest.mark.parametrize("day", ["2021-05-20", '"2021-05-20"', "2021-05-20T08:00:00"])
def test_a_date_may_be_quoted_or_have_a_time(tmp_path: Path, day: str) -> None:
    assert load_office(written(tmp_path, f"date = {day}")).date == date(2021, 5, 20)


def test_notepads_mark_of_utf8_is_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "office.toml"
    path.write_bytes('signer = "甲"'.encode("utf-8-sig"))
    assert load_office(path).signer == "甲"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('singer = "甲"', "“singer”不认识。可用的有："),
        ("signer = 甲", "第 1 行等号后面的内容须放在英文双引号之间"),
        ("date = 2021-5-20", "第 1 行的日期要写足两位并加连字符，如 2021-05-20"),
        ("signer = 5", "signer 应为文字"),
        ('start = "十二"', "start 应为不小于 0 的整数"),
        ("start = true", "start 应为不小于 0 的整数"),
        ('date = "五月"', "date 应为日期，如 2021-05-20"),
        ("date = 5", "date 应为日期"),
        ("copied_to = [5]", "copied_to 应为单位名称的列表"),
        ('form = "令"', "form 应为“通知”或“函”"),
        ('number = "〔2021〕{m}号"', "number 中只能用 {n} 表示顺序号"),
    ],
)
def test_a_wrong_setting_is_named(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        load_office(written(tmp_path, text))
    assert message in str(caught.value)
    assert "office.toml" in str(caught.value)


def test_a_missing_or_foreign_file(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="无法读取"):
        load_office(tmp_path / "无此.toml")
    path = tmp_path / "office.toml"
    path.write_bytes('signer = "甲"'.encode("gb18030"))
    with pytest.raises(UnreadableError, match="UTF-8"):
        load_office(path)

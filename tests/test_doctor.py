"""体检: every line says in Chinese how things stand, and what to do where something is missing."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from parsers import libreoffice
from parsers.readers import scan
from pipeline import doctor
from pipeline.doctor import Check, State, examine


def by_name(checks: tuple[Check, ...]) -> dict[str, Check]:
    return {check.what: check for check in checks}


def test_every_check_reads_as_a_sentence() -> None:
    checks = examine()
    assert {check.topic for check in checks} == {"运行环境", "读取", "字体"}
    for check in checks:
        assert check.message
        assert check.state is State.PRESENT or check.remedy
    assert [check.what for check in checks if check.topic == "字体"] == [
        "小标宋", "仿宋", "楷体", "黑体", "宋体",
    ]  # fmt: skip


def test_what_is_missing_comes_with_a_way_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "program", lambda: None)
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    monkeypatch.setattr(doctor, "_installed_fonts", lambda: ((), ()))
    checks = by_name(examine())
    assert checks["LibreOffice"].state is State.OPTIONAL
    assert "apt install" in checks["LibreOffice"].remedy
    assert checks["文字识别"].state is State.OPTIONAL
    assert "pip install" in checks["文字识别"].remedy
    assert checks["lxml"].state is State.ABSENT
    assert checks["小标宋"].state is State.OPTIONAL
    assert "缺少字体" in checks["小标宋"].remedy


def test_recognition_that_is_there_and_cannot_be_loaded_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pytest.importorskip("rapidocr", reason="the part for scans is not installed")
    monkeypatch.setattr(scan, "failure", lambda: "DLL load failed")
    check = by_name(examine())["文字识别"]
    assert check.state is State.OPTIONAL
    assert "DLL load failed" in check.remedy
    assert "Visual C++" in check.remedy


def test_fonts_are_found_by_name_and_by_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "_installed_fonts", lambda: (("方正小标宋简体",), ()))
    assert by_name(examine())["小标宋"].state is State.PRESENT
    monkeypatch.setattr(doctor, "_installed_fonts", lambda: ((), ("simfang.ttf",)))
    assert by_name(examine())["仿宋"].state is State.PRESENT
    assert by_name(examine())["楷体"].state is State.OPTIONAL


def test_font_files_are_looked_for_where_no_list_is_to_be_had(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "SIMHEI.TTF").write_bytes(b"")
    (tmp_path / "read.me").write_bytes(b"")
    monkeypatch.setattr(doctor, "_font_list", list)
    monkeypatch.setattr(doctor, "_font_folders", lambda: [tmp_path, tmp_path / "none"])
    assert by_name(examine())["黑体"].message == "用于一级标题、附件（simhei.ttf）"

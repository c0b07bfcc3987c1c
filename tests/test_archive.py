"""压缩包: every file in it is read, in the right order, or named as unread."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers import readers
from parsers.diagnostics import Diagnostic
from parsers.errors import FenjieError, UnreadableError
from parsers.readers import archive, package
from parsers.source import Source
from readings import damaged, zipped

NOTICE = "县政府通知\n1.增长7%。（4分）\n责任单位：县发改委\n"


def read(
    folder: Path, data: bytes, name: str = "资料.zip"
) -> tuple[Source, tuple[Diagnostic, ...]]:
    path = folder / name
    path.write_bytes(data)
    return readers.read([path])


def test_a_zip_is_a_notice_with_its_annexes(tmp_path: Path) -> None:
    data = zipped({"附件2.txt": "乙", "附件10.txt": "丙", "附件1.txt": "甲", "通知.txt": NOTICE})
    source, findings = read(tmp_path, data)
    assert [(part.file, part.format, part.first_line) for part in source.parts] == [
        ("资料.zip", "zip", 1),
        ("通知.txt", "txt", 1),
        ("附件1.txt", "txt", 4),
        ("附件2.txt", "txt", 5),
        ("附件10.txt", "txt", 6),
    ]
    assert [line.text for line in source.lines] == [*NOTICE.splitlines(), "甲", "乙", "丙"]
    assert source.file == "资料.zip"
    assert [finding.code.id for finding in findings] == ["FJ142"]


def test_a_zip_beside_a_notice_follows_it(tmp_path: Path) -> None:
    notice = tmp_path / "通知.txt"
    notice.write_text(NOTICE, encoding="utf-8")
    annexes = tmp_path / "附件.zip"
    annexes.write_bytes(zipped({"附件1.txt": "甲"}))
    source, _ = readers.read([annexes, notice])
    assert [part.file for part in source.parts] == ["通知.txt", "附件.zip", "附件1.txt"]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_names_in_chinese_without_a_flag(tmp_path: Path, encoding: str) -> None:
    raw = "附件1：任务表.txt".encode(encoding)
    data = zipped({"x" * len(raw): "甲"}).replace(b"x" * len(raw), raw)
    source, _ = read(tmp_path, data)
    assert source.parts[1].file == "附件1：任务表.txt"


def test_what_systems_leave_behind_is_told(tmp_path: Path) -> None:
    data = zipped(
        {"通知.txt": NOTICE, "__MACOSX/._通知.txt": "x", "Thumbs.db": "x", "~$通知.docx": "x"}
    )
    source, findings = read(tmp_path, data)
    assert [part.file for part in source.parts] == ["资料.zip", "通知.txt"]
    assert [finding.code.id for finding in findings] == ["FJ144"]
    assert "3个" in findings[0].message


def test_a_file_that_cannot_be_read_is_an_error_that_names_it(tmp_path: Path) -> None:
    data = zipped({"通知.txt": NOTICE, "附件/附件1.docx": b"", "说明.rar": b"Rar!\x1a\x07\x01\0"})
    _, findings = read(tmp_path, data)
    assert [finding.code.id for finding in findings] == ["FJ143", "FJ143"]
    said = "".join(finding.message for finding in findings)
    assert "附件/附件1.docx" in said
    assert "说明.rar" in said


def test_a_zip_in_a_zip(tmp_path: Path) -> None:
    data = zipped({"通知.txt": NOTICE, "附件.zip": zipped({"附件1.txt": "甲"})})
    source, _ = read(tmp_path, data)
    assert [part.file for part in source.parts] == ["资料.zip", "通知.txt", "附件1.txt"]


def test_zips_without_end_are_told(tmp_path: Path) -> None:
    data = zipped({"最里.txt": "甲"})
    for _ in range(8):
        data = zipped({"通知.txt": NOTICE, "内.zip": data})
    _, findings = read(tmp_path, data)
    assert any(one.code.id == "FJ143" and "层" in one.message for one in findings)


def test_a_bomb_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MAX_UNPACKED_BYTES", 1 << 20)
    with pytest.raises(UnreadableError, match="解压后超过"):
        read(tmp_path, zipped({"通知.txt": b"0" * (3 << 20)}))


def test_a_bomb_that_lies_about_its_size_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(package, "MAX_UNPACKED_BYTES", 1 << 20)
    size = 3 << 20
    data = zipped({"通知.txt": b"0" * size})
    lying = data.replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little"))
    with pytest.raises(FenjieError):
        read(tmp_path, lying)


def test_bombs_in_a_zip_share_one_allowance(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(package, "MAX_UNPACKED_BYTES", 1 << 20)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("通知.txt", b"0" * (700 << 10))
    inner = packed.getvalue()
    asked: list[int] = []
    real = zipfile.ZipExtFile.read

    def counted(self: zipfile.ZipExtFile, n: int | None = -1) -> bytes:
        piece = real(self, n)
        asked.append(len(piece))
        return piece

    monkeypatch.setattr(zipfile.ZipExtFile, "read", counted)
    _, findings = read(tmp_path, zipped({f"{at}.zip": inner for at in range(20)}))
    assert sum("解压后超过" in one.message for one in findings) == 19
    assert sum(asked) < 3 << 20


def test_too_many_files_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MAX_PACKAGE_PARTS", 10)
    with pytest.raises(UnreadableError, match="超过"):
        read(tmp_path, zipped({f"{at}.txt": "x" for at in range(11)}))


def encrypted(data: bytes, *names: str) -> bytes:
    """The zip with the flag of encryption set on these members, in both of its lists."""
    out = bytearray(data)
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        for info in source.infolist():
            if info.filename in names:
                out[info.header_offset + 6] |= 1
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        length = int.from_bytes(data[at + 28 : at + 30], "little")
        if data[at + 46 : at + 46 + length].decode() in names:
            out[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 4)
    return bytes(out)


def test_a_password_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="密码"):
        read(tmp_path, encrypted(zipped({"通知.txt": NOTICE}), "通知.txt"))
    data = encrypted(zipped({"通知.txt": NOTICE, "附件.txt": "甲"}), "附件.txt")
    source, findings = read(tmp_path, data)
    assert len(source.lines) == 3
    assert [finding.code.id for finding in findings] == ["FJ143"]


def test_nothing_readable_gives_the_first_reason(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="空文件"):
        read(tmp_path, zipped({"通知.docx": b""}))


@pytest.mark.parametrize(
    ("names", "ordered"),
    [
        (["附件3.xlsx", "附件1.xlsx", "通知.docx", "附件2.xlsx"], "2130"),
        (["附件二：清单.docx", "附件一 表.docx", "正文.docx"], "210"),
        (["（附件2）表.xlsx", "1.附件1.docx", "关于下达任务的通知.doc"], "210"),
        (["附表2.xlsx", "附表.xlsx", "方案.docx"], "210"),
        (["附件/2.表.xlsx", "附件/1.表.xlsx", "附件/10.表.xlsx", "意见.docx"], "3102"),
        (["附则.docx", "附件.docx"], "01"),
        (["b.docx", "a.docx"], "01"),
        (["方案.docx", "关于印发方案的通知（含附件1）.docx"], "10"),
    ],
)
def test_the_order_of_reading(names: list[str], ordered: str) -> None:
    assert "".join(map(str, archive.reading_order(names))) == ordered


@given(st.lists(st.text("附件123一二十（）.通知表 ", min_size=1, max_size=12), max_size=8))
def test_any_names_are_put_in_some_order(names: list[str]) -> None:
    assert sorted(archive.reading_order(names)) == list(range(len(names)))


def test_damage_is_read_or_refused(tmp_path: Path) -> None:
    data = zipped(
        {"通知.txt": NOTICE * 20, "附件1.txt": "甲" * 50, "内.zip": zipped({"a.txt": "x"})}
    )
    for broken in damaged(data, 80):
        try:
            read(tmp_path, broken or b"x")
        except FenjieError:
            continue

"""读文件: content decides, several files become one source, and every refusal says what to do."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest

from parsers import readers
from parsers.diagnostics import Severity
from parsers.errors import FenjieError, MissingPartError, UnreadableError
from parsers.readers import READERS, office
from parsers.readers.reading import Reading
from parsers.readers.sniff import Content
from parsers.source import Source
from readings import zipped

NOTICE = "县政府通知\n一、综合\n1.增长7%。（4分）\n责任单位：县发改委\n"
PAGE = "<html><body><p>第一段文字，说明情况。</p><p>第二段文字，说明情况。</p></body></html>"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
JPEG = b"\xff\xd8\xff\xe0" + b"\0" * 100


def sheet(text: str = "指标") -> bytes:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.append(["序号", text])
    page.append([1, "增长7%"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def compound(*streams: str) -> bytes:
    """A compound file with streams of these names and nothing in them."""
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    header[30:32] = (9).to_bytes(2, "little")
    header[48:52] = (1).to_bytes(4, "little")  # the directory's first sector
    header[76:512] = b"\xff" * 436
    header[76:80] = (0).to_bytes(4, "little")
    table = b"\xfd\xff\xff\xff\xfe\xff\xff\xff".ljust(512, b"\xff")
    entries = b""
    for at, name in enumerate(("Root Entry", *streams)):
        entry = bytearray(128)
        wide = (name + "\0").encode("utf-16-le")
        entry[: len(wide)] = wide
        entry[64:66] = len(wide).to_bytes(2, "little")
        right = at + 1 if 0 < at < len(streams) else 0xFFFFFFFF
        child = 1 if at == 0 else 0xFFFFFFFF
        for place, value in ((68, 0xFFFFFFFF), (72, right), (76, child), (116, 0xFFFFFFFE)):
            entry[place : place + 4] = value.to_bytes(4, "little")
        entries += entry
    return bytes(header) + table + entries.ljust(512, b"\0")


CONTENTS: list[tuple[bytes, str]] = [
    (zipped({"[Content_Types].xml": "", "word/document.xml": ""}), "docx"),
    (sheet(), "xlsx"),
    (zipped({"OFD.xml": ""}), "ofd"),
    (PDF, "pdf"),
    (b"\r\n\r\n" + PDF, "pdf"),
    (JPEG, "scan"),
    (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "scan"),
    (b"II*\0" + b"\0" * 50, "scan"),
    (compound("WordDocument", "1Table"), "doc"),
    (compound("\x05SummaryInformation", "Workbook"), "xls"),
    (compound("MatOST"), "wps"),
    (b"{\\rtf1\\ansi x}", "rtf"),
    (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument/>', "xml"),
    (b"MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n<p>x", "mht"),
    (PAGE.encode(), "html"),
    (("\ufeff\n<!-- x -->\n" + PAGE).encode(), "html"),
    (b"<table><tr><td>1</td></tr></table>", "html"),
    (NOTICE.encode(), "txt"),
    (NOTICE.encode("gb18030"), "txt"),
    (NOTICE.encode("utf-16"), "txt"),
    ("<通知>\n1.增长".encode(), "txt"),
]


@pytest.mark.parametrize(("data", "expected"), CONTENTS)
def test_content_is_recognised_whatever_the_name(data: bytes, expected: str) -> None:
    for name in ("a", "a.docx", "通知.txt", "a.b.zip"):
        reader = readers.reader_of(Content(name, data))
        assert reader is not None
        assert reader.format == expected


def test_the_later_works_documents_are_known_by_content_and_name() -> None:
    for name, expected in (("a.wps", "wps"), ("a.pub", None)):
        reader = readers.reader_of(Content(name, compound("CONTENTS", "SPELLING")))
        assert (reader.format if reader else None) == expected


def test_each_reader_can_be_found() -> None:
    for reader in READERS:
        module, _, function = reader.opened_by.partition(":")
        found = __import__(f"parsers.readers.{module}", fromlist=[function])
        assert callable(getattr(found, function))


def put(folder: Path, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def test_one_file(tmp_path: Path) -> None:
    source, findings = readers.read([put(tmp_path, "通知.txt", NOTICE)])
    assert findings == ()
    (part,) = source.parts
    assert (part.file, part.format, part.pages, part.first_line) == ("通知.txt", "txt", None, 1)
    assert len(part.sha256) == 64
    assert [line.text for line in source.lines] == NOTICE.splitlines()


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("通知.doc", PAGE, "FJ140"),
        ("表.xls", PAGE, "FJ140"),
        ("通知.docx", NOTICE, "FJ140"),
        ("通知.txt", PAGE, "FJ140"),
        ("通知.html", PAGE, None),
        ("通知", NOTICE, None),
        ("通知2021.9号", NOTICE, None),
        ("表.et", sheet(), None),
    ],
)
def test_an_ending_that_disagrees_is_told(
    tmp_path: Path, name: str, data: bytes | str, code: str | None
) -> None:
    _, findings = readers.read([put(tmp_path, name, data)])
    assert [finding.code.id for finding in findings] == ([code] if code else [])


def test_a_picture_by_another_name_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def recognised(reader: readers.Reader, *_: object) -> Reading:
        return Reading(reader.format, 1, ())

    monkeypatch.setattr(readers.Reader, "read", recognised)
    source, findings = readers.read([put(tmp_path, "通知.docx", JPEG)])
    assert source.parts[0].format == "scan"
    assert [finding.code.id for finding in findings] == ["FJ141"]


REFUSED = {
    "空.docx": (b"", "空文件"),
    "零.txt": (b"\0" * 4000, "没有内容"),
    "坏.docx": (zipped({"word/document.xml": "x" * 500})[:200], "已损坏"),
    "坏.doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\1" * 600, "已损坏"),
    "密.docx": (compound("EncryptionInfo", "EncryptedPackage"), "密码"),
    "稿.ppt": (compound("PowerPoint Document"), "幻灯片"),
    "稿.pptx": (zipped({"ppt/presentation.xml": ""}), "幻灯片"),
    "包.rar": (b"Rar!\x1a\x07\x01\0" + b"\0" * 50, "解压"),
    "包.7z": (b"7z\xbc\xaf\x27\x1c" + b"\0" * 50, "解压"),
    "setup.exe": (b"MZ\x90\0" + b"\0" * 100, "程序"),
    "文.ceb": (b"Founder CEB 3.0\0" + bytes(range(256)) * 3, "格式"),
    "空.zip": (zipped({}), "没有文件"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_refused_with_a_next_step(tmp_path: Path, name: str) -> None:
    data, says = REFUSED[name]
    with pytest.raises(UnreadableError, match=says) as caught:
        readers.read([put(tmp_path, name, data)])
    assert name in str(caught.value)
    assert "请" in str(caught.value)
    assert caught.value.exit_code == 3


def test_missing_files_and_folders_are_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match=r"找不到.*没有这个"):
        readers.read([tmp_path / "没有这个.txt"])
    with pytest.raises(UnreadableError, match="文件夹"):
        readers.read([tmp_path])
    with pytest.raises(UnreadableError, match=r"无法读取|找不到"):
        readers.read([Path("a\0b.txt")])
    with pytest.raises(UnreadableError, match="没有给出文件"):
        readers.read([])


def test_a_file_without_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    path = put(tmp_path, "通知.txt", NOTICE)
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(UnreadableError, match="没有权限"):
        readers.read([path])


def test_a_file_over_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "MAX_BYTES", 20)
    with pytest.raises(UnreadableError, match="限制"):
        readers.read([put(tmp_path, "通知.txt", NOTICE)])


# --- several files ------------------------------------------------------------------------


def table(source: Source, file: str) -> list[str]:
    first = next(part.first_line for part in source.parts if part.file == file)
    return [line.text for line in source.lines[first - 1 :] if line.row]


def test_several_files_are_one_source(tmp_path: Path) -> None:
    second = put(tmp_path, "附件2.xlsx", sheet("乙"))
    first = put(tmp_path, "附件1.xlsx", sheet("甲"))
    notice = put(tmp_path, "关于下达目标的通知.txt", NOTICE)
    source, findings = readers.read([second, first, notice])
    assert [part.file for part in source.parts] == [notice.name, first.name, second.name]
    assert [part.first_line for part in source.parts] == [1, 5, 7]
    assert [line.number for line in source.lines] == list(range(1, 9))
    assert [line.row.table for line in source.lines if line.row] == [1, 1, 2, 2]
    assert source.file == notice.name
    for line in source.lines:
        for cell in line.row.cells if line.row else ():
            assert source.cut(cell.span) in line.text.split("\t")
    assert [finding.code.id for finding in findings] == ["FJ142"]
    assert "顺序为：关于下达目标的通知.txt、附件1.xlsx、附件2.xlsx" in findings[0].message


def test_findings_move_with_their_lines_and_name_their_file(tmp_path: Path) -> None:
    notice = put(tmp_path, "通知.txt", NOTICE)
    annex = put(tmp_path, "附件.txt", "一\n".encode() + b"\xff\xfe\xff " + "县发改委".encode() * 9)
    big5 = put(tmp_path, "附件2.txt", "責任單位：發展改革委員會、農業農村局".encode("big5"))
    _, findings = readers.read([notice, annex, big5])
    by_code = {finding.code.id: finding for finding in findings}
    assert by_code["FJ147"].line == 6
    assert "附件2.txt" in by_code["FJ146"].message


def test_one_text_in_two_formats_is_read_once(tmp_path: Path) -> None:
    text = put(tmp_path, "通知.txt", NOTICE)
    page = put(tmp_path, "通知.html", "".join(f"<p>{line}" for line in NOTICE.splitlines()))
    source, findings = readers.read([text, page])
    assert [part.format for part in source.parts] == ["html"]
    assert [finding.code.id for finding in findings] == ["FJ145"]


def test_nearly_one_text_is_read_once_with_a_warning(tmp_path: Path) -> None:
    lines = NOTICE * 8
    text = put(tmp_path, "通知.txt", lines)
    changed = lines.replace("县发改委", "县财政局", 1)
    page = put(tmp_path, "通知.html", "".join(f"<p>{line}" for line in changed.splitlines()))
    _, findings = readers.read([text, page])
    assert [(one.code.id, one.severity) for one in findings] == [("FJ163", Severity.WARNING)]


def test_two_texts_of_one_name_are_both_read(tmp_path: Path) -> None:
    text = put(tmp_path, "附件.txt", NOTICE)
    page = put(tmp_path, "附件.html", PAGE)
    source, _ = readers.read([text, page])
    assert len(source.parts) == 2


def test_an_unreadable_file_among_several_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FenjieError, match="空文件"):
        readers.read([put(tmp_path, "通知.txt", NOTICE), put(tmp_path, "附件.docx", b"")])


def test_a_missing_part_keeps_its_exit_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "program", lambda: None)
    with pytest.raises(MissingPartError, match="LibreOffice") as caught:
        readers.read([put(tmp_path, "通知.doc", compound("WordDocument"))])
    assert caught.value.exit_code == 6

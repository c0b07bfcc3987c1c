"""读文件：whatever arrives becomes one ``Source``, its lines numbered through.

``READERS`` is the table of formats. Which reader takes a file is decided by its content; the
ending only matters for what is said when the two disagree.
"""

from __future__ import annotations

import hashlib
import importlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

from parsers import codes
from parsers.diagnostics import Diagnostic
from parsers.errors import FenjieError, MissingPartError, UnreadableError, in_chinese
from parsers.readers import archive, sniff
from parsers.readers.package import Allowance
from parsers.readers.reading import MAX_ARCHIVE_DEPTH, MAX_BYTES, MAX_LINES, Reading
from parsers.readers.sniff import Content
from parsers.source import Line, Part, Row, Source, Span


@dataclass(frozen=True, slots=True)
class Reader:
    """One file format: how its content is known, and what reads it.

    ``opened_by`` is ``module:function`` below this package, imported when it is first needed.
    ``endings`` are those under which the format usually comes, so that nothing need be said.
    """

    format: str
    label: str
    endings: tuple[str, ...]
    recognises: Callable[[Content], bool]
    opened_by: str

    def read(self, name: str, data: bytes) -> Reading:
        module, function = self.opened_by.split(":")
        found = getattr(importlib.import_module(f"{__name__}.{module}"), function)
        return cast("Callable[[str, bytes], Reading]", found)(name, data)


# The first that recognises the content reads it: special packages before zip, pages before text.
READERS: tuple[Reader, ...] = (
    Reader("docx", "Word 文档", (".docx", ".docm", ".dotx", ".wps"), sniff.is_docx, "docx:read"),
    Reader("xlsx", "Excel 表格", (".xlsx", ".xlsm", ".xltx", ".et"), sniff.is_xlsx, "xlsx:read"),
    Reader("xlsb", "Excel 二进制表格", (".xlsb",), sniff.is_xlsb, "office:read_sheets"),
    Reader("ofd", "OFD 版式文件", (".ofd",), sniff.is_ofd, "ofd:read"),
    Reader("odt", "OpenDocument 文档", (".odt", ".ott"), sniff.is_opendocument_text, "office:read"),
    Reader(
        "ods", "OpenDocument 表格", (".ods",), sniff.is_opendocument_sheet, "office:read_sheets"
    ),
    Reader("pdf", "PDF", (".pdf",), sniff.is_pdf, "pdf:read"),
    Reader(
        "scan",
        "图片",
        (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp", ".gif", ".webp"),
        sniff.is_picture,
        "scan:read",
    ),
    Reader(
        "doc", "Word 97—2003 文档", (".doc", ".wps", ".dot", ".wpt"), sniff.is_word97, "office:read"
    ),
    Reader("xls", "Excel 97—2003 表格", (".xls", ".et", ".xlt"), sniff.is_xls, "xls:read"),
    Reader("wps", "Works 文档", (".wps",), sniff.is_works, "office:read"),
    Reader("rtf", "RTF 文档", (".rtf", ".doc", ".wps"), sniff.is_rtf, "office:read"),
    Reader("xml", "Word XML 文档", (".xml", ".doc"), sniff.is_flat_word, "office:read"),
    Reader("xml", "Excel XML 表格", (".xml", ".xls"), sniff.is_flat_sheet, "office:read_sheets"),
    Reader("uof", "标文通文档", (".uof", ".uot"), sniff.is_uof, "office:read"),
    Reader("mht", "网页归档", (".mht", ".mhtml"), sniff.is_web_archive, "mht:read"),
    Reader("html", "网页", (".html", ".htm", ".shtml", ".xhtml"), sniff.is_html, "html:read"),
    Reader("txt", "纯文本", (".txt", ".text", ".md", ".csv", ".tsv"), sniff.is_text, "txt:read"),
)
ARCHIVE_ENDINGS = (".zip",)


@dataclass(frozen=True, slots=True)
class Refusal:
    """What is recognised but not read, and what the person can do instead."""

    label: str
    recognises: Callable[[Content], bool]
    next_step: str


_SAVE_AS = "请用原来的软件打开，另存为 docx 或 PDF 后再试。"

REFUSALS: tuple[Refusal, ...] = (
    Refusal(
        "设有打开密码的文档",
        sniff.is_encrypted,
        "请用 Word 或 WPS 打开，去掉密码后另存，再试。",
    ),
    Refusal(
        "不完整的文件（可能没有下载完）",
        sniff.is_cut_short,
        "请重新下载或向来文单位重新索取。",
    ),
    Refusal("幻灯片", sniff.is_pptx, "请将其中的文字另存为 docx 后再试。"),
    Refusal("压缩包（不是 zip）", sniff.is_other_archive, "请先解压，再给出其中的文件。"),
    Refusal("程序", sniff.is_program, "请核对文件是否给错。"),
)


@dataclass(frozen=True, slots=True)
class _Document:
    """One file to be read; ``inside`` is the zip it was given in."""

    name: str
    data: bytes
    inside: Part | None = None


@dataclass(frozen=True, slots=True)
class _Read:
    """One file that was read, and what was said of it before it was opened."""

    part: Part
    reading: Reading
    findings: tuple[Diagnostic, ...]
    inside: Part | None


def read(paths: Sequence[Path]) -> tuple[Source, tuple[Diagnostic, ...]]:
    """One notice from one file or several: the notice itself first, then its annexes.

    A zip counts as the files inside it. Raises UnreadableError where a file cannot be read and
    MissingPartError where an optional component would be needed; inside a zip such a file
    becomes a finding as long as another one can be read.
    """
    if not paths:
        raise UnreadableError("没有给出文件。请写明通知文件的路径。")
    findings: list[Diagnostic] = []
    documents: list[_Document] = []
    allowance = Allowance()
    for path in paths:
        data = _bytes_of(path)
        if _is_archive(Content(path.name, data)):
            whole = Part(path.name, "zip", _digest(data), None, 1)
            documents += _unpack(_Document(path.name, data, whole), 1, findings, allowance)
        else:
            documents.append(_Document(path.name, data))
    order = archive.reading_order([document.name for document in documents])
    done = _without_copies(_read_all([documents[at] for at in order], findings), findings)
    if len(done) > 1:
        names = "、".join(one.part.file for one in done)
        findings.insert(0, codes.SEVERAL_FILES.at(count=len(done), names=names))
    return _joined(done, findings)


def read_bytes(name: str, data: bytes) -> tuple[Reading, tuple[Diagnostic, ...]]:
    """One file that is no zip: what its content says, and whether its ending said so too."""
    content = Content(name, data)
    if not data:
        raise UnreadableError(f"“{name}”是空文件（0 字节）。请重新下载或向来文单位重新索取。")
    for refusal in REFUSALS:
        if refusal.recognises(content):
            raise UnreadableError(f"“{name}”是{refusal.label}，不能读取。{refusal.next_step}")
    reader = reader_of(content)
    if reader is None:
        raise UnreadableError(_unknown(content))
    said: tuple[Diagnostic, ...] = ()
    if content.ending not in reader.endings and _is_known(content.ending):
        code = codes.PICTURE_BY_ANOTHER_NAME if reader.format == "scan" else codes.ENDING_DIFFERS
        said = (code.at(file=name, ending=content.ending, kind=reader.label),)
    reading = reader.read(name, data)
    return replace(reading, format=reader.format), said


def reader_of(content: Content) -> Reader | None:
    """The first reader that recognises the content."""
    return next((reader for reader in READERS if reader.recognises(content)), None)


def _is_known(ending: str) -> bool:
    return ending in ARCHIVE_ENDINGS or any(ending in reader.endings for reader in READERS)


def _unknown(content: Content) -> str:
    name = content.name
    if content.is_zip:
        return f"“{name}”已损坏（压缩结构不完整），请重新下载或向来文单位重新索取。"
    if sniff.is_ole(content):
        return f"“{name}”已损坏，或不是 Word、Excel 文件。{_SAVE_AS}"
    if not content.data.strip(b"\0 \t\r\n"):
        return f"“{name}”中没有内容，可能保存时出了错。请向来文单位重新索取。"
    return f"“{name}”的格式无法识别。{_SAVE_AS}"


def _bytes_of(path: Path) -> bytes:
    """The file's bytes, or a message that says why they cannot be had."""
    try:
        if path.is_dir():
            raise UnreadableError(f"“{path}”是文件夹。请给出其中的文件，可以一次给出多个。")
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise UnreadableError(
                f"“{path.name}”有{size >> 20}MB，超过{MAX_BYTES >> 20}MB 的限制。请拆分后再试。"
            )
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise UnreadableError(f"找不到文件“{path}”。请核对路径和文件名。") from None
    except PermissionError:
        raise UnreadableError(
            f"没有权限读取“{path}”。请检查文件权限；若文件正在 Word 或 WPS 中打开，请先关闭。"
        ) from None
    except (OSError, ValueError) as error:
        reason = in_chinese(error) if isinstance(error, OSError) else error
        raise UnreadableError(f"无法读取“{path}”（{reason}）。请复制到本机后再试。") from None
    if not data:
        raise UnreadableError(f"“{path.name}”是空文件（0 字节）。请重新下载或向来文单位重新索取。")
    if len(data) > MAX_BYTES:
        raise UnreadableError(f"“{path.name}”超过{MAX_BYTES >> 20}MB 的限制。请拆分后再试。")
    return data


def _is_archive(content: Content) -> bool:
    """A zip that is no office file: something stands in it, or nothing at all can be seen."""
    if not content.is_zip or reader_of(content) is not None or sniff.is_pptx(content):
        return False
    return bool(content.parts) or content.ending in ARCHIVE_ENDINGS


def _unpack(
    document: _Document, depth: int, findings: list[Diagnostic], allowance: Allowance
) -> list[_Document]:
    """The files in a zip and in the zips inside it."""
    if depth > MAX_ARCHIVE_DEPTH:
        raise UnreadableError(
            f"“{document.name}”里的压缩包套了{MAX_ARCHIVE_DEPTH}层以上。请解压后再给出其中的文件。"
        )
    members, said = archive.members(document.name, document.data, allowance)
    findings += said
    out: list[_Document] = []
    for member in members:
        inner = _Document(member.name, member.data, document.inside)
        if not member.data or not _is_archive(Content(member.name, member.data)):
            out.append(inner)
            continue
        try:
            out += _unpack(inner, depth + 1, findings, allowance)
        except FenjieError as error:
            findings.append(codes.MEMBER_UNREAD.at(member=member.name, reason=error))
    return out


def _read_all(documents: list[_Document], findings: list[Diagnostic]) -> list[_Read]:
    done: list[_Read] = []
    failed: list[FenjieError] = []
    lines = 0
    for document in documents:
        try:
            reading, said = read_bytes(document.name, document.data)
        except (UnreadableError, MissingPartError) as error:
            if document.inside is None:
                raise
            failed.append(error)
            findings.append(codes.MEMBER_UNREAD.at(member=document.name, reason=error))
            continue
        lines += len(reading.lines)
        _refuse_too_many(lines, document.name)
        part = Part(document.name, reading.format, _digest(document.data), reading.pages, 1)
        done.append(_Read(part, reading, said, document.inside))
    if not done:
        if failed:
            raise failed[0]
        why = next(
            (f"{said.message}。" for said in findings if said.code is codes.MEMBER_UNREAD), ""
        )
        raise UnreadableError(f"压缩包中没有可以读取的文件。{why}请解压后直接给出通知文件。")
    return done


def _refuse_too_many(lines: int, name: str) -> None:
    if lines > MAX_LINES:
        raise UnreadableError(f"“{name}”读到{MAX_LINES}行以上，请拆分后再试。")


# Of two files with one text, the format further left is read: it is the more exact.
_PREFERRED = ("docx", "html", "mht", "doc", "xml", "odt", "rtf", "wps", "txt", "ofd", "pdf")


def _without_copies(done: list[_Read], findings: list[Diagnostic]) -> list[_Read]:
    """Offices send one text as Word and as PDF: read twice, every indicator would double."""
    kept: list[int] = []
    for at in sorted(range(len(done)), key=lambda at: _preference(done[at])):
        file = done[at].part.file
        for other in kept:
            likeness = _likeness(done[at], done[other])
            if likeness < archive.SAME:
                continue
            code = codes.SAME_CONTENT if likeness == 1 else codes.ALMOST_SAME_CONTENT
            findings.append(code.at(file=file, other=done[other].part.file))
            break
        else:
            kept.append(at)
    return [done[at] for at in sorted(kept)]


def _preference(one: _Read) -> int:
    known = one.part.format in _PREFERRED
    return _PREFERRED.index(one.part.format) if known else len(_PREFERRED)


def _likeness(one: _Read, other: _Read) -> float:
    if one.part.sha256 == other.part.sha256:
        return 1
    if not archive.same_name(one.part.file, other.part.file):
        return 0
    return archive.likeness(one.reading.lines, other.reading.lines)


def _joined(done: list[_Read], findings: list[Diagnostic]) -> tuple[Source, tuple[Diagnostic, ...]]:
    """The readings one after the other; lines, cells, tables and findings move along."""
    parts: list[Part] = []
    lines: list[Line] = []
    tables = 0
    for one in done:
        before = len(lines)
        if one.inside is not None and all(one.inside.sha256 != part.sha256 for part in parts):
            parts.append(replace(one.inside, first_line=before + 1))
        parts.append(replace(one.part, first_line=before + 1))
        if before == 0:
            lines += one.reading.lines
        else:
            lines += [_moved(line, before, tables) for line in one.reading.lines]
        if len(done) > 1:
            tables = max((line.row.table for line in lines if line.row), default=tables)
        findings += [
            _named(finding, before, one.part.file, several=len(done) > 1)
            for finding in (*one.findings, *one.reading.findings)
        ]
    return Source(tuple(parts), tuple(lines)), tuple(findings)


def _moved(line: Line, before: int, tables: int) -> Line:
    row = line.row
    if row is not None:
        cells = tuple(replace(cell, span=_span(cell.span, before)) for cell in row.cells)
        row = Row(row.table + tables, cells, row.header)
    return replace(line, number=line.number + before, row=row)


def _span(span: Span, before: int) -> Span:
    return Span(span.line + before, span.start, span.end)


def _named(finding: Diagnostic, before: int, file: str, *, several: bool) -> Diagnostic:
    """A finding without a place says which file it speaks of, where there is more than one."""
    if finding.spans:
        return replace(finding, spans=tuple(_span(span, before) for span in finding.spans))
    if several and file not in finding.message:
        return replace(finding, message=f"{file}：{finding.message}")
    return finding


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()

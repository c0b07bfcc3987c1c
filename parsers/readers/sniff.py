"""认内容，不认扩展名：what the bytes of a file are, each question answered once.

``READERS`` in the package itself says which reader takes what.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from functools import cached_property
from io import BytesIO

from parsers.readers import ole
from parsers.readers.encoding import decode

_HEAD = 1 << 16
_TAG = re.compile(
    r"<(?:!doctype\s+html|html|head|body|frameset|meta|title|table|div|p|span|br|h[1-6]|font"
    r"|script|style|center|article|section)\b",
    re.IGNORECASE,
)
_LEAD = re.compile(r"(?:\s|\ufeff|<\?xml[^>]*\?>|<!--.*?-->)*", re.DOTALL)
_PICTURE_MAGIC = (b"\xff\xd8\xff", b"\x89PNG\r\n", b"II*\0", b"MM\0*", b"GIF8")


_DAMAGE = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError,
    ValueError, StopIteration,
)  # fmt: skip


class Content:
    """The bytes of a file, asked what they are."""

    def __init__(self, name: str, data: bytes) -> None:
        self.name = name
        self.data = data

    @cached_property
    def ending(self) -> str:
        """The name's ending in small letters, with its dot; ``""`` where there is none."""
        dot = self.name.rfind(".")
        return self.name[dot:].lower() if dot > 0 else ""

    @cached_property
    def is_zip(self) -> bool:
        return self.data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"))

    @cached_property
    def parts(self) -> frozenset[str]:
        """The names of a zip's parts, in small letters."""
        if not self.is_zip:
            return frozenset()
        try:
            with zipfile.ZipFile(BytesIO(self.data)) as package:
                return frozenset(part.replace("\\", "/").lower() for part in package.namelist())
        except _DAMAGE:
            return frozenset()

    @cached_property
    def content_types(self) -> bytes:
        """What an Office package says of its parts, which may stand anywhere in it."""
        return self._part("[content_types].xml")

    @cached_property
    def mimetype(self) -> str:
        """What an OpenDocument package says of itself."""
        return self._part("mimetype").decode("ascii", "replace")

    def _part(self, wanted: str) -> bytes:
        """The beginning of a part of a zip, whatever case its name is in."""
        if wanted not in self.parts:
            return b""
        try:
            with zipfile.ZipFile(BytesIO(self.data)) as package:
                name = next(n for n in package.namelist() if n.lower() == wanted)
                with package.open(name) as part:
                    return part.read(1 << 20)
        except _DAMAGE:
            return b""

    @cached_property
    def streams(self) -> tuple[ole.Stream, ...]:
        return ole.root_streams(self.data)

    @cached_property
    def stream_names(self) -> frozenset[str]:
        return frozenset(stream.name.lower() for stream in self.streams)

    @cached_property
    def text(self) -> str:
        """How the file begins, as text; for what is no text, something no question fits."""
        return decode(self.data[:_HEAD]).text

    @cached_property
    def opening(self) -> str:
        """The beginning after blanks, comments and an XML declaration."""
        text = self.text
        lead = _LEAD.match(text)
        return text[lead.end() :] if lead else text


def is_docx(content: Content) -> bool:
    return (
        "word/document.xml" in content.parts
        or b"wordprocessingml.document.main+xml" in content.content_types
        or b"ms-word.document.macroEnabled.main+xml" in content.content_types
    )


def is_xlsx(content: Content) -> bool:
    return (
        "xl/workbook.xml" in content.parts
        or b"spreadsheetml.sheet.main+xml" in content.content_types
        or b"ms-excel.sheet.macroEnabled.main+xml" in content.content_types
    )


def is_xlsb(content: Content) -> bool:
    return "xl/workbook.bin" in content.parts


def is_pptx(content: Content) -> bool:
    return "ppt/presentation.xml" in content.parts or "powerpoint document" in content.stream_names


def is_ofd(content: Content) -> bool:
    return "ofd.xml" in content.parts


def is_opendocument_text(content: Content) -> bool:
    return "opendocument.text" in content.mimetype


def is_opendocument_sheet(content: Content) -> bool:
    return "opendocument.spreadsheet" in content.mimetype


def is_zip(content: Content) -> bool:
    return content.is_zip


def is_encrypted(content: Content) -> bool:
    return "encryptedpackage" in content.stream_names or ole.word_is_encrypted(content.streams)


def is_cut_short(content: Content) -> bool:
    """A Word 97 or Excel 97 file that was not downloaded to its end."""
    return ole.is_cut_short(content.data)


def is_word97(content: Content) -> bool:
    return "worddocument" in content.stream_names


def is_works(content: Content) -> bool:
    """Microsoft Works, the other ``.wps``; the later kind holds only ``CONTENTS``."""
    names = content.stream_names
    return bool({"matost", "mm"} & names) or ("contents" in names and content.ending == ".wps")


def is_xls(content: Content) -> bool:
    """Excel 97 and, without the shell of a compound file, Excel 2 to 5."""
    return bool({"workbook", "book"} & content.stream_names) or content.data.startswith(
        (b"\x09\x08\x10\0\0\x06", b"\x09\x08\x08\0\0\x05", b"\x09\x04\x06\0", b"\x09\x02\x06\0")
    )


def is_ole(content: Content) -> bool:
    return content.data.startswith(ole.MAGIC)


def is_pdf(content: Content) -> bool:
    """The header may stand a little way in; but a zip may hold a PDF right at its front."""
    return b"%PDF-" in content.data[:1024] and not content.is_zip and not is_ole(content)


def is_picture(content: Content) -> bool:
    data = content.data
    return (
        data.startswith(_PICTURE_MAGIC)
        or (data.startswith(b"BM") and data[6:10] == b"\0\0\0\0")
        or (data.startswith(b"RIFF") and data[8:12] == b"WEBP")
    )


def is_rtf(content: Content) -> bool:
    return content.data.lstrip()[:5] == b"{\\rtf"


def is_web_archive(content: Content) -> bool:
    return bool(
        re.match(
            r"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?MIME-Version:",
            content.text[:8192],
            re.IGNORECASE,
        )
    )


def is_flat_word(content: Content) -> bool:
    """Word 2003 XML and the one-file form of docx."""
    return content.opening.startswith("<") and any(
        mark in content.text[:8192]
        for mark in ("Word.Document", "/word/2003/wordml", "office/2006/xmlPackage")
    )


def is_flat_sheet(content: Content) -> bool:
    return (
        content.opening.startswith("<")
        and any(
            mark in content.text[:8192]
            for mark in ("Excel.Sheet", "urn:schemas-microsoft-com:office:spr")
        )
        and "<html" not in content.text[:8192].lower()
    )


def is_uof(content: Content) -> bool:
    """标文通 (GB/T 20916) in one file."""
    return "schemas.uof.org" in content.text[:8192] or "<uof:UOF" in content.text[:8192]


def is_html(content: Content) -> bool:
    if "\0" in content.text[:4096]:
        return False
    if content.opening.startswith("<"):
        return _TAG.search(content.opening[:8192]) is not None
    return (
        content.ending in {".html", ".htm", ".shtml", ".jsp", ".aspx", ".php", ".xls", ".doc"}
        and len(_TAG.findall(content.text)) > 1
    )


def is_other_archive(content: Content) -> bool:
    return (
        content.data.startswith((b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"MSCF"))
        or content.data[257:262] == b"ustar"
    )


def is_program(content: Content) -> bool:
    return content.data.startswith((b"MZ", b"\x7fELF"))


def is_text(content: Content) -> bool:
    """Whatever is mostly printable; the text reader has the last word."""
    sample = content.text[:8192]
    odd = sum(character < " " and character not in "\t\r\n\v\f" for character in sample)
    damaged = odd + sample.count("\ufffd")
    return bool(sample.strip()) and "\0" not in sample and damaged * 5 <= len(sample)

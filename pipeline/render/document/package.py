"""Word 文件包: a docx as its parts, and many docx written from parts deflated once.

All letters share every part but one or two. Those shared are deflated once and their bytes
copied; of the others, what all letters begin with is deflated once too, and each letter goes
on from there. Dates are fixed, so the same parts give the same bytes.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from parsers.errors import TemplateError

_MAX_UNPACKED = 100 * 1024 * 1024
_MAX_PARTS = 2000
_LEVEL = 3  # a letter is 6 % larger than at level 6 and deflated in half the time
_DATE = 0x0021  # 1980-01-01, the zip format's first day
_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")


def read_package(data: bytes) -> dict[str, bytes]:
    """The parts of a docx by name, in their order. Raises TemplateError if it is none."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            if len(infos) > _MAX_PARTS or sum(info.file_size for info in infos) > _MAX_UNPACKED:
                raise TemplateError("模板过大（解压后超过 100 MB），请删去其中的大图后再用。")
            parts = {info.filename: archive.read(info) for info in infos if not info.is_dir()}
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError) as error:
        raise TemplateError(
            "模板不是可用的 .docx 文件（可能已损坏、加密或是 .doc），"
            "请用 Word 或 WPS 另存为 .docx。"
        ) from error
    if "word/document.xml" not in parts or "[Content_Types].xml" not in parts:
        raise TemplateError("模板中没有 Word 正文，请用 Word 或 WPS 另存为 .docx 后再用。")
    return parts


@dataclass(frozen=True, slots=True)
class _Stored:
    """A part as it lies in a zip."""

    name: bytes
    crc: int
    size: int
    data: bytes

    def local(self) -> bytes:
        flags = 0x800 if not self.name.isascii() else 0
        head = (b"PK\3\4", 20, flags, 8, 0, _DATE, self.crc, len(self.data), self.size)
        return _LOCAL.pack(*head, len(self.name), 0) + self.name + self.data

    def central(self, offset: int) -> bytes:
        flags = 0x800 if not self.name.isascii() else 0
        head = (b"PK\1\2", 20, 20, flags, 8, 0, _DATE, self.crc, len(self.data), self.size)
        return _CENTRAL.pack(*head, len(self.name), 0, 0, 0, 0, 0, offset) + self.name


class Varying:
    """A part that differs from letter to letter but always begins with ``head``."""

    def __init__(self, name: str, head: bytes) -> None:
        self._name = name.encode()
        self._deflate = zlib.compressobj(_LEVEL, zlib.DEFLATED, -15)
        self._begun = self._deflate.compress(head)
        self._crc = zlib.crc32(head)
        self._size = len(head)

    def stored(self, rest: Iterable[bytes]) -> _Stored:
        deflate = self._deflate.copy()
        deflated, crc, size = [self._begun], self._crc, self._size
        for piece in rest:
            deflated.append(deflate.compress(piece))
            crc, size = zlib.crc32(piece, crc), size + len(piece)
        deflated.append(deflate.flush())
        return _Stored(self._name, crc, size, b"".join(deflated))


class Press:
    """Writes docx after docx from the same shared parts."""

    def __init__(self, shared: Mapping[str, bytes], varying: Sequence[tuple[str, bytes]]) -> None:
        self._varying = tuple(Varying(name, head) for name, head in varying)
        blocks: list[bytes] = []
        central: list[bytes] = []
        offset = 0
        for name, data in shared.items():
            part = Varying(name, b"").stored((data,))
            central.append(part.central(offset))
            blocks.append(part.local())
            offset += len(blocks[-1])
        self._shared, self._directory = b"".join(blocks), b"".join(central)
        self._count = len(central) + len(self._varying)

    def docx(self, *rests: Iterable[bytes]) -> bytes:
        """A docx whose varying parts go on with ``rests``, in pieces, after their heads."""
        blocks = [self._shared]
        central = [self._directory]
        offset = len(self._shared)
        for varying, rest in zip(self._varying, rests, strict=True):
            part = varying.stored(rest)
            central.append(part.central(offset))
            blocks.append(part.local())
            offset += len(blocks[-1])
        size = sum(map(len, central))
        end = _END.pack(b"PK\5\6", 0, 0, self._count, self._count, size, offset, 0)
        return b"".join((*blocks, *central, end))


def packed(parts: Mapping[str, bytes]) -> bytes:
    """One docx of these parts."""
    return Press(parts, ()).docx()

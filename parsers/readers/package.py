"""压缩结构：what stands in a zip, within the limits and whatever the zip claims of itself."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator

from parsers.errors import UnreadableError
from parsers.readers.reading import MAX_PACKAGE_PARTS, MAX_UNPACKED_BYTES

_ENCRYPTED = 0x1
_NAME_IS_UTF8 = 0x800
_PIECE = 1 << 18  # bytes
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,  # a method of compression that Python lacks
    OSError,
    ValueError,
    RuntimeError,
    MemoryError,
    OverflowError,
)


class Allowance:
    """How many bytes may still be unpacked; zips inside a zip share that of the outer one."""

    def __init__(self) -> None:
        self.left = MAX_UNPACKED_BYTES


class Package:
    """A zip file whose parts are read one at a time; all of them share one allowance of bytes.

    Raises UnreadableError where the zip is damaged, encrypted or larger than the limits.
    """

    def __init__(self, name: str, data: bytes, allowance: Allowance | None = None) -> None:
        self.name = name
        self._allowance = allowance or Allowance()
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            parts = self._zip.infolist()
        except _DAMAGE as error:
            raise UnreadableError(
                f"“{name}”已损坏（压缩结构不完整），请重新下载或向来文单位重新索取。"
            ) from error
        if len(parts) > MAX_PACKAGE_PARTS:
            raise UnreadableError(
                f"“{name}”中的文件超过{MAX_PACKAGE_PARTS}个，不像一份公文，未读取。"
            )
        self._parts = {member_name(part): part for part in parts if not part.is_dir()}
        self._folded = {_key(part): part for part in self._parts}

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all parts, in the order of the zip."""
        return tuple(self._parts)

    def find(self, part: str, base: str = "") -> str | None:
        """The name of the part that ``part`` means, seen from the part ``base``; None if absent.

        A leading ``/`` means the root; case and kind of slash do not matter.
        """
        part = part.replace("\\", "/")
        folder = "" if part.startswith("/") else posixpath.dirname(base)
        return self._folded.get(_key(posixpath.normpath(posixpath.join(folder, part.lstrip("/")))))

    def encrypted(self, part: str) -> bool:
        return bool(self._parts[part].flag_bits & _ENCRYPTED)

    def read(self, part: str) -> bytes:
        """The bytes of a part named in ``names``."""
        return b"".join(self.stream(part))

    def stream(self, part: str) -> Iterator[bytes]:
        """The same piece by piece, so that a large part need not be held whole."""
        info = self._parts[part]
        if info.flag_bits & _ENCRYPTED:
            raise UnreadableError(
                f"“{self.name}”中的“{part}”有密码。请先解除密码（解压后重新压缩）再试。"
            )
        try:
            with self._zip.open(info) as stream:
                while piece := stream.read(min(_PIECE, max(self._allowance.left, 0) + 1)):
                    self._allowance.left -= len(piece)
                    if self._allowance.left < 0:
                        raise UnreadableError(
                            f"“{self.name}”解压后超过{MAX_UNPACKED_BYTES >> 20}MB，已停止读取。"
                            "请只保留需要读取的文件后再试。"
                        )
                    yield piece
        except _DAMAGE as error:
            raise UnreadableError(
                f"“{self.name}”已损坏（“{part}”解不开），请重新下载或向来文单位重新索取。"
            ) from error


def member_name(part: zipfile.ZipInfo) -> str:
    """The name as its writer meant it: Windows writes GBK and calls it code page 437."""
    if part.flag_bits & _NAME_IS_UTF8:
        return part.filename.replace("\\", "/")
    try:
        raw = part.orig_filename.encode("cp437")
    except UnicodeEncodeError:
        return part.filename.replace("\\", "/")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding).split("\0")[0].replace("\\", "/")
        except UnicodeDecodeError:
            continue
    return part.filename.replace("\\", "/")


def _key(part: str) -> str:
    return part.replace("\\", "/").lstrip("/").casefold()

"""复合文档（doc、xls、wps 的外壳）：which streams stand at the root of a compound file (MS-CFB)."""

from __future__ import annotations

import struct
from dataclasses import dataclass

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END = 0xFFFFFFFA  # sector numbers from here on are marks, not sectors
_FREE, _LAST = 0xFFFFFFFF, 0xFFFFFFFE
_ENTRY = 128
_SMALL = 64


@dataclass(frozen=True, slots=True)
class Stream:
    """A stream at the root: its first sector's bytes suffice to tell what it is."""

    name: str
    head: bytes


def root_streams(data: bytes) -> tuple[Stream, ...]:
    """The streams and storages at the root; ``()`` where the file is too damaged to tell."""
    if len(data) < 512 or not data.startswith(MAGIC):
        return ()
    shift = struct.unpack_from("<H", data, 30)[0]
    if shift not in (9, 12):
        return ()
    size = 1 << shift
    (first_directory,) = struct.unpack_from("<I", data, 48)
    table = _allocation(data, size)
    directory = b""
    sector = first_directory
    for _ in range(len(table) + 1):
        if sector >= _END or (sector + 1) * size > len(data):
            break
        directory += data[(sector + 1) * size : (sector + 2) * size]
        sector = table[sector] if sector < len(table) else _END
        if len(directory) > 1 << 20:
            break
    return _children(data, directory, table, size)


def is_cut_short(data: bytes) -> bool:
    """Whether the file ends before the last sector that its own table says is in use.

    What opens such a file shows the text that is left and says nothing.
    """
    if len(data) < 512 or not data.startswith(MAGIC):
        return False
    shift = struct.unpack_from("<H", data, 30)[0]
    if shift not in (9, 12):
        return False
    size = 1 << shift
    sectors = -(-len(data) // size) - 1  # the last one may be short
    holding = _table_sectors(data, size)
    if any(sector >= sectors for sector in holding):
        return True
    beyond: set[int] = set()  # what the table says of sectors after the end of the file
    at = 0
    for sector in holding:
        block = data[(sector + 1) * size : (sector + 2) * size]
        entries = struct.unpack_from(f"<{len(block) // 4}I", block)
        if any(sectors <= entry < _END for entry in entries[: max(sectors - at, 0)]):
            return True
        beyond.update(entries[max(sectors - at, 0) :])
        at += len(entries)
    return bool(beyond) and beyond not in ({_FREE}, {_LAST})  # some fill the table with _LAST


def _table_sectors(data: bytes, size: int) -> list[int]:
    """The sectors that hold the table of sectors: 109 by the header, more by a list of lists."""
    listed = list(struct.unpack_from("<109I", data, 76))
    (following,) = struct.unpack_from("<I", data, 68)
    for _ in range(len(data) // size):
        block = data[(following + 1) * size : (following + 2) * size]
        if following >= _END or len(block) < size:
            break
        *more, following = struct.unpack(f"<{size // 4}I", block)
        listed += more
    return [sector for sector in listed if sector < _END]


def _allocation(data: bytes, size: int) -> tuple[int, ...]:
    """The table of following sectors, from the 109 entries in the header; enough for 6 MB.

    Larger files continue the list elsewhere, but their directory stands near the front or is
    short; losing its tail only makes the kind of the file harder to tell.
    """
    out: list[int] = []
    for sector in struct.unpack_from("<109I", data, 76):
        if sector >= _END:
            break
        block = data[(sector + 1) * size : (sector + 2) * size]
        if len(block) < size:
            break
        out += struct.unpack(f"<{size // 4}I", block)
    return tuple(out)


def _children(
    data: bytes, directory: bytes, table: tuple[int, ...], size: int
) -> tuple[Stream, ...]:
    """Entries of the root's own tree, not of the storages (embedded objects) below it."""
    count = len(directory) // _ENTRY
    if count == 0:
        return ()
    (todo,) = struct.unpack_from("<I", directory, 76)
    pending, seen = [todo], set()
    streams: list[Stream] = []
    while pending:
        index = pending.pop()
        if index >= count or index in seen:
            continue
        seen.add(index)
        entry = directory[index * _ENTRY : (index + 1) * _ENTRY]
        length, left, right = (
            struct.unpack_from("<H", entry, 64)[0],
            *struct.unpack_from("<II", entry, 68),
        )
        name = entry[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
        sector, length = struct.unpack_from("<II", entry, 116)
        if length < struct.unpack_from("<I", data, 56)[0]:
            head = _small(data, directory, table, size, sector)
        else:
            head = data[(sector + 1) * size : (sector + 2) * size] if sector < _END else b""
        streams.append(Stream(name, head))
        pending += [left, right]
    return tuple(streams)


def _small(data: bytes, directory: bytes, table: tuple[int, ...], size: int, sector: int) -> bytes:
    """How a short stream begins: these share the root's own stream, in sectors of 64 bytes.

    WPS keeps the text of a short document there.
    """
    (place,) = struct.unpack_from("<I", directory, 116)
    at = sector * _SMALL
    for _ in range(min(at // size, len(table))):
        place = table[place] if place < len(table) else _END
    if place >= _END or sector >= _END:
        return b""
    start = (place + 1) * size + at % size
    return data[start : start + _SMALL]


def word_is_encrypted(streams: tuple[Stream, ...]) -> bool:
    """Whether a Word 97 file asks for a password (MS-DOC, FibBase.fEncrypted)."""
    for stream in streams:
        if stream.name == "WordDocument" and len(stream.head) >= 12:
            return bool(stream.head[11] & 0x01)
    return False

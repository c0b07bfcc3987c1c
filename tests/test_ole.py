"""复合文档: a file that ends before its own table says is not read as if it were whole."""

from __future__ import annotations

import struct

import pytest

from parsers.errors import UnreadableError
from parsers.readers import ole, read_bytes

SIZE = 512
FREE, LAST, TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def compound(*table: int, sectors: int) -> bytes:
    """A header, the table in sector 0, and empty sectors; ``table`` is filled up with FREE."""
    header = bytearray(SIZE)
    header[:8] = ole.MAGIC
    struct.pack_into("<H", header, 30, 9)
    struct.pack_into("<II", header, 68, LAST, 0)
    struct.pack_into("<109I", header, 76, 0, *([FREE] * 108))
    entries = (*table, *([FREE] * (SIZE // 4 - len(table))))
    return bytes(header) + struct.pack(f"<{SIZE // 4}I", *entries) + bytes(SIZE * (sectors - 1))


def test_a_whole_file_is_whole() -> None:
    assert not ole.is_cut_short(compound(TABLE, 2, 3, LAST, sectors=4))


@pytest.mark.parametrize("missing", [1, SIZE, SIZE + 1, 2 * SIZE])
def test_a_file_without_its_end_is_not(missing: int) -> None:
    data = compound(TABLE, 2, 3, LAST, sectors=4)
    # The last sector of a whole file may be short: WPS writes it so.
    assert ole.is_cut_short(data[:-missing]) is (missing >= SIZE)


def test_a_table_that_is_itself_cut_off_is_noticed() -> None:
    assert ole.is_cut_short(compound(TABLE, 2, LAST, sectors=3)[: SIZE + 100]) is True
    assert ole.is_cut_short(compound(TABLE, 2, LAST, sectors=3)[:SIZE]) is True


def test_a_table_filled_with_ends_is_no_sign() -> None:
    assert not ole.is_cut_short(compound(TABLE, 2, LAST, *([LAST] * 125), sectors=3))


def test_the_message_says_to_fetch_it_anew() -> None:
    data = compound(TABLE, 2, 3, LAST, sectors=4)[:-SIZE]
    with pytest.raises(UnreadableError, match=r"没有下载完.*重新下载"):
        read_bytes("通知.doc", data)


def _entry(name: str, kind: int, child: int, sector: int, length: int) -> bytes:
    """An entry of the directory."""
    text = name.encode("utf-16-le") + bytes(2)
    links = struct.pack("<III", FREE, FREE, child)
    head = text.ljust(64, b"\0") + struct.pack("<HBB", len(text), kind, 1) + links
    return head.ljust(116, b"\0") + struct.pack("<III", sector, length, 0)


@pytest.mark.parametrize("secret", [False, True])
def test_a_short_document_stands_among_the_small_streams(*, secret: bool) -> None:
    """WPS: the sector of a short stream counts in the root's own stream."""
    header = bytearray(compound(sectors=1)[:SIZE])
    struct.pack_into("<I", header, 48, 1)
    struct.pack_into("<I", header, 56, 4096)
    table = struct.pack("<128I", TABLE, LAST, 3, LAST, *([FREE] * 124))
    directory = _entry("Root Entry", 5, 1, 2, 1024) + _entry("WordDocument", 2, FREE, 9, 600)
    begin = bytes(11) + bytes([secret]) + bytes(52)
    # Small sector 9 is the second of the root's second sector; before it stands what misleads.
    stream = b"\xff" * (9 * 64) + begin
    data = bytes(header) + table + directory.ljust(SIZE, b"\0") + stream.ljust(2 * SIZE, b"\xff")
    (found,) = ole.root_streams(data)
    assert found.name == "WordDocument"
    assert ole.word_is_encrypted((found,)) is secret

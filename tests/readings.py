"""What the tests of the readers share: a reading as plain text."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable, Iterator

from parsers.errors import FenjieError
from parsers.readers.reading import Reading
from parsers.source import Layer, Line


def body(reading: Reading) -> list[str]:
    """The text of the body's lines."""
    return layer(reading, Layer.BODY)


def layer(reading: Reading, wanted: Layer) -> list[str]:
    return [line.text for line in reading.lines if line.layer is wanted]


def codes_of(reading: Reading) -> list[str]:
    return [finding.code.id for finding in reading.findings]


def cells(line: Line, lines: tuple[Line, ...]) -> list[str]:
    """What each cell of a row says, carried cells by the text above."""
    assert line.row is not None
    return [
        lines[cell.span.line - 1].text[cell.span.start : cell.span.end] for cell in line.row.cells
    ]


def assert_sound(reading: Reading) -> None:
    """What holds for every reading: lines numbered through, cells that can be cut out again."""
    assert [line.number for line in reading.lines] == list(range(1, len(reading.lines) + 1))
    for line in reading.lines:
        assert not set("\n\r\0") & set(line.text)
        if line.row is None:
            assert "\v" not in line.text or "\t" in line.text
            continue
        texts = cells(line, reading.lines)
        own = [
            "" if cell.carried else text for cell, text in zip(line.row.cells, texts, strict=True)
        ]
        assert "\t".join(own) == line.text
        edge = 0
        for cell in line.row.cells:
            assert cell.column >= edge
            edge = cell.column + cell.width
    for finding in reading.findings:
        for span in finding.spans:
            assert 1 <= span.line <= len(reading.lines)
            assert 0 <= span.start <= span.end <= len(reading.lines[span.line - 1].text)


def zipped(parts: dict[str, bytes | str]) -> bytes:
    """A zip of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(zipfile.ZipInfo(name), content)
    return out.getvalue()


def damaged(data: bytes, times: int, seed: int = 1) -> Iterator[bytes]:
    """The bytes with bits turned over, pieces cut out, or the end missing; the same every time."""
    dice = random.Random(seed)
    for _ in range(times):
        broken = bytearray(data)
        match dice.randrange(4):
            case 0:
                del broken[dice.randrange(len(broken)) :]
            case 1:
                first = dice.randrange(len(broken))
                del broken[first : first + dice.randrange(1, 200)]
            case _:
                for _ in range(dice.randrange(1, 8)):
                    broken[dice.randrange(len(broken))] ^= 1 << dice.randrange(8)
        yield bytes(broken)


def assert_survives(read: Callable[[str, bytes], Reading], data: bytes, times: int = 60) -> None:
    """Whatever happens to the file, it is read or refused in Chinese; nothing else is raised."""
    for broken in damaged(data, times):
        try:
            reading = read("损坏的文件", broken)
        except FenjieError as error:
            said = str(error)
        else:
            assert_sound(reading)
            continue
        assert any("\u4e00" <= character <= "\u9fff" for character in said)

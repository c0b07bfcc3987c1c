"""文字编码：UTF-8, UTF-16 and GB18030, told apart by the bytes themselves."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from parsers import codes
from parsers.diagnostics import Diagnostic
from parsers.patterns import late
from parsers.source import Line, Span


@dataclass(frozen=True, slots=True)
class Decoded:
    """``text`` without its byte order mark; ``doubtful`` where the bytes fit no encoding well."""

    text: str
    encoding: str
    doubtful: bool = False


# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CHINESE = late("[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
_MAX_PLACES = 50  # a file in a foreign encoding would otherwise give a finding per line


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """The bytes as text: the byte order mark decides, then the bytes, then ``declared``.

    Bytes that stand for nothing become U+FFFD. A declared encoding comes late because pages
    are often saved in another one than they say; strict UTF-8 is never met by accident.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return Decoded(data[len(mark) :].decode(encoding, "replace"), encoding)
    wide = _utf16_without_mark(data)
    if wide is not None:
        return wide
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    as_utf8 = data.decode("utf-8", "replace")
    lost = as_utf8.count("\ufffd")
    # A few damaged bytes in UTF-8 still decode as GB18030, into nonsense.
    if lost * 20 <= len(_CHINESE.findall(as_utf8)):
        return Decoded(as_utf8, "utf-8")
    if declared is not None and not _is_chinese(declared):
        try:
            return Decoded(data.decode(declared), declared)
        except (LookupError, ValueError):
            pass
    text = data.decode("gb18030", "replace")
    return Decoded(text, "gb18030", doubtful=not _plausible_gb(data, text))


def _utf16_without_mark(data: bytes) -> Decoded | None:
    """UTF-16 shows itself by zero bytes (line ends, digits) that stand on one side.

    A few stand on the other: 一 is U+4E00.
    """
    sample = data[: 1 << 16]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if even + odd == 0 or min(even, odd) * 4 > max(even, odd) or len(data) % 2:
        return None
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    text = data.decode(encoding, "replace")
    good = sum(character.isascii() or bool(_CHINESE.match(character)) for character in text[:4096])
    if good * 10 < min(len(text), 4096) * 8 or "\0" in text[:4096]:
        return None
    return Decoded(text, encoding)


def _is_chinese(encoding: str) -> bool:
    try:
        return codecs.lookup(encoding).name in {"gb2312", "gbk", "gb18030", "hz"}
    except LookupError:
        return True


def _plausible_gb(data: bytes, text: str) -> bool:
    """Chinese text is mostly made of the common characters of GB 2312 (lead bytes A1–D7)."""
    pairs = re.findall(rb"[\x81-\xfe][\x40-\xfe]", data[: 1 << 16])
    if not pairs:
        return "\ufffd" not in text
    common = sum(0xA1 <= pair[0] <= 0xD7 and pair[1] >= 0xA1 for pair in pairs)
    return common * 10 >= len(pairs) * 7 and text.count("\ufffd") * 20 <= len(pairs)


def lost_characters(lines: list[Line]) -> list[Diagnostic]:
    """A finding at each run of characters that could not be read."""
    findings: list[Diagnostic] = []
    for line in lines:
        if "\ufffd" not in line.text:
            continue
        for run in re.finditer("\ufffd+", line.text):
            findings.append(codes.CHARACTERS_LOST.at(Span(line.number, run.start(), run.end())))
            if len(findings) == _MAX_PLACES:
                return findings
    return findings

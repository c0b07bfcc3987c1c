"""One width, one kind of bracket, one kind of blank: ``fold`` keeps every column in its place.

Rules match on ``fold(line.text)`` and cut the value from ``line.text`` with the same columns.
"""

from __future__ import annotations

import re
import unicodedata

from parsers.traditional import SIMPLER

_BLANKS = (
    "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009"
    "\u200a\u202f\u205f\u3000\ufeff\u200b\u200c\u200d\u2060\u00ad"
)
_INVISIBLE = re.compile("[\ufeff\u200b\u200c\u200d\u2060\u00ad]")  # blanks that split nothing
_SQUARE_OPEN, _SQUARE_CLOSE = "〔［【﹝﹇", "〕］】﹞﹈"
_DASHES = "—–―－−‒‐‑─━﹣"


def _table() -> dict[int, str]:
    table: dict[int, str] = {}
    for code in range(0xFF01, 0xFF5F):  # full-width ASCII
        table[code] = chr(code - 0xFEE0)
    for first, last in ((0x2E80, 0x2FDF), (0xF900, 0xFAFF), (0xFE10, 0xFE6F), (0xFFE0, 0xFFE6)):
        for code in range(first, last + 1):  # radicals, compatibility ideographs, small forms
            folded = unicodedata.normalize("NFKC", chr(code))
            if len(folded) == 1 and folded != chr(code):
                table[code] = folded
    table |= dict.fromkeys(map(ord, _BLANKS), " ")
    table |= dict.fromkeys(map(ord, _SQUARE_OPEN), "[")
    table |= dict.fromkeys(map(ord, _SQUARE_CLOSE), "]")
    table |= dict.fromkeys(map(ord, _DASHES), "-")
    table |= {ord("〈"): "<", ord("〉"): ">", ord("﹒"): ".", ord("∶"): ":", ord("﹪"): "%"}
    table |= {ord("︰"): ":", ord("﹕"): ":", ord("〜"): "~", ord("∼"): "~", ord("～"): "~"}
    table |= {ord("≧"): "≥", ord("≦"): "≤", ord("⩾"): "≥", ord("⩽"): "≤"}
    table |= SIMPLER
    return {code: folded.translate(table) for code, folded in table.items()}


_FOLD = _table()
# To look up every character takes eight times as long as to replace the usual marks and to see
# that nothing else is to be folded.
_USUAL = tuple((mark, _FOLD[ord(mark)]) for mark in "，：；（）\u3000")
_FOLDED = re.compile(f"[{''.join(map(chr, _FOLD))}]")


def fold(text: str) -> str:
    """The text in one width: as long as the text itself, and folding again changes nothing."""
    for mark, narrow in _USUAL:
        text = text.replace(mark, narrow)
    return text.translate(_FOLD) if _FOLDED.search(text) else text


def unspaced(text: str) -> str:
    """The text without any white space."""
    return "".join(text.split())


def squeeze(text: str) -> str:
    """The text without white space, save one space between two Latin letters or digits.

    Invisible characters (zero-width space, soft hyphen) count as white space.
    """
    parts = _INVISIBLE.sub(" ", text).split()
    if len(parts) < 2:
        return parts[0] if parts else ""
    out = parts[0]
    for part in parts[1:]:
        out += f" {part}" if _latin(out[-1]) and _latin(part[0]) else part
    return out


def _latin(character: str) -> bool:
    return character.isascii() and character.isalnum()

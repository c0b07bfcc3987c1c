r"""RTF：自动编号写成文字. A number that a word processor counts stands in the file twice.

Once as a rule (``\ls1``, counted anew by whoever opens the file) and once as it was shown
(``{\listtext 一、\tab}``). What was shown is right whoever wrote the file; the rule is not read
well where its text has characters beyond the file's code page (``\u12289\'3f`` becomes ``?``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_TOKEN = re.compile(
    rb"""
      (?P<open>\{) | (?P<close>\})
    | \\bin(?P<size>\d+)[ ]?
    | \\(?P<word>[A-Za-z]+)(?P<value>-?\d+)?[ ]?
    | \\'[0-9A-Fa-f]{2} | \\. | [^{}\\]+
    """,
    re.VERBOSE | re.DOTALL,
)
_SHOWN = (b"listtext", b"pntext")
_ENDS = (b"par", b"cell", b"row", b"sect")
# Groups that hold no text of the page.
_ASIDE = (
    b"fonttbl", b"colortbl", b"stylesheet", b"listtable", b"listoverridetable", b"info",
    b"header", b"footer", b"pict",
)  # fmt: skip


@dataclass(slots=True)
class _Group:
    """What holds inside a pair of braces; a group begins as the one around it."""

    aside: bool = False
    shown: bool = False
    counted: bool = False  # paragraphs are numbered by a rule
    opening: bool = True  # nothing was read in it yet


@dataclass(slots=True)
class _Paragraph:
    text: bool = False
    shown: bool = False  # its number stands in it as text


def spelled_out(data: bytes) -> bytes:
    """The file with its automatic numbers as typed text.

    The bytes as they are where a counted paragraph lacks its shown number, or none is counted.
    """
    if not any(b"{\\" + word in data for word in _SHOWN):
        return data
    writer = _Writer()
    at = 0
    while (match := _TOKEN.match(data, at)) is not None and not writer.lacking:
        end = match.end() + int(match["size"] or 0)
        writer.token(match, data[at:end])
        at = end
    return b"".join(writer.out) if at >= len(data) and not writer.lacking else data


@dataclass(slots=True)
class _Writer:
    """The tokens as they go out; ``lacking`` once a counted paragraph showed no number."""

    out: list[bytes] = field(default_factory=list)
    groups: list[_Group] = field(default_factory=lambda: [_Group(opening=False)])
    paragraph: _Paragraph = field(default_factory=_Paragraph)
    lacking: bool = False

    def token(self, match: re.Match[bytes], token: bytes) -> None:
        group = self.groups[-1]
        if match["open"]:
            group.opening = False
            self.groups.append(_Group(group.aside, group.shown, group.counted))
        elif match["close"]:
            if len(self.groups) > 1:
                self.groups.pop()
        elif match["word"]:
            token = self._word(match["word"], match["value"], token)
            group.opening = False
        elif group.opening and token == b"\\*":
            group.aside = True
        else:
            group.opening = False
            if not (group.aside or group.shown or token.isspace()):
                self.paragraph.text = True
        self.out.append(token)

    def _word(self, word: bytes, value: bytes | None, token: bytes) -> bytes:
        group = self.groups[-1]
        if word == b"ls":
            group.counted = value not in (None, b"0")
            return b""
        if word == b"pn" and group.opening:
            return b"\\notread "  # the rule beside a pntext: a group of this name is passed over
        if word in _SHOWN and group.opening and not group.aside:
            group.shown = self.paragraph.shown = True
            return b""
        if word in _ASIDE and group.opening:
            group.aside = True
        elif word == b"pard":
            if group.shown:
                return b""
            group.counted = False
        elif word in _ENDS and not group.aside:
            self.lacking |= group.counted and self.paragraph.text and not self.paragraph.shown
            self.paragraph = _Paragraph()
        return token

"""压缩包和多个文件：a notice with its annexes, in the order in which they are read."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from parsers import codes, numerals
from parsers.diagnostics import Diagnostic
from parsers.errors import UnreadableError
from parsers.readers.package import Allowance, Package
from parsers.source import Layer, Line
from parsers.text import fold, squeeze

_JUNK = re.compile(
    r"(?:^|/)(?:__MACOSX/|\.[^/]*$|~\$[^/]*$|Thumbs\.db$|desktop\.ini$|.*\.lnk$|.*\.url$|.*\.tmp$)",
    re.IGNORECASE,
)
# 附件1、附表二、（附件3）、2.附件, 附 1; 附则 and 附属 open other words.
_ANNEX = re.compile(
    r"[\[({《\"“]*(?:\d+[.、_\- ])?附(?:件|表|录|图|(?=[\d一二三四五六七八九十]))"
    r"[:(\[\s_\-]*(?P<number>\d+|[一二三四五六七八九十]+)?"
)
_LEADING_NUMBER = re.compile(r"[\[(]?(?:附件)?(?P<number>\d+|[一二三四五六七八九十]+)(?!\d*[年月])")
_MAIN = re.compile("通知|正文|主件|印发")


@dataclass(frozen=True, slots=True)
class Member:
    """A file inside a zip; ``name`` is its path there."""

    name: str
    data: bytes


def members(
    name: str, data: bytes, allowance: Allowance
) -> tuple[tuple[Member, ...], tuple[Diagnostic, ...]]:
    """The files of a zip, and what was left aside or could not be unpacked.

    Raises UnreadableError where the zip is damaged, too large, or encrypted throughout.
    """
    package = Package(name, data, allowance)
    junk = [part for part in package.names if _JUNK.search(part)]
    wanted = [part for part in package.names if not _JUNK.search(part)]
    if not wanted:
        raise UnreadableError(f"“{name}”中没有文件。请核对压缩包，或直接给出其中的文件。")
    if all(package.encrypted(part) for part in wanted):
        raise UnreadableError(f"“{name}”有解压密码。请先用密码解压，再给出其中的文件。")
    found: list[Member] = []
    findings: list[Diagnostic] = []
    for part in wanted:
        if package.encrypted(part):
            reason = "有解压密码，请解压后另行给出"
            findings.append(codes.MEMBER_UNREAD.at(member=f"{name}/{part}", reason=reason))
            continue
        found.append(Member(part, package.read(part)))
    if junk:
        shown = "、".join(posixpath.basename(part) or part for part in junk[:5])
        more = "等" if len(junk) > 5 else ""
        findings.append(
            codes.MEMBERS_SKIPPED.at(file=name, count=len(junk), names=f"{shown}{more}")
        )
    return tuple(found), tuple(findings)


def reading_order(names: Sequence[str]) -> list[int]:
    """Positions of ``names`` as they are to be read: the notice, then annexes by their numbers.

    Names that say nothing keep the order in which they came.
    """
    return sorted(range(len(names)), key=lambda position: (*_rank(names[position]), position))


def _rank(name: str) -> tuple[int, int]:
    folder, _, base = fold(name).rpartition("/")
    annex = _ANNEX.match(base.strip())
    if annex:
        return 2, _number(annex["number"])
    if any(_ANNEX.match(step) for step in folder.split("/")):
        leading = _LEADING_NUMBER.match(base)
        return 2, _number(leading["number"] if leading else None)
    return (0 if _MAIN.search(base) else 1), 0


def _number(text: str | None) -> int:
    """The annex's number; an annex without one comes before those that have one."""
    if text is None:
        return 0
    return int(text) if text.isdecimal() else numerals.chinese_to_int(text) or 0


def same_name(one: str, other: str) -> bool:
    """Whether two file names differ in nothing but the ending."""
    return _stem(one) == _stem(other)


def _stem(name: str) -> str:
    return squeeze(fold(posixpath.splitext(posixpath.basename(name))[0])).casefold()


SAME = 0.95  # a scan or a running header must not make one text two


def likeness(one: Iterable[Line], other: Iterable[Line]) -> float:
    """How much of two readings is the same, 0 to 1, whatever their line breaks and tables.

    Pairs of neighbouring characters are counted.
    """
    mine, theirs = _pairs(one), _pairs(other)
    total = max(mine.total(), theirs.total())
    return (mine & theirs).total() / total if total else 0


def _pairs(lines: Iterable[Line]) -> Counter[str]:
    text = "".join("".join(fold(line.text).split()) for line in lines if line.layer is Layer.BODY)
    return Counter(map("".join, pairwise(text)))

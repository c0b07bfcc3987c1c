"""从一段话里分出正文、分值、责任单位、时限: what closes an indicator, peeled off its text.

``peel`` tries the forms of clause in a fixed order (labels, brackets with verbs, a last sentence,
unit first, a bare bracket) and leaves what none of them knows in the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from operator import attrgetter
from typing import NamedTuple

from parsers.blocks import Block
from parsers.fields.deeds import names_of_deeds
from parsers.fields.labels import (
    Found,
    Kind,
    bare_label,
    bare_other,
    label_at_start,
    labels_in,
    mend,
    own_label,
)
from parsers.fields.points import FoundPoints, behind_comma, moving, points_in, weight_in
from parsers.fields.prepared import (
    LABEL_LIKE,
    bracket_mended,
    prepared,
    without_points,
    without_rules,
)
from parsers.fields.units import (
    TIME_TAIL,
    Name,
    is_plainly_a_unit,
    is_time,
    is_unit_name,
    looks_like_units,
    names_in,
    surely_units,
    verb_names,
)
from parsers.model import Role
from parsers.patterns import late
from parsers.source import Span


class Clause(NamedTuple):
    """A value peeled off at columns ``start``–``end`` of ``block``; names where it lists units."""

    kind: Kind
    word: str
    block: Block
    start: int
    end: int
    names: tuple[Name, ...] = ()
    damaged: bool = False
    label: int | None = None  # the column where its label begins
    kindred: bool = False  # its label is in no list of words
    parts: bool = False  # it says who does which part: A负责编制规划，B组织实施

    @property
    def spans(self) -> tuple[Span, ...]:
        """Where its value stands."""
        return self.block.spans(self.start, self.end)


_KIND = attrgetter("kind")


@dataclass(slots=True)
class Peeled:
    """What one paragraph holds. ``text`` are the ranges left, ``rest`` what followed a clause."""

    block: Block
    text: list[tuple[int, int]] = field(default_factory=list)
    points: FoundPoints | None = None
    clauses: list[Clause] = field(default_factory=list)
    rest: list[tuple[int, int]] = field(default_factory=list)
    unclosed: bool = False

    @property
    def units(self) -> bool:
        """Whether a clause names (or should name) who does it."""
        return Kind.UNITS in map(_KIND, self.clauses)


_STRONG = (Kind.UNITS, Kind.LEADERS, Kind.DEADLINE)
_SENTENCE_BODY = r"\s*(?P<sentence>(?:本项|该项|此项)?\s*(?:工作|任务|指标)?\s*(?P<by>由)?[^。;:]{3,200}?)\s*[。]?\s*$"
_SENTENCE = re.compile(rf"[。;]{_SENTENCE_BODY}")
_LONG_BODY = (  # 由A牵头；B配合。
    r"\s*(?P<sentence>(?:本项|该项|此项)?(?:工作|任务|指标)?(?P<by>由)[^。:]{3,300}?)\s*[。]?\s*$"
)
_LONG_SENTENCE = late(rf"。{_LONG_BODY}")
_LONG_BEHIND = late(rf"[。;]?{_LONG_BODY}")
_WHOLE_SENTENCE = re.compile(rf"[。;]?{_SENTENCE_BODY}")
_NAMING = re.compile(
    r"牵头|配合|负责|落实|实施|协|参|承|办|推进|组织|支持|做好|会同|抓好|督促|督导|指导|考核|考评|评价|主责|提供数据|\(|\[|:"
)
_ONLY_TIME = re.compile(
    rf"{TIME_TAIL.pattern}|\s*(?:长期|常年|全年|持续|常态化?|贯穿全年|年度内|分阶段)(?:坚持|推进|开展|实施|落实|执行)?\s*"
)
_STOPS = ("。", ";", "!")
_DOING = re.compile(r"牵头|配合|负责|落实")
_AHEAD = re.compile(r"\s*(?:\[(?P<units>[^\[\]]{2,80})\])\s*(?=[^\s。;,])")
_ARROW = late(r"\s*(?:[→⇒➔➜]|——>?|--?>|=>)\s*")
_NESTING = re.compile(r"[()。]")
_BRACKETS = re.compile(r"[()]")
_NEXT_BRACKET = late(r"[ 。;,]*\(")
_PART = re.compile(r"[^,;]+")
_DONE = re.compile(r"(?<=[前内底末])(?:全面|全部)?(?:完成|执行到位|落实到位|到位|办结|见效)$")
_COLON = re.compile(r"[^:。]{2,80}:")


def peel(block: Block, start: int = 0, *, bare: bool = False) -> Peeled:
    """The parts of a paragraph from column ``start`` on.

    ``bare`` allows the form （A、B）: a bracket of nothing but names.
    """
    end = len(block.folded.rstrip())
    out = Peeled(block)
    folded, out.points = prepared(block, start, end)
    mended = bracket_mended(block.folded, start, end) != block.folded
    out.unclosed = mended
    region = _labelled(folded, start, end, out)
    if region is not None:
        ranges = [(start, region[0]), (region[1], end)]
        while (more := _labelled(folded, region[1], end, out)) is not None:  # …（A）；…（B）
            ranges[-1:] = [(region[1], more[0]), (more[1], end)]
            region = more
        _score(out, folded, ranges)
        if not out.units:  # …。由A牵头，B配合。完成时限：6月底前
            ranges = _unlabelled(
                block, folded, [r for r in ranges if folded[slice(*r)].strip()], bare, out
            )
        if all(clause.kind is not Kind.DEADLINE for clause in out.clauses):
            ranges = _timed(block, folded, ranges, out)
        out.text = ranges
        return out
    ranges = [(start, end)]
    _score(out, folded, ranges)
    if not ranges:
        return out
    if not _NAMING.search(folded, start):
        out.text = ranges
        return out
    ranges = _unlabelled(block, folded, ranges, bare, out)
    if out.clauses and out.points is None:  # …2处，计5分。（A负责）
        _score(out, folded, ranges)
    ranges = _timed(block, folded, ranges, out)
    out.text = ranges
    return out


def _unlabelled(
    block: Block, folded: str, ranges: list[tuple[int, int]], bare: bool, out: Peeled
) -> list[tuple[int, int]]:
    """Takes the clauses without label out of the text; what is left of it."""
    found = (
        _verb_bracket(block, folded, ranges, bare)
        or _sentence(block, folded, ranges)
        or _unit_first(block, folded, ranges)
        if ranges
        else None
    )
    while found is not None:  # …（A牵头），…（B牵头）: each bracket names who does its part
        clause, taken = found
        out.clauses[:0] = [clause, *_time_tail(clause, folded)]
        ranges = [r for old in ranges for r in _without(old, taken)]
        found = _verb_bracket(block, folded, ranges, bare, sure=True) if ranges else None
    return ranges


def sentences_in(block: Block) -> list[tuple[int, int]]:
    """The sentences of a paragraph that each close with a bracket of units; [] for any other.

    技改投资增长15%。（A牵头，B配合）新增企业5家（C负责）。
    """
    folded, end = mend(block.folded), len(block.folded.rstrip())
    found, at = [], 0
    for first, last in _brackets(folded, 0, end):
        before, after = folded[at:first].rstrip(), folded[last + 1 : end].lstrip()
        if not (before.endswith(_STOPS) or after.startswith(_STOPS) or not after):
            continue
        if not before or not _names_doers(folded, first + 1, last):
            continue
        close = last + 1
        while close < end and folded[close] in " 。;":
            close += 1
        found.append((at, close))
        at = close
    if len(found) < 2:
        return []
    return [*found, (at, end)] if folded[at:end].strip() else found


def _names_doers(folded: str, start: int, end: int) -> bool:
    """Whether a bracket says who does it: A牵头, A、B or 责任单位：A；完成时限：6月底前."""
    return (
        verb_names(folded, start, end) is not None
        or looks_like_units(folded, start, end)
        or any(label.kind is Kind.UNITS for label in labels_in(folded, start, end))
    )


def closes_with_units(block: Block) -> bool:
    """Whether a paragraph closes with a bracket of nothing but units: …（市生态环境局）。"""
    folded, end = block.folded, len(block.folded.rstrip(" 。;"))
    bracket = next((b for b in reversed(_brackets(folded, 0, end)) if b[1] == end - 1), None)
    if bracket is None or not looks_like_units(folded, bracket[0] + 1, bracket[1]):
        return False
    names = names_in(folded, bracket[0] + 1, bracket[1], Role.RESPONSIBLE)
    return any(is_plainly_a_unit(folded[n.start : n.end].strip()) for n in names)


def peel_clause_line(block: Block) -> Peeled:
    """The clauses of a line that opens with a label (its colon may be lost), or is A牵头，B配合。"""
    end = len(block.folded.rstrip())
    folded = without_rules(mend(block.folded), 0, end)
    out = Peeled(block)
    if label_at_start(block.folded) is None:
        label = own_label(block.folded) or bare_other(block.folded) or bare_label(block.folded)
        last = verbs_end(block.folded) if label is None else 0
        names = verb_names(folded, 0, last) if last else None
        if label is not None:
            folded, out.points = without_points(folded, label.value, end)
            _add(out, label, label.value, end, folded)
        elif names is not None:
            out.clauses.append(Clause(Kind.UNITS, "", block, 0, last, tuple(names)))
            if folded[last:end].strip(" 。;,"):
                _labelled(folded, last, end, out)
        elif first := arrow_end(folded):
            listed = tuple(names_in(folded, first, end, Role.RESPONSIBLE))
            out.clauses.append(Clause(Kind.UNITS, "", block, first, end, listed))
        return out
    folded, out.points = without_points(folded, 0, end)
    region = _labelled(folded, 0, end, out, line=True)
    while region is not None and (more := _next_bracket(folded, region[1], end, out)):
        region = more  # （牵头单位：A）（配合单位：B）
    if region is not None and out.points is None:  # （牵头单位：A）【2分】
        found = points_in(folded, region[1], end)
        if found is not None and not folded[region[1] : found.start].strip(" 。;,"):
            out.points, end = found, region[1]
    if region is not None and folded[region[1] : end].strip(" 。;,、)]"):
        out.rest.append((region[1], end))  # a paragraph that was run into the line
    return out


def _next_bracket(folded: str, start: int, end: int, out: Peeled) -> tuple[int, int] | None:
    """Reads the labels of a bracket that follows at once; the columns it takes."""
    found = _NEXT_BRACKET.match(folded, start, end)
    return _labelled(folded, found.end() - 1, end, out) if found is not None else None


def arrow_end(folded: str) -> int:
    """Where the units begin in →县水利局（牵头）、县林业局; 0 where no arrow points at units."""
    arrow = _ARROW.match(folded)
    if arrow is None or not looks_like_units(folded, arrow.end(), len(folded.rstrip(" 。;"))):
        return 0
    return arrow.end()


def verbs_end(folded: str) -> int:
    """Where the sentence of a line ends that names units by verbs: before a label, if one follows."""
    labels = labels_in(folded, 0, len(folded)) if ":" in folded else []
    return len(folded[: labels[0].start if labels else len(folded)].rstrip(" 。;,"))


def ends_in_names(block: Block, start: int) -> tuple[str, ...] | None:
    """The names in a closing bracket that holds nothing but names, points apart."""
    end = len(block.folded.rstrip())
    folded, points = prepared(block, start, end)
    points = points or points_in(folded, start, end)
    folded = folded.rstrip(" 。;,")
    if points is not None and points.end >= len(folded):
        folded = folded[: points.start].rstrip(" 。;,")
    if not folded.endswith(")"):
        return None
    depth = 0
    for i in range(len(folded) - 1, start - 1, -1):
        depth += (folded[i] == ")") - (folded[i] == "(")
        if depth == 0:
            if not looks_like_units(folded, i + 1, len(folded) - 1):
                return None
            names = names_in(folded, i + 1, len(folded) - 1, Role.RESPONSIBLE)
            return tuple(block.cut(n.start, n.end).value for n in names)
    return None


def _labelled(
    folded: str, start: int, end: int, out: Peeled, *, line: bool = False
) -> tuple[int, int] | None:
    """Reads labelled clauses; returns the columns they take."""
    labels = labels_in(out.block.folded, start, end)
    if not labels and not line:
        return None
    first = next((n for n, label in enumerate(labels) if line or label.kind in _STRONG), None)
    if line:
        opening = label_at_start(out.block.folded)
        if opening is not None and (not labels or labels[0].start > opening.start):
            labels.insert(0, opening)
            first = 0
    if first is None:
        return None
    labels = labels[first:]
    begin, close = _enclosed(folded, start, end, labels[0], out)
    stop = close if close is not None else end
    labels = [label for label in labels if label.start < stop]
    last_end = stop
    for n, label in enumerate(labels):
        until = labels[n + 1].start if n + 1 < len(labels) else stop
        until = _value_end(folded, label.value, until)
        if close is None and folded.count("(", label.value, until) < folded.count(
            ")", label.value, until
        ):
            until = folded.rindex(")", label.value, until)
            out.unclosed = True
        _add(out, label, label.value, until, folded)
        if n + 1 == len(labels):
            last_end = until
    if close is not None:
        if folded[last_end:close].strip(" 。;,、"):
            out.rest.append((last_end, close))
        return begin, close + 1
    rest = folded[last_end:end].strip(" 。;,、)")
    if rest:
        at = folded.index(rest, last_end)
        out.rest.append((at, end))
    return begin, end


def _value_end(folded: str, start: int, end: int) -> int:
    """Where a value ends: before the next label, and at the full stop."""
    depth = 0
    for mark in _NESTING.finditer(folded, start, end):
        sign = mark[0]
        depth += (sign == "(") - (sign == ")")
        if sign == "。" and depth <= 0:
            return mark.start()
    while end > start and folded[end - 1] in " \t\v;,、。([":
        end -= 1
    return end


def _add(out: Peeled, label: Found, start: int, end: int, folded: str) -> None:
    while start < end and folded[start] in " \t\v:;":
        start += 1
    names: tuple[Name, ...] = ()
    parts = False
    if label.kind is Kind.UNITS and label.role is not None:
        by_verbs = None
        if _DOING.search(folded, start, end):
            by_verbs = verb_names(folded, start, end, label.role, labelled=True)
            if by_verbs is None and (deeds := names_of_deeds(folded, start, end, label.role)):
                by_verbs, parts = deeds.names, deeds.said
        names = tuple(
            by_verbs if by_verbs is not None else names_in(folded, start, end, label.role)
        )
    elif label.kind is Kind.LEADERS:
        names = tuple(names_in(folded, start, end, Role.RESPONSIBLE))
    unsure = label.damaged or label.unknown
    late_tail = names[-1] if names and label.kind is Kind.UNITS else None
    if late_tail is not None and _ONLY_TIME.fullmatch(folded, late_tail.start, late_tail.end):
        names, end = names[:-1], len(folded[: late_tail.start].rstrip(" ,;、"))
        cut = late_tail.end - len("完成") * folded[: late_tail.end].endswith("完成")
        out.clauses.append(Clause(Kind.DEADLINE, "", out.block, late_tail.start, cut))
    out.clauses.append(
        Clause(
            *(label.kind, label.word, out.block, start, end, names, unsure, label.start),
            kindred=label.kindred,
            parts=parts,
        )
    )


def _enclosed(
    folded: str, start: int, end: int, label: Found, out: Peeled
) -> tuple[int, int | None]:
    """Where the clauses begin that a label opens, and the bracket that closes them, if any."""
    before = folded[start : label.start].rstrip(" ")
    squared = folded[label.end : label.value].strip().startswith("]")
    if before.endswith("[") and squared:
        return start + len(before) - 1, None  # 【责任单位】
    if before.endswith(("(", "[")):
        opened = start + len(before) - 1
        close = _closing(folded, opened, end)
        out.unclosed = out.unclosed or close is None
        return opened, close
    bracket = _opened(folded, start, label.start)
    if bracket is not None:  # （A牵头，B配合；完成时限：6月底前）
        stop = len(folded[: label.start].rstrip(" ;,"))
        names = verb_names(folded, bracket + 1, stop)
        if names is None and looks_like_units(folded, bracket + 1, stop):
            names = names_in(folded, bracket + 1, stop, Role.RESPONSIBLE)
        other = own_label(folded[bracket + 1 : stop]) if names is None else None
        if other is not None:  # （运营单位：A；责任单位：B）
            start = bracket + 1 + other.value
            told = Clause(Kind.OTHER, other.word, out.block, start, stop, damaged=True)
            out.clauses.append(told)
            return bracket, _closing(folded, bracket, end)
        if names is not None:
            out.clauses.append(Clause(Kind.UNITS, "", out.block, bracket + 1, stop, tuple(names)))
            return bracket, _closing(folded, bracket, end)
    return label.start, None


def _opened(folded: str, start: int, end: int) -> int | None:
    """The bracket that stands open at a column."""
    depth = 0
    for mark in reversed(list(_BRACKETS.finditer(folded, start, end))):
        depth += 1 if mark[0] == ")" else -1
        if depth < 0:
            return mark.start()
    return None


def _closing(folded: str, opened: int, end: int) -> int | None:
    """The column of the bracket that closes the one at ``opened``."""
    depth = 0
    for i in range(opened, end):
        c = folded[i]
        if c in "([":
            depth += 1
        elif c in ")]":
            depth -= 1
            if depth == 0:
                return i
    return None


def _score(out: Peeled, folded: str, ranges: list[tuple[int, int]]) -> None:
    """Takes the points out of the text, those too that were found with a clause: …］(3分)."""
    if (known := out.points) is not None:
        taken = known.start, known.end
        if out.block.folded[slice(*taken)].lstrip()[:1] in ("(", "["):
            ranges[:] = [r for old in ranges for r in _without(old, taken)]
        return
    for start, end in ranges:
        found = points_in(folded, start, end)
        if found is not None:
            out.points = found
            ranges[:] = [r for old in ranges for r in _without(old, (found.start, found.end))]
            return


def score_by_weight(out: Peeled) -> None:
    """Takes （6%） for the points: for an item whose neighbours' brackets hold weights."""
    for start, end in out.text:
        found = weight_in(out.block.folded, start, end)
        if found is not None:
            out.points = found
            out.text = [r for old in out.text for r in _without(old, (found.start, found.end))]
            return


def with_rule(part: Peeled) -> None:
    """Puts …，得2分 back into the text: a rule of scoring where points have a column of their own."""
    found, folded = part.points, part.block.folded
    if found is None or folded[found.start : found.end].lstrip(" 。;,")[:1] in ("(", "["):
        return
    part.points = None
    kept: list[tuple[int, int]] = []
    for start, end in sorted([*part.text, (found.start, found.end)]):
        if kept and kept[-1][1] == start:
            kept[-1] = kept[-1][0], end
        else:
            kept.append((start, end))
    part.text = kept


def score_behind_comma(out: Peeled, most: Decimal) -> None:
    """Takes …，2分 at the end for the points: for an item most of whose neighbours close so."""
    for start, end in out.text[-1:] if out.points is None else ():
        _take_points(out, behind_comma(out.block.folded, start, end, most))


def score_of_a_move(out: Peeled) -> None:
    """Takes …的，扣1.5分 for the points: for an item under a heading such as 扣分事项."""
    written = [r for r in out.text if out.block.folded[slice(*r)].strip(" 。;,")]
    for start, end in written if out.points is None and len(written) == 1 else ():
        _take_points(out, moving(out.block.folded, start, end))


def _take_points(out: Peeled, found: FoundPoints | None) -> None:
    if found is not None:
        out.points = found
        out.text = [r for old in out.text for r in _without(old, (found.start, found.end))]


def _without(old: tuple[int, int], taken: tuple[int, int]) -> list[tuple[int, int]]:
    if taken[1] <= old[0] or taken[0] >= old[1]:
        return [old]
    return [r for r in ((old[0], taken[0]), (taken[1], old[1])) if r[0] < r[1]]


def _brackets(folded: str, start: int, end: int) -> list[tuple[int, int]]:
    """Outermost brackets between two columns."""
    found, depth, opened = [], 0, -1
    for mark in _BRACKETS.finditer(folded, start, end):
        if mark[0] == "(":
            depth += 1
            if depth == 1:
                opened = mark.start()
        elif depth:
            depth -= 1
            if depth == 0:
                found.append((opened, mark.start()))
    if depth and opened >= 0:
        found.append((opened, end))
    return found


Taken = tuple[Clause, tuple[int, int]]


def _verb_bracket(
    block: Block, folded: str, ranges: list[tuple[int, int]], bare: bool, *, sure: bool = False
) -> Taken | None:
    """（A牵头，B、C按职责分工负责）, and with ``bare`` （A、B）, at the end of the text.

    With ``sure`` one at the end of a sentence, if it plainly names units, does as well.
    """
    for start, end in reversed(ranges):
        for first, last in reversed(_brackets(folded, start, end)):
            names = verb_names(folded, first + 1, last)
            behind = folded[last + 1 : end].strip(" ")
            ends = not behind.strip("。;,.") or (sure and behind[0] in "。;,")
            if names is None and bare and ends and looks_like_units(folded, first + 1, last):
                names = names_in(folded, first + 1, last, Role.RESPONSIBLE)
                plain = (folded[n.start : n.end].strip() for n in names)
                mention = len(names) == 1 and behind.startswith(",")  # 一窗受理（县政务中心），…
                if sure and mention:
                    continue
                ended = behind[:1] in ("。", ";")  # its neighbours prove what it is
                if sure and not ended and not all(map(surely_units, plain)):
                    continue
            cut = _before_time(folded, first + 1, last) if names is None and ends else 0
            if cut and looks_like_units(folded, first + 1, cut):  # （A、B；9月底前完成）
                names = names_in(folded, first + 1, cut, Role.RESPONSIBLE)
            if names is not None:
                clause = Clause(Kind.UNITS, "", block, first + 1, last, tuple(names), last >= end)
                return clause, (first, min(last + 1, end))
    return None


def _before_time(folded: str, start: int, end: int) -> int:
    """Where the part before a deadline ends in a bracket; 0 where there is no deadline."""
    cut = max(folded.rfind(mark, start, end) for mark in ",;")
    return cut if cut > start and is_time(folded[cut + 1 : end].strip(" 。")) else 0


def _time_tail(clause: Clause, folded: str) -> list[Clause]:
    """（A牵头，B配合，5月底前完成）: the deadline behind the last verb, or behind an earlier one."""
    last = max((name.end for name in clause.names), default=clause.start)
    cut = next((n + 1 for n in range(last, clause.end) if folded[n] in ",;"), 0)
    parts = [(cut, clause.end)] if cut else []
    parts += [m.span() for m in _PART.finditer(folded, clause.start, clause.end)]
    for start, end in parts:
        rest = folded[start:end].strip(" 。;,")
        if rest and is_time(rest):
            begin = folded.index(rest, start)
            done = begin + len(_DONE.sub("", rest))
            return [Clause(Kind.DEADLINE, "", clause.block, begin, done)]
    return []


def _timed(
    block: Block, folded: str, ranges: list[tuple[int, int]], out: Peeled
) -> list[tuple[int, int]]:
    """A bracket that holds nothing but a deadline: （6月底前完成）."""
    for start, end in reversed(ranges):
        for first, last in reversed(_brackets(folded, start, end)):
            if last > first + 1 and _ONLY_TIME.fullmatch(folded, first + 1, last):
                cut = last - len("完成") if folded[:last].endswith("完成") else last
                out.clauses.append(Clause(Kind.DEADLINE, "", block, first + 1, cut))
                return [r for old in ranges for r in _without(old, (first, min(last + 1, end)))]
    return ranges


def _sentence(block: Block, folded: str, ranges: list[tuple[int, int]]) -> Taken | None:
    """A last sentence 由A负责落实。 or A牵头，B配合。"""
    start, end = ranges[-1]
    whole = _LONG_SENTENCE.search(folded, start, end) if ";" in folded[start:end] else None
    if whole is None and start > ranges[0][0] and ";" in folded[start:end]:
        whole = _LONG_BEHIND.match(folded, start, end)  # （5分）由A牵头；B配合。
    if whole is not None and verb_names(folded, whole.end("by"), whole.end("sentence")):
        match: re.Match[str] | None = whole
    else:
        match = _SENTENCE.search(folded, start, end)
    if match is None and start > ranges[0][0]:  # …。（4分）由A牵头，B配合。
        match = _WHOLE_SENTENCE.match(folded, start, end)
    if match is None:
        return None
    first = match.end("by") if match["by"] else match.start("sentence")
    names = verb_names(folded, first, match.end("sentence"))
    if names is None:
        return None
    clause = Clause(Kind.UNITS, "", block, first, match.end("sentence"), tuple(names))
    return clause, (match.start("sentence"), end)


def _unit_first(block: Block, folded: str, ranges: list[tuple[int, int]]) -> Taken | None:
    """县水利局：完成…, A牵头，B配合：完成…, 【县水利局】完成…, 【县水利局负责】完成…"""
    start, end = ranges[0]
    ahead = _AHEAD.match(folded, start, end)
    first, last = ahead.span("units") if ahead is not None else (start, start)
    named = tuple(verb_names(folded, first, last) or ())
    if not named and looks_like_units(folded, first, last):
        named = tuple(names_in(folded, first, last, Role.RESPONSIBLE))
    if ahead is not None and named:
        return Clause(Kind.UNITS, "", block, first, last, named), (start, ahead.end())
    match = _COLON.match(folded, start, end)
    if match is None or not folded[match.end() : end].strip():
        return None
    names = verb_names(folded, start, match.end() - 1)
    if names is None and looks_like_units(folded, start, match.end() - 1):
        names = names_in(folded, start, match.end() - 1, Role.RESPONSIBLE)
    if names is None or not all(is_unit_name(folded[n.start : n.end]) for n in names):
        return None
    if any(LABEL_LIKE.search(folded[n.start : n.end]) for n in names):
        return None  # an unknown label is no unit
    clause = Clause(Kind.UNITS, "", block, start, match.end() - 1, tuple(names))
    return clause, (start, match.end())

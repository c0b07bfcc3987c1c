"""对照决定.toml: the 疑似 pairs of a comparison as a file to fill in, and the answers replayed.

Items are known by their wording, so that a corrected notice or another numbering does no harm;
where one wording stands several times, the id tells.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from parsers.diagnostics import Diagnostic
from parsers.model import Indicator, Notice
from pipeline import codes
from pipeline.changes import Comparison, Pair
from pipeline.match import Verdicts
from pipeline.match_text import plain
from pipeline.register.write import text, texts
from pipeline.toml_file import Field, Kind, Table, read_toml

NAME = "对照决定.toml"

_HEAD_FIELDS = Table("", "", (Field("old_notice", "原通知"), Field("new_notice", "现通知")))
_PAIR = Table(
    "pair",
    "对应",
    (
        Field("old", "原", Kind.TEXTS, needed=True),
        Field("new", "现", Kind.TEXTS, needed=True),
        Field("same", "是同一项", Kind.FLAG),
        Field("old_ids", "原编号", Kind.TEXTS),
        Field("new_ids", "现编号", Kind.TEXTS),
    ),
)

HEAD = """\
# 对照决定：下面各对程序拿不准是不是同一项，请逐对决定，再带上 --decisions 运行一次：
#   fenjie diff 去年通知 今年通知 --decisions 对照决定.toml
#
# 是同一项的，删去 same = true 前面的 #；不是的，删去 same = false 前面的 #。
# 没有填的，仍标“疑似”。也可以自己加一段 [[pair]]：照抄两份通知里的指标文字，写 same = true。
# 一项拆成几项、几项并成一项，在方括号里依次写出各项。
"""


@dataclass(frozen=True, slots=True)
class PairDecision:
    """What a person said of one pair; ``line`` is where, for messages."""

    old: tuple[str, ...]
    new: tuple[str, ...]
    same: bool
    old_ids: tuple[str, ...] = ()
    new_ids: tuple[str, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class PairDecisions:
    """The decisions of a file, in its order."""

    pairs: tuple[PairDecision, ...] = ()
    file: str = NAME


def pair_sheet(comparisons: Sequence[Comparison]) -> str:
    """The file for what is 疑似: one entry per pair, over all years compared.

    Pairs that a person has decided are kept in it, with the answer.
    """
    parts = [HEAD]
    for comparison in comparisons:
        asked = (pair for pair in comparison.pairs if not pair.certain or pair.decided)
        parts += ["\n".join(_entry(pair)) for pair in asked]
    return "\n\n".join(part.rstrip("\n") for part in parts) + "\n"


def _entry(pair: Pair) -> Iterator[str]:
    yield "[[pair]]"
    yield f"# 原第{_numbers(pair.old)}项 → 现第{_numbers(pair.new)}项：{'；'.join(pair.why)}"
    yield f"old = {texts(tuple(item.text.value for item in pair.old))}"
    yield f"new = {texts(tuple(item.text.value for item in pair.new))}"
    yield "same = true" if pair.decided else "# same = true\n# same = false"
    yield f"old_ids = [{', '.join(text(item.id) for item in pair.old)}]"
    yield f"new_ids = [{', '.join(text(item.id) for item in pair.new)}]"


def _numbers(items: Sequence[Indicator]) -> str:
    return "、".join(item.number.value for item in items if item.number) or "？"


def load_pair_decisions(path: Path) -> tuple[PairDecisions, tuple[Diagnostic, ...]]:
    """The answers in a file; an entry without ``same`` decides nothing.

    Raises UnreadableError naming line and key for what cannot be read.
    """
    file = read_toml(path, "对照决定文件", (_HEAD_FIELDS, _PAIR))
    decided = []
    for row in file.rows.get("pair", ()):
        same = row.flag("same")
        if same is not None:
            decided.append(
                PairDecision(
                    row.words("old"),
                    row.words("new"),
                    same,
                    row.words("old_ids"),
                    row.words("new_ids"),
                    row.line,
                )
            )
    return PairDecisions(tuple(decided), file.name), file.findings


def verdicts(
    decisions: PairDecisions, old: Notice, new: Notice, *, unused: bool = True
) -> tuple[Verdicts, tuple[Diagnostic, ...]]:
    """Decisions as positions in two notices, and what there is to say of those of no use.

    A decision against a split or merger speaks against every part but the one most like the
    whole. With ``unused`` false nothing is said of items that are not there (other years).
    """
    found = _Finder(old), _Finder(new)
    same: list[tuple[tuple[int, ...], tuple[int, ...]]] = []
    different: dict[tuple[int, int], int] = {}  # and the line that says so
    taken: tuple[dict[int, int], dict[int, int]] = ({}, {})
    said: list[Diagnostic] = []
    for decision in decisions.pairs:
        here = found[0].positions(decision.old, decision.old_ids)
        there = found[1].positions(decision.new, decision.new_ids)
        why = _useless(here, there)
        if why:
            if unused:
                said.append(
                    codes.VERDICT_UNUSED.at(file=decisions.file, line=decision.line, why=why)
                )
            continue
        if not decision.same:
            against = _against(here, there, decision)
            first = [
                taken[0][a]
                for a, b in sorted(against)
                if a in taken[0] and taken[0][a] == taken[1].get(b)
            ]
            if not first:
                different |= dict.fromkeys(against - different.keys(), decision.line)
                continue
        else:
            first = [taken[0][a] for a in here if a in taken[0]]
            first += [taken[1][b] for b in there if b in taken[1]]
            first += [different[a, b] for a in here for b in there if (a, b) in different]
        if first:
            said.append(
                codes.VERDICT_TWICE.at(file=decisions.file, line=decision.line, first=first[0])
            )
            continue
        taken[0].update(dict.fromkeys(here, decision.line))
        taken[1].update(dict.fromkeys(there, decision.line))
        same.append((tuple(sorted(here)), tuple(sorted(there))))
    return Verdicts(tuple(same), frozenset(different)), tuple(said)


def _useless(here: tuple[int, ...], there: tuple[int, ...]) -> str:
    if not here or not there:
        where = "原" if not here else "现"
        return f"{where}通知里找不到其中的指标，或有几处相同，或编号（id）与文字对不上"
    if len(here) > 1 < len(there):
        return "几项对几项不能作为一对，请拆成几段"
    return ""


def _against(
    here: tuple[int, ...], there: tuple[int, ...], decision: PairDecision
) -> set[tuple[int, int]]:
    pairs = [(a, b) for a in here for b in there]
    if len(pairs) == 1:
        return set(pairs)
    whole = decision.old[0] if len(here) == 1 else decision.new[0]
    parts = decision.new if len(here) == 1 else decision.old
    likest = max(range(len(parts)), key=lambda at: _common(whole, parts[at]))
    return {pair for at, pair in enumerate(pairs) if at != likest}


def _common(one: str, other: str) -> float:
    first, second = set(plain(one)), set(plain(other))
    return len(first & second) / max(len(first | second), 1)


class _Finder:
    """The items of one notice by id and by wording."""

    def __init__(self, notice: Notice) -> None:
        self._ids: dict[str, list[int]] = {}
        self._texts: dict[str, list[int]] = {}
        for position, item in enumerate(notice.indicators):
            self._ids.setdefault(item.id, []).append(position)
            self._texts.setdefault(plain(item.text.value), []).append(position)

    def positions(self, wordings: Sequence[str], ids: Sequence[str]) -> tuple[int, ...]:
        """Where the items are; () if one is not there, or if it is not clear which is meant."""
        out = []
        for at, wording in enumerate(wordings):
            by_text = self._texts.get(plain(wording), [])
            by_id = self._ids.get(ids[at], []) if at < len(ids) else []
            both = [position for position in by_id if position in by_text]
            if by_id and not both:
                return ()  # id and wording belong to different items
            if len(both) == 1:
                out += both
            elif len(by_text) == 1:
                out += by_text
            else:
                return ()
        return tuple(dict.fromkeys(out))

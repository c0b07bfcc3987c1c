"""一句话管几项: the units a group sentence or a heading gives to an item."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from parsers import codes
from parsers.assembly.gather import (
    REFUSED,
    Draft,
    add_clause,
    add_deadline,
    add_leaders,
    add_names,
    brief,
)
from parsers.blocks import Block
from parsers.fields.labels import label_at_start
from parsers.fields.peel import peel_clause_line
from parsers.fields.units import Name, looks_like_units, names_in, verb_names
from parsers.items import GroupClause
from parsers.model import Role
from parsers.patterns import late
from parsers.wording import DEADLINE_LABEL, FULL_LABEL, LEADER_LABEL, role_of

_NOBODY = late(r"(?:[ ,;、的各项均都由]|重点|工作|任务|目标|指标|事项|项目|要求|内容)*")
_CLAUSE_END = late(r"[,;。]")
_OPENING = late(r"\s*(?:各项|分别|由|的|均|都|,)*\s*")
_LABEL = late(
    rf"(?:(?P<leaders>{LEADER_LABEL})|(?P<units>{FULL_LABEL}|数据来源|数据提供)|(?P<deadline>{DEADLINE_LABEL}))"
    r"\s*,?\s*(?:均|都|分别|统一)?\s*(?:为|是|由|:)\s*"
)


def from_group(group: GroupClause, draft: Draft) -> None:
    """Adds the units of the sentence to the item, with the sentence as their cause."""
    block, folded = group.block, group.block.folded
    start, end = group.body, group.end if group.end is not None else len(folded.rstrip(" 。:;"))
    if group.end is None and folded.count("(", start, end) < folded.count(")", start, end):
        end = folded.rindex(")", start, end)  # the bracket opened before the sentence
    cause = block.cut(0, len(block.text))
    stop = folded.find("。", start)
    if group.end is None and 0 <= stop < end:
        if not _of_one(group, block.part(stop + 1, end), draft):
            left = block.cut(stop + 1, end)
            draft.findings.append(codes.LEFT_OVER.at(*left.spans, text=left.value[:30]))
        end = stop
    if REFUSED.search(folded, start, end):
        draft.refused = True
        draft.findings.append(codes.UNITS_REFUSED.at(*cause.spans, text=brief(block)))
        return
    opening = _OPENING.match(folded, start, end)
    start = opening.end() if opening is not None else start
    labels = list(_LABEL.finditer(folded, start, end))
    names = verb_names(folded, start, end)
    if names is not None:
        labels = []
    elif labels:
        names = _before(folded, start, labels[0].start())
    elif looks_like_units(folded, start, end):
        names = names_in(folded, start, end, Role.RESPONSIBLE)
    if names is None:
        draft.findings.append(codes.GROUP_UNREAD.at(*cause.spans, text=brief(block)))
    shares = _Shares(group, folded)
    found = shares.own(names or [], start)
    found += _labelled(labels, block, end, draft, shares)
    add_names(found, block, draft, cause)
    if shares.unclear:
        draft.findings.append(codes.EACH_UNCLEAR.at(*cause.spans, text=brief(block)))


def _before(folded: str, start: int, end: int) -> list[Name] | None:
    """Whoever stands before the first label: 由A牵头，B配合，责任领导为C; None if unread."""
    stop = len(folded[:end].rstrip(" ,;、的"))
    if _NOBODY.fullmatch(folded, start, max(start, stop)):
        return []
    return verb_names(folded, start, stop)


class _Shares:
    """Which names of a sentence are one item's only: 分别由A、B牵头，C配合.

    ``unclear`` tells of 分别 that does not say whose each is.
    """

    def __init__(self, group: GroupClause, folded: str) -> None:
        self.only, self.among, self.folded = group.only, group.among, folded
        self.unclear = False

    def own(self, names: list[Name], start: int, *, said: bool = False) -> list[Name]:
        """The names, less those of other items; ``said`` if their label says 分别."""
        if self.only is None or not names:
            return names
        runs = [list(run) for _, run in groupby(names, key=lambda name: name.role)]
        kept: list[Name] = []
        shared = False
        for nth, run in enumerate(runs):
            same = [r for r in runs if r[0].role is run[0].role]
            first = start - len("分别由") if nth == 0 else self._clause(run[0].start)
            each = said or self._each(run, max(first, 0))
            if len(same) == self.among:  # A牵头、甲配合，B牵头、乙配合
                kept += run if same[self.only] is run else []
                shared = True
            elif each and len(run) == self.among and len(same) == 1:
                kept.append(run[self.only])
                shared = True
            else:
                kept += run
                self.unclear = self.unclear or each or (shared and len(run) == self.among)
        if not (shared or said):
            self.unclear = self.unclear or self._anywhere(names, start)
        return kept

    def _clause(self, at: int) -> int:
        """Where the clause begins in which a name stands."""
        return max(self.folded.rfind(stop, 0, at) for stop in ",;。") + 1

    def _each(self, run: Sequence[Name], start: int) -> bool:
        """Whether 分别 stands right before or behind the names of one role."""
        stop = _CLAUSE_END.search(self.folded, run[-1].end)
        behind = self.folded[run[-1].end : stop.start() if stop is not None else None]
        return (
            "分别" in self.folded[max(start - len("分别由"), 0) : run[0].start] or "分别" in behind
        )

    def _anywhere(self, names: Sequence[Name], start: int) -> bool:
        return (
            "分别" in self.folded[max(start - len("分别由"), 0) : names[-1].end + len("分别负责")]
        )


def _labelled(
    labels: Sequence[re.Match[str]], block: Block, end: int, draft: Draft, shares: _Shares
) -> list[Name]:
    """The units behind labels; leaders and a deadline behind labels of theirs go to the item."""
    names: list[Name] = []
    for n, label in enumerate(labels):
        until = labels[n + 1].start() if n + 1 < len(labels) else end
        until = len(block.folded[:until].rstrip(" ,;、。的"))
        said, first = "分别" in label[0], label.start()
        if label["units"]:
            role = role_of(re.sub(r"\s", "", label["units"]))
            found = names_in(block.folded, label.end(), until, role)
            names += shares.own(found, first, said=said)
        elif label["leaders"]:
            found = names_in(block.folded, label.end(), until, Role.RESPONSIBLE)
            add_leaders(shares.own(found, first, said=said), block, draft)
        else:
            add_deadline(block.cut(label.end(), until), draft)
    return names


def _of_one(group: GroupClause, behind: Block, draft: Draft) -> bool:
    """此项工作由A牵头。完成时限：6月底前: what stands behind a sentence for a single item."""
    if group.which != "this" or label_at_start(behind.folded) is None:
        return False
    peeled = peel_clause_line(behind)
    for clause in peeled.clauses:
        add_clause(clause, draft)
    return not peeled.rest

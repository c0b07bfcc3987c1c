"""一句话管几项: the units a group sentence or a heading gives to an item."""

from __future__ import annotations

import re
from collections.abc import Sequence

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
    names = verb_names(folded, start, end)
    labels = list(_LABEL.finditer(folded, start, end)) if names is None else []
    if labels:
        names = _labelled(labels, block, end, draft)
    elif names is None and looks_like_units(folded, start, end):
        names = names_in(folded, start, end, Role.RESPONSIBLE)
    if names is None:
        draft.findings.append(codes.GROUP_UNREAD.at(*cause.spans, text=brief(block)))
    else:
        add_names(names if group.only is None else _own(names, group.only), block, draft, cause)


def _own(names: Sequence[Name], nth: int) -> list[Name]:
    """分别由A、B牵头，C配合: the first names are one item's each, the others everybody's."""
    each = [name for name in names if name.role is names[0].role]
    return [*each[nth : nth + 1], *(name for name in names if name.role is not names[0].role)]


def _labelled(labels: Sequence[re.Match[str]], block: Block, end: int, draft: Draft) -> list[Name]:
    """The units behind labels; leaders and a deadline behind labels of theirs go to the item."""
    names: list[Name] = []
    for n, label in enumerate(labels):
        until = labels[n + 1].start() if n + 1 < len(labels) else end
        until = len(block.folded[:until].rstrip(" ,;、。的"))
        if label["units"]:
            role = role_of(re.sub(r"\s", "", label["units"]))
            names += names_in(block.folded, label.end(), until, role)
        elif label["leaders"]:
            add_leaders(names_in(block.folded, label.end(), until, Role.RESPONSIBLE), block, draft)
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

"""一句话管几项: the units a group sentence or a heading gives to an item."""

from __future__ import annotations

import re

from parsers import codes
from parsers.assembly.gather import REFUSED, Draft, add_clause, add_names, brief
from parsers.blocks import Block
from parsers.fields.labels import label_at_start
from parsers.fields.peel import peel_clause_line
from parsers.fields.units import looks_like_units, names_in, verb_names
from parsers.items import GroupClause
from parsers.model import Role
from parsers.patterns import late
from parsers.wording import FULL_LABEL, role_of

_OPENING = late(r"\s*(?:各项|分别|由|的|均|都|,)*\s*")
_LABEL = late(rf"(?P<label>{FULL_LABEL})\s*,?\s*(?:均|都|分别|统一)?\s*(?:为|是|由|:)\s*")


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
        names = []
        for n, label in enumerate(labels):
            until = labels[n + 1].start() if n + 1 < len(labels) else end
            role = role_of(re.sub(r"\s", "", label["label"]))
            names += names_in(folded, label.end(), until, role)
    elif names is None and looks_like_units(folded, start, end):
        names = names_in(folded, start, end, Role.RESPONSIBLE)
    if names is None:
        draft.findings.append(codes.GROUP_UNREAD.at(*cause.spans, text=brief(block)))
    else:
        chosen = names if group.only is None else names[group.only : group.only + 1]
        add_names(chosen, block, draft, cause)


def _of_one(group: GroupClause, behind: Block, draft: Draft) -> bool:
    """此项工作由A牵头。完成时限：6月底前: what stands behind a sentence for a single item."""
    if group.which != "this" or label_at_start(behind.folded) is None:
        return False
    peeled = peel_clause_line(behind)
    for clause in peeled.clauses:
        add_clause(clause, draft)
    return not peeled.rest

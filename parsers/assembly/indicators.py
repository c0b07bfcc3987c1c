"""From drafts to indicators: every part in its place, and an id that lasts."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from parsers import codes
from parsers.assembly.draft import Node
from parsers.assembly.gather import Draft, add_leaders, add_progress, brief, join_texts
from parsers.assembly.groups import from_group
from parsers.assembly.paragraphs import (
    add_aims,
    add_figures,
    add_midst,
    add_number,
    from_paragraphs,
    parts_of,
)
from parsers.assembly.rows import from_row, from_row_elsewhere
from parsers.assembly.sections import Sections
from parsers.diagnostics import Diagnostic
from parsers.fields.labels import Kind
from parsers.items import GroupClause
from parsers.model import Indicator, Points, Role, Section
from parsers.patterns import late
from parsers.text import fold

_MOVES = late("[扣减加奖]")
_OWN_POINTS = late(r"\d\s*分(?!钟|之)")


def drafts_of(tasks: Sequence[Node], sections: Sections) -> list[Draft]:
    """What the task nodes say, as drafts. One step for all is faster than all steps for each."""
    drafts = [_begun(node, sections.above(node)) for node in tasks]
    drawn = list(zip(tasks, drafts, strict=True))
    for node, draft in drawn:
        if node.row is not None:
            from_row(node, node.row, draft)
        else:
            from_paragraphs(node, draft)
        for row in node.assigned:
            from_row_elsewhere(row, draft)
    for node, draft in drawn:
        if node.row is None:
            add_figures(parts_of(node), draft)
    for node, draft in drawn:
        add_number(node, draft)
        _add_groups(node, draft)
        if not draft.leaders:
            _add_leaders_above(node, draft)
        if node.row is None and not draft.mentions and not draft.refused:
            add_midst(parts_of(node), draft)
        if draft.deadline is None and draft.extras:
            add_progress(draft)
        draft.whole_text = join_texts(draft.text)
        if draft.points is None and draft.section and sections.each:
            draft.points = _shared(sections.each.get(draft.section[-1]), draft)
        if draft.aims:
            add_aims(draft)
    return drafts


def _shared(each: Points | None, draft: Draft) -> Points | None:
    """What the heading gives each item; 每项加2分 above an item that earns 3分 gives it none."""
    moves = each is not None and _MOVES.search(each.text.value)
    return None if moves and _OWN_POINTS.search(fold(draft.whole_text.value)) else each


def _begun(node: Node, sections: Sequence[Section]) -> Draft:
    names = tuple(s.id for s in sections)
    return Draft(section=names, first=node.own.line, last=node.own.end_line)


def _add_groups(node: Node, draft: Draft) -> None:
    leads: dict[frozenset[str], GroupClause] = {}
    for group in node.groups:
        own = len(draft.mentions)
        from_group(group, draft)
        named = frozenset(m.name.value for m in draft.mentions[own:] if m.role is Role.LEAD)
        if named:
            leads.setdefault(named, group)
        ahead = group.which == "until" and group.end is not None
        if ahead and group.block.line < draft.first:  # 登记科： above （配合科室：各基层所）
            draft.mentions = draft.mentions[own:] + draft.mentions[:own]
    if len(leads) > 1:
        first, second, *_ = leads.values()
        spans = (*first.block.spans(0, len(first.block.text)), *second.block.spans(0, 1))
        said = codes.LEADS_BY_TWO.at(*spans, first=brief(first.block), second=brief(second.block))
        draft.findings.append(said)
    for group in node.overruled:
        spans = group.block.spans(0, len(group.block.text))
        draft.findings.append(codes.GROUP_OVERRULED.at(*spans, text=brief(group.block)))
    for group, found in node.miscounted:
        spans = group.block.spans(0, len(group.block.text))
        said = codes.GROUP_COUNT.at(
            *spans, stated=group.count, found=found, text=brief(group.block)
        )
        draft.findings.append(said)


def _add_leaders_above(node: Node, draft: Draft) -> None:
    """（牵头县领导：某某） below a heading, or in it: who leads each item under it."""
    head = node.parent
    while head is not None:
        clauses = [c for p in head.peeled for c in p.clauses if c.kind is Kind.LEADERS]
        if clauses:
            for clause in clauses:
                add_leaders(clause.names, clause.block, draft)
            return
        head = head.parent


def finish(
    drafts: Iterable[Draft], sections: Sequence[Section]
) -> tuple[tuple[Indicator, ...], tuple[Diagnostic, ...]]:
    """The indicators with stable ids, and their findings marked with them.

    The id is made of the headings' titles and the text, not of numbers or places: other items
    may come and go. Equal ones are told apart by the order in which they stand.
    """
    titles = {s.id: fold(s.title.value) for s in sections}
    seen: Counter[str] = Counter()
    found: list[Indicator] = []
    findings: list[Diagnostic] = []
    for draft in drafts:
        text = draft.whole_text
        key = "\n".join([*(titles[s] for s in draft.section), fold(text.value)])
        digest = hashlib.sha256(key.encode()).hexdigest()[:10]
        seen[digest] += 1
        name = f"i{digest}" if seen[digest] == 1 else f"i{digest}-{seen[digest]}"
        found.append(
            Indicator(
                id=name,
                number=draft.number,
                section=draft.section,
                text=text,
                points=draft.points,
                targets=tuple(draft.targets),
                target_text=draft.target_text,
                deadline=draft.deadline,
                leaders=tuple(draft.leaders),
                mentions=tuple(draft.mentions),
                implied=draft.implied,
                extras=tuple(draft.extras),
                line=draft.first,
                end_line=draft.last,
            )
        )
        findings += [replace(said, indicator=name) for said in draft.findings]
    return tuple(found), tuple(findings)

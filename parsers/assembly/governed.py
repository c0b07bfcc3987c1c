"""一次写明、管及各项: the notice's own rules applied to the items they govern."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from parsers import codes
from parsers.assembly.gather import Draft
from parsers.blocks import Block
from parsers.diagnostics import Diagnostic
from parsers.fields.units import names_in
from parsers.model import LeadBasis, Mention, ReadingRule, Role, Section, Text

Stated = tuple[ReadingRule, Block, re.Match[str]]
_MAIN_FIRST = re.compile(
    r"[^，,。；;]*?(?:主要责任|主责|主办)(?:单位|部门)[^，,。；;]*?(?:第一|首位)"
)
_PARTIAL = re.compile(
    r"除[^。;,]{1,20}外|除外|第[一二三四五六七八九十\d、和至及~-]+(?:部分|大?类|节|章|项|条)|不含|不包括"
)
_OF_PART = re.compile(r"本(?:部分|类|节|章|板块)")
# 以下共性目标: those of one kind, which a heading parts from the others
_OF_KIND = re.compile(
    r"以下(?!各|所有|全部|重点|主要|工作)[\u4e00-\u9fff]{1,4}(?:目标|任务|指标|事项)"
)
_LEADING = {"first_listed_leads", "responsible_leads_if_no_lead"}


def govern(
    drafts: Sequence[Draft], stated: Iterable[Stated], sections: Sequence[Section]
) -> tuple[ReadingRule, ...]:
    """Marks the first-listed unit as leading, and adds units meant for every item.

    Returns the rules in the order in which they stand.
    """
    found = list(stated)
    rules = tuple(rule for rule, _, _ in found)
    implied = list(_implied(found, sections))
    leads = any(rule.kind in _LEADING for rule in rules)
    only_first = any(_among_the_main(rule) for rule in rules)
    blank = next((rule for rule in rules if rule.kind == "blank_as_above"), None)
    above: list[Mention] = []
    for draft in drafts:
        draft.implied = tuple(
            {u.value: u for line, part, u in implied if _holds(draft, line, part)}.values()
        )
        if blank is not None and draft.in_table and not _doers(draft):
            taken = [replace(mention, cause=blank.text) for mention in above]
            draft.mentions = [*taken, *draft.mentions]
        elif draft.ditto:
            own = {(m.name.value, m.role) for m in draft.mentions}
            same = [m for m in above if m.role in draft.ditto and (m.name.value, m.role) not in own]
            draft.mentions = [*same, *draft.mentions]
        above = _doers(draft) if blank is not None else draft.mentions
        if only_first:
            _make_equal(draft)
        if leads:
            _let_first_lead(draft)
    return rules


def _doers(draft: Draft) -> list[Mention]:
    return [mention for mention in draft.mentions if mention.role is not Role.ASSESS]


def _among_the_main(rule: ReadingRule) -> bool:
    """主要责任单位第一个为牵头单位: then 主要责任单位 does not mean that all of them lead."""
    said = _MAIN_FIRST.match(rule.text.value)
    return rule.kind == "first_listed_leads" and said is not None


def _make_equal(draft: Draft) -> None:
    """Those named as mainly responsible, as units of whom the rule says which one leads."""
    for n, mention in enumerate(draft.mentions):
        if mention.role is Role.LEAD:
            equal = replace(mention, role=Role.RESPONSIBLE, lead=False, lead_basis=None)
            draft.mentions[n] = equal


def _let_first_lead(draft: Draft) -> None:
    if any(mention.lead for mention in draft.mentions):
        return
    for n, mention in enumerate(draft.mentions):
        if mention.role is Role.RESPONSIBLE:
            draft.mentions[n] = replace(mention, lead=True, lead_basis=LeadBasis.RULE)
            return


def _holds(draft: Draft, line: int, part: str | None) -> bool:
    """Whether units meant from a line on, or for a part only, are meant for an item."""
    return draft.first >= line and (part is None or part in draft.section)


def _implied(
    found: Iterable[Stated], sections: Sequence[Section]
) -> Iterable[tuple[int, str | None, Text]]:
    """The units, the line from which on they are meant, and the part for which.

    以下 says from where on, 本部分 for which part; 各项 means all.
    """
    for rule, block, match in found:
        if rule.kind == "default_units" and not is_partial(block, match):
            of_part = _OF_PART.search(match[0]) or _OF_KIND.search(match[0])
            part = _part_of(block.line, sections) if of_part else None
            below = block.line if "以下" in match[0] else 0
            first, last = match.span("units" if match["units"] else "units2")
            for name in names_in(block.folded, first, last, Role.RESPONSIBLE):
                yield below, part, block.cut(name.start, name.end)


def not_applied(found: Iterable[Stated]) -> tuple[Diagnostic, ...]:
    """A finding for each rule that adds units and excepts items, or holds for parts only."""
    return tuple(
        codes.RULE_PARTIAL.at(*rule.text.spans, text=rule.text.value)
        for rule, block, match in found
        if rule.kind == "default_units" and is_partial(block, match)
    )


def is_partial(block: Block, match: re.Match[str]) -> bool:
    """Whether a rule excepts items, or names the parts it holds for: 除第2项外, 第一、二部分."""
    start = block.folded.rfind("。", 0, match.start()) + 1
    stop = block.folded.find("。", match.end())
    return (
        _PARTIAL.search(block.folded, start, stop if stop >= 0 else len(block.folded)) is not None
    )


def _part_of(line: int, sections: Sequence[Section]) -> str | None:
    """The heading right above a line, else the first below it."""
    placed = [(s.title.spans[0].line, s.id) for s in sections if s.title.spans]
    above = [(at, name) for at, name in placed if at <= line]
    if above:
        return max(above)[1]
    return min(placed)[1] if placed else None  # it stands above the first heading

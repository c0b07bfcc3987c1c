"""一次写明、管及各项: the notice's own rules applied to the items they govern."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from parsers.assembly.gather import Draft
from parsers.blocks import Block
from parsers.fields.units import names_in
from parsers.model import LeadBasis, Mention, ReadingRule, Role, Text

Stated = tuple[ReadingRule, Block, re.Match[str]]
_MAIN_FIRST = re.compile(
    r"[^，,。；;]*?(?:主要责任|主责|主办)(?:单位|部门)[^，,。；;]*?(?:第一|首位)"
)
_LEADING = {"first_listed_leads", "responsible_leads_if_no_lead"}


def govern(drafts: Sequence[Draft], stated: Iterable[Stated]) -> tuple[ReadingRule, ...]:
    """Marks the first-listed unit as leading, and adds units meant for every item.

    Returns the rules in the order in which they stand.
    """
    found = list(stated)
    rules = tuple(rule for rule, _, _ in found)
    implied = list(_implied(found))
    leads = any(rule.kind in _LEADING for rule in rules)
    only_first = any(_among_the_main(rule) for rule in rules)
    blank = next((rule for rule in rules if rule.kind == "blank_as_above"), None)
    above: list[Mention] = []
    for draft in drafts:
        draft.implied = tuple(
            {units.value: units for line, units in implied if draft.first >= line}.values()
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


def _implied(found: Iterable[Stated]) -> Iterable[tuple[int, Text]]:
    """The units, and the line from which on they are meant: 以下 says so, 各项 means all."""
    for rule, block, match in found:
        if rule.kind == "default_units":
            below = block.line if "以下" in match[0] else 0
            first, last = match.span("units" if match["units"] else "units2")
            for name in names_in(block.folded, first, last, Role.RESPONSIBLE):
                yield below, block.cut(name.start, name.end)

"""责任单位：区发改委、各街道办事处 — a clause on a line of its own, with a label or with verbs."""

from __future__ import annotations

from parsers.blocks import Block
from parsers.fields.labels import bare_label, bare_other, label_at_start
from parsers.fields.peel import arrow_end, verbs_end
from parsers.fields.units import looks_like_units, verb_names
from parsers.items import ClauseLine, Item
from parsers.rules.before import Before

_LONGEST = 200  # characters
_VERB_ENDS = tuple("牵头 负责 配合 落实 参与 实施 协助 协同 承办 主办 协办".split())


def clause_line(block: Block, before: Before) -> Item | None:
    """A line that opens with a known label, or with a unit label whose colon was lost."""
    if label_at_start(block.folded) is not None:
        return ClauseLine(block)
    label = bare_label(block.folded)
    if label is not None and looks_like_units(block.folded, label.value, len(block.folded)):
        return ClauseLine(block)
    return ClauseLine(block) if bare_other(block.folded) is not None else None


def verb_line(block: Block, before: Before) -> Item | None:
    """A line that is nothing but A牵头，B、C配合。 or →A（牵头）、B."""
    folded = block.folded
    if arrow_end(folded):
        return ClauseLine(block)
    end = verbs_end(folded) if len(folded) <= _LONGEST else 0
    if not end or not folded[:end].endswith(_VERB_ENDS):
        return None
    names = verb_names(folded, 0, end)
    return ClauseLine(block) if names is not None else None

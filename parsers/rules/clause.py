"""责任单位：区发改委、各街道办事处 — a labelled clause on a line of its own."""

from __future__ import annotations

from parsers.blocks import Block
from parsers.fields.labels import bare_label, label_at_start
from parsers.fields.units import looks_like_units
from parsers.items import ClauseLine, Item
from parsers.rules.before import Before


def clause_line(block: Block, before: Before) -> Item | None:
    """A line that opens with a known label, or with a unit label whose colon was lost."""
    if label_at_start(block.folded) is not None:
        return ClauseLine(block)
    label = bare_label(block.folded)
    if label is not None and looks_like_units(block.folded, label.value, len(block.folded)):
        return ClauseLine(block)
    return None

"""编号行: 一、综合 · （一）… · 1.人均地区生产总值. 3.5亿元 at a broken line opens nothing."""

from __future__ import annotations

from parsers.blocks import Block
from parsers.items import Item, Numbered
from parsers.numbering import Form, Surety, counted_label
from parsers.rules.before import Before


def numbered(block: Block, before: Before) -> Item | None:
    """A paragraph that opens with a number which is believed where it stands."""
    label = counted_label(block.folded, block.counted)
    if label is None or label.rest >= len(block.folded.rstrip()):
        return None
    if label.surety is Surety.EXPECTED:
        value = label.value
        due = value is not None and (before.due(label.form, value) or value == 1)
        figure = block.folded[label.rest : label.rest + 1].isdigit()
        unparted = label.rest == label.end and label.form is Form.ARABIC
        if not due or (before.unfinished and (figure or unparted)):
            return None
    if label.form is Form.PART and not block.folded[label.rest :].strip():
        return None
    return Numbered(block, label)

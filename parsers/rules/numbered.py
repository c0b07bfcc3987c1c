"""编号行: 一、综合 · （一）… · 1.人均地区生产总值. 3.5亿元 at a broken line opens nothing."""

from __future__ import annotations

from parsers.blocks import Block
from parsers.items import Item, Numbered
from parsers.numbering import Form, Label, Surety, counted_label, label_of, undotted
from parsers.patterns import late
from parsers.rules.before import Before

_PARTED = late(r"\s*(?P<above>\d{1,2})\.(?P<value>\d{1,2})(?![\d.])\s*(?=[^\s%])")


def numbered(block: Block, before: Before) -> Item | None:
    """A paragraph that opens with a number which is believed where it stands."""
    certain = counted_label(block.folded, block.counted)
    label = certain or label_of(block.folded)
    if label is None or label.rest >= len(block.folded.rstrip()):
        return None
    if certain is None:
        label = _going_on(block.folded, label, before)
        if label.above is not None and not _due_below(label, before):
            label = undotted(label, block.folded)
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


def _going_on(folded: str, label: Label, before: Before) -> Label:
    """1.3区级收入 and 2.3 2.5万人 behind 1.2 and 2.2: the next of their kind, whatever follows."""
    match = _PARTED.match(folded)
    last = before.last.get(Form.DECIMAL)
    if match is None or last is None or label.above is not None:
        return label
    above, value = int(match["above"]), int(match["value"])
    if value != last + 1 or not before.under(Form.DECIMAL, above):
        return label
    start, end = match.start("above"), match.end("value")
    return Label(Form.DECIMAL, value, start, end, match.end(), Surety.EXPECTED, above=above)


def _due_below(label: Label, before: Before) -> bool:
    """Whether 1.2 is the number due, or the first, below the 1 above it."""
    value, above = label.value or 0, label.above or 0
    return before.under(label.form, above) and (value == 1 or before.due(label.form, value))

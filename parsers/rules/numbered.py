"""编号行: 一、综合 · （一）… · 1.人均地区生产总值. 3.5亿元 at a broken line opens nothing."""

from __future__ import annotations

import re

from parsers.blocks import Block
from parsers.items import Item, Numbered
from parsers.numbering import Form, Label, Surety, counted_label, label_of, undotted
from parsers.patterns import late
from parsers.rules.before import Before

_PARTED = late(r"\s*(?P<above>\d{1,2})\.(?P<value>\d{1,2})(?![\d.])\s*(?=[^\s%])")
_GLUED = r"\s*(?P<above>\d{{1,2}})\.(?P<value>{due})(?=\d{{1,2}}(?:[-~]\d|[个家项户件所条座]))"


def numbered(block: Block, before: Before) -> Item | None:
    """A paragraph that opens with a number which is believed where it stands."""
    certain = counted_label(block.folded, block.counted)
    label = certain or label_of(block.folded)
    if label is None or label.rest >= len(block.folded.rstrip()):
        return None
    if certain is None:
        label = _going_on(block.folded, label, before)
        if label.above is not None and not _due_below(label, before):
            plain = undotted(label, block.folded)
            if plain is None:
                return None
            label = plain
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
    """1.3区级收入 and 2.3 2.5万人 behind 1.2 and 2.2: the next of their kind, whatever follows.

    So is 1.113-6岁 behind 1.10, and 3.1亿元地区生产总值 below 3. where 1.1 and 2.1 opened items.
    """
    opens = before.decimals or not before.unfinished  # 1.综合 | 1.1人均地区生产总值
    last = before.last.get(Form.DECIMAL, 0 if opens else None)
    if last is None or label.above is not None:
        return label
    match = _PARTED.match(folded)
    if match is None or int(match["value"]) != last + 1:
        match = re.match(_GLUED.format(due=last + 1), folded)
    if match is None:
        return label
    above = int(match["above"])
    if not before.under(Form.DECIMAL, above):
        return label
    start, end = match.start("above"), match.end("value")
    return Label(Form.DECIMAL, last + 1, start, end, match.end(), Surety.EXPECTED, above=above)


def _due_below(label: Label, before: Before) -> bool:
    """Whether 1.2 is the number due, or the first, below the 1 above it."""
    value, above = label.value or 0, label.above or 0
    return before.under(label.form, above) and (value == 1 or before.due(label.form, value))

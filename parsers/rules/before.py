"""All that a rule may know of the lines above."""

from __future__ import annotations

from dataclasses import dataclass, field

from parsers.items import Column
from parsers.numbering import Form


@dataclass(slots=True)
class Before:
    """Kept by ``classify``; rules read it and never write it.

    ``head`` is true until the addressees or the first number; ``last`` holds the last number
    seen in each form; ``columns`` the open table's columns; ``titled`` whether the title stood.
    """

    head: bool = True
    titled: bool = False
    addressed: bool = False  # the item above is a list of addressees
    foot: bool = False
    last: dict[Form, int] = field(default_factory=dict)
    decimals: bool = False  # numbers such as 1.2 count the items
    columns: tuple[Column, ...] = ()
    table: int | None = None
    after_header: bool = False
    in_rows: bool = False  # the item above is a row of the open table
    spaced: bool = False  # single blanks part the cells of the open table
    unfinished: bool = False
    noted: bool = False

    def due(self, form: Form, value: int) -> bool:
        """Whether a number of this form is the next one, or a new beginning."""
        return value == self.last.get(form, 0) + 1

    def under(self, form: Form, above: int) -> bool:
        """Whether 1.2 may stand here: below 1. or 一、, and 1.2.3 below 1.2."""
        heads = (Form.DECIMAL,) if form is Form.DECIMAL_BELOW else (Form.ARABIC, Form.CHINESE)
        stated = [self.last[head] for head in heads if head in self.last]
        return above in stated or (form is Form.DECIMAL and not stated)

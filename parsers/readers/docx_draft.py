"""What a paragraph or a table row holds before its lines are numbered."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Final

from parsers.readers.docx_names import Element
from parsers.source import Span

SOFT_BREAK = "\n"  # between the parts of a paragraph; no text read from a file holds these two
PAGE_BREAK = "\f"

_NOWHERE: Final = Span(0, 0, 0)


class Kind(Enum):
    """What is to be said of a place in a document."""

    INSERTED = auto()
    DELETED = auto()
    MOVED = auto()
    HIDDEN = auto()
    FOOTNOTE = auto()  # text: the note's id
    ENDNOTE = auto()
    COMMENT = auto()
    TEXT_BOX = auto()
    RUBY = auto()
    EQUATION = auto()
    FIELD = auto()
    UNENDED = auto()  # a field without its end: all that follows belongs to its code
    PICTURE = auto()
    ALT_TEXT = auto()
    GRAPHIC = auto()
    EMBEDDED = auto()
    SYMBOL = auto()
    BOUND = auto()  # a control whose text and data differ


@dataclass(slots=True)
class CellDraft:
    """A cell: ``span`` is known once its row has a line; ``origin`` is the cell it continues."""

    column: int
    width: int
    text: str = ""
    origin: CellDraft | None = None
    span: Span = _NOWHERE


@dataclass(slots=True)
class RowDraft:
    table: int
    cells: list[CellDraft]
    header: bool


@dataclass(slots=True)
class Draft:
    """A paragraph (``parts``) or a row (``row``); ``after`` follows it as lines of their own.

    ``boxes`` are text boxes anchored in it, still to be read (or plain text of a drawing).
    """

    parts: list[str] = field(default_factory=list)
    row: RowDraft | None = None
    remarks: list[tuple[Kind, str]] = field(default_factory=list)
    boxes: list[Element | str] = field(default_factory=list)
    after: list[Draft] = field(default_factory=list)
    seen: bool = False  # some text of it is not blank
    numbered: bool = False
    counted: int = 0  # characters of the list number the text begins with

    def remark(self, kind: Kind, text: str = "") -> None:
        self.remarks.append((kind, text))

    @property
    def is_empty(self) -> bool:
        """Whether neither this nor anything after it shows anything."""
        return (
            self.row is None
            and not self.text.strip()
            and all(following.is_empty for following in self.after)
        )

    @property
    def text(self) -> str:
        return "".join(self.parts)

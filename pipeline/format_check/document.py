"""Word 文档的样子: paragraphs, tables and sections with the look they really have.

Types only; ``reading`` fills them from a docx.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Look:
    """How characters look: ``face`` is the font of Chinese, ``latin`` that of digits."""

    face: str | None
    latin: str | None
    size: float  # pt
    colour: str | None  # RRGGBB; None: automatic
    bold: bool
    spacing: int  # twips between characters


@dataclass(frozen=True, slots=True)
class Run:
    text: str
    look: Look


@dataclass(frozen=True, slots=True)
class Border:
    """A line; ``size`` in 1/8 pt, ``space`` in pt from the text."""

    size: int
    colour: str | None
    space: float


@dataclass(frozen=True, slots=True)
class Layout:
    """How a paragraph stands, lengths in twips; ``rule`` is exact, atLeast or auto."""

    line: int
    rule: str
    before: int
    after: int
    left: float
    right: float
    first: float  # negative: hanging
    align: str  # left, right, center, both
    on_grid: bool
    top: Border | None
    bottom: Border | None
    page_break_before: bool
    frame: str | None  # where a framed paragraph stands: outside, right …
    at_foot: bool  # framed at the foot of the text area


@dataclass(frozen=True, slots=True)
class Paragraph:
    """``place`` names it for people; ``fields`` are the codes of its fields (PAGE)."""

    runs: tuple[Run, ...]
    layout: Layout
    place: str
    section: int
    fields: tuple[str, ...] = ()
    drawn: bool = False  # holds a picture or a shape
    boxed: bool = False  # stands in a text box
    breaks_page: bool = False  # holds a page break, or ends a section

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)

    @property
    def blank(self) -> bool:
        return not self.text.strip()

    @property
    def look(self) -> Look:
        """Of its first visible character, else of its end."""
        return next((run.look for run in self.runs if run.text.strip()), self.runs[-1].look)


@dataclass(frozen=True, slots=True)
class Cell:
    paragraphs: tuple[Paragraph, ...]
    borders: Mapping[str, Border | None]
    margins: tuple[int, int]  # left, right

    @property
    def text(self) -> str:
        return "\n".join(paragraph.text for paragraph in self.paragraphs)


@dataclass(frozen=True, slots=True)
class Table:
    """``borders`` of the whole by side; ``at_foot``: floats at the foot of the text area."""

    rows: tuple[tuple[Cell, ...], ...]
    borders: Mapping[str, Border | None]
    width: int | None  # twips; None where the file leaves it to the program
    at_foot: bool
    place: str
    section: int

    @property
    def text(self) -> str:
        return "\n".join(cell.text for row in self.rows for cell in row)

    def rule(self, row: int, side: str) -> Border | None:
        """The line over (top) or under (bottom) a row, cells before the table."""
        edge = row == (0 if side == "top" else len(self.rows) - 1)
        of_table = self.borders.get(side if edge else "insideH")
        own = [cell.borders[side] for cell in self.rows[row] if side in cell.borders]
        return own[0] if own else of_table


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Section:
    """A section's page, in twips; headers and footers by kind: default, even, first."""

    width: int
    height: int
    top: int
    bottom: int
    left: int
    right: int
    header: int
    footer: int
    grid: str  # none, lines, linesAndChars …
    pitch: int
    character_space: int  # 1/4096 pt
    first_differs: bool
    restarts: bool  # its page numbers begin at 1 again
    headers: Mapping[str, tuple[Paragraph, ...]]
    footers: Mapping[str, tuple[Paragraph, ...]]

    @property
    def landscape(self) -> bool:
        return self.width > self.height

    @property
    def text_width(self) -> int:
        return max(1, self.width - self.left - self.right)

    @property
    def text_height(self) -> int:
        return self.height - self.top - self.bottom


@dataclass(frozen=True, slots=True)
class Document:
    blocks: tuple[Block, ...]
    sections: tuple[Section, ...]
    even_and_odd: bool
    normal_size: float  # pt; the grid of characters counts from it

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Those outside tables."""
        return tuple(block for block in self.blocks if isinstance(block, Paragraph))

    @property
    def tables(self) -> tuple[Table, ...]:
        return tuple(block for block in self.blocks if isinstance(block, Table))

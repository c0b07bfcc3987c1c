"""What a reader hands on: lines with places. Knows no Chinese and no file format.

A line is never cleaned: ``Line.text`` is what was read, and every value found later is a
``Span`` of it that can be cut out again.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple


class Span(NamedTuple):
    """Columns ``start`` to ``end`` (0-based, end excluded) of line ``line`` (1-based)."""

    line: int
    start: int
    end: int


class Layer(Enum):
    """Which part of the page a line belongs to; only BODY is read for the notice itself."""

    BODY = "body"
    HEADER = "header"  # running header, letterhead of later pages
    FOOTER = "footer"  # running footer and page number
    NOTE = "note"  # footnotes and endnotes
    COMMENT = "comment"  # reviewers' comments
    METADATA = "metadata"  # label and value of a web page's table of facts
    SHEET = "sheet"  # the name of a sheet of a workbook: what follows it stands by itself
    FURNITURE = "furniture"  # navigation, share buttons, site footer of a web page


class Start(Enum):
    """Whether a paragraph begins with a line, as far as the file says."""

    UNKNOWN = "unknown"  # the format does not say (plain text)
    PARAGRAPH = "paragraph"  # a new paragraph
    BREAK = "break"  # a manual line break (Shift+Enter, <br>) inside a paragraph
    WRAP = "wrap"  # the paragraph above merely ran out of width (PDF, scan)


@dataclass(frozen=True, slots=True)
class Cell:
    """One logical cell of a table row.

    ``column`` is its leftmost grid column (0-based), ``width`` the columns it covers,
    ``span`` where its text stands: for a cell merged downwards (``carried``) that is the
    row in which the text is written, an earlier line.
    """

    column: int
    width: int
    span: Span
    carried: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """What makes a line a table row; ``table`` numbers the tables of a source from 1.

    ``header`` is true where the file itself marks the row as a repeated header.
    """

    table: int
    cells: tuple[Cell, ...]
    header: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    r"""One line of the source.

    A table row is a line whose cells are parted by tabs; inside a cell, paragraphs and line
    breaks are parted by ``\v``. A cell that is carried from a merged cell above is empty in
    ``text``. A number that Word counts itself stands in ``text`` as if it were typed; ``counted``
    is how many characters of the text it takes.
    """

    number: int
    text: str
    page: int | None = None
    layer: Layer = Layer.BODY
    start: Start = Start.UNKNOWN
    row: Row | None = None
    counted: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a source: a notice may arrive as several files or a zip.

    ``first_line`` is the number of its first line; ``pages`` is None where the format has none.
    """

    file: str
    format: str
    sha256: str
    pages: int | None
    first_line: int


@dataclass(frozen=True, slots=True)
class Source:
    """The whole visible text of what arrived, line by line; line numbers run from 1."""

    parts: tuple[Part, ...]
    lines: tuple[Line, ...]

    @property
    def file(self) -> str:
        return self.parts[0].file

    def cut(self, *spans: Span) -> str:
        """The text at the spans, joined."""
        return "".join(self.lines[span.line - 1].text[span.start : span.end] for span in spans)

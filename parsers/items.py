"""What one paragraph or table row can be. Rules make items; assembly makes a notice of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from parsers.blocks import Block
from parsers.numbering import Label


@dataclass(frozen=True, slots=True)
class Numbered:
    """一、… （一）… 1.… : a heading, a task or a requirement; which of them shows only later."""

    block: Block
    label: Label


@dataclass(frozen=True, slots=True)
class ClauseLine:
    """责任单位：… and other labelled values on a line of their own."""

    block: Block


@dataclass(frozen=True, slots=True)
class GroupClause:
    """以上3项均由A负责: units for several items. ``body`` is where the units' clause begins.

    ``which`` is ``above`` (``count`` items), ``numbers`` (``first`` and the rest), ``part`` (the
    items under the heading above), ``this`` (the item above), ``below`` (``count`` items) or
    ``until`` (all items down to the next such sentence or heading). ``end`` is where the clause
    ends, None at the end of the sentence.
    """

    block: Block
    which: str
    count: int | None
    numbers: tuple[int, ...]
    body: int
    end: int | None = None
    series: int = 0  # of the list in which it stands
    only: int | None = None  # which of its names an item gets (分别由A、B负责)
    among: int = 0  # of how many items it is one then
    letters: tuple[str, ...] = ()  # of the numbers A1 and B2, "" where there is none


@dataclass(frozen=True, slots=True)
class TableHeader:
    """The row that names the columns: a column's kind and its words, by grid column."""

    block: Block
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """``kind`` as in ``wording.COLUMNS``; ``first`` to ``last`` the grid columns covered.

    ``kindred``: the words are in no list, the cells below told the kind. ``doubtful``: it is not
    sure that the column speaks of this year.
    """

    kind: str
    words: str
    first: int
    last: int
    kindred: bool = False
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row under a header. ``cells`` are (grid column, width, start, end) in the block, or
    for a carried cell in ``carried`` the block that holds its text.

    ``category``: the 序号 column counts headings too (一｜经济发展｜30), and this row is one.
    """

    block: Block
    cells: tuple[CellText, ...]
    doubtful: bool = False  # its cells were placed by what they look like
    wrapped: tuple[Block, ...] = ()  # lines below that were taken for the rest of the row
    unsure: bool = False  # a row without number that may be the rest of the row above
    category: bool = False
    maybe_category: bool = False  # numbered as headings are, and somebody is named for it


@dataclass(frozen=True, slots=True)
class CellText:
    """One cell: grid column, columns covered, and its text as columns of ``block``."""

    column: int
    width: int
    block: Block
    start: int
    end: int
    carried: bool = False

    @property
    def folded(self) -> str:
        return self.block.folded[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Metadata:
    """发文字号：… in the table of facts above a web page's article."""

    block: Block
    label: str
    start: int


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """发文字号 on a line of its own, or beside others, at columns ``start``–``end``."""

    block: Block
    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Addressees:
    """主送: a list of units that ends with a colon."""

    block: Block


@dataclass(frozen=True, slots=True)
class DateLine:
    """成文日期 on a line of its own, perhaps behind the signature."""

    block: Block
    day: date
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Printed:
    """印发机关　印发日期."""

    block: Block
    office: tuple[int, int]
    day: date | None


@dataclass(frozen=True, slots=True)
class CopiedTo:
    """抄送：…"""

    block: Block
    start: int


@dataclass(frozen=True, slots=True)
class AttachmentMark:
    """附件, 附件1: a line of its own above an annex."""

    block: Block
    number: int | None


@dataclass(frozen=True, slots=True)
class SheetStart:
    """The name of a sheet of a workbook; ``named`` is false for Sheet1, which says nothing."""

    block: Block
    named: bool


@dataclass(frozen=True, slots=True)
class AnnexTitle:
    """The title below an annex's mark, where it is the notice's own title too."""

    block: Block


@dataclass(frozen=True, slots=True)
class AttachmentNote:
    """附件：1.… 2.…: the list of annexes after the body."""

    block: Block
    start: int


@dataclass(frozen=True, slots=True)
class PublicNote:
    """（此件公开发布）, 特此通知, 联系人 lines: read, and of no item."""

    block: Block
    role: str


@dataclass(frozen=True, slots=True)
class Prose:
    """What no rule knows."""

    block: Block


Item = (
    Numbered
    | ClauseLine
    | GroupClause
    | TableHeader
    | TableRow
    | Metadata
    | DocumentNumber
    | Addressees
    | DateLine
    | Printed
    | CopiedTo
    | AttachmentMark
    | SheetStart
    | AnnexTitle
    | AttachmentNote
    | PublicNote
    | Prose
)

"""段落和表格：from the blocks of a docx to drafts of its lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Final

from parsers.readers.docx_bindings import Bindings
from parsers.readers.docx_draft import (
    PAGE_BREAK,
    SOFT_BREAK,
    CellDraft,
    Draft,
    Kind,
    RowDraft,
)
from parsers.readers.docx_fields import Fields
from parsers.readers.docx_inline import Inline, all_text, chosen, plain_text
from parsers.readers.docx_names import (
    ALTERNATE,
    DEL,
    INS,
    MOVE_FROM,
    NUMPR,
    PPR,
    PSTYLE,
    RPR,
    TBL,
    TC,
    TCPR,
    TR,
    TRPR,
    VAL,
    VANISH,
    Element,
    P,
    integer,
    is_on,
    w,
)
from parsers.readers.docx_numbering import Numbering
from parsers.readers.docx_stream import ALT_CHUNK
from parsers.readers.docx_styles import NumberingProperties, Styles, list_and_level

CELL_BREAK: Final = "\v"
_CELL_TEXT: Final = str.maketrans({SOFT_BREAK: CELL_BREAK, PAGE_BREAK: CELL_BREAK, "\t": " "})
_WIDEST: Final = 1000  # grid columns of one cell; Word allows 63
_NO_NUMBERING: Final = NumberingProperties()
_GRID_SPAN, _V_MERGE, _H_MERGE = w("gridSpan"), w("vMerge"), w("hMerge")
_GRID_BEFORE, _HEADER = w("gridBefore"), w("tblHeader")
_CELL_DELETED: Final = w("cellDel")
# Properties, and content that only points elsewhere: nothing of it is text of the page.
_PROPERTIES: Final = frozenset(
    {PPR, RPR, TRPR, TCPR, w("tblPr"), w("tblGrid"), w("tblPrEx"), w("sdtPr"), w("sdtEndPr")}
    | {w("sectPr"), w("customXmlPr")}
)


class Mark(Enum):
    """What has become of the mark that ends a paragraph."""

    KEPT = auto()
    DELETED = auto()  # by a revision: the next paragraph goes on with this one's text
    HIDDEN = auto()  # so it is on the page too


@dataclass(slots=True)
class Table:
    """A table being read: its number and the last cell begun in each column."""

    number: int
    origins: dict[int, CellDraft] = field(default_factory=dict)


class Blocks:
    """Reads the paragraphs and rows of one part; counts its lists and tables in their order."""

    def __init__(
        self,
        inline: Inline,
        styles: Styles,
        numbering: Numbering,
        bindings: Bindings,
        tables: Iterator[int],
    ) -> None:
        self._inline = inline
        self._bindings = bindings
        self._styles = styles
        self._numbering = numbering
        self._tables = tables
        self._table: tuple[Element, Table] | None = None  # whose rows come one by one
        self._open: Draft | None = None  # paragraphs whose mark is gone
        self._loose: list[tuple[Kind, str]] = []  # remarks on what leaves no line
        self._silent = 0  # inside cells that are not shown: nothing is counted

    def top(self, block: Element, *, plain: bool) -> list[Draft]:
        """The drafts an outermost block makes."""
        if not plain:
            self._loose += ((Kind.BOUND, remark) for remark in self._bindings.fill(block))
        if block.tag == P:
            draft = self.paragraph(block, plain=plain)
            return [] if draft is None else [draft]
        if block.tag == TR:
            return [*self._closed(), *self._with_loose(self._row(block, self._of(block), plain))]
        return self._content(block)

    def end(self) -> list[Draft]:
        """What is still open when the part ends."""
        drafts = self._closed()
        if self._loose:
            drafts += self._with_loose(Draft())
        if swallowed := self._inline.fields.unended().strip():
            drafts.append(Draft(remarks=[(Kind.UNENDED, swallowed)]))
        return drafts

    # --- paragraphs -----------------------------------------------------------------------

    def paragraph(self, paragraph: Element, *, plain: bool) -> Draft | None:
        """The draft of a paragraph; None where it goes on in the next one."""
        inline = self._inline
        style, direct, mark = self._properties(paragraph, plain=plain)
        inline.style = style
        if mark is None:
            mark = Mark.HIDDEN if inline.hidden(None) else Mark.KEPT
        if plain and self._open is None and not inline.fields and mark is Mark.KEPT:
            text = plain_text(paragraph, keep_blanks=inline.keep_blanks)
            if text is not None:
                number = self._number(style, direct)
                draft = Draft([number + text if text else number.rstrip()], counted=len(number))
                draft.remarks, self._loose = self._loose, []
                return draft
        draft, self._open = self._open or Draft(), None
        draft.remarks += self._loose
        self._loose = []
        before = len(draft.parts)
        inline.read(paragraph, draft)
        draft.seen = draft.seen or any(part.strip() for part in draft.parts[before:])
        if not draft.numbered and (mark is Mark.KEPT or (mark is Mark.HIDDEN and draft.seen)):
            self._put_number(draft, self._number(style, direct))
        self._read_boxes(draft, style)
        if mark is Mark.KEPT:
            return draft
        if mark is Mark.DELETED:
            draft.remark(Kind.DELETED, "")
        self._open = draft
        return None

    @staticmethod
    def _put_number(draft: Draft, number: str) -> None:
        """Put the number before the text, but behind a page break that stands before all."""
        draft.numbered = True
        at = 0
        while at < len(draft.parts) and draft.parts[at] == PAGE_BREAK:
            at += 1
        draft.parts[:at] = [number if draft.seen else number.rstrip()]
        draft.counted = len(number)

    def _number(self, style: str | None, direct: NumberingProperties) -> str:
        return "" if self._silent else self._numbering.number(style, direct)

    def _properties(
        self, paragraph: Element, *, plain: bool
    ) -> tuple[str | None, NumberingProperties, Mark | None]:
        """Style, list and mark; of the mark None where only the style decides.

        A plain paragraph says nothing of its mark: that would make it a special one.
        """
        style, direct = self._styles.paragraph, _NO_NUMBERING
        mark: Mark | None = None
        if not len(paragraph) or paragraph[0].tag != PPR:
            return style, direct, mark
        ppr = paragraph[0]
        for child in ppr:
            tag = child.tag
            if tag == PSTYLE:
                style = child.get(VAL, style)
            elif tag == NUMPR:
                found = list_and_level(child)
                direct = found if direct is _NO_NUMBERING else found.over(direct)
            elif tag == RPR and not plain:
                mark = self._mark(child)
        return style, direct, mark

    def _mark(self, rpr: Element) -> Mark | None:
        mark: Mark | None = None
        for child in rpr:
            tag = child.tag
            if tag in (DEL, MOVE_FROM):
                return Mark.DELETED
            if tag == VANISH:
                mark = Mark.HIDDEN if is_on(child) else Mark.KEPT
            elif tag == INS:
                self._loose.append((Kind.INSERTED, ""))
        return mark

    def _read_boxes(self, draft: Draft, style: str | None) -> None:
        """The text boxes of a paragraph, as paragraphs after it."""
        boxes, draft.boxes = draft.boxes, []
        if not boxes:
            return
        inline = self._inline
        fields, inline.fields = inline.fields, Fields()
        for box in boxes:
            found = [Draft([box])] if isinstance(box, str) else self._content(box)
            if not all(child.is_empty for child in found):
                found[0].remark(Kind.TEXT_BOX)
                draft.after += found
        inline.fields, inline.style = fields, style

    def _closed(self) -> list[Draft]:
        """The open paragraph, which nothing follows that could go on with it."""
        draft, self._open = self._open, None
        return [] if draft is None else [draft]

    # --- containers -----------------------------------------------------------------------

    def _content(self, container: Element) -> list[Draft]:
        """The drafts of everything in a cell, a text box, a content control …"""
        outer, self._open = self._open, None
        drafts = list(self._walk(container))
        drafts += self._closed()
        self._open = outer
        return drafts

    def _walk(self, container: Element) -> Iterator[Draft]:
        for element in (container,) if container.tag in _BLOCK_ACTIONS else container:
            tag = element.tag
            if tag == P:
                draft = self.paragraph(element, plain=False)
                if draft is not None:
                    yield draft
            elif (action := _BLOCK_ACTIONS.get(tag)) is not None:
                yield from action(self, element)
            elif tag not in _PROPERTIES:
                yield from self._walk(element)

    def _alternate(self, element: Element) -> Iterator[Draft]:
        branch = chosen(element)
        if branch is not None:
            yield from self._walk(branch)

    def _deleted(self, element: Element) -> Iterator[Draft]:
        kind = Kind.MOVED if element.tag == MOVE_FROM else Kind.DELETED
        self._loose.append((kind, all_text(element)))
        return iter(())

    def _other_file(self, element: Element) -> Iterator[Draft]:
        draft = Draft()
        self._inline.embedded(element, draft)
        yield draft

    # --- tables ---------------------------------------------------------------------------

    def _of(self, row: Element) -> Table:
        """The table of a row that comes by itself."""
        table = next(row.iterancestors(TBL), None)
        if table is None:
            return Table(next(self._tables))
        if self._table is None or self._table[0] is not table:
            self._table = (table, Table(next(self._tables)))
        return self._table[1]

    def _nested(self, element: Element) -> Iterator[Draft]:
        yield from self._closed()
        table = Table(next(self._tables))
        for row in _transparent(element, TR):
            if row.tag in (DEL, MOVE_FROM):
                yield from self._deleted(row)
            else:
                yield from self._with_loose(self._row(row, table, plain=False))

    def _with_loose(self, draft: Draft | None) -> list[Draft]:
        """The draft, if any, with the remarks on what stood before it and left no line."""
        if draft is None:
            return []
        draft.remarks, self._loose = self._loose + draft.remarks, []
        return [draft]

    def _row(self, row: Element, table: Table, plain: bool) -> Draft | None:
        column, header = 0, False
        for properties in row.iterchildren(TRPR):
            for child in properties:
                tag = child.tag
                if tag in (DEL, MOVE_FROM):
                    self._loose.append((Kind.DELETED, all_text(row)))
                    return None
                if tag == INS:
                    self._loose.append((Kind.INSERTED, ""))
                elif tag == _GRID_BEFORE:
                    column = _width(child)
                elif tag == _HEADER:
                    header = is_on(child)
        draft = Draft(row=RowDraft(table.number, [], header))
        cells: list[CellDraft] = []
        for cell in _transparent(row, TC):
            if cell.tag == TC:
                column = self._cell(cell, column, table, draft, cells, plain)
            else:
                self._loose.append((Kind.DELETED, all_text(cell)))
        if not cells:
            return None
        draft.row = RowDraft(table.number, cells, header)
        return draft

    def _cell(
        self,
        cell: Element,
        column: int,
        table: Table,
        draft: Draft,
        cells: list[CellDraft],
        plain: bool,
    ) -> int:
        """Add a cell to its row; the column after it."""
        width, downwards, onwards = 1, None, False
        for properties in cell.iterchildren(TCPR):
            for child in properties:
                tag = child.tag
                if tag == _GRID_SPAN:
                    width = max(_width(child), 1)
                elif tag == _V_MERGE:
                    downwards = child.get(VAL, "continue")
                elif tag == _H_MERGE:
                    onwards = child.get(VAL, "continue") == "continue"
                elif tag == _CELL_DELETED:
                    draft.remark(Kind.DELETED, all_text(cell))
                    return column
        origin = table.origins.get(column) if downwards == "continue" else None
        unseen = origin is not None or (onwards and bool(cells))
        text = self._cell_text(cell, draft, plain, unseen=unseen)
        if onwards and cells:
            cells[-1].width += width
            return column + width
        cells.append(CellDraft(column, width, text, origin))
        if table.origins:
            for covered in range(column + (origin is not None), column + width):
                table.origins.pop(covered, None)
        if downwards is not None and origin is None:
            table.origins[column] = cells[-1]
        return column + width

    def _cell_text(self, cell: Element, draft: Draft, plain: bool, *, unseen: bool) -> str:
        """The text of a cell; its tables and text boxes go behind the row.

        Of a cell merged into another nothing is shown; text left in it is reported.
        """
        self._silent += unseen
        paragraphs = [child for child in cell if child.tag != TCPR]
        if plain and len(paragraphs) == 1 and paragraphs[0].tag == P:
            only = self.paragraph(paragraphs[0], plain=True)
            found = [only] if only is not None else self._closed()
        else:
            found = self._content(cell)
        self._silent -= unseen
        texts = []
        for child in found:
            if child.row is not None:
                draft.after.append(child)
                continue
            texts.append(child.text.translate(_CELL_TEXT))
            draft.remarks += child.remarks
            draft.after += child.after
        text = CELL_BREAK.join(filter(None, texts))
        if unseen and text.strip():
            draft.remark(Kind.HIDDEN, text.replace(CELL_BREAK, " "))
        return "" if unseen else text


def _width(element: Element) -> int:
    return min(max(integer(element.get(VAL)) or 0, 0), _WIDEST)


def _transparent(element: Element, wanted: str) -> Iterator[Element]:
    """Rows of a table or cells of a row, also those in content controls and other wrappers.

    Deleted wrappers are handed on themselves.
    """
    for child in element:
        tag = child.tag
        if tag in (wanted, DEL, MOVE_FROM):
            yield child
        elif tag == ALTERNATE:
            branch = chosen(child)
            if branch is not None:
                yield from _transparent(branch, wanted)
        elif tag not in _PROPERTIES:
            yield from _transparent(child, wanted)


_BLOCK_ACTIONS: Final[dict[str, Callable[[Blocks, Element], Iterator[Draft]]]] = {
    TBL: Blocks._nested,
    ALTERNATE: Blocks._alternate,
    DEL: Blocks._deleted,
    MOVE_FROM: Blocks._deleted,
    ALT_CHUNK: Blocks._other_file,
}

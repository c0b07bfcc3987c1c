"""网页里看得见的文字：a page as blocks (paragraphs, lines, tables), in the order of the page.

What a browser would not show is kept apart and told, never mixed in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from parsers.readers.html_style import Style, hidden_selectors, is_hidden, list_marker
from parsers.readers.reading import MAX_DEPTH
from parsers.readers.tables import GridCell
from parsers.source import Start

_INVISIBLE_TAGS = """
head script style noscript template title meta link object embed applet svg math map area
audio video canvas datalist param source track noframes rp
"""
_BLOCK_TAGS = """
address article aside blockquote body center dd details dialog dir div dl dt fieldset
figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu
nav ol optgroup option p pre section summary table tbody td tfoot th thead tr ul caption
select button iframe
"""
INVISIBLE = frozenset(_INVISIBLE_TAGS.split())
BLOCK = frozenset(_BLOCK_TAGS.split())
_BLANK_RUN = re.compile("[ \t\n\r\f]+")
_INDENT = re.compile("[\u00a0\u3000\u2002\u2003]{2}")
_FILE = re.compile(
    r"\.(?:docx?|xlsx?|wps|et|pdf|ofd|ceb|zip|rar|7z|txt|rtf|pptx?)(?:$|[?#&])", re.IGNORECASE
)
_LONG_CELL_SHARE = 0.7


@dataclass(slots=True)
class TableRow:
    cells: list[GridCell]
    header: bool


@dataclass(slots=True)
class Block:
    """A line of the page as shown, or a table; ``element`` is the innermost box around it.

    ``linked`` counts the characters that are links; ``files`` are links to attachments.
    """

    element: etree._Element
    text: str
    start: Start
    linked: int = 0
    rows: list[TableRow] | None = None
    files: list[tuple[str, str]] = field(default_factory=list)

    @property
    def plain(self) -> int:
        """Visible characters that are no link."""
        return max(0, len("".join(self.text.split())) - self.linked)


@dataclass(frozen=True, slots=True)
class Hidden:
    """Text that the page does not show, and the element that hides it."""

    element: etree._Element
    text: str


@dataclass(slots=True)
class Page:
    blocks: list[Block]
    hidden: list[Hidden]
    struck: list[str]


@dataclass(slots=True)
class _Size:
    """How much of a page stands inside an element."""

    characters: int = 0
    paragraphs: int = 0
    tables: int = 0


class _Walk:
    """Walks an element once, from first to last text, however deeply it nests."""

    def __init__(self, style: Style, sizes: dict[etree._Element, _Size]) -> None:
        self.style = style
        self.sizes = sizes
        self.hidden: list[Hidden] = []
        self.struck: list[str] = []
        self.depth = 0  # of data tables
        self._counters: dict[etree._Element, int] = {}

    def blocks(self, root: etree._Element) -> list[Block]:
        writer = _Writer(root)
        boxes = [root]
        links = 0
        pre = 0
        walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
        skipped: etree._Element | None = None
        for event, element in walk:
            if event in {"comment", "pi"}:
                writer.write(element.tail or "", pre=pre > 0, linked=links > 0)
                continue
            tag = element.tag.lower()
            if event == "start":
                if element is not root and self._leave_out(element, tag, writer):
                    walk.skip_subtree()
                    skipped = element
                    continue
                if tag in BLOCK:
                    boxes.append(element)
                self._enter(element, tag, writer)
                links += tag == "a"
                pre += tag in {"pre", "xmp"}
                writer.write(element.text or "", pre=pre > 0, linked=links > 0)
                continue
            if element is skipped:
                skipped = None
            else:
                if tag in BLOCK:
                    writer.flush()
                    boxes.pop()
                    writer.box = boxes[-1] if boxes else root
                links -= tag == "a"
                pre -= tag in {"pre", "xmp"}
            if element is not root:
                writer.write(element.tail or "", pre=pre > 0, linked=links > 0)
        writer.flush()
        return writer.blocks

    def _enter(self, element: etree._Element, tag: str, writer: _Writer) -> None:
        """What an element means to the lines, before any text in it."""
        if tag in BLOCK:
            writer.flush()
            writer.box = element
        if tag == "li":
            writer.marker = self._marker(element)
        elif tag == "a":
            _note_file(element, writer)
        elif tag == "br":
            writer.line_break()
        elif tag in {"s", "strike", "del"}:
            self.struck.append(visible_text(element))

    def _leave_out(self, element: etree._Element, tag: str, writer: _Writer) -> bool:
        """Whether the element is dealt with here and the walk goes round it."""
        if tag in INVISIBLE:
            return True
        if is_hidden(element, self.style):
            text = visible_text(element)
            if text:
                self.hidden.append(Hidden(element, text))
            return True
        if tag == "table" and self.depth < MAX_DEPTH and self._is_data(element):
            writer.flush()
            rows, linked = self._rows(element)
            if rows:
                text = "\n".join("\t".join(cell.text for cell in row.cells) for row in rows)
                block = Block(element, text, Start.PARAGRAPH, linked, rows)
                for anchor in element.iter("a"):
                    _note_file(anchor, writer)
                block.files, writer.files = writer.files, []
                writer.blocks.append(block)
            return True
        return False

    def _is_data(self, table: etree._Element) -> bool:
        """A table of values, not one that merely arranges the page."""
        if table.get("role") in {"presentation", "none"}:
            return False
        full = [
            [size for cell in _cells(row) if (size := self._size(cell)).characters]
            for row, _ in _own_rows(table)
        ]
        several = sum(len(row) > 1 for row in full)
        cells = [size for row in full for size in row]
        if not several:
            return False
        biggest = max(cells, key=lambda size: size.characters)
        share = biggest.characters / sum(size.characters for size in cells)
        if any(size.tables for size in cells) and (biggest.tables or share < 0.5):
            return False
        return not (several <= 2 and share > _LONG_CELL_SHARE and biggest.paragraphs > 4)

    def _size(self, element: etree._Element) -> _Size:
        return self.sizes.get(element, _Size())

    def _rows(self, table: etree._Element) -> tuple[list[TableRow], int]:
        self.depth += 1
        rows: list[TableRow] = []
        linked = 0
        own = list(_own_rows(table))
        for caption in table.iterchildren("caption"):
            text = "\v".join(block.text for block in self.blocks(caption))
            if text:
                rows.append(TableRow([GridCell(text)], header=False))
        for position, (row, in_head) in enumerate(own):
            if is_hidden(row, self.style):
                self._note_hidden(row)
                continue
            cells: list[GridCell] = []
            all_heads = True
            for cell in _cells(row):
                if is_hidden(cell, self.style):
                    self._note_hidden(cell)
                    continue
                inner = self.blocks(cell)
                linked += sum(block.linked for block in inner)
                text = "\v".join(block.text.replace("\n", "\v") for block in inner)
                height = _span(cell, "rowspan", len(own) - position)
                cells.append(GridCell(text, _span(cell, "colspan", 1000), height))
                all_heads &= cell.tag == "th"
            rows.append(TableRow(cells, in_head or (all_heads and len(cells) > 1)))
        self.depth -= 1
        return rows, linked

    def _note_hidden(self, element: etree._Element) -> None:
        text = visible_text(element)
        if text:
            self.hidden.append(Hidden(element, text))

    def _marker(self, item: etree._Element) -> str:
        """The number that a browser counts in front of an item of ``<ol>``."""
        parent = item.getparent()
        if parent is None or parent.tag != "ol":
            return ""
        value = _integer(item.get("value"))
        if value is None:
            before = self._counters.get(parent)
            value = (_integer(parent.get("start")) or 1) if before is None else before + 1
        self._counters[parent] = value
        return list_marker(parent, item, value)


class _Writer:
    """Collects text into blocks as a browser would break it into lines."""

    def __init__(self, box: etree._Element) -> None:
        self.box = box
        self.blocks: list[Block] = []
        self.files: list[tuple[str, str]] = []
        self.marker = ""
        self._pieces: list[str] = []
        self._linked = 0
        self._start = Start.PARAGRAPH
        self._breaks = 0

    def write(self, text: str, *, pre: bool, linked: bool) -> None:
        if not text:
            return
        if pre and ("\n" in text or "\r" in text):
            lines = text.splitlines()
            for line in lines[:-1]:
                self.write(line, pre=False, linked=linked)
                self.line_break()
            text = lines[-1]
        if not pre:
            text = _BLANK_RUN.sub(" ", text)
        self._pieces.append(text)
        if linked:
            self._linked += len("".join(text.split()))

    def line_break(self) -> None:
        """A second break in a row leaves a blank line: what follows is a new paragraph."""
        empty = not "".join(self._pieces).strip()
        self._close()
        self._breaks = self._breaks + 1 if empty else 1
        self._start = Start.PARAGRAPH if self._breaks > 1 else Start.BREAK

    def flush(self) -> None:
        self._close()
        self._start = Start.PARAGRAPH
        self._breaks = 0

    def _close(self) -> None:
        text = _BLANK_RUN.sub(" ", "".join(self._pieces)).strip(" ")
        start = self._start
        if text.strip():
            if self.marker and not _NUMBERED.match(text):
                text = self.marker + text
            self.marker = ""
            if start is Start.BREAK and (_INDENT.match(text) or not self.blocks):
                start = Start.PARAGRAPH
            self.blocks.append(Block(self.box, text, start, self._linked, files=self.files))
            self.files = []
        self._pieces = []
        self._linked = 0


# Pages whose style sheet takes the browser's numbers away write their own.
_NUMBERED = re.compile(
    r"[\s\u3000]*[(（〔\[]?(?:\d+|[一二三四五六七八九十]+)[)）〕\].．、]|[\s\u3000]*[①-⑳]"
)


def page_of(root: etree._Element) -> Page:
    """The visible blocks of a parsed page, and what it hides."""
    sheets = [element.text or "" for element in root.iter("style")]
    style = hidden_selectors(sheets)
    walk = _Walk(style, _measure(root, style))
    return Page(walk.blocks(root), walk.hidden, walk.struck)


def _measure(root: etree._Element, style: Style) -> dict[etree._Element, _Size]:
    """The size of every visible element, in one pass."""
    sizes: dict[etree._Element, _Size] = {}
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if event == "start":
            if element is not root and (
                element.tag.lower() in INVISIBLE or is_hidden(element, style)
            ):
                walk.skip_subtree()
                continue
            sizes[element] = _Size(len("".join((element.text or "").split())))
            continue
        parent = element.getparent()
        size = sizes.get(element)
        if element is root or parent is None or parent not in sizes:
            continue
        above = sizes[parent]
        above.characters += len("".join((element.tail or "").split()))
        if size is None:
            continue
        above.characters += size.characters
        if size.characters:
            above.paragraphs += size.paragraphs + (element.tag in BLOCK or element.tag == "br")
            above.tables += size.tables + (element.tag == "table")
    return sizes


def _own_rows(table: etree._Element) -> Iterator[tuple[etree._Element, bool]]:
    """The rows of this table, not of tables inside it; true for rows of its head."""
    for child in table:
        if child.tag == "tr":
            yield child, False
        elif child.tag in {"thead", "tbody", "tfoot"}:
            for row in child.iterchildren("tr"):
                yield row, child.tag == "thead"


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    yield from row.iterchildren("td", "th")


def _span(cell: etree._Element, attribute: str, most: int) -> int:
    value = _integer(cell.get(attribute))
    if value == 0 and attribute == "rowspan":
        return most  # down to the last row
    return min(max(value or 1, 1), most)


def _integer(text: str | None) -> int | None:
    found = re.match(r"\s*(-?\d{1,9})", text or "")
    return int(found[1]) if found else None


def _note_file(anchor: etree._Element, writer: _Writer) -> None:
    address = anchor.get("href") or ""
    name = visible_text(anchor) or anchor.get("title") or ""
    if _FILE.search(address) or _FILE.search(name):
        writer.files.append((name or address.rpartition("/")[2], address))


def visible_text(element: etree._Element) -> str:
    """The text inside an element in one line, scripts and styles left out."""
    pieces = [element.text or ""]
    walk = etree.iterwalk(element, events=("start", "end", "comment", "pi"))
    for event, inner in walk:
        if event in {"comment", "pi"}:
            pieces.append(inner.tail or "")
        elif inner is element:
            continue
        elif event == "start":
            if inner.tag.lower() in INVISIBLE:
                walk.skip_subtree()
            else:
                pieces.append(inner.text or "")
        else:
            pieces.append(inner.tail or "")
    return " ".join("".join(pieces).split())

"""Word 文档：docx, docm, dotx – every line one sees, with the numbers Word counts itself.

The body comes first, then footnotes, endnotes, comments, headers and footers, each in its own
layer. What is on the page and is not read is reported (codes FJ100–FJ119).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import count
from typing import Final

from parsers import codes
from parsers.diagnostics import Code, Diagnostic
from parsers.errors import UnreadableError
from parsers.readers.docx_bindings import Bindings
from parsers.readers.docx_blocks import Blocks
from parsers.readers.docx_draft import PAGE_BREAK, SOFT_BREAK, Draft, Kind, RowDraft
from parsers.readers.docx_inline import Inline
from parsers.readers.docx_names import (
    ID,
    R_ID,
    SECTPR,
    TYPE,
    XML_SPACE,
    Element,
    is_on,
    w,
)
from parsers.readers.docx_numbering import Numbering, read_numbering
from parsers.readers.docx_package import Document, PartError
from parsers.readers.docx_stream import blocks
from parsers.readers.docx_styles import Styles, read_styles
from parsers.readers.reading import MAX_CELLS, MAX_CHARACTERS, MAX_LINES, Reading
from parsers.source import Cell, Layer, Line, Row, Span, Start

_MOST_LISTED: Final = 50  # places of one kind that are listed one by one
_MOST_KEPT: Final = 1000  # places of one kind that are remembered at all
_LONGEST: Final = 200  # characters of a file quoted in a message
_SHOWN: Final = 3  # examples of revisions

_DOCUMENT, _TITLE_PAGE, _EVEN_ODD = w("document"), w("titlePg"), w("evenAndOddHeaders")
_HEADER, _FOOTER = w("headerReference"), w("footerReference")
# What the body refers to by an id, in the order in which it is put after the body.
_NOTES: Final = (
    ("footnotes", w("footnote"), Kind.FOOTNOTE, Layer.NOTE, "脚注"),
    ("endnotes", w("endnote"), Kind.ENDNOTE, Layer.NOTE, "尾注"),
    ("comments", w("comment"), Kind.COMMENT, Layer.COMMENT, "批注"),
)


def read(name: str, data: bytes) -> Reading:
    """The lines of a Word document. ``name`` is the file's name, for messages.

    Raises UnreadableError for what is no Word document, damaged, encrypted or too large.
    """
    try:
        return _Reader(Document(name, data)).read()
    except RecursionError as error:
        raise UnreadableError(
            f"“{name}”中的表格或文本框嵌套过深，不像一份公文，未读取。"
            "请在 Word 或 WPS 中整理后另存再试。"
        ) from error


@dataclass(slots=True)
class _Places:
    """Where something was met: how often, and the first places with their texts."""

    total: int = 0
    places: list[tuple[str, Span]] = field(default_factory=list)
    all_texts: bool = False  # ids of notes: none may be missing

    def add(self, text: str, span: Span) -> None:
        self.total += 1
        if self.all_texts or len(self.places) < _MOST_KEPT:
            self.places.append((text, span))


class _Lines:
    """The lines so far, and what was met in them."""

    def __init__(self, name: str) -> None:
        self.lines: list[Line] = []
        referring = {kind for _, _, kind, _, _ in _NOTES}
        self.met = {kind: _Places(all_texts=kind in referring) for kind in Kind}
        self._name = name
        self._cells = 0
        self._characters = 0

    def add(self, draft: Draft, layer: Layer) -> None:
        """Give the draft, and what follows it, the next numbers."""
        number = len(self.lines) + 1
        if draft.row is not None:
            self._row(draft.row, layer)
        else:
            self._paragraph(draft.text, layer, draft.counted)
        if self._characters > MAX_CHARACTERS:
            raise UnreadableError(
                f"“{self._name}”超过{MAX_CHARACTERS // 10_000}万字，不像一份公文，已停止读取。"
                "请在 Word 或 WPS 中删去无关内容后另存再试。"
            )
        if len(self.lines) > MAX_LINES:
            raise UnreadableError(
                f"“{self._name}”超过{MAX_LINES // 10_000}万行，不像一份公文，已停止读取。"
                "请在 Word 或 WPS 中删去空行等无关内容后另存再试。"
            )
        for kind, text in draft.remarks:
            if kind is Kind.TEXT_BOX and layer is not Layer.BODY:
                continue  # WPS puts every page number in a text box; its order does not matter
            self.met[kind].add(text, Span(number, 0, len(self.lines[number - 1].text)))
        for following in draft.after:
            self.add(following, layer)

    def _put(
        self, text: str, layer: Layer, start: Start, row: Row | None = None, counted: int = 0
    ) -> None:
        self.lines.append(Line(len(self.lines) + 1, text, None, layer, start, row, counted))
        self._characters += len(text)

    def _paragraph(self, text: str, layer: Layer, counted: int) -> None:
        if SOFT_BREAK not in text and PAGE_BREAK not in text:
            self._put(text, layer, Start.PARAGRAPH, counted=counted)
            return
        pages = [page for page in text.split(PAGE_BREAK) if page] or [""]
        start = Start.PARAGRAPH
        for page in pages:
            for piece in page.split(SOFT_BREAK):
                self._put(piece, layer, start, counted=min(counted, len(piece)))
                start, counted = Start.BREAK, 0

    def _row(self, row: RowDraft, layer: Layer) -> None:
        number, column, cells = len(self.lines) + 1, 0, []
        for cell in row.cells:
            if cell.origin is None:
                cell.span = Span(number, column, column + len(cell.text))
            else:
                cell.span = cell.origin.span
            cells.append(Cell(cell.column, cell.width, cell.span, cell.origin is not None))
            column += len(cell.text) + 1
        self._cells += len(cells)
        if self._cells > MAX_CELLS:
            raise UnreadableError(
                f"“{self._name}”的表格超过{MAX_CELLS // 10_000}万个单元格，已停止读取。"
                "请在 Word 或 WPS 中删去无关表格后另存再试。"
            )
        text = "\t".join(cell.text for cell in row.cells)
        self._put(text, layer, Start.PARAGRAPH, Row(row.table, tuple(cells), row.header))


class _Reader:
    """Reads the stories of one document, one after the other."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._damaged: list[str] = []
        styles = self._tree(document.related(document.main, "styles"), "样式")
        self._styles = Styles() if styles is None else read_styles(styles)
        lists = self._tree(document.related(document.main, "numbering"), "自动编号")
        self._numbering: Numbering = read_numbering(lists, self._styles)
        self._bindings = Bindings(document)
        self._hidden_styles = any(map(self._styles.hides, self._styles.styles))
        self._tables = count(1)
        self._lines = _Lines(document.name)
        self._edges: dict[str, Layer] = {}  # parts of headers and footers that are shown
        self._even_odd = self._settings()

    def read(self) -> Reading:
        document, main = self._document, self._document.main
        try:
            self._story(main, Layer.BODY, root=_DOCUMENT)
        except PartError as error:
            raise UnreadableError(
                f"“{document.name}”的正文已损坏（{error}），可能没有下载完整。"
                "请重新下载，或在 Word、WPS 中打开修复后另存再试。"
            ) from error
        body = len(self._lines.lines)
        for part, element, kind, layer, what in _NOTES:
            used = frozenset(text for text, _ in self._lines.met[kind].places)
            if used:
                self._aside(document.related(main, part), layer, what, element, used)
        for part, layer in self._edges.items():
            self._aside(part, layer, "页眉页脚")
        lines = tuple(self._lines.lines)
        return Reading("docx", None, lines, tuple(self._findings(lines[:body])))

    def _story(
        self,
        part: str,
        layer: Layer,
        *,
        root: str | None = None,
        note: str | None = None,
        used: frozenset[str] = frozenset(),
    ) -> None:
        """Read one part. ``note``: the element of a note; only those in ``used`` are shown."""
        document = self._document
        inline = Inline(document, part, self._styles)
        reader = Blocks(inline, self._styles, self._numbering, self._bindings, self._tables)
        add = self._lines.add
        begun = False
        for element, plain in blocks(document, part, hidden_styles=self._hidden_styles):
            if not begun:
                begun = True
                top = element.getroottree().getroot()
                self._check_root(top, root)
                inline.keep_blanks = top.get(XML_SPACE) == "preserve"
            if element.tag == SECTPR:
                self._section(element, part)
                continue
            if note is not None and not _is_used(element, note, used):
                continue
            for draft in reader.top(element, plain=plain):
                add(draft, layer)
        for draft in reader.end():
            add(draft, layer)

    def _check_root(self, top: Element, root: str | None) -> None:
        if root is not None and top.tag != root:
            raise UnreadableError(
                f"“{self._document.name}”不是 Word 文档（正文不是 WordprocessingML），"
                "请在 Word 或 WPS 中打开后另存为 .docx 再试。"
            )

    def _aside(
        self,
        part: str | None,
        layer: Layer,
        what: str,
        note: str | None = None,
        used: frozenset[str] = frozenset(),
    ) -> None:
        """Read a part without which the body can still be used."""
        if part is None:
            return
        try:
            self._story(part, layer, note=note, used=used)
        except PartError:
            self._damaged.append(what)

    def _tree(self, part: str | None, what: str) -> Element | None:
        if part is None:
            return None
        try:
            return self._document.tree(part)
        except PartError:
            self._damaged.append(what)
            return None

    def _settings(self) -> bool:
        """Whether even pages have headers of their own."""
        root = self._tree(self._document.related(self._document.main, "settings"), "设置")
        return root is not None and any(map(is_on, root.iterchildren(_EVEN_ODD)))

    def _section(self, section: Element, part: str) -> None:
        """Note the headers and footers a section shows."""
        if part != self._document.main:
            return
        first = any(map(is_on, section.iterchildren(_TITLE_PAGE)))
        shown = {"first": first, "even": self._even_odd}
        for reference in section.iterchildren(_HEADER, _FOOTER):
            target = self._document.target(part, reference.get(R_ID))
            if target is not None and shown.get(reference.get(TYPE, "default"), True):
                layer = Layer.HEADER if reference.tag == _HEADER else Layer.FOOTER
                self._edges.setdefault(target, layer)

    # --- findings -------------------------------------------------------------------------

    def _findings(self, body: Iterable[Line]) -> Iterable[Diagnostic]:
        met = self._lines.met
        for what in dict.fromkeys(self._damaged):
            yield codes.PART_DAMAGED.at(what=what)
        for style in sorted(self._numbering.unknown):
            yield codes.NUMBER_STYLE_UNKNOWN.at(text=style)
        pictures = met[Kind.PICTURE]
        if not any(line.text.strip() for line in body):
            if pictures.total:
                yield codes.ONLY_PICTURES.at(*_spans(pictures), count=pictures.total)
            else:
                yield codes.DOCUMENT_EMPTY.at()
        elif pictures.total:
            yield codes.DOCX_PICTURES_UNREAD.at(*_spans(pictures), count=pictures.total)
        yield from self._revisions()
        for code, kinds in _COUNTED:
            places = [met[kind] for kind in kinds]
            if total := sum(place.total for place in places):
                spans = [span for place in places for span in _spans(place)]
                yield code.at(*spans, count=total)
        for kind, code in _LISTED:
            yield from _one_by_one(code, met[kind])

    def _revisions(self) -> Iterable[Diagnostic]:
        inserted, deleted, moved = (
            self._lines.met[kind] for kind in (Kind.INSERTED, Kind.DELETED, Kind.MOVED)
        )
        if not (inserted.total or deleted.total or moved.total):
            return
        spans = sorted(
            {span for places in (inserted, deleted, moved) for _, span in places.places},
            key=lambda span: span.line,
        )
        examples = "；".join(
            f"{label}“{'”“'.join(texts)}”"
            for label, places in (("插入", inserted), ("删除", deleted), ("移动", moved))
            if (texts := [_quoted(t, 30) for t, _ in places.places if t.strip()][:_SHOWN])
        )
        yield codes.TRACKED_CHANGES.at(
            *spans,
            inserted=inserted.total,
            deleted=deleted.total,
            moved=moved.total,
            examples=f"如：{examples}。" if examples else "",
        )


# Kinds of which one finding gives the number and all the places.
_COUNTED: Final[tuple[tuple[Code, tuple[Kind, ...]], ...]] = (
    (codes.NOTES_APART, (Kind.FOOTNOTE, Kind.ENDNOTE)),
    (codes.COMMENTS_APART, (Kind.COMMENT,)),
)
# Kinds of which each place is a finding of its own.
_LISTED: Final[tuple[tuple[Kind, Code], ...]] = (
    (Kind.HIDDEN, codes.DOCX_HIDDEN_TEXT),
    (Kind.UNENDED, codes.FIELD_UNENDED),
    (Kind.GRAPHIC, codes.GRAPHIC_UNREAD),
    (Kind.EMBEDDED, codes.FILE_EMBEDDED),
    (Kind.SYMBOL, codes.SYMBOL_UNKNOWN),
    (Kind.BOUND, codes.BOUND_DATA_DIFFER),
    (Kind.TEXT_BOX, codes.TEXT_BOX),
    (Kind.FIELD, codes.FIELD_SHOWN),
    (Kind.RUBY, codes.RUBY_LEFT_OUT),
    (Kind.EQUATION, codes.EQUATION_ON_A_LINE),
    (Kind.ALT_TEXT, codes.ALTERNATIVE_TEXT),
)


def _is_used(block: Element, note: str, used: frozenset[str]) -> bool:
    return any(above.get(ID) in used for above in block.iterancestors(note))


def _spans(places: _Places) -> list[Span]:
    return list(dict.fromkeys(span for _, span in places.places[:_MOST_KEPT]))


def _one_by_one(code: Code, places: _Places) -> Iterable[Diagnostic]:
    """A finding for each line and text; the rest, beyond a limit, as one with its number."""
    texts: dict[Span, list[str]] = {}
    for text, span in places.places:
        texts.setdefault(span, []).append(text)
    for span, found in list(texts.items())[:_MOST_LISTED]:
        yield code.at(span, text=_quoted("；".join(dict.fromkeys(filter(None, found))), _LONGEST))
    if len(texts) > _MOST_LISTED:
        rest = list(texts)[_MOST_LISTED:]
        what = code.message.partition("：")[0].partition("，")[0].partition("（")[0]
        yield codes.MORE_OF_THE_SAME.at(*rest, count=len(rest), what=what)


def _quoted(text: str, longest: int) -> str:
    text = " ".join(text.split())
    return text if len(text) <= longest else f"{text[: longest - 1]}…"

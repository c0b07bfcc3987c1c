"""PDF：characters with their places by PDFium, laid out as lines; pictures by recognition."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

from parsers import codes
from parsers.diagnostics import Diagnostic
from parsers.errors import MissingPartError, UnreadableError
from parsers.readers import pdf_calls, scan
from parsers.readers.layout import Composed, Sheet, compose, in_reading_order
from parsers.readers.layout_columns import lines_in_columns
from parsers.readers.layout_tables import Ruling, Table, tables_of
from parsers.readers.layout_text import Piece, TextLine, lines_of
from parsers.readers.pdf_glyphs import Glyphs, glyphs_of
from parsers.readers.pdf_objects import Drawn, Upright, drawn_on, rulings
from parsers.readers.pdf_streams import has_damaged_text
from parsers.readers.reading import MAX_CHARACTERS, Reading

MAX_PAGES = 20_000

_FEW = 50  # characters: a page number and a running header over a scanned page
_MOSTLY_PICTURE = 0.4  # of the page's area
_PICTURE_WITH_TEXT = 0.06  # of the page's area; a seal takes about 0.03
_DRAWN_TEXT = 30  # paths on a page without text: letters drawn as outlines
_GARBAGE = 0.1  # share of characters without a meaning
_MAX_ANNOTATIONS = 5_000  # looked at on one page
_OVER_THE_PAGE = (3, 13, 20)  # free text, stamp, form field (FPDF_ANNOT_…)
_QUOTED = 20  # characters of unread text that a finding shows


def read(name: str, data: bytes) -> Reading:
    """The PDF's lines, page by page: paragraphs, tables, running headers and footers told apart.

    Pages that hold only a picture are recognised where the scan reader's part is installed.
    Raises UnreadableError for damaged, truncated and encrypted files and files over the limits,
    MissingPartError where no page can be read without the scan reader's part.
    """
    with closing(_open(name, data)) as document:
        pages = len(document)
        if not pages:
            raise UnreadableError(f"“{name}”里没有一页，文件可能已损坏，请重新导出 PDF 后再试")
        if pages > MAX_PAGES:
            raise UnreadableError(f"“{name}”有{pages}页，超过上限{MAX_PAGES}页，请拆分后再试")
        report = _Report()
        if has_damaged_text(data):
            report.findings.append(codes.PDF_DATA_DAMAGED.at())
        sheets: list[Sheet | None] = []
        for index in range(pages):
            sheets.append(_sheet(document, index, report))
            if report.characters > MAX_CHARACTERS:
                raise UnreadableError(
                    f"“{name}”的文字超过{MAX_CHARACTERS // 10_000}万字，不像一份公文，请拆分后再试"
                )
    _refuse_if_nothing_was_read(name, report, sheets)
    composed = compose([sheet for sheet in sheets if sheet is not None])
    return Reading(
        "pdf", pages, composed.lines, (*report.findings, *_of_lines(composed, report.recognised))
    )


def _of_lines(composed: Composed, recognised: Sequence[int]) -> Iterator[Diagnostic]:
    """What is to be said of single lines."""
    pages = frozenset(recognised)
    for code, chosen in (
        (codes.CHARACTER_UNMAPPED, False),
        (codes.RECOGNISED_WITH_DOUBT, True),
    ):
        spans = [
            span
            for span in composed.doubts
            if (composed.lines[span.line - 1].page in pages) is chosen
        ]
        yield from scan.doubtful(code, composed.lines, spans)
    yield from scan.about_tables(composed)


@dataclass(slots=True)
class _Report:
    """What is to be said of the pages."""

    findings: list[Diagnostic] = field(default_factory=list)
    recognised: list[int] = field(default_factory=list)
    unread: list[int] = field(default_factory=list)  # for want of the scan reader's part
    damaged: list[int] = field(default_factory=list)
    characters: int = 0


def _open(name: str, data: bytes) -> Any:
    import pypdfium2
    from pypdfium2 import raw

    if b"%PDF-" not in data[:1024]:
        raise UnreadableError(f"“{name}”不是 PDF 文件或文件头已损坏，请重新导出 PDF 后再试")
    # A file cut short ends inside its objects; PDFium would mend it and pass over lost pages.
    if data.rfind(b"startxref") < data.rfind(b"endobj"):
        raise UnreadableError(f"“{name}”不完整（可能没有下载完），请重新获取原文件")
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD:
            raise UnreadableError(
                f"“{name}”设有打开密码，请用 PDF 软件输入密码另存为不加密的文件后再试"
            ) from None
        raise UnreadableError(f"“{name}”已损坏，无法打开，请重新导出 PDF 后再试") from None


def _refuse_if_nothing_was_read(name: str, report: _Report, sheets: Sequence[Sheet | None]) -> None:
    if any(sheet is not None and (sheet.blocks or sheet.aside) for sheet in sheets):
        return
    if report.unread:
        raise MissingPartError(
            f"“{name}”各页都是图片或无法识别的文字，须做文字识别。{scan.what_to_do()}"
        )
    if report.damaged:
        raise UnreadableError(f"“{name}”的各页都已损坏，请重新导出 PDF 后再试")
    unseen = (codes.TEXT_INVISIBLE, codes.TEXT_OFF_PAGE)
    if any(finding.code in unseen for finding in report.findings):
        raise UnreadableError(
            f"“{name}”里的文字都看不见（没有着墨，或在纸面之外），没有读入，请重新导出 PDF 后再试"
        )
    if any(finding.code is codes.TEXT_OVER_PAGE for finding in report.findings):
        raise UnreadableError(
            f"“{name}”里的文字都是填写在表单里或批注上去的，没有读入，"
            "请用 PDF 软件打开后打印为 PDF，再试"
        )
    raise UnreadableError(f"“{name}”里没有文字（共{len(sheets)}页空白页），请确认文件无误")


def _sheet(document: Any, index: int, report: _Report) -> Sheet | None:
    import pypdfium2

    try:
        with closing(document[index]) as page:
            return _read_page(page, index + 1, report)
    except pypdfium2.PdfiumError:
        report.damaged.append(index + 1)
        report.findings.append(codes.PDF_PAGE_DAMAGED.at(page=index + 1))
        return None


def _written_over(page: int) -> str:
    """What form fields, stamps and free text over the page say.

    PDFium can draw them into the page, but garbles fonts of the same name in doing so.
    """
    count = min(pdf_calls.calls().count_annotations(page), _MAX_ANNOTATIONS)
    over = (pdf_calls.annotation(page, index) for index in range(count))
    return " ".join(text for kind, text in over if kind in _OVER_THE_PAGE and text.strip())


def _read_page(page: Any, number: int, report: _Report) -> Sheet:
    drawn = drawn_on(pdf_calls.handle(page.raw))
    box = page.get_bbox()
    covered = _covered(drawn, box)
    with closing(page.get_textpage()) as text:
        glyphs = glyphs_of(
            pdf_calls.handle(text.raw),
            box,
            some_hidden=drawn.has_invisible_text,
            keep_hidden=covered > _MOSTLY_PICTURE,
        )
    report.characters += glyphs.visible + len(glyphs.beyond) + len(glyphs.hidden)
    garbage = glyphs.odd > max(3, _GARBAGE * glyphs.visible)
    pictured = glyphs.visible < _FEW and covered > _MOSTLY_PICTURE
    no_text = not glyphs.visible and (drawn.paths > _DRAWN_TEXT or covered > 0.01)
    width, height = glyphs.upright.size
    if garbage or pictured or no_text:
        if scan.is_installed():
            report.recognised.append(number)
            report.findings.append(codes.PAGE_RECOGNISED.at(page=number))
            return _recognised(page, number)
        report.unread.append(number)
        code = codes.PAGE_GARBLED if garbage else codes.PAGE_IS_PICTURE
        report.findings.append(code.at(page=number, how=scan.what_to_do()))
        if garbage or not glyphs.visible:
            return Sheet(number, width, height, ())
    elif covered > _PICTURE_WITH_TEXT and not drawn.has_invisible_text:
        report.findings.append(codes.PICTURE_UNREAD.at(page=number))
    written_over = _written_over(pdf_calls.handle(page.raw))
    if written_over:
        text = _quoted(written_over)
        report.findings.append(codes.TEXT_OVER_PAGE.at(page=number, text=text))
    _tell(glyphs, drawn, covered, number, report)
    return _laid_out(glyphs, rulings(drawn, glyphs.upright), number)


def _covered(drawn: Drawn, box: tuple[float, float, float, float]) -> float:
    """The share of the page under its pictures; pictures over one another count once each."""
    area = max((box[2] - box[0]) * (box[3] - box[1]), 1.0)
    total = 0.0
    for left, bottom, right, top in drawn.pictures:
        width = min(right, box[2]) - max(left, box[0])
        height = min(top, box[3]) - max(bottom, box[1])
        total += max(width, 0.0) * max(height, 0.0)
    return total / area


def _tell(glyphs: Glyphs, drawn: Drawn, covered: float, number: int, report: _Report) -> None:
    if drawn.has_invisible_text and covered > _MOSTLY_PICTURE:
        report.findings.append(codes.TEXT_UNDER_PICTURE.at(page=number))
    if drawn.too_much or glyphs.too_many:
        report.findings.append(codes.PAGE_TOO_COMPLEX.at(page=number))
    if glyphs.hidden.strip():
        text = _quoted(glyphs.hidden)
        report.findings.append(codes.TEXT_INVISIBLE.at(page=number, text=text))
    if glyphs.beyond.strip():
        text = _quoted(glyphs.beyond)
        report.findings.append(codes.TEXT_OFF_PAGE.at(page=number, text=text))


def _quoted(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _QUOTED else text[:_QUOTED] + "…"


def _recognised(page: Any, number: int) -> Sheet:
    width, height = page.get_size()
    scale = scan.scale_for(width, height)
    bitmap = page.render(scale=scale, rev_byteorder=False)
    try:
        return scan.sheet_of(bitmap.to_numpy()[:, :, 2::-1], number)
    finally:
        bitmap.close()


def _laid_out(glyphs: Glyphs, ruled: list[Ruling], number: int) -> Sheet:
    upright = glyphs.upright
    width, height = upright.size
    pieces = glyphs.pieces[upright.quarter]
    turned = list(_turned(glyphs))
    tables: list[Table] = []
    aside = [line for line, _ in turned]
    if ruled:
        tables, left_over = tables_of(ruled, [*pieces, *(piece for _, piece in turned)])
        kept = {id(piece) for piece in left_over}
        aside = [line for line, piece in turned if id(piece) in kept]
        across = {id(piece) for _, piece in turned}
        pieces = [piece for piece in left_over if id(piece) not in across]
    blocks = in_reading_order(lines_in_columns(pieces), tables)
    marks = tuple(lines_of(glyphs.slanted))
    if sum(len(piece.text) for piece in glyphs.slanted) * 2 > glyphs.visible:
        blocks, marks = (*blocks, *marks), ()  # a page laid askew on the scanner, not a watermark
    return Sheet(number, width, height, blocks, tuple(aside), marks)


def _turned(glyphs: Glyphs) -> Iterator[tuple[TextLine, Piece]]:
    """Lines that stand across the page, and each as a piece in the middle of its place."""
    upright = glyphs.upright
    for quarter, pieces in enumerate(glyphs.pieces):
        if quarter == upright.quarter or not pieces:
            continue
        frame = Upright(quarter, upright.box)
        for line in lines_of(pieces):
            x, y = upright.point(*frame.page_point((line.left + line.right) / 2, line.mid))
            half = line.size / 2
            yield line, Piece(line.text, x - half, x + half, y, line.size, (), line.doubts)

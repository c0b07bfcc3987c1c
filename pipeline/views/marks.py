"""原文与标记: source lines cut into segments, each knowing the values that stand there.

Values may nest (a target inside its indicator), overlap, or share one place (以上3项均为…), so
a line is not a tree of marks but a flat run of segments.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from parsers.diagnostics import Severity
from parsers.source import Layer, Line, Row, Source, Span

_MOST_SERIOUS_FIRST = tuple(Severity)

# What a line was taken for, as a clerk would say it; a role missing here is shown as it is.
ROLES = {
    "unread": "没有归属",
    "blank": "",
    "letterhead": "发文机关标志",
    "document_number": "发文字号",
    "issuer": "发文机关",
    "title": "标题",
    "addressees": "主送机关",
    "preamble": "正文前言",
    "intro": "导语",
    "prose": "正文",
    "rule": "读法说明",
    "section": "章节",
    "indicator": "指标",
    "requirement": "工作要求",
    "units": "责任单位",
    "group_clause": "几项的单位",
    "table_header": "表头",
    "table_row": "表格行",
    "total_row": "合计行",
    "closing": "结尾",
    "attachment": "附件",
    "attachment_note": "附件说明",
    "annex_title": "附件标题",
    "sheet": "工作表名称",
    "signature": "署名",
    "date_of_issue": "成文日期",
    "public_note": "公开方式",
    "copied_to": "抄送",
    "printed": "印发",
    "page_number": "页码",
    "ornament": "分隔线",
    "metadata": "网页信息",
    "header": "页眉",
    "footer": "页脚",
    "note": "注释",
    "comment": "批注",
    "furniture": "网页装饰",
}


class Standing:
    """How a line stands in the report: these are also the words the style sheet knows."""

    BODY = "body"
    ASIDE = "aside"  # headers, notes, furniture, page numbers
    BLANK = "blank"
    UNREAD = "unread"


_ASIDE_ROLES = frozenset({"page_number", "ornament"})


@dataclass(frozen=True, slots=True)
class Mark:
    """A place worth marking: ``start`` to ``end`` of a line. ``kind`` is a key of KINDS.

    ``key`` names the value in the reading that was cut from here.
    """

    start: int
    end: int
    kind: str
    key: str


@dataclass(frozen=True, slots=True)
class Flag:
    """A place a finding points at; ``finding`` is its ordinal in the report."""

    start: int
    end: int
    severity: Severity
    finding: int


@dataclass(frozen=True, slots=True)
class Segment:
    """Text with everything that covers it: ``keys`` narrowest first, ``kind`` the narrowest's."""

    text: str
    kind: str | None = None
    keys: tuple[str, ...] = ()
    severity: Severity | None = None
    findings: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceCell:
    """A cell of a table row, or the whole of any other line.

    ``width`` is its share of the table's width; ``carried_from`` the line in which a cell
    merged downwards is written (its text is then repeated here).
    """

    segments: tuple[Segment, ...]
    width: int = 0
    carried_from: int | None = None


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One line of the source as the report shows it."""

    number: int
    role: str
    standing: str
    cells: tuple[SourceCell, ...]
    table: bool = False
    header: bool = False
    severity: Severity | None = None
    new_page: int | None = None
    new_part: str | None = None


def source_lines(
    source: Source,
    roles: Sequence[str],
    marks: Mapping[int, Sequence[Mark]],
    flags: Mapping[int, Sequence[Flag]],
) -> tuple[SourceLine, ...]:
    """Every line of the source once; ``marks`` and ``flags`` are keyed by line number."""
    parts = {part.first_line: part.file for part in source.parts} if source.parts[1:] else {}
    widths = _table_widths(source)
    page: int | None = None
    lines: list[SourceLine] = []
    for line in source.lines:
        role = roles[line.number - 1] if line.number <= len(roles) else "unread"
        here = flags.get(line.number, ())
        lines.append(
            SourceLine(
                number=line.number,
                role=ROLES.get(role, role),
                standing=standing(line, role),
                cells=_cells(source, line, marks.get(line.number, ()), here, widths),
                table=line.row is not None,
                header=role == "table_header" or (line.row is not None and line.row.header),
                severity=most_serious(flag.severity for flag in here),
                new_page=line.page if line.page != page else None,
                new_part=parts.get(line.number),
            )
        )
        page = line.page
    return tuple(lines)


def standing(line: Line, role: str) -> str:
    """Whether a line is read, beside the matter, empty, or belongs to nothing."""
    if role == "blank" or not (line.text.strip() or line.row):
        return Standing.BLANK
    if line.layer is not Layer.BODY or role in _ASIDE_ROLES:
        return Standing.ASIDE
    return Standing.UNREAD if role == "unread" else Standing.BODY


def most_serious(severities: Iterable[Severity]) -> Severity | None:
    """The most serious of several; None of none."""
    return min(severities, key=_MOST_SERIOUS_FIRST.index, default=None)


def segments(
    text: str, marks: Sequence[Mark], flags: Sequence[Flag], start: int = 0, end: int | None = None
) -> tuple[Segment, ...]:
    """The text from ``start`` to ``end``, cut wherever a mark or flag begins or ends.

    Joined, the segments are that text again, whatever the marks: what lies outside is clipped,
    what is empty marks nothing.
    """
    end = len(text) if end is None else end
    opening: dict[int, list[Mark | Flag]] = {}
    edges = {start, end}
    places: list[Mark | Flag] = [*marks, *flags]
    for mark in places:
        first, last = max(mark.start, start), min(mark.end, end)
        if first < last:
            opening.setdefault(first, []).append(mark)
            edges |= {first, last}
    cuts = sorted(edges)
    active: list[Mark | Flag] = []
    found: list[Segment] = []
    for left, right in pairwise(cuts):
        active = [*(mark for mark in active if mark.end > left), *opening.get(left, ())]
        found.append(_segment(text[left:right], active))
    return tuple(found)


def _segment(text: str, covering: Sequence[Mark | Flag]) -> Segment:
    if not covering:
        return Segment(text)
    values = [mark for mark in covering if isinstance(mark, Mark)]
    values.sort(key=lambda mark: mark.end - mark.start)  # stable: equals stay in reading order
    flags = [mark for mark in covering if isinstance(mark, Flag)]
    return Segment(
        text,
        values[0].kind if values else None,
        tuple(dict.fromkeys(mark.key for mark in values)),
        most_serious(flag.severity for flag in flags),
        tuple(sorted(flag.finding for flag in flags)),
    )


def _cells(
    source: Source,
    line: Line,
    marks: Sequence[Mark],
    flags: Sequence[Flag],
    widths: Mapping[int, Sequence[int]],
) -> tuple[SourceCell, ...]:
    if line.row is None:
        return (SourceCell(segments(line.text, marks, flags)),) if line.text else ()
    pieces = line.text.split("\t")
    cells = line.row.cells if len(line.row.cells) == len(pieces) else (None,) * len(pieces)
    found: list[SourceCell] = []
    start = 0
    for piece, cell in zip(pieces, cells, strict=True):
        end = start + len(piece)
        columns = widths[line.row.table][cell.column : cell.column + cell.width] if cell else (6,)
        if cell is not None and cell.carried and not piece:
            said = (Segment(_cut(source, cell.span)),)
            found.append(SourceCell(said, sum(columns), cell.span.line))
        else:
            found.append(SourceCell(segments(line.text, marks, flags, start, end), sum(columns)))
        start = end + 1
    return tuple(found)


def _cut(source: Source, span: Span) -> str:
    return source.cut(span) if 0 < span.line <= len(source.lines) else ""


def _table_widths(source: Source) -> dict[int, list[int]]:
    """A share of the width for each grid column of each table, by the text it has to hold."""
    longest: dict[int, dict[int, int]] = {}
    for line in source.lines:
        if line.row is not None:
            columns = longest.setdefault(line.row.table, {})
            for cell in line.row.cells:
                _note_length(columns, cell.column, cell.width, _length(cell.span, line.row, line))
    return {
        table: [_share(columns.get(column, 0)) for column in range(max(columns, default=-1) + 1)]
        for table, columns in longest.items()
    }


def _length(span: Span, row: Row, line: Line) -> int:
    # a title cell across the whole table says nothing about any one column
    return span.end - span.start if span.line == line.number and len(row.cells) > 1 else 0


def _note_length(columns: dict[int, int], first: int, width: int, length: int) -> None:
    for column in range(first, first + width):
        columns[column] = max(columns.get(column, 0), -(-length // width))


def _share(longest: int) -> int:
    """3 for a number, up to 12 for long text: a long cell wraps rather than starves the others."""
    return 3 if longest <= 4 else 5 if longest <= 10 else 8 if longest <= 24 else 12

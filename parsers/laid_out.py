"""用空格排齐的表格: columns told by where the words stand, as typed or as copied from a PDF.

A record begins at the line with its number; the lines below go on with its cells. A full-width
character takes two columns where somebody typed the table, and one in ``pdftotext -layout``;
whichever puts the rows below the header's words is taken. What cannot be placed for certain is
marked, and where rows and header do not agree at all nothing is claimed.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice, pairwise
from typing import NamedTuple

from parsers.columns import column_kind, under
from parsers.items import Column
from parsers.model import Role
from parsers.numbering import Form, Surety, label_of
from parsers.placing import fit, placing
from parsers.reflow import NO_WORDS, PAGE_NUMBER
from parsers.source import Layer, Line
from parsers.text import fold, unspaced
from parsers.wording import TOTAL_LINE, role_of

_WORDS = re.compile(r"\S+(?: \S+)*")  # parted by two blanks or more
_NUMBER = re.compile(r"\d{1,3}[.、]?")
_HEADING = (Form.PART, Form.CHINESE, Form.CHINESE_BRACKET)
_SQUARED = re.compile(r"\[[^\[\]:]{2,20}\](?:\([^()]{1,20}分\))?")
_CHINESE = re.compile(r"[一二三四五六七八九十]{1,3}[、.]?")  # 一 工业经济 30: a row above others
_END = re.compile(
    r"\s*(?:注\s*\d?\s*[:.]|备注\s*:|抄送|附\s*件|主送|\(此件|特此|联系人)|.*印发\s*$|.{60,}。\s*$"
)
_DATE = re.compile(r"\s*\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日\s*$")
_FEWEST = 3  # columns
_LONGEST_HEADER = 12  # characters of a cell of the header
_LONGEST_LOWER = 6  # characters of a cell in the header's second row
_MOST_LOWER = 3  # rows of a header
_LOOKED_AT = 60  # lines below a header
_ALIGNED = 0.75  # share of cells that begin right below the header's
_NEARLY_ALL = 0.9  # share of the cells of full rows that begin where the others of their column do
_FULL = 0.4  # share of rows that fill every column, where the header does not tell
_NEAR = 2  # columns that a cell of a laid-out page may be off
_MOST_LOST = 3  # records that may be missing before the next
_SET_IN = " " * 5  # before a line that cannot be a paragraph
_TALLEST = 60  # lines of a record
_MOST_BLANK = 4  # blank lines between two rows
_MOST_ABOVE = 6  # lines of a record above the one with its number
_AHEAD = 8  # lines to the next number
_CENTRED = ("number", "points", "measure")  # columns whose short cells may stand anywhere
_NARROW = 3  # characters of a category that is written downwards
_LOCAL = 6  # rows up and down whose columns may be a row's
Metric = Callable[[str], list[int]]


class Piece(NamedTuple):
    """Words of one cell in one line: characters ``start`` to ``end`` of line ``line``."""

    line: int
    column: int
    start: int
    end: int


@dataclass(slots=True)
class Part:
    """A line of a record; ``sure`` if its words were placed for certain."""

    line: int
    pieces: list[Piece]
    sure: bool


@dataclass(slots=True)
class Header:
    """The lines that name the columns, at the top of the table or of a page."""

    lines: list[int]


@dataclass(slots=True)
class Record:
    """The lines of one item; ``at`` is the one with its number, as a rule the first."""

    lines: list[int]
    at: int
    parts: list[Part] = field(default_factory=list)


@dataclass(slots=True)
class Alone:
    """A line between the records: 一、工业, 合计 100."""

    lines: list[int]


@dataclass(slots=True)
class Table:
    """Lines count from 0; ``widest`` is how wide the cells of each column are."""

    columns: tuple[Column, ...]
    rows: list[Header | Record | Alone] = field(default_factory=list)
    widest: dict[int, int] = field(default_factory=dict)  # of each column's cells

    @property
    def lines(self) -> Iterator[int]:
        for row in self.rows:
            yield from row.lines


def width_of(text: str) -> int:
    """The columns a text takes where full-width characters take two."""
    return _wide(text)[-1]


def _wide(text: str, ambiguous: int = 2) -> list[int]:
    """The column of each character and of the end; “” and … are as wide as ``ambiguous``."""
    at, out = 0, [0]
    for character in text:
        kind = unicodedata.east_asian_width(character)
        at += 2 if kind in "WF" else ambiguous if kind == "A" else 1
        out.append(at)
    return out


def _narrow(text: str) -> list[int]:
    return _wide(text, 1)


def _each(text: str) -> list[int]:
    return list(range(len(text) + 1))


_TYPED: tuple[Metric, ...] = (_wide, _narrow)


def laid_out(lines: Sequence[Line]) -> list[Table]:
    """The tables of a source whose columns are set by blanks."""
    if not any("  " in line.text for line in lines):
        return []
    texts = [_text(line) for line in lines]
    found: list[Table] = []
    at = 0
    while at < len(texts):
        reader = _opened(texts, at) if "  " in texts[at] else None
        table = reader.read() if reader is not None else None
        if table is None or reader is None:
            at += 1
            continue
        found.append(table)
        at = reader.at
    return found


def _text(line: Line) -> str:
    """The text of a line that may be one of a table; blank for page numbers and ornaments."""
    if line.layer is not Layer.BODY or line.row is not None or "\t" in line.text:
        return ""
    folded = fold(line.text)
    idle = len(folded) < 60 and (PAGE_NUMBER.match(folded) or NO_WORDS.match(folded))
    return "" if idle or any(bar in folded for bar in "|│┃") else line.text


def _words(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in _WORDS.finditer(fold(text))]


def _header(text: str) -> list[str]:
    """The words of a line that names columns; [] where it does not."""
    folded = fold(text)
    words = [folded[slice(*span)] for span in _words(text)]
    if len(words) < _FEWEST or any(len(word) > _LONGEST_HEADER for word in words):
        return []
    kinds = [column_kind(word) for word in words]
    known = sum(1 for kind in kinds if kind)
    enough = known >= _FEWEST and known * 2 > len(words) and "number" in kinds[:2]
    tasks = {"text", "weak_text", "target"} & set(kinds)
    return words if enough and tasks and "units" in kinds else []


def _names_columns(words: Iterable[str]) -> bool:
    """Whether words of a header still name the numbers and the units."""
    kinds = {column_kind(unspaced(fold(word))) for word in words}
    return {"number", "units"} <= kinds


def _opened(texts: Sequence[str], at: int) -> _Reader | None:
    """The reader of the table below a header, if its rows stand in columns."""
    words = _header(texts[at])
    if not words:
        return None
    sample = [text for text in texts[at + 1 : at + 1 + _LOOKED_AT] if _begins(text)]
    if not sample:
        return None
    shares = [(_share(metric, texts[at], sample), -n) for n, metric in enumerate(_TYPED)]
    best, n = max(shares)
    if best >= _ALIGNED:
        return _Reader(texts, at, _TYPED[-n], exact=True)
    for metric in _TYPED:  # the header's words stand in the middle of their columns
        if anchors := _alike(metric, sample, len(words)):
            return _Reader(texts, at, metric, exact=True, anchors=anchors)
    full = sum(1 for text in sample if _fills(text, words))
    if full < len(sample) * _FULL:
        full = _full_below(texts, at, len(words), sample)
    return _Reader(texts, at, _each, exact=False) if full >= len(sample) * _FULL else None


def _fills(text: str, header: Sequence[str]) -> bool:
    """Whether a row has a cell in every column, those before its number apart."""
    missing = len(header) - len(words := _words(text))
    number = next(n for n, word in enumerate(header) if column_kind(word) == "number")
    return missing == 0 or (missing == number and bool(_NUMBER.fullmatch(fold(text), *words[0])))


def _full_below(texts: Sequence[str], at: int, count: int, sample: Sequence[str]) -> int:
    """The rows that fill every column of a header in several rows, which parts some of them."""
    lower = [len(_words(text)) for text in texts[at + 1 : at + 1 + _MOST_LOWER] if text.strip()]
    most = count + max(lower, default=0)
    counts = [len(_words(text)) for text in sample]
    return max((counts.count(n) for n in range(count + 1, most)), default=0)


def _begins(text: str) -> bool:
    """Whether a line looks like the first of a record: a number, and other words."""
    words = _words(text)
    return len(words) >= 2 and any(_NUMBER.fullmatch(text, *span) for span in words[:2])


def _share(metric: Metric, header: str, rows: Sequence[str]) -> float:
    below = {metric(header)[start] for start, _ in _words(header)}
    starts = [metric(text)[start] for text in rows for start, _ in _words(text)]
    return sum(start in below for start in starts) / len(starts)


def _alike(metric: Metric, rows: Sequence[str], count: int) -> list[int]:
    """Where the cells begin of rows that fill all columns, if nearly all begin there; else []."""
    starts = [
        [metric(text)[a] for a, _ in found] for text in rows if len(found := _words(text)) == count
    ]
    if len(starts) < _FEWEST:
        return []
    usual = [Counter(column).most_common(1)[0][0] for column in zip(*starts, strict=True)]
    same = sum(a == b for row in starts for a, b in zip(row, usual, strict=True))
    return usual if same >= len(starts) * count * _NEARLY_ALL else []


class _Reader:
    """Reads the lines below one header, down to where the table ends.

    ``anchors`` are where the columns begin, if not below the header's words.
    """

    def __init__(
        self,
        texts: Sequence[str],
        at: int,
        metric: Metric,
        *,
        exact: bool,
        anchors: Sequence[int] = (),
    ) -> None:
        self.texts, self.at, self.first = texts, at, at
        self.metric, self.exact = metric, exact
        self.columns, self.anchors, self.header = self._columns()
        if len(anchors) == len(self.columns):
            self.anchors = list(anchors)
        self.number = next(c.first for c in self.columns if c.kind == "number")
        self.last = 0
        self.heads: list[int] = []  # where the header comes again
        self.unparted = False  # numbers stand in the middle of rows that nothing parts

    # --- the header -----------------------------------------------------------------------

    def _columns(self) -> tuple[tuple[Column, ...], list[int], list[int]]:
        """The columns, where each begins, and the header's lines."""
        text = self.texts[self.at]
        words = [(self.metric(text)[a], text[a:b]) for a, b in _words(text)]
        lines = [self.at]
        groups: list[str] = [""] * len(words)
        for n in range(self.at + 1, min(self.at + 1 + 2 * _MOST_LOWER, len(self.texts))):
            lower = self.texts[n]
            if not lower.strip():
                continue
            more = self._with(words, groups, lower) if self._is_lower(lower) else None
            if more is None or not _names_columns(word for _, word in more[0]):
                break
            words, groups = more
            lines.append(n)
        columns = []
        for n, (_, word) in enumerate(words):
            name = unspaced(fold(word))
            upper = Column(column_kind(groups[n]), groups[n], n, n)
            own = Column(column_kind(name), name, n, n)
            columns.append(under([upper], [own])[0] if groups[n] else own)
        return tuple(columns), [start for start, _ in words], lines

    def _is_lower(self, text: str) -> bool:
        words = [fold(text)[slice(*span)] for span in _words(text)]
        return all(
            len(word) <= _LONGEST_LOWER and not re.search(r"[。,、;:]|^\d", word)
            and label_of(word) is None
            for word in words
        ) and not _header(text)  # fmt: skip

    def _with(
        self, words: list[tuple[int, str]], groups: list[str], lower: str
    ) -> tuple[list[tuple[int, str]], list[str]]:
        """The header's words with those of the row below: more of a word, or the parts of it."""
        places = self.metric(lower)
        starts = [start for start, _ in words]
        below: list[list[tuple[int, str]]] = [[] for _ in words]
        for a, b in _words(lower):
            centre = (places[a] + places[b]) / 2
            near = [n for n, s in enumerate(starts) if abs(places[a] - s) <= _NEAR]
            at = near[0] if near else max(bisect_right(starts, centre) - 1, 0)
            below[at].append((places[a], lower[a:b]))
        out: list[tuple[int, str]] = []
        named: list[str] = []
        for (start, word), group, found in zip(words, groups, below, strict=True):
            if len(found) > 1:
                out += found
                named += [unspaced(fold(word))] * len(found)
            else:
                begin = min([start, *(at for at, _ in found)])
                out.append((begin, word + "".join(more for _, more in found)))
                named.append(group)
        return out, named

    # --- the rows -------------------------------------------------------------------------

    def read(self) -> Table | None:
        """The table, or None where no record was found."""
        table = Table(self.columns, [Header(self.header)])
        self.at = self.header[-1] + 1
        records: list[Record] = []
        blanks, usual = 0, _MOST_BLANK
        while self.at < len(self.texts):
            text = self.texts[self.at]
            if not text.strip():
                blanks, self.at = blanks + 1, self.at + 1
                continue
            if (again := self._again()) is not None:
                table.rows.append(Header(again))
                self.heads.append(again[0])
                self.at = again[-1]
            elif self._starts_record(text):
                records.append(Record([self.at], self.at))
                table.rows.append(records[-1])
            elif (blanks or not records) and (number := self._number_below(records)) is not None:
                lines = range(self.at, number + 1)
                records.append(Record([n for n in lines if self.texts[n].strip()], number))
                table.rows.append(records[-1])
                self.at = number
            elif self._stands_alone(text) or (not records and self._number_ahead()):
                table.rows.append(Alone([self.at]))
            elif (
                records
                and len(records[-1].lines) < _TALLEST
                and not self._ends(text, records[-1], gap=blanks > usual)
            ):
                records[-1].lines.append(self.at)
            else:
                break
            usual = min(usual, blanks)
            blanks, self.at = 0, self.at + 1
        if not records:
            return None
        while not isinstance(table.rows[-1], Record):  # what stands below the last one is no part
            self.at = table.rows.pop().lines[0]
        self._place(records)
        self._doubt_blanks(records)
        for column in range(self.number):
            self._upright(records, column)
        table.widest = self._widest(records)
        return table

    def _again(self) -> list[int] | None:
        """The header's lines where it comes again at the top of a page."""
        first = unspaced(self.texts[self.header[0]])
        if unspaced(self.texts[self.at]) != first:
            return None
        lines = [self.at]
        for n in self.header[1:]:
            below = next((m for m in range(lines[-1] + 1, min(lines[-1] + 4, len(self.texts)))
                          if self.texts[m].strip()), None)  # fmt: skip
            if below is None or unspaced(self.texts[below]) != unspaced(self.texts[n]):
                break
            lines.append(below)
        return lines

    def _starts_record(self, text: str) -> bool:
        words = _words(text)
        if len(words) > 1 and _CHINESE.fullmatch(text, *words[0]) and self.number == 0:
            return True
        for n, (start, end) in enumerate(words[: self.number + 1]):
            match = _NUMBER.fullmatch(fold(text), start, end)
            if match is None or len(words) < n + 2:
                continue
            value = int(match[0].rstrip(".、"))
            off = abs(self.metric(text)[start] - self.anchors[self.number])
            near = off <= (1 if self.exact else 2 * _NEAR) or (not self.exact and n == self.number)
            near = near or (
                n == 0 and value == self.last + 1 and len(words) * 2 > len(self.columns)
            )
            if near and (value in (1, self.last + 1) or self.last == 0 or value > self.last):
                self.last = value
                return True
        return False

    def _stands_alone(self, text: str) -> bool:
        """一、工业, 第二章 创新 or 【民生】 between the rows, and 合计 100."""
        folded = fold(text).strip()
        label = label_of(folded)
        heading = label is not None and label.form in _HEADING
        if heading and label is not None and label.surety is Surety.PLAIN and "  " not in folded:
            return True
        return TOTAL_LINE.fullmatch(folded) is not None or _SQUARED.fullmatch(folded) is not None

    def _ends(self, text: str, above: Record, *, gap: bool) -> bool:
        """Whether a line is none of the table: a note, a signature, a paragraph."""
        folded = fold(text)
        if _END.match(folded) or _DATE.match(folded):
            return True
        if self._number_ahead():
            return False
        full = [] if self.exact else self._full(above.at)
        _, sure = self._assign(text, full or self.anchors, first=False)
        rest = self.texts[self.at + 1 : self.at + 2 + _MOST_BLANK]
        below = next((t for t in rest if t.strip()), "")
        astray = not sure and not text.startswith(_SET_IN)
        return gap or astray or _DATE.match(fold(below)) is not None

    def _number_below(self, above: Sequence[Record]) -> int | None:
        """The line with the number of the record that begins here, set in the middle of its row.

        Cells above the first number belong to it whatever stands between; where no blank line
        parts the rows, none of the lines beside the numbers is sure.
        """
        last = self.last
        if self._stands_alone(self.texts[self.at]):
            return None
        if not above and len(_words(self.texts[self.at])) < _FEWEST - 1:
            return None
        header = unspaced(self.texts[self.header[0]])
        for n in range(self.at + 1, min(self.at + _MOST_ABOVE, len(self.texts))):
            if unspaced(self.texts[n]) == header:
                break
            if not self.texts[n].strip():
                if not above:
                    continue
                break
            if self._starts_record(self.texts[n]):
                if self.last == last + 1:
                    self.unparted = self.unparted or not self._is_parted(n)
                    return n
                break
        self.last = last
        return None

    def _is_parted(self, number: int) -> bool:
        """Whether blank lines part the record with a number from the rest, and not its lines."""
        inside = self.texts[self.at : number]
        return not self.texts[self.at - 1].strip() and all(text.strip() for text in inside)

    def _number_ahead(self) -> bool:
        """Whether the number that is due stands in one of the next lines."""
        last = self.last
        below = self.texts[self.at + 1 : self.at + 1 + _MOST_BLANK * _AHEAD]
        for text in islice((text for text in below if text.strip()), _AHEAD):
            if self._starts_record(text) and self.last != last:
                self.last, due = last, self.last == 1 or self.last - last <= _MOST_LOST
                return due
        self.last = last
        return False

    # --- cells ----------------------------------------------------------------------------

    def _place(self, records: Sequence[Record]) -> None:
        full = {n: row for n, one in enumerate(records) if (row := self._full(one.at))}
        for n, record in enumerate(records):
            anchors = self._anchors(n, record, full)
            first = record.at
            for at in record.lines:
                turned = bisect_right(self.heads, at) > bisect_right(self.heads, first)
                if turned and not self.exact:
                    anchors = next(
                        (full[m] for m in range(n + 1, n + _LOCAL) if m in full), anchors
                    )
                moved = self._moved(self.texts[at], self.texts[first], anchors)
                pieces, sure = self._assign(self.texts[at], moved, first=at == first)
                sure = sure and not (self.unparted and at != first)
                record.parts.append(Part(at, [p._replace(line=at) for p in pieces], sure))

    def _doubt_blanks(self, records: Sequence[Record]) -> None:
        """Who leads is blank in a row and not in others: merged with the cell above, or nobody."""
        leading = {
            c.first
            for c in self.columns
            if c.kind == "leaders" or (c.kind == "units" and role_of(c.words) is Role.LEAD)
        }
        filled = [{piece.column for part in r.parts for piece in part.pieces} for r in records]
        known = leading & set().union(*filled)
        for record, columns in zip(records, filled, strict=True):
            text = self.texts[record.at]
            if known - columns and not _CHINESE.fullmatch(text, *_words(text)[0]):
                record.parts[0].sure = False

    def _upright(self, records: Sequence[Record], column: int) -> None:
        """经｜济｜发｜展 before the numbers: words of a category that run down over the records.

        What stands on the line below goes on, over the number of the next record only where a
        bracket is open or the column is no wider than a word.
        """
        pieces = [(r, part, p) for r in records for part in r.parts for p in part.pieces
                  if p.column == column]  # fmt: skip
        narrow = all(piece.end - piece.start <= _NARROW for _, _, piece in pieces)
        owner: Record | None = None
        words, last = "", -1
        for record, part, piece in pieces:
            below = not any(text.strip() for text in self.texts[last + 1 : part.line])
            opened = words.count("(") > words.count(")")
            if owner is None or not below or (part.line == record.at and not narrow and not opened):
                owner, words = record, ""
            elif owner is not record:
                part.pieces.remove(piece)
                owner.parts.append(Part(part.line, [piece], opened))
            words += fold(self.texts[part.line][piece.start : piece.end])
            last = part.line

    def _moved(self, text: str, first: str, anchors: list[int]) -> list[int]:
        """The columns as a line has them that was not set in as the first of its record was."""
        indent = self.metric(first)[len(first) - len(first.lstrip())]
        starts = [self.metric(text)[a] for a, _ in _words(text)]

        def off(by: int) -> int:
            return sum(min(abs(start - a + by) for a in anchors) for start in starts)

        own = self.metric(text)[len(text) - len(text.lstrip())] if text is first else 0
        by = min((0, indent, -own), key=off)
        return [a - by for a in anchors]

    def _full(self, line: int) -> list[int]:
        """Where the cells of a row begin that fills every column from its number on; [] else."""
        places = self.metric(self.texts[line])
        starts = [places[a] for a, _ in _words(self.texts[line])]
        missing = self._missing(self.texts[line])
        if missing is None:
            return []
        return [*(min(a, starts[0] - self.number + n) for n, a in self._front(missing)), *starts]

    def _front(self, count: int) -> list[tuple[int, int]]:
        return list(enumerate(self.anchors[:count]))

    def _missing(self, text: str) -> int | None:
        """How many columns before the number a row leaves blank that fills all others."""
        words = _words(text)
        if len(words) == len(self.columns):
            return 0
        numbered = _NUMBER.fullmatch(fold(text), *words[0]) is not None
        return self.number if numbered and len(words) == len(self.columns) - self.number else None

    def _anchors(self, n: int, record: Record, full: dict[int, list[int]]) -> list[int]:
        """Where the columns of a record begin: below the header, or as in the rows around it."""
        if self.exact:
            return self.anchors
        if n in full:
            return full[n]
        near = [full[m] for m in range(n - _LOCAL, n + _LOCAL + 1) if m in full]
        lines = [self.texts[at] for at in record.lines]
        starts = [self.metric(text)[a] for text in lines for a, _ in _words(text)]

        def off(anchors: list[int]) -> float:
            return sum(min(abs(s - a) for a in anchors) for s in starts)

        return min(near, key=off) if near else self.anchors

    def _assign(
        self, text: str, anchors: Sequence[int], *, first: bool
    ) -> tuple[list[Piece], bool]:
        """The words of a line, each with its column, and whether that is certain."""
        places = self.metric(text)
        words = _words(text)
        if first and not self.exact and (missing := self._missing(text)) is not None:
            return [Piece(0, n, a, b) for n, (a, b) in enumerate(words, missing)], True
        pieces: list[Piece] = []
        sure, parted = True, True
        for a, b in words:
            column, certain = self._column(places[a], places[b], anchors, pieces)
            cuts = self._cuts(places, (a, b), anchors, column)
            parted = parted and all(text[cut - 1].isspace() for cut in cuts)
            bounds = [a, *cuts, b]
            pieces += [Piece(0, column + n, *span) for n, span in enumerate(pairwise(bounds))]
            over = self.exact and column + len(cuts) + 1 < len(anchors)
            over = over and places[b] > anchors[column + len(cuts) + 1]
            sure = sure and certain and not over
        if len(pieces) > len(words):
            if first and len(words) == len(anchors):  # a long cell pushed the others to the right
                return [Piece(0, n, a, b) for n, (a, b) in enumerate(words)], False
            if not parted and not all(self._suits(text, piece) for piece in pieces):
                return self._by_looks(text, words), False
        whole = self._joined(pieces)
        return whole, sure and (self.exact or len(whole) == len(pieces))

    def _by_looks(self, text: str, words: Sequence[tuple[int, int]]) -> list[Piece]:
        """The words where they suit, in order: their places say nothing."""
        folded = fold(text)
        columns = placing(tuple(folded[a:b] for a, b in words), self.columns)[1]
        found = [Piece(0, n, a, b) for n, (a, b) in zip(columns, words, strict=True)]
        return self._joined(found)

    def _cuts(
        self, places: list[int], span: tuple[int, int], anchors: Sequence[int], column: int
    ) -> list[int]:
        """Where words that reach into the next columns are parted: just where those begin."""
        cuts: list[int] = []
        for anchor in anchors[column + 1 :] if self.exact else ():
            if anchor >= places[span[1]] or anchor not in places:
                break
            cuts.append(places.index(anchor))
        return [cut for cut in cuts if span[0] < cut]

    def _column(
        self, start: int, end: int, anchors: Sequence[int], pieces: Sequence[Piece]
    ) -> tuple[int, bool]:
        """The column of words that stand from one place to another."""
        inside = max(bisect_right(anchors, start) - 1, 0)
        near = min(range(len(anchors)), key=lambda n: abs(anchors[n] - start))
        if self.exact:
            if anchors[near] == start:
                return near, True
            after = anchors[inside + 1] if inside + 1 < len(anchors) else None
            clear = after is None or (end <= after and after - start >= _NEAR)
            goes_on = any(piece.column == inside for piece in pieces)  # 方  圆
            centred = self.columns[inside].kind in _CENTRED
            return inside, start >= anchors[0] and clear and (goes_on or centred)
        if abs(anchors[near] - start) <= _NEAR:
            others = [abs(a - start) for n, a in enumerate(anchors) if n != near]
            return near, min(others) > abs(anchors[near] - start) + 1
        return inside, False

    def _suits(self, text: str, piece: Piece) -> bool:
        column = self.columns[piece.column]
        words = unspaced(fold(text[piece.start : piece.end]))
        return column.kind in ("text", "weak_text", "") or len(words) == 1 or fit(column, words) > 0

    def _joined(self, pieces: Sequence[Piece]) -> list[Piece]:
        """Words of one cell that stand in a line, 方  圆, as one piece."""
        out: list[Piece] = []
        for piece in pieces:
            if out and out[-1].column == piece.column:
                out[-1] = out[-1]._replace(end=piece.end)
            else:
                out.append(piece)
        return out

    def _widest(self, records: Sequence[Record]) -> dict[int, int]:
        """How wide the cells that go on below are, in each column, or else all its cells."""
        wrapped: dict[int, list[int]] = {}
        every: dict[int, list[int]] = {}
        for record in records:
            for n, part in enumerate(record.parts):
                after = record.parts[n + 1 : n + 2]
                below = {piece.column for more in after for piece in more.pieces}
                for piece in part.pieces:
                    width = width_of(self.texts[piece.line][piece.start : piece.end].rstrip())
                    every.setdefault(piece.column, []).append(width)
                    if piece.column in below:
                        wrapped.setdefault(piece.column, []).append(width)
        several = {at: found for at, found in wrapped.items() if len(found) > 1}
        return {at: max(found) for at, found in (every | several).items()}

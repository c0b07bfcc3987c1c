"""Cell references in formulas, and where they point once a model row has become many rows.

The rules are those of filling down in Excel: in a model row relative rows move along, absolute
ones stay. What points at a model row from outside, or absolutely, points at all its rows:
``SUM(D4)`` and ``SUM($D$4:$D$4)`` become ``SUM(D4:D61)``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

Pieces = tuple[str | int, ...]
"""A formula cut up: an int stands for a row that many below the row of the formula."""

_TOKEN = re.compile(
    r"""
    "(?:[^"]|"")*"                                        # text
    | \[[^\]]*\]                                          # a column of a table
    | \#[A-Z/0!?]+                                        # an error value
    | (?P<sheet>'(?:[^']|'')+'! | [^\W\d][\w.]*!)?
      (?: (?P<c1>\$?[A-Z]{1,3})(?P<r1>\$?[1-9]\d*)
            (?: :(?P<c2>\$?[A-Z]{1,3})(?P<r2>\$?[1-9]\d*) )?
        | (?P<r3>\$?[1-9]\d*):(?P<r4>\$?[1-9]\d*)
        | (?P<c3>\$?[A-Z]{1,3}):(?P<c4>\$?[A-Z]{1,3})
      ) (?![\w(.!])
    | (?P<prefix>'(?:[^']|'')+'! | [^\W\d][\w.]*!)        # a sheet before a name
    | \d+(?:\.\d+)?(?:E[+-]?\d+)?                         # a number
    | [^\W\d][\w.]*                                       # a function or a name
    """,
    re.VERBOSE,
)


_MAX_ROW = 1_048_576  # where Excel's sheets end; whole columns are written as A1:A1048576


class ModelSheetError(ValueError):
    """A formula points at a model sheet from outside: nobody can say which copy is meant."""


@dataclass(frozen=True, slots=True)
class RowMap:
    """Where the rows of one sheet come to stand; ``blocks`` are (model row, rows made)."""

    blocks: tuple[tuple[int, int], ...] = ()

    def first(self, row: int) -> int:
        """The new number of a row; of a model row, that of its first copy."""
        moved_to = row
        for model, copies in self.blocks:
            if model < row:
                moved_to += copies - 1
        return min(moved_to, _MAX_ROW)

    def last(self, row: int) -> int:
        """The new number of a row; of a model row, that of its last copy."""
        return self.first(row + 1) - 1 if row < _MAX_ROW else row


_UNMOVED = RowMap()


@dataclass(frozen=True, slots=True)
class Layout:
    """What references are read against: the sheet they stand in and where all sheets' rows go.

    ``names`` leads from a sheet's name in the template to its name in the result; ``models`` are
    the model sheets that cannot be named from this sheet.
    """

    own: str
    names: Mapping[str, str]
    rows: Mapping[str, RowMap]
    models: frozenset[str] = frozenset()

    def of(self, sheet: str) -> RowMap:
        return self.rows.get(sheet, _UNMOVED)


def column_letters(column: int) -> str:
    """1 → A, 27 → AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """A → 1, AA → 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def quoted(sheet: str) -> str:
    """A sheet's name as a formula writes it, with its exclamation mark."""
    return "'" + sheet.replace("'", "''") + "'!"


def unquoted(prefix: str) -> str:
    """The sheet's name in ``总台账!`` or ``'各 单位'!``."""
    name = prefix[:-1]
    return name[1:-1].replace("''", "'") if name.startswith("'") else name


def moved(formula: str, layout: Layout, model_row: int | None) -> Pieces:
    """The formula for its new place; ``model_row`` is its row if that row is repeated.

    Raises ModelSheetError.
    """
    pieces: list[str | int] = []
    end = 0
    for token in _TOKEN.finditer(formula):
        pieces.append(formula[end : token.start()])
        pieces.extend(_token_moved(token, layout, model_row))
        end = token.end()
    pieces.append(formula[end:])
    return joined(pieces)


def moved_text(formula: str, layout: Layout, top: int | None = None) -> str:
    """``moved`` for what is written once: names, charts, and the rules of a range.

    ``top`` is the first row of the range that a rule covers: its relative references are meant
    from there and stay single.
    """
    pieces = moved(formula, layout, top)
    here = 0 if top is None else layout.of(layout.own).first(top)
    return "".join(piece if isinstance(piece, str) else str(here + piece) for piece in pieces)


def moved_area(area: str, rows: RowMap) -> str:
    """A list of ranges (``sqref``) for its new place: ``C4:D4 F4`` → ``C4:D61 F4:F61``."""
    own = Layout("", {}, {"": rows})
    return " ".join(moved_text(part, own) for part in area.split())


def translated(formula: str, rows: int, columns: int) -> str:
    """The formula as it reads so many rows and columns further on (a shared formula)."""

    def shifted(token: re.Match[str]) -> str:
        found = token.groupdict()
        text = token[0]
        if not (found["c1"] or found["r3"] or found["c3"]):
            return text
        head = found["sheet"] or ""
        ends = [
            _shifted_column(found[c], columns) + _shifted_row(found[r], rows)
            for c, r in (("c1", "r1"), ("c2", "r2"))
            if found[c]
        ]
        ends += [_shifted_row(found[r], rows) for r in ("r3", "r4") if found[r]]
        ends += [_shifted_column(found[c], columns) for c in ("c3", "c4") if found[c]]
        return head + ":".join(ends)

    return _TOKEN.sub(shifted, formula)


def top_left(area: str) -> tuple[int, int]:
    """Row and column of the first cell of a list of ranges; whole columns begin in row 1.

    Raises ValueError where there is no cell.
    """
    match = _CELL.match(area)
    if match is None or not (match[1] or match[2]):
        raise ValueError(area)
    return int(match[2] or 1), column_number(match[1] or "A")


_CELL = re.compile(r"\$?([A-Z]{1,3})?(?:\$?([1-9]\d{0,6}))?(?=[:\s]|$)")


def joined(pieces: Iterable[str | int]) -> Pieces:
    """Neighbouring strings made one, empty ones left out."""
    out: list[str | int] = []
    for piece in pieces:
        if isinstance(piece, str) and out and isinstance(out[-1], str):
            out[-1] += piece
        elif piece != "":
            out.append(piece)
    return tuple(out)


def _token_moved(token: re.Match[str], layout: Layout, model_row: int | None) -> Pieces:
    prefix = token["sheet"] or token["prefix"] or ""
    sheet = unquoted(prefix) if prefix else layout.own
    if sheet in layout.models:
        raise ModelSheetError(sheet)
    renamed = layout.names.get(sheet, sheet)
    head = quoted(renamed) if prefix and renamed != sheet else prefix
    if token["prefix"]:
        return (head,)
    if token["c3"]:
        return (head + token[0][len(prefix) :],)
    if not (token["c1"] or token["r3"]):
        return (token[0],)
    first_row, last_row = token["r1"] or token["r3"], token["r2"] or token["r4"]
    first_column, last_column = token["c1"] or "", token["c2"] or ""
    place = _Place(layout, sheet, model_row)
    if last_row:
        start, end = place.end(first_row, False, True), place.end(last_row, True, True)
        return (head + first_column, *start, ":" + last_column, *end)
    start, end = place.end(first_row, False, False), place.end(first_row, True, False)
    if start == end:
        return (head + first_column, *start)
    return (head + first_column, *start, ":" + first_column, *end)


@dataclass(frozen=True, slots=True)
class _Place:
    """The sheet a reference points into, seen from the formula that holds it."""

    layout: Layout
    sheet: str
    model_row: int | None

    def end(self, row_text: str, last: bool, is_range: bool) -> Pieces:
        """One end of a reference: a fixed row, or one that moves with the copies."""
        rows = self.layout.of(self.sheet)
        dollar, row = "$" * row_text.startswith("$"), int(row_text.lstrip("$"))
        repeated = rows.first(row) != rows.last(row)
        elsewhere = self.sheet != self.layout.own
        fixed = dollar or self.model_row is None or (elsewhere and is_range and repeated)
        if not fixed and self.model_row is not None:
            here = self.layout.of(self.layout.own).first(self.model_row)
            return (dollar, rows.first(row) - here)
        return (dollar + str(rows.last(row) if last else rows.first(row)),)


def _shifted_column(column: str, by: int) -> str:
    if column.startswith("$"):
        return column
    return column_letters(max(1, column_number(column) + by))


def _shifted_row(row: str, by: int) -> str:
    return row if row.startswith("$") else str(max(1, int(row) + by))

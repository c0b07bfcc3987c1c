"""分栏：pages set in two columns, as gazettes are, are read column by column."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

from parsers.readers.layout_text import Piece, TextLine, lines_of, rows_of

_LEAST_LINES = 6  # lines each column has at least; fewer may be a table without rulings
_GUTTER = 1.0  # em of white at least between the columns
_FULL = 1.4  # em that a line of running text may end before its column does
_MOSTLY_FULL = 0.6  # share of lines that run to the end of their column


class _Sides(NamedTuple):
    """A row's pieces to the left and right of the gutter; ``crosses`` if one stands in it."""

    left: list[Piece]
    right: list[Piece]
    crosses: bool


def lines_in_columns(pieces: Sequence[Piece]) -> list[TextLine]:
    """The pieces as lines in reading order; ``TextLine.column`` tells which column they are in."""
    lines = lines_of(pieces)
    if sum("\t" in line.text for line in lines) < _LEAST_LINES:
        return lines
    rows = rows_of(pieces)
    gutter = _gutter(rows)
    if gutter is None:
        return lines
    result: list[TextLine] = []
    whole: list[Piece] = []
    stretch: list[_Sides] = []
    for sides in [*(_sides(row, gutter) for row in rows), _Sides([], [], crosses=True)]:
        if not sides.crosses:
            stretch.append(sides)
            continue
        if _are_columns(stretch):
            result += lines_of(whole)
            whole = []
            for column, side in enumerate(_both(stretch), 1):
                own = [piece for row in side for piece in row]
                result += (line._replace(column=column) for line in lines_of(own))
        else:
            whole += (piece for one in stretch for piece in (*one.left, *one.right))
        stretch = []
        whole += (*sides.left, *sides.right)
    return result + lines_of(whole)


def _gutter(rows: list[list[Piece]]) -> float | None:
    """The x that most rows leave white near the middle of the text."""
    left = min(piece.left for row in rows for piece in row)
    right = max(piece.right for row in rows for piece in row)
    centres: list[float] = []
    for row in rows:
        edge = row[0].right
        for piece in row[1:]:
            centre = (edge + piece.left) / 2
            if piece.left - edge >= _GUTTER * piece.size and (
                0.35 < (centre - left) / max(right - left, 1.0) < 0.65
            ):
                centres.append(centre)
            edge = max(edge, piece.right)
    return median(centres) if len(centres) >= _LEAST_LINES else None


def _sides(row: list[Piece], gutter: float) -> _Sides:
    left = [piece for piece in row if piece.right <= gutter]
    right = [piece for piece in row if piece.left >= gutter]
    if len(left) + len(right) < len(row):
        return _Sides(row, [], crosses=True)
    if left and right:
        white = right[0].left - max(piece.right for piece in left)
        return _Sides(left, right, crosses=white < _GUTTER * right[0].size)
    return _Sides(left, right, crosses=False)


def _are_columns(stretch: list[_Sides]) -> bool:
    """Whether both sides are running text: most of their lines end where the column does."""
    for own in _both(stretch):
        if len(own) < _LEAST_LINES:
            return False
        ends = [max(piece.right for piece in pieces) for pieces in own]
        full = sum(
            max(ends) - end <= _FULL * pieces[0].size for end, pieces in zip(ends, own, strict=True)
        )
        if full < _MOSTLY_FULL * len(own):
            return False
    return True


def _both(stretch: list[_Sides]) -> tuple[list[list[Piece]], list[list[Piece]]]:
    """The rows of the left side and those of the right."""
    return [one.left for one in stretch if one.left], [one.right for one in stretch if one.right]

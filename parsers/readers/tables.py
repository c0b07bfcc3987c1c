"""表格：cells that cover several columns or rows, laid out as table lines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from parsers.source import Cell, Layer, Line, Row, Span, Start


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell as its table writes it: ``width`` columns and ``height`` rows from where it stands."""

    text: str
    width: int = 1
    height: int = 1


@dataclass(slots=True)
class _Hanging:
    """A cell that still reaches into rows below."""

    width: int
    rows: int
    span: Span


@dataclass(slots=True)
class Grid:
    """One table while its rows are laid out, from the top.

    A cell takes the first column that no cell from above covers, as HTML has it; a caller that
    names every column of every row, save those covered, gets its own columns back.
    """

    table: int
    _hanging: dict[int, _Hanging] = field(default_factory=dict)

    def line(
        self,
        number: int,
        cells: Iterable[GridCell],
        *,
        header: bool = False,
        layer: Layer = Layer.BODY,
        page: int | None = None,
    ) -> Line | None:
        """The next row as line ``number``; None for a row in which nothing begins."""
        written = list(cells)
        above = sorted(self._hanging.items())
        if not written:
            self._descend()
            return None
        placed: list[Cell] = []
        texts: list[str] = []
        fresh: dict[int, _Hanging] = {}
        column = 0
        at = 0  # columns of the line's text used so far
        carried = iter(above)
        next_carried = next(carried, None)
        for cell in written:
            while next_carried is not None and next_carried[0] < column + 1:
                column, at = _carry(next_carried, placed, texts, column, at)
                next_carried = next(carried, None)
            width = cell.width
            if next_carried is not None:  # spans that collide: the cell from above stays
                width = min(width, next_carried[0] - column)
            text = cell.text.replace("\t", " ")
            span = Span(number, at, at + len(text))
            placed.append(Cell(column, width, span))
            texts.append(text)
            if cell.height > 1:
                fresh[column] = _Hanging(width, cell.height, span)
            at += len(text) + 1
            column += width
        while next_carried is not None:
            column, at = _carry(next_carried, placed, texts, column, at)
            next_carried = next(carried, None)
        self._hanging |= fresh
        self._descend()
        row = Row(self.table, tuple(placed), header)
        return Line(number, "\t".join(texts), page, layer, Start.PARAGRAPH, row)

    def _descend(self) -> None:
        for column in list(self._hanging):
            hanging = self._hanging[column]
            hanging.rows -= 1
            if hanging.rows < 1:
                del self._hanging[column]


def _carry(
    hanging: tuple[int, _Hanging], placed: list[Cell], texts: list[str], column: int, at: int
) -> tuple[int, int]:
    """A cell from above stands here too: empty in the text, its span above."""
    first, cell = hanging
    placed.append(Cell(first, cell.width, cell.span, carried=True))
    texts.append("")
    return max(column, first + cell.width), at + 1

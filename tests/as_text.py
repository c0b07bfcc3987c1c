"""Word and Excel files as plain text, so that a change shows as a readable diff."""

from __future__ import annotations

import io

import docx
import openpyxl
from docx.table import Table
from docx.text.paragraph import Paragraph


def docx_text(data: bytes) -> str:
    """Paragraphs as lines, table rows as lines with cells parted by bars; blank lines dropped."""
    lines = []
    for block in docx.Document(io.BytesIO(data)).iter_inner_content():
        if isinstance(block, Paragraph):
            lines.append(block.text)
        elif isinstance(block, Table):
            lines += [" | ".join(_once(row.cells)) for row in block.rows]
    return "".join(f"{line.rstrip()}\n" for line in lines if line.strip())


def _once(cells: tuple[object, ...]) -> list[str]:
    """The text of each cell; one that spans columns counts once."""
    texts, seen = [], set()
    for cell in cells:
        if id(cell._tc) not in seen:  # type: ignore[attr-defined]
            seen.add(id(cell._tc))  # type: ignore[attr-defined]
            texts.append(cell.text.replace("\n", "/"))  # type: ignore[attr-defined]
    return texts


def xlsx_text(data: bytes) -> str:
    """Each sheet under its name, rows as lines with cells parted by bars.

    A formula is written out where its column first has one; below that it is a bare ``=``.
    """
    book = openpyxl.load_workbook(io.BytesIO(data))
    parts = []
    for sheet in book.worksheets:
        lines, above = [f"[{sheet.title}]"], set[int]()
        for row in sheet.iter_rows(values_only=True):
            cells = []
            for column, value in enumerate(row):
                formula = isinstance(value, str) and value.startswith("=")
                cells.append(
                    "=" if formula and column in above else "" if value is None else str(value)
                )
                if formula:
                    above.add(column)
            lines.append(" | ".join(cells).rstrip(" |"))
        parts.append("".join(f"{line}\n" for line in lines if line))
    return "\n".join(parts)

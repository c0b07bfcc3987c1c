"""Small docx files for tests: a body as Word writes it, and what is in a docx."""

from __future__ import annotations

import io
import zipfile

from templates.source import word


def docx(body: str) -> bytes:
    """A docx of this body (OOXML)."""
    parts = {"styles": word.styles(word.Style("Normal", "Normal"), ()), "settings": word.settings()}
    return word.package(f"{body}<w:sectPr/>", parts)


def text(*runs: str) -> str:
    """A paragraph of runs without properties."""
    return "".join(("<w:p>", *(f"<w:r><w:t>{run}</w:t></w:r>" for run in runs), "</w:p>"))


def table(*rows: tuple[str, ...]) -> str:
    """A table of cells with one paragraph each."""
    columns = max(map(len, rows))
    cell = '<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr>{}</w:tc>'
    grid = '<w:gridCol w:w="2000"/>' * columns
    lines = ("".join(cell.format(text(inside)) for inside in row) for row in rows)
    inside = "".join(f"<w:tr>{line}</w:tr>" for line in lines)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="0"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{inside}</w:tbl>'
    )


def part(data: bytes, name: str = "word/document.xml") -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()

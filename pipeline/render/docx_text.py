"""渲染之后: what a value may bring into a document that is not plain characters.

Line breaks and tabs in a value become Word's own, as docxtpl makes them; characters XML does
not know become a visible mark; column widths and drawing numbers are set right again.
"""

from __future__ import annotations

import re

from pipeline.render.docx_tree import Node, pieces, read_part

_CONTROLS = bytes(range(0x20))
_ILLEGAL = re.compile("[\x00-\x06\x08\x0b\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_RUN_PARTS = re.compile(
    r"""
      (?P<paragraph_properties> <w:pPr>.*?</w:pPr> )
    | (?P<run_properties> <w:rPr>.*?</w:rPr> )
    | (?P<paragraph> <w:p(?:\s[^>]*)?> )
    | (?P<run> <w:r(?:\s[^>]*)?> )
    | (?P<text> <w:t(?:\s[^>]*)?>[^<]*</w:t> )
    """,
    re.DOTALL | re.VERBOSE,
)
_TEXT = '<w:t xml:space="preserve">'
_BREAKS = re.compile(r"[\t\n\a\f]")
_DRAWING = re.compile(r'(<wp:docPr\b[^>]*?\sid=")[^"]*(")')


def needs_care(data: bytes) -> bool:
    """Whether a rendered part holds control characters or others that XML does not know."""
    return (
        len(data.translate(None, _CONTROLS)) != len(data)
        or b"\xef\xbf\xbe" in data
        or b"\xef\xbf\xbf" in data
        or b"\xed\xa0" in data
    )


def spread(xml: str) -> str:
    """Tabs, line breaks (\\n), new paragraphs (\\a) and pages (\\f) in texts, as Word writes them."""
    xml = _ILLEGAL.sub("\ufffd", xml.replace("\r\n", "\n"))
    paragraph = run = ""
    out: list[str] = []
    at = 0
    for found in _RUN_PARTS.finditer(xml):
        kind = found.lastgroup
        if kind == "paragraph":
            paragraph = run = ""
        elif kind == "run":
            run = ""
        elif kind == "paragraph_properties":
            paragraph = found[0]
        elif kind == "run_properties":
            run = found[0]
        elif _BREAKS.search(found[0]):
            out += (xml[at : found.start()], _broken(found[0], paragraph, run))
            at = found.end()
    return "".join((*out, xml[at:]))


def _broken(text: str, paragraph: str, run: str) -> str:
    stop, go = "</w:t></w:r>", f"<w:r>{run}{_TEXT}"
    new = f"</w:p><w:p>{paragraph}"
    page = f'</w:p><w:p><w:r><w:br w:type="page"/></w:r></w:p><w:p>{paragraph}'
    meanings = {
        "\t": f"{stop}<w:r>{run}<w:tab/></w:r>{go}",
        "\n": f"</w:t><w:br/>{_TEXT}",
        "\a": f"{stop}{new}{go}",
        "\f": f"{stop}{page}{go}",
    }
    return _BREAKS.sub(lambda found: meanings[found[0]], text)


def number_drawings(xml: str) -> str:
    """Drawings numbered from 1001: a loop repeats their numbers, and Word wants them unique."""
    count = 1000

    def number(found: re.Match[str]) -> str:
        nonlocal count
        count += 1
        return f"{found[1]}{count}{found[2]}"

    return _DRAWING.sub(number, xml)


def fit_grids(xml: str) -> str:
    """Tables whose column grid agrees with their cells, the table's width kept."""
    root = read_part(xml.encode(), "正文")
    for table in root.walk("w:tbl"):
        _fit_grid(table)
    return "".join(str(piece) for piece in pieces(root))


def _fit_grid(table: Node) -> None:
    grid = table.child("w:tblGrid")
    if grid is None:
        return
    rows = [[c for c in row.children if isinstance(c, Node)] for row in table.walk("w:tr")]
    cells = [[cell for cell in row if cell.name == "w:tc"] for row in rows]
    widths = [_width(column) for column in grid.children if isinstance(column, Node)]
    missing = max(map(len, cells), default=0) - len(widths)
    if missing > 0 and widths and sum(widths) > 0:
        mean = sum(widths) / (len(widths) + missing)
        share = mean / (sum(widths) / len(widths))
        widths = [int(width * share) for width in widths] + [int(mean)] * missing
    surplus = len(widths) - max((sum(map(_span, row)) for row in cells), default=0)
    if 0 < surplus < len(widths):
        kept = widths[:-surplus]
        extra = int(sum(widths[-surplus:]) / len(kept))
        widths = [int(width + extra) for width in kept]
    grid.children = []
    for width in widths:
        grid.append(Node("w:gridCol", f'<w:gridCol w:w="{width:g}"/>'))


def _width(column: Node) -> float:
    found = re.search(r'\sw:w="([\d.]+)"', column.opening)
    return float(found[1]) if found else 0.0


def _span(cell: Node) -> int:
    properties = cell.child("w:tcPr")
    span = properties.child("w:gridSpan") if properties else None
    found = re.search(r'w:val="(\d+)"', span.opening) if span else None
    return int(found[1]) if found else 1

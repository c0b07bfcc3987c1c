"""渲染之后: what a value may bring into a document that is not plain characters.

Line breaks and tabs in a value become Word's own, as docxtpl makes them; characters XML does
not know become a visible mark; column widths and drawing numbers are set right again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.render.document.cells import cell_span
from pipeline.render.document.tree import Node, pieces, read_part

_CONTROLS = bytes(range(0x20))
_UNKNOWN = bytes(code for code in range(0x20) if code not in b"\t\n\a\f")
_ILLEGAL = re.compile("[\x00-\x06\x08\x0b\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_PROPERTIES = {name: re.compile(rf"<w:{name}Pr>.*?</w:{name}Pr>", re.DOTALL) for name in ("p", "r")}
_TEXT = '<w:t xml:space="preserve">'
_MEANT = "\t\n\a\f"
_BREAKS = re.compile(r"[\t\n\a\f]")
_DRAWING = re.compile(r'(<wp:docPr\b[^>]*?\sid=")[^"]*(")')


def settled(xml: str) -> bytes:
    r"""Rendered XML as UTF-8, holding nothing that XML cannot.

    A value's tabs (``\t``), line breaks (``\n``), paragraphs (``\a``) and page breaks (``\f``)
    become what Word writes for them.
    """
    try:
        data = xml.encode()
        unknown = "\ufffe" in xml or "\uffff" in xml
    except UnicodeEncodeError:  # half of a surrogate pair
        data, unknown = b"", True
    if not unknown and len(data.translate(None, _CONTROLS)) == len(data):
        return data
    if unknown or len(data.translate(None, _UNKNOWN)) != len(data):
        xml = _ILLEGAL.sub("\ufffd", re.sub("\r\n?|\v", "\n", xml))
    return _spread(xml).encode()


def _spread(xml: str) -> str:
    out: list[str] = []
    done = 0
    for at in _breaks(xml):
        if at < done:
            continue
        opening = xml.rfind("<", 0, at)
        end = xml.find("</w:t>", at)
        if xml.startswith(("<w:t>", "<w:t "), opening) and xml.find("<", at) == end:
            run, paragraph = (_properties(xml, name, opening) for name in "rp")
            out += (xml[done:opening], _broken(xml[opening:end], paragraph, run))
            done = end
    return "".join((*out, xml[done:]))


def _breaks(xml: str) -> Iterator[int]:
    """Where the characters stand that are not plain text, in order."""
    places = [xml.find(character) for character in _MEANT]
    while any(place >= 0 for place in places):
        at = min(place for place in places if place >= 0)
        yield at
        which = places.index(at)
        places[which] = xml.find(_MEANT[which], at + 1)


def _properties(xml: str, name: str, before: int) -> str:
    """The properties of the run or paragraph (``name``) that is open at ``before``."""
    start = max(xml.rfind(f"<w:{name}>", 0, before), xml.rfind(f"<w:{name} ", 0, before), 0)
    found = _PROPERTIES[name].search(xml, start, before)
    return found[0] if found else ""


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
    widths: list[float] = [_width(column) for column in grid.children if isinstance(column, Node)]
    missing = max(map(len, cells), default=0) - len(widths)
    if missing > 0 and widths and sum(widths) > 0:
        mean = sum(widths) / (len(widths) + missing)
        share = mean / (sum(widths) / len(widths))
        widths = [float(int(width * share)) for width in widths] + [float(int(mean))] * missing
    surplus = len(widths) - max((sum(map(cell_span, row)) for row in cells), default=0)
    if surplus > 0:
        kept = widths[:-surplus]
        extra = int(sum(widths[-surplus:]) / len(kept)) if kept else 0
        widths = [float(int(width + extra)) for width in kept]
    grid.children = []
    for width in widths:
        grid.append(Node("w:gridCol", f'<w:gridCol w:w="{width:g}"/>'))


def _width(column: Node) -> float:
    found = re.search(r'\sw:w="([\d.]+)"', column.opening)
    return float(found[1]) if found else 0.0

"""Small OFD files (GB/T 33190) made by hand: text and lines at places, in millimetres."""

from __future__ import annotations

from collections.abc import Sequence

from readings import zipped

NS = 'xmlns:ofd="http://www.ofdspec.org/2016"'
SIZE = 5.6  # millimetres: 三号 is 16 pt
LEFT, RIGHT = 28.0, 184.8  # 28 characters


def text(
    x: float,
    y: float,
    words: str,
    more: str = "",
    *,
    size: float = SIZE,
    step: float = SIZE,
    widths: Sequence[float] = (),
) -> str:
    """A line of text whose base line stands at y; ``widths`` are those of its characters."""
    spaces = f'DeltaX="g {len(words) - 1} {step}"' if len(words) > 1 else ""
    length = step * len(words)
    if widths:
        spaces = f'DeltaX="{" ".join(f"{width:g}" for width in widths[:-1])}"'
        length = sum(widths)
    return (
        f'<ofd:TextObject ID="9" Boundary="{x} {y - size} {length} {size * 1.2}" '
        f'Font="1" Size="{size}" {more}><ofd:TextCode X="0" Y="{size}" {spaces}>'
        f"{words}</ofd:TextCode></ofd:TextObject>"
    )


def stroke(x0: float, y0: float, x1: float, y1: float) -> str:
    return (
        f'<ofd:PathObject ID="8" Boundary="0 0 210 297" LineWidth="0.2"><ofd:AbbreviatedData>'
        f"M {x0} {y0} L {x1} {y1}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def content(objects: str, before: str = "") -> str:
    return (
        f"<ofd:Page {NS}>{before}<ofd:Content><ofd:Layer ID='2'>{objects}</ofd:Layer>"
        "</ofd:Content></ofd:Page>"
    )


def made(
    pages: Sequence[str],
    common: str = "",
    after: str = "",
    parts: dict[str, bytes | str] | None = None,
) -> bytes:
    """An OFD file of these pages' objects; what begins with ``<ofd:Page `` is a page already."""
    listed = "".join(
        f'<ofd:Page ID="{at}" BaseLoc="Pages/Page_{at}/Content.xml"/>' for at in range(len(pages))
    )
    document = (
        f'<?xml version="1.0" encoding="UTF-8"?><ofd:Document {NS}><ofd:CommonData><ofd:PageArea>'
        f"<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>{common}</ofd:CommonData>"
        f"<ofd:Pages>{listed}</ofd:Pages>{after}</ofd:Document>"
    )
    entry = (
        f"<ofd:OFD {NS} DocType='OFD'><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>"
        "</ofd:DocBody></ofd:OFD>"
    )
    own: dict[str, bytes | str] = {"OFD.xml": entry, "Doc_0/Document.xml": document}
    for at, page in enumerate(pages):
        whole = page if page.startswith(("<ofd:Page ", "<broken")) else content(page)
        own[f"Doc_0/Pages/Page_{at}/Content.xml"] = whole
    return zipped(own | (parts or {}))

"""Small PDF files made by hand, without a PDF library and without fonts in them.

The Chinese font is the standard one that is never embedded (STSong-Light, codes UniGB-UCS2):
every Chinese character is one em wide, Latin ones half an em.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import cos, radians, sin

A4 = (595.0, 842.0)
LANDSCAPE = (842.0, 595.0)


@dataclass
class Page:
    """One page; coordinates are points from the upper left corner, ``y`` that of the baseline."""

    size: tuple[float, float] = A4
    rotate: int = 0
    media: tuple[float, float, float, float] | None = None
    operators: list[str] = field(default_factory=list)
    picture: tuple[int, int, bytes] | None = None  # width, height, RGB
    note: str = ""  # free text lying over the page

    def text(
        self, x: float, y: float, text: str, size: float = 16.0, angle: float = 0.0, mode: int = 0
    ) -> Page:
        codes = text.encode("utf-16-be").hex()
        a, b = cos(radians(angle)), sin(radians(angle))
        self.operators.append(
            f"BT {mode} Tr /F {size:g} Tf {a:.4f} {b:.4f} {-b:.4f} {a:.4f} {x:g} "
            f"{self.size[1] - y:g} Tm <{codes}> Tj ET"
        )
        return self

    def lines(
        self, texts: Iterable[str], x: float = 80.0, y: float = 120.0, pitch: float = 28.0
    ) -> Page:
        """Lines one below the other; “　　” at the front becomes a first-line indent."""
        for at, text in enumerate(texts):
            indent = len(text) - len(text.lstrip("　"))
            self.text(x + 16 * indent, y + at * pitch, text.lstrip("　"))
        return self

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> Page:
        top = self.size[1]
        self.operators.append(f"0.5 w {x0:g} {top - y0:g} m {x1:g} {top - y1:g} l S")
        return self

    def box(self, x: float, y: float, width: float, height: float, paint: str = "S") -> Page:
        self.operators.append(
            f"{x:g} {self.size[1] - y - height:g} {width:g} {height:g} re {paint}"
        )
        return self

    def table(
        self,
        columns: Sequence[float],
        rows: Sequence[float],
        cells: Iterable[tuple[int, int, str]],
        *,
        open_below: Iterable[tuple[int, int]] = (),
        size: float = 12.0,
    ) -> Page:
        r"""Rulings at the x of ``columns`` and the y of ``rows``, and text lines in the cells.

        ``cells`` are (column, row, text with ``\n`` between lines); ``open_below`` the cells
        (column, row) without a ruling to the cell under them.
        """
        missing = set(open_below)
        for x in columns:
            self.rule(x, rows[0], x, rows[-1])
        for at, y in enumerate(rows):
            for column, (left, right) in enumerate(pairwise(columns)):
                if (column, at - 1) not in missing:
                    self.rule(left, y, right, y)
        for column, row, text in cells:
            for at, line in enumerate(text.split("\n")):
                self.text(columns[column] + 5, rows[row] + 14 + at * 16, line, size)
        return self

    def fill_with_picture(self, width: int, height: int, pixels: bytes, share: float = 1.0) -> Page:
        """A picture over the page, or over ``share`` of its height from the foot."""
        self.picture = (width, height, pixels)
        self.operators.append(f"q {self.size[0]:g} 0 0 {self.size[1] * share:g} 0 0 cm /I Do Q")
        return self


_FONT = (
    b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H"
    b"/DescendantFonts[<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light"
    b"/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 5>>/DW 1000"
    b"/W[1 95 500 814 939 500]/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light"
    b"/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880"
    b"/StemV 93>>>>]>>"
)


def pdf(*pages: Page) -> bytes:
    """The pages as a PDF file."""
    objects: list[bytes] = [b"<</Type/Catalog/Pages 2 0 R>>", b"", _FONT]
    kids: list[str] = []
    for page in pages:
        content = zlib.compress("\n".join(page.operators).encode("ascii"))
        resources = "/Font<</F 3 0 R>>"
        if page.picture is not None:
            width, height, pixels = page.picture
            objects.append(
                _stream(
                    f"/Type/XObject/Subtype/Image/Width {width}/Height {height}"
                    "/ColorSpace/DeviceRGB/BitsPerComponent 8",
                    zlib.compress(pixels),
                )
            )
            resources += f"/XObject<</I {len(objects)} 0 R>>"
        objects.append(_stream("", content))
        box = " ".join(f"{edge:g}" for edge in page.media or (0.0, 0.0, *page.size))
        note = f"/Annots[{_note(page.note)}]" if page.note else ""
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[{box}]/Rotate {page.rotate}"
            f"/Resources<<{resources}>>/Contents {len(objects)} 0 R{note}>>".encode("ascii")
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(kids)}]>>".encode("ascii")
    return _file(objects)


def _note(text: str) -> str:
    codes = "FEFF" + text.encode("utf-16-be").hex()
    return f"<</Type/Annot/Subtype/FreeText/Rect[100 100 300 120]/Contents<{codes}>>>"


def _stream(entries: str, data: bytes) -> bytes:
    head = f"<<{entries}/Filter/FlateDecode/Length {len(data)}>>stream\n".encode("ascii")
    return head + data + b"\nendstream"


def _file(objects: Sequence[bytes]) -> bytes:
    data = bytearray(b"%PDF-1.7\n")
    places: list[int] = []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n".encode("ascii") + content + b"\nendobj\n"
    start = len(data)
    data += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode("ascii")
    for place in places:
        data += f"{place:010d} 00000 n \n".encode("ascii")
    data += f"trailer\n<</Size {len(objects) + 1}/Root 1 0 R>>\n".encode("ascii")
    return bytes(data + f"startxref\n{start}\n%%EOF\n".encode("ascii"))

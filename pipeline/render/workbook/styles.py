"""单元格格式: what filling must know of a template's formats, and the few it adds."""

from __future__ import annotations

import copy
from dataclasses import dataclass

from lxml import etree

from pipeline.render.workbook.package import MAIN, parse_xml, xml_bytes


@dataclass(frozen=True, slots=True)
class Format:
    """A cell format as far as it matters here."""

    font_size: float
    wraps: bool
    locked: bool


class Styles:
    """The formats of one workbook; ``variant`` adds those that differ in a single switch."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._root = parse_xml(data)
        sizes = [_font_size(font) for font in self._root.iterfind(f"{MAIN}fonts/{MAIN}font")]
        found = self._root.find(f"{MAIN}cellXfs")
        self._xfs = etree.SubElement(self._root, f"{MAIN}cellXfs") if found is None else found
        self.formats = [_format(xf, sizes) for xf in self._xfs]
        self._variants: dict[tuple[int, bool, bool], int] = {}

    def fresh(self) -> Styles:
        """The same formats with nothing added yet."""
        return Styles(self._data)

    def variant(self, style: int, *, quoted: bool = False, unlocked: bool = False) -> int:
        """A format like ``style`` that keeps text from becoming a formula, or can be typed in."""
        key = (style, quoted, unlocked)
        if key not in self._variants:
            xf = copy.deepcopy(self._xfs[style])
            if quoted:
                xf.set("quotePrefix", "1")
            if unlocked:
                xf.set("applyProtection", "1")
                protection = xf.find(f"{MAIN}protection")
                if protection is None:
                    protection = etree.Element(f"{MAIN}protection")
                    alignment = xf.find(f"{MAIN}alignment")
                    xf.insert(0 if alignment is None else 1, protection)
                protection.set("locked", "0")
            self._xfs.append(xf)
            self._xfs.set("count", str(len(self._xfs)))
            self._variants[key] = len(self._xfs) - 1
        return self._variants[key]

    def data(self) -> bytes:
        return xml_bytes(self._root) if self._variants else self._data


def _font_size(font: etree._Element) -> float:
    size = font.find(f"{MAIN}sz")
    return 11.0 if size is None else float(size.get("val", "11"))


def _format(xf: etree._Element, sizes: list[float]) -> Format:
    alignment, protection = xf.find(f"{MAIN}alignment"), xf.find(f"{MAIN}protection")
    font = int(xf.get("fontId", "0"))
    return Format(
        font_size=sizes[font] if font < len(sizes) else 11.0,
        wraps=alignment is not None and alignment.get("wrapText") in {"1", "true"},
        locked=protection is None or protection.get("locked", "1") in {"1", "true"},
    )

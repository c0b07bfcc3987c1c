"""Names in WordprocessingML: the elements and attributes the docx reader looks at."""

from __future__ import annotations

from typing import Final

from lxml import etree

Element = etree._Element

W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MC: Final = "http://schemas.openxmlformats.org/markup-compatibility/2006"
M: Final = "http://schemas.openxmlformats.org/officeDocument/2006/math"
A: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
C: Final = "http://schemas.openxmlformats.org/drawingml/2006/chart"
DGM: Final = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
WP: Final = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
V: Final = "urn:schemas-microsoft-com:vml"
O: Final = "urn:schemas-microsoft-com:office:office"  # noqa: E741 - its usual prefix

# ISO 29500 Strict uses other namespaces for the same names; they are read as these.
STRICT: Final = tuple(
    (strict.encode(), transitional.encode())
    for strict, transitional in (
        ("http://purl.oclc.org/ooxml/wordprocessingml/main", W),
        ("http://purl.oclc.org/ooxml/officeDocument/math", M),
        ("http://purl.oclc.org/ooxml/drawingml/main", A),
        ("http://purl.oclc.org/ooxml/drawingml/chart", C),
        ("http://purl.oclc.org/ooxml/drawingml/diagram", DGM),
        ("http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing", WP),
        ("http://purl.oclc.org/ooxml/officeDocument/relationships", R),
    )
)


def w(name: str) -> str:
    """The full name of a WordprocessingML element or attribute."""
    return f"{{{W}}}{name}"


P, PPR, R_, RPR, T = w("p"), w("pPr"), w("r"), w("rPr"), w("t")
TBL, TR, TRPR, TC, TCPR = w("tbl"), w("tr"), w("trPr"), w("tc"), w("tcPr")
PSTYLE, NUMPR, NUMID, ILVL, SECTPR = (
    w("pStyle"),
    w("numPr"),
    w("numId"),
    w("ilvl"),
    w("sectPr"),
)
INS, DEL, MOVE_FROM, MOVE_TO = w("ins"), w("del"), w("moveFrom"), w("moveTo")
VANISH, RFONTS, RSTYLE = w("vanish"), w("rFonts"), w("rStyle")
SDT = w("sdt")
DRAWING, PICT, OBJECT, TXBX = w("drawing"), w("pict"), w("object"), w("txbxContent")
FLD_CHAR, INSTR, FLD_SIMPLE = w("fldChar"), w("instrText"), w("fldSimple")
VAL, ID, TYPE = w("val"), w("id"), w("type")

ALTERNATE, CHOICE, FALLBACK = (
    f"{{{MC}}}AlternateContent",
    f"{{{MC}}}Choice",
    f"{{{MC}}}Fallback",
)
OMATH, M_T = f"{{{M}}}oMath", f"{{{M}}}t"
A_P, A_T, A_BLIP = f"{{{A}}}p", f"{{{A}}}t", f"{{{A}}}blip"
R_ID = f"{{{R}}}id"
XML_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"

_OFF: Final = frozenset({"0", "false", "off", "none"})


def is_on(element: Element) -> bool:
    """Whether a switch such as ``<w:vanish/>`` is on: without a value it is."""
    return element.get(VAL, "1") not in _OFF


def integer(text: str | None) -> int | None:
    """The number an attribute holds; None where it is missing or no number of sane size."""
    if text is None:
        return None
    try:
        number = int(text)
    except ValueError:
        return None
    return number if -(1 << 31) <= number < 1 << 31 else None

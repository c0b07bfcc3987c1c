"""模板的开关: what an office sets once for all its letters is set in the template's styles.

The face of digits, and the places of 署名 and 成文日期 with and without a seal (GB/T 9704—2012,
7.3.5.1 and 7.3.5.2). Signer and date are the same in every letter of a run, so their places are
too: the template is changed before it is compiled, and a letter costs nothing more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from parsers.errors import TemplateError

SIGNER, DATE = "署名", "成文日期"
"""The names of the styles whose places the switch for the seal sets."""

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_CHARACTERS = 28  # to a line
_FONTS = re.compile(r"<w:rFonts\b[^>]*?/>")
_FANG = re.compile(r'\sw:eastAsia="(?P<face>[^"]*(?:仿宋|FangSong)[^"]*)"', re.IGNORECASE)
_LATIN = re.compile(r'\sw:(?:ascii|hAnsi|cs)(?:Theme)?="[^"]*"')
_TEXT_PARTS = re.compile(r"word/(?:styles|document|header\d*|footer\d*)\.xml")
# What stands before w:spacing, w:ind and w:jc in w:pPr (ECMA-376, 17.3.1.26).
_ORDER = (
    "pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr",
    "suppressLineNumbers", "pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap",
    "overflowPunct", "topLinePunct", "autoSpaceDE", "autoSpaceDN", "bidi", "adjustRightInd",
    "snapToGrid", "spacing", "ind", "contextualSpacing", "mirrorIndents", "suppressOverlap", "jc",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Signature:
    """署名 and 成文日期 as they will stand, in characters of their width, and if sealed."""

    signer: float
    date: float
    seal: bool

    def places(self) -> tuple[float, float]:
        """Where each begins, in characters from the left of a line of 28.

        With a seal the date ends four characters from the right and the signer's name stands
        centred over it; a name too wide for that pushes both to the left. Without one the name
        ends two characters from the right and the date begins two behind it; a date longer
        than the name takes the two characters instead, and the name moves to the left.
        """
        if self.seal:
            middle = min(_CHARACTERS - 4 - self.date / 2, _CHARACTERS - self.signer / 2)
            places = (middle - self.signer / 2, middle - self.date / 2)
        elif self.date > self.signer:
            places = (_CHARACTERS - 4 - self.date, _CHARACTERS - 2 - self.date)
        else:
            places = (_CHARACTERS - 2 - self.signer, _CHARACTERS - self.signer)
        return max(0.0, places[0]), max(0.0, places[1])


def with_digits(parts: Mapping[str, bytes], face: str | None) -> tuple[dict[str, bytes], bool]:
    """The parts with digits and Latin letters of 仿宋 in ``face``; None: in 仿宋 itself.

    Page numbers and titles have other faces and keep them. Also says whether there was any.
    """
    changed, found = dict(parts), False

    def latin(fonts: re.Match[str]) -> str:
        nonlocal found
        fang = _FANG.search(fonts[0])
        if fang is None:
            return fonts[0]
        found = True
        name = face or fang["face"]
        faces = "".join(f' w:{script}="{name}"' for script in ("ascii", "hAnsi", "cs"))
        return _LATIN.sub("", fonts[0]).replace("<w:rFonts", f"<w:rFonts{faces}", 1)

    for part, data in parts.items():
        if _TEXT_PARTS.fullmatch(part):
            changed[part] = _FONTS.sub(latin, data.decode("utf-8-sig")).encode()
    return changed, found


def with_signature(
    parts: Mapping[str, bytes], signature: Signature
) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """The parts with the styles 署名 and 成文日期 placed; also those styles that are missing."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        styles = etree.fromstring(parts.get("word/styles.xml", b"<none/>"), parser)
        document = etree.fromstring(parts["word/document.xml"], parser)
    except etree.XMLSyntaxError as error:
        raise TemplateError("模板的样式或正文已损坏，请用 Word 或 WPS 打开后另存再试。") from error
    character = _text_width(document) / _CHARACTERS
    missing = []
    lines = 2 if signature.seal else 1  # from the text above, the blank line included
    for name, place, before in zip((SIGNER, DATE), signature.places(), (lines, None), strict=True):
        style = next(_named(styles, name), None)
        if style is None:
            missing.append(name)
            continue
        paragraph = _paragraph_of(style)
        _set(paragraph, "ind", left=str(round(place * character)), right="0", firstLine="0")
        _set(paragraph, "jc", val="left")
        _lift(paragraph, before)
    if len(missing) == 2:
        return dict(parts), tuple(missing)
    return {**parts, "word/styles.xml": etree.tostring(styles, encoding="UTF-8")}, tuple(missing)


def _named(styles: Any, name: str) -> Iterator[Any]:
    for style in styles.iter(f"{{{_W}}}style"):
        known = style.find(f"{{{_W}}}name")
        if known is not None and known.get(f"{{{_W}}}val") == name:
            yield style


def _paragraph_of(style: Any) -> Any:
    found = style.find(f"{{{_W}}}pPr")
    if found is None:
        run = style.find(f"{{{_W}}}rPr")
        found = style.makeelement(f"{{{_W}}}pPr")
        style.insert(len(style) if run is None else style.index(run), found)
    return found


def _set(paragraph: Any, name: str, **values: str) -> None:
    """The property anew, in its place by the schema."""
    old = paragraph.find(f"{{{_W}}}{name}")
    if old is not None:
        paragraph.remove(old)
    before = {f"{{{_W}}}{known}" for known in _ORDER[: _ORDER.index(name)]}
    at = max((i + 1 for i, child in enumerate(paragraph) if child.tag in before), default=0)
    new = paragraph.makeelement(f"{{{_W}}}{name}")
    for key, value in values.items():
        new.set(f"{{{_W}}}{key}", value)
    paragraph.insert(at, new)


def _lift(paragraph: Any, lines: int | None) -> None:
    """Blank lines above, where the style's line has a height to count in."""
    spacing: Any = paragraph.find(f"{{{_W}}}spacing")
    if lines is None or spacing is None or spacing.get(f"{{{_W}}}lineRule") != "exact":
        return
    spacing.set(f"{{{_W}}}before", str(lines * int(spacing.get(f"{{{_W}}}line", "0"))))


def _text_width(document: Any) -> int:
    """Of the last section, in twips; 156 mm where it says nothing of use."""
    sections = list(document.iter(f"{{{_W}}}sectPr"))
    size: Any = sections[-1].find(f"{{{_W}}}pgSz") if sections else None
    margins: Any = sections[-1].find(f"{{{_W}}}pgMar") if sections else None
    try:
        sides = [int(margins.get(f"{{{_W}}}{side}")) for side in ("left", "right")]
        return int(size.get(f"{{{_W}}}w")) - sum(sides)
    except (AttributeError, TypeError, ValueError):
        return 8844

"""样式: what a paragraph and its characters look like after defaults, styles and themes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipeline.format_check.document import Border, Layout, Look

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_LONGEST = 100_000  # twips; longer is damage, as is what is no number (nan)
_DEEPEST = 30  # styles based on one another

Properties = dict[str, Any]
"""Attributes by element; of those that hold others (pBdr), elements by name."""

_OFF = {"0", "false", "off"}
_ALIGN = {"start": "left", "end": "right", "distribute": "both", "": "left"}
_SCRIPTS = ("ascii", "hAnsi", "eastAsia", "cs")


def val(element: Any, default: str = "") -> str:
    return default if element is None else str(element.get(f"{W}val", default))


def properties(element: Any) -> Properties:
    """The settings of a w:pPr or w:rPr as written."""
    found: Properties = {}
    for child in element if element is not None else ():
        if not isinstance(child.tag, str) or not child.tag.startswith(W):
            continue
        name = child.tag.removeprefix(W)
        inside = [inner for inner in child if isinstance(inner.tag, str)]
        if name == "pBdr":
            found[name] = {side.tag.removeprefix(W): dict(side.attrib) for side in inside}
        elif name == "numPr":
            found[name] = {inner.tag.removeprefix(W): val(inner) for inner in inside}
        else:
            found[name] = {key.removeprefix(W): value for key, value in child.attrib.items()}
    return found


def over(below: Properties, above: Properties) -> Properties:
    """``above`` laid over ``below``: attribute by attribute where these add up."""
    laid = {**below, **above}
    for name in ("spacing", "ind", "pBdr"):
        if name in below and name in above:
            laid[name] = {**below[name], **above[name]}
    if "rFonts" in below and "rFonts" in above:
        fonts = dict(below["rFonts"])
        for script in _SCRIPTS:  # a named font takes the place of an inherited theme's
            if script in above["rFonts"]:
                fonts.pop(_theme_key(script), None)
        laid["rFonts"] = {**fonts, **above["rFonts"]}
    return laid


def _theme_key(script: str) -> str:
    return "cstheme" if script == "cs" else f"{script}Theme"


class Styles:
    """The styles of a docx; missing parts count as empty."""

    def __init__(self, styles: Any, theme: Any) -> None:
        self._by_id = {s.get(f"{W}styleId"): s for s in _children(styles, "style")}
        default = next(
            (s for s in self._by_id.values() if s.get(f"{W}type") == "paragraph"
             and s.get(f"{W}default") in {"1", "true", "on"}),
            None,
        )  # fmt: skip
        self._default = None if default is None else default.get(f"{W}styleId")
        defaults = next(iter(_children(styles, "docDefaults")), None)
        self._run = _default_of(defaults, "rPrDefault", "rPr")
        self._paragraph = _default_of(defaults, "pPrDefault", "pPr")
        self._theme = _theme_fonts(theme)
        self._made: dict[tuple[str, str], Properties] = {}

    def paragraph(self, direct: Properties) -> Properties:
        """A paragraph's properties with all that is below them."""
        style = direct.get("pStyle", {}).get("val") or self._default
        return over(over(self._paragraph, self._of(style, "pPr")), direct)

    def run(self, paragraph: Properties, direct: Properties) -> Properties:
        """A run's properties in that paragraph (its direct properties are given)."""
        style = paragraph.get("pStyle", {}).get("val") or self._default
        below = over(self._run, self._of(style, "rPr"))
        own = direct.get("rStyle", {}).get("val")
        return over(over(below, self._of(own, "rPr") if own else {}), direct)

    def look(self, found: Properties) -> Look:
        fonts = found.get("rFonts", {})
        colour = found.get("color", {}).get("val", "auto")
        return Look(
            face=self._font(fonts, "eastAsia"),
            latin=self._font(fonts, "ascii"),
            size=max(1.0, length_of(found.get("sz", {}).get("val"), 20)) / 2,
            colour=None if colour in ("auto", "") else colour.upper(),
            bold=is_on(found, "b"),
            spacing=round(length_of(found.get("spacing", {}).get("val"), 0)),
        )

    def table_borders(self, style: str, depth: int = 0) -> dict[str, Border | None]:
        """The lines a table has from its style."""
        element = self._by_id.get(style)
        if element is None or depth > _DEEPEST:
            return {}
        below = self.table_borders(val(element.find(f"{W}basedOn")), depth + 1)
        return {**below, **borders(element.find(f"{W}tblPr/{W}tblBorders"))}

    @property
    def normal_size(self) -> float:
        return self.look(self.run({}, {})).size

    def _font(self, fonts: Mapping[str, str], script: str) -> str | None:
        theme = fonts.get(_theme_key(script))
        return (self._theme.get(theme) if theme else None) or fonts.get(script)

    def _of(self, style: str | None, kind: str, depth: int = 0) -> Properties:
        element = self._by_id.get(style)
        if style is None or element is None or depth > _DEEPEST:
            return {}
        if (style, kind) not in self._made:
            base = val(element.find(f"{W}basedOn")) or None
            below = self._of(base, kind, depth + 1)
            self._made[style, kind] = over(below, properties(element.find(f"{W}{kind}")))
        return self._made[style, kind]


def is_on(found: Properties, name: str, default: bool = False) -> bool:
    """A switch of a paragraph or run; there without a value means on."""
    if name not in found:
        return default
    return str(found[name].get("val", "1")).lower() not in _OFF


def layout(found: Properties, size: float) -> Layout:
    """A paragraph's layout; ``size`` (pt) is what indents in characters are counted in."""
    spacing, indent = found.get("spacing", {}), found.get("ind", {})
    line = round(length_of(spacing.get("line"), 240))
    lines, framed = found.get("pBdr", {}), found.get("framePr", {})
    align = found.get("jc", {}).get("val", "")
    return Layout(
        line=line,
        rule=spacing.get("lineRule", "auto"),
        before=_lines(spacing, "before"),
        after=_lines(spacing, "after"),
        left=_indent(indent, ("left", "start"), size),
        right=_indent(indent, ("right", "end"), size),
        first=_indent(indent, ("firstLine",), size) - _indent(indent, ("hanging",), size),
        align=_ALIGN.get(align, align),
        on_grid=is_on(found, "snapToGrid", default=True),
        top=border(lines.get("top")),
        bottom=border(lines.get("bottom")),
        page_break_before=is_on(found, "pageBreakBefore"),
        frame=framed.get("xAlign"),
        at_foot=(framed.get("vAnchor"), framed.get("yAlign")) == ("margin", "bottom"),
    )


def border(attributes: Mapping[str, str] | None) -> Border | None:
    """A drawn line; None for none. Attributes may bear their namespace."""
    if attributes is None:
        return None
    plain = {key.removeprefix(W): value for key, value in attributes.items()}
    if plain.get("val", "none") in {"none", "nil"}:
        return None
    colour = plain.get("color", "auto")
    return Border(
        round(length_of(plain.get("sz"), 4)),
        None if colour == "auto" else colour.upper(),
        length_of(plain.get("space"), 0),
    )


def borders(element: Any) -> dict[str, Border | None]:
    """The lines of a w:tblBorders or w:tcBorders, by side."""
    names = {"start": "left", "end": "right"}
    return {
        names.get(side, side): border(dict(child.attrib))
        for child in (element if element is not None else ())
        if isinstance(child.tag, str)
        for side in (child.tag.removeprefix(W),)
    }


def _lines(spacing: Mapping[str, str], side: str) -> int:
    """Space in twips; where only its number of lines is given, lines of 15.6 pt (Word's own)."""
    written = length_of(spacing.get(side), 0)
    return round(written or length_of(spacing.get(f"{side}Lines"), 0) * 3.12)


def _indent(indent: Mapping[str, str], names: tuple[str, ...], size: float) -> float:
    for name in names:
        characters = length_of(indent.get(f"{name}Chars"), 0)
        if characters:
            return characters / 100 * size * 20
    return next((length_of(indent[name], 0) for name in names if name in indent), 0.0)


def length_of(text: str | None, default: float) -> float:
    """A length as written; ``default`` where it is none, or none a page could have."""
    try:
        found = default if text is None else float(text.removesuffix("pt"))
    except ValueError:
        return default
    return found if abs(found) < _LONGEST else default


def _children(parent: Any, name: str) -> list[Any]:
    return [] if parent is None else parent.findall(f"{W}{name}")


def _default_of(defaults: Any, outer: str, inner: str) -> Properties:
    return {} if defaults is None else properties(defaults.find(f"{W}{outer}/{W}{inner}"))


def _theme_fonts(theme: Any) -> dict[str, str]:
    """The fonts of a theme by what w:rFonts calls them (minorEastAsia …)."""
    found: dict[str, str] = {}
    if theme is None:
        return found
    for kind in ("major", "minor"):
        fonts = theme.find(f".//{_A}{kind}Font")
        if fonts is None:
            continue
        latin, asian = fonts.find(f"{_A}latin"), fonts.find(f"{_A}ea")
        chinese = next((f for f in fonts.findall(f"{_A}font") if f.get("script") == "Hans"), None)
        named = "" if asian is None else asian.get("typeface", "")
        if not named and chinese is not None:
            named = chinese.get("typeface", "")
        found[f"{kind}EastAsia"] = named
        if latin is not None:
            found |= dict.fromkeys((f"{kind}HAnsi", f"{kind}Ascii"), latin.get("typeface", ""))
    return {name: font for name, font in found.items() if font}

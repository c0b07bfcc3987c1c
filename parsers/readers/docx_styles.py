"""样式：what a style says of a paragraph's numbering and of hidden text (ECMA-376 17.7)."""

from __future__ import annotations

from dataclasses import dataclass, field

from parsers.readers.docx_names import (
    ILVL,
    NUMID,
    NUMPR,
    PPR,
    RPR,
    TYPE,
    VAL,
    VANISH,
    Element,
    integer,
    is_on,
    w,
)

_STYLE, _BASED_ON, _DEFAULTS = w("style"), w("basedOn"), w("docDefaults")
_STYLE_ID, _DEFAULT = w("styleId"), w("default")
_MOST_STEPS = 64  # of basedOn; a circle ends here


@dataclass(frozen=True, slots=True)
class NumberingProperties:
    """``numPr``: which list and which level, each possibly not said; ``num`` 0 is no list."""

    num: int | None = None
    level: int | None = None

    def over(self, base: NumberingProperties) -> NumberingProperties:
        """These properties, and the base's where these say nothing."""
        if self.num is None and self.level is None:
            return base
        return NumberingProperties(
            base.num if self.num is None else self.num,
            base.level if self.level is None else self.level,
        )


@dataclass(frozen=True, slots=True)
class Style:
    based_on: str | None = None
    numbering: NumberingProperties = NumberingProperties()
    hidden: bool | None = None


@dataclass(slots=True)
class Styles:
    """The styles of a document by id; ``paragraph`` is the one used where none is named."""

    styles: dict[str, Style] = field(default_factory=dict)
    paragraph: str | None = None
    hidden: bool = False  # by the document's defaults

    def chain(self, style: str | None) -> list[str]:
        """The style and those it is based on, nearest first."""
        out: list[str] = []
        while style is not None and style in self.styles and len(out) < _MOST_STEPS:
            out.append(style)
            style = self.styles[style].based_on
        return out

    def numbering(self, style: str | None) -> NumberingProperties:
        """List and level of a style, each inherited on its own (17.3.1.19)."""
        found = NumberingProperties()
        for step in self.chain(style):
            found = found.over(self.styles[step].numbering)
        return found

    def hides(self, style: str | None) -> bool:
        """Whether a style by itself makes text hidden."""
        for step in self.chain(style):
            hidden = self.styles[step].hidden
            if hidden is not None:
                return hidden
        return False

    def text_is_hidden(self, paragraph: str | None, character: str | None) -> bool:
        """Hidden is a toggle: it is on where an odd number of styles ask for it (17.7.3)."""
        return self.hidden or self.hides(paragraph) != self.hides(character)


def read_styles(root: Element) -> Styles:
    """The styles of ``styles.xml``."""
    styles = Styles()
    for element in root.iterchildren(_STYLE, _DEFAULTS):
        if element.tag == _DEFAULTS:
            styles.hidden = any(map(is_on, element.iter(VANISH)))
            continue
        identity = element.get(_STYLE_ID)
        if identity is None:
            continue
        base, numbering, hidden = None, NumberingProperties(), None
        for child in element:
            if child.tag == _BASED_ON:
                base = child.get(VAL)
            elif child.tag == PPR:
                numbering = numbering_properties(child)
            elif child.tag == RPR:
                for switch in child.iterchildren(VANISH):
                    hidden = is_on(switch)
        styles.styles[identity] = Style(base, numbering, hidden)
        if element.get(TYPE) == "paragraph" and element.get(_DEFAULT) in ("1", "true", "on"):
            styles.paragraph = identity
    return styles


def numbering_properties(ppr: Element) -> NumberingProperties:
    """The ``numPr`` of a pPr; where it stands there twice, as in some WPS files, the last."""
    found = NumberingProperties()
    for numpr in ppr.iterchildren(NUMPR):
        found = list_and_level(numpr).over(found)
    return found


def list_and_level(numpr: Element) -> NumberingProperties:
    """What one ``numPr`` says."""
    num = level = None
    for child in numpr:
        if child.tag == NUMID:
            num = integer(child.get(VAL))
        elif child.tag == ILVL:
            level = integer(child.get(VAL))
    return NumberingProperties(num, level)

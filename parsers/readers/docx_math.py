"""公式：an equation written on one line, (a+b)/2 or x^2, so that none of its signs is lost."""

from __future__ import annotations

from typing import Final

from parsers.readers.docx_names import M_T, Element, M


def _m(name: str) -> str:
    return f"{{{M}}}{name}"


_BASE, _SUB, _SUP, _DEGREE, _VAL = _m("e"), _m("sub"), _m("sup"), _m("deg"), _m("val")
_NUMERATOR, _DENOMINATOR = _m("num"), _m("den")
_PROPERTIES: Final = frozenset(
    {_m(f"{name}Pr") for name in ("d", "nary", "f", "rad", "sSup", "sSub", "sSubSup", "r", "ctrl")}
    | {_m("argPr"), _m("oMathParaPr"), _m("accPr"), _m("mPr"), _m("funcPr"), _m("limLowPr")}
)


def linear(element: Element) -> str:
    """The text of an equation, its fractions, powers and roots shown by signs."""
    make = _SHAPES.get(element.tag)
    if make is not None:
        return make(element)
    if element.tag == M_T:
        return element.text or ""
    if element.tag in _PROPERTIES:
        return ""
    return "".join(map(linear, element))


def _part(element: Element, tag: str) -> str:
    return "".join(linear(child) for child in element.iterchildren(tag))


def _closed(text: str) -> str:
    return text if len(text) < 2 or text.isalnum() else f"({text})"


def _fraction(element: Element) -> str:
    above, below = _part(element, _NUMERATOR), _part(element, _DENOMINATOR)
    if _property(element, "type", "bar") == "noBar":  # n over k: no division
        return f"{above}¦{below}"
    return f"{_closed(above)}/{_closed(below)}"


def _scripts(element: Element) -> str:
    out = _part(element, _BASE)
    if sub := _part(element, _SUB):
        out += f"_{_closed(sub)}"
    if sup := _part(element, _SUP):
        out += f"^{_closed(sup)}"
    return out


def _root(element: Element) -> str:
    return f"{_part(element, _DEGREE)}√{_closed(_part(element, _BASE))}"


def _property(element: Element, name: str, usual: str) -> str:
    for properties in element.iterchildren(*_PROPERTIES):
        for found in properties.iterchildren(_m(name)):
            return found.get(_VAL, "")
    return usual


def _delimited(element: Element) -> str:
    begin, end = _property(element, "begChr", "("), _property(element, "endChr", ")")
    between = _property(element, "sepChr", "|")
    return begin + between.join(map(linear, element.iterchildren(_BASE))) + end


def _large_operator(element: Element) -> str:
    sign = _property(element, "chr", "∫")
    sub, sup = _part(element, _SUB), _part(element, _SUP)
    bounds = (f"_{_closed(sub)}" if sub else "") + (f"^{_closed(sup)}" if sup else "")
    return f"{sign}{bounds}{_part(element, _BASE)}"


_SHAPES: Final = {
    _m("f"): _fraction,
    _m("sSup"): _scripts,
    _m("sSub"): _scripts,
    _m("sSubSup"): _scripts,
    _m("rad"): _root,
    _m("d"): _delimited,
    _m("nary"): _large_operator,
}

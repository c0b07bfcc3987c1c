"""域：what Word shows for a field that keeps no result (带圈字符, 下拉框, 复选框 …).

Most fields keep their result as text beside their code; these few are drawn from the code.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from parsers.readers import docx_numerals
from parsers.readers.docx_names import VAL, Element, integer, w
from parsers.readers.docx_symbols import ordinary

_FORM, _LIST, _CHECK = w("ffData"), w("ddList"), w("checkBox")
_RESULT, _DEFAULT, _ENTRY, _CHECKED = w("result"), w("default"), w("listEntry"), w("checked")
_OFF: Final = frozenset({"0", "false", "off"})
_LONGEST: Final = 2000  # characters of an EQ code; Word allows fewer
_RINGS: Final = "○〇◯O0ОΟ"
_FRAMES: Final = "□△◇▢"
# A switch of EQ with its own options (\up9, \ad, \hs2), up to the bracket it opens.
_SWITCH: Final = re.compile(
    r"\\(?P<name>[a-z])[a-z]*+(?P<options>(?:\d|\\[a-z]++|\s)*+)\(", re.IGNORECASE
)
_TAIL: Final = re.compile(r"\\\*\s*(?:\"[^\"]*\"|\S+)|\"[^\"]*\"\s*$")


@dataclass(slots=True)
class Field:
    """A field being read: its code so far, and the form data that stand with it."""

    form: Element | None = None
    code: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Fields:
    """The fields that are open at a place: what is read there is code, or is shown."""

    _open: list[Field] = field(default_factory=list)
    _in_code: list[Field] = field(default_factory=list)  # those of _open not yet separated

    def __bool__(self) -> bool:
        return bool(self._open)

    @property
    def hides(self) -> bool:
        """Whether text at this place is code, of whichever field around it."""
        return bool(self._in_code)

    def take(self, text: str) -> None:
        """Add to the code of the innermost field that is still in its code."""
        self._in_code[-1].code.append(text)

    def begin(self, mark: Element) -> None:
        """``mark`` is the fldChar; a form field keeps its data there."""
        opened = Field(next(mark.iterchildren(_FORM), None))
        self._open.append(opened)
        self._in_code.append(opened)

    def separate(self) -> None:
        if self._innermost_in_code():
            self._in_code.pop()

    def end(self) -> Field | None:
        """The innermost field, if it ends without having had a result."""
        without_result = self._innermost_in_code()
        if without_result:
            self._in_code.pop()
        ended = self._open.pop() if self._open else None
        return ended if without_result else None

    def unended(self) -> str:
        """What was taken for code and no field ever ended."""
        return "".join("".join(opened.code) for opened in self._in_code)

    def _innermost_in_code(self) -> bool:
        return bool(self._in_code) and self._in_code[-1] is self._open[-1]


def shown(code: str, form: Element | None) -> str | None:
    """What a field without a result shows; None for one that shows nothing or is not known."""
    name, _, rest = code.strip().partition(" ")
    name = name.upper()
    if name.startswith("EQ"):
        return _equation(code.strip()[2:].strip())
    if name in ("MACROBUTTON", "GOTOBUTTON"):
        return rest.strip().partition(" ")[2].strip() or None
    if name == "SYMBOL":
        return _symbol(rest)
    if form is None:
        return None
    if name == "FORMDROPDOWN":
        return _chosen(form)
    if name == "FORMCHECKBOX":
        return _box(form)
    return None


def _chosen(form: Element) -> str | None:
    for choices in form.iter(_LIST):
        entries = [entry.get(VAL, "") for entry in choices.iterchildren(_ENTRY)]
        at = 0
        for tag in (_RESULT, _DEFAULT):
            for child in choices.iterchildren(tag):
                at = integer(child.get(VAL)) or 0
                return entries[at] if 0 <= at < len(entries) else None
        return entries[at] if entries else None
    return None


def _box(form: Element) -> str | None:
    for box in form.iter(_CHECK):
        for tag in (_CHECKED, _DEFAULT):
            for child in box.iterchildren(tag):
                return "☐" if child.get(VAL, "1") in _OFF else "☒"
        return "☐"
    return None


def _symbol(rest: str) -> str | None:
    code = re.match(r'"?(?P<hex>0x[0-9a-f]{1,5})?(?P<number>\d{1,6})?', rest.strip(), re.IGNORECASE)
    if code is None or not code.group():
        return None
    font = re.search(r'\\f\s+(?:"([^"]*)"|(\S+))', rest)
    value = int(code["hex"], 16) if code["hex"] else int(code["number"] or 0)
    return ordinary(value, (font[1] or font[2]) if font else None)


def _equation(code: str) -> str | None:
    r"""The signs of an EQ field: ``\o\ac(○,1)`` is ①, ``\f(1,2)`` is 1/2."""
    if len(code) > _LONGEST:
        return None
    text, _ = _terms(_TAIL.sub("", code), 0, 0)
    return text[0].strip() or None


def _terms(code: str, at: int, depth: int) -> tuple[list[str], int]:
    """The terms from ``at`` to the closing bracket, and the place behind it."""
    terms, inner = [""], 0
    while at < len(code):
        switch = _SWITCH.match(code, at)
        if switch and depth < 20:
            found, at = _terms(code, switch.end(), depth + 1)
            terms[-1] += _composed(switch["name"].lower(), switch["options"], found)
            continue
        character = code[at]
        at += 1
        if character == "\\" and at < len(code):
            terms[-1] += code[at]
            at += 1
        elif character in ",;，" and depth:
            terms.append("")
        elif character == ")" and depth and inner == 0:
            break
        else:
            inner += {"(": 1, ")": -1}.get(character, 0)
            terms[-1] += character
    return terms, at


def _composed(name: str, options: str, terms: list[str]) -> str:
    match name:
        case "o":
            return _overlaid([term.strip() for term in terms])
        case "f":
            return "/".join(terms)
        case "r":
            return f"{terms[0]}√{terms[1]}" if len(terms) > 1 else f"√{terms[0]}"
        case "b":
            return f"({','.join(terms)})"
        case "s":
            return f"{'_' if 'do' in options else '^'}{''.join(terms)}"
        case "l":
            return ",".join(terms)
        case _:
            return " ".join(terms)


def _overlaid(terms: list[str]) -> str:
    """Signs printed over one another: a ring and a number are one sign, a reading is left out."""
    inner = [term for term in terms if term not in _RINGS and term not in _FRAMES]
    if len(inner) < len(terms) and len(inner) == 1:
        ring = any(term in _RINGS for term in terms)
        number = integer(inner[0]) if inner[0].isascii() else None
        if ring and number is not None:
            circled = docx_numerals.written(number, "decimalEnclosedCircle")
            if circled is not None and not circled.isdecimal():
                return circled
        if ring and (place := "一二三四五六七八九十".find(inner[0])) >= 0 and inner[0]:
            return chr(0x3280 + place)
        return "".join(terms)
    base = [term for term in terms if not term.startswith(("^", "_"))]
    return "".join(base or terms)

"""自动编号：一、（一）1. as Word counts them (ECMA-376 Part 1, 17.9).

``Numbering`` is asked once for every numbered paragraph, in reading order, and counts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from parsers.readers import docx_numerals
from parsers.readers.docx_names import (
    ILVL,
    NUMID,
    PSTYLE,
    RFONTS,
    VAL,
    VANISH,
    Element,
    integer,
    is_on,
    w,
)
from parsers.readers.docx_styles import NumberingProperties, Styles
from parsers.readers.docx_symbols import bullet

LEVELS: Final = 9
_MOST_LINKS: Final = 16  # numStyleLink → style → num → abstractNum; a circle ends here

_ABSTRACT, _NUM, _LVL, _OVERRIDE = w("abstractNum"), w("num"), w("lvl"), w("lvlOverride")
_ABSTRACT_ID, _START, _START_OVERRIDE = w("abstractNumId"), w("start"), w("startOverride")
_NUM_STYLE_LINK, _STYLE_LINK = w("numStyleLink"), w("styleLink")
_FORMAT, _TEXT, _RESTART = w("numFmt"), w("lvlText"), w("lvlRestart")
_SUFFIX, _LEGAL, _PATTERN = w("suff"), w("isLgl"), w("format")
_FONT_ATTRIBUTES: Final = (w("ascii"), w("hAnsi"), w("eastAsia"), w("cs"))
_PLACE: Final = re.compile("%([1-9])")
# isLgl turns numbers into digits; these have none, or digits already (01 stays 01).
_STAY_LEGAL: Final = frozenset({"bullet", "none", "decimalZero", "custom"})
_SUFFIXES: Final = {"nothing": "", "space": " ", "tab": " "}


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list. ``restart`` n: begins anew after level n (from 1); 0 never."""

    start: int = 0
    style: str = "decimal"
    pattern: str = ""  # of style "custom"
    text: str = ""
    suffix: str = " "
    restart: int | None = None
    legal: bool = False
    paragraph_style: str | None = None
    font: str | None = None
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class AbstractList:
    levels: dict[int, Level]
    same_as_style: str | None = None  # numStyleLink: defined by another list
    defines_style: str | None = None  # styleLink


@dataclass(frozen=True, slots=True)
class List:
    """A ``num``: the list it counts in, its levels, and where it starts counting anew."""

    abstract: int
    levels: dict[int, Level]
    restarts: dict[int, int]


@dataclass(frozen=True, slots=True)
class Override:
    start: int | None
    level: Level | None


class Numbering:
    """The lists of a document and how far each has counted.

    Lists over the same abstract list go on counting together, unless one overrides a start.
    """

    def __init__(
        self,
        abstract: dict[int, AbstractList],
        nums: dict[int, tuple[int, dict[int, Override]]],
        styles: Styles,
    ) -> None:
        self.unknown: set[str] = set()  # number styles met that cannot be written
        self._abstract = abstract
        self._nums = nums
        self._styles = styles
        self._lists: dict[int, List | None] = {}
        self._counted: dict[int, list[int | None]] = {}
        self._restarted: set[tuple[int, int]] = set()
        self._by_style: dict[str | None, NumberingProperties] = {}

    def number(self, style: str | None, direct: NumberingProperties) -> str:
        """The number of the next paragraph with its suffix; ``""`` for one without number.

        ``style`` is the paragraph's style, ``direct`` what the paragraph itself says.
        """
        by_style = self._by_style.get(style)
        if by_style is None:
            by_style = self._by_style[style] = self._of_style(style)
        place = direct.over(by_style)
        if not place.num or (found := self._list(place.num)) is None:
            return ""
        level = min(max(place.level or 0, 0), LEVELS - 1)
        if level not in found.levels:
            return ""
        counted = self._count(place.num, found, level)
        own = found.levels[level]
        if own.hidden:
            return ""
        text = self._text(found, own, counted)
        return text + own.suffix if text else ""

    def _of_style(self, style: str | None) -> NumberingProperties:
        """List and level through the style; a level that names the style is the level (17.9.23)."""
        said = self._styles.numbering(style)
        if not said.num or (found := self._list(said.num)) is None:
            return said
        linked = {level.paragraph_style: place for place, level in found.levels.items()}
        for step, name in enumerate(self._styles.chain(style)):
            if name in linked and (step == 0 or said.level is None):
                return NumberingProperties(said.num, linked[name])
        return said

    def _count(self, num: int, found: List, level: int) -> list[int | None]:
        """The counters after this paragraph; levels above that were skipped count as begun."""
        counted = self._counted.setdefault(found.abstract, [None] * LEVELS)
        value = counted[level]
        if level in found.restarts and (num, level) not in self._restarted:
            self._restarted.add((num, level))
            counted[level] = found.restarts[level]
        elif value is None:
            counted[level] = found.levels[level].start
        else:
            counted[level] = value + 1
        for above in range(level):
            if counted[above] is None and above in found.levels:
                counted[above] = found.levels[above].start
        for below in range(level + 1, LEVELS):
            restart = found.levels[below].restart if below in found.levels else None
            if restart is None or level < restart:
                counted[below] = None
        return counted

    def _text(self, found: List, own: Level, counted: list[int | None]) -> str:
        if own.style == "bullet":
            return bullet(own.text, own.font)

        def value(place: re.Match[str]) -> str:
            at = int(place[1]) - 1
            level, count = found.levels.get(at), counted[at]
            if level is None or count is None:
                return ""
            if own.legal and level.style not in _STAY_LEGAL:
                return str(count)
            if level.style == "custom":
                return docx_numerals.custom(count, level.pattern)
            written = docx_numerals.written(count, level.style)
            if written is None:
                self.unknown.add(level.style)
                return str(count)
            return written

        return _PLACE.sub(value, own.text)

    def _list(self, num: int) -> List | None:
        if num not in self._lists:
            self._lists[num] = self._resolved(num)
        return self._lists[num]

    def _resolved(self, num: int) -> List | None:
        """The list a num stands for, following numStyleLink to the one that defines it."""
        if num not in self._nums:
            return None
        identity, overrides = self._nums[num]
        abstract = self._abstract.get(identity)
        for _ in range(_MOST_LINKS):
            if abstract is None or abstract.same_as_style is None:
                break
            following = self._definition(abstract.same_as_style)
            if following is None:
                break
            identity, abstract = following, self._abstract.get(following)
        if abstract is None:
            return None
        levels, restarts = dict(abstract.levels), {}
        for place, override in overrides.items():
            if override.level is not None:
                levels[place] = override.level
            if override.start is not None:
                restarts[place] = override.start
                if place in levels:
                    levels[place] = replace(levels[place], start=override.start)
        return List(identity, levels, restarts)

    def _definition(self, style: str) -> int | None:
        """The abstract list of a numbering style."""
        num = self._styles.numbering(style).num
        if num in self._nums:
            return self._nums[num][0]
        for identity, abstract in self._abstract.items():
            if abstract.defines_style == style:
                return identity
        return None


def read_numbering(root: Element | None, styles: Styles) -> Numbering:
    """The lists of ``numbering.xml``; without it nothing is numbered."""
    abstract: dict[int, AbstractList] = {}
    nums: dict[int, tuple[int, dict[int, Override]]] = {}
    for element in root.iterchildren(_ABSTRACT, _NUM) if root is not None else ():
        if element.tag == _ABSTRACT:
            identity = integer(element.get(_ABSTRACT_ID))
            if identity is not None:
                abstract[identity] = _abstract_list(element)
            continue
        num, of, overrides = integer(element.get(NUMID)), None, {}
        for child in element:
            if child.tag == _ABSTRACT_ID:
                of = integer(child.get(VAL))
            elif child.tag == _OVERRIDE:
                place = integer(child.get(ILVL))
                if place is not None and 0 <= place < LEVELS:
                    overrides[place] = _override(child)
        if num is not None and of is not None:
            nums[num] = (of, overrides)
    return Numbering(abstract, nums, styles)


def _abstract_list(element: Element) -> AbstractList:
    levels: dict[int, Level] = {}
    same_as = defines = None
    for child in element:
        if child.tag == _LVL:
            place = integer(child.get(ILVL))
            if place is not None and 0 <= place < LEVELS:
                levels[place] = _level(child)
        elif child.tag == _NUM_STYLE_LINK:
            same_as = child.get(VAL)
        elif child.tag == _STYLE_LINK:
            defines = child.get(VAL)
    return AbstractList(levels, same_as, defines)


def _override(element: Element) -> Override:
    start, level = None, None
    for child in element:
        if child.tag == _START_OVERRIDE:
            start = integer(child.get(VAL, "0"))
        elif child.tag == _LVL:
            level = _level(child)
    return Override(start, level)


def _level(element: Element) -> Level:
    """A level; where a part is given for newer and for older programs, the newer holds."""
    values: dict[str, str | None] = {}
    pattern = ""
    for child in element.iter(_START, _FORMAT, _TEXT, _RESTART, _SUFFIX, PSTYLE):
        if child.tag not in values:
            values[child.tag] = child.get(VAL)
            pattern = child.get(_PATTERN, pattern)
    suffix = _SUFFIXES.get(values.get(_SUFFIX) or "tab", " ")
    return Level(
        start=integer(values.get(_START)) or 0,
        style=values.get(_FORMAT) or "decimal",
        pattern=pattern,
        text=values.get(_TEXT) or "",
        suffix=suffix,
        restart=integer(values.get(_RESTART)),
        legal=any(map(is_on, element.iter(_LEGAL))),
        paragraph_style=values.get(PSTYLE),
        font=_font(element),
        hidden=any(map(is_on, element.iter(VANISH))),
    )


def _font(element: Element) -> str | None:
    for fonts in element.iter(RFONTS):
        for attribute in _FONT_ATTRIBUTES:
            if (font := fonts.get(attribute)) is not None:
                return font
    return None

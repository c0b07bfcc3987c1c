"""网页样式：only what decides whether text is shown and how a list counts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml import etree

_HIDES = re.compile(
    r"(?:^|[;{\s])(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)"
    r"|font-size\s*:\s*0(?:px|pt|em|%)?\s*(?:!important\s*)?(?:;|$))",
    re.IGNORECASE,
)
_SHOWS = re.compile(r"(?:^|[;{\s])display\s*:\s*(?!none)\w", re.IGNORECASE)
_BRACE = re.compile("([{}])")
_MOST_STYLE = 1 << 20  # characters of style sheets that are looked at
_SELECTOR = re.compile(r"\s*[A-Za-z][\w-]*?([.#][\w-]+)\s*|\s*([.#][\w-]+)\s*")
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([^;]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Style:
    """The classes (``.x``) and ids (``#x``) that the page's own style sheet hides."""

    hidden: frozenset[str]


def hidden_selectors(sheets: Iterable[str]) -> Style:
    """What the sheets hide by a plain class or id; rules for printing do not count."""
    hidden: set[str] = set()
    for selectors, body in _rules("\n".join(sheets)[:_MOST_STYLE]):
        hides, shows = _HIDES.search(body), _SHOWS.search(body)
        if not hides and not shows:
            continue
        for selector in selectors.split(","):
            simple = _SELECTOR.fullmatch(selector)
            if simple and hides:
                hidden.add(simple[1] or simple[2])
            elif simple:
                hidden.discard(simple[1] or simple[2])
    return Style(frozenset(hidden))


def _rules(sheet: str) -> Iterator[tuple[str, str]]:
    """Selectors and declarations outside ``@media`` and the like."""
    first, *comments = sheet.split("/*")
    sheet = first + "".join(comment.partition("*/")[2] for comment in comments)
    depth = 0
    at_rule = False
    selectors = before = ""
    for piece in _BRACE.split(sheet):
        if piece == "{":
            if depth == 0:
                selectors = before.rpartition(";")[2].strip()
                at_rule = selectors.startswith("@")
            depth += 1
        elif piece == "}":
            depth = max(0, depth - 1)
            if depth == 0 and not at_rule:
                yield selectors, before
        else:
            before = piece


def is_hidden(element: etree._Element, style: Style) -> bool:
    """Whether the element itself, and with it all that stands inside, is not shown."""
    get = element.get
    if get("hidden") is not None:
        return True
    own = get("style")
    if own is not None and _HIDES.search(own):
        return True
    if element.tag == "input":
        return True  # a field, not text
    if element.tag == "del" and get("datetime") is not None:
        return True  # a deletion that Word tracked
    if not style.hidden or (own is not None and _SHOWS.search(own)):
        return False
    if f"#{get('id')}" in style.hidden:
        return True
    return any(f".{name}" in style.hidden for name in (get("class") or "").split())


def list_marker(list_element: etree._Element, item: etree._Element, value: int) -> str:
    """What a browser writes before the item: ``1. ``, ``a. ``, ``一、``, or nothing."""
    kind = ""
    for element in (item, list_element):
        found = _LIST_STYLE.search(element.get("style") or "")
        kind = (found[1] if found else element.get("type") or "").strip()
        if kind:
            break
    match kind if len(kind) == 1 else kind.lower():
        case "" | "1" | "decimal":
            return f"{value}. "
        case "a" | "lower-alpha" | "lower-latin":
            return f"{_letters(value)}. "
        case "A" | "upper-alpha" | "upper-latin":
            return f"{_letters(value).upper()}. "
        case "i" | "lower-roman":
            return f"{_roman(value)}. "
        case "I" | "upper-roman":
            return f"{_roman(value).upper()}. "
        case "cjk-ideographic" | "simp-chinese-informal" | "trad-chinese-informal" | "cjk-decimal":
            return f"{_chinese(value)}、"
        case "decimal-leading-zero":
            return f"{value:02}. "
        case _:
            return ""


def _chinese(value: int) -> str:
    digits = "零一二三四五六七八九"
    if not 0 < value < 100:
        return str(value)
    tens, ones = divmod(value, 10)
    out = "" if tens == 0 else ("十" if tens == 1 else f"{digits[tens]}十")
    return out + (digits[ones] if ones else "")


def _letters(value: int) -> str:
    out = ""
    while value > 0:
        value, rest = divmod(value - 1, 26)
        out = chr(ord("a") + rest) + out
    return out


def _roman(value: int) -> str:
    if not 0 < value < 4000:
        return str(value)
    out = ""
    for number, letters in (
        (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
        (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
    ):  # fmt: skip
        times, value = divmod(value, number)
        out += letters * times
    return out

"""符号字体：what the characters of Symbol and Wingdings look like, as ordinary characters.

Word keeps such a character as a code of the font (or of it in U+F000–U+F0FF); without the font
the code alone says nothing.
"""

from __future__ import annotations

from typing import Final


def ordinary(code: int, font: str | None) -> str | None:
    """The ordinary character for a code in a symbol font; None where it is not known.

    ``code`` may be the font's own (0–255) or moved to U+F000–U+F0FF.
    """
    low = code - 0xF000 if 0xF000 <= code <= 0xF0FF else code
    if low > 0xFF:
        return None if 0xE000 <= code <= 0xF8FF else chr(code)
    table = _FONTS.get((font or "").casefold().strip())
    if table is None:
        # Word shows an ordinary font's own character; which font a style means is not looked up.
        return chr(code) if code == low and code >= 0x20 else None
    return table.get(low)


def bullet(text: str, font: str | None) -> str:
    """A bullet as an ordinary character; ``•`` where the font's sign is not known."""
    if text == "o":  # Word's own bullet of the second level, an o in Courier New
        return "○"
    out = ""
    for character in text:
        code = ord(character)
        symbol = 0xF000 <= code <= 0xF0FF
        known = ordinary(code, font or "symbol") if symbol or _is_symbol_font(font) else character
        if known is None and symbol:
            known = _UNNAMED.get(code - 0xF000, "•")
        out += known or character
    return out


def _is_symbol_font(font: str | None) -> bool:
    return (font or "").casefold().strip() in _FONTS


def _span(first: int, characters: str) -> dict[int, str]:
    return {first + place: sign for place, sign in enumerate(characters) if sign != "\0"}


_SYMBOL: Final = (
    _span(0x20, " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾")
    | _span(0x61, "αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼")
    | _span(0xA0, "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…")
    | _span(0xBF, "↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑")
    | _span(0xF1, "〉∫")
)
_WINGDINGS: Final = (
    {0x20: " ", 0x21: "✏", 0x22: "✂", 0x28: "☎", 0x2A: "✉", 0x36: "⌛", 0x3F: "✍", 0x46: "☞"}
    | {0x45: "☜", 0x47: "☝", 0x48: "☟", 0x4A: "☺", 0x4C: "☹", 0x4F: "⚐", 0x52: "☼", 0x58: "✠"}
    | _span(0x6C, "●❍■□◻❑❒⬧⧫◆❖⬥⌧⍓⌘")
    | _span(0x80, "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿")
    | _span(0x9E, "·•\0○○◉◉◎○▪◻▴✦★✶✴✹✵")
    | {0xC4: "➔", 0xD8: "➢", 0xDC: "➲", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓"}
    | {0xE3: "↖", 0xE4: "↗", 0xE5: "↙", 0xE6: "↘", 0xE8: "➔", 0xEF: "⇦", 0xF0: "⇨", 0xF1: "⇧"}
    | {0xF2: "⇩", 0xF3: "⬄", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑"}
)
_WINGDINGS_2: Final = (
    {0x20: " ", 0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒"}
    | _span(0x69, "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿")
    | {0x96: "•", 0x97: "●", 0x98: "●", 0xA0: "▪", 0xA1: "■", 0xA2: "■", 0xA3: "□"}
    | {0xAE: "◆", 0xAF: "◇"}
)
_WINGDINGS_3: Final = {
    0x20: " ", 0x21: "←", 0x22: "→", 0x23: "↑", 0x24: "↓", 0x70: "▲", 0x71: "▼", 0x72: "△",
    0x73: "▽", 0x74: "◀", 0x75: "▶", 0x76: "◁", 0x77: "▷", 0x7D: "▶", 0x84: "◀",
}  # fmt: skip
_WEBDINGS: Final = {0x20: " ", 0x61: "✓", 0x63: "□", 0x67: "■", 0x6E: "●", 0x72: "✗", 0x34: "▶"}

_FONTS: Final[dict[str, dict[int, str]]] = {
    "symbol": _SYMBOL,
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS_2,
    "wingdings 3": _WINGDINGS_3,
    "webdings": _WEBDINGS,
}
# What the usual bullets are where the font is not named.
_UNNAMED: Final = {0xB7: "•", 0x6C: "●", 0x6E: "■", 0x75: "◆", 0xD8: "➢", 0xFC: "✓", 0xA7: "▪"}

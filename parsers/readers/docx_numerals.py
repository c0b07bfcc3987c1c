"""自动编号的数字样式：1 → 一、①、Ⅰ、甲 … (ECMA-376 Part 1, 17.18.59 ST_NumberFormat).

A style that runs out of its own signs (㉑ after ⑳, 癸 after 甲…) goes on in Arabic digits, as
Word does.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

Format = Callable[[int], str]


def written(value: int, style: str) -> str | None:
    """The number in a style; None where the style is not known here.

    ``bullet`` and ``none`` have no number: ``""``.
    """
    if style in ("bullet", "none"):
        return ""
    make = _STYLES.get(style)
    if make is None:
        return None
    return make(value) if value >= 0 else str(value)


def custom(value: int, pattern: str) -> str:
    """The number after a pattern such as ``001, 002, 003, ...``."""
    return str(value).zfill(len(pattern.split(",", maxsplit=1)[0].strip()))


def _signs(signs: str) -> Format:
    return lambda n: signs[n - 1] if 1 <= n <= len(signs) else str(n)


def _run(first: int, count: int) -> Format:
    """Consecutive characters: ⑴ to ⒇."""
    return _signs("".join(map(chr, range(first, first + count))))


def _digits(signs: str) -> Format:
    table = str.maketrans("0123456789", signs)
    return lambda n: str(n).translate(table)


def _letters(signs: str) -> Format:
    """A … z, aa, bb … zz, aaa: the letter is repeated, not counted on."""

    def make(n: int) -> str:
        rounds, place = divmod(n - 1, len(signs))
        return signs[place] * (rounds + 1) if n >= 1 and rounds < 100 else str(n)

    return make


def _roman(n: int) -> str:
    if not 1 <= n < 40_000:
        return str(n)
    out = ""
    for value, sign in _ROMAN:
        count, n = divmod(n, value)
        out += sign * count
    return out


_ROMAN: Final = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
    (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def _counting(
    signs: str, units: str, *, zero: bool = True, one: bool = True, bare_ten: bool = True
) -> Format:
    """Digits with their places: 一千二百三十四.

    ``units`` are the signs for 10, 100, 1000, 10,000. ``zero``: a gap is marked (一百零一).
    ``one``: a leading one is written (一百, not 百); ``bare_ten``: but 10 to 19 begin with 十.
    """

    def group(n: int) -> str:
        out, gap = "", False
        for place in (3, 2, 1, 0):
            digit = n // 10**place % 10
            if digit == 0:
                gap = bool(out)
                continue
            if gap and zero:
                out += signs[0]
            gap = False
            silent = digit == 1 and place > 0 and not one
            out += ("" if silent else signs[digit]) + (units[place - 1] if place else "")
        return out

    def make(n: int) -> str:
        if n == 0:
            return signs[0]
        if n >= 100_000_000:
            return str(n)
        high, low = divmod(n, 10_000)
        out = group(high) + units[3] if high else ""
        if high and low and low < 1000 and zero:
            out += signs[0]
        out += group(low)
        return out.removeprefix(signs[1]) if bare_ten and 10 <= n <= 19 else out

    return make


def _to_99_then_digits(signs: str) -> Format:
    """一 … 九十九, then digit by digit: 一○○, 一○一."""
    short, long = _counting(signs, "十百千万"), _digits(signs)
    return lambda n: short(n) if n < 100 else long(n)


def _ordinal(n: int) -> str:
    ending = "th" if n // 10 % 10 == 1 else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n}{ending}"


def _chicago(n: int) -> str:
    rounds, place = divmod(n - 1, 4)
    return "*†‡§"[place] * (rounds + 1) if 1 <= n <= 400 else str(n)


def _stem_and_branch(n: int) -> str:
    """甲子, 乙丑 … 癸亥."""
    return _STEMS[(n - 1) % 10] + _BRANCHES[(n - 1) % 12] if 1 <= n <= 60 else str(n)


_SIMPLE: Final = "○一二三四五六七八九"
_DIGIT_BY_DIGIT: Final = "〇一二三四五六七八九"
_STEMS: Final = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES: Final = "子丑寅卯辰巳午未申酉戌亥"
_LATIN: Final = "abcdefghijklmnopqrstuvwxyz"
_FULL_WIDTH: Final = "０１２３４５６７８９"
_KATAKANA: Final = (
    "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
)
_IROHA: Final = (
    "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマ"
    "ケフコエテアサキユメミシヱヒモセスン"
)

_STYLES: Final[dict[str, Format]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda n: f"{n:02}",
    "decimalFullWidth": _digits(_FULL_WIDTH),
    "decimalFullWidth2": _digits(_FULL_WIDTH),
    "decimalEnclosedCircle": _run(0x2460, 20),
    "decimalEnclosedCircleChinese": _run(0x2460, 20),
    "decimalEnclosedParen": _run(0x2474, 20),
    "decimalEnclosedFullstop": _run(0x2488, 20),
    "numberInDash": lambda n: f"- {n} -",
    "hex": lambda n: f"{n:X}",
    "ordinal": _ordinal,
    "chicago": _chicago,
    "upperRoman": _roman,
    "lowerRoman": lambda n: _roman(n).lower(),
    "upperLetter": _letters(_LATIN.upper()),
    "lowerLetter": _letters(_LATIN),
    "chineseCounting": _to_99_then_digits(_SIMPLE),
    "taiwaneseCounting": _to_99_then_digits(_SIMPLE),
    "chineseCountingThousand": _counting(_SIMPLE, "十百千万"),
    "taiwaneseCountingThousand": _counting(_SIMPLE, "十百千萬"),
    "chineseLegalSimplified": _counting("零壹贰叁肆伍陆柒捌玖", "拾佰仟万", bare_ten=False),
    "ideographLegalTraditional": _counting("零壹貳參肆伍陸柒捌玖", "拾佰仟萬", bare_ten=False),
    "japaneseCounting": _counting("〇一二三四五六七八九", "十百千万", zero=False, one=False),
    "japaneseLegal": _counting("零壱弐参四伍六七八九", "拾百阡萬", zero=False, bare_ten=False),
    "ideographDigital": _digits(_DIGIT_BY_DIGIT),
    "japaneseDigitalTenThousand": _digits(_DIGIT_BY_DIGIT),
    "taiwaneseDigital": _digits(_SIMPLE),
    "ideographTraditional": _signs(_STEMS),
    "ideographZodiac": _signs(_BRANCHES),
    "ideographZodiacTraditional": _stem_and_branch,
    "ideographEnclosedCircle": _run(0x3280, 10),
    "aiueo": _letters(_KATAKANA),
    "aiueoFullWidth": _letters(_KATAKANA),
    "iroha": _letters(_IROHA),
    "irohaFullWidth": _letters(_IROHA),
    "koreanDigital": _digits("영일이삼사오육칠팔구"),
    "koreanDigital2": _digits("零一二三四五六七八九"),
    "koreanCounting": _counting("영일이삼사오육칠팔구", "십백천만", zero=False, one=False),
    "russianLower": _letters("абвгдежзиклмнопрстуфхцчшщыэюя"),
    "russianUpper": _letters("АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЫЭЮЯ"),
}

"""数字格式：a stored number as the sheet shows it – 0.4 as 40%, 45028 as 2023年4月12日.

Format codes are those of ECMA-376 §18.8.30 and .31, as a Chinese Excel or WPS shows them.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from fractions import Fraction
from functools import lru_cache

GENERAL = "General"
BUILT_IN: dict[int, str] = {
    0: GENERAL, 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00",
    5: '"¥"#,##0;"¥"-#,##0', 6: '"¥"#,##0;"¥"-#,##0', 7: '"¥"#,##0.00;"¥"-#,##0.00',
    8: '"¥"#,##0.00;"¥"-#,##0.00', 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?",
    13: "# ??/??", 14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy",
    18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm",
    27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"',
    34: '上午/下午h"时"mm"分"', 35: '上午/下午h"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"',
    37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00",
    41: "#,##0;-#,##0;-", 42: '"¥"#,##0;-"¥"#,##0;-', 43: "#,##0.00;-#,##0.00;-",
    44: '"¥"#,##0.00;-"¥"#,##0.00;-', 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0",
    48: "##0.0E+0", 49: "@", 50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"',
    53: 'm"月"d"日"', 54: 'm"月"d"日"', 55: '上午/下午h"时"mm"分"',
    56: '上午/下午h"时"mm"分"ss"秒"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip

_TOKEN = re.compile(
    r"""
      "(?P<quoted>[^"]*)"?
    | \\(?P<escaped>.)
    | _(?P<space>.) | \*(?P<fill>.)
    | \[(?P<elapsed>h+|m+|s+)\]
    | \[\$(?P<currency>[^\]\-]*)[^\]]*\]
    | \[(?P<bracket>[^\]]*)\]
    | (?P<half>AM/PM|A/P|上午/下午)
    | (?P<general>General|G/通用格式)
    | (?P<exponent>E[+\-])
    | (?P<date>y+|m+|d+|h+|s+(?:\.0+)?|a{3,}|e+)
    | (?P<digit>[0\#?])
    | (?P<sign>[.,%@/;])
    | (?P<other>.)
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)")
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"
_DAYS = "日一二三四五六"
_CONTEXT = Context(prec=60)


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class _Section:
    tokens: tuple[_Token, ...]
    condition: tuple[str, Decimal] | None
    numerals: str  # "", DBNum1 (二〇), DBNum2 (贰零)
    is_date: bool

    def fits(self, value: Decimal) -> bool:
        if self.condition is None:
            return True
        comparator, bound = self.condition
        return {
            "<": value < bound,
            "<=": value <= bound,
            ">": value > bound,
            ">=": value >= bound,
            "=": value == bound,
            "<>": value != bound,
        }[comparator]


@lru_cache(maxsize=4096)
def shown(raw: str, code: str, *, from_1904: bool = False) -> str:
    """The number written ``raw`` in the file, as a cell of format ``code`` shows it."""
    try:
        value = Decimal(raw)
    except InvalidOperation:
        return raw
    if not value.is_finite() or abs(value.adjusted()) > 308:
        return raw
    sections = _parse(code)
    section, bare = _choose(sections, value)
    if section is None:
        return ""
    if section.is_date:
        try:
            return _date(section, value, from_1904=from_1904)
        except (OverflowError, ValueError):
            return general(value)
    return _number(section, value, bare=bare)


def shown_text(text: str, code: str) -> str:
    """A text as a cell of format ``code`` shows it: the fourth section, or the text itself."""
    if ";" not in code and "@" not in code:
        return text
    sections = _parse(code)
    section = sections[3] if len(sections) > 3 else sections[-1]
    if not any(token == _Token("sign", "@") for token in section.tokens):
        return "" if len(sections) > 3 and not section.tokens else text
    return "".join(
        text if token == _Token("sign", "@") else _literal(token) for token in section.tokens
    )


def general(value: Decimal) -> str:
    """A number as 常规 shows it: at most ten digits, whole numbers in full."""
    if value == value.to_integral_value() and value.adjusted() < 15:
        return str(int(value))
    if value.adjusted() < -9 or value.adjusted() > 14:
        return f"{value.normalize(Context(prec=6)):E}"
    return f"{value.normalize(Context(prec=10)):f}"


@lru_cache(maxsize=1024)
def _parse(code: str) -> tuple[_Section, ...]:
    sections: list[list[_Token]] = [[]]
    for match in _TOKEN.finditer(code[:500]):
        kind = match.lastgroup or "other"
        token = _Token(kind, match[kind])
        if token == _Token("sign", ";"):
            sections.append([])
        else:
            sections[-1].append(token)
    return tuple(map(_section, sections))


def _section(tokens: list[_Token]) -> _Section:
    condition = None
    numerals = ""
    kept: list[_Token] = []
    for token in tokens:
        if token.kind == "bracket":
            found = _CONDITION.fullmatch(token.text.strip())
            if found:
                condition = (found[1], Decimal(found[2]))
            elif token.text.upper().startswith("DBNUM"):
                numerals = token.text.upper()[:6]
        else:
            kept.append(token)
    is_date = any(token.kind in {"date", "elapsed", "half"} for token in kept)
    return _Section(tuple(kept), condition, numerals, is_date)


def _choose(sections: tuple[_Section, ...], value: Decimal) -> tuple[_Section | None, bool]:
    """The section for the value; true where the section itself says how the sign shows."""
    if any(section.condition for section in sections):
        for at, section in enumerate(sections[:3]):
            if section.fits(value):
                return section, at > 0 and section.condition is not None and value < 0
        return None, False
    if len(sections) == 1 or value > 0:
        return sections[0], False
    if value < 0:
        return sections[1], True
    return sections[2 if len(sections) > 2 else 0], False


def _literal(token: _Token) -> str:
    match token.kind:
        case "quoted" | "escaped" | "currency" | "other":
            return token.text
        case "space":
            return " "
        case "sign":
            return "" if token.text == "@" else token.text
        case _:
            return ""


def _number(section: _Section, value: Decimal, *, bare: bool) -> str:
    tokens = section.tokens
    if any(token.kind == "general" for token in tokens) or not any(
        token.kind == "digit" for token in tokens
    ):
        if not tokens:
            return ""
        number = general(abs(value) if bare else value)
        number = _in_chinese(number, section.numerals)
        body = "".join(
            number if t.kind == "general" or t == _Token("sign", "@") else _literal(t)
            for t in tokens
        )
        return body.strip()
    digits = [at for at, token in enumerate(tokens) if token.kind == "digit"]
    first, last = digits[0], digits[-1]
    while last + 1 < len(tokens) and tokens[last + 1] == _Token("sign", ","):
        last += 1
    before = "".join(map(_literal, tokens[:first]))
    after = "".join(map(_literal, tokens[last + 1 :]))
    core = tokens[first : last + 1]
    percents = sum(token == _Token("sign", "%") for token in tokens)
    magnitude = abs(value).scaleb(2 * percents, _CONTEXT)
    if any(token.kind == "exponent" for token in core):
        body = _scientific(core, magnitude)
    elif any(token == _Token("sign", "/") for token in core):
        body = _fraction(core, magnitude)
    else:
        body = _plain(core, magnitude)
    sign = "-" if value < 0 and not bare and any(c in "123456789" for c in body) else ""
    return f"{sign}{before}{_in_chinese(body, section.numerals)}{after}".strip()


def _plain(core: tuple[_Token, ...], value: Decimal) -> str:
    """Digits with their fixed places, grouping and anything written between them."""
    scale = 0
    end = len(core)
    while end and core[end - 1] == _Token("sign", ","):
        scale += 3
        end -= 1
    core = core[:end]
    point = next((at for at, token in enumerate(core) if token == _Token("sign", ".")), len(core))
    whole_part, decimals = core[:point], core[point + 1 :]
    grouped = any(token == _Token("sign", ",") for token in whole_part)
    places = sum(token.kind == "digit" for token in decimals)
    least = sum(token.kind == "digit" and token.text == "0" for token in decimals)
    rounded = value.scaleb(-scale, _CONTEXT).quantize(
        Decimal(1).scaleb(-places), ROUND_HALF_UP, Context(prec=400)
    )
    whole, _, tail = f"{rounded:f}".partition(".")
    while len(tail) > least and tail.endswith("0"):
        tail = tail[:-1]
    needed = sum(token.kind == "digit" and token.text == "0" for token in whole_part)
    whole = whole.lstrip("0").rjust(needed, "0") if needed else whole.lstrip("0")
    if grouped and whole:
        whole = f"{int(whole):,}".rjust(needed, "0")
    inner = [_literal(token) for token in whole_part if token.kind not in {"digit", "sign"}]
    if any(inner) and not grouped:
        whole = _interleaved(whole_part, whole)
    point_text = "." if tail or (least == 0 and places == 0 and point < len(core)) else ""
    return f"{whole}{point_text}{tail}"


def _interleaved(tokens: tuple[_Token, ...], whole: str) -> str:
    """Digits filled from the right between written signs, as in ``000-0000``."""
    rest = list(whole)
    out: list[str] = []
    slots = sum(token.kind == "digit" for token in tokens)
    for token in reversed(tokens):
        if token.kind == "digit":
            slots -= 1
            if rest:
                out.append("".join(rest) if slots == 0 else rest.pop())
                if slots == 0:
                    rest = []
        elif token.kind != "sign":
            out.append(_literal(token))
    return "".join(reversed(out))


def _scientific(core: tuple[_Token, ...], value: Decimal) -> str:
    at = next(at for at, token in enumerate(core) if token.kind == "exponent")
    mantissa, power = core[:at], core[at + 1 :]
    exponent = value.adjusted() if value else 0
    body = _plain(mantissa, value.scaleb(-exponent, _CONTEXT))
    if body.split(".", maxsplit=1)[0] == "10":
        exponent += 1
        body = _plain(mantissa, value.scaleb(-exponent, _CONTEXT))
    width = sum(token.kind == "digit" for token in power)
    sign = "-" if exponent < 0 else core[at].text[1].replace("-", "")
    return f"{body}E{sign}{abs(exponent):0{width}d}"


def _fraction(core: tuple[_Token, ...], value: Decimal) -> str:
    at = next(at for at, token in enumerate(core) if token == _Token("sign", "/"))
    digits = sum(token.kind == "digit" for token in core[at + 1 :])
    with_whole = sum(token.kind == "digit" for token in core[:at]) > 1 and any(
        token.text == " " for token in core[:at]
    )
    whole = int(value) if with_whole else 0
    part = Fraction(value - whole).limit_denominator(10 ** min(digits or 1, 4) - 1)
    if part.numerator == part.denominator and with_whole:
        whole, part = whole + 1, Fraction(0)
    if part == 0:
        return str(whole)
    prefix = f"{whole} " if whole else ""
    return f"{prefix}{part.numerator}/{part.denominator}"


def _date(section: _Section, value: Decimal, *, from_1904: bool) -> str:
    if value < 0:
        return general(value)
    seconds = int((value * 86400).to_integral_value(ROUND_HALF_UP))
    days, clock = divmod(seconds, 86400)
    if from_1904:
        moment = dt.datetime(1904, 1, 1) + dt.timedelta(days, clock)
    else:
        # Excel counts a 29 February 1900 that never was.
        moment = dt.datetime(1899, 12, 31 if days < 60 else 30) + dt.timedelta(days, clock)
    twelve = any(token.kind == "half" for token in section.tokens)
    out: list[str] = []
    for at, token in enumerate(section.tokens):
        if token.kind == "date":
            minutes = token.text[0] in "mM" and _is_minute(section.tokens, at)
            out.append(
                _date_part(token.text.lower(), moment, section.numerals, minutes, twelve=twelve)
            )
        elif token.kind == "elapsed":
            unit = {"h": 3600, "m": 60, "s": 1}[token.text[0].lower()]
            out.append(str(seconds // unit).rjust(len(token.text), "0"))
        elif token.kind == "half":
            late = moment.hour >= 12
            names = token.text.split("/")
            out.append(names[1 if late else 0])
        elif token.kind == "digit":
            out.append("0" if token.text == "0" else "")
        else:
            out.append(_literal(token))
    return "".join(out).strip()


def _is_minute(tokens: tuple[_Token, ...], at: int) -> bool:
    """``m`` is minutes after hours or before seconds."""

    def beside(step: int) -> str:
        other = at + step
        while 0 <= other < len(tokens):
            if tokens[other].kind in {"date", "elapsed"}:
                return tokens[other].text[0].lower()
            other += step
        return ""

    return beside(-1) == "h" or beside(1) == "s"


def _date_part(
    text: str, moment: dt.datetime, numerals: str, minutes: bool, *, twelve: bool
) -> str:
    width = len(text)
    month, weekday = _MONTHS.split()[moment.month - 1], (moment.weekday() + 1) % 7
    match text[0]:
        case "y" | "e":
            year = f"{moment.year}" if width > 2 or text[0] == "e" else f"{moment.year % 100:02}"
            return _digits(year, numerals)
        case "m" if minutes:
            return _counted(moment.minute, width, numerals)
        case "m":
            return month if width == 3 else _counted(moment.month, width, numerals)
        case "d" if width > 2:
            return f"星期{_DAYS[weekday]}" if width > 3 else f"周{_DAYS[weekday]}"
        case "d":
            return _counted(moment.day, width, numerals)
        case "a":
            return f"星期{_DAYS[weekday]}" if width > 3 else f"{_DAYS[weekday]}"
        case "h":
            hour = (moment.hour % 12 or 12) if twelve else moment.hour
            return _counted(hour, width, numerals)
        case _:
            return _counted(moment.second, min(width, 2), numerals)


def _counted(number: int, width: int, numerals: str) -> str:
    return _in_chinese(str(number), numerals) if numerals else str(number).rjust(width, "0")


def _digits(text: str, numerals: str) -> str:
    """年份 digit by digit: 二〇二三."""
    signs = {"DBNUM1": "〇一二三四五六七八九", "DBNUM2": "零壹贰叁肆伍陆柒捌玖"}.get(numerals)
    return "".join(signs[int(c)] for c in text) if signs else text


def _in_chinese(text: str, numerals: str) -> str:
    """A whole number below 亿亿 in Chinese numerals; anything else stays as it is."""
    if numerals not in {"DBNUM1", "DBNUM2"} or not text.isdecimal() or len(text) > 12:
        return text
    small = numerals == "DBNUM1"
    signs = "〇一二三四五六七八九" if small else "零壹贰叁肆伍陆柒捌玖"
    units = ("", *("十百千" if small else "拾佰仟"))
    number = int(text)
    if number == 0:
        return signs[0]
    out = ""
    groups = [
        (number // 10**8 % 10**4, "亿"),
        (number // 10**4 % 10**4, "万"),
        (number % 10**4, ""),
    ]
    for group, name in groups:
        if group == 0:
            continue
        if out and group < 1000:
            out += signs[0]
        part = ""
        for place in (3, 2, 1, 0):
            digit = group // 10**place % 10
            if digit:
                part += signs[digit] + units[place]
            elif part and not part.endswith(signs[0]) and group % 10**place:
                part += signs[0]
        out += part + name
    return out[1:] if small and out.startswith("一十") else out

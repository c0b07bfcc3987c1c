"""序号: 一、 （一） 1. （1） ① 第一条 G1 ▲ at the start of a line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from parsers.numerals import CHINESE, enclosed_to_int, mended, to_int


class Form(Enum):
    """The shape of a number; shapes nest in the order in which a notice uses them."""

    PART = "第一部分"
    CHINESE = "一、"
    CHINESE_BRACKET = "（一）"
    ARABIC = "1."
    ARABIC_BRACKET = "（1）"
    CIRCLED = "①"
    ARTICLE = "第一条"
    CODE = "G1"
    BULLET = "▲"
    NONE = ""


class Surety(Enum):
    """How much context a number needs before it is believed."""

    PLAIN = 0  # a number wherever it stands at the start of a line
    EXPECTED = 1  # believed where this number is due: 1 text, 3.5亿元, l5．, 4,


@dataclass(frozen=True, slots=True)
class Label:
    """A number at the start of a line: columns ``start``–``end`` hold it, text begins at ``rest``."""

    form: Form
    value: int | None
    start: int
    end: int
    rest: int
    surety: Surety = Surety.PLAIN
    damaged: bool = False


_CN = f"[{CHINESE}]"
_PATTERN = re.compile(
    rf"""\s*(?:
      第\s*(?P<part>{_CN}{{1,4}}|\d{{1,3}})\s*(?:部分|章|篇|节|类)\s*[、:.,]?
    | 第\s*(?P<article>{_CN}{{1,4}}|\d{{1,3}})\s*(?:条|项)\s*[、:.,]?
    | (?P<chinese>{_CN}{{1,5}})\s*[、.](?!\d)
    | \(\s*(?P<chinese_bracket>{_CN}{{1,5}})\s*\)\s*[、.]?
    | \[\s*(?P<square>{_CN}{{1,5}})\s*\]\s*[、.]?
    | \(?\s*(?P<arabic_bracket>\d{{1,3}})\s*\)\s*[、.]?
    | (?P<arabic>\d{{1,3}})\s*(?P<dot>[.、])(?P<digit>\s*\d)?
    | (?P<circled>[\u2460-\u2473\u2474-\u249b\u3251-\u325f\u32b1-\u32bf\u2776-\u2793\u3220-\u3229\u3280-\u3289])\s*[、.]?
    | (?P<code>[A-HJ-NP-Z][A-Z]?-?\d{{1,3}})(?:\s*[.、:]|\s+)(?=[\u4e00-\u9fff“"(])
    | (?P<bullet>[▲△★☆●○■□◆◇►▶✦※➢·•])\s*(?=[\u4e00-\u9fff“"(\d])
    | (?P<spaced>\d{{1,3}})\s+(?=[\u4e00-\u9fff“"])
    | (?P<misread>[\dlIoO〇]{{1,3}})\s*(?:[.、,·:;'][ ]*(?=[\u4e00-\u9fff“"(A-Z])|[.、][ ]*(?=\d))
    )\s*""",
    re.VERBOSE,
)
_FORMS = {
    "part": Form.PART, "article": Form.ARTICLE, "chinese": Form.CHINESE, "square": Form.CHINESE_BRACKET,
    "chinese_bracket": Form.CHINESE_BRACKET, "arabic_bracket": Form.ARABIC_BRACKET,
    "arabic": Form.ARABIC, "circled": Form.CIRCLED, "code": Form.CODE, "bullet": Form.BULLET,
    "spaced": Form.ARABIC, "misread": Form.ARABIC,
}  # fmt: skip
_FIRST = set(" \t([第.△▲★☆●○■□◆◇►▶✦※➢·•lIoO" + CHINESE + "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")
_MEASURE = re.compile(r"\s*(?:年|月|日|个|项|家|户|人|元|万|亿|％|%|米|公里|亩|吨|类|岁|倍|分)")


@lru_cache(maxsize=1024)  # one line is asked for several times on its way
def label_of(folded: str) -> Label | None:
    """The number with which a folded line begins, or None.

    Whether a number of surety EXPECTED is one is for the caller to say, who knows which is due:
    3.5亿元 opens no item, yet 1.2021年 does.
    """
    if not folded or (folded[0] not in _FIRST and not "\u2460" <= folded[0] <= "\u3300"):
        return None
    match = _PATTERN.match(folded)
    if match is None:
        return None
    kind = next(name for name in _FORMS if match[name])
    written = match[kind]
    form, start, end = _FORMS[kind], match.start(kind), match.end(kind)
    rest, surety, damaged, value = match.end(), Surety.PLAIN, False, to_int(written)
    if kind == "arabic" and match["digit"]:
        rest, surety = match.start("digit"), Surety.EXPECTED
    elif kind == "spaced":
        if _MEASURE.match(folded, match.end()):
            return None
        surety = Surety.EXPECTED
    elif kind == "misread":
        value = int(mended(written)) if mended(written).isdigit() else None
        if value is None:
            return None
        surety, damaged = Surety.EXPECTED, True
    elif kind == "circled":
        value = enclosed_to_int(written)
        if "\u3220" <= written <= "\u3229" or "\u3280" <= written <= "\u3289":
            form = Form.CHINESE_BRACKET
        elif "\u2474" <= written <= "\u2487":
            form = Form.ARABIC_BRACKET
        elif "\u2488" <= written <= "\u249b":
            form = Form.ARABIC
    elif kind == "code":
        value = int(re.sub(r"\D", "", written))
    elif kind == "bullet":
        value = None
    return Label(form, value, start, end, rest, surety, damaged)

"""序号: 一、 （一） 1. （1） ① 第一条 G1 ▲ at the start of a line."""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from parsers.numerals import CHINESE, enclosed_to_int, mended, to_int


class Form(Enum):
    """The shape of a number; shapes nest in the order in which a notice uses them."""

    PART = "第一部分"
    CHINESE = "一、"
    CHINESE_BRACKET = "（一）"
    ARABIC = "1."
    DECIMAL = "1.1"
    DECIMAL_BELOW = "1.1.1"
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


class Label(NamedTuple):
    """A number at the start of a line: columns ``start``–``end`` hold it, text begins at ``rest``."""

    form: Form
    value: int | None
    start: int
    end: int
    rest: int
    surety: Surety = Surety.PLAIN
    damaged: bool = False
    above: int | None = None  # of 1.2 the 1: the number under which it counts


_CN = f"[{CHINESE}]"
_COUNTS = (  # what a figure at the head of a line may count
    r"[年月日个项家户人元万亿米里亩吨类岁倍分所座条处村镇乡县区市台套期次名支场大级成季号楼栋天周小种批件张份对届多余至多"
    r"公平立方千百十点时秒度只头株棵位辆艘间层排块笔宗起例本册部篇首组班队团站线路口道门扇把根片亿米代轮步年以左]"
)
_COUNTED = re.compile(_COUNTS)
_PARTS_COUNT = _COUNTS.translate({ord(c): None for c in "市区县镇乡村大"})  # 1.1市人社局
_AMOUNT = r"(?:[万亿元吨亩倍米%]|个百分点|公里|平方)"
_CIRCLED = r"\u2460-\u249b\u3251-\u325f\u32b1-\u32bf\u2776-\u2793\u3220-\u3229\u3280-\u3289"
_PATTERN = re.compile(
    rf"""\s*(?:
      第\s*(?P<part>{_CN}{{1,4}}|\d{{1,3}})\s*(?:部分|章|篇|节|类)\s*[、:.,]?
    | 第\s*(?P<article>{_CN}{{1,4}}|\d{{1,3}})\s*(?:条|项(?!\s*(?:由|责|均|为|、|,第|和|及|与|以及|中|里|还|的|至|到|[-~]|分别|任务|指标)))\s*[、:.,]?
    | (?P<chinese>{_CN}{{1,5}})\s*(?:、|\.(?!\d))
    | \(\s*(?P<chinese_bracket>{_CN}{{1,5}})\s*\)\s*[、.]?
    | \((?P<unclosed>{_CN}{{1,3}})(?=[\u4e00-\u9fff“])(?![^()]*\))
    | (?P<unopened>{_CN}{{1,3}})\)\s*(?=[\u4e00-\u9fff“])
    | \[\s*(?P<square>{_CN}{{1,5}})\s*\]\s*[、.]?
    | \(?\s*(?P<arabic_bracket>\d{{1,3}})\s*\)\s*[、.]?
    | (?P<decimal_below>\d{{1,2}}\.\d{{1,2}}\.\d{{1,2}})(?:(?:[.、]\s*|\s+(?!{_AMOUNT}))(?=[\u4e00-\u9fff“"(\[A-Z])|(?!{_PARTS_COUNT})(?=[\u4e00-\u9fff“"(\[A-Z]))
    | (?P<decimal>\d{{1,2}}[.-]\d{{1,2}})(?:(?:[.、]\s*|\s+(?!{_AMOUNT}))(?=[\u4e00-\u9fff“"(\[A-Z])|(?!{_PARTS_COUNT})(?=[\u4e00-\u9fff“"(\[A-Z]))
    | (?:指标|任务|事项|项目|目标|工作)\s*(?P<named>\d{{1,3}})\s*[:、.]
    | (?P<arabic>\d{{1,3}})\s*[.、](?P<digit>\s*\d)?
    | (?P<circled>[{_CIRCLED}])\s*[、.]?
    | (?P<code>[A-HJ-NP-Z][A-Z]?-?\d{{1,3}})(?:\s*[.、:](?=[\u4e00-\u9fff“"(])|\s+(?=[\u4e00-\u9fff“"(]|\d[\d.~-]*[\u4e00-\u9fff]))
    | (?P<bullet>[▲△★☆●○■□◆◇►▶✦※➢·•])\s*(?=[\u3400-\u9fff“"(\[\dA-Za-z])
    | (?P<spaced>\d{{1,3}})\s+(?=[\u4e00-\u9fff“"\[A-Z]|\d{{1,4}}[\u4e00-\u9fffA-Z])
    | (?P<unparted>[1-9]\d{{0,2}})(?=[\u4e00-\u9fff“])
    | (?P<misread>[\dlIoO〇]{{1,3}})\s*(?:[.、,·:;'][ ]*(?=[\u4e00-\u9fff“"(A-Z])|[.、][ ]*(?=\d))
    )\s*""",
    re.VERBOSE,
)
_FORMS = {
    "part": Form.PART, "article": Form.ARTICLE, "chinese": Form.CHINESE, "square": Form.CHINESE_BRACKET,
    "chinese_bracket": Form.CHINESE_BRACKET, "arabic_bracket": Form.ARABIC_BRACKET,
    "arabic": Form.ARABIC, "circled": Form.CIRCLED, "code": Form.CODE, "bullet": Form.BULLET,
    "spaced": Form.ARABIC, "unparted": Form.ARABIC, "misread": Form.ARABIC,
    "decimal": Form.DECIMAL, "decimal_below": Form.DECIMAL_BELOW, "named": Form.ARABIC,
    "unclosed": Form.CHINESE_BRACKET, "unopened": Form.CHINESE_BRACKET,
}  # fmt: skip
_INSIDE = {"digit": "arabic"}  # the group that holds the number, where another is matched behind it
_FIRST = set(
    " \t([第.△▲★☆●○■□◆◇►▶✦※➢·•lIoO指任事项目工" + CHINESE + "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
)
_MEASURE = re.compile(r"\s*(?:年|月|日|个|项|家|户|人|元|万|亿|％|%|米|公里|亩|吨|类|岁|倍|分)")


@lru_cache(maxsize=16384)  # a line is asked for again on its way
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
    kind = _INSIDE.get(match.lastgroup or "", match.lastgroup or "")
    written, (start, end) = match[kind], match.span(kind)
    plain = Label(_FORMS[kind], to_int(written), start, end, match.end())
    read = _READ.get(kind)
    return read(plain, match, folded) if read is not None else plain


def counted_label(folded: str, counted: int) -> Label | None:
    """The number of a line whose first ``counted`` characters the file itself counts.

    4.10件实事: that the number is 4 and not 4.10 only the file can say. None where the file
    counts nothing, or in a shape that is not known.
    """
    number = folded[:counted].rstrip()
    label = label_of(f"{number}予") if number else None
    if label is None or label.rest != len(number):
        return None
    rest = len(folded) - len(folded[counted:].lstrip())
    return label._replace(rest=rest, surety=Surety.PLAIN, damaged=False)


def undotted(label: Label, folded: str) -> Label | None:
    """Of 2.10强企业 the number 2.: what a number of two parts is where it cannot be one.

    2-3个百分点 is none.
    """
    dot = folded.find(".", label.start, label.end)
    if dot < 0:
        return None
    first = int(folded[label.start : dot])
    return Label(Form.ARABIC, first, label.start, dot, dot + 1, Surety.EXPECTED)


def _arabic(label: Label, match: re.Match[str], folded: str) -> Label:
    if not match["digit"]:
        return label
    return label._replace(rest=match.start("digit"), surety=Surety.EXPECTED)


def _spaced(label: Label, match: re.Match[str], folded: str) -> Label | None:
    quantity = _MEASURE.match(folded, match.end())
    return None if quantity else label._replace(surety=Surety.EXPECTED)


def _unparted(label: Label, match: re.Match[str], folded: str) -> Label | None:
    """4整改火灾隐患: the separator is lost; 4个乡镇 opens nothing."""
    if _COUNTED.match(folded, match.end()):
        return None
    return label._replace(surety=Surety.EXPECTED, damaged=True)


def _misread(label: Label, match: re.Match[str], folded: str) -> Label | None:
    digits = mended(match["misread"])
    if not digits.isdigit():
        return None
    return label._replace(value=int(digits), surety=Surety.EXPECTED, damaged=True)


def _half(label: Label, match: re.Match[str], folded: str) -> Label:
    """（三加强… and 三）加强…: one of its brackets is lost."""
    return label._replace(surety=Surety.EXPECTED, damaged=True)


def _circled(label: Label, match: re.Match[str], folded: str) -> Label:
    written = match["circled"]
    form = next((f for first, last, f in _ENCLOSED if first <= written <= last), Form.CIRCLED)
    return label._replace(form=form, value=enclosed_to_int(written))


def _decimal(label: Label, match: re.Match[str], folded: str) -> Label:
    """1.2 and 1-2 count under 1., 1.2.3 under 1.2; 1.5亿元 is for the caller, who knows which."""
    parts = [int(part) for part in re.split(r"[.-]", match[match.lastgroup or ""])]
    return label._replace(value=parts[-1], above=parts[-2], surety=Surety.EXPECTED)


def _code(label: Label, match: re.Match[str], folded: str) -> Label:
    return label._replace(value=int(re.sub(r"\D", "", match["code"])))


def _bullet(label: Label, match: re.Match[str], folded: str) -> Label:
    return label._replace(value=None)


_ENCLOSED = (
    ("\u3220", "\u3229", Form.CHINESE_BRACKET),
    ("\u3280", "\u3289", Form.CHINESE_BRACKET),
    ("\u2474", "\u2487", Form.ARABIC_BRACKET),
    ("\u2488", "\u249b", Form.ARABIC),
)
_READ: dict[str, Callable[[Label, re.Match[str], str], Label | None]] = {
    "arabic": _arabic,
    "decimal": _decimal,
    "decimal_below": _decimal,
    "spaced": _spaced,
    "unparted": _unparted,
    "misread": _misread,
    "unclosed": _half,
    "unopened": _half,
    "circled": _circled,
    "code": _code,
    "bullet": _bullet,
}

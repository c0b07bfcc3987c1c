"""一段话备读: what a paragraph's clauses are read from, columns kept.

Labels that a scan misread are put right, brackets 〔A牵头〕 made round, and what stands inside a
clause without being of it is blanked: rules (列第一位的为牵头单位，下同) and points (A；10分).
"""

from __future__ import annotations

import re

from parsers.blocks import Block
from parsers.fields.labels import Kind, label_at_start, labels_in, mend
from parsers.fields.points import FoundPoints, points_of_cell
from parsers.fields.units import looks_like_units, verb_names
from parsers.patterns import late

_ONLY_POINTS = r"(?P<points>(?:分值|标准分|计|满分)?\s*(?:扣|加|减)?\s*\d+(?:\.\d+)?\s*分)"
# a rule said inside a clause: （A、B负责。列第一位者为牵头单位，下同）, B（列第一位的为牵头单位）
_RULE_SAID = late(
    r"[(\[]?[,。;、]?\s*(?:除[^()。;,]{1,20}外,\s*)?(?:责任单位|其中)?[^()。;,、]{0,4}"
    r"(?:(?:列|排)(?:在|名|名在)?\s*(?:第一|首)|排名第一|首位|第一个)[^()。;,]{0,14}?(?:(?:为|是)[^()。;,]{0,4})?(?:牵头|主要责任|主责|第一责任)[^()。;,]{0,14}"
    r"(?:,\s*其[他余][^()。;,]{0,20})?(?:,\s*(?:以下均?|下)同)?[)\]]?"
    r"|[,。;]\s*以下[^()。;,]{0,12}均?[需由]?[^()。;,]{2,30}[,]?\s*不再(?:单独|逐一|一一|另行)?列出"
    r"|[,。;]\s*(?:以下均?|下)同(?=[)\]。;]|$)"
    r"|\(\s*以下[统简合]称[^()]{1,20}\)"
)
_SAYS_A_RULE = ("第一", "首位", "不再", "下同", "均同", "下统称", "下简称", "下合称")
_MAY_STAND_BESIDE = re.compile(
    r"[,;、]\s*[分值标准计满扣加减]{0,4}\s*[\d.]+\s*分\s*\)|\(\s*[分值标准计满扣加减]{0,4}\s*[\d.]+\s*分\s*[,;、]"
    r"|:[^:()。;]{2,200}\([^()]{1,10}分\s*\)\s*[。;]?\s*$"
)
_POINTS_AND_NAMES = (
    late(rf"\((?P<rest>[^()]{{2,200}})(?P<cut>[,;、]\s*{_ONLY_POINTS}\s*)\)"),
    late(rf"\((?P<cut>\s*{_ONLY_POINTS}\s*[,;、])(?P<rest>[^()]{{2,200}})\)"),
    late(
        rf"(?P<rest>[^:()。;]{{2,12}}:[^:()。;]{{2,200}})(?P<cut>\(\s*{_ONLY_POINTS}\s*\)\s*[。;]?\s*)$"
    ),
)
LABEL_LIKE = re.compile(r"^[^各有相]{0,4}(?:单位|部门|处室|科室|机构|主体|领导|责任)$")


def _rounded(folded: str, start: int, end: int) -> str:
    """Brackets 〔A、B〕 and 【A牵头，B配合】 of nothing but units as round ones."""
    at = folded.find("[", start + 1, end)
    while at >= 0:
        close = folded.find("]", at, end)
        if close < 0:
            break
        label = LABEL_LIKE.search(folded[at + 1 : close])  # 【责任单位】 is none
        if label is None and (
            looks_like_units(folded, at + 1, close) or verb_names(folded, at + 1, close)
        ):
            folded = f"{folded[:at]}({folded[at + 1 : close]}){folded[close + 1 :]}"
        at = folded.find("[", close, end)
    return folded


# …负责〉 …负责】 …负责》: the bracket that ends a paragraph is the wrong one
_WRONG_END = re.compile(r"[>》\]}](?=\s*[。;,.]?\s*$)")
_PAIRS = {">": "<", "》": "《", "]": "[", "}": "{"}


def bracket_mended(folded: str, start: int, end: int) -> str:
    """The text with a wrong closing bracket at its end put right, if nothing else opened it."""
    match = _WRONG_END.search(folded, start, end)
    if match is None or folded.count("(", start, end) <= folded.count(")", start, end):
        return folded
    opened = _PAIRS[match[0]]
    if folded.count(opened, start, end) >= folded.count(match[0], start, end):
        return folded
    return f"{folded[: match.start()]}){folded[match.end() :]}"


def prepared(block: Block, start: int, end: int) -> tuple[str, FoundPoints | None]:
    """The folded text, columns kept, as the forms below expect it; and points beside names."""
    folded = without_rules(bracket_mended(mend(block.folded), start, end), start, end)
    return without_points(_rounded(folded, start, end), start, end)


def without_rules(folded: str, start: int, end: int) -> str:
    """The text, columns kept, with the rules blanked that are said inside a clause.

    They are read where all rules are; here they would be taken for names of units.
    """
    if not any(words in folded for words in _SAYS_A_RULE):
        return folded
    for match in _RULE_SAID.finditer(folded, start, end):
        first, last = match.span()
        written = match[0]
        opens, closes = written[0] in "([", written[-1] in ")]"
        if opens and not closes:
            first += 1
        elif closes and not opens:
            last -= 1
        folded = folded[:first] + " " * (last - first) + folded[last:]
    return folded


def without_points(folded: str, start: int, end: int) -> tuple[str, FoundPoints | None]:
    """The text with the points blanked that stand in one bracket, or clause, with names.

    （县工信局；10分） · （5分，责任单位：A） · 责任单位：A（5分）.
    """
    if "分" not in folded[start:end] or not _MAY_STAND_BESIDE.search(folded, start, end):
        return folded, None
    for pattern in _POINTS_AND_NAMES:
        match = pattern.search(folded, start, end)
        if match is None or not _names_somebody(folded, *match.span("rest")):
            continue
        first, last = match.span("points")
        read = points_of_cell(folded, first, last)
        if read is not None and read.value is not None:
            first, last = match.span("cut")
            blank = folded[:first] + " " * (last - first) + folded[last:]
            return blank, read._replace(start=first, end=last)
    return folded, None


def _names_somebody(folded: str, start: int, end: int) -> bool:
    return (
        looks_like_units(folded, start, end)
        or verb_names(folded, start, end) is not None
        or any(label.kind is Kind.UNITS for label in labels_in(folded, start, end))
        or label_at_start(folded[start:end]) is not None
    )

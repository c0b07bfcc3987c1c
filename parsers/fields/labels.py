"""标签: 责任单位： 牵头领导： 完成时限： before a value, wherever they stand."""

from __future__ import annotations

import itertools
import re
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from parsers.fields.persons import names_both
from parsers.fields.units import is_plainly_a_unit, is_unit_name, looks_like_units, surely_units
from parsers.model import Role
from parsers.patterns import late
from parsers.text import unspaced
from parsers.wording import (
    DEADLINE_LABEL,
    FULL_LABEL,
    IN_TEXT,
    KINDRED_LABEL,
    LABEL_FIRST,
    LEADER_LABEL,
    MISREAD_LABELS,
    NO_DOER,
    OTHER_LABEL,
    OWN_LABEL_END,
    POINTS_LABEL,
    TARGET_LABEL,
    UNIT_LABEL,
    role_of,
)


class Kind(Enum):
    """What stands behind a label."""

    UNITS = "units"
    LEADERS = "leaders"
    DEADLINE = "deadline"
    TARGET = "target"
    POINTS = "points"
    OTHER = "other"


class Found(NamedTuple):
    """A label at columns ``start``–``end`` (colon excluded); its value begins at ``value``."""

    kind: Kind
    start: int
    end: int
    value: int
    word: str
    role: Role | None
    damaged: bool = False
    unknown: bool = False  # a label behind known ones that no list of words holds
    kindred: bool = False  # a unit label by its first word and by the units behind it


_LABEL = (
    rf"(?:(?P<leaders>{LEADER_LABEL})|(?P<units>{UNIT_LABEL})|(?P<deadline>{DEADLINE_LABEL})"
    rf"|(?P<target>{TARGET_LABEL})|(?P<points>{POINTS_LABEL})|(?P<other>{OTHER_LABEL}))"
)
_NOTE = r"(?:\s*\([^()]{1,12}\))?"  # 责任单位（排名第一的为牵头单位）
_LABEL_NOTE = re.compile(rf"{_LABEL}{_NOTE}")
_STOP, _MARKS = re.compile(r"\]\s*[:;]?|[:;]"), 3  # what closes a label; how many are tried
_BARE = late(  # 各责任单位要于每月25日前… names nobody
    rf"\s*(?P<units>{UNIT_LABEL})(?P<gap>[ \t、,.。]*)(?![要应须于按将对在])(?=[\u4e00-\u9fff])"
)
_BOUNDARY = set(' \t\v([。;,.:、)]}》”"!?')
_MISREAD = re.compile("|".join(MISREAD_LABELS))
_NAMED_BY = late(  # …。责任单位为县发改局、县财政局。
    r"((?:^|(?<=[。;]))\s*(?:责任|牵头|配合|主办|协办|承办|牵头责任|协同)(?:单位|部门))为(?=[\u4e00-\u9fff])"
)
_BARE_OTHER = late(
    rf"\s*(?:(?P<leaders>{LEADER_LABEL})|(?P<deadline>{DEADLINE_LABEL}))[ \t、,.。]*(?=[\u4e00-\u9fff\d])"
)
_OTHER_WORDS = "领导 责任人 负责人 时限 时间 期限 节点".split()
_SHORTEST_LINE = 30  # characters of a line that is a label and its value
_PERSONS = late(
    r"[\u4e00-\u9fff]{2,4}(?:[、 ]\s*[\u4e00-\u9fff]{2,4})*|[\u4e00-\u9fff]{2,8}(?:长|书记|主任)"
)
_DAY = re.compile(r"(?:\d{4}年)?\d{1,2}月.{0,6}|年[底内]前?|全年|长期.{0,4}|[一二三四]季度.{0,3}")
_BARE_WORDS = "单位 部门 处室 科室 机构 主体 机关 分工 责任 牵头 配合 主办 协办 来源".split()
_LONGEST = 24
_KINDRED = late(rf"(?:^|[;,。(\[ \t\v])\s*(?P<word>{KINDRED_LABEL})\s*$")
_KINDRED_FIRST = late(rf"\s*[(\[]?\s*(?P<word>{KINDRED_LABEL})\s*$")
_LAST_WORD = re.compile(r"[ \t\v,;、][^ \t\v,;、]*$")
_VALUE_END = re.compile(r"[:;。\])]|$")
_PLAIN = 4
_UNKNOWN = re.compile(r"(?:^|[;,。 \t])\s*(?P<word>[\u4e00-\u9fff]{2,8})\s*$")
_OWN = late(
    r"\s*(?P<word>[\u4e00-\u9fff]{2,8})\s*:\s*(?P<value>[^\s。;:!?][^。;:!?]{0,80})[。;]?\s*$"
)
_SHORT_VALUE = 20  # characters
_QUALIFIED = late(rf"[\u4e00-\u9fff]{{1,4}}(?P<label>{FULL_LABEL})\s*$")  # 属地责任单位
_WORD_BEFORE = re.compile(r"[。;(\[](?P<word>[\u4e00-\u9fff]{1,4})$")
_MARK = re.compile(r"[:\]]")
_SHORT = re.compile(r"\s*[(\[]?\s*(?P<word>[\u4e00-\u9fffA-Za-z]{3,5})\s*[:;]")
_USUAL = dict.fromkeys(
    (
        "责任单位",
        "牵头单位",
        "配合单位",
        "责任部门",
        "牵头部门",
        "配合部门",
        "协同单位",
        "主办单位",
        "协办单位",
        "参与单位",
    ),
    Kind.UNITS,
) | dict.fromkeys(("责任领导", "牵头领导", "分管领导", "主管领导"), Kind.LEADERS)
_USUAL |= dict.fromkeys(("完成时限", "完成时间", "办结时限"), Kind.DEADLINE)


@lru_cache(maxsize=16384)  # a line is asked for again on its way
def mend(folded: str) -> str:
    """The same columns with labels put right that a scan misread, and 责任单位为 as 责任单位:."""
    if _MISREAD.search(folded):
        folded = _MISREAD.sub(lambda m: MISREAD_LABELS[m[0]], folded)
    return _NAMED_BY.sub(r"\1:", folded) if "单位为" in folded or "部门为" in folded else folded


def starts_with_label(folded: str) -> bool:
    """Whether a folded line opens with a label and its colon."""
    return label_at_start(folded) is not None


@lru_cache(maxsize=16384)  # a line is asked for again on its way
def label_at_start(folded: str) -> Found | None:
    """The label a folded line opens with: 责任单位：, 【责任单位】, （牵头单位：."""
    head = folded.lstrip(" \t([")[:1]
    if "单位为" in folded[:20] or "部门为" in folded[:20]:
        folded = mend(folded)
    if not head or (":" not in folded[:40] and ";" not in folded[:40] and "]" not in folded[:40]):
        return None
    colon = folded.find(":", 0, _LONGEST)
    first = len(folded) - len(folded.lstrip(" \t([\v"))
    if head not in LABEL_FIRST:
        return _misspelt(folded) or (_qualified(folded, first, colon) if colon > 0 else None)
    mended = mend(folded[:60])
    start = len(mended) - len(mended.lstrip(" \t([\v"))
    for mark in itertools.islice(_STOP.finditer(mended, start), _MARKS):
        match = _LABEL_NOTE.fullmatch(mended, start, len(mended[: mark.start()].rstrip()))
        if match is not None:
            return _found(match, mended != folded[:60], mark.end())
    if colon > 0 and (kin := _KINDRED_FIRST.match(folded[:colon])) is not None:
        kindred = _kindred(folded, kin.start("word"), colon, len(folded))
        if kindred is not None:
            return kindred
    return _misspelt(folded) or (_qualified(folded, first, colon) if colon > 0 else None)


def _kindred(folded: str, start: int, colon: int, end: int) -> Found | None:
    """责任站所：镇林业站, 牵头委办局：…: a word for the unit that no list holds, units behind it."""
    match = _KINDRED.search(folded[start:colon]) if colon > start else None
    if match is None or NO_DOER.search(unspaced(match["word"])):
        return None
    if not _units_behind(folded, colon, end):
        return None
    first, after = (start + at for at in match.span("word"))
    word = unspaced(match["word"])
    return Found(Kind.UNITS, first, after, colon + 1, word, role_of(word), kindred=True)


_WIDEST_LIST = 400  # characters of a label and its units
_UNIT_LAST = late(rf"{FULL_LABEL}\s*:(?:[^:。;]*[、,])?(?P<name>[^、,:。;]+)$")


def ends_with_a_unit(folded: str) -> bool:
    """Whether a line ends with a label and whole names of units, and no stop: 责任单位：A、B."""
    named = _UNIT_LAST.search(folded.rstrip()[-_WIDEST_LIST:])
    return named is not None and is_plainly_a_unit(named["name"].strip())


def names_a_party(folded: str) -> bool:
    """Whether a line opens with such a label for a unit, a person or a place: 运营单位：…."""
    label = own_label(folded)
    return label is not None and OWN_LABEL_END.search(label.word) is not None


def _units_behind(folded: str, colon: int, end: int) -> bool:
    """Whether a colon is followed by nothing but units, down to the next stop or label."""
    stop = _VALUE_END.search(folded, colon + 1, end)
    last = stop.start() if stop is not None else end
    if stop is not None and folded[last : last + 1] == ":":  # the next label follows
        last -= len(folded[colon + 1 : last]) - len(_LAST_WORD.sub("", folded[colon + 1 : last]))
    return looks_like_units(folded, colon + 1, last)


@lru_cache(maxsize=16384)  # a line is asked for again on its way
def own_label(folded: str) -> Found | None:
    """A label in no list of words that opens a line which is nothing but it and a short value.

    所属片区：东片区管理局, 运营单位：县城投公司; not 县水利局：…, whose colon stands behind a unit.
    """
    match = _OWN.match(folded) if ":" in folded[:_LONGEST] else None
    if match is None or IN_TEXT.search(match["word"]) or label_at_start(folded) is not None:
        return None
    word = match["word"]
    if not OWN_LABEL_END.search(word):
        units = looks_like_units(folded, *match.span("value"))
        if surely_units(word) or (is_unit_name(word) and not units):
            return None
        if not units and match.end("value") - match.start("value") > _SHORT_VALUE:
            return None
    value = match.start("value")
    return Found(Kind.OTHER, *match.span("word"), value, word, None, unknown=True)


def _qualified(text: str, start: int, colon: int) -> Found | None:
    """属地责任单位：镇林业站: a label with a word before it that no list holds, units behind it."""
    match = _QUALIFIED.fullmatch(text, start, colon)
    if match is None or not _units_behind(text, colon, len(text)):
        return None
    word = unspaced(text[start:colon])
    return Found(Kind.UNITS, start, colon, colon + 1, word, role_of(word), kindred=True)


def _misspelt(folded: str) -> Found | None:
    """A label one character off a usual one: 责单位：, 头单位：, 责任X导：."""
    match = _SHORT.match(folded[:20])
    if match is None:
        return None
    word = match["word"]
    near = [usual for usual in _USUAL if _one_off(word, usual)]
    kinds = {_USUAL[usual] for usual in near}
    if len(kinds) != 1:
        return None
    usual = near[0]
    role = role_of(usual) if _USUAL[usual] is Kind.UNITS else None
    return Found(_USUAL[usual], *match.span("word"), match.end(), usual, role, damaged=True)


def _one_off(word: str, usual: str) -> bool:
    """Whether one character was changed, lost or put in."""
    if word == usual or abs(len(word) - len(usual)) > 1:
        return False
    if len(word) == len(usual):
        return sum(a != b for a, b in zip(word, usual, strict=True)) == 1
    short, long = sorted((word, usual), key=len)
    return any(long[:n] + long[n + 1 :] == short for n in range(len(long)))


@lru_cache(maxsize=1024)
def bare_label(folded: str) -> Found | None:
    """A unit label without its colon: 责任单位 区发改委. The caller must see units behind it."""
    head = folded.lstrip()[:1]
    if not head or head not in LABEL_FIRST or not any(w in folded[:_LONGEST] for w in _BARE_WORDS):
        return None
    match = _BARE.match(mend(folded[:60]))
    if match is None:
        return None
    word = match["units"]
    return Found(
        Kind.UNITS, match.start("units"), match.end("units"), match.end(), word, role_of(word), True
    )


@lru_cache(maxsize=1024)
def bare_other(folded: str) -> Found | None:
    """A leader or a deadline whose label lost its colon: 分管领导 陈芷若, 完成时限 10月底前."""
    head = folded.lstrip()[:1]
    if len(folded) > _SHORTEST_LINE or head not in LABEL_FIRST or ":" in folded:
        return None
    match = _BARE_OTHER.match(mend(folded)) if any(w in folded for w in _OTHER_WORDS) else None
    if match is None:
        return None
    kind = Kind.LEADERS if match["leaders"] else Kind.DEADLINE
    value = folded[match.end() :].strip(" 。;")
    if not (_PERSONS if kind is Kind.LEADERS else _DAY).fullmatch(value):
        return None
    name = kind.value
    return Found(kind, *match.span(name), match.end(), unspaced(match[name]), None, damaged=True)


def labels_in(folded: str, start: int, end: int) -> list[Found]:
    """Every label with a colon, or in square brackets, between two columns, in order."""
    text = mend(folded)
    marks = [m.start() for m in _MARK.finditer(text, start, end)]
    if not marks:
        return []
    found: list[Found] = []
    floor = start
    for at in marks:
        low = max(floor, at - _LONGEST)
        match = _label_before(text, low, at)
        if match is None:
            if text[at] == ":" and (kindred := _kindred(text, low, at, end)) is not None:
                found.append(kindred)
                floor = at + 1
                continue
            unknown = _UNKNOWN.search(text[low:at]) if found and text[at] == ":" else None
            if unknown is not None:
                span = low + unknown.start("word"), low + unknown.end("word")
                found.append(Found(Kind.OTHER, *span, at + 1, unknown["word"], None, unknown=True))
                floor = at + 1
            continue
        first = match.start()
        if text[at] == "]" and text[first - 1 : first] != "[":
            continue
        plain = (
            len(match[0].strip()) >= _PLAIN
        )  # joined to the word before when a line end was lost
        if plain or first == start or text[first - 1] in _BOUNDARY or text[first - 1] == "分":
            told = _found(match, _MISREAD.search(folded) is not None, at + 1)
            found.append(_with_word_before(text, start, told))
            floor = at + 1
    return found


def _with_word_before(text: str, start: int, found: Found) -> Found:
    """…。属地责任单位：A: the word between a stop and a label belongs to the label."""
    before = _WORD_BEFORE.search(text, max(start, found.start - _PLAIN - 1), found.start)
    if found.kind is not Kind.UNITS or before is None:
        return found
    whole = _qualified(text, before.start("word"), found.end)
    return found if whole is None or text[found.end : found.value].strip() != ":" else whole


def _label_before(text: str, low: int, at: int) -> re.Match[str] | None:
    """The longest label that ends before a colon or bracket at column ``at``."""
    end = len(text[:at].rstrip().removesuffix("]").rstrip())
    starts = (n for n in range(low, end) if text[n] in LABEL_FIRST)
    found = (_LABEL_NOTE.fullmatch(text, start, end) for start in starts)
    return next((match for match in found if match is not None), None)


_KINDS = {kind.value: kind for kind in Kind}


def _found(match: re.Match[str], damaged: bool, value: int) -> Found:
    group = match.lastgroup or ""
    kind, word = _KINDS[group], unspaced(match[group])
    if kind is Kind.UNITS and names_both(match[0]):  # 责任单位（责任人）
        word = unspaced(match[0])
    role = role_of(word) if kind is Kind.UNITS else None
    return Found(kind, *match.span(group), value, word, role, damaged)

"""责任单位及责任人：县城管局（麦杰）: a label that names both, and which part is the person.

Only behind such a label: elsewhere what stands in a bracket belongs to the unit's name.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from parsers.fields.units import is_unit_name
from parsers.patterns import late
from parsers.wording import UNIT_END

_BOTH = late(
    r"(?:单位|部门|处室|科室|股室|机构|站所)\s*(?:[(（]|和|与|及|、|/|／|兼)+\s*[^)）]{0,6}(?:责任人|负责人|领导|联系人|责任人员)"
)
_POST = (
    r"(?:(?:党组|党委|党工委|副)?(?:书记)|(?:常务)?副?(?:局|院|县|区|市|镇|乡|部|行|校|处|科|股|所|站|站|支队|大队|中队|队|会|秘书|区|社|厂|台|馆)长"
    r"|副?(?:主任|主席|总经理|经理|董事长)|(?:主要|分管|相关)?(?:领导|负责人|负责同志|责任人))"
)
_GIVEN = (  # 县国投 is none
    r"(?![省市县区州旗镇乡各全国驻])(?:欧阳|上官|司马|诸葛|皇甫|尉迟|令狐|慕容)?[\u4e00-\u9fff][\u4e00-\u9fff·]{1,2}"
)
_PERSON = late(rf"(?:{_POST}\s*(?:[:：]?\s*{_GIVEN})?|{_GIVEN})(?:同志)?")
_BRACKET = late(r"\(\s*(?P<inside>[^()]{2,40})\s*\)\s*$")
_AT_END = late(rf"\s*(?P<person>{_POST}\s*{_GIVEN}|{_POST})\s*$")
_PIECE = re.compile(r"[^、,;/\s]+(?:\s+[^、,;/\s](?=[、,;/\s]|$))?")
_SHORTEST, _NAMES = 3, (3, 2)  # characters of a unit; of a person without a post, longest first


class Parted(NamedTuple):
    """The unit's columns, None where the whole is a person, and those of each person."""

    unit: tuple[int, int] | None
    persons: tuple[tuple[int, int], ...]


def names_both(label: str) -> bool:
    """Whether a label names units and persons: 责任单位（责任人）, 责任单位及责任人."""
    return _BOTH.search(label) is not None


def parted(folded: str, start: int, end: int) -> Parted:
    """What stands behind such a label between two columns, with the person told apart."""
    written = folded[start:end]
    if _is_person(written.strip()):
        return Parted(None, ((start, end),))
    bracket = _BRACKET.search(written)
    if bracket is not None:
        first = start + bracket.start("inside")
        last = start + bracket.end("inside")
        whole = _is_person(folded[first:last])
        pieces = (
            [(first, last)] if whole else [m.span() for m in _PIECE.finditer(folded, first, last)]
        )
        if bracket.start() > 1 and all(_is_person(folded[a:b]) for a, b in pieces):
            return Parted(_trimmed(folded, start, start + bracket.start()), tuple(pieces))
        return Parted((start, end), ())
    cut = _behind_unit(written)
    if cut:
        person = _trimmed(folded, start + cut, end)
        return Parted(_trimmed(folded, start, start + cut), (person,))
    return Parted((start, end), ())


def _behind_unit(written: str) -> int:
    """Where a person begins behind a unit: 县发改局王强, 县城管局局长麦杰; 0 if there is none."""
    if is_unit_name(written):
        return 0
    post = _AT_END.search(written)
    while post is not None:  # the longest post behind a whole unit
        if is_unit_name(written[: post.start()]) and post.start() >= _SHORTEST:
            return post.start("person")
        post = _AT_END.search(written, post.start() + 1)
    blank = written.rstrip().rfind(" ")
    for cut in (blank, *(len(written) - size for size in _NAMES)):
        unit, person = written[: max(cut, 0)].rstrip(), written[max(cut, 0) :].strip()
        if len(unit) >= _SHORTEST and UNIT_END.search(unit) and _is_person(person):
            return cut
    return 0


def _is_person(words: str) -> bool:
    words = re.sub(r"\s", "", words)
    return _PERSON.fullmatch(words) is not None and not is_unit_name(words)


def _trimmed(folded: str, start: int, end: int) -> tuple[int, int]:
    while start < end and folded[start] in " \t\v":
        start += 1
    while end > start and folded[end - 1] in " \t\v":
        end -= 1
    return start, end

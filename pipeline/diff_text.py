"""表述与数字: what two wordings say apart from figures, which figures they give, what differs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher

from parsers.model import Indicator, Target
from parsers.numerals import to_int
from parsers.text import fold
from pipeline.match_text import plain

_YEAR = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)(?=年)")
_NUMBER = r"(?<![A-Za-z\d.])\d+(?:,\d{3})*(?:\.\d+)?"
_BOUND = r"(?:及?以上|及?以下|以内|之内|左右|上下)"
_SIGN = re.compile(r"[≥≤<>]=?")
_MEASURES = ("个百分点", "百分点", "%", "‰")


@dataclass(frozen=True, slots=True)
class Said:
    """A text as it is compared: its words, the years it names, and the figures left in it."""

    words: str
    years: tuple[int, ...]
    figures: tuple[str, ...]


_TURNED = str.maketrans("“”‘’", "‘’“”")


def quoted(text: str | None) -> str:
    """Words of a notice in quotation marks; those inside become single ones (GB/T 15834)."""
    return f"“{(text or '').translate(_TURNED)}”"


def said(text: str, targets: Sequence[Target]) -> Said:
    """Words and figures of a text; figures go with their unit of measure and 以上/以内/左右."""
    folded = re.sub(r"\s+", "", fold(text))
    years = tuple(int(found["year"]) for found in _YEAR.finditer(folded))
    folded = _YEAR.sub("", folded)
    measures = {fold(target.unit) for target in targets if target.unit} | set(_MEASURES)
    longest = sorted(measures, key=lambda measure: (-len(measure), measure))
    figure = re.compile(
        rf"{_NUMBER}(?:{'|'.join(map(re.escape, longest))})?(?:[-~至]{_NUMBER}"
        rf"(?:{'|'.join(map(re.escape, longest))})?)?{_BOUND}?"
    )
    figures = tuple(found[0] for found in figure.finditer(folded))
    return Said(plain(_SIGN.sub("", figure.sub("", folded))), years, figures)


def same_years(old: Said, new: Said, step: int | None) -> bool:
    """Whether the years named are the same, or have moved on as the notices have.

    完成2021年度任务 and 完成2022年度任务 say the same, and so does 到2025年 in both.
    """
    if len(old.years) != len(new.years):
        return False
    return all(b - a in (0, step) for a, b in zip(old.years, new.years, strict=True))


def same_figure(old: Target, new: Target) -> bool:
    """Whether figure, comparator and unit of measure are the same, and none says the contrary."""
    units = [
        fold(target.unit).replace("个百分点", "百分点") if target.unit else None
        for target in (old, new)
    ]
    return (
        (old.comparator, old.value, old.value2) == (new.comparator, new.value, new.value2)
        and units[0] == units[1]
        and (old.direction is new.direction or None in (old.direction, new.direction))
    )


def same_number(old: Indicator, new: Indicator) -> bool:
    """Whether 序号 are the same; （一） and 1 are, and a notice without numbers changes none."""
    if old.number is None or new.number is None:
        return True
    one, other = old.number.value, new.number.value
    if one == other:
        return True
    first, second = to_int(one), to_int(other)
    return first is not None and first == second


def total(points: Iterable[Decimal]) -> Decimal:
    return sum(points, Decimal())


# --- the difference, to be marked in the text ---------------------------------------------

_TOKEN = re.compile(r"[A-Za-z]+\d*(?:\.\d+)?|\d+(?:[.,]\d+)*[%‰]?|\s+|.", re.DOTALL)
_ISLAND = 2  # a run this short between two changes belongs to them: it is no word of its own


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the two wordings: equal, or what went and what came in its place."""

    old: str
    new: str

    @property
    def equal(self) -> bool:
        return self.old == self.new


def pieces(old: str, new: str) -> tuple[Piece, ...]:
    """The two texts side by side, changes snapped to words and whole numbers.

    Joined, the old sides are the old text and the new sides the new one.
    """
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    found: list[tuple[str, str, int]] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        found.append(
            ("".join(before[i1:i2]), "".join(after[j1:j2]), i2 - i1 if tag == "equal" else 0)
        )
    out: list[Piece] = []
    for at, (one, other, run) in enumerate(found):
        inner = 0 < at < len(found) - 1
        island = run and inner and run < _ISLAND and one not in "，。；、,;"
        joins = out and not out[-1].equal and (run == 0 or island)
        if joins:
            out[-1] = Piece(out[-1].old + one, out[-1].new + other)
        else:
            out.append(Piece(one, other))
    return tuple(out)

"""单位名称的一般知识: ``unit_knowledge.toml`` as tables, read once when first asked for."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Reform:
    """机构改革: business (or whole bodies) that went over to others; for suggestions only."""

    year: int
    old: tuple[str, ...]
    new: tuple[str, ...]
    whole: bool
    varies: bool  # the old name is still in use in many places
    source: str


@dataclass(frozen=True, slots=True)
class Knowledge:
    """``words`` maps each way of writing a field of business to the one it is compared by."""

    words: Mapping[str, str]
    pattern: re.Pattern[str]  # finds the words, longest first
    either: frozenset[str]  # fields whose body is a 局 in some places and a 委 in others
    fields: frozenset[str]  # business that alone, without 局, names the body (公安、城管部门)
    party: tuple[str, ...]  # bodies that only the party has
    above: tuple[str, ...]  # superiors that may stand before a name
    several: Mapping[str, tuple[str, ...]]  # a short form with more than one meaning
    reforms: tuple[Reform, ...]


_WHOLE = tuple("院会委社联办心区行")  # these end a body's name, no 局 follows


@cache
def knowledge() -> Knowledge:
    """What holds everywhere; a place's own names stand in its register."""
    path = Path(__file__).with_name("unit_knowledge.toml")
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    words = {kept: kept for kept in (*data["keep"]["words"], *data["plain"]["words"])}
    for row in data["word"]:
        words |= dict.fromkeys((row["full"], *row["short"]), row["full"])
    longest = sorted(words, key=lambda word: (-len(word), word))
    return Knowledge(
        words,
        re.compile("|".join(map(re.escape, longest))),
        frozenset(row["full"] for row in data["word"] if row.get("organ") == "局委"),
        frozenset(data["plain"]["words"])
        | {row["full"] for row in data["word"] if not row["full"].endswith(_WHOLE)},
        tuple(data["party"]["bodies"]),
        tuple(sorted(data["above"]["names"], key=len, reverse=True)),
        {row["short"]: tuple(row["full"]) for row in data["several"]},
        tuple(
            Reform(
                row["year"],
                tuple(row["old"]),
                tuple(row["new"]),
                row.get("whole", False),
                row.get("varies", False),
                row["source"],
            )
            for row in data["reform"]
        ),
    )

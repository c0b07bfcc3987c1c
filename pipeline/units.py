"""单位名录: the office's register of units, and what a written name was found to stand for.

These types do nothing; ``pipeline.directory`` looks names up in them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum


class UnitKind(Enum):
    """单位性质, as an office lists it."""

    DEPARTMENT = "政府部门"
    MANAGED = "部门管理机构"
    VERTICAL = "派出机构、垂管单位"
    PARTY = "党委部门"
    MASS = "群团"
    STREET = "街道办事处"
    TOWNSHIP = "乡镇"
    ZONE = "园区"
    COMPANY = "企业"
    INSTITUTION = "事业单位"
    OTHER = "其他"


class LetterForm(Enum):
    """行文: 通知 to subordinate units, 函 to vertically managed and equal bodies."""

    NOTICE = "通知"
    LETTER = "函"


@dataclass(frozen=True, slots=True)
class FormerName:
    """曾用名 with the dates between which it was held (None: open)."""

    name: str
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """单位. ``name`` is the canonical short name and the key; None where nobody knows."""

    name: str
    kind: UnitKind
    full_name: str | None = None
    aliases: tuple[str, ...] = ()
    former: tuple[FormerName, ...] = ()
    successor: str | None = None
    level: str | None = None  # 市、区、县
    addressee: str | None = None  # 主送 as it should stand in a letter, without the colon
    contact: str | None = None
    phone: str | None = None
    form: LetterForm | None = None
    guessed: bool = False  # proposed by the program, not yet confirmed by the office
    code: str | None = None  # 区划代码 or the unit's own number, as the office keeps it
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """各街道办事处 and the like: ``members`` are unit names.

    None means that a person must say who is meant each time (各有关单位); ``()`` that the
    office has not filled them in yet. Neither is ever expanded.
    """

    name: str
    members: tuple[str, ...] | None
    aliases: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class UnitBook:
    """The register of one office, in its own order.

    ``place`` is where the office is, from the top: 平顶山市卫东区. ``first_leads`` is its
    convention that the first-listed unit leads where a notice says nothing of it.
    """

    units: tuple[Unit, ...]
    groups: tuple[Group, ...] = ()
    file: str | None = None
    place: str | None = None
    first_leads: bool = True


class Certainty(Enum):
    """How a written name was matched with a unit, surest first."""

    EXACT = "同名"
    ALIAS = "别名"
    FORMER = "曾用名"
    FOLDED = "简全称折算"
    MEMBER = "集合成员"
    DECIDED = "人工指定"
    AS_WRITTEN = "按原文"  # no register: the name stands for itself


@dataclass(frozen=True, slots=True)
class Candidate:
    """A unit that a name might mean: offered with a Chinese reason, never taken."""

    unit: str
    reason: str


@dataclass(frozen=True, slots=True)
class Resolution:
    """Whom a written name stands for; ``reason`` is a Chinese clause, empty if it is the name.

    Without ``unit`` nobody was taken: either several answer (``rivals``) or none does, and
    ``candidates`` are offered, best first. ``holder`` is the unit a former name belonged to
    where the letter goes to another, its successor.
    """

    written: str
    unit: Unit | None = None
    certainty: Certainty | None = None
    reason: str = ""
    rivals: tuple[str, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    holder: str | None = None

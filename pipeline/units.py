"""单位名录: the office's register of units, and whom a written name stands for."""

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


@dataclass(frozen=True, slots=True)
class Group:
    """各街道办事处 and the like: ``members`` are unit names, None while a person must say who."""

    name: str
    members: tuple[str, ...] | None
    aliases: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class UnitBook:
    """The register of one office, in its own order."""

    units: tuple[Unit, ...]
    groups: tuple[Group, ...] = ()
    file: str | None = None

"""归口: from what a notice writes to who is meant."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from parsers.model import Indicator, LeadBasis, Mention, Notice, Role
from pipeline.units import Unit, UnitBook


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
class Assignment:
    """One indicator given to one unit; ``reason`` is a Chinese clause for the check report."""

    indicator: Indicator
    mention: Mention
    unit: Unit
    role: Role
    lead: bool
    lead_basis: LeadBasis | None
    certainty: Certainty
    reason: str
    group: str | None = None  # the group through which the unit was reached


@dataclass(frozen=True, slots=True)
class OpenPlace:
    """A mention nobody can assign yet.

    ``group`` is the open group's name (各有关单位) or None for a name no unit answers to;
    ``candidates`` are unit names offered, best first, never taken.
    """

    indicator: Indicator
    mention: Mention
    group: str | None
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Assignments:
    """Every mention of the notice once: assigned, or open. Judges (考核) are in neither."""

    notice: Notice
    book: UnitBook
    items: tuple[Assignment, ...]
    open: tuple[OpenPlace, ...]

    def by_unit(self) -> dict[Unit, tuple[Assignment, ...]]:
        """Units with at least one item, in the register's order, items in the notice's."""
        found: dict[str, list[Assignment]] = {}
        for item in self.items:
            found.setdefault(item.unit.name, []).append(item)
        known = [unit for unit in self.book.units if unit.name in found]
        return {unit: tuple(found[unit.name]) for unit in known}

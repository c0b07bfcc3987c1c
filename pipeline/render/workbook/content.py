"""What goes into a workbook: named values, tables of rows, copies of a model sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TypeAlias

Value: TypeAlias = str | int | float | Decimal | date | None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows for a model row: ``{{项.指标}}`` is the field 指标 of the table 项."""

    fields: tuple[str, ...]
    rows: Sequence[tuple[Value, ...]]


@dataclass(frozen=True, slots=True)
class Scope:
    """The fields one sheet may use: ``{{年度}}`` from values, ``{{项.指标}}`` from tables."""

    values: Mapping[str, Value]
    tables: Mapping[str, Table]

    def over(self, outer: Scope) -> Scope:
        """These fields, and those of ``outer`` that are not named here."""
        return Scope({**outer.values, **self.values}, {**outer.tables, **self.tables})


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy of a model sheet: its own name and the fields that differ from the book's."""

    sheet: str
    scope: Scope


@dataclass(frozen=True, slots=True)
class Content:
    """All that a template is filled with.

    ``copies`` are keyed by the word in the model sheet's name: the sheet ``{{单位}}`` is made
    once per entry of ``copies["单位"]``. Columns whose model cell holds a field named in
    ``hidden`` (``项.上年``) are hidden. ``properties`` become the document's properties:
    title, subject, creator, keywords, description.
    """

    scope: Scope
    copies: Mapping[str, Sequence[Copy]] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()
    properties: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Trouble:
    """Text that a cell cannot hold or show whole; ``place`` is 总台账!C5."""

    place: str
    characters: int


@dataclass(frozen=True, slots=True)
class Filled:
    """A finished workbook.

    ``cut`` are the cells whose text is longer than Excel allows (32,767 characters) and was
    shortened; ``tall`` those whose row would need more than Excel's greatest height (409 pt).
    """

    data: bytes
    cut: tuple[Trouble, ...] = ()
    tall: tuple[Trouble, ...] = ()

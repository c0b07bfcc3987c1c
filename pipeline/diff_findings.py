"""对照时要说的话: what a person should look at before the comparison is used."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from parsers.diagnostics import Diagnostic
from parsers.model import Indicator, Notice, Text
from pipeline import codes
from pipeline.changes import Kind, Pair
from pipeline.diff_text import quoted
from pipeline.diff_units import Bodies


def findings_of(
    old: Notice, new: Notice, pairs: Sequence[Pair], bodies: Bodies
) -> tuple[Diagnostic, ...]:
    """In the order a person reads: the notices as a whole, units, then pair by pair."""
    return (*_notices(old, new, pairs), *_renames(pairs, bodies), *_pairs(pairs))


def _notices(old: Notice, new: Notice, pairs: Sequence[Pair]) -> Iterator[Diagnostic]:
    if old.source.parts and [p.sha256 for p in old.source.parts] == [
        p.sha256 for p in new.source.parts
    ]:
        yield codes.SAME_FILE.at(file=old.source.file)
        return
    if old.year and new.year and old.year > new.year:
        yield codes.YEARS_REVERSED.at(old=old.year, new=new.year)
    elif old.year and old.year == new.year:
        yield codes.SAME_YEAR.at(year=old.year)
    kept = sum(len(pair.new) for pair in pairs if pair.certain)
    if new.indicators and old.indicators and 5 * kept < min(map(_count, (old, new))):
        yield codes.LITTLE_ALIKE.at(kept=kept, old=_count(old), new=_count(new))
    for notice in (old, new):
        if notice.indicators and not any(item.points for item in notice.indicators):
            yield codes.NO_POINTS.at(notice=named(notice))
    for notice in (old, new):
        if notice.indicators and not any(item.mentions for item in notice.indicators):
            yield codes.NO_UNITS.at(notice=named(notice))


def _renames(pairs: Sequence[Pair], bodies: Bodies) -> Iterator[Diagnostic]:
    found = {
        rename: None
        for pair in pairs
        for change in pair.changes
        if change.kind is Kind.UNIT_RENAMED
        for rename in change.renames
    }
    for old, new in found:
        yield codes.UNIT_RENAMED.at(old=old, new=new, why=bodies.why_renamed(old, new))


def _pairs(pairs: Sequence[Pair]) -> Iterator[Diagnostic]:
    for pair in pairs:
        if not pair.certain:
            places = [item.text.spans[:1] for item in pair.new]
            yield codes.PAIR_DOUBTFUL.at(
                *(span for spans in places for span in spans),
                indicator=pair.new[0].id,
                old=called(pair.old),
                new=called(pair.new),
                why="；".join(pair.why),
            )


def called(items: Sequence[Indicator]) -> str:
    """第10、11项“直接融资占比…”: numbers, and the beginning of the first text."""
    numbers = "、".join(item.number.value for item in items if item.number)
    text = items[0].text.value
    start = text if len(text) <= 16 else f"{text[:15]}…"
    more = f"等{len(items)}项" if len(items) > 1 else ""
    return f"第{numbers}项{quoted(start)}{more}" if numbers else f"{quoted(start)}{more}"


def named(notice: Notice) -> str:
    """How a notice is called in a sentence: its year, else its number, else its file."""
    if notice.year:
        return f"{notice.year}年"
    known: Text | None = notice.document_number or notice.title
    return known.value if known else notice.source.file


def _count(notice: Notice) -> int:
    return len(notice.indicators)

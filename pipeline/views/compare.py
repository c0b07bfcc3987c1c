"""并排对照: the lines of both notices side by side, the differences marked in their words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from parsers.diagnostics import Diagnostic
from parsers.model import Indicator, Notice
from pipeline.changes import Comparison, Kind, Pair
from pipeline.diff_text import Piece, pieces
from pipeline.diff_units import named_units
from pipeline.names import tidy
from pipeline.views.change_words import clause, counts, doubt, points_text, summary_lines
from pipeline.views.changes import Line, heading, lines


@dataclass(frozen=True, slots=True)
class Mark:
    """A piece of text, and whether it differs from the other year."""

    text: str
    changed: bool = False


@dataclass(frozen=True, slots=True)
class ItemView:
    """One item as shown: its text, points, target and units in marks."""

    id: str
    number: str
    text: tuple[Mark, ...]
    points: Mark | None
    target: Mark | None
    deadline: Mark | None
    units: tuple[Mark, ...]
    line: int


@dataclass(frozen=True, slots=True)
class RowView:
    """One row: what last year said on the left, what this year says on the right."""

    status: str
    kinds: tuple[str, ...]
    doubt: str
    score: str
    old: tuple[ItemView, ...]
    new: tuple[ItemView, ...]
    moved_from: str
    said: tuple[str, ...]
    why: str
    units: tuple[str, ...]
    heading: str


@dataclass(frozen=True, slots=True)
class CompareView:
    """The whole page."""

    title: str
    labels: tuple[str, str]
    notices: tuple[str, str]
    files: tuple[str, str]
    totals: tuple[str, ...]
    counts: tuple[tuple[str, int], ...]
    rows: tuple[RowView, ...]
    units: tuple[str, ...]
    findings: tuple[tuple[str, str, str], ...]  # severity, code, message


def compare_view(comparison: Comparison, findings: Sequence[Diagnostic]) -> CompareView:
    """The page's contents; rows in the order of the new notice, what went where it stood."""
    old, new = comparison.labels
    return CompareView(
        f"{old}与{new}目标任务对照" if old != "原" else "两份通知目标任务对照",
        (old, new),
        (_title(comparison.old), _title(comparison.new)),
        (comparison.old.source.file, comparison.new.source.file),
        tuple(summary_lines(comparison))[:2],
        counts(comparison),
        tuple(_row(line, comparison) for line in lines(comparison)),
        tuple(row.name for row in comparison.units),
        tuple((f.severity.value, f.code.id, f.message) for f in findings),
    )


def _title(notice: Notice) -> str:
    number = f"{notice.document_number.value}　" if notice.document_number else ""
    return f"{number}{notice.title.value if notice.title else notice.source.file}"


def _row(line: Line, comparison: Comparison) -> RowView:
    pair = line.pair
    marked = tuple(_old_marks(line)), tuple(_new_marks(line))
    units = frozenset[str]().union(
        *(comparison.bodies.keys(item, 0) for item in line.old),
        *(comparison.bodies.keys(item, 1) for item in line.new),
    )
    names = {row.name for row in comparison.units}
    shown = tuple(sorted(names & {comparison.bodies.shown(key) for key in units}))
    moved = pair.change(Kind.MOVED) if pair else None
    return RowView(
        line.status,
        tuple(change.kind.chinese for change in pair.changes) if pair else (),
        doubt(pair) if pair else "",
        f"{pair.score:.0%}" if pair else "",
        tuple(_item(item, marks, line, 0) for item, marks in zip(line.old, marked[0], strict=True)),
        tuple(_item(item, marks, line, 1) for item, marks in zip(line.new, marked[1], strict=True)),
        moved.old or "" if moved else "",
        tuple(clause(change, pair) for change in pair.changes if _worth(change.kind))
        if pair
        else (),
        "；".join(pair.why) if pair else "",
        shown,
        heading(comparison.new, line.new) or heading(comparison.old, line.old),
    )


def _worth(kind: Kind) -> bool:
    """What cannot be seen from the marks alone, or is wanted in words."""
    return kind not in (Kind.RENUMBERED, Kind.REWORDED)


def _old_marks(line: Line) -> Iterator[tuple[Mark, ...]]:
    if len(line.old) == len(line.new) == 1:
        yield tuple(_marks(_compared(line), old=True))
    else:
        yield from ((Mark(item.text.value),) for item in line.old)


def _new_marks(line: Line) -> Iterator[tuple[Mark, ...]]:
    if len(line.old) == len(line.new) == 1:
        yield tuple(_marks(_compared(line), old=False))
    else:
        yield from ((Mark(item.text.value),) for item in line.new)


def _compared(line: Line) -> tuple[Piece, ...]:
    return pieces(line.old[0].text.value, line.new[0].text.value)


def _marks(compared: Sequence[Piece], *, old: bool) -> Iterator[Mark]:
    for piece in compared:
        text = piece.old if old else piece.new
        if text:
            yield Mark(text, not piece.equal)


def _item(item: Indicator, text: tuple[Mark, ...], line: Line, year: int) -> ItemView:
    pair = line.pair
    return ItemView(
        f"{'ab'[year]}-{item.id}",
        item.number.value if item.number else "",
        text,
        _mark(points_text(item), pair, Kind.POINTS, Kind.POINTS_KIND),
        _mark(item.target_text.value if item.target_text else "", pair, Kind.TARGET),
        _mark(item.deadline.value if item.deadline else "", pair, Kind.DEADLINE),
        tuple(_units(item, line, year)),
        item.line,
    )


def _mark(text: str, pair: Pair | None, *kinds: Kind) -> Mark | None:
    if not text:
        return None
    return Mark(text, pair is not None and any(pair.change(kind) for kind in kinds))


def _units(item: Indicator, line: Line, year: int) -> Iterator[Mark]:
    """A unit is marked where the other year does not name it."""
    others = {tidy(name) for other in (line.old, line.new)[1 - year] for name in named_units(other)}
    for name in named_units(item):
        yield Mark(name, line.pair is not None and tidy(name) not in others)

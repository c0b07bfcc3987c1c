"""What ``fenjie diff --json`` prints: schema ``fenjie.diff/1``, keys in a fixed order.

The schema changes only when a key changes its meaning or goes; keys may be added.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from parsers.diagnostics import Diagnostic
from parsers.model import Indicator, Notice, Target
from pipeline.changes import Amount, Balance, Change, Comparison, Kind, Pair, TargetStep
from pipeline.contract import Json, figure, finding_json, number, source_json
from pipeline.diff_balance import amount

SCHEMA = "fenjie.diff/1"


def diff_json(comparison: Comparison, findings: Iterable[Diagnostic]) -> Json:
    """The comparison as plain values for ``json``."""
    old, new = comparison.old, comparison.new
    return {
        "schema": SCHEMA,
        "old": _notice(old),
        "new": _notice(new),
        "pairs": [_pair(pair) for pair in comparison.pairs],
        "added": _numbers(comparison.added),
        "removed": _numbers(comparison.removed),
        "added_ids": _ids(comparison.added),
        "removed_ids": _ids(comparison.removed),
        "units": [_balance(row) for row in comparison.units],
        "sections": [_balance(row) for row in comparison.sections],
        "totals": {"old": _totals(old), "new": _totals(new)},
        "findings": [finding_json(finding) for finding in findings],
    }


def history_json(comparisons: Sequence[Comparison], findings: Iterable[Diagnostic]) -> Json:
    """More than two years: each against the one before it."""
    return {
        "schema": "fenjie.history/1",
        "years": [diff_json(comparison, ()) for comparison in comparisons],
        "findings": [finding_json(finding) for finding in findings],
    }


def _notice(notice: Notice) -> Json:
    """The source of a notice, and by what it is known."""
    return source_json(notice.source) | {
        "document_number": notice.document_number.value if notice.document_number else None,
        "year": notice.year,
    }


def _pair(pair: Pair) -> Json:
    return {
        "old": _numbers(pair.old),
        "new": _numbers(pair.new),
        "old_ids": _ids(pair.old),
        "new_ids": _ids(pair.new),
        "score": pair.score,
        "certain": pair.certain,
        "decided": pair.decided,
        "why": list(pair.why),
        "changes": [_change(change) for change in pair.changes],
    }


def _change(change: Change) -> Json:
    """The kind, and of the rest what the change has."""
    described: Json = {"kind": change.kind.value}
    if change.old is not None or change.new is not None:
        described |= {"old": change.old, "new": change.new}
    if change.delta is not None:
        described["delta"] = number(change.delta)
    if change.kind is Kind.UNITS:
        described |= {"joined": list(change.joined), "left": list(change.left)}
    if change.renames:
        described["renames"] = [{"old": old, "new": new} for old, new in change.renames]
    if change.targets:
        described["targets"] = [_step(step) for step in change.targets]
    return described


def _step(step: TargetStep) -> Json:
    return {
        "old": _target(step.old),
        "new": _target(step.new),
        "delta": number(step.delta),
        "measure": step.measure,
    }


def _target(target: Target | None) -> Json | None:
    if target is None:
        return None
    return {
        "metric": target.metric,
        "comparator": target.comparator.value,
        "value": figure(target.value),
        "value2": figure(target.value2),
        "unit": target.unit,
        "direction": target.direction.value if target.direction else None,
        "text": target.text.value,
    }


def _balance(row: Balance) -> Json:
    amounts = {"old": row.old, "new": row.new, "gained": row.gained, "lost": row.lost}
    return {
        "name": row.name,
        "old_name": row.old_name,
        "group": row.collective,
        "items": {key: held.items for key, held in amounts.items()} | {"kept": row.kept.items},
        "points": {key: number(held.award) for key, held in amounts.items()}
        | {"kept_before": number(row.kept_before.award), "kept": number(row.kept.award)},
        "deductions": {key: number(held.deduction) for key, held in amounts.items()}
        | {"kept_before": number(row.kept_before.deduction), "kept": number(row.kept.deduction)},
        "led": {"old": row.led_before, "new": row.led},
    }


def _totals(notice: Notice) -> Json:
    all_items: Amount = amount(notice.indicators)
    outermost = {item.section[0] for item in notice.indicators if item.section}
    return {
        "items": all_items.items,
        "sections": len(outermost),
        "points": number(all_items.award),
        "deductions": number(all_items.deduction),
        "claims": [
            {
                "what": claim.what,
                "stated": number(claim.stated),
                "found": number(claim.found),
                "text": claim.text.value,
            }
            for claim in notice.claims
        ],
    }


def _numbers(items: Iterable[Indicator]) -> list[str | None]:
    return [item.number.value if item.number else None for item in items]


def _ids(items: Iterable[Indicator]) -> list[str]:
    return [item.id for item in items]

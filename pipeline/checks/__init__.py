"""核对: what is odd about a notice as read. One file per check; a check never changes anything."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from parsers.diagnostics import Diagnostic
from parsers.model import Notice
from pipeline.checks.claims import claims
from pipeline.checks.duplicates import duplicates
from pipeline.checks.head import head
from pipeline.checks.points import points

Check = Callable[[Notice], Iterator[Diagnostic]]

CHECKS: tuple[Check, ...] = (head, claims, points, duplicates)


def check(notice: Notice) -> tuple[Diagnostic, ...]:
    """Every finding of every check, in the order of CHECKS."""
    return tuple(finding for judge in CHECKS for finding in judge(notice))

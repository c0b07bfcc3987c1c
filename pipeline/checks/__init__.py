"""核对: what is odd about a notice as read. One file per check; a check never changes anything."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from parsers.diagnostics import Diagnostic
from parsers.model import Notice
from pipeline.checks.claims import claims
from pipeline.checks.deadlines import deadlines
from pipeline.checks.duplicates import duplicates
from pipeline.checks.head import head
from pipeline.checks.headings import headings
from pipeline.checks.issuer import issuer
from pipeline.checks.names import names
from pipeline.checks.people import people
from pipeline.checks.points import outliers, points

Check = Callable[[Notice], Iterator[Diagnostic]]

CHECKS: tuple[Check, ...] = (
    head,
    claims,
    headings,
    points,
    outliers,
    deadlines,
    duplicates,
    issuer,
    people,
)


def check(notice: Notice, *, registered: bool = False) -> tuple[Diagnostic, ...]:
    """Every finding of every check, in the order of CHECKS.

    Where the office has a register, resolving against it says more of a name than its
    neighbours in the notice do; ``registered`` leaves that check out.
    """
    checks = CHECKS if registered else (*CHECKS, names)
    return tuple(finding for judge in checks for finding in judge(notice))

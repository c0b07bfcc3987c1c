"""时限: days that no calendar has, and years that are over when the notice is issued."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator

from parsers.diagnostics import Diagnostic
from parsers.model import Notice
from parsers.text import fold
from pipeline import codes

_DATE = re.compile(r"(?:(\d{4})\s*年\s*)?(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_YEAR = re.compile(r"(?<!\d)(20\d\d)\s*年")


def deadlines(notice: Notice) -> Iterator[Diagnostic]:
    """Each stated 完成时限 against the calendar and against the notice's own year."""
    issued = notice.date_of_issue.year if notice.date_of_issue else notice.year
    for indicator in notice.indicators:
        if indicator.deadline is None:
            continue
        folded = fold(indicator.deadline.value)
        years = [int(year) for year in _YEAR.findall(folded)]
        over = bool(issued and years and max(years) < issued)
        if over or not all(map(_exists, _DATE.finditer(folded))):
            yield codes.DEADLINE_IMPOSSIBLE.at(
                *indicator.deadline.spans,
                indicator=indicator.id,
                text=indicator.deadline.value,
                why="早于发文年份" if over else "历法上没有这一天",
            )


def _exists(found: re.Match[str]) -> bool:
    year, month, day = int(found[1] or 2000), int(found[2]), int(found[3])
    return 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]

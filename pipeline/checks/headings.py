"""标题自称的项数: 二、民生（共5项，计50分）against the items below it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from parsers.diagnostics import Diagnostic
from parsers.model import Notice, Section
from parsers.text import fold
from pipeline import codes

_STATED = re.compile(r"\([^()]*?(?<![\d.第~-])(\d{1,4})\s*项[^()]*\)")


def headings(notice: Notice) -> Iterator[Diagnostic]:
    """A heading says in brackets how many items it has, and there are others below it."""
    items = Counter(name for indicator in notice.indicators for name in indicator.section)
    parts = Counter(section.parent for section in notice.sections if section.parent)
    for section in notice.sections:
        stated = _STATED.search(fold(_words(section)))
        if stated is None or int(stated[1]) in (items[section.id], parts[section.id]):
            continue
        yield codes.HEADING_COUNT.at(
            *section.title.spans,
            section=section.heading,
            stated=stated[1],
            found=items[section.id],
        )


def _words(section: Section) -> str:
    points = section.points.text.value if section.points is not None else ""
    return f"{section.title.value}({points})" if "项" in points else section.title.value

"""发文机关混入责任单位: the signature stuck to the last clause."""

from __future__ import annotations

from collections.abc import Iterator

from parsers.diagnostics import Diagnostic
from parsers.model import Notice
from pipeline import codes


def issuer(notice: Notice) -> Iterator[Diagnostic]:
    """The issuing office named in full as one that does an item: a line end was lost."""
    offices = tuple(t.value for t in (notice.issuer, notice.printed_by) if t is not None)
    for indicator in notice.indicators:
        for mention in indicator.mentions:
            if mention.name.value.endswith(offices):
                yield codes.ISSUER_NAMED.at(
                    *mention.name.spans, indicator=indicator.id, name=mention.name.value
                )

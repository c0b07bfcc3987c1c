"""发文机关混入责任单位: the signature stuck to the last clause."""

from __future__ import annotations

from collections.abc import Iterator

from parsers.diagnostics import Diagnostic
from parsers.model import Mention, Notice
from pipeline import codes


def issuer(notice: Notice) -> Iterator[Diagnostic]:
    """The issuing office named in full as one that does an item: a line end was lost."""
    offices = tuple(t.value for t in (notice.issuer, notice.printed_by) if t is not None)
    for indicator in notice.indicators:
        for mention in indicator.mentions:
            if mention.name.value.endswith(offices) and _ends_its_line(notice, mention):
                yield codes.ISSUER_NAMED.at(
                    *mention.name.spans, indicator=indicator.id, name=mention.name.value
                )


def _ends_its_line(notice: Notice, mention: Mention) -> bool:
    """Whether nothing stands behind a name: a signature can have been joined to it."""
    last = mention.name.spans[-1]
    return not notice.source.lines[last.line - 1].text[last.end :].strip(" \u3000。；;")

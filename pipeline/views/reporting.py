"""报送要求: where a notice says itself what has to be reported, to whom and by when.

The letters ask for the same (落实方案报送期限, 进展报送周期, 报送对象). What the notice says is
shown to whoever fills these in, never filled in by itself: it may ask for several reports.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from parsers.model import Notice, Text
from parsers.source import Layer, Line, Span

_SENTENCE = re.compile(r"[^。；;！]+")
_HEADING = re.compile(r"\s*[第（(]?[一二三四五六七八九十]{1,3}[、）).章条][^。；，]{1,20}")
_LONGEST = 150  # characters of a sentence; longer ones are no sentences
_ASKS = re.compile(
    r"(?:\d{1,2}\s*[月日号]|[每各本]\s*(?:月|季|半年|周|旬|年)|(?:月|季度?|年)\s*[底末]|工作日内)"
    r".{0,60}?(?:上报|报送|报告|书面报|报(?:至|到|给)?(?=.{1,20}(?:办|室|局|委|科|股)))"
)


def reports_asked_for(notice: Notice) -> tuple[Text, ...]:
    """The sentences outside the items that ask for a report by a time, in their order."""
    inside = {
        number
        for item in notice.indicators
        for number in range(item.line, (item.end_line or item.line) + 1)
    }
    return tuple(
        text
        for run in _paragraphs(notice, inside)
        for text in _sentences(run)
        if _ASKS.search(text.value)
    )


def _paragraphs(notice: Notice, inside: set[int]) -> Iterator[list[Line]]:
    """Lines outside the items and headings that follow each other without a blank one."""
    run: list[Line] = []
    for line in notice.source.lines:
        prose = line.layer is Layer.BODY and line.row is None and line.text.strip() != ""
        if prose and line.number not in inside and _HEADING.fullmatch(line.text) is None:
            run.append(line)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _sentences(lines: list[Line]) -> Iterator[Text]:
    """The sentences of lines joined, each with its places."""
    joined = "".join(line.text for line in lines)
    for match in _SENTENCE.finditer(joined):
        value = "".join(match[0].split())
        if len(value) > _LONGEST:
            continue
        at, spans = 0, []
        for line in lines:
            first, last = max(match.start() - at, 0), min(match.end() - at, len(line.text))
            first += len(line.text[first:last]) - len(line.text[first:last].lstrip())
            if first < last:
                spans.append(Span(line.number, first, last))
            at += len(line.text)
        yield Text(value, tuple(spans))

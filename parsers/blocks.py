"""A block is what a person reads as one line: a paragraph, however the file breaks it.

It is made of pieces of source lines, and every column of it leads back to its place.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from parsers.model import Text
from parsers.source import Line, Row, Span
from parsers.text import fold


@dataclass(frozen=True)
class Block:
    """``pieces`` joined are ``text``; ``folded`` has the same columns in one width.

    ``gap`` is the number of blank lines above, ``indent`` the blank columns before the text
    (full-width ones count two); ``row`` is set for a table row. ``counted`` are the characters of
    a number that the file itself counts: where it ends is certain. ``ruled`` is true where a line
    of dashes, as between the rows of a table, stands right above.
    """

    text: str
    pieces: tuple[Span, ...]
    row: Row | None = None
    gap: int = 0
    indent: int = 0
    folded: str = field(default="", compare=False, repr=False)
    counted: int = field(default=0, compare=False)
    ruled: bool = False

    def __post_init__(self) -> None:
        if not self.folded:
            object.__setattr__(self, "folded", fold(self.text))

    @cached_property
    def _offsets(self) -> tuple[int, ...]:
        offsets, at = [], 0
        for piece in self.pieces:
            offsets.append(at)
            at += piece.end - piece.start
        return tuple(offsets)

    @property
    def line(self) -> int:
        return self.pieces[0].line

    @property
    def end_line(self) -> int:
        return self.pieces[-1].line

    def spans(self, start: int, end: int) -> tuple[Span, ...]:
        """The places of columns ``start`` to ``end``, one for each source line touched."""
        if len(self.pieces) == 1:
            piece = self.pieces[0]
            return (Span(piece.line, piece.start + start, piece.start + end),)
        found = []
        for index in range(max(bisect_right(self._offsets, start) - 1, 0), len(self.pieces)):
            offset, piece = self._offsets[index], self.pieces[index]
            first = max(start - offset, 0)
            last = min(end - offset, piece.end - piece.start)
            if offset >= end:
                break
            if first < last:
                found.append(Span(piece.line, piece.start + first, piece.start + last))
        return tuple(found)

    def breaks_at(self, column: int) -> bool:
        """Whether a source line begins at a column."""
        first = self.spans(column, column + 1)[0]
        return any(p.line == first.line and p.start == first.start for p in self.pieces)

    def line_ends(self, start: int, end: int) -> list[int]:
        """The columns between two at which another source line begins, or a line of its cell."""
        found = [at for at in self._offsets[1:] if start < at < end]
        if "\v" in self.folded:
            inside = range(start + 1, end)
            found = sorted({*found, *(at for at in inside if self.folded[at - 1] == "\v")})
        return found

    def cut(self, start: int, end: int) -> Text:
        """The value between two columns, less white space (a space between Latin words stays)."""
        raw = self.folded[start:end]
        if " " in raw or "\t" in raw or "\v" in raw:
            return self.join([(start, end)])
        spans = self.spans(start, end) if raw else ()
        return Text(self.text[start:end], spans if len(spans) < 2 else _merged(spans))

    def value(self, start: int, end: int) -> str:
        """What ``cut`` gives, without its places."""
        raw = self.folded[start:end]
        if " " in raw or "\t" in raw or "\v" in raw:
            return self.join([(start, end)]).value
        return self.text[start:end]

    def join(self, ranges: Iterable[tuple[int, int]]) -> Text:
        """The values of several ranges as one, less white space."""
        words: list[str] = []
        spans: list[Span] = []
        last = -1  # column after the word before
        for start, end in ranges:
            raw = self.folded[start:end]
            if " " not in raw and "\t" not in raw and "\v" not in raw:
                if raw:
                    words.append(self.text[start:end])
                    spans.extend(self.spans(start, end))
                    last = end
                continue
            at = start
            for word in raw.split():
                begin = self.folded.index(word, at)
                at = begin + len(word)
                if words and last < begin and last >= start and _latin(words[-1][-1], word[0]):
                    words.append(self.text[last : last + 1])
                    spans.extend(self.spans(last, last + 1))
                words.append(self.text[begin:at])
                spans.extend(self.spans(begin, at))
                last = at
        return Text("".join(words), _merged(spans))

    def part(self, start: int, end: int) -> Block:
        """The columns ``start`` to ``end`` as a block of their own."""
        text, folded = self.text[start:end], self.folded[start:end]
        counted = 0 if start else min(self.counted, end)
        return Block(text, self.spans(start, end), None, 0, 0, folded, counted)

    def without(self, cuts: Sequence[tuple[int, int]]) -> Block:
        """The block less some columns, which are given in order; the rest keeps its places."""
        bounds = [0, *(at for cut in cuts for at in cut), len(self.text)]
        kept = [(a, b) for a, b in zip(bounds[::2], bounds[1::2], strict=True) if a < b]
        text = "".join(self.text[a:b] for a, b in kept)
        folded = "".join(self.folded[a:b] for a, b in kept)
        pieces = tuple(span for a, b in kept for span in self.spans(a, b))
        return Block(text, pieces, None, self.gap, self.indent, folded)


def of_line(line: Line, gap: int, folded: str = "", *, ruled: bool = False) -> Block:
    """A block that is one whole source line."""
    indent = len(line.text) - len(line.text.lstrip())
    wide = indent + line.text.count("\u3000", 0, indent)
    whole = (Span(line.number, 0, len(line.text)),)
    return Block(line.text, whole, line.row, gap, wide, folded, line.counted, ruled)


def joined(first: Block, second: Block) -> Block:
    """Two blocks as one paragraph: the second goes on where the first broke off."""
    left = len(first.text.rstrip())
    skip = len(second.text) - len(second.text.lstrip())
    words = _latin(first.folded[left - 1 : left], second.folded[skip : skip + 1])
    keep = min(left + 1, len(first.text)) if words else left  # the space between two Latin words
    pieces = _up_to(first, keep) + second.spans(skip, len(second.text))
    text = first.text[:keep] + second.text[skip:]
    folded = first.folded[:keep] + second.folded[skip:]
    return Block(text, pieces, None, first.gap, first.indent, folded, first.counted)


def _up_to(block: Block, end: int) -> tuple[Span, ...]:
    """The pieces before a column near the end, however many lines the block has."""
    surplus, kept = len(block.text) - end, len(block.pieces)
    while surplus and kept:
        last = block.pieces[kept - 1]
        size = last.end - last.start
        if size > surplus:
            cut = Span(last.line, last.start, last.end - surplus)
            return (*block.pieces[: kept - 1], cut)
        surplus, kept = surplus - size, kept - 1
    return block.pieces[:kept]


def shortened(text: Text, length: int) -> Text:
    """The first ``length`` characters of a value cut as written, with their places."""
    surplus = len(text.value) - length
    if surplus <= 0:
        return text
    spans = list(text.spans)
    while surplus and spans:
        last = spans.pop()
        size = last.end - last.start
        if size > surplus:
            spans.append(Span(last.line, last.start, last.end - surplus))
        surplus -= min(size, surplus)
    return Text(text.value[:length], tuple(spans))


def _latin(left: str, right: str) -> bool:
    return left.isascii() and left.isalnum() and right.isascii() and right.isalnum()


def _merged(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Neighbouring spans of one line as one."""
    out: list[Span] = []
    for span in spans:
        if out and out[-1].line == span.line and out[-1].end == span.start:
            out[-1] = Span(span.line, out[-1].start, span.end)
        else:
            out.append(span)
    return tuple(out)

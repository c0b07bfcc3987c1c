"""指标的段落: its text and the clauses peeled off it, details （1）① included."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from parsers import codes
from parsers.assembly.draft import Node
from parsers.assembly.gather import (
    RULE_WORDS,
    Draft,
    add_clause,
    add_deadline,
    add_names,
    add_points,
    brief,
)
from parsers.blocks import Block, joined
from parsers.fields.amounts import whole_amounts
from parsers.fields.deadline import deadline_in
from parsers.fields.labels import Kind
from parsers.fields.midst import names_in_midst
from parsers.fields.peel import Peeled
from parsers.fields.targets import by_lines, targets_in, targets_of_cell
from parsers.text import fold

_MISREAD = re.compile(r"\d\.?[lIOo〇]|[lIOo〇]\d|\d \d{3}")  # l8O亿元, 1 200万元


def from_paragraphs(node: Node, draft: Draft) -> None:
    """Everything a numbered (or unnumbered) item says in running text, its figures apart."""
    for part in parts_of(node):
        add_peeled(part, draft)
        draft.last = max(draft.last, part.block.end_line)


def parts_of(node: Node) -> list[Peeled]:
    """The paragraphs of an item, with those of its details."""
    parts = [*node.peeled]
    for detail in node.details:
        parts += [_with_number(detail), *detail.peeled[1:]]
    return parts


def add_number(node: Node, draft: Draft) -> None:
    """序号, where one stands before the text."""
    label = node.label
    if node.row is not None or label is None or label.value is None:
        return
    draft.number = node.own.cut(label.start, label.end)
    if label.damaged:
        written = node.own.cut(label.start, label.rest).value
        said = codes.NUMBER_MENDED.at(*draft.number.spans, written=written, read=label.value)
        draft.findings.append(said)
        draft.number = type(draft.number)(str(label.value), draft.number.spans)


def _with_number(detail: Node) -> Peeled:
    """A detail's first paragraph with its number kept: it stands in the item as written."""
    part = detail.peeled[0]
    text = list(part.text)
    if text and detail.label is not None:
        folded, begin = detail.own.folded, detail.label.start
        opened = folded.rfind("(", 0, begin + 1)
        start = opened if opened >= 0 and not folded[opened + 1 : begin].strip() else begin
        text[0] = (start, text[0][1])
    return Peeled(part.block, text, part.points, part.clauses, part.rest, part.unclosed)


def add_peeled(part: Peeled, draft: Draft) -> None:
    """Text, points and clauses of one paragraph, and what is left over behind a clause."""
    block = part.block
    ranges = [(a, b) for a, b in part.text if block.folded[a:b].strip()]
    if ranges:
        draft.text.append(block.join(ranges))
    if part.points is not None:
        add_points(part.points, block, draft)
    for clause in part.clauses:
        add_clause(clause, draft)
    if part.unclosed:
        spans = block.spans(0, len(block.text))
        draft.findings.append(codes.BRACKET_LOST.at(*spans, text=brief(block)))
    for start, end in [*_behind(part, ranges), *part.rest]:
        if block.folded[start:end].strip(" 。;,.、") and not RULE_WORDS.search(
            block.folded[start:end]
        ):
            left = block.cut(start, end)
            code = codes.LEFT_OVER if part.units or draft.mentions else codes.LEFT_BEHIND_LABEL
            draft.findings.append(code.at(*left.spans, text=left.value[:30]))


def _behind(part: Peeled, ranges: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Text that goes on behind the clauses of a paragraph which began with text."""
    if not part.clauses or not ranges or ranges[0][0] >= min(c.start for c in part.clauses):
        return []
    end = max(c.end for c in part.clauses)
    return [r for r in ranges if r[0] >= end]


def add_aims(draft: Draft) -> None:
    """Targets behind labels of their own: 工作目标：新建学校3所, 年度目标：7.5%."""
    for aim in draft.aims:
        found = targets_in(aim.block, [(aim.start, aim.end)])
        if not found and aim.kind is Kind.TARGET:
            metric = draft.whole_text.value
            found = targets_of_cell(aim.block, aim.start, aim.end, metric, None)
        draft.targets += found


def add_midst(parts: Sequence[Peeled], draft: Draft) -> None:
    """Whoever the text itself names, where no clause names anybody; the text stays as it is."""
    for part in parts:
        for start, end in part.text:
            names = names_in_midst(part.block.folded, start, end)
            if names:
                add_names(names, part.block, draft)
                found = "、".join(part.block.cut(n.start, n.end).value for n in names)
                place = part.block.cut(names[0].start, names[-1].end)
                draft.findings.append(codes.UNITS_IN_MIDST.at(*place.spans, units=found))


def _has_words(part: Peeled) -> bool:
    return any(part.block.folded[a:b].strip(" 。;,.") for a, b in part.text)


def _sentences(parts: Sequence[Peeled]) -> Iterator[tuple[Block, list[tuple[int, int]]]]:
    """The ranges of text; paragraphs of which one stops in mid-sentence are one block."""
    block: Block | None = None
    ranges: list[tuple[int, int]] = []
    for n, part in enumerate(parts):
        over = n + 1 < len(parts) and _runs_over(part, parts[n + 1])
        if block is None and not over:
            yield part.block, part.text
            continue
        for nth, span in enumerate(part.text):
            piece = part.block.part(*span)
            whole = piece if block is None else joined(block, piece)
            stop = len(whole.text)
            if ranges and nth == 0:
                ranges[-1] = ranges[-1][0], stop
            else:
                ranges.append((stop - len(piece.text.lstrip()), stop))
            block = whole
        if block is not None and not over:
            yield block, ranges
            block, ranges = None, []


def _runs_over(part: Peeled, following: Peeled) -> bool:
    """Whether nothing stops between the text of one paragraph and that of the next."""
    (_, end), (start, _) = part.text[-1], following.text[0]
    folded = part.block.folded
    open_end = end == len(folded.rstrip()) and folded[end - 1] not in "。;,!?:)"
    return open_end and not following.block.folded[:start].strip()


def add_figures(parts: Sequence[Peeled], draft: Draft) -> None:
    """Targets of the text, and a deadline in it that holds for the whole item."""
    worded = [p for p in parts if p.text and _has_words(p)]
    for block, ranges in _sentences(worded):
        whole = whole_amounts(block, ranges)
        spans = whole.ranges
        if draft.in_table:
            spans = [part for span in spans for part in by_lines(whole.block, *span)]
        draft.targets += targets_in(whole.block, spans)
    for target in draft.targets:
        written = fold(target.text.value)
        if _MISREAD.search(written):
            said = codes.FIGURE_MENDED.at(
                *target.text.spans, written=target.text.value, read=f"{target.value:f}"
            )
            draft.findings.append(said)
    if len(worded) != 1 or draft.deadline is not None:
        return
    block = worded[0].block
    for start, end in worded[0].text:
        found = deadline_in(block.folded, start, end)
        if found is not None:
            add_deadline(block.cut(*found), draft)

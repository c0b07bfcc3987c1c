"""表格的一行: each cell goes where its column says."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from parsers import codes
from parsers.assembly.draft import Node
from parsers.assembly.gather import (
    DITTO,
    Draft,
    add_deadline,
    add_leaders,
    add_names,
    add_points,
    add_points_of,
    brief,
    join_texts,
    trimmed,
)
from parsers.assembly.paragraphs import add_figures, add_peeled
from parsers.blocks import Block
from parsers.fields.amounts import whole_amounts
from parsers.fields.peel import peel
from parsers.fields.points import points_of_cell
from parsers.fields.prepared import without_rules
from parsers.fields.targets import targets_of_cell
from parsers.fields.units import is_empty, names_in, verb_names
from parsers.items import CellText, Column, TableRow
from parsers.model import Role, Target, Text
from parsers.numbering import Form, Surety, label_of
from parsers.text import fold
from parsers.wording import role_of

_WORDS_AND_NUMBER = re.compile(r"[\u4e00-\u9fff]{3,}\d+$")  # 四、防汛救灾13: a heading run into it
_SECOND = re.compile(r"[。;\v\n]\s*(?:\d{1,2}[.、](?!\d)|\(\d{1,2}\)|\([二三]\))")
_GROWTH = re.compile(r"(?:增长|增幅|增速)[^)）]{0,4}%")


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell with text, and the words of its column."""

    cell: CellText
    words: str
    kindred: bool = False

    @property
    def text(self) -> Text:
        return self.cell.block.cut(self.cell.start, self.cell.end)

    @property
    def empty(self) -> bool:
        return is_empty(self.cell.block.folded, self.cell.start, self.cell.end)


def from_row(node: Node, row: TableRow, draft: Draft) -> None:
    """Everything the row says, and the rows that merely continue it."""
    draft.in_table = True
    take = dict(_TAKE)
    take |= dict.fromkeys(_text_kinds(node.columns), _text)
    if any(c.kind == "points" for c in node.columns):
        take["bonus"] = _extra
    if not any(c.kind == "number" for c in node.columns):
        take |= dict.fromkeys(_text_kinds(node.columns), _numbered_text)
    has_target = any(c.kind == "target" for c in node.columns)
    measure: str | None = None
    wanted: list[_Cell] = []
    for part in (row, *node.continued):
        draft.last = max(draft.last, part.block.end_line)
        if part.doubtful:
            spans = part.block.spans(0, len(part.block.text))
            draft.findings.append(codes.ROW_DOUBTFUL.at(*spans, text=brief(part.block)))
        for cell in part.cells:
            column = next((c for c in node.columns if c.first <= cell.column <= c.last), None)
            kind, words = (column.kind, column.words) if column is not None else ("", "")
            if not cell.folded.strip() or kind in ("section", "section_points"):
                continue
            if kind == "points" and cell.carried:
                text = cell.block.cut(cell.start, cell.end)
                draft.findings.append(codes.POINTS_MERGED.at(*text.spans, points=text.value))
                continue
            if kind == "content" and has_target:
                kind = ""
            if kind == "measure":
                measure = cell.block.cut(cell.start, cell.end).value
            elif kind == "target" and take[kind] is _target:
                wanted.append(_Cell(cell, words))
            kindred = column is not None and column.kindred
            take.get(kind, _extra)(_Cell(cell, words, kindred), draft)
    if wanted and draft.target_text is not None:
        draft.targets = [t for found in wanted for t in _targets(found, draft, measure)]


def _targets(found: _Cell, draft: Draft, measure: str | None) -> list[Target]:
    """The targets of one cell; 2024年计划（增长%） names a change and its measure in the header."""
    cell, metric = found.cell, join_texts(draft.text).value
    if _GROWTH.search(found.words):
        metric, measure = f"{metric}增长", "%"
    block = _whole(cell, draft, digits=False)
    return targets_of_cell(block, 0, len(block.text), metric, measure)


def _text_kinds(columns: tuple[Column, ...]) -> list[str]:
    """Which columns hold the text: 指标 or 任务, else 项目, else the target itself."""
    kinds = {c.kind for c in columns}
    return next(([kind] for kind in ("text", "weak_text", "target") if kind in kinds), [])


def _number(found: _Cell, draft: Draft) -> None:
    cell, text = found.cell, found.text
    value = text.value.strip("()（）.．、。")
    if draft.number is not None or not value:
        return
    if _WORDS_AND_NUMBER.search(fold(value)):
        draft.findings.append(codes.ROW_DOUBTFUL.at(*text.spans, text=brief(cell.block)))
    first = cell.block.text.index(value[0], cell.start)
    draft.number = text if value == text.value else cell.block.cut(first, first + len(value))


def _text(found: _Cell, draft: Draft) -> None:
    peeled = peel(_whole(found.cell, draft))
    add_peeled(peeled, draft)
    add_figures([peeled], draft)


def _whole(cell: CellText, draft: Draft, *, digits: bool = True) -> Block:
    """The text of a cell, amounts that a line end parts made whole; joined digits are told."""
    block, _, joined = whole_amounts(cell.block.part(cell.start, cell.end), (), digits=digits)
    for start, end in joined:
        text = block.cut(start, end)
        draft.findings.append(codes.AMOUNT_JOINED.at(*text.spans, text=text.value))
    return block


def _numbered_text(found: _Cell, draft: Draft) -> None:
    """1.新增企业5家 where no column holds the numbers; 1.…；2.… is a list of the item itself."""
    part = _whole(found.cell, draft)
    label = label_of(part.folded)
    own = (
        label is not None
        and label.surety is Surety.PLAIN
        and label.form in (Form.ARABIC, Form.ARABIC_BRACKET, Form.CHINESE_BRACKET)
        and draft.number is None
        and not _SECOND.search(part.folded, label.rest)
    )
    if label is None or not own:
        _text(found, draft)
        return
    draft.number = part.cut(label.start, label.end)
    peeled = peel(part, label.rest)
    add_peeled(peeled, draft)
    add_figures([peeled], draft)


def _units(found: _Cell, draft: Draft) -> None:
    if found.empty:
        return
    if found.kindred:
        draft.findings.append(codes.LABEL_KINDRED.at(*found.text.spans, label=found.words))
    if DITTO.fullmatch(found.cell.folded.strip()):
        draft.ditto.append(role_of(found.words))
        return
    cell = found.cell
    folded = without_rules(cell.block.folded, cell.start, cell.end)
    role = role_of(found.words)
    names = verb_names(folded, cell.start, cell.end, role)
    if names is None:
        names = names_in(folded, cell.start, cell.end, role)
    elif all(name.role is Role.RESPONSIBLE for name in names):  # A、B按职责分工负责
        names = [name._replace(role=role) for name in names]
    add_names(names, cell.block, draft)


def _points(found: _Cell, draft: Draft) -> None:
    add_points_of(found.cell.block, found.cell.start, found.cell.end, draft)


def _bonus(found: _Cell, draft: Draft) -> None:
    """扣分标准, 加分标准 where no other column holds points: 扣2分, 每起扣3分."""
    cell = found.cell
    if (points := points_of_cell(cell.block.folded, cell.start, cell.end)) is None:
        _extra(found, draft)
    else:
        add_points(points, cell.block, draft)


def _target(found: _Cell, draft: Draft) -> None:
    if not found.empty:
        if draft.target_text is None:
            draft.target_text = trimmed(found.text)
        else:
            _extra(found, draft)


def _content(found: _Cell, draft: Draft) -> None:
    """建设内容 beside 项目名称: what the item has to reach, unless a column says that."""
    if found.empty:
        return
    if draft.target_text is None:
        draft.target_text = found.text
        part = peel(found.cell.block.part(found.cell.start, found.cell.end))
        add_figures([part], draft)
        metric = join_texts(draft.text).value
        draft.targets = [t if t.metric else replace(t, metric=metric) for t in draft.targets]
    else:
        _extra(found, draft)


def _deadline(found: _Cell, draft: Draft) -> None:
    if not found.empty:
        draft.deadline = None  # a column of its own outweighs a date in the text
        add_deadline(found.text, draft)


def _leaders(found: _Cell, draft: Draft) -> None:
    cell = found.cell
    add_leaders(
        names_in(cell.block.folded, cell.start, cell.end, Role.RESPONSIBLE), cell.block, draft
    )


def _measure(found: _Cell, draft: Draft) -> None:
    """The unit of measure is read together with the target."""


def _extra(found: _Cell, draft: Draft) -> None:
    draft.extras.append((found.words, found.text))


_TAKE: dict[str, Callable[[_Cell, Draft], None]] = {
    "number": _number,
    "text": _text,
    "units": _units,
    "points": _points,
    "bonus": _bonus,
    "target": _target,
    "content": _content,
    "deadline": _deadline,
    "leaders": _leaders,
    "measure": _measure,
}

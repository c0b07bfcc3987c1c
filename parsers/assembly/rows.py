"""表格的一行: each cell goes where its column says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from parsers import codes
from parsers.assembly.draft import Node
from parsers.assembly.gather import (
    DITTO,
    Draft,
    add_clause,
    add_deadline,
    add_leaders,
    add_names,
    add_points,
    add_points_of,
    add_units_and_persons,
    brief,
    join_texts,
    trimmed,
)
from parsers.assembly.paragraphs import add_figures, add_peeled
from parsers.blocks import Block
from parsers.diagnostics import Diagnostic
from parsers.fields.amounts import whole_amounts
from parsers.fields.labels import label_at_start, labels_in
from parsers.fields.peel import peel, peel_clause_line, with_rule
from parsers.fields.persons import names_both
from parsers.fields.points import points_of_cell
from parsers.fields.prepared import without_rules
from parsers.fields.targets import FIXED_MEASURE, targets_of_cell
from parsers.fields.units import is_empty, names_in, verb_names
from parsers.items import CellText, Column, TableRow
from parsers.model import Comparator, Direction, Role, Target, Text
from parsers.numbering import Form, Surety, label_of
from parsers.text import fold, unspaced
from parsers.wording import role_of

_WORDS_AND_NUMBER = re.compile(r"[\u4e00-\u9fff]{3,}\d+$")  # 四、防汛救灾13: a heading run into it
_SECOND = re.compile(r"[。;\v\n]\s*(?:\d{1,2}[.、](?!\d)|\(\d{1,2}\)|\([二三]\))")
_GROWTH = re.compile(r"(?:增长|增幅|增速)[^)）]{0,4}%")
_SIGNED = re.compile(r"\s*[-+]\s*(?=\d)")
_LEVEL = re.compile(r"\s*(?P<words>(?:基本)?(?:持平|同步))\s*$")
_FALLING = re.compile(r"降幅|下降|降低")
_CHANGES = re.compile(r"(?P<down>下降|降低|减少|压减|降)|增长|提高|上升|增加|提升")
_IN_BRACKETS = re.compile(rf"\((?:单位:)?(?P<measure>{FIXED_MEASURE.pattern})\)$")
_WITH_POINTS = re.compile(r"分值|权重|得分|标准分|分数")
_RATE = re.compile(r"(?:率|占比|比重|比例|增速|增幅|强度|指数|浓度)(?:\([^()]*\))?$")
_ABOVE_THE_ITEM = ("section", "section_points", "section_number")
TAKEN_FROM_ABOVE = ("deadline", "leaders", "target", "growth", "measure", "points", "bonus")


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell with text, and its column where it has one."""

    cell: CellText
    column: Column | None

    @property
    def words(self) -> str:
        return self.column.words if self.column is not None else ""

    @property
    def kindred(self) -> bool:
        return self.column is not None and self.column.kindred

    @property
    def text(self) -> Text:
        return self.cell.block.cut(self.cell.start, self.cell.end)

    @property
    def empty(self) -> bool:
        return is_empty(self.cell.block.folded, self.cell.start, self.cell.end)


def from_row(node: Node, row: TableRow, draft: Draft) -> None:
    """Everything the row says, and the rows that merely continue it."""
    draft.in_table = True
    take = _takers(node.columns)
    found: list[tuple[str, _Cell]] = []
    for part in (row, *node.continued):
        draft.last = max(draft.last, part.block.end_line)
        _tell_doubts(part, draft)
        if part.maybe_category:
            spans = part.block.spans(0, len(part.block.text))
            draft.findings.append(codes.ROW_MAYBE_HEADING.at(*spans, text=brief(part.block)))
        for kind, cell in _cells(part, node.columns, draft):
            take.get(kind, _extra)(cell, draft)
            found.append((kind, cell))
    measure = [c.text.value for kind, c in found if kind == "measure" and not c.empty]
    wanted = [c for kind, c in found if kind == "target" and take[kind] is _target]
    if wanted and draft.target_text is not None:
        said = measure[-1] if measure else None
        draft.targets = [t for c in wanted for t in _targets(c, draft, said, node.measures)]
    for kind, cell in found:
        if kind == "growth" and not cell.empty:
            draft.targets += _growth(cell, draft)


def _tell_doubts(row: TableRow, draft: Draft) -> None:
    if row.doubtful:
        spans = row.block.spans(0, len(row.block.text))
        draft.findings.append(codes.ROW_DOUBTFUL.at(*spans, text=brief(row.block)))
    draft.findings.extend(_of_lines(row))


def from_row_elsewhere(node: Node, draft: Draft) -> None:
    """What a row says of an item that it names by number, the number apart."""
    take = _takers(node.columns)
    for part in (node.row, *node.continued) if node.row is not None else ():
        _tell_doubts(part, draft)
        for kind, cell in _cells(part, node.columns, draft):
            if kind != "number":
                take.get(kind, _extra)(cell, draft)


def _of_lines(row: TableRow) -> Iterator[Diagnostic]:
    """What to say of a row in several lines, or one that may go on from the row above."""
    for line in row.wrapped:
        spans = line.spans(0, len(line.text))
        yield codes.ROW_WRAPPED.at(*spans, line=line.line, text=brief(line))
    if row.unsure:
        spans = row.block.spans(0, len(row.block.text))
        yield codes.ROW_UNSURE.at(*spans, line=row.block.line, text=brief(row.block))


def _takers(columns: tuple[Column, ...]) -> dict[str, Callable[[_Cell, Draft], None]]:
    """What takes the cells of each kind of column, beside the others of the table."""
    kinds = {c.kind for c in columns}
    take = dict(_TAKE)
    take |= dict.fromkeys(_text_kinds(columns), _text)
    if "points" in kinds:
        take["bonus"] = _extra
        take |= dict.fromkeys(_text_kinds(columns), _text_beside_points)
    if "number" not in kinds:
        take |= dict.fromkeys(_text_kinds(columns), _numbered_text)
    if "target" in kinds:
        take["content"] = _extra
    return take


def _cells(row: TableRow, columns: tuple[Column, ...], draft: Draft) -> Iterator[tuple[str, _Cell]]:
    """The cells that say something of the item, each with the kind of its column."""
    for cell in row.cells:
        column = next((c for c in columns if c.first <= cell.column <= c.last), None)
        kind = column.kind if column is not None else ""
        if not cell.folded.strip() or kind in _ABOVE_THE_ITEM:
            continue
        found = _Cell(cell, column)
        if kind in TAKEN_FROM_ABOVE and is_ditto(cell):
            said = codes.DITTO_LEFT.at(*found.text.spans, words=found.words, text=found.text.value)
            draft.findings.append(said)
        elif kind == "points" and cell.carried:
            said = codes.POINTS_MERGED.at(*found.text.spans, points=found.text.value)
            draft.findings.append(said)
        else:
            yield kind, found


def is_ditto(cell: CellText) -> bool:
    """Whether a cell says that it is as the one above: 同上, ″, 〃."""
    return DITTO.fullmatch(unspaced(cell.folded)) is not None


def _targets(
    found: _Cell, draft: Draft, measure: str | None, above: tuple[str, ...]
) -> list[Target]:
    """The targets of one cell; 2024年计划（增长%） names a change and its measure in the header.

    A bare figure takes its measure from the 计量单位 column, the brackets of its name or of the
    header, or the one that the line ``above`` the table names.
    """
    cell, metric = found.cell, join_texts(draft.text).value
    if _GROWTH.search(found.words):
        metric, measure = f"{metric}增长", "%"
    block = _whole(cell, draft, digits=False)
    if _WITH_POINTS.search(found.words) and (points := peel(block).points) is not None:
        block = block.part(0, points.start)
    targets = targets_of_cell(block, 0, len(block.text), metric, measure)
    bare = [t for t in targets if t.unit is None and t.value is not None]
    if not bare:
        return targets
    inside = _IN_BRACKETS.search(found.words)
    usual = (inside["measure"],) if inside is not None else above
    if not usual:
        return targets
    if len(usual) > 1 or (inside is None and _RATE.search(fold(metric)) and usual != ("%",)):
        said = codes.MEASURE_OPEN
        draft.findings += [
            said.at(*t.text.spans, text=t.text.value, measures="、".join(usual)) for t in bare
        ]
        return targets
    return targets_of_cell(block, 0, len(block.text), metric, usual[0])


def _growth(found: _Cell, draft: Draft) -> list[Target]:
    """The targets of a cell under 增长（%）: 7, +2.9%, -3.8%, 下降3, 与经济增长同步.

    What has no sign and no word for it goes where the header says.
    """
    cell, metric = found.cell, join_texts(draft.text).value
    if found.column is not None and found.column.doubtful:
        draft.findings.append(codes.GROWTH_DOUBTFUL.at(*found.text.spans, words=found.words))
    block = _whole(cell, draft, digits=False)
    sign = _SIGNED.match(block.folded)
    start = sign.end() if sign is not None else 0
    if level := _LEVEL.match(block.folded):
        text = block.cut(*level.span("words"))
        return [Target(metric, Comparator.SAME, None, None, None, None, text)]
    usual = Direction.DOWN if _FALLING.search(found.words) else Direction.UP
    if sign is not None:
        usual = Direction.DOWN if "-" in sign[0] else Direction.UP
    usual_measure = "‰" if "‰" in found.words else "%"
    part = block.part(start, len(block.text))
    targets = targets_of_cell(part, 0, len(part.text), metric, usual_measure)
    return [
        t if t.value is None else replace(t, metric=t.metric or metric, direction=_way(t, usual))
        for t in targets
    ]


def _way(target: Target, usual: Direction) -> Direction:
    """下降3 says so itself; the name of the metric (能耗降低) says nothing of what is beside it."""
    told = _CHANGES.search(fold(target.text.value))
    if told is None:
        return usual
    return Direction.DOWN if told["down"] else Direction.UP


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


def _text_beside_points(found: _Cell, draft: Draft) -> None:
    """The text where a column holds the points: …建成三级站，得2分 is a rule of scoring there."""
    peeled = peel(_whole(found.cell, draft))
    with_rule(peeled)
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
    if labels_in(cell.block.folded, cell.start, cell.end):  # 牵头单位：A / 配合单位：B in one cell
        _labelled(cell, draft)
        return
    folded = without_rules(cell.block.folded, cell.start, cell.end)
    role = role_of(found.words)
    names = verb_names(folded, cell.start, cell.end, role)
    if names is None:
        names = names_in(folded, cell.start, cell.end, role)
    elif all(name.role is Role.RESPONSIBLE for name in names):  # A、B按职责分工负责
        names = [name._replace(role=role) for name in names]
    add = add_units_and_persons if names_both(found.words) else add_names
    add(names, cell.block, draft)


def _labelled(cell: CellText, draft: Draft) -> None:
    """A cell that says with labels of its own who does what; names ahead of them do it too."""
    part = cell.block.part(cell.start, cell.end)
    opens = label_at_start(part.folded) is not None
    peeled = peel_clause_line(part) if opens else peel(part)
    bare = [r for r in (*peeled.text, *peeled.rest) if not is_empty(part.folded, *r)]
    first = min((clause.start for clause in peeled.clauses), default=0)
    for start, end in (r for r in bare if r[0] < first):
        add_names(names_in(part.folded, start, end, Role.RESPONSIBLE), part, draft)
    for clause in peeled.clauses:
        add_clause(clause, draft)
    for start, end in (r for r in bare if r[0] >= first):
        add_names(names_in(part.folded, start, end, Role.RESPONSIBLE), part, draft)


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
            peeled = peel(found.cell.block.part(found.cell.start, found.cell.end))
            joined = peeled.points is not None and _WITH_POINTS.search(found.words) is not None
            if joined and peeled.points is not None:  # 目标值及分值: ≥98%（3分）
                add_points(peeled.points, peeled.block, draft)
                draft.target_text = trimmed(peeled.block.join(peeled.text))
                return
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
    if found.empty:
        return
    cell = found.cell
    add_leaders(
        names_in(cell.block.folded, cell.start, cell.end, Role.RESPONSIBLE), cell.block, draft
    )


def _grown(found: _Cell, draft: Draft) -> None:
    """增长（%） is a target, and stands beside the item as written too."""
    if not found.empty:
        _extra(found, draft)


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
    "growth": _grown,
}

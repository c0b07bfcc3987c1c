"""From drafts to indicators: text, points, units with their roles, leaders, deadline."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from parsers import codes
from parsers.assembly.draft import Node
from parsers.blocks import Block, shortened
from parsers.diagnostics import Diagnostic
from parsers.fields.deadline import deadline_in
from parsers.fields.labels import Kind
from parsers.fields.peel import Clause, Peeled
from parsers.fields.points import FoundPoints, points_of_cell
from parsers.fields.targets import targets_in, targets_of_cell
from parsers.fields.units import Name, is_collective, is_empty, is_glued, is_unit_name, looks_like_units, names_in, verb_names
from parsers.items import CellText, GroupClause
from parsers.model import Indicator, LeadBasis, Mention, Points, Role, Section, Target, Text
from parsers.numerals import CHINESE
from parsers.text import fold
from parsers.wording import role_of

_END = "。；，.;,:：、．﹒ \t\u3000"
_TIME = re.compile(r"\d|年|月|日|季|周|前|底|期|全|持续|长|常态|按|经常|立即|每|随|即|贯穿|同步|适时|根据|待")
_NUMBERED = re.compile(rf"\([{CHINESE}]+\)|[{CHINESE}]+、|\d+\.\D")
_LONGEST_NAME = 4  # 欧阳文静; longer ones hold a post or a lost separator
_POST = re.compile(r"长|任|书记|领导|常委|委员|局|部|政府|办|主席|总|员|责|人|·")
_STOP_INSIDE = re.compile(r"[:;。!?]")
_RULE = re.compile(r"第一位|首位|下同|排名第一")


@dataclass(slots=True)
class Draft:
    """An indicator being made."""

    text: list[Text] = field(default_factory=list)
    points: Points | None = None
    deadline: Text | None = None
    target_text: Text | None = None
    targets: tuple[Target, ...] = ()
    leaders: list[Text] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    extras: list[tuple[str, Text]] = field(default_factory=list)
    findings: list[Diagnostic] = field(default_factory=list)
    clauses: list[str] = field(default_factory=list)
    refused: bool = False  # the notice says that nobody is made responsible
    first: int = 0
    last: int = 0


def indicator_of(
    node: Node, sections: Sequence[Section]
) -> tuple[Indicator, tuple[Diagnostic, ...]]:
    """The indicator a task node holds; its id is settled later by ``with_ids``."""
    draft = Draft(first=node.own.line, last=node.own.end_line)
    number = None
    if node.row is not None:
        number = _from_row(node, draft)
    else:
        _from_paragraphs(node, draft)
        if node.label is not None and node.label.value is not None:
            number = node.own.cut(node.label.start, node.label.end)
            if node.label.damaged:
                mended = str(node.label.value)
                written = node.own.cut(node.label.start, node.label.rest).value
                draft.findings.append(
                    codes.NUMBER_MENDED.at(*number.spans, written=written, read=mended)
                )
                number = replace(number, value=mended)
    for group in node.groups:
        _from_group(group, draft)
    for group, found in node.miscounted:
        spans = group.block.spans(0, len(group.block.text))
        draft.findings.append(
            codes.GROUP_COUNT.at(*spans, stated=group.count, found=found, text=_brief(group.block))
        )
    text = _joined(draft.text)
    indicator = Indicator(
        id="",
        number=number,
        section=tuple(s.id for s in sections),
        text=text,
        points=draft.points,
        targets=draft.targets,
        target_text=draft.target_text,
        deadline=draft.deadline,
        leaders=tuple(draft.leaders),
        mentions=tuple(draft.mentions),
        extras=tuple(draft.extras),
        line=draft.first,
        end_line=draft.last,
    )
    return indicator, tuple(draft.findings)


def with_ids(
    pairs: Iterable[tuple[Indicator, tuple[Diagnostic, ...]]], sections: Sequence[Section]
) -> tuple[tuple[Indicator, ...], tuple[Diagnostic, ...]]:
    """The indicators with stable ids, and their findings marked with them.

    The id is made of the headings' titles and the text, not of numbers or places: other items
    may come and go. Equal ones are told apart by the order in which they stand.
    """
    titles = {s.id: s.title.value for s in sections}
    seen: Counter[str] = Counter()
    found: list[Indicator] = []
    findings: list[Diagnostic] = []
    for indicator, said in pairs:
        key = "\n".join([*(fold(titles[s]) for s in indicator.section), fold(indicator.text.value)])
        digest = hashlib.sha256(key.encode()).hexdigest()[:10]
        seen[digest] += 1
        name = f"i{digest}" if seen[digest] == 1 else f"i{digest}-{seen[digest]}"
        found.append(replace(indicator, id=name))
        findings += [replace(f, indicator=name) for f in said]
    return tuple(found), tuple(findings)


# --- paragraphs ---------------------------------------------------------------------------


def _from_paragraphs(node: Node, draft: Draft) -> None:
    parts = list(node.peeled)
    for detail in node.details:
        label = detail.label
        begin = label.start if label is not None else 0
        first = detail.peeled[0]
        opening = replace_text(first, detail.own, begin)
        parts += [opening, *detail.peeled[1:]]
    for part in parts:
        _from_peeled(part, draft)
    draft.last = max([draft.last, *(p.block.end_line for p in parts)])
    draft.findings = [f for f in draft.findings]
    if draft.deadline is None:
        for part in parts:
            for start, end in part.text:
                found = deadline_in(part.block.folded, start, end)
                if (
                    found is not None
                    and draft.deadline is None
                    and len(parts_with_text(parts)) == 1
                ):
                    draft.deadline = part.block.cut(*found)
    targets: list[Target] = []
    for part in parts_with_text(parts):
        targets += targets_in(part.block, part.text)
    draft.targets = tuple(targets)


def replace_text(part: Peeled, block: Block, begin: int) -> Peeled:
    """The part with its number kept in the text: details stand in the item as written."""
    text = list(part.text)
    if text:
        opened = block.folded.rfind("(", 0, begin + 1)
        start = opened if opened >= 0 and not block.folded[opened + 1 : begin].strip() else begin
        text[0] = (start, text[0][1])
    return Peeled(part.block, text, part.points, part.clauses, part.rest, part.unclosed)


def parts_with_text(parts: Sequence[Peeled]) -> list[Peeled]:
    return [p for p in parts if any(p.block.folded[a:b].strip(" 。;,.") for a, b in p.text)]


def _from_peeled(part: Peeled, draft: Draft) -> None:
    block = part.block
    ranges = [(a, b) for a, b in part.text if block.folded[a:b].strip()]
    if ranges:
        draft.text.append(block.join(ranges))
    if part.points is not None:
        _set_points(part.points, block, draft)
    for clause in part.clauses:
        _from_clause(clause, draft)
    opened = part.clauses and ranges and ranges[0][0] < min(c.start for c in part.clauses)
    behind = [r for r in ranges if opened and r[0] >= max(c.end for c in part.clauses)]
    words = [block.cut(*r) for r in behind if block.folded[slice(*r)].strip(" 。;,.、")]
    for left in words:
        draft.findings.append(codes.LEFT_OVER.at(*left.spans, text=left.value[:30]))
    if part.unclosed:
        draft.findings.append(
            codes.BRACKET_LOST.at(*block.spans(0, len(block.text)), text=_brief(block))
        )
    for start, end in part.rest:
        if not _RULE.search(block.folded[start:end]):
            left = block.cut(start, end)
            draft.findings.append(codes.LEFT_OVER.at(*left.spans, text=left.value[:30]))


def _set_points(found: FoundPoints, block: Block, draft: Draft) -> None:
    text = block.cut(*found.inner)
    if draft.points is not None:
        draft.findings.append(
            codes.POINTS_TWICE.at(*text.spans, first=draft.points.text.value, second=text.value)
        )
        return
    draft.points = Points(found.value, found.kind, text)
    if found.damaged:
        draft.findings.append(
            codes.POINTS_MENDED.at(
                *block.spans(found.start, found.end),
                written=block.cut(found.start, found.end).value,
                read=found.value,
            )
        )


def _from_clause(clause: Clause, draft: Draft) -> None:
    block = clause.block
    spans = block.spans(clause.start, clause.end) or block.spans(0, len(block.text))
    if clause.word and clause.word in draft.clauses:
        draft.findings.append(codes.CLAUSE_TWICE.at(*spans, label=clause.word))
    draft.clauses.append(clause.word)
    if clause.start >= clause.end and clause.kind is not Kind.UNITS:
        draft.findings.append(codes.CLAUSE_EMPTY.at(*block.spans(0, len(block.text)), label=clause.word))
    if clause.kind is Kind.UNITS:
        if re.search(r"[、,]\s*$", block.folded[: _clause_tail(clause)]):
            draft.findings.append(codes.LIST_BROKEN_OFF.at(*spans, text=_brief(block)))
        if clause.damaged:
            draft.findings.append(codes.LABEL_MENDED.at(*spans, text=_brief(block)))
        _add_names(clause.names, block, draft)
        if not clause.names and not is_empty(block.folded, clause.start, clause.end):
            draft.findings.append(codes.CLAUSE_UNREAD.at(*spans, text=_brief(block)))
        elif not clause.names:
            draft.findings.append(codes.CLAUSE_EMPTY.at(*spans, label=clause.word or "责任单位"))
    elif clause.kind is Kind.LEADERS:
        _add_leaders(clause.names, block, draft)
    elif clause.kind is Kind.DEADLINE:
        value = _trimmed(block.cut(clause.start, clause.end))
        if value.value and draft.deadline is None:
            draft.deadline = value
            if not _TIME.search(fold(value.value)) or _NUMBERED.search(fold(value.value)):
                draft.findings.append(codes.DEADLINE_ODD.at(*value.spans, text=value.value))
    elif clause.kind is Kind.TARGET:
        draft.target_text = _trimmed(block.cut(clause.start, clause.end))
    elif clause.kind is Kind.POINTS:
        found = points_of_cell(block.folded, clause.start, clause.end)
        if found is not None:
            _set_points(found, block, draft)
        else:
            draft.findings.append(codes.POINTS_UNREAD.at(*spans, text=_brief(block)))
    else:
        draft.extras.append((clause.word, block.cut(clause.start, clause.end)))


def _add_leaders(names: Iterable[Name], block: Block, draft: Draft) -> None:
    for name in names:
        text = block.cut(name.start, name.end)
        draft.leaders.append(text)
        long = len(text.value) > _LONGEST_NAME and not _POST.search(text.value)
        if len(text.value) < 2 or long:
            draft.findings.append(codes.LEADER_ODD.at(*text.spans, name=text.value))


def _clause_tail(clause: Clause) -> int:
    """Where a clause really ends: its value is cut before a final separator."""
    folded, end = clause.block.folded, clause.end
    while end < len(folded) and folded[end] in " 、,":
        end += 1
    return end if not folded[end:].strip(" )。;") else clause.end


def _unbalanced(folded: str) -> bool:
    return folded.count("(") != folded.count(")")


def _add_names(
    names: Iterable[Name], block: Block, draft: Draft, cause: Text | None = None
) -> None:
    for name in names:
        text = block.cut(name.start, name.end)
        if _RULE.search(text.value) and not is_unit_name(fold(text.value)):
            continue
        folded = fold(text.value)
        stated = name.role is Role.LEAD
        mention = Mention(
            text,
            name.role,
            stated,
            LeadBasis.STATED if stated else None,
            is_collective(folded),
            cause,
        )
        if any(m.name == text and m.role is name.role for m in draft.mentions):
            draft.findings.append(codes.UNIT_TWICE.at(*text.spans, unit=text.value))
            continue
        draft.mentions.append(mention)
        plausible = is_unit_name(folded) or (mention.collective and len(folded) > 2)
        if not plausible or _unbalanced(folded) or _STOP_INSIDE.search(folded):
            draft.findings.append(codes.UNIT_ODD.at(*text.spans, unit=text.value))
        elif is_glued(folded):
            draft.findings.append(codes.UNIT_GLUED.at(*text.spans, unit=text.value))
        if name.open_ended:
            draft.findings.append(codes.UNITS_OPEN_ENDED.at(*text.spans, unit=text.value))


def _from_group(group: GroupClause, draft: Draft) -> None:
    block = group.block
    folded, start = block.folded, group.body
    end = group.end if group.end is not None else len(folded.rstrip(" 。"))
    cause = block.cut(0, len(block.text))
    left = folded.find("。", start)
    if group.end is None and 0 <= left < end:
        text = block.cut(left + 1, end)
        draft.findings.append(codes.LEFT_OVER.at(*text.spans, text=text.value[:30]))
    if re.search(r"不指定|不明确|不确定|不设|不分解|自行", folded[start:end]):
        draft.refused = True
        draft.findings.append(codes.UNITS_REFUSED.at(*cause.spans, text=_brief(block)))
        return
    match = re.match(r"\s*(?:由|的|均|都|,)*\s*", folded[start:end])
    begin = start + (match.end() if match else 0)
    by_verbs = verb_names(folded, begin, end)
    if by_verbs is not None:
        _add_names(by_verbs, block, draft, cause)
        return
    pattern = re.compile(
        r"(?P<label>(?:牵头责任|牵头|主办|责任|配合|协同|协办|参与|主要责任|承办|落实)\s*(?:单位|部门))\s*(?:,)?\s*(?:均|都|分别|统一)?\s*(?:为|是|由|:)\s*"
    )
    labels = list(pattern.finditer(folded, begin, end))
    if not labels and looks_like_units(folded, begin, end):
        _add_names(names_in(folded, begin, end, Role.RESPONSIBLE), block, draft, cause)
        return
    if not labels:
        draft.findings.append(codes.GROUP_UNREAD.at(*cause.spans, text=_brief(block)))
        return
    for n, label in enumerate(labels):
        until = labels[n + 1].start() if n + 1 < len(labels) else end
        last = until
        while last > label.end() and folded[last - 1] in " ,;、。":
            last -= 1
        _add_names(
            names_in(folded, label.end(), last, role_of(re.sub(r"\s", "", label["label"]))),
            block,
            draft,
            cause,
        )


# --- table rows ---------------------------------------------------------------------------


def _from_row(node: Node, draft: Draft) -> Text | None:
    assert node.row is not None
    number: Text | None = None
    columns = node.columns
    strong = any(c.kind == "text" for c in columns)
    measure: str | None = None
    for row in (node.row, *node.continued):
        draft.last = max(draft.last, row.block.end_line)
        if row.doubtful:
            spans = row.block.spans(0, len(row.block.text))
            draft.findings.append(codes.ROW_DOUBTFUL.at(*spans, text=_brief(row.block)))
        for cell in row.cells:
            column = next((c for c in columns if c.first <= cell.column <= c.last), None)
            kind = column.kind if column is not None else ""
            words = column.words if column is not None else ""
            folded = cell.folded
            if not folded.strip():
                continue
            text = cell.block.cut(cell.start, cell.end)
            if kind == "number":
                number = number or _row_number(cell, text)
            elif (
                kind == "text"
                or (kind == "weak_text" and not strong)
                or (
                    kind == "target"
                    and not strong
                    and not any(c.kind == "weak_text" for c in columns)
                )
            ):
                _cell_text(cell, draft)
            elif kind == "units":
                _cell_units(cell, words, draft)
            elif kind == "points":
                found = points_of_cell(cell.block.folded, cell.start, cell.end)
                if found is None and not is_empty(cell.block.folded, cell.start, cell.end):
                    draft.findings.append(codes.POINTS_UNREAD.at(*text.spans, text=text.value[:30]))
                elif found is not None:
                    _set_points(found, cell.block, draft)
            elif kind == "target" and not is_empty(cell.block.folded, cell.start, cell.end):
                draft.target_text = (
                    text if draft.target_text is None else _joined([draft.target_text, text])
                )
            elif kind == "deadline" and not is_empty(cell.block.folded, cell.start, cell.end):
                draft.deadline = _trimmed(text)
            elif kind == "leaders":
                people = names_in(cell.block.folded, cell.start, cell.end, Role.RESPONSIBLE)
                _add_leaders(people, cell.block, draft)
            elif kind == "measure":
                measure = text.value
            elif kind != "section":
                draft.extras.append((words, text))
    if draft.target_text is not None:
        cell_block, start, end = _target_cell(node)
        draft.targets = tuple(
            targets_of_cell(cell_block, start, end, _joined(draft.text).value, measure)
        )
    return number


def _target_cell(node: Node) -> tuple[Block, int, int]:
    assert node.row is not None
    at = [c for c in node.columns if c.kind == "target"]
    for cell in node.row.cells:
        if any(c.first <= cell.column <= c.last for c in at) and cell.folded.strip():
            return cell.block, cell.start, cell.end
    return node.row.block, 0, 0


def _row_number(cell: CellText, text: Text) -> Text:
    value = text.value.strip("()（）.．、。")
    if value == text.value:
        return text
    at = text.value.index(value) if value else 0
    first = next(
        (i for i in range(cell.start, cell.end) if cell.block.text[i : i + 1] == value[:1]),
        cell.start + at,
    )
    return cell.block.cut(first, first + len(value))


def _cell_text(cell: CellText, draft: Draft) -> None:
    from parsers.fields.peel import peel

    part = cell.block.part(cell.start, cell.end)
    peeled = peel(part)
    _from_peeled(peeled, draft)
    targets: list[Target] = []
    for p in parts_with_text([peeled]):
        targets += targets_in(p.block, p.text)
        found = deadline_in(p.block.folded, *p.text[0]) if len(p.text) == 1 else None
        if found is not None and draft.deadline is None:
            draft.deadline = p.block.cut(*found)
    draft.targets += tuple(targets)


def _cell_units(cell: CellText, words: str, draft: Draft) -> None:
    if is_empty(cell.block.folded, cell.start, cell.end):
        return
    role = role_of(words)
    names = verb_names(cell.block.folded, cell.start, cell.end)
    _add_names(
        names if names is not None else names_in(cell.block.folded, cell.start, cell.end, role),
        cell.block,
        draft,
    )


# --- small things -------------------------------------------------------------------------


def _joined(texts: Sequence[Text]) -> Text:
    if len(texts) == 1:
        return _trimmed(texts[0])
    value = "".join(t.value for t in texts)
    return _trimmed(Text(value, tuple(s for t in texts for s in t.spans)))


def _trimmed(text: Text) -> Text:
    """The value without its final stop, its places shortened with it."""
    return shortened(text, len(text.value.rstrip(_END)))


def _brief(block: Block) -> str:
    words = re.sub(r"\s+", "", block.text)
    return words if len(words) <= 30 else words[:29] + "…"

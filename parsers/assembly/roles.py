"""每一行算作什么: a role for every line of the source, and a finding for each that has none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from parsers import codes
from parsers.assembly.draft import Node, Tree
from parsers.assembly.head import Head
from parsers.blocks import Block
from parsers.diagnostics import Diagnostic
from parsers.fields.labels import Kind, names_a_party
from parsers.fields.midst import names_in_midst
from parsers.fields.peel import closes_with_units, peel, peel_clause_line
from parsers.fields.units import looks_like_units
from parsers.model import ReadingRule, Role
from parsers.numbering import Form
from parsers.patterns import late
from parsers.source import Layer, Source, Span
from parsers.text import squeeze
from parsers.wording import AMENDS, REQUIREMENT_HEADING

UNREAD = "unread"
_DOES = re.compile(r"牵头|负责|配合|责任|承办|主办")
_GIVES = late(r"第\s*\d+\s*(?:[、,至-]\s*\d+\s*)*项.*(?:牵头|负责|配合|责任单位)")
_GOAL = late(
    r"(?:达到?|增长|新增|完成|下降|控制在|不低于|不少于|稳定在|新建|建成|拆除|改造|培训|创建|引进|实施|整治)"
    r"[^,。;]{0,12}?\d+(?:\.\d+)?\s*[%万亿个家人所座项公张亩吨处户次条]"
    r"|\d+(?:\.\d+)?[^\d,。;]{0,4}(?:以上|以内)|(?:争取|力争|确保)[^,。;]{0,6}(?:\d{1,2}月|年底|年内)[^,。;]{0,4}完成"
)
_HEADS = (Form.PART, Form.CHINESE, Form.CHINESE_BRACKET)
_LED_BY = late(r"\s*由(?P<units>[^,。;:]{2,30}?)(?:牵头|负责|承办|主办)")
_BRIEF = 60  # characters
_BRIEF_GOAL = late(  # 修路100公里。 at the end of the list
    r"\s*[^,。;:\d]{2,14}\d+(?:\.\d+)?\s*(?:[%万亿]|个|家|人|所|座|项|公里|张|亩|吨|户|条|处|台|套|场|名|栋|米|株|辆)"
)
_ASKED = late(
    r"请|(?<![主重需])要(?!求)|[应须]|各(?:单位|部门|地|乡|镇|县|区)|报送|考核|通报|[考测]评|评[分比选优价先]|督查|印发|实施|施行|电话|附件"
    r"|年\d+月"
)
_FEW_WORDS = 20  # characters
_STOPPED = re.compile(r"[。:;,!?]|^\(.*\)$|^[^\w]*$|表$|附件|单位\s*:")
_ROW = re.compile(r"\S {2,}\S.*\S {2,}\S|\S\t+\S.*\t|[|│┃].*[|│┃]")  # cells of a table nobody knew
_DRAWN = re.compile(r"[|│┃].*[|│┃]")


def roles_of(
    source: Source,
    given: dict[int, str],
    head: Head,
    tree: Tree,
    tasks: Sequence[Node],
    rules: Sequence[ReadingRule],
) -> tuple[str, ...]:
    """What each line was taken for, in line order; ``unread`` where nothing knew it."""
    found = dict(given)
    for block, role in head.blocks.values():
        found |= {piece.line: role for piece in block.pieces}
    for block, role in _told(tree, tasks):
        for piece in block.pieces:
            found.setdefault(piece.line, role)
    for rule in rules:  # a line that gives a rule of reading is known by it
        for span in rule.text.spans:
            if found.get(span.line) == UNREAD:
                found[span.line] = "note"
    outside = {
        line.number: line.layer.value for line in source.lines if line.layer is not Layer.BODY
    }
    found |= outside
    return tuple(found.get(line.number, UNREAD) for line in source.lines)


def _told(tree: Tree, tasks: Sequence[Node]) -> Iterator[tuple[Block, str]]:
    yield from ((b, _noted(b) if role == "note" else role) for b, role in tree.told)
    chosen = {id(n) for n in tasks} | {id(d) for n in tasks for d in n.details}
    last = max((n.order for n in tasks), default=-1)
    parted = {(id(n.parent), n.series, n.form) for n in tree.nodes if n.children}
    for node in tree.nodes:
        if id(node) in chosen:
            yield from _of_task(node, last=node.order == last)
        else:
            beside = (id(node.parent), node.series, node.form) in parted
            heads = bool(node.children) or node.form is Form.NONE
            yield node.own, "section" if heads else _of_leaf(node, beside=beside)
            yield from (
                (
                    b,
                    _beside(b, heads=bool(node.children))
                    if clause
                    else _intro(b)
                    if node.children
                    else _below(node, b, beside),
                )
                for clause, b in node.more
            )
    first = min((n.own.line for n in tasks), default=None)
    last_line = max((n.own.line for n in tasks), default=None)
    for block in tree.loose:
        above = first is None or block.line < first
        between = not above and last_line is not None and block.line < last_line
        lost = above and _DRAWN.search(block.folded) is not None
        yield (
            block,
            UNREAD
            if lost
            else "preamble"
            if above
            else _intro(block)
            if between
            else _closing(block),
        )
    yield from ((block, UNREAD) for block in tree.strays)


def _of_task(node: Node, *, last: bool) -> Iterator[tuple[Block, str]]:
    """Behind the last item a paragraph closes the notice; behind another it belongs to nothing."""
    yield node.own, "indicator"
    yield from ((block, "units") for is_clause, block in node.more if is_clause)
    yield from ((block, "indicator") for block in node.description)
    yield from ((row.block, "indicator") for row in node.continued)
    for block in node.closing:
        yield block, _closing(block) if last else UNREAD


def _intro(block: Block) -> str:
    """A paragraph among the items; a few words without a stop may be a heading cut short."""
    words = block.folded.strip()
    lost = len(words) <= _FEW_WORDS and not _STOPPED.search(words)
    lost = lost or _DRAWN.search(block.folded) is not None
    return UNREAD if lost or _names_doers(block) or _sets_goals(block.folded) else "intro"


def _beside(block: Block, *, heads: bool) -> str:
    """A clause of no item; units and leaders may stand under a heading, for all items below it."""
    kinds = {clause.kind for clause in peel_clause_line(block).clauses}
    lost = {Kind.DEADLINE} if heads else {Kind.LEADERS, Kind.DEADLINE}
    return UNREAD if kinds & lost else "intro"


def _of_leaf(node: Node, *, beside: bool) -> str:
    """A numbered sentence that is no task; ``beside`` headings with tasks it may well be one."""
    words = node.own.folded[node.start :].strip()
    sentence = words.endswith("。") and _ASKED.search(words) is None
    if beside and ((sentence and node.form in _HEADS) or _sets_goals(words)):
        return UNREAD
    return _asked(node.own, node.start)


def _below(node: Node, block: Block, beside: bool) -> str:
    """A paragraph below a heading without items, where the headings beside it have some."""
    short = len(block.folded.strip()) <= _BRIEF and _ASKED.search(block.folded) is None
    plain = node.form in _HEADS and not REQUIREMENT_HEADING.search(node.own.folded, node.start)
    return UNREAD if beside and short and plain else _asked(block)


def _asked(block: Block, start: int = 0) -> str:
    """A requirement, unless it says who does it: then it may be a task nobody took up."""
    lost = _names_doers(block, start) or (start == 0 and _sets_goals(block.folded))
    return UNREAD if lost else "requirement"


def _noted(block: Block) -> str:
    """A note, unless it gives a task to somebody: 第2项由A配合 among other words."""
    gives = _GIVES.search(block.folded) or _in_midst(block.folded)
    return UNREAD if gives else "note"


def _names_doers(block: Block, start: int = 0) -> bool:
    folded = block.folded
    if not _DOES.search(folded, start) and not folded.rstrip(" 。;").endswith(")"):
        return False
    peeled = peel(block, start)
    names = [n for c in peeled.clauses if c.kind is Kind.UNITS for n in c.names]
    judged = bool(names) and all(n.role is Role.ASSESS for n in names)
    return (bool(names) and not judged) or closes_with_units(block) or _in_midst(folded)


def _in_midst(folded: str) -> bool:
    if names_in_midst(folded, 0, len(folded), deeds=False):
        return True
    led = _LED_BY.match(folded)
    return led is not None and looks_like_units(folded, *led.span("units"))


def _closing(block: Block) -> str:
    """A last paragraph, unless it is a row of a table or the rest of a list of units."""
    lost = (
        names_a_party(block.folded)
        or _ROW.search(block.folded)
        or looks_like_units(block.folded, 0, len(block.folded))
        or _names_doers(block)
        or AMENDS.search(block.folded)
        or _sets_goals(block.folded)
    )
    return UNREAD if lost else "closing"


def _sets_goals(folded: str) -> bool:
    """Figures to reach, and nobody asked for anything: 合格率达到97%以上."""
    brief = len(folded.strip()) <= _BRIEF and _BRIEF_GOAL.match(folded) is not None
    return (brief or _GOAL.search(folded) is not None) and _ASKED.search(folded) is None


def unread(source: Source, roles: Sequence[str]) -> Iterator[Diagnostic]:
    """A finding for every line that belongs to nothing and is not blank."""
    for line, role in zip(source.lines, roles, strict=True):
        if role == UNREAD and (words := squeeze(line.text)):
            span = Span(line.number, 0, len(line.text))
            yield codes.LINE_UNREAD.at(span, line=line.number, text=words[:30])

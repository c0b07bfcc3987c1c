"""疑点: items and headings that differ from their neighbours, or hold what is not theirs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from parsers import codes
from parsers.assembly.by_number import named_twice
from parsers.assembly.draft import Node, Tree
from parsers.assembly.gather import Draft
from parsers.assembly.order import lines_of, numbers, place, written_number
from parsers.diagnostics import Diagnostic
from parsers.fields.labels import Kind
from parsers.fields.targets import targets_in
from parsers.fields.units import looks_like_units
from parsers.model import Role
from parsers.numbering import Form
from parsers.numerals import CHINESE
from parsers.patterns import late
from parsers.text import fold
from parsers.wording import AMENDS, REQUIREMENT_HEADING

_CLAUSE_WORD = re.compile(r"单位|部门|领导|责任人|时限")  # what no clause can do without
_CLAUSE_LEFT = re.compile(
    r"[\u4e00-\u9fff]{0,6}(?:单位|部门|领导|责任人|时限)\s*:|(?:责任|牵头|配合)(?:单位|部门)"
)
_OPEN_ENDS = tuple("达到 不低于 不超过 控制在 不少于 不高于 提高到 、 , 和 与 及 ( “ 《".split())
_PUNCTUATION = re.compile(r"[。;]\s*[:、,]|(?<!\d)\d{1,3}[、,。]\d{1,2}(?=[%万亿]|个百分点)")
_ASKING = re.compile(
    r"要|不得|督|必须|应当|切实|认真|加强|严格|高度|进一步|确保|强化|健全|完善|负责|按照|以下"
)
_HEADINGS = (Form.PART, Form.CHINESE, Form.ARTICLE)
# （三）院感防控（10分）本项2条由… and （二）病媒生物防制(1)鼠…: the line below was run into it
_HEADING_JOINED = re.compile(
    r"\(\d+(?:\.\d+)?分\)\s*[^\s。;(]{4,}|(?:以上|以下|上述|本项|本部分)\d+[项条]"
    r"|(?<=[\u4e00-\u9fff;。])(?:\(\d{1,2}\)|[①②③]|\d{1,2}[.、](?!\d))[\u4e00-\u9fff]"
)
_LABEL_LEFT = late(r"(?:^|[。;)])\s*[\u4e00-\u9fff]{2,8}:(?P<value>[^。;:]{4,60})(?=[。;]|$)")
_BRIEF = 30  # characters
_FEW, _MANY = 6, 5
_POINTS_LEFT = re.compile(r"\((?:扣|加|减)?\d+(?:\.\d+)?分\)")
_ITEM_LEFT = re.compile(r"[。;）)]\s*(?P<number>\d{1,3})\s*[.、](?!\d)[\u4e00-\u9fff“]")
# …100%。二、生态环境 and …（A牵头）（三）改造…: the heading or item below was run in
_MOVING = late(r"[加减扣奖]分|否决")
_HEADING_LEFT = late(
    rf"[。;)]\s*(?:[{CHINESE}]{{1,3}}、|\([{CHINESE}]{{1,3}}\))(?=[\u4e00-\u9fff“])"
)
_POINTS_BEHIND = re.compile(
    r"\([^()]*[\d一二三四五六七八九十]\s*分[^()]*\)$|[,。]\s*[计加减扣得]\s*\d+(?:\.\d+)?分$"
    r"|(?<=[^\d.\s到达得过于第约以每至加减扣计得奖~-])\d+(?:\.\d+)?分$"
    r"|(?:满分|基[础本]分|(?<![不每加减])[计得])为?\d+(?:\.\d+)?分(?=[,。;]|$)"
    r"|,\d+(?:\.\d+)?分(?=[。;])"
)
_BRACKET_LEFT = late(r"[。;]\s*\(\d{1,2}\)(?=[\u4e00-\u9fff“])")


def oddities(
    tree: Tree, tasks: Sequence[Node], drafts: Sequence[Draft]
) -> Iterator[tuple[int, Diagnostic]]:
    """Everything odd about order and neighbours, each with the position of the item concerned."""
    if not tasks:
        return
    at = {id(node): n for n, node in enumerate(tasks)}
    broken: set[int] = set()  # items of which was said that their text breaks off
    for node, finding in _of_nodes(tree, tasks):
        nth = at.get(id(node), _next(node, tasks))
        if finding.code is codes.TEXT_BROKEN_OFF:
            broken.add(nth)
        yield nth, finding
    yield from _lacking(drafts, tasks)
    for nth, finding in _odd_texts(drafts):
        if finding.code is not codes.TEXT_BROKEN_OFF or nth not in broken:
            yield nth, finding


def _next(node: Node, tasks: Sequence[Node]) -> int:
    """The item that stands behind a heading."""
    return next((n for n, t in enumerate(tasks) if t.order > node.order), len(tasks) - 1)


def _of_nodes(tree: Tree, tasks: Sequence[Node]) -> Iterator[tuple[Node, Diagnostic]]:
    yield from numbers(tree, tasks)
    yield from _headings(tasks)
    yield from _odd_headings(tree)
    yield from _left_out(tree, tasks)
    yield from _stops(tasks)
    yield from _labels(tasks)
    yield from _after_points(tasks)
    yield from _columns_apart(tasks)
    yield from named_twice(tasks)


def _columns_apart(tasks: Sequence[Node]) -> Iterator[tuple[Node, Diagnostic]]:
    """Columns of a table that say neither what, how much, by when nor by whom."""
    told: set[tuple[str, ...]] = set()
    for node in tasks:
        words = tuple(c.words for c in node.columns if not c.kind and c.words)
        if words and words not in told:
            told.add(words)
            named = "、".join(f"“{word}”" for word in words)
            yield node, codes.COLUMNS_APART.at(*place(node)[:1], columns=named)


def _headings(tasks: Sequence[Node]) -> Iterator[tuple[Node, Diagnostic]]:
    """Items above the first heading, and items beside sub-headings: a heading strayed."""
    parted = Counter(n.series for n in tasks if n.parent is not None)
    every = Counter(n.series for n in tasks)
    parents = {id(n.parent): n.parent for n in tasks if n.parent is not None}
    headings = {key: {c.form for c in p.children if c.children} for key, p in parents.items()}
    for node in tasks:
        parent = node.parent
        usual = parted[node.series] * 2 > every[node.series]  # in this list, not in another
        if parent is None and usual and node.row is None:
            yield node, codes.NO_SECTION.at(*place(node), number=_name(node))
        elif parent is not None and headings[id(parent)] - {node.form}:
            headings[id(parent)] = set()  # said once
            title = parent.own.cut(parent.start, len(parent.own.text))
            yield node, codes.SECTION_MIXED.at(*title.spans, title=title.value[:30])


def _odd_headings(tree: Tree) -> Iterator[tuple[Node, Diagnostic]]:
    """Headings that hold more than a title, or name units nobody below gets."""
    for node in tree.nodes:
        if node.row is not None or not node.children or not node.peeled:
            continue
        title = node.own.cut(node.start, len(node.own.text))
        if node.label is not None and node.label.damaged:
            written = node.own.cut(0, node.label.rest)
            said = codes.NUMBER_MENDED.at(
                *written.spans, written=written.value, read=node.label.value
            )
            yield node, said
        if _HEADING_JOINED.search(node.own.folded, node.start):
            yield node, codes.HEADING_JOINED.at(*title.spans, title=title.value[:40])
        clauses = [c for p in node.peeled for c in p.clauses if c.kind is Kind.UNITS and c.names]
        blocks = {id(group.block) for child in _below(node) for group in child.groups}
        if clauses and not any(id(clause.block) in blocks for clause in clauses):
            said = codes.HEADING_UNITS.at(*title.spans, title=title.value[:30])
            yield node, said


def _heading_inside(text: str) -> re.Match[str] | None:
    """…。二、生态环境: a heading or an item was run in. 一、…；二、… is the item's own list."""
    if "一、" in text or "(一)" in text or not any(mark in text for mark in "。;"):
        return None
    return _HEADING_LEFT.search(text)


def _points_behind(text: str, draft: Draft) -> re.Match[str] | None:
    """（每项3分，共6分） and the like at the end of a text, and no points read."""
    return _POINTS_BEHIND.search(text) if draft.points is None and "分" in text else None


def _below(node: Node) -> Iterator[Node]:
    for child in node.children:
        yield child
        yield from _below(child)


def _left_out(tree: Tree, tasks: Sequence[Node]) -> Iterator[tuple[Node, Diagnostic]]:
    """Numbered paragraphs that were taken for no tasks and read like some."""
    chosen = {id(n) for n in tasks} | {id(d) for n in tasks for d in n.details}
    runs: dict[tuple[int, Form], list[Node]] = {}
    for node in tree.nodes:
        leaf = node.value is not None and not node.children and node.form not in _HEADINGS
        if leaf and id(node) not in chosen:
            runs.setdefault((id(node.parent), node.form), []).append(node)
    for run in runs.values():
        head = run[0].parent
        heading = head.own.folded[head.start :] if head is not None else ""
        likely = [node for node in run if _reads_like_a_task(node)]
        if len(likely) * 2 >= len(run) and not REQUIREMENT_HEADING.search(heading):
            first, last = run[0], run[-1]
            text = first.own.cut(first.start, len(first.own.text))
            lines = lines_of(first.own.line, last.own.end_line)
            said = codes.NUMBERED_LEFT_OUT.at(
                *text.spans, count=len(run), lines=lines, text=text.value[:20]
            )
            yield first, said


def _reads_like_a_task(node: Node) -> bool:
    """A figure to reach, or a few words that ask nobody for anything."""
    text = node.own.folded[node.start :].strip()
    if len(text) > _BRIEF or _ASKING.search(text):
        return bool(targets_in(node.own, [(node.start, len(node.own.folded.rstrip()))]))
    return True


def _stops(tasks: Sequence[Node]) -> Iterator[tuple[Node, Diagnostic]]:
    """A text without its full stop where all others have one: its end was lost."""
    plain = [
        n
        for n in tasks
        if n.row is None and n.peeled and n.peeled[0].points is None and not n.details
    ]
    open_ended = [n for n in plain if not _stopped(n)]
    if len(plain) < _FEW or len(open_ended) * 10 > len(plain):
        return
    for node in open_ended:
        text = node.own.cut(node.start, len(node.own.text))
        yield node, codes.TEXT_BROKEN_OFF.at(*text.spans, text=text.value[-24:])


def _stopped(node: Node) -> bool:
    first = node.peeled[0]
    ranges = [r for r in first.text if first.block.folded[r[0] : r[1]].strip()]
    if not ranges:
        return True
    end = ranges[-1][1]
    return first.block.folded[:end].rstrip().endswith(("。", ";", "!", "?", ")"))


def _labels(tasks: Sequence[Node]) -> Iterator[tuple[Node, Diagnostic]]:
    """An item that lacks a label which all but it have: the line was lost.

    A set of labels that several items share is a habit of the notice and says nothing.
    """
    sets = [frozenset(c.word for p in n.peeled for c in p.clauses if c.word) for n in tasks]
    counted = Counter(s for s in sets if s)
    if len(tasks) < _FEW or not counted:
        return
    usual, times = counted.most_common(1)[0]
    if times * 2 < len(tasks):
        return
    singly = Counter(label for labels in sets for label in labels)
    nearly = {label for label, count in singly.items() if count == len(tasks) - 1 >= _MANY}
    for node, labels in zip(tasks, sets, strict=True):
        gone = {label for label in nearly - labels if not (node.units and _of_units(label))}
        if gone and labels:
            missing = "、".join(sorted(gone))
            yield node, codes.LABEL_MISSING.at(*place(node), number=_name(node), label=missing)
        elif labels < usual and labels and counted[labels] == 1:
            missing = "、".join(sorted(usual - labels))
            yield node, codes.LABEL_MISSING.at(*place(node), number=_name(node), label=missing)


def _of_units(label: str) -> bool:
    return any(word in label for word in ("单位", "部门", "处室", "科室", "机构"))


def _after_points(tasks: Sequence[Node]) -> Iterator[tuple[Node, Diagnostic]]:
    """A paragraph between the points that end an item and its units."""
    odd = [n for n in tasks if n.description and n.row is None and _ends_with_points(n)]
    if len(odd) * 3 > len(tasks):
        return
    for node in odd:
        block = node.description[0]
        text = block.cut(0, len(block.text))
        yield node, codes.TEXT_AFTER_POINTS.at(*text.spans, text=text.value[:30])


def _ends_with_points(node: Node) -> bool:
    first = node.peeled[0]
    return first.points is not None and not first.block.folded[first.points.end :].strip(" 。;,.")


def _name(node: Node) -> str:
    return (
        written_number(node)
        if node.label is not None
        else node.own.cut(0, len(node.own.text)).value[:12]
    )


def _lacking(drafts: Sequence[Draft], tasks: Sequence[Node]) -> Iterator[tuple[int, Diagnostic]]:
    """Items that lack units or points where others have them.

    What adds to the points of everybody, or takes from them, needs nobody who does it.
    """
    named = [any(m.role is not Role.ASSESS for m in d.mentions) for d in drafts]
    only_judges = not any(named) and any(d.mentions for d in drafts)
    if only_judges:  # where nobody does anything, those that judge are who is named
        named = [bool(d.mentions) for d in drafts]
    if only_judges and not any(d.implied for d in drafts):  # 责任单位均为A，不再单独列出
        yield 0, codes.NOBODY_DOES.at(*drafts[0].whole_text.spans[:1])
    scored = sum(1 for d in drafts if d.points is not None)
    some = any(named)
    if drafts and not some and not any(d.implied for d in drafts):
        yield 0, codes.NOBODY_NAMED.at()
    moving = _moving_sections(tasks, named)
    for at, draft in enumerate(drafts):
        whole = draft.whole_text
        spans = whole.spans[:1] or (draft.number.spans if draft.number else ())
        known = named[at] or draft.implied or draft.refused or id(tasks[at].parent) in moving
        if some and not known:
            yield at, codes.NO_UNITS.at(*spans, number=draft.name)
        if scored * 3 > len(drafts) * 2 and draft.points is None:
            yield at, codes.NO_POINTS.at(*spans, number=draft.name)
        if not whole.value:
            yield at, codes.TEXT_EMPTY.at(*spans, number=draft.name)


def _moving_sections(tasks: Sequence[Node], named: Sequence[bool]) -> set[int]:
    """The headings such as 加分事项 and 扣分项 below which nobody is named for any item."""
    with_doers = {id(t.parent) for t, doer in zip(tasks, named, strict=True) if doer}
    heads = {id(t.parent): t.parent for t in tasks if t.parent is not None}
    return {
        key
        for key, head in heads.items()
        if key not in with_doers and _MOVING.search(head.own.folded, head.start)
    }


def _odd_texts(drafts: Sequence[Draft]) -> Iterator[tuple[int, Diagnostic]]:
    """Texts that hold what is no text, or break off."""
    for at, draft in enumerate(drafts):
        whole = draft.whole_text
        text, spans = fold(whole.value), whole.spans[:1]
        if match := AMENDS.search(text):
            yield at, codes.AMENDMENT.at(*spans, text=match[0])
        elif match := _CLAUSE_WORD.search(text) and _CLAUSE_LEFT.search(text):
            opens = match.start() == 0 or text[match.start() - 1] in "。;)("
            if opens or match[0].endswith(":"):
                yield at, codes.TEXT_SUSPECT.at(*spans, what="单位、时限等", text=match[0])
        elif ":" in text and (match := _named_behind(text)):
            yield at, codes.TEXT_SUSPECT.at(*spans, what="单位", text=match[0])
        elif _breaks_off(text):
            yield at, codes.TEXT_BROKEN_OFF.at(*spans, text=text[-24:])
        elif match := _PUNCTUATION.search(text):
            words = text[max(0, match.start() - 8) : match.end() + 4]
            yield at, codes.TEXT_SUSPECT.at(*spans, what="误写的标点或数字", text=words)
        elif match := _POINTS_LEFT.search(text) or _points_behind(text, draft):
            yield at, codes.TEXT_SUSPECT.at(*spans, what="另一处分值", text=match[0])
        elif not draft.in_table and (
            match := _ITEM_LEFT.search(text) or _next_inside(text) or _heading_inside(text)
        ):
            words = text[match.start() + 1 : match.start() + 16]
            yield at, codes.TEXT_SUSPECT.at(*spans, what="另一项指标", text=words)


def _next_inside(text: str) -> re.Match[str] | None:
    """（2）…；（3）…: the line below was run in. （1）…；（2）… is a list of the item itself."""
    return _BRACKET_LEFT.search(text) if "(1)" not in text else None


def _named_behind(text: str) -> re.Match[str] | None:
    """工作专班：县水利局、县林业局: a label nobody knows, and units behind it."""
    for match in _LABEL_LEFT.finditer(text):
        if looks_like_units(text, *match.span("value")):
            return match
    return None


def _breaks_off(text: str) -> bool:
    """Whether a text ends where it cannot, or a bracket or quotation mark has no other half."""
    figure = text.endswith(".") and text[-2:-1].isdecimal()
    return (
        figure
        or (text.endswith(_OPEN_ENDS) and not text.endswith("参与"))
        or text.count("(") != text.count(")")
        or text.count("“") != text.count("”")
    )

"""哪些编号是任务: leaves of the tree with units or points, and the runs they stand in.

Numbered paragraphs that are requirements (一、高度重视…) look like tasks; what tells them apart is
that nobody is named and nothing is scored in their whole run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from parsers.assembly.draft import Node, Tree
from parsers.fields.labels import Kind
from parsers.fields.peel import (
    ends_in_names,
    peel,
    peel_clause_line,
    score_behind_comma,
    score_by_weight,
    score_of_a_move,
)
from parsers.fields.points import weight_in
from parsers.fields.units import (
    is_plainly_a_unit,
    names_in,
    surely_units,
    verb_names,
)
from parsers.items import GroupClause
from parsers.model import Role
from parsers.numbering import Form
from parsers.patterns import late
from parsers.text import fold
from parsers.wording import ASKING_HEADING, REQUIREMENT_HEADING

_DETAIL = (Form.ARABIC_BRACKET, Form.CIRCLED, Form.BULLET)
_FEWEST_ALIKE = 2  # items that show how a run of them closes


def judge(tree: Tree) -> None:
    """Marks the tasks of the tree; afterwards every paragraph under a task has its part."""
    for node in tree.nodes:  # one step for all of them is faster than all steps for each
        if node.row is None:
            node.peeled = [peel(node.own, node.start, bare=node.sentence)]
    for node in tree.nodes:
        _gather(node)
    for node in tree.nodes:
        _take_details(node)
    for node in tree.nodes:
        _take_only_detail(node)
    details = {id(detail) for node in tree.nodes for detail in node.details}
    leaves = [n for n in tree.nodes if id(n) not in details and _is_leaf(n)]
    runs = list(_runs(leaves))
    _bare_brackets(runs)
    _usual_points(runs)
    _weights(tree, runs)
    _moving_points(runs)
    _apply_groups(tree, leaves)
    _apply_headings(runs)
    some = any(node.evidence for run in runs for node in run)
    last: Node | None = None
    for run in runs:
        if (
            any(node.evidence for node in run)
            or (not some and _could_be(run))
            or (some and (_follows(last, run) or _scored(run)))
        ):
            for node in run:
                node.task = True
            last = run[-1]


def _is_leaf(node: Node) -> bool:
    """A node with nothing below it; one without a number only if somebody is named for it."""
    if node.row is not None or node.sentence:
        return True
    if node.children:
        return False
    return node.form is not Form.NONE or any(p.units for p in node.peeled)


def _gather(node: Node) -> None:
    """Peels the paragraphs below a node and parts what describes it from what merely follows."""
    if node.row is not None:
        return
    first = node.peeled[0]
    clauses_at = [n for n, (is_clause, _) in enumerate(node.more) if is_clause]
    inline = (
        [] if clauses_at else [n for n, (_, block) in enumerate(node.more) if peel(block).units]
    )
    last = clauses_at[-1] if clauses_at else inline[-1] if inline and not first.units else -1
    for n, (is_clause, block) in enumerate(node.more):
        if is_clause:
            node.peeled.append(peel_clause_line(block))
        elif n <= last:
            part = peel(block)
            node.peeled.append(part)
            node.description.append(block)
        else:
            node.closing.append(block)


def _take_details(node: Node) -> None:
    """（1） and ① below an item are part of it where only the item as a whole has units."""
    children = node.children
    if not children or any(child.children for child in children):
        return
    own = bool(node.assigned) or any(p.units for p in node.peeled)
    with_units = [c for c in children if c.units]
    shared_at_end = (
        len(children) > 1
        and with_units == [children[-1]]
        and any(is_clause for is_clause, _ in children[-1].more)
    )
    if (own and not with_units) or (shared_at_end and children[0].form in _DETAIL and not own):
        if own and children[0].form not in _DETAIL:
            return
        node.details, node.children = children, []
        for child in children:
            child.parent = node


def _take_only_detail(node: Node) -> None:
    """A single （1） with the units below it, where the items beside it have several and share."""
    if len(node.children) != 1 or node.children[0].form not in _DETAIL or node.parent is None:
        return
    only = node.children[0]
    shared = any(n.details and n.form is node.form for n in node.parent.children)
    if shared and any(is_clause for is_clause, _ in only.more) and not only.children:
        node.details, node.children, only.parent = [only], [], node


def _runs(leaves: Sequence[Node]) -> Iterator[list[Node]]:
    """Neighbouring leaves of one parent and form whose numbers rise."""
    run: list[Node] = []
    for node in leaves:
        if run and (
            node.parent is not run[-1].parent
            or node.series != run[-1].series
            or node.form is not run[-1].form
            or (
                node.value is not None
                and run[-1].value is not None
                and node.value <= run[-1].value
                and node.value == 1
            )
        ):
            yield run
            run = []
        run.append(node)
    if run:
        yield run


def _bare_brackets(runs: Sequence[list[Node]]) -> None:
    """（A、B） at the end names the units: where most of a run ends so, or the names are known.

    （团队） and （街道） end like units too, so a single bracket proves nothing by itself.
    """
    ended_so = [
        [n for n in run if n.peeled and not n.units and ends_in_names(n.own, n.start) is not None]
        for run in runs
    ]
    known = _names_told(runs) if any(ended_so) else frozenset()
    for run, ended in zip(runs, ended_so, strict=True):
        usual = len(ended) * 2 >= len(run) > 1
        for node in ended:
            names = ends_in_names(node.own, node.start) or ()
            sure = all(name in known or surely_units(fold(name)) for name in names)
            if usual or sure:
                node.peeled[0] = peel(node.own, node.start, bare=True)


def _usual_points(runs: Sequence[list[Node]]) -> None:
    """…，2分 as the points of every item of a run most of which close so."""
    for run in runs:
        read = [n.peeled[0] for n in run if n.peeled]
        usual = [
            part.points.value
            for part in read
            if part.points is not None
            and part.points.value is not None
            and part.block.folded.startswith(",", part.points.start)
        ]
        if len(usual) >= _FEWEST_ALIKE and 2 * len(usual) > len(read):
            for part in read:
                score_behind_comma(part, max(usual))


def _weights(tree: Tree, runs: Sequence[list[Node]]) -> None:
    """增速（6%） as weights, where most of a run have such a bracket.

    They add up to the figure of their heading, （45%）, or the notice says what the brackets hold.
    """
    told: bool | None = None
    for run in runs:
        first = [n.peeled[0] for n in run if n.peeled]
        open_ones = [p for p in first if p.points is None and "%)" in p.block.folded]
        if len(open_ones) < _FEWEST_ALIKE or 3 * len(open_ones) < 2 * len(first):
            continue
        found = [w for p in open_ones for r in p.text[:1] if (w := weight_in(p.block.folded, *r))]
        head = run[0].parent
        if 3 * len(found) < 2 * len(first) or head is None:
            continue
        whole = weight_in(head.own.folded, head.start, len(head.own.folded))
        summed = sum(w.value or 0 for w in found)
        if whole is None or whole.value != summed:
            told = _tells_weights(tree) if told is None else told
            if not told:
                continue
        for part in open_ones:
            score_by_weight(part)


def _tells_weights(tree: Tree) -> bool:
    """Whether the notice says that brackets hold weights: （指标名称后括号内为权重）."""
    blocks = [*tree.loose, *(block for block, _ in tree.told)]
    return any("权重" in b.folded and "括号" in b.folded for b in blocks)


_MOVES = re.compile(r"[^,。;:]{0,10}[加减扣奖]分[^,。;:()]{0,8}(?:\([^()]*\))?$")


def _moving_points(runs: Sequence[list[Node]]) -> None:
    """…的，扣1.5分 as the points of what stands under 扣分事项 or 加分项目."""
    for run in runs:
        head = run[0].parent
        if head is not None and _MOVES.match(head.own.folded.rstrip(" :。"), head.start):
            for node in run:
                for part in node.peeled[:1]:
                    score_of_a_move(part)


def _names_told(runs: Sequence[list[Node]]) -> frozenset[str]:
    return frozenset(
        part.block.cut(name.start, name.end).value
        for run in runs
        for node in run
        for part in node.peeled
        for clause in part.clauses
        for name in clause.names
    )


def _apply_groups(tree: Tree, leaves: Sequence[Node]) -> None:
    # 其余各项 are those that no other sentence speaks of
    ordered = sorted(enumerate(tree.groups), key=lambda pair: pair[1][1].which == "rest")
    for nth, (position, group) in ordered:
        if group.which == "until":
            stop = _until(tree, leaves, position, nth)
            targets = [n for n in leaves if position <= n.order < stop]
        elif group.which == "part":
            targets = _of_part(tree, leaves, position, group)
        else:
            targets = _counted(leaves, position, group)
        shared = _respectively(group, len(targets))
        for at, node in enumerate(targets):
            if group.which in ("numbers", "above", "below"):  # says more than a whole part's
                node.overruled += [g for g in node.groups if g.which == "until"]
                node.groups = [g for g in node.groups if g.which != "until"]
            node.groups.append(replace(group, only=at) if shared else group)
        if targets and group.count is not None and group.count != len(targets):
            targets[-1].miscounted.append((group, len(targets)))
        if not targets:
            tree.strays.append(group.block)


def _counted(leaves: Sequence[Node], position: int, group: GroupClause) -> list[Node]:
    """The items that a sentence counts or names by number, or that no other speaks of."""
    above = [n for n in leaves if n.order < position]
    if group.which == "rest":
        series = above[-1].series if above else None
        return [n for n in leaves if n.series == series and not (n.units or n.groups or n.row)]
    if group.which == "numbers":
        below = _first_below(leaves, position, group.numbers)
        opens = not above or above[-1].order < position - 1  # a heading stands right above
        if opens and len(below) == len(group.numbers):
            return below
        return _nearest(above, group.numbers) or below
    if group.which == "below":
        return [n for n in leaves if n.order >= position][: group.count or 0]
    count = 1 if group.which == "this" else group.count
    return above[-count:] if count else []


def _of_part(tree: Tree, leaves: Sequence[Node], position: int, group: GroupClause) -> list[Node]:
    """The items below the heading above a sentence; 以上各项 are those since the last sentence."""
    heads = [n for n in tree.nodes if n.order < position and n not in leaves]
    heads = [n for n in heads if n.series == group.series]
    inside = [n for n in leaves if heads and _under(n, heads[-1])]
    targets = inside or _of_stretch(tree, leaves, position, group)
    targets = targets or _of_list(leaves, position, group)
    if _SO_FAR.match(group.block.folded) and not _JUDGED.search(group.block.folded):
        return [n for n in targets if not n.groups] or targets
    return targets


def _apply_headings(runs: Sequence[list[Node]]) -> None:
    """Headings that say who does what stands below, where the items name nobody.

    一、区发改委, and 一、就业创业（牵头单位：县人社局；责任单位：县财政局）.
    """
    for run in runs:
        head = run[0].parent
        leads = _leader_of(head) if head is not None else None
        if leads is not None:  # 二、县发改局牵头工作: whatever leads nobody of its own
            for node in run:
                if not (node.groups or node.row or _has_lead(node)):
                    node.groups.append(leads)
            continue
        if head is None or any(node.groups or node.row or node.assigned for node in run):
            continue
        group = _clause_of_heading(head) if not any(node.units for node in run) else None
        if group is None and all(_only_supported(node) for node in run):
            group = _owner(head)
        if group is not None:
            for node in run:
                node.groups.append(group)


def _leader_of(head: Node) -> GroupClause | None:
    """Whoever a heading says leads what stands below it: 一、县发改局牵头工作（2项）."""
    leads = _LEADS.match(head.own.folded, head.start)
    if leads is None or not all(map(is_plainly_a_unit, re.split("[、,]", leads["unit"]))):
        return None
    part = head.own.part(leads.start("unit"), leads.end("verb"))
    return GroupClause(part, "part", None, (), 0)


def _has_lead(node: Node) -> bool:
    names = [name for part in node.peeled for clause in part.clauses for name in clause.names]
    return any(name.role is Role.LEAD for name in names)


def _only_supported(node: Node) -> bool:
    """Whether an item names nobody who does it: no clause, or those only that help."""
    names = [name for part in node.peeled for clause in part.clauses for name in clause.names]
    return all(name.role in (Role.SUPPORT, Role.ASSESS) for name in names)


def _owner(head: Node) -> GroupClause | None:
    """The units a heading, or one above it, is nothing but: 一、区发改委 / （一）主要指标 / 1.…."""
    at: Node | None = head
    while at is not None:
        group = _units_of_heading(at)
        if group is not None:
            return group
        at = at.parent
    return None


def _clause_of_heading(head: Node) -> GroupClause | None:
    clauses = [c for p in head.peeled for c in p.clauses if c.kind is Kind.UNITS]
    if not clauses:
        return None
    first, last = clauses[0], clauses[-1]
    start = first.label if first.label is not None else first.start
    return GroupClause(first.block, "part", None, (), start, last.end)


_BRACKETED = late(r"\([^()]*\)$")  # 区城市管理局（综合行政执法局）
# 优化营商中心, 做强国有公司; not 发展和改革局, 建设局
_SAYS_WHAT_TO_DO = late(
    r"(?:优化|构建|打造|提升|完善|推动|推进|强化|做[强大优精实]|壮大|加快|加强|深化|培育|实施|健全|改善|促进|抓好|创建"
    r"|支持|扩大|巩固|提高|全面|持续|着力|大力|坚持|聚焦|规范|开展|建立|建成|推行|拓展|激发|稳定|夯实|筑牢|增强|壮大"
    r"|保障(?!局)|落实|统筹|新建|改造|扶持|引进|引导|服务(?!中心|局)|建设(?!局|银行|和|与|规划|交通|委|工程)|发展(?!和|与|改革|规划|局|委))"
)
_LEADS = late(
    r"\s*由?(?P<unit>[\u4e00-\u9fff、,]{2,60}?)(?P<verb>牵头负责|牵头|负责|承担|主办)(?:办理|实施|推进|落实)?的?(?:重点)?(?:工作|任务|事项|项目|指标|目标)*"
    r"\s*(?:[(]\s*(?:共\s*)?\d+\s*(?:项|个|条|件)[)])?\s*[:。]?\s*$"
)
_BEHIND_NAME = late(
    r"\s*(?:(?:承担|负责|完成|落实|牵头)\s*(?:以下|下列|如下)[^。;:]{0,12})?\s*(?:[(]\s*(?:共\s*)?(?:\d+\s*(?:项|个|条)|[\d.]+\s*分)[^()]*[)]|[:])?\s*[。]?\s*$"
)


def _units_of_heading(head: Node) -> GroupClause | None:
    """The heading as a list of units, if it is nothing else."""
    folded = head.own.folded
    match = _BEHIND_NAME.search(folded, head.start)
    end = match.start() if match is not None else len(folded)
    names = names_in(folded, head.start, end, Role.RESPONSIBLE)
    plain = names and all(
        is_plainly_a_unit(name) and not _SAYS_WHAT_TO_DO.match(name)
        for name in (_BRACKETED.sub("", folded[n.start : n.end].strip()) for n in names)
    )
    named = head.own.part(head.start, end)
    return GroupClause(named, "part", None, (), 0) if plain else None


def _until(tree: Tree, leaves: Sequence[Node], position: int, nth: int) -> int:
    """Where what a sentence governs ends: at the next such sentence, or the next heading."""
    ends = [tree.groups[nth + 1][0]] if nth + 1 < len(tree.groups) else []
    first = next((n.order for n in leaves if n.order >= position), position)
    ends += [n.order for n in tree.nodes if n.order > first and n.children]
    return min(ends, default=tree.end)


def _nearest(above: Sequence[Node], numbers: Sequence[int]) -> list[Node]:
    """The items with the numbers, the nearest above: counting may begin anew under headings."""
    found: dict[int, Node] = {}
    for node in reversed(above):
        if node.value in numbers and node.series == above[-1].series:
            found.setdefault(node.value or 0, node)
    return [found[number] for number in numbers if number in found]


def _of_stretch(
    tree: Tree, leaves: Sequence[Node], position: int, group: GroupClause
) -> list[Node]:
    """The items between two sentences such as 本部分任务由A牵头, where a list has no headings.

    The first of them stands above the first item, or the last one below the last; a list with
    both, or with a single one, is not parted by them.
    """
    own = [n.order for n in leaves if n.series == group.series]
    judged = bool(_ASSESSED.search(group.block.folded))
    places = sorted(
        {
            at
            for at, other in tree.groups
            if other.which == "part"
            and other.series == group.series
            and bool(_ASSESSED.search(other.block.folded)) is judged
        }
    )
    opening = bool(own) and places[0] <= own[0]
    closing = bool(own) and places[-1] > own[-1]
    if len(places) < 2 or opening is closing:
        return []
    at = places.index(position)
    first = position if opening else places[at - 1] if at else 0
    ends = places[at + 1 : at + 2] if opening else [position]
    stop = ends[0] if ends else own[-1] + 1
    return [n for n in leaves if n.series == group.series and first <= n.order < stop]


def _of_list(leaves: Sequence[Node], position: int, group: GroupClause) -> list[Node]:
    """The items of a list without headings that a sentence in it, or above it, speaks of."""
    own = [n for n in leaves if n.series == group.series]
    above = [n for n in own if n.order < position]
    return above[-(group.count or 0) :] or own


def _first_below(leaves: Sequence[Node], position: int, numbers: Sequence[int]) -> list[Node]:
    """The items with the numbers below the sentence, where none above has them."""
    below = [n for n in leaves if n.order >= position]
    return [
        node
        for number in numbers
        if (node := next((n for n in below if n.value == number), None)) is not None
    ]


def _respectively(group: GroupClause, count: int) -> bool:
    """上述3项分别由A、B、C负责: one each, in order, where the counts agree."""
    folded = group.block.folded
    if count < 2 or not _EACH.search(folded, group.body):
        return False
    names = verb_names(folded, _EACH.search(folded, group.body).end(), len(folded.rstrip(" 。")))  # type: ignore[union-attr]
    return names is not None and sum(n.role is names[0].role for n in names) == count


_SO_FAR = late(r"\s*[(]?\s*(?:以上|上述)")
_ASSESSED = late(r"考核|考评|评价|督办|督导|督查|监督")
_JUDGED = late(r"考核|考评|评价|督办|督导|督查|监督|配合|协同|协助")
_EACH = late(r"分别\s*(?:由|为|是)")


def _under(node: Node, head: Node) -> bool:
    at: Node | None = node
    while at is not None:
        if at is head:
            return True
        at = at.parent
    return False


def _could_be(run: Sequence[Node]) -> bool:
    """In a notice that names and scores nothing: numbered leaves that are no requirements."""
    parent = run[0].parent
    heading = parent.own.folded[parent.start :] if parent is not None else ""
    plain = not REQUIREMENT_HEADING.search(heading)
    return (
        plain and (run[0].form is not Form.CHINESE or len(run) > 3) and run[0].form is not Form.NONE
    )


def _scored(run: Sequence[Node]) -> bool:
    """Whether a heading above has points: （二）安全生产（8分） / 1.… without points or units."""
    at = run[0].parent
    while at is not None:
        if at.points and not REQUIREMENT_HEADING.search(at.own.folded, at.start):
            return True
        at = at.parent
    return False


_NO_TASKS = late(rf"(?:{ASKING_HEADING}|附\s*则|罚\s*则)$")


def _follows(last: Node | None, run: Sequence[Node]) -> bool:
    """Whether a run without units goes on counting where the tasks above left off.

    三、保障措施 / （五）加强组织领导。 goes on counting and sets no tasks.
    """
    first = run[0]
    heading = first.parent.own.folded.rstrip(" 。:") if first.parent is not None else ""
    if heading and _NO_TASKS.search(heading):
        return False
    return (
        last is not None
        and last.value is not None
        and first.form is last.form
        and first.series == last.series
        and first.value == last.value + 1
    )

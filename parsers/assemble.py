"""Items -> Notice. The order in which a notice is put together; the parts are in ``assembly``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from parsers import codes
from parsers.assembly.draft import Node, Tree
from parsers.assembly.head import Head, read_head
from parsers.assembly.indicators import indicator_of, with_ids
from parsers.assembly.judge import judge
from parsers.assembly.order import lacking, numbering
from parsers.assembly.statements import attachments_in, citations_in, claims_in, rules_in
from parsers.assembly.tree import Builder
from parsers.blocks import Block
from parsers.diagnostics import Diagnostic
from parsers.fields.points import points_in
from parsers.items import Addressees, Item, Metadata, Numbered, TableHeader
from parsers.model import (
    Claim,
    Indicator,
    LeadBasis,
    Notice,
    Points,
    PointsKind,
    ReadingRule,
    Role,
    Section,
    Text,
)
from parsers.numbering import Form
from parsers.source import Layer, Source

_END = "。；，.;,:： \t\u3000\v"


def assemble(
    source: Source, items: Sequence[Item], roles: dict[int, str]
) -> tuple[Notice, tuple[Diagnostic, ...]]:
    """The notice the items make, and what had to be mended or could not be understood."""
    body = _body(items)
    head = read_head(items, body)
    tree = Builder().feed(
        [
            i
            for i in items
            if id(i.block) not in head.blocks and not isinstance(i, Metadata | Addressees)
        ]
    )
    judge(tree)
    tasks = [n for n in tree.nodes if n.task]
    sections, path_of = _sections(tree, tasks)
    pairs = [indicator_of(node, path_of(node)) for node in tasks]
    spoken = [*_preamble(tree, tasks), *_intros(tree, tasks)]
    rules = list(
        rules_in(
            [
                *spoken,
                *(n.own for n in tasks),
                *(b for n in tasks for _, b in n.more),
                *(g.block for _, g in tree.groups),
            ]
        )
    )
    pairs = _apply_rules(pairs, [r for r, _, _ in rules], rules)
    pairs = _judged(tree, tasks, pairs)
    indicators, findings = with_ids(pairs, sections)
    claims = _claims(spoken, indicators, sections, tasks)
    line_roles = _roles(source, roles, head, tree, tasks, indicators)
    notice = Notice(
        source=source,
        document_number=head.document_number,
        issuer=head.issuer,
        title=head.title,
        year=head.year,
        addressees=head.addressees,
        date_of_issue=head.date_of_issue,
        date_text=head.date_text,
        printed_by=head.printed_by,
        printed_on=head.printed_on,
        copied_to=head.copied_to,
        citations=citations_in(tree.loose[:12]),
        claims=claims,
        rules=tuple(r for r, _, _ in rules),
        sections=sections,
        indicators=indicators,
        attachments=attachments_in(items),
        roles=line_roles,
    )
    return notice, (*head.findings, *findings, *_unread(notice, tree))


def _body(items: Sequence[Item]) -> int:
    """Where the head ends: at the addressees, the first number or the first table."""
    for n, item in enumerate(items):
        if isinstance(item, Addressees | Numbered | TableHeader):
            return n
    return len(items)


# --- sections -----------------------------------------------------------------------------


def _sections(tree: Tree, tasks: Sequence[Node]):  # type: ignore[no-untyped-def]
    """Headings with tasks below them, and a function giving a task's headings."""
    lists = {n.series for n in tasks}
    annex_ids: dict[int, Section] = {}
    if len(lists) > 1:
        for number in sorted(lists):
            title = tree.annexes.get(number)
            if title is not None:
                text = title.cut(0, len(title.folded.rstrip(_END)))
                annex_ids[number] = Section(f"s{number}a", None, text, 1, None, text.value)
    needed: dict[int, Node] = {}
    for task in tasks:
        at = task.parent
        while at is not None:
            needed[id(at)] = at
            at = at.parent
    made: dict[int, Section] = {}
    found: list[Section] = []
    counter = 0
    for node in sorted([*needed.values(), *_firsts(tasks, annex_ids)], key=lambda n: n.order):
        annex = annex_ids.get(node.series)
        if annex is not None and annex not in found:
            found.append(annex)
        if id(node) not in needed:
            continue
        counter += 1
        parent = made.get(id(node.parent)) if node.parent is not None else annex
        made[id(node)] = _section(node, f"s{counter}", parent)
        found.append(made[id(node)])

    def path(node: Node) -> list[Section]:
        out: list[Section] = []
        at = node.parent
        while at is not None:
            out.append(made[id(at)])
            at = at.parent
        if node.series in annex_ids:
            out.append(annex_ids[node.series])
        return out[::-1]

    return tuple(found), path


def _firsts(tasks: Sequence[Node], annexes: dict[int, Section]) -> list[Node]:
    firsts: dict[int, Node] = {}
    for task in tasks:
        if task.series in annexes:
            firsts.setdefault(task.series, task)
    return list(firsts.values())


def _section(node: Node, name: str, parent: Section | None) -> Section:
    block, folded = node.own, node.own.folded
    end = len(folded.rstrip(_END))
    points = points_in(folded, node.start, end)
    ranges = [(node.start, end)]
    if points is not None:
        ranges = [(node.start, points.start), (points.end, end)]
    last = [r for r in ranges if folded[r[0] : r[1]].strip(_END)]
    if last:
        last[-1] = (last[-1][0], last[-1][0] + len(folded[slice(*last[-1])].rstrip(_END)))
    title = block.join(last)
    label = node.label
    label_text = (
        block.cut(label.start, label.end) if label is not None and label.value is not None else None
    )
    begin = len(folded) - len(folded.lstrip())
    heading = block.cut(begin, node.start).value + title.value
    return Section(
        name,
        label_text,
        title,
        parent.level + 1 if parent else 1,
        parent.id if parent else None,
        heading,
        Points(points.value, points.kind, block.cut(*points.inner)) if points is not None else None,
    )


# --- rules and claims ---------------------------------------------------------------------

Pair = tuple[Indicator, tuple[Diagnostic, ...]]


def _judged(tree: Tree, tasks: Sequence[Node], pairs: Sequence[Pair]) -> list[Pair]:
    """What order and neighbours tell of each item, added to its findings."""
    at = {id(node): n for n, node in enumerate(tasks)}
    said: dict[int, list[Diagnostic]] = {}
    for node, finding in numbering(tree, tasks):
        said.setdefault(at.get(id(node), _next_task(node, tasks)), []).append(finding)
    refused = {
        n for n, (_, found) in enumerate(pairs) if any(f.code is codes.UNITS_REFUSED for f in found)
    }
    for n, finding in lacking([indicator for indicator, _ in pairs], refused):
        said.setdefault(n, []).append(finding)
    return [(indicator, (*found, *said.get(n, ()))) for n, (indicator, found) in enumerate(pairs)]


def _next_task(node: Node, tasks: Sequence[Node]) -> int:
    return next(
        (n for n, task in enumerate(tasks) if task.order > node.order), max(len(tasks) - 1, 0)
    )


def _apply_rules(pairs: Sequence[Pair], rules: Sequence[ReadingRule], found) -> list[Pair]:  # type: ignore[no-untyped-def]
    """The notice's own rules, applied to the items they govern."""
    kinds = {rule.kind for rule in rules}
    out: list[Pair] = []
    implied = _implied(found)
    for indicator, said in pairs:
        mentions = list(indicator.mentions)
        stated = any(m.lead for m in mentions)
        doers = [n for n, m in enumerate(mentions) if m.role in (Role.RESPONSIBLE, Role.LEAD)]
        if not stated and doers and kinds & {"first_listed_leads", "responsible_leads_if_no_lead"}:
            first = doers[0]
            mentions[first] = replace(mentions[first], lead=True, lead_basis=LeadBasis.RULE)
        out.append((replace(indicator, mentions=tuple(mentions), implied=implied), said))
    return out


def _implied(found) -> tuple[Text, ...]:  # type: ignore[no-untyped-def]
    names: list[Text] = []
    for rule, block, match in found:
        if rule.kind == "default_units":
            group = "units" if match["units"] else "units2"
            names.append(block.cut(*match.span(group)))
    return tuple(names)


def _claims(
    spoken: Iterable[Block],
    indicators: Sequence[Indicator],
    sections: Sequence[Section],
    tasks: Sequence[Node],
) -> tuple[Claim, ...]:
    found: list[Claim] = []
    top = [s for s in sections if s.level == 1]
    awards = sum(
        (
            i.points.value or Decimal(0)
            for i in indicators
            if i.points and i.points.kind is PointsKind.AWARD
        ),
        Decimal(0),
    )
    bonus = _bonus(indicators, sections)
    lists = sorted({n.series for n in tasks})
    counts = [Decimal(sum(1 for n in tasks if n.series == number)) for number in lists]
    seen: set[tuple[str, Decimal]] = set()
    nth = 0
    for what, stated, text, partial in claims_in(spoken):
        if partial:
            continue
        if what == "sections":
            value = Decimal(len(top))
        elif what == "indicators":
            value = Decimal(len(indicators))
            if len(lists) > 1 and stated != value:
                value = counts[min(nth, len(counts) - 1)]
                nth += 1
                found.append(Claim(what, stated, value, text))
                continue
        else:
            if awards == 0:
                continue
            value = awards - bonus
        if (what, stated) in seen:
            continue
        seen.add((what, stated))
        found.append(Claim(what, stated, value, text))
    return tuple(found)


def _bonus(indicators: Sequence[Indicator], sections: Sequence[Section]) -> Decimal:
    """Points on top of the full mark: 加分项."""
    extra = {s.id for s in sections if re.search(r"加分|附加", s.title.value)}
    total = Decimal(0)
    for indicator in indicators:
        points = indicator.points
        if points is not None and points.kind is PointsKind.AWARD and points.value is not None:
            if extra & set(indicator.section) or points.text.value.startswith(("加", "+", "＋")):
                total += points.value
    return total


def _preamble(tree: Tree, tasks: Sequence[Node]) -> list[Block]:
    return list(tree.loose)


def _intros(tree: Tree, tasks: Sequence[Node]) -> list[Block]:
    """Paragraphs under headings and behind the last item."""
    chosen = {id(n) for n in tasks}
    return [
        b
        for n in tree.nodes
        for b in (
            [n.own, *(b for _, b in n.more)]
            if id(n) not in chosen and not n.children
            else n.closing
        )
    ]


# --- roles --------------------------------------------------------------------------------


def _roles(
    source: Source,
    roles: dict[int, str],
    head: Head,
    tree: Tree,
    tasks: Sequence[Node],
    indicators: Sequence[Indicator],
) -> tuple[str, ...]:
    found = dict(roles)
    for block, role in head.blocks.values():
        for piece in block.pieces:
            found[piece.line] = role
    for number, role in tree.roles.items():
        found.setdefault(number, role)
    chosen = {id(n) for n in tasks} | {id(d) for n in tasks for d in n.details}

    def mark(block: Block, role: str) -> None:
        for piece in block.pieces:
            found.setdefault(piece.line, role)

    last_task = max((n.order for n in tasks), default=-1)
    for node in tree.nodes:
        if id(node) in chosen:
            mark(node.own, "indicator")
            for is_clause, block in node.more:
                if is_clause:
                    mark(block, "units")
            for block in node.description:
                mark(block, "indicator")
            for row in node.continued:
                mark(row.block, "indicator")
            for block in node.closing:
                mark(block, "closing" if node.order == last_task else "unread")
        else:
            mark(node.own, "section" if node.children or node.form is Form.NONE else "requirement")
            for _, block in node.more:
                mark(block, "intro" if node.children else "requirement")
    for block in tree.loose:
        mark(
            block,
            "preamble" if not tasks or block.line < min(n.own.line for n in tasks) else "closing",
        )
    for block in tree.strays:
        mark(block, "unread")
    for line in source.lines:
        if line.layer is not Layer.BODY:
            found[line.number] = line.layer.value
    return tuple(found.get(line.number, "unread") for line in source.lines)


def _unread(notice: Notice, tree: Tree) -> list[Diagnostic]:
    found = []
    for line, role in zip(notice.source.lines, notice.roles, strict=True):
        if role == "unread" and line.text.strip():
            from parsers.source import Span

            words = re.sub(r"\s+", "", line.text)
            found.append(
                codes.LINE_UNREAD.at(
                    Span(line.number, 0, len(line.text)), line=line.number, text=words[:30]
                )
            )
    return found

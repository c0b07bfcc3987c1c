"""Items -> Notice. The order in which a notice is put together; the parts are in ``assembly``.

Knows no regex and no file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from parsers.assembly.by_number import give_by_number, misnumbered
from parsers.assembly.claims import claims_of
from parsers.assembly.draft import Node, Tree
from parsers.assembly.governed import govern, not_applied
from parsers.assembly.head import read_head, title_of_annex
from parsers.assembly.indicators import drafts_of, finish
from parsers.assembly.judge import judge
from parsers.assembly.oddities import oddities
from parsers.assembly.roles import roles_of, unread
from parsers.assembly.sections import sections_of
from parsers.assembly.statements import attachments_in, citations_in, rules_in
from parsers.assembly.totals import totals
from parsers.assembly.tree import Builder
from parsers.blocks import Block, joined
from parsers.diagnostics import Diagnostic
from parsers.items import (
    Addressees,
    AnnexTitle,
    AttachmentMark,
    Item,
    Metadata,
    Numbered,
    SheetStart,
    TableHeader,
)
from parsers.model import Notice
from parsers.source import Source

_PREAMBLE = 12  # paragraphs in which a notice names the documents it rests on


def assemble(
    source: Source, items: Sequence[Item], roles: dict[int, str]
) -> tuple[Notice, tuple[Diagnostic, ...]]:
    """The notice the items make, and what had to be mended or could not be understood.

    ``roles`` are those of lines outside the items (blank lines, page numbers, running heads).
    """
    head = read_head(items, _body(items))
    tree = Builder().feed(list(_of_body(items, head.blocks)))
    give_by_number(tree)
    judge(tree)
    if head.title is None:
        title_of_annex(head, tree)
    tasks = [node for node in tree.nodes if node.task]
    sections = sections_of(tree, tasks)
    drafts = drafts_of(tasks, sections)
    stated = list(rules_in(_all_prose(tree, tasks)))
    rules = govern(drafts, stated, sections.all)
    for at, finding in oddities(tree, tasks, drafts):
        drafts[at].findings.append(finding)
    indicators, findings = finish(drafts, sections.all)
    claims = claims_of(_beside_tasks(tree), indicators, sections.all, tasks)
    line_roles = roles_of(source, roles, head, tree, tasks, rules)
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
        citations=citations_in(tree.loose[:_PREAMBLE]),
        claims=claims,
        rules=rules,
        sections=tuple(sections.all),
        indicators=indicators,
        attachments=attachments_in(items),
        roles=line_roles,
    )
    summed = totals(tree, tasks, indicators)
    apart = (*summed, *misnumbered(tree), *not_applied(stated))
    return notice, (*head.findings, *findings, *apart, *unread(source, line_roles))


def _body(items: Sequence[Item]) -> int:
    """Where the head ends: at the addressees, the first number or the first table."""
    for n, item in enumerate(items):
        if isinstance(item, Addressees | Numbered | TableHeader):
            return n
    return len(items)


def _of_body(items: Sequence[Item], head: dict[int, tuple[Block, str]]) -> Iterator[Item]:
    """The items of no head; a title below an annex's mark or on a sheet names the list too."""
    title: Block | None = None
    marked = False
    for item in items:
        block = item.block
        if head.get(id(block), ("", ""))[1] == "title" and marked:
            title = block if title is None else joined(title, block)
            continue
        if title is not None:
            yield AnnexTitle(title)
            title, marked = None, False
        marked = marked or isinstance(item, AttachmentMark | SheetStart)
        if id(block) not in head and not isinstance(item, Metadata | Addressees):
            yield item


def _beside_tasks(tree: Tree) -> Iterator[Block]:
    """The preamble, paragraphs under headings, requirements, and what stands behind the items."""
    yield from tree.loose
    for node in tree.nodes:
        if node.task:
            yield from node.closing
        elif not node.children:
            yield node.own
            yield from (block for _, block in node.more)
        else:
            yield from (block for _, block in node.more)


def _all_prose(tree: Tree, tasks: Sequence[Node]) -> Iterator[Block]:
    """Wherever a rule may stand: it may hide inside the first clause."""
    yield from _beside_tasks(tree)
    for node in tasks:
        yield node.own
        yield from (block for _, block in node.more)
    yield from (group.block for _, group in tree.groups)
    yield from (block for block, role in tree.told if role in ("note", "table_header"))

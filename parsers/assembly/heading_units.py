"""标题写明由谁办: headings that say who does what stands below them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from parsers.assembly.draft import Node
from parsers.fields.labels import Kind
from parsers.fields.units import (
    is_plainly_a_unit,
    names_in,
)
from parsers.items import GroupClause
from parsers.model import Role
from parsers.patterns import late

_BRACKETED = late(r"\([^()]*\)$")  # 区城市管理局（综合行政执法局）
# 优化营商中心, 做强国有公司; not 发展和改革局, 建设局
_SAYS_WHAT_TO_DO = late(
    r"(?:法治|数字|廉洁|清廉|服务型|透明|智慧|诚信|阳光|平安|绿色|文明|健康|美丽|海绵|韧性|节约型|学习型)"
    r"(?:政府|园区|社区|乡村|城市|校园|机关|县城|街区|中心|企业|医院)|"
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


def apply_headings(runs: Sequence[list[Node]]) -> None:
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

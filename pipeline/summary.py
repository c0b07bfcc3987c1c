"""终端上的文字: what a clerk checks at one look, and the findings with their places.

Text goes out; nothing is printed here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal

from parsers.diagnostics import Diagnostic, Severity
from parsers.model import Claim, Notice
from parsers.source import Source, Span
from pipeline.assign import Assignments
from pipeline.beside import bonus_items, counted_apart, sums
from pipeline.output import Written, beside
from pipeline.units import UnitKind
from pipeline.width import wide

_STATED = re.compile(r".*?[0-9０-９一二三四五六七八九十百千]+(?:个方面|大类|.)")
_EXCERPT = 30  # characters shown on either side of a place
_MEASURES = {"任务函": "封", "责任书": "份", "反馈表": "份"}
_OWN_COUNT = {UnitKind.STREET: "个街道办事处", UnitKind.TOWNSHIP: "个乡镇"}


def overview(
    notice: Notice, assignments: Assignments, letters: str | None = "任务函"
) -> tuple[str, ...]:
    """The notice, its counts against its own claims, and who gets how much.

    ``letters`` is what is made for each unit; None where nothing is.
    """
    head = "　".join(t.value for t in (notice.document_number, notice.issuer) if t)
    title = notice.title.value if notice.title else "（未读到标题）"
    lines = [head, title, _counts(notice), _points(notice), _units(assignments, letters)]
    return tuple(line for line in (*lines, *_open_places(assignments)) if line)


def _counts(notice: Notice) -> str:
    """9 类 58 项，与“九大类58项”一致."""
    classes = {indicator.section[0] for indicator in notice.indicators if indicator.section}
    counted = f"{len(classes)} 类 {len(notice.indicators)} 项"
    if not classes:
        counted = f"{len(notice.indicators)} 项"
    verdicts = (_verdict(notice, claims) for claims in _in_one_breath(notice.claims))
    return "，".join((counted, *verdicts))


def _in_one_breath(claims: tuple[Claim, ...]) -> list[list[Claim]]:
    """Claims that stand side by side are said together: 九大类 and 58项 are 九大类58项."""
    groups: list[list[Claim]] = []
    for claim in claims:
        before = groups[-1][-1].text.spans if groups else ()
        here = claim.text.spans
        if before and here and (before[-1].line, before[-1].end) == (here[0].line, here[0].start):
            groups[-1].append(claim)
        else:
            groups.append([claim])
    return groups


def _verdict(notice: Notice, claims: list[Claim]) -> str:
    words = "".join(_figure(claim.text.value) for claim in claims)
    wrong = [claim for claim in claims if claim.stated != claim.found]
    if not wrong:
        apart = "（加分、扣分等另计）" if counted_apart(notice, claims) else ""
        return f"与“{words}”一致{apart}"
    found = "、".join(plain(claim.found) for claim in wrong)
    return f"与“{words}”不符（读到 {found}），请核对"


def _figure(claim: str) -> str:
    """58项 of 58项经济社会高质量发展目标."""
    found = _STATED.match(claim)
    return found[0] if found else claim


def _points(notice: Notice) -> str:
    """加分 114 分，减分 10 分; 基本分 100 分，加分 3 分 where points are added to others."""
    stated = [item.points for item in notice.indicators if item.points]
    if not stated:
        return ""
    added = sums(notice.indicators, bonus_items(notice))
    parts = [f"{name} {plain(figure)} 分" for name, figure in added.items()]
    vague = sum(p.value is None for p in stated)
    if vague:
        parts.append(f"{vague} 项的分值不是单个数字，未计入")
    return "，".join(parts)


def _units(assignments: Assignments, letters: str | None) -> str:
    """23 个单位、12 个街道办事处；35 封任务函."""
    kinds = Counter(_OWN_COUNT.get(unit.kind, "个单位") for unit in assignments.by_unit())
    if not kinds:
        return "没有可以确定的责任单位"
    order = ("个单位", *_OWN_COUNT.values())
    counted = "、".join(f"{kinds[name]} {name}" for name in order if kinds[name])
    return f"{counted}；{kinds.total()} {_MEASURES[letters]}{letters}" if letters else counted


def _open_places(assignments: Assignments) -> Iterator[str]:
    if assignments.open:
        names = Counter(place.group or place.mention.name.value for place in assignments.open)
        listed = "、".join(f"{name} {count} 处" for name, count in names.most_common(5))
        more = f" 等 {len(names)} 种写法" if len(names) > 5 else ""
        yield f"待明确 {len(assignments.open)} 处：{listed}{more}"


def severities(findings: Iterable[Diagnostic]) -> str:
    """检查结果：错误 0，注意 2，提示 1."""
    counts = Counter(finding.severity for finding in findings)
    return "检查结果：" + "，".join(f"{kind.chinese} {counts[kind]}" for kind in Severity)


def finding_lines(finding: Diagnostic, source: Source) -> tuple[str, ...]:
    """A finding as it is shown: place, code, severity, sentence, and the words it is about."""
    place = source.file
    if finding.spans:
        place += f":{finding.spans[0].line}:{finding.spans[0].start + 1}"
    told = f"{place} {finding.code.id} {finding.severity.chinese} {finding.message}"
    return (told, *(_excerpt(finding.spans[0], source) if finding.spans else ()))


def _excerpt(span: Span, source: Source) -> tuple[str, ...]:
    """The line and marks under the place; both as wide as a terminal shows them."""
    text = source.lines[span.line - 1].text
    if span.end <= span.start or not text.strip():
        return ()
    start, end = max(0, span.start - _EXCERPT), min(len(text), span.end + _EXCERPT)
    shown = "".join(c if c.isprintable() else " " for c in text[start:end])
    before, marked = shown[: span.start - start], shown[span.start - start : span.end - start]
    blanks = "".join("　" if wide(c) else " " for c in before)
    marks = "".join("～" if wide(c) else "~" for c in marked)
    left, right = "…" if start else "", "…" if end < len(text) else ""
    return (f"    {left}{shown}{right}", f"    {' ' * len(left)}{blanks}{marks}")


def outcome_lines(written: Written | None) -> tuple[str, ...]:
    """Where the files are and what became of them."""
    if written is None:
        return ("按要求没有写文件（--dry-run）。",)
    total = sum(map(len, (written.new, written.replaced, written.unchanged, written.kept)))
    counts = (("新写", written.new), ("更新", written.replaced), ("未变", written.unchanged))
    parts = "、".join(f"{word} {len(paths)}" for word, paths in counts if paths)
    lines = [f"结果在 {written.folder}：{total} 个文件（{parts or '全部保留'}）"]
    made = {*written.new, *written.replaced, *written.unchanged}
    for path in written.kept:
        new = f"；新生成的另存为 {beside(path)}" if beside(path) in made else ""
        lines.append(f"已填写过，保留不动：{path}{new}")
    if written.left:
        count = f"（{len(written.left)} 个）" if len(written.left) > 1 else ""
        named = "、".join(written.left)
        lines.append(f"以前生成、这次不再生成，仍在文件夹中，请核对后删除{count}：{named}")
    return tuple(lines)


def plain(value: Decimal) -> str:
    """4 for 4.0, 1.3 for 1.30."""
    return f"{value.normalize():f}"

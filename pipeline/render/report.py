"""核对报告.html: one file a clerk can open anywhere, with no network and nothing installed.

The page is ``templates/report/``: ``page.html`` with places in double braces, ``report.css`` and
``report.js``. It works without its script (every mark is a link to its reading and back); the
script adds lighting, filters, keys and the 已核对 ticks.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path

from parsers.errors import TemplateError
from pipeline.files import File
from pipeline.render.escape import attribute, escape
from pipeline.template_files import template
from pipeline.views.marks import Segment, SourceCell, SourceLine
from pipeline.views.report_rows import (
    DERIVED,
    KINDS,
    ClaimRow,
    Field,
    FindingRow,
    Group,
    IndicatorRow,
    MentionRow,
    ReportView,
    UnitRow,
    Value,
)

_FOLDER = "report"
_PLACE = re.compile(r"\{\{\s*(\w+)\s*\}\}")
_WIDE = frozenset({"标题", "主送机关", "引用文件", "附件", "抄送", "读法"})  # a row each
_BLOCK = 40  # source lines in one block, which the browser may skip while it is out of sight


def render_report(view: ReportView, templates: Path | None = None) -> File:
    """The report as ``核对报告.html``; equal views give equal bytes.

    A file of the page stands in the office's folder ``templates`` as ``report/report.css`` and
    so on; those it does not hold are the ones shipped. Raises TemplateError where one cannot be
    read as UTF-8, or the page has lost a place.
    """
    style, script = _asset(templates, "report.css"), _asset(templates, "report.js")
    page = _asset(templates, "page.html")
    places = {
        "policy": _policy(script),
        "style": style,
        "script": script,
        "title": escape(view.title),
        "subtitle": escape("　".join(filter(None, (view.document_number, *view.files)))),
        "storage": attribute(view.storage),
        "facts": "".join(_facts(view)),
        "severities": "".join(_severities(view)),
        "codes": "".join(_codes(view)),
        "unit_options": "".join(map(_unit_option, view.units)),
        "findings": "".join(map(_finding, view.findings)),
        "unread": "".join(_unread(view)),
        "units": "".join(map(_unit, view.units)),
        "legend": "".join(_legend(view)),
        "source": "".join(_source(view.lines)),
        "head": "".join(_head(view.head)),
        "reading": "".join(_reading(view)),
        "finding_count": str(len(view.findings)),
        "unread_count": str(len(view.unread)),
        "unit_count": str(len(view.units)),
        "doubtful_count": str(view.doubtful),
        "indicator_count": str(sum(len(group.indicators) for group in view.groups)),
    }
    wanted = set(_PLACE.findall(page))
    if missing := sorted(places.keys() - wanted):
        raise TemplateError(
            f"模板 {_FOLDER}/page.html 缺少 {{{{{missing[0]}}}}}：报告会漏掉这部分内容，"
            "请补上，或用随程序附带的模板替换。"
        )
    if unknown := sorted(wanted - places.keys()):
        raise TemplateError(
            f"模板 {_FOLDER}/page.html 里的 {{{{{unknown[0]}}}}} 不是可用的字段，请删去。"
        )
    html = _PLACE.sub(lambda found: places[found[1]], page)
    return File("核对报告.html", html.encode())


def _asset(templates: Path | None, name: str) -> str:
    try:
        text = template(f"{_FOLDER}/{name}", templates).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise TemplateError(
            f"报告模板 {_FOLDER}/{name} 不是 UTF-8 编码，请用 UTF-8 另存。"
        ) from error
    closing = {"report.css": "</style", "report.js": "</script"}.get(name)
    if closing and closing in text.lower():
        raise TemplateError(f"报告模板 {_FOLDER}/{name} 里不能出现 {closing}>，请删去。")
    # a browser reads every line end as \n, and only then compares the script with the policy
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _policy(script: str) -> str:
    """Nothing may be loaded, and nothing may run but this one script."""
    digest = b64encode(sha256(script.encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'; "
        "base-uri 'none'; form-action 'none'"
    )


# --- overview -----------------------------------------------------------------------------


def _facts(view: ReportView) -> Iterator[str]:
    for fact in view.facts:
        note = f"<small>{escape(fact.note)}</small>" if fact.note else ""
        claims = "".join(_claim(claim, fact.figure) for claim in fact.claims)
        figure = escape(fact.figure)
        yield f"<div><dt>{escape(fact.label)}</dt><dd>{figure}{claims}{note}</dd></div>"


def _claim(claim: ClaimRow, shown: str) -> str:
    found = "" if claim.agrees and claim.found == shown else f"读到 {claim.found}，"
    state, word = ("agrees", "一致") if claim.agrees else ("differs", "不一致")
    return (
        f'<span class="claim {state}" title="文中：{attribute(claim.value.text)}">'
        f"{_value(claim.value, f'称 {claim.stated}，{found}{word}')}</span>"
    )


def _severities(view: ReportView) -> Iterator[str]:
    for severity, count in view.severities.items():
        yield (
            f'<label class="sev {severity.value}"><input type="checkbox" name="severity" '
            f'value="{severity.value}" checked>{severity.chinese} {count}</label>'
        )


def _codes(view: ReportView) -> Iterator[str]:
    for code, label, count in view.codes:
        yield (
            f'<option value="{attribute(code)}">{escape(code)} {escape(label)}（{count}）</option>'
        )


def _unit_option(unit: UnitRow) -> str:
    pending = "（待定）" if unit.open else ""
    name = escape(unit.name)
    return f'<option value="{unit.ordinal}">{name}{pending}（{unit.items}）</option>'


def _unit(unit: UnitRow) -> str:
    return (
        f"<tr{' class=open' if unit.open else ''}><td>{unit.ordinal}</td>"
        f'<th scope="row"><button type="button" data-unit="{unit.ordinal}">{escape(unit.name)}'
        f"</button></th><td>{escape(unit.kind)}</td><td>{unit.items}</td><td>{unit.leads}</td>"
        f"<td>{unit.award}</td><td>{unit.deduction}</td></tr>"
    )


def _legend(view: ReportView) -> Iterator[str]:
    for kind in view.kinds:
        yield (
            f'<label><input type="checkbox" name="kind" value="{kind}" checked>'
            f'<span class="m {kind}">{KINDS[kind]}</span></label>'
        )


# --- findings -----------------------------------------------------------------------------


def _finding(row: FindingRow) -> str:
    severity = row.severity
    target = f"L{row.line}" if row.line else f"r{row.indicators[0]}" if row.indicators else ""
    href = f' href="#{target}"' if target else ""
    place = [f"第{row.line}行"] if row.line else []
    place += [f"第{row.page}页"] if row.page else []
    place += [f"指标{escape(row.number)}"] if row.number else []
    at = f"<mark>{escape(row.at)}</mark>" if row.at else ""
    excerpt = f"<q>{escape(row.before)}{at}{escape(row.after)}</q>"
    return (
        f'<li id="f{row.ordinal}" class="{severity.value}" data-code="{attribute(row.code)}"'
        f"{_data('l', row.lines)}{_data('i', row.indicators)}{_data('u', row.units)}>"
        f'<a{href}><b class="sev {severity.value}">{severity.chinese}</b>'
        f"<span class=code>{escape(row.code)}</span><span class=said>{escape(row.message)}</span>"
        f"<span class=place>{'　'.join(place) or '全文'}</span>{excerpt}</a></li>"
    )


def _unread(view: ReportView) -> Iterator[str]:
    for number, text in view.unread:
        said = escape(text if len(text) <= 120 else text[:119] + "…")
        yield f'<li><a href="#L{number}"><span class=place>第{number}行</span>{said}</a></li>'


# --- source -------------------------------------------------------------------------------


def _source(lines: Sequence[SourceLine]) -> Iterator[str]:
    for first in range(0, len(lines), _BLOCK):
        yield "<div class=block>"
        yield from map(_line, lines[first : first + _BLOCK])
        yield "</div>"


def _line(line: SourceLine) -> str:
    breaks = ""
    if line.new_part:
        breaks += f"<div class=part>{escape(line.new_part)}</div>"
    if line.new_page:
        breaks += f"<div class=page>第 {line.new_page} 页</div>"
    flagged = f" {line.severity.value}" if line.severity else ""
    kind = " row heads" if line.header and line.table else " row" if line.table else ""
    if line.table:
        said = "".join(map(_cell, line.cells))
    else:
        said = "".join(_segment(each) for cell in line.cells for each in cell.segments)
    return (
        f'{breaks}<p id="L{line.number}" class="{line.standing}{kind}{flagged}">'
        f"<b>{line.number}</b><i>{escape(line.role)}</i><span>{said}</span></p>"
    )


def _cell(cell: SourceCell) -> str:
    said = "".join(map(_segment, cell.segments))
    width = f'style="flex-grow:{cell.width}"'
    if cell.carried_from is None:
        return f"<span {width}>{said}</span>"
    return (
        f'<span class="carried" {width}><a href="#L{cell.carried_from}" '
        f'title="合并单元格，写在第{cell.carried_from}行">↑{said}</a></span>'
    )


def _segment(segment: Segment) -> str:
    said = escape(segment.text)
    if not segment.keys and not segment.findings:
        return said
    words = [f"m {segment.kind}"] if segment.kind else []
    words += [f"s {segment.severity.value}"] if segment.severity else []
    target = segment.keys[0] if segment.keys else f"f{segment.findings[0]}"
    return (
        f'<a class="{" ".join(words)}" href="#{target}"{_data("k", segment.keys[1:])}'
        f"{_data('f', segment.findings)}>{said}</a>"
    )


# --- reading ------------------------------------------------------------------------------


def _head(fields: Sequence[Field]) -> Iterator[str]:
    for field in fields:
        said = _joined(field.values) or '<em class="none">未读到</em>'
        wide = " class=wide" if field.label in _WIDE else ""
        note = f"<span class=why>{escape(field.note)}</span>" if field.note else ""
        yield f"<div{wide}><dt>{escape(field.label)}</dt><dd>{said}{note}</dd></div>"


def _reading(view: ReportView) -> Iterator[str]:
    if not view.groups:
        yield '<p class="empty">没有读到指标。请核对原文是不是责任目标分解的通知。</p>'
    by_ordinal = {row.ordinal: row for row in view.findings}
    for group in view.groups:
        yield "<section>"
        yield _heading(group)
        for row in group.indicators:
            yield _indicator(row, [by_ordinal[n] for n in row.findings], view.scored)
        yield "</section>"


def _heading(group: Group) -> str:
    said = _value(group.heading) if group.heading else "没有章节"
    stated = f" <small>{_value(group.stated)}</small>" if group.stated else ""
    level = min(group.level, 5)
    return f'<h3 class="level{level}">{said}{stated} <small>{escape(group.count)}</small></h3>'


def _indicator(row: IndicatorRow, findings: Sequence[FindingRow], scored: bool) -> str:
    n = row.ordinal
    number = _value(row.number) if row.number else '<em class="none">无号</em>'
    points = '<em class="none">未写分值</em>' if scored else ""
    if row.points:
        points = f"{_value(row.points)}"
        if row.figure:
            points += f"<small>{escape(row.figure)}</small>"
    classes = " ".join(
        word for word, holds in (("doubtful", row.doubtful), ("minus", row.deduction)) if holds
    )
    lines = f"第{row.first_line}行" + (
        f"—{row.last_line}行" if row.last_line > row.first_line else ""
    )
    name = attribute(row.number.text if row.number else row.text.text[:20])
    return (
        f'<article id="r{n}" class="{classes}" data-id="{attribute(row.id)}" '
        f'data-reading="{row.reading}"{_data("u", row.units)} tabindex="-1">'
        f'<input type="checkbox" aria-label="已核对 {name}" title="已核对">'
        f"<div class=number>{number}</div>"
        f"<div class=what>{_value(row.text)}"
        f'<span class="path">{escape(row.section)}</span></div>'
        f"<div class=side><div class=points>{points}</div>"
        f'<a class="where" href="#L{row.first_line}">{lines}</a></div>'
        f"<div class=more>{''.join(_more(row, findings))}</div></article>"
    )


def _more(row: IndicatorRow, findings: Sequence[FindingRow]) -> Iterator[str]:
    if row.mentions:
        yield f"<ul class=units>{''.join(map(_mention, row.mentions))}</ul>"
    else:
        yield '<p><em class="none">没有责任单位</em></p>'
    for target in row.targets:
        yield (
            f"<p><span class=label>目标值</span>{_value(target.value)}"
            f"<span class=why>{escape(target.meaning)}</span></p>"
        )
    for field in row.fields:
        yield f"<p><span class=label>{escape(field.label)}</span>{_joined(field.values)}</p>"
    for finding in findings:
        yield (
            f'<p class="finding {finding.severity.value}"><a href="#f{finding.ordinal}">'
            f'<b class="sev {finding.severity.value}">{finding.severity.chinese}</b>'
            f"{escape(finding.message)}</a></p>"
        )


def _mention(row: MentionRow) -> str:
    role = f'<span class="role{" lead" if row.lead else ""}">'
    role += f"{'牵头' if row.lead else escape(row.role)}</span>"
    return (
        f'<li class="{row.state}">{role}{_value(row.value)}{_meant(row)}'
        f"<span class=why>{'；'.join(_why(row))}</span></li>"
    )


def _meant(row: MentionRow) -> str:
    if not row.meant:
        return ""
    if len(row.meant) == 1:
        return (
            ""
            if row.meant[0] == row.value.text
            else f"<span class=to>{escape(row.meant[0])}</span>"
        )
    names = escape("、".join(row.meant))
    return f"<details class=to><summary>{len(row.meant)} 个单位</summary>{names}</details>"


def _why(row: MentionRow) -> Iterator[str]:
    yield f"<b>{escape(row.certainty)}</b>"
    yield from map(escape, row.reasons)
    if row.candidates:
        yield escape(f"可能是：{'、'.join(row.candidates)}")
    if row.lead:
        yield escape(row.lead)
    for rule in row.rules:
        yield f"依据“{_value(rule)}”"


def _joined(values: Sequence[Value]) -> str:
    return "、".join(map(_value, values))


def _value(value: Value, shown: str | None = None) -> str:
    """A value as a link to its place; one without a place says so, unless it is derived."""
    said = escape(value.text if shown is None else shown)
    if not value.lines:
        unplaced = "" if value.kind == DERIVED else " unplaced"
        return f'<span class="v {value.kind}{unplaced}" id="{value.key}">{said}</span>'
    more = _data("l", value.lines) if len(value.lines) > 1 else ""
    return f'<a class="v {value.kind}" id="{value.key}" href="#L{value.lines[0]}"{more}>{said}</a>'


def _data(name: str, values: Iterable[object]) -> str:
    joined = " ".join(map(str, values))
    return f' data-{name}="{joined}"' if joined else ""

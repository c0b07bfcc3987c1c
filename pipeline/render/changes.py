"""对照表.xlsx, 变化说明.docx and 对照.html; more than two years also 历年对照.xlsx."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path

from parsers.diagnostics import Diagnostic
from parsers.errors import TemplateError
from pipeline.changes import Comparison
from pipeline.files import File
from pipeline.render.document.template import DocxTemplate
from pipeline.render.escape import attribute, escape
from pipeline.render.workbook import (
    Content,
    Scope,
    Table,
    compile_workbook,
    fill_workbook,
)
from pipeline.template_files import template
from pipeline.views.changes import book_view, note_fields
from pipeline.views.compare import CompareView, ItemView, Mark, RowView, compare_view

BOOK, NOTE, PAGE = "对照表.xlsx", "变化说明.docx", "对照.html"
_FOLDER = "compare"
_PLACE = re.compile(r"\{\{\s*(\w+)\s*\}\}")
_CLASSES = {
    "新增": "added",
    "取消": "removed",
    "拆分": "grouped",
    "合并": "grouped",
    "调整": "changed",
    "未变": "kept",
}


def render_changes(
    comparisons: Sequence[Comparison],
    findings: Sequence[Diagnostic],
    templates: Path | None = None,
    stage: Callable[[str], None] = lambda _: None,
) -> Iterator[File]:
    """The files of a comparison; of several years those of each pair in a folder of its own.

    Raises TemplateError, naming the place, for a template that cannot be used.
    """
    stage("正在生成对照表")
    for comparison in comparisons:
        folder = f"{'—'.join(comparison.labels)}/" if len(comparisons) > 1 else ""
        said = comparison.findings if len(comparisons) > 1 else findings
        yield render_book(comparison, template(BOOK, templates), folder)
        yield render_note(comparison, template(NOTE, templates), folder)
        yield render_page(compare_view(comparison, said), templates, folder)
    if len(comparisons) > 1:
        from pipeline.render.history import render_history

        yield render_history(comparisons)


def render_book(comparison: Comparison, data: bytes, folder: str = "") -> File:
    """对照表.xlsx: every line of both years, and a sheet per view."""
    view = book_view(comparison)
    scope = Scope(
        view.values, {name: Table(fields, rows) for name, (fields, rows) in view.tables.items()}
    )
    properties = {
        "title": str(view.values["标题"]),
        "subject": str(view.values["现通知"]),
        "creator": "fenjie",
        "description": f"{comparison.old.source.file}、{comparison.new.source.file}",
    }
    filled = fill_workbook(
        compile_workbook(data, BOOK), Content(scope, {}, frozenset(), properties)
    )
    return File(f"{folder}{BOOK}", filled.data)


def render_note(comparison: Comparison, data: bytes, folder: str = "") -> File:
    """变化说明.docx: one sentence per change, in the layout of an official document."""
    return File(f"{folder}{NOTE}", DocxTemplate(data).render(note_fields(comparison)))


# --- 对照.html ----------------------------------------------------------------------------


def render_page(view: CompareView, templates: Path | None = None, folder: str = "") -> File:
    """Both notices side by side in one file that needs no network; equal views, equal bytes."""
    style, script = _asset(templates, "compare.css"), _asset(templates, "compare.js")
    digest = b64encode(sha256(script.encode()).digest()).decode()
    places = {
        "policy": (
            f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'; "
            "base-uri 'none'; form-action 'none'"
        ),
        "style": style,
        "script": script,
        "title": escape(view.title),
        "totals": "".join(f"<li>{escape(text)}</li>" for text in view.totals),
        "filters": "".join(_filters(view)),
        "unit_options": "".join(f"<option>{escape(name)}</option>" for name in view.units),
        "findings": _findings(view),
        "old_head": f"{escape(view.labels[0])}　{escape(view.notices[0])}",
        "new_head": f"{escape(view.labels[1])}　{escape(view.notices[1])}",
        "rows": "\n".join(_rows(view)),
    }
    page = _asset(templates, "page.html")
    wanted = set(_PLACE.findall(page))
    if odd := sorted(wanted ^ places.keys()):
        what = "缺少" if odd[0] in places else "里没有这个字段："
        raise TemplateError(f"模板 {_FOLDER}/page.html {what}{{{{{odd[0]}}}}}，请改正。")
    html = _PLACE.sub(lambda found: places[found[1]], page)
    return File(f"{folder}{PAGE}", html.encode())


def _asset(templates: Path | None, name: str) -> str:
    try:
        text = template(f"{_FOLDER}/{name}", templates).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise TemplateError(f"模板 {_FOLDER}/{name} 不是 UTF-8 编码，请用 UTF-8 另存。") from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _filters(view: CompareView) -> Iterator[str]:
    yield f'<button type="button" data-state="" aria-pressed="true">全部 {len(view.rows)}</button>'
    for word, count in view.counts:
        if count:
            yield (
                f'<button type="button" data-state="{attribute(word)}" aria-pressed="false">'
                f"{escape(word)} {count}</button>"
            )


def _findings(view: CompareView) -> str:
    if not view.findings:
        return ""
    listed = "".join(
        f"<li>{escape(code)}　{escape(message)}</li>" for _, code, message in view.findings
    )
    return (
        f'<details id="findings"><summary>请核对（{len(view.findings)}）</summary>'
        f"<ul>{listed}</ul></details>"
    )


def _rows(view: CompareView) -> Iterator[str]:
    last = None
    for row in view.rows:
        if row.new and row.heading != last:
            last = row.heading
            yield (
                f'<tr class="section"><th colspan="3" scope="rowgroup">{escape(last or "不分类")}'
                "</th></tr>"
            )
        yield _row(row)


def _row(row: RowView) -> str:
    states = " ".join(filter(None, (row.status, row.doubt if row.doubt == "疑似" else "")))
    return (
        f'<tr class="{_CLASSES[row.status]}" data-state="{attribute(states)}"'
        f' data-units="{attribute("|".join(row.units))}">'
        f'<td class="state">{_state(row)}</td>'
        f'<td class="old">{"".join(_item(item, "del") for item in row.old) or _NONE}</td>'
        f'<td class="new">{"".join(_item(item, "ins") for item in row.new) or _NONE}{_said(row)}'
        "</td></tr>"
    )


_NONE = '<span class="none">（无）</span>'


def _state(row: RowView) -> str:
    kinds = "、".join(kind for kind in row.kinds if kind != row.status)
    shown = f'<span class="kinds">{escape(kinds)}</span>' if kinds else ""
    doubt = (
        f'<span class="doubt" title="{attribute(row.why)}">疑似 {escape(row.score)}</span>'
        if row.doubt == "疑似"
        else ""
    )
    return f"<b>{escape(row.status)}</b>{shown}{doubt}"


def _item(item: ItemView, mark: str) -> str:
    number = f'<span class="no">{escape(item.number)}.</span>' if item.number else ""
    facts = [
        f"<span>{name}{_marked(value, mark)}</span>"
        for name, value in (
            ("", item.points),
            ("目标：", item.target),
            ("时限：", item.deadline),
        )
        if value is not None
    ]
    if item.units:
        facts.append(f"<span>{'、'.join(_marked(unit, mark) for unit in item.units)}</span>")
    shown = f'<span class="facts">{"".join(facts)}</span>' if facts else ""
    text = "".join(_marked(piece, mark) for piece in item.text)
    return f'<div class="item" id="{attribute(item.id)}">{number}{text}{shown}</div>'


def _marked(piece: Mark, mark: str) -> str:
    text = escape(piece.text)
    return f"<{mark}>{text}</{mark}>" if piece.changed else text


def _said(row: RowView) -> str:
    said = [*row.said, *((f"对应依据：{row.why}",) if row.doubt == "疑似" else ())]
    if not said:
        return ""
    return f'<ul class="said">{"".join(f"<li>{escape(text)}</li>" for text in said)}</ul>'

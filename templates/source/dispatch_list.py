"""发文清单: one row per letter, for whoever numbers, stamps and hands them out."""

from __future__ import annotations

from templates.source import word
from templates.source.geometry import STANDARD, Page
from templates.source.letter import MIDDLE, NUMBERED, parts, row_tag
from templates.source.word import cell, paragraph, row, section, table

_COLUMNS = (
    (600, "序号", "TableMiddle", "{{ 函.行号 }}"),
    (2560, "主送单位", "TableText", "{{ 函.单位 }}"),
    (700, "文种", "TableMiddle", "{{ 函.文种 }}"),
    (2700, "发文字号", "TableMiddle", "{{ 函.字号 }}"),
    (600, "项数", "TableMiddle", "{{ 函.项数 }}"),
    (600, "牵头", "TableMiddle", "{{ 函.牵头项数 }}"),
    (1084, "签收", "TableMiddle", ""),
)


def dispatch_list(page: Page = STANDARD) -> bytes:
    """templates/发文清单.docx."""
    widths = tuple(width for width, *_ in _COLUMNS)
    head = (cell(w, paragraph("TableHead", name), properties=MIDDLE) for w, name, *_ in _COLUMNS)
    cells = (
        cell(w, paragraph(style, *filter(None, (text,))), properties=MIDDLE)
        for w, _, style, text in _COLUMNS
    )
    body = (
        paragraph("AnnexTitle", "任务函发文清单")
        + paragraph("TableNote", "依据：{{ 依据 }}　共{{ 封数 }}封")
        + table(
            widths,
            row(*head, header=True),
            row_tag(widths, "{%tr for 函 in 清单 %}"),
            row(*cells),
            row_tag(widths, "{%tr endfor %}"),
        )
        + paragraph("Signer", "{{ 机关 }}")
        + paragraph("SignDate", "{{ 日期 }}")
        + section(page, word.references(*NUMBERED))
    )
    return word.package(body, parts(page, ()))

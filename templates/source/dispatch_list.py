"""发文清单: one row per letter, for whoever numbers, stamps and hands them out."""

from __future__ import annotations

from templates.source import word
from templates.source.geometry import STANDARD, Page
from templates.source.letter import MIDDLE, NUMBERED, parts, row_tag
from templates.source.word import Style, cell, paragraph, row, section, table, tag

_Columns = tuple[tuple[int, str, str, str], ...]

_COLUMNS: _Columns = (
    (660, "序号", "TableMiddle", "{{ 函.行号 }}"),
    (2100, "主送单位", "TableText", "{{ 函.单位 }}"),
    (700, "文种", "TableMiddle", "{{ 函.文种 }}"),
    (2840, "发文字号", "TableNumber", "{{ 函.字号 }}"),
    (660, "项数", "TableMiddle", "{{ 函.项数 }}"),
    (660, "牵头", "TableMiddle", "{{ 函.牵头项数 }}"),
    (1224, "签收", "TableMiddle", ""),
)
_WITH_PAGES: _Columns = (
    (620, "序号", "TableMiddle", "{{ 函.行号 }}"),
    (2240, "主送单位", "TableText", "{{ 函.单位 }}"),
    (640, "文种", "TableMiddle", "{{ 函.文种 }}"),
    (2540, "发文字号", "TableNumber", "{{ 函.字号 }}"),
    (620, "项数", "TableMiddle", "{{ 函.项数 }}"),
    (880, "起始页", "TableMiddle", "{{ 函.起始页 }}"),
    (620, "页数", "TableMiddle", "{{ 函.页数 }}"),
    (684, "签收", "TableMiddle", ""),
)


def _listing(columns: _Columns) -> str:
    widths = tuple(width for width, *_ in columns)
    head = (cell(w, paragraph("TableHead", name), properties=MIDDLE) for w, name, *_ in columns)
    cells = (
        cell(w, paragraph(style, *filter(None, (text,))), properties=MIDDLE)
        for w, _, style, text in columns
    )
    return table(
        widths,
        row(*head, header=True),
        row_tag(widths, "{%tr for 函 in 清单 %}"),
        row(*cells),
        row_tag(widths, "{%tr endfor %}"),
    )


def dispatch_list(page: Page = STANDARD) -> bytes:
    """templates/发文清单.docx."""
    body = (
        paragraph("AnnexTitle", "任务函发文清单")
        + paragraph("TableNote", "依据：{{ 依据 }}　共{{ 封数 }}封")
        + tag("{%p if 有页码 %}")
        + _listing(_WITH_PAGES)
        + paragraph("TableNote", "注：起始页指在本文种合订本中的页。")
        + tag("{%p else %}")
        + _listing(_COLUMNS)
        + tag("{%p endif %}")
        + paragraph("Signer", "{{ 机关 }}")
        + paragraph("SignDate", "{{ 日期 }}")
        + section(page, word.references(*NUMBERED))
    )
    # 五号: 平卫政办函〔2021〕12号 on one line
    number = Style(
        "TableNumber", "表内字号", '<w:jc w:val="center"/>', size=21, based_on="TableMiddle"
    )
    return word.package(body, parts(page, (number,)))

"""历年对照.xlsx: each indicator through the years, points per section, targets, with charts."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from parsers.model import Comparator, Target
from pipeline.changes import Comparison
from pipeline.diff import signed_points
from pipeline.files import File
from pipeline.history import History, Strand, history, how
from pipeline.match_sections import title_key

NAME = "历年对照.xlsx"
_PER_YEAR = ("序号", "分值", "目标", "说明")


def render_history(comparisons: Sequence[Comparison]) -> File:
    """The workbook; equal comparisons give equal bytes."""
    import xlsxwriter

    told = history(comparisons)
    held = io.BytesIO()
    book = xlsxwriter.Workbook(held, {"in_memory": True})
    book.set_properties({"created": datetime(2021, 1, 1, tzinfo=UTC), "author": "fenjie"})
    formats = _Formats(book)
    _strands(book, formats, told)
    _sections(book, formats, told)
    _targets(book, formats, told)
    book.close()
    return File(NAME, held.getvalue())


class _Formats:
    def __init__(self, book: Any) -> None:
        base = {"font_name": "宋体", "font_size": 10.5, "valign": "vcenter", "border": 1}
        self.title = book.add_format({"font_name": "方正小标宋简体", "font_size": 18})
        self.head = book.add_format(
            base
            | {"font_name": "黑体", "align": "center", "bg_color": "#E4EBF5", "text_wrap": True}
        )
        self.text = book.add_format(base | {"text_wrap": True})
        self.middle = book.add_format(base | {"align": "center", "text_wrap": True})
        self.gone = book.add_format(base | {"align": "center", "font_color": "#A6A6A6"})


def _sheet(book: Any, name: str, title: str, formats: _Formats, widths: Sequence[float]) -> Any:
    sheet = book.add_worksheet(name)
    sheet.set_landscape()
    sheet.set_paper(8)
    sheet.fit_to_pages(1, 0)
    sheet.hide_gridlines(2)
    sheet.write_string(0, 0, title, formats.title)
    sheet.set_row(0, 30)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    return sheet


# --- each indicator -----------------------------------------------------------------------


def _strands(book: Any, formats: _Formats, told: History) -> None:
    widths = (12, 44, *(width for _ in told.labels for width in (6, 7, 16, 12)))
    sheet = _sheet(book, "指标沿革", "历年指标沿革", formats, widths)
    sheet.merge_range(1, 0, 2, 0, "类别", formats.head)
    sheet.merge_range(1, 1, 2, 1, "指标（最近一年的表述）", formats.head)
    for year, label in enumerate(told.labels):
        first = 2 + 4 * year
        sheet.merge_range(1, first, 1, first + 3, label, formats.head)
        for column, name in enumerate(_PER_YEAR, first):
            sheet.write_string(2, column, name, formats.head)
    for row, strand in enumerate(told.strands, 3):
        _strand(sheet, row, strand, formats, told)
    last = 1 + 4 * len(told.labels)
    sheet.autofilter(2, 0, 2 + len(told.strands), last)
    sheet.freeze_panes(3, 2)
    sheet.repeat_rows(1, 2)


def _strand(sheet: Any, row: int, strand: Strand, formats: _Formats, told: History) -> None:
    year = max(at for at, stage in enumerate(strand.stages) if stage is not None)
    sections = told.notices[year].path(strand.last)
    sheet.write_string(row, 0, sections[0].title.value if sections else "", formats.middle)
    sheet.write_string(row, 1, strand.last.text.value, formats.text)
    for at, stage in enumerate(strand.stages):
        first = 2 + 4 * at
        if stage is None:
            sheet.write_string(row, first, "—", formats.gone)
            for column in range(first + 1, first + 4):
                sheet.write_blank(row, column, None, formats.gone)
            continue
        item = stage.item
        points = signed_points(item)
        sheet.write_string(row, first, item.number.value if item.number else "", formats.middle)
        if points is None:
            words = item.points.text.value if item.points else ""
            sheet.write_string(row, first + 1, words, formats.middle)
        else:
            sheet.write_number(row, first + 1, float(points), formats.middle)
        targets = "；".join(target.text.value for target in item.targets)
        shown = item.target_text.value if item.target_text else targets
        sheet.write_string(row, first + 2, shown, formats.text)
        sheet.write_string(row, first + 3, how(stage), formats.middle)


# --- points per section -------------------------------------------------------------------


def _sections(book: Any, formats: _Formats, told: History) -> None:
    sheet = _sheet(
        book, "类别分值", "各类分值（不含减分项）", formats, (26, *(12 for _ in told.labels))
    )
    sheet.write_string(1, 0, "类别", formats.head)
    sums: dict[str, list[Decimal]] = {}
    names: dict[str, str] = {}
    for year, notice in enumerate(told.notices):
        for item in notice.indicators:
            path = notice.path(item)
            title = path[0].title.value if path else "（不分类）"
            points = signed_points(item)
            row = sums.setdefault(title_key(title), [Decimal()] * len(told.notices))
            names[title_key(title)] = title
            row[year] += max(points or Decimal(), Decimal())
    for year, label in enumerate(told.labels, 1):
        sheet.write_string(1, year, label, formats.head)
    for row_number, (key, values) in enumerate(sums.items(), 2):
        sheet.write_string(row_number, 0, names[key], formats.text)
        for year, value in enumerate(values, 1):
            sheet.write_number(row_number, year, float(value), formats.middle)
    chart = book.add_chart({"type": "column", "subtype": "stacked"})
    last = len(told.labels)
    for row_number in range(2, 2 + len(sums)):
        chart.add_series(
            {
                "name": ["类别分值", row_number, 0],
                "categories": ["类别分值", 1, 1, 1, last],
                "values": ["类别分值", row_number, 1, row_number, last],
                "gap": 60,
            }
        )
    chart.set_title({"name": "各类分值", "name_font": {"size": 14}})
    chart.set_size({"width": 760, "height": 440})
    sheet.insert_chart(1, last + 2, chart)


# --- targets over the years ---------------------------------------------------------------


def _targets(book: Any, formats: _Formats, told: History) -> None:
    """Indicators whose figure is of one kind in at least two years; one line each."""
    sheet = _sheet(book, "目标值", "历年目标值", formats, (44, 12, *(12 for _ in told.labels)))
    for column, head in enumerate(("指标", "计量单位", *told.labels)):
        sheet.write_string(1, column, head, formats.head)
    rows = [row for strand in told.strands if (row := _figures(strand)) is not None]
    for row_number, (text, unit, figures) in enumerate(rows, 2):
        sheet.write_string(row_number, 0, text, formats.text)
        sheet.write_string(row_number, 1, unit, formats.middle)
        for column, figure in enumerate(figures, 2):
            if figure is None:
                sheet.write_blank(row_number, column, None, formats.gone)
            else:
                sheet.write_number(row_number, column, float(figure), formats.middle)
    percents = [n for n, (_, unit, _) in enumerate(rows, 2) if unit in ("%", "％")][:8]
    if not percents:
        return
    chart = book.add_chart({"type": "line"})
    last = 1 + len(told.labels)
    for row_number in percents:
        chart.add_series(
            {
                "name": ["目标值", row_number, 0],
                "categories": ["目标值", 1, 2, 1, last],
                "values": ["目标值", row_number, 2, row_number, last],
                "marker": {"type": "circle"},
            }
        )
    chart.set_title({"name": "以百分数计的目标值", "name_font": {"size": 14}})
    chart.set_size({"width": 760, "height": 440})
    sheet.insert_chart(1, last + 2, chart)


def _figures(strand: Strand) -> tuple[str, str, tuple[Decimal | None, ...]] | None:
    first = [_one(stage.item.targets) if stage else None for stage in strand.stages]
    known = [target for target in first if target is not None]
    if len(known) < 2:
        return None
    unit, direction = known[-1].unit, known[-1].direction
    figures = tuple(
        target.value if target and (target.unit, target.direction) == (unit, direction) else None
        for target in first
    )
    if sum(figure is not None for figure in figures) < 2:
        return None
    return strand.last.text.value, unit or "", figures


def _one(targets: Sequence[Target]) -> Target | None:
    usable = [t for t in targets if t.value is not None and t.comparator is not Comparator.RANGE]
    return usable[0] if usable else None

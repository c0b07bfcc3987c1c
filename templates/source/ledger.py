"""Makes 台账.xlsx and 单位台账.xlsx as they are shipped: ``python -m templates.source.ledger``.

An office changes the workbooks themselves, in Excel or WPS; this program is only for us, to
change what is shipped. The fields (``{{项.指标}}``) are those of ``pipeline/views/ledger.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

FOLDER = Path(__file__).parent.parent
STATES = ("未开始", "达序时", "略滞后", "滞后", "已完成", "未扣分", "已扣分", "其他")
COLOURS = {
    "已完成": "#BDD7EE",
    "达序时": "#C6E0B4",
    "未扣分": "#C6E0B4",
    "略滞后": "#FFE699",
    "滞后": "#F8CBAD",
    "已扣分": "#F8CBAD",
    "未开始": "#E7E6E6",
}
GIVEN, OPEN = "#E4EBF5", "#FFF6D6"  # heads of columns that stand, and of those to fill in
RED = "#C00000"
A3, A4 = 8, 9


class Formats:
    """The cell formats, made when first asked for."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[Any, Any] = {}

    def __call__(self, **settings: Any) -> Any:
        key = tuple(sorted(settings.items()))
        if key not in self._made:
            base = {"font_name": "宋体", "font_size": 10.5, "valign": "vcenter"}
            self._made[key] = self._book.add_format(base | settings)
        return self._made[key]

    def cell(self, centred: bool = False, **settings: Any) -> Any:
        side = {"align": "center"} if centred else {}
        return self(border=1, border_color="#808080", text_wrap=True, **side, **settings)

    def head(self, is_open: bool = False) -> Any:
        return self.cell(centred=True, font_name="黑体", bg_color=OPEN if is_open else GIVEN)

    def title(self) -> Any:
        return self(font_name="方正小标宋简体", font_size=20, align="center", text_wrap=True)

    def small(self, **settings: Any) -> Any:
        return self(font_size=9, font_color="#595959", text_wrap=True, **settings)

    def number(self, pattern: str, **settings: Any) -> Any:
        return self(font_name="黑体", num_format=pattern, **settings)


def start(path: Path) -> tuple[Any, Formats]:
    """A workbook whose bytes depend on nothing but this program."""
    book = xlsxwriter.Workbook(str(path))
    book.set_properties({"created": datetime(2021, 1, 1, tzinfo=UTC), "author": "fenjie"})
    return book, Formats(book)


def set_up(sheet: Any, head: int, columns: int, paper: int, freeze: int = 0) -> None:
    """Print set-up of a table whose head is row ``head`` (1-based), as wide as the page."""
    sheet.set_landscape()
    sheet.set_paper(paper)
    sheet.set_margins(left=0.45, right=0.45, top=0.6, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.center_horizontally()
    sheet.repeat_rows(head - 1)
    sheet.set_footer('&C&"宋体,常规"&9第 &P 页  共 &N 页')
    sheet.freeze_panes(head, freeze)
    sheet.autofilter(head - 1, 0, head, columns - 1)
    sheet.hide_gridlines(2)


def protect(sheet: Any) -> None:
    """Fixed cells are locked against slips; no password, and what does no harm is allowed."""
    allowed = ("autofilter", "sort", "format_cells", "format_columns", "format_rows")
    sheet.protect("", dict.fromkeys(allowed, True))


def colour_states(book: Any, sheet: Any, cell: str) -> None:
    for state, colour in COLOURS.items():
        rule = {"type": "formula", "criteria": f'=${cell}="{state}"'}
        sheet.conditional_format(cell, rule | {"format": book.add_format({"bg_color": colour})})


def deductions_red(book: Any, sheet: Any, cells: str, formula: str) -> None:
    red = book.add_format({"font_color": RED})
    sheet.conditional_format(cells, {"type": "formula", "criteria": formula, "format": red})


# 目标数 where the notice gives one; else a figure that the office typed under 目标值.
RATE_FORMULA = (
    '=IF(NOT(ISNUMBER($P5)),"",IF(ISNUMBER($Z5),$P5/$Z5,IF(NOT(ISNUMBER($F5)),"",'
    'IF($F5>0,$P5/$F5,""))))&T("{{项.完成率}}")'
)
DUE_FORMULA = '=IF(ISNUMBER($Q$2),$Q$2/12,"")&T("{{项.序时}}")'
STATE_FORMULA = (
    '=IF(NOT(ISNUMBER($Q5)),"",IF($Q5>=1,"已完成",IF(NOT(ISNUMBER($R5)),"",'
    'IF(ROUND($Q5-$R5,6)>=0,"达序时",IF(ROUND($Q5-$R5,6)>=-0.1,"略滞后","滞后")))))'
    '&T("{{项.状态}}")'
)

# Name, width, model cell, whether centred, whether open to be filled in.
MAIN_COLUMNS = (
    ("序号", 5, "{{项.序号}}", True, False),
    ("类别", 13, "{{项.类别}}", True, False),
    ("指标", 33, "{{项.指标}}", False, False),
    ("分值", 6.5, "{{项.分值}}", True, False),
    ("性质", 6, "{{项.性质}}", True, False),
    ("目标值", 13, "{{项.目标值}}", False, False),
    ("上年", 9, "{{项.上年}}", False, False),
    ("牵头单位", 15, "{{项.牵头单位}}", False, False),
    ("配合（责任）单位", 25, "{{项.配合单位}}", False, False),
    ("责任领导", 9, "{{项.责任领导}}", True, False),
    ("完成时限", 9, "{{项.完成时限}}", True, False),
    ("一季度进展", 14, "{{项.一季度进展}}", False, True),
    ("二季度进展", 14, "{{项.二季度进展}}", False, True),
    ("三季度进展", 14, "{{项.三季度进展}}", False, True),
    ("四季度进展", 14, "{{项.四季度进展}}", False, True),
    ("完成值", 8.5, "{{项.完成值}}", True, True),
    ("完成率", 8, RATE_FORMULA, True, True),
    ("序时", 8, DUE_FORMULA, True, False),
    ("状态", 9, STATE_FORMULA, True, True),
    ("存在问题", 15, "{{项.存在问题}}", False, True),
    ("下一步措施", 15, "{{项.下一步措施}}", False, True),
    ("填报人", 8, "{{项.填报人}}", True, True),
    ("电话", 12.5, "{{项.电话}}", True, True),
    ("更新日期", 11, "{{项.更新日期}}", True, True),
)
PATTERNS = {"完成率": "0.0%", "序时": "0.0%", "电话": "@", "更新日期": "yyyy-mm-dd"}


def main_sheet(
    book: Any, formats: Formats, name: str, title: str, label: str, columns: Any
) -> None:
    """The sheet that is filled in during the year; its figures all stand in these columns."""
    sheet = book.add_worksheet(name)
    set_up(sheet, 4, len(columns), A3, freeze=3)
    sheet.merge_range(0, 0, 0, len(columns) - 1, title, formats.title())
    sheet.set_row(0, 36)
    sheet.merge_range("A2:L2", "依据：{{依据}}", formats.small())
    sheet.merge_range("M2:P2", "统计截至（月，填1—12）：", formats.small(align="right"))
    month = formats(border=1, bg_color=OPEN, align="center", bold=True, locked=False)
    sheet.write_blank("Q2", None, month)
    sheet.data_validation("Q2", MONTH)
    sheet.merge_range("R2:X2", "栏目名为浅黄色的由填报人填写", formats.small())
    sheet.set_row(1, 18)
    totals(sheet, formats, label)
    sheet.set_row(2, 20)
    for column, (head, width, model, centred, is_open) in enumerate(columns):
        pattern = {"num_format": PATTERNS[head]} if head in PATTERNS else {}
        lock = {"locked": False} if is_open else {}
        sheet.set_column(column, column, width)
        sheet.write_string(3, column, head, formats.head(is_open))
        write(sheet, 4, column, model, formats.cell(centred, **pattern, **lock))
    sheet.set_row(3, 30)
    sheet.set_row(4, 24)
    for column, head in enumerate(("编号", "目标数"), len(columns)):
        sheet.set_column(column, column, 12, None, {"hidden": True})
        sheet.write_string(3, column, head, formats.head())
        sheet.write_string(4, column, f"{{{{项.{head}}}}}", formats.cell())
    sheet.data_validation("S5", STATE)
    sheet.data_validation("Q5", RATE)
    colour_states(book, sheet, "S5")
    deductions_red(book, sheet, "D5:E5", '=$E5="减分"')
    protect(sheet)


MONTH = {
    "validate": "integer",
    "criteria": "between",
    "minimum": 1,
    "maximum": 12,
    "input_title": "统计月份",
    "input_message": "填1到12的整数，序时进度=月份÷12",
    "error_title": "统计月份",
    "error_message": "请填1到12的整数",
}
STATE = {
    "validate": "list",
    "source": list(STATES),
    "error_title": "状态",
    "error_message": "请从下拉表中选一项",
}
RATE = {
    "validate": "decimal",
    "criteria": "between",
    "minimum": 0,
    "maximum": 100,
    "input_message": "能由完成值÷目标值算出的自动算出，其余请填百分数，如 75%",
    "error_title": "完成率",
    "error_message": "请填百分数，如 75%",
    "error_type": "warning",
}


def totals(sheet: Any, formats: Formats, label: str) -> None:
    """The line of totals above the head, where rows added later do not get in its way."""
    sheet.merge_range("A3:B3", label, formats.small())
    count = formats.number('"共"0"项"')
    sheet.write_formula("C3", '=COUNTA($C$5)+N("{{项数}}")', count)
    sheet.write_formula("D3", '=SUM($D$5)+N("{{合计}}")', formats.number("General", align="center"))
    for cell, name in (("F3", "基本分"), ("H3", "加分")):
        shown = formats.number(f'"其中{name} "General;;')
        figure = f'=SUMIF($E$5,"{name}",$D$5)+N("{{{{{name}}}}}")'
        sheet.write_formula(cell, figure, shown)
    deduction = formats.number(';"减分 "-General;', font_color=RED)
    sheet.write_formula("I3", '=SUMIF($D$5,"<0")+N("{{减分}}")', deduction)
    sheet.merge_range("L3:X3", "{{规则}}", formats.small())


def write(sheet: Any, row: int, column: int, model: str, cell_format: Any) -> None:
    if not model:
        sheet.write_blank(row, column, None, cell_format)
        return
    put: Callable[..., Any] = sheet.write_formula if model.startswith("=") else sheet.write_string
    put(row, column, model, cell_format)


def linked(column: str, pattern: str = "{0}") -> str:
    """The value of a column of 总台账 in the row that column N of a unit's sheet points at."""
    return pattern.format(f"INDEX(总台账!${column}$5,$O5)")


def looked_up(column: str, shown: str) -> str:
    value = linked(column)
    return f'=IF($O5=0,"",IF({value}="","",{value}))&T("{{{{项.{shown}}}}}")'


def latest() -> str:
    """The newest of the four quarters' entries."""
    formula = '""'
    for column in "LMNO":
        value = linked(column)
        formula = f'IF({value}<>"",{value},{formula})'
    return f'=IF($O5=0,"",{formula})&T("{{{{项.四季度进展}}}}")'


UNIT_COLUMNS = (
    ("序号", 5, "{{项.序号}}", True),
    ("类别", 13, "{{项.类别}}", True),
    ("指标", 34, "{{项.指标}}", False),
    ("分值", 6.5, "{{项.分值}}", True),
    ("本单位", 7, "{{项.本单位角色}}", True),
    ("目标值", 13, looked_up("F", "目标值"), False),
    ("牵头单位", 15, looked_up("H", "牵头单位"), False),
    ("配合（责任）单位", 25, looked_up("I", "配合单位"), False),
    ("完成时限", 9, looked_up("K", "完成时限"), True),
    ("最新进展", 20, latest(), False),
    ("完成率", 8, looked_up("Q", "完成率"), True),
    ("状态", 9, looked_up("S", "状态"), True),
    ("存在问题", 14, looked_up("T", "存在问题"), False),
)


def unit_sheet(book: Any, formats: Formats) -> None:
    """The model sheet: copied for every unit. Its progress comes from 总台账 by itself."""
    sheet = book.add_worksheet("{{单位}}")
    columns = len(UNIT_COLUMNS)
    set_up(sheet, 4, columns, A4, freeze=3)
    sheet.merge_range(0, 0, 0, columns - 1, "{{单位}}承担任务台账", formats.title())
    sheet.set_row(0, 34)
    sheet.merge_range("A2:I2", "依据：{{依据}}", formats.small())
    back = formats(font_size=9, font_color="#0563C1", underline=1, align="right")
    sheet.merge_range(1, 9, 1, columns - 1, "", back)
    sheet.write_url("J2", "internal:'单位汇总'!A1", back, "返回单位汇总")
    sheet.set_row(1, 18)
    sheet.merge_range(
        2,
        0,
        2,
        columns - 1,
        "{{小结}}进展、完成率、状态由“总台账”自动带出，不在此填写。",
        formats(font_name="黑体", text_wrap=True),
    )
    sheet.set_row(2, 20)
    for column, (name, width, model, centred) in enumerate(UNIT_COLUMNS):
        pattern = {"num_format": PATTERNS[name]} if name in PATTERNS else {}
        sheet.set_column(column, column, width)
        sheet.write_string(3, column, name, formats.head())
        write(sheet, 4, column, model, formats.cell(centred, **pattern))
    sheet.set_row(3, 28)
    sheet.set_row(4, 24)
    hidden = (
        ("编号", "{{项.编号}}"),
        ("位置", '=IFERROR(MATCH($N5,总台账!$Y$5,0),0)+N("{{项.位置}}")'),
    )
    for column, (name, model) in enumerate(hidden, columns):
        sheet.set_column(column, column, 12, None, {"hidden": True})
        sheet.write_string(3, column, name, formats.head())
        write(sheet, 4, column, model, formats.cell())
    colour_states(book, sheet, "L5")
    deductions_red(book, sheet, "D5:D5", "=$D5<0")
    protect(sheet)


def counted(where: str, shown: str) -> str:
    return f'=COUNTIFS({where})+N("{{{{{shown}}}}}")'


def summed(figures: str, where: str, shown: str) -> str:
    return f'=SUMIFS({figures},{where})+N("{{{{{shown}}}}}")'


DETAIL_UNIT, DETAIL_ROLE = "归口明细!$F$4", "归口明细!$G$4"
DETAIL_POINTS, DETAIL_STATE = "归口明细!$H$4", "归口明细!$K$4"


def point_columns(kind: str, same: str, points: str) -> list[Any]:
    """分值, 减分 and their sum where ``same`` holds (range and criterion)."""
    return [
        ("分值", 9, summed(points, f'{same},{points},">0"', f"{kind}.分值")),
        ("减分", 9, summed(points, f'{same},{points},"<0"', f"{kind}.减分")),
        ("分值合计", 10, summed(points, same, f"{kind}.合计")),
    ]


LIGHTS = (
    ("已完成", ("已完成", "未扣分")),
    ("达序时", ("达序时",)),
    ("略滞后", ("略滞后",)),
    ("滞后", ("滞后", "已扣分")),
)


def light_columns(kind: str, same: str, states: str, count: str, lights: str) -> list[Any]:
    """How many of the items counted in column ``count`` stand how; ``lights`` are the columns."""
    columns = []
    for name, found in LIGHTS:
        terms = "+".join(f'COUNTIFS({same},{states},"{state}")' for state in found)
        columns.append((name, 8, f'={terms}+N("{{{{{kind}.{name}}}}}")'))
    rest = f'={count}4-SUM({lights[0]}4:{lights[-1]}4)+N("{{{{{kind}.其他}}}}")'
    return [*columns, ("未报及其他", 11, rest)]


def summary(
    book: Any, formats: Formats, name: str, title: str, columns: list[Any], once: list[Any]
) -> Any:
    """A summary: head in row 3, model row 4, sums in row 5, totals counted once in row 6."""
    sheet = book.add_worksheet(name)
    set_up(sheet, 3, len(columns), A4, freeze=2)
    sheet.merge_range(0, 0, 0, len(columns) - 1, title, formats.title())
    sheet.set_row(0, 34)
    sheet.merge_range(1, 0, 1, len(columns) - 1, "依据：{{依据}}", formats.small())
    sheet.set_row(1, 18)
    sheet.set_row(2, 28)
    sheet.set_row(3, 20)
    for column, (head, width, model) in enumerate(columns):
        sheet.set_column(column, column, width)
        sheet.write_string(2, column, head, formats.head())
        write(sheet, 3, column, model, formats.cell(centred=column != 1))
    for row, line in enumerate(once, 4):
        sheet.set_row(row, 20)
        for column in range(len(columns)):
            text = line.get(columns[column][0], "")
            write(sheet, row, column, text, formats.cell(centred=column != 1, font_name="黑体"))
    protect(sheet)
    return sheet


def unit_summary(book: Any, formats: Formats) -> None:
    first = [
        ("序号", 6, "{{单位.序号}}"),
        ("单位", 30, "{{单位.名称}}"),
        ("单位性质", 18, "{{单位.单位性质}}"),
    ]
    same = f"{DETAIL_UNIT},$B4"
    columns = [
        *first,
        ("项数", 8, counted(same, "单位.项数")),
        ("其中牵头", 9, counted(f'{same},{DETAIL_ROLE},"牵头"', "单位.牵头")),
        ("配合（责任）", 12, '=D4-E4+N("{{单位.配合}}")'),
        *point_columns("单位", same, DETAIL_POINTS),
        *light_columns("单位", same, DETAIL_STATE, count="D", lights="JKLM"),
    ]
    letters = dict(zip((c[0] for c in columns), "ABCDEFGHIJKLMN", strict=True))
    added = {
        head: f'=SUM({letters[head]}4:{letters[head]}4)+N("{{{{各单位{field}}}}}")'
        for head, field in (
            ("项数", "项数"),
            ("其中牵头", "牵头"),
            ("分值", "分值"),
            ("减分", "减分"),
            ("分值合计", "合计"),
        )
    }
    once = {
        "项数": '=COUNTA(总台账!$C$5)+N("{{项数}}")',
        "分值": '=SUMIF(总台账!$D$5,">0")+N("{{分值}}")',
        "减分": '=SUMIF(总台账!$D$5,"<0")+N("{{减分}}")',
        "分值合计": '=SUM(总台账!$D$5)+N("{{合计}}")',
    }
    lines = [
        {"单位": "各单位相加（共担的各计一次）", **added},
        {"单位": "实有（共担的只计一次）", **once},
    ]
    sheet = summary(book, formats, "单位汇总", "各单位承担任务汇总", columns, lines)
    link = formats.cell(font_color="#0563C1", underline=1)
    sheet.write_url("B4", "internal:'{{单位.工作表}}'!A1", link, "{{单位.名称}}")
    shares = (("牵头", "E", "#2F75B5"), ("配合（责任）", "F", "#9BC2E6"))
    chart = bar_chart(book, "单位汇总", "各单位承担项数", shares, 1145)
    sheet.insert_chart("A8", chart, {"object_position": 2})


def class_summary(book: Any, formats: Formats) -> None:
    same = "总台账!$B$5,$B4"
    columns = [
        ("序号", 6, "{{类别.序号}}"),
        ("类别", 36, "{{类别.名称}}"),
        ("项数", 8, counted(same, "类别.项数")),
        *point_columns("类别", same, "总台账!$D$5"),
        *light_columns("类别", same, "总台账!$S$5", count="C", lights="GHIJ"),
    ]
    total = {
        head: f'=SUM({letter}4:{letter}4)+N("{{{{{field}}}}}")'
        for head, letter, field in (
            ("项数", "C", "项数"),
            ("分值", "D", "分值"),
            ("减分", "E", "减分"),
            ("分值合计", "F", "合计"),
            ("已完成", "G", "已完成"),
            ("达序时", "H", "达序时"),
            ("略滞后", "I", "略滞后"),
            ("滞后", "J", "滞后"),
            ("未报及其他", "K", "其他"),
        )
    }
    sheet = summary(
        book, formats, "类别汇总", "各类别任务汇总", columns, [{"类别": "合计", **total}]
    )
    lights = [
        (name, column, COLOURS[name]) for (name, _), column in zip(LIGHTS, "GHIJ", strict=True)
    ]
    lights.append(("未报及其他", "K", COLOURS["未开始"]))
    chart = bar_chart(book, "类别汇总", "各类别进度（项数）", lights, 900)
    sheet.insert_chart("A7", chart, {"object_position": 2})


def bar_chart(
    book: Any, sheet: str, title: str, series: Iterable[tuple[str, str, str]], width: int
) -> Any:
    """A stacked bar for every row of the table; ``series`` are name, column and colour.

    The rows' names stand in column B.
    """
    chart = book.add_chart({"type": "column", "subtype": "stacked"})
    for name, column, colour in series:
        chart.add_series(
            {
                "name": name,
                "categories": f"={sheet}!$B$4",
                "values": f"={sheet}!${column}$4",
                "fill": {"color": colour},
                "border": {"color": "#FFFFFF"},
                "gap": 60,
            }
        )
    font = {"name": "宋体", "size": 9}
    chart.set_title({"name": title, "name_font": {"name": "黑体", "size": 12, "bold": False}})
    chart.set_legend({"position": "top", "font": font})
    ticks = {"major_tick_mark": "none", "minor_tick_mark": "none"}
    chart.set_x_axis({"num_font": font, "label_position": "low"} | ticks)
    lines = {"visible": True, "line": {"color": "#D9D9D9"}}
    chart.set_y_axis({"num_font": font, "major_gridlines": lines} | ticks)
    chart.set_size({"width": width, "height": 380})
    return chart


def open_sheet(book: Any, formats: Formats) -> None:
    sheet = book.add_worksheet("待明确")
    columns = (
        ("序号", 6, "{{待明确.序号}}", True),
        ("指标", 38, "{{待明确.指标}}", False),
        ("通知原文", 18, "{{待明确.原文}}", False),
        ("需要明确的事项", 50, "{{待明确.事项}}", False),
        ("可能是", 20, "{{待明确.候选}}", False),
        ("原文行", 8, "{{待明确.原文行}}", True),
        ("处理意见", 26, "", False),
    )
    plain_table(sheet, formats, "待明确事项", columns)


def detail_sheet(book: Any, formats: Formats) -> None:
    sheet = book.add_worksheet("归口明细")
    state = '=IFERROR(INDEX(总台账!$S$5,MATCH($B4,总台账!$Y$5,0))&"","")&T("{{明细.状态}}")'
    columns = (
        ("行次", 6, "{{明细.行次}}", True),
        ("编号", 14, "{{明细.编号}}", True),
        ("序号", 6, "{{明细.序号}}", True),
        ("类别", 16, "{{明细.类别}}", False),
        ("指标", 48, "{{明细.指标}}", False),
        ("单位", 24, "{{明细.单位}}", False),
        ("角色", 8, "{{明细.角色}}", True),
        ("分值", 8, "{{明细.分值}}", True),
        ("经由", 18, "{{明细.经由}}", False),
        ("认定", 12, "{{明细.认定}}", True),
        ("状态", 9, state, True),
    )
    plain_table(sheet, formats, "归口明细（一项指标、一个单位一行，供汇总计算）", columns)


def plain_table(sheet: Any, formats: Formats, title: str, columns: tuple[Any, ...]) -> None:
    """A title, a head in row 3 and a model row 4."""
    set_up(sheet, 3, len(columns), A4)
    sheet.merge_range(0, 0, 0, len(columns) - 1, title, formats.title())
    sheet.set_row(0, 34)
    sheet.merge_range(1, 0, 1, len(columns) - 1, "依据：{{依据}}", formats.small())
    sheet.set_row(1, 18)
    sheet.set_row(2, 24)
    sheet.set_row(3, 20)
    for column, (head, width, model, centred) in enumerate(columns):
        sheet.set_column(column, column, width)
        sheet.write_string(2, column, head, formats.head(is_open=not model))
        put = sheet.write_formula if model.startswith("=") else sheet.write_string
        if model:
            put(3, column, model, formats.cell(centred))
        else:
            sheet.write_blank(3, column, None, formats.cell(centred, locked=False))


def notes_sheet(book: Any, formats: Formats) -> None:
    sheet = book.add_worksheet("生成说明")
    sheet.merge_range("A1:B1", "生成说明", formats.title())
    sheet.set_row(0, 34)
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 96)
    sheet.set_row(1, 20)
    sheet.write_string(1, 0, "{{说明.项目}}", formats.cell(font_name="黑体", bg_color=GIVEN))
    sheet.write_string(1, 1, "{{说明.内容}}", formats.cell())
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.hide_gridlines(2)


def whole_ledger(path: Path) -> None:
    """台账.xlsx: what the office keeps."""
    book, formats = start(path)
    main_sheet(book, formats, "总台账", "{{台账标题}}", "合计（共担的只计一次）", MAIN_COLUMNS)
    unit_summary(book, formats)
    class_summary(book, formats)
    open_sheet(book, formats)
    unit_sheet(book, formats)
    detail_sheet(book, formats)
    notes_sheet(book, formats)
    book.close()


def one_units_ledger(path: Path) -> None:
    """单位台账.xlsx: what one unit fills in and sends back, in the columns of 总台账."""
    book, formats = start(path)
    role = ("本单位", 8, "{{项.本单位角色}}", True, False)
    columns = [role if column[0] == "上年" else column for column in MAIN_COLUMNS]
    main_sheet(book, formats, "填报", "{{单位}}{{台账标题}}", "本单位合计", columns)
    sheet = book.add_worksheet("填报说明")
    sheet.set_column(0, 0, 6)
    sheet.set_column(1, 1, 90)
    sheet.merge_range("A1:B1", "填报说明", formats.title())
    sheet.set_row(0, 34)
    for row, text in enumerate(RETURN_NOTES, 1):
        sheet.set_row(row, 20 if len(text) < 45 else 36)
        sheet.write_number(row, 0, row, formats.cell(centred=True))
        sheet.write_string(row, 1, text, formats.cell())
    sheet.hide_gridlines(2)
    sheet.fit_to_pages(1, 0)
    sheet.set_paper(A4)
    book.close()


RETURN_NOTES = (
    "只填“填报”表中栏目名为浅黄色的各栏；白色栏目已锁定，未设密码。",
    "右上角“统计截至”填月份（1—12），序时进度随之算出。{{规则}}",
    "“状态”栏能由完成率判定的自动显示，其余从下拉表中选；减分项选“未扣分”或“已扣分”。",
    "请不要增删、合并表中的行：每行右侧有隐藏的指标编号，汇总时据此对应。",
    "填好后另存，连同盖章的纸质件按来函要求报送。",
)


def main() -> None:
    whole_ledger(FOLDER / "台账.xlsx")
    one_units_ledger(FOLDER / "单位台账.xlsx")


if __name__ == "__main__":
    main()

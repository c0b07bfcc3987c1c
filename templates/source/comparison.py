"""Makes 对照表.xlsx as it is shipped: ``python -m templates.source.comparison``.

An office changes the workbook itself, in Excel or WPS. The fields (``{{项.指标}}``) are those of
``pipeline/views/changes.py``; every sheet of items has the same fields under its own name.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from templates.source.ledger import A3, A4, Formats, set_up, start

FOLDER = Path(__file__).parent.parent

COLOURS = {
    "新增": "#E2F0D9",
    "取消": "#F8CBAD",
    "拆分": "#DDEBF7",
    "合并": "#DDEBF7",
    "调整": "#FFF2CC",
}
DOUBT = "#F4B183"
# The sign has a colour by number format: of conditional formats LibreOffice applies only one.
SIGNED = "[Blue]+General;[Red]-General;0"

# Head, width, field, whether centred.
WHOLE = (
    ("状态", 6.5, "状态", True),
    ("类别", 11, "类别", True),
    ("{{原}}序号", 6.5, "原序号", True),
    ("{{原}}指标", 34, "原指标", False),
    ("{{现}}序号", 6.5, "序号", True),
    ("{{现}}指标", 34, "指标", False),
    ("变化种类", 12, "变化", True),
    ("{{原}}分值", 7, "原分值", True),
    ("{{现}}分值", 7, "分值", True),
    ("增减", 7, "分值增减", True),
    ("{{原}}目标", 15, "原目标", False),
    ("{{现}}目标", 15, "目标", False),
    ("{{原}}单位", 22, "原单位", False),
    ("{{现}}单位", 22, "单位", False),
    ("变化说明", 40, "说明", False),
    ("对应关系", 8, "对应", True),
    ("把握（%）", 7, "把握", True),
    ("对应依据", 24, "依据", False),
)
ONE_YEAR = (
    ("类别", 14, "{0}类别", True),
    ("序号", 7, "{0}序号", True),
    ("指标", 60, "{0}指标", False),
    ("分值", 8, "{0}分值", True),
    ("目标", 24, "{0}目标", False),
    ("单位", 42, "{0}单位", False),
)
BOTH = (
    ("类别", 13, "类别", True),
    ("{{原}}序号", 7, "原序号", True),
    ("{{原}}指标", 42, "原指标", False),
    ("{{现}}序号", 7, "序号", True),
    ("{{现}}指标", 42, "指标", False),
)
POINTS = (
    ("{{原}}分值", 9, "原分值", True),
    ("{{现}}分值", 9, "分值", True),
    ("增减", 9, "分值增减", True),
)
TARGETS = (("{{原}}目标", 28, "原目标", False), ("{{现}}目标", 28, "目标", False))
UNITS = (
    ("{{原}}单位", 30, "原单位", False),
    ("{{现}}单位", 30, "单位", False),
    ("新增单位", 18, "增加单位", False),
    ("不再承担", 18, "减少单位", False),
)
SAID = (("变化说明", 50, "说明", False),)
WHY = (("对应关系", 9, "对应", True), ("把握（%）", 8, "把握", True), ("依据", 44, "依据", False))

# Sheet, title, table, columns.
VIEWS: tuple[tuple[str, str, str, Any], ...] = (
    ("新增", "{{现}}新增的指标", "新增", tuple((h, w, f.format(""), c) for h, w, f, c in ONE_YEAR)),
    (
        "取消",
        "{{现}}取消的指标",
        "取消",
        tuple((h, w, f.format("原"), c) for h, w, f, c in ONE_YEAR),
    ),
    ("拆分合并", "拆分、合并的指标", "拆并", (*BOTH, *POINTS, *SAID)),
    ("目标变化", "目标值、时限的变化", "目标变化", (*BOTH, *TARGETS, *SAID)),
    ("分值变化", "分值的变化", "分值变化", (*BOTH, *POINTS)),
    ("责任变化", "责任单位的变化", "责任变化", (*BOTH, *UNITS)),
    ("表述变化", "表述、类别的变化", "表述变化", (*BOTH, *SAID)),
    ("疑似", "请核对的对应关系", "疑似", (*BOTH, *WHY)),
)
BALANCE = (
    ("情况", 9, "情况", True),
    ("{{原}}项数", 9, "原项数", True),
    ("{{现}}项数", 9, "项数", True),
    ("增减", 8, "项数增减", True),
    ("其中新增", 9, "增加项", True),
    ("其中减少", 9, "减少项", True),
    ("延续", 8, "保留项", True),
    ("{{原}}分值", 10, "原分值", True),
    ("{{现}}分值", 10, "分值", True),
    ("分值增减", 10, "分值增减", True),
    ("新增项分值", 11, "增加分值", True),
    ("减少项分值", 11, "减少分值", True),
    ("{{原}}扣分", 9, "原扣分", True),
    ("{{现}}扣分", 9, "扣分", True),
)
LED = (
    ("{{原}}牵头", 9, "原牵头", True),
    ("{{现}}牵头", 9, "牵头", True),
    ("牵头增减", 9, "牵头增减", True),
)


def _letter(column: int) -> str:
    return chr(ord("A") + column)


def _sheet(
    book: Any, formats: Formats, name: str, title: str, table: str, columns: Any, paper: int = A4
) -> Any:
    sheet = book.add_worksheet(name)
    set_up(sheet, 3, len(columns), paper, freeze=0)
    sheet.merge_range(0, 0, 0, len(columns) - 1, title, formats.title())
    sheet.set_row(0, 34)
    line = "原：{{原通知}}　　现：{{现通知}}"
    sheet.merge_range(1, 0, 1, len(columns) - 1, line, formats.small())
    sheet.set_row(1, 18)
    sheet.set_row(2, 30)
    for column, (head, width, field, centred) in enumerate(columns):
        sheet.set_column(column, column, width)
        sheet.write_string(2, column, head, formats.head())
        signed = {"num_format": SIGNED} if field.endswith("增减") else {}
        sheet.write_string(3, column, f"{{{{{table}.{field}}}}}", formats.cell(centred, **signed))
    return sheet


def _whole(book: Any, formats: Formats) -> None:
    sheet = _sheet(book, formats, "对照", "{{标题}}", "项", WHOLE, A3)
    sheet.freeze_panes(3, 0)
    last = _letter(len(WHOLE) - 1)
    doubt = book.add_format({"bg_color": DOUBT})
    sheet.conditional_format(
        "P4", {"type": "cell", "criteria": "==", "value": '"疑似"', "format": doubt}
    )
    for state, colour in COLOURS.items():
        rule = {"type": "formula", "criteria": f'=$A4="{state}"'}
        made = book.add_format({"bg_color": colour})
        sheet.conditional_format(f"A4:{last}4", rule | {"format": made})


def _overview(book: Any, formats: Formats) -> None:
    sheet = book.add_worksheet("总体")
    sheet.set_paper(A4)
    sheet.hide_gridlines(2)
    sheet.set_margins(left=0.6, right=0.6, top=0.8, bottom=0.8)
    sheet.fit_to_pages(1, 0)
    for column, width in enumerate((14, 62, 34)):
        sheet.set_column(column, column, width)
    sheet.merge_range("A1:C1", "{{标题}}", formats.title())
    sheet.set_row(0, 40)
    for column, head in enumerate(("", "{{原}}（原）", "{{现}}（现）")):
        sheet.write_string(2, column, head, formats.head())
    sheet.set_column(1, 2, 48)
    for row, (head, field) in enumerate((("通知", "通知"), ("读到", "合计"), ("自述", "自述")), 3):
        sheet.write_string(row, 0, head, formats.head())
        sheet.write_string(row, 1, f"{{{{原{field}}}}}", formats.cell())
        sheet.write_string(row, 2, f"{{{{现{field}}}}}", formats.cell())
    sheet.write_string(7, 0, "变化", formats.head())
    sheet.write_string(7, 1, "项数", formats.head())
    sheet.write_string(8, 0, "{{数.名称}}", formats.cell(centred=True))
    sheet.write_string(8, 1, "{{数.个数}}", formats.cell(centred=True))
    sheet.write_string(
        10,
        0,
        "拆分、合并按组计；“调整”指目标、分值、单位、类别、时限或表述有变化；"
        "只换序号或单位写法的算“未变”。",
        formats(font_size=9, font_color="#595959"),
    )


def comparison(path: Path) -> None:
    """templates/对照表.xlsx."""
    book, formats = start(path)
    _overview(book, formats)
    _whole(book, formats)
    for name, title, table, columns in VIEWS:
        _sheet(book, formats, name, title, table, columns)
    names = (("名称", 26, "名称", False), ("原名称", 20, "原名称", False))
    columns = (*names, *BALANCE, *LED)
    _sheet(book, formats, "单位增减", "各单位任务的增减", "单位", columns, A3)
    _sheet(book, formats, "类别增减", "各类指标的增减", "类", (*names, *BALANCE))
    book.close()


if __name__ == "__main__":
    comparison(FOLDER / "对照表.xlsx")

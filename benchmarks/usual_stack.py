"""The same job as one usually writes it: python-docx, docxtpl per letter, openpyxl.

    python benchmarks/usual_stack.py NOTICE.docx UNITS.toml FOLDER

One letter per unit and a ledger with a sheet per unit, two summaries, drop-downs and colours; no
check report, no places, no other form of notice. It stands here to be measured against, written
the way a competent colleague would write it: nothing is slowed down on purpose.
"""

from __future__ import annotations

import argparse
import re
import tomllib
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import docx
from docxtpl import DocxTemplate
from openpyxl import Workbook
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

ITEM = re.compile(r"^(\d+)\.(.+?)[。]?（(扣)?([\d.]+)分）$")
HEADING = re.compile(r"^[一二三四五六七八九十]+、(.+)$")
LETTER = (
    "{{ unit }}：",
    "根据《{{ title }}》（{{ document_number }}），你单位承担 {{ rows|length }} 项指标。",
    "{{ office }}",
)


@dataclass
class Item:
    section: str
    number: str
    text: str
    points: float
    units: list[str]


def read(path: Path) -> tuple[str, str, list[Item]]:
    lines = [paragraph.text.strip() for paragraph in docx.Document(str(path)).paragraphs]
    number = next(line for line in lines if "〔" in line)
    title = next(line for line in lines if line.startswith("关于"))
    section, items = "", []
    for line in lines:
        if heading := HEADING.match(line):
            section = heading[1]
        elif item := ITEM.match(line):
            sign = -1 if item[3] else 1
            items.append(Item(section, item[1], item[2], sign * float(item[4]), []))
        elif line.startswith("责任单位：") and items:
            items[-1].units = line.removeprefix("责任单位：").split("、")
    return number, title, items


def letter_template(path: Path) -> None:
    document = docx.Document()
    for text in LETTER[:2]:
        document.add_paragraph(text)
    table = document.add_table(rows=4, cols=5)
    table.style = "Table Grid"
    for cell, text in zip(
        table.rows[0].cells, ("序号", "类别", "指标", "分值", "单位"), strict=True
    ):
        cell.text = text
    table.rows[1].cells[0].text = "{%tr for row in rows %}"
    fields = ("number", "section", "text", "points", "partners")
    for cell, field in zip(table.rows[2].cells, fields, strict=True):
        cell.text = f"{{{{ row.{field} }}}}"
    table.rows[3].cells[0].text = "{%tr endfor %}"
    document.add_paragraph(LETTER[2])
    document.save(str(path))


def members(register: Path) -> dict[str, list[str]]:
    """The groups of a register whose members are written down."""
    groups = tomllib.loads(register.read_text(encoding="utf-8")).get("group", [])
    return {group["name"]: group["members"] for group in groups if group.get("members")}


def shared_out(items: list[Item], groups: dict[str, list[str]]) -> dict[str, list[Item]]:
    """Items by unit; a group whose members are known stands for them."""
    by_unit: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        for name in item.units:
            for unit in groups.get(name, [name]):
                by_unit[unit].append(item)
    return by_unit


def write_letters(folder: Path, number: str, title: str, by_unit: dict[str, list[Item]]) -> None:
    template = folder / "template.docx"
    letter_template(template)
    for n, (unit, own) in enumerate(by_unit.items(), 1):
        rows = [
            {
                "number": item.number,
                "section": item.section,
                "text": item.text,
                "points": item.points,
                "partners": "、".join(other for other in item.units if other != unit),
            }
            for item in own
        ]
        letter = DocxTemplate(str(template))
        letter.render(
            {"unit": unit, "title": title, "document_number": number, "rows": rows, "office": ""}
        )
        letter.save(str(folder / f"{n:02}-{unit}.docx"))


def write_ledger(folder: Path, items: list[Item], by_unit: dict[str, list[Item]]) -> None:
    book = Workbook()
    whole = book.active
    assert isinstance(whole, Worksheet)
    whole.title = "总台账"
    write_items(whole, items)
    summary = book.create_sheet("单位汇总")
    summary.append(["单位", "项数", "分值", "减分"])
    for unit in by_unit:
        sheet = f"'{unit}'"
        summary.append(
            [
                unit,
                f"=COUNTA({sheet}!C:C)-1",
                f'=SUMIF({sheet}!D:D,">0")',
                f'=-SUMIF({sheet}!D:D,"<0")',
            ]
        )
    dress(summary, (24, 8, 8, 8))
    classes = book.create_sheet("类别汇总")
    classes.append(["类别", "项数", "分值"])
    for section in dict.fromkeys(item.section for item in items):
        row = classes.max_row + 1
        classes.append(
            [
                section,
                f"=COUNTIF(总台账!B:B,A{row})",
                f"=SUMIF(总台账!B:B,A{row},总台账!D:D)",
            ]
        )
    dress(classes, (30, 8, 8))
    for unit, own in by_unit.items():
        write_items(book.create_sheet(unit), own)
    book.save(str(folder / "台账.xlsx"))


TITLES = (
    "序号、类别、指标、分值、责任单位、目标值、一季度、二季度、三季度、四季度、完成值、完成率、序时、"
    "状态、存在问题、下一步措施、填报人、电话、更新日期"
).split("、")
WIDTHS = (6, 12, 50, 8, 40, 10, 14, 14, 14, 14, 8, 8, 8, 10, 16, 16, 8, 10, 10)


def write_items(sheet: Worksheet, items: list[Item]) -> None:
    sheet.append(TITLES)
    for row, item in enumerate(items, 2):
        units = "、".join(item.units)
        sheet.append([item.number, item.section, item.text, item.points, units])
        sheet.cell(row, 12, f'=IF(AND(ISNUMBER(F{row}),ISNUMBER(K{row})),K{row}/F{row},"")')
        sheet.cell(row, 13, "=MONTH(TODAY())/12")
        sheet.row_dimensions[row].height = 18 * (1 + len(item.text) // 22)
    choice = DataValidation("list", formula1='"未开始,推进中,已完成,滞后"')
    choice.add(f"N2:N{len(items) + 1}")
    sheet.add_data_validation(choice)
    red = DifferentialStyle(fill=PatternFill("solid", bgColor="FFC7CE"))
    late = Rule("cellIs", dxf=red, operator="equal", formula=['"滞后"'])
    sheet.conditional_formatting.add(f"N2:N{len(items) + 1}", late)
    dress(sheet, WIDTHS)
    sheet.page_setup.orientation = "landscape"
    sheet.print_title_rows = "1:1"


def dress(sheet: Worksheet, widths: tuple[int, ...]) -> None:
    thin = Side(style="thin")
    border, wrap = Border(thin, thin, thin, thin), Alignment(wrap_text=True, vertical="center")
    for row in sheet.iter_rows(1, sheet.max_row, 1, len(widths)):
        for cell in row:
            cell.alignment, cell.border = wrap, border
    for cell in sheet[1]:
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="DDDDDD")
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("notice", type=Path)
    parser.add_argument("units", type=Path)
    parser.add_argument("folder", type=Path)
    wanted = parser.parse_args()
    wanted.folder.mkdir(parents=True, exist_ok=True)
    number, title, items = read(wanted.notice)
    by_unit = shared_out(items, members(wanted.units))
    write_letters(wanted.folder, number, title, by_unit)
    write_ledger(wanted.folder, items, by_unit)
    print(f"{len(items)} indicators, {len(by_unit)} letters")


if __name__ == "__main__":
    main()

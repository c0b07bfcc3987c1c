"""The same job as one usually writes it: python-docx, docxtpl per letter, openpyxl.

    python benchmarks/usual_stack.py NOTICE.docx FOLDER

One letter per named unit and one ledger row per indicator; names are taken as written and groups
are not resolved. It stands here to be measured against, and is written the way a competent
colleague would write it: nothing is slowed down on purpose.
"""

from __future__ import annotations

import argparse
import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import docx
from docxtpl import DocxTemplate
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

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


def write_letters(folder: Path, number: str, title: str, items: list[Item]) -> int:
    by_unit: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        for unit in item.units:
            by_unit[unit].append(item)
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
    return len(by_unit)


def write_ledger(folder: Path, items: list[Item]) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "总台账"
    thin = Side(style="thin")
    for column, (title, width) in enumerate(
        (("序号", 6), ("类别", 12), ("指标", 60), ("分值", 8), ("责任单位", 50), ("状态", 10)), 1
    ):
        cell = sheet.cell(1, column, title)
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="DDDDDD")
        sheet.column_dimensions[get_column_letter(column)].width = width
    for row, item in enumerate(items, 2):
        values: tuple[str | float, ...] = (
            item.number,
            item.section,
            item.text,
            item.points,
            "、".join(item.units),
            "",
        )
        for column, value in enumerate(values, 1):
            cell = sheet.cell(row, column, value)
            cell.alignment = Alignment(wrap_text=True, vertical="center")
            cell.border = Border(thin, thin, thin, thin)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    book.save(str(folder / "台账.xlsx"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("notice", type=Path)
    parser.add_argument("folder", type=Path)
    wanted = parser.parse_args()
    wanted.folder.mkdir(parents=True, exist_ok=True)
    number, title, items = read(wanted.notice)
    letters = write_letters(wanted.folder, number, title, items)
    write_ledger(wanted.folder, items)
    print(f"{len(items)} indicators, {letters} letters")


if __name__ == "__main__":
    main()

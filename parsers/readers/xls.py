"""Excel 97—2003 表格（xls、et）：read by xlrd where it is installed, else through LibreOffice."""

from __future__ import annotations

import importlib
import io
from typing import Any

from parsers import codes
from parsers.errors import FenjieError, UnreadableError
from parsers.readers import number_format, office, sheets
from parsers.readers.reading import Reading
from parsers.readers.sheets import Allowance, Merge, Sheet

_ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?",
    0x24: "#NUM!", 0x2A: "#N/A",
}  # fmt: skip


def read(name: str, data: bytes) -> Reading:
    """The visible sheets in order.

    Raises UnreadableError for damage, MissingPartError where nothing here can open the file.
    """
    try:
        xlrd: Any = importlib.import_module("xlrd")  # an optional part
    except ImportError:
        return office.read_sheets(name, data)
    try:
        book = xlrd.open_workbook(
            file_contents=data, formatting_info=True, logfile=io.StringIO(), ragged_rows=True
        )
        allowance = Allowance(name)
        found = [_sheet(book, at, allowance) for at in range(book.nsheets)]
    except FenjieError:
        raise
    except Exception as error:  # xlrd meets damage with errors of every kind
        if "encrypted" in str(error).lower() or "password" in str(error).lower():
            raise UnreadableError(
                f"“{name}”设有打开密码。请用 Excel 或 WPS 打开，去掉密码后另存，再试。"
            ) from error
        raise UnreadableError(
            f"“{name}”已损坏或版本过旧，不能读取。请用 Excel 或 WPS 打开，另存为 xlsx 后再试。"
        ) from error
    if all(sheet.is_empty for sheet in found):
        raise UnreadableError(f"“{name}”中没有内容。请核对文件是否给错。")
    lines, findings = sheets.lines_of(name, found)
    return Reading("xls", None, lines, findings)


def _sheet(book: Any, at: int, allowance: Allowance) -> Sheet:
    source = book.sheet_by_index(at)
    sheet = Sheet(source.name, hidden=source.visibility != 0)
    sheet.hidden_rows = {row + 1 for row, info in source.rowinfo_map.items() if info.hidden}
    sheet.hidden_columns = {
        column + 1 for column, info in source.colinfo_map.items() if info.hidden or info.width == 0
    }
    sheet.merges = [
        Merge(top + 1, left + 1, bottom, right) for top, bottom, left, right in source.merged_cells
    ]
    sheet.comments = [
        (row + 1, column + 1, note.text.replace("\n", "\v"))
        for (row, column), note in source.cell_note_map.items()
        if note.text.strip()
    ]
    for row in range(source.nrows):
        for column in range(source.row_len(row)):
            text = _text(book, source, row, column, sheet)
            if text:
                allowance.take(text)
                sheet.cells.setdefault(row + 1, {})[column + 1] = text
    return sheet


def _text(book: Any, source: Any, row: int, column: int, sheet: Sheet) -> str:
    kind, value = source.cell_type(row, column), source.cell_value(row, column)
    style = book.xf_list[source.cell_xf_index(row, column)]
    code = book.format_map[style.format_key].format_str
    place = (row + 1, column + 1)
    match kind:
        case 1:
            text = str(value).replace("\r\n", "\v").replace("\n", "\v").replace("\r", "\v")
            shown = number_format.shown_text(text, code)
        case 2 | 3:
            text = repr(value)
            shown = number_format.shown(text, code, from_1904=book.datemode == 1)
        case 4:
            return "TRUE" if value else "FALSE"
        case 5:
            shown = _ERRORS.get(value, "#N/A")
            sheet.problems.append((codes.CELL_ERROR, *place, {"value": shown}))
            return shown
        case _:
            return ""
    if text.strip() and not shown:
        sheet.problems.append((codes.CELL_BLANKED, *place, {"value": text[:60]}))
    if shown.strip() and book.font_list[style.font_index].struck_out:
        struck = shown[:60].replace("\v", " ")
        sheet.problems.append((codes.CELL_STRUCK, *place, {"text": struck}))
    return shown

"""工作簿模板: fills a real xlsx workbook, keeping all that an office set up in Excel or WPS."""

from pipeline.render.workbook.content import Content, Copy, Filled, Scope, Table, Trouble, Value
from pipeline.render.workbook.fill import fill_workbook, sheet_names
from pipeline.render.workbook.sheet import field_faults
from pipeline.render.workbook.template import WorkbookTemplate, compile_workbook

__all__ = [
    "Content",
    "Copy",
    "Filled",
    "Scope",
    "Table",
    "Trouble",
    "Value",
    "WorkbookTemplate",
    "compile_workbook",
    "field_faults",
    "fill_workbook",
    "sheet_names",
]

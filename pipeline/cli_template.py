"""``fenjie template check``: is a letter or ledger template sound, and which fields are there."""

from __future__ import annotations

import argparse
from pathlib import Path

from parsers.diagnostics import Severity
from parsers.errors import TemplateError
from pipeline.cli_arguments import Arguments
from pipeline.width import columns_of, padded

EXAMPLES = """\
  fenjie template check 任务函.docx
  fenjie template check 台账.xlsx
  fenjie template check --fields"""

TEMPLATE_FAULT = 4


def check_arguments(summary: str) -> Arguments:
    parser = Arguments("template check", summary, EXAMPLES)
    parser.add_argument(
        "template", nargs="*", type=Path, metavar="模板", help="任务函的 docx 或台账的 xlsx"
    )
    parser.add_argument("--fields", action="store_true", help="列出任务函可用的字段和例子")
    return parser


def check_command(options: argparse.Namespace) -> int:
    """4 where a template has a fault, else 0."""
    if options.fields or not options.template:
        _list_fields()
    faulty = [_is_faulty(path) for path in options.template]
    return TEMPLATE_FAULT if any(faulty) else 0


def _is_faulty(path: Path) -> bool:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise TemplateError(f"无法读取模板“{path}”：{error.strerror}。请检查文件名。") from error
    said = _said_of_ledger(data, path.name) if path.suffix.lower() == ".xlsx" else _said(data)
    for severity, message in said:
        print(f"{path.name} {severity.chinese} {message}")
    if not said:
        print(f"{path.name} 没有发现问题")
    return any(severity is Severity.ERROR for severity, _ in said)


def _said(data: bytes) -> list[tuple[Severity, str]]:
    from pipeline.render.letters import check_template

    return [(finding.severity, finding.message) for finding in check_template(data)]


def _said_of_ledger(data: bytes, name: str) -> list[tuple[Severity, str]]:
    from pipeline.render.workbook import compile_workbook

    try:
        compile_workbook(data, name)
    except TemplateError as error:
        return [(Severity.ERROR, str(error))]
    return []


def _list_fields() -> None:
    from pipeline.views.letter_fields import FIELDS

    width = max(columns_of(field.name) for field in FIELDS)
    for field in FIELDS:
        example = ("否", "是")[field.example] if isinstance(field.example, bool) else field.example
        print(f"{padded(field.name, width)}  {field.meaning}，例：{example}")

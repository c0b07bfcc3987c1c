"""``fenjie template``: is a template sound, which fields are there, and which are shipped."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from parsers.diagnostics import Severity
from parsers.errors import TemplateError, UsageError, in_chinese
from pipeline.cli_arguments import Arguments
from pipeline.width import columns_of, folded, padded

EXAMPLES = """\
  fenjie template check 任务函.docx
  fenjie template check 台账.xlsx
  fenjie template check --fields"""

LIST_EXAMPLES = """\
  fenjie template list
  fenjie template list --copy 我的模板
  fenjie template list --set gbt33476 --copy 我的模板"""

TEMPLATE_FAULT = 4
_KNOWN = "，可用的有："
_MOST = 20  # findings shown
_WIDTH = 100


def check_arguments(summary: str) -> Arguments:
    parser = Arguments("template check", summary, EXAMPLES)
    parser.add_argument(
        "template",
        nargs="*",
        type=Path,
        metavar="模板",
        help="任务函等的 docx，台账、对照表的 xlsx",
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
        raise TemplateError(f"无法读取模板“{path}”：{in_chinese(error)}。请检查文件名。") from error
    said = _said_of_ledger(data, path.name) if path.suffix.lower() == ".xlsx" else _said(data)
    said.sort(key=lambda one: one[0] is not Severity.ERROR)  # what must be mended stands first
    errors = [message for severity, message in said if severity is Severity.ERROR]
    print(f"{path.name}：" + (f"错误 {len(errors)} 处，改正后才能用" if errors else "可以用"))
    for severity, message in _shortened(said):
        _print_block(f"  {severity.chinese} ", message)
    for known in dict.fromkeys(message.partition(_KNOWN)[2] for message in errors):
        if known:
            _print_block("  可用的字段 ", known)
    return bool(errors)


def _shortened(said: Sequence[tuple[Severity, str]]) -> Iterator[tuple[Severity, str]]:
    """What is said, without the fields that could be meant, and not more than one can read."""
    for severity, message in said[:_MOST]:
        yield severity, message.partition(_KNOWN)[0]
    if len(said) > _MOST:
        yield said[_MOST][0], f"另有 {len(said) - _MOST} 处，先改以上各处再检查"


def _print_block(head: str, text: str) -> None:
    """A text under its own beginning, in lines that a terminal holds."""
    indent = columns_of(head)
    first, *rest = folded(text, _WIDTH - indent)
    print(head + first)
    for line in rest:
        print(" " * indent + line)


def _said(data: bytes) -> list[tuple[Severity, str]]:
    from pipeline.render.letters import check_template

    return [(finding.severity, finding.message) for finding in check_template(data)]


def _said_of_ledger(data: bytes, name: str) -> list[tuple[Severity, str]]:
    from pipeline.render.ledger import check_ledger_template

    return [(f.severity, f.message) for f in check_ledger_template(data, name)]


def _list_fields() -> None:
    from pipeline.views.letter_fields import FIELDS

    width = max(columns_of(field.name) for field in FIELDS)
    for field in FIELDS:
        example = ("否", "是")[field.example] if isinstance(field.example, bool) else field.example
        print(f"{padded(field.name, width)}  {field.meaning}，例：{example}")


def list_arguments(summary: str) -> Arguments:
    parser = Arguments("template list", summary, LIST_EXAMPLES)
    parser.add_argument("--set", metavar="名称", help="哪一套（默认 标准）")
    parser.add_argument(
        "--copy", type=Path, metavar="文件夹", help="把这一套复制到文件夹，供用 Word、WPS 修改"
    )
    parser.add_argument("--force", action="store_true", help="文件夹里已有的同名模板也覆盖")
    return parser


def list_command(options: argparse.Namespace) -> int:
    """Names what is shipped, or copies it."""
    from pipeline.template_files import SETS, STANDARD, TEMPLATES, shipped

    wanted = options.set or STANDARD
    if wanted not in SETS:
        raise UsageError(f"没有“{wanted}”这一套模板，可用：{'、'.join(SETS)}。")
    if options.copy is not None:
        from pipeline.output import write_one

        for name in TEMPLATES:
            data = shipped(name, wanted).read_bytes()
            write_one(options.copy / name, data, force=options.force)
        print(f"已复制 {len(TEMPLATES)} 个模板到 {options.copy}。改好后先检查：", file=sys.stderr)
        print(f"  fenjie template check {options.copy / '任务函.docx'}", file=sys.stderr)
        print(f"生成时加上 --templates {options.copy}。", file=sys.stderr)
        return 0
    for title, entries in (
        ("模板（同名的放进自己的文件夹，即代替自带的）", TEMPLATES),
        ("套", SETS),
    ):
        print(f"{title}：")
        width = max(map(columns_of, entries))
        for name, meaning in entries.items():
            print(f"  {padded(name, width)}  {meaning}")
    return 0

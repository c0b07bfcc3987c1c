"""``fenjie units``: a register proposed, checked, and carried to Excel and back."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from parsers.diagnostics import Diagnostic
from parsers.errors import UsageError
from pipeline.cli_arguments import Arguments
from pipeline.cli_findings import exit_code
from pipeline.units import UnitBook


def propose_arguments(summary: str) -> Arguments:
    parser = Arguments(
        "units propose",
        summary,
        "  fenjie units propose 通知.docx --out 单位名录.toml\n"
        "  fenjie units propose 通知.docx --out 单位名录.xlsx",
    )
    parser.add_argument("notice", nargs="+", type=Path, metavar="通知", help="通知文件")
    parser.add_argument(
        "--out", type=Path, metavar="文件", help="写到这个文件（toml 或 xlsx）；不写则显示出来"
    )
    parser.add_argument("--force", action="store_true", help="文件已经存在也覆盖")
    return parser


def propose_command(options: argparse.Namespace) -> int:
    from parsers import parse_notice
    from pipeline.register import propose_register, write_register

    book = propose_register(parse_notice(*options.notice).notice)
    if options.out is None:
        sys.stdout.write(write_register(book))
    else:
        _save(book, options.out, force=options.force)
    return 0


def check_arguments(summary: str) -> Arguments:
    parser = Arguments(
        "units check",
        summary,
        "  fenjie units check 单位名录.toml\n  fenjie units check 单位名录.toml --notice 通知.docx",
    )
    parser.add_argument("register", type=Path, metavar="名录", help="单位名录（toml 或 xlsx）")
    parser.add_argument(
        "--notice", nargs="+", type=Path, metavar="通知", help="对照这份通知：缺哪些、多哪些"
    )
    return parser


def check_command(options: argparse.Namespace) -> int:
    """1 where the register has an error, else 0."""
    from parsers import parse_notice
    from pipeline.register import check_register

    book, said = _load(options.register)
    notice = parse_notice(*options.notice).notice if options.notice else None
    findings = (*said, *check_register(book, notice))
    for finding in findings:
        print(f"{finding.code.id} {finding.severity.chinese} {finding.message}")
    print(f"{len(book.units)} 个单位、{len(book.groups)} 个集合，{len(findings)} 条检查结果。")
    return exit_code(findings)


def export_arguments(summary: str) -> Arguments:
    return _two_files("units export", summary, "单位名录.toml", "单位名录.xlsx")


def export_command(options: argparse.Namespace) -> int:
    return _convert(options)


def import_arguments(summary: str) -> Arguments:
    return _two_files("units import", summary, "单位名录.xlsx", "单位名录.toml")


def import_command(options: argparse.Namespace) -> int:
    return _convert(options)


def _two_files(command: str, summary: str, old: str, new: str) -> Arguments:
    parser = Arguments(command, summary, f"  fenjie {command} {old} {new}")
    parser.add_argument("register", type=Path, metavar="名录", help=f"已有的名录，如 {old}")
    parser.add_argument("target", type=Path, metavar="新文件", help=f"写到哪里，如 {new}")
    parser.add_argument("--force", action="store_true", help="新文件已经存在也覆盖")
    return parser


def _convert(options: argparse.Namespace) -> int:
    book, findings = _load(options.register)
    _tell(findings)
    _save(book, options.target, force=options.force)
    return exit_code(findings)


def _tell(findings: Sequence[Diagnostic]) -> None:
    for finding in findings:
        print(f"{finding.code.id} {finding.severity.chinese} {finding.message}", file=sys.stderr)


def _load(path: Path) -> tuple[UnitBook, tuple[Diagnostic, ...]]:
    from pipeline.register import load_register, units_from_xlsx

    if path.suffix.lower() == ".xlsx":
        return units_from_xlsx(path), ()
    return load_register(path)


def _save(book: UnitBook, path: Path, *, force: bool) -> None:
    from pipeline.output import write_one
    from pipeline.register import units_to_xlsx, write_register

    as_sheet = path.suffix.lower() == ".xlsx"
    if not as_sheet and path.suffix.lower() != ".toml":
        raise UsageError(f"名录只能写成 .xlsx 或 .toml，请改正文件名“{path.name}”。")
    data = units_to_xlsx(book) if as_sheet else write_register(book).encode()
    write_one(path, data, force=force)
    print(f"已写入 {path}：{len(book.units)} 个单位、{len(book.groups)} 个集合。", file=sys.stderr)

"""``fenjie format check``: a docx against GB/T 9704—2012."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

from parsers.errors import UnreadableError, in_chinese
from pipeline.cli_arguments import Arguments
from pipeline.width import columns_of, folded, padded

if TYPE_CHECKING:  # lxml is loaded when a file is read, not for --help
    from pipeline.format_check.result import Report, Result

EXAMPLES = """\
  fenjie format check 通知.docx
  fenjie format check 结果/任务函/*.docx --brief
  fenjie format check 通知.docx --json > 检查.json"""

SOUND, UNSOUND = 0, 1
_HEADINGS = ("结论", "条款", "项目", "应为", "实测", "允差", "位置")
_WIDEST = (12, 8, 26, 28, 28, 9, 30)  # columns of a terminal for each
_SCHEMA = "fenjie.format/1"


def check_arguments(summary: str) -> Arguments:
    parser = Arguments("format check", summary, EXAMPLES)
    parser.add_argument("document", nargs="+", type=Path, metavar="公文", help="要检查的 docx")
    parser.add_argument("--json", action="store_true", help=f"输出 JSON（{_SCHEMA}）")
    parser.add_argument("--brief", action="store_true", help="只列不合格的和提示，不列合格的")
    return parser


def check_command(options: argparse.Namespace) -> int:
    """1 where a document fails a clause, else 0."""
    from pipeline.format_check import check_format

    reports = [check_format(path.name, _read(path)) for path in options.document]
    if options.json:
        described = {"schema": _SCHEMA, "documents": [_described(report) for report in reports]}
        sys.stdout.write(json.dumps(described, ensure_ascii=False, indent=1) + "\n")
    else:
        for number, report in enumerate(reports):
            print("\n" * (number > 0) + "\n".join(_lines(report, brief=options.brief)))
    return SOUND if all(report.sound for report in reports) else UNSOUND


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableError(f"无法读取“{path}”：{in_chinese(error)}。请检查文件名。") from error


def _lines(report: Report, *, brief: bool) -> Iterator[str]:
    from pipeline.format_check.result import Verdict

    yield f"{report.file}　{report.kind}　GB/T 9704—2012"
    left_out = {Verdict.MET, Verdict.UNPROVEN} if brief else set()
    rows = [_row(result) for result in report.results if result.verdict not in left_out]
    if rows:
        table = [[folded(*cell) for cell in zip(row, _WIDEST, strict=True)]
                 for row in (_HEADINGS, *rows)]  # fmt: skip
        widths = [max(columns_of(line) for row in table for line in row[i]) for i in range(7)]
        for row in table:
            for line in zip_longest(*row, fillvalue=""):
                yield "  ".join(map(padded, line, widths)).rstrip()
    counts = report.counts()
    yield "合计：" + "，".join(f"{verdict.chinese} {counts[verdict]}" for verdict in Verdict)


def _row(result: Result) -> tuple[str, ...]:
    return (
        result.verdict.chinese,
        result.clause,
        result.item,
        result.expected,
        result.measured,
        result.tolerance,
        result.place,
    )


def _described(report: Report) -> dict[str, object]:
    return {
        "file": report.file,
        "kind": report.kind,
        "sound": report.sound,
        "counts": {verdict.value: count for verdict, count in report.counts().items()},
        "results": [
            {
                "clause": result.clause,
                "item": result.item,
                "expected": result.expected,
                "measured": result.measured,
                "tolerance": result.tolerance,
                "verdict": result.verdict.value,
                "conclusion": result.verdict.chinese,
                "place": result.place,
            }
            for result in report.results
        ],
    }

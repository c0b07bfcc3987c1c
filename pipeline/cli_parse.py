"""``fenjie parse``: what a notice says, as a table for people or JSON for programs."""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path

from pipeline.cli_arguments import Arguments
from pipeline.cli_findings import exit_code, print_findings
from pipeline.cli_progress import Progress

EXAMPLES = """\
  fenjie parse 通知.docx
  fenjie parse 通知.pdf --json > 通知.json"""


def parse_arguments(summary: str) -> Arguments:
    parser = Arguments("parse", summary, EXAMPLES)
    parser.add_argument(
        "notice", nargs="+", type=Path, metavar="通知", help="通知文件；由几个文件组成时依次列出"
    )
    parser.add_argument("--json", action="store_true", help="输出 JSON（fenjie.notice/1）")
    parser.add_argument(
        "--units", type=Path, metavar="名录", help="单位名录（toml）：写出对应的单位"
    )
    parser.add_argument(
        "--decisions", type=Path, metavar="文件", help="填好的待明确.toml：各有关单位指哪些单位"
    )
    return parser


def parse_command(options: argparse.Namespace) -> int:
    from pipeline.contract import dump, notice_json
    from pipeline.understand import understand

    with Progress() as progress:
        read = understand(tuple(options.notice), options.units, options.decisions, progress.stage)
    # Who 各有关单位 is matters to a run; a reading alone is judged as a reading.
    findings = read.findings if options.units or options.decisions else read.of_reading
    if options.json:
        sys.stdout.write(dump(notice_json(read.notice, read.assignments, findings)))
        return exit_code(findings)
    from pipeline.listing import reading_table
    from pipeline.summary import overview, severities

    width = shutil.get_terminal_size((120, 24)).columns if sys.stdout.isatty() else 120
    print_findings(findings, read.notice.source, of_one_kind=None)
    lines = [
        *overview(read.notice, read.assignments, None),
        "",
        *reading_table(read.notice, width - 2),
        "",
        severities(findings),
    ]
    print("\n".join(lines))
    return exit_code(findings)

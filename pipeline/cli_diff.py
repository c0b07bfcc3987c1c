"""``fenjie diff``: what is new, what went and what changed, one year against the next."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.cli_arguments import Arguments
from pipeline.cli_findings import exit_code, print_findings
from pipeline.cli_progress import Progress

if TYPE_CHECKING:  # loaded when a comparison begins, not for --help
    from pipeline.diff_run import DiffOutcome

EXAMPLES = """\
  fenjie diff 2021年通知.docx 2022年通知.pdf --out 对照
  fenjie diff 2021年通知.docx 2022年通知.pdf --decisions 对照/对照决定.toml --out 对照
  fenjie diff 2020年.docx 2021年.docx 2022年.docx --out 历年
  fenjie diff 2021年通知.docx 2022年通知.pdf --json > 对照.json"""


def diff_arguments(summary: str) -> Arguments:
    parser = Arguments("diff", summary, EXAMPLES)
    parser.add_argument(
        "notices",
        nargs="+",
        type=Path,
        metavar="通知",
        help="两份或更多，早的一年在前；一份一个文件",
    )
    parser.add_argument("--json", action="store_true", help="输出 JSON（fenjie.diff/1），不写文件")
    parser.add_argument(
        "--units",
        type=Path,
        metavar="名录",
        help="单位名录（toml）：按名录认定简称、曾用名、承接单位",
    )
    parser.add_argument(
        "--decisions", type=Path, metavar="文件", help="填好的对照决定.toml：哪些“疑似”是同一项"
    )
    parser.add_argument(
        "--templates", type=Path, metavar="文件夹", help="自己的模板：对照表.xlsx、变化说明.docx"
    )
    parser.add_argument(
        "--out", type=Path, default=Path("对照"), metavar="文件夹", help="结果放在哪里（默认 对照）"
    )
    parser.add_argument(
        "--force", action="store_true", help="结果文件被改动过也覆盖（填过的对照决定.toml 除外）"
    )
    parser.add_argument("--dry-run", action="store_true", help="只看会得到什么，不写文件")
    parser.add_argument("--quiet", action="store_true", help="只显示错误，不显示小结和进度")
    return parser


def diff_command(options: argparse.Namespace) -> int:
    from pipeline.diff_run import DiffJob, compare_files, diff

    job = DiffJob(tuple(options.notices), options.units, options.decisions, options.templates)
    with Progress(quiet=options.quiet) as progress:
        if options.json:
            outcome = compare_files(job, progress.stage)
        else:
            out = None if options.dry_run else options.out
            outcome = diff(job, out, force=options.force, stage=progress.stage)
    if options.json:
        _print_json(outcome)
    elif not options.quiet:
        _print_findings(outcome)
        print("\n".join(_told(outcome)))
    return exit_code(outcome.findings)


def _print_json(outcome: DiffOutcome) -> None:
    from pipeline.contract import dump
    from pipeline.diff_contract import diff_json, history_json

    if len(outcome.comparisons) == 1:
        sys.stdout.write(dump(diff_json(outcome.comparisons[0], outcome.findings)))
    else:
        sys.stdout.write(dump(history_json(outcome.comparisons, outcome.findings)))


def _print_findings(outcome: DiffOutcome) -> None:
    """Each finding with the notice it is about; what is about no place comes first."""
    placed = {id(f) for comparison in outcome.comparisons for f in comparison.findings}
    others = tuple(finding for finding in outcome.findings if id(finding) not in placed)
    print_findings(others, outcome.comparisons[0].new.source, report="对照.html")
    for comparison in outcome.comparisons:
        print_findings(comparison.findings, comparison.new.source, of_one_kind=None)


def _told(outcome: DiffOutcome) -> Iterator[str]:
    from pipeline.summary import outcome_lines, severities
    from pipeline.views.change_words import summary_lines

    for comparison in outcome.comparisons:
        yield from summary_lines(comparison)
    yield severities(outcome.findings)
    yield from outcome_lines(outcome.written)
    if outcome.written and any(comparison.doubtful for comparison in outcome.comparisons):
        path = outcome.written.folder / "对照决定.toml"
        yield f"下一步：填写 {path}，再加上 --decisions {path} 运行一次。"

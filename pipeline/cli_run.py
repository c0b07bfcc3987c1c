"""``fenjie run``: one notice in, letters, ledger and report out."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.cli_arguments import Arguments
from pipeline.cli_findings import exit_code, print_findings
from pipeline.cli_progress import Progress

if TYPE_CHECKING:  # the renderers are loaded when a run begins, not for --help
    from pipeline.run import Job
    from pipeline.understand import Understanding

EXAMPLES = """\
  fenjie run 通知.docx --out 结果
  fenjie run 通知.docx --units 单位名录.toml --out 结果
  fenjie run 通知.docx --units 单位名录.toml --decisions 结果/待明确.toml --out 结果"""


def run_arguments(summary: str) -> Arguments:
    parser = Arguments("run", summary, EXAMPLES)
    parser.add_argument(
        "notice", nargs="+", type=Path, metavar="通知", help="通知文件；由几个文件组成时依次列出"
    )
    parser.add_argument(
        "--units", type=Path, metavar="名录", help="单位名录（toml）；没有时按原文写，并拟出一份"
    )
    parser.add_argument(
        "--decisions", type=Path, metavar="文件", help="填好的待明确.toml：各有关单位指哪些单位"
    )
    parser.add_argument(
        "--office", type=Path, metavar="文件", help="本单位的设置（toml）：落款、联系人、报送时间等"
    )
    parser.add_argument(
        "--templates", type=Path, metavar="文件夹", help="自己的模板：任务函.docx、台账.xlsx"
    )
    parser.add_argument(
        "--out", type=Path, default=Path("out"), metavar="文件夹", help="结果放在哪里（默认 out）"
    )
    parser.add_argument(
        "--force", action="store_true", help="结果文件被改动过也覆盖（填过的待明确.toml 除外）"
    )
    parser.add_argument("--dry-run", action="store_true", help="只看会得到什么，不写文件")
    parser.add_argument("--quiet", action="store_true", help="只显示错误，不显示小结和进度")
    return parser


def run_command(options: argparse.Namespace) -> int:
    from pipeline import summary
    from pipeline.run import Job, run

    job = Job(
        tuple(options.notice), options.units, options.decisions, options.office, options.templates
    )
    with Progress(quiet=options.quiet) as progress:
        out = None if options.dry_run else options.out
        outcome = run(job, out, force=options.force, stage=progress.stage)
    if not options.quiet:
        read = outcome.understanding
        print_findings(outcome.findings, read.notice.source)
        lines = [
            *summary.overview(read.notice, read.assignments),
            summary.severities(outcome.findings),
            *summary.outcome_lines(outcome.written),
            *(_next_steps(outcome.written.folder, read, job) if outcome.written else ()),
        ]
        print("\n".join(lines))
    return exit_code(outcome.findings)


def _next_steps(folder: Path, read: Understanding, job: Job) -> Iterator[str]:
    """What only a person can do, and how to give it back."""
    from pipeline.run import DECISIONS, REGISTER

    if job.units is None:
        path = folder / REGISTER
        yield f"下一步：核对修改 {path}，再加上 --units {path} 运行一次。"
    if read.assignments.open:
        path = folder / DECISIONS
        yield f"下一步：填写 {path}，再加上 --decisions {path} 运行一次。"

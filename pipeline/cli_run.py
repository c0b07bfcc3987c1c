"""``fenjie run``: one notice in, letters, ledger and report out."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from parsers.errors import UsageError
from pipeline.cli_arguments import Arguments
from pipeline.cli_findings import errors_of, exit_code, print_findings
from pipeline.cli_progress import Progress

if TYPE_CHECKING:  # the renderers are loaded when a run begins, not for --help
    from pipeline.outgoing import Outgoing
    from pipeline.run import Job
    from pipeline.understand import Understanding

_NAMED = 3  # collectives named before 等
EXAMPLES = """\
  fenjie run 通知.docx --out 结果
  fenjie run 通知.docx --units 单位名录.toml --out 结果
  fenjie run 通知.docx --units 单位名录.toml --decisions 结果/待明确.toml --out 结果
  fenjie run 通知.docx --units 单位名录.toml --number '×政办函〔2021〕{n}号' --start 12 --bundle"""


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
        "--number",
        metavar="字号",
        help="发文字号，{n} 处按单位名录的顺序编号，如 '×政办函〔2021〕{n}号'",
    )
    parser.add_argument("--start", type=int, metavar="数", help="从几号编起（默认 1）")
    parser.add_argument(
        "--form", choices=("通知", "函"), metavar="文种", help="一律用通知或函（默认按单位名录）"
    )
    parser.add_argument(
        "--letters",
        choices=("任务函", "责任书", "反馈表"),
        default="任务函",
        metavar="种类",
        help="给各单位生成任务函、责任书还是反馈表（默认任务函）",
    )
    parser.add_argument(
        "--templates",
        type=Path,
        metavar="模板",
        help="放自己模板的文件夹，或自带的另一套：无红头、gbt33476",
    )
    parser.add_argument(
        "--last-year",
        type=Path,
        metavar="上年通知",
        help="上年的通知：任务函和台账标出新增、调整，台账填“上年”栏",
    )
    parser.add_argument(
        "--unit-ledgers", action="store_true", help="另给每个单位生成一份台账，随函发出填报"
    )
    parser.add_argument(
        "--bundle", action="store_true", help="另生成合订本（每封从单页起，便于双面打印）和发文清单"
    )
    parser.add_argument(
        "--pdf",
        action="store_true",
        help="另生成每封函、合订本、台账的 PDF；发文清单由此写明页码（需 LibreOffice）",
    )
    parser.add_argument(
        "--out", type=Path, default=Path("out"), metavar="文件夹", help="结果放在哪里（默认 out）"
    )
    parser.add_argument(
        "--force",
        action="store_true",
        help="结果文件被改动过也覆盖（填过的待明确.toml、台账.xlsx 除外）",
    )
    parser.add_argument("--dry-run", action="store_true", help="只看会得到什么，不写文件")
    parser.add_argument("--quiet", action="store_true", help="只显示错误，不显示小结和进度")
    return parser


def run_command(options: argparse.Namespace) -> int:
    from pipeline import summary
    from pipeline.run import Job, run

    job = Job(
        tuple(options.notice),
        options.units,
        options.decisions,
        options.office,
        options.templates,
        options.last_year,
        options.unit_ledgers,
        _outgoing(options),
    )
    with Progress(quiet=options.quiet) as progress:
        out = None if options.dry_run else options.out
        outcome = run(job, out, force=options.force, stage=progress.stage)
    read = outcome.understanding
    if options.quiet:
        print_findings(errors_of(outcome.findings), read.notice.source)
    else:
        print_findings(outcome.findings, read.notice.source)
        lines = [
            *summary.overview(read.notice, read.assignments, options.letters),
            summary.severities(outcome.findings),
            *summary.outcome_lines(outcome.written),
            *(_next_steps(outcome.written.folder, read, job) if outcome.written else ()),
        ]
        print("\n".join(lines))
    return exit_code(outcome.findings)


def _outgoing(options: argparse.Namespace) -> Outgoing:
    """What is asked for; UsageError where a number cannot be counted."""
    from pipeline.office import number_pattern
    from pipeline.outgoing import Letters, Outgoing
    from pipeline.units import LetterForm

    try:
        number = number_pattern(options.number) if options.number else None
    except ValueError as error:
        raise UsageError(f"参数 --number {error}。") from error
    if options.start is not None and options.start < 0:
        raise UsageError("参数 --start 应为不小于 0 的整数。")
    return Outgoing(
        Letters(options.letters),
        number,
        options.start,
        LetterForm(options.form) if options.form else None,
        options.bundle,
        options.pdf,
    )


def _next_steps(folder: Path, read: Understanding, job: Job) -> Iterator[str]:
    """What only a person can do, and how to give it back."""
    from pipeline.decisions import asks_anything, for_the_register
    from pipeline.run import DECISIONS, REGISTER

    groups = for_the_register(read.assignments)
    named = "".join(f"“{name}”" for name in groups[:_NAMED])
    named += f"等 {len(groups)} 个集合" if len(groups) > _NAMED else ""
    members = f"填上{named}的成员" if groups else ""
    if job.units is None:
        path = folder / REGISTER
        yield (
            f"下一步：核对修改 {path}（或用 Excel 改同名的 xlsx）{members and f'，{members}'}，"
            f"再加上 --units {path} 运行一次。"
        )
    elif groups:
        yield f"下一步：在名录 {job.units} 中{members}，再运行一次。"
    if asks_anything(read.assignments):
        path = folder / DECISIONS
        yield f"下一步：填写 {path}，再加上 --decisions {path} 运行一次。"

"""命令行 ``fenjie``: commands, exit codes, and what the user is told. Prints; nothing below does.

0 完成 · 1 完成，但有“错误”级的检查结果 · 2 调用方式不对 · 3 文件无法读取 · 4 模板有误
5 无法写出 · 6 缺少可选组件 · 70 程序内部出错 · 130 用户中断
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from errno import ENOSPC
from importlib import import_module

from parsers.errors import FenjieError, OutputError, UsageError
from pipeline import __version__

DONE, DONE_WITH_ERRORS, INTERNAL, INTERRUPTED = 0, 1, 70, 130


@dataclass(frozen=True, slots=True)
class Command:
    """One command: its module is loaded only when it is called.

    ``NAME_arguments(summary)`` there gives the Arguments, ``NAME(arguments)`` does it and
    returns the exit code; NAME is the last word of the command.
    """

    name: str
    summary: str
    module: str


COMMANDS = (
    Command("run", "分解一份通知：任务函、台账、核对报告", "pipeline.cli_run"),
    Command("parse", "只读通知，列出读到的指标（--json 供程序使用）", "pipeline.cli_parse"),
    Command("diff", "对照两年（或几年）的通知：对照表、变化说明、并排对照", "pipeline.cli_diff"),
    Command("units propose", "由一份通知拟出单位名录，供修改", "pipeline.cli_units"),
    Command("units check", "检查单位名录，可对照一份通知", "pipeline.cli_units"),
    Command("units export", "把单位名录导出为 Excel", "pipeline.cli_units"),
    Command("units import", "把 Excel 里改好的单位名录导回", "pipeline.cli_units"),
    Command("template check", "检查任务函模板里的字段", "pipeline.cli_template"),
    Command("template list", "列出自带的模板，可复制出来修改", "pipeline.cli_template"),
    Command("format check", "检查公文的 docx 是否合乎 GB/T 9704-2012", "pipeline.cli_format"),
    Command("doctor", "检查字体和可选组件", "pipeline.cli_doctor"),
)

HELP = """\
fenjie（分解）：读取目标分解通知，给每个单位生成一封任务函，另有台账和核对报告。

用法：fenjie <命令> …

命令：
{commands}

每个命令的说明：fenjie <命令> --help
版本：fenjie --version

退出码：0 完成；1 完成，但检查结果中有“错误”；2 调用方式不对；3 文件无法读取；
        4 模板有误；5 无法写出；6 缺少可选组件；70 程序内部出错；130 用户中断。
"""


def main(words: Sequence[str]) -> int:
    """Does what the words say; every failure is a Chinese sentence and an exit code."""
    _speak_utf8()
    try:
        code = _dispatch(list(words))
        sys.stdout.flush()
    except FenjieError as error:
        return _fail(str(error), error.exit_code)
    except SystemExit as wanted:  # argparse, after --help
        return wanted.code if isinstance(wanted.code, int) else DONE
    except BrokenPipeError:  # `fenjie parse … | head`: the reader has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        return _fail("已中断，没有写出任何文件。", INTERRUPTED)
    except Exception as error:  # the last place before a traceback
        if isinstance(error, OSError) and error.errno == ENOSPC:
            return _fail(
                "磁盘已满，没有写完。请清理磁盘，或把结果写到别处。", OutputError.exit_code
            )
        if os.environ.get("FENJIE_DEBUG"):
            raise
        return _fail(_internal(error), INTERNAL)
    return code


def _dispatch(words: list[str]) -> int:
    if not words or words[0] in ("-h", "--help", "help"):
        print(_overview(), end="")
        return DONE
    if words[0] in ("--version", "-V"):
        print("fenjie", __version__)
        return DONE
    for command in COMMANDS:
        name = command.name.split()
        if words[: len(name)] == name:
            return _call(command, name[-1], words[len(name) :])
    group = [command for command in COMMANDS if command.name.split()[0] == words[0]]
    if group and words[1:] in ([], ["-h"], ["--help"]):
        print(_table(group))
        return DONE
    known = group or COMMANDS
    said = " ".join(words[: 2 if group else 1])
    raise UsageError(f"没有“{said}”这个命令。可用的命令：\n{_table(known)}")


def _call(command: Command, name: str, words: list[str]) -> int:
    module = import_module(command.module)
    parser = getattr(module, f"{name}_arguments")(command.summary)
    result: int = getattr(module, f"{name}_command")(parser.parse_args(words))
    return result


def _overview() -> str:
    return HELP.format(commands=_table(COMMANDS))


def _table(commands: Sequence[Command]) -> str:
    return "\n".join(f"  fenjie {command.name:<15} {command.summary}" for command in commands)


def _fail(message: str, code: int) -> int:
    print(message, file=sys.stderr)
    return code


def _internal(error: Exception) -> str:
    kind = f"{type(error).__name__}: {error}".splitlines()[0]
    return (
        f"程序内部出错（{kind}）。没有写出任何文件。\n"
        "这不是您的操作问题。请把所用的命令、通知文件和这段文字发给维护人员；\n"
        "先设置环境变量 FENJIE_DEBUG=1 再运行一次，可得到更详细的信息。"
    )


def _speak_utf8() -> None:
    """UTF-8 on every console and in every pipe, whatever LANG or the code page says."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")

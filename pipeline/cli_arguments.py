"""命令行参数: argparse that speaks Chinese, and raises instead of leaving the program."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterable
from typing import Any, NoReturn

from parsers.errors import UsageError

# What argparse says, and what a clerk reads. An unknown sentence is passed on as it is.
MESSAGES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), chinese)
    for pattern, chinese in (
        (r"the following arguments are required: (?P<names>.+)", "缺少参数：{names}"),
        (r"one of the arguments (?P<names>.+) is required", "这几个参数须给一个：{names}"),
        (r"unrecognized arguments: (?P<names>.+)", "不认识的参数：{names}"),
        (r"argument (?P<name>.+?): expected one argument", "参数 {name} 后面缺少内容"),
        (
            r"argument (?P<name>.+?): expected (?:at least one argument|\d+ arguments?)",
            "参数 {name} 后面的内容不够",
        ),
        (
            r"argument (?P<name>.+?): invalid choice: (?P<value>.+) \(choose from (?P<choices>.+)\)",
            "参数 {name} 不能是 {value}，可用：{choices}",
        ),
        (
            r"argument (?P<name>.+?): invalid \w+ value: (?P<value>.+)",
            "参数 {name} 的内容 {value} 不对",
        ),
        (
            r"argument (?P<name>.+?): not allowed with argument (?P<other>.+)",
            "参数 {name} 与 {other} 不能同时使用",
        ),
        (
            r"argument (?P<name>.+?): ignored explicit argument (?P<value>.+)",
            "参数 {name} 后面不应带内容 {value}",
        ),
        (
            r"ambiguous option: (?P<name>.+) could match (?P<names>.+)",
            "参数 {name} 不明确，可能是：{names}",
        ),
    )
)


def in_chinese(message: str) -> str:
    """An error of argparse in Chinese."""
    for pattern, chinese in MESSAGES:
        if found := pattern.fullmatch(message):
            return chinese.format(**found.groupdict())
    return message


class Formatter(argparse.RawDescriptionHelpFormatter):
    """Help with a Chinese 用法 line; the examples stand as they are written."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=26)

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, prefix or "用法：")


class Arguments(argparse.ArgumentParser):
    """An argument parser in Chinese; a wrong call is a UsageError."""

    def __init__(self, command: str, summary: str, examples: str = "") -> None:
        super().__init__(
            prog=f"fenjie {command}",
            description=summary,
            epilog=f"例：\n{examples}" if examples else None,
            formatter_class=Formatter,
            add_help=False,
            allow_abbrev=False,
        )
        self._positionals.title = "文件"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="help", help="显示这份说明")

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{in_chinese(message)}。\n查看用法：{self.prog} --help")


Execute = Callable[[argparse.Namespace], int]

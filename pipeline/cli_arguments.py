"""命令行参数: argparse that speaks Chinese, and raises instead of leaving the program."""

from __future__ import annotations

import argparse
import re
from typing import NoReturn

from parsers.errors import UsageError
from pipeline.width import columns_of, padded

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
            (
                r"argument (?P<name>.+?): invalid choice: (?P<value>.+)"
                r" \(choose from (?P<choices>.+)\)"
            ),
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


class Arguments(argparse.ArgumentParser):
    """An argument parser in Chinese; a wrong call is a UsageError."""

    def __init__(self, command: str, summary: str, examples: str = "") -> None:
        super().__init__(
            prog=f"fenjie {command}", description=summary, add_help=False, allow_abbrev=False
        )
        self._examples = examples
        self.add_argument("-h", "--help", action="help", help="显示这份说明")

    def format_help(self) -> str:
        """The help, its columns aligned as a terminal shows Chinese."""
        files = [action for action in self._actions if not action.option_strings]
        options = [action for action in self._actions if action.option_strings]
        wanted = "".join(f" {_name(action)}" for action in files)
        parts = [f"{self.description}", f"用法：{self.prog}{wanted} [选项]"]
        for title, actions in (("文件：", files), ("选项：", options)):
            if actions:
                parts.append("\n".join((title, *_aligned(actions))))
        if self._examples:
            parts.append(f"例：\n{self._examples}")
        return "\n\n".join(parts) + "\n"

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{in_chinese(message)}。\n查看用法：{self.prog} --help")


def _name(action: argparse.Action) -> str:
    """How an argument is written: 通知…, --out 文件夹, -h, --help."""
    value = str(action.metavar or "") if action.nargs != 0 else ""
    if not action.option_strings:
        return value + ("…" if action.nargs in ("+", "*") else "")
    return f"{', '.join(action.option_strings)} {value}".rstrip()


def _aligned(actions: list[argparse.Action]) -> list[str]:
    width = max(columns_of(_name(action)) for action in actions)
    return [f"  {padded(_name(action), width)}  {action.help}" for action in actions]

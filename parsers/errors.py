"""What cannot go on. Each kind has its own exit code and a Chinese message with the next step."""

from __future__ import annotations


class FenjieError(Exception):
    """The message is Chinese, names the file or place, and says what to do next."""

    exit_code = 3


class UsageError(FenjieError):
    """调用方式不对: an option that does not exist, a value that cannot be."""

    exit_code = 2


class UnreadableError(FenjieError):
    """文件无法读取: missing, empty, damaged, encrypted, of no known format, too large."""

    exit_code = 3


class TemplateError(FenjieError):
    """模板有误: a tag that cannot be read, a field that does not exist."""

    exit_code = 4


class OutputError(FenjieError):
    """无法写出: no permission, no room, or a changed file that would be overwritten."""

    exit_code = 5


class MissingPartError(FenjieError):
    """缺少可选组件: the message says how to install it."""

    exit_code = 6

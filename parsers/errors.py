"""What cannot go on. Each kind has its own exit code and a Chinese message with the next step."""

from __future__ import annotations

import errno


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


_SYSTEM = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.ENOTDIR: "路径中有一段是文件，不是文件夹",
    errno.EACCES: "没有权限，或正被别的程序打开",
    errno.EPERM: "没有权限",
    errno.ENOSPC: "磁盘已满",
    errno.EROFS: "磁盘是只读的",
    errno.ENAMETOOLONG: "文件名太长",
    errno.EIO: "磁盘读写出错",
}


def in_chinese(error: OSError) -> str:
    """What the system refused, in Chinese; in the system's own words where there are no others."""
    return _SYSTEM.get(error.errno or 0) or error.strerror or str(error)

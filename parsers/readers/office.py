"""Word 97、WPS、RTF、ODT 等：turned into docx or xlsx by LibreOffice, where it is installed.

Each call has its own profile in a folder of its own (two instances cannot share one), a time
limit, and its own group of processes, which is ended with it; that the program reports success
proves nothing, so the file it made is looked at.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from parsers import codes
from parsers.errors import MissingPartError, UnreadableError
from parsers.readers import sniff
from parsers.readers.reading import Reading
from parsers.readers.sniff import Content

TIME_LIMIT = 120  # seconds for one file
_WINDOWS_PLACES = (
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
)
_OTHER_PLACES = (
    "/opt/libreoffice/program/soffice",
    "/usr/lib/libreoffice/program/soffice",
    "/usr/lib64/libreoffice/program/soffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
HOW_TO_INSTALL = (
    "Windows：从 LibreOffice 官网下载安装包安装；"
    "银河麒麟、统信 UOS、Debian：sudo apt install libreoffice；"
    "openEuler、中科方德：sudo dnf install libreoffice。"
)
# A notice comes from outside: no macros, nothing fetched from addresses it names, no updating.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" \
xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
{items}</oor:items>
"""
_ITEM = (
    '<item oor:path="/org.openoffice.Office.{path}"><prop oor:name="{name}" oor:op="fuse">'
    "<value>{value}</value></prop></item>\n"
)
_CAUTION = (
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Writer/Content/Update", "Link", "0"),
    ("Calc/Content/Update", "Link", "1"),
)
_KINDS = (
    (sniff.is_word97, "doc", "Word 97—2003 文档"),
    (sniff.is_rtf, "rtf", "RTF 文档"),
    (sniff.is_opendocument_text, "odt", "OpenDocument 文档"),
    (sniff.is_opendocument_sheet, "ods", "OpenDocument 表格"),
    (sniff.is_works, "wps", "Works 文档"),
    (sniff.is_xlsb, "xlsb", "Excel 二进制表格"),
    (sniff.is_xls, "xls", "Excel 97—2003 表格"),
    (sniff.is_flat_word, "xml", "Word XML 文档"),
    (sniff.is_flat_sheet, "xml", "Excel XML 表格"),
    (sniff.is_uof, "uof", "标文通文档"),
)


def read(name: str, data: bytes) -> Reading:
    """A text document, converted to docx.

    Raises MissingPartError without LibreOffice, UnreadableError where it fails.
    """
    from parsers.readers import docx

    return _converted(name, docx.read(name, convert(name, data, "docx")), data)


def read_sheets(name: str, data: bytes) -> Reading:
    """A spreadsheet, converted to xlsx; raises as ``read`` does."""
    from parsers.readers import xlsx

    return _converted(name, xlsx.read(name, convert(name, data, "xlsx")), data)


def _converted(name: str, reading: Reading, data: bytes) -> Reading:
    ending, kind = _kind(name, data)
    said = codes.CONVERTED.at(file=name, kind=kind)
    return replace(reading, format=ending, findings=(said, *reading.findings))


def _kind(name: str, data: bytes) -> tuple[str, str]:
    content = Content(name, data)
    for recognises, ending, kind in _KINDS:
        if recognises(content):
            return ending, kind
    return content.ending.lstrip(".") or "doc", "文档"


def program() -> Path | None:
    """Where LibreOffice is; None where it is not installed."""
    for command in ("soffice", "libreoffice"):
        found = shutil.which(command)
        if found:
            return Path(found)
    places = _WINDOWS_PLACES if sys.platform == "win32" else _OTHER_PLACES
    return next((Path(place) for place in places if Path(place).is_file()), None)


def convert(name: str, data: bytes, target: str) -> bytes:
    """The file as ``docx`` or ``xlsx``. Nothing is left behind, whatever happens."""
    soffice = program()
    ending, kind = _kind(name, data)
    if soffice is None:
        raise MissingPartError(
            f"“{name}”是{kind}，读取它需要 LibreOffice，本机没有安装。"
            f"可以用 Word 或 WPS 打开后另存为 {target} 再试；或安装 LibreOffice：{HOW_TO_INSTALL}"
        )
    with tempfile.TemporaryDirectory(prefix="fenjie-", ignore_cleanup_errors=True) as folder:
        place = Path(folder)
        source = place / f"input.{ending}"
        source.write_bytes(data)
        out = place / "out"
        command = [
            str(soffice),
            f"-env:UserInstallation={_profile(place).as_uri()}",
            "--headless", "--invisible", "--nologo", "--nodefault", "--norestore", "--nolockcheck",
            "--convert-to", target, "--outdir", str(out), str(source),
        ]  # fmt: skip
        _run(name, command, place)
        made = out / f"input.{target}"
        content = made.read_bytes() if made.is_file() else b""
    if not content.startswith(b"PK"):
        raise UnreadableError(
            f"LibreOffice 打不开“{name}”（{kind}），文件可能已损坏或设有密码。"
            f"请用 Word 或 WPS 打开，另存为 {target} 后再试。"
        )
    return content


def _profile(place: Path) -> Path:
    """A new profile that trusts no document."""
    profile = place / "profile"
    (profile / "user").mkdir(parents=True)
    items = "".join(
        _ITEM.format(path=path, name=name, value=value) for path, name, value in _CAUTION
    )
    settings = profile / "user" / "registrymodifications.xcu"
    settings.write_text(_SETTINGS.format(items=items), encoding="utf-8")
    return profile


def _run(name: str, command: list[str], folder: Path) -> None:
    windows = sys.platform == "win32"
    try:
        process = subprocess.Popen(  # noqa: S603  the program is LibreOffice, the arguments ours
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=not windows,
            env={**os.environ, "HOME": str(folder), "SAL_USE_VCLPLUGIN": "svp"},
        )
    except OSError as error:
        raise UnreadableError(
            f"LibreOffice 启动不了（{error.strerror or error}），未能读取“{name}”。请检查其安装。"
        ) from error
    try:
        process.wait(TIME_LIMIT)
    except subprocess.TimeoutExpired:
        raise UnreadableError(
            f"LibreOffice 在{TIME_LIMIT}秒内没有转换完“{name}”。"
            "请用 Word 或 WPS 打开，另存为 docx 后再试。"
        ) from None
    finally:
        _end(process, windows=windows)


def _end(process: subprocess.Popen[bytes], *, windows: bool) -> None:
    """Ends the program and what it started; soffice is a shell script around the real one."""
    if windows:
        if process.poll() is None:
            subprocess.run(  # noqa: S603
                ["taskkill", "/F", "/T", "/PID", str(process.pid)],  # noqa: S607
                check=False,
                capture_output=True,
            )
    else:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()

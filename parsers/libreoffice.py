"""LibreOffice: where it is, and one file turned into another form by it.

Each call has its own profile in a folder of its own (two instances cannot share one), a time
limit, and its own group of processes, which is ended with it; that the program reports success
proves nothing, so what counts is the file it made.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path, PurePath

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
MAX_MEMORY = 4 * 1024 * 1024 * 1024  # bytes; a long notice takes an eighth
HOW_TO_INSTALL = (
    "Windows：从 LibreOffice 官网下载安装包安装；"
    "银河麒麟、统信 UOS、Debian：sudo apt install libreoffice；"
    "openEuler、中科方德：sudo dnf install libreoffice；"
    "不能联网的电脑：在能联网的同类电脑上下载安装包，拷贝过来安装。"
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


class CannotStartError(Exception):
    """The program is there and cannot be started; the message says why."""


class TooSlowError(Exception):
    """The time limit is over."""


def program() -> Path | None:
    """Where LibreOffice is; None where it is not installed."""
    for command in ("soffice", "libreoffice"):
        found = shutil.which(command)
        if found:
            return Path(found)
    places = _WINDOWS_PLACES if sys.platform == "win32" else _OTHER_PLACES
    return next((Path(place) for place in places if Path(place).is_file()), None)


def convert(soffice: Path, ending: str, data: bytes, target: str, time_limit: float) -> bytes:
    """The file in its new form; empty where LibreOffice made none.

    ``ending`` is the file's own (rtf), ``target`` what --convert-to takes: an ending, with or
    without a filter and its options. Nothing is left behind, whatever happens. Raises
    CannotStartError and TooSlowError.
    """
    with tempfile.TemporaryDirectory(prefix="fenjie-", ignore_cleanup_errors=True) as folder:
        place = Path(folder)
        source = place / f"input.{ending}"
        source.write_bytes(data)
        out = place / "out"
        command = [
            str(soffice),
            f"-env:UserInstallation={profile_in(place).as_uri()}",
            "--headless", "--invisible", "--nologo", "--nodefault", "--norestore", "--nolockcheck",
            "--convert-to", target, "--outdir", str(out), str(source),
        ]  # fmt: skip
        run_to_its_end(command, place, time_limit)
        made = out / PurePath("input").with_suffix(f".{target.partition(':')[0]}")
        return made.read_bytes() if made.is_file() else b""


def profile_in(place: Path) -> Path:
    """A new profile that trusts no document."""
    profile = place / "profile"
    (profile / "user").mkdir(parents=True)
    items = "".join(
        _ITEM.format(path=path, name=name, value=value) for path, name, value in _CAUTION
    )
    settings = profile / "user" / "registrymodifications.xcu"
    settings.write_text(_SETTINGS.format(items=items), encoding="utf-8")
    return profile


def run_to_its_end(command: list[str], folder: Path, time_limit: float) -> None:
    """Runs the command with ``folder`` as its home; ends it and its children at the limit.

    Raises CannotStartError, TooSlowError.
    """
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
        raise CannotStartError(error.strerror or str(error)) from error
    _bound_memory(process.pid)
    try:
        process.wait(time_limit)
    except subprocess.TimeoutExpired:
        raise TooSlowError from None
    finally:
        _end(process, windows=windows)


def _bound_memory(pid: int) -> None:
    """A limit for the program and what it starts, where the system has such limits (Linux)."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError, ValueError):
            resource = importlib.import_module("resource")
            resource.prlimit(pid, resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))


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

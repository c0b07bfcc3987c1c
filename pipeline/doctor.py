"""体检（fenjie doctor）：what this machine can read and show, and how to get the rest.

Data only; the command line prints it. Nothing here reads a notice or goes to a network.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from parsers import libreoffice
from parsers.readers import scan


class State(Enum):
    """Whether a thing is there; only ABSENT keeps something from working."""

    PRESENT = "具备"
    OPTIONAL = "未装（可选）"
    ABSENT = "缺少"


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the report: what was looked for, how it stands, and what to do about it."""

    topic: str
    what: str
    state: State
    message: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Font:
    """A typeface that GB/T 9704 asks for, under all the names programs know it by."""

    name: str
    used_for: str
    names: tuple[str, ...]
    files: tuple[str, ...]


# Names as they stand in font files; several makers deliver each face.
FONTS: tuple[Font, ...] = (
    Font(
        "小标宋",
        "发文机关标志和标题",
        ("方正小标宋", "fzxiaobiaosong", "小标宋", "fzxbsjw", "fzxbs"),
        ("fzxbsjw", "fzxbsk", "xiaobiaosong"),
    ),
    Font(
        "仿宋",
        "正文",
        ("仿宋_gb2312", "fangsong_gb2312", "仿宋", "fangsong", "方正仿宋", "华文仿宋", "cwtexfs"),
        ("simfang", "fangsong", "stfangso", "fzfs", "cwtexfs"),
    ),
    Font(
        "楷体",
        "二级标题、签发人",
        ("楷体_gb2312", "kaiti_gb2312", "楷体", "kaiti", "方正楷体", "华文楷体", "ukai",
         "cwtexkai"),
        ("simkai", "kaiti", "stkaiti", "fzkt", "ukai", "cwtexkai"),
    ),
    Font(
        "黑体",
        "一级标题、附件",
        ("黑体", "simhei", "方正黑体", "华文黑体", "noto sans cjk", "思源黑体",
         "wenquanyi zen hei"),
        ("simhei", "stheiti", "fzht", "notosanscjk", "sourcehansans", "wqy-zenhei"),
    ),
    Font("宋体", "页码", ("宋体", "simsun", "nsimsun", "思源宋体", "noto serif cjk", "华文宋体",
                         "ar pl uming", "uming"),
         ("simsun", "stsong", "notoserifcjk", "sourcehanserif", "uming")),
)  # fmt: skip

_HOW_TO_ADD = (
    "在 fenjie 的源代码文件夹里运行 .venv/bin/python -m pip install {what}"
    "（Windows 为 .venv\\Scripts\\python）；不能联网的电脑，请在能联网的同类电脑上运行 "
    "python -m pip download {what} -d 组件，拷贝过来后安装时加上 --no-index --find-links 组件。"
)
_GET_FONTS = (
    "成文时会写明所用字体，缺少字体的电脑打开会显示成别的字体；"
    "请从单位正版软件或 WPS、方正字库安装后再打印。"
)


def examine() -> tuple[Check, ...]:
    """Everything there is to say of this machine, in the order in which it is shown."""
    return (_python(), *_formats(), *_fonts())


def _python() -> Check:
    version = ".".join(map(str, sys.version_info[:3]))
    return Check("运行环境", "Python", State.PRESENT, f"{version}（{sys.executable}）")


def _formats() -> Iterator[Check]:
    for what, module, formats in (
        ("lxml", "lxml", "docx、xlsx、网页、OFD"),
        ("pypdfium2", "pypdfium2", "有文字的 PDF"),
    ):
        yield _module("读取", what, module, f"可读 {formats}", required=True, formats=formats)
    yield Check("读取", "纯文本、zip", State.PRESENT, "可读 txt（UTF-8、GB18030、UTF-16）和 zip")
    yield _module(
        "读取",
        "xlrd",
        "xlrd",
        "可读 xls、et",
        required=False,
        formats="xls、et（也可用 LibreOffice）",
    )
    yield _office()
    yield _recognition()


def _module(
    topic: str, what: str, module: str, message: str, *, required: bool, formats: str
) -> Check:
    if importlib.util.find_spec(module) is not None:
        return Check(topic, what, State.PRESENT, message)
    state = State.ABSENT if required else State.OPTIONAL
    return Check(topic, what, state, f"不能读取 {formats}", _HOW_TO_ADD.format(what=what))


def _office() -> Check:
    formats = "doc、wps、rtf、odt"
    found = libreoffice.program()
    if found is not None:
        return Check("读取", "LibreOffice", State.PRESENT, f"可读 {formats}，可生成 PDF（{found}）")
    return Check(
        "读取",
        "LibreOffice",
        State.OPTIONAL,
        f"不能读取 {formats}，可先用 Word 或 WPS 另存为 docx；不能生成 PDF（--pdf）",
        libreoffice.HOW_TO_INSTALL,
    )


def _recognition() -> Check:
    needed = ("rapidocr", "onnxruntime")
    missing = [module for module in needed if importlib.util.find_spec(module) is None]
    if not missing and not scan.is_installed():
        message = "不能读取扫描件：组件已装，但加载不了"
        return Check("读取", "文字识别", State.OPTIONAL, message, scan.what_to_do() + "。")
    if not missing:
        return Check("读取", "文字识别", State.PRESENT, "可读扫描件（图片、扫描的 PDF），不用联网")
    return Check(
        "读取",
        "文字识别",
        State.OPTIONAL,
        f"不能读取扫描件（缺少 {'、'.join(missing)}）",
        scan.HOW_TO_INSTALL + "。",
    )


# --- fonts --------------------------------------------------------------------------------


def _fonts() -> Iterator[Check]:
    names, files = _installed_fonts()
    for font in FONTS:
        hit = next((name for name in names if any(known in name for known in font.names)), None)
        hit = hit or next((file for file in files if file.startswith(font.files)), None)
        if hit is not None:
            yield Check("字体", font.name, State.PRESENT, f"用于{font.used_for}（{hit}）")
        else:
            yield Check(
                "字体", font.name, State.OPTIONAL, f"用于{font.used_for}，本机没有", _GET_FONTS
            )


def _installed_fonts() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names of the fonts of this machine, and the names of their files, in small letters."""
    listing = _font_list()
    if listing:
        return tuple(sorted({name.strip().lower() for name in listing if name.strip()})), ()
    files = sorted({file.name.lower() for folder in _font_folders() for file in _files(folder)})
    return (), tuple(files)


def _font_list() -> list[str]:
    """What fontconfig says; ``[]`` where there is none (Windows)."""
    program = shutil.which("fc-list")
    if program is None:
        return []
    try:
        done = subprocess.run(  # noqa: S603
            [program, "--format", "%{family},%{fullname}\n"],
            capture_output=True,
            timeout=20,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return []
    text = done.stdout.decode("utf-8", "replace")
    return [name for line in text.splitlines() for name in line.split(",")]


def _font_folders() -> list[Path]:
    home = Path.home()
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA") or str(home / "AppData" / "Local")
        windows = os.environ.get("WINDIR") or r"C:\Windows"
        return [Path(windows) / "Fonts", Path(local) / "Microsoft" / "Windows" / "Fonts"]
    return [
        Path("/usr/share/fonts"),
        Path("/usr/local/share/fonts"),
        Path("/Library/Fonts"),
        Path("/System/Library/Fonts"),
        home / ".fonts",
        home / ".local" / "share" / "fonts",
    ]


def _files(folder: Path) -> Iterator[Path]:
    try:
        yield from (
            file
            for file in folder.rglob("*")
            if file.suffix.lower() in {".ttf", ".ttc", ".otf", ".otc"}
        )
    except OSError:
        return

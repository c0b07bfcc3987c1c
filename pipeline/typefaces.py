"""字体替代: which typeface stands in, when a PDF is drawn, for one that the machine lacks.

A docx names the office's faces and each machine shows what it has. Where Chinese faces have
other names than a docx gives (Linux), fontconfig would take the first face it has, Latin and
upright as it is; this file tells it which one is nearest. Windows and macOS need none.
"""

from __future__ import annotations

import shutil
import subprocess
from html import escape
from pathlib import Path

_SONG = ("Source Han Serif SC", "Noto Serif CJK SC", "Noto Serif SC", "AR PL UMing CN")
_SANS = ("Source Han Sans SC", "Noto Sans CJK SC", "Noto Sans SC", "WenQuanYi Zen Hei")
_TITLE = (
    "方正小标宋简体", "方正小标宋_GBK", "FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "华文中宋",
    "STZhongsong",
)  # fmt: skip
FACES: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (_TITLE, _SONG),
    (
        ("仿宋_GB2312", "FangSong_GB2312", "仿宋", "FangSong", "方正仿宋_GBK", "方正仿宋简体",
         "FZFangSong-Z02", "FZFangSong-Z02S", "华文仿宋", "STFangsong"),
        _SONG,
    ),
    (
        ("楷体_GB2312", "KaiTi_GB2312", "楷体", "KaiTi", "方正楷体_GBK", "方正楷体简体",
         "FZKai-Z03", "FZKai-Z03S", "华文楷体", "STKaiti"),
        ("AR PL UKai CN", *_SONG),
    ),
    (
        ("黑体", "SimHei", "方正黑体_GBK", "方正黑体简体", "FZHei-B01", "FZHei-B01S", "华文黑体",
         "STHeiti"),
        _SANS,
    ),
    (
        ("宋体", "SimSun", "NSimSun", "方正书宋_GBK", "方正书宋简体", "FZShuSong-Z01",
         "FZShuSong-Z01S", "华文宋体", "STSong"),
        _SONG,
    ),
)  # fmt: skip
"""The names of each face of GB/T 9704, best first, and the free faces that are nearest."""


def stand_ins(home: Path) -> None:
    """Tells a program whose home folder is to be ``home`` which faces stand in for others.

    It still finds the fonts that the user has installed in the real home folder.
    """
    rules = _rules(bold_title=not _has_title())
    # The older place is read, too, where XDG_CONFIG_HOME leads the newer one elsewhere.
    for place in (home / ".config" / "fontconfig" / "fonts.conf", home / ".fonts.conf"):
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(rules, encoding="utf-8")


def _rules(*, bold_title: bool) -> str:
    user = Path.home()
    folders = (user / ".fonts", user / ".local" / "share" / "fonts")
    parts = [f"<dir>{escape(str(folder))}</dir>" for folder in folders]
    for names, nearest in FACES:
        known = "".join(f"<family>{name}</family>" for name in (*names, *nearest))
        parts += (
            f'<alias binding="same"><family>{name}</family><prefer>'
            f"<family>{name}</family>{known}</prefer></alias>"
            for name in names
        )
    if bold_title:  # 小标宋 is as heavy as a common 宋体 is when bold
        parts += (
            f'<match target="pattern"><test name="family"><string>{name}</string></test>'
            '<edit name="weight" mode="assign"><const>bold</const></edit></match>'
            for name in _TITLE
        )
    return (
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">'
        f"<fontconfig>{''.join(parts)}</fontconfig>"
    )


def _has_title() -> bool:
    program = shutil.which("fc-list")
    if program is None:
        return False
    command = [program, "--format", "%{family}\n"]
    try:
        done = subprocess.run(command, capture_output=True, timeout=20, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return False
    listed = set(done.stdout.decode("utf-8", "replace").replace("\n", ",").split(","))
    return not listed.isdisjoint(_TITLE)

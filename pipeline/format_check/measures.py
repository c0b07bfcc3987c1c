"""公文的尺寸: the figures of GB/T 9704—2012 and the faces it names.

Lengths in twips (1/20 pt) unless a name says otherwise.
"""

from __future__ import annotations

from enum import Enum

TWIPS_PER_MM = 1440 / 25.4
TWO, THREE, FOUR = 22.0, 16.0, 14.0  # 二号、三号、四号, in pt
LINES, CHARACTERS = 22, 28
TEXT_WIDTH_MM, TEXT_HEIGHT_MM = 156.0, 225.0

_SIZES = {
    42.0: "初号", 36.0: "小初", 26.0: "一号", 24.0: "小一", 22.0: "二号", 18.0: "小二",
    16.0: "三号", 15.0: "小三", 14.0: "四号", 12.0: "小四", 10.5: "五号", 9.0: "小五",
}  # fmt: skip


def mm(twips: float) -> float:
    return twips / TWIPS_PER_MM


def size_name(points: float) -> str:
    """三号, or the points where Chinese sizes have no such one."""
    return _SIZES.get(points, f"{points:g} 磅")


class Face(Enum):
    """字体: the standard names faces, and several makers deliver each."""

    TITLE = "小标宋"
    FANG = "仿宋"
    HEI = "黑体"
    KAI = "楷体"
    SONG = "宋体"


# Told by a part of the font's name, in small letters; the first that fits.
_NAMES = (
    (Face.TITLE, ("小标宋", "xiaobiaosong", "fzxbs")),
    (Face.FANG, ("仿宋", "fangsong", "fzfs", "stfangso")),
    (Face.KAI, ("楷体", "楷_", "kaiti", "simkai", "stkaiti", "ukai", "fzkt")),
    (Face.HEI, ("黑体", "simhei", "heiti", "stheiti", "fzht", "source han sans", "noto sans cjk")),
    (Face.SONG, ("宋体", "simsun", "stsong", "songti", "source han serif", "noto serif cjk")),
)


def face_of(font: str | None) -> Face | None:
    """The face a font belongs to; None where the name says nothing of one."""
    name = (font or "").lower()
    return next((face for face, words in _NAMES if any(word in name for word in words)), None)

"""公文用纸与版心: the page of GB/T 9704—2012 in Word's units.

Lengths are in twips (1/20 pt) unless a name says otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass

TWIPS_PER_MM = 1440 / 25.4


def mm(length: float) -> int:
    return round(length * TWIPS_PER_MM)


@dataclass(frozen=True, slots=True)
class Page:
    """A4 with margins and line height in twips; text is 三号 (16 pt) unless stated."""

    top: int
    bottom: int
    line: int
    left: int = mm(28)
    right: int = mm(26)
    header: int = mm(15)
    footer: int = mm(23)  # so that the page number's digits begin 7 mm below the text
    width: int = 11906
    height: int = 16838

    @property
    def text_width(self) -> int:
        return self.width - self.left - self.right

    @property
    def character_space(self) -> int:
        """What makes 28 characters fill a line (156 mm alone hold 27): 1/4096 pt, negative."""
        return int((self.text_width / 20 / 28 - 16) * 4096 - 0.5)


# 37 mm and 35 mm as a clerk finds them under 页面设置; 22 lines of 29 pt would not fit the
# 225 mm between, 28.95 pt do.
STANDARD = Page(top=2098, bottom=1984, line=579)

# GB/T 33476.2—2016 counts from the line, not from the character, and so gives other figures for
# the same page: 34.58 mm, 32.58 mm, lines of 10.39 mm.
ON_SCREEN = Page(top=1960, bottom=1847, line=589)

SONG_TITLE, HEI, FANG, KAI, SONG = "方正小标宋简体", "黑体", "仿宋_GB2312", "楷体_GB2312", "宋体"

# What else the same face is called where a machine lacks the first name.
FONTS = (
    (SONG_TITLE, "方正小标宋_GBK", "02010601030101010101", "auto"),
    (HEI, "SimHei", "02010609060101010101", "modern"),
    (FANG, "仿宋", "02010609030101010101", "modern"),
    (KAI, "楷体", "02010609030101010101", "modern"),
    (SONG, "SimSun", "02010600030101010101", "auto"),
)

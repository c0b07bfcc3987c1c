"""发文字号: 平卫政〔2021〕9号, with any bracket, blanks inside, or digits a scan misread."""

from __future__ import annotations

import re

from parsers.numerals import mended

# 平卫政〔2021〕9号 · 桐政办（2020）18号 · 固政(2018]l5号 · 〔20251号 · 三政发12015〕18号 (bracket read as 1)
NUMBER = re.compile(
    r"(?P<code>[\u4e00-\u9fff][\u4e00-\u9fff\s]{0,18}?)\s*(?P<open>[\[(<{1lI]?)\s*(?P<year>[12][\dlIOo0]\s*[\dlIOo]\s*[\dlIOo])\s*(?P<close>[\])>}1lI])\s*第?\s*(?P<serial>[\dlIOo]{1,4})\s*号"
)


_BEHIND = re.compile(r"文件|发?文字号|文号")


def is_mended(match: re.Match[str]) -> bool:
    """Whether a bracket or a digit of the number had to be guessed: 〔20251号, 2O25, l5号."""
    figures = re.sub(r"\s", "", match["year"] + match["serial"])
    return not figures.isdigit() or match["open"] not in tuple("[(<{") or match["close"] in "1lI"


def value_of(match: re.Match[str], text: str) -> str:
    """The number as it should stand: no white space, brackets as 〔〕, misread digits mended."""
    code = re.sub(r"\s", "", text[slice(*match.span("code"))])
    # …人民政府文件临政办发〔2023〕, …办公室文号青政办〔2023〕: the line end was lost
    code = _BEHIND.split(code)[-1]
    year, serial = (mended(re.sub(r"\s", "", match[name])) for name in ("year", "serial"))
    return f"{code}〔{year}〕{serial}{text[match.end() - 1]}"

"""4、6、8、9: what no file can show, or only a reader can judge."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.format_check.elements import Letter
from pipeline.format_check.result import Result, Verdict, unproven

_HALF = re.compile(r"(?<=[\u4e00-\u9fff])[,;:?!()](?=[\u4e00-\u9fff]|\s*$)|(?<=[\u4e00-\u9fff])\"")


def check(letter: Letter) -> Iterator[Result]:
    yield unproven("4", "公文用纸", "60～80 g/m²，白度 80%～90%", "与纸张有关")
    yield unproven("6", "印制装订", "双面印刷，左侧装订，套正误差不超过规定", "与印制有关")
    landscape = [t for t in letter.document.tables
                 if letter.document.sections[t.section].landscape]  # fmt: skip
    if landscape:
        yield unproven("8", "横排表格", "页码位置与其他页一致，单页表头在订口一边", "请看打印件",
                       landscape[0].place)  # fmt: skip
    half = [p for p in letter.body if _HALF.search(p.text)]
    if half:
        shown = f"{len(half)} 段有半角标点"
        yield Result("9", "标点", "用全角标点（GB/T 15834）", shown, Verdict.NOTE,
                     place=half[0].place)  # fmt: skip

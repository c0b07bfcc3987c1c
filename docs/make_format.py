"""Writes docs/format-check.md: what ``fenjie format check`` looks at, from a check of our letters.

    python docs/make_format.py

A test compares the file with what this makes.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from pipeline.format_check import CLAUSES, check_format  # noqa: E402
from pipeline.format_check.elements import elements  # noqa: E402
from pipeline.format_check.reading import read_document  # noqa: E402
from pipeline.render.document.template import DocxTemplate  # noqa: E402
from pipeline.views.letter_fields import EXAMPLE  # noqa: E402

TARGET = ROOT / "docs" / "format-check.md"

INTRODUCTION = """\
# 公文格式检查

由 `make docs` 生成，请勿手改。`fenjie format check 公文.docx` 逐条对照 GB/T 9704—2012；
哪一段是标题、哪一段是主送机关，由位置和写法认定，与样式的名称无关，别的单位的公文也能查。

| 结论 | 含义 |
|---|---|
| 合格 | 文件里看得出，合乎条款 |
| 不合格 | 文件里看得出，不合条款；有一条不合格，退出码为 1 |
| 文件无法证明 | 文件里看不出：印章、纸张、分页、随字体而定的行高、画的线等，请看打印件 |
| 提示 | 条款只是推荐，或有几种理解：加粗、分隔线的粗细、半角标点等 |

上下边距认两种：37、35 mm（页面设置中所见），或 34.58、32.58 mm（GB/T 33476.2—2016 按行计的坐标）。
每页行数、每行字数由行距、字号、网格算出；表格里的文字不作要求。
合订本逐份检查，写明是第几份；各份相同的只列一次。

`--json` 输出 `fenjie.format/1`：`documents` 中每份公文有 `file`、
`kind`（文件式、信函格式、没有版头）、`sound`（没有不合格）、`counts` 和 `results`；
每条结果有 `clause`、`item`、`expected`、`measured`、`tolerance`、
`verdict`（`pass`、`fail`、`unproven`、`note`）、`conclusion`（结论的中文）、`place`。

## 查什么

以本程序的通知和函为例；公文里没有的要素不列。
"""


def page() -> str:
    parts = [INTRODUCTION]
    letters = [_letter("任务函.docx"), _letter("信函.docx")]
    for name, check in CLAUSES:
        rows: dict[tuple[str, str], str] = {}
        for data in letters:
            for result in check(elements(read_document("例.docx", data))):
                shown = f"{result.clause} | {result.item} | {result.expected} | {result.tolerance}"
                rows.setdefault((result.clause, result.item), f"| {shown} |\n")
        table = "| 条款 | 项目 | 应为 | 允差 |\n|---|---|---|---|\n"
        parts.append(f"### {name}\n\n{table}{''.join(rows.values())}")
    return "\n".join(parts)


def _letter(name: str) -> bytes:
    data = DocxTemplate((ROOT / "templates" / name).read_bytes()).render(EXAMPLE)
    assert check_format(name, data).sound
    return data


if __name__ == "__main__":
    TARGET.write_text(page(), encoding="utf-8", newline="\n")

"""Writes docs/template-fields.md from pipeline/views/letter_fields.py.

    python docs/make_fields.py

A test compares the file with what this makes.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from pipeline.views.letter_fields import DISPATCH_FIELDS, FIELDS, Field  # noqa: E402

TARGET = ROOT / "docs" / "template-fields.md"

INTRODUCTION = """\
# 任务函模板怎样改

`templates/任务函.docx`（通知）和 `templates/信函.docx`（信函格式的函）可以用 Word 或 WPS 直接改：
文字、字体、页边距、表格宽度都照所见的来；`{{ … }}` 处生成时填入内容。
先把自带的模板复制出来，改好后检查一遍，生成时用 `--templates 我的模板` 指定：

    fenjie template list --copy 我的模板
    fenjie template check 我的模板/任务函.docx

设置（office.toml）中的 `seal`（是否加盖印章）改的是名为“署名”“成文日期”的两个样式，
`digits`（数字的字体）改的是仿宋的文字；自己的模板要用这两项设置，请保留样式的名称。

检查会说出哪一段、哪一格的标签有误，哪些字段没有、哪些没有用到。有误时不会生成任何一封函。

## 标签

| 写法 | 作用 |
|---|---|
| `{{ 单位.称呼 }}` | 填入一个字段 |
| `{% if 项.是减分项 %}…{% endif %}` | 满足条件才有这几个字；可加 `{% else %}` |
| `{%p if 有目标或时限 %}` … `{%p endif %}` | 满足条件才有中间的段落或表格；标签各占一段 |
| `{%tr for 项 in 指标 %}` … `{%tr endfor %}` | 中间的表格行，每项重复一次；标签各占一行 |
| `{%tc if … %}` … `{%tc endif %}` | 满足条件才有中间的单元格；标签各占一格 |
| `{% vm %}` | 写在循环行的单元格内：上下各行的这一格合并 |
| `{% cellbg '颜色' %}` | 单元格底色，如 `'FFF2CC'` |
| `{# 说明 #}` | 给改模板的人看的话，不会出现在函中 |

标签与 docxtpl 相同，须用英文半角的花括号和百分号；引号中文、英文都可以。
`{%p`、`{%tr`、`{%tc` 所在的段、行、格会整个去掉，其中不能再有别的文字。
模板只能用到下面的字段，不能读文件，也不能运行程序；循环过多、文字过长的，会停下来并说出是哪个标签。

## 字段
"""

PARTS = (
    ("每封函一份", lambda field: not field.name.startswith(("组.", "项."))),
    (
        "分类：`{%tr for 组 in 分类 %}`，每个类别一组，组内的各项为 `组.指标`",
        lambda field: field.name.startswith("组."),
    ),
    (
        "指标：`{%tr for 项 in 指标 %}` 或 `{%tr for 项 in 组.指标 %}`，每项指标",
        lambda field: field.name.startswith("项."),
    ),
)


def page() -> str:
    parts = [INTRODUCTION]
    for heading, belongs in PARTS:
        parts.append(f"### {heading}\n\n{_table(filter(belongs, FIELDS))}")
    listing = "## 发文清单：`{%tr for 函 in 清单 %}`，每封函一行"
    parts.append(f"{listing}\n\n{_table(DISPATCH_FIELDS)}")
    return "\n".join(parts)


def _table(fields: Iterable[Field]) -> str:
    rows = [f"| `{field.name}` | {field.meaning} | {_shown(field)} |\n" for field in fields]
    return "".join(("| 字段 | 含义 | 例 |\n|---|---|---|\n", *rows))


def _shown(field: Field) -> str:
    if isinstance(field.example, bool):
        return "真" if field.example else "假"
    return str(field.example)


if __name__ == "__main__":
    TARGET.write_text(page(), encoding="utf-8")

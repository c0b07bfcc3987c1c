"""对照模板字段: what 变化说明.docx and 对照表.xlsx may name; their check rests on it."""

from __future__ import annotations

from typing import Any

from pipeline.views.changes import BALANCE_FIELDS, ROW_FIELDS, VIEWS

NOTE_EXAMPLE: dict[str, Any] = {
    "标题": ("2022年目标任务较2021年变化情况的说明",),
    "概述": ("《2022年通知》共60项，合计116分；《2021年通知》共58项，合计114分。",),
    "各部分": (
        {
            "序号": "一",
            "标题": "新增的指标",
            "条数": "1条",
            "句": ({"序号": 1, "内容": "新增“新增就业人数”（2分），由区人社局牵头。"},),
        },
    ),
    "原通知": "2021年通知（某政〔2021〕9号）",
    "现通知": "2022年通知（某政〔2022〕8号）",
}

BOOK_VALUES = ("标题", "原", "现", "原通知", "现通知", "原合计", "现合计", "原自述", "现自述")
BOOK_TABLES: dict[str, tuple[str, ...]] = {
    **{name: ROW_FIELDS for name, _ in VIEWS},
    "单位": BALANCE_FIELDS,
    "类": BALANCE_FIELDS,
    "数": ("名称", "个数"),
}

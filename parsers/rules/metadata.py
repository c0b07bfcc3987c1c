"""网页信息表: 发文字号：… 成文日期：… above the article."""

from __future__ import annotations

import re

from parsers.blocks import Block
from parsers.items import Item, Metadata

_LABELS = re.compile(
    r"^\s*(?P<label>索引号|发文机关|发布机构|发文字号|文号|成文日期|发文日期|标题|名称|主题分类|发布日期|印发日期|有效性|关键词|主题词)\s*[:]\s*"
)


def metadata(block: Block) -> Item | None:
    """One fact of the table, label and value."""
    squeezed = _LABELS.match(
        re.sub(r"(?<=[\u4e00-\u9fff]) +(?=[\u4e00-\u9fff:])", "", block.folded)
    )
    if squeezed is None:
        return None
    return Metadata(block, squeezed["label"], block.folded.index(":") + 1)

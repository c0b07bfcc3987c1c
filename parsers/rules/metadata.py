"""网页信息表: 发文字号：… 成文日期：… above the article.

A page that was saved has one fact on a line; one copied as text has several (发布机构：… 文号：…),
a label and its value on two lines, or neither colon nor bar between them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from parsers.blocks import of_line
from parsers.items import Metadata
from parsers.patterns import late
from parsers.source import Layer, Line

# Each group is one fact; its first word is what the head asks for.
_SAME = """
索引号 | 发文机关 | 发布机构 发布机关 发文机构 发布单位 发文单位 制发机关 制定机关
发文字号 | 文号 文件编号 公文文号 发文文号 | 成文日期 成文时间 | 发文日期 发文时间
标题 | 名称 信息名称 文件名称 公文名称 | 主题分类
发布日期 发布时间 | 印发日期 | 有效性 | 关键词 | 主题词
组配分类 | 信息分类 | 体裁分类 | 服务对象 | 时效 效力状态 文件状态 | 公开方式 公开形式 公开范围
生效日期 生成日期 废止日期 失效日期 更新日期 | 信息来源 来源 | 内容概述 内容摘要 | 制发机构
"""
_NAMES = {
    word: words.split()[0]
    for words in _SAME.replace("\n", "|").split("|")
    for word in words.split()
}
_LABEL = "|".join(
    r"\s*".join(word) for word in sorted(_NAMES, key=len, reverse=True)
)  # 索 引 号, 标  题
_LABELS = late(
    rf"(?:^|(?<=[\s|;•·●]))[\[(<]?\s*(?P<label>{_LABEL})\s*[\])>]?\s*(?P<mark>:|\||(?=\s)|$)[\s|]*"
)
_NO_VALUE = " \t|•·●"


def facts_of(lines: Sequence[Line]) -> Iterator[Metadata]:
    """The facts of a page's table, each with the place of its value."""
    facts = [of_line(line, 0) for line in lines if line.layer is Layer.METADATA]
    blocks = [block for block in facts if block.folded.strip(_NO_VALUE)]
    for at, block in enumerate(blocks):
        found = _labels(block.folded)
        for n, match in enumerate(found):
            end = found[n + 1].start() if n + 1 < len(found) else len(block.folded)
            name = _NAMES[re.sub(r"\s", "", match["label"])]
            value = block.folded[match.end() : end]
            if value.strip(_NO_VALUE):
                last = match.end() + len(value.rstrip(_NO_VALUE))
                yield Metadata(block.part(0, last), name, match.end())
            elif n + 1 == len(found) and at + 1 < len(blocks):
                below = blocks[at + 1]
                if not _labels(below.folded):
                    yield Metadata(below, name, 0)


def _labels(folded: str) -> list[re.Match[str]]:
    """The labels of a line that begins with one, all of them written alike."""
    found = list(_LABELS.finditer(folded))
    if not found or folded[: found[0].start()].strip(_NO_VALUE):
        return []
    if found[0]["mark"] == ":":
        found = [match for match in found if match["mark"] == ":"]
    return found

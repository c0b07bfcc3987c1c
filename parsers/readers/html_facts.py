"""信息公开元数据：索引号、发文字号、成文日期 … the table of facts above a notice on a web page.

The labels are those of the catalogues of open government information; pages lay them out as
tables, lists or boxes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from parsers.text import fold, squeeze

_ALL = """
索引号 索取号 信息索引号 统一编号 登记号 统一登记号 标题 名称 信息名称 文件名称 公文名称
发文机关 发布机关 发文机构 发布机构 发布单位 制发机关 印发机关 制定机关 公开机构 公开单位
公开责任部门 责任部门 公开主体 信息来源 来源
发文字号 文号 文件编号 公文文号 发文文号 文件字号 规范性文件编号
成文日期 成文时间 发文日期 发文时间 发布日期 发布时间 公开日期 公开时间 生成日期 生成时间
印发日期 制发日期 签发日期 公布日期 实施日期 施行日期 生效日期 生效时间 废止日期 废止时间
失效日期 失效时间 终止日期 截止日期 有效期 更新日期 更新时间
主题分类 主题词 关键词 关键字 分类 信息分类 组配分类 体裁分类 体裁 文件类型 文种 公文种类
服务对象 服务对象分类 内容分类 公开类别 公开分类 公开目录 栏目分类 内容概述 内容摘要 概述
公开方式 公开形式 公开范围 公开时限 公开程序 公开属性 公开类型 获取方式
有效性 效力状态 效力状况 文件效力 是否有效 文件状态 时效性 时效 状态 语种 载体类型 信息格式 备注
"""
# Labels that stand on a page for nothing else: one of them makes a run of facts certain.
_ALONE = """
索引号 索取号 信息索引号 发文字号 主题分类
组配分类 体裁分类 公开方式 公开范围 公开时限
"""
LABELS, _SURE = frozenset(_ALL.split()), frozenset(_ALONE.split())
_LEAST = 3
_LONGEST = 2000  # characters of a line of facts
_BY_LENGTH = sorted(LABELS, key=len, reverse=True)
# 索 引 号：, 【发文字号】, [文号]
_LABEL = re.compile("|".join(r"\s*".join(label) for label in _BY_LENGTH))
_OPEN, _CLOSE = r"[\[(<]?\s*", r"\s*(?:[\])>]\s*:?|:)"
_LABELLED = re.compile(rf"(?:^|(?<=\s)|(?<=\|)|(?<=;)){_OPEN}(?P<label>{_LABEL.pattern}){_CLOSE}")


def is_label(text: str) -> bool:
    """Whether a cell or box holds a label and nothing else, with or without its colon."""
    return len(text) < 40 and squeeze(fold(text)).strip("[]()<>: ") in LABELS


def labelled(text: str) -> list[tuple[str, str]]:
    """The label-value pairs of a line such as ``索引号：1-2　发文字号：甲政〔2023〕1号``.

    ``[]`` where the line does not begin with a known label and a colon.
    """
    if len(text) > _LONGEST:
        return []
    folded = fold(text)
    found = list(_LABELLED.finditer(folded))
    if not found or folded[: found[0].start()].strip():
        return []
    ends = [*(match.start() for match in found[1:]), len(text)]
    return [
        (
            squeeze(folded[match.start("label") : match.end("label")]),
            text[match.end() : end].strip(_TRIM),
        )
        for match, end in zip(found, ends, strict=True)
    ]


_WORD = re.compile(r"[\u4e00-\u9fff]{2,6}:?")
_TRIM = " \u00a0\u3000|\v\n"


def pairs(texts: Sequence[str]) -> list[tuple[str, str]] | None:
    """The facts in a run of cells or lines, None where the run is something else.

    A label may stand alone before its value or on one line with it. Among known labels a short
    word that none of the lists holds is one too.
    """
    found: list[tuple[str, str]] = []
    strange = 0
    at = 0
    while at < len(texts):
        text = texts[at]
        on_line = labelled(text)
        if on_line and (on_line[-1][1] or at + 1 == len(texts) or _is_key(texts[at + 1])):
            found += on_line
            at += 1
        elif is_label(text):
            value = texts[at + 1].strip(_TRIM) if at + 1 < len(texts) else ""
            if at + 1 < len(texts) and _is_key(texts[at + 1]):
                value = ""
                at -= 1
            found.append((squeeze(fold(text)).strip("[]()<>: "), value))
            at += 2
        elif not text.strip(_TRIM):
            at += 1
        elif found and at + 1 < len(texts) and _WORD.fullmatch(squeeze(fold(text))):
            found.append((squeeze(fold(text)).strip(":"), texts[at + 1].strip(_TRIM)))
            strange += 1
            at += 2
        else:
            return None
    known = [fact for fact in found if fact[0] in LABELS]
    return found if is_certain(known) and 2 * strange <= len(known) else None


def _is_key(text: str) -> bool:
    return is_label(text) or bool(labelled(text))


def is_certain(found: Sequence[tuple[str, str]]) -> bool:
    """Three labels, or two of which one stands nowhere else."""
    return len(found) >= _LEAST or (
        len(found) == _LEAST - 1 and any(label in _SURE for label, _ in found)
    )


def run_from(texts: Sequence[str], first: int) -> int:
    """How many lines from ``first`` on are facts: a label line, or a label and its value."""
    at = first
    while at < len(texts):
        if is_label(texts[at]):
            at += 1 if at + 1 < len(texts) and _is_key(texts[at + 1]) else 2
        elif labelled(texts[at]):
            at += 1
        else:
            break
    return min(at, len(texts)) - first


_BULLETED = re.compile(r"\s*[•·●]")
_BULLET = re.compile(r"^[\s•·●\-]+")
# 发文机关 发布时间 2015年04月29日: labels without colons
_SPACED = re.compile(rf"(?:^|(?<=\s))(?P<label>{_LABEL.pattern})(?=\s|$)")
_STRANGE = re.compile(r"[\u4e00-\u9fff]{2,12}:")  # 规范性文件统一编号:
_OF_NOTICES = re.compile("发文|发布|成文|制发|索引号|文号|文件编号")  # of which one must stand
_TITLE_LABELS = ("标题", "名称", "信息名称", "文件名称", "公文名称")
_ABOUT = re.compile(r"关于.*(?:通知|意见|方案|决定|通报|函|办法)")
_FIRST_LINES, _LINE = 30, 200  # written lines in which facts begin, characters of one of them


def fact_lines(texts: Sequence[str]) -> frozenset[int]:
    """The positions of a page's facts in a text copied from it; none where that is not certain."""
    written = [at for at, text in enumerate(texts[: 10 * _FIRST_LINES]) if text.strip(_TRIM)]
    for n, first in enumerate(written[:_FIRST_LINES]):
        if not _facts_on(texts[first]):
            continue
        run, labels = _run_of_lines(texts, written[n:])
        if is_certain([(label, "") for label in labels]) and any(map(_OF_NOTICES.search, labels)):
            return frozenset(run)
    return frozenset()


def _run_of_lines(texts: Sequence[str], written: Sequence[int]) -> tuple[list[int], list[str]]:
    """The lines of facts that follow one another, and the labels on them."""
    run: list[int] = []
    labels: list[str] = []
    below = not _facts_on(texts[written[0]])[-1][1]  # values stand on lines of their own
    bulleted = _BULLETED.match(texts[written[0]]) is not None
    owed = ""  # the label whose value comes next
    for n, at in enumerate(written):
        text = texts[at]
        following = texts[written[n + 1]] if n + 1 < len(written) else ""
        found = _facts_on(text)
        if found:
            labels += [label for label, _ in found]
            owed = found[-1][0] if below and not found[-1][1] else ""
        elif owed and (owed in _TITLE_LABELS or not _ABOUT.search(text)):
            owed = ""
        elif not _STRANGE.match(squeeze(_BULLET.sub("", fold(text)))) or not (
            _facts_on(following) or (bulleted and _BULLETED.match(text))
        ):
            break
        run.append(at)
    return run, labels


def _facts_on(text: str) -> list[tuple[str, str]]:
    """The labels of one line with their values, however they are parted; [] for another line."""
    if len(text) > _LINE:
        return []
    folded = _BULLET.sub("", fold(text))
    cells = [cell.strip() for cell in folded.split("|")] if "|" in folded else [folded]
    if len(cells) > 1 and (is_label(cells[0]) or labelled(cells[0])):
        keys = [at for at, cell in enumerate(cells) if _is_key(cell)]
        # all of them have their cells: no value stands on the next line
        return [(squeeze(cells[at]).strip("[]()<>: "), "|") for at in keys]
    if found := labelled(folded):
        return found
    marks = list(_SPACED.finditer(folded))
    if not marks or folded[: marks[0].start()].strip():
        return []
    ends = [*(mark.start() for mark in marks[1:]), len(folded)]
    values = (folded[m.end() : end].strip() for m, end in zip(marks, ends, strict=True))
    return [(squeeze(m["label"]), value) for m, value in zip(marks, values, strict=True)]

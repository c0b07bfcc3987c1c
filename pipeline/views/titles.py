"""函的标题: what a letter is about, and where its title breaks into lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

# 关于印发……的通知: what is left between the verb and the kind of document.
_ABOUT = re.compile(
    r"""
    ^关于(?:分解落实|分解下达|印发|下达|分解|落实|明确|做好|抓好|转发|公布)?
    (?P<subject>.+?)
    (?:（[^）]*）)?的(?:通知|意见|决定|方案|函)$
    """,
    re.VERBOSE,
)
_HANDED_ON = ("目标", "任务", "指标", "工作", "事项")
# Words a line break must not part, longest first where one begins another.
_WORDS = re.compile(
    r"""
    [0-9〇一二三四五六七八九十]+(?:年度|年|月|日|项|类|号)?
    | 《[^》]{1,12}》
    | 关于 | 交办 | 经济 | 社会 | 发展 | 高质量 | 责任 | 目标 | 任务 | 指标 | 考核 | 评价 | 重点
    | 工作 | 政府 | 人民 | 报告 | 办公室 | 委员会 | 领导小组 | 分解 | 落实 | 方案 | 民生 | 实事
    | 项目 | 建设 | 管理 | 综合 | 绩效 | 生态 | 环境 | 安全 | 生产 | 改革 | 的通知 | 的函
    | [^\W\d_]{1,4}?[省市县区州盟旗镇乡]
    | .
    """,
    re.VERBOSE,
)
_WEIGHED = 5  # lines; a longer title is no title, and has too many ways to break it
_NOT_FIRST = frozenset("的、，。》）”和与及")
_NOT_LAST = frozenset("《（“、")


def subject_of(title: str | None, year: int | None) -> str:
    """What is handed on: the notice's own subject where its title names one, else 目标任务.

    >>> subject_of("关于分解落实2021年度某市经济社会发展责任目标的通知", 2021)
    '2021年度某市经济社会发展责任目标任务'
    """
    found = _ABOUT.match(title or "")
    if (
        found
        and found["subject"].endswith(_HANDED_ON)
        and not set("《》，") & set(found["subject"])
    ):
        subject = found["subject"]
        return f"{subject}任务" if subject.endswith("目标") else subject
    return f"{year}年度目标任务" if year else "目标任务"


@lru_cache(maxsize=64)  # of a thousand letters two titles differ
def title_lines(title: str, width: int = 19, above: str = "") -> tuple[str, ...]:
    """The title in as few lines as fit, of like length and without parting a word.

    ``width`` is in characters, ``above`` the line over the title (the sender's name); GB/T
    9704—2012, 7.3.1 asks for whole words and the shape of a trapezoid or a diamond, so that no
    line is shorter than both those around it. Two ASCII characters count as one.
    """
    words = _WORDS.findall(title)
    total = _length(title)
    fewest = max(1, -(-int(total * 2) // (width * 2)))
    if fewest == 1:
        return (title,)
    if fewest > _WEIGHED:
        return tuple(_filled(words, width))
    for count in (fewest, fewest + 1):
        ideal = total / count
        ranked = (
            (
                _has_waist((_length(above), *map(_length, lines))) if above else False,
                sum((_length(line) - ideal) ** 2 for line in lines),
                lines,
            )
            for lines in _broken(words, count, width)
        )
        best = min(ranked, default=None, key=lambda one: one[:2])
        if best is not None:
            return best[2]
    return (title,)


def _filled(words: list[str], width: int) -> Iterator[str]:
    """Lines as full as they can be."""
    line = ""
    for word in words:
        if line and _length(line + word) > width:
            yield line
            line = ""
        line += word
    yield line


def _broken(words: list[str], count: int, width: int) -> Iterator[tuple[str, ...]]:
    """Every way to break the words into ``count`` lines that fit."""
    if _length("".join(words)) > count * width:
        return
    if count == 1:
        yield ("".join(words),)
        return
    for end in range(1, len(words)):
        line = "".join(words[:end])
        if _length(line) > width:
            return
        if _may_break(words, end):
            for rest in _broken(words[end:], count - 1, width):
                yield (line, *rest)


def _has_waist(lengths: Sequence[float]) -> bool:
    """Whether a line is shorter than the one above and than one below."""
    return any(
        lengths[i] < lengths[i - 1] and lengths[i] < max(lengths[i + 1 :])
        for i in range(1, len(lengths) - 1)
    )


def _may_break(words: list[str], at: int) -> bool:
    return at == 0 or (words[at][0] not in _NOT_FIRST and words[at - 1][-1] not in _NOT_LAST)


def _length(text: str) -> float:
    return sum(0.5 if character.isascii() else 1.0 for character in text)

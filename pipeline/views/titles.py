"""函的标题: what a letter is about, and where its title breaks into lines."""

from __future__ import annotations

import re

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


def title_lines(title: str, width: int = 19) -> tuple[str, ...]:
    """The title in as few lines as fit, of like length and without parting a word.

    ``width`` is in characters; GB/T 9704—2012, 7.3.1 asks for whole words and a balanced
    shape. Two ASCII characters count as one.
    """
    words = _WORDS.findall(title)
    total = _length(title)
    lines = max(1, -(-int(total * 2) // (width * 2)))
    if lines == 1:
        return (title,)
    best: dict[tuple[int, int], tuple[float, tuple[str, ...]]] = {(0, 0): (0.0, ())}
    ideal = total / lines
    for line in range(1, lines + 2):
        for end in range(1, len(words) + 1):
            for start in range(end):
                before = best.get((line - 1, start))
                text = "".join(words[start:end])
                if before is None or _length(text) > width or not _may_break(words, start):
                    continue
                cost = before[0] + (_length(text) - ideal) ** 2
                if (line, end) not in best or cost < best[line, end][0]:
                    best[line, end] = (cost, (*before[1], text))
        if (line, len(words)) in best:
            return best[line, len(words)][1]
    return (title,)


def _may_break(words: list[str], at: int) -> bool:
    return at == 0 or (words[at][0] not in _NOT_FIRST and words[at - 1][-1] not in _NOT_LAST)


def _length(text: str) -> float:
    return sum(0.5 if character.isascii() else 1.0 for character in text)

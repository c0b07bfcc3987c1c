"""表头: what a column holds, by its words, and a header that stands one cell a line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from parsers.items import Column
from parsers.numbering import label_of
from parsers.patterns import late
from parsers.text import unspaced
from parsers.wording import COLUMNS

_FEWEST, _TWO = 3, 2
OF_TASKS = late(r"(?:任务|项目|事项|实事|指标)(?:序|编)号")
_LONGEST = 10  # characters of a cell of a header, blanks apart
_TEXTS = ("text", "weak_text", "section", "")
_MOST = 16
_YEAR = re.compile(r"20\d\d(?=年)")
_NUMBERS = ("序号", "编号", "序", "项目序号", "任务序号")


def column_kind(words: str, longest: int = 16) -> str:
    """The kind of column (as in ``wording.COLUMNS``) that folded words name; "" for none."""
    squeezed = unspaced(words)
    if not 0 < len(squeezed) <= longest:
        return ""
    return next((kind for kind, pattern in COLUMNS if pattern.match(squeezed)), "")


def of_this_year(columns: Sequence[Column]) -> list[Column]:
    """The columns, growth that was reached last year apart from growth to be reached.

    2022年完成｜增长（%）｜2023年目标｜增长（%）: the first stands between what was reached and the
    goal, or names a year before that of the goals. Behind what was reached, no goal following, it
    is doubtful.
    """
    wanted = [c for c in columns if c.kind in ("target", "growth")]
    goal = max((c.first for c in columns if c.kind == "target"), default=-1)
    latest = max((int(y) for c in wanted for y in _YEAR.findall(c.words)), default=0)
    out, behind = [], ""
    for column in columns:
        if column.kind in ("target", "last_year"):
            behind = column.kind
        years = [int(y) for y in _YEAR.findall(column.words)]
        early = bool(years) and max(years) < latest
        after = not years and behind == "last_year"
        if column.kind != "growth":
            out.append(column)
        elif early or (after and column.first < goal):
            out.append(replace(column, kind="last_year"))
        else:
            out.append(replace(column, doubtful=after))
    return out


def spaced_header(folded: str) -> bool:
    """Whether a line names the columns of a table that single blanks part: 序号 任务 责任单位."""
    words = folded.split()
    if len(words) == _TWO:
        return _names_tasks_and_units(words)
    if "  " in folded.strip():
        return False  # wide gaps part it
    if not _FEWEST <= len(words) <= _MOST or words[0] not in _NUMBERS:
        return False
    kinds = [column_kind(word) for word in words]
    known = sum(1 for kind in kinds if kind)
    return (
        known >= max(_FEWEST, len(words) - 1)
        and "units" in kinds
        and bool({"text", "weak_text", "target"} & set(kinds))
    )


def _names_tasks_and_units(words: Sequence[str]) -> bool:
    """任务序号 责任单位: of two columns only these tell enough."""
    if not any(OF_TASKS.search(word) for word in words if word.endswith("号")):
        return False
    return {column_kind(word) for word in words} == {"number", "units"}


def scattered_header(texts: Sequence[str], at: int) -> tuple[Column, ...]:
    """The columns named one a line from position ``at`` on; () where there is no such header."""
    columns: list[Column] = []
    if not all(0 < len(text) <= 2 * _LONGEST for text in texts[at : at + _FEWEST]):
        return ()
    for text in texts[at : at + _MOST]:
        if label_of(text) is not None:
            break
        kind = column_kind(text, _LONGEST)
        if not kind or (kind == "number" and any(c.kind == kind for c in columns)):
            break
        columns.append(Column(kind, unspaced(text), len(columns), len(columns)))
    if len(columns) < _FEWEST:
        return ()
    kinds = {c.kind for c in columns}
    tasks, known = kinds & {"text", "weak_text", "target"}, kinds & {"number", "units"}
    return tuple(columns) if tasks and known else ()


def under(upper: Sequence[Column], lower: Sequence[Column]) -> tuple[Column, ...]:
    """The columns of a header of two rows: 季度进度 over 一季度｜二季度, 权重 over 各区｜开发区.

    The lower words count where there are any; a kind they do not tell is that of the cell above.
    """
    above = {at: column for column in upper for at in range(column.first, column.last + 1)}
    found = {at: Column(c.kind, c.words, at, at) for at, c in above.items()}
    for column in lower:
        if not column.words:
            continue
        for at in range(column.first, column.last + 1):
            parent = above.get(at)
            kind = column.kind or (parent.kind if parent is not None else "")
            words = column.words
            if parent is not None and parent.kind == "section":  # 一级指标 over 名称｜权重
                kind = "section" if kind in _TEXTS else "section_points"
            if parent is not None and not column.kind:
                words = f"{parent.words}（{column.words}）"
            found[at] = Column(kind, words, at, at)
    return tuple(found[at] for at in sorted(found))

"""指标清单: the indicators of a notice in aligned columns, for a terminal."""

from __future__ import annotations

from parsers.model import Indicator, Notice, PointsKind
from pipeline.summary import plain
from pipeline.width import columns_of, folded, padded


def reading_table(notice: Notice, width: int) -> tuple[str, ...]:
    """The indicators under their headings in columns, for a terminal ``width`` columns wide."""
    if not notice.indicators:
        return ("（没有读出任何指标）",)
    columns = [column for column in _COLUMNS if any(column[1](i) for i in notice.indicators)]
    fixed = {
        name: max([columns_of(name), *(columns_of(cell(i)) for i in notice.indicators)])
        for name, cell, flexible in columns
        if not flexible
    }
    flexible = [name for name, _, bends in columns if bends]
    gaps = 2 * len(columns)
    each = max(16, (width - gaps - sum(fixed.values())) // max(1, len(flexible)))
    widths = [fixed.get(name, each) for name, _, _ in columns]
    lines = ["  " + _row([name for name, _, _ in columns], widths)[0]]
    above: tuple[str, ...] = ()
    for indicator in notice.indicators:
        path = tuple(section.heading for section in notice.path(indicator))
        if path != above:
            shared = next(
                (n for n, (a, b) in enumerate(zip(path, above, strict=False)) if a != b), len(above)
            )
            lines += ["", *path[min(shared, len(path) - 1) :]]
            above = path
        cells = [cell(indicator) for _, cell, _ in columns]
        lines += ["  " + line for line in _row(cells, widths)]
    return tuple(line.rstrip() for line in lines)


def _row(cells: list[str], widths: list[int]) -> list[str]:
    """One table row as terminal lines; what is too wide goes on below, in its own column."""
    pieces = [folded(cell, width) for cell, width in zip(cells, widths, strict=True)]
    height = max(map(len, pieces))
    even = [part + [""] * (height - len(part)) for part in pieces]
    return [
        "  ".join(padded(text, width) for text, width in zip(row, widths, strict=True))
        for row in zip(*even, strict=True)
    ]


def _number(indicator: Indicator) -> str:
    return indicator.number.value if indicator.number else ""


def _text(indicator: Indicator) -> str:
    return indicator.text.value


def _score(indicator: Indicator) -> str:
    points = indicator.points
    if points is None:
        return ""
    if points.value is None:
        return points.text.value
    return plain(-points.value if points.kind is PointsKind.DEDUCTION else points.value)


def _target(indicator: Indicator) -> str:
    return indicator.target_text.value if indicator.target_text else ""


def _deadline(indicator: Indicator) -> str:
    return indicator.deadline.value if indicator.deadline else ""


def _leaders(indicator: Indicator) -> str:
    return "、".join(leader.value for leader in indicator.leaders)


def _doers(indicator: Indicator) -> str:
    """Units by role where the notice tells roles apart: 牵头：A；配合：B、C."""
    roles: dict[str, list[str]] = {}
    for mention in indicator.mentions:
        roles.setdefault(mention.role.chinese, []).append(mention.name.value)
    if list(roles) == ["责任"]:
        return "、".join(roles["责任"])
    return "；".join(f"{role}：{'、'.join(names)}" for role, names in roles.items())


def _line(indicator: Indicator) -> str:
    return str(indicator.line)


# heading, cell, whether the column takes what width is left
_COLUMNS = (
    ("序号", _number, False),
    ("指标", _text, True),
    ("分值", _score, False),
    ("目标值", _target, False),
    ("时限", _deadline, False),
    ("责任领导", _leaders, False),
    ("单位", _doers, True),
    ("行", _line, False),
)

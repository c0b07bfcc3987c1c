"""单位：亿元: the line above a table that says in what its bare figures are counted."""

from __future__ import annotations

import re
from typing import NamedTuple

from parsers.fields.targets import FIXED_MEASURE

_ONE = rf"(?:{FIXED_MEASURE.pattern}|[%‰])"
_AT_END = re.compile(
    rf"(?:^|[\s(,;])\s*(?:(?:计量|数量|金额|货币|数据)\s*)?单\s*位\s*:\s*(?P<measures>{_ONE}(?:\s*[、,/]\s*{_ONE})*)\s*\)?\s*$"
)
_PARTS = re.compile(r"\s*[、,]\s*|\s*/\s*(?=[%‰])")


class MeasureLine(NamedTuple):
    """The measures that the end of a line names, and whether it says nothing else."""

    measures: tuple[str, ...]
    alone: bool


def measure_line(folded: str) -> MeasureLine | None:
    """单位：亿元, （计量单位：万元、%）; None for a line that names no measure."""
    found = _AT_END.search(folded) if "位" in folded else None
    if found is None:
        return None
    parts = tuple(filter(None, _PARTS.split(found["measures"])))
    return MeasureLine(parts, not folded[: found.start()].strip(" (\t\v"))

"""表头: what a column holds, by its words, and a header that stands one cell a line."""

from __future__ import annotations

import re
from collections.abc import Sequence

from parsers.items import Column
from parsers.wording import COLUMNS

_FEWEST = 3
_MOST = 16


def column_kind(words: str, longest: int = 16) -> str:
    """The kind of column (as in ``wording.COLUMNS``) that folded words name; "" for none."""
    squeezed = re.sub(r"\s", "", words)
    if not 0 < len(squeezed) <= longest:
        return ""
    return next((kind for kind, pattern in COLUMNS if pattern.match(squeezed)), "")


def scattered_header(texts: Sequence[str], at: int) -> tuple[Column, ...]:
    """The columns named one a line from position ``at`` on; () where there is no such header."""
    columns: list[Column] = []
    for text in texts[at : at + _MOST]:
        kind = column_kind(text, 10)
        if not kind or (columns and kind == "number"):
            break
        columns.append(Column(kind, re.sub(r"\s", "", text), len(columns), len(columns)))
    kinds = {c.kind for c in columns}
    enough = (
        len(columns) >= _FEWEST and "number" in kinds and kinds & {"text", "weak_text", "target"}
    )
    return tuple(columns) if enough else ()

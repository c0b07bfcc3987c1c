"""Patterns that are compiled when they are first asked.

A notice has tables or none, is copied on one line or not: most of what could stand in it does not,
and compiling the patterns for it took longer than reading. Those of rare forms stand here late;
those that every line meets are compiled as usual.
"""

from __future__ import annotations

import re
from typing import Any, cast


class _Late:
    """Answers as the compiled pattern does; each of its methods is looked up once."""

    def __init__(self, source: str, flags: int) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:
        method = getattr(re.compile(self._source, self._flags), name)  # re remembers what it made
        setattr(self, name, method)
        return method


def late(source: str, flags: int = 0) -> re.Pattern[str]:
    """The pattern; it takes up time only where it is used. A fault in it shows only then."""
    return cast("re.Pattern[str]", _Late(source, flags))

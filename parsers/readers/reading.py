"""What every reader returns, and the limits all of them keep."""

from __future__ import annotations

from dataclasses import dataclass

from parsers.diagnostics import Diagnostic
from parsers.source import Line


@dataclass(frozen=True, slots=True)
class Reading:
    """One file, read: its lines numbered from 1, and what the reader has to say of it."""

    format: str
    pages: int | None
    lines: tuple[Line, ...]
    findings: tuple[Diagnostic, ...] = ()


MAX_BYTES = 200 * 1024 * 1024  # one file
MAX_UNPACKED_BYTES = 1024 * 1024 * 1024  # all parts of a package, or of zips in zips, together
MAX_PACKAGE_PARTS = 10_000
MAX_LINES = 400_000
MAX_CHARACTERS = 50_000_000  # of all lines of a file; a long notice has 100,000
MAX_DEPTH = 200  # nesting of tables, elements, archives
MAX_ARCHIVE_DEPTH = 5  # a zip in a zip in a zip …
MAX_MARKUP_BYTES = 64 * 1024 * 1024  # a web page: its tree takes about ten times its bytes
MAX_CELLS = 2_000_000  # of all tables of a file, those that merged cells cover included

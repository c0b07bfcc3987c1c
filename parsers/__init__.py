"""Readers, rules and assembly: from a notice in any form to what it says.

>>> from parsers import parse_notice
>>> parsed = parse_notice("samples/notices/weidong-2021.txt")
>>> len(parsed.notice.indicators)
58
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from parsers.diagnostics import Diagnostic
from parsers.model import Notice

__all__ = ["Parsed", "parse_notice"]


@dataclass(frozen=True, slots=True)
class Parsed:
    """A notice and what reading it had to say, in source order."""

    notice: Notice
    findings: tuple[Diagnostic, ...]


def parse_notice(*paths: Path | str) -> Parsed:
    """What the notice in the given files says.

    Several files (通知.docx 附件1.xlsx) are one notice with annexes. Raises a kind of
    ``FenjieError`` with a Chinese message where a file cannot be read at all.
    """
    from parsers.assemble import assemble
    from parsers.readers import read
    from parsers.rules import classify

    source, said = read([Path(p) for p in paths])
    with _nothing_collected():
        notice, found = assemble(source, *classify(source))
        return Parsed(notice, (*said, *found))


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """While a notice is built nearly all that is made stays.

    The garbage collector would look through all of it again and again, for a quarter of the time,
    and find nothing. It would also begin with that as soon as it works again: what was made is
    put with the old things first, which are looked through when as many again have come.
    """
    working = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if working:
            if not gc.get_freeze_count():  # else it is frozen for good by whoever calls us
                gc.freeze()
                gc.unfreeze()
            gc.enable()

"""附件: the mark above an annex, and the list of annexes after the body; 工作表的名称."""

from __future__ import annotations

import re

from parsers.blocks import Block
from parsers.items import AttachmentMark, AttachmentNote, Item, SheetStart
from parsers.numerals import CHINESE, to_int
from parsers.rules.before import Before

_MARK = re.compile(
    rf"^\s*[(\[]?\s*附\s*件\s*(?P<number>\d{{1,2}}|[{CHINESE}]{{1,3}})?\s*[)\]]?\s*[:.]?\s*$"
)
_DULL_NAME = re.compile(r"(?:sheet|工作表|表|worksheet)\s*\d*", re.IGNORECASE)
_NOTE = re.compile(r"^\s*附\s*件?\s*(?P<number>\d{1,2})?\s*[:.]\s*(?=\S)")


def attachment_mark(block: Block, before: Before) -> Item | None:
    """附件 or 附件1 on a line of its own."""
    match = _MARK.match(block.folded)
    if match is None:
        return None
    return AttachmentMark(block, to_int(match["number"]) if match["number"] else None)


def attachment_note(block: Block, before: Before) -> Item | None:
    """附件：1.…　2.…, the first line of it."""
    match = _NOTE.match(block.folded)
    return (
        AttachmentNote(block, match.start("number") if match["number"] else match.end())
        if match
        else None
    )


def sheet_start(block: Block) -> SheetStart:
    """The name of a sheet; Sheet1 and its like name nothing."""
    return SheetStart(block, _DULL_NAME.fullmatch(block.folded.strip()) is None)

"""Whether the compressed data of a PDF is whole.

PDFium takes what it can get out of a damaged stream and says nothing, so text would be missing
without a word. Every compressed stream ends with a checksum; here it is looked at.
"""

from __future__ import annotations

import re
import zlib

_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_FLATE_ONLY = re.compile(rb"/Filter\s*(?:\[\s*)?/(?:FlateDecode|Fl)\s*(?![^>]*?/\w+Decode)")
_PICTURE = re.compile(rb"/Subtype\s*/Image")
_DICTIONARY = 4096  # bytes before a stream that its dictionary may take
_CHUNK = 1 << 16
_MAX_OUTPUT = 256 * 1024 * 1024  # of all streams together; beyond it nothing more is looked at


def has_damaged_text(data: bytes) -> bool:
    """Whether a compressed stream other than a picture's is damaged.

    Fonts count: PDFium leaves out characters whose shapes a damaged font no longer has.
    Encrypted files are passed over.
    """
    if data.find(b"/Encrypt", max(data.rfind(b"trailer"), 0)) >= 0:
        return False
    budget = _MAX_OUTPUT
    for match in _STREAM.finditer(data):
        start = match.end()
        head = data[max(start - _DICTIONARY, 0) : match.start()]
        head = head[max(head.rfind(b" obj"), 0) :]
        if not _FLATE_ONLY.search(head) or _PICTURE.search(head):
            continue
        size = _unpacked(data, start)
        if size is None:
            return True
        budget -= size
        if budget < 0:
            return False
    return False


def _unpacked(data: bytes, start: int) -> int | None:
    """How many bytes the stream unpacks to; None if it breaks off or its checksum is wrong."""
    unpack = zlib.decompressobj()
    size = 0
    at = start
    try:
        while not unpack.eof:
            rest = unpack.unconsumed_tail or data[at : at + _CHUNK]
            if not unpack.unconsumed_tail:
                at += _CHUNK
            if not rest:
                return None
            size += len(unpack.decompress(rest, _CHUNK * 4))
            if size > _MAX_OUTPUT:
                return size
    except zlib.error:
        return None
    return size

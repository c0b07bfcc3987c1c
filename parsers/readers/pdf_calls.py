"""PDFium's functions, bound so that a whole page of characters is asked for in few calls.

pypdfium2 binds every function with pointer types, which makes ctypes build an object per
argument. Here handles are plain integers, and results are written one after another into one
array: measured at a third of the time per character.
"""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Sequence
from functools import cache
from itertools import repeat
from typing import Any

from pypdfium2 import raw

_HANDLE, _INT = ctypes.c_void_p, ctypes.c_int
_LONGEST_ANNOTATION = 100_000  # bytes


def _bound(name: str, result: Any, *arguments: Any) -> Any:
    address = ctypes.cast(getattr(raw, name), ctypes.c_void_p).value
    if address is None:  # pragma: no cover - a PDFium without this function does not load
        raise ImportError(name)
    return ctypes.CFUNCTYPE(result, *arguments)(address)


class Calls:
    """The functions the PDF reader uses."""

    def __init__(self) -> None:
        on_text = (_HANDLE, _INT)
        self.count_chars = _bound("FPDFText_CountChars", _INT, _HANDLE)
        self.unicode = _bound("FPDFText_GetUnicode", ctypes.c_uint, *on_text)
        self.is_generated = _bound("FPDFText_IsGenerated", _INT, *on_text)
        self.is_hyphen = _bound("FPDFText_IsHyphen", _INT, *on_text)
        self.is_unmapped = _bound("FPDFText_HasUnicodeMapError", _INT, *on_text)
        self.font_size = _bound("FPDFText_GetFontSize", ctypes.c_double, *on_text)
        self.text_object = _bound("FPDFText_GetTextObject", _HANDLE, *on_text)
        self.render_mode = _bound("FPDFTextObj_GetTextRenderMode", _INT, _HANDLE)
        self.origin = _bound("FPDFText_GetCharOrigin", _INT, *on_text, _HANDLE, _HANDLE)
        self.matrix = _bound("FPDFText_GetMatrix", _INT, *on_text, _HANDLE)
        self.loose_box = _bound("FPDFText_GetLooseCharBox", _INT, *on_text, _HANDLE)
        self.char_box = _bound("FPDFText_GetCharBox", _INT, *on_text, *(_HANDLE,) * 4)
        self.count_annotations = _bound("FPDFPage_GetAnnotCount", _INT, _HANDLE)
        self.annotation = _bound("FPDFPage_GetAnnot", _HANDLE, _HANDLE, _INT)
        self.annotation_subtype = _bound("FPDFAnnot_GetSubtype", _INT, _HANDLE)
        self.annotation_text = _bound(
            "FPDFAnnot_GetStringValue",
            ctypes.c_ulong,
            _HANDLE,
            ctypes.c_char_p,
            _HANDLE,
            ctypes.c_ulong,
        )
        self.close_annotation = _bound("FPDFPage_CloseAnnot", None, _HANDLE)
        self.count_objects = _bound("FPDFPage_CountObjects", _INT, _HANDLE)
        self.object = _bound("FPDFPage_GetObject", _HANDLE, _HANDLE, _INT)
        self.kind = _bound("FPDFPageObj_GetType", _INT, _HANDLE)
        self.bounds = _bound("FPDFPageObj_GetBounds", _INT, _HANDLE, *(_HANDLE,) * 4)
        self.object_matrix = _bound("FPDFPageObj_GetMatrix", _INT, _HANDLE, _HANDLE)
        self.count_in_form = _bound("FPDFFormObj_CountObjects", _INT, _HANDLE)
        self.in_form = _bound("FPDFFormObj_GetObject", _HANDLE, _HANDLE, ctypes.c_ulong)
        self.draw_mode = _bound("FPDFPath_GetDrawMode", _INT, _HANDLE, _HANDLE, _HANDLE)
        self.count_segments = _bound("FPDFPath_CountSegments", _INT, _HANDLE)
        self.segment = _bound("FPDFPath_GetPathSegment", _HANDLE, _HANDLE, _INT)
        self.segment_kind = _bound("FPDFPathSegment_GetType", _INT, _HANDLE)
        self.segment_closes = _bound("FPDFPathSegment_GetClose", _INT, _HANDLE)
        self.segment_point = _bound("FPDFPathSegment_GetPoint", _INT, _HANDLE, _HANDLE, _HANDLE)


@cache
def calls() -> Calls:
    return Calls()


def handle(pointer: Any) -> int:
    """The address behind one of pypdfium2's own pointers."""
    return ctypes.cast(pointer, ctypes.c_void_p).value or 0


def ask_all(function: Any, owner: int, count: int) -> list[int]:
    """``function(owner, i)`` for every i."""
    return list(map(function, repeat(owner), range(count)))


def points(function: Any, owner: int, count: int) -> tuple[list[float], list[float]]:
    """The x and the y that ``function(owner, i, &x, &y)`` gives for every i."""
    values = (ctypes.c_double * (2 * count))()
    start = ctypes.addressof(values)
    end = start + 16 * count
    each = map(
        function, repeat(owner), range(count), range(start, end, 16), range(start + 8, end + 8, 16)
    )
    deque(each, maxlen=0)
    flat = values[:]
    return flat[0::2], flat[1::2]


_SIX = (ctypes.c_float * 6)()  # one for all calls: PDFium itself is not for several threads
_ON_SIX = ctypes.addressof(_SIX)
_ZEROS = bytes(ctypes.sizeof(_SIX))


def rectangle(function: Any, *arguments: int) -> tuple[float, float, float, float]:
    """Left, bottom, right, top as ``function(..., &l, &b, &r, &t)`` gives them; zeros if none."""
    if not function(*arguments, _ON_SIX, _ON_SIX + 4, _ON_SIX + 8, _ON_SIX + 12):
        return 0.0, 0.0, 0.0, 0.0
    left, bottom, right, top = _SIX[:4]
    return left, bottom, right, top


def char_rectangle(owner: int, index: int) -> tuple[float, float, float, float]:
    """Left, bottom, right, top of the ink of a character."""
    values = (ctypes.c_double * 4)()
    start = ctypes.addressof(values)
    # FPDFText_GetCharBox gives left, right, bottom, top in this order.
    calls().char_box(owner, index, start, start + 8, start + 16, start + 24)
    return values[0], values[2], values[1], values[3]


def floats(function: Any, count: int, *arguments: int) -> Sequence[float]:
    """The structure of up to six floats that ``function(..., &structure)`` fills; zeros if none."""
    if not function(*arguments, _ON_SIX):
        ctypes.memmove(_ON_SIX, _ZEROS, len(_ZEROS))
    return _SIX[:count]


def annotation(page: int, index: int) -> tuple[int, str]:
    """The subtype of an annotation and what is written in it; 0 if it cannot be opened."""
    ask = calls()
    item = ask.annotation(page, index)
    if not item:
        return 0, ""
    try:
        kind: int = ask.annotation_subtype(item)
        return kind, _annotation_text(item, b"V") or _annotation_text(item, b"Contents")
    finally:
        ask.close_annotation(item)


def _annotation_text(item: int, key: bytes) -> str:
    ask = calls()
    size = ask.annotation_text(item, key, None, 0)
    if not 2 < size <= _LONGEST_ANNOTATION:
        return ""
    buffer = ctypes.create_string_buffer(size)
    ask.annotation_text(item, key, ctypes.addressof(buffer), size)
    return buffer.raw[: size - 2].decode("utf-16-le", "replace")

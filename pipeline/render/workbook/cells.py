"""单元格: fields in a template's cells, and values as sheet XML.

Text is always written as text. It is never a formula, whatever it begins with, and where it
begins with ``= + - @`` the cell is also marked (quotePrefix), so that it stays text when
someone edits it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from pipeline.render.workbook.content import Value

MAX_TEXT = 32767
"""The most characters Excel allows in a cell."""

_TAG = re.compile(r"\{\{\s*([^{}.\s]+)(?:\.([^{}.\s]+))?\s*\}\}")
_BRACES = re.compile(r"\{\{|\}\}|｛｛|｝｝")
_SHEET = re.compile(r"'(?:[^']|'')+'!")  # a model sheet's name has braces of its own
_SHOWN = re.compile(r'(?:\+N|&T)\("(\{\{[^{}"]*\}\})"\)$')
_SPECIAL = re.compile(
    r"[&<>\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]|_x[0-9A-Fa-f]{4}_"
)
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_READ_AS_FORMULA = ("=", "+", "-", "@", "\t", "＝", "＋", "－", "＠")


class TagError(ValueError):
    """Braces that are no field; the message is Chinese and says what is wrong."""


@dataclass(frozen=True, slots=True)
class Tag:
    """``{{年度}}`` (table None) or ``{{项.指标}}``."""

    table: str | None
    field: str

    def __str__(self) -> str:
        return f"{self.table}.{self.field}" if self.table else self.field


def has_braces(text: str) -> bool:
    return _BRACES.search(text) is not None


def parts_of(text: str) -> tuple[str | Tag, ...]:
    """The text cut into words and fields. Raises TagError for braces that are no field."""
    parts: list[str | Tag] = []
    end = 0
    for match in _TAG.finditer(text):
        parts += [text[end : match.start()], _tag(match)]
        end = match.end()
    parts.append(text[end:])
    for part in parts:
        if isinstance(part, str) and (fault := _BRACES.search(part)):
            wide = "（请用半角花括号）" if fault[0] in {"｛｛", "｝｝"} else ""
            raise TagError(f"“{text.strip()}”中的花括号不成对或字段名写法不对{wide}")
    return tuple(part for part in parts if part != "")


def shown_value(formula: str) -> tuple[str, Tag | None]:
    """A formula, and the field that gives the value it shows until it is recalculated.

    The field stands at the formula's end, as ``+N("{{单位.项数}}")`` for a number and as
    ``&T("{{项.状态}}")`` for text: Excel allows it, and it is taken off here.
    """
    match = _SHOWN.search(formula)
    if match is None:
        if has_braces(_SHEET.sub("", formula)):
            raise TagError('公式里的字段只能写在末尾，如 +N("{{单位.项数}}")')
        return formula, None
    rest = formula[: match.start()]
    if has_braces(_SHEET.sub("", rest)):
        raise TagError("公式里只能有一个字段，写在末尾")
    (tag,) = parts_of(match[1])
    if not isinstance(tag, Tag):
        raise TagError(f"“{match[1]}”不是字段")
    return rest, tag


def escaped(text: str) -> str:
    """The text as XML, with what XML cannot hold written as Excel does: ``_x0007_``."""
    if not _SPECIAL.search(text):
        return text
    return _SPECIAL.sub(_escape, text.replace("\r\n", "\n").replace("\v", "\n"))


def text_xml(text: str) -> str:
    """The inside of a cell with ``t="inlineStr"``."""
    text = escaped(text)
    space = ' xml:space="preserve"' if text != text.strip() or "\n" in text else ""
    return f"<is><t{space}>{text}</t></is>"


def reads_as_formula(text: str) -> bool:
    """Whether typing the text into a cell would start a formula."""
    return text.startswith(_READ_AS_FORMULA)


def number(value: float | Decimal | date) -> str:
    """The number as the sheet stores it; a day is the number of days since 1899-12-30."""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, date):
        day = value.date() if isinstance(value, datetime) else value
        return str(day.toordinal() - date(1899, 12, 30).toordinal())
    if isinstance(value, Decimal):
        return format(value.normalize() + 0, "f")
    return repr(value)


def words(value: Value) -> str:
    """The value as it stands inside a sentence."""
    if value is None:
        return ""
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日"
    return value if isinstance(value, str) else number(value)


def _tag(match: re.Match[str]) -> Tag:
    return Tag(None, match[1]) if match[2] is None else Tag(match[1], match[2])


def _escape(match: re.Match[str]) -> str:
    text = match[0]
    if len(text) > 1:
        return "_x005F" + text
    if text in _ESCAPES:
        return _ESCAPES[text]
    code = ord(text)
    return "�" if code >= 0xD800 else f"_x{code:04X}_"

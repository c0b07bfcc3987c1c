"""版头缺项: what every letter cites must have been found."""

from __future__ import annotations

from collections.abc import Iterator

from parsers.diagnostics import Diagnostic
from parsers.model import Notice
from pipeline import codes


def head(notice: Notice) -> Iterator[Diagnostic]:
    """标题、发文字号、发文机关、成文日期、主送机关 that were not found."""
    found = {
        "标题": notice.title,
        "发文字号": notice.document_number,
        "发文机关": notice.issuer,
        "成文日期": notice.date_of_issue,
        "年度": notice.year,
        "主送机关": notice.addressees or None,
    }
    missing = [name for name, value in found.items() if value is None]
    if missing:
        yield codes.HEAD_MISSING.at(names="、".join(missing))

"""公文格式检查: any docx against GB/T 9704—2012, clause by clause.

    from pipeline.format_check import check_format

    report = check_format("通知.docx", data)

A clause fails only where the standard says *must* and the file shows otherwise. What a file cannot
show (seal, paper, where pages break) is said to be unproven; what the standard only recommends, or
what is read differently, is a note.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pipeline.format_check.clauses import (
    attachment,
    body,
    colophon,
    formal,
    head,
    page,
    page_number,
    signature,
    text,
    title,
    unprovable,
)
from pipeline.format_check.elements import Letter, elements
from pipeline.format_check.reading import read_document
from pipeline.format_check.result import Report, Result

CLAUSES: tuple[tuple[str, Callable[[Letter], Iterator[Result]]], ...] = (
    ("幅面和版面", page.check),
    ("字体、行数、字数、颜色", text.check),
    ("版头", head.check),
    ("标题和主送机关", title.check),
    ("正文", body.check),
    ("附件说明", attachment.note),
    ("署名、日期和印章", signature.check),
    ("附注、附件", attachment.annexes),
    ("版记", colophon.check),
    ("页码", page_number.check),
    ("信函格式", formal.check),
    ("用纸、印制及其他", unprovable.check),
)
"""What is checked, in the order in which it is shown."""


def check_format(name: str, data: bytes) -> Report:
    """The report on a docx; raises UnreadableError where it is none."""
    letter = elements(read_document(name, data))
    results = tuple(result for _, check in CLAUSES for result in check(letter))
    return Report(name, letter.kind.value, results)

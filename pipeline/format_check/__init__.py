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
from pipeline.format_check.elements import Letter
from pipeline.format_check.reading import read_document
from pipeline.format_check.result import Report, Result
from pipeline.format_check.several import letters_in, together

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
    """The report on a docx; raises UnreadableError where it is none.

    Of several documents bound in one file each is checked, and the report is on all.
    """
    letters = letters_in(read_document(name, data))
    kind = "、".join(dict.fromkeys(letter.kind.value for letter in letters))
    of_clauses = ([tuple(check(letter)) for letter in letters] for _, check in CLAUSES)
    if len(letters) == 1:
        return Report(name, kind, tuple(result for (found,) in of_clauses for result in found))
    results = tuple(result for found in of_clauses for result in together(found))
    return Report(name, f"{kind}，合订 {len(letters)} 份", results)

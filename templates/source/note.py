"""变化说明: what changed from one year's notice to the next, one sentence per change.

python -m templates.source.note
"""

from __future__ import annotations

from pathlib import Path

from templates.source import word
from templates.source.geometry import STANDARD, Page
from templates.source.letter import NUMBERED, parts
from templates.source.word import paragraph, section, tag

FOLDER = Path(__file__).parent.parent


def note(page: Page = STANDARD) -> bytes:
    """templates/变化说明.docx."""
    body = (
        tag("{%p for 行 in 标题 %}")
        + paragraph("DocTitle", "{{ 行 }}")
        + tag("{%p endfor %}")
        + paragraph("Normal")
        + tag("{%p for 段 in 概述 %}")
        + paragraph("BodyText1", "{{ 段 }}")
        + tag("{%p endfor %}")
        + tag("{%p for 部分 in 各部分 %}")
        + paragraph("Heading1", "{{ 部分.序号 }}、{{ 部分.标题 }}（{{ 部分.条数 }}）")
        + tag("{%p for 句 in 部分.句 %}")
        + paragraph("BodyText1", "{{ 句.序号 }}．{{ 句.内容 }}")
        + tag("{%p endfor %}")
        + tag("{%p endfor %}")
        + section(page, word.references(*NUMBERED))
    )
    return word.package(body, parts(page, ()))


if __name__ == "__main__":
    FOLDER.joinpath("变化说明.docx").write_bytes(note())

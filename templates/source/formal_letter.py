"""信函格式的函: the letter to a body that is not subordinate (GB/T 9704—2012, 10.1).

The name of the sender stands 30 mm below the paper's edge; a red double rule 4 mm below it and
another 20 mm above the lower edge are 170 mm long; the first page has no number, and 版记 has
neither rules nor an 印发 line.
"""

from __future__ import annotations

from dataclasses import replace

from templates.source import word
from templates.source.geometry import SONG_TITLE, STANDARD, Page, mm
from templates.source.letter import NUMBERED, RED, annex, at_foot, body_text, parts
from templates.source.word import Style, cell, paragraph, row, section, tag

WORDS = {"你": "贵单位", "交办": "函告如下，请予支持并抓好落实", "报": "函送"}

_THICK, _THIN, _GAP = 18, 6, 40  # 1/8 pt, 1/8 pt, twips: 上粗下细


def _styles(page: Page) -> tuple[Style, ...]:
    beyond = (mm(170) - page.text_width) / 2
    middle = (page.left - page.right) / 2  # the rules are centred on the paper, not on the text
    indent = f'<w:ind w:left="{-round(beyond + middle)}" w:right="{-round(beyond - middle)}"/>'
    line = page.line
    return (
        Style(
            "LetterHead",
            "信函发文机关标志",
            '<w:spacing w:line="880" w:lineRule="exact"/><w:jc w:val="center"/>',
            SONG_TITLE,
            72,
            f'{RED}<w:w w:val="80"/>',
        ),
        Style(
            "RuleAbove", "信函首页上线", _rule(_THICK, _THIN, before=mm(4) - 120) + indent, size=2
        ),
        Style("RuleBelow", "信函首页下线", _rule(_THIN, _THICK) + indent, size=2),
        Style(
            "LetterNumber",
            "信函发文字号",
            f'<w:spacing w:before="145" w:line="{line}" w:lineRule="exact"/><w:jc w:val="right"/>',
        ),
        Style(
            "FirstTitle",
            "公文标题首行",
            f'<w:keepNext/><w:spacing w:before="{2 * line}" w:line="{line}" w:lineRule="exact"/>',
            SONG_TITLE,
            44,
            based_on="DocTitle",
        ),
    )


def _rule(upper: int, lower: int, before: int = 0) -> str:
    """Two lines of different weight: the borders of an empty line 2 pt high."""
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="FF0000"/>'
        for side, size in (("top", upper), ("bottom", lower))
    )
    spacing = f'<w:spacing w:before="{before}" w:line="{_GAP}" w:lineRule="exact"/>'
    return f"<w:pBdr>{sides}</w:pBdr>{spacing}"


def formal_letter(page: Page = STANDARD) -> bytes:
    """templates/信函.docx."""
    page = replace(page, header=mm(30) - 80, footer=mm(20))
    no_lines = word.lines(top=0, left=0, bottom=0, right=0, insideH=0, insideV=0)
    copied = paragraph("Colophon", "抄送：{{ 发文.抄送 }}。")
    body = (
        paragraph("LetterNumber", "{{ 发文.字号 }}")
        + paragraph("FirstTitle", "{{ 发文.机关 }}")
        + paragraph("DocTitle", "{{ 发文.标题 }}")
        + body_text(WORDS)
        + annex()
        + tag("{%p if 发文.抄送 %}")
        + at_foot(page, (page.text_width,), no_lines, row(cell(page.text_width, copied)))
        + tag("{%p endif %}")
        + section(
            page,
            word.references(("header:first", "rId6"), *NUMBERED, ("footer:first", "rId7")),
            first_differs=True,
        )
    )
    first_page = {
        "header1": word.header(paragraph("LetterHead", "{{ 发文.红头 }}") + paragraph("RuleAbove")),
        "footer3": word.footer(paragraph("RuleBelow")),
    }
    return word.package(body, parts(page, _styles(page)) | first_page)

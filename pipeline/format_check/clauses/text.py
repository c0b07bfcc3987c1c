"""5.2.2—5.2.4 字体字号、行数字数、颜色."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.format_check.document import Paragraph, Run
from pipeline.format_check.elements import Letter, line_height
from pipeline.format_check.measures import CHARACTERS, LINES, face_of
from pipeline.format_check.result import Result, Seen, all_alike, judged, unproven

_HAN = re.compile(r"[\u3400-\u9fff]")
_BLACK = {None, "000000"}


def check(letter: Letter) -> Iterator[Result]:
    yield from _faces(letter)
    yield from _lines(letter)
    yield from _characters(letter)
    yield from _colour(letter)


def everywhere(letter: Letter) -> Iterator[Paragraph]:
    """Every paragraph, those of tables and of headers and footers too."""
    yield from letter.document.paragraphs
    for table in letter.document.tables:
        for row in table.rows:
            for cell in row:
                yield from cell.paragraphs
    for section in letter.document.sections[:1]:
        for part in (*section.headers.values(), *section.footers.values()):
            yield from part


def _faces(letter: Letter) -> Iterator[Result]:
    """Chinese in a font of no Chinese face: another machine chooses one by chance."""
    seen = []
    for paragraph in everywhere(letter):
        for run in paragraph.runs:
            if _HAN.search(run.text):
                known = face_of(run.look.face) is not None
                name = run.look.face or "未指定中文字体"
                seen.append(Seen(paragraph.place, name, known))
    wanted = "仿宋、黑体、楷体、小标宋、宋体"
    yield from all_alike("5.2.2", "中文字体", wanted, seen)


def _lines(letter: Letter) -> Iterator[Result]:
    text = letter.body
    section = letter.section
    heights = [(p, line_height(p, section)) for p in text]
    fixed = [(p, height) for p, height in heights if height]
    if not text:
        return
    if not letter.line:
        why = "行距随字体而定，没有用固定值"
        yield unproven("5.2.3", "每页行数", f"{LINES} 行", why, text[0].place)
        return
    lines = int(section.text_height / letter.line + 0.005)
    yield judged(
        "5.2.3", "每页行数", f"{LINES} 行",
        f"{lines} 行（行距 {letter.line / 20:g} 磅）", lines == LINES,
    )  # fmt: skip
    yield from all_alike(
        "5.2.3",
        "正文行距一致",
        f"{letter.line / 20:g} 磅",
        (Seen(p.place, f"{height / 20:g} 磅", height == letter.line) for p, height in fixed),
    )
    loose = [p for p, height in heights if not height]
    if loose:
        where = "、".join(p.place for p in loose[:3])
        yield unproven("5.2.3", "行距", "固定值", f"{len(loose)} 段的行距随字体而定", where)


def _characters(letter: Letter) -> Iterator[Result]:
    section = letter.section
    seen = []
    for paragraph in letter.body:
        per_line = section.text_width / 20 / _advance(paragraph, letter)
        count = int(per_line + 0.02)
        seen.append(Seen(paragraph.place, f"{count} 字", count == CHARACTERS))
    yield from all_alike("5.2.3", "每行字数", f"{CHARACTERS} 字", seen)


def _advance(paragraph: Paragraph, letter: Letter) -> float:
    """From one character to the next, in pt: the grid's where the text keeps to it."""
    section, look = letter.section, paragraph.look
    on_grid = section.grid in {"linesAndChars", "snapToChars"} and paragraph.layout.on_grid
    if on_grid and not look.spacing:
        return look.size + section.character_space / 4096
    return look.size + look.spacing / 20


def _colour(letter: Letter) -> Iterator[Result]:
    head = letter.head
    seen = [
        Seen(paragraph.place, f"#{run.look.colour}", False)
        for paragraph in everywhere(letter)
        if paragraph is not head
        for run in _written(paragraph)
        if run.look.colour not in _BLACK
    ]
    if seen:
        yield from all_alike("5.2.4", "文字颜色", "黑色", seen)
    else:
        yield judged("5.2.4", "文字颜色", "黑色", "黑色", True)


def _written(paragraph: Paragraph) -> Iterator[Run]:
    return (run for run in paragraph.runs if run.text.strip())

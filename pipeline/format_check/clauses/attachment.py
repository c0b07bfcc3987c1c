"""7.3.4 附件说明、7.3.6 附注、7.3.7 附件."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.format_check.clauses.faces import face_and_size
from pipeline.format_check.clauses.head import gap
from pipeline.format_check.document import Paragraph
from pipeline.format_check.elements import Letter
from pipeline.format_check.measures import THREE, Face
from pipeline.format_check.result import Result, Seen, all_alike, judged

_LABEL = re.compile(r"\s*附\s*件\s*(?P<colon>[：:])\s*")
_ITEM = re.compile(r"\s*\d+\s*[.．、]\s*")
_ENDING = re.compile(r"[。，；：、.,;:！？]\s*$")


def note(letter: Letter) -> Iterator[Result]:
    """7.3.4."""
    if letter.note:
        yield from _note(letter)


def annexes(letter: Letter) -> Iterator[Result]:
    """7.3.6 and 7.3.7."""
    if letter.remark is not None:
        yield judged(
            "7.3.6", "附注的位置", "居左空二字加圆括号",
            f"左空 {_in(letter.remark):.1f} 字", abs(_in(letter.remark) - 2) <= 0.4,
            place=letter.remark.place,
        )  # fmt: skip
    names = [_name(p) for p in letter.note]
    for (mark, title), name in zip(letter.annexes, [*names, *[""] * 99], strict=False):
        yield from _annex(letter, mark, title, name)


def _note(letter: Letter) -> Iterator[Result]:
    first = letter.note[0]
    label = _LABEL.match(first.text)
    assert label is not None  # noqa: S101 - that is how it was told to be the note
    yield judged("7.3.4", "附件说明的冒号", "全角“：”", f"“{label['colon']}”",
                 label["colon"] == "：", place=first.place)  # fmt: skip
    yield from gap("7.3.4", "正文与附件说明之间的空行", 1, letter, first)
    yield judged("7.3.4", "附件说明的位置", "左空二字", f"左空 {_in(first):.1f} 字",
                 abs(_in(first) - 2) <= 0.4, place=first.place)  # fmt: skip
    yield from all_alike(
        "7.3.4",
        "附件名称后的标点",
        "不加标点",
        (
            Seen(p.place, f"“{p.text.strip()[-1]}”" if _ENDING.search(p.text) else "无",
                 not _ENDING.search(p.text))
            for p in letter.note
        ),
    )  # fmt: skip
    yield from face_and_size("7.3.4", "附件说明", letter.note, Face.FANG, THREE)


def _in(paragraph: Paragraph) -> float:
    """How far in the first line begins, in its characters."""
    text = paragraph.text
    typed = sum(1.0 if c == "\u3000" else 0.5 for c in text[: len(text) - len(text.lstrip())])
    layout = paragraph.layout
    return (layout.left + layout.first) / (paragraph.look.size * 20) + typed


def _name(paragraph: Paragraph) -> str:
    """What 附件说明 calls an annex."""
    return re.sub(r"\s", "", _ITEM.sub("", _LABEL.sub("", paragraph.text), count=1))


def _annex(letter: Letter, mark: Paragraph, title: Paragraph | None, name: str) -> Iterator[Result]:
    text = mark.text.strip()
    yield judged("7.3.7", "附件标识", "“附件”及顺序号，不加冒号", f"“{text}”",
                 not text.endswith(("：", ":")), place=mark.place)  # fmt: skip
    yield from face_and_size("7.3.7", "附件标识", (mark,), Face.HEI, THREE)
    at_left = mark.layout.align in {"left", "both"} and abs(_in(mark)) < 0.2
    yield judged("7.3.7", "附件标识的位置", "版心左上角顶格", "顶格" if at_left else "不顶格",
                 at_left, place=mark.place)  # fmt: skip
    new_page = _on_new_page(letter, mark)
    yield judged("7.3.7", "附件另面编排", "另起一页", "另起一页" if new_page else "未另起一页",
                 new_page, place=mark.place)  # fmt: skip
    if title is None:
        return
    centred = title.layout.align == "center"
    yield judged("7.3.7", "附件标题的位置", "居中", "居中" if centred else "未居中", centred,
                 place=title.place)  # fmt: skip
    yield from gap("7.3.7", "附件标题在第三行，其上空行", 1, letter, title)
    if name:
        own = re.sub(r"\s", "", title.text)
        yield judged("7.3.7", "附件标题与附件说明一致", name, own, own == name,
                     place=title.place)  # fmt: skip


def _on_new_page(letter: Letter, mark: Paragraph) -> bool:
    if mark.layout.page_break_before:
        return True
    paragraphs = letter.document.paragraphs
    at = next(i for i, p in enumerate(paragraphs) if p is mark)
    for before in reversed(paragraphs[:at]):
        if before.breaks_page:
            return True
        if not before.blank:
            return False
    return False

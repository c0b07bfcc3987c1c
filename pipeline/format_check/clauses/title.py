"""7.3.1 标题、7.3.2 主送机关."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.format_check.clauses.faces import face_and_size
from pipeline.format_check.clauses.head import gap
from pipeline.format_check.elements import Kind, Letter
from pipeline.format_check.measures import THREE, TWO, Face
from pipeline.format_check.result import Result, Seen, Verdict, all_alike, judged, unproven
from pipeline.width import columns_of


def check(letter: Letter) -> Iterator[Result]:
    if not letter.title:
        yield judged("7.3.1", "标题", "由发文机关、事由、文种组成", "没有找到", False)
    else:
        yield from _title(letter)
    if letter.addressee is not None:
        yield from _addressee(letter)


def _title(letter: Letter) -> Iterator[Result]:
    title = letter.title
    yield from face_and_size("7.3.1", "标题", title, Face.TITLE, TWO)
    yield from all_alike(
        "7.3.1",
        "标题的位置",
        "居中",
        (
            Seen(p.place, "居中" if p.layout.align == "center" else "未居中",
                 p.layout.align == "center" and abs(p.layout.first) < 40)
            for p in title
        ),
    )  # fmt: skip
    if letter.kind is not Kind.PLAIN and letter.number is not None:
        clause = "10.1" if letter.kind is Kind.FORMAL else "7.3.1"
        above = "发文字号" if letter.kind is Kind.FORMAL else "分隔线"
        yield from gap(clause, f"{above}与标题之间的空行", 2, letter, title[0])
    lines = [line.strip() for p in title for line in re.split(r"[\n\v]", p.text) if line.strip()]
    yield from _shape(letter, [columns_of(line) / 2 for line in lines])


def _shape(letter: Letter, lengths: Sequence[float]) -> Iterator[Result]:
    """梯形或菱形: no line in the middle shorter than both its neighbours."""
    fits = letter.section.text_width / 20 / TWO
    place = letter.title[0].place
    measured = "、".join(f"{length:g}" for length in lengths) + " 字"
    if max(lengths) > fits:
        yield unproven("7.3.1", "标题的回行", "词意完整，梯形或菱形", "由程序自动回行", place)
    elif len(lengths) > 1:
        waist = any(
            lengths[i] < lengths[i - 1] and lengths[i] < max(lengths[i + 1 :])
            for i in range(1, len(lengths) - 1)
        )
        equal = max(lengths) - min(lengths) < 0.5
        yield judged(
            "7.3.1", "标题的形状", "梯形或菱形", f"{measured}{'，两头大中间小' if waist else ''}",
            not waist and not equal, place=place,
            otherwise=Verdict.BROKEN if waist else Verdict.NOTE,
        )  # fmt: skip


def _addressee(letter: Letter) -> Iterator[Result]:
    addressee = letter.addressee
    assert addressee is not None  # noqa: S101 - asked before
    layout = addressee.layout
    indent = (layout.left + layout.first) / letter.character
    flush = layout.align in {"left", "both"} and abs(indent) < 0.2
    leading = len(addressee.text) - len(addressee.text.lstrip())
    yield judged(
        "7.3.2", "主送机关的位置", "居左顶格，回行仍顶格",
        "顶格" if flush and not leading else f"左空 {indent + leading:.1f} 字",
        flush and not leading and abs(layout.left) < 40, place=addressee.place,
    )  # fmt: skip
    last = addressee.text.rstrip()[-1]
    yield judged("7.3.2", "主送机关后的冒号", "全角“：”", f"“{last}”", last == "：",
                 place=addressee.place)  # fmt: skip
    yield from face_and_size("7.3.2", "主送机关", (addressee,), Face.FANG, THREE)
    yield from gap("7.3.2", "标题下空行", 1, letter, addressee)

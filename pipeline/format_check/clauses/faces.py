"""字体字号 of an element, as several clauses ask for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.format_check.document import Paragraph, Run
from pipeline.format_check.measures import Face, face_of, size_name
from pipeline.format_check.result import Result, Seen, Verdict, all_alike


def face_and_size(
    clause: str,
    item: str,
    paragraphs: Iterable[Paragraph],
    face: Face,
    size: float | None,
    *,
    recommended: bool = False,
) -> Iterator[Result]:
    """Each paragraph's face, and its size where that is prescribed.

    ``recommended``: another face is only pointed out.
    """
    runs = [(p.place, run) for p in paragraphs for run in p.runs if run.text.strip()]
    yield from all_alike(
        clause,
        f"{item}的字体",
        face.value,
        (_face_seen(place, run, face) for place, run in runs),
        otherwise=Verdict.NOTE if recommended else Verdict.BROKEN,
    )
    if size is not None:
        yield from all_alike(
            clause,
            f"{item}的字号",
            f"{size_name(size)}（{size:g} 磅）",
            (
                Seen(place, f"{size_name(run.look.size)}（{run.look.size:g} 磅）", _same(run, size))
                for place, run in runs
            ),
        )


def _same(run: Run, size: float) -> bool:
    """三号 is 15.75 pt by the printers' table and 16 pt in Word."""
    return abs(run.look.size - size) <= 0.25


def _face_seen(place: str, run: Run, face: Face) -> Seen:
    font = run.look.face or "未指定"
    return Seen(place, font, face_of(run.look.face) is face)

"""行：pieces of text that stand side by side, put together into lines."""

from __future__ import annotations

import itertools
from bisect import insort
from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Piece(NamedTuple):
    """Text without a gap in it; ``mid`` is half the height of its letters, ``size`` one em.

    ``lefts`` are the left edges of its characters where the file tells them; ``doubts`` are
    the columns (first, end) of characters that were read with doubt.
    """

    text: str
    left: float
    right: float
    mid: float
    size: float
    lefts: Sequence[float] = ()
    doubts: tuple[tuple[int, int], ...] = ()


class TextLine(NamedTuple):
    """One line as it stands on the page; ``size`` is that of most of its characters.

    ``column`` is 0 for a line over the page's width, 1 and 2 on pages set in two columns.
    """

    text: str
    left: float
    right: float
    mid: float
    size: float
    doubts: tuple[tuple[int, int], ...] = ()
    column: int = 0


_TAB_GAP = 2.0  # em: white this wide parts columns
_WIDE_GAP = 0.6  # em beside a Chinese character; less is what programs put between 年 and 2021
_NARROW_GAP = 0.16  # em between two Latin letters
_SAME_LINE = 0.45  # em that the middles of two pieces of one line may differ
_RAISED = 0.65  # the same for a small piece that touches the one before it: CO₂, m³
_SMALL = 0.75  # of the size before it: what is raised or lowered is set smaller


def lines_of(pieces: Iterable[Piece], *, wide: str = "\t") -> list[TextLine]:
    """The pieces as lines, from the top; in a line strictly from left to right.

    White of two em and more becomes ``wide``, narrower white one space.
    """
    pieces = list(pieces)
    if len(pieces) == 1:  # most cells of tables
        text, left, right, mid, size, _, doubts = pieces[0]
        if text and not (text[0].isspace() or text[-1].isspace()):
            return [TextLine(text, left, right, mid, size, doubts)]
    return [line for draft in _drafts(pieces) if (line := _line(draft, wide)) is not None]


def rows_of(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """The pieces of each line, from the top and from left to right."""
    return [sorted(draft.pieces, key=lambda piece: piece.left) for draft in _drafts(pieces)]


def _drafts(pieces: Iterable[Piece]) -> list[_Draft]:
    drafts: list[_Draft] = []
    for piece in sorted(pieces, key=_by_middle):
        draft = _place(piece, drafts)
        if draft is None:
            drafts.append(_Draft([piece], piece.mid, piece.size))
        else:
            draft.pieces.append(piece)
            if piece.size > draft.size:
                draft.size, draft.mid = piece.size, piece.mid
    drafts.sort(key=lambda draft: draft.mid)
    return drafts


class _Draft:
    """A line being put together; its middle is that of its biggest piece."""

    __slots__ = ("mid", "pieces", "size")

    def __init__(self, pieces: list[Piece], mid: float, size: float) -> None:
        self.pieces = pieces
        self.mid = mid
        self.size = size


def _by_middle(piece: Piece) -> tuple[float, float]:
    return piece.mid, piece.left


def _place(piece: Piece, lines: list[_Draft]) -> _Draft | None:
    """The line the piece stands in; among the last few, for a big letter spans small lines."""
    mid = piece.mid
    for draft in reversed(lines[-3:]):
        off = abs(mid - draft.mid)
        if off < 0.01:
            return draft
        size = max(piece.size, draft.size)
        if (
            off <= _SAME_LINE * size or (off <= _RAISED * size and _is_index(piece, draft))
        ) and not _collides(piece, draft):
            return draft
    return None


def _is_index(piece: Piece, draft: _Draft) -> bool:
    """Whether the piece is an index of one in the line, or the other way round."""
    return any(
        small.size <= _SMALL * big.size and abs(small.left - big.right) <= 0.3 * small.size
        for other in draft.pieces
        for big, small in ((other, piece), (piece, other))
    )


def _collides(piece: Piece, draft: _Draft) -> bool:
    """Whether the piece stands above or below another piece of the line, not beside it."""
    least = 0.15 * piece.size
    return any(
        abs(piece.mid - other.mid) > least
        and min(piece.right, other.right) - max(piece.left, other.left) > 0.5 * piece.size
        for other in draft.pieces
    )


def _line(draft: _Draft, wide: str) -> TextLine | None:
    pieces = sorted(draft.pieces, key=lambda piece: piece.left)
    if _overlap(pieces):
        pieces = _untangled(pieces)
    text, doubts = _joined(pieces, wide)
    bare = text.strip()
    if not bare:
        return None
    skipped = len(text) - len(text.lstrip())
    if skipped or doubts:
        doubts = [
            (max(a - skipped, 0), min(b - skipped, len(bare)))
            for a, b in doubts
            if b > skipped and a - skipped < len(bare)
        ]
    solid = [piece for piece in pieces if not piece.text.isspace()]
    right = max(piece.right for piece in solid)
    return TextLine(bare, solid[0].left, right, draft.mid, _usual_size(solid), tuple(doubts))


def _usual_size(pieces: Sequence[Piece]) -> float:
    """The size of most characters; of the first such where as many have another."""
    if len(pieces) == 1:
        return pieces[0].size
    counts: dict[float, int] = {}
    for piece in pieces:
        counts[piece.size] = counts.get(piece.size, 0) + len(piece.text)
    return max(counts, key=lambda size: counts[size])


def _overlap(pieces: list[Piece]) -> bool:
    return any(
        b.left - a.right < -0.35 * min(a.size, b.size) and b.left > a.left - a.size
        for a, b in itertools.pairwise(pieces)
    )


def _untangled(pieces: list[Piece]) -> list[Piece]:
    """Pieces that lie over one another, as single characters from left to right.

    The same character twice on nearly the same spot is bold made by printing twice.
    """
    single: list[tuple[float, int, Piece]] = []
    for origin, piece in enumerate(pieces):
        if len(piece.lefts) != len(piece.text):
            insort(single, (piece.left, origin, piece))
            continue
        rights = (*piece.lefts[1:], piece.right)
        for at, (character, left, right) in enumerate(
            zip(piece.text, piece.lefts, rights, strict=True)
        ):
            part = Piece(
                character,
                left,
                max(left, right),
                piece.mid,
                piece.size,
                (),
                tuple((0, 1) for a, b in piece.doubts if a <= at < b),
            )
            single.append((left, origin, part))
    single.sort(key=lambda entry: entry[:2])
    kept: list[tuple[float, int, Piece]] = []
    for left, origin, part in single:
        doubled = any(
            other.text == part.text
            and origin != other_origin
            and left - other_left < 0.3 * part.size
            for other_left, other_origin, other in kept[-3:]
        )
        if not doubled:
            kept.append((left, origin, part))
    return [part for _, _, part in kept]


def _joined(pieces: list[Piece], wide: str) -> tuple[str, list[tuple[int, int]]]:
    first = pieces[0]
    text = first.text
    doubts = list(first.doubts)
    if len(pieces) == 1:
        return text, doubts
    spaced = _letter_spaced(pieces)
    right, size = first.right, first.size
    parts = [text]
    length = len(text)
    last = text[-1:]
    for at, piece in enumerate(pieces[1:]):
        gap = (piece.left - right) / max(min(size, piece.size), 1.0)
        if gap > _NARROW_GAP and at not in spaced:
            blank = _blank(gap, last, piece.text[0], wide)
            if blank:
                parts.append(blank)
                length += len(blank)
        if piece.doubts:
            doubts += ((a + length, b + length) for a, b in piece.doubts)
        parts.append(piece.text)
        length += len(piece.text)
        last = piece.text[-1]
        right, size = max(right, piece.right), piece.size
    return "".join(parts), doubts


def _blank(gap: float, before: str, after: str, wide: str) -> str:
    if gap >= _TAB_GAP:
        return wide
    if before.isspace() or after.isspace():
        return ""
    narrow = not (is_wide(before) or is_wide(after))
    return " " if gap > (_NARROW_GAP if narrow else _WIDE_GAP) else ""


def _letter_spaced(pieces: list[Piece]) -> set[int]:
    """Gaps (by the piece before them) inside words whose characters are drawn apart evenly."""
    if len(pieces) < 3:
        return set()
    gaps: dict[int, float] = {}
    for at, (a, b) in enumerate(itertools.pairwise(pieces)):
        if len(a.text) == 1 == len(b.text) and is_wide(a.text) and is_wide(b.text):
            gaps[at] = (b.left - a.right) / max(a.size, 1.0)
    return {
        at
        for at, gap in gaps.items()
        if any(abs(gap - gaps.get(other, -9.0)) < 0.15 for other in (at - 1, at + 1))
    }


def is_wide(character: str) -> bool:
    """Whether the character is set one em wide: Chinese, and full-width marks."""
    return character >= "\u2e80" or character in "“”‘’—…·×"


def merged(places: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Places that follow one another without a gap, put together."""
    result: list[tuple[int, int]] = []
    for first, end in places:
        if result and result[-1][1] == first:
            result[-1] = (result[-1][0], end)
        else:
            result.append((first, end))
    return tuple(result)


def is_ideograph(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff" or "\uf900" <= character <= "\ufaff"


_OPENING = frozenset("（〔［【《〈「『([{")
_CLOSING = frozenset("）］】》〉」』〕，。、；：？！％·,.;:?!)]}%℃°")
_QUOTES = frozenset("“”‘’\"'")  # Unicode's line breaking (UAX 14) keeps them on both sides
_LONGEST_WORD = 8.0  # em
_AUTOMATIC_SPACE = 0.25  # em
_LATIN = 0.65  # em: digits in the widest of usual fonts


def needed_width(text: str, after: str = "") -> float:
    """How wide, in em, the start of the text is that no line break may part.

    ``after`` is what it would stand behind: between Chinese and Latin programs put some white.
    """
    width = _AUTOMATIC_SPACE if _are_spaced(after[-1:], text[:1]) else 0.0
    before = ""
    for character in text:
        if before and _may_break(before, character):
            break
        width += 1.0 if is_wide(character) or character == "%" else _LATIN
        before = character
        if width >= _LONGEST_WORD:
            break
    return width or 1.0


def _are_spaced(before: str, after: str) -> bool:
    """Whether one of two neighbours is Chinese and the other a Latin letter or digit."""
    latin = [character.isascii() and character.isalnum() for character in (before, after)]
    return latin in ([True, False], [False, True]) and is_ideograph(before if latin[1] else after)


def _may_break(before: str, after: str) -> bool:
    if after in _CLOSING or before in _OPENING or before in _QUOTES or after in _QUOTES:
        return False
    if before in "—…" and after == before:
        return False
    return is_wide(before) or is_wide(after) or before.isspace() or after.isspace()

"""哪一类接着哪一类: which section of one year goes on as which section of the next.

四、绿色 and 五、绿色 are one section, whatever the label. A title that is gone and a title that is
new belong together if one contains the other, or if half of what stands in one went to the other.
The relation reads the same in both directions, and several sections may go on in one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from pipeline.match_text import plain

Path = tuple[str, ...]

_GENERAL = re.compile(r"(?:类|项|指标|目标|任务|方面)+$")


def title_key(title: str) -> str:
    """A title as it is compared: 减分项指标 and 减分项 are one."""
    words = plain(title)
    return _GENERAL.sub("", words) or words


class Sections:
    """The relation between the sections of two years; ``learn`` adds what pairs tell."""

    def __init__(self, old: Iterable[Path], new: Iterable[Path]) -> None:
        """Paths are titles as ``title_key`` gives them, outermost first, one path per item."""
        self._old = {title for path in old for title in path}
        self._new = {title for path in new for title in path}
        self._votes: set[tuple[str, str]] = set()
        self._known: dict[tuple[Path, Path], bool] = {}

    def learn(self, pairs: Sequence[tuple[Path, Path]]) -> None:
        """Sections whose titles changed: where did the items of the one go?"""
        votes: Counter[tuple[str, str]] = Counter()
        left: Counter[str] = Counter()
        right: Counter[str] = Counter()
        for (old, new), count in Counter(pairs).items():
            for one in set(old):
                left[one] += count
            for other in set(new):
                right[other] += count
            for both in {(one, other) for one in old for other in new}:
                votes[both] += count
        self._votes = {
            (one, other)
            for (one, other), count in votes.items()
            if one not in self._new
            and other not in self._old
            and 2 * count >= min(left[one], right[other])
        }
        self._known.clear()

    def related(self, old: Path, new: Path) -> bool:
        """Whether an item that stands under both paths has stayed where it was.

        Where one year has more levels than the other, the shorter path must be found in the
        longer one; an item without a section has not moved.
        """
        key = (old, new)
        if key not in self._known:
            short, long = (old, new) if len(old) <= len(new) else (new, old)
            at = 0
            for title in long:
                if at < len(short) and self._same(
                    *((short[at], title) if short is old else (title, short[at]))
                ):
                    at += 1
            self._known[key] = at == len(short)
        return self._known[key]

    def open(self, old: Path, new: Path) -> bool:
        """Whether nothing speaks against it: one of the two titles is gone, or is new."""
        return bool(old and new) and (old[-1] not in self._new or new[-1] not in self._old)

    def _same(self, old: str, new: str) -> bool:
        if old == new or (old, new) in self._votes:
            return True
        changed = old not in self._new and new not in self._old
        return changed and min(len(old), len(new)) > 1 and (old in new or new in old)

"""去年的哪一项是今年的哪一项: the indicators of two years, matched over the whole lists at once.

What is certain is settled first and then helps with the rest: equal texts, then pair after pair
from the best score down, each round knowing the neighbours and sections settled before it. The
sum of all scores is not maximised – that gives up sure pairs to raise doubtful ones. Last come
splits and mergers. What could as well be otherwise is 疑似: ``certain`` is false, and a person
decides.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.match_desk import Desk, Entry, Link, Verdicts
from pipeline.match_groups import groups
from pipeline.match_reasons import links_of

__all__ = ["Entry", "Link", "Verdicts", "match"]

ROUNDS = (0.80, 0.70, 0.62, 0.54)  # least scores, from round to round


def match(
    old: Sequence[Entry],
    new: Sequence[Entry],
    verdicts: Verdicts | None = None,
    *,
    full: bool | None = None,
) -> tuple[Link, ...]:
    """Which entries belong together, in the order of the new list; each entry at most once.

    ``full`` looks at every possible pair (or never does); by default the size decides.
    """
    desk = Desk(old, new, verdicts or Verdicts(), full)
    desk.take_decided()
    desk.take_equal()
    desk.look()
    desk.take_alike(ROUNDS[:2])
    found = groups(desk)
    desk.take_alike(ROUNDS[2:])
    desk.take_lone()
    found += groups(desk)
    links = links_of(desk)
    links += found
    return tuple(sorted((*desk.decided, *links), key=lambda link: (link.new, link.old)))

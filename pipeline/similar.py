"""相近的单位: what to offer when no unit answers to a name. Offered, never taken.

First units that took over the work in a reform, then those written most alike.
"""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.knowledge import Reform, knowledge
from pipeline.names import Place, body_of, forms, tidy, without_bracket
from pipeline.units import Candidate

ENOUGH, OFFERED = 0.4, 3
_LOOKED_AT = 2000  # names compared in full; no office has as many, only a benchmark
_OTHER_LEVEL = 0.25  # 市财政局 is hardly 区财政局


class Similar:
    """All names of a register, ready to be asked what a strange name is like."""

    def __init__(self, written: Iterable[tuple[str, str]], place: Place | None) -> None:
        """``written`` are pairs of a unit and one way to write it."""
        self._place = place
        self._names = sorted(set(written))
        self._forms = [forms(name, place)[0] for _, name in self._names]
        self._by_body: dict[str, list[int]] = {}
        self._by_part: dict[str, list[int]] = {}
        for index, form in enumerate(self._forms):
            self._by_body.setdefault(form.body, []).append(index)
            for part in sorted(_parts(form.body) | {form.body[:1]}):
                self._by_part.setdefault(part, []).append(index)

    def to(self, name: str, inherited: str | None = None) -> tuple[Candidate, ...]:
        """At most three units, best first; equal ones in the order of their names."""
        found: dict[str, tuple[float, str]] = {}
        for form in (f for text in self._readings(name) for f in forms(text, self._place)):
            wanted = form.owner if form.owner is not None else inherited
            for score, index, reason in (*self._reformed(form.body), *self._alike(form.body)):
                owner, unit = self._forms[index].owner, self._names[index][0]
                elsewhere = bool(wanted and owner and owner != wanted)
                told = f"{reason}，但层级不同" if elsewhere else reason
                weight = score - _OTHER_LEVEL * elsewhere
                if weight >= ENOUGH and weight > found.get(unit, (0.0, ""))[0]:
                    found[unit] = (weight, told)
        best = sorted(found.items(), key=lambda item: (-item[1][0], item[0]))[:OFFERED]
        return tuple(Candidate(unit, reason) for unit, (_, reason) in best)

    def _readings(self, name: str) -> tuple[str, ...]:
        plain, plate = without_bracket(tidy(name))
        return (plain, plate) if plate and len(plate) > 2 else (plain,)

    def _reformed(self, body: str) -> Iterable[tuple[float, int, str]]:
        for reform in knowledge().reforms:
            for before, after, words in (
                (reform.old, reform.new, "由其承接"),
                (reform.new, reform.old, "由其改组而来"),
            ):
                for heir in _heirs(body, before, after, reform):
                    for index in self._by_body.get(heir, ()):
                        yield (
                            2.0 + reform.year / 10_000,
                            index,
                            f"{reform.year}年前后机构改革中{words}",
                        )

    def _alike(self, body: str) -> Iterable[tuple[float, int, str]]:
        for index in self._near(body):
            score = likeness(body, self._forms[index].body)
            if score >= ENOUGH:
                yield score, index, "名称相近"

    def _near(self, body: str) -> set[int]:
        """Names that share something with a body, the rarest parts first, a bounded number."""
        listed = [self._by_part.get(part, ()) for part in sorted(_parts(body) | {body[:1]})]
        near: set[int] = set()
        for indices in sorted(listed, key=len):
            near.update(indices[: _LOOKED_AT - len(near)])
        return near


# What a body's name may end in after a reform: a bureau may have become a branch (环保).
_TAILS = {
    "局": ("局", "分局"),
    "委": ("局",),
    "办": ("办", "局"),
    "分局": ("分局", "局"),
    "所": ("所",),
    "厅": ("厅",),
    "大队": ("大队",),
    "支队": ("支队",),
}


def _heirs(
    body: str, before: tuple[str, ...], after: tuple[str, ...], reform: Reform
) -> Iterable[str]:
    """What a body would be called after a reform, or was called before it."""
    for old in before:
        for old_body in body_of(old):
            if reform.whole and body == old_body:
                yield from (heir for new in after for heir in body_of(new))
            elif not reform.whole and body.startswith(old_body):
                tail = body.removeprefix(old_body)
                if tail in _TAILS:
                    yield from (f"{new}{other}" for new in after for other in _TAILS[tail])


def likeness(one: str, other: str) -> float:
    """0–1: shared pairs of characters; more if one abbreviates the other (文旅局, 文化旅游局)."""
    if one == other:
        return 1.0
    pairs, others = _parts(one), _parts(other)
    total = len(pairs) + len(others)
    dice = 2 * len(pairs & others) / total if total else 0.0
    short, long = sorted((one, other), key=lambda text: (len(text), text))
    if (
        len(short) > 2
        and short[0] == long[0]
        and short[-1] == long[-1]
        and _abbreviates(short, long)
    ):
        return max(dice, 0.6 + 0.3 * len(short) / len(long))
    return dice


def _parts(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1)} or {text}


def _abbreviates(short: str, long: str) -> bool:
    rest = iter(long)
    return all(character in rest for character in short)

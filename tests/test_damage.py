"""Damaged copies: either the notice is read as before, or a finding tells that something is off.

What nobody can notice is listed in UNDETECTABLE, each with its reason; the share of silent copies
of the detectable kinds is printed (pytest -s) and may not exceed what is stated.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path

import pytest

from command_line import ROOT
from parsers.assemble import assemble
from parsers.diagnostics import Diagnostic, Severity
from parsers.model import Notice
from parsers.rules import classify
from parsers.source import Line, Part, Source
from parsers.text import fold
from pipeline.checks import check

COPIES = 2000
MOST_SILENT = 0.02  # of copies whose reading changed, in the detectable kinds
SHARED = ROOT.parent / "shared" / "corpus"
NAMES = (
    "qinghe-2022", "linjiang-2023", "anhe-2024", "yunling-2022", "yuntai-2022", "hexi-2023",
    "lingang-2022", "tongshan-2020",
)  # fmt: skip
UNDETECTABLE = {
    "figure": "another figure is as good as the first where no total is stated (4分 → 5分)",
    "character": "one character for another inside a text or a name nobody else knows",
    "shortened": "a text or name cut where what is left reads whole",
    "optional": "a line that other items lack too",
    "last": "the last item or heading of a list without a stated count, the printing line",
    "stop": "a stop for a stop inside a text",
}
Change = Callable[[random.Random, list[str], int], list[str] | None]


def replaced(lines: list[str], at: int, text: str) -> list[str]:
    return [*lines[:at], text, *lines[at + 1 :]]


def one_of(rng: random.Random, line: str, pattern: str) -> re.Match[str] | None:
    found = list(re.finditer(pattern, line))
    return rng.choice(found) if found else None


def dropped(_: random.Random, lines: list[str], at: int) -> list[str] | None:
    return lines[:at] + lines[at + 1 :]


def doubled(_: random.Random, lines: list[str], at: int) -> list[str] | None:
    return [*lines[: at + 1], *lines[at:]]


def moved(rng: random.Random, lines: list[str], at: int) -> list[str] | None:
    rest = lines[:at] + lines[at + 1 :]
    to = rng.randrange(len(rest))
    return [*rest[:to], lines[at], *rest[to:]]


def bracket_lost(rng: random.Random, lines: list[str], at: int) -> list[str] | None:
    found = one_of(rng, lines[at], r"[（）()]")
    return found and replaced(lines, at, lines[at][: found.start()] + lines[at][found.end() :])


def separator_lost(rng: random.Random, lines: list[str], at: int) -> list[str] | None:
    found = one_of(rng, lines[at], r"(?<=[局委办府会])[、，；](?=[各区县市])")
    return found and replaced(lines, at, lines[at][: found.start()] + lines[at][found.end() :])


def label_damaged(rng: random.Random, lines: list[str], at: int) -> list[str] | None:
    found = one_of(rng, lines[at], r"(?:责任|牵头|配合)(?:单位|领导)(?=[：:])")
    if found is None:
        return None
    k = rng.randrange(found.start(), found.end())
    return replaced(lines, at, lines[at][:k] + rng.choice(("", "任", "们")) + lines[at][k + 1 :])


def number_lost(_: random.Random, lines: list[str], at: int) -> list[str] | None:
    found = re.match(r"\s*(?:\d{1,2}[.．、]|（[一二三四五六七八九十]+）)", lines[at])
    return found and replaced(lines, at, lines[at][found.end() :])


def number_changed(rng: random.Random, lines: list[str], at: int) -> list[str] | None:
    found = re.match(r"\s*(\d{1,2})(?=[.．、])", lines[at])
    if found is None:
        return None
    other = rng.choice([n for n in range(1, 99) if n != int(found[1])])
    return replaced(lines, at, f"{other}{lines[at][found.end() :]}")


def units_lost(_: random.Random, lines: list[str], at: int) -> list[str] | None:
    return dropped(_, lines, at) if re.match(r"\s*(?:责任|牵头)单位[：:]", lines[at]) else None


def joined(_: random.Random, lines: list[str], at: int) -> list[str] | None:
    following = next((n for n in range(at + 1, len(lines)) if lines[n].strip()), None)
    if following is None:
        return None
    return [*lines[:at], lines[at] + lines[following].lstrip(), *lines[following + 1 :]]


CHANGES: tuple[Change, ...] = (
    dropped, doubled, moved, bracket_lost, separator_lost, label_damaged, number_lost,
    number_changed, units_lost, joined,
)  # fmt: skip


def read(lines: Sequence[str]) -> tuple[Notice, tuple[Diagnostic, ...]]:
    source = Source(
        (Part("x.txt", "txt", "", None, 1),),
        tuple(Line(n, text) for n, text in enumerate(lines, 1)),
    )
    notice, found = assemble(source, *classify(source))
    return notice, (*found, *check(notice))


def meaning(notice: Notice) -> object:
    headings = {s.id: plain(s.heading) for s in notice.sections}
    return (
        notice.document_number,
        plain(notice.title.value) if notice.title else None,
        notice.date_of_issue,
        [plain(a.value) for a in notice.addressees],
        [
            (
                plain(i.number.value) if i.number else None,
                [headings[s] for s in i.section],
                plain(i.text.value),
                (i.points.value, i.points.kind) if i.points else None,
                i.deadline and plain(i.deadline.value),
                [plain(leader.value) for leader in i.leaders],
                sorted((plain(m.name.value), m.role.value) for m in i.mentions),
            )
            for i in notice.indicators
        ],
    )


def plain(text: str) -> str:
    return re.sub(r"[\s，；。、,;.]", "", fold(text))


def serious(findings: Sequence[Diagnostic]) -> Counter[str]:
    return Counter(f.message for f in findings if f.severity is not Severity.INFO)


def excused(before: Notice, lines: list[str], change: Change, at: int) -> bool:
    """Whether the change is one of those that nobody can notice."""
    line = lines[at]
    last = before.indicators[-1]
    if change is dropped:
        labels = ("配合单位", "责任领导", "完成时限", "责任单位", "牵头单位")
        optional = line.strip().startswith(labels)
        heading = before.roles[at] == "section"
        starts = {i.line for i in before.indicators if i.number and i.number.value in ("1", "一")}
        ends = {i.line for i, j in pairwise(before.indicators) if j.line in starts}
        if at + 1 in ends:
            return True
        return (
            optional
            or heading
            or last.line <= at + 1
            or before.roles[at] not in ("indicator", "units")
        )
    if change is joined:
        return before.roles[at] in ("letterhead", "title")
    if change is moved:
        return before.roles[at] in (
            "section",
            "annex_title",
            "preamble",
            "closing",
            "public_note",
            "printed",
        )
    return False


def notices() -> list[Path]:
    own = [ROOT / "samples" / "notices" / "weidong-2021.txt"]
    return own + [SHARED / f"{name}.txt" for name in NAMES if (SHARED / f"{name}.txt").exists()]


def test_a_damaged_notice_is_read_the_same_or_a_finding_tells(
    capsys: pytest.CaptureFixture[str],
) -> None:
    rng = random.Random(20210517)
    tried: Counter[str] = Counter()
    changed: Counter[str] = Counter()
    silent: list[str] = []
    paths = notices()
    texts = {path: path.read_text(encoding="utf-8").split("\n") for path in paths}
    known = {path: read(lines) for path, lines in texts.items()}
    while sum(tried.values()) < COPIES:
        path = rng.choice(paths)
        lines = texts[path]
        before, said = known[path]
        at = rng.choice([n for n, line in enumerate(lines) if line.strip()])
        change = rng.choice(CHANGES)
        damaged = change(rng, lines, at)
        if damaged is None or excused(before, lines, change, at):
            continue
        tried[change.__name__] += 1
        after, found = read(damaged)
        if meaning(after) == meaning(before):
            continue
        changed[change.__name__] += 1
        if not serious(found) - serious(said):
            silent.append(f"{path.stem}:{at + 1} {change.__name__}: {lines[at].strip()[:60]}")

    with capsys.disabled():
        print(
            f"\n{sum(tried.values())} damaged copies, {sum(changed.values())} read otherwise, ",
            end="",
        )
        print(f"{len(silent)} of them silently", *silent, sep="\n  ")
    assert set(tried) == {change.__name__ for change in CHANGES}
    assert len(silent) <= MOST_SILENT * sum(changed.values())

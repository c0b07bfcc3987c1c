"""Matching two years: time, memory and recall against rapidfuzz, and how well it does.

    python benchmarks/matching.py            # all sizes
    python benchmarks/matching.py 58 5800    # or only these

Each way of matching runs in a fresh process. ``cdist`` is rapidfuzz's full matrix of ratios (in
chunks of 500 rows at 58,000), best score first; ``fenjie`` is ``pipeline.match.match`` with all it
weighs – sections, units, points, neighbours, splits – not the text alone. Recall is the share of
items that go on for which the right partner was found.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from decimal import Decimal
from importlib.util import find_spec
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from pipeline.match import Entry, match  # noqa: E402

SIZES = (58, 580, 5_800, 58_000)
CHUNK = 500
PLACES = (*"东西南北新高清石青白黄龙凤马牛羊松柳桃杏梅竹兰云月星河湖江海",)


def lists(size: int) -> tuple[list[Entry], list[Entry], dict[int, int]]:
    """Two lists of ``size`` items, and which old position is which new one.

    Six of ten items stay as they are, one of ten goes and another comes, the rest is reworded,
    given another figure, or moved.
    """
    from years_made import EXTRAS, FRAMES, SWAPS, UNITS, WHAT, WHO

    random = Random(size)
    made: dict[str, None] = {}
    while len(made) < size + size // 6 + 20:
        place = random.choice(PLACES) + random.choice(PLACES) + random.choice("镇乡村区县")
        clauses = [
            random.choice(FRAMES).format(random.choice(WHO), random.choice(WHAT))
            for _ in range(random.choice((1, 1, 2, 2, 3)))  # 24 characters on average, as notices
        ]
        made[f"{place}{'，'.join(clauses)}"] = None
    texts = list(made)
    old = [
        Entry(
            text,
            str(at),
            (f"s{at * 10 // size}",),
            frozenset(random.sample(UNITS, 2)),
            Decimal(random.randint(1, 10)) / 2,
        )
        for at, text in enumerate(texts[:size], 1)
    ]
    new: list[tuple[int | None, Entry]] = []
    fresh = iter(texts[size:])
    for at, entry in enumerate(old):
        fate, text = random.random(), entry.text
        if fate < 0.1:
            added = Entry(next(fresh), None, entry.section, entry.units, entry.points)
            new.append((None, added))
            continue
        if fate > 0.7:
            swap = random.choice(SWAPS)
            text = f"{random.choice(EXTRAS)}{text.replace(*swap)}"
        elif fate > 0.6:
            text = f"{text}达到{random.randint(2, 99)}%以上"
        new.append((at, Entry(text, None, entry.section, entry.units, entry.points)))
    # Whole runs change places, as when sections are put in another order.
    runs = [new[start : start + 40] for start in range(0, len(new), 40)]
    random.shuffle(runs)
    new = [item for run in runs for item in run]
    truth = {origin: at for at, (origin, _) in enumerate(new) if origin is not None}
    return old, [entry for _, entry in new], truth


def by_fenjie(old: list[Entry], new: list[Entry]) -> dict[int, int]:
    links = match(old, new)
    return {link.old[0]: link.new[0] for link in links if len(link.old) == len(link.new) == 1}


def by_cdist(old: list[Entry], new: list[Entry]) -> dict[int, int]:
    """Ratios of all pairs, those of 60 and more from the best down."""
    import numpy as np
    from rapidfuzz import fuzz, process

    texts = [entry.text for entry in new]
    rows, columns, scores = [], [], []
    chunk = len(old) if len(old) <= 5_800 else CHUNK
    for start in range(0, len(old), chunk):
        part = [entry.text for entry in old[start : start + chunk]]
        matrix = process.cdist(
            part, texts, scorer=fuzz.ratio, score_cutoff=60, dtype=np.uint8, workers=1
        )
        row, column = np.nonzero(matrix)
        rows.append(row + start)
        columns.append(column)
        scores.append(matrix[row, column])
    row, column = np.concatenate(rows), np.concatenate(columns)
    found: dict[int, int] = {}
    used: set[int] = set()
    for at in np.argsort(-np.concatenate(scores).astype(int), kind="stable"):
        a, b = int(row[at]), int(column[at])
        if a not in found and b not in used:
            found[a] = b
            used.add(b)
    return found


WAYS = {"fenjie": by_fenjie, "cdist": by_cdist}


def measure(way: str, size: int) -> None:
    """In a process of its own: prints seconds of the processor, MiB above the lists, and recall."""
    old, new, truth = lists(size)
    if way == "cdist":
        import numpy as np  # noqa: F401 - loading is not matching
        import rapidfuzz.process  # noqa: F401
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()  # both run on one core; other work on the machine is left out
    found = WAYS[way](old, new)
    seconds = time.process_time() - start
    memory = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    right = sum(found.get(a) == b for a, b in truth.items())
    print(json.dumps([seconds, memory, right / len(truth)]))


def measured(way: str, size: int) -> list[float]:
    command = [sys.executable, __file__, "--measure", way, str(size)]
    run = subprocess.run(command, check=True, capture_output=True, text=True)
    values: list[float] = json.loads(run.stdout)
    return values


def main() -> int:
    if sys.argv[1:2] == ["--measure"]:
        measure(sys.argv[2], int(sys.argv[3]))
        return 0
    if not (find_spec("numpy") and find_spec("rapidfuzz")):
        print("numpy and rapidfuzz are needed to compare with: pip install numpy rapidfuzz")
        return 0
    sizes = [int(word) for word in sys.argv[1:]] or SIZES
    print("size     way      seconds   of cdist   MiB above   recall")
    for size in sizes:
        cdist, ours = (
            min(measured(way, size) for _ in range(3 if size < 10_000 else 1))
            for way in ("cdist", "fenjie")
        )
        for way, (seconds, memory, recall) in (("cdist", cdist), ("fenjie", ours)):
            share = f"{seconds / cdist[0]:.2f}"
            print(
                f"{size:<8} {way:<8} {seconds:7.3f}   {share:>8}   {memory:9.0f}   {recall:.4f}",
                flush=True,
            )
    if not sys.argv[1:]:
        made_years()
    return 0


def made_years() -> None:
    """1,000 made years of 10 to 200 items with all kinds of edits."""
    from years_made import wrong, years

    random = Random(1)
    true = missed = sure = links = doubtful = 0
    start = time.perf_counter()
    for seed in range(1_000):
        made = years(seed, random.randint(10, 200), change=random.choice((0.2, 0.4, 0.6, 0.8)))
        found = match(made.old, made.new)
        false, missing = wrong(found, made)
        true, missed, links = true + len(made.truth), missed + missing, links + len(found)
        sure += sum(link.certain for link in false)
        doubtful += sum(not link.certain for link in found)
    print(
        f"1,000 made years: {1 - missed / true:.4f} of {true} pairs right, "
        f"{sure} wrong ones not 疑似, {doubtful / links:.1%} of all pairs 疑似, "
        f"{time.perf_counter() - start:.0f} s"
    )


if __name__ == "__main__":
    sys.exit(main())

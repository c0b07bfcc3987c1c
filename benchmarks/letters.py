"""How many letters a second, against docxtpl filling the same template with the same fields.

    python benchmarks/letters.py [letters ...]

Letters are those of a notice of 58 items: departments with one to twenty items and
streets with fifty. Each measurement is a process of its own, ours and docxtpl's in turn; the
template is opened once on our side and, as docxtpl must, for every letter on the other (a
docxtpl object used again is no faster). 5,000 letters are also shared out to two processes.
"""

from __future__ import annotations

import io
import multiprocessing
import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from ledger_made import Item, assignments  # noqa: E402 - the project need not be installed
from pipeline.office import Office  # noqa: E402
from pipeline.render.letters import render_letters  # noqa: E402
from pipeline.views.letters import LetterView, letter_views  # noqa: E402

SIZES = (500, 5_000)
SAMPLE = 60  # docxtpl's letters per measurement: it takes some 25 ms for each
ROUNDS = 5
TEMPLATE = (ROOT / "templates" / "任务函.docx").read_bytes()
WORDS = "规模以上工业增加值增长速度及占地区生产总值比重提高幅度居民人均可支配收入技术合同成交额"


def letters() -> tuple[LetterView, ...]:
    """58 items for 24 departments and, most of them, for every street: 27 letters."""
    items = (
        Item(
            f"{n // 7}、第{n // 7}类",
            (WORDS[n % 20 :] + WORDS)[: 10 + n % 30],
            str(n % 5 - 1 or 2),
            (f"区第{n * n % 24}局", f"区第{n % 7}局", *(("各街道办事处",) if n % 6 else ())),
        )
        for n in range(58)
    )
    return letter_views(assignments(items), Office())


def endless() -> Iterator[LetterView]:
    return cycle(letters())


def ours(count: int) -> float:
    views = list(islice(endless(), count))
    start = time.perf_counter()
    for file in render_letters(views, TEMPLATE):
        assert file.data
    return count / (time.perf_counter() - start)


def docxtpl(count: int) -> float:
    from docxtpl import DocxTemplate

    views = list(islice(endless(), min(count, SAMPLE)))
    start = time.perf_counter()
    for view in views:
        document = DocxTemplate(io.BytesIO(TEMPLATE))
        document.render(view.fields, autoescape=True)
        document.save(io.BytesIO())
    return len(views) / (time.perf_counter() - start)


def two_workers(count: int) -> float:
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        pool.map(ours, [10, 10])  # both have started and imported
        start = time.perf_counter()
        pool.map(ours, [count // 2, count - count // 2], chunksize=1)
        return count / (time.perf_counter() - start)


def apart(work: Callable[[int], float], count: int) -> tuple[float, float]:
    """Letters per second and peak memory (MiB) of ``work`` in a process of its own."""
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_measured, args=(work, count, sender))
    process.start()
    rate, memory = receiver.recv()
    process.join()
    return rate, memory


def _measured(work: Callable[[int], float], count: int, sender: object) -> None:
    rate = work(count)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sender.send((rate, peak))  # type: ignore[attr-defined]


def main(sizes: tuple[int, ...]) -> None:
    print("letters per second, medians of", ROUNDS, "rounds taken in turn; peak memory")
    for count in sizes:
        works = (ours, docxtpl)
        rounds = [[apart(work, count) for work in works] for _ in range(ROUNDS)]
        mine, other = (statistics.median(r[i][0] for r in rounds) for i in range(2))
        ratio = statistics.median(r[0][0] / r[1][0] for r in rounds)
        memory = max(r[0][1] for r in rounds)
        print(f"{count:6,} letters: ours {mine:7,.0f}/s ({memory:.0f} MiB)  ", end="")
        print(f"docxtpl {other:5.1f}/s   {ratio:.0f}×")
    print(f"{sizes[-1]:6,} letters, two workers: {two_workers(sizes[-1]):,.0f}/s")


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])) or SIZES)

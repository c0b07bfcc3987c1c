"""归口测速: many units, many mentions. Doubling both should double the time, no more.

    python benchmarks/units.py                 # the table
    python benchmarks/units.py 10000 58000     # one size

The register and the names are invented: units of many kinds and levels, written in several ways;
one mention in fifty is of a unit the register does not know, so that candidates are looked for.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from parsers.model import Indicator, Mention, Notice, Role, Text
from parsers.source import Line, Part, Source, Span
from pipeline.assign import assign
from pipeline.units import Unit, UnitBook, UnitKind

PER_ITEM = 5
SIZES = ((1_250, 7_250), (2_500, 14_500), (5_000, 29_000), (10_000, 58_000))
_FIRST = "东南西北中上下新古长安平永兴福高清白石金"
_SECOND = "山河湖海江溪桥港湾岭坪塘林泉沙田村川谷峰"
_BODIES = (
    ("发展和改革委员会", "发改委"),
    ("工业和信息化局", "工信局"),
    ("人力资源和社会保障局", "人社局"),
    ("住房和城乡建设局", "住建局"),
    ("市场监督管理局", "市场监管局"),
    ("卫生健康委员会", "卫健委"),
    ("农业农村和水利局", "农业农村水利局"),
    ("文化广电和旅游局", "文广旅局"),
)


def places(count: int) -> list[str]:
    """Invented places, as many as are needed, each other than the rest."""
    pairs = [f"{a}{b}" for a in _FIRST for b in _SECOND]
    more = ["", *_FIRST]
    return [f"{pairs[n % len(pairs)]}{more[n // len(pairs)]}" for n in range(count)]


def register(count: int) -> UnitBook:
    names = [f"{place}区{full}" for place in places((count + 7) // 8) for full, _ in _BODIES]
    return UnitBook(tuple(Unit(name, UnitKind.DEPARTMENT, level="区") for name in names[:count]))


def notice(units: int, mentions: int) -> Notice:
    everywhere = places((units + 7) // 8)
    names = []
    for number in range(mentions):
        place = everywhere[number * 7919 % len(everywhere)]
        full, short = _BODIES[number % 8]
        known = f"{place}区{short if number % 3 else full}"
        names.append(f"{place}区{full[:-1]}所" if number % 50 == 49 else known)
    indicators: list[Indicator] = []
    lines: list[Line] = []
    for number in range(0, mentions, PER_ITEM):
        part = names[number : number + PER_ITEM]
        line = len(lines) + 1
        lines.append(Line(line, "、".join(part)))
        found, at = [], 0
        for name in part:
            found.append(Mention(Text(name, (Span(line, at, at + len(name)),)), Role.RESPONSIBLE))
            at += len(name) + 1
        indicators.append(
            Indicator(f"i{line}", Text(str(line)), (), Text(f"任务{line}"), mentions=tuple(found))
        )
    source = Source((Part("大通知.txt", "txt", "0" * 64, None, 1),), tuple(lines))
    return Notice(
        source, None, None, None, 2021, (), None, None, None, None, (), (), (), (), (),
        tuple(indicators), (), ("units",) * len(lines),
    )  # fmt: skip


def measure(units: int, mentions: int) -> tuple[float, int, int]:
    """Seconds, assignments and open places."""
    book, made = register(units), notice(units, mentions)
    start = time.perf_counter()
    assignments, _ = assign(made, book)
    return time.perf_counter() - start, len(assignments.items), len(assignments.open)


def main(words: list[str]) -> None:
    sizes = (tuple(map(int, words)),) if words else SIZES
    print(f"{'单位':>8} {'提及':>8} {'秒':>8} {'每百次毫秒':>10} {'已归口':>8} {'待明确':>8}")
    for units, mentions in sizes:
        seconds, given, left = measure(units, mentions)
        per = 1e5 * seconds / mentions
        print(f"{units:>10} {mentions:>10} {seconds:>9.2f} {per:>13.2f} {given:>11} {left:>11}")


if __name__ == "__main__":
    main(sys.argv[1:])

"""From a docx file to a checked Notice, against python-docx listing the paragraphs of that file.

    python benchmarks/reading.py [indicators ...]

The notice is plain (one run a paragraph, as python-docx writes it) and varied: no two items have
the same text and units, so that nothing is gained by remembering. Both read the same file in turn,
in fresh processes; the last line tells how time grows from the first size to the last. python-docx
is left out above 10,000 indicators, where its tree does not fit every machine.
"""

from __future__ import annotations

import io
import math
import multiprocessing
import random
import statistics
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

ROUNDS = 3
SEED = ROOT / "samples" / "notices" / "weidong-2021.docx"
SIZES = (5_800, 58_000)
PER_SECTION = 40
TREE_FITS = 10_000
_METRICS = (
    "地区生产总值 规模以上工业增加值 固定资产投资 社会消费品零售总额 一般公共预算收入 进出口总额"
    " 居民人均可支配收入 技术合同成交额 高新技术产业增加值 单位地区生产总值能耗"
).split()
_TASKS = (
    "新增{n}家规模以上工业企业",
    "完成老旧小区改造{n}个",
    "{metric}增长{n}.5%以上",
    "{metric}增长{n}%，占全市比重提高0.{n}个百分点",
    "城镇新增就业不少于{n}00人，城镇登记失业率控制在{n}.2%以内",
    "建立健全第{n}批重点项目推进机制，做好服务保障",
)
_UNITS = (
    "区发改委 区工信局 区财政局 区人社局 区住建局 区农业农村局 区商务局 区文广旅局 区卫健委"
    " 区市场监管局 区统计局 区生态环境分局 区教体局 区民政局 区科技局 各街道办事处"
).split()


def paragraphs(indicators: int) -> Iterator[str]:
    """A notice of so many indicators: head, sections, items and a line of units for each."""
    chosen = random.Random(indicators)
    yield "关于印发2024年度目标任务分解表的通知"
    yield "各街道办事处，区直各有关单位："
    yield "现将2024年度目标任务分解表印发给你们，请认真贯彻落实。"
    for number in range(indicators):
        if number % PER_SECTION == 0:
            yield f"第{number // PER_SECTION + 1}部分 {chosen.choice(_METRICS)}"
        task = chosen.choice(_TASKS).format(n=chosen.randint(1, 99), metric=chosen.choice(_METRICS))
        points = chosen.choice((f"（{chosen.randint(1, 9)}分）", "（扣1.5分）"))
        units = chosen.sample(_UNITS, chosen.randint(1, 5))
        yield f"{number % PER_SECTION + 1}.{task}（编号{number}）。{points}"
        yield f"责任单位：{'、'.join(units)}"


def make(path: Path, indicators: int) -> None:
    """A file as python-docx saves it, written without its slow adding of paragraphs."""
    import docx

    empty = io.BytesIO()
    docx.Document().save(empty)
    body = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs(indicators))
    with zipfile.ZipFile(empty) as made, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name in made.namelist():
            part = made.read(name).decode() if name == "word/document.xml" else ""
            whole = part.replace("<w:body>", f"<w:body>{body}") if part else made.read(name)
            target.writestr(name, whole)


def ours(path: str) -> int:
    from parsers import parse_notice

    return len(parse_notice(path).notice.indicators)


def python_docx(path: str) -> int:
    import docx

    return sum(bool(paragraph.text) for paragraph in docx.Document(path).paragraphs)


def seconds(job: tuple[Callable[[str], int], str]) -> tuple[float, int]:
    """How long one reading takes, imports apart, and how much it found."""
    work, path = job
    work(str(SEED))
    start = time.perf_counter()
    found = work(path)
    return time.perf_counter() - start, found


def measured(works: Sequence[Callable[[str], int]], path: Path) -> dict[str, tuple[float, int]]:
    """Each work's median time and what it found; one after the other, round by round."""
    context = multiprocessing.get_context("spawn")
    rows: dict[str, list[tuple[float, int]]] = {work.__name__: [] for work in works}
    for _ in range(ROUNDS):
        for work in works:
            with context.Pool(1) as pool:
                rows[work.__name__].append(pool.apply(seconds, ((work, str(path)),)))
    return {
        name: (statistics.median(taken for taken, _ in found), found[0][1])
        for name, found in rows.items()
    }


def main(sizes: Sequence[int]) -> None:
    times = []
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            path = Path(folder) / f"{size}.docx"
            make(path, size)
            found = measured((ours, python_docx) if size <= TREE_FITS else (ours,), path)
            times.append(found["ours"][0])
            print(f"{size} indicators, {path.stat().st_size / 1e6:.1f} MB")
            for name, (taken, count) in found.items():
                print(f"  {name:12} {taken:7.3f} s  {count} found")
            if "python_docx" in found:
                print(f"  ratio        {found['ours'][0] / found['python_docx'][0]:7.2f}")
    if len(times) > 1:
        exponent = math.log(times[-1] / times[0]) / math.log(sizes[-1] / sizes[0])
        print(f"exponent {sizes[0]} -> {sizes[-1]}: {exponent:.2f} (at most 1.1)")


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or SIZES)

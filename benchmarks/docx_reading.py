"""How fast a docx becomes lines, against the floors: a bare iterparse and python-docx.

    python benchmarks/docx_reading.py [indicators ...]

Makes Word-like files (fonts and revision ids in every run, as Word and WPS write them), reads
each in a process of its own and prints ratios; absolute times drift with the machine.
"""

from __future__ import annotations

import gc
import io
import multiprocessing
import resource
import statistics
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

from lxml import etree

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from parsers.readers.docx import read  # noqa: E402 - the project need not be installed

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
ROUNDS = 3
_LOOK = (
    '<w:rPr><w:rFonts w:hint="eastAsia" w:ascii="仿宋_GB2312" w:hAnsi="仿宋_GB2312"'
    ' w:eastAsia="仿宋_GB2312" w:cs="仿宋_GB2312"/><w:color w:val="000000"/><w:spacing w:val="0"/>'
    '<w:kern w:val="0"/><w:sz w:val="32"/><w:szCs w:val="32"/><w:lang w:val="en-US"'
    ' w:eastAsia="zh-CN" w:bidi="ar"/></w:rPr>'
)
_BODY = (
    '<w:pPr><w:pStyle w:val="BodyText"/><w:keepNext w:val="0"/><w:widowControl/>'
    '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{num}"/></w:numPr>'
    '<w:spacing w:line="560" w:lineRule="exact"/><w:ind w:firstLine="640" w:firstLineChars="200"/>'
    f'<w:jc w:val="both"/>{_LOOK}</w:pPr>'
)
_PARTS = ("地区生产总值增长", "7.5", "%以上，", "固定资产投资增长", "10", "%。", "（4分）")
_UNITS = ("责任单位：", "区发展改革委、", "区财政局、", "各街道办事处")


def paragraph(parts: tuple[str, ...], number: int, num: int) -> str:
    runs = "".join(
        f'<w:r w:rsidRPr="00{number:06X}">{_LOOK}<w:t>{part}</w:t></w:r>' for part in parts
    )
    return (
        f'<w:p w:rsidR="00{number:06X}" w:rsidRDefault="00A77B3E" w:rsidP="00{number:06X}">'
        f"{_BODY.format(num=num)}{runs}</w:p>"
    )


def make(path: Path, indicators: int) -> None:
    """A notice of numbered indicators, each with a paragraph of its units."""
    level = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="%1."/></w:lvl>'
    )
    numbering = (
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    package = "http://schemas.openxmlformats.org/package/2006"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{package}/content-types"><Default Extension="rels" '
            f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{main}"/></Types>',
        )
        for name, kind, to in (
            ("_rels/.rels", "officeDocument", "word/document.xml"),
            ("word/_rels/document.xml.rels", "numbering", "numbering.xml"),
        ):
            target.writestr(
                name,
                f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" '
                f'Type="{office}/{kind}" Target="{to}"/></Relationships>',
            )
        target.writestr("word/numbering.xml", numbering)
        with target.open("word/document.xml", "w") as part:
            part.write(f'<w:document xmlns:w="{W}"><w:body>'.encode())
            for number in range(indicators):
                part.write(paragraph(_PARTS, number, 1).encode())
                part.write(paragraph(_UNITS, number, 0).encode())
            part.write(b"</w:body></w:document>")


def bare(data: bytes) -> int:
    """The floor: the text of each paragraph, and nothing else."""
    count = 0
    with zipfile.ZipFile(io.BytesIO(data)) as package, package.open("word/document.xml") as part:
        for _, element in etree.iterparse(part, tag=f"{{{W}}}p"):
            count += bool("".join(element.itertext(f"{{{W}}}t")))
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    return count


def ours(data: bytes) -> int:
    return sum(bool(line.text) for line in read("made.docx", data).lines)


def python_docx(data: bytes) -> int:
    import docx

    return sum(bool(paragraph.text) for paragraph in docx.Document(io.BytesIO(data)).paragraphs)


def measured(job: tuple[Callable[[bytes], int], str]) -> tuple[float, float, int]:
    """Seconds, MiB above the file itself, and paragraphs, in a fresh process."""
    work, path = job
    data = Path(path).read_bytes()
    gc.collect()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    count = work(data)
    seconds = time.perf_counter() - start
    return seconds, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024, count


def main(sizes: list[int]) -> None:
    context = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory() as folder:
        per_indicator = []
        for size in sizes:
            path = Path(folder) / f"{size}.docx"
            make(path, size)
            rows: dict[Callable[[bytes], int], list[tuple[float, float, int]]] = {}
            works: list[Callable[[bytes], int]] = [bare, ours]
            if size <= 10_000:  # its tree of a large file does not fit every machine
                works.append(python_docx)
            for _ in range(ROUNDS):
                for work in works:
                    with context.Pool(1) as pool:
                        rows.setdefault(work, []).append(pool.apply(measured, ((work, str(path)),)))
            floor = statistics.median(seconds for seconds, _, _ in rows[works[0]])
            print(f"\n{size} indicators, {path.stat().st_size / 1e6:.1f} MB")
            for work, found in rows.items():
                seconds = statistics.median(row[0] for row in found)
                memory = statistics.median(row[1] for row in found)
                print(
                    f"  {work.__name__:12} {seconds:7.2f} s  {seconds / floor:5.2f} × bare"
                    f"  {memory:7.0f} MiB  {found[0][2]} paragraphs"
                )
                if work is ours:
                    per_indicator.append((seconds / size, memory / size))
        if len(per_indicator) > 1:
            first, last = per_indicator[0], per_indicator[-1]
            print(f"\nper indicator, last : first size: time {last[0] / first[0]:.2f}")


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [5_800, 58_000])

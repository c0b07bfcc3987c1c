"""How fast a PDF becomes lines, against the floor (PDFium's bare text call) and pdfplumber.

    python benchmarks/pdf_reading.py [FILE.pdf ...]

Without files it reads the sample notice, its pages repeated to a long document, and a made
document of ruled tables. All cases take turns in one process; medians and ratios are printed,
for absolute times drift with the machine. With recognition installed, a few pages drawn at 200 dpi
are recognised as well.
"""

from __future__ import annotations

import gc
import io
import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import pypdfium2

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from parsers.readers import pdf, scan  # noqa: E402 - the project need not be installed
from pdf_made import Page  # noqa: E402
from pdf_made import pdf as made  # noqa: E402

ROUNDS = 5
LONG = 20  # times the sample's pages
RECOGNISED_PAGES = 3
PLUMBED_PAGES = 18  # pdfplumber is slow: it reads this many pages, and time is per page


def main(files: Iterable[str]) -> None:
    samples = {Path(name).name: Path(name).read_bytes() for name in files}
    if not samples:
        notice = (ROOT / "samples/notices/weidong-2021.pdf").read_bytes()
        samples = {"sample notice, repeated": repeated(notice, LONG), "ruled tables": tables(60)}
    for name, data in samples.items():
        compare(name, data)
    growth()
    recognition()


def compare(name: str, data: bytes) -> None:
    pages = len(pypdfium2.PdfDocument(data))
    few = first_pages(data, PLUMBED_PAGES)
    few_pages = len(pypdfium2.PdfDocument(few))
    spent = timed(
        {
            "bare text call": (lambda: bare(data), pages),
            "fenjie": (lambda: pdf.read("a.pdf", data), pages),
            "pdfplumber": (lambda: plumbed(few), few_pages),
        }
    )
    floor = spent["bare text call"]
    print(f"{name}: {pages} pages")
    for case, seconds in spent.items():
        print(f"  {case:<16}{seconds * 1000:9.2f} ms a page{seconds / floor:8.1f} × bare")


def growth() -> None:
    """Time and memory per page of a short and a long document."""
    notice = (ROOT / "samples/notices/weidong-2021.pdf").read_bytes()
    for times in (LONG // 4, LONG, LONG * 4):
        data = repeated(notice, times)
        pages = len(pypdfium2.PdfDocument(data))
        spent = timed({"fenjie": (lambda data=data: pdf.read("a.pdf", data), pages)})["fenjie"]  # type: ignore[misc]
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{pages:5d} pages: {spent * 1000:.2f} ms a page, at most {most:.0f} MiB so far")


def recognition() -> None:
    if not scan.is_installed():
        print("recognition: not installed")
        return
    with pypdfium2.PdfDocument(ROOT / "samples/notices/weidong-2021.pdf") as document:
        images = [
            document[at].render(scale=200 / 72).to_numpy()[:, :, 2::-1].copy()
            for at in range(RECOGNISED_PAGES)
        ]
    scan.sheet_of(images[0], 1)
    spent = timed({"page": (lambda: [scan.sheet_of(image, 1) for image in images], len(images))})
    print(f"recognition: {spent['page']:.2f} s a page of 200 dpi")


def timed(cases: dict[str, tuple[Callable[[], object], int]]) -> dict[str, float]:
    """Median seconds per page of each case, all taken in turn."""
    spent: dict[str, list[float]] = {case: [] for case in cases}
    for _ in range(ROUNDS):
        for case, (run, pages) in cases.items():
            gc.collect()
            start = time.perf_counter()
            run()
            spent[case].append((time.perf_counter() - start) / pages)
    return {case: statistics.median(seconds) for case, seconds in spent.items()}


def bare(data: bytes) -> int:
    length = 0
    with pypdfium2.PdfDocument(data) as document:
        for page in document:
            text = page.get_textpage()
            length += len(text.get_text_range())
            text.close()
            page.close()
    return length


def plumbed(data: bytes) -> int:
    import pdfplumber

    length = 0
    with pdfplumber.open(io.BytesIO(data)) as document:
        for page in document.pages:
            length += len(page.extract_text())
            page.close()
    return length


def repeated(data: bytes, times: int) -> bytes:
    with pypdfium2.PdfDocument(data) as source, pypdfium2.PdfDocument.new() as target:
        for _ in range(times):
            target.import_pages(source)
        return saved(target)


def first_pages(data: bytes, count: int) -> bytes:
    with pypdfium2.PdfDocument(data) as source, pypdfium2.PdfDocument.new() as target:
        target.import_pages(source, list(range(min(count, len(source)))))
        return saved(target)


def saved(document: pypdfium2.PdfDocument) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def tables(pages: int) -> bytes:
    columns = (60.0, 110.0, 150.0, 300.0, 340.0, 430.0, 540.0)
    edges = [80.0 + 24 * at for at in range(30)]
    heads = ("类别", "序号", "指标", "分值", "目标值", "责任单位")
    texts = ("经济", "12", "一般公共预算收入增长", "3", "7.5%以上", "区财政局")
    cells = [(column, 0, text) for column, text in enumerate(heads)]
    cells += [(c, row, text) for row in range(1, 29) for c, text in enumerate(texts)]
    return made(*(Page().table(columns, edges, cells) for _ in range(pages)))


if __name__ == "__main__":
    main(sys.argv[1:])

"""Makes the pictures of the READMEs from real output.

    python docs/make_pictures.py

Needs LibreOffice, poppler's pdftoppm, Chromium and Pillow. The pictures are looked at before they
are committed; nothing compares them, since every machine has other typefaces.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
NOTICE = ROOT / "samples" / "notices" / "weidong-2021.docx"
UNITS = ROOT / "samples" / "units" / "weidong.toml"


def do(*command: object) -> None:
    subprocess.run([str(word) for word in command], cwd=ROOT, check=True, capture_output=True)


def picture_of_letter(pdf: Path, scratch: Path) -> None:
    """The first two pages of a letter, side by side."""
    do("pdftoppm", "-r", "66", "-f", "1", "-l", "2", "-png", pdf, scratch / "page")
    pages = [Image.open(path).convert("RGB") for path in sorted(scratch.glob("page-*.png"))]
    width = sum(page.width for page in pages) + 12 * (len(pages) + 1)
    sheet = Image.new("RGB", (width, pages[0].height + 24), "#d0d0d0")
    for n, page in enumerate(pages):
        sheet.paste(page, (12 + n * (page.width + 12), 12))
    sheet.quantize(64).save(IMAGES / "letter.png", optimize=True)


def picture_of_report(report: Path) -> None:
    """The top of the check report as a browser shows it."""
    do(
        "chromium",
        "--headless",
        "--no-sandbox",
        "--hide-scrollbars",
        "--window-size=1280,800",
        f"--screenshot={IMAGES / 'report.png'}",
        report.as_uri(),
    )
    shown = Image.open(IMAGES / "report.png").convert("RGB")
    shown.quantize(128).save(IMAGES / "report.png", optimize=True)


def main() -> int:
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        out = scratch / "out"
        do(sys.executable, "-m", "pipeline", "run", NOTICE, "--units", UNITS, "--pdf", "--out", out)
        picture_of_letter(next((out / "任务函").glob("01-*.pdf")), scratch)
        picture_of_report(out / "核对报告.html")
    return 0


if __name__ == "__main__":
    sys.exit(main())

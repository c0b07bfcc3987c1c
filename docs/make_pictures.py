"""Makes the pictures of the READMEs from real output.

    python docs/make_pictures.py

Needs LibreOffice, poppler's pdftoppm and Chromium. The pictures are looked at before they are
committed; nothing compares them, since every machine has other typefaces.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
NOTICE = ROOT / "samples" / "notices" / "weidong-2021.docx"
UNITS = ROOT / "samples" / "units" / "weidong.toml"


def do(*command: object) -> None:
    subprocess.run([str(word) for word in command], cwd=ROOT, check=True, capture_output=True)


def picture_of_letter(letter: Path, scratch: Path) -> None:
    """The first page of a letter."""
    profile = f"-env:UserInstallation={(scratch / 'profile').as_uri()}"
    do("soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", scratch, letter)
    pdf = scratch / letter.with_suffix(".pdf").name
    target = IMAGES / "letter"
    do("pdftoppm", "-r", "72", "-f", "1", "-l", "1", "-png", "-singlefile", pdf, target)


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


def main() -> int:
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        out = scratch / "out"
        do(sys.executable, "-m", "pipeline", "run", NOTICE, "--units", UNITS, "--out", out)
        picture_of_letter(next((out / "任务函").glob("01-*.docx")), scratch)
        picture_of_report(out / "核对报告.html")
    return 0


if __name__ == "__main__":
    sys.exit(main())

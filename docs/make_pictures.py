"""Makes the pictures of the READMEs from real output.

    python docs/make_pictures.py

Needs LibreOffice, poppler's pdftoppm, Chromium and Pillow. The pictures are looked at before they
are committed; nothing compares them, since every machine has other typefaces.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
NOTICE = ROOT / "samples" / "notices" / "weidong-2021.docx"
UNITS = ROOT / "samples" / "units" / "weidong.toml"


# What this machine has, nearest to the typefaces an office has.
FACES = {
    "方正小标宋简体": "Noto Serif CJK SC:bold",
    "仿宋_GB2312": "AR PL UMing CN",
    "楷体_GB2312": "AR PL UKai CN",
    "黑体": "Noto Sans CJK SC",
    "宋体": "Noto Serif CJK SC",
}


def do(*command: object, **environment: object) -> None:
    subprocess.run(
        [str(word) for word in command],
        cwd=ROOT,
        env=os.environ | {name: str(value) for name, value in environment.items()},
        check=True,
        capture_output=True,
    )


def typefaces(scratch: Path) -> Path:
    """A fontconfig file that puts FACES in place of what is missing."""
    matches = "".join(
        f'<match target="pattern"><test name="family"><string>{wanted}</string></test>'
        f'<edit name="family" mode="assign" binding="strong">'
        f"<string>{present.partition(':')[0]}</string></edit>"
        + ('<edit name="weight"><const>bold</const></edit>' if ":bold" in present else "")
        + "</match>"
        for wanted, present in FACES.items()
    )
    path = scratch / "fonts.conf"
    path.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f"<include>/etc/fonts/fonts.conf</include>{matches}</fontconfig>",
        encoding="utf-8",
    )
    return path


def picture_of_letter(letter: Path, scratch: Path) -> None:
    """The first two pages of a letter, side by side."""
    profile = f"-env:UserInstallation={(scratch / 'profile').as_uri()}"
    convert = ("soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", scratch)
    do(*convert, letter, FONTCONFIG_FILE=typefaces(scratch))
    pdf = scratch / letter.with_suffix(".pdf").name
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
        do(sys.executable, "-m", "pipeline", "run", NOTICE, "--units", UNITS, "--out", out)
        picture_of_letter(next((out / "任务函").glob("01-*.docx")), scratch)
        picture_of_report(out / "核对报告.html")
    return 0


if __name__ == "__main__":
    sys.exit(main())

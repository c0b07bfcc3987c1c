"""扫描件: pictures of pages become the same lines as the page they were taken from."""

from __future__ import annotations

import io
import random
import struct
import zlib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from command_line import fenjie
from parsers.errors import MissingPartError, UnreadableError
from parsers.readers import pdf, scan
from parsers.readers.reading import Reading
from parsers.source import Layer, Start
from parsers.text import fold, squeeze
from pdf_made import Page
from pdf_made import pdf as made
from readings import assert_sound, body, cells, codes_of

TITLE = "卫东区关于分解落实年度目标的通知"
TEXT = (
    "　　为全面完成年度经济社会发展责任目标，根据市政府的要求",
    "现将任务分解如下，请认真组织实施。",
    "　　1.人均地区生产总值增长7.5%以上。（4分）",
    "　　责任单位：区发改委、区财政局、各街道办事处",
    "　　2.新建高标准农田12.6万亩，改造老旧小区24个，惠及居",
    "民1630户。（1.5分）",
)
FONTS = ("*CJK*", "*wqy*", "*uming*", "*ukai*", "simsun*", "STSong*")


@cache
def font_file() -> str | None:
    for folder in ("/usr/share/fonts", "/Library/Fonts", "C:/Windows/Fonts"):
        for pattern in FONTS:
            for path in sorted(Path(folder).rglob(pattern)):
                if path.suffix in (".ttc", ".ttf", ".otf") and "Bold" not in path.name:
                    return str(path)
    return None


def drawn(width: int = 1654, height: int = 2339) -> tuple[Any, Any, Any]:
    """An empty A4 page at 200 dpi, its pen and a function that gives the font in points."""
    pytest.importorskip("rapidocr", reason="the part for scans is not installed")
    from PIL import Image, ImageDraw, ImageFont

    file = font_file()
    if file is None:
        pytest.skip("no Chinese font to draw a page with")
    image = Image.new("RGB", (width, height), "white")
    return (
        image,
        ImageDraw.Draw(image),
        # Of the collections with glyphs for all of East Asia the third font is the Chinese one.
        lambda points: ImageFont.truetype(
            file, round(points * 200 / 72), index=2 if "CJK" in file and file.endswith("c") else 0
        ),
    )


def notice() -> Any:
    image, pen, font = drawn()
    size = round(22 * 200 / 72)
    pen.text(((1654 - len(TITLE) * size) / 2, 300), TITLE, "black", font(22))
    for at, line in enumerate(TEXT):
        indent = 44.4 * (len(line) - len(line.lstrip("　")))
        pen.text((222 + indent, 500 + at * 78), line.lstrip("　"), "black", font(16))
    pen.text((1050, 1200), "卫东区人民政府", "black", font(16))
    pen.text((777, 2190), "— 1 —", "black", font(14))
    return image


def as_bytes(image: Any, kind: str = "PNG", **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def aged(image: Any) -> Any:
    """The page with a red seal over its signature, askew, soft, with specks."""
    from PIL import Image, ImageDraw, ImageFilter

    seal = Image.new("RGB", image.size, "white")
    pen = ImageDraw.Draw(seal)
    pen.ellipse((1040, 1040, 1360, 1360), outline=(215, 35, 45), width=9)
    pen.regular_polygon((1200, 1200, 50), 3, fill=(215, 35, 45))
    pen.regular_polygon((1200, 1200, 50), 3, rotation=180, fill=(215, 35, 45))
    from PIL import ImageChops

    page = ImageChops.darker(image, seal).rotate(1, Image.Resampling.BICUBIC, fillcolor="white")
    page = page.filter(ImageFilter.GaussianBlur(0.8))
    dice = random.Random(5)
    pen = ImageDraw.Draw(page)
    for _ in range(900):
        x, y = dice.randrange(1654), dice.randrange(2339)
        pen.point((x, y), (dice.randrange(120, 220),) * 3)
    return page


def bare(text: str) -> str:
    return squeeze(fold(text)).replace(" ", "")


def paragraphs(reading: Reading) -> list[str]:
    joined: list[str] = []
    for line in reading.lines:
        if line.layer is Layer.BODY:
            if line.start is Start.WRAP:
                joined[-1] += bare(line.text)
            else:
                joined.append(bare(line.text))
    return joined


EXPECTED = [
    bare(text)
    for text in (
        TITLE,
        TEXT[0] + TEXT[1],
        TEXT[2],
        TEXT[3],
        TEXT[4] + TEXT[5],
        "卫东区人民政府",
    )
]


def test_a_seal_specks_and_a_page_askew_change_no_character() -> None:
    reading = scan.read("通知.jpg", as_bytes(aged(notice()), "JPEG", quality=80))
    assert_sound(reading)
    assert paragraphs(reading) == EXPECTED
    assert [bare(line.text) for line in reading.lines if line.layer is Layer.FOOTER] == ["-1-"]
    assert codes_of(reading)[0] == "FJ123"
    sealed = [f for f in reading.findings if f.code.id == "FJ124"]
    assert any("政府" in reading.lines[span.line - 1].text for one in sealed for span in one.spans)


def test_recognition_leaves_nothing_behind(tmp_path: Path) -> None:
    """Parts it rests on report their use over the network and keep notes for it, unless told."""
    folders = {name: tmp_path / name for name in ("HOME", "TMPDIR", "work")}
    for folder in folders.values():
        folder.mkdir()
    picture = folders["work"] / "通知.png"
    picture.write_bytes(as_bytes(notice().crop((150, 250, 1654, 700))))

    done = fenjie(
        "parse", "通知.png", cwd=folders["work"],
        HOME=str(folders["HOME"]), TMPDIR=str(folders["TMPDIR"]), XDG_CACHE_HOME="",
    )  # fmt: skip

    assert done.returncode in (0, 1), done.stderr
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [picture]


def test_a_picture_lying_on_its_side_is_turned() -> None:
    from PIL import Image

    image = notice().transpose(Image.Transpose.ROTATE_90)
    assert paragraphs(scan.read("通知.png", as_bytes(image)))[:3] == EXPECTED[:3]


def test_ruled_tables_of_a_tiff_with_two_pages_are_one_table() -> None:
    pages = []
    for rows in (
        [
            ("类别", "序号", "指标", "单位"),
            ("经济", "1", "产值增长", "区发改委"),
            ("", "2", "税收收入", "区财政局"),
        ],
        [("类别", "序号", "指标", "单位"), ("民生", "3", "居民收入", "区人社局")],
    ):
        image, pen, font = drawn(1654, 1200)
        xs = (200, 450, 650, 1050, 1450)
        for at in range(len(rows) + 1):
            left = 450 if at == 2 and len(rows) == 3 else 200  # the first column is merged
            pen.line((left, 200 + at * 90, 1450, 200 + at * 90), "black", 3)
        for x in xs:
            pen.line((x, 200, x, 200 + len(rows) * 90), "black", 3)
        for at, row in enumerate(rows):
            for x, text in zip(xs, row, strict=False):
                pen.text((x + 20, 222 + at * 90), text, "black", font(14))
        pages.append(image)
    data = as_bytes(pages[0], "TIFF", save_all=True, append_images=pages[1:])
    reading = scan.read("任务表.tif", data)
    assert_sound(reading)
    told = [line for line in reading.lines if line.row is not None]
    assert [cells(line, reading.lines) for line in told] == [
        ["类别", "序号", "指标", "单位"],
        ["经济", "1", "产值增长", "区发改委"],
        ["经济", "2", "税收收入", "区财政局"],
        ["类别", "序号", "指标", "单位"],
        ["民生", "3", "居民收入", "区人社局"],
    ]
    assert {line.row.table for line in told if line.row} == {1}
    assert [line.page for line in told] == [1, 1, 1, 2, 2]


def test_a_page_of_a_pdf_that_is_a_picture_is_recognised_among_the_others() -> None:
    image = notice()
    reading = pdf.read(
        "通知.pdf",
        made(
            Page().lines(["　　附件：任务分解表"]),
            Page().fill_with_picture(image.width, image.height, image.tobytes()),
        ),
    )
    assert_sound(reading)
    assert body(reading)[0] == "附件：任务分解表"
    assert paragraphs(reading)[1:] == EXPECTED
    assert {line.page for line in reading.lines} == {1, 2}
    assert "FJ123" in codes_of(reading)


def test_without_the_part_for_scans_the_message_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(scan, "is_installed", lambda: False)
    with pytest.raises(MissingPartError, match=r"pip install .*\.\[ocr\].*不能联网"):
        scan.read("通知.jpg", b"")


def _huge_png() -> bytes:
    """A png that says it has 60,000 by 60,000 pixels."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        check = zlib.crc32(kind + content)
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", check)

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


def test_a_part_that_cannot_be_loaded_is_named_with_the_next_step(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken() -> None:
        raise ImportError("DLL load failed while importing onnxruntime")

    monkeypatch.setattr(scan, "_is_there", lambda: True)
    monkeypatch.setattr(scan, "_loaded", broken)
    scan.failure.cache_clear()
    try:
        with pytest.raises(MissingPartError, match=r"DLL load failed.*Visual C"):
            scan.read("通知.png", b"\x89PNG")
    finally:
        scan.failure.cache_clear()


class TestRefused:
    @pytest.fixture(autouse=True)
    def with_pictures(self) -> None:
        pytest.importorskip("rapidocr", reason="the part for scans is not installed")

    @pytest.mark.parametrize(
        "data", [b"", b"no picture", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0" + bytes(40)]
    )
    def test_damaged_pictures(self, data: bytes) -> None:
        with pytest.raises(UnreadableError, match="图片"):
            scan.read("通知.png", data)

    def test_a_picture_cut_short(self) -> None:
        with pytest.raises(UnreadableError, match="损坏"):
            scan.read("通知.png", as_bytes(notice())[:3000])

    def test_a_tiff_that_does_not_say_how_wide_it_is(self) -> None:
        data = as_bytes(drawn(80, 110)[0], "TIFF")
        width = (256).to_bytes(2, "little") + b"\x03\x00\x01\x00\x00\x00"
        assert width in data or width.replace(b"\x03", b"\x04") in data
        for kind in (b"\x03", b"\x04"):
            data = data.replace(b"\x00\x01" + kind + width[3:], b"\x00\x7f" + kind + width[3:])
        with pytest.raises(UnreadableError, match="损坏"):
            scan.read("通知.tif", data)

    def test_no_page_of_a_tiff_is_left_out(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(scan, "_MAX_FRAMES", 1)
        image, _, _ = drawn(80, 110)
        data = as_bytes(image, "TIFF", save_all=True, append_images=[image])
        with pytest.raises(UnreadableError, match=r"2页.*上限1页"):
            scan.read("通知.tif", data)

    def test_a_picture_of_too_many_pixels(self) -> None:
        with pytest.raises(UnreadableError, match="过大"):
            scan.read("通知.png", _huge_png())

    def test_an_empty_page(self) -> None:
        image, _, _ = drawn(800, 1100)
        with pytest.raises(UnreadableError, match="没有识别出文字"):
            scan.read("空白.png", as_bytes(image))

"""扫描件：pictures of pages, recognised offline and laid out like a PDF's pages."""

from __future__ import annotations

import importlib
import io
import os
import struct
import warnings
import zlib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.util import find_spec
from itertools import groupby
from statistics import fmean, median
from typing import Any, NamedTuple

from parsers import codes
from parsers.diagnostics import Code, Diagnostic
from parsers.errors import MissingPartError, UnreadableError
from parsers.readers import scan_image
from parsers.readers.layout import Composed, Sheet, compose, in_reading_order
from parsers.readers.layout_columns import lines_in_columns
from parsers.readers.layout_tables import tables_of
from parsers.readers.layout_text import Piece, is_ideograph, is_wide, merged
from parsers.readers.reading import Reading
from parsers.source import Line, Span

HOW_TO_INSTALL = (
    "请先安装扫描件识别组件：在 fenjie 的源代码文件夹里运行 "
    '.venv/bin/python -m pip install ".[ocr]"（Windows 为 .venv\\Scripts\\python）；'
    '不能联网的电脑，请在能联网的同类电脑上运行 python -m pip download ".[ocr]" -d 组件，'
    "拷贝过来后安装时加上 --no-index --find-links 组件"
)
_HOW_TO_REPAIR = (
    "扫描件识别组件已装，但加载不了（{reason}）："
    "Windows 请安装“Microsoft Visual C++ 2015—2022 运行库（x64）”后再试；"
    "其他系统请按 fenjie 的说明重新安装识别组件"
)

# What Pillow raises for damaged pictures, mostly its own exceptions, sometimes a slip of its own.
PICTURE_DAMAGE = (
    OSError, SyntaxError, ValueError, EOFError, TypeError, LookupError, AttributeError,
    ArithmeticError, RuntimeError, MemoryError, struct.error, zlib.error,
)  # fmt: skip
_MAX_FRAMES = 2_000  # pages of one tiff
_MAX_PIXELS = 120_000_000  # of one page
_DETECTION_SIDE = 1280  # pixels: finding lines needs less than reading them
_DPI = 200
_DOUBT = 0.80  # a character recognised with less confidence is shown to a person
_DOUBT_OF_A_MARK = 0.45  # full-width and half-width marks share the confidence between them
_SHOWN = 6  # doubtful places a finding quotes
_SURE = 0.9  # mean confidence that no other way up needs to be tried
_UPSIDE_DOWN = 0.75  # mean confidence below which other ways up are tried


def is_installed() -> bool:
    """Whether recognition can run: rapidocr and its engine are there and can be loaded."""
    return _is_there() and not failure()


def what_to_do() -> str:
    """How to get recognition where it cannot run."""
    reason = failure() if _is_there() else ""
    return _HOW_TO_REPAIR.format(reason=reason) if reason else HOW_TO_INSTALL


def _is_there() -> bool:
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


@cache
def failure() -> str:
    """What stands in the way of loading the installed part; ``""`` for nothing."""
    try:
        _loaded()
    except (ImportError, OSError) as error:
        return " ".join(str(error).split())[:120] or type(error).__name__
    return ""


def _loaded() -> Any:
    # From 1.29 on the engine reports its use over the network, from the moment it is loaded.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    importlib.import_module("onnxruntime").disable_telemetry_events()  # the same, for Windows
    importlib.import_module("cv2")
    return importlib.import_module("rapidocr")


def read(name: str, data: bytes) -> Reading:
    """A picture (jpg, png, bmp, webp) or a tiff of several as lines, one page per picture.

    Raises MissingPartError without rapidocr, UnreadableError for a damaged or huge picture and
    for one without any text.
    """
    if not is_installed():
        raise MissingPartError(f"“{name}”是图片，须做文字识别。{what_to_do()}")
    sheets: list[Sheet] = []
    findings: list[Diagnostic] = []
    for number, image in enumerate(_frames(name, data), 1):
        sheets.append(sheet_of(image, number))
        findings.append(codes.PAGE_RECOGNISED.at(page=number))
    composed = compose(sheets)
    if not composed.lines:
        raise UnreadableError(f"“{name}”里没有识别出文字，请确认图片清晰、方向正确后再试")
    findings += doubtful(codes.RECOGNISED_WITH_DOUBT, composed.lines, composed.doubts)
    findings += about_tables(composed)
    return Reading("scan", len(sheets), composed.lines, tuple(findings))


def doubtful(code: Code, lines: Sequence[Line], spans: Iterable[Span]) -> Iterator[Diagnostic]:
    """One finding per line with doubtful characters, at all their places."""
    for number, group in groupby(spans, key=lambda span: span.line):
        places = tuple(group)
        text = lines[number - 1].text
        shown = "、".join(text[span.start : span.end] for span in places[:_SHOWN])
        more = "等" if len(places) > _SHOWN else ""
        yield code.at(*places, text=shown + more)


def about_tables(composed: Composed) -> Iterator[Diagnostic]:
    """What was decided about tables broken by a page."""
    for code, spans in (
        (codes.ROW_JOINED_OVER_PAGES, composed.joined),
        (codes.CELL_CARRIED_OVER_PAGES, composed.carried),
        (codes.CELL_OPEN_AT_PAGE_TOP, composed.open),
    ):
        yield from (code.at(span) for span in spans)


def scale_for(width: float, height: float) -> float:
    """Pixels per point at which a page is drawn for recognition, huge pages smaller."""
    most: float = (_MAX_PIXELS / 4 / max(width * height, 1.0)) ** 0.5
    return min(_DPI / 72, most)


def sheet_of(image: Any, number: int) -> Sheet:
    """The page on the picture (an array of rows of red, green and blue), turned upright."""
    page = scan_image.prepared(image)
    words = _upright(page)
    unit = page.points_per_pixel
    pieces = _of_one_size([_piece(word, unit, page.seals) for word in words.words])
    tables, outside = tables_of(scan_image.rulings(words.image, unit), pieces)
    blocks = in_reading_order(lines_in_columns(outside), tables)
    height, width = words.image.shape[:2]
    return Sheet(number, width * unit, height * unit, blocks)


def _frames(name: str, data: bytes) -> Iterator[Any]:
    """Every picture of the file as an array of red, green and blue."""
    pil = importlib.import_module("PIL.Image")
    ops = importlib.import_module("PIL.ImageOps")
    numpy = importlib.import_module("numpy")
    damaged = f"“{name}”不是完整的图片，可能已损坏，请重新扫描或另存后再试"
    too_large = f"“{name}”的图片过大，请按 300 dpi 以下重新扫描"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about sizes; the limit here is stricter
            with pil.open(io.BytesIO(data)) as picture:
                count = getattr(picture, "n_frames", 1)
                if count > _MAX_FRAMES:
                    raise UnreadableError(
                        f"“{name}”有{count}页图片，超过上限{_MAX_FRAMES}页，请拆分后再试"
                    )
                for at in range(count):
                    picture.seek(at)
                    if picture.width * picture.height > _MAX_PIXELS:
                        raise UnreadableError(too_large)
                    frame = ops.exif_transpose(picture)
                    yield numpy.asarray(_on_white(frame, pil))
    except pil.DecompressionBombError as error:
        raise UnreadableError(too_large) from error
    except PICTURE_DAMAGE as error:
        raise UnreadableError(damaged) from error


def _on_white(frame: Any, pil: Any) -> Any:
    if frame.mode in ("RGBA", "LA", "PA") or "transparency" in frame.info:
        frame = frame.convert("RGBA")
        white = pil.new("RGBA", frame.size, "white")
        frame = pil.alpha_composite(white, frame)
    elif frame.mode.startswith("I;16") or frame.mode == "I":
        frame = frame.point(lambda value: value / 256).convert("L")
    return frame.convert("RGB")


# --- recognition --------------------------------------------------------------------------


class _Word(NamedTuple):
    """A line or part of a line as recognised; boxes in pixels, one per character."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    lefts: tuple[float, ...]
    scores: tuple[float, ...]


class _Words(NamedTuple):
    image: Any
    words: list[_Word]


@cache
def _engine() -> Any:
    return _loaded().RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.text_score": 0.0,  # nothing is dropped for being doubtful: it is shown
            "Global.use_cls": False,
            "Global.max_side_len": 8000,
            "Det.limit_type": "max",
            "Det.limit_side_len": _DETECTION_SIDE,
            "Rec.rec_batch_num": 2,  # lines at once: all are padded to the longest, in vain
        }
    )


def _upright(page: scan_image.Prepared) -> _Words:
    """The words of the page the right way up: other ways are tried where few words make sense."""
    cv2 = importlib.import_module("cv2")
    image = page.image
    best = _recognised(image)
    if not best:
        return _Words(image, [])
    tall = sum(word.bottom - word.top > 1.5 * (word.right - word.left) for word in best)
    if tall * 2 > len(best):
        turns = [cv2.ROTATE_90_CLOCKWISE, cv2.ROTATE_90_COUNTERCLOCKWISE]
    elif _confidence(best) < _UPSIDE_DOWN:
        turns = [cv2.ROTATE_180]
    else:
        return _Words(image, best)
    page.seals.clear()  # their places are those of the picture before turning
    tries = [_Words(image, best)]
    for turn in turns:
        turned = cv2.rotate(image, turn)
        tries.append(_Words(turned, _recognised(turned)))
        if _confidence(tries[-1].words) > _SURE:
            break
    return max(tries, key=lambda words: _confidence(words.words))


def _confidence(words: list[_Word]) -> float:
    scores = [score for word in words for score in word.scores]
    return fmean(scores) if scores else 0.0


def _recognised(image: Any) -> list[_Word]:
    result = _engine()(image, return_word_box=True, return_single_char_box=True)
    if result.boxes is None or result.txts is None:
        return []
    words: list[_Word] = []
    for box, text, score, characters in zip(
        result.boxes.tolist(), result.txts, result.scores, result.word_results, strict=True
    ):
        xs, ys = [x for x, _ in box], [y for _, y in box]
        left, right = min(xs), max(xs)
        single = [(c, s, [x for x, _ in place]) for c, s, place in characters or () if place]
        if "".join(c for c, _, _ in single) == text and all(len(c) == 1 for c, _, _ in single):
            lefts = tuple(float(min(place)) for _, _, place in single)
            scores = tuple(float(s) for _, s, _ in single)
        else:
            lefts, scores = (), (float(score),) * len(text)
        words.append(_Word(text, left, min(ys), right, max(ys), lefts, scores))
    return words


def _piece(word: _Word, unit: float, seals: Sequence[scan_image.Box]) -> Piece:
    """The word in points; its size by the pitch of Chinese characters, or else by its height."""
    em = _em(word)
    doubts = [
        (at, at + 1)
        for at, (character, score) in enumerate(zip(word.text, word.scores, strict=True))
        if score < (_DOUBT if character.isalnum() else _DOUBT_OF_A_MARK)
        or (character.isalnum() and _sealed(word, at, seals))
    ]
    # A full-width mark fills half its square: the line goes further than its ink.
    left = word.left - (0.45 * em if word.text[0] in "（《〔【“" else 0.0)
    right = word.right + (0.45 * em if word.text[-1] in "，。、；：）》〕】”" else 0.0)
    return Piece(
        word.text,
        left * unit,
        right * unit,
        (word.top + word.bottom) / 2 * unit,
        em * unit,
        tuple(left * unit for left in word.lefts),
        merged(doubts),
    )


def _em(word: _Word) -> float:
    """One em in pixels: the pitch of Chinese characters; in short words the box's height tells."""
    steps = [
        b - a
        for a, b, left, right in zip(
            word.lefts, word.lefts[1:], word.text, word.text[1:], strict=False
        )
        if is_ideograph(left) and is_ideograph(right)
    ]
    height = 0.88 * (word.bottom - word.top)
    if len(steps) >= 4:
        return min(median(steps), 1.1 * height)
    # Boxes are drawn with a margin, which makes much of a short word.
    ems = sum(1.0 if is_wide(character) else 0.55 for character in word.text)
    return min(height, (word.right - word.left) / (ems + 0.4))


def _of_one_size(pieces: list[Piece]) -> list[Piece]:
    """Sizes measured on ink waver: those near the usual size of the page become that size."""
    sizes = sorted((piece.size, len(piece.text)) for piece in pieces)
    half = sum(count for _, count in sizes) / 2
    usual = 0.0
    for size, count in sizes:
        usual = size
        half -= count
        if half <= 0:
            break
    return [piece._replace(size=usual) if _is_about(usual, piece) else piece for piece in pieces]


def _is_about(size: float, piece: Piece) -> bool:
    return abs(piece.size - size) <= (0.3 if len(piece.text) <= 6 else 0.2) * size


def _sealed(word: _Word, at: int, seals: Sequence[scan_image.Box]) -> bool:
    share = (at + 0.5) / len(word.text)
    x = word.lefts[at] if word.lefts else word.left + share * (word.right - word.left)
    y = (word.top + word.bottom) / 2
    return any(
        ((2 * x - left - right) / (right - left)) ** 2
        + ((2 * y - top - bottom) / (bottom - top)) ** 2
        <= 1.0
        for left, top, right, bottom in seals
    )

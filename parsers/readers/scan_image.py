"""扫描图像：a page's picture made ready for recognition – seal taken off, straightened."""

from __future__ import annotations

import importlib
from typing import Any, NamedTuple

from parsers.readers.layout_tables import Ruling

_LEAST_SIDE, _MOST_SIDE = 1500, 4000  # pixels of the longer side; outside, the picture is scaled
_USUAL_SIDE = 2339  # A4 at 200 dpi
_LONG_SIDE = 842.0  # points of the longer side of A4
_STEEPEST = 5.0  # degrees of skew looked for
_LEAST_SEAL = 0.06  # of the longer side: 18 mm on A4
_RED_IS_BRIGHT = 105  # red channel: over it red ink, under it black ink below red

Box = tuple[float, float, float, float]  # left, top, right, bottom


class Prepared(NamedTuple):
    """The picture to recognise, ``seals`` where red seals stood on it, in its pixels."""

    image: Any
    seals: list[Box]
    points_per_pixel: float


def prepared(image: Any) -> Prepared:
    """The picture scaled to a usual size, without red seals, its lines level."""
    cv2 = importlib.import_module("cv2")
    if image.ndim == 2:
        image = cv2.cvtColor(image, cv2.COLOR_GRAY2RGB)
    side = max(image.shape[:2])
    if side < _LEAST_SIDE or side > _MOST_SIDE:
        ratio = _USUAL_SIDE / side
        kind = cv2.INTER_CUBIC if ratio > 1 else cv2.INTER_AREA
        image = cv2.resize(image, None, fx=ratio, fy=ratio, interpolation=kind)
    angle = _skew(image)
    if abs(angle) >= 0.15:
        image = _rotated(image, angle)
    image, seals = _without_seals(image)
    return Prepared(image, seals, _LONG_SIDE / max(image.shape[:2]))


def _rotated(image: Any, angle: float) -> Any:
    cv2 = importlib.import_module("cv2")
    height, width = image.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    return cv2.warpAffine(
        image, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )


def _skew(image: Any) -> float:
    """Degrees to turn the picture by so that the rows of ink and white differ most."""
    cv2 = importlib.import_module("cv2")
    numpy = importlib.import_module("numpy")
    gray = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
    ratio = 800 / max(gray.shape)
    small = cv2.resize(gray, None, fx=ratio, fy=ratio, interpolation=cv2.INTER_AREA)
    _, ink = cv2.threshold(small, 0, 255, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    height, width = ink.shape
    centre = (width / 2, height / 2)

    def contrast(angle: float) -> float:
        matrix = cv2.getRotationMatrix2D(centre, angle, 1.0)
        rows = cv2.warpAffine(ink, matrix, (width, height)).sum(axis=1, dtype=numpy.float64)
        return float(((rows[1:] - rows[:-1]) ** 2).sum())

    best = 0.0
    for reach, step in ((_STEEPEST, 0.5), (0.4, 0.1)):
        steps = round(reach / step)
        best = max((best + at * step for at in range(-steps, steps + 1)), key=contrast)
    return best


def _without_seals(image: Any) -> tuple[Any, list[Box]]:
    """Red rings and what is in them made white; black letters under the red stay.

    Red letters of a letterhead are wide rather than round, and are left alone.
    """
    cv2 = importlib.import_module("cv2")
    numpy = importlib.import_module("numpy")
    red = image[:, :, 0].astype(numpy.int16)
    other = image[:, :, 1:].max(axis=2).astype(numpy.int16)
    mask = ((red - other > 45) & (red > 90)).astype(numpy.uint8)
    if not mask.any():
        return image, []
    side = max(image.shape[:2])
    kernel = numpy.ones((max(side // 150, 3),) * 2, numpy.uint8)
    joined = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, kernel)
    count, _, stats, _ = cv2.connectedComponentsWithStats(joined)
    seals: list[Box] = []
    for left, top, width, height, _ in stats[1:count].tolist():
        if min(width, height) >= _LEAST_SEAL * side and 0.6 < width / height < 1.67:
            seals.append((left, top, left + width, top + height))
    if seals:
        image = image.copy()
    for left, top, right, bottom in seals:
        part = image[int(top) : int(bottom), int(left) : int(right)]
        level = part[:, :, 0]
        # Paper inside the ring is tinted by scanning; what is not black becomes white.
        reddish = part[:, :, 0].astype(numpy.int16) - part[:, :, 1] > 25
        bare = numpy.where(reddish & (level > _RED_IS_BRIGHT), 255, level)
        part[:] = bare[:, :, None]
    return image, seals


def rulings(image: Any, unit: float) -> list[Ruling]:
    """The straight lines on the picture that may rule a table, in points."""
    cv2 = importlib.import_module("cv2")
    numpy = importlib.import_module("numpy")
    gray = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
    block = max(image.shape[:2]) // 60 | 1
    ink = cv2.adaptiveThreshold(
        gray, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, block, 12
    )
    long = max(max(image.shape[:2]) // 45, 20)
    found: list[Ruling] = []
    for lies in (True, False):
        kernel = numpy.ones((1, long) if lies else (long, 1), numpy.uint8)
        bars = cv2.morphologyEx(ink, cv2.MORPH_OPEN, kernel)
        bridge = numpy.ones((3, 9) if lies else (9, 3), numpy.uint8)
        bars = cv2.morphologyEx(bars, cv2.MORPH_CLOSE, bridge)
        count, _, stats, _ = cv2.connectedComponentsWithStats(bars)
        for left, top, width, height, _ in stats[1:count].tolist():
            thick, length = (height, width) if lies else (width, height)
            if thick * 8 <= length:
                at = (top + height / 2) if lies else (left + width / 2)
                start = left if lies else top
                found.append(Ruling(lies, at * unit, start * unit, (start + length) * unit))
    return found

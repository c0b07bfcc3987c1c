"""PDF: what LibreOffice makes of docx and xlsx, the same bytes each time, and their pages.

The blank page behind a letter of an odd number of pages is kept: the pile is printed on both
sides and parted by letter.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath

from parsers import libreoffice
from parsers.errors import MissingPartError, OutputError
from parsers.libreoffice import HOW_TO_INSTALL, CannotStartError, TooSlowError, program
from pipeline.files import File
from pipeline.typefaces import stand_ins

TIME_LIMIT = 120  # seconds for one call, and one more for every letter or file in it
AT_ONCE = 50  # files to a call: starting costs as much as ten letters
_OPTIONS = {
    "IsSkipEmptyPages": {"type": "boolean", "value": "false"},
    "ExportBookmarksToPDFDestination": {"type": "boolean", "value": "true"},
}
_TARGETS = {".docx": "pdf:writer_pdf_Export:" + json.dumps(_OPTIONS, separators=(",", ":"))}
# When and as what it was made; same length, so that no offset in the file moves.
_OF_THE_MOMENT = (
    (re.compile(rb"(?<=/CreationDate\(D:)\d{14}(?=[Z+-])"), b"19800101000000"),
    (re.compile(rb"(?<=/ID \[ <)[0-9A-F]{32}(?=>)"), b"0" * 32),
    (re.compile(rb"(?<=\n<)[0-9A-F]{32}(?=> \])"), b"0" * 32),
    (re.compile(rb"(?<=/DocChecksum /)[0-9A-F]{32}"), b"0" * 32),
)


def require_libreoffice() -> None:
    """Raises MissingPartError, with how to install it, where there is no LibreOffice."""
    if program() is None:
        raise MissingPartError(
            "生成 PDF（--pdf）需要 LibreOffice，本机没有安装。可以去掉 --pdf，用 Word 或 WPS "
            f"打开结果后另存为 PDF；或安装 LibreOffice：{HOW_TO_INSTALL}"
        )


def as_pdf(file: File, letters: int = 1) -> File:
    """The docx or xlsx as PDF, beside it. ``letters`` is how many it holds.

    Raises MissingPartError without LibreOffice, OutputError where it fails.
    """
    (made,) = _converted((file,), TIME_LIMIT + letters)
    return made


def with_pdf(files: Iterable[File]) -> Iterator[File]:
    """The files of one kind, docx or xlsx, and the PDF of each.

    Many go into one call, and not more than ``AT_ONCE``: memory does not grow with their
    number. Raises as ``as_pdf`` does.
    """
    waiting: list[File] = []
    for file in files:
        yield file
        waiting.append(file)
        if len(waiting) == AT_ONCE:
            yield from _converted(waiting, TIME_LIMIT + len(waiting))
            waiting = []
    if waiting:
        yield from _converted(waiting, TIME_LIMIT + len(waiting))


def _converted(files: Sequence[File], limit: int) -> tuple[File, ...]:
    """The files, all of one kind, as PDF by one call of LibreOffice."""
    require_libreoffice()
    soffice = program()
    assert soffice is not None  # noqa: S101 - just required
    several = f"等 {len(files)} 个文件" if len(files) > 1 else ""
    named = f"“{PurePosixPath(files[0].path).name}”{several}"
    with tempfile.TemporaryDirectory(prefix="fenjie-", ignore_cleanup_errors=True) as folder:
        try:
            made = _convert(soffice, Path(folder), files, limit)
        except CannotStartError as error:
            raise OutputError(
                f"LibreOffice 启动不了（{error}），没有生成 PDF，也未写出任何文件。请检查其安装。"
            ) from error
        except TooSlowError:
            raise OutputError(
                f"LibreOffice 在 {limit} 秒内没有把{named}转换成 PDF，未写出任何文件。"
                "请去掉 --pdf 再运行，用 Word 或 WPS 打开结果后另存为 PDF。"
            ) from None
    for file, data in zip(files, made, strict=True):
        if not data.startswith(b"%PDF"):
            raise OutputError(
                f"LibreOffice 没有把“{PurePosixPath(file.path).name}”转换成 PDF，未写出任何文件。"
                "请去掉 --pdf 再运行，用 Word 或 WPS 打开结果后另存为 PDF。"
            )
    return tuple(
        File(str(PurePosixPath(file.path).with_suffix(".pdf")), _timeless(data))
        for file, data in zip(files, made, strict=True)
    )


def _convert(soffice: Path, place: Path, files: Sequence[File], limit: int) -> tuple[bytes, ...]:
    """What LibreOffice made of each file, in ``place``; empty where it made nothing."""
    suffix, out = PurePosixPath(files[0].path).suffix, place / "out"
    sources = [place / f"{number}{suffix}" for number in range(len(files))]
    for source, file in zip(sources, files, strict=True):
        source.write_bytes(file.data)
    stand_ins(place)
    command = [
        str(soffice),
        f"-env:UserInstallation={libreoffice.profile_in(place).as_uri()}",
        "--headless", "--invisible", "--nologo", "--nodefault", "--norestore", "--nolockcheck",
        "--convert-to", _TARGETS.get(suffix, "pdf"), "--outdir", str(out), *map(str, sources),
    ]  # fmt: skip
    libreoffice.run_to_its_end(command, place, limit)
    made = [out / source.with_suffix(".pdf").name for source in sources]
    return tuple(path.read_bytes() if path.is_file() else b"" for path in made)


def _timeless(pdf: bytes) -> bytes:
    for pattern, fixed in _OF_THE_MOMENT:
        pdf = pattern.sub(fixed, pdf)
    return pdf


def pages_of(pdf: bytes, mark: str, count: int) -> tuple[tuple[int, int], ...]:
    """Of each of ``count`` bookmarks ``mark``1, ``mark``2 …: its page from 1, and how many
    pages there are before the next one's, a blank one at the end not counted.

    Empty where the PDF does not say.
    """
    import pypdfium2
    import pypdfium2.raw as pdfium

    document = pypdfium2.PdfDocument(pdf)
    try:
        starts: list[int] = []
        for number in range(1, count + 1):
            place = pdfium.FPDF_GetNamedDestByName(document.raw, f"{mark}{number}".encode())
            index = pdfium.FPDFDest_GetDestPageIndex(document.raw, place) if place else -1
            if index < 0 or (starts and index <= starts[-1]):
                return ()
            starts.append(index)
        ends = (*starts[1:], len(document))[:count]
        return tuple(
            (start + 1, end - start - _is_blank(document, end - 1))
            for start, end in zip(starts, ends, strict=True)
        )
    finally:
        document.close()


def _is_blank(document: object, index: int) -> bool:
    page = document[index]  # type: ignore[index]  # pypdfium2 has no types
    text = page.get_textpage()
    try:
        return not text.get_text_range().strip()
    finally:
        text.close()
        page.close()

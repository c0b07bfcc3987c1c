"""Word 97、WPS、RTF、ODT 等：turned into docx or xlsx by LibreOffice, where it is installed."""

from __future__ import annotations

from dataclasses import replace

from parsers import codes
from parsers.errors import MissingPartError, UnreadableError
from parsers.libreoffice import HOW_TO_INSTALL, CannotStartError, TooSlowError, program
from parsers.libreoffice import convert as convert_file
from parsers.readers import sniff
from parsers.readers.reading import Reading
from parsers.readers.rtf import spelled_out
from parsers.readers.sniff import Content

TIME_LIMIT = 120  # seconds for one file
_KINDS = (
    (sniff.is_word97, "doc", "Word 97—2003 文档"),
    (sniff.is_rtf, "rtf", "RTF 文档"),
    (sniff.is_opendocument_text, "odt", "OpenDocument 文档"),
    (sniff.is_opendocument_sheet, "ods", "OpenDocument 表格"),
    (sniff.is_works, "wps", "Works 文档"),
    (sniff.is_xlsb, "xlsb", "Excel 二进制表格"),
    (sniff.is_xls, "xls", "Excel 97—2003 表格"),
    (sniff.is_flat_word, "xml", "Word XML 文档"),
    (sniff.is_flat_sheet, "xml", "Excel XML 表格"),
    (sniff.is_uof, "uof", "标文通文档"),
)


def read(name: str, data: bytes) -> Reading:
    """A text document, converted to docx.

    Raises MissingPartError without LibreOffice, UnreadableError where it fails.
    """
    from parsers.readers import docx

    return _converted(name, docx.read(name, convert(name, data, "docx")), data)


def read_sheets(name: str, data: bytes) -> Reading:
    """A spreadsheet, converted to xlsx; raises as ``read`` does."""
    from parsers.readers import xlsx

    return _converted(name, xlsx.read(name, convert(name, data, "xlsx")), data)


def _converted(name: str, reading: Reading, data: bytes) -> Reading:
    ending, kind = _kind(name, data)
    said = codes.CONVERTED.at(file=name, kind=kind)
    return replace(reading, format=ending, findings=(said, *reading.findings))


def _kind(name: str, data: bytes) -> tuple[str, str]:
    content = Content(name, data)
    for recognises, ending, kind in _KINDS:
        if recognises(content):
            return ending, kind
    return content.ending.lstrip(".") or "doc", "文档"


def convert(name: str, data: bytes, target: str) -> bytes:
    """The file as ``docx`` or ``xlsx``; raises as ``read`` does."""
    soffice = program()
    ending, kind = _kind(name, data)
    if soffice is None:
        raise MissingPartError(
            f"“{name}”是{kind}，读取它需要 LibreOffice，本机没有安装。"
            f"可以用 Word 或 WPS 打开后另存为 {target} 再试；或安装 LibreOffice：{HOW_TO_INSTALL}"
        )
    if ending == "rtf":
        data = spelled_out(data)
    try:
        content = convert_file(soffice, ending, data, target, TIME_LIMIT)
    except CannotStartError as error:
        raise UnreadableError(
            f"LibreOffice 启动不了（{error}），未能读取“{name}”。请检查其安装。"
        ) from error
    except TooSlowError:
        raise UnreadableError(
            f"LibreOffice 在{TIME_LIMIT}秒内没有转换完“{name}”。"
            "请用 Word 或 WPS 打开，另存为 docx 后再试。"
        ) from None
    if not content.startswith(b"PK"):
        raise UnreadableError(
            f"LibreOffice 打不开“{name}”（{kind}），文件可能已损坏或设有密码。"
            f"请用 Word 或 WPS 打开，另存为 {target} 后再试。"
        )
    return content

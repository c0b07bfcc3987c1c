"""纯文本：one line of the file is one line of the source, blank lines too.

Copied from Excel, a cell of several lines stands in quotation marks. Its row is one line, as in
any table; blank lines behind it make up for the others, so that a line keeps its number.
"""

from __future__ import annotations

import html
import re
from dataclasses import replace

from parsers import codes
from parsers.errors import UnreadableError
from parsers.readers.encoding import decode, lost_characters
from parsers.readers.html_facts import fact_lines
from parsers.readers.reading import MAX_CHARACTERS, MAX_LINES, Reading
from parsers.source import Layer, Line, Start

# A form feed beside a line end is only a page break; alone it ends a line itself.
_LINE_END = re.compile("\f*(?:\r\n|[\n\r\v\x85\u2028\u2029])\f*|\f+")
_ENTITY = re.compile(  # of a text copied from a page's source
    r"&(?:nbsp|e[mn]sp|thinsp|lt|gt|amp|quot|[lr][ds]quo|middot|[mn]dash|hellip|#\d{2,6}|#x[\da-fA-F]{2,5});"
)
_HEAD_LINES = 300  # among which a page's table of facts may stand
_MOST_INSIDE = 40  # lines of one cell
_OPENED = re.compile(r'(?:^[ \u3000]*|\t)"(?!\t|$)(?:[^"\t]|"")+$')  # "县工信局⏎
_CLOSED = re.compile(r'(?:[^"\t]|"")*"(?=\t|[ \u3000]*$)')  # ⏎县商务局"
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def read(name: str, data: bytes) -> Reading:
    """The lines of a text file in UTF-8, UTF-16 or GB18030, with any kind of line end.

    Raises UnreadableError for what is no text.
    """
    decoded = decode(data)
    text = decoded.text
    if not text.strip("\0 \t\r\n\ufeff"):
        raise UnreadableError(f"“{name}”中没有文字，可能保存时出了错。请向来文单位重新索取。")
    if len(_CONTROL.findall(text[: 1 << 20])) * 100 > min(len(text), 1 << 20):
        raise UnreadableError(
            f"“{name}”不是文本文件，格式无法识别。请用原来的软件打开，另存为 docx 或 PDF 后再试。"
        )
    if len(text) > MAX_CHARACTERS:
        raise UnreadableError(
            f"“{name}”超过{MAX_CHARACTERS // 10_000}万字，不像一份公文，请拆分后再试。"
        )
    if sum(map(text.count, "\n\r\v\f\x85\u2028\u2029")) > 2 * MAX_LINES:
        raise UnreadableError(f"“{name}”的行数超过{MAX_LINES}行，请拆分后再试。")
    text = text.replace("\0", "\ufffd")
    entities = _ENTITY.findall(text)
    if entities:
        text = _ENTITY.sub(lambda match: html.unescape(match[0]), text)
    lines: list[Line] = []
    at = 0
    start = Start.UNKNOWN
    for end in _LINE_END.finditer(text):
        lines.append(Line(len(lines) + 1, text[at : end.start()], start=start))
        # Word writes Shift+Enter as a vertical tab when it saves plain text.
        start = Start.BREAK if end.group() == "\v" else Start.UNKNOWN
        at = end.end()
    if at < len(text):
        lines.append(Line(len(lines) + 1, text[at:], start=start))
    if "\t" in text and '"' in text:
        lines = _with_whole_cells(lines)
    facts = fact_lines([line.text for line in lines[:_HEAD_LINES]])
    lines = [
        replace(line, layer=Layer.METADATA) if at in facts else line
        for at, line in enumerate(lines)
    ]
    findings = lost_characters(lines)
    if decoded.doubtful:
        findings.insert(0, codes.ENCODING_DOUBTFUL.at(file=name, encoding=decoded.encoding))
    if entities:
        findings.append(codes.ENTITIES_READ.at(written=entities[0], count=len(entities)))
    return Reading("txt", None, tuple(lines), tuple(findings))


def _with_whole_cells(lines: list[Line]) -> list[Line]:
    """The lines, those of a cell in quotation marks put together with vertical tabs."""
    out: list[Line] = []
    tabbed = False
    while len(out) < len(lines):
        at = len(out)
        text = lines[at].text
        end = _end_of_cell(lines, at) if tabbed or "\t" in text else at
        if end > at:
            text = "\v".join(line.text for line in lines[at : end + 1])
        out.append(Line(at + 1, text, start=lines[at].start))
        out.extend(Line(n + 1, "") for n in range(at + 1, end + 1))
        tabbed = "\t" in text or (tabbed and not text.strip())
    return out


def _end_of_cell(lines: list[Line], first: int) -> int:
    """The last line of a row whose cells go on over lines; ``first`` where none does."""
    last = first
    rest = lines[first].text
    while _OPENED.search(rest):
        for at in range(last + 1, min(first + _MOST_INSIDE, len(lines))):
            text = lines[at].text
            if (closed := _CLOSED.match(text)) is not None:
                last, rest = at, text[closed.end() :]
                break
            if "\t" in text or '"' in text.replace('""', ""):
                return last
        else:
            return last
    return last

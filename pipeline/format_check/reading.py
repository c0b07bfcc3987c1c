"""读 docx: its parts as a Document, with zipfile and lxml alone.

Deleted text is left out and inserted text counts; of a drawing that stands twice (once for older
programs) the newer is read.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from lxml import etree

from parsers.errors import UnreadableError
from pipeline.format_check.document import (
    Block,
    Cell,
    Document,
    Paragraph,
    Run,
    Section,
    Table,
)
from pipeline.format_check.styles import (
    Properties,
    Styles,
    W,
    borders,
    layout,
    length_of,
    properties,
    val,
)

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main",
     b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships",
     b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
)  # fmt: skip
_LEFT_OUT = {f"{W}del", f"{W}moveFrom", _FALLBACK, f"{W}rPr", f"{W}pPr", f"{W}sectPr"}
_DRAWN = {f"{W}drawing", f"{W}pict", f"{W}object"}
_MAX_PART = 64 * 1024 * 1024
_EXCERPT = 12  # characters of a paragraph in its place


def read_document(name: str, data: bytes) -> Document:
    """The docx as it looks. Raises UnreadableError, with what to do, where it is none."""
    parts = _Parts(name, data)
    main = parts.tree(parts.main)
    return _Reader(parts, main).document()


class _Parts:
    """The XML parts of a docx, parsed when asked for."""

    def __init__(self, name: str, data: bytes) -> None:
        self._name = name
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except zipfile.BadZipFile as error:
            raise self._not_word() from error
        self._members = set(self._zip.namelist())
        targets = dict(self.targets("", "officeDocument"))
        self.main = next(iter(targets.values()), "word/document.xml")
        if self.main not in self._members or not self.main.startswith("word/"):
            raise self._not_word()

    def tree(self, part: str | None) -> Any:
        """The part's root; None where there is no such part."""
        if part is None or part not in self._members:
            return None
        try:
            if self._zip.getinfo(part).file_size > _MAX_PART:
                raise UnreadableError(f"“{self._name}”过大，不能检查。请删去其中的大图后再试。")
            data = self._zip.read(part)
            for strict, usual in _STRICT:
                data = data.replace(strict, usual)
            parser = etree.XMLParser(resolve_entities=False, no_network=True)
            return etree.fromstring(data, parser)
        except (
            zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError,
            etree.XMLSyntaxError,
        ) as error:  # fmt: skip
            raise UnreadableError(
                f"“{self._name}”已损坏或加了密（{part}），请用 Word 或 WPS 打开后另存再试。"
            ) from error

    def targets(self, part: str, kind: str) -> Iterator[tuple[str, str]]:
        """The relations of that kind a part has: id and the other part's name."""
        folder, base = posixpath.split(part)
        relations = self.tree(posixpath.join(folder, "_rels", f"{base}.rels"))
        for relation in relations if relations is not None else ():
            if relation.get("Type", "").rpartition("/")[2] == kind:
                target = relation.get("Target", "")
                path = posixpath.normpath(posixpath.join(folder, target))
                yield relation.get("Id", ""), target.lstrip("/") if target[:1] == "/" else path

    def beside(self, kind: str) -> Any:
        """The tree of the main part's styles, settings, theme …"""
        return self.tree(next((path for _, path in self.targets(self.main, kind)), None))

    def _not_word(self) -> UnreadableError:
        return UnreadableError(
            f"“{self._name}”不是可用的 .docx 文件（可能已损坏、加密或是 .doc），"
            "请用 Word 或 WPS 另存为 .docx 后再检查。"
        )


class _Reader:
    """Walks the body once."""

    def __init__(self, parts: _Parts, main: Any) -> None:
        self._parts = parts
        self._body = main.find(f"{W}body")
        self._styles = Styles(parts.beside("styles"), parts.beside("theme"))
        self._labels = _Labels(parts.beside("numbering"))
        self._settings = parts.beside("settings")
        self._section = 0
        self._counts = {"段": 0, "表": 0}

    def document(self) -> Document:
        blocks: list[Block] = []
        sections: list[Section] = []
        for element in _top(self._body if self._body is not None else ()):
            if element.tag == f"{W}p":
                blocks += self._paragraphs(element)
                ending = element.find(f"{W}pPr/{W}sectPr")
                if ending is not None:
                    sections.append(self._read_section(ending))
                    self._section += 1
            elif element.tag == f"{W}tbl":
                self._counts["表"] += 1
                blocks.append(self._table(element, f"第{self._counts['表']}个表格"))
            elif element.tag == f"{W}sectPr":
                sections.append(self._read_section(element))
        if len(sections) <= self._section:  # a body without settings of its page
            sections.append(self._read_section(etree.Element(f"{W}sectPr")))
        switch = None if self._settings is None else self._settings.find(f"{W}evenAndOddHeaders")
        odd = switch is not None and val(switch, "1") not in {"0", "false", "off"}
        return Document(tuple(blocks), _inherited(sections), odd, self._styles.normal_size)

    # --- paragraphs -----------------------------------------------------------------------

    def _paragraphs(self, element: Any) -> Iterator[Paragraph]:
        """The paragraph, behind it those of text boxes that hang on it."""
        self._counts["段"] += 1
        place = f"第{self._counts['段']}段"
        yield self._paragraph(element, place)
        for box in element.iter(f"{W}txbxContent"):
            if not any(above.tag == _FALLBACK for above in box.iterancestors()):
                for inner in box.iter(f"{W}p"):
                    yield replace(self._paragraph(inner, f"{place}的文本框"), boxed=True)

    def _paragraph(self, element: Any, place: str) -> Paragraph:
        direct = properties(element.find(f"{W}pPr"))
        found = self._styles.paragraph(direct)
        runs = list(self._runs(element, direct))
        label = self._labels.of(found)
        end = self._styles.look(self._styles.run(direct, _mark(element)))
        if label:
            runs.insert(0, Run(label, runs[0].look if runs else end))
        text = "".join(run.text for run in runs).strip()
        shown = (
            f"{place}“{text[:_EXCERPT]}{'…' if len(text) > _EXCERPT else ''}”" if text else place
        )
        tuple_of_runs = tuple(runs) or (Run("", end),)
        size = tuple_of_runs[0].look.size
        return Paragraph(
            tuple_of_runs,
            layout(found, size),
            shown,
            self._section,
            tuple(_fields(element)),
            drawn=any(e.tag in _DRAWN for e in _inside(element)),
            breaks_page=element.find(f"{W}pPr/{W}sectPr") is not None
            or any(e.get(f"{W}type") == "page" for e in element.iter(f"{W}br")),
        )

    def _runs(self, element: Any, paragraph: Properties) -> Iterator[Run]:
        for run in _inside(element):
            if run.tag != f"{W}r":
                continue
            found = self._styles.run(paragraph, properties(run.find(f"{W}rPr")))
            if "vanish" in found and found["vanish"].get("val", "1") not in {"0", "false"}:
                continue
            text = "".join(_characters(run))
            if text:
                yield Run(text, self._styles.look(found))

    # --- tables ---------------------------------------------------------------------------

    def _table(self, element: Any, place: str) -> Table:
        setup = element.find(f"{W}tblPr")
        margins = _margins(None if setup is None else setup.find(f"{W}tblCellMar"), (108, 108))
        rows = tuple(
            tuple(
                self._cell(cell, f"{place}第{r}行第{c}格", margins)
                for c, cell in enumerate(_of(row, "tc"), 1)
            )
            for r, row in enumerate(_of(element, "tr"), 1)
        )
        floating = None if setup is None else setup.find(f"{W}tblpPr")
        at_foot = floating is not None and (
            floating.get(f"{W}tblpYSpec") == "bottom"
            and floating.get(f"{W}vertAnchor", "text") == "margin"
        )
        own = borders(None if setup is None else setup.find(f"{W}tblBorders"))
        style = "" if setup is None else val(setup.find(f"{W}tblStyle"))
        drawn = {**self._styles.table_borders(style), **own}
        return Table(rows, drawn, _width(element, setup), at_foot, place, self._section)

    def _cell(self, element: Any, place: str, margins: tuple[int, int]) -> Cell:
        setup = element.find(f"{W}tcPr")
        paragraphs = tuple(
            self._paragraph(inner, place)
            for inner in element.iter(f"{W}p")
            if not any(above.tag == _FALLBACK for above in inner.iterancestors())
        )
        own = None if setup is None else setup.find(f"{W}tcMar")
        drawn = borders(None if setup is None else setup.find(f"{W}tcBorders"))
        return Cell(paragraphs, drawn, _margins(own, margins))

    # --- sections -------------------------------------------------------------------------

    def _read_section(self, element: Any) -> Section:
        size, margins = element.find(f"{W}pgSz"), element.find(f"{W}pgMar")
        grid, first = element.find(f"{W}docGrid"), element.find(f"{W}titlePg")
        numbering = element.find(f"{W}pgNumType")

        def length(of: Any, name: str, default: int) -> int:
            return default if of is None else round(length_of(of.get(f"{W}{name}"), default))

        return Section(
            length(size, "w", 12240),
            length(size, "h", 15840),
            abs(length(margins, "top", 1440)),
            abs(length(margins, "bottom", 1440)),
            length(margins, "left", 1440) + length(margins, "gutter", 0),
            length(margins, "right", 1440),
            length(margins, "header", 720),
            length(margins, "footer", 720),
            "none" if grid is None else str(grid.get(f"{W}type", "default")),
            length(grid, "linePitch", 0),
            length(grid, "charSpace", 0),
            first is not None and val(first, "1") not in {"0", "false"},
            numbering is not None and numbering.get(f"{W}start") == "1",
            self._around(element, "header"),
            self._around(element, "footer"),
        )

    def _around(self, element: Any, kind: str) -> dict[str, tuple[Paragraph, ...]]:
        """Headers or footers, by the pages they are on."""
        paths = dict(self._parts.targets(self._parts.main, kind))
        found = {}
        for reference in element.findall(f"{W}{kind}Reference"):
            root = self._parts.tree(paths.get(reference.get(f"{_R}id", "")))
            if root is not None:
                label = "页眉" if kind == "header" else "页脚"
                found[reference.get(f"{W}type", "default")] = tuple(
                    self._paragraph(inner, label)
                    for inner in root.iter(f"{W}p")
                    if not any(above.tag == _FALLBACK for above in inner.iterancestors())
                )
        return found


_CHINESE = re.compile("chinese|ideograph|japaneseCounting|taiwaneseCounting", re.IGNORECASE)


class _Labels:
    """自动编号: the number in front of a paragraph, its form right and its count not kept."""

    def __init__(self, numbering: Any) -> None:
        self._levels: dict[tuple[str, str], tuple[str, str]] = {}
        if numbering is None:
            return
        abstract = {a.get(f"{W}abstractNumId"): a for a in numbering.findall(f"{W}abstractNum")}
        for number in numbering.findall(f"{W}num"):
            levels = abstract.get(val(number.find(f"{W}abstractNumId")))
            for level in levels.findall(f"{W}lvl") if levels is not None else ():
                key = (number.get(f"{W}numId", ""), level.get(f"{W}ilvl", "0"))
                text = val(level.find(f"{W}lvlText"))
                self._levels[key] = (val(level.find(f"{W}numFmt"), "decimal"), text)

    def of(self, paragraph: Properties) -> str:
        number = paragraph.get("numPr", {})
        form, text = self._levels.get(
            (number.get("numId", ""), number.get("ilvl", "0")), ("none", "")
        )
        if form in {"none", "bullet"} or not text:
            return ""
        return re.sub(r"%\d", "一" if _CHINESE.search(form) else "1", text)


def _inherited(sections: list[Section]) -> tuple[Section, ...]:
    """A section without headers or footers of its own has those of the one before."""
    done: list[Section] = []
    for section in sections:
        if done:
            headers = {**done[-1].headers, **section.headers}
            footers = {**done[-1].footers, **section.footers}
            done.append(replace(section, headers=headers, footers=footers))
        else:
            done.append(section)
    return tuple(done)


def _top(parent: Any) -> Iterator[Any]:
    """The blocks of a body, content controls opened."""
    for element in parent:
        if element.tag == f"{W}sdt":
            content = element.find(f"{W}sdtContent")
            yield from _top(content if content is not None else ())
        elif element.tag in {f"{W}customXml", f"{W}ins", f"{W}moveTo"}:
            yield from _top(element)
        else:
            yield element


def _inside(element: Any) -> Iterator[Any]:
    """What stands in a paragraph; not in a text box, and nothing deleted."""
    for child in element:
        if not isinstance(child.tag, str) or child.tag in _LEFT_OUT:
            continue
        yield child
        if child.tag not in _DRAWN and child.tag != f"{W}p":
            yield from _inside(child)


def _characters(run: Any) -> Iterator[str]:
    for child in run:
        if child.tag == f"{W}t":
            yield child.text or ""
        elif child.tag in {f"{W}tab", f"{W}ptab"}:
            yield "\t"
        elif child.tag == f"{W}br" and child.get(f"{W}type", "textWrapping") == "textWrapping":
            yield "\n"
        elif child.tag == f"{W}noBreakHyphen":
            yield "-"


def _fields(element: Any) -> Iterator[str]:
    for child in element.iter(f"{W}instrText", f"{W}fldSimple"):
        code = child.text if child.tag == f"{W}instrText" else child.get(f"{W}instr", "")
        if code and code.strip():
            yield code.split()[0].upper()


def _mark(element: Any) -> Properties:
    return properties(element.find(f"{W}pPr/{W}rPr"))


def _of(parent: Any, name: str) -> Iterator[Any]:
    return (child for child in _top(parent) if child.tag == f"{W}{name}")


def _margins(element: Any, otherwise: tuple[int, int]) -> tuple[int, int]:
    def one(names: tuple[str, str], default: int) -> int:
        for name in names:
            found = None if element is None else element.find(f"{W}{name}")
            if found is not None:
                return round(length_of(found.get(f"{W}w"), 0))
        return default

    left, right = otherwise
    return one(("left", "start"), left), one(("right", "end"), right)


def _width(table: Any, setup: Any) -> int | None:
    """In twips, by the table's own word or else by its columns."""
    own = None if setup is None else setup.find(f"{W}tblW")
    if own is not None and own.get(f"{W}type") == "dxa" and own.get(f"{W}w", "0") != "0":
        return round(length_of(own.get(f"{W}w"), 0)) or None
    if own is not None and own.get(f"{W}type") == "pct":
        return None
    columns = [length_of(c.get(f"{W}w"), 0) for c in table.findall(f"{W}tblGrid/{W}gridCol")]
    return round(sum(columns)) if columns and all(columns) else None

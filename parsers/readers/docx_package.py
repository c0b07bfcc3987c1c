"""docx 的外壳：which part of the zip is the document, what belongs to it, and its XML, safely.

Nothing outside the package is ever opened; entities are not expanded; a part with a document
type declaration is refused, as Word does.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from typing import Final

from lxml import etree

from parsers.errors import UnreadableError
from parsers.readers.docx_names import STRICT, Element
from parsers.readers.ole import MAGIC as OLE
from parsers.readers.package import Package
from parsers.readers.reading import MAX_UNPACKED_BYTES

CHUNK: Final = 1 << 16
MAX_PART: Final = 32 * 1024 * 1024  # a part that is read whole: styles, numbering, relationships

_OFFICE: Final = "/relationships/officeDocument"
_RELATIONSHIP: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
# Where Word puts a part; for packages whose relationships are damaged.
_USUAL: Final = {
    kind: f"word/{kind}.xml"
    for kind in ("styles", "numbering", "settings", "footnotes", "endnotes", "comments")
}
_OTHERS: Final = (
    ("xl/", "Excel 表格"),
    ("ppt/", "PowerPoint 演示文稿"),
    ("content.xml", "ODF 文档"),
)
_OTHER_FOLDERS: Final = ("xl/", "ppt/")
_DAMAGE: Final = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    OSError,
    ValueError,
    RuntimeError,
    OverflowError,
)


class PartError(Exception):
    """A part that cannot be read; whether the reading can go on is for the caller to say."""


class Document(Package):
    """A docx, docm, dotx or dotm: ``main`` is the name of its document part.

    Raises UnreadableError for what is no Word document, damaged, encrypted or too large.
    """

    def __init__(self, name: str, data: bytes) -> None:
        _refuse_others(name, data)
        super().__init__(name, data)
        self._relations: dict[str, dict[str, tuple[str, str]]] = {}
        self.main = self._main()

    def _main(self) -> str:
        try:
            related = self._related("")
        except PartError:
            related = {}
        for kind, target in related.values():
            found = self.find(target) if kind.endswith(_OFFICE) else None
            if found is not None and not found.casefold().startswith(_OTHER_FOLDERS):
                return found
        if (usual := self.find("word/document.xml")) is not None:
            return usual
        folded = tuple(part.casefold() for part in self.names)
        for beginning, kind in _OTHERS:
            if any(part.startswith(beginning) for part in folded):
                raise UnreadableError(
                    f"“{self.name}”不是 Word 文档，而是{kind}，请改用正确的扩展名后再试。"
                )
        raise UnreadableError(
            f"“{self.name}”不是 Word 文档（压缩包里没有正文），请核对文件，"
            "或在 Word、WPS 中打开后另存为 .docx 再试。"
        )

    def related(self, part: str, kind: str) -> str | None:
        """The part of a kind (``styles``, ``footnotes`` …) that belongs to ``part``."""
        try:
            for relation, target in self._related(part).values():
                if relation.endswith(f"/{kind}") and (found := self.find(target, part)):
                    return found
        except PartError:
            pass
        usual = _USUAL.get(kind)
        return self.find(usual) if usual else None

    def all_related(self, part: str, kind: str) -> list[str]:
        """All parts of a kind that belong to ``part``; the package itself is ``""``."""
        try:
            related = self._related(part)
        except PartError:
            return []
        targets = (target for relation, target in related.values() if relation.endswith(f"/{kind}"))
        return [found for target in targets if (found := self.find(target, part)) is not None]

    def target(self, part: str, relation: str | None) -> str | None:
        """The part that relationship ``relation`` of ``part`` points to, if it is inside."""
        if relation is None:
            return None
        try:
            _, target = self._related(part).get(relation, ("", ""))
        except PartError:
            return None
        return self.find(target, part) if target else None

    def _related(self, part: str) -> dict[str, tuple[str, str]]:
        """Kind and target by the id of each relationship of ``part`` to something inside."""
        known = self._relations.get(part)
        if known is None:
            folder, _, base = part.rpartition("/")
            found = self.find(f"/{folder}/_rels/{base}.rels" if part else "/_rels/.rels")
            known = {}
            if found is not None:
                for relation in self.tree(found).iter(_RELATIONSHIP):
                    if relation.get("TargetMode") != "External":
                        identity, kind = relation.get("Id", ""), relation.get("Type", "")
                        known[identity] = (kind, relation.get("Target", ""))
            self._relations[part] = known
        return known

    def tree(self, part: str) -> Element:
        """The root of a part of ordinary size. Raises PartError where it cannot be read."""
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
        )
        read = 0
        try:
            for chunk in self.chunks(part):
                read += len(chunk)
                if read > MAX_PART:
                    raise PartError(f"超过{MAX_PART >> 20}MB")
                parser.feed(chunk)
            root = parser.close()
        except etree.XMLSyntaxError as error:
            raise PartError("XML 不完整") from error
        self.refuse_doctype(root)
        return root

    def refuse_doctype(self, element: Element) -> None:
        """Raise UnreadableError where the part of an element declares a document type."""
        if element.getroottree().docinfo.doctype:  # type: ignore[attr-defined] # lxml-stubs
            raise UnreadableError(
                f"“{self.name}”含有不应出现的文档类型声明，出于安全没有读取。请核实文件来源。"
            )

    def chunks(self, part: str) -> Iterator[bytes]:
        """The bytes of a part, piece by piece, in the namespaces of ISO 29500 Transitional.

        Raises PartError for damage, UnreadableError where the allowance of the file runs out.
        """
        if self.encrypted(part):
            raise UnreadableError(
                f"“{self.name}”有密码。请在 Word 或 WPS 中打开，取消密码后另存再试。"
            )
        pieces = self._pieces(part)
        first = next(pieces, b"")
        if b"purl.oclc.org/ooxml" not in first:
            yield first
            yield from pieces
            return
        rest = first
        for piece in pieces:  # parted before a tag, so that no namespace is cut in two
            before, mark, after = piece.rpartition(b"<")
            yield _transitional(rest + before)
            rest = mark + after
        yield _transitional(rest)

    def _pieces(self, part: str) -> Iterator[bytes]:
        try:
            with self._zip.open(self._parts[part]) as stream:
                while piece := stream.read(CHUNK):
                    self._allowance.left -= len(piece)
                    if self._allowance.left < 0:
                        raise UnreadableError(
                            f"“{self.name}”解压后超过{MAX_UNPACKED_BYTES >> 20}MB，已停止读取。"
                            "请在 Word 或 WPS 中删去无关内容后另存再试。"
                        )
                    yield piece
        except _DAMAGE as error:
            raise PartError("解压出错") from error


def _transitional(piece: bytes) -> bytes:
    for strict, transitional in STRICT:
        piece = piece.replace(strict, transitional)
    return piece


def _refuse_others(name: str, data: bytes) -> None:
    if data.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise UnreadableError(
                f"“{name}”有打开密码，无法读取。请在 Word 或 WPS 中打开，取消密码后另存再试。"
            )
        raise UnreadableError(
            f"“{name}”是旧版 Word 格式（.doc），不是 docx。请在 Word 或 WPS 中另存为 .docx 再试。"
        )
    if not data:
        raise UnreadableError(f"“{name}”是空文件，请重新下载或向来文单位重新索取。")
    if not zipfile_like(data):
        raise UnreadableError(
            f"“{name}”不是 docx 文件（开头不是压缩包），可能只是改了扩展名或没有下载完整。"
            "请在 Word 或 WPS 中打开后另存为 .docx 再试。"
        )


def zipfile_like(data: bytes) -> bool:
    """Whether a zip begins here, or near here: some web servers put blank lines in front."""
    return b"PK\x03\x04" in data[:1024] or data.startswith(b"PK")

"""xlsx 的压缩结构: parts, their relations and content types; always the same bytes."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import IO, Any

from lxml import etree

from parsers.errors import TemplateError

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"

_MAX_BYTES = 64 * 1024 * 1024
_DAYS_START = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation of a part: ``target`` is a part's name, or an address if ``external``."""

    id: str
    kind: str  # the last word of the relation's type: worksheet, drawing, hyperlink …
    type: str
    target: str
    external: bool = False


def parse_xml(data: bytes) -> etree._Element:
    """A part as a tree; entities are not resolved and nothing is fetched."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_blank_text=False)
    return etree.fromstring(data, parser)


def xml_bytes(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def new_root(tag: str, prefixes: dict[str, str] | None = None) -> etree._Element:
    """An empty element whose own namespace is the default one."""
    default: dict[Any, str] = {None: tag[1:].partition("}")[0]}  # lxml's stubs allow no None
    return etree.Element(tag, nsmap=default | (prefixes or {}))


def read_parts(data: bytes, name: str) -> dict[str, bytes]:
    """Every part of the workbook. Raises TemplateError where it is no readable xlsx."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            members = [member for member in package.infolist() if not member.is_dir()]
            if sum(member.file_size for member in members) > _MAX_BYTES:
                raise TemplateError(f"模板“{name}”解压后超过 64 MB，请删去图片等大对象后再用。")
            parts = {member.filename.lstrip("/"): package.read(member) for member in members}
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError) as error:
        raise TemplateError(
            f"模板“{name}”不是可读的 xlsx 文件（已损坏、加密或其他格式）。"
            "请在 Excel 或 WPS 中另存为“Excel 工作簿（*.xlsx）”，不设打开密码。"
        ) from error
    if "[Content_Types].xml" not in parts:
        raise TemplateError(f"模板“{name}”不是 xlsx 文件。请在 Excel 或 WPS 中另存为 xlsx。")
    return parts


def relations_part(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", name + ".rels")


def relations(parts: dict[str, bytes], part: str) -> tuple[Relation, ...]:
    """What ``part`` refers to; ``""`` is the package itself."""
    data = parts.get(relations_part(part))
    if data is None:
        return ()
    found = []
    for item in parse_xml(data).iterfind(f"{_RELATIONS}Relationship"):
        external = item.get("TargetMode") == "External"
        target = item.get("Target", "")
        if not external:
            target = posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target))[1:]
        kind = item.get("Type", "").rpartition("/")[2]
        found.append(Relation(item.get("Id", ""), kind, item.get("Type", ""), target, external))
    return tuple(found)


def relations_xml(items: Iterable[Relation]) -> bytes:
    root = new_root(f"{_RELATIONS}Relationships")
    for item in items:
        target = item.target if item.external else "/" + item.target
        element = etree.SubElement(
            root, f"{_RELATIONS}Relationship", Id=item.id, Type=item.type, Target=target
        )
        if item.external:
            element.set("TargetMode", "External")
    return xml_bytes(root)


class ContentTypes:
    """[Content_Types].xml: which part is what."""

    def __init__(self, data: bytes) -> None:
        self._root = parse_xml(data)

    def like(self, part: str, model: str) -> None:
        """``part`` is the same kind of thing as ``model``."""
        for item in self._root.iterfind(f"{_TYPES}Override"):
            if item.get("PartName") == "/" + model:
                kind = item.get("ContentType", "")
                etree.SubElement(
                    self._root, f"{_TYPES}Override", PartName="/" + part, ContentType=kind
                )
                return

    def without(self, parts: Iterable[str]) -> None:
        gone = {"/" + part for part in parts}
        for item in self._root.findall(f"{_TYPES}Override"):
            if item.get("PartName") in gone:
                self._root.remove(item)

    def kind(self, part: str) -> str:
        for item in self._root.iterfind(f"{_TYPES}Override"):
            if item.get("PartName") == "/" + part:
                return item.get("ContentType", "")
        return ""

    def data(self) -> bytes:
        return xml_bytes(self._root)


class Writer:
    """A zip written part by part, with fixed dates: same parts, same bytes."""

    def __init__(self) -> None:
        self._buffer = io.BytesIO()
        self._zip = zipfile.ZipFile(self._buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6)

    def add(self, part: str, data: bytes) -> None:
        self._zip.writestr(_member(part), data)

    def open(self, part: str) -> IO[bytes]:
        """A part to be written bit by bit, so that it need not be in memory whole."""
        return self._zip.open(_member(part), "w")

    def data(self) -> bytes:
        self._zip.close()
        return self._buffer.getvalue()


def _member(part: str) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(part, _DAYS_START)
    member.compress_type = zipfile.ZIP_DEFLATED
    member.create_system = 3
    member.external_attr = 0o644 << 16
    return member

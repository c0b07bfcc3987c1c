"""XML 部件：parsed without entities, document types or anything fetched."""

from __future__ import annotations

from lxml import etree

from parsers.errors import UnreadableError
from parsers.readers.package import Package


def parse_xml(name: str, data: bytes) -> etree._Element:
    """The root element. Raises UnreadableError for damage and for declared entities."""
    refuse_entities(name, data)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableError(f"“{name}”已损坏（XML 有错），请重新索取。") from error


def tree(package: Package, part: str) -> etree._Element:
    """The root element of a part of the package."""
    return parse_xml(f"{package.name}：{part}", package.read(part))


def refuse_entities(name: str, data: bytes) -> None:
    """No office file declares entities; one that does means to exhaust or to spy."""
    plain = data.replace(b"\0", b"") if b"\0" in data[:64] else data
    if b"<!ENTITY" in plain or b"<!DOCTYPE" in plain:
        raise UnreadableError(f"“{name}”含有不应出现的实体声明，出于安全没有读取。请核实来源。")


def local(element: etree._Element) -> str:
    """The element's name without its namespace."""
    tag = element.tag
    return str(tag).rpartition("}")[2]

"""文件属性: what a docx says of its own making, without dates or persons.

The template's own author and editing history are left behind: they are not the letter's.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape  # that of xml.sax loads urllib and ssl

_CORE, _CUSTOM = "docProps/core.xml", "docProps/custom.xml"
_TYPES, _RELATIONS = "[Content_Types].xml", "_rels/.rels"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_FORMAT_ID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # any property of the user's own
_KINDS = {
    _CORE: (
        "application/vnd.openxmlformats-package.core-properties+xml",
        f"{_PACKAGE}/relationships/metadata/core-properties",
    ),
    _CUSTOM: (
        "application/vnd.openxmlformats-officedocument.custom-properties+xml",
        f"{_OFFICE}/relationships/custom-properties",
    ),
}


def with_properties(parts: Mapping[str, bytes], properties: Mapping[str, str]) -> dict[str, bytes]:
    """The parts with ``properties`` as the document's own, shown by Word under 文件—信息—属性."""
    out = dict(parts)
    out[_CORE] = _core().encode()
    out[_CUSTOM] = _custom(properties).encode()
    for number, (name, (content_type, relation)) in enumerate(_KINDS.items(), 1):
        if name in parts:
            continue
        override = f'<Override PartName="/{name}" ContentType="{content_type}"/>'
        out[_TYPES] = _insert(out[_TYPES], override, b"</Types>")
        link = f'<Relationship Id="fenjie{number}" Type="{relation}" Target="{name}"/>'
        out[_RELATIONS] = _insert(out[_RELATIONS], link, b"</Relationships>")
    return out


def _insert(xml: bytes, element: str, before: bytes) -> bytes:
    head, closing, tail = xml.rpartition(before)
    return head + element.encode() + closing + tail


def _core() -> str:
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>fenjie</dc:creator>'
        "</cp:coreProperties>"
    )


def _custom(properties: Mapping[str, str]) -> str:
    entries = "".join(
        f'<property fmtid="{_FORMAT_ID}" pid="{number}" name="{escape(name)}">'
        f"<vt:lpwstr>{escape(value, quote=False)}</vt:lpwstr></property>"
        for number, (name, value) in enumerate(properties.items(), 2)
    )
    return (
        f'{_HEAD}<Properties xmlns="{_OFFICE}/custom-properties"'
        f' xmlns:vt="{_OFFICE}/docPropsVTypes">{entries}</Properties>'
    )

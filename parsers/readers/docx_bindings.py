"""内容控件绑定的数据：Word shows what the data say, not what stands in the text.

A content control may be bound to a node of an XML part (ECMA-376 §17.5.2.6). Word keeps both
texts the same; a system that fills in forms may write the data alone, and then the two differ.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Final

from lxml import etree

from parsers.readers.docx_names import SDT, XML_SPACE, Element, P, T, w
from parsers.readers.docx_package import Document, PartError

_BINDING, _PROPERTIES, _CONTENT = w("dataBinding"), w("sdtPr"), w("sdtContent")
_TEXT, _LISTS = w("text"), (w("comboBox"), w("dropDownList"))
_DATE, _PLACEHOLDER = w("date"), w("showingPlcHdr")
_RUN, _BREAK = w("r"), w("br")
_SHOWING: Final = (T, _BREAK, w("cr"), w("tab"), w("sym"), w("noBreakHyphen"))
_ITEM_ID: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/customXml}itemID"
# The parts that every package has go by fixed ids (MS-OE376 §2.1.511).
_FIXED: Final = {
    "{6C3C8BC8-F283-45AE-878A-BAB7291924A1}": "core-properties",
    "{6668398D-A668-4E3E-A5EB-62B293D839F1}": "extended-properties",
}
# Paths as Word writes them: /ns0:form[1]/ns0:unit[1]/@name. Others cost time without bound.
_STEP: Final = r"/(?:[\w.-]+:)?[\w.-]+(?:\[\d{1,6}\])?"
_PATH: Final = re.compile(rf"(?:{_STEP}){{1,30}}(?:/@(?:[\w.-]+:)?[\w.-]+|/text\(\))?")
_PREFIX: Final = re.compile(r"""xmlns:([\w.-]+)\s*=\s*(?:'([^']*)'|"([^"]*)")""")
_LONGEST: Final = 10_000  # characters; a control is no place for more


class Bindings:
    """The data that controls of a document are bound to."""

    def __init__(self, document: Document) -> None:
        self._document = document

    def fill(self, block: Element) -> Iterator[str]:
        """Put the data in place of the stored text, in and around a block.

        Gives a remark for each control whose data and text differed.
        """
        for control in (*block.iterancestors(SDT), *block.iter(SDT)):
            properties = control.find(_PROPERTIES)
            binding = None if properties is None else properties.find(_BINDING)
            if properties is None or binding is None:
                continue
            data = self._data(binding)
            if data is not None and (remark := _filled(control, properties, data, block)):
                yield remark

    @cached_property
    def _parts(self) -> dict[str, Element]:
        """The roots of the custom XML parts by their ids."""
        found: dict[str, Element] = {}
        document = self._document
        for part in document.all_related(document.main, "customXml"):
            names = document.all_related(part, "customXmlProps")
            if not names:
                continue
            try:
                identity = document.tree(names[0]).get(_ITEM_ID, "")
                found[identity.upper()] = document.tree(part)
            except PartError:  # as if it were not there: the stored text is read
                continue
        for identity, kind in _FIXED.items():
            for part in document.all_related("", kind):
                try:
                    found[identity] = document.tree(part)
                except PartError:
                    continue
        return found

    def _data(self, binding: Element) -> str | None:
        """What a binding points to; None where there is no such node."""
        path = binding.get(w("xpath"), "")
        if not _PATH.fullmatch(path):
            return None
        prefixes = {
            name: single or double
            for name, single, double in _PREFIX.findall(binding.get(w("prefixMappings"), ""))
            if single or double
        }
        identity = binding.get(w("storeItemID"), "").upper()
        roots = [self._parts[identity]] if identity in self._parts else []
        if not identity:
            roots = list(self._parts.values())
        for root in roots:
            try:
                nodes = root.xpath(path, namespaces=prefixes)
            except etree.XPathError:  # a prefix without a meaning
                return None
            if isinstance(nodes, list) and nodes:
                node = nodes[0]
                text = "".join(map(str, node.itertext())) if etree.iselement(node) else str(node)
                return text if len(text) <= _LONGEST else None
        return None


def _filled(control: Element, properties: Element, data: str, block: Element) -> str | None:
    """Write the data into the control; what is to be said of it, None where they agree."""
    content = control.find(_CONTENT)
    # Of a control around the block, what came before has been freed.
    place = block if block.getparent() is not None and content is block.getparent() else content
    if place is None:
        return None
    stored = "".join(text.text or "" for text in place.iter(T))
    if properties.find(_DATE) is not None:
        day = properties.find(_DATE)
        known = "" if day is None else day.get(w("fullDate"), "")
        if not data.strip() or data.strip()[:10] == known[:10] or _same(data, stored):
            return None
        return f"绑定的日期是“{_short(data)}”，照存下的“{_short(stored)}”读入"
    shown = _shown(properties, data)
    if shown is None or _same(shown, stored):
        return None
    if not shown.strip():
        if properties.find(_PLACEHOLDER) is not None or not stored.strip():
            return None
        return f"绑定的数据是空的，照存下的“{_short(stored)}”读入"
    _write(place, shown)
    return f"照绑定的数据读作“{_short(shown)}”，存下的是“{_short(stored)}”"


def _shown(properties: Element, data: str) -> str | None:
    """What the control shows for the data; None for kinds that are not filled as text."""
    if properties.find(_TEXT) is not None:
        return data
    for kind in _LISTS:
        entries = properties.find(kind)
        if entries is None:
            continue
        for entry in entries.iterchildren(w("listItem")):
            if entry.get(w("value")) == data:
                return entry.get(w("displayText"), data)
        return data if kind == _LISTS[0] else None
    return None


def _write(place: Element, text: str) -> None:
    """Let the first run of a place show the text, line for line, and nothing else show any."""
    old = list(place.iter(*_SHOWING))
    first = next((element for element in old if element.tag == T), None)
    run = None if first is None else first.getparent()
    if run is None:
        paragraph = next(place.iter(P), place)
        run = etree.SubElement(paragraph, _RUN)
    at = len(run) if first is None else run.index(first)
    lines: list[Element] = []
    for line in text.splitlines():
        if lines:
            lines.append(etree.Element(_BREAK))
        lines.append(etree.Element(T, {XML_SPACE: "preserve"}))
        lines[-1].text = line
    run[at:at] = lines
    for element in old:
        above = element.getparent()
        if above is not None:
            above.remove(element)


def _same(one: str, other: str) -> bool:
    return "".join(one.split()) == "".join(other.split())


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 40 else f"{text[:39]}…"

"""单元格标签: {% vm %} {% hm %} {% colspan n %} {% cellbg c %}, what a cell says of itself."""

from __future__ import annotations

import re

from parsers.errors import TemplateError
from pipeline.render.document.tree import Node, Tag, element, tags

_CELL = re.compile(r"\{%\s*(?P<word>vm|hm|colspan|cellbg)(?:\s+(?P<value>.+?))?\s*%\}", re.DOTALL)

# The order of w:tcPr's elements: a new one stands behind those before it (ECMA-376, 17.4.69).
_CELL_PROPERTIES = (
    "w:cnfStyle",
    "w:tcW",
    "w:gridSpan",
    "w:hMerge",
    "w:vMerge",
    "w:tcBorders",
    "w:shd",
)


def apply_cell_tags(root: Node) -> bool:
    """vm, hm, colspan, cellbg: what docxtpl lets a cell say of itself."""
    widths = False
    for holder, tag in list(tags(root)):
        found = _CELL.fullmatch(tag.source)
        if not found:
            continue
        cell = holder.ancestor("w:tc")
        if cell is None:
            raise TemplateError(f"模板{tag.place}的标签“{tag.written}”只能放在表格内。")
        word, value = found["word"], found["value"]
        if (value is None) != (word in ("vm", "hm")):
            raise TemplateError(
                f"模板{tag.place}的标签“{tag.written}”写法不对，请参照模板字段说明。"
            )
        holder.children = [child for child in holder.children if child is not tag]
        if word in ("colspan", "cellbg"):
            _drop_if_empty(holder)
        if word == "vm":
            _merge_down(cell, holder, tag)
        elif word == "hm":
            _merge_across(cell, tag)
        elif word == "colspan":
            _cell_property(cell, element("w:gridSpan", f'w:val="{{{{{value}}}}}"'))
        else:
            fill = f'w:val="clear" w:color="auto" w:fill="{{{{{value}}}}}"'
            _cell_property(cell, element("w:shd", fill))
        widths = widths or word in ("hm", "colspan")
    return widths


def _drop_if_empty(text: Node) -> None:
    run = text.parent
    if not text.children and run is not None and run.name == "w:r":
        run.replace()


def _cell_property(cell: Node, new: Node) -> None:
    properties = cell.child("w:tcPr")
    if properties is None:
        properties = Node("w:tcPr", "<w:tcPr>", cell)
        cell.children.insert(0, properties)
    old = properties.child(new.name)
    if old is not None:
        old.replace()
    rank = _CELL_PROPERTIES.index(new.name)
    at = 0
    for i, child in enumerate(properties.children):
        if isinstance(child, Node) and child.name in _CELL_PROPERTIES[:rank]:
            at = i + 1
    properties.children.insert(at, new)
    new.parent = properties


def _merge_down(cell: Node, holder: Node, tag: Tag) -> None:
    value = "{% if loop.first %}restart{% else %}continue{% endif %}"
    _cell_property(cell, element("w:vMerge", f'w:val="{value}"'))
    first = next(cell.walk("w:t"))
    first.children.insert(0, Tag("{% if loop.first %}", tag.written, tag.place))
    holder.children.append(Tag("{% endif %}", tag.written, tag.place))


def _merge_across(cell: Node, tag: Tag) -> None:
    properties = cell.child("w:tcPr")
    old = properties.child("w:gridSpan") if properties else None
    times = re.search(r'w:val="(\d+)"', old.opening) if old else None
    value = f"{{{{ {times[1]} * loop.length }}}}" if times else "{{ loop.length }}"
    _cell_property(cell, element("w:gridSpan", f'w:val="{value}"'))
    first = Tag("{% if loop.first %}", tag.written, tag.place)
    cell.replace(first, cell, Tag("{% endif %}", tag.written, tag.place))


def cell_span(cell: Node) -> int:
    """The grid columns a cell covers, as far as its number is written."""
    properties = cell.child("w:tcPr")
    span = properties.child("w:gridSpan") if properties else None
    found = re.search(r'w:val="(\d+)"', span.opening) if span else None
    return int(found[1]) if found else 1

"""文档部件: one XML part of a docx as a light tree.

Elements keep their start tag as written and text stays escaped as it stands in the file, so
that whatever no tag touches is written back unchanged. Knows paragraphs and table cells only
to say where something is (第2个表格第3行第4格).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape  # that of xml.sax loads urllib and ssl
from xml.parsers import expat

from parsers.errors import TemplateError

_MAX_DEPTH = 200
_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"',
    'xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"',
)
_COUNTED = {"w:p": "段", "w:tbl": "个表格", "w:tr": "行", "w:tc": "格"}
_TOKEN = re.compile(
    r"""
      <!--.*?--> | <\?.*?\?>
    | <!\[CDATA\[ (?P<cdata> .*?) \]\]>
    | <(?P<closing>/)? (?P<name>[^\s/>]+) (?:[^"'>]|"[^"]*"|'[^']*')*? (?P<empty>/)?>
    | [^<]+
    """,
    re.DOTALL | re.VERBOSE,
)


@dataclass(slots=True, eq=False)
class Tag:
    """A piece of template language standing between elements or characters.

    ``source`` is what the template engine reads, ``written`` what stands in the document.
    """

    source: str
    written: str
    place: str


@dataclass(slots=True, eq=False)
class Node:
    """An element: ``opening`` is its start tag as written; ``place`` is set for paragraphs."""

    name: str
    opening: str
    parent: Node | None = None
    children: list[Node | Tag | str] = field(default_factory=list)
    place: str = ""

    def ancestor(self, name: str) -> Node | None:
        """The nearest element of that name around this one, itself included."""
        node: Node | None = self
        while node is not None and node.name != name:
            node = node.parent
        return node

    def walk(self, name: str) -> Iterator[Node]:
        """Every element of that name inside, in document order, itself included."""
        if self.name == name:
            yield self
        for child in self.children:
            if isinstance(child, Node):
                yield from child.walk(name)

    def child(self, name: str) -> Node | None:
        """The first direct child of that name."""
        return next((c for c in self.children if isinstance(c, Node) and c.name == name), None)

    def path(self) -> tuple[str, ...]:
        """The names of this element and those around it, innermost first."""
        names: list[str] = []
        node: Node | None = self
        while node is not None:
            names.append(node.name)
            node = node.parent
        return tuple(names)

    @property
    def above(self) -> Node:
        """The element around this one; the root has none (LookupError)."""
        if self.parent is None:
            raise LookupError(self.name)
        return self.parent

    def index(self) -> int:
        """Its place among its parent's children (by identity)."""
        return next(i for i, child in enumerate(self.above.children) if child is self)

    def replace(self, *nodes: Node | Tag | str) -> None:
        """Put ``nodes`` where this element stood."""
        parent, at = self.above, self.index()
        parent.children[at : at + 1] = nodes
        self.parent = None
        for node in nodes:
            if isinstance(node, Node):
                node.parent = parent

    def append(self, node: Node | Tag | str) -> None:
        if isinstance(node, Node):
            node.parent = self
        self.children.append(node)

    def text(self) -> str:
        """The characters inside, as escaped in the file, tags as written."""
        parts: list[str] = []
        for child in self.children:
            if isinstance(child, Node):
                parts.append(child.text())
            else:
                parts.append(child if isinstance(child, str) else child.written)
        return "".join(parts)


def element(name: str, attributes: str = "") -> Node:
    """A new element without children."""
    return Node(name, f"<{name}{' ' + attributes if attributes else ''}/>")


def pieces(node: Node) -> Iterator[str | Tag]:
    """The part as text again, tags apart."""
    if not node.children and node.opening.endswith("/>"):
        yield node.opening
        return
    yield node.opening[:-2] + ">" if node.opening.endswith("/>") else node.opening
    for child in node.children:
        if isinstance(child, Node):
            yield from pieces(child)
        else:
            yield child
    yield f"</{node.name}>"


def tags(node: Node) -> Iterator[tuple[Node, Tag]]:
    """Every tag inside with the element it stands in, in document order."""
    for child in list(node.children):
        if isinstance(child, Tag):
            yield node, child
        elif isinstance(child, Node):
            yield from tags(child)


def read_part(data: bytes, part: str) -> Node:
    """The part's root element; ``part`` names it in Chinese (正文, 页脚) for places.

    Raises TemplateError for XML that is damaged, nested too deeply, or not Word's own.
    """
    _refuse_bad_xml(data, part)
    text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    outer = Node("", "")
    here, depth = outer, 0
    for token in _TOKEN.finditer(text):
        if token["closing"]:
            here, depth = here.above, depth - 1  # expat has seen that tags are balanced
        elif token["name"] and not token[0].startswith(("<!--", "<?")):
            node = Node(token["name"], token[0], here)
            here.children.append(node)
            if not token["empty"]:
                here, depth = node, depth + 1
                if depth > _MAX_DEPTH:
                    raise TemplateError(
                        f"模板{part}的内容嵌套过深，请在 Word 或 WPS 中简化后另存。"
                    )
        elif here is not outer:
            cdata = token["cdata"]
            here.children.append(token[0] if cdata is None else escape(cdata, quote=False))
    root = next(child for child in outer.children if isinstance(child, Node))
    root.parent = None
    if not any(name in root.opening.replace("'", '"') for name in _NAMESPACES):
        raise TemplateError(
            f"模板{part}不是通常的 Word 格式，请用 Word 或 WPS 另存为 .docx 后再用。"
        )
    _name_places(root, part)
    return root


def _refuse_bad_xml(data: bytes, part: str) -> None:
    def refuse(*_: object) -> None:
        raise TemplateError(
            f"模板{part}含有文档类型声明（DTD），不是 Word 或 WPS 存出的文件，拒绝使用。"
        )

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise TemplateError(
            f"模板{part}已损坏（XML 第{error.lineno}行），请用 Word 或 WPS 打开后另存再试。"
        ) from error


def _name_places(root: Node, part: str) -> None:
    """Give every paragraph its place, counted as a reader counts."""
    _name_inside(root.child("w:body") or root, part, {})


def _name_inside(node: Node, prefix: str, counted: dict[str, int]) -> None:
    for child in node.children:
        if not isinstance(child, Node):
            continue
        if child.name not in _COUNTED:
            _name_inside(child, prefix, counted)
            continue
        counted[child.name] = counted.get(child.name, 0) + 1
        place = f"{prefix}第{counted[child.name]}{_COUNTED[child.name]}"
        if child.name == "w:p":
            child.place = place
            place += "内文本框"
        # rows and cells are counted within their table and row, paragraphs within their cell
        _name_inside(child, place, {})

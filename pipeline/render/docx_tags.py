"""模板标签: docxtpl's tags in a part of a docx, turned into one jinja source.

The dialect is docxtpl's: ``{{ }} {% %} {# #}``, ``{%p %} {%tr %} {%tc %} {%r %}`` (and the
same with ``{{`` and ``{#``) standing for the paragraph, row, cell or run around them,
``{% vm %} {% hm %} {% colspan n %} {% cellbg c %}`` for cells. What Word or WPS split over
several runs is joined again. Whatever would lose text or give broken XML is refused, with its
place: here a tag must close where it opened and stand alone in what it replaces.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from parsers.errors import TemplateError
from pipeline.render.docx_tree import Node, Tag, element, pieces

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_OPENER = re.compile(r"\{[{%#]")
_CLOSER = re.compile(r"[}%#]\}")
_AROUND = re.compile(r"(?P<open>\{[{%#])(?P<what>tr|tc|p|r) (?P<rest>.*)", re.DOTALL)
_SPACED = re.compile(r"\{[{%#] +(?:tr|tc|p|r) (?!=)")
_CELL = re.compile(r"\{%\s*(?P<word>vm|hm|colspan|cellbg)(?:\s+(?P<value>.+?))?\s*%\}", re.DOTALL)
_QUOTES = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "\u00a0": " ", "\u3000": " "})
_ESCAPES = (("{_{", "{{"), ("}_}", "}}"), ("{_%", "{%"), ("%_}", "%}"))

_REPLACED = {"tr": "一行", "tc": "一格", "p": "一段"}
_NOT_TEXT = (
    ("w:drawing", "图片"),
    ("w:pict", "图片"),
    ("w:object", "对象"),
    ("w:sectPr", "分节符"),
)

_CLOSES = {"endfor": "for", "endif": "if", "endwith": "with"}
_MIDDLES = {"elif": ("if",), "else": ("if", "for")}
_SINGLE = ("set",)

# The order of the elements of w:tcPr before which each new one must stand (ECMA-376 17.4.69).
_CELL_PROPERTIES = (
    "w:cnfStyle w:tcW w:gridSpan w:hMerge w:vMerge w:tcBorders w:shd w:noWrap w:tcMar "
    "w:textDirection w:tcFitText w:vAlign w:hideMark"
).split()


@dataclass(frozen=True, slots=True)
class Source:
    """One part as jinja source: ``head`` and ``tail`` hold no tag, ``middle`` is for jinja.

    ``written`` gives for each line of ``middle`` the tag that starts it and its place.
    ``grids`` is true where tags add or drop cells, so that column widths must be counted anew.
    """

    head: str
    middle: str
    tail: str
    written: tuple[tuple[str, str], ...]
    grids: bool

    def place_of(self, line: int | None) -> tuple[str, str]:
        """Tag as written and place of a line of ``middle`` (1-based)."""
        if not self.written or line is None:
            return ("", "")
        return self.written[min(max(line - 2, 0), len(self.written) - 1)]


def patch(root: Node) -> Source | None:
    """The part ready for jinja, or None where it holds no tag. Changes the tree.

    Raises TemplateError naming the tag and the paragraph or table cell.
    """
    for paragraph in list(root.walk("w:p")):
        _join_split_tags(paragraph)
    for text in list(root.walk("w:t")):
        _part_tags(text)
    _keep_blanks(root)
    grids = _apply_cell_tags(root)
    grids = _lift_tags(root) or grids
    _refuse_unbalanced(root)
    return _source(root, grids)


def _join_split_tags(paragraph: Node) -> None:
    """Put a tag that Word spread over several runs into the first of them."""
    while True:
        texts = [t for t in paragraph.walk("w:t") if t.ancestor("w:p") is paragraph]
        starts = [0]
        for text in texts:
            starts.append(starts[-1] + len(text.text()))
        whole = "".join(text.text() for text in texts)
        _refuse_unfinished(whole, paragraph.place)
        for tag in _TAG.finditer(whole):
            first = max(i for i, start in enumerate(starts[:-1]) if start <= tag.start())
            last = max(i for i, start in enumerate(starts[:-1]) if start < tag.end())
            if first != last:
                _merge(texts[first : last + 1])
                break
        else:
            return


def _merge(texts: list[Node]) -> None:
    """The text of all in the first, with what follows the last; the runs between are gone."""
    first, last = texts[0], texts[-1]
    run, end = first.parent, last.parent
    assert run is not None and end is not None
    joined = "".join(text.text() for text in texts)
    after = end.children[last.index() + 1 :] if end is not run else run.children[last.index() + 1 :]
    run.children = [*run.children[: first.index() + 1], *after]
    for child in after:
        if isinstance(child, Node):
            child.parent = run
    first.children = [joined]
    if end is run:
        return
    outside = run.parent
    if outside is not None and end.parent is outside:
        children = outside.children
        a, b = run.index(), end.index()
        children[a + 1 : b + 1] = [
            c
            for c in children[a + 1 : b + 1]
            if isinstance(c, Node) and c.name not in ("w:r", "w:proofErr")
        ]
        return
    for text in texts[1:]:
        holder = text.parent
        if holder is not None and holder is not run and holder.parent is not None:
            holder.replace()


def _refuse_unfinished(text: str, place: str) -> None:
    rest = _TAG.sub("", text)
    found = _OPENER.search(rest) or _CLOSER.search(rest)
    if found and not any(escape in rest for escape, _ in _ESCAPES):
        around = unescape(rest[max(0, found.start() - 6) : found.end() + 12])
        raise TemplateError(
            f"模板{place}的标签没有写完整：“…{around}…”。标签须在同一段内以 }}}} 或 %}} 结束。"
        )


def _part_tags(text: Node) -> None:
    """Split the text of a w:t into characters and tags."""
    whole = text.text()
    if "{" not in whole:
        return
    paragraph = text.ancestor("w:p")
    place = paragraph.place if paragraph else ""
    children: list[Node | Tag | str] = []
    at = 0
    for found in _TAG.finditer(whole):
        if found.start() > at:
            children.append(_literal(whole[at : found.start()]))
        written = unescape(found[0])
        children.append(Tag(written.translate(_QUOTES), written, place))
        at = found.end()
    if at < len(whole):
        children.append(_literal(whole[at:]))
    text.children = children


def _literal(text: str) -> str:
    for written, meant in _ESCAPES:
        text = text.replace(written, "{{ '" + meant + "' }}")
    return text


def _keep_blanks(root: Node) -> None:
    """xml:space="preserve" where a value may begin or end with a blank, as docxtpl sets it."""
    bare: Node | None = None
    for text in root.walk("w:t"):
        if text.opening.rstrip("/> ") == "<w:t":
            bare = text
        if bare is not None and any(
            isinstance(child, Tag) and not child.source.startswith("{#") for child in text.children
        ):
            bare.opening = '<w:t xml:space="preserve">'


def _tags(root: Node) -> Iterator[tuple[Node, Tag]]:
    for child in list(root.children):
        if isinstance(child, Tag):
            yield root, child
        elif isinstance(child, Node):
            yield from _tags(child)


def _lift_tags(root: Node) -> bool:
    """Put {%tr %}, {%tc %}, {%p %}, {%r %} in place of what stands around them.

    True where cells come and go.
    """
    cells = False
    for holder, tag in reversed(list(_tags(root))):
        found = _AROUND.match(tag.source)
        if not found:
            if _SPACED.match(tag.source):
                raise TemplateError(
                    f"模板{tag.place}的标签“{tag.written}”应把 tr、tc、p、r 紧接在 {{% 之后，中间不留空格。"
                )
            continue
        what = found["what"]
        around = holder.ancestor(f"w:{what}")
        if around is None:
            raise TemplateError(
                f"模板{tag.place}的标签“{tag.written}”不在表格内，请改用 {{%p … %}}。"
            )
        lifted = Tag(f"{found['open']} {found['rest']}", tag.written, tag.place)
        if what == "r":
            _split_run(around, holder, tag, lifted)
            continue
        beside = unescape(around.text().replace(tag.written, "", 1)).strip()
        kept = next((word for name, word in _NOT_TEXT if next(around.walk(name), None)), "")
        if beside or kept:
            raise TemplateError(
                f"模板{tag.place}的标签“{tag.written}”会取代所在的{_REPLACED[what]}，"
                f"但其中还有“{beside[:20] or kept}”，请把标签单独放。"
            )
        cells = cells or what == "tc"
        around.replace(lifted)
    return cells


def _split_run(run: Node, holder: Node, tag: Tag, lifted: Tag) -> None:
    """A run before the tag, the tag, a run after it: as docxtpl parts them."""
    at = next(i for i, child in enumerate(holder.children) if child is tag)
    rest = holder.children[at + 1 :]
    following = run.children[holder.index() + 1 :]
    after = Node("w:r", "<w:r>")
    properties = run.child("w:rPr")
    if properties is not None and (rest or following):
        after.append(_copy(properties))
    text = Node("w:t", '<w:t xml:space="preserve">')
    after.append(text)
    for child in rest:
        text.append(child)
    for child in following:
        after.append(child)
    holder.children = holder.children[:at]
    run.children = run.children[: holder.index() + 1]
    run.replace(run, lifted, after)


def _copy(node: Node) -> Node:
    copied = Node(node.name, node.opening)
    for child in node.children:
        copied.append(_copy(child) if isinstance(child, Node) else child)
    return copied


def _apply_cell_tags(root: Node) -> bool:
    """vm, hm, colspan, cellbg: what docxtpl lets a cell say of itself."""
    widths = False
    for holder, tag in list(_tags(root)):
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


def _refuse_unbalanced(root: Node) -> None:
    """Every block must close, and close at the same depth, or output would be broken XML."""
    opened: list[tuple[str, Tag, tuple[str, ...]]] = []
    for holder, tag in _tags(root):
        if tag.source[2:3] in "-+" or tag.source[-3:-2] in "-+":
            raise TemplateError(f"模板{tag.place}的标签“{tag.written}”不要用减号或加号紧贴括号。")
        if not tag.source.startswith("{%"):
            continue
        inside = tag.source[2:-2].strip()
        word = inside.split(None, 1)[0] if inside else ""
        path = holder.path()
        if word in _CLOSES.values():
            opened.append((word, tag, path))
            continue
        if word in _SINGLE:
            continue
        if word not in _CLOSES and word not in _MIDDLES:
            raise TemplateError(
                f"模板{tag.place}的标签“{tag.written}”不认识，可用的有 for、if、elif、else、set、with。"
            )
        wanted = _MIDDLES[word] if word in _MIDDLES else (_CLOSES[word],)
        if not opened or opened[-1][0] not in wanted:
            raise TemplateError(f"模板{tag.place}的标签“{tag.written}”前面没有与它成对的标签。")
        _, start, where = opened[-1]
        if where != path:
            raise TemplateError(
                f"模板{tag.place}的标签“{tag.written}”与{start.place}的“{start.written}”"
                "不在同一层（如一个在表格内、一个在表格外），请放在同一层。"
            )
        if word in _CLOSES:
            opened.pop()
    if opened:
        _, start, _ = opened[-1]
        raise TemplateError(
            f"模板{start.place}的标签“{start.written}”没有结束标签（end{opened[-1][0]}）。"
        )


def _source(root: Node, grids: bool) -> Source | None:
    """One string for jinja. Each tag begins a new line inside its own braces, where a line
    break means nothing, so that the engine's line numbers lead back to the tag."""
    parts: list[str] = []
    written: list[tuple[str, str]] = []
    first, last = None, 0
    for piece in pieces(root):
        if isinstance(piece, Tag):
            first = len(parts) if first is None else first
            last = len(parts) + 1
            parts.append(f"{piece.source[:2]}\n{piece.source[2:]}")
            breaks = 1 + piece.source.count("\n")
            written.extend([(piece.written, piece.place)] * breaks)
        else:
            if _OPENER.search(piece):  # a tag within an attribute
                first = len(parts) if first is None else first
                last = len(parts) + 1
            breaks = piece.count("\n") if first is not None else 0
            written.extend([written[-1] if written else ("", "")] * breaks)
            parts.append(piece)
    if first is None:
        return None
    head, tail = "".join(parts[:first]), "".join(parts[last:])
    return Source(head, "".join(parts[first:last]), tail, tuple(written), grids)

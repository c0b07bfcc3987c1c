"""模板标签: docxtpl's tags in a part of a docx, turned into one jinja source.

The dialect is docxtpl's: ``{{ }} {% %} {# #}``, ``{%p %} {%tr %} {%tc %} {%r %}`` (and the
same with ``{{`` and ``{#``) standing for the paragraph, row, cell or run around them,
``{% vm %} {% hm %} {% colspan n %} {% cellbg c %}`` for cells. What Word or WPS split over
several runs is joined again. Whatever would lose text or give broken XML is refused, with its
place: here a tag must close where it opened and stand alone in what it replaces.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

from parsers.errors import TemplateError
from pipeline.render.document.cells import apply_cell_tags, cell_span
from pipeline.render.document.runs import ESCAPES, OPENER, TAG, join_split_tags
from pipeline.render.document.tree import Node, Tag, pieces, tags

_AROUND = re.compile(r"(?P<open>\{[{%#])(?P<what>tr|tc|p|r) (?P<rest>.*)", re.DOTALL)
_SPACED = re.compile(r"\{[{%#] +(?:tr|tc|p|r) (?!=)")
_QUOTES = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "\u00a0": " ", "\u3000": " "})

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
        join_split_tags(paragraph)
    for text in list(root.walk("w:t")):
        _part_tags(text)
    _keep_blanks(root)
    grids = apply_cell_tags(root)
    grids = _lift_tags(root) or grids
    _refuse_unbalanced(root)
    _refuse_bare_cells(root)
    return _source(root, grids or not all(map(_keeps_its_grid, root.walk("w:tbl"))))


def _part_tags(text: Node) -> None:
    """Split the text of a w:t into characters and tags."""
    whole = text.text()
    if "{" not in whole:
        return
    paragraph = text.ancestor("w:p")
    place = paragraph.place if paragraph else ""
    children: list[Node | Tag | str] = []
    at = 0
    for found in TAG.finditer(whole):
        if found.start() > at:
            children.append(_literal(whole[at : found.start()]))
        written = unescape(found[0])
        children.append(Tag(written.translate(_QUOTES), written, place))
        at = found.end()
    if at < len(whole):
        children.append(_literal(whole[at:]))
    text.children = children


def _literal(text: str) -> str:
    for written, meant in ESCAPES:
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


def _lift_tags(root: Node) -> bool:
    """Put {%tr %}, {%tc %}, {%p %}, {%r %} in place of what stands around them.

    True where cells come and go.
    """
    cells = False
    for holder, tag in reversed(list(tags(root))):
        found = _AROUND.match(tag.source)
        if not found:
            if _SPACED.match(tag.source):
                raise TemplateError(
                    f"模板{tag.place}的标签“{tag.written}”应把 tr、tc、p、r 紧接在 {{% 之后，"
                    "中间不留空格。"
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


def _refuse_unbalanced(root: Node) -> None:
    """Every block must close, and close at the same depth, or output would be broken XML."""
    opened: list[tuple[str, Tag, tuple[str, ...]]] = []
    for holder, tag in tags(root):
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
                f"模板{tag.place}的标签“{tag.written}”不认识，"
                "可用的有 for、if、elif、else、set、with。"
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


def _refuse_bare_cells(root: Node) -> None:
    """A cell must keep a paragraph whatever its conditions say, or Word calls it damaged."""
    for cell in root.walk("w:tc"):
        blocks = [child for child in cell.children if isinstance(child, Tag)]
        if not blocks or any(tag.source.startswith("{% else") for tag in blocks):
            continue
        depth, kept = 0, False
        for child in cell.children:
            if isinstance(child, Node):
                kept = kept or (child.name == "w:p" and depth == 0)
            elif isinstance(child, Tag):
                depth += _depth_change(child)
        if not kept:
            tag = blocks[0]
            raise TemplateError(
                f"模板{tag.place}的标签“{tag.written}”使这一格可能一段不剩，"
                "请在格内另留一个空段落，或改用不带 p 的 {% if … %}。"
            )


def _keeps_its_grid(table: Node) -> bool:
    """Whether a row that is always there has as many cells as the table's grid, and none more."""
    grid = table.child("w:tblGrid")
    columns = len(grid.children) if grid else 0
    depth, widest, always = 0, 0, 0
    for child in table.children:
        if isinstance(child, Tag):
            depth += _depth_change(child)
        elif isinstance(child, Node) and child.name == "w:tr":
            cells = [cell for cell in child.children if isinstance(cell, Node)]
            spans = [cell_span(cell) for cell in cells if cell.name == "w:tc"]
            widest = max(widest, len(spans))
            always = max(always, sum(spans) if depth == 0 else 0)
    return widest <= columns <= always


def _depth_change(tag: Tag) -> int:
    """How many blocks deeper it is behind the tag."""
    if not tag.source.startswith("{%"):
        return 0
    word = tag.source[2:].split(None, 1)[0]
    return (word in _CLOSES.values()) - (word in _CLOSES)


def _source(root: Node, grids: bool) -> Source | None:
    """One string for jinja, tag for tag, so that its line numbers lead back to the tag."""
    found = list(pieces(root))
    parts = [_on_its_own_line(piece) if isinstance(piece, Tag) else piece for piece in found]
    tagged = [i for i, part in enumerate(parts) if OPENER.search(part)]
    if not tagged:
        return None
    # Whole paragraphs: what a value breaks into goes by the properties before it.
    starts = [i for i in range(tagged[0]) if re.match(r"<w:p[\s>]", parts[i])]
    ends = (i for i in range(tagged[-1] + 1, len(parts)) if parts[i] == "</w:p>")
    first, last = starts[-1] if starts else tagged[0], next(ends, tagged[-1]) + 1
    written: list[tuple[str, str]] = []
    now = ("", "")
    for part, piece in zip(parts[first:last], found[first:last], strict=True):
        now = (piece.written, piece.place) if isinstance(piece, Tag) else now
        written.extend([now] * part.count("\n"))
    head, middle, tail = parts[:first], parts[first:last], parts[last:]
    return Source("".join(head), "".join(middle), "".join(tail), tuple(written), grids)


def _on_its_own_line(tag: Tag) -> str:
    """A line break inside the braces, where it means nothing and leaves no trace."""
    return f"{tag.source[:2]}\n{tag.source[2:]}"

"""被拆开的标签: Word and WPS part a tag over several runs; here it is one again."""

from __future__ import annotations

import re
from html import unescape

from parsers.errors import TemplateError
from pipeline.render.document.tree import Node

TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
OPENER = re.compile(r"\{[{%#]")
ESCAPES = (("{_{", "{{"), ("}_}", "}}"), ("{_%", "{%"), ("%_}", "%}"))
_CLOSER = re.compile(r"[}%#]\}")


def join_split_tags(paragraph: Node) -> None:
    """Put a tag that Word spread over several runs into the first of them."""
    while True:
        texts = [t for t in paragraph.walk("w:t") if t.ancestor("w:p") is paragraph]
        starts = [0]
        for text in texts:
            starts.append(starts[-1] + len(text.text()))
        whole = "".join(text.text() for text in texts)
        _refuse_unfinished(whole, paragraph.place)
        for tag in TAG.finditer(whole):
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
    run, end = first.above, last.above
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
    rest = TAG.sub("", text)
    found = OPENER.search(rest) or _CLOSER.search(rest)
    if found and not any(escape in rest for escape, _ in ESCAPES):
        around = unescape(rest[max(0, found.start() - 6) : found.end() + 12])
        raise TemplateError(
            f"模板{place}的标签没有写完整：“…{around}…”。标签须在同一段内以 }}}} 或 %}} 结束。"
        )

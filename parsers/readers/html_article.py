"""网页正文：which blocks of a page are the article, which are the site around it.

The text itself decides: the smallest element that holds nearly all the prose. What content
management systems call the element only helps; no site is known by name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from parsers.readers.html_facts import is_certain, pairs, run_from
from parsers.readers.html_page import Block
from parsers.site_lines import is_foot_mark, is_host_line, is_site_line
from parsers.source import Layer
from parsers.text import fold, squeeze

_SITE_TAGS = frozenset({"nav", "footer", "aside", "button", "select", "option", "menu"})
_SITE_NAMES = """
nav navbar navigation menu submenu crumb crumbs breadcrumb breadcrumbs dqwz weizhi share
bdsharebuttonbox foot footer copyright sidebar related relate relative recommend recommended
toolbar qrcode ewm erweima search login pager pagination prenext friendlink links banner logo
sitemap accessibility wza xgjd xgxx xgwj hot
"""
# Elements in which content management systems put the text an editor wrote.
_CONTENT_NAMES = """
zoom ucap-content trs_editor trs_ueditor trs_editor_view view_content vsb_content
wp_articlecontent article_content article-content articlecontent article-body articlebody
artibody content_body news_content newscontent detail-content detailcontent ewebeditor
pages_content page-content pagecontent xxgk_content conttxt js_content entry-content
post-content easysite-news-content
"""
_SITE_WORDS = frozenset(_SITE_NAMES.split())
_CONTENT_WORDS = frozenset(_CONTENT_NAMES.split())
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+|\d+")
_SENTENCE = re.compile("[。；;]")
_DEEPEST = 200  # levels of elements that are looked at
_BETWEEN = 6  # lines between the title and the article that belong to both
_NAMED_ENOUGH = 0.6  # for elements that a content management system names
_LONG = 40


@dataclass(frozen=True, slots=True)
class Sorted:
    """Each block's layer, the runs that are facts, and the element around the article.

    ``facts`` maps the position of a run's first block to its length and its pairs.
    ``outside`` are positions of long prose that was not taken for the article.
    """

    layers: tuple[Layer, ...]
    facts: dict[int, tuple[int, list[tuple[str, str]]]]
    roots: tuple[etree._Element, ...]
    outside: tuple[int, ...]


def sort(blocks: Sequence[Block], page: etree._Element, titles: Sequence[str]) -> Sorted:
    """Sorts the blocks of ``page``; ``titles`` is what the page calls itself."""
    facts = _facts(blocks)
    in_facts = {at for first, (count, _) in facts.items() for at in range(first, first + count)}
    site = _site_elements(blocks, page)
    furniture = [
        _is_site(block, site) or at in in_facts or _is_site_line(block)
        for at, block in enumerate(blocks)
    ]
    for at in _host_lines(blocks, furniture):
        furniture[at] = True
    weights = [0.0 if furniture[at] else _weight(block) for at, block in enumerate(blocks)]
    roots = _roots(blocks, weights, page)
    inside = [_within(block.element, roots) for block in blocks]
    layers = [
        Layer.BODY if inside[at] and not furniture[at] else Layer.FURNITURE
        for at in range(len(blocks))
    ]
    for at in in_facts:
        layers[at] = Layer.METADATA
    for at in _heading(blocks, layers, furniture, titles):
        layers[at] = Layer.BODY
    outside = tuple(
        at
        for at, block in enumerate(blocks)
        if layers[at] is Layer.FURNITURE
        # Even in a box that calls itself a footer, several sentences are no site's ornament.
        and block.plain >= (3 * _LONG if furniture[at] else _LONG)
        and (_SENTENCE.search(block.text) or block.rows)
        and not _is_site_line(block)
    )
    return Sorted(tuple(layers), facts, roots, outside)


def _facts(blocks: Sequence[Block]) -> dict[int, tuple[int, list[tuple[str, str]]]]:
    """Tables and runs of lines that are labels and values."""
    out: dict[int, tuple[int, list[tuple[str, str]]]] = {}
    texts = ["" if block.rows else block.text for block in blocks]
    at = 0
    while at < len(blocks):
        rows = blocks[at].rows
        if rows is not None:
            found = pairs([cell.text for row in rows for cell in row.cells])
            if found:
                out[at] = (1, found)
            at += 1
            continue
        count = run_from(texts, at)
        found = pairs(texts[at : at + count]) if count else None
        if found and is_certain(found):
            out[at] = (count, found)
        at += max(count, 1)
    return out


def _words(element: etree._Element) -> set[str]:
    text = f"{element.get('id') or ''} {element.get('class') or ''}"
    if not 1 < len(text) < 500:
        return set()
    return {word.lower() for word in _WORD.findall(text)} | set(text.lower().split())


def _site_elements(blocks: Sequence[Block], page: etree._Element) -> set[etree._Element]:
    """Elements that by their kind or name belong to the site, unless most text is in them."""
    inside = _sums(blocks, [float(block.plain) for block in blocks], page)
    total = inside.get(page, 0.0)
    return {
        element
        for element, share in inside.items()
        if element is not page
        and share * 2 < total
        and (element.tag in _SITE_TAGS or _words(element) & _SITE_WORDS)
    }


def _sums(
    blocks: Sequence[Block], weights: Sequence[float], page: etree._Element
) -> dict[etree._Element, float]:
    """The weight inside every element that holds any block."""
    sums: dict[etree._Element, float] = {}
    for block, weight in zip(blocks, weights, strict=True):
        sums[block.element] = sums.get(block.element, 0.0) + weight
    walk = etree.iterwalk(page, events=("start",))
    order = [element for _, element in walk]
    for element in reversed(order):
        parent = element.getparent()
        if element in sums and element is not page and parent is not None:
            sums[parent] = sums.get(parent, 0.0) + sums[element]
    return sums


def _is_site(block: Block, site: set[etree._Element]) -> bool:
    element: etree._Element | None = block.element
    while element is not None:
        if element in site:
            return True
        element = element.getparent()
    return False


def _is_site_line(block: Block) -> bool:
    """A short line whose opening words only sites use, or that is a link to another page."""
    if block.rows is not None or len(block.text) > 300:
        return False
    text = squeeze(fold(block.text))
    if _SENTENCE.search(text[:-1]):
        return False
    is_link = block.linked >= 2 * block.plain and not block.files
    return is_site_line(text) or is_link


def _host_lines(blocks: Sequence[Block], furniture: Sequence[bool]) -> list[int]:
    """Lines that say who runs the site: behind all prose, in another box or with its marks."""
    prose = [
        at
        for at, block in enumerate(blocks)
        if not furniture[at] and (block.rows is not None or _SENTENCE.search(block.text))
    ]
    last = prose[-1] if prose else -1
    box = blocks[last].element.getparent() if prose else None
    found: list[int] = []
    marked = False
    for at in range(len(blocks) - 1, last, -1):
        text = squeeze(fold(blocks[at].text))
        beside = box is not None and _within_any(blocks[at].element, {box})
        marked = marked or (beside and is_foot_mark(text))
        if blocks[at].rows is None and is_host_line(text) and (marked or not beside):
            found.append(at)
    return found


def _weight(block: Block) -> float:
    """Characters, counted in full where they are sentences or a table of values."""
    if block.rows is not None or _SENTENCE.search(block.text) or block.plain > 2 * _LONG:
        return float(block.plain)
    return block.plain / 5


def _roots(
    blocks: Sequence[Block], weights: Sequence[float], page: etree._Element
) -> tuple[etree._Element, ...]:
    sums = _sums(blocks, weights, page)
    total = sums.get(page, 0.0)
    if total == 0:
        return (page,)
    named = _outermost([element for element in sums if _words(element) & _CONTENT_WORDS])
    if sum(sums[element] for element in named) >= _NAMED_ENOUGH * total:
        return tuple(element for element in named if sums[element] > 0)
    return (_smallest(blocks, weights, page, total),)


def _smallest(
    blocks: Sequence[Block], weights: Sequence[float], page: etree._Element, total: float
) -> etree._Element:
    """The innermost element of which nothing outside could belong to the article."""
    paths = {block.element: _path(block.element, page) for block in blocks}
    here = list(range(len(blocks)))
    root = page
    for level in range(1, _DEEPEST):
        branches: dict[etree._Element | None, list[int]] = {}
        for at in here:
            path = paths[blocks[at].element]
            branches.setdefault(path[level] if level < len(path) else None, []).append(at)
        best = max(branches, key=lambda branch: sum(weights[at] for at in branches[branch]))
        if best is None or len(branches[best]) == 1:
            break
        left = [
            (at, branch is None or branch is blocks[at].element)
            for branch, members in branches.items()
            if branch is not best
            for at in members
        ]
        if not _may_leave(blocks, weights, left, branches[best], total):
            break
        root, here = best, branches[best]
    return root


def _path(element: etree._Element, page: etree._Element) -> list[etree._Element]:
    """The elements from the page down to this one; only the uppermost where there are many."""
    path = [element, *element.iterancestors()]
    path = path[: path.index(page) + 1] if page in path else path
    return path[::-1][:_DEEPEST]


def _may_leave(
    blocks: Sequence[Block],
    weights: Sequence[float],
    left: list[tuple[int, bool]],
    kept: list[int],
    total: float,
) -> bool:
    """Whether what stays outside is the site's: little, in boxes of its own, no sentences.

    ``left`` says of each block whether it is itself a neighbour of the kept element: a paragraph
    beside a box around a table belongs to the article however short it is.
    """
    doubtful = [
        (at, beside) for at, beside in left if weights[at] > 0 and (beside or blocks[at].plain > 8)
    ]
    if not doubtful:
        return True
    if all(blocks[at].rows is not None or weights[at] == 0 for at in kept):
        return False
    size = sum(blocks[at].plain for at, _ in doubtful)
    return size <= max(3 * _LONG, 0.03 * total) and not any(
        beside or blocks[at].rows is not None or _SENTENCE.search(blocks[at].text)
        for at, beside in doubtful
    )


def _outermost(elements: Sequence[etree._Element]) -> list[etree._Element]:
    chosen = set(elements)
    return [element for element in elements if not _within_any(element.getparent(), chosen)]


def _within(element: etree._Element, roots: tuple[etree._Element, ...]) -> bool:
    return _within_any(element, set(roots))


def _within_any(element: etree._Element | None, roots: set[etree._Element]) -> bool:
    while element is not None:
        if element in roots:
            return True
        element = element.getparent()
    return False


def _heading(
    blocks: Sequence[Block],
    layers: Sequence[Layer],
    furniture: Sequence[bool],
    titles: Sequence[str],
) -> list[int]:
    """The title above the article, where the article does not repeat it, and what is between."""
    body = [at for at, layer in enumerate(layers) if layer is Layer.BODY]
    if not body:
        return []
    opening = "".join(squeeze(fold(blocks[at].text)) for at in body[:20])
    known = [squeeze(fold(title)) for title in titles]
    for at in range(body[0] - 1, -1, -1):
        element = blocks[at].element
        if furniture[at] or blocks[at].rows is not None:
            continue
        same = [n for n in range(at + 1) if blocks[n].element is element]
        text = "".join(squeeze(fold(blocks[n].text)) for n in same)
        is_heading = element.tag in {"h1", "h2"} or any(text in title for title in known)
        if is_heading and len(text) >= 10 and text not in opening:
            between = [n for n in range(at + 1, body[0]) if not furniture[n]]
            kept = between if len(between) <= _BETWEEN else []
            return [n for n in (*same, *kept) if not furniture[n]]
    return []

"""Text of unknown origin as HTML that cannot break out, reorder its neighbours or hide.

Control, direction and invisible characters are shown by their number instead of acting: a
clerk should see that a stray U+200B or a right-to-left override stands in the source.
"""

from __future__ import annotations

import re

_MARKUP = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"}
_SPECIAL = re.compile(
    "[&<>\"'\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufdd0-\ufdef\ufeff\ufff9-\uffff\ud800-\udfff"
    "\U000e0000-\U000e007f]"
)


def escape(text: str) -> str:
    r"""HTML for the text; ``\v`` (a break inside a table cell) and line ends break the line."""
    return _SPECIAL.sub(_shown, text)


def attribute(text: str) -> str:
    """The text for a quoted attribute, where nothing can be shown but characters."""
    return _SPECIAL.sub(lambda found: _MARKUP.get(found[0], "\ufffd"), text)


def _shown(found: re.Match[str]) -> str:
    character = found[0]
    if character in _MARKUP:
        return _MARKUP[character]
    if character == "\v":
        return "<br>"
    if character == "\ufffd":
        return character
    return f'<i class="c">U+{ord(character):04X}</i>'

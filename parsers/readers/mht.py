"""网页归档（mht）：the page inside a “单个文件网页”, read like any other page."""

from __future__ import annotations

import email
import email.policy
from dataclasses import replace
from email.message import Message

from parsers.errors import UnreadableError
from parsers.readers import html
from parsers.readers.reading import MAX_MARKUP_BYTES, Reading


def read(name: str, data: bytes) -> Reading:
    """The first page in the archive. Raises UnreadableError where there is none."""
    try:
        message = email.message_from_bytes(data, policy=email.policy.compat32)
        page = next(filter(None, map(_page, message.walk())), None)
    except (LookupError, ValueError, RecursionError) as error:
        raise UnreadableError(f"“{name}”已损坏，不能作为网页归档读取。请重新保存。") from error
    if page is None:
        raise UnreadableError(f"“{name}”里没有网页。请在浏览器中打开原网页，重新保存后再试。")
    return replace(html.read(name, page), format="mht")


def _page(part: Message) -> bytes | None:
    if part.get_content_type() != "text/html":
        return None
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes) or not content.strip() or len(content) > MAX_MARKUP_BYTES:
        return None
    charset = part.get_content_charset()
    if charset and b"charset" not in content[:2048].lower():
        content = f'<meta charset="{charset}">'.encode("ascii", "ignore") + content
    return content

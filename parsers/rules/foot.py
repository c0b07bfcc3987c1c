"""落款与版记: 成文日期, （此件公开发布）, 抄送, 印发."""

from __future__ import annotations

import re

from parsers.blocks import Block
from parsers.fields.dates import DATE, date_in
from parsers.items import CopiedTo, DateLine, Item, Printed, PublicNote
from parsers.rules.before import Before

_DAY = re.compile(rf"^\s*(?P<before>.{{0,40}}?)\s*{DATE}\s*$")
_PRINTED = re.compile(rf"^\s*(?P<office>[^\d。]{{0,40}}?)\s*(?:{DATE})\s*印\s*发?\s*$")
_PRINTED_ODDLY = re.compile(
    r"^\s*(?P<office>(?:[^\d。,:;]{0,40}?(?:政府|办|室|局|委|部|厅|会|院|处))?)\s*[\d年月日OoIl\s]{0,16}印\s*发\s*$"
)
_COPIED = re.compile(r"^\s*(?:抄\s*送|抄\s*报|抄送单位|分送)\s*(?:单位|机关)?\s*[:]")
_PUBLIC = re.compile(
    r"^\s*[(\[]?\s*(?:此件\s*(?:主动|依申请|不予)?\s*公开.*|此件.{0,12}发布|不予公开|公开属性\s*[:].*|信息公开.{0,12})\s*[)\]]?\s*$"
)
_PHRASE = re.compile(r"^\s*(?:特此通知|特此通告|请认真贯彻执行|此页无正文)\s*[。!]?\s*$")
_SEALED = re.compile(r"[(](?:盖章|签字|签章|签名|公章|印章|手印)[)]\s*[:]?")
_CONTACT = re.compile(r"^\s*[(]?\s*(?:联系人|联系电话|电子邮箱|邮箱|传真|联系方式|咨询电话)\s*[:]")


def printed(block: Block, before: Before) -> Item | None:
    """平顶山市卫东区人民政府办公室　　2021年5月17日印发."""
    if "印" not in block.folded:
        return None
    match = _PRINTED.match(block.folded)
    if match is None:
        odd = _PRINTED_ODDLY.match(block.folded)
        return Printed(block, odd.span("office"), None) if odd is not None else None
    found = date_in(block.folded, match.end("office"))
    return Printed(block, match.span("office"), found[0] if found else None)


def date_line(block: Block, before: Before) -> Item | None:
    """A line that ends with a date and holds at most a signature before it."""
    if "日" not in block.folded or len(block.folded) > 120:
        return None
    match = _DAY.match(block.folded)
    if match is None or re.search(r"[,。:;《(]", match["before"]):
        return None
    found = date_in(block.folded, match.end("before"))
    return DateLine(block, *found) if found else None


def copied_to(block: Block, before: Before) -> Item | None:
    """抄送：区委各部门，区人大常委会办公室。"""
    match = _COPIED.match(block.folded)
    return CopiedTo(block, match.end()) if match else None


def public_note(block: Block, before: Before) -> Item | None:
    """Lines that are read and say nothing about any item."""
    if _PUBLIC.match(block.folded):
        return PublicNote(block, "public_note")
    if _SEALED.search(block.folded):
        return PublicNote(block, "signature_block")
    if _PHRASE.match(block.folded):
        return PublicNote(block, "closing")
    return PublicNote(block, "contact") if _CONTACT.match(block.folded) else None

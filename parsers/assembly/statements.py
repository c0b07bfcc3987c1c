"""通知自己说的话: 列第一位的为牵头单位, the documents cited, the annexes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from parsers.blocks import Block
from parsers.fields.document_number import NUMBER, value_of
from parsers.fields.units import is_plainly_a_unit
from parsers.items import AttachmentNote, Item, Numbered, Prose
from parsers.model import Citation, ReadingRule, Role, Text
from parsers.numerals import CHINESE
from parsers.patterns import late
from parsers.text import unspaced

_CITED = late(
    r"《(?P<title>[^《》]*(?:《[^《》]*》[^《》]*)*)》\s*(?:[(](?P<inside>[^()《》]{4,40})[)])?"
)
_FIRST = (
    r"(?:列|排)(?:在|名|名在)?\s*(?:第一|首)(?:位|名|个)?(?:的|者)?"
    r"|首位|第一位|排名第一|第一个(?:单位|部门)?"
)
_OTHERS = r"(?:[,]\s*其[他余][^,。;()]{0,16})?(?:[,]\s*(?:以下均?|下)同)?"
_OTHERS_SUPPORT = late(r"其[他余][^,。;()]*?(?:配合|协同|协办|协助|参与|参加)")
_RULES = (
    (
        "first_listed_leads",
        late(
            rf"(?:责任单位|单位)?[^,。;()]{{0,8}}(?:{_FIRST})的?[^,。;()]{{0,10}}?(?:(?:即为|为|是)"
            rf"[^,。;()]{{0,4}})?(?:牵头|主要责任|主责|第一责任)[^,。;()]{{0,12}}{_OTHERS}"
        ),
    ),
    (
        "responsible_leads_if_no_lead",
        late(
            r"(?:无|未明确|没有|未确定|未列|未注明|未标注)\s*牵头(?:单位|部门)?的?[,]?"
            r"[^。;]{0,24}?责任单位[^。;,]{0,8}(?:即)?(?:为|是)\s*牵头(?:单位|部门)"
        ),
    ),
    (
        "default_units",
        late(
            r"[^。;]{0,30}?(?:均(?:需|由|为|涉及)|由(?=[^。;,]{2,30}共同))(?P<units>[^。;,]{2,30}?)"
            r"(?:共同|抓好|做好)?(?:落实|负责|承担|实施)?[,]?\s*[^。;,]{0,6}不再(?:单独|逐一|逐项|一一|另行)?(?:列出|[做作]分工|明确)"
            r"|(?P<units2>各(?!项)[^。;,]{1,20}?)(?:对[^。;,]{2,20}负责,)?[^。;,]{0,16}不再(?:单独|逐一|逐项|一一)列出"
        ),
    ),
    (
        "short_name",
        late(  # of units; （以下简称《方案》） and 《…》（以下简称“方案”） name a document
            r"[^。;]{0,60}?(?<!》)[(]以下(?:统称|简称|合称)\s*[“\"]?(?!《)[^()”\"]{1,20}[”\"]?[)]"
        ),
    ),
    (
        "blank_as_above",
        late(
            r"[^。;]{0,16}(?:单位|部门)[^。;]{0,20}(?:以下各行(?:均)?(?:相同|同)|(?:空白|未填|未写|空缺|为空)[^。;]{0,14}(?:同上|与?上一?[行项栏格](?:相同|一致)?))"
        ),
    ),
    ("successor", late(r"原由[^。;]{2,30}承担[^。;]{0,30}由[^。;]{2,30}承担")),
    (
        "successor_leader",
        late(
            r"[^。;]{0,16}(?:责任人|责任领导|领导)[^。;]{0,16}(?:变动|调整|变化)[^。;]{0,20}"
            r"(?:继任|接任|接替)[^。;]{0,20}"
        ),
    ),
)
_RULE_WORDS = re.compile("牵头|首位|第一|不再|以下|原由|继任|接任|同上|上一?[行项栏格]")
_NOTE_ITEM = late(rf"(?:^|(?<=[ \t\u3000]))\s*(?:\d{{1,2}}|[{CHINESE}]{{1,2}})\s*[.、]\s*")
_YEAR_BEHIND = late(
    r"(?<=[\u4e00-\u9fff)》])\s*[2-9]\.(?=20\d\d年)"
)  # …表2.2025年…: a line end lost
_NOTE_END = "。；;，,. 　"


def rules_in(blocks: Iterable[Block]) -> Iterator[tuple[ReadingRule, Block, re.Match[str]]]:
    """Statements that change how clauses are read, with the words they stand in."""
    for block in blocks:
        if not _RULE_WORDS.search(block.folded):
            continue
        for kind, pattern in _RULES:
            for match in pattern.finditer(block.folded):
                supports = kind == "first_listed_leads" and _OTHERS_SUPPORT.search(match[0])
                others = Role.SUPPORT if supports else None
                text = block.cut(match.start(), match.end())
                yield ReadingRule(kind, text, others), block, match


def citations_in(blocks: Iterable[Block]) -> tuple[Citation, ...]:
    """《…》（…号） and 《…》 the preamble rests on, each once."""
    found: list[Citation] = []
    for block in blocks:
        if "《" not in block.text:
            continue
        for match in _CITED.finditer(block.folded):
            before = block.folded[max(0, match.start() - 14) : match.start()]
            number = None
            if match["inside"]:
                inside = NUMBER.search(block.folded, *match.span("inside"))
                if inside is not None:
                    number = Text(
                        value_of(inside, block.text), block.spans(inside.start(), inside.end())
                    )
            if number is None and not re.search(r"根据|依据|按照|落实|贯彻|依照|对照|遵照", before):
                continue
            title = block.cut(*match.span("title"))
            raw = Text(block.text[slice(*match.span("title"))].strip(), title.spans)
            if all(c.title.value != raw.value for c in found):
                found.append(Citation(raw, number))
    return tuple(found)


def attachments_in(items: Sequence[Item]) -> tuple[Text, ...]:
    """附件说明: the names of the annexes, without numbers and final punctuation."""
    found: list[Text] = []
    due = 0
    for item in items:
        if isinstance(item, AttachmentNote):
            due = 1
            found += _names(item.block, item.start)
            due = len(found)
        elif due and isinstance(item, Numbered) and item.label.value == due + 1:
            found += _names(item.block, item.label.start)
            due += 1
        elif due and isinstance(item, Prose) and _counts_on(item.block.folded, due + 1):
            found += _names(item.block, 0)  # 2. 2024年…: no number of an item
            due += 1
        elif (
            due
            and isinstance(item, Prose)
            and item.block.gap == 0
            and found
            and not item.block.folded.rstrip().endswith("。")
            and not is_plainly_a_unit(unspaced(item.block.folded))
            and len(item.block.text.strip()) < 40
            and item.block.indent > 6
        ):
            more = item.block.cut(0, len(item.block.text))
            found[-1] = Text(found[-1].value + more.value, found[-1].spans + more.spans)
        else:
            due = 0
    return tuple(found)


def _counts_on(folded: str, number: int) -> bool:
    return re.match(rf"\s*{number}\s*[.、]\s*(?=20\d\d)", folded) is not None


def _names(block: Block, start: int) -> list[Text]:
    folded = block.folded
    found = [*_NOTE_ITEM.finditer(folded), *_YEAR_BEHIND.finditer(folded)]
    marks = sorted({m.start(): m for m in found if m.start() >= start}.items())
    opening = re.compile(rf"\s*(?:\d{{1,2}}|[{CHINESE}]{{1,2}})\s*[.、]\s*").match(folded, start)
    if opening is not None:
        return _listed(block, opening.end(), [m for at, m in marks if at > opening.start()])
    return _listed(block, start, [m for _, m in marks])


def _listed(block: Block, start: int, marks: Sequence[re.Match[str]]) -> list[Text]:
    """The names between the numbers, the first from ``start`` on."""
    folded = block.folded
    starts = [start, *(m.end() for m in marks)]
    ends = [*(m.start() for m in marks), len(folded.rstrip(_NOTE_END))]
    return [block.cut(a, b) for a, b in zip(starts, ends, strict=True) if folded[a:b].strip()]

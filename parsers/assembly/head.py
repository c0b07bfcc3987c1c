"""版头、落款、版记: title, issuer, numbers, dates, addressees, copies."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from parsers import codes
from parsers.assembly.draft import Tree
from parsers.blocks import Block, joined, shortened
from parsers.diagnostics import Diagnostic
from parsers.fields.dates import date_in
from parsers.fields.document_number import NUMBER, is_mended, value_of
from parsers.fields.glued import is_glued
from parsers.fields.units import is_unit_name, names_in
from parsers.items import (
    Addressees,
    AttachmentMark,
    CopiedTo,
    DateLine,
    DocumentNumber,
    Item,
    Metadata,
    Printed,
    Prose,
)
from parsers.model import Role, Text
from parsers.text import fold, unspaced
from parsers.wording import PAPERS, TITLE_END

_KIND = r"(?:\s*[(](?:节选|摘要|摘录|试行|暂行|修订|汇总|20\d\d年度?)[)])?"
_ABOUT = re.compile(rf"关于.*{TITLE_END}{_KIND}\s*$")
_TITLE_LIKE = re.compile(rf"^[^。:;,]{{4,80}}{TITLE_END}{_KIND}\s*$")
# 县2024年度目标管理考核指标: words that end a title only where it names its year
_TITLE_OF_YEAR = re.compile(
    r"^[^。:;,\d]{0,40}(?:20\d\d|[二〇○O零一三四五六七八九]{4})年[^。:;,]{2,60}(?:指标|体系|标准|目标|任务|实事|事项|措施|目录)$"
)
_OFFICE = re.compile(
    r"^\s*(?P<office>[\u4e00-\u9fff\s()、]{2,40}?(?:政府|办公室|委员会|局|厅|党委|管委会|办事处|领导小组|指挥部|督查室|督导室|考核办|考评办|目标办|督考办|专班|部))\s*(?:文\s*件|函|令)?\s*$"
)
_WHOLE_TITLE = re.compile(rf"关于.*的{PAPERS}$")
_COLUMN = re.compile(r"\s*[\u4e00-\u9fff]{2,8}\s*[丨|]\s*(?=.*关于)")  # 政务服务丨: of the site
_FACT = re.compile(
    r"(?:索引号|文件类型|发文(?:单位|机关|字号|日期)|发布(?:日期|机构|时间)|成文日期|主题分类|信息分类|公开)"
)
_PLACE_OR_YEAR = re.compile(r".{0,20}20\d\d年|[\u4e00-\u9fff]{2,8}[省市县区州旗镇乡盟]")
_LONG_LINE = 10  # characters of the upper line of a title
_GOES_ON = ("、", "和", "与", "及", "》", "的")
_LETTERHEAD = re.compile(r"^\s*(?P<office>[\u4e00-\u9fff\s、]{4,40}?)\s*文\s*件\s*$")
_WITHOUT_ABOUT = re.compile(  # 云溪县管委会印发2016年工作要点的通知
    r".{2,40}(?:政府|办公室|委员会|管委会|党委|党工委|局|厅|部|领导小组|指挥部|[省市县区州]委)"
    r"(?:印发|下达|转发|批转|发布|公布|分解|调整|开展|做好|表彰).{4,}的(?:通知|意见|决定|通报)$"
)
_REPEATED = re.compile(r"(.{6,})\1")
_TITLE_LINES, _TITLE_GAP, _TITLE_LONGEST = 5, 4, 130  # lines, lines between, characters
_JOINT = 4  # offices that sign together
_LATEST = 60  # days between the date of issue and printing
_YEAR = re.compile(r"(?P<year>20\d\d)\s*年")


@dataclass(slots=True)
class Head:
    """What the head and foot say; ``preamble`` are the paragraphs behind the addressees."""

    document_number: Text | None = None
    issuer: Text | None = None
    title: Text | None = None
    year: int | None = None
    addressees: tuple[Text, ...] = ()
    date_of_issue: date | None = None
    date_text: Text | None = None
    printed_by: Text | None = None
    printed_on: date | None = None
    copied_to: tuple[Text, ...] = ()
    blocks: dict[int, tuple[Block, str]] = field(default_factory=dict)  # by identity
    findings: list[Diagnostic] = field(default_factory=list)


def read_head(items: Sequence[Item], body: int) -> Head:
    """``items[:body]`` stand above the first number, table or addressees' paragraph."""
    head = Head()
    facts = {item.label: item for item in items if isinstance(item, Metadata)}
    top = [item for item in items[:body] if not isinstance(item, Metadata)]
    _title(top, head)
    if head.title is None and (fact := facts.get("标题") or facts.get("名称")) is not None:
        head.title = fact.block.cut(fact.start, len(fact.block.text))
    _document_number(top, items, facts, head)
    for item in items:
        if isinstance(item, Addressees) and not head.addressees:
            block = item.block
            start = _after_label(block)
            end = len(block.folded.rstrip()) - 1
            head.addressees = tuple(
                block.cut(n.start, n.end)
                for n in names_in(block.folded, start, end, Role.RESPONSIBLE)
            )
            _role(head, block, "addressees")
            for name in head.addressees:
                folded = fold(name.value)
                # the line above was not joined, or 各镇党委、政府 parted
                cut = len(folded) < 2 or folded in ("政府", "人民政府", "办事处", "单位", "部门")
                if cut or folded.count("(") != folded.count(")") or is_glued(folded):
                    head.findings.append(codes.ADDRESSEE_ODD.at(*name.spans, name=name.value))
        elif isinstance(item, Printed) and head.printed_by is None:
            office = item.block.cut(*item.office)
            head.printed_by, head.printed_on = office if office.value else None, item.day
            if not office.value:
                head.findings.append(
                    codes.PRINTER_MISSING.at(*item.block.spans(0, len(item.block.text)))
                )
            if item.day is None:
                head.findings.append(
                    codes.DATE_UNREAD.at(
                        *item.block.spans(0, len(item.block.text)),
                        what="印发日期",
                        text=item.block.cut(0, len(item.block.text)).value,
                    )
                )
        elif isinstance(item, CopiedTo):
            block = item.block
            names = names_in(
                block.folded, item.start, len(block.folded.rstrip(" 。")), Role.RESPONSIBLE
            )
            head.copied_to += tuple(block.cut(n.start, n.end) for n in names)
    _date_and_signature(items, facts, head)
    _issuer(top, facts, head)
    _year(items, head)
    _agreement(head)
    return head


def _role(head: Head, block: Block, role: str) -> None:
    head.blocks[id(block)] = (block, role)


def _after_label(block: Block) -> int:
    match = re.match(r"\s*主送\s*(?:机关|单位)?\s*:\s*", block.folded)
    return match.end() if match else 0


def _title(top: Sequence[Item], head: Head) -> None:
    """The first lines that read as a title; the longest reading of them."""
    found = (_may_hold_title(item) for item in top)
    prose = [block for block in found if block is not None]
    annex = any(isinstance(item, AttachmentMark) for item in top)
    for first in range(len(prose)):
        opening = prose[first].folded
        if _LETTERHEAD.match(opening) or _headed(prose, first) or not _may_open(opening):
            continue
        if _alone_below(prose, first):
            continue
        best = 0
        for last, block in _growing(prose, first):
            words = re.sub(r"\s", "", block.folded)
            if _is_title(words, last - first) or _over_two_lines(prose, first, last):
                best, title = last, block
        words = re.sub(r"\s", "", opening)
        if best or _is_title(words, 0) or (not annex and _TITLE_OF_YEAR.match(words)):
            _set_title(head, prose[first : max(best, first) + 1], title if best else prose[first])
            return


def _may_hold_title(item: Item) -> Block | None:
    """A line of which no rule knows what it is, or what stands before （云政〔2017〕101号）."""
    if isinstance(item, Prose):
        return item.block
    if isinstance(item, DocumentNumber) and "关于" in item.block.folded[: item.start]:
        before = item.block.folded[: item.start].rstrip()
        return item.block.part(0, len(before) - 1) if before.endswith(("(", "[")) else None
    return None


def _over_two_lines(prose: Sequence[Block], first: int, last: int) -> bool:
    """A title without 关于 over two lines: 2022年度安全生产工作 / 目标管理责任书."""
    upper, lower = (re.sub(r"\s", "", prose[n].folded) for n in (first, last))
    whole = upper + lower
    return (
        last == first + 1
        and prose[last].line - prose[first].end_line <= 2
        and len(upper) >= _LONG_LINE
        and re.search(rf"{TITLE_END}$|文件$", upper) is None
        and _OFFICE.match(upper) is None
        and _PLACE_OR_YEAR.match(upper) is not None
        and _TITLE_LIKE.match(whole) is not None
        and "关于" not in whole
    )


def _alone_below(prose: Sequence[Block], first: int) -> bool:
    """Whether a title with its office begins on one of the next lines: this one is a menu's."""
    if "关于" in prose[first].folded or prose[first].folded.rstrip().endswith(_GOES_ON):
        return False
    for line in prose[first + 1 : first + 3]:
        words = re.sub(r"\s", "", line.folded)
        about = words.find("关于")
        whole = _ABOUT.search(words) is not None or not _OFFICE.match(prose[first].folded)
        if about > 1 and whole and _OFFICE.match(words[:about]):
            return True
    return False


def _growing(prose: Sequence[Block], first: int) -> Iterator[tuple[int, Block]]:
    """The line, and the line with one, two … more below it, as long as they may be one title."""
    block = prose[first]
    yield first, block
    for last in range(first + 1, min(first + _TITLE_LINES, len(prose))):
        line = prose[last]
        apart = line.row is not None or line.line - prose[last - 1].end_line > _TITLE_GAP
        apart = apart or _WHOLE_TITLE.search(re.sub(r"\s", "", block.folded)) is not None
        again = "关于" in line.folded and "关于" in block.folded
        if (
            apart
            or again
            or re.search(r"[。;:]|^\s*附\s*件", line.folded)
            or _FACT.match(re.sub(r"\s", "", line.folded))
            or _OFFICE.match(line.folded)
        ):
            return
        block = joined(block, line)
        yield last, block


def _is_title(words: str, more: int) -> bool:
    if len(words) > _TITLE_LONGEST or re.search(r"[。;]", words):
        return False
    if "关于" in words:
        return bool(_ABOUT.search(words))
    return more == 0 and bool(_TITLE_LIKE.match(words)) and "文件" not in words


def _may_open(folded: str) -> bool:
    """Whether a title can begin on this line: it names the matter, or stands bare above it."""
    return "关于" in folded or bool(re.match(r"\s*[\u4e00-\u9fff\d《》“”()—-]{2,60}\s*$", folded))


def _headed(prose: Sequence[Block], first: int) -> bool:
    """An office on its own line above a title that names its office itself."""
    if first + 1 >= len(prose) or not _OFFICE.match(prose[first].folded):
        return False
    return (
        bool(_OFFICE.match(prose[first + 1].folded.strip().split("关于")[0]))
        and "关于" in prose[first + 1].folded
    )


def _set_title(head: Head, lines: Sequence[Block], block: Block) -> None:
    folded = block.folded
    start = len(folded) - len(folded.lstrip())
    if (column := _COLUMN.match(folded)) is not None:
        start = column.end()
    about = folded.find("关于")
    if about > start and block.breaks_at(about) and _OFFICE.match(folded[:about]):
        head.issuer = block.cut(start, about)  # the letterhead stands on a line of its own above
        start = about
        if "关于" not in lines[0].folded:
            _role(head, lines[0], "letterhead")
            lines = lines[1:]
    head.title = block.cut(start, len(folded.rstrip()))
    value = fold(head.title.value)
    cut_short = "关于" not in value and value.endswith(("通知", "意见", "决定", "通报"))
    cut_short = cut_short and not _WITHOUT_ABOUT.match(value)
    twice = re.sub(r"《.*》", "", value).count("关于") > 1
    twice = twice or bool(_REPEATED.search(value))  # a line of it was copied twice
    if cut_short or twice or any(value.count(a) != value.count(b) for a, b in ("《》", "()", "“”")):
        head.findings.append(codes.TITLE_DOUBTFUL.at(*head.title.spans, title=head.title.value))
    for line in lines:
        _role(head, line, "title")


def _document_number(
    top: Sequence[Item], items: Sequence[Item], facts: dict[str, Metadata], head: Head
) -> None:
    for item in (*top, *items):
        if isinstance(item, DocumentNumber):
            match = NUMBER.search(item.block.folded, item.start)
            if match is not None:
                _take_number(match, item.block, head)
            _role(head, item.block, "document_number")
            break
    else:
        fact = facts.get("发文字号") or facts.get("文号")
        if fact is not None:
            match = NUMBER.search(fact.block.folded, fact.start)
            if match is not None:
                _take_number(match, fact.block, head)
    if head.document_number is not None:
        return
    for item in top:
        match = NUMBER.search(item.block.folded)
        if (
            match is not None
            and "《" not in item.block.folded[: match.start()]
            and len(item.block.folded) < 120
        ):
            _take_number(match, item.block, head)
            return


def _take_number(match: re.Match[str], block: Block, head: Head) -> None:
    spans = block.spans(match.start(), match.end())
    head.document_number = Text(value_of(match, block.text), spans)
    if is_mended(match):
        written = block.cut(match.start(), match.end()).value
        said = codes.DOCUMENT_NUMBER_MENDED.at(
            *spans, written=written, read=head.document_number.value
        )
        head.findings.append(said)


def _date_and_signature(items: Sequence[Item], facts: dict[str, Metadata], head: Head) -> None:
    previous: Item | None = None
    dates = [
        (item, items[n - 1] if n else None)
        for n, item in enumerate(items)
        if isinstance(item, DateLine)
    ]
    for item, previous in dates:
        if head.date_of_issue is None:
            head.date_of_issue, head.date_text = item.day, item.block.cut(item.start, item.end)
            before = item.block.cut(0, item.start)
            if before.value and _OFFICE.match(item.block.folded[: item.start]):
                head.issuer = before
            elif (
                isinstance(previous, Prose)
                and _OFFICE.match(previous.block.folded)
                and len(previous.block.text.strip()) < 50
            ):
                head.issuer = _signature(items, previous, head)
        elif item.day != head.date_of_issue:
            spans = item.block.spans(item.start, item.end)
            head.findings.append(
                codes.DATE_TWICE.at(*spans, first=head.date_of_issue, second=item.day)
            )
    if head.date_of_issue is None:
        fact = facts.get("成文日期") or facts.get("发文日期")
        found = date_in(fact.block.folded, fact.start) if fact is not None else None
        if fact is not None and found is not None:
            head.date_of_issue = found[0]
            head.date_text = fact.block.cut(found[1], found[2])


def _signature(items: Sequence[Item], last: Prose, head: Head) -> Text:
    """The office above the date; several offices that issue jointly stand line by line."""
    at = next(n for n, item in enumerate(items) if item is last)
    lines = [last.block]
    while at > 0 and len(lines) < _JOINT:
        at -= 1
        above = items[at]
        if not isinstance(above, Prose) or not _OFFICE.match(above.block.folded) or lines[0].gap:
            break
        if re.search("[、,;]", above.block.folded):
            break  # the rest of a list of units, wrapped
        lines.insert(0, above.block)
    names = [block.cut(0, len(block.text)) for block in lines]
    title = unspaced(fold(head.title.value)) if head.title is not None else ""
    if strange := [n for n in names[:-1] if not _named(unspaced(fold(n.value)), title)]:
        first = strange[0]
        head.findings.append(codes.SIGNATURE_DOUBTFUL.at(*first.spans, text=first.value))
    for block in lines:
        _role(head, block, "signature")
    return Text("".join(n.value for n in names), tuple(s for n in names for s in n.spans))


def _named(office: str, title: str) -> bool:
    """Whether an office surely signs: the title has it, or it is named as only in a signature."""
    return office in title or office.startswith("中共")


def _agreement(head: Head) -> None:
    """The date of issue against the colophon's and the year of the number."""
    issued, spans = head.date_of_issue, head.date_text.spans if head.date_text is not None else ()
    if issued is None:
        return
    if head.printed_on is not None and not 0 <= (head.printed_on - issued).days <= _LATEST:
        head.findings.append(
            codes.DATE_ODD.at(*spans, issued=issued, other=f"印发日期 {head.printed_on}")
        )
    number = head.document_number
    if (
        number is not None
        and (match := re.search(r"〔(\d{4})〕", fold(number.value)))
        and int(match[1]) != issued.year
    ):
        head.findings.append(
            codes.DATE_ODD.at(*spans, issued=issued, other=f"发文字号 {number.value}")
        )


def _issuer(top: Sequence[Item], facts: dict[str, Metadata], head: Head) -> None:
    """The signature, else the letterhead (…文件 first), the title's office or the page's facts."""
    heads: list[Text] = []
    for pattern in (_LETTERHEAD, _OFFICE):
        for item in top:
            if not isinstance(item, Prose) or id(item.block) in head.blocks:
                continue
            match = pattern.match(item.block.folded)
            if match is not None:
                heads.append(item.block.cut(*match.span("office")))
                _role(head, item.block, "letterhead")
    if head.issuer is not None:
        return
    if heads:
        head.issuer = heads[0]
        return
    fact = facts.get("发文机关") or facts.get("发布机构") or facts.get("制发机构")
    if head.title is not None and (about := head.title.value.find("关于")) > 1:
        office = shortened(head.title, about)
        if is_unit_name(fold(office.value)):  # no place
            head.issuer = office
    if head.issuer is None and fact is not None:
        head.issuer = fact.block.cut(fact.start, len(fact.block.text))


def _year(items: Sequence[Item], head: Head) -> None:
    """The year of the title, or of another title below it; else that of a sentence.

    What a sentence speaks of may lie years ago or ahead, so one that is not the year of issue, of
    the number or the next counts only where there is no other.
    """
    prose = [item.block.folded for item in items if isinstance(item, Prose)][:12]
    issued = _issued(head)
    title = [head.title.value] if head.title is not None else []
    titles = [text for text in prose if re.search(rf"{TITLE_END}\s*$", text)]
    for text in (*title, *titles):
        if years := _years(text):
            # 分解2022年报告确定的2023年目标: the year of issue, if the title names it
            head.year = issued if issued in years else years[0]
            return
    said = [year for text in prose for year in _years(text)]
    near = [year for year in said if issued is None or year - issued in (0, 1)]
    head.year = next(iter(near), issued if issued is not None else next(iter(said), None))


def title_of_annex(head: Head, tree: Tree) -> None:
    """The title of the one annex, where nothing else came: an Excel sheet sent by itself."""
    titles = [block for block in tree.annexes.values() if block is not None]
    prose = any("。" in block.folded for block in tree.loose)
    alone = len(tree.annexes) <= 2 and not prose and not head.addressees
    if len(titles) == 1 and alone and head.document_number is None:
        head.title = titles[0].cut(0, len(titles[0].text))


def _years(text: str) -> list[int]:
    """The years a text names, those of documents it cites apart (unless it names no other)."""
    figures = re.sub(r"[〇○Oo]", "0", text.translate(_DIGITS))
    own = re.sub(r"《[^》]*》", "", figures)
    figures = own if _YEAR.search(own) else figures
    return [int(match["year"]) for match in _YEAR.finditer(figures)]


def _issued(head: Head) -> int | None:
    """The year in which a notice was issued, by its date or else its number."""
    if head.date_of_issue is not None:
        return head.date_of_issue.year
    number = re.search(r"20\d\d", head.document_number.value) if head.document_number else None
    return int(number[0]) if number is not None else None


_DIGITS = {ord("０") + n: str(n) for n in range(10)}

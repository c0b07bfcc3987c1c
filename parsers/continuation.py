"""续行: whether a line of plain text goes on with the paragraph above it.

It does where that one is plainly unfinished, and never where a new number, label or heading
begins. Geometry, where the file has any (``Line.start``), comes first.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from parsers.blocks import Block
from parsers.fields.labels import (
    Kind,
    bare_label,
    ends_with_a_unit,
    label_at_start,
    labels_in,
    names_a_party,
    starts_with_label,
)
from parsers.fields.units import (
    is_unit_name,
    looks_like_units,
    units_before_number,
    verb_names,
)
from parsers.numbering import Form, Surety, label_of
from parsers.source import Line, Start
from parsers.wording import PAPERS
from parsers.wrapping import WIDEST, Width, columns_of

_OPENERS = re.compile(
    r"\s*(?:[→⇒➔➜]|附\s*件|抄\s*送|主\s*送|注\s*[:1-9]|备注\s*[:：]|附\s*[:：]|\(此件|特此|(?:以[上下]|下列|上述)\s*(?:第?[\d一二两三四五六七八九十]+\s*[个]?|各)\s*项|上述|本部分|本项|本类|本节|(?:以上|上述)(?:各|所有|全部)?[加减扣奖]{1,2}分|[加减扣奖]{1,2}分(?:事项|项目|项)?(?:累计|合计|最[高多])(?:不超过|不得超过)|第\s*\d+\s*项?\s*[、至到,-]|第\s*\d+\s*项(?=由|责任|牵头|的|及|与|和|以及|中)|\d+\s*[、至到-]\s*\d+\s*项|[A-Z]\d{1,3}\s*[、至到~-]\s*[A-Z]?\d|各[^,。]{0,12}(?:要|应|须)|[\u4e00-\u9fff]{2,14}\s*[\[(]\s*\d{4}\s*[\])]\s*\d+\s*号\s*$|\[[\u4e00-\u9fff][^\[\]:]{1,19}\]\s*$)"
)
_YEAR, _DAY = r"[\dOoIl二〇○零一三四五六七八九十]{4}", r"[\dOoIl一二三四五六七八九十]{1,3}"
DATE_LINE = re.compile(rf"\s*{_YEAR}\s*年\s*{_DAY}\s*月\s*{_DAY}\s*日\s*(?:印发)?\s*$")
_IMPRINT = re.compile(
    rf"\s*[\u4e00-\u9fff]{{4,30}}\s+{_YEAR}\s*年\s*{_DAY}\s*月\s*{_DAY}\s*日\s*印\s*发\s*$"
)
_DAY_END = re.compile(r"(?:月|季度|年)(?:底|末|前|底前|末前|初)?$|\d日前?$")  # 完成时限：12月底
BARS = "|│┃"
_NO_NAME_ENDS = "。;:!?)]"
_ONLY_VERB = re.compile(
    r"\s*(?:共同|分别|具体|组织)?(?:牵头|配合|负责|落实|实施|协助|参与)(?:负责|落实|实施|配合)?\s*[。;]\s*$"
)
_FIRST_BELOW = re.compile(r"\s*(?P<above>\d{1,2})[.-]1(?!\d)")
_DEED_END = re.compile(r"(?:牵头|负责|落实|配合|实施|协办|协助)$")  # 责任单位：A牵头，B负责
_DATE_BROKEN, _DATE_END = re.compile(r"\d[年月]$"), re.compile(r"\d{1,2}[月日]")  # 10月 | 31日前
_FINISHED = re.compile(r"[。！？!?;]\s*$|[。.]\s*[)”\"]\s*$")
_BEFORE_A_DATE = re.compile(r"\s*(?:之|以)?前\s*(?:[。;)]|$)")  # …10月31日 | 前。
_OF_A_DATE = re.compile(r"\s*(?:年(?!度)|月|日)(?:\s*\d|\s*[底末初前中]|\s*$)")  # 2022 | 年12月
_POINTS_FIRST = re.compile(
    r"\s*[(\[]\s*(?:分值\s*[:为]?\s*)?[扣加减]?\s*\d+(?:\.\d+)?\s*分\s*[)\]]"
    r"(?=\s*(?:[。;,(\[]|由|责任|牵头|$))"
)
_BLANKS_PART = re.compile(r"\S {2,}\S.*\S {2,}\S.*\S {2,}\S")
_REST_OF_A_NAME = 3  # characters: 主管领导：王建 | 国
_DOING_ALONE = frozenset(
    "牵头 配合 协同 责任 主要 相关 协助 参与 主办 承办 完成 办结 整改 落实 推进 计划完成"
    " 分管 主管 协管 包联 联系".split()
)
_SET_IN, _LONG_LINE = 4, 44  # characters of blank before a paragraph; columns of a full line
_TABULAR = re.compile(r"\t.*\t|[|｜│┃].*[|｜│┃]")  # a row of a table, flattened
_PARTED = re.compile(r"\S *[\t|｜│┃] *\S")
_EVERY = re.compile(r"\s*(?:各|[\u4e00-\u9fff]{1,3}[直属]各)")
_FRAGMENT = re.compile(r"\s*[:,、;。)%]")
_LABEL_HEAD, _LABEL_TAIL = 8, 4  # characters of a label behind and before a line end
_SUFFIX = re.compile(r"\s*(?:管委会|人民政府|办事处|委员会)\s*(?:[、,;。]|$)")
_OF_A_PLACE = ("区", "县", "镇", "乡", "街道", "区)", "市)", "县)", "街道)")  # 各县（区）
_MOST_LINES = 1000  # of one paragraph: no notice has any so long
_LAST = 12  # characters that a pattern of an end looks at
_LONGEST_TITLE = 100  # characters
_TITLE = re.compile(
    r"\s*(?!根据|按照|为|现|依据|经|贯彻|落实|请|各|对照|结合)[\u4e00-\u9fff()、·]{0,40}关于"
    rf"[^。,;:]{{4,}}的{PAPERS}\s*"
)
_OF_A_TITLE = re.compile(
    r"\s*(?:[,、(》)\]]|精神|要求|文件|规定|部署|附件|中|的|和|及|[\[(]\d{4})"
)  # 的通知（征求意见稿）
_ITEM_FORMS = (Form.ARABIC, Form.ARABIC_BRACKET, Form.CIRCLED, Form.CODE)
_UNFINISHED = re.compile(r"(?:[、,(\[“《]|[:;]|和|与|及|的|为|由)\s*$")


def _ends(pattern: re.Pattern[str], folded: str) -> bool:
    """Whether a pattern of a few characters matches at the end, however long the paragraph is."""
    return pattern.search(folded, max(len(folded.rstrip()) - _LAST, 0)) is not None


def may_end(above: Block) -> bool:
    """Whether a paragraph may be over: no mark at its end asks for more."""
    return not _ends(_UNFINISHED, above.folded.rstrip())


class Layout(NamedTuple):
    """What the whole of a plain text shows of its lines.

    ``scattered`` where a table stands one cell a line; ``bars`` is how many a row has that opens
    and closes with one.
    """

    width: Width | None
    scattered: bool
    bars: int | None


def goes_on(
    above: Block,
    previous: Line,
    line: Line,
    block: Block,
    last: int,
    layout: Layout,
) -> bool:
    """Whether a line belongs to the paragraph of the block above it; ``last`` was counted last."""
    if len(above.pieces) >= _MOST_LINES:
        return False
    if line.row is not None or above.row is not None or line.start is Start.PARAGRAPH:
        return _list_goes_on(above, block)
    if line.start is Start.WRAP:
        return not _IMPRINT.match(block.folded)
    if _is_title(above.folded) and not _OF_A_TITLE.match(block.folded):
        return False
    if _asked_for(above, block) or _cell_broken(above, block, layout.bars):
        return True
    full = layout.width is not None and layout.width.full(previous.text)
    full = full or _hangs(above, previous, block)
    if full and _bracket_open(above) and _half_a_label(block.folded):
        return True
    if _TABULAR.search(line.text) or _TABULAR.search(previous.text) or opens(block.folded):
        return False
    if _PARTED.search(line.text) and _PARTED.search(previous.text):
        return False  # 1、2｜县政府督查室 and 3｜县委督查室: rows of two cells
    if _counts_on(above, previous, block, last):
        return False
    if layout.scattered and not _ends(_UNFINISHED, above.folded):
        return False
    if line.start is Start.BREAK:
        return _bracket_open(above) or _ends(_UNFINISHED, above.folded)
    return _by_the_words(above, block, full=full)


def _is_title(folded: str) -> bool:
    """Whether a paragraph is the title of a notice: 某县人民政府关于下达…任务的通知."""
    return len(folded) <= _LONGEST_TITLE and _TITLE.fullmatch(folded) is not None


def _half_a_label(folded: str) -> bool:
    """Whether a line begins with a label only if its colon is lost or a comma: 牵头，B配合."""
    label = label_at_start(folded)
    return label.damaged if label is not None else _lost_colon(folded)


def _asked_for(above: Block, block: Block) -> bool:
    """Whether the paragraph above asks for this line, even if it begins as something new does."""
    return (
        _label_broken(above.folded, block.folded)
        or _addressed(above.folded, block.folded)
        or _closes(above, block)
        or _awaited(above, block)
        or _points_behind(above, block)
        or _verb_behind(above, block)
    )


def _by_the_words(above: Block, block: Block, *, full: bool) -> bool:
    """Whether a line that begins nothing new goes on; ``full`` if the one above had no room."""
    tail = above.folded.rstrip()
    if _is_fragment(block.folded, tail) or (
        _ends(_DATE_BROKEN, tail) and _DATE_END.match(block.folded.lstrip())
    ):
        return True
    listing = starts_with_label(above.folded)
    if listing and tail.endswith(("、", ",")):
        return True
    if _ends(_FINISHED, tail) or _aside(block):
        return False
    if _ends(_UNFINISHED, tail):
        return not tail.endswith(":") or listing or _label_last(above)
    return block.gap == 0 and (
        full or _broken_off(above, tail, block.folded.strip(), listing=listing)
    )


def _counts_on(above: Block, previous: Line, block: Block, last: int) -> bool:
    """Whether a line opens with the number that is due, or with 1.2."""
    label = label_of(block.folded)
    if label is None:
        return False
    if _counts_below(above, block) and not _runs_on(above, previous):
        return True
    expected = label.surety is Surety.EXPECTED and label.value == last + 1
    if expected and not _figure_broken_off(above, previous, block):
        return True
    return label.above is not None and not _runs_on(above, previous)


def _counts_below(above: Block, block: Block) -> bool:
    """Whether a line opens with the first number below the heading above: 2.产业 | 2.1亿元…."""
    first = _FIRST_BELOW.match(block.folded)
    label = label_of(above.folded) if first is not None else None
    return first is not None and label is not None and label.value == int(first["above"])


def _figure_broken_off(above: Block, previous: Line, block: Block) -> bool:
    """Whether a figure goes on a long line without end: …盘活闲置厂房 | 1.1万平方米."""
    label = label_of(block.folded)
    return (
        label is not None
        and block.gap == 0
        and block.folded[label.rest : label.rest + 1].isdigit()
        and _runs_on(above, previous)
    )


def _runs_on(above: Block, previous: Line) -> bool:
    """Whether a long line stops where nothing stops: a list of units is over behind a name."""
    tail = above.folded.rstrip()
    long = columns_of(previous.text) >= _LONG_LINE
    over = _ends(_FINISHED, tail) or tail[-1:] in ")]:" or ends_with_a_unit(tail)
    return long and not over


def _hangs(above: Block, previous: Line, block: Block) -> bool:
    """Whether a flush line follows a long one of a paragraph whose first line is set in."""
    return (
        block.indent == 0
        and 2 <= above.indent <= _SET_IN
        and columns_of(previous.text) >= _LONG_LINE
        and not starts_with_label(above.folded)
    )


def _list_goes_on(above: Block, block: Block) -> bool:
    """Whether a list of units that asks for more is followed by a paragraph of units alone.

    So it is where somebody pressed Enter inside the list (qinghe-2022), or inside the last name:
    …、各县（区） | 人民政府.
    """
    tail = above.folded.rstrip()
    if above.row is not None or block.row is not None or not starts_with_label(above.folded):
        return False
    if _SUFFIX.fullmatch(block.folded.rstrip()):
        return tail.endswith(_OF_A_PLACE)
    return (
        tail.endswith(("、", ","))
        and not opens(block.folded)
        and looks_like_units(block.folded, 0, len(block.folded))
    )


def _cell_broken(above: Block, block: Block, bars: int | None) -> bool:
    """Whether a line end stands in a cell of a row that bars enclose: both lines have all bars."""
    first, second = above.folded.strip(), block.folded.strip()
    if bars is None or first[:1] not in BARS or second[-1:] not in BARS:
        return False
    return bars_in(first) + bars_in(second) == bars and second[:1] not in BARS


def bars_in(folded: str) -> int:
    """How many bars stand in a line."""
    return sum(folded.count(bar) for bar in BARS)


def _label_broken(above: str, below: str) -> bool:
    """Whether a line end stands inside a label: …扣1分。责 | 任单位：县中医医院."""
    if ":" not in below[:_LABEL_HEAD]:
        return False
    whole = label_at_start(below)
    known = whole is not None and not whole.damaged
    tail = above.rstrip()
    for cut in range(1, _LABEL_TAIL + 1):
        before = tail[-cut - 1 : -cut] or " "
        label = label_at_start(tail[-cut:] + below.lstrip()) if before in "。;,( )" else None
        if label is not None and not label.damaged and label.end > cut:
            return not known or tail[-cut:].strip() in _DOING_ALONE  # 协同 | 配合单位：
    return False


def _addressed(above: str, below: str) -> bool:
    """Whether a list of addressees goes on: 各乡镇人民政府，…各直属 | 机构，县属各企业："""
    if not below.rstrip().endswith(":") or len(below) > WIDEST or not _EVERY.match(above):
        return False
    first = re.split(r"[、,]", above.strip())
    return len(first) > 1 and is_unit_name(first[0]) and not above.rstrip().endswith((":", "。"))


def _points_behind(above: Block, block: Block) -> bool:
    """Whether （分值：4分）。由A牵头 closes the item whose text ran to the line end."""
    label = label_of(above.folded)
    return (
        label is not None
        and label.form not in (Form.PART, Form.CHINESE)
        and block.gap == 0
        and _POINTS_FIRST.match(block.folded) is not None
        and not _ends(_FINISHED, above.folded.rstrip())
    )


def _verb_behind(above: Block, block: Block) -> bool:
    """Whether the line is the last verb of a sentence: …，B、C按职责分工 | 配合。"""
    open_end = above.folded.rstrip()[-1:] not in _NO_NAME_ENDS
    return open_end and block.gap == 0 and _ONLY_VERB.match(block.folded) is not None


def _label_last(above: Block) -> bool:
    """Whether a label stands at the end whose value is on the next line: …。完成时限："""
    labels = labels_in(above.folded, 0, len(above.folded))
    if not labels or labels[-1].value < len(above.folded.rstrip()):
        return False
    timed = labels[-1].kind is Kind.DEADLINE  # …由A牵头，B配合。完成时限：
    return timed or _bracket_open(above) or label_of(above.folded) is not None


def _bracket_open(above: Block) -> bool:
    folded = above.folded
    return folded.count("(") > folded.count(")") or folded.count("[") > folded.count("]")


def _closes(above: Block, block: Block) -> bool:
    """Whether a line closes the bracket that the paragraph above left open."""
    label = label_of(block.folded)
    if label is not None and label.surety is Surety.PLAIN:
        return False
    for opening, closing in ("()", "[]"):
        at = block.folded.find(closing)
        if at >= 0 and not 0 <= block.folded.find(opening) < at:
            return above.folded.count(opening) > above.folded.count(closing)
    return False


def _awaited(above: Block, block: Block) -> bool:
    """Whether the paragraph above ends in a label whose value stands on this line.

    …。完成时限： | 6月底前。 and, units first, 1.A负责，B配合： | PM2.5年均浓度….
    """
    folded = above.folded.rstrip()
    if not folded.endswith(":") or block.gap:
        return False
    label = label_of(block.folded)
    if label is not None and label.surety is Surety.PLAIN:
        return False
    below = label_at_start(block.folded)
    if below is not None and not below.damaged:
        return False
    head = label_of(folded)
    if head is not None and (
        verb_names(folded, head.rest, len(folded) - 1)
        or looks_like_units(folded, head.rest, len(folded) - 1)
    ):
        return True
    return _label_last(above)


def _is_fragment(folded: str, tail: str) -> bool:
    """A line that can only go on: it begins with a stop, or with the end of a unit's name."""
    if _FRAGMENT.match(folded):
        return not tail.endswith("。")
    if _POINTS_FIRST.match(folded) or (tail[-1:].isdigit() and _OF_A_DATE.match(folded)):
        return True
    if _BEFORE_A_DATE.match(folded) and tail.endswith(("日", "月", "底", "末")):
        return True
    return bool(_SUFFIX.match(folded)) and tail.endswith(_OF_A_PLACE)


def _broken_off(above: Block, tail: str, below: str, *, listing: bool) -> bool:
    """Whether a clause stops inside a name, or an item without stop, points or closing bracket."""
    label = label_of(above.folded)
    if _bracket_open(above) and (label is not None or listing):
        return True
    closed = tail.endswith(")") and above.folded.lstrip().startswith("(")
    if closed:  # （责任单位：县交通运输局）
        return False
    if listing:
        last = labels_in(above.folded, 0, len(above.folded))[-1:]
        if last and last[0].kind is not Kind.UNITS:  # 完成时限：长期坚持 | 乡村振兴
            rest = last[0].kind in (Kind.TARGET, Kind.OTHER) or len(below) <= _REST_OF_A_NAME
            return rest and columns_of(above.text) >= _LONG_LINE and not _ends(_FINISHED, tail)
        if _ends(_DAY_END, tail) or _ends(_DEED_END, tail):
            return False
        return not is_unit_name(re.split(r"[、,;:]", tail)[-1])
    if label is None or label.form not in _ITEM_FORMS or tail.endswith((")", "]")):
        return False
    if "  " not in above.folded:
        return True
    return _BLANKS_PART.search(above.folded) is None  # a row whose cells blanks part is whole


def opens(folded: str) -> bool:
    """Whether a folded line plainly begins something new."""
    label = label_of(folded)
    if label is not None and (label.surety is Surety.PLAIN or label.damaged):
        return True
    return (
        starts_with_label(folded)
        or _lost_colon(folded)
        or names_a_party(folded)
        or (":" in folded and units_before_number(folded) > 0)
        or bool(_OPENERS.match(folded) or DATE_LINE.match(folded) or _IMPRINT.match(folded))
    )


def _lost_colon(folded: str) -> bool:
    label = bare_label(folded)
    return label is not None and looks_like_units(folded, label.value, len(folded))


def _aside(block: Block) -> bool:
    """A line set far to the right or in the middle: a signature, a date, a title."""
    return block.indent >= 10 or bool(DATE_LINE.match(block.folded))

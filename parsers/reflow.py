"""From lines to paragraphs: what the page or the copying broke is put together again.

Geometry decides where the file has any (``Line.start``). Plain text has none: there a line goes
on the one above where that one is plainly unfinished, and never where a new number, label or
heading begins.
"""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Collection, Sequence
from itertools import takewhile

from parsers.blocks import Block, joined, of_line
from parsers.columns import scattered_header, spaced_header
from parsers.fields.labels import (
    Kind,
    bare_label,
    label_at_start,
    labels_in,
    names_a_party,
    starts_with_label,
)
from parsers.fields.units import is_unit_name, looks_like_units, units_before_number
from parsers.numbering import Form, Surety, label_of
from parsers.site_lines import site_lines
from parsers.source import Layer, Line, Source, Start
from parsers.text import fold
from parsers.wording import TOTAL_LINE

PAGE_NUMBER = re.compile(
    r"\s*(?:[-一·~]+\s*[\dlIO]{1,4}\s*[-一·~]+|第\s*\d{1,4}\s*页(?:\s*[,/]?\s*共\s*\d{1,4}\s*页)?|\d{1,4}\s*/\s*\d{1,4})\s*$"
)
_BARE_NUMBER = re.compile(r"\s*\d{1,3}\s*$")
_EMPTY_CELL = re.compile(r"\s*(?:-{1,2}|/)\s*")
# ├────┼──┤, +----+--+, | --- | --- | and ------ between the rows of a table
_RULING = re.compile(
    r"(?=[ |│┃:]*[-=+\u2504-\u257f])(?=[-=: ]*[|+\u2500-\u257f])[-=:|+\u2500-\u257f ]+|[-=_]{6,}"
)
_LONGEST_RULING = 400  # characters
NO_WORDS = re.compile(r"[\W_]*$")
_OPENERS = re.compile(
    r"\s*(?:附\s*件|抄\s*送|主\s*送|注\s*[:1-9]|备注\s*[:：]|附\s*[:：]|\(此件|特此|(?:以[上下]|下列|上述)\s*(?:第?[\d一二两三四五六七八九十]+\s*[个]?|各)\s*项|上述|本部分|本项|本类|本节|第\s*\d+\s*项?\s*[、至到,-]|第\s*\d+\s*项(?=由|责任|牵头|的)|\d+\s*[、至到-]\s*\d+\s*项|各[^,。]{0,12}(?:要|应|须)|[\u4e00-\u9fff]{2,14}\s*[\[(]\s*\d{4}\s*[\])]\s*\d+\s*号\s*$|\[[\u4e00-\u9fff][^\[\]:]{1,19}\]\s*$)"
)
_YEAR, _DAY = r"[\dOoIl二〇○零一三四五六七八九十]{4}", r"[\dOoIl一二三四五六七八九十]{1,3}"
_DATE_LINE = re.compile(rf"\s*{_YEAR}\s*年\s*{_DAY}\s*月\s*{_DAY}\s*日\s*(?:印发)?\s*$")
_SIGNATURE = re.compile(
    r"\s*(?:中共)?[\u4e00-\u9fff]{3,28}(?:政府|办公室|委员会|委|局|厅|院|部|会|指挥部)\s*$"
)
_IMPRINT = re.compile(
    rf"\s*[\u4e00-\u9fff]{{4,30}}\s+{_YEAR}\s*年\s*{_DAY}\s*月\s*{_DAY}\s*日\s*印\s*发\s*$"
)
_DAY_END = re.compile(r"(?:月|季度|年)(?:底|末|前|底前|末前|初)?$|\d日前?$")  # 完成时限：12月底
_DATE_BROKEN, _DATE_END = re.compile(r"\d[年月]$"), re.compile(r"\d{1,2}[月日]")  # 10月 | 31日前
_WHOLE = (Start.UNKNOWN, Start.PARAGRAPH)  # lines that may be paragraphs of their own
_MOST_SIGNATURES = 4  # offices that issue a notice together, one a line
_FINISHED = re.compile(r"[。！？!?;]\s*$|[。.]\s*[)”\"]\s*$")
_BEFORE_A_DATE = re.compile(r"\s*(?:之|以)?前\s*(?:[。;)]|$)")  # …10月31日 | 前。
_OF_A_DATE = re.compile(r"\s*(?:年(?!度)|月|日)(?:\s*\d|\s*[底末初前中]|\s*$)")  # 2022 | 年12月
_POINTS_FIRST = re.compile(
    r"\s*[(\[]\s*(?:分值\s*[:为]?\s*)?[扣加减]?\s*\d+(?:\.\d+)?\s*分\s*[)\]]"
)
_BLANKS_PART = re.compile(r"\S {2,}\S.*\S {2,}\S.*\S {2,}\S")
_REST_OF_A_NAME = 3  # characters: 主管领导：王建 | 国
_DOING_ALONE = frozenset(
    "牵头 配合 协同 责任 主要 相关 协助 参与 主办 承办 完成 办结 整改 落实 推进 计划完成".split()
)
_SPACED_ROW = re.compile(r"\s*\d{1,3} +\S+ +\S")  # 2 新建学校3所 县教育局
_SET_IN, _LONG_LINE = 4, 44  # characters of blank before a paragraph; columns of a full line
_HEADER_CELL = 8  # characters at most of 责任单位 and its like
_TABULAR = re.compile(r"\t.*\t|[|｜│┃].*[|｜│┃]")  # a row of a table, flattened
_FEWEST_FULL, _WIDEST = 4, 110  # lines at full width that show wrapping; columns
_WIDELY = 0.9  # share of lines with a blank one above, in a text with blank lines throughout
_EVERY = re.compile(r"\s*(?:各|[\u4e00-\u9fff]{1,3}[直属]各)")
_JOINED = 0.03  # share of lines that may be wider than the width of wrapping
_FRAGMENT = re.compile(r"\s*[:,、;。)%]")
_LABEL_HEAD, _LABEL_TAIL = 8, 4  # characters of a label behind and before a line end
_SUFFIX = re.compile(r"\s*(?:管委会|人民政府|办事处|委员会)\s*(?:[、,;。]|$)")
_ITEM_FORMS = (Form.ARABIC, Form.ARABIC_BRACKET, Form.CIRCLED, Form.CODE)
_UNFINISHED = re.compile(r"(?:[、,(\[“《]|[:;]|和|与|及|的|为|由)\s*$")


def reflow(source: Source, apart: Collection[int] = ()) -> tuple[tuple[Block, ...], dict[int, str]]:
    """The paragraphs and table rows of the body, and the roles of lines that belong to none.

    Roles given here: ``blank``, ``page_number``, ``ornament``, and the layer's name for a line
    outside the body. No line of ``apart`` is joined with another. Joined again, blocks hold every
    other body line exactly once, in order.
    """
    roles: dict[int, str] = {}
    blocks: list[Block] = []
    lines = [(line, fold(line.text)) for line in source.lines]
    full_width = _wrap_width(source.lines)
    scattered = _scattered(lines)
    spaced = any(line.row is None and spaced_header(folded) for line, folded in lines)
    signed = _signed(lines)
    site = _site(lines)
    between = _spacing(source.lines)
    gap, previous, last = -between, None, 0
    ruled = False
    for line, folded in lines:
        if line.layer is not Layer.BODY:
            if line.layer is Layer.SHEET:
                blocks.append(of_line(line, 0, folded))
                gap, previous = -between, None
            else:
                roles[line.number] = line.layer.value
            continue
        if line.number in apart and not line.text.isspace():
            blocks.append(of_line(line, max(gap, 0), folded, ruled=ruled))
            gap, previous, ruled = -between, None, False
            continue
        if line.number in site:
            roles[line.number] = Layer.FURNITURE.value
            continue
        if line.row is None and (role := _idle(line.text, folded, scattered)):
            roles[line.number] = role
            gap += role == "blank"
            ruled = ruled or _is_ruling(folded)
            continue
        block, ruled = of_line(line, max(gap, 0), folded, ruled=ruled), False
        if (
            previous is not None
            and blocks
            and not (spaced and (_SPACED_ROW.match(folded) or TOTAL_LINE.fullmatch(folded.strip())))
            and not (line.number in signed and (_ends(blocks[-1]) or line.start is Start.PARAGRAPH))
            and _goes_on(blocks[-1], previous, line, block, full_width, last, scattered)
        ):
            blocks[-1] = joined(blocks[-1], block)
        else:
            blocks.append(block)
            last = _counted(block.folded, last)
        gap, previous = -between, line
    return tuple(blocks), roles


def _signed(lines: Sequence[tuple[Line, str]]) -> frozenset[int]:
    """Lines that are an office's name and stand right above a date."""
    found: set[int] = set()
    above: deque[tuple[int, str]] = deque(maxlen=_MOST_SIGNATURES)
    for line, folded in lines:
        if line.layer is not Layer.BODY or line.start not in _WHOLE or line.row is not None:
            above.clear()
        elif not line.text.isspace() and line.text:
            if "日" in folded and _DATE_LINE.match(folded):
                signing = takewhile(lambda one: _SIGNATURE.match(one[1]), reversed(above))
                found.update(number for number, _ in signing)
            above.append((line.number, folded))
    return frozenset(found)


def _spacing(lines: Sequence[Line]) -> int:
    """The blank lines that stand between any two lines of a text set at wide spacing."""
    spaced = written = 0
    blank = False
    for line in lines:
        if not line.text or line.text.isspace():
            blank = True
            continue
        written += 1
        spaced += blank
        blank = False
    return int(spaced > (written - 1) * _WIDELY)


def _site(lines: Sequence[tuple[Line, str]]) -> frozenset[int]:
    """Lines of the site around a notice that was copied from a web page."""
    plain = [one for one in lines if one[0].layer is Layer.BODY and one[0].row is None]
    return frozenset(plain[at][0].number for at in site_lines([folded for _, folded in plain]))


def _ends(above: Block) -> bool:
    """Whether a paragraph may be over: no mark at its end asks for more."""
    return not _UNFINISHED.search(above.folded.rstrip())


def _scattered(lines: Sequence[tuple[Line, str]]) -> bool:
    """Whether a table stands one cell a line, so that a bare number is a cell and no page."""
    texts = [
        folded.strip(" |│")
        for line, folded in lines
        if line.layer is Layer.BODY and line.row is None
    ]
    texts = [t for t in texts if t]
    owned = any(len(t) <= _HEADER_CELL and t.endswith(("单位", "部门")) for t in texts)
    return any(
        len(t) <= 10 and scattered_header(texts, n)
        for n, t in enumerate(texts)
        if "序" in t or "号" in t or (owned and len(t) <= _HEADER_CELL)
    )


def _is_ruling(folded: str) -> bool:
    return len(folded) < _LONGEST_RULING and _RULING.fullmatch(folded.strip()) is not None


def _idle(text: str, folded: str, scattered: bool) -> str | None:
    if not text or text.isspace():
        return "blank"
    if _is_ruling(folded):
        return "ornament"
    if len(text.strip()) > 40:
        return None
    if not folded.strip():
        return "blank"
    if PAGE_NUMBER.match(folded) or (_BARE_NUMBER.match(folded) and not scattered):
        return "page_number"
    if scattered and _EMPTY_CELL.fullmatch(folded):
        return None
    return "ornament" if NO_WORDS.match(folded) else None


def _goes_on(
    above: Block,
    previous: Line,
    line: Line,
    block: Block,
    full_width: int | None,
    last: int,
    scattered: bool,
) -> bool:
    """Whether a line belongs to the paragraph of the block above it; ``last`` was counted last."""
    if line.row is not None or above.row is not None or line.start is Start.PARAGRAPH:
        return _list_goes_on(above, block)
    if line.start is Start.WRAP:
        return not _IMPRINT.match(block.folded)
    if _label_broken(above.folded, block.folded) or _addressed(above.folded, block.folded):
        return True
    if _TABULAR.search(line.text) or _TABULAR.search(previous.text) or opens(block.folded):
        return False
    if _counts_on(above, previous, block, last):
        return False
    if scattered and not _UNFINISHED.search(above.folded):
        return False
    if line.start is Start.BREAK:
        return _bracket_open(above) or bool(_UNFINISHED.search(above.folded))
    tail = above.folded.rstrip()
    if _is_fragment(block.folded, tail) or (
        _DATE_BROKEN.search(tail) and _DATE_END.match(block.folded.lstrip())
    ):
        return True
    listing = starts_with_label(above.folded)
    if listing and tail.endswith(("、", ",")):
        return True
    if _FINISHED.search(tail) or _aside(block):
        return False
    if _UNFINISHED.search(tail):
        return not tail.endswith(":") or listing or _label_last(above)
    full = full_width is not None and columns_of(previous.text) >= full_width - 4
    full = full or _hangs(above, previous, block)
    return block.gap == 0 and (
        full or _broken_off(above, tail, block.folded.strip(), listing=listing)
    )


def _counts_on(above: Block, previous: Line, block: Block, last: int) -> bool:
    """Whether a line opens with the number that is due, or with 1.2."""
    label = label_of(block.folded)
    if label is None:
        return False
    expected = label.surety is Surety.EXPECTED and label.value == last + 1
    if expected and not _figure_broken_off(above, previous, block):
        return True
    return label.above is not None and not _runs_on(above, previous)


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
    """Whether a long line stops where nothing stops."""
    tail = above.folded.rstrip()
    long = columns_of(previous.text) >= _LONG_LINE
    return long and not _FINISHED.search(tail) and tail[-1:] not in ")]:"


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

    So it is where somebody pressed Enter inside the list (qinghe-2022).
    """
    return (
        above.row is None
        and block.row is None
        and above.folded.rstrip().endswith(("、", ","))
        and starts_with_label(above.folded)
        and not opens(block.folded)
        and looks_like_units(block.folded, 0, len(block.folded))
    )


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
    if not below.rstrip().endswith(":") or len(below) > _WIDEST or not _EVERY.match(above):
        return False
    first = re.split(r"[、,]", above.strip())
    return len(first) > 1 and is_unit_name(first[0]) and not above.rstrip().endswith((":", "。"))


def _counted(folded: str, last: int) -> int:
    """The last Arabic number of an item, with a paragraph more."""
    label = label_of(folded)
    if label is None or label.form is not Form.ARABIC or label.value is None:
        return last
    due = label.surety is Surety.PLAIN or label.value in (1, last + 1)
    return label.value if due else last


def _label_last(above: Block) -> bool:
    """Whether a label stands at the end whose value is on the next line: …。完成时限："""
    labels = labels_in(above.folded, 0, len(above.folded))
    if not labels or labels[-1].value < len(above.folded.rstrip()):
        return False
    timed = labels[-1].kind is Kind.DEADLINE  # …由A牵头，B配合。完成时限：
    return timed or _bracket_open(above) or label_of(above.folded) is not None


def _bracket_open(above: Block) -> bool:
    return above.folded.count("(") > above.folded.count(")")


def _is_fragment(folded: str, tail: str) -> bool:
    """A line that can only go on: it begins with a stop, or with the end of a unit's name."""
    if _FRAGMENT.match(folded):
        return not tail.endswith("。")
    if _POINTS_FIRST.match(folded) or (tail[-1:].isdigit() and _OF_A_DATE.match(folded)):
        return True
    if _BEFORE_A_DATE.match(folded) and tail.endswith(("日", "月", "底", "末")):
        return True
    return bool(_SUFFIX.match(folded)) and tail.endswith(("区", "县", "镇", "乡", "街道"))


def _broken_off(above: Block, tail: str, below: str, *, listing: bool) -> bool:
    """Whether a clause stops inside a name, or an item without stop, points or closing bracket."""
    label = label_of(above.folded)
    if _bracket_open(above) and (label is not None or listing):
        return True
    if listing:
        last = labels_in(above.folded, 0, len(above.folded))[-1:]
        if last and last[0].kind is not Kind.UNITS:  # 完成时限：长期坚持 | 乡村振兴
            rest = last[0].kind in (Kind.TARGET, Kind.OTHER) or len(below) <= _REST_OF_A_NAME
            return rest and columns_of(above.text) >= _LONG_LINE and not _FINISHED.search(tail)
        closed = tail.endswith(")") and above.folded.lstrip().startswith("(")
        if closed or _DAY_END.search(tail):  # （责任单位：县交通运输局）
            return False
        return not is_unit_name(re.split(r"[、,;:]", tail)[-1])
    if label is None or label.form not in _ITEM_FORMS or tail.endswith(")"):
        return False
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
        or bool(_OPENERS.match(folded) or _DATE_LINE.match(folded) or _IMPRINT.match(folded))
    )


def _lost_colon(folded: str) -> bool:
    label = bare_label(folded)
    return label is not None and looks_like_units(folded, label.value, len(folded))


def _aside(block: Block) -> bool:
    """A line set far to the right or in the middle: a signature, a date, a title."""
    return block.indent >= 10 or bool(_DATE_LINE.match(block.folded))


def columns_of(text: str) -> int:
    """The columns a line takes: two for each wide character."""
    return sum(2 if ord(c) > 0x2E7F or c in "“”—…·" else 1 for c in text.rstrip())


def _wrap_width(lines: Sequence[Line]) -> int | None:
    """The width at which plain text was wrapped by hand or machine, or None where it was not."""
    widths = [
        columns_of(line.text) for line in lines if line.start is Start.UNKNOWN and line.row is None
    ]
    long = [w for w in widths if w >= 30]
    if len(long) < 4:
        return None
    enough = max(_FEWEST_FULL, len(widths) // 10)
    longer = 0  # lines wider than the page: two that were joined
    for top, times in sorted(Counter(long).items(), reverse=True):
        if longer > len(widths) * _JOINED:
            return None
        if top <= _WIDEST and sum(top - 4 <= w <= top for w in long) >= enough:
            return top
        longer += times
    return None

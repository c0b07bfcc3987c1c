"""A notice made by hand with one of everything a check report can show."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from parsers.diagnostics import Code, Diagnostic, Severity
from parsers.model import (
    Citation,
    Claim,
    Comparator,
    Direction,
    Indicator,
    LeadBasis,
    Mention,
    Notice,
    Points,
    PointsKind,
    ReadingRule,
    Role,
    Section,
    Target,
    Text,
)
from parsers.source import Cell, Layer, Line, Part, Row, Source, Span
from pipeline.assign import Assignment, Assignments, Certainty, OpenPlace
from pipeline.units import Group, Unit, UnitBook, UnitKind

_TEXT = """\
青河区人民政府文件
青政〔2023〕7号
关于分解落实2023年度重点目标的通知
各街道办事处，区政府各部门：
现将两大类6项目标分解如下，列第一位的为牵头单位，下同。

一、综合（20分）
1.规模以上工业增加值增长8%以上，力争达到9%。（8分）
责任单位：区工信局、市场监督管理局、各街道办事处
2.粮食产量稳定度。（2分）完成时限：10月底前  责任领导：李明
责任单位：区农业农村局、各有关单位
注意：此行谁也不认识
— 1 —
3.营商环境便利度。（扣1.5分）
考核单位：区政务局
4.全员劳动生产率。（3分）
5.研发投入强度。（3分）
以上2项责任单位均为区科技局。
附件二\t序号\t指标\t分值\t单位
二、民生\t6\t城镇新增就业\v1.2万人\t5\t区人社局
\t7\t居民收入增长与经济同步\t\t区统计局
青河区人民政府办公室2023年3月6日印发"""


def _line(number: int, text: str) -> Line:
    page = 1 if number <= 13 else 2
    if number == 1:
        return Line(number, text, page, Layer.HEADER)
    if "\t" not in text:
        return Line(number, text, page)
    cells, start = [], 0
    for column, piece in enumerate(text.split("\t")):
        place = Span(number, start, start + len(piece))
        carried = number == 21 and column == 0
        cells.append(Cell(column, 1, Span(20, 0, 4) if carried else place, carried))
        start += len(piece) + 1
    return Line(number, text, page, row=Row(1, tuple(cells), header=number == 19))


LINES = tuple(_line(n, text) for n, text in enumerate(_TEXT.split("\n"), 1))
SOURCE = Source((Part("青河2023.docx", "docx", "c0ffee", 2, 1),), LINES)
ROLES = (
    *("header", "document_number", "title", "addressees", "preamble", "blank", "section"),
    *("indicator", "units", "indicator", "units", "unread", "page_number"),
    *("indicator", "units", "indicator", "indicator", "group_units"),
    *("table_header", "table_row", "table_row", "printed"),
)


def cut(line: int, words: str) -> Text:
    """The words where they first stand in a line."""
    start = LINES[line - 1].text.index(words)
    return Text(words.replace("\v", ""), (Span(line, start, start + len(words)),))


def points(line: int, words: str, value: str, kind: PointsKind = PointsKind.AWARD) -> Points:
    return Points(Decimal(value), kind, cut(line, words))


def done_by(line: int, *names: str, cause: Text | None = None) -> tuple[Mention, ...]:
    return tuple(
        Mention(cut(line, name), Role.RESPONSIBLE, collective=name.startswith("各"), cause=cause)
        for name in names
    )


_SECTIONS = (
    Section("s1", cut(7, "一"), cut(7, "综合"), 1, None, "一、综合", points(7, "20分", "20")),
    Section("s2", cut(20, "二"), cut(20, "民生"), 1, None, "二、民生"),
)
_CAUSE = cut(18, "以上2项责任单位均为区科技局")
_INDICATORS = (
    Indicator(
        "grow", cut(8, "1"), ("s1",), cut(8, "规模以上工业增加值增长8%以上，力争达到9%"),
        points(8, "8分", "8.0"),
        (
            Target("规模以上工业增加值", Comparator.AT_LEAST, Decimal(8), None, "%", Direction.UP,
                   cut(8, "增长8%以上")),
            Target("", Comparator.EXACTLY, Decimal(9), None, "%", None, cut(8, "9%")),
        ),
        mentions=done_by(9, "区工信局", "市场监督管理局", "各街道办事处"), line=8, end_line=9,
    ),
    Indicator(
        "grain", cut(10, "2"), ("s1",), cut(10, "粮食产量稳定度"), points(10, "2分", "2"),
        deadline=cut(10, "10月底前"), leaders=(cut(10, "李明"),),
        mentions=done_by(11, "区农业农村局", "各有关单位"), line=10, end_line=11,
    ),
    Indicator(
        "market", cut(14, "3"), ("s1",), cut(14, "营商环境便利度"),
        points(14, "扣1.5分", "1.5", PointsKind.DEDUCTION),
        mentions=(Mention(cut(15, "区政务局"), Role.ASSESS),), line=14, end_line=15,
    ),
    Indicator(
        "labour", cut(16, "4"), ("s1",), cut(16, "全员劳动生产率"), points(16, "3分", "3"),
        mentions=done_by(18, "区科技局", cause=_CAUSE), line=16, end_line=16,
    ),
    Indicator(
        "research", cut(17, "5"), ("s1",), cut(17, "研发投入强度"), points(17, "3分", "3"),
        mentions=done_by(18, "区科技局", cause=_CAUSE), line=17, end_line=17,
    ),
    Indicator(
        "jobs", cut(20, "6"), ("s2",), cut(20, "城镇新增就业\v1.2万人"), points(20, "5", "5"),
        mentions=done_by(20, "区人社局"), extras=(("备注", Text("全年")),), line=20, end_line=20,
    ),
    Indicator(
        "income", cut(21, "7"), ("s2",), cut(21, "居民收入增长与经济同步"),
        targets=(
            Target("居民收入", Comparator.SAME, None, None, None, None, cut(21, "与经济同步")),
        ),
        mentions=(Mention(cut(21, "区统计局"), Role.LEAD, True, LeadBasis.STATED),),
        line=21, end_line=21,
    ),
)  # fmt: skip

NOTICE = Notice(
    source=SOURCE,
    document_number=cut(2, "青政〔2023〕7号"),
    issuer=cut(1, "青河区人民政府"),
    title=cut(3, "关于分解落实2023年度重点目标的通知"),
    year=2023,
    addressees=(cut(4, "各街道办事处"), cut(4, "区政府各部门")),
    date_of_issue=None,
    date_text=None,
    printed_by=cut(22, "青河区人民政府办公室"),
    printed_on=date(2023, 3, 6),
    copied_to=(),
    citations=(Citation(Text("没有出处的文件"), None),),
    claims=(
        Claim("sections", Decimal(2), Decimal(2), cut(5, "两大类6项")),
        Claim("indicators", Decimal(6), Decimal(7), cut(5, "6项")),
    ),
    rules=(ReadingRule("first_listed_leads", cut(5, "列第一位的为牵头单位，下同")),),
    sections=_SECTIONS,
    indicators=_INDICATORS,
    attachments=(),
    roles=ROLES,
)

STREETS = tuple(Unit(f"{name}街道办事处", UnitKind.STREET) for name in ("东风", "建设", "新华"))
BOOK = UnitBook(
    (
        *(
            Unit(name, UnitKind.DEPARTMENT)
            for name in ("区工信局", "区市场监管局", "区农业农村局", "区科技局", "区人社局")
        ),
        Unit("区统计局", UnitKind.VERTICAL, guessed=True),
        *STREETS,
    ),
    (Group("各街道办事处", tuple(street.name for street in STREETS)), Group("各有关单位", None)),
)


def assigned(notice: Notice = NOTICE) -> Assignments:
    """The sample's units as an office's register would resolve them."""
    units = {unit.name: unit for unit in BOOK.units}
    items: list[Assignment] = []
    waiting: list[OpenPlace] = []
    for indicator in notice.indicators:
        for n, mention in enumerate(indicator.mentions):
            name = mention.name.value
            if name == "各有关单位":
                waiting.append(OpenPlace(indicator, mention, name))
            elif name == "各街道办事处":
                items += [
                    Assignment(indicator, mention, street, mention.role, False, None,
                               Certainty.MEMBER, "名录中各街道办事处为这3个", name)
                    for street in STREETS
                ]  # fmt: skip
            elif mention.role is not Role.ASSESS:
                alias = name == "市场监督管理局"
                basis = mention.lead_basis or (LeadBasis.FIRST if n == 0 else None)
                items.append(
                    Assignment(indicator, mention, units["区市场监管局" if alias else name],
                               mention.role, basis is not None, basis,
                               Certainty.ALIAS if alias else Certainty.EXACT,
                               "名录第2个单位的别名" if alias else "")
                )  # fmt: skip
    return Assignments(notice, BOOK, tuple(items), tuple(waiting))


NO_UNIT = Code("FJ331", Severity.ERROR, "第{number}项没有责任单位，不会出现在任何任务函里")
ALIAS = Code("FJ402", Severity.WARNING, "“{written}”按“{unit}”处理，请核对")
OPEN = Code("FJ405", Severity.WARNING, "“{written}”没有指明是哪些单位，请在待定文件里填写")
UNREAD = Code("FJ210", Severity.ERROR, "这一行没有读懂，请核对是否遗漏了内容")
CLAIM = Code("FJ501", Severity.WARNING, "文中称{stated}项，读到{found}项")
NOTED = Code("FJ302", Severity.INFO, "通知没有写成文日期")
NESTED = Code("FJ318", Severity.INFO, "一项里有{count}个目标值")

FINDINGS: tuple[Diagnostic, ...] = (
    NOTED.at(),
    ALIAS.at(*cut(9, "市场监督管理局").spans, indicator="grow", written="市场监督管理局",
             unit="区市场监管局"),
    OPEN.at(*cut(11, "各有关单位").spans, indicator="grain", written="各有关单位"),
    UNREAD.at(*cut(12, "注意：此行谁也不认识").spans),
    CLAIM.at(*cut(5, "6项").spans, stated=6, found=7),
    NO_UNIT.at(Span(14, 0, 0), indicator="market", number=3),
    NESTED.at(*cut(8, "增长8%以上").spans, *cut(8, "9%").spans, count=2),
)  # fmt: skip


def hostile(words: str) -> tuple[Notice, Assignments, tuple[Diagnostic, ...]]:
    """The sample with the words in every place text can come from."""
    source = Source(
        (Part(words, "txt", "feed", None, 1),),
        (Line(1, words), Line(2, f"1.{words}"), Line(3, words, layer=Layer.NOTE)),
    )
    text = Text(words, (Span(2, 2, 2 + len(words)),))
    mention = Mention(text, Role.RESPONSIBLE, cause=text)
    section = Section("s", text, text, 1, None, words)
    indicator = Indicator(
        words, text, ("s",), text, Points(None, PointsKind.AWARD, text),
        (Target(words, Comparator.KEEP, None, None, words, None, text),), text, text, (text,),
        (mention,), (), ((words, text),), 2, 2,
    )  # fmt: skip
    notice = replace(
        NOTICE, source=source, document_number=text, issuer=text, title=Text(words, ()),
        addressees=(text,), printed_by=text, citations=(Citation(text, text),),
        claims=(Claim(words, Decimal(1), Decimal(2), text),), rules=(ReadingRule(words, text),),
        sections=(section,), indicators=(indicator,), roles=("unread", words, "note"),
    )  # fmt: skip
    unit = Unit(words, UnitKind.OTHER)
    items = (
        Assignment(indicator, mention, unit, Role.RESPONSIBLE, True, LeadBasis.FIRST,
                   Certainty.ALIAS, words),
    )  # fmt: skip
    found = Code("FJ999", Severity.ERROR, "{words}").at(*text.spans, indicator=words, words=words)
    return notice, Assignments(notice, UnitBook((unit,)), items, ()), (found,)

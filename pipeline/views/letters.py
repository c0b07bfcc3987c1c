"""任务函的字段: one unit's letter as plain Chinese-named fields. No other module names them.

An office edits the template and so writes these names itself: ``EXAMPLE`` has every one of
them with a value, is what ``fenjie template check`` compares with, and is printed in
docs/template-fields.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

from parsers.diagnostics import Diagnostic
from parsers.model import Indicator, LeadBasis, Mention, Notice, Points, PointsKind, Role
from pipeline.assign import Assignment, Assignments, Certainty
from pipeline.codes import (
    LETTER_BEFORE_NOTICE,
    LETTER_BLANKS,
    LETTER_NUMBER_FORM,
    LETTER_REPORTS_ASKED,
    LETTER_TO_ITS_SENDER,
    LETTER_WITHOUT_NUMBER,
    LETTER_WITHOUT_TITLE,
    LETTERS_SHARE_A_NUMBER,
)
from pipeline.directory import Directory
from pipeline.last_year import LastYear
from pipeline.office import Office, chinese_date
from pipeline.units import LetterForm, Unit
from pipeline.views.goals import goal_of, remarks_of
from pipeline.views.reporting import reports_asked_for
from pipeline.views.titles import subject_of, title_lines

Fields = dict[str, Any]

BLANK_DATE = "　　　　年　　月　　日"
BLANK_DAY = "　　月　　日"
BLANK_NUMBER = "　　　〔　　　　〕　　号"
BLANK = "　　　　　　"

_NOT_IN_FILE_NAMES = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_MANY = 3  # members of a group that is named rather than listed
_LEAD_BASIS = {LeadBasis.RULE: "按通知规定", LeadBasis.FIRST: "按首位惯例"}


@dataclass(frozen=True, slots=True)
class LetterView:
    """One letter: ``stem`` is its file name without ending, ``fields`` what a template reads."""

    stem: str
    unit: str
    form: LetterForm
    fields: Fields


def letter_views(
    assignments: Assignments, office: Office, before: Mapping[str, LastYear] | None = None
) -> tuple[LetterView, ...]:
    """One letter per unit with at least one item, in the register's order.

    ``before`` says, by indicator, what it was in last year's notice.
    """
    by_unit = assignments.by_unit()
    partners = _Partners(assignments, before or {})
    digits = max(2, len(str(len(by_unit))))
    return tuple(
        LetterView(
            f"{position:0{digits}}-{_file_name(unit.name)}",
            unit.name,
            _form(unit, office),
            _fields(position, unit, items, partners, office),
        )
        for position, (unit, items) in enumerate(by_unit.items(), 1)
    )


def dispatch_fields(
    views: Sequence[LetterView], pages: Mapping[str, tuple[int, int]] | None = None
) -> Fields:
    """发文清单: every letter with its number, form and counts.

    ``pages`` gives, by ``stem``, on which page of 合订本 a letter begins and how many it has.
    """
    known = {
        stem: {"起始页": str(start), "页数": str(count)}
        for stem, (start, count) in (pages or {}).items()
    }
    rows = tuple(
        {
            "行号": position,
            "单位": view.unit,
            "全称": view.fields["单位"]["全称"],
            "文种": view.form.value,
            "字号": view.fields["发文"]["字号"].replace(BLANK_NUMBER, ""),
            "标题": view.fields["发文"]["标题"].replace("\n", ""),
            "项数": view.fields["合计"]["项数"],
            "牵头项数": view.fields["合计"]["牵头项数"],
            "分值": view.fields["合计"]["分值"],
            "减分": view.fields["合计"]["减分"],
            **known.get(view.stem, {"起始页": "", "页数": ""}),
        }
        for position, view in enumerate(views, 1)
    )
    first = views[0].fields if views else {"发文": {"机关": "", "日期": ""}, "依据": {"引用": ""}}
    return {
        "清单": rows,
        "封数": len(rows),
        "有页码": bool(known),
        "机关": first["发文"]["机关"],
        "日期": first["发文"]["日期"],
        "依据": first["依据"]["引用"],
    }


def letter_findings(assignments: Assignments, office: Office) -> tuple[Diagnostic, ...]:
    """What the letters leave blank, because neither notice nor settings say it."""
    notice = assignments.notice
    found = []
    if notice.title is None:
        found.append(LETTER_WITHOUT_TITLE.at())
    elif notice.document_number is None:
        found.append(LETTER_WITHOUT_NUMBER.at(*notice.title.spans))
    blanks = [name for name, value in _wanted(notice, office) if value is None]
    if blanks and assignments.items:
        found.append(LETTER_BLANKS.at(names="、".join(blanks)))
    if assignments.items and None in (office.plan_by, office.progress_by, office.return_to):
        found += (
            LETTER_REPORTS_ASKED.at(*text.spans, text=text.value)
            for text in reports_asked_for(notice)
        )
    signer = office.signer or _value(notice.printed_by) or _value(notice.issuer)
    sender = Directory(assignments.book).resolve(signer, None).unit if signer else None
    if sender is not None and sender in assignments.by_unit():
        found.append(LETTER_TO_ITS_SENDER.at(unit=sender.name))
    issued = notice.date_of_issue
    if office.date is not None and issued is not None and office.date < issued:
        found.append(
            LETTER_BEFORE_NOTICE.at(day=chinese_date(office.date), issued=chinese_date(issued))
        )
    if office.number:
        found += _of_the_number(office.number, len(assignments.by_unit()))
    return tuple(found)


# What a document number must not be, and what it should be (GB/T 9704—2012, 7.2.5).
_NUMBER_FAULTS = (
    (re.compile(r"[\[［(（【﹝{｛]\s*\d{2,4}\s*[\]］)）】﹞}｝]"), "年份应放在六角括号〔〕内"),
    (re.compile(r"[〔\[［(（【]\s*\d{2,3}\s*[〕\]］)）】]"), "年份应写全四位"),
    (re.compile(r"第\s*(?:\d|\{n\})"), "顺序号不加“第”字"),
    (re.compile(r"[〕\]］)）】]\s*0+(?:\d|\{n\})"), "顺序号不编虚位（不写成 01）"),
    (re.compile(r"(?<!号)\s*$"), "顺序号后应有“号”字"),
    (re.compile(r"^[^〔\[［(（【﹝]*$"), "缺少年份，应写作〔2021〕"),
)


def _of_the_number(number: str, letters: int) -> Iterator[Diagnostic]:
    if "{n}" not in number and letters > 1:
        yield LETTERS_SHARE_A_NUMBER.at(number=number, count=letters)
    faults = [fault for pattern, fault in _NUMBER_FAULTS if pattern.search(number)]
    if faults:
        yield LETTER_NUMBER_FORM.at(number=number, faults="；".join(faults))


def _wanted(notice: Notice, office: Office) -> Iterator[tuple[str, object]]:
    yield "署名", office.signer or notice.printed_by or notice.issuer
    yield "发文字号", office.number
    yield "成文日期", office.date
    yield "落实方案报送期限", office.plan_by
    yield "进展报送周期", office.progress_by
    yield "报送对象", office.return_to
    yield "联系人", office.contact
    yield "联系电话", office.phone


def _form(unit: Unit, office: Office) -> LetterForm:
    return office.form or unit.form or LetterForm.NOTICE


def _file_name(name: str) -> str:
    return _NOT_IN_FILE_NAMES.sub("_", name)[:60].rstrip(". ") or "_"


# --- one letter -----------------------------------------------------------------------------


def _fields(
    position: int, unit: Unit, items: tuple[Assignment, ...], partners: _Partners, office: Office
) -> Fields:
    notice = partners.assignments.notice
    rows = [_row(n, *row, partners) for n, row in enumerate(_one_row_each(items), 1)]
    indicators = [indicator for indicator, _ in _one_row_each(items)]
    form = _form(unit, office)
    return {
        "发文": _sender(position, form, notice, office),
        "单位": {
            "称呼": unit.addressee or unit.name,
            "名称": unit.name,
            "全称": unit.full_name or unit.name,
            "性质": unit.kind.value,
            "联系人": unit.contact or "",
            "电话": unit.phone or "",
        },
        "依据": _basis(notice),
        "年度": str(notice.year) if notice.year else "",
        "合计": _totals(indicators, rows),
        "有分值": any(row["分值"] for row in rows),
        "有原序号": partners.numbered,
        "有首位惯例": any(row["角色依据"] == _LEAD_BASIS[LeadBasis.FIRST] for row in rows),
        "有目标或时限": any(row["目标值"] or row["完成时限"] or row["责任领导"] for row in rows),
        "分类": _groups(indicators, rows),
        "指标": tuple(rows),
        "要求": {
            "方案时限": office.plan_by or BLANK_DAY,
            "报送周期": office.progress_by or BLANK,
            "报送对象": office.return_to or BLANK,
            "联系人": office.contact or BLANK,
            "电话": office.phone or BLANK,
            "邮箱": office.email or "",
        },
    }


def _sender(position: int, form: LetterForm, notice: Notice, office: Office) -> Fields:
    signer = office.signer or _value(notice.printed_by) or _value(notice.issuer) or BLANK
    number = office.number.replace("{n}", str(office.start + position - 1)) if office.number else ""
    subject = office.subject or subject_of(_value(notice.title), notice.year)
    title = f"关于交办{subject}的{form.value}"
    day = chinese_date(office.date) if office.date else BLANK_DATE
    return {
        "机关": signer,
        "红头": office.letterhead or signer,
        "字号": number or BLANK_NUMBER,
        "标题": "\n".join(title_lines(title, above=signer)),
        "事由": subject,
        "文种": form.value,
        "日期": day,
        "抄送": "，".join(office.copied_to),
        "印发机关": office.printed_by or signer,
    }


def _basis(notice: Notice) -> Fields:
    title, issuer = _value(notice.title), _value(notice.issuer)
    number = _value(notice.document_number)
    whole = f"{issuer}{title}" if title.startswith("关于") else title
    inner = whole.replace("《", "〈").replace("》", "〉")  # GB/T 15834: 〈〉 inside 《》
    cited = f"《{inner or BLANK}》" + (f"（{number}）" if number else "")
    return {
        "标题": title,
        "文号": number,
        "机关": issuer,
        "日期": chinese_date(notice.date_of_issue) if notice.date_of_issue else "",
        "引用": cited,
    }


# --- the rows -------------------------------------------------------------------------------


def _one_row_each(
    items: Iterable[Assignment],
) -> tuple[tuple[Indicator, tuple[Assignment, ...]], ...]:
    """The unit's indicators, each once, with all that makes it the unit's."""
    found: dict[str, list[Assignment]] = {}
    for item in items:
        found.setdefault(item.indicator.id, []).append(item)
    return tuple((group[0].indicator, tuple(group)) for group in found.values())


def _row(
    position: int, indicator: Indicator, items: tuple[Assignment, ...], partners: _Partners
) -> Fields:
    leading = next((item for item in items if item.lead), None)
    roles = dict.fromkeys(item.role.chinese for item in items)
    ruled = any(item.role is not item.mention.role for item in items)  # 其余为配合单位
    ground = leading.lead_basis if leading else LeadBasis.RULE if ruled else None
    basis = _LEAD_BASIS.get(ground, "") if ground else ""
    return {
        "行号": position,
        "序号": _value(indicator.number) if partners.numbered else str(position),
        "类别": partners.category(indicator),
        "内容": _text(_content(indicator)),
        "分值": _points(indicator.points),
        "是减分项": _is_deduction(indicator),
        "目标值": _text(goal_of(indicator)),
        "完成时限": _text(_value(indicator.deadline)),
        "责任领导": "、".join(leader.value for leader in indicator.leaders),
        "本单位角色": Role.LEAD.chinese if leading else "、".join(roles),
        "角色依据": basis,
        "牵头": leading is not None,
        "其他单位": "、".join(partners.others(indicator, items[0].unit)),
        "责任单位": "、".join(mention.name.value for mention in indicator.mentions),
        **_last_year(partners.before.get(indicator.id)),
        "出处": f"第{indicator.line}行" if indicator.line else "",
    }


def _content(indicator: Indicator) -> str:
    """The text, and in brackets what other columns say of it: nothing of the notice is lost."""
    remarks = remarks_of(indicator)
    return f"{indicator.text.value}（{remarks}）" if remarks else indicator.text.value


def _groups(indicators: Sequence[Indicator], rows: Sequence[Fields]) -> tuple[Fields, ...]:
    """The rows by heading, in the notice's order."""
    groups = []
    pairs = zip(indicators, rows, strict=True)
    for heading, group in groupby(pairs, key=lambda pair: pair[1]["类别"]):
        members = tuple(group)
        groups.append(
            {
                "名称": heading,
                "项数": len(members),
                "分值": _points_total([indicator for indicator, _ in members]),
                "指标": tuple(row for _, row in members),
            }
        )
    return tuple(groups)


def _last_year(before: LastYear | None) -> Fields:
    if before is None:
        return {"变化": "", "上年": ""}
    return {"变化": before.mark if before.certain else "", "上年": str(before)}


class _Partners:
    """Who else has a part in an indicator, and under which heading it stands."""

    def __init__(self, assignments: Assignments, before: Mapping[str, LastYear]) -> None:
        self.assignments = assignments
        self.before = before
        self.numbered = any(i.number is not None for i in assignments.notice.indicators)
        self._headings = {section.id: section.heading for section in assignments.notice.sections}
        self._by_mention: dict[tuple[str, Mention], list[Assignment]] = {}
        self._groups = {
            frozenset(group.members): group.name
            for group in assignments.book.groups
            if group.members and len(group.members) >= _MANY
        }
        self._open = {(place.indicator.id, place.mention) for place in assignments.open}
        for item in assignments.items:
            self._by_mention.setdefault((item.indicator.id, item.mention), []).append(item)

    def category(self, indicator: Indicator) -> str:
        return " ".join(self._headings[key] for key in indicator.section)

    def others(self, indicator: Indicator, unit: Unit) -> dict[str, None]:
        """The other units in written order; judges (考核) are not among them."""
        names: dict[str, None] = {}
        for mention in indicator.mentions:
            if mention.role is not Role.ASSESS:
                reached = self._by_mention.get((indicator.id, mention), [])
                if not reached and (indicator.id, mention) not in self._open:
                    continue  # a person has said that nobody is meant
                names |= dict.fromkeys(_named(mention, reached, unit, self._groups))
        return names


def _named(
    mention: Mention,
    reached: list[Assignment],
    unit: Unit,
    groups: Mapping[frozenset[str], str],
) -> Iterator[str]:
    """A mention as it stands in the letter to ``unit``.

    A group stays a group unless a person has said who is meant; less the unit itself it
    becomes 其他…. Where a person named all of a group in ``groups`` (by members), that is said.
    """
    inside = any(item.unit.name == unit.name for item in reached)
    decided = any(item.certainty is Certainty.DECIDED for item in reached)
    if mention.collective and not decided:
        if inside and len(reached) > 1:
            yield _the_rest_of(mention.name.value)
        elif not inside:
            yield mention.name.value
        return
    whole = groups.get(frozenset(item.unit.name for item in reached))
    if whole is not None and not any(item.lead for item in reached):
        members = {item.unit.name for item in reached}
        yield _the_rest_of(whole) if unit.name in members else whole
        return
    if not reached:
        yield mention.name.value
    for item in reached:
        if item.unit.name != unit.name:
            yield f"{item.unit.name}（牵头）" if item.lead else item.unit.name


def _the_rest_of(group: str) -> str:
    """其他街道办事处 for 各街道办事处."""
    return group.replace("各", "其他", 1) if "各" in group else f"{group}其他成员"


# --- points ---------------------------------------------------------------------------------


def _is_deduction(indicator: Indicator) -> bool:
    return indicator.points is not None and indicator.points.kind is PointsKind.DEDUCTION


def _points(points: Points | None) -> str:
    """As written; a bare figure gets its 分, a deduction its 扣."""
    if points is None:
        return ""
    written = points.text.value
    if re.fullmatch(r"[\d.]+", written):
        written += "分"
    if points.kind is PointsKind.DEDUCTION and not re.search("[扣减负-]", written):
        written = f"扣{written}"
    return written


def _totals(indicators: Sequence[Indicator], rows: Sequence[Fields]) -> Fields:
    led = sum(row["牵头"] for row in rows)
    deductions = [indicator for indicator in indicators if _is_deduction(indicator)]
    award, loss = _sums(indicators)
    parts = [f"承担指标{len(rows)}项" + (f"，其中牵头{led}项" if led else "")]
    stated = _points_total(indicators)
    if stated:
        parts.append(stated)
    return {
        "项数": len(rows),
        "牵头项数": led,
        "其他项数": len(rows) - led,
        "分值": _plain(award),
        "减分项数": len(deductions),
        "减分": _plain(loss),
        "说明": "，".join(parts),
    }


def _points_total(indicators: Sequence[Indicator]) -> str:
    """涉及分值28.5分、减分项2项扣2.3分; empty where no points are stated."""
    award, loss = _sums(indicators)
    weights = sum((p.value or Decimal(0) for p in _stated(indicators) if _is_share(p)), Decimal(0))
    deductions = sum(map(_is_deduction, indicators))
    parts = []
    if award:
        parts.append(f"分值{_plain(award)}分")
    if weights:
        parts.append(f"权重{_plain(weights)}%")
    if deductions:
        parts.append(f"减分项{deductions}项" + (f"扣{_plain(loss)}分" if loss else ""))
    vague = sum(points.value is None for points in _stated(indicators))
    if vague:
        parts.append(f"{vague}项分值不是单一数值，未计入")
    return ("涉及" if award or weights or deductions else "") + "、".join(parts)


def _stated(indicators: Iterable[Indicator]) -> Iterator[Points]:
    return (indicator.points for indicator in indicators if indicator.points)


def _is_share(points: Points) -> bool:
    return points.text.value.rstrip("）)").endswith(("%", "％"))


def _sums(indicators: Iterable[Indicator]) -> tuple[Decimal, Decimal]:
    """Points to win and points to lose; a shared indicator counts in full."""
    award = loss = Decimal(0)
    for points in _stated(indicators):
        if points.value is None or _is_share(points):
            continue
        if points.kind is PointsKind.DEDUCTION:
            loss += points.value
        else:
            award += points.value
    return award, loss


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}" if value else "0"


def _value(text: Any) -> str:
    return text.value if text else ""


def _text(text: str) -> str:
    r"""Paragraphs of a table cell, parted by \v in the source, as lines."""
    return text.replace("\v", "\n")

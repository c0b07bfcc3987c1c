"""两年对照的行与字段: rows and fields of 对照表.xlsx and 变化说明.docx, as templates name them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from parsers.model import Indicator, Notice
from pipeline.changes import Balance, Change, Comparison, Kind, Pair
from pipeline.diff import signed_points
from pipeline.diff_balance import amount
from pipeline.diff_text import quoted
from pipeline.views.change_words import (
    balance_text,
    clause,
    counts,
    doubt,
    item_name,
    numbers,
    plain,
    points_text,
    sentence,
    status,
    target_sentence,
    total_text,
    units_sentence,
)
from pipeline.views.titles import title_lines

Value = str | int | float | None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the comparison: a pair, or an item of one year only."""

    pair: Pair | None
    old: tuple[Indicator, ...]
    new: tuple[Indicator, ...]

    @property
    def status(self) -> str:
        if self.pair is not None:
            return status(self.pair)
        return "新增" if self.new else "取消"


def lines(comparison: Comparison) -> tuple[Line, ...]:
    """All lines in the order of the new notice; what went stands behind what it stood behind."""
    position = {id(item): at for at, item in enumerate(comparison.old.indicators)}
    place = {id(item): at for at, item in enumerate(comparison.new.indicators)}
    made = [Line(pair, pair.old, pair.new) for pair in comparison.pairs]
    made += [Line(None, (), (item,)) for item in comparison.added]
    made.sort(key=lambda line: place[id(line.new[0])])
    behind = {position[id(item)]: at for at, line in enumerate(made) for item in line.old}
    out: list[tuple[int, int, Line]] = [(at, -1, line) for at, line in enumerate(made)]
    for item in comparison.removed:
        here = position[id(item)]
        before = next((behind[at] for at in range(here - 1, -1, -1) if at in behind), -1)
        out.append((before, here, Line(None, (item,), ())))
    return tuple(line for *_, line in sorted(out, key=lambda entry: entry[:2]))


def heading(notice: Notice, items: Sequence[Indicator]) -> str:
    paths = dict.fromkeys(
        " / ".join(section.title.value for section in notice.path(item)) for item in items
    )
    return "、".join(path for path in paths if path)


# --- 对照表.xlsx --------------------------------------------------------------------------

ROW_FIELDS = (
    "状态", "类别", "原类别", "原序号", "原指标", "序号", "指标", "变化", "原分值", "分值",
    "分值增减", "原目标", "目标", "原单位", "单位", "增加单位", "减少单位",
    "说明", "对应", "把握", "依据",
)  # fmt: skip
BALANCE_FIELDS = (
    "名称", "原名称", "原项数", "项数", "项数增减", "增加项", "减少项", "保留项", "原牵头", "牵头",
    "牵头增减", "原分值", "分值", "分值增减", "增加分值", "减少分值", "原扣分", "扣分", "情况",
)  # fmt: skip

VIEWS: tuple[tuple[str, Callable[[Line], bool]], ...] = (
    ("项", lambda _: True),
    ("新增", lambda line: line.status == "新增"),
    ("取消", lambda line: line.status == "取消"),
    ("拆并", lambda line: line.status in ("拆分", "合并")),
    ("目标变化", lambda line: _has(line, Kind.TARGET, Kind.DEADLINE)),
    ("分值变化", lambda line: _has(line, Kind.POINTS, Kind.POINTS_KIND)),
    (
        "责任变化",
        lambda line: _has(line, Kind.UNITS, Kind.LEAD, Kind.UNIT_RENAMED, Kind.UNIT_RESPELT),
    ),
    ("表述变化", lambda line: _has(line, Kind.REWORDED, Kind.MOVED)),
    ("疑似", lambda line: line.pair is not None and not line.pair.certain),
)


def _has(line: Line, *kinds: Kind) -> bool:
    return line.pair is not None and any(change.kind in kinds for change in line.pair.changes)


@dataclass(frozen=True, slots=True)
class BookView:
    """The fields of 对照表.xlsx: single values, and tables of rows."""

    values: Mapping[str, Value]
    tables: Mapping[str, tuple[tuple[str, ...], tuple[tuple[Value, ...], ...]]]


def book_view(comparison: Comparison) -> BookView:
    """What the workbook shows: every line once, then the same lines view by view."""
    every = lines(comparison)
    old, new = comparison.labels
    tables: dict[str, tuple[tuple[str, ...], tuple[tuple[Value, ...], ...]]] = {
        name: (
            ROW_FIELDS,
            tuple(_row(line, comparison) for line in every if wanted(line)),
        )
        for name, wanted in VIEWS
    }
    tables["单位"] = (BALANCE_FIELDS, tuple(map(_balance, comparison.units)))
    tables["类"] = (BALANCE_FIELDS, tuple(map(_balance, comparison.sections)))
    tables["数"] = (("名称", "个数"), tuple(counts(comparison)))
    return BookView(
        {
            "标题": f"{old}与{new}目标任务对照表" if old != "原" else "两份通知目标任务对照表",
            "原": old,
            "现": new,
            "原通知": _named(comparison.old),
            "现通知": _named(comparison.new),
            "原合计": _total(comparison.old),
            "现合计": _total(comparison.new),
            "原自述": _claims(comparison.old),
            "现自述": _claims(comparison.new),
        },
        tables,
    )


def _row(line: Line, comparison: Comparison) -> tuple[Value, ...]:
    pair = line.pair
    change: Callable[[Kind], Change | None] = pair.change if pair else lambda _: None
    points, units = change(Kind.POINTS), change(Kind.UNITS)
    delta = points.delta if points is not None else None
    said = [clause(c, pair) for c in pair.changes if c.kind is not Kind.RENUMBERED] if pair else []
    kinds = [c.kind.chinese for c in pair.changes] if pair else [line.status]
    return (
        line.status,
        heading(comparison.new, line.new) or heading(comparison.old, line.old),
        heading(comparison.old, line.old),
        numbers(line.old),
        _texts(line.old),
        numbers(line.new),
        _texts(line.new),
        "、".join(kinds),
        _points(line.old),
        _points(line.new),
        float(delta) if delta is not None else None,
        _targets(line.old),
        _targets(line.new),
        _units(line.old),
        _units(line.new),
        "、".join(units.joined) if units else "",
        "、".join(units.left) if units else "",
        "；".join(said),
        doubt(pair) if pair else "",
        round(pair.score * 100) if pair else None,
        "；".join(pair.why) if pair else "",
    )


def _texts(items: Sequence[Indicator]) -> str:
    if len(items) == 1:
        return items[0].text.value
    return "\n".join(
        f"{item.number.value}. {item.text.value}" if item.number else item.text.value
        for item in items
    )


def _points(items: Sequence[Indicator]) -> Value:
    values = [signed_points(item) for item in items]
    known = [value for value in values if value is not None]
    if len(known) == len(values) and known:
        return float(sum(known, Decimal()))
    return "；".join(filter(None, map(points_text, items)))


def _targets(items: Sequence[Indicator]) -> str:
    found = []
    for item in items:
        if item.target_text is not None:
            found.append(item.target_text.value)
        else:
            found += [target.text.value for target in item.targets]
    return "；".join(found)


def _units(items: Sequence[Indicator]) -> str:
    return "、".join(dict.fromkeys(m.name.value for item in items for m in item.mentions))


def _balance(row: Balance) -> tuple[Value, ...]:
    if row.is_new:
        state = "新增"
    elif row.is_gone:
        state = "不再有"
    else:
        state = "更名" if row.old_name else ""
    return (
        row.name,
        row.old_name or "",
        row.old.items,
        row.new.items,
        row.new.items - row.old.items,
        row.gained.items,
        row.lost.items,
        row.kept.items,
        row.led_before,
        row.led,
        row.led - row.led_before,
        float(row.old.award),
        float(row.new.award),
        float(row.new.award - row.old.award),
        float(row.gained.award),
        float(row.lost.award),
        float(row.old.deduction),
        float(row.new.deduction),
        state,
    )


def _named(notice: Notice) -> str:
    title = notice.title.value if notice.title else notice.source.file
    number = f"（{notice.document_number.value}）" if notice.document_number else ""
    return f"{title}{number}"


def _total(notice: Notice) -> str:
    outermost = {item.section[0] for item in notice.indicators if item.section}
    return total_text(amount(notice.indicators), len(outermost))


def _claims(notice: Notice) -> str:
    """What the notice says of itself, and whether it is so."""
    return "；".join(
        quoted(claim.text.value)
        + ("一致" if claim.stated == claim.found else f"，读到{plain(claim.found)}，不一致")
        for claim in notice.claims
    )


# --- 变化说明.docx ------------------------------------------------------------------------

Fields = Mapping[str, object]


def note_fields(comparison: Comparison) -> Fields:
    """The fields of 变化说明.docx: parts in order of weight, one sentence per change."""
    old, new = comparison.labels
    title = (
        f"{new}目标任务较{old}变化情况的说明" if old != "原" else "两份通知目标任务变化情况的说明"
    )
    parts = [(head, texts) for head, texts in _parts(comparison) if texts]
    return {
        "标题": title_lines(title),
        "概述": _overview(comparison),
        "各部分": tuple(
            {
                "序号": number,
                "标题": head,
                "条数": f"{len(texts)}条",
                "句": tuple({"序号": at, "内容": text} for at, text in enumerate(texts, 1)),
            }
            for number, (head, texts) in zip(_CHINESE, parts, strict=False)
        ),
        "原通知": _named(comparison.old),
        "现通知": _named(comparison.new),
    }


_CHINESE = "一 二 三 四 五 六 七 八 九 十 十一 十二".split()


def _overview(comparison: Comparison) -> tuple[str, ...]:
    first = (
        f"{_quoted(comparison.new)}共{_total(comparison.new)}；"
        f"{_quoted(comparison.old)}共{_total(comparison.old)}。"
    )
    listed = "，".join(f"{word}{count}项" for word, count in counts(comparison)[:6] if count)
    second = f"两相对照：{listed}。"
    doubtful = len(comparison.doubtful)
    if doubtful:
        second += f"另有{doubtful}处对应关系为程序推断，列在最后，请核对。"
    return first, second


def _quoted(notice: Notice) -> str:
    if notice.title is None:
        return f"“{notice.source.file}”"
    number = f"（{notice.document_number.value}）" if notice.document_number else ""
    return f"《{notice.title.value}》{number}"


def _parts(comparison: Comparison) -> Iterator[tuple[str, list[str]]]:
    yield "新增的指标", [_added(item, comparison.new) for item in comparison.added]
    yield "取消的指标", [_added(item, comparison.old) for item in comparison.removed]
    yield "拆分、合并的指标", _sentences(comparison, Kind.SPLIT, Kind.MERGED)
    yield "目标值、时限的变化", [*_targets_told(comparison), *_sentences(comparison, Kind.DEADLINE)]
    yield "分值的变化", _by_weight(comparison)
    yield "责任单位的变化", [*filter(None, map(units_sentence, comparison.pairs))]
    yield "类别的变化", _sentences(comparison, Kind.MOVED)
    yield "表述的变化", _wordings(comparison)
    yield "单位名称的变化", _renames(comparison)
    yield (
        "各单位任务的增减",
        [balance_text(row, comparison.labels) for row in comparison.units if _touched(row)],
    )
    yield "请核对的对应关系", [_doubtful(pair, comparison.labels) for pair in comparison.doubtful]


def _added(item: Indicator, notice: Notice) -> str:
    where = heading(notice, (item,))
    points = points_text(item)
    units = _units((item,))
    about = "，".join(filter(None, (f"{quoted(where)}类" if where else "", points)))
    said = f"第{item.number.value}项" if item.number else ""
    tail = f"，由{units}承担" if units else ""
    return f"{said}{quoted(item.text.value)}{f'（{about}）' if about else ''}{tail}。"


def _sentences(comparison: Comparison, *kinds: Kind) -> list[str]:
    """One sentence per change of these kinds, the kinds in order."""
    return [
        sentence(change, pair)
        for pair in comparison.pairs
        for change in pair.changes
        if change.kind in kinds
    ]


def _targets_told(comparison: Comparison) -> list[str]:
    found = ((pair.change(Kind.TARGET), pair) for pair in comparison.pairs)
    return [target_sentence(change, pair) for change, pair in found if change is not None]


def _wordings(comparison: Comparison) -> list[str]:
    """New wordings; those with another target were told with it."""
    found = ((pair.change(Kind.REWORDED), pair) for pair in comparison.pairs)
    return [
        sentence(change, pair)
        for change, pair in found
        if change is not None and pair.change(Kind.TARGET) is None
    ]


def _by_weight(comparison: Comparison) -> list[str]:
    """Points: what gained most first, what lost most last; then what became a deduction."""
    found = [
        (change, pair)
        for pair in comparison.pairs
        for change in pair.changes
        if change.kind is Kind.POINTS
    ]
    found.sort(key=lambda item: -(item[0].delta or Decimal()))
    return [sentence(*item) for item in found] + _sentences(comparison, Kind.POINTS_KIND)


def _renames(comparison: Comparison) -> list[str]:
    """Each rename once, with the items it concerns."""
    found: dict[tuple[str, str], list[Indicator]] = {}
    for pair in comparison.pairs:
        for change in pair.changes:
            if change.kind in (Kind.UNIT_RENAMED, Kind.UNIT_RESPELT):
                for rename in change.renames:
                    found.setdefault(rename, []).extend(pair.new)
    told = []
    for (old, new), items in found.items():
        where = f"第{numbers(items)}项中的" if numbers(items) else ""
        told.append(f"{where}{old}，现写作{new}，按同一单位处理，不作为责任变化。")
    return told


def _touched(row: Balance) -> bool:
    return bool(
        row.gained.items
        or row.lost.items
        or row.led != row.led_before
        or row.kept.award != row.kept_before.award
        or row.kept.deduction != row.kept_before.deduction
    )


def _doubtful(pair: Pair, labels: tuple[str, str]) -> str:
    return (
        f"{labels[1]}{item_name(pair.new)}是否即{labels[0]}{item_name(pair.old)}："
        f"{'；'.join(pair.why)}。"
    )

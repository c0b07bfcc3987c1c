"""变化的说法: each change as one sentence that a deputy mayor can read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal

from parsers.model import Indicator, PointsKind
from pipeline.changes import Amount, Balance, Change, Comparison, Kind, Pair, TargetStep
from pipeline.diff_balance import amount
from pipeline.diff_text import quoted

_SHORT = 24


def plain(value: Decimal) -> str:
    """4 for 4.0, 1.5 for 1.50."""
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def signed(value: Decimal) -> str:
    """+1, −0.5, with a true minus sign; 0 has none."""
    return "0" if value == 0 else f"{'+' if value > 0 else '−'}{plain(abs(value))}"


def short(text: str, most: int = _SHORT) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


def numbers(items: Sequence[Indicator]) -> str:
    return "、".join(item.number.value for item in items if item.number)


def item_name(items: Sequence[Indicator], most: int = _SHORT) -> str:
    """第7、8项“营商环境便利度”“政务服务便利度…”; without numbers the words alone."""
    listed = numbers(items)
    texts = "".join(quoted(short(item.text.value, most)) for item in items)
    return f"第{listed}项{texts}" if listed else texts


def points_text(item: Indicator) -> str:
    """4分, 扣1.3分, or the notice's words; empty where it gives none."""
    if item.points is None:
        return ""
    if item.points.value is None:
        return item.points.text.value
    sign = "扣" if item.points.kind is PointsKind.DEDUCTION else ""
    return f"{sign}{plain(item.points.value)}分"


def status(pair: Pair) -> str:
    """The one word for a pair: 拆分, 合并, 调整, 未变; a new number alone is no change."""
    for kind in (Kind.SPLIT, Kind.MERGED):
        if pair.change(kind):
            return kind.chinese
    small = {Kind.RENUMBERED, Kind.UNIT_RESPELT, Kind.UNIT_RENAMED}
    return "调整" if any(change.kind not in small for change in pair.changes) else "未变"


def doubt(pair: Pair) -> str:
    """确定, 疑似, or 人工确认."""
    if pair.decided:
        return "人工确认"
    return "确定" if pair.certain else "疑似"


# --- one sentence per change --------------------------------------------------------------


def clause(change: Change, pair: Pair) -> str:
    """What changed, to be read behind the item's name."""
    return _CLAUSES[change.kind](change, pair)


def _renamed(change: Change, words: str) -> str:
    return "；".join(words.format(old=old, new=new) for old, new in change.renames)


def _became(what: str, change: Change) -> str:
    if change.old is None:
        return f"新提出{what}{quoted(change.new)}"
    if change.new is None:
        return f"不再写明{what}{quoted(change.old)}"
    return f"{what}由{quoted(change.old)}改为{quoted(change.new)}"


def _points(change: Change, pair: Pair) -> str:
    deduction = all(i.points and i.points.kind is PointsKind.DEDUCTION for i in pair.new)
    what = "扣分" if deduction else "分值"
    if change.delta is None:
        return _became(what, change)
    return f"{what}由{change.old}分调整为{change.new}分（{signed(change.delta)}分）"


def _target(change: Change) -> str:
    if not change.targets:
        return _became("目标", change)
    return "；".join(_step(step) for step in change.targets)


def _step(step: TargetStep) -> str:
    if step.old is None or step.new is None:
        target = step.old or step.new
        words = target.text.value if target else ""
        return f"{'新提出' if step.old is None else '不再提出'}目标{quoted(words)}"
    words = f"目标由{quoted(step.old.text.value)}调整为{quoted(step.new.text.value)}"
    if step.delta is None or step.delta == 0:
        return words
    way = "提高" if step.delta > 0 else "降低"
    return f"{words}（{way}{plain(abs(step.delta))}{step.measure or ''}）"


def _units(change: Change) -> str:
    said = []
    if change.joined:
        said.append(f"增加{'、'.join(change.joined)}")
    if change.left:
        said.append(f"{'、'.join(change.left)}不再承担")
    return f"责任单位{'，'.join(said)}"


_CLAUSES: Mapping[Kind, Callable[[Change, Pair], str]] = {
    Kind.SPLIT: lambda c, _: f"由第{c.old}项拆分为第{c.new}项",
    Kind.MERGED: lambda c, _: f"由第{c.old}项合并为第{c.new}项",
    Kind.MOVED: lambda c, _: f"由{quoted(c.old)}类调整到{quoted(c.new)}类",
    Kind.RENUMBERED: lambda c, _: f"序号由{c.old}改为{c.new}",
    Kind.REWORDED: lambda c, _: f"表述由{quoted(c.old)}改为{quoted(c.new)}",
    Kind.TARGET: lambda c, _: _target(c),
    Kind.POINTS: _points,
    Kind.POINTS_KIND: lambda c, _: f"由{c.old}改为{c.new}",
    Kind.DEADLINE: lambda c, _: _became("完成时限", c),
    Kind.LEAD: lambda c, _: f"牵头（首列）单位由{c.old}改为{c.new}",
    Kind.UNITS: lambda c, _: _units(c),
    Kind.UNIT_RENAMED: lambda c, _: _renamed(c, "{old}更名为{new}"),
    Kind.UNIT_RESPELT: lambda c, _: _renamed(c, "“{old}”改写为“{new}”"),
}


def sentence(change: Change, pair: Pair) -> str:
    """第4项“民间投资…”分值由1.5分调整为2分（+0.5分）。"""
    if change.kind in (Kind.SPLIT, Kind.MERGED):
        whole = pair.old if change.kind is Kind.SPLIT else pair.new
        return f"{clause(change, pair)}：{_parts(pair, whole)}。"
    if change.kind is Kind.REWORDED and numbers(pair.new):  # the text follows anyway
        return f"第{numbers(pair.new)}项{clause(change, pair)}。"
    return f"{item_name(pair.new)}{clause(change, pair)}。"


def target_sentence(change: Change, pair: Pair) -> str:
    """The figures, and in the same breath the wording where that is another one too."""
    reworded = pair.change(Kind.REWORDED)
    if reworded is None or not numbers(pair.new):
        return sentence(change, pair)
    return (
        f"第{numbers(pair.new)}项{quoted(reworded.new)}，原为{quoted(reworded.old)}："
        f"{clause(change, pair)}。"
    )


def units_sentence(pair: Pair) -> str:
    """Who leads now and who joined or left, in one sentence; empty where nothing changed."""
    said = [clause(c, pair) for c in pair.changes if c.kind in (Kind.LEAD, Kind.UNITS)]
    return f"{item_name(pair.new)}{'；'.join(said)}。" if said else ""


def _parts(pair: Pair, whole: Sequence[Indicator]) -> str:
    parts = pair.new if whole is pair.old else pair.old
    one = "".join(quoted(item.text.value) for item in whole)
    many = "".join(quoted(item.text.value) for item in parts)
    return f"{one}拆为{many}" if whole is pair.old else f"{many}并为{one}"


# --- the whole ----------------------------------------------------------------------------


def counts(comparison: Comparison) -> tuple[tuple[str, int], ...]:
    """How many of each: 新增, 取消, 拆分, 合并, 调整, 未变, 疑似."""
    states = Counter(status(pair) for pair in comparison.pairs)
    return (
        ("新增", len(comparison.added)),
        ("取消", len(comparison.removed)),
        *((word, states[word]) for word in ("拆分", "合并", "调整", "未变")),
        ("疑似", len(comparison.doubtful)),
    )


def kind_counts(comparison: Comparison) -> tuple[tuple[Kind, int], ...]:
    """How many pairs have each kind of change."""
    found = Counter(change.kind for pair in comparison.pairs for change in pair.changes)
    return tuple((kind, found[kind]) for kind in Kind if found[kind])


def total_text(total: Amount, sections: int) -> str:
    """9类58项，114分，减分项10分."""
    classes = f"{sections}类" if sections else ""
    parts = [f"{classes}{total.items}项"]
    if total.award:
        parts.append(f"{plain(total.award)}分")
    if total.deduction:
        parts.append(f"减分项合计{plain(total.deduction)}分")
    return "，".join(parts)


def summary_lines(comparison: Comparison) -> Iterator[str]:
    """What the terminal says: both years, how many of each, and which kinds of change."""
    for label, notice in zip(comparison.labels, (comparison.old, comparison.new), strict=True):
        outermost = {item.section[0] for item in notice.indicators if item.section}
        number = f"{notice.document_number.value}　" if notice.document_number else ""
        yield f"{label}：{number}{total_text(amount(notice.indicators), len(outermost))}"
    yield "，".join(f"{word} {count}" for word, count in counts(comparison) if count)
    kinds = "、".join(f"{kind.chinese} {count}" for kind, count in kind_counts(comparison))
    if kinds:
        yield f"其中：{kinds}"


def balance_text(row: Balance, labels: tuple[str, str]) -> str:
    """区发改委：由19项变为18项，其中牵头由17项变为15项；……"""
    name = f"{row.name}（原{row.old_name}）" if row.old_name else row.name
    if row.is_new:
        led = f"（其中牵头{row.led}项）" if row.led else ""
        points = f"，涉及分值{plain(row.new.award)}分" if row.new.award else ""
        return f"{name}：新承担{item_name(row.gained_items, 16)}共{row.new.items}项{led}{points}。"
    if row.is_gone:
        return f"{name}：{labels[0]}承担{row.old.items}项，{labels[1]}不再承担任务。"
    if row.old.items == row.new.items:
        said = [f"承担{row.new.items}项，项数不变"]
    else:
        said = [f"由{row.old.items}项变为{row.new.items}项"]
    if row.led_before != row.led:
        said.append(f"牵头由{row.led_before}项变为{row.led}项")
    for what, before, after in (
        ("分值", row.old.award, row.new.award),
        ("扣分", row.old.deduction, row.new.deduction),
    ):
        if before != after:
            step = signed(after - before)
            said.append(f"涉及{what}由{plain(before)}分变为{plain(after)}分（{step}分）")
    more = []
    if row.gained_items:
        more.append(f"新增{item_name(row.gained_items, 16)}")
    if row.lost_items:
        more.append(f"不再承担{labels[0]}{item_name(row.lost_items, 16)}")
    tail = f"。{'；'.join(more)}" if more else ""
    return f"{name}：{'，'.join(said)}{tail}。"

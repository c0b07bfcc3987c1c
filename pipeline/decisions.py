"""待明确.toml: the questions of a run as a file to fill in, and the answers read back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from parsers.diagnostics import Diagnostic
from pipeline import codes
from pipeline.assign import UNSTATED, Assignments, OpenPlace
from pipeline.decided import Decisions, NameDecision, PlaceDecision
from pipeline.names import is_open_collective, kinds_of, tidy
from pipeline.register.write import text
from pipeline.toml_file import Field, Kind, Row, Table, read_toml

__all__ = [
    "Decisions",
    "asks_anything",
    "decision_sheet",
    "for_the_register",
    "load_decisions",
]

HEAD_FIELDS = Table("", "", (Field("notice", "发文字号"),))
ITEM = Table(
    "item",
    "事项",
    (
        Field("number", "序号"),
        Field("text", "指标", needed=True),
        Field("name", "写法", needed=True),
        Field("units", "单位", Kind.TEXTS),
        Field("nobody", "不分给任何单位", Kind.FLAG),
        Field("id", "编号"),
    ),
)
NAME = Table(
    "name",
    "名称",
    (
        Field("written", "写法", needed=True),
        Field("means", "指", Kind.TEXTS),
        Field("not_a_unit", "不是单位", Kind.FLAG),
    ),
)

HEAD = """\
# 待明确：通知里有些写法，程序不能替您决定指哪些单位。填好后带上 --decisions 再运行一次：
#   fenjie run 通知 --units 单位名录.toml --decisions 待明确.toml
#
# 填法：在 units = [] 的方括号里填单位名称，用英文双引号和英文逗号，例如
#   units = ["区发改委", "区财政局"]        也可填集合，如 ["各街道办事处"]
# 确实不分给任何单位的，写  nobody = true
# 没有填的，这一次仍按“待明确”处理。序号只供查找；程序按指标文字对应，序号变了也不要紧。
"""
NAMES = """\
# 名录里查不到的名称：means 填它指的单位，对全文有效。
# 不是单位的（人名、职务），写 not_a_unit = true
"""


def decision_sheet(assignments: Assignments) -> str:
    """The file for what is open: one entry per indicator and open group, one per unknown name.

    Collectives that a register can answer once (各街道办事处) are not asked item by item.
    """
    number = assignments.notice.document_number
    parts = [HEAD, f"notice = {text(number.value if number else '')}"]
    parts += ["\n".join(_item(place, assignments)) for place in _asked(assignments)]
    if once := for_the_register(assignments):
        listed = "、".join(once)
        parts.append(
            f"# {listed}：请在单位名录（单位名录.toml）的 [[group]] 中填成员，不必逐项填写。"
        )
    if unknown := _unknown(assignments):
        parts.append(NAMES.rstrip("\n"))
        parts += ["\n".join(_name(name, offered)) for name, offered in unknown.items()]
    return "\n\n".join(part.rstrip("\n") for part in parts) + "\n"


def asks_anything(assignments: Assignments) -> bool:
    """Whether there is anything to fill in in ``decision_sheet``."""
    return any(_asked(assignments)) or bool(_unknown(assignments))


def load_decisions(path: Path) -> tuple[Decisions, tuple[Diagnostic, ...]]:
    """The answers in a file; an entry that is not filled in decides nothing.

    Raises UnreadableError naming line and key for what cannot be read.
    """
    file = read_toml(path, "待明确文件", (HEAD_FIELDS, ITEM, NAME))
    findings = list(file.findings)
    places = []
    for row in file.rows.get("item", ()):
        units = _answer(row, "units", "nobody", file.name, findings)
        places.append(
            PlaceDecision(
                row.text("name") or "",
                row.text("text") or "",
                row.text("id"),
                row.text("number"),
                units,
                row.at("units"),
            )
        )
    names = [
        NameDecision(
            row.text("written") or "",
            _answer(row, "means", "not_a_unit", file.name, findings),
            row.at("means"),
        )
        for row in file.rows.get("name", ())
    ]
    head = file.rows[""][0].text("notice")
    return Decisions(tuple(places), tuple(names), head, file.name), tuple(findings)


def _answer(
    row: Row, key: str, nobody: str, file: str, findings: list[Diagnostic]
) -> tuple[str, ...] | None:
    units = row.words(key)
    if row.flag(nobody) and units:
        findings.append(codes.DECISION_CONTRADICTS.at(file=file, line=row.at(nobody), key=nobody))
        return None
    if row.flag(nobody):
        return ()
    return units or None


def _asked(assignments: Assignments) -> Iterator[OpenPlace]:
    """Open collectives, each once per indicator."""
    seen = set()
    for place in assignments.open:
        key = (place.indicator.id, place.group)
        if place.group is None or key in seen or place.group in for_the_register(assignments):
            continue
        seen.add(key)
        yield place


def for_the_register(assignments: Assignments) -> tuple[str, ...]:
    """The open collectives whose members a register can name once for all (各街道办事处)."""
    groups = {place.group: None for place in assignments.open if place.group}
    return tuple(name for name in groups if name != UNSTATED and not is_open_collective(name))


def _item(place: OpenPlace, assignments: Assignments) -> Iterator[str]:
    yield "[[item]]"
    if place.indicator.number is not None:
        yield f"number = {text(place.indicator.number.value)}"
    yield f"text = {text(place.indicator.text.value)}"
    yield f"name = {text(place.mention.name.value)}"
    yield from _choices(place, assignments)
    if place.candidates:
        yield "#   以前填的是下面这些；要照用，填入方括号："
        yield f"#   {_line(place.candidates)[1:-1]}"
    yield "units = []"
    yield f"id = {text(place.indicator.id)}"


def _choices(place: OpenPlace, assignments: Assignments) -> Iterator[str]:
    """The units that may be meant and that the indicator does not have yet, as comments."""
    taken = {i.unit.name for i in assignments.items if i.indicator.id == place.indicator.id}
    through = {
        i.unit.name for i in assignments.items if i.indicator.id == place.indicator.id and i.group
    }
    kinds = kinds_of(place.group or "")
    names = [
        unit.name
        for unit in assignments.book.units
        if unit.kind in kinds and unit.successor is None and unit.name not in taken - through
    ]
    for start in range(0, len(names), 6):
        head = "可填" if start == 0 else "　　"
        yield f"#   {head}：{_line(names[start : start + 6])[1:-1]}"


def _unknown(assignments: Assignments) -> dict[str, tuple[str, ...]]:
    """Names no unit answers to, each once, with what is offered."""
    found: dict[str, tuple[str, ...]] = {}
    for place in assignments.open:
        if place.group is None:
            found.setdefault(tidy(place.mention.name.value), place.candidates)
    return found


def _name(written: str, offered: Iterable[str]) -> Iterator[str]:
    yield "[[name]]"
    yield f"written = {text(written)}"
    if offered:
        yield f"#   相近的：{_line(offered)[1:-1]}"
    yield "means = []"


def _line(names: Iterable[str]) -> str:
    return f"[{', '.join(map(text, names))}]"

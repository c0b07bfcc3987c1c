"""Notices of one content in ever other styles: numbers, labels, brackets, sentences, headings.

``written(seed)`` gives the text of a notice and what it says; each choice of style (how a section
is numbered, where points stand, how units are named) is drawn by itself, so that the combinations
go far beyond what anybody collected.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field

UNITS = (
    "县发改局 县工信局 县财政局 县人社局 县住建局 县农业农村局 县商务局 县文广旅局 县卫健局"
    " 县市场监管局 县统计局 市生态环境局清溪分局 县教育局 县民政局 县科技局 各乡镇人民政府"
    " 县税务局 清溪经济开发区管委会 县委组织部 团县委 县供电公司 县妇联 县公安局"
).split()
TASKS = (
    "粮食总产量稳定在12万吨以上",
    "规模以上工业增加值增长8%",
    "新增市场主体{n}00户",
    "改造老旧小区{n}个",
    "推进政务服务“一网通办”",
    "完成“十四五”规划年度评估",
    "PM2.5年均浓度控制在35微克/立方米以内",
    "不发生较大以上生产安全事故",
    "3—6岁幼儿普惠性幼儿园覆盖率达到88%",
    "固定资产投资增长{n}%，其中工业投资增长12%以上",
    "健全基层治理体系，提升服务能力",
    "建成公共充电桩{n}个，新改建农村公路{n}公里",
    "打造“15分钟便民生活圈”{n}个",
    "加快推进城区段道路（含桥梁）改造",
)
HEADINGS = ("经济发展", "民生保障", "城乡建设", "生态环境")
LEADERS = ("王建国", "李　明", "欧阳文静", "常务副县长", "副县长孙立")
LEAD_LABELS = ("牵头单位", "牵头部门", "牵头责任单位", "主办单位", "主责单位", "牵头处室")
OTHER_LABELS = {
    "责任单位": "responsible",
    "责任部门": "responsible",
    "责任站所": "responsible",
    "承办单位": "responsible",
    "落实单位": "responsible",
    "配合单位": "support",
    "协办单位": "support",
    "参与单位": "support",
    "配合部门": "support",
    "协同单位": "support",
}
RESPONSIBLE = [label for label, role in OTHER_LABELS.items() if role == "responsible"]
DEADLINES = ("6月底前", "12月底前", "全年", "2024年9月30日前", "三季度末")
_CHINESE = "零一二三四五六七八九十"

NUMBERS: dict[str, Callable[[int], str]] = {
    "第": lambda n: f"第{_CHINESE[n]}部分　",
    "、": lambda n: f"{_CHINESE[n]}、",
    "（一）": lambda n: f"（{_CHINESE[n]}）",
    "1.": lambda n: f"{n}.",
    "1、": lambda n: f"{n}、",
    "1．": lambda n: f"{n}．",
    "（1）": lambda n: f"（{n}）",
    "①": lambda n: chr(0x245F + n),
}
SECTIONS = ("第", "、", "（一）")
ITEMS = ("1.", "1、", "1．", "（1）", "①")


@dataclass(slots=True)
class Said:
    """What one item says: its number and heading, units as (name, role), points as signed."""

    number: str
    section: str
    text: str | None
    units: list[tuple[str, str]] = field(default_factory=list)
    points: int | None = None
    deadline: str | None = None
    leaders: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Style:
    """How a notice is written."""

    section: str
    item: str
    runs_on: bool
    clause: str
    points: str
    deadline: bool
    leader: bool
    lead: str
    other: str
    one: str
    separator: str
    stop: str
    blank: bool
    indent: str


@dataclass(slots=True)
class Clause:
    """An item's line behind its text, and the lines below it."""

    item: Callable[[str, str], str]  # from number and text to the first line
    below: list[str]
    units: list[tuple[str, str]]


CLAUSES = (
    "line two_lines one_line bracket_line verb_line inline inline_one bracket square verbs bare"
    " unit_first square_first sentence division owner squared_labels spaced measures group_above"
    " group_below"
).split()


def style_of(chosen: random.Random) -> Style:
    clause = chosen.choice(CLAUSES)
    lines = clause in ("line", "two_lines")
    return Style(
        section=chosen.choice(SECTIONS),
        item=chosen.choice(ITEMS),
        runs_on=chosen.random() < 0.5,
        clause=clause,
        points=chosen.choice(("none", "none", "after", "before", "signed")),
        deadline=lines and chosen.random() < 0.5,
        leader=lines and chosen.random() < 0.5,
        lead=chosen.choice(LEAD_LABELS),
        other=chosen.choice(list(OTHER_LABELS)),
        one=chosen.choice(RESPONSIBLE),
        separator=chosen.choice("、、、，；") if lines else "、",
        stop=chosen.choice(("", "。")),
        blank=chosen.random() < 0.3,
        indent=chosen.choice(("", "　　", "    ")),
    )


def _clause(style: Style, names: list[str], group: list[str], chosen: random.Random) -> Clause:
    """The item's units in the style's form of clause."""
    first, others, joined = names[:1], names[1:], "、".join
    helped = [(n, "lead") for n in first] + [(n, "support") for n in others]
    labelled = [(n, "lead") for n in first] + [(n, OTHER_LABELS[style.other]) for n in others]
    by_label = [(n, OTHER_LABELS[style.one]) for n in names]
    plain = [(n, "responsible") for n in names]
    two = f"{style.lead}：{joined(first)}" + (
        f"；{style.other}：{joined(others)}" if others else ""
    )
    verbs = f"{joined(first)}牵头" + (f"，{joined(others)}配合" if others else "")

    def as_is(number: str, text: str) -> str:
        return number + text

    def behind(words: str) -> Callable[[str, str], str]:
        return lambda number, text: number + text + words

    def ahead(words: str) -> Callable[[str, str], str]:
        return lambda number, text: number + words + text

    separated = style.separator.join(names) + style.stop
    parts = two.split("；")
    squared = "　".join(f"［{part.replace('：', '］')}" for part in parts)
    measure = f"{chosen.choice(('工作措施', '推进措施'))}：建立项目清单，按月调度。"
    return {
        "line": lambda: Clause(as_is, [f"{style.one}：{separated}"], by_label),
        "two_lines": lambda: Clause(as_is, [part + style.stop for part in parts], labelled),
        "one_line": lambda: Clause(as_is, ["　　".join(parts)], labelled),
        "bracket_line": lambda: Clause(as_is, [f"（{two}）"], labelled),
        "verb_line": lambda: Clause(as_is, [f"{verbs}。"], helped),
        "inline": lambda: Clause(behind(f"{two}。"), [], labelled),
        "inline_one": lambda: Clause(behind(f"{style.one}:{joined(names)}。"), [], by_label),
        "bracket": lambda: Clause(behind(f"（{two}）"), [], labelled),
        "square": lambda: Clause(behind(f"【{two}】"), [], labelled),
        "verbs": lambda: Clause(behind(f"（{verbs}）"), [], helped),
        "bare": lambda: Clause(behind(f"（{joined(names)}）"), [], plain),
        "unit_first": lambda: Clause(ahead(f"{joined(names)}："), [], plain),
        "square_first": lambda: Clause(ahead(f"【{joined(names)}】"), [], plain),
        "sentence": lambda: Clause(behind(f"由{verbs}。"), [], helped),
        "division": lambda: Clause(as_is, [f"部门分工：{verbs}。"], helped),
        "squared_labels": lambda: Clause(as_is, [squared], labelled),
        "spaced": lambda: Clause(as_is, [f"{style.one} ： {' 、 '.join(names)}"], by_label),
        "measures": lambda: Clause(as_is, [measure, f"{style.one}：{joined(names)}"], by_label),
    }.get(style.clause, lambda: Clause(as_is, [], [(n, "responsible") for n in group]))()


def written(seed: int) -> tuple[str, list[Said], Style]:
    """The text of a notice, what it says, and the style it is written in."""
    chosen = random.Random(seed)
    style = style_of(chosen)
    lines = [
        "清政发〔2024〕6号",
        "",
        "清溪县人民政府关于下达2024年度重点工作目标任务的通知",
        "",
        "各乡镇人民政府，县政府各部门：",
        f"{style.indent}现将2024年度重点工作目标任务下达给你们，请认真抓好落实。",
        "",
    ]
    said: list[Said] = []
    for at in range(chosen.randint(2, 4)):
        count = chosen.randint(2, 5)
        named = [u for u in UNITS if style.clause != "owner" or not u.startswith("各")]
        group = chosen.sample(named, chosen.randint(1, 2))
        title = "、".join(group) if style.clause == "owner" else HEADINGS[at]
        heading = NUMBERS[style.section](at + 1) + title
        lines.append(style.indent + heading)
        if style.clause == "group_below":
            lines.append(f"{style.indent}以下{count}项由{'、'.join(group)}负责。")
        for nth in range(1, count + 1):
            number = len(said) + 1 if style.runs_on and style.item != "①" else nth
            text = chosen.choice(TASKS).format(n=chosen.randint(2, 98))
            one = Said(NUMBERS[style.item](number).strip("（）.．、"), heading, text)
            body = text + "。"
            if style.points != "none":
                one.points = chosen.randint(1, 9)
                if style.points == "signed" and nth % 3 == 0:
                    one.points = -one.points
                points = f"（扣{-one.points}分）" if one.points < 0 else f"（{one.points}分）"
                body = f"{text}{points}。" if style.points == "before" else f"{text}。{points}"
            clause = _clause(style, chosen.sample(UNITS, chosen.randint(1, 4)), group, chosen)
            below = list(clause.below)
            one.units = clause.units
            if style.leader:
                leader = chosen.choice(LEADERS)
                one.leaders = [leader.replace("　", "")]
                below.insert(chosen.choice((0, len(below))), f"责任领导：{leader}")
            if style.deadline:
                one.deadline = chosen.choice(DEADLINES)
                below.append(f"完成时限：{one.deadline}")
            first = clause.item(NUMBERS[style.item](number), body)
            lines += [style.indent + line for line in (first, *below)]
            lines += [""] * style.blank
            said.append(one)
        if style.clause == "group_above":
            lines.append(f"{style.indent}以上{count}项的责任单位均为{'、'.join(group)}。")
    lines += ["", "清溪县人民政府", "2024年3月8日", ""]
    return "\n".join(lines), said, style

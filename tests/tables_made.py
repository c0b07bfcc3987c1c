"""Notices whose items stand in a table, of ever other columns, headers and kinds of file.

``made(seed)`` gives a file and what it says. A table is a Word table (with a header of one or two
levels), an html table, bars or tabs between the cells of a line, or scattered: a cell a line.
"""

from __future__ import annotations

import io
import random
from dataclasses import dataclass
from html import escape

import docx

from styles_made import DEADLINES, LEADERS, TASKS, UNITS, Said

KINDS = ("docx", "two levels", "html", "bars", "tabs", "scattered")
GOALS = {
    "粮食总产量": "12万吨",
    "规模以上工业增加值增速": "8%以上",
    "城镇新增就业": "6500人",
    "老旧小区改造": "45个",
    "市场主体净增": "3000户",
    "居民人均可支配收入": "增长7%",
    "新改建农村公路": "60公里",
    "生活垃圾无害化处理率": "达到100%",
}
WORDS = {
    "section": ("类别", "项目类别", "领域", "板块", "一级指标"),
    "number": ("序号", "编号", "序　号"),
    "text": ("重点任务", "工作任务", "主要任务", "指标名称", "考核指标", "指标"),
    "goal": ("目标值", "年度目标", "2024年目标", "目标要求", "工作目标"),
    "points": ("分值", "权重", "分值（分）", "标准分"),
    "lead": ("牵头单位", "牵头部门", "主办单位", "牵头责任单位", "主责部门"),
    "support": ("配合单位", "协办单位", "参与单位", "配合部门"),
    "responsible": ("责任单位", "责任部门", "承办单位", "落实单位", "责任科室"),
    "leader": ("责任领导", "分管领导", "牵头领导", "分管县领导", "责任人"),
    "deadline": ("完成时限", "完成时间", "时间节点", "时限要求"),
    "remark": ("备注",),
}
SECTIONS = ("经济发展", "民生保障", "城乡建设", "生态环境")
EMPTY = ("", "——", "/", "—")
HEAD = (
    "清政发〔2024〕6号",
    "清溪县人民政府关于下达2024年度重点工作目标任务的通知",
    "各乡镇人民政府，县政府各部门：",
    "现将2024年度重点工作目标任务下达给你们，请认真抓好落实。",
    "清溪县人民政府",
    "2024年3月8日",
    "附件",
    "2024年度重点工作目标任务分解表",
)


@dataclass(slots=True)
class Table:
    """A file, what its rows say (``goals`` beside them), and how it is made."""

    name: str
    data: bytes
    said: list[Said]
    goals: list[str | None]
    kind: str
    header: list[str]


def _columns(chosen: random.Random, kind: str) -> list[str]:
    two = kind == "two levels" or chosen.random() < 0.5
    units = ["lead", "support"] if two else ["responsible"]
    front = ["section"] * (chosen.random() < 0.5 and kind != "scattered")
    front += ["number"] * (chosen.random() < 0.85 or kind == "scattered")
    figures = ["goal"] * (chosen.random() < 0.5)
    figures += ["points"] * (chosen.random() < 0.4 and kind != "scattered")
    back = [
        name
        for name, share in (("leader", 0.3), ("deadline", 0.4), ("remark", 0.2))
        if chosen.random() < share and not (kind == "scattered" and name == "remark")
    ]
    return chosen.choice(
        ([*front, "text", *figures, *units, *back], [*front, "text", *units, *figures, *back])
    )


def made(seed: int) -> Table:
    """A notice with a table in one style."""
    chosen = random.Random(seed)
    kind = chosen.choice(KINDS)
    columns = _columns(chosen, kind)
    header = [chosen.choice(WORDS[name]) for name in columns]
    empty = chosen.choice(EMPTY) if kind != "scattered" else "——"
    merged = chosen.random() < 0.7
    rows: list[dict[str, str]] = []
    said: list[Said] = []
    goals: list[str | None] = []
    for section in SECTIONS[: chosen.randint(2, 4)]:
        for nth in range(chosen.randint(1, 4)):
            metric = chosen.choice(list(GOALS))
            goal = GOALS[metric] if "goal" in columns else None
            text = metric if goal else chosen.choice(TASKS).format(n=chosen.randint(2, 98))
            names = chosen.sample(UNITS, chosen.randint(1, 3))
            many = "、" if kind in ("bars", "tabs", "scattered") else chosen.choice("、、、\n")
            row = {
                "section": section if nth == 0 or not merged else "",
                "number": str(len(rows) + 1),
                "text": text,
                "goal": goal or "",
                "points": str(chosen.randint(1, 9)),
                "lead": names[0],
                "support": "、".join(names[1:]) or empty,
                "responsible": many.join(names),
                "leader": chosen.choice(LEADERS).replace("　", ""),
                "deadline": chosen.choice(DEADLINES),
                "remark": "",
            }
            rows.append(row)
            roles = ["lead"] + ["support"] * 2 if "lead" in columns else ["responsible"] * 3
            said.append(
                Said(
                    number=row["number"] if "number" in columns else "",
                    section=section if "section" in columns else "",
                    text=text,
                    units=list(zip(names, roles, strict=False)),
                    points=int(row["points"]) if "points" in columns else None,
                    deadline=row["deadline"] if "deadline" in columns else None,
                    leaders=[row["leader"]] if "leader" in columns else [],
                )
            )
            goals.append(goal)
    cells = [[row[name] for name in columns] for row in rows]
    suffix = "docx" if kind in ("docx", "two levels") else "html" if kind == "html" else "txt"
    data = _written(kind, columns, header, cells, merged=merged)
    return Table(f"通知.{suffix}", data, said, goals, kind, header)


def _written(
    kind: str, columns: list[str], header: list[str], cells: list[list[str]], *, merged: bool
) -> bytes:
    spanned = merged and columns[0] == "section"
    if kind in ("docx", "two levels"):
        return _word(columns, header, cells, levels=1 + (kind == "two levels"), spanned=spanned)
    if kind == "html":
        return _html(header, cells, spanned=spanned).encode()
    if kind == "scattered":
        lines = [cell for row in [header, *cells] for cell in row]
    else:
        mark = "｜" if kind == "bars" else "\t"
        lines = [mark.join(row) for row in [header, *cells]]
    return "".join(f"{line}\n" for line in (*HEAD, *lines)).encode()


def _runs(cells: list[list[str]]) -> list[tuple[int, int]]:
    """The first and last row of every section cell that is merged downwards."""
    starts = [n for n, row in enumerate(cells) if row[0]]
    return [(a, b - 1) for a, b in zip(starts, [*starts[1:], len(cells)], strict=True)]


def _html(header: list[str], cells: list[list[str]], *, spanned: bool) -> str:
    spans = {first: last - first + 1 for first, last in _runs(cells)} if spanned else {}
    rows = ["".join(f"<td>{escape(word)}</td>" for word in header)]
    for at, row in enumerate(cells):
        first = f'<td rowspan="{spans[at]}">{row[0]}</td>' if at in spans else ""
        plain = row[1:] if spanned else row
        rows.append(
            first + "".join("<td>" + escape(c).replace("\n", "<br>") + "</td>" for c in plain)
        )
    table = "".join(f"<tr>{row}</tr>" for row in rows)
    head = "".join(f"<p>{line}</p>" for line in HEAD)
    return f'<html><body><div class="content">{head}<table>{table}</table></div></body></html>'


def _word(
    columns: list[str], header: list[str], cells: list[list[str]], *, levels: int, spanned: bool
) -> bytes:
    document = docx.Document()
    for line in HEAD:
        document.add_paragraph(line)
    table = document.add_table(rows=levels + len(cells), cols=len(columns))
    for at, word in enumerate(header):
        table.cell(levels - 1, at).text = word
        if levels > 1 and columns[at] not in ("lead", "support"):
            table.cell(1, at).text = ""
            table.cell(0, at).merge(table.cell(1, at)).text = word
    if levels > 1:
        lead = columns.index("lead")
        table.cell(0, lead).merge(table.cell(0, lead + 1)).text = "责任分工"
    for at, row in enumerate(cells):
        for column, cell in enumerate(row):
            table.cell(levels + at, column).text = cell
    for first, last in _runs(cells) if spanned else ():
        whole = table.cell(levels + first, 0).merge(table.cell(levels + last, 0))
        whole.text = cells[first][0]
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()

"""The findings of assigning, comparing and rendering. Texts live here and nowhere else.

4xx units, 5xx checks across stages, 6xx comparing years, 7xx rendering.
"""

from __future__ import annotations

from parsers.diagnostics import Code, Severity

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO

# --- 4xx units ----------------------------------------------------------------------------

# --- 5xx checks ---------------------------------------------------------------------------

HEAD_MISSING = Code("FJ501", WARNING, "未找到{name}，请核对原文；文件中若有，请在任务函中补填", "title, number, issuer, date or addressees were not found")
CLAIM_COUNT = Code("FJ502", ERROR, "通知称“{text}”（{stated}），读到 {found} {unit}，不一致，请核对是否有{risk}", "the notice's own count differs from what was read")
CLAIM_POINTS = Code("FJ503", WARNING, "通知称“{text}”，读到的分值合计为 {found} 分，不一致，请核对", "the notice's own total of points differs from what was read")
SECTION_POINTS = Code("FJ504", WARNING, "“{section}”标明 {stated} 分，所属各项合计 {found} 分，不一致，请核对", "a heading's points differ from the sum of its items")
TEXT_TWICE = Code("FJ505", WARNING, "第{number}项与第{first}项文字相同，请核对是否重复：{text}", "one text stands twice under one heading")
NAME_NEARLY = Code("FJ507", WARNING, "“{name}”与“{other}”只差一字，是否同一单位，请核对", "a unit name is one character off a more frequent one")
NAME_TWO = Code("FJ508", WARNING, "“{name}”似为“{first}”与“{second}”两个单位，请核对", "two known unit names run together")
NOTHING_FOUND = Code("FJ506", ERROR, "没有读出任何指标：未见带序号的任务或任务表格，请核对文件是否完整、是否为下达任务的通知", "no indicator was found")

# --- 6xx comparing ------------------------------------------------------------------------

# --- 7xx rendering ------------------------------------------------------------------------

# 700–719 letters and their templates
LETTER_BLANKS = Code(
    "FJ700",
    INFO,
    "任务函中以下内容留空，请在本单位设置（--office）中补充或用笔填写：{names}",
    "What the letters leave blank because neither the notice nor the office's settings say it.",
)
LETTER_WITHOUT_TITLE = Code(
    "FJ701",
    WARNING,
    "没有读到通知的标题，任务函中的依据留空，请补写",
    "The letters cannot name the notice they rest on.",
)
LETTER_WITHOUT_NUMBER = Code(
    "FJ702",
    WARNING,
    "没有读到通知的发文字号，任务函中的依据只写标题，请核对",
    "The letters cite the notice by its title alone.",
)
TEMPLATE_FAULT = Code(
    "FJ703", ERROR, "{fault}", "A template's tag cannot work; the sentence says where and why."
)
TEMPLATE_UNKNOWN_FIELD = Code(
    "FJ704",
    ERROR,
    "模板{place}用了没有的字段“{field}”{hint}",
    "A template names a field that letters do not have.",
)
TEMPLATE_UNUSED_FIELDS = Code(
    "FJ705",
    INFO,
    "模板没有用到这些字段：{fields}",
    "Fields that letters offer and the template leaves out; often rightly.",
)
TEMPLATE_SHARED_FIELD_MISSING = Code(
    "FJ706",
    WARNING,
    "模板没有列出各项指标（缺少“{{%tr for 项 in 指标 %}}”一类的标签），任务函中将没有任务清单",
    "A letter template that lists no indicators.",
)

# --- 720–739 ledger ---

LEDGER_TEXT_CUT = Code(
    "FJ720",
    ERROR,
    "“{file}”的 {place} 有{characters}字，超过 Excel 单元格上限32767字，已截去末尾。"
    "请对照通知原文，把这一项拆开。",
    "a text is longer than an Excel cell can hold and was cut",
)
LEDGER_ROW_TOO_HIGH = Code(
    "FJ721",
    WARNING,
    "“{file}”的 {place} 有{characters}字，按栏宽排下来超过 Excel 行高上限409磅，"
    "打印时看不全。请在模板中加宽这一栏。",
    "a text needs a row higher than Excel allows",
)

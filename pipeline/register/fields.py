"""名录的栏目: the keys of the file and the columns of the sheet, in one table each."""

from __future__ import annotations

from pipeline.toml_file import Field, Kind, Table
from pipeline.units import LetterForm, UnitKind

KINDS = tuple(kind.value for kind in UnitKind)
FORMS = tuple(form.value for form in LetterForm)

OFFICE = Table(
    "office",
    "本机关",
    (
        Field("place", "所在地"),
        Field("first_leads", "首列为牵头", Kind.FLAG),
    ),
    many=False,
)
UNIT = Table(
    "unit",
    "单位",
    (
        Field("name", "名称", needed=True),
        Field("kind", "性质", choices=KINDS, needed=True),
        Field("full_name", "全称"),
        Field("aliases", "别名", Kind.TEXTS),
        Field("former", "曾用名", Kind.FORMER),
        Field("successor", "承接单位"),
        Field("level", "层级"),
        Field("addressee", "主送写法"),
        Field("contact", "联系人"),
        Field("phone", "电话"),
        Field("form", "行文", choices=FORMS),
        Field("code", "代码"),
        Field("note", "备注"),
        Field("guessed", "待确认", Kind.FLAG),
    ),
)
GROUP = Table(
    "group",
    "集合",
    (
        Field("name", "名称", needed=True),
        Field("aliases", "别名", Kind.TEXTS),
        Field("members", "成员", Kind.TEXTS),
        Field("open", "每次由人确定", Kind.FLAG),
        Field("from", "启用日期", Kind.DATE),
        Field("to", "停用日期", Kind.DATE),
        Field("note", "备注"),
    ),
)
TABLES = (OFFICE, UNIT, GROUP)

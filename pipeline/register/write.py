"""写名录: a UnitBook as TOML that a clerk can edit; reading it back gives the same book."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pipeline.register.fields import FORMS, KINDS
from pipeline.units import FormerName, Group, Unit, UnitBook

HEAD = f"""\
# 单位名录：一个单位一段，以 [[unit]] 开头；改完存盘（UTF-8），再运行一次即可。
# 井号后面是说明，程序不读。文字放在英文双引号 " 之间，几个名称用英文逗号分开。
#
#   name       名称：通知里最常用的写法，也是任务函的文件名
#   kind       性质：{" / ".join(KINDS)}
#   full_name  全称            aliases    别名，如 ["市监局"]
#   former     曾用名，如 [{{ name = "区国土局", to = 2019-03-01 }}]（from 起、to 止）
#   successor  承接单位：本单位已撤并时填，任务函发给承接单位
#   level      层级：市、区、县    addressee  主送写法，如 "卫东区发展和改革委员会"
#   contact    联系人          phone      电话
#   form       行文：{" / ".join(FORMS)}；不填为通知
#   code       代码            note       备注
#   guessed    true 表示性质由程序猜测，请核对；核对无误后删去这一行
"""
GROUPS = """\
# 集合：一个写法代表几个单位，以 [[group]] 开头。
#   members    成员，如 ["东安路街道办事处", "优越路街道办事处"]
#              每个成员都要有自己的一段 [[unit]]；不能填别的集合
#   open       true 表示每次由人确定（如“各有关单位”），程序从不自行展开
#   from、to   启用、停用日期
"""


def write_register(book: UnitBook) -> str:
    """The register as a file's text; ``load_register`` gives the same book back."""
    parts = [HEAD, "\n".join(_office(book))]
    parts += ["\n".join(("[[unit]]", *_unit(unit))) for unit in book.units]
    parts.append(GROUPS)
    parts += ["\n".join(("[[group]]", *_group(group))) for group in book.groups]
    return "\n\n".join(part.rstrip("\n") for part in parts) + "\n"


def _office(book: UnitBook) -> Iterator[str]:
    yield "[office]"
    if book.place is None:
        yield '# place = "平顶山市卫东区"   # 本机关所在地，从上一级写起'
    else:
        yield f"place = {text(book.place)}   # 本机关所在地，从上一级写起"
    yield f"first_leads = {_flag(book.first_leads)}   # 通知没有写明牵头时，是否以首列单位为牵头"


def _unit(unit: Unit) -> Iterator[str]:
    yield f"name = {text(unit.name)}"
    yield f"kind = {text(unit.kind.value)}"
    if unit.full_name is not None:
        yield f"full_name = {text(unit.full_name)}"
    if unit.aliases:
        yield f"aliases = {texts(unit.aliases)}"
    if unit.former:
        yield f"former = [{', '.join(map(_former, unit.former))}]"
    for key, value in (
        ("successor", unit.successor),
        ("level", unit.level),
        ("addressee", unit.addressee),
        ("contact", unit.contact),
        ("phone", unit.phone),
        ("form", unit.form.value if unit.form else None),
        ("code", unit.code),
        ("note", unit.note),
    ):
        if value is not None:
            yield f"{key} = {text(value)}"
    if unit.guessed:
        yield "guessed = true"


def _group(group: Group) -> Iterator[str]:
    yield f"name = {text(group.name)}"
    if group.aliases:
        yield f"aliases = {texts(group.aliases)}"
    if group.members is None:
        yield "open = true"
    elif not group.members:
        yield "members = []   # 请填成员，否则不会展开"
    else:
        yield f"members = {texts(group.members)}"
    for key, day in (("from", group.start), ("to", group.end)):
        if day is not None:
            yield f"{key} = {day.isoformat()}"
    if group.note is not None:
        yield f"note = {text(group.note)}"


def _former(former: FormerName) -> str:
    parts = [f"name = {text(former.name)}"]
    parts += [
        f"{key} = {_day(day)}" for key, day in (("from", former.start), ("to", former.end)) if day
    ]
    return f"{{ {', '.join(parts)} }}"


def _day(day: date) -> str:
    return day.isoformat()


def _flag(value: bool) -> str:
    return "true" if value else "false"


def text(value: str) -> str:
    """A basic string of TOML."""
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else f"\\U{ord(c):08x}" for c in escaped) + '"'


def texts(values: tuple[str, ...]) -> str:
    """A list of strings, over several lines if it is long."""
    line = f"[{', '.join(map(text, values))}]"
    if len(line) <= 50:
        return line
    return "[\n" + "".join(f"  {text(value)},\n" for value in values) + "]"

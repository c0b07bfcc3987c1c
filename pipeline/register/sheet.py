"""名录与 Excel: the register as a workbook a clerk can edit, and back without loss.

One sheet for units, one for groups, one for the office; the columns are ``fields``' Chinese
words. Several values share a cell, one to a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

from parsers.diagnostics import Diagnostic
from parsers.errors import UnreadableError, in_chinese
from pipeline.names import place_of
from pipeline.register.contradictions import contradictions
from pipeline.register.fields import GROUP, OFFICE, UNIT
from pipeline.toml_file import Field, Kind, Row, Table, as_date
from pipeline.units import FormerName, Group, LetterForm, Unit, UnitBook, UnitKind
from pipeline.width import columns_of

_WIDTHS = {"名称": 26, "性质": 20, "全称": 34, "别名": 20, "曾用名": 30, "成员": 30, "备注": 20}
_WIDTH, _LINE = 12, 17.0  # of any other column, in characters; of a line, in points
_ROWS_TO_FILL = 2000  # how far down the lists of choices reach
YES, NO = "是", "否"

HELP = (
    "一行一个单位或集合；栏目名称请勿改动，次序可以变。",
    "一格里有几个名称的，一行一个（Alt+Enter 换行）。",
    "曾用名写作：区国土局（2009-12-01至2019-03-15），起止日期不详的可以不写。",
    "集合的成员一行一个，每个都要在“单位”表中有自己的一行；不能填别的集合。",
    "“每次由人确定”填“是”的集合（如“各有关单位”），程序从不自行展开。",
    "改好后：fenjie units import 单位名录.xlsx",
)

Cell = str | None


def units_to_xlsx(book: UnitBook) -> bytes:
    """The register as a workbook; the same book gives the same bytes."""
    import xlsxwriter

    buffer = BytesIO()
    workbook = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False})
    workbook.set_properties({"title": "单位名录", "created": datetime(2000, 1, 1)})
    head = workbook.add_format(
        {"bold": True, "bg_color": "#DDEBF7", "border": 1, "valign": "vcenter"}
    )
    body = workbook.add_format({"text_wrap": True, "valign": "top", "border": 1, "num_format": "@"})
    for table, rows in (
        (UNIT, map(_unit_cells, book.units)),
        (GROUP, map(_group_cells, book.groups)),
        (OFFICE, (_office_cells(book),)),
    ):
        sheet = workbook.add_worksheet(table.chinese)
        sheet.freeze_panes(1, 1)
        sheet.set_landscape()
        sheet.set_paper(8)  # A3
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        for column, wanted in enumerate(table.fields):
            sheet.set_column(column, column, _WIDTHS.get(wanted.chinese, _WIDTH))
            sheet.write_string(0, column, wanted.chinese, head)
            choices = (YES, NO) if wanted.kind is Kind.FLAG else wanted.choices
            if choices:
                sheet.data_validation(
                    1, column, _ROWS_TO_FILL, column, {"validate": "list", "source": list(choices)}
                )
        for number, cells in enumerate(rows, 1):
            sheet.set_row(number, _LINE * min(24, _lines_of(table, cells)))
            for column, wanted in enumerate(table.fields):
                sheet.write_string(number, column, cells.get(wanted.key) or "", body)
    notes = workbook.add_worksheet("说明")
    notes.set_column(0, 0, 90)
    for number, line in enumerate(HELP):
        notes.write_string(number, 0, line)
    workbook.close()
    return buffer.getvalue()


def units_from_xlsx(path: Path) -> UnitBook:
    """The register in a workbook; raises UnreadableError like ``load_sheet``."""
    return load_sheet(path)[0]


def load_sheet(path: Path) -> tuple[UnitBook, tuple[Diagnostic, ...]]:
    """The register in a workbook made by ``units_to_xlsx``, and what is doubtful in it.

    Raises UnreadableError naming sheet, row and column of what cannot be used.
    """
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        workbook = CalamineWorkbook.from_object(BytesIO(path.read_bytes()))
    except FileNotFoundError as error:
        raise UnreadableError(f"没有找到“{path.name}”，请核对文件名和所在文件夹。") from error
    except OSError as error:
        raise UnreadableError(f"“{path.name}”无法打开：{in_chinese(error)}。") from error
    except CalamineError as error:
        raise UnreadableError(f"“{path.name}”不是 Excel 工作簿，或已损坏、加密。") from error
    names = workbook.sheet_names
    if UNIT.chinese not in names:
        raise UnreadableError(
            f"“{path.name}”中没有工作表“{UNIT.chinese}”，请用 fenjie units export 导出后再改。"
        )

    def rows(table: Table) -> Iterator[tuple[_Place, Mapping[str, Cell]]]:
        if table.chinese in names:
            read = workbook.get_sheet_by_name(table.chinese).to_python(skip_empty_area=False)
            yield from _rows(path.name, table, read)

    units = [(_unit(place, cells), place.row) for place, cells in rows(UNIT)]
    groups = [(_group(place, cells), place.row) for place, cells in rows(GROUP)]
    office: Mapping[str, Cell] = next((cells for _, cells in rows(OFFICE)), {})
    if office.get("place") and place_of(office["place"]) is None:
        raise UnreadableError(
            f"“{path.name}”工作表“{OFFICE.chinese}”的“所在地”应为全称，如“平顶山市卫东区”，"
            f"现为“{office['place']}”。"
        )
    book = UnitBook(
        tuple(dict.fromkeys(unit for unit, _ in units)),
        tuple(group for group, _ in groups),
        path.name,
        office.get("place"),
        office.get("first_leads") != NO,
    )
    return book, tuple(contradictions(path.name, units, groups))


def _lines_of(table: Table, cells: Mapping[str, Cell]) -> int:
    """How many lines the fullest cell of a row needs at the width of its column."""
    needed = [1]
    for wanted in table.fields:
        across = _WIDTHS.get(wanted.chinese, _WIDTH) - 1
        lines = (cells.get(wanted.key) or "").split("\n")
        needed.append(sum(1 + (columns_of(line) - 1) // across for line in lines if line))
    return max(needed)


# --- to cells -----------------------------------------------------------------------------
def _unit_cells(unit: Unit) -> dict[str, Cell]:
    return {
        "name": unit.name,
        "kind": unit.kind.value,
        "full_name": unit.full_name,
        "aliases": "\n".join(unit.aliases),
        "former": "\n".join(map(_former_cell, unit.former)),
        "successor": unit.successor,
        "level": unit.level,
        "addressee": unit.addressee,
        "contact": unit.contact,
        "phone": unit.phone,
        "form": unit.form.value if unit.form else None,
        "code": unit.code,
        "note": unit.note,
        "guessed": YES if unit.guessed else None,
    }


def _group_cells(group: Group) -> dict[str, Cell]:
    return {
        "name": group.name,
        "aliases": "\n".join(group.aliases),
        "members": "\n".join(group.members or ()),
        "open": YES if group.members is None else None,
        "from": group.start.isoformat() if group.start else None,
        "to": group.end.isoformat() if group.end else None,
        "note": group.note,
    }


def _office_cells(book: UnitBook) -> dict[str, Cell]:
    return {"place": book.place, "first_leads": YES if book.first_leads else NO}


def _former_cell(former: FormerName) -> str:
    if former.start is None and former.end is None:
        return former.name
    start, end = (day.isoformat() if day else "" for day in (former.start, former.end))
    return f"{former.name}（{start}至{end}）"


# --- from cells ---------------------------------------------------------------------------
class _Place:
    """Where a row stands, to say so when a cell cannot be used."""

    def __init__(self, file: str, sheet: str, row: int) -> None:
        self._text = f"“{file}”工作表“{sheet}”第 {row} 行"
        self.row = Row(row, {}, {})

    def fault(self, column: str, should: str) -> UnreadableError:
        return UnreadableError(f"{self._text}“{column}”{should}。")


def _rows(
    file: str, table: Table, read: Sequence[Sequence[object]]
) -> Iterator[tuple[_Place, Mapping[str, Cell]]]:
    columns = [_cell(value) or "" for value in read[0]] if read else []
    known = {wanted.chinese: wanted for wanted in table.fields}
    strange = [name for name in columns if name and name not in known]
    missing = [f.chinese for f in table.fields if f.needed and f.chinese not in columns]
    if strange or missing:
        said = f"多出“{'、'.join(strange)}”" if strange else f"缺少“{'、'.join(missing)}”"
        raise UnreadableError(
            f"“{file}”工作表“{table.chinese}”的栏目{said}，应有的栏目：{'、'.join(known)}。"
        )
    for number, values in enumerate(read[1:], 2):
        cells = {
            known[column].key: _cell(value)
            for column, value in zip(columns, values, strict=False)
            if column
        }
        if not any(cells.values()):
            continue
        place = _Place(file, table.chinese, number)
        for wanted in table.fields:
            _check(place, wanted, cells.get(wanted.key))
        yield place, cells


def _check(place: _Place, wanted: Field, value: Cell) -> None:
    if wanted.needed and not value:
        raise place.fault(wanted.chinese, "是空的")
    choices = (YES, NO) if wanted.kind is Kind.FLAG else wanted.choices
    if value and choices and value not in choices:
        raise place.fault(wanted.chinese, f"应为 {' / '.join(choices)} 之一，现为“{value}”")


def _cell(value: object) -> Cell:
    """A cell as text: a telephone number that Excel took for a figure is its digits."""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat()
    return str(value).strip() or None


def _several(value: Cell, separators: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in re.split(separators, value or "") if part.strip())


_LINES, _LIST = r"[\n\r;；]+", r"[\n\r;；、，,]+"
_NOT_IN_BRACKETS = r"(?![^（(]*[）)])"
_PERIOD = re.compile(r"(?P<name>.+)[（(](?P<start>[^（(）)至]*)至(?P<end>[^（(）)至]*)[）)]")


def _unit(place: _Place, cells: Mapping[str, Cell]) -> Unit:
    form = cells.get("form")
    return Unit(
        name=cells["name"] or "",
        kind=UnitKind(cells["kind"]),
        full_name=cells.get("full_name"),
        aliases=_several(cells.get("aliases"), _LIST + _NOT_IN_BRACKETS),
        former=tuple(_former(place, _several(cells.get("former"), _LINES))),
        successor=cells.get("successor"),
        level=cells.get("level"),
        addressee=cells.get("addressee"),
        contact=cells.get("contact"),
        phone=cells.get("phone"),
        form=LetterForm(form) if form else None,
        guessed=cells.get("guessed") == YES,
        code=cells.get("code"),
        note=cells.get("note"),
    )


def _group(place: _Place, cells: Mapping[str, Cell]) -> Group:
    is_open = cells.get("open") == YES
    members = _several(cells.get("members"), _LIST + _NOT_IN_BRACKETS)
    if is_open and members:
        raise place.fault("每次由人确定", "填了“是”，就不能再填成员")
    return Group(
        name=cells["name"] or "",
        members=None if is_open else members,
        aliases=_several(cells.get("aliases"), _LINES),  # 各县、市、区政府 is one name
        start=_day(place, "启用日期", cells.get("from")),
        end=_day(place, "停用日期", cells.get("to")),
        note=cells.get("note"),
    )


def _former(place: _Place, written: Iterable[str]) -> Iterator[FormerName]:
    for text in written:
        found = _PERIOD.fullmatch(text)
        if found is None:
            yield FormerName(text)
        else:
            start, end = (_day(place, "曾用名", found[key].strip()) for key in ("start", "end"))
            yield FormerName(found["name"].strip(), start, end)


def _day(place: _Place, column: str, written: Cell) -> date | None:
    if not written:
        return None
    try:
        return as_date(written)
    except ValueError:
        raise place.fault(column, f"中的日期应写成 2019-03-15，现为“{written}”") from None

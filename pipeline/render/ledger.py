"""台账.xlsx, and one workbook per unit to send with its letter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from parsers.diagnostics import Diagnostic
from parsers.errors import TemplateError
from pipeline import codes
from pipeline.files import File
from pipeline.render.document.fields import in_few_words
from pipeline.render.workbook import (
    Content,
    Copy,
    Filled,
    Scope,
    Table,
    Value,
    compile_workbook,
    field_faults,
    fill_workbook,
    sheet_names,
)
from pipeline.views.change_fields import BOOK_TABLES, BOOK_VALUES
from pipeline.views.ledger import LedgerView, UnitLedger
from pipeline.views.ledger_fields import FIELDS
from pipeline.views.ledger_rows import COLUMNS, Rows

LEDGER = "台账.xlsx"
UNIT_LEDGER = "单位台账.xlsx"

_OWN_SHEETS = ("总台账", "单位汇总", "类别汇总", "待明确", "生成说明", "归口明细")


def render_ledger(view: LedgerView, template: bytes) -> File:
    """The ledger of the whole notice, ``台账.xlsx``.

    Raises TemplateError, naming sheet and cell, where the template asks for what there is not.
    """
    return checked_ledger(view, template)[0]


def checked_ledger(view: LedgerView, template: bytes) -> tuple[File, tuple[Diagnostic, ...]]:
    """``render_ledger`` with its findings: text that a cell cannot hold, or show whole."""
    names = sheet_names([unit.name for unit in view.units], taken=_OWN_SHEETS)
    scope = Scope(view.values, {**_tables(view), "单位": _with_sheets(view.tables["单位"], names)})
    copies = [Copy(name, _unit_scope(unit)) for name, unit in zip(names, view.units, strict=True)]
    content = Content(scope, {"单位": copies}, _hidden(view), _properties(view))
    filled = fill_workbook(compile_workbook(template, LEDGER), content)
    return File(LEDGER, filled.data), tuple(_findings(LEDGER, filled))


def render_unit_ledgers(
    view: LedgerView, template: bytes
) -> Iterator[tuple[File, tuple[Diagnostic, ...]]]:
    """``台账/区发改委.xlsx`` and so on, for each unit to fill in and send back.

    A hidden column holds the indicators' ids, so that returns can be told apart whatever a unit
    does with the rows. Raises TemplateError.
    """
    compiled = compile_workbook(template, UNIT_LEDGER)
    for unit, name in zip(view.units, sheet_names([u.name for u in view.units]), strict=True):
        scope = _unit_scope(unit).over(Scope(view.values, _tables(view)))
        content = Content(scope, {}, _hidden(view), _properties(view, unit.name))
        filled = fill_workbook(compiled, content)
        path = f"台账/{name}.xlsx"
        yield File(path, filled.data), tuple(_findings(path, filled))


def check_ledger_template(data: bytes, name: str) -> tuple[Diagnostic, ...]:
    """What is wrong with a ledger template, with sheet and cell; nothing is raised."""
    try:
        template = compile_workbook(data, name)
    except TemplateError as error:
        return (codes.LEDGER_TEMPLATE_FAULT.at(fault=error),)
    one_unit = all(sheet.copies is None for sheet in template.sheets)
    if _compares(template.tags()):
        whole = unit = _blank_comparison()
    else:
        whole, unit = _blank_scope(of_unit=one_unit), _blank_scope(of_unit=True)
    found = [
        codes.LEDGER_TEMPLATE_FAULT.at(fault=error)
        for sheet in template.sheets
        for error in field_faults(name, sheet, unit if sheet.copies else whole)
    ]
    if not found:
        try:
            fill_workbook(template, Content(whole, {"单位": [Copy("单位", unit)]}))
        except TemplateError as error:
            found.append(codes.LEDGER_TEMPLATE_FAULT.at(fault=error))
    left_out = [name for name in map("项.{}".format, COLUMNS) if name not in template.tags()]
    if left_out and not _compares(template.tags()):
        said = codes.TEMPLATE_UNUSED_FIELDS
        found.append(said.at(count=len(left_out), fields=in_few_words(left_out)))
    return tuple(found)


def _compares(tags: Iterable[str]) -> bool:
    """Whether a template names what only 对照表.xlsx has."""
    ledger = {field.name.partition(".")[0] for field in FIELDS}
    return not {tag.partition(".")[0] for tag in tags}.isdisjoint({*BOOK_TABLES} - ledger)


def _blank_comparison() -> Scope:
    tables = {name: Table(fields, ()) for name, fields in BOOK_TABLES.items()}
    return Scope(dict.fromkeys(BOOK_VALUES), tables)


def _blank_scope(*, of_unit: bool) -> Scope:
    """Every field a ledger can have, without values; ``of_unit``: also those of one unit."""
    names = [f.name for f in FIELDS if of_unit or not f.of_unit]
    tables: dict[str, list[str]] = {}
    for name in names:
        table, dot, field = name.partition(".")
        if dot:
            tables.setdefault(table, []).append(field)
    values: dict[str, Value] = {name: None for name in names if "." not in name}
    return Scope(values, {name: Table(tuple(fields), ()) for name, fields in tables.items()})


def _table(rows: Rows) -> Table:
    return Table(rows.fields, rows.rows)


def _tables(view: LedgerView) -> Mapping[str, Table]:
    return {name: _table(rows) for name, rows in view.tables.items()}


def _unit_scope(unit: UnitLedger) -> Scope:
    return Scope(unit.values, {"项": _table(unit.items)})


def _with_sheets(units: Rows, names: tuple[str, ...]) -> Table:
    """单位 with the name of each unit's sheet, for the links to it."""
    at = units.fields.index("工作表")
    return Table(
        units.fields,
        tuple((*row[:at], n, *row[at + 1 :]) for row, n in zip(units.rows, names, strict=True)),
    )


def _hidden(view: LedgerView) -> frozenset[str]:
    return frozenset(f"项.{name}" for name in view.hidden)


def _properties(view: LedgerView, unit: str = "") -> Mapping[str, str]:
    title = str(view.values["台账标题"])
    return {
        "title": f"{title}（{unit}）" if unit else title,
        "subject": str(view.values["依据"]),
        "creator": "fenjie",
        "description": view.source,
    }


def _findings(path: str, filled: Filled) -> Iterator[Diagnostic]:
    """One finding of each kind: the same text stands on the sheets of all its units."""
    for code, troubles in (
        (codes.LEDGER_TEXT_CUT, filled.cut),
        (codes.LEDGER_ROW_TOO_HIGH, filled.tall),
    ):
        if troubles:
            place = troubles[0].place + (f" 等{len(troubles)}处" if len(troubles) > 1 else "")
            yield code.at(file=path, place=place, characters=troubles[0].characters)

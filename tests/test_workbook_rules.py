"""The rules of workbooks find what Excel would repair: a sound ledger, damaged in one place."""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache

import pytest

from command_line import ROOT
from ledger_made import assignments
from pipeline.render.ledger import render_ledger
from pipeline.views.ledger import ledger_view
from workbook_rules import faults

SHEET, SUMMARY = "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"
CHART = "xl/charts/chart1.xml"
DRAWING, STYLES, BOOK = "xl/drawings/drawing1.xml", "xl/styles.xml", "xl/workbook.xml"


@cache
def sound() -> bytes:
    template = (ROOT / "templates" / "台账.xlsx").read_bytes()
    return render_ledger(ledger_view(assignments()), template).data


def damaged(part: str, old: str, new: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sound())) as before, zipfile.ZipFile(made, "w") as after:
        for name in before.namelist():
            data = before.read(name)
            if name == part:
                text, count = re.subn(old, new, data.decode(), count=1, flags=re.DOTALL)
                assert count, f"{old} is not in {part}"
                data = text.encode()
            after.writestr(name, data)
    return made.getvalue()


def test_a_sound_ledger_has_no_fault() -> None:
    assert faults(sound()) == []


# What is done to which part, and a word of the fault that is found.
DAMAGE = (
    ("order of elements", SHEET, r"(<sheetData>.*</sheetData>)(.*)(<pageMargins[^>]*/>)",
     r"\3\1\2", "order"),
    ("a cell twice", SHEET, r'(<c r="B5"[^>]*>.*?</c>)', r"\1\1", "out of order"),
    ("a cell's format", SHEET, r'(<c r="A5" s=)"\d+"', r'\1"9999"', "no format"),
    ("a cell's kind", SHEET, r'(<c r="B5"[^>]*?) t="\w+"', r'\1 t="text"', "kind"),
    ("a shared text", SHEET, r'<c r="B5".*?</c>', '<c r="B5" t="s"><v>99999</v></c>',
     "shared text"),
    ("a drop-down's list", SHEET, r"<formula1>.*?</formula1>",
     f'<formula1>"{"长" * 300}"</formula1>', "too long"),
    ("a drop-down's prompt", SHEET, ' prompt="[^"]*"', f' prompt="{"长" * 300}"', "prompt"),
    ("two drop-downs", SHEET, "(<dataValidation .*?</dataValidation>)", r"\1\1",
     "two drop-downs"),
    ("ranks of formats", SHEET, r'priority="\d+"', 'priority="0"', "ranked"),
    ("a conditional format", SHEET, r'dxfId="\d+"', 'dxfId="99"', "does not exist"),
    ("columns", SHEET, '<col min="1"', '<col min="9"', "columns"),
    ("merged cells", SHEET, "(<mergeCell [^>]*>)", r"\1\1", "overlap"),
    ("a drawing", SUMMARY, r'(<drawing [^>]*?r:id=)"\w+"', r'\1"rId99"', "relations"),
    ("a font", STYLES, r'(<cellXfs.*?fontId=)"\d+"', r'\1"99"', "fontId"),
    ("a number format", STYLES, r'(<cellXfs.*?numFmtId=)"\d+"', r'\1"199"', "numFmtId"),
    ("a sheet's name", BOOK, 'name="总台账"', 'name="总/台账"', "sheet name"),
    ("a defined name", BOOK, r'(<definedName [^>]*?name=)"[^"]*"', r'\1"1 a"', "proper name"),
    ("a formula's sheet", BOOK, r"(<definedName [^>]*>)[^<]*", r"\1没有!$A$1", "names no sheet"),
    ("a chart's relation", DRAWING, r'(<c:chart [^>]*?r:id=)"\w+"', r'\1"rId9"', "chart"),
    ("a drawing's place", DRAWING, r"(<xdr:from>.*?<xdr:row>)\d+", r"\g<1>9999999",
     "a drawing from"),
    ("an axis", CHART, r'(<c:crossAx val=)"\d+"', r'\1"1"', "axes"),
    ("a series", CHART, r'(<c:idx val=)"1"', r'\1"0"', "series"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("part", "old", "new", "word"), [row[1:] for row in DAMAGE], ids=[row[0] for row in DAMAGE]
)
def test_damage_is_found(part: str, old: str, new: str, word: str) -> None:
    assert any(word in fault for fault in faults(damaged(part, old, new)))

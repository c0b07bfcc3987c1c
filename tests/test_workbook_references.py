"""References in formulas: what moves, what stays, what grows."""

import pytest

from pipeline.render.workbook.references import (
    Layout,
    ModelSheetError,
    RowMap,
    column_letters,
    column_number,
    moved,
    moved_area,
    moved_text,
    translated,
)

# 总台账 repeats row 5 four times (5–8); 明细 repeats row 2 three times (2–4).
LAYOUT = Layout(
    own="总台账",
    names={"总台账": "总台账", "{{单位}}": "区'发改'委"},
    rows={"总台账": RowMap(((5, 4),)), "明细": RowMap(((2, 3),))},
    models=frozenset({"{{类别}}"}),
)

OUTSIDE = [
    ("SUM(D5)", "SUM(D5:D8)"),
    ("SUM($D$5:$D$5)", "SUM($D$5:$D$8)"),
    ("D4+D6", "D4+D9"),
    ("SUM(D4:D6)", "SUM(D4:D9)"),
    ("COUNTIF(明细!$C$2,$B$9)", "COUNTIF(明细!$C$2:$C$4,$B$12)"),
    ("明细!A3", "明细!A5"),
    ("SUM(明细!$A:$C)", "SUM(明细!$A:$C)"),
    ("$5:$5", "$5:$8"),
    ("'{{单位}}'!$5:$5", "'区''发改''委'!$5:$5"),
    ("其他!A5", "其他!A5"),
    ('IF(A5="A5:A5",1,2)', 'IF(A5:A8="A5:A5",1,2)'),
    ("LOG10(5)+LOG10(D9)", "LOG10(5)+LOG10(D12)"),
    ("1E5+表[分值]+合计A6", "1E5+表[分值]+合计A6"),
    ("#REF!+A6", "#REF!+A9"),
]


@pytest.mark.parametrize(("formula", "expected"), OUTSIDE)
def test_outside_a_model_row_references_follow_it_and_grow(formula: str, expected: str) -> None:
    assert moved_text(formula, LAYOUT) == expected


REPEATED = [
    ("D5*2", ["D5*2", "D6*2", "D7*2", "D8*2"]),
    ("SUM(H5:K5)", ["SUM(H5:K5)", "SUM(H6:K6)", "SUM(H7:K7)", "SUM(H8:K8)"]),
    ("D4+D5", ["D4+D5", "D5+D6", "D6+D7", "D7+D8"]),
    ("SUM($D$5:D5)", ["SUM($D$5:D5)", "SUM($D$5:D6)", "SUM($D$5:D7)", "SUM($D$5:D8)"]),
    ("$Q$2/12", ["$Q$2/12"] * 4),
    ("D5/SUM($D$5)", [f"D{row}/SUM($D$5:$D$8)" for row in (5, 6, 7, 8)]),
    ("COUNTIF(明细!$C$2,B5)", [f"COUNTIF(明细!$C$2:$C$4,B{row})" for row in (5, 6, 7, 8)]),
    ("SUM(明细!C2:C2)", ["SUM(明细!C2:C4)"] * 4),
]


@pytest.mark.parametrize(("formula", "expected"), REPEATED)
def test_in_a_model_row_references_are_filled_down(formula: str, expected: list[str]) -> None:
    pieces = moved(formula, LAYOUT, 5)
    found = [
        "".join(piece if isinstance(piece, str) else str(row + piece) for piece in pieces)
        for row in (5, 6, 7, 8)
    ]

    assert found == expected


def test_a_rule_over_a_range_keeps_its_relative_references_single() -> None:
    assert moved_text('$S5="已完成"', LAYOUT, 5) == '$S5="已完成"'
    assert moved_text("$D6<0", LAYOUT, 6) == "$D9<0"


def test_a_model_sheet_cannot_be_named_from_outside() -> None:
    with pytest.raises(ModelSheetError, match=r"\{\{类别\}\}"):
        moved("'{{类别}}'!A1", LAYOUT, None)


def test_ranges_grow_with_the_model_row_they_cover() -> None:
    rows = RowMap(((5, 4),))

    assert moved_area("A5:X5", rows) == "A5:X8"
    assert moved_area("A4:X5 Z6", rows) == "A4:X8 Z9"
    assert moved_area("S5", RowMap(((5, 1),))) == "S5"
    assert moved_area("A1:A1048576", rows) == "A1:A1048576"
    assert moved_area("B:C", rows) == "B:C"


def test_a_shared_formula_is_translated_to_the_cell_that_uses_it() -> None:
    assert translated("SUM($D5:D$5)+明细!C2", 1, 2) == "SUM($D6:F$5)+明细!E3"
    assert translated('IF(A1="A1",$B:C,3:$4)', 1, 1) == 'IF(B2="A1",$B:D,4:$4)'


@pytest.mark.parametrize(("number", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (16384, "XFD")])
def test_columns_have_letters(number: int, letters: str) -> None:
    assert column_letters(number) == letters
    assert column_number(letters) == number

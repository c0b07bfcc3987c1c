"""版面: from pieces of text with places to lines, by geometry alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.readers.layout import Sheet, compose
from parsers.readers.layout_columns import lines_in_columns
from parsers.readers.layout_tables import Ruling, tables_of
from parsers.readers.layout_text import Piece, lines_of, merged, needed_width
from parsers.source import Layer, Start

SIZE = 16.0


def piece(text: str, left: float, mid: float, size: float = SIZE) -> Piece:
    lefts = tuple(left + size * at for at in range(len(text)))
    return Piece(text, left, left + size * len(text), mid, size, lefts)


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("县财政局", 1.0),
        ("“三保”支出", 2.0),
        ("乡”240场", 3.95),  # no break stands beside quotation marks
        ("（4分）", 1.65),
        ("。完", 1.0),
        ("局、县", 2.0),
        ("12.6亿元", 3.25 - 0.65),
        ("8%以上", 1.65),
        ("——下同", 2.0),
        ("", 1.0),
        ("Planning", 5.2),
    ],
)
def test_what_no_line_break_may_part(text: str, width: float) -> None:
    assert needed_width(text) == pytest.approx(width)


def test_places_without_a_gap_are_one() -> None:
    assert merged([(0, 1), (1, 2), (4, 5)]) == ((0, 2), (4, 5))


@pytest.mark.parametrize("off", [0.48, -0.5])
def test_an_index_stays_with_what_it_is_set_to(off: float) -> None:
    """A journal lowers the 2 of CO₂ so far that by its height alone it is a line of its own."""
    first, then = piece("排放CO", 80, 100), piece("下降", 188, 100)
    index = piece("2", 144.2, 100 + off * SIZE, size=0.58 * SIZE)
    (line,) = lines_of([first, index, then])
    assert line.text.startswith("排放CO2")
    far = index._replace(left=150.0, right=160.0)
    assert len(lines_of([first, far])) == 2


def test_doubtful_places_move_with_the_text() -> None:
    first = piece("责任单位：", 80, 100)
    second = piece("县财政局", 300, 100)._replace(doubts=((1, 2),))
    (line,) = lines_of([second, first])
    assert line.text == "责任单位：\t县财政局"
    assert [line.text[a:b] for a, b in line.doubts] == ["财"]


def test_doubtful_places_in_cells_move_with_the_row() -> None:
    rulings = [Ruling(True, y, 80, 400) for y in (80, 120, 160)]
    rulings += [Ruling(False, x, 80, 160) for x in (80, 200, 400)]
    pieces = [piece("指标", 85, 100), piece("单位", 205, 100), piece("产值", 85, 140)]
    pieces.append(piece("县财政局", 205, 140)._replace(doubts=((3, 4),)))
    tables, outside = tables_of(rulings, pieces)
    assert outside == []
    composed = compose([Sheet(1, 595, 842, tuple(tables))])
    (span,) = composed.doubts
    assert composed.lines[span.line - 1].text[span.start : span.end] == "局"


def test_a_piece_over_two_cells_is_parted_at_the_ruling() -> None:
    rulings = [Ruling(True, y, 80, 240) for y in (80, 120, 160)]
    rulings += [Ruling(False, x, 80, 160) for x in (80, 160, 240)]
    # Eight characters without a gap run from one cell into the next.
    ((table,), _) = tables_of(rulings, [piece("产值增长财政局长", 96, 100), piece("完", 85, 140)])
    assert {region.text for region in table.regions} == {"产值增长", "财政局长", "完", ""}


def cells_of_a_column(*cells: list[Piece], width: float = 100.0) -> list[str]:
    """The texts of cells one below the other, 100 points high, beside a column of numbers."""
    tops = [100.0 * at for at in range(len(cells) + 1)]
    rulings = [Ruling(True, y, 0, 40 + width) for y in tops]
    rulings += [Ruling(False, x, 0, tops[-1]) for x in (0, 40, 40 + width)]
    pieces = [piece(str(at), 5, top + 50) for at, top in enumerate(tops[:-1])]
    for top, own in zip(tops, cells, strict=False):
        pieces += [part._replace(mid=part.mid + top) for part in own]
    ((table,), _) = tables_of(rulings, pieces)
    return [region.text for region in table.regions if region.column == 1]


def set_to_both_edges(text: str, mid: float, width: float) -> Piece:
    step = width / len(text)
    return Piece(text, 45, 45 + width, mid, SIZE, tuple(45 + step * at for at in range(len(text))))


def test_a_longer_line_in_the_column_shows_that_a_line_ended_its_paragraph() -> None:
    short = [piece("县财政局", 45, 30), piece("县审计局", 45, 54)]
    assert cells_of_a_column(short, width=86)[0] == "县财政局县审计局"  # nothing tells
    longer = [piece("县发展改革", 45, 30), piece("委", 45, 54)]
    assert cells_of_a_column(short, longer, width=86) == ["县财政局\v县审计局", "县发展改革委"]


def test_where_lines_are_set_to_both_edges_one_that_is_not_ended_its_paragraph() -> None:
    spread = [
        [set_to_both_edges("县发展改", 30, 76), piece("革委", 45, 54)],
        [set_to_both_edges("县市场监", 30, 76), piece("管局", 45, 54)],
    ]
    units = [piece("县财政局", 45, 30), piece("县审计局", 45, 54)]
    assert cells_of_a_column(*spread, units, width=86)[2] == "县财政局\v县审计局"
    # A single wrapped cell may be a chance, and a line at the edge may have been wrapped.
    assert cells_of_a_column(spread[0], units, width=86)[1] == "县财政局县审计局"


def test_between_figures_and_chinese_some_white_is_needed_as_well() -> None:
    assert needed_width("亿元", "投资52.6") == pytest.approx(1.25)
    assert needed_width("52个", "新增") == pytest.approx(0.25 + 1.3)
    assert needed_width("亿元", "一") == 1.0


def test_rulings_that_cross_nothing_are_no_table() -> None:
    rulings = [Ruling(True, y, 80, 400) for y in (80, 120, 160)]
    tables, outside = tables_of(rulings, [piece("产值", 85, 100)])
    assert (tables, len(outside)) == ([], 1)


places = st.builds(
    piece,
    st.text(alphabet="县财政局发改委0123（）。，", min_size=1, max_size=8),
    st.floats(0, 500),
    st.floats(0, 800),
    st.sampled_from([9.0, 16.0, 22.0]),
)
rulings = st.builds(
    lambda lies, at, start, length: Ruling(lies, at, start, start + length),
    st.booleans(),
    st.floats(0, 800),
    st.floats(0, 500),
    st.floats(1, 500),
)


@given(st.lists(places, max_size=30), st.lists(rulings, max_size=16))
def test_no_character_is_lost_wherever_pieces_and_rulings_stand(
    pieces: list[Piece], ruled: list[Ruling]
) -> None:
    # Each piece has characters of its own, so that none is taken for one printed twice.
    own = [
        one._replace(text="".join(chr(0x4E00 + 8 * at + k) for k in range(len(one.text))))
        for at, one in enumerate(pieces)
    ]
    tables, outside = tables_of(ruled, own)
    composed = compose([Sheet(1, 595, 842, (*lines_in_columns(outside), *tables))])
    read = "".join(line.text for line in composed.lines)
    assert sorted(c for c in read if not c.isspace()) == sorted("".join(p.text for p in own))


@given(st.lists(places, max_size=30))
def test_lines_go_down_the_page_and_lose_nothing(pieces: list[Piece]) -> None:
    lines = lines_of(pieces)
    assert [line.mid for line in lines] == sorted(line.mid for line in lines)
    assert all(line.text == line.text.strip() for line in lines)


@given(st.integers(2, 12), st.floats(20, 60), st.floats(10, 30))
def test_furniture_is_found_at_any_height(pages: int, top: float, bottom: float) -> None:
    sheets = []
    for number in range(1, pages + 1):
        header = piece("石桥县目标分解", 200, top, 10)
        text = [
            piece("为全面完成年度责任目标现将任务分解如下请认真组织"[:20], 112, 120 + 28 * k)
            for k in range(9)
        ]
        footer = piece(f"—{number}—", 280, 842 - bottom, 14)
        sheets.append(Sheet(number, 595, 842, tuple(lines_of([header, *text, footer]))))
    layers = [line.layer for line in compose(sheets).lines]
    assert layers.count(Layer.HEADER) == pages
    assert layers.count(Layer.FOOTER) == pages
    assert layers.count(Layer.BODY) == 9 * pages


@pytest.mark.parametrize("mark", ["，", "、", "。"])
def test_a_mark_that_hangs_over_the_right_edge_does_not_move_the_edge(mark: str) -> None:
    text = "为确保全年各项目标任务如期完成现作如下部署和安排请认真组织实施" * 4
    rows = [text[:25], text[25:52], text[52:79] + mark, text[79:106] + mark, text[106:] + "。"]
    lines = [piece(row, 80 + (0 if at else 2 * SIZE), 100 + 28 * at) for at, row in enumerate(rows)]
    # A figure may leave half a character free at the right edge, and the next word still breaks.
    units = piece("责任单位：区财政局、区发改委、区住建局、区交通局、区水", 80, 240)
    lines += [units._replace(right=80 + 26.5 * SIZE), piece("利局", 80, 268)]
    starts = [line.start for line in compose([Sheet(1, 595, 842, tuple(lines_of(lines)))]).lines]
    assert starts[1:5] == [Start.WRAP] * 4
    assert starts[6] is Start.WRAP


def test_on_a_scan_the_indent_of_first_lines_wavers() -> None:
    text = "为确保全年各项目标任务如期完成现作如下部署和安排请认真组织实施"
    rows = [
        *((115.8, text[:25]), (84, text[25:]), (115.8, text[:25]), (84, text[25:])),
        *((116.2, text[:25]), (116.2, f"单位{text[:20]}")),
    ]
    lines = [piece(row, left, 100 + 28 * at) for at, (left, row) in enumerate(rows)]
    (*_, above, last) = compose([Sheet(1, 595, 842, tuple(lines_of(lines)))]).lines
    assert (above.start, last.start) == (Start.PARAGRAPH, Start.PARAGRAPH)

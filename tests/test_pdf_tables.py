"""PDF tables: ruled cells, merged ones, and tables that go on over pages."""

from __future__ import annotations

from collections.abc import Iterable

from parsers.readers import pdf
from parsers.readers.reading import Reading
from parsers.source import Line
from pdf_made import Page
from pdf_made import pdf as made
from readings import assert_sound, body, cells, codes_of

COLUMNS = (80.0, 140.0, 180.0, 320.0, 420.0, 520.0)
HEAD = ((0, 0, "类别"), (1, 0, "序号"), (2, 0, "指标"), (3, 0, "牵头单位"), (4, 0, "配合单位"))


def read(*pages: Page) -> Reading:
    reading = pdf.read("任务表.pdf", made(*pages))
    assert_sound(reading)
    return reading


def rows(reading: Reading) -> list[list[str]]:
    """The rows as a person reads them: a merged cell says the same in every row it covers."""
    return [cells(line, reading.lines) for line in reading.lines if line.row is not None]


def carried(line: Line) -> list[int]:
    assert line.row is not None
    return [cell.column for cell in line.row.cells if cell.carried]


def page(
    heights: Iterable[float],
    texts: Iterable[tuple[int, int, str]],
    *,
    open_below: Iterable[tuple[int, int]] = (),
    top: float = 100.0,
    header: bool = True,
) -> Page:
    """A page with one table: ``heights`` of its rows, the header's 20 points before them."""
    edges = [top]
    for height in [20.0, *heights] if header else heights:
        edges.append(edges[-1] + height)
    return Page().table(COLUMNS, edges, [*(HEAD if header else ()), *texts], open_below=open_below)


def row(
    at: int, number: int, name: str, lead: str = "", support: str = ""
) -> list[tuple[int, int, str]]:
    return [(1, at, str(number)), (2, at, name), (3, at, lead), (4, at, support)]


def test_cells_are_parted_by_tabs_and_cut_out_again() -> None:
    reading = read(
        page(
            [20, 20],
            [*row(1, 1, "人均产值", "县发改局", "县统计局"), *row(2, 2, "税收", "县财政局")],
        )
    )
    assert body(reading) == [
        "类别\t序号\t指标\t牵头单位\t配合单位",
        "\t1\t人均产值\t县发改局\t县统计局",
        "\t2\t税收\t县财政局\t",
    ]
    assert [line.row.table for line in reading.lines if line.row] == [1, 1, 1]


def test_text_around_a_table_is_text() -> None:
    made_page = page([20], row(1, 1, "人均产值"))
    made_page.text(80, 80, "附件1").text(80, 180, "注：以上为年度目标。")
    reading = read(made_page)
    assert [bool(line.row) for line in reading.lines] == [False, True, True, False]


def test_wrapped_text_in_a_cell_is_joined_and_paragraphs_are_kept_apart() -> None:
    # Ten characters of 12 points fill the cell of 140 points with its white of 5.
    wrapped = "改造老旧小区五十六个\n、惠及居民"
    stacked = "县发改局\n县财政局"
    reading = read(page([40], row(1, 1, wrapped, stacked)))
    (line,) = [line.text for line in reading.lines[1:]]
    assert line == "\t1\t改造老旧小区五十六个、惠及居民\t县发改局\v县财政局\t"


def test_units_one_below_the_other_in_a_centred_cell_are_kept_apart() -> None:
    # The cell of 100 points has room for 7.5 characters of 12; 16 points below is the next line.
    stacked, wrapped = (
        ("区发展改革委", "区教育局"),
        ("区发展改革局、", "区教育体育局、", "区财政局"),
    )
    made_page = page([40, 56], [*row(1, 1, "产值"), *row(2, 2, "升学")])
    for top, lines in ((134, stacked), (174, wrapped)):
        for at, text in enumerate(lines):
            made_page.text(370 - 6 * len(text), top + 16 * at, text, 12)
    assert body(read(made_page))[1:] == [
        "\t1\t产值\t区发展改革委\v区教育局\t",
        "\t2\t升学\t区发展改革局、区教育体育局、区财政局\t",
    ]


def test_a_merged_cell_is_written_once_and_carried_down() -> None:
    texts = [
        (0, 1, "经济"),
        *row(1, 1, "产值", "县发改局"),
        *row(2, 2, "税收"),
        *row(3, 3, "外贸", "县商务局"),
    ]
    reading = read(page([20, 20, 20], texts, open_below=[(0, 1), (0, 2), (3, 1)]))
    assert [line.text for line in reading.lines[1:]] == [
        "经济\t1\t产值\t县发改局\t",
        "\t2\t税收\t\t",
        "\t3\t外贸\t县商务局\t",
    ]
    assert rows(reading)[2] == ["经济", "2", "税收", "县发改局", ""]
    assert [carried(line) for line in reading.lines] == [[], [], [0, 3], [0]]


def test_a_cell_over_several_columns_is_one_cell() -> None:
    made_page = Page().box(80, 100, 440, 40)
    made_page.rule(80, 120, 520, 120).rule(300, 120, 300, 140)
    made_page.text(85, 114, "一、综合", 12).text(85, 134, "产值", 12).text(305, 134, "5分", 12)
    reading = read(made_page)
    assert body(reading) == ["一、综合", "产值\t5分"]
    first = reading.lines[0].row
    assert first is not None
    assert [(cell.column, cell.width) for cell in first.cells] == [(0, 2)]


def test_borders_drawn_as_thin_bars_or_dashes_rule_as_well() -> None:
    made_page = Page()
    for y in (100, 120, 140):
        made_page.box(80, y, 200, 0.5, "f")
    for x in (80, 180, 280):
        for dash in range(100, 140, 4):
            made_page.rule(x, dash, x, dash + 2.5)
    for at, text in enumerate(("指标", "分值", "产值", "5分")):
        made_page.text(85 + at % 2 * 100, 114 + at // 2 * 20, text, 12)
    assert body(read(made_page)) == ["指标\t分值", "产值\t5分"]


def test_open_sides_are_sides() -> None:
    made_page = Page()
    for y in (100, 120, 140):
        made_page.rule(80, y, 380, y)
    for x in (180, 280):
        made_page.rule(x, 100, x, 140)
    for at, text in enumerate(("指标", "分值", "单位", "产值", "5分", "县财政局")):
        made_page.text(85 + at % 3 * 100, 114 + at // 3 * 20, text, 12)
    assert body(read(made_page)) == ["指标\t分值\t单位", "产值\t5分\t县财政局"]


def test_a_frame_and_lines_under_text_are_no_table() -> None:
    framed = Page().box(60, 60, 480, 700).lines(["一、综合", "二、创新"])
    framed.rule(80, 124, 160, 124).rule(80, 300, 520, 300)
    assert [line.row for line in read(framed).lines] == [None, None]


def test_upright_letters_one_below_the_other_are_one_word() -> None:
    reading = read(page([70], [(0, 1, "经\n济\n发\n展"), *row(1, 1, "产值")]))
    assert reading.lines[1].text.startswith("经济发展\t1\t产值")


class TestOverPages:
    def test_a_repeated_header_and_one_number_for_the_table(self) -> None:
        reading = read(page([20], row(1, 1, "产值")), page([20], row(1, 2, "税收")))
        told = [line.row for line in reading.lines if line.row]
        assert [one.table for one in told] == [1] * 4
        assert [one.header for one in told] == [True, False, True, False]

    def test_other_columns_make_another_table(self) -> None:
        other = Page().table((80, 300, 520), (100, 120, 140), [(0, 0, "单位"), (0, 1, "县财政局")])
        reading = read(page([20], row(1, 1, "产值")), other)
        assert [line.row.table for line in reading.lines if line.row] == [1, 1, 2, 2]

    def test_a_row_broken_by_the_page_is_joined(self) -> None:
        reading = read(
            page(
                [20, 20],
                [*row(1, 1, "产值", "县发改局"), *row(2, 2, "改造老旧小区五十六个", "县住建局")],
            ),
            page([20, 20], [(2, 1, "、惠及居民"), *row(2, 3, "税收", "县财政局")]),
        )
        assert [one[1:4] for one in rows(reading)] == [
            ["序号", "指标", "牵头单位"],
            ["1", "产值", "县发改局"],
            ["2", "改造老旧小区五十六个、惠及居民", "县住建局"],
            ["序号", "指标", "牵头单位"],
            ["3", "税收", "县财政局"],
        ]
        assert "FJ130" in codes_of(reading)

    def test_a_header_whose_lines_one_page_parts_is_the_same_header(self) -> None:
        parted = [*HEAD[:3], (3, 0, "牵头\n单位"), HEAD[4]]
        reading = read(
            page(
                [36, 20],
                [*parted, *row(1, 1, "改造老旧小区五十六个", "县住建局")],
                header=False,
            ),
            page([20, 20], [(2, 1, "、惠及居民"), *row(2, 2, "税收", "县财政局")]),
        )
        assert [one[1:4] for one in rows(reading)] == [
            ["序号", "指标", "牵头\v单位"],
            ["1", "改造老旧小区五十六个、惠及居民", "县住建局"],
            ["序号", "指标", "牵头单位"],
            ["2", "税收", "县财政局"],
        ]

    def test_a_row_without_a_number_is_not_joined_to_a_finished_one(self) -> None:
        reading = read(
            page([20], row(1, 1, "产值增长", "县发改局")), page([20], [(2, 1, "其中：工业")])
        )
        assert [one[2] for one in rows(reading)] == ["指标", "产值增长", "指标", "其中：工业"]

    def test_a_merged_cell_goes_on_over_the_page(self) -> None:
        reading = read(
            page(
                [20, 20],
                [(0, 1, "经济"), *row(1, 1, "产值"), *row(2, 2, "税收")],
                open_below=[(0, 1)],
            ),
            page([20, 20], [*row(1, 3, "外贸"), *row(2, 4, "工业")], open_below=[(0, 1)]),
        )
        assert [one[0] for one in rows(reading)] == ["类别", "经济", "经济", "类别", "经济", "经济"]
        assert codes_of(reading) == []

    def test_a_merged_cell_whose_text_had_room_does_not_go_on(self) -> None:
        above, below = "县农业农村管局", "县自然资源管局"  # as wide as the cell
        first = page([20, 36], [*row(1, 1, "产值", "县发改局"), *row(2, 2, "税收\n绿化")])
        second = [*row(1, 3, "外贸", below), *row(2, 4, "工业")]
        reading = read(first.text(325, 162, above, 12), page([20, 20], second, open_below=[(3, 1)]))
        assert [one[3] for one in rows(reading)[2:]] == [above, "牵头单位", below, below]

    def test_a_lone_empty_cell_after_the_page_is_a_guess_that_is_told(self) -> None:
        first = [*row(1, 1, "产值", "县发改局", "县统计局"), *row(2, 2, "税收", "", "县税务局")]
        last = row(3, 3, "外贸", "县商务局", "县统计局")
        second = [*row(1, 4, "工业", "", "县工信局"), *row(2, 5, "农业", "县农业局", "县水利局")]
        reading = read(page([20] * 3, [*first, *last], open_below=[(3, 1)]), page([20, 20], second))
        assert [one[3] for one in rows(reading)[-2:]] == ["县商务局", "县农业局"]
        assert "FJ131" in codes_of(reading)

    def test_where_the_column_has_empty_cells_it_stays_empty_and_is_told(self) -> None:
        first = [*row(1, 1, "产值", "县发改局", "县统计局"), *row(2, 2, "税收", "", "县税务局")]
        last = [*row(3, 3, "外贸"), *row(4, 4, "外资", "县商务局", "县统计局")]
        second = [*row(1, 5, "工业", "", "县工信局"), *row(2, 6, "农业", "县农业局", "县水利局")]
        reading = read(page([20] * 4, [*first, *last], open_below=[(3, 1)]), page([20, 20], second))
        assert [one[3] for one in rows(reading)[-2:]] == ["", "县农业局"]
        assert "FJ132" in codes_of(reading)

"""PDF: lines as they stand on the page, paragraphs by geometry, nothing lost without a word."""

from __future__ import annotations

from pathlib import Path

import pytest

from parsers.errors import MissingPartError, UnreadableError
from parsers.readers import pdf, scan
from parsers.readers.reading import Reading
from parsers.source import Layer, Start
from pdf_made import A4, LANDSCAPE, Page
from pdf_made import pdf as made
from readings import assert_sound, body, codes_of, layer

# As many characters as fill a line of these pages, 16 points each.
FULL = "为确保开好局起好步根据县委经济工作会议和县人大会议确定的"
assert len(FULL) == 28


def read(*pages: Page) -> Reading:
    reading = pdf.read("通知.pdf", made(*pages))
    assert_sound(reading)
    return reading


def paragraphs(reading: Reading) -> list[str]:
    """The body with wrapped lines joined, as the reader of notices joins them."""
    joined: list[str] = []
    for line in reading.lines:
        if line.layer is Layer.BODY:
            if line.start is Start.WRAP:
                joined[-1] += line.text
            else:
                joined.append(line.text)
    return joined


@pytest.fixture
def without_recognition(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "is_installed", lambda: False)


class TestParagraphs:
    def test_a_wrapped_line_goes_on_and_an_indented_one_begins(self) -> None:
        reading = read(
            Page().lines(
                ["　　" + FULL[:26], FULL, "目标。", "　　一、综合", "　　" + FULL[:26], "二、创新"]
            )
        )
        assert [line.start for line in reading.lines] == [
            Start.PARAGRAPH,
            Start.WRAP,
            Start.WRAP,
            Start.PARAGRAPH,
            Start.PARAGRAPH,
            Start.WRAP,  # nothing but its edge tells, and that says: goes on
        ]
        assert reading.lines[0].page == 1

    def test_a_word_that_may_not_be_broken_shortens_the_line_before_it(self) -> None:
        # 7 em are missing on the first line; “12345678.5%。” needs more.
        page = Page().lines(["　　" + FULL[:19], "12345678.5%。达到", "　　" + FULL[:19], "达到"])
        page.lines(["　　" + FULL[:26], FULL], y=400)
        assert [line.start for line in read(page).lines[:4]] == [
            Start.PARAGRAPH,
            Start.WRAP,
            Start.PARAGRAPH,
            Start.PARAGRAPH,
        ]

    def test_a_wider_distance_parts_paragraphs_without_indent(self) -> None:
        page = Page().lines([FULL, FULL]).lines([FULL, FULL, "完。"], y=220)
        assert paragraphs(read(page)) == [FULL * 2, FULL * 2 + "完。"]

    def test_a_paragraph_goes_on_over_the_page_and_its_furniture(self) -> None:
        pages = []
        for number in (1, 2, 3):
            page = Page().text(240, 60, "石桥县目标分解", 10.5)
            page.lines(["　　" + FULL[:26], *[FULL] * 4])
            page.text(280, 800, f"— {number} —", 14)
            pages.append(page)
        reading = read(*pages)
        assert layer(reading, Layer.HEADER) == ["石桥县目标分解"] * 3
        assert layer(reading, Layer.FOOTER) == ["— 1 —", "— 2 —", "— 3 —"]
        assert len(paragraphs(reading)) == 3
        flowing = [Page().lines([FULL] * 3), Page().lines([FULL, "完。"])]
        assert paragraphs(read(*flowing)) == [FULL * 4 + "完。"]

    def test_lines_at_the_page_edge_that_repeat_but_stand_in_the_text_are_text(self) -> None:
        pages = [
            Page().lines(["　　责任单位：县财政局", f"　　{n}.某项工作", "　　" + FULL[:10]])
            for n in (1, 2, 3)
        ]
        assert len(body(read(*pages))) == 9

    def test_a_page_number_alone_is_told_by_its_form_and_distance(self) -> None:
        reading = read(Page().lines(["　　一、综合", "　　完。"]).text(280, 800, "- 1 -", 14))
        assert layer(reading, Layer.FOOTER) == ["- 1 -"]

    def test_a_title_over_two_lines_is_one_and_other_centred_lines_are_their_own(self) -> None:
        page = Page()
        for y, text, size in (
            (100, "平顶山市卫东区人民政府文件", 30),
            (150, "平卫政〔2021〕9号", 16),
            (200, "平顶山市卫东区人民政府关于分解落实经济", 22),
            (232, "社会发展责任目标的通知", 22),
            (264, "（摘要）", 22),
        ):
            width = size * sum(0.5 if c.isascii() else 1 for c in text)
            page.text((A4[0] - width) / 2, y, text, size)
        page.lines(["　　" + FULL[:26], FULL], y=320)
        assert paragraphs(read(page))[:3] == [
            "平顶山市卫东区人民政府文件",
            "平卫政〔2021〕9号",
            "平顶山市卫东区人民政府关于分解落实经济社会发展责任目标的通知",
        ]
        assert "（摘要）" in paragraphs(read(page))

    def test_signature_lines_at_the_right_edge_begin_paragraphs(self) -> None:
        page = Page().lines(["　　" + FULL[:26], FULL])
        page.text(400, 176, "卫东区人民政府", 16).text(432, 204, "2021年5月", 16)
        page.text(80, 232, "（此件公开发布）", 16)
        assert [line.start for line in read(page).lines[2:]] == [Start.PARAGRAPH] * 3

    def test_a_list_with_hanging_lines_is_joined(self) -> None:
        page = Page().lines(["　　" + FULL[:26], FULL] * 3)
        page.text(112, 400, "附件：" + FULL[:23], 16).text(160, 428, "任务分解表", 16)
        assert paragraphs(read(page))[-1] == "附件：" + FULL[:23] + "任务分解表"

    def test_all_labels_are_set_for_the_widest(self) -> None:
        units = "县农业农村局、县水利局、县林业局、县统计局、县"
        page = Page()
        for y in (100, 200):
            page.text(112, y, "协同责任单位：" + units[:19], 16)
            page.text(224, y + 24, units[19:] + "气象局", 16)
        page.text(112, 300, "责任单位：" + units[:18] + "国家统计", 16)
        page.text(224, 324, "局调查队", 16).text(112, 360, "完成时限：12月底前", 16)
        assert paragraphs(read(page))[-2:] == [
            "责任单位：" + units[:18] + "国家统计局调查队",
            "完成时限：12月底前",
        ]

    def test_short_lines_without_any_full_one_are_not_joined(self) -> None:
        texts = ["责任单位：县财政局、县发改局", "一、综合", "1.人均产值。（4分）"]
        assert paragraphs(read(Page().lines(texts))) == texts


class TestLines:
    def test_order_in_a_line_is_by_place_not_by_time(self) -> None:
        page = Page().text(160, 100, "单位：").text(80, 100, "牵头责任").text(208, 100, "县财政局")
        assert body(read(page)) == ["牵头责任 单位：县财政局"]

    def test_narrow_white_is_no_space_wide_white_is_a_tab(self) -> None:
        page = Page().text(80, 100, "截至").text(116, 100, "2021").text(152, 100, "年")
        page.text(80, 200, "区政府办公室").text(380, 200, "2021年5月17日印发")
        page.text(80, 300, "target").text(140, 300, "value")
        assert body(read(page)) == [
            "截至2021年",
            "区政府办公室\t2021年5月17日印发",
            "target value",
        ]

    def test_real_spaces_stay(self) -> None:
        assert body(read(Page().text(80, 100, "县发改局 县财政局　县水利局"))) == [
            "县发改局 县财政局　县水利局"
        ]

    def test_letters_drawn_apart_are_one_word(self) -> None:
        page = Page()
        for at, character in enumerate("县人民政府"):
            page.text(100 + at * 40, 100, character, 22)
        assert body(read(page)) == ["县人民政府"]

    def test_small_raised_letters_stay_in_their_line(self) -> None:
        page = Page().text(80, 100, "面积100m").text(144, 94, "2", 9).text(149, 100, "以上")
        assert body(read(page)) == ["面积100m2以上"]

    def test_two_small_lines_beside_a_big_word_are_not_mixed(self) -> None:
        page = Page().text(80, 100, "县发改局").text(80, 124, "县财政局")
        page.text(200, 118, "文件", 40)
        lines = body(read(page))
        assert sorted("".join(lines).replace("\t", "")) == sorted("县发改局县财政局文件")
        assert all("县发改局" in line or "县财政局" in line or line == "文件" for line in lines)

    def test_bold_made_by_printing_twice_is_read_once(self) -> None:
        page = Page().text(80, 100, "人人参与").text(82.5, 100, "人人参与")
        assert body(read(page)) == ["人人参与"]

    def test_radicals_and_rare_characters_are_kept_as_read(self) -> None:
        assert body(read(Page().text(80, 100, "⼈⺠：①Ⅲ㎡〔2021〕—…"))) == ["⼈⺠：①Ⅲ㎡〔2021〕—…"]


class TestColumns:
    HALF = "各级各部门要认真组织实施全年"  # fills a column of 14 characters

    def test_running_text_in_two_columns_is_read_column_by_column(self) -> None:
        page = Page().text(190, 60, "政府公报二〇二一年", 22)
        page.lines(["　　左" + self.HALF[:11], *[self.HALF] * 6], x=60, y=120)
        page.lines([self.HALF, self.HALF[:8], "　　右" + self.HALF[:11], *[self.HALF] * 4], x=316)
        page.text(60, 500, "本期共四十八页，由政府办公室主办，国内统一刊号略", 16)
        reading = read(page)
        assert paragraphs(reading) == [
            "政府公报二〇二一年",
            "左" + self.HALF[:11] + self.HALF * 7 + self.HALF[:8],
            "右" + self.HALF[:11] + self.HALF * 4,
            "本期共四十八页，由政府办公室主办，国内统一刊号略",
        ]

    def test_short_entries_side_by_side_stay_in_their_lines(self) -> None:
        page = Page()
        for at in range(8):
            page.text(80, 100 + 28 * at, "县财政局科室"[: 2 + at % 5]).text(
                340, 100 + 28 * at, "5分"
            )
        assert all("\t5分" in text for text in body(read(page)))


class TestDirections:
    @pytest.mark.parametrize("angle", [90, 180, 270])
    def test_a_page_whose_text_is_turned_is_read_upright(self, angle: int) -> None:
        page = Page()
        places = {90: (100, 600, 28, 0), 180: (500, 200, 0, -28), 270: (400, 100, -28, 0)}
        x, y, across, down = places[angle]
        for at, text in enumerate(["一、综合", "1.人均产值", "完"]):
            page.text(x + at * across, y + at * down, text, angle=angle)
        assert body(read(page)) == ["一、综合", "1.人均产值", "完"]

    def test_a_size_below_nothing_draws_upside_down(self) -> None:
        page = Page().text(500, 700, "一、综合", size=-16.0).text(500, 660, "二、财政", size=-16.0)
        assert body(read(page)) == ["一、综合", "二、财政"]

    def test_the_rotate_entry_turns_nothing_twice(self) -> None:
        page = Page(size=A4, rotate=90)
        for at, text in enumerate(["一、综合", "1.人均产值"]):
            page.text(100 + at * 28, 600, text, angle=90)
        assert body(read(page)) == ["一、综合", "1.人均产值"]

    def test_a_page_number_on_the_short_side_of_a_landscape_page_is_a_footer(self) -> None:
        page = (
            Page(size=LANDSCAPE).lines(["　　" + FULL, FULL]).text(810, 320, "— 3 —", 14, angle=90)
        )
        reading = read(page)
        assert layer(reading, Layer.FOOTER) == ["— 3 —"]
        assert len(body(reading)) == 2

    def test_a_slanted_watermark_is_kept_apart(self) -> None:
        page = Page().lines(["　　" + FULL[:26], FULL]).text(150, 600, "内部资料", 60, angle=45)
        reading = read(page)
        assert "".join(layer(reading, Layer.FURNITURE)) == "内部资料"
        assert len(body(reading)) == 2

    def test_a_page_all_of_which_is_slanted_is_read(self) -> None:
        page = Page()
        for at, text in enumerate(["一、综合", "1.人均产值", "责任单位：区统计局"]):
            page.text(80 + at, 120 + 28 * at, text, angle=-3)
        reading = read(page)
        assert body(reading) == ["一、综合", "1.人均产值", "责任单位：区统计局"]
        assert not layer(reading, Layer.FURNITURE)


@pytest.mark.usefixtures("without_recognition")
class TestWhatIsNotRead:
    def test_text_off_the_page_is_told(self) -> None:
        reading = read(Page().lines(["一、综合"]).text(700, 300, "出血区文字"))
        assert body(reading) == ["一、综合"]
        assert codes_of(reading) == ["FJ128"]

    def test_invisible_text_on_a_page_with_text_is_told(self) -> None:
        reading = read(Page().lines(["一、综合"]).text(80, 300, "看不见", mode=3))
        assert body(reading) == ["一、综合"]
        assert codes_of(reading) == ["FJ126"]
        assert "看不见" in reading.findings[0].message

    def test_invisible_text_over_a_scan_is_read_with_a_warning(self) -> None:
        page = Page().fill_with_picture(1, 1, b"\xff\xff\xff")
        for at in range(8):
            page.text(80, 100 + 28 * at, FULL[:20], mode=3)
        reading = read(page)
        assert body(reading) == [FULL[:20]] * 8
        assert codes_of(reading) == ["FJ127"]

    def test_a_scanned_page_among_others_is_an_error_that_names_it(self) -> None:
        reading = read(Page().lines(["一、综合"]), Page().fill_with_picture(1, 1, b"\x00\x00\x00"))
        assert body(reading) == ["一、综合"]
        (finding,) = reading.findings
        assert finding.code.id == "FJ120"
        assert "第2页" in finding.message
        assert ".[ocr]" in finding.message

    def test_a_picture_beside_text_and_text_laid_over_the_page_are_told(self) -> None:
        page = Page(note="同意，请办理").lines(["　　" + FULL[:26], FULL, FULL])
        page.fill_with_picture(1, 1, b"\x00\x00\x00", share=0.2)
        reading = read(page)
        assert sorted(codes_of(reading)) == ["FJ129", "FJ133"]
        assert any("同意，请办理" in finding.message for finding in reading.findings)

    def test_a_file_of_nothing_but_entries_says_how_to_print_them_into_the_page(self) -> None:
        with pytest.raises(UnreadableError, match=r"表单.*打印为 PDF"):
            read(Page(note="同意，请办理"))

    def test_a_file_of_scans_says_how_to_install_what_is_missing(self) -> None:
        with pytest.raises(MissingPartError, match=r"pip install .*\.\[ocr\]"):
            read(Page().fill_with_picture(1, 1, b"\x00\x00\x00"))

    def test_private_characters_are_marked_where_they_stand(self) -> None:
        reading = read(Page().lines(["　　目标\ue123达到", "　　" + FULL[:26], FULL]))
        (finding,) = reading.findings
        assert finding.code.id == "FJ125"
        (span,) = finding.spans
        assert reading.lines[span.line - 1].text[span.start : span.end] == "\ue123"

    def test_a_page_of_private_characters_counts_as_unread(self) -> None:
        reading = read(Page().lines(["一、综合"]), Page().lines(["\ue001\ue002\ue003\ue004\ue005"]))
        assert body(reading) == ["一、综合"]
        assert codes_of(reading) == ["FJ121"]


class TestRefused:
    @pytest.mark.parametrize(
        ("data", "words"),
        [
            (b"", "不是 PDF"),
            (b"PK\x03\x04", "不是 PDF"),
            (b"%PDF-1.7\n", "已损坏"),
            (made(Page().lines(["一、综合"]))[:-200], "不完整"),
            (made(Page()), "没有文字"),
            (made(Page().text(80, 100, "看不见", mode=3)), "都看不见"),
            (made(Page().text(700, 100, "出血区文字")), "都看不见"),
        ],
    )
    def test_what_cannot_be_read_says_why(self, data: bytes, words: str) -> None:
        with pytest.raises(UnreadableError, match=words) as caught:
            pdf.read("通知.pdf", data)
        assert "通知.pdf" in str(caught.value)

    def test_a_password(self, monkeypatch: pytest.MonkeyPatch) -> None:
        import pypdfium2
        from pypdfium2 import raw

        def refuse(_: bytes) -> None:
            raise pypdfium2.PdfiumError("password", err_code=raw.FPDF_ERR_PASSWORD)

        monkeypatch.setattr(pypdfium2, "PdfDocument", refuse)
        with pytest.raises(UnreadableError, match="密码"):
            pdf.read("通知.pdf", made(Page().lines(["一、综合"])))

    def test_too_many_characters(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(pdf, "MAX_CHARACTERS", 5)
        with pytest.raises(UnreadableError, match="万字"):
            pdf.read("通知.pdf", made(Page().lines(["一、综合"]), Page().lines(["二、农业"])))

    def test_too_many_pages(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(pdf, "MAX_PAGES", 1)
        with pytest.raises(UnreadableError, match="2页"):
            pdf.read("通知.pdf", made(Page().lines(["一"]), Page().lines(["二"])))


def test_a_number_in_smaller_letters_is_part_of_its_paragraph() -> None:
    page = Page().text(112, 120, "（一）", 10.5).text(143.5, 120, FULL[:24])
    page.lines([FULL, "目标。"], y=148)
    assert paragraphs(read(page)) == [f"（一）{FULL[:24]}{FULL}目标。"]


def test_the_same_bytes_give_the_same_reading() -> None:
    data = made(Page().lines(["　　" + FULL[:26], FULL]), Page().lines([FULL]))
    assert pdf.read("a.pdf", data) == pdf.read("a.pdf", data)


def test_a_notice_with_hard_wraps_comes_out_in_whole_paragraphs(shared_corpus: Path) -> None:
    reading = pdf.read("shiqiao-2021.pdf", (shared_corpus / "shiqiao-2021.pdf").read_bytes())
    assert_sound(reading)
    texts = paragraphs(reading)
    assert len(texts) == 74
    assert "石桥县人民政府关于分解下达2021年度重点目标任务的通知" in texts
    assert layer(reading, Layer.FOOTER) == [f"— {n} —" for n in range(1, 10)]
    numbered = [text for text in texts if text[0].isdigit() and not text.startswith("2021年")]
    assert len(numbered) == 30
    assert all(text.endswith("分）。") for text in numbered)

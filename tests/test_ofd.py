"""OFD: text by its places, tables by their strokes, and every page told that has no text."""

from __future__ import annotations

import io
from typing import Any

import pytest

from ofd_made import LEFT, NS, SIZE, content, made, stroke, text
from parsers.errors import MissingPartError, UnreadableError
from parsers.readers import ofd, scan
from parsers.readers.layout import Sheet
from parsers.readers.layout_text import TextLine
from parsers.readers.ofd_objects import deltas
from parsers.readers.reading import Reading
from parsers.source import Layer, Start
from readings import assert_sound, assert_survives, body, cells, codes_of, layer


def read(data: bytes) -> Reading:
    reading = ofd.read("通知.ofd", data)
    assert_sound(reading)
    return reading


WORDS = "为深入贯彻落实上级部署要求确保全年目标任务如期完成现将有关事项通知如下请认真抓好落实"


def notice_page() -> str:
    first, rest = WORDS[:26], WORDS[26:]
    return (
        text(60, 40, "县政府关于下达目标的通知")
        + text(LEFT + 2 * SIZE, 60, first)
        + text(LEFT, 70.2, rest)
        + text(LEFT + 2 * SIZE, 80.4, "1.生产总值增长7%。（4分）")
        + text(LEFT + 2 * SIZE, 90.6, "责任单位：县发改委")
    )


def test_lines_and_paragraphs_come_from_the_places() -> None:
    reading = read(made([notice_page()]))
    assert body(reading) == [
        "县政府关于下达目标的通知", WORDS[:26], WORDS[26:],
        "1.生产总值增长7%。（4分）", "责任单位：县发改委",
    ]  # fmt: skip
    assert [line.start for line in reading.lines] == [
        Start.PARAGRAPH, Start.PARAGRAPH, Start.WRAP, Start.PARAGRAPH, Start.PARAGRAPH,
    ]  # fmt: skip
    assert reading.pages == 1
    assert {line.page for line in reading.lines} == {1}
    assert reading.findings == ()


def test_the_order_is_that_of_the_page_not_of_the_file() -> None:
    lines = [text(LEFT, 40 + 10 * at, f"第{at}行的文字") for at in (3, 1, 2, 0)]
    assert body(read(made(["".join(lines)]))) == [f"第{at}行的文字" for at in range(4)]


@pytest.mark.parametrize(
    ("written", "count", "expected"),
    [
        ("g 3 5.6", 3, [5.6, 5.6, 5.6]),
        ("1 g 2 2 3", 4, [1, 2, 2, 3]),
        ("g 1000000000 1", 3, [1, 1, 1]),
        ("g 2", 3, [0, 2]),
        ("x 1 nan inf", 4, [0, 1, 0, 0]),
        (None, 3, []),
        ("g -5 1 2", 3, [2]),
    ],
)
def test_distances(written: str | None, count: int, expected: list[float]) -> None:
    assert deltas(written, count) == expected


def test_a_matrix_moves_and_scales_text() -> None:
    big = (
        '<ofd:TextObject ID="1" Boundary="28 30 100 10" Size="1" CTM="5.6 0 0 5.6 0 0">'
        '<ofd:TextCode X="0" Y="1" DeltaX="g 3 1">放大的字</ofd:TextCode></ofd:TextObject>'
    )
    assert body(read(made([big + text(LEFT, 60, "平常的字")]))) == ["放大的字", "平常的字"]


def test_one_object_a_character_is_still_a_line() -> None:
    objects = "".join(text(LEFT + at * SIZE, 50, c) for at, c in enumerate("一般公共预算收入"))
    assert body(read(made([objects]))) == ["一般公共预算收入"]


def test_text_on_its_side_is_not_mixed_in() -> None:
    turned = text(0, 0, "侧边文字", 'CTM="0 1 -1 0 0 0"').replace('Boundary="0', 'Boundary="200')
    reading = read(made([notice_page() + turned]))
    assert body(reading)[:2] == ["县政府关于下达目标的通知", WORDS[:26]]
    assert "侧边文字" in "".join(line.text for line in reading.lines)


def test_a_watermark_at_a_slant_is_furniture() -> None:
    mark = text(40, 100, "内部使用", 'CTM="0.7 0.7 -0.7 0.7 0 0"')
    assert "内部使用" in "".join(layer(read(made([notice_page() + mark])), Layer.FURNITURE))


def test_ruled_tables_keep_their_cells() -> None:
    columns, rows = [30, 50, 120, 180], [50, 62, 74, 86]
    strokes = "".join(stroke(30, y, 180, y) for y in (50, 62, 86))
    strokes += stroke(50, 74, 180, 74)  # the first column is merged over two rows
    strokes += "".join(stroke(x, 50, x, 86) for x in columns)
    words = [["类别", "指标", "单位"], ["综合", "增长7%", "发改委"], ["", "增长9%", "财政局"]]
    objects = "".join(
        text(columns[c] + 2, rows[r] + 8, word)
        for r, row in enumerate(words)
        for c, word in enumerate(row)
        if word
    )
    reading = read(made([strokes + objects]))
    table = [line for line in reading.lines if line.row]
    found = [[word.replace("\v", "") for word in cells(line, reading.lines)] for line in table]
    assert found[0] == words[0]
    assert [row[1:] for row in found[1:]] == [row[1:] for row in words[1:]]
    assert {row[0] for row in found[1:]} == {"综合"}


def test_templates_and_annotations_are_part_of_the_page() -> None:
    page = content(text(LEFT, 60, "页面文字"), '<ofd:Template TemplateID="7"/>')
    note = (
        f"<ofd:PageAnnot {NS}><ofd:Annot ID='5' Type='Stamp'>"
        f"<ofd:Appearance Boundary='28 100 90 20'>{text(0, 10, '批注文字')}"
        "</ofd:Appearance></ofd:Annot></ofd:PageAnnot>"
    )
    data = made(
        [page],
        '<ofd:TemplatePage ID="7" BaseLoc="Tpls/T.xml"/>',
        "<ofd:Annotations>Annots/A.xml</ofd:Annotations>",
        {
            "Doc_0/Tpls/T.xml": content(text(LEFT, 30, "模板文字")),
            "Doc_0/Annots/A.xml": f"<ofd:Annotations {NS}><ofd:Page PageID='0'><ofd:FileLoc>P.xml"
            "</ofd:FileLoc></ofd:Page></ofd:Annotations>",
            "Doc_0/Annots/P.xml": note,
        },
    )
    assert body(read(data)) == ["模板文字", "页面文字", "批注文字"]


def test_composite_objects_are_opened() -> None:
    unit = (
        f"<ofd:Res {NS}><ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID='4' Width='90' "
        f"Height='9'><ofd:Content>{text(0, 8, '组合文字')}<ofd:CompositeObject ResourceID='4' "
        "Boundary='0 0 1 1'/></ofd:Content></ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits>"
        "</ofd:Res>"
    )
    use = "<ofd:CompositeObject ID='3' ResourceID='4' Boundary='28 40 90 9'/>"
    data = made([use], "<ofd:DocumentRes>R.xml</ofd:DocumentRes>", "", {"Doc_0/R.xml": unit})
    assert "组合文字" in "".join(body(read(data)))


def test_several_documents_in_one_file() -> None:
    entry = (
        f"<ofd:OFD {NS}><ofd:DocBody><ofd:DocRoot>/Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>"
        "<ofd:DocBody><ofd:DocRoot>Doc_0\\Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
    )
    reading = read(made([text(LEFT, 60, "一页文字")], parts={"OFD.xml": entry}))
    assert reading.pages == 2
    assert [line.page for line in reading.lines] == [1, 2]


def test_what_cannot_be_read_is_told() -> None:
    picture = "<ofd:ImageObject ID='3' ResourceID='4' Boundary='0 0 210 297'/>"
    hidden = text(LEFT, 90, "不显示的文字", 'Visible="false"')
    odd = text(LEFT, 100, "乱码\ue123\ue124")
    reading = read(made([text(LEFT, 60, "第一页") + hidden + odd, picture, "<broken"]))
    assert codes_of(reading) == ["FJ158", "FJ149", "FJ159", "FJ160"]
    assert reading.pages == 3


def scanned() -> bytes:
    """One page that is a picture, and where the picture stands in the package."""
    pil = pytest.importorskip("PIL.Image")
    out = io.BytesIO()
    pil.new("RGB", (40, 60), "white").save(out, "PNG")
    picture = "<ofd:ImageObject ID='3' ResourceID='4' Boundary='0 0 210 297'/>"
    resources = (
        f"<ofd:Res {NS} BaseLoc='Res'><ofd:MultiMedias><ofd:MultiMedia ID='4' Type='Image'>"
        "<ofd:MediaFile>a.png</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias></ofd:Res>"
    )
    parts: dict[str, bytes | str] = {"Doc_0/R.xml": resources, "Doc_0/Res/a.png": out.getvalue()}
    return made([picture], "<ofd:DocumentRes>R.xml</ofd:DocumentRes>", "", parts)


def test_a_page_that_is_a_picture_is_recognised(monkeypatch: pytest.MonkeyPatch) -> None:
    def recognised(picture: Any, number: int) -> Sheet:
        assert picture.shape == (60, 40, 3)
        return Sheet(number, 595.0, 842.0, (TextLine("扫描的文字", 90, 300, 300, 16),))

    monkeypatch.setattr(scan, "is_installed", lambda: True)
    monkeypatch.setattr(scan, "sheet_of", recognised)
    reading = read(scanned())
    assert body(reading) == ["扫描的文字"]
    assert codes_of(reading) == ["FJ123"]


def test_a_scan_without_recognition_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "is_installed", lambda: False)
    with pytest.raises(MissingPartError, match="文字识别"):
        read(scanned())


def test_a_large_picture_beside_text_is_told() -> None:
    picture = "<ofd:ImageObject ID='3' ResourceID='4' Boundary='20 100 170 100'/>"
    seal = "<ofd:ImageObject ID='5' ResourceID='6' Boundary='120 220 40 40'/>"
    assert codes_of(read(made([text(LEFT, 60, "第一页") + seal]))) == []
    assert codes_of(read(made([text(LEFT, 60, "第一页") + picture]))) == ["FJ151"]


def test_a_missing_page_is_told() -> None:
    page = '<ofd:Page ID="99" BaseLoc="Pages/none.xml"/>'
    parts: dict[str, bytes | str] = {
        "Doc_0/Document.xml": f"<ofd:Document {NS}><ofd:CommonData/><ofd:Pages>"
        f'<ofd:Page ID="0" BaseLoc="Pages/Page_0/Content.xml"/>{page}</ofd:Pages></ofd:Document>'
    }
    reading = read(made([text(LEFT, 60, "第一页")], parts=parts))
    assert codes_of(reading) == ["FJ160"]
    assert "第2页" in reading.findings[0].message


def test_attachments_inside_are_told() -> None:
    data = made(
        [text(LEFT, 60, "第一页")],
        after="<ofd:Attachments>Attachs/A.xml</ofd:Attachments>",
        parts={
            "Doc_0/Attachs/A.xml": f"<ofd:Attachments {NS}>"
            "<ofd:Attachment ID='1' Name='任务表.xlsx'><ofd:FileLoc>t.xlsx</ofd:FileLoc>"
            "</ofd:Attachment></ofd:Attachments>"
        },
    )
    reading = read(data)
    assert codes_of(reading) == ["FJ161"]
    assert "任务表.xlsx" in reading.findings[0].message


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        ({"OFD.xml": f"<ofd:OFD {NS}/>"}, "里没有一页"),
        ({"OFD.xml": "<not"}, "已损坏"),
        ({"OFD.xml": f"<ofd:OFD {NS}><ofd:DocBody><ofd:DocRoot>x</ofd:DocRoot></ofd:DocBody>"
                     "</ofd:OFD>"}, "加密"),
        ({"OFD.xml": "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///x'>]><a>&b;</a>"}, "实体"),
        ({"Doc_0/Pages/Page_0/Content.xml": "<not"}, "已损坏"),
    ],
)  # fmt: skip
def test_what_is_no_document_is_refused(parts: dict[str, bytes | str], says: str) -> None:
    with pytest.raises(UnreadableError, match=says):
        read(made([text(LEFT, 60, "第一页")], parts=parts))


def test_deep_nesting_is_read_or_refused() -> None:
    deep = "<ofd:PageBlock>" * 100 + text(LEFT, 60, "深处") + "</ofd:PageBlock>" * 100
    assert body(read(made([deep + text(LEFT, 80, "浅处")]))) == ["深处", "浅处"]
    deeper = "<ofd:PageBlock>" * 5000 + text(LEFT, 60, "深处") + "</ofd:PageBlock>" * 5000
    reading = read(made([text(LEFT, 60, "第一页"), deeper]))
    assert codes_of(reading) == ["FJ160"]


def test_damage_is_read_or_refused() -> None:
    assert_survives(ofd.read, made([notice_page(), notice_page()]), 60)


def test_damage_inside_a_page_is_read_or_refused() -> None:
    page = content(notice_page() + stroke(30, 50, 180, 50)).encode()
    parts = "Doc_0/Pages/Page_0/Content.xml"

    def changed(name: str, broken: bytes) -> Reading:
        return ofd.read(name, made(["", text(LEFT, 60, "第二页")], parts={parts: broken}))

    assert_survives(changed, page, 80)

"""Whatever arrives under the name of a docx is read or refused with a clear message."""

from __future__ import annotations

import io
import random
import zipfile

import pytest

from docx_made import W, docx, element, p, package, r, tbl, tc, tr
from parsers.errors import FenjieError, UnreadableError
from parsers.readers import docx_stream, reading
from parsers.readers import package as package_module
from parsers.readers.docx import read
from parsers.readers.docx_package import CHUNK

NAME = "通知.docx"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def texts(data: bytes) -> list[str]:
    return [line.text for line in read(NAME, data).lines]


def part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        return opened.read(name).decode()


def replaced(data: bytes, name: str, content: str | bytes | None) -> bytes:
    """The package with one part changed, or left out."""
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        files: dict[str, str | bytes] = {one: opened.read(one) for one in opened.namelist()}
    files.pop(name, None)
    if content is not None:
        files[name] = content
    return package(files)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "空文件"),
        (b"\xe5\x85\xb3\xe4\xba\x8e", "不是 docx"),
        (b"<html>", "另存为 .docx"),
        (OLE, "旧版 Word"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "密码"),
        (docx(p("甲"))[:-40], "损坏"),
        (docx(p("甲"))[:200], "损坏"),
        (package({"a.txt": "甲"}), "没有正文"),
        (package({"xl/workbook.xml": "<workbook/>"}), "Excel"),
        (package({"ppt/presentation.xml": "<p/>"}), "PowerPoint"),
        (docx(p("甲"), root="w:hdr"), "不是 Word 文档"),
        (replaced(docx(p("甲")), "word/document.xml", ""), "正文已损坏"),
        (replaced(docx(p("甲")), "word/document.xml", "<w:document>"), "正文已损坏"),
        (
            replaced(docx(p("甲")), "word/document.xml", element("w:document", "<w:p>")[:-20]),
            "损坏",
        ),
    ],
)
def test_what_cannot_be_read_is_refused_in_chinese(data: bytes, says: str) -> None:
    with pytest.raises(UnreadableError, match=says) as error:
        read(NAME, data)
    assert NAME in str(error.value)


@pytest.mark.parametrize("main", ["word/document.xml", "word/document2.xml", "Word/Doc.xml"])
def test_the_body_is_where_the_package_says(main: str) -> None:
    assert texts(docx(p("甲"), main=main)) == ["甲"]


def test_a_body_in_its_usual_place_needs_no_relationships() -> None:
    lost = replaced(docx(p("甲")), "_rels/.rels", None)
    broken = replaced(docx(p("甲")), "_rels/.rels", "<Relationships")

    assert texts(lost) == texts(broken) == ["甲"]


def test_names_with_backslashes_as_some_programs_write_them_are_found() -> None:
    data = docx(p("甲"))
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        files = {name.replace("/", "\\"): opened.read(name) for name in opened.namelist()}

    assert texts(package(files)) == ["甲"]


def test_the_strict_form_of_the_standard_reads_alike_wherever_its_pieces_are_cut() -> None:
    for filling in range(0, 200, 7):
        long = "甲" * (CHUNK // 3 - 120 + filling)
        body = p(long) + f'<w:p xmlns:w="{W}"><w:r><w:t>乙</w:t></w:r></w:p>'
        data = docx(body)
        strict = part(data, "word/document.xml").replace(W, STRICT)

        assert texts(replaced(data, "word/document.xml", strict)) == [long, "乙"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "gb18030"])
def test_the_body_may_be_in_any_encoding_it_declares(encoding: str) -> None:
    data = docx(p("责任单位：区财政局"))
    body = part(data, "word/document.xml").replace("UTF-8", encoding)

    assert texts(replaced(data, "word/document.xml", body.encode(encoding))) == [
        "责任单位：区财政局"
    ]


@pytest.mark.parametrize("name", ["styles", "numbering", "settings", "footnotes"])
def test_a_damaged_part_beside_the_body_is_told_and_the_body_read(name: str) -> None:
    note = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    result = read(NAME, docx(p("甲", note), parts={name: "<w:broken"}))

    assert [line.text for line in result.lines] == ["甲"]
    assert "FJ111" in {finding.code.id for finding in result.findings}


# --- hostile files --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE x [<!ENTITY a "甲"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
    ],
)
def test_entities_are_refused_and_nothing_outside_is_opened(doctype: str) -> None:
    body = element("w:document", f"<w:body>{p(r('&a;') if 'ENTITY' in doctype else '甲')}</w:body>")
    declared = body.replace("?>", f"?>{doctype}", 1)

    with pytest.raises(UnreadableError):
        read(NAME, replaced(docx(""), "word/document.xml", declared))


def test_an_external_relationship_is_not_followed() -> None:
    data = docx('<w:altChunk r:id="rIdX"/>' + p("甲"))
    links = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rIdX" Type="x/aFChunk" Target="http://127.0.0.1:9/" '
        'TargetMode="External"/></Relationships>'
    )

    assert texts(replaced(data, "word/_rels/document.xml.rels", links)) == ["", "甲"]


@pytest.mark.parametrize("depth", [10, 60, 1000, 5000])
@pytest.mark.parametrize("kind", ["tables", "boxes", "controls", "runs"])
def test_deep_nesting_is_read_or_refused(kind: str, depth: int) -> None:
    opening, closing = {
        "tables": ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"),
        "boxes": ("<w:p><w:r><w:pict><w:txbxContent>", "</w:txbxContent></w:pict></w:r></w:p>"),
        "controls": ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
        "runs": ("<w:smartTag>", "</w:smartTag>"),
    }[kind]
    inside = p("甲") if kind != "runs" else r("甲")
    body = opening * depth + inside + closing * depth
    data = docx(f"<w:p>{body}</w:p>" if kind == "runs" else body)

    if depth <= 60:
        assert "甲" in "".join(texts(data))
    else:
        with pytest.raises(UnreadableError):
            read(NAME, data)


def test_there_are_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package_module, "MAX_UNPACKED_BYTES", 300_000)
    with pytest.raises(UnreadableError, match="解压后超过"):
        read(NAME, docx(p("甲" * 200_000)))


def test_too_many_lines_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("parsers.readers.docx.MAX_LINES", 1000)
    with pytest.raises(UnreadableError, match="行"):
        read(NAME, docx("<w:p/>" * 1001))
    with pytest.raises(UnreadableError, match="行"):
        read(NAME, docx(p("<w:r>" + "<w:br/>" * 2000 + "</w:r>")))


def test_too_many_characters_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("parsers.readers.docx.MAX_CHARACTERS", 1000)
    assert len(texts(docx(p("甲" * 100) * 10))) == 10
    with pytest.raises(UnreadableError, match="万字"):
        read(NAME, docx(p("甲" * 100) * 11))


def test_too_many_cells_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("parsers.readers.docx.MAX_CELLS", 100)
    with pytest.raises(UnreadableError, match="单元格"):
        read(NAME, docx(tbl(tr(*["甲"] * 20) * 6)))


def test_one_endless_paragraph_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx_stream, "MAX_BLOCK_BYTES", 200_000)
    with pytest.raises(UnreadableError, match="一段或一行表格"):
        read(NAME, docx(p(r("甲") * 10_000)))
    many = texts(docx((p("甲") + tbl(tr("乙"))) * 10_000))
    assert len(many) == 20_000


def test_limits_are_sane() -> None:
    assert docx_stream.MAX_BLOCK_BYTES < reading.MAX_UNPACKED_BYTES


def sample() -> bytes:
    """A document with something of everything, for the fuzzing below."""
    note = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    change = f"<w:ins>{r('新')}</w:ins><w:del><w:r><w:delText>旧</w:delText></w:r></w:del>"
    box = f"<w:r><w:pict><w:txbxContent>{p('框')}</w:txbxContent></w:pict></w:r>"
    merged = tbl(
        tr(tc("甲", properties='<w:gridSpan w:val="2"/><w:vMerge w:val="restart"/>'), "乙"),
        tr(tc(properties="<w:vMerge/>"), tc(tbl(tr("内")))),
    )
    level = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    styles = '<w:style w:styleId="H"><w:basedOn w:val="H"/><w:rPr><w:vanish/></w:rPr></w:style>'
    notes = element("w:footnotes", f'<w:footnote w:id="1">{p("注")}</w:footnote>')
    return docx(
        p("总述", note, num="1") + p(r("责任"), change, box) + merged + p("隐", style="H"),
        numbering=level,
        styles=styles,
        parts={"footnotes": notes},
    )


def attacked(dice: random.Random, data: bytes) -> bytes:
    """The package with bytes changed: in the zip itself, or inside a part packed anew."""
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        files: dict[str, str | bytes] = {name: opened.read(name) for name in opened.namelist()}
    kind = dice.randrange(4)
    if kind == 0:
        return damaged(dice, data)
    name = dice.choice(sorted(files))
    content = files[name]
    assert isinstance(content, bytes)
    if kind == 1:
        files[name] = damaged(dice, content)
    elif kind == 2:  # another value for an attribute, so that the XML stays well-formed
        pieces = content.split(b'"')
        at = dice.randrange(len(pieces))
        pieces[at] = dice.choice([b"", b"-1", b"0", b"99999999999999999999", b"x", pieces[at]])
        files[name] = b'"'.join(pieces)
    else:  # an element moved elsewhere
        pieces = content.split(b"<")
        one, other = dice.randrange(len(pieces)), dice.randrange(len(pieces))
        pieces[one], pieces[other] = pieces[other], pieces[one]
        files[name] = b"<".join(pieces)
    return package(files)


def damaged(dice: random.Random, content: bytes) -> bytes:
    changed = bytearray(content)
    for _ in range(dice.choice((1, 1, 2, 8))):
        if changed:
            changed[dice.randrange(len(changed))] = dice.randrange(256)
    return bytes(changed[: dice.randrange(len(changed))] if dice.randrange(8) == 0 else changed)


@pytest.mark.parametrize("seed", range(4))
def test_no_damage_gets_past_a_clear_message(seed: int) -> None:
    dice, data = random.Random(seed), sample()
    for _ in range(75):
        broken = attacked(dice, data)
        try:
            result = read(NAME, broken)
        except FenjieError:
            continue
        assert [line.number for line in result.lines] == list(range(1, len(result.lines) + 1))
        assert not any({"\n", "\r"} & set(line.text) for line in result.lines)


def test_the_same_file_gives_the_same_reading() -> None:
    assert read(NAME, sample()) == read(NAME, sample())

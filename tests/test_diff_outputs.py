"""对照表.xlsx, 变化说明.docx, 对照.html, 历年对照.xlsx and the command that makes them."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from parsers import parse_notice
from parsers.errors import TemplateError, UsageError
from pipeline.cli import main
from pipeline.diff import compare
from pipeline.diff_run import DiffJob, diff
from pipeline.history import history
from pipeline.last_year import last_year
from pipeline.render.changes import BOOK, NOTE, PAGE, render_changes
from pipeline.render.document.fields import leaves
from pipeline.render.ledger import check_ledger_template
from pipeline.render.letters import check_template
from pipeline.template_files import template
from pipeline.views.change_fields import BOOK_TABLES, BOOK_VALUES, NOTE_EXAMPLE
from pipeline.views.changes import book_view, lines, note_fields
from templates.source.note import note

PAIRS = Path(__file__).parent / "pairs"
OLD, NEW = PAIRS / "half-new-old.txt", PAIRS / "half-new-new.txt"


def made() -> dict[str, bytes]:
    comparison = compare(parse_notice(OLD).notice, parse_notice(NEW).notice)
    return {file.path: file.data for file in render_changes([comparison], comparison.findings)}


def words(docx: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        xml = archive.read("word/document.xml").decode()
    paragraphs = re.findall(r"<w:p[ >].*?</w:p>", xml, flags=re.DOTALL)
    return ["".join(re.findall(r"<w:t[^>]*>(.*?)</w:t>", text)) for text in paragraphs]


def test_the_check_of_templates_knows_the_fields_of_a_comparison() -> None:
    comparison = compare(parse_notice(OLD).notice, parse_notice(NEW).notice)
    view, fields = book_view(comparison), note_fields(comparison)
    assert set(view.values) == set(BOOK_VALUES)
    assert {name: names for name, (names, _) in view.tables.items()} == BOOK_TABLES
    known = {path for path, _ in leaves(NOTE_EXAMPLE)}
    assert {path for path, _ in leaves(fields)} == known
    assert check_ledger_template(template(BOOK), BOOK) == ()
    said = check_template(template(NOTE))
    assert [finding.message for finding in said] == [
        "有 2 个字段没有用到，需要时可加：原通知、现通知"
    ]


def test_the_same_years_give_the_same_bytes() -> None:
    assert made() == made()


def test_the_workbook_has_every_line_once_and_a_sheet_per_view() -> None:
    book = load_workbook(io.BytesIO(made()[BOOK]))
    assert book.sheetnames[:4] == ["总体", "对照", "新增", "取消"]
    rows = list(book["对照"].iter_rows(min_row=4, values_only=True))
    states = [row[0] for row in rows if row[0]]
    assert Counter(states) == {"未变": 2, "拆分": 1, "合并": 1, "新增": 5, "取消": 3}
    assert len([r for r in book["新增"].iter_rows(min_row=4, values_only=True) if r[2]]) == 5
    heads = [cell.value for cell in book["对照"][3]]
    assert "2021年指标" in heads
    assert "2022年指标" in heads
    units = {row[0]: row for row in book["单位增减"].iter_rows(min_row=4, values_only=True)}
    assert units["县招商局"][2] == "新增"
    assert units["县卫健委"][2] == "不再有"
    assert units["县数据管理局"][1] == "县大数据管理局"


def test_the_note_says_each_change_in_a_sentence() -> None:
    text = words(made()[NOTE])
    joined = "\n".join(text)
    assert text[0] == "2022年目标任务较2021年变化情况的说明"
    assert "一、新增的指标（5条）" in joined
    assert "由第5、6项合并为第5项" in joined
    assert "县大数据管理局，现写作县数据管理局，按同一单位处理，不作为责任变化。" in joined
    sentences = [line for line in text if re.match(r"\d+．", line)]
    assert sentences
    assert all(line.endswith("。") for line in sentences)
    assert "{{" not in joined


def test_quotation_marks_inside_quotation_marks_are_single(tmp_path: Path) -> None:
    notices = []
    for year, new in (
        (2021, "粮食播种面积稳定在10万亩。"),
        (2022, "开展“服务企业‘直通车’”活动50场。"),
    ):
        path = tmp_path / f"{year}.txt"
        path.write_text(
            f"关于下达{year}年度目标任务的通知\n1.推进“一网通办”改革，办件量增长{year % 10}%。\n"
            f"责任单位：区政务局\n2.{new}\n责任单位：区发改委\n",
            encoding="utf-8",
        )
        notices.append(parse_notice(path).notice)
    files = {file.path: file.data for file in render_changes([compare(notices[0], notices[1])], ())}
    said = [line for line in words(files[NOTE]) if re.match(r"\d+．", line)]

    assert any("“开展‘服务企业“直通车”’活动50场" in line for line in said)
    assert any("“推进‘一网通办’改革" in line for line in said)
    assert not any("“推进“" in line for line in said)


def test_the_page_shows_both_notices_whole_and_runs_nothing_foreign() -> None:
    page = made()[PAGE].decode()
    plain = re.sub(r"<[^>]+>", "", page)
    for path in (OLD, NEW):
        for item in parse_notice(path).notice.indicators:
            assert item.text.value in plain
    assert "http" not in page.replace("http-equiv", "")
    assert "default-src 'none'" in page
    assert page.count("<del>") > 0
    assert page.count("<ins>") > 0


def test_hostile_words_stay_words() -> None:
    old, new = parse_notice(OLD).notice, parse_notice(NEW).notice
    item = new.indicators[0]
    bad = replace(item, text=replace(item.text, value='<script>alert("x")</script>一般公共预算'))
    comparison = compare(old, replace(new, indicators=(bad, *new.indicators[1:])))
    files = {file.path: file.data for file in render_changes([comparison], ())}
    assert b"<script>alert" not in files[PAGE]


def test_a_template_that_asks_for_nothing_known_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "compare"
    folder.mkdir()
    (folder / "page.html").write_text("{{标题党}}", encoding="utf-8")
    with pytest.raises(TemplateError, match=r"标题党|缺少"):
        diff(DiffJob((OLD, NEW), templates=tmp_path), None)


def test_the_shipped_note_is_what_its_source_makes() -> None:
    assert template(NOTE) == note()


def test_what_went_stands_where_it_stood() -> None:
    comparison = compare(parse_notice(OLD).notice, parse_notice(NEW).notice)
    order = [
        line.old[0].number.value for line in lines(comparison) if line.old and line.old[0].number
    ]
    assert order == ["1", "2", "3", "4", "5", "7", "8"]


def test_a_note_without_changes_has_no_parts() -> None:
    notice = parse_notice(OLD).notice
    assert note_fields(compare(notice, notice))["各部分"] == ()


# --- several years, last year -------------------------------------------------------------


def test_each_item_of_each_year_is_in_one_strand() -> None:
    years = [parse_notice(path).notice for path in (OLD, NEW, NEW)]
    told = history([compare(years[0], years[1]), compare(years[1], years[2])])
    for year, notice in enumerate(years):
        shown = [strand.stages[year].item for strand in told.strands if strand.stages[year]]  # type: ignore[union-attr]
        assert sorted(map(id, shown)) == sorted(map(id, notice.indicators))
    assert all(len(strand.stages) == 3 for strand in told.strands)


def test_several_years_are_compared_one_by_one_and_told_together(tmp_path: Path) -> None:
    later = tmp_path / "2023.txt"
    later.write_text(NEW.read_text(encoding="utf-8").replace("2022", "2023"), encoding="utf-8")
    outcome = diff(DiffJob((OLD, NEW, later)), tmp_path / "out")
    assert outcome.written is not None
    assert (tmp_path / "out" / "历年对照.xlsx").exists()
    assert (tmp_path / "out" / "2022年—2023年" / BOOK).exists()
    book = load_workbook(tmp_path / "out" / "历年对照.xlsx")
    assert book.sheetnames == ["指标沿革", "类别分值", "目标值"]


def test_last_year_is_known_of_every_item() -> None:
    comparison = compare(parse_notice(OLD).notice, parse_notice(NEW).notice)
    known = last_year(comparison)
    assert set(known) == {item.id for item in comparison.new.indicators}
    marks = [known[item.id].mark for item in comparison.new.indicators]
    assert marks == ["", "拆分", "拆分", "", "合并", *["新增"] * 5]
    assert known[comparison.new.indicators[0].id].points == "5"
    assert known[comparison.new.indicators[4].id].points == "3+3"


# --- the command --------------------------------------------------------------------------


def test_the_command_writes_files_and_says_what_changed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["diff", str(OLD), str(NEW), "--out", str(tmp_path / "out")]) == 0
    said = capsys.readouterr()
    assert "新增 5，取消 3，拆分 1，合并 1" in said.out
    assert {path.name for path in (tmp_path / "out").iterdir()} >= {BOOK, NOTE, PAGE}


def test_json_goes_to_stdout_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    main(["diff", str(OLD), str(NEW), "--json"])
    printed = json.loads(capsys.readouterr().out)
    assert printed["added"] == ["6", "7", "8", "9", "10"]
    assert printed["totals"]["new"]["items"] == 10
    assert list(tmp_path.iterdir()) == []


def test_findings_name_the_notice_they_are_about(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old, new = PAIRS / "duplicates-old.txt", PAIRS / "duplicates-new.txt"
    later = tmp_path / "later.txt"
    later.write_text(new.read_text(encoding="utf-8").replace("2022", "2023"), encoding="utf-8")
    main(["diff", str(old), str(new), str(later), "--dry-run"])
    doubted = [line for line in capsys.readouterr().err.splitlines() if "FJ601" in line]
    assert len(doubted) == 1
    assert doubted[0].startswith("duplicates-new.txt")


def test_one_notice_is_no_comparison(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", str(OLD)]) == UsageError.exit_code
    assert "至少两份" in capsys.readouterr().err

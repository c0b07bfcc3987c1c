"""The whole job on the sample notice, as the README promises it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from as_text import docx_text
from command_line import ROOT, fenjie
from parsers.errors import TemplateError, UsageError
from pipeline.output import RECORD
from pipeline.run import DECISIONS, REGISTER, REGISTER_SHEET, Job, produce, run
from pipeline.understand import understand

NOTICE = Path("samples/notices/weidong-2021.docx")
UNITS = Path("samples/units/weidong.toml")


@pytest.fixture(autouse=True)
def _in_the_repository(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder after one run with the register; only to be looked at."""
    out = tmp_path_factory.mktemp("run") / "out"
    run(Job((ROOT / NOTICE,), ROOT / UNITS), out)
    return out


GROUP_ONLY = """\
关于下达2023年目标任务的通知
1.新增就业800人。
责任单位：区人社局、{group}
2.改造老旧小区12个。
责任单位：区住建局
"""
TWO = "".join(
    f'[[unit]]\nname = "{name}"\nkind = "政府部门"\n' for name in ("区人社局", "区住建局")
)


@pytest.mark.parametrize("registered", [True, False])
def test_what_belongs_into_the_register_is_not_asked_of_the_other_file(
    tmp_path: Path, registered: bool
) -> None:
    notice, register = tmp_path / "通知.txt", tmp_path / "名录.toml"
    notice.write_text(GROUP_ONLY.format(group="各街道办事处"), encoding="utf-8")
    register.write_text(TWO, encoding="utf-8")
    units = ("--units", register) if registered else ()
    told = fenjie("run", notice, *units, "--out", tmp_path / "out").stdout

    steps = [line for line in told.splitlines() if line.startswith("下一步")]
    assert len(steps) == 1
    assert "填上“各街道办事处”的成员" in steps[0]
    assert ("名录.toml" if registered else REGISTER) in steps[0]


def test_what_only_a_person_can_say_is_asked_in_its_file(tmp_path: Path) -> None:
    notice, register = tmp_path / "通知.txt", tmp_path / "名录.toml"
    notice.write_text(GROUP_ONLY.format(group="各有关单位"), encoding="utf-8")
    register.write_text(TWO, encoding="utf-8")
    told = fenjie("run", notice, "--units", register, "--out", tmp_path / "out").stdout

    steps = [line for line in told.splitlines() if line.startswith("下一步")]
    assert len(steps) == 1
    assert DECISIONS in steps[0]


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_files_of_a_run(result: Path) -> None:
    letters = sorted(path.name for path in (result / "任务函").iterdir())

    assert len(letters) == 35
    assert letters[0] == "01-区发改委.docx"
    assert [name[:2] for name in letters] == [f"{n:02}" for n in range(1, 36)]
    assert {path.name for path in result.iterdir()} == {
        "任务函",
        "台账.xlsx",
        "核对报告.html",
        "notice.json",
        DECISIONS,
        RECORD,
    }


def test_the_terminal_shows_what_a_clerk_checks(tmp_path: Path) -> None:
    done = fenjie("run", NOTICE, "--units", UNITS, "--out", tmp_path / "out")

    assert done.returncode == 0, done.stderr
    for line in (
        "平卫政〔2021〕9号　平顶山市卫东区人民政府",
        "关于分解落实2021年度平顶山市经济社会发展责任目标的通知",
        "9 类 58 项，与“九大类58项”一致",
        "加分 114 分，减分 10 分",
        "23 个单位、12 个街道办事处；35 封任务函",
    ):
        assert line in done.stdout.splitlines()
    assert re.search(r"^待明确 17 处：", done.stdout, re.MULTILINE)
    assert re.search(r"^检查结果：错误 0，注意 \d+，提示 \d+$", done.stdout, re.MULTILINE)
    assert str(tmp_path / "out") in done.stdout
    assert "市场监督管理局" in done.stderr  # the two names that were folded are told
    assert "区农业农村水利局" in done.stderr


def test_quiet_says_nothing(tmp_path: Path) -> None:
    done = fenjie("run", NOTICE, "--units", UNITS, "--out", tmp_path / "out", "--quiet")

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    done = fenjie("run", NOTICE, "--units", UNITS, "--out", tmp_path / "out", "--dry-run")

    assert done.returncode == 0
    assert "没有写文件" in done.stdout
    assert not (tmp_path / "out").exists()


def test_the_same_run_again_is_the_same_to_the_byte(result: Path) -> None:
    before = contents(result)

    outcome = run(Job((NOTICE,), UNITS), result)

    assert contents(result) == before
    assert outcome.written is not None
    assert not (outcome.written.new)
    assert not (outcome.written.replaced)
    assert not (outcome.written.left)


def test_neither_the_hash_seed_nor_the_clock_nor_the_place_shows_in_the_output(
    result: Path, tmp_path: Path
) -> None:
    for seed, zone in (("1", "Asia/Shanghai"), ("2", "America/New_York")):
        out = tmp_path / seed
        words = ("run", NOTICE, "--units", UNITS, "--out", out, "--quiet")
        assert fenjie(*words, PYTHONHASHSEED=seed, TZ=zone).returncode == 0
        assert contents(out) == contents(result)


def test_a_changed_letter_is_not_overwritten(tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(Job((NOTICE,), UNITS), out)
    letter = out / "任务函" / "01-区发改委.docx"
    letter.write_bytes(letter.read_bytes() + b"signed")
    before = contents(out)
    words = ("run", NOTICE, "--units", UNITS, "--out", out)

    refused = fenjie(*words)
    assert refused.returncode == 5
    assert "任务函/01-区发改委.docx" in refused.stderr
    assert contents(out) == before

    assert fenjie(*words, "--force").returncode == 0
    assert contents(out) != before
    assert fenjie(*words).returncode == 0


def test_a_letter_names_its_own_indicators_and_the_basis(result: Path) -> None:
    text = docx_text((result / "任务函" / "01-区发改委.docx").read_bytes())

    assert "平卫政〔2021〕9号" in text
    assert "人均地区生产总值及增长速度" in text
    assert "城镇调查失业率" not in text  # 区人社局


def test_every_assignment_is_in_its_units_letter(result: Path) -> None:
    read = understand((NOTICE,), UNITS)
    letters = {path.name[3:-5]: path for path in (result / "任务函").iterdir()}

    for unit, items in read.assignments.by_unit().items():
        text = re.sub(r"\s", "", docx_text(letters[unit.name].read_bytes()))
        for item in items:
            assert re.sub(r"\s", "", item.indicator.text.value) in text, unit.name


def test_the_json_of_a_run_is_what_parse_prints(result: Path) -> None:
    printed = fenjie("parse", "--json", NOTICE, "--units", UNITS).stdout

    assert printed.encode() == (result / "notice.json").read_bytes()
    notice = json.loads(printed)
    assert len(notice["indicators"]) == 58
    units = [unit for item in notice["indicators"] for unit in item["units"]]
    assert len({unit["unit"] for unit in units if unit["unit"]}) == 23
    assert {len(unit["members"]) for unit in units if unit["members"]} == {12}


def test_a_filled_in_sheet_says_who_is_meant_and_is_kept(tmp_path: Path) -> None:
    out = tmp_path / "out"
    first = run(Job((NOTICE,), UNITS), out)
    assert len(first.understanding.assignments.open) == 17
    sheet = out / DECISIONS
    filled = re.sub(
        r"(?m)^#?\s*(units|单位)\s*=\s*\[\s*\]",
        r'\1 = ["东安路街道办事处"]',
        sheet.read_text("utf-8"),
    )
    sheet.write_text(filled, encoding="utf-8")

    second = run(Job((NOTICE,), UNITS, decisions=sheet), out)

    assert second.understanding.assignments.open == ()
    assert sheet.read_text(encoding="utf-8") == filled
    streets = first.understanding.assignments.by_unit(), second.understanding.assignments.by_unit()
    before, after = (
        sum(len(items) for unit, items in given.items() if unit.name == "东安路街道办事处")
        for given in streets
    )
    assert after == before + 11  # in the other six it is already one of 各街道办事处


def test_without_a_register_names_stand_as_written_and_one_is_proposed(tmp_path: Path) -> None:
    outcome = run(Job((NOTICE,)), tmp_path)

    assert outcome.written is not None
    assert {REGISTER, REGISTER_SHEET} <= set(outcome.written.new)
    again = run(Job((NOTICE,), tmp_path / REGISTER), tmp_path / "second")
    from_sheet = run(Job((NOTICE,), tmp_path / REGISTER_SHEET), tmp_path / "third")
    names = [unit.name for unit in again.understanding.assignments.by_unit()]
    assert len(names) >= 23
    assert [unit.name for unit in from_sheet.understanding.assignments.by_unit()] == names


def test_letters_of_an_earlier_run_that_are_no_longer_made_are_named(tmp_path: Path) -> None:
    run(Job((NOTICE,), UNITS), tmp_path)
    shorter = tmp_path / "一项.txt"
    text = (ROOT / NOTICE).with_suffix(".txt").read_text(encoding="utf-8")
    shorter.write_text(text[: text.index("2.全员")], encoding="utf-8")

    done = fenjie("run", shorter, "--units", UNITS, "--out", tmp_path)

    assert "不再生成" in done.stdout
    assert (tmp_path / "任务函").exists()


def test_files_come_one_at_a_time() -> None:
    """Memory does not grow with the number of letters: rendering is a stream."""
    read = understand((NOTICE,), UNITS)
    stream = produce(read, Job((NOTICE,), UNITS), lambda _: None, [])

    assert next(stream).path == "任务函/01-区发改委.docx"


# --- the README is true -------------------------------------------------------------------


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    """A folder with the samples, where the README's commands may write."""
    shutil.copytree(ROOT / "samples", tmp_path / "samples")
    return tmp_path


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_the_commands_of_the_readme_run(readme: str, fresh: Path) -> None:
    text = (ROOT / readme).read_text(encoding="utf-8")
    blocks = re.findall(r"```sh\n(.+?)```", text, re.DOTALL)
    commands = [line for block in blocks for line in block.splitlines() if line.strip()]
    assert commands[0] == "make run"  # what it does is the next line of the Makefile
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert "fenjie run $(NOTICE) --units $(UNITS) --out $(OUT)" in makefile

    for command in commands[1:]:
        words = command.removeprefix(".venv/bin/").split()
        assert words[0] == "fenjie"
        assert fenjie(*words[1:], cwd=fresh).returncode == 0


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_the_python_example_of_the_readme_prints_what_it_says(readme: str, fresh: Path) -> None:
    text = (ROOT / readme).read_text(encoding="utf-8")
    example, printed = re.findall(r"```python\n(.+?)```.+?```text\n(.+?)```", text, re.DOTALL)[0]
    done = subprocess.run(
        [sys.executable, "-c", example],
        cwd=fresh,
        env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        check=False,
        encoding="utf-8",
    )

    assert done.stderr == ""
    assert done.stdout == printed


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_what_the_readme_shows_of_the_terminal_is_what_appears(readme: str, fresh: Path) -> None:
    text = (ROOT / readme).read_text(encoding="utf-8")
    shown = re.findall(r"```text\n(平卫政.+?)```", text, re.DOTALL)[0]

    assert shown in fenjie("run", NOTICE, "--units", UNITS, cwd=fresh).stdout


def answered(sheet: Path) -> None:
    text = sheet.read_text(encoding="utf-8")
    sheet.write_text(text.replace("units = []", 'units = ["各街道办事处"]'), encoding="utf-8")


def test_answers_are_kept_never_called_superfluous_and_never_undone(tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(Job((NOTICE,), UNITS), out)
    answered(out / DECISIONS)

    decided = run(Job((NOTICE,), UNITS, out / DECISIONS), out)
    assert decided.written is not None
    assert not decided.understanding.assignments.open
    assert decided.written.left == ()
    assert "各街道办事处" in (out / DECISIONS).read_text(encoding="utf-8")

    before = contents(out)
    with pytest.raises(UsageError, match=r"已经填写.*--decisions"):
        run(Job((NOTICE,), UNITS), out)
    assert contents(out) == before


def test_a_filled_ledger_stays_and_the_new_one_goes_beside_it(tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(Job((NOTICE,), UNITS), out)
    made = (out / "台账.xlsx").read_bytes()
    filled = made + b"filled in"
    (out / "台账.xlsx").write_bytes(filled)

    for force in (False, True):
        written = run(Job((NOTICE,), UNITS), out, force=force).written
        assert written is not None
        assert "台账.xlsx" in written.kept
        assert (out / "台账.xlsx").read_bytes() == filled
        assert (out / "台账（新）.xlsx").read_bytes() == made


def test_who_sends_the_letters_and_gets_one_is_told() -> None:
    job = Job((NOTICE,), UNITS)
    findings = run(job, None).findings

    assert [f.message for f in findings if f.code.id == "FJ707"] == [
        "“区政府办公室”既是发函机关又是责任单位，会有一份发给自己的，不需要的请在发出前抽出"
    ]


@pytest.mark.parametrize("names", [["任务涵.docx"], []])
def test_templates_that_would_be_passed_over_are_refused(tmp_path: Path, names: list[str]) -> None:
    for name in names:
        (tmp_path / name).write_bytes(b"")

    with pytest.raises(TemplateError, match=r"任务函\.docx"):
        run(Job((NOTICE,), UNITS, templates=tmp_path), None)


LAST_YEAR = """\
平顶山市卫东区人民政府
关于分解落实2020年度责任目标的通知
平卫政〔2020〕5号
一、综合
1.人均地区生产总值及增长速度。（3分）
责任单位：区发改委、各街道办事处
平顶山市卫东区人民政府
2020年5月2日
"""


def test_last_year_marks_letters_and_fills_the_ledger(tmp_path: Path) -> None:
    old, out = tmp_path / "2020.txt", tmp_path / "out"
    old.write_text(LAST_YEAR, encoding="utf-8")

    findings = run(Job((NOTICE,), UNITS, last_year=old), out).findings

    assert "FJ612" not in {finding.code.id for finding in findings}
    letter = docx_text((out / "任务函" / "01-区发改委.docx").read_bytes())
    assert (
        "人均地区生产总值及增长速度。（调整）" in letter.replace("\n", "") or "（调整）" in letter
    )
    assert letter.count("（新增）") == 18
    sheet = load_workbook(out / "台账.xlsx")["总台账"]
    column = next(c for c in sheet.iter_cols(values_only=True) if "上年" in c)
    assert [value for value in column if value].count("新增") == 57
    assert "（调整）第1项，3分" in column


def test_a_ledger_for_each_unit_comes_when_asked_for(tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(Job((NOTICE,), UNITS, unit_ledgers=True), out)

    assert len(list((out / "台账").iterdir())) == 35
    sheet = load_workbook(out / "台账" / "区发改委.xlsx").worksheets[0]
    words = {str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell}
    assert any("人均地区生产总值及增长速度" in word for word in words)


def test_an_office_chooses_the_columns_of_its_ledger(tmp_path: Path) -> None:
    office, out = tmp_path / "office.toml", tmp_path / "out"
    office.write_text('ledger_columns = ["序号", "指标", "牵头单位"]', encoding="utf-8")
    run(Job((NOTICE,), UNITS, office=office), out)

    sheet = load_workbook(out / "台账.xlsx")["总台账"]
    heads = next(row for row in sheet.iter_rows(values_only=True) if "指标" in row)
    letters = {name: get_column_letter(at) for at, name in enumerate(heads, 1) if name}
    shown = [name for name, at in letters.items() if not sheet.column_dimensions[at].hidden]
    assert {"序号", "指标", "牵头单位"} <= set(shown)
    assert not {"类别", "目标值", "完成时限"} & set(shown)

    office.write_text('ledger_columns = ["指标内容"]', encoding="utf-8")
    with pytest.raises(UsageError, match=r"“指标内容”不认识.*牵头单位"):
        run(Job((NOTICE,), UNITS, office=office), None)


def test_a_year_matched_without_certainty_is_told_and_marked_in_the_ledger_only(
    tmp_path: Path,
) -> None:
    old, out = tmp_path / "2020.txt", tmp_path / "out"
    vague = LAST_YEAR.replace("人均地区生产总值及增长速度", "人均地区生产总值年度考核等次")
    old.write_text(vague, encoding="utf-8")

    findings = run(Job((NOTICE,), UNITS, last_year=old), out).findings

    (told,) = (f.message for f in findings if f.code.id == "FJ612")
    assert "在台账的“上年”栏标为“疑似”（任务函中不标）" in told
    sheet = load_workbook(out / "台账.xlsx")["总台账"]
    assert any("疑似" in str(c) for row in sheet.iter_rows(values_only=True) for c in row if c)
    assert "疑似" not in docx_text((out / "任务函" / "01-区发改委.docx").read_bytes())


def test_a_year_set_against_itself_is_told() -> None:
    codes = {f.code.id for f in run(Job((NOTICE,), UNITS, last_year=NOTICE), None).findings}

    assert "FJ602" in codes


def test_a_template_without_fields_is_refused(tmp_path: Path) -> None:
    shutil.copy(NOTICE, tmp_path / "任务函.docx")

    with pytest.raises(TemplateError, match="没有任何字段"):
        run(Job((NOTICE,), UNITS, templates=tmp_path), None)


def test_a_new_ledger_that_was_filled_in_too_stays(tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(Job((NOTICE,), UNITS), out)
    for name in ("台账.xlsx", "台账（新）.xlsx"):
        (out / name).write_bytes(b"filled in")

    run(Job((NOTICE,), UNITS), out, force=True)

    assert (
        (out / "台账.xlsx").read_bytes() == (out / "台账（新）.xlsx").read_bytes() == b"filled in"
    )
    assert len((out / "台账（新）（新）.xlsx").read_bytes()) > 10_000


@pytest.mark.parametrize("option", ["--units", "--decisions", "--office"])
def test_brackets_without_end_are_no_fault_of_the_program(tmp_path: Path, option: str) -> None:
    (tmp_path / "深.toml").write_text("x = " + "[" * 3000, encoding="utf-8")

    done = fenjie("run", NOTICE, option, tmp_path / "深.toml", "--dry-run")

    assert done.returncode == 3
    assert "核对文件名" in done.stderr or "写法" in done.stderr


def test_a_folder_whose_name_is_too_long_is_refused(tmp_path: Path) -> None:
    assert fenjie("run", NOTICE, "--out", tmp_path / ("长" * 300)).returncode == 5

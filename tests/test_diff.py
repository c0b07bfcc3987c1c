"""两年对照: which item is which, and what changed, on pairs of notices and their mirror images."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from parsers import parse_notice
from parsers.diagnostics import Severity
from parsers.errors import UnreadableError, UsageError
from parsers.model import Notice
from pipeline.changes import Comparison, Kind, Pair
from pipeline.diff import compare
from pipeline.diff_contract import diff_json, history_json
from pipeline.diff_decisions import load_pair_decisions, pair_sheet, verdicts
from pipeline.diff_run import DiffJob, compare_files
from pipeline.diff_text import pieces
from pipeline.views.change_words import clause, sentence

PAIRS = Path(__file__).parent / "pairs"
NAMES = sorted(path.stem for path in PAIRS.glob("*.json"))
SHARED = Path(__file__).parents[2] / "shared" / "corpus"
OPTIONAL = {Kind.LEAD, Kind.UNIT_RESPELT, Kind.POINTS_KIND, Kind.DEADLINE}

Key = tuple[tuple[str, ...], tuple[str, ...]]


def key(pair: Pair) -> Key:
    return _numbers(pair.old), _numbers(pair.new)


def _numbers(items: Iterable[object]) -> tuple[str, ...]:
    return tuple(item.number.value for item in items)  # type: ignore[attr-defined]


def kinds(pair: Pair) -> set[str]:
    return {change.kind.value for change in pair.changes}


def read(name: str) -> tuple[Notice, Notice]:
    return tuple(parse_notice(PAIRS / f"{name}-{year}.txt").notice for year in ("old", "new"))  # type: ignore[return-value]


def judged(comparison: Comparison, gold: dict[str, object]) -> list[str]:
    """What is not as a careful person said, and was not told as 疑似."""
    wanted = {(tuple(p["old"]), tuple(p["new"])): set(p["changes"]) for p in gold["pairs"]}  # type: ignore[attr-defined]
    open_ = {(tuple(p["old"]), tuple(p["new"])) for p in gold.get("doubtful", [])}  # type: ignore[attr-defined]
    wrong = []
    found = {key(pair): pair for pair in comparison.pairs}
    for pair_key in wanted.keys() | found.keys():
        if pair_key not in found:
            wrong.append(f"missing {pair_key}")
        elif pair_key in open_:
            wrong += [] if not found[pair_key].certain else [f"too sure {pair_key}"]
        elif pair_key not in wanted:
            wrong.append(f"extra {pair_key}")
        else:
            optional = {kind.value for kind in OPTIONAL}
            extra = kinds(found[pair_key]) - wanted[pair_key] - optional
            missing = wanted[pair_key] - kinds(found[pair_key])
            wrong += [f"{pair_key} {kind}" for kind in extra | missing]
    doubtful_old = {n for old, _ in open_ for n in old}
    doubtful_new = {n for _, new in open_ for n in new}
    added = set(_numbers(comparison.added)) - doubtful_new
    removed = set(_numbers(comparison.removed)) - doubtful_old
    wrong += [f"added {n}" for n in added ^ set(gold["added"])]  # type: ignore[call-overload]
    wrong += [f"removed {n}" for n in removed ^ set(gold["removed"])]  # type: ignore[call-overload]
    return wrong


@pytest.mark.parametrize("name", NAMES)
def test_pairs_of_notices(name: str) -> None:
    gold = json.loads((PAIRS / f"{name}.json").read_text(encoding="utf-8"))
    assert judged(compare(*read(name)), gold) == []


def test_the_office_of_the_sample_a_year_later() -> None:
    if not SHARED.exists():
        pytest.skip("the shared corpus is not beside the project")
    old, new = (parse_notice(SHARED / f"weidong-{y}.txt").notice for y in (2021, 2022))
    gold = json.loads((SHARED / "weidong-2021-2022.diff.json").read_text(encoding="utf-8"))
    assert judged(compare(old, new), gold) == []


@pytest.mark.parametrize("name", NAMES)
def test_nothing_changes_against_itself(name: str) -> None:
    for notice in read(name):
        same = compare(notice, notice)
        assert [pair.changes for pair in same.pairs] == [()] * len(notice.indicators)
        assert all(pair.certain for pair in same.pairs)
        assert same.added == same.removed == ()
        assert all(row.gained.items == row.lost.items == 0 for row in same.units)


_MIRRORED = {Kind.SPLIT: Kind.MERGED, Kind.MERGED: Kind.SPLIT}


@pytest.mark.parametrize("name", NAMES)
def test_the_other_way_round_is_the_mirror_image(name: str) -> None:
    old, new = read(name)
    there, back = compare(old, new), compare(new, old)
    assert there.added == back.removed
    assert there.removed == back.added
    assert Counter(map(mirrored, there.pairs)) == Counter(map(plain, back.pairs))


def plain(pair: Pair) -> object:
    said = frozenset((c.kind, c.old, c.new, c.delta, frozenset(c.joined)) for c in pair.changes)
    return key(pair), pair.score, pair.certain, said


def mirrored(pair: Pair) -> object:
    """What the pair must be when the years change places."""
    said = frozenset(
        (
            _MIRRORED.get(c.kind, c.kind),
            c.new,
            c.old,
            None if c.delta is None else -c.delta,
            frozenset(c.left),
        )
        for c in pair.changes
    )
    old, new = key(pair)
    return (new, old), pair.score, pair.certain, said


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("seed", range(4))
def test_another_order_changes_numbers_and_sections_only(name: str, seed: int) -> None:
    old, new = read(name)
    before = compare(old, new)
    items = list(new.indicators)
    random.Random(seed).shuffle(items)
    after = compare(old, replace(new, indicators=tuple(items)))
    order = {Kind.RENUMBERED, Kind.MOVED}

    def said(comparison: Comparison) -> dict[Key, set[Kind]]:
        return {
            (tuple(sorted(key(p)[0])), tuple(sorted(key(p)[1]))): {c.kind for c in p.changes}
            - order
            for p in comparison.pairs
        }

    assert said(after) == said(before)


def notice(tmp_path: Path, name: str, body: str, year: int = 2021) -> Path:
    path = tmp_path / name
    head = f"清政〔{year}〕3号\n清源县人民政府\n关于下达{year}年度目标任务的通知\n"
    path.write_text(
        f"{head}各乡镇人民政府：\n现下达如下。\n一、综合\n{body}\n清源县人民政府\n{year}年3月2日\n",
        encoding="utf-8",
    )
    return path


def one_change(tmp_path: Path, old: str, new: str) -> tuple[Comparison, Pair]:
    """The comparison of two notices of one item each, and a second that stays."""
    stays = "\n2.完成全县农村公路养护任务。（3分）\n责任单位：县交通局"
    a = parse_notice(notice(tmp_path, "a.txt", f"1.{old}{stays}")).notice
    b = parse_notice(notice(tmp_path, "b.txt", f"1.{new}{stays}", 2022)).notice
    comparison = compare(a, b)
    return comparison, comparison.pairs[0]


UNITS = "\n责任单位：县发改委、县财政局"


@pytest.mark.parametrize(
    ("old", "new", "wanted", "words"),
    [
        (
            f"固定资产投资增长8%以上。（4分）{UNITS}",
            f"固定资产投资增长7.5%左右。（4分）{UNITS}",
            {"target"},
            "目标由“增长8%以上”调整为“增长7.5%左右”（降低0.5个百分点）",
        ),
        (
            f"固定资产投资增长8%以上。（4分）{UNITS}",
            f"固定资产投资增长8%以上。（5分）{UNITS}",
            {"points"},
            "分值由4分调整为5分（+1分）",
        ),
        (
            f"发生重大安全生产事故。（扣2分）{UNITS}",
            f"发生重大安全生产事故。（2分）{UNITS}",
            {"points_kind"},
            "由扣分改为得分",
        ),
        (
            f"固定资产投资增长8%以上。（4分）{UNITS}",
            "固定资产投资增长8%以上。（4分）\n责任单位：县发改委、县统计局",
            {"units"},
            "责任单位增加县统计局，县财政局不再承担",
        ),
        (
            "固定资产投资增长8%以上。（4分）\n牵头单位：县发改委\n配合单位：县财政局",
            "固定资产投资增长8%以上。（4分）\n牵头单位：县财政局\n配合单位：县发改委",
            {"lead"},
            "牵头（首列）单位由县发改委改为县财政局",
        ),
        (
            "完成地质灾害隐患点治理。（4分）\n责任单位：县国土资源局",
            "完成地质灾害隐患点治理。（4分）\n责任单位：县自然资源局",
            {"unit_renamed"},
            "县国土资源局更名为县自然资源局",
        ),
        (
            "固定资产投资增长8%以上。（4分）\n责任单位：县发改委",
            "固定资产投资增长8%以上。（4分）\n责任单位：县发展和改革委员会",
            {"unit_respelt"},
            "“县发改委”改写为“县发展和改革委员会”",
        ),
        (
            f"建成标准化厂房。（4分）{UNITS}\n完成时限：6月底前",
            f"建成标准化厂房。（4分）{UNITS}\n完成时限：9月底前",
            {"deadline"},
            "完成时限由“6月底前”改为“9月底前”",
        ),
        (
            f"完成2021年度国债项目建设任务。（4分）{UNITS}",
            f"完成2022年度国债项目建设任务。（4分）{UNITS}",
            set(),
            "",
        ),
        (
            f"年收入50万元以上的村占比。（4分）{UNITS}",
            f"年收入60万元以上的村占比。（4分）{UNITS}",
            {"target"},
            "",
        ),
    ],
)
def test_each_kind_of_change(
    tmp_path: Path, old: str, new: str, wanted: set[str], words: str
) -> None:
    _, pair = one_change(tmp_path, old, new)
    assert kinds(pair) == wanted
    assert pair.certain
    if words:
        assert words in {clause(change, pair) for change in pair.changes}
    for change in pair.changes:
        assert sentence(change, pair).startswith("第1项")
        assert sentence(change, pair).endswith("。")


def test_a_year_without_points_says_so_and_compares_the_rest(tmp_path: Path) -> None:
    comparison, pair = one_change(
        tmp_path,
        f"固定资产投资增长8%以上。（4分）{UNITS}",
        f"固定资产投资增长8%以上。{UNITS}",
    )
    assert comparison.findings == () or pair.change(Kind.POINTS) is not None
    bare = replace(
        comparison.new,
        indicators=tuple(replace(item, points=None) for item in comparison.new.indicators),
    )
    without = compare(comparison.old, bare)
    assert "FJ606" in {finding.code.id for finding in without.findings}
    assert all(pair.change(Kind.POINTS) is None for pair in without.pairs)


def test_a_successor_the_notice_names_is_no_change_of_duty(tmp_path: Path) -> None:
    old = notice(tmp_path, "a.txt", "1.推进数据共享。（2分）\n责任单位：县信息中心")
    new = notice(tmp_path, "b.txt", "1.推进数据共享。（2分）\n责任单位：县政务服务局", 2022)
    text = new.read_text(encoding="utf-8")
    said = "原由县信息中心承担的任务，由县政务服务局继续承担。"
    new.write_text(text.replace("现下达如下。", f"现下达如下。{said}"), encoding="utf-8")
    comparison = compare_files(DiffJob((old, new))).comparisons[0]
    assert kinds(comparison.pairs[0]) == {"unit_renamed"}
    assert "FJ608" in {finding.code.id for finding in comparison.findings}
    assert [row.name for row in comparison.units] == ["县政务服务局"]


def test_what_cannot_be_compared_is_said_clearly(tmp_path: Path) -> None:
    good = notice(tmp_path, "a.txt", "1.推进数据共享。（2分）\n责任单位：县信息中心")
    empty = tmp_path / "空.txt"
    empty.write_text("今天天气很好。\n", encoding="utf-8")
    with pytest.raises(UnreadableError, match="没有读出任何指标"):
        compare_files(DiffJob((good, empty)))
    with pytest.raises(UnreadableError):
        compare_files(DiffJob((good, tmp_path / "没有.docx")))
    with pytest.raises(UsageError, match="至少两份"):
        compare_files(DiffJob((good,)))


def test_two_kinds_of_notices_are_not_forced_together(tmp_path: Path) -> None:
    one = notice(
        tmp_path,
        "a.txt",
        "\n".join(f"{n}.推进第{n}号水库除险加固。（1分）\n责任单位：县水利局" for n in range(1, 9)),
    )
    other = notice(
        tmp_path,
        "b.txt",
        "1.编纂地方志。（2分）\n责任单位：县史志办\n2.举办书法展。（1分）\n责任单位：县文联\n3.开放气象站。（1分）\n责任单位：县气象局",
        2022,
    )
    comparison = compare_files(DiffJob((one, other))).comparisons[0]
    assert not [pair for pair in comparison.pairs if pair.certain]
    assert "FJ605" in {finding.code.id for finding in comparison.findings}


@pytest.mark.parametrize("name", NAMES)
def test_balances_add_up(name: str) -> None:
    comparison = compare(*read(name))
    for row in (*comparison.units, *comparison.sections):
        assert row.kept.items + row.gained.items == row.new.items
        assert row.kept_before.items + row.lost.items == row.old.items
        assert row.kept.award + row.gained.award == row.new.award
        assert row.kept_before.award + row.lost.award == row.old.award
    assert sum(row.new.items for row in comparison.sections) == len(comparison.new.indicators)
    assert sum(row.old.items for row in comparison.sections) == len(comparison.old.indicators)


# --- decisions ----------------------------------------------------------------------------


def answered(sheet: str, answer: str) -> str:
    return sheet.replace(f"# same = {answer}", f"same = {answer}")


def test_decisions_are_kept_and_replayed(tmp_path: Path) -> None:
    old, new = read("duplicates")
    first = compare(old, new)
    (doubtful,) = first.doubtful
    path = tmp_path / "对照决定.toml"
    path.write_text(answered(pair_sheet([first]), "true"), encoding="utf-8")
    decided, said = load_pair_decisions(path)
    known, remarks = verdicts(decided, old, new)
    agreed = compare(old, new, verdicts=known)
    assert said == remarks == ()
    assert agreed.doubtful == ()
    assert {key(p) for p in agreed.pairs if p.decided} == {key(doubtful)}
    path.write_text(pair_sheet([agreed]), encoding="utf-8")  # the answers stay in a new file
    assert load_pair_decisions(path)[0].pairs[0].same


def test_a_pair_that_was_denied_does_not_come_back(tmp_path: Path) -> None:
    old, new = read("duplicates")
    first = compare(old, new)
    path = tmp_path / "对照决定.toml"
    path.write_text(answered(pair_sheet([first]), "false"), encoding="utf-8")
    known, _ = verdicts(load_pair_decisions(path)[0], old, new)
    denied = compare(old, new, verdicts=known)
    assert key(first.doubtful[0]) not in {key(pair) for pair in denied.pairs}
    assert "12" in _numbers(denied.removed)


def test_a_sheet_that_nobody_filled_in_decides_nothing(tmp_path: Path) -> None:
    old, new = read("duplicates")
    first = compare(old, new)
    path = tmp_path / "对照决定.toml"
    path.write_text(pair_sheet([first]), encoding="utf-8")
    assert load_pair_decisions(path)[0].pairs == ()


def test_a_decision_on_what_is_not_there_is_told(tmp_path: Path) -> None:
    path = tmp_path / "对照决定.toml"
    path.write_text(
        '[[pair]]\nold = ["没有这一项"]\nnew = ["也没有"]\nsame = true\n', encoding="utf-8"
    )
    _, said = verdicts(load_pair_decisions(path)[0], *read("duplicates"))
    assert [finding.code.id for finding in said] == ["FJ610"]


# --- the words that differ ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        ("增长8%以上", "增长7.5%以上", [("8%", "7.5%")]),
        ("新增就业5200人", "新增就业5000人", [("5200", "5000")]),
        ("预期寿命", "人均预期寿命", [("", "人均")]),
        ("PM2.5年均浓度", "PM10年均浓度", [("PM2.5", "PM10")]),
        ("粮食产量稳定度", "粮食种植面积和产量稳定度", [("", "种植面积和")]),
    ],
)
def test_differences_are_whole_words_and_numbers(
    old: str, new: str, changed: list[tuple[str, str]]
) -> None:
    found = pieces(old, new)
    assert "".join(piece.old for piece in found) == old
    assert "".join(piece.new for piece in found) == new
    assert [(piece.old, piece.new) for piece in found if not piece.equal] == changed


def test_the_json_has_the_keys_of_the_contract() -> None:
    comparison = compare(*read("half-new"))
    printed = diff_json(comparison, comparison.findings)
    assert list(printed)[:6] == ["schema", "old", "new", "pairs", "added", "removed"]
    assert printed["schema"] == "fenjie.diff/1"
    json.dumps(printed)
    json.dumps(history_json([comparison, comparison], ()))


# --- what is said of the notices as a whole -----------------------------------------------


def ids(comparison: Comparison) -> set[str]:
    return {finding.code.id for finding in comparison.findings}


def test_the_same_file_twice_is_told() -> None:
    notice, _ = read("sections")
    assert ids(compare(notice, notice)) == {"FJ602"}


def test_years_in_the_wrong_order_are_told() -> None:
    old, new = read("sections")
    assert "FJ603" in ids(compare(new, old))
    assert "FJ603" not in ids(compare(old, new))


def test_two_drafts_of_one_year_are_told() -> None:
    old, new = read("sections")
    assert "FJ604" in ids(compare(old, replace(new, year=old.year)))


def test_a_year_without_units_is_told() -> None:
    old, new = read("sections")
    bare = tuple(replace(item, mentions=()) for item in new.indicators)
    assert "FJ607" in ids(compare(old, replace(new, indicators=bare)))


def test_a_notice_that_was_not_read_whole_is_told(tmp_path: Path) -> None:
    good = notice(tmp_path, "a.txt", "1.推进数据共享。（2分）\n责任单位：县信息中心")
    text = good.read_text(encoding="utf-8")
    gap = tmp_path / "b.txt"
    body = "1.推进数据共享。（2分）\n责任单位：县信息中心\n"
    gap.write_text(
        text.replace(
            body,
            f"{body}2.推进普法。（1分）\n责任单位：县司法局\n5.修路。（1分）\n责任单位：县交通局\n",
        ),
        encoding="utf-8",
    )
    said = compare_files(DiffJob((good, gap))).findings
    told = [finding for finding in said if finding.code.id == "FJ609"]
    errors = [f for f in parse_notice(gap).findings if f.severity is Severity.ERROR]
    assert len(told) == bool(errors)
    assert all("b.txt" in finding.message for finding in told)


def test_two_decisions_on_one_item_are_told(tmp_path: Path) -> None:
    old, new = read("sections")
    path = tmp_path / "对照决定.toml"
    first, second = (new.indicators[at].text.value for at in (0, 1))
    entry = '[[pair]]\nold = ["{}"]\nnew = ["{}"]\nsame = true\n'
    whole = old.indicators[0].text.value
    path.write_text(entry.format(whole, first) + entry.format(whole, second), encoding="utf-8")
    known, said = verdicts(load_pair_decisions(path)[0], old, new)
    assert [finding.code.id for finding in said] == ["FJ611"]
    assert known.same == (((0,), (0,)),)


def test_who_judges_is_a_unit_of_the_item_but_has_no_task(tmp_path: Path) -> None:
    item = "推进数据共享。（2分）\n责任单位：县数据局\n考核单位：{}"
    comparison, pair = one_change(tmp_path, item.format("县统计局"), item.format("县审计局"))
    change = pair.change(Kind.UNITS)
    assert change is not None
    assert (change.joined, change.left) == (("县审计局",), ("县统计局",))
    assert [row.name for row in comparison.units] == ["县数据局", "县交通局"]


def test_a_column_of_targets_and_the_same_words_in_the_text_are_one(tmp_path: Path) -> None:
    """Last year a table, this year lines: the form is another, the task is not."""
    head = (
        "清政〔{0}〕3号\n清源县人民政府\n关于下达{0}年度目标任务的通知\n"
        "各乡镇人民政府：\n现下达如下。\n"
    )
    foot = "清源县人民政府\n{}年3月2日\n"
    table = tmp_path / "a.txt"
    rows = (
        "序号\t指标\t分值\t目标值\t牵头单位\n1\t固定资产投资\t4\t增长8%以上\t县发改委\n"
        "2\t城镇新增就业\t3\t5000人\t县人社局\n"
    )
    table.write_text(head.format(2021) + rows + foot.format(2021), encoding="utf-8")
    lines = tmp_path / "b.txt"
    body = (
        "1.固定资产投资增长8%以上。（4分）\n牵头单位：县发改委\n"
        "2.城镇新增就业4800人。（3分）\n牵头单位：县人社局\n"
    )
    lines.write_text(head.format(2022) + body + foot.format(2022), encoding="utf-8")
    comparison = compare_files(DiffJob((table, lines))).comparisons[0]
    assert [kinds(pair) for pair in comparison.pairs] == [set(), {"target"}]
    assert all(pair.certain for pair in comparison.pairs)


@pytest.mark.parametrize("answers", [("true", "false"), ("false", "true")])
def test_two_answers_on_one_pair_that_contradict_are_told(
    tmp_path: Path, answers: tuple[str, str]
) -> None:
    old, new = read("sections")
    pair = (old.indicators[0].text.value, new.indicators[0].text.value)
    path = tmp_path / "对照决定.toml"
    entry = '[[pair]]\nold = ["{}"]\nnew = ["{}"]\nsame = {}\n'
    path.write_text("".join(entry.format(*pair, one) for one in answers), encoding="utf-8")

    known, said = verdicts(load_pair_decisions(path)[0], old, new)

    assert [finding.code.id for finding in said] == ["FJ611"]
    assert bool(known.same) is (answers[0] == "true")


def test_an_answer_whose_id_and_wording_disagree_is_not_applied(tmp_path: Path) -> None:
    old, new = read("sections")
    path = tmp_path / "对照决定.toml"
    path.write_text(
        f'[[pair]]\nold = ["{old.indicators[0].text.value}"]\n'
        f'new = ["{new.indicators[0].text.value}"]\nnew_ids = ["{new.indicators[1].id}"]\n'
        "same = true\n",
        encoding="utf-8",
    )

    known, said = verdicts(load_pair_decisions(path)[0], old, new)

    assert [finding.code.id for finding in said] == ["FJ610"]
    assert known.same == ()

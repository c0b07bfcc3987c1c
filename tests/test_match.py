"""Which item is which, on made years with every kind of edit, and where the lists are long."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.match import Entry, Link, Verdicts, match
from pipeline.match_sections import Sections, title_key
from pipeline.match_text import likeness, subject
from years_made import Years, wrong, years


def judged(made: Years, found: tuple[Link, ...]) -> tuple[int, list[Link]]:
    """How many of the true links are missing, and which wrong ones claim to be certain."""
    false, missing = wrong(found, made)
    return missing, [link for link in false if link.certain]


def test_made_years_are_told_apart() -> None:
    """1,000 lists of 10 to 200 items run in benchmarks/matching.py; here a part of them."""
    true = missed = 0
    random = Random(2021)
    for seed in range(120):
        made = years(seed, random.randint(10, 200), change=random.choice((0.2, 0.4, 0.6, 0.8)))
        missing, too_sure = judged(made, match(made.old, made.new))
        assert too_sure == [], f"seed {seed}"
        true += len(made.truth)
        missed += missing
    assert missed <= 0.01 * true


@given(st.integers(0, 10_000), st.integers(2, 40))
@settings(max_examples=60, deadline=None)
def test_the_other_way_round_is_the_mirror_image(seed: int, count: int) -> None:
    made = years(seed, count)
    there = {(link.old, link.new, link.score, link.certain) for link in match(made.old, made.new)}
    back = {(link.new, link.old, link.score, link.certain) for link in match(made.new, made.old)}
    assert there == back


@given(st.integers(0, 10_000), st.integers(2, 40))
@settings(max_examples=60, deadline=None)
def test_each_item_is_linked_once_at_most(seed: int, count: int) -> None:
    made = years(seed, count)
    links = match(made.old, made.new)
    for side in ([link.old for link in links], [link.new for link in links]):
        counted = Counter(position for positions in side for position in positions)
        assert set(counted.values()) <= {1}
    assert all(min(len(link.old), len(link.new)) == 1 for link in links)
    assert all(0 <= link.score <= 1 for link in links)


@given(st.integers(0, 10_000), st.integers(1, 60))
@settings(max_examples=40, deadline=None)
def test_a_list_matches_itself(seed: int, count: int) -> None:
    made = years(seed, count)
    links = match(made.old, made.old)
    assert [(link.old, link.new) for link in links] == [((n,), (n,)) for n in range(len(made.old))]
    assert all(link.certain for link in links)


@pytest.mark.parametrize("seed", range(3))
def test_candidates_give_what_the_full_matrix_gives(seed: int) -> None:
    made = years(seed, 580)
    few, all_ = (match(made.old, made.new, full=full) for full in (False, True))
    assert [replace(link, why=()) for link in few] == [replace(link, why=()) for link in all_]


def test_a_sure_pair_is_not_given_up_for_the_sum() -> None:
    """Two pairs of 0.7 would sum to more than one of 0.95 and one of 0.3."""
    old = [Entry("农村居民人均可支配收入增长"), Entry("农村居民人均消费支出增长")]
    new = [Entry("农村居民人均可支配收入增长速度"), Entry("县城公园绿地面积")]
    assert [(link.old, link.new) for link in match(old, new)] == [((0,), (0,))]


def test_twins_are_told_by_their_section_and_neighbours() -> None:
    def twin(section: str) -> Entry:
        return Entry("其他重要指标", section=(section,))

    old = [twin("创新"), twin("协调"), twin("绿色")]
    new = [twin("绿色"), twin("创新"), twin("协调")]
    links = match(old, new)
    assert [(link.old, link.new) for link in links] == [((2,), (0,)), ((0,), (1,)), ((1,), (2,))]
    assert all(link.certain for link in links)


def test_twins_that_nothing_tells_apart_are_doubtful() -> None:
    old = [Entry("其他重要指标"), Entry("其他重要指标")]
    (link,) = match(old, old[:1])
    assert not link.certain


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("农村居民人均可支配收入增长", "城镇居民人均可支配收入增长"),
        ("货物出口总额增长速度", "货物进口总额增长速度"),
        ("完成市定养老服务补贴目标任务", "完成市定污水处理补贴目标任务"),
    ],
)
def test_sisters_are_never_certain(old: str, new: str) -> None:
    def list_of(text: str) -> list[Entry]:
        others = [Entry(f"完成市定{word}目标任务") for word in ("消防", "信访", "普法")]
        return [*others, Entry(text, units=frozenset({"a"}))]

    assert all(link.certain is (link.old != (3,)) for link in match(list_of(old), list_of(new)))


def test_a_split_is_one_link() -> None:
    old = [Entry("高标准农田建设、农村公路养护", points=None), Entry("粮食总产")]
    new = [Entry("高标准农田建设"), Entry("粮食总产"), Entry("农村公路养护")]
    links = {(link.old, link.new) for link in match(old, new)}
    assert links == {((0,), (0, 2)), ((1,), (1,))}
    back = {(link.old, link.new) for link in match(new, old)}
    assert back == {((0, 2), (0,)), ((1,), (1,))}


def test_a_new_item_beside_a_changed_one_is_no_split() -> None:
    """weidong-2022: 第33项 went from 3 to 2.5, and 第34项 with 0.5 stands beside it, new."""
    made = [Entry("生态文明建设其他重要指标", points=Decimal(3), units=frozenset("ab"))]
    new = [
        replace(made[0], points=Decimal("2.5")),
        Entry("建成区绿化覆盖率及提高幅度", points=Decimal("0.5"), units=frozenset("cd")),
    ]
    assert [(link.old, link.new) for link in match(made, new)] == [((0,), (0,))]


def test_what_a_person_decided_stands() -> None:
    old, new = [Entry("甲类用地面积"), Entry("乙类用地面积")], [Entry("丙类用地面积")]
    (link,) = match(old, new, Verdicts(same=(((1,), (0,)),)))
    assert (link.old, link.new, link.certain, link.decided) == ((1,), (0,), True, True)
    assert match(old, new, Verdicts(different=frozenset({(0, 0), (1, 0)}))) == ()


def test_sections_go_on_under_another_title_where_half_of_them_went() -> None:
    sections = Sections([("社会事业",)] * 3 + [("经济",)], [("民生",)] * 3 + [("经济",)])
    assert not sections.related(("社会事业",), ("民生",))
    sections.learn([(("社会事业",), ("民生",))] * 2 + [(("社会事业",), ("经济",))])
    assert sections.related(("社会事业",), ("民生",))
    assert not sections.related(("社会事业",), ("经济",))


@pytest.mark.parametrize(
    ("title", "key"), [("减分项指标", "减分"), ("综合类", "综合"), ("指标", "指标")]
)
def test_titles_are_compared_without_general_words(title: str, key: str) -> None:
    assert title_key(title) == key


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("固定资产投资增长8%以上。", "固定资产投资增长"),
        ("规模以上工业企业占比达到45%以上", "规模以上工业企业比重达到"),
        ("PM2.5年平均浓度", "PM25年平均浓度"),
        ("完成2022年度任务", "完成任务"),
        ("8.5", "85"),
    ],
)
def test_a_subject_is_the_words_without_figures(text: str, about: str) -> None:
    assert subject(text) == about


def test_likeness_runs_from_nothing_to_the_whole() -> None:
    assert likeness(0, 10, 10) == 0
    assert likeness(10, 10, 10) == 1
    assert 0 < likeness(5, 10, 10) < 1

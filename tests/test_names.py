"""单位名称: pairs of names as a clerk would judge them, and what is no unit at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from command_line import ROOT
from pipeline.directory import Directory
from pipeline.names import (
    collective_key,
    forms,
    is_collective,
    is_company,
    is_open_collective,
    is_person,
    is_post,
    is_temporary,
    place_of,
    tidy,
)
from pipeline.units import UnitBook
from units_made import book

CASES = ROOT / "tests" / "cases" / "unit_names.txt"


@dataclass(frozen=True)
class Pair:
    line: int
    place: str
    written: str
    sign: str
    name: str


def _read() -> Iterator[Pair]:
    place = ""
    for line, text in enumerate(CASES.read_text(encoding="utf-8").splitlines(), 1):
        if text.startswith("@"):
            place = text[1:].strip()
        elif text and not text.startswith("#"):
            found = re.fullmatch(r"(.+) ([=~!]) (.+)", text)
            assert found, f"{CASES.name}:{line}"
            yield Pair(line, place, *found.groups())


PAIRS = tuple(_read())
SAME = [pair for pair in PAIRS if pair.sign != "!"]
OTHER = [pair for pair in PAIRS if pair.sign == "!"]


@cache
def _directory(place: str) -> Directory:
    names = dict.fromkeys(pair.name for pair in SAME if pair.place == place)
    return Directory(book(*names, place=place))


def _id(pair: Pair) -> str:
    return f"{pair.line}-{pair.written}"


def test_there_are_pairs_enough() -> None:
    assert len(PAIRS) >= 300
    assert len(SAME) >= 150
    assert len(OTHER) >= 100


@pytest.mark.parametrize("pair", SAME, ids=_id)
def test_a_name_of_the_same_body_is_resolved_or_offered_first(pair: Pair) -> None:
    found = _directory(pair.place).resolve(pair.written, None)

    if pair.sign == "=":
        assert found.unit is not None, found
        assert found.unit.name == pair.name
        assert found.reason
    else:
        assert found.unit is None, "a reform or a likeness is never taken by itself"
        assert found.candidates[0].unit == pair.name
        assert found.candidates[0].reason


@pytest.mark.parametrize("pair", OTHER, ids=_id)
def test_a_name_of_another_body_is_never_merged(pair: Pair) -> None:
    for written, name in ((pair.written, pair.name), (pair.name, pair.written)):
        alone = Directory(book(name, place=pair.place)).resolve(written, None)
        both = Directory(book(name, written, place=pair.place)).resolve(written, None)

        assert alone.unit is None, alone.reason
        assert both.unit is not None
        assert both.unit.name == written


def test_an_abbreviation_of_two_bodies_is_nobody() -> None:
    directory = Directory(book("东山经济开发区管委会", "东山经济技术开发区管委会"))

    found = directory.resolve("东山经开区", None)

    assert found.unit is None
    assert found.rivals == ("东山经济开发区管委会", "东山经济技术开发区管委会")


def test_a_second_plate_that_is_a_unit_of_its_own_is_a_rival() -> None:
    directory = Directory(book("区农业农村局", "区乡村振兴局"))

    found = directory.resolve("区农业农村局（区乡村振兴局）", None)

    assert found.unit is None
    assert found.rivals == ("区乡村振兴局", "区农业农村局")


def test_a_plate_in_the_register_answers_and_says_so() -> None:
    found = Directory(book("区住建局（区人防办）")).resolve("区人民防空办公室", None)

    assert found.unit is not None
    assert found.reason == "名录中“区住建局（区人防办）”括号内的牌子"


def test_a_plate_alone_answers_for_nobody_but_is_offered() -> None:
    found = Directory(book("区金融服务中心")).resolve("区财政局（区金融服务中心）", None)

    assert found.unit is None
    assert [candidate.unit for candidate in found.candidates] == ["区金融服务中心"]


@pytest.mark.parametrize(
    ("issuer", "own", "level", "above"),
    [
        ("南平市东山区人民政府办公室", "东山区", "区", ("南平市",)),
        ("中共清溪县委办公室", "清溪县", "县", ()),
        ("临海市人民政府", "临海市", "市", ()),
        ("云山镇人民政府", "云山镇", "镇", ()),
        ("益州市南县人民政府", "南县", "县", ("益州市",)),
        ("某某壮族自治区人民政府", "某某壮族自治区", "自治区", ()),
        ("南平市东山经济开发区管理委员会", "东山经济开发区", "区", ("南平市",)),
        ("江北省南平市东山区柳林街道办事处", "柳林街道", "街道", ("江北省", "南平市", "东山区")),
    ],
)
def test_the_place_of_an_office(issuer: str, own: str, level: str, above: tuple[str, ...]) -> None:
    place = place_of(issuer)

    assert place is not None
    assert (place.own, place.level, place.above) == (own, level, above)


@given(st.text(alphabet="东山南平省市区县旗州镇乡自治街道人民政府办公室管委会", max_size=14))
def test_a_place_is_the_same_when_written_in_full(text: str) -> None:
    """A proposed register writes the place of the notice's issuer; it must read back."""
    place = place_of(text)

    if place is not None:
        assert place_of("".join((*place.above, place.own))) == place


def test_a_company_is_no_place() -> None:
    assert place_of("红旗机械公司") is None
    assert place_of(None) is None


@pytest.mark.parametrize("name", ["王伟", "李建国", "欧阳明", "张国强同志", "陈光副市长"])
def test_people_are_told_apart(name: str) -> None:
    assert is_person(name) or is_post(name)


@pytest.mark.parametrize(
    "name", ["常务副市长", "副县长王伟", "县长", "分管领导", "区委书记", "县委常委"]
)
def test_posts_are_told_apart(name: str) -> None:
    assert is_post(name)


@pytest.mark.parametrize(
    "name",
    [
        *("高新区", "白沙镇", "公安", "团县委", "华山镇", "金融办", "黄河街道", "安监局", "常平乡"),
        *("党校", "法院", "水利局", "武装部", "文联", "万里公司", "关工委", "司法所", "计生协会"),
    ],
)
def test_units_are_neither_people_nor_posts(name: str) -> None:
    assert not is_person(name)
    assert not is_post(name)


def test_bodies_for_a_time_and_companies() -> None:
    assert is_temporary("区防汛抗旱指挥部")
    assert is_temporary("重点项目工作专班")
    assert is_temporary("县营商环境领导小组办公室")
    assert not is_temporary("区应急管理局")
    assert is_company("国网东山供电公司")
    assert not is_company("区商务局")


@pytest.mark.parametrize(
    "name",
    [
        *("各街道办事处", "各有关单位", "有关街道办事处", "沿河各村", "市直有关部门", "区直各部门"),
        *(
            "各县（市、区）政府",
            "其他有关乡镇人民政府",
            "区安委会成员单位",
            "断面所在县（区）人民政府",
        ),
    ],
)
def test_collectives(name: str) -> None:
    assert is_collective(name)


def test_open_and_closed_collectives() -> None:
    assert is_open_collective("各有关街道办事处")
    assert is_open_collective("沿河各乡镇人民政府")
    assert not is_open_collective("各街道办事处")
    assert not is_open_collective("各乡镇人民政府")


def test_one_collective_written_in_several_ways() -> None:
    assert collective_key("各镇（街道）") == collective_key("各镇、街道")
    assert collective_key("各县（市、区）人民政府") == collective_key("各县、市、区政府")
    assert collective_key("各相关单位") == collective_key("有关单位")
    assert collective_key("各街道办事处") != collective_key("各有关街道办事处")
    assert collective_key("各乡镇人民政府") != collective_key("各街道办事处")


NAME = st.text(alphabet="区市县东山局委办和与、（）()发改财政公安分镇乡街道 场", max_size=12)


@given(NAME, st.sampled_from([None, "南平市东山区", "清溪县", "临海市"]))
def test_any_text_has_a_form_and_the_form_does_not_depend_on_blanks(
    name: str, where: str | None
) -> None:
    place = place_of(where)

    assert forms(name, place)
    assert forms(name, place) == forms(f" {tidy(name)}　", place)


@given(st.lists(NAME.filter(lambda name: bool(tidy(name))), max_size=6, unique_by=tidy), NAME)
def test_a_register_answers_its_own_names_and_is_never_unsure_of_them(
    names: list[str], other: str
) -> None:
    directory = Directory(book(*names))

    for name in names:
        assert (found := directory.resolve(name, None)).unit is not None
        assert found.unit.name == name
    found = directory.resolve(other, None)
    assert found.unit is None or not found.rivals


def test_an_empty_register_answers_nothing() -> None:
    found = Directory(UnitBook(())).resolve("区发改委", None)

    assert found.unit is None
    assert found.candidates == ()

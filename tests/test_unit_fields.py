"""Names in a clause of units: which of them mean several units."""

from __future__ import annotations

import pytest

from parsers.fields.units import is_collective


@pytest.mark.parametrize(
    "name", ["各街道办事处", "各有关单位", "市直有关部门", "县直机关", "市直机关各单位"]
)
def test_a_collective_means_several_units(name: str) -> None:
    assert is_collective(name)


@pytest.mark.parametrize(
    "name", ["市直机关工委", "区直机关党工委", "市直机关事务服务中心", "区财政局"]
)
def test_one_body_whose_name_begins_like_a_collective_is_one(name: str) -> None:
    assert not is_collective(name)

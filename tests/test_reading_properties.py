"""What holds for any text: it can be read, every value stands in it, and forms do not matter."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from command_line import ROOT
from parsers import parse_notice
from parsers.assemble import assemble
from parsers.model import Notice, Text
from parsers.rules import classify
from parsers.source import Line, Part, Source
from parsers.text import fold, squeeze

NOTICES = [
    ROOT / "samples" / "notices" / "weidong-2021.txt",
    *sorted((ROOT / "tests" / "notices").glob("*.txt")),
]
WORDS = (
    "一、综合", "（二）创新", "1.", "2.", "12.", "3.5亿元", "人均地区生产总值", "增长8%以上",
    "。", "，", "；", "（4分）", "（扣1.3分）", "(2分", "责任单位：", "牵头单位:",
    "配合单位：", "区发改委", "、", "各街道办事处", "各有关单位", "（", "）", "牵头", "负责",
    "以上3项均由", "附件", "2021年5月17日", "印发", "〔2021〕9号", "\t", "\u3000", " ",
    "序号", "指标", "分值", "责任领导：", "王\u3000伟", "完成时限：", "6月底前", "\u200b",
    "％", "①",
)  # fmt: skip
lines = st.lists(st.lists(st.sampled_from(WORDS), max_size=9).map("".join), max_size=14)


def read(texts: list[str]) -> Notice:
    source = Source(
        (Part("x.txt", "txt", "", None, 1),),
        tuple(Line(n, text) for n, text in enumerate(texts, 1)),
    )
    notice, _ = assemble(source, *classify(source))
    return notice


def texts_of(notice: Notice) -> Iterator[Text]:
    yield from (t for t in (notice.title, notice.issuer, notice.printed_by, notice.date_text) if t)
    yield from (*notice.addressees, *notice.copied_to, *notice.attachments)
    yield from (claim.text for claim in notice.claims)
    yield from (rule.text for rule in notice.rules)
    for section in notice.sections:
        yield section.title
        yield from (t for t in (section.label,) if t)
    for item in notice.indicators:
        yield item.text
        yield from (t for t in (item.deadline, item.target_text) if t)
        yield from (item.points.text,) if item.points else ()
        yield from (*item.leaders, *(m.name for m in item.mentions))
        yield from (target.text for target in item.targets)


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(lines)
@example(["一、综合", "责任单位：牵头", "责任领导：责任单位：", "（二）创新"])
def test_any_lines_can_be_read_and_every_value_is_cut_from_them(texts: list[str]) -> None:
    notice = read(texts)

    assert len(notice.roles) == len(texts)
    for text in texts_of(notice):
        assert notice.source.cut(*text.spans) == text.value


@pytest.mark.parametrize("path", NOTICES, ids=lambda path: path.stem)
def test_every_value_of_a_notice_is_cut_from_its_source(path: Path) -> None:
    notice = parse_notice(path).notice

    for text in texts_of(notice):
        assert notice.source.cut(*text.spans) == text.value
    assert all(role for role in notice.roles)


@given(st.text())
def test_folding_keeps_length_and_settles(text: str) -> None:
    folded = fold(text)

    assert len(folded) == len(text)
    assert fold(folded) == folded


@given(st.text(alphabet="甲乙ab12 　\u200b\t"))
def test_squeezing_leaves_blanks_only_between_latin_words(text: str) -> None:
    squeezed = squeeze(text)

    assert re.sub(r"\s", "", squeezed) == re.sub(r"[\s\u200b]", "", text)
    assert not re.search(r"(?<![a-z0-9]) | (?![a-z0-9])", squeezed)


# --- changes that mean nothing ------------------------------------------------------------


def meaning(notice: Notice) -> object:
    """The notice without places and width."""
    headings = {s.id: fold(s.heading) for s in notice.sections}
    return [
        (
            fold(i.number.value) if i.number else None,
            [headings[s] for s in i.section],
            fold(i.text.value),
            (i.points.value, i.points.kind) if i.points else None,
            [(t.comparator, t.value, t.value2, t.direction) for t in i.targets],
            fold(i.deadline.value) if i.deadline else None,
            [fold(leader.value) for leader in i.leaders],
            [(fold(m.name.value), m.role, m.lead, m.collective) for m in i.mentions],
        )
        for i in notice.indicators
    ]


WIDE = {ord("0") + n: "０１２３４５６７８９"[n] for n in range(10)} | {
    ord("."): "．",
    ord("%"): "％",
}
CHANGES: dict[str, Callable[[str], str]] = {
    "blank lines between": lambda text: text.replace("\n", "\n\n"),
    "no blank lines": lambda text: re.sub(r"\n\s*\n+", "\n", text),
    "CR LF": lambda text: text.replace("\n", "\r\n"),
    "indented": lambda text: re.sub(r"^(?=\S)", "　　", text, flags=re.MULTILINE),
    "full-width digits": lambda text: text.translate(WIDE),
    "half-width brackets": lambda text: text.translate({ord("（"): "(", ord("）"): ")"}),
    "half-width colons": lambda text: text.replace("：", ":"),
    "blanks at line ends": lambda text: text.replace("\n", "  \n"),
}


# Digits of another width move what stands behind them into another column; where numbers stand in
# the middle of their rows only blank lines tell the rows apart.
MEANT = {
    "full-width digits": "laid-out",
    "blank lines between": "laid-out-in-the-middle",
    "no blank lines": "laid-out-in-the-middle",
}


@pytest.mark.parametrize(
    ("change", "path"),
    [
        pytest.param(change, path, id=f"{path.stem}-{change}")
        for path in NOTICES[:1] + NOTICES[1::2]
        for change in CHANGES
        if not (change in MEANT and path.stem.startswith(MEANT[change]))
    ],
)
def test_a_change_of_form_does_not_change_what_is_read(
    change: str, path: Path, tmp_path: Path
) -> None:
    text = path.read_text(encoding="utf-8")
    changed = tmp_path / path.name
    changed.write_text(CHANGES[change](text), encoding="utf-8", newline="")

    assert meaning(parse_notice(changed).notice) == meaning(parse_notice(path).notice)


@pytest.mark.parametrize("change", ["blank lines between", "no blank lines"])
def test_rows_that_nothing_parts_are_told(change: str, tmp_path: Path) -> None:
    path = next(path for path in NOTICES if path.stem == "laid-out-in-the-middle")
    changed = tmp_path / path.name
    changed.write_text(CHANGES[change](path.read_text(encoding="utf-8")), encoding="utf-8")

    read = parse_notice(changed)

    assert len(read.notice.indicators) == 5
    told = {f.indicator for f in read.findings if f.code.id == "FJ235"}
    wrapped = (read.notice.indicators[n] for n in (0, 2, 4))
    assert {item.id for item in wrapped} <= told

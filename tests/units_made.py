"""Small registers and notices for the tests of units; everything is invented."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from command_line import ROOT
from parsers import parse_notice
from parsers.model import Indicator, LeadBasis, Mention, Notice, ReadingRule, Role, Text
from parsers.source import Line, Part, Source, Span
from pipeline.names import is_collective
from pipeline.units import Group, Unit, UnitBook, UnitKind

SEED = ROOT / "samples" / "notices" / "weidong-2021.txt"
WEIDONG = ROOT / "samples" / "units" / "weidong.toml"
DAY = date(2021, 5, 17)


def seed() -> Notice:
    return parse_notice(SEED).notice


def book(*names: str, place: str | None = "南平市东山区", groups: Sequence[Group] = ()) -> UnitBook:
    return UnitBook(
        tuple(Unit(name, UnitKind.DEPARTMENT) for name in names), tuple(groups), None, place
    )


def unit(name: str, **more: object) -> Unit:
    return Unit(name, UnitKind.DEPARTMENT, **more)  # type: ignore[arg-type]


def notice(
    *lists: str,
    issuer: str | None = "南平市东山区人民政府",
    number: str | None = "东政〔2021〕1号",
    day: date | None = DAY,
    rules: Sequence[ReadingRule] = (),
) -> Notice:
    """A notice with one indicator per list: ``"区发改委、+区财政局、-区司法局、?区统计局"``.

    + marks a stated lead, - a supporting unit, ? a judge; the others are responsible.
    """
    lines = tuple(Line(number, text) for number, text in enumerate(lists, 1))
    indicators = tuple(_indicator(line) for line in lines)
    return Notice(
        source=Source((Part("通知.txt", "txt", "0" * 64, None, 1),), lines),
        document_number=Text(number) if number else None,
        issuer=Text(issuer) if issuer else None,
        title=Text("关于分解目标任务的通知"),
        year=2021,
        addressees=(),
        date_of_issue=day,
        date_text=None,
        printed_by=None,
        printed_on=None,
        copied_to=(),
        citations=(),
        claims=(),
        rules=tuple(rules),
        sections=(),
        indicators=indicators,
        attachments=(),
        roles=("units",) * len(lines),
    )


_ROLES = {"+": Role.LEAD, "-": Role.SUPPORT, "?": Role.ASSESS}


def _indicator(line: Line) -> Indicator:
    mentions = []
    at = 0
    for word in line.text.split("、"):
        role = _ROLES.get(word[:1], Role.RESPONSIBLE)
        name = word.lstrip("+-?")
        start = line.text.index(name, at)
        at = start + len(name)
        lead = role is Role.LEAD
        mentions.append(
            Mention(
                Text(name, (Span(line.number, start, at),)),
                role,
                lead,
                LeadBasis.STATED if lead else None,
                is_collective(name),
            )
        )
    number = str(line.number)
    return Indicator(
        f"i{number}", Text(number), (), Text(f"第{number}项任务"), mentions=tuple(mentions)
    )


def write(folder: Path, text: str, name: str = "单位名录.toml", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path

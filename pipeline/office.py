"""本单位设置: office.toml – who signs, whom to ring, what is due when.

Nothing is invented: what an office leaves out stays blank in the letter, for the pen.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import Enum
from pathlib import Path
from typing import Any

from parsers.errors import UnreadableError, in_chinese
from pipeline.toml_file import explained
from pipeline.units import LetterForm


class Digits(Enum):
    """数字、字母的字体 in text set in 仿宋; both are used, each office keeps to one."""

    FANG = "仿宋"
    TIMES = "Times New Roman"


@dataclass(frozen=True, slots=True)
class Office:
    """The settings of the office that sends the letters; None where it has not said.

    ``signer`` stands under the letter (署名), ``letterhead`` above it in red without 文件;
    both default to the office that printed the notice, else its issuer. ``number`` is a
    pattern whose ``{n}`` counts from ``start``; ``subject`` what the letters hand on
    (2021年度目标任务). ``plan_by`` and ``progress_by`` are dates or words such as 每月25日.
    ``digits`` and ``seal`` (whether signature and date have places for a seal, GB/T
    9704—2012, 7.3.5) change the template's styles; None leaves them as the template has them.
    ``ledger_columns`` are the columns of the ledger to show; empty for the usual ones.
    """

    signer: str | None = None
    letterhead: str | None = None
    number: str | None = None
    start: int = 1
    date: date | None = None
    subject: str | None = None
    form: LetterForm | None = None  # overrides the register for every unit
    copied_to: tuple[str, ...] = ()
    printed_by: str | None = None
    contact: str | None = None
    phone: str | None = None
    email: str | None = None
    return_to: str | None = None
    plan_by: str | None = None
    progress_by: str | None = None
    digits: Digits | None = None
    seal: bool | None = None
    ledger_columns: tuple[str, ...] = ()


def load_office(path: Path | None) -> Office:
    """The settings of a file; without a file all is left blank.

    Raises UnreadableError naming the line or the setting that cannot be used.
    """
    if path is None:
        return Office()
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise UnreadableError(f"无法读取本单位设置“{path.name}”：{in_chinese(error)}。") from error
    except UnicodeDecodeError as error:
        raise UnreadableError(
            f"本单位设置“{path.name}”不是 UTF-8 编码，请用记事本另存为 UTF-8 后再试。"
        ) from error
    try:
        table = tomllib.loads(text)
    except RecursionError as error:
        raise UnreadableError(f"本单位设置“{path.name}”括号套得太深，请核对文件名。") from error
    except tomllib.TOMLDecodeError as error:
        raise UnreadableError(f"本单位设置“{path.name}”{explained(str(error), text)}") from error
    return _office(table, path.name)


def _office(table: Mapping[str, Any], file: str) -> Office:
    known = {field.name for field in fields(Office)}
    values: dict[str, Any] = {}
    for key, value in table.items():
        if key not in known:
            raise UnreadableError(
                f"本单位设置“{file}”中的“{key}”不认识。可用的有：{'、'.join(sorted(known))}。"
            )
        if value in ("", []):
            continue
        try:
            values[key] = _KINDS.get(key, _words)(value)
        except ValueError as error:
            raise UnreadableError(f"本单位设置“{file}”中的 {key} {error}。") from error
    return Office(**values)


def _words(value: Any) -> str:
    if isinstance(value, date):
        return chinese_date(value)
    if isinstance(value, str):
        return value.strip()
    raise ValueError("应为文字，请加英文双引号")


def _count(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ValueError("应为不小于 0 的整数，不加引号")
    return value


def _date(value: Any) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, str):
        try:
            return date.fromisoformat(value.strip())
        except ValueError:
            raise ValueError("应为日期，如 2021-05-20") from None
    if isinstance(value, date):
        return value
    raise ValueError("应为日期，如 2021-05-20")


def _names(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
        raise ValueError('应为单位名称的列表，如 ["区委办", "区人大办"]')
    return tuple(value)


def _columns(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
        raise ValueError('应为栏目名称的列表，如 ["序号", "指标", "牵头单位"]')
    return tuple(name.strip() for name in value)


def _form(value: Any) -> LetterForm:
    try:
        return LetterForm(value)
    except ValueError:
        raise ValueError("应为“通知”或“函”") from None


def _digits(value: Any) -> Digits:
    if isinstance(value, str):
        for digits in Digits:
            if value.strip().lower() in (digits.value.lower(), digits.value.split()[0].lower()):
                return digits
    raise ValueError("应为“仿宋”或“Times New Roman”")


def _truth(value: Any) -> bool:
    known = {"是": True, "否": False}
    if isinstance(value, bool):
        return value
    if value in known:
        return known[value]
    raise ValueError("应为“是”或“否”")


def number_pattern(value: Any) -> str:
    """A document number in which only {n} may stand for something; ValueError else."""
    text = _words(value)
    if "{" in text.replace("{n}", "") or "}" in text.replace("{n}", ""):
        raise ValueError("中只能用 {n} 表示顺序号，如 平卫政办〔2021〕{n}号")
    return text


_KINDS: Mapping[str, Callable[[Any], object]] = {
    "start": _count,
    "date": _date,
    "copied_to": _names,
    "form": _form,
    "number": number_pattern,
    "digits": _digits,
    "seal": _truth,
    "ledger_columns": _columns,
}


def chinese_date(day: date) -> str:
    """2021年5月7日: Arabic digits, nothing padded (GB/T 9704—2012, 7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日"

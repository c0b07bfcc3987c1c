"""人工填写的 TOML 文件: read so that every fault can be told with its line, in Chinese.

``tomllib`` says what a file means but not where; ``_scan`` finds the lines. Keys may be English
(as written by the program) or the Chinese words the table of fields gives for them.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from pathlib import Path

from parsers.diagnostics import Diagnostic
from parsers.errors import UnreadableError, in_chinese
from pipeline import codes

_TOLD = 10  # faults told at once


class Kind(Enum):
    """What may stand behind a key; the value is how a clerk is told."""

    TEXT = '文字，放在英文双引号之间，如 "区发改委"'
    TEXTS = '名称的列表，如 ["区发改委", "区财政局"]'
    DATE = "日期，如 2019-03-01"
    FLAG = "true（是）或 false（否）"
    FORMER = '曾用名的列表，如 [{ name = "区国土局", to = 2019-03-01 }]'


@dataclass(frozen=True, slots=True)
class Field:
    """A key, the Chinese word for it (also the column of a sheet), and what stands behind it."""

    key: str
    chinese: str
    kind: Kind = Kind.TEXT
    needed: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One ``[[table]]``: its values by English key, and where each stands."""

    line: int
    values: Mapping[str, object]
    lines: Mapping[str, int]
    texts: Mapping[str, int] = field(default_factory=dict)

    def text(self, key: str) -> str | None:
        value = self.values.get(key)
        return value if isinstance(value, str) and value else None

    def words(self, key: str) -> tuple[str, ...]:
        value = self.values.get(key)
        return (
            tuple(word for word in value if isinstance(word, str))
            if isinstance(value, tuple)
            else ()
        )

    @property
    def former(self) -> tuple[tuple[str, date | None, date | None], ...]:
        value = self.values.get("former")
        return tuple(value) if isinstance(value, tuple) else ()

    def day(self, key: str) -> date | None:
        value = self.values.get(key)
        return value if isinstance(value, date) else None

    def flag(self, key: str) -> bool | None:
        value = self.values.get(key)
        return value if isinstance(value, bool) else None

    def at(self, key: str, word: str | None = None) -> int:
        """The line of a key, or of one word of its list."""
        if word is not None and word in self.texts:
            return self.texts[word]
        return self.lines.get(key, self.line)


@dataclass(frozen=True, slots=True)
class TomlFile:
    """A file's tables as rows, in the file's order, and what there is to say of its encoding."""

    name: str
    rows: Mapping[str, tuple[Row, ...]]
    findings: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table a file may have: ``[office]`` once, or ``[[unit]]`` any number of times."""

    key: str
    chinese: str
    fields: tuple[Field, ...]
    many: bool = True


def read_toml(path: Path, what: str, tables: Sequence[Table]) -> TomlFile:
    """Reads and checks a file against its tables; the table ``""`` is the file's head.

    Raises UnreadableError naming the file, the line and the key of up to ten faults at once.
    """
    label = f"{what}“{path.name}”"
    text, findings = _decoded(path, label)
    try:
        data = tomllib.loads(text)
    except RecursionError as error:
        raise UnreadableError(f"{label}括号套得太深，不是这种文件，请核对文件名。") from error
    except tomllib.TOMLDecodeError as error:
        raise UnreadableError(f"{label}{explained(str(error), text)}") from error
    faults: list[str] = []
    rows = _rows(data, _scan(text), tables, faults)
    if faults:
        more = f"\n  ……共 {len(faults)} 处" if len(faults) > _TOLD else ""
        told = "".join(f"\n  {fault}" for fault in faults[:_TOLD])
        raise UnreadableError(f"{label}有写得不对的地方，请改正后再试：{told}{more}")
    return TomlFile(path.name, rows, findings)


# --- bytes to text ------------------------------------------------------------------------
def _decoded(path: Path, label: str) -> tuple[str, tuple[Diagnostic, ...]]:
    try:
        raw = path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableError(f"没有找到{label}，请核对文件名和所在文件夹。") from error
    except OSError as error:
        raise UnreadableError(f"{label}无法打开：{in_chinese(error)}。") from error
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _lines(raw.decode("utf-16", "replace")), (
            _resave(path.name, "Unicode（UTF-16）", 1),
        )
    try:
        return _lines(raw.decode("utf-8-sig")), ()
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        try:
            text = raw.decode("gb18030")
        except UnicodeDecodeError:
            raise UnreadableError(
                f"{label}第 {line} 行有无法识别的字符，文件可能已损坏；"
                "请用记事本打开，另存为 UTF-8 编码后再试。"
            ) from error
        return _lines(text), (_resave(path.name, "GBK（ANSI）", line),)


def _resave(name: str, encoding: str, line: int) -> Diagnostic:
    return codes.ENCODING_OF_TABLE.at(file=name, encoding=encoding, line=line)


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


# --- what the file may not say ------------------------------------------------------------
_WIDE = {
    "“": '英文双引号 "',
    "”": '英文双引号 "',
    "‘": "英文单引号 '",
    "，": "英文逗号 ,",
    "＝": "英文等号 =",
    "【": "英文方括号 [",
    "】": "英文方括号 ]",
    "［": "英文方括号 [",
    "］": "英文方括号 ]",
}
_REASONS = (
    ("Expected '='", "键名后面缺少等号 ="),
    (
        "Invalid initial character for a key part",
        "这一行开头不是键名；键名用英文，或放在英文双引号之间",
    ),
    ("Cannot overwrite a value", "同一个键写了两次"),
    ("Cannot declare", "同一个表写了两次"),
    ("Unclosed array", "方括号 [ 没有配对的 ]"),
    ("Unterminated string", "双引号没有配对"),
    ("Illegal character '\\n'", "双引号没有配对"),
    ("Expected newline or end of document", "这一行后面多了内容，或缺少英文逗号、引号"),
    ("Invalid value", "等号后面的内容须放在英文双引号之间"),
    ("Unclosed inline table", "花括号 { 没有配对的 }"),
    ("Unescaped '\\'", "反斜杠 \\ 须写两次"),
)


_SHORT_DATE = re.compile(r"=\s*\d{4}\s*(?:[-./年])\s*\d{1,2}\s*(?:[-./月])\s*\d{1,2}")


def explained(message: str, text: str) -> str:
    """What tomllib says, with the likely slip: Chinese quotation marks, a missing bracket."""
    found = re.search(r"at line (\d+), column (\d+)", message)
    lines = text.split("\n")
    number = int(found[1]) if found else max(len(lines.copy()), 1)
    line = lines[number - 1] if number <= len(lines) else ""
    bare = re.sub(r'"[^"]*"', "", line.split("#")[0])
    if _SHORT_DATE.search(bare):
        return f"第 {number} 行的日期要写足两位并加连字符，如 2021-05-20：{line.strip()}"
    for wide, plain in _WIDE.items():
        if wide in bare:
            return f"第 {number} 行用了中文标点 {wide} ，请改成{plain}：{line.strip()}"
    reason = next((said for start, said in _REASONS if start in message), "写法有误")
    shown = f"：{line.strip()}" if line.strip() else ""
    return f"第 {number} 行{reason}{shown}"


def _rows(
    data: Mapping[str, object],
    scanned: Mapping[str, list[_Place]],
    tables: Sequence[Table],
    faults: list[str],
) -> dict[str, tuple[Row, ...]]:
    rows: dict[str, tuple[Row, ...]] = {}
    by_name = {name: table for table in tables for name in (table.key, table.chinese) if name}
    head = next((table for table in tables if not table.key), None)
    loose = {key: value for key, value in data.items() if key not in by_name}
    place = scanned[""][0]
    known = {name: f for f in head.fields for name in (f.key, f.chinese)} if head else {}
    for key in [key for key in loose if key not in known]:
        line = place.keys.get(key) or scanned.get(key, [place])[0].line
        names = [*by_name, *(f.key for f in head.fields)] if head else [*by_name]
        faults.append(f"第 {line} 行：不认识“{key}”{_meant(key, names)}")
    if head is not None:
        kept = {key: value for key, value in loose.items() if key in known}
        rows[""] = (_row(kept, place, head, faults),)
    for name, table in by_name.items():
        if name not in data:
            continue
        value = data[name]
        listed = value if isinstance(value, list) else [value]
        places = scanned.get(name, [])
        if table.many is not isinstance(value, list) or not all(
            isinstance(v, dict) for v in listed
        ):
            brackets = f"[[{table.key}]]" if table.many else f"[{table.key}]"
            line = places[0].line if places else scanned.get("", [_Place(1)])[0].keys.get(name, 1)
            faults.append(f"第 {line} 行：“{name}”应写成 {brackets}，独占一行")
            continue
        rows[table.key] = rows.get(table.key, ()) + tuple(
            _row(one, at, table, faults) for one, at in zip(listed, places, strict=False)
        )
    return {key: tuple(sorted(found, key=lambda row: row.line)) for key, found in rows.items()}


def _row(value: Mapping[str, object], place: _Place, table: Table, faults: list[str]) -> Row:
    known = {name: f for f in table.fields for name in (f.key, f.chinese)}
    values: dict[str, object] = {}
    lines: dict[str, int] = {}
    unusable: set[str] = set()
    for key, written in value.items():
        line = place.keys.get(key, place.line)
        wanted = known.get(key)
        if wanted is None:
            faults.append(
                f"第 {line} 行：不认识“{key}”{_meant(key, [f.key for f in table.fields])}"
            )
            continue
        if wanted.key in values:
            faults.append(f"第 {line} 行：“{key}”与“{wanted.key}”是同一项，只能写一次")
            continue
        try:
            values[wanted.key] = _value(written, wanted)
        except (TypeError, ValueError):
            unusable.add(wanted.key)
            choices = "、".join(f'"{choice}"' for choice in wanted.choices)
            should = f"以下之一：{choices}" if choices else wanted.kind.value
            faults.append(f"第 {line} 行：“{key}”应为{should}")
        lines[wanted.key] = line
    faults += [
        f"第 {lines.get(f.key, place.line)} 行：缺少“{f.key}”（{f.chinese}），或是空的"
        for f in table.fields
        if f.needed and values.get(f.key, "") == "" and f.key not in unusable
    ]
    return Row(place.line, values, lines, place.texts)


def _meant(key: str, names: Sequence[str]) -> str:
    from difflib import get_close_matches

    like = get_close_matches(key, names, 1, 0.6)
    if like:
        return f"，是不是“{like[0]}”？"
    return f"，可用的有：{'、'.join(dict.fromkeys(names))}"


def _value(written: object, wanted: Field) -> object:
    match wanted.kind:
        case Kind.TEXT:
            if isinstance(written, int) and not isinstance(written, bool):
                written = str(written)  # a telephone number or code without quotes
            if not isinstance(written, str) or (wanted.choices and written not in wanted.choices):
                raise ValueError
            return written.strip()
        case Kind.TEXTS:
            listed = [written] if isinstance(written, str) else written
            if not isinstance(listed, list) or not all(isinstance(word, str) for word in listed):
                raise ValueError
            return tuple(word.strip() for word in listed if word.strip())
        case Kind.DATE:
            return as_date(written)
        case Kind.FLAG:
            if not isinstance(written, bool):
                raise TypeError
            return written
        case Kind.FORMER:
            return _former(written)


def _former(written: object) -> tuple[tuple[str, date | None, date | None], ...]:
    """Former names: a name alone, or a table with the days between which it was held."""
    listed = written if isinstance(written, list) else [written]
    found = []
    for one in listed:
        table = {"name": one} if isinstance(one, str) else one
        if not isinstance(table, dict):
            raise TypeError
        plain = {_FORMER_KEYS.get(key, key): value for key, value in table.items()}
        if set(plain) - {"name", "from", "to"} or not isinstance(plain.get("name"), str):
            raise ValueError
        days = [as_date(plain[key]) if plain.get(key) else None for key in ("from", "to")]
        found.append((plain["name"].strip(), days[0], days[1]))
    return tuple(found)


_FORMER_KEYS = {"名称": "name", "起": "from", "止": "to"}
_WRITTEN_DATE = re.compile(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?")


def as_date(written: object) -> date:
    """A date of TOML, or one written as 2019-03-01, 2019.3.1 or 2019年3月1日."""
    if isinstance(written, datetime):
        return written.date()
    if isinstance(written, date):
        return written
    found = _WRITTEN_DATE.fullmatch(written.strip()) if isinstance(written, str) else None
    if found is None:
        raise ValueError
    return date(int(found[1]), int(found[2]), int(found[3]))


# --- where everything stands --------------------------------------------------------------
@dataclass(slots=True)
class _Place:
    line: int
    keys: dict[str, int] = field(default_factory=dict)
    texts: dict[str, int] = field(default_factory=dict)


_STRING = re.compile(
    r'"""(?:\\.|.)*?"""|\'\'\'.*?\'\'\'|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'', re.DOTALL
)


def _scan(text: str) -> dict[str, list[_Place]]:
    """Where the tables, keys and texts of a valid file stand; ``""`` is the head of the file."""
    here = _Place(1)
    found: dict[str, list[_Place]] = {"": [here]}
    for start, end in _statements(text):
        line = text.count("\n", 0, start) + 1
        statement = text[start:end]
        if header := re.match(r"\[\[?\s*(.*?)\s*\]\]?", statement):
            here = _Place(line)
            found.setdefault(_bare(header[1]), []).append(here)
            continue
        here.keys[_bare(re.match(r'("[^"]*"|\'[^\']*\'|[^=])*', statement)[0])] = line  # type: ignore[index]
        for word in _STRING.finditer(statement):
            here.texts.setdefault(_bare(word[0]), line + statement.count("\n", 0, word.start()))
    return found


def _bare(written: str) -> str:
    return written.strip().strip("\"'").strip()


def _statements(text: str) -> Iterator[tuple[int, int]]:
    """Headers and ``key = value`` one by one; a value may run over lines inside its brackets."""
    at, start, depth = 0, None, 0
    while at < len(text):
        char = text[at]
        string = _STRING.match(text, at) if char in "\"'" else None
        if start is None and not char.isspace() and char != "#":
            start, depth = at, 0
        if string is not None:
            at = string.end()
            continue
        if char == "#":
            at = text.find("\n", at) if "\n" in text[at:] else len(text)
            continue
        depth += (char in "[{") - (char in "]}")
        if char == "\n" and start is not None and depth <= 0:
            yield start, at
            start = None
        at += 1
    if start is not None:
        yield start, len(text)

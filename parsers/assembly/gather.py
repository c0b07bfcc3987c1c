"""一项指标的各个部分: what clauses, cells and sentences add to an indicator being made."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from parsers import codes
from parsers.blocks import Block, shortened
from parsers.diagnostics import Code, Diagnostic
from parsers.fields.glued import is_glued
from parsers.fields.labels import Kind
from parsers.fields.peel import Clause
from parsers.fields.persons import names_both, parted
from parsers.fields.points import FoundPoints, points_of_cell
from parsers.fields.units import Name, is_collective, is_empty, is_unit_name
from parsers.model import LeadBasis, Mention, Points, Role, Target, Text
from parsers.numerals import CHINESE, to_int
from parsers.patterns import late
from parsers.text import fold, unspaced
from parsers.wording import FULL_LABEL, role_of

_END = "。；，.;,:：、．﹒ \t\u3000"
_TIME = re.compile(
    r"\d|年|月|日|季|周|.底|.前|期|全年|全程|持续|常态|按|经常|立即|每|随|即|立行|贯穿|同步|适时|根据|待"
)
_NOT_A_TIME = late(  # a name, another label or a month that is none, run into the value
    r":|要求$|扫一扫|(?<!\d)(?:1[3-9]|[2-9]\d)月"
    r"|[\u4e00-\u9fff]{2,}(?:局|委|办|政府|中心|公司|街道)(?:\d|年)|[月底前末日][\u4e00-\u9fff]{2,}(?:局|委|办|政府|中心|公司|街道)$"
)
_NUMBERED = re.compile(rf"\([{CHINESE}]+\)|[{CHINESE}]+、|\d+\.\D")
_HEADING_BEHIND = late(rf"\((?:[{CHINESE}]{{1,3}}|\d{{1,2}})\)[\u4e00-\u9fff]")  # A局（三）农贸市场
_CONTENT = late(r"(?:建设|工作|主要|任务|实施)内容|建设规模")  # labels whose words set figures too
_PROGRESS = late(r"(?:序时|时序|工作|时间|计划|推进|阶段)?(?:进度|时序)(?:安排|要求|计划|目标)?")
_WORD, _LONGEST_PERSON = re.compile(r"\S+"), 3  # characters of a name
_POST_BEHIND = late(r"(?:的)?(?P<post>(?:主要|分管|相关)(?:领导|负责人|负责同志|责任人))$")
_LONGEST_NAME = 4  # 欧阳文静; longer ones hold a post or a lost separator
_POST = re.compile(r"长|任|书记|领导|常委|委员|局|部|政府|办|主席|总|员|责|人|·")
_POST_WORD = (
    r"(?:[\u4e00-\u9fff]{0,12}(?:书记|主任|常委|委员|主席|部长|总监|顾问|调研员|巡视员|专员|总师|工程师|会计师|领导|成员|秘书长|检察长"
    r"|[省市州盟县区旗镇乡村厅局处科股所院校会关行站队团组社厂馆台]长))"
)
_POST_ALONE = late(_POST_WORD)
_POST_AND_PERSON = late(  # 副县长 韩 梅, 副县长韩梅
    rf"\s*(?P<post>{_POST_WORD})\s*(?P<person>[\u4e00-\u9fff](?:\s?[\u4e00-\u9fff·]){{1,5}})\s*$"
)
_EXCEPTED = re.compile(r"不含|不包括|除外")
_NOT_NAMES = (  # each with what it is for
    r"^\s*\d+\s*[.、]",  # 1.县统计局
    r"^(?:除|其余|其他各|以上|上述)[^、]*(?:由|项)|项外|第\d+项",  # 除第1项外由县统计局
    r"各项(?!目)|以[上下]\d",  # 以下3项由各乡镇
    r"(?<!自)由|均为|^会同|同牵头",  # 由县工信局, 责任单位均为县工信局
    r"\(\d+(?:\.\d+)?分\)",  # 县住建局（5分）
    r"等\d+[个家]",  # 财政局等3个部门
    r"\([^()]*(?:\d\s*月|牵头|配合|负责)[^()]*\)",  # 县水利局（6月底前）
)
_NOT_A_NAME = re.compile("|".join(_NOT_NAMES))
_KIND_ONLY = re.compile(r"(?:人民)?政府|办事处|单位|部门|机构|企业")  # 各镇党委、政府: whose?
_UNITS_BEHIND = re.compile(r"[、,][^、,;]*?(?:局|委|办|镇|乡|街道|办事处|公司|中心)(?:\(|[、,]|$)")
_STOP_INSIDE = re.compile(r"[:;。!?]")
_LABEL_AHEAD = re.compile(rf"(?:{FULL_LABEL})(?:为|是)?")
DITTO = re.compile(r"同上|同前|〃|″|\"")
REFUSED = re.compile(r"不指定|不明确|不确定|不设|不分解|自行|待定|另行(?:确定|明确|通知)")
RULE_WORDS = re.compile(r"第一位|首位|下同|排名第一|第一个(?:单位|部门)?为")


@dataclass(slots=True, eq=False)
class Draft:
    """An indicator being made, and what there is to say of it."""

    number: Text | None = None
    section: tuple[str, ...] = ()
    text: list[Text] = field(default_factory=list)
    points: Points | None = None
    deadline: Text | None = None
    target_text: Text | None = None
    targets: list[Target] = field(default_factory=list)
    aims: list[Clause] = field(default_factory=list)  # 工作目标：…, 建设内容：…
    leaders: list[Text] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    extras: list[tuple[str, Text]] = field(default_factory=list)
    findings: list[Diagnostic] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    implied: tuple[Text, ...] = ()
    in_table: bool = False
    ditto: list[Role] = field(default_factory=list)  # 同上: as the item above has in these roles
    refused: bool = False  # the notice says that nobody is made responsible
    first: int = 0
    last: int = 0
    # of all paragraphs as one value, without its final stop; known when all of it is gathered
    whole_text: Text = field(default=Text(""))

    @property
    def name(self) -> str:
        """What a message calls the item: its number, or its first words."""
        if self.number is not None:
            return self.number.value
        return f"（无序号：{self.whole_text.value[:10]}…）"


def add_points(found: FoundPoints, block: Block, draft: Draft) -> None:
    """The points of the item; a second statement is told, not taken."""
    text = block.cut(*found.inner)
    if draft.points is not None:
        first = draft.points.text.value
        if found.value is not None and found.value == draft.points.value:
            return
        draft.findings.append(codes.POINTS_TWICE.at(*text.spans, first=first, second=text.value))
        return
    draft.points = Points(found.value, found.kind, text)
    if found.damaged:
        written = block.cut(found.start, found.end)
        draft.findings.append(
            codes.POINTS_MENDED.at(*written.spans, written=written.value, read=found.value)
        )


def add_points_of(block: Block, start: int, end: int, draft: Draft) -> None:
    """The points in a cell or behind a label."""
    found = points_of_cell(block.folded, start, end)
    if found is not None:
        add_points(found, block, draft)
    elif not is_empty(block.folded, start, end):
        text = block.cut(start, end)
        draft.findings.append(codes.POINTS_UNREAD.at(*text.spans, text=brief(block)))


def add_units_and_persons(names: Iterable[Name], block: Block, draft: Draft) -> None:
    """What stands behind 责任单位及责任人: the persons are leaders, the rest units."""
    units: list[Name] = []
    for name in names:
        found = parted(block.folded, name.start, name.end)
        draft.leaders += [block.cut(*place) for place in found.persons]
        if found.unit is not None:
            units.append(name._replace(start=found.unit[0], end=found.unit[1]))
    add_names(units, block, draft)


def add_names(names: Iterable[Name], block: Block, draft: Draft, cause: Text | None = None) -> None:
    """The units of a clause, each once, and whatever is odd about a name."""
    before = [(mention.name.value, mention.role) for mention in draft.mentions]
    named: list[tuple[str, Role]] = []
    odd = 0  # names right before this one that are no whole names
    for written in names:
        name = _less_post(_less_label(_less_role(written, block), block, draft), block, draft)
        text = block.cut(name.start, name.end)
        taken = _taken_for(text.value)
        if taken.odd is None and odd and _of_several(text.value, odd + 1):
            taken = taken._replace(odd=codes.UNIT_ODD)  # 石门、柳溪、上湾三村
        odd = odd + 1 if taken.odd is codes.UNIT_ODD else 0
        if taken.rule:
            continue
        if (text.value, name.role) in before:
            continue  # another clause of the item named it
        if (text.value, name.role) in named:
            draft.findings.append(codes.UNIT_TWICE.at(*text.spans, unit=text.value))
            continue
        named.append((text.value, name.role))
        stated = name.role is Role.LEAD
        basis = LeadBasis.STATED if stated else None
        draft.mentions.append(Mention(text, name.role, stated, basis, taken.collective, cause))
        if taken.odd is not None:
            draft.findings.append(taken.odd.at(*text.spans, unit=text.value))
        if name.open_ended:
            draft.findings.append(codes.UNITS_OPEN_ENDED.at(*text.spans, unit=text.value))


_SEVERAL_PLACES = late(
    r"(?P<n>[两二三四五六七八九十])\s*个?(?:村|社区|乡镇|镇|乡|街道|县|区|市|园区|局|部门|单位)$"
)


def _of_several(name: str, count: int) -> bool:
    """Whether a name ends in how many the names of a list are."""
    found = _SEVERAL_PLACES.search(name)
    return found is not None and to_int(found["n"]) == count


class _Taken(NamedTuple):
    """What a name is taken for, and what is odd about it."""

    rule: bool  # 列第一位的为牵头单位，下同: no name, read elsewhere
    collective: bool
    odd: Code | None


@lru_cache(maxsize=4096)  # the same units come back all through a notice
def _taken_for(name: str) -> _Taken:
    folded = fold(name)
    rule = RULE_WORDS.search(folded) and ("牵头" in folded or not is_unit_name(folded))
    return _Taken(bool(rule), is_collective(folded), _oddity(folded))


def _oddity(folded: str) -> Code | None:
    """What is odd about the name of a unit."""
    if _EXCEPTED.search(folded):
        return codes.UNIT_EXCEPTED
    if (
        _NOT_A_NAME.search(folded)
        or _KIND_ONLY.fullmatch(folded)
        or ("(" in folded and _HEADING_BEHIND.search(folded))
        or not is_unit_name(folded)
        or _STOP_INSIDE.search(folded)
        or '"' in folded  # of a cell whose end is missing
        or folded.count("(") != folded.count(")")
    ):
        return codes.UNIT_ODD
    return codes.UNIT_GLUED if is_glued(folded) else None


def _less_label(name: Name, block: Block, draft: Draft) -> Name:
    """（牵头部门A，配合部门B）: a label without its colon."""
    match = _LABEL_AHEAD.match(block.folded, name.start, name.end)
    if match is None or not is_unit_name(block.folded[match.end() : name.end]):
        return name
    spans = block.spans(name.start, name.end)
    draft.findings.append(codes.LABEL_MENDED.at(*spans, text=brief(block)))
    return name._replace(start=match.end(), role=role_of(match[0]))


_ROLE_BEHIND = late(
    r"\s*\(\s*(?P<role>(?:总牵头|牵头|主办|主责|主要责任|配合|协办|协同|协助|参与|参加|负责|落实|承办)"
    r"(?:负责|配合|落实|单位|部门)?)\s*\)\s*$"
)


def _less_role(name: Name, block: Block) -> Name:
    """县发改局（牵头）、县统计局（配合）: the role of one name stands in a bracket behind it."""
    match = _ROLE_BEHIND.search(block.folded, name.start, name.end)
    if match is None or match.start() == name.start:
        return name
    return name._replace(end=match.start(), role=role_of(match["role"]))


def _less_post(name: Name, block: Block, draft: Draft) -> Name:
    """区住建局主要领导: the post is a leader, the rest the unit."""
    match = _POST_BEHIND.search(block.folded, name.start, name.end)
    if match is None or not is_unit_name(block.folded[name.start : match.start()]):
        return name
    draft.leaders.append(block.cut(match.start("post"), match.end()))
    return name._replace(end=match.start())


def _persons(block: Block, start: int, end: int) -> Iterator[Text]:
    """俞 悦 陆 明 and 王一平 李二: persons parted by blanks, the blank inside a name apart.

    A post (副县长 韩 梅, 韩梅 副县长) belongs to the name beside it.
    """
    words = [m.span() for m in _WORD.finditer(block.folded, start, end)]
    posts = [_is_post(block.folded[slice(*word)]) for word in words]
    whole = [_POST_AND_PERSON.match(block.folded[slice(*word)]) is not None for word in words]
    single = [last - first == 1 for first, last in words]
    longest = _LONGEST_NAME if any(posts) or any(whole) else _LONGEST_PERSON
    short = [last - first <= longest for first, last in words]
    alone = len(words) == 2 and any(single)
    if len(words) < 2 or alone or not all(map(any, zip(short, posts, whole, strict=True))):
        yield block.cut(start, end)
        return
    names: list[tuple[int, int, bool]] = []  # first and last word, and whether it is a post
    at = 0
    while at < len(words):
        pair = single[at] and at + 1 < len(words) and single[at + 1]
        names.append((at, at + pair, posts[at]))
        at += 1 + pair
    behind = not posts[0] and not whole[0]
    for first, last in _with_posts(names, behind=behind):
        yield block.cut(words[first][0], words[last][1])


def _with_posts(
    names: Sequence[tuple[int, int, bool]], *, behind: bool
) -> Iterator[tuple[int, int]]:
    """Names joined with the posts in front of them, or those ``behind`` them."""
    begun: int | None = None
    for n, (first, last, post) in enumerate(names):
        start = first if begun is None else begun
        follows = n + 1 < len(names)
        goes_on = follows and (names[n + 1][2] if behind else post)
        begun = start if goes_on else None
        if not goes_on:
            yield start, last


@lru_cache(maxsize=1024)
def _is_post(folded: str) -> bool:
    return _POST_ALONE.fullmatch(unspaced(folded)) is not None


_RANKS = ("常委", "党组成员", "党委委员")  # of whoever has a post besides


def add_leaders(names: Iterable[Name], block: Block, draft: Draft) -> None:
    """责任领导: persons or posts; 县委常委、副县长 佟立群 is one person."""
    for start, end in _one_leader_each(list(names), block, draft):
        for text in _persons(block, start, end):
            draft.leaders.append(text)
            long = len(text.value) > _LONGEST_NAME and not _POST.search(text.value)
            if len(text.value) < 2 or long:
                draft.findings.append(codes.LEADER_ODD.at(*text.spans, name=text.value))


def _one_leader_each(
    names: Sequence[Name], block: Block, draft: Draft
) -> Iterator[tuple[int, int]]:
    """县委常委、副县长 佟立群 is one leader; 县长、副县长 韩梅 are two, and told.

    Posts that nobody's name follows are leaders each.
    """
    waiting: list[Name] = []
    for name in names:
        written = block.folded[name.start : name.end]
        listed = not waiting or block.folded[waiting[-1].end : name.start].strip() == "、"
        if not listed:
            yield from _with_ranks(waiting, block)
            waiting = []
        if _is_post(written):
            waiting.append(name)
            continue
        post = _POST_AND_PERSON.match(written) if waiting else None
        if post is None:
            yield from _with_ranks(waiting, block)
            yield name.start, name.end
        elif _differ([block.value(n.start, n.end) for n in waiting], unspaced(post["post"])):
            text = block.cut(waiting[0].start, name.end)
            draft.findings.append(codes.LEADERS_APART.at(*text.spans, text=text.value))
            yield from ((n.start, n.end) for n in (*waiting, name))
        else:
            yield waiting[0].start, name.end
        waiting = []
    yield from _with_ranks(waiting, block)


def _with_ranks(posts: Sequence[Name], block: Block) -> Iterator[tuple[int, int]]:
    """Posts that nobody's name follows: a leader each, but 市委常委、组织部部长 is one."""
    start: int | None = None
    for n, post in enumerate(posts):
        start = post.start if start is None else start
        ranked = block.folded[post.start : post.end].rstrip().endswith(_RANKS)
        if n + 1 == len(posts) or not ranked:
            yield start, post.end
            start = None


def _differ(posts: Sequence[str], last: str) -> bool:
    """Whether a post of a list is the deputy of another, as one person cannot be: 县长、副县长."""
    every = [fold(post) for post in (*posts, last)]
    return any(a != b and b.endswith(a) for a in every for b in every)


def add_deadline(text: Text, draft: Draft) -> None:
    """完成时限, as stated for the item; the first one counts."""
    value = trimmed(text)
    if not value.value or draft.deadline is not None:
        return
    draft.deadline = value
    folded = fold(value.value)
    odd = not _TIME.search(folded) or _NUMBERED.search(folded) or _UNITS_BEHIND.search(folded)
    if odd or _NOT_A_TIME.search(folded):  # 12月底前联系人：… run into one
        draft.findings.append(codes.DEADLINE_ODD.at(*value.spans, text=value.value))


def add_progress(draft: Draft) -> None:
    """进度安排, 序时进度: by when what has to be done, where nothing else says by when."""
    found = [extra for extra in draft.extras if _PROGRESS.fullmatch(unspaced(fold(extra[0])))]
    if len(found) == 1:
        draft.extras.remove(found[0])
        add_deadline(found[0][1], draft)


def add_clause(clause: Clause, draft: Draft) -> None:
    """A labelled value, or a clause of units without label."""
    block = clause.block
    if clause.word and clause.word in draft.labels:
        spans = clause.spans or block.spans(0, len(block.text))
        draft.findings.append(codes.CLAUSE_TWICE.at(*spans, label=clause.word))
    draft.labels.append(clause.word)
    if is_empty(block.folded, clause.start, clause.end):
        spans = clause.spans or block.spans(0, len(block.text))
        draft.findings.append(codes.CLAUSE_EMPTY.at(*spans, label=clause.word or "责任单位"))
    else:
        _TAKE[clause.kind](clause, draft)


def _units(clause: Clause, draft: Draft) -> None:
    block = clause.block
    if REFUSED.search(block.folded, clause.start, clause.end):
        draft.refused = True
        draft.findings.append(codes.UNITS_REFUSED.at(*clause.spans, text=brief(block)))
        return
    if block.folded[: _clause_tail(clause)].rstrip().endswith(("、", ",")):
        draft.findings.append(codes.LIST_BROKEN_OFF.at(*clause.spans, text=brief(block)))
    if DITTO.fullmatch(block.folded[clause.start : clause.end].strip(" 。")):
        draft.ditto.append(role_of(clause.word))
        return
    if clause.damaged:
        draft.findings.append(codes.LABEL_MENDED.at(*clause.spans, text=brief(block)))
    if clause.kindred:
        draft.findings.append(codes.LABEL_KINDRED.at(*clause.spans, label=clause.word))
    if clause.parts:
        draft.findings.append(codes.DEEDS_PARTED.at(*clause.spans, text=brief(block)))
    add = add_units_and_persons if names_both(clause.word) else add_names
    add(clause.names, block, draft)


def _clause_tail(clause: Clause) -> int:
    """Where a clause really ends: its value is cut before a final separator."""
    folded, end = clause.block.folded, clause.end
    while end < len(folded) and folded[end] in " 、,":
        end += 1
    return end if not folded[end:].strip(" )。;") else clause.end


def _tell_mended(clause: Clause, draft: Draft) -> None:
    if clause.damaged:
        spans = clause.block.spans(clause.start, clause.end)
        draft.findings.append(codes.LABEL_MENDED.at(*spans, text=brief(clause.block)))


def _leaders(clause: Clause, draft: Draft) -> None:
    _tell_mended(clause, draft)
    add_leaders(clause.names, clause.block, draft)


def _deadline(clause: Clause, draft: Draft) -> None:
    _tell_mended(clause, draft)
    add_deadline(clause.block.cut(clause.start, clause.end), draft)


def _target(clause: Clause, draft: Draft) -> None:
    text = trimmed(clause.block.cut(clause.start, clause.end))
    draft.aims.append(clause)
    if draft.target_text is None:
        draft.target_text = text
    else:
        draft.extras.append((clause.word, text))


def _points(clause: Clause, draft: Draft) -> None:
    add_points_of(clause.block, clause.start, clause.end, draft)


def _other(clause: Clause, draft: Draft) -> None:
    if clause.damaged:
        draft.findings.append(codes.LABEL_UNKNOWN.at(*clause.spans, label=clause.word))
    if _CONTENT.fullmatch(clause.word):
        draft.aims.append(clause)
    draft.extras.append((clause.word, clause.block.cut(clause.start, clause.end)))


_TAKE: dict[Kind, Callable[[Clause, Draft], None]] = {
    Kind.UNITS: _units,
    Kind.LEADERS: _leaders,
    Kind.DEADLINE: _deadline,
    Kind.TARGET: _target,
    Kind.POINTS: _points,
    Kind.OTHER: _other,
}


def join_texts(texts: Iterable[Text]) -> Text:
    """Several values as one, without the final stop."""
    parts = list(texts)
    if len(parts) == 1:
        return trimmed(parts[0])
    return trimmed(Text("".join(t.value for t in parts), tuple(s for t in parts for s in t.spans)))


def trimmed(text: Text) -> Text:
    """The value without its final stop, its places shortened with it."""
    return shortened(text, len(text.value.rstrip(_END)))


def brief(block: Block) -> str:
    """The first words of a paragraph, for a message."""
    words = re.sub(r"\s+", "", block.text)
    return words if len(words) <= 30 else words[:29] + "…"

"""拟名录: a register proposed from one notice, for the office to correct.

Ways of writing that are certainly one body are put together; kinds are guessed from the names
and marked as guessed; collectives become groups that nobody has filled in.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from parsers.model import Notice, Role
from parsers.patterns import late
from pipeline.names import (
    BRANCH_OFFICE,
    LEVELS,
    Form,
    Place,
    collective_key,
    forms,
    is_collective,
    is_open_collective,
    is_person,
    is_post,
    is_temporary,
    place_of,
    tidy,
    without_bracket,
)
from pipeline.units import Group, LetterForm, Unit, UnitBook, UnitKind


def propose_register(notice: Notice) -> UnitBook:
    """The units and groups of a notice in the order it names them; nothing is expanded."""
    place = place_of(notice.issuer.value if notice.issuer else None)
    names: list[_Name] = []
    collectives: list[str] = []
    for name, collective, inherited in _written(notice, place):
        if collective:
            collectives.append(name)
        elif not (is_post(name) or is_person(name)):
            names.append(_Name(name, _owned(name, place, inherited)))
    where = "".join((*place.above, place.own)) if place else None
    units = _each_name_once([_unit(group, place) for group in _bodies(names)])
    defined = {tidy(group.name): group for group in groups_defined(notice)}
    taken = {tidy(unit.name) for unit in units}
    groups = tuple(
        _without(taken, defined.get(tidy(group.name), group))
        for group in _groups(name for name in collectives if tidy(name) not in taken)
    )
    return UnitBook(units, groups, None, where)


@dataclass(frozen=True, slots=True)
class _Name:
    """A name as written, with the forms it has in its list."""

    written: str
    forms: tuple[Form, ...]


def _written(notice: Notice, place: Place | None) -> Iterable[tuple[str, bool, str | None]]:
    """Every name with whether it is a collective and the level of the names before it."""
    for indicator in notice.indicators:
        inherited: str | None = None
        for mention in indicator.mentions:
            name = mention.name.value
            collective = is_collective(name, mention.collective)
            if mention.role is not Role.ASSESS:
                yield name, collective, inherited
            owner = None if collective else forms(name, place)[0].owner
            inherited = owner if owner and owner in LEVELS else inherited
        for text in indicator.implied:
            yield text.value, is_collective(text.value), None


def _owned(name: str, place: Place | None, inherited: str | None) -> tuple[Form, ...]:
    """The forms of a name; where it states no level, the list's or the office's counts."""
    level = inherited or (place.level if place else None)
    return tuple(Form(level if f.owner is None else f.owner, f.body) for f in forms(name, place))


def _bodies(names: list[_Name]) -> list[list[str]]:
    """The names, those of one body together, in the order of their first appearance."""
    plain = {name.forms[0] for name in names if len(name.forms) == 1}
    bodies: dict[Form, list[str]] = {}
    for name in names:
        bodies.setdefault(_body(name, plain), []).append(name.written)
    return list(bodies.values())


def _body(name: _Name, plain: set[Form]) -> Form:
    """The form that stands for a name's body.

    A name with several readings (经开区) goes with the one body the notice names otherwise; if
    that names two (经济开发区, 经济技术开发区), it stays by itself.
    """
    named = [form for form in name.forms if form in plain]
    if len(named) > 1 and len(name.forms) > 1:
        return Form(None, tidy(name.written))
    return named[0] if named else name.forms[-1]


_TAIL = late(
    r"(?:局|委|办|办公室|厅|部|会|委员会|分局|区|院|队|中心|公司|集团|镇|乡|街道|办事处|政府)$"
)


def _unit(written: list[str], place: Place | None) -> Unit:
    """One body: the fullest usual way of writing it is its name, the others are aliases."""
    count = Counter(map(tidy, written))
    ways = {tidy(name): name for name in reversed(written)}  # as first written

    def rank(name: str) -> tuple[bool, bool, bool, int, int]:
        found = forms(name, place)
        bracket = without_bracket(name)[1] is not None
        tailless = not _TAIL.search(name)
        return bracket, tailless, found[0].owner is None, -count[name], list(count).index(name)

    name, *others = (ways[key] for key in sorted(count, key=rank))
    form = forms(name, place)[0]
    kind = kind_of(name, form)
    return Unit(
        name,
        kind,
        aliases=tuple(sorted(others, key=written.index)),
        level=form.owner if form.owner and form.owner in LEVELS else None,
        form=LetterForm.LETTER if kind in _NOT_BELOW or _EQUAL.search(name) else None,
        guessed=True,
        note="临时机构，请确认由哪个单位承办" if is_temporary(name) else None,
    )


def _each_name_once(units: Iterable[Unit]) -> tuple[Unit, ...]:
    """One unit for each name: the same words stand for one body, whatever level was inherited."""
    found: dict[str, Unit] = {}
    for unit in units:
        first = found.setdefault(tidy(unit.name), unit)
        if first is not unit:
            aliases = tuple(dict.fromkeys((*first.aliases, *unit.aliases)))
            level = first.level if first.level == unit.level else None
            found[tidy(unit.name)] = replace(first, aliases=aliases, level=level)
    return tuple(found.values())


# Whom a government office does not give orders to: 函, not 通知.
_NOT_BELOW = frozenset({UnitKind.VERTICAL, UnitKind.COMPANY})
_EQUAL = late(r"法院$|检察院$|人大|政协|人武部$")

# The first pattern found in the name or in its body says what kind of unit it is.
_KINDS = (
    (late(r"(?:公司|银行|集团)[^街]*办事处$"), UnitKind.COMPANY),
    (late(BRANCH_OFFICE), UnitKind.VERTICAL),
    (late(r"街道$|街道办$|办事处$"), UnitKind.STREET),
    (late(r"[镇乡]$|[镇乡](?:人民)?政府$"), UnitKind.TOWNSHIP),
    (late(r"(?:指挥部|专班|领导小组|攻坚办|安委会|安委办)"), UnitKind.OTHER),
    (late(r"供电公司|公司$|集团$|银行$|联社$|国网"), UnitKind.COMPANY),
    (
        late(
            r"分局$|公安局.*队$|税务局$|消防救援|海关$|海事局$|调查队$|气象局$|烟草|邮政管理|人民银行|外汇管理|监管局分局"
            r"|边防检查站$|出入境|国家金融|[支分]行$"
        ),
        UnitKind.VERTICAL,
    ),
    (late(r"管委会$|开发区$|园区$|高新区$|经开区$|度假区$|集聚区$|保税区$"), UnitKind.ZONE),
    (
        late(
            r"工会$|团委$|团[省市区县旗]委$|妇联$|残联$|科协$|文联$|侨联$|工商联$|社科联$|红十字会$|联合会$|协会$"
        ),
        UnitKind.MASS,
    ),
    (late(r"^委|纪委|监委$|党校$|工委$"), UnitKind.PARTY),
    (
        late(r"法院$|检察院$|人大|政协|人武部$|[区县市旗]$|[区县市旗](?:人民)?政府$"),
        UnitKind.OTHER,
    ),
    (
        late(
            r"中心$|医院$|学院$|学校$|大学$|[小中]学$|[站所馆台段场社队]$|卫生院$|管理处$|幼儿园$"
        ),
        UnitKind.INSTITUTION,
    ),
    (late(r"[局委办厅室院]$"), UnitKind.DEPARTMENT),
)


def kind_of(name: str, form: Form) -> UnitKind:
    """What kind of unit a name suggests; a guess."""
    plain = without_bracket(tidy(name))[0]
    for pattern, kind in _KINDS:
        if pattern.search(form.body) or pattern.search(plain):
            return kind
    return UnitKind.OTHER


def _groups(written: Iterable[str]) -> Iterable[Group]:
    ways: dict[str, Counter[str]] = {}
    for name in written:
        ways.setdefault(collective_key(name), Counter())[name] += 1
    for count in ways.values():
        name, *others = (name for name, _ in count.most_common())
        yield Group(name, None if is_open_collective(name) else (), tuple(others))


def _without(units: Collection[str], group: Group) -> Group:
    """The group less those of its aliases that are units."""
    return replace(group, aliases=tuple(n for n in group.aliases if tidy(n) not in units))


_BETWEEN_NAMES = re.compile(r"、(?![^（(]*[）)])")
_SHORT_NAME = late(
    r"""(?P<members>(?:[^（）()。；;，,]|[（(](?!以下|下?[统简合]称)[^（）()]*[）)])+)[（(](?:以下|下)?(?:统称|简称|合称)为?[“"]?
    (?P<name>[^）)”"]+)[”"]?[）)]""",
    re.VERBOSE,
)


def groups_defined(notice: Notice) -> Iterator[Group]:
    """The collectives a notice defines itself: A、B（以下统称各功能区管委会）."""
    for rule in notice.rules:
        for found in _SHORT_NAME.finditer(rule.text.value) if rule.kind == "short_name" else ():
            members = tuple(filter(None, _BETWEEN_NAMES.split(found["members"])))
            if len(members) == 1:
                members = tuple(filter(None, members[0].split("和")))
            if any(
                map(is_collective, members)
            ):  # 各县（市、区）政府、各管委会: who they are, an office knows
                yield Group(found["name"], (), members, note="成员按通知的说明")
            elif len(members) > 1:
                yield Group(found["name"], members, note="成员按通知的说明")

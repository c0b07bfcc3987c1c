"""单位名称: when two ways of writing mean one body, judged from the names alone.

A name is taken apart into whose it is (区, 区委, 海湾区) and what it is (发展改革局). Two names
mean one body when both agree in a form of theirs. Folding is for names inside the list of one
office; whatever could be two bodies there – 农业局 and 农业农村局, 科技局 and 科协 – stays apart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from parsers.patterns import late
from parsers.text import fold
from pipeline.knowledge import Knowledge, knowledge
from pipeline.units import UnitKind

LEVELS = "省市区县旗州盟镇乡"


@dataclass(frozen=True, slots=True)
class Place:
    """Where an office is: 平顶山市卫东区 → own 卫东区, level 区, short 卫东, above 平顶山市."""

    own: str
    level: str
    short: str
    above: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The ways to write the place itself, longest first."""
        return tuple("".join((*self.above[k:], self.own)) for k in range(len(self.above) + 1))


_PART = re.compile(r".{2,}?(?:自治区|自治州|自治县|地区|省|市|区|县|旗|州|盟|镇|乡|街道)")


_OFFICE = re.compile(
    r"^(?:中共|中国共产党)"
    r"|(?:人民政府|政府|管理委员会|管委会|党工委|工委|委员会|委|办事处)?(?:办公厅|办公室|办)?$"
)


def place_of(text: str | None) -> Place | None:
    """The place in 平顶山市卫东区人民政府办公室, or in its bare name; None if there is none."""
    name = _OFFICE.sub("", tidy(text or ""))
    parts: list[str] = []
    at = 0
    while found := _PART.match(name, at):
        parts.append(found[0])
        at = found.end()
    if at < len(name) and name[-1] in LEVELS:  # 南县, 理县: one character and its level
        parts.append(name[at:])
    elif at < len(name) or not parts:
        return None
    own = parts[-1]
    level = next((word for word in ("街道", "自治区") if own.endswith(word)), own[-1])
    short = own.removesuffix(level)
    return Place(own, level, short if len(short) > 1 else own, tuple(parts[:-1]))


@dataclass(frozen=True, slots=True)
class Form:
    """One reading of a name.

    ``owner`` is the level (区) or the place (海湾区) it belongs to, ``""`` for 街道 and 乡镇,
    which need none, None where the name does not say.
    """

    owner: str | None
    body: str


def tidy(name: str) -> str:
    """The name without white space and in one width; what is written is otherwise kept."""
    return re.sub(r"\s", "", fold(name)).strip("。.,;:、")


# --- brackets -----------------------------------------------------------------------------
_BRACKET = re.compile(r"\(([^()]*)\)")


def without_bracket(name: str) -> tuple[str, str | None]:
    """市市场监管局(市知识产权局) → 市市场监管局 and 市知识产权局, a plate hung on the same door."""
    found = _BRACKET.search(name)
    if found is None or found.start() == 0:
        return name, None
    return _BRACKET.sub("", name), found[1] or None


# --- whose --------------------------------------------------------------------------------
# 市场监督管理局 has no level: 市 opens a level only where the word does not go on (市场, 市政…).
_LEVEL = re.compile(
    r"""自治区|自治州|自治县
    |市(?!场|容|域|政(?!府|务|协|法|研|数)|民(?:中心|服务|热线))
    |区(?!域|块)|县(?!域)|镇(?!街|村)|乡(?!村|镇|土)|省(?!会)|旗|州|盟""",
    re.VERBOSE,
)
_YOUTH = re.compile(rf"团([{LEVELS}])委")  # 团市委 = 市团委
_BRANCH_FIELDS = (
    r"公安|国土资源|国土|自然资源规划|自然资源|城乡规划|规划|生态环境|环境保护|环保|医疗保障|医保"
    r"|市场监督管理|市场监管|交警|银保监|烟草专卖|烟草|不动产登记|公积金"
)
_BRANCH = re.compile(rf"(?P<field>{_BRANCH_FIELDS})局?(?P<place>.{{1,6}}?)分局")
_BRANCH_LAST = re.compile(rf"(?P<place>.{{1,6}}?)(?P<field>{_BRANCH_FIELDS})分局")
_OF_A_PLACE = re.compile(r"(?:分局|支局|支行|分行|调查队|公司|集团|检查站|管理部)$")


def _owner(name: str, place: Place | None) -> tuple[str | None, str]:
    """Whose the body is, and the rest of the name."""
    if found := _YOUTH.fullmatch(name):
        return found[1], "团委"
    if name.startswith("共青团"):
        inner = name.removeprefix("共青团").removesuffix("员会").removesuffix("委")
        return _as_owner(inner, place) or None, "团委"
    if branch := _BRANCH.fullmatch(_after_above(name, place)) or _BRANCH_LAST.fullmatch(name):
        return _as_owner(branch["place"], place), f"{branch['field']}分局"
    if place is not None:
        for written in _own_names(place):
            rest = name.removeprefix(written)
            if (
                rest != name
                and _is_body(rest)
                and not (written.endswith(place.short) and rest[0] in LEVELS)
            ):
                return place.level, rest
        for written in _above(place):
            if name.startswith(written) and written[-1] != place.level:
                return written[-1], name.removeprefix(written)
        moved = _inside(name, place)
        if moved is not None:
            return place.level, moved
    if (found := _LEVEL.match(name)) and _is_body(name[found.end() :]):
        level = found[0]
        if place is not None and place.own.endswith(level):
            level = place.level
        return level, name[found.end() :]
    return None, name


def _is_body(rest: str) -> bool:
    """Whether what follows a level or a place can be a body: 县委, but not the 局 of 县局."""
    return len(rest) > 1 or rest == "委"


def _inside(name: str, place: Place) -> str | None:
    """国家统计局清河调查队 → 国家统计局调查队: the office's own place stands inside the name."""
    if not _OF_A_PLACE.search(name):
        return None
    for written in (*place.names, place.short):
        at = name.find(written)
        if at > 1 and at + len(written) < len(name):
            return name[:at] + name[at + len(written) :]
    return None


def _own_names(place: Place) -> tuple[str, ...]:
    """平顶山市卫东区, 卫东区, and without the level (平顶山市卫东生态环境局, 卫东公安分局)."""
    return (*place.names, *(f"{above}{place.short}" for above in _above(place)), place.short)


def _above(place: Place) -> tuple[str, ...]:
    """The places above, longest first: 河南省平顶山市, 平顶山市, 河南省."""
    names = {
        "".join(place.above[i : j + 1])
        for i in range(len(place.above))
        for j in range(i, len(place.above))
    }
    return tuple(sorted(names, key=lambda name: (-len(name), name)))


def _after_above(name: str, place: Place | None) -> str:
    """市公安局卫东分局, 平顶山市公安局卫东分局 → 公安局卫东分局."""
    for written in (*(_above(place) if place else ()), "市", "省"):
        if name.startswith(written) and "局" in name[len(written) : -2]:
            return name.removeprefix(written)
    return name


def _as_owner(written: str, place: Place | None) -> str:
    """A place inside a branch's name: the office's own is its level."""
    if place is not None and written in (*place.names, place.short, place.level):
        return place.level
    return written


# --- 街道、乡镇、区县、园区 -----------------------------------------------------------------
_STREET = re.compile(r"(?P<stem>(?!驻).{1,10}?)(?:街道办事处|街道办|街道|办事处)")
BRANCH_OFFICE = r"^.{2,}(?:局|署|海关|公司|银行|集团|协会|商会)[^街]*办事处$"
"""国家矿山安全监察局平皋办事处: what a bureau has in a place is no 街道办事处."""
_BRANCH_OFFICE = re.compile(BRANCH_OFFICE)
_TOWN = re.compile(r"(?P<stem>.{1,10}[镇乡])(?:人民政府|政府)?")
_REGION = re.compile(r"(?P<stem>.{1,10}[区县市旗])(?:人民政府|政府)?")
_ZONE_WORD = (
    r"开发区|高新区|经开区|园区|示范区|保税区|度假区|集聚区|聚集区"
    r"|功能区|试验区|先行区|合作区|经济区|新区|景区"
)
_ZONE = re.compile(rf"(?P<stem>.*(?:{_ZONE_WORD}))(?:管委会|管理委员会)?")
_COLLECTIVE_START = re.compile(r"各|有关|相关|其他|沿.*各")


def _territorial(name: str, place: Place | None) -> str | None:
    """云雾镇人民政府, 云雾镇 → 云雾镇; 东安路街道办, 东安路办事处 → 东安路街道."""
    if _COLLECTIVE_START.match(name):
        return None
    own = (*place.names, *_above(place)) if place else ()
    inner = name
    for written in own:
        if len(name) > len(written) + 2:
            inner = inner.removeprefix(written)
    if (found := _STREET.fullmatch(inner)) and not _BRANCH_OFFICE.search(inner):
        return f"{found['stem']}街道"
    for pattern in (_TOWN, _REGION):
        found = pattern.fullmatch(inner)
        if (
            found
            and len(found["stem"]) > 1
            and found["stem"] not in own
            and not _ZONE.fullmatch(inner)
        ):
            return found["stem"]
    return None


# --- what ---------------------------------------------------------------------------------
_JOINING = re.compile(r"(?<=[\u4e00-\u9fff]{2})(?:以及|和|与|及|、)(?=[\u4e00-\u9fff]{2})")
_ORGANS = (
    (re.compile("(?<!监督)管理委员会"), "管委会"),
    (re.compile("委员会"), "委"),
    (re.compile("办公室"), "办"),
    (re.compile("有限责任公司|股份有限公司|有限公司"), "公司"),
    (re.compile("集团公司"), "集团"),
)
_GOVERNMENT = re.compile(r"(?:人民)?政府(?=.{2,}(?:局|委|办)$)")
_WHOLE_GOVERNMENT = re.compile(r"(?:人民)?政府")


def body_of(rest: str) -> tuple[str, ...]:
    """What a name without its owner says, in the words it is compared by."""
    known = knowledge()
    plain = shortened(rest)
    if _WHOLE_GOVERNMENT.fullmatch(plain):
        return ("政府",)
    plain = _GOVERNMENT.sub("", plain)
    if zone := _ZONE.fullmatch(plain):
        return _zone(zone["stem"], known)
    body = known.pattern.sub(lambda found: known.words[found[0]], plain)
    if body in known.party:
        return (f"委{body}",)
    if body.endswith("委") and body[:-1] in known.either:
        return (f"{body[:-1]}局",)
    field = body.removesuffix("部门")
    if field in known.fields:
        return (body, f"{field}局")  # 公安、城管、市场监管部门: the tail belongs to all
    return (body,)


def shortened(name: str) -> str:
    """The name less 和/与/及/、 between its words, with 委、办、公司 for their long forms."""
    plain = _JOINING.sub("", name)
    for pattern, short in _ORGANS:
        plain = pattern.sub(short, plain)
    return plain


def _zone(stem: str, known: Knowledge) -> tuple[str, ...]:
    for short, meanings in known.several.items():
        if stem.endswith(short):
            return tuple(stem.removesuffix(short) + meaning for meaning in meanings)
    return (known.pattern.sub(lambda found: known.words[found[0]], stem),)


@lru_cache(maxsize=50_000)
def forms(name: str, place: Place | None) -> tuple[Form, ...]:
    """Every reading of a name, the brackets left out; two names mean one body if they share one."""
    plain, _ = without_bracket(tidy(name))
    if territory := _territorial(plain, place):
        return (Form("", territory),)
    plain = _JOINING.sub("", plain)
    for superior in knowledge().above:
        if len(plain) > len(superior) + 2:
            plain = plain.removeprefix(superior)
    owner, rest = _owner(plain, place)
    return tuple(Form(owner, body) for body in body_of(rest))


# --- why ----------------------------------------------------------------------------------
def difference(written: str, name: str, place: Place | None) -> str:
    """How a written name differs from the name it was matched with, as a Chinese clause."""
    one, other = tidy(written), tidy(name)
    if one == other:
        return "书写形式不同"
    reasons = []
    (one, plate), (other, hung) = without_bracket(one), without_bracket(other)
    if hung and not set(forms(one, place)) & set(forms(other, place)):
        return f"名录中“{name}”括号内的牌子"
    if plate:
        reasons.append(f"括号内“{plate}”视为加挂的牌子")
    owner, other_owner = forms(one, place)[0].owner, forms(other, place)[0].owner
    if owner is None and other_owner:
        reasons.append(f"原文未写“{other_owner}”")
    elif one != other and _JOINING.sub("", one) == _JOINING.sub("", other):
        reasons.append("仅差“和”“与”一类的字")
    elif one != other:
        reasons.append("同一单位的简称与全称")
    return "；".join(reasons) or "书写形式不同"


# --- collectives --------------------------------------------------------------------------
_COLLECTIVE = re.compile(
    r"""各|^全[省市区县镇]|有关|相关|其他|其它|其余|沿[江河湖线路海]|^所有|^全体|成员单位
    |所在[县市区乡镇街]|事发地|牵头部门$|主管部门$|责任单位$|^涉及
    |^(?:\d+|[二两三四五六七八九十]+)个|^[县市区旗乡镇街村]{2,}$""",
    re.VERBOSE,
)
# 市直机关工委 is one body; the notice's 市直 before a plain noun means many.
_ONE_OF_MANY = re.compile(r"[省市区县]直(?:机关|属机关).*(?:工委|工作委员会|局|中心|处|办|党校)$")
_MANY = re.compile(r"各|有关|相关|其他|其它|其余|所有|全体")
_OPEN = re.compile(r"有关|相关|其他|其它|其余|沿|所在|事发|涉及|断面|牵头|主管|责任单位|整改|承办")


def is_collective(name: str, marked: bool = False) -> bool:
    """Whether a name means several units: 各街道办事处, 沿河各村, 市直有关部门.

    ``marked`` is what the reading of the notice took it for; it knows the words around it.
    """
    plain = tidy(name)
    return bool(_COLLECTIVE.search(plain)) or (marked and not _ONE_OF_MANY.fullmatch(plain))


def is_surely_collective(name: str) -> bool:
    """Whether no single unit can have the name; 沿江镇 and 沿河街道办事处 may be one."""
    return bool(_MANY.search(tidy(name)))


def is_open_collective(name: str) -> bool:
    """Whether only a person can say who is meant: 各有关单位, but not 各街道办事处."""
    return bool(_OPEN.search(tidy(name)))


def collective_key(name: str) -> str:
    """What two ways of writing one collective share: 各镇（街道）, 各镇、街道 → 各镇街道."""
    plain = re.sub(r"[()、/]", "", tidy(name))
    plain = (
        re.sub(r"人民政府|政府$", "", plain).replace("街道办事处", "街道").replace("街道办", "街道")
    )
    plain = plain.replace("相关", "有关").replace("其它", "其他").replace("部门单位", "单位")
    return plain.replace("各有关", "有关")


# --- what is no department ----------------------------------------------------------------
_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳"
    "鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞"
    "熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫房裘缪干解应宗丁宣邓"
    "单洪包左石崔吉龚程邢裴陆荣翁荀甄曲封芮储靳松井段富焦巴牧谷车侯全班秋仲伊宫宁仇甘厉祖武符刘景詹束龙叶幸司黎薄印白蒲"
    "邰从鄂索赖卓屠蒙池乔胥闻莘翟谭姬申扶冉桑桂牛寿边扈燕冀浦尚农温别庄晏柴瞿阎充慕连茹习艾向古易慎廖衡步耿满匡文寇广东"
    "欧沃利蔚越夔隆师巩聂晁敖冷辛那简饶曾沙关查荆游竺权盖益桓公肖闫付代涂邸"
)
_TITLE = (
    r"(?:同志|副?(?:省长|市长|区长|县长|镇长|乡长|州长|主任|局长|书记|部长|主席|院长|检察长"
    r"|秘书长|总经理|董事长))"
)
_PERSON = late(
    rf"(?:[{_SURNAMES}]|欧阳|上官|司马|诸葛|皇甫|尉迟|令狐|慕容)[\u4e00-\u9fff]{{1,2}}{_TITLE}?"
)
_POST = late(
    rf"(?:.{{0,8}}?(?:党委|党组|政府|县委|市委|区委))?(?:常务|党组|党委|第一)?{_TITLE}(?:[\u4e00-\u9fff]{{2,3}})?"
    r"|(?:县|市|区|镇|乡|省)?(?:委|政府)?(?:常委|党政主要领导|主要领导|分管领导|包抓领导|主要负责人|负责人|领导)"
)
_TEMPORARY = late(
    r"(?:指挥部|领导小组|专班|工作组|专项组|攻坚组|协调组|联席会议|攻坚办)(?:办公室|办)?$"
)
_COMPANY = re.compile(r"(?:公司|集团|银行|支行|分行|联社|厂|矿|合作社|企业)$")
_UNIT_TAIL = re.compile(
    r"(?:局|委|办|厅|部|院|会|署|处|所|站|队|室|组|中心|公司|集团|行|社|台|馆|园|校|场|厂|团|联|政府|街道|镇|乡|村|区|县|市|旗"
    r"|单位|部门|机构|工会|公安|城管|海关|电信|移动|联通|铁塔|邮政|信访|信用联社)$"
)


def is_post(name: str) -> bool:
    """常务副市长, 分管副县长王伟: an office held by a person."""
    return bool(_POST.fullmatch(tidy(name)))


def is_person(name: str) -> bool:
    """王伟, 李建国同志: a surname and one or two characters that end like no unit."""
    plain = tidy(name)
    return bool(_PERSON.fullmatch(plain)) and not _UNIT_TAIL.search(plain) and not is_post(plain)


def is_temporary(name: str) -> bool:
    """指挥部、专班、领导小组: set up for a time, not a department."""
    return bool(_TEMPORARY.search(without_bracket(tidy(name))[0]))


def is_company(name: str) -> bool:
    return bool(_COMPANY.search(without_bracket(tidy(name))[0]))


def kinds_of(collective: str) -> frozenset[UnitKind]:
    """Which units a collective can be about: 各有关街道办事处 streets, 各有关单位 anyone else."""
    local = {UnitKind.STREET, UnitKind.TOWNSHIP}
    named = set()
    if "街" in collective:
        named.add(UnitKind.STREET)
    if "乡" in collective or "镇" in collective:
        named.add(UnitKind.TOWNSHIP)
    if "园区" in collective or "开发区" in collective or "功能区" in collective:
        named.add(UnitKind.ZONE)
    return frozenset(named or set(UnitKind) - local)

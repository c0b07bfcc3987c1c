"""两个单位连在一起: names run together where a separator was lost."""

from __future__ import annotations

import re
from functools import lru_cache

from parsers.patterns import late

_HAN = "[\u4e00-\u9fff]"
_BODY = r"(?:局|委|办|办公室|中心|大队|支队|支行|公司|管委会|办事处|人民政府|医院|学校|联社|段|社(?!区)|站|联|会|处|院)"
_OWN = (  # what begins a name of its own: 区住建局, 国网…公司, 有关乡镇
    r"(?:有关[县市区乡镇街]|相关[县市区乡镇街]"
    rf"|(?:[市县区镇](?![域内级直中场])|人行|人民银行|国家|国网|中国|沿){_HAN}+"
    r"(?:局|委|办|处|政府|中心|队|部|会|街道|公司|单位|部门|医院|学校|学院|支行|分行|银行|集团|联社|社|联|院))"
)
_SHAPES = (  # each with a name it is for
    rf"(?<={_HAN}{{2}}){_BODY}各[县市区乡镇街有]",  # 县水利局各乡镇
    rf"(?<![市县区省州])(?<=[)\u4e00-\u9fff]){_BODY}(?:和|与)?(?={_OWN})",  # 区交通局区住建局
    rf"(?<=[市县区镇]{_HAN}{{2}})(?<!公安)局{_HAN}{{2,5}}(?<![分支总])局$",  # 县教育局财政局
    # 区自然资源局北岭镇人民政府, 区工信局经开区管委会
    rf"(?<={_HAN}{{2}})(?:局|委员会|办公室|管委会){_HAN}{{2,10}}(?:管委会|管理委员会|人民政府|办事处)$",
    rf"(?<={_HAN}{{2}})(?:局|管委会)(?!集团){_HAN}{{2,10}}(?<!集团)公司$",  # 管委会鹿泽热力公司
    rf"委(?!员会){_HAN}{{4,}}公司$",  # 市发展改革委华电平湖发电公司
    rf"管委会{_HAN}{{2,3}}(?:镇|乡|街道)$",  # 工业园区管委会城关镇
    rf"(?:局|委|办)和{_HAN}{{2,3}}(?:镇|乡|街道)$",  # 县住建局和城关镇
    rf"[镇乡]{_HAN}{{1,3}}[镇乡]$|社区{_HAN}{{2,4}}社区$",  # 东湖镇西湖镇
    rf"支行{_HAN}{{2,}}(?:分局|支行|局)$",  # 人行平湖支行平湖银保监分局
    rf"部[县市区]{_HAN}{{2,}}(?:中心|局)$",  # 县委宣传部县融媒体中心
    r"(?:局|委|办|部)团[省市县区旗]委$|团[省市县区旗]委(?=[\u4e00-\u9fff]{2})",  # 团市委市妇联
    rf"(?:局|委|办|中心)[·.]{_HAN}",  # 县住建局·县城管局
    r"人民政府[县市区][级直]",  # 各乡镇人民政府县直各单位
)
_GLUED = late("|".join(_SHAPES))
_VERB_INSIDE = re.compile(r"(?:负责|牵头|配合|落实|协助)(?!部门|单位|处室|机构|$)")
# Without one of these inside it a name is one; nearly all are, and the pattern above is dear.
_ENDS_OF_BODIES = tuple(
    "局 委 办 部 厅 段 站 联 会 处 院 行 镇 乡 · . 社区 联社 供销社 中心 大队 支队 公司 政府 医院 学校".split()
)
_OUTER_ENDS = ("办事处", "办公室", "政府各部门")  # 区政府各部门 is one name
_WITH_GROUP = ("各乡镇", "各街道", "各村", "各社区", "各县区", "各镇")


_BRANCH = late(  # 国家矿山安全监察局某某办事处: of a national body in a place
    rf"(?:国家|中国|中央){_HAN}+局{_HAN}{{2,6}}(?:办事处|分局|监管组|监管支局|监察处|调查队|专员办)"
)


@lru_cache(maxsize=4096)
def is_glued(name: str) -> bool:
    """Whether a folded name is plainly two: 区交通局区住建局, A局负责B局, the separator lost."""
    if _VERB_INSIDE.search(name):
        return True
    if _BRANCH.fullmatch(name):
        return False
    inside = name
    for end in _OUTER_ENDS:
        inside = inside.removesuffix(end)
    ends = any(word in inside[2:-1] for word in _ENDS_OF_BODIES) or name.endswith(_WITH_GROUP)
    return ends and _GLUED.search(name) is not None

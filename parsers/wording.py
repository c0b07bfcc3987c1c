"""The words offices use for the same thing; pure data and the patterns made of it.

Patterns match folded text. A blank may stand inside any word (damage of copied text).
"""

from __future__ import annotations

import re
from functools import lru_cache

from parsers.model import Role
from parsers.patterns import late


def spaced(word: str) -> str:
    """A pattern for the word with blanks allowed between its characters."""
    return r"\s*".join(map(re.escape, word))


def _any(words: list[str]) -> str:
    return "|".join(spaced(word) for word in sorted(words, key=len, reverse=True))


# --- labels of unit clauses ---------------------------------------------------------------
# 责任单位 27, 牵头单位 12, 牵头责任单位 8, … of 90 notices surveyed
_DOING = """
    牵头 总牵头 主办 主责 主抓 主要责任 第一责任 责任 负责 主管 承办 承担 落实 实施 组织实施
    执行 建设 完成 推进 配合 协同 会办 分办 协办 协助 协作 参与 参加 参建 支持 考核 监考 评价 评估
    考评 监测 督导 督办 监督 验收 监管 认定 统计 数据提供 数据采集 提供数据 归口 归口管理
    申报 具体 主体责任 业主 分工 指导 业务指导
""".split()
_WHO = """
    单位 部门 处室 处(室) 科室 科(室) 股室 股(室) 部室 委室 站所 站办 办所 部门(单位) 机构 主体
    机关 地区 县区 区县 市县 镇街 街镇 乡镇 乡镇(街道) 镇(街道) 街道 村居 村(社区) 村(居) 园区
    企业 学校 院校 院系 医院 党组织 支部 党支部 专班 方
""".split()
_BEFORE = """
    主要 相关 具体 其他 直接 市级 县级 区级 镇级 省级 各 第一
""".split()
_DOING_PATTERN = f"(?:{_any(_DOING)})"
_WHOLE_LABELS = """
    部门分工 责任分工 任务分工 职责分工 工作分工 单位分工 分工 数据来源 数据提供 来源部门 责任 牵头
    配合 协同 参与 主办 协办 会办 分办 承办 项目业主
""".split()
FULL_LABEL = (  # 责任单位, 牵头责任部门: what is done and who does it
    rf"(?:(?:{_any(_BEFORE)})\s*)*{_DOING_PATTERN}(?:\s*(?:\(\s*{_DOING_PATTERN}\s*\)|(?:和|与|及|、|/|兼)?\s*{_DOING_PATTERN}))*"
    rf"\s*(?:{_any(_WHO)})(?:\s*(?:和|与|及|、|/)\s*(?:{_DOING_PATTERN}\s*)*(?:{_any([*_WHO, '责任人', '负责人', '领导'])}))?"
)
UNIT_LABEL = rf"{FULL_LABEL}|{_any(['部门分工', '责任分工', '任务分工', '职责分工', '工作分工', '数据来源', '数据提供', '来源部门', '责任', '牵头', '配合', '主办', '协办', '会办', '分办', '承办', '协同', '参与', '项目业主'])}"
# 责任站所, 牵头委办局: the same with another word for the unit; what stands behind must be units
KINDRED_LABEL = (
    rf"(?:(?:{_any(_BEFORE)})\s*)*(?:{_any('牵头 主办 主责 责任 配合 协同 协办 协助 参与 参加 承办 落实 实施 负责 考核'.split())})"
    r"(?:\s*[\u4e00-\u9fff]){1,5}"
)
# 所属片区, 运营单位: a label of a line that no list holds; what stands behind is told, not read
OWN_LABEL_END = re.compile(
    r"(?:单位|部门|处室|科室|股室|机构|主体|领导|责任人|人员|片区|网格|地点|区域|范围|性质)$"
)
IN_TEXT = re.compile(  # 实施内容, 治理指标: what stands behind is the matter itself
    r"(?:项目|内容|事项|目标|指标|措施|任务|工程|工作|要求|名称|方案|计划|做法|标准|情况|要点|重点|问题)$"
)
NO_DOER = re.compile(  # 实施项目, 考核对象: what these name does nothing
    r"(?:项目|内容|事项|目标|措施|地点|区域|范围|对象|片区|任务|依据|标准|方式|情况|清单|名称|性质|工程|计划|方案)$"
)
# misread by scans: 贵任单位, 责仼单位, 奉头单位
MISREAD_LABELS = {"贵任": "责任", "责仼": "责任", "责住": "责任", "奉头": "牵头", "牵失": "牵头", "配台": "配合", "草位": "单位"}  # fmt: skip
_JUDGING = (
    "考核",
    "监考",
    "数据",
    "评价",
    "评估",
    "考评",
    "监测",
    "验收",
    "认定",
    "统计",
    "来源",
    "督导",
    "督办",
    "督查",
    "督促",
    "监督",
)
_BOTH = re.compile(r"(?:牵头|责任|负责|主办)[^及和与、/]{0,2}[及和与、/]")
_LEADING = ("牵头", "主办", "主责", "主抓", "主要责任", "第一责任")
_SUPPORTING = (
    "配合",
    "协同",
    "协办",
    "协助",
    "协作",
    "参与",
    "参加",
    "参建",
    "支持",
    "指导",
    "会办",
)

# 责任单位（列第一位的为牵头单位）: what the bracket says holds for one of them only
_RULE_BESIDE = re.compile(r"[(（][^()（）]*(?:第一|首)[^()（）]*[)）]?")


@lru_cache(maxsize=1024)
def role_of(label: str) -> Role:
    """What a label or verb makes of the units beside it: 牵头责任单位 leads, 监考单位 judges."""
    label = _RULE_BESIDE.sub("", label)
    if "被考核" not in label and any(word in label for word in _JUDGING):
        return Role.ASSESS
    if "责任主体与协同" in label:
        return Role.RESPONSIBLE
    if _BOTH.search(label) and any(word in label for word in _SUPPORTING):
        return Role.RESPONSIBLE  # 责任单位及配合单位, 牵头/配合单位: which is which, nobody says
    if any(word in label for word in _LEADING):
        return Role.LEAD
    if any(word in label for word in _SUPPORTING):
        return Role.SUPPORT
    return Role.RESPONSIBLE


# --- other labels inside an item ----------------------------------------------------------
_LEADER_WORDS = """
    责任 分管 牵头 主管 包抓 包保 包联 包村 包片 驻村 联村 挂村 联系 挂钩 挂点 督办 督导 协管 负责 主要 牵头负责 主抓
    带队 总 市级 县级 区级 配合 协助 第一 直接
""".split()
_LEADER_WHO = """
    领导 责任人 负责人 负责同志 责任同志 责任领导 领导同志 领导干部 副省长 副市长 副州长 副县长
    副区长 副镇长 副乡长 副厅长 副局长 省长 市长 州长 县长 区长 镇长 乡长 班子成员
""".split()
_WHOLE_LEADERS = "责任人 负责人 责任人员 负责人员 市领导 县领导 区领导 镇领导 厅领导 局领导".split()
_LEADER_OF = "省 市 州 盟 县 区 旗 镇 乡 街道 厅 局 委 办 院 校 处级 科级 党委 党组 政府".split()
LEADER_LABEL = rf"(?:(?:{_any(_LEADER_WORDS)})\s*)+(?:\(\s*[市县区镇]\s*\)|{_any(_LEADER_OF)})?\s*(?:{_any(_LEADER_WHO)})|{_any(_WHOLE_LEADERS)}"  # fmt: skip
_DEADLINES = """
    整改时限 整改期限 整改时间 整改完成时限 销号时限 落实时限 办结时间 办结期限 办理期限 完成节点
    计划完成时限 拟完成时间 预计完成时间 竣工时间 完工时间 起止时间 实施期限 时间安排
    完成时限 完成时间 完成期限 时限要求 办结时限 时间节点 截止时间 截止日期 时间要求
    完成时间节点 时间进度 责任时限 工作时限 办理时限 时限 计划完成时间 推进时限
    """.split()
DEADLINE_LABEL = _any(_DEADLINES)
_TARGETS = """
    目标值 整改目标 预期目标 任务目标 绩效目标 年度目标 目标任务值 年度目标值 目标要求 全年目标 工作目标 考核目标 计划目标
    量化目标 目标 年度工作任务 年度任务 年度建设任务 年度建设目标
    """.split()
TARGET_LABEL = _any(_TARGETS)
_POINTS = """
    分值 权重 标准分 分数 考核分值 满分 赋分 基本分 计分
    """.split()
POINTS_LABEL = _any(_POINTS)
_OTHERS = """
    备注 整改措施 工作举措 主要举措 推进举措 保障措施 工作措施 主要措施 进度安排 考核办法 评分标准 评分办法 计分办法 计分方法 考核标准
    评价标准 考核方式 工作要求 联系人 联系电话 电话 建设地点 建设内容 建设规模 总投资
    建设规模及内容 建设规模和内容 建设性质 建设年限 建设周期 计划总投资 估算总投资 匡算总投资
    年度计划投资 本年计划投资 当年计划投资 计划投资 计划投资额 年度投资计划 累计完成投资 完成投资 资金来源
    项目概况 项目性质 项目类型 进展情况 目前进展 当前进展 存在问题 所属片区 所属乡镇 所属区域
    年度投资 工作内容 主要内容 任务内容 指标解释 指标说明 推进措施 具体措施 季度进度 一季度
    二季度 三季度 四季度 上半年 第一季度 第二季度 第三季度 第四季度 上年完成 上年完成值
    上年基数
    """.split()
OTHER_LABEL = _any(_OTHERS)

# With which characters a label can begin; a line that begins with another is none.
LABEL_FIRST = frozenset(
    word[0]
    for words in (
        *(_DOING, _BEFORE, _WHOLE_LABELS, _LEADER_WORDS, _WHOLE_LEADERS),
        *(_DEADLINES, _TARGETS, _POINTS, _OTHERS, MISREAD_LABELS),
    )
    for word in words
)

# --- names --------------------------------------------------------------------------------
UNIT_END = re.compile(
    r"(?:局|委|办|厅|部|院|会|署|处|所|站|队|室|司|组|科|股|行|社|台|馆|园|校|段|场|厂|矿|港|庭|团|联|库|中心|公司|集团|银行"
    r"|支行|分行|学院|学校|大学|中学|小学|医院|政府|办事处|管委会|街道|乡镇|镇|乡|村|村居|社区|区|县|市|旗|单位|部门|机构|机关|企业|党校|法院|检察院|联社"
    r"|协会|报社|海关|支队|大队|总队|妇联|团委|团中央|科协|文联|残联|侨联|工商联|监委|纪委|平台|专班|镇街|指挥部|人武部|军分区|职责|信访|公安|城管|工会|网信|编办|分公司|电信|移动|联通|铁塔|邮政)$"
)
COLLECTIVE = re.compile(
    r"^(?:各|全[市县区镇]各|全体|所有|有关|相关|其他|其它|其余|沿[江河湖线]|涉及|市直|县直|区直|镇直|省直|\d+个|[一二三四五六七八九十]+个)"
    r"|各有关|有关|相关|成员单位|各[县市区乡镇街部单处科股室站所村社校]|各(?:学校|园区|企业)|(?:^|[局委厅办院处镇乡县区市省])(?:直属|下属|所属|属)(?:事业|国有)?(?:单位|企业|学校|机构|科室|处室)$|所在[县市区乡镇街]|事发地|牵头部门$|主管部门$|责任单位$|^[县市区乡镇]{2,}(?:街道)?$"
    r"|^(?:街道|乡镇|镇街|街镇|县区|区县|镇|乡|村|社区)(?:人民政府|政府|办事处|居委会|村委会)$"
)

# --- prose --------------------------------------------------------------------------------
REQUIREMENT_HEADING = late(
    r"原则|要求|保障|组织领导|考核方式|考核办法|评分|计分|说明|附则|总体|指导思想|奖惩|结果运用|督查|工作机制|思想认识|职责分工|步骤|方法|程序|纪律|监督|认识"
)
# Headings under which everybody is asked for something and nobody is given a task.
ASKING_HEADING = (
    r"(?:工作|有关|相关|几点|具体|其他|几项)要求|保障(?:措施|机制)|(?:工作|组织|推进|实施)保障"
    r"|组织(?:领导|实施)|附则"
)
AMENDS = late(  # 将第3项的责任单位由A调整为B, 删除第12项, 增加第59项：“…”
    r"第\d{1,3}[项条][^。;]{0,40}(?:修改|调整|变更|更改|修订)为|(?:删除|删去|增加|增设|新增)第\d{1,3}[项条]"
)
PAPERS = (
    r"(?:通知|意见|决定|通报|函|通告|公告|批复|报告)"  # what a title calls the paper: 关于…的通知
)
TITLE_END = r"(?:(?:分解|分工|任务|指标|汇总|一览|明细|项目|情况|安排)表|任务书|台账|通知|通报|意见|方案|决定|办法|细则|函|通告|公告|批复|报告|分解|清单|任务书|责任书|分工|计划|要点|规定|工作安排|安排意见)"

# --- columns of tables --------------------------------------------------------------------
# first match counts; the header is squeezed and folded before it is looked at
_WITH_POINTS = (
    r"(?:(?:及|和|与|及其|、|/)(?:分值|权重|得分|标准分|分数)|\((?:分值|权重|得分|标准分|分数)\))"
)
COLUMNS = (
    ("number", late(r"(?:.{0,4}序号|(?:对应|承担|所承担)的?任务(?:编号|序号|号)|编号|序列|项号|条号|序|No\.?|NO\.?|任务编号|指标编号)$")),
    ("measure", late(r"(?:计量|度量|指标|数据)单位$|单位(?:\(.*\)|:.*)$|单位$")),
    ("deadline", late(rf".{{0,4}}(?:{DEADLINE_LABEL})(?:要求)?$|(?:完成|办结|时间)节点$"
        r"|(?:计划|预计|拟)?(?:完成|办结|竣工|完工|截止|到位|销号|整改到位|整改)(?:日期|时间|期限)(?:\(.*\))?$|(?:完成|实施|推进|落实|办理)(?:时间|年限|期限)$|起止(?:时间|年限|日期)$|期限$|限期$|时间$")),
    ("quarter", late(r".*(?:季度|上半年|下半年|月份|1-\d+月|半年).*|(?:时序|序时|月度|阶段性?|工作)?(?:进度|时序)(?:要求|计划|安排|目标)?$|月度(?:计划|目标|任务)$")),
    ("last_year", late(r"(?:上年|去年|上一年|基期|基数).*|\d{4}年?(?:完成|实绩|实际|基数).*|\d{4}年?(?:数据|数|值|情况|完成情况)$|.*(?:完成值|完成数|实绩|基数|现状值|基准值|基期值|平均值?)$")),
    ("leaders", late(rf"(?:{LEADER_LABEL})$|.{{0,4}}领导$|(?:具体|直接)?责任人$|负责人$")),
    ("bonus", late(r"(?:扣分|加分|减分|奖分|扣减|奖励)(?:标准|幅度|办法|细则|规则)$")),
    ("text", late(rf".*(?:指标|任务|内容|事项|措施|举措|实事|要点|清单)(?:名称|内容)?{_WITH_POINTS}$")),
    ("weak_text", late(rf".{{0,4}}(?:项目|工程|工作|子项|名称)(?:名称)?{_WITH_POINTS}$")),
    ("target", late(rf".{{0,8}}(?:目标|目标值|指标值|任务数|目标要求){_WITH_POINTS}$")),
    ("points", late(r".{0,6}(?:分值|权重|权重系数|标准分|满分|赋分|基本分|基础分|配分|考核分|目标分|分数)(?:\(.*\))?$|得分$|分$|权重%?$")),
    ("target", late(r".{0,8}(?:目标值|目标数|任务数|目标任务值|考核目标|年度目标|工作目标|预期目标|计划目标|目标要求|指标值|指标要求|任务量|年度任务数|年度?计划|计划数|计划值|预期值|预期增[长速幅]|约束值|目标增[长速幅]|增速目标|目标)(?:\(.*\))?$")),
    ("growth", late(
        r"(?:\d{4}年?)?(?:比上年|较上年|比去年|较去年|同比|年均|[比较]\d{4}年)?(?:实际)?"
        r"(?:增长|增减|增幅|增速|增降|升降|±|\+/-|降幅|下降|降低|同比)(?:率|幅度?|速度|比例|情况)?"
        r"(?:\((?:[±%‰]|\+/-|个?百分[点比])*\)|[%‰])?$")),
    ("units", late(rf".{{0,3}}(?:{UNIT_LABEL})(?:\(.*\))?$|(?:单位|部门)名称$|承担单位$|.{{0,4}}(?:单位|部门)(?:及.*)?$|(?:项目)?业主$|(?:处|科|股)室$|具体承办$")),
    ("remark", late(r"(?:备注|说明|附注)$")),
    ("section", late(r"(?:考核|考评|评价|评估|指标|任务|项目|工作|目标|事项)?(?:类别|分类|大类)(?:名称)?$|(?:重点|工作|所属|任务)?(?:类型|领域|板块|方面|维度)$|(?:大项|大类|一级指标|考核项目|评价项目|目标项目|指标类别|任务类别|项目类别|类|属性|目标类别|工作类别)$")),
    ("text", late(r".*(?:指标|任务|内容|事项|措施|举措|实事|(?:工作|考核|考评)要点|清单|指标项)(?:名称|内容)?(?:\(.*\))?$|.{0,6}内容(?:及|和|与).{1,6}$|具体要求$")),
    ("weak_text", late(r".{0,4}(?:项目|工程|工作|子项|名称)(?:名称)?$|项$")),
    ("scoring", late(r".*(?:评分|计分|考核标准|评价标准|考核方式|考核办法|评分标准|计算方法).*")),
)  # fmt: skip
TOTAL_ROW = late(
    r"(?:合\s*计|总\s*计|小\s*计|总\s*分|共\s*计)"
    r"|[\u4e00-\u9fff、()]{2,14}(?:小\s*计|合\s*计|总\s*计)(?:\(.*\))?\s*:?\s*$"  # 经济发展小计
)
TOTAL_LINE = late(  # 合计 100, 小 计： 12分
    r"(?:合 {0,4}计|总 {0,4}计|小 {0,4}计|共 {0,4}计)(?:[ :,|\t]{1,80}\d[\d.]{0,9} ?(?:分|%|项|个)?)+"
)

"""The findings of assigning, comparing and rendering. Texts live here and nowhere else.

4xx units, 5xx checks across stages, 6xx comparing years, 7xx rendering.
"""

from __future__ import annotations

from parsers.diagnostics import Code, Severity

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO

# --- 4xx units ----------------------------------------------------------------------------

# 400–419 assigning
NAME_UNKNOWN = Code(
    "FJ401",
    ERROR,
    "名录中没有“{name}”，这一处没有分给任何单位，请补入名录，或在“待明确”中指定{offer}",
    "No unit of the register answers to a name; the indicator is missing from a letter.",
)
NAME_FOLDED = Code(
    "FJ402",
    WARNING,
    "“{name}”按“{unit}”处理（{reason}），请核对",
    "A name was matched by a folding that is safe; one finding for all places of this wording.",
)
NAME_AMBIGUOUS = Code(
    "FJ403",
    ERROR,
    "“{name}”可能是{units}中的任何一个，这一处没有分给任何单位，请在“待明确”中指定",
    "Several units of the register answer to a name; none was picked.",
)
GROUP_OPEN = Code(
    "FJ404",
    WARNING,
    "“{name}”指哪些单位须由人确定，请在“待明确”中填写；填好前不分给任何单位",
    "An open group such as 各有关单位 is never expanded without a person's decision.",
)
NAME_FORMER = Code(
    "FJ405",
    WARNING,
    "“{name}”按“{unit}”处理：{reason}，请核对",
    "A former name, or a unit whose work has gone to a successor; the letter goes there.",
)
NOT_A_UNIT = Code(
    "FJ406",
    WARNING,
    "“{name}”像是{what}，不是单位，没有生成任务函；请在“待明确”中说明它指哪个单位，或写明不是单位",
    "A person or a post stands among the units.",
)
TEMPORARY_BODY = Code(
    "FJ407",
    WARNING,
    "“{name}”是临时机构，请确认任务函发给哪个单位，必要时在“待明确”中指定",
    "A headquarters or task force stands among the units.",
)
UNIT_REACHED_TWICE = Code(
    "FJ408",
    INFO,
    "“{unit}”在同一项中由“{one}”和“{other}”两处提到，按较重的一处计一次",
    "A unit is named twice in one indicator, or named and a member of a group.",
)
NO_REGISTER = Code(
    "FJ409",
    INFO,
    "没有给出单位名录：{units} 个单位按原文的名称处理，“各街道办事处”一类不展开；"
    "请修改随结果给出的“单位名录.toml”，再用 --units 运行一次",
    "Without a register names stand as written and collectives stay open.",
)
GROUP_UNKNOWN = Code(
    "FJ410",
    WARNING,
    "“{name}”代表几个单位，名录中没有这个集合，没有分给任何单位；请在名录中补上，或在“待明确”中填写",
    "A collective that the register has no group for.",
)
GROUP_NOT_IN_FORCE = Code(
    "FJ411",
    WARNING,
    "“{name}”在名录中的集合“{group}”不适用于通知的日期，没有展开；请核对启用、停用日期",
    "The group is not valid at the date of the notice.",
)
GROUP_AMBIGUOUS = Code(
    "FJ412",
    WARNING,
    "“{name}”在名录中对应不止一个集合（{groups}），成员不同，没有展开，请修改名录",
    "Two groups with different members answer to one name.",
)
GROUP_EMPTY_HERE = Code(
    "FJ413",
    WARNING,
    "“{name}”的成员还没有填，没有分给任何单位；请在名录的 [[group]] 中填写",
    "A collective whose members the register does not list yet.",
)
MEMBER_UNKNOWN = Code(
    "FJ414",
    ERROR,
    "“{group}”的成员{names}不在名录中，整个集合没有展开；每个成员都要有自己的一段 [[unit]]（集合不能作成员），请改正名录",
    "A group names members that are no units; expanding the rest would leave them out.",
)
NO_LEAD = Code(
    "FJ415",
    INFO,
    "首列的“{name}”代表几个单位，按{basis}不能确定谁牵头，这一项没有牵头单位",
    "A collective stands first, so that the first-listed leads (convention or rule) gives no lead.",
)
DECIDED_NOBODY = Code(
    "FJ416",
    INFO,
    "按人工决定，“{name}”在这一项不分给任何单位",
    "A person decided that a name means nobody.",
)

# 430–449 the register
ENCODING_OF_TABLE = Code(
    "FJ430",
    WARNING,
    "“{file}”不是 UTF-8 编码（自第 {line} 行起），已按{encoding}读取；请用记事本另存为 UTF-8",
    "A file edited in Notepad was saved in another encoding; it was read all the same.",
)
REGISTER_EMPTY = Code("FJ431", WARNING, "“{file}”中没有单位", "A register without units.")
UNIT_REPEATED = Code(
    "FJ432",
    WARNING,
    "“{file}”第 {line} 行：单位“{name}”在第 {first} 行已有，请合并",
    "A unit stands twice in the register.",
)
NAME_OF_TWO = Code(
    "FJ433",
    WARNING,
    "“{file}”第 {line} 行：“{name}”既是“{unit}”的名称，又是“{other}”的（第 {first} 行）；"
    "请只留一处，否则通知中出现时可能分错，或无法确定是谁",
    "Two units have the same name, full name or alias.",
)
MEMBER_NOT_LISTED = Code(
    "FJ434",
    ERROR,
    "“{file}”第 {line} 行：集合“{group}”的成员“{name}”不在名录中，集合不会展开；{advice}",
    "A group names a unit that the register does not have, or another group.",
)
GROUP_EMPTY = Code(
    "FJ435",
    WARNING,
    "“{file}”第 {line} 行：集合“{name}”没有成员，不会展开；须由人确定的，请写 open = true",
    "A group that is neither open nor has members.",
)
DATES_REVERSED = Code(
    "FJ436",
    WARNING,
    "“{file}”第 {line} 行：“{name}”的起止日期颠倒",
    "A period that ends before it starts.",
)
SUCCESSOR_UNKNOWN = Code(
    "FJ437",
    ERROR,
    "“{file}”第 {line} 行：“{name}”的承接单位“{successor}”不在名录中，任务函仍发给“{name}”",
    "A successor that the register does not have.",
)
SUCCESSOR_CIRCLE = Code(
    "FJ438",
    ERROR,
    "“{file}”第 {line} 行：“{name}”的承接单位绕了一圈又回到自己，没有采用",
    "Successors that lead in a circle.",
)
GROUP_IS_UNIT = Code(
    "FJ439",
    WARNING,
    "“{file}”第 {line} 行：“{name}”既是集合又是单位，按单位处理，请只留一处",
    "A group has the name of a unit.",
)
GROUP_REPEATED = Code(
    "FJ440",
    WARNING,
    "“{file}”第 {line} 行：集合“{name}”在第 {first} 行已有，请合并",
    "A group's name stands twice.",
)
GROUP_OPEN_AND_FILLED = Code(
    "FJ441",
    WARNING,
    "“{file}”第 {line} 行：集合“{name}”写了 open = true，又填了成员；按须由人确定处理",
    "A group is marked open and has members.",
)
UNITS_ALIKE = Code(
    "FJ442",
    WARNING,
    "名录中“{name}”与“{other}”像是同一个单位的两种写法，请核对；是的话合并为一个，另一个写入 aliases",
    "Two units whose names fold into one; names that fit both stay unassigned.",
)
UNITS_GUESSED = Code(
    "FJ443",
    INFO,
    "名录中 {count} 个单位的性质由程序猜测，请核对后删去 guessed：{names}",
    "Units proposed by the program that nobody has confirmed.",
)
UNITS_UNUSED = Code(
    "FJ444",
    INFO,
    "名录中 {count} 个单位在这份通知里没有任务：{names}",
    "Units of the register that the notice gives nothing to do.",
)
GROUPS_UNUSED = Code(
    "FJ445",
    INFO,
    "名录中 {count} 个集合在这份通知里没有出现：{names}",
    "Groups of the register that the notice does not name.",
)
UNIT_IS_PERSON = Code(
    "FJ446",
    WARNING,
    "名录中“{name}”像是人名或职务，不是单位，请核对",
    "A unit that looks like a person.",
)
UNIT_IS_TEMPORARY = Code(
    "FJ447", INFO, "名录中“{name}”是临时机构，请确认是否单独发函", "A unit that is a task force."
)
KIND_DOUBTFUL = Code(
    "FJ448",
    WARNING,
    "名录中“{name}”的性质是“{kind}”，从名称看像是“{likely}”，请核对",
    "A unit's kind and its name disagree.",
)
NAME_BEFORE_REFORM = Code(
    "FJ449",
    INFO,
    "名录中“{name}”是{year}年前后机构改革以前的名称（改革后这类工作一般归{new}部门），请核对是否已更名",
    "A unit still has a name that a reform usually ended.",
)

# 450–459 decisions
DECISION_UNUSED = Code(
    "FJ450",
    WARNING,
    "“{file}”第 {line} 行：对“{text}”中“{name}”的决定没有用上，通知里没有这一处了，请核对",
    "A decision whose indicator or name is no longer in the notice.",
)
NAME_DECISION_UNUSED = Code(
    "FJ451",
    WARNING,
    "“{file}”第 {line} 行：通知里没有“{name}”，这条决定没有用上",
    "A decision on a name that the notice does not contain.",
)
DECIDED_UNIT_UNKNOWN = Code(
    "FJ452",
    ERROR,
    "“{file}”第 {line} 行一条：“{name}”不是名录中的单位，没有分给它{like}；请改正后再运行一次",
    "A decision names a unit that the register does not have.",
)
DECISIONS_OF_ANOTHER = Code(
    "FJ453",
    WARNING,
    "“{file}”是为“{notice}”填写的，与这份通知不同；其中的决定只作参考，没有采用",
    "Decisions of another notice are offered, not applied.",
)
DECISION_TWICE = Code(
    "FJ454",
    WARNING,
    "“{file}”第 {line} 行：对“{name}”的决定与第 {first} 行不同，按第 {first} 行处理",
    "Two decisions on one place disagree.",
)
DECISION_CONTRADICTS = Code(
    "FJ455",
    WARNING,
    "“{file}”第 {line} 行：既填了单位又写了 {key} = true，自相矛盾，这一条没有采用",
    "An entry names units and says that nobody is meant.",
)
DECIDED_AGAINST_THE_NOTICE = Code(
    "FJ457",
    WARNING,
    "“{name}”在通知中写明了，却由人工改为{units}；已按人工决定处理，请核对",
    "A decision replaces a unit that the notice names and the register knows.",
)
DECISION_MISPLACED = Code(
    "FJ458",
    WARNING,
    "“{file}”第 {line} 行：编号（id）与指标文字“{text}”对不上，这一条没有采用，请核对",
    "The id and the text of a decision belong to different items.",
)
DECIDED_AGAINST_THE_NAME = Code(
    "FJ456",
    WARNING,
    "“{name}”由人工指定为“{unit}”，而它不是“{name}”字面上可指的单位；已按指定分给它，请核对",
    "A decision gives an open collective of one kind (各有关街道办事处) to a unit of another.",
)

# --- 5xx checks ---------------------------------------------------------------------------

HEAD_MISSING = Code(
    "FJ501",
    WARNING,
    "未找到{names}，请核对原文；文件中若有，请在任务函中补填",
    "title, number, issuer, date or addressees were not found",
)
CLAIM_COUNT = Code(
    "FJ502",
    ERROR,
    "通知称“{text}”（{stated}），读到 {found} {unit}，不一致，请核对是否有{risk}",
    "the notice's own count differs from what was read",
)
CLAIM_POINTS = Code(
    "FJ503",
    WARNING,
    "通知称“{text}”，读到的分值合计为 {found} 分，不一致，请核对",
    "the notice's own total of points differs from what was read",
)
SECTION_POINTS = Code(
    "FJ504",
    WARNING,
    "“{section}”标明 {stated} 分，所属各项合计 {found} 分，不一致，请核对",
    "a heading's points differ from the sum of its items",
)
TEXT_TWICE = Code(
    "FJ505",
    WARNING,
    "第{number}项与第{first}项文字相同，请核对是否重复：{text}",
    "one text stands twice under one heading",
)
NAME_NEARLY = Code(
    "FJ507",
    WARNING,
    "“{name}”与“{other}”只差一字，是否同一单位，请核对",
    "a unit name is one character off a more frequent one",
)
NAME_CUT = Code(
    "FJ509",
    WARNING,
    "“{name}”只出现一次，是否为“{other}”未写完，请核对",
    "a group's name is the beginning of a more frequent one",
)
POINTS_ODD = Code(
    "FJ510",
    WARNING,
    "第{number}项分值 {value} 分，与其他各项相差悬殊，请核对",
    "the points of an item stand far apart from all others",
)
ISSUER_NAMED = Code(
    "FJ511",
    WARNING,
    "发文机关“{name}”被列为责任单位，疑为落款并入上一行，请核对",
    "the issuing office is named as responsible",
)
DEADLINE_IMPOSSIBLE = Code(
    "FJ512",
    WARNING,
    "时限“{text}”{why}，请核对",
    "A deadline that no calendar has, or that was over when the notice was issued.",
)
HEADING_COUNT = Code(
    "FJ513",
    WARNING,
    "标题“{section}”写有 {stated} 项，读到 {found} 项，请核对是否遗漏或标题有误",
    "A heading counts its items otherwise than they were read.",
)
PERSON_IN_NAME = Code(
    "FJ514",
    WARNING,
    "“{name}”括号里的“{person}”像是人名，这里按单位名称的一部分处理，请核对",
    "A bracket behind a unit holds a person's name.",
)
NAME_TWO = Code(
    "FJ508",
    WARNING,
    "“{name}”似为“{first}”与“{second}”两个单位，请核对",
    "two known unit names run together",
)
NOTHING_FOUND = Code(
    "FJ506",
    ERROR,
    "没有读出任何指标：未见带序号的任务或任务表格，请核对文件是否完整、是否为下达任务的通知",
    "no indicator was found",
)

# --- 6xx comparing ------------------------------------------------------------------------

PAIR_DOUBTFUL = Code(
    "FJ601",
    WARNING,
    "疑似：现{new}可能是原{old}（{why}），请核对，在“对照决定.toml”中填写",
    "Two items that may be one, or a split or merger that is not certain; a person decides.",
)
SAME_FILE = Code(
    "FJ602",
    WARNING,
    "两份通知是同一个文件（“{file}”），请核对",
    "A notice is compared with itself.",
)
YEARS_REVERSED = Code(
    "FJ603",
    WARNING,
    "前一份是{old}年的通知，后一份是{new}年的，次序像是颠倒了，请核对",
    "The notices stand in the wrong order.",
)
SAME_YEAR = Code(
    "FJ604", INFO, "两份通知都是{year}年的，按先后两稿对照", "Both notices are of one year."
)
LITTLE_ALIKE = Code(
    "FJ605",
    WARNING,
    "两份通知（{old}项、{new}项）只有{kept}项对得上，请核对是不是同一类通知",
    "Hardly anything of one notice is found in the other.",
)
NO_POINTS = Code("FJ606", INFO, "{notice}通知没有分值，分值不作比较", "A notice without points.")
NO_UNITS = Code(
    "FJ607",
    WARNING,
    "{notice}通知没有读到责任单位，单位的增减不可靠，请用 fenjie parse 核对",
    "A notice in which no unit was read.",
)
UNIT_RENAMED = Code(
    "FJ608",
    INFO,
    "“{old}”与“{new}”按同一单位更名处理（{why}），不算责任变化，请核对",
    "A unit goes on under another name.",
)
READ_WITH_ERRORS = Code(
    "FJ609",
    WARNING,
    "读“{file}”时有{count}处“错误”，对照可能不全，请先用 fenjie parse 核对：{first}",
    "One of the notices was not read completely.",
)
VERDICT_UNUSED = Code(
    "FJ610",
    WARNING,
    "“{file}”第 {line} 行的决定没有用上：{why}",
    "A decision on a pair whose items are not found, or are found more than once.",
)
VERDICT_TWICE = Code(
    "FJ611",
    WARNING,
    "“{file}”第 {line} 行：其中一项在第 {first} 行已有决定，按第 {first} 行处理",
    "Two decisions want the same item.",
)

LAST_YEAR_DOUBTFUL = Code(
    "FJ612",
    WARNING,
    "与上年通知“{file}”对照，有 {count} 项说不准对应上年哪一项，在台账的“上年”栏标为“疑似”（任务函中不标）；请用 fenjie diff 核对",
    "The ledger shows last year's items, some of them matched without certainty.",
)

# --- 7xx rendering ------------------------------------------------------------------------

# 700–719 letters and their templates
LETTER_BLANKS = Code(
    "FJ700",
    INFO,
    "任务函中以下内容留空，请在本单位设置（--office）中补充或用笔填写：{names}",
    "What the letters leave blank because neither the notice nor the office's settings say it.",
)
LETTER_REPORTS_ASKED = Code(
    "FJ708",
    INFO,
    "通知写有报送要求，任务函中的报送期限、周期和对象请据此填写：{text}",
    "The notice itself says what is to be reported, to whom and by when; the letters leave it open.",
)
LETTER_WITHOUT_TITLE = Code(
    "FJ701",
    WARNING,
    "没有读到通知的标题，任务函中的依据留空，请补写",
    "The letters cannot name the notice they rest on.",
)
LETTER_WITHOUT_NUMBER = Code(
    "FJ702",
    WARNING,
    "没有读到通知的发文字号，任务函中的依据只写标题，请核对",
    "The letters cite the notice by its title alone.",
)
LETTER_TO_ITS_SENDER = Code(
    "FJ707",
    WARNING,
    "“{unit}”既是发函机关又是责任单位，会有一份发给自己的，不需要的请在发出前抽出",
    "The office that sends the letters is itself responsible for an item.",
)
TEMPLATE_FAULT = Code(
    "FJ703", ERROR, "{fault}", "A template's tag cannot work; the sentence says where and why."
)
TEMPLATE_UNKNOWN_FIELD = Code(
    "FJ704",
    ERROR,
    "模板{place}用了没有的字段“{field}”{hint}",
    "A template names a field that letters do not have.",
)
TEMPLATE_UNUSED_FIELDS = Code(
    "FJ705",
    INFO,
    "有 {count} 个字段没有用到，需要时可加：{fields}",
    "Fields that letters offer and the template leaves out; often rightly.",
)
TEMPLATE_SHARED_FIELD_MISSING = Code(
    "FJ706",
    WARNING,
    "模板没有列出各项指标（缺少“{{%tr for 项 in 指标 %}}”一类的标签），任务函中将没有任务清单",
    "A letter template that lists no indicators.",
)

# --- 720–739 ledger ---

LEDGER_TEXT_CUT = Code(
    "FJ720",
    ERROR,
    "“{file}”的 {place} 有{characters}字，超过 Excel 单元格上限32767字，已截去末尾。"
    "请对照通知原文，把这一项拆开。",
    "a text is longer than an Excel cell can hold and was cut",
)
LEDGER_ROW_TOO_HIGH = Code(
    "FJ721",
    WARNING,
    "“{file}”的 {place} 有{characters}字，按栏宽排下来超过 Excel 行高上限409磅，"
    "打印时看不全。请在模板中加宽这一栏。",
    "a text needs a row higher than Excel allows",
)
LEDGER_TEMPLATE_FAULT = Code(
    "FJ722",
    ERROR,
    "{fault}",
    "a ledger template asks for a field that there is not, or cannot be used; it says where",
)

# --- 760–779 what goes out: numbers, switches of a template, bundles ---

LETTERS_SHARE_A_NUMBER = Code(
    "FJ760",
    WARNING,
    "发文字号“{number}”中没有 {{n}}，{count} 封函用的是同一个字号；要逐封编号，请把顺序号写成 {{n}}",
    "The pattern of document numbers does not count, so all letters bear one number.",
)
LETTER_BEFORE_NOTICE = Code(
    "FJ710",
    WARNING,
    "设置中的成文日期 {day} 早于所依据通知的日期 {issued}，请核对设置是否是上一年的",
    "The letters are dated before the notice they rest on.",
)
LETTER_NUMBER_FORM = Code(
    "FJ761",
    WARNING,
    "发文字号“{number}”不合 GB/T 9704—2012 的 7.2.5：{faults}",
    "The document number given for the letters breaks the rule for its form.",
)
TEMPLATE_WITHOUT_SIGNATURE_STYLES = Code(
    "FJ762",
    WARNING,
    "模板“{template}”没有名为{styles}的样式，落款位置照模板原样，没有按设置的 seal 调整",
    "The switch for the seal finds no style to change in a template.",
)
TEMPLATE_WITHOUT_FANG = Code(
    "FJ763",
    WARNING,
    "模板“{template}”没有用到仿宋，数字的字体照模板原样，没有按设置的 digits 调整",
    "The switch for the face of digits finds nothing to change in a template.",
)
BUNDLE_PAGES_UNKNOWN = Code(
    "FJ764",
    WARNING,
    "没有从“{file}”取得各函的起始页，发文清单没有列页码",
    "LibreOffice's PDF does not tell on which pages the letters of a bundle begin.",
)
BUNDLE_WITHOUT_BLANK_PAGES = Code(
    "FJ765",
    WARNING,
    "“{file}”中{names}没有从单页起（本机的 LibreOffice 版本较旧，略去了空白页）；"
    "双面打印请用同名的 docx，或升级 LibreOffice",
    "An older LibreOffice leaves out the blank pages that part the letters of a printed pile.",
)
LIST_WITHOUT_PAGES = Code(
    "FJ766",
    INFO,
    "发文清单没有写明各函在合订本中的页码；要写明，请再加上 --pdf（页码以 PDF 为准）",
    "Where pages break is known only once LibreOffice has drawn them.",
)

"""The findings that reading and understanding a notice can make. Texts live here and nowhere else.

1xx reading (docx 100–119, PDF and scan 120–139, other formats 140–169), 2xx lines, 3xx notice.
A retired number is not reused.
"""

from __future__ import annotations

from parsers.diagnostics import Code, Severity

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO

# --- 100–119 docx -------------------------------------------------------------------------
TRACKED_CHANGES = Code(
    "FJ100",
    WARNING,
    "文中有未处理的修订（插入{inserted}处，删除{deleted}处，移动{moved}处），"
    "已按“全部接受”读取；请核对修订是否都应接受。{examples}",
    "The document holds tracked changes; they were read as if all were accepted.",
)
DOCX_HIDDEN_TEXT = Code(
    "FJ101",
    WARNING,
    "有隐藏的文字，页面上看不到，未读入：“{text}”",
    "Hidden text was not read; the message quotes it.",
)
MORE_OF_THE_SAME = Code(
    "FJ102",
    WARNING,
    "这一类情况另有{count}处，不再逐条列出：{what}",
    "More places of the same kind than are listed one by one.",
)
NOTES_APART = Code(
    "FJ103",
    INFO,
    "有脚注或尾注{count}条，列在正文之后，不当作正文。",
    "Footnotes and endnotes stand after the body and are not read as part of it.",
)
COMMENTS_APART = Code(
    "FJ104",
    INFO,
    "有批注{count}条，列在正文之后，不当作正文。",
    "Comments stand after the body and are not read as part of it.",
)
TEXT_BOX = Code(
    "FJ105",
    INFO,
    "这一段带有文本框，框里的文字接在这一段之后读入，请核对先后。",
    "The text of a text box was read after the paragraph it is anchored in.",
)
GRAPHIC_UNREAD = Code(
    "FJ106",
    WARNING,
    "有图表或 SmartArt 图形，其中的文字未读入正文：“{text}”",
    "A chart or SmartArt was not read; the message quotes its text.",
)
FILE_EMBEDDED = Code(
    "FJ107",
    WARNING,
    "嵌有别的文件或对象（{text}），其中的内容未读入；如是附件，请另存出来一并给出。",
    "An embedded file or object was not read.",
)
DOCX_PICTURES_UNREAD = Code(
    "FJ108",
    INFO,
    "有图片{count}张，图片里如有文字，未读入。",
    "Pictures were not read; they may hold text.",
)
ONLY_PICTURES = Code(
    "FJ109",
    ERROR,
    "文档里没有文字，只有{count}张图片，可能是扫描件。"
    "请在 Word 或 WPS 中另存为 PDF，再按扫描件识别。",
    "The document holds pictures only, probably a scan.",
)
DOCUMENT_EMPTY = Code(
    "FJ110", ERROR, "文档里没有文字。请核对是不是给错了文件。", "The document holds no text."
)
PART_DAMAGED = Code(
    "FJ111",
    WARNING,
    "文件的一部分已损坏，未能读取：{what}。请在 Word 或 WPS 中打开，核对后另存再试。",
    "A part of the package could not be read (numbering, styles, notes …).",
)
SYMBOL_UNKNOWN = Code(
    "FJ112",
    WARNING,
    "有不能确定的符号（{text}），照原代码读入，请核对。",
    "A symbol of a symbol font whose ordinary character is not known.",
)
NUMBER_STYLE_UNKNOWN = Code(
    "FJ113",
    WARNING,
    "自动编号用了不支持的数字样式（{text}），按阿拉伯数字读入，请核对编号。",
    "An automatic number has a number style that cannot be written; Arabic digits stand for it.",
)
FIELD_SHOWN = Code(
    "FJ114",
    INFO,
    "这里的文字由 Word 域显示，按“{text}”读入，请核对。",
    "What a field without stored result shows was worked out from its code.",
)
FIELD_UNENDED = Code(
    "FJ115",
    WARNING,
    "有一个域没有结束标记，其后的文字都成了域代码，未读入：“{text}”",
    "A field lacks its end; the text after it was not read.",
)
RUBY_LEFT_OUT = Code(
    "FJ116", INFO, "注音未读入：“{text}”", "The reading above a character (ruby) was left out."
)
EQUATION_ON_A_LINE = Code(
    "FJ117",
    INFO,
    "公式写成了一行：“{text}”，请核对。",
    "An equation was written on one line.",
)
ALTERNATIVE_TEXT = Code(
    "FJ118",
    INFO,
    "图片的说明文字（替代文字）不当作正文：“{text}”",
    "The alternative text of a picture is not read as part of the body.",
)

BOUND_DATA_DIFFER = Code(
    "FJ119",
    WARNING,
    "内容控件里存下的文字与它绑定的数据不同（Word 显示的是数据）：{text}，请核对",
    "A content control is bound to data that say something else than its stored text.",
)

# --- 120–139 PDF and scan -----------------------------------------------------------------

PAGE_IS_PICTURE = Code(
    "FJ120",
    ERROR,
    "第{page}页是图片，其中的文字未读入，结果里没有这一页的内容。{how}",
    "A scanned page, and the part that recognises text is not installed.",
)
PAGE_GARBLED = Code(
    "FJ121",
    ERROR,
    "第{page}页的文字没有编码（复制出来是乱码），未读入，结果里没有这一页的内容。{how}",
    "The page's fonts do not say which characters they draw; only recognition can read it.",
)
PDF_PAGE_DAMAGED = Code(
    "FJ122",
    ERROR,
    "第{page}页已损坏，无法打开，结果里没有这一页的内容，请重新导出 PDF",
    "One page of a PDF cannot be loaded.",
)
PAGE_RECOGNISED = Code(
    "FJ123",
    WARNING,
    "第{page}页是图片，文字由识别得来，请对照原件核对数字和单位名称",
    "A page was read by optical recognition.",
)
RECOGNISED_WITH_DOUBT = Code(
    "FJ124",
    WARNING,
    "此处“{text}”字迹不清或盖有印章，识别把握不大，请对照原件",
    "Characters that recognition is not sure of, or that stand under a seal.",
)
CHARACTER_UNMAPPED = Code(
    "FJ125",
    WARNING,
    "此处“{text}”在 PDF 中没有对应的文字，可能显示有误，请对照原件",
    "The PDF does not say which character a sign stands for.",
)
TEXT_INVISIBLE = Code(
    "FJ126",
    WARNING,
    "第{page}页有看不见的文字，未读入：“{text}”",
    "Text drawn without ink on a page that shows other text.",
)
TEXT_UNDER_PICTURE = Code(
    "FJ127",
    WARNING,
    "第{page}页是图片，文字取自图片下面的隐藏文字层，系他人识别所得，请对照原件核对",
    "A scanned page with a text layer that some other program recognised.",
)
TEXT_OFF_PAGE = Code(
    "FJ128",
    WARNING,
    "第{page}页有文字在纸面之外，未读入：“{text}”",
    "Text that lies outside the visible page.",
)
PICTURE_UNREAD = Code(
    "FJ129",
    INFO,
    "第{page}页有图片，图片中如有文字，未读入",
    "A page with text also has a picture that is large enough to hold some.",
)
ROW_JOINED_OVER_PAGES = Code(
    "FJ130",
    INFO,
    "此行表格被分在两页，已合为一行，请核对",
    "A table row broken by the end of a page was put together.",
)
CELL_CARRIED_OVER_PAGES = Code(
    "FJ131",
    WARNING,
    "此行有空格位于换页处，已按上一页的合并单元格延续处理，请核对",
    "An empty cell at the top of a page was taken to be part of the merged cell above.",
)
CELL_OPEN_AT_PAGE_TOP = Code(
    "FJ132",
    WARNING,
    "此行有空格位于换页处，按空格处理，但也可能属于上一页的合并单元格，请核对",
    "An empty cell at the top of a page may be part of a merged cell above, or simply empty.",
)

TEXT_OVER_PAGE = Code(
    "FJ133",
    WARNING,
    "第{page}页有填写或批注上去的文字，未读入：“{text}”",
    "Form fields, stamps or free text lie over the page.",
)
PAGE_TOO_COMPLEX = Code(
    "FJ134",
    ERROR,
    "第{page}页的图形或文字多得超过上限，只读了一部分，请重新导出 PDF 或拆分后再试",
    "A page holds more objects or characters than the reader takes.",
)
PDF_DATA_DAMAGED = Code(
    "FJ135",
    WARNING,
    "文件中有损坏的数据（校验不符），可能缺少文字，请重新获取原文件，或对照原件核对",
    "A compressed stream breaks off or fails its checksum; what PDFium got out of it was read.",
)

# --- 140–169 other formats ----------------------------------------------------------------

ENDING_DIFFERS = Code(
    "FJ140",
    INFO,
    "“{file}”的扩展名是{ending}，内容却是{kind}，已按{kind}读取",
    "The file's ending and its content disagree; the content decided.",
)
PICTURE_BY_ANOTHER_NAME = Code(
    "FJ141",
    WARNING,
    "“{file}”的扩展名是{ending}，内容却是一张图片，已按扫描件识别，请核对文字",
    "A picture was saved under the ending of a text format; it is read as a scan.",
)
SEVERAL_FILES = Code(
    "FJ142",
    INFO,
    "一并读取{count}个文件，顺序为：{names}",
    "Several files are read as one notice, in this order.",
)
MEMBER_UNREAD = Code(
    "FJ143",
    ERROR,
    "“{member}”未能读取，其中的内容不在结果里：{reason}",
    "A file inside a zip could not be read; what it says is missing from the output.",
)
MEMBERS_SKIPPED = Code(
    "FJ144",
    INFO,
    "压缩包“{file}”中有{count}个系统自带的文件，未读取：{names}",
    "Files that an operating system or editor leaves in a zip are not read.",
)
SAME_CONTENT = Code(
    "FJ145",
    INFO,
    "“{file}”与“{other}”是同一内容的两种格式，只读取“{other}”",
    "Two files of one name and one text: only the one that is read most exactly counts.",
)
ENCODING_DOUBTFUL = Code(
    "FJ146",
    WARNING,
    "“{file}”的文字编码无法确定，已按{encoding}读取，可能有乱码；请用记事本另存为 UTF-8 后再试",
    "The bytes fit no Chinese encoding well.",
)
CHARACTERS_LOST = Code(
    "FJ147",
    WARNING,
    "此处有无法识别的字符（显示为�），请对照原件",
    "Bytes that stand for no character, or a replacement character already in the file.",
)
CONVERTED = Code(
    "FJ148",
    INFO,
    "“{file}”是{kind}，经 LibreOffice 转换后读取；自动编号以转换结果为准，请留意",
    "A format that is read through LibreOffice; automatic numbers may differ from Word's.",
)
HIDDEN_TEXT = Code(
    "FJ149",
    WARNING,
    "有不显示的文字，未读取：{text}",
    "Text that a page hides, although it looks like content.",
)
ATTACHMENT_LINKED = Code(
    "FJ150",
    INFO,
    "网页附有“{name}”（{address}），其内容不在网页中；如需一并读取，请下载后与网页同时给出",
    "The page links to an attachment, which is not part of the file.",
)
PICTURES_UNREAD = Code(
    "FJ151",
    WARNING,
    "{where}有{count}张图片，图片中的文字没有读取",
    "Pictures stand in the text; words inside them are not read.",
)
LEFT_OUT = Code(
    "FJ152",
    WARNING,
    "这段文字在网页正文之外，没有当作正文：{text}",
    "A longer text stands outside what was taken for the article.",
)
FRAME_UNREAD = Code(
    "FJ153",
    WARNING,
    "网页内嵌了另一个页面（{address}），其内容不在本文件中",
    "An inline frame shows another page, which is not part of the file.",
)
CELLS_HIDDEN = Code(
    "FJ154",
    WARNING,
    "工作表“{sheet}”隐藏了{what}，未读取；其中写有：{text}",
    "Hidden rows, columns or sheets are not read; the finding says what stands in them.",
)
FORMULA_WITHOUT_VALUE = Code(
    "FJ155",
    WARNING,
    "工作表“{sheet}”单元格{cell}的公式没有存下结果；请在 Excel 或 WPS 中打开保存一次",
    "A formula whose result was never stored.",
)
CELL_ERROR = Code(
    "FJ156",
    WARNING,
    "工作表“{sheet}”单元格{cell}的公式出错：{value}",
    "A cell that shows an error such as #REF!.",
)
FLOATING_TEXT = Code(
    "FJ157",
    INFO,
    "工作表“{sheet}”中有浮在单元格之上的文字，已放在第{row}行之前",
    "A text box or drawing on a sheet; its text is read before the row it is anchored to.",
)
GLYPHS_UNMAPPED = Code(
    "FJ158",
    WARNING,
    "第{page}页有{count}个字形没有对应的文字，显示为�；请对照原件",
    "OFD text that gives glyph numbers without characters.",
)
PAGE_WITHOUT_TEXT = Code(
    "FJ159",
    ERROR,
    "第{page}页只有图片或图形，没有文字，未读取；请将这一页导出为图片后另行识别",
    "An OFD page that is a picture.",
)
PAGE_DAMAGED = Code(
    "FJ160",
    ERROR,
    "第{page}页无法读取：{reason}",
    "A page of an OFD file is missing or damaged.",
)
ATTACHMENT_INSIDE = Code(
    "FJ161",
    WARNING,
    "“{file}”内还夹带附件“{name}”，没有读取；请用阅读器导出后一并给出",
    "An OFD file or web archive carries another file inside, which is not read.",
)
STRUCK_TEXT = Code(
    "FJ162",
    WARNING,
    "此处有加删除线的文字，仍按有效文字读取：{text}",
    "Text that is struck through is still read.",
)
ALMOST_SAME_CONTENT = Code(
    "FJ163",
    WARNING,
    "“{file}”与“{other}”同名且文字基本相同，只读取“{other}”；如两份都要读取，请改成不同的文件名",
    "Two files of one name whose text differs a little: only one is read.",
)
CELL_BLANKED = Code(
    "FJ164",
    WARNING,
    "工作表“{sheet}”单元格{cell}的格式不显示内容，未读取：{value}",
    "A cell whose number format shows nothing although something stands in it.",
)
CELL_STRUCK = Code(
    "FJ165",
    WARNING,
    "工作表“{sheet}”单元格{cell}的文字加了删除线，仍按有效文字读取：{text}",
    "A cell that is struck through is still read.",
)

# --- 2xx lines ----------------------------------------------------------------------------

NUMBER_MENDED = Code(
    "FJ201",
    WARNING,
    "序号“{written}”缺标点或疑为扫描误识，按“{read}”处理，请核对",
    "a misread number was mended",
)
POINTS_MENDED = Code(
    "FJ202",
    WARNING,
    "分值“{written}”的括号或数字有缺损，按 {read} 分处理，请核对",
    "points with a lost bracket or misread digit were mended",
)
LABEL_MENDED = Code(
    "FJ203",
    WARNING,
    "标签有误字或缺冒号，按最相近的标签处理，请核对：{text}",
    "a damaged label was read",
)
BRACKET_LOST = Code("FJ204", WARNING, "括号不成对，请核对：{text}", "a bracket is not closed")
LEFT_OVER = Code(
    "FJ205",
    WARNING,
    "责任单位之后还有文字未归入任何一项：“{text}”，请核对",
    "text behind a clause belongs to nothing",
)
CLAUSE_EMPTY = Code(
    "FJ206", WARNING, "“{label}”后面没有写单位，请补充", "a unit clause names nobody"
)
POINTS_TWICE = Code(
    "FJ208",
    WARNING,
    "同一项有两处分值：“{first}”与“{second}”，按前者处理，请核对",
    "an item states points twice",
)
POINTS_UNREAD = Code(
    "FJ209", WARNING, "分值无法识别：{text}", "a points cell or clause could not be read"
)
UNIT_TWICE = Code(
    "FJ210",
    WARNING,
    "同一项中单位“{unit}”写了两次，请核对",
    "an item names a unit twice in one role",
)
UNIT_ODD = Code(
    "FJ211",
    WARNING,
    "“{unit}”不像完整的单位名称，请核对",
    "a name in a unit clause does not look like a unit",
)
UNITS_OPEN_ENDED = Code(
    "FJ212", INFO, "“{unit}”之后有“等”字，其余单位未写明", "a list of units is open-ended"
)
CLAUSE_TWICE = Code(
    "FJ215",
    WARNING,
    "同一项有两处“{label}”，请核对是否属于别的指标",
    "an item has two clauses of one label",
)
UNITS_REFUSED = Code(
    "FJ216",
    INFO,
    "通知写明不指定责任单位：{text}",
    "the notice says that nobody is made responsible",
)
TEXT_SUSPECT = Code(
    "FJ217",
    WARNING,
    "指标文字中疑似夹有{what}，请核对：{text}",
    "the text of an item seems to hold a clause or another item",
)
TEXT_EMPTY = Code("FJ218", ERROR, "第{number}项没有指标内容", "an item has no text")
ROW_DOUBTFUL = Code(
    "FJ219",
    WARNING,
    "表格这一行的格数与表头不符，各格按内容归列，请核对：{text}",
    "a row of a scattered table has too few or too many cells",
)
ROW_WRAPPED = Code(
    "FJ235",
    WARNING,
    "第{line}行没有序号，按上一项的续行读入，各格已与上一行相接，请核对：{text}",
    "A row without number is read as what goes on from the row above.",
)
ROW_UNSURE = Code(
    "FJ236",
    WARNING,
    "第{line}行没有序号，按单独一项读入；如是上一项的续行，请在原文中相接后再读：{text}",
    "A row without number is read as an item; it may go on from the row above.",
)
ROW_MAYBE_HEADING = Code(
    "FJ245",
    WARNING,
    "这一行的序号与其他各行写法不同，可能是其下几项的类别，这里按一项读取，请核对：{text}",
    "A row is numbered as headings are among items, yet somebody is named for it.",
)
LEADS_BY_TWO = Code(
    "FJ248",
    WARNING,
    "有两句话为这一项指定了不同的牵头单位，已都列入，请核对：“{first}”与“{second}”",
    "Two sentences for several items name different units that lead this one.",
)
EACH_UNCLEAR = Code(
    "FJ249",
    WARNING,
    "这句话写明“分别”，哪个单位负责哪一项不能确定，所列单位已列入各项，请核对：{text}",
    "A sentence says 分别 and does not say whose each is: their counts differ.",
)
RULE_PARTIAL = Code(
    "FJ250",
    WARNING,
    "这句话给各项统一加了单位，但有例外或只管其中几部分，未予套用，请逐项核对：{text}",
    "A rule that adds units to items excepts some, or names the parts it holds for.",
)
UNIT_GLUED = Code(
    "FJ220",
    WARNING,
    "“{unit}”似为两个单位，中间缺分隔号，请核对",
    "two unit names without separator",
)
LIST_BROKEN_OFF = Code(
    "FJ221",
    WARNING,
    "单位名单以顿号、逗号结尾，似未写完，请核对：{text}",
    "a list of units ends with a separator",
)
TEXT_BROKEN_OFF = Code(
    "FJ222", WARNING, "指标文字似未写完，请核对：{text}", "the text of an item breaks off"
)
TEXT_AFTER_POINTS = Code(
    "FJ223",
    WARNING,
    "分值之后、责任单位之前另有一段文字，按指标内容处理，请核对：{text}",
    "a paragraph between points and units",
)
UNIT_EXCEPTED = Code(
    "FJ228",
    WARNING,
    "“{unit}”写有不含、除外一类的话，程序没有据此排除单位，请核对",
    "a list of units excepts some of them",
)
TOTAL_DIFFERS = Code(
    "FJ321",
    WARNING,
    "表中合计为 {stated} 分，读到的各项相加为 {found} 分，请核对是否遗漏或误读",
    "a row of totals differs from the points of the rows",
)
SIGNATURE_DOUBTFUL = Code(
    "FJ320",
    WARNING,
    "落款中的“{text}”可能是上面责任单位的续行，这里按联合发文机关处理，请核对",
    "several offices sign, one of which the title does not name",
)
DEADLINE_ODD = Code("FJ224", WARNING, "“{text}”不像完整的时限，请核对", "a deadline names no time")
GROUP_COUNT = Code(
    "FJ225",
    WARNING,
    "这句话管 {stated} 项，读到 {found} 项，请核对：{text}",
    "a group sentence counts other than what stands there",
)
LEADER_ODD = Code(
    "FJ226",
    WARNING,
    "“{name}”不像一位领导的姓名或职务，请核对",
    "a leader clause holds an odd name",
)
LABEL_UNKNOWN = Code(
    "FJ227",
    WARNING,
    "不认识标签“{label}”，其后内容未作为责任单位，请核对",
    "a label behind known ones is in no list of words",
)
GROUP_OVERRULED = Code(
    "FJ230",
    WARNING,
    "这句话也管到这一项，而另有一句专指这几项，按专指的处理，请核对：{text}",
    "Two sentences give units to an item; the one that names its number counts.",
)
ENTITIES_READ = Code(
    "FJ166",
    INFO,
    "文中夹有网页代码（{written} 等 {count} 处），已按它们所代表的字符读取",
    "A text copied from a page's source holds entities; they were read as what they stand for.",
)
UNITS_IN_MIDST = Code(
    "FJ233",
    WARNING,
    "责任单位写在句子中间，读出 {units}，正文照原样保留；谁办哪一部分，请核对",
    "The text of an item names its units among other words; no clause does.",
)
LEFT_BEHIND_LABEL = Code(
    "FJ239",
    WARNING,
    "标签之后的另一句话未归入任何一项：“{text}”，请核对",
    "A second sentence behind a label that names no units belongs to nothing.",
)
DEEDS_PARTED = Code(
    "FJ238",
    INFO,
    "责任分工写明各单位分别做什么，只记单位和角色，各做哪一部分请看原文：{text}",
    "A clause says what part each unit does; the units are read, the parts are not.",
)
COLUMNS_APART = Code(
    "FJ234",
    INFO,
    "表格的 {columns} 列不是任务内容、分值、目标、时限、领导或单位，其内容作为附带说明随该项印出",
    "Columns of a table in no list of words; what they say goes with the item as it is.",
)
AMOUNT_JOINED = Code(
    "FJ240",
    WARNING,
    "数字“{text}”在单元格中断成两行，按一个数读取，请核对",
    "A line end in a cell stands between the digits of a number; they were read as one number.",
)
GROWTH_DOUBTFUL = Code(
    "FJ241",
    WARNING,
    "“{words}”一列排在完成情况之后，没有写明是本年目标还是完成情况，按本年目标读取，请核对",
    "A column of growth stands behind what was reached; it was read as a goal.",
)
MEASURE_OPEN = Code(
    "FJ242",
    WARNING,
    "“{text}”没有写计量单位，表上方写的是“{measures}”，程序不能判断用哪一个，请核对",
    "A bare figure in a table whose line 单位：… does not settle its unit of measure.",
)
DITTO_LEFT = Code(
    "FJ243",
    WARNING,
    "“{words}”一列写的是“{text}”，没有照抄上一项的内容，请核对",
    "A cell says that it is as the one above, and nothing was taken from there.",
)
LEADERS_APART = Code(
    "FJ244",
    WARNING,
    "“{text}”是一人兼任还是几人，程序不能判断，按几人读取，请核对",
    "Posts in front of a name may be one person's or several persons'.",
)
LABEL_KINDRED = Code(
    "FJ229",
    INFO,
    "标签“{label}”不常见，因其后都是单位名称，按责任单位一类处理",
    "A label in no list of words was read by its first word and the units behind it.",
)
NUMBERED_LEFT_OUT = Code(
    "FJ322",
    WARNING,
    "第{lines}行有 {count} 条编号的内容，没有责任单位也没有分值，未作为任务，请核对是否遗漏：{text}…",
    "Numbered paragraphs that name and score nothing were taken for no tasks.",
)
LINE_UNREAD = Code(
    "FJ214",
    WARNING,
    "第{line}行未能归入任何指标，请核对是否有遗漏：{text}",
    "a line belongs to nothing",
)
GROUP_UNREAD = Code(
    "FJ213",
    WARNING,
    "这句话似为几项指标统一指定单位，但未能读出：{text}",
    "a group sentence could not be read",
)

# --- 3xx notice ---------------------------------------------------------------------------

DATE_UNREAD = Code(
    "FJ301", WARNING, "{what}无法识别：{text}", "a date of head or foot could not be read"
)
DATE_TWICE = Code(
    "FJ302",
    WARNING,
    "成文日期有两处且不同：{first} 与 {second}，按前者处理，请核对",
    "two dates of issue differ",
)
NUMBER_GAP = Code(
    "FJ303",
    WARNING,
    "序号由“{before}”跳到“{after}”，缺{missing}，请核对是否有遗漏",
    "numbers are missing",
)
NUMBER_TWICE = Code(
    "FJ304", WARNING, "序号“{number}”出现两次，请核对", "a number stands twice in a row"
)
NUMBER_BACK = Code(
    "FJ305", WARNING, "序号由“{before}”变为“{after}”，顺序不符，请核对", "numbers go backwards"
)
NUMBER_START = Code(
    "FJ306", WARNING, "序号从“{number}”开始，请核对前面是否有遗漏", "the first number is not 1"
)
NUMBER_NONE = Code(
    "FJ307", WARNING, "这一项没有序号，请核对：{text}", "an item without number among numbered ones"
)
NO_UNITS = Code(
    "FJ308",
    WARNING,
    "第{number}项未写责任单位，请核对是否遗漏",
    "an item without units among items with units",
)
NO_POINTS = Code(
    "FJ309",
    WARNING,
    "第{number}项未写分值，请核对是否遗漏",
    "an item without points among items with points",
)
DOCUMENT_NUMBER_MENDED = Code(
    "FJ326",
    WARNING,
    "发文字号“{written}”疑有误识的括号或数字，按“{read}”处理，请核对",
    "A bracket or digit of the document number had to be guessed.",
)
AMENDMENT = Code(
    "FJ327",
    WARNING,
    "这一项是对另一份通知的修改（“{text}”），不是任务本身；请改在原通知中，再分解原通知",
    "An item changes another notice rather than setting a task.",
)
FIGURE_MENDED = Code(
    "FJ231",
    WARNING,
    "“{written}”中的数字疑为扫描误识，按 {read} 处理；任务函照原文印出，请核对",
    "A misread figure of a target was mended for counting; the letter prints what stands there.",
)
POINTS_MERGED = Code(
    "FJ232",
    WARNING,
    "分值“{points}”的单元格与上一行合并，是几项合计还是各项都是，程序不能判断，这一项未记分值，请核对",
    "A merged cell of points stands beside several rows; only the first row gets them.",
)
HEADING_JOINED = Code(
    "FJ324",
    WARNING,
    "类别标题中疑似并入了下一行的内容，请核对：{title}",
    "A heading seems to have run into the line below it.",
)
HEADING_UNITS = Code(
    "FJ325",
    WARNING,
    "标题“{title}”下写有责任单位，而其下各项自有责任单位，没有据此分配，请核对",
    "A heading names units, and the items below it name their own.",
)
NOBODY_DOES = Code(
    "FJ323",
    WARNING,
    "全文只写明由谁考核或提供数据，没有写由谁承担，因而没有任务函可发，请核对；如由主送机关承担，请在通知中补写责任单位后再分解",
    "Every unit in the notice judges; none is told to do anything.",
)
NOBODY_NAMED = Code("FJ311", WARNING, "全文未读出任何责任单位，请核对", "no indicator names a unit")
LABEL_MISSING = Code(
    "FJ312",
    WARNING,
    "第{number}项没有“{label}”，而其他各项都有，请核对是否遗漏",
    "an item lacks a label that all others have",
)
TITLE_DOUBTFUL = Code(
    "FJ313",
    WARNING,
    "标题可能不完整，请核对：{title}",
    "the title lacks 关于 or half of a pair of brackets",
)
PRINTER_MISSING = Code(
    "FJ314", WARNING, "印发日期前没有印发机关，请核对", "the office of the colophon is missing"
)
SECTION_NUMBER_NONE = Code(
    "FJ315",
    WARNING,
    "“{title}”似为类别标题而没有序号，请核对",
    "a heading without number among numbered ones",
)
DATE_ODD = Code(
    "FJ316",
    WARNING,
    "成文日期 {issued} 与{other}不符，请核对",
    "the date of issue does not agree with number or colophon",
)
NO_SECTION = Code(
    "FJ317",
    WARNING,
    "第{number}项前面没有类别标题，而其他各项都有，请核对",
    "an item stands above the first heading",
)
SECTION_MIXED = Code(
    "FJ318",
    WARNING,
    "“{title}”之下既有直接列出的指标又有小标题，请核对小标题的位置",
    "items stand beside sub-headings",
)
ADDRESSEE_ODD = Code(
    "FJ319",
    WARNING,
    "主送机关“{name}”不像完整的名称，或括号不成对、缺分隔号，请核对",
    "an addressee lacks a bracket, a separator or whose it is",
)
NUMBER_OF_NONE = Code(
    "FJ328",
    ERROR,
    "分工表写有第{number}项，而任务清单中没有这一项，这一行的单位没有分给它，请核对：{text}",
    "A table that names items by number names one that no list has.",
)
NUMBER_OF_SEVERAL = Code(
    "FJ329",
    ERROR,
    "分工表写有第{number}项，而任务清单中有几项都是这个序号，这一行的单位没有分给它们，请核对：{text}",
    "A table that names items by number names one of which there are several.",
)
ITEM_NAMED_TWICE = Code(
    "FJ330",
    WARNING,
    "分工表中有 {count} 行都写第{number}项，各行的单位都分给了这一项，请核对",
    "Several rows of a table that names items by number name the same one.",
)
NUMBERS_MATCHED = Code(
    "FJ331",
    WARNING,
    "这张表没有任务栏，序号与任务清单的相同，各行的单位已按序号分给清单中的各项，请核对",
    "A table without tasks is taken to name the items of a list by number; nothing says so.",
)

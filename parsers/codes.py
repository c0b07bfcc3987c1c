"""The findings that reading and understanding a notice can make. Texts live here and nowhere else.

1xx reading (docx 100–119, PDF and scan 120–139, other formats 140–169), 2xx lines, 3xx notice.
A retired number is not reused.
"""

from __future__ import annotations

from parsers.diagnostics import Code, Severity

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO

# --- 100–119 docx -------------------------------------------------------------------------

# --- 120–139 PDF and scan -----------------------------------------------------------------

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
    "网页中有不显示的文字，未读取：{text}",
    "Text that the page hides looks like content.",
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

# --- 2xx lines ----------------------------------------------------------------------------

# --- 3xx notice ---------------------------------------------------------------------------

"""任务交办通知: the letter to a subordinate unit, with 红头 and 版记.

python -m templates.source.letter templates/任务函.docx
"""

from __future__ import annotations

from collections.abc import Mapping

from templates.source import word
from templates.source.geometry import FANG, HEI, SONG, SONG_TITLE, STANDARD, Page
from templates.source.word import Style, cell, fonts, paragraph, row, run, section, table, tag

RED = '<w:color w:val="FF0000"/>'
_OFF_GRID = '<w:snapToGrid w:val="0"/>'
_TABLE_LINE = '<w:spacing w:before="28" w:after="28" w:line="340" w:lineRule="exact"/>'
_SMALL_LINE = '<w:spacing w:after="28" w:line="260" w:lineRule="exact"/>'


def _exact(line: int, before: int = 0, after: int = 0) -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="exact"/>'


def normal(page: Page) -> Style:
    """三号仿宋 on exact lines, 28 characters to a line.

    156 mm hold 27 characters of 16 pt. The page's grid says 28, as a clerk finds it under
    页面设置; but LibreOffice gives a character two cells where one is 0.2 pt too narrow, so text
    keeps off the grid and stands 0.3 pt closer instead, which all of Word, WPS and
    LibreOffice set alike.
    """
    return Style(
        "Normal",
        "Normal",
        f'<w:widowControl w:val="0"/><w:autoSpaceDE w:val="0"/>'
        f'<w:autoSpaceDN w:val="0"/>{_OFF_GRID}{_exact(page.line)}<w:jc w:val="both"/>',
        run='<w:spacing w:val="-6"/>',
    )


def common_styles(page: Page) -> tuple[Style, ...]:
    """The styles of GB/T 9704's elements and of our tables, named as an office names them."""
    line = page.line
    # 署名 and 日期 share one middle line, such that a date stands four characters from the right.
    character = page.text_width / 28
    middle = page.text_width - round(2 * character * (4 + 6.5 / 2))
    lift = STANDARD.footer - page.footer  # a 函 has its footers lower, but not its page numbers
    over_date = f'<w:ind w:left="{middle}"/><w:jc w:val="center"/>'
    return (
        Style(
            "DocTitle",
            "公文标题",
            f'<w:keepNext/>{_exact(line)}<w:jc w:val="center"/>',
            SONG_TITLE,
            44,
        ),
        Style("Addressee", "主送机关", _exact(line, before=line)),
        Style("BodyText1", "公文正文", '<w:ind w:firstLineChars="200" w:firstLine="632"/>'),
        Style(
            "Heading1",
            "公文一级标题",
            '<w:keepNext/><w:ind w:firstLineChars="200" w:firstLine="632"/>'
            '<w:outlineLvl w:val="0"/>',
            HEI,
        ),
        Style(
            "AttachmentNote",
            "附件说明",
            f'{_exact(line, before=line)}<w:ind w:left="1580" w:hanging="948"/>',
        ),
        Style("Signer", "署名", f"<w:keepNext/>{_exact(line, before=2 * line)}{over_date}"),
        Style("SignDate", "成文日期", over_date),
        Style("AnnexMark", "附件标识", "<w:pageBreakBefore/>", HEI),
        Style(
            "AnnexTitle",
            "附件标题",
            f'{_exact(line, before=line, after=line // 2)}<w:jc w:val="center"/>',
            SONG_TITLE,
            44,
        ),
        Style("TableHead", "表头", f'<w:keepNext/>{_TABLE_LINE}<w:jc w:val="center"/>', HEI, 24),
        Style("TableGroup", "表内类别", f'<w:keepNext/>{_TABLE_LINE}<w:jc w:val="left"/>', HEI, 24),
        Style("TableText", "表内文字", f'{_TABLE_LINE}<w:jc w:val="left"/>', FANG, 24),
        Style("TableMiddle", "表内居中", f'{_TABLE_LINE}<w:jc w:val="center"/>', FANG, 24),
        Style("TableSmall", "表内小字", f'{_SMALL_LINE}<w:jc w:val="center"/>', FANG, 18),
        Style("TableNote", "表注", f'{_exact(320, before=60)}<w:jc w:val="left"/>', FANG, 21),
        Style(
            "Colophon",
            "版记",
            f'{_exact(440)}<w:ind w:left="1120" w:right="280" w:hanging="840"/>',
            FANG,
            28,
        ),
        Style(
            "ColophonOffice",
            "印发机关",
            f'{_exact(440)}<w:ind w:left="280"/><w:jc w:val="left"/>',
            FANG,
            28,
        ),
        Style(
            "ColophonDate",
            "印发日期",
            f'{_exact(440)}<w:ind w:right="280"/><w:jc w:val="right"/>',
            FANG,
            28,
        ),
        Style("Anchor", "版记定位", _exact(20), FANG, 2),
        Style(
            "PageOdd",
            "页码单页",
            f'{_exact(340, after=lift)}<w:ind w:right="280"/><w:jc w:val="right"/>',
            SONG,
            28,
        ),
        Style(
            "PageEven",
            "页码双页",
            f'{_exact(340, after=lift)}<w:ind w:left="280"/><w:jc w:val="left"/>',
            SONG,
            28,
        ),
    )


def _red_head(page: Page) -> tuple[Style, ...]:
    """发文机关标志 35 mm below the top of the text, 发文字号 two lines below, the rule 4 mm on."""
    rule = '<w:pBdr><w:bottom w:val="single" w:sz="12" w:space="7" w:color="FF0000"/></w:pBdr>'
    return (
        Style(
            "RedHead",
            "发文机关标志",
            f'{_exact(880, before=1900 + STANDARD.top - page.top)}<w:jc w:val="center"/>',
            SONG_TITLE,
            72,
            f'{RED}<w:w w:val="74"/>',
        ),
        Style(
            "DocNumber",
            "发文字号",
            f'{rule}{_exact(page.line, before=2 * page.line)}<w:jc w:val="center"/>',
        ),
        Style(
            "FirstTitle",
            "公文标题首行",
            f"<w:keepNext/>{_exact(page.line, before=2 * page.line)}",
            SONG_TITLE,
            44,
            based_on="DocTitle",
        ),
    )


# --- the table of indicators ----------------------------------------------------------------

_NUMBER, _TEXT, _POINTS, _TARGET, _ROLE, _OTHERS = range(6)  # columns
_PLAIN = dict(
    zip((_NUMBER, _TEXT, _POINTS, _ROLE, _OTHERS), (680, 3150, 1100, 1514, 2400), strict=True)
)
_WITH_TARGET = dict(enumerate((620, 2360, 1060, 1500, 1464, 1840)))
MIDDLE = '<w:vAlign w:val="center"/>'


def _indicators(given: Mapping[int, int], *, target: bool, points: bool) -> str:
    """The table; the room of a column left out goes to the text."""
    kept = dict(given)
    if not points:
        kept[_TEXT] += kept.pop(_POINTS)
    widths = tuple(kept.values())
    names = [
        "序号",
        "指标内容",
        *(["分值"] if points else []),
        *(["目标、时限"] if target else []),
        "本单位角色",
        "其他责任单位",
    ]
    head = (
        cell(w, paragraph("TableHead", name), properties=MIDDLE)
        for w, name in zip(widths, names, strict=True)
    )
    contents = [
        (paragraph("TableMiddle", "{{ 项.序号 }}"),),
        (paragraph("TableText", "{{ 项.内容 }}{% if 项.变化 %}（{{ 项.变化 }}）{% endif %}"),),
        *(
            [
                (
                    paragraph("TableMiddle", "{{ 项.分值 }}"),
                    # in black: GB/T 9704 knows red only for the head, its rule and the seal (5.2.4)
                    *_only_if("项.是减分项", paragraph("TableSmall", run("减分项", fonts(HEI)))),
                )
            ]
            if points
            else []
        ),
        *(
            [
                (
                    paragraph("TableText", "{{ 项.目标值 }}"),
                    *_only_if("项.完成时限", paragraph("TableText", "{{ 项.完成时限 }}")),
                    *_only_if("项.责任领导", paragraph("TableText", "责任领导：{{ 项.责任领导 }}")),
                )
            ]
            if target
            else []
        ),
        (
            paragraph("TableMiddle", "{{ 项.本单位角色 }}"),
            *_only_if("项.角色依据", paragraph("TableSmall", "（{{ 项.角色依据 }}）")),
        ),
        (paragraph("TableText", "{{ 项.其他单位 }}"),),
    ]
    cells = (
        cell(w, *inside, properties=MIDDLE) for w, inside in zip(widths, contents, strict=True)
    )
    return table(
        widths,
        row(*head, header=True),
        row_tag(widths, "{%tr for 组 in 分类 %}"),
        row_tag(widths, "{%tr if 组.名称 %}"),
        group_row(widths, "{{ 组.名称 }}（{{ 组.项数 }}项）"),
        row_tag(widths, "{%tr endif %}"),
        row_tag(widths, "{%tr for 项 in 组.指标 %}"),
        row(*cells),
        row_tag(widths, "{%tr endfor %}"),
        row_tag(widths, "{%tr endfor %}"),
    )


def group_row(widths: tuple[int, ...], text: str) -> str:
    """A row across the table that names the class of the rows below it."""
    inside = paragraph("TableGroup", text)
    return row(cell(sum(widths), inside, span=len(widths), properties=MIDDLE))


def row_tag(widths: tuple[int, ...], text: str) -> str:
    return row(cell(sum(widths), paragraph("TableText", text), span=len(widths)))


def _only_if(field: str, inside: str) -> tuple[str, ...]:
    return (
        paragraph("TableSmall", f"{{%p if {field} %}}"),
        inside,
        paragraph("TableSmall", "{%p endif %}"),
    )


def indicators() -> str:
    """The table, with columns for points and for targets and deadlines where there are any."""

    def tables(*, points: bool) -> str:
        return (
            tag("{%p if 有目标或时限 %}")
            + _indicators(_WITH_TARGET, target=True, points=points)
            + tag("{%p else %}")
            + _indicators(_PLAIN, target=False, points=points)
            + tag("{%p endif %}")
        )

    return (
        tag("{%p if 有分值 %}")
        + tables(points=True)
        + tag("{%p else %}")
        + tables(points=False)
        + tag("{%p endif %}")
        + tag("{%p if 有分值 or 有原序号 or 有首位惯例 %}")
        + paragraph(
            "TableNote",
            "注：{% if 有分值 %}{% if 有原序号 %}序号、{% endif %}分值照原通知；"
            "多个单位共同承担的指标，分值未作拆分。{% elif 有原序号 %}序号照原通知。{% endif %}"
            "{% if 有首位惯例 %}“按首位惯例”指原通知未写明牵头单位，以列首位的单位为牵头单位。"
            "{% endif %}",
        )
        + tag("{%p endif %}")
    )


# --- the return form, an annex --------------------------------------------------------------

_RETURN = (680, 2764, 1000, 1860, 2540)


def return_form(title: str = "目标任务进展情况反馈表") -> str:
    """进展情况反馈表, the unit's own items with room to write."""
    names = ("序号", "指标内容", "完成值", "进展情况", "存在问题及下一步措施")
    head = (
        cell(w, paragraph("TableHead", name), properties=MIDDLE)
        for w, name in zip(_RETURN, names, strict=True)
    )
    filled = ("TableMiddle", "{{ 项.序号 }}"), ("TableText", "{{ 项.内容 }}")
    cells = [
        cell(w, paragraph(*text), properties=MIDDLE)
        for w, text in zip(_RETURN, filled, strict=False)
    ]
    cells += [cell(w, paragraph("TableText"), properties=MIDDLE) for w in _RETURN[2:]]
    return (
        paragraph("AnnexTitle", title)
        + paragraph(
            "TableNote",
            "填报单位（盖章）：{{ 单位.名称 }}　　　　　　填报日期：　　　　年　　月　　日",
        )
        + table(
            _RETURN,
            row(*head, header=True),
            row_tag(_RETURN, "{%tr for 组 in 分类 %}"),
            row_tag(_RETURN, "{%tr if 组.名称 %}"),
            group_row(_RETURN, "{{ 组.名称 }}"),
            row_tag(_RETURN, "{%tr endif %}"),
            row_tag(_RETURN, "{%tr for 项 in 组.指标 %}"),
            row(*cells, height=794),
            row_tag(_RETURN, "{%tr endfor %}"),
            row_tag(_RETURN, "{%tr endfor %}"),
        )
        + paragraph(
            "TableNote",
            "分管负责人：　　　　　　　　填报人：　　　　　　　　联系电话：",
            # Else LibreOffice sends the whole table to the next page where 版记 has no room below.
            properties="<w:keepNext/>",
        )
    )


def annex() -> str:
    """附件: the return form, from a new page."""
    return paragraph("AnnexMark", "附件") + return_form()


def colophon(page: Page) -> str:
    """版记 at the foot of the last page: 抄送 where there is any, and the 印发 line.

    Its first and last rules are 粗线 (0.35 mm, 8), the one between 细线 (0.25 mm, 6).
    """
    widths = (page.text_width - 3950, 3950)
    printed = row(
        cell(widths[0], paragraph("ColophonOffice", "{{ 发文.印发机关 }}")),
        cell(widths[1], paragraph("ColophonDate", "{{ 发文.日期 }}印发")),
    )
    rules = word.lines(top=8, left=0, bottom=8, right=0, insideH=6, insideV=0)
    return at_foot(page, widths, rules, *copied_to(page, widths), printed)


def copied_to(page: Page, widths: tuple[int, ...]) -> tuple[str, str, str]:
    copied = paragraph("Colophon", "抄送：{{ 发文.抄送 }}。")
    return (
        row_tag(widths, "{%tr if 发文.抄送 %}"),
        row(cell(page.text_width, copied, span=len(widths))),
        row_tag(widths, "{%tr endif %}"),
    )


def at_foot(page: Page, widths: tuple[int, ...], borders: str, *rows: str) -> str:
    """A table that floats to the foot of the text area of the page where it stands.

    It is placed from the page's edge, not the margin's: LibreOffice lets a table float only
    where text would have room beside it. Its cells have no blank at the sides, which some
    programs would let stand out to the left.
    """
    floating = (
        '<w:tblpPr w:leftFromText="0" w:rightFromText="0" w:vertAnchor="margin"'
        f' w:horzAnchor="page" w:tblpX="{page.left}" w:tblpYSpec="bottom"/>'
        '<w:tblOverlap w:val="never"/>'
    )
    made = table(widths, *rows, properties=floating, borders=borders, inside=0)
    return made + paragraph("Anchor")


NOTICE_WORDS = {"你": "你单位", "交办": "交办如下，请认真抓好落实", "报": "报送"}
"""How a 通知 speaks; a 函 has its own."""


def body_text(words: Mapping[str, str]) -> str:
    """主送, basis, counts, table, what is asked, signature: alike in 通知 and 函."""
    you, send = words["你"], words["报"]
    return (
        paragraph("Addressee", "{{ 单位.称呼 }}：")
        + paragraph(
            "BodyText1", f"根据{{{{ 依据.引用 }}}}要求，现将{you}承担的目标任务{words['交办']}。"
        )
        + paragraph("Heading1", "一、承担任务")
        + paragraph("BodyText1", f"{you}{{{{ 合计.说明 }}}}。具体如下：")
        + indicators()
        + paragraph("Heading1", "二、有关要求")
        + paragraph(
            "BodyText1",
            "1.请逐项明确责任领导、责任科室、完成措施和时间节点，于"
            f"{{{{ 要求.方案时限 }}}}前将落实方案{send}{{{{ 要求.报送对象 }}}}。",
        )
        + paragraph(
            "BodyText1",
            "2.{% if 合计.牵头项数 %}牵头的指标，请主动会同其他责任单位推进并统一报送进展"
            "{% if 合计.其他项数 %}；其余指标，{% endif %}{% endif %}"
            "{% if 合计.其他项数 %}请按职责配合牵头单位落实{% endif %}。",
        )
        + paragraph(
            "BodyText1",
            f"3.请于{{{{ 要求.报送周期 }}}}前按附件格式{send}进展情况，"
            "经主要负责人审签并加盖公章。",
        )
        + paragraph(
            "BodyText1",
            "联系人：{{ 要求.联系人 }}　联系电话：{{ 要求.电话 }}",
            properties="<w:keepNext/>",
        )
        + tag("{%p if 要求.邮箱 %}")
        + paragraph("BodyText1", "电子邮箱：{{ 要求.邮箱 }}", properties="<w:keepNext/>")
        + tag("{%p endif %}")
        + paragraph("AttachmentNote", "附件：目标任务进展情况反馈表", properties="<w:keepNext/>")
        + paragraph("Signer", "{{ 发文.机关 }}")
        + paragraph("SignDate", "{{ 发文.日期 }}")
    )


def parts(page: Page, extra: tuple[Style, ...]) -> dict[str, str]:
    """Styles (rId1), settings (2), fonts (3), the page numbers of odd (4) and even (5) pages."""
    return {
        "styles": word.styles(normal(page), (*common_styles(page), *extra)),
        "settings": word.settings(),
        "fontTable": word.font_table(),
        "footer1": word.footer(word.page_number("PageOdd")),
        "footer2": word.footer(word.page_number("PageEven")),
    }


NUMBERED = (("footer:default", "rId4"), ("footer:even", "rId5"))


def letter(page: Page = STANDARD, *, head: bool = True) -> bytes:
    """templates/任务函.docx; without ``head`` a plain notice, as on paper with a printed head."""
    if head:
        above = paragraph("RedHead", "{{ 发文.红头 }}文件") + paragraph(
            "DocNumber", "{{ 发文.字号 }}"
        )
    else:
        above = (
            tag("{%p if 发文.字号 %}")
            + paragraph("DocNumber", "{{ 发文.字号 }}")
            + tag("{%p endif %}")
        )
    body = (
        above
        + paragraph("FirstTitle", "{{ 发文.机关 }}")
        + paragraph("DocTitle", "{{ 发文.标题 }}")
        + body_text(NOTICE_WORDS)
        + annex()
        + colophon(page)
        + section(page, word.references(*NUMBERED))
    )
    return word.package(body, parts(page, _red_head(page) if head else _no_head(page)))


def _no_head(page: Page) -> tuple[Style, ...]:
    """The head's styles without its red."""
    number = f'{_exact(page.line)}<w:jc w:val="center"/>'
    return (
        Style("DocNumber", "发文字号", number),
        Style(
            "FirstTitle",
            "公文标题首行",
            f"<w:keepNext/>{_exact(page.line, before=page.line)}",
            SONG_TITLE,
            44,
            based_on="DocTitle",
        ),
    )


def return_form_alone(page: Page = STANDARD) -> bytes:
    """templates/反馈表.docx: the return form by itself, to be filled in on the screen."""
    body = return_form("{{ 年度 }}年度目标任务进展情况反馈表")
    return word.package(body + section(page, word.references(*NUMBERED)), parts(page, ()))

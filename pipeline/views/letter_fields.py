"""模板字段表: every field of a letter, what it is, and an example of it.

A template is checked against ``EXAMPLE``; docs/template-fields.md is made from ``FIELDS``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Field:
    """``name`` as a template writes it; ``项.`` and ``组.`` are the usual loop variables."""

    name: str
    meaning: str
    example: str | int | bool


FIELDS = (
    Field("单位.称呼", "主送机关，不含冒号", "区发改委"),
    Field("单位.名称", "单位名录中的规范简称", "区发改委"),
    Field("单位.全称", "单位全称；名录中没有的用简称", "卫东区发展和改革委员会"),
    Field("单位.性质", "政府部门、派出机构、街道办事处等", "政府部门"),
    Field("单位.联系人", "该单位的联系人，取自名录", "张三"),
    Field("单位.电话", "该单位的电话，取自名录", "0375-0000000"),
    Field("发文.机关", "署名", "平顶山市卫东区人民政府办公室"),
    Field("发文.红头", "发文机关标志，不含“文件”", "平顶山市卫东区人民政府办公室"),
    Field("发文.字号", "本函的发文字号；未设置的留空", "平卫政办〔2021〕12号"),
    Field("发文.标题", "本函的标题，已按词意分行", "关于交办2021年度目标任务的通知"),
    Field("发文.事由", "标题中“关于交办”与“的通知”之间的文字", "2021年度目标任务"),
    Field("发文.文种", "通知或函", "通知"),
    Field("发文.日期", "成文日期；未设置的留空", "2021年5月20日"),
    Field("发文.抄送", "抄送机关；没有的为空", "区委办公室"),
    Field("发文.印发机关", "版记中的印发机关", "平顶山市卫东区人民政府办公室"),
    Field("依据.标题", "所依据通知的标题", "关于分解落实2021年度责任目标的通知"),
    Field("依据.文号", "所依据通知的发文字号", "平卫政〔2021〕9号"),
    Field("依据.机关", "所依据通知的发文机关", "平顶山市卫东区人民政府"),
    Field("依据.日期", "所依据通知的成文日期", "2021年5月17日"),
    Field(
        "依据.引用",
        "引用格式：《标题》（文号）",
        "《平顶山市卫东区人民政府关于分解落实2021年度责任目标的通知》（平卫政〔2021〕9号）",
    ),
    Field("年度", "目标年度", "2021"),
    Field("合计.项数", "本单位的指标数", 12),
    Field("合计.牵头项数", "其中牵头的", 5),
    Field("合计.其他项数", "其余的", 7),
    Field("合计.分值", "加分指标的分值合计；共同承担的按全额计", "28.5"),
    Field("合计.减分项数", "减分项的个数", 1),
    Field("合计.减分", "减分项的分值合计", "1.2"),
    Field(
        "合计.说明",
        "以上各数连成的一句话",
        "承担指标12项，其中牵头5项，涉及分值28.5分、减分项1项扣1.2分",
    ),
    Field("有分值", "有任何一项写明分值时为真，用于 {%p if … %}", True),
    Field("有原序号", "原通知的指标有序号时为真；没有的，项.序号 是在本函中的顺序", True),
    Field("有首位惯例", "有任何一项按首位惯例牵头时为真，用于 {% if … %}", True),
    Field("有目标或时限", "有任何一项写明目标值、完成时限或责任领导时为真，用于 {%p if … %}", True),
    Field("要求.方案时限", "落实方案的报送期限；未设置的留空", "6月10日"),
    Field("要求.报送周期", "进展情况多久报一次；未设置的留空", "每月25日"),
    Field("要求.报送对象", "报送到哪里；未设置的留空", "区政府督查室"),
    Field("要求.联系人", "发文单位的联系人；未设置的留空", "李四"),
    Field("要求.电话", "发文单位的联系电话；未设置的留空", "0375-0000001"),
    Field("要求.邮箱", "发文单位的电子邮箱；没有的为空", "duchashi@example.com"),
    Field("组.名称", "类别（章节标题），照原文", "一、综合"),
    Field("组.项数", "本类中本单位的指标数", 3),
    Field("组.分值", "本类分值合计的一句话；没有分值的为空", "涉及分值12分"),
    Field("项.行号", "在本函中的顺序，从 1 起", 1),
    Field("项.序号", "原序号，照原文；原通知都没有序号的，为在本函中的顺序", "1"),
    Field("项.类别", "类别（章节标题），照原文", "一、综合"),
    Field("项.内容", "指标内容，照原文", "人均地区生产总值及增长速度"),
    Field("项.分值", "分值，照原文；减分项带“扣”字", "4分"),
    Field("项.是减分项", "减分项为真，用于 {% if … %}", False),
    Field("项.目标值", "目标值；没有的为空", "增长7.5%以上"),
    Field("项.完成时限", "完成时限；没有的为空", "6月底前"),
    Field("项.责任领导", "责任领导；没有的为空", "王五"),
    Field("项.本单位角色", "牵头、责任、配合", "牵头"),
    Field("项.角色依据", "牵头或配合的依据：按首位惯例、按通知规定；原文写明的为空", "按首位惯例"),
    Field("项.牵头", "本单位牵头时为真，用于 {% if … %}", True),
    Field("项.其他单位", "同一指标的其他责任单位，牵头的注明", "区工信局、各街道办事处"),
    Field("项.责任单位", "原文所列的全部单位", "区发改委、区工信局、各街道办事处"),
    Field(
        "项.变化",
        "与上年通知（--last-year）相比：新增、调整、拆分、合并；没有变化或说不准的为空",
        "调整",
    ),
    Field("项.上年", "上年通知里的这一项；没有给出上年通知的为空", "（调整）第3项，4分，8%以上"),
    Field("项.出处", "在所读通知中的行", "第14行"),
)


DISPATCH_FIELDS = (
    Field("封数", "函的总数", 35),
    Field("有页码", "同时生成了合订本的 PDF 时为真，用于 {%p if … %}", True),
    Field("机关", "署名", "平顶山市卫东区人民政府办公室"),
    Field("日期", "成文日期；未设置的留空", "2021年5月20日"),
    Field("依据", "引用格式：《标题》（文号）", "《……的通知》（平卫政〔2021〕9号）"),
    Field("函.行号", "顺序，从 1 起", 1),
    Field("函.单位", "主送单位的规范简称", "区发改委"),
    Field("函.全称", "主送单位的全称；名录中没有的用简称", "卫东区发展和改革委员会"),
    Field("函.文种", "通知或函", "通知"),
    Field("函.字号", "发文字号；未设置的留空", "平卫政办〔2021〕12号"),
    Field("函.标题", "标题，不分行", "关于交办2021年度目标任务的通知"),
    Field("函.项数", "指标数", 12),
    Field("函.牵头项数", "其中牵头的", 5),
    Field("函.分值", "加分指标的分值合计", "28.5"),
    Field("函.减分", "减分项的分值合计", "1.2"),
    Field("函.起始页", "在合订本 PDF 中从第几页起；没有生成 PDF 的为空", "5"),
    Field("函.页数", "本函的页数，不含末尾的空白页；没有生成 PDF 的为空", "3"),
)


def _tree(fields: Iterable[Field]) -> dict[str, Any]:
    tree: dict[str, Any] = {}
    for field in fields:
        *above, last = field.name.split(".")
        here = tree
        for name in above:
            here = here.setdefault(name, {})
        here[last] = field.example
    return tree


def _example() -> dict[str, Any]:
    tree = _tree(FIELDS)
    item, group = tree.pop("项"), tree.pop("组")
    return tree | {"指标": (item,), "分类": (group | {"指标": (item,)},)}


def _dispatch_example() -> dict[str, Any]:
    tree = _tree(DISPATCH_FIELDS)
    return tree | {"清单": (tree.pop("函"),)}


EXAMPLE, DISPATCH_EXAMPLE = _example(), _dispatch_example()
"""The fields of a letter and of 发文清单 as templates see them, one entry in each list."""

"""目标责任书: the same items as a pledge that both sides sign."""

from __future__ import annotations

from templates.source import word
from templates.source.geometry import STANDARD, Page
from templates.source.letter import NUMBERED, indicators, parts
from templates.source.word import cell, lines, paragraph, row, section, table


def _signatures(page: Page) -> str:
    """Two parties beside each other, with room for seals."""
    half = page.text_width // 2
    beside = (
        ("责任单位（盖章）：", "交办单位（盖章）："),
        ("{{ 单位.全称 }}", "{{ 发文.机关 }}"),
        ("主要负责人（签字）：", "负责人（签字）："),
        ("　　　　年　　月　　日", "　　　　年　　月　　日"),
    )
    rows = (row(*(cell(half, paragraph("Addressee", text)) for text in texts)) for texts in beside)
    nothing = lines(top=0, left=0, bottom=0, right=0, insideH=0, insideV=0)
    made = table((half, half), *rows, borders=nothing, inside=0)  # 14 characters to a half
    return made + paragraph("Anchor")


def pledge(page: Page = STANDARD) -> bytes:
    """templates/目标责任书.docx: 任务函.docx's fields, so that it can stand in its place."""
    body = (
        paragraph("AnnexTitle", "{{ 年度 }}年度目标责任书")
        + paragraph(
            "BodyText1",
            "为确保完成{{ 依据.引用 }}下达的目标任务，明确责任，{{ 发文.机关 }}与"
            "{{ 单位.全称 }}签订本责任书。",
        )
        + paragraph("Heading1", "一、目标任务")
        + paragraph("BodyText1", "{{ 单位.名称 }}{{ 合计.说明 }}。具体如下：")
        + indicators()
        + paragraph("Heading1", "二、责任要求")
        + paragraph(
            "BodyText1",
            "1.责任单位主要负责人为第一责任人，对所承担的目标任务逐项明确责任领导、责任科室、"
            "完成措施和时间节点。",
        )
        + paragraph(
            "BodyText1",
            "2.牵头的指标由责任单位会同其他责任单位完成并统一报送进展；其余指标按职责配合完成。",
        )
        + paragraph(
            "BodyText1",
            "3.本责任书一式两份，双方各执一份，自签订之日起生效。",
            properties="<w:keepNext/>",
        )
        + _signatures(page)
        + section(page, word.references(*NUMBERED))
    )
    return word.package(body, parts(page, ()))

"""版头与主送: 发文字号, 主送机关, and the facts above a web page's article."""

from __future__ import annotations

import re

from parsers.blocks import Block
from parsers.fields.units import names_in
from parsers.items import Addressees, DocumentNumber, Item
from parsers.model import Role
from parsers.numerals import mended
from parsers.rules.before import Before

# 平卫政〔2021〕9号 · 桐政办（2020）18号 · 固政(2018]l5号 · 〔20251号 (bracket read as 1)
NUMBER = re.compile(
    r"(?P<code>[\u4e00-\u9fff][\u4e00-\u9fff\s]{0,18}?)\s*[\[(<{]?\s*(?P<year>[12][\dlIOo0]\s*[\dlIOo]\s*[\dlIOo])\s*(?P<close>[\])>}1lI])\s*第?\s*(?P<serial>[\dlIOo]{1,4})\s*号"
)
_LINE = re.compile(r"\s*[(\[]?\s*(?:发文字号|文号|文件编号)?\s*[:]?\s*")
_ADDRESSED = re.compile(
    r"^\s*(?:主送\s*[:])?.*(?:政府|部门|办事处|单位|管委会|机构|企业|院校|学校|公司|乡镇|街道|社区|村|所|局|委|办|区|县|市|中心|处|室|团体|站所|人员|同志|派出所)\s*[)]?\s*[:]\s*$"
)


def value_of(match: re.Match[str]) -> str:
    """The number as it should stand: no white space, brackets as 〔〕, misread digits mended."""
    code = re.sub(r"\s", "", match["code"]).rpartition("文件")[2]  # 政府文件临政办发〔2023〕: line end lost
    year, serial = (mended(re.sub(r"\s", "", match[name])) for name in ("year", "serial"))
    return f"{code}〔{year}〕{serial}号"


def document_number(block: Block, before: Before) -> Item | None:
    """A line that holds a 发文字号 and little else."""
    if not before.head or len(block.folded.strip()) > 60 or "号" not in block.folded:
        return None
    match = NUMBER.search(block.folded)
    if match is None or "《" in block.folded[: match.start()] or "," in block.folded:
        return None
    return DocumentNumber(block, value_of(match), match.start(), match.end())


def addressees(block: Block, before: Before) -> Item | None:
    """A line in the head that lists units and ends with a colon."""
    if not before.head or not block.folded.rstrip().endswith(":") or len(block.text) > 400:
        return None
    if not _ADDRESSED.match(block.folded):
        return None
    names = names_in(block.folded, 0, len(block.folded.rstrip()) - 1, Role.RESPONSIBLE)
    return Addressees(block) if names else None

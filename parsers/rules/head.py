"""版头与主送: 发文字号, 主送机关, and the facts above a web page's article."""

from __future__ import annotations

import re

from parsers.blocks import Block
from parsers.fields.document_number import NUMBER, value_of
from parsers.fields.units import is_collective, is_unit_name, names_in
from parsers.items import Addressees, DocumentNumber, Item
from parsers.model import Role
from parsers.rules.before import Before

_ADDRESSED = re.compile(
    r"^\s*(?:主送\s*[:])?.*(?:政府|部门|办事处|单位|管委会|机构|企业|院校|学校|公司|乡镇|街道|社区|村|所|局|委|办|区|县|市|中心|处|室|团体|站所|人员|同志|派出所|园|校|院|站|馆|社|队|厂|行|组|会|专班|集团|银行)\s*[)]?\s*[:]\s*$"
)


def document_number(block: Block, before: Before) -> Item | None:
    """A line that holds a 发文字号 and little else."""
    if not before.head or len(block.folded.strip()) > 60 or "号" not in block.folded:
        return None
    match = NUMBER.search(block.folded)
    if match is None or "《" in block.folded[: match.start()] or "," in block.folded:
        return None
    return DocumentNumber(block, value_of(match, block.text), match.start(), match.end())


def addressees(block: Block, before: Before) -> Item | None:
    """A line in the head that lists units and ends with a colon."""
    begins = before.head or before.addressed
    if not begins or not block.folded.rstrip().endswith(":") or len(block.text) > 400:
        return None
    names = names_in(block.folded, 0, len(block.folded.rstrip()) - 1, Role.RESPONSIBLE)
    if not names:
        return None
    first = block.folded[names[0].start : names[0].end]
    # 各区人民政府，市创卫指挥部各成员：
    opens = len(names) > 1 and is_collective(first) and is_unit_name(first)
    return Addressees(block) if opens or _ADDRESSED.match(block.folded) else None

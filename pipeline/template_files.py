"""模板文件: the office's own template where it has one, ours where it has not."""

from __future__ import annotations

from pathlib import Path

import templates
from parsers.errors import TemplateError, in_chinese

LETTER, FORMAL_LETTER, LEDGER = "任务函.docx", "信函.docx", "台账.xlsx"  # 通知、函、台账
DISPATCH_LIST, PLEDGE, RETURN_FORM = "发文清单.docx", "目标责任书.docx", "反馈表.docx"
UNIT_LEDGER = "单位台账.xlsx"
OTHERS = (UNIT_LEDGER, "对照表.xlsx", "变化说明.docx")

TEMPLATES = {
    LETTER: "任务交办通知，附进展情况反馈表",
    FORMAL_LETTER: "信函格式的函，发给垂管等不相隶属的单位，附反馈表",
    PLEDGE: "目标责任书，双方签字盖章（--letters 责任书）",
    RETURN_FORM: "进展情况反馈表，单独成文（--letters 反馈表）",
    DISPATCH_LIST: "发文清单，每封函一行（--bundle）",
    LEDGER: "台账",
    UNIT_LEDGER: "分单位台账，随函发出（--unit-ledgers）",
}
"""What each shipped template is for; those a set of its own has are the same by name."""

STANDARD = "标准"
SETS = {
    STANDARD: "页边 37、35、28、26 毫米，行距 28.95 磅，每页 22 行、每行 28 字；不指定时用这一套",
    "无红头": "通知不带红头，印在有文头的纸上或作平件发出",
    "gbt33476": "按 GB/T 33476.2—2016 的坐标：页边 34.58、32.58 毫米，行距 29.45 磅",
}
"""The sets of templates that are shipped, by the name that --templates takes."""


def shipped(name: str, of_set: str = STANDARD) -> Path:
    """Where a shipped template is; a set that has none of its own uses the standard one."""
    root = Path(templates.__file__).parent
    own = root / of_set / name
    return own if of_set != STANDARD and own.exists() else root / name


def template(name: str, folder: Path | None = None) -> bytes:
    """The template's bytes: from ``folder`` if it holds one of this name, else the one shipped.

    ``folder`` may also name a shipped set. Raises TemplateError when the folder or the file
    cannot be read.
    """
    if folder is not None:
        if not folder.is_dir():
            if str(folder) in SETS:
                return shipped(name, str(folder)).read_bytes()
            raise TemplateError(
                f"模板文件夹“{folder}”不存在。请检查 --templates 后面的路径；"
                f"自带的模板有这几套：{'、'.join(SETS)}。"
            )
        _at_home(folder)
        own = folder / name
        if own.exists():
            try:
                return own.read_bytes()
            except OSError as error:
                raise TemplateError(f"无法读取模板“{own}”：{in_chinese(error)}。") from error
    return shipped(name).read_bytes()


def _at_home(folder: Path) -> None:
    """Raises TemplateError for a folder whose templates would be passed over, misnamed."""
    known = {LETTER, FORMAL_LETTER, LEDGER, DISPATCH_LIST, PLEDGE, RETURN_FORM, *OTHERS}
    files = sorted(p.name for p in folder.iterdir() if p.suffix.lower() in (".docx", ".xlsx"))
    strange = [name for name in files if name not in known and not name.startswith("~$")]
    if strange or not any(folder.iterdir()):
        what = f"有用不上的文件：{'、'.join(strange)}" if strange else "没有模板"
        raise TemplateError(
            f"模板文件夹“{folder}”中{what}。模板按文件名使用，请改名或移出；"
            f"可用的名称有：{'、'.join(sorted(known))}。"
        )

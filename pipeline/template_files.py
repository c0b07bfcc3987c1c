"""模板文件: the office's own template where it has one, ours where it has not."""

from __future__ import annotations

from pathlib import Path

import templates
from parsers.errors import TemplateError

LETTER, FORMAL_LETTER, LEDGER = "任务函.docx", "信函.docx", "台账.xlsx"  # 通知、函、台账


def template(name: str, folder: Path | None = None) -> bytes:
    """The template's bytes: from ``folder`` if it holds one of this name, else the one shipped.

    Raises TemplateError when the folder or the file cannot be read.
    """
    if folder is not None:
        if not folder.is_dir():
            raise TemplateError(f"模板文件夹“{folder}”不存在。请检查 --templates 后面的路径。")
        own = folder / name
        if own.exists():
            try:
                return own.read_bytes()
            except OSError as error:
                raise TemplateError(f"无法读取模板“{own}”：{error.strerror}。") from error
    return (Path(templates.__file__).parent / name).read_bytes()

"""Makes the shipped Word templates anew: ``python -m templates.source``."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from templates.source.dispatch_list import dispatch_list
from templates.source.formal_letter import formal_letter
from templates.source.geometry import ON_SCREEN
from templates.source.letter import letter, return_form_alone
from templates.source.pledge import pledge

TEMPLATES: dict[str, Callable[[], bytes]] = {
    "任务函.docx": letter,
    "信函.docx": formal_letter,
    "发文清单.docx": dispatch_list,
    "目标责任书.docx": pledge,
    "反馈表.docx": return_form_alone,
    "无红头/任务函.docx": partial(letter, head=False),
    "gbt33476/任务函.docx": partial(letter, ON_SCREEN),
    "gbt33476/信函.docx": partial(formal_letter, ON_SCREEN),
}

if __name__ == "__main__":
    for name, make in TEMPLATES.items():
        path = Path(__file__).parent.parent / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(make())

"""Makes the shipped Word templates anew: ``python -m templates.source``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from templates.source.dispatch_list import dispatch_list
from templates.source.formal_letter import formal_letter
from templates.source.letter import letter

TEMPLATES: dict[str, Callable[[], bytes]] = {
    "任务函.docx": letter,
    "信函.docx": formal_letter,
    "发文清单.docx": dispatch_list,
}

if __name__ == "__main__":
    for name, make in TEMPLATES.items():
        Path(__file__).parent.parent.joinpath(name).write_bytes(make())

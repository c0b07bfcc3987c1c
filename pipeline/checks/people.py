"""单位后面括号里的人名: 县林业局（张三）."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parsers.diagnostics import Diagnostic
from parsers.model import Notice
from parsers.text import fold
from pipeline import codes
from pipeline.names import is_person

_BEHIND = re.compile(r"\(([\u4e00-\u9fff]{2,4})\)\s*$")


def people(notice: Notice) -> Iterator[Diagnostic]:
    """A bracket behind a unit that holds what may be a person; each wording once."""
    seen: set[str] = set()
    for indicator in notice.indicators:
        for mention in indicator.mentions:
            name = mention.name.value
            behind = _BEHIND.search(fold(name))
            if behind is not None and name not in seen and is_person(behind[1]):
                seen.add(name)
                yield codes.PERSON_IN_NAME.at(
                    *mention.name.spans, indicator=indicator.id, name=name, person=behind[1]
                )

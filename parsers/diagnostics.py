"""检查结果: findings are data with a code and a place; nothing here prints or raises."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from parsers.source import Span


class Severity(Enum):
    """错误 = something is missing from the output; 注意 = please look; 提示 = good to know."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def chinese(self) -> str:
        return {"error": "错误", "warning": "注意", "info": "提示"}[self.value]


@dataclass(frozen=True, slots=True)
class Code:
    """One kind of finding: a stable number, how serious it is, and its Chinese sentence.

    ``message`` is a ``str.format`` template; ``meaning`` is the English line for docs/codes.md.
    """

    id: str
    severity: Severity
    message: str
    meaning: str = ""

    def at(self, *spans: Span, indicator: str | None = None, **values: object) -> Diagnostic:
        """A finding of this kind, its sentence filled in with ``values``."""
        return Diagnostic(self, self.message.format(**values), spans, indicator)


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A finding: the first span is the place; ``indicator`` is the id of the item concerned."""

    code: Code
    message: str
    spans: tuple[Span, ...] = ()
    indicator: str | None = None

    @property
    def severity(self) -> Severity:
        return self.code.severity

    @property
    def line(self) -> int | None:
        return self.spans[0].line if self.spans else None

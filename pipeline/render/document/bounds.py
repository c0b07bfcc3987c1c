"""模板的限度: how much a template may repeat, compute and write, so that none runs without end.

Loops and ``~`` are led through filters of our own, jinja's filters through a check of what goes
in and comes out; so whatever can grow is counted while it grows.
"""

from __future__ import annotations

import functools
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from jinja2 import Environment, Undefined, nodes, pass_eval_context
from jinja2.exceptions import SecurityError, TemplateRuntimeError, TemplateSyntaxError
from jinja2.runtime import markup_join, str_join
from jinja2.visitor import NodeTransformer

STEPS = 1_000_000  # rounds of all loops together, and entries that filters go through
SECONDS = 20.0  # for one document
TEXT = 200_000  # characters of one value
WHOLE = 50_000_000  # characters of one document
_ENTRIES = 10_000  # of a list that a template puts together
_NUMBER = 10**15
_WIDEST = 1_000  # what a filter may be told to part into, or put between
_CHUNKS = 512

Filter = Callable[..., Any]


class TooMuchError(SecurityError):
    """A template computes too much."""


class NotTextError(TemplateRuntimeError):
    """A template prints a whole list or mapping."""


class Bounds:
    """What is left of the limits while one document is rendered."""

    __slots__ = ("_left", "_until")

    def __init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        self._left = STEPS
        self._until = time.monotonic() + SECONDS

    def spend(self, steps: int) -> None:
        self._left -= steps
        if self._left < 0 or time.monotonic() > self._until:
            raise TooMuchError("循环过多或计算过久")

    def paced(self, items: Iterable[Any]) -> Iterator[Any]:
        """What a loop goes through, each round counted."""
        for count, item in enumerate(items):
            if not count & 31:
                self.spend(32)
            yield item

    def filters(self, known: dict[str, Filter]) -> dict[str, Filter]:
        """The filters, each watched, and the two that ``watched`` leads to."""
        watched = {name: self._watched(work) for name, work in known.items()}
        return {
            **watched,
            "replace": self._watched(_replace_checked(known["replace"])),
            "join": self._watched(_join_checked(known["join"])),
            "paced": self.paced,
            "joined": _joined,
        }

    def _watched(self, work: Filter) -> Filter:
        @functools.wraps(work)
        def watched(*values: Any, **named: Any) -> Any:
            given = (*values, *named.values())
            self.spend(1 + sum(_size(value) for value in given) // 8)
            made = work(*values, **named)
            self.spend(_size(made) // 8)
            return within(made)

        return watched


def _size(value: Any) -> int:
    return len(value) if isinstance(value, (str, list, tuple, dict, range)) else 0


def within(value: Any) -> Any:
    """The value, if it is not too long. Raises TooMuchError."""
    if isinstance(value, str) and len(value) > TEXT:
        raise TooMuchError("文字过长")
    return value


def _replace_checked(replace: Filter) -> Filter:
    @functools.wraps(replace)
    def checked(context: Any, text: Any, old: Any, new: Any, *rest: Any, **named: Any) -> Any:
        if _size(text) * _size(new) > TEXT:
            raise TooMuchError("文字过长")
        return replace(context, text, old, new, *rest, **named)

    return checked


def _join_checked(join: Filter) -> Filter:
    @functools.wraps(join)
    def checked(context: Any, values: Iterable[Any], *rest: Any, **named: Any) -> Any:
        values = list(islice(values, _ENTRIES + 1))
        between = max(map(_size, (*rest, *named.values())), default=0)
        if len(values) > _ENTRIES or between > _WIDEST or sum(map(_size, values)) > TEXT:
            raise TooMuchError("文字过长")
        return join(context, values, *rest, **named)

    return checked


@pass_eval_context
def _joined(context: nodes.EvalContext, pieces: list[Any]) -> str:
    """``~``: what stands beside it as one text."""
    if sum(map(_size, pieces)) > TEXT:
        raise TooMuchError("文字过长")
    return markup_join(pieces) if context.autoescape else str_join(pieces)


def calculated(operator: str, left: Any, right: Any) -> Any:
    """What ``+``, ``*`` or ``%`` makes of two values, where that stays small.

    A text or list times a number fills the memory; behind a text, % is Python's formatting.
    """
    numbers = isinstance(left, (int, float)) and isinstance(right, (int, float))
    if operator == "+":
        if not numbers and _size(left) + _size(right) > _ENTRIES:
            raise TooMuchError("文字过长")
        return left + right
    if operator not in {"*", "%"} or not numbers:
        raise SecurityError(operator)
    if max(abs(left), abs(right)) > _NUMBER:
        raise TooMuchError("数过大")
    return left * right if operator == "*" else left % right


def text_alone(value: Any) -> Any:
    """What a template prints: a text, a number or a truth, not a list of fields."""
    if isinstance(value, (str, int, float, Undefined)) or value is None:
        return value
    raise NotTextError("一组内容请用 for 逐项写")


class _Watching(NodeTransformer):
    def visit_For(self, loop: nodes.For) -> nodes.For:  # noqa: N802 - jinja's name
        if loop.recursive:  # no count of rounds says how deep it goes
            raise TemplateSyntaxError("不能用 recursive", loop.lineno)
        self.generic_visit(loop)
        loop.iter = _filter("paced", loop.iter)
        return loop

    def visit_Concat(self, concat: nodes.Concat) -> nodes.Filter:  # noqa: N802
        self.generic_visit(concat)
        return _filter("joined", nodes.List(concat.nodes, lineno=concat.lineno))


def watched(tree: nodes.Template, environment: Environment) -> nodes.Template:
    """The template with its loops and ``~`` led through filters.

    Raises TemplateSyntaxError for a loop that calls itself.
    """
    made: nodes.Template = _Watching().visit(tree)
    made.set_environment(environment)
    return made


def _filter(name: str, value: Any) -> nodes.Filter:
    return nodes.Filter(value, name, [], [], None, None, lineno=value.lineno)


def put_together(chunks: Iterator[str]) -> str:
    """A rendering put together. Raises TooMuchError where it does not end."""
    parts: list[str] = []
    length = 0
    while some := tuple(islice(chunks, _CHUNKS)):
        parts.append("".join(some))
        length += len(parts[-1])
        if length > WHOLE:
            raise TooMuchError("文字过长")
    return "".join(parts)

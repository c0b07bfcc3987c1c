"""模板引擎: a docx with docxtpl's tags, compiled once and rendered many times.

The tags are patched and compiled when the template is opened; each document is then one
rendering and one zip. The document XML is what docxtpl would give. A template reaches nothing
but the fields it is handed: no Python attribute, no file, no import.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from jinja2 import StrictUndefined, Template, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

from parsers.errors import TemplateError
from pipeline.render.document.bounds import (
    Bounds,
    NotTextError,
    TooMuchError,
    calculated,
    put_together,
    text_alone,
    watched,
)
from pipeline.render.document.fields import Use, uses
from pipeline.render.document.package import Press, read_package
from pipeline.render.document.properties import with_properties
from pipeline.render.document.sections import bound
from pipeline.render.document.tags import Source, patch
from pipeline.render.document.text import fit_grids, number_drawings, settled
from pipeline.render.document.tree import read_part

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_DOCUMENT = "word/document.xml"
_PARTS = (
    (re.compile(r"word/document\.xml"), "正文"),
    (re.compile(r"word/header\d*\.xml"), "页眉"),
    (re.compile(r"word/footer\d*\.xml"), "页脚"),
    (re.compile(r"word/footnotes\.xml"), "脚注"),
)
# Filters that would put raw XML into a document, read attributes, fill the memory, or give
# something else each time.
_LEFT_OUT = (
    "safe", "attr", "xmlattr", "urlize", "tojson", "pprint", "format", "groupby", "center",
    "indent", "wordwrap", "slice", "batch", "random",
)  # fmt: skip

_REASONS: tuple[tuple[type[Exception], str], ...] = (
    (TemplateSyntaxError, "写法有误"),
    (NotTextError, "不是文字"),
    (UndefinedError, "用了没有的字段"),
    (TooMuchError, "要算的太多"),
    (SecurityError, "用了不允许的写法"),
    (RecursionError, "套得太深"),
)

Fields = Mapping[str, Any]
"""A template's fields: texts, numbers, truths, and tuples or mappings of these."""


class _Environment(ImmutableSandboxedEnvironment):
    """Fields only: a name after a dot is looked up among the fields and nowhere else."""

    intercepted_binops = frozenset(("+", "*", "%", "**"))

    def __init__(self) -> None:
        super().__init__(
            autoescape=True,
            undefined=StrictUndefined,
            keep_trailing_newline=True,
            finalize=text_alone,
        )
        self.bounds = Bounds()
        self.globals = {"range": self.globals["range"]}  # the sandbox's, which has a limit
        for name in _LEFT_OUT:
            del self.filters[name]
        self.filters = self.bounds.filters(self.filters)

    def getattr(self, obj: Any, attribute: str) -> Any:
        if type(obj) is dict:
            try:
                return obj[attribute]
            except KeyError:
                return self.undefined(obj=obj, name=attribute)
        if isinstance(obj, LoopContext):
            return super().getattr(obj, attribute)
        return self.unsafe_undefined(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        try:
            return obj[argument]
        except (LookupError, TypeError):
            return self.undefined(obj=obj, name=argument)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:  # noqa: ARG002
        return calculated(operator, left, right)


@dataclass(frozen=True, slots=True)
class _Part:
    """One part with tags: what stands before them, the compiled middle, what stands after."""

    name: str
    head: bytes
    source: Source
    template: Template
    bounds: Bounds
    uses: tuple[Use, ...]
    drawings: bool
    tail: bytes

    def text(self, fields: Fields) -> str:
        """The whole part for these fields."""
        return b"".join((self.head, *self.rest(fields))).decode()

    def rest(self, fields: Fields) -> tuple[bytes, ...]:
        """The part after its head, for these fields, in pieces."""
        self.bounds.begin()
        try:
            middle = put_together(self.template.generate(fields))
        except Exception as error:  # whatever goes wrong in a template is the template's fault
            raise _fault(self.source, _line_of(error), error) from error
        data = settled(middle)
        if self.head:
            return data, self.tail
        whole = f"{self.source.head}{data.decode()}{self.source.tail}"
        if self.source.grids:
            whole = fit_grids(whole)
        return ((_DECLARATION + (number_drawings(whole) if self.drawings else whole)).encode(),)


@dataclass(frozen=True, slots=True)
class FieldUse:
    """A field a template names: as written, what it stands for, and where."""

    written: str
    path: tuple[str, ...]
    place: str


class DocxTemplate:
    """A docx template, patched and compiled.

    Raises TemplateError, naming paragraph or table cell, for tags that cannot work.
    ``properties`` become document properties of everything rendered.
    """

    def __init__(self, data: bytes, properties: Mapping[str, str] | None = None) -> None:
        package = read_package(data)
        environment = _Environment()
        self._parts: list[_Part] = []
        for name, label in _labelled(package):
            part = _compile(environment, name, label, package[name])
            if part is not None:
                self._parts.append(part)
        names = {part.name for part in self._parts}
        shared = {name: data for name, data in package.items() if name not in names}
        self._shared = with_properties(shared, properties or {})
        self._press = Press(self._shared, [(part.name, part.head) for part in self._parts])

    def render(self, fields: Fields) -> bytes:
        """One docx with the fields filled in."""
        return self._press.docx(*(part.rest(fields) for part in self._parts))

    def bound(self, all_fields: Iterable[Fields]) -> bytes:
        """One docx of many: each on an odd page with page numbers of its own.

        Raises TemplateError where header or footer would have to differ from one to the next.
        """
        document, *others = self._parts
        if document.name != _DOCUMENT:
            raise TemplateError("模板正文没有任何标签，不能合订。")
        around: list[tuple[bytes, ...]] = []

        def documents() -> Iterator[str]:
            for fields in all_fields:
                now = [part.rest(fields) for part in others]
                if around and now != around:
                    raise TemplateError("模板的页眉、页脚中用了各函不同的字段，不能合订。")
                around[:] = now
                yield document.text(fields)

        pieces = [piece.encode() for piece in bound(documents())]
        press = Press(self._shared, [(_DOCUMENT, b""), *((p.name, p.head) for p in others)])
        return press.docx(pieces, *around)

    def xml(self, fields: Fields) -> dict[str, str]:
        """The parts with tags, filled in, by name."""
        return {part.name: part.text(fields) for part in self._parts}

    def uses(self) -> Iterator[FieldUse]:
        """Every field named, in order."""
        for part in self._parts:
            for use in part.uses:
                yield FieldUse(use.written, use.path, part.source.place_of(use.line)[1])


def _labelled(package: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """The parts that may hold tags, the document itself first, with their Chinese names."""
    for pattern, label in _PARTS:
        for name in sorted(filter(pattern.fullmatch, package)):
            yield name, label


def _compile(environment: _Environment, name: str, label: str, data: bytes) -> _Part | None:
    source = patch(read_part(data, "" if name == _DOCUMENT else label))
    if source is None:
        return None
    try:
        tree = environment.parse(source.middle)
        named = uses(tree)
        template = environment.from_string(watched(tree, environment))
    except TemplateSyntaxError as error:
        raise _fault(source, error.lineno, error) from error
    except (SecurityError, RecursionError) as error:
        raise _fault(source, _line_of(error), error) from error
    drawings = name == _DOCUMENT and any("<wp:docPr" in text for text in _texts(source))
    whole = drawings or source.grids  # repairs may reach anywhere, so nothing is fixed before
    head = b"" if whole else (_DECLARATION + source.head).encode()
    return _Part(
        name, head, source, template, environment.bounds, named, drawings, source.tail.encode()
    )


def _texts(source: Source) -> tuple[str, str, str]:
    return source.head, source.middle, source.tail


def _line_of(error: BaseException) -> int | None:
    """The template's line where it went wrong: jinja writes it into the traceback."""
    line, trace = None, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def _fault(source: Source, line: int | None, error: Exception) -> TemplateError:
    written, place = source.place_of(line)
    reason = next((text for kind, text in _REASONS if isinstance(error, kind)), "无法计算")
    tag = f"模板{place}的标签“{written}”" if written else "模板中有的标签"
    return TemplateError(f"{tag}{reason}（{error}），请改正后再用。")

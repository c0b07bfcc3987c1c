"""任务函: one docx per unit from the office's template."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from parsers.diagnostics import Diagnostic, Severity
from parsers.errors import TemplateError
from pipeline.codes import (
    TEMPLATE_FAULT,
    TEMPLATE_SHARED_FIELD_MISSING,
    TEMPLATE_UNKNOWN_FIELD,
    TEMPLATE_UNUSED_FIELDS,
)
from pipeline.files import File
from pipeline.render.document.fields import ITEM, Path, in_few_words, known, leaves
from pipeline.render.document.template import DocxTemplate
from pipeline.units import LetterForm
from pipeline.views.change_fields import NOTE_EXAMPLE
from pipeline.views.letter_fields import DISPATCH_EXAMPLE, EXAMPLE
from pipeline.views.letters import Fields, LetterView, dispatch_fields

LETTERS, BUNDLE, DISPATCH_LIST = "任务函", "合订本", "发文清单"


@dataclass(frozen=True, slots=True)
class Bundle:
    """合订本: a file, and the ``stem`` of every letter in it, in order."""

    file: File
    stems: tuple[str, ...]


# The usual name for one of what a list holds, innermost first.
_VARIABLES = (("指标", "项"), ("分类", "组"), ("清单", "函"), ("句", "句"), ("各部分", "部分"))
_KINDS = (("清单", DISPATCH_EXAMPLE), ("各部分", NOTE_EXAMPLE), ("概述", NOTE_EXAMPLE))


def render_letters(
    views: Iterable[LetterView],
    template: bytes,
    letter_template: bytes | None = None,
    properties: Mapping[str, str] | None = None,
    kind: str = LETTERS,
) -> Iterator[File]:
    """One file per view, made as it is asked for, in a folder named ``kind``.

    ``letter_template`` is used for units that are written to by 函; without it all get
    ``template``. ``properties`` become document properties (source, version). Raises
    TemplateError, before the first file, for tags that cannot work and fields that do not
    exist.
    """
    notice = _opened(template, properties)
    letter = _opened(letter_template, properties) if letter_template else notice
    return _rendered(views, {LetterForm.NOTICE: notice, LetterForm.LETTER: letter}, kind)


def render_bundles(
    views: Iterable[LetterView],
    template: bytes,
    letter_template: bytes | None = None,
    properties: Mapping[str, str] | None = None,
    kind: str = LETTERS,
) -> Iterator[Bundle]:
    """All letters in one file to print, 通知 and 函 apart: they differ in styles and headers.

    Without ``letter_template`` all are bound together. Each letter begins on an odd page and
    has page numbers of its own. Raises TemplateError as ``render_letters`` does, and where
    header or footer would have to differ between letters.
    """
    if letter_template is None:
        groups = [("", template, tuple(views))]
    else:
        data = {LetterForm.NOTICE: template, LetterForm.LETTER: letter_template}
        by_form: dict[LetterForm, list[LetterView]] = {}
        for view in views:
            by_form.setdefault(view.form, []).append(view)
        groups = [(f"-{f.value}", data[f], tuple(group)) for f, group in by_form.items()]
    for ending, of_group, members in groups:
        bound = _opened(of_group, properties).bound(view.fields for view in members)
        stems = tuple(view.stem for view in members)
        yield Bundle(File(f"{kind}{BUNDLE}{ending}.docx", bound), stems)


def render_dispatch_list(
    views: Iterable[LetterView],
    template: bytes,
    properties: Mapping[str, str] | None = None,
    pages: Mapping[str, tuple[int, int]] | None = None,
) -> File:
    """发文清单: one row per letter, for the register of outgoing documents.

    ``pages`` as ``dispatch_fields`` takes them.
    """
    opened = _opened(template, properties)
    return File(f"{DISPATCH_LIST}.docx", opened.render(dispatch_fields(tuple(views), pages)))


def _rendered(
    views: Iterable[LetterView], templates: Mapping[LetterForm, DocxTemplate], kind: str
) -> Iterator[File]:
    for view in views:
        yield File(f"{kind}/{view.stem}.docx", templates[view.form].render(view.fields))


def _opened(data: bytes, properties: Mapping[str, str] | None) -> DocxTemplate:
    template = DocxTemplate(data, properties)
    unknown = tuple(_unknown_fields(template))
    if unknown:
        raise TemplateError("；".join(finding.message for finding in unknown) + "。")
    return template


def check_template(data: bytes) -> tuple[Diagnostic, ...]:
    """What is wrong with a letter template, and which fields it leaves out; nothing is raised."""
    try:
        template = DocxTemplate(data)
    except TemplateError as error:
        return (TEMPLATE_FAULT.at(fault=str(error)),)
    used = {use.path for use in template.uses()}
    example = _example_for(template)
    found = list(_unknown_fields(template))
    if example is EXAMPLE and not any(ITEM in path for path in used):
        found.append(TEMPLATE_SHARED_FIELD_MISSING.at())
    fields = leaves(example)
    unused = dict.fromkeys(_written(path) for path, _ in fields if path not in used)
    named = {_written(path) for path in used}
    left_out = [name for name in unused if name not in named]
    if left_out:
        found.append(TEMPLATE_UNUSED_FIELDS.at(count=len(left_out), fields=in_few_words(left_out)))
    if not any(finding.severity is Severity.ERROR for finding in found):
        try:
            template.render(example)
        except TemplateError as error:
            found.append(TEMPLATE_FAULT.at(fault=str(error)))
    return tuple(found)


def check_fields(data: bytes, name: str) -> None:
    """Raises TemplateError for a template without any field: every letter would be the same."""
    if not any(True for _ in DocxTemplate(data).uses()):
        raise TemplateError(
            f"模板“{name}”中没有任何字段，每封函都会一样。请用 fenjie template list --copy 文件夹 "
            "复制自带的模板，在它上面修改。"
        )


def _unknown_fields(template: DocxTemplate) -> Iterator[Diagnostic]:
    example = _example_for(template)
    for use in template.uses():
        if not known(use.path, example):
            hint = _hint(use.path, example)
            yield TEMPLATE_UNKNOWN_FIELD.at(place=use.place, field=use.written, hint=hint)


def _example_for(template: DocxTemplate) -> Fields:
    """What a template is for, by what it names: a letter, where it names nothing of the others."""
    named = {use.path[0] for use in template.uses()}
    return next((example for word, example in _KINDS if word in named), EXAMPLE)


def _hint(path: Path, example: Fields) -> str:
    """The nearest field there is, where one is near."""
    from difflib import get_close_matches

    names = list(dict.fromkeys(_written(known_path) for known_path, _ in leaves(example)))
    near = get_close_matches(_written(path), names, n=1, cutoff=0.5)
    return f"，是否应为“{near[0]}”" if near else ""


def _written(path: Path) -> str:
    """A field as a template writes it: 项.内容 for what stands in 指标 or 分类."""
    *above, last = path
    if ITEM not in above:
        return ".".join(path)
    variable = next((word for name, word in _VARIABLES if name in above), "项")
    return last if last == ITEM else f"{variable}.{last}"

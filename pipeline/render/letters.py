"""任务函: one docx per unit from the office's template."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from parsers.diagnostics import Diagnostic
from parsers.errors import TemplateError
from pipeline.codes import (
    TEMPLATE_FAULT,
    TEMPLATE_SHARED_FIELD_MISSING,
    TEMPLATE_UNKNOWN_FIELD,
    TEMPLATE_UNUSED_FIELDS,
)
from pipeline.files import File
from pipeline.render.document.fields import ITEM, Path, known, leaves
from pipeline.render.document.template import DocxTemplate
from pipeline.units import LetterForm
from pipeline.views.letter_fields import EXAMPLE
from pipeline.views.letters import LetterView

FOLDER = "任务函"


def render_letters(
    views: Iterable[LetterView],
    template: bytes,
    letter_template: bytes | None = None,
    properties: Mapping[str, str] | None = None,
) -> Iterator[File]:
    """One file per view, made as it is asked for.

    ``letter_template`` is used for units that are written to by 函; without it all get
    ``template``. ``properties`` become document properties (source, version). Raises
    TemplateError, before the first file, for tags that cannot work and fields that do not
    exist.
    """
    notice = _opened(template, properties)
    letter = _opened(letter_template, properties) if letter_template else notice
    return _rendered(views, {LetterForm.NOTICE: notice, LetterForm.LETTER: letter})


def _rendered(
    views: Iterable[LetterView], templates: Mapping[LetterForm, DocxTemplate]
) -> Iterator[File]:
    for view in views:
        yield File(f"{FOLDER}/{view.stem}.docx", templates[view.form].render(view.fields))


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
    found = list(_unknown_fields(template))
    if not any(ITEM in path for path in used):
        found.append(TEMPLATE_SHARED_FIELD_MISSING.at())
    unused = dict.fromkeys(_written(path) for path, _ in leaves(EXAMPLE) if path not in used)
    named = {_written(path) for path in used}
    left_out = [name for name in unused if name not in named]
    if left_out:
        found.append(TEMPLATE_UNUSED_FIELDS.at(fields="、".join(left_out)))
    return tuple(found)


def _unknown_fields(template: DocxTemplate) -> Iterator[Diagnostic]:
    for use in template.uses():
        if not known(use.path, EXAMPLE):
            hint = _hint(use.path)
            yield TEMPLATE_UNKNOWN_FIELD.at(place=use.place, field=use.written, hint=hint)


def _hint(path: Path) -> str:
    """The nearest field there is, where one is near."""
    from difflib import get_close_matches

    names = list(dict.fromkeys(_written(known_path) for known_path, _ in leaves(EXAMPLE)))
    near = get_close_matches(_written(path), names, n=1, cutoff=0.5)
    return f"，是否应为“{near[0]}”" if near else ""


def _written(path: Path) -> str:
    """A field as a template writes it: 项.内容 for what stands in 指标 or 分类."""
    *above, last = path
    if ITEM not in above:
        return ".".join(path)
    variable = "项" if "指标" in above else "组"
    return last if last == ITEM else f"{variable}.{last}"

"""发出去的文件: letters or pledges, 合订本, 发文清单 and their PDF, as the office wants them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path

from parsers.diagnostics import Diagnostic
from parsers.errors import UsageError
from pipeline.codes import (
    BUNDLE_PAGES_UNKNOWN,
    BUNDLE_WITHOUT_BLANK_PAGES,
    LIST_WITHOUT_PAGES,
    TEMPLATE_WITHOUT_FANG,
    TEMPLATE_WITHOUT_SIGNATURE_STYLES,
)
from pipeline.files import File
from pipeline.office import Digits, Office
from pipeline.render.letters import (
    Bundle,
    check_fields,
    render_bundles,
    render_dispatch_list,
    render_letters,
)
from pipeline.template_files import (
    DISPATCH_LIST,
    FORMAL_LETTER,
    LETTER,
    PLEDGE,
    RETURN_FORM,
    template,
)
from pipeline.units import LetterForm
from pipeline.views.letters import LetterView
from pipeline.width import columns_of


class Letters(Enum):
    """What each unit gets."""

    TASK = "任务函"
    PLEDGE = "责任书"
    RETURN = "反馈表"

    @property
    def folder(self) -> str:
        """Where they lie, and what the bundle is named after."""
        return "目标责任书" if self is Letters.PLEDGE else self.value

    @property
    def template(self) -> str:
        return {"任务函": LETTER, "责任书": PLEDGE, "反馈表": RETURN_FORM}[self.value]


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What is to go out. ``number``, ``start`` and ``form`` stand before the office's settings.

    ``bundle``: also all of it in one file to print, and 发文清单. ``pdf``: PDF of each letter,
    of 合订本 and 发文清单 (and, in a run, of the ledgers).
    """

    letters: Letters = Letters.TASK
    number: str | None = None
    start: int | None = None
    form: LetterForm | None = None
    bundle: bool = False
    pdf: bool = False

    def settings(self, office: Office) -> Office:
        """The office's settings with what was asked for in their place.

        Raises UsageError for what would come to nothing.
        """
        if self.start is not None and not (self.number or office.number):
            raise UsageError(
                "给了 --start，却没有发文字号。请用 --number '×政办函〔2021〕{n}号' 一并给出。"
            )
        if self.letters is not Letters.TASK and (self.number or self.form):
            raise UsageError(f"{self.letters.value}没有发文字号和文种，请去掉 --number、--form。")
        return replace(
            office,
            number=self.number or office.number,
            start=office.start if self.start is None else self.start,
            form=self.form or office.form,
        )


@dataclass(frozen=True, slots=True)
class Templates:
    """The templates of what goes out, as they will be used."""

    notice: bytes
    formal: bytes | None
    dispatch_list: bytes | None

    @property
    def all(self) -> tuple[bytes, ...]:
        return tuple(data for data in (self.notice, self.formal, self.dispatch_list) if data)


def outgoing_files(
    views: tuple[LetterView, ...],
    wanted: Outgoing,
    templates: Templates,
    properties: Mapping[str, str],
    said: list[Diagnostic],
    stage: Callable[[str], None] = lambda _: None,
) -> Iterator[File]:
    """The files of ``views``, one at a time; raises as the renderers and ``as_pdf`` do.

    What making them has to say is added to ``said``.
    """
    kind = wanted.letters.folder
    letters = render_letters(views, templates.notice, templates.formal, properties, kind)
    letters = _counted(letters, len(views), wanted, stage)
    if wanted.pdf:
        from pipeline.pdf import with_pdf

        letters = with_pdf(letters)
    yield from letters
    if not views or not (wanted.bundle or wanted.pdf):
        return
    stage("正在生成合订本")
    pages: dict[str, tuple[int, int]] = {}
    for bundle in render_bundles(views, templates.notice, templates.formal, properties, kind):
        if wanted.bundle:
            yield bundle.file
        if wanted.pdf:
            stage("正在生成合订本的 PDF")
            made, found = _printed(bundle)
            pages |= found
            said += _of_pages(made, found)
            yield made
    if wanted.bundle and templates.dispatch_list is not None:
        listing = render_dispatch_list(views, templates.dispatch_list, properties, pages)
        yield listing
        if not wanted.pdf:
            said.append(LIST_WITHOUT_PAGES.at(file=listing.path))
        else:
            from pipeline.pdf import as_pdf

            yield as_pdf(listing)


def _counted(
    letters: Iterator[File], total: int, wanted: Outgoing, stage: Callable[[str], None]
) -> Iterator[File]:
    """The letters, with a word before each on how many there are."""
    what = f"{wanted.letters.value}{'及其 PDF' if wanted.pdf else ''}"
    for number in range(1, total + 1):
        stage(f"正在生成{what}：第 {number} 封，共 {total} 封")
        yield next(letters)


def _printed(bundle: Bundle) -> tuple[File, dict[str, tuple[int, int]]]:
    """The bundle as PDF, and for each of its letters the first page and how many there are."""
    from pipeline.pdf import as_pdf, pages_of
    from pipeline.render.document.package import packed, read_package
    from pipeline.render.document.sections import MARK, on_next_pages

    to_draw = packed(on_next_pages(read_package(bundle.file.data)))
    made = as_pdf(File(bundle.file.path, to_draw), len(bundle.stems))
    found = pages_of(made.data, MARK, len(bundle.stems))
    return made, dict(zip(bundle.stems, found, strict=False))


def _of_pages(made: File, pages: Mapping[str, tuple[int, int]]) -> Iterator[Diagnostic]:
    if not pages:
        yield BUNDLE_PAGES_UNKNOWN.at(file=made.path)
    even = [stem for stem, (start, _) in pages.items() if start % 2 == 0]
    if even:
        names = "、".join(even[:3]) + (f" 等 {len(even)} 封" if len(even) > 3 else "")
        yield BUNDLE_WITHOUT_BLANK_PAGES.at(file=made.path, names=names)


def templates_for(
    wanted: Outgoing,
    office: Office,
    views: tuple[LetterView, ...],
    folder: Path | None,
    said: list[Diagnostic],
) -> Templates:
    """The office's templates or ours, the office's switches set in them.

    Where a template has nothing to switch, ``said`` is told. Raises TemplateError.
    """
    names: tuple[str | None, ...] = (wanted.letters.template, None, None)
    if wanted.letters is Letters.TASK:  # the others are handed over, so no list of what was sent
        names = (LETTER, FORMAL_LETTER, DISPATCH_LIST if wanted.bundle else None)
    forms = {view.form for view in views}
    told: list[Diagnostic] = said
    made = []
    for name, form in zip(names, (LetterForm.NOTICE, LetterForm.LETTER, None), strict=True):
        data = template(name, folder) if name else None
        if data is not None and name is not None and folder is not None:
            check_fields(data, name)
        used = form is None or form in forms or names[1] is None
        made.append(data and _switched(data, name or "", office, views, told if used else []))
    return Templates(made[0] or b"", made[1], made[2])


def _switched(
    data: bytes,
    name: str,
    office: Office,
    views: tuple[LetterView, ...],
    said: list[Diagnostic],
) -> bytes:
    if not views or (office.digits is None and office.seal is None):
        return data
    from pipeline.render.document.package import packed, read_package
    from pipeline.render.document.switches import (
        DATE,
        SIGNER,
        Signature,
        with_digits,
        with_signature,
    )

    parts = read_package(data)
    if office.digits is not None:
        face = None if office.digits is Digits.FANG else office.digits.value
        parts, found = with_digits(parts, face)
        if not found:
            said.append(TEMPLATE_WITHOUT_FANG.at(template=name))
    if office.seal is not None and name not in {PLEDGE, RETURN_FORM}:
        sender = views[0].fields["发文"]
        signer, date = (columns_of(sender[key]) / 2 for key in ("机关", "日期"))
        parts, missing = with_signature(parts, Signature(signer, date, office.seal))
        if missing:
            styles = "、".join(f"“{style}”" for style in (SIGNER, DATE) if style in missing)
            said.append(TEMPLATE_WITHOUT_SIGNATURE_STYLES.at(template=name, styles=styles))
    return packed(parts)

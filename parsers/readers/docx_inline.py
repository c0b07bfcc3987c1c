"""段落里的内容：runs, fields, revisions, symbols and drawings, as the text one sees.

Whatever is not known to be invisible is walked through, so that an unknown wrapper loses
nothing. Revisions are read as if accepted.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, NamedTuple, cast

from parsers.readers import docx_fields, docx_math
from parsers.readers.docx_draft import PAGE_BREAK, SOFT_BREAK, Draft, Kind
from parsers.readers.docx_fields import Field, Fields
from parsers.readers.docx_names import (
    A_BLIP,
    A_P,
    A_T,
    ALTERNATE,
    CHOICE,
    DEL,
    DGM,
    DRAWING,
    FALLBACK,
    FLD_CHAR,
    FLD_SIMPLE,
    ID,
    INS,
    INSTR,
    M_T,
    MOVE_FROM,
    OBJECT,
    OMATH,
    PICT,
    PPR,
    R_,
    R_ID,
    RFONTS,
    RPR,
    RSTYLE,
    TXBX,
    TYPE,
    VAL,
    VANISH,
    WP,
    XML_SPACE,
    C,
    Element,
    O,
    R,
    T,
    V,
    is_on,
    w,
)
from parsers.readers.docx_package import Document, PartError
from parsers.readers.docx_styles import Styles
from parsers.readers.docx_symbols import ordinary

_ASCII, _HIGH_ANSI = w("ascii"), w("hAnsi")
_BLANK: Final = " \t\n\r"
_BREAKS: Final = str.maketrans("\n\r\v\f", "    ")
PRIVATE: Final = re.compile("[\ue000-\uf8ff]")
_LONGEST: Final = 500  # characters of a graphic's text in a finding


class Look(NamedTuple):
    """How a run is shown, as far as it decides what is read."""

    hidden: bool = False
    font: str | None = None


class Inline:
    """Reads the content of paragraphs; remembers fields that run over several of them."""

    def __init__(self, document: Document, part: str, styles: Styles) -> None:
        self.fields = Fields()
        self.style: str | None = None  # of the paragraph being read
        self.keep_blanks = False  # xml:space="preserve" at the root
        self._document = document
        self._part = part
        self._styles = styles
        self._hidden: dict[tuple[str | None, str | None], bool] = {}

    def read(self, parent: Element, draft: Draft, look: Look = Look()) -> None:  # noqa: B008
        """Append what stands in ``parent`` to the draft."""
        for element in parent:
            action = _ACTIONS.get(element.tag, Inline.read)
            if action is not None:
                action(self, element, draft, look)

    def hidden(self, character: str | None) -> bool:
        """Whether text is hidden through its styles."""
        key = (self.style, character)
        known = self._hidden.get(key)
        if known is None:
            known = self._hidden[key] = self._styles.text_is_hidden(*key)
        return known

    def _emit(self, draft: Draft, text: str, look: Look) -> None:
        if self.fields.hides:
            self.fields.take(text)
        elif look.hidden:
            draft.remark(Kind.HIDDEN, text)
        else:
            draft.parts.append(text)

    def _run(self, run: Element, draft: Draft, _: Look) -> None:
        hidden = character = font = None
        if len(run) and run[0].tag == RPR:
            for child in run[0]:
                if child.tag == VANISH:
                    hidden = is_on(child)
                elif child.tag == RSTYLE:
                    character = child.get(VAL)
                elif child.tag == RFONTS:
                    font = child.get(_ASCII) or child.get(_HIGH_ANSI)
        if hidden is None:
            hidden = self.hidden(character)
        self.read(run, draft, Look(hidden, font))

    def _text(self, element: Element, draft: Draft, look: Look) -> None:
        text = "".join(map(str, element.itertext())) if len(element) else element.text
        if not text:
            return
        if not self.keep_blanks and element.get(XML_SPACE) != "preserve":
            text = text.strip(_BLANK)
        text = text.translate(_BREAKS)
        if PRIVATE.search(text):
            text = self._named(text, draft, look)
        self._emit(draft, text, look)

    def _named(self, text: str, draft: Draft, look: Look) -> str:
        """The text, its characters from the private use area named where the font says how."""

        def name(found: re.Match[str]) -> str:
            sign = ordinary(ord(found[0]), look.font)
            if sign is None:
                draft.remark(Kind.SYMBOL, f"{look.font or '字体未注明'} U+{ord(found[0]):04X}")
            return sign or found[0]

        return PRIVATE.sub(name, text)

    def _symbol(self, element: Element, draft: Draft, look: Look) -> None:
        font, code = element.get(w("font")), element.get(w("char"), "")
        try:
            value = int(code, 16)
        except ValueError:
            return
        sign = ordinary(value, font)
        if sign is None:
            draft.remark(Kind.SYMBOL, f"{font or '字体未注明'} U+{value:04X}")
            sign = chr(value) if 0x20 <= value <= 0x10FFFF else ""
        self._emit(draft, sign, look)

    def _break(self, element: Element, draft: Draft, look: Look) -> None:
        page = element.get(TYPE) in ("page", "column")
        self._emit(draft, PAGE_BREAK if page else SOFT_BREAK, look)

    def _inserted(self, element: Element, draft: Draft, look: Look) -> None:
        before = len(draft.parts)
        self.read(element, draft, look)
        draft.remark(Kind.INSERTED, "".join(draft.parts[before:]))

    def _deleted(self, element: Element, draft: Draft, _: Look) -> None:
        draft.remark(Kind.DELETED, all_text(element))

    def _moved(self, element: Element, draft: Draft, _: Look) -> None:
        draft.remark(Kind.MOVED, all_text(element))

    def _alternate(self, element: Element, draft: Draft, look: Look) -> None:
        branch = chosen(element)
        if branch is not None:
            self.read(branch, draft, look)

    def _ruby(self, element: Element, draft: Draft, look: Look) -> None:
        reading = ""
        for child in element:
            if child.tag == w("rubyBase"):
                self.read(child, draft, look)
            elif child.tag == w("rt"):
                reading = all_text(child)
        draft.remark(Kind.RUBY, reading)

    def _equation(self, element: Element, draft: Draft, look: Look) -> None:
        text = docx_math.linear(element).translate(_BREAKS)
        self._emit(draft, text, look)
        draft.remark(Kind.EQUATION, text)

    # --- fields ---------------------------------------------------------------------------

    def _field_mark(self, element: Element, draft: Draft, look: Look) -> None:
        match element.get(w("fldCharType")):
            case "begin":
                self.fields.begin(element)
            case "separate":
                self.fields.separate()
            case "end":
                if (ended := self.fields.end()) is not None:
                    self._show(ended, draft, look)
            case _:
                pass

    def _field_code(self, element: Element, *_: object) -> None:
        if self.fields.hides:
            self.fields.take(element.text or "")

    def _simple_field(self, element: Element, draft: Draft, look: Look) -> None:
        if len(element):
            self.read(element, draft, look)
        else:
            self._show(Field(code=[element.get(w("instr"), "")]), draft, look)

    def _show(self, ended: Field, draft: Draft, look: Look) -> None:
        """A field without a result: what Word draws from its code."""
        text = docx_fields.shown("".join(ended.code), ended.form)
        if text is not None:
            self._emit(draft, text, look)
            draft.remark(Kind.FIELD, text)

    # --- drawings -------------------------------------------------------------------------

    def _graphic(self, element: Element, draft: Draft, look: Look) -> None:
        if look.hidden or self.fields.hides:
            if text := all_text(element):
                self._emit(draft, text, look)
            return
        self._drawn(element, draft)

    def _drawn(self, element: Element, draft: Draft) -> None:
        """Text boxes, word art and pictures of a drawing, in the order of the file."""
        tag = element.tag
        if tag == TXBX:
            draft.boxes.append(element)
            return
        if tag == A_P:
            draft.boxes.append("".join(part.text or "" for part in element.iter(A_T)))
            return
        if tag == ALTERNATE:
            branch = chosen(element)
            if branch is not None:
                self._drawn(branch, draft)
            return
        if tag in (f"{{{V}}}textpath", f"{{{WP}}}docPr"):
            self._described(element, draft)
        elif tag in (A_BLIP, f"{{{V}}}imagedata"):
            draft.remark(Kind.PICTURE)
        elif tag == f"{{{O}}}OLEObject":
            draft.remark(Kind.EMBEDDED, element.get("ProgID", ""))
        elif tag in _REFERENCES:
            draft.remark(Kind.GRAPHIC, self._unread(element.get(_REFERENCES[tag])))
        for child in element:
            self._drawn(child, draft)

    def _described(self, element: Element, draft: Draft) -> None:
        if word_art := element.get("string"):
            draft.boxes.append(word_art)
        if description := element.get("descr"):
            draft.remark(Kind.ALT_TEXT, description)

    def _unread(self, relation: str | None) -> str:
        """The text of a chart or SmartArt, which stands in a part of its own."""
        part = self._document.target(self._part, relation)
        if part is None:
            return ""
        try:
            root = self._document.tree(part)
        except PartError:
            return ""
        found = (text.text for text in root.iter(A_T, f"{{{C}}}v") if text.text)
        return " ".join(found)[:_LONGEST]

    def embedded(self, element: Element, draft: Draft, _: Look = Look()) -> None:  # noqa: B008
        """Report a file that Word would show in this place (subDoc, altChunk)."""
        part = self._document.target(self._part, element.get(R_ID))
        draft.remark(Kind.EMBEDDED, (part or "").rpartition("/")[2])


def all_text(element: Element) -> str:
    """All text below an element, deleted text too, in the order of the file."""
    return "".join(text.text or "" for text in element.iter(T, w("delText"), A_T, M_T))


def chosen(alternate: Element) -> Element | None:
    """The one branch of an AlternateContent that is read: the first that holds text."""
    branches = list(alternate.iterchildren(CHOICE, FALLBACK))
    for branch in branches:
        if next(branch.iter(T, A_T, M_T, f"{{{V}}}textpath"), None) is not None:
            return branch
    return branches[0] if branches else None


def plain_text(paragraph: Element, *, keep_blanks: bool) -> str | None:
    """The text of a paragraph that holds nothing but runs of text; None where it has more.

    The same as ``Inline.read`` would give, several times faster.
    """
    parts = cast("list[str]", list(paragraph.itertext(T, with_tail=False)))
    if not keep_blanks:
        for part in parts:
            if part != part.strip(_BLANK):
                return _trimmed(paragraph)
    text = parts[0] if len(parts) == 1 else "".join(parts)
    return None if _ODD.search(text) else text


_ODD: Final = re.compile("[\n\r\ue000-\uf8ff]")


def _trimmed(paragraph: Element) -> str | None:
    out = []
    for element in paragraph.iter(T):
        text = element.text or ""
        out.append(text if element.get(XML_SPACE) == "preserve" else text.strip(_BLANK))
    text = "".join(out)
    return None if _ODD.search(text) else text


_Action = Callable[[Inline, Element, Draft, Look], None]


def _says(text: str) -> _Action:
    return lambda inline, _, draft, look: inline._emit(draft, text, look)


def _refers(kind: Kind) -> _Action:
    return lambda _inline, element, draft, _look: draft.remark(kind, element.get(ID, ""))


# Charts and SmartArt by the attribute that names their part.
_REFERENCES: Final = {
    f"{{{C}}}chart": R_ID,
    "{http://schemas.microsoft.com/office/drawing/2014/chartex}chart": R_ID,
    f"{{{DGM}}}relIds": f"{{{R}}}dm",
}
# What an element inside a paragraph means. None: it shows nothing. What is not listed here is
# a wrapper (hyperlink, content control, smart tag, moveTo …): its content is read.
_ACTIONS: Final[dict[str, _Action | None]] = {
    PPR: None,
    RPR: None,
    w("sdtPr"): None,
    w("sdtEndPr"): None,
    w("customXmlPr"): None,
    w("smartTagPr"): None,
    w("delText"): None,
    w("delInstrText"): None,
    w("softHyphen"): None,  # seen only where a line happens to end
    R_: Inline._run,
    T: Inline._text,
    w("tab"): _says("\t"),
    w("ptab"): _says("\t"),
    w("br"): Inline._break,
    w("cr"): _says(SOFT_BREAK),
    w("noBreakHyphen"): _says("-"),
    w("sym"): Inline._symbol,
    FLD_CHAR: Inline._field_mark,
    INSTR: Inline._field_code,
    FLD_SIMPLE: Inline._simple_field,
    INS: Inline._inserted,
    DEL: Inline._deleted,
    MOVE_FROM: Inline._moved,
    ALTERNATE: Inline._alternate,
    w("ruby"): Inline._ruby,
    OMATH: Inline._equation,
    DRAWING: Inline._graphic,
    PICT: Inline._graphic,
    OBJECT: Inline._graphic,
    w("subDoc"): Inline.embedded,
    w("footnoteReference"): _refers(Kind.FOOTNOTE),
    w("endnoteReference"): _refers(Kind.ENDNOTE),
    w("commentReference"): _refers(Kind.COMMENT),
}
# An element for which plain_text would give something else than Inline.read.
SPECIAL: Final = (
    *(tag for tag in _ACTIONS if tag not in (PPR, RPR, R_, T, w("sdtPr"), w("sdtEndPr"))),
    VANISH,
    w("dataBinding"),
)

"""Small docx files, made from the XML that a test is about."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
NAMESPACES = {
    "w": W,
    "r": _RELATIONSHIPS,
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
}
_DECLARED = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
_EPOCH = (1980, 1, 1, 0, 0, 0)


def element(name: str, content: str = "", attributes: str = "") -> str:
    """A root element that declares every namespace a test may use."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><{name} {_DECLARED} {attributes}>{content}</{name}>'
    )


def docx(
    body: str,
    *,
    styles: str | None = None,
    numbering: str | None = None,
    parts: Mapping[str, str] | None = None,
    links: Mapping[str, tuple[str, str]] | None = None,
    main: str = "word/document.xml",
    root: str = "w:document",
    attributes: str = "",
) -> bytes:
    """A docx whose body is ``body``.

    ``styles`` and ``numbering`` are what stands in these parts; ``parts`` are further parts in
    full, by kind (``footnotes``) or, with ``links`` (id → kind and target), by target.
    """
    related = {} if links is None else dict(links)
    files = {main: element(root, f"<w:body>{body}</w:body>", attributes)}
    if styles is not None:
        files["word/styles.xml"] = element("w:styles", styles)
        related["rIdStyles"] = ("styles", "styles.xml")
    if numbering is not None:
        files["word/numbering.xml"] = element("w:numbering", numbering)
        related["rIdNumbering"] = ("numbering", "numbering.xml")
    for target, content in (parts or {}).items():
        name = target if "." in target else f"{target}.xml"
        files[f"word/{name}"] = content
        if "." not in target:
            related[f"rId_{target}"] = (target, name)
    folder, _, base = main.rpartition("/")
    files[f"{folder}/_rels/{base}.rels"] = _links(related)
    files["_rels/.rels"] = _links({"rId1": ("officeDocument", main)})
    files["[Content_Types].xml"] = (
        f'<Types xmlns="{_TYPES}"><Override PartName="/{main}" ContentType="{_MAIN}"/></Types>'
    )
    return package(files)


def package(files: Mapping[str, str | bytes]) -> bytes:
    """A zip of these files; equal files make equal bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in files.items():
            target.writestr(zipfile.ZipInfo(name, _EPOCH), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _links(related: Mapping[str, tuple[str, str]]) -> str:
    links = "".join(
        f'<Relationship Id="{identity}" Type="{_RELATIONSHIPS}/{kind}" Target="{target}"/>'
        for identity, (kind, target) in related.items()
    )
    return f'<Relationships xmlns="{_PACKAGE}">{links}</Relationships>'


def r(text: str, properties: str = "") -> str:
    """A run of text."""
    look = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{text}</w:t></w:r>'


def p(*content: str, properties: str = "", style: str = "", num: str = "") -> str:
    """A paragraph; content without a tag becomes a run. ``num`` is "list" or "list/level"."""
    if style:
        properties = f'<w:pStyle w:val="{style}"/>{properties}'
    if num:
        properties += numpr(num)
    look = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    runs = "".join(part if part.startswith("<") else r(part) for part in content)
    return f"<w:p>{look}{runs}</w:p>"


def numpr(num: str) -> str:
    """The list and level of a paragraph or style: "3/1", "3", "/1"."""
    identity, _, level = num.partition("/")
    return (
        "<w:numPr>"
        + (f'<w:ilvl w:val="{level}"/>' if level else "")
        + (f'<w:numId w:val="{identity}"/>' if identity else "")
        + "</w:numPr>"
    )


def tbl(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def tr(*cells: str, properties: str = "") -> str:
    """A row; a cell without a tag becomes a cell of one paragraph."""
    look = f"<w:trPr>{properties}</w:trPr>" if properties else ""
    return f"<w:tr>{look}{''.join(c if c.startswith('<w:') else tc(c) for c in cells)}</w:tr>"


def tc(*paragraphs: str, properties: str = "") -> str:
    """A cell; a paragraph without a tag becomes one."""
    look = f"<w:tcPr>{properties}</w:tcPr>" if properties else ""
    inside = "".join(part if part.startswith("<w:") else p(part) for part in paragraphs or ("",))
    return f"<w:tc>{look}{inside}</w:tc>"


def style(
    identity: str, properties: str = "", *, based_on: str = "", kind: str = "paragraph"
) -> str:
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return f'<w:style w:type="{kind}" w:styleId="{identity}">{base}{properties}</w:style>'


def lvl(level: int, fmt: str, text: str, more: str = "", *, start: int = 1) -> str:
    """A level of a list; ``more`` holds elements such as ``<w:suff w:val="nothing"/>``."""
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="{start}"/><w:numFmt w:val="{fmt}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def abstract(identity: int, *levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{identity}">{"".join(levels)}</w:abstractNum>'


def num(identity: int, of: int, *overrides: str) -> str:
    return (
        f'<w:num w:numId="{identity}"><w:abstractNumId w:val="{of}"/>{"".join(overrides)}</w:num>'
    )


def restart(level: int, start: int) -> str:
    """An override that makes a list begin anew."""
    return f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


def simple_list(fmt: str, text: str = "%1", more: str = "", *, start: int = 1) -> str:
    """Numbering with one list (1) of one level."""
    return abstract(0, lvl(0, fmt, text, more, start=start)) + num(1, 0)

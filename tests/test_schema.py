"""OOXML 架构: every part of what goes out against the schemas of ECMA-376 (transitional).

The schemas are not ours to ship. The tests run where they lie beside the repository, or in the
folder that OOXML_XSD names, and are skipped elsewhere; ``workbook_rules`` holds everywhere.
"""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from command_line import ROOT
from ledger_made import assignments
from parsers import parse_notice
from pipeline.diff import compare
from pipeline.outgoing import Letters, Outgoing, outgoing_files, templates_for
from pipeline.render.changes import render_changes
from pipeline.render.ledger import render_ledger, render_unit_ledgers
from pipeline.units import LetterForm
from pipeline.views.ledger import ledger_view
from pipeline.views.letters import letter_views
from test_letters import FULL

_OFFICE = "http://schemas.openxmlformats.org"
SCHEMAS = {
    f"{_OFFICE}/wordprocessingml/2006/main": "wml.xsd",
    f"{_OFFICE}/spreadsheetml/2006/main": "sml.xsd",
    f"{_OFFICE}/drawingml/2006/main": "dml-main.xsd",
    f"{_OFFICE}/drawingml/2006/chart": "dml-chart.xsd",
    f"{_OFFICE}/drawingml/2006/spreadsheetDrawing": "dml-spreadsheetDrawing.xsd",
    f"{_OFFICE}/package/2006/content-types": "opc-contentTypes.xsd",
    f"{_OFFICE}/package/2006/relationships": "opc-relationships.xsd",
    f"{_OFFICE}/officeDocument/2006/extended-properties": "shared-documentPropertiesExtended.xsd",
    f"{_OFFICE}/officeDocument/2006/custom-properties": "shared-documentPropertiesCustom.xsd",
}
# The core properties' schema refers to one of Dublin Core's on the network.
UNCHECKED = {f"{_OFFICE}/package/2006/metadata/core-properties"}
_XML = """<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema"
 targetNamespace="http://www.w3.org/XML/1998/namespace">
 <xsd:attribute name="space"/><xsd:attribute name="lang" type="xsd:string"/></xsd:schema>"""
_IMPORT = 'namespace="http://www.w3.org/XML/1998/namespace"'


def folder() -> Path:
    named = os.environ.get("OOXML_XSD")
    return Path(named) if named else ROOT.parent / "shared" / "ooxml-xsd"


pytestmark = pytest.mark.skipif(
    not (folder() / "sml.xsd").is_file(), reason="the schemas of ECMA-376 are not here"
)


class _Own(etree.Resolver):
    """Names the two attributes of XML itself that the schemas import without a place."""

    def resolve(  # type: ignore[override]  # the stubs leave out the context
        self, system_url: str, _: str, context: Any
    ) -> Any:
        here = system_url.endswith("xml.xsd")
        return self.resolve_string(_XML, context, base_url=system_url) if here else None


@cache
def schema(name: str) -> etree.XMLSchema:
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(_Own())
    text = (folder() / name).read_text(encoding="utf-8")
    if "schemaLocation" not in text.partition(_IMPORT)[2].partition(">")[0]:
        text = text.replace(_IMPORT, f'{_IMPORT} schemaLocation="xml.xsd"')
    root = etree.fromstring(text.encode(), parser, base_url=str(folder() / name))
    return etree.XMLSchema(root)


def faults(data: bytes) -> list[str]:
    """Whatever the schemas find in a package, and parts that no schema is known for."""
    return list(_faults(data))


def _faults(data: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            if not name.endswith((".xml", ".rels")):
                continue
            root = etree.fromstring(package.read(name))
            for text in root.iter("{*}t"):  # Excel itself writes it, whatever its schema says
                text.attrib.pop("{http://www.w3.org/XML/1998/namespace}space", "")
            space = etree.QName(root).namespace or ""
            if space in UNCHECKED:
                continue
            if space not in SCHEMAS:
                yield f"{name}: no schema for {space}"
                continue
            known = schema(SCHEMAS[space])
            if not known.validate(root):
                yield from (f"{name}: {line}" for line in str(known.error_log).splitlines())


def letters(wanted: Outgoing) -> Iterator[bytes]:
    office = wanted.settings(FULL)
    views = letter_views(assignments(), office)
    templates = templates_for(wanted, office, views, None, [])
    made_from = {"来源文件": "通知.docx"}
    yield from (f.data for f in outgoing_files(views, wanted, templates, made_from, []))


def ledgers() -> Iterator[bytes]:
    view = ledger_view(assignments())
    yield render_ledger(view, (ROOT / "templates" / "台账.xlsx").read_bytes()).data
    own = (ROOT / "templates" / "单位台账.xlsx").read_bytes()
    yield from (file.data for file, _ in render_unit_ledgers(view, own))


def comparisons() -> Iterator[bytes]:
    pairs = Path(__file__).parent / "pairs"
    old, new = (parse_notice(pairs / f"half-new-{year}.txt").notice for year in ("old", "new"))
    comparison = compare(old, new)
    files = render_changes([comparison], comparison.findings)
    yield from (file.data for file in files if not file.path.endswith(".html"))


@pytest.mark.parametrize(
    "made",
    [
        lambda: letters(Outgoing(form=LetterForm.NOTICE, bundle=True)),
        lambda: letters(Outgoing(form=LetterForm.LETTER, bundle=True)),
        lambda: letters(Outgoing(Letters.PLEDGE, bundle=True)),
        lambda: letters(Outgoing(Letters.RETURN, bundle=True)),
        ledgers,
        comparisons,
    ],
    ids=["通知", "函", "责任书", "反馈表", "台账", "对照"],
)
def test_what_goes_out_keeps_the_schema(made: Callable[[], Iterator[bytes]]) -> None:
    for data in made():
        assert faults(data) == []


@pytest.mark.parametrize("path", sorted((ROOT / "templates").rglob("*.*x")), ids=lambda p: p.name)
def test_the_shipped_templates_keep_the_schema(path: Path) -> None:
    assert faults(path.read_bytes()) == []


def test_a_fault_is_found() -> None:
    (sound, *_) = ledgers()
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sound)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                data = data.replace(b"<sheetData>", b'<sheetData wide="1">', 1)
            new.writestr(name, data)
    assert any("wide" in fault for fault in faults(made.getvalue()))

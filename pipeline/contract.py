"""What ``fenjie parse --json`` prints: schema ``fenjie.notice/1``, keys in a fixed order.

The schema changes only when a key changes its meaning or goes; keys may be added.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from parsers.diagnostics import Diagnostic
from parsers.model import Indicator, Mention, Notice, Section, Target, Text
from parsers.source import Source, Span
from pipeline.assign import Assignment, Assignments

SCHEMA = "fenjie.notice/1"

Json = dict[str, object]
_Place = tuple[str, str, tuple[Span, ...]]  # a mention: name, role, where it stands
_Places = dict[tuple[str, _Place], tuple[Assignment, ...]]  # by indicator id and mention


def notice_json(
    notice: Notice, assignments: Assignments | None, findings: Iterable[Diagnostic]
) -> Json:
    """The notice as plain values for ``json``; without assignments no unit is resolved."""
    places = _by_place(assignments)
    registered = assignments is not None and assignments.registered
    headings = {section.id: section.heading for section in notice.sections}
    return {
        "schema": SCHEMA,
        "source": source_json(notice.source),
        "document_number": _value(notice.document_number),
        "issuer": _value(notice.issuer),
        "title": _value(notice.title),
        "year": notice.year,
        "addressees": _values(notice.addressees),
        "date_of_issue": _date(notice.date_of_issue),
        "printed_by": _value(notice.printed_by),
        "printed_on": _date(notice.printed_on),
        "copied_to": _values(notice.copied_to),
        "citations": [
            {"title": cited.title.value, "document_number": _value(cited.document_number)}
            for cited in notice.citations
        ],
        "claims": [
            {
                "what": claim.what,
                "stated": number(claim.stated),
                "found": number(claim.found),
                "text": claim.text.value,
            }
            for claim in notice.claims
        ],
        "rules": [{"kind": rule.kind, "text": rule.text.value} for rule in notice.rules],
        "sections": [_section(section) for section in notice.sections],
        "indicators": [
            _indicator(indicator, [headings[key] for key in indicator.section], places, registered)
            for indicator in notice.indicators
        ],
        "attachments": _values(notice.attachments),
        "findings": [finding_json(finding) for finding in findings],
        "lines": [
            {"n": line.number, "page": line.page, "role": role, "text": line.text}
            for line, role in zip(notice.source.lines, notice.roles, strict=True)
        ],
    }


def dump(value: object) -> str:
    """JSON as printed and written: readable, Chinese left as it is, one final line break."""
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def source_json(source: Source) -> Json:
    """The file it came from; a notice in several files lists all of them under ``parts``."""
    first, *more = source.parts
    described: Json = {
        "file": first.file,
        "format": first.format,
        "sha256": first.sha256,
        "pages": first.pages,
    }
    if more:
        described["parts"] = [
            {"file": part.file, "format": part.format, "sha256": part.sha256, "pages": part.pages}
            for part in source.parts
        ]
    return described


def finding_json(finding: Diagnostic) -> Json:
    return {
        "code": finding.code.id,
        "severity": finding.severity.value,
        "message": finding.message,
        "line": finding.line,
        "indicator": finding.indicator,
    }


def figure(value: Decimal | None) -> float | None:
    """Points and target values, always with a decimal point: 36.0, so that a year's files agree."""
    return None if value is None else float(value)


def number(value: Decimal | None) -> int | float | None:
    """A figure as JSON has it: 4 for 4 and 4.0, 1.3 for 1.3."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _section(section: Section) -> Json:
    return {
        "id": section.id,
        "label": _value(section.label),
        "title": section.title.value,
        "level": section.level,
        "parent": section.parent,
        "points": figure(section.points.value) if section.points else None,
    }


def _indicator(
    indicator: Indicator, headings: list[str], places: _Places, registered: bool
) -> Json:
    points = indicator.points
    return {
        "id": indicator.id,
        "number": _value(indicator.number),
        "section": headings,
        "text": indicator.text.value,
        "points": figure(points.value) if points else None,
        "points_kind": points.kind.value if points else None,
        "points_text": points.text.value if points else None,
        "targets": [_target(target) for target in indicator.targets],
        "target_text": _value(indicator.target_text),
        "deadline": _value(indicator.deadline),
        "leaders": _values(indicator.leaders),
        "units": [
            _unit(mention, places.get((indicator.id, _place(mention)), ()), registered)
            for mention in indicator.mentions
        ],
        "implied_units": _values(indicator.implied),
        "line": indicator.line,
        "end_line": indicator.end_line,
    }


def _target(target: Target) -> Json:
    described: Json = {
        "metric": target.metric,
        "comparator": target.comparator.value,
        "value": figure(target.value),
        "value2": figure(target.value2),
        "unit": target.unit,
    }
    if target.direction is not None:
        described["direction"] = target.direction.value
    described["text"] = target.text.value
    return described


def _unit(mention: Mention, assigned: tuple[Assignment, ...], registered: bool) -> Json:
    """A mention with whom it stands for; without a register it stands for nobody known."""
    leading = next((item for item in assigned if item.lead), None)
    stated = mention.lead and not assigned  # else those it stands for say who leads
    basis = leading.lead_basis if leading else mention.lead_basis if stated else None
    names = [item.unit.name for item in assigned] if registered else []
    one = names[0] if names and not mention.collective else None
    many = names if names and mention.collective else None
    line, start, end = _extent(mention.name)
    return {
        "name": mention.name.value,
        "role": mention.role.value,
        "unit": one,
        "lead": leading is not None or stated,
        "lead_basis": basis.value if basis else None,
        "group": mention.collective,
        "members": many,
        "line": line,
        "start": start,
        "end": end,
    }


def _place(mention: Mention) -> _Place:
    return mention.name.value, mention.role.value, mention.name.spans


def _by_place(assignments: Assignments | None) -> _Places:
    """Assignments by the mention they come from: indicator, name, role and place."""
    found: dict[tuple[str, _Place], list[Assignment]] = {}
    for item in assignments.items if assignments else ():
        found.setdefault((item.indicator.id, _place(item.mention)), []).append(item)
    return {key: tuple(items) for key, items in found.items()}


def _extent(name: Text) -> tuple[int | None, int | None, int | None]:
    """The line and the columns a name covers in it; of a broken name, its first line."""
    if not name.spans:
        return None, None, None
    line = name.spans[0].line
    return line, name.spans[0].start, max(s.end for s in name.spans if s.line == line)


def _value(text: Text | None) -> str | None:
    return text.value if text else None


def _values(texts: Iterable[Text]) -> list[str]:
    return [text.value for text in texts]


def _date(day: date | None) -> str | None:
    return day.isoformat() if day else None

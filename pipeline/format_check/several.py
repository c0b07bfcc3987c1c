"""合订的公文: several documents bound in one file, told apart, and what is found put together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pipeline.format_check.document import Document
from pipeline.format_check.elements import Kind, Letter, elements
from pipeline.format_check.result import Result, Verdict

_NAMED = 3  # so many are named where several break the same clause


def letters_in(document: Document) -> tuple[Letter, ...]:
    """The documents bound in one file, as their elements; usually one.

    A new one begins where page numbers begin again and a head stands, as the first one has it;
    where that has none, a title and 主送. An annex may count its pages anew, too, but has neither.
    """
    first = elements(document)
    starts = [i for i, section in enumerate(document.sections) if i and section.restarts]
    if not starts:
        return (first,)
    found: list[Letter] = []
    end = len(document.sections)
    for start in (*reversed(starts), 0):
        letter = elements(_part(document, start, end))
        plain = first.kind is Kind.PLAIN and bool(letter.title and letter.addressee)
        if start == 0 or plain or letter.kind is not Kind.PLAIN:
            found.append(letter)
            end = start
    return tuple(reversed(found))


def _part(document: Document, start: int, end: int) -> Document:
    """The sections from ``start`` up to ``end`` as a document of their own."""
    blocks = tuple(
        replace(block, section=block.section - start)
        for block in document.blocks
        if start <= block.section < end
    )
    return replace(document, blocks=blocks, sections=document.sections[start:end])


def together(results: Sequence[Sequence[Result]]) -> Iterator[Result]:
    """What was found of each document, as one list: the same thing is said once.

    What does not pass says in which documents.
    """
    for same in _grouped(results):
        if all(result.verdict is Verdict.MET for _, result in same):
            yield _passed([result for _, result in same])
        else:
            yield from _not_passed(same, len(results))


def _grouped(results: Sequence[Sequence[Result]]) -> Iterable[list[tuple[int, Result]]]:
    """Results on the same thing, each with the number of its document from 1."""
    groups: dict[tuple[str, str, int], list[tuple[int, Result]]] = {}
    for number, of_one in enumerate(results, 1):
        counted: Counter[tuple[str, str]] = Counter()
        for result in of_one:
            name = (result.clause, result.item)
            counted[name] += 1
            groups.setdefault((*name, counted[name]), []).append((number, result))
    return groups.values()


def _passed(results: Sequence[Result]) -> Result:
    expected = {result.expected for result in results}
    measured = {result.measured for result in results}
    said = measured.pop() if len(measured) == 1 else "均合格"
    return replace(
        results[0],
        expected=expected.pop() if len(expected) == 1 else "—",
        measured=f"{said}（{len(results)} 份）",
        place="",
    )


def _not_passed(same: Sequence[tuple[int, Result]], documents: int) -> Iterator[Result]:
    """One result for all documents that have the same fault."""
    alike: dict[tuple[Verdict, str, str], list[tuple[int, Result]]] = {}
    for number, result in same:
        if result.verdict is not Verdict.MET:
            key = (result.verdict, result.expected, result.measured)
            alike.setdefault(key, []).append((number, result))
    for found in alike.values():
        named = "、".join(f"第{number}份{result.place}" for number, result in found[:_NAMED])
        more = f"等 {len(found)} 份" if len(found) > _NAMED else ""
        place = "各份" if len(found) == documents else named + more
        yield replace(found[0][1], place=place)

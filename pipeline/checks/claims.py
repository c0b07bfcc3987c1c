"""通知自称与读到的是否一致: 九大类58项, 满分100分."""

from __future__ import annotations

from collections.abc import Iterator

from parsers.diagnostics import Diagnostic
from parsers.model import Notice
from pipeline import codes

_WHAT = {"indicators": ("项指标", "遗漏"), "sections": ("类", "遗漏"), "points": ("分", "误读")}


def claims(notice: Notice) -> Iterator[Diagnostic]:
    """What the notice says of itself and what was read differ."""
    for claim in notice.claims:
        if claim.stated == claim.found:
            continue
        unit, risk = _WHAT.get(claim.what, ("", "遗漏"))
        code = codes.CLAIM_POINTS if claim.what == "points" else codes.CLAIM_COUNT
        yield code.at(
            *claim.text.spans,
            text=claim.text.value,
            stated=f"{claim.stated:g}",
            found=f"{claim.found:g}",
            unit=unit,
            risk=risk,
        )
    if not notice.indicators:
        yield codes.NOTHING_FOUND.at()

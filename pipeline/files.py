"""What rendering hands on: file names with their bytes. Nothing is written here."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class File:
    """One output file: ``path`` is relative to the output folder, parts joined by ``/``."""

    path: str
    data: bytes

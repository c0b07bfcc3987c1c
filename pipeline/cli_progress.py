"""进度: one line on a terminal for what takes longer than a second; nothing when piped."""

from __future__ import annotations

import sys
import threading
from types import TracebackType
from typing import Self, TextIO

PATIENCE = 1.0  # seconds before anything is shown
BEAT = 0.2


class Progress:
    """Shows the current stage and the seconds it has taken, and wipes the line at the end."""

    def __init__(self, stream: TextIO | None = None, *, quiet: bool = False) -> None:
        self._stream = stream or sys.stderr
        self._wanted = not quiet and self._stream.isatty()
        self._stage = ""
        self._over = threading.Event()
        self._shown = False
        self._thread = threading.Thread(target=self._show, daemon=True)

    def stage(self, text: str) -> None:
        """What is being done now."""
        self._stage = text

    def __enter__(self) -> Self:
        if self._wanted:
            self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._over.set()
        if self._wanted:
            self._thread.join()
        if self._shown:
            self._write("\r\x1b[K")

    def _show(self) -> None:
        waited = PATIENCE
        if self._over.wait(PATIENCE):
            return
        while True:
            self._shown = True
            self._write(f"\r\x1b[K{self._stage} …（已用 {waited:.0f} 秒）")
            if self._over.wait(BEAT):
                return
            waited += BEAT

    def _write(self, text: str) -> None:
        try:
            self._stream.write(text)
            self._stream.flush()
        except (OSError, ValueError):  # the terminal went away: not a reason to stop the work
            self._over.set()

"""The command line as a user has it: a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def fenjie(
    *words: object, cwd: Path = ROOT, stdin: bytes = b"", **environment: str
) -> subprocess.CompletedProcess[str]:
    """Runs ``fenjie`` with these words; what it printed is text."""
    done = subprocess.run(
        [sys.executable, "-m", "pipeline", *map(str, words)],
        cwd=cwd,
        input=stdin,
        capture_output=True,
        check=False,
        env=os.environ | {"PYTHONPATH": str(ROOT)} | environment,
        timeout=300,
    )
    return subprocess.CompletedProcess(
        done.args, done.returncode, done.stdout.decode(), done.stderr.decode()
    )

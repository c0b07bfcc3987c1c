"""Everything `make bench` measures: the whole job here, then each program beside this one.

    python benchmarks/run_all.py            # all of it
    python benchmarks/run_all.py whole_job  # or only what is named

Ratios are the point: times depend on the machine, so both sides of each ratio run in turn, each in
a fresh process, and the medians are compared.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
NOTICE = ROOT / "samples" / "notices" / "weidong-2021.docx"
UNITS = ROOT / "samples" / "units" / "weidong.toml"
ROUNDS = 15

# As a user has it: byte code is kept, as pip keeps that of the libraries measured against.
ENVIRONMENT = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
FENJIE = [sys.executable, "-m", "pipeline"]


def seconds(command: list[str]) -> float:
    """One cold run."""
    start = time.perf_counter()
    subprocess.run(command, cwd=ROOT, env=ENVIRONMENT, check=True, capture_output=True)
    return time.perf_counter() - start


def in_turn(*commands: Callable[[], list[str]], rounds: int = ROUNDS) -> list[float]:
    """Medians of commands run one after the other, round by round; the first round warms up."""
    times: list[list[float]] = [[] for _ in commands]
    for turn in range(rounds + 1):
        for command, measured in zip(commands, times, strict=True):
            taken = seconds(command())
            if turn:
                measured.append(taken)
    return [statistics.median(measured) for measured in times]


def start() -> None:
    print("== start-up: fenjie --version against python -c pass (at most 3 x)")
    bare, version, usage = in_turn(
        lambda: [sys.executable, "-c", "pass"],
        lambda: [*FENJIE, "--version"],
        lambda: [*FENJIE, "run", "--help"],
    )
    print(f"python -c pass     {bare * 1000:7.1f} ms")
    print(f"fenjie --version   {version * 1000:7.1f} ms   {version / bare:.2f} x")
    print(f"fenjie run --help  {usage * 1000:7.1f} ms   {usage / bare:.2f} x")


def whole_job() -> None:
    print(
        "== the whole job, cold: docx in, letters and ledger out (at most 0.3 of the usual stack)"
    )
    with tempfile.TemporaryDirectory() as scratch:
        folders = iter(Path(scratch) / str(n) for n in range(10_000))
        usual, ours = in_turn(
            lambda: [
                sys.executable,
                str(HERE / "usual_stack.py"),
                str(NOTICE),
                str(UNITS),
                str(next(folders)),
            ],
            lambda: [
                *FENJIE,
                "run",
                str(NOTICE),
                "--units",
                str(UNITS),
                "--out",
                str(next(folders)),
            ],
        )
    print(f"usual stack  {usual:6.3f} s")
    print(f"fenjie run   {ours:6.3f} s   {ours / usual:.2f} of it, with check report and JSON")


def others() -> list[Path]:
    """The other benchmark programs, by name; usual_stack is only measured against."""
    mine = {"run_all", "usual_stack"}
    programs = [path for path in sorted(HERE.glob("*.py")) if path.stem not in mine]
    return [path for path in programs if "\ndef main(" in path.read_text(encoding="utf-8")]


def main() -> int:
    wanted = set(sys.argv[1:])
    failed = []
    for measure in (start, whole_job):
        if not wanted or measure.__name__ in wanted:
            measure()
            print(flush=True)
    for program in others():
        if not wanted or program.stem in wanted:
            print(f"== {program.stem}", flush=True)
            if subprocess.run([sys.executable, str(program)], cwd=ROOT, check=False).returncode:
                failed.append(program.stem)
            print(flush=True)
    if failed:
        print("failed:", ", ".join(failed), file=sys.stderr)
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())

"""``fenjie`` and ``python -m pipeline``: answers ``--version`` at once, leaves the rest to cli."""

from __future__ import annotations

import sys


def main() -> int:
    """Runs the command line; returns the exit code."""
    if sys.argv[1:] == ["--version"]:
        from pipeline import __version__

        print("fenjie", __version__)
        return 0
    from pipeline.cli import main as run_command_line

    return run_command_line(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())

"""``fenjie doctor``: fonts and optional parts of this machine."""

from __future__ import annotations

import argparse

from pipeline.cli_arguments import Arguments
from pipeline.width import padded

MISSING_PART = 6


def doctor_arguments(summary: str) -> Arguments:
    return Arguments("doctor", summary, "  fenjie doctor")


def doctor_command(_: argparse.Namespace) -> int:
    """6 where something is missing that an ordinary notice needs, else 0."""
    from pipeline.doctor import State, examine

    checks = examine()
    topics = dict.fromkeys(check.topic for check in checks)
    for topic in topics:
        print(topic)
        for check in checks:
            if check.topic == topic:
                print(f"  {padded(check.what, 13)} {padded(check.state.value, 13)} {check.message}")
                if check.remedy:
                    print(f"  {padded('', 27)} {check.remedy}")
    missing = [check.what for check in checks if check.state is State.ABSENT]
    print(f"缺少：{'、'.join(missing)}" if missing else "需要的都已具备。")
    return MISSING_PART if missing else 0

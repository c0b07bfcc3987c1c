"""Patterns compiled when first asked answer as those compiled at once."""

from __future__ import annotations

import gc
import importlib
import pkgutil
import re

import parsers
import pipeline
from parsers.patterns import _Late, late


def test_a_late_pattern_answers_as_a_compiled_one() -> None:
    pattern = late(r"(?P<n>\d+)\s*项", re.ASCII)

    assert pattern.sub("x", "共 12 项、3项") == "共 x、x"
    assert [m["n"] for m in pattern.finditer("12项3 项")] == ["12", "3"]
    assert pattern.search("１项") is None
    assert pattern.pattern == r"(?P<n>\d+)\s*项"


def test_every_late_pattern_compiles() -> None:
    for package in (parsers, pipeline):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not module.name.endswith("__main__"):
                importlib.import_module(module.name)
    waiting = [thing for thing in gc.get_objects() if type(thing) is _Late]

    assert waiting
    for pattern in waiting:
        assert pattern.groups >= 0

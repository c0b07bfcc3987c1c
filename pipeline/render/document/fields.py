"""模板字段: which fields a template names, and whether there are such fields."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from jinja2 import nodes

ITEM = "[]"
"""The step from a list to what it lists."""

Path = tuple[str, ...]

_SAME_LIST = ("list", "sort", "reverse", "unique", "select", "reject", "selectattr", "rejectattr")
_ONE_OF = ("first", "last", "random")


@dataclass(frozen=True, slots=True)
class Use:
    """A field as a template names it (项.内容), what it stands for (指标 [] 内容), its line."""

    written: str
    path: Path
    line: int


def uses(tree: nodes.Template) -> tuple[Use, ...]:
    """Every field the template reads, loop variables traced back to the list they come from.

    What is tested with ``is defined`` or given a ``default`` may be missing, so is left out.
    """
    return tuple(_Uses({"range": None}).of(tree))


class _Uses:
    """Walks a template with the names that loops and ``set`` have given so far."""

    def __init__(self, names: Mapping[str, Path | None]) -> None:
        self.names = dict(names)

    def of(self, node: nodes.Node) -> Iterator[Use]:
        match node:
            case nodes.For():
                yield from self.of(node.iter)
                inside = _Uses(self.names)
                inside.names["loop"] = None
                inside.give(node.target, self.element(node.iter))
                yield from inside.all((*([node.test] if node.test else ()), *node.body))
                yield from self.all(node.else_)
            case nodes.Assign():
                yield from self.of(node.node)
                self.give(node.target, self.path(node.node))
            case nodes.With():
                inside = _Uses(self.names)
                for target, value in zip(node.targets, node.values, strict=True):
                    yield from self.of(value)
                    inside.give(target, self.path(value))
                yield from inside.all(node.body)
            case nodes.Test(name="defined" | "undefined") | nodes.Filter(name="default" | "d"):
                return
            case nodes.Name() | nodes.Getattr() | nodes.Getitem():
                path = self.path(node)
                if path is not None:
                    yield Use(_written(node), path, node.lineno)
                elif not isinstance(node, nodes.Name):
                    yield from self.of(node.node)
            case _:
                yield from self.all(node.iter_child_nodes())

    def all(self, children: Iterable[nodes.Node]) -> Iterator[Use]:
        for child in children:
            yield from self.of(child)

    def give(self, target: nodes.Node, path: Path | None) -> None:
        if isinstance(target, nodes.Name):
            self.names[target.name] = path
        else:
            for name in target.find_all(nodes.Name):
                self.names[name.name] = None

    def path(self, node: nodes.Node | None) -> Path | None:
        """What an expression stands for among the fields; None where it is something else."""
        match node:
            case nodes.Name():
                return self.names.get(node.name, (node.name,))
            case nodes.Getattr():
                above = self.path(node.node)
                return None if above is None else (*above, node.attr)
            case nodes.Getitem(arg=nodes.Const(value=key)):
                above = self.path(node.node)
                return None if above is None else (*above, key if isinstance(key, str) else ITEM)
            case nodes.Filter() if node.name in _SAME_LIST:
                return self.path(node.node)
            case nodes.Filter() if node.name in _ONE_OF:
                return self.element(node.node)
            case _:
                return None

    def element(self, node: nodes.Node | None) -> Path | None:
        path = self.path(node)
        return None if path is None else (*path, ITEM)


def _written(node: nodes.Node) -> str:
    match node:
        case nodes.Name():
            return node.name
        case nodes.Getattr():
            return f"{_written(node.node)}.{node.attr}"
        case nodes.Getitem():
            return f"{_written(node.node)}[…]"
        case _:
            return "…"


def known(path: Path, example: Any) -> bool:
    """Whether the example has such a field; an empty list may list anything."""
    here = example
    for step in path:
        if isinstance(here, Mapping):
            if step not in here:
                return False
            here = here[step]
        elif isinstance(here, (list, tuple)):
            if step != ITEM:
                return False
            if not here:
                return True
            here = here[0]
        else:
            return False
    return True


def leaves(example: Any, above: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every field of the example with its value, lists by their first entry."""
    if isinstance(example, Mapping):
        for name, value in example.items():
            yield from leaves(value, (*above, name))
    elif isinstance(example, (list, tuple)):
        if example:
            yield from leaves(example[0], (*above, ITEM))
    else:
        yield above, example


def in_few_words(names: Iterable[str]) -> str:
    """Many fields, what stands before the dot written once: 单位.全称、性质；年度."""
    groups: dict[str, list[str]] = {}
    for name in names:
        above, dot, last = name.rpartition(".")
        groups.setdefault(above + dot, []).append(last)
    return "；".join(above + "、".join(last) for above, last in groups.items())

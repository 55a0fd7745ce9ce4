"""The shape of the code: rooms that are not crowded, classes that are whole, one meaning a name."""

from __future__ import annotations

import ast
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import PROJECT

MOST_MODULES = 15
"""Modules of a folder at the most; `__init__` does not count."""
SMALL_BASES = {"Drawn", "Hovering", "ReaderError"}
"""Any widget may build on the first two, any error on the last."""


@cache
def _classes() -> dict[str, list[tuple[Path, ast.ClassDef]]]:
    found: dict[str, list[tuple[Path, ast.ClassDef]]] = defaultdict(list)
    for path in sorted((PROJECT / "reader").rglob("*.py")):
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.ClassDef):
                found[node.name].append((path.relative_to(PROJECT), node))
    return found


def _ancestors(node: ast.ClassDef) -> set[str]:
    """Names of the classes of ours that a class is built on, however far up."""
    above: set[str] = set()
    for base in node.bases:
        inner = base.value if isinstance(base, ast.Subscript) else base
        name = inner.attr if isinstance(inner, ast.Attribute) else ast.unparse(inner)
        for _, parent in _classes().get(name, []):
            above |= {name} | _ancestors(parent)
    return above


def test_no_class_is_built_on_more_than_one_of_ours() -> None:
    chains = {
        node.name: above
        for classes in _classes().values()
        for _, node in classes
        if len(above := _ancestors(node) - SMALL_BASES) > 1
    }
    assert chains == {}


def test_no_method_stands_only_for_one_of_a_subclass() -> None:
    named = [
        str(path.relative_to(PROJECT))
        for path in (PROJECT / "reader").rglob("*.py")
        if "NotImplementedError" in path.read_text("utf-8")
    ]
    assert named == []


def test_a_name_is_of_one_class() -> None:
    twice = {
        name: [str(path) for path, _ in classes]
        for name, classes in _classes().items()
        if len(classes) > 1 and not name.startswith("_")
    }
    assert twice == {}


@pytest.mark.parametrize(
    "folder",
    [folder for folder in (PROJECT / "reader").rglob("*") if (folder / "__init__.py").is_file()],
    ids=lambda folder: str(folder.relative_to(PROJECT)),
)
def test_a_room_is_not_crowded(folder: Path) -> None:
    modules = [path.name for path in folder.glob("*.py") if path.name != "__init__.py"]
    assert len(modules) <= MOST_MODULES

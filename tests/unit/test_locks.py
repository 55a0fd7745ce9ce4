"""The locked environments hold what the project declares; README's commands install no more."""

from __future__ import annotations

import re
import tomllib

import pytest

from tests.conftest import PROJECT

_NAME = re.compile(r"[A-Za-z0-9._-]+")


def _names(requirements: list[str]) -> set[str]:
    """The names of requirements, as PyPI compares them (PEP 503)."""
    found = [match[0] for line in requirements if (match := _NAME.match(line)) is not None]
    return {re.sub(r"[-_.]+", "-", name).lower() for name in found}


@pytest.mark.parametrize(("lock", "extras"), [("run.txt", ()), ("dev.txt", ("dev",))])
def test_a_lock_file_holds_every_declared_package(lock: str, extras: tuple[str, ...]) -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"]
    declared = list(project["dependencies"])
    for extra in extras:
        declared += project["optional-dependencies"][extra]
    locked = (PROJECT / ".lock" / lock).read_text("utf-8").splitlines()
    assert _names(declared) - _names(locked) == set()

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.connections import closed_in_the_end
from tests.unit.library.indexing.line_files import write


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    write(folder, a="Alpha\nfirst text", b="Beta\nsecond text", c="Gamma\nthird text")
    return folder


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "index.db"


@pytest.fixture(params=["file", "memory"])
def place(request: pytest.FixtureRequest, file: Path) -> Path | None:
    return file if request.param == "file" else None


@pytest.fixture(autouse=True)
def connections(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every connection has an owner that closes it."""
    yield from closed_in_the_end(monkeypatch)

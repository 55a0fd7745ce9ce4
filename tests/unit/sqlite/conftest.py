from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.connections import closed_in_the_end


@pytest.fixture(autouse=True)
def connections(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every connection has an owner that closes it."""
    yield from closed_in_the_end(monkeypatch)

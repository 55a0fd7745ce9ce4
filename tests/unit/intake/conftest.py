"""A web server on this machine, and who asks it."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from reader.intake.web.client import HttpWeb, WebLimits
from tests.unit.intake.web.loopback import Loopback, running


@pytest.fixture
def loopback() -> Iterator[Loopback]:
    """A server with no page yet."""
    with running() as server:
        yield server


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> HttpWeb:
    """Asks private addresses too, and waits for no one."""
    for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
        monkeypatch.delenv(name)
    limits = WebLimits(connect=5, read=5, whole=10)
    return HttpWeb(allow_private=True, limits=limits, sleep=lambda _: None)

"""A wish to end is remembered; what signals did before, they do again afterwards."""

from __future__ import annotations

import os
import signal

import pytest

from reader.ending import NAMES, Ending

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals are a POSIX matter")


@pytest.mark.parametrize("name", NAMES)
def test_a_signal_is_remembered_and_ends_nothing(name: str) -> None:
    number = getattr(signal, name)
    before = signal.getsignal(number)
    with Ending() as ending:
        assert not ending.is_asked
        signal.raise_signal(number)
        assert ending.is_asked
    assert signal.getsignal(number) is before

"""A wish to end is remembered; what signals did before, they do again afterwards."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

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


def test_each_asking_is_heard_in_the_midst_of_anything() -> None:
    heard = []
    with Ending() as ending:
        ending.on_asked = lambda: heard.append(ending.is_asked)
        signal.raise_signal(signal.SIGTERM)
        signal.raise_signal(signal.SIGHUP)
    assert heard == [True, True]


STUCK = """
import reader.ending, signal, sys, threading
reader.ending.LAST_SECONDS = 0.1
with reader.ending.Ending():
    signal.raise_signal(signal.SIGTERM)
    threading.Event().wait({limit})
print("went on")
"""


@pytest.mark.parametrize(("limit", "status", "said"), [("", 143, ""), ("0", 0, "went on\n")])
def test_who_does_not_come_to_an_end_is_cut_off(limit: str, status: int, said: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", STUCK.format(limit=limit)],
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )
    assert (done.returncode, done.stdout) == (status, said)


SAVING = """
import reader.ending, signal, threading
reader.ending.LAST_SECONDS = 0.1
looks = iter([True, True, False])
def is_saving():
    print("looked", flush=True)
    return next(looks)
with reader.ending.Ending() as ending:
    ending.is_saving = is_saving
    signal.raise_signal(signal.SIGTERM)
    threading.Event().wait()
"""


def test_nobody_is_cut_off_while_something_is_saved() -> None:
    done = subprocess.run(
        [sys.executable, "-c", SAVING], capture_output=True, text=True, check=False, timeout=30
    )
    assert (done.returncode, done.stdout) == (143, "looked\n" * 3)

"""A wish to end is remembered, and seen to; what signals did before, they do again afterwards."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from queue import SimpleQueue

import pytest

from reader.process.ending import CONTINUING, NAMES, STOPPING, Ending

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals are a POSIX matter")

PATIENCE = 30.0
HERE = [name for name in NAMES if hasattr(signal, name)]


@pytest.fixture
def ending() -> Ending:
    """One of a program that has begun something, and is never cut off."""
    made = Ending()
    made.begin()
    made.is_saving = lambda: True
    return made


@pytest.mark.parametrize("name", HERE)
def test_a_signal_is_remembered_and_ends_nothing(ending: Ending, name: str) -> None:
    number = getattr(signal, name)
    before = signal.getsignal(number)
    with ending:
        assert not ending.is_asked
        signal.raise_signal(number)
        assert ending.is_asked
    assert signal.getsignal(number) is before


def test_each_asking_is_heard(ending: Ending) -> None:
    heard: SimpleQueue[bool] = SimpleQueue()
    with ending:
        ending.on_asked = lambda: heard.put(ending.is_asked)
        for number in (signal.SIGTERM, signal.SIGHUP):
            signal.raise_signal(number)
            assert heard.get(timeout=PATIENCE)
        ending.ask()
        assert heard.get(timeout=PATIENCE)


def test_who_is_stopped_or_continued_is_told_and_not_ended(ending: Ending) -> None:
    heard: SimpleQueue[str] = SimpleQueue()
    with ending:
        ending.on_stopped = lambda: heard.put(STOPPING)
        ending.on_continued = lambda: heard.put(CONTINUING)
        for name in (STOPPING, CONTINUING):
            signal.raise_signal(getattr(signal, name))
            assert heard.get(timeout=PATIENCE) == name
        assert not ending.is_asked


def test_who_ends_stops_no_more(ending: Ending) -> None:
    heard: SimpleQueue[str] = SimpleQueue()
    with ending:
        ending.on_asked = lambda: heard.put("end")
        ending.on_stopped = lambda: heard.put(STOPPING)
        ending.on_continued = lambda: heard.put(CONTINUING)
        for name in ("SIGTERM", STOPPING, CONTINUING):
            signal.raise_signal(getattr(signal, name))
        assert [heard.get(timeout=PATIENCE) for _ in range(2)] == ["end", CONTINUING]


PROGRAM = """
import reader.process.ending, signal, threading
from reader.process.ending import Ending
reader.process.ending.LAST_SECONDS, reader.process.ending.OWED_SECONDS = {seconds}
reader.process.ending.INSISTED_SECONDS = reader.process.ending.CLOSING_SECONDS = {soon}
looks = iter({looks})
def is_saving():
    print("looked", flush=True)
    return next(looks)
with Ending() as ending:
{body}
    threading.Event().wait({limit})
print("went on")
"""


def ran(
    *body: str,
    looks: str = "iter(lambda: False, None)",
    limit: str = "",
    seconds: str = "(0.1, 0.1)",
    soon: str = "0.1",
) -> tuple[int, str]:
    """The exit status and what was printed by a program with an `ending` that then hangs."""
    lines = "\n".join(f"    {line}" for line in body)
    program = PROGRAM.format(body=lines, looks=looks, limit=limit, seconds=seconds, soon=soon)
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False, timeout=30
    )
    assert done.stderr == ""
    return done.returncode, done.stdout


TERM = "signal.raise_signal(signal.SIGTERM)"
NEVER = "(1e6, 1e6)"


@pytest.mark.parametrize(("limit", "status", "said"), [("", 143, ""), ("0", 0, "went on\n")])
def test_who_does_not_come_to_an_end_is_cut_off(limit: str, status: int, said: str) -> None:
    assert ran("ending.begin()", TERM, limit=limit) == (status, said)


def test_a_second_signal_does_not_wait_for_good_order() -> None:
    assert ran("ending.begin()", TERM, TERM.replace("TERM", "INT"), seconds=NEVER) == (130, "")


def test_before_anything_is_begun_a_signal_ends_at_once_and_loses_nothing() -> None:
    assert ran(TERM, seconds=NEVER, soon="1e6") == (0, "")
    assert ran(TERM.replace("TERM", "INT"), seconds=NEVER, soon="1e6") == (130, "")


def test_nobody_is_cut_off_while_something_is_saved() -> None:
    saving = "ending.is_saving = is_saving"
    assert ran("ending.begin()", saving, TERM, TERM, looks="[True, True, False]") == (
        143,
        "looked\n" * 3,
    )


def test_what_is_owed_is_waited_for_longer_and_not_for_ever() -> None:
    owed = "ending.is_owed = lambda: print('owed', flush=True) or True"
    status, said = ran("ending.begin()", owed, TERM, seconds="(0.1, 0.3)")
    assert status == 143
    assert set(said.split()) == {"owed"}


def test_what_lingers_when_all_is_kept_is_cut_off_with_the_status_of_the_program() -> None:
    assert ran("ending.begin()", "ending.finish(7)", seconds=NEVER) == (7, "")


def test_a_signal_is_heard_that_does_not_reach_the_main_thread() -> None:
    deaf = "signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM])"
    sent = "import os; os.kill(os.getpid(), signal.SIGTERM)"
    assert ran("ending.begin()", deaf, sent) == (143, "")

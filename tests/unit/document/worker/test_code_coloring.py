from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from threading import Event, Thread

import pytest

from reader.document.code_tokens import MAX_LENGTH, SyntaxSpan
from reader.document.worker import code_coloring
from reader.document.worker.code_coloring import Budget, Colorist
from tests.unit.document.highlighting import highlight

PYTHON = "def f(a):  # why\n    return 'x' + 1\n"
ENDLESS = "a" * 2_000
"""Code that takes minutes as LilyPond, hours if it is longer."""


@pytest.fixture
def colorist() -> Iterator[Colorist]:
    with Colorist() as made:
        yield made


def colored(
    colorist: Colorist, code: str, language: str = "python", budget: Budget | None = None
) -> tuple[SyntaxSpan, ...]:
    found: list[SyntaxSpan] = []
    colorist.color(code, language, budget or Budget(), found.extend)
    return tuple(found)


@pytest.mark.parametrize("language", ["python", "html", "diff", "no such language", "../x"])
def test_spans_are_those_of_the_lexer(colorist: Colorist, language: str) -> None:
    code = f"{PYTHON}<a href='字'>\udc80\u2028\n" * 300
    assert colored(colorist, code, language) == highlight(code, language)


def test_one_process_colours_one_block_after_the_other(colorist: Colorist) -> None:
    for _ in range(3):
        assert colored(colorist, PYTHON) == highlight(PYTHON, "python")
    assert colorist.starts == 1


@pytest.mark.parametrize("language", ["", "text", "python"])
def test_what_has_no_colours_starts_no_process(colorist: Colorist, language: str) -> None:
    code = "x = 1\n" * MAX_LENGTH if language == "python" else "x = 1\n"
    assert colored(colorist, code, language) == ()
    assert colorist.starts == 0


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="the clock alone ends it here")
def test_code_that_would_take_minutes_is_plain_and_the_next_is_not(
    colorist: Colorist, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(code_coloring, "BLOCK_SECONDS", 0.3)
    budget = Budget(1.0)
    assert colored(colorist, ENDLESS, "lilypond", budget) == ()
    assert budget.left == pytest.approx(0.7)
    assert colored(colorist, PYTHON, "python", budget) == highlight(PYTHON, "python")
    assert colorist.starts == 2


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="the clock alone ends it here")
def test_what_was_found_before_the_time_was_up_is_kept(
    colorist: Colorist, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(code_coloring, "BLOCK_SECONDS", 0.5)
    scheme = "#(define x 1)\n" * 400
    found = colored(colorist, scheme + ENDLESS, "lilypond")
    assert found
    assert found == highlight(scheme, "lilypond")[: len(found)]


def test_a_document_whose_time_is_spent_is_plain(colorist: Colorist) -> None:
    assert colored(colorist, PYTHON, budget=Budget(0.0)) == ()
    assert colorist.starts == 0


def test_a_process_that_died_costs_no_more_than_a_block(colorist: Colorist) -> None:
    colored(colorist, PYTHON)
    assert colorist._child is not None
    colorist._child.kill()
    colorist._child.wait()
    colored(colorist, PYTHON)
    assert colored(colorist, PYTHON) == highlight(PYTHON, "python")


def test_it_stops_when_nobody_wants_it_any_more(colorist: Colorist) -> None:
    told: list[tuple[SyntaxSpan, ...]] = []
    code = PYTHON * 2_000
    colorist.color(code, "python", Budget(), told.append, wanted=lambda: len(told) < 2)
    assert len(told) == 2
    assert colored(colorist, PYTHON) == highlight(PYTHON, "python")
    assert colorist.starts == 1


def test_the_end_waits_for_no_colours() -> None:
    begun = Event()
    colorist = Colorist()
    scheme = "#(define x 1)\n" * 400

    def color() -> None:
        code = scheme + ENDLESS
        colorist.color(code, "lilypond", Budget(), lambda _: begun.set())

    waiting = Thread(target=color)
    waiting.start()
    assert begun.wait(30)
    colorist.close()
    waiting.join(30)
    assert not waiting.is_alive()
    assert colored(colorist, PYTHON) == ()


def test_where_no_process_can_be_had_code_is_plain(
    colorist: Colorist, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", os.devnull)
    assert colored(colorist, PYTHON) == ()


def test_no_lexer_runs_in_the_process_that_asks() -> None:
    code = (
        "import sys; from reader.document.worker.code_coloring import *\n"
        "found = []\n"
        "with Colorist() as c: c.color('x = 1', 'python', Budget(), found.extend)\n"
        "assert found; assert 'pygments' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)

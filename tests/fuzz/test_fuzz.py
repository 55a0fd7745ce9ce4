"""The fuzzer itself, and a short run of it; `python -m tests.fuzz` goes on for as long as asked."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.safe import clean_line
from tests.conftest import PROJECT, SHARED
from tests.fuzz import failure, ledger
from tests.fuzz.case import Case, Finding, Subject
from tests.fuzz.reduce import reduced
from tests.fuzz.seeds import Cases, read
from tests.fuzz.worker import try_in

COUNT = 40
"""Inputs of a short run: some seconds."""


def found(cases: Cases, folder: Path) -> list[str]:
    return [
        f"{case.origin}: {finding.kind}"
        for case in islice(cases, COUNT)
        for finding in try_in(case, folder)
    ]


def test_a_short_run_on_our_own_articles_finds_nothing(tmp_path: Path) -> None:
    cases = Cases(1, read([PROJECT / "articles"]), Subject)
    assert not found(cases, tmp_path / "case")


def test_a_short_run_on_real_files_finds_nothing(tmp_path: Path) -> None:
    folders = [SHARED / name for name in ("samples", "cases") if (SHARED / name).is_dir()]
    if not folders:
        pytest.skip(f"{SHARED} is not there")
    assert not found(Cases(2, read(folders), [Subject.ARTICLE]), tmp_path / "case")


def test_what_a_run_tries_is_decided_by_its_seed() -> None:
    seeds = read([PROJECT / "articles"])
    once, again, other = (Cases(seed, seeds, Subject) for seed in (7, 7, 8))
    assert [*islice(once, 30)] == [*islice(again, 30)]
    assert [*islice(other, 30)] != [*islice(again, 30)]
    assert {case.subject for case in islice(once, 300)} == {*Subject}


@given(st.binary(max_size=60), st.binary(min_size=1, max_size=4), st.binary(max_size=60))
def test_of_an_input_what_breaks_it_is_left(before: bytes, needle: bytes, after: bytes) -> None:
    case = Case(Subject.ARTICLE, before + needle + after)
    least = reduced(case, lambda shorter: needle in shorter.data, 60)
    assert least.data == needle


def test_reducing_ends_when_its_time_is_up() -> None:
    ticks = iter(range(1000))
    tried: list[Case] = []

    def breaks(case: Case) -> bool:
        tried.append(case)
        return False

    reduced(Case(Subject.ARTICLE, b"x" * 500), breaks, 8, lambda: next(ticks))
    assert 0 < len(tried) < 10


def test_each_kind_of_finding_is_kept_once_and_tried_again_as_it_was(tmp_path: Path) -> None:
    case = Case(Subject.CONFIG, b"a = \xff", ".toml", 5, "a test")
    kept = ledger.Ledger(tmp_path / "findings")
    assert kept.is_new("a-kind")
    path = kept.keep(case, Finding("a-kind", "what \ud800 happened"))
    assert not kept.is_new("a-kind")
    assert kept.counts == {"a-kind": 2}
    again = ledger.kept(path)
    assert (again.subject, again.data, again.seed) == (case.subject, case.data, case.seed)
    assert not ledger.Ledger(tmp_path / "findings").is_new("a-kind")


def test_a_failure_is_named_after_the_innermost_function_of_ours() -> None:
    with pytest.raises(TypeError) as caught:
        clean_line(cast("str", b"bytes"))
    assert failure.of_exception("load", caught.value).kind.startswith("TypeError-text.")


def test_a_process_that_was_stopped_is_named_after_what_it_did() -> None:
    dump = (
        'Current thread (most recent call first):\n  File "/usr/lib/python3/re.py", line 1 in sub\n'
        '  File "/home/me/reader/document/plain_text.py", line 97 in _squeezed\n'
        '  File "/home/me/reader/library/load.py", line 64 in _load\n'
    )
    assert failure.of_dump("slow", dump).kind == "slow-document.plain_text-_squeezed"
    assert failure.of_dump("crash", "").kind == "crash-unknown"

"""Which processes know arrays: those that read many files, where there are any."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import pytest

from reader.library.indexing import pool
from reader.library.store import token_arrays, tokens


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    pool.array_tokens.cache_clear()
    yield
    pool.array_tokens.cache_clear()


def test_tokens_are_made_by_arrays() -> None:
    assert pool.array_tokens() is token_arrays.text_tokens


def test_where_numpy_is_missing_tokens_are_made_without(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("reader.library.store.token_arrays")
    monkeypatch.setitem(sys.modules, "reader.library.store.token_arrays", None)
    assert pool.array_tokens() is tokens.text_tokens


def test_nothing_but_the_reading_of_many_files_imports_numpy() -> None:
    script = (
        "import sys, reader.library.index, reader.library.search.searcher, reader.launch,"
        " reader.library.indexing.pool, reader.library.store.writes;"
        "sys.exit('numpy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0

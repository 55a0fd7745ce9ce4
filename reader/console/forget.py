"""`reader forget`: history, reading places and index entries, deleted for good."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reader.console.plain import complain, counted
from reader.errors import ReaderError
from reader.paths import Paths

if TYPE_CHECKING:
    import argparse


class _Choice(NamedTuple):
    history: bool
    places: bool
    entries: bool
    """Whether entries of the index are deleted."""
    of: list[Path]
    """The files and folders to forget; empty for everything."""


def forget(options: argparse.Namespace) -> int:
    """Delete what the options name, and print how much that was; the exit status.

    Raises ReaderError.
    """
    from reader.library.kept_documents import KeptDocuments, kept_beside

    wanted = _wanted(options)
    paths = Paths.default(os.environ, options.bookmarks)
    # Their names do not say whose they are, and opening an article makes its own anew.
    KeptDocuments(kept_beside(paths.index)).forget()
    fingerprints = _fingerprints(paths.index, wanted.of)
    if wanted.history or wanted.places:
        for line in _forget_state(paths.state, wanted, fingerprints):
            print(line)
    if wanted.entries:
        print(_forget_index(paths.index, wanted.of))
    return 0


def _wanted(options: argparse.Namespace) -> _Choice:
    from reader.library.indexing.progress import normalize_roots

    chosen = (options.history, options.places, options.index)
    if not any(chosen) and not options.paths:
        raise ReaderError(
            "nothing is named to be forgotten",
            hint="name --history, --places, --index, or files and folders",
        )
    history, places, entries = chosen if any(chosen) else (True, True, True)
    return _Choice(history, places, entries, normalize_roots(options.paths))


def _fingerprints(file: Path, of: Sequence[Path]) -> set[str]:
    """The fingerprints of the texts there: their places may be kept under other paths."""
    if not of or not file.exists():
        return set()
    from reader.library.index import Index

    with Index(file) as index:
        return {article.fingerprint for article in index.articles(of)} - {""}


def _forget_state(file: Path, wanted: _Choice, fingerprints: set[str]) -> Iterator[str]:
    from reader.services.owner import search_history
    from reader.state.forgetting import Forgotten, NamedFiles, remove_damaged_copies
    from reader.state.reading_state import StateDatabase

    forgotten, searches = Forgotten(), 0
    of = NamedFiles(wanted.of, fingerprints) if wanted.of else None
    if file.exists():
        with StateDatabase(file) as state:
            searches = len(search_history.load(state)) if of is None else 0
            forgotten = state.forget(
                of, history=wanted.history, places=wanted.places, keys=(search_history.KEY,)
            )
            for notice in state.take_notices():
                complain(notice)
    if wanted.history:
        yield (
            f"Forgotten of the history: {counted(forgotten.openings, 'opening')}, "
            f"{counted(searches, 'search', 'searches')}, "
            f"{counted(forgotten.sessions, 'session')}"
        )
    if wanted.places:
        yield f"Forgotten of reading: {counted(forgotten.places, 'article')}"
    if of is None and (copies := remove_damaged_copies(file)):
        yield f"Forgotten: {counted(copies, 'damaged copy', 'damaged copies')} of {file.name}"


def _forget_index(file: Path, of: Sequence[Path]) -> str:
    from reader.library.index import Index
    from reader.sqlite.files import remove

    count = 0
    if file.exists():
        with Index(file) as index:
            everything = [Path(file.absolute().anchor)]
            count = (
                index.forget(of) if of else index.view(lambda snapshot: snapshot.count(everything))
            )
    if not of:
        remove(file)
        for lock in file.parent.glob(f"{file.name}*.lock"):
            lock.unlink(missing_ok=True)
    return f"Forgotten of the index: {counted(count, 'article')}"

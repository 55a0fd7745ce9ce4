"""Files that the reader keeps or takes in, damaged: nothing crashes, nothing of theirs is lost."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from reader import settings
from reader.document.anchors.quote import Quote
from reader.document.model import Place
from reader.errors import ReaderError
from reader.library.index import Index
from reader.library.listing import list_articles
from reader.library.search.searcher import Searcher
from reader.state.bookmark import ArticleRef, Bookmark
from reader.state.bookmark_store import BookmarkStore
from reader.state.durable.store import RecordStore, utc_now
from reader.state.exchange.formats import Format, export, parse, plan
from reader.state.reading_state import StateDatabase
from reader.state.saved_searches import SavedSearch, SearchStore
from tests.fuzz.article import acting
from tests.fuzz.case import Finding

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
_OURS = Bookmark(
    ArticleRef(path="/ours.md", title="Ours"), Place(1, 2), Quote("words"), note="ours", id="ours"
)
_ARTICLES = {"one.md": "# One\n\nSome words.\n", "二.md": "# 二\n\n广场上的人。\n"}


def bookmarks(path: Path) -> Iterator[Finding]:
    yield from _store(BookmarkStore(path), _OURS)


def searches(path: Path) -> Iterator[Finding]:
    yield from _store(SearchStore(path, utc_now), SavedSearch("ours", id="ours"))


def _store(store: BookmarkStore | SearchStore, ours: Bookmark | SavedSearch) -> Iterator[Finding]:
    path = store.path
    before = path.read_bytes()
    with suppress(ReaderError):
        store.load()
    known = dict(store.records)
    if path.read_bytes() != before:
        yield Finding("reading-writes", f"{path.name} is another after it was read")
    saved = _add(store, ours)
    yield from _gone(before, [each for each in path.parent.iterdir() if each.is_file()])
    if not saved:
        return
    again = type(store)(path, utc_now)
    again.load()
    if again.get(ours.id) is None:
        yield Finding("saved-record-is-gone", repr(again.take_notices()))
    for key in known:
        if again.get(key) != known[key]:
            yield Finding("known-record-is-changed", f"{known[key]}\n{again.get(key)}")


def _gone(before: bytes, files: Sequence[Path]) -> Iterator[Finding]:
    """What is in no file any more, neither the bytes as they were nor the values in them."""
    now = [each.read_bytes() for each in files]
    if not before.strip() or before in now:
        return
    values = _values(before)
    kept = [_values(data) for data in now]
    if not any(values <= each for each in kept):
        left = min((values - each for each in kept), key=len)
        yield Finding("owners-words-are-gone", repr(left)[:1000])


def _values(data: bytes) -> set[str]:
    """Strings and numbers in JSON; of anything else the words."""
    found: set[str] = set()

    def take(value: object) -> object:
        if isinstance(value, list):
            for each in value:
                take(each)
        elif value is not None:
            found.add(str(value))
        return None

    def take_pairs(pairs: list[tuple[str, object]]) -> None:
        for _, value in pairs:
            take(value)

    text = data.decode(json.detect_encoding(data), "replace").removeprefix("\ufeff")
    try:
        take(json.loads(text, object_pairs_hook=take_pairs, parse_int=str, parse_float=str))
    except ValueError:
        return set(re.findall(r"[^\W_]{4,}", text))
    return found


def _add(store: RecordStore[Bookmark] | RecordStore[SavedSearch], ours: object) -> bool:
    try:
        store.add(ours)  # type: ignore[arg-type]  # each store is given its own kind
    except ReaderError:
        return False
    return not store.read_only


def config(path: Path) -> Iterator[Finding]:
    loaded = settings.load(path)
    loaded.settings.page_style(76, 4)
    for problem in loaded.problems:
        str(problem).encode("utf-8", "surrogateescape")
    return iter(())


def exchanged(path: Path) -> Iterator[Finding]:
    """A file that others may have written is taken in, and given out again."""
    try:
        parsed = parse(path.read_bytes(), path.name)
    except ReaderError:
        return
    taken = plan([_OURS], parsed.bookmarks)
    if not any(each.note.startswith("ours") for each in (*taken.changed, _OURS)):
        yield Finding("import-loses-a-note", repr(taken.changed))
    for form in Format:
        if form is Format.OBSIDIAN:
            continue
        made = export(taken.kept, form)
        if not taken.kept:
            continue
        with suppress(ReaderError):
            again = parse(made.data, path.name)
            if form is Format.JSON and len(again.bookmarks) != len(taken.kept):
                yield Finding("export-loses-bookmarks", f"{len(again.bookmarks)} as {form}")


def index(path: Path, changes: bytes) -> Iterator[Finding]:
    """The index of two articles, with bytes in it that are others."""
    library = path.parent / "library"
    library.mkdir()
    for name, text in _ARTICLES.items():
        (library / name).write_text(text, "utf-8")
    with Index(path) as whole:
        _exhaust(whole, library)
    _damage(path, changes)
    with Index(path) as damaged:
        list_articles(damaged, [library])
        _exhaust(damaged, library)
        found = Searcher(damaged, [library]).search("广场")
        Searcher(damaged, [library]).hits(found, 0, 9)
        for article in damaged.articles([library]):
            yield from acting("index-title", article.title)
        for notice in damaged.notices:
            yield from acting("index-notice", notice)


def _exhaust(index: Index, library: Path) -> None:
    for _ in index.refresh([library]):
        pass


def state(path: Path, changes: bytes) -> Iterator[Finding]:
    """Reading places, with bytes in them that are others."""
    files = [(f"fp{n}", Path(f"/library/{n}.md")) for n in range(40)]
    with StateDatabase(path) as whole:
        for fingerprint, file in files:
            whole.save_place(fingerprint, file, Place(2, 3), Quote("words", "a", "b"), 0.5, NOON)
            whole.record_open(fingerprint, file, "Title", NOON)
        whole.save_session("/library", "{}", "[]", NOON)
    _damage(path, changes)
    with StateDatabase(path) as damaged:
        for fingerprint, file in files[::13]:
            damaged.place(fingerprint, file)
            damaged.mark_read(fingerprint, file, True, NOON)
        damaged.read_states()
        damaged.begun()
        damaged.history()
        damaged.trail("/library")
        damaged.progress_of(files)
        if not damaged.is_read(*files[0]):
            yield Finding("state-forgets-what-was-written")


def _damage(path: Path, changes: bytes) -> None:
    """Each four bytes say where, and by what; the rest of the file stays."""
    with suppress(sqlite3.Error), closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").close()
    data = bytearray(path.read_bytes())
    random = Random(changes)
    for at in range(0, len(changes), 4):
        # The header and what is beside it matter most.
        where = random.choice((100, 4096, len(data)))
        data[random.randrange(min(where, len(data)))] ^= changes[at] or 255
    if len(changes) % 3 == 1:
        del data[random.randrange(len(data)) :]
    path.write_bytes(data)

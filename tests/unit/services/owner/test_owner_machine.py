"""Everything that happens to the owner's files at once: no word that was typed is lost.

Two readers on one disk, with dialogs open, imports, searches and undo; editors, git and a program
that synchronises folders change the file beneath them; the disk refuses, processes are killed.
A word is given up only by who saw it: by writing another note over it, or removing its bookmark.
"""

from __future__ import annotations

import itertools
import json
import shutil
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from reader.errors import ReaderError
from reader.library.open_article import Opener
from reader.services.owner.bookmarks import BookmarkKeeper, Edit
from reader.services.owner.saved_searches import SearchKeeper
from reader.services.owner.undo import Undoing
from reader.services.session import Own, Session
from reader.settings import Settings
from reader.state.bookmark import ArticleRef, Bookmark
from reader.state.bookmark_store import BookmarkStore
from reader.state.exchange.formats import plan
from reader.state.saved_searches import SearchStore
from tests.unit.state.durable.disks import ERRORS, Crash, Fault, FaultyFiles, MemoryDisk

START = datetime(2026, 1, 1, tzinfo=UTC)
WHICH = st.integers(0, 1)
PICK = st.integers(0, 2)
"""Among the first few, so that both readers often change the same one."""
FAULT = st.none() | st.tuples(st.integers(1, 25), st.sampled_from([*ERRORS, None]))
DAMAGE = st.sampled_from([b"{", b"[]", b"<<<<<<< ours\n"])


def words(bookmarks: Iterable[Bookmark]) -> set[str]:
    return {word for mark in bookmarks for word in mark.note.split()}


@dataclass
class Dialog:
    """A note that is being written, and the bookmark as it was when that began."""

    original: Bookmark
    typed: str


@dataclass
class Instance:
    """One reader."""

    files: FaultyFiles
    store: BookmarkStore
    searches: SearchStore
    keeper: BookmarkKeeper
    search_keeper: SearchKeeper
    undoing: Undoing
    dialogs: list[Dialog] = field(default_factory=list)
    in_memory: set[str] = field(default_factory=set)
    """Words and queries that are in no file yet."""
    given_up: set[str] = field(default_factory=set)
    """What it had taken away itself, and may bring back."""

    def seen(self) -> set[str]:
        return words(self.store.all()) | {search.query for search in self.searches.all()}

    @property
    def is_safe(self) -> bool:
        """Whether all that was said is on a disk, if only in emergency copies."""
        stores = (self.store, self.searches)
        return all(not store.unsaved or store.kept_in is not None for store in stores)


class Owner(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        # Imports keep a record of themselves on the real disk.
        self.path = Path(tempfile.mkdtemp()) / "bookmarks.json"
        self.disk = MemoryDisk()
        self.ticks = itertools.count()
        self.serial = itertools.count()
        self.alive: set[str] = set()
        """Words and queries that somebody was told are kept, and that nobody gave up."""
        self.whole = b""
        """The file as it was before it was damaged."""
        self.readers = [self.started(), self.started()]

    def started(self) -> Instance:
        files = FaultyFiles(self.disk)
        elsewhere = [self.path.parent / "state", self.path.parent / "tmp"]
        store = BookmarkStore(self.path, self.clock, files=files, emergency=elsewhere)
        place = self.path.with_name("searches.json")
        searches = SearchStore(place, self.clock, files, elsewhere)
        for each in (store, searches):
            each.load()
            each.recover()
        session = Session(
            roots=(),
            index=cast("Any", None),
            own=lambda: Own(store, cast("Any", None), Opener(), searches),
            settings=Settings(),
            clock=self.clock,
        )
        undoing = Undoing()
        keeper = BookmarkKeeper(session, cast("Any", None), undoing)
        return Instance(files, store, searches, keeper, SearchKeeper(session, undoing), undoing)

    def clock(self) -> datetime:
        return START + timedelta(seconds=next(self.ticks))

    def give_up(self, reader: Instance, seen: set[str]) -> None:
        self.alive -= seen
        reader.given_up |= seen

    def word(self) -> str:
        return f"w{next(self.serial)}"

    def picked(self, reader: Instance, pick: int) -> Bookmark | None:
        marks = reader.store.all()
        return marks[pick % len(marks)] if marks else None

    # -- what a reader does -------------------------------------------------------------

    def do(self, which: int, fault: Fault, work: Callable[[], object], *said: str) -> None:
        """Do it with a fault in its way; `said` are the words that it says."""
        reader = self.readers[which]
        reader.in_memory.update(said)
        reader.files.plan(fault)
        try:
            work()
        except ReaderError:
            pass
        except Crash:
            # It had not answered yet.
            self.alive -= reader.in_memory
            self.restart(which)
            return
        finally:
            reader.files.disarm()
        self.alive.update(said)
        if not reader.store.unsaved and not reader.searches.unsaved:
            reader.in_memory.clear()

    def restart(self, which: int) -> None:
        """The process is gone, and its locks with it."""
        self.disk.locked -= self.readers[which].files.held
        self.readers[which] = self.started()

    @rule(which=WHICH, fault=FAULT)
    def bookmark(self, which: int, fault: Fault) -> None:
        reader, word = self.readers[which], self.word()
        made = Bookmark(ArticleRef(path="/a.md"), id=f"id-{word}", note=word)
        self.do(which, fault, lambda: reader.store.add(made), word)

    @rule(which=WHICH, pick=PICK)
    def open_dialog(self, which: int, pick: int) -> None:
        reader = self.readers[which]
        original = self.picked(reader, pick)
        if original is not None:
            reader.dialogs.append(Dialog(original, self.word()))

    @rule(which=WHICH, pick=PICK, fault=FAULT, adds=st.booleans())
    def accept_dialog(self, which: int, pick: int, fault: Fault, adds: bool) -> None:
        reader = self.readers[which]
        if reader.dialogs:
            self.accept(which, reader.dialogs.pop(pick % len(reader.dialogs)), fault, adds=adds)

    def accept(self, which: int, dialog: Dialog, fault: Fault, *, adds: bool) -> None:
        """Write the typed word over the note that the dialog was opened with, or below it."""
        reader, original = self.readers[which], dialog.original
        note = f"{original.note}\n{dialog.typed}" if adds else dialog.typed
        if not adds:
            self.give_up(reader, words([original]))
        self.do(which, fault, lambda: reader.keeper.edit(original, Edit(note)), dialog.typed)

    @rule(which=WHICH, pick=PICK, fault=FAULT)
    def tag(self, which: int, pick: int, fault: Fault) -> None:
        """A dialog in which the note was not touched."""
        reader = self.readers[which]
        original = self.picked(reader, pick)
        if original is not None:
            edit = Edit(tags=(*original.tags, self.word()))
            self.do(which, fault, lambda: reader.keeper.edit(original, edit))

    @rule(which=WHICH, pick=PICK, fault=FAULT)
    def remove(self, which: int, pick: int, fault: Fault) -> None:
        reader = self.readers[which]
        chosen = self.picked(reader, pick)
        if chosen is not None:
            self.give_up(reader, words([chosen]))
            self.do(which, fault, lambda: reader.keeper.remove(chosen.id))

    @rule(which=WHICH, fault=FAULT)
    def undo(self, which: int, fault: Fault) -> None:
        reader = self.readers[which]
        before = reader.seen()
        self.do(which, fault, reader.undoing.undo)
        after = self.readers[which].seen()
        if self.readers[which] is reader and not (reader.store.unsaved or reader.searches.unsaved):
            self.alive |= (after - before) & reader.given_up
        self.give_up(reader, before - after)

    @rule(which=WHICH, pick=PICK, fault=FAULT)
    def take_in(self, which: int, pick: int, fault: Fault) -> None:
        """Import another version of a bookmark that is there, and a new one."""
        reader = self.readers[which]
        known, word = self.picked(reader, pick), self.word()
        given = [Bookmark(ArticleRef(path="/b.md"), id=f"id-{word}", note=word)]
        if known is not None:
            later = "2027-01-01T00:00:00.000Z"
            given.append(replace(known, note=self.word(), updated=later))
        work = plan(reader.store.all(), given)
        self.do(which, fault, lambda: reader.keeper.take_in(work), *words(given))

    @rule(which=WHICH, fault=FAULT)
    def keep_search(self, which: int, fault: Fault) -> None:
        reader, query = self.readers[which], f"q{next(self.serial)}"
        self.do(which, fault, lambda: reader.search_keeper.add(query), query)

    @rule(which=WHICH, pick=PICK, fault=FAULT)
    def remove_search(self, which: int, pick: int, fault: Fault) -> None:
        reader = self.readers[which]
        searches = reader.searches.all()
        if searches:
            chosen = searches[pick % len(searches)]
            self.give_up(reader, {chosen.query})
            self.do(which, fault, lambda: reader.search_keeper.remove(chosen.id))

    @rule(which=WHICH, fault=FAULT)
    def look(self, which: int, fault: Fault) -> None:
        reader = self.readers[which]
        self.do(which, fault, reader.store.reload_if_changed)

    @rule(which=WHICH, fault=FAULT)
    def retry(self, which: int, fault: Fault) -> None:
        reader = self.readers[which]
        self.do(which, fault, reader.store.save)

    @rule(which=WHICH)
    def kill(self, which: int) -> None:
        reader = self.readers[which]
        if not reader.is_safe:
            self.alive -= reader.in_memory
        self.restart(which)

    @rule(which=WHICH)
    def terminate(self, which: int) -> None:
        """A signal: what stands in the dialogs is kept as if they had been accepted."""
        reader = self.readers[which]
        for dialog in reader.dialogs:
            self.accept(which, dialog, None, adds=True)
        self.kill(which)

    # -- what others do -----------------------------------------------------------------

    def document(self, path: Path | None = None) -> dict[str, Any] | None:
        """The file, if it can be understood just now."""
        inode = self.disk.names_now.get(path or self.path)
        try:
            document = json.loads(inode.data) if inode else None
        except ValueError:
            return None
        return document if isinstance(document, dict) else None

    @precondition(lambda self: self.document())
    @rule(pick=PICK)
    def edit_by_hand(self, pick: int) -> None:
        document = self.document() or {}
        entries = document.get("bookmarks")
        if entries:
            word = self.word()
            entry = entries[pick % len(entries)]
            entry["note"] = f"{entry['note']}\n{word}"
            self.put(document)
            self.alive.add(word)

    @precondition(lambda self: self.document())
    @rule(pick=PICK)
    def leave_marks_of_git(self, pick: int) -> None:
        """Two machines had changed the note of one bookmark."""
        document = self.document() or {}
        entries = document.get("bookmarks")
        if not entries:
            return
        entry, (ours, theirs) = entries[pick % len(entries)], (self.word(), self.word())
        line = json.dumps(f"{entry['note']}\n{ours}")
        entry["note"] = "HERE"
        before, after = json.dumps(document, indent=2).split('"HERE"')
        sides = line, line.replace(ours, theirs)
        text = f"{before}\n<<<<<<< ours\n{sides[0]}\n=======\n{sides[1]}\n>>>>>>> theirs\n{after}"
        self.disk.put(self.path, text.encode())
        self.alive |= {ours, theirs}

    @precondition(lambda self: self.document())
    @rule(pick=PICK)
    def leave_a_copy_beside(self, pick: int) -> None:
        """Another machine's version came; Syncthing kept this one's under another name."""
        document = self.document() or {}
        entries = document.get("bookmarks")
        if entries:
            stamp = f"20260101-{next(self.serial):06}-ABCDEFG"
            name = self.path.with_name(f"bookmarks.sync-conflict-{stamp}.json")
            self.disk.put(name, json.dumps(document).encode())
            word = self.word()
            entry = entries[pick % len(entries)]
            entry["note"] = f"{entry['note']}\n{word}"
            self.put(document)
            self.alive.add(word)

    @precondition(lambda self: self.document() and not self.whole)
    @rule(damage=DAMAGE)
    def damage(self, damage: bytes) -> None:
        self.whole = self.disk.names_now[self.path].data
        self.disk.put(self.path, damage)

    @precondition(lambda self: self.document() and not self.whole)
    @rule(blank=st.sampled_from([b"", b"\0" * 9]))
    def blank(self, blank: bytes) -> None:
        """What a crash leaves; of what somebody else wrote there is no copy."""
        backup = self.document(self.path.with_name("bookmarks.json.bak")) or {"bookmarks": []}
        kept = {word for entry in backup["bookmarks"] for word in entry["note"].split()}
        document = self.document() or {"bookmarks": []}
        self.alive -= {w for each in document["bookmarks"] for w in each["note"].split()} - kept
        self.disk.put(self.path, blank)

    @precondition(lambda self: self.whole)
    @rule()
    def mend(self) -> None:
        self.disk.put(self.path, self.whole)
        self.whole = b""

    def put(self, document: dict[str, Any]) -> None:
        self.disk.put(self.path, json.dumps(document, indent=2).encode())

    def teardown(self) -> None:
        shutil.rmtree(self.path.parent)
        if self.whole:
            self.mend()
        for which, reader in enumerate(self.readers):
            for dialog in reader.dialogs:
                self.accept(which, dialog, None, adds=True)
        for reader in self.readers:
            for store in (reader.store, reader.searches):
                store.save()
                store.reload_if_changed()
            self.disk.locked -= reader.files.held
        left = self.started()
        assert not left.store.read_only
        assert self.alive <= left.seen(), self.alive - left.seen()


TestOwner = Owner.TestCase
TestOwner.settings = settings(
    max_examples=100,
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)

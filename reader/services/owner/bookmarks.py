"""Bookmarks and highlights: made, edited and removed, each with its undo."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from reader.errors import ReaderError
from reader.services.owner.bookmark_change import (
    Change,
    as_before,
    many,
    noun,
    own_part,
    parts_changed,
    told_meanwhile,
)
from reader.services.owner.bookmark_places import Anchors, ArticleMarks, trimmed
from reader.services.owner.undo import Undoable, Undoing

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from pathlib import Path

    from reader.document.anchors.quote import Quote
    from reader.document.model import Place
    from reader.library.article import Article
    from reader.library.open_article import OpenedArticle
    from reader.services.catalog import Catalog
    from reader.services.owner.bookmark_articles import BookmarkHomes, Home, State
    from reader.services.session import Session
    from reader.state.bookmark import ArticleRef, Bookmark
    from reader.state.bookmark_store import BookmarkStore
    from reader.state.exchange.facts import Facts
    from reader.state.exchange.import_plan import Plan
    from reader.state.exchange.import_undo import Done, ImportRecord

GONE = "the bookmark is gone already"


class Edit(NamedTuple):
    """What the owner enters for a bookmark; a part that is None stays as it is."""

    note: str | None = None
    tags: tuple[str, ...] | None = None
    color: str | None = None

    @property
    def is_empty(self) -> bool:
        """Whether it changes no part."""
        return self == Edit()

    def of(self, bookmark: Bookmark) -> Bookmark:
        """The bookmark with these parts in place of its own."""
        return replace(
            bookmark,
            note=bookmark.note if self.note is None else self.note,
            tags=bookmark.tags if self.tags is None else self.tags,
            color=bookmark.color if self.color is None else self.color,
        )


class BookmarkKeeper:
    """Finds and changes bookmarks. Methods that change any write to disk, and are for workers.

    They raise ReaderError if the disk refuses; the change is in memory then, can be undone, and
    goes to disk with the next one. Imports are inside the methods: the first frame needs none of
    them.

    A bookmark that was found at another place than the one it records keeps its record: the words
    and the place that the owner chose outlive every later version of the article.
    """

    def __init__(self, session: Session, catalog: Catalog, undoing: Undoing) -> None:
        self._session = session
        self._catalog = catalog
        self._undoing = undoing
        self._anchors = Anchors()
        self._color = ""
        """Colour of the last highlight that was made or recoloured in this session."""
        self._renewed: set[Path] = set()
        """Articles whose present names were written into their bookmarks in this session."""
        self._homes: BookmarkHomes | None = None
        self._lock = Lock()

    @property
    def homes(self) -> BookmarkHomes:
        """What finds the article of each bookmark. Any thread may ask."""
        from reader.services.owner.bookmark_articles import BookmarkHomes

        with self._lock:
            if self._homes is None:
                self._homes = BookmarkHomes(self._session, self._catalog)
            return self._homes

    @property
    def _store(self) -> BookmarkStore:
        return self._session.bookmarks

    @property
    def trouble(self) -> str:
        """Why nothing can be written to the file for now, and what to do; empty if it can."""
        return self._store.trouble

    def reload(self) -> bool:
        """Read what other programs wrote; whether any bookmark changed. Raises ReaderError."""
        return self._store.reload_if_changed()

    def all(self) -> tuple[Bookmark, ...]:
        """All bookmarks in memory, in the order of the store."""
        return self._store.all()

    def get(self, key: str) -> Bookmark | None:
        """The bookmark with this id, None if there is none."""
        return self._store.get(key)

    def tags(self) -> tuple[str, ...]:
        """All tags of bookmarks, the most frequent first."""
        from collections import Counter

        counted = Counter(tag for bookmark in self._store.all() for tag in bookmark.tags)
        return tuple(tag for tag, _ in counted.most_common())

    def article_of(self, bookmark: Bookmark) -> Article | None:
        """The article of the library that a bookmark is on, None if it is not there."""
        homes = self.homes
        ref = bookmark.article
        state, holds = homes.last_state()
        if holds and ref in state.homes:
            home = state.homes[ref]
        else:
            home = homes.home(ref, [m for m in self._store.for_article(ref) if m.article == ref])
        return None if home is None else self._catalog.articles((home.id,)).get(home.id)

    def of(self, article: Article) -> tuple[Bookmark, ...]:
        """The bookmarks on this article and on no other, in reading order."""
        return self._on(article, self.homes.state())[0]

    def _on(
        self, article: Article, state: State
    ) -> tuple[tuple[Bookmark, ...], dict[ArticleRef, Home | None]]:
        """The bookmarks on an article, and the home of each record that shares a name with it.

        `state`, which may be out of date, tells the records that only title and quotes lead to it.
        """
        from reader.services.owner.article_record import reference
        from reader.state.bookmark import reading_order

        homes = self.homes
        by_name: dict[ArticleRef, list[Bookmark]] = {}
        for bookmark in self._store.for_article(reference(article)):
            by_name.setdefault(bookmark.article, []).append(bookmark)
        found = {ref: homes.home(ref, marks) for ref, marks in by_name.items()}
        here = [
            mark
            for ref, marks in by_name.items()
            if (home := found[ref]) is None or home.path == article.path
            for mark in marks
        ]
        for ref in state.strays.get(article.path, frozenset()).difference(by_name):
            found[ref] = state.homes[ref]
            here += [mark for mark in self._store.for_article(ref) if mark.article == ref]
        return tuple(sorted(here, key=lambda mark: reading_order(mark)[3:])), found

    # -- what their article is called -----------------------------------------------------

    def outdated_names(self, article: Article) -> dict[ArticleRef, ArticleRef] | None:
        """The outdated names in bookmarks that are surely on `article`, and their present names.

        Empty while the file of bookmarks can only be read, and once the names were renewed: it is
        written once per article and session. A name that the article has lost is kept, and so is a
        record whose own file is outside of the library. None if the index has yet to read the
        article as it is now.
        """
        from reader.services.owner.article_record import reference, renewed

        path = article.path
        known = self._catalog.article(path)
        if self._store.read_only or path in self._renewed or article.error or known is None:
            return {}
        if known.fingerprint != article.fingerprint:
            return None
        homes = self.homes
        outdated: dict[ArticleRef, ArticleRef] = {}
        for ref, home in self._on(article, homes.state())[1].items():
            is_here = home is not None and home.is_sure and home.path == path
            now = renewed(ref, reference(article))
            if is_here and now != ref and (ref.path == now.path or not homes.is_elsewhere(ref)):
                outdated[ref] = now
        return outdated

    def renew_names(self, path: Path, outdated: Mapping[ArticleRef, ArticleRef]) -> None:
        """Write the present names of the article at `path` into its bookmarks; once per session.

        `outdated` is what `outdated_names` gave; the index is not asked. Raises ReaderError.
        """
        if path in self._renewed or self._store.read_only:
            return
        self._renewed.add(path)
        # A generator: the store looks each one up inside its lock, so nobody changes it meanwhile.
        self._store.refresh_all(
            replace(mark, article=now)
            for ref, now in outdated.items()
            for mark in self._store.for_article(ref)
            if mark.article == ref
        )

    # -- where they are -----------------------------------------------------------------

    def marks(self, opened: OpenedArticle, *, seconds: float | None = None) -> ArticleMarks:
        """Where the article's bookmarks are in the document as it is now.

        With `seconds` only those that are found in that time, and those that only title and quotes
        lead to the article only if that is known already; `complete` of the result tells.
        """
        if seconds is None:
            return self._anchors.marks(opened.document, self.of(opened.article))
        state, holds = self.homes.last_state()
        bookmarks, _ = self._on(opened.article, state)
        found = self._anchors.marks(opened.document, bookmarks, seconds=seconds)
        return found if holds else found._replace(complete=False)

    def key_of(self, word: str, article: Article) -> str:
        """The id that `word` is, or abbreviates on this article; empty if there is none."""
        if self._store.get(word) is not None:
            return word
        from reader.state.exchange.block_id import find_key

        return find_key((mark.id for mark in self.of(article)), word)

    def has_place(self, key: str) -> bool:
        """Whether the bookmark is there and is on a place rather than on the whole article."""
        bookmark = self._store.get(key)
        return bookmark is not None and bookmark.place is not None

    def quote_of(self, key: str) -> Quote | None:
        """The words that a bookmark is on; None if it has none, or is gone."""
        bookmark = self._store.get(key)
        return bookmark.quote if bookmark is not None else None

    def located(self, opened: OpenedArticle, key: str) -> Place | None:
        """Where a bookmark is in an opened article, or in a part of it; None if it is not there."""
        bookmark = self._store.get(key)
        return self._anchors.place(opened.document, bookmark) if bookmark is not None else None

    # -- making -------------------------------------------------------------------------

    def toggle_place(self, opened: OpenedArticle, start: Place, end: Place) -> Change:
        """Bookmark `start`, or remove the first bookmark on a place from `start` up to `end`.

        Raises ReaderError.
        """
        known = self.marks(opened)
        for key, place in known.places.items():
            if key not in known.spans and (start <= place < end or place == start):
                return self.remove(key)
        from reader.document.anchors.quote import describe_apart
        from reader.services.owner.article_record import reference
        from reader.state.bookmark import Bookmark
        from reader.state.bookmark_store import random_id

        words = describe_apart(opened.document, start)
        return self._add(Bookmark(reference(opened.article), start, words, id=random_id()))

    def toggle_article(self, article: Article) -> Change:
        """Bookmark the article as a whole, or remove that bookmark. Raises ReaderError."""
        for bookmark in self.of(article):
            if bookmark.place is None:
                return self.remove(bookmark.id)
        from reader.services.owner.article_record import reference
        from reader.state.bookmark import Bookmark
        from reader.state.bookmark_store import random_id

        return self._add(Bookmark(reference(article), id=random_id()))

    def highlight(self, opened: OpenedArticle, start: Place, end: Place, edit: Edit) -> Change:
        """Highlight the words of a span; a highlight with the same ends is edited instead.

        White space at either end is left out. Raises ReaderError if the span holds no words, or
        the disk refuses.
        """
        from reader.document.anchors.quote import describe_apart
        from reader.services.owner.article_record import reference
        from reader.state.bookmark import Bookmark
        from reader.state.bookmark_store import random_id

        start, end = trimmed(opened.document, start, end)
        if start >= end:
            raise ReaderError("no words to highlight here")
        known = self.get(self.highlight_at(opened, start, end))
        if known is not None:
            said = Edit(edit.note or None, edit.tags or None, edit.color or None)
            return self.edit(known, said)
        self._color = edit.color or self.last_color()
        made = Bookmark(
            reference(opened.article),
            start,
            describe_apart(opened.document, start, end),
            end,
            self._color,
            edit.note or "",
            edit.tags or (),
            id=random_id(),
        )
        return self._add(made)

    def highlight_at(self, opened: OpenedArticle, start: Place, end: Place) -> str:
        """The id of the highlight with these ends, white space aside; empty for none."""
        wanted = trimmed(opened.document, start, end)
        spans = self.marks(opened).spans.items()
        return next((key for key, span in spans if span == wanted), "")

    def last_color(self) -> str:
        """The colour of the next highlight: that of the last one in this session or in the file."""
        from reader.state.highlight_colors import HIGHLIGHT_COLORS

        if not self._color:
            colored = [mark for mark in self._store.all() if mark.color in HIGHLIGHT_COLORS]
            latest = max(colored, key=lambda mark: (mark.updated, mark.id), default=None)
            self._color = latest.color if latest is not None else HIGHLIGHT_COLORS[0]
        return self._color

    def _add(self, made: Bookmark) -> Change:
        with self._remembered(Change(made, None, made)) as change:
            self._store.add(made)
        return change

    # -- changing -----------------------------------------------------------------------

    def edit(self, original: Bookmark, edit: Edit) -> Change:
        """Give a bookmark another note, other tags, another colour.

        `original` is the bookmark as the owner saw it when the edit began. Changes by others since
        then stay; a bookmark that they removed is made again. Raises ReaderError.
        """
        said = edit.of(original)
        if said == original:
            return Change(original, original, original)
        if said.color != original.color:
            self._color = said.color
        before = self._current(original.id)
        if before is not None and edit.of(before) == before:
            return Change(before, before, before)
        told = told_meanwhile(original, said, before)
        seen = original
        if before is not None and edit.color is not None:
            seen = replace(original, color=before.color)  # of two colours the one chosen last
        with self._remembered(Change(original, before, said, told)) as change:
            self._store.update(said, seen)
        return change._replace(after=self._store.get(original.id))

    def _current(self, key: str) -> Bookmark | None:
        """The bookmark as it is on the disk now; as it is in memory if the disk fails."""
        with suppress(ReaderError):
            self._store.reload_if_changed()
        return self._store.get(key)

    def settle(self, opened: OpenedArticle, key: str) -> Change:
        """Record the place where a bookmark was found as its own, with the words that stand there.

        Raises ReaderError if the bookmark or its place is gone, or the disk refuses.
        """
        from reader.document.anchors.quote import describe_apart

        before = self._current(key)
        if before is None:
            raise ReaderError(GONE)
        marks = self.marks(opened)
        start, end = marks.spans.get(key, (marks.places.get(key), None))
        if start is None:
            raise ReaderError("its words are not here any more")
        words = describe_apart(opened.document, start, end)
        after = replace(before, place=start, end=end, quote=words)
        with self._remembered(Change(after, before, after)) as change:
            self._store.update(after, before)
        return change

    def remove(self, key: str) -> Change:
        """Remove a bookmark. Raises ReaderError if it is gone already, or the disk refuses."""
        known = self._store.get(key)
        if known is None:
            raise ReaderError(GONE)
        with self._remembered(Change(known, known, None)) as change:
            self._store.remove(key)
        return change

    @contextmanager
    def _remembered(self, change: Change) -> Iterator[Change]:
        """Remember how to undo a change if it took effect, on disk or in memory only."""
        key = change.bookmark.id
        try:
            yield change
        finally:
            now = self._store.get(key)
            if now != change.before:
                made = change._replace(after=own_part(change, now))
                self._undoing.remember(
                    partial(self._take_back, made), partial(self._store.get, key)
                )

    def _take_back(self, change: Change) -> str:
        """Undo a change, and say so; what others changed since then stays. Raises ReaderError."""
        before, after = change.before, change.after
        key, word = change.bookmark.id, noun(change.bookmark.kind.value)
        if after is None and before is not None:
            self._store.restore(before)
            return f"{word} is back"
        now = self._current(key)
        if now is None or after is None:
            return f"The {word.lower()} is gone already"
        if before is None and (now.note, now.tags) != (after.note, after.tags):
            return f"The {word.lower()} stays: another reader has written on it"
        if before is None:
            self._store.remove(key)
            return f"{word} taken back"
        taken_back = as_before(now, before, after)
        if taken_back == now:
            return f"The {word.lower()} stays as another reader has changed it"
        self._store.update(taken_back, now)
        changed = parts_changed(before, after)
        return f"{changed} {'are' if changed in ('Tags', 'Changes') else 'is'} as before"

    # -- many at once -------------------------------------------------------------------

    def remove_all(self, keys: Collection[str]) -> str:
        """Remove several bookmarks in one write; what was done, in words. Raises ReaderError."""
        if len(keys) == 1:
            return self.remove(next(iter(keys))).told
        known = [mark for key in keys if (mark := self._store.get(key)) is not None]
        if not known:
            raise ReaderError("the bookmarks are gone already")
        try:
            self._store.remove_all([mark.id for mark in known])
        finally:
            gone = [mark for mark in known if self._store.get(mark.id) is None]
            if gone:
                keys = [mark.id for mark in gone]
                self._undoing.remember(partial(self._bring_back, gone), partial(self._each, keys))
        return Undoable(f"{many(known)} removed")

    def _each(self, keys: Sequence[str]) -> list[Bookmark | None]:
        return [self._store.get(key) for key in keys]

    def _bring_back(self, gone: Sequence[Bookmark]) -> str:
        self._store.restore_all(gone)
        return f"{many(gone)} {'are' if len(gone) > 1 else 'is'} back"

    def facts_of(self, ref: ArticleRef) -> Facts:
        """What the library knows of an article, for formats that have a place for it."""
        from reader.services.owner.article_record import facts
        from reader.state.bookmark import Bookmark
        from reader.state.exchange.facts import NO_FACTS

        article = self.article_of(Bookmark(ref))
        return NO_FACTS if article is None else facts(article)

    def articles(self) -> Iterator[ArticleRef]:
        """The recorded names of all articles that have bookmarks or are in the library."""
        from reader.services.owner.article_record import reference

        yield from (mark.article for mark in self._store.all())
        yield from map(reference, self._session.index.articles(self._session.roots))

    def take_in(self, plan: Plan) -> None:
        """Carry out an import as planned; its undo is kept in a file too. Raises ReaderError."""
        from reader.state.exchange.import_undo import Done, done_by, keep_record

        store = self._store
        before = {mark.id: known for mark in plan.kept if (known := store.get(mark.id))}
        record = keep_record(store.path, done_by(plan, before), self._session.clock())
        try:
            store.put_all(plan.kept)
        except ReaderError:
            if not store.unsaved:
                record.discard()
            raise
        finally:
            now = [mark for each in plan.kept if (mark := store.get(each.id))]
            done = [Done(before.get(mark.id), mark) for mark in now]
            if any(each.before != each.after for each in done):
                self._undoing.remember(partial(self._give_back, done, record))

    def _give_back(self, done: Sequence[Done], record: ImportRecord) -> str:
        """Undo an import, and say so; bookmarks that were edited since keep what was edited."""
        from reader.state.exchange.import_undo import way_back

        back = way_back(done, self._store.get)
        self._store.remove_all(back.removed)
        self._store.update_all(back.restored)
        record.discard_undo()
        kept = f" · {many(range(back.edited))} edited since keep what was edited"
        parts = ((back.removed, "taken out"), (back.restored, "as before"))
        undone = ", ".join(f"{many(marks)} {what}" for marks, what in parts if marks)
        told = f"Import taken back: {undone}" if undone else ""
        return (told or "Nothing of the import is left to take back") + (
            kept if back.edited else ""
        )

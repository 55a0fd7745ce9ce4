"""Bookmarks and highlights: made, changed and taken away, each with its way back."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from reader.errors import ReaderError
from reader.services.owner.bookmark_places import Anchors, Marks

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from pathlib import Path

    from reader.document.anchors.quote import Quote
    from reader.document.model import Document, Place
    from reader.library.article import Article
    from reader.library.open_article import OpenedArticle
    from reader.services.catalog import Catalog
    from reader.services.owner.bookmark_articles import BookmarkHomes, Home, State
    from reader.services.owner.undo import Undoing
    from reader.services.session import Session
    from reader.state.bookmark import ArticleRef, Bookmark
    from reader.state.bookmark_store import BookmarkStore
    from reader.state.exchange.facts import Facts
    from reader.state.exchange.import_plan import Plan
    from reader.state.exchange.import_undo import Done, ImportRecord

GONE = "the bookmark is gone already"


class Change(NamedTuple):
    """A bookmark that was made, taken away or changed."""

    bookmark: Bookmark
    before: Bookmark | None
    after: Bookmark | None
    meanwhile: str = ""
    """What others had done to it before it was changed here, if that has to be told."""

    @property
    def told(self) -> str:
        """The change in words; empty if it changed nothing."""
        if self.before == self.after:
            return ""
        what = self.bookmark.kind.value
        if self.after is None:
            return f"{_noun(what)} removed · U undoes"
        if self.before is None:
            made = "Highlighted · U undoes" if what == "highlight" else "Bookmarked"
            return self.meanwhile or made
        return f"{_parts_changed(self.before, self.after)} kept{self.meanwhile}"


class Edit(NamedTuple):
    """What the owner says of a bookmark; None is left as it is."""

    note: str | None = None
    tags: tuple[str, ...] | None = None
    color: str | None = None

    @property
    def is_empty(self) -> bool:
        return self == Edit()

    def of(self, bookmark: Bookmark) -> Bookmark:
        """The bookmark with what is said."""
        from dataclasses import replace

        return replace(
            bookmark,
            note=bookmark.note if self.note is None else self.note,
            tags=bookmark.tags if self.tags is None else self.tags,
            color=bookmark.color if self.color is None else self.color,
        )


def reference(article: Article) -> ArticleRef:
    from reader.state.bookmark import ArticleRef

    return ArticleRef(
        fingerprint=article.fingerprint,
        url=article.url,
        path=str(article.path),
        title=article.title,
    )


class BookmarkKeeper:
    """Changes bookmarks; writes to disk: its changing methods are for workers.

    They raise ReaderError if the disk refuses; the change is in memory then, can be undone, and
    goes to disk with the next one. What it works with is imported by the methods that do: the
    first frame needs none of it.

    A bookmark that was found at another place than the one it records keeps its record: the words
    and the place that the owner chose outlive every later version of the article.
    """

    def __init__(self, session: Session, catalog: Catalog, undoing: Undoing) -> None:
        self._session = session
        self._catalog = catalog
        self._undoing = undoing
        self._anchors = Anchors()
        self._color = ""
        """Of the last highlight that was made or given another colour here."""
        self._renewed: set[Path] = set()
        """Articles whose names were written into their bookmarks."""
        self._homes: BookmarkHomes | None = None
        self._lock = Lock()

    @property
    def homes(self) -> BookmarkHomes:
        """The article of each bookmark. For any thread."""
        from reader.services.owner.bookmark_articles import BookmarkHomes

        with self._lock:
            if self._homes is None:
                self._homes = BookmarkHomes(self._session, self._catalog)
            return self._homes

    @property
    def _store(self) -> BookmarkStore:
        return self._session.bookmarks

    def reload(self) -> bool:
        """Pick up what others wrote; whether the bookmarks are others now."""
        return self._store.reload_if_changed()

    def all(self) -> tuple[Bookmark, ...]:
        return self._store.all()

    def get(self, key: str) -> Bookmark | None:
        return self._store.get(key)

    def tags(self) -> tuple[str, ...]:
        """All tags there are, the most frequent first."""
        from collections import Counter

        counted = Counter(tag for bookmark in self._store.all() for tag in bookmark.tags)
        return tuple(tag for tag, _ in counted.most_common())

    def article_of(self, bookmark: Bookmark) -> Article | None:
        """The article of the library that the bookmark is on."""
        homes = self.homes
        ref = bookmark.article
        state, holds = homes.last_state()
        if holds and ref in state.homes:
            home = state.homes[ref]
        else:
            home = homes.home(ref, [m for m in self._store.for_article(ref) if m.article == ref])
        return None if home is None else self._catalog.articles((home.id,)).get(home.id)

    def of(self, article: Article) -> tuple[Bookmark, ...]:
        """The bookmarks on this article and no other."""
        return self._on(article, self.homes.state())[0]

    def _on(
        self, article: Article, state: State
    ) -> tuple[tuple[Bookmark, ...], dict[ArticleRef, Home | None]]:
        """The bookmarks on an article; where each that one of its names leads to is.

        `state` knows those that title and quotes lead to it, and may be out of date.
        """
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
        """Names in bookmarks that are surely on an article, to those that it has now.

        None are outdated while the file can only be read, nor once they were renewed: it stays
        calm. A name that the article has lost stays, and a record whose own file is outside of
        the library. Returns None if the library has yet to see the article as it is now.
        """
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
            now = _renewed(ref, reference(article))
            if is_here and now != ref and (ref.path == now.path or not homes.is_elsewhere(ref)):
                outdated[ref] = now
        return outdated

    def renew_names(self, path: Path, outdated: Mapping[ArticleRef, ArticleRef]) -> None:
        """Give bookmarks the names that their article has now; once for an article.

        It asks the library nothing.
        """
        if path in self._renewed or self._store.read_only:
            return
        self._renewed.add(path)
        from dataclasses import replace

        # Looked up inside of the store's lock, one by one: nobody changes them meanwhile.
        self._store.refresh_all(
            replace(mark, article=now)
            for ref, now in outdated.items()
            for mark in self._store.for_article(ref)
            if mark.article == ref
        )

    # -- where they are -----------------------------------------------------------------

    def marks(self, opened: OpenedArticle, *, seconds: float | None = None) -> Marks:
        """Where the article's bookmarks are in the document as it is now.

        Those that are found in `seconds`, if that is given; without those that only title and
        quotes lead to it, unless these are at hand.
        """
        if seconds is None:
            return self._anchors.marks(opened.document, self.of(opened.article))
        state, holds = self.homes.last_state()
        bookmarks, _ = self._on(opened.article, state)
        found = self._anchors.marks(opened.document, bookmarks, seconds=seconds)
        return found if holds else found._replace(complete=False)

    def key_of(self, word: str, article: Article) -> str:
        """The id that `word` is, or is short for on this article; empty if there is none."""
        if self._store.get(word) is not None:
            return word
        from reader.state.exchange.block_id import find_key

        return find_key((mark.id for mark in self.of(article)), word)

    def has_place(self, key: str) -> bool:
        """Whether the bookmark is there and is on a place rather than on the whole article."""
        bookmark = self._store.get(key)
        return bookmark is not None and bookmark.place is not None

    def quote_of(self, key: str) -> Quote | None:
        """The words that a bookmark is on."""
        bookmark = self._store.get(key)
        return bookmark.quote if bookmark is not None else None

    def located(self, opened: OpenedArticle, key: str) -> Place | None:
        """Where a bookmark is in a part of its article."""
        bookmark = self._store.get(key)
        return self._anchors.place(opened.document, bookmark) if bookmark is not None else None

    # -- making -------------------------------------------------------------------------

    def toggle_place(self, opened: OpenedArticle, start: Place, end: Place) -> Change:
        """Bookmark `start`, or take away what is bookmarked from `start` up to `end`."""
        known = self.marks(opened)
        for key, place in known.places.items():
            if key not in known.spans and (start <= place < end or place == start):
                return self.remove(key)
        from reader.document.anchors.quote import describe_apart
        from reader.state.bookmark import Bookmark
        from reader.state.bookmark_store import random_id

        words = describe_apart(opened.document, start)
        return self._add(Bookmark(reference(opened.article), start, words, id=random_id()))

    def toggle_article(self, article: Article) -> Change:
        """Bookmark the article as such, or take that bookmark away."""
        for bookmark in self.of(article):
            if bookmark.place is None:
                return self.remove(bookmark.id)
        from reader.state.bookmark import Bookmark
        from reader.state.bookmark_store import random_id

        return self._add(Bookmark(reference(article), id=random_id()))

    def highlight(self, opened: OpenedArticle, start: Place, end: Place, edit: Edit) -> Change:
        """Highlight the words of a span; one that has the same ends is changed instead.

        White space at either end is left out. Raises ReaderError if there is nothing else.
        """
        from reader.document.anchors.quote import describe_apart
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
        """The highlight that has these ends, white space aside; empty for none."""
        wanted = trimmed(opened.document, start, end)
        spans = self.marks(opened).spans.items()
        return next((key for key, span in spans if span == wanted), "")

    def last_color(self) -> str:
        """The colour that the next highlight gets: that of the last one, here or in the file."""
        from reader.state.bookmark import COLORS

        if not self._color:
            colored = [mark for mark in self._store.all() if mark.color in COLORS]
            latest = max(colored, key=lambda mark: (mark.updated, mark.id), default=None)
            self._color = latest.color if latest is not None else COLORS[0]
        return self._color

    def _add(self, made: Bookmark) -> Change:
        with self._remembered(Change(made, None, made)) as change:
            self._store.add(made)
        return change

    # -- changing -----------------------------------------------------------------------

    def edit(self, original: Bookmark, edit: Edit) -> Change:
        """Give a bookmark another note, other tags, another colour.

        `original` is what the owner saw when that was said. What others changed since then stays;
        a bookmark that they removed is made again.
        """
        from dataclasses import replace

        said = edit.of(original)
        if said == original:
            return Change(original, original, original)
        if said.color != original.color:
            self._color = said.color
        before = self._current(original.id)
        if before is not None and edit.of(before) == before:
            return Change(before, before, before)
        told = _meanwhile(original, said, before)
        seen = original
        if before is not None and edit.color is not None:
            seen = replace(original, color=before.color)  # of two colours the one chosen last
        with self._remembered(Change(original, before, said, told)) as change:
            self._store.update(said, seen)
        return change._replace(after=self._store.get(original.id))

    def _current(self, key: str) -> Bookmark | None:
        """As it is on the disk just now, if that can be had."""
        with suppress(ReaderError):
            self._store.reload_if_changed()
        return self._store.get(key)

    def settle(self, opened: OpenedArticle, key: str) -> Change:
        """Record where a bookmark was found as where it is, with the words that stand there.

        Raises ReaderError if the bookmark, or its place, is gone.
        """
        from dataclasses import replace

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
        known = self._store.get(key)
        if known is None:
            raise ReaderError(GONE)
        with self._remembered(Change(known, known, None)) as change:
            self._store.remove(key)
        return change

    @contextmanager
    def _remembered(self, change: Change) -> Iterator[Change]:
        """Keep a change for `undo` if it took effect, on disk or in memory only."""
        key = change.bookmark.id
        try:
            yield change
        finally:
            now = self._store.get(key)
            if now != change.before:
                made = change._replace(after=_own_part(change, now))
                self._undoing.remember(
                    partial(self._take_back, made), partial(self._store.get, key)
                )

    def _take_back(self, change: Change) -> str:
        """What others changed since then stays."""
        before, after = change.before, change.after
        key, noun = change.bookmark.id, _noun(change.bookmark.kind.value)
        if after is None and before is not None:
            self._store.restore(before)
            return f"{noun} is back"
        now = self._current(key)
        if now is None or after is None:
            return f"The {noun.lower()} is gone already"
        if before is None and (now.note, now.tags) != (after.note, after.tags):
            return f"The {noun.lower()} stays: another reader has written on it"
        if before is None:
            self._store.remove(key)
            return f"{noun} taken back"
        taken_back = _as_before(now, before, after)
        if taken_back == now:
            return f"The {noun.lower()} stays as another reader has changed it"
        self._store.update(taken_back, now)
        changed = _parts_changed(before, after)
        return f"{changed} {'are' if changed in ('Tags', 'Changes') else 'is'} as before"

    # -- many at once -------------------------------------------------------------------

    def remove_all(self, keys: Collection[str]) -> str:
        """Take several away at once; what was done, in words."""
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
        return f"{_many(known)} removed · U undoes"

    def _each(self, keys: Sequence[str]) -> list[Bookmark | None]:
        return [self._store.get(key) for key in keys]

    def _bring_back(self, gone: Sequence[Bookmark]) -> str:
        self._store.restore_all(gone)
        return f"{_many(gone)} {'are' if len(gone) > 1 else 'is'} back"

    def facts_of(self, ref: ArticleRef) -> Facts:
        """What the library knows of an article, for formats that have a place for it."""
        from reader.state.bookmark import Bookmark
        from reader.state.exchange.facts import NO_FACTS, Facts

        article = self.article_of(Bookmark(ref))
        if article is None:
            return NO_FACTS
        day = article.date.iso if article.date else ""
        return Facts(article.author, article.source, day, article.tags)

    def articles(self) -> Iterator[ArticleRef]:
        """All that have bookmarks or are in the library."""
        yield from (mark.article for mark in self._store.all())
        yield from map(reference, self._session.index.articles(self._session.roots))

    def take_in(self, plan: Plan) -> None:
        """Keep bookmarks that came from elsewhere, as planned, with their way back in a file too.

        Raises ReaderError.
        """
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
        from reader.state.exchange.import_undo import way_back

        back = way_back(done, self._store.get)
        self._store.remove_all(back.removed)
        self._store.update_all(back.restored)
        record.discard_undo()
        kept = f" · {_many(range(back.edited))} edited since keep what was edited"
        parts = ((back.removed, "taken out"), (back.restored, "as before"))
        undone = ", ".join(f"{_many(marks)} {what}" for marks, what in parts if marks)
        told = f"Import taken back: {undone}" if undone else ""
        return (told or "Nothing of the import is left to take back") + (
            kept if back.edited else ""
        )


def _renewed(ref: ArticleRef, now: ArticleRef) -> ArticleRef:
    """What an article is called now; what is not known of it is as it was."""
    from reader.state.bookmark import ArticleRef

    return ArticleRef(
        fingerprint=now.fingerprint or ref.fingerprint,
        url=now.url or ref.url,
        path=now.path or ref.path,
        title=now.title or ref.title,
    )


def trimmed(document: Document, start: Place, end: Place) -> tuple[Place, Place]:
    """A span without the white space at its ends; nothing is left of one that has no words."""
    from reader.document.model import Place

    start, end = min(start, end), max(start, end)
    blocks = document.blocks
    while start < end:
        text = blocks[start.block].text
        stop = end.offset if start.block == end.block else len(text)
        at = start.offset + len(text[start.offset : stop]) - len(text[start.offset : stop].lstrip())
        if at < stop:
            start = Place(start.block, at)
            break
        if start.block == end.block:
            return end, end
        start = Place(start.block + 1)
    while start < end:
        low = start.offset if start.block == end.block else 0
        kept = blocks[end.block].text[low : end.offset].rstrip()
        if kept:
            return start, Place(end.block, low + len(kept))
        end = Place(end.block - 1, len(blocks[end.block - 1].text))
    return start, start


def _noun(kind: str) -> str:
    return "Highlight" if kind == "highlight" else "Bookmark"


def _many(bookmarks: Collection[object]) -> str:
    return "1 bookmark" if len(bookmarks) == 1 else f"{len(bookmarks):,} bookmarks"


def _meanwhile(original: Bookmark, said: Bookmark, now: Bookmark | None) -> str:
    """What others did to a bookmark since the owner saw it, where that meets what was said."""
    parts = {"note": said.note != original.note, "tags": said.tags != original.tags}
    if now is None:
        given = " and ".join(name for name, is_said in parts.items() if is_said)
        noun = _noun(original.kind.value).lower()
        return f"The {noun} had been removed; it is back with your {given or 'colour'}"
    both = [
        name
        for name, is_said in parts.items()
        if is_said and getattr(now, name) not in (getattr(original, name), getattr(said, name))
    ]
    if not both:
        return ""
    it = "it" if both == ["note"] else "them"
    return f"; another reader had changed {it} too: both stand"


def _own_part(change: Change, now: Bookmark | None) -> Bookmark | None:
    """What the change came to, but for what others wrote in the same moment.

    Where nobody else had said anything, the owner's own words are what the change came to.
    """
    from dataclasses import replace

    before, said = change.before, change.after
    if before is None or said is None or now is None:
        return now
    return replace(
        now,
        note=said.note if before.note == change.bookmark.note else now.note,
        tags=said.tags if before.tags == change.bookmark.tags else now.tags,
    )


def _as_before(now: Bookmark, before: Bookmark, after: Bookmark) -> Bookmark:
    """A bookmark without a change: what is no longer as the change left it stays."""
    from dataclasses import replace

    added = [tag for tag in after.tags if tag not in before.tags]
    removed = [tag for tag in before.tags if tag not in after.tags and tag not in now.tags]
    others = tuple([tag for tag in now.tags if tag not in added] + removed)
    is_there = (now.place, now.end, now.quote) == (after.place, after.end, after.quote)
    where = before if is_there else now
    return replace(
        now,
        place=where.place,
        end=where.end,
        quote=where.quote,
        note=before.note if now.note == after.note else now.note,
        tags=before.tags if now.tags == after.tags else others,
        color=before.color if now.color == after.color else now.color,
    )


def _parts_changed(before: Bookmark, after: Bookmark) -> str:
    parts = {
        "Note": before.note != after.note,
        "Tags": before.tags != after.tags,
        "Colour": before.color != after.color,
        "Place": (before.place, before.quote) != (after.place, after.quote),
    }
    changed = [name for name, is_other in parts.items() if is_other]
    return changed[0] if len(changed) == 1 else "Changes"

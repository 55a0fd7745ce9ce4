"""Finding the article of the library that each bookmark is on. For workers."""

from __future__ import annotations

import os
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Final, NamedTuple

from reader.library.files.copy_names import is_copy
from reader.library.store.article_row import decode_path
from reader.services.owner.article_identity import (
    ALIKE,
    Evidence,
    Known,
    Verdict,
    Wording,
    bare,
    count_words,
    decide,
    decide_by_words,
    is_aside,
    is_same_title,
    needs_texts,
    trail,
    yields,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from reader.document.anchors.quote import Quote
    from reader.library.article import Article
    from reader.library.store.reads import IndexSnapshot
    from reader.services.catalog import Catalog
    from reader.services.session import Session
    from reader.state.bookmark import ArticleRef, Bookmark

    _Articles = Mapping[str, tuple[int, Article]]
    """Candidates with their ids, by path."""

MOST_CANDIDATES: Final = 16
"""Articles with one text, URL, title or phrase that are compared: the newest ones."""
MOST_QUOTES: Final = 8
"""Quotes of the bookmarks of one article that are looked for: the longest ones."""
MOST_SEARCHED: Final = 500
"""Records whose quotes are searched in the library at one revision; each takes a millisecond."""
_COMPARABLE: Final = 200
"""Characters from which on a text that shares nothing with another is evidence against it."""


class Home(NamedTuple):
    """The article that a bookmark is on."""

    id: int
    path: Path
    is_sure: bool = True
    """Whether the record may be given the present names of the article."""
    is_named: bool = True
    """Whether one of the recorded names led to it, rather than title and quotes."""


class State(NamedTuple):
    """The articles of all bookmarks at one revision of the index."""

    revision: int
    bookmarks: Mapping[str, Bookmark]
    homes: Mapping[ArticleRef, Home | None]
    strays: Mapping[Path, frozenset[ArticleRef]]
    """By the path of an article, the records that only title and quotes lead to it."""


NOWHERE: Final = State(-1, {}, {}, {})


class _Entry(NamedTuple):
    quotes: frozenset[Quote] | None
    """The quotes that it was found with; None if they do not matter."""
    home: Home | None


class BookmarkHomes:
    """Finds the articles of bookmarks; results are kept for one revision of the index.

    Any thread may use it; its methods raise ReaderError if index or bookmarks cannot be read.
    """

    def __init__(self, session: Session, catalog: Catalog) -> None:
        self._session = session
        self._catalog = catalog
        self._lock = Lock()
        self._state = NOWHERE
        self._entries: tuple[int, dict[ArticleRef, _Entry]] = (-1, {})

    def state(self) -> State:
        """The articles of all bookmarks as they are now. Slow unless they are known already."""
        with self._lock:
            bookmarks = self._session.bookmarks.records
            known = self._state
            if bookmarks is known.bookmarks and self._session.index.revision == known.revision:
                return known
            grouped = _by_article(bookmarks.values())
            revision, homes = self._session.index.view(lambda seen: self._resolve(seen, grouped))
            strays: dict[Path, set[ArticleRef]] = {}
            for ref, home in homes.items():
                if home is not None and not home.is_named:
                    strays.setdefault(home.path, set()).add(ref)
            named = {path: frozenset(refs) for path, refs in strays.items()}
            self._state = State(revision, bookmarks, homes, named)
            return self._state

    def last_state(self) -> tuple[State, bool]:
        """The last known state without any work, and whether it still holds."""
        known = self._state
        bookmarks = self._session.bookmarks.records
        holds = not bookmarks or (
            bookmarks is known.bookmarks and self._session.index.revision == known.revision
        )
        return (known if bookmarks else NOWHERE), holds

    def home(self, ref: ArticleRef, bookmarks: Iterable[Bookmark]) -> Home | None:
        """The article of one record, which all of these bookmarks have; None if it is not here."""
        given = {ref: list(bookmarks)}
        return self._session.index.view(lambda seen: self._resolve(seen, given)[1][ref])

    def of_records(self, refs: Iterable[ArticleRef]) -> tuple[int, dict[ArticleRef, Home | None]]:
        """The articles of records without quotes, and the revision of the index for which it holds.

        Known already for records that were asked for before at this revision.
        """
        with self._lock:
            given = dict.fromkeys(refs, ())
            return self._session.index.view(lambda seen: self._resolve(seen, given))

    def is_elsewhere(self, ref: ArticleRef) -> bool:
        """Whether the recorded file exists outside of this library: the record belongs to it."""
        path = _path(ref)
        if path is None or self._catalog.is_here(path):
            return False
        try:
            return path.exists()
        except OSError:
            return True  # unknown, so the record is left alone

    # -- many -----------------------------------------------------------------------------

    def _resolve(
        self, snapshot: IndexSnapshot, grouped: Mapping[ArticleRef, Sequence[Bookmark]]
    ) -> tuple[int, dict[ArticleRef, Home | None]]:
        revision = snapshot.revision
        known_at, entries = self._entries
        if known_at != revision:
            entries = {}
        fresh = self._plain(snapshot, [ref for ref in grouped if ref not in entries])
        entries.update((ref, _Entry(None, home)) for ref, home in fresh.items())
        quotes = {
            ref: _quotes(grouped[ref])
            for ref in grouped
            if ref not in entries or entries[ref].quotes is not None
        }
        due = [ref for ref in quotes if ref not in entries or entries[ref].quotes != quotes[ref]]
        search = _Search(snapshot, self._catalog, due)
        for ref in sorted(due, key=lambda ref: (ref.path, ref.url, ref.fingerprint, ref.title)):
            may_be_here = search.may_find(ref, bool(quotes[ref]))
            home = self._find(search, ref, _Words(quotes[ref])) if may_be_here else None
            entries[ref] = _Entry(quotes[ref], home)
        self._entries = revision, entries
        return revision, {ref: entries[ref].home for ref in grouped}

    def _plain(self, snapshot: IndexSnapshot, refs: Iterable[ArticleRef]) -> dict[ArticleRef, Home]:
        """The records whose file is at its path, with its text or with its title and a new text."""
        names = {ref: name for ref in refs if ref.fingerprint and (name := _file(ref)) is not None}
        at = snapshot.named_at({*names.values()})
        paths = {name: path for name in at if self._catalog.is_here(path := decode_path(name))}
        here = {ref: at[name] for ref, name in names.items() if name in paths}
        others = {ref.fingerprint for ref, (_, text, _) in here.items() if text != ref.fingerprint}
        elsewhere = snapshot.known("fingerprint", {*filter(_is_text, others)})
        return {
            ref: Home(id_, paths[names[ref]])
            for ref, (id_, text, title) in here.items()
            if text == ref.fingerprint or (title == ref.title and ref.fingerprint not in elsewhere)
        }

    def _find(self, search: _Search, ref: ArticleRef, words: _Words) -> Home | None:
        known = Known(bool(ref.title), len(words.quotes), url=bool(ref.url))
        named = search.named(ref)
        evidence = _evidence(ref, named)
        if needs_texts(evidence.values()):
            evidence = search.with_texts(evidence, named, words)
        verdict = decide(known, evidence.values())
        chosen = evidence.get(verdict.path)
        for worded in self._worded(search, ref, words, chosen, verdict, named):
            others = search.with_texts(_evidence(ref, worded), worded, words)
            by_words = decide_by_words(known._replace(long=words.long), others.values())
            if by_words.path and (not verdict.is_sure or (chosen and yields(chosen, by_words))):
                return _home(by_words, worded, is_named=by_words.path in named)
        return _home(verdict, named) if verdict.path else None

    def _worded(
        self,
        search: _Search,
        ref: ArticleRef,
        words: _Words,
        chosen: Evidence | None,
        verdict: Verdict,
        named: _Articles,
    ) -> Iterator[_Articles]:
        """Candidates by title, then by quotes, as far as they may change the verdict."""
        if (chosen is None and named) or self.is_elsewhere(ref):
            return
        if not verdict.is_sure:
            yield from search.titled(ref)
            yield from search.quoted(words)
        elif chosen is not None and not chosen.same_path:
            yield from (found for found in search.titled(ref) if found.keys() - named.keys())


class _Words:
    """The longest quotes of an article's bookmarks, brought into comparable form on demand."""

    def __init__(self, quotes: Iterable[Quote]) -> None:
        longest = sorted(quotes, key=lambda quote: (-len(quote.exact), quote.exact, quote.prefix))
        self.quotes = longest[:MOST_QUOTES]

    @cached_property
    def wordings(self) -> list[Wording]:
        return [Wording.of(quote) for quote in self.quotes]

    @property
    def long(self) -> int:
        return sum(each.is_long for each in self.wordings)


class _Search:
    """Finds candidates in one snapshot of the index, and the evidence for them."""

    def __init__(
        self, snapshot: IndexSnapshot, catalog: Catalog, refs: Iterable[ArticleRef]
    ) -> None:
        """`refs` are the records that will be asked for: their names are looked up at once."""
        from reader.library.store.simhash import title_hash

        given = list(refs)
        self._snapshot = snapshot
        self._catalog = catalog
        self._hashes = {ref.title: title_hash(ref.title) for ref in given}
        texts = {ref.fingerprint for ref in given if _is_text(ref.fingerprint)}
        urls = {ref.url for ref in given if _is_text(ref.url)}
        # One query for all: most records of other libraries have no name that is known here.
        names = {ref: name for ref in given if (name := _file(ref)) is not None}
        at = snapshot.named_at({*names.values()})
        self._at = {ref: at[name][0] for ref, name in names.items() if name in at}
        self._texts = snapshot.known("fingerprint", texts)
        self._urls = snapshot.known("url", urls)
        self._titles = snapshot.known("title_hash", {*self._hashes.values()} - {0})
        self._searched = 0

    def may_find(self, ref: ArticleRef, has_quotes: bool) -> bool:
        """Whether a record may have any candidates."""
        return (
            ref.fingerprint in self._texts
            or ref.url in self._urls
            or self._hashes[ref.title] in self._titles
            or ref in self._at
            or (has_quotes and self._searched < MOST_SEARCHED)
        )

    def named(self, ref: ArticleRef) -> _Articles:
        """The candidates that have one of the recorded names, by path."""
        snapshot = self._snapshot
        ids = [self._at[ref]] if ref in self._at else []
        if ref.fingerprint in self._texts:
            ids += snapshot.find_fingerprint(ref.fingerprint)[:MOST_CANDIDATES]
        if ref.url in self._urls:
            ids += snapshot.find_url(ref.url)[:MOST_CANDIDATES]
        return self._articles(ids)

    def titled(self, ref: ArticleRef) -> Iterator[_Articles]:
        """The candidates that have the recorded title, if there are any."""
        number = self._hashes[ref.title]
        if number in self._titles:
            yield self._articles(self._snapshot.find_title(number)[:MOST_CANDIDATES])

    def quoted(self, words: _Words) -> Iterator[_Articles]:
        """The candidates that may have the longest quote, if it is long and they are few."""
        long = (each for each in words.wordings if each.is_long and each.phrase)
        longest = next(long, None)
        if longest is None or self._searched >= MOST_SEARCHED:
            return
        from reader.library.search.fts_query import lookup

        self._searched += 1
        expression = lookup(longest.phrase).anywhere
        ids = self._snapshot.find_tokens(expression, MOST_CANDIDATES + 1)
        if len(ids) <= MOST_CANDIDATES:
            yield self._articles(ids)

    def with_texts(
        self,
        evidence: Mapping[str, Evidence],
        articles: _Articles,
        words: _Words,
    ) -> dict[str, Evidence]:
        """The evidence with what the texts of the candidates add to it."""
        from reader.library.store.simhash import share

        texts = {path: self._snapshot.text(articles[path][0]) for path in evidence}
        former = next((texts[path] for path, each in evidence.items() if each.same_text), None)
        found: dict[str, Evidence] = {}
        for path, each in evidence.items():
            quotes, long, longest = (
                count_words(words.wordings, bare(texts[path])) if words.quotes else (0, 0, 0)
            )
            likeness = share(former, texts[path]) if former is not None else None
            if likeness is not None and likeness < ALIKE:
                shorter = min(len(former or ""), len(texts[path]))
                likeness = likeness if shorter >= _COMPARABLE else None
            found[path] = replace(
                each, quotes=quotes, long=long, longest=longest, likeness=likeness
            )
        return found

    def _articles(self, ids: Iterable[int]) -> _Articles:
        here = self._catalog.here(self._snapshot, list(dict.fromkeys(ids)))
        return {str(article.path): (id_, article) for id_, article in here.items()}


def _evidence(ref: ArticleRef, articles: _Articles) -> dict[str, Evidence]:
    """The evidence from names and titles alone, by path."""
    from reader.library.store.simhash import title_hash

    recorded, title = _path(ref), title_hash(ref.title)
    found: dict[str, Evidence] = {}
    for path, (_, article) in articles.items():
        is_at_path = article.path == recorded
        same_title = title == title_hash(article.title) != 0
        found[path] = Evidence(
            path,
            same_path=is_at_path,
            same_text=article.fingerprint == ref.fingerprint != "",
            same_url=article.url == ref.url != "",
            same_title=same_title or (is_at_path and is_same_title(ref.title, article.title)),
            trail=trail(path, ref.path),
            is_copy=is_copy(path, ref.path),
            is_aside=is_aside(path, ref.path),
        )
    return found


def _home(verdict: Verdict, articles: _Articles, *, is_named: bool = True) -> Home:
    id_, article = articles[verdict.path]
    return Home(id_, article.path, verdict.is_sure, is_named)


def _by_article(bookmarks: Iterable[Bookmark]) -> dict[ArticleRef, list[Bookmark]]:
    grouped: dict[ArticleRef, list[Bookmark]] = {}
    for bookmark in bookmarks:
        grouped.setdefault(bookmark.article, []).append(bookmark)
    return grouped


def _quotes(bookmarks: Iterable[Bookmark]) -> frozenset[Quote]:
    return frozenset(mark.quote for mark in bookmarks if mark.quote and mark.quote.exact.strip())


def _file(ref: ArticleRef) -> bytes | None:
    """The recorded path in the form of the index; None if no file can have that name."""
    try:
        return os.fsencode(os.path.normpath(ref.path)) if ref.path else None
    except UnicodeEncodeError:
        return None


def _path(ref: ArticleRef) -> Path | None:
    name = _file(ref)
    return None if name is None else decode_path(name)


def _is_text(name: str) -> bool:
    """Whether the index can be asked for a name: JSON can hold lone surrogates."""
    return bool(name) and all(not "\ud800" <= character <= "\udfff" for character in name)

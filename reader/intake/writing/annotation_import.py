"""The highlights and notes that come in with one job, made bookmarks of the reader's owner."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from reader.document import pipeline
from reader.errors import ReaderError
from reader.intake.incoming import Annotation, ArticleFacts
from reader.intake.writing.annotation_bookmarks import bookmarks_of, work_address
from reader.intake.writing.quoted_words import QuotedWords
from reader.library.load import load
from reader.state.bookmark import ArticleRef, Bookmark
from reader.state.bookmark_store import BookmarkStore
from reader.state.exchange.import_plan import ImportOutcome, plan
from reader.state.exchange.import_undo import ImportRecord, carry_out
from reader.text.fold import fold

FindArticle = Callable[[ArticleFacts], Path | None]
"""The file of an article or book that is in the library, by what is told of it."""
_ADDS = (ImportOutcome.NEW, ImportOutcome.BESIDE, ImportOutcome.MERGED)


class AnnotationImport:
    """Takes annotations article by article; keeps them all together, so that one undo does.

        annotations = AnnotationImport(store, LibraryArticles(index).find)
        try:
            for each entry:
                count = annotations.take(entry.facts, entry.annotations, path)
        finally:
            record = annotations.keep()

    `path` is the file that was written, or is there already, for an `IncomingArticle` or
    `IncomingAddress`; None for `IncomingNotes`, whose article is looked for in the library. With
    `dry_run` only `take` is called, which writes nothing. `reader bookmarks undo-import` takes back
    what a record was answered for. Nothing that is taken twice is kept twice, in one job or two.
    """

    def __init__(self, store: BookmarkStore, find: FindArticle) -> None:
        """`store` is loaded."""
        self._store = store
        self._find = find
        self._taken: list[Bookmark] = []
        self._counted: set[str] = set()

    def take(
        self, facts: ArticleFacts, annotations: Sequence[Annotation], path: Path | None = None
    ) -> int:
        """The number of annotations that are new, or say something new; never raises.

        Slow for a long article, whose words are looked through: for workers.
        """
        if not annotations:
            return 0
        article, words = self._article(facts, path or self._find(facts))
        made = bookmarks_of(annotations, facts, article, words)
        incoming = _with_known_ids(made, self._store.for_article(article))
        self._taken += incoming
        steps = plan(self._alike(article, incoming), incoming).steps
        new = {step.bookmark.id for step in steps if step.outcome in _ADDS} - self._counted
        self._counted |= new
        return len(new)

    def keep(self) -> ImportRecord | None:
        """Write what was taken; the way back from it, None if there was nothing new.

        Raises ReaderError if the bookmarks cannot be saved: the store then holds them in memory,
        and its notices say where they were put.
        """
        taken, self._taken = self._taken, []
        done = plan(self._store.all(), taken)
        return carry_out(done, self._store) if done.kept else None

    def _article(
        self, facts: ArticleFacts, path: Path | None
    ) -> tuple[ArticleRef, QuotedWords | None]:
        """What names the article, and its words if there is a file of it that can be read."""
        if path is None:
            url = facts.url or work_address(facts.title, facts.author)
            return ArticleRef(url=url, title=facts.title), None
        try:
            loaded = load(path)
        except ReaderError:
            return ArticleRef(url=facts.url, path=str(path), title=facts.title), None
        article = loaded.article
        document = pipeline.read(loaded.body, loaded.kind, title=article.title)
        named = ArticleRef(
            article.fingerprint, article.url or facts.url, str(article.path), article.title
        )
        return named, QuotedWords(document)

    def _alike(self, article: ArticleRef, incoming: Sequence[Bookmark]) -> list[Bookmark]:
        """The bookmarks that are kept on the article, or under one of the ids that come in."""
        named = {mark.id: mark for mark in self._store.for_article(article)}
        same = (self._store.get(mark.id) for mark in incoming)
        return [*({mark.id: mark for mark in same if mark is not None} | named).values()]


def _with_known_ids(
    incoming: Sequence[Bookmark], known: Sequence[Bookmark]
) -> tuple[Bookmark, ...]:
    """The bookmarks that come in, with the ids of those that mark the same words already.

    These may be highlights that came in another way, or that the owner made. Without surroundings a
    bookmark tells only the words, not which of several places they are at.
    """
    by_words: dict[str, list[Bookmark]] = {}
    ids = {mark.id for mark in known}
    arriving = {mark.id for mark in incoming}
    for mark in known:
        if mark.id not in arriving and (words := _words(mark)):
            by_words.setdefault(words, []).append(mark)
    found: list[Bookmark] = []
    for mark in incoming:
        others = by_words.get(_words(mark), []) if mark.id not in ids else []
        same = next((each for each in others if _may_be_one(each, mark)), None)
        if same is not None:
            others.remove(same)
        found.append(mark if same is None else replace(mark, id=same.id))
    return tuple(found)


def _words(mark: Bookmark) -> str:
    return "".join(fold(mark.quote.exact).split()) if mark.quote is not None else ""


def _may_be_one(known: Bookmark, other: Bookmark) -> bool:
    quotes = (known.quote, other.quote)
    return known.place == other.place or not all(
        quote is not None and quote.prefix + quote.suffix for quote in quotes
    )

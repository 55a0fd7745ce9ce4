"""The commands `list` and `search`, which print what the index knows, and `index` itself."""

from __future__ import annotations

import os
import sys
from array import array
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from reader.console.nearest import tell_nearest
from reader.console.plain import (
    article_line,
    article_record,
    complain,
    find_roots,
    load_settings,
    print_json,
)
from reader.console.progress import ProgressBar, index_line
from reader.errors import ReaderError
from reader.paths import Paths

if TYPE_CHECKING:
    import argparse

    from reader.console.templates.template import Template
    from reader.library.article import Article
    from reader.library.index import Index, Progress
    from reader.library.search.query import Literal, Query
    from reader.library.search.searcher import Flags, FoundArticles, Hit, Searcher
    from reader.library.store.reads import IndexSnapshot
    from reader.settings import Settings

T = TypeVar("T")

NOTHING_FOUND = 1
"""Exit status if nothing was found, as grep has it."""
FIELDS = (
    "path", "title", "author", "source", "date", "day", "tags", "url", "language", "length",
    "minutes", "error",
)  # fmt: skip
FOUND_FIELDS = (*FIELDS, "hits", "snippet")
_FIRST_CHUNK = 20
"""Articles that are fetched at first: few, so that the first lines come at once."""
_CHUNK = 200
"""Articles that are fetched at a time after that."""
_MOST_PROBLEMS = 20
"""Files that cannot be read, each named in a line; of more only the number is told."""


def list_(options: argparse.Namespace) -> int:
    """Print the articles that the options let through; the exit status. Raises ReaderError."""
    from reader.library.index import Index
    from reader.library.search.query import Query
    from reader.library.search.searcher import Searcher

    paths = Paths.default(os.environ, options.bookmarks)
    chosen = load_settings(paths)
    roots = find_roots(options.paths, chosen)
    sort = options.sort or chosen.sort
    query = Query("", tuple((condition,) for condition in _conditions(options)))
    with Index(paths.index, links=chosen.links) as index:
        refresh(index, roots)
        needs_owner = options.unread or options.bookmarked or sort == "read"

        def ask() -> Iterator[Article]:
            flags = _flags(paths, chosen, index, roots) if needs_owner else None
            found = None
            if query:
                found = _search(Searcher(index, roots), query, flags, limit=None)
            ids = _sorted(index, roots, sort, flags, found)
            if options.related is not None:
                ids = _related(index, roots, options.related, ids)
            if options.reverse:
                ids.reverse()
            return _articles(index, ids[: options.limit])

        articles = _steadily(index, roots, ask)
        if options.json:
            return _status(print_json(map(article_record, articles)))
        return _status(_print_each(articles, options.format, article_line, _values))


def search(options: argparse.Namespace) -> int:
    """Print what a query finds; the exit status. Raises ReaderError."""
    from reader.library.index import Index
    from reader.library.search.passages import slow_patterns
    from reader.library.search.query import parse
    from reader.library.search.searcher import Searcher

    paths = Paths.default(os.environ, options.bookmarks)
    chosen = load_settings(paths)
    roots = find_roots(options.paths, chosen)
    query = parse(options.query.strip(), datetime.now().astimezone().date())
    if query.is_cut:
        complain("the query is too long; only its beginning is searched for")
    for problem in query.problems:
        complain(problem)
    by_relevance = options.sort == "relevance"
    with Index(paths.index, links=chosen.links) as index:
        refresh(index, roots)
        needs_owner = options.sort == "read" or query.needs_flags

        def ask() -> Iterator[Hit]:
            flags = _flags(paths, chosen, index, roots) if needs_owner else None
            searcher = Searcher(index, roots)
            limit = options.limit if by_relevance and not options.reverse else None
            found = _search(searcher, query, flags, limit)
            for problem in found.problems[len(query.problems) :]:
                complain(problem)
            if not by_relevance:
                found = _in_order(found, _sorted(index, roots, options.sort, flags, found))
            if options.reverse:
                found = _in_order(found, found.ids[::-1])
            tell_nearest(searcher, found, flags)
            return islice(_hits(searcher, found), options.limit)

        hits = _steadily(index, roots, ask)
        if options.json:
            printed = print_json(map(_found_record, hits))
        else:
            printed = _print_each(hits, options.format, _found_lines, _found_values)
    for problem in slow_patterns(query.passages):
        complain(problem)
    return _status(printed)


def _steadily(index: Index, roots: Sequence[Path], ask: Callable[[], Iterator[T]]) -> Iterator[T]:
    """The answers; `ask` is called again if the index proves damaged and is made anew meanwhile.

    Damage found after the first answers were given is told on stderr.
    """
    generation = index.generation
    answers = ask()
    first = [*islice(answers, _FIRST_CHUNK)]
    if index.generation != generation:
        refresh(index, roots)
        generation = index.generation
        answers = ask()
        first = [*islice(answers, _FIRST_CHUNK)]
    yield from first
    yield from answers
    if index.generation != generation:
        complain("the index was damaged and is made anew; some answers are missing: ask again")


def index_(options: argparse.Namespace) -> int:
    """Bring the index up to date, rebuild or check it; the exit status. Raises ReaderError."""
    from reader.library.index import Index, Progress

    paths = Paths.default(os.environ)
    chosen = load_settings(paths)
    with Index(paths.index, links=chosen.links) as index:
        if options.check:
            return _check(index)
        roots = find_roots(options.paths, chosen)
        if options.rebuild:
            index.rebuild()
        last = refresh(index, roots) or Progress(0, 0, 0)
        for problem in last.problems[:_MOST_PROBLEMS]:
            complain(problem)
        if (more := len(last.problems) - _MOST_PROBLEMS) > 0:
            complain(f"and {more:,} more")
        if index.in_memory:
            raise ReaderError(
                "the index could not be written",
                path=paths.index,
                hint="see that its folder can be written and its disk is not full",
            )
        if sys.stderr.isatty():
            print(f"{last.total or 0:,} articles, {last.changed:,} changed", file=sys.stderr)
    return 0


def _check(index: Index) -> int:
    problems = index.check()
    for problem in problems:
        print(problem)
    if problems:
        complain("the index is damaged; `reader index --rebuild` makes it anew")
        return NOTHING_FOUND
    if sys.stderr.isatty():
        print("the index is sound", file=sys.stderr)
    return 0


def refresh(index: Index, roots: Sequence[Path]) -> Progress | None:
    """Bring the index up to date, with a progress bar on a terminal; the last progress, if any."""
    last = None
    bar = ProgressBar(sys.stderr, index_line)
    try:
        with closing(bar):
            for last in index.refresh(roots):
                bar.show(last)
    except KeyboardInterrupt:
        complain("stopped; the articles read so far are kept, and the next run goes on from there")
        raise
    for notice in index.notices:
        complain(notice)
    return last


def _flags(paths: Paths, chosen: Settings, index: Index, roots: tuple[Path, ...]) -> Flags:
    """What the owner did with the articles (read, bookmarked), by the app's own rules."""
    from reader.library.open_article import Opener
    from reader.services.catalog import Catalog
    from reader.services.owner.article_flags import Flagger
    from reader.services.owner.bookmark_articles import BookmarkHomes
    from reader.services.session import Own, Session
    from reader.state.bookmark_store import BookmarkStore, utc_now
    from reader.state.reading_state import StateDatabase

    store = BookmarkStore(paths.bookmarks, emergency=paths.emergency)
    for notice in store.load().notices:
        complain(notice)
    with StateDatabase(paths.state) as state:
        own = Own(store, state, Opener())
        session = Session(roots=roots, index=index, own=lambda: own, settings=chosen, clock=utc_now)
        homes = BookmarkHomes(session, Catalog(session))
        flags = Flagger(session, lambda: homes).flags()
        for notice in state.take_notices():
            complain(notice)
    return flags


def _conditions(options: argparse.Namespace) -> Iterator[Literal]:
    """The conditions of a search that the options of `list` stand for."""
    from reader.library.search.query import Literal, QueryField

    if options.unread:
        yield Literal(QueryField.IS, "unread")
    if options.bookmarked:
        yield Literal(QueryField.IS, "bookmarked")
    named = ((QueryField.TAG, options.tag), (QueryField.SOURCE, options.source))
    for field, values in (*named, (QueryField.AUTHOR, options.author)):
        for value in values:
            yield Literal(field, value)


def _search(
    searcher: Searcher, query: Query, flags: Flags | None, limit: int | None
) -> FoundArticles:
    if flags is None:
        return searcher.search(query, limit=limit)
    return searcher.search(query, limit=limit, flags=flags)


def _sorted(
    index: Index, roots: Sequence[Path], sort: str, flags: Flags | None, found: FoundArticles | None
) -> array[int]:
    """The ids in the order wanted; every file counts, so an article saved twice is there twice."""
    from reader.library.listing import SortKey, list_articles
    from reader.library.search.searcher import Flags

    return list_articles(
        index,
        roots,
        sort=SortKey(sort),
        flags=flags or Flags(),
        found=found,
        merge_copies=False,
    ).ids


def _related(index: Index, roots: Sequence[Path], path: Path, ids: array[int]) -> array[int]:
    """Those of the articles that are most like the one at `path`, the most alike first."""
    from reader.library.index import normalize_roots
    from reader.library.search.alike.related import related

    file, listed = path.absolute(), frozenset(ids)

    def look(snapshot: IndexSnapshot) -> array[int]:
        known = snapshot.find(file)
        if known is None:
            raise ReaderError("no article of the library", path=path, hint="name one that is in it")
        found = related(snapshot, known, normalize_roots(roots))
        return array("q", (each.id for each in found if each.id in listed))

    return index.view(look)


def _in_order(found: FoundArticles, ids: array[int]) -> FoundArticles:
    """The same search result in another order, without its tiers."""
    from reader.library.search.searcher import Tier

    return replace(found, ids=ids, tiers=((Tier.TEXT, 0),))


# -- what is printed ----------------------------------------------------------------------


def _status(printed: int) -> int:
    return 0 if printed else NOTHING_FOUND


def _articles(index: Index, ids: Sequence[int]) -> Iterator[Article]:
    for start, stop in _chunks(len(ids)):
        chunk = ids[start:stop]

        def look(snapshot: IndexSnapshot, chunk: Sequence[int] = chunk) -> list[Article]:
            return snapshot.articles_of(chunk)

        yield from index.view(look)


def _hits(searcher: Searcher, found: FoundArticles) -> Iterator[Hit]:
    for start, stop in _chunks(len(found.ids)):
        yield from searcher.hits(found, start, stop)


def _chunks(count: int) -> Iterator[tuple[int, int]]:
    """The bounds of chunks of `count` items, the first of them small."""
    start, size = 0, _FIRST_CHUNK
    while start < count:
        yield start, min(count, start + size)
        start, size = start + size, _CHUNK


def _print_each(
    items: Iterator[T],
    template: Template | None,
    as_line: Callable[[T], str],
    as_values: Callable[[T], dict[str, object]],
) -> int:
    """Print each item by the template, or as a line without one; how many there were."""
    count = 0
    exact = not sys.stdout.isatty()
    for item in items:
        filled = template.fill(as_values(item), exact=exact) if template else as_line(item) + "\n"
        sys.stdout.write(filled)
        count += 1
    return count


def _values(article: Article) -> dict[str, object]:
    record = article_record(article)
    return {**record, "path": article.path, "day": article.date.day if article.date else None}


def _found_values(hit: Hit) -> dict[str, object]:
    return {**_values(hit.article), "hits": hit.hits, "snippet": hit.snippet.text}


def _found_record(hit: Hit) -> dict[str, object]:
    return {**article_record(hit.article), "hits": hit.hits, "snippet": hit.snippet.text}


def _found_lines(hit: Hit) -> str:
    snippet = f"\n{' ' * 12}{hit.snippet.text}" if hit.snippet.text else ""
    return article_line(hit.article) + snippet

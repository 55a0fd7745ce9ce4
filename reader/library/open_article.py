"""A readable article from a file, for the app and the command line."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import islice
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING

from reader.document.body_kind import BodyKind
from reader.document.model import Block, BlockKind, Document, Increment, join
from reader.library.article import Article, LengthUnit, reading_time
from reader.text.safe import clean
from reader.typeset.card import Card

if TYPE_CHECKING:
    from reader.document.anchors.quote import Quote
    from reader.document.preview import Excerpt
    from reader.library.kept_documents import KeptDocuments
    from reader.library.load import LoadedFile

GROWTH = 3
"""A part of an article is shown when it is so many times longer than the one before."""
STEP = 50_000
"""And longer by so many characters, or by half: each time all of it is looked through."""
STEP_SECONDS = 0.25
"""After which one of the two is enough: where all is read at once few parts are shown."""
MOST_CHARACTERS = 2_000_000
"""Characters of text and words in the articles that are kept open."""
MOST_SOURCE = 2_000_000
"""Characters of a file that are shown as its source."""
_CUT = f"Only the first {MOST_SOURCE:,} characters of the source are shown."
_FIRST_BLOCKS, _FIRST_CHARACTERS = 12, 1_000
"""Of an article, where a summary that is an excerpt of it would be; characters of each block."""
_TELLING = 40
"""Letters that are not the same in two texts by chance."""
_LANGUAGES = {
    BodyKind.HTML: "html",
    BodyKind.HTML_DOCUMENT: "html",
    BodyKind.BOOK: "html",
    BodyKind.FEED: "xml",
    BodyKind.MARKDOWN: "markdown",
    BodyKind.MIXED: "markdown",
}


class Extent(StrEnum):
    """How much of a file is shown."""

    ARTICLE = "article"
    PAGE = "whole page"
    """All that can be read of a page, what stands around its article too."""
    SOURCE = "source"
    """The text of the file, with its markup and its metadata."""


def next_extent(extent: Extent) -> Extent:
    """The one that follows: article, whole page, source, and the article again."""
    extents = list(Extent)
    return extents[(extents.index(extent) + 1) % len(extents)]


@dataclass(frozen=True, slots=True)
class OpenedArticle:
    """An article with its body made readable, all of it or, for the time being, a part."""

    article: Article
    document: Document
    notices: tuple[str, ...] = ()
    """Events on the way, one line each: an odd encoding, a fallback."""
    complete: bool = True
    before: int = 0
    """Characters of text that stand before the document's first block, estimated; of a part."""
    after: int = 0
    """Blocks left out behind its last one."""
    extent: Extent = Extent.ARTICLE
    """Only the article itself has places that may be kept."""


@dataclass(frozen=True, slots=True)
class Aim:
    """The place in a long article that is wanted first; the beginning, if nothing is said."""

    quote: Quote | None = None
    terms: tuple[str, ...] = ()
    """Any of these words, wherever they stand first."""
    end: bool = False


BEGINNING = Aim()


def open_article(path: Path, known: Article | None = None) -> OpenedArticle:
    """Load and convert one file; `known` as for `load`.

    Raises ReaderError if the file cannot be read. Cost: reading, decoding and converting all
    of it: call it from a worker.
    """
    # Late: parsers are heavy, and a warm start shows its list before any file is opened.
    from reader.document import pipeline
    from reader.library.load import glance, measure_by

    loaded = glance(path, known)
    document = pipeline.read(loaded.body, loaded.kind, title=loaded.article.title)
    return _opened(measure_by(loaded, document), document)


def open_by_parts(
    path: Path,
    known: Article | None = None,
    aim: Callable[[Article], Aim] = lambda _: BEGINNING,
    wanted: Callable[[], bool] = lambda: True,
    kept: KeptDocuments | None = None,
) -> Iterator[OpenedArticle]:
    """Yield the article as soon as there is something to see; the last one yielded is complete.

    First comes what a screen needs at the aim, if the article is long; while it is read from
    its beginning, longer and longer parts, each beginning with the blocks of the one before;
    at the end the whole. Only the whole has places that may be kept. Of a long article that was
    `kept` the whole comes second.

    Once it is not `wanted` any more it ends, without the whole. Raises ReaderError before
    anything is yielded.
    """
    from reader.document import pipeline
    from reader.library.load import glance, measure_by

    begun, part = _begun(path, known, aim)
    if begun is not None and part is not None:
        yield _part(begun, part)
    loaded = glance(path, known)
    is_new = part is None
    if part is None:
        part = _excerpt(loaded, aim(loaded.article))
    title = loaded.article.title
    document = kept.find(loaded.body, loaded.kind, title) if kept is not None else None
    if document is not None:
        if part is not None and is_new:
            yield _part(loaded, part)
        yield _opened(measure_by(loaded, document), document)
        return
    with pipeline.begun(loaded.body, loaded.kind, title=title, wanted=wanted) as increments:
        if part is not None and is_new:
            yield _part(loaded, part)
        from_beginning = part is not None and not part.before
        read: list[Increment] = []
        growth = _Growth(part)
        for increment in increments:
            if not wanted():
                return
            if increment.anew:
                read.clear()
                growth.size = 0
            read.append(increment)
            growth.size += sum(len(block.text) for block in increment.blocks)
            if from_beginning and growth.is_due():
                yield _opened(loaded, join(read), after=growth.rest, complete=False)
        if not wanted():
            return
    document = join(read)
    yield _opened(measure_by(loaded, document), document)
    if kept is not None:
        kept.keep(loaded.body, loaded.kind, title, document)


class _Growth:
    """How much of an article was read, and whether it is time to show a longer part of it."""

    def __init__(self, part: Excerpt | None) -> None:
        self.size = 0
        """Characters that were read."""
        self._shown = self._total = 0
        if part is not None:
            self._shown = sum(len(block.text) for block in part.document.blocks)
            self._total = part.before + self._shown + part.after
        self._shown_at = monotonic()

    @property
    def rest(self) -> int:
        """Characters still to come, estimated."""
        return max(0, self._total - self.size)

    def is_due(self) -> bool:
        """Whether what was read is to be shown; it is taken for shown then."""
        now = monotonic()
        least = (GROWTH * self._shown, self._shown + max(STEP, self._shown // 2))
        is_late = now > self._shown_at + STEP_SECONDS
        if self.size < (min(least) if is_late else max(least)):
            return False
        self._shown, self._shown_at = self.size, now
        return True


def _begun(
    path: Path, known: Article | None, aim: Callable[[Article], Aim]
) -> tuple[LoadedFile, Excerpt] | tuple[None, None]:
    """The first screen of a book that is opened at its beginning; None if it needs all of it."""
    from reader.library.load import begin

    if known is None or aim(known) != BEGINNING or (begun := begin(path, known)) is None:
        return None, None
    loaded, rest = begun
    part = _excerpt(loaded, BEGINNING)
    if part is None:
        return None, None
    shown = sum(len(block.text) for block in part.document.blocks)
    after = part.after + round(rest * (shown + part.after))
    return loaded, replace(part, after=after)


def open_uncut(path: Path, extent: Extent, known: Article | None = None) -> OpenedArticle:
    """Open more of a file than its article; the source of what is no page, whichever is asked for.

    Raises ReaderError as `open_article` does. Cost: as there; for workers.
    """
    from reader.document import pipeline
    from reader.library.load import load, source_text

    loaded = load(path, known)
    is_page = loaded.kind in (BodyKind.HTML, BodyKind.HTML_DOCUMENT, BodyKind.BOOK)
    if extent is Extent.PAGE and is_page:
        return replace(_opened(loaded, pipeline.read(loaded.body, BodyKind.UNCUT)), extent=extent)
    source = source_text(path)
    notices = (_CUT,) if len(source) > MOST_SOURCE else ()
    language = _LANGUAGES.get(loaded.kind, "")
    text = clean(source[:MOST_SOURCE]).strip("\n")
    document = Document((Block(BlockKind.CODE, text, language=language),), notices=notices)
    return replace(_opened(loaded, document), extent=Extent.SOURCE)


def open_part(path: Path, aim: Aim, known: Article | None = None) -> OpenedArticle | None:
    """The part that a screen needs at the aim; None if the whole is read as quickly."""
    from reader.library.load import glance

    loaded = glance(path, known)
    part = _excerpt(loaded, aim)
    return None if part is None else _part(loaded, part)


def _excerpt(loaded: LoadedFile, aim: Aim) -> Excerpt | None:
    from reader.document import preview

    body, kind, title = loaded.body, loaded.kind, loaded.article.title
    if aim.end:
        return preview.tail(body, kind, title=title)
    offset = 0
    if aim.quote is not None:
        offset = preview.offset_of(body, aim.quote)
    elif aim.terms:
        from reader.library.search.term import line_finder

        found = line_finder(aim.terms).search(body)
        offset = found[0] if found else -1
    if offset < 0:
        return None
    if offset < preview.NEAR:
        return preview.head(body, kind, title=title)
    return preview.around(body, kind, offset, title=title)


def _part(loaded: LoadedFile, part: Excerpt) -> OpenedArticle:
    return _opened(loaded, part.document, complete=False, before=part.before, after=part.after)


def _opened(
    loaded: LoadedFile,
    document: Document,
    *,
    complete: bool = True,
    before: int = 0,
    after: int = 0,
) -> OpenedArticle:
    notices = (*loaded.notices, *document.notices)
    return OpenedArticle(loaded.article, document, notices, complete, before, after)


def length_text(article: Article) -> str:
    """`2,345 字 · 6 min`, `1,200 words · 5 min` or `1 word · 1 min`; empty for an empty article."""
    if not article.length:
        return ""
    words = "word" if article.length == 1 else "words"
    unit = "字" if article.unit is LengthUnit.CHARACTERS else words
    return f"{article.length:,} {unit} · {reading_time(article.minutes)}"


def byline(article: Article) -> str:
    """Source, author, date and length in one line, what is missing left out."""
    source = article.source if article.source != article.author else ""
    day = article.date.day if article.date else ""
    return " · ".join(part for part in (source, article.author, day, length_text(article)) if part)


def card_of(opened: OpenedArticle) -> Card:
    article = opened.article
    is_article = opened.extent is Extent.ARTICLE
    return Card(
        title=article.title,
        meta=byline(article) if is_article else opened.extent.value.capitalize(),
        tags=article.tags if is_article else (),
        summary=_summary(article, opened.document) if is_article else "",
        notices=opened.notices,
    )


def _summary(article: Article, document: Document) -> str:
    """What the article says of itself, unless the title or its first words say the same."""
    summary = " ".join(article.summary.split())
    said = _letters(summary)[:_TELLING]
    begun = islice((block.text for block in document.blocks), _FIRST_BLOCKS)
    known = (article.title, "".join(text[:_FIRST_CHARACTERS] for text in begun))
    return "" if any(said in _letters(text) for text in known) else summary


def _letters(text: str) -> str:
    """What is compared of a text: an excerpt differs from it in signs and spaces, if at all."""
    return "".join(filter(str.isalnum, text.casefold()))


class Opener:
    """Opens articles for any thread, and keeps the last few: going back costs nothing."""

    def __init__(self, most: int = 12, kept: KeptDocuments | None = None) -> None:
        """`kept`: long articles as they were opened in earlier sessions."""
        self._most = most
        self._kept = kept
        self._opened: OrderedDict[Path, tuple[tuple[int, int], OpenedArticle]] = OrderedDict()
        self._lock = Lock()
        self.conversions = 0
        """Count of work, for tests."""

    def open(self, path: Path, known: Article | None = None) -> OpenedArticle:
        """Open as `open_article` does; the file that was opened before is not read again."""
        found = self._look_up(path)
        if found is not None:
            return found
        signature = _signature(path)
        return self._keep_one(path, signature, open_article(path, known))

    def by_parts(
        self,
        path: Path,
        known: Article | None = None,
        aim: Callable[[Article], Aim] = lambda _: BEGINNING,
        wanted: Callable[[], bool] = lambda: True,
    ) -> Iterator[OpenedArticle]:
        """Yield as `open_by_parts` does; an article that was opened before at once as a whole."""
        found = self._look_up(path)
        if found is not None:
            yield found
            return
        signature = _signature(path)
        for opened in open_by_parts(path, known, aim, wanted, self._kept):
            if opened.complete:
                self._keep_one(path, signature, opened)
            yield opened

    def _look_up(self, path: Path) -> OpenedArticle | None:
        signature = _signature(path)
        with self._lock:
            known = self._opened.get(path)
            if known is None or known[0] != signature:
                return None
            self._opened.move_to_end(path)
            return known[1]

    def _keep_one(
        self, path: Path, signature: tuple[int, int], opened: OpenedArticle
    ) -> OpenedArticle:
        with self._lock:
            self.conversions += 1
            self._opened[path] = (signature, opened)
            self._opened.move_to_end(path)
            while len(self._opened) > 1 and (
                len(self._opened) > self._most or self._characters() > MOST_CHARACTERS
            ):
                self._opened.popitem(last=False)
        return opened

    def _characters(self) -> int:
        return sum(opened.article.length for _, opened in self._opened.values())


def _signature(path: Path) -> tuple[int, int]:
    """Size and time of the file; of no file (0, 0): opening it then says why."""
    try:
        status = path.stat()
    except OSError:
        return (0, 0)
    return (status.st_size, status.st_mtime_ns)

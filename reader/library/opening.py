"""From a file to a readable article: what the app and the command line both need."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from reader.document.model import Document
from reader.library.article import Article, LengthUnit
from reader.typeset.card import Card


@dataclass(frozen=True, slots=True)
class OpenedArticle:
    """An article with its body made readable."""

    article: Article
    document: Document
    notices: tuple[str, ...] = ()
    """What happened on the way, one line each: an odd encoding, a fallback."""


def open_article(path: Path) -> OpenedArticle:
    """Load and convert one file.

    Raises ReaderError if the file cannot be read. Cost: reading, decoding and converting all
    of it: call it from a worker.
    """
    # Late: parsers are heavy, and a warm start shows its list before any file is opened.
    from reader.document import build
    from reader.library.load import load

    loaded = load(path)
    document = build.read(loaded.body, loaded.kind, title=loaded.article.title)
    return OpenedArticle(loaded.article, document, (*loaded.notices, *document.notices))


def length_text(article: Article) -> str:
    """`2,345 字 · 6 min` or `1,200 words · 5 min`; empty for an empty article."""
    if not article.length:
        return ""
    unit = "字" if article.unit is LengthUnit.CHARACTERS else "words"
    return f"{article.length:,} {unit} · {article.minutes} min"


def byline(article: Article) -> str:
    """Source, author, date and length in one line, what is missing left out."""
    source = article.source if article.source != article.author else ""
    day = article.date.day if article.date else ""
    return " · ".join(part for part in (source, article.author, day, length_text(article)) if part)


def card_of(opened: OpenedArticle) -> Card:
    article = opened.article
    return Card(
        title=article.title,
        meta=byline(article),
        tags=article.tags,
        notices=opened.notices,
    )


class Opener:
    """Opens articles for any thread, and keeps the last few: going back costs nothing."""

    def __init__(self, keep: int = 12) -> None:
        self._keep = keep
        self._opened: OrderedDict[Path, tuple[tuple[int, int], OpenedArticle]] = OrderedDict()
        self._lock = Lock()
        self.conversions = 0
        """Count of work, for tests."""

    def open(self, path: Path) -> OpenedArticle:
        """As `open_article`, unless the file is the one that was opened before."""
        signature = _signature(path)
        with self._lock:
            known = self._opened.get(path)
            if known is not None and known[0] == signature:
                self._opened.move_to_end(path)
                return known[1]
        opened = open_article(path)
        with self._lock:
            self.conversions += 1
            self._opened[path] = (signature, opened)
            while len(self._opened) > self._keep:
                self._opened.popitem(last=False)
        return opened


def _signature(path: Path) -> tuple[int, int]:
    """Size and time of the file; of no file (0, 0): opening it then says why."""
    try:
        status = path.stat()
    except OSError:
        return (0, 0)
    return (status.st_size, status.st_mtime_ns)

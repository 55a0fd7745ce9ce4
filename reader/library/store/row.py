"""The row of an article, computed: the part of indexing that takes the time.

It needs no database, so that worker processes do it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reader.errors import ReaderError
from reader.library import sort_keys
from reader.library.article import Article
from reader.library.store import simhash
from reader.library.store.reads import Content, FileSignature, compress
from reader.library.store.tokens import TextTokens, document_tokens, text_tokens
from reader.text.chunks import joined, single_spaced
from reader.text.fold import search_form
from reader.text.safe import clean, clean_line, shown_path

if TYPE_CHECKING:
    from reader.library.kept_documents import KeptDocuments

_LINE = re.compile(r"[^\n]+")


class PreparedLabel(NamedTuple):
    """A value that articles share."""

    kind: str
    """`author`, `source`, `tag` or `language`."""
    value: str
    folded: str
    pinyin: str
    sort_key: bytes


@dataclass(frozen=True, slots=True)
class PreparedFile:
    """A file that is ready to be written to the index."""

    article: Article
    ctime_ns: int
    body: bytes
    """The text, as `reads.compress` makes it."""
    tokens: str
    folded_title: str
    title_pinyin: str
    title_key: bytes
    author_key: bytes
    labels: tuple[PreparedLabel, ...]
    likeness: simhash.Likeness
    links: bytes = b""
    """What its links may lead to, as `link_keys.packed` makes it."""


def read_content(path: Path, kept: KeptDocuments | None = None) -> Content:
    """Reads a file with the library's loader. What cannot be read has an `error` and no text.

    What a long one is made into is `kept`.
    """
    # Late: parsers are heavy, and a warm start reads no file.
    from reader.library.links.link_keys import hrefs_in, packed
    from reader.library.load import describe, load_with_text

    try:
        loaded, text = load_with_text(path, kept)
        hrefs = hrefs_in(loaded.body, loaded.kind)
        return Content(loaded.article, text, links=packed(hrefs, loaded.article.url))
    except (ReaderError, OSError) as error:
        article = describe(path)
        return Content(article if article.error else replace(article, error=clean_line(str(error))))


def unreadable(path: Path, reason: str, signature: FileSignature) -> PreparedFile:
    """Stands for a file that nobody could read."""
    return prepare(Content(Article(path, shown_path(path.stem), error=reason)), signature)


def prepare(
    content: Content, signature: FileSignature, text_tokens: TextTokens = text_tokens
) -> PreparedFile:
    """`signature` is from before the reading: a change since then will be noticed."""
    article = replace(content.article, size=signature.size, mtime_ns=signature.mtime_ns)
    text = collapse(content.text)
    title = search_form(unicodedata.normalize("NFC", article.title))
    return PreparedFile(
        article,
        signature.ctime_ns,
        compress(text),
        document_tokens(article, text, text_tokens),
        title,
        _pinyin(article.title),
        sort_keys.title_key(article),
        sort_keys.author_key(article),
        tuple(_labels(article)),
        simhash.of(article),
        content.links,
    )


def collapse(text: str) -> str:
    """Safe NFC text with single spaces within, and single newlines between, its lines."""
    # No list of all lines: there may be ten million.
    lines = (single_spaced(match[0]) for match in _LINE.finditer(clean(text)))
    return joined(lines, "\n")


def _labels(article: Article) -> Iterator[PreparedLabel]:
    for kind, values in (
        ("author", (article.author,)),
        ("source", (article.shown_source,)),
        ("tag", article.tags),
        ("language", (article.language,)),
    ):
        for value in dict.fromkeys(filter(None, values)):
            yield PreparedLabel(
                kind,
                value,
                search_form(unicodedata.normalize("NFC", value)),
                _pinyin(value),
                sort_keys.natural(value, is_name=kind == "author"),
            )


def _pinyin(text: str) -> str:
    from reader.text.pinyin.readings import keys  # late: only what is read needs the table

    return keys(unicodedata.normalize("NFC", text))

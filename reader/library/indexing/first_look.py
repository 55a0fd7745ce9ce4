"""The first screen of a library that was never read: a few files, and of them the beginnings."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from itertools import islice
from pathlib import Path
from time import monotonic
from typing import Final

from reader.document.body_kind import MARKUPS, of_file
from reader.document.facts import page_facts
from reader.document.plain_text import plain_text
from reader.errors import ReaderError
from reader.library.article import Article
from reader.library.containers.unpack import glance_members, unpack
from reader.library.files.decode import decode
from reader.library.files.regular_file import opened, read_opened
from reader.library.indexing.priority import looks_from, named_day
from reader.library.metadata import article_fields, front_matter, omnivore
from reader.library.metadata.front_matter import ParsedFile
from reader.library.store import ids
from reader.library.store.article_row import encode_path

HEAD: Final = 16 << 10
"""Bytes of a file that are read: nearly all front matter takes less than 3 KB."""
_LOOKED_AT: Final = 20
"""Files that are looked at for each that is read: the newest are wanted."""
_BODY: Final = 600
"""Characters of a body that are looked at, for a title or a language that is nowhere else."""
WALKING: Final = 0.25
"""Seconds after which folders are looked into no further, be there an article in them or not."""
_FINDING, _READING = 0.05, 0.1
"""Seconds for finding files, and then for reading them."""


def first_articles(
    walked: Iterable[Path],
    limit: int,
    clock: Callable[[], float] = monotonic,
    patience: float = 1,
) -> list[Article]:
    """Newest first; without length and fingerprint. As many as there is time for.

    The time is that of a first picture, `patience` times.
    """
    end = clock() + _FINDING * patience
    found: list[tuple[str, Path]] = []
    for path in islice(walked, limit * _LOOKED_AT):
        try:
            found.append((_looks(path), path))
        except OSError:
            continue
        if clock() > end:
            break
    found.sort(reverse=True)
    articles: list[Article] = []
    for number, (_, path) in enumerate(found[:limit]):
        if number == 1:
            end = clock() + _READING * patience  # after all that the first one has to have imported
        try:
            articles.append(describe_head(path))
        except (ReaderError, OSError):
            continue  # the refresh will say why
        if number and clock() > end:
            break
    articles.sort(key=lambda article: article.path)
    return sorted(articles, key=lambda article: ids.base(article.date) or 0, reverse=True)


def _looks(path: Path) -> str:
    """As `looks_from`; what its name tells is not asked of a disk, which may take 10 ms a file."""
    name = encode_path(path)
    return named_day(name) or looks_from(name, path.stat().st_mtime_ns)


def describe_head(path: Path) -> Article:
    """Metadata from the head of a file. Raises as `load.load` does."""
    with opened(path) as file:
        page = glance_members(path, file)
        content = read_opened(file, limit=0 if page is not None else HEAD)
    page = page or unpack(path, content.data, is_cut=content.truncated)
    data = content.data if page is None else page.data
    if content.truncated:
        # No character in halves, or UTF-8 would not be known for what it is.
        data = data[: data.rfind(b"\n") + 1] or data
    text = decode(data).text
    if content.truncated and page is None and path.suffix.lower() == ".json":
        from reader.library.files import json_article  # late: few folders have any

        text = json_article.completed(text)
    if page is not None and page.kind is not None:
        parsed, kind = ParsedFile(body=text), page.kind
        body = parsed.body[:_BODY]
    else:
        parsed = omnivore.joined(path, front_matter.split(text))
        body = parsed.body[:_BODY]
        kind = of_file(body, path.suffix)
    if kind in MARKUPS:
        from reader.document.facts import markup_header  # late, as in `load`

        facts = markup_header.read(body, kind)
    else:
        facts = page_facts.read(body)
    if page is not None:
        facts = page.add_facts(facts)
    return article_fields.build(path, parsed, body, kind, facts, partial(plain_text, body, kind))

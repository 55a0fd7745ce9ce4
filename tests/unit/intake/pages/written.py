"""An article as it will be read once its file is written, and what a page shows by itself."""

from __future__ import annotations

from pathlib import Path

import yaml

from reader.document.body_kind import BodyKind
from reader.document.conversion import stream_here
from reader.intake.incoming import IncomingArticle
from reader.library.article import Article
from reader.library.load import LoadedFile, load_bytes

Shown = list[tuple[str, str, str]]
"""Kind, text and language of each block."""


def shown(loaded: LoadedFile) -> Shown:
    return blocks(loaded.body, loaded.kind, loaded.article.title)


def blocks(body: str, kind: BodyKind, title: str = "") -> Shown:
    return [
        (block.kind.name, block.text, block.language)
        for increment in stream_here(body, kind, title=title)
        for block in increment.blocks
    ]


def written(article: IncomingArticle) -> LoadedFile:
    """The file of an article, read as any is."""
    facts = article.facts
    fields = {
        "title": facts.title,
        "author": facts.author,
        "date": facts.date,
        "source": facts.source,
        "url": facts.url,
        "tags": list(facts.tags),
        "summary": facts.summary,
        "language": facts.language,
    }
    head = yaml.safe_dump({name: value for name, value in fields.items() if value})
    return load_bytes(Path("article.html"), f"---\n{head}---\n\n{article.body}".encode())


def told(article: Article) -> tuple[str, str, str, str]:
    """Title, author, date and source."""
    date = article.date.iso if article.date is not None else ""
    return article.title, article.author, date, article.source

"""OPML (http://opml.org/spec2.opml): the feeds that somebody reads, in folders."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from reader.errors import ReaderError
from reader.intake.feeds import entry_html
from reader.intake.incoming import distinct_tags
from reader.intake.source_file import HEAD
from reader.intake.syntax.head_text import head_text
from reader.intake.syntax.xml import prolog
from reader.intake.syntax.xml.tags import tags
from reader.library.files.decode import decode

_MOST_FOLDERS: Final = 10


@dataclass(frozen=True, slots=True)
class FeedSubscription:
    """A feed of a list."""

    url: str
    title: str = ""
    tags: tuple[str, ...] = ()
    """The folders that it is in, and its categories."""


def is_opml(data: bytes) -> bool:
    """Whether a list of feeds begins here."""
    return prolog.without_prolog(head_text(data[:HEAD]))[:5].lower() == "<opml"


def subscriptions(data: bytes) -> Iterator[FeedSubscription]:
    """The feeds in order, each once. Raises ReaderError, also in between, where it is damaged."""
    if not is_opml(data):
        raise ReaderError("is no list of feeds (OPML)", hint="name it without --feeds")
    folders: list[str] = []
    seen: set[str] = set()
    for tag in tags(prolog.document(decode(data).text)):
        if tag.name.lower() != "outline":
            continue
        if tag.attributes is None:
            folders.pop()
            continue
        values = {name.lower(): value for name, value in tag.attributes.items()}
        name = " ".join((values.get("text") or values.get("title") or "").split())
        url = entry_html.web_address("", values.get("xmlurl", ""))
        folders.append("" if url else name)
        if url and url not in seen:
            seen.add(url)
            yield FeedSubscription(url, name, _tags(folders, values.get("category", "")))


def _tags(folders: list[str], categories: str) -> tuple[str, ...]:
    """Folders from the outermost; of a category such as `/a/b` the last part (OPML 2.0)."""
    names = [*folders[:_MOST_FOLDERS], *categories.split(",")[:_MOST_FOLDERS]]
    return distinct_tags(
        name.strip().rstrip("/").rpartition("/")[2] if name.startswith("/") else name
        for name in names
    )

"""`<posts>` of Pinboard and Delicious: `<post href description extended tag time/>`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from reader.errors import ReaderError
from reader.intake.lists import field_values
from reader.intake.lists.listed_address import ListedAddress
from reader.intake.lists.source_text import head_text, whole_text
from reader.intake.source_file import SourceFile

_POSTS: Final = re.compile(r"\s{0,99}(?:<\?xml[^<>]{0,200}\?>\s{0,99})?<posts[\s>]")
_DECLARATION: Final = re.compile(r"\s{0,99}<\?xml[^<>]{0,200}\?>")
_CHUNK: Final = 1 << 20


def is_pinboard(source: SourceFile) -> bool:
    return source.ending in (".xml", "") and _POSTS.match(head_text(source)) is not None


def addresses(source: SourceFile) -> Iterator[ListedAddress]:
    """The posts in order. Raises ReaderError, also in between, where it is damaged."""
    from xml.parsers import expat

    text = _DECLARATION.sub("", whole_text(source), count=1)
    if "<!DOCTYPE" in text[:1000]:
        raise ReaderError("has a document type, which none of Pinboard's has")
    posts: list[dict[str, str]] = []
    parser = expat.ParserCreate("utf-8")
    parser.StartElementHandler = lambda name, values: posts.append(values if name == "post" else {})
    data = text.encode("utf-8", "replace")
    try:
        for at in range(0, len(data), _CHUNK):
            parser.Parse(data[at : at + _CHUNK], at + _CHUNK >= len(data))
            yield from map(_listed, filter(None, posts))
            posts.clear()
    except expat.ExpatError as error:
        yield from map(_listed, filter(None, posts))
        raise ReaderError(f"is damaged XML ({error})") from error


def _listed(post: dict[str, str]) -> ListedAddress:
    return ListedAddress(
        url=post.get("href", ""),
        title=post.get("description", ""),
        tags=field_values.tags_of(post.get("tag", post.get("tags", "")), " "),
        saved=post.get("time", ""),
        annotations=field_values.note_of(post.get("extended", "")),
    )

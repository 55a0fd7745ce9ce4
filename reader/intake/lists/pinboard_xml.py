"""`<posts>` of Pinboard and Delicious: `<post href description extended tag time/>`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from reader.intake.lists import field_values
from reader.intake.lists.listed_address import ListedAddress
from reader.intake.lists.source_text import head_text, whole_text
from reader.intake.source_file import SourceFile
from reader.intake.syntax.xml import prolog
from reader.intake.syntax.xml.tags import tags

_POSTS: Final = re.compile(r"\s{0,99}(?:<\?xml[^<>]{0,200}\?>\s{0,99})?<posts[\s>]")


def is_pinboard(source: SourceFile) -> bool:
    return source.ending in (".xml", "") and _POSTS.match(head_text(source)) is not None


def addresses(source: SourceFile) -> Iterator[ListedAddress]:
    """The posts in order. Raises ReaderError, also in between, where it is damaged."""
    for tag in tags(prolog.document(whole_text(source))):
        if tag.name == "post" and tag.attributes is not None:
            yield _listed(tag.attributes)


def _listed(post: Mapping[str, str]) -> ListedAddress:
    return ListedAddress(
        url=post.get("href", ""),
        title=post.get("description", ""),
        tags=field_values.tags_of(post.get("tag", post.get("tags", "")), " "),
        saved=post.get("time", ""),
        annotations=field_values.note_of(post.get("extended", "")),
    )

"""Tags in the many ways that they are listed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from reader.library.metadata.values import wiki_links

_SEPARATORS = re.compile(r"[,，、;；\n]")
_NAMES = ("name", "label", "title")
"""Keys under which a tag that is a mapping has its name, among numbers and addresses."""
_HASHTAGS = re.compile(r"#([^\s#,，、;；]+)")


def split(value: object) -> Iterator[object]:
    """The single tags of a value: of lists and mappings, of text with commas, hashes or links."""
    if isinstance(value, list | tuple):
        for item in value:
            yield from split(item)
    elif isinstance(value, Mapping):
        named = [value[key] for key in _NAMES if isinstance(value.get(key), str)]
        for item in named[:1] or value.values():
            yield from split(item)
    elif isinstance(value, str):
        yield from _of_text(value)
    else:
        yield value


def bare(tag: str) -> str:
    """A tag without quotes, brackets and hash."""
    tag = wiki_links.shown(tag).strip("\"' ")
    return tag[1:] if tag.startswith("#") and len(tag) > 1 else tag


def _of_text(text: str) -> Iterator[str]:
    # Between the links, at the odd places, is what they show.
    for place, part in enumerate(wiki_links.WIKI_LINK.split(text)):
        if place % 2:
            yield wiki_links.name_of(part)
        elif part.lstrip().startswith("#") and part.count("#") > 1:
            yield from _HASHTAGS.findall(part)
        else:
            yield from _SEPARATORS.split(part)

"""A body to the blocks of a document, in this process and unguarded; `pipeline` guards it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.document.markdown.text_builder import untabbed
from reader.document.model import Block, BlockKind, Increment
from reader.text.chunks import chunks
from reader.text.safe import clean

if TYPE_CHECKING:
    from reader.document.body_kind import BodyKind
    from reader.document.to_markdown import Converted

_MOST_PARAGRAPHS = 200_000
_PARAGRAPHS = re.compile(r"\n[ \t]*\n\s*")


def stream_here(body: str, kind: BodyKind, *, title: str = "") -> Iterator[Increment]:
    """Convert and parse `body`, bit by bit, whatever it takes; yields in reading order.

    Raises whatever a library raises.
    """
    from reader.document.markdown.parse import stream as parsed

    converted = converted_here(body, kind, title=title)
    notices = converted.notices
    for increment in parsed(converted.markdown, title=title):
        yield replace(increment, notices=notices)
        notices = ()


def converted_here(body: str, kind: BodyKind, *, title: str = "") -> Converted:
    """The Markdown of which `stream_here` makes blocks. Raises whatever a library raises."""
    from reader.document.body_kind import BodyKind
    from reader.document.sources.liquid_hugo import expand
    from reader.document.sources.mdx import without_components
    from reader.document.to_markdown import to_markdown

    if kind in (BodyKind.MARKDOWN, BodyKind.MIXED):
        body = expand(without_components(body), title=title)
    return to_markdown(body, kind)


def plain(body: str, kind: BodyKind) -> tuple[Block, ...]:
    """Paragraphs of the bare text, tags cut, whatever the body holds."""
    from reader.document.body_kind import MARKUPS, BodyKind
    from reader.document.html.tag_stripping import strip_tags

    text = body if kind in (BodyKind.MARKDOWN, BodyKind.TEXT, *MARKUPS) else strip_tags(body)
    blocks: list[Block] = []
    for piece in chunks(text):
        parts = [part.strip() for part in _PARAGRAPHS.split(untabbed(clean(piece)))]
        if len(parts) * len(text) > _MOST_PARAGRAPHS * len(piece):
            # Lines of one block: of ten million blocks with a letter each the memory is full.
            parts = ["\n".join(filter(None, parts))]
        blocks += (Block(BlockKind.PARAGRAPH, part) for part in parts if part)
    return tuple(blocks)

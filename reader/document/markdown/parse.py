"""Markdown to blocks: one walk over markdown-it's tokens, linear in their number."""

from __future__ import annotations

from collections.abc import Iterator

from reader.document.markdown.fix_source import mend
from reader.document.model import Document, Increment, join

GROUP = 4_000
"""The least characters of Markdown in an increment."""


def parse(markdown: str, *, title: str = "") -> Document:
    """Make Markdown blocks.

    CommonMark with tables, strikethrough, task lists, footnotes, definition lists, formulas
    and raw HTML, and what kramdown, GitHub and Hexo write beyond it.

    `title` is the article's: a first block and captions that repeat it are left out.
    """
    return join(stream(markdown, title=title))


def stream(markdown: str, *, title: str = "", group: int = GROUP) -> Iterator[Increment]:
    """Yield what `parse` returns, bit by bit; the result does not depend on `group`.

    Finding the blocks takes a tenth of the time and is done in one go, for definitions of links and
    notes may stand at the end; their text is read as the increments are asked for.
    """
    # Imported late, with markdown-it.
    from reader.document.markdown.dialect import Parsing
    from reader.document.markdown.token_walk import TokenWalk

    parsing = Parsing(mend(markdown))
    walk = TokenWalk(parsing.env, title)
    for tokens in parsing.groups(group):
        walk.feed(tokens)
        increment = walk.settled()
        if increment.blocks:
            yield increment
    yield walk.finish()

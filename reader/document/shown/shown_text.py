"""The text that an article shows: what is searched, counted and compared.

The blocks of the document are the truth. `simple_markdown` gives the same text without a parse of
all of it.
"""

from __future__ import annotations

from collections.abc import Callable

from reader.document.body_kind import MARKUPS, BodyKind
from reader.document.conversion import converted_here, plain, stream_here
from reader.document.html.bounds import is_broken, is_crowded
from reader.document.model import Document, join
from reader.document.shown.block_text import ShownText, block_text

_LARGE = 1_000_000
"""Characters beyond which a body is read under limits of its own, as a page that is shown is."""
_LONG = 300_000
"""Characters beyond which blocks are worth keeping, though the text alone takes less time."""
Keep = Callable[[Document], None]


def shown_text(
    body: str, kind: BodyKind, *, title: str = "", keep: Keep | None = None
) -> ShownText:
    """What the document shows that `pipeline.read` makes of a body with the article's title.

    `keep` is given the document of a long body. Never raises on content. Slow: for workers.
    """
    in_tree = kind not in (BodyKind.MARKDOWN, BodyKind.TEXT, *MARKUPS)
    if in_tree and (len(body) > _LARGE or is_crowded(body) or is_broken(body)):
        return _by_blocks(body, kind, title, keep)
    from reader.document.shown import simple_markdown  # late: it loads what makes blocks

    try:
        if keep is not None and len(body) > _LONG:
            return _kept(body, kind, title, keep)
        markdown = converted_here(body, kind, title=title).markdown
        if len(body) <= _LARGE:
            return simple_markdown.shown_text(markdown, title)
        found = simple_markdown.shown_if_simple(markdown, title, _LARGE)
        return found or _by_blocks(body, kind, title, keep)
    except Exception:  # noqa: BLE001 - as in `pipeline`: a library's bug must not cost the text
        return ShownText(block_text(plain(body, kind)))


def _kept(body: str, kind: BodyKind, title: str, keep: Keep) -> ShownText:
    """The text by blocks, which are to be kept; here, but for a body that needs limits."""
    if len(body) > _LARGE:
        return _by_blocks(body, kind, title, keep)
    document = join(stream_here(body, kind, title=title))
    keep(document)
    return ShownText.of(document)


def _by_blocks(body: str, kind: BodyKind, title: str, keep: Keep | None = None) -> ShownText:
    from reader.document import pipeline  # late: it starts a process

    document = pipeline.read(body, kind, title=title)
    if keep is not None:
        keep(document)
    return ShownText.of(document)

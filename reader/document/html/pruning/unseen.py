"""What no reader of a page sees: scripts, controls, icons, doubles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.document.html import neighbours
from reader.document.html.pruning import forms, hidden

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_NEVER_TEXT = (
    "script, style, template, title, link, meta, base, head > *,"
    " button, input:not([type=checkbox]), select, textarea, datalist, progress, meter,"
    " svg, canvas, map, rp, col, colgroup"
)
_UNSHOWN = (
    "dialog:not([open]), .sr-only, .screen-reader-text, .visually-hidden,"
    # the controls of players: video.js, JW Player, MediaElement.js, Plyr
    " .vjs-control-bar, .vjs-modal-dialog, .vjs-control-text, .vjs-text-track-settings,"
    " .vjs-caption-settings, .vjs-loading-spinner, .jw-controls, .jw-hidden-accessibility,"
    " .mejs-controls, .mejs__controls, .mejs-offscreen, .mejs__offscreen, .plyr__controls"
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_CHAT = "[data-message-author-role]"
"""A message of a chat (ChatGPT); who writes it, a heading for screen readers alone says."""
_ICONS = "i[aria-hidden=true], span[aria-hidden=true], a[aria-hidden=true]"


def remove(root: LexborNode, *, uncut: bool = False) -> None:
    """Remove what no reader sees, but nothing that holds most of the text.

    Of an uncut page only what is no text: scripts, styles, controls, doubles.
    """
    if not uncut:
        forms.remove_entry_forms(root)
    forms.unwrap_words(root)
    is_chat = root.css_first(_CHAT) is not None
    # From the inside out: a node is no more once the one around it is gone.
    for node in reversed(root.css(_NEVER_TEXT if uncut else f"{_NEVER_TEXT}, {_UNSHOWN}")):
        if not (is_chat and node.tag in _HEADINGS):
            node.decompose()
    for node in root.css("iframe"):
        # A parser takes the content of <noframes> for text, tags and all.
        for inner in list(node.iter(include_text=True)):
            inner.decompose()
    for node in reversed(root.css(_ICONS)):
        if len(node.text(deep=True).strip()) <= 2 and node.css_first("img") is None:
            node.decompose()
    if not uncut:
        hidden.remove_hidden(root)
    _remove_twin_times(root)


def _remove_twin_times(root: LexborNode) -> None:
    """Of equal times beside each other, one for each width of the screen, keep the first."""
    for node in reversed(root.css("time + time")):
        before = neighbours.before(node)
        if before is not None and node.text(deep=True).strip() == before.text(deep=True).strip():
            node.decompose()

"""Elements that a page hides, told by whether a reader of its article would miss them.

Hidden are menus and templates, but also what a click unfolds: the rest of an article, an answer, a
tab, a note.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.document.html.measures import attribute, letters, names, prose, squeezed

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_HIDDEN = "[hidden], [style*='display:none' i], [style*='display: none' i]"
_INVISIBLE = "[style*='visibility:hidden' i], [style*='visibility: hidden' i]"
_REVEALED = re.compile("opacity|anim|trans|position|clip|height|width", re.IGNORECASE)
"""Styles of what a script brings into view."""
_MOST_INVISIBLE = 300
_NOTE = re.compile(
    r"(?:[\w-]*[-_])?(?:foot|end|side|margin)-?notes?(?:[-_]?\w+)?|(?:fn|fna|ftn|ref)[-_:]?\w*",
    re.IGNORECASE,
)
_OVERLAY = re.compile(
    r"(?:[\w-]*[-_])?(?:modal|pop-?up|overlay|dialog|lightbox|tooltip|drawer|menu|nav|navbar|toast"
    r"|cookies?|consent|gdpr|banner|paywall|newsletter|subscri\w*|sign-?(?:up|in)|log-?in|share"
    r"|social|search|comments?|respond|template|tpl|notification|notice|alert|error|loading|spinner"
    r"|adverts?|ads?|promo|qr-?code|profile|related|recommend\w*)(?:[-_]\w+)*",
    re.IGNORECASE,
)
_UNFOLDED = re.compile(
    r"(?:[\w-]*[-_])?(?:callout|collaps\w*|accordion|details|spoiler|toggle|expand\w*|fold\w*"
    r"|tab-?(?:pane|panel|content)|answer|solution|transcript|read-?more|more-?(?:text|content))"
    r"(?:[-_]\w+)*",
    re.IGNORECASE,
)
"""What a click shows in its place, however short it is."""
_CALLOUT = "callout-content"
"""What a folded callout holds (Obsidian Publish), which the page may say elsewhere too."""
_OVERLAY_ROLES = frozenset(("dialog", "alertdialog", "alert", "tooltip", "menu", "navigation"))
_NO_TEXT = frozenset(("form", "nav", "footer", "header", "iframe", "button", "label"))
_MOST = 60
"""Hidden parts that are looked into; of more, it is a page of templates."""
_KEY = 2_000
_SHORTEST_KEY = 8


def remove_hidden(root: LexborNode) -> None:
    """Remove what is hidden, unless it is most of the text, prose that stands nowhere else, a note.

    Pages that a script reveals hide their article, and it is the article that is wanted.
    """
    _remove_invisible(root)
    found = root.css(_HIDDEN)
    if not found:
        return
    whole = letters(root)
    text = squeezed(root) if len(found) <= _MOST else ""
    language = _language(root)
    for node in reversed(found):
        if node.attributes.get("hidden") == "until-found" or 2 * letters(node) > whole:
            continue
        if not text or not _is_missed(node, text, language):
            node.decompose()


def _remove_invisible(root: LexborNode) -> None:
    """Remove what has `visibility: hidden`, nothing that a script could find to reveal it by."""
    found = [node for node in root.css(_INVISIBLE)[:_MOST_INVISIBLE] if not _may_be_revealed(node)]
    whole = letters(root) if found else 0
    for node in reversed(found):
        if 2 * letters(node) <= whole:
            node.decompose()


def _may_be_revealed(node: LexborNode) -> bool:
    attributes = node.attributes
    if set(attributes) != {"style"} or _REVEALED.search(attributes["style"] or ""):
        return True
    return node.css_first("[style*='visibility' i]") is not None


def _is_missed(node: LexborNode, text: str, language: str) -> bool:
    if attribute(node, "role") in _OVERLAY_ROLES or node.tag in _NO_TEXT:
        return False
    named = names(node)
    if any(_OVERLAY.fullmatch(name) for name in named):
        return False
    if _CALLOUT in named:
        return True
    mine = squeezed(node)
    copied = mine[:_KEY]
    if len(mine) < _SHORTEST_KEY or text.count(copied) > mine.count(copied):
        return False
    if _is_note(node, named) or any(_UNFOLDED.fullmatch(name) for name in named):
        return True
    spoken = attribute(node, "lang")[:2].lower()
    return (not spoken or not language or spoken == language) and prose(node)


def _is_note(node: LexborNode, named: list[str]) -> bool:
    role = attribute(node, "role")
    return role.startswith("doc-") or any(_NOTE.fullmatch(name) for name in named)


def _language(root: LexborNode) -> str:
    """The language that the page says it is in, as two letters; "" if it says none."""
    html = root.parent
    return attribute(html, "lang")[:2].lower() if html is not None else ""

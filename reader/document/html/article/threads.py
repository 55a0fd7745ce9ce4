"""Removes the controls of forums and mail, which are known by what their pages are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_CONTROLS = {
    "#hnmain": ".rank, .votelinks, .pagetop, .navs, .reply, .togg, .morelink",
    ".adn[data-message-id]": ".gE .hb, .a6S",
    "#mastodon": (
        ".detailed-status__link, .detailed-status__application, .status__action-bar,"
        " .detailed-status__action-bar, .account__avatar, .status__content .invisible"
    ),
    ".commentarea .thing.comment": ".flat-list, .expand, .numchildren, .midcol",
}
"""What goes, by what shows a page to be of Hacker News, Gmail, Mastodon, or old Reddit."""


def remove_controls(root: LexborNode) -> None:
    for mark, controls in _CONTROLS.items():
        if root.css_first(mark) is None:
            continue
        # From the inside out: a node is no more once the one around it is gone.
        for node in reversed(root.css(controls)):
            node.decompose()

"""A page as a tree without what is not text: scripts, controls, icons, hidden elements."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.document.hrefs import shortened
from reader.document.html import mdn_macros, tag_ends
from reader.document.html.bounds import bounded
from reader.document.html.mathematics import formulas
from reader.document.html.media.image_sources import keep_images
from reader.document.html.pruning import embedded, scripted, unseen

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_TYPE_AND_DATA = r"(?<!\w.....)([a-zA-Z]{1,20}/[\w.+-]{1,60})[;,]([^\s\"'<>)&]{200,})"
# Each spelling for itself: a pattern that knows no case takes longer than all of the parsing.
_DATA_URI = re.compile(rf"data:{_TYPE_AND_DATA}", re.DOTALL)
_DATA_URI_IN_CAPITALS = re.compile(rf"D(?:ata|ATA):{_TYPE_AND_DATA}", re.DOTALL)
_WHOLE = re.compile(r"(?i)<(?:html|head|body|frameset)[\s>]")


def parse(html: str, *, uncut: bool = False) -> LexborHTMLParser:
    """Parse, settle formulas and prune; of an uncut page what it hides stays.

    Long `data:` URIs are shortened first: one page held 53 MB.
    """
    # Loading selectolax costs 10 ms and 5 MB; only bodies that are opened need it.
    from selectolax.lexbor import LexborHTMLParser

    html = tag_ends.without_long_tags(mdn_macros.expand_html(_without_data(html)))
    html = tag_ends.without_open_comment(embedded.open_shadow_roots(html))
    if not _WHOLE.search(html, 0, 10_000):
        # Without it scripts at the start, formulas among them, end up in an implied head.
        html = f"<body>{html}"
    tree = LexborHTMLParser(f"{bounded(html)}<{tag_ends.END}>")
    if not tag_ends.take_end(tree):
        tree = LexborHTMLParser(bounded(tag_ends.ended(html)))
    scripted.fill(tree, html, _parsed)
    formulas.settle_elements(tree, html)
    if (root := tree.body or tree.root) is not None:
        _prune(root, uncut=uncut)
    formulas.settle_text(tree, html)
    return tree


def _without_data(html: str) -> str:
    return _DATA_URI_IN_CAPITALS.sub(_short, _DATA_URI.sub(_short, html))


def _short(found: re.Match[str]) -> str:
    return shortened(found[1], found[2])


def _prune(root: LexborNode, *, uncut: bool) -> None:
    embedded.fill_slots(root)
    embedded.unfold_frames(root, _parsed)
    keep_images(root)
    unseen.remove(root, uncut=uncut)


def _parsed(html: str) -> LexborHTMLParser:
    from selectolax.lexbor import LexborHTMLParser

    return LexborHTMLParser(bounded(html))

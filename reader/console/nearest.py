"""What `reader search` says where nothing, or hardly anything, was found: all of it on stderr.

On stdout there is only what was found, and the status is that of nothing found: no script takes
what is near for a hit.
"""

from __future__ import annotations

import sys
from array import array
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from reader.console.plain import article_line, complain

if TYPE_CHECKING:
    from reader.library.search.searcher import Flags, FoundArticles, Searcher

_MOST: Final = 10
"""Articles that are named."""


def tell_nearest(searcher: Searcher, found: FoundArticles, flags: Flags | None) -> None:
    """Tell other queries that find something; somebody at a terminal, the nearest articles too."""
    from reader.library.search.nearest.next_steps import NEAREST_HEADING
    from reader.library.search.searcher import Flags, Tier

    found = searcher.with_nearest(found, flags=flags or Flags())
    for step in found.nearest.steps:
        complain(step.in_words)
    if not sys.stdout.isatty():
        return
    near = found.nearest.articles[:_MOST]
    if not (found.ids or near):
        complain("nothing found, and nothing near it: try other words, or fewer")
    if near:
        complain(NEAREST_HEADING)
        ids = array("q", (each.id for each in near))
        named = replace(found, ids=ids, tiers=((Tier.TEXT, 0),))
        for hit in searcher.hits(named, 0, len(ids)):
            print(article_line(hit.article), file=sys.stderr)
            if hit.snippet.text:
                print(f"{' ' * 12}{hit.snippet.text}", file=sys.stderr)

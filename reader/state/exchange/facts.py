"""Facts of an article beside its bookmarks, for formats that have a place for them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from reader.state.bookmark import ArticleRef


@dataclass(frozen=True, slots=True)
class Facts:
    """Empty where nothing is known."""

    author: str = ""
    source: str = ""
    date: str = ""
    """ISO 8601, as far as it is known."""
    tags: tuple[str, ...] = ()


NO_FACTS = Facts()
FactsOf = Callable[[ArticleRef], Facts]


def no_facts(_article: ArticleRef) -> Facts:
    return NO_FACTS

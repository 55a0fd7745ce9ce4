"""What taking bookmarks in comes to: which are new, and which are there already."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, replace

from reader.state.bookmark import BOOKMARKS, Bookmark
from reader.state.durable.merge import merge_records
from reader.state.durable.record import instant
from reader.text.fold import fold


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be kept: no bookmark is made twice, and none is left out that says more."""

    new: tuple[Bookmark, ...]
    changed: tuple[Bookmark, ...]
    """Those that are there, as they are to be."""
    same: int
    """How many are there already, as they are."""


def plan(known: Iterable[Bookmark], incoming: Iterable[Bookmark]) -> Plan:
    """What is to be kept of `incoming` (ids differ) beside, or instead of, what is `known`.

    A bookmark with the id of a known one is that one, and the later version of it wins. One that
    says nothing more than a known one is that one too, if it has the same words at the same place
    of the same article, or the same words and the same around them in a text that has changed.
    """
    before = {bookmark.id: bookmark for bookmark in known}
    arriving = list(incoming)
    after = dict(before)
    for bookmark in arriving:
        if bookmark.id in before:
            after[bookmark.id] = _later(before[bookmark.id], bookmark)
    twins = _Twins(after.values())
    others = (bookmark for bookmark in arriving if bookmark.id not in before)
    new = tuple(bookmark for bookmark in others if not twins.say(bookmark))
    changed = tuple(after[key] for key in before if after[key] != before[key])
    return Plan(new, changed, len(arriving) - len(new) - len(changed))


def _later(present: Bookmark, other: Bookmark) -> Bookmark:
    """The later version; fields that only the earlier knows are kept."""
    if instant(other.updated) <= instant(present.updated):
        return present
    merged = merge_records(BOOKMARKS, None, present, other)
    merged = replace(merged, extra={**present.extra, **merged.extra})
    # Two machines that take in each other's would do so for ever.
    return present if replace(merged, updated=present.updated) == present else merged


class _Twins:
    """Known bookmarks, by what they say of which article."""

    def __init__(self, known: Iterable[Bookmark]) -> None:
        self._at: defaultdict[Hashable, list[Bookmark]] = defaultdict(list)
        self._words: defaultdict[Hashable, list[Bookmark]] = defaultdict(list)
        for bookmark in known:
            for name in _names(bookmark):
                self._at[(name, _anchor(bookmark))].append(bookmark)
                if words := _words(bookmark):
                    self._words[(name, words)].append(bookmark)

    def say(self, bookmark: Bookmark) -> bool:
        """Whether one of them says all that this one does."""
        for name in _names(bookmark):
            here = self._at.get((name, _anchor(bookmark)), ())
            words = _words(bookmark)
            elsewhere = self._words.get((name, words), ()) if words else ()
            moved = (each for each in elsewhere if _may_have_moved(each, bookmark))
            if any(_says_all(each, bookmark) for each in (*here, *moved)):
                return True
        return False


def _says_all(one: Bookmark, other: Bookmark) -> bool:
    return (
        other.note in ("", one.note)
        and other.color in ("", one.color)
        and {*other.tags} <= {*one.tags}
        and all(one.extra.get(name) == value for name, value in other.extra.items())
    )


def _may_have_moved(one: Bookmark, other: Bookmark) -> bool:
    """Not within one and the same text: there the same words are at two places."""
    texts = (one.article.fingerprint, other.article.fingerprint)
    return not all(texts) or texts[0] != texts[1]


def _names(bookmark: Bookmark) -> Iterator[tuple[str, str]]:
    article = bookmark.article
    named = (("text", article.fingerprint), ("url", article.url), ("path", article.path))
    return (name for name in named if name[1])


def _anchor(bookmark: Bookmark) -> Hashable:
    exact = fold(bookmark.quote.exact) if bookmark.quote else ""
    return (bookmark.kind, bookmark.place, bookmark.end, exact)


def _words(bookmark: Bookmark) -> Hashable:
    """None: it has none."""
    quote = bookmark.quote
    if quote is None or not quote.exact:
        return None
    return (bookmark.kind, fold(quote.exact), fold(quote.prefix), fold(quote.suffix))

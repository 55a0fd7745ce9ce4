"""A plan of an import: which bookmarks are new, which merge, which are there already."""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from reader.state.bookmark import ArticleRef, Bookmark
from reader.state.durable.merge import both_texts
from reader.text.fold import fold

_OF_ARTICLE = {"Author", "Location"}
_NO_WORD = re.compile(r"[^\w/]+")


class ImportOutcome(StrEnum):
    """The outcome of an import for one bookmark."""

    NEW = "new"
    MERGED = "merged"
    """A known bookmark gets the note and tags of the incoming one beside its own."""
    BESIDE = "beside"
    """A known bookmark of the same id marks other words: the incoming one gets another id."""
    SAME = "same"
    """A known bookmark says all of it already."""


@dataclass(frozen=True, slots=True)
class ImportStep:
    outcome: ImportOutcome
    bookmark: Bookmark
    """The bookmark as it will be; one that is there already as it came."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The records to keep: no bookmark is made twice, and none loses a word."""

    new: tuple[Bookmark, ...]
    changed: tuple[Bookmark, ...]
    """Known bookmarks, as they are to be."""
    steps: tuple[ImportStep, ...]
    """Steps, one for each incoming bookmark, in their order."""

    @property
    def kept(self) -> tuple[Bookmark, ...]:
        """Records that are to be written."""
        return (*self.new, *self.changed)

    def count(self, outcome: ImportOutcome) -> int:
        return sum(step.outcome is outcome for step in self.steps)


def plan(known: Iterable[Bookmark], incoming: Iterable[Bookmark]) -> Plan:
    """Decide what becomes of each `incoming` bookmark beside those that are `known`.

    The id of a known bookmark and the same words: the two become one, with the notes and tags of
    both; of other fields the known side stays where it says anything. The id of a known bookmark
    and other words: both stand. Another id, but nothing that a known bookmark of the same words
    does not say: there already. To plan the same again afterwards changes nothing.
    """
    before = {bookmark.id: bookmark for bookmark in known}
    arriving = list(incoming)
    after = dict(before)
    steps: dict[int, ImportStep] = {}
    # Twins are sought among known bookmarks as the merges leave them, as they will be found the
    # next time.
    for at, bookmark in enumerate(arriving):
        if bookmark.id in before:
            steps[at] = _settle(after, bookmark)
    others = [(at, bookmark) for at, bookmark in enumerate(arriving) if at not in steps]
    twins = _Twins((after[key] for key in before), (bookmark for _, bookmark in others))
    for at, bookmark in others:
        is_told = bookmark.id not in after and twins.say(bookmark)
        steps[at] = (
            ImportStep(ImportOutcome.SAME, bookmark) if is_told else _settle(after, bookmark)
        )
    return Plan(
        new=tuple(bookmark for key, bookmark in after.items() if key not in before),
        changed=tuple(after[key] for key in before if after[key] != before[key]),
        steps=tuple(steps[at] for at in range(len(arriving))),
    )


def _settle(after: dict[str, Bookmark], bookmark: Bookmark) -> ImportStep:
    """Put one bookmark among the others, under its own id unless that means another."""
    key, number = bookmark.id, 0
    while key in after and not _is_same(after[key], bookmark):
        key, number = _beside_id(bookmark, number), number + 1
    known = after.get(key)
    if known is None:
        after[key] = replace(bookmark, id=key)
        return ImportStep(ImportOutcome.BESIDE if number else ImportOutcome.NEW, after[key])
    after[key] = _merged(known, bookmark)
    outcome = ImportOutcome.SAME if after[key] == known else ImportOutcome.MERGED
    return ImportStep(outcome, after[key])


def _is_same(known: Bookmark, other: Bookmark) -> bool:
    """Whether two bookmarks of one id mark the same words; one that tells no words may."""
    here, there = _exact(known), _exact(other)
    is_one_article = known.article.is_same(other.article)
    if not there:
        return is_one_article
    return here == there and (is_one_article or _around(known) == _around(other))


def _beside_id(bookmark: Bookmark, number: int) -> str:
    """An id for other words under a known id: the same whenever these words come in again."""
    text = json.dumps([bookmark.id, _exact(bookmark), number])
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def _merged(known: Bookmark, other: Bookmark) -> Bookmark:
    return replace(
        known,
        article=_named(known.article, other.article),
        color=known.color or other.color,
        note=_both_notes(known.note, other.note),
        tags=(*known.tags, *(tag for tag in other.tags if tag not in known.tags)),
        created=known.created or other.created,
        extra=_both_extras(known.extra, other.extra),
    )


def _named(known: ArticleRef, other: ArticleRef) -> ArticleRef:
    return ArticleRef(
        known.fingerprint or other.fingerprint,
        known.url or other.url,
        known.path or other.path,
        known.title or other.title,
    )


def _both_extras(known: Mapping[str, object], other: Mapping[str, object]) -> dict[str, object]:
    both = {**other, **known}
    for name in known.keys() & other.keys():
        here, there = known[name], other[name]
        if isinstance(here, Mapping) and isinstance(there, Mapping):
            both[name] = {**there, **here}
    return both


def _both_notes(known: str, other: str) -> str:
    """A note with all lines of two, as it is if the known one has them already."""
    return known if both_texts(other, known) == known else both_texts(known, other)


class _Twins:
    """Known bookmarks on the articles of others, by what they say of which article."""

    def __init__(self, known: Iterable[Bookmark], others: Iterable[Bookmark]) -> None:
        wanted = {name for bookmark in others for name in _names(bookmark)}
        self._at: defaultdict[Hashable, list[Bookmark]] = defaultdict(list)
        self._around: defaultdict[Hashable, list[Bookmark]] = defaultdict(list)
        self._words: defaultdict[Hashable, list[Bookmark]] = defaultdict(list)
        for bookmark in known:
            for name in wanted.intersection(_names(bookmark)):
                self._at[(name, _anchor(bookmark))].append(bookmark)
                if exact := _exact(bookmark):
                    self._around[(name, bookmark.kind, exact, _around(bookmark))].append(bookmark)
                    self._words[(name, bookmark.kind, exact)].append(bookmark)

    def say(self, bookmark: Bookmark) -> bool:
        """Whether one of them says all that this one does."""
        return any(_says_all(each, bookmark) for each in self._alike(bookmark))

    def _alike(self, bookmark: Bookmark) -> Iterator[Bookmark]:
        exact, around = _exact(bookmark), _around(bookmark)
        for name in _names(bookmark):
            yield from self._at.get((name, _anchor(bookmark)), ())
            if not exact:
                continue
            elsewhere = self._around.get((name, bookmark.kind, exact, around), ())
            yield from (each for each in elsewhere if _may_have_moved(each, bookmark))
            if not any(around):
                # Another program's: it told no place, so all places of these words are its.
                yield from self._words.get((name, bookmark.kind, exact), ())


def _says_all(one: Bookmark, other: Bookmark) -> bool:
    # Another program's tags are single words.
    form = str if any(_around(other)) else _as_word
    return (
        both_texts(other.note, one.note) == one.note
        and other.color in ("", one.color)
        and {*map(form, other.tags)} <= {*map(form, one.tags)}
        and all(
            one.extra.get(name) == value or _is_of_article(name, value)
            for name, value in other.extra.items()
        )
    )


def _as_word(tag: str) -> str:
    return _NO_WORD.sub("-", tag).strip("-") or tag


def _is_of_article(name: str, value: object) -> bool:
    """Whether a field that Readwise gave says nothing of the bookmark itself."""
    return name == "readwise" and isinstance(value, Mapping) and value.keys() <= _OF_ARTICLE


def _may_have_moved(one: Bookmark, other: Bookmark) -> bool:
    """Whether one may be the other, moved; not in one text, where they are two places."""
    texts = (one.article.fingerprint, other.article.fingerprint)
    return not all(texts) or texts[0] != texts[1]


def _names(bookmark: Bookmark) -> Iterator[tuple[str, str]]:
    article = bookmark.article
    named = (("text", article.fingerprint), ("url", article.url), ("path", article.path))
    return (name for name in named if name[1])


def _anchor(bookmark: Bookmark) -> Hashable:
    return (bookmark.kind, bookmark.place, bookmark.end, _exact(bookmark))


def _exact(bookmark: Bookmark) -> str:
    """The quoted words, however they are wrapped and written; empty for none."""
    return "".join(fold(bookmark.quote.exact).split()) if bookmark.quote else ""


def _around(bookmark: Bookmark) -> tuple[str, str]:
    quote = bookmark.quote
    return (fold(quote.prefix), fold(quote.suffix)) if quote else ("", "")

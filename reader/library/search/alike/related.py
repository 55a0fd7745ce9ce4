"""The articles most like one: parts of its series, then by tags, author, source and rare words.

What is looked at does not grow with the library: some words of the article, and for each of them
and for each label the newest articles that have it. A shared thing counts by how few articles
have it (inverse document frequency, Spärck Jones 1972); a word also by how much either text is
about it. Where both articles are of one site, what the site has on its pages is not rare.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import log, log2
from operator import itemgetter
from pathlib import Path
from typing import Final, NamedTuple

from reader.library.article import Article
from reader.library.search.alike.title_series import SeriesTitle
from reader.library.store.reads import IndexSnapshot
from reader.library.store.tokens import ALPHABETIC, LONGEST, PREFIXES
from reader.text.fold import search_form
from reader.text.unicode.scripts import HAN
from reader.text.words import log_count, segment

MOST: Final = 5
"""Articles that are named."""
_LOOKED_AT: Final = 6_000
"""Characters of the text in which words are looked for."""
_WORDS: Final = 40
"""Words that are looked up."""
_POSTINGS: Final = 300
"""Articles of a word or a label: a word that more have is not rare."""
_RARE: Final = 0.1
"""Share of all articles, of which more have no rare word."""
_FEW: Final = 5
"""Articles that may have a rare word in a small library, unless they are more than half of it."""
_COUNTED: Final = 20_000
"""Articles up to which those with a label are counted."""
_LABELS: Final = 16
_COMPARED: Final = 100
"""Articles of which all is compared."""
_READ: Final = 16
"""Articles whose texts are read: how often they have the words."""
_ENOUGH: Final = 0.9
"""Words that only one of all articles has, which words alone have to be worth together."""
_ABOUT: Final = 1_000
"""Characters among which a word that is said once is what a text is about, more or less."""
_SHORTEST: Final = 400
"""Characters below which a text counts as so long."""
_SITE: Final = 8
"""Articles from which on a site's own words are told from those of an article."""
_SERIES: Final = 3
"""Parts of a series that are named."""
_SERIES_WORDS: Final = 4
"""Words of the title by which they are looked for."""
_BESIDE: Final = 100
"""Articles on either side, by date, among which they are."""
_KEPT_WORDS: Final = 3
"""Words that are named as a reason."""
_TITLE: Final = 3
"""Places in the text that one in the title is worth."""
_UNKNOWN_HAN: Final = 15.0
"""Rarity of a name, that no table has; the rarest words of the table have 19."""
_WEIGHTS: Final = {"tag": 2.0, "author": 1.5, "source": 0.4}
_LATIN: Final = 0.8
"""Rarity of a letter: long words are rarer than short ones."""
_FIRST_HAN: Final = "\u2e80"
_NAME: Final = 4.0
"""Rarity of a capital or a digit."""


@dataclass(frozen=True, slots=True)
class RelatedArticle:
    """An article that is like another, and why."""

    article: Article
    id: int = 0
    tags: tuple[str, ...] = ()
    """Tags that both have."""
    same_author: bool = False
    same_source: bool = False
    words: tuple[str, ...] = ()
    """The rarest words that both have."""
    same_series: bool = False

    @property
    def reason(self) -> str:
        """Why it is related, in words: `tags: x, y · both say: z`."""
        parts = (
            "same series" if self.same_series else "",
            f"tags: {', '.join(self.tags)}" if self.tags else "",
            f"by {self.article.author}" if self.same_author else "",
            f"both say: {', '.join(self.words)}" if self.words else "",
        )
        return " · ".join(filter(None, parts))


class _Shared(NamedTuple):
    """A word or a label of the article, and others that have it."""

    kind: str
    value: str
    key: int | str
    """Of a label its id; of a word the word."""
    weight: float
    ids: Sequence[int]
    share: float = 0.0
    """Of a word, how much the article is about it, 0 to 1."""


class _Candidate(NamedTuple):
    score: float
    id: int
    work: int
    shared: list[_Shared]
    said: float = 0.0
    """What its words are worth together."""
    same_series: bool = False


class _Text(NamedTuple):
    """What is looked at of an article."""

    title: str
    text: str

    @classmethod
    def of(cls, snapshot: IndexSnapshot, id_: int, title: str) -> _Text:
        return cls(title, snapshot.text(id_)[:_LOOKED_AT])

    @property
    def folded(self) -> _Text:
        return _Text(self.title.casefold(), self.text.casefold())

    def count(self, word: str) -> int:
        """How often it has a word, of which the index says that it has it in some form."""
        return max(1, self.text.count(word) + _TITLE * self.title.count(word))

    def share(self, count: int) -> float:
        """How much it is about a word that it has so often, 0 to 1."""
        return min(1.0, log(1 + count * _ABOUT / max(len(self.text), _SHORTEST)))


def related(
    snapshot: IndexSnapshot, id_: int, roots: Sequence[Path], most: int = MOST
) -> list[RelatedArticle]:
    """The articles under the roots (absolute) that are most like one, the most alike first.

    Copies of it are left out, and of copies of another all but one. Fewer, or none, if nothing
    else has a tag, the author or rare words of it. Raises KeyError for an unknown article.
    """
    article = snapshot.article(id_)
    total = int(snapshot.connection.execute("SELECT count(*) FROM article").fetchone()[0])
    own = _Text.of(snapshot, id_, article.title)
    shared = [*_labels(snapshot, id_, total), *_words(snapshot, own, total)]
    series = _series(snapshot, article.title, id_)
    found: list[RelatedArticle] = []
    works = {_work(snapshot, id_)}
    for candidate in _compared(snapshot, id_, shared, series):
        if len(found) == most:
            break
        if candidate.work in works or not _is_enough(candidate, total):
            continue
        for other in snapshot.articles_of((candidate.id,)):
            if any(other.path.is_relative_to(root) for root in roots):
                works.add(candidate.work)
                found.append(_named(other, candidate))
    return found


def _labels(snapshot: IndexSnapshot, id_: int, total: int) -> list[_Shared]:
    rows = snapshot.connection.execute(
        "SELECT label.id, kind, value FROM labelled JOIN label ON label.id = label_id"
        " WHERE article_id = ? AND kind IN ('tag', 'author', 'source') LIMIT ?",
        (id_, _LABELS),
    ).fetchall()
    authors = {value for _, kind, value in rows if kind == "author"}
    found: list[_Shared] = []
    for label, kind, value in rows:
        if kind == "source" and value in authors:
            continue  # a list shows the author where no source is known
        ids = _numbers(
            snapshot,
            "SELECT article_id FROM labelled WHERE label_id = ? ORDER BY article_id DESC LIMIT ?",
            (label, _POSTINGS),
        )
        having = len(ids)
        if having == _POSTINGS:
            (having,) = _numbers(
                snapshot,
                "SELECT count(*) FROM (SELECT 1 FROM labelled WHERE label_id = ? LIMIT ?)",
                (label, _COUNTED),
            )
        weight = _WEIGHTS[kind] * log((total + 1) / having)
        if having > 1 and weight > 0:
            found.append(_Shared(kind, value, label, weight, ids))
    return found


def _words(snapshot: IndexSnapshot, own: _Text, total: int) -> list[_Shared]:
    most = min(_POSTINGS, max(min(_FEW, (total + 1) // 2), int(total * _RARE)))
    found: list[_Shared] = []
    for word, shown, count in _telling(own.title, own.text):
        ids = snapshot.find_tokens(_expression(word), most + 1)
        if 2 <= len(ids) <= most:
            weight = log((total + 1) / len(ids))
            found.append(_Shared("word", shown, word, weight, ids, own.share(count)))
    return found


def _series(snapshot: IndexSnapshot, title: str, id_: int) -> list[int]:
    """Other parts of a series, those with the nearest numbers first."""
    own = SeriesTitle.of(title)
    if own is None:
        return []
    words = [word for word, _, _ in _telling(title, "") if word in own.name]
    if not words:
        return []
    near = snapshot.find_tokens_beside(
        " AND ".join(map(_expression, words[:_SERIES_WORDS])), id_, _BESIDE
    )
    titles = snapshot.connection.execute(
        "SELECT id, title FROM article WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(near),),
    )
    parts = [
        (own.distance(other), id_)
        for id_, each in titles.fetchall()
        if (other := SeriesTitle.of(each)) is not None and own.continues(other)
    ]
    return [id_ for _, id_ in sorted(parts)][:_SERIES]


def _expression(word: str) -> str:
    """What the full-text index has of a word: a word of letters whole, of Han each two."""
    if _is_han(word):
        return " AND ".join(f'"{word[at : at + 2]}"' for at in range(len(word) - 1))
    return f'"{word}"'


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(f"(?P<han>[{HAN}]++)|(?P<word>{ALPHABETIC}++)")


def _is_han(word: str) -> bool:
    """Of words that the pattern finds, folded."""
    return word[0] >= _FIRST_HAN


def _telling(title: str, text: str) -> list[tuple[str, str, int]]:
    """The words that tell most of what a text is about: search form, as written, and count."""
    counts: Counter[str] = Counter()
    shown: dict[str, str] = {}
    for part, times in ((title, _TITLE), (text, 1)):
        for found in _pattern().finditer(part):
            for written in segment(found[0]) if found["han"] else (found[0],):
                word = search_form(written)
                if _is_telling(word, is_han=bool(found["han"])):
                    counts[word] += times
                    shown.setdefault(word, written)
    ranked = sorted(
        counts, key=lambda word: (-_rarity(word, shown[word]) * (1 + log(counts[word])), word)
    )
    return [(word, shown[word], counts[word]) for word in ranked[:_WORDS]]


def _is_telling(word: str, *, is_han: bool) -> bool:
    """Whether the index has it as a whole: it keeps the first letters of words beside words."""
    return len(word) > 1 if is_han else PREFIXES < len(word) <= LONGEST and not word.isdecimal()


def _rarity(word: str, written: str) -> float:
    """A guess at how rare a word is, to choose those that are looked up."""
    if _is_han(word):
        known = log_count(word)
        return 26.0 - known if known else _UNKNOWN_HAN
    return _LATIN * min(len(word), 12) + (_NAME if word != written or not word.isalpha() else 0)


def _compared(
    snapshot: IndexSnapshot, id_: int, shared: Sequence[_Shared], series: Sequence[int]
) -> list[_Candidate]:
    """Other articles with what they share, the most alike first, of two the newer.

    Parts of the series come before all others, in their order.
    """
    scores: defaultdict[int, float] = defaultdict(float)
    words: defaultdict[int, list[_Shared]] = defaultdict(list)
    for each in shared:
        for other in each.ids:
            scores[other] += each.weight * (1 + each.share)
            if each.kind == "word":
                words[other].append(each)
    scores.pop(id_, None)
    best = sorted(((score, other) for other, score in scores.items()), reverse=True)[:_COMPARED]
    ids = list(dict.fromkeys((*series, *(other for _, other in best))))
    labels = _labels_of(snapshot, ids, [each for each in shared if each.kind != "word"])
    rows = snapshot.connection.execute(
        "SELECT id, work, title, length FROM article WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(ids),),
    ).fetchall()
    guessed = [
        (
            sum(each.weight * (1 + each.share) for each in words[other]) / log2(2 + length / 500)
            + sum(each.weight for each in labels[other]),
            other,
            work,
            title,
        )
        for other, work, title, length in rows
    ]
    site = _site(shared)
    candidates = {
        other: _read(snapshot, other, work, title, words[other], labels[other], site)
        for at, (_, other, work, title) in enumerate(sorted(guessed, reverse=True))
        if at < _READ or other in series
    }
    first = [candidates.pop(other)._replace(same_series=True) for other in series]
    return [*first, *sorted(candidates.values(), key=itemgetter(0, 1), reverse=True)]


def _site(shared: Iterable[_Shared]) -> frozenset[int]:
    """Articles of the same site or author, if there are enough; of many the newest."""
    own = [each.ids for each in shared if each.kind in {"source", "author"}]
    largest = max(own, key=len, default=())
    return frozenset(largest if len(largest) >= _SITE else ())


def _read(
    snapshot: IndexSnapshot,
    other: int,
    work: int,
    title: str,
    words: Sequence[_Shared],
    labels: Sequence[_Shared],
    site: frozenset[int],
) -> _Candidate:
    """A candidate whose text was read: how much both are about the words that they share."""
    text = _Text.of(snapshot, other, title).folded if words else _Text("", "")
    worth: list[_Shared] = []
    for word in words:
        rarity = word.weight
        if other in site:
            inside = sum(id_ in site for id_ in word.ids)
            rarity *= log((len(site) + 1) / max(1, inside)) / log(len(site) + 1)
        share = text.share(text.count(str(word.key)))
        worth.append(word._replace(weight=rarity * word.share * share))
    said = sum(each.weight for each in worth)
    score = said + sum(each.weight for each in labels)
    return _Candidate(score, other, work, [*labels, *worth], said)


def _labels_of(
    snapshot: IndexSnapshot, ids: Sequence[int], labels: Iterable[_Shared]
) -> Mapping[int, list[_Shared]]:
    """Which of the labels each article has: of a label that many have not all are known yet."""
    by_id = {each.key: each for each in labels}
    found: defaultdict[int, list[_Shared]] = defaultdict(list)
    rows = snapshot.connection.execute(
        "SELECT article_id, label_id FROM labelled"
        " WHERE article_id IN (SELECT value FROM json_each(?))",
        (json.dumps(ids),),
    )
    for other, label in rows.fetchall():
        if label in by_id:
            found[other].append(by_id[label])
    return found


def _is_enough(candidate: _Candidate, total: int) -> bool:
    """Whether series, a tag or the author is the same, or words that hardly anything else has."""
    if candidate.same_series or any(each.kind in {"tag", "author"} for each in candidate.shared):
        return True
    several = sum(each.kind == "word" for each in candidate.shared) > 1
    return several and candidate.said >= _ENOUGH * log(total + 1)


def _named(article: Article, candidate: _Candidate) -> RelatedArticle:
    shared = candidate.shared
    kinds = {each.kind for each in shared}
    words = sorted((each for each in shared if each.kind == "word"), key=lambda each: -each.weight)
    return RelatedArticle(
        article,
        candidate.id,
        tuple(each.value for each in shared if each.kind == "tag"),
        same_author="author" in kinds,
        same_source="source" in kinds,
        words=tuple(each.value for each in words[:_KEPT_WORDS]),
        same_series=candidate.same_series,
    )


def _work(snapshot: IndexSnapshot, id_: int) -> int:
    return _numbers(snapshot, "SELECT work FROM article WHERE id = ?", (id_,))[0]


def _numbers(snapshot: IndexSnapshot, select: str, parameters: Sequence[object]) -> list[int]:
    return [number for (number,) in snapshot.connection.execute(select, parameters)]

"""Which article a bookmark is on, decided from the evidence for each candidate. Pure.

A bookmark names its article by text, path and URL, and each may change or pass to another file. One
name that agrees finds candidates; titles, quoted words and the texts themselves decide between
them. The name of a file decides only where nothing else does.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from reader.library.files.copy_names import is_copy, parts_of

if TYPE_CHECKING:
    from reader.document.anchors.quote import Quote

ALIKE: Final = 0.5
"""Share of the shorter text from which on two texts are versions of one article."""
STRANGE: Final = 0.05
"""Share below which two texts are two articles, even under one title."""
LONG: Final = 12
"""Visible characters from which on a quote, together with another, may tell an article alone."""
TELLING: Final = 20
"""Visible characters from which on a single quote may tell an article alone."""
BESIDE: Final = 8
"""Visible characters before or after a quote that are compared with its recorded surroundings."""
PLACED: Final = 2
"""Last parts of a path (name and folder) that must agree beside an equal title."""
PHRASE: Final = 160
"""Characters of a quote that the index is asked for; the rest is compared with the text."""
_MOST_OCCURRENCES: Final = 50
"""Occurrences of a quote in one text whose surroundings are compared."""
_TITLE_LIKENESS: Final = 0.8
"""Ratio of `SequenceMatcher` from which on two titles differ by a typing mistake only."""
_DIGITS = re.compile(r"\d+")
_CONFLICT = re.compile(r"\.sync-conflict-\d{8}-\d{6}|\bconflicted copy\b", re.IGNORECASE)
"""Parts of names that only programs give."""
_ASIDE = re.compile(
    r"sync-?conflict|conflicted|backup|\bbak\b|\bold\b|\borig\b|\bcop(?:y|ies)\b|trash|versions|~$"
    r"|\(\d+\)$|副本|备份|備份",
    re.IGNORECASE,
)


class Known(NamedTuple):
    """What a bookmark's record knows of its article, beside path and text."""

    title: bool = False
    """Whether a title is recorded."""
    quotes: int = 0
    """Number of passages that bookmarks quote from the article."""
    long: int = 0
    """Number of those quotes that have at least `LONG` visible characters."""
    url: bool = False
    """Whether a URL is recorded."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The evidence that one article of the library is the recorded one."""

    path: str
    same_path: bool = False
    same_text: bool = False
    same_url: bool = False
    same_title: bool = False
    """Whether the titles are equal; at the recorded path a typing mistake may be between them."""
    quotes: int = 0
    """Number of quotes that are in its text."""
    long: int = 0
    """Number of those that are long."""
    longest: int = 0
    """Visible characters of the longest of those."""
    likeness: float | None = None
    """Share of its text, 0 to 1, in an article that has the recorded text; None if unknown."""
    trail: int = 0
    """Number of last parts of its path that agree with the recorded path."""
    is_copy: bool = False
    """Whether its name is that of a copy beside, or below, the file at the recorded path."""
    is_aside: bool = False
    """Whether its name is that of a copy that a program keeps."""


class Verdict(NamedTuple):
    """Which candidate is the article."""

    path: str = ""
    """Empty if it is none of the candidates, or cannot be told apart."""
    is_sure: bool = False
    """Whether the record may be given the present names of the article."""


def needs_texts(candidates: Iterable[Evidence]) -> bool:
    """Whether `decide` needs evidence from the texts of these, beside names and titles."""
    given = list(candidates)
    here = next((each for each in given if each.same_path), None)
    if here is None:
        has_text = any(each.same_text for each in given)
        is_plain = len(given) == 1 and given[0].same_title
        return bool(given) and not has_text and not is_plain
    has_rival = any(each.same_text and not each.same_path for each in given)
    agrees = here.same_title or here.same_url
    return not here.same_text and (has_rival or not agrees)


def decide(known: Known, candidates: Iterable[Evidence]) -> Verdict:
    """The article among candidates that have one of the recorded names, in any order.

    First the file at the recorded path, as long as it is still that article; then one that has the
    recorded text, since it was moved there; then one that has the URL, if it can be told apart.
    Last, and never sure, comes another article at the recorded path.
    """
    given = sorted(candidates, key=_order)
    here = next((each for each in given if each.same_path), None)
    moved = next((each for each in given if each.same_text and not each.same_path), None)
    if here is not None and _is_still(known, here, moved):
        return Verdict(here.path, is_sure=True)
    if moved is not None:
        return Verdict(moved.path, is_sure=True)
    named = _told_apart([each for each in given if each.same_url and not each.same_path])
    if named is not None:
        is_other = known.title and not named.same_title and known.quotes and not named.quotes
        return Verdict(named.path, is_sure=not is_other)
    return Verdict(here.path) if here is not None else Verdict()


def decide_by_words(known: Known, candidates: Iterable[Evidence]) -> Verdict:
    """The article among candidates that have the title or quoted words, but none of the names.

    The verdict is sure, or there is none. It is the one article that has the title and the most
    quotes; or the title alone, if nothing was quoted or name and folder of the file agree too; or
    another title but all long quotes. Copies that a program kept of the recorded file count only
    where there is nothing else.
    """
    ordered = sorted(candidates, key=_order)
    given = [each for each in ordered if not each.is_aside] or ordered
    titled = [each for each in given if each.same_title]
    quoted = _originals([each for each in titled if each.quotes])
    if quoted:
        most = max(each.quotes for each in quoted)
        return _sure(_nearest([each for each in quoted if each.quotes == most]))
    if titled and not known.quotes:
        return _sure(_nearest(titled))
    placed = [each for each in titled if each.trail >= PLACED]
    if placed:
        return _sure(_nearest(placed))
    worded = [each for each in given if each.long and each.long == known.long]
    worded = [each for each in worded if each.long > 1 or each.longest >= TELLING]
    return _sure(_only(worded))


def _sure(found: Evidence | None) -> Verdict:
    return Verdict() if found is None else Verdict(found.path, is_sure=True)


def _order(each: Evidence) -> tuple[object, ...]:
    """A sort key, the likeliest first; by path at last, so that each start decides alike."""
    return (
        each.is_aside,
        not each.same_url,
        not each.same_title,
        -each.quotes,
        -each.trail,
        len(each.path),
        each.path,
    )


def _is_still(known: Known, here: Evidence, rival: Evidence | None) -> bool:
    """Whether the file at the recorded path is still the recorded article.

    `rival` has the recorded text at another path: the article was moved or copied there. It was
    moved if only the rival has the title, unless the rival is named like a copy of this file.
    """
    if here.same_text:
        return True
    if rival is not None and rival.same_title and not here.same_title and not rival.is_copy:
        return False
    if here.quotes or (here.likeness or 0.0) >= ALIKE or (here.same_title and here.same_url):
        return True
    if here.same_title or here.same_url:
        is_strange = here.likeness is not None and here.likeness < STRANGE
        return rival is None or not is_strange
    return rival is None and not (known.title or known.url or known.quotes)


def _told_apart(named: Sequence[Evidence]) -> Evidence | None:
    """The one of those with the recorded URL that has quotes, or the title; None if several do."""
    if len(named) <= 1:
        return next(iter(named), None)
    quoted = [each for each in named if each.quotes]
    titled = [each for each in named if each.same_title]
    return _only(quoted or titled)


def _nearest(given: Sequence[Evidence]) -> Evidence | None:
    """The only one, or else the only one whose path agrees best with the end of the recorded."""
    found = _only(given)
    if found is not None:
        return found
    most = max((each.trail for each in given), default=0)
    return _only([each for each in given if each.trail == most]) if most >= PLACED else None


def _only(given: Sequence[Evidence]) -> Evidence | None:
    """The only one that is no copy of another of them; None if there is none or several."""
    originals = _originals(given)
    return originals[0] if len(originals) == 1 else None


def _originals(given: Sequence[Evidence]) -> list[Evidence]:
    """Paths that are not named like a copy of another of them."""
    return [each for each in given if not any(is_copy(each.path, o.path) for o in given)]


def yields(named: Evidence, by_words: Verdict) -> bool:
    """Whether the article that a recorded name led to is a mere copy of the one found by words.

    A file that was renamed and edited has none of the recorded names, but its backup may have one.
    """
    if not by_words.path or by_words.path == named.path or named.same_path:
        return False
    return named.is_aside or is_copy(named.path, by_words.path)


# -- paths ------------------------------------------------------------------------------


def trail(one: str, other: str) -> int:
    """The number of equal parts at the end of two paths."""
    count = 0
    for a, b in zip(reversed(parts_of(one)), reversed(parts_of(other)), strict=False):
        if a != b:
            break
        count += 1
    return count


def is_aside(path: str, recorded: str) -> bool:
    """Whether a path is that of a copy that a program keeps.

    Names that only programs give are one for any file; other signs (`backup`, `old`, …) only for a
    copy of the file at the recorded path.
    """
    common = set(parts_of(recorded))
    fresh = [part for part in parts_of(path) if part not in common]
    stems = [part.rpartition(".")[0] or part for part in fresh]
    if any(_CONFLICT.search(stem) for stem in stems):
        return True
    return is_copy(path, recorded) and any(_ASIDE.search(stem) for stem in stems)


# -- titles and words -------------------------------------------------------------------


def is_same_title(one: str, other: str) -> bool:
    """Whether two titles differ by a typing mistake at most; other digits are another title."""
    from difflib import SequenceMatcher

    first, second = bare(one), bare(other)
    if not first or not second or _DIGITS.findall(first) != _DIGITS.findall(second):
        return False
    return first == second or SequenceMatcher(None, first, second).ratio() >= _TITLE_LIKENESS


def bare(text: str) -> str:
    """Text in the form that is compared: folded, without white space."""
    from reader.document.anchors.text import bare_text
    from reader.text.fold import fold

    return bare_text(fold(unicodedata.normalize("NFC", text)))


class Wording(NamedTuple):
    """A quote in the form that is looked for: `bare` words and surroundings."""

    exact: str
    prefix: str = ""
    suffix: str = ""
    phrase: str = ""
    """Its longest line as written, without a first word of which only the end is quoted."""

    @classmethod
    def of(cls, quote: Quote) -> Wording:
        """The wording of a recorded quote."""
        exact, prefix = quote.exact, quote.prefix
        if prefix[-1:].isalnum():
            exact = _word().sub("", exact, count=1)
        phrase = max(exact.split("\n"), key=len).strip()[:PHRASE]
        return cls(bare(quote.exact), bare(prefix), bare(quote.suffix), phrase)

    @property
    def is_long(self) -> bool:
        """Whether it has `LONG` visible characters at least."""
        return len(self.exact) >= LONG

    def is_in(self, text: str) -> bool:
        """Whether a `bare` text has the words with the recorded surroundings on one side at least.

        Surroundings that were not recorded need not be there.
        """
        if not self.exact:
            return False
        before, after = self.prefix[-BESIDE:], self.suffix[:BESIDE]
        start = text.find(self.exact)
        for _ in range(_MOST_OCCURRENCES):
            if start < 0:
                return False
            end = start + len(self.exact)
            beside = (before and text.endswith(before, 0, start)) or (
                after and text.startswith(after, end)
            )
            if beside or not (before or after):
                return True
            start = text.find(self.exact, start + 1)
        return False


@cache
def _word() -> re.Pattern[str]:
    from reader.library.store.tokens import (
        ALPHABETIC,  # late: a large set takes milliseconds to compile
    )

    return re.compile(f"\\A{ALPHABETIC}+")


def count_words(wordings: Iterable[Wording], text: str) -> tuple[int, int, int]:
    """The number of quotes in a text, of long ones among them, and the length of the longest.

    `text` is `bare`; the length is in characters.
    """
    found = [each for each in wordings if each.is_in(text)]
    lengths = [len(each.exact) for each in found]
    return len(found), sum(each.is_long for each in found), max(lengths, default=0)

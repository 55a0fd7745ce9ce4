"""Which article a bookmark means, decided by what speaks for each that it may be. Pure.

A bookmark names its article by text, path and URL, and each may change or pass to another file. One
name that agrees finds candidates; titles, quoted words and the texts themselves decide between
them. How a file is called decides only where nothing else does.
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
"""Two texts that share so much of the shorter one are versions of one article."""
STRANGE: Final = 0.05
"""Two texts that share less are two articles, even under one title."""
LONG: Final = 12
"""Visible characters from which on a quote, with another one, may tell an article by itself."""
TELLING: Final = 20
"""The same for a single quote."""
BESIDE: Final = 8
"""Visible characters before or after the words of a quote that are enough of its surroundings."""
PLACED: Final = 2
"""Last parts of a path, name and folder, that are enough beside an equal title."""
PHRASE: Final = 160
"""Characters of a quote that an index is asked for; the rest is compared with the text."""
_MOST_OCCURRENCES: Final = 50
_TITLE_LIKENESS: Final = 0.8
_DIGITS = re.compile(r"\d+")
_CONFLICT = re.compile(r"\.sync-conflict-\d{8}-\d{6}|\bconflicted copy\b", re.IGNORECASE)
"""Names that nobody gives a file by hand."""
_ASIDE = re.compile(
    r"sync-?conflict|conflicted|backup|\bbak\b|\bold\b|\borig\b|\bcop(?:y|ies)\b|trash|versions|~$"
    r"|\(\d+\)$|副本|备份|備份",
    re.IGNORECASE,
)


class Known(NamedTuple):
    """What a bookmark's record says of its article, its three names aside."""

    title: bool = False
    """Whether it has one."""
    quotes: int = 0
    """Passages of the article that bookmarks quote."""
    long: int = 0
    """Those of at least `LONG` visible characters."""
    url: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for one article of the library."""

    path: str
    same_path: bool = False
    same_text: bool = False
    same_url: bool = False
    same_title: bool = False
    """Of an article at the same path also a title that differs by a slip of the pen."""
    quotes: int = 0
    """Quotes that are in its text."""
    long: int = 0
    """The long ones of these."""
    longest: int = 0
    """Visible characters of the longest of these."""
    likeness: float | None = None
    """How much it shares, 0 to 1, with an article that has the recorded text; None: unknown."""
    trail: int = 0
    """Last parts of its path that are those of the recorded one."""
    is_copy: bool = False
    """Whether it is called like a copy beside, or below, the file at the recorded path."""
    is_aside: bool = False
    """Whether it is called like one that a program keeps."""


class Verdict(NamedTuple):
    """Which article it is."""

    path: str = ""
    """Empty: none of the candidates, or nobody can tell which."""
    is_sure: bool = False
    """Whether the record may be given the names that the article has now."""


def needs_texts(candidates: Iterable[Evidence]) -> bool:
    """Whether `decide` has to know more of these than their names and titles."""
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
    """The article among those that have one of the recorded names; order does not matter.

    The file at the recorded path, as long as it is still that article; then one that has the
    recorded text, since it was moved there; then one that has the URL, unless several do. What
    stands at the path and is another article comes last, and is never sure.
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
    """The article among those that have the title, or quoted words, but none of the names.

    Either it is sure or there is none: one article has the title and some of the quotes; or the
    title alone, if nothing was quoted, or name and folder of the file agree too; or it has another
    title, and all long quotes, which are enough to tell it. What looks like a copy that a program
    kept of the recorded file counts only where there is nothing else.
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
    """The likeliest first; in the end by path, so that it is the same at each start."""
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
    """Whether the file at the recorded path is the article that it was.

    A rival has the recorded text at another path: the article was moved there, or copied. Moved,
    if the file here has another title than it; but not if it looks like a copy of the file here.
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
    """The one that is meant, of those with the recorded URL."""
    if len(named) <= 1:
        return next(iter(named), None)
    quoted = [each for each in named if each.quotes]
    titled = [each for each in named if each.same_title]
    return _only(quoted or titled)


def _nearest(given: Sequence[Evidence]) -> Evidence | None:
    """The only one, or else the only one whose path ends as the recorded one does."""
    found = _only(given)
    if found is not None:
        return found
    most = max((each.trail for each in given), default=0)
    return _only([each for each in given if each.trail == most]) if most >= PLACED else None


def _only(given: Sequence[Evidence]) -> Evidence | None:
    """The only one, copies of another of them left out."""
    originals = _originals(given)
    return originals[0] if len(originals) == 1 else None


def _originals(given: Sequence[Evidence]) -> list[Evidence]:
    return [each for each in given if not any(is_copy(each.path, o.path) for o in given)]


def yields(named: Evidence, by_words: Verdict) -> bool:
    """Whether what one of the names led to is a copy of what title and quotes lead to.

    A file that was renamed and edited has none of the recorded names; its backup may have one.
    """
    if not by_words.path or by_words.path == named.path or named.same_path:
        return False
    return named.is_aside or is_copy(named.path, by_words.path)


# -- paths ------------------------------------------------------------------------------


def trail(one: str, other: str) -> int:
    """How many parts at the end of two paths are the same."""
    count = 0
    for a, b in zip(reversed(parts_of(one)), reversed(parts_of(other)), strict=False):
        if a != b:
            break
        count += 1
    return count


def is_aside(path: str, recorded: str) -> bool:
    """Whether a path is that of a copy that a program keeps: of any file, if that is plain.

    Where it might be any name, only of the file at the recorded path.
    """
    common = set(parts_of(recorded))
    fresh = [part for part in parts_of(path) if part not in common]
    stems = [part.rpartition(".")[0] or part for part in fresh]
    if any(_CONFLICT.search(stem) for stem in stems):
        return True
    return is_copy(path, recorded) and any(_ASIDE.search(stem) for stem in stems)


# -- titles and words -------------------------------------------------------------------


def is_same_title(one: str, other: str) -> bool:
    """Whether two titles differ by a slip of the pen at most; other digits are another title."""
    from difflib import SequenceMatcher

    first, second = bare(one), bare(other)
    if not first or not second or _DIGITS.findall(first) != _DIGITS.findall(second):
        return False
    return first == second or SequenceMatcher(None, first, second).ratio() >= _TITLE_LIKENESS


def bare(text: str) -> str:
    """Text as it is compared: folded, without white space."""
    from reader.document.anchors.text import bare_text
    from reader.text.fold import fold

    return bare_text(fold(unicodedata.normalize("NFC", text)))


class Wording(NamedTuple):
    """A quote as it is looked for, folded and without white space."""

    exact: str
    prefix: str = ""
    suffix: str = ""
    phrase: str = ""
    """Its longest line, as it was written, without a word that it has only the end of."""

    @classmethod
    def of(cls, quote: Quote) -> Wording:
        exact, prefix = quote.exact, quote.prefix
        if prefix[-1:].isalnum():
            exact = _word().sub("", exact, count=1)
        phrase = max(exact.split("\n"), key=len).strip()[:PHRASE]
        return cls(bare(quote.exact), bare(prefix), bare(quote.suffix), phrase)

    @property
    def is_long(self) -> bool:
        return len(self.exact) >= LONG

    def is_in(self, text: str) -> bool:
        """Whether a `bare` text has the words, between others that were there.

        What was beside them need not be there on both sides; and not at all, if it is not known.
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
    """Quotes, and long ones, that are in a text, and the length of the longest, in characters."""
    found = [each for each in wordings if each.is_in(text)]
    lengths = [len(each.exact) for each in found]
    return len(found), sum(each.is_long for each in found), max(lengths, default=0)

"""The tokens of a text by arrays: the same set as `tokens.text_tokens`, in a third of the time.

For processes that index many files: numpy takes a tenth of a second to import.
"""

from __future__ import annotations

from collections import Counter
from itertools import compress, starmap
from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from reader.library.store import tokens
from reader.library.store.tokens import (
    BUCKETS,
    COMMON,
    FACTOR,
    FIRST_BUCKET,
    FREQUENT,
    MARK,
    MARKS,
    NEAR,
    PAIR,
    PRIVATE,
    SPACED,
    pair,
    pair_beginning,
    patterns,
    spaced,
    tailed_tokens,
    touched,
    touching,
    word_tokens,
)
from reader.text.fold import VOICE_MARKS, expand, without_script_spaces

_Codes = NDArray[np.uint32]
_Keys = NDArray[np.uint64]
_Places = NDArray[np.intp]
_Classes = NDArray[np.uint8]
_Number = TypeVar("_Number", np.uint32, np.uint64)

_RUN, _WORD, _OTHER, _NEAR, _SPACE, _KNOWN, _COMMON = 1, 2, 4, 8, 16, 32, 64
_ONE, _TWO = np.uint64(21), np.uint64(42)
"""Bits of one code point and of two."""
_CODE: Final = np.uint64(0x1FFFFF)
_MOST: Final = (1 << 21) - 2
"""Characters of a text: a place goes into a number beside two code points."""
_GAP: Final = 3
"""Characters between two words of a phrase that need no look."""
_class_of: Final[_Classes] = np.zeros(0x110000, np.uint8)
"""What each character is, by code point; 0 until it comes up."""
_expanded: Final[_Codes] = np.zeros(0x110000, np.uint32)
"""What it expands to; 0 until it comes up."""
_SEVERAL: Final = 0xFFFFFFFF
_MOST_REPLACED: Final = 64
"""Different characters that are replaced one after the other, each in a run through the text."""
_SHOWN: Final[_Codes] = np.array([PRIVATE.get(code, code) for code in range(0x80)], np.uint32)


def text_tokens(text: str) -> str:
    """A `tokens.TextTokens`."""
    form = search_form(text)
    if len(form) > _MOST:
        return tokens.text_tokens(text)
    codes = _codes(f"\n{form}\n")
    classes = _classes(codes)
    ascii_ = codes < len(_SHOWN)
    shown = codes.copy()
    shown[ascii_] = _SHOWN[codes[ascii_]]
    run = (classes & _RUN) != 0
    words = _word_tokens(form, shown, classes)
    grams = (*_grams(codes, run), _before_common(codes, run, (classes & _COMMON) != 0))
    return " ".join(filter(None, (*_singles(shown, classes), *grams, *words)))


def search_form(text: str) -> str:
    """As `fold.search_form`, but that does not look at each character by itself."""
    if any(mark in text for mark in VOICE_MARKS):
        return without_script_spaces(expand(text))
    codes = _codes(text)
    expanded = _expanded[codes]
    if not expanded.all():
        for code in np.unique(codes[expanded == 0]).tolist():
            form = expand(chr(code))
            _expanded[code] = ord(form) if len(form) == 1 else _SEVERAL
        expanded = _expanded[codes]
    several = expanded == _SEVERAL
    if not several.any():
        return without_script_spaces(_text(expanded))
    found = np.unique(codes[several]).tolist()
    if len(found) > _MOST_REPLACED:
        return without_script_spaces(expand(text))
    expanded[several] = codes[several]
    form = _text(expanded)
    for character in map(chr, found):
        form = form.replace(character, expand(character))
    return without_script_spaces(form)


def _codes(text: str) -> _Codes:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")


def _text(codes: _Codes) -> str:
    return codes.tobytes().decode("utf-32-le", "surrogatepass")


def _classes(codes: _Codes) -> _Classes:
    classes = _class_of[codes]
    new = np.unique(codes[classes == 0])
    if len(new):
        _class_of[new] = [_class(chr(code)) for code in new.tolist()]
        classes = _class_of[codes]
    return classes


def _class(character: str) -> int:
    known = patterns()
    found = _KNOWN
    if known.run.match(character):
        found |= _RUN | _NEAR | (_COMMON if character in COMMON else 0)
    if known.word.match(character):
        found |= _WORD
    if known.other.match(character):
        found |= _OTHER | (_NEAR if character not in MARKS else 0)
    if character.isspace() and character != "\n":
        found |= _SPACE
    return found


def _singles(shown: _Codes, classes: _Classes) -> tuple[str, str]:
    keys, counts = _count(shown[(classes & (_RUN | _OTHER)) != 0])
    return _said(keys), _said(keys[counts >= FREQUENT], marked=True)


def _grams(codes: _Codes, run: NDArray[np.bool_]) -> tuple[str, ...]:
    """Pairs, those that are frequent, and what is longer and frequent."""
    wide = codes.astype(np.uint64)
    places = np.flatnonzero(run[:-1] & run[1:])
    keys: _Keys = wide[places] << _ONE | wide[places + 1]
    found, counts, places = _count_with_places(keys, places)
    frequent = found[counts >= FREQUENT]
    said = [
        _said(found >> _ONE, found & _CODE),
        _said(frequent >> _ONE, frequent & _CODE, marked=True),
    ]
    # Three in a row are frequent only where both pairs are, and four where both threes are.
    places = places[np.flatnonzero(np.diff(places) == 1)]
    keys = wide[places] << _TWO | wide[places + 1] << _ONE | wide[places + 2]
    found, counts = _count(keys)
    threes = found[counts >= FREQUENT]
    said.append(_said(threes >> _TWO, threes >> _ONE & _CODE, threes & _CODE, marked=True))
    places, ranks = _frequent_twice(places, keys, threes)
    found, counts = _count(ranks.astype(np.uint64) << _ONE | wide[places + 3])
    fours = found[counts >= FREQUENT]
    threes, last = threes[fours >> _ONE], fours & _CODE
    said.append(_said(threes >> _TWO, threes >> _ONE & _CODE, threes & _CODE, last, marked=True))
    return tuple(said)


def _before_common(codes: _Codes, run: NDArray[np.bool_], common: NDArray[np.bool_]) -> str:
    places = np.flatnonzero(common[2:] & run[1:-1] & run[:-2])
    buckets = (codes[places] * np.uint32(FACTOR) + codes[places + 1]) % np.uint32(BUCKETS)
    found = np.unique(codes[places + 2].astype(np.uint64) << _ONE | buckets)
    before = np.full(len(found), ord(PAIR), np.uint32)
    return _said(before, found >> _ONE, (found & _CODE) + np.uint64(FIRST_BUCKET))


def _count_with_places(keys: _Keys, places: _Places) -> tuple[_Keys, _Places, _Places]:
    """As `_count`; and the places of those that are frequent, ascending."""
    packed = np.sort(keys << _ONE | places.astype(np.uint64))
    in_order = packed >> _ONE
    first = np.flatnonzero(_is_first(in_order))
    counts = np.diff(first, append=len(keys))
    often = np.repeat(counts >= FREQUENT, counts)
    return in_order[first], counts, np.sort((packed[often] & _CODE).astype(np.intp))


def _frequent_twice(places: _Places, keys: _Keys, frequent: _Keys) -> tuple[_Places, _Places]:
    """Places with one of `frequent` there and at the next, and which it is there."""
    ranks = np.searchsorted(frequent, keys)
    ranks[ranks == len(frequent)] = 0
    often = frequent[ranks] == keys if len(frequent) else np.zeros(len(keys), np.bool_)
    places, ranks = places[often], ranks[often]
    beside = np.flatnonzero(places[1:] == places[:-1] + 1)
    return places[beside], ranks[beside]


def _count(keys: NDArray[_Number]) -> tuple[NDArray[_Number], _Places]:
    """Each of the keys once, and how often it is there."""
    in_order = np.sort(keys)
    first = np.flatnonzero(_is_first(in_order))
    return in_order[first], np.diff(first, append=len(keys))


def _is_first(in_order: NDArray[_Number]) -> NDArray[np.bool_]:
    """Whether each is another than the one before."""
    is_first = np.ones(len(in_order), np.bool_)
    np.not_equal(in_order[1:], in_order[:-1], out=is_first[1:])
    return is_first


def _said(*characters: _Keys | _Codes, marked: bool = False) -> str:
    """One token of each column."""
    columns = len(characters) + marked
    table = np.full((len(characters[0]), columns + 1), ord(" "), np.uint32)
    if marked:
        table[:, 0] = ord(MARK)
    for column, codes in enumerate(characters, start=int(marked)):
        table[:, column] = codes
    return _text(table.ravel()[:-1])


def _word_tokens(form: str, shown: _Codes, classes: _Classes) -> tuple[str, str]:
    """What has letters in it, and what is spaced; `shown`, `classes`: with a newline around it."""
    text = f"\n{form}\n"
    edges = np.diff(((classes & _WORD) != 0).view(np.int8))
    starts, ends = np.flatnonzero(edges == 1) + 1, np.flatnonzero(edges == -1) + 1
    words = [text[start:end] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]
    has_next, is_spaced = _neighbours(text, classes, starts, ends)
    neighbours = (
        list(compress(words, has_next)),
        [SPACED if each else NEAR for each in is_spaced],
        list(compress(words[1:], has_next)),
    )
    pairs = dict.fromkeys(map(pair, *neighbours))
    behind, before = ((classes[places] & _NEAR) != 0 for places in (ends, starts - 1))
    some = compress(words, behind.tolist())
    phrases = list(map(touched, some, _text(shown[ends[behind]])))
    some = compress(words, before.tolist())
    phrases += map(touching, _text(shown[starts[before] - 1]), some)
    if np.any(((classes[:-1] & _RUN) != 0) & ((classes[1:] & _SPACE) != 0)):
        phrases += starmap(spaced, patterns().spaced.findall(form))
    phrases += tailed_tokens(form)
    counts, frequent = word_tokens(Counter(words), FREQUENT)
    counts |= Counter(phrases)
    counts_of_pairs = Counter(map(pair_beginning, *neighbours))
    for each in (counts, counts_of_pairs):
        frequent += [token for token, count in each.items() if count >= FREQUENT]
    marked = f"{MARK}{f' {MARK}'.join(frequent)}" if frequent else ""
    return " ".join((*counts, *pairs)), marked


def _neighbours(
    text: str, classes: _Classes, starts: _Places, ends: _Places
) -> tuple[list[bool], list[bool]]:
    """Whether each word, but the last, has the next one behind it in a phrase.

    And of those that have whether there is white space between alone.
    """
    is_apart = np.cumsum((classes & (_OTHER | _SPACE)) == 0)
    starts, ends = starts[1:], ends[:-1]
    is_beside: NDArray[np.bool_] = is_apart[starts - 1] == is_apart[ends - 1]
    gap = patterns().gap
    for at in np.flatnonzero(is_beside & (starts - ends > _GAP)).tolist():
        is_beside[at] = gap.fullmatch(text, int(ends[at]), int(starts[at])) is not None
    others = np.cumsum((classes & _OTHER) != 0)
    is_spaced = others[starts - 1] == others[ends - 1]
    return is_beside.tolist(), is_spaced[is_beside].tolist()

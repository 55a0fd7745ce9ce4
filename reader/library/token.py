"""What of an article goes into the full-text index, and how a term is looked up there.

The index keeps sets of tokens without places (FTS5, contentless, `detail=none`): of scripts that
are searched anywhere each character and each pair of neighbours; of the others each word (a run
of letters and digits), its first letters, and which word stands behind which; of other visible
characters each one. What occurs often has a copy with a mark. A term that is one token needs no
look at the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice, pairwise
from operator import add
from typing import Final, NamedTuple

from reader.library.article import Article
from reader.library.token_table import TOKEN_SCHEMA, TOKEN_VERSION
from reader.text.fold import fold
from reader.text.script import HAN, HANGUL, KANA

__all__ = ["ALPHABETIC", "FREQUENT", "TOKEN_SCHEMA", "TOKEN_VERSION", "document_tokens", "lookup"]

FREQUENT: Final = 4
"""Places in a text where a term begins, from which on it is frequent there."""

_ANYWHERE = (
    f"{HAN}{KANA}{HANGUL}\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u3100-\u312f\u31a0-\u31bf"
    "\ua000-\ua4cf\ua980-\ua9df\uaa60-\uaa7f"
)
"""Scripts written without spaces, and Hangul, whose words carry particles."""
ALPHABETIC: Final = f"[^\\W_{_ANYWHERE}]"
"""For `re`: a letter or digit of a script whose words are found by their beginnings. The same
before and after folding."""

_LONGEST_GRAM = 4
"""Characters in a row that are kept where they are frequent; elsewhere it is two."""
_MARK = "¶"
_HEAD = "£"
_PAIR = "§"
_NOTHING = '""'
_MOST_TOKENS = 16
"""Of a long phrase that are asked for."""
_PREFIXES = 4
_FOLLOWING = 2
"""Letters of a second word: from then on, while a phrase is typed, its pair is known."""
_LONGEST = 24
"""Characters of a word that are kept: base64 has words of a million."""
_PRIVATE = {code: 0xE000 + code for code in range(0x21, 0x7F) if not chr(code).isalnum()}
"""The tokenizer knows no ASCII punctuation."""


class _Patterns(NamedTuple):
    run: re.Pattern[str]
    word: re.Pattern[str]
    tailed: re.Pattern[str]
    """`c++`, `f#`: words of their own, without which every `c` would have to be looked at."""
    other: re.Pattern[str]
    gap: re.Pattern[str]
    phrase: re.Pattern[str]
    """Words with so little between them that they are a phrase, or one as `foo-bar`."""
    parts: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    """Made late: large sets take milliseconds to compile."""
    run, word, other = f"[{_ANYWHERE}]+", f"{ALPHABETIC}+", "[^\\w\\s\ud800-\udfff]|_"
    # Possessive, or a word of a million letters would be tried from each of them.
    gap = f"(?:\\s++|{other}){{1,3}}+"
    return _Patterns(
        re.compile(run),
        re.compile(word),
        re.compile(f"(?<!{ALPHABETIC})({ALPHABETIC}{{1,12}})([+#]{{1,2}})"),
        re.compile(other),
        re.compile(gap),
        re.compile(f"(?<!{ALPHABETIC}){word}+(?:{gap}{word}+)++"),
        re.compile(f"(?P<run>{run})|(?P<word>{word})|(?P<other>{other})"),
    )


def document_tokens(article: Article, text: str) -> str:
    """The tokens of title, author, source, tags and `text` (NFC), spaces between.

    The same for the same article and text, always: to delete is to say again what was inserted.
    What is in the title or a label counts as frequent.
    """
    labels = (article.title, article.author, article.source, *article.tags)
    # Line by line: no token reaches from one label into the next.
    head = fold(unicodedata.normalize("NFC", "\n".join(labels)))
    tokens, frequent = _tokens(fold(text), FREQUENT)
    head_tokens, head_frequent = _tokens(head, 1)
    tokens.update(head_tokens)
    often = f" {_MARK}".join(("", *frequent, *head_frequent))
    return " ".join(tokens) + often + f" {_HEAD}".join(("", *head_frequent))


def _tokens(folded: str, least: int) -> tuple[dict[str, int], list[str]]:
    """All tokens, and those of terms that begin at `least` places; in the order of the text."""
    patterns = _patterns()
    counts: dict[str, int] = {
        token: count
        for character, count in Counter(folded).items()
        if (token := _single(character)) is not None
    }
    runs = " ".join(patterns.run.findall(folded))
    grams = list(map(add, runs, runs[1:]))
    counts |= Counter(grams)
    for apart in [gram for gram in counts if " " in gram]:
        del counts[apart]
    words = Counter(patterns.word.findall(folded))
    shorter: Mapping[str, int] = words
    for length in range(_PREFIXES, 0, -1):
        prefixes: dict[str, int] = {}
        for word, count in shorter.items():
            prefix = word[:length]
            prefixes[prefix] = prefixes.get(prefix, 0) + count
        counts.update(prefixes)
        shorter = prefixes
    phrases: list[str] = []
    for phrase in patterns.phrase.findall(folded):
        neighbours = patterns.word.findall(phrase)
        phrases += map(_pair, neighbours, neighbours[1:])
    counts.update(Counter(phrases))
    if "+" in folded or "#" in folded:
        for word, tail in patterns.tailed.findall(folded):
            for end in range(1, len(tail) + 1):
                token = word + tail[:end].translate(_PRIVATE)
                counts[token] = counts.get(token, 0) + 1
    frequent = [token for token, count in counts.items() if count >= least]
    often = set(frequent)
    places = [place for place, gram in enumerate(grams) if gram in often]
    for length in range(3, _LONGEST_GRAM + 1):
        longer_grams = Counter(runs[place : place + length] for place in places)
        frequent += [
            gram
            for gram, count in longer_grams.items()
            if count >= least and len(gram) == length and " " not in gram
        ]
    longer: dict[str, int] = {}
    for word, count in words.items():
        if len(word) > _PREFIXES:
            counts[word[:_LONGEST]] = 0
            if counts[word[:_PREFIXES]] >= least:
                for end in range(_PREFIXES + 1, min(len(word), _LONGEST) + 1):
                    longer[word[:end]] = longer.get(word[:end], 0) + count
    frequent += [token for token, count in longer.items() if count >= least]
    return counts, frequent


def _pair(word: str, following: str) -> str:
    """The token of two neighbours."""
    return f"{_PAIR}{word[:_LONGEST]}{_PAIR}{following[:_FOLLOWING]}"


@cache
def _single(character: str) -> str | None:
    """The token of a character by itself; None if it is a part of words, or nothing to see."""
    patterns = _patterns()
    if patterns.other.match(character):
        return character.translate(_PRIVATE)
    return character if patterns.run.match(character) else None


@dataclass(frozen=True, slots=True)
class Lookup:
    """What the full-text index is asked for a term: FTS5 expressions."""

    anywhere: str
    frequent: str
    """Finds all articles where the term is in the title, in a label, or frequent in the text."""
    head: str
    """Finds those where it is in the title or in a label."""
    proven: bool
    """Whether what `anywhere` finds needs no look at the text; else that is too much, never less.
    """
    frequent_proven: bool
    """The same of `frequent` and `head`."""


def lookup(term: str) -> Lookup:
    """How to find `term`. Without a visible character it is nowhere."""
    patterns = _patterns()
    folded = fold(unicodedata.normalize("NFC", term)).strip()
    if patterns.tailed.fullmatch(folded):
        token = folded.translate(_PRIVATE)
        return _lookup([_quote(token)], [token], proven=True, frequent_proven=True)
    parts = list(patterns.parts.finditer(folded))
    phrase = list(_phrase(folded))
    anywhere = list(map(_quote, phrase))
    frequent = list(phrase)
    for part in parts:
        if part["word"]:
            word = part["word"][:_LONGEST]
            is_open = part.end() == len(folded) and _PREFIXES < len(word) < _LONGEST
            anywhere.append(_quote(word) + ("*" if is_open else ""))
            frequent.append(word)
        else:
            anywhere += map(_quote, _grams(part[0], 2))
            frequent += _grams(part[0], _LONGEST_GRAM)
    if not parts:
        return _lookup([], [], proven=True, frequent_proven=True)
    longest, longest_frequent = (_LONGEST,) * 2 if parts[0]["word"] else (2, _LONGEST_GRAM)
    return _lookup(
        anywhere,
        frequent,
        proven=len(parts) == 1 and len(folded) <= longest,
        frequent_proven=len(parts) == 1 and len(folded) <= longest_frequent,
    )


def _lookup(
    anywhere: Iterable[str], frequent: Sequence[str], *, proven: bool, frequent_proven: bool
) -> Lookup:
    return Lookup(
        _all(anywhere),
        _all(_quote(_MARK + token) for token in frequent),
        _all(_quote(_HEAD + token) for token in frequent),
        proven,
        frequent_proven,
    )


def _phrase(folded: str) -> Iterator[str]:
    """The tokens of neighbours that any text has in which there is this term."""
    patterns = _patterns()
    words = list(patterns.word.finditer(folded))
    for word, following in pairwise(words):
        is_known = following.end() < len(folded) or len(following[0]) >= _FOLLOWING
        if is_known and patterns.gap.fullmatch(folded, word.end(), following.start()):
            yield _pair(word[0], following[0])


def _grams(run: str, length: int) -> list[str]:
    """All there are of this length, or the run."""
    run = run.translate(_PRIVATE)
    return [run[at : at + length] for at in range(max(len(run) - length, 0) + 1)]


def _all(expressions: Iterable[str]) -> str:
    return " AND ".join(islice(dict.fromkeys(expressions), _MOST_TOKENS)) or _NOTHING


def _quote(token: str) -> str:
    """Of no token is a quotation mark a part."""
    return f'"{token}"'

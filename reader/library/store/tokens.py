"""Tokens of an article for the full-text index, and how a term is looked up there.

The index keeps sets of tokens without places (FTS5, contentless, `detail=none`): of scripts that
are searched anywhere each character and each pair of neighbours; of the others each word (a run
of letters and digits), its first letters, and which word stands behind which; before the most
frequent characters what the pair there is, by a hash (as Lucene's `CommonGrams`); of other visible
characters each one; and what a word touches. What occurs often has a copy with a mark. A term
that is one token needs no look at the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import chain, starmap
from operator import add
from typing import Final, NamedTuple

from reader.library.article import Article
from reader.text.chunks import chunks
from reader.text.fold import search_form
from reader.text.unicode.scripts import HAN, HANGUL, KANA

FREQUENT: Final = 4
"""Places in a text where a term begins, from which on it is frequent there."""

_ANYWHERE = (
    f"{HAN}{KANA}{HANGUL}\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u3100-\u312f\u31a0-\u31bf"
    "\ua000-\ua4cf\ua980-\ua9df\uaa60-\uaa7f"
)
"""Scripts written without spaces, and Hangul, whose words carry particles."""
ALPHABETIC: Final = f"[^\\W_{_ANYWHERE}]"
"""A pattern: a letter or digit of a script whose words are found by their beginnings. The same
before and after folding."""

LONGEST_GRAM = 4
"""Characters in a row that are kept where they are frequent; elsewhere it is two."""
MARK = "¶"
HEAD = "£"
PAIR = "§"
SPACED, NEAR = PAIR, 2 * PAIR
"""Between the words of a pair: white space alone, or something else too."""
MARKS = f"{MARK}{HEAD}{PAIR}"
PREFIXES = 4
FOLLOWING = 2
"""Letters of a second word by which what is frequent is counted."""
LONGEST = 24
"""Characters of a word that are kept: base64 has words of a million."""
COMMON: Final = "的是了在"
"""Characters that stand behind so many others that pairs with them tell little."""
BUCKETS: Final = 1 << 12
FACTOR: Final = 31
"""Two characters are in the bucket of the first times this and the second."""
FIRST_BUCKET: Final = 0xE100
"""The character (private use) that stands for the first bucket."""
_PIECE = 1 << 19
_MOST = 1_200_000
"""Tokens of an article's text: FTS5 keeps those of a row in memory, a hundred bytes each."""
_MOST_KNOWN = 1_000_000
_SHARED = 4 * LONGEST
"""Characters of a long text that are looked at together, and those that two such pieces share."""
PRIVATE = {code: 0xE000 + code for code in range(0x21, 0x7F) if not chr(code).isalnum()}
"""The tokenizer knows no ASCII punctuation."""
_PRIVATE_SIGN: Final = {chr(code): chr(private) for code, private in PRIVATE.items()}


class TokenPatterns(NamedTuple):
    run: re.Pattern[str]
    word: re.Pattern[str]
    tailed: re.Pattern[str]
    """`c++`: a word of its own, without which every `c+` would have to be looked at."""
    touched: re.Pattern[str]
    """A word and what stands right behind it: `foo-`, `AI技`."""
    touching: re.Pattern[str]
    """A character right before a word, and the word's first letters: `-ba`, `第3`."""
    spaced: re.Pattern[str]
    """`社 交`, of which the next may begin with the last character."""
    other: re.Pattern[str]
    gap: re.Pattern[str]
    phrase: re.Pattern[str]
    """Words with so little between them that they are a phrase, or one as `foo-bar`."""
    parts: re.Pattern[str]


@cache
def patterns() -> TokenPatterns:
    """Made late: large sets take milliseconds to compile."""
    run, word, other = f"[{_ANYWHERE}]+", f"{ALPHABETIC}+", "[^\\w\\s\ud800-\udfff]|_"
    near = f"[^\\w\\s\ud800-\udfff{MARKS}]|_|[{_ANYWHERE}]"
    # Possessive, or a word of a million letters would be tried from each of them.
    gap = f"(?:[^\\S\\n]++|{other}){{1,3}}+"
    return TokenPatterns(
        re.compile(run),
        re.compile(word),
        re.compile(f"(?<!{ALPHABETIC})({ALPHABETIC}{{1,12}}[+#]{{2}})"),
        re.compile(f"(?<!{ALPHABETIC})({word}+)({near})"),
        re.compile(f"({near})({ALPHABETIC}{{1,{FOLLOWING}}})"),
        re.compile(f"([{_ANYWHERE}])[^\\S\\n]+(?=([{_ANYWHERE}]))"),
        re.compile(other),
        re.compile(gap),
        re.compile(f"(?<!{ALPHABETIC}){word}+(?:{gap}{word}+)++"),
        re.compile(f"(?P<run>{run})|(?P<word>{word})|(?P<other>{other})"),
    )


TextTokens = Callable[[str], str]
"""The tokens of a text (NFC), those of what is frequent also with `MARK`, each once,
in any order, spaces between."""


def text_tokens(text: str) -> str:
    """A `TextTokens` that needs no preparation; `token_arrays` has one that gives the same set."""
    tokens, frequent = _tokens(search_form(text), FREQUENT)
    return " ".join(chain(tokens, (f"{MARK}{each}" for each in frequent)))


def document_tokens(article: Article, text: str, text_tokens: TextTokens = text_tokens) -> str:
    """The tokens of title, author, source, tags and `text` (NFC), spaces between.

    The same set for the same article and text, always: to delete is to say again what was inserted.
    What is in the title or a label counts as frequent. Of a long text tokens may come again, and
    where it has more different words than a language has what comes late has none.
    """
    labels = (article.title, article.author, article.source, *article.tags)
    # Line by line: no token reaches from one label into the next.
    head = search_form(unicodedata.normalize("NFC", "\n".join(labels)))
    tokens, frequent = _tokens(head, 1)
    said = [" ".join([*tokens, *(f"{mark}{each}" for mark in (HEAD, MARK) for each in frequent)])]
    if len(text) <= _PIECE:
        said.append(text_tokens(text))
    else:
        said += _long_text_tokens(text, text_tokens)
    return " ".join(filter(None, said))


def _long_text_tokens(text: str, text_tokens: TextTokens) -> Iterator[str]:
    known: set[int] = set()
    left = _MOST
    for piece in _pieces(text):
        tokens = text_tokens(piece).split(" ")
        new = [token for token in tokens if hash(token) not in known]
        yield " ".join(new)
        left -= len(new)
        if left <= 0:
            break
        if len(known) < _MOST_KNOWN:
            known.update(map(hash, new))


def _pieces(text: str) -> Iterator[str]:
    """A long text in pieces, for what is counted to fit in memory.

    Each begins with the end of the one before, so that words which stand side by side do so in
    one of them. What occurs often in none of them is not frequent.
    """
    before = ""
    for piece in chunks(text, _PIECE):
        yield before + piece
        before = piece[-_SHARED:]
        # The rest of a word is no word.
        before = before[cut.end() if (cut := patterns().word.match(before)) else 0 :]


def _tokens(form: str, least: int) -> tuple[dict[str, int], list[str]]:
    """Tokens with their counts, and those of terms at `least` places, in the text's order."""
    known = patterns()
    counts: dict[str, int] = {}
    for character, count in Counter(form).items():
        if (token := _single(character)) is not None:
            counts[token] = counts.get(token, 0) + count
    runs = " ".join(known.run.findall(form))
    grams = list(map(add, runs, runs[1:]))
    counts |= Counter(grams)
    for apart in [gram for gram in counts if " " in gram]:
        del counts[apart]
    beside = [*starmap(touched, known.touched.findall(form))]
    beside += starmap(touching, known.touching.findall(form))
    beside += starmap(spaced, known.spaced.findall(form))
    beside += tailed_tokens(form)
    counts.update(Counter(beside))
    counts.update(dict.fromkeys(before_common(runs), 0))
    neighbours = list(_neighbours(form))
    counts.update(dict.fromkeys(starmap(pair, neighbours), 0))
    words, longer = word_tokens(Counter(known.word.findall(form)), least)
    counts.update(words)
    frequent = [token for token, count in counts.items() if count >= least]
    pairs = Counter(starmap(pair_beginning, neighbours))
    frequent += [token for token, count in pairs.items() if count >= least]
    often = set(frequent)
    places = [place for place, gram in enumerate(grams) if gram in often]
    for length in range(3, LONGEST_GRAM + 1):
        longer_grams = Counter(runs[place : place + length] for place in places)
        frequent += [
            gram
            for gram, count in longer_grams.items()
            if count >= least and len(gram) == length and " " not in gram
        ]
    return counts, frequent + longer


def _neighbours(form: str) -> Iterator[tuple[str, str, str]]:
    """Each word of a phrase, what is between, and the next word."""
    word = patterns().word
    for phrase in patterns().phrase.findall(form):
        words = word.findall(phrase)
        yield from zip(words, map(between, word.split(phrase)[1:-1]), words[1:], strict=False)


def word_tokens(words: Mapping[str, int], least: int) -> tuple[dict[str, int], list[str]]:
    """First letters with their counts, whole long words, and frequent beginnings of long words."""
    counts: dict[str, int] = {}
    shorter = words
    for length in range(PREFIXES, 0, -1):
        prefixes: dict[str, int] = {}
        for word, count in shorter.items():
            prefix = word[:length]
            prefixes[prefix] = prefixes.get(prefix, 0) + count
        counts.update(prefixes)
        shorter = prefixes
    longer: dict[str, int] = {}
    for word, count in words.items():
        if len(word) > PREFIXES:
            counts[word[:LONGEST]] = 0
            if counts[word[:PREFIXES]] >= least:
                for end in range(PREFIXES + 1, min(len(word), LONGEST) + 1):
                    longer[word[:end]] = longer.get(word[:end], 0) + count
    return counts, [token for token, count in longer.items() if count >= least]


def tailed_tokens(form: str) -> list[str]:
    if any(tail in form for tail in ("++", "##", "+#", "#+")):
        return [tailed.translate(PRIVATE) for tailed in patterns().tailed.findall(form)]
    return []


def between(gap: str) -> str:
    """What stands for the gap in the token of two neighbours: white space alone, or more."""
    return SPACED if gap.isspace() else NEAR


def pair(word: str, between: str, following: str) -> str:
    """The token of two neighbours; the second word last, so that a prefix of it matches."""
    return f"{PAIR}{word[:LONGEST]}{between}{following[:LONGEST]}"


def pair_beginning(word: str, between: str, following: str) -> str:
    """The token that is marked where the word and words that begin so are often neighbours."""
    return f"{PAIR}{word[:LONGEST]}{between}{following[:FOLLOWING]}"


def before_common(run: str) -> list[str]:
    """Tokens of each two characters and one of `COMMON` behind them; no space is in any."""
    return [
        f"{PAIR}{run[at]}{_bucket(run[at - 2], run[at - 1])}"
        for at in range(2, len(run))
        if run[at] in COMMON and " " not in run[at - 2 : at]
    ]


def _bucket(one: str, other: str) -> str:
    return chr(FIRST_BUCKET + (ord(one) * FACTOR + ord(other)) % BUCKETS)


def touched(word: str, near: str) -> str:
    """The token of a word and its neighbour; the word last, so that no prefix of it matches."""
    return f"{_PRIVATE_SIGN.get(near, near)}{PAIR}{word[:LONGEST]}"


def touching(near: str, word: str) -> str:
    return _PRIVATE_SIGN.get(near, near) + word[:FOLLOWING]


def spaced(one: str, other: str) -> str:
    return f"{one}{PAIR}{other}"


@cache
def _single(character: str) -> str | None:
    """The token of a character by itself; None if it is a part of words, or nothing to see."""
    known = patterns()
    if known.other.match(character):
        return character.translate(PRIVATE)
    return character if known.run.match(character) else None

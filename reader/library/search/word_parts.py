"""Words of the full-text index that have some letters anywhere in them."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from functools import cache
from typing import Final

from reader.library.search.context import SearchScene
from reader.library.store.tokens import ALPHABETIC, LONGEST, MARKS, PREFIXES

_TABLE: Final = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS temp.word_part USING fts5vocab(main, token, row)"
)
_MOST: Final = 1_000
"""Words that the index is asked for together; with more, letters are in nearly every article."""
_MOST_SEEN: Final = 2_000_000
"""Words that are looked through."""


def words_with(part: str, scene: SearchScene) -> list[str] | None:
    """Tokens, one of which is in each text that has `part` in a word; None if they are too many.

    `part` is of ASCII letters and digits, more than one. Of words that are cut it is not known
    whether they have it, so those are among them. Raises CancelledError.
    """
    wanted = part.lower()
    found: dict[str, None] = {}
    for seen, word in enumerate(_words(scene)):
        if wanted in word or len(word) >= LONGEST:
            beginning = word[:PREFIXES]
            found[beginning if wanted in beginning else word] = None
        if len(found) > _MOST or seen > _MOST_SEEN:
            return None
    return list(found)


def _words(scene: SearchScene) -> Iterator[str]:
    connection = scene.snapshot.connection
    connection.execute(_TABLE)
    for first, last in _ranges():
        rows = connection.execute(
            "SELECT term FROM temp.word_part WHERE term >= ? AND term < ?", (first, last)
        )
        while some := rows.fetchmany(4_096):
            scene.check()
            for (word,) in some:
                yield word


@cache
def _ranges() -> list[tuple[str, str]]:
    """Where words begin among the tokens: characters from the first to before the last."""
    every = "".join(chr(code) for code in range(sys.maxunicode) if not 0xD800 <= code < 0xE000)
    runs = re.finditer(f"(?:(?![{MARKS}]){ALPHABETIC})+", every)
    return [(found[0][0], chr(ord(found[0][-1]) + 1)) for found in runs]

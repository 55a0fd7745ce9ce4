"""Remembered sentences with a mistake: how often the article comes first, and what it costs.

    python -m tests.benchmarks.nearest FOLDER [--index FILE] [--sentences N]

FOLDER holds a library of `library_material`. Each sentence is 8 to 14 Han out of an article's own
text with one character replaced, left out, added, or two swapped, so that no article has it; then
Latin words of the library with a mistake, alone, in a phrase with their neighbour, and beside a
condition that excludes all. Seconds are CPU seconds of this process.
"""

from __future__ import annotations

import argparse
import random
import re
import string
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from reader.library.index import Index
from reader.library.search.searcher import Searcher
from reader.library.store.reads import IndexSnapshot
from reader.text.unicode.scripts import HAN

_HAN = re.compile(f"[{HAN}]{{8,14}}")
_LATIN = re.compile(r"\b[a-z]{6,12}\b")
_PAIR = re.compile(r"\b[a-z]{6,12} [a-z]{6,12}\b")
_SEED = 15


def edited(text: str, alphabet: str, chance: random.Random) -> str:
    """The text with one mistake."""
    at = chance.randrange(1, len(text) - 1)
    other = chance.choice(alphabet)
    return chance.choice(
        (
            f"{text[:at]}{other}{text[at + 1 :]}",
            text[:at] + text[at + 1 :],
            f"{text[:at]}{other}{text[at:]}",
            f"{text[:at]}{text[at + 1]}{text[at]}{text[at + 2 :]}",
        )
    )


def samples(index: Index, roots: list[Path], pattern: re.Pattern[str]) -> Iterator[tuple[int, str]]:
    """Ids of articles, each with a piece of its text."""
    chance = random.Random(_SEED)  # noqa: S311 - the same in every run
    ids = index.view(lambda snapshot: list(snapshot.ids(roots)))
    while True:
        id_ = chance.choice(ids)

        def look(snapshot: IndexSnapshot, id_: int = id_) -> str:
            return snapshot.text(id_)

        found = [match[0] for match in pattern.finditer(index.view(look))]
        if found:
            yield id_, chance.choice(found)


def run(
    name: str, searcher: Searcher, asked: Iterator[tuple[int, str]], most: int, alphabet: str,
    is_right: Callable[[int, str, list[int], tuple[str, ...]], int], form: str = "{}",
) -> None:  # fmt: skip
    """`form` has the query in the place of its brackets."""
    chance = random.Random(_SEED)  # noqa: S311 - the same in every run
    places: list[int] = []
    spent: list[float] = []
    while len(places) < most:
        id_, text = next(asked)
        query = form.format(edited(text, alphabet, chance))
        exact = searcher.search(query, limit=1)
        if exact.ids:
            continue
        began = time.process_time()
        near = searcher.with_nearest(exact).nearest
        spent.append(time.process_time() - began)
        places.append(
            is_right(
                id_,
                text,
                [id_ if id_ in each.copies else each.id for each in near.articles],
                tuple(step.query for step in near.steps if step.query),
            )
        )
    first, five = places.count(0), sum(0 <= place < 5 for place in places)
    spent.sort()
    print(
        f"{name}: first {first}/{most}, in the first 5 {five}/{most}, CPU "
        f"median {1e3 * spent[most // 2]:.1f} ms, p95 {1e3 * spent[int(most * 0.95)]:.1f} ms"
    )


def _place_of_article(id_: int, _text: str, near: list[int], _meant: tuple[str, ...]) -> int:
    return near.index(id_) if id_ in near else -1


def _place_of_word(_id: int, text: str, _near: list[int], meant: tuple[str, ...]) -> int:
    return meant.index(text) if text in meant else -1


def _place_of_phrase(_id: int, text: str, _near: list[int], meant: tuple[str, ...]) -> int:
    return _place_of_word(_id, f'"{text}"', _near, meant)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--index", type=Path)
    parser.add_argument("--sentences", type=int, default=50)
    options = parser.parse_args()
    roots = [options.folder.absolute()]
    with Index(options.index) as index:
        for _ in index.refresh(roots):
            pass
        searcher = Searcher(index, roots)
        searcher.warm()
        han = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会"
        run(
            "sentences", searcher, samples(index, roots, _HAN), options.sentences, han,
            _place_of_article,
        )  # fmt: skip
        run(
            "words", searcher, samples(index, roots, _LATIN), options.sentences,
            string.ascii_lowercase, _place_of_word,
        )  # fmt: skip
        run(
            "phrases", searcher, samples(index, roots, _PAIR), options.sentences,
            string.ascii_lowercase, _place_of_phrase, '"{}"',
        )  # fmt: skip
        run(
            "words beside a condition", searcher, samples(index, roots, _LATIN), options.sentences,
            string.ascii_lowercase, _place_of_word, "{} date:1900 -the",
        )  # fmt: skip


if __name__ == "__main__":
    main()

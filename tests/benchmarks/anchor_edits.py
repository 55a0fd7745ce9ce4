"""Where highlights and bookmarks are found in edited articles, and how surely.

    python tests/benchmarks/anchor_edits.py [FOLDER …]

The articles are those beside the checkout (`../shared/corpus`, `../shared/samples`) unless folders
are given. In each of some articles things of all sizes are marked, the article is edited in every
way of `anchor_cases`, and what the finder says is compared with where the marked characters went:

    right       surely found, where it is
    uncertain   found where it is, and called uncertain
    guess       called uncertain where it is not, or though it is gone
    lost        called lost, and gone or nearly so
    needless    called lost though half of it is there
    wrong       called sure where it is not, though it is gone, or though it says something else
"""

from __future__ import annotations

import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path

from reader.document.anchors.finder import Certainty, FoundQuote, QuoteFinder
from reader.document.anchors.quote import describe_apart
from tests.benchmarks.anchor_cases import Case, cases, document, offset, place, targets
from tests.conftest import SHARED

ARTICLES = 40
HALF = 0.5
SHORT_QUOTE = 64
MOST = 60_000
"""Characters of an article that is taken."""


class Outcome(StrEnum):
    RIGHT = "right"
    UNCERTAIN = "uncertain"
    GUESS = "guess"
    LOST = "lost"
    NEEDLESS = "needless"
    WRONG = "wrong"


def outcome(case: Case) -> Outcome:
    """What the finder makes of a case."""
    found = _find(case)
    if found is None:
        return Outcome.NEEDLESS if case.truth and case.kept >= HALF else Outcome.LOST
    is_there = _is_there(case, found)
    if found.certainty is Certainty.UNSURE:
        return Outcome.UNCERTAIN if is_there else Outcome.GUESS
    is_other = case.is_other and case.target.length <= SHORT_QUOTE and not case.target.is_place
    return Outcome.RIGHT if is_there and not is_other else Outcome.WRONG


def _find(case: Case) -> FoundQuote | None:
    before, target = document(case.before), case.target
    start, end = place(case.before, target.start), place(case.before, target.end)
    if target.is_place:
        quote = describe_apart(before, start)
        return QuoteFinder(document(case.after)).find(quote, start)
    quote = describe_apart(before, start, end)
    return QuoteFinder(document(case.after)).find(quote, start, end)


def _is_there(case: Case, found: FoundQuote) -> bool:
    if case.truth is None:
        return False
    start, end = offset(case.after, found.start), offset(case.after, found.end)
    if case.target.is_place:
        return abs(start - case.truth[0]) <= 3
    both = min(end, case.truth[1]) - max(start, case.truth[0])
    either = max(end, case.truth[1]) - min(start, case.truth[0])
    return both >= either / 2


def articles(folders: Iterable[Path]) -> Iterator[str]:
    """The texts of some articles, the same ones in every run."""
    from reader.errors import ReaderError
    from reader.library.open_article import open_article

    paths = sorted(path for folder in folders for path in folder.rglob("*") if path.is_file())
    random.Random(10).shuffle(paths)  # noqa: S311 - the same in every run
    found = 0
    for path in paths:
        if found >= ARTICLES:
            return
        try:
            opened = open_article(path)
        except ReaderError:
            continue
        text = "\n".join(block.text for block in opened.document.blocks) + "\n"
        if 600 <= len(text) <= MOST:
            found += 1
            yield text


def generated(texts: Iterable[str], *, most: int | None = None) -> Iterator[Case]:
    """Cases of these texts; with `most`, so many of each text."""
    for number, text in enumerate(texts):
        chance = random.Random(number)  # noqa: S311 - the same in every run
        made = [case for target in targets(text, chance) for case in cases(text, target, chance)]
        yield from made if most is None else chance.sample(made, min(most, len(made)))


def main() -> None:
    folders = [Path(name) for name in sys.argv[1:]] or [SHARED / "corpus", SHARED / "samples"]
    if not any(folder.is_dir() for folder in folders):
        print(f"no articles: {', '.join(map(str, folders))}")
        return
    made = list(generated(articles(folders)))
    table: defaultdict[str, Counter[Outcome]] = defaultdict(Counter)
    began = time.perf_counter()
    for case in made:
        table[case.kind][outcome(case)] += 1
    spent = time.perf_counter() - began
    print(f"{'edit':32}", *(f"{one:>10}" for one in Outcome))
    for kind, counted in table.items():
        print(f"{kind:32}", *(f"{counted[one]:10}" for one in Outcome))
    total = sum(table.values(), Counter[Outcome]())
    print(f"{'all':32}", *(f"{total[one]:10}" for one in Outcome))
    print(f"{'':32}", *(f"{total[one] / len(made):10.1%}" for one in Outcome))
    there = sum(case.truth is not None and case.kept >= HALF for case in made)
    print(f"needlessly lost, of those whose words are there: {total[Outcome.NEEDLESS] / there:.2%}")
    print(f"{len(made):,} edits, {spent / len(made) * 1000:.1f} ms each")


if __name__ == "__main__":
    main()

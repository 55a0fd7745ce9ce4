"""The list counts of an article what is lit in it: the hits in its text, not in title and tags."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from reader.document.conversion import stream_here
from reader.document.model import Document, join
from reader.document.shown.block_text import block_text
from reader.errors import ReaderError
from reader.library.load import glance
from reader.library.search.query import parse
from reader.library.search.snippet import Occurrences
from reader.library.store.row import collapse
from reader.services.prepare_article import matches_of
from tests.conftest import SHARED

EACH = 24
TERMS = 6
MOST = 60_000


def counts(document: Document, query: str) -> tuple[int, int]:
    """Of one query: what the list says, and how many matches are lit in the article."""
    text = collapse(block_text(document.blocks))
    asked = parse(query)
    occurrences = Occurrences(asked.lit, asked.phrase, asked.passages)
    return occurrences.count(text), len(matches_of(document, query))


def _queries(document: Document, random: Random) -> list[str]:
    """Words, parts of words and phrases of the document, some across ends of lines in a block."""
    texts = [block.text for block in document.blocks if len(block.text) > 4]
    found = []
    for text in random.choices(texts, k=TERMS) if texts else ():
        at = random.randrange(len(text) - 2)
        piece = text[at : at + random.choice((1, 2, 3, 8, 20))].replace('"', " ").strip()
        if piece:
            found.append(f'"{piece}"')
    return [*found, " ".join(found[:2])] if found else []


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared articles are not on this machine")
def test_the_list_counts_what_is_lit_in_shared_articles() -> None:
    random = Random(15)  # noqa: S311 - chooses words, keeps no secret
    asked = 0
    for path in sorted(each for each in SHARED.glob("corpus/**/*") if each.is_file())[::EACH]:
        try:
            loaded = glance(path)
        except ReaderError:
            continue
        if len(loaded.body) > MOST:
            continue
        title = loaded.article.title
        document = join(stream_here(loaded.body, loaded.kind, title=title))
        for query in _queries(document, random):
            listed, lit = counts(document, query)
            assert listed == lit, (path, query)
            asked += 1
    assert asked > 50


@pytest.mark.parametrize(
    ("markdown", "query", "count"),
    [
        ("An ostrich[^1].\n\n[^1]: Ostrich.\n", "ostrich", 2),
        ("two *words*\\\nmore words", '"words more"', 1),
        ("two *words*\n\nmore words", '"words more"', 0),
        ("- one\n- two", '"one two"', 0),
        ("| a | b |\n|--|--|\n| one | two | excess |", "one two excess", 1),
        ("```\nx  =  1\ny\n```", '"1 y"', 1),
        ("![ostrich](a.png)\n\n<img alt='emu' src='b.png'>", "ostrich emu", 2),
        ("<!-- ostrich -->\n\n![](data:image/png;base64,ostrich)", "ostrich", 0),
        ("import Ostrich from './ostrich'\n\ntext", "ostrich", 0),
        ("cat catalog concat", "cat", 2),
    ],
)
def test_the_list_counts_what_is_lit(markdown: str, query: str, count: int, tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(markdown, "utf-8")
    loaded = glance(path)
    document = join(stream_here(loaded.body, loaded.kind, title=""))
    assert counts(document, query) == (count, count)

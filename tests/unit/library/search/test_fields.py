"""Every field of a query finds articles, and leaves them out behind a minus."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.library.index import Index
from reader.library.search.searcher import Flags, Searcher

ARTICLES = {
    "notes/ann.md": """---
title: Of lions
author: Ann Reed
source: Plain Pages
tags: [wild, cats]
lang: en
date: 2021-06-03
image: https://example.org/lion.jpg
---
A lion sleeps.
""",
    "notes/ben.md": """---
title: Of zebras
author: Ben Ott
date: 2020-01-01
lang: en-GB
---
A zebra sees the lion.
""",
    "post/bare.md": """---
title: Nothing known
lang: zh
---
None.
""",
}
ALL = {"ann", "ben", "bare"}


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    folder = tmp_path_factory.mktemp("fields")
    for name, text in ARTICLES.items():
        path = folder / "lib" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    with Index(folder / "index.db") as index:
        list(index.refresh([folder / "lib"]))
        yield Searcher(index, [folder / "lib"])


def found(searcher: Searcher, query: str, flags: Flags | None = None) -> set[str]:
    answer = searcher.search(query, flags=flags or Flags())
    hits = searcher.hits(answer, 0, len(answer.ids))
    return {Path(hit.article.path).stem for hit in hits}


@pytest.mark.parametrize(
    ("condition", "names"),
    [
        ("lion", {"ann", "ben"}),
        ("title:zebras", {"ben"}),
        ("title:lion", {"ann"}),
        ("author:ann", {"ann"}),
        ("source:plain", {"ann"}),
        ("tag:cats", {"ann"}),
        ("path:notes", {"ann", "ben"}),
        ("path:NOTES/be", {"ben"}),
        ("lang:en", {"ann", "ben"}),
        ("lang:en-GB", {"ben"}),
        ("lang:e", set()),
        ("lang:zh", {"bare"}),
        ("date:2021", {"ann"}),
        ("date:2020-01-01", {"ben"}),
        ("date:2020..2021-06-03", {"ann", "ben"}),
        ("date:2021-06-04..", set()),
        ("has:date", {"ann", "ben"}),
        ("has:author", {"ann", "ben"}),
        ("source:ott", {"ben"}),  # a list shows the author where no source is known
        ("has:source", {"ann", "ben"}),
        ("has:tag", {"ann"}),
        ("has:image", {"ann"}),
    ],
)
def test_a_field_finds_and_its_negation_leaves_out(
    searcher: Searcher, condition: str, names: set[str]
) -> None:
    assert found(searcher, condition) == names
    assert found(searcher, f"-{condition}") == ALL - names
    # As a further condition it is asked of each candidate, rather than of the index.
    assert found(searcher, f"lang:en {condition}") == names - {"bare"}
    assert found(searcher, f"lang:en -{condition}") == {"ann", "ben"} - names
    assert found(searcher, f"{condition} OR title:nothing") == names | {"bare"}


def test_what_the_owner_did_is_asked_of_the_flags(searcher: Searcher) -> None:
    ids = {
        Path(hit.article.path).stem: hit.id
        for hit in searcher.hits(searcher.search("lang:en"), 0, 9)
    }
    flags = Flags(read=frozenset({ids["ann"]}), bookmarked=frozenset({ids["ben"]}))
    assert found(searcher, "is:read", flags) == {"ann"}
    assert found(searcher, "is:unread", flags) == {"ben", "bare"}
    assert found(searcher, "-is:unread", flags) == {"ann"}
    assert found(searcher, "is:bookmarked", flags) == {"ben"}
    assert found(searcher, "lion -is:bookmarked", flags) == {"ann"}
    assert found(searcher, "lion is:unread", flags) == {"ben"}


def test_a_word_is_found_in_title_labels_and_text(searcher: Searcher) -> None:
    assert found(searcher, "wild") == {"ann"}
    assert found(searcher, "reed lion") == {"ann"}
    assert found(searcher, "ott lion") == {"ben"}
    assert found(searcher, "lion wild OR ott") == {"ann", "ben"}
    assert found(searcher, "-lion") == {"bare"}
    assert found(searcher, "lion -wild") == {"ben"}

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.library.article import Article, ArticleDate
from reader.library.index import Index
from reader.library.match import Tier
from reader.library.order import SortKey, sort
from reader.library.query import Clause, Field, Literal, Query, parse
from reader.library.record import Content
from reader.library.search import Hit, filter_titles, search
from reader.text.fold import fold

ROOT = Path("/library")


@dataclass
class Shelf:
    """Stands for a folder: the files that `walk` names have their content here.

    The files are real, but empty; a change is seen by its time, which `version` is.
    """

    folder: Path
    contents: dict[str, Content] = field(default_factory=dict)
    version: int = 0

    def replace(self, contents: dict[str, Content]) -> None:
        for name in self.contents.keys() - contents.keys():
            (self.folder / name).unlink()
        for name, content in contents.items():
            if self.contents.get(name) != content:
                self.version += 1
                (self.folder / name).touch()
                os.utime(self.folder / name, ns=(self.version, self.version))
        self.contents = contents

    def walk(self, roots: Sequence[Path], *, cancelled: Callable[[], bool]) -> Iterable[Path]:
        assert not cancelled()
        return (root / name for root in roots for name in self.contents)

    def read(self, path: Path) -> Content:
        return self.contents[path.name]

    def index(self, file: Path | None = None) -> Index:
        return Index(file, walk=self.walk, read=self.read)


def content(
    name: str,
    title: str = "",
    text: str = "",
    *,
    author: str = "",
    source: str = "",
    tags: tuple[str, ...] = (),
    day: str = "",
    language: str = "",
    cover: str = "",
) -> tuple[str, Content]:
    date = ArticleDate(datetime.fromisoformat(day).replace(tzinfo=UTC), day) if day else None
    article = Article(
        ROOT / name,
        title,
        author,
        source,
        date=date,
        tags=tags,
        language=language,
        cover=cover,
    )
    return name, Content(article, text)


def find(
    tmp_path: Path, query: str, *contents: tuple[str, Content], limit: int | None = None
) -> list[Hit]:
    shelf = Shelf(tmp_path)
    shelf.replace(dict(contents))
    with shelf.index() as index:
        list(index.refresh([tmp_path]))
        return search(index, [tmp_path], query, limit=limit)


def names(hits: Iterable[Hit]) -> str:
    return " ".join(hit.article.path.name for hit in hits)


# --- what is found, against a scan of the folded texts -----------------------------------------


def occurs(value: str, texts: Iterable[str]) -> bool:
    return any(fold(value) in fold(text) for text in texts)


def holds(literal: Literal, content_: Content, scope: Sequence[str], everywhere: list[str]) -> bool:
    """By the definition in the language's description, one text after the other."""
    article = content_.article
    if literal.field is Field.ANY:
        if literal.negated:
            return not occurs(literal.value, everywhere)
        return occurs(literal.value, scope)
    result = {
        Field.TITLE: lambda: occurs(literal.value, [article.title]),
        Field.AUTHOR: lambda: occurs(literal.value, [article.author]),
        Field.SOURCE: lambda: occurs(literal.value, [article.source]),
        Field.TAG: lambda: occurs(literal.value, article.tags),
        Field.PATH: lambda: occurs(literal.value, [str(article.path)]),
        Field.LANG: lambda: (
            fold(article.language) == fold(literal.value)
            or fold(article.language).startswith(fold(literal.value) + "-")
        ),
        Field.DATE: lambda: (
            article.date is not None and literal.first_day <= article.date.day <= literal.last_day
        ),
        Field.IS: lambda: literal.value == "unread",
        Field.HAS: lambda: bool(
            getattr(article, {"image": "cover", "tag": "tags"}.get(literal.value, literal.value))
        ),
    }[literal.field]()
    return result != literal.negated


def brute_force(query: Query, content_: Content) -> Tier | None:
    """The first tier whose texts are enough for the whole query."""
    article = content_.article
    labels = [article.author, article.source, *article.tags]
    text = content_.text.replace("\n", " ")
    everywhere = [article.title, *labels, text]

    def all_hold(scope: Sequence[str]) -> bool:
        return all(
            any(holds(literal, content_, scope, everywhere) for literal in clause)
            for clause in query.clauses
        )

    asks_for_words = any(
        literal.field in {Field.ANY, Field.TITLE} and not literal.negated
        for clause in query.clauses
        for literal in clause
    )
    if asks_for_words and all_hold([article.title]):
        return Tier.TITLE
    if all_hold([article.title, *labels]):
        return Tier.LABEL
    return Tier.TEXT if all_hold(everywhere) else None


def count(terms: Sequence[str], text: str) -> int:
    """By hand: at each place the longest term that stands there."""
    folded, wanted = fold(text.replace("\n", " ")), sorted(map(fold, terms), key=len, reverse=True)
    place = found = 0
    while place < len(folded):
        here = next((term for term in wanted if folded.startswith(term, place)), None)
        found += here is not None
        place += len(here) if here else 1
    return found


LETTERS = st.sampled_from("aAbé钉釘后，Ａ1 ")
LINE = st.text(LETTERS, max_size=6).map(lambda text: " ".join(text.split()))
TEXT = st.lists(st.text(LETTERS, max_size=40), max_size=4).map(
    lambda lines: "\n".join(line for line in (" ".join(line.split()) for line in lines) if line)
)
DAYS = st.sampled_from(["", "2019-12-31", "2020-02-03", "2021-06-30"])


@st.composite
def libraries(draw: st.DrawFn) -> dict[str, Content]:
    chosen = draw(st.sets(st.sampled_from(["a.md", "b.md", "釘.md", "d.md"])))
    return dict(
        content(
            name,
            draw(LINE),
            draw(TEXT),
            author=draw(LINE),
            source=draw(LINE),
            tags=tuple(draw(st.lists(LINE.filter(bool), max_size=2))),
            day=draw(DAYS),
            language=draw(st.sampled_from(["", "zh-Hans", "zh", "en"])),
            cover=draw(st.sampled_from(["", "https://example.org/a.png"])),
        )
        for name in chosen
    )


VALUES = st.text(LETTERS, min_size=1, max_size=3).map(str.strip).filter(bool)
LITERALS = st.one_of(
    st.builds(
        Literal,
        st.sampled_from([Field.ANY, Field.ANY, Field.TITLE, Field.AUTHOR, Field.TAG, Field.SOURCE]),
        VALUES,
        st.booleans(),
    ),
    st.builds(Literal, st.just(Field.PATH), st.sampled_from(["a.m", "钉", "x"]), st.booleans()),
    st.builds(Literal, st.just(Field.LANG), st.sampled_from(["zh", "ZH-hans", "z"])),
    st.builds(
        Literal,
        st.just(Field.DATE),
        st.just("2020"),
        st.booleans(),
        st.sampled_from(["2020-01-01", "2020-02-03"]),
        st.sampled_from(["2020-02-31", "2021-12-31"]),
    ),
    st.builds(Literal, st.just(Field.IS), st.sampled_from(["unread", "read"]), st.booleans()),
    st.builds(
        Literal,
        st.just(Field.HAS),
        st.sampled_from(["image", "date", "author", "source", "tag"]),
        st.booleans(),
    ),
)


def query_of(clauses: Sequence[Sequence[Literal]]) -> Query:
    terms = [
        literal.value
        for clause in clauses
        for literal in clause
        if literal.field is Field.ANY and not literal.negated
    ]
    given_: tuple[Clause, ...] = tuple(tuple(clause) for clause in clauses)
    return Query("", given_, tuple(dict.fromkeys(terms)))


QUERIES = st.lists(st.lists(LITERALS, min_size=1, max_size=2), min_size=1, max_size=3).map(query_of)


@settings(deadline=None)
@given(st.lists(libraries(), min_size=1, max_size=3), st.lists(QUERIES, min_size=1, max_size=4))
def test_a_search_finds_what_a_scan_of_the_folded_texts_finds(
    versions: list[dict[str, Content]], queries: list[Query]
) -> None:
    """Also after files changed, appeared and vanished."""
    with tempfile.TemporaryDirectory() as folder:
        shelf = Shelf(Path(folder))
        with shelf.index() as index:
            for version in versions:
                shelf.replace(version)
                list(index.refresh([shelf.folder]))
                for query in queries:
                    check(query, search(index, [shelf.folder], query), shelf)


def check(query: Query, hits: list[Hit], shelf: Shelf) -> None:
    placed = [
        Content(replace(stored.article, path=shelf.folder / name), stored.text)
        for name, stored in shelf.contents.items()
    ]
    expected = {each.article.path: brute_force(query, each) for each in placed}
    assert {hit.article.path: hit.tier for hit in hits} == {
        path: tier for path, tier in expected.items() if tier is not None
    }
    assert [hit.tier for hit in hits] == sorted(hit.tier for hit in hits)
    for tier in Tier:
        articles = [hit.article for hit in hits if hit.tier is tier]
        assert articles == sort(articles, SortKey.DATE)
    for hit in hits:
        text = shelf.contents[hit.article.path.name].text
        assert hit.hits == count(query.terms, text)
        assert bool(hit.snippet.marks) == bool(hit.hits)
    articles = [each.article for each in placed]
    assert filter_titles(articles, query) == [
        article for article in articles if brute_force(query, Content(article)) is not None
    ]


# --- examples ----------------------------------------------------------------------------------


def test_titles_come_before_labels_and_labels_before_texts_each_newest_first(
    tmp_path: Path,
) -> None:
    hits = find(
        tmp_path,
        "network",
        content("text-new", "x", "a network", day="2022-01-01"),
        content("text-old", "x", "a network", day="2020-01-01"),
        content("tag", "x", "no", tags=("Networks",), day="2021-01-01"),
        content("author", "x", "no", author="Network Ltd", day="2022-01-01"),
        content("title-none", "The Network"),
        content("title-old", "Network", day="2001-01-01"),
        content("none", "x", "nothing here", day="2023-01-01"),
    )
    assert names(hits) == "title-old title-none author tag text-new text-old"
    assert [hit.tier for hit in hits] == [Tier.TITLE] * 2 + [Tier.LABEL] * 2 + [Tier.TEXT] * 2
    assert [hit.hits for hit in hits] == [0, 0, 0, 0, 1, 1]


def test_of_alternatives_the_best_place_counts(tmp_path: Path) -> None:
    both = content("both", "network", "terminal", day="2020-01-01")
    text = content("text", "x", "network terminal", day="2021-01-01")
    for query in ("terminal OR network", "network OR terminal"):
        assert names(find(tmp_path, query, both, text)) == "both text"
    assert names(find(tmp_path, "network terminal", both, text)) == "text both"


def test_the_limit_keeps_the_first(tmp_path: Path) -> None:
    contents = [content(f"{number}", "x", day=f"20{number}-01-01") for number in range(10, 20)]
    assert names(find(tmp_path, "x", *contents, limit=3)) == "19 18 17"
    assert find(tmp_path, "x", *contents, limit=0) == []


@pytest.mark.parametrize("query", ["钉钉", "釘釘", "钉釘"])
def test_simplified_and_traditional_are_one(tmp_path: Path, query: str) -> None:
    hits = find(tmp_path, query, content("a", "x", "用釘釘開會，用钉钉开会"))
    assert [hit.hits for hit in hits] == [2]
    assert hits[0].snippet.text == "用釘釘開會，用钉钉开会"
    assert hits[0].snippet.marks == ((1, 3), (7, 9))


@pytest.mark.parametrize("query", ["api", "API", "ＡＰＩ", "ａｐｉ"])
def test_case_and_width_are_one(tmp_path: Path, query: str) -> None:
    hits = find(tmp_path, query, content("a", "x", "the Api and the ＡＰＩ"))
    assert [hit.hits for hit in hits] == [2]


def test_a_phrase_may_stand_over_the_end_of_a_line(tmp_path: Path) -> None:
    hits = find(tmp_path, '"open source"', content("a", "x", "an open\n\n  source of"))
    assert [(hit.hits, hit.snippet.text) for hit in hits] == [(1, "an open source of")]


def test_a_term_is_found_within_one_label_only(tmp_path: Path) -> None:
    odd = content("a", "x", author="ab", source="cd", tags=("ef", "gh"))
    for query in ("bc", '"b c"', '"ef gh"', "efgh", "tag:fg"):
        assert find(tmp_path, query, odd) == []


def test_an_empty_query_finds_nothing_and_filters_nothing(tmp_path: Path) -> None:
    one = content("a", "x", "y")
    assert find(tmp_path, "  ", one) == []
    assert filter_titles([one[1].article], "") == [one[1].article]


def test_the_scope_is_what_lies_under_the_roots(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.replace(dict([content("a.md", "x"), content("b.md", "x")]))
    with shelf.index() as index:
        list(index.refresh([tmp_path]))
        assert names(search(index, [tmp_path / "b.md"], "x")) == "b.md"
        assert search(index, [tmp_path / "elsewhere"], "x") == []


def test_a_cancelled_search_has_no_result(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.replace(dict([content("a.md", "x"), content("b.md", "x")]))
    answers = iter([False, True])
    with shelf.index() as index:
        list(index.refresh([tmp_path]))
        assert search(index, [tmp_path], "x", cancelled=lambda: next(answers)) == []


def test_is_asks_whoever_knows_the_owner_s_state(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.replace(dict([content("a.md", "x"), content("b.md", "x")]))

    def is_flagged(path: Path, flag: str) -> bool:
        return (path.name == "b.md") == (flag == "bookmarked")

    with shelf.index() as index:
        list(index.refresh([tmp_path]))
        marked = search(index, [tmp_path], "is:bookmarked", is_flagged=is_flagged)
        unread = search(index, [tmp_path], "x is:unread", is_flagged=is_flagged)
        assert (names(marked), names(unread)) == ("b.md", "a.md")
        articles = index.articles([tmp_path])
        assert filter_titles(articles, "-is:bookmarked", is_flagged=is_flagged) == articles[:1]
        assert len(search(index, [tmp_path], "is:unread")) == 2
        assert search(index, [tmp_path], "is:read") == []


# --- titles as they are typed ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("钉", "a"),
        ("network", "a b"),
        ("network -author:ann", "a"),
        ("tag:news", "b"),
        ("example", "a"),
        ("date:2021", "b"),
        ("lang:zh", "a"),
        ("has:date OR lang:zh", "a b"),
        ("nowhere", ""),
    ],
)
def test_titles_are_filtered_by_all_but_the_text(query: str, expected: str) -> None:
    stored = [
        content("a", "釘釘 network", "nowhere", source="example.org", language="zh-Hant"),
        content("b", "Network", tags=("News",), author="Ann", day="2021-01-01"),
        content("c", "Other"),
    ]
    articles = [each.article for _, each in stored]
    for given_ in (query, parse(query)):
        assert " ".join(each.path.name for each in filter_titles(articles, given_)) == expected

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reader.library.article import Article, ArticleDate
from reader.library.search.query import Literal, Query, QueryField
from reader.library.search.searcher import Flags, Hit, Searcher, search
from reader.library.search.term import Tier
from reader.library.store.reads import Content, IndexSnapshot
from tests.unit.library.shelf import Shelf

ROOT = Path("/library")


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


class Library:
    """A shelf with an index and a searcher that live on while it changes."""

    def __init__(self, folder: Path) -> None:
        self.shelf = Shelf(folder)

    def __enter__(self) -> Library:
        self.index = self.shelf.index()
        self.searcher = Searcher(self.index, [self.shelf.folder])
        return self

    def __exit__(self, *_: object) -> None:
        self.index.close()

    def hold(self, *contents: tuple[str, Content]) -> None:
        self.shelf.replace(dict(contents))
        list(self.index.refresh([self.shelf.folder]))

    def ids(self, *files: str) -> frozenset[int]:
        folder = self.shelf.folder
        return self.index.view(
            lambda snapshot: frozenset(snapshot.find(folder / name) or 0 for name in files)
        )

    def names(self, query: str, flags: Flags = Flags()) -> str:  # noqa: B008 - a tuple
        found = self.searcher.search(query, limit=None, flags=flags)
        hits = self.searcher.hits(found, 0, len(found.ids))
        return " ".join(sorted(hit.article.path.name for hit in hits))


def names(hits: Iterable[Hit]) -> str:
    return " ".join(hit.article.path.name for hit in hits)


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


def test_a_phrase_stands_in_one_line(tmp_path: Path) -> None:
    hits = find(tmp_path, '"open source"', content("a", "x", "an open\n source of open  source"))
    assert [(hit.hits, hit.snippet.text) for hit in hits] == [(1, "an open source of open source")]
    assert find(tmp_path / "b", '"open source"', content("a", "x", "an open\nsource of")) == []


def test_a_term_is_found_within_one_label_only(tmp_path: Path) -> None:
    odd = content("a", "x", author="ab", source="cd", tags=("ef", "gh"))
    for query in ("bc", '"b c"', '"ef gh"', "efgh", "tag:fg"):
        assert find(tmp_path, query, odd) == []


def test_an_empty_query_finds_nothing(tmp_path: Path) -> None:
    assert find(tmp_path, "  ", content("a", "x", "y")) == []


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library(tmp_path) as library:
        yield library


def test_the_scope_is_what_lies_under_the_roots(library: Library) -> None:
    library.hold(content("a.md", "x"), content("b.md", "x"))
    folder = library.shelf.folder
    assert names(search(library.index, [folder / "b.md"], "x")) == "b.md"
    assert search(library.index, [folder / "elsewhere"], "x") == []


@pytest.mark.parametrize("query", ["x", "人工智能", "-x", "title:x", "tag:x", "path:x", "", "x x"])
def test_a_cancelled_search_finds_nothing_and_says_that_it_does_not_know(
    library: Library, query: str
) -> None:
    library.hold(content("a.md", "x"), content("b.md", "x"))
    found = library.searcher.search(query, cancelled=lambda: True)
    assert list(found.ids) == []
    assert found.more == bool(query)
    assert library.names("x") == "a.md b.md"


def test_is_asks_for_what_the_owner_did(library: Library) -> None:
    library.hold(content("a.md", "x"), content("b.md", "x"))
    flags = Flags(read=library.ids("a.md"), bookmarked=library.ids("b.md"))
    assert library.names("is:read", flags) == "a.md"
    assert library.names("x is:unread", flags) == "b.md"
    assert library.names("is:bookmarked", flags) == "b.md"
    assert library.names("-is:bookmarked", flags) == "a.md"
    assert library.names("is:unread") == "a.md b.md"


# --- words -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "text", "found"),
    [
        ("oper", "An Operator", True),
        ("oper", "cooperation", False),
        ("perator", "operator", False),
        ("oper", "co-operation", True),
        ("oper", "_operator", True),
        ("oper", "系統operator", True),
        ("13", "iphone13", False),
        ("опер", "Оператор", True),
        ("ератор", "Оператор", False),
        ("élan", "ELAN", True),
        ("전화", "휴대전화는", True),
        ("โทร", "หมายเลขโทรศัพท์", True),
        ("サーバ", "ｻｰﾊﾞ", True),
        ("すし", "スシ", True),
        ("钉", "釘", True),
        ("人工智慧", "人工智慧", True),
        ("人工智能", "人工 智能", False),
        ('"人工 智能"', "人工智能", True),
        ("c++", "C++17", True),
        ("c++", "c + +", False),
        ("c#", "in C# and", True),
        ("……", "好……", True),
        ("……", "好…", False),
        ("👍", "好👍", True),
        ("a.b", "x a.b", True),
        ("a.b", "x a-b", False),
        ("internationalization", "internationalizations", True),
        ("a" * 40, "a" * 50, True),
        ("a" * 40, "a" * 39, False),
        ('"open source"', "opensource", False),
    ],
)
def test_letters_begin_words_and_all_else_is_found_anywhere(
    tmp_path: Path, query: str, text: str, *, found: bool
) -> None:
    assert bool(find(tmp_path, query, content("a", "-", text))) == found
    assert bool(find(tmp_path, f"title:{query}", content("b", text.replace("\n", " ")))) == found


def test_what_is_frequent_comes_before_what_is_there_once(tmp_path: Path) -> None:
    hits = find(
        tmp_path,
        "社交",
        content("once", "-", "社交", day="2022-01-01"),
        content("thrice", "-", "社交社交社交", day="2021-01-01"),
        content("often-old", "-", "社交 " * 4, day="2001-01-01"),
        content("often-new", "-", "社交 " * 5, day="2002-01-01"),
    )
    assert names(hits) == "often-new often-old once thrice"
    assert [hit.tier for hit in hits] == [Tier.FREQUENT] * 2 + [Tier.TEXT] * 2
    assert [hit.hits for hit in hits] == [5, 4, 1, 3]


@pytest.mark.parametrize("query", ["dingding", "dd", "ddneng", "钉dingneng", "DingDing"])
def test_titles_and_labels_are_found_by_pinyin_and_texts_are_not(
    tmp_path: Path, query: str
) -> None:
    hits = find(
        tmp_path,
        query,
        content("title", "说釘釘能做什么"),
        content("tag", "-", tags=("钉钉能",)),
        content("author", "-", author="钉钉能"),
        content("text", "-", "钉钉能"),
    )
    assert {hit.article.path.name for hit in hits} == {"title", "tag", "author"}
    strong = [Tier.SPELLED_TITLE, Tier.SPELLED_LABEL, Tier.SPELLED_LABEL]
    weak = [Tier.WEAKLY_SPELLED] * 3
    assert [hit.tier for hit in hits] == (weak if query == "dd" else strong)


def test_what_is_written_comes_before_what_is_spelled(tmp_path: Path) -> None:
    hits = find(
        tmp_path,
        "ssh",
        content("spelled-title", "上手谁", day="2023-01-01"),
        content("spelled-tag", "-", tags=("上手谁",), day="2023-01-01"),
        content("tag", "-", tags=("SSH",), day="2002-01-01"),
        content("title", "SSH keys", day="2001-01-01"),
        content("text", "-", "over ssh", day="2023-02-01"),
    )
    assert names(hits) == "title spelled-title tag spelled-tag text"


@pytest.mark.parametrize("query", ["go", "ma", "title:go OR go", "go OR qqq"])
def test_what_a_latin_word_spells_by_chance_comes_last(tmp_path: Path, query: str) -> None:
    hits = find(
        tmp_path,
        query,
        content("spelled", "马 公欧", day="2023-01-01"),
        content("tag", "-", tags=("马公欧",), day="2022-01-01"),
        content("title", "Go, ma", day="2001-01-01"),
        content("text", "-", "go to ma", day="2001-02-01"),
    )
    assert names(hits) == "title text spelled tag"
    assert hits[-1].tier is Tier.WEAKLY_SPELLED


def test_a_filter_of_titles_ranks_too(tmp_path: Path) -> None:
    hits = find(
        tmp_path,
        "title:xian",
        content("chance", "先", day="2023-01-01"),
        content("spelled", "西安", day="2022-01-01"),
        content("title", "Xian", day="2001-01-01"),
    )
    assert names(hits) == "title spelled chance"


@pytest.mark.parametrize(
    ("query", "phrase", "apart"),
    [
        ("keep the page", "We keep the page", "Keep a copy of the last page"),
        ("机器 学习", "用机器学习", "学习机器"),
        ("linux 内核", "Linux内核", "内核，Linux"),
    ],
)
def test_words_in_a_row_come_before_words_apart(
    tmp_path: Path, query: str, phrase: str, apart: str
) -> None:
    hits = find(
        tmp_path,
        query,
        content("text-apart", "-", f"{apart}。" * 5, day="2023-01-01"),
        content("text", "-", phrase, day="2002-01-01"),
        content("text-new", "-", phrase, day="2003-01-01"),
        content("title-apart", apart, phrase, day="2022-01-01"),
        content("title", phrase, day="2001-01-01"),
    )
    assert names(hits) == "title title-apart text-new text text-apart"


def test_a_word_that_cannot_be_seen_is_nowhere_though_the_others_are_in_a_row(
    tmp_path: Path,
) -> None:
    words = tuple((Literal(QueryField.ANY, value),) for value in ("open", "\u200b", "source"))
    shelf = Shelf(tmp_path)
    shelf.replace(dict([content("a", "Open source", "open source")]))
    with shelf.index() as index:
        list(index.refresh([tmp_path]))
        assert search(index, [tmp_path], Query("", words)) == []


def test_for_words_in_a_row_so_many_texts_are_read_and_no_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.library.search.retrieval._MOST_IN_A_ROW", 2)
    hits = find(
        tmp_path,
        "open source",
        *(
            content(f"{year}", "-", "open source", day=f"{year}-01-01")
            for year in range(2001, 2006)
        ),
        content("apart", "-", "source, then open", day="2006-01-01"),
    )
    assert names(hits) == "2005 2004 apart 2003 2002 2001"


def test_beside_the_phrase_no_stop_word_is_lit_and_the_snippet_shows_the_phrase(
    tmp_path: Path,
) -> None:
    text = "The page of the day. " * 20 + "Keep the page."
    (hit,) = find(tmp_path, "keep the page", content("a", "-", text))
    shown = [hit.snippet.text[start:end] for start, end in hit.snippet.marks]
    assert shown[-2:] == ["page", "Keep the page"]
    assert {each.casefold() for each in shown} <= {"page", "keep the page"}
    assert hit.hits == 21


def test_no_text_is_read_to_find_two_words_in_a_row_or_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[int] = []
    text_of = IndexSnapshot.text

    def counted(snapshot: IndexSnapshot, id_: int) -> str:
        read.append(id_)
        return text_of(snapshot, id_)

    with Library(tmp_path) as library:
        library.hold(
            content("title", "Open source", "open source"),
            content("pair", "-", "open source"),
            content("apart", "-", "source, then open"),
        )
        monkeypatch.setattr(IndexSnapshot, "text", counted)
        found = library.searcher.search("open source", limit=None)
        assert len(found.ids) == 3
        assert not read


def test_pinyin_in_a_title_goes_with_words_in_the_text(tmp_path: Path) -> None:
    both = content("both", "钉钉", "社交 network")
    other = content("other", "钉钉", "nothing")
    assert names(find(tmp_path, "dingding 社交", both, other)) == "both"
    assert names(find(tmp_path, "dingding network -dd", both, other)) == "both"
    assert names(find(tmp_path, "dingding network -钉钉", both, other)) == ""


def test_what_is_written_or_spelled_in_a_title_is_marked(tmp_path: Path) -> None:
    def marked(query: str) -> list[tuple[tuple[int, int], ...]]:
        return [hit.title_marks for hit in find(tmp_path, query, content("a", "用釘釘 Network"))]

    assert marked("钉钉 net") == [((1, 3), (4, 7))]
    assert marked("dingding") == [((1, 3),)]
    assert marked("title:用") == [()]


@pytest.mark.parametrize("query", ['"open source"', '"ding ding"', "ding.ding"])
def test_phrases_are_not_read_as_pinyin(tmp_path: Path, query: str) -> None:
    assert find(tmp_path, query, content("a", "opensource 钉钉")) == []


# --- what a list asks --------------------------------------------------------------------------


def test_a_list_knows_how_many_there_are_only_if_it_has_them_all(library: Library) -> None:
    library.hold(*(content(f"{day}", "x", day=f"2020-01-{day}") for day in range(10, 20)))
    found = library.searcher.search("x", limit=4)
    assert (found.total, found.more, len(found.ids)) == (None, True, 4)
    for limit in (10, 200, None):
        found = library.searcher.search("x", limit=limit)
        assert (found.total, found.more, len(found.ids)) == (10, False, 10)


def test_only_the_rows_that_are_asked_for_are_looked_up(library: Library) -> None:
    library.hold(*(content(f"{day}", "x", day=f"2020-01-{day}") for day in range(10, 20)))
    found = library.searcher.search("x")
    assert names(library.searcher.hits(found, 2, 5)) == "17 16 15"
    assert names(library.searcher.hits(found, 8, 99)) == "11 10"
    assert names(library.searcher.hits(found, -3, 1)) == "19"


def test_what_is_gone_by_the_time_it_is_looked_at_is_left_out(library: Library) -> None:
    a, b = content("a.md", "x", "text"), content("b.md", "x")
    library.hold(a, b)
    found = library.searcher.search("x")
    library.hold(b)
    assert names(library.searcher.hits(found, 0, 9)) == "b.md"
    assert library.names("x") == "b.md"


def test_a_searcher_follows_many_changes_and_a_library_of_many_segments(library: Library) -> None:
    def shelf(numbers: Iterable[int], mark: str) -> list[tuple[str, Content]]:
        return [content(f"{n}.md", f"{mark} n{n}", day=f"{1000 + n}-01-01") for n in numbers]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("reader.library.memory.titles._ROWS", 4)
        for numbers, mark in (
            (range(20, 40), "old"),
            (range(20, 40), "old"),
            (range(60), "new"),
            (range(0, 60, 7), "new"),
            (range(3), "odd"),
            (range(0), "no"),
            (range(5, 50), "last"),
        ):
            library.hold(*shelf(numbers, mark))
            expected = [f"{n}.md" for n in reversed(numbers)]
            assert library.names(mark).split() == sorted(expected)
            found = library.searcher.search(mark)
            assert names(library.searcher.hits(found, 0, 99)).split() == expected
            assert library.names("n21 OR n22").split() == [
                f"{n}.md" for n in (21, 22) if n in numbers
            ]

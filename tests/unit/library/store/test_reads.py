"""What a snapshot of the index answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.library.article import Article, ArticleDate
from reader.library.index import Index
from reader.library.store.reads import Content, IndexSnapshot, RootScope


class Library:
    """Files that need no disk but for their names: a path is what it says in `contents`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.contents: dict[Path, Content] = {}
        self.index = Index(None, read=self.contents.__getitem__)

    def add(self, name: str, article: Article | None = None, text: str = "") -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text + name)
        article = replace(article, path=path) if article else Article(path, name)
        self.contents[path] = Content(article, text)
        return path

    def refresh(self) -> None:
        for _ in self.index.refresh([self.folder]):
            pass

    def names(self, *roots: Path, limit: int = 100) -> list[str]:
        newest = self.index.view(lambda snapshot: snapshot.newest(roots, limit))
        return [article.path.name for _, article in newest]


@pytest.fixture
def library(tmp_path: Path) -> Iterable[Library]:
    made = Library(tmp_path / "library")
    with made.index:
        yield made


def dated(days: int) -> ArticleDate:
    instant = datetime(2020, 1, 1, tzinfo=UTC) + timedelta(days=days)
    return ArticleDate(instant, instant.date().isoformat())


def article(
    title: str = "",
    *,
    day: int | None = None,
    author: str = "",
    source: str = "",
    language: str = "",
    url: str = "",
    fingerprint: str = "",
) -> Article:
    return Article(
        Path("x"),
        title,
        author,
        source,
        None if day is None else dated(day),
        url=url,
        language=language,
        fingerprint=fingerprint,
    )


def test_the_newest_come_first_and_the_undated_last(library: Library) -> None:
    library.add("old.md", article(day=1))
    library.add("b.md", article())
    library.add("new.md", article(day=9))
    library.add("a.md", article())
    library.add("mid.md", article(day=5))
    library.refresh()
    assert library.names(library.folder) == ["new.md", "mid.md", "old.md", "a.md", "b.md"]
    assert library.names(library.folder, limit=2) == ["new.md", "mid.md"]


def test_of_one_day_the_paths_are_in_order(library: Library) -> None:
    for name in ("b.md", "c.md", "a.md"):
        library.add(name, article(day=1))
    library.refresh()
    assert library.names(library.folder) == ["a.md", "b.md", "c.md"]


def test_the_newest_of_a_small_folder_are_found_below_many_newer(library: Library) -> None:
    for number in range(80):
        library.add(f"big/{number}.md", article(day=100 + number))
    library.add("small/one.md", article(day=1))
    library.add("small/two.md", article(day=2))
    library.refresh()
    assert library.names(library.folder / "small", limit=2) == ["two.md", "one.md"]


def test_articles_come_in_the_order_asked_for_without_those_that_are_gone(
    library: Library,
) -> None:
    for number in range(1200):  # more than fit in one statement
        library.add(f"{number}.md", article(str(number), day=number))
    library.refresh()

    def look(snapshot: IndexSnapshot) -> tuple[list[int], list[Article]]:
        ids = snapshot.ids([library.folder]).tolist()
        asked = [*reversed(ids), 5, *ids[:2]]
        return ids, snapshot.articles_of(asked)

    ids, found = library.index.view(look)
    assert ids == sorted(ids)
    titles = [each.title for each in found]
    assert titles == [*map(str, reversed(range(1200))), "0", "1"]
    with pytest.raises(KeyError):
        library.index.view(lambda snapshot: snapshot.article(5))


def test_an_article_is_found_by_path_address_and_text(library: Library) -> None:
    one = library.add("one.md", article(day=1, url="https://example.org/1", fingerprint="f1"))
    library.add("two.md", article(day=2, url="https://example.org/1", fingerprint="f2"))
    library.add("three.md", article(day=3, fingerprint="f1"))
    library.add("four.md", article(day=4))
    library.refresh()

    def names(ids: Iterable[int], snapshot: IndexSnapshot) -> list[str]:
        return [each.path.stem for each in snapshot.articles_of(list(ids))]

    def look(snapshot: IndexSnapshot) -> None:
        id_ = snapshot.find(one)
        assert id_ is not None
        assert names([id_], snapshot) == ["one"]
        assert snapshot.find(library.folder / "none.md") is None
        assert names(snapshot.find_url("https://example.org/1"), snapshot) == ["two", "one"]
        assert names(snapshot.find_fingerprint("f1"), snapshot) == ["three", "one"]
        assert snapshot.find_url("") == snapshot.find_fingerprint("") == []
        meant = snapshot.resolve([("f1", Path("/gone.md")), ("", library.folder / "four.md")])
        assert sorted(names(meant, snapshot)) == ["four", "one", "three"]
        assert snapshot.resolve([("", Path("/gone.md"))]) == set()

    library.index.view(look)


def chosen(snapshot: IndexSnapshot, scope: RootScope) -> list[int]:
    select = f"SELECT id FROM article WHERE {scope.condition}"  # noqa: S608 - what is tested
    return [id_ for (id_,) in snapshot.connection.execute(select, scope.parameters)]


FOLDERS = ("a", "a/b", "ab", "a-b", "")


@settings(max_examples=25, deadline=None)
@given(
    files=st.sets(st.sampled_from([f"{f}/{n}.md".lstrip("/") for f in FOLDERS for n in "xyz"])),
    roots=st.lists(st.sampled_from(["a", "a/b", "ab", "a-b", "ab/x.md", "y.md"]), max_size=4),
)
def test_a_scope_holds_what_is_at_or_under_its_roots(
    files: set[str], roots: Sequence[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    made = Library(tmp_path_factory.mktemp("library"))
    under = [made.folder / root for root in dict.fromkeys(roots)]
    under = [root for root in under if not set(under) & set(root.parents)]
    paths = [made.add(name) for name in sorted(files)]
    expected = {path for path in paths if any(r == path or r in path.parents for r in under)}
    with made.index:
        made.refresh()

        def look(snapshot: IndexSnapshot) -> None:
            scope = snapshot.scope(under)
            found = snapshot.articles_of(chosen(snapshot, scope))
            assert {each.path for each in found} == expected
            assert scope.covers_all == (len(expected) == len(paths))
            assert snapshot.count(under) == len(snapshot.ids(under)) == len(expected)
            assert {each.path for _, each in snapshot.newest(under, 99)} == expected

        made.index.view(look)


def test_a_scope_of_very_many_files_is_one_too(library: Library) -> None:
    paths = [library.add(f"{number}.md") for number in range(120)]
    library.refresh()

    def look(snapshot: IndexSnapshot) -> None:
        scope = snapshot.scope(paths[:90])
        assert (len(chosen(snapshot, scope)), scope.covers_all) == (90, False)

    library.index.view(look)


def labels(library: Library) -> dict[tuple[str, str], int]:
    def look(snapshot: IndexSnapshot) -> dict[tuple[str, str], int]:
        rows = snapshot.connection.execute(
            "SELECT kind, value, count(article_id) FROM label"
            " LEFT JOIN labelled ON label_id = label.id GROUP BY label.id"
        )
        return {(kind, value): count for kind, value, count in rows}

    return library.index.view(look)


def test_labels_are_counted_and_go_with_their_last_article(library: Library) -> None:
    library.add("a.md", replace(article(author="Ann", language="en"), tags=("x", "y", "x")))
    library.add("b.md", replace(article(author="Ann", source="Here"), tags=("x",)))
    library.refresh()
    assert labels(library) == {
        ("author", "Ann"): 2,
        ("source", "Here"): 1,
        ("source", "Ann"): 1,  # a list shows the author where no source is known
        ("tag", "x"): 2,
        ("tag", "y"): 1,
        ("language", "en"): 1,
    }
    (library.folder / "a.md").unlink()
    library.refresh()
    assert labels(library) == {("author", "Ann"): 1, ("source", "Here"): 1, ("tag", "x"): 1}


def tokens(library: Library, word: str) -> set[str]:
    def look(snapshot: IndexSnapshot) -> set[str]:
        rows = snapshot.connection.execute(
            "SELECT rowid FROM token WHERE token MATCH ?", (f'"{word}"',)
        ).fetchall()
        found = snapshot.articles_of([id_ for (id_,) in rows])
        assert len(found) == len(rows)  # no id of an article that is gone
        return {each.path.name for each in found}

    return library.index.view(look)


def test_words_are_found_in_what_is_there_and_nothing_else(library: Library) -> None:
    library.add("a.md", article(day=1), "lantern river")
    library.add("b.md", article(day=1), "river 钉钉")
    library.refresh()
    assert tokens(library, "river") == {"a.md", "b.md"}
    assert tokens(library, "钉钉") == {"b.md"}
    library.add("a.md", article(day=2), "meadow and some more")
    (library.folder / "b.md").unlink()
    library.add("c.md", article(day=1), "river again")
    library.refresh()
    assert tokens(library, "river") == {"c.md"}
    assert tokens(library, "meadow") == {"a.md"}
    assert tokens(library, "钉钉") == set()
    assert library.index.check() == []

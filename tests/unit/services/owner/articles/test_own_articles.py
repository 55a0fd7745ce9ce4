"""Tags of the owner's and the archive: what they do to the list, and how they are undone."""

from __future__ import annotations

import pytest

from reader.services.arrangement import Arrangement, ArticleLabel
from reader.services.catalog import ShownList
from reader.services.owner.article_flags import Flagger
from tests.unit.services.small_library import SmallLibrary


class Sorted(SmallLibrary):
    """A library of three articles, and its lists as the app shows them."""

    def show(self, wanted: Arrangement | None = None) -> ShownList:
        flagger = Flagger(
            self.session, lambda: self.keeper.bookmarks.homes, self.keeper.articles.own
        )
        return self.catalog.arrange(
            wanted or Arrangement(), flagger.flags, own=flagger.own, nearest=True
        )

    def names(self, wanted: Arrangement | None = None) -> str:
        shown = self.show(wanted)
        known = self.catalog.articles(list(shown.rows.ids))
        return " ".join(sorted(article.path.stem for article in known.values()))

    def tag(self, name: str, *tags: str, removed: tuple[str, ...] = ()) -> str:
        article = self.article(self.root / f"{name}.md")
        return self.keeper.articles.tag([article], tags, removed)

    def undo(self) -> str:
        _, way_back = self.keeper.way_back()
        return way_back().told


@pytest.fixture
def library(tmp_path_factory: pytest.TempPathFactory) -> Sorted:
    made = Sorted(tmp_path_factory.mktemp("sorted"))
    for name in ("a", "b", "c"):
        made.write(f"{name}.md", f"zebra {name}", tags="file")
    made.refresh()
    return made


def by_tag(tag: str) -> Arrangement:
    return Arrangement(filters=(ArticleLabel("tag", tag),))


def test_a_tag_of_the_owner_is_a_tag_everywhere(library: Sorted) -> None:
    library.tag("a", "社交", "two words")
    library.tag("b", "社交")
    assert library.names(by_tag("社交")) == "a b"
    own = library.keeper.articles.own
    flags = Flagger(library.session, lambda: library.keeper.bookmarks.homes, own).own
    assert library.catalog.facets("tag", flags) == [("file", 3), ("社交", 2), ("two words", 1)]
    for query in (
        "tag:社交 tag:two",
        "tag:shejiao tag:file two",
        "社交 two",
        "two zebra",
        "has:tag two",
    ):
        assert library.names(Arrangement(query=query)) == "a", query
    assert library.names(Arrangement(query="-tag:社交")) == "c"
    assert library.names(Arrangement(query="zebra -社交")) == "c"
    found = library.catalog.complete("tag:she", 7, lambda: pytest.fail("not asked for"), flags)
    assert [(each.value, each.count) for each in found] == [("社交", 2)]
    assert own.tags() == ("社交", "two words")
    id_ = library.id_of(library.root / "a.md")
    assert own.state().tags(id_) == ("社交", "two words")


def test_tags_follow_their_article_and_are_taken_back(library: Sorted) -> None:
    told = library.tag("a", "x", "y")
    assert told == "Tags kept"
    assert library.tag("a", "x") == ""
    (library.root / "a.md").rename(library.root / "moved.md")
    library.refresh()
    assert library.names(by_tag("x")) == "moved"
    library.tag("moved", "z", removed=("x",))
    (record,) = library.articles.all()
    assert record.tags == ("y", "z")
    assert record.article.path.endswith("moved.md")
    assert library.undo() == "Tags are as they were"
    assert library.names(by_tag("x")) == "moved"
    library.undo()
    assert library.names(by_tag("y")) == ""


def test_what_another_reader_tagged_meanwhile_outlives_an_undo(library: Sorted) -> None:
    library.tag("a", "x")
    (record,) = library.articles.all()
    library.articles.put_all(
        [record.__class__(article=record.article, id=record.id, tags=("x", "theirs"))]
    )
    library.undo()
    assert library.articles.records[record.id].tags == ("theirs",)


def test_what_is_archived_is_only_where_it_is_asked_for(library: Sorted) -> None:
    keeper = library.keeper.articles
    articles = [library.article(library.root / f"{name}.md") for name in "ab"]
    assert keeper.archive(articles) == "2 articles archived"
    assert library.names() == "c"
    assert library.names(Arrangement().flagged("archived")) == "a b"
    assert library.names(Arrangement(query="zebra")) == "c"
    assert library.names(Arrangement(query="zebra is:archived")) == "a b"
    assert library.names(Arrangement(query="zebra b").flagged("archived")) == "b"
    assert library.names(Arrangement(query="zebra -is:archived")) == "c"
    assert library.names(Arrangement(query="zebar")) == "c"
    assert keeper.bring_back(articles[:1]) == "Back in the list"
    assert library.names() == "a c"
    assert library.undo() == "Archived again"
    assert library.undo() == "Back in the list"
    assert library.names() == "a b c"


def test_several_articles_are_bookmarked_and_no_longer(library: Sorted) -> None:
    bookmarks = library.keeper.bookmarks
    articles = [library.article(library.root / f"{name}.md") for name in "abc"]
    bookmarks.toggle_article(articles[0])
    assert bookmarks.toggle_articles(articles) == "2 bookmarks made"
    assert len(bookmarks.all()) == 3
    assert library.undo() == "2 bookmarks taken back"
    bookmarks.toggle_articles(articles)
    assert bookmarks.toggle_articles(articles) == "3 bookmarks removed"
    assert bookmarks.all() == ()
    library.undo()
    assert len(bookmarks.all()) == 3

"""Lists hold what filtering, sorting and grouping all articles one by one gives."""

from __future__ import annotations

import os
from array import array
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.library.article import Article, ArticleDate
from reader.library.index import Index
from reader.library.listing import GroupKey, ListedOnly, Listing, SortKey, facets, list_articles
from reader.library.search.context import Flags
from reader.library.search.query import parse
from reader.library.search.searcher import FoundArticles
from reader.library.sort_keys import author_key, natural, title_key
from reader.library.store.reads import Content, IndexSnapshot

FOLDERS = ("", "anna", "anna/berta", "文件")
KINDS: Mapping[str, Callable[[Article], tuple[str, ...]]] = {
    "author": lambda article: (article.author,) if article.author else (),
    "source": lambda article: (article.shown_source,) if article.shown_source else (),
    "tag": lambda article: article.tags,
}


@dataclass(frozen=True)
class Library:
    """An index of articles that need no more than a name on the disk."""

    root: Path
    index: Index
    contents: dict[Path, Content]

    def add(self, *articles: Article) -> None:
        """Paths are relative to the root; `mtime_ns` becomes the file's."""
        for number, article in enumerate(articles, len(self.contents)):
            path = self.root / article.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(str(number))
            os.utime(path, ns=(article.mtime_ns, article.mtime_ns))
            # Copies are told by their fingerprints; no text is like another's.
            text = f"{article.fingerprint or number} " * 40
            self.contents[path] = Content(replace(article, path=path), text)
        for _ in self.index.refresh([self.root]):
            pass

    def list(self, *roots: Path, **wanted: Any) -> Listing:
        return list_articles(self.index, roots or (self.root,), **wanted)

    def names(self, *roots: Path, **wanted: Any) -> str:
        """The file names of a list, in its order."""
        ids = self.list(*roots, **wanted).ids
        articles = self.index.view(lambda snapshot: snapshot.articles_of(list(ids)))
        return " ".join(article.path.name for article in articles)

    def id(self, name: str) -> int:
        path = next(path for path in self.contents if path.name == name)
        id_ = self.index.view(lambda snapshot: snapshot.find(path))
        assert id_ is not None
        return id_

    def headings(self, group: GroupKey, *roots: Path, **wanted: Any) -> str:
        listing = self.list(*roots, group=group, **wanted)
        return " ".join(f"{label or '-'}:{size}" for label, _, size in listing.groups)


@contextmanager
def open_library() -> Iterator[Library]:
    with TemporaryDirectory() as folder:
        contents: dict[Path, Content] = {}
        with Index(None, read=contents.__getitem__) as index:
            root = Path(folder, "articles")
            root.mkdir()
            yield Library(root, index, contents)


@pytest.fixture
def library() -> Iterator[Library]:
    with open_library() as made:
        yield made


def on(day: str) -> ArticleDate:
    return ArticleDate(datetime.fromisoformat(f"{day}T00:00:00+00:00"), day)


def article(name: str, title: str = "", **fields: Any) -> Article:
    return replace(Article(Path(f"{name}.md"), title or name), **fields)


def found(*ids: int) -> FoundArticles:
    return FoundArticles(parse("x"), array("q", ids), (), len(ids))


# -- by hand ------------------------------------------------------------------------------


def test_the_newest_come_first_as_a_snapshot_has_them_the_undated_last(library: Library) -> None:
    library.add(
        article("old", date=on("1969-05-01")),
        article("none"),
        article("new", date=on("2021-05-01")),
    )
    assert library.names() == "new.md old.md none.md"
    assert library.names(reverse=True) == "old.md new.md none.md"
    newest = library.index.view(lambda snapshot: snapshot.newest([library.root], 3))
    assert [id_ for id_, _ in newest] == list(library.list().ids)


def test_titles_are_sorted_naturally_and_by_pinyin(library: Library) -> None:
    titles = ["中国", "Part 10", "阿里", "Part 9", "“重庆”"]
    library.add(*(article(str(number), title) for number, title in enumerate(titles)))
    assert library.names(sort=SortKey.TITLE) == "3.md 1.md 2.md 4.md 0.md"
    assert library.names(sort=SortKey.TITLE, reverse=True) == "0.md 4.md 2.md 1.md 3.md"


def test_authors_keep_together_newest_first_the_unnamed_last_either_way(library: Library) -> None:
    library.add(
        article("a"),
        article("b", author="zoe", date=on("2020-01-01")),
        article("c", author="Ann"),
        article("d", author="Zoe", date=on("2021-01-01")),
    )
    assert library.names(sort=SortKey.AUTHOR) == "c.md d.md b.md a.md"
    assert library.names(sort=SortKey.AUTHOR, reverse=True) == "b.md d.md c.md a.md"


def test_length_is_the_time_that_reading_takes_the_empty_last(library: Library) -> None:
    library.add(
        article("empty"),
        article("words", length=400, minutes=2),
        article("characters", length=500, minutes=1),
        article("short", length=300, minutes=2),
    )
    expected = "characters.md short.md words.md empty.md"
    assert library.names(sort=SortKey.LENGTH) == expected


def test_what_was_saved_last_was_added_last(library: Library) -> None:
    library.add(
        *(article(name, mtime_ns=at * 10**9) for name, at in (("a", 1), ("b", 3), ("c", 2)))
    )
    assert library.names(sort=SortKey.ADDED) == "b.md c.md a.md"


def test_what_was_read_last_comes_first_the_unread_last(library: Library) -> None:
    library.add(*map(article, "abc"))
    flags = Flags(last_read={library.id("b.md"): 1, library.id("c.md"): 2, 12345: 3})
    assert library.names(sort=SortKey.READ, flags=flags) == "c.md b.md a.md"


def test_a_search_keeps_its_order_or_is_sorted(library: Library) -> None:
    library.add(*map(article, "abc"))
    hits = found(library.id("c.md"), library.id("a.md"), 12345)
    assert library.names(found=hits, sort=SortKey.RELEVANCE) == "c.md a.md"
    assert library.names(found=hits, sort=SortKey.TITLE) == "a.md c.md"
    assert library.names(found=found()) == ""
    assert library.names(sort=SortKey.RELEVANCE) == library.names()


def test_filters_leave_what_they_name(library: Library) -> None:
    library.add(article("a", tags=("x",)), article("b", tags=("y", "x")), article("c", author="x"))
    flags = Flags(read=frozenset({library.id("a.md")}), bookmarked=frozenset({library.id("b.md")}))
    assert library.names(only=[ListedOnly.UNREAD], flags=flags, sort=SortKey.TITLE) == "b.md c.md"
    assert library.names(only=[ListedOnly.BOOKMARKED], flags=flags) == "b.md"
    assert library.names(only=[ListedOnly.BOOKMARKED]) == ""
    assert library.names(labels=[("tag", "x")], sort=SortKey.TITLE) == "a.md b.md"
    assert library.names(labels=[("author", "x")]) == "c.md"
    assert library.names(labels=[("tag", "z")]) == ""
    assert library.names(labels=[("tag", "x"), ("tag", "y")]) == "b.md"
    assert library.names(labels=[("tag", "x")], only=[*ListedOnly], flags=flags) == ""


def test_what_is_archived_is_shown_where_that_is_asked_for(library: Library) -> None:
    library.add(
        article("a", "Same", fingerprint="f", date=on("2020-01-01")),
        article("b", "Same", fingerprint="f", date=on("2021-01-01")),
        article("c"),
        article("d"),
    )
    a, c = (library.id(f"{name}.md") for name in "ac")
    flags = Flags(archived=frozenset({a, c}), read=frozenset({c}))
    assert library.names(flags=flags) == "d.md"
    assert library.names(only=[ListedOnly.ARCHIVED], flags=flags) == "b.md c.md"
    assert library.names(only=[*ListedOnly][::2], flags=flags) == "b.md"
    assert library.names(found=found(c), flags=flags) == "c.md"


def test_archived_articles_are_not_counted_for_their_labels(library: Library) -> None:
    library.add(
        article("a", "Same", fingerprint="f", date=on("2020-01-01"), tags=("x",)),
        article("b", "Same", fingerprint="f", date=on("2021-01-01"), tags=("x", "y")),
        article("c", tags=("x",)),
    )
    root, a, c = [library.root], library.id("a.md"), library.id("c.md")
    assert facets(library.index, root, "tag") == [("x", 2), ("y", 1)]
    assert facets(library.index, root, "tag", Flags(archived=frozenset({c}))) == [
        ("x", 1),
        ("y", 1),
    ]
    own = {"z": frozenset({a, c})}
    flags = Flags(archived=frozenset({a}), tagged=own)
    assert facets(library.index, root, "tag", flags) == [("x", 1), ("z", 1)]


def test_tags_of_the_owner_are_tags(library: Library) -> None:
    library.add(article("a", tags=("x",)), article("b"), article("c"))
    b, c = library.id("b.md"), library.id("c.md")
    flags = Flags(tagged={"x": frozenset({b}), "own": frozenset({b, c, 12345})})
    assert library.names(labels=[("tag", "x")], flags=flags, sort=SortKey.TITLE) == "a.md b.md"
    assert library.names(labels=[("tag", "x"), ("tag", "own")], flags=flags) == "b.md"
    assert facets(library.index, [library.root], "tag", flags) == [("own", 2), ("x", 2)]
    listing = library.list(group=GroupKey.TAG, flags=flags)
    assert [(group.label, group.size) for group in listing.groups] == [("own", 2), ("x", 2)]


def test_of_copies_the_newest_is_shown_and_names_the_others(library: Library) -> None:
    library.add(
        article("a", "Same", fingerprint="f", date=on("2020-01-01"), tags=("x",)),
        article("b", "Same", fingerprint="f", date=on("2021-01-01"), tags=("y",)),
        article("c", "Same", fingerprint="f", date=on("2019-01-01"), tags=("x", "y")),
        article("d", "Other"),
    )
    a, b, c = (library.id(f"{name}.md") for name in "abc")
    assert library.names() == "b.md d.md"
    assert library.list().copies == {b: (a, c)}
    assert library.names(merge_copies=False) == "b.md a.md c.md d.md"
    assert library.list(merge_copies=False).copies == {}
    assert library.names(labels=[("tag", "x")]) == "b.md"
    assert library.names(found=found(c, a)) == "b.md"
    assert (
        library.names(only=[ListedOnly.BOOKMARKED], flags=Flags(bookmarked=frozenset({a})))
        == "b.md"
    )
    assert library.names(only=[ListedOnly.UNREAD], flags=Flags(read=frozenset({c}))) == "d.md"
    assert library.headings(GroupKey.TAG) == "x:1 y:1 -:1"
    assert facets(library.index, [library.root], "tag") == [("x", 1), ("y", 1)]


def test_of_one_date_a_copy_that_a_program_left_stands_for_nothing(library: Library) -> None:
    day = on("2020-01-01")
    library.add(article("a", "Same", fingerprint="f", date=day))
    library.add(
        article("a.sync-conflict-20260131-120000-ABCDEFG", "Same", fingerprint="f", date=day)
    )
    assert library.names() == "a.md"
    library.add(article("a (1)", "Same", fingerprint="f", date=on("2020-01-02")))
    assert library.names() == "a (1).md"


def test_copies_that_come_and_go_are_noticed(library: Library) -> None:
    library.add(article("a", "Same", fingerprint="f", date=on("2020-01-01")))
    assert library.names() == "a.md"
    library.add(article("b", "Same", fingerprint="f", date=on("2021-01-01")))
    assert library.names() == "b.md"
    (library.root / "b.md").unlink()
    library.add()
    assert library.names() == "a.md"


def test_only_copies_within_the_roots_count(library: Library) -> None:
    library.add(
        article("one/a", "Same", fingerprint="f", date=on("2020-01-01")),
        article("two/b", "Same", fingerprint="f", date=on("2021-01-01")),
    )
    listing = library.list(library.root / "one")
    assert list(listing.ids) == [library.id("a.md")]
    assert listing.copies == {}
    assert library.names(library.root / "one", found=found(library.id("b.md"))) == ""


def test_groups_are_named_and_counted(library: Library) -> None:
    library.add(
        article("a", source="Zeit", tags=("北京", "安"), date=on("2020-01-01")),
        article("b", source="anna", tags=("安",), date=on("2021-03-01")),
        article("文件/c", date=on("2021-03-31")),
        article("part 10/d", date=on("2020-01-02")),
        article("part 9/e/e"),
    )
    assert library.headings(GroupKey.SOURCE) == "anna:1 Zeit:1 -:3"
    assert library.headings(GroupKey.TAG) == "安:2 北京:1 -:3"
    assert library.headings(GroupKey.MONTH) == "2021-03:2 2020-01:2 -:1"
    assert library.headings(GroupKey.MONTH, reverse=True) == "2020-01:2 2021-03:2 -:1"
    assert library.list(group=GroupKey.FOLDER).groups == (
        ("articles", 0, 2),
        (str(Path("part 9", "e")), 2, 1),
        ("part 10", 3, 1),
        ("文件", 4, 1),
    )
    assert library.names(group=GroupKey.TAG) == "b.md a.md a.md c.md d.md e.md"


def test_folders_of_several_roots_bear_their_names(library: Library) -> None:
    library.add(*map(article, ("one/a", "one/deep/b", "two/c", "d")))
    roots = [library.root / name for name in ("one", "two", "d.md")]
    groups = library.list(*roots, group=GroupKey.FOLDER).groups
    assert [label for label, _, _ in groups] == ["articles", "one", str(Path("one/deep")), "two"]


def test_facets_are_the_most_frequent_first(library: Library) -> None:
    library.add(
        article("one/a", author="b", tags=("x", "y")),
        article("one/b", author="a", tags=("y",)),
        article("two/c", author="c", tags=("z", "x")),
    )
    assert facets(library.index, [library.root], "tag") == [("x", 2), ("y", 2), ("z", 1)]
    assert facets(library.index, [library.root], "author") == [("a", 1), ("b", 1), ("c", 1)]
    assert facets(library.index, [library.root / "one"], "tag") == [("y", 2), ("x", 1)]
    # A list shows the author where no source is known.
    assert facets(library.index, [library.root], "source") == [("a", 1), ("b", 1), ("c", 1)]


def test_an_empty_library_gives_empty_lists(library: Library) -> None:
    for sort in SortKey:
        for group in (None, *GroupKey):
            assert library.list(sort=sort, group=group) == Listing(array("q"), (), {})


# -- against all articles one by one ------------------------------------------------------

NAMES = st.sampled_from(["", "Ann", "ann", "zoe", "安", "北", "9", "10"])
ARTICLES = st.builds(
    Article,
    path=st.sampled_from(FOLDERS).map(Path),
    title=NAMES.map(lambda name: name or "untitled"),
    author=NAMES,
    source=NAMES,
    date=st.none() | st.sampled_from(["1969-07-20", "2020-01-31", "2020-02-01"]).map(on),
    tags=st.lists(NAMES.filter(bool), max_size=3, unique=True).map(tuple),
    length=st.integers(0, 3),
    minutes=st.integers(0, 2),
    fingerprint=st.sampled_from(["", "", "f", "g"]),
    mtime_ns=st.sampled_from([0, 10**9, 2 * 10**9]),
)


@dataclass(frozen=True)
class Brute:
    """All articles of the index, looked at one by one."""

    articles: Mapping[int, Article]
    works: Mapping[int, int]

    def others(self, id_: int) -> list[int]:
        """All copies of an article, itself among them, the newest first."""
        same = (other for other in self.articles if self.works[other] == self.works[id_])
        return sorted(same, reverse=True)

    def shown(self) -> list[int]:
        return [id_ for id_ in self.articles if self.others(id_)[0] == id_]

    def wanted(
        self,
        only: Collection[ListedOnly],
        flags: Flags,
        label: tuple[str, str] | None,
        hits: FoundArticles | None,
    ) -> list[int]:
        def holds(id_: int) -> bool:
            copies = set(self.others(id_))
            values = {
                value
                for copy in copies
                for value in KINDS[label[0] if label else "tag"](self.articles[copy])
            }
            return (
                (label is None or label[1] in values)
                and (hits is None or not copies.isdisjoint(hits.ids))
                and (ListedOnly.BOOKMARKED not in only or not copies.isdisjoint(flags.bookmarked))
                and (ListedOnly.UNREAD not in only or copies.isdisjoint(flags.read))
                and (
                    not copies.isdisjoint(flags.archived)
                    if ListedOnly.ARCHIVED in only
                    else hits is not None or copies.isdisjoint(flags.archived)
                )
            )

        return list(filter(holds, self.shown()))

    def ordered(
        self,
        ids: Iterable[int],
        sort: SortKey,
        flags: Flags,
        hits: FoundArticles | None,
        *,
        reverse: bool,
    ) -> list[int]:
        def key(id_: int) -> tuple[Any, ...] | None:
            """The sort key; None for articles without a place."""
            article = self.articles[id_]
            match sort:
                case SortKey.RELEVANCE if hits is not None:
                    return (min(hits.ids.index(i) for i in self.others(id_) if i in hits.ids),)
                case SortKey.DATE | SortKey.RELEVANCE:
                    return (-id_,) if article.date else None
                case SortKey.ADDED:
                    return (-article.mtime_ns, -id_)
                case SortKey.TITLE:
                    return (title_key(article), -id_)
                case SortKey.AUTHOR:
                    return (author_key(article), -id_) if article.author else None
                case SortKey.LENGTH:
                    return (article.minutes, article.length, -id_) if article.length else None
                case SortKey.READ:
                    times = [flags.last_read.get(copy, -1) for copy in self.others(id_)]
                    return (-max(times), -id_) if max(times) >= 0 else None

        placed = sorted(((key(id_) or (), id_) for id_ in ids), reverse=reverse)
        first = [id_ for place, id_ in placed if place]
        return first + sorted((id_ for place, id_ in placed if not place), reverse=True)

    def groups(
        self, ids: Sequence[int], group: GroupKey, root: Path, *, oldest_first: bool
    ) -> list[tuple[str, list[int]]]:
        found: defaultdict[str, list[int]] = defaultdict(list)
        for id_ in ids:
            for label in self._labels(id_, group, root) or {""}:
                found[label].append(id_)

        def place(label: str) -> tuple[bool, list[bytes], str]:
            return (not label, [natural(part) for part in Path(label).parts], label)

        months = group is GroupKey.MONTH
        labels = sorted(found, reverse=True) if months and not oldest_first else sorted(found)
        if not months:
            labels.sort(key=place)
        return sorted(((label, found[label]) for label in labels), key=lambda each: not each[0])

    def _labels(self, id_: int, group: GroupKey, root: Path) -> set[str]:
        article = self.articles[id_]
        match group:
            case GroupKey.MONTH:
                return {article.date.iso[:7]} if article.date else set()
            case GroupKey.FOLDER:
                inner = article.path.parent.relative_to(root)
                return {str(inner) if inner.parts else root.name}
            case _:
                copies = self.others(id_)
                return {v for copy in copies for v in KINDS[group.value](self.articles[copy])}


def brute(library: Library, root: Path) -> Brute:
    def look(snapshot: IndexSnapshot) -> Brute:
        ids = snapshot.ids([root])
        works = snapshot.connection.execute("SELECT id, work FROM article").fetchall()
        return Brute(dict(zip(ids, snapshot.articles_of(list(ids)), strict=True)), dict(works))

    return library.index.view(look)


@settings(deadline=None, max_examples=60)
@given(st.lists(ARTICLES, max_size=12), st.data())
def test_a_list_is_what_looking_at_every_article_gives(
    articles: list[Article], data: st.DataObject
) -> None:
    with open_library() as library:
        library.add(*(replace(each, path=each.path / f"{n}.md") for n, each in enumerate(articles)))
        everything = list(library.index.view(lambda snapshot: snapshot.ids([library.root])))
        some = st.lists(st.sampled_from([*everything, 12345]), unique=True)
        for _ in range(8):
            root = library.root / data.draw(st.sampled_from(FOLDERS))
            flags = Flags(
                frozenset(data.draw(some)),
                frozenset(data.draw(some)),
                {id_: place // 2 for place, id_ in enumerate(data.draw(some))},
                frozenset(data.draw(some)),
            )
            only = data.draw(st.sets(st.sampled_from(ListedOnly)))
            sort = data.draw(st.sampled_from(SortKey))
            reverse = data.draw(st.booleans())
            group = data.draw(st.none() | st.sampled_from(GroupKey))
            label = data.draw(st.none() | st.tuples(st.sampled_from(sorted(KINDS)), NAMES))
            hits = data.draw(st.none() | some.map(lambda ids: found(*ids)))
            all_ = brute(library, root)
            listing = library.list(
                root,
                sort=sort,
                reverse=reverse,
                group=group,
                only=only,
                flags=flags,
                labels=[label] if label else [],
                found=hits,
            )
            wanted = all_.wanted(only, flags, label, hits)
            ids = all_.ordered(wanted, sort, flags, hits, reverse=reverse)
            copies = {id_: tuple(all_.others(id_)[1:]) for id_ in ids}
            assert listing.copies == {id_: others for id_, others in copies.items() if others}
            if group is None:
                assert list(listing.ids) == ids
                assert listing.groups == ()
                continue
            is_dated = sort is SortKey.DATE or (sort is SortKey.RELEVANCE and hits is None)
            oldest_first = reverse and is_dated
            groups = all_.groups(ids, group, root, oldest_first=oldest_first)
            assert [
                (heading, list(listing.ids[start : start + size]))
                for heading, start, size in listing.groups
            ] == groups
            assert len(listing.ids) == sum(len(members) for _, members in groups)


@settings(deadline=None, max_examples=40)
@given(st.lists(ARTICLES, max_size=12), st.sampled_from(FOLDERS), st.sampled_from(sorted(KINDS)))
def test_facets_are_what_counting_gives(articles: list[Article], folder: str, kind: str) -> None:
    with open_library() as library:
        library.add(*(replace(each, path=each.path / f"{n}.md") for n, each in enumerate(articles)))
        root = library.root / folder
        all_ = brute(library, root)
        counts: defaultdict[str, int] = defaultdict(int)
        for id_ in all_.shown():
            for value in {v for copy in all_.others(id_) for v in KINDS[kind](all_.articles[copy])}:
                counts[value] += 1
        found = facets(library.index, [root], kind)
        assert dict(found) == counts
        assert [count for _, count in found] == sorted(counts.values(), reverse=True)

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from reader.library.search.alike.related import RelatedArticle, related
from reader.library.store.reads import Content, IndexSnapshot
from tests.unit.library.search.test_searcher import content
from tests.unit.library.shelf import Shelf

PLAIN = tuple(
    content(f"plain{number}.md", f"Plain {number}", f"Something {number}") for number in range(9)
)


def found(
    folder: Path, name: str, *contents: tuple[str, Content], roots: tuple[Path, ...] = ()
) -> list[RelatedArticle]:
    """What is related to an article; files are under `folder`, articles say that they are."""
    shelf = Shelf(folder)
    shelf.replace(dict(contents))
    with shelf.index() as index:
        list(index.refresh([folder]))

        def look(snapshot: IndexSnapshot) -> list[RelatedArticle]:
            id_ = snapshot.find(folder / name)
            assert id_ is not None
            return related(snapshot, id_, roots or (folder,))

        return index.view(look)


def titles(articles: list[RelatedArticle]) -> list[str]:
    return [each.article.title for each in articles]


def test_a_rare_tag_counts_more_than_a_common_one_and_than_the_source(tmp_path: Path) -> None:
    articles = found(
        tmp_path,
        "a.md",
        content("a.md", "A", tags=("tea", "all"), source="Post"),
        content("b.md", "B", tags=("all",), source="Post"),
        content("c.md", "C", tags=("tea", "all")),
        content("d.md", "D", tags=("all",)),
        content("e.md", "E", source="Post"),
        *PLAIN,
    )
    assert titles(articles) == ["C", "B", "D"]
    assert articles[0].reason == "tags: tea, all"
    assert articles[1].same_source


def test_rare_words_that_both_have_are_named(tmp_path: Path) -> None:
    said = "The theodolite of the surveyor, and a 经纬仪 for 测绘"
    articles = found(
        tmp_path,
        "a.md",
        content("a.md", "Theodolites", said),
        content("b.md", "B", "a surveyor and a theodolite; 經緯儀, 測繪 also"),
        content("c.md", "C", "a surveyor alone"),
        *PLAIN,
    )
    assert titles(articles) == ["B"]
    assert set(articles[0].words) < {"theodolite", "surveyor", "经纬仪", "测绘"}
    assert articles[0].reason.startswith("both say: ")


def test_parts_of_the_series_come_first_the_nearest_ones_in_front(tmp_path: Path) -> None:
    parts = [
        content(f"{part}.md", f"Theodolites (Part {part})", f"of {part}")
        for part in (1, 2, 4, 5, 9)
    ]
    articles = found(
        tmp_path,
        "4.md",
        *parts,
        content("tag.md", "Another", "of 4"),
        *PLAIN,
    )
    assert titles(articles)[:3] == [f"Theodolites (Part {part})" for part in (5, 2, 1)]
    assert articles[0].reason.startswith("same series")
    assert articles[0].same_series


def test_what_a_site_has_on_all_its_pages_makes_no_article_like_another(tmp_path: Path) -> None:
    foot = "Licence: creative commons attribution. Subscribe to newsletters of everyone."
    pages = [
        content(f"{number}.md", f"Page {number}", f"Matter {number}. {foot}", source="Site")
        for number in range(12)
    ]
    plain = [content(f"o{number}.md", f"O {number}", f"Else {number}") for number in range(120)]
    said = content("a.md", "A", f"The theodolite of surveyors. {foot}", source="Site")
    like = content("b.md", "B", f"A theodolite, surveyors. {foot}", source="Site")
    assert titles(found(tmp_path, "a.md", said, like, *pages, *plain)) == ["B"]


def test_a_word_that_is_said_in_passing_is_no_reason(tmp_path: Path) -> None:
    filler = " ".join(f"filler{number:03}" for number in range(600))
    articles = found(
        tmp_path,
        "a.md",
        content("a.md", "A", f"theodolite surveyor {filler}"),
        content("b.md", "B", f"theodolite surveyor {filler.replace('filler', 'padding')}"),
        *PLAIN,
    )
    assert articles == []


def test_an_author_is_a_reason(tmp_path: Path) -> None:
    articles = found(
        tmp_path,
        "a.md",
        content("a.md", "A", author="Ann Bee"),
        content("b.md", "B", author="Ann Bee"),
        *PLAIN,
    )
    assert [each.reason for each in articles] == ["by Ann Bee"]


def saved(name: str, work: str) -> tuple[str, Content]:
    """One of the files that a text was saved as."""
    _, (article, *_) = content(name, work, tags=("x",))
    return name, Content(replace(article, fingerprint=work, length=100), f"{work} is the text")


def test_copies_of_it_are_left_out_and_of_others_all_but_one(tmp_path: Path) -> None:
    files = [("a.md", "first"), ("b.md", "first"), ("c.md", "second"), ("d.md", "second")]
    articles = found(tmp_path, "a.md", *(saved(*each) for each in files), *PLAIN)
    assert titles(articles) == ["second"]


def test_no_more_than_five_are_named_and_none_outside_the_roots(tmp_path: Path) -> None:
    many = [content(f"in/{number}.md", f"T{number}", tags=("x",)) for number in range(8)]
    inside = [(name, made) for name, made in many]
    out = content("out.md", "Outside", tags=("x",))
    assert len(found(tmp_path, "in/0.md", *inside, out, *PLAIN)) == 5
    few = [*inside[:2], out]
    (tmp_path / "other").mkdir()
    articles = found(tmp_path / "other", "in/0.md", *few, *PLAIN, roots=(tmp_path / "other/in",))
    assert titles(articles) == ["T1"]


def test_nothing_is_like_the_only_one_nor_like_one_without_text(tmp_path: Path) -> None:
    assert found(tmp_path, "a.md", content("a.md", "A", "words", tags=("x",))) == []
    (tmp_path / "other").mkdir()
    assert found(tmp_path / "other", "a.md", content("a.md"), *PLAIN) == []


def test_the_work_does_not_grow_with_the_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    find = IndexSnapshot.find_tokens

    def counted(self: IndexSnapshot, expression: str, most: int) -> list[int]:
        asked.append(most)
        return find(self, expression, most)

    monkeypatch.setattr(IndexSnapshot, "find_tokens", counted)
    text = " ".join(f"wordage{number}" for number in range(20_000))
    found(tmp_path, "a.md", content("a.md", "A", text), *PLAIN)
    assert len(asked) == 40
    assert max(asked) <= 301

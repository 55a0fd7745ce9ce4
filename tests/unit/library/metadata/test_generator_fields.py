"""What site generators mean by their front matter."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.library.metadata.generator_fields import flat

HERE = Path("site/walk.md")


def test_fields_go_by_folded_names_and_the_first_that_is_not_empty_counts() -> None:
    assert flat(HERE, {"Pub-Date": "", "pubDate": "2024", "pub date": "2025"}) == {
        "pub_date": "2024"
    }


def test_the_tables_of_zola_and_hugo_stand_behind_the_other_fields() -> None:
    extra = flat(HERE, {"title": "A walk", "extra": {"author": "Ann Reed", "title": "none"}})

    assert (extra["author"], extra["title"]) == ("Ann Reed", "A walk")
    assert flat(HERE, {"params": {"Author": "Ann Reed"}})["author"] == "Ann Reed"
    assert flat(HERE, {"extra": "no table"}) == {"extra": "no table"}


def test_mkdocs_may_have_several_dates() -> None:
    fields = flat(HERE, {"date": {"created": "2024-03-09", "updated": "2024-03-10"}})

    assert (fields["created"], fields["updated"]) == ("2024-03-09", "2024-03-10")


def test_authors_among_the_taxonomies_are_no_tags() -> None:
    fields = flat(HERE, {"taxonomies": {"tags": ["river"], "authors": ["Ann Reed"]}})

    assert fields["authors"] == [["Ann Reed"]]
    assert fields["taxonomies"] == [["river"]]
    assert flat(HERE, {"taxonomies": {"tags": ["river"]}})["taxonomies"] == {"tags": ["river"]}


@pytest.mark.parametrize(
    "path",
    ["blog/_posts/2024-03-09-walk.md", "blog__posts__2024-03-09-walk.md", "x/2024-3-9-walk.html"],
)
def test_jekyll_parts_its_lists_at_spaces(path: str) -> None:
    said = {"layout": "post", "categories": "essays walks", "tags": "river boats"}

    fields = flat(Path(path), said)

    assert (fields["categories"], fields["tags"]) == (["essays", "walks"], ["river", "boats"])


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("blog/_posts/walk.md", {"layout": "post"}),  # no post of Jekyll has no day in its name
        ("notes/2024-03-09-walk.md", {}),
        ("source/_posts/2024-03-09-walk.md", {"layout": "post"}),  # Hexo's
    ],
)
def test_elsewhere_a_text_is_one_tag(path: str, said: dict[str, object]) -> None:
    assert flat(Path(path), {**said, "tags": "old boats"})["tags"] == "old boats"


@pytest.mark.parametrize("value", ["river, old boats", "#river #boats", "[[a b]]", ["old boats"]])
def test_what_is_parted_otherwise_stays(value: object) -> None:
    assert flat(Path("_posts/2024-03-09-walk.md"), {"tags": value})["tags"] == value


def test_one_category_of_jekyll_may_have_a_space() -> None:
    assert flat(Path("_posts/2024-03-09-a.md"), {"category": "old boats"})["category"] == (
        "old boats"
    )


def test_what_a_page_says_of_itself_stands_behind_what_was_taken_out_of_it() -> None:
    said = {
        "title": "A walk",
        "meta": {"canonical": "https://a.example/walk", "title": "Another"},
        "opengraph": {"site_name": "River Notes"},
    }

    fields = flat(HERE, said)

    assert (fields["title"], fields["canonical"]) == ("A walk", "https://a.example/walk")
    assert fields["site_name"] == "River Notes"


def test_numbers_of_authors_and_topics_are_no_names() -> None:
    answer = {"guid": {"rendered": "https://a.example/?p=5"}, "author": 3, "tags": [7, 8]}
    embedded = {"author": [{"id": 3, "name": "Ann Reed"}], "wp:term": [[{"name": "river"}]]}

    assert (flat(HERE, answer)["author"], flat(HERE, answer)["tags"]) == (None, None)
    fields = flat(HERE, {**answer, "_embedded": embedded})
    assert (fields["author"], fields["tags"]) == (embedded["author"], embedded["wp:term"])

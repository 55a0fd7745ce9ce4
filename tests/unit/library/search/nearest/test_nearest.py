"""What a search gives where nothing holds: the nearest articles, and what to do next."""

from __future__ import annotations

from array import array
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.library.search.searcher import Flags, FoundArticles, Hit, Searcher, Tier
from tests.unit.library.search.test_searcher import content
from tests.unit.library.shelf import Shelf

SENTENCE = "排版的难处在于标点挤压与禁则处理"
SHELF = dict(
    [
        content("rules.md", "标点", f"前面的话。\n{SENTENCE}。\n后面的话"),
        content("nodes.md", "Notes", "A kubernetes node does machine learning", day="2020-01-02"),
        content("chat.md", "聊天", "微信是一种社交软件，很多人在用"),
        content("fox.md", "狐狸", "The quick brown fox jumps over the lazy dog; keep every page"),
        content("kernel.md", "Kernel", "A page on the Linux kernel and its scheduler"),
        content("none.md", "别的", "今天的天气很好，我们去公园散步"),
    ]
)


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    shelf = Shelf(tmp_path_factory.mktemp("shelf"))
    shelf.replace(SHELF)
    index = shelf.index()
    list(index.refresh([shelf.folder]))
    return Searcher(index, [shelf.folder])


def asked(searcher: Searcher, query: str) -> FoundArticles:
    return searcher.with_nearest(searcher.search(query))


def names(searcher: Searcher, found: FoundArticles) -> list[str]:
    return [hit.article.path.name for hit in hits(searcher, found)]


def hits(searcher: Searcher, found: FoundArticles) -> list[Hit]:
    ids = array("q", (each.id for each in found.nearest.articles))
    return searcher.hits(replace(found, ids=ids, tiers=((Tier.TEXT, 0),)), 0, len(ids))


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("排版的难处在与标点挤压", "rules.md"),
        ("排版的难处于标点挤压", "rules.md"),
        ("排版的的难处在于标点挤压", "rules.md"),
        ("排版难的处在于标点挤压", "rules.md"),
        ("排版的難處在與標點擠壓", "rules.md"),
        ("微信社交", "chat.md"),
        ("the quick brwn fox jumped over the dog", "fox.md"),
        ('"keep the page"', "fox.md"),
        ("linux kernel scheduler banana", "kernel.md"),
        ('"machien laerning"', "nodes.md"),
        ("Kuberntes", "nodes.md"),
        ("machien learning", "nodes.md"),
        ("machinelearning", "nodes.md"),
        ("date:2031 kubernetes", "nodes.md"),
        ("kubernetes is:read", "nodes.md"),
    ],
)
def test_the_nearest_comes_first_and_is_no_hit(searcher: Searcher, query: str, name: str) -> None:
    found = asked(searcher, query)
    assert (len(found.ids), found.total) == (0, 0)
    assert names(searcher, found)[0] == name


@pytest.mark.parametrize(
    "query", ["龘龘", "qqqzzz", "床前明月光疑是地上霜", "龘 qqqzzz", "-zzz 龘"]
)
def test_nothing_is_near_to_rubbish(searcher: Searcher, query: str) -> None:
    assert asked(searcher, query).nearest.articles == ()


@pytest.mark.parametrize(
    ("query", "steps"),
    [
        ("Kuberntes node", ["Did you mean: kubernetes node", "No article has Kuberntes"]),
        ("machinelearning", ["Did you mean: machine learning"]),
        ("kubernetes date:2031", ["Without date:2031: 1"]),
        ("kernel -linux", ["Without -linux: 1"]),
        ("kernel 龘", ["No article has 龘"]),
        ('"kuberntes node"', ['Did you mean: "kubernetes node"']),
        ("「kuberntes node」", ["Did you mean: 「kubernetes node」"]),
        ('"keep the paeg"', ["Did you mean: keep the page"]),
        (
            "Kuberntes date:2031",
            ["Did you mean: kubernetes, without date:2031", "No article has Kuberntes"],
        ),
        (
            '"keep the paeg" -fox is:read',
            ["Did you mean: keep the page, without -fox is:read"],
        ),
        ("title:Kernle", ["Did you mean: title:kernel"]),
        ("kubernetes is:read date:2031", ["Without is:read date:2031: 1"]),
        ("龘", []),
        ("kernel", []),
    ],
)
def test_next_steps(searcher: Searcher, query: str, steps: list[str]) -> None:
    assert [step.in_words for step in asked(searcher, query).nearest.steps] == steps


def test_filters_hold_for_what_is_near(searcher: Searcher) -> None:
    sentence = "排版的难处在与标点挤压"
    assert names(searcher, asked(searcher, f"{sentence} -天气")) == ["rules.md"]
    found = searcher.with_nearest(searcher.search(f"{sentence} is:read"), flags=Flags())
    assert names(searcher, found) == ["rules.md"], "with none left, they are given up"


def filtered(searcher: Searcher, query: str, *among: str) -> FoundArticles:
    """What is near within a list that is filtered to these articles."""
    ids = {hit.article.path.name: hit.id for hit in all_hits(searcher)}
    kept = {ids[name] for name in among}
    return searcher.with_nearest(searcher.search(query, among=kept), among=kept)


def all_hits(searcher: Searcher) -> list[Hit]:
    found = searcher.search("is:unread")
    return searcher.hits(found, 0, len(found.ids))


def test_what_is_near_is_sought_within_the_filter_of_the_list(searcher: Searcher) -> None:
    sentence = "排版的难处在与标点挤压"
    found = filtered(searcher, sentence, "rules.md", "none.md")
    assert names(searcher, found) == ["rules.md"]
    assert filtered(searcher, sentence, "none.md").nearest.articles == ()


@pytest.mark.parametrize(
    ("query", "among", "steps"),
    [
        ("kubernetes", "fox.md", [("Without the filter: 1", "kubernetes", True)]),
        ("Kuberntes", "nodes.md", [("Did you mean: kubernetes", "kubernetes", False)]),
        (
            "Kuberntes",
            "fox.md",
            [("Did you mean: kubernetes, without the filter", "kubernetes", True)],
        ),
        ("page date:2031", "fox.md", [("Without date:2031: 1", "page", False)]),
        ("龘", "fox.md", []),
    ],
)
def test_next_steps_of_a_filtered_list(
    searcher: Searcher, query: str, among: str, steps: list[tuple[str, str, bool]]
) -> None:
    given = filtered(searcher, query, among).nearest.steps
    assert [(step.in_words, step.query, step.leaves_filter) for step in given] == steps


def test_the_pieces_that_it_has_are_marked(searcher: Searcher) -> None:
    found = asked(searcher, "排版的难处在与标点挤压")
    (hit,) = hits(searcher, found)
    marked = [hit.snippet.text[start:end] for start, end in hit.snippet.marks]
    assert marked == ["排版的难处在", "标点挤压"]
    assert found.nearest.query_for(hit.id) == '"排版的难处在" "标点挤压"'


def test_a_cancelled_search_has_nothing_near(searcher: Searcher) -> None:
    found = searcher.search("排版的难处在与标点挤压")
    assert not searcher.with_nearest(found, cancelled=lambda: True).nearest.articles


@settings(deadline=None, max_examples=40)
@given(st.data())
def test_a_sentence_with_one_mistake_finds_its_article(
    searcher: Searcher, data: st.DataObject
) -> None:
    length = data.draw(st.integers(8, 14))
    start = data.draw(st.integers(0, len(SENTENCE) - length))
    text = SENTENCE[start : start + length]
    at = data.draw(st.integers(0, length - 2))
    other = data.draw(st.sampled_from("龘天的on"))
    mistaken = data.draw(
        st.sampled_from(
            [
                f"{text[:at]}{other}{text[at + 1 :]}",
                text[:at] + text[at + 1 :],
                f"{text[:at]}{other}{text[at:]}",
                f"{text[:at]}{text[at + 1]}{text[at]}{text[at + 2 :]}",
            ]
        )
    )
    found = asked(searcher, mistaken)
    assert len(found.ids) or names(searcher, found)[0] == "rules.md"

"""Posts out of Ghost's exports of several versions."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reader.document.body_kind import BodyKind
from reader.intake.exports.ghost.ghost_export import FORM
from reader.intake.incoming import IncomingArticle, Unreadable
from reader.intake.source_file import source_file
from tests.conftest import SHARED
from tests.unit.intake.exports.shown import all_of, article, articles, content
from tests.unit.intake.exports.source_files import written

CASE = SHARED / "cases" / "ssg" / "ghost" / "ghost.json"


def export(*posts: dict[str, object], **tables: list[dict[str, object]]) -> str:
    # The tables that posts refer to stand behind them.
    return json.dumps({"db": [{"meta": {"version": "5.1"}, "data": {"posts": posts, **tables}}]})


def read(
    folder: Path, post: dict[str, object], **tables: list[dict[str, object]]
) -> IncomingArticle:
    return article(FORM, written(folder, "ghost.json", export(post, **tables)))


def mobiledoc(*sections: object, **parts: object) -> str:
    whole = {"version": "0.3.1", "markups": [], "atoms": [], "cards": [], "sections": sections}
    return json.dumps({**whole, **parts})


def lexical(*children: object) -> str:
    return json.dumps({"root": {"type": "root", "children": children}})


def text(words: str, bits: int = 0) -> dict[str, object]:
    return {"type": "extended-text", "text": words, "format": bits}


def test_what_is_told_of_a_post(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        {
            "id": "p1",
            "title": "A walk",
            "slug": "a-walk",
            "html": '<!--kg-card-begin: html--><p><img src="__GHOST_URL__/i/h.png"></p>',
            "status": "published",
            "published_at": "2024-03-09T10:11:12.000Z",
            "custom_excerpt": "Late.",
            "feature_image": "__GHOST_URL__/i/cover.png",
        },
        posts_authors=[{"post_id": "p1", "author_id": "u2"}, {"post_id": "p1", "author_id": "u1"}],
        users=[{"id": "u1", "name": "Ann Reed"}, {"id": "u2", "name": "Bo"}],
        posts_tags=[{"post_id": "p1", "tag_id": "t1"}, {"post_id": "p1", "tag_id": "t2"}],
        tags=[{"id": "t1", "name": "旅行"}, {"id": "t2", "name": "#hidden"}],
        posts_meta=[{"post_id": "p1", "feature_image_caption": "The <b>sea</b>"}],
        settings=[
            {"key": "title", "value": "Walks"},
            {"key": "url", "value": "https://g.example/"},
        ],
    )
    facts = found.facts
    assert (facts.title, facts.author, facts.source) == ("A walk", "Bo, Ann Reed", "Walks")
    assert (facts.date, facts.by) == ("2024-03-09T10:11:12.000Z", "ghost")
    assert facts.tags == ("旅行",)
    assert facts.url == "https://g.example/a-walk/"
    assert facts.summary == "Late."
    assert content(found) == (
        '<figure><img src="https://g.example/i/cover.png">'
        "<figcaption>The <b>sea</b></figcaption></figure>\n"
        '<p><img src="https://g.example/i/h.png"></p>'
    )


def test_drafts_are_left(tmp_path: Path) -> None:
    states = ["published", "draft", "sent", "scheduled"]
    posts: list[dict[str, object]] = [
        {"title": state, "html": "x", "status": state} for state in states
    ]
    found = articles(FORM, written(tmp_path, "ghost.json", export(*posts)))
    assert [each.facts.title for each in found] == ["published", "sent", "scheduled"]


def test_version_0_has_numbers_and_markdown(tmp_path: Path) -> None:
    post: dict[str, object] = {
        "id": 5,
        "author_id": 1,
        "published_at": 1389000000000,
        "title": "Old",
    }
    found = read(
        tmp_path,
        {**post, "html": None, "markdown": "*late*"},
        users=[{"id": 1, "name": "Ann"}],
        posts_tags=[{"post_id": 5, "tag_id": 7}],
        tags=[{"id": 7, "name": "sea"}],
    )
    assert (found.body, found.kind) == ("*late*", BodyKind.MARKDOWN)
    assert found.facts.date == "2014-01-06T09:20:00+00:00"
    assert (found.facts.author, found.facts.tags) == ("Ann", ("sea",))


def test_a_mobiledoc_is_read(tmp_path: Path) -> None:
    document = mobiledoc(
        [1, "h2", [[0, [], 0, "Salt & sea"]]],
        [1, "p", [[0, [0], 0, "here "], [0, [1], 2, "bold"], [1, [], 0, 0], [0, [], 0, "end"]]],
        [3, "ol", [[[0, [], 0, "one"]], [[0, [], 0, "two"]]]],
        [10, 0],
        [10, 1],
        [10, 2],
        [1, "p", []],
        [10, 99],
        ["?"],
        markups=[["a", ["href", "https://x.example/?a&b"]], ["strong"]],
        atoms=[["soft-return", "", {}]],
        cards=[
            ["image", {"src": "h.png", "caption": "A <em>heron</em>"}],
            ["code", {"code": "a < b", "language": "js"}],
            ["hr", {}],
        ],
    )
    assert content(read(tmp_path, {"title": "t", "mobiledoc": document})) == (
        "<h2>Salt &amp; sea</h2>\n"
        '<p><a href="https://x.example/?a&amp;b">here <strong>bold</strong></a><br>end</p>\n'
        "<ol><li>one</li><li>two</li></ol>\n"
        '<figure><img src="h.png"><figcaption>A <em>heron</em></figcaption></figure>\n'
        '<pre><code class="language-js">a &lt; b</code></pre>\n<hr>'
    )


def test_one_card_of_markdown_is_markdown(tmp_path: Path) -> None:
    card = ["card-markdown", {"cardName": "card-markdown", "markdown": "# Late\n\n*it*"}]
    found = read(tmp_path, {"mobiledoc": mobiledoc([10, 0], [1, "p", []], cards=[card])})
    assert (found.body, found.kind) == ("# Late\n\n*it*", BodyKind.MARKDOWN)
    mixed = mobiledoc([10, 0], [1, "p", [[0, [], 0, "and"]]], cards=[card])
    shown = content(read(tmp_path, {"mobiledoc": mixed}))
    assert shown == "<h1>Late</h1>\n<p><em>it</em></p>\n\n<p>and</p>"


def test_a_lexical_tree_is_read(tmp_path: Path) -> None:
    link = {"type": "link", "url": "https://x.example", "children": [text("there")]}
    inner = {"type": "list", "listType": "number", "start": 3, "children": [
        {"type": "listitem", "children": [text("deep")]}
    ]}  # fmt: skip
    document = lexical(
        {"type": "extended-heading", "tag": "h3", "children": [text("Head")]},
        {"type": "paragraph", "children": [
            text("a ", 3), link, {"type": "linebreak"}, text("m", 128)
        ]},
        {"type": "list", "listType": "bullet", "children": [
            {"type": "listitem", "children": [text("one")]},
            {"type": "listitem", "children": [inner]},
        ]},
        {"type": "extended-quote", "children": [text("said")]},
        {"type": "codeblock", "code": "x = 1", "language": "python"},
        {"type": "horizontalrule"},
        {"type": "paragraph", "children": []},
    )  # fmt: skip
    assert content(read(tmp_path, {"title": "t", "lexical": document})) == (
        "<h3>Head</h3>\n"
        '<p><em><strong>a </strong></em><a href="https://x.example">there</a><br><mark>m</mark></p>\n'
        '<ul><li>one<ol start="3"><li>deep</li></ol></li></ul>\n<blockquote>said</blockquote>\n'
        '<pre><code class="language-python">x = 1</code></pre>\n<hr>'
    )


@pytest.mark.parametrize(
    ("card", "words"),
    [
        ({"type": "bookmark", "url": "u", "metadata": {"title": "X", "description": "D"}}, "X D"),
        ({"type": "callout", "calloutText": "<p>Look</p>", "calloutEmoji": "!"}, "! Look"),
        ({"type": "callout", "calloutText": "Look", "calloutEmoji": ""}, "Look"),
        ({"type": "toggle", "heading": "Why?", "content": "<p>So.</p>"}, "Why? So."),
        ({"type": "button", "buttonText": "Go", "buttonUrl": "https://x.example"}, "Go"),
        ({"type": "embed", "url": "https://v.example/1", "metadata": {"title": "Film"}}, "Film"),
        ({"type": "file", "src": "a.pdf", "fileTitle": "Bill", "fileCaption": "May"}, "Bill May"),
        ({"type": "product", "productTitle": "Pot", "productDescription": "<p>Red</p>"}, "Pot Red"),
        ({"type": "header", "header": "Hi", "subheader": "you"}, "Hi you"),
        ({"type": "call-to-action", "textValue": "Buy", "buttonText": "Go", "buttonUrl": "u"},
         "Buy Go"),
        ({"type": "markdown", "markdown": "| a |\n|---|\n| b |"}, "a b"),
        ({"type": "html", "html": "<p>raw</p>"}, "raw"),
        ({"type": "gallery", "images": [{"src": "a.png"}], "caption": "two"}, "two"),
        ({"type": "of tomorrow", "text": "new"}, "new"),
    ],
)  # fmt: skip
def test_cards_keep_their_words(tmp_path: Path, card: dict[str, object], words: str) -> None:
    body = read(tmp_path, {"lexical": lexical(card)}).body
    shown = "".join(part.rpartition(">")[2] + " " for part in body.split("<"))
    assert shown.split() == words.split()


def test_a_post_without_text_is_named(tmp_path: Path) -> None:
    posts: list[dict[str, object]] = [
        {"title": "Empty", "lexical": "{}"},
        {"title": "Torn", "mobiledoc": "{", "plaintext": "words only"},
    ]
    first, second = all_of(FORM, written(tmp_path, "g.json", export(*posts)))
    assert first == Unreadable("Empty", "it has no text")
    assert isinstance(second, IncomingArticle)
    assert (second.body, second.kind) == ("words only", BodyKind.TEXT)


def test_the_answer_of_the_api_is_an_export_too(tmp_path: Path) -> None:
    post = {
        "id": "1",
        "title": "t",
        "html": "<p>x</p>",
        "feature_image": None,
        "authors": [{"name": "Ann"}],
        "tags": [{"name": "sea"}],
        "url": "https://g.example/t",
    }
    facts = article(FORM, written(tmp_path, "posts.json", json.dumps({"posts": [post]}))).facts
    assert (facts.author, facts.tags, facts.url) == ("Ann", ("sea",), "https://g.example/t")


@pytest.mark.parametrize(
    "document", ["[]", "1", "null", '{"root": []}', '{"sections": {}}', '{"sections": [[10]]}']
)
def test_documents_of_other_shapes_are_none(tmp_path: Path, document: str) -> None:
    post: dict[str, object] = {"title": "t", "lexical": document, "mobiledoc": document}
    (only,) = all_of(FORM, written(tmp_path, "g.json", export(post)))
    assert isinstance(only, Unreadable)


@pytest.mark.skipif(not CASE.is_file(), reason="no ../shared/cases beside the checkout")
def test_a_real_export() -> None:
    facts = article(FORM, source_file(CASE)).facts
    assert (facts.title, facts.date[:10]) == ("The night train", "2024-03-09")

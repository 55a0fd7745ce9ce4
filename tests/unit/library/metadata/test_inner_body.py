"""Articles whose text is a value of their metadata."""

from __future__ import annotations

import json

import pytest

from reader.library.metadata.front_matter import Form, split
from tests.memory import peak_of

TEXT = "It was late when we left."


@pytest.mark.parametrize(
    "value",
    [
        {"content": TEXT},
        {"content": {"rendered": TEXT, "protected": False}},
        {"content": ["It was late", "when we left."]},
        {"text": TEXT, "raw_text": "It was late"},
        {"articleBody": TEXT},
        {"content": "", "html": TEXT},
        {"正文": TEXT},
    ],
)
def test_the_text_of_an_object_is_the_body(value: dict[str, object]) -> None:
    parsed = split(json.dumps({"title": "A walk", **value}))

    assert " ".join(parsed.body.split()) == TEXT
    assert parsed.metadata["title"] == "A walk"
    assert parsed.form is Form.JSON


def test_sections_and_blocks_are_paragraphs() -> None:
    sections = {
        "summary": ["In short."],
        "sections": [
            {"headline": ["The walk"], "paragraphs": ["It was late.", ""]},
            {"headline": [], "paragraphs": ["We left."]},
        ],
    }
    blocks = [{"text": "It was late."}, {"type": "quote", "text": "We left."}, {"level": 2}]

    assert split(json.dumps({"title": "A walk", "body": sections})).body == (
        "In short.\n\n## The walk\n\nIt was late.\n\nWe left."
    )
    assert split(json.dumps({"title": "A walk", "plain_text": blocks})).body == (
        "It was late.\n\nWe left."
    )


def test_lines_that_are_paragraphs_are_parted() -> None:
    lines = [
        "It was late when we left, and nobody on the quay said a word.",
        "- one boat",
        "- two boats",
        "  - with a lamp",
        "| Time | Place |",
        "|---|---|",
        "| 9 | Weir |",
        "In the morning it was as if nothing had been there at all.",
    ]
    body = split(json.dumps({"title": "A walk", "text": "\n".join(lines)})).body

    assert body.split("\n\n") == [
        lines[0],
        "\n".join(lines[1:4]),
        "\n".join(lines[4:7]),
        lines[7],
    ]


@pytest.mark.parametrize("text", ["It was late,\nand we left\nthe quay", "It was.\n\nWe\nleft."])
def test_other_lines_stay_together(text: str) -> None:
    assert split(json.dumps({"title": "A walk", "text": text})).body == text


def test_a_list_of_one_object_is_that_object() -> None:
    assert split(json.dumps([{"title": "A walk", "text": TEXT}])).body == TEXT
    several = json.dumps([{"text": TEXT}, {"text": TEXT}])
    assert split(several).body == several


def test_the_text_may_be_all_that_there_is() -> None:
    assert split(json.dumps({"text": TEXT})).body == TEXT
    assert split(json.dumps({"text": TEXT, "volume": "5"})).body != TEXT


def test_a_long_text_with_many_brackets_is_read() -> None:
    text = f"{TEXT} " * 20_000 + "[" * 100

    assert split(json.dumps({"title": "A walk", "content": text})).body == text


def test_a_text_from_json_is_as_clean_as_one_from_a_file() -> None:
    body = split(
        '{"title": "A walk", "content": "It was\\r\\nlate\\u0000 \\ud800\\u001b[31m."}'
    ).body

    assert body == "It was\nlate \ufffd[31m."


@pytest.mark.parametrize(
    "front",
    ["---\ntitle: A walk\nbody: |\n  {}\n---\n", "+++\ntitle = 'A walk'\nbody = '{}'\n+++\n"],
)
def test_front_matter_may_hold_the_text_too(front: str) -> None:
    assert split(front.format(TEXT)).body.strip() == TEXT


@pytest.mark.parametrize("body", ["A text of its own.\n", ""])
def test_a_text_of_its_own_and_a_setting_stay(body: str) -> None:
    parsed = split(
        f"---\ntitle: A walk\ncontent: wide\ntext: {TEXT if body else 'left'}\n---\n{body}"
    )

    assert parsed.body == body
    assert parsed.metadata["content"] == "wide"


@pytest.mark.parametrize("text", ['{"' + '\\"' * 300_000, "[{" * 100_000, '[{"a":' * 20_000 + "}"])
def test_what_is_no_json_stays_text(text: str) -> None:
    assert split(text).body == text
    assert peak_of(lambda: split(text)) < 30 * len(text) + 1_000_000


def test_the_article_is_taken_out_of_what_a_service_answers() -> None:
    article = {"content": TEXT, "metadata": {"title": "A walk", "author": "Ann Reed"}}
    parsed = split(json.dumps({"code": 0, "msg": "ok", "data": article}))

    assert parsed.body == TEXT
    assert (parsed.metadata["title"], parsed.metadata["author"]) == ("A walk", "Ann Reed")


def test_a_body_in_sections_has_headings() -> None:
    sections = [
        {"headline": [], "paragraphs": ["It was late."]},
        {"headline": ["The way"], "paragraphs": ["We left.", "It rained."]},
    ]
    body = {"summary": ["Of a walk."], "sections": sections}
    page = {"requested_url": "https://a.example/walk"}
    parsed = split(json.dumps({"title": "A walk", "body": body, "html": page}))

    assert parsed.body == "Of a walk.\n\nIt was late.\n\n## The way\n\nWe left.\n\nIt rained."
    assert parsed.metadata["url"] == "https://a.example/walk"


def test_a_text_without_facts_is_an_article() -> None:
    assert split(json.dumps({"text": TEXT, "comments": ""})).body == TEXT


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("天晚了。\n我们走了。\n下雨了", "天晚了。\n\n我们走了。\n\n下雨了"),
        ("It was late when\nwe left the\nhouse.", "It was late when\nwe left the\nhouse."),
        ("It was late.\n- We left.\n- It rained.", "It was late.\n\n- We left.\n- It rained."),
        ("It was late.\nWe left.\n\nIt rained.", "It was late.\nWe left.\n\nIt rained."),
    ],
)
def test_lines_that_end_as_sentences_do_are_paragraphs(text: str, body: str) -> None:
    assert split(json.dumps({"title": "A walk", "text": text})).body == body

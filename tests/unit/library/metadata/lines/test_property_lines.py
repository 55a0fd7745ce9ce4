"""Fields in lines of a tool's own, around a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.library.metadata.front_matter import Form, split
from reader.library.metadata.lines.property_lines import read

ID = "0123456789abcdef" * 2
JOPLIN = f"id: {ID}\nparent_id: {ID}\ncreated_time: 2024-03-09T10:11:12.000Z\nauthor: Ann Reed\n"


def test_nikola_has_dots_before_its_fields() -> None:
    parsed = split(".. title: A walk\n.. tags: river, boats\n.. nocomments:\n\nIt was late.\n")

    assert dict(parsed.metadata) == {"title": "A walk", "tags": "river, boats", "nocomments": ""}
    assert (parsed.body, parsed.form) == ("It was late.\n", Form.PROPERTIES)


def test_nikola_s_fields_may_be_a_comment() -> None:
    parsed = split("<!--\n.. title: A walk\n.. date: 2024-03-09\n-->\nIt was late.\n")

    assert dict(parsed.metadata) == {"title": "A walk", "date": "2024-03-09"}
    assert parsed.body == "It was late.\n"


@pytest.mark.parametrize(
    "text",
    [
        ".. image:: walk.png\n\nIt was late.\n",
        ".. weather: rain\n\nIt was late.\n",
        "... and then it was late.\n",
        "<!-- more -->\n\nIt was late.\n",
        "<!-- A comment: it was late -->\n\nText.\n",
        "<!-- title: unclosed\n\nText.\n",
        "std::vector is a type\n",
        "note:: nothing that is known\n",
        f"A walk\n\n{JOPLIN}type_: 2",
        "A walk\n\nid: 5\ntype_: 1",
        "=====[ One ]=====\n\nx\n\n=====[ Two ]=====\n\ny\n",
    ],
)
def test_what_only_looks_alike_stays_text(text: str) -> None:
    assert read(text) is None
    assert split(text).body == text


def test_a_comment_of_nothing_but_fields_is_metadata() -> None:
    parsed = split("<!--\ntitle: A walk\ntags:\n  - river\n-->\n\nIt was late.\n")

    assert dict(parsed.metadata) == {"title": "A walk", "tags": ["river"]}
    assert parsed.body == "It was late.\n"


@pytest.mark.parametrize(
    "text",
    [
        "title:: A walk\nauthor:: [[Ann Reed]]\n\n- It was late.\n",
        "- title:: A walk\n  author:: [[Ann Reed]]\n- It was late.\n",
        "title:: A walk\nauthor::   [[Ann Reed]]  \n- It was late.\n",
    ],
)
def test_logseq_has_two_colons(text: str) -> None:
    parsed = split(text)

    assert dict(parsed.metadata) == {"title": "A walk", "author": "[[Ann Reed]]"}
    assert parsed.body == "- It was late.\n"


def test_the_full_title_is_preferred_to_the_name_of_a_note_of_highlights() -> None:
    parsed = split(
        'title:: A walk... (highlights)\nfull-title:: "A walk by night"\n\n- It was late.\n'
    )

    assert parsed.metadata["title"] == "A walk by night"


def test_values_lose_their_quotes() -> None:
    parsed = split('full-title:: "A walk"\nauthor:: [[Ann Reed]]\n\n- It was late.\n')

    assert parsed.metadata["full-title"] == "A walk"


def test_joplin_puts_its_fields_behind_the_text() -> None:
    tail = "source: joplin-desktop\nuser_created_time: 2024-03-08T10:00:00.000Z\ntype_: 1"

    parsed = split(f"A walk\n\nIt was late.\n\nWe left.\n\n{JOPLIN}{tail}\n")

    assert parsed.body == "It was late.\n\nWe left."
    assert parsed.metadata["title"] == "A walk"
    assert parsed.metadata["author"] == "Ann Reed"
    assert parsed.metadata["created"] == "2024-03-08T10:00:00.000Z"
    assert "source" not in parsed.metadata


def test_a_note_of_joplin_may_be_empty() -> None:
    parsed = split(f"A walk\n\n{JOPLIN}type_: 1")

    assert (parsed.metadata["title"], parsed.body) == ("A walk", "")


@pytest.mark.parametrize(
    "heading", ["=======[ A walk ]=======", f"{'=' * 100}\n\nA walk\n\n{'=' * 100}"]
)
def test_wallabag_puts_the_title_between_signs(heading: str) -> None:
    parsed = split(f"\n\n{heading}\n\nIt was late.\n")

    assert (dict(parsed.metadata), parsed.body) == ({"title": "A walk"}, "It was late.\n")


@given(st.text(alphabet=".:-<>!=[]#ab \n\t*type_1").map(lambda text: f"{text}\n"))
def test_any_text_is_read_and_fields_are_lines_of_it(text: str) -> None:
    found = read(text)

    assert found is None or found.body in text

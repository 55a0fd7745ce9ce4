"""Texts of addresses, one a line."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.intake.lists import address_lines
from tests.unit.intake.lists.lists import Desk

A, B = "https://a.example/1", "https://b.example/x_(y)?z=1&w=2#part"


def listed(line: str) -> list[tuple[str, str]]:
    return [(entry.url, entry.title) for entry in address_lines.addresses(line)]


@pytest.mark.parametrize(
    ("line", "url", "title"),
    [
        (A, A, ""),
        (f"  - {A}  ", A, ""),
        (f"12. {A}", A, ""),
        (f"- [ ] {B}", B, ""),
        (f"<{A}>", A, ""),
        (f"At the pier: {A}", A, "At the pier"),
        (f"{A} | At the pier", A, "At the pier"),
        (f"{A}\tAt the pier", A, "At the pier"),
        (f"* [At the pier]({B})", B, "At the pier"),
        (f"[At \\[the\\] pier]({A} 'pier')", A, "At [the] pier"),
        (f"[[{A}][At the pier]]", A, "At the pier"),
        (f"群聊的黄昏（{A}）。", A, "群聊的黄昏"),
        (f"“群聊”：{A}，", A, "群聊"),
        (f"see {A}.", A, "see"),
        ("www.a.example/1", "www.a.example/1", ""),
        (f"({B})", B, ""),
    ],
)
def test_a_line(line: str, url: str, title: str) -> None:
    assert listed(line) == [(url, title)]


def test_several_in_a_line_have_no_title() -> None:
    assert listed(f"here {A} and {B}") == [(A, ""), (B, "")]
    assert listed(f"[one]({A}), [two]({B})") == [(A, "one"), (B, "two")]


@pytest.mark.parametrize(
    "line",
    [
        "",
        "words",
        f"# {A}",
        f"// {A}",
        "mailto:a@b.example",
        "ftp://c.example/",
        "https://",
        "http://[::1",
    ],
)
def test_lines_without_an_address(line: str) -> None:
    assert listed(line) == []


def test_a_list_is_known_by_its_lines(desk: Desk) -> None:
    assert desk.name_of("a.txt", f"# my list\n{A}\n\n{B}\n") == "addresses"
    assert desk.name_of("a", f"{A}\n") == "addresses"
    assert desk.name_of("a.md", f"# To read\n\n- [One]({A})\n- {B}\n") == "addresses"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.txt", "A text without any address.\n"),
        ("a.txt", f"{A}\nThis is an article about it.\nIt has several lines.\n"),
        ("a.txt", f"A long line that tells a story, {A}, " + "on and on " * 20),
        ("a.md", f"---\ntitle: A\nurl: {A}\n---\n{A}\n"),
        ("a.md", f"[One]({A})\n"),
        ("a.md", f"- [One]({A}): {'of ferries that wait for the tide ' * 4}\n" * 3),
        ("a.html", f"{A}\n"),
        ("empty.txt", ""),
    ],
)  # fmt: skip
def test_an_article_is_no_list(desk: Desk, name: str, text: str) -> None:
    assert desk.name_of(name, text) == ""


def test_what_is_read_of_a_file(desk: Desk) -> None:
    found = desk.read("a.txt", f"At the pier {A}\n{A}\nWWW.B.example/x y\n".encode("utf-16"))
    assert [(entry.facts.url, entry.facts.title, entry.facts.by) for entry in found] == [
        (A, "At the pier", ""),
        ("https://WWW.B.example/x", "y", ""),
    ]


@pytest.mark.parametrize("encoding", ["gb18030", "big5", "utf-8-sig", "utf-16"])
def test_encodings(desk: Desk, encoding: str) -> None:
    lines = "".join(f"群聊的黃昏與廣場的早晨 https://a.example/{number}\n" for number in range(5))
    assert {entry.facts.title for entry in desk.read("a.txt", lines.encode(encoding))} == {
        "群聊的黃昏與廣場的早晨"
    }


@settings(max_examples=50)
@given(st.text(st.sampled_from("[]()<>\\ -*.htp:/sw\n\"'é"), max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    address_lines.is_list(text, is_markdown=True)
    assert all(entry.url for entry in address_lines.addresses(text))


@pytest.mark.parametrize(
    "part", ["[", "(", "[a](", "[[https://a", "https://a.b/((", "- ", "1. ", "www."]
)
def test_any_length_of_a_line(part: str) -> None:
    assert len(list(address_lines.addresses(part * 50_000))) <= 10_000

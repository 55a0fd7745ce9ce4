"""Metadata told from text, however it is written."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.library.metadata.front_matter import Form, split
from reader.library.metadata.safe_yaml import MAX_DEPTH, UnreadableError, load, nesting
from tests.memory import peak_of


def metadata(text: str) -> dict[str, object]:
    return dict(split(text).metadata)


def yaml(block: str) -> dict[str, object]:
    parsed = split(f"---\n{block}\n---\nBody.\n")
    assert parsed.body == "Body.\n"
    assert parsed.form is Form.YAML
    return dict(parsed.metadata)


def test_yaml_between_rules() -> None:
    parsed = split("---\ntitle: A walk\ntags: [river, books]\n---\n\n\n  Body.\n\nMore.\n")

    assert dict(parsed.metadata) == {"title": "A walk", "tags": ["river", "books"]}
    assert parsed.body == "  Body.\n\nMore.\n"
    assert parsed.notices == ()


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("title: 404", "404"),
        ("title: Yes", "Yes"),
        ("title: NO", "NO"),
        ("title: 12:30", "12:30"),
        ("title: 0755", "0755"),
        ("title: 1_000", "1_000"),
        ("title: 2021-02-30", "2021-02-30"),
        ("title: 1e3", "1e3"),
        ("title: =", "="),
        ("title: 'null'", "null"),
        ("title: ~", None),
        ("title: null", None),
        ("title: 深度: 河", "深度: 河"),
        ("title: [译] 河", "[译] 河"),
        ("title: @home", "@home"),
        ("title: `code` first", "`code` first"),
        ("title: %percent", "%percent"),
        ("title: *star* first", "*star* first"),
        ("title: &amp; and", "&amp; and"),
        ("title: !important news", "!important news"),
        ("title: C# is #1", "C# is #1"),
        ("title: F#1 # a comment", "F#1"),
        ("title: A river # a comment", "A river"),
        ("title: '# is quoted' # a comment", "# is quoted"),
        ('title: "a" and b', '"a" and b'),
        ("title: 'It's fine'", "It's fine"),
        ("title:\tA tab", "A tab"),
        ("\ttitle: A tab", "A tab"),
        ("title：全角", "全角"),
        ("title : A space", "A space"),
        ('"title": quoted', "quoted"),
        ("title: {{ page.title }}", "{{ page.title }}"),
        ("title: >\n  folded\n  text\nauthor: @x", "folded text"),
        ("title: |\n  two\n  lines\nauthor: @x", "two\nlines"),
    ],
)
def test_values_are_what_their_author_wrote(line: str, value: object) -> None:
    assert yaml(line)["title"] == value


def test_links_to_notes_need_no_quotes() -> None:
    assert yaml("author: [[Ann Reed]], [[Ben Cole]]")["author"] == "[[Ann Reed]], [[Ben Cole]]"
    assert yaml("author: [[Ben Cole|Ben]]")["author"] == [["Ben Cole|Ben"]]


@pytest.mark.parametrize(
    "block",
    [
        "date: 2021-02-30",
        "date: 2021-02-30 99:99",
        "content: x\nhandler: y\nself: z\nmetadata: w",
        "1: x\n2.5: y\ntrue: z\n2020-01-01: w",
        "title: x\nnothing:",
    ],
)
def test_keys_and_values_that_break_libraries_are_plain_strings(block: str) -> None:
    expected = {
        key: value.strip() for key, _, value in (line.partition(":") for line in block.split("\n"))
    }

    assert yaml(block) == expected


def test_of_duplicate_keys_the_first_that_is_not_empty_counts() -> None:
    assert yaml("title:\ntitle: one\ntitle: two") == {"title": "one"}
    assert yaml("title: @one\ntitle: two") == {"title": "@one"}


def test_lists_nested_values_and_broken_lines_side_by_side() -> None:
    block = "title: 深度: 河\ntags:\n  - a\n  - 'b'\ncover:\n  src: /a.png\nkinds: [x, \"y\"]"

    assert yaml(block) == {
        "title": "深度: 河",
        "tags": ["a", "b"],
        "cover": {"src": "/a.png"},
        "kinds": ["x", "y"],
    }
    assert split(f"---\n{block}\n---\n").notices


@pytest.mark.parametrize(
    ("before", "after"),
    [("\ufeff", ""), ("\n \n\t\n", ""), ("", "  "), ("", "\t"), ("\ufeff\n", " ")],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_marks_blank_lines_and_newlines_hide_nothing(before: str, after: str, newline: str) -> None:
    text = f"{before}---{after}\ntitle: x\n---{after}\nBody."
    parsed = split(text.replace("\n", newline))

    assert dict(parsed.metadata) == {"title": "x"}
    assert parsed.body == "Body."


def test_dots_close_a_block_as_yaml_says() -> None:
    assert split("---\ntitle: x\n...\nBody").body == "Body"


def test_an_empty_block_is_front_matter() -> None:
    assert split("---\n---\nBody").body == "Body"
    assert split("---\n---\nBody").form is Form.YAML


@pytest.mark.parametrize(
    "text",
    [
        "---\n\nText under a rule.\n\n---\n\nMore.",
        "---\n# A heading between rules\n---\nMore.",
        "---\n- a list\n- between rules\n---\nMore.",
        "---\nJust words.\n---\nMore.",
        "---\nA sentence that ends in a colon and goes on: like this one.\n---\nMore.",
        "---\nWarning: do not do this at home.\n---\nMore.",
        "---\nNo end: of it",
        "---\n",
        "---",
        "--- a/file\n+++ b/file\n",
        "- - -\ntitle: x\n- - -\n",
        "+++\nnot toml at all\n+++\nMore.",
        "{{ liquid }}\nMore.",
        "{% if x %}\nMore.",
        '{"a": 1} is JSON\nMore.',
        '{"unknown": "keys"}\n',
        "{not json}\nMore.",
        "Once: upon a time\nthere was a river.",
        "Note: see below\n---\nMore.",
        "Dear reader,\n\ntitle: x\n",
        "http://example.org\n\nMore.",
        "",
    ],
)
def test_text_that_only_looks_like_metadata_stays(text: str) -> None:
    parsed = split(text)

    assert parsed.body == text
    assert parsed.metadata == {}
    assert parsed.form is Form.NONE


def test_a_rule_in_the_body_belongs_to_the_body() -> None:
    assert (
        split("---\ntitle: x\n---\none\n\n---\n\ntwo: 2\n---\n").body
        == "one\n\n---\n\ntwo: 2\n---\n"
    )


def test_an_unclosed_block_ends_at_the_first_blank_line() -> None:
    parsed = split("---\ntitle: x\ntags:\n- a\n\nBody with a rule:\n\n---\n\nMore.")

    assert dict(parsed.metadata) == {"title": "x", "tags": ["a"]}
    assert parsed.body == "Body with a rule:\n\n---\n\nMore."
    assert parsed.notices


def test_lines_that_nothing_explains_go_to_the_body() -> None:
    parsed = split("---\ntitle: x: y\nauthor: z\nwhat is this\n---\nBody.")

    assert dict(parsed.metadata) == {"title": "x: y", "author": "z"}
    assert parsed.body == "what is this\n\nBody."


def test_toml() -> None:
    parsed = split('+++\ntitle = "x"\ndate = 2020-01-02\nweight = 404\nhidden = true\n+++\n\nBody')

    assert dict(parsed.metadata) == {
        "title": "x",
        "date": date(2020, 1, 2),
        "weight": "404",
        "hidden": "true",
    }
    assert (parsed.body, parsed.form) == ("Body", Form.TOML)


def test_broken_toml_is_read_line_by_line() -> None:
    parsed = split("+++\ntitle = no quotes\ntags = ['a', \"b\"]\n+++\nBody")

    assert dict(parsed.metadata) == {"title": "no quotes", "tags": ["a", "b"]}
    assert parsed.body == "Body"
    assert "TOML" in parsed.notices[0]


@pytest.mark.parametrize(
    "text", ['{"title": 404, "title": "y"}\nBody', ';;;\n{"title": 404}\n;;;\nBody']
)
def test_json(text: str) -> None:
    parsed = split(text)

    assert dict(parsed.metadata) == {"title": "404"}
    assert (parsed.body.strip(), parsed.form) == ("Body", Form.JSON)


@pytest.mark.parametrize("around", [("", "\n"), (";;;\n", "\n;;;\n")])
def test_numbers_of_json_may_have_any_length(around: tuple[str, str]) -> None:
    before, behind = around
    parsed = split(f'{before}{{"title": "long", "id": {"9" * 5_000}}}{behind}Body')

    assert parsed.metadata["title"] == "long"
    assert parsed.body.strip() == "Body"


def test_headers_as_in_mail() -> None:
    parsed = split("Title: A walk\nDate: 2020-01-02\nSummary: along\n  the river\n\nBody.")

    assert dict(parsed.metadata) == {
        "Title": "A walk",
        "Date": "2020-01-02",
        "Summary": "along the river",
    }
    assert (parsed.body, parsed.form) == ("Body.", Form.HEADERS)


def test_chinese_headers_need_no_blank_line() -> None:
    parsed = split("标题：河边\n作者：某某\n晚饭以后，我们出门。\n")

    assert dict(parsed.metadata) == {"标题": "河边", "作者": "某某"}
    assert parsed.body == "晚饭以后，我们出门。\n"


def test_link_definitions_as_headers() -> None:
    text = (
        "[#]: subject: \"A walk\"\n[#]: via: (https://example.org/a)\n[#]: author: 'N. N.'\n"
        '[#]: reviewer: " "\n\nA walk\n======\n'
    )
    parsed = split(text)

    assert dict(parsed.metadata) == {
        "subject": "A walk",
        "via": "https://example.org/a",
        "author": "N. N.",
    }
    assert (parsed.body, parsed.form) == ("A walk\n======\n", Form.REFERENCES)


@pytest.mark.parametrize(
    "text", ["title: x\ndate: 2020\n---\nBody", "importance: 5\n\n---\n\nBody"]
)
def test_a_block_that_is_closed_but_not_opened(text: str) -> None:
    parsed = split(text)

    assert parsed.body == "Body"
    assert len(parsed.metadata) == text.count(":")


@pytest.mark.parametrize(
    "block",
    [
        "x: " + "[" * 100_000,
        "x: " + "{" * 100_000,
        "- " * 50_000,
        "? " * 50_000,
        "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]",
        "<<: *nothing",
        'x: "' + "\\" * 99_999,
        "x: !!python/object/apply:os.system [id]",
        "\x00: \x01\x02",
        "x: \ud800",
        "%YAML 9.9\n",
    ],
)
def test_hostile_blocks_hurt_nobody(block: str) -> None:
    text = f"---\ntitle: x\n{block}\n---\nBody."
    parsed = split(text)

    assert parsed.body.endswith("Body.")
    assert parsed.body == text or parsed.metadata["title"] == "x"


@pytest.mark.parametrize(
    "text", ["{" * 100_000, '{"a":' * 100_000, ";;;\n" + "[" * 99_999 + "\n;;;"]
)
def test_hostile_json_stays_text(text: str) -> None:
    assert split(text).body == text


@pytest.mark.parametrize("depth", [MAX_DEPTH + 1, 30_000])
def test_depth_is_bounded_before_any_parser_runs(depth: int) -> None:
    assert nesting("[" * depth + "]" * depth) == depth
    with pytest.raises(UnreadableError):
        load("x: " + "[" * depth + "]" * depth)


def test_aliases_are_refused() -> None:
    with pytest.raises(UnreadableError):
        load("a: &a x\nb: *a")


MARKS = ["---", "+++", ";;;", "...", "{", "}", "", "\ufeff", "'"]
ENTRIES = ["title: x", "tags:", "- a", "  b: c", "# x", "key = 1", "[#]: a: (b)", "\t- x", "x: ["]
PROSE = ["Note: text.", "正文：在这里", "plain words"]
PIECES = st.sampled_from(MARKS + ENTRIES + PROSE)


def words(text: str) -> list[str]:
    return [word for word in text.split() if word.isalnum()]


@given(st.one_of(st.text(), st.lists(PIECES, max_size=14).map("\n".join)))
def test_nothing_raises_and_no_text_is_lost(text: str) -> None:
    parsed = split(text)

    kept = f"{parsed.body}\n{dict(parsed.metadata)}"
    if parsed.form is Form.NONE:
        assert words(parsed.body) == words(text)
    assert "plain words" not in text or "plain words" in kept


@given(st.lists(PIECES, max_size=10).map("\n".join))
def test_what_follows_a_good_block_is_the_body(body: str) -> None:
    parsed = split(f"---\ntitle: x\n---\nBegin\n{body}")

    assert parsed.body == f"Begin\n{body}"
    assert dict(parsed.metadata) == {"title": "x"}


@pytest.mark.parametrize(
    "line", ["a: b\n", "[#]: a\n", "[#]: a: (b)\n", "a b\n", "- a\n", "tags: " + "a, " * 200_000]
)
@pytest.mark.parametrize("opening", ["", "---\n", "---\n---\n", "+++\n", "{\n"])
def test_no_list_is_made_of_the_lines_of_a_long_text(opening: str, line: str) -> None:
    text = opening + line * max(1, 400_000 // len(line))
    assert peak_of(lambda: split(text)) < 6 * len(text)


@pytest.mark.parametrize("unit", ["1. ", "a ", "a. ", "。 "])
def test_whether_a_long_value_is_a_sentence_is_told_from_its_ends(unit: str) -> None:
    assert split(f"extra: {unit * 60_000}x\n---\nBody.\n").body.endswith("Body.\n")


def test_comments_may_stand_before_front_matter() -> None:
    parsed = split("<!-- vim: ft=markdown -->\n\n<!-- x -->\n---\ntitle: Lamps\n---\nText")
    assert (dict(parsed.metadata), parsed.body) == ({"title": "Lamps"}, "Text")


@pytest.mark.parametrize(
    "text",
    [
        "<!-- x -->\nText\n\n---\n\nMore",
        "<!-- x\n---\ntitle: Lamps\n---\nText",
        "<!-- x -->\n---\nText",
    ],
)
def test_comments_before_text_stay_with_it(text: str) -> None:
    assert split(text).body == text

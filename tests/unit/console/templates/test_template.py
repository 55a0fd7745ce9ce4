"""Templates of --format."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.console.templates.template import Template, TemplateError

FIELDS = ("title", "path", "tags", "date")
VALUES = {"title": "T", "path": "/a b.md", "tags": ["一", "二"], "date": None}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("{title}", "T\n"),
        (r"{title}\t{path}", "T\t/a b.md\n"),
        (r"{path}\0", "/a b.md\0"),
        (r"{title}\n", "T\n"),
        (r"{{{title}}} \\n", "{T} \\n\n"),
        ("[{tags}|{date}]", "[一, 二|]\n"),
    ],
)
def test_fields_and_escapes_are_filled_in(text: str, line: str) -> None:
    assert Template(text, FIELDS).fill(VALUES) == line


@pytest.mark.parametrize(
    "text",
    ["", "plain", "{}", "{0}", "{titles}", "{title.upper}", "{title[0]}", "{title!s}", "{title:3}",
     "{title", "title}", "{title}\\", r"{title}\x", "{title:{path}}"],
)  # fmt: skip
def test_what_is_no_template_is_refused_in_one_line(text: str) -> None:
    with pytest.raises(TemplateError) as refused:
        Template(text, FIELDS)
    assert "\n" not in str(refused.value)


def test_control_characters_of_a_value_are_not_printed() -> None:
    assert Template("{title}", FIELDS).fill({"title": "a\x1b[2J\nb"}) == "a[2J b\n"


@given(st.text())
def test_any_text_is_a_template_or_is_refused(text: str) -> None:
    try:
        template = Template(text, FIELDS)
    except TemplateError:
        return
    assert isinstance(template.fill(VALUES), str)

"""Shortcuts of the dialect make what its other rules make."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from reader.document.markdown import dialect
from reader.document.markdown.extensions.shortcuts import by_character
from reader.document.markdown.parse import parse

_PIECES = (
    "heron", "鹭", " ", "\n", "\n\n", "[", "]", "(", ")", "*", "**", "_", "~", "~~", "`", "!", "\\",
    "<b>", "</b>", "<https://a.org>", "&amp;", "$x$", "^", "[^1]", "^[n]", "==",
    "**heron**", "*鹭*", "++", "- ", "# ",
    "> ", ": d", "~ d", "|", "[鹭](https://a.org/x?a=b)", "[a b](https://a.org)", "[[n]]",
    "![i](u.png)", "](my file.md)", "{.c}", ":material-x:", "** b **", "\n\n[^1]: note\n\n", "[r]",
    "\n\n[r]: https://a.org\n\n", "\n\n鹭\n\n",
)  # fmt: skip
_SHORTCUTS = {"by_character", "plain_link", "plain_emphasis"}


@pytest.fixture(scope="module")
def long_way() -> MarkdownIt:
    parser = dialect._parser.__wrapped__()
    rules = parser.inline.ruler
    rules.enableOnly([name for name in rules.get_all_rules() if name not in _SHORTCUTS])
    rules.disable("linkify")
    parser.block.ruler.disable("plain_line")
    return parser


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(_PIECES), min_size=1, max_size=24).map("".join))
def test_a_text_gives_the_same_blocks_without_shortcuts(long_way: MarkdownIt, text: str) -> None:
    expected = parse(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dialect, "_parser", lambda: long_way)
        assert parse(text) == expected


def test_an_inline_rule_needs_the_characters_it_begins_with() -> None:
    with pytest.raises(KeyError):
        by_character({"text": lambda *_: False, "unheard_of": lambda *_: False})

"""Tags as they are typed and read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.services.owner.tags import format_tags, parse_tags

TAGS = st.lists(
    st.text("ab钉 #-c", min_size=1).map(str.strip).filter(lambda t: t and " #" not in t),
    unique=True,
)


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("", ()),
        ("  ", ()),
        ("one two", ("one", "two")),
        ("one, two，three、four", ("one", "two", "three", "four")),
        ("#one #two words", ("one", "two words")),
        ("＃社交 ＃聊天", ("社交", "聊天")),
        ("loose #one", ("loose", "one")),
        ("#c# #c++", ("c#", "c++")),
        ("#one #one", ("one",)),
        ("#", ()),
        ("#one\x1b[2J\ntwo", ("one[2J two",)),
    ],
)
def test_tags_are_read_from_what_is_typed(text: str, tags: tuple[str, ...]) -> None:
    assert parse_tags(text) == tags


@given(TAGS)
def test_what_is_written_is_read_again(tags: list[str]) -> None:
    plain = [" ".join(tag.split()).lstrip("#").strip() for tag in tags]
    wanted = tuple(dict.fromkeys(tag for tag in plain if tag))
    assert parse_tags(format_tags(wanted)) == wanted

from __future__ import annotations

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.document.html import tag_stripping
from reader.text.chunks import chunks_before


def test_stripping_tags_keeps_all_text() -> None:
    assert tag_stripping.strip_tags("<p>a &lt; b</p><b>c<i>d").split() == ["a", "<", "b", "c", "d"]


PARTS = ("<p>", "</p>", "<b x='y'>", "<script>", "</script>", "&lt;", " a", "<!-- b -->", "<i")


@given(st.lists(st.sampled_from(PARTS), max_size=12).map("".join), st.integers(1, 9))
def test_tags_are_stripped_piece_by_piece_as_all_at_once(html: str, size: int) -> None:
    whole = tag_stripping.strip_tags(html).split()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tag_stripping, "chunks_before", partial(chunks_before, size=size))
        assert tag_stripping.strip_tags(html).split() == whole

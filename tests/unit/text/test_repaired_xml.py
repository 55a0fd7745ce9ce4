"""XML that is not well formed for its characters and references alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.repaired_xml import repaired


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("salt & pepper &amp; &lt;", "salt &amp; pepper &amp; &lt;"),
        ("&eacute; &LT; &unknown;", "&#233; &#60; &amp;unknown;"),
        ("a\x08b &#8; &#xD800; &#65;", "ab   &#65;"),
        ("<![CDATA[a & b &LT;]]>&", "<![CDATA[a & b &LT;]]>&amp;"),
    ],
)
def test_what_no_parser_takes_is_written_so_that_it_does(written: str, meant: str) -> None:
    assert "".join(repaired((written,))) == meant


@given(st.text(alphabet="ab&;<]>[!#C8DAT -", max_size=60), st.integers(1, 7))
def test_it_does_not_depend_on_where_pieces_end(text: str, size: int) -> None:
    text = f"<![CDATA[ {text} ]]> {text}"
    whole = "".join(repaired((text,)))
    pieces = (text[at : at + size] for at in range(0, len(text), size))
    assert "".join(repaired(pieces)) == whole

from __future__ import annotations

import html

from hypothesis import given
from hypothesis import strategies as st

from reader.text.references import unescape


@given(st.lists(st.sampled_from([*"&#xX;0719aF ", "amp", "&lt;", "&#65", "&#000065;"])))
def test_references_are_read_as_python_reads_them(pieces: list[str]) -> None:
    assert unescape("".join(pieces)) == html.unescape("".join(pieces))


def test_a_number_may_have_any_length() -> None:
    assert unescape("a &#" + "1" * 5_000 + "; b") == "a \ufffd b"
    assert unescape("&#" + "0" * 5_000 + "65;&#" + "0" * 5_000 + ";") == "A\ufffd"
    assert unescape("&#x" + "1" * 5_000 + ";") == "\ufffd"

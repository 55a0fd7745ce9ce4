from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.document.html import clean, tag_ends


def text(html: str) -> str:
    body = clean.parse(html).body
    return " ".join(body.text(deep=True, separator=" ").split()) if body is not None else ""


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("<p>a <a href='x>b</a> c</p><p>d</p>", "a b c d"),
        ('<p>a <a title="x" href="y>b</a> c</p><p>d</p>', "a b c d"),
        ('<p>a <img src="x <b>b</b> c', "a b c"),
        ("<p>a <a href='x\nb\n\nc<p>d</p>", "a b c d"),
        ("<p>a <img\nalt='x\nsrc=y> b", "a b"),
        ("<p>a</p><img class=x\nb", "a b"),
        ('<p>a</p><img src="htt', "a"),
        ("<dl><dt><y= t='<p>a<p>b' c", "a b' c"),
        ("<p>a</p><table><tr><td>b</td><td t='c>d</table>", "a b d"),
        ("<p>a</p></di", "a"),
        ("<p>a = \"b</p><p>1 < 2, c='d", "a = \"b 1 < 2, c='d"),
    ],
)
def test_a_tag_without_its_end_takes_no_more_than_its_line(html: str, shown: str) -> None:
    assert text(html) == shown


@given(st.lists(st.sampled_from([*"<>='\"/ \nab", "<a ", "</a>", "x="])))
def test_no_tag_without_its_end_hides_a_later_paragraph(pieces: list[str]) -> None:
    assert text("".join((*pieces, "\n\n<p>end"))).endswith("end")


def test_of_a_tag_with_thousands_of_attributes_the_first_are_kept() -> None:
    long = f'<p title="{"y " * 20_000} > z">words'
    assert text(long) == "words"
    many = "".join(f" a{number}=b" for number in range(20_000))
    body = clean.parse(f"<p id='x'{many}>words</p><img alt='{'y' * 50_000}' src=z>").body
    assert body is not None
    paragraph, image = body.css_first("p"), body.css_first("img")
    assert paragraph is not None
    assert image is not None
    assert paragraph.text() == "words"
    assert paragraph.attributes["id"] == "x"
    assert len(paragraph.attributes) == tag_ends.MOST_ATTRIBUTES
    assert image.attributes == {"alt": "y" * 50_000, "src": "z"}

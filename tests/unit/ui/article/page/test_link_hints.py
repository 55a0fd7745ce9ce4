"""Letters over links: none begins another, each follows one link, the row keeps its width."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.text.grapheme import is_boundary
from reader.text.width import cell_width
from reader.typeset.model import Line, Run
from reader.ui.article.page.link_hints import LETTERS, Hint, labels, with_label


@given(st.integers(0, 2_000))
def test_no_label_begins_another_and_none_is_longer_than_needed(count: int) -> None:
    made = labels(count)
    assert len(made) == len(set(made)) == count
    begun = {label[:end] for label in made for end in range(1, len(label))}
    assert begun.isdisjoint(made)
    assert max(map(len, made), default=0) <= (1 if count <= len(LETTERS) else 2 + (count > 676))


def test_a_few_links_have_the_letters_under_the_fingers() -> None:
    assert labels(3) == ["a", "s", "d"]
    assert labels(28)[:2] == ["a", "s"]
    assert labels(28)[-2:] == ["ms", "md"]


def shown(line: Line) -> str:
    text = ""
    for run in line.runs:
        text += " " * (run.x - cell_width(text)) + run.text
    return text


def test_a_label_covers_whole_characters() -> None:
    line = Line((Run(2, "見る link", 5, 12), Run(0, "•")))
    marked = with_label(line, Hint(0, 2, 0, "a"))
    assert shown(marked) == "• a る link"[:2] + "a る link"
    assert [(run.start, run.end) for run in marked.runs if run.start >= 0] == [(6, 12)]
    assert shown(with_label(line, Hint(0, 7, 0, "sd"))) == "• 見る sdnk"


@given(
    st.text(st.sampled_from("ab 見e\u0301👍🏽"), min_size=1, max_size=12),
    st.integers(0, 20),
    st.sampled_from(["a", "as"]),
)
def test_what_follows_a_label_stays_where_it_was(text: str, at: int, label: str) -> None:
    line = Line((Run(0, text, 0, len(text)),))
    starts = [offset for offset in range(len(text)) if is_boundary(text, offset)]
    column = cell_width(text[: starts[at % len(starts)]])
    marked = with_label(line, Hint(0, column, 0, label))
    for run in marked.runs:
        if run.start >= 0:
            assert text[run.start : run.end] == run.text
    assert cell_width(shown(marked)) == max(cell_width(text), column + len(label))

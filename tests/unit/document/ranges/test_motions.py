"""Where the keys of select mode lead in the text."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reader.document.model import Block, BlockKind, Document, Place
from reader.document.ranges.motions import Ways
from reader.text.grapheme import boundaries


def ways(*texts: str, kind: BlockKind = BlockKind.PARAGRAPH) -> Ways:
    return Ways(Document(tuple(Block(kind, text) for text in texts)), lambda _: True)


def walk(step: Callable[[Place], Place], place: Place) -> list[tuple[int, int]]:
    """All the places on a way, until it ends."""
    found = [(place.block, place.offset)]
    while (onward := step(place)) != place:
        place = onward
        found.append((place.block, place.offset))
    return found


def test_characters_go_on_in_the_next_block_that_has_any() -> None:
    made = ways("ab", "", "  ", "c")
    assert walk(made.forward, Place(0, 0)) == [(0, 0), (0, 1), (3, 0)]
    assert walk(made.backward, Place(3, 0)) == [(3, 0), (0, 1), (0, 0)]


def test_a_cluster_is_one_character() -> None:
    made = ways("e\u0301👩\u200d🚀x")
    assert walk(made.forward, Place(0, 0)) == [(0, 0), (0, 2), (0, 5)]
    assert made.end_of(Place(0, 2)) == Place(0, 5)
    assert made.nearest(Place(0, 4)) == Place(0, 2)


def test_white_space_that_is_not_on_the_page_is_passed_over() -> None:
    document = Document((Block(BlockKind.PARAGRAPH, "ab cd\nef"),))
    hidden = Ways(document, lambda place: place.offset != 2)
    assert hidden.forward(Place(0, 1)) == Place(0, 3)
    assert hidden.backward(Place(0, 3)) == Place(0, 1)
    assert hidden.forward(Place(0, 4)) == Place(0, 6)
    assert hidden.nearest(Place(0, 2)) == Place(0, 3)
    assert hidden.character_before(Place(0, 3)) == Place(0, 1)


def test_between_the_cells_of_a_table_there_is_nothing() -> None:
    made = ways("a\tb\nc d", kind=BlockKind.TABLE)
    assert walk(made.forward, Place(0, 0)) == [(0, 0), (0, 2), (0, 4), (0, 6)]


def test_words_as_in_vi() -> None:
    made = ways("one, two", "三四")
    assert walk(made.word, Place(0, 0)) == [(0, 0), (0, 3), (0, 5), (1, 0), (1, 1)]
    assert walk(made.word_end, Place(0, 0)) == [(0, 0), (0, 2), (0, 3), (0, 7), (1, 1)]
    assert walk(made.word_back, Place(1, 1)) == [(1, 1), (1, 0), (0, 5), (0, 3), (0, 0)]


def test_chinese_words() -> None:
    made = ways("渔民已经回到码头。")
    assert walk(made.word, Place(0, 0)) == [(0, 0), (0, 2), (0, 4), (0, 6), (0, 8)]
    assert walk(made.word_end, Place(0, 0))[:4] == [(0, 0), (0, 1), (0, 3), (0, 5)]


@pytest.mark.parametrize(
    "text",
    [
        "潮水退了。|“船还在吗？”|没有人回答……|他走了",
        "It is 3.5 km to v1.2.| Is it?| “Yes.”| He left!",
        "真的！？|好。",
    ],
)
def test_sentences_end_with_their_marks_and_what_closes_them(text: str) -> None:
    parts = text.split("|")
    made = ways("".join(parts), "Next.")
    ends, begins, at = [], [], 0
    for part in parts:
        begins.append((0, at + len(part) - len(part.lstrip())))
        at += len(part)
        ends.append((0, at - 1))
    assert walk(made.sentence_end, Place(0, 0)) == [(0, 0), *ends, (1, 4)]
    assert walk(made.sentence_begin, Place(1, 4)) == [(1, 4), (1, 0), *begins[::-1]]


def test_the_beginning_of_a_sentence_may_be_far() -> None:
    made = ways("起。" + "字" * 20_000)
    assert made.sentence_begin(Place(0, 19_000)) == Place(0, 2)
    assert made.sentence_begin(Place(0, 2)) == Place(0, 0)


def test_blocks() -> None:
    made = ways("ab", "", "cd", "ef")
    assert walk(made.block_end, Place(0, 0)) == [(0, 0), (0, 1), (2, 1), (3, 1)]
    assert walk(made.block_begin, Place(3, 1)) == [(3, 1), (3, 0), (2, 0), (0, 0)]
    assert made.block_span(0, 2) == (Place(0, 0), Place(2, 2))


def test_a_document_without_text_has_no_place() -> None:
    for made in (ways(), ways("", " \n")):
        assert (made.first(), made.last(), made.nearest(Place(0, 0))) == (None, None, None)


TEXTS = st.lists(
    st.text(alphabet='ab字問題 \n\t。！.?"”e\u0301👩\u200d🚀🇩🇪\r', max_size=30),
    min_size=1,
    max_size=5,
)
FORTH = ("forward", "word", "word_end", "sentence_end", "block_end")
BACK = ("backward", "word_back", "sentence_begin", "block_begin")


@given(TEXTS, st.integers(0, 5), st.integers(0, 40), st.sampled_from([*FORTH, *BACK]))
@example(["? \u0301"], 0, 0, "word_end")
def test_every_way_leads_between_clusters_in_its_direction_to_an_end(
    texts: list[str], block: int, offset: int, name: str
) -> None:
    made = ways(*texts)
    start = made.nearest(Place(block, offset))
    first, last = made.first(), made.last()
    if start is None or first is None or last is None:
        assert not "".join(texts).strip()
        return
    path = walk(getattr(made, name), start)
    assert len(path) <= sum(map(len, texts)) + 1
    for here in path:
        assert here[1] in boundaries(texts[here[0]])[:-1]
    assert path == sorted(path, reverse=name in BACK)
    assert Place(*path[-1]) == (first if name in BACK else last)


@given(TEXTS, st.integers(0, 5), st.integers(0, 40))
def test_there_and_back_again(texts: list[str], block: int, offset: int) -> None:
    made = ways(*texts)
    start = made.nearest(Place(block, offset))
    if start is not None and made.forward(start) != start:
        assert made.backward(made.forward(start)) == start
        assert made.character_before(made.end_of(start)) == start


def test_much_white_space_before_a_word_is_looked_through_once() -> None:
    text = " " * 300_000 + "word"
    made = ways(text)
    assert made.backward(Place(0, 300_000)) == Place(0, 300_000)
    assert made.forward(Place(0, 0)) == Place(0, 300_000)

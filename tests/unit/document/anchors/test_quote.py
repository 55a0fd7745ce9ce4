from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.document.anchors.finder import locate
from reader.document.anchors.quote import PLACE_LENGTH, Quote, describe, describe_apart
from reader.document.anchors.text import APART, MOST_CONTEXT
from reader.document.model import Block, BlockKind, Document, Place

SENTENCES = [
    "清晨的码头上，渔民把第一筐鱼抬下船。",
    "灯塔看守人每隔六小时记录一次风向。",
    "The ferry leaves at seven, whatever the weather.",
    "老人说，潮水退去以后才看得见礁石。",
    "Nobody had repaired the crane since the war.",
    "市场里的铃声响过三遍，摊位就散了。",
]


def document(*texts: str) -> Document:
    return Document(tuple(Block(BlockKind.PARAGRAPH, text) for text in texts))


@st.composite
def documents_with_places(draw: st.DrawFn) -> tuple[Document, Place]:
    texts = draw(st.lists(st.text(alphabet="ab字\n ", max_size=60), min_size=1, max_size=6))
    block = draw(st.integers(0, len(texts) - 1))
    return document(*texts), Place(block, draw(st.integers(0, len(texts[block]))))


def test_a_place_is_described_by_what_follows_it() -> None:
    quote = describe(document(*SENTENCES), Place(1, 2), context=5)
    assert quote.exact == SENTENCES[1][2 : 2 + PLACE_LENGTH]
    assert quote.prefix == "船。\n灯塔"
    assert quote.suffix == "\nThe "


def test_a_range_may_span_blocks() -> None:
    quote = describe(document("one two", "three four"), Place(0, 4), Place(1, 5))
    assert quote == Quote("two\nthree", "one ", " four")


def test_words_like_others_are_described_as_far_as_tells_them_apart() -> None:
    row = ["The bell rang and nobody came."] * 9
    whole = document(SENTENCES[0], *row, SENTENCES[2])
    quote = describe_apart(whole, Place(5), Place(5, len(row[0])))
    text = "\n".join(block.text for block in whole.blocks)
    assert quote.exact == row[0]
    assert SENTENCES[0] in quote.prefix
    assert SENTENCES[2][:9] in quote.suffix
    for words in (quote.prefix + quote.exact, quote.exact + quote.suffix):
        assert text.count(words) == 1


def test_words_that_occur_once_need_little() -> None:
    whole = document(*SENTENCES, *["The bell rang and nobody came."] * 9)
    quote = describe_apart(whole, Place(3, 2), Place(3, 8))
    assert quote.exact == SENTENCES[3][2:8]
    assert max(len(quote.prefix), len(quote.suffix)) == APART


def test_what_is_alike_all_over_is_not_quoted_without_end() -> None:
    whole = document("0 " * 20_000)
    quote = describe_apart(whole, Place(0, 20_000), Place(0, 20_005))
    assert len(quote.prefix) + len(quote.suffix) < 4 * MOST_CONTEXT


@pytest.mark.parametrize("place", [Place(9, 0), Place(0, 99), Place(-1, 0)])
def test_a_place_outside_is_a_mistake(place: Place) -> None:
    with pytest.raises(IndexError):
        describe(document("one"), place)


@given(documents_with_places())
def test_describe_then_locate_is_the_identity(case: tuple[Document, Place]) -> None:
    whole, place = case
    quote = describe(whole, place)
    assert locate(whole, quote, place) == place


@given(
    st.integers(0, len(SENTENCES) - 1),
    st.integers(0, 17),
    st.lists(st.text(alphabet="xyz甲乙", max_size=20), max_size=4),
    st.lists(st.text(alphabet="xyz甲乙", max_size=20), max_size=4),
    st.sets(st.integers(0, len(SENTENCES) - 1)),
)
def test_a_place_survives_other_blocks_coming_and_going(
    block: int, offset: int, before: list[str], after: list[str], removed: set[int]
) -> None:
    place = Place(block, offset)
    quote = describe(document(*SENTENCES), place)
    kept = [index for index in range(len(SENTENCES)) if index == block or index not in removed]
    changed = document(*before, *(SENTENCES[index] for index in kept), *after)
    assert locate(changed, quote, place) == Place(len(before) + kept.index(block), offset)


def test_surroundings_decide_between_repetitions() -> None:
    old = document("红：同一句话。", "蓝：同一句话。", "绿：同一句话。")
    quote = describe(old, Place(1, 2), Place(1, 6))
    new = document("绿：同一句话。", "红：同一句话。", "黄", "蓝：同一句话。", "白：同一句话。")
    assert locate(new, quote, Place(1, 2)) == Place(3, 2)


def test_nearness_decides_between_equals() -> None:
    same = document(*["重复"] * 9)
    quote = Quote("重复")
    assert locate(same, quote, Place(6, 1)) == Place(6, 0)


def test_small_edits_are_forgiven() -> None:
    quote = describe(document(*SENTENCES), Place(2, 4))
    edited = "The small ferry leaves at eight, whatever the weather!"
    new = document("new", *SENTENCES[:2], edited, *SENTENCES[3:])
    place = locate(new, quote, Place(2, 4))
    assert place is not None
    assert place.block == 3
    assert edited[place.offset :].startswith(("ferry", "small"))


def test_another_case_is_forgiven() -> None:
    quote = Quote("Nobody had repaired")
    shouted = document("first", SENTENCES[4].upper())
    assert locate(shouted, quote, Place(0, 0)) == Place(1, 0)


def test_another_script_is_forgiven() -> None:
    quote = Quote("灯塔看守人每隔六小时")
    assert locate(document("x", "燈塔看守人每隔六小時記錄"), quote, Place()) == Place(1, 0)


def test_punctuation_that_is_everywhere_is_no_evidence() -> None:
    last = Place(0, len(SENTENCES[0]) - 1)
    quote = describe(document(SENTENCES[0]), last)
    assert quote.exact == "。"
    assert locate(document(SENTENCES[1], SENTENCES[3]), quote, last) is None


def test_what_is_gone_is_not_found() -> None:
    quote = describe(document(*SENTENCES), Place(1, 0))
    assert locate(document("完全不同的一篇文章，讲的是山里的茶园。"), quote, Place(0, 3)) is None
    assert locate(Document(()), quote, Place()) is None


def test_the_end_of_a_block_is_a_place_too() -> None:
    old = document(*SENTENCES)
    end = Place(3, len(SENTENCES[3]))
    quote = describe(old, end)
    assert quote.exact == ""
    assert locate(document("new", *SENTENCES), quote, end) == Place(4, end.offset)


@given(documents_with_places(), st.text(max_size=30), st.text(max_size=9), st.text(max_size=9))
def test_locate_stays_within_the_document(
    case: tuple[Document, Place], exact: str, prefix: str, suffix: str
) -> None:
    whole, hint = case
    place = locate(whole, Quote(exact, prefix, suffix), Place(hint.block + 3, hint.offset + 99))
    if place is not None:
        assert 0 <= place.offset <= len(whole.blocks[place.block].text)

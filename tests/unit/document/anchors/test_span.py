"""Highlights found again: all of their words, in a text that has changed around or in them."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reader.document.anchors.finder import QuoteFinder
from reader.document.anchors.quote import Quote, describe
from reader.document.model import Block, BlockKind, Document, Place
from reader.text.fold import fold

SENTENCES = [
    "清晨的码头上，渔民把第一筐鱼抬下船。",
    "灯塔看守人每隔六小时记录一次风向。",
    "The ferry leaves at seven, whatever the weather.",
    "老人说，潮水退去以后才看得见礁石。",
    "Nobody had repaired the crane since the war.",
    "市场里的铃声响过三遍，摊位就散了。",
    "她把地图摊在桌上，用铅笔画出一条新的航线。",
]
TRADITIONAL = str.maketrans(
    "渔鱼抬灯记录风说见场铃声遍摊图笔画条线", "漁魚擡燈記錄風說見場鈴聲遍攤圖筆畫條綫"
)


def document(*texts: str) -> Document:
    return Document(tuple(Block(BlockKind.PARAGRAPH, text) for text in texts))


def words(whole: Document, span: tuple[Place, Place] | None) -> str:
    return describe(whole, *span).exact if span is not None else ""


@st.composite
def highlights(draw: st.DrawFn) -> tuple[Document, Place, Place]:
    """A document whose sentences are all different, and a stretch of it of some length."""
    texts = draw(st.permutations(SENTENCES))
    first = draw(st.integers(0, len(texts) - 1))
    last = draw(st.integers(first, min(first + 2, len(texts) - 1)))
    start = draw(st.integers(0, len(texts[first]) - 1))
    end = draw(st.integers(start + 1 if first == last else 1, len(texts[last])))
    return document(*texts), Place(first, start), Place(last, end)


NEW = st.lists(st.text(alphabet="xyz甲乙 ", min_size=1, max_size=30), max_size=5)


@given(highlights())
def test_in_the_same_text_it_is_where_it_was(case: tuple[Document, Place, Place]) -> None:
    whole, start, end = case
    assert QuoteFinder(whole).span(describe(whole, start, end), start, end) == (start, end)


@given(highlights(), NEW, NEW, st.booleans())
def test_it_moves_with_its_words(
    case: tuple[Document, Place, Place], before: list[str], after: list[str], fewer: bool
) -> None:
    whole, start, end = case
    quote = describe(whole, start, end)
    assume(len(quote.exact.strip()) >= 4)
    texts = [block.text for block in whole.blocks]
    if fewer:
        texts = texts[: end.block + 1]
    changed = document(*before, *texts, *after)
    moved = len(before)
    assert QuoteFinder(changed).span(quote, start, end) == (
        Place(start.block + moved, start.offset),
        Place(end.block + moved, end.offset),
    )


@given(highlights())
def test_simplified_or_traditional_is_one_text(case: tuple[Document, Place, Place]) -> None:
    whole, start, end = case
    other = document("新的一段。", *(b.text.translate(TRADITIONAL) for b in whole.blocks))
    found = QuoteFinder(other).span(describe(whole, start, end), start, end)
    assume(len(describe(whole, start, end).exact.strip()) >= 2)
    assert fold(words(other, found)).strip() == fold(describe(whole, start, end).exact).strip()
    assert found is not None
    assert found[0].block == start.block + 1 or start.offset >= len(whole.blocks[start.block].text)


@given(highlights(), st.data())
def test_white_space_makes_no_difference(
    case: tuple[Document, Place, Place], data: st.DataObject
) -> None:
    """As when an article is scraped anew by another tool: spaces, breaks, one block for two."""
    whole, start, end = case
    quote = describe(whole, start, end)
    assume(len("".join(quote.exact.split())) >= 4)
    text = "\n".join(block.text for block in whole.blocks)
    breaks = st.sampled_from(["", " ", "\n", "\u3000", "\u200b", " \n "])
    loose = "".join(
        c + (data.draw(breaks) if c in "，。,." else "") if c != "\n" else data.draw(breaks)
        for c in text
    )
    changed = document("A new lead.", *loose.split("\n"))
    found = QuoteFinder(changed).span(quote, start, end)
    bare = str.maketrans("", "", " \n\u3000\u200b")
    assert words(changed, found).translate(bare) == quote.exact.translate(bare)


@given(highlights(), highlights())
def test_words_that_are_gone_are_not_found(
    case: tuple[Document, Place, Place], other: tuple[Document, Place, Place]
) -> None:
    """Even where all that surrounded them is still there."""
    whole, start, end = case
    quote = describe(whole, start, end)
    assume(len(quote.exact) >= 4)
    texts = [block.text for block in whole.blocks]
    if start.block == end.block:
        text = texts[start.block]
        texts[start.block] = text[: start.offset] + "ζηθ" * 9 + text[end.offset :]
    else:
        texts[start.block : end.block + 1] = ["ζηθ" * 9]
    del other
    assume(quote.exact not in "\n".join(texts))
    assert QuoteFinder(document(*texts)).span(quote, start, end) is None


@pytest.mark.parametrize("at", range(4))
def test_of_repeated_words_the_surroundings_tell_which(at: int) -> None:
    colors = ["红", "蓝", "绿", "黄"]
    old = document(*(f"{c}旗升起，{c}方的人都说：同一句话。{c}旗落下。" for c in colors))
    start = old.blocks[at].text.index("同一")
    span = Place(at, start), Place(at, start + 4)
    quote = describe(old, *span)
    new = document(*(f"{c}旗升起，{c}方的人都說：同一句話。{c}旗落下。" for c in reversed(colors)))
    assert QuoteFinder(new).span(quote, *span) == (
        Place(3 - at, start),
        Place(3 - at, start + 4),
    )


def test_among_equals_the_nearest() -> None:
    same = document(*["重复的话在这里"] * 9)
    found = QuoteFinder(same).span(Quote("重复的话"), Place(6, 1), Place(6, 5))
    assert found == (Place(6, 0), Place(6, 4))


@pytest.mark.parametrize(
    ("now", "found"),
    [
        ("The big ferry leaves at eight, whatever the weather.", "ferry leaves at eight"),
        ("Our ferries leave at seven, whatever the weather.", "ferries leave at seven"),
        ("The ferry, so, leaves at seven, whatever the weather.", "ferry, so, leaves at seven"),
    ],
)  # fmt: skip
def test_words_that_changed_a_little(now: str, found: str) -> None:
    old = document(*SENTENCES)
    span = Place(2, 4), Place(2, 25)
    assert words(old, span) == "ferry leaves at seven"
    new = document("one more", *SENTENCES[:2], now, *SENTENCES[3:])
    assert words(new, QuoteFinder(new).span(describe(old, *span), *span)) == found


def test_a_long_highlight_is_found_by_its_two_ends() -> None:
    old = document(*SENTENCES)
    span = Place(0, 8), Place(6, 10)
    quote = describe(old, *span)
    new = document("lead", *SENTENCES[:3], "完全是新写的一段话，原来没有。" * 3, *SENTENCES[4:])
    found = QuoteFinder(new).span(quote, *span)
    assert found == (Place(1, 8), Place(7, 10))


def test_a_footnote_that_came_into_it_is_in_it() -> None:
    old = document(SENTENCES[0])
    new = document("清晨的码头上[3]，渔民把第一筐鱼[4]抬下船。")
    quote = describe(old, Place(0, 3), Place(0, 16))
    assert words(new, QuoteFinder(new).span(quote, Place(0, 3), Place(0, 16))) == (
        "码头上[3]，渔民把第一筐鱼[4]抬下"
    )


@given(
    st.lists(st.text(alphabet="ab字 \n\u3000", max_size=20), max_size=4),
    st.text(alphabet="ab字 \n。", max_size=30),
    st.text(max_size=9),
    st.text(max_size=9),
    st.integers(0, 9),
    st.integers(0, 90),
)
def test_whatever_is_asked_the_answer_is_in_the_document(
    texts: list[str], exact: str, prefix: str, suffix: str, block: int, offset: int
) -> None:
    whole = document(*texts)
    hints = Place(block, offset), Place(block, offset + len(exact))
    found = QuoteFinder(whole).span(Quote(exact, prefix, suffix), *hints)
    if found is not None:
        start, end = found
        assert start < end
        for place in found:
            assert 0 <= place.offset <= len(whole.blocks[place.block].text)


def test_one_finder_answers_for_many() -> None:
    old = document(*SENTENCES)
    new = document("lead", *SENTENCES)
    finder = QuoteFinder(new)
    for block, text in enumerate(SENTENCES):
        span = Place(block, 0), Place(block, len(text))
        assert finder.span(describe(old, *span), *span) == (
            Place(block + 1, 0),
            Place(block + 1, len(text)),
        )
        assert finder.place(describe(old, span[0]), span[0]) == Place(block + 1, 0)

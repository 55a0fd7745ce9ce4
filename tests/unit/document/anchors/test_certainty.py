"""How sure it is that what was found is what was marked."""

from __future__ import annotations

import pytest

from reader.document.anchors.finder import FoundQuote, QuoteFinder
from reader.document.anchors.quote import Quote, describe, describe_apart
from reader.document.model import Document, Place
from tests.benchmarks.anchor_cases import document, offset, place

INTRO = "The survey went to every group in the district, and all of them answered in time."
NORTH = "Group North reported 12 cases in March and 14 in April, fewer than a year before."
SOUTH = "Group South reported 11 cases in March and 12 in April, fewer than a year before."
WEST = "Group West reported 10 cases in March and 19 in April, fewer than a year before."
OUTRO = "The figures are those of the office for health, which collects them."
GROUPS = "\n".join((INTRO, NORTH, SOUTH, WEST, OUTRO))

LIGHTHOUSE = (
    "清晨的码头上，渔民把第一筐鱼抬下船。灯塔看守人每隔六小时记录一次风向。\n"
    "老人说，潮水退去以后才看得见礁石。年轻人不相信，第二天就把船开上了暗礁。\n"
    "市场里的铃声响过三遍，摊位就散了。她把地图摊在桌上，用铅笔画出一条新的航线。\n"
    "过了很多年，人们还会说起这件事，只是说法各不相同。"
)
FIGURES = "In 2014: up by 12 %.\nIn 2018: up by 15 %.\nEnd."
AGREED = "They have never agreed to the plan. "


def span(text: str, words: str, *, nth: int = 0) -> tuple[Place, Place]:
    at = -1
    for _ in range(nth + 1):
        at = text.index(words, at + 1)
    return place(text, at), place(text, at + len(words))


def find(before: str, after: str, words: str, *, nth: int = 0) -> FoundQuote | None:
    """The place of a highlight of the words after an edit."""
    start, end = span(before, words, nth=nth)
    quote = describe_apart(document(before), start, end)
    return QuoteFinder(document(after)).find(quote, start, end)


def words_of(text: str, found: FoundQuote | None) -> str:
    return "" if found is None else text[offset(text, found.start) : offset(text, found.end)]


def is_sure(found: FoundQuote | None) -> bool:
    return found is not None and found.is_sure


@pytest.mark.parametrize(
    ("before", "words", "after"),
    [
        (GROUPS, NORTH, GROUPS.replace(NORTH + "\n", "")),
        (GROUPS, "reported", GROUPS.replace(NORTH + "\n", "")),
        (GROUPS, "reported 12 cases", GROUPS.replace(NORTH + "\n", "")),
        (FIGURES, "In 2014: up by 12 %.", FIGURES.partition("\n")[2]),
        ("Released as Version 1.2.3 of May.", "Version 1.2.3", "Released as Version 1.2.4 of May."),
        ("Version 1.2.3 is old.\nVersion 1.2.4 is new.", "Version 1.2.3", "Version 1.2.4 is new."),
        ("with open(path,'w') as file:", "open(path,'w')", "with open(path) as file:"),
        ("f = open(path,'w')\ng = open(path)\n", "open(path,'w')", "g = open(path)\n"),
        ("Ann Reed wrote it in one night.", "Ann Reed wrote it", "Bob Reed wrote it in one night."),
        ("我们不同意这项提案，理由如下。", "我们不同意这项提案", "我们同意这项提案，理由如下。"),
        (f"{AGREED}{OUTRO}", AGREED, f"{AGREED}{OUTRO}".replace("never ", "")),
        ("if a == b: return", "a == b", "if a != b: return"),
    ],
)  # fmt: skip
def test_what_says_something_else_is_never_sure(before: str, words: str, after: str) -> None:
    assert words not in after or before.count(words) > after.count(words)
    assert not is_sure(find(before, after, words))


@pytest.mark.parametrize("context", [False, True])
@pytest.mark.parametrize("nth", [0, 7, 19])
@pytest.mark.parametrize("between", ["", "\n"])
def test_of_equal_sentences_one_went_and_it_is_not_known_which(
    nth: int, between: str, context: bool
) -> None:
    sentence = "The bell rang and nobody came."
    row = between.join([sentence] * 20)
    before, after = (
        f"{INTRO}\n{row}\n{OUTRO}",
        f"{INTRO}\n{row[len(sentence + between) :]}\n{OUTRO}",
    )
    start, end = span(before, sentence, nth=nth)
    make = describe_apart if context else describe
    found = QuoteFinder(document(after)).find(make(document(before), start, end), start, end)
    assert found is not None
    assert not found.is_sure
    assert words_of(after, found) == sentence


@pytest.mark.parametrize("nth", [0, 7, 19])
def test_in_an_unchanged_text_each_of_many_equals_is_sure(nth: int) -> None:
    before = "\n".join([INTRO, *["0\t0\t0"] * 20, OUTRO])
    found = find(before, before, "0\t0\t0", nth=nth)
    assert is_sure(found)
    assert found is not None
    assert found.start == Place(1 + nth)


@pytest.mark.parametrize(
    ("words", "after"),
    [
        ("灯塔", LIGHTHOUSE),
        ("灯塔", "新的一段，放在最前面。\n" + LIGHTHOUSE),
        ("灯塔", LIGHTHOUSE.replace("抬下船。", "抬下船。还有一些没说的话，后来补在了这里。")),
        ("灯塔看守人每隔六小时记录一次风向", LIGHTHOUSE.replace("，", ", ").replace("。", ". ")),
        ("潮水退去以后才看得见礁石", LIGHTHOUSE.replace("。", "。\n")),
        ("潮水退去以后才看得见礁石", LIGHTHOUSE.replace("铃声响过三遍", "钟声响了很久")),
        ("市场里的铃声响过三遍，摊位就散了。", LIGHTHOUSE.replace("摊位就散了", "攤位就散了")),
        ("第二天就把船开上了暗礁。\n市场里的铃声响过三遍", LIGHTHOUSE.replace("\n", " ")),
    ],
)  # fmt: skip
def test_what_stands_as_it_did_is_sure(words: str, after: str) -> None:
    assert is_sure(find(LIGHTHOUSE, after, words))


def test_a_slip_that_was_mended_in_a_sentence_is_no_other_sentence() -> None:
    before = f"{INTRO} Nobody had repaird the old crane at the harbour since the war. {OUTRO}"
    words = "Nobody had repaird the old crane at the harbour since the war."
    after = before.replace("repaird", "repaired")
    found = find(before, after, words)
    assert is_sure(found)
    assert words_of(after, found) == words.replace("repaird", "repaired")


@pytest.mark.parametrize(
    ("gone", "left"),
    [
        ("灯塔看守人每隔六小时记录一次风向。", 0.6),
        ("\n市场里的铃声响过三遍，摊位就散了。她把地图摊在桌上，用铅笔画出一条新的航线。", 0.5),
    ],
)
def test_of_several_paragraphs_what_is_left_is_found(gone: str, left: float) -> None:
    words = LIGHTHOUSE[LIGHTHOUSE.index("灯塔") : LIGHTHOUSE.index("\n过了")]
    after = LIGHTHOUSE.replace(gone, "")
    found = find(LIGHTHOUSE, after, words)
    assert words_of(after, found) == words.replace(gone, "").strip()
    assert len(words_of(after, found)) >= left * len(words)


def test_what_was_taken_elsewhere_is_found_and_not_sure() -> None:
    lines = LIGHTHOUSE.split("\n")
    after = "\n".join((*lines[1:], lines[0]))
    found = find(LIGHTHOUSE, after, lines[0])
    assert words_of(after, found) == lines[0]
    assert not is_sure(found)


def test_what_is_gone_is_lost() -> None:
    after = LIGHTHOUSE.replace("老人说，潮水退去以后才看得见礁石。", "")
    assert find(LIGHTHOUSE, after, "老人说，潮水退去以后才看得见礁石。") is None


def test_a_place_is_as_sure_as_the_words_behind_it() -> None:
    whole = document(GROUPS)
    quote = describe_apart(whole, Place(1))
    kept = QuoteFinder(document(f"A new lead.\n{GROUPS}")).find(quote, Place(1))
    assert kept == FoundQuote(Place(2), Place(2))
    found = QuoteFinder(document(GROUPS.replace(NORTH + "\n", ""))).find(quote, Place(1))
    assert found is None or not found.is_sure


def test_the_end_of_a_paragraph_is_a_place_too() -> None:
    end = Place(1, len(NORTH))
    quote = describe_apart(document(GROUPS), end)
    assert quote.exact == ""
    assert QuoteFinder(document(GROUPS)).find(quote, end) == FoundQuote(end, end)


def test_words_without_surroundings_are_sure_if_they_are_long_and_occur_once() -> None:
    """As other programs write them."""
    start, end = span(GROUPS, NORTH)
    assert is_sure(QuoteFinder(document(GROUPS)).find(Quote(NORTH), Place(), Place(0, 1)))
    assert not is_sure(QuoteFinder(document(GROUPS)).find(Quote("reported"), start, end))
    twice = document(f"{GROUPS}\n{GROUPS}")
    assert not is_sure(QuoteFinder(twice).find(Quote(NORTH), start, end))


def test_nothing_is_found_in_nothing() -> None:
    assert QuoteFinder(Document(())).find(Quote("words"), Place()) is None
    assert QuoteFinder(document("")).find(Quote(" "), Place(), Place(0, 1)) is None


def test_of_a_short_paragraph_its_second_half_is_left() -> None:
    words = LIGHTHOUSE.split("\n")[1]
    after = LIGHTHOUSE.replace("老人说，潮水退去以后才看得见礁石。", "")
    found = find(LIGHTHOUSE, after, words)
    assert words_of(after, found) == "年轻人不相信，第二天就把船开上了暗礁。"
    assert not is_sure(found)


def test_a_word_may_hide_among_the_letters_at_an_end() -> None:
    """The highlight begins in a word, and after the edit so does another one."""
    before = f"{INTRO} We couldn't have done it without all of you."
    assert not is_sure(find(before, before.replace("'t", "'t not"), "t have done it"))

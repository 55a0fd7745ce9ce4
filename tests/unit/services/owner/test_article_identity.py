"""Which article a bookmark means, by what speaks for each that it may be."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.document.anchors.quote import Quote
from reader.library.files.copy_names import is_copy
from reader.services.owner.article_identity import (
    Evidence,
    Known,
    Verdict,
    Wording,
    bare,
    count_words,
    decide,
    decide_by_words,
    is_aside,
    is_same_title,
    needs_texts,
    trail,
)

RECORD = Known(title=True, quotes=2, long=1)
HERE = Evidence("/lib/a.md", same_path=True, trail=2)
CONFLICT = "/lib/a.sync-conflict-20260131-120000-ABCDEFG.md"


def here(**more: object) -> Evidence:
    return Evidence(**{"path": "/lib/a.md", "same_path": True, **more})  # type: ignore[arg-type]


def sure(path: str) -> Verdict:
    return Verdict(path, is_sure=True)


# -- one of the names agrees ------------------------------------------------------------


def test_a_file_that_was_renamed_is_found_by_its_text() -> None:
    assert decide(RECORD, [Evidence("/lib/b.md", same_text=True)]) == sure("/lib/b.md")


def test_a_file_that_was_edited_is_found_by_its_path() -> None:
    assert decide(RECORD, [here(same_title=True)]) == sure("/lib/a.md")
    assert decide(RECORD, [here(quotes=1)]) == sure("/lib/a.md")


@pytest.mark.parametrize(
    "path",
    [
        CONFLICT,
        "/lib/a (conflicted copy 2026-01-31).md",
        "/lib/a (1).md",
        "/lib/a copy.md",
        "/lib/a.bak.md",
        "/lib/backup/a.md",
        "/elsewhere/what ever.md",
    ],
)
@pytest.mark.parametrize(
    "still", [{"same_title": True}, {"same_url": True}, {"quotes": 1}, {"likeness": 0.8}]
)
def test_a_copy_with_the_old_text_never_wins_over_the_edited_file(
    path: str, still: dict[str, object]
) -> None:
    titled = "same_title" in still
    copy = Evidence(path, same_text=True, same_title=titled, quotes=2, likeness=1.0)
    assert decide(RECORD, [here(**still), copy]) == sure("/lib/a.md")


def test_a_copy_beside_a_file_with_another_title_is_a_copy_still() -> None:
    copy = Evidence(CONFLICT, same_text=True, same_title=True, quotes=2, is_copy=True)
    assert decide(RECORD, [here(quotes=2, likeness=0.9), copy]) == sure("/lib/a.md")


def test_another_article_that_took_the_path_has_no_bookmarks_of_the_one_that_moved() -> None:
    moved = Evidence("/lib/archive/a.md", same_text=True, same_title=True, quotes=2)
    assert decide(RECORD, [here(likeness=0.0), moved]) == sure("/lib/archive/a.md")
    alike = here(likeness=0.9, same_url=True)  # files of one site that swapped their names
    assert decide(RECORD, [alike, moved]) == sure("/lib/archive/a.md")


def test_one_title_for_many_texts_says_little_where_the_texts_are_known() -> None:
    moved = Evidence("/lib/week-1.md", same_text=True, same_title=True, quotes=2)
    assert decide(RECORD, [here(same_title=True, likeness=0.01), moved]) == sure("/lib/week-1.md")


def test_what_stands_at_the_path_and_is_another_article_is_never_sure() -> None:
    assert decide(RECORD, [here()]) == Verdict("/lib/a.md")


def test_a_record_of_nothing_but_a_path_is_sure() -> None:
    assert decide(Known(), [here()]) == sure("/lib/a.md")


def test_a_url_that_one_article_has_is_a_name() -> None:
    one, two = Evidence("/lib/x.md", same_url=True), Evidence("/lib/y.md", same_url=True)
    assert decide(Known(), [one]) == sure("/lib/x.md")
    assert decide(Known(), [one, two]) == Verdict()
    quoted = Evidence("/lib/y.md", same_url=True, quotes=1)
    assert decide(RECORD, [one, quoted]) == sure("/lib/y.md")
    assert not decide(RECORD, [one]).is_sure


def test_of_equal_texts_the_one_that_looks_like_no_copy_is_taken() -> None:
    renamed = Evidence("/lib/b.md", same_text=True)
    kept = Evidence("/lib/backup/a.md", same_text=True, trail=1, is_copy=True, is_aside=True)
    assert decide(RECORD, [kept, renamed]) == sure("/lib/b.md")


def test_texts_are_only_needed_where_names_do_not_tell() -> None:
    copy = Evidence(CONFLICT, same_text=True)
    assert not needs_texts([])
    assert not needs_texts([here(same_text=True), copy])
    assert not needs_texts([here(same_title=True)])
    assert not needs_texts([copy])
    assert needs_texts([here()])
    assert needs_texts([here(same_title=True), copy])
    assert needs_texts([Evidence("/x.md", same_url=True), Evidence("/y.md", same_url=True)])


# -- none of the names agrees -----------------------------------------------------------


def titled(path: str, **more: object) -> Evidence:
    return Evidence(**{"path": path, "same_title": True, **more})  # type: ignore[arg-type]


def test_title_and_a_quote_are_sure() -> None:
    found = decide_by_words(RECORD, [titled("/x/b.md", quotes=1), titled("/x/c.md")])
    assert found == sure("/x/b.md")


def test_title_alone_is_sure_of_one_article_where_nothing_was_quoted() -> None:
    nothing = Known(title=True)
    assert decide_by_words(nothing, [titled("/x/b.md")]) == sure("/x/b.md")
    assert not decide_by_words(nothing, [titled("/x/b.md"), titled("/x/c.md")]).path
    assert not decide_by_words(RECORD, [titled("/x/b.md")]).path


def test_under_another_home_name_folder_and_title_are_enough() -> None:
    found = decide_by_words(RECORD, [titled("/Users/a/lib/b.md", trail=2), titled("/x/c.md")])
    assert found == sure("/Users/a/lib/b.md")
    twice = [titled("/Users/a/lib/b.md", trail=2), titled("/old/lib/b.md", trail=2)]
    assert not decide_by_words(RECORD, twice).path


def test_quotes_alone_must_be_long_and_all_of_them_in_one_article() -> None:
    two = Known(title=True, quotes=2, long=2)
    both = Evidence("/x/b.md", quotes=2, long=2, longest=13)
    assert decide_by_words(two, [both, Evidence("/x/c.md", quotes=1, long=1, longest=13)]) == sure(
        "/x/b.md"
    )
    assert not decide_by_words(two, [Evidence("/x/b.md", quotes=1, long=1, longest=50)]).path
    assert not decide_by_words(two, [both, Evidence("/x/z.md", quotes=2, long=2, longest=13)]).path
    one = Known(quotes=1, long=1)
    assert decide_by_words(one, [Evidence("/x/b.md", quotes=1, long=1, longest=20)]).is_sure
    assert not decide_by_words(one, [Evidence("/x/b.md", quotes=1, long=1, longest=19)]).path


def test_a_copy_beside_the_article_does_not_make_it_doubtful() -> None:
    copy = titled("/x/b.sync-conflict-20260131-120000-ABCDEFG.md", quotes=1)
    assert decide_by_words(RECORD, [copy, titled("/x/b.md", quotes=1)]) == sure("/x/b.md")
    below = titled("/x/backup/b.md", quotes=1)
    assert decide_by_words(RECORD, [below, titled("/x/b.md", quotes=1)]) == sure("/x/b.md")


# -- whatever the candidates ------------------------------------------------------------

evidence = st.builds(
    Evidence,
    path=st.sampled_from(["/lib/a.md", "/lib/b.md", CONFLICT, "/lib/backup/a.md", "/x/c.md"]),
    same_text=st.booleans(),
    same_url=st.booleans(),
    same_title=st.booleans(),
    quotes=st.integers(0, 2),
    long=st.integers(0, 1),
    longest=st.integers(0, 30),
    likeness=st.none() | st.floats(0, 1),
    trail=st.integers(0, 2),
    is_copy=st.booleans(),
    is_aside=st.booleans(),
)
candidates = st.lists(evidence, max_size=5, unique_by=lambda each: each.path).map(
    lambda found: [
        Evidence(**{**{n: getattr(e, n) for n in e.__slots__}, "same_path": e.path == "/lib/a.md"})
        for e in found
    ]
)
records = st.builds(
    Known, st.booleans(), quotes=st.integers(0, 2), long=st.integers(0, 2), url=st.booleans()
)


@settings(deadline=None)
@given(records, candidates, st.randoms())
def test_the_order_of_the_candidates_decides_nothing(
    known: Known, given_: list[Evidence], choice: random.Random
) -> None:
    shuffled = list(given_)
    choice.shuffle(shuffled)
    assert decide(known, given_) == decide(known, shuffled)
    assert decide_by_words(known, given_) == decide_by_words(known, shuffled)


@settings(deadline=None)
@given(records, candidates)
def test_what_is_decided_is_a_candidate_and_what_is_sure_has_a_reason(
    known: Known, given_: list[Evidence]
) -> None:
    by_path = {each.path: each for each in given_}
    for verdict in (decide(known, given_), decide_by_words(known, given_)):
        assert not verdict.path or verdict.path in by_path
        if verdict.is_sure and known.title and known.quotes:
            each = by_path[verdict.path]
            reasons = (each.same_text, each.same_url, each.same_title, each.quotes)
            assert any(reasons) or (each.likeness or 0) >= 0.5 or each.long


@settings(deadline=None)
@given(records, candidates)
def test_the_same_text_at_the_same_path_decides(known: Known, given_: list[Evidence]) -> None:
    others = [each for each in given_ if not each.same_path]
    assert decide(known, [here(same_text=True), *others]) == sure("/lib/a.md")


# -- names, titles, words ---------------------------------------------------------------


def test_parts_at_the_end_of_paths_are_counted_on_any_system() -> None:
    assert trail("/home/a/lib/x.md", "/Users/a/lib/x.md") == 3
    assert trail("/home/a/lib/x.md", "C:\\Users\\b\\lib\\x.md") == 2
    assert trail("/a/e\u0301.md", "/b/\u00e9.md") == 1
    assert trail("", "/a") == 0


def test_copies_are_told_by_their_names() -> None:
    for copy in (CONFLICT, "/lib/a (1).md", "/lib/a copy.md", "/lib/a.md.md", "/lib/old/a.md"):
        assert is_copy(copy, "/lib/a.md"), copy
    for other in ("/lib/ab.md", "/lib/b.md", "/lib/a.md", "/other/a (1).md", "/a.md", ""):
        assert not is_copy(other, "/lib/a.md"), other
    assert is_aside("/lib/backup/a.md", "/lib/a.md")
    assert not is_aside("/lib/2026/a.md", "/lib/a.md")


def test_a_slip_of_the_pen_makes_no_other_title_but_another_number_does() -> None:
    assert is_same_title("The Mesure of a Line", "The Measure of a Line")
    assert is_same_title("群聊的黄昏", "群聊的黃昏")
    assert not is_same_title("Week 12", "Week 13")
    assert not is_same_title("The Measure", "Keys")
    assert not is_same_title("", "")


def test_a_quote_is_found_in_any_form_between_what_stood_beside_it() -> None:
    text = bare("Before it, the words\nthat were said, and after them.")
    assert Wording.of(Quote("the words that WERE", "Before it, ", " said, and")).is_in(text)
    assert Wording.of(Quote("the words that", "Something else, ", " were said")).is_in(text)
    assert not Wording.of(Quote("the words", "Something else. ", " are others")).is_in(text)
    assert not Wording.of(Quote("", "Before", "")).is_in(text)
    assert count_words([Wording.of(Quote("words")), Wording.of(Quote("nowhere"))], text) == (
        1,
        0,
        5,
    )


def test_an_index_is_asked_for_whole_words() -> None:
    assert Wording.of(Quote("ead of a word\nx", "r")).phrase == "of a word"
    assert Wording.of(Quote("从半句开始", "前")).phrase == "从半句开始"

"""Folding, and queries that find in unfolded text what folding makes equal."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.fold import alike, compile_query, fold, han_forms, search_form

EQUALS = "aAáÀａＡ 钉釘 干乾幹榦 发發髮発 台臺 后後 かカｶ eÉěё 0０ -－— .．*[［]］\\^ σς iIİı"
ALPHABET = st.one_of(st.sampled_from(EQUALS), st.characters(codec="utf-8"))
TEXT = st.text(ALPHABET, max_size=30)


@pytest.mark.parametrize(
    "equal",
    [
        "aAáÀａＡ", "干乾幹榦", "发發髮発", "台臺檯颱", "后後", "钉釘", "里裏裡", "かカｶ", "σςΣ",
        "1１", "龙龍竜", "国國", "广廣広", "еёЁ", "-–—－", '"“”＂', "dđĐ", " \u3000\u00a0", "着著",
        "⼀一",
    ],
)  # fmt: skip
def test_these_are_one(equal: str) -> None:
    assert len(set(fold(equal))) == 1


@pytest.mark.parametrize("different", ["a中", "かが", "иЙ", "缺欠", "沪滤", "办辩", "ab", "字宇"])
def test_these_are_not_one(different: str) -> None:
    assert len(set(fold(different))) == len(different)


@given(st.text(st.characters(codec=None)))
def test_folding_keeps_length_and_is_done_once(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(text)
    assert fold(folded) == folded


@pytest.mark.parametrize(
    ("term", "text", "found"),
    [
        ("钉钉", "旧文說釘釘很好", "釘釘"),
        ("CAFE", "un café", "café"),
        ("ｗｅｂ３", "Web3 时代", "Web3"),
        ("カタ", "ひらかたカナ", "かた"),
        ("头发", "他的頭髮", "頭髮"),
        ("new york", "New\n  York", "New\n  York"),
        ("天 地", "天地玄黄", "天地"),
        ("天 地", "天 地", "天 地"),
        (" a.b ", "A.B", "A.B"),
        ("“好”", '"好"', '"好"'),
    ],
)
def test_a_term_is_found(term: str, text: str, found: str) -> None:
    match = compile_query(term).search(text)
    assert match is not None
    assert match[0] == found


@pytest.mark.parametrize(
    ("term", "text"),
    [("new york", "newyork"), ("a.b", "axb"), ("", "a"), (" \u3000\n", " a \u3000"), ("a b", "ab")],
)
def test_a_term_is_not_found(term: str, text: str) -> None:
    assert compile_query(term).search(text) is None


@given(TEXT, TEXT, TEXT)
def test_a_query_finds_what_folding_makes_equal(before: str, term: str, after: str) -> None:
    term = unicodedata.normalize("NFC", "".join(term.split()))
    text = unicodedata.normalize("NFC", before + term.swapcase() + after)
    if term:
        assert bool(compile_query(term).search(text)) == (fold(term) in fold(text))


@given(
    st.text(st.sampled_from("aAá钉釘台臺发髮-—"), max_size=3),
    st.text(st.sampled_from("aAá钉釘台臺发髮-—x"), max_size=9),
)
def test_and_nothing_else(term: str, text: str) -> None:
    assert bool(compile_query(term).search(text)) == (bool(term) and fold(term) in fold(text))


@given(st.text(st.characters(codec=None)))
def test_no_term_raises(term: str) -> None:
    compile_query(term).search(term)


def test_forms_of_one_kind_only() -> None:
    forms = han_forms()
    assert "国" in forms.simplified
    assert "國" in forms.traditional
    assert not forms.simplified & forms.traditional
    assert not set("天地人后台") & (forms.simplified | forms.traditional) - set("后台")


def test_every_kind_of_space_is_a_space() -> None:
    spaces = [chr(code) for code in range(0x10000) if unicodedata.category(chr(code)) == "Zs"]
    assert {fold(space) for space in spaces} == {" "}


def test_a_class_has_every_character_that_folds_to_the_same() -> None:
    for character in map(chr, range(0x21, 0xFFFF)):
        folded = fold(character)
        if folded != " ":
            assert character in alike(folded)
            assert {fold(other) for other in alike(folded)} == {folded}


def test_a_character_without_equals_is_alone() -> None:
    assert alike("%") in ("%", "%％")
    assert alike("\u1820") == "\u1820"


@pytest.mark.parametrize(
    ("one", "other"),
    [("Linux 内核", "Linux内核"), ("在 2022 年", "在2022年"), ("用 ＬＩＮＵＸ", "用linux")],
)
def test_a_space_between_han_and_letters_is_no_difference_to_a_search(one: str, other: str) -> None:
    assert search_form(one) == search_form(other)


@pytest.mark.parametrize("text", ["open source", "社 交", "a, 中", "中\na"])
def test_other_spaces_and_newlines_are_kept_for_a_search(text: str) -> None:
    assert search_form(text) == fold(text)

"""Folding, and the forms that texts have for a search."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.fold import alike, expanding, fold, han_forms, search_form


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


@pytest.mark.parametrize(
    "different",
    [
        "a中", "かが", "иЙ", "缺欠", "沪滤", "办辩", "ab", "字宇",
        "呆待", "炼链", "煉鏈", "俱具", "坐座", "像象", "复覆", "坏坯", "沈沉", "划画", "哩里",
    ],
)  # fmt: skip
def test_these_are_not_one(different: str) -> None:
    assert len(set(fold(different))) == len(different)


@given(st.text(st.characters(codec=None)))
def test_folding_keeps_length_and_is_done_once(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(text)
    assert fold(folded) == folded


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
    [
        ("Linux 内核", "Linux内核"), ("在 2022 年", "在2022年"), ("用 ＬＩＮＵＸ", "用linux"),
        ("C++ 语言", "C++语言"), ("かな a", "カナa"), ("他说 “好”", "他说“好”"), ("中  a", "中a"),
        ("中 \u200ba", "中a"), ("第 ① 章", "第1章"),
        ("内\u200b核", "内核"), ("Na\u2060me", "name"), ("می\u200cخواهم", "میخواهم"),
        ("co\xadoperate", "cooperate"), ("葛\U000e0100", "葛"), ("☺️", "☺"),
        ("Влади́мир", "владимир"),
        ("مُحَمَّد", "محمد"), ("محـــمد", "محمد"), ("שָׁלוֹם", "שלום"), ("ﻣﺤﻤﺪ", "محمد"),
        ("ﬁnd oﬀ ﬂat eﬃcient ﬆ", "find off flat efficient st"),
        ("œuvre Œ ǽ Æ", "oeuvre oe ae ae"), ("Straße STRAẞE", "strasse strasse"), ("ĳ ǆ", "ij dz"),
        ("Ⅷ ⅷ Ⅻ", "viii VIII xii"), ("H₂O m²", "H2O m2"), ("㈱", "(株)"), ("10㎏", "10kg"),
        ("25℃", "25°C"), ("№ 5", "no 5"), ("№5", "No 5"), ("第№5", "第 no 5"),
        ("½", "1/2"), ("①⑳㉑", "12021"), ("⑴⒈", "(1)1."),
        ("𝗯𝗼𝗹𝗱 𝓈𝒸𝓇𝒾𝓅𝓉", "bold script"), ("Ⓐ™", "a tm"), ("5㏂", "5 a.m."), ("㍿", "株式会社"),
        ("㋿", "令和"), ("㌔", "キロ"),
        ("ﾊﾟｿｺﾝ ｶﾞ", "パソコン ガ"), ("︵中︶", "(中)"),
    ],
)  # fmt: skip
def test_these_are_one_to_a_search(one: str, other: str) -> None:
    forms = [search_form(unicodedata.normalize("NFC", text)) for text in (one, other)]
    assert forms[0] == forms[1]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("open source", "opensource"), ("社 交", "社交"), ("中\na", "中a"), ("한국 中", "한국中"),
        ("中 。", "中。"), ("は", "ﾊﾟ"), ("か", "が"), ("й", "и"), ("…", "..."),
        ("´", ""), ("ø", "oe"),
        ("กำ", "กา"), ("क्ष", "कष"),
    ],
)  # fmt: skip
def test_these_are_not_one_to_a_search(one: str, other: str) -> None:
    assert search_form(one) != search_form(other)


@given(st.text(st.characters(codec="utf-8")))
def test_a_search_form_is_made_once_and_has_the_lines_of_the_text(text: str) -> None:
    form = search_form(unicodedata.normalize("NFC", text))
    assert search_form(form) == form
    assert form.count("\n") == text.count("\n")


def test_only_what_is_known_to_expand_does() -> None:
    known = expanding()
    for character in map(chr, range(0x30000)):
        if not known.match(character) and not character.isspace():
            assert search_form(character) == fold(character)

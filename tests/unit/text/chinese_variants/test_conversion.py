"""Text as another region writes it: right by phrases, as long as before, and as OpenCC has it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module
from importlib.util import find_spec

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.chinese_variants.conversion import is_simplified, written_as
from reader.text.chinese_variants.dictionary import Name, dictionary
from reader.text.chinese_variants.variant import Variant

_SIMPLIFIED = (
    "理发店里他的头发很长，皇后在后面干涉三里外一斗米的干净面条，发现了云计算的历史。",
    "这只松鼠只吃松子，范先生于征途中写了一张便条：里面的钟表准点。",
    "著名作家显著地沿着海岸走着，吃了只有台湾才有的凤梨酥。",
    "他制定了一套系统的复杂制度，在干旱的山谷里种植谷物，周末回乡下喝酒。",
)
_TRADITIONAL = (
    "理髮店裡他的頭髮很長，皇后在後面干涉三里外一斗米的乾淨麵條，發現了雲計算的歷史。",
    "著名作家顯著地沿著海岸走著，吃了只有臺灣才有的鳳梨酥。",
    "着名的廠商在上環的牀褥店裏，羣眾喫了一口麪包。",
)
_has_opencc = pytest.mark.skipif(
    find_spec("opencc") is None, reason="OpenCC itself is not installed"
)
_CONFIGURATIONS = {
    "s2t": (Variant.TRADITIONAL, True),
    "s2tw": (Variant.TAIWAN, True),
    "s2hk": (Variant.HONG_KONG, True),
    "tw2s": (Variant.SIMPLIFIED, False),
}


@cache
def _converter(configuration: str) -> Callable[[str], str]:
    convert: Callable[[str], str] = import_module("opencc").OpenCC(configuration).convert
    return convert


def _opencc(configuration: str, text: str) -> str:
    return _converter(configuration)(text)


@pytest.mark.parametrize(
    ("text", "variant", "wanted"),
    [
        ("头发", Variant.TRADITIONAL, "頭髮"),
        ("发现", Variant.TRADITIONAL, "發現"),
        ("皇后在后面", Variant.TAIWAN, "皇后在後面"),
        ("干涉内政", Variant.TAIWAN, "干涉內政"),
        ("干净的面条", Variant.TAIWAN, "乾淨的麵條"),
        ("方圆三里", Variant.TAIWAN, "方圓三里"),
        ("一斗米", Variant.HONG_KONG, "一斗米"),
        ("房间里", Variant.TAIWAN, "房間裡"),
        ("房间里", Variant.HONG_KONG, "房間裏"),
        ("頭髮", Variant.SIMPLIFIED, "头发"),
        ("沿著海岸，顯著", Variant.SIMPLIFIED, "沿着海岸，显著"),
        ("显著", Variant.SIMPLIFIED, "显著"),
        ("房間裡", Variant.HONG_KONG, "房間裏"),
        ("头发 as it is written", Variant.AS_WRITTEN, "头发 as it is written"),
        ("数学の国", Variant.TAIWAN, "数学の国"),
        ("No Han at all.", Variant.TAIWAN, "No Han at all."),
    ],
)
def test_what_is_ambiguous_is_right_by_its_phrase(text: str, variant: Variant, wanted: str) -> None:
    assert written_as(text, variant) == wanted


def test_a_clause_in_the_other_script_is_converted_by_its_own() -> None:
    mixed = "他在书里引用了一句：「余光中先生說，鄉愁是一張小小的船票」。"
    assert written_as(mixed, Variant.TAIWAN) == (
        "他在書裡引用了一句：「余光中先生說，鄉愁是一張小小的船票」。"
    )


def test_what_does_not_tell_is_taken_for_what_is_around_it() -> None:
    assert written_as("公里", Variant.TAIWAN, simplified=False) == "公里"
    assert written_as("余先生", Variant.TAIWAN, simplified=False) == "余先生"
    assert not is_simplified("余先生", otherwise=False)
    assert is_simplified("书里", otherwise=False)


def test_traditional_text_stays_when_traditional_is_wanted() -> None:
    for text in _TRADITIONAL:
        assert written_as(text, Variant.TRADITIONAL) == text


_CHARACTERS = st.text(
    st.sampled_from("里后发干面只余台着著髮裡於a ，。\n「」…🙂\U00020000"), max_size=40
)


@given(st.one_of(_CHARACTERS, st.text(max_size=20)), st.sampled_from(Variant), st.booleans())
def test_no_length_ever_changes(text: str, variant: Variant, simplified: bool) -> None:
    assert len(written_as(text, variant, simplified=simplified)) == len(text)


def test_segments_put_together_are_the_whole() -> None:
    for text in _SIMPLIFIED:
        segments = list(dictionary(Name.TO_TRADITIONAL).segments(text))
        assert sum(map(len, segments)) == len(text)
        assert all(segments)


@_has_opencc
@pytest.mark.parametrize("configuration", _CONFIGURATIONS)
def test_it_is_what_opencc_makes_of_it(configuration: str) -> None:
    variant, from_simplified = _CONFIGURATIONS[configuration]
    for text in _SIMPLIFIED if from_simplified else _TRADITIONAL[:2]:
        assert written_as(text, variant, simplified=from_simplified) == _opencc(configuration, text)


@_has_opencc
@given(st.data())
def test_phrases_that_overlap_are_cut_as_opencc_cuts_them(data: st.DataObject) -> None:
    name, configuration = data.draw(
        st.sampled_from([(Name.TO_TRADITIONAL, "s2t"), (Name.TO_SIMPLIFIED, "t2s")])
    )
    phrases = st.sampled_from(dictionary(name).phrases)
    pieces = data.draw(st.lists(st.builds(str.__getitem__, phrases, st.just(slice(3))), max_size=6))
    text = "".join(pieces)
    assert "".join(dictionary(name).segments(text)) == _opencc(configuration, text)

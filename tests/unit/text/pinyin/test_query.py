from __future__ import annotations

import subprocess
import sys
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reader.text.fold import fold
from reader.text.pinyin.prefilter import Sieve
from reader.text.pinyin.query import compile_query, compile_strong, keys, readings

HAN = "中国重庆行银长城女旅略安西先区单乐系说钉釘阿里旺能做什么嗯"
MARKS = " ：《》“”·-，、"
PARTS = "。|；\n"


def found(query: str, text: str) -> list[str]:
    matcher = compile_query(query)
    assert matcher is not None
    return [text[start:end] for start, end in matcher.spans(keys(text))]


def spellings(syllable: str) -> set[str]:
    """Ways to write a whole syllable."""
    if syllable[:2] in {"lv", "nv"}:
        return {syllable, syllable.replace("v", "u")}
    if syllable[0] in "jqxy" and syllable[1:2] == "u":
        return {syllable, syllable[0] + "v" + syllable[2:]}
    return {syllable}


def short(spelled: str) -> set[str]:
    """Ways to write it anywhere in a query."""
    return {spelled, spelled[0]} | ({spelled[:2]} if spelled[:2] in {"zh", "ch", "sh"} else set())


def is_roman(character: str) -> bool:
    return fold(character) in "abcdefghijklmnopqrstuvwxyz0123456789"


def occurs(query: str, text: str) -> bool:
    """The definition, tried at every character: of queries without marks."""
    return any(
        begins(query, text[start:])
        for start in range(len(text))
        if keys(text[start]) != " "
        and not (start and is_roman(text[start - 1]) and is_roman(text[start]))
    )


def begins(query: str, text: str, *, gap: int = 2) -> bool:
    if not query:
        return True
    if not text:
        return False
    if keys(text[0]) == " ":
        return gap > 0 and begins(query, text[1:], gap=gap - 1)
    if fold(text[0]) == fold(query[0]) and begins(query[1:], text[1:]):
        return True
    written = {way for syllable in readings(text[0]) for way in spellings(syllable)}
    folded = fold(query)
    return any(way.startswith(folded) for way in written) or any(
        folded.startswith(way) and begins(query[len(way) :], text[1:])
        for spelled in written
        for way in short(spelled)
    )


@st.composite
def spelled_titles(draw: st.DrawFn) -> tuple[str, str]:
    """A part of a title, and a way to spell it."""
    title = query = ""
    words = draw(st.lists(st.sampled_from([*HAN, "Web", "3d", "ＰＨＰ"]), min_size=1, max_size=8))
    for number, word in enumerate(words):
        is_last = number == len(words) - 1
        if is_roman(word[0]):
            title += " " + word
            query += draw(st.sampled_from([word, word.upper(), fold(word)]))
            continue
        spelled = draw(st.sampled_from(sorted(spellings(draw(st.sampled_from(readings(word)))))))
        ways = {spelled[: end + 1] for end in range(len(spelled))} if is_last else short(spelled)
        title += word
        query += draw(st.sampled_from([word, *sorted(ways)]))
        title += "" if is_last else draw(st.text(MARKS, max_size=1))
    return title.strip(), query


@pytest.mark.parametrize(
    ("character", "expected"),
    [
        ("重", ("zhong", "chong")),
        ("行", ("xing", "hang", "heng")),
        ("女", ("nv",)),
        ("釘", ("ding",)),
        ("長", ("zhang", "chang")),
        ("嗯", ("en",)),
        ("a", ()),
        ("。", ()),
        ("か", ()),
        ("\U0002a6d6", ()),
    ],
)
def test_readings_of_a_character(character: str, expected: tuple[str, ...]) -> None:
    assert readings(character) == expected


@pytest.mark.parametrize(
    ("query", "text", "expected"),
    [
        ("dingding", "用钉钉做", ["钉钉"]),
        ("dd", "用釘釘，釘釘", ["釘釘", "釘釘"]),
        ("ddneng", "钉钉：能做什么", ["钉钉：能"]),
        ("dingdneng", "钉钉能", ["钉钉能"]),
        ("阿里wangwang", "《阿里》旺旺", ["阿里》旺旺"]),
        ("阿里ww", "阿里旺旺", ["阿里旺旺"]),
        ("钉d", "釘钉", ["釘钉"]),
        ("zho", "在中国", ["中"]),
        ("zhg", "中国", ["中国"]),
        ("dingd", "钉钉", ["钉钉"]),
        ("ｄｉｎｇＤ", "钉钉", ["钉钉"]),
        ("dīngdīng", "钉钉", ["钉钉"]),
        ("chongqing", "重庆", ["重庆"]),
        ("zq", "重庆", ["重庆"]),
        ("lvyou", "旅游", ["旅游"]),
        ("luyou", "旅游", ["旅游"]),
        ("lüyou", "旅游", ["旅游"]),
        ("jvli", "距离", ["距离"]),
        ("xian", "西安先", ["西安", "先"]),
        ("chatgptdd", "ChatGPT 钉钉", ["ChatGPT 钉钉"]),
        ("shuang11", "双11", ["双11"]),
        ("11gwj", "双11购物节", ["11购物节"]),
        ("ding ding", "钉钉", ["钉钉"]),
        ("opera", "the operator", ["opera"]),
    ],
)
def test_a_query_is_found(query: str, text: str, expected: list[str]) -> None:
    assert found(query, text) == expected


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("dd", "钉。钉"),
        ("dd", "钉 | 钉"),
        ("dd", "钉\n钉"),
        ("dd", "钉   钉"),
        ("dn", "钉x能"),
        ("perator", "operator"),
        ("1dd", "11钉钉"),
        ("xi'an", "先"),
        ("xi an", "先"),
        ("dindin", "钉钉"),
        ("dingdingding", "钉钉"),
        ("阿里ww", "啊里旺旺"),
    ],
)
def test_a_query_is_not_found(query: str, text: str) -> None:
    assert found(query, text) == []


@pytest.mark.parametrize("query", ["", "钉钉", "  ", "2021", "。", "ひらがな"])
def test_without_a_latin_letter_there_is_nothing_to_spell(query: str) -> None:
    assert compile_query(query) is None


@given(st.text(max_size=60))
def test_a_key_is_as_long_as_its_text(text: str) -> None:
    assert len(keys(text)) == len(text)
    assert keys(text).count("\n") == text.count("\n")


@given(st.text(max_size=30), st.text(max_size=30))
def test_nothing_that_is_typed_is_an_error(query: str, text: str) -> None:
    matcher = compile_query(query)
    if matcher is not None:
        for start, end in matcher.spans(keys(text)):
            assert 0 <= start < end <= len(text)


@settings(deadline=None)
@given(spelled_titles(), st.text(HAN + MARKS, max_size=3), st.text(HAN + MARKS, max_size=3))
def test_every_spelling_of_a_title_is_found(
    spelled: tuple[str, str], before: str, after: str
) -> None:
    title, query = spelled
    text = before + title + after
    matcher = compile_query(query)
    if matcher is None:
        assert not any(is_roman(character) and character.isalpha() for character in query)
        return
    assert matcher.matches(keys(text))
    assert list(Sieve([keys("别的"), keys(text)]).candidates(matcher))[-1] == 1


@settings(deadline=None)
@example("nanananananana", "那那那那那那那")
@example("xianxianxian", "西安先西安")
@given(
    st.text("dingzhoaexluvwcsb中国3", min_size=1, max_size=12),
    st.text(HAN + "dinga3" + MARKS + PARTS, max_size=12),
)
def test_it_is_found_where_the_definition_says_and_nowhere_else(query: str, text: str) -> None:
    matcher = compile_query(query)
    if matcher is not None:
        assert matcher.matches(keys(text)) == occurs(query, text)


@given(st.lists(st.sampled_from(["na", "nan", "ang", "an"]), min_size=12, max_size=30))
def test_a_query_that_can_be_read_in_too_many_ways_is_no_less_exact(syllables: list[str]) -> None:
    text = "".join({"na": "那", "nan": "男", "ang": "昂", "an": "安"}[each] for each in syllables)
    matcher = compile_query("".join(syllables))
    assert matcher is not None
    assert matcher.matches(keys(text))
    assert not matcher.matches(keys(text[:-1]).replace(keys("安"), keys("西")) + keys("西"))


@settings(deadline=None)
@given(
    st.lists(st.text(HAN + "dinga3" + MARKS + PARTS, max_size=8), max_size=12),
    st.text("dingzhoaexlv中3", min_size=1, max_size=6),
)
def test_a_sieve_keeps_all_that_matches_in_order(texts: list[str], query: str) -> None:
    matcher = compile_query(query)
    if matcher is None:
        return
    stored = [keys(text) for text in texts]
    kept = list(Sieve(stored).candidates(matcher))
    assert kept == sorted(set(kept))
    assert {row for row, key in enumerate(stored) if matcher.matches(key)} <= set(kept)


def test_a_sieve_drops_nearly_all_that_does_not_match() -> None:
    stored = [keys("长城银行")] * 5000
    stored[4000] = keys("重庆银行")
    matcher = compile_query("chongqingyh")
    assert matcher is not None
    assert list(Sieve(stored).candidates(matcher)) == [4000]


def test_keys_are_in_the_order_of_the_dictionary() -> None:
    by_syllable = ["zzz", "啊", "安", "把", "北京", "北平", "钟"]
    by_tone = ["妈", "麻", "马", "骂"]
    assert sorted(["钟", "北平", "啊", "zzz", "安", "北京", "把"], key=keys) == by_syllable
    assert sorted("骂马麻妈", key=keys) == by_tone
    assert ord(keys("釘")) == ord(keys("钉")) + 1


def test_decomposed_queries_are_composed() -> None:
    assert found(unicodedata.normalize("NFD", "lüyou"), "旅游") == ["旅游"]


def test_importing_reads_no_table() -> None:
    program = (
        "import reader.text.pinyin.query, reader.text.pinyin.prefilter\n"
        "from reader.text.pinyin.readings import table\n"
        "assert table.cache_info().currsize == 0"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("chong2qing4", "重庆的雾"),
        ("Chong2Qing4", "重庆的雾"),
        ("chong2qing", "重庆的雾"),
        ("zhongguo2", "中国"),
        ("chóngqìng", "重慶的霧"),
        ("xi'an", "西安"),
        ("xi1'an1", "西安"),
        ("lyushi", "律师"),
        ("lvshi", "律师"),
        ("lüshi", "律师"),
        ("lushi", "律师"),
        ("lǜshī", "律师"),
        ("nyu", "女"),
        ("nü3", "女"),
        ("nyuxing", "女性"),
        ("lüe4duo2", "掠夺"),
        ("重qing", "重庆"),
    ],
)
def test_tones_and_all_ways_to_type_an_umlaut_spell_the_same(query: str, title: str) -> None:
    assert found(query, title)


@pytest.mark.parametrize(
    ("query", "title"), [("mp3", "名牌"), ("chong2qing4", "充实"), ("ma22", "马"), ("h5", "好")]
)
def test_digits_behind_other_letters_stand_for_themselves(query: str, title: str) -> None:
    assert not found(query, title)


@pytest.mark.parametrize(
    ("query", "title", "strong"),
    [
        ("dingding", "钉钉", True),
        ("rgzn", "人工智能", True),
        ("ddsjs", "钉钉设计师", True),
        ("xian", "西安", True),
        ("xian", "先", False),
        ("shi", "诗", False),
        ("ma", "马", False),
        ("go", "公欧", False),
        ("pm", "怕猫", False),
        ("钉d", "钉钉", True),
    ],
)
def test_a_character_or_two_initials_are_a_weak_hit(
    query: str, title: str, *, strong: bool
) -> None:
    matcher = compile_strong(query)
    assert (matcher is not None and matcher.matches(keys(title))) == strong
    assert found(query, title)

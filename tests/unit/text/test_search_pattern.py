"""Queries find in unfolded text what search forms make equal, at exact places."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.fold import expand, is_script_change, search_form
from reader.text.search_pattern import Expanded, expanded_forms, query_finder, usual_width
from reader.text.unicode.scripts import is_cjk


def found(query: str, text: str) -> list[str]:
    return [text[start:end] for start, end in query_finder(query).finditer(text)]


@pytest.mark.parametrize(
    ("query", "text", "expected"),
    [
        ("钉钉", "旧文說釘釘很好", ["釘釘"]),
        ("CAFE", "un café", ["café"]),
        ("ｗｅｂ３", "Web3 时代", ["Web3"]),
        ("カタ", "ひらかたカナ", ["かた"]),
        ("头发", "他的頭髮", ["頭髮"]),
        ("new york", "New\n  York newyork", ["New\n  York"]),
        ("天 地", "天地玄黄 天 地", ["天地", "天 地"]),
        (" a.b ", "A.B axb", ["A.B"]),
        ("“好”", '"好"', ['"好"']),
        ("", "a", []),
        (" \u3000\n", " a \u3000", []),
        ("\u200b\u0301", "a\u200b", []),
        ("Linux内核", "Linux 内核 linux内核", ["Linux 内核", "linux内核"]),
        ("Linux内核", "LINUX\n内核", ["LINUX\n内核"]),
        ("Linux 内核 开发", "Linux内核开发", ["Linux内核开发"]),
        ("社交", "社 交", []),
        ("2022 年", "在2022年和 2022 年", ["2022年", "2022 年"]),
        ("C++语言", "C++ 语言", ["C++ 语言"]),
        ("内核", "内\u200b核\u200b的", ["内\u200b核"]),
    ],
)  # fmt: skip
def test_a_query_is_found(query: str, text: str, expected: list[str]) -> None:
    assert found(query, text) == expected


@pytest.mark.parametrize(
    ("query", "text", "expected"),
    [
        ("as", "ein aß", ["aß"]),
        ("sse", "Straße", ["ße"]),
        ("fi", "eﬃx", ["ﬃ"]),
        ("株", "㈱と株", ["㈱", "株"]),
        ("№5", "№5 No 5 № 5 no5 No. 5", ["№5", "No 5", "№ 5"]),
        ("no 5", "№5 第№ 5", ["№5", "№ 5"]),
        ("tel", "℡12", ["℡"]),
        ("会社", "㍿", ["㍿"]),
        ("式", "㍿㍿", ["㍿", "㍿"]),
        ("は", "ﾊﾟ ﾊ", ["ﾊ"]),
        ("ﾊ", "ﾊﾟ ハ", ["ハ"]),
        ("パ", "ﾊﾟ", ["ﾊﾟ"]),
        ("s", "ß", ["ß"]),
        ("م", "مُح", ["مُ"]),
        ("q", "q\u0301\u0302x", ["q\u0301\u0302"]),
    ],
)
def test_a_hit_has_all_of_a_character_that_it_has_a_part_of(
    query: str, text: str, expected: list[str]
) -> None:
    assert found(query, text) == expected


# --- the definition ----------------------------------------------------------------------------


def parts(text: str) -> Iterator[tuple[str, int, int]]:
    """Characters of the search form, each with the start and end of what it comes from."""
    pairs: list[tuple[str, int, int]] = []
    for match in re.finditer("[ｶﾊ][ﾞﾟ]|\\s+|.", text, re.DOTALL):
        form = " " if match[0].isspace() else expand(match[0])
        if form == " " and pairs and pairs[-1][0] == " ":
            form, pairs[-1] = "", (" ", pairs[-1][1], match.end())
        pairs += ((character, *match.span()) for character in form)
    for place, pair in enumerate(pairs):
        is_within = pair[0] == " " and 0 < place < len(pairs) - 1
        if not (is_within and is_script_change(pairs[place - 1][0], pairs[place + 1][0])):
            yield pair


def end_of(words: list[str], form: str, place: int) -> int | None:
    """The end of words that begin at `place` of a search form."""
    first = search_form(words[0])
    if not form.startswith(first, place):
        return None
    end = place + len(first)
    if len(words) == 1:
        return end
    ways = [end + 1] if form[end : end + 1] == " " else []
    is_loose = is_cjk(words[0][-1]) and is_cjk(words[1][0])
    if is_loose or is_script_change(first[-1], search_form(words[1])[0]):
        ways.append(end)
    return next((way for each in ways if (way := end_of(words[1:], form, each))), None)


def spans(query: str, text: str) -> list[tuple[int, int]]:
    words, pairs = usual_width(query).split(), list(parts(text))
    form = "".join(character for character, _, _ in pairs)
    reached, place, hits = 0, 0, []
    while words and place < len(form):
        end = end_of(words, form, place)
        if end is None:
            place += 1
            continue
        start, last = pairs[place][1], pairs[end - 1][2]
        while last < len(text) and unicodedata.category(text[last]) == "Mn":
            last += 1
        if start >= reached:
            hits.append((start, last))
            reached = last
        place = end
    return hits


ODD = "aAáＡa钉釘台臺 \n\u3000中+。，,.1①⑴½ﬁfißsSœoeæ㈱(株)ﾊﾟﾊパはハｶﾞｶ가"
ODD += "\u200b\u0301\u200d\ufe0f…Ⅷvi²2ĳj"
LETTERS = st.text(st.sampled_from(ODD), max_size=14)
SHORT = st.text(st.sampled_from(ODD), max_size=4)
ANY = st.text(st.one_of(st.sampled_from(ODD), st.characters(codec="utf-8")), max_size=14)


def nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


@given(SHORT, LETTERS)
def test_hits_are_where_search_forms_are_equal(query: str, text: str) -> None:
    query, text = nfc(query), nfc(text)
    assert list(query_finder(query).finditer(text)) == spans(query, text)


@given(ANY, ANY, ANY)
def test_a_text_is_found_in_what_contains_it(before: str, text: str, after: str) -> None:
    whole = nfc(before + "。" + text.swapcase() + "。" + after)
    query = nfc(text)
    if search_form(query).strip() and search_form(query) == search_form(nfc(text.swapcase())):
        assert query_finder(query).search(whole) or search_form(query) not in search_form(whole)


@given(ANY)
def test_every_character_of_a_form_has_its_place(text: str) -> None:
    text = nfc(text)
    known = Expanded(text)
    assert known.form == expand(text)
    for place, character in enumerate(known.form):
        start, end = known.span(place, place + 1)
        assert character in expand(text[start:end])


def test_a_very_long_line_is_looked_at_in_pieces_that_lose_no_hit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, size in {"_PIECE": 20, "_LONGEST": 50, "_SHARED": 10}.items():
        monkeypatch.setattr(f"reader.text.search_pattern.{name}", size)
    text = "㈱字号" * 100 + "\n字号"
    hits = list(query_finder("字号(").finditer(text))
    assert hits == [(3 * number + 1, 3 * number + 4) for number in range(99)]
    assert next(expanded_forms(text, "(")) == "(株)字号" * 16 + "(株)字"

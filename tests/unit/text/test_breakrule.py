"""Where the tailoring keeps together what Unicode alone would part."""

from __future__ import annotations

from itertools import pairwise

import pytest

from reader.text.linebreak import opportunities, wrap


def parts(text: str) -> list[str]:
    edges = [0, *opportunities(text)]
    return [text[start:end] for start, end in pairwise(edges)]


@pytest.mark.parametrize(
    "whole",
    ["--watch", "-v", "e-mail", "T-shirt", "plan-b", "3-D", "http://a", "/usr", "A/B", "I/O"],
)
def test_a_hyphen_or_slash_at_the_edge_of_a_word_is_no_place_to_break(whole: str) -> None:
    assert any(whole in part for part in parts(f"请见{whole}，"))
    assert parts(f"see {whole} now") == ["see ", f"{whole} ", "now"]


def test_words_are_still_broken_at_the_hyphens_and_slashes_between_them() -> None:
    assert parts("state-of-the-art") == ["state-", "of-", "the-", "art"]
    assert parts("iOS/Android") == ["iOS/", "Android"]
    assert parts("http://host.example/usr/bin") == ["http://host.example/", "usr/", "bin"]


def test_a_held_word_longer_than_its_line_is_cut_all_the_same() -> None:
    assert [end - start for start, end in wrap("a-" * 20, 10)] == [10] * 4


@pytest.mark.parametrize("run", ["/" * 50_000 + "-a" * 9_000, "-" * 50_000 + "/a", "a/" * 30_000])
def test_runs_of_hyphens_and_slashes_take_linear_work(run: str) -> None:
    assert wrap(run, 40)[-1][1] == len(run)


@pytest.mark.parametrize(
    "whole",
    ["24小时", "3公里", "48 小时", "２４時間", "5 年", "4.5平方公里", "3百分点", "20美元"],
)
def test_a_number_keeps_a_han_unit_of_any_length(whole: str) -> None:
    assert any(whole in part for part in parts(f"天地{whole}玄黄"))


def test_han_units_without_a_number_are_words_like_any_other() -> None:
    assert parts("公里小时") == ["公", "里", "小", "时"]
    assert parts("9公里玄") == ["9公里", "玄"]


@pytest.mark.parametrize("whole", ["$(name)", "$$x", "$[x]", "￥（九）", "+$x"])
def test_a_sign_before_a_number_ends_no_line(whole: str) -> None:
    assert parts(f"天{whole}")[1] == whole


@pytest.mark.parametrize("word", [".profile", ":site", "../up", "...rest", "::before"])
def test_a_stop_that_begins_a_word_may_begin_a_line(word: str) -> None:
    assert parts(f"see {word}, {word}") == ["see ", f"{word}, ", word]


@pytest.mark.parametrize("text", ["mot : mot", "mot ; mot", "mot ... mot", "名 ·名", "name ·name"])
def test_other_stops_do_not_begin_a_line_behind_a_space(text: str) -> None:
    assert not any(part[0] in ":;.·" for part in parts(text))


@pytest.mark.parametrize(
    "reading", ["(hàn)", "(hàn zì)", "(han)", "(かん)", "(カン)", "(ㄏㄢˋ)", "(lǜ)"]
)
def test_a_reading_stays_with_its_character(reading: str) -> None:
    assert any(part.startswith(f"漢{reading[:2]}") for part in parts(f"天漢{reading}地"))


@pytest.mark.parametrize("note", ["(a note)", "(program)", "(かん is a reading)", "(24)"])
def test_any_other_parenthesis_may_begin_a_line(note: str) -> None:
    assert parts(f"天漢{note}")[1] == "漢"

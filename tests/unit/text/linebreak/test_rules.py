"""Where the tailoring keeps together what Unicode alone would part."""

from __future__ import annotations

from itertools import pairwise

import pytest

from reader.text.linebreak.wrap import opportunities, wrap


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
    ("base", "reading"),
    [
        *(
            ("漢", reading)
            for reading in ("(hàn)", "(han)", "(かん)", "(カン)", "(ㄏㄢˋ)", "(Hàn)")
        ),
        *(
            ("漢", reading)
            for reading in ("（hàn）", "（Hàn）", "（Han）", "（かん）", "（ㄏㄢˋ）")
        ),
        ("绿", "(lǜ)"),
        ("漢字", "(hàn zì)"),
        ("北京", "（Beijing）"),
        ("北京", "（Běijīng）"),
        ("重庆", "(Chongqing)"),
        ("西安", "（Xi’an）"),
        ("女", "(nü)"),
        ("東京", "（とうきょう）"),
        ("東京", "（Tōkyō）"),
    ],
)
def test_a_reading_stays_with_its_character(base: str, reading: str) -> None:
    assert any(f"{base[-1]}{reading[:2]}" in part for part in parts(f"天{base}{reading}地"))


@pytest.mark.parametrize(
    "note",
    ["(a note)", "(program)", "(かん is a reading)", "(24)", "（Munich）", "（Marx）", "(note)"],
)
def test_any_other_parenthesis_may_begin_a_line(note: str) -> None:
    """Letters in more syllables than there are characters are no reading either."""
    assert parts(f"see 漢{note}")[1] == "漢"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("存为.htm文", ["存", "为.htm", "文"]),
        ("文件.pdf", ["文", "件.pdf"]),
        ("报告（一）.doc", ["报", "告", "（一）.doc"]),
        ("图.5", ["图.5"]),
        (".md、.htm、.5", [".md、", ".htm、", ".5"]),
        ("在：../up", ["在：", "../up"]),
        ("（.htm）", ["（.htm）"]),
        ("完了.然后", ["完", "了.", "然", "后"]),
        ("完了...then", ["完", "了...then"]),
        ("中文,Word", ["中", "文,", "Word"]),
    ],
)
def test_a_stop_is_parted_from_no_letter_behind_it(text: str, expected: list[str]) -> None:
    assert parts(text) == expected


@pytest.mark.parametrize("dash", ["—", "―", "－", "–", "-", "～", "〜"])
def test_a_dash_that_connects_begins_no_line(dash: str) -> None:
    assert parts(f"北京{dash}上海") == ["北", f"京{dash}", "上", "海"]
    assert parts(f"1949{dash}1976年")[0].startswith(f"1949{dash}")
    assert parts(f"（春）{dash}（秋）") == [f"（春）{dash}", "（秋）"]


@pytest.mark.parametrize("text", ["北京——上海", "——天地", "……——天地"])
def test_a_dash_of_two_may_begin_a_line_as_before(text: str) -> None:
    assert any(part.endswith("——") for part in parts(text))


def test_a_tilde_connects_too() -> None:
    assert parts("北京~上海") == ["北", "京~", "上", "海"]
    assert parts("3~5玄") == ["3~5", "玄"]
    assert parts("在 ~/tmp 里") == ["在 ", "~/tmp ", "里"]


@pytest.mark.parametrize("number", ["－5℃", "－５℃", "＋5%", "−5℃", "±5", "－0.5"])
def test_a_sign_stays_with_its_number(number: str) -> None:
    assert parts(f"天{number}") == ["天", number]
    assert parts(f"天（{number}）") == ["天", f"（{number}）"]


@pytest.mark.parametrize(
    "whole",
    ["No. 5", "No.5", "Vol. 12", "pp. 3", "№ 5", "US$ 100", "US$100", "€ 9", "USD 100", "100 €"],
)
def test_a_number_stays_with_what_announces_it(whole: str) -> None:
    assert parts(f"天{whole}")[-1] == whole
    assert parts(f"see {whole} then") == ["see ", f"{whole} ", "then"]


def test_what_only_ends_like_it_does_not_hold_a_number() -> None:
    assert parts("I said so. 5 came") == ["I ", "said ", "so. ", "5 ", "came"]
    assert parts("casino. 5") == ["casino. ", "5"]


def test_thai_breaks_between_words() -> None:
    assert parts("ประเทศไทยเป็นเมืองร้อน") == ["ประเทศ", "ไทย", "เป็น", "เมือง", "ร้อน"]
    assert parts("天ไทย地") == ["天", "ไทย", "地"]


def test_thai_takes_linear_work() -> None:
    assert wrap("เมืองไทย" * 4_000, 40)[-1][1] == 32_000

from __future__ import annotations

import pytest

from reader.library.search.syntax.line_pattern import LinePattern, problem_of


def found(pattern: str, text: str) -> list[str]:
    return [text[start:end] for start, end in LinePattern(pattern).spans(text)]


def test_a_pattern_is_found_within_lines() -> None:
    assert found("colou?r", "color\ncolour") == ["color", "colour"]
    assert found(r"a\s+b|a[^c]b", "a\nb a b") == ["a b"]
    assert found("^b", "a\nb") == ["b"]
    assert found("x*", "aa\nxa") == ["x"]


@pytest.mark.parametrize("pattern", ["a(", "[", "*", "(?P<", "a{2}{3}{", "\\", "(?<=a+b)c(" * 9])
def test_what_is_no_pattern_says_why(pattern: str) -> None:
    if problem_of(pattern):
        with pytest.raises(ValueError, match=r"."):
            LinePattern(pattern)


def test_a_pattern_that_takes_too_long_is_given_up() -> None:
    pattern = LinePattern(r"(\w+\s?)+$(?<=!)\b|(a|aa)+b", seconds=0.02)
    for _ in range(9):
        assert list(pattern.spans("a" * 5_000 + "!?")) == []
    assert pattern.slow == 5
    assert pattern.is_given_up

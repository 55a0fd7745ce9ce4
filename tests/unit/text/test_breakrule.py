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

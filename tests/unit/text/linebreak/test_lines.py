"""Lines taken one by one: those of the whole, whatever is looked at of it."""

from __future__ import annotations

from functools import partial
from itertools import islice

from hypothesis import given, settings
from hypothesis import strategies as st

from reader.text.linebreak.wrap import lines, wrap

TEXT = st.text(
    "天地，。「」“”…— \t\nab1,./%$-年\u200d\ufe0f\u0301é🇨🇳👍🏽\u3000กเ한ㄅ\r\x0b(\"'"
    "9平方公里:à)\xa0$ไทย北京（Beijing）—－",
    max_size=120,
)
WIDTHS = st.integers(0, 14)
LONE = st.booleans()
GAPS = st.sets(st.integers(0, 120)).map(sorted)


@given(TEXT, WIDTHS, st.none() | WIDTHS, st.sampled_from((1, 2)), GAPS, LONE, st.integers(1, 40))
@settings(max_examples=400, deadline=None)
def test_a_window_makes_no_difference(
    text: str,
    width: int,
    first: int | None,
    ambiguous: int,
    gaps: list[int],
    lone: bool,
    window: int,
) -> None:
    set_as = partial(
        lines, text, width, first=first, ambiguous=ambiguous, gaps=gaps, hang=2, lone=lone
    )
    assert list(set_as(window=window)) == list(set_as())


@given(TEXT, WIDTHS, st.integers(1, 40), st.none() | st.integers(0, 120), LONE)
@settings(max_examples=400, deadline=None)
def test_from_any_line_on_they_are_the_same(
    text: str, width: int, window: int, stop: int | None, lone: bool
) -> None:
    whole = wrap(text, width, lone=lone)
    for index, (start, _) in enumerate(whole):
        taken = lines(text, width, start=start, stop=stop, window=window, lone=lone)
        assert list(taken) == whole[index:]


@given(TEXT.map(lambda text: f"{text} {'天地玄黄 word ' * 40}{text}" * 3), st.integers(8, 30))
@settings(max_examples=60, deadline=None)
def test_a_long_text_is_the_same_in_windows(text: str, width: int) -> None:
    assert list(lines(text, width, window=300)) == wrap(text, width)


def test_a_line_costs_what_is_around_it() -> None:
    """Characters are looked at near the lines that are taken: the rest may be anything."""

    class Watched(str):
        __slots__ = ()
        taken = 0

        def __getitem__(self, key: object) -> str:
            found = super().__getitem__(key)  # type: ignore[index]  # an index or a slice
            Watched.taken += len(found)
            return found

    text = Watched("天地玄黄，宇宙洪荒。" * 50_000)
    assert len(list(islice(lines(text, 40, start=200_000, stop=200_400), 20))) == 20
    assert 0 < Watched.taken < 20_000

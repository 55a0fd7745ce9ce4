"""Names of people, out of what stands where an author is named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.library.metadata.values.persons import persons


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Ann Reed", ["Ann Reed"]),
        ("[[Ann Reed]]", ["Ann Reed"]),
        ("[[People/Ben Cole|Ben]]", ["Ben"]),
        ("[[Ann Reed]], [[Ben Cole]]", ["Ann Reed", "Ben Cole"]),
        ("Ben Cole|Ben", ["Ben"]),
        ("[[@ann on Twitter]]", ["ann"]),
        ("[[]]", []),
        ("unknown", []),
        ("17", []),
        ("林一 著", ["林一"]),
        ("林一（编著）; 王二 主编", ["林一", "王二"]),
        ("李著", ["李著"]),
        ("Ann Reed | The Quay", ["Ann Reed | The Quay"]),
        ("[Ann Reed](https://example.org/ann)", ["Ann Reed"]),
        ("By Ann Reed", ["Ann Reed"]),
        ("by: Ann Reed", ["Ann Reed"]),
        ("Written by Ann Reed", ["Ann Reed"]),
        ("Byron Cole", ["Byron Cole"]),
        ("作者：林深", ["林深"]),
        ("文/林深", ["林深"]),
        ("文字", ["文字"]),
        ("Ann Reed <ann@example.org>", ["Ann Reed"]),
        ("Ann Reed (https://example.org/Ann-1a2b)", ["Ann Reed"]),
        ("https://example.org/ann", []),
        ("@ann", ["ann"]),
        ("Ann Reed and Ben Cole", ["Ann Reed", "Ben Cole"]),
        ("Ann Reed, Ben Cole & Cy Dale", ["Ann Reed", "Ben Cole", "Cy Dale"]),
        ("Ann Reed, Ben Cole, and Cy Dale", ["Ann Reed", "Ben Cole", "Cy Dale"]),
        ("Reed and Cole", ["Reed and Cole"]),
        ("Ann and Ben Cole", ["Ann and Ben Cole"]),
        ("Reed, Ann", ["Reed, Ann"]),
        ("Reed, Ann; Cole, Ben", ["Ann Reed", "Ben Cole"]),
        ("Ann; Ben", ["Ann", "Ben"]),
        ("林深、江月", ["林深", "江月"]),
        ("The board and the editors of the review", ["The board and the editors of the review"]),
        ("", []),
    ],
)
def test_names_are_bare(line: str, names: list[str]) -> None:
    assert persons(line) == names


@given(st.text(alphabet="AaBb 林,;、&and[]|()<>@./:byBY文作者："))
def test_no_name_is_empty_or_has_space_around_it(line: str) -> None:
    assert all(name and name == name.strip() for name in persons(line))

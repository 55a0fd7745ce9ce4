from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.document.facts.visible import person_name


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Ann Ray", ("Ann Ray",)),
        ("by Ann Ray and Bo Lee", ("Ann Ray", "Bo Lee")),
        ("By Ann Ray, Bo Lee and Cy van der Poel", ("Ann Ray", "Bo Lee", "Cy van der Poel")),
        ("Written by: Ann Ray, PhD", ("Ann Ray",)),
        ("Posted by Ann on March 3, 2014 at 5 pm", ("Ann",)),
        ("Ann Ray | Bay News", ("Ann Ray",)),
        ("Ann Ray · 5 min read", ("Ann Ray",)),
        ("By Ann Ray, staff writer, and Bo Lee, Bay News", ("Ann Ray", "Bo Lee")),
        ("Ann Ray Senior Editor", ("Ann Ray",)),
        ("Ann Ray @annray ann@example.org", ("Ann Ray",)),
        ("By\nAnn Ray\nStaff writer", ("Ann Ray",)),
        ("Von Ann Ray", ("Ann Ray",)),
        ("Von Ray", ("Von Ray",)),
        ("Par Ann Ray et Bo Lee", ("Ann Ray", "Bo Lee")),
        ("Ein Artikel von Ann Ray | 27.01.2022", ("Ann Ray",)),
        ("Erstellt von annray am Samstag, 19. Oktober", ("annray",)),
        ("Text, Interview: Ann Ray", ("Ann Ray",)),
        ("Author Ann Ray", ("Ann Ray",)),
        ("Ann Ray Stand: 05. Februar", ("Ann Ray",)),
        ("Ann Ray vor 5 Stunden", ("Ann Ray",)),
        ("Publié par Ann Ray le 5 mars 2020", ("Ann Ray",)),
        ("By Thuy Le", ("Thuy Le",)),
        ("Kim Am", ("Kim Am",)),
        ("Dienstag", ()),
        ("作者：王小明", ("王小明",)),
        ("文 | 王小明 编辑：李四", ("王小明",)),
        ("海湾日报记者 王小明", ("王小明",)),
        ("王小明 海湾大学教授", ("王小明",)),
        ("筆者 田中", ("田中",)),
        ("责任编辑：李四", ()),
        ("Edited by Bo Lee", ()),
        ("Photographs by Bo Lee", ()),
        ("admin", ()),
        (". .", ()),
        ("[email\u00a0protected]", ()),
        ("登录", ()),
        ("", ()),
    ],
)
def test_a_byline_names_people(line: str, names: tuple[str, ...]) -> None:
    assert person_name.people(line) == names


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("Ann Ray, Bo Lee", ("Ann Ray", "Bo Lee")),
        ("Ann Ray and Bo Lee", ("Ann Ray", "Bo Lee")),
        ("Office for Tides and Ferries", ("Office for Tides and Ferries",)),
        ("Ann Ray - Staff Writer", ("Ann Ray",)),
        ("Ann Ray (https://example.org)", ("Ann Ray",)),
        ("By Ann Ray", ("Ann Ray",)),
        ("undefined", ()),
        ("null", ()),
    ],
)
def test_a_value_for_the_author_is_cut_less(value: str, names: tuple[str, ...]) -> None:
    assert person_name.credited(value) == names


def test_a_name_is_turned_round_unless_a_degree_follows_it() -> None:
    assert person_name.turned("Ray, Ann B.") == "Ann B. Ray"
    assert person_name.turned("Ann Ray") == "Ann Ray"
    assert person_name.turned("Ann Ray, PhD") == "Ann Ray, PhD"


@given(st.text(max_size=300))
def test_names_hold_no_separator_and_no_space_at_their_ends(text: str) -> None:
    for name in (*person_name.people(text), *person_name.credited(text)):
        assert name == name.strip()
        assert name
        assert "," not in name
        assert "\n" not in name


@given(st.text(alphabet="By Ann,&|和作者：\n(1", max_size=200))
def test_what_was_named_is_named_again(text: str) -> None:
    names = person_name.credited(text)
    assert len(set(names)) == len(names)

"""Tags, however they are listed."""

from __future__ import annotations

import pytest

from reader.library.metadata.values import tags


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("river, old boats", ["river", "old boats"]),
        ("河；船、水", ["河", "船", "水"]),
        ("#river #old/boats#", ["river", "old/boats"]),
        ("[[river]] [[old boats]]", ["river", "old boats"]),
        ("#river, #[[old boats]], lamps", ["river", "old boats", "lamps"]),
        (["river", ["old boats", {"more": "lamps"}]], ["river", "old boats", "lamps"]),
        ([{"id": "7", "label": "old boats", "slug": "old-boats"}], ["old boats"]),
        ({"river": {"name": "river", "type": "manual"}}, ["river"]),
        (None, []),
    ],
)
def test_each_tag_is_found_in_its_place(value: object, found: list[str]) -> None:
    said = [tag for tag in tags.split(value) if isinstance(tag, str)]

    assert [bare for tag in said if (bare := tags.bare(tag))] == found


@pytest.mark.parametrize(
    ("tag", "bare"),
    [("#river", "river"), ("'river'", "river"), ("[[a/river|stream]]", "stream"), ("#", "#")],
)
def test_a_tag_has_no_marks(tag: str, bare: str) -> None:
    assert tags.bare(tag) == bare

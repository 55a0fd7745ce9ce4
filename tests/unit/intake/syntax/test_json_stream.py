"""Values out of long JSON files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.errors import ReaderError
from reader.intake.syntax import json_stream, text_stream
from reader.intake.syntax.json_stream import ITEM, JsonEntry
from tests.unit.intake.exports.source_files import written

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)


def items(folder: Path, content: str) -> list[JsonEntry]:
    path = written(folder, "x.json", content).path
    return list(json_stream.entries(path, lambda way: way[-1:] == (ITEM,) and len(way) == 2))


def test_wanted_values_come_with_their_ways(tmp_path: Path) -> None:
    content = '{"a": [{"x": 1}, [2], 3], "b": {"c": [{}]}, "d": [{"x": {"y": [{}]}}]}'
    found = [(entry.way, entry.value) for entry in items(tmp_path, content)]
    assert found == [
        (("a", ITEM), {"x": "1"}),
        (("a", ITEM), ["2"]),
        (("d", ITEM), {"x": {"y": [{}]}}),
    ]


@settings(max_examples=30)
@given(rows=st.lists(st.dictionaries(TEXTS, TEXTS, max_size=3), max_size=4), size=st.integers(1, 9))
def test_values_are_the_same_wherever_pieces_end(
    tmp_path_factory: pytest.TempPathFactory, rows: list[dict[str, str]], size: int
) -> None:
    path = tmp_path_factory.getbasetemp() / "rows.json"
    path.write_text(json.dumps({"rows": rows}, ensure_ascii=False), "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(text_stream, "CHUNK", size)
        found = list(json_stream.entries(path, lambda way: len(way) == 2))
    assert [entry.value for entry in found] == rows


def test_a_file_that_ends_early_says_so(tmp_path: Path) -> None:
    whole = '{"a": [{"x": "one"}, {"x": "two"}]}'
    for end in range(1, len(whole)):
        found = items(tmp_path, whole[:end])
        sound = [entry.value for entry in found if not entry.damage]
        assert sound == [{"x": "one"}, {"x": "two"}][: len(sound)]
        assert len([entry for entry in found if entry.damage]) == 1


def test_a_bad_value_does_not_stop_the_others(tmp_path: Path) -> None:
    first, second = items(tmp_path, '{"a": [{"x": nope}, {"x": "y"}]}')
    assert "no JSON" in first.damage
    assert second.value == {"x": "y"}


def test_a_value_that_is_too_long_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_stream, "_LONGEST", 1000)
    long = ",".join('"' + "x" * 100 + '"' for _ in range(11))
    first, second = items(tmp_path, f'{{"a": [[{long}], {{}}]}}')
    assert "too long" in first.damage
    assert second.value == {}


def test_depth_is_bounded(tmp_path: Path) -> None:
    with pytest.raises(ReaderError, match="deeply"):
        list(json_stream.entries(written(tmp_path, "x.json", "[" * 1000).path, lambda _: False))
    (entry,) = items(tmp_path, '{"a": [' + '{"x":' * 1000 + "1" + "}" * 1000 + "]}")
    assert entry.damage


def test_a_string_without_end_is_not_read_on_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(json_stream, "_LONGEST", 1000)
    monkeypatch.setattr(text_stream, "CHUNK", 100)
    with pytest.raises(ReaderError, match="string"):
        items(tmp_path, '{"a": "' + "x" * 10_000)

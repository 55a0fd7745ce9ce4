"""Whole objects of a damaged file are each found, in time by its length."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reader.state.durable.json_spans import object_spans

SECONDS = 40
_LOAD = """
import resource
resource.setrlimit(resource.RLIMIT_CPU, ({seconds}, {seconds}))
from reader.state.bookmark import BOOKMARKS
from reader.state.durable.contents import salvage, usable
text = {text}
for end in {ends}:
    data = (text + end).encode()
    contents = usable(BOOKMARKS, data) or salvage(BOOKMARKS, data)
    print(len(contents.records))
"""
HEAD = '{"version":1,"bookmarks":['
ENDS = ("]}", "")
"""The file's own, and none of a file that is cut."""
ENTRY = '{"id":"a","article":{"path":"/a"}}'
DAMAGED = {
    "objects in objects": ("'{{\"id\":\"a\",' * 200_000", 0),
    "objects in objects that end": ("'{{\"a\":' * 100_000 + '1' + '}}' * 100_000", 0),
    "deep trees beside each other": ("('{{\"a\":' * 60 + '!' + '}}' * 60 + ',') * 4_000", 0),
    "lists in lists": ("'[' * 2_000_000", 0),
    "objects of lists": ("('{{\"a\":' + '[' * 2_000 + '}},') * 500", 0),
    "quotes": ("'{{\"a' * 500_000", 0),
    "braces": ("'{{' * 2_000_000", 0),
    "whole entries behind a fault": ("'!{{\"id\":\"a\"}},' + '{{\"id\":\"a\"}},' * 100_000", 0),
    "a field that is given often": (
        "'{{\"id\":\"a\",' + ','.join(f'\"b\":{{n}}' for n in range(50_000)) + '}}'", 0,
    ),
    "entries that are alike": ("','.join([{entry!r}] * 10_000)", 10_000),
}  # fmt: skip


def one_by_one(text: str) -> list[object]:
    """What is found by trying at each brace: the plain rule, in quadratic time."""
    found = []
    at = text.find("{")
    while at >= 0:
        try:
            entry, end = json.JSONDecoder().raw_decode(text, at)
        except ValueError:
            end = at + 1
        else:
            found.append(entry)
        at = text.find("{", end)
    return found


def by_spans(text: str) -> list[object]:
    found, read = [], 0
    for start, end in object_spans(text):
        if start >= read:
            try:
                found.append(json.loads(text[start:end]))
            except ValueError:
                continue
            read = end
    return found


PIECES = [*'{}"\\:,[]a1\n', '"a":', '{"a":1}', "{}", '"}']


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
@example('{"id":"a","note":"torn},{"id":"b","note":"x"},{"id":"c"}')
@example('{"id":"a\\"},{"a":{"b":"}"}}')
def test_all_is_found_that_trying_at_each_brace_finds(text: str) -> None:
    assert by_spans(text) == one_by_one(text)


@given(st.data())
def test_a_character_that_is_missing_hides_no_more_than_before(data: st.DataObject) -> None:
    entries = st.dictionaries(st.sampled_from("ab"), st.text('{}"\\a\n', max_size=5))
    text = json.dumps({"bookmarks": data.draw(st.lists(entries, max_size=5))})
    at = data.draw(st.integers(0, len(text)))
    torn = text[:at] + text[at + 1 :]
    assert by_spans(torn) == one_by_one(torn)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no limit of a process's time")
@pytest.mark.parametrize("name", DAMAGED)
def test_what_is_damaged_is_read_in_time_that_grows_with_its_length(name: str) -> None:
    text, count = DAMAGED[name]
    begun = f"{HEAD!r} + {text.format(entry=ENTRY)}"
    done = subprocess.run(
        [sys.executable, "-c", _LOAD.format(seconds=SECONDS, text=begun, ends=ENDS)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-500:] or "it was stopped by the limit"
    assert [*map(int, done.stdout.split())] == [count] * len(ENDS)

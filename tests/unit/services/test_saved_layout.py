"""How a session was left: what comes back of it is safe to show, and only what is understood."""

from __future__ import annotations

import json

from reader.services.arrangement import Arrangement, Label
from reader.services.list_rows import Heading
from reader.services.saved_layout import Layout, parse
from reader.settings import Settings
from tests.hostile import acting, hostile


def test_what_was_left_comes_back() -> None:
    arrangement = Arrangement(group="folder", label=Label("tag", "社交"))
    left = Layout(arrangement, headings=(Heading("夹", 0),), size=3)
    assert parse(left.dump(Settings()), Settings()) == left


def test_words_in_it_act_on_no_terminal() -> None:
    left = Layout(
        Arrangement(label=Label("tag", hostile("tag"))), headings=(Heading(hostile("h"), 0),)
    )
    found = parse(left.dump(Settings()), Settings())
    assert found is not None
    assert found.arrangement.label is not None
    assert not acting(found.arrangement.label.value)
    assert not acting(found.headings[0].text)


def test_what_is_not_understood_is_as_if_it_had_not_been_said() -> None:
    assert parse("{", Settings()) is None
    assert parse("[]", Settings()) is None
    odd = parse(json.dumps({"label": [1, 2], "headings": [["x"]], "rows": [3]}), Settings())
    assert odd == Layout()

from __future__ import annotations

from reader.sqlite.notices import Notices


def test_each_is_told_once() -> None:
    notices = Notices()
    for notice in ("one", "two", "one"):
        notices.add(notice)
    assert notices.take() == ("one", "two")
    assert notices.take() == ()
    notices.add("one")
    notices.add("three")
    assert notices.take() == ("three",)
    assert notices.all == ("one", "two", "three")

"""The owner's files are opened once, by whoever needs them first."""

from __future__ import annotations

import threading

from reader.services.session import Own, OwnOnce
from tests.unit.services.small_library import SmallLibrary


def test_files_are_opened_at_the_first_call_and_once(small: SmallLibrary) -> None:
    own = small.session.own()
    opened: list[Own] = []

    def make() -> Own:
        opened.append(own)
        return own

    once = OwnOnce(make)
    assert once.made is None
    asking = [threading.Thread(target=once) for _ in range(4)]
    for thread in asking:
        thread.start()
    for thread in asking:
        thread.join()
    assert once() is once.made is own
    assert len(opened) == 1


def test_a_session_hands_on_what_the_owner_has(small: SmallLibrary) -> None:
    session, own = small.session, small.session.own()
    assert (session.bookmarks, session.state) == (own.bookmarks, own.state)
    assert (session.opener, session.searches) == (own.opener, own.searches)
    assert session.articles is own.articles
    assert own.stores == (small.bookmarks, small.searches, small.articles)
    assert own._replace(searches=None, articles=None).stores == (small.bookmarks,)

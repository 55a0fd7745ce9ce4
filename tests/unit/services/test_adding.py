"""What is wished for, what is ordered, and what is told of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from reader.intake.order import IntakeResult, Outcome
from reader.intake.web.answer import Validators, Web, WebAnswer, WebError
from reader.services.adding import (
    AddingReport,
    Wish,
    added,
    folders_of,
    is_address,
    names_in,
)
from reader.services.session import Session
from reader.settings import Settings
from tests.unit.services.small_library import SmallLibrary

PAGE = b"""<!doctype html><html><head><title>A page</title></head><body><article><h1>A page</h1>
<p>It has some words, as many as an article needs to be one, and some more for good measure.</p>
<p>A second paragraph has still more of them, so that nobody takes it for a mere notice.</p>
</article></body></html>"""


class OnePage:
    """Answers with the same page, whatever is asked for but robots."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def get(
        self, url: str, *, most: int = 0, known: Validators | None = None, referrer: str = ""
    ) -> WebAnswer:
        del most, known, referrer
        self.asked.append(url)
        if "broken" in url:
            raise WebError("does not answer")
        return WebAnswer(url, PAGE, "text/html", "utf-8")


@pytest.fixture
def web() -> OnePage:
    return OnePage()


@pytest.fixture
def session(small: SmallLibrary, web: OnePage) -> Session:
    def open_web(allow_private: bool) -> Web:
        assert not allow_private
        return web

    return replace(small.session, open_web=open_web)


def carried_out(session: Session, wish: Wish) -> list[IntakeResult]:
    return list(
        added(session, wish, told=lambda _: None, wanted=lambda: True, is_scanned=lambda: True)
    )


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", ()),
        ("  \t", ()),
        ("https://example.com/a", ("https://example.com/a",)),
        (" https://a.example  HTTP://b.example\t", ("https://a.example", "HTTP://b.example")),
        ("https://a.example https://a.example", ("https://a.example",)),
        ("feed://a.example/rss", ("feed://a.example/rss",)),
        ("a file of mine.html", ("a file of mine.html",)),
        ("'a file.html'", ("a file.html",)),
        ('"a.html"', ("a.html",)),
        ("example.com/a", ("example.com/a",)),
        ("~nobody-here/a.html", ("~nobody-here/a.html",)),
        ("-", (str(Path("-").absolute()),)),
        ("./-", (str(Path("-").absolute()),)),
    ],
)
def test_a_line_names_addresses_or_one_path(text: str, names: tuple[str, ...]) -> None:
    assert names_in(text) == names


def test_a_path_may_begin_at_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert names_in("~/a.html") == (str(tmp_path / "a.html"),)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("https://example.com/a", True),
        ("https://example.com/a https://example.com/b", False),
        ("some words", False),
        ("https://", False),
        ("mailto:a@example.com", False),
        ("https://example.com/" + "a" * 5_000, False),
    ],
)
def test_one_address_is_told_from_other_text(text: str, is_one: bool) -> None:
    assert is_address(text) is is_one


def test_articles_go_to_the_folders_of_the_session(small: SmallLibrary) -> None:
    other = small.folder / "other"
    other.mkdir()
    several = replace(small.session, roots=(small.root, other))
    assert folders_of(several) == (small.root, other)


def test_of_a_session_on_a_file_they_go_where_the_settings_say(small: SmallLibrary) -> None:
    path = small.write("a.md")
    on_file = replace(small.session, roots=(path,))
    assert folders_of(on_file) == (Path("articles").absolute(),)
    chosen = replace(on_file, settings=Settings(folders=(small.folder,)))
    assert folders_of(chosen) == (small.folder,)


def test_an_address_becomes_a_file_with_its_tags(
    session: Session, small: SmallLibrary, web: OnePage
) -> None:
    wish = Wish("https://example.com/a", small.root, ("one", "two words"))
    (result,) = carried_out(session, wish)
    assert (result.outcome, result.title) == (Outcome.ADDED, "A page")
    assert result.path is not None
    small.refresh()
    article = small.article(result.path)
    assert (article.title, article.url) == ("A page", "https://example.com/a")
    assert article.tags == ("one", "two words")
    assert web.asked == ["https://example.com/a"]
    (again,) = carried_out(session, wish)
    assert (again.outcome, again.path) == (Outcome.KNOWN, result.path)


def test_what_fails_does_not_stop_the_others(session: Session, small: SmallLibrary) -> None:
    wish = Wish("https://example.com/broken https://example.com/a", small.root)
    outcomes = {result.outcome for result in carried_out(session, wish)}
    assert outcomes == {Outcome.FAILED, Outcome.ADDED}


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "192.168.1.1", "[::1]"])
def test_private_addresses_are_refused_with_the_way_that_there_is(
    small: SmallLibrary, host: str
) -> None:
    (result,) = carried_out(small.session, Wish(f"http://{host}/a", small.root))
    assert result.outcome is Outcome.FAILED
    assert "reader add --allow-private" in result.reason


def test_what_is_there_is_known_though_the_session_is_on_something_else(
    session: Session, small: SmallLibrary
) -> None:
    known = small.write("known.html", "Words of it.", url="https://example.com/a")
    elsewhere = small.folder / "elsewhere.md"
    elsewhere.write_text("Words of another.", "utf-8")
    piped = replace(session, roots=(elsewhere,), library=small.folder / "library.db")
    (result,) = carried_out(piped, Wish("https://example.com/a", small.root))
    assert (result.outcome, result.path) == (Outcome.KNOWN, known)
    assert session.index.article(known) is None


def test_it_waits_until_the_library_was_looked_through(
    session: Session, small: SmallLibrary
) -> None:
    looks = iter([False, True])
    results = added(
        session,
        Wish("https://example.com/a", small.root),
        told=lambda _: None,
        wanted=lambda: True,
        is_scanned=lambda: next(looks),
    )
    assert [result.outcome for result in results] == [Outcome.ADDED]
    assert next(looks, None) is None


def test_what_is_not_wanted_any_more_is_not_asked_for(
    session: Session, small: SmallLibrary, web: OnePage
) -> None:
    results = added(
        session,
        Wish("https://example.com/a", small.root),
        told=lambda _: None,
        wanted=lambda: False,
        is_scanned=lambda: False,
    )
    assert list(results) == []
    assert web.asked == []


# -- what is told -----------------------------------------------------------------------------


def results(**counts: int) -> Iterator[IntakeResult]:
    for outcome, count in counts.items():
        for number in range(count):
            yield IntakeResult(Outcome(outcome), f"{outcome} {number}", reason="broken")


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ({}, "Nothing new there"),
        ({"added": 1}, "Added: added 0"),
        ({"known": 1}, "Is there already: known 0"),
        ({"failed": 1}, ""),
        ({"noted": 1}, "Nothing new there"),
        ({"added": 2}, "2 added"),
        ({"added": 1, "failed": 1}, "1 added, 1 failed"),
        ({"added": 1200, "known": 3, "failed": 2}, "1,200 added, 3 there already, 2 failed"),
    ],
)
def test_the_result_is_told_in_words(counts: dict[str, int], told: str) -> None:
    report = AddingReport()
    for result in results(**counts):
        report.take(result)
    assert report.told == told
    assert len(report.notices) == counts.get("failed", 0)


def test_highlights_are_told() -> None:
    report = AddingReport()
    report.take(IntakeResult(Outcome.ADDED, "A title", highlights=2))
    assert report.told == "Added: A title · 2 highlights kept"
    report.take(IntakeResult(Outcome.NOTED, "A book", highlights=1))
    assert report.told == "1 added, 3 highlights kept"


def test_of_many_failures_the_first_are_named() -> None:
    report = AddingReport()
    for result in results(failed=100):
        report.take(result)
    assert report.told == "100 failed"
    assert report.notices[0] == "Not added: failed 0: broken"
    assert len(report.notices) == 5


def test_a_reason_that_names_what_failed_names_it_once() -> None:
    report = AddingReport()
    report.take(IntakeResult(Outcome.FAILED, "/a.html", reason="/a.html: no such file"))
    assert report.notices == ("Not added: /a.html: no such file",)


def test_the_advice_has_a_line_of_its_own_where_one_has_no_room_for_it() -> None:
    report = AddingReport()
    url, why = "https://example.com/a", "example.com has nothing at this address [404]"
    advice = "check the address, or look for it at web.archive.org"
    report.take(IntakeResult(Outcome.FAILED, url, url=url, reason=f"{why} ({advice})"))
    assert report.notices == (f"Not added: {why} · {url}", advice)
    report.take(IntakeResult(Outcome.FAILED, "a.md", reason="no such file (was it moved?)"))
    assert list(report.notices[2:]) == ["Not added: a.md: no such file (was it moved?)"]

"""Orders that are carried out: what is added, what is known, what fails, and what is remembered."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from threading import Event
from typing import TypedDict, Unpack

import pytest

from reader.document.body_kind import BodyKind
from reader.intake import recognize
from reader.intake.fetching.fetch_queue import THREADS
from reader.intake.incoming import (
    Annotation,
    ArticleFacts,
    Incoming,
    IncomingAddress,
    IncomingArticle,
    IncomingNotes,
    Unreadable,
)
from reader.intake.job import IntakeContext, carry_out
from reader.intake.order import ArticleFormat, IntakeOrder, IntakeProgress, IntakeResult, Outcome
from reader.intake.source_file import SourceFile, SourceForm
from reader.library.index import Index
from reader.library.load import load
from reader.state.bookmark_store import BookmarkStore
from reader.state.feed_memory import FeedMemory
from tests.unit.intake.fake_web import FakeWeb, page, read_feed, read_page

ADDED, KNOWN, FAILED = Outcome.ADDED, Outcome.KNOWN, Outcome.FAILED
HOST = "https://example.com"


class Options(TypedDict, total=False):
    feed_lists: tuple[Path, ...]
    tags: tuple[str, ...]
    format: ArticleFormat | None
    pictures: bool
    whole_page: bool
    again: bool
    limit: int
    since: datetime | None
    dry_run: bool


class Place:
    """A folder that articles are added to, and all that a job stands on."""

    def __init__(self, home: Path, clock: Callable[[], datetime]) -> None:
        self.home = home
        self.folder = home / "articles"
        self.web = FakeWeb()
        self.clock = clock
        self.progress: list[IntakeProgress] = []
        self.wanted = True
        self.index = Index(home / "index.db")
        self.feeds = FeedMemory(home / "state.db")
        self.bookmarks = BookmarkStore(home / "bookmarks.json", clock)
        self.bookmarks.load()

    def begin(self, *what: str, **options: Unpack[Options]) -> Iterator[IntakeResult]:
        self.folder.mkdir(exist_ok=True)
        for _ in self.index.refresh([self.folder]):
            pass
        context = IntakeContext(
            self.index, (self.folder,), self.bookmarks, self.feeds, self.clock,
            open_web=lambda _: self.web, read_page=read_page, read_feed=read_feed,
        )  # fmt: skip
        order = IntakeOrder(what, self.folder, **options)
        return carry_out(order, context, told=self.progress.append, wanted=lambda: self.wanted)

    def add(self, *what: str, **options: Unpack[Options]) -> list[IntakeResult]:
        return list(self.begin(*what, **options))

    def outcomes(self, *what: str, **options: Unpack[Options]) -> dict[str, Outcome]:
        return {result.title: result.outcome for result in self.add(*what, **options)}

    @property
    def files(self) -> list[str]:
        return sorted(path.name for path in self.folder.iterdir())


@pytest.fixture
def place(tmp_path: Path, clock: Callable[[], datetime]) -> Iterator[Place]:
    place = Place(tmp_path, clock)
    yield place
    place.index.close()
    place.feeds.close()


@pytest.fixture
def source(place: Place, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """A file whose entries are given."""

    def made(*entries: Incoming) -> str:
        form = SourceForm("invented", lambda _: True, lambda _: iter(entries))
        path = place.home / "export.x"
        path.touch()
        named = recognize.NamedFile(SourceFile(path, b""), form)
        monkeypatch.setattr("reader.intake.wanted_entries.recognize", lambda _: named)
        return str(path)

    return made


def _article(title: str, url: str = "", body: str = "") -> IncomingArticle:
    text = body or f"<p>Words of {title}.</p>"
    return IncomingArticle(ArticleFacts(title=title, url=url), text, BodyKind.HTML)


def _address(number: int, host: str = HOST) -> IncomingAddress:
    return IncomingAddress(ArticleFacts(url=f"{host}/{number}", title=f"Told {number}"))


# -- addresses ------------------------------------------------------------------------------


def test_a_page_is_added_once_however_its_address_is_written(place: Place) -> None:
    place.web.pages[f"{HOST}/a"] = page("On lead")
    (result,) = place.add(f"{HOST}/a", tags=("metal",))
    assert (result.outcome, result.title, result.url) == (ADDED, "On lead", f"{HOST}/a")
    assert result.path is not None
    article = load(result.path).article
    assert (article.title, article.url, article.tags) == ("On lead", f"{HOST}/a", ("metal",))
    (again,) = place.add("http://www.example.com/a/?utm_source=x#y")
    assert (again.outcome, again.path) == (KNOWN, result.path)
    assert place.web.asked == [f"{HOST}/a"]
    (once_more,) = place.add(f"{HOST}/a", again=True)
    assert once_more.outcome is ADDED
    assert len(place.files) == 2


def test_pages_that_lead_to_one_page_are_one(place: Place) -> None:
    place.web.pages[f"{HOST}/a"] = page("On lead")
    place.web.redirects[f"{HOST}/short"] = f"{HOST}/a"
    assert place.outcomes(f"{HOST}/a") == {"On lead": ADDED}
    assert place.outcomes(f"{HOST}/short") == {f"{HOST}/short": KNOWN}
    assert place.outcomes(f"{HOST}/a", f"{HOST}/a#b") == {f"{HOST}/a": KNOWN, f"{HOST}/a#b": KNOWN}


def test_a_sign_to_another_page_is_followed(place: Place) -> None:
    place.web.pages = {f"{HOST}/a": f"moved to {HOST}/b", f"{HOST}/b": page("B")}
    (result,) = place.add(f"{HOST}/a")
    assert (result.title, result.url) == ("B", f"{HOST}/b")
    assert place.outcomes(f"{HOST}/a") == {f"{HOST}/a": KNOWN}
    place.web.pages[f"{HOST}/c"] = f"moved to {HOST}/c"
    (result,) = place.add(f"{HOST}/c")
    assert result.reason == "is sent on from page to page (open it in a browser)"


def test_what_fails_is_named_and_stops_nothing(place: Place) -> None:
    place.web.pages |= {f"{HOST}/b": page("B"), f"{HOST}/c": page("C", "broken")}
    results = place.add(f"{HOST}/a", "nothing.md", f"{HOST}/c", "example.com/x", f"{HOST}/b")
    reasons = {result.title: result.reason for result in results if result.outcome is FAILED}
    assert reasons == {
        f"{HOST}/a": "has nothing at this address (404) (check the address)",
        "nothing.md": "no such file (was it moved or deleted?)",
        f"{HOST}/c": "cannot be read (RuntimeError: a library fails)",
        "example.com/x": "no such file or folder"
        " (an address begins with its scheme: https://example.com/x)",
    }
    assert [result.title for result in results if result.outcome is ADDED] == ["B"]


def test_hosts_are_asked_at_once_but_each_for_one_page(
    place: Place, source: Callable[..., str]
) -> None:
    hosts = [f"https://h{number}.example" for number in range(6)]
    entries = [_address(number, host) for host in hosts for number in range(3)]
    place.web.pages = {entry.facts.url: page(entry.facts.url) for entry in entries}
    results = place.add(source(*entries))
    assert {result.outcome for result in results} == {ADDED}
    assert len(results) == len(entries)
    assert place.web.most_at_once <= THREADS
    for host in hosts:
        assert [url for url in place.web.asked if url.startswith(host)] == [
            f"{host}/{number}" for number in range(3)
        ]
    assert [progress.total for progress in place.progress][-1] == len(entries)


def test_a_list_that_was_interrupted_goes_on(place: Place, source: Callable[..., str]) -> None:
    entries = [_address(number) for number in range(6)]
    place.web.pages = {entry.facts.url: page(f"P{entry.facts.url[-1]}") for entry in entries}
    name = source(*entries)
    begun = place.begin(name)
    assert len(list(islice(begun, 2))) == 2
    begun.close()  # type: ignore[attr-defined]
    assert len(place.files) == 2
    place.web.asked.clear()
    outcomes = list(place.outcomes(name).values())
    assert (outcomes.count(KNOWN), outcomes.count(ADDED)) == (2, 4)
    assert not any(url.endswith(("/0", "/1")) for url in place.web.asked)


def test_a_job_that_is_not_wanted_ends_while_the_web_is_slow(place: Place) -> None:
    place.web.gate = Event()
    place.web.pages[f"{HOST}/a"] = page("A")
    begun = place.begin(f"{HOST}/a")
    place.wanted = False
    assert list(begun) == []
    place.web.gate.set()
    assert place.files == []


def test_a_dry_run_writes_and_remembers_nothing(place: Place, source: Callable[..., str]) -> None:
    place.web.pages[f"{HOST}/a"] = page("A")
    (result,) = place.add(f"{HOST}/a", dry_run=True)
    assert (result.outcome, result.path) == (ADDED, place.folder / "2026-01-02-A.html")
    results = place.add(source(_address(1), _article("B")), dry_run=True)
    assert [(result.outcome, result.title) for result in results] == [
        (ADDED, "Told 1"),
        (ADDED, "B"),
    ]
    assert place.files == []
    assert place.web.asked == [f"{HOST}/a"]


# -- articles -------------------------------------------------------------------------------


def test_articles_without_an_address_are_known_by_their_text(
    place: Place, source: Callable[..., str]
) -> None:
    name = source(_article("A"), _article("Other title", body="<p>Words of A.</p>"), _article("B"))
    assert place.outcomes(name) == {"A": ADDED, "Other title": KNOWN, "B": ADDED}
    assert place.outcomes(name) == {"A": KNOWN, "Other title": KNOWN, "B": KNOWN}


@pytest.mark.parametrize("url", [HOST, f"{HOST}/", "urn:isbn:1", "no address"])
def test_what_names_no_article_tells_none_from_another(
    place: Place, source: Callable[..., str], url: str
) -> None:
    name = source(_article("A", url), _article("B", url))
    assert place.outcomes(name) == {"A": ADDED, "B": ADDED}
    assert place.outcomes(name) == {"A": KNOWN, "B": KNOWN}


def test_of_an_export_the_first_that_are_new_are_added(
    place: Place, source: Callable[..., str]
) -> None:
    name = source(*(_article(f"T{number}", f"{HOST}/{number}") for number in range(5)))
    assert place.outcomes(name, limit=2) == {"T0": ADDED, "T1": ADDED}
    assert place.outcomes(name, limit=2) == {"T0": KNOWN, "T1": KNOWN, "T2": ADDED, "T3": ADDED}


def test_what_a_list_says_stands_where_the_page_says_nothing(
    place: Place, source: Callable[..., str]
) -> None:
    place.web.pages[f"{HOST}/1"] = "<p>Words without a title.</p>"
    facts = ArticleFacts(
        "Told",
        "Ann Reed",
        "2024-03-09",
        url=f"{HOST}/1",
        tags=("a",),
        saved="2025-01-01",
        by="pocket",
    )
    (result,) = place.add(source(IncomingAddress(facts)), tags=("b", "a"))
    assert result.path is not None
    text = result.path.read_text()
    article = load(result.path).article
    assert (article.title, article.author, article.tags) == ("Told", "Ann Reed", ("a", "b"))
    assert 'saved: "2025-01-01"\nby: "pocket"\n' in text


def test_pictures_are_fetched_and_those_that_cannot_be_are_told(place: Place) -> None:
    png = b"\x89PNG\r\n\x1a\n"
    place.web.pages = {
        f"{HOST}/a": "<title>A</title><p>x <img src='b.png'> <img src='c.png'></p>",
        f"{HOST}/b.png": png,
        f"{HOST}/c.png": b"<html>not found",
    }
    (result,) = place.add(f"{HOST}/a", pictures=True)
    assert result.notices == ("1 picture could not be fetched: c.png is no picture",)
    assert (place.folder / "2026-01-02-A_files" / "b.png").read_bytes() == png
    assert 'src="2026-01-02-A_files/b.png"' in (place.folder / "2026-01-02-A.html").read_text()


def test_an_export_has_its_pictures_fetched_too(place: Place, source: Callable[..., str]) -> None:
    place.web.pages[f"{HOST}/b.png"] = b"\x89PNG\r\n\x1a\n"
    articles = [_article(f"T{n}", f"{HOST}/{n}", "<p>x <img src='b.png'></p>") for n in range(40)]
    results = place.add(source(*articles), pictures=True)
    assert len(results) == 40
    assert {result.outcome for result in results} == {ADDED}
    assert len(place.files) == 80


def test_highlights_become_bookmarks_once(place: Place, source: Callable[..., str]) -> None:
    marks = (Annotation(quote="Words of", note="mine"), Annotation(quote="A", color=""))
    article = IncomingArticle(
        ArticleFacts(title="A", url=f"{HOST}/a"), "<p>Words of A.</p>", BodyKind.HTML, marks
    )
    book = IncomingNotes(ArticleFacts(title="A book"), (Annotation(quote="A line of it"),))
    name = source(article, book)
    results = place.add(name)
    assert [(result.outcome, result.highlights) for result in results] == [
        (ADDED, 2),
        (Outcome.NOTED, 1),
    ]
    assert len(place.bookmarks.all()) == 3
    results = place.add(name)
    assert [(result.outcome, result.highlights) for result in results] == [
        (KNOWN, 0),
        (Outcome.NOTED, 0),
    ]
    assert len(place.bookmarks.all()) == 3


def test_what_an_export_cannot_read_is_told(place: Place, source: Callable[..., str]) -> None:
    entries = (
        Unreadable("No. 3", "has no text"),
        IncomingAddress(ArticleFacts(url="mailto:a@b.c")),
    )
    results = place.add(source(*entries))
    assert [(result.outcome, result.title, result.reason) for result in results] == [
        (FAILED, "No. 3", "has no text"),
        (FAILED, "mailto:a@b.c", "is no address of the web"),
    ]


def test_a_source_that_breaks_stops_no_other(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: SourceFile) -> Iterator[Incoming]:
        yield _article("A")
        raise KeyError("a library fails")

    form = SourceForm("broken", lambda _: True, broken)
    path = place.home / "export.x"
    named = recognize.NamedFile(SourceFile(path, b""), form)
    monkeypatch.setattr("reader.intake.wanted_entries.recognize", lambda _: named)
    results = place.add("export.x", "export.y")
    assert [(result.outcome, result.title) for result in results] == [
        (ADDED, "A"),
        (FAILED, "export.x"),
        (KNOWN, "A"),
        (FAILED, "export.y"),
    ]


def test_what_results_say_is_one_safe_line(place: Place, source: Callable[..., str]) -> None:
    evil = "a\x1b[31m\nb\u202e"
    place.web.pages[f"{HOST}/a"] = page("x")
    results = place.add(source(_article(evil), Unreadable(evil, evil)))
    told = [text for each in results for text in (each.title, each.url, each.reason)]
    assert all(text.isprintable() for text in told)


# -- feeds ----------------------------------------------------------------------------------

FEED = f"{HOST}/feed"
WHOLE = "Words that go on for a while, as those of an article do. " * 30


def _feed(*numbers: int, whole: bool = True) -> str:
    text = WHOLE if whole else ""
    items = [
        {
            "id": f"id-{number}",
            "url": f"{HOST}/{number}",
            "title": f"T{number}",
            "date_published": f"2024-03-{number:02}T10:00:00Z",
            **({"content_html": f"<p>{number}: {text}</p>"} if whole else {}),
        }
        for number in numbers
    ]
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "F", "items": items})


def test_of_a_feed_only_what_is_new_is_added(place: Place) -> None:
    place.web.pages[FEED] = _feed(2, 1)
    assert place.outcomes(FEED) == {"T2": ADDED, "T1": ADDED}
    for path in place.folder.iterdir():
        path.unlink()
    place.web.pages[FEED] = _feed(3, 2, 1)
    assert place.outcomes(FEED) == {"T3": ADDED}
    assert place.add(FEED) == []


def test_entries_without_their_text_are_fetched(place: Place) -> None:
    place.web.pages |= {FEED: _feed(1, 2, whole=False), f"{HOST}/1": page("Page 1")}
    results = {result.title: result for result in place.add(FEED)}
    assert (results["Page 1"].outcome, results["T2"].outcome) == (ADDED, FAILED)
    place.web.pages[f"{HOST}/2"] = page("Page 2")
    assert place.outcomes(FEED) == {"Page 2": ADDED}


def test_a_feed_that_has_not_changed_is_not_read_again(place: Place) -> None:
    place.web.pages[FEED] = _feed(1)
    place.web.etags[FEED] = '"1"'
    assert place.outcomes(FEED) == {"T1": ADDED}
    assert place.add(FEED) == []
    assert place.feeds.answer(FEED).etag == '"1"'


@pytest.mark.parametrize("options", [Options(limit=1), Options(dry_run=True)])
def test_a_feed_of_which_something_is_left_is_read_again(place: Place, options: Options) -> None:
    place.web.pages[FEED] = _feed(1, 2)
    place.web.etags[FEED] = '"1"'
    assert ADDED in place.outcomes(FEED, **options).values()
    assert "T1" in place.outcomes(FEED)


def test_the_newest_of_a_feed_and_what_is_not_older_are_chosen(place: Place) -> None:
    place.web.pages[FEED] = _feed(1, 3, 2)
    assert place.outcomes(FEED, limit=1) == {"T3": ADDED}
    since = datetime(2024, 3, 2, tzinfo=UTC)
    assert place.outcomes(FEED, since=since) == {"T2": ADDED}


def test_the_feeds_of_a_list_are_read(place: Place) -> None:
    path = place.home / "feeds.opml"
    path.write_text(
        '<opml version="2.0"><body><outline text="Metal">'
        f'<outline text="F" xmlUrl="{FEED}"/><outline text="G" xmlUrl="{HOST}/gone"/>'
        "</outline></body></opml>"
    )
    place.web.pages |= {FEED: _feed(1), f"{HOST}/gone": "no feed"}
    expected = {"T1": ADDED, "G": FAILED}
    assert place.outcomes(feed_lists=(path,), dry_run=True) == expected
    assert place.outcomes(str(path)) == expected
    assert load(place.folder / place.files[0]).article.tags == ("Metal",)


def test_a_feed_among_addresses_is_told(place: Place, source: Callable[..., str]) -> None:
    place.web.pages[FEED] = _feed(1)
    (result,) = place.add(source(IncomingAddress(ArticleFacts(url=FEED))))
    assert (result.outcome, result.reason) == (
        FAILED,
        "is a feed, not an article (add it by its own address)",
    )

"""A host is asked one thing at a time, with pauses, and only what it lets programs read."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event, Lock
from typing import BinaryIO

import pytest

from reader.intake.web.answer import WebError
from reader.intake.web.client import HttpWeb, WebLimits
from reader.intake.web.host_turns import MOST_AT_ONCE, HostTurns
from tests.unit.intake.web.loopback import CERTIFICATE, Loopback, running


class Time:
    """Goes on only while somebody sleeps."""

    def __init__(self) -> None:
        self.now = 0.0
        self.slept: list[float] = []
        self._lock = Lock()

    def clock(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        with self._lock:
            self.slept.append(seconds)
            self.now += seconds


def polite(time: Time) -> HttpWeb:
    return HttpWeb(
        allow_private=True, limits=WebLimits(pause=1), clock=time.clock, sleep=time.sleep
    )


def test_there_is_a_pause_between_two_requests(loopback: Loopback) -> None:
    time = Time()
    web = polite(time)
    for path in ("/a", "/b"):
        web.get(loopback.page(path, "text"))
    assert [asked.path for asked in loopback.asked] == ["/robots.txt", "/a", "/b"]
    assert time.slept == [1, 1]


def test_a_longer_one_if_the_host_wants_it(loopback: Loopback) -> None:
    loopback.page("/robots.txt", "User-agent: *\nCrawl-delay: 5")
    time = Time()
    polite(time).get(loopback.page("/a", "text"))
    assert time.slept == [5]


def test_a_shorter_one_between_parts_of_a_page(loopback: Loopback) -> None:
    time = Time()
    web = polite(time)
    page = loopback.page("/a", "text")
    web.get(page)
    web.get(loopback.page("/a.png", "picture"), most=100, referrer=page)
    assert time.slept == pytest.approx([1, 0.2])


def test_threads_wait_for_each_other(loopback: Loopback) -> None:
    asking: list[int] = []
    together = Barrier(4)

    def answer(out: BinaryIO) -> None:
        asking.append(1)
        out.write(b"HTTP/1.1 200 OK\r\n\r\n")
        out.flush()
        body = b"a" * len(asking)
        asking.pop()  # before whoever asks has all of it
        out.write(body)

    urls = [loopback.raw(f"/{number}", answer) for number in range(4)]
    time = Time()
    web = polite(time)

    def get(url: str) -> bytes:
        together.wait(5)
        return web.get(url).data

    with ThreadPoolExecutor(4) as pool:
        assert [*pool.map(get, urls)] == [b"a"] * 4
    assert [asked.path for asked in loopback.asked].count("/robots.txt") == 1
    assert sum(time.slept) == pytest.approx(4)


def test_few_hosts_are_asked_at_once() -> None:
    turns = HostTurns(clock=lambda: 0, sleep=lambda _: None)
    lock = Lock()
    asking = most = 0
    full = Event()

    def ask(number: int) -> None:
        nonlocal asking, most
        host = turns.of(f"host{number}")
        with host.lock, turns.request(host, pause=0):
            with lock:
                asking += 1
                most = max(most, asking)
                if asking == MOST_AT_ONCE:
                    full.set()
            full.wait(5)
            with lock:
                asking -= 1

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(ask, range(8)))
    assert most == MOST_AT_ONCE


class TestRobots:
    def test_what_is_not_allowed_is_not_asked_for(self, loopback: Loopback, web: HttpWeb) -> None:
        loopback.page("/robots.txt", "User-agent: *\nDisallow: /private")
        url = loopback.page("/private/a", "text")
        with pytest.raises(WebError, match=r"robots\.txt") as told:
            web.get(url)
        assert "save the page" in told.value.hint
        assert loopback.paths() == []
        assert web.get(loopback.page("/open", "text")).data

    def test_nor_behind_a_redirect(self, loopback: Loopback, web: HttpWeb) -> None:
        loopback.page("/robots.txt", "User-agent: *\nDisallow: /private")
        loopback.page("/private/a", "text")
        with pytest.raises(WebError, match=r"robots\.txt"):
            web.get(loopback.redirect("/a", "/private/a"))
        assert loopback.paths() == ["/a"]

    @pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
    def test_without_one_all_is_allowed(
        self, loopback: Loopback, web: HttpWeb, status: int
    ) -> None:
        loopback.page("/robots.txt", "User-agent: *\nDisallow: /", status=status)
        assert web.get(loopback.page("/a", "text")).data

    def test_so_it_is_where_it_leads_nowhere(self, loopback: Loopback, web: HttpWeb) -> None:
        loopback.redirect("/robots.txt", "/robots.txt")
        assert web.get(loopback.page("/a", "text")).data

    @pytest.mark.parametrize("status", [429, 500, 503])
    def test_one_that_is_out_of_order_allows_nothing(
        self, loopback: Loopback, web: HttpWeb, status: int
    ) -> None:
        loopback.page("/robots.txt", status=status)
        for path in ("/a", "/b"):
            with pytest.raises(WebError, match=rf"robots\.txt.*{status}") as told:
                web.get(loopback.page(path, "text"))
            assert "save the page" in told.value.hint
        assert [asked.path for asked in loopback.asked] == ["/robots.txt"]

    def test_of_a_long_one_the_beginning_counts(self, loopback: Loopback, web: HttpWeb) -> None:
        loopback.page("/robots.txt", "User-agent: *\nDisallow: /a\n" + "# long\n" * 200_000)
        with pytest.raises(WebError, match=r"robots\.txt"):
            web.get(loopback.page("/a", "text"))
        assert web.get(loopback.page("/b", "text")).data

    def test_where_http_leads_to_https_it_is_read_once(
        self, loopback: Loopback, web: HttpWeb, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
        with running(tls=True) as tls:
            tls.page("/robots.txt", "User-agent: *\nDisallow: /b")
            loopback.redirect("/robots.txt", tls.url("/robots.txt"))
            assert web.get(loopback.redirect("/a", tls.page("/a", "text"))).data
            assert [asked.path for asked in tls.asked] == ["/robots.txt", "/a"]
            with pytest.raises(WebError, match=r"robots\.txt"):
                web.get(tls.page("/b", "text"))

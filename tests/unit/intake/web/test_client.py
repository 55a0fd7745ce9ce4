"""Addresses are fetched as a polite browser would, whatever a server does."""

from __future__ import annotations

import gzip
import socket
import zlib
from collections.abc import Iterator
from typing import BinaryIO

import pytest

from reader.intake.web.answer import Validators, WebError
from reader.intake.web.client import HttpWeb, WebLimits
from tests import network
from tests.unit.intake.web.loopback import CERTIFICATE, Loopback, running

ARTICLE = "<!doctype html><title>Herons</title><p>Herons stand in the marsh."


def impatient(*, most: int = 1_000_000, whole: float = 0.4) -> HttpWeb:
    limits = WebLimits(connect=0.2, read=0.2, whole=whole, most=most)
    return HttpWeb(allow_private=True, limits=limits, sleep=lambda _: None)


def endless(server: Loopback, head: bytes, piece: bytes) -> str:
    """An answer that goes on until whoever asks has had enough."""

    def write(out: BinaryIO) -> None:
        out.write(head)
        while not server.over.is_set():
            out.write(piece)

    return server.raw("/endless", write)


def silent(server: Loopback, beginning: bytes) -> str:
    """An answer that begins, and waits."""

    def write(out: BinaryIO) -> None:
        out.write(beginning)
        server.over.wait()

    return server.raw("/silent", write)


class TestPages:
    def test_a_page_comes_with_its_type_and_charset(self, loopback: Loopback, web: HttpWeb) -> None:
        url = loopback.page("/a", ARTICLE, content_type="Text/HTML; Charset=GBK")
        answer = web.get(url)
        assert (answer.url, answer.data) == (url, ARTICLE.encode())
        assert (answer.content_type, answer.charset) == ("text/html", "gbk")

    def test_nothing_says_who_asks(self, loopback: Loopback, web: HttpWeb) -> None:
        url = loopback.page("/a", ARTICLE, headers={"Set-Cookie": "id=1; Path=/"})
        web.get(url)
        web.get(url)
        sent = loopback.asked[-1].headers
        assert sent["user-agent"].startswith("reader-tui/")
        assert sent["accept-encoding"] == "gzip, deflate"
        assert not {"cookie", "accept-language", "referer", "authorization"} & set(sent)

    def test_a_name_and_a_password_are_not_sent(self, loopback: Loopback, web: HttpWeb) -> None:
        loopback.page("/a", ARTICLE)
        answer = web.get(f"http://wren:secret@127.0.0.1:{loopback.port}/a#end")
        assert answer.url == loopback.url("/a")
        assert "authorization" not in loopback.asked[-1].headers

    def test_what_has_not_changed_does_not_come_again(
        self, loopback: Loopback, web: HttpWeb
    ) -> None:
        told = {"ETag": '"7"', "Last-Modified": "Sat, 09 Mar 2024 10:00:00 GMT"}
        url = loopback.page("/feed", ARTICLE, headers=told)
        loopback.page("/feed", status=304)
        known = web.get(url).validators
        assert known == Validators('"7"', "Sat, 09 Mar 2024 10:00:00 GMT")
        again = web.get(url, known=known)
        assert (again.has_changed, again.data) == (False, b"")
        assert loopback.asked[-1].headers["if-none-match"] == '"7"'
        assert loopback.asked[-1].headers["if-modified-since"] == known.last_modified

    def test_a_validator_adds_no_header(self, loopback: Loopback, web: HttpWeb) -> None:
        url = loopback.page("/a", ARTICLE)
        web.get(url, known=Validators('"1"\r\nCookie: a=b', "\u2028"))
        assert not {"if-none-match", "if-modified-since", "cookie"} & set(
            loopback.asked[-1].headers
        )

    def test_a_referrer_is_told_to_its_own_host(self, loopback: Loopback, web: HttpWeb) -> None:
        url = loopback.page("/a.png", b"\x89PNG", content_type="image/png")
        web.get(url, most=100, referrer=loopback.url("/essay?page=2#here"))
        assert loopback.asked[-1].headers["referer"] == loopback.url("/essay?page=2")
        web.get(url, most=100, referrer="http://example.org/essay")
        assert loopback.asked[-1].headers["referer"] == "http://example.org/"

    def test_addresses_may_be_in_any_script(self, loopback: Loopback, web: HttpWeb) -> None:
        loopback.page("/%E6%96%87?q=%E7%AB%A0", ARTICLE)
        assert web.get(loopback.url("/文?q=章")).data

    @pytest.mark.parametrize("kind", ["application/pdf", "image/png", "video/mp4"])
    def test_what_is_no_text_is_told_before_it_comes(
        self, loopback: Loopback, web: HttpWeb, kind: str
    ) -> None:
        head = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n\r\n".encode()
        with pytest.raises(WebError, match=r"is a .* not an article") as told:
            web.get(endless(loopback, head, bytes(1000)))
        assert told.value.hint


class TestStatuses:
    @pytest.mark.parametrize(
        ("status", "what", "hint"),
        [
            (401, "wants a login", "save the page"),
            (402, "wants to be paid", "save the page"),
            (403, "does not let programs", "save the page"),
            (404, "has nothing", "web.archive.org"),
            (410, "taken this down", "web.archive.org"),
            (422, "refuses", "save the page"),
            (429, "too often", "later"),
            (500, "out of order", "later"),
            (503, "out of order", "later"),
            (204, "without any content", "save the page"),
            (302, "not where", "save the page"),
            (304, "not where", "save the page"),
            (600, "a status that is none", "save the page"),
        ],
    )
    def test_each_says_what_to_do(
        self, loopback: Loopback, web: HttpWeb, status: int, what: str, hint: str
    ) -> None:
        with pytest.raises(WebError, match=what) as told:
            web.get(loopback.page("/a", status=status))
        assert str(status) in told.value.what
        assert hint in told.value.hint

    @pytest.mark.parametrize("status", [429, 503])
    def test_a_busy_server_is_asked_once_more(self, loopback: Loopback, status: int) -> None:
        waited: list[float] = []
        web = HttpWeb(allow_private=True, limits=WebLimits(pause=0), sleep=waited.append)
        url = loopback.page("/a", status=status, headers={"Retry-After": "7"})
        loopback.page("/a", ARTICLE)
        assert web.get(url).data == ARTICLE.encode()
        assert waited == [7]

    @pytest.mark.parametrize("wait", ["3600", "Fri, 01 Jan 2100 10:00:00 GMT", "soon", "", "²"])
    def test_but_not_if_that_takes_long(self, loopback: Loopback, web: HttpWeb, wait: str) -> None:
        url = loopback.page(
            "/a", status=503, headers={"Retry-After": wait} if wait.isascii() else {}
        )
        with pytest.raises(WebError):
            web.get(url)
        assert loopback.paths() == ["/a"]


class TestRedirects:
    @pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
    def test_are_followed(self, loopback: Loopback, web: HttpWeb, status: int) -> None:
        url = loopback.redirect("/old", "../new?a=1#part", status=status)
        loopback.page("/new?a=1", ARTICLE)
        assert web.get(url).url == loopback.url("/new?a=1")

    def test_ten_of_them(self, loopback: Loopback, web: HttpWeb) -> None:
        for number in range(10):
            loopback.redirect(f"/{number}", f"/{number + 1}")
        loopback.page("/10", ARTICLE)
        assert web.get(loopback.url("/0")).data
        loopback.redirect("/first", "/0")
        with pytest.raises(WebError, match="more than 10 times"):
            web.get(loopback.url("/first"))

    def test_within_a_time_for_all_of_them(self, loopback: Loopback) -> None:
        loopback.redirect("/a", "/b")
        loopback.page("/b", ARTICLE)
        web = HttpWeb(allow_private=True, limits=WebLimits(pause=0, chain=-1))
        with pytest.raises(WebError, match="in time"):
            web.get(loopback.url("/a"))

    def test_in_circles(self, loopback: Loopback, web: HttpWeb) -> None:
        loopback.redirect("/a", "/b")
        loopback.redirect("/b", "/a")
        with pytest.raises(WebError, match="in circles"):
            web.get(loopback.url("/a"))

    @pytest.mark.parametrize(
        "target",
        [
            "file:///etc/passwd",
            "ftp://example.org/a",
            "javascript:alert(1)",
            "data:text/html,a",
            "http://[::1",
            "http://a b/",
            "gopher://127.0.0.1:70/_",
            "http://127.0.0.1:25/",
            "//" + "a" * 300,
        ],
    )
    def test_lead_nowhere_else(self, loopback: Loopback, web: HttpWeb, target: str) -> None:
        with pytest.raises(WebError, match="sends us on to where we do not go"):
            web.get(loopback.redirect("/a", target))

    def test_a_private_address_is_refused_anew(
        self, loopback: Loopback, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        _resolves(monkeypatch, "127.0.0.1")
        monkeypatch.setattr("reader.intake.web.client.is_public", lambda _: True)
        loopback.redirect("/a", "http://169.254.169.254/latest/meta-data/")
        with pytest.raises(WebError, match="private network") as told:
            HttpWeb(limits=WebLimits(pause=0)).get(f"http://marsh.example.org:{loopback.port}/a")
        assert "--allow-private" in told.value.hint
        assert loopback.paths() == ["/a"]


class TestRefusals:
    @pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "[::1]", "0x7f.1"])
    def test_this_machine(self, loopback: Loopback, host: str) -> None:
        with pytest.raises(WebError, match="this machine or of a private network") as told:
            HttpWeb().get(f"http://{host}:{loopback.port}/")
        assert "--allow-private" in told.value.hint
        assert loopback.asked == []

    def test_a_name_that_leads_to_it(
        self, loopback: Loopback, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        _resolves(monkeypatch, "127.0.0.1", "::1", "::ffff:127.0.0.1", "fe80::1%lo")
        with pytest.raises(WebError, match=r"rebind.example.org is an address of this machine"):
            HttpWeb().get(f"http://rebind.example.org:{loopback.port}/")
        assert loopback.asked == []

    def test_the_address_that_was_looked_at_is_the_one_that_is_asked(
        self, loopback: Loopback, monkeypatch: pytest.MonkeyPatch, web: HttpWeb
    ) -> None:
        loopback.page("/", ARTICLE)
        asked = _resolves(monkeypatch, "127.0.0.1")
        assert web.get(f"http://marsh.example.org:{loopback.port}/").data
        # Once for robots.txt, once for the page; never again by whoever connects.
        assert asked == ["marsh.example.org"] * 2
        assert loopback.asked[-1].headers["host"] == f"marsh.example.org:{loopback.port}"

    def test_of_several_addresses_the_first_that_answers_is_asked(
        self, loopback: Loopback, monkeypatch: pytest.MonkeyPatch, web: HttpWeb
    ) -> None:
        loopback.page("/", ARTICLE)
        _resolves(monkeypatch, "::1", "127.0.0.1")
        assert web.get(f"http://marsh.example.org:{loopback.port}/").data

    def test_a_name_that_is_not_there(self, monkeypatch: pytest.MonkeyPatch, web: HttpWeb) -> None:
        _resolves(monkeypatch)
        with pytest.raises(WebError, match=r"nowhere.example.org cannot be found"):
            web.get("http://nowhere.example.org/")

    @pytest.mark.parametrize("url", ["", "marsh", "file:///etc/passwd", "https:", "http://./"])
    def test_what_is_no_address(self, url: str) -> None:
        with pytest.raises(WebError) as told:
            HttpWeb().get(url)
        assert told.value.hint


def _resolves(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> list[str]:
    """Have names lead to these addresses; returns the names that are asked for."""
    asked: list[str] = []

    def look_up(host: str, port: int, type: int = 0) -> list[object]:
        asked.append(host)
        if not addresses:
            raise socket.gaierror(-2, "Name or service not known")
        return [(0, type, 0, "", (address, port)) for address in addresses]

    monkeypatch.setattr("reader.intake.web.client.getaddrinfo", look_up)
    return asked


class TestCompression:
    @pytest.mark.parametrize(
        ("encoding", "data"),
        [
            ("gzip", gzip.compress(ARTICLE.encode(), mtime=0)),
            (
                "X-GZip",
                gzip.compress(ARTICLE[:9].encode(), mtime=0)
                + gzip.compress(ARTICLE[9:].encode(), mtime=0),
            ),
            ("gzip", gzip.compress(ARTICLE.encode(), mtime=0) + b"\0\0\0"),
            ("deflate", zlib.compress(ARTICLE.encode())),
            ("deflate", zlib.compress(ARTICLE.encode())[2:-4]),
            ("deflate, gzip", gzip.compress(zlib.compress(ARTICLE.encode()), mtime=0)),
            ("identity", ARTICLE.encode()),
        ],
    )
    def test_is_undone(self, loopback: Loopback, web: HttpWeb, encoding: str, data: bytes) -> None:
        url = loopback.page("/a", data, headers={"Content-Encoding": encoding})
        assert web.get(url).data == ARTICLE.encode()

    @pytest.mark.parametrize(
        ("encoding", "data", "what"),
        [
            ("br", b"\x8b\x02\x80", "compression that we did not ask for"),
            ("gzip, gzip, gzip", b"", "compression that we did not ask for"),
            ("gzip", b"no gzip", "damaged"),
            ("deflate", b"no deflate", "damaged"),
            ("gzip", gzip.compress(ARTICLE.encode(), mtime=0)[:-12], "cut off"),
            ("deflate", b"x", "cut off"),
        ],
    )
    def test_that_cannot_be_undone_is_told(
        self, loopback: Loopback, web: HttpWeb, encoding: str, data: bytes, what: str
    ) -> None:
        url = loopback.page("/a", data, headers={"Content-Encoding": encoding})
        with pytest.raises(WebError, match=what):
            web.get(url)

    @pytest.mark.parametrize("layers", [1, 2])
    def test_a_bomb_is_left_alone(self, loopback: Loopback, web: HttpWeb, layers: int) -> None:
        data = bytes(8_000_000)
        for _ in range(layers):
            data = gzip.compress(data, 1)
        url = loopback.page("/a", data, headers={"Content-Encoding": ", ".join(["gzip"] * layers)})
        with pytest.raises(WebError, match="larger than 100000 bytes"):
            web.get(url, most=100_000)

    def test_nor_is_one_that_unpacks_to_nothing_again_and_again(
        self, loopback: Loopback, web: HttpWeb
    ) -> None:
        data = gzip.compress(gzip.compress(b"") * 10_000)
        url = loopback.page("/a", data, headers={"Content-Encoding": "gzip, gzip"})
        with pytest.raises(WebError, match="larger than 100000 bytes"):
            web.get(url, most=100_000)


class TestBrokenServers:
    def test_an_endless_body(self, loopback: Loopback) -> None:
        url = endless(loopback, b"HTTP/1.1 200 OK\r\n\r\n", b"<p>more" * 1000)
        with pytest.raises(WebError, match="larger than"):
            impatient(whole=20).get(url)

    def test_a_body_that_is_too_large_by_its_own_word(self, loopback: Loopback) -> None:
        url = silent(loopback, b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n")
        with pytest.raises(WebError, match="larger than"):
            impatient().get(url)

    @pytest.mark.parametrize(
        "beginning",
        [b"", b"HTTP/1.1 200", b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc"],
    )
    def test_one_that_falls_silent(self, loopback: Loopback, beginning: bytes) -> None:
        with pytest.raises(WebError, match="in time"):
            impatient().get(silent(loopback, beginning))

    def test_one_that_sends_a_byte_at_a_time(self, loopback: Loopback) -> None:
        def drip(out: BinaryIO) -> None:
            out.write(b"HTTP/1.1 200 OK\r\nX: ")
            while not loopback.over.wait(0.05):
                out.write(b"a")

        with pytest.raises(WebError, match="in time"):
            impatient(whole=0.3).get(loopback.raw("/drip", drip))

    @pytest.mark.parametrize(
        "answer",
        [
            b"",
            b"\0\x01\x02\r\n\r\n",
            b"SSH-2.0-OpenSSH_9.6\r\n",
            b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc",
            b"HTTP/1.1 200 OK\r\nContent-Length: ten\r\n\r\nabc",
            b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 3\r\n\r\nabc",
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc",
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\nabc\r\n",
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffffff1\r\nabc",
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: magic\r\n\r\nabc",
            b"HTTP/1.1 200 OK\r\nX: " + b"a" * 500_000 + b"\r\n\r\nabc",
            b"HTTP/1.1 200 OK\r\n" + b"X: a\r\n" * 50_000 + b"\r\nabc",
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n"
            + b"X: a\r\n" * 50_000,
        ],
    )
    def test_one_that_does_not_speak_http(self, loopback: Loopback, answer: bytes) -> None:
        with pytest.raises(WebError, match=r"not HTTP|broke"):
            impatient(whole=20).get(loopback.raw("/a", answer))

    def test_endless_interim_answers(self, loopback: Loopback) -> None:
        url = endless(loopback, b"", b"HTTP/1.1 103 Early Hints\r\n\r\n" * 100)
        with pytest.raises(WebError, match="in time"):
            impatient(whole=0.2).get(url)

    def test_an_old_one_that_says_no_length(self, loopback: Loopback, web: HttpWeb) -> None:
        url = loopback.raw("/a", b"HTTP/1.0 200 OK\r\n\r\n" + ARTICLE.encode())
        answer = web.get(url)
        assert (answer.data, answer.content_type, answer.charset) == (ARTICLE.encode(), "", "")

    def test_one_that_sends_in_chunks(self, loopback: Loopback, web: HttpWeb) -> None:
        url = loopback.raw(
            "/a",
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
            b"3;a=b\r\nabc\r\n4\r\ndefg\r\n0\r\nX: y\r\n\r\n",
        )
        assert web.get(url).data == b"abcdefg"

    def test_one_that_is_not_there(self, web: HttpWeb) -> None:
        with running() as gone:
            port = gone.port
        with network.allowed(port), pytest.raises(WebError, match="cannot be reached"):
            web.get(f"http://127.0.0.1:{port}/")

    def test_one_without_encryption_where_there_should_be_some(
        self, loopback: Loopback, web: HttpWeb
    ) -> None:
        with pytest.raises(WebError, match="does not speak TLS"):
            web.get(f"https://127.0.0.1:{loopback.port}/")


class TestTls:
    @pytest.fixture
    def tls(self) -> Iterator[Loopback]:
        with running(tls=True) as server:
            yield server

    def test_who_does_not_prove_who_it_is_is_not_asked(self, tls: Loopback, web: HttpWeb) -> None:
        with pytest.raises(WebError, match="does not prove who it is") as told:
            web.get(tls.page("/a", ARTICLE))
        assert "save the page" in told.value.hint
        assert tls.asked == []

    def test_one_that_is_trusted_is(
        self, tls: Loopback, web: HttpWeb, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
        answer = web.get(tls.page("/a", ARTICLE))
        assert (answer.data, answer.notices) == (ARTICLE.encode(), ())
        _resolves(monkeypatch, "127.0.0.1")
        assert web.get(f"https://marsh.example.org:{tls.port}/a").data
        with pytest.raises(WebError, match="does not prove who it is"):
            web.get(f"https://other.example.org:{tls.port}/a")

    def test_that_it_leads_to_one_without_is_told(
        self, tls: Loopback, loopback: Loopback, web: HttpWeb, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
        url = tls.redirect("/a", loopback.page("/b", ARTICLE))
        assert web.get(url).notices == ("Its address leads to one without encryption (http).",)
        assert web.get(loopback.redirect("/c", tls.page("/d", ARTICLE))).notices == ()

    def test_it_tells_no_referrer_without(
        self, tls: Loopback, loopback: Loopback, web: HttpWeb
    ) -> None:
        web.get(loopback.page("/a.png", ARTICLE), most=100, referrer=tls.url("/a"))
        assert "referer" not in loopback.asked[-1].headers


class TestProxies:
    @pytest.fixture
    def proxied(self, loopback: Loopback, web: HttpWeb, monkeypatch: pytest.MonkeyPatch) -> HttpWeb:
        """Asks the server of the test for everything; no name is looked up."""
        monkeypatch.setenv("http_proxy", f"http://wren:a%40b@127.0.0.1:{loopback.port}")
        return web

    def test_are_asked(self, loopback: Loopback, proxied: HttpWeb) -> None:
        loopback.page("http://marsh.example.org/a", ARTICLE)
        assert proxied.get("http://marsh.example.org/a").data
        sent = loopback.asked[-1]
        assert sent.headers["host"] == "marsh.example.org"
        assert sent.headers["proxy-authorization"] == "Basic d3JlbjphQGI="

    @pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "router", "10.0.0.1"])
    def test_not_for_private_hosts(self, proxied: HttpWeb, loopback: Loopback, host: str) -> None:
        public = HttpWeb(limits=WebLimits(pause=0))
        with pytest.raises(WebError, match="private network"):
            public.get(f"http://{host}/")
        loopback.page("/a", ARTICLE)
        assert proxied.get(loopback.url("/a")).data
        assert loopback.asked[-1].path == "/a"

    def test_not_for_hosts_that_are_excepted(
        self, proxied: HttpWeb, loopback: Loopback, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("no_proxy", "example.org")
        _resolves(monkeypatch, "127.0.0.1")
        loopback.page("/a", ARTICLE)
        assert proxied.get(f"http://marsh.example.org:{loopback.port}/a").data

    @pytest.mark.parametrize("proxy", ["socks5://127.0.0.1:1", "http://[", "http://"])
    def test_those_of_other_kinds_are_told(
        self, web: HttpWeb, monkeypatch: pytest.MonkeyPatch, proxy: str
    ) -> None:
        monkeypatch.setenv("http_proxy", proxy)
        with pytest.raises(WebError, match="not one of HTTP") as told:
            web.get("http://marsh.example.org/")
        assert "HTTP_PROXY" in told.value.hint

    def test_one_that_does_not_connect_is_told(
        self, web: HttpWeb, loopback: Loopback, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("https_proxy", f"http://127.0.0.1:{loopback.port}")
        with pytest.raises(WebError, match="proxy does not connect us to marsh"):
            web.get("https://marsh.example.org/")

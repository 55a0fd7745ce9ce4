"""A page comes in as the article that a reader would see, or says why it is none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reader.document.body_kind import BodyKind
from reader.errors import ReaderError
from reader.intake.incoming import IncomingArticle
from reader.intake.pages.article_page import (
    RefreshError,
    article_of_answer,
    article_of_page,
)
from reader.intake.web.answer import WebAnswer, WebError
from reader.library.files.discover import walk
from reader.library.load import load_bytes
from tests.conftest import SHARED
from tests.unit.intake.pages.written import shown, told, written

URL = "https://marsh.example.org/2024/03/herons"
PROSE = "".join(
    f"<p>Heron {number} stands in the marsh for hours, and nobody sees it hurry at all."
    for number in range(9)
)
HEAD = """<html lang=en><title>Herons – Marsh Notes</title>
<meta property=og:title content=Herons><meta property=og:site_name content='Marsh Notes'>
<meta name=author content='Wren Alder'><meta property=article:published_time content=2024-03-09>
<meta name=description content='On standing still.'><meta property=article:tag content=birds>
<meta property=article:tag content=patience><link rel=canonical href=https://marsh.example.org/herons>
"""


def page(inside: str = PROSE, head: str = HEAD) -> bytes:
    return f"<!doctype html>{head}<body><nav>Menu</nav><article>{inside}</article>".encode()


def answer(
    data: bytes, content_type: str = "text/html", charset: str = "", url: str = URL
) -> WebAnswer:
    return WebAnswer(url, data, content_type, charset)


def fetched(data: bytes, content_type: str = "text/html", charset: str = "") -> IncomingArticle:
    return article_of_answer(answer(data, content_type, charset))


class TestFacts:
    def test_are_what_the_page_says(self) -> None:
        facts = fetched(page()).facts
        assert (facts.title, facts.author, facts.source) == ("Herons", "Wren Alder", "Marsh Notes")
        assert (facts.date, facts.url) == ("2024-03-09", "https://marsh.example.org/herons")
        assert (facts.tags, facts.language) == (("birds", "patience"), "en")
        assert (facts.summary, facts.saved, facts.by) == ("On standing still.", "", "")

    def test_where_it_says_nothing_its_address_does(self) -> None:
        facts = fetched(page(head="")).facts
        assert (facts.url, facts.source) == (URL, "marsh.example.org")
        assert facts.title

    def test_a_canonical_address_of_the_site_alone_says_nothing(self) -> None:
        head = "<title>a</title><link rel=canonical href=https://marsh.example.org/>"
        assert fetched(page(head=head)).facts.url == URL

    def test_the_whole_page_comes_with_it(self) -> None:
        article = fetched(page())
        assert (article.kind, "Menu" in article.body) == (BodyKind.HTML, False)
        assert article.page == page().decode()


class TestCharsets:
    @pytest.mark.parametrize(
        ("charset", "declared", "stated"),
        [
            ("gb18030", "", "GBK"),
            ("gb18030", "gb2312", ""),
            ("gb18030", "utf-8", "gb2312"),
            ("gb18030", "gb2312", "iso-8859-1"),
            ("utf-8", "gb2312", "utf-8"),
            ("utf-8", "", "gb2312"),
            ("big5", "", "Big5"),
            ("utf-16", "", ""),
            ("utf-8-sig", "", "x-unknown"),
        ],
    )
    def test_what_the_server_says_counts(self, charset: str, declared: str, stated: str) -> None:
        meta = f"<meta charset={declared}>" if declared else ""
        text = "蒼鷺站在沼澤裡" if charset == "big5" else "苍鹭站在沼泽里"
        data = f"<!doctype html>{meta}<title>{text}</title><p>{text}。".encode(charset)
        article = fetched(data, charset=stated)
        assert article.facts.title == text
        assert text in article.body


class TestOtherContent:
    def test_markdown_stays_what_it_is(self) -> None:
        text = (
            "---\ntitle: Herons\ndate: 2024-03-09\n---\n\n# Herons\n\nThey **stand** [still](a).\n"
        )
        article = fetched(text.encode(), "text/markdown")
        assert (article.kind, article.body[:8]) == (BodyKind.MARKDOWN, "# Herons")
        assert (article.facts.title, article.facts.date) == ("Herons", "2024-03-09")

    def test_plain_text_too(self) -> None:
        article = fetched(b"Herons\n\nThey stand in the marsh.\n", "text/plain")
        assert (article.kind, article.facts.title) == (BodyKind.TEXT, "Herons")

    def test_what_its_server_calls_a_page_is_one(self) -> None:
        article = fetched(b"Herons *stand* in the marsh. # They do.\n<br>\n- always", "text/html")
        assert article.kind is BodyKind.HTML
        assert ("PARAGRAPH", "Herons *stand* in the marsh. # They do.\n- always", "") in shown(
            written(article)
        )

    def test_an_article_in_json(self) -> None:
        data = {"title": "Herons", "author": "Wren Alder", "content": PROSE, "url": URL}
        article = fetched(json.dumps(data).encode(), "application/json")
        assert (article.facts.title, article.facts.author) == ("Herons", "Wren Alder")
        assert "Heron 3 stands" in article.body

    @pytest.mark.parametrize(
        ("data", "content_type", "what"),
        [
            (b"%PDF-1.7 \x00\x01", "application/pdf", "PDF"),
            (b"%PDF-1.7 \x00\x01", "text/html", "PDF"),
            (b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/epub+zip", "", "EPUB"),
            (b"\x89PNG\r\n\x1a\n", "", "picture"),
            (bytes(range(256)) * 9, "application/octet-stream", "not a text"),
            (b"<svg>", "image/svg+xml", "SVG"),
            (b'{"a": 1}', "application/json", "JSON"),
            (b'[{"a": 1}]', "application/json; x", "JSON"),
            (b"<?xml version='1.0'?><rss><channel><item><title>a</title></item>", "", "feed"),
            (b'{"version": "https://jsonfeed.org/version/1.1"}', "application/feed+json", "JSON"),
            (b"", "text/html", "no text"),
            (b" \n", "text/plain", "no text"),
            (b"<!doctype html><title>Herons</title>", "text/html", "no text"),
        ],
    )
    def test_what_is_no_article_says_what_it_is(
        self, data: bytes, content_type: str, what: str
    ) -> None:
        with pytest.raises(WebError, match=what) as error:
            fetched(data, content_type)
        assert error.value.hint


class TestScripts:
    @pytest.mark.parametrize(
        "body",
        [
            "<div id=root></div><script src=app.js></script>",
            "<div id='app'></div><noscript>We're sorry but this needs JavaScript.</noscript>",
            "<noscript>You need to enable JavaScript to run this app.</noscript><p>Loading",
            "<h1>Just a moment...</h1><p>Checking your browser.<script>a</script>",
            "<p>请启用 JavaScript 后查看。",
            "<script>document.write('a')</script>",
        ],
    )
    def test_a_page_that_they_make_is_told(self, body: str) -> None:
        with pytest.raises(WebError, match="JavaScript") as error:
            fetched(f"<!doctype html><title>Marsh</title><body>{body}".encode())
        assert "save the page" in error.value.hint

    @pytest.mark.parametrize(
        "body",
        [
            f"<p>Today I wrote some JavaScript for the marsh.{PROSE}",
            "<p>A heron.<noscript>Enable JavaScript to view comments by Disqus.</noscript>",
            "<p>A short note.<script src=counter.js></script>",
            "<p>JavaScript: The Good Parts is out. Short, and worth it.<script>a</script>",
        ],
    )
    def test_one_that_only_uses_them_is_not(self, body: str) -> None:
        assert fetched(f"<!doctype html><title>Marsh</title><body>{body}".encode()).body


class TestRefresh:
    @pytest.mark.parametrize(
        "content", ["0;url=/herons", "0; URL='/herons'", '5 ; url = "/herons" x', "0, /herons"]
    )
    def test_a_sign_to_another_page_is_told(self, content: str) -> None:
        escaped = content.replace('"', "&quot;")
        data = f'<!doctype html><meta http-equiv=Refresh content="{escaped}"><p>Moved.'.encode()
        with pytest.raises(RefreshError) as error:
            fetched(data)
        assert error.value.target == "https://marsh.example.org/herons"

    @pytest.mark.parametrize("content", ["0", "300;url=/herons", "x;url=/a", "0;url=http://["])
    def test_other_refreshes_are_none(self, content: str) -> None:
        data = f"<!doctype html><meta http-equiv=refresh content='{content}'>{PROSE}".encode()
        assert fetched(data).body


def linked_data(data: object) -> str:
    return f"<title>Herons</title><script type=application/ld+json>{json.dumps(data)}</script>"


class TestPaywalls:
    PAID = '<div class="paid-part"><p>The rest is for those who have paid for all of it.</div>'

    def test_what_is_free_is_kept_and_told(self) -> None:
        part = {"@type": "WebPageElement", "isAccessibleForFree": "False"}
        head = linked_data(
            {
                "@type": "NewsArticle",
                "isAccessibleForFree": False,
                "hasPart": {**part, "cssSelector": ".paid-part, body > p, .a:hover"},
            }
        )
        article = fetched(page(PROSE + self.PAID, head))
        assert "Heron 8 stands" in article.body
        assert "have paid for all" not in article.body
        assert "charges for it" in article.notices[0]

    @pytest.mark.parametrize(
        "head",
        [
            linked_data({"@graph": [{"@type": "Article", "isAccessibleForFree": "false"}]}),
            '<script type=\'application/LD+json\'>{"isAccessibleForFree": "False",, }</script>',
            "<meta property=article:content_tier content=locked>",
            "<meta itemprop=isAccessibleForFree content=false>",
        ],
    )
    def test_however_it_is_said(self, head: str) -> None:
        assert "charges for it" in fetched(page(head=head)).notices[0]

    def test_some_let_everybody_read_a_few(self) -> None:
        head = "<meta property=article:content_tier content=metered>"
        article = fetched(page(PROSE + self.PAID, head))
        assert "have paid for all" in article.body
        assert "a few articles" in article.notices[0]

    @pytest.mark.parametrize(
        "head",
        [
            linked_data({"@type": "Article", "isAccessibleForFree": True}),
            linked_data([{"isAccessibleForFree": "True"}]),
            "<meta property=article:content_tier content=free>",
            "",
        ],
    )
    def test_most_are_free(self, head: str) -> None:
        assert fetched(page(head=head)).notices == ()

    def test_what_the_owner_has_saved_stays(self) -> None:
        part = {"isAccessibleForFree": False, "cssSelector": ".paid-part"}
        head = linked_data({"@type": "Article", "isAccessibleForFree": False, "hasPart": part})
        article = article_of_page(page(PROSE + self.PAID, head), URL)
        assert "have paid for all" in article.body
        assert article.notices == ()


def test_how_it_came_is_told_first() -> None:
    sent = WebAnswer(URL, page(), "text/html", notices=("unencrypted",))
    assert article_of_answer(sent).notices == ("unencrypted",)


CASES = SHARED / "cases"
FORMS = ("web", "code", "math", "chrome", "singlefile", "img", "tbl", "titles")


def saved_pages() -> list[Path]:
    folders = [CASES / form for form in FORMS if (CASES / form).is_dir()]
    return sorted(path for path in walk(folders) if path.suffix == ".html")


@pytest.mark.skipif(not saved_pages(), reason="no ../shared/cases beside the checkout")
def test_the_file_of_a_page_shows_what_the_page_does() -> None:
    different: list[str] = []
    for path in saved_pages():
        data = path.read_bytes()
        before = load_bytes(path, data)
        if before.kind not in (BodyKind.HTML_DOCUMENT, BodyKind.HTML):
            continue
        try:
            after = written(article_of_page(data, f"file:///{path.name}"))
        except ReaderError as error:
            different.append(f"{path.name}: {error}")
            continue
        if (told(after.article), shown(after)) != (told(before.article), shown(before)):
            different.append(path.name)
    assert different == []

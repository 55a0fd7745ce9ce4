"""A web in memory: pages and feeds by their addresses, and who asked for what, when."""

from __future__ import annotations

import re
from collections.abc import Mapping
from threading import Event, Lock

from reader.document.body_kind import BodyKind
from reader.intake.feeds import isolated
from reader.intake.feeds.feed import Feed
from reader.intake.feeds.feed_kind import kind_of
from reader.intake.incoming import ArticleFacts, IncomingArticle
from reader.intake.pages.article_page import RefreshError
from reader.intake.web.answer import Validators, WebAnswer, WebError

SOON = 20.0
"""Seconds, more than anything here takes."""


class FakeWeb:
    """Answers from `pages`; what is not there is an error."""

    def __init__(self, pages: Mapping[str, str | bytes] | None = None) -> None:
        self.pages = dict(pages or {})
        self.redirects: dict[str, str] = {}
        self.etags: dict[str, str] = {}
        self.asked: list[str] = []
        self.most_at_once = 0
        self.gate: Event | None = None
        """Asking waits for it."""
        self._now: list[str] = []
        self._lock = Lock()

    def get(
        self, url: str, *, most: int = 0, known: Validators | None = None, referrer: str = ""
    ) -> WebAnswer:
        del most, referrer
        with self._lock:
            self.asked.append(url)
            self._now.append(url)
            self.most_at_once = max(self.most_at_once, len(self._now))
        try:
            if self.gate is not None:
                self.gate.wait(SOON)
            return self._answer(url, known)
        finally:
            with self._lock:
                self._now.remove(url)

    def _answer(self, url: str, known: Validators | None) -> WebAnswer:
        place = self.redirects.get(url, url)
        validators = Validators(self.etags.get(place, ""))
        if known is not None and known == validators:
            return WebAnswer(place, b"", validators=validators, has_changed=False)
        if place not in self.pages:
            raise WebError("has nothing at this address (404)", hint="check the address")
        page = self.pages[place]
        data = page.encode() if isinstance(page, str) else page
        return WebAnswer(place, data, "text/html", "utf-8", validators)


def read_page(answer: WebAnswer) -> IncomingArticle:
    """The whole page as an article, called as its `<title>` says."""
    page = answer.data.decode()
    if page.startswith("moved to "):
        raise RefreshError(page.removeprefix("moved to "))
    if "broken" in page:
        raise RuntimeError("a library fails")
    title = re.search(r"<title>([^<]*)</title>", page)
    facts = ArticleFacts(title=title[1] if title else "", url=answer.url)
    return IncomingArticle(facts, page.partition("</title>")[2] or page, BodyKind.HTML, page=page)


def read_feed(answer: WebAnswer) -> Feed | None:
    """A feed, read in this process."""
    kind = kind_of(answer.data, answer.content_type)
    return isolated.parsed(kind, answer.data, answer.charset, answer.url) if kind else None


def page(title: str, text: str = "") -> str:
    return f"<title>{title}</title><p>{text or f'Words of {title}.'}</p>"

"""Posts out of Blogger's exports, old and new."""

from __future__ import annotations

from pathlib import Path

from reader.intake.exports.wordpress.blogger import FORM
from tests.unit.intake.exports.shown import article, articles, content
from tests.unit.intake.exports.source_files import written

KIND = "http://schemas.google.com/g/2005#kind"


def entry(kind: str, title: str, more: str = "") -> str:
    return (
        f'<entry><category scheme="{KIND}" term="http://schemas.google.com/blogger/2008/kind#{kind}"/>'
        f'<title type="text">{title}</title><content type="html">&lt;p&gt;It was late.&lt;/p&gt;'
        f"</content>{more}</entry>"
    )


def feed(*entries: str) -> str:
    return (
        '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" '
        'xmlns:blogger="http://schemas.google.com/blogger/2018"><title>Walks</title>'
        f"{''.join(entries)}</feed>"
    )


def test_posts_and_pages_come_and_nothing_else(tmp_path: Path) -> None:
    draft = "<app:control><app:draft>yes</app:draft></app:control>"
    kinds = ["post", "page", "comment", "settings", "template"]
    content = feed(*(entry(kind, kind) for kind in kinds), entry("post", "draft", draft))
    found = articles(FORM, written(tmp_path, "blog.xml", content))
    assert [each.facts.title for each in found] == ["post", "page"]


def test_what_is_told_of_a_post(tmp_path: Path) -> None:
    more = (
        "<published>2012-05-01T10:00:00.000+02:00</published><author><name>Ann</name></author>"
        '<category scheme="http://www.blogger.com/atom/ns#" term="sea"/>'
        '<link rel="self" href="https://b.example/feeds/1"/>'
        '<link rel="alternate" href="https://b.example/2012/05/a.html"/>'
    )
    found = article(FORM, written(tmp_path, "blog.xml", feed(entry("post", "A &amp;amp; B", more))))
    assert content(found) == "<p>It was late.</p>"
    assert found.facts.title == "A & B"
    assert found.facts.date == "2012-05-01T10:00:00.000+02:00"
    assert found.facts.author == "Ann"
    assert found.facts.tags == ("sea",)
    assert found.facts.url == "https://b.example/2012/05/a.html"
    assert found.facts.source == "Walks"


def test_the_form_since_2024(tmp_path: Path) -> None:
    def new(kind: str, state: str) -> str:
        return (
            f"<entry><blogger:type>{kind}</blogger:type><blogger:status>{state}</blogger:status>"
            f"<title>{kind} {state}</title><content type='html'>x</content></entry>"
        )

    content = feed(new("POST", "LIVE"), new("POST", "DRAFT"), new("COMMENT", "LIVE"))
    assert article(FORM, written(tmp_path, "feed.atom", content)).facts.title == "POST LIVE"

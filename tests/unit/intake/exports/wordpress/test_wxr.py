"""Posts and pages out of WordPress's exports."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from reader.intake.exports.wordpress.wxr import FORM, ZIP_FORM
from reader.intake.incoming import IncomingArticle, Unreadable
from reader.intake.source_file import source_file
from tests.conftest import SHARED
from tests.unit.intake.exports.shown import all_of, article, articles, content, markdown
from tests.unit.intake.exports.source_files import written

CASE = SHARED / "cases" / "ssg" / "wordpress" / "export.xml"
LOCAL = "<wp:post_date>2024-03-09 01:00:00</wp:post_date>"
POST = "<wp:post_type>post</wp:post_type><wp:status>publish</wp:status>"


def item(content: str, more: str = "", title: str = "A walk") -> str:
    more = more if "<wp:post_type>" in more else more + POST
    return (
        f"<item><title>{title}</title><content:encoded><![CDATA[{content}]]></content:encoded>"
        f"{more}</item>"
    )


def export(*items: str, channel: str = "") -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><!-- generator="WordPress/6.4" -->'
        '<rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/"><channel>'
        "<title>Walks &amp;amp; talks</title><link>https://w.example</link>"
        "<language>en-GB</language><wp:wxr_version>1.2</wp:wxr_version>"
        "<image><title>icon</title></image>"
        "<wp:author><wp:author_login><![CDATA[ann]]></wp:author_login>"
        "<wp:author_display_name><![CDATA[Ann Reed]]></wp:author_display_name></wp:author>"
        f"{channel}{''.join(items)}</channel></rss>"
    )


def read(folder: Path, content: str, more: str = "", title: str = "A walk") -> IncomingArticle:
    return article(FORM, written(folder, "export.xml", export(item(content, more, title))))


def test_a_post_may_have_several_authors_and_no_host(tmp_path: Path) -> None:
    facts = read(
        tmp_path,
        "x",
        "<link>/blog/a-walk</link><dc:creator>ann</dc:creator>"
        '<category domain="author" nicename="ann">ann</category>'
        '<category domain="author" nicename="cap-ben">Ben &amp;amp; Co</category>',
    ).facts
    assert facts.author == "Ann Reed, Ben & Co"
    assert facts.url == "https://w.example/blog/a-walk"
    assert facts.tags == ()


def test_what_is_told_of_a_post(tmp_path: Path) -> None:
    facts = read(
        tmp_path,
        "x",
        "<link>https://w.example/a-walk/</link><dc:creator><![CDATA[ann]]></dc:creator>"
        "<excerpt:encoded><![CDATA[<p>It was &amp; is.</p>]]></excerpt:encoded>"
        '<category domain="category" nicename="n"><![CDATA[Tales &amp; more]]></category>'
        '<category domain="post_tag" nicename="%e6%97%85"/>'
        '<category domain="post_format" nicename="aside">Aside</category>'
        '<category domain="category" nicename="u">Uncategorized</category>',
        title="A &amp;#8217;walk&amp;#8217;",
    ).facts
    assert facts.title == "A ’walk’"
    assert facts.author == "Ann Reed"
    assert facts.source == "Walks & talks"
    assert facts.url == "https://w.example/a-walk/"
    assert facts.tags == ("Tales & more", "旅")
    assert facts.summary == "It was & is."
    assert (facts.language, facts.by) == ("en-GB", "wordpress")


@pytest.mark.parametrize(
    ("stated", "date"),
    [
        (
            LOCAL + "<wp:post_date_gmt>2024-03-08 17:00:00</wp:post_date_gmt>",
            "2024-03-09T01:00:00+08:00",
        ),
        (
            LOCAL + "<wp:post_date_gmt>0000-00-00 00:00:00</wp:post_date_gmt>",
            "2024-03-09T01:00:00",
        ),
        ("<wp:post_date_gmt>2024-03-08 17:00:00</wp:post_date_gmt>", "2024-03-08T17:00:00+00:00"),
        ("<pubDate>Sat, 09 Mar 2024 08:00:00 +0000</pubDate>", "2024-03-09T08:00:00+00:00"),
        ("<pubDate>Mon, 30 Nov -0001 00:00:00 +0000</pubDate>", ""),
        ("", ""),
    ],
)
def test_the_date_is_that_of_the_blogs_clock(tmp_path: Path, stated: str, date: str) -> None:
    assert read(tmp_path, "x", stated).facts.date == date


def test_only_what_was_published_comes(tmp_path: Path) -> None:
    state = "<wp:post_type>{}</wp:post_type><wp:status>{}</wp:status>"
    kinds = [
        *(("post", state) for state in ("publish", "private", "future", "draft", "trash")),
        *(("post", state) for state in ("auto-draft", "pending", "inherit")),
        *((kind, "publish") for kind in ("page", "nav_menu_item", "revision", "wp_block")),
        ("attachment", "inherit"),
    ]
    items = [item("x", state.format(*kind), title=" ".join(kind)) for kind in kinds]
    found = articles(FORM, written(tmp_path, "export.xml", export(*items)))
    titles = [each.facts.title for each in found]
    assert titles == ["post publish", "post private", "post future", "page publish"]


def test_blank_lines_part_paragraphs(tmp_path: Path) -> None:
    text = "One\ntwo\r\n\r\nthree <b>four</b>\n\n<blockquote>said\n\nmore</blockquote>\nend"
    assert content(read(tmp_path, text)) == (
        "<p>One<br>\ntwo</p>\n<p>three <b>four</b></p>\n<blockquote>\n<p>said</p>\n<p>more</p>\n"
        "</blockquote>\n<p>end</p>"
    )


def test_listings_and_items_are_no_paragraphs(tmp_path: Path) -> None:
    text = "a\n<pre>one\n\n  two</pre>\n<ul>\n<li>x</li>\n<li>y</li>\n</ul>\n<h2>H</h2>\nb"
    assert content(read(tmp_path, text)) == (
        "<p>a</p>\n<pre>one\n\n  two</pre>\n<ul>\n<li>x</li>\n<li>y</li>\n</ul>\n"
        "<h2>H</h2>\n<p>b</p>"
    )


def test_blocks_of_the_editor_keep_their_lines(tmp_path: Path) -> None:
    text = (
        '<!-- wp:heading {"level":3} -->\n<h3>Head</h3>\n<!-- /wp:heading -->\n\n'
        "<!-- wp:paragraph -->\n<p>one\ntwo</p>\n<!-- /wp:paragraph -->\n\n"
        "<!-- wp:more -->\n<!--more-->\n<!-- /wp:more -->\n\nbare"
    )
    assert content(read(tmp_path, text)) == "<h3>Head</h3>\n<p>one\ntwo</p>\n<p>bare</p>"


def test_footnotes_stand_in_a_field_of_the_post(tmp_path: Path) -> None:
    mark = '<sup data-fn="u1" class="fn"><a href="#u1" id="u1-link">1</a></sup>'
    meta = (
        "<wp:postmeta><wp:meta_key>footnotes</wp:meta_key><wp:meta_value>"
        '<![CDATA[[{"content":"Said <em>twice</em>.","id":"u1"}]]]></wp:meta_value></wp:postmeta>'
    )
    found = read(tmp_path, f"<!-- wp:paragraph --><p>It{mark}.</p><!-- wp:footnotes /-->", meta)
    shown = markdown(found)
    assert "It[^" in shown
    assert "]: Said *twice*." in shown


def test_shortcodes_are_what_they_show(tmp_path: Path) -> None:
    text = (
        '[caption id="a" width="3"]<img src="y.jpg" /> A heron[/caption]\n\n'
        '[code lang="php"]<?php\n\necho 1;[/code]\n\nhttps://video.example/1'
    )
    body = read(tmp_path, text).body
    assert "<figcaption>A heron</figcaption>" in body
    assert "&lt;?php\n\necho 1;" in body
    assert '<p><a href="https://video.example/1">https://video.example/1</a></p>' in body


def test_control_characters_and_bare_ampersands_do_no_harm(tmp_path: Path) -> None:
    found = read(tmp_path, "salt & \x0bpepper\x08", title="Salt & pepper &nbsp; \x1f")
    assert content(found) == "<p>salt &amp; pepper</p>"
    assert found.facts.title == "Salt & pepper"


def test_nothing_in_it_acts_and_addresses_are_whole(tmp_path: Path) -> None:
    text = '<p onclick="go()">a <a href="/b">b</a></p><script>go()</script><img src="c.png">'
    body = read(tmp_path, text, "<link>https://w.example/2024/</link>").body
    assert "go()" not in body
    assert 'href="https://w.example/b"' in body
    assert 'src="https://w.example/2024/c.png"' in body


def test_a_post_without_text_is_named(tmp_path: Path) -> None:
    file = written(tmp_path, "export.xml", export(item("", title="Empty"), item("x")))
    first, second = all_of(FORM, file)
    assert first == Unreadable("Empty", "it has no text")
    assert isinstance(second, IncomingArticle)


def test_a_torn_file_gives_what_is_whole(tmp_path: Path) -> None:
    whole = export(item("one"), item("two", title="Second"))
    file = written(tmp_path, "export.xml", whole[: whole.index("two") + 3])
    first, second = all_of(FORM, file)
    assert isinstance(first, IncomingArticle)
    assert second == Unreadable("Second", "the export is damaged in the middle of it")


def test_a_post_is_kept_if_its_text_is_whole(tmp_path: Path) -> None:
    whole = export(item("one"), item("two", title="Second"))
    file = written(tmp_path, "export.xml", whole[: whole.rindex("</wp:status>")])
    first, second = articles(FORM, file)
    assert (first.notices, second.notices) == ((), ("The export is damaged behind the text.",))


def test_versions_before_1_1_name_no_types(tmp_path: Path) -> None:
    old = (
        '<rss xmlns:wp="http://wordpress.org/export/1.0/"><channel><title>Old</title><item>'
        "<title>t</title><dc:creator>Bo</dc:creator><category><![CDATA[Sea]]></category>"
        '<category domain="tag" nicename="sea"><![CDATA[sea]]></category>'
        "<content:encoded><![CDATA[x]]></content:encoded></item></channel></rss>"
    )
    facts = article(FORM, written(tmp_path, "old.xml", old)).facts
    assert facts.author == "Bo"
    assert facts.tags == ("sea",)


def test_the_archive_of_wordpress_com_has_several_files(tmp_path: Path) -> None:
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(2):
            name = f"w.example-2024/w.wordpress.2024-03-09.00{number}.xml"
            archive.writestr(name, export(item("x", title=f"Post {number}")))
    found = articles(ZIP_FORM, source_file(path))
    assert [each.facts.title for each in found] == ["Post 0", "Post 1"]


@pytest.mark.parametrize(
    "piece", ["<pre>", "</pre><pre>", "<!-- wp:a ", "<p>", "\n \n", "[caption ", "<li>"]
)
def test_hostile_posts_take_linear_time(tmp_path: Path, piece: str) -> None:
    all_of(FORM, written(tmp_path, "x.xml", export(item("x" + piece * 10_000))))


@pytest.mark.skipif(not CASE.is_file(), reason="no ../shared/cases beside the checkout")
def test_a_real_export() -> None:
    first, second = articles(FORM, source_file(CASE))
    assert first.facts.date.startswith("2024-03-09")
    assert first.facts.tags == ("trains",)
    assert "Caption" in first.body
    assert second.facts.title == "Second post"
